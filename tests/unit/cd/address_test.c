/* Times and addresses; examples from the fact sheet on the standard. */
#include <redbook/address.h>

#include "unit/scratch.h"

static void absolute_times_are_lba_plus_150(void **state)
{
    const struct {
        int32_t lba;
        const char *time;
    } rows[] = {{-150, "00:00:00"}, {-1, "00:01:74"},   {0, "00:02:00"},     {16, "00:02:16"},
                {750, "00:12:00"},  {4350, "01:00:00"}, {449849, "99:59:74"}};
    char text[RBK_TIME_BYTES];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_string_equal(rbk_absolute_time_format(rows[i].lba, text), rows[i].time);
}

static void lengths_add_nothing(void **state)
{
    char text[RBK_TIME_BYTES];
    (void)state;
    assert_string_equal(rbk_time_format(0, text), "00:00:00");
    assert_string_equal(rbk_time_format(359844, text), "79:57:69");
    assert_string_equal(rbk_time_format(450000, text), "100:00:00");
}

static void times_are_parsed_and_their_parts_checked(void **state)
{
    int64_t sectors = -1;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_time_parse("00:02:00", &sectors, NULL), RBK_OK);
    assert_int_equal(sectors, 150);
    assert_int_equal(rbk_time_parse("79:57:69", &sectors, NULL), RBK_OK);
    assert_int_equal(sectors, 359844);
    assert_int_equal(rbk_time_parse("123:00:01", &sectors, NULL), RBK_OK);
    assert_int_equal(sectors, 123 * 4500 + 1);
    assert_int_equal(rbk_time_parse("00:60:00", &sectors, &error), RBK_BAD_TIME);
    assert_string_equal(error.sentence, "expected seconds 00 to 59 in '00:60:00'");
    assert_int_equal(rbk_time_parse("00:00:75", &sectors, &error), RBK_BAD_TIME);
    assert_string_equal(error.sentence, "expected sectors 00 to 74 in '00:00:75'");
    const char *bad[] = {"", "1", "1:2", "1:2:", ":2:3", "1:2:3x", "-1:00:00", "00:000:00", "12345:00:00", "a:b:c"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_int_equal(rbk_time_parse(bad[i], &sectors, NULL), RBK_BAD_TIME);
    assert_int_equal(sectors, 123 * 4500 + 1); /* unchanged by failures */
}

static void rates_scale_exactly(void **state)
{
    (void)state;
    assert_int_equal(rbk_rate_scale(0, 96000), 0);
    assert_int_equal(rbk_rate_scale(96000, 96000), 44100);
    assert_int_equal(rbk_rate_scale(144017, 48000), 132316); /* 132315.619 */
    assert_int_equal(rbk_rate_scale(1, 88200), 1);           /* 0.5 is rounded up */
    assert_int_equal(rbk_rate_scale(1, 96000), 0);
    assert_int_equal(rbk_rate_scale(12345, 44100), 12345);
    /* 100 years at 384 kHz: no overflow, no drift */
    int64_t seconds = (int64_t)100 * 365 * 86400;
    assert_int_equal(rbk_rate_scale(seconds * 384000, 384000), seconds * 44100);
}

static void sectors_are_rounded_both_ways(void **state)
{
    (void)state;
    assert_int_equal(rbk_sectors_floor(587), 0);
    assert_int_equal(rbk_sectors_floor(588), 1);
    assert_int_equal(rbk_sectors_ceil(0), 0);
    assert_int_equal(rbk_sectors_ceil(1), 1);
    assert_int_equal(rbk_sectors_ceil(588), 1);
    assert_int_equal(rbk_sectors_ceil(589), 2);
    assert_int_equal(rbk_sectors_ceil(INT64_MAX), INT64_MAX / 588 + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(absolute_times_are_lba_plus_150),
        cmocka_unit_test(lengths_add_nothing),
        cmocka_unit_test(times_are_parsed_and_their_parts_checked),
        cmocka_unit_test(rates_scale_exactly),
        cmocka_unit_test(sectors_are_rounded_both_ways),
    };
    return cmocka_run_group_tests_name("cd/address", tests, NULL, NULL);
}
