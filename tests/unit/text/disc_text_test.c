/* Between the disc model and CD-TEXT. */
#include "text/disc_text.h"

#include "unit/text/example.h"

static rbk_disc *three_tracks(void)
{
    static const char *const titles[] = {"One", "Two", "Three"};
    rbk_disc *disc = rbk_disc_new();
    assert_non_null(disc);
    for (uint32_t number = 1; number <= 3; number++) {
        rbk_track *track = NULL;
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
        assert_int_equal(rbk_text_set(&track->text, RBK_TEXT_TITLE, titles[number - 1], NULL), RBK_OK);
        assert_int_equal(rbk_text_set(&track->text, RBK_TEXT_PERFORMER, number == 3 ? "Zed" : "Art", NULL), RBK_OK);
        snprintf(track->isrc, sizeof track->isrc, "USRC176078%02u", 38 + number);
    }
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Night Cats", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "Art", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "CAT-001", NULL), RBK_OK);
    return disc;
}

static void a_disc_becomes_a_block_and_a_block_a_disc(void **state)
{
    rbk_disc *disc = three_tracks(), *bare = rbk_disc_new();
    rbk_cdtext *cdtext = NULL, *again = NULL, *expected = example_cdtext();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "rock music", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(expected->blocks[0], RBK_CDTEXT_GENRE, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_from_disc(disc, 0x09, RBK_CDTEXT_8859_1, &cdtext, findings, NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(expected, cdtext));
    for (uint32_t number = 1; number <= 3; number++) {
        rbk_track *track = NULL;
        assert_int_equal(rbk_disc_add_track(bare, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    }
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], bare, findings, NULL), RBK_OK);
    assert_string_equal(bare->mcn, "4006381333931");
    assert_string_equal(bare->tracks[2].isrc, "USRC17607841");
    assert_string_equal(bare->text.field[RBK_TEXT_GENRE], "Rock Music");
    assert_int_equal(rbk_cdtext_from_disc(bare, 0x09, RBK_CDTEXT_8859_1, &again, findings, NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(cdtext, again));
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_findings_free(findings);
    rbk_cdtext_free(expected);
    rbk_cdtext_free(cdtext);
    rbk_cdtext_free(again);
    rbk_disc_free(disc);
    rbk_disc_free(bare);
}

static void genres_without_a_code_stand_in_words(void **state)
{
    static const struct {
        const char *words;
        int code;
        const char *after;
    } rows[] = {{"Classical", 0x05, NULL}, {"Rock", 0x17, "Rock"}, {"Noise", 0x01, "Noise"}, {"0x05", 0x01, "0x05"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = three_tracks();
        rbk_cdtext *cdtext = NULL;
        assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, rows[i].words, NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_from_disc(disc, 0x09, RBK_CDTEXT_8859_1, &cdtext, NULL, NULL), RBK_OK);
        assert_int_equal(cdtext->blocks[0]->genre, rows[i].code);
        if (rows[i].after)
            assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_GENRE][0], rows[i].after);
        else
            assert_null(cdtext->blocks[0]->text[RBK_CDTEXT_GENRE][0]);
        assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
        assert_string_equal(disc->text.field[RBK_TEXT_GENRE], rows[i].words);
        rbk_cdtext_free(cdtext);
        rbk_disc_free(disc);
    }
}

static void what_has_no_place_is_reported(void **state)
{
    rbk_disc *disc = three_tracks(), *none = rbk_disc_new();
    rbk_cdtext *cdtext = NULL;
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DATE, "1999", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[1].text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_from_disc(disc, 0x09, RBK_CDTEXT_8859_1, &cdtext, findings, NULL), RBK_OK);
    assert_string_equal(text_at(findings, 0), "date of the album has no place in CD-TEXT and is ignored");
    assert_string_equal(text_at(findings, 1), "genre of track 2 has no place in CD-TEXT and is ignored");
    assert_int_equal(rbk_findings_count(findings), 2);
    rbk_cdtext_free(cdtext);
    cdtext = NULL;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "ABC-1", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_DISC_ID, "ABC-1-1", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[2].text, RBK_TEXT_DISC_ID, "ABC-1-3", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_from_disc(disc, 0x09, RBK_CDTEXT_8859_1, &cdtext, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 6);
    assert_string_equal(text_at(findings, 3), "disc_id of track 1 has no place in CD-TEXT and is ignored");
    assert_string_equal(text_at(findings, 5), "disc_id of track 3 has no place in CD-TEXT and is ignored");
    assert_string_equal(cdtext->blocks[0]->text[RBK_CDTEXT_DISC_ID][0], "ABC-1");
    assert_null(cdtext->blocks[0]->text[RBK_CDTEXT_DISC_ID][1]);
    assert_null(cdtext->blocks[0]->text[RBK_CDTEXT_DISC_ID][3]);
    rbk_cdtext_free(cdtext);
    assert_int_equal(rbk_cdtext_from_disc(none, 0x09, RBK_CDTEXT_8859_1, &cdtext, NULL, NULL), RBK_INVALID_ARGUMENT);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
    rbk_disc_free(none);
}

