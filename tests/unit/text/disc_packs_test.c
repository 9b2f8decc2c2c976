/* The packs for a disc. */
#include "text/disc_text.h"

#include "unit/text/example.h"

static rbk_disc *disc_with_tracks(uint32_t count)
{
    rbk_disc *disc = rbk_disc_new();
    assert_non_null(disc);
    for (uint32_t number = 1; number <= count; number++) {
        rbk_track *track = NULL;
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    }
    return disc;
}

static bool is_beyond(const rbk_disc *disc)
{
    bool beyond = false;
    assert_int_equal(rbk_cdtext_beyond_sheet(disc, &beyond, NULL), RBK_OK);
    return beyond;
}

static void a_disc_without_texts_carries_no_packs(void **state)
{
    rbk_disc *disc = disc_with_tracks(2);
    rbk_bytes packs = {NULL, 7};
    (void)state;
    strcpy(disc->mcn, "4006381333931");
    strcpy(disc->tracks[0].isrc, "USRC17607839");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DATE, "1999", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    assert_false(rbk_cdtext_disc_has_any(disc));
    assert_false(rbk_cdtext_disc_has_any(NULL));
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(packs.size, 0);
    assert_null(packs.data);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    assert_true(rbk_cdtext_disc_has_any(disc));
    rbk_disc_free(disc);
}

static void texts_and_codes_make_the_packs_of_the_example(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = example_cdtext();
    rbk_bytes packs = {NULL, 0};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    /* Everything except the genre's words and, at the end of the line, the CRC of their pack. */
    assert_memory_equal(packs.data, example_packs, 6 * RBK_CDTEXT_PACK_BYTES + 6);
    assert_memory_equal(packs.data + 7 * RBK_CDTEXT_PACK_BYTES, example_packs + 7 * RBK_CDTEXT_PACK_BYTES,
                        8 * RBK_CDTEXT_PACK_BYTES);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void whole_packs_of_the_discs_own_are_given_byte_for_byte(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_bytes packs = {NULL, 0};
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Another", NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, example_packs, sizeof example_packs, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, sizeof example_packs);
    assert_int_equal(rbk_findings_count(findings), 0);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void damaged_packs_are_made_anew_with_a_finding(void **state)
{
    uint8_t bad[sizeof example_packs];
    rbk_disc *disc = disc_with_tracks(3);
    rbk_bytes packs = {NULL, 0};
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext_options options;
    (void)state;
    rbk_cdtext_options_init(&options);
    options.name = "disc";
    memcpy(bad, example_packs, sizeof bad);
    bad[17] ^= 0xFF;
    assert_int_equal(rbk_disc_set_cdtext(disc, bad, sizeof bad, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, &options, &packs, findings, NULL), RBK_OK);
    assert_int_equal(packs.size, sizeof example_packs);
    assert_memory_equal(packs.data, example_packs, sizeof example_packs);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rule_at(findings, 0), "cdtext.remade");
    assert_string_equal(text_at(findings, 0),
                        "the disc's CD-TEXT packs are damaged and are rebuilt from what can be read of them: block 0: "
                        "the CRC of 1 of 15 packs is wrong; the first is number 0");
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void packs_that_are_none_are_refused(void **state)
{
    uint8_t none[RBK_CDTEXT_PACK_BYTES] = {0x12};
    rbk_disc *disc = disc_with_tracks(1);
    rbk_bytes packs = {NULL, 0};
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_disc_set_cdtext(disc, none, sizeof none, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, NULL, &packs, NULL, &error), RBK_SYNTAX);
    assert_string_equal(error.sentence, "expected CD-TEXT packs, found none");
    assert_null(packs.data);
    rbk_disc_free(disc);
}

static void what_does_not_fit_is_refused_or_written_in_other_letters(void **state)
{
    rbk_disc *disc = disc_with_tracks(1);
    rbk_bytes packs = {NULL, 0};
    rbk_findings *findings = rbk_findings_new();
    rbk_cdtext_options options;
    (void)state;
    rbk_cdtext_options_init(&options);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "\xC5\xBB\xC3\xB3\xC5\x82w", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_of_disc(disc, &options, &packs, findings, NULL), RBK_REFUSED);
    assert_null(packs.data);
    assert_string_equal(rule_at(findings, 0), "cdtext.charset");
    options.fallback = true;
    assert_int_equal(rbk_cdtext_of_disc(disc, &options, &packs, findings, NULL), RBK_OK);
    assert_string_equal(rule_at(findings, 1), "cdtext.replaced");
    assert_memory_equal(packs.data + 4, "\0Z\xF3lw", 5);
    rbk_bytes_release(&packs);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

/* Titles, performers, songwriters, codes and a genre in words. */
static rbk_disc *portable_disc(void)
{
    rbk_disc *disc = disc_with_tracks(2);
    strcpy(disc->mcn, "4006381333931");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Album", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_SONGWRITER, "Sue", NULL), RBK_OK);
    return disc;
}

static void what_a_portable_sheet_carries_is_not_beyond_it(void **state)
{
    static const rbk_text_field unportable[] = {RBK_TEXT_COMPOSER, RBK_TEXT_ARRANGER, RBK_TEXT_MESSAGE};
    rbk_disc *disc = portable_disc();
    (void)state;
    assert_false(is_beyond(disc));
    for (size_t i = 0; i < 3; i++)
        for (int track = 0; track < 2; track++) {
            rbk_text *text = track ? &disc->tracks[1].text : &disc->text;
            assert_int_equal(rbk_text_set(text, unportable[i], "x", NULL), RBK_OK);
            assert_true(is_beyond(disc));
            assert_int_equal(rbk_text_set(text, unportable[i], NULL, NULL), RBK_OK);
        }
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_DISC_ID, "CAT-001", NULL), RBK_OK);
    assert_true(is_beyond(disc));
    rbk_disc_free(disc);
}

