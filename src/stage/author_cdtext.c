/*
 * The CD-TEXT file that a sheet names, found like its other files and read into the disc; and the packs that go beside
 * the sheet which is written. It is a disc's decoration: a file that is missing or damaged is told once, and the work
 * goes on with the sheet's own texts.
 */
#include "base/fail.h"
#include "stage/author.h"
#include "stage/state.h"

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

static rbk_status tell_place(const rbk_disc *disc, const char *sheet_path, const rbk_author_place *place,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (place->elsewhere)
        status = rbk_findings_add(findings, RBK_WARNING, "file.elsewhere", sheet_path, 0, 0,
                                  "'%.200s' is not there, '%.200s' is used", disc->cdtext_file, place->location);
    else if (place->outside)
        status = rbk_findings_add(findings, RBK_WARNING, "file.outside", sheet_path, 0, 0,
                                  "'%.200s' lies outside the sheet's folder", disc->cdtext_file);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static int lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* What is found in its place may be the sound beside it, of the same name but for the ending: that is no CD-TEXT. */
static bool has_same_ending(const char *a, const char *b)
{
    const char *of_a = strrchr(a, '.'), *of_b = strrchr(b, '.');
    while (of_a && of_b && *of_a && lower(*of_a) == lower(*of_b)) {
        of_a++;
        of_b++;
    }
    return (!of_a && !of_b) || (of_a && of_b && *of_a == *of_b);
}

static rbk_status locate(const rbk_disc *disc, const char *sheet_path, bool any_path, rbk_author_place *place,
                         rbk_error *why)
{
    rbk_status status = rbk_author_locate(disc->cdtext_file, sheet_path, any_path, place, why);
    if (status != RBK_OK || !place->elsewhere || has_same_ending(disc->cdtext_file, place->location))
        return status;
    free(place->location);
    place->location = NULL;
    return rbk_fail(why, RBK_FILEACCESS, "'%.200s' is neither where the sheet says nor beside it", disc->cdtext_file);
}

/* Reads the file where it was found, whose name becomes the disc's. */
static rbk_status read_file(rbk_disc *disc, rbk_author_place *place, rbk_findings *findings, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_bytes_read_file(place->location, CDT_BYTES_MAX, &bytes, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return tell(findings, "cdtext.unreadable", place->location, why.sentence, error);
    status = rbk_cdt_to_disc(bytes.data, bytes.size, place->location, disc, findings, error);
    rbk_bytes_release(&bytes);
    if (status != RBK_OK)
        return status;
    free(disc->cdtext_location);
    disc->cdtext_location = place->location;
    place->location = NULL;
    return RBK_OK;
}

rbk_status rbk_author_read_cdtext(rbk_disc *disc, const char *sheet_path, bool any_path, rbk_findings *findings,
                                  rbk_error *error)
{
    rbk_author_place place = {0};
    rbk_error why;
    if (!disc->cdtext_file || disc->cdtext_location)
        return RBK_OK;
    rbk_error_init(&why);
    rbk_status status = locate(disc, sheet_path, any_path, &place, &why);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status != RBK_OK)
        return tell(findings, place.outside ? "file.outside" : "cdtext.file-missing", sheet_path, why.sentence, error);
    status = tell_place(disc, sheet_path, &place, findings, error);
    if (status == RBK_OK)
        status = read_file(disc, &place, findings, error);
    free(place.location);
    return status;
}

/* ------------------------------------------------------------------ beside the new sheet */

/* The image numbers its tracks from 1; packs that number them otherwise would name the wrong ones. */
static rbk_status renumber(rbk_disc *disc, const rbk_author_options *options, rbk_findings *findings, rbk_error *error)
{
    if (disc->tracks[0].number == 1)
        return RBK_OK;
    for (uint32_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].number = t + 1;
    if (!disc->cdtext)
        return RBK_OK;
    rbk_status status = rbk_disc_set_cdtext(disc, NULL, 0, error);
    return status == RBK_OK
               ? tell(findings, "author.cdtext-tracks", options->sheet_path,
                      "the disc's CD-TEXT numbers its tracks otherwise: it is made anew from the texts", error)
               : status;
}

/* What becomes of a CD-TEXT file that the source names and of packs that are not written. */
static rbk_status tell_left_behind(const rbk_disc *disc, const rbk_author_options *options, bool written,
                                   rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    const char *name = disc->cdtext_file ? disc->cdtext_file : "of its own";
    if (written || (!disc->cdtext && !disc->cdtext_file))
        return RBK_OK;
    if (disc->cdtext && !rbk_cdtext_beyond_sheet(disc))
        status =
            rbk_findings_add(findings, RBK_NOTE, "author.cdtext-in-sheet", options->sheet_path, 0, 0,
                             "the sheet's own lines say all of the CD-TEXT (%.200s): no file is written for it", name);
    else
        status = rbk_findings_add(findings, RBK_WARNING, "author.cdtext-file", options->sheet_path, 0, 0,
                                  "the CD-TEXT (%.200s) is not carried over", name);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status check_target(const rbk_author_options *options, const char *cue_path, rbk_error *error)
{
    struct stat there;
    char *path = rbk_stage_cdt_path(cue_path);
    rbk_status status = path ? RBK_OK : rbk_fail_memory(error);
    if (path && !options->replace && lstat(path, &there) == 0) {
        status = rbk_fail(error, RBK_FILEEXISTS, "exists already");
        rbk_error_set_path(error, path);
    }
    free(path);
    return status;
}

rbk_status rbk_author_make_cdtext(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                                  rbk_bytes *packs, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext_options how;
    rbk_bytes made = {NULL, 0};
    rbk_disc *numbered = rbk_disc_copy(disc);
    rbk_cdtext_options_init(&how);
    how.fallback = options->text_fallback;
    how.name = options->sheet_path;
    rbk_status status = numbered ? renumber(numbered, options, findings, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_cdtext_for_sheet(numbered, options->cdtext, &how, &made, findings, error);
    if (status == RBK_OK)
        status = tell_left_behind(numbered, options, made.size > 0, findings, error);
    if (status == RBK_OK && made.size > 0)
        status = check_target(options, cue_path, error);
    rbk_disc_free(numbered);
    if (status == RBK_OK)
        *packs = made;
    else
        rbk_bytes_release(&made);
    return status;
}
