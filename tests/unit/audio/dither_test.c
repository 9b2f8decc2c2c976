/* From real numbers to 16 bits. */
#include "audio/dither.h"

#include "unit/audio/audio_files.h"

#define MANY 400000

static rbk_conform_statistics none(void)
{
    rbk_conform_statistics statistics = {0, -1, 0, 0};
    return statistics;
}

static void without_dither_values_are_rounded_and_limited(void **state)
{
    const double values[] = {0.4,     0.5,     0.6,     -0.4,  -0.5,     -0.6,     1.5,    -1.5,
                             32766.5, 32767.4, 32767.5, 40000, -32768.5, -32768.6, -40000, 100};
    const int16_t expected[] = {0, 1, 1, 0, 0, -1, 2, -1, 32767, 32767, 32767, 32767, -32768, -32768, -32768, 100};
    double pairs[16];
    int16_t out[16];
    rbk_quantiser quantiser;
    rbk_conform_statistics statistics = none();
    (void)state;
    for (int i = 0; i < 16; i++)
        pairs[i] = values[i] / 32768;
    rbk_quantiser_init(&quantiser, RBK_DITHER_NONE, 0);
    rbk_quantise(&quantiser, pairs, 8, 1000, out, &statistics);
    assert_memory_equal(out, expected, sizeof out);
    assert_int_equal(statistics.clipped_values, 4); /* 32767.5, 40000, -32768.6, -40000 */
    assert_int_equal(statistics.first_clipped_samples, 1005);
    assert_int_equal(statistics.dithered_samples, 0);
    assert_true(statistics.peak == 40000.0 / 32768);
}

static void silence_stays_zero(void **state)
{
    static const double silence[2000];
    int16_t out[2000];
    rbk_quantiser quantiser;
    rbk_conform_statistics statistics = none();
    (void)state;
    memset(out, 1, sizeof out);
    rbk_quantiser_init(&quantiser, RBK_DITHER_TPDF, 5);
    rbk_quantise(&quantiser, silence, 1000, 77, out, &statistics);
    for (int i = 0; i < 2000; i++)
        assert_int_equal(out[i], 0);
    assert_int_equal(statistics.dithered_samples, 0);
    double pair[2] = {-0.0, 1e-12}; /* not silent: one of the two is not 0 */
    rbk_quantise(&quantiser, pair, 1, 77, out, &statistics);
    assert_int_equal(statistics.dithered_samples, 1);
}

/* Mean 0 and variance 1/6 + 1/12 = 1/4 LSB^2 for every value; the channels are uncorrelated. */
static void the_error_is_that_of_triangular_dither(void **state)
{
    const double levels[] = {0.0625, 0.5, 0.25, 100.75, -3000.1};
    double *pairs = malloc(2 * MANY * sizeof *pairs);
    int16_t *out = malloc(2 * MANY * sizeof *out);
    rbk_quantiser quantiser;
    (void)state;
    assert_non_null(pairs);
    assert_non_null(out);
    rbk_quantiser_init(&quantiser, RBK_DITHER_TPDF, 42);
    for (size_t level = 0; level < sizeof levels / sizeof levels[0]; level++) {
        rbk_conform_statistics statistics = none();
        double mean[2] = {0, 0}, square[2] = {0, 0}, cross = 0, neighbour = 0, before = 0;
        for (int i = 0; i < 2 * MANY; i++)
            pairs[i] = levels[level] / 32768;
        rbk_quantise(&quantiser, pairs, MANY, (int64_t)level * 1000003, out, &statistics);
        for (int i = 0; i < MANY; i++) {
            double left = out[2 * i] - levels[level], right = out[2 * i + 1] - levels[level];
            mean[0] += left;
            mean[1] += right;
            square[0] += left * left;
            square[1] += right * right;
            cross += left * right;
            neighbour += left * before;
            before = left;
            assert_true(fabs(left) < 1.5 && fabs(right) < 1.5);
        }
        for (int side = 0; side < 2; side++) {
            assert_true(fabs(mean[side] / MANY) < 0.004);
            assert_true(fabs(square[side] / MANY - 0.25) < 0.004);
        }
        assert_true(fabs(cross / MANY) < 0.004);
        assert_true(fabs(neighbour / MANY) < 0.004);
        assert_int_equal(statistics.dithered_samples, MANY);
        assert_int_equal(statistics.clipped_values, 0);
    }
    free(pairs);
    free(out);
}

static void the_dither_is_triangular(void **state)
{
    const double expected[4] = {0.125, 0.375, 0.375, 0.125}; /* of -1, -0.5, 0, 0.5, 1 */
    int bins[4] = {0};
    rbk_quantiser quantiser;
    (void)state;
    rbk_quantiser_init(&quantiser, RBK_DITHER_TPDF, 1);
    for (int64_t i = 0; i < MANY; i++) {
        double value = rbk_dither_value(&quantiser, i, (unsigned)(i & 1));
        assert_true(value > -1 && value < 1);
        bins[(int)((value + 1) * 2)]++;
    }
    for (int i = 0; i < 4; i++)
        assert_true(fabs((double)bins[i] / MANY - expected[i]) < 0.003);
}