static void set_own(rbk_disc *disc, const rbk_cdtext *cdtext)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
}

static void packs_are_beyond_a_sheet_by_what_they_hold(void **state)
{
    rbk_disc *disc = portable_disc();
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL, *second = NULL;
    rbk_cdtext_raw_pack raw = {.type = 0x88};
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Album", NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_false(is_beyond(disc));
    block->language = 0x08;
    set_own(disc, cdtext);
    assert_true(is_beyond(disc));
    block->language = 0x09;
    block->copyright = 0x03;
    set_own(disc, cdtext);
    assert_true(is_beyond(disc));
    block->copyright = 0;
    block->genre = 0x05;
    set_own(disc, cdtext);
    assert_true(is_beyond(disc));
    block->genre = RBK_CDTEXT_NO_GENRE;
    assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_true(is_beyond(disc));
    block->raw_count = 0;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 2, &second, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(second, RBK_CDTEXT_TITLE, 0, "Platte", NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_true(is_beyond(disc));
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static size_t packs_for_sheet(const rbk_disc *disc, rbk_cdtext_use use, rbk_status expected, rbk_findings *findings)
{
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_for_sheet(disc, use, NULL, &packs, findings, NULL), expected);
    size_t size = packs.size;
    rbk_bytes_release(&packs);
    return size;
}

static void next_to_a_sheet_packs_stand_as_asked_for(void **state)
{
    rbk_disc *disc = portable_disc();
    (void)state;
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_NEVER, RBK_OK, NULL), 0);
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_AUTO, RBK_OK, NULL), 0);
    assert_int_not_equal(packs_for_sheet(disc, RBK_CDTEXT_ALWAYS, RBK_OK, NULL), 0);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_COMPOSER, "Bach", NULL), RBK_OK);
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_NEVER, RBK_OK, NULL), 0);
    assert_int_not_equal(packs_for_sheet(disc, RBK_CDTEXT_AUTO, RBK_OK, NULL), 0);
    rbk_disc_free(disc);
}

