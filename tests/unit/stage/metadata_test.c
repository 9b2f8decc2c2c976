/*
 * Texts, codes, flags and indexes of staged tracks.
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "unit/stage/staging.h"

static void sheets_carry_texts_codes_flags_indexes_hidden_track_and_pregaps(void **state)
{
    (void)state;
    open_stage();
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_text(stage, 0, RBK_TEXT_PERFORMER, "Band", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(375, 0x10, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_OK);
    assert_int_equal(add(300, 0x11, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 2, NULL), RBK_OK);
    assert_int_equal(add(75, 0x12, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "One", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "us-rc1-76-07839", NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_gap(stage, 75, NULL), RBK_OK);
    assert_int_equal(rbk_stage_begin_index(stage, 0, NULL), RBK_OK);
    assert_int_equal(add(25, 0x20, NULL), RBK_OK); /* audio in the pregap, after its silence */
    assert_int_equal(rbk_stage_begin_index(stage, 1, NULL), RBK_OK);
    assert_int_equal(add(300, 0x21, NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_flags(stage, 2, RBK_FLAG_COPY_PERMITTED | RBK_FLAG_PRE_EMPHASIS, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, NULL), RBK_OK);
    const struct at rows[] = {{0, 0x10}, {374, 0x10}, {375, 0x11}, {674, 0x11}, {675, 0x12}, {749, 0x12},
                              {750, 0},  {824, 0},    {825, 0x20}, {849, 0x20}, {850, 0x21}, {1149, 0x21}};
    assert_bin(1150, rows, 12);
    char *cue = scratch_read("a.cue", NULL);
    assert_string_equal(cue, "CATALOG 4006381333931\n"
                             "PERFORMER \"Band\"\n"
                             "TITLE \"Album\"\n"
                             "FILE \"a.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n"
                             "    TITLE \"One\"\n"
                             "    ISRC USRC17607839\n"
                             "    INDEX 00 00:00:00\n"
                             "    INDEX 01 00:05:00\n"
                             "    INDEX 02 00:09:00\n"
                             "  TRACK 02 AUDIO\n"
                             "    FLAGS DCP PRE\n"
                             "    INDEX 00 00:10:00\n"
                             "    INDEX 01 00:11:25\n");
    free(cue);
}

static void codes_and_texts_are_checked_when_they_are_set(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "XX", NULL), RBK_BAD_ISRC);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333932", NULL), RBK_BAD_MCN);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333931", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_mcn(stage, "4006381333932", NULL), RBK_BAD_MCN);
    assert_string_equal(rbk_stage_disc(stage)->mcn, "4006381333931");
    assert_int_equal(rbk_stage_set_mcn(stage, "", NULL), RBK_OK);
    assert_string_equal(rbk_stage_disc(stage)->mcn, "");
    assert_int_equal(rbk_stage_set_isrc(stage, 2, "USRC17607839", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_flags(stage, 1, 64, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_flags(stage, 2, RBK_FLAG_COPY_PERMITTED, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a track from 1 to 1, found 2");
    assert_int_equal(rbk_stage_disc(stage)->tracks[0].flags, 0);
    assert_int_equal(rbk_stage_set_text(stage, 1, RBK_TEXT_TITLE, "\xFF", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, "USRC17607839", NULL), RBK_OK);
    assert_int_equal(rbk_stage_set_isrc(stage, 1, NULL, NULL), RBK_OK);
    assert_string_equal(rbk_stage_disc(stage)->tracks[0].isrc, "");
    assert_int_equal(rbk_stage_add_remark(stage, 0, "COMMENT hello", NULL), RBK_OK);
    assert_int_equal(rbk_stage_add_remark(stage, 1, "REPLAYGAIN_TRACK_GAIN -1.0 dB", NULL), RBK_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(sheets_carry_texts_codes_flags_indexes_hidden_track_and_pregaps),
        stage_test(codes_and_texts_are_checked_when_they_are_set),
    };
    return cmocka_run_group_tests_name("stage/metadata", tests, NULL, NULL);
}
