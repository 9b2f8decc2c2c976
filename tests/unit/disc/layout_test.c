/* Layouts: joins carried and padded, runs, silence in between, indexes, and what cannot lie on a disc. */
#include <redbook/layout.h>

#include "unit/scratch.h"

static rbk_disc *disc;
static rbk_layout *layout;
static rbk_error error;

static int begin(void **state)
{
    (void)state;
    disc = rbk_disc_new();
    layout = NULL;
    rbk_error_init(&error);
    return disc ? 0 : -1;
}

static int end(void **state)
{
    (void)state;
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return 0;
}

static uint32_t add_file(uint32_t rate_hz, int64_t frames)
{
    uint32_t file;
    assert_int_equal(rbk_disc_add_file(disc, "x.wav", RBK_FILE_AUDIO, "WAVE", 0, &file, NULL), RBK_OK);
    disc->files[file].rate_hz = rate_hz;
    disc->files[file].length_frames = frames;
    return file;
}

static rbk_track *add_track(void)
{
    rbk_track *track;
    assert_int_equal(rbk_disc_add_track(disc, (uint32_t)disc->track_count + 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    return track;
}

/* A track that is one whole file, with gap sectors of silence before it. */
static void add_whole(uint32_t rate_hz, int64_t frames, int64_t gap_sectors)
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

static rbk_status compute(rbk_join join)
{
    rbk_layout_free(layout);
    layout = NULL;
    return rbk_layout_compute(disc, join, &layout, NULL, &error);
}

/* Whatever a layout is, its parts cover the time line from 0 to the end without holes. */
static void assert_covered(void)
{
    int64_t at = 0;
    for (size_t i = 0; i < layout->part_count; i++) {
        assert_int_equal(layout->parts[i].start_samples, at);
        assert_true(layout->parts[i].length_samples > 0);
        at += layout->parts[i].length_samples;
    }
    assert_int_equal(at, (int64_t)layout->lead_out_lba * 588);
}

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
    assert_int_equal(layout->part_count, 2); /* one stretch of sound, one pad at the very end */
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
    assert_int_equal(layout->lead_out_lba, 3002);
}

static void a_gap_pads_the_track_before_it_unless_told_to_carry(void **state)
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
    assert_int_equal(layout->lead_out_lba, 2151);
    assert_int_equal(compute(RBK_JOIN_CARRY), RBK_OK);
    assert_covered();
    assert_int_equal(layout->tracks[1].start_lba, 1000);
    assert_int_equal(layout->tracks[1].moved_samples, 100);
    assert_int_equal(layout->tracks[1].index01_lba, 1150);
    assert_int_equal(layout->tracks[1].padded_samples, 488);
    assert_int_equal(layout->lead_out_lba, 2151);
}

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
    assert_int_equal(layout->lead_out_lba, 2250);
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
    assert_int_equal(layout->lead_out_lba, 3150);
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

static void sound_before_index_01_is_a_pause_even_without_index_00(void **state)
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

static void indexes_in_one_sector_are_refused(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 3000 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    rbk_track_add_index(track, 2, 0, 100, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 02 of track 1 is not behind index 01 by a sector or more");
    assert_int_equal(error.place.track, 1);
    assert_null(layout);
}

static void an_index_behind_its_file_is_refused(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 300 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL);
    rbk_track_add_index(track, 1, 0, 301 * 588, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "index 01 of track 1 lies behind the end of what it points into");
}

static void a_stretch_behind_the_end_of_its_file_is_refused_with_both_times(void **state)
{
    (void)state;
    uint32_t file = add_file(44100, 300 * 588);
    rbk_track *track = add_track();
    rbk_track_add_file_extent(track, file, 0, 600 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_BAD_LAYOUT);
    assert_string_equal(error.sentence, "the sheet uses 'x.wav' up to 00:08:00, the file ends at 00:04:00");
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

static void every_breach_of_the_rules_is_told_at_once(void **state)
{
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_rules rules = {700, RBK_SHORT_REFUSE};
    add_whole(44100, 400 * 588, 0);
    add_whole(44100, 299 * 588, 0);
    add_whole(44100, 300 * 588, 0);
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    strcpy(disc->tracks[2].isrc, "USRC17607839");
    disc->tracks[2].flags = RBK_FLAG_SCMS;
    strcpy(disc->mcn, "0000000000000");
    assert_int_equal(compute(RBK_JOIN_AUTO), RBK_OK);
    assert_int_equal(rbk_rules_check(disc, layout, &rules, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 5);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "disc.too-long");
    assert_string_equal(rbk_findings_at(findings, 0)->text, "the disc is too long by 00:03:74 (299 sectors): 00:13:24 "
                                                            "of 00:09:25; track 3 does not fit");
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "mcn.zero");
    assert_string_equal(rbk_findings_at(findings, 2)->rule, "track.too-short");
    assert_string_equal(rbk_findings_at(findings, 2)->text,
                        "track 2 is 00:03:74 long, expected 4 s (300 sectors) or more");
    assert_string_equal(rbk_findings_at(findings, 3)->rule, "isrc.repeated");
    assert_string_equal(rbk_findings_at(findings, 4)->rule, "flags.scms");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 2);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    rules = (rbk_rules){999, RBK_SHORT_ALLOW};
    assert_int_equal(rbk_rules_check(disc, layout, &rules, "a.cue", findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    rbk_findings_free(findings);
}

#define layout_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        layout_test(touching_files_carry_the_unfinished_sector),
        layout_test(padding_completes_every_track_and_separates_the_runs),
        layout_test(a_gap_pads_the_track_before_it_unless_told_to_carry),
        layout_test(files_of_one_rate_that_touch_are_one_run_and_drift_by_nothing),
        layout_test(another_rate_begins_another_run_without_a_gap),
        layout_test(silence_inside_a_file_keeps_its_run),
        layout_test(a_track_may_span_two_files),
        layout_test(sound_before_index_01_is_a_pause_even_without_index_00),
        layout_test(indexes_up_to_99_are_kept),
        layout_test(indexes_in_one_sector_are_refused),
        layout_test(an_index_behind_its_file_is_refused),
        layout_test(a_stretch_behind_the_end_of_its_file_is_refused_with_both_times),
        layout_test(discs_without_tracks_indexes_or_measures_are_refused),
        layout_test(every_breach_of_the_rules_is_told_at_once),
    };
    return cmocka_run_group_tests_name("disc/layout", tests, NULL, NULL);
}
