/* The TOC's writer: CD-TEXT in several languages, with byte values; what was written is read back. */
#include "unit/format/toc.h"

static rbk_disc *two_tracks(void)
{
    return toc_read("CD_DA TRACK AUDIO FILE \"a.wav\" 0 TRACK AUDIO FILE \"b.wav\" 0", NULL);
}

static void give(rbk_disc *disc, const rbk_cdtext *cdtext)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
}

static void blocks_are_languages_with_all_that_they_hold(void **state)
{
    static const char expected[] =
        "CD_DA\nCD_TEXT {\n  LANGUAGE_MAP {\n    0 : EN\n    3 : 105\n  }\n"
        "  LANGUAGE 0 {\n    TITLE \"Album\"\n    DISC_ID \"X\"\n    GENRE { 0, 23, 70, 117, 0 }\n"
        "    TOC_INFO1 { 1, 2, 0, 0, 20, 0, 0, 0, 0, 0, 0, 0 }\n    RESERVED4 \"closed\"\n  }\n"
        "  LANGUAGE 3 {\n    ENCODING_MS_JIS\n    TITLE \"\"\n    SIZE_INFO { 128, 1, 2, 0, 1, 0, 0, 0, 0, 0, 0, 0,\n"
        "      0, 0, 0, 0, 0, 0, 0, 3, 7, 0, 0, 3,\n      0, 0, 0, 0, 9, 0, 0, 105, 0, 0, 0, 0 }\n  }\n}\n"
        "\n// Track 1\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
        "CD_TEXT {\n  LANGUAGE 0 {\n    TITLE \"\"\n    ISRC \"\"\n  }\n"
        "  LANGUAGE 3 {\n    TITLE \"\xE6\xB0\xB4\"\n  }\n}\nAUDIOFILE \"a.wav\" 0\n";
    rbk_disc *disc = two_tracks();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *english = NULL, *japanese = NULL;
    rbk_cdtext_raw_pack times = {.type = 0x88, .payload = {1, 2, 0, 0, 20}};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &english, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 3, 0x69, RBK_CDTEXT_MS_JIS, 1, 2, &japanese, NULL), RBK_OK);
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 0, "Album", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_DISC_ID, 0, "X", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_GENRE, 0, "Fu", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_CLOSED, 0, "closed", NULL);
    rbk_cdtext_set(japanese, RBK_CDTEXT_TITLE, 1, "\xE6\xB0\xB4", NULL);
    rbk_cdtext_add_raw(english, &times, NULL);
    english->genre = 0x17;
    give(disc, cdtext);
    char *text = toc_write(disc, findings);
    assert_memory_equal(text, expected, strlen(expected));
    assert_finding(findings, "toc.charset", RBK_WARNING, 0, 0, "cdrdao before 1.2.5 refuses ENCODING_MS_JIS");
    assert_non_null(sheet_finding(findings, "toc.encoding"));
    free(text);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void a_genre_is_ascii_bytes_and_what_becomes_of_others_is_reported(void **state)
{
    rbk_disc *disc = two_tracks(), *read = NULL;
    rbk_findings *findings = rbk_findings_new(), *none = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "M\xC3\xBAsica", NULL), RBK_OK);
    char *text = toc_write(disc, findings);
    assert_non_null(strstr(text, "GENRE { 0, 1, 77, 117, 115, 105, 99, 97, 0 }"));
    assert_finding(findings, "cdtext.replaced", RBK_WARNING, 0, 0,
                   "genre of the album: '\xC3\xBA' (U+00FA) is replaced by 'u'");
    assert_null(sheet_finding(findings, "toc.encoding"));
    read = toc_read(text, none);
    assert_string_equal(read->text.field[RBK_TEXT_GENRE], "Musica");
    assert_int_equal(rbk_findings_count_from(none, RBK_WARNING), 0);
    free(text);
    rbk_disc_free(read);
    rbk_disc_free(disc);
    rbk_findings_free(none);
    rbk_findings_free(findings);
}

static void track_numbers_of_packs_without_a_rule_are_reported(void **state)
{
    rbk_disc *disc = two_tracks();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL;
    rbk_cdtext_raw_pack odd = {.type = 0x8B, .track = 7};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    rbk_cdtext_add_raw(block, &odd, NULL);
    give(disc, cdtext);
    char *text = toc_write(disc, findings);
    assert_finding(findings, "toc.pack-track", RBK_WARNING, 0, 0, "a pack of type 8B loses its track number 7");
    free(text);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

/* Packs in two languages, whose second is the disc's. */
static void texts_that_the_packs_do_not_have_are_reported(void **state)
{
    rbk_disc *disc = two_tracks();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *english = NULL, *german = NULL;
    rbk_findings *none = rbk_findings_new(), *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &english, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 2, &german, NULL), RBK_OK);
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 1, "One", NULL);
    rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 1, "Eins", NULL);
    rbk_cdtext_set(german, RBK_CDTEXT_COMPOSER, 2, "Bach", NULL);
    give(disc, cdtext);
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "Eins", NULL);
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_COMPOSER, "Bach", NULL);
    free(toc_write(disc, none));
    assert_null(sheet_finding(none, "cdtext.text-differs"));
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_COMPOSER, "Cage", NULL);
    free(toc_write(disc, findings));
    assert_finding(findings, "cdtext.text-differs", RBK_WARNING, 0, 2,
                   "the composer of track 2 is 'Cage', but 'Bach' in the CD-TEXT, which is used");
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    rbk_text_set(&disc->tracks[1].text, RBK_TEXT_COMPOSER, "Bach", NULL);
    rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "Us", NULL);
    free(toc_write(disc, findings));
    assert_finding(findings, "cdtext.text-differs", RBK_WARNING, 0, 0,
                   "the performer of the album is 'Us', but the CD-TEXT, which is used, has none");
    rbk_findings_free(findings);
    rbk_findings_free(none);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void unreadable_packs_are_left_out_with_a_finding(void **state)
{
    static const uint8_t none[18] = {1};
    rbk_disc *disc = two_tracks();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_disc_set_cdtext(disc, none, sizeof none, NULL), RBK_OK);
    char *text = toc_write(disc, findings);
    assert_null(strstr(text, "CD_TEXT"));
    assert_finding(findings, "toc.cdtext", RBK_WARNING, 0, 0,
                   "the disc's own CD-TEXT is not written: expected CD-TEXT packs, found none");
    free(text);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

