/* Runs: which files are converted as one stream, and where each begins in it. */
#include "unit/disc/probed.h"

static void files_of_one_rate_that_touch_are_one_run_and_drift_by_nothing(void **state)
{
    (void)state;
    for (int i = 0; i < 99; i++)
        add_whole(96000, 1000001, 0);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 1);
    assert_int_equal(layout->runs[0].file_count, 99);
    for (int64_t i = 0; i <= 99; i++)
        assert_int_equal(layout->runs[0].starts_samples[i], rbk_rate_scale(i * 1000001, 96000));
    assert_int_equal(layout->tracks[98].start_lba, rbk_rate_scale(98 * (int64_t)1000001, 96000) / 588);
}

static void another_rate_begins_another_run_without_a_gap(void **state)
{
    (void)state;
    add_whole(96000, 960000, 0);
    add_whole(48000, 480000, 0);
    add_whole(44100, 441000, 0);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 3);
    assert_int_equal(layout->tracks[2].start_lba, 1500);
    assert_int_equal(rbk_layout_end(layout), 2250);
}

/* 3 samples at 384 kHz are none at 44.1 kHz. */
static void audio_of_less_than_a_sample_leaves_what_follows_to_its_own_rate(void **state)
{
    (void)state;
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, add_file(44100, 441000), 0, RBK_TO_END, NULL);
    rbk_track_add_file_extent(track, add_file(384000, 3), 0, RBK_TO_END, NULL);
    rbk_track_add_file_extent(track, add_file(44100, 220500), 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->part_count, 2);
    assert_int_equal(layout->runs[layout->parts[1].run].rate_hz, 44100);
    assert_int_equal(rbk_layout_end(layout), 1125);
}

static void silence_inside_a_file_keeps_its_run(void **state)
{
    (void)state;
    uint32_t file = add_file(48000, 48000 * 40);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, 750 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    track = add_track();
    rbk_track_add_silence(track, 150 * 588, NULL);
    rbk_track_add_file_extent(track, file, 750 * 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 1);
    assert_int_equal(layout->part_count, 3);
    assert_int_equal(layout->parts[2].run_offset_samples, 750 * 588);
    assert_int_equal(layout->parts[2].start_samples, 900 * 588);
    assert_int_equal(layout->tracks[1].index01_lba, 900);
    assert_int_equal(rbk_layout_end(layout), 3150);
}

static void a_file_used_in_two_places_is_two_runs(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 1000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 500 * 588, 400 * 588, NULL);
    rbk_track_add_file_extent(track, file, 0, 400 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 2);
    assert_int_equal(layout->parts[0].run_offset_samples, 500 * 588);
    assert_int_equal(layout->parts[1].run_offset_samples, 0);
}

static void a_file_left_early_is_not_continued_by_the_next(void **state)
{
    (void)state;
    uint32_t first = add_file(48000, 480000);
    uint32_t second = add_file(48000, 480000);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, first, 0, 400 * 588, NULL);
    rbk_track_add_file_extent(track, second, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 2);
}

/* Two tracks, the second of a second file of 750 sectors from first to end, in the run of the first file. */
static rbk_status use_second_file(int64_t first, int64_t end)
{
    add_whole(44100, 600 * 588, 0);
    uint32_t file = add_file(44100, 750 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, first * 588, NULL);
    rbk_track_add_file_extent(track, file, first * 588, (end - first) * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    return compute(RBK_JOIN_AUTO);
}

static void a_file_may_be_used_to_its_end_and_no_further(void **state)
{
    (void)state;
    assert_int_equal(use_second_file(700, 750), RBK_OK);
    assert_int_equal(layout->run_count, 1);
    assert_int_equal(rbk_layout_end(layout), 1350);
    disc->tracks[1].extents[1].length_samples++;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the sheet uses 'x.wav' up to 00:10:01, the file ends at 00:10:00");
    assert_int_equal(error.place.track, 2);
    /* A track that starts after the end is named by its index. */
    disc->tracks[1].extents[1].length_samples--;
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, 1, 760 * 588, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 01 of track 3 starts at 00:10:10 of 'x.wav', which ends at 00:10:00");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(files_of_one_rate_that_touch_are_one_run_and_drift_by_nothing),
        layout_test(another_rate_begins_another_run_without_a_gap),
        layout_test(audio_of_less_than_a_sample_leaves_what_follows_to_its_own_rate),
        layout_test(silence_inside_a_file_keeps_its_run),
        layout_test(a_file_used_in_two_places_is_two_runs),
        layout_test(a_file_left_early_is_not_continued_by_the_next),
        layout_test(a_file_may_be_used_to_its_end_and_no_further),
    };
    return cmocka_run_group_tests_name("disc/runs", tests, NULL, NULL);
}