static void packs_that_nobody_asked_for_are_no_reason_to_refuse(void **state)
{
    rbk_disc *disc = portable_disc();
    rbk_findings *findings = rbk_findings_new();
    (void)state;
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_COMPOSER, "\xD0\x91\xD0\xB0\xD1\x85", NULL), RBK_OK);
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_ALWAYS, RBK_REFUSED, NULL), 0);
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_AUTO, RBK_OK, findings), 0);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
    assert_string_equal(rule_at(findings, 0), "cdtext.charset");
    assert_string_equal(rule_at(findings, rbk_findings_count(findings) - 1), "cdtext.not-written");
    assert_string_equal(text_at(findings, rbk_findings_count(findings) - 1),
                        "no CD-TEXT is written because texts do not fit: 1 reason");
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "A \xE2\x80\x93 B", NULL), RBK_OK);
    size_t count = rbk_findings_count(findings); /* no note of a hyphen in packs that are not written */
    assert_int_equal(packs_for_sheet(disc, RBK_CDTEXT_AUTO, RBK_OK, findings), 0);
    assert_int_equal(rbk_findings_count(findings), 2 * count);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void packs_follow_a_change_of_the_texts(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = example_cdtext(), *found = NULL;
    rbk_cdtext_block *german = NULL;
    (void)state;
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &german, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 2, "Zwei", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_CLOSED, 0, "zu", NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_int_equal(rbk_text_set(&disc->tracks[1].text, RBK_TEXT_TITLE, "Due", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[2].text, RBK_TEXT_PERFORMER, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Jazz", NULL), RBK_OK);
    strcpy(disc->tracks[0].isrc, "USRC17607800");
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 2, "Due", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_PERFORMER, 3, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_CODE, 1, "USRC17607800", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, NULL, NULL), RBK_OK);
    cdtext->blocks[0]->genre = 0x0E;
    assert_true(rbk_cdtext_equal(cdtext, found));
    rbk_cdtext_free(found);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

/* As of a CD-Extra, whose packs are of the audio alone. */
static void packs_get_the_tracks_of_texts_that_come_to_them(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = rbk_cdtext_new(), *found = NULL;
    rbk_cdtext_block *english = NULL, *german = NULL;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 2, 2, &english, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 2, 2, &german, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 2, "Two", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 2, "Zwei", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(english, disc, NULL, NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_int_equal(rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, "One", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Three", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
    english->first_track = german->first_track = 1;
    english->last_track = german->last_track = 3;
    assert_int_equal(rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 1, "One", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 3, "Three", NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(cdtext, found));
    rbk_cdtext_free(found);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

/* A language may have fewer of them, as long as nothing adds any. */
static void languages_keep_their_tracks_otherwise(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = example_cdtext(), *found = NULL;
    rbk_cdtext_block *german = NULL;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 2, 2, &german, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 2, "Zwei", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_int_equal(rbk_text_set(&disc->tracks[2].text, RBK_TEXT_TITLE, "Tre", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_TITLE, 3, "Tre", NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(cdtext, found));
    rbk_cdtext_free(found);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

/* "Not defined" is no genre, nor is the code that is not used. */
static void words_without_a_code_come_next_to_a_code_that_says_nothing(void **state)
{
    (void)state;
    for (int code = 0; code <= RBK_CDTEXT_GENRE_NOT_DEFINED; code++) {
        rbk_disc *disc = disc_with_tracks(3);
        rbk_cdtext *cdtext = example_cdtext(), *found = NULL;
        assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, NULL, NULL), RBK_OK);
        cdtext->blocks[0]->genre = code;
        assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
        set_own(disc, cdtext);
        assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Krautrock", NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
        assert_non_null(found->blocks[0]->text[RBK_CDTEXT_GENRE][0]);
        assert_string_equal(found->blocks[0]->text[RBK_CDTEXT_GENRE][0], "Krautrock");
        assert_int_equal(found->blocks[0]->genre, RBK_CDTEXT_GENRE_NOT_DEFINED);
        rbk_cdtext_free(found);
        rbk_cdtext_free(cdtext);
        rbk_disc_free(disc);
    }
}

/* Renews packs in two languages, whose first has a genre as it says, after the disc's words for it were changed. */
static void assert_genre(int code, const char *words, const char *wanted, int new_code, const char *new_words,
                         int code_of_other)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = example_cdtext(), *found = NULL;
    rbk_cdtext_block *german = NULL;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &german, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_GENRE, 0, "Hart", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(cdtext->blocks[0], RBK_CDTEXT_GENRE, 0, words, NULL), RBK_OK);
    german->genre = 0x17;
    cdtext->blocks[0]->genre = code;
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_GENRE, wanted, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &found, NULL, NULL), RBK_OK);
    assert_int_equal(found->blocks[0]->genre, new_code);
    assert_int_equal(found->blocks[1]->genre, code_of_other);
    assert_string_equal(found->blocks[1]->text[RBK_CDTEXT_GENRE][0], "Hart");
    const char *left = found->blocks[0]->text[RBK_CDTEXT_GENRE][0];
    assert_string_equal(left ? left : "", new_words);
    rbk_cdtext_free(found);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void the_code_of_a_genre_changes_with_words_that_say_another_in_every_language(void **state)
{
    (void)state;
    assert_genre(0x17, "Hard", "Soft", 0x17, "Soft", 0x17);
    assert_genre(0x17, "Hard", "Jazz", 0x0E, "", 0x0E);
    assert_genre(0x17, "Hard", "Pop", 0x14, "Pop", 0x14);
    assert_genre(0x17, "Hard", NULL, RBK_CDTEXT_NO_GENRE, "",
                 0x00);                                     /* which stands for none where a text needs a code */
    assert_genre(0x17, "Rock", "Soft", 0x01, "Soft", 0x01); /* the old words said it */
    assert_genre(0x17, NULL, "Soft", 0x01, "Soft", 0x01);
    assert_genre(0x0E, "Hard", "Pop", 0x14, "Pop", 0x17); /* it was another one there */
    assert_genre(0x01, "Hard", "Pop", 0x14, "Pop", 0x17);
}

/* Renews packs with nothing but what is in the blocks, after the disc's only title was removed. */
static bool packs_stay(const rbk_cdtext *cdtext)
{
    rbk_disc *disc = disc_with_tracks(3);
    disc->cdtext_file = strdup("a.cdt");
    disc->cdtext_location = strdup("/there/a.cdt");
    set_own(disc, cdtext);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    const bool stay = disc->cdtext != NULL;
    assert_int_equal(disc->cdtext_bytes > 0, stay);
    assert_int_equal(disc->cdtext_file != NULL, stay);
    assert_non_null(disc->cdtext_location); /* it was read from there */
    rbk_disc_free(disc);
    return stay;
}

static void packs_go_with_the_last_that_they_hold(void **state)
{
    const rbk_cdtext_raw_pack times = {0x88, 0, {1, 3}};
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL, *german = NULL;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 3, &block, NULL), RBK_OK);
    assert_true(packs_stay(cdtext)); /* nothing was changed */
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "Gone", NULL), RBK_OK);
    assert_false(packs_stay(cdtext));
    block->genre = 0x01; /* not defined */
    assert_false(packs_stay(cdtext));
    block->copyright = 0x03;
    assert_true(packs_stay(cdtext));
    block->copyright = 0;
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CLOSED, 0, "secret", NULL), RBK_OK);
    assert_true(packs_stay(cdtext));
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CLOSED, 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &german, NULL), RBK_OK);
    assert_false(packs_stay(cdtext));
    assert_int_equal(rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 3, "Drei", NULL), RBK_OK);
    assert_true(packs_stay(cdtext));
    rbk_cdtext_remove_block(cdtext, 1);
    assert_int_equal(rbk_cdtext_add_raw(block, &times, NULL), RBK_OK);
    assert_true(packs_stay(cdtext));
    rbk_cdtext_free(cdtext);
}

