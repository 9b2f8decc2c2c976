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

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(files_of_one_rate_that_touch_are_one_run_and_drift_by_nothing),
        layout_test(another_rate_begins_another_run_without_a_gap),
        layout_test(silence_inside_a_file_keeps_its_run),
        layout_test(a_file_used_in_two_places_is_two_runs),
        layout_test(a_file_left_early_is_not_continued_by_the_next),
    };
    return cmocka_run_group_tests_name("disc/runs", tests, NULL, NULL);
}
