/*
 * The bit-exact sum as its header defines it, computed the simple way, and the quick sum with its error bound,
 * compared with every kernel of this machine.
 */
#include "audio/kernels.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH 640
#define COUNT  7 /* sums at once: more than any kernel computes */

static _Alignas(64) float weights[COUNT * LENGTH], left[LENGTH + 3 * COUNT], right[LENGTH + 3 * COUNT];
static _Alignas(64) double wide[RBK_TILE_ROWS * LENGTH];

/* Values over many magnitudes, so that every addition rounds. */
static float value(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double any = (double)(int64_t)*state / 9223372036854775808.0;
    return (float)(any * any * any);
}

static void fill(void)
{
    uint64_t state = 7;
    for (size_t i = 0; i < COUNT * LENGTH; i++)
        weights[i] = value(&state);
    for (size_t i = 0; i < LENGTH + 3 * COUNT; i++) {
        left[i] = value(&state);
        right[i] = value(&state);
    }
}

static double defined_sum(const float *row, const float *input, unsigned first_lane)
{
    volatile double sums[8] = {0};
    for (size_t i = 0; i < LENGTH; i++) {
        volatile double product = (double)row[i] * (double)input[i];
        sums[(i + first_lane) % 8] = sums[(i + first_lane) % 8] + product;
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static void every_kernel_gives_the_exact_sum_as_it_is_defined(void **state)
{
    (void)state;
    fill();
    for (int kernel = 0; kernel < RBK_KERNELS; kernel++)
        for (size_t count = 1; count <= COUNT; count++) {
            double pairs[2 * COUNT + 1];
            rbk_bit_exact_sum sums[COUNT];
            pairs[2 * count] = 42;
            for (unsigned n = 0; n < count; n++)
                sums[n] = (rbk_bit_exact_sum){weights + n * LENGTH, left + 3 * n, right + 2 * n, 3 * n % 8,
                                              pairs + 2 * (size_t)n};
            rbk_kernel_sums_of((rbk_kernel)kernel)->bit_exact(sums, count, LENGTH);
            for (unsigned n = 0; n < count; n++) {
                double wanted[2] = {defined_sum(weights + n * LENGTH, left + 3 * n, 3 * n % 8),
                                    defined_sum(weights + n * LENGTH, right + 2 * n, 3 * n % 8)};
                assert_memory_equal(pairs + 2 * n, wanted, sizeof wanted);
            }
            assert_true(pairs[2 * count] == 42);
            for (size_t i = 0; i < 2 * count; i++)
                pairs[i] = 42;
            for (unsigned n = 0; n < count; n++)
                sums[n].right = NULL;
            rbk_kernel_sums_of((rbk_kernel)kernel)->bit_exact_one(sums, count, LENGTH);
            for (unsigned n = 0; n < count; n++) {
                double wanted[2] = {defined_sum(weights + n * LENGTH, left + 3 * n, 3 * n % 8), 42};
                assert_memory_equal(pairs + 2 * n, wanted, sizeof wanted);
            }
        }
}

static void every_kernel_finds_the_loudest_value_wherever_it_is(void **state)
{
    enum { VALUES = 150 };
    static const float loud[] = {-0.75F, 0.5F};
    float values[VALUES];
    (void)state;
    for (int kernel = 0; kernel < RBK_KERNELS; kernel++) {
        const rbk_kernel_sums *by = rbk_kernel_sums_of((rbk_kernel)kernel);
        assert_true(by->loudest(values, 0) == 0);
        for (size_t count = 1; count <= VALUES; count++)
            for (size_t at = 0; at < count; at++) {
                for (size_t i = 0; i < VALUES; i++)
                    values[i] = i % 3 ? -0.25F : 0.125F;
                values[at] = loud[at % 2];
                values[count < VALUES ? count : at] = count < VALUES ? 2 : values[at]; /* is not asked for */
                assert_true(by->loudest(values, count) == (at % 2 ? 0.5F : 0.75F));
            }
    }
}

/* The error bound of single precision: as in audio/tiles.c, with the worst case for every weight. */
static double bound(const float *row, const float *input)
{
    double sum = 0;
    for (size_t i = 0; i < LENGTH; i++)
        sum += fabs((double)row[i] * (double)input[i]);
    return sum * (LENGTH / RBK_QUICK_LANES + 2) / (1 << 24);
}

static void every_kernel_gives_the_quick_sum_as_near_as_rounding_allows(void **state)
{
    const size_t middles[][2] = {{304, 352}, {0, 0}, {0, LENGTH}, {LENGTH, LENGTH}, {16, 624}};
    (void)state;
    fill();
    for (int kernel = 0; kernel < RBK_KERNELS; kernel++)
        for (size_t rows = 1; rows <= RBK_TILE_ROWS; rows++)
            for (size_t m = 0; m < sizeof middles / sizeof middles[0]; m++) {
                const size_t begin = middles[m][0], end = middles[m][1];
                const rbk_tile tile = {weights, wide, RBK_TILE_ROWS, LENGTH, begin, end, 0};
                double pairs[2 * RBK_TILE_ROWS + 1];
                pairs[2 * rows] = 42;
                for (size_t row = 0; row < RBK_TILE_ROWS; row++)
                    for (size_t at = begin; at < end; at++)
                        wide[row * (end - begin) + at - begin] = (double)weights[row * LENGTH + at];
                rbk_kernel_sums_of((rbk_kernel)kernel)->quick(&tile, rows, left + 1, right, pairs);
                for (size_t row = 0; row < rows; row++) {
                    const float *w = weights + row * LENGTH;
                    assert_true(fabs(pairs[2 * row] - defined_sum(w, left + 1, 0)) <= bound(w, left + 1));
                    assert_true(fabs(pairs[2 * row + 1] - defined_sum(w, right, 0)) <= bound(w, right));
                }
                assert_true(pairs[2 * rows] == 42);
            }
}

static void kernels_have_names_and_plain_is_always_there(void **state)
{
    (void)state;
    assert_true(rbk_kernel_available(RBK_KERNEL_PLAIN));
    assert_true(rbk_kernel_available(RBK_KERNEL_AUTO));
    assert_false(rbk_kernel_available(RBK_KERNELS));
    assert_string_equal(rbk_kernel_name(RBK_KERNEL_AVX512), "avx512");
    assert_string_equal(rbk_kernel_name(RBK_KERNEL_NEON), "neon");
    assert_string_equal(rbk_kernel_name(RBK_KERNELS), "unknown");
    if (!rbk_kernel_available(RBK_KERNEL_NEON))
        assert_ptr_equal(rbk_kernel_sums_of(RBK_KERNEL_NEON), rbk_kernel_sums_of(RBK_KERNEL_PLAIN));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_gives_the_exact_sum_as_it_is_defined),
        cmocka_unit_test(every_kernel_finds_the_loudest_value_wherever_it_is),
        cmocka_unit_test(every_kernel_gives_the_quick_sum_as_near_as_rounding_allows),
        cmocka_unit_test(kernels_have_names_and_plain_is_always_there),
    };
    return cmocka_run_group_tests_name("audio/kernels", tests, NULL, NULL);
}
