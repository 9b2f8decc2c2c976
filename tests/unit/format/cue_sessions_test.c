/* Sessions from a sheet's REM lines: which lines define one, what stays a remark, what LEAD-OUT means. */
#include "unit/format/sheet.h"

#define FIRST      "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
#define OTHER_FILE "FILE \"b.bin\" BINARY\n"

static void four_remarks_between_files_are_lengths(void **state)
{
    (void)state;
    rbk_disc *disc = sheet_read("REM SESSION 01\n" FIRST "REM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:01\n"
                                "REM PREGAP 00:02:02\n" OTHER_FILE "  TRACK 02 MODE2/2352\n    INDEX 01 00:00:00\n",
                                NULL);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[0].line, 1);
    assert_int_equal(disc->sessions[0].lead_out_sectors, RBK_USUAL);
    assert_int_equal(disc->sessions[1].line, 6);
    assert_int_equal(disc->sessions[1].lead_out_form, RBK_LEAD_OUT_LENGTH);
    assert_int_equal(disc->sessions[1].lead_out_sectors, 6750);
    assert_int_equal(disc->sessions[1].lead_in_sectors, 4501);
    assert_int_equal(disc->sessions[1].pregap_sectors, 152);
    assert_int_equal(disc->tracks[0].session, 0);
    assert_int_equal(disc->tracks[1].session, 1);
    assert_int_equal(disc->remarks.count, 0);
    assert_int_equal(disc->tracks[0].remarks.count, 0);
    rbk_disc_free(disc);
}

static void remarks_without_a_session_or_a_track_stay_remarks(void **state)
{
    (void)state;
    rbk_disc *disc = sheet_read(
        "REM HIGH-DENSITY AREA\nREM SESSION two\n" FIRST "REM LEAD-OUT 01:30:00\nREM PREGAP 99:99:99\nREM LEAD-IN\n"
        "REM LEAD-IN 00000000000001:00:00\n" OTHER_FILE "  TRACK 02 AUDIO\n    INDEX 01 00:00:00\nREM SESSION 02\n",
        NULL);
    assert_int_equal(disc->session_count, 0);
    assert_int_equal(disc->remarks.count, 2);
    assert_int_equal(disc->tracks[0].remarks.count, 0);
    assert_int_equal(disc->tracks[1].remarks.leading, 4);
    assert_int_equal(disc->tracks[1].remarks.count, 5);
    rbk_disc_free(disc);
}

static void other_remarks_between_those_of_a_session_keep_their_order(void **state)
{
    (void)state;
    rbk_disc *disc = sheet_read(FIRST "REM one\nREM LEAD-OUT 01:30:00\nREM two\nREM SESSION 02\nREM three\n" OTHER_FILE
                                      "  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n",
                                NULL);
    const rbk_remarks *remarks = &disc->tracks[1].remarks;
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(remarks->count, 3);
    assert_int_equal(remarks->leading, 3);
    assert_string_equal(remarks->lines[0], "one");
    assert_string_equal(remarks->lines[1], "two");
    assert_string_equal(remarks->lines[2], "three");
    rbk_disc_free(disc);
}

/* Some are in the track before, some between the two, and a command moves the latter into the former. */
static void remarks_of_a_session_are_found_wherever_they_wait(void **state)
{
    (void)state;
    rbk_disc *disc =
        sheet_read(FIRST "  REM in\n  REM LEAD-OUT 01:30:00\nREM LEAD-IN 01:00:00\nREM out\n  ISRC USRC17607839\n"
                         "REM SESSION 02\nREM PREGAP 00:02:00\n" OTHER_FILE "  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n",
                   NULL);
    const rbk_remarks *remarks = &disc->tracks[0].remarks;
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[1].pregap_sectors, 150);
    assert_int_equal(remarks->count, 2);
    assert_string_equal(remarks->lines[0], "in");
    assert_string_equal(remarks->lines[1], "out");
    assert_int_equal(disc->tracks[1].remarks.count, 0);
    rbk_disc_free(disc);
}

