/* Layouts: joins carried and padded, indexes, and impossible layouts. */
#include "unit/disc/probed.h"

static void touching_files_carry_the_unfinished_sector(void **state)
{
    (void)state;
    add_whole(44100, 1000 * 588 + 100, 0);
    add_whole(44100, 1000 * 588 + 500, 0);
    add_whole(44100, 1000 * 588 + 1, 0);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 1);
    assert_int_equal(layout->tracks[0].start_lba, 0);
    assert_int_equal(layout->tracks[0].moved_samples, 0);
    assert_int_equal(layout->tracks[1].start_lba, 1000);
    assert_int_equal(layout->tracks[1].moved_samples, 100);
    assert_int_equal(layout->tracks[2].start_lba, 2001); /* 2000 * 588 + 600 */
    assert_int_equal(layout->tracks[2].moved_samples, 12);
    assert_int_equal(layout->tracks[2].end_lba, 3002); /* 601 samples over: one more sector, padded */
    assert_int_equal(layout->tracks[2].padded_samples, 2 * 588 - 601);
    assert_int_equal(layout->part_count, 2); /* one segment of audio, one pad at the very end */
}

static void padding_completes_every_track_and_separates_the_runs(void **state)
{
    (void)state;
    add_whole(44100, 1000 * 588 + 100, 0);
    add_whole(44100, 1000 * 588, 0);
    add_whole(44100, 1000 * 588 + 1, 0);
    assert_int_equal(compute(RBK_JOIN_PAD), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 3);
    assert_int_equal(layout->tracks[0].padded_samples, 488);
    assert_int_equal(layout->tracks[1].start_lba, 1001);
    assert_int_equal(layout->tracks[1].padded_samples, 0);
    assert_int_equal(layout->tracks[2].start_lba, 2001);
    assert_int_equal(layout->tracks[2].moved_samples, 0);
    assert_int_equal(rbk_layout_end(layout), 3002);
}

static void a_gap_pads_the_track_before_it_unless_asked_to_carry(void **state)
{
    (void)state;
    add_whole(44100, 1000 * 588 + 100, 0);
    add_whole(44100, 1000 * 588, 150);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->tracks[0].end_lba, 1001);
    assert_int_equal(layout->tracks[0].padded_samples, 488);
    assert_int_equal(layout->tracks[1].start_lba, 1001);
    assert_int_equal(layout->tracks[1].index01_lba, 1151);
    assert_int_equal(layout->tracks[1].index_count, 2);
    assert_int_equal(rbk_layout_end(layout), 2151);
    assert_int_equal(compute(RBK_JOIN_CARRY), RBK_OK);
    assert_covered();
    assert_int_equal(layout->tracks[1].start_lba, 1000);
    assert_int_equal(layout->tracks[1].moved_samples, 100);
    assert_int_equal(layout->tracks[1].index01_lba, 1150);
    assert_int_equal(layout->tracks[1].padded_samples, 488);
    assert_int_equal(rbk_layout_end(layout), 2151);
}

