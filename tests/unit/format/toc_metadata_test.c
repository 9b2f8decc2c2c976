/* The TOC's reader: codes, CD-TEXT, languages. */
#include "unit/format/toc.h"

#define TRACK "TRACK AUDIO FILE \"a.wav\" 0"

static rbk_disc *read_with(const char *head, rbk_findings **findings)
{
    char text[2000];
    snprintf(text, sizeof text, "CD_DA\n%s\n" TRACK, head);
    *findings = rbk_findings_new();
    assert_non_null(*findings);
    return toc_read(text, *findings);
}

static void release(rbk_disc *disc, rbk_findings *findings)
{
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_catalogue_number_is_taken_as_it_stands(void **state)
{
    static const struct {
        const char *code, *mcn, *rule, *text;
        rbk_severity severity;
    } rows[] = {
        {"4006381333931", "4006381333931", NULL, NULL, RBK_NOTE},
        {"4-006381-333931", "4006381333931", "mcn.written", "'4-006381-333931' is read as 4006381333931", RBK_NOTE},
        {"4006381333932", "4006381333932", "mcn.digit",
         "expected check digit 1 at the end of MCN '4006381333932', found 2: it is kept unchanged", RBK_WARNING},
        {"0000000000000", "", "mcn.zero", "a catalogue number of all zeros means that there is none", RBK_NOTE},
        {"", "", "toc.empty", "CATALOG has no value", RBK_NOTE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char head[100];
        rbk_findings *findings;
        snprintf(head, sizeof head, "CATALOG \"%s\"", rows[i].code);
        rbk_disc *disc = read_with(head, &findings);
        assert_string_equal(disc->mcn, rows[i].mcn);
        assert_int_equal(rbk_findings_count(findings), rows[i].rule ? 1 : 0);
        if (rows[i].rule)
            assert_finding(findings, rows[i].rule, rows[i].severity, 2, 0, rows[i].text);
        release(disc, findings);
    }
}

static void an_isrc_that_no_disc_can_hold_is_left_out(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("TRACK AUDIO ISRC \"US-RC1-76-07839\" FILE \"a.wav\" 0\n"
                              "TRACK AUDIO ISRC \"USRC1760783\" FILE \"a.wav\" 0\n"
                              "TRACK AUDIO ISRC \"000000000000\" FILE \"a.wav\" 0",
                              findings);
    (void)state;
    assert_string_equal(disc->tracks[0].isrc, "USRC17607839");
    assert_string_equal(disc->tracks[1].isrc, "");
    assert_string_equal(disc->tracks[2].isrc, "");
    assert_int_equal(rbk_findings_count(findings), 3);
    assert_finding(findings, "isrc.written", RBK_NOTE, 1, 1, "'US-RC1-76-07839' is read as USRC17607839");
    assert_finding(findings, "isrc.left-out", RBK_WARNING, 2, 2,
                   "expected 12 characters in ISRC 'USRC1760783', found 11: it cannot be written to a disc");
    assert_finding(findings, "isrc.zero", RBK_NOTE, 3, 3, "an ISRC of all zeros means that there is none");
    release(disc, findings);
}

static void items_become_the_texts_of_disc_and_track(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"T\" PERFORMER \"P\" SONGWRITER "
                              "\"S\" COMPOSER \"C\" ARRANGER \"A\" MESSAGE \"M\" DISC_ID \"D\" GENRE \"G\" } }\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE \"t\" MESSAGE \"\" } } FILE \"a.wav\" 0",
                              findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "T");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "P");
    assert_string_equal(disc->text.field[RBK_TEXT_SONGWRITER], "S");
    assert_string_equal(disc->text.field[RBK_TEXT_COMPOSER], "C");
    assert_string_equal(disc->text.field[RBK_TEXT_ARRANGER], "A");
    assert_string_equal(disc->text.field[RBK_TEXT_MESSAGE], "M");
    assert_string_equal(disc->text.field[RBK_TEXT_DISC_ID], "D");
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "G");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "t");
    assert_null(disc->tracks[0].text.field[RBK_TEXT_MESSAGE]);
    assert_int_equal(rbk_findings_count(findings), 0);
    release(disc, findings);
}

