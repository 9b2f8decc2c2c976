/*
 * Discs for the tests of the report room: built by hand, with a BIN in the scratch folder where their sectors are read.
 */
#ifndef TESTS_UNIT_REPORT_DISCS_H
#define TESTS_UNIT_REPORT_DISCS_H

#include <redbook/image.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_error error;

__attribute__((unused)) static int begin_disc(void **state)
{
    scratch_setup(state);
    disc = rbk_disc_new();
    return disc ? 0 : -1;
}

__attribute__((unused)) static int end_disc(void **state)
{
    rbk_layout_free(layout);
    layout = NULL;
    rbk_disc_free(disc);
    return scratch_teardown(state);
}

/* A file of sectors; bytes NULL: it is only described, not written. */
__attribute__((unused)) static uint32_t add_bin(const char *name, const void *bytes, int64_t sectors)
{
    uint32_t file;
    if (bytes)
        scratch_write(name, bytes, (size_t)sectors * RBK_SECTOR_BYTES);
    assert_int_equal(rbk_disc_add_file(disc, name, RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(disc, file, scratch_path(name), NULL), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = sectors * RBK_SECTOR_SAMPLES;
    return file;
}

/* A track of sectors from..to of a file, the first pregap of them before its index 01. */
__attribute__((unused)) static rbk_track *add_track(uint32_t file, rbk_track_mode mode, int64_t from, int64_t to,
                                                    int64_t pregap)
{
    rbk_track *track;
    uint32_t number = disc->track_count ? disc->tracks[disc->track_count - 1].number + 1 : 1;
    assert_int_equal(rbk_disc_add_track(disc, number, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, from * RBK_SECTOR_SAMPLES, (to - from) * RBK_SECTOR_SAMPLES, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * RBK_SECTOR_SAMPLES, NULL);
    return track;
}

__attribute__((unused)) static void lay_out(void)
{
    rbk_layout_free(layout);
    layout = NULL;
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_OK);
}

#endif
