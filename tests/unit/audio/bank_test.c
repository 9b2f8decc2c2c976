/*
 * Filter banks: the library's own sound to far below 16 bits, and the same bits from every kernel.
 */
#include "audio/bank.h"

#include "audio/resample.h"
#include "unit/scratch.h"

#include <math.h>

#define SECONDS 3
#define LIMIT   3.2e-7 /* -130 dBFS */

typedef double signal_at(int64_t frame, uint32_t rate_hz);

/* Full scale noise, the same on every machine. */
static double noise(int64_t frame, uint32_t rate_hz)
{
    uint64_t x = (uint64_t)frame * UINT64_C(0x9E3779B97F4A7C15) + rate_hz;
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return (double)(int64_t)(x ^ x >> 31) / 9223372036854775808.0;
}

static double sweep(int64_t frame, uint32_t rate_hz)
{
    double time = (double)frame / rate_hz;
    return sin(6.283185307179586 * (20 + 3000 * time) * time);
}

static double impulses(int64_t frame, uint32_t rate_hz)
{
    return frame % (rate_hz / 7) == 5 ? 1.0 : 0.0;
}

typedef struct streams {
    int64_t frames, samples;
    rbk_bank_input window; /* with silence on both sides */
    float *in, *out;
    double *pairs;
} streams;

static void make_streams(streams *s, const rbk_bank *bank, uint32_t rate_hz, signal_at *signal)
{
    s->window.first_frame = rbk_bank_begin(bank, 0);
    size_t before = (size_t)-s->window.first_frame;
    s->frames = (int64_t)rate_hz * SECONDS;
    s->samples = (int64_t)RBK_RATE_HZ * SECONDS;
    size_t size = (size_t)s->frames + before + rbk_bank_behind(bank) + RBK_BANK_SLACK + 1;
    s->window.left = calloc(size, sizeof(double));
    s->window.weights = calloc(rbk_bank_weights_max(bank), sizeof(double));
    s->window.right = calloc(size, sizeof(double));
    s->in = calloc((size_t)s->frames * 2, sizeof(float));
    s->out = calloc((size_t)(s->samples + 4096) * 2, sizeof(float));
    s->pairs = calloc((size_t)s->samples * 2, sizeof(double));
    for (int64_t i = 0; i < s->frames; i++) {
        float left = (float)signal(i, rate_hz), right = (float)-0.5 * (float)signal(i + 17, rate_hz);
        s->window.left[(size_t)i + before] = s->in[2 * i] = left;
        s->window.right[(size_t)i + before] = s->in[2 * i + 1] = right;
    }
}

static void free_streams(streams *s)
{
    free(s->window.left);
    free(s->window.right);
    free(s->window.weights);
    free(s->in);
    free(s->out);
    free(s->pairs);
}

static int64_t by_library(streams *s, uint32_t rate_hz, rbk_quality quality)
{
    rbk_resampler *resampler;
    int64_t at = 0, made_so_far = 0;
    size_t used = 0, made = 1;
    assert_int_equal(rbk_resampler_open(rate_hz, quality, &resampler, NULL), RBK_OK);
    while (at < s->frames || made > 0) {
        size_t now = s->frames - at < 4096 ? (size_t)(s->frames - at) : 4096;
        assert_int_equal(rbk_resampler_process(resampler, s->in + 2 * at, now, at + (int64_t)now == s->frames, &used,
                                               s->out + 2 * made_so_far, 4096, &made, NULL),
                         RBK_OK);
        at += (int64_t)used;
        made_so_far += (int64_t)made;
    }
    rbk_resampler_close(resampler);
    return made_so_far;
}

