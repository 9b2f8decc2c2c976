/*
 * What the tests of the subchannel share: discs of one file, laid out, with their subcode.
 */
#ifndef TESTS_UNIT_DISC_SUBCODED_H
#define TESTS_UNIT_DISC_SUBCODED_H

#include <redbook/subcode.h>

#include "unit/disc/probed.h"

static rbk_subcode *subcode;

__attribute__((unused)) static int begin_subcoded(void **state)
{
    subcode = NULL;
    if (begin(state) != 0)
        return -1;
    add_file(44100, (int64_t)600000 * 588);
    return 0;
}

__attribute__((unused)) static int end_subcoded(void **state)
{
    rbk_subcode_free(subcode);
    return end(state);
}

/* A track of sectors that begin at *lba, with indexes index_step sectors apart from 01 on, and moves *lba on. */
__attribute__((unused)) static rbk_track *add_sectors(int32_t *lba, uint32_t number, rbk_track_mode mode,
                                                      int32_t pregap, int32_t length, uint32_t last_index,
                                                      int32_t index_step)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, number, mode, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, 0, (int64_t)*lba * 588, (int64_t)(pregap + length) * 588, NULL);
    if (pregap > 0)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    for (uint32_t i = 1; i <= last_index; i++)
        rbk_track_add_index(track, i, 0, (pregap + (int64_t)(i - 1) * index_step) * 588, NULL);
    *lba += pregap + length;
    return track;
}

__attribute__((unused)) static void render(void)
{
    rbk_subcode_free(subcode);
    subcode = NULL;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_subcode_new(disc, layout, &subcode, &error), RBK_OK);
}

/* Tracks 1 to 3 of the fact sheet: at 0, at 600 with a pregap of 150, at 1300; lead-out at 1750. */
__attribute__((unused)) static void add_fact_sheet_disc(void)
{
    int32_t lba = 0;
    add_sectors(&lba, 1, RBK_MODE_AUDIO, 0, 600, 1, 0);
    add_sectors(&lba, 2, RBK_MODE_AUDIO, 150, 550, 1, 0);
    add_sectors(&lba, 3, RBK_MODE_AUDIO, 0, 450, 1, 0);
}

__attribute__((unused)) static rbk_q decoded(int32_t lba)
{
    uint8_t bytes[RBK_Q_BYTES];
    rbk_q q = {.kind = RBK_Q_OTHER};
    rbk_subcode_q(subcode, lba, bytes);
    assert_true(rbk_q_decode(bytes, &q));
    return q;
}

#define subcode_test(function) cmocka_unit_test_setup_teardown(function, begin_subcoded, end_subcoded)

#endif
