/* From entries and sections to tracks: which one takes precedence, sessions, what is missing. */
#include "unit/format/ccd.h"

static void assert_reported(const char *text, const char *rule, uint32_t line, const char *sentence)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = ccd_read(text, findings);
    const rbk_finding *finding = sheet_finding(findings, rule);
    if (!finding)
        fail_msg("there is no finding %s", rule);
    assert_string_equal(finding->text, sentence);
    assert_int_equal(finding->line, line);
    assert_int_equal(finding->severity, RBK_WARNING);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void the_table_of_contents_counts_where_a_section_differs(void **state)
{
    static const char text[] = "[Entry 0]\nPoint=2\nPLBA=500\n[TRACK 1]\nMODE=0\nINDEX 1=0\n[TRACK 2]\nMODE=0\n"
                               "INDEX 0=400\nINDEX 1=501\n";
    rbk_disc *disc = ccd_read(text, NULL);
    (void)state;
    assert_extent(&disc->tracks[0], 0, 0, 0, 400);
    assert_extent(&disc->tracks[1], 0, 0, 400, RBK_TO_END);
    assert_index(&disc->tracks[1], 1, 0, 100);
    rbk_disc_free(disc);
    assert_reported(text, "ccd.index", 10,
                    "index 01 of track 2 is sector 501 here, sector 500 in the entry of line 1, which is used");
    assert_reported(text, "ccd.lead-out", 0,
                    "no entry states where the lead-out starts: the last track extends to the end of the .img");
}

static void all_indexes_of_a_section_move_with_index_01_where_they_count_from_elsewhere(void **state)
{
    static const char head[] = "[Entry 0]\nPoint=2\nPLBA=120\n[TRACK 1]\nMODE=0\nINDEX 1=0\n[TRACK 2]\nMODE=0\n";
    char text[200];
    (void)state;
    snprintf(text, sizeof text, "%sINDEX 0=130\nINDEX 1=150\nINDEX 2=170\n", head);
    rbk_disc *disc = ccd_read(text, NULL);
    assert_extent(&disc->tracks[1], 0, 0, 100, RBK_TO_END);
    assert_index(&disc->tracks[1], 1, 0, 20);
    assert_index(&disc->tracks[1], 2, 0, 40);
    rbk_disc_free(disc);
    snprintf(text, sizeof text, "%sINDEX 1=100\nINDEX 2=110\n", head);
    disc = ccd_read(text, NULL);
    assert_extent(&disc->tracks[1], 0, 0, 120, RBK_TO_END);
    assert_index(&disc->tracks[1], 2, 0, 10);
    rbk_disc_free(disc);
    for (int index = 121; index <= 270; index += 149) { /* not by a pregap; by one, and there is no room */
        snprintf(text, sizeof text, "%sINDEX 0=90\nINDEX 1=%d\n", head, index);
        disc = ccd_read(text, NULL);
        assert_extent(&disc->tracks[1], 0, 0, 90, RBK_TO_END);
        assert_index(&disc->tracks[1], 1, 0, 30);
        rbk_disc_free(disc);
    }
    disc = ccd_read("[Entry 0]\nPoint=2\nPLBA=400\n[TRACK 1]\nMODE=0\nINDEX 1=0\n[TRACK 2]\nMODE=0\n"
                    "INDEX 0=390\nINDEX 1=550\n",
                    NULL);
    assert_extent(&disc->tracks[1], 0, 0, 240, RBK_TO_END);
    assert_index(&disc->tracks[1], 1, 0, 160);
    rbk_disc_free(disc);
}