static void dither_depends_on_seed_channel_and_position_alone(void **state)
{
    double pairs[2 * 5000];
    int16_t whole[2 * 5000], parts[2 * 5000];
    uint64_t seed = 9;
    rbk_quantiser quantiser, other;
    rbk_conform_statistics statistics = none();
    (void)state;
    for (int i = 0; i < 2 * 5000; i++)
        pairs[i] = (double)audio_files_random(&seed) / 2147483648.0 - 0.5;
    rbk_quantiser_init(&quantiser, RBK_DITHER_TPDF, 1);
    rbk_quantiser_init(&other, RBK_DITHER_TPDF, 2);
    rbk_quantise(&quantiser, pairs, 5000, 123456789012, whole, &statistics);
    for (size_t at = 0, size = 1; at < 5000; at += size, size = size * 2 + 1) {
        size_t now = at + size > 5000 ? 5000 - at : size;
        rbk_quantise(&quantiser, pairs + 2 * at, now, 123456789012 + (int64_t)at, parts + 2 * at, &statistics);
    }
    assert_memory_equal(whole, parts, sizeof whole);
    rbk_quantise(&other, pairs, 5000, 123456789012, parts, &statistics);
    assert_memory_not_equal(whole, parts, sizeof whole);
    rbk_quantise(&quantiser, pairs, 5000, 123456789013, parts, &statistics);
    assert_memory_not_equal(whole, parts, sizeof whole);
}

/* Fixed forever: images must be the same in all versions. */
static void the_bytes_are_these(void **state)
{
    const double pairs[] = {0.1, -0.1, 0.2, -0.2, 0.3, -0.3, 0.4, -0.4};
    const int16_t expected[] = {3278, -3277, 6554, -6553, 9830, -9830, 13107, -13107};
    int16_t out[8];
    rbk_conform_options options;
    rbk_quantiser quantiser;
    rbk_conform_statistics statistics = none();
    (void)state;
    rbk_conform_options_init(&options);
    rbk_quantiser_init(&quantiser, options.dither, options.dither_seed);
    rbk_quantise(&quantiser, pairs, 4, 588, out, &statistics);
    for (int i = 0; i < 8; i++)
        assert_int_equal(out[i], expected[i]);
}

static void clipping_is_counted_with_the_place_of_the_first(void **state)
{
    double pairs[20] = {0};
    int16_t out[20];
    rbk_quantiser quantiser;
    rbk_conform_statistics statistics = none();
    (void)state;
    pairs[6] = 1.5;
    pairs[7] = -1.5;
    pairs[16] = 2.0;
    rbk_quantiser_init(&quantiser, RBK_DITHER_TPDF, 1);
    rbk_quantise(&quantiser, pairs, 10, 500, out, &statistics);
    assert_int_equal(out[6], 32767);
    assert_int_equal(out[7], -32768);
    assert_int_equal(out[16], 32767);
    assert_int_equal(statistics.clipped_values, 3);
    assert_int_equal(statistics.first_clipped_samples, 503);
    assert_true(statistics.peak == 2.0);
    rbk_quantise(&quantiser, pairs, 10, 600, out, &statistics);
    assert_int_equal(statistics.clipped_values, 6);
    assert_int_equal(statistics.first_clipped_samples, 503);
}

/* Pairs of all kinds: audio of any level, silence, near silence, values halfway between two integers, values out of
   range.
 */
static double any_value(uint64_t *seed)
{
    uint32_t kind = audio_files_random(seed) % 16;
    double value = (double)audio_files_random(seed) / 1073741824.0 - 1;
    switch (kind) {
    case 0:
        return 0;
    case 1:
        return value * 1e-8;
    case 2:
        return floor(value * 32768) / 32768;
    case 3:
        return (floor(value * 32768) + 0.5) / 32768;
    case 4:
        return value * 1.5;
    case 5:
        return value * 1e9;
    default:
        return value * 0.9;
    }
}

/* Rounds what the quick values determine, then refines the rest, as the conformer does. */
static size_t quantise_in_two_steps(const rbk_quantiser *quantiser, double *near, const double *bit_exact,
                                    double error_bound, int64_t position, int16_t *out,
                                    rbk_conform_statistics *statistics)
{
    uint32_t values[RBK_QUANTISER_VALUES];
    size_t open =
        rbk_quantise_nearly(quantiser, near, RBK_QUANTISER_SEGMENT, error_bound, position, out, values, statistics);
    for (size_t i = 0; i < open; i++)
        near[values[i]] = bit_exact[values[i]];
    rbk_quantise_open(quantiser, near, values, open, position, out, statistics);
    return open;
}

