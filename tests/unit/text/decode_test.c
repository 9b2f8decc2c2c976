/* Packs into texts: the worked example, everything that was written is read back, contradictions are reported. */
#include "unit/text/example.h"

static rbk_cdtext *decode(const uint8_t *packs, size_t size, rbk_findings *findings)
{
    rbk_cdtext *cdtext = NULL;
    assert_int_equal(rbk_cdtext_decode(packs, size, "test", &cdtext, findings, NULL), RBK_OK);
    return cdtext;
}

static void the_worked_example_is_read_without_a_finding(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *expected = example_cdtext();
    rbk_cdtext *found = decode(example_packs, sizeof example_packs, findings);
    (void)state;
    assert_true(rbk_cdtext_equal(expected, found));
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_PERFORMER][2], "Art"); /* the TAB */
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_cdtext_free(expected);
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

/* ------------------------------------------------------------------ round trips */

static uint32_t seed = 1;

static uint32_t pick(uint32_t below)
{
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % below;
}

static void random_text(rbk_cdtext_charset set, char *text)
{
    static const char *const latin[] = {"a", "B", "7", " ", "?", "é", "ß", "Ü", "ÿ", "~"};
    static const char *const jis[] = {"音", "楽", "Ａ", "の", "ー", "　", "夜", "カ", "１", "亜"};
    size_t letters = pick(4) ? pick(20) : pick(60);
    text[0] = '\0';
    for (size_t i = 0; i < letters; i++)
        strcat(text, set == RBK_CDTEXT_MS_JIS ? jis[pick(10)] : latin[pick(set == RBK_CDTEXT_ASCII ? 5 : 10)]);
}

static void random_texts(rbk_cdtext_block *block, rbk_cdtext_field field, rbk_cdtext_charset set)
{
    char text[256] = "";
    for (uint32_t track = 0; track <= block->last_track; track = track ? track + 1 : block->first_track) {
        if (pick(3))
            random_text(set, text);
        assert_int_equal(rbk_cdtext_set(block, field, track, pick(5) ? text : NULL, NULL), RBK_OK);
    }
}

static void random_block(rbk_cdtext *cdtext, uint32_t number)
{
    static const rbk_cdtext_charset sets[] = {RBK_CDTEXT_8859_1, RBK_CDTEXT_ASCII, RBK_CDTEXT_MS_JIS};
    rbk_cdtext_charset set = sets[pick(3)];
    rbk_cdtext_block *block = NULL;
    char text[256];
    uint32_t first = 1 + pick(90);
    assert_int_equal(
        rbk_cdtext_add_block(cdtext, number, (uint8_t)pick(128), set, first, first + pick(6), &block, NULL), RBK_OK);
    for (int field = 0; field <= (int)RBK_CDTEXT_MESSAGE; field++)
        if (pick(2))
            random_texts(block, (rbk_cdtext_field)field, set);
    if (pick(2))
        random_texts(block, RBK_CDTEXT_CODE, RBK_CDTEXT_ASCII);
    for (int field = RBK_CDTEXT_DISC_ID; field <= (int)RBK_CDTEXT_CLOSED; field++) {
        random_text(field == RBK_CDTEXT_CLOSED ? RBK_CDTEXT_8859_1 : RBK_CDTEXT_ASCII, text);
        assert_int_equal(rbk_cdtext_set(block, (rbk_cdtext_field)field, 0, text, NULL), RBK_OK);
    }
    block->genre = (int)pick(0x10000);
    block->copyright = (uint8_t)pick(4);
    for (uint32_t i = pick(4); i > 0; i--) {
        rbk_cdtext_raw_pack raw = {(uint8_t)(0x88 + pick(5)), (uint8_t)pick(100), {0}};
        for (size_t k = 0; k < sizeof raw.payload; k++)
            raw.payload[k] = (uint8_t)pick(256);
        assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    }
}

static void whatever_is_encoded_is_decoded_again(void **state)
{
    (void)state;
    for (int round = 0; round < 300; round++) {
        rbk_cdtext *cdtext = rbk_cdtext_new();
        rbk_cdtext_options options = {.tab = pick(2), .fallback = false};
        rbk_findings *findings = rbk_findings_new();
        rbk_bytes packs = {NULL, 0};
        uint32_t blocks = 1 + pick(3);
        for (uint32_t number = 0; number < blocks; number++)
            random_block(cdtext, number);
        assert_int_equal(rbk_cdtext_encode(cdtext, &options, &packs, NULL, NULL), RBK_OK);
        rbk_cdtext *found = decode(packs.data, packs.size, findings);
        assert_string_equal(text_at(findings, 0), "");
        assert_true(rbk_cdtext_equal(cdtext, found));
        rbk_bytes_release(&packs);
        rbk_findings_free(findings);
        rbk_cdtext_free(found);
        rbk_cdtext_free(cdtext);
    }
}

/* ------------------------------------------------------------------ what is wrong */

static void a_wrong_crc_is_reported_and_the_pack_used(void **state)
{
    uint8_t packs[sizeof example_packs];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    memcpy(packs, example_packs, sizeof packs);
    packs[2 * 18 - 1] ^= 1;
    rbk_cdtext *found = decode(packs, sizeof packs, findings);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.crc");
    assert_string_equal(text_at(findings, 0), "block 0: the CRC of 1 of 15 packs is wrong; the first is number 1");
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_TITLE][2], "Two");
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

