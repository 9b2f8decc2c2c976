/* Statements other than times: texts, remarks, codes, flags. */
#include "unit/format/sheet.h"

#define DISC  "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n"
#define TRACK "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\n"
#define INDEX "INDEX 01 00:00:00\n"

static void texts_belong_to_the_disc_before_the_first_track_and_to_the_track_after_it(void **state)
{
    rbk_disc *disc =
        sheet_read("TITLE \"Album\"\n" TRACK "TITLE \"Song\"\nSONGWRITER W\n" INDEX "PERFORMER \"P\"\n", NULL);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Album");
    assert_null(disc->text.field[RBK_TEXT_PERFORMER]);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "Song");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_SONGWRITER], "W");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_PERFORMER], "P");
    rbk_disc_free(disc);
}

static void commands_and_their_remarks_give_the_same_texts_once(void **state)
{
    const char *sheets[] = {
        "GENRE \"G\"\nREM DATE 1999\nCOMPOSER \"C\"\nARRANGER \"A\"\nMESSAGE \"M\"\nDISC_ID \"D 1\"\n" DISC,
        "REM GENRE G\nREM DATE \"1999\"\nREM composer C\nREM ARRANGER A\nREM MESSAGE M\nREM DISC_ID D 1\n" DISC,
    };
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        rbk_disc *disc = sheet_read(sheets[i], NULL);
        assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "G");
        assert_string_equal(disc->text.field[RBK_TEXT_DATE], "1999");
        assert_string_equal(disc->text.field[RBK_TEXT_COMPOSER], "C");
        assert_string_equal(disc->text.field[RBK_TEXT_ARRANGER], "A");
        assert_string_equal(disc->text.field[RBK_TEXT_MESSAGE], "M");
        assert_string_equal(disc->text.field[RBK_TEXT_DISC_ID], "D 1");
        assert_int_equal(disc->remarks.count, 0);
        rbk_disc_free(disc);
    }
}

static void every_other_remark_is_kept_in_order_and_scope(void **state)
{
    rbk_disc *disc = sheet_read("REM DISCID 9A0B5E0C\nREM COMMENT \"a  b\"  \nREM\n" TRACK
                                "REM REPLAYGAIN_TRACK_GAIN -7.89 dB\n" INDEX "REM GENRE \"x\" y\n",
                                NULL);
    (void)state;
    assert_int_equal(disc->remarks.count, 3);
    assert_string_equal(disc->remarks.lines[0], "DISCID 9A0B5E0C");
    assert_string_equal(disc->remarks.lines[1], "COMMENT \"a  b\"");
    assert_string_equal(disc->remarks.lines[2], "");
    assert_int_equal(disc->tracks[0].remarks.count, 2);
    assert_string_equal(disc->tracks[0].remarks.lines[0], "REPLAYGAIN_TRACK_GAIN -7.89 dB");
    assert_string_equal(disc->tracks[0].remarks.lines[1], "GENRE \"x\" y");
    rbk_disc_free(disc);
}

/* Without indent and after the indexes of a track, and a FILE or TRACK follows. */
static void a_headline_of_what_follows_stays_before_it(void **state)
{
    static const char text[] = TRACK INDEX "REM HEADLINE\nREM second\nFILE \"b\" BINARY\nTRACK 02 AUDIO\nREM inside\n"
                                           "INDEX 01 00:00:00\n  REM indented\nTRACK 03 AUDIO\nINDEX 01 00:01:00\n"
                                           "REM before an index\nINDEX 02 00:02:00\nREM the end\n";
    rbk_disc *disc = sheet_read(text, NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].remarks.count, 0);
    assert_int_equal(disc->tracks[1].remarks.leading, 2);
    assert_int_equal(disc->tracks[1].remarks.count, 4);
    assert_string_equal(disc->tracks[1].remarks.lines[0], "HEADLINE");
    assert_string_equal(disc->tracks[1].remarks.lines[2], "inside");
    assert_string_equal(disc->tracks[1].remarks.lines[3], "indented");
    assert_int_equal(disc->tracks[2].remarks.leading, 0);
    assert_int_equal(disc->tracks[2].remarks.count, 2);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_int_equal(copy->tracks[1].remarks.leading, 2);
    char *written = sheet_write(copy, NULL);
    assert_non_null(strstr(written, "INDEX 01 00:00:00\nREM HEADLINE\nREM second\nFILE \"b\" BINARY\n  TRACK 02 AUDIO\n"
                                    "    REM inside\n    REM indented\n"));
    free(written);
    rbk_disc_free(copy);
    rbk_disc_free(disc);
}

