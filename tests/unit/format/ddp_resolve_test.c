/* From streams and PQ to tracks: where the program begins, streams in pieces, sessions, and lengths that disagree. */
#include "unit/format/ddp.h"

#include <redbook/rules.h>

static fileset set;
static rbk_disc *source;

static int setup(void **state)
{
    (void)state;
    source = vector_disc();
    set_write(&set, source, NULL);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    set_release(&set);
    rbk_disc_free(source);
    return 0;
}

#define PROGRAM 256

/* The rule of a reader: the file starts at DSS, at most 150 for the first one. */
static void a_program_may_begin_after_its_first_pregap(void **state)
{
    (void)state;
    set_put(&set, "IMAGE.DAT", NULL, 1500 * 2352);
    set_field(&set, "DDPMS", PROGRAM + 14, "0000150000000150");
    rbk_disc *disc = set_disc(&set, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 0, 600);
    rbk_disc_free(disc);
    set_field(&set, "DDPMS", PROGRAM + 22, "00000000"); /* and if DSS is empty, it follows from the length */
    disc = set_disc(&set, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 0, 600);
    assert_extent(&disc->tracks[1], 0, 0, 600, 900);
    rbk_disc_free(disc);
}

/* A writer has a file for each track: the packets are joined in their order. */
static void streams_are_joined_in_the_order_of_the_map(void **state)
{
    uint8_t map[512];
    (void)state;
    memcpy(map, set_find(&set, "DDPMS")->bytes, 384);
    memcpy(map + 384, map + 256, 128);
    set_put(&set, "DDPMS", map, sizeof map);
    set_field(&set, "DDPMS", 256 + 14, "00000800");
    set_field(&set, "DDPMS", 256 + 74, "TRACK01.DAT");
    set_field(&set, "DDPMS", 384 + 14, "00000850        ");
    set_field(&set, "DDPMS", 384 + 74, "TRACK02.DAT");
    set_put(&set, "TRACK01.DAT", NULL, 800 * 2352);
    set_put(&set, "TRACK02.DAT", NULL, 850 * 2352);
    rbk_disc *disc = set_disc(&set, NULL);
    assert_int_equal(disc->file_count, 2);
    assert_extent(&disc->tracks[0], 0, 0, 150, 600);
    assert_extent(&disc->tracks[1], 0, 0, 750, 50);
    assert_extent(&disc->tracks[1], 1, 1, 0, 850);
    assert_index(&disc->tracks[1], 1, 1, 100);
    rbk_disc_free(disc);
}

static void audio_before_index_01_of_track_1_is_its_pregap(void **state)
{
    rbk_disc *hidden =
        probed_sheet("FILE IMAGE.DAT BINARY\nTRACK 01 AUDIO\nINDEX 00 00:00:00\nINDEX 01 00:05:00\n", 900);
    (void)state;
    set_release(&set);
    set_write(&set, hidden, NULL);
    rbk_disc *disc = set_disc(&set, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 150, 900);
    assert_index(&disc->tracks[0], 0, 0, 0);
    assert_index(&disc->tracks[0], 1, 0, 375);
    rbk_disc_free(disc);
    rbk_disc_free(hidden);
}

static void audio_in_the_first_2_seconds_is_reported(void **state)
{
    (void)state;
    set_find(&set, "IMAGE.DAT")->bytes[149 * 2352] = 1;
    assert_set_finding(&set, RBK_RULE_DDP_FIRST_PREGAP, "delivery/IMAGE.DAT",
                       "the first 2 s are not silent: they are not read");
}

static void pq_that_starts_late_is_reported_and_the_first_2_seconds_are_searched(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", 64 + 8, "  000100");
    set_find(&set, "IMAGE.DAT")->bytes[10] = 1;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = set_disc(&set, findings);
    assert_extent(&disc->tracks[0], 0, 0, 150, 600);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 2);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "packet 2: track 1 starts at 00:01:00, expected 00:00:00: the sectors before are its pregap");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "the first 2 s are not silent: they are not read");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_lead_out_that_is_not_the_end_of_the_program_is_reported(void **state)
{
    (void)state;
    set_field(&set, "PQDESCR", 5 * 64 + 10, "002100");
    set_field(&set, "PQDESCR", 6 * 64 + 10, "002100");
    assert_set_finding(&set, RBK_RULE_DDP_LEAD_OUT, "delivery/PQDESCR",
                       "the lead-out is at 00:21:00, the program ends at 00:22:00: expected the same");
    set_field(&set, "PQDESCR", 5 * 64 + 10, "002300");
    set_field(&set, "PQDESCR", 6 * 64 + 10, "002300");
    assert_set_finding(&set, RBK_RULE_DDP_LEAD_OUT, "delivery/PQDESCR",
                       "the lead-out is at 00:23:00, the program ends at 00:22:00: expected the same");
}

