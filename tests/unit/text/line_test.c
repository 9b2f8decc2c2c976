/* A text in a line of a sheet. */
#include "text/line.h"
#include "unit/scratch.h"

/* All that a line cannot hold, and texts near to it. */
static const struct {
    const char *text, *in_quotes, *bare;
} rows[] = {
    {"", "", ""},
    {"plain 'text'", "plain 'text'", "plain 'text'"},
    {"a \"b\"", "a 'b'", "a \"b\""},
    {"a\nb\tc\x7F", "a b c ", "a b c "},
    {"\xC2\x85 \xC2\xA0\xC3\xA9", "  \xC2\xA0\xC3\xA9", "  \xC2\xA0\xC3\xA9"},
    {"a\xE2\x80\xA8\"\xE2\x80\x9C", "a '\xE2\x80\x9C", "a \"\xE2\x80\x9C"},
};

#define ROWS (sizeof rows / sizeof rows[0])

static void a_text_becomes_one_that_a_line_holds(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++) {
        char *quoted = strdup(rows[i].text), *bare = strdup(rows[i].text);
        const rbk_line_changes in_quotes = rbk_line_clean(quoted, true), without = rbk_line_clean(bare, false);
        assert_string_equal(quoted, rows[i].in_quotes);
        assert_string_equal(bare, rows[i].bare);
        assert_int_equal(in_quotes.quotes, strchr(rows[i].text, '"') != NULL);
        assert_false(without.quotes);
        assert_int_equal(in_quotes.controls, strcmp(rows[i].text, rows[i].bare) != 0);
        assert_int_equal(without.controls, in_quotes.controls);
        assert_int_equal(rbk_line_holds(rows[i].text), strcmp(rows[i].text, rows[i].in_quotes) == 0);
        assert_true(rbk_line_holds(quoted));
        free(quoted);
        free(bare);
    }
}

static void a_line_is_of_the_text_that_becomes_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t k = 0; k < ROWS; k++)
            assert_int_equal(rbk_line_is_of(rows[i].in_quotes, rows[k].text), i == k);
    assert_false(rbk_line_is_of("a \"b\"", "a \"b\"")); /* no line has that */
    assert_false(rbk_line_is_of("a \"b\"", "a 'b'"));
    assert_false(rbk_line_is_of("a 'b", "a \"b\""));
    assert_false(rbk_line_is_of("a 'b'c", "a \"b\""));
    assert_false(rbk_line_is_of("a 'c'", "a \"b\""));
}

#define SEVENTY_SEVEN "ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooooo/ooooooo"

static void a_line_of_eighty_characters_may_be_the_beginning_of_a_text(void **state)
{
    (void)state;
    assert_true(rbk_line_is_cut_of("\xC3\xA9'n" SEVENTY_SEVEN, "\xC3\xA9\"n" SEVENTY_SEVEN "o"));
    assert_false(rbk_line_is_cut_of("\xC3\xA9'n" SEVENTY_SEVEN, "\xC3\xA9\"n" SEVENTY_SEVEN));
    assert_false(rbk_line_is_cut_of("\xC3\xA9'n" SEVENTY_SEVEN "o", "\xC3\xA9\"n" SEVENTY_SEVEN "oo"));
    assert_false(rbk_line_is_cut_of("\xC3\xA9'" SEVENTY_SEVEN, "\xC3\xA9'" SEVENTY_SEVEN "oo"));
    assert_false(rbk_line_is_cut_of("\xC3\xA9'n" SEVENTY_SEVEN, "\xC3\xA9'm" SEVENTY_SEVEN "o"));
    assert_false(rbk_line_is_cut_of("\xC3\xA9'n" SEVENTY_SEVEN, "\xC3\xA9'n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_becomes_one_that_a_line_holds),
        cmocka_unit_test(a_line_is_of_the_text_that_becomes_it),
        cmocka_unit_test(a_line_of_eighty_characters_may_be_the_beginning_of_a_text),
    };
    return cmocka_run_group_tests_name("text/line", tests, NULL, NULL);
}
