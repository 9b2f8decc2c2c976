/*
 * The disc's own CD-TEXT: into a file next to a sheet, onto the loss list elsewhere and where none are to be written.
 */
#include "unit/convert/planning.h"

#include <redbook/cdtext.h>

/* Frees them. */
static void give(rbk_cdtext *cdtext)
{
    rbk_bytes packs = {0};
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, &error), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

/* Packs in English and German, with a genre code, closed information and times. */
static void give_packs(void)
{
    const rbk_cdtext_raw_pack times = {0x88, 0, {1, 3, 0, 0, 20}};
    rbk_cdtext_block *english, *german;
    rbk_cdtext *cdtext = rbk_cdtext_new();
    assert_non_null(cdtext);
    rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 3, &english, NULL);
    rbk_cdtext_add_block(cdtext, 1, 0x08, RBK_CDTEXT_8859_1, 1, 3, &german, NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_TITLE, 0, "Title", NULL);
    rbk_cdtext_set(german, RBK_CDTEXT_TITLE, 0, "Titel", NULL);
    rbk_cdtext_set(english, RBK_CDTEXT_CLOSED, 0, "secret", NULL);
    english->genre = 0x17;
    assert_int_equal(rbk_cdtext_add_raw(english, &times, NULL), RBK_OK);
    give(cdtext);
}

static size_t reported_of_packs(void)
{
    return reported("lost.cdtext", 0) + reported("lost.cdtext-language", 0) + reported("lost.cdtext-item", 0);
}

static void make_game(void)
{
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 500 * 588;
    add_track(RBK_MODE_MODE1_2352, 0, 500, 0);
    lay_out();
}

static void packs_go_into_a_file_that_the_sheet_names(void **state)
{
    (void)state;
    make_everything();
    give_packs();
    assert_int_equal(plan("redump", "folder/out.cue"), RBK_OK);
    assert_int_equal(made->file_count, 4);
    assert_string_equal(made->files[3].path, "folder/out.cdt");
    assert_string_equal(made->files[3].payload, "cdtext");
    assert_int_equal(made->files[3].bytes, disc->cdtext_bytes);
    assert_int_equal(made->disc->cdtext_bytes, disc->cdtext_bytes);
    assert_memory_equal(made->disc->cdtext, disc->cdtext, disc->cdtext_bytes);
    assert_non_null(strstr((const char *)made->descriptor.data, "CDTEXTFILE \"out.cdt\"\n"));
    assert_int_equal(reported("changed.text", 0), 2); /* title and genre, of which the packs have others */
    assert_int_equal(losses(), 3);                    /* and SCMS */
}

/* The sheet has apostrophes, which is a loss only if nothing else has the quotes. */
static void a_quote_that_packs_hold_is_no_loss(void **state)
{
    (void)state;
    make_game();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "\"Game\"", NULL);
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(losses(), 1);
    assert_int_equal(reported("changed.text", 0), 1);
    rbk_text_set(&disc->text, RBK_TEXT_COMPOSER, "A reason for packs", NULL);
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(losses(), 0);
    assert_string_equal(
        text_of("cue.quote", 0),
        "quotes in the title of the disc are replaced by apostrophes in the sheet and kept in the CD-TEXT file");
}

static void a_composer_is_reason_enough_for_packs_and_a_title_is_not(void **state)
{
    (void)state;
    make_everything();
    assert_int_equal(plan("redump", "folder/out.cue"), RBK_OK);
    assert_string_equal(made->files[made->file_count - 1].payload, "cdtext");
    assert_string_equal(made->disc->cdtext_file, "out.cdt");
    for (int field = RBK_TEXT_COMPOSER; field < RBK_TEXT_FIELDS; field++) {
        rbk_text_set(&disc->text, (rbk_text_field)field, NULL, NULL);
        rbk_text_set(&disc->tracks[0].text, (rbk_text_field)field, NULL, NULL);
    }
    assert_int_equal(plan("redump", "folder/out.cue"), RBK_OK);
    assert_int_equal(made->file_count, 3);
    assert_null(made->disc->cdtext_file);
}

static void a_ccd_holds_the_packs_itself(void **state)
{
    (void)state;
    make_everything();
    give_packs();
    assert_int_equal(plan("ccd", "out.ccd"), RBK_OK);
    assert_int_equal(made->file_count, 2);
    assert_memory_equal(made->disc->cdtext, disc->cdtext, disc->cdtext_bytes);
    assert_non_null(strstr((const char *)made->descriptor.data, "[CDText]\r\n"));
    assert_int_equal(reported_of_packs(), 0);
}

