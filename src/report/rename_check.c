/*
 * The new texts of a rename, read as users will read them, before anything is moved.
 */
#include "base/fail.h"
#include "base/path.h"
#include "report/rename_set.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>

static rbk_status read_text(const rbk_rename_set *set, const rbk_bytes *text, rbk_disc **disc, rbk_error *error)
{
    const rbk_format_options options = {.encoding = set->encoding};
    rbk_findings *findings = rbk_findings_new();
    rbk_status status =
        findings ? rbk_format_read(text->data, text->size, rbk_path_base(set->path), &options, disc, findings, error)
                 : rbk_fail_memory(error);
    rbk_findings_free(findings);
    return status;
}

#define ADVICE "use 'redbook convert' to write the image under another name"

static rbk_status fail_name(const rbk_rename_set *set, const char *expected, const char *found, rbk_error *error)
{
    rbk_status status =
        rbk_fail(error, RBK_UNSUPPORTED,
                 "expected '%.100s' as the name of a file in the new sheet, found '%.100s': " ADVICE, expected, found);
    rbk_error_set_path(error, set->path);
    return status;
}

/* What old became; either may be NULL, as a disc without packs has it. */
static rbk_status compare_names(const rbk_rename_set *set, const char *old, const char *new, bool texts,
                                rbk_error *error)
{
    const char *location = old ? rbk_rename_location(set, old, texts) : NULL;
    char *expected = location ? rbk_rename_new_name(set, location, old) : old ? strdup(old) : NULL;
    if (old && !expected)
        return rbk_fail_memory(error);
    const bool same = expected && new ? strcmp(expected, new) == 0 : expected == new;
    rbk_status status = same ? RBK_OK : fail_name(set, expected ? expected : "", new ? new : "", error);
    free(expected);
    return status;
}

static rbk_status compare(const rbk_rename_set *set, const rbk_disc *old, const rbk_disc *new, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (old->file_count != new->file_count || old->track_count != new->track_count)
        return rbk_rename_fail_form(set, "the sheet with the new names would be read as another disc: " ADVICE, error);
    for (size_t i = 0; i < old->file_count && status == RBK_OK; i++)
        status = compare_names(set, old->files[i].path, new->files[i].path, false, error);
    return status == RBK_OK ? compare_names(set, old->cdtext_file, new->cdtext_file, true, error) : status;
}

static rbk_status check_text(const rbk_rename_set *set, const rbk_renaming *row, rbk_error *error)
{
    rbk_bytes before = {NULL, 0};
    rbk_disc *old = NULL, *new = NULL;
    char *path = rbk_path_next_to(set->path, row->from);
    rbk_status status =
        path ? rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &before, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_text(set, &before, &old, error);
    if (status == RBK_OK && read_text(set, &row->text, &new, NULL) != RBK_OK)
        status = rbk_rename_fail_form(set, "the sheet with the new names could not be read: " ADVICE, error);
    if (status == RBK_OK)
        status = compare(set, old, new, error);
    rbk_disc_free(new);
    rbk_disc_free(old);
    rbk_bytes_release(&before);
    free(path);
    return status;
}

rbk_status rbk_rename_check_texts(const rbk_rename_set *set, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < set->count && status == RBK_OK; i++)
        if (set->rows[i].text.data)
            status = check_text(set, &set->rows[i], error);
    return status;
}