static void the_discs_texts_are_those_of_language_0(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE_MAP { 1:15 0:9 }\nLANGUAGE 1 { TITLE \"eau\" }\n"
                              "LANGUAGE 0 { ENCODING_ASCII TITLE \"water\" } }\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 1 { TITLE \"vague\" } LANGUAGE 0 { TITLE \"wave\" } }\n"
                              "FILE \"a.wav\" 0",
                              findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "water");
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "wave");
    assert_int_equal(rbk_findings_count(findings), 0);
    release(disc, findings);
}

static void without_language_0_the_first_one_is_taken(void **state)
{
    rbk_findings *findings;
    rbk_disc *disc = read_with("CD_TEXT { LANGUAGE 5 { TITLE \"five\" } LANGUAGE 2 { TITLE \"two\" } }", &findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "five");
    release(disc, findings);
}

static void the_language_is_chosen_by_a_look_over_all_of_it(void **state)
{
    rbk_toc_lexer lexer;
    (void)state;
    rbk_toc_lexer_init(&lexer, "LANGUAGE 3 LANGUAGE 1 { LANGUAGE 0", 34);
    assert_int_equal(rbk_toc_choose_language(lexer), 0);
    rbk_toc_lexer_init(&lexer, "LANGUAGE_MAP { 0 } LANGUAGE LANGUAGE 3 LANGUAGE 1", 49);
    assert_int_equal(rbk_toc_choose_language(lexer), 3);
    rbk_toc_lexer_init(&lexer, "", 0);
    assert_int_equal(rbk_toc_choose_language(lexer), -1);
}

static void items_of_bytes_are_texts_where_they_hold_any(void **state)
{
    rbk_findings *findings;
    rbk_disc *disc =
        read_with("CD_TEXT { LANGUAGE 0 {\nGENRE { 0, 23 }\nTITLE { 65, 233, 0 }\nSIZE_INFO {} } }", &findings);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "A\xC3\xA9");
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "Rock Music");
    assert_int_equal(rbk_findings_count(findings), 0);
    release(disc, findings);
}

static void items_that_are_none_are_reported(void **state)
{
    rbk_findings *findings;
    rbk_disc *disc = read_with("CD_TEXT { LANGUAGE 0 {\nGENRE { 7 }\nTOC_INFO1 \"x\"\nTITLE { 1, 65 } } }", &findings);
    (void)state;
    assert_finding(findings, "toc.binary-item", RBK_WARNING, 3, 0, "a GENRE of 1 byte has no code");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "TOC_INFO1 is given as bytes: its text is ignored");
    assert_finding(findings, "toc.charset", RBK_WARNING, 5, 0, "1 byte is not valid ISO 8859-1");
    release(disc, findings);
}

static void codes_among_the_texts_stand_in_where_there_are_no_others(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE 0 { UPC_EAN \"4006381333931\" } }\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 0 { ISRC \"DE-ABC-99-00001\" } } FILE \"a.wav\" 0\n"
                              "TRACK AUDIO ISRC \"DEABC9900002\" CD_TEXT { LANGUAGE 0 { ISRC \"DE-ABC-99-00003\" } }\n"
                              "FILE \"a.wav\" 0 TRACK AUDIO CD_TEXT { LANGUAGE 0 { ISRC \"\" } } FILE \"a.wav\" 0\n",
                              findings);
    (void)state;
    assert_string_equal(disc->mcn, "4006381333931");
    assert_string_equal(disc->tracks[0].isrc, "DEABC9900001");
    assert_string_equal(disc->tracks[1].isrc, "DEABC9900002");
    assert_string_equal(disc->tracks[2].isrc, "");
    assert_int_equal(rbk_findings_count(findings), 3);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "the catalogue number 4006381333931 is taken from the CD-TEXT");
    assert_int_equal(rbk_findings_at(findings, 1)->severity, RBK_NOTE);
    assert_string_equal(rbk_findings_at(findings, 2)->text,
                        "the ISRC in the CD-TEXT is DEABC9900003: DEABC9900002 is kept");
    assert_int_equal(rbk_findings_at(findings, 2)->severity, RBK_WARNING);
    release(disc, findings);
}

