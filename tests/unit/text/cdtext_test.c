/* The model: blocks, texts, raw packs. */
#include "unit/text/example.h"

static void blocks_are_added_once_and_with_tracks(void **state)
{
    rbk_cdtext *cdtext = rbk_cdtext_new();
    rbk_cdtext_block *block = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cdtext_add_block(cdtext, 7, 0x69, RBK_CDTEXT_MS_JIS, 1, 99, &block, &error), RBK_OK);
    assert_ptr_equal(block, cdtext->blocks[7]);
    assert_int_equal(block->genre, RBK_CDTEXT_NO_GENRE);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 7, 0, RBK_CDTEXT_ASCII, 1, 1, &block, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a free block 0 to 7, found 7");
    assert_int_equal(rbk_cdtext_add_block(cdtext, 8, 0, RBK_CDTEXT_ASCII, 1, 1, &block, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0, RBK_CDTEXT_ASCII, 2, 1, &block, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected tracks within 1 to 99, found 2 to 1");
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0, RBK_CDTEXT_ASCII, 1, 100, &block, NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0, RBK_CDTEXT_ASCII, 0, 1, &block, NULL), RBK_INVALID_ARGUMENT);
    assert_ptr_equal(block, cdtext->blocks[7]); /* unchanged by failures */
    rbk_cdtext_free(cdtext);
    rbk_cdtext_free(NULL);
}

static void texts_are_copied_replaced_and_unset(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = cdtext->blocks[0];
    rbk_error error;
    char text[] = "text";
    (void)state;
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_MESSAGE, 2, text, NULL), RBK_OK);
    text[0] = 'n';
    assert_string_equal(block->text[RBK_CDTEXT_MESSAGE][2], "text");
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_MESSAGE, 2, "", NULL), RBK_OK);
    assert_null(block->text[RBK_CDTEXT_MESSAGE][2]);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_DISC_ID, 1, "x", &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "track 1 cannot have a disc_id");
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 100, "x", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_FIELDS, 0, "x", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_cdtext_set(block, RBK_CDTEXT_TITLE, 0, "\xE9", &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected UTF-8 in the title");
    assert_string_equal(block->text[RBK_CDTEXT_TITLE][0], "Night Cats");
    rbk_cdtext_free(cdtext);
}

static void raw_packs_stand_by_type_in_order_of_adding(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = cdtext->blocks[0];
    static const uint8_t types[] = {0x89, 0x88, 0x88, 0x8C};
    rbk_cdtext_raw_pack raw = {0, 0, {0}};
    (void)state;
    for (uint8_t i = 0; i < 4; i++) {
        raw.type = types[i];
        raw.track = i;
        assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_OK);
    }
    assert_int_equal(block->raw_count, 4);
    static const uint8_t order[] = {1, 2, 0, 3};
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(block->raw[i].track, order[i]);
    raw.type = 0x8D;
    assert_int_equal(rbk_cdtext_add_raw(block, &raw, NULL), RBK_INVALID_ARGUMENT);
    rbk_cdtext_free(cdtext);
}

static void any_difference_makes_unequal(void **state)
{
    rbk_cdtext *a = example_cdtext(), *b = example_cdtext();
    rbk_cdtext_block *block = NULL;
    (void)state;
    assert_true(rbk_cdtext_equal(a, b));
    b->blocks[0]->genre++;
    assert_false(rbk_cdtext_equal(a, b));
    b->blocks[0]->genre--;
    assert_int_equal(rbk_cdtext_set(b->blocks[0], RBK_CDTEXT_TITLE, 3, NULL, NULL), RBK_OK);
    assert_false(rbk_cdtext_equal(a, b));
    assert_int_equal(rbk_cdtext_set(b->blocks[0], RBK_CDTEXT_TITLE, 3, "Three", NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(a, b));
    assert_int_equal(rbk_cdtext_add_block(b, 1, 0, RBK_CDTEXT_ASCII, 1, 1, &block, NULL), RBK_OK);
    assert_false(rbk_cdtext_equal(a, b));
    assert_false(rbk_cdtext_equal(a, NULL));
    rbk_cdtext_free(a);
    rbk_cdtext_free(b);
}

static void fields_have_names(void **state)
{
    (void)state;
    assert_string_equal(rbk_cdtext_field_name(RBK_CDTEXT_TITLE, 0), "title");
    assert_string_equal(rbk_cdtext_field_name(RBK_CDTEXT_CODE, 0), "upc_ean");
    assert_string_equal(rbk_cdtext_field_name(RBK_CDTEXT_CODE, 1), "isrc");
    assert_string_equal(rbk_cdtext_field_name(RBK_CDTEXT_FIELDS, 1), "unknown");
}

static void a_block_that_is_removed_leaves_its_number_free(void **state)
{
    rbk_cdtext *cdtext = example_cdtext();
    rbk_cdtext_block *block = NULL;
    (void)state;
    rbk_cdtext_remove_block(cdtext, 5);
    rbk_cdtext_remove_block(cdtext, 8);
    rbk_cdtext_remove_block(NULL, 0);
    assert_non_null(cdtext->blocks[0]);
    rbk_cdtext_remove_block(cdtext, 0);
    assert_null(cdtext->blocks[0]);
    assert_int_equal(rbk_cdtext_add_block(cdtext, 0, 0x08, RBK_CDTEXT_ASCII, 1, 1, &block, NULL), RBK_OK);
    assert_null(block->text[RBK_CDTEXT_TITLE][0]);
    rbk_cdtext_free(cdtext);
}

static void other_raw_packs_make_unequal(void **state)
{
    rbk_cdtext *one = example_cdtext(), *two = example_cdtext();
    rbk_cdtext_raw_pack raw = {0x88, 0, {1, 2, 3}};
    (void)state;
    assert_int_equal(rbk_cdtext_add_raw(one->blocks[0], &raw, NULL), RBK_OK);
    assert_false(rbk_cdtext_equal(one, two));
    assert_int_equal(rbk_cdtext_add_raw(two->blocks[0], &raw, NULL), RBK_OK);
    assert_true(rbk_cdtext_equal(one, two));
    two->blocks[0]->raw[0].payload[11] = 1;
    assert_false(rbk_cdtext_equal(one, two));
    two->blocks[0]->raw[0].payload[11] = 0;
    two->blocks[0]->raw[0].track = 1;
    assert_false(rbk_cdtext_equal(one, two));
    rbk_cdtext_free(one);
    rbk_cdtext_free(two);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_added_once_and_with_tracks),
        cmocka_unit_test(texts_are_copied_replaced_and_unset),
        cmocka_unit_test(raw_packs_stand_by_type_in_order_of_adding),
        cmocka_unit_test(any_difference_makes_unequal),
        cmocka_unit_test(fields_have_names),
        cmocka_unit_test(a_block_that_is_removed_leaves_its_number_free),
        cmocka_unit_test(other_raw_packs_make_unequal),
    };
    return cmocka_run_group_tests_name("text/cdtext", tests, NULL, NULL);
}
