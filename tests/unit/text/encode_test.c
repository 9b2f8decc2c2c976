/* Texts encoded as packs: the worked example byte for byte, limits, and what does not fit. */
#include "unit/text/example.h"

static rbk_cdtext_block *one_block(rbk_cdtext **cdtext, rbk_cdtext_charset charset, uint32_t last_track)
{
    rbk_cdtext_block *block = NULL;
    *cdtext = rbk_cdtext_new();
    assert_non_null(*cdtext);
    assert_int_equal(rbk_cdtext_add_block(*cdtext, 0, 0x09, charset, 1, last_track, &block, NULL), RBK_OK);
    return block;
}

static void set(rbk_cdtext_block *block, rbk_cdtext_field field, uint32_t track, const char *text)
{
    assert_int_equal(rbk_cdtext_set(block, field, track, text, NULL), RBK_OK);
}

static void the_worked_example_comes_out_byte_for_byte(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, sizeof example_packs);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

/* Of a block whose texts had such bytes; of another one they are not in the set. */
static void characters_of_windows_1252_keep_their_bytes(void **state)
{
    rbk_cdtext *cdtext = NULL, *again = NULL;
    rbk_bytes packs = {NULL, 0}, second = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 1);
    set(block, RBK_CDTEXT_TITLE, 1, "\xE2\x82\xAC\xE2\x80\x99s");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_REFUSED);
    block->windows_1252 = true;
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_memory_equal(packs.data + 4, "\0\x80\x92s", 4);
    assert_int_equal(rbk_cdtext_decode(packs.data, packs.size, NULL, &again, NULL, NULL), RBK_OK);
    assert_true(again->blocks[0]->windows_1252);
    assert_string_equal(again->blocks[0]->text[RBK_CDTEXT_TITLE][1], "\xE2\x82\xAC\xE2\x80\x99s");
    assert_int_equal(rbk_cdtext_encode(again, NULL, &second, NULL, NULL), RBK_OK);
    assert_int_equal(second.size, packs.size);
    assert_memory_equal(second.data, packs.data, packs.size);
    rbk_bytes_release(&packs);
    rbk_bytes_release(&second);
    rbk_cdtext_free(again);
    rbk_cdtext_free(cdtext);
}

