/*
 * What the tests of the sheet share: reading a sheet from a string, writing one into a string, and whether two discs
 * are the same.
 */
#ifndef TESTS_UNIT_FORMAT_SHEET_H
#define TESTS_UNIT_FORMAT_SHEET_H

#include "format/cue.h"
#include "unit/scratch.h"

#define NAME "s.cue"

/* The disc of a sheet; fails the test if it is refused. */
__attribute__((unused)) static rbk_disc *sheet_read(const char *text, rbk_findings *findings)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    if (rbk_cue_read((const uint8_t *)text, strlen(text), NAME, NULL, &disc, findings, &error) != RBK_OK)
        fail_msg("%u:%u: %s", (unsigned)error.place.line, (unsigned)error.place.column, error.sentence);
    return disc;
}

/* Writes the disc; the text is freed by the caller. */
__attribute__((unused)) static char *sheet_write(const rbk_disc *disc, rbk_findings *findings)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    assert_non_null(output);
    if (rbk_cue_write(disc, output, findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    char *text = strdup(rbk_output_text(output, NULL));
    rbk_output_free(output);
    return text;
}

/* The first finding of a rule, NULL if there is none. */
__attribute__((unused)) static const rbk_finding *sheet_finding(const rbk_findings *findings, const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return rbk_findings_at(findings, i);
    return NULL;
}

__attribute__((unused)) static void assert_extent(const rbk_track *track, size_t position, uint32_t file,
                                                  int64_t offset_sectors, int64_t length_sectors)
{
    assert_in_range(position, 0, track->extent_count - 1);
    const rbk_extent *extent = &track->extents[position];
    assert_false(extent->silence);
    assert_int_equal(extent->file, file);
    assert_int_equal(extent->offset_samples, offset_sectors * 588);
    assert_int_equal(extent->length_samples, length_sectors == RBK_TO_END ? RBK_TO_END : length_sectors * 588);
}

__attribute__((unused)) static void assert_silence(const rbk_track *track, size_t position, int64_t length_sectors)
{
    assert_in_range(position, 0, track->extent_count - 1);
    assert_true(track->extents[position].silence);
    assert_int_equal(track->extents[position].length_samples, length_sectors * 588);
}

__attribute__((unused)) static void assert_index(const rbk_track *track, uint32_t number, uint32_t extent,
                                                 int64_t offset_sectors)
{
    const rbk_index *index = rbk_track_index(track, number);
    assert_non_null(index);
    assert_int_equal(index->extent, extent);
    assert_int_equal(index->offset_samples, offset_sectors * 588);
}

/* ------------------------------------------------------------------ equality of discs */

static bool same_string(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool same_words(const rbk_text *a, const rbk_text *b, const rbk_remarks *first, const rbk_remarks *second)
{
    for (int field = 0; field < RBK_TEXT_FIELDS; field++)
        if (!same_string(a->field[field], b->field[field]))
            return false;
    if (first->count != second->count)
        return false;
    for (size_t i = 0; i < first->count; i++)
        if (strcmp(first->lines[i], second->lines[i]) != 0)
            return false;
    return true;
}

static bool same_track(const rbk_track *a, const rbk_track *b)
{
    if (a->number != b->number || a->session != b->session || a->mode != b->mode || a->flags != b->flags ||
        strcmp(a->isrc, b->isrc) != 0 || a->extent_count != b->extent_count || a->index_count != b->index_count ||
        !same_words(&a->text, &b->text, &a->remarks, &b->remarks))
        return false;
    for (size_t i = 0; i < a->extent_count; i++)
        if (a->extents[i].silence != b->extents[i].silence || a->extents[i].file != b->extents[i].file ||
            a->extents[i].offset_samples != b->extents[i].offset_samples ||
            a->extents[i].length_samples != b->extents[i].length_samples)
            return false;
    for (size_t i = 0; i < a->index_count; i++)
        if (a->indexes[i].number != b->indexes[i].number || a->indexes[i].extent != b->indexes[i].extent ||
            a->indexes[i].offset_samples != b->indexes[i].offset_samples)
            return false;
    return true;
}

static bool same_sessions(const rbk_disc *a, const rbk_disc *b)
{
    for (size_t s = 0; s < a->session_count && s < b->session_count; s++) {
        const rbk_session *x = &a->sessions[s], *y = &b->sessions[s];
        if (x->area != y->area || x->lead_out_form != y->lead_out_form || x->lead_out_sectors != y->lead_out_sectors ||
            x->lead_in_sectors != y->lead_in_sectors || x->pregap_sectors != y->pregap_sectors)
            return false;
    }
    return a->session_count == b->session_count;
}

/* Whether the discs are the same except for the lines they were read from and the case of type words. */
/* The discs' own packs are the same bytes, or neither has any. */
__attribute__((unused)) static bool same_packs(const rbk_disc *a, const rbk_disc *b)
{
    return a->cdtext_bytes == b->cdtext_bytes &&
           (a->cdtext_bytes == 0 || memcmp(a->cdtext, b->cdtext, a->cdtext_bytes) == 0);
}

__attribute__((unused)) static bool same_disc(const rbk_disc *a, const rbk_disc *b)
{
    if (strcmp(a->mcn, b->mcn) != 0 || !same_string(a->cdtext_file, b->cdtext_file) || a->file_count != b->file_count ||
        a->track_count != b->track_count || !same_sessions(a, b) ||
        !same_words(&a->text, &b->text, &a->remarks, &b->remarks))
        return false;
    for (size_t i = 0; i < a->file_count; i++)
        if (strcmp(a->files[i].path, b->files[i].path) != 0 || a->files[i].type != b->files[i].type)
            return false;
    for (size_t i = 0; i < a->track_count; i++)
        if (!same_track(&a->tracks[i], &b->tracks[i]))
            return false;
    return true;
}

#endif
