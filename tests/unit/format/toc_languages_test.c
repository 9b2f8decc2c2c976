/* The TOC's reader: languages and bytes become the disc's own CD-TEXT. */
#include "format/toc_languages.h"

#include "unit/format/toc.h"

#define AUDIO "FILE \"a.wav\" 0 00:10:00\n"

/* The blocks of the disc's own packs; freed by the caller. */
static rbk_cdtext *blocks_of(const rbk_disc *disc)
{
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    assert_non_null(disc->cdtext);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_findings_free(findings);
    return cdtext;
}

static void every_language_is_a_block(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE_MAP { 0 : EN 2 : 105 1 : 15 }\n"
                              "LANGUAGE 0 { TITLE \"The Water\" PERFORMER \"Jeanne\" }\n"
                              "LANGUAGE 1 { TITLE \"L'humidit\xC3\xA9\" PERFORMER \"Jeanne\" }\n"
                              "LANGUAGE 2 { ENCODING_MS_JIS TITLE \"\xE6\xB0\xB4\" PERFORMER \"\" } }\n"
                              "TRACK AUDIO ISRC \"FR79W0600410\" CD_TEXT {\n"
                              "LANGUAGE 0 { TITLE \"Heat\" PERFORMER \"Jeanne\" }\n"
                              "LANGUAGE 1 { TITLE \"Canicule\" PERFORMER \"Jeanne\" }\n"
                              "LANGUAGE 2 { TITLE \"\xE7\x86\xB1\xE6\xB3\xA2\" PERFORMER \"\" } }\n" AUDIO,
                              findings);
    rbk_cdtext *cdtext = blocks_of(disc);
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "The Water");
    assert_int_equal(cdtext->blocks[0]->language, 0x09);
    assert_int_equal(cdtext->blocks[1]->language, 0x0F);
    assert_int_equal(cdtext->blocks[2]->language, 0x69);
    assert_int_equal(cdtext->blocks[2]->charset, RBK_CDTEXT_MS_JIS);
    assert_int_equal(cdtext->blocks[2]->last_track, 1);
    assert_string_equal(cdtext->blocks[1]->text[RBK_CDTEXT_TITLE][0], "L'humidit\xC3\xA9");
    assert_string_equal(cdtext->blocks[2]->text[RBK_CDTEXT_TITLE][1], "\xE7\x86\xB1\xE6\xB3\xA2");
    assert_null(cdtext->blocks[2]->text[RBK_CDTEXT_PERFORMER][1]);
    assert_null(cdtext->blocks[3]);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void what_the_discs_texts_say_needs_no_packs(void **state)
{
    static const char *const tocs[] = {
        "CD_TEXT { LANGUAGE_MAP { 0 : EN } LANGUAGE 0 { TITLE \"T\" MESSAGE \"m\" DISC_ID \"X\" } } TRACK AUDIO "
        "CD_TEXT { "
        "LANGUAGE 0 { TITLE \"t\" ISRC \"\" } } " AUDIO,
        "CD_TEXT { LANGUAGE 0 { TITLE \"\xE6\xB0\xB4\" } } TRACK AUDIO " AUDIO,
        "CD_TEXT { LANGUAGE 0 { GENRE { 0, 14, 0 } TITLE \"T\" } } TRACK AUDIO " AUDIO,
        "CD_TEXT { LANGUAGE 0 { GENRE { 0, 23, 82, 111, 99, 107, 0 } } } TRACK AUDIO " AUDIO,
        "CATALOG \"4006381333931\" CD_TEXT { LANGUAGE 0 { TITLE \"T\" UPC_EAN \"4006381333931\" } } TRACK AUDIO ISRC "
        "\"DEABC9900001\" CD_TEXT { LANGUAGE 0 { ISRC \"DE-ABC-99-00001\" } } " AUDIO,
        "CD_TEXT { } TRACK AUDIO " AUDIO,
    };
    (void)state;
    for (size_t i = 0; i < sizeof tocs / sizeof tocs[0]; i++) {
        rbk_disc *disc = toc_read(tocs[i], NULL);
        if (disc->cdtext)
            fail_msg("TOC %zu got packs of its own", i);
        rbk_disc_free(disc);
    }
}