/* Of the file's other sections the first agrees with its entry, or counts 2 s from elsewhere as well. */
static void an_entry_at_index_00_moves_no_index_unless_the_first_section_differs_as_much(void **state)
{
    static const char format[] =
        "[Entry 0]\nPoint=1\nPLBA=0\n[Entry 1]\nPoint=2\nPLBA=550\n[Entry 2]\nPoint=3\nPLBA=1550\n"
        "[TRACK 1]\nMODE=0\nINDEX 1=%d\n[TRACK 2]\nMODE=0\nINDEX 0=550\nINDEX 1=700\nINDEX 2=900\n"
        "[TRACK 3]\nMODE=0\nINDEX 0=1550\nINDEX 1=1700\n";
    static const char sentence[] =
        "index 01 of track 2 is sector 700 here, sector 550 in the entry of line 4, which is used";
    char text[400], moved[160];
    (void)state;
    snprintf(text, sizeof text, format, 0);
    rbk_disc *disc = ccd_read(text, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 0, 550);
    assert_extent(&disc->tracks[1], 0, 0, 550, 1000);
    assert_index(&disc->tracks[1], 2, 0, 350);
    assert_extent(&disc->tracks[2], 0, 0, 1550, RBK_TO_END);
    rbk_disc_free(disc);
    assert_reported(text, "ccd.index", 16, sentence);
    snprintf(text, sizeof text, format, 150);
    disc = ccd_read(text, NULL);
    assert_extent(&disc->tracks[0], 0, 0, 0, 400);
    assert_extent(&disc->tracks[1], 0, 0, 400, 1000);
    assert_index(&disc->tracks[1], 2, 0, 350);
    rbk_disc_free(disc);
    snprintf(moved, sizeof moved, "%s: its other indexes move as far", sentence);
    rbk_findings *findings = rbk_findings_new();
    rbk_disc_free(ccd_read(text, findings));
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "sector 0 in the entry of line 1, which is used"));
    assert_string_equal(rbk_findings_at(findings, 1)->text, moved);
    rbk_findings_free(findings);
}

static void the_time_of_an_entry_counts_where_index_01_is_that(void **state)
{
    static const char text[] = "[Entry 0]\nPoint=2\nPMin=0\nPSec=3\nPFrame=45\nPLBA=0\n[TRACK 1]\nMODE=0\nINDEX 1=0\n"
                               "[TRACK 2]\nMODE=0\nINDEX 1=120\n";
    (void)state;
    rbk_disc *disc = ccd_read(text, NULL);
    assert_extent(&disc->tracks[1], 0, 0, 120, RBK_TO_END);
    rbk_disc_free(disc);
    assert_reported(text, "ccd.address", 1,
                    "PLBA is sector 0, the time of the same entry is 120: the time, which INDEX 1 has too, is used");
}

static void an_address_follows_from_its_time_where_there_is_no_plba(void **state)
{
    rbk_disc *disc = ccd_read("[Entry 0]\nPoint=0xa2\nPMin=1\nPSec=0\nPFrame=5\n[Entry 1]\nPoint=1\nPMin=0\nPSec=2\n"
                              "PFrame=0\nControl=0\n",
                              NULL);
    (void)state;
    assert_extent(&disc->tracks[0], 0, 0, 0, 4355);
    rbk_disc_free(disc);
    assert_reported("[Entry 0]\nPoint=1\nPMin=0\nPSec=2\nPFrame=0\nPLBA=5\n", "ccd.address", 1,
                    "PLBA is sector 5, the time of the same entry is 0: PLBA is used");
}

