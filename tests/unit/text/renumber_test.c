/* Packs of a disc whose tracks have numbers from 5 on, and get numbers from 1 on. */
#include "text/renumber.h"

#include "unit/scratch.h"

static rbk_disc *disc;

/* Packs in two languages of two tracks from first on, the second from its own, with packs of a type (0: none). */
static void give(uint8_t first, uint8_t first_of_second, uint8_t type)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_bytes bytes = {NULL, 0};
    const rbk_cdtext_raw_pack raw = {.type = type, .track = 0, .payload = {1, 2, 3}};
    for (uint32_t number = 0; number < 2; number++) {
        const uint8_t begin = number ? first_of_second : first;
        rbk_cdtext_block *block = NULL;
        assert_int_equal(rbk_cdtext_add_block(cdtext, number, number ? 0x08 : 0x09, RBK_CDTEXT_8859_1, begin,
                                              begin + 1U, &block, NULL),
                         RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, number ? "Eins" : "One", NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, begin, number ? "Zwei" : "Two", NULL), RBK_OK);
        assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, begin + 1U, number ? "Drei" : "Three", NULL), RBK_OK);
        if (type)
            assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    }
    assert_int_equal(rbk_cdtext_encode(cdtext, NULL, &bytes, NULL, NULL), RBK_OK);
    disc = rbk_disc_new();
    assert_int_equal(rbk_disc_set_cdtext(disc, bytes.data, bytes.size, NULL), RBK_OK);
    rbk_bytes_release(&bytes);
    rbk_cdtext_free(cdtext);
}

static void assert_titles(size_t raw_packs)
{
    static const char *const titles[2][3] = {{"One", "Two", "Three"}, {"Eins", "Zwei", "Drei"}};
    rbk_cdtext *cdtext = NULL;
    assert_int_equal(rbk_cdtext_decode(disc->cdtext, disc->cdtext_bytes, NULL, &cdtext, NULL, NULL), RBK_OK);
    for (size_t b = 0; b < 2; b++) {
        assert_int_equal(cdtext->blocks[b]->first_track, 1);
        assert_int_equal(cdtext->blocks[b]->last_track, 2);
        assert_int_equal(cdtext->blocks[b]->raw_count, raw_packs);
        for (size_t t = 0; t < 3; t++)
            assert_string_equal(cdtext->blocks[b]->text[RBK_CDTEXT_TITLE][t], titles[b][t]);
    }
    rbk_cdtext_free(cdtext);
    rbk_disc_free(disc);
}

static void titles_of_all_languages_are_of_tracks_from_1_on(void **state)
{
    size_t discarded = 1;
    bool moved = false;
    (void)state;
    give(5, 5, 0);
    assert_int_equal(rbk_cdtext_count_from_1(disc, 5, &moved, &discarded, NULL), RBK_OK);
    assert_true(moved);
    assert_int_equal(discarded, 0);
    assert_titles(0);
}

static void packs_with_numbers_in_them_are_discarded_and_others_kept(void **state)
{
    (void)state;
    for (uint8_t type = 0x88; type <= 0x8C; type++) {
        size_t discarded = 0;
        bool moved = false;
        give(5, 5, type);
        assert_int_equal(rbk_cdtext_count_from_1(disc, 5, &moved, &discarded, NULL), RBK_OK);
        assert_true(moved);
        assert_int_equal(discarded, type <= 0x89 ? 2 : 0);
        assert_titles(type <= 0x89 ? 0 : 1);
    }
}

static void packs_of_other_tracks_are_removed(void **state)
{
    size_t discarded = 1;
    bool moved = true;
    (void)state;
    give(5, 6, 0);
    assert_int_equal(rbk_cdtext_count_from_1(disc, 5, &moved, &discarded, NULL), RBK_OK);
    assert_false(moved);
    assert_int_equal(discarded, 0);
    assert_null(disc->cdtext);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_of_all_languages_are_of_tracks_from_1_on),
        cmocka_unit_test(packs_with_numbers_in_them_are_discarded_and_others_kept),
        cmocka_unit_test(packs_of_other_tracks_are_removed),
    };
    return cmocka_run_group_tests_name("text/renumber", tests, NULL, NULL);
}
