/* From marks to extents: where a track's audio is, for each layout of sheets. */
#include "unit/format/sheet.h"

static void a_track_reaches_to_the_next_tracks_first_mark(void **state)
{
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 00 00:08:00\nINDEX 01 00:10:00\nTRACK 03 AUDIO\nINDEX 01 00:17:25\n",
                                NULL);
    (void)state;
    assert_extent(&disc->tracks[0], 0, 0, 0, 600);
    assert_extent(&disc->tracks[1], 0, 0, 600, 700);
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 0, 150);
    assert_extent(&disc->tracks[2], 0, 0, 1300, RBK_TO_END);
    assert_int_equal(disc->tracks[2].extent_count, 1);
    assert_int_equal(disc->tracks[2].index_count, 1);
    rbk_disc_free(disc);
}

static void index_00_in_the_file_before_makes_two_extents(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"1.wav\" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 00 03:00:00\nFILE \"2.wav\" WAVE\nINDEX 01 00:00:00\nINDEX 02 01:00:00\n",
                                findings);
    const rbk_track *track = &disc->tracks[1];
    (void)state;
    assert_int_equal(track->extent_count, 2);
    assert_extent(&disc->tracks[0], 0, 0, 0, 13500);
    assert_extent(track, 0, 0, 13500, RBK_TO_END);
    assert_extent(track, 1, 1, 0, RBK_TO_END);
    assert_index(track, 0, 0, 0);
    assert_index(track, 1, 1, 0);
    assert_index(track, 2, 1, 4500);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cue.track-spans-files");
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void pregap_is_silence_that_splits_the_file_at_index_01(void **state)
{
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nPOSTGAP 00:01:00\n"
                                "TRACK 02 AUDIO\nPREGAP 00:02:00\nINDEX 01 00:10:00\n",
                                NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_extent(&disc->tracks[0], 0, 0, 0, 750);
    assert_silence(&disc->tracks[0], 1, 75);
    assert_int_equal(disc->tracks[1].extent_count, 2);
    assert_silence(&disc->tracks[1], 0, 150);
    assert_extent(&disc->tracks[1], 1, 0, 750, RBK_TO_END);
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 1, 0);
    rbk_disc_free(disc);
}

static void pregap_before_index_00_stands_before_the_audio_of_the_pregap(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "PREGAP 00:02:00\nINDEX 00 00:08:00\nINDEX 01 00:10:00\n",
                                findings);
    (void)state;
    assert_silence(&disc->tracks[1], 0, 150);
    assert_extent(&disc->tracks[1], 1, 0, 600, RBK_TO_END);
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 1, 150);
    const rbk_finding *finding = sheet_finding(findings, "cue.pregap-and-index-00");
    assert_non_null(finding);
    assert_int_equal(finding->line, 5);
    assert_int_equal(finding->track, 2);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void what_stands_before_the_first_index_is_kept(void **state)
{
    const char *marks[] = {"INDEX 01 00:05:00\n", "INDEX 00 00:02:00\nINDEX 01 00:05:00\n"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char text[256];
        rbk_findings *findings = rbk_findings_new();
        snprintf(text, sizeof text, "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\n%s", marks[i]);
        rbk_disc *disc = sheet_read(text, findings);
        assert_extent(&disc->tracks[0], 0, 0, 0, RBK_TO_END);
        assert_index(&disc->tracks[0], 0, 0, 0);
        assert_index(&disc->tracks[0], 1, 0, 375);
        assert_non_null(sheet_finding(findings, "cue.leading-audio"));
        rbk_findings_free(findings);
        rbk_disc_free(disc);
    }
}

static void the_beginning_of_a_file_belongs_to_the_track_before(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"1.wav\" WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nPOSTGAP 00:01:00\n"
                                "FILE \"2.wav\" WAVE\nTRACK 02 AUDIO\nINDEX 01 00:03:00\n",
                                findings);
    (void)state;
    assert_int_equal(disc->tracks[0].extent_count, 3);
    assert_extent(&disc->tracks[0], 0, 0, 0, RBK_TO_END);
    assert_extent(&disc->tracks[0], 1, 1, 0, 225);
    assert_silence(&disc->tracks[0], 2, 75);
    assert_extent(&disc->tracks[1], 0, 1, 225, RBK_TO_END);
    assert_int_equal(sheet_finding(findings, "cue.file-head")->line, 5);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

