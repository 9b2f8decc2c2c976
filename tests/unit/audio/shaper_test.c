/* Noise-shaped dither: the spectrum of its error, its bounds, and its continuation in a later call. */
#include "audio/shaper.h"

#include "unit/scratch.h"

#include <math.h>

#define PI       3.14159265358979323846
#define BLOCK    4096
#define BLOCKS   160
#define BANDS    64
#define TPDF_RMS 0.5 /* of triangular dither and rounding, in units of the last bit */

static rbk_conform_statistics statistics;

/* Uniform in 0..1, the same in every run. */
static double uniform(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (double)(*state >> 11) / 9007199254740992.0;
}

/* Noise of some amplitude, in units of the last bit. */
static void make_noise(int32_t *wanted, size_t count, double amplitude)
{
    uint64_t state = 42;
    for (size_t i = 0; i < count * RBK_CHANNELS; i++)
        wanted[i] = (int32_t)((2 * uniform(&state) - 1) * amplitude * RBK_WANTED_SCALE) | 1;
}

/* Complex transform of a power of two, in place. */
static void transform(double *re, double *im, size_t count)
{
    for (size_t i = 1, j = 0; i < count; i++) {
        size_t bit = count >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            double r = re[i], m = im[i];
            re[i] = re[j], im[i] = im[j];
            re[j] = r, im[j] = m;
        }
    }
    for (size_t length = 2; length <= count; length <<= 1)
        for (size_t from = 0; from < count; from += length)
            for (size_t k = 0; k < length / 2; k++) {
                double angle = -2 * PI * (double)k / (double)length, c = cos(angle), s = sin(angle);
                size_t a = from + k, b = a + length / 2;
                double r = re[b] * c - im[b] * s, m = re[b] * s + im[b] * c;
                re[b] = re[a] - r, im[b] = im[a] - m;
                re[a] += r, im[a] += m;
            }
}

static double transfer_power(const rbk_noise_curve *curve, double angle)
{
    double re = 1, im = 0;
    for (size_t k = 0; k < curve->taps; k++) {
        re -= curve->c[k] * cos((double)(k + 1) * angle);
        im += curve->c[k] * sin((double)(k + 1) * angle);
    }
    return re * re + im * im;
}

/* Adds the power of the error of both channels, by frequency; 1 is that of TPDF at every frequency. */
static void add_power(const double *error, double *power)
{
    static double re[BLOCK], im[BLOCK];
    for (size_t i = 0; i < BLOCK; i++) {
        double window = 0.5 - 0.5 * cos(2 * PI * ((double)i + 0.5) / BLOCK);
        re[i] = error[2 * i] * window;
        im[i] = error[2 * i + 1] * window;
    }
    transform(re, im, BLOCK);
    for (size_t k = 1; k < BLOCK / 2; k++) { /* both channels in one: their sum of powers */
        double sum = re[k] * re[k] + im[k] * im[k] + re[BLOCK - k] * re[BLOCK - k] + im[BLOCK - k] * im[BLOCK - k];
        power[k] += sum / (2 * 0.375 * BLOCK * TPDF_RMS * TPDF_RMS * 2);
    }
}

static double decibels(double power)
{
    return 10 * log10(power);
}

static void check_spectrum(rbk_dither_curve number)
{
    const rbk_noise_curve *curve = rbk_noise_curve_of(number);
    static int32_t wanted[BLOCK * RBK_CHANNELS * BLOCKS];
    static int16_t out[BLOCK * RBK_CHANNELS * BLOCKS];
    static double error[BLOCK * RBK_CHANNELS], power[BLOCK / 2];
    rbk_shaper shaper;
    double worst = 0, total = 0;
    memset(power, 0, sizeof power);
    make_noise(wanted, (size_t)BLOCK * BLOCKS, 3000);
    rbk_shaper_init(&shaper, number, 7);
    rbk_shape(&shaper, wanted, (size_t)BLOCK * BLOCKS, 0, out, &statistics);
    for (size_t block = 0; block < BLOCKS; block++) {
        for (size_t i = 0; i < BLOCK * RBK_CHANNELS; i++) {
            size_t at = block * BLOCK * RBK_CHANNELS + i;
            error[i] = out[at] - wanted[at] / RBK_WANTED_SCALE;
            worst = fabs(error[i]) > worst ? fabs(error[i]) : worst;
            total += error[i] * error[i];
        }
        add_power(error, power);
    }
    assert_true(worst <= curve->worst);
    double expected_total = 0, logarithms = 0;
    for (size_t band = 0; band < BANDS; band++) {
        double found = 0, expected = 0;
        for (size_t k = band * BLOCK / 2 / BANDS + 1; k < (band + 1) * BLOCK / 2 / BANDS; k++) {
            double of_curve = transfer_power(curve, 2 * PI * (double)k / BLOCK);
            found += power[k] / BLOCKS;
            expected += of_curve;
            expected_total += of_curve / (BLOCK / 2.0 - BANDS);
            logarithms += log(of_curve);
        }
        if (fabs(decibels(found / expected)) > 0.5)
            fail_msg("%s: %.2f dB off in band %zu of %d", curve->name, decibels(found / expected), band, BANDS);
    }
    total /= (double)BLOCK * RBK_CHANNELS * BLOCKS * TPDF_RMS * TPDF_RMS;
    assert_true(fabs(decibels(total / expected_total)) < 0.2);
    assert_true(fabs(logarithms / (BLOCK / 2.0)) < 0.02); /* minimum phase: less noise here is more elsewhere */
}

