/*
 * The CD-TEXT file that a sheet names, found like its other files and read into the disc. It is a disc's decoration: a
 * file that is missing or damaged is reported once, and the work goes on with the sheet's own texts.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "source/source.h"

#include <redbook/cdtext.h>
#include <redbook/rules.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* Eight full blocks take 36,864 bytes; what is many times that is no such file. */
#define CDT_BYTES_MAX ((size_t)1024 * 1024)

static rbk_status tell(rbk_findings *findings, const char *rule, const char *path, const char *text, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, rule, path, 0, 0, "%s", text) == RBK_OK ? RBK_OK
                                                                                           : rbk_fail_memory(error);
}

static rbk_status tell_place(const rbk_disc *disc, const char *sheet_path, const rbk_source_place *place,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (place->elsewhere)
        status = rbk_findings_add(findings, RBK_WARNING, "file.elsewhere", sheet_path, 0, 0,
                                  "'%.200s' is not there, '%.200s' is used%s", disc->cdtext_file, place->location,
                                  place->other_form ? RBK_SOURCE_OTHER_FORM : "");
    else if (place->outside)
        status = rbk_findings_add(findings, RBK_WARNING, "file.outside", sheet_path, 0, 0,
                                  "'%.200s' lies outside the sheet's folder", disc->cdtext_file);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* What is found in its place may be the sound beside it, of the same name but for the ending: that is no CD-TEXT. */
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
    return rbk_fail(why, RBK_FILEACCESS, "'%.200s' is neither where the sheet says nor beside it", disc->cdtext_file);
}

/* Reads the file where it was found, whose name becomes the disc's. */
static rbk_status read_file(rbk_disc *disc, rbk_source_place *place, rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_bytes_read_file(place->location, CDT_BYTES_MAX, &bytes, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return tell(findings, RBK_RULE_CDTEXT_UNREADABLE, place->location, why.sentence, error);
    status = rbk_cdt_to_disc(bytes.data, bytes.size, place->location, disc, findings, error);
    rbk_bytes_release(&bytes);
    if (status != RBK_OK)
        return status;
    free(disc->cdtext_location);
    disc->cdtext_location = place->location;
    place->location = NULL;
    return RBK_OK;
}

rbk_status rbk_source_read_cdtext(rbk_disc *disc, const char *sheet_path, bool any_path, rbk_findings *findings,
                                  rbk_error *error)
{
    rbk_source_place place = {0};
    rbk_error why;
    if (!disc->cdtext_file || disc->cdtext_location)
        return RBK_OK;
    rbk_error_init(&why);
    rbk_status status = locate(disc, sheet_path, any_path, &place, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return tell(findings, place.outside ? "file.outside" : RBK_RULE_CDTEXT_FILE_MISSING, sheet_path, why.sentence,
                    error);
    status = tell_place(disc, sheet_path, &place, findings, error);
    if (status == RBK_OK)
        status = read_file(disc, &place, findings, error);
    free(place.location);
    return status;
}