/* ------------------------------------------------------------------ there and back */

static uint32_t seed = 20261123;

static uint32_t choose(uint32_t count)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % count;
}

static const char *some_text(rbk_cdtext_charset charset, bool any)
{
    static const char *const latin[] = {NULL, "", "One", "Two \"quoted\"", "back \\ slash", "Caf\xC3\xA9", "{ 1, 2 }"};
    static const char *const ascii[] = {NULL, "One", "a\\b", "//", "LANGUAGE 1", "x"};
    static const char *const jis[] = {NULL, "\xE6\xB0\xB4", "\xE7\x86\xB1\xE6\xB3\xA2", "\xE3\x82\xBD"};
    if (!any || charset == RBK_CDTEXT_ASCII)
        return ascii[choose(6)];
    return charset == RBK_CDTEXT_MS_JIS ? jis[choose(4)] : latin[choose(7)];
}

static void fill_block(rbk_cdtext_block *block)
{
    for (int field = 0; field < (int)RBK_CDTEXT_CODE; field++)
        for (uint32_t track = 0; track <= (field <= (int)RBK_CDTEXT_MESSAGE ? 2u : 0u); track++)
            if (choose(3) > 0)
                rbk_cdtext_set(block, (rbk_cdtext_field)field, track,
                               some_text(block->charset, field <= (int)RBK_CDTEXT_MESSAGE), NULL);
    if (choose(2))
        rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "USRC17607839", NULL);
    block->genre = choose(2) ? (int)choose(0x1C) : RBK_CDTEXT_NO_GENRE;
    if (block->genre == RBK_CDTEXT_NO_GENRE && block->text[RBK_CDTEXT_GENRE][0])
        block->genre = 0;
    block->copyright = choose(4) ? 0 : 3;
    for (size_t i = 0, count = choose(3); i < count; i++) {
        rbk_cdtext_raw_pack times = {.type = 0x88, .track = (uint8_t)(i ? 1 : 0), .payload = {1, 2, (uint8_t)i}};
        rbk_cdtext_add_raw(block, &times, NULL);
    }
}

static void any_cd_text_comes_back_as_it_was(void **state)
{
    static const rbk_cdtext_charset sets[] = {RBK_CDTEXT_8859_1, RBK_CDTEXT_ASCII, RBK_CDTEXT_MS_JIS};
    (void)state;
    for (int round = 0; round < 300; round++) {
        rbk_disc *disc = two_tracks();
        rbk_cdtext *cdtext = rbk_cdtext_new(), *found = NULL;
        strcpy(disc->tracks[0].isrc, "USRC17607839");
        for (uint32_t number = 0; number < 8; number++) {
            rbk_cdtext_block *block = NULL;
            if (number > 0 && choose(3))
                continue;
            assert_int_equal(rbk_cdtext_add_block(cdtext, number, (uint8_t)choose(0x80), sets[choose(3)], 1,
                                                  2 + choose(2), &block, NULL),
                             RBK_OK);
            fill_block(block);
            block->language = number ? block->language : 0x08; /* never what the disc's texts alone would be */
        }
        give(disc, cdtext);
        char *text = toc_write(disc, NULL);
        rbk_disc *again = toc_read(text, NULL);
        if (!again->cdtext)
            fail_msg("round %d: no packs come back:\n%s", round, text);
        assert_int_equal(rbk_cdtext_decode(again->cdtext, again->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
        if (!rbk_cdtext_equal(cdtext, found))
            fail_msg("round %d: another CD-TEXT comes back:\n%s", round, text);
        char *twice = toc_write(again, NULL);
        assert_string_equal(text, twice);
        free(twice);
        free(text);
        rbk_cdtext_free(found);
        rbk_cdtext_free(cdtext);
        rbk_disc_free(again);
        rbk_disc_free(disc);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_languages_with_all_that_they_hold),
        cmocka_unit_test(a_genre_is_ascii_bytes_and_what_becomes_of_others_is_reported),
        cmocka_unit_test(track_numbers_of_packs_without_a_rule_are_reported),
        cmocka_unit_test(texts_that_the_packs_do_not_have_are_reported),
        cmocka_unit_test(unreadable_packs_are_left_out_with_a_finding),
        cmocka_unit_test(any_cd_text_comes_back_as_it_was),
    };
    return cmocka_run_group_tests_name("format/toc_write_languages", tests, NULL, NULL);
}