static void a_genre_in_words_gets_their_code(void **state)
{
    (void)state;
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE 0 { TITLE \"T\" RESERVED4 \"closed\" GENRE \"Rock Music\" } "
                              "} TRACK AUDIO " AUDIO,
                              NULL);
    rbk_cdtext *cdtext = blocks_of(disc);
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "Rock Music");
    assert_int_equal(cdtext->blocks[0]->genre, 0x17);
    assert_null(cdtext->blocks[0]->text[RBK_CDTEXT_GENRE][0]);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void an_encoding_outside_a_language_is_refused(void **state)
{
    (void)state;
    assert_toc_refused("CD_TEXT { ENCODING_ASCII } TRACK AUDIO " AUDIO, RBK_SYNTAX, 1, 11,
                       "expected LANGUAGE_MAP, LANGUAGE or '}', found 'ENCODING_ASCII'");
    assert_toc_refused("CD_TEXT { LANGUAGE 8 { ENCODING_ASCII } } TRACK AUDIO " AUDIO, RBK_SYNTAX, 1, 20,
                       "expected a language number 0 to 7, found '8'");
}

static void bytes_that_no_text_says_are_kept(void **state)
{
    rbk_disc *disc =
        toc_read("CD_TEXT { LANGUAGE 0 { TITLE \"T\" GENRE { 0, 23, 70, 117, 122, 122, 0 } RESERVED4 \"closed\"\n"
                 "TOC_INFO1 { 3, 4, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 12, 0 }\n"
                 "TOC_INFO2 { 1, 4, 0, 0, 0, 0, 2, 41, 48, 2, 52, 58 }\n"
                 "SIZE_INFO { 1, 1, 9, 3 } } }\n"
                 "FIRST_TRACK_NO 3 TRACK AUDIO " AUDIO "TRACK AUDIO " AUDIO,
                 NULL);
    rbk_cdtext *cdtext = blocks_of(disc);
    const rbk_cdtext_block *block = cdtext->blocks[0];
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "Fuzz");
    assert_int_equal(block->genre, 0x17);
    assert_string_equal(block->text[RBK_CDTEXT_CLOSED][0], "closed");
    assert_int_equal(block->charset, RBK_CDTEXT_ASCII);
    assert_int_equal(block->copyright, 3);
    assert_int_equal(block->first_track, 1);
    assert_int_equal(block->last_track, 9);
    assert_int_equal(block->raw_count, 3);
    assert_int_equal(block->raw[0].track, 0);
    assert_int_equal(block->raw[1].track, 3);
    assert_memory_equal(block->raw[1].payload, "\0\2\0\0\14\0\0\0\0\0\0\0", 12);
    assert_int_equal(block->raw[2].type, 0x89);
    assert_int_equal(block->raw[2].track, 1);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void bytes_of_texts_are_in_the_languages_character_set(void **state)
{
    /* As cdrdao before 1.2.5 reads a disc: the character set comes after the texts, in the size information. */
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE_MAP { 0 : 105 } LANGUAGE 0 { TITLE { 130, 205, 0, 0 }\n"
                              "PERFORMER \"\\226\\351\" SIZE_INFO { 128, 1, 1, 0 } } }\n"
                              "TRACK AUDIO CD_TEXT { LANGUAGE 0 { TITLE { 131, 92 } } } " AUDIO,
                              NULL);
    rbk_cdtext *cdtext = blocks_of(disc);
    (void)state;
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "\xE3\x81\xAF");
    assert_string_equal(disc->text.field[RBK_TEXT_PERFORMER], "\xE5\xA4\x9C");
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_TITLE][1], "\xE3\x82\xBD");
    assert_int_equal(cdtext->blocks[0]->charset, RBK_CDTEXT_MS_JIS);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void japanese_without_a_set_is_ms_jis_where_latin_does_not_do(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc =
        toc_read("CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 105 2 : 105 }\nLANGUAGE 0 { TITLE \"a\" }\n"
                 "LANGUAGE 1 { TITLE \"\xE6\xB0\xB4\" } LANGUAGE 2 { TITLE \"Mizu\" } } TRACK AUDIO " AUDIO,
                 findings);
    rbk_cdtext *cdtext = blocks_of(disc);
    (void)state;
    assert_int_equal(cdtext->blocks[1]->charset, RBK_CDTEXT_MS_JIS);
    assert_int_equal(cdtext->blocks[2]->charset, RBK_CDTEXT_8859_1);
    assert_finding(findings, "toc.charset", RBK_NOTE, 0, 0, "the texts of language 1 are treated as MS-JIS");
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void texts_that_fit_no_set_are_written_in_other_letters_and_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("CD_TEXT { LANGUAGE_MAP { 0 : EN 1 : 32 } LANGUAGE 0 { TITLE \"Turtle\" }\n"
                              "LANGUAGE 1 { TITLE \"\xC5\xBB\xC3\xB3\xC5\x82w\" } } TRACK AUDIO " AUDIO,
                              findings);
    rbk_cdtext *cdtext = blocks_of(disc);
    (void)state;
    assert_string_equal(cdtext->blocks[1]->text[RBK_CDTEXT_TITLE][0], "Z\xC3\xB3lw");
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.replaced");
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void what_cannot_be_packed_leaves_the_discs_texts(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    char toc[6000] = "CD_TEXT { LANGUAGE 0 { TITLE \"T\" } LANGUAGE 1 { MESSAGE \"";
    size_t at = strlen(toc);
    (void)state;
    memset(toc + at, 'x', 4000); /* more than 253 packs */
    strcpy(toc + at + 4000, "\" } } TRACK AUDIO " AUDIO);
    rbk_disc *disc = toc_read(toc, findings);
    assert_null(disc->cdtext);
    assert_string_equal(disc->text.field[RBK_TEXT_TITLE], "T");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    assert_non_null(sheet_finding(findings, "cdtext.too-long"));
    assert_non_null(sheet_finding(findings, "toc.cdtext"));
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    disc = toc_read("CD_TEXT { LANGUAGE 0 { ENCODING_KOREAN TITLE { 176, 161 } } } TRACK AUDIO " AUDIO, findings);
    assert_null(disc->cdtext);
    assert_null(disc->text.field[RBK_TEXT_TITLE]);
    assert_non_null(sheet_finding(findings, "toc.charset"));
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    disc = toc_read("CD_TEXT { LANGUAGE_MAP { 1 : 101 } LANGUAGE 1 { ENCODING_KOREAN TITLE \"사랑\" } } "
                    "TRACK AUDIO " AUDIO,
                    findings);
    assert_null(disc->cdtext);
    assert_int_equal(rbk_findings_count(findings), 1); /* nothing about packs, which were not wanted */
    assert_string_equal(
        rbk_findings_at(findings, 0)->text,
        "the texts of language 1 are ignored: character set 81 is not supported, expected 8859-1, ASCII "
        "or MS-JIS");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void an_item_may_hold_as_many_bytes_as_a_block(void **state)
{
    static char toc[20000] = "CD_TEXT { LANGUAGE 0 { TOC_INFO1 { 0";
    (void)state;
    for (int i = 0; i < RBK_TOC_ITEM_BYTES_MAX; i++)
        strcat(toc, ", 0");
    assert_toc_refused(toc, RBK_SYNTAX, 1, 36 + 3 * RBK_TOC_ITEM_BYTES_MAX,
                       "expected at most 3072 bytes in an item, found more");
}

static void tracks_of_packs_follow_the_rules_of_their_types(void **state)
{
    uint8_t payload[12] = {7};
    (void)state;
    assert_int_equal(rbk_toc_pack_track(0x88, 0, 1, payload), 0);
    assert_int_equal(rbk_toc_pack_track(0x88, 1, 1, payload), 1);
    assert_int_equal(rbk_toc_pack_track(0x88, 3, 5, payload), 13);
    assert_int_equal(rbk_toc_pack_track(0x89, 3, 5, payload), 7);
    assert_int_equal(rbk_toc_pack_track(0x8A, 3, 5, payload), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_language_is_a_block),
        cmocka_unit_test(what_the_discs_texts_say_needs_no_packs),
        cmocka_unit_test(a_genre_in_words_gets_their_code),
        cmocka_unit_test(an_encoding_outside_a_language_is_refused),
        cmocka_unit_test(bytes_that_no_text_says_are_kept),
        cmocka_unit_test(bytes_of_texts_are_in_the_languages_character_set),
        cmocka_unit_test(japanese_without_a_set_is_ms_jis_where_latin_does_not_do),
        cmocka_unit_test(texts_that_fit_no_set_are_written_in_other_letters_and_reported),
        cmocka_unit_test(what_cannot_be_packed_leaves_the_discs_texts),
        cmocka_unit_test(an_item_may_hold_as_many_bytes_as_a_block),
        cmocka_unit_test(tracks_of_packs_follow_the_rules_of_their_types),
    };
    return cmocka_run_group_tests_name("format/toc_languages", tests, NULL, NULL);
}
