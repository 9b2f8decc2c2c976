/* The sheet's reader: indexes with a position and without one, their lines, and files that start again. */
#include "unit/format/sheet.h"

#define HEAD "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"

/* The given number of findings of the rule and no others. */
static void assert_reported(const rbk_findings *findings, const char *rule, size_t count)
{
    assert_int_equal(rbk_findings_count(findings), count);
    for (size_t i = 0; i < count; i++)
        assert_string_equal(rbk_findings_at(findings, i)->rule, rule);
}

static void an_index_that_does_not_come_after_the_one_before_is_left_out(void **state)
{
    static const char *const texts[] = {
        HEAD "INDEX 02 00:05:00\nINDEX 03 00:05:00\nINDEX 04 00:04:00\n",
        HEAD "INDEX 02 00:05:00\nTRACK 02 AUDIO\nINDEX 00 00:06:00\nINDEX 01 00:05:74\n",
        HEAD "INDEX 02 00:05:00\nINDEX 03 00:10:00\nTRACK 02 AUDIO\nINDEX 00 00:10:00\nINDEX 01 00:11:00\n",
    };
    static const size_t reported[] = {2, 1, 1};
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        rbk_findings *findings = rbk_findings_new();
        rbk_disc *disc = sheet_read(texts[i], findings);
        assert_int_equal(disc->tracks[0].index_count, 2);
        assert_index(&disc->tracks[0], 2, 0, 375);
        assert_int_equal(disc->tracks[0].indexes[1].line, 4);
        assert_reported(findings, "index.dropped", reported[i]);
        assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
}

static void a_pregap_that_begins_after_its_track_is_left_out(void **state)
{
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read(HEAD "TRACK 02 AUDIO\nINDEX 00 00:06:00\nINDEX 01 00:05:00\n", findings);
    assert_reported(findings, "index.dropped", 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "INDEX 00 of track 02 at 00:06:00 is ignored: INDEX 01 starts at 00:05:00");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 5);
    assert_null(rbk_track_index(&disc->tracks[1], 0));
    assert_extent(&disc->tracks[1], 0, 0, 375, RBK_TO_END);
    assert_extent(&disc->tracks[0], 0, 0, 0, 375);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void indexes_after_one_that_is_left_out_close_up_and_say_so(void **state)
{
    (void)state;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read(HEAD "INDEX 02 00:00:00\nINDEX 03 00:07:00\n", findings);
    assert_reported(findings, "index.dropped", 2);
    assert_string_equal(rbk_findings_at(findings, 1)->text, "INDEX 03 of track 01 becomes index 02");
    assert_int_equal(rbk_findings_at(findings, 1)->severity, RBK_NOTE);
    assert_index(&disc->tracks[0], 2, 0, 525);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_track_cannot_begin_before_the_one_before(void **state)
{
    static const char text[] = HEAD "TRACK 02 AUDIO\nINDEX 01 00:10:00\nINDEX 02 00:20:00\nTRACK 03 AUDIO\n"
                                    "INDEX 01 00:09:74\n";
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cue_read((const uint8_t *)text, strlen(text), NAME, NULL, &disc, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "expected a time of 00:10:00 or later in this file, found '00:09:74'");
    assert_int_equal(error.place.line, 8);
}

/* If the times continue after the last mark, reading continues there, else the file starts again, in any mode. */
static void a_file_named_again_is_read_on_or_begins_anew_by_the_time_after_it(void **state)
{
    static const struct {
        const char *time;
        size_t files;
    } rows[] = {{"00:00:00", 2}, {"00:04:74", 2}, {"00:05:00", 2}, {"00:05:01", 1}};
    char text[300];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        snprintf(text, sizeof text, HEAD "INDEX 02 00:05:00\nFILE \"d.bin\" BINARY\nTRACK 02 MODE1/2352\nINDEX 01 %s\n",
                 rows[i].time);
        rbk_findings *findings = rbk_findings_new();
        rbk_disc *disc = sheet_read(text, findings);
        assert_int_equal(disc->file_count, rows[i].files);
        assert_non_null(sheet_finding(findings, "cue.file-repeated"));
        assert_int_equal(sheet_finding(findings, "cue.file-repeated")->line, 5);
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_index_that_does_not_come_after_the_one_before_is_left_out),
        cmocka_unit_test(a_pregap_that_begins_after_its_track_is_left_out),
        cmocka_unit_test(indexes_after_one_that_is_left_out_close_up_and_say_so),
        cmocka_unit_test(a_track_cannot_begin_before_the_one_before),
        cmocka_unit_test(a_file_named_again_is_read_on_or_begins_anew_by_the_time_after_it),
    };
    return cmocka_run_group_tests_name("format/cue_marks", tests, NULL, NULL);
}
