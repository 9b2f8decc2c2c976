/*
 * tools/cli/utf8.c: decoding and width. Vectors: Unicode 15, table 3-7 and UAX 11.
 * link: -Itools
 */
#include "cli/utf8.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void decodes_the_shortest_form_of_each_length(void **state)
{
    uint32_t point = 0;
    (void)state;
    assert_int_equal(cli_utf8_decode("A", &point), 1);
    assert_int_equal(point, 'A');
    assert_int_equal(cli_utf8_decode("\xC3\xA9", &point), 2);
    assert_int_equal(point, 0xE9);
    assert_int_equal(cli_utf8_decode("\xE9\x9F\xB3", &point), 3);
    assert_int_equal(point, 0x97F3);
    assert_int_equal(cli_utf8_decode("\xF0\x9F\x8E\xB5", &point), 4);
    assert_int_equal(point, 0x1F3B5);
    assert_int_equal(cli_utf8_decode("\xF4\x8F\xBF\xBF", &point), 4);
    assert_int_equal(point, 0x10FFFF);
}

static void refuses_what_is_not_utf8(void **state)
{
    static const char *const bad[] = {
        "",                 /* nothing */
        "\x80",             /* a continuation alone */
        "\xC0\x80",         /* zero in two bytes */
        "\xC1\xBF",         /* a letter in two bytes */
        "\xE0\x80\x80",     /* in three */
        "\xE0\x9F\xBF",     /* U+07FF in three */
        "\xF0\x8F\xBF\xBF", /* U+FFFF in four */
        "\xED\xA0\x80",     /* a surrogate */
        "\xF4\x90\x80\x80", /* above U+10FFFF */
        "\xF5\x80\x80\x80", /* an invalid lead byte */
        "\xFF",
        "\xE9\x9F", /* truncated */
        "\xC3\x41",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        uint32_t point = 42;
        assert_int_equal(cli_utf8_decode(bad[i], &point), 0);
        assert_int_equal(point, 42);
    }
}

static void a_wide_character_takes_two_columns_and_a_combining_one_none(void **state)
{
    (void)state;
    assert_int_equal(cli_utf8_columns(""), 0);
    assert_int_equal(cli_utf8_columns("abc"), 3);
    assert_int_equal(cli_utf8_columns("St\xC3\xBC\x63k"), 5);
    assert_int_equal(cli_utf8_columns("Stu\xCC\x88\x63k"), 5);
    assert_int_equal(cli_utf8_columns("\xE9\x9F\xB3\xE6\xA5\xBD"), 4);
    assert_int_equal(cli_utf8_columns("\xF0\x9F\x8E\xB5"), 2);
    assert_int_equal(cli_utf8_columns("\xED\x95\x9C"), 2);
    assert_int_equal(cli_utf8_columns("a\xFF"), 2);
}

static void plain_text_ends_at_the_first_byte_that_is_not_printed_as_it_is(void **state)
{
    (void)state;
    assert_int_equal(cli_utf8_plain(""), 0);
    assert_int_equal(cli_utf8_plain(" a~"), 3);
    assert_int_equal(cli_utf8_plain("ab\x7F"), 2);
    assert_int_equal(cli_utf8_plain("a\tb"), 1);
    assert_int_equal(cli_utf8_plain("caf\xC3\xA9"), 3);
    assert_int_equal(cli_utf8_columns("ab\xC3\xA9 c"), 5);
}

static void what_turns_or_ends_a_line_is_a_control_character(void **state)
{
    static const uint32_t controls[] = {0,      7,      0x1B,   0x1F,   0x7F,   0x80,   0x9B,   0x9F,  0x61C,
                                        0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069};
    static const uint32_t others[] = {' ',    '~',    0xA0,   0xE9,   0x61B,  0x61D,  0x200D,
                                      0x2010, 0x2014, 0x2027, 0x202F, 0x2065, 0x206A, 0x97F3};
    (void)state;
    for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
        assert_true(cli_utf8_is_control(controls[i]));
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        assert_false(cli_utf8_is_control(others[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_the_shortest_form_of_each_length),
        cmocka_unit_test(refuses_what_is_not_utf8),
        cmocka_unit_test(a_wide_character_takes_two_columns_and_a_combining_one_none),
        cmocka_unit_test(plain_text_ends_at_the_first_byte_that_is_not_printed_as_it_is),
        cmocka_unit_test(what_turns_or_ends_a_line_is_a_control_character),
    };
    return cmocka_run_group_tests_name("cli/utf8", tests, NULL, NULL);
}
