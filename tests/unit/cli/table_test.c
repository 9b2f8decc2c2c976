/*
 * tools/cli/table.c: columns as a terminal shows them.
 * link: -Itools
 */
#include "cli/messages.c"
#include "cli/output.c"
#include "cli/table.c"
#include "cli/terminal.c"
#include "cli/utf8.c"

#include <setjmp.h>

#include <cmocka.h>

/* What the table prints on a screen of so many columns, or fails the test. */
static void expect_within(const cli_table *table, size_t columns, const char *expected)
{
    char *text = NULL;
    size_t size = 0;
    FILE *out = open_memstream(&text, &size);
    assert_non_null(out);
    assert_true(cli_table_print_within(table, columns, out));
    assert_int_equal(fclose(out), 0);
    assert_string_equal(text, expected);
    free(text);
}

static void expect_printed(const cli_table *table, const char *expected)
{
    expect_within(table, 0, expected);
}

static cli_table *table_of(const char *const *headings, size_t count, const char *const *cells)
{
    cli_table *table = cli_table_new(headings, count);
    assert_non_null(table);
    for (; *cells; cells++)
        cli_table_cell(table, *cells);
    return table;
}

static void columns_are_aligned_and_lines_end_without_blanks(void **state)
{
    static const char *const headings[] = {">n", "name", "note"};
    (void)state;
    cli_table *table = cli_table_new(headings, 3);
    assert_non_null(table);
    cli_table_print_cell(table, "%d", 9);
    cli_table_cell(table, "long name");
    cli_table_cell(table, NULL);
    cli_table_print_cell(table, "%d", 10);
    cli_table_cell(table, "b");
    cli_table_cell(table, "x");
    cli_table_cell(table, "");
    cli_table_cell(table, "c");
    cli_table_cell(table, "");
    expect_printed(table, " n  name       note\n"
                          " 9  long name  -\n"
                          "10  b          x\n"
                          "    c\n");
    cli_table_free(table);
}

static void a_column_that_says_nothing_is_left_out(void **state)
{
    static const char *const headings[] = {"a", "b", "c"};
    (void)state;
    cli_table *table = cli_table_new(headings, 3);
    assert_non_null(table);
    for (int row = 0; row < 2; row++) {
        cli_table_cell(table, "1");
        cli_table_cell(table, row ? NULL : "");
        cli_table_cell(table, "3");
    }
    expect_printed(table, "a  c\n1  3\n1  3\n");
    cli_table_free(table);
}

static void width_is_counted_in_columns_not_bytes(void **state)
{
    static const char *const headings[] = {"title", "n"};
    (void)state;
    cli_table *table = cli_table_new(headings, 2);
    assert_non_null(table);
    cli_table_cell(table, "\xE9\x9F\xB3\xE6\xA5\xBD\xE9\x9F\xB3");
    cli_table_cell(table, "1");
    cli_table_cell(table, "St\xC3\xBC\x63k");
    cli_table_cell(table, "2");
    cli_table_cell(table, "\x1B[");
    cli_table_cell(table, "3");
    expect_printed(table, "title   n\n"
                          "\xE9\x9F\xB3\xE6\xA5\xBD\xE9\x9F\xB3  1\n"
                          "St\xC3\xBC\x63k   2\n"
                          "\\x1b[   3\n");
    cli_table_free(table);
}

static void columns_without_room_continue_below_their_headings(void **state)
{
    static const char *const headings[] = {">n", "first", ">second", "third"};
    static const char *const cells[] = {"1", "aaaaaaaa", "22", "ccccc", "10", "b", "3", "-", NULL};
    (void)state;
    cli_table *table = table_of(headings, 4, cells);
    expect_within(table, 80,
                  " n  first     second  third\n"
                  " 1  aaaaaaaa      22  ccccc\n"
                  "10  b              3  -\n");
    expect_within(table, 21,
                  " n  first     second\n"
                  "    third\n"
                  " 1  aaaaaaaa      22\n"
                  "    ccccc\n"
                  "10  b              3\n");
    expect_within(table, 14,
                  " n  first\n"
                  "    second\n"
                  "    third\n"
                  " 1  aaaaaaaa\n"
                  "        22\n"
                  "    ccccc\n"
                  "10  b\n"
                  "         3\n");
    cli_table_free(table);
}

static void a_long_last_column_is_wrapped_at_its_words(void **state)
{
    static const char *const headings[] = {"n", "remark"};
    static const char *const cells[] = {"1", "the quick brown fox jumps over it", NULL};
    (void)state;
    cli_table *table = table_of(headings, 2, cells);
    expect_within(table, 27,
                  "n  remark\n"
                  "1  the quick brown fox\n"
                  "   jumps over it\n");
    expect_within(table, 16,
                  "n\n"
                  "    remark\n"
                  "1\n"
                  "    the quick\n"
                  "    brown fox\n"
                  "    jumps over\n"
                  "    it\n");
    cli_table_free(table);
}

static void a_word_that_is_too_long_is_cut_between_characters(void **state)
{
    static const char *const headings[] = {"word"};
    static const char *const cells[] = {"\xE9\x9F\xB3\xE6\xA5\xBD\xE9\x9F\xB3", NULL};
    (void)state;
    cli_table *table = table_of(headings, 1, cells);
    expect_within(table, 5, "word\n\xE9\x9F\xB3\xE6\xA5\xBD\n\xE9\x9F\xB3\n");
    cli_table_free(table);
}

static void a_path_that_is_too_long_is_cut_after_its_folders(void **state)
{
    static const char *const headings[] = {"file"};
    static const char *const cells[] = {"/music/albums/night cats/01-first.wav", "out/a-name-of-23-characters",
                                        "read it, at 2822kB/s", NULL};
    (void)state;
    cli_table *table = table_of(headings, 1, cells);
    expect_within(table, 14,
                  "file\n"
                  "/music/albums/\n"
                  "night cats/\n"
                  "01-first.wav\n"
                  "out/\n"
                  "a-name-of-23-c\n"
                  "haracters\n"
                  "read it, at\n"
                  "2822kB/s\n");
    cli_table_free(table);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_aligned_and_lines_end_without_blanks),
        cmocka_unit_test(a_column_that_says_nothing_is_left_out),
        cmocka_unit_test(width_is_counted_in_columns_not_bytes),
        cmocka_unit_test(columns_without_room_continue_below_their_headings),
        cmocka_unit_test(a_long_last_column_is_wrapped_at_its_words),
        cmocka_unit_test(a_word_that_is_too_long_is_cut_between_characters),
        cmocka_unit_test(a_path_that_is_too_long_is_cut_after_its_folders),
    };
    return cmocka_run_group_tests_name("cli/table", tests, NULL, NULL);
}