/* Nor does a file without marks before it, which belongs to neither. */
static void no_track_reaches_into_the_file_of_another_session(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_disc *disc = sheet_read("FILE \"a\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nREM SESSION 02\n"
                                "FILE \"b\" BINARY\nFILE \"c\" BINARY\nTRACK 02 MODE2/2352\nINDEX 00 00:01:00\n"
                                "INDEX 01 00:03:00\nTRACK 03 AUDIO\nINDEX 01 00:10:00\n",
                                findings);
    const rbk_track *tracks = disc->tracks;
    assert_int_equal(tracks[0].extent_count, 1);
    assert_int_equal(tracks[0].extents[0].length_samples, RBK_TO_END);
    assert_int_equal(tracks[1].extents[0].offset_samples, 0);
    assert_int_equal(tracks[1].extents[0].length_samples, 750 * 588);
    assert_int_equal(tracks[1].index_count, 2);
    assert_int_equal(tracks[1].indexes[0].offset_samples, 0);
    assert_int_equal(tracks[1].indexes[1].offset_samples, 225 * 588);
    assert_null(sheet_finding(findings, "cue.file-head"));
    assert_non_null(sheet_finding(findings, "cue.file-unused"));
    assert_string_equal(sheet_finding(findings, "cue.leading-audio")->text,
                        "the data of 00:01:00 before the first INDEX is kept as the pregap of track 02");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

/* Each sheet has FILE a, b, c; which of them are part of the disc. */
static void a_file_without_marks_counts_only_where_a_track_runs_through_it(void **state)
{
    const struct {
        const char *text, *files;
        size_t unused;
    } rows[] = {
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE b WAVE\nFILE c WAVE\n", "a", 2},
        {"FILE a WAVE\nFILE b WAVE\nFILE c WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", "c", 2},
        {"FILE a WAVE\nFILE b WAVE\nFILE c WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:01\n", "c", 2},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE b WAVE\nFILE c WAVE\nTRACK 02 AUDIO\nINDEX 01 "
         "00:00:00\n",
         "ac", 1},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nFILE b WAVE\nFILE c WAVE\nTRACK 02 AUDIO\nINDEX 01 "
         "00:00:01\n",
         "abc", 0},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nFILE b WAVE\nFILE c WAVE\nINDEX 01 00:00:00\n", "abc", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char files[8] = "";
        rbk_findings *findings = rbk_findings_new();
        rbk_disc *disc = sheet_read(rows[i].text, findings);
        for (size_t f = 0; f < disc->file_count; f++)
            strcat(files, disc->files[f].path);
        assert_string_equal(files, rows[i].files);
        assert_true((sheet_finding(findings, "cue.file-unused") != NULL) == (rows[i].unused > 0));
        size_t reported = 0;
        for (size_t f = 0; f < rbk_findings_count(findings); f++)
            reported += strcmp(rbk_findings_at(findings, f)->rule, "cue.file-unused") == 0;
        assert_int_equal(reported, rows[i].unused);
        rbk_findings_free(findings);
        rbk_disc_free(disc);
    }
}

static void a_track_without_length_has_an_empty_extent(void **state)
{
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 01 00:10:00\nTRACK 03 AUDIO\nINDEX 01 00:10:00\n",
                                NULL);
    (void)state;
    assert_extent(&disc->tracks[1], 0, 0, 750, 0);
    assert_index(&disc->tracks[1], 1, 0, 0);
    assert_extent(&disc->tracks[2], 0, 0, 750, RBK_TO_END);
    rbk_disc_free(disc);
}

static void a_pregap_that_ends_with_its_track_still_holds_its_index(void **state)
{
    rbk_disc *disc = sheet_read("FILE a WAVE\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nFILE b WAVE\nINDEX 01 00:00:00\n"
                                "TRACK 02 AUDIO\nINDEX 01 00:00:00\n",
                                NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_extent(&disc->tracks[0], 1, 1, 0, 0);
    assert_index(&disc->tracks[0], 1, 1, 0);
    assert_extent(&disc->tracks[1], 0, 1, 0, RBK_TO_END);
    rbk_disc_free(disc);
}

static void data_tracks_count_samples_by_sectors_too(void **state)
{
    rbk_disc *disc = sheet_read("FILE d BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 01 00:00:10\n",
                                NULL);
    (void)state;
    assert_extent(&disc->tracks[0], 0, 0, 0, 10);
    assert_int_equal(disc->tracks[0].extents[0].length_samples, 5880);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_track_reaches_to_the_next_tracks_first_mark),
        cmocka_unit_test(index_00_in_the_file_before_makes_two_extents),
        cmocka_unit_test(pregap_is_silence_that_splits_the_file_at_index_01),
        cmocka_unit_test(pregap_before_index_00_stands_before_the_audio_of_the_pregap),
        cmocka_unit_test(what_stands_before_the_first_index_is_kept),
        cmocka_unit_test(the_beginning_of_a_file_belongs_to_the_track_before),
        cmocka_unit_test(no_track_reaches_into_the_file_of_another_session),
        cmocka_unit_test(a_file_without_marks_counts_only_where_a_track_runs_through_it),
        cmocka_unit_test(a_track_without_length_has_an_empty_extent),
        cmocka_unit_test(a_pregap_that_ends_with_its_track_still_holds_its_index),
        cmocka_unit_test(data_tracks_count_samples_by_sectors_too),
    };
    return cmocka_run_group_tests_name("format/cue_resolve", tests, NULL, NULL);
}
