/*
 * The sums of a sector, by every kernel, against a loop over its samples.
 */
#include "audio/sector_sums.h"

#include "unit/scratch.h"

static const rbk_kernel kernels[] = {RBK_KERNEL_AUTO, RBK_KERNEL_PLAIN, RBK_KERNEL_AVX2, RBK_KERNEL_AVX512,
                                     RBK_KERNEL_NEON};

static int16_t sector[RBK_SECTOR_VALUES];

static rbk_sector_sums summed(void)
{
    rbk_sector_sums sums = {0};
    for (size_t i = 0; i < RBK_SECTOR_VALUES; i += RBK_CHANNELS) {
        const int left = sector[i], right = sector[i + 1];
        sums.left += left;
        sums.right += right;
        sums.left_squares += left * left;
        sums.right_squares += right * right;
        sums.products += left * right;
        sums.unequal += left != right;
        sums.uninverted += left != -right;
        sums.peak = abs(left) > sums.peak ? abs(left) : sums.peak;
        sums.peak = abs(right) > sums.peak ? abs(right) : sums.peak;
    }
    return sums;
}

static int swapped(int value)
{
    return (int16_t)(uint16_t)((value & 0xFF) << 8 | (value >> 8 & 0xFF));
}

static rbk_sector_roughness roughened(void)
{
    rbk_sector_roughness sums = {0};
    for (size_t i = RBK_CHANNELS; i < RBK_SECTOR_VALUES; i++) {
        const int now = sector[i], before = sector[i - RBK_CHANNELS];
        sums.distance += abs(now - before);
        sums.level += abs(now);
        sums.swapped_distance += abs(swapped(now) - swapped(before));
        sums.swapped_level += abs(swapped(now));
        sums.nonzero += now != 0;
    }
    return sums;
}

static void check_kernels(void)
{
    const rbk_sector_sums sums = summed();
    const rbk_sector_roughness roughness = roughened();
    for (size_t k = 0; k < sizeof kernels / sizeof kernels[0]; k++) {
        const rbk_sector_kernel *kernel = rbk_sector_kernel_of(kernels[k]);
        const rbk_sector_sums found = kernel->sums(sector);
        const rbk_sector_roughness rough = kernel->roughness(sector);
        assert_int_equal(found.left, sums.left);
        assert_int_equal(found.right, sums.right);
        assert_int_equal(found.left_squares, sums.left_squares);
        assert_int_equal(found.right_squares, sums.right_squares);
        assert_int_equal(found.products, sums.products);
        assert_int_equal(found.unequal, sums.unequal);
        assert_int_equal(found.uninverted, sums.uninverted);
        assert_int_equal(found.peak, sums.peak);
        assert_int_equal(rough.distance, roughness.distance);
        assert_int_equal(rough.level, roughness.level);
        assert_int_equal(rough.swapped_distance, roughness.swapped_distance);
        assert_int_equal(rough.swapped_level, roughness.swapped_level);
        assert_int_equal(rough.nonzero, roughness.nonzero);
    }
}

static uint64_t seed = 11;

static int16_t random_value(void)
{
    seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
    return (int16_t)(uint16_t)(seed >> 48);
}

static void noise_gives_the_same_sums_in_every_kernel(void **state)
{
    (void)state;
    for (int round = 0; round < 50; round++) {
        const int shift = round % 16;
        for (size_t i = 0; i < RBK_SECTOR_VALUES; i++)
            sector[i] = (int16_t)(random_value() >> shift);
        check_kernels();
    }
}

static void extremes_of_either_sign_fit_into_the_sums(void **state)
{
    static const int16_t pairs[][2] = {{INT16_MIN, INT16_MIN},
                                       {INT16_MAX, INT16_MAX},
                                       {INT16_MIN, INT16_MAX},
                                       {INT16_MAX, INT16_MIN},
                                       {INT16_MIN, 0},
                                       {0, INT16_MIN},
                                       {-255, 1},
                                       {0, 0}};
    (void)state;
    for (size_t p = 0; p < sizeof pairs / sizeof pairs[0]; p++) {
        for (size_t i = 0; i < RBK_SECTOR_VALUES; i++)
            sector[i] = pairs[p][i % 2];
        check_kernels();
        for (size_t i = 0; i < RBK_SECTOR_VALUES; i++) /* the largest distance between neighbours */
            sector[i] = pairs[p][i / 2 % 2];
        check_kernels();
    }
}

static void identical_and_inverted_samples_are_counted(void **state)
{
    (void)state;
    for (size_t i = 0; i < RBK_SECTOR_VALUES; i += RBK_CHANNELS) {
        sector[i] = random_value();
        sector[i + 1] = (int16_t)(i % 12 == 0 ? sector[i] : i % 12 == 2 ? -sector[i] : random_value());
    }
    check_kernels();
    assert_in_range(rbk_sector_kernel_of(RBK_KERNEL_AUTO)->sums(sector).unequal, 400, 500);
}

static void a_single_value_is_found_wherever_it_is(void **state)
{
    (void)state;
    memset(sector, 0, sizeof sector);
    for (size_t i = 0; i < RBK_SECTOR_VALUES; i++) {
        sector[i] = (int16_t)(i % 3 == 0 ? -513 : 258);
        check_kernels();
        sector[i] = 0;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(noise_gives_the_same_sums_in_every_kernel),
        cmocka_unit_test(extremes_of_either_sign_fit_into_the_sums),
        cmocka_unit_test(identical_and_inverted_samples_are_counted),
        cmocka_unit_test(a_single_value_is_found_wherever_it_is),
    };
    return cmocka_run_group_tests_name("audio/sector_sums", tests, NULL, NULL);
}
