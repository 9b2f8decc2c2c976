/*
 * Two sheets may name one CD-TEXT file, as after a sheet alone was copied: what changes for one disc changes for the
 * other.
 */
#include "edit/shared.h"
#include "base/fail.h"
#include "base/findings.h"
#include "base/names.h"
#include "base/path.h"

#include <errno.h>
#include <redbook/format.h>
#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* *names: the sheet at path names the CD-TEXT file at packs; one that cannot be read names none. */
static rbk_status look_for_packs(const char *path, const char *packs, bool *names, rbk_error *error)
{
    rbk_bytes text = {NULL, 0};
    rbk_disc *disc = NULL;
    char *named = NULL;
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &text, NULL);
    if (status == RBK_OK)
        status = rbk_format_read_as(rbk_format_find("cue"), text.data, text.size, path, NULL, &disc, NULL, NULL);
    status = status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
    if (status == RBK_OK && disc && disc->cdtext_file) {
        named = rbk_path_next_to(path, disc->cdtext_file);
        status = named ? rbk_path_same_file(named, packs, names, error) : rbk_fail_memory(error);
    }
    free(named);
    rbk_disc_free(disc);
    rbk_bytes_release(&text);
    return status;
}

/* kept: NULL, the texts of the file change; else set if the sheet names it. */
static rbk_status report_sheet(const char *sheet, const char *name, const char *packs, bool *kept,
                               rbk_findings *findings, rbk_error *error)
{
    char *other = rbk_path_next_to(sheet, name);
    bool same = false, names = false;
    rbk_status status = other ? rbk_path_same_file(other, sheet, &same, error) : rbk_fail_memory(error);
    if (status == RBK_OK && !same)
        status = look_for_packs(other, packs, &names, error);
    if (names && rbk_findings_add(findings, kept ? RBK_NOTE : RBK_WARNING, "edit.cdtext-shared", other, 0, 0,
                                  "names the same CD-TEXT file '%.200s': %s", rbk_path_base(packs),
                                  kept ? "it is kept" : "its texts change too") != RBK_OK)
        status = rbk_fail_memory(error);
    if (kept)
        *kept |= names;
    free(other);
    return status;
}

static bool is_sheet(const char *name)
{
    return rbk_path_has_extension(name, "cue");
}

rbk_status rbk_edit_report_shared(const char *sheet, const char *packs, bool *kept, rbk_findings *findings,
                                  rbk_error *error)
{
    rbk_names sheets = {NULL, 0};
    rbk_status status = rbk_names_add_folder(sheet, false, is_sheet, &sheets, error);
    for (size_t i = 0; i < sheets.count && status == RBK_OK; i++)
        status = report_sheet(sheet, sheets.names[i], packs, kept, findings, error);
    rbk_names_release(&sheets);
    return status;
}

const char *rbk_edit_reason_of_packs(const rbk_findings *findings)
{
    static const char *const rules[] = {RBK_RULE_CDTEXT_UNREADABLE, RBK_RULE_CDTEXT_FILE_MISSING, "file.outside"};
    const rbk_finding *reason = rbk_findings_first_of(findings, rules, sizeof rules / sizeof *rules);
    return reason ? reason->text : "it could not be read";
}

/* ------------------------------------------------------------------ folders */

static rbk_status look_at_folder_of(const char *path, struct stat *about, rbk_error *error)
{
    char *folder = rbk_path_next_to(path, ".");
    rbk_status status = RBK_OK;
    if (!folder)
        return rbk_fail_memory(error);
    if (stat(folder, about) != 0) {
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "its folder cannot be examined");
        rbk_error_set_path(error, path);
    }
    free(folder);
    return status;
}

rbk_status rbk_edit_same_folder(const char *one, const char *other, bool *same, rbk_error *error)
{
    struct stat of_one, of_other;
    rbk_status status = look_at_folder_of(one, &of_one, error);
    if (status == RBK_OK)
        status = look_at_folder_of(other, &of_other, error);
    *same = status == RBK_OK && of_one.st_dev == of_other.st_dev && of_one.st_ino == of_other.st_ino;
    return status;
}