static void a_second_value_of_a_remark_stays_a_remark(void **state)
{
    rbk_disc *disc = sheet_read("REM DATE 1999\nREM DATE 2000\nREM DATE 1999\n" DISC, NULL);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_DATE], "1999");
    assert_int_equal(disc->remarks.count, 1);
    assert_string_equal(disc->remarks.lines[0], "DATE 2000");
    rbk_disc_free(disc);
}

static void empty_strings_leave_texts_unset(void **state)
{
    rbk_disc *disc =
        sheet_read("TITLE \"\"\nPERFORMER\nREM GENRE \"\"\nSONGWRITER \"S\"\nSONGWRITER \"\"\n" DISC, NULL);
    (void)state;
    assert_null(disc->text.field[RBK_TEXT_TITLE]);
    assert_null(disc->text.field[RBK_TEXT_PERFORMER]);
    assert_null(disc->text.field[RBK_TEXT_GENRE]);
    assert_string_equal(disc->text.field[RBK_TEXT_SONGWRITER], "S");
    assert_int_equal(disc->remarks.count, 0);
    rbk_disc_free(disc);
}

static void escaped_quotes_lose_their_back_slash_and_other_back_slashes_stay(void **state)
{
    rbk_disc *disc = sheet_read("TITLE \"\\\"A\\\" \\ B\"\nPERFORMER \"C\\\\\"\n" DISC, NULL);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "\"A\" \\ B");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "C\\\\");
    rbk_disc_free(disc);
}

static void each_string_is_utf_8_or_else_iso_8859_1(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("TITLE \"Gr\xF6\xDF"
                                "e\"\nPERFORMER \"Gr\xC3\xB6\xC3\x9F"
                                "e\"\nSONGWRITER \"\xE9\"\n" DISC,
                                findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "Gr\xC3\xB6\xC3\x9F"
                                                          "e");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "Gr\xC3\xB6\xC3\x9F"
                                                              "e");
    assert_string_equal(disc->text.field[RBK_TEXT_SONGWRITER], "\xC3\xA9");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cue.encoding");
    assert_int_equal(rbk_findings_at(findings, 0)->line, 1);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void catalogue_numbers_are_normalised_or_taken_as_they_stand(void **state)
{
    const struct {
        const char *line, *mcn, *rule;
        rbk_severity severity;
    } rows[] = {
        {"CATALOG 4006381333931\n", "4006381333931", NULL, RBK_NOTE},
        {"CATALOG \"4-006381-333931\"\n", "4006381333931", "mcn.written", RBK_NOTE},
        {"CATALOG 036000291452\n", "0036000291452", "mcn.written", RBK_NOTE},
        {"UPC_EAN 4006381333931\n", "4006381333931", "cue.extension-command", RBK_NOTE},
        {"CATALOG 0000000000000\n", "", "mcn.zero", RBK_NOTE},
        {"CATALOG 4006381333932\n", "4006381333932", "mcn.digit", RBK_WARNING},
        {"CATALOG 400638133393C\n", "", "mcn.left-out", RBK_WARNING},
        {"CATALOG 4006381333931\nCATALOG 0036000291452\n", "0036000291452", "cue.repeated", RBK_WARNING},
        {"CATALOG 4006381333931\nCATALOG 1\n", "4006381333931", "mcn.left-out", RBK_WARNING},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[256];
        rbk_findings *findings = rbk_findings_new();
        snprintf(text, sizeof text, "%s" DISC, rows[i].line);
        rbk_disc *disc = sheet_read(text, findings);
        assert_string_equal(disc->mcn, rows[i].mcn);
        assert_int_equal(rbk_findings_count(findings), rows[i].rule != NULL);
        if (rows[i].rule) {
            assert_string_equal(rbk_findings_at(findings, 0)->rule, rows[i].rule);
            assert_int_equal(rbk_findings_at(findings, 0)->severity, rows[i].severity);
        }
        rbk_disc_free(disc);
        rbk_findings_free(findings);
    }
}

