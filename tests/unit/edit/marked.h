/*
 * Discs without files, whose index marks are moved.
 */
#ifndef TESTS_UNIT_EDIT_MARKED_H
#define TESTS_UNIT_EDIT_MARKED_H

#include "edit/marks.h"

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_findings *findings;
static rbk_error error;

__attribute__((unused)) static void lay_out(void)
{
    rbk_layout_free(layout);
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
}

__attribute__((unused)) static uint32_t add_file(const char *name, rbk_file_type type, int64_t sectors)
{
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(disc, name, type, NULL, 0, &file, NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = sectors * RBK_SECTOR_SAMPLES;
    return file;
}

/* Sectors from..to of a file, the first pregap of them before index 01. */
__attribute__((unused)) static rbk_track *add_track(rbk_track_mode mode, uint32_t file, int64_t from, int64_t to,
                                                    int64_t pregap)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, from * RBK_SECTOR_SAMPLES,
                              to == RBK_TO_END ? RBK_TO_END : (to - from) * RBK_SECTOR_SAMPLES, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL);
    return track;
}

/* Three tracks of one BIN: 0..1000, 1000..2000 with a pregap of 150, 2000..3000. */
__attribute__((unused)) static void one_bin(void)
{
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 3000);
    add_track(RBK_MODE_AUDIO, file, 0, 1000, 0);
    add_track(RBK_MODE_AUDIO, file, 1000, 2000, 150);
    add_track(RBK_MODE_AUDIO, file, 2000, RBK_TO_END, 0);
    lay_out();
}

__attribute__((unused)) static rbk_status edit(uint32_t track, uint32_t number, int32_t sectors)
{
    const rbk_index_edit one = {.track = track, .number = number, .sectors = sectors};
    return rbk_edit_indexes(disc, layout, &one, 1, findings, &error);
}

__attribute__((unused)) static rbk_status remove_index(uint32_t track, uint32_t number)
{
    const rbk_index_edit one = {.track = track, .number = number, .removed = true};
    return rbk_edit_indexes(disc, layout, &one, 1, findings, &error);
}

__attribute__((unused)) static void assert_extent(size_t t, size_t e, uint32_t file, int64_t from, int64_t sectors)
{
    const rbk_extent *extent = &disc->tracks[t].extents[e];
    assert_true(e < disc->tracks[t].extent_count);
    assert_int_equal(extent->file, file);
    assert_int_equal(extent->offset_samples, from * RBK_SECTOR_SAMPLES);
    assert_int_equal(extent->length_samples, sectors == RBK_TO_END ? RBK_TO_END : sectors * RBK_SECTOR_SAMPLES);
}

__attribute__((unused)) static void assert_refused(rbk_status status, const char *part)
{
    bool found = false;
    assert_int_equal(status, RBK_REFUSED);
    for (size_t i = 0; i < rbk_findings_count(findings); i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        assert_string_equal(finding->rule, "edit.index");
        found = found || strstr(finding->text, part);
    }
    if (!found)
        fail_msg("expected a finding with '%s'", part);
}

static int setup(void **state)
{
    (void)state;
    disc = rbk_disc_new();
    findings = rbk_findings_new();
    layout = NULL;
    rbk_error_init(&error);
    return disc && findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return 0;
}

#define test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