static void a_whole_copy_of_a_damaged_pack_is_taken(void **state)
{
    uint8_t packs[sizeof example_packs * 2];
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *expected = example_cdtext();
    (void)state;
    memcpy(packs, example_packs, sizeof example_packs);
    memcpy(packs + sizeof example_packs, example_packs, sizeof example_packs);
    packs[6] = 'X'; /* first letters of the album's title */
    rbk_cdtext *found = decode(packs, sizeof packs, findings);
    assert_true(rbk_cdtext_equal(expected, found));
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_cdtext_free(expected);
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

static void a_missing_pack_costs_only_the_texts_in_it(void **state)
{
    uint8_t packs[sizeof example_packs];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    memcpy(packs, example_packs, 18);
    memcpy(packs + 18, example_packs + 2 * 18, sizeof example_packs - 2 * 18);
    rbk_cdtext *found = decode(packs, sizeof packs - 18, findings);
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_TITLE][0], "Night Cats");
    assert_null(found->blocks[0]->text[RBK_CDTEXT_TITLE][1]);
    assert_null(found->blocks[0]->text[RBK_CDTEXT_TITLE][3]);
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_PERFORMER][3], "Zed");
    assert_string_equal(text_at(findings, 0), "block 0: packs are missing: 1 from number 1 on");
    assert_string_equal(text_at(findings, 1), "title of track 1: its end is missing, it is ignored");
    assert_string_equal(text_at(findings, 2), "title of track 3: its beginning is missing, it is ignored");
    assert_string_equal(text_at(findings, 3), "block 0 has 2 packs of type 80; its size packs say 3");
    assert_int_equal(rbk_findings_count(findings), 4);
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

static void without_size_packs_tracks_are_guessed(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *found = decode(example_packs, 12 * 18, findings);
    (void)state;
    assert_int_equal(found->blocks[0]->first_track, 1);
    assert_int_equal(found->blocks[0]->last_track, 3);
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_TITLE][3], "Three");
    assert_string_equal(text_at(findings, 0), "block 0 has 0 of the 3 size packs; its tracks are guessed");
    assert_int_equal(rbk_findings_count(findings), 1);
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

static void texts_that_end_early_are_empty(void **state)
{
    /* What libburn writes for a sheet in which only track 1 has a title. */
    static const uint8_t pack[] = {0x80, 0, 0, 0, 'A', 'l', 'b', 0, 'O', 'n', 'e', 0, 0, 0, 0, 0, 0x13, 0xD9};
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *found = decode(pack, sizeof pack, findings);
    (void)state;
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_TITLE][0], "Alb");
    assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_TITLE][1], "One");
    assert_null(found->blocks[0]->text[RBK_CDTEXT_TITLE][2]);
    assert_int_equal(rbk_findings_count(findings), 1); /* no size packs; the CRC is right */
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
}

static void strangers_and_rests_are_reported(void **state)
{
    uint8_t packs[sizeof example_packs + 18 + 5];
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext *none = NULL;
    rbk_error error;
    (void)state;
    memset(packs, 0, sizeof packs);
    memcpy(packs, example_packs, sizeof example_packs);
    rbk_cdtext *found = decode(packs, sizeof packs, findings);
    assert_string_equal(text_at(findings, 0), "1 of 16 packs have no type 80 to 8F; the first is pack 15");
    assert_string_equal(text_at(findings, 1), "5 bytes after the last whole pack are ignored");
    assert_int_equal(rbk_findings_count(findings), 2);
    rbk_cdtext_free(found);
    rbk_findings_free(findings);
    assert_int_equal(rbk_cdtext_decode(packs, 17, "few", &none, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "expected CD-TEXT packs, found none");
    assert_null(none);
}

/* ------------------------------------------------------------------ garbage */

static void damaged_packs_never_harm(void **state)
{
    (void)state;
    for (int round = 0; round < 3000; round++) {
        uint8_t packs[sizeof example_packs];
        rbk_cdtext *found = NULL;
        rbk_bytes again = {NULL, 0};
        rbk_findings *findings = rbk_findings_new();
        memcpy(packs, example_packs, sizeof packs);
        for (uint32_t i = 1 + pick(12); i > 0; i--)
            packs[pick(3) ? pick(sizeof packs) : pick(EXAMPLE_PACKS) * 18 + pick(4)] = (uint8_t)pick(256);
        rbk_status status =
            rbk_cdtext_decode(packs, pick(4) ? sizeof packs : pick(sizeof packs), "damaged", &found, findings, NULL);
        assert_true(status == RBK_OK || status == RBK_SYNTAX);
        /* What was read can be written, or is refused with an error. */
        if (status == RBK_OK && rbk_cdtext_encode(found, NULL, &again, NULL, NULL) == RBK_OK)
            rbk_bytes_release(&again);
        rbk_cdtext_free(found);
        rbk_findings_free(findings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_worked_example_is_read_without_a_finding),
        cmocka_unit_test(whatever_is_encoded_is_decoded_again),
        cmocka_unit_test(a_wrong_crc_is_reported_and_the_pack_used),
        cmocka_unit_test(a_whole_copy_of_a_damaged_pack_is_taken),
        cmocka_unit_test(a_missing_pack_costs_only_the_texts_in_it),
        cmocka_unit_test(without_size_packs_tracks_are_guessed),
        cmocka_unit_test(texts_that_end_early_are_empty),
        cmocka_unit_test(strangers_and_rests_are_reported),
        cmocka_unit_test(damaged_packs_never_harm),
    };
    return cmocka_run_group_tests_name("text/decode", tests, NULL, NULL);
}