static void the_error_has_the_spectrum_of_the_curve(void **state)
{
    static const double totals[RBK_CURVES] = {7.6, 6.6, 12.2, 18.4, 23.1};
    (void)state;
    for (int curve = 0; curve < (int)RBK_CURVES; curve++) {
        double total = 0;
        for (int k = 0; k < 1000; k++)
            total += transfer_power(rbk_noise_curve_of((rbk_dither_curve)curve), PI * (k + 0.5) / 1000) / 1000;
        assert_true(fabs(decibels(total) - totals[curve]) < 0.06);
        check_spectrum((rbk_dither_curve)curve);
    }
}

#define COUNT 5000

static void parts_give_the_bytes_of_the_whole_and_a_gap_begins_anew(void **state)
{
    static int32_t wanted[COUNT * RBK_CHANNELS];
    static int16_t whole[COUNT * RBK_CHANNELS], parts[COUNT * RBK_CHANNELS];
    static const size_t cuts[] = {0, 1, 2, 588, 1000, 4999, COUNT};
    rbk_shaper shaper;
    (void)state;
    make_noise(wanted, COUNT, 20000);
    rbk_shaper_init(&shaper, RBK_CURVE_LIPSHITZ, 1);
    rbk_shape(&shaper, wanted, COUNT, 100, whole, &statistics);
    rbk_shaper_init(&shaper, RBK_CURVE_LIPSHITZ, 1);
    for (size_t i = 0; i + 1 < sizeof cuts / sizeof cuts[0]; i++)
        rbk_shape(&shaper, wanted + cuts[i] * RBK_CHANNELS, cuts[i + 1] - cuts[i], 100 + (int64_t)cuts[i],
                  parts + cuts[i] * RBK_CHANNELS, &statistics);
    assert_memory_equal(whole, parts, sizeof whole);
    rbk_shape(&shaper, wanted, COUNT, 100, parts, &statistics); /* not where the last one ended */
    assert_memory_equal(whole, parts, sizeof whole);
    rbk_shaper_init(&shaper, RBK_CURVE_LIPSHITZ, 2);
    rbk_shape(&shaper, wanted, COUNT, 100, parts, &statistics);
    assert_memory_not_equal(whole, parts, sizeof whole);
}

static void silence_is_exact_and_leaves_the_bound(void **state)
{
    static int32_t wanted[COUNT * RBK_CHANNELS];
    static int16_t out[COUNT * RBK_CHANNELS];
    (void)state;
    for (int curve = 0; curve < (int)RBK_CURVES; curve++) {
        rbk_shaper shaper;
        make_noise(wanted, COUNT, 2000);
        memset(wanted + 2000 * RBK_CHANNELS, 0, 1000 * RBK_CHANNELS * sizeof *wanted);
        for (size_t i = 0; i < 2000; i += 7) /* and single pairs */
            wanted[2 * i] = wanted[2 * i + 1] = 0;
        rbk_shaper_init(&shaper, (rbk_dither_curve)curve, 1);
        rbk_shape(&shaper, wanted, COUNT, 0, out, &statistics);
        for (size_t i = 0; i < COUNT; i++) {
            if (wanted[2 * i] == 0 && wanted[2 * i + 1] == 0)
                assert_true(out[2 * i] == 0 && out[2 * i + 1] == 0);
            assert_true(fabs(out[2 * i] - wanted[2 * i] / RBK_WANTED_SCALE) <=
                        rbk_noise_curve_of((rbk_dither_curve)curve)->worst);
        }
    }
}

