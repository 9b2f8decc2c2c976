/* Index marks that a disc cannot have. */
#include "unit/edit/marked.h"

static void data_keeps_its_sectors_and_its_pregap(void **state)
{
    (void)state;
    uint32_t data = add_file("d.bin", RBK_FILE_BINARY, 600), audio = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_MODE1_2352, data, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, 1000, 150);
    add_track(RBK_MODE_AUDIO, audio, 1000, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(1, 1, 10), "is data: its start");
    assert_refused(edit(2, 0, 610), "its end, the start of track 2");
    assert_refused(edit(2, 1, 700), "pregap would be 100 sectors");
    assert_refused(remove_index(2, 0), "its end");
    assert_int_equal(edit(2, 1, 800), RBK_OK);
    lay_out();
    assert_int_equal(edit(3, 1, 1700), RBK_OK);
}

/* Sectors of CD+G are longer than those of audio, though both are audio. */
static void a_border_of_modes_stays_where_it_is(void **state)
{
    (void)state;
    uint32_t graphics = add_file("g.bin", RBK_FILE_BINARY, 1000), audio = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_CDG, graphics, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(2, 1, 1010),
                   "tracks 1 and 2 have different modes (CDG, AUDIO): the boundary between them cannot be moved");
    assert_refused(edit(2, 0, 990), "have different modes");
    assert_int_equal(edit(2, 2, 1500), RBK_OK);
}

static void sessions_start_where_they_start(void **state)
{
    (void)state;
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_AUDIO, file, 0, 1000, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, NULL, NULL), RBK_OK);
    add_track(RBK_MODE_AUDIO, file, 1000, RBK_TO_END, 0);
    lay_out();
    assert_refused(edit(2, 1, layout->tracks[1].index01_lba + 5), "starts a");
    assert_refused(edit(1, 2, 1001), "the lead-out starts");
    /* Its index 01 is fixed even where a pregap is stored before it. */
    disc->tracks[1].index_count = 0;
    rbk_track_add_index(&disc->tracks[1], 0, 0, 0, NULL);
    rbk_track_add_index(&disc->tracks[1], 1, 0, 100 * RBK_SECTOR_SAMPLES, NULL);
    lay_out();
    assert_refused(edit(2, 1, layout->tracks[1].index01_lba + 5),
                   "track 2 starts a session, which fixes its index 01: it cannot be moved");
    assert_int_equal(edit(2, 2, layout->tracks[1].index01_lba + 5), RBK_OK);
    lay_out();
    assert_int_equal(layout->tracks[1].indexes[layout->tracks[1].index_count - 1].lba,
                     layout->tracks[1].index01_lba + 5);
}

static void a_short_track_is_a_reason_only_if_it_becomes_shorter(void **state)
{
    (void)state;
    uint32_t file = add_file("a.bin", RBK_FILE_BINARY, 600);
    add_track(RBK_MODE_AUDIO, file, 0, 200, 0);
    add_track(RBK_MODE_AUDIO, file, 200, RBK_TO_END, 0);
    lay_out();
    assert_int_equal(edit(2, 1, 250), RBK_OK);
    lay_out();
    assert_refused(edit(2, 1, 240), "4 s");
}

/* The only finding is this one, of a track. */
static void assert_reason(rbk_status status, uint32_t track, const char *text)
{
    assert_int_equal(status, RBK_REFUSED);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text, text);
    assert_int_equal(rbk_findings_at(findings, 0)->track, track);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
}

static void marks_ascend_by_one_inside_their_track(void **state)
{
    (void)state;
    one_bin();
    assert_reason(edit(1, 3, 500), 1, "track 1 would have an index 03 and no index 02");
    assert_reason(edit(1, 2, 0), 1, "index 02 of track 1 would be at 00:00:00, expected after index 01 at 00:00:00");
    assert_reason(edit(2, 2, 1100), 2, "index 02 of track 2 would be at 00:14:50, expected after index 01 at 00:15:25");
    assert_reason(edit(2, 0, 1150), 2, "index 01 of track 2 would be at 00:15:25, expected after index 00 at 00:15:25");
    assert_reason(edit(1, 2, 1000), 1,
                  "index 02 of track 1 would be at 00:13:25, expected before 00:13:25, where the next track starts");
    assert_reason(edit(3, 2, 1999), 3, "index 02 of track 3 would be at 00:26:49, expected after index 01 at 00:26:50");
    assert_int_equal(edit(1, 2, 999), RBK_OK);
    assert_int_equal(edit(3, 2, 2999), RBK_OK);
}