static void an_iso_loses_languages_and_items_of_the_packs(void **state)
{
    (void)state;
    make_game();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Title", NULL);
    give_packs();
    assert_int_equal(plan("iso", "out.iso"), RBK_OK);
    assert_string_equal(text_of("lost.cdtext-language", 0), "CD-TEXT in another language is lost: block 1, German");
    assert_int_equal(reported("lost.cdtext-item", 0), 3);
    assert_string_equal(text_of("lost.cdtext-item", 0), "the genre code in the CD-TEXT is lost: 0x0017, Rock Music");
    assert_int_equal(losses(), 5); /* and the title */
}

static const struct {
    const char *target, *path;
    bool never; /* it has packs, but not with NEVER */
} places[] = {
    {"portable", "out.cue", true}, {"redump", "out.cue", true}, {"single", "out.cue", true},
    {"eac", "out.cue", true},      {"cdrwin", "out.cue", true}, {"wav", "out.cue", true},
    {"toc", "out.toc", false},     {"ccd", "out.ccd", false},   {"chd", "out.chd", false},
};

static void make_album(void)
{
    rbk_disc_add_file(disc, "a.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    disc->files[0].rate_hz = RBK_RATE_HZ;
    disc->files[0].length_frames = 1500 * 588;
    for (int t = 0; t < 3; t++)
        add_track(RBK_MODE_AUDIO, t * 500, (t + 1) * 500, 0);
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Title", NULL);
    lay_out();
}

static void without_packs_each_target_loses_what_texts_cannot_hold(void **state)
{
    (void)state;
    make_album();
    give_packs();
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++)
        for (int use = RBK_CDTEXT_AUTO; use <= (int)RBK_CDTEXT_NEVER; use++) {
            const bool lost = places[i].never && use == (int)RBK_CDTEXT_NEVER;
            cdtext_use = (rbk_cdtext_use)use;
            assert_int_equal(plan(places[i].target, places[i].path), RBK_OK);
            assert_int_equal(made->disc->cdtext_bytes > 0, !lost);
            assert_int_equal(reported("lost.cdtext-language", 0), lost);
            assert_int_equal(reported("lost.cdtext-item", 0), lost ? 3 : 0);
            assert_int_equal(losses(), lost ? 4 : 0);
            assert_int_equal(made->loss_count, losses());
        }
}

static void the_language_of_the_texts_themselves_is_lost_unless_it_is_english(void **state)
{
    (void)state;
    make_album();
    give_packs();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Titel", NULL);
    cdtext_use = RBK_CDTEXT_NEVER;
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.cdtext-language", 0), 2);
    assert_string_equal(text_of("lost.cdtext-language", 0), "CD-TEXT in another language is lost: block 0, English");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "the language of the CD-TEXT is lost: block 1, German");
    assert_int_equal(losses(), 2);
}

/* A text of a track that is not there, codes, the rest of a title that CDRWIN has cut. */
static void texts_and_codes_of_the_packs_alone_are_lost_with_them(void **state)
{
    char whole[91];
    rbk_cdtext_block *block;
    rbk_cdtext *cdtext = rbk_cdtext_new();
    (void)state;
    memset(whole, 'x', 90);
    whole[90] = 0;
    make_album();
    strcpy(disc->tracks[0].isrc, "DEA452400001");
    rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 4, &block, NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Title", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 1, whole, NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 4, "Four", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 0, "4006381333931", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_CODE, 1, "DEA452400001", NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_DISC_ID, 0, "CAT-001", NULL);
    block->genre = 0x01; /* not defined */
    block->copyright = 0x03;
    give(cdtext);
    whole[80] = 0;
    rbk_text_set(&disc->tracks[0].text, RBK_TEXT_TITLE, whole, NULL);
    cdtext_use = RBK_CDTEXT_NEVER;
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    static const char *const expected[] = {
        "the copyright flag of the CD-TEXT is lost: 0x03",
        "the disc id of the disc in the CD-TEXT is lost: 'CAT-001'",
        "the UPC/EAN of the disc in the CD-TEXT is lost: '4006381333931'",
        "the title of track 1 in the CD-TEXT is lost: "
        "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'",
        "the title of track 4 in the CD-TEXT is lost: 'Four'",
    };
    assert_int_equal(losses(), 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(rbk_findings_at(findings, i)->rule, "lost.cdtext-item");
        assert_string_equal(rbk_findings_at(findings, i)->text, expected[i]);
    }
}

