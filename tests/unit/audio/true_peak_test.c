/*
 * True peak with the test signals of EBU Tech 3341, and compared with libebur128.
 * link: -lebur128
 */
#include "audio/true_peak.h"

#include "unit/scratch.h"

#include <ebur128.h>
#include <math.h>

#define PI    3.14159265358979323846
#define COUNT 20000
#define PAD   (RBK_TRUE_PEAK_HISTORY + RBK_TRUE_PEAK_TAPS)

static int16_t array[COUNT + 2 * PAD];
static int16_t *const samples = array + PAD;

static double decibels(int32_t peak)
{
    return 20 * log10(peak / RBK_TRUE_PEAK_SCALE);
}

static void clear(void)
{
    memset(array, 0, sizeof array);
}

/* A sine of rate / division with a phase in degrees, faded in and out. */
static void sine(int division, double degrees, double amplitude)
{
    clear();
    for (int i = 0; i < COUNT; i++) {
        double edge = i < COUNT / 2 ? i / 2000.0 : (COUNT - 1 - i) / 2000.0;
        double value = amplitude * fmin(edge, 1) * sin(2 * PI * i / division + degrees * PI / 180);
        samples[i] = (int16_t)lround(fmax(-32768, fmin(32767, 32768 * value)));
    }
}

static int32_t find(void)
{
    return rbk_true_peak_find(samples, COUNT + RBK_TRUE_PEAK_TAPS, 0);
}

static void cases_15_to_19_have_the_level_between_their_samples(void **state)
{
    static const struct {
        int division;
        double degrees, amplitude, expected;
    } cases[] = {{4, 0, 0.5, -6}, {4, 45, 0.5, -6}, {6, 60, 0.5, -6}, {8, 67.5, 0.5, -6}, {4, 45, 1.41, 3}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        sine(cases[i].division, cases[i].degrees, cases[i].amplitude);
        double found = decibels(find());
        if (found > cases[i].expected + 0.2 || found < cases[i].expected - 0.4)
            fail_msg("case %zu: expected %.1f, found %.3f", i + 15, cases[i].expected, found);
    }
}

static uint64_t seed = 7;

static int16_t random_value(int scale)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (int16_t)((int32_t)(int16_t)(seed >> 40) / scale);
}

static void noise(int scale)
{
    clear();
    for (int i = 0; i < COUNT; i++)
        samples[i] = random_value(scale);
}

static double peak_of_libebur128(void)
{
    double peak;
    ebur128_state *state = ebur128_init(1, 44100, EBUR128_MODE_TRUE_PEAK);
    assert_non_null(state);
    assert_int_equal(ebur128_add_frames_short(state, samples, COUNT + RBK_TRUE_PEAK_TAPS), EBUR128_SUCCESS);
    assert_int_equal(ebur128_true_peak(state, 0, &peak), EBUR128_SUCCESS);
    ebur128_destroy(&state);
    return 20 * log10(peak);
}

static void noise_has_the_peak_that_libebur128_finds(void **state)
{
    (void)state;
    for (int scale = 1; scale <= 64; scale *= 4) {
        noise(scale);
        assert_true(fabs(decibels(find()) - peak_of_libebur128()) < 0.005);
    }
    for (int division = 3; division < 40; division++) {
        sine(division, 17 * division, 0.9);
        assert_true(fabs(decibels(find()) - peak_of_libebur128()) < 0.005);
    }
}

static void what_is_left_out_and_eight_at_a_time_change_nothing(void **state)
{
    (void)state;
    for (int again = 0; again < 200; again++) {
        size_t from = (size_t)again * 7 % 50, count = (size_t)again * 13 % 700;
        clear();
        for (int i = 0; i < COUNT; i++) /* loud here and there */
            samples[i] = random_value(i / 300 % 5 == again % 5 ? 1 : 3);
        int32_t floor = again % 3 ? 0 : 900000000;
        assert_int_equal(rbk_true_peak_find(samples + from, count, floor),
                         rbk_true_peak_find_plainly(samples + from, count, floor));
    }
}

/* Full scale with the signs of the filter: the largest possible sums. */
static void the_loudest_samples_that_there_are_do_not_overflow(void **state)
{
    (void)state;
    for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++)
        for (int sign = 0; sign < 2; sign++) {
            int64_t expected = 0;
            clear();
            for (int tap = 0; tap < RBK_TRUE_PEAK_TAPS; tap++) {
                int factor = rbk_true_peak_filter[phase][tap];
                int16_t value = (factor < 0) == sign ? INT16_MAX : INT16_MIN;
                samples[500 - tap] = value;
                expected += (int64_t)factor * value;
            }
            expected = expected < 0 ? -expected : expected;
            assert_true(expected <= INT32_MAX);
            assert_true(find() >= expected);
            assert_int_equal(find(), rbk_true_peak_find_plainly(samples, COUNT + RBK_TRUE_PEAK_TAPS, 0));
        }
    clear();
    samples[0] = INT16_MIN;
    assert_true(find() == 1 << 30);
}

static void the_filter_is_a_sine_under_a_window(void **state)
{
    (void)state;
    for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++)
        for (int tap = 0; tap < RBK_TRUE_PEAK_TAPS; tap++) {
            int j = phase + 1 + 4 * tap;
            double m = (j - 24) * PI / 4;
            double expected = 32768 * sin(m) / m * 0.5 * (1 - cos(2 * PI * j / 48));
            assert_int_equal(rbk_true_peak_filter[phase][tap], lround(expected));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases_15_to_19_have_the_level_between_their_samples),
        cmocka_unit_test(noise_has_the_peak_that_libebur128_finds),
        cmocka_unit_test(what_is_left_out_and_eight_at_a_time_change_nothing),
        cmocka_unit_test(the_loudest_samples_that_there_are_do_not_overflow),
        cmocka_unit_test(the_filter_is_a_sine_under_a_window),
    };
    return cmocka_run_group_tests_name("audio/true_peak", tests, NULL, NULL);
}