/* With as many zeros as a code has, with or without hyphens; fewer are a wrong code. */
static void codes_of_zeros_among_the_texts_are_none(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE 0 { UPC_EAN \"0000000000000\" } }\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 0 { ISRC \"00-000-00-00000\" } } FILE \"a.wav\" 0\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 0 { ISRC \"00000000000\" } } FILE \"a.wav\" 0\n",
                              findings);
    (void)state;
    assert_string_equal(disc->mcn, "");
    assert_string_equal(disc->tracks[0].isrc, "");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(findings, "toc.text-code", RBK_WARNING, 3, 2,
                   "the CD-TEXT holds '00000000000', which is not a valid ISRC");
    release(disc, findings);
}

static void what_belongs_to_the_disc_is_skipped_in_a_track(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("TRACK AUDIO CD_TEXT { LANGUAGE 0 { DISC_ID \"X\" } } FILE \"a.wav\" 0", findings);
    (void)state;
    assert_null(disc->tracks[0].text.field[RBK_TEXT_DISC_ID]);
    assert_finding(findings, "toc.scope", RBK_WARNING, 1, 1, "DISC_ID belongs to the disc and is ignored in a track");
    release(disc, findings);
}

static void what_cd_text_does_not_hold_is_refused(void **state)
{
    (void)state;
    assert_toc_refused("CD_TEXT { LANGUAGE 8 { } }", RBK_SYNTAX, 1, 20, "expected a language number 0 to 7, found '8'");
    assert_toc_refused("CD_TEXT { LANGUAGE_MAP { 0 : 256 } }", RBK_SYNTAX, 1, 30,
                       "expected a language code 0 to 255 or EN, found '256'");
    assert_toc_refused("CD_TEXT { LANGUAGE 0 { LYRICS \"\" } }", RBK_SYNTAX, 1, 24,
                       "expected a CD-TEXT item or '}', found 'LYRICS'");
    assert_toc_refused("CD_TEXT { LANGUAGE 0 { TITLE 5 } }", RBK_SYNTAX, 1, 30,
                       "expected a string in quotes or bytes in braces, found '5'");
    assert_toc_refused("CD_TEXT { LANGUAGE 0 { GENRE { 1, } } }", RBK_SYNTAX, 1, 35,
                       "expected a byte 0 to 255, found '}'");
    assert_toc_refused("CD_TEXT { LANGUAGE 0 { TITLE \"x", RBK_SYNTAX, 1, 30,
                       "expected the closing quote in the same line, found its end");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_catalogue_number_is_taken_as_it_stands),
        cmocka_unit_test(an_isrc_that_no_disc_can_hold_is_left_out),
        cmocka_unit_test(items_become_the_texts_of_disc_and_track),
        cmocka_unit_test(the_discs_texts_are_those_of_language_0),
        cmocka_unit_test(without_language_0_the_first_one_is_taken),
        cmocka_unit_test(the_language_is_chosen_by_a_look_over_all_of_it),
        cmocka_unit_test(items_of_bytes_are_texts_where_they_hold_any),
        cmocka_unit_test(items_that_are_none_are_reported),
        cmocka_unit_test(codes_among_the_texts_stand_in_where_there_are_no_others),
        cmocka_unit_test(codes_of_zeros_among_the_texts_are_none),
        cmocka_unit_test(what_belongs_to_the_disc_is_skipped_in_a_track),
        cmocka_unit_test(what_cd_text_does_not_hold_is_refused),
    };
    return cmocka_run_group_tests_name("format/toc_metadata", tests, NULL, NULL);
}
