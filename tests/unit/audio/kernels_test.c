/*
 * The sum as its header defines it, worked out the plain way, against every kernel of this machine.
 */
#include "audio/kernels.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define LENGTH 648

static double weights[RBK_KERNEL_ROWS_MAX * LENGTH], left[LENGTH], right[LENGTH];

/* Values of floats over many magnitudes, so that every addition rounds. */
static double value(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    double any = (double)(int64_t)*state / 9223372036854775808.0;
    return (double)(float)(any * any * any);
}

static void fill(void)
{
    uint64_t state = 7;
    for (size_t i = 0; i < RBK_KERNEL_ROWS_MAX * LENGTH; i++)
        weights[i] = value(&state);
    for (size_t i = 0; i < LENGTH; i++) {
        left[i] = value(&state);
        right[i] = value(&state);
    }
}

static double defined_sum(const double *row, const double *input)
{
    volatile double sums[8] = {0};
    for (size_t i = 0; i < LENGTH; i++) {
        volatile double product = row[i] * input[i];
        sums[i % 8] = sums[i % 8] + product;
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
}

static void every_kernel_gives_the_sum_as_it_is_defined(void **state)
{
    (void)state;
    fill();
    for (int kernel = 0; kernel < RBK_KERNELS; kernel++)
        for (size_t rows = 1; rows <= RBK_KERNEL_ROWS_MAX; rows++) {
            double pairs[2 * RBK_KERNEL_ROWS_MAX + 1];
            size_t liked = 0;
            pairs[2 * rows] = 42;
            rbk_kernel_tile((rbk_kernel)kernel, &liked)(weights, rows, LENGTH, left, right, pairs);
            assert_in_range(liked, 1, RBK_KERNEL_ROWS_MAX);
            for (size_t row = 0; row < rows; row++) {
                double wanted[2] = {defined_sum(weights + row * LENGTH, left),
                                    defined_sum(weights + row * LENGTH, right)};
                assert_memory_equal(pairs + 2 * row, wanted, sizeof wanted);
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
    size_t rows;
    if (!rbk_kernel_available(RBK_KERNEL_NEON))
        assert_ptr_equal(rbk_kernel_tile(RBK_KERNEL_NEON, &rows), rbk_kernel_tile(RBK_KERNEL_PLAIN, &rows));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kernel_gives_the_sum_as_it_is_defined),
        cmocka_unit_test(kernels_have_names_and_plain_is_always_there),
    };
    return cmocka_run_group_tests_name("audio/kernels", tests, NULL, NULL);
}
