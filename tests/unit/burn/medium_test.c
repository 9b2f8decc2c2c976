/*
 * Times of a recordable disc.
 */
#include <redbook/burn_plan.h>

#include "unit/scratch.h"

static void assert_time(int32_t lba, unsigned minutes, unsigned seconds, unsigned sectors)
{
    uint8_t msf[3];
    rbk_burn_time(lba, msf);
    assert_int_equal(msf[0], minutes);
    assert_int_equal(msf[1], seconds);
    assert_int_equal(msf[2], sectors);
}

static void times_of_the_lead_in_are_before_minus_150(void **state)
{
    (void)state;
    assert_int_equal(rbk_burn_lead_in_lba(97, 18, 0), -12300);
    assert_int_equal((uint32_t)rbk_burn_lead_in_lba(97, 18, 0), 0xFFFFCFF4);
    assert_int_equal(rbk_burn_lead_in_lba(97, 26, 65), -11635);
    assert_int_equal(rbk_burn_lead_in_lba(99, 59, 74), -151);
    assert_int_equal(rbk_burn_lead_in_lba(90, 0, 0), -45150);
}

static void times_of_the_program_count_from_minus_150(void **state)
{
    (void)state;
    assert_int_equal(rbk_burn_program_lba(0, 0, 0), -150);
    assert_int_equal(rbk_burn_program_lba(0, 2, 0), 0);
    assert_int_equal(rbk_burn_program_lba(79, 59, 74), 359849);
    assert_int_equal(rbk_burn_program_lba(99, 59, 74), 449849);
}

static void times_are_binary_and_go_round_at_100_minutes(void **state)
{
    (void)state;
    assert_time(-150, 0, 0, 0);
    assert_time(0, 0, 2, 0);
    assert_time(1500, 0, 22, 0);
    assert_time(-151, 99, 59, 74);
    assert_time(-12300, 97, 18, 0);
    assert_time(449849, 99, 59, 74);
    assert_time(449850, 0, 0, 0);
    assert_time(RBK_NO_LBA, 81, 26, 52); /* nothing, but no harm */
}

static void the_assumed_medium_has_80_minutes(void **state)
{
    rbk_burn_medium medium;
    (void)state;
    rbk_burn_medium_init(&medium);
    assert_false(medium.known);
    assert_int_equal(medium.lead_in_lba, -11635);
    assert_int_equal(medium.lead_out_max_lba, 359844);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(times_of_the_lead_in_are_before_minus_150),
        cmocka_unit_test(times_of_the_program_count_from_minus_150),
        cmocka_unit_test(times_are_binary_and_go_round_at_100_minutes),
        cmocka_unit_test(the_assumed_medium_has_80_minutes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