static void without_tab_a_repeated_text_is_written_again(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_options options;
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_options_init(&options);
    assert_true(options.tab);
    assert_false(options.fallback);
    options.tab = false;
    assert_int_equal(rbk_cdtext_encode(cdtext, &options, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, 3 * RBK_CDTEXT_PACK_BYTES);
    assert_memory_equal(packs.data + 3 * 18 + 4, "Art\0Art\0Art\0", 12);
    assert_memory_equal(packs.data + 4 * 18, "\x81\x03\x04\x00Zed\0", 8);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void a_long_genre_is_counted_without_its_code(void **state)
{
    rbk_cdtext *cdtext;
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 2);
    block->genre = 0x17;
    set(block, RBK_CDTEXT_GENRE, 0, "Fuzz and much much more text than fits");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(packs.size, 7 * 18);
    assert_memory_equal(packs.data,
                        "\x87\0\0\0\0\x17"
                        "Fuzz and m",
                        16);
    assert_memory_equal(packs.data + 18,
                        "\x87\0\x01\x0A"
                        "uch much mor",
                        16);
    assert_memory_equal(packs.data + 36,
                        "\x87\0\x02\x0F"
                        "e text than ",
                        16);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void double_byte_texts_are_counted_in_characters(void **state)
{
    rbk_cdtext *cdtext;
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_MS_JIS, 2);
    block->language = 0x69;
    set(block, RBK_CDTEXT_TITLE, 0, "音楽の時間です"); /* 7 characters */
    set(block, RBK_CDTEXT_TITLE, 1, "A 夜");
    set(block, RBK_CDTEXT_TITLE, 2, "A 夜");
    set(block, RBK_CDTEXT_DISC_ID, 0, "CAT-001");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, 7 * 18);
    assert_memory_equal(packs.data, "\x80\0\0\x80\x89\xB9\x8A\x79\x82\xCC\x8E\x9E\x8A\xD4\x82\xC5", 16);
    assert_memory_equal(packs.data + 18, "\x80\0\x01\x86\x82\xB7\0\0\x82\x60\x81\x40\x96\xE9\0\0", 16);
    assert_memory_equal(packs.data + 36, "\x80\x02\x02\x80\x09\x09\0\0\0\0\0\0\0\0\0\0", 16);
    assert_memory_equal(packs.data + 54,
                        "\x86\0\x03\0"
                        "CAT-001\0\0\0\0\0",
                        16);
    assert_int_equal(packs.data[4 * 18 + 4], 0x80); /* character code */
    assert_int_equal(packs.data[6 * 18 + 8], 0x69); /* language of block 0 */
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(rule_at(findings, 0), "cdtext.widened");
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void every_block_says_of_all_blocks_how_long_they_are(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *second = NULL;
    rbk_bytes packs = {NULL, 0};
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &second, NULL), RBK_OK);
    second->copyright = 0x03;
    set(second, RBK_CDTEXT_TITLE, 0, "Nachtkatzen");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(packs.size, (15 + 5) * 18); /* 11 letters, zero, zeros of three tracks: two packs */
    const uint8_t *first_8f = packs.data + 12 * 18 + 4, *second_8f = packs.data + 17 * 18 + 4;
    assert_int_equal(second_8f[3], 0x03);
    assert_int_equal(first_8f[18 + 8], 0x0E);
    assert_int_equal(first_8f[18 + 9], 4);
    assert_int_equal(first_8f[36 + 4], 0x09);
    assert_int_equal(first_8f[36 + 5], 0x08);
    assert_memory_equal(second_8f + 18 + 8, first_8f + 18 + 8, 4);
    assert_memory_equal(second_8f + 36, first_8f + 36, 12);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void too_many_packs_are_refused_with_their_number(void **state)
{
    rbk_cdtext *cdtext;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    char text[253 * 12 + 1];
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 1);
    memset(text, 'x', sizeof text - 1);
    text[253 * 12 - 2] = '\0'; /* with two terminators exactly 253 packs */
    set(block, RBK_CDTEXT_TITLE, 0, text);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, &error), RBK_OK);
    assert_int_equal(packs.size, 256 * 18);
    assert_int_equal(packs.data[255 * 18 + 2], 255);
    rbk_bytes_release(&packs);
    set(block, RBK_CDTEXT_TITLE, 1, "seven!!");
    packs = (rbk_bytes){NULL, 0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, &error), RBK_REFUSED);
    assert_string_equal(error.sentence, "block 0 needs 257 packs, 1 more than the limit of 256");
    assert_string_equal(rule_at(findings, 0), "cdtext.too-long");
    assert_null(packs.data);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void every_text_that_does_not_fit_is_reported_with_its_characters(void **state)
{
    rbk_cdtext *cdtext;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 3);
    set(block, RBK_CDTEXT_TITLE, 0, "Zażółć żółw");
    set(block, RBK_CDTEXT_PERFORMER, 3, "a\tb ż");
    set(block, RBK_CDTEXT_TITLE, 2, "a\nb\xE2\x80\xA8\x01");
    set(block, RBK_CDTEXT_DISC_ID, 0, "CÄT");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, &error), RBK_REFUSED);
    assert_string_equal(error.sentence,
                        "title of the album: 'ż' (U+017C), 'ł' (U+0142), 'ć' (U+0107) are not in ISO 8859-1");
    assert_int_equal(rbk_findings_count(findings), 5);
    assert_string_equal(text_at(findings, 1),
                        "title of track 2: U+000A (line break), U+2028 (line break), U+0001 are control "
                        "characters, which no text may contain");
    assert_int_equal(rbk_findings_at(findings, 1)->track, 2);
    assert_string_equal(text_at(findings, 2), "performer of track 3: 'ż' (U+017C) is not in ISO 8859-1");
    assert_string_equal(text_at(findings, 3),
                        "performer of track 3: U+0009 (tab) is a control character, which no text may contain");
    assert_int_equal(rbk_findings_at(findings, 3)->track, 3);
    assert_string_equal(text_at(findings, 4), "disc_id of the album: 'Ä' (U+00C4) is not in ASCII");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 5);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void with_fallback_they_are_replaced_and_said(void **state)
{
    rbk_cdtext *cdtext;
    rbk_cdtext_options options = {.tab = true, .fallback = true, .name = "disc"};
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 1);
    set(block, RBK_CDTEXT_TITLE, 0, "Żółw…");
    assert_int_equal(rbk_cdtext_encode(cdtext, &options, &packs, findings, NULL), RBK_OK);
    assert_memory_equal(packs.data + 4, "Z\xF3lw...\0\0", 9);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(text_at(findings, 0),
                        "title of the album: 'Ż' (U+017B) is replaced by 'Z', 'ł' (U+0142) by 'l'");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "disc");
    assert_string_equal(text_at(findings, 1), "title of the album: '…' (U+2026) is replaced by '...'");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_WARNING);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void a_finding_names_eight_characters_and_counts_the_rest(void **state)
{
    rbk_cdtext *cdtext;
    rbk_error error;
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 1);
    set(block, RBK_CDTEXT_TITLE, 1, "абвгдежзик аб");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_REFUSED);
    assert_string_equal(error.sentence,
                        "title of track 1: 'а' (U+0430), 'б' (U+0431), 'в' (U+0432), 'г' (U+0433), 'д' (U+0434), "
                        "'е' (U+0435), 'ж' (U+0436), 'з' (U+0437) and 2 more are not in ISO 8859-1");
    rbk_cdtext_free(cdtext);
}