static void near_values_and_the_few_exact_ones_give_what_exact_values_give(void **state)
{
    enum { VALUES = 2 * RBK_QUANTISER_SEGMENT, ROUNDS = 400 };
    const double error_bounds[] = {1e-30, 1e-9, 2e-7, 1e-5, 0.1};
    static double bit_exact[VALUES], near[VALUES];
    int16_t expected[VALUES], out[VALUES];
    uint64_t seed = 77;
    (void)state;
    for (int dither = RBK_DITHER_TPDF; dither <= RBK_DITHER_NONE; dither++)
        for (size_t d = 0; d < sizeof error_bounds / sizeof error_bounds[0]; d++) {
            rbk_conform_statistics one = none(), two = none();
            rbk_quantiser quantiser;
            size_t open = 0;
            rbk_quantiser_init(&quantiser, (rbk_dither)dither, 9);
            for (int64_t round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < VALUES; i++) {
                    bit_exact[i] = any_value(&seed);
                    near[i] = bit_exact[i] + error_bounds[d] * ((double)audio_files_random(&seed) / 1073741824.0 - 1);
                }
                rbk_quantise(&quantiser, bit_exact, RBK_QUANTISER_SEGMENT, round * VALUES, expected, &one);
                open += quantise_in_two_steps(&quantiser, near, bit_exact, error_bounds[d], round * VALUES, out, &two);
                assert_memory_equal(out, expected, sizeof out);
            }
            assert_memory_equal(&one, &two, sizeof one);
            if (error_bounds[d] <= 2e-7) /* most are determined: except halfway, silence, out of range */
                assert_true(open < (size_t)ROUNDS * RBK_QUANTISER_VALUES * (dither == RBK_DITHER_NONE ? 9 : 6) / 10);
        }
}

/* Including silence, values out of range and new peaks; with every kernel, from any pair on. */
static void pairs_at_once_give_what_one_after_another_gives(void **state)
{
    enum { PAIRS = 3 * RBK_QUANTISER_SEGMENT };
    static double pairs[2 * PAIRS];
    int16_t expected[2 * PAIRS], out[2 * PAIRS];
    uint64_t seed = 5;
    (void)state;
    for (int kernel = 0; kernel < RBK_KERNELS; kernel++) {
        assert_int_equal(setenv("REDBOOK_KERNEL", rbk_kernel_name((rbk_kernel)kernel), 1), 0);
        for (size_t round = 0; round < 60; round++) {
            const size_t first = round % 9, count = round < 30 ? round + 1 : PAIRS - first - round % 7;
            const rbk_dither dither = round % 2 ? RBK_DITHER_TPDF : RBK_DITHER_NONE;
            rbk_conform_statistics one = none(), all = none();
            rbk_quantiser quantiser;
            rbk_quantiser_init(&quantiser, dither, round);
            for (int i = 0; i < 2 * PAIRS; i++)
                pairs[i] = any_value(&seed);
            for (int i = 0; i < 80; i++)
                pairs[300 + i] = 0;
            for (size_t i = 0; i < count; i++)
                rbk_quantise(&quantiser, pairs + 2 * (first + i), 1, (int64_t)(77 + i), expected + 2 * i, &one);
            rbk_quantise(&quantiser, pairs + 2 * first, count, 77, out, &all);
            assert_memory_equal(out, expected, count * 2 * sizeof *out);
            assert_memory_equal(&one, &all, sizeof one);
        }
    }
    assert_int_equal(unsetenv("REDBOOK_KERNEL"), 0);
}

static void the_peak_of_samples_is_found_wherever_it_is(void **state)
{
    int16_t samples[67];
    (void)state;
    for (size_t at = 0; at < 67; at++) {
        for (int sign = -1; sign <= 1; sign += 2) {
            rbk_conform_statistics statistics = none();
            for (int i = 0; i < 67; i++)
                samples[i] = (int16_t)(i % 3);
            samples[at] = (int16_t)(sign * 16384);
            rbk_peak_note(samples, 67, &statistics);
            assert_true(statistics.peak == 0.5);
        }
    }
    rbk_conform_statistics statistics = none();
    samples[5] = INT16_MIN;
    rbk_peak_note(samples, 67, &statistics);
    assert_true(statistics.peak == 1.0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_dither_values_are_rounded_and_limited),
        cmocka_unit_test(silence_stays_zero),
        cmocka_unit_test(the_error_is_that_of_triangular_dither),
        cmocka_unit_test(the_dither_is_triangular),
        cmocka_unit_test(dither_depends_on_seed_channel_and_position_alone),
        cmocka_unit_test(the_bytes_are_these),
        cmocka_unit_test(clipping_is_counted_with_the_place_of_the_first),
        cmocka_unit_test(near_values_and_the_few_exact_ones_give_what_exact_values_give),
        cmocka_unit_test(pairs_at_once_give_what_one_after_another_gives),
        cmocka_unit_test(the_peak_of_samples_is_found_wherever_it_is),
    };
    return cmocka_run_group_tests_name("audio/dither", tests, NULL, NULL);
}