static void codes_that_disagree_are_reported_and_stay(void **state)
{
    rbk_disc *disc = three_tracks();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = cdtext->blocks[0];
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    block->last_track = 4;
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "USRC17607800", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CODE, 2, "rubbish", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 4, "Four", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(block, disc, findings, NULL), RBK_OK);
    assert_string_equal(disc->tracks[0].isrc, "USRC17607839");
    assert_string_equal(text_at(findings, 0), "the disc has the ISRC 'USRC17607839', its CD-TEXT 'USRC17607800'");
    assert_string_equal(rule_at(findings, 1), "cdtext.bad-code");
    assert_string_equal(text_at(findings, 2), "there are texts for track 4, which the disc does not have");
    assert_int_equal(rbk_findings_count(findings), 3);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void texts_that_differ_are_reported_and_replaced(void **state)
{
    rbk_disc *disc = three_tracks();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "Deux", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, findings, NULL), RBK_OK);
    assert_string_equal(rule_at(findings, 0), "cdtext.text-differs");
    assert_string_equal(text_at(findings, 0),
                        "the genre of the album is 'Jazz', but 'Fuzz' in the CD-TEXT, which is used");
    assert_string_equal(text_at(findings, 1),
                        "the title of track 2 is 'Deux', but 'Two' in the CD-TEXT, which is used");
    assert_int_equal(rbk_findings_count(findings), 2);
    assert_string_equal(disc->tracks[1].text.field[RBK_TEXT_TITLE], "Two");
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "Fuzz");
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void letters_that_the_packs_cannot_hold_stay(void **state)
{
    rbk_disc *disc = three_tracks();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    cdtext->blocks[0]->genre = 0x17;
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 1, "Z\xC3\xB3lw", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Rock", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "\xC5\xBB\xC3\xB3\xC5\x82w", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, findings, NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_string_equal(disc->tracks[0].text.field[RBK_TEXT_TITLE], "\xC5\xBB\xC3\xB3\xC5\x82w");
    assert_string_equal(disc->text.field[RBK_TEXT_GENRE], "Rock");
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

/* A text of the disc next to one of the packs. */
static const struct {
    const char *has, *packed, *given;
    size_t findings;
    const char *renewed; /* in the packs */
} quotes[] = {
    {"Say 'so'", "Say \"so\"", "Say \"so\"", 0, "Say 'so'"},
    {"It's 'so'", "It's \"so\"", "It's \"so\"", 0, "It's 'so'"},
    {"a b",
     "a\x0B"
     "b",
     "a\x0B"
     "b",
     0, "a b"},
    {"Say \"so\"", "Say \"so\"", "Say \"so\"", 0, "Say \"so\""},
    {"Say \"so\"", "Say 'so'", "Say 'so'", 1, "Say \"so\""},
    {"Say \"so'", "Say 'so\"", "Say 'so\"", 1, "Say \"so'"},
    {"Say 'so'!", "Say \"so\"", "Say \"so\"", 1, "Say 'so'!"},
    {"\xC5\x81 'so'", "L \"so\"", "\xC5\x81 'so'", 0, "L \"so\""},
    {"\xE2\x80\x9Cso\xE2\x80\x9D", "\"so\"", "\xE2\x80\x9Cso\xE2\x80\x9D", 0, "\"so\""},
#define SEVENTY_SEVEN "ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooo"
    {"'S'" SEVENTY_SEVEN, "\"S\"" SEVENTY_SEVEN " and more", "\"S\"" SEVENTY_SEVEN " and more", 0, "'S'" SEVENTY_SEVEN},
    {"'S'" SEVENTY_SEVEN "o", "\"S\"" SEVENTY_SEVEN "o, too", "\"S\"" SEVENTY_SEVEN "o, too", 1,
     "'S'" SEVENTY_SEVEN "o"},
    {"'S'" SEVENTY_SEVEN, "\"S\"" SEVENTY_SEVEN, "\"S\"" SEVENTY_SEVEN, 0, "'S'" SEVENTY_SEVEN},
};

static void assert_field(const rbk_text *text, rbk_text_field field, const char *expected)
{
    assert_non_null(text->field[field]);
    assert_string_equal(text->field[field], expected);
}

static void a_quote_that_a_sheet_cannot_hold_is_taken_from_the_packs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        rbk_disc *disc = three_tracks();
        rbk_cdtext *cdtext = example_cdtext();
        rbk_findings *findings = rbk_findings_new();
        assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 0, quotes[i].packed, NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_MESSAGE, 2, quotes[i].packed, NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, quotes[i].packed, NULL), RBK_OK);
        rbk_text_set(&disc->text, RBK_TEXT_TITLE, quotes[i].has, NULL);
        rbk_text_set(&disc->tracks[1].text, RBK_TEXT_MESSAGE, quotes[i].has, NULL);
        rbk_text_set(&disc->text, RBK_TEXT_GENRE, quotes[i].has, NULL);
        assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, findings, NULL), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 3 * quotes[i].findings);
        assert_field(&disc->text, RBK_TEXT_TITLE, quotes[i].given);
        assert_field(&disc->tracks[1].text, RBK_TEXT_MESSAGE, quotes[i].given);
        assert_field(&disc->text, RBK_TEXT_GENRE, quotes[i].given);
        rbk_findings_free(findings);
        rbk_cdtext_free(cdtext);
        rbk_disc_free(disc);
    }
}

