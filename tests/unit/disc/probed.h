/*
 * What the tests of layouts share: a disc of files whose lengths are made up, and its layout.
 */
#ifndef TESTS_UNIT_DISC_PROBED_H
#define TESTS_UNIT_DISC_PROBED_H

#include <redbook/layout.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_error error;

__attribute__((unused)) static int begin(void **state)
{
    (void)state;
    disc = rbk_disc_new();
    layout = NULL;
    rbk_error_init(&error);
    return disc ? 0 : -1;
}

__attribute__((unused)) static int end(void **state)
{
    (void)state;
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return 0;
}

__attribute__((unused)) static uint32_t add_file(uint32_t rate_hz, int64_t frames)
{
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(disc, "x.wav", RBK_FILE_AUDIO, "WAVE", 0, &file, NULL), RBK_OK);
    disc->files[file].rate_hz = rate_hz;
    disc->files[file].length_frames = frames;
    return file;
}

__attribute__((unused)) static rbk_track *add_track(void)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    return track;
}

/* A track that is one whole file, with gap sectors of silence before it. */
__attribute__((unused)) static void add_whole(uint32_t rate_hz, int64_t frames, int64_t gap_sectors)
{
    uint32_t file = add_file(rate_hz, frames);
    rbk_track *track = add_track();
    uint32_t extent = 0;
    if (gap_sectors > 0) {
        rbk_track_add_silence(track, gap_sectors * 588, NULL);
        rbk_track_add_index(track, 0, 0, 0, NULL);
        extent = 1;
    }
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, extent, 0, NULL);
}

__attribute__((unused)) static rbk_status compute(rbk_join join)
{
    rbk_layout_free(layout);
    layout = NULL;
    return rbk_layout_compute(disc, join, &layout, NULL, &error);
}

/* Whatever a layout is, its parts cover the time line from 0 to the end without holes. */
__attribute__((unused)) static void assert_covered(void)
{
    int64_t at = 0;
    for (size_t i = 0; i < layout->part_count; i++) {
        assert_int_equal(layout->parts[i].start_samples, at);
        assert_true(layout->parts[i].length_samples > 0);
        at += layout->parts[i].length_samples;
    }
    assert_int_equal(at, (int64_t)rbk_layout_end(layout) * 588);
}

#define layout_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

/* A file of sectors of the given length. */
__attribute__((unused)) static uint32_t add_sectors_file(int64_t sectors)
{
    uint32_t file = add_file(44100, sectors * 588);
    disc->files[file].type = RBK_FILE_BINARY;
    return file;
}

/* The file's sectors from one on become a track of the mode. Lent. */
__attribute__((unused)) static rbk_track *add_sectors_track(rbk_track_mode mode, uint32_t file, int64_t from_sectors,
                                                            int64_t sectors)
{
    rbk_track *track = add_track();
    track->mode = mode;
    assert_int_equal(rbk_track_add_file_extent(track, file, from_sectors * 588,
                                               sectors == RBK_TO_END ? RBK_TO_END : sectors * 588, NULL),
                     RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    return track;
}

#endif
