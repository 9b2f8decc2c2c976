/*
 * The CD-TEXT packs for the file next to the sheet, and findings about packs that are not written.
 */
#include "author/author.h"
#include "base/fail.h"
#include "base/path.h"
#include "stage/stage.h"
#include "text/renumber.h"

#include <stdlib.h>
#include <sys/stat.h>

static rbk_status report(rbk_findings *findings, const char *rule, const char *path, const char *text, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, rule, path, 0, 0, "%s", text) == RBK_OK ? RBK_OK
                                                                                           : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ other track numbers */

/* The image numbers its tracks from 1; packs with other numbers would name the wrong ones. */
static rbk_status renumber(rbk_disc *disc, const rbk_author_options *options, rbk_findings *findings, rbk_error *error)
{
    const uint32_t first_track = disc->tracks[0].number;
    size_t discarded;
    bool moved;
    if (first_track == 1)
        return RBK_OK;
    for (uint32_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].number = t + 1;
    if (!disc->cdtext)
        return RBK_OK;
    rbk_status status = rbk_cdtext_count_from_1(disc, first_track, &moved, &discarded, error);
    if (status == RBK_OK && !moved)
        return report(findings, "author.cdtext-tracks", options->sheet_path,
                      "the disc's CD-TEXT has other track numbers: it is rebuilt from the texts in one language",
                      error);
    if (status == RBK_OK && discarded > 0)
        return report(findings, "author.cdtext-tracks", options->sheet_path,
                      "the contents in the disc's CD-TEXT, which have other track numbers, are not written", error);
    return status;
}

/* ------------------------------------------------------------------ the packs */

/* Reports a CD-TEXT file that the source names and packs that are not written. */
static rbk_status report_unwritten(const rbk_disc *disc, const rbk_author_options *options, bool written,
                                   rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    const char *name = disc->cdtext_file ? disc->cdtext_file : "packs without a file";
    bool beyond = true;
    if (written || (!disc->cdtext && !disc->cdtext_file))
        return RBK_OK;
    if (disc->cdtext)
        status = rbk_cdtext_beyond_sheet(disc, &beyond, error);
    if (status != RBK_OK)
        return status;
    if (!beyond)
        status = rbk_findings_add(findings, RBK_NOTE, "author.cdtext-in-sheet", options->sheet_path, 0, 0,
                                  "no CD-TEXT file is written: the new sheet holds all of the CD-TEXT (%.200s)", name);
    else
        status = rbk_findings_add(findings, RBK_WARNING, "author.cdtext-file", options->sheet_path, 0, 0,
                                  "the CD-TEXT (%.200s) is not written", name);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status check_target(const rbk_author_options *options, const char *cue_path, rbk_error *error)
{
    struct stat about;
    bool there = false;
    char *path = rbk_stage_cdt_path(cue_path);
    rbk_status status = path ? RBK_OK : rbk_fail_memory(error);
    if (path && !options->replace)
        status = rbk_path_look_at_name(path, &there, &about, error);
    if (there) {
        status = rbk_path_fail_exists(&about, error);
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
        status = report_unwritten(numbered, options, made.size > 0, findings, error);
    if (status == RBK_OK && made.size > 0)
        status = check_target(options, cue_path, error);
    rbk_disc_free(numbered);
    if (status == RBK_OK)
        *packs = made;
    else
        rbk_bytes_release(&made);
    return status;
}