static void a_track_may_span_two_files(void **state)
{
    (void)state;
    uint32_t first = add_file(44100, 1000 * 588);
    uint32_t second = add_file(44100, 1000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, first, 0, 850 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    track = add_track();
    rbk_track_add_file_extent(track, first, 850 * 588, RBK_TO_END, NULL);
    rbk_track_add_file_extent(track, second, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_covered();
    assert_int_equal(layout->run_count, 1);
    assert_int_equal(layout->tracks[1].start_lba, 850);
    assert_int_equal(layout->tracks[1].index01_lba, 1000);
    assert_int_equal(layout->tracks[1].index_count, 2);
}

static void audio_before_index_01_is_a_pregap_even_without_index_00(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 3000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 375 * 588, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->tracks[0].index_count, 2);
    assert_int_equal(layout->tracks[0].indexes[0].number, 0);
    assert_int_equal(layout->tracks[0].indexes[0].lba, 0);
    assert_int_equal(layout->tracks[0].index01_lba, 375);
}

static void indexes_up_to_99_are_kept(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 3000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    for (uint32_t number = 1; number <= 99; number++)
        rbk_track_add_index(track, number, 0, (int64_t)(number - 1) * 20 * 588, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(layout->tracks[0].index_count, 99);
    assert_int_equal(layout->tracks[0].indexes[98].lba, 98 * 20);
}

static void an_index_beyond_01_without_a_sector_of_its_own_is_left_out(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 3000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    rbk_track_add_index(track, 2, 0, 100, NULL);
    rbk_track_add_index(track, 3, 0, 10 * 588, NULL);
    rbk_track_add_index(track, 4, 0, 3001 * 588, NULL);
    track->indexes[1].line = 7;
    rbk_findings *reported = rbk_findings_new();
    assert_int_equal(rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, reported, &error), RBK_OK);
    assert_int_equal(layout->tracks[0].index_count, 2);
    assert_int_equal(layout->tracks[0].indexes[1].number, 2);
    assert_int_equal(layout->tracks[0].indexes[1].lba, 10);
    assert_int_equal(rbk_findings_count_from(reported, RBK_WARNING), 2);
    assert_string_equal(rbk_findings_at(reported, 0)->rule, "index.dropped");
    assert_string_equal(rbk_findings_at(reported, 0)->text,
                        "index 02 of track 1 is less than one sector after the index before it: it is ignored");
    assert_int_equal(rbk_findings_at(reported, 0)->line, 7);
    assert_string_equal(rbk_findings_at(reported, 1)->text,
                        "index 04 of track 1 is at 00:40:01 of 'x.wav', which ends at 00:40:00: it is ignored");
    rbk_findings_free(reported);
}

static void an_index_after_its_file_is_refused(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 300 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 301 * 588, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 01 of track 1 is at 00:04:01 of 'x.wav', which ends at 00:04:00");
    track->indexes[0].offset_samples = 100 * 588;
    track->extents[0] = (rbk_extent){.file = file, .offset_samples = 50 * 588, .length_samples = 90 * 588};
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence,
                        "index 01 of track 1 is at 00:02:00 of 'x.wav', of which the track ends at 00:01:65");
    track->extents[0] = (rbk_extent){.silence = true, .length_samples = 90 * 588};
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 01 of track 1 is past the end of the silence it points into");
    track->indexes[0].extent = 1;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 01 of track 1 is past the end of the track");
}

static void a_segment_after_the_end_of_its_file_is_refused_with_both_times(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 300 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, 600 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the sheet uses 'x.wav' up to 00:08:00, the file ends at 00:04:00");
}

static void tracks_longer_than_addresses_reach_are_refused(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 1000 * 588);
    rbk_track *track = add_track();
    for (int i = 0; i < 2; i++)
        assert_int_equal(rbk_track_add_silence(track, (int64_t)INT32_MAX * 588 - 300 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the tracks are longer than any disc");
    assert_int_equal(error.place.track, 1);
    track->extent_count = 1;
    track->extents[0].length_samples = 300 * 588;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_layout_compute(NULL, RBK_JOIN_AUTO, &layout, NULL, &error), RBK_INVALID_POINTER);
}

static void discs_without_tracks_indexes_or_measures_are_refused(void **state)
{
    (void)state;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    uint32_t file = add_file(0, 0);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_INVALID_ARGUMENT);
    disc->files[file].rate_hz = 44100;
    disc->files[file].length_frames = 588 * 300;
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "track 1 has no index 01");
    rbk_track_add_file_extent(track, 77, 0, RBK_TO_END, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_INVALID_ARGUMENT);
}

static void a_join_of_no_kind_is_refused(void **state)
{
    (void)state;
    add_whole(44100, 300 * 588, 0);
    assert_int_equal(compute(RBK_JOIN_PAD), RBK_OK);
    assert_int_equal(compute((rbk_join)(RBK_JOIN_PAD + 1)), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "unknown join 3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(touching_files_carry_the_unfinished_sector),
        layout_test(padding_completes_every_track_and_separates_the_runs),
        layout_test(a_gap_pads_the_track_before_it_unless_asked_to_carry),
        layout_test(a_track_may_span_two_files),
        layout_test(audio_before_index_01_is_a_pregap_even_without_index_00),
        layout_test(indexes_up_to_99_are_kept),
        layout_test(an_index_beyond_01_without_a_sector_of_its_own_is_left_out),
        layout_test(an_index_after_its_file_is_refused),
        layout_test(a_segment_after_the_end_of_its_file_is_refused_with_both_times),
        layout_test(tracks_longer_than_addresses_reach_are_refused),
        layout_test(discs_without_tracks_indexes_or_measures_are_refused),
        layout_test(a_join_of_no_kind_is_refused),
    };
    return cmocka_run_group_tests_name("disc/layout", tests, NULL, NULL);
}
