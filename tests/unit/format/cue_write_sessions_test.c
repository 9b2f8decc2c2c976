/* Sessions written as a sheet's REM lines: here their text; cue_write_test reads those of the corpus back. */
#include "disc/sessions.h"
#include "unit/format/sheet.h"

static void assert_comes_back(const char *text)
{
    rbk_disc *disc = sheet_read(text, NULL);
    char *written = sheet_write(disc, NULL);
    assert_string_equal(written, text);
    free(written);
    rbk_disc_free(disc);
}

#define FIRST "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"

static void every_dialect_is_written_as_it_was_read(void **state)
{
    (void)state;
    assert_comes_back("REM SESSION 01\n" FIRST);
    assert_comes_back("REM SESSION 01\n" FIRST "REM SESSION 02\nFILE \"b.bin\" BINARY\n  TRACK 02 MODE2/2352\n"
                      "    INDEX 01 00:00:00\n");
    assert_comes_back("REM SESSION 01\n" FIRST "REM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:00\n"
                      "REM PREGAP 00:02:00\nFILE \"b.bin\" BINARY\n  TRACK 02 MODE2/2352\n    INDEX 01 00:00:00\n");
    assert_comes_back("REM SESSION 01\n" FIRST "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  TRACK 02 MODE2/2352\n"
                      "    INDEX 01 02:45:25\n");
    assert_comes_back("REM SESSION 01\n" FIRST "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  TRACK 02 MODE2/2352\n"
                      "    INDEX 00 02:43:25\n    INDEX 01 02:45:25\n");
    assert_comes_back("REM SESSION 01\n" FIRST "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  TRACK 02 MODE2/2352\n"
                      "    INDEX 01 00:13:25\n");
    assert_comes_back("REM SESSION 01\n" FIRST "  REM SESSION 02\n  TRACK 02 MODE2/2352\n    INDEX 01 00:13:25\n");
    assert_comes_back("REM SINGLE-DENSITY AREA\n" FIRST "REM HIGH-DENSITY AREA\nFILE \"b.bin\" BINARY\n"
                      "  TRACK 02 MODE1/2352\n    INDEX 01 00:00:00\n");
}

/* Sessions that touch are other ones than those whose range between them is usual. */
static void a_session_that_touches_the_one_before_comes_back(void **state)
{
    static const char remarks[] = "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  REM LEAD-IN 00:00:00\n";
    static const char *const pregaps[] = {
        "  REM PREGAP 00:00:00\n  TRACK 02 AUDIO\n    INDEX 01 00:13:25\n",
        "  REM PREGAP 00:00:20\n  TRACK 02 AUDIO\n    INDEX 00 00:13:25\n    INDEX 01 00:13:45\n"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char text[400];
        snprintf(text, sizeof text, "REM SESSION 01\n" FIRST "%s%s", remarks, pregaps[i]);
        assert_comes_back(text);
        rbk_disc *disc = sheet_read(text, NULL);
        assert_int_equal(rbk_session_distance(disc, 1), 0);
        rbk_disc_free(disc);
    }
}

/* If the file has bytes for the sectors between sessions, the times are those of the bytes. */
static void bytes_between_the_sessions_of_a_file_are_left_where_they_are(void **state)
{
    static const char text[] = "REM SESSION 01\n" FIRST "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n"
                               "  TRACK 02 MODE2/2352\n    INDEX 01 02:45:25\n";
    (void)state;
    rbk_disc *disc = sheet_read(text, NULL);
    disc->tracks[1].extents[0].offset_samples = 12400 * 588;
    char *written = sheet_write(disc, NULL);
    assert_string_equal(written, text);
    free(written);
    rbk_disc_free(disc);
}

/* Readers supply the sectors between sessions if the lengths are the standard ones; other lengths count in the times. */
static void lengths_become_a_place_inside_one_file(void **state)
{
    (void)state;
    rbk_disc *disc = sheet_read(FIRST "  REM SESSION 02\n  TRACK 02 AUDIO\n    INDEX 01 00:13:25\n", NULL);
    rbk_findings *findings = rbk_findings_new();
    disc->sessions[1].lead_out_sectors = 6750;
    char *written = sheet_write(disc, findings);
    assert_non_null(strstr(written, "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  TRACK 02 AUDIO\n"
                                    "    INDEX 01 00:13:25\n"));
    assert_non_null(sheet_finding(findings, "cue.sessions-in-one-file"));
    free(written);
    disc->sessions[1].lead_out_sectors = 6825;
    written = sheet_write(disc, NULL);
    assert_non_null(strstr(written, "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  TRACK 02 AUDIO\n"
                                    "    INDEX 01 02:46:25\n"));
    free(written);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

/* Of lengths that only add up to the usual ones the lead-out is written as an address: it is all that readers derive. */
static void lengths_that_add_up_to_the_usual_ones_count_in_the_times(void **state)
{
    (void)state;
    rbk_disc *disc =
        sheet_read(FIRST "  REM SESSION 02\n  TRACK 02 AUDIO\n    INDEX 00 00:13:25\n    INDEX 01 00:16:25\n", NULL);
    disc->sessions[1].lead_out_sectors = 6675;
    disc->sessions[1].pregap_sectors = 225;
    char *written = sheet_write(disc, NULL);
    assert_non_null(strstr(written,
                           "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  REM PREGAP 00:03:00\n  TRACK 02 AUDIO\n"
                           "    INDEX 00 02:42:25\n    INDEX 01 02:45:25\n"));
    free(written);
    disc->sessions[1].lead_in_sectors = 4575;
    disc->sessions[1].pregap_sectors = 150;
    written = sheet_write(disc, NULL);
    assert_non_null(strstr(written, "  REM LEAD-OUT 00:13:25\n  REM SESSION 02\n  REM LEAD-IN 01:01:00\n"
                                    "  REM PREGAP 00:02:00\n  TRACK 02 AUDIO\n"
                                    "    INDEX 00 02:43:25\n    INDEX 01 02:46:25\n"));
    free(written);
    rbk_disc_free(disc);
}

/* The areas of a GD-ROM are no sessions with numbers, though the first one is not always stated. */
static void an_area_that_is_not_stated_gets_no_session_number(void **state)
{
    (void)state;
    assert_comes_back(FIRST "REM HIGH-DENSITY AREA\nFILE \"b.bin\" BINARY\n  TRACK 02 MODE1/2352\n"
                            "    INDEX 01 00:00:00\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_dialect_is_written_as_it_was_read),
        cmocka_unit_test(a_session_that_touches_the_one_before_comes_back),
        cmocka_unit_test(bytes_between_the_sessions_of_a_file_are_left_where_they_are),
        cmocka_unit_test(lengths_become_a_place_inside_one_file),
        cmocka_unit_test(lengths_that_add_up_to_the_usual_ones_count_in_the_times),
        cmocka_unit_test(an_area_that_is_not_stated_gets_no_session_number),
    };
    return cmocka_run_group_tests_name("format/cue_write_sessions", tests, NULL, NULL);
}
