/*
 * tools/cli/fold.c: lines as a terminal of so many columns shows them.
 * link: -Itools
 */
#include "cli/fold.c"
#include "cli/messages.c"
#include "cli/output.c"
#include "cli/terminal.c"
#include "cli/utf8.c"

#include <setjmp.h>

#include <cmocka.h>

static void expect_folded(size_t columns, const char *text, const char *expected)
{
    char *found = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&found, &size);
    assert_non_null(out);
    print_all(text, strlen(text), columns, out);
    assert_int_equal(fclose(out), 0);
    assert_string_equal(found, expected);
    free(found);
}

static void lines_that_fit_are_unchanged(void **state)
{
    (void)state;
    expect_folded(30, "", "");
    expect_folded(30, "\n\n", "\n\n");
    expect_folded(30, "thirty columns are just enough\n  two\n", "thirty columns are just enough\n  two\n");
    expect_folded(30, "no end of a line", "no end of a line");
}

static void a_line_is_continued_four_columns_further_right(void **state)
{
    (void)state;
    expect_folded(30, "thirty columns are not enough, but two lines are\nnext\n",
                  "thirty columns are not enough,\n    but two lines are\nnext\n");
    expect_folded(30, "  a line that begins with blanks is continued after them\n",
                  "  a line that begins with\n      blanks is continued\n      after them\n");
}

static void a_value_is_continued_below_its_beginning(void **state)
{
    (void)state;
    expect_folded(40, "hunks      623 of 19584 bytes: 83 cdlz, 1 cdzl, 498 cdfl\n",
                  "hunks      623 of 19584 bytes: 83 cdlz,\n           1 cdzl, 498 cdfl\n");
    expect_folded(40, "           24x (4234 kB/s), 16x (2823 kB/s), 8x (1412 kB/s)\n",
                  "           24x (4234 kB/s), 16x (2823\n           kB/s), 8x (1412 kB/s)\n");
    /* no room for a value next to its label */
    expect_folded(30, "hunks      623 of 19584 bytes: 83 cdlz\n", "hunks      623 of 19584 bytes:\n    83 cdlz\n");
}

static void a_word_stays_whole(void **state)
{
    (void)state;
    expect_folded(30, "disc1:0123456789abcdef0123456789abcdef\n", "disc1:0123456789abcdef0123456789abcdef\n");
    expect_folded(34, "digest    disc1:0123456789abcdef0123456789abcdef and more\n",
                  "digest    disc1:0123456789abcdef0123456789abcdef\n          and more\n");
}

static void width_is_that_of_characters(void **state)
{
    (void)state;
    expect_folded(
        24, "\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B \xC3\xA9\xC3\xA9\xC3\xA9 abcd efghijk\n",
        "\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B\xE7\x8E\x8B \xC3\xA9\xC3\xA9\xC3\xA9 abcd\n    efghijk\n");
    expect_folded(24, "\xFF\xFF invalid bytes have one column\n", "\xFF\xFF invalid bytes have\n    one column\n");
}

static void what_is_no_terminal_is_printed_to_at_once(void **state)
{
    char *found = NULL;
    size_t size = 0;
    (void)state;
    FILE *out = open_memstream(&found, &size);
    assert_non_null(out);
    assert_ptr_equal(cli_fold_begin(out), out);
    cli_print_line("a line", out);
    assert_true(cli_fold_end(out));
    assert_int_equal(fclose(out), 0);
    assert_string_equal(found, "a line\n");
    free(found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_that_fit_are_unchanged),
        cmocka_unit_test(a_line_is_continued_four_columns_further_right),
        cmocka_unit_test(a_value_is_continued_below_its_beginning),
        cmocka_unit_test(a_word_stays_whole),
        cmocka_unit_test(width_is_that_of_characters),
        cmocka_unit_test(what_is_no_terminal_is_printed_to_at_once),
    };
    return cmocka_run_group_tests_name("cli/fold", tests, NULL, NULL);
}
