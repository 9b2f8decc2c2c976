/*
 * The CD-TEXT packs for the file next to the sheet, and findings about packs that are not written.
 */
#include "author/author.h"
#include "base/fail.h"
#include "base/path.h"
#include "stage/stage.h"

#include <stdlib.h>
#include <sys/stat.h>

#define CONTENTS   0x88 /* packs of the times of tracks, and of intervals (rbk_cdtext_raw_pack) */
#define CONTENTS_2 0x89

static rbk_status report(rbk_findings *findings, const char *rule, const char *path, const char *text, rbk_error *error)
{
    return rbk_findings_add(findings, RBK_WARNING, rule, path, 0, 0, "%s", text) == RBK_OK ? RBK_OK
                                                                                           : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ other track numbers */

/* Discards the packs of a block that have numbers and times of tracks in them. Whether there were any. */
static bool drop_contents(rbk_cdtext_block *block)
{
    size_t kept = 0;
    for (size_t i = 0; i < block->raw_count; i++)
        if (block->raw[i].type != CONTENTS && block->raw[i].type != CONTENTS_2)
            block->raw[kept++] = block->raw[i];
    const bool dropped = kept < block->raw_count;
    block->raw_count = kept;
    return dropped;
}

static void count_from_1(rbk_cdtext_block *block)
{
    const unsigned by = block->first_track - 1u, last = block->last_track;
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        for (unsigned track = block->first_track; track <= last; track++) {
            block->text[field][track - by] = block->text[field][track];
            block->text[field][track] = NULL;
        }
    block->first_track = 1;
    block->last_track = (uint8_t)(last - by);
}

/* False where a block is not of the disc's tracks. */
static bool move_blocks(rbk_cdtext *cdtext, uint32_t first_track, bool *dropped)
{
    for (int b = 0; b < RBK_CDTEXT_BLOCKS; b++)
        if (cdtext->blocks[b] && cdtext->blocks[b]->first_track != first_track)
            return false;
    for (int b = 0; b < RBK_CDTEXT_BLOCKS; b++)
        if (cdtext->blocks[b]) {
            count_from_1(cdtext->blocks[b]);
            *dropped = drop_contents(cdtext->blocks[b]) || *dropped;
        }
    return true;
}

/* The packs of a disc whose first track had a number, in all languages; *moved: they are of those from 1 on. */
static rbk_status move_packs(rbk_disc *disc, uint32_t first_track, bool *moved, bool *dropped, rbk_error *error)
{
    rbk_cdtext *cdtext = NULL;
    rbk_bytes packs = {NULL, 0};
    rbk_error why;
    rbk_status status = rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, &why);
    *moved = *dropped = false;
    if (status == RBK_OK && move_blocks(cdtext, first_track, dropped))
        status = rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &why);
    *moved = status == RBK_OK && packs.size > 0;
    rbk_cdtext_free(cdtext);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    status = rbk_disc_set_cdtext(disc, packs.data, packs.size, error);
    rbk_bytes_release(&packs);
    return status;
}

/* The image numbers its tracks from 1; packs with other numbers would name the wrong ones. */
static rbk_status renumber(rbk_disc *disc, const rbk_author_options *options, rbk_findings *findings, rbk_error *error)
{
    const uint32_t first_track = disc->tracks[0].number;
    bool moved, dropped;
    if (first_track == 1)
        return RBK_OK;
    for (uint32_t t = 0; t < disc->track_count; t++)
        disc->tracks[t].number = t + 1;
    if (!disc->cdtext)
        return RBK_OK;
    rbk_status status = move_packs(disc, first_track, &moved, &dropped, error);
    if (status == RBK_OK && !moved)
        return report(findings, "author.cdtext-tracks", options->sheet_path,
                      "the disc's CD-TEXT has other track numbers: it is rebuilt from the texts in one language",
                      error);
    if (status == RBK_OK && dropped)
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