static void clipping_is_counted_and_is_not_fed_back(void **state)
{
    static int32_t wanted[COUNT * RBK_CHANNELS];
    static int16_t out[COUNT * RBK_CHANNELS];
    (void)state;
    for (int curve = 0; curve < (int)RBK_CURVES; curve++) {
        rbk_shaper shaper;
        rbk_conform_statistics seen = {.first_clipped_samples = -1};
        make_noise(wanted, COUNT, 2000);
        for (size_t i = 1000; i < 2000 * RBK_CHANNELS; i++)
            wanted[i] = i / 100 % 2 ? INT32_MAX : INT32_MIN;
        rbk_shaper_init(&shaper, (rbk_dither_curve)curve, 1);
        rbk_shape(&shaper, wanted, COUNT, 50, out, &seen);
        assert_true(seen.clipped_values > 1000);
        assert_in_range(seen.first_clipped_samples, 550, 560);
        assert_int_equal(seen.dithered_samples, COUNT);
        for (size_t i = 2000 * RBK_CHANNELS; i < COUNT * RBK_CHANNELS; i++)
            assert_true(fabs(out[i] - wanted[i] / RBK_WANTED_SCALE) <=
                        rbk_noise_curve_of((rbk_dither_curve)curve)->worst);
    }
}

/* A sine of a third of the last bit stays a sine, without harmonics. */
static void a_sine_below_the_last_bit_has_no_harmonics(void **state)
{
    enum { PERIODS = 93 };
    static int32_t wanted[BLOCK * RBK_CHANNELS * BLOCKS];
    static int16_t out[BLOCK * RBK_CHANNELS * BLOCKS];
    static double re[BLOCK], im[BLOCK];
    rbk_shaper shaper;
    (void)state;
    for (size_t i = 0; i < (size_t)BLOCK * BLOCKS; i++)
        wanted[2 * i] = wanted[2 * i + 1] =
            (int32_t)lrint(sin(2 * PI * PERIODS * (double)i / BLOCK) * 0.33 * RBK_WANTED_SCALE) | 1;
    rbk_shaper_init(&shaper, RBK_CURVE_MODIFIED_E, 5);
    rbk_shape(&shaper, wanted, (size_t)BLOCK * BLOCKS, 0, out, &statistics);
    memset(re, 0, sizeof re);
    memset(im, 0, sizeof im);
    for (size_t i = 0; i < (size_t)BLOCK * BLOCKS; i++) /* what repeats adds up, noise does not */
        re[i % BLOCK] += out[2 * i] / (double)BLOCKS;
    transform(re, im, BLOCK);
    double fundamental = hypot(re[PERIODS], im[PERIODS]) / (BLOCK / 2.0);
    assert_true(fabs(fundamental - 0.33) < 0.02);
    for (size_t harmonic = 2; harmonic <= 9; harmonic++)
        assert_true(hypot(re[harmonic * PERIODS], im[harmonic * PERIODS]) / (BLOCK / 2.0) < 0.33 / 100);
}

static void wanted_values_are_rounded_and_limited(void **state)
{
    static const double pairs[] = {0, 1e-12, 0.5, -0.5, 1.5, -1.5};
    int32_t wanted[6];
    rbk_conform_statistics seen = {.peak = 0};
    (void)state;
    rbk_want(pairs, 3, wanted, &seen);
    assert_int_equal(wanted[0], 0);
    assert_int_equal(wanted[1], 0);
    assert_int_equal(wanted[2], 1 << 30);
    assert_int_equal(wanted[3], -(1 << 30));
    assert_int_equal(wanted[4], INT32_MAX);
    assert_int_equal(wanted[5], INT32_MIN);
    assert_true(seen.peak == 1.5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_error_has_the_spectrum_of_the_curve),
        cmocka_unit_test(parts_give_the_bytes_of_the_whole_and_a_gap_begins_anew),
        cmocka_unit_test(silence_is_exact_and_leaves_the_bound),
        cmocka_unit_test(clipping_is_counted_and_is_not_fed_back),
        cmocka_unit_test(a_sine_below_the_last_bit_has_no_harmonics),
        cmocka_unit_test(wanted_values_are_rounded_and_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