static void a_file_of_another_length_than_the_map_says_is_reported(void **state)
{
    (void)state;
    set_put(&set, "IMAGE.DAT", NULL, 1650 * 2352 - 4);
    assert_set_finding(&set, RBK_RULE_DDP_LENGTH, "delivery/IMAGE.DAT",
                       "expected 1650 sectors of 2352 bytes (3880800 bytes), as the map says, found 3880796 bytes");
}

static void a_file_that_is_missing_is_left_to_who_measures(void **state)
{
    (void)state;
    set_remove(&set, "IMAGE.DAT");
    rbk_disc *disc = set_disc(&set, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 150, 600);
    rbk_disc_free(disc);
    set_field(&set, "DDPMS", PROGRAM + 14, "        ");
    assert_set_refused(&set, RBK_FILEACCESS, "delivery/IMAGE.DAT",
                       "it is missing, and the map does not say how long it is");
}

static void an_index_past_the_program_is_refused(void **state)
{
    (void)state;
    set_field(&set, "DDPMS", PROGRAM + 14, "00000800");
    assert_set_refused(&set, RBK_BAD_LAYOUT, "delivery/PQDESCR",
                       "packet 5: index 01 of track 2 is past the end of the program");
}

/* The fact sheet's sample of a CD-Extra: data of 225 sectors, its pregap included. */
static rbk_disc *extra_disc(void)
{
    rbk_error error;
    rbk_session *session;
    rbk_track *track;
    uint32_t file;
    rbk_disc *disc = probed_sheet("FILE IMAGE01.DAT BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n", 13455 - 150);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, &error), RBK_OK);
    assert_int_equal(rbk_disc_add_file(disc, "IMAGE02.DAT", RBK_FILE_BINARY, "", 0, &file, &error), RBK_OK);
    disc->files[file].rate_hz = RBK_RATE_HZ;
    disc->files[file].length_frames = 75 * RBK_SECTOR_SAMPLES;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_MODE1_2048, &track, &error), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 0, 75 * RBK_SECTOR_SAMPLES, &error), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, &error), RBK_OK);
    return disc;
}

static void a_second_session_comes_back(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *extra = extra_disc();
    (void)state;
    set_release(&set);
    set_write(&set, extra, NULL);
    set_sum(&set);
    rbk_disc *disc = set_disc(&set, findings);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[1].lead_out_sectors, RBK_USUAL);
    assert_int_equal(disc->sessions[1].lead_in_sectors, RBK_USUAL);
    assert_int_equal(disc->sessions[1].pregap_sectors, RBK_USUAL);
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_MODE1_2048);
    assert_int_equal(disc->tracks[1].session, 1);
    assert_extent(&disc->tracks[1], 0, 1, 150, 75);
    assert_null(rbk_track_index(&disc->tracks[1], 0));
    rbk_disc_free(disc);
    rbk_disc_free(extra);
    rbk_findings_free(findings);
}

static void a_pregap_of_a_session_that_holds_anything_is_kept(void **state)
{
    rbk_disc *extra = extra_disc();
    (void)state;
    set_release(&set);
    set_write(&set, extra, NULL);
    set_find(&set, "IMAGE02.DAT")->bytes[100] = 1;
    rbk_disc *disc = set_disc(&set, NULL);
    assert_extent(&disc->tracks[1], 0, 1, 0, 225);
    assert_index(&disc->tracks[1], 0, 0, 0);
    assert_index(&disc->tracks[1], 1, 0, 150);
    rbk_disc_free(disc);
    rbk_disc_free(extra);
}

static void distances_of_sessions_that_are_not_usual_are_kept(void **state)
{
    rbk_disc *extra = extra_disc();
    (void)state;
    extra->sessions[1].lead_out_sectors = 7000;
    set_release(&set);
    set_write(&set, extra, NULL);
    rbk_disc *disc = set_disc(&set, NULL);
    assert_int_equal(disc->sessions[1].lead_out_sectors, 7000);
    assert_int_equal(disc->sessions[1].lead_in_sectors, RBK_USUAL);
    rbk_disc_free(disc);
    rbk_disc_free(extra);
}