static void a_language_that_has_lost_its_last_text_is_kept_and_reported(void **state)
{
    const rbk_cdtext_options how = {.name = "a.cue"};
    rbk_cdtext *cdtext = rbk_cdtext_new(), *kept = NULL;
    rbk_cdtext_block *block = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = disc_with_tracks(3);
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 3, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, "Gone", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 3, "Drei", NULL), RBK_OK);
    set_own(disc, cdtext);
    assert_int_equal(rbk_cdtext_renew(disc, &how, findings, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &kept, NULL, NULL), RBK_OK);
    assert_int_equal(kept->blocks[0]->language, 0x09);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cdtext.missing-text");
    assert_string_equal(rbk_findings_at(findings, 0)->path, "a.cue");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "block 0 (English) of the CD-TEXT has no text: players show the first language, and the others "
                        "come after it");
    rbk_cdtext_free(kept);
    rbk_cdtext_free(cdtext);
    rbk_findings_free(findings);
    rbk_disc_free(disc);
}

static void packs_that_agree_stay_byte_for_byte(void **state)
{
    rbk_disc *disc = disc_with_tracks(3);
    rbk_cdtext *cdtext = example_cdtext();
    (void)state;
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_null(disc->cdtext);
    assert_int_equal(rbk_cdtext_to_disc(cdtext->blocks[0], disc, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, example_packs, sizeof example_packs, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_OK);
    assert_memory_equal(disc->cdtext, example_packs, sizeof example_packs);
    assert_int_equal(rbk_text_set(&disc->text, RBK_TEXT_TITLE, "\xE5\xA4\x9C", NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_renew(disc, NULL, NULL, NULL), RBK_REFUSED);
    assert_memory_equal(disc->cdtext, example_packs, sizeof example_packs);
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_disc_without_texts_carries_no_packs),
        cmocka_unit_test(texts_and_codes_make_the_packs_of_the_example),
        cmocka_unit_test(whole_packs_of_the_discs_own_are_given_byte_for_byte),
        cmocka_unit_test(damaged_packs_are_made_anew_with_a_finding),
        cmocka_unit_test(packs_that_are_none_are_refused),
        cmocka_unit_test(what_does_not_fit_is_refused_or_written_in_other_letters),
        cmocka_unit_test(what_a_portable_sheet_carries_is_not_beyond_it),
        cmocka_unit_test(packs_are_beyond_a_sheet_by_what_they_hold),
        cmocka_unit_test(next_to_a_sheet_packs_stand_as_asked_for),
        cmocka_unit_test(packs_that_nobody_asked_for_are_no_reason_to_refuse),
        cmocka_unit_test(packs_follow_a_change_of_the_texts),
        cmocka_unit_test(packs_get_the_tracks_of_texts_that_come_to_them),
        cmocka_unit_test(languages_keep_their_tracks_otherwise),
        cmocka_unit_test(words_without_a_code_come_next_to_a_code_that_says_nothing),
        cmocka_unit_test(the_code_of_a_genre_changes_with_words_that_say_another_in_every_language),
        cmocka_unit_test(packs_go_with_the_last_that_they_hold),
        cmocka_unit_test(a_language_that_has_lost_its_last_text_is_kept_and_reported),
        cmocka_unit_test(packs_that_agree_stay_byte_for_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
