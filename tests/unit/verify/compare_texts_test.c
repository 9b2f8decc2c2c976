/* The texts of two discs compared: their own, and what only CD-TEXT packs hold. */
#include "unit/verify/images.h"

#include <redbook/cdtext.h>

static void a_date_is_compared_if_both_discs_have_one(void **state)
{
    (void)state;
    two_albums();
    rbk_text_set(&a.disc->text, RBK_TEXT_DATE, "1725", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
    rbk_text_set(&b.disc->text, RBK_TEXT_DATE, "1725", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
    rbk_text_set(&b.disc->text, RBK_TEXT_DATE, "1726", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "1725", "1726");
    assert_string_equal(difference(RBK_DIFFERENCE_TEXT)->field, "date");
    rbk_text_set(&a.disc->text, RBK_TEXT_DATE, "", NULL);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
}

/* Packs with an English block, and further ones with a title each. */
static void give_blocks(rbk_disc *disc, const char *album, const uint8_t *languages, const char *const *titles,
                        size_t count)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL;
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x09, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, album, NULL), RBK_OK);
    for (uint32_t i = 0; i < count; i++) {
        assert_int_equal(rbk_cdtext_add_block(cdtext, i + 2, languages[i], RBK_CDTEXT_8859_1, 1, 2, &block, NULL),
                         RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 2, titles[i], NULL), RBK_OK);
    }
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

static void give_languages(rbk_disc *disc, const uint8_t *languages, const char *const *titles, size_t count)
{
    give_blocks(disc, "Album", languages, titles, count);
}

static void further_languages_of_cd_text_are_compared(void **state)
{
    static const uint8_t languages[] = {0x08, 0x0F};
    static const char *const titles[] = {"Zwei", "Deux"}, *const others[] = {"Zwo", "Deux"};
    (void)state;
    two_albums();
    give_languages(a.disc, languages, titles, 0);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same); /* packs of one language have the same content as the texts */
    give_languages(a.disc, languages, titles, 2);
    give_languages(b.disc, languages, titles, 2);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.same);
    give_languages(b.disc, languages, others, 2);
    assert_int_equal(compare(0), RBK_OK);
    assert_false(comparison.same);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 2, "Zwei", "Zwo");
    assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->index, 0x08); /* whose language it is */
    assert_int_equal(compare(RBK_IGNORE_TEXTS), RBK_OK);
    assert_true(comparison.same);
    give_languages(b.disc, languages, titles, 1);
    assert_int_equal(compare(0), RBK_OK);
    assert_false(comparison.same);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "French", "");
    assert_string_equal(difference(RBK_DIFFERENCE_TEXT)->field, "language");
    assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->index, 0);
}

typedef struct packed {
    uint8_t language;
    int genre;
    uint8_t copyright;
    const char *closed;
} packed;

static void give_packs(rbk_disc *disc, const packed *codes)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL;
    rbk_bytes packs = {NULL, 0};
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, codes->language, RBK_CDTEXT_8859_1, 1, 2, &block, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "Album", NULL), RBK_OK);
    block->genre = codes->genre;
    block->copyright = codes->copyright;
    if (codes->closed)
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_CLOSED, 0, codes->closed, NULL), RBK_OK);
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &packs, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_set_cdtext(disc, packs.data, packs.size, NULL), RBK_OK);
    rbk_bytes_release(&packs);
    rbk_cdtext_free(cdtext);
}

/* Packs that a disc does not have would be made from its texts. */
static void what_only_packs_hold_is_compared_if_both_discs_have_them(void **state)
{
    static const packed none = {0x09, RBK_CDTEXT_NO_GENRE, 0, NULL};
    static const struct {
        packed packs;
        uint32_t track;
        const char *field, *value, *other;
    } cases[] = {{{0x08, RBK_CDTEXT_NO_GENRE, 0, NULL}, 0, "language", "German", "English"},
                 {{0x09, 0x0E, 0, NULL}, 0, "genre_code", "Jazz", ""},
                 {{0x09, 0x7777, 0, NULL}, 0, "genre_code", "0x7777", ""},
                 {{0x09, RBK_CDTEXT_NO_GENRE, 3, NULL}, 0, "copyright", "0x03", ""},
                 {{0x09, RBK_CDTEXT_NO_GENRE, 0, "for the plant"}, 0, "closed", "for the plant", ""}};
    (void)state;
    two_albums();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        give_packs(a.disc, &cases[i].packs);
        assert_int_equal(rbk_disc_set_cdtext(b.disc, NULL, 0, NULL), RBK_OK);
        assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
        assert_true(comparison.same);
        give_packs(b.disc, &none);
        assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
        assert_values(RBK_DIFFERENCE_TEXT, 1, cases[i].track, cases[i].value, cases[i].other);
        assert_string_equal(difference(RBK_DIFFERENCE_TEXT)->field, cases[i].field);
        assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->index, 0);
        assert_int_equal(compare(RBK_IGNORE_SAMPLES | RBK_IGNORE_TEXTS), RBK_OK);
        assert_true(comparison.same);
        give_packs(b.disc, &cases[i].packs);
        assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
        assert_true(comparison.same);
    }
}

/* Codes without a name, too. */
static void values_that_have_no_name_are_compared(void **state)
{
    static const packed one = {0x30, 0x7777, 1, NULL}, others[] = {{0x31, 0x7777, 1, NULL}, {0x30, 0x7777, 3, NULL}};
    static const uint8_t languages[] = {0x30}, other_languages[] = {0x31};
    static const char *const titles[] = {"Zwei"};
    (void)state;
    two_albums();
    give_packs(a.disc, &one);
    give_packs(b.disc, &others[0]);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "language 0x30", "language 0x31");
    give_packs(b.disc, &others[1]);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "0x01", "0x03");
    give_languages(a.disc, languages, titles, 1);
    give_languages(b.disc, other_languages, titles, 1);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "language 0x30", "language 0x31");
}

/* A sheet's own texts may be those of another block than the first one, which is then one of a further language. */
static void the_first_language_is_compared_where_it_is_not_the_discs(void **state)
{
    static const uint8_t languages[] = {0x08};
    static const char *const titles[] = {"Zwei"};
    (void)state;
    two_albums();
    rbk_text_set(&a.disc->tracks[1].text, RBK_TEXT_TITLE, "Zwei", NULL);
    rbk_text_set(&b.disc->tracks[1].text, RBK_TEXT_TITLE, "Zwei", NULL);
    give_languages(a.disc, languages, titles, 1);
    give_languages(b.disc, languages, titles, 1);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_true(comparison.same);
    give_blocks(b.disc, "Another", languages, titles, 1);
    assert_int_equal(compare(RBK_IGNORE_SAMPLES), RBK_OK);
    assert_values(RBK_DIFFERENCE_TEXT, 1, 0, "Album", "Another");
    assert_int_equal(difference(RBK_DIFFERENCE_TEXT)->index, 0x09);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(a_date_is_compared_if_both_discs_have_one),
        images_test(further_languages_of_cd_text_are_compared),
        images_test(what_only_packs_hold_is_compared_if_both_discs_have_them),
        images_test(values_that_have_no_name_are_compared),
        images_test(the_first_language_is_compared_where_it_is_not_the_discs),
    };
    return cmocka_run_group_tests_name("verify/compare_texts", tests, NULL, NULL);
}