static void a_toc_holds_all_blocks_and_items(void **state)
{
    (void)state;
    make_everything();
    give_packs();
    assert_int_equal(plan("toc", "out.toc"), RBK_OK);
    assert_int_equal(reported_of_packs(), 0);
    const char *text = (const char *)made->descriptor.data;
    assert_non_null(strstr(text, "1 : 8\n"));
    assert_non_null(strstr(text, "\"Titel\""));
    assert_string_equal(text_of("changed.text", 0),
                        "the title of the disc, 'title of the disc', becomes 'Title' in the CD-TEXT");
    assert_int_equal(reported("lost.text", 1), RBK_TEXT_FIELDS); /* the packs are of the disc alone */
}

static void packs_that_number_tracks_otherwise_are_made_anew(void **state)
{
    (void)state;
    make_everything();
    give_packs();
    for (uint32_t t = 0; t < 3; t++)
        disc->tracks[t].number = 5 + t;
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.cdtext", 0), 1);
    assert_int_equal(reported("lost.cdtext-language", 0), 1); /* nor is what texts cannot hold in the new ones */
    assert_int_equal(reported("lost.cdtext-item", 0), 3);
    assert_int_not_equal(made->disc->cdtext_bytes, disc->cdtext_bytes);
    rbk_text_set(&disc->text, RBK_TEXT_GENRE, "Rock Music", NULL);
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.cdtext-item", 0), 2); /* the new packs have the code */
    cdtext_use = RBK_CDTEXT_NEVER;
    assert_int_equal(plan("portable", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.cdtext", 0), 0); /* none are rebuilt */
    assert_int_equal(reported("lost.cdtext-item", 0), 3);
    cdtext_use = RBK_CDTEXT_AUTO;
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_int_equal(reported("lost.cdtext", 0), 0);
    assert_memory_equal(made->disc->cdtext, disc->cdtext, disc->cdtext_bytes);
}

static void a_file_of_packs_that_was_not_read_is_lost(void **state)
{
    (void)state;
    make_everything();
    disc->cdtext_file = strdup("elsewhere.cdt");
    assert_int_equal(plan("single", "out.cue"), RBK_OK);
    assert_string_equal(text_of("lost.cdtext-file", 0), "the CD-TEXT file is lost: 'elsewhere.cdt'");
    assert_string_equal(made->disc->cdtext_file, "out.cdt"); /* made from the existing texts */
}

static void packs_that_say_nothing_are_lost_as_a_whole(void **state)
{
    (void)state;
    uint8_t packs[18] = {0};
    make_game();
    assert_int_equal(rbk_disc_set_cdtext(disc, packs, sizeof packs, NULL), RBK_OK);
    assert_int_equal(plan("iso", "out.iso"), RBK_OK);
    assert_int_equal(reported("lost.cdtext", 0), 1);
}

static void packs_without_a_field_are_counted_where_they_are_lost(void **state)
{
    const rbk_cdtext_raw_pack raw = {0x88, 0, {1, 3, 0, 10}};
    rbk_cdtext_block *block;
    rbk_cdtext *cdtext = rbk_cdtext_new();
    (void)state;
    assert_non_null(cdtext);
    make_game();
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, "Title", NULL);
    rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 3, &block, NULL);
    rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Title", NULL);
    assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    give(cdtext);
    assert_int_equal(plan("iso", "out.iso"), RBK_OK);
    assert_int_equal(reported("lost.cdtext-item", 0), 1);
    assert_string_equal(text_of("lost.cdtext-item", 0), "CD-TEXT packs of types 88 to 8C are lost: 2");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        planning_test(packs_go_into_a_file_that_the_sheet_names),
        planning_test(a_quote_that_packs_hold_is_no_loss),
        planning_test(a_composer_is_reason_enough_for_packs_and_a_title_is_not),
        planning_test(a_ccd_holds_the_packs_itself),
        planning_test(an_iso_loses_languages_and_items_of_the_packs),
        planning_test(without_packs_each_target_loses_what_texts_cannot_hold),
        planning_test(the_language_of_the_texts_themselves_is_lost_unless_it_is_english),
        planning_test(texts_and_codes_of_the_packs_alone_are_lost_with_them),
        planning_test(a_toc_holds_all_blocks_and_items),
        planning_test(packs_that_number_tracks_otherwise_are_made_anew),
        planning_test(a_file_of_packs_that_was_not_read_is_lost),
        planning_test(packs_that_say_nothing_are_lost_as_a_whole),
        planning_test(packs_without_a_field_are_counted_where_they_are_lost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