/* A disc that was read has the text of its packs: where it has another one, somebody changed it. */
static void quotes_and_apostrophes_are_different_in_the_packs(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        rbk_disc *disc = three_tracks();
        rbk_cdtext *cdtext = example_cdtext();
        rbk_cdtext_block *block = cdtext->blocks[0];
        bool changed = false;
        rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Fuzz", NULL);
        assert_int_equal(rbk_cdtext_renew_block(block, disc, &changed, NULL), RBK_OK);
        assert_false(changed);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 3, quotes[i].packed, NULL), RBK_OK);
        rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, quotes[i].has, NULL);
        assert_int_equal(rbk_cdtext_renew_block(block, disc, &changed, NULL), RBK_OK);
        assert_string_equal(block->text[RBK_CDTEXT_TITLE][3], quotes[i].renewed);
        assert_int_equal(changed, strcmp(quotes[i].packed, quotes[i].renewed) != 0);
        rbk_cdtext_free(cdtext);
        rbk_disc_free(disc);
    }
}

static void a_block_holds_a_text_to_the_letter(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    const rbk_cdtext_block *block = cdtext->blocks[0];
    (void)state;
    assert_true(rbk_cdtext_block_holds(block, RBK_TEXT_TITLE, 0, "Night Cats"));
    assert_true(rbk_cdtext_block_holds(block, RBK_TEXT_TITLE, 2, "Two"));
    assert_true(rbk_cdtext_block_holds(block, RBK_TEXT_GENRE, 0, "Fuzz"));
    assert_false(rbk_cdtext_block_holds(block, RBK_TEXT_TITLE, 2, "Three"));
    assert_false(rbk_cdtext_block_holds(block, RBK_TEXT_PERFORMER, 2, "Two"));
    assert_false(rbk_cdtext_block_holds(block, RBK_TEXT_COMPOSER, 2, "Two"));
    assert_false(rbk_cdtext_block_holds(block, RBK_TEXT_DATE, 0, "1999"));
    assert_false(rbk_cdtext_block_holds(NULL, RBK_TEXT_TITLE, 0, "Night Cats"));
    rbk_cdtext_free(cdtext);
}

