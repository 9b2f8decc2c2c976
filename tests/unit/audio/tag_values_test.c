/* One value of a tag. */
#include "audio/tag_values.h"

#include "unit/audio/audio_files.h"

static bool guessed;

static bool set(char **slot, const char *text, bool append)
{
    guessed = false;
    return rbk_tag_set(slot, text, strlen(text), append, &guessed);
}

static void values_are_trimmed_joined_and_made_utf8(void **state)
{
    char *slot = NULL;
    (void)state;
    assert_true(set(&slot, "  \t", true));
    assert_null(slot);
    assert_true(set(&slot, "  one two\r\n", true));
    assert_string_equal(slot, "one two");
    assert_true(set(&slot, "three", true));
    assert_string_equal(slot, "one two; three");
    assert_true(set(&slot, "four", false));
    assert_string_equal(slot, "one two; three");
    free(slot);
    slot = NULL;
    assert_true(set(&slot, "Caf\xE9 \x93\x80\x94", false));
    assert_string_equal(slot, "Caf\xC3\xA9 \u201C\u20AC\u201D");
    assert_true(guessed);
    free(slot);
    slot = NULL;
    assert_true(set(&slot, "Caf\xC3\xA9 \xC2\x93\xC2\x81\xC2\xA0", false)); /* decoded once, as ISO 8859-1 */
    assert_string_equal(slot, "Caf\xC3\xA9 \u201C\xC2\x81\xC2\xA0");
    assert_false(guessed);
    free(slot);
    slot = NULL;
    assert_true(rbk_tag_set(&slot, "cut\0here", 8, false, &guessed));
    assert_string_equal(slot, "cut");
    free(slot);
}

static void numbers_end_where_digits_end(void **state)
{
    (void)state;
    assert_int_equal(rbk_tag_number("3/9", 3), 3);
    assert_int_equal(rbk_tag_number(" 07", 3), 7);
    assert_int_equal(rbk_tag_number("12", 1), 1);
    assert_int_equal(rbk_tag_number("", 0), 0);
    assert_int_equal(rbk_tag_number("A1", 2), 0);
    assert_int_equal(rbk_tag_number("-1", 2), 0);
    assert_int_equal(rbk_tag_number("99999999999999999999", 20), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_trimmed_joined_and_made_utf8),
        cmocka_unit_test(numbers_end_where_digits_end),
    };
    return cmocka_run_group_tests_name("audio/tag_values", tests, NULL, NULL);
}
