/* The true peak of a disc whose samples are passed in parts. */
#include "author/level.h"

#include "unit/scratch.h"

#include <math.h>

#define COUNT 30000

/* A sine of a quarter of the sampling rate, sampled 45 degrees off its peaks: 3 dB more between samples. */
static void make_sine(int16_t *samples)
{
    static const int16_t values[] = {11585, 11585, -11585, -11585};
    for (size_t i = 0; i < COUNT; i++)
        samples[2 * i] = samples[2 * i + 1] = values[i % 4];
}

static double measure(const int16_t *samples, const size_t *cuts, size_t count)
{
    rbk_level level;
    assert_int_equal(rbk_level_init(&level, NULL), RBK_OK);
    for (size_t i = 0; i + 1 < count; i++)
        rbk_level_take(&level, samples + cuts[i] * RBK_CHANNELS, cuts[i + 1] - cuts[i], 700 + (int64_t)cuts[i]);
    double peak = rbk_level_true_peak(&level);
    rbk_level_release(&level);
    return peak;
}

static void the_parts_do_not_matter(void **state)
{
    static int16_t samples[COUNT * RBK_CHANNELS];
    static const size_t whole[] = {0, COUNT}, parts[] = {0, 1, 5, 8200, 8201, 20000, COUNT};
    (void)state;
    make_sine(samples);
    double peak = measure(samples, whole, 2);
    assert_true(peak > 0.49 && peak < 0.6); /* the ends overshoot */
    assert_true(measure(samples, parts, sizeof parts / sizeof parts[0]) == peak);
}

static void a_single_sample_at_the_end_is_seen(void **state)
{
    static int16_t samples[COUNT * RBK_CHANNELS];
    static const size_t parts[] = {0, COUNT};
    (void)state;
    memset(samples, 0, sizeof samples);
    samples[COUNT * RBK_CHANNELS - 1] = -16384;
    assert_true(measure(samples, parts, 2) == 0.5);
}

static void what_is_apart_on_the_disc_is_not_joined(void **state)
{
    static int16_t samples[COUNT * RBK_CHANNELS];
    rbk_level level;
    (void)state;
    make_sine(samples);
    assert_int_equal(rbk_level_init(&level, NULL), RBK_OK);
    rbk_level_take(&level, samples, 2, 0);
    rbk_level_take(&level, samples, 2, 1000);
    double apart = rbk_level_true_peak(&level);
    rbk_level_release(&level);
    assert_int_equal(rbk_level_init(&level, NULL), RBK_OK);
    rbk_level_take(&level, samples, 2, 0);
    rbk_level_take(&level, samples, 2, 2);
    assert_true(rbk_level_true_peak(&level) != apart);
    rbk_level_release(&level);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_parts_do_not_matter),
        cmocka_unit_test(a_single_sample_at_the_end_is_seen),
        cmocka_unit_test(what_is_apart_on_the_disc_is_not_joined),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