static void a_session_of_an_unexpected_number_is_the_next_one(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    rbk_disc *disc =
        sheet_read(FIRST "REM SESSION 05\n" OTHER_FILE "  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n", findings);
    const rbk_finding *finding = sheet_finding(findings, "cue.session");
    assert_int_equal(disc->session_count, 2);
    assert_non_null(finding);
    assert_int_equal(finding->line, 4);
    assert_string_equal(finding->text, "expected session 2, found session 5: treated as 2");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void areas_of_a_gd_rom_are_sessions_of_their_kind(void **state)
{
    (void)state;
    rbk_disc *disc = sheet_read("rem single-density area\n" FIRST "REM HIGH-DENSITY AREA\n" OTHER_FILE
                                "  TRACK 02 MODE1/2352\n    INDEX 01 00:00:00\n",
                                NULL);
    assert_int_equal(disc->session_count, 2);
    assert_int_equal(disc->sessions[0].area, RBK_AREA_SINGLE_DENSITY);
    assert_int_equal(disc->sessions[1].area, RBK_AREA_HIGH_DENSITY);
    rbk_disc_free(disc);
}

/* In either order, which is not kept: written again they would change places, and the area would be none. */
static void an_area_that_also_has_the_number_of_its_session_is_an_area(void **state)
{
    static const char *const remarks[] = {"REM HIGH-DENSITY AREA\nREM SESSION 02\n",
                                          "REM SESSION 02\nREM HIGH-DENSITY AREA\n"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        char text[400];
        snprintf(text, sizeof text, "%s%s%s  TRACK 02 MODE1/2352\n    INDEX 01 00:00:00\n", FIRST, remarks[i],
                 OTHER_FILE);
        rbk_disc *disc = sheet_read(text, NULL);
        assert_int_equal(disc->session_count, 2);
        assert_int_equal(disc->sessions[1].area, RBK_AREA_HIGH_DENSITY);
        assert_int_equal(disc->tracks[1].remarks.count, 0);
        rbk_disc_free(disc);
    }
}

/* Inside one file: by what the times after it count. */
static void a_lead_out_inside_a_file_is_a_place(void **state)
{
    static const struct {
        const char *remarks, *index;
        rbk_lead_out_form form;
        int32_t lead_out;
        int64_t first_ends, second_begins;
    } rows[] = {
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\n", "INDEX 01 02:45:25", RBK_LEAD_OUT_ADDRESS, 6750, 1000, 1000},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\n", "INDEX 01 00:13:25", RBK_LEAD_OUT_PLACE, RBK_USUAL, 1000, 1000},
        {"REM SESSION 02\n", "INDEX 01 00:13:25", RBK_LEAD_OUT_LENGTH, RBK_USUAL, 1000, 1000},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:50:00\n", "INDEX 01 02:45:25", RBK_LEAD_OUT_ADDRESS,
         7500, 1000, 1000},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:50:00\n", "INDEX 01 01:05:25", RBK_LEAD_OUT_ADDRESS, 0,
         1000, 1000},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:50:00\n", "INDEX 01 01:05:24", RBK_LEAD_OUT_PLACE,
         RBK_USUAL, 4899, 4899},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:00:00\nREM PREGAP 00:00:00\n", "INDEX 01 00:13:25",
         RBK_LEAD_OUT_ADDRESS, 0, 1000, 1000}, /* it touches the one before */
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:00:00\nREM PREGAP 00:00:20\n",
         "INDEX 00 00:13:25\n    INDEX 01 00:13:45", RBK_LEAD_OUT_ADDRESS, 0, 1000, 1000},
        {"REM LEAD-OUT 00:13:25\nREM SESSION 02\nREM LEAD-IN 00:00:00\nREM PREGAP 01:02:00\n", "INDEX 01 00:13:25",
         RBK_LEAD_OUT_PLACE, RBK_USUAL, 1000, 1000},
        {"REM LEAD-OUT 00:20:00\nREM SESSION 02\n", "INDEX 01 00:13:25", RBK_LEAD_OUT_LENGTH, RBK_USUAL, 1000, 1000},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[400];
        snprintf(text, sizeof text, FIRST "%s  TRACK 02 MODE2/2352\n    %s\n", rows[i].remarks, rows[i].index);
        rbk_disc *disc = sheet_read(text, NULL);
        assert_int_equal(disc->session_count, 2);
        assert_int_equal(disc->sessions[1].lead_out_form, rows[i].form);
        assert_int_equal(disc->sessions[1].lead_out_sectors, rows[i].lead_out);
        assert_extent(&disc->tracks[0], 0, 0, 0, rows[i].first_ends);
        assert_extent(&disc->tracks[1], 0, 0, rows[i].second_begins, RBK_TO_END);
        rbk_disc_free(disc);
    }
}

static void each_further_session_of_a_file_counts_what_is_before(void **state)
{
    (void)state;
    rbk_disc *disc =
        sheet_read(FIRST "REM LEAD-OUT 00:13:25\nREM SESSION 02\n  TRACK 02 AUDIO\n    INDEX 01 02:45:25\n"
                         "REM LEAD-OUT 02:49:25\nREM SESSION 03\n  TRACK 03 AUDIO\n    INDEX 01 04:21:25\n",
                   NULL);
    assert_int_equal(disc->session_count, 3);
    assert_int_equal(disc->sessions[2].lead_out_sectors, 2250);
    assert_extent(&disc->tracks[1], 0, 0, 1000, 300);
    assert_extent(&disc->tracks[2], 0, 0, 1300, RBK_TO_END);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(four_remarks_between_files_are_lengths),
        cmocka_unit_test(remarks_without_a_session_or_a_track_stay_remarks),
        cmocka_unit_test(other_remarks_between_those_of_a_session_keep_their_order),
        cmocka_unit_test(remarks_of_a_session_are_found_wherever_they_wait),
        cmocka_unit_test(a_session_of_an_unexpected_number_is_the_next_one),
        cmocka_unit_test(areas_of_a_gd_rom_are_sessions_of_their_kind),
        cmocka_unit_test(an_area_that_also_has_the_number_of_its_session_is_an_area),
        cmocka_unit_test(a_lead_out_inside_a_file_is_a_place),
        cmocka_unit_test(each_further_session_of_a_file_counts_what_is_before),
    };
    return cmocka_run_group_tests_name("format/cue_sessions", tests, NULL, NULL);
}