static void later_sessions_are_where_the_entries_say_and_follow_in_the_file(void **state)
{
    static const char text[] =
        "[Entry 0]\nSession=1\nPoint=0xa2\nPLBA=1000\n[Entry 1]\nSession=1\nPoint=1\nPLBA=0\n"
        "[Entry 2]\nSession=2\nPoint=0xa2\nPLBA=13000\n[Entry 3]\nSession=2\nPoint=2\nPLBA=12400\n"
        "[Entry 4]\nSession=2\nPoint=3\nPLBA=12700\n[TRACK 1]\nMODE=0\n[TRACK 2]\nMODE=0\n"
        "[TRACK 3]\nMODE=0\nINDEX 0=12650\nINDEX 1=12700\n";
    rbk_disc *disc = ccd_read(text, NULL);
    (void)state;
    assert_extent(&disc->tracks[0], 0, 0, 0, 1000);
    assert_extent(&disc->tracks[1], 0, 0, 1000, 250);
    assert_extent(&disc->tracks[2], 0, 0, 1250, 350);
    assert_index(&disc->tracks[2], 1, 0, 50);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->tracks[0].session, 0);
    assert_int_equal(disc->tracks[1].session, 1);
    assert_int_equal(disc->sessions[1].lead_out_sectors, 6750);
    assert_int_equal(disc->sessions[1].lead_in_sectors, 4500);
    assert_int_equal(disc->sessions[1].pregap_sectors, 150);
    rbk_disc_free(disc);
}

/* All of it is before index 01, whose address is that of its entry: the .img has 225 sectors of the pregap. */
static void a_stored_pregap_above_2_s_moves_no_session(void **state)
{
    rbk_disc *disc =
        ccd_read("[Entry 0]\nSession=1\nPoint=0xa2\nPLBA=500\n[Entry 1]\nSession=1\nPoint=1\nPLBA=0\n"
                 "[Entry 2]\nSession=2\nPoint=0xa2\nPLBA=12350\n[Entry 3]\nSession=2\nPoint=2\nPLBA=11975\n"
                 "[TRACK 1]\nMODE=0\n[TRACK 2]\nMODE=0\nINDEX 0=11750\nINDEX 1=11975\n",
                 NULL);
    (void)state;
    assert_extent(&disc->tracks[1], 0, 0, 500, 600);
    assert_index(&disc->tracks[1], 1, 0, 225);
    assert_int_equal(disc->sessions[1].lead_out_sectors, 6750);
    assert_int_equal(disc->sessions[1].lead_in_sectors, 4500);
    assert_int_equal(disc->sessions[1].pregap_sectors, 225);
    rbk_disc_free(disc);
}

static void indexes_of_a_later_session_may_count_from_its_first_track(void **state)
{
    static const char text[] =
        "[Entry 0]\nSession=1\nPoint=0xa2\nPLBA=1000\n[Entry 1]\nSession=1\nPoint=1\nPLBA=0\n"
        "[Entry 2]\nSession=2\nPoint=0xa2\nPLBA=13000\n[Entry 3]\nSession=2\nPoint=2\nPLBA=12400\n"
        "[Entry 4]\nSession=2\nPoint=3\nPLBA=12700\n[TRACK 1]\nMODE=0\nINDEX 1=0\n"
        "[TRACK 2]\nMODE=0\nINDEX 0=-150\nINDEX 1=0\nINDEX 2=100\n"
        "[TRACK 3]\nMODE=0\nINDEX 0=250\nINDEX 1=300\n";
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = ccd_read(text, findings);
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_extent(&disc->tracks[1], 0, 0, 1000, 250);
    assert_null(rbk_track_index(&disc->tracks[1], 0)); /* the pregap that begins a session is in no .img */
    assert_int_equal(rbk_track_index(&disc->tracks[1], 2)->offset_samples, 100 * 588);
    assert_extent(&disc->tracks[2], 0, 0, 1250, 350);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_mode_that_nothing_says_is_guessed_from_control_and_disc_type(void **state)
{
    static const struct {
        int control, type;
        rbk_track_mode mode;
    } rows[] = {{0, 0, RBK_MODE_AUDIO},
                {4, 0, RBK_MODE_MODE1_2352},
                {6, 32, RBK_MODE_MODE2_2352},
                {4, 16, RBK_MODE_CDI_2352},
                {2, 32, RBK_MODE_AUDIO}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "[Entry 0]\nPoint=0xa0\nPMin=1\nPSec=%d\n[Entry 1]\nPoint=1\nControl=%d\nPLBA=0\n",
                 rows[i].type, rows[i].control);
        rbk_disc *disc = ccd_read(text, NULL);
        assert_int_equal(disc->tracks[0].mode, rows[i].mode);
        rbk_disc_free(disc);
    }
}