static void isrcs_are_normalised_and_all_wrong_ones_are_listed(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read(TRACK "ISRC de-abc-99-00001\n" INDEX "TRACK 02 AUDIO\nISRC 1\nINDEX 01 00:01:00\n"
                                      "TRACK 03 AUDIO\nISRC 000000000000\nINDEX 01 00:02:00\n"
                                      "TRACK 04 AUDIO\nISRC 1EABC9900005\nINDEX 01 00:03:00\n",
                                findings);
    (void)state;
    assert_string_equal(disc->tracks[0].isrc, "DEABC9900001");
    assert_string_equal(disc->tracks[1].isrc, "");
    assert_string_equal(disc->tracks[2].isrc, "");
    assert_string_equal(disc->tracks[3].isrc, "1EABC9900005");
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 2);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    assert_int_equal(rbk_findings_count(findings), 4);
    const char *rules[] = {"isrc.written", "isrc.left-out", "isrc.zero", "isrc.syntax"};
    const uint32_t lines[] = {3, 6, 9, 12};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(rbk_findings_at(findings, i)->rule, rules[i]);
        assert_int_equal(rbk_findings_at(findings, i)->line, lines[i]);
        assert_int_equal(rbk_findings_at(findings, i)->track, i + 1);
    }
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void flags_add_up_and_data_is_none_of_them(void **state)
{
    rbk_disc *disc = sheet_read(TRACK "FLAGS dcp DATA Pre\nFLAGS 4CH\n" INDEX "FLAGS SCMS\n", NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].flags,
                     RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL | RBK_FLAG_SCMS);
    rbk_disc_free(disc);
}

static void the_cd_text_file_is_kept_by_name(void **state)
{
    rbk_disc *disc = sheet_read("CDTEXTFILE \"my disc.cdt\"\n" DISC, NULL);
    (void)state;
    assert_string_equal(disc->cdtext_file, "my disc.cdt");
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_belong_to_the_disc_before_the_first_track_and_to_the_track_after_it),
        cmocka_unit_test(commands_and_their_remarks_give_the_same_texts_once),
        cmocka_unit_test(every_other_remark_is_kept_in_order_and_scope),
        cmocka_unit_test(a_headline_of_what_follows_stays_before_it),
        cmocka_unit_test(a_second_value_of_a_remark_stays_a_remark),
        cmocka_unit_test(empty_strings_leave_texts_unset),
        cmocka_unit_test(escaped_quotes_lose_their_back_slash_and_other_back_slashes_stay),
        cmocka_unit_test(each_string_is_utf_8_or_else_iso_8859_1),
        cmocka_unit_test(catalogue_numbers_are_normalised_or_taken_as_they_stand),
        cmocka_unit_test(isrcs_are_normalised_and_all_wrong_ones_are_listed),
        cmocka_unit_test(flags_add_up_and_data_is_none_of_them),
        cmocka_unit_test(the_cd_text_file_is_kept_by_name),
    };
    return cmocka_run_group_tests_name("format/cue_metadata", tests, NULL, NULL);
}
