/* Gains as factors. */
#include "audio/gain.h"

#include "unit/scratch.h"

#include <math.h>

static void factors_are_those_of_the_decibels(void **state)
{
    (void)state;
    assert_true(rbk_gain_factor(0) == 1);
    for (int64_t gain = -RBK_GAIN_MAX_MILLIDECIBELS; gain <= RBK_GAIN_MAX_MILLIDECIBELS; gain += 37)
        assert_true(fabs(rbk_gain_factor(gain) / pow(10, (double)gain / 20000) - 1) < 1e-14);
    assert_true(rbk_gain_factor(20000) == 10);
}

static void the_gain_below_a_factor_is_the_largest(void **state)
{
    (void)state;
    for (int64_t gain = -99999; gain < 99999; gain += 1013) {
        double factor = rbk_gain_factor(gain);
        assert_int_equal(rbk_gain_below(factor), gain);
        assert_int_equal(rbk_gain_below(factor * (1 - 1e-9)), gain - 1);
        assert_int_equal(rbk_gain_below(factor * (1 + 1e-9)), gain);
    }
    assert_int_equal(rbk_gain_below(1e9), RBK_GAIN_MAX_MILLIDECIBELS);
    assert_int_equal(rbk_gain_below(0), -RBK_GAIN_MAX_MILLIDECIBELS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(factors_are_those_of_the_decibels),
        cmocka_unit_test(the_gain_below_a_factor_is_the_largest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
