/*
 * tools/cli/values.c: numbers and lengths on the command line.
 * link: -Itools
 */
#include "cli/values.c"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

static void a_number_has_digits_and_nothing_else(void **state)
{
    static const char *const bad[] = {"", " 1", "1 ", "+1", "-1", "1x", "0x10", "1.0", "\xC2\xB2"};
    char why[CLI_WHY_BYTES];
    uint64_t number = 42;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(cli_number_parse(bad[i], 0, UINT64_MAX, &number, why));
    assert_int_equal(number, 42);
    assert_true(cli_number_parse("0", 0, 9, &number, why));
    assert_int_equal(number, 0);
    assert_true(cli_number_parse("007", 0, 9, &number, why));
    assert_int_equal(number, 7);
}

static void a_number_keeps_its_range_and_says_it(void **state)
{
    char why[CLI_WHY_BYTES];
    uint64_t number = 42;
    (void)state;
    assert_false(cli_number_parse("65", 1, 64, &number, why));
    assert_string_equal(why, "expected a number from 1 to 64, found '65'");
    assert_false(cli_number_parse("0", 1, 64, &number, why));
    assert_true(cli_number_parse("64", 1, 64, &number, why));
    assert_int_equal(number, 64);
}

static void the_largest_number_is_read_and_the_next_is_refused(void **state)
{
    char why[CLI_WHY_BYTES];
    uint64_t number = 42;
    (void)state;
    assert_true(cli_number_parse("18446744073709551615", 0, UINT64_MAX, &number, why));
    assert_true(number == UINT64_MAX);
    assert_false(cli_number_parse("18446744073709551616", 0, UINT64_MAX, &number, why));
    assert_false(cli_number_parse("99999999999999999999999999", 0, UINT64_MAX, &number, why));
}

static void a_length_is_sectors_seconds_or_a_time(void **state)
{
    static const struct {
        const char *text;
        uint32_t sectors;
    } good[] = {
        {"0", 0},          {"150", 150},   {"150 sectors", 150}, {"150sectors", 150},  {"2s", 150},      {"0s", 0},
        {"00:02:00", 150}, {"0:2:0", 150}, {"5997s", 449775},    {"99:57:74", 449849}, {"00:00:74", 74},
    };
    static const char *const bad[] = {"",
                                      "s",
                                      "2 s",
                                      "2S",
                                      "1.5s",
                                      "150 sector",
                                      "150  sectors",
                                      "-1",
                                      "2s ",
                                      "2ss",
                                      "00:02",
                                      "00:60:00",
                                      "00:00:75",
                                      "a:b:c",
                                      "449850",
                                      "99999999999999999999",
                                      "99999999999999999999s",
                                      "5998s"};
    char why[CLI_WHY_BYTES];
    uint32_t sectors = 42;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(cli_sectors_parse(good[i].text, 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why));
        assert_int_equal(sectors, good[i].sectors);
    }
    sectors = 42;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        why[0] = '\0';
        assert_false(cli_sectors_parse(bad[i], 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why));
        assert_string_not_equal(why, "");
    }
    assert_int_equal(sectors, 42);
}

static void a_length_of_time_needs_a_unit(void **state)
{
    static const char *const good[] = {"0", "2s", "150sectors", "150 sectors", "00:02:00"};
    static const char *const bad[] = {"2", "150", "", "2 s", "449850 sectors", "00:60:00"};
    char why[CLI_WHY_BYTES];
    uint32_t sectors = 42;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(cli_length_parse(good[i], 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why));
        assert_int_equal(sectors, i ? 150 : 0);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(cli_length_parse(bad[i], 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why));
    assert_false(cli_length_parse("2", 0, RBK_PROGRAM_SECTORS_MAX, &sectors, why));
    assert_string_equal(why, "expected '2s' (seconds), '150 sectors' or '00:02:00' (MM:SS:FF), found '2'");
}

static void a_capacity_is_a_medium_or_a_length(void **state)
{
    static const struct {
        const char *text;
        uint32_t sectors;
    } good[] = {
        {"74", 333000},
        {"80", 359844},
        {"90", 405000},
        {"99", 445500},
        {"74:00:00", 333000},
        {"79:57:69", 359844},
        {"359844 sectors", 359844},
        {"1 sectors", 1},
    };
    static const char *const bad[] = {"", "75", "80 min", "80min", "359844", "0 sectors", "00:00:00", "449850 sectors"};
    char why[CLI_WHY_BYTES];
    uint32_t sectors = 42;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(cli_capacity_parse(good[i].text, &sectors, why));
        assert_int_equal(sectors, good[i].sectors);
    }
    sectors = 42;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(cli_capacity_parse(bad[i], &sectors, why));
    assert_int_equal(sectors, 42);
}

static void a_date_is_one_of_the_calendar(void **state)
{
    static const char *const good[] = {"", "1999", "2026-11", "2026-11-29", "2024-02-29", "2000-02-29", "1904-12-31"};
    static const char *const bad[] = {"yesterday",  "99",           "0000",        "2026-13",    "2026-00",
                                      "2026-1",     "2026-11-31",   "2026-02-29",  "1900-02-29", "2026-11-00",
                                      "2026/11/29", "29.11.2026",   "2026-11-29 ", "2026-11-2x", "20261129",
                                      "+999",       "2026-11-29T12"};
    char why[CLI_WHY_BYTES];
    const char *place = NULL;
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
        assert_true(cli_date_read(&place, good[i], why));
        assert_ptr_equal(place, good[i]);
    }
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        place = NULL;
        assert_false(cli_date_read(&place, bad[i], why));
        assert_null(place);
    }
    assert_false(cli_date_parse("yesterday", why));
    assert_string_equal(why, "expected a date of the calendar as YYYY-MM-DD, YYYY-MM or YYYY, found 'yesterday'");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_has_digits_and_nothing_else),
        cmocka_unit_test(a_number_keeps_its_range_and_says_it),
        cmocka_unit_test(the_largest_number_is_read_and_the_next_is_refused),
        cmocka_unit_test(a_length_is_sectors_seconds_or_a_time),
        cmocka_unit_test(a_length_of_time_needs_a_unit),
        cmocka_unit_test(a_capacity_is_a_medium_or_a_length),
        cmocka_unit_test(a_date_is_one_of_the_calendar),
    };
    return cmocka_run_group_tests_name("cli/values", tests, NULL, NULL);
}