static void texts_are_composed_before_they_are_written(void **state)
{
    rbk_cdtext *cdtext;
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 1);
    set(block, RBK_CDTEXT_TITLE, 0, "Cafe\xCC\x81"); /* e and a combining acute */
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_memory_equal(packs.data + 4, "Caf\xE9\0", 5);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void what_is_no_code_and_no_track_is_reported(void **state)
{
    rbk_cdtext *cdtext;
    rbk_error error;
    rbk_findings *findings = rbk_findings_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 2);
    set(block, RBK_CDTEXT_CODE, 0, "4006381333932");
    set(block, RBK_CDTEXT_CODE, 1, "us-rc1-76-07839");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(text_at(findings, 0), "expected check digit 1 at the end of MCN '4006381333932', found 2");
    assert_string_equal(text_at(findings, 1), "'us-rc1-76-07839' is written as 'USRC17607839'");
    rbk_bytes_release(&packs);
    set(block, RBK_CDTEXT_TITLE, 3, "Beyond");
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, findings, &error), RBK_REFUSED);
    assert_string_equal(error.sentence, "block 0 has tracks 1 to 2, found a title of track 3");
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
}

static void nothing_and_unknown_sets_are_refused(void **state)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_bytes packs = {NULL, 0};
    (void)state;
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_INVALID_ARGUMENT);
    rbk_cdtext_free(cdtext);
    one_block(&cdtext, RBK_CDTEXT_KOREAN, 1);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_UNSUPPORTED);
    rbk_cdtext_free(cdtext);
}

static void blocks_of_no_tracks_or_with_no_genre_code_are_refused(void **state)
{
    rbk_cdtext *cdtext;
    rbk_bytes packs = {NULL, 0};
    rbk_error error;
    rbk_cdtext_block *block = one_block(&cdtext, RBK_CDTEXT_8859_1, 2);
    (void)state;
    set(block, RBK_CDTEXT_TITLE, 0, "Album");
    block->first_track = 0;
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected tracks within 1 to 99 in block 0, found 0 to 2");
    block->first_track = 1;
    block->genre = 0x10000;
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a genre code of two bytes, found 65536");
    assert_null(packs.data);
    rbk_cdtext_free(cdtext);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_comes_out_byte_for_byte),
        cmocka_unit_test(characters_of_windows_1252_keep_their_bytes),
        cmocka_unit_test(without_tab_a_repeated_text_is_written_again),
        cmocka_unit_test(a_long_genre_is_counted_without_its_code),
        cmocka_unit_test(double_byte_texts_are_counted_in_characters),
        cmocka_unit_test(every_block_says_of_all_blocks_how_long_they_are),
        cmocka_unit_test(too_many_packs_are_refused_with_their_number),
        cmocka_unit_test(every_text_that_does_not_fit_is_reported_with_its_characters),
        cmocka_unit_test(with_fallback_they_are_replaced_and_said),
        cmocka_unit_test(a_finding_names_eight_characters_and_counts_the_rest),
        cmocka_unit_test(texts_are_composed_before_they_are_written),
        cmocka_unit_test(what_is_no_code_and_no_track_is_reported),
        cmocka_unit_test(nothing_and_unknown_sets_are_refused),
        cmocka_unit_test(blocks_of_no_tracks_or_with_no_genre_code_are_refused),
    };
    return cmocka_run_group_tests_name("text/encode", tests, NULL, NULL);
}
