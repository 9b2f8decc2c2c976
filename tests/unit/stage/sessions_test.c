/*
 * Staged sessions: a file each, blocks at their addresses on the disc, all files renamed in one step.
 *
 * link: -Wl,--wrap=pwrite -Wl,--wrap=pwrite64 -Wl,--wrap=renameat2 -Wl,--wrap=renameat -Wl,--wrap=linkat
 */
#include "stage/stage.h"

#include "unit/stage/staging.h"

static const rbk_session usual = {RBK_AREA_CD, 0, 6750, 4500, 150, RBK_LEAD_OUT_LENGTH};

static size_t size_of(const char *name)
{
    size_t size = 0;
    free(scratch_read(name, &size));
    return size;
}

static void a_second_session_starts_after_the_gap_in_a_file_of_its_own(void **state)
{
    uint32_t available = 0;
    (void)state;
    options.cdtext = RBK_CDTEXT_NEVER;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11400, &error), RBK_OK);
    assert_int_equal(used(), 11700);
    assert_int_equal(rbk_stage_available_audio_track_blocks(stage, &available, &error), RBK_OK);
    assert_int_equal(available, options.capacity_sectors - 11700);
    assert_int_equal(rbk_stage_create_data_track(stage, RBK_MODE_MODE2_2352, 0, &error), RBK_OK);
    assert_int_equal(used(), 11700); /* a session starts with its own pregap, not with a gap */
    assert_int_equal(add(310, 2, NULL), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_OK);
    assert_int_equal(scratch_count(), 3);
    assert_int_equal(size_of("a.bin"), 300 * 2352);
    assert_int_equal(size_of("a (Session 2).bin"), 310 * 2352);
    const rbk_disc *disc = rbk_stage_disc(stage);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->tracks[1].session, 1);
    assert_int_equal(disc->tracks[1].extents[0].file, 1);
    assert_int_equal(disc->tracks[1].extents[0].offset_samples, 0);
}

static void blocks_are_filled_by_their_place_on_the_disc(void **state)
{
    static const int16_t samples[588 * 2] = {1, 2, 3, 4};
    static const uint8_t sector[2352] = {9};
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11400, &error), RBK_OK);
    assert_int_equal(rbk_stage_create_audio_track(stage, 0, &error), RBK_OK);
    assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, 300, NULL, &error), RBK_OK);
    assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    assert_int_equal(rbk_stage_fill(stage, 500 * 588, samples, 588, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill(stage, (int64_t)11999 * 588 + 1, samples, 588, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill_sectors(stage, 300, sector, 1, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_fill(stage, (int64_t)11700 * 588, samples, 588, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill_sectors(stage, 11701, sector, 1, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill_silence(stage, 11702 * 588, 298 * 588, &error), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_OK);
    assert_int_equal(size_of("a (Session 2).bin"), 300 * 2352);
}

/* What is reserved of both is one range of the disc, and two files. */
static void blocks_of_two_sessions_are_not_filled_at_once(void **state)
{
    static const int16_t samples[2 * 588 * 2] = {1};
    static const uint8_t sectors[2 * 2352] = {9};
    const rbk_image_place place = {.descriptor = -1};
    int64_t first = 299 * 588;
    (void)state;
    open_stage();
    for (int session = 0; session < 2; session++) {
        if (session > 0)
            assert_int_equal(rbk_stage_begin_session(stage, &usual, 0, &error), RBK_OK);
        assert_int_equal(rbk_stage_create_audio_track(stage, 0, &error), RBK_OK);
        assert_int_equal(rbk_stage_reserve_audio_track_blocks(stage, 300, NULL, &error), RBK_OK);
        assert_int_equal(rbk_stage_close_audio_track(stage, NULL), RBK_OK);
    }
    assert_int_equal(rbk_stage_fill(stage, first, samples, 2 * 588, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "samples of two sessions were delivered at once");
    assert_int_equal(rbk_stage_fill_sectors(stage, 299, sectors, 2, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_stage_share(stage, &first, 2 * 588, &place), 0);
    assert_int_equal(first, 299 * 588);
    assert_int_equal(rbk_stage_fill_silence(stage, 0, 299 * 588, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill_sectors(stage, 299, sectors, 1, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill_sectors(stage, 300, sectors, 1, &error), RBK_OK);
    assert_int_equal(rbk_stage_fill_silence(stage, 301 * 588, 299 * 588, &error), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_OK);
    char *second = scratch_read("a (Session 2).bin", NULL);
    assert_memory_equal(second, sectors, 2352);
    free(second);
}

static void a_session_needs_tracks_and_room(void **state)
{
    (void)state;
    options.capacity_sectors = 12000;
    open_stage();
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11400, &error), RBK_BAD_LAYOUT);
    stage_track(300, 1);
    assert_int_equal(rbk_stage_begin_session(stage, NULL, 11400, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11700, &error), RBK_DISCFULL);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11400, &error), RBK_OK);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 0, &error), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_INVALIDIMAGE);
    assert_string_equal(error.sentence, "session 2 has no track yet");
    assert_int_equal(rbk_stage_close(stage, NULL), RBK_OK);
    assert_int_equal(scratch_count(), 0);
}

static void clear_leaves_the_first_session_empty(void **state)
{
    (void)state;
    open_stage();
    stage_track(300, 1);
    assert_int_equal(rbk_stage_begin_session(stage, &usual, 11400, &error), RBK_OK);
    assert_int_equal(rbk_stage_clear(stage, &error), RBK_OK);
    assert_int_equal(used(), 0);
    assert_int_equal(scratch_count(), 1);
    assert_int_equal(rbk_stage_disc(stage)->session_count, 0);
}

static void the_bin_of_a_session_has_its_number(void **state)
{
    (void)state;
    char *first = rbk_stage_bin_path("x/A.CUE", 0), *third = rbk_stage_bin_path("x/A.CUE", 2);
    assert_string_equal(first, "x/A.bin");
    assert_string_equal(third, "x/A (Session 3).bin");
    free(first);
    free(third);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        stage_test(a_second_session_starts_after_the_gap_in_a_file_of_its_own),
        stage_test(blocks_are_filled_by_their_place_on_the_disc),
        stage_test(blocks_of_two_sessions_are_not_filled_at_once),
        stage_test(a_session_needs_tracks_and_room),
        stage_test(clear_leaves_the_first_session_empty),
        stage_test(the_bin_of_a_session_has_its_number),
    };
    return cmocka_run_group_tests_name("stage/sessions", tests, NULL, NULL);
}
