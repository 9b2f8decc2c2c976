/*
 * The CD-TEXT file that a sheet names, located like its other files and read into the disc. It is optional: a missing
 * or damaged file is reported once, and the work goes on with the sheet's own texts.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/identity.h"
#include "source/source.h"
#include "text/line.h"

#include <redbook/cdtext.h>
#include <redbook/rules.h>
#include <redbook/stream.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Eight full blocks take 36,864 bytes; a file many times as large is not CD-TEXT. */
#define CDT_BYTES_MAX ((size_t)1024 * 1024)

static rbk_status report(rbk_findings *findings, const char *rule, const char *path, const char *text, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, rule, path, 0, 0, "%s", text) == RBK_OK ? RBK_OK
                                                                                           : rbk_fail_memory(error);
}

/* A failure as a finding about the file at path: its sentence with what the system said. */
static rbk_status report_failure(rbk_findings *findings, const char *rule, const char *path, const rbk_error *why,
                                 rbk_error *error)
{
    rbk_error bare = *why;
    char text[RBK_SENTENCE_BYTES + 160];
    bare.place.path[0] = '\0';
    return report(findings, rule, path, rbk_error_format(&bare, text, sizeof text), error);
}

static rbk_status tell_place(const rbk_disc *disc, const char *sheet_path, const rbk_source_place *place,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (place->elsewhere)
        status = rbk_findings_add(findings, RBK_WARNING, "file.elsewhere", sheet_path, 0, 0,
                                  "'%.200s' was not found, '%.200s' is used%s", disc->cdtext_file, place->location,
                                  place->other_form ? RBK_SOURCE_OTHER_FORM : "");
    else if (place->outside)
        status = rbk_findings_add(findings, RBK_WARNING, "file.outside", sheet_path, 0, 0,
                                  "'%.200s' is outside the sheet's folder", disc->cdtext_file);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* A file found in its place may be the audio file of the same name with another extension: that is not CD-TEXT. */
static bool has_same_ending(const char *a, const char *b)
{
    const char *of_a = strrchr(a, '.'), *of_b = strrchr(b, '.');
    while (of_a && of_b && *of_a && rbk_ascii_lower(*of_a) == rbk_ascii_lower(*of_b)) {
        of_a++;
        of_b++;
    }
    return (!of_a && !of_b) || (of_a && of_b && *of_a == *of_b);
}

static rbk_status locate(const rbk_disc *disc, const char *sheet_path, bool any_path, rbk_source_place *place,
                         rbk_error *why)
{
    rbk_status status = rbk_source_locate(disc->cdtext_file, sheet_path, any_path, place, why);
    if (status != RBK_OK || !place->elsewhere || has_same_ending(disc->cdtext_file, place->location))
        return status;
    free(place->location);
    place->location = NULL;
    return rbk_fail(why, RBK_FILEACCESS, "'%.200s' was found neither at the given path nor in the same folder",
                    disc->cdtext_file);
}

/* ------------------------------------------------------------------ texts of the sheet that stay */

/* Restores the sheet's texts over those of the packs, except what those of the packs become in a sheet. */
static rbk_status put_back(rbk_text *text, const rbk_text *sheet, uint32_t track, const char *path,
                           rbk_findings *findings, rbk_error *error)
{
    char owner[16] = "the album";
    rbk_status status = RBK_OK;
    if (track > 0)
        snprintf(owner, sizeof owner, "track %u", (unsigned)(track & 0x7F));
    for (int f = 0; f < (int)RBK_TEXT_FIELDS && status == RBK_OK; f++) {
        const char *stated = sheet->field[f], *packed = text->field[f];
        if (!stated || (packed && (strcmp(stated, packed) == 0 || rbk_line_is_of(stated, packed))))
            continue;
        if (rbk_findings_add(findings, RBK_WARNING, "cdtext.text-differs", path, 0, track,
                             "the %s of %s is '%.150s', which is used, but '%.150s' in the CD-TEXT",
                             rbk_text_field_name((rbk_text_field)f), owner, stated, packed ? packed : "") != RBK_OK)
            return rbk_fail_memory(error);
        status = rbk_text_set(text, (rbk_text_field)f, stated, error);
    }
    return status;
}

/* Other findings of the file; for differing texts the sheet's is used, which is reported differently. */
static int judge_packs(void *user, const rbk_finding *finding)
{
    (void)user;
    return strcmp(finding->rule, "cdtext.text-differs") == 0 ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

/* Puts the sheet's texts into the packs, with unencodable characters replaced: the sheet has precedence. */
static rbk_status read_under_sheet(rbk_disc *disc, const rbk_bytes *bytes, const char *path, rbk_findings *findings,
                                   rbk_error *error)
{
    rbk_cdtext_options how;
    rbk_disc *sheet = rbk_disc_copy(disc);
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = sheet && noticed ? RBK_OK : rbk_fail_memory(error);
    rbk_cdtext_options_init(&how);
    how.fallback = true;
    how.name = path;
    if (status == RBK_OK)
        status = rbk_cdt_to_disc(bytes->data, bytes->size, path, disc, noticed, error);
    if (status == RBK_OK && rbk_findings_pass_on(noticed, judge_packs, NULL, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = put_back(&disc->text, &sheet->text, 0, path, findings, error);
    for (size_t t = 0; status == RBK_OK && t < disc->track_count; t++)
        status = put_back(&disc->tracks[t].text, &sheet->tracks[t].text, disc->tracks[t].number, path, findings, error);
    if (status == RBK_OK)
        status = rbk_cdtext_renew(disc, &how, findings, error);
    rbk_findings_free(noticed);
    rbk_disc_free(sheet);
    return status;
}

rbk_status rbk_source_use_packs(rbk_disc *disc, const rbk_bytes *packs, const char *path, rbk_cdtext_from from,
                                rbk_findings *findings, rbk_error *error)
{
    return from == RBK_CDTEXT_FROM_SHEET ? read_under_sheet(disc, packs, path, findings, error)
                                         : rbk_cdt_to_disc(packs->data, packs->size, path, disc, findings, error);
}

/* ------------------------------------------------------------------ the file */

/* Reads the file where it was found, whose name becomes the disc's. */
static rbk_status read_file(rbk_disc *disc, rbk_source_place *place, const char *within, rbk_cdtext_from from,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_error why;
    rbk_error_init(&why);
    rbk_identity judged;
    bool may = false;
    rbk_status status = rbk_source_may_read(place->location, within, &may, &judged, &why);
    if (status == RBK_OK)
        status = may ? rbk_bytes_read_file(place->location, CDT_BYTES_MAX, &bytes, &why)
                     : rbk_fail(&why, RBK_CHANGED, "was replaced by a link out of the sheet's folder");
    if (status == RBK_OK && rbk_identity_is_known(&judged)) /* the file that was checked is the one that was read */
        status = rbk_identity_check(place->location, &judged, &why);
    if (status != RBK_OK)
        rbk_bytes_release(&bytes);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return report_failure(findings, RBK_RULE_CDTEXT_UNREADABLE, place->location, &why, error);
    status = rbk_source_use_packs(disc, &bytes, place->location, from, findings, error);
    rbk_bytes_release(&bytes);
    if (status != RBK_OK)
        return status;
    free(disc->cdtext_location);
    disc->cdtext_location = place->location;
    place->location = NULL;
    return RBK_OK;
}

rbk_status rbk_source_read_cdtext(rbk_disc *disc, const char *sheet_path, const rbk_source_options *options,
                                  rbk_findings *findings, rbk_error *error)
{
    rbk_source_place place = {0};
    rbk_error why;
    if (!disc->cdtext_file || disc->cdtext_location)
        return RBK_OK;
    rbk_error_init(&why);
    rbk_status status = locate(disc, sheet_path, options && options->any_path, &place, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return report_failure(findings, place.outside ? "file.outside" : RBK_RULE_CDTEXT_FILE_MISSING, sheet_path, &why,
                              error);
    status = tell_place(disc, sheet_path, &place, findings, error);
    if (status == RBK_OK)
        status = read_file(disc, &place, options && options->any_path ? NULL : sheet_path,
                           options ? options->cdtext : RBK_CDTEXT_FROM_PACKS, findings, error);
    free(place.location);
    return status;
}
