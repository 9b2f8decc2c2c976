/*
 * tools/cli/nearest.c: the distance of words, and which are near enough to be suggested.
 * link: -Itools
 */
#include "cli/nearest.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void letters_are_put_in_left_out_changed_and_swapped(void **state)
{
    static const struct {
        const char *a, *b;
        size_t distance;
    } rows[] = {{"", "", 0},          {"info", "info", 0},      {"info", "ifno", 1},     {"info", "inf", 1},
                {"info", "infoo", 1}, {"info", "imfo", 1},      {"author", "auhtro", 2}, {"", "abc", 3},
                {"abc", "cab", 2},    {"kitten", "sitting", 3}, {"check", "compare", 6}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(cli_distance(rows[i].a, rows[i].b), rows[i].distance);
        assert_int_equal(cli_distance(rows[i].b, rows[i].a), rows[i].distance);
    }
    assert_true(cli_distance("a word of far more letters than anybody gives", "a") == SIZE_MAX);
}

static void near_is_a_slip_or_a_beginning(void **state)
{
    static const struct {
        const char *word, *candidate;
        bool near;
    } rows[] = {{"ifno", "info", true},      {"extrct", "extract", true}, {"comp", "compare", true},
                {"forse", "force", true},    {"x", "info", false},        {"burn", "info", false},
                {"verbos", "verbose", true}, {"rip", "text", false},      {"in", "info", false},
                {"zzzzzz", "author", false}};
    size_t distance = 0;
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(cli_is_near(rows[i].word, rows[i].candidate, &distance), rows[i].near);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(letters_are_put_in_left_out_changed_and_swapped),
        cmocka_unit_test(near_is_a_slip_or_a_beginning),
    };
    return cmocka_run_group_tests_name("cli/nearest", tests, NULL, NULL);
}