static void a_track_has_all_indexes_from_00_to_99(void **state)
{
    (void)state;
    one_bin();
    for (int number = 2; number <= 99; number++) {
        assert_int_equal(edit(2, (uint32_t)number, 1150 + 5 * (number - 1)), RBK_OK);
        lay_out();
    }
    assert_int_equal(layout->tracks[1].index_count, 100);
    assert_int_equal(remove_index(2, 99), RBK_OK);
    lay_out();
    assert_reason(edit(2, 99, 1150 + 5 * 97), 2,
                  "index 99 of track 2 would be at 00:21:60, expected after index 98 at 00:21:60");
    assert_int_equal(edit(2, 99, 1150 + 5 * 98), RBK_OK);
    lay_out();
    assert_int_equal(edit(2, 99, 1700), RBK_OK);
    lay_out();
    assert_int_equal(layout->tracks[1].indexes[99].lba, 1700);
    assert_reason(edit(2, 50, 1150 + 5 * 50), 2,
                  "index 51 of track 2 would be at 00:18:50, expected after index 50 at 00:18:50");
    assert_reason(remove_index(2, 50), 2, "track 2 would have an index 51 and no index 50");
}

static void the_disc_starts_with_track_1(void **state)
{
    (void)state;
    one_bin();
    assert_int_equal(edit(1, 0, 0), RBK_OK); /* at index 01 it is none */
    lay_out();
    assert_int_equal(layout->tracks[0].index_count, 1);
    assert_int_equal(edit(1, 1, 200), RBK_OK);
    lay_out();
    assert_int_equal(layout->tracks[0].indexes[0].lba, 0);
    assert_int_equal(layout->tracks[0].indexes[1].lba, 200);
    assert_reason(edit(1, 0, 10), 1, "track 1 starts the disc: its first index stays at 00:00:00");
    assert_reason(remove_index(1, 0), 1, "track 1 starts the disc: its first index stays at 00:00:00");
    const rbk_index_edit from_the_start[] = {{.track = 1, .number = 0, .removed = true}, {.track = 1, .number = 1}};
    assert_int_equal(rbk_edit_indexes(disc, layout, from_the_start, 2, findings, NULL), RBK_OK);
    lay_out();
    assert_int_equal(layout->tracks[0].index_count, 1);
    assert_reason(remove_index(1, 0), 1, "track 1 has no index 00 to remove");
}

static void tracks_and_pregaps_end_at_their_least_length(void **state)
{
    (void)state;
    one_bin();
    assert_int_equal(edit(3, 1, 1450), RBK_OK); /* track 2 from 1150 on: 300 sectors */
    lay_out();
    assert_reason(edit(3, 1, 1449), 2, "track 2 would be 00:03:74 long, expected 4 s (300 sectors) or more");
    assert_int_equal(edit(3, 1, 1451), RBK_OK);
}

static void a_pregap_between_data_and_audio_has_150_sectors(void **state)
{
    (void)state;
    uint32_t data = add_file("d.bin", RBK_FILE_BINARY, 600), audio = add_file("a.bin", RBK_FILE_BINARY, 2000);
    add_track(RBK_MODE_MODE1_2352, data, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, RBK_TO_END, 200);
    lay_out();
    assert_reason(edit(2, 1, 749), 2,
                  "track 2 changes between data and audio: its pregap would be 149 sectors, expected 150 or more");
    assert_int_equal(edit(2, 1, 750), RBK_OK);
}

/* A disc that is not as it should be already can be edited elsewhere, and where nothing gets worse. */
static void what_was_so_before_is_no_reason(void **state)
{
    (void)state;
    uint32_t data = add_file("d.bin", RBK_FILE_BINARY, 600), audio = add_file("a.bin", RBK_FILE_BINARY, 1000);
    add_track(RBK_MODE_MODE1_2352, data, 0, RBK_TO_END, 0);
    add_track(RBK_MODE_AUDIO, audio, 0, 300, 100); /* neither its pregap nor itself is long enough */
    add_track(RBK_MODE_AUDIO, audio, 300, RBK_TO_END, 50);
    add_track(RBK_MODE_AUDIO, add_file("b.bin", RBK_FILE_BINARY, 100), 0, RBK_TO_END, 100); /* nothing but pregap */
    lay_out();
    assert_int_equal(edit(2, 2, 800), RBK_OK);
    lay_out();
    assert_reason(edit(2, 1, 699), 2,
                  "track 2 changes between data and audio: its pregap would be 99 sectors, expected 150 or more");
    assert_reason(edit(2, 1, 701), 2, "track 2 would be 00:02:49 long, expected 4 s (300 sectors) or more");
    assert_reason(edit(4, 0, 1650), 4,
                  "index 01 of track 4 would be at 00:22:50, expected before 00:22:50, where the lead-out starts");
    assert_int_equal(edit(3, 2, 960), RBK_OK);
    lay_out();
    assert_int_equal(edit(3, 0, 920), RBK_OK); /* between audio and audio a pregap has any length */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(data_keeps_its_sectors_and_its_pregap),
        test(a_border_of_modes_stays_where_it_is),
        test(sessions_start_where_they_start),
        test(a_short_track_is_a_reason_only_if_it_becomes_shorter),
        test(marks_ascend_by_one_inside_their_track),
        test(a_track_has_all_indexes_from_00_to_99),
        test(the_disc_starts_with_track_1),
        test(tracks_and_pregaps_end_at_their_least_length),
        test(a_pregap_between_data_and_audio_has_150_sectors),
        test(what_was_so_before_is_no_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
