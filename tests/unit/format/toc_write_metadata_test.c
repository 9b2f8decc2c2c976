/* The TOC's writer: flags, codes and CD-TEXT; and omissions are reported. */
#include "format/toc_writer.h"
#include "unit/format/toc.h"

static rbk_disc *two_tracks(void)
{
    return toc_read("CD_DA TRACK AUDIO FILE \"a.wav\" 0 TRACK AUDIO FILE \"b.wav\" 0", NULL);
}

static void a_text_of_one_track_makes_empty_ones_everywhere(void **state)
{
    static const char expected[] =
        "CD_DA\nCD_TEXT {\n  LANGUAGE_MAP {\n    0 : EN\n  }\n  LANGUAGE 0 {\n"
        "    TITLE \"\"\n    PERFORMER \"P\"\n  }\n}\n"
        "\n// Track 1\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
        "CD_TEXT {\n  LANGUAGE 0 {\n    TITLE \"\"\n    PERFORMER \"\"\n  }\n}\n"
        "AUDIOFILE \"a.wav\" 0\n"
        "\n// Track 2\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
        "CD_TEXT {\n  LANGUAGE 0 {\n    TITLE \"two\"\n    PERFORMER \"\"\n    MESSAGE \"m\"\n"
        "  }\n}\n"
        "AUDIOFILE \"b.wav\" 0\n";
    rbk_disc *disc = two_tracks();
    (void)state;
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "two", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_MESSAGE, "m", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "P", NULL);
    char *text = toc_write(disc, NULL);
    assert_string_equal(text, expected);
    free(text);
    rbk_disc_free(disc);
}

static void with_a_disc_id_every_track_has_an_isrc_among_its_texts(void **state)
{
    rbk_disc *disc = two_tracks();
    (void)state;
    rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "XY1", NULL);
    strcpy(disc->tracks[1].isrc, "DEABC9900001");
    char *text = toc_write(disc, NULL);
    assert_non_null(strstr(text, "    DISC_ID \"XY1\"\n"));
    assert_non_null(strstr(text, "LANGUAGE 0 {\n    ISRC \"\"\n"));
    assert_non_null(strstr(text, "LANGUAGE 0 {\n    ISRC \"DEABC9900001\"\n"));
    rbk_disc *again = toc_read(text, NULL);
    assert_true(same_disc(disc, again));
    rbk_disc_free(again);
    free(text);
    rbk_disc_free(disc);
}

static void flags_of_audio_are_not_written_for_data(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_ROM TRACK MODE1 COPY DATAFILE \"a.iso\"", NULL);
    (void)state;
    disc->tracks[0].flags |= RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_SCMS;
    char *text = toc_write(disc, findings);
    assert_string_equal(text, "CD_ROM\n\n// Track 1\nTRACK MODE1\nCOPY\nDATAFILE \"a.iso\"\n");
    assert_finding(findings, "toc.flag", RBK_WARNING, 0, 1,
                   "audio flags have no meaning in a data track and are not written");
    assert_finding(findings, "toc.scms", RBK_WARNING, 0, 1, "the flag SCMS is not written");
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void whatever_is_left_out_is_a_finding(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc =
        sheet_read("REM one\nREM two\nREM DATE 1999\nREM GENRE Rock\nCDTEXTFILE \"x.cdt\"\n"
                   "FILE a.wav WAVE\nTRACK 01 AUDIO\nREM three\nREM GENRE Jazz\nDISC_ID X\nTITLE \xC3\xA9\n"
                   "INDEX 01 00:00:00\n",
                   NULL);
    (void)state;
    char *text = toc_write(disc, findings);
    assert_non_null(strstr(text, "    GENRE { 0, 23, 82, 111, 99, 107, 0 }\n"));
    assert_null(strstr(text, "DISC_ID"));
    assert_finding(findings, "toc.remarks", RBK_WARNING, 0, 0, "2 remarks are not written");
    assert_finding(findings, "toc.text-left-out", RBK_WARNING, 0, 0, "a TOC has no date: it is not written");
    assert_null(strstr(text, "1999"));
    assert_finding(findings, "toc.cdtext-file", RBK_WARNING, 0, 0,
                   "a TOC cannot name a CD-TEXT file: it is not written");
    assert_finding(findings, "toc.scope", RBK_WARNING, 0, 1,
                   "a disc id belongs to the disc and is not written in the track");
    assert_finding(findings, "toc.encoding", RBK_WARNING, 0, 0,
                   "texts are UTF-8, which cdrdao before 1.2.5 burns as if it were ISO 8859-1");
    assert_int_equal(rbk_findings_count(findings), 7);
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_of_one_track_makes_empty_ones_everywhere),
        cmocka_unit_test(with_a_disc_id_every_track_has_an_isrc_among_its_texts),
        cmocka_unit_test(flags_of_audio_are_not_written_for_data),
        cmocka_unit_test(whatever_is_left_out_is_a_finding),
    };
    return cmocka_run_group_tests_name("format/toc_write_metadata", tests, NULL, NULL);
}