/* The map may leave the length to the file. */
static void a_stream_without_a_length_is_as_long_as_its_file(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    set_field(&set, "DDPMS", PROGRAM + 14, "        ");
    rbk_disc *disc = set_disc(&set, findings);
    assert_extent(&disc->tracks[0], 0, 0, 150, 600);
    assert_extent(&disc->tracks[1], 0, 0, 750, 900);
    assert_null(sheet_finding(findings, RBK_RULE_DDP_LENGTH));
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

/* Two files: the second one begins where the first one ends, or the map has a gap between them. */
static void divide(const char *first, const char *second, size_t first_sectors, size_t second_sectors)
{
    uint8_t map[512];
    memcpy(map, set_find(&set, "DDPMS")->bytes, 384);
    memcpy(map + 384, map + 256, 128);
    set_put(&set, "DDPMS", map, sizeof map);
    set_field(&set, "DDPMS", 256 + 14, first);
    set_field(&set, "DDPMS", 256 + 74, "TRACK01.DAT");
    set_field(&set, "DDPMS", 384 + 14, second);
    set_field(&set, "DDPMS", 384 + 74, "TRACK02.DAT");
    set_put(&set, "TRACK01.DAT", NULL, first_sectors * 2352);
    set_put(&set, "TRACK02.DAT", NULL, second_sectors * 2352);
}

static void a_track_may_end_in_a_later_stream(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    divide("00001000", "00000650        ", 1000, 650);
    rbk_disc *disc = set_disc(&set, findings);
    assert_extent(&disc->tracks[1], 0, 0, 750, 250);
    assert_extent(&disc->tracks[1], 1, 1, 0, 650);
    assert_null(sheet_finding(findings, RBK_RULE_DDP_LEAD_OUT));
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_sector_that_no_stream_has_is_refused(void **state)
{
    (void)state;
    divide("00000800", "0000075000000900", 800, 750);
    assert_set_refused(&set, RBK_BAD_LAYOUT, "delivery/PQDESCR",
                       "track 2 needs the sector at 00:10:50, which no stream has");
}

static void a_track_in_sectors_of_two_kinds_is_refused(void **state)
{
    (void)state;
    divide("00000800", "00000850        ", 800, 850);
    set_field(&set, "DDPMS", 384 + 38, "1070");
    assert_set_refused(&set, RBK_UNSUPPORTED, "delivery/DDPMS",
                       "track 2 begins in one kind of sectors and goes on in another");
}

/* Some writers have no packet of a lead-in: then the time between the lead-out and the track must have room for one. */
static void a_session_without_a_packet_of_its_lead_in_has_room_for_it(void **state)
{
    rbk_disc *extra = extra_disc();
    uint8_t pq[9 * 64];
    (void)state;
    set_release(&set);
    set_write(&set, extra, NULL);
    assert_int_equal(set_find(&set, "PQDESCR")->size, sizeof pq);
    memcpy(pq, set_find(&set, "PQDESCR")->bytes, sizeof pq);
    memmove(pq + 4 * 64, pq + 5 * 64, 4 * 64);
    set_put(&set, "PQDESCR", pq, 8 * 64);
    rbk_disc *disc = set_disc(&set, NULL);
    assert_int_equal(disc->sessions[1].lead_in_sectors, RBK_USUAL);
    assert_int_equal(disc->sessions[1].lead_out_sectors, RBK_USUAL);
    rbk_disc_free(disc);
    set_field(&set, "PQDESCR", 4 * 64 + 10, "035929");
    assert_set_refused(&set, RBK_BAD_LAYOUT, "delivery/PQDESCR",
                       "packet 5: the session of track 2 begins before there is room for a lead-in");
    rbk_disc_free(extra);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_program_may_begin_after_its_first_pregap, setup, teardown),
        cmocka_unit_test_setup_teardown(streams_are_joined_in_the_order_of_the_map, setup, teardown),
        cmocka_unit_test_setup_teardown(audio_before_index_01_of_track_1_is_its_pregap, setup, teardown),
        cmocka_unit_test_setup_teardown(audio_in_the_first_2_seconds_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(pq_that_starts_late_is_reported_and_the_first_2_seconds_are_searched, setup,
                                        teardown),
        cmocka_unit_test_setup_teardown(a_lead_out_that_is_not_the_end_of_the_program_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_of_another_length_than_the_map_says_is_reported, setup, teardown),
        cmocka_unit_test_setup_teardown(a_file_that_is_missing_is_left_to_who_measures, setup, teardown),
        cmocka_unit_test_setup_teardown(an_index_past_the_program_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_second_session_comes_back, setup, teardown),
        cmocka_unit_test_setup_teardown(a_pregap_of_a_session_that_holds_anything_is_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(distances_of_sessions_that_are_not_usual_are_kept, setup, teardown),
        cmocka_unit_test_setup_teardown(a_stream_without_a_length_is_as_long_as_its_file, setup, teardown),
        cmocka_unit_test_setup_teardown(a_track_may_end_in_a_later_stream, setup, teardown),
        cmocka_unit_test_setup_teardown(a_sector_that_no_stream_has_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_track_in_sectors_of_two_kinds_is_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(a_session_without_a_packet_of_its_lead_in_has_room_for_it, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