/* Packs have it in ASCII: with it they would be refused, whatever else changes. */
static void a_disc_says_what_a_block_says_or_does_not(void **state)
{
    rbk_disc *disc = three_tracks();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = cdtext->blocks[0];
    (void)state;
    block->last_track = 4;
    for (uint32_t track = 0; track <= 4; track++)
        for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
            assert_true(rbk_cdtext_disc_says(disc, block, (rbk_cdtext_field)field, track));
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 4, "Four", NULL);
    assert_false(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_TITLE, 4));
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "Tw?", NULL); /* as packs may have "Tw\u014d" */
    assert_true(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_TITLE, 2));
    rbk_cdtext_set(block, RBK_CDTEXT_ARRANGER, 2, "Arr", NULL);
    assert_false(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_ARRANGER, 2));
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "USRC17607899", NULL);
    assert_false(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_CODE, 1));
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "none", NULL);
    assert_false(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_CODE, 1));
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "US-RC1-76-07839", NULL);
    assert_true(rbk_cdtext_disc_says(disc, block, RBK_CDTEXT_CODE, 1));
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void a_genre_that_the_packs_cannot_hold_is_not_put_into_them(void **state)
{
    rbk_disc *disc = three_tracks();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = cdtext->blocks[0];
    bool changed = false;
    (void)state;
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_GENRE, 0, "Cafe", NULL), RBK_OK);
    rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Caf\xC3\xA9", NULL);
    assert_int_equal(rbk_cdtext_renew_block(block, disc, &changed, NULL), RBK_OK);
    assert_false(changed);
    assert_string_equal(block->text[RBK_CDTEXT_GENRE][0], "Cafe");
    rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Salon", NULL);
    assert_int_equal(rbk_cdtext_renew_block(block, disc, &changed, NULL), RBK_OK);
    assert_true(changed);
    assert_string_equal(block->text[RBK_CDTEXT_GENRE][0], "Salon");
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void the_block_in_the_discs_language_is_chosen(void **state)
{
    static const char *const titles[] = {"\xE5\xA4\x9C", "\xE4\xB8\x80", "\xE4\xBA\x8C"};
    rbk_disc *disc = three_tracks(), *bare = rbk_disc_new();
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = NULL;
    const rbk_cdtext_block *chosen = NULL;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 3, 0x69, RBK_CDTEXT_MS_JIS, 1, 3, &block, NULL), RBK_OK);
    for (uint32_t track = 0; track < 3; track++)
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, track, titles[track], NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_choose_block(cdtext, bare, &chosen, NULL), RBK_OK);
    assert_ptr_equal(chosen, cdtext->blocks[0]);
    assert_int_equal(rbk_cdtext_choose_block(cdtext, disc, &chosen, NULL), RBK_OK);
    assert_ptr_equal(chosen, cdtext->blocks[0]);
    for (uint32_t track = 0; track < 3; track++) {
        rbk_text *text = track ? &disc->tracks[track - 1].text : &disc->text;
        assert_int_equal(rbk_text_set(text, RBK_TEXT_PERFORMER, NULL, NULL), RBK_OK);
        assert_int_equal(rbk_text_set(text, RBK_TEXT_DISC_ID, NULL, NULL), RBK_OK);
        assert_int_equal(rbk_text_set(text, RBK_TEXT_TITLE, titles[track], NULL), RBK_OK);
    }
    assert_int_equal(rbk_cdtext_choose_block(cdtext, disc, &chosen, NULL), RBK_OK);
    assert_ptr_equal(chosen, block);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
    rbk_disc_free(bare);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disc_becomes_a_block_and_a_block_a_disc),
        cmocka_unit_test(genres_without_a_code_stand_in_words),
        cmocka_unit_test(what_has_no_place_is_reported),
        cmocka_unit_test(codes_that_disagree_are_reported_and_stay),
        cmocka_unit_test(texts_that_differ_are_reported_and_replaced),
        cmocka_unit_test(letters_that_the_packs_cannot_hold_stay),
        cmocka_unit_test(a_quote_that_a_sheet_cannot_hold_is_taken_from_the_packs),
        cmocka_unit_test(quotes_and_apostrophes_are_different_in_the_packs),
        cmocka_unit_test(a_block_holds_a_text_to_the_letter),
        cmocka_unit_test(a_disc_says_what_a_block_says_or_does_not),
        cmocka_unit_test(a_genre_that_the_packs_cannot_hold_is_not_put_into_them),
        cmocka_unit_test(the_block_in_the_discs_language_is_chosen),
    };
    return cmocka_run_group_tests_name("text/disc_text", tests, NULL, NULL);
}