static void compare_with_library(uint32_t rate_hz, rbk_quality quality, signal_at *signal)
{
    rbk_bank *bank;
    streams s;
    assert_int_equal(rbk_bank_make(rate_hz, quality, &bank, NULL), RBK_OK);
    make_streams(&s, bank, rate_hz, signal);
    rbk_bank_apply(bank, RBK_KERNEL_AUTO, 0, (size_t)s.samples, &s.window, s.pairs);
    int64_t made = by_library(&s, rate_hz, quality);
    assert_true(made == s.samples || made == s.samples + 1);
    double most = 0;
    for (int64_t i = 0; i < 2 * s.samples; i++)
        most = fmax(most, fabs(s.pairs[i] - s.out[i]));
    if (!(most < LIMIT))
        fail_msg("%u Hz, quality %d: differs from the library by %.1f dBFS", (unsigned)rate_hz, (int)quality,
                 20 * log10(most));
    free_streams(&s);
    rbk_bank_free(bank);
}

static void the_sound_is_the_librarys_to_130_db_below_full_scale(void **state)
{
    const uint32_t rates[] = {48000, 96000, 88200, 32000, 22050, 37800};
    (void)state;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++)
        compare_with_library(rates[i], RBK_QUALITY_BEST, noise);
    compare_with_library(96000, RBK_QUALITY_BEST, sweep);
    compare_with_library(96000, RBK_QUALITY_BEST, impulses);
    compare_with_library(96000, RBK_QUALITY_MEDIUM, noise);
    compare_with_library(48000, RBK_QUALITY_FAST, noise);
}

static void every_kernel_gives_the_same_bits(void **state)
{
    const uint32_t rates[] = {96000, 48000, 16000, 88200, 192000};
    (void)state;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        rbk_bank *bank;
        streams s;
        assert_int_equal(rbk_bank_make(rates[i], RBK_QUALITY_BEST, &bank, NULL), RBK_OK);
        make_streams(&s, bank, rates[i], noise);
        double *other = calloc((size_t)s.samples * 2, sizeof *other);
        rbk_bank_apply(bank, RBK_KERNEL_PLAIN, 0, (size_t)s.samples, &s.window, s.pairs);
        for (rbk_kernel kernel = RBK_KERNEL_AUTO; kernel < RBK_KERNELS; kernel++) {
            rbk_bank_apply(bank, kernel, 0, (size_t)s.samples, &s.window, other);
            assert_memory_equal(other, s.pairs, (size_t)s.samples * 2 * sizeof *other);
        }
        free(other);
        free_streams(&s);
        rbk_bank_free(bank);
    }
}

static void output_places_lie_between_their_input_frames(void **state)
{
    rbk_bank *bank;
    (void)state;
    assert_int_equal(rbk_bank_make(88200, RBK_QUALITY_FAST, &bank, NULL), RBK_OK);
    assert_int_equal(rbk_bank_frame(bank, 0), 0);
    assert_int_equal(rbk_bank_frame(bank, 1000), 2000);
    assert_int_equal(rbk_bank_frame(bank, INT64_C(400000000000)), INT64_C(800000000000));
    rbk_bank_free(bank);
    assert_int_equal(rbk_bank_make(48000, RBK_QUALITY_FAST, &bank, NULL), RBK_OK);
    assert_int_equal(rbk_bank_frame(bank, 146), 158); /* 158.9 */
    assert_int_equal(rbk_bank_frame(bank, 147), 160);
    rbk_bank_free(bank);
}

static void only_small_ratios_and_streams_of_some_length_suit(void **state)
{
    rbk_bank *bank;
    (void)state;
    assert_true(rbk_bank_suits(96000, RBK_QUALITY_BEST, 96000 * 60));
    assert_false(rbk_bank_suits(96000, RBK_QUALITY_BEST, 96000));
    assert_false(rbk_bank_suits(44100, RBK_QUALITY_BEST, 44100 * 600));
    assert_false(rbk_bank_suits(44056, RBK_QUALITY_BEST, 44056 * 600));
    assert_int_equal(rbk_bank_make(44056, RBK_QUALITY_BEST, &bank, NULL), RBK_UNSUPPORTED);
    rbk_bank_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sound_is_the_librarys_to_130_db_below_full_scale),
        cmocka_unit_test(every_kernel_gives_the_same_bits),
        cmocka_unit_test(output_places_lie_between_their_input_frames),
        cmocka_unit_test(only_small_ratios_and_streams_of_some_length_suit),
    };
    return cmocka_run_group_tests_name("audio/bank", tests, NULL, NULL);
}