static void flags_of_audio_mean_nothing_in_data(void **state)
{
    rbk_disc *disc = ccd_read("[Entry 0]\nPoint=1\nControl=0x07\nPLBA=0\n[TRACK 1]\nMODE=1\n", NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].flags, RBK_FLAG_COPY_PERMITTED);
    rbk_disc_free(disc);
    assert_reported("[Entry 0]\nPoint=1\nControl=0x02\nPLBA=0\n[TRACK 1]\nMODE=0\nFLAGS=PRE\n", "ccd.flags", 5,
                    "FLAGS and Control of track 1 differ: Control is used");
}

static void audio_before_the_first_index_is_kept(void **state)
{
    static const char text[] = "[TRACK 1]\nMODE=0\nINDEX 1=375\nINDEX 2=400\n";
    rbk_disc *disc = ccd_read(text, NULL);
    (void)state;
    assert_index(&disc->tracks[0], 0, 0, 0);
    assert_index(&disc->tracks[0], 1, 0, 375);
    assert_index(&disc->tracks[0], 2, 0, 400);
    rbk_disc_free(disc);
    assert_reported(text, "ccd.leading-audio", 1,
                    "the 00:05:00 before the first index are kept as the pregap of track 1");
}

/* The same where the first track of the session has no PLBA, but the time of 12400. */
static void times_of_a_later_session_serve_as_its_addresses(void **state)
{
    static const char text[] =
        "[Entry 0]\nSession=1\nPoint=0xa2\nPLBA=1000\n[Entry 1]\nSession=1\nPoint=1\nPLBA=0\n"
        "[Entry 2]\nSession=2\nPoint=0xa2\nPLBA=13000\n[Entry 3]\nSession=2\nPoint=2\nPMin=2\nPSec=47\nPFrame=25\n"
        "[Entry 4]\nSession=2\nPoint=3\nPLBA=12700\n[TRACK 1]\nMODE=0\nINDEX 1=0\n"
        "[TRACK 2]\nMODE=0\nINDEX 0=-150\nINDEX 1=0\nINDEX 2=100\n"
        "[TRACK 3]\nMODE=0\nINDEX 0=250\nINDEX 1=300\n";
    rbk_disc *disc = ccd_read(text, NULL);
    (void)state;
    assert_extent(&disc->tracks[1], 0, 0, 1000, 250);
    assert_int_equal(rbk_track_index(&disc->tracks[1], 2)->offset_samples, 100 * 588);
    assert_extent(&disc->tracks[2], 0, 0, 1250, 350);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_of_contents_counts_where_a_section_differs),
        cmocka_unit_test(all_indexes_of_a_section_move_with_index_01_where_they_count_from_elsewhere),
        cmocka_unit_test(an_entry_at_index_00_moves_no_index_unless_the_first_section_differs_as_much),
        cmocka_unit_test(the_time_of_an_entry_counts_where_index_01_is_that),
        cmocka_unit_test(an_address_follows_from_its_time_where_there_is_no_plba),
        cmocka_unit_test(later_sessions_are_where_the_entries_say_and_follow_in_the_file),
        cmocka_unit_test(a_stored_pregap_above_2_s_moves_no_session),
        cmocka_unit_test(indexes_of_a_later_session_may_count_from_its_first_track),
        cmocka_unit_test(a_mode_that_nothing_says_is_guessed_from_control_and_disc_type),
        cmocka_unit_test(flags_of_audio_mean_nothing_in_data),
        cmocka_unit_test(audio_before_the_first_index_is_kept),
        cmocka_unit_test(times_of_a_later_session_serve_as_its_addresses),
    };
    return cmocka_run_group_tests_name("format/ccd_resolve", tests, NULL, NULL);
}
