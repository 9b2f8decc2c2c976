/* Texts and REM lines. */
#include <redbook/disc.h>

#include "unit/scratch.h"

static void texts_are_utf8_and_empty_is_unset(void **state)
{
    rbk_text text = {{NULL}};
    (void)state;
    assert_int_equal(rbk_text_set(&text, RBK_TEXT_TITLE, "Caf\xE9", NULL), RBK_INVALID_ARGUMENT);
    assert_null(text.field[RBK_TEXT_TITLE]);
    assert_int_equal(rbk_text_set(&text, RBK_TEXT_TITLE, "Caf\xC3\xA9", NULL), RBK_OK);
    assert_int_equal(rbk_text_set(&text, RBK_TEXT_TITLE, "", NULL), RBK_OK);
    assert_null(text.field[RBK_TEXT_TITLE]);
    assert_int_equal(rbk_text_set(&text, RBK_TEXT_FIELDS, "x", NULL), RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_text_set(NULL, RBK_TEXT_TITLE, "x", NULL), RBK_INVALID_POINTER);
}

static void fields_have_names(void **state)
{
    (void)state;
    assert_string_equal(rbk_text_field_name(RBK_TEXT_TITLE), "title");
    assert_string_equal(rbk_text_field_name(RBK_TEXT_DISC_ID), "disc_id");
    assert_string_equal(rbk_text_field_name(RBK_TEXT_FIELDS), "unknown");
}

static void remarks_are_copied_in_order(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    char line[] = "one";
    (void)state;
    assert_int_equal(rbk_remarks_add(&disc->remarks, line, NULL), RBK_OK);
    line[0] = 'x';
    assert_int_equal(rbk_remarks_add(&disc->remarks, "two", NULL), RBK_OK);
    assert_int_equal(disc->remarks.count, 2);
    assert_string_equal(disc->remarks.lines[0], "one");
    assert_string_equal(disc->remarks.lines[1], "two");
    assert_int_equal(rbk_remarks_add(&disc->remarks, NULL, NULL), RBK_INVALID_POINTER);
    rbk_remarks_remove(&disc->remarks, 2);
    assert_int_equal(disc->remarks.count, 2);
    rbk_remarks_remove(&disc->remarks, 0);
    assert_int_equal(disc->remarks.count, 1);
    assert_string_equal(disc->remarks.lines[0], "two");
    rbk_disc_free(disc);
}

static void remarks_are_bounded(void **state)
{
    rbk_remarks *remarks;
    rbk_disc *disc = rbk_disc_new();
    rbk_error error;
    (void)state;
    remarks = &disc->remarks;
    for (int i = 0; i < RBK_REMARKS_MAX; i++)
        assert_int_equal(rbk_remarks_add(remarks, "x", NULL), RBK_OK);
    assert_int_equal(rbk_remarks_add(remarks, "x", &error), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "expected at most 10000 remarks, found more");
    assert_int_equal(remarks->count, RBK_REMARKS_MAX);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_utf8_and_empty_is_unset),
        cmocka_unit_test(fields_have_names),
        cmocka_unit_test(remarks_are_copied_in_order),
        cmocka_unit_test(remarks_are_bounded),
    };
    return cmocka_run_group_tests_name("disc/text", tests, NULL, NULL);
}
