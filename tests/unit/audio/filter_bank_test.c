/*
 * Filter banks: the output of the library to far below 16 bits, quick values within their error bound, and the same
 * bits from every kernel after refinement.
 */
#include "audio/filter_bank.h"

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
    rbk_filter_bank_input window; /* with silence on both sides */
    float *in, *out;
    double *pairs;
} streams;

static void make_streams(streams *s, const rbk_filter_bank *bank, uint32_t rate_hz, signal_at *signal)
{
    s->window.first_frame = rbk_filter_bank_begin(bank, 0);
    size_t before = (size_t)-s->window.first_frame;
    s->frames = (int64_t)rate_hz * SECONDS;
    s->samples = (int64_t)RBK_RATE_HZ * SECONDS;
    size_t size = (size_t)s->frames + before + rbk_filter_bank_after(bank) + RBK_FILTER_BANK_SLACK + 1;
    s->window.left = calloc(size, sizeof(float));
    s->window.right = calloc(size, sizeof(float));
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
    free(s->in);
    free(s->out);
    free(s->pairs);
}

static int64_t by_library(streams *s, uint32_t rate_hz, rbk_quality quality)
{
    rbk_resampler *resampler;
    int64_t at = 0, made_so_far = 0;
    size_t used = 0, made = 1;
    assert_int_equal(rbk_resampler_open(rate_hz, quality, RBK_CHANNELS, &resampler, NULL), RBK_OK);
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
    rbk_filter_bank *bank;
    streams s;
    assert_int_equal(rbk_filter_bank_make(rate_hz, quality, 1, &bank, NULL), RBK_OK);
    make_streams(&s, bank, rate_hz, signal);
    rbk_filter_bank_apply(bank, RBK_KERNEL_AUTO, 0, (size_t)s.samples, &s.window, s.pairs);
    int64_t made = by_library(&s, rate_hz, quality);
    assert_true(made == s.samples || made == s.samples + 1);
    double most = 0;
    for (int64_t i = 0; i < 2 * s.samples; i++)
        most = fmax(most, fabs(s.pairs[i] - s.out[i]));
    if (!(most < LIMIT))
        fail_msg("%u Hz, quality %d: differs from the library by %.1f dBFS", (unsigned)rate_hz, (int)quality,
                 20 * log10(most));
    free_streams(&s);
    rbk_filter_bank_free(bank);
}

static void the_audio_is_the_librarys_to_130_db_below_full_scale(void **state)
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

/* In several steps that begin and end anywhere. */
static void apply_in_steps(const rbk_filter_bank *bank, rbk_kernel kernel, const streams *s, double *pairs)
{
    const int64_t steps[] = {1, 5, 6, 147, 500, 8192};
    int64_t at = 0;
    for (size_t i = 0; at < s->samples; i++) {
        int64_t now = steps[i % (sizeof steps / sizeof steps[0])];
        now = now < s->samples - at ? now : s->samples - at;
        rbk_filter_bank_apply(bank, kernel, at, (size_t)now, &s->window, pairs + 2 * at);
        at += now;
    }
}

/* From a first value on, each step-th one. */
static void refine(const rbk_filter_bank *bank, rbk_kernel kernel, const streams *s, uint32_t first, uint32_t step,
                   double *pairs)
{
    size_t count = 0;
    uint32_t *values = calloc((size_t)s->samples * 2, sizeof *values);
    for (uint32_t value = first; value < 2 * (uint32_t)s->samples; value += step)
        values[count++] = value;
    rbk_filter_bank_refine(bank, kernel, 0, values, count, &s->window, pairs);
    free(values);
}

static void every_kernel_gives_the_same_bits_once_resolved_and_nearly_them_before(void **state)
{
    const uint32_t rates[] = {96000, 48000, 16000, 88200, 192000, 37800};
    (void)state;
    for (size_t i = 0; i < sizeof rates / sizeof rates[0]; i++) {
        rbk_filter_bank *bank;
        streams s;
        assert_int_equal(rbk_filter_bank_make(rates[i], RBK_QUALITY_BEST, 1, &bank, NULL), RBK_OK);
        make_streams(&s, bank, rates[i], noise);
        double *other = calloc((size_t)s.samples * 2, sizeof *other);
        refine(bank, RBK_KERNEL_PLAIN, &s, 0, 1, s.pairs);
        for (rbk_kernel kernel = RBK_KERNEL_AUTO; kernel < RBK_KERNELS; kernel++) {
            double error_bound = rbk_filter_bank_error_bound(bank, kernel, 0, (size_t)s.samples, &s.window);
            apply_in_steps(bank, kernel, &s, other);
            for (int64_t at = 0; at < 2 * s.samples; at++)
                assert_true(fabs(other[at] - s.pairs[at]) <= error_bound);
            if (kernel % 2 == 0) { /* both channels of an output at once */
                refine(bank, kernel, &s, 0, 1, other);
            } else { /* one after the other, of different outputs */
                refine(bank, kernel, &s, 1, 2, other);
                refine(bank, kernel, &s, 0, 2, other);
            }
            assert_memory_equal(other, s.pairs, (size_t)s.samples * 2 * sizeof *other);
        }
        free(other);
        free_streams(&s);
        rbk_filter_bank_free(bank);
    }
}

/* The sum as audio/kernels.h defines it, of weights that an impulse shows. */
static void an_impulse_shows_the_weights_and_resolving_leaves_the_others_alone(void **state)
{
    rbk_filter_bank *bank;
    streams s;
    (void)state;
    assert_int_equal(rbk_filter_bank_make(96000, RBK_QUALITY_BEST, 1, &bank, NULL), RBK_OK);
    make_streams(&s, bank, 96000, impulses);
    rbk_filter_bank_apply(bank, RBK_KERNEL_AUTO, 0, (size_t)s.samples, &s.window, s.pairs);
    double sum = 0; /* sum of a complete response: the ratio of the rates */
    for (int64_t at = RBK_RATE_HZ / 14; at < 3 * RBK_RATE_HZ / 14; at++)
        sum += s.pairs[2 * at];
    assert_true(fabs(sum - 44100.0 / 96000) < 1e-4);
    s.pairs[20] = s.pairs[21] = s.pairs[40] = s.pairs[41] = s.pairs[61] = 7;
    const uint32_t values[] = {20, 41, 60, 61};
    rbk_filter_bank_refine(bank, RBK_KERNEL_AUTO, 0, values, 4, &s.window, s.pairs);
    assert_true(s.pairs[20] != 7 && s.pairs[21] == 7 && s.pairs[40] == 7 && s.pairs[41] != 7 && s.pairs[61] != 7);
    free_streams(&s);
    rbk_filter_bank_free(bank);
}

static double silence(int64_t frame, uint32_t rate_hz)
{
    return frame < rate_hz ? noise(frame, rate_hz) : 0;
}

static void there_is_no_error_bound_about_silence_and_less_where_it_is_quiet(void **state)
{
    rbk_filter_bank *bank;
    streams s;
    (void)state;
    assert_int_equal(rbk_filter_bank_make(96000, RBK_QUALITY_BEST, 1, &bank, NULL), RBK_OK);
    make_streams(&s, bank, 96000, silence);
    rbk_filter_bank_apply(bank, RBK_KERNEL_AUTO, 0, (size_t)s.samples, &s.window, s.pairs);
    assert_true(rbk_filter_bank_error_bound(bank, RBK_KERNEL_AUTO, 2 * RBK_RATE_HZ, RBK_RATE_HZ, &s.window) == 0);
    for (int64_t at = 2 * RBK_RATE_HZ; at < s.samples; at++)
        assert_true(s.pairs[2 * at] == 0 && s.pairs[2 * at + 1] == 0);
    double loud = rbk_filter_bank_error_bound(bank, RBK_KERNEL_AUTO, 0, RBK_RATE_HZ, &s.window);
    assert_true(loud > 1e-9 && loud < 1e-6);
    for (size_t i = 0; i < (size_t)s.frames; i++)
        s.window.left[(size_t)-s.window.first_frame + i] = s.window.right[(size_t)-s.window.first_frame + i] = 0.25F;
    assert_true(rbk_filter_bank_error_bound(bank, RBK_KERNEL_AUTO, 0, RBK_RATE_HZ, &s.window) < 0.26 * loud);
    free_streams(&s);
    rbk_filter_bank_free(bank);
}

/* Bit-exact values of one period of outputs, which together use all weights. */
static void refine_period(uint32_t rate_hz, rbk_quality quality, uint32_t threads, double *pairs)
{
    static uint32_t values[2048];
    rbk_filter_bank *bank;
    streams s;
    assert_int_equal(rbk_filter_bank_make(rate_hz, quality, threads, &bank, NULL), RBK_OK);
    make_streams(&s, bank, rate_hz, noise);
    for (uint32_t i = 0; i < 2048; i++)
        values[i] = i;
    rbk_filter_bank_refine(bank, RBK_KERNEL_AUTO, RBK_RATE_HZ, values, 2048, &s.window, pairs);
    free_streams(&s);
    rbk_filter_bank_free(bank);
}

static void any_number_of_threads_reads_the_same_table(void **state)
{
    static const struct {
        uint32_t rate_hz;
        rbk_quality quality;
    } rows[] = {{48000, RBK_QUALITY_BEST}, {96000, RBK_QUALITY_BEST}, {32000, RBK_QUALITY_MEDIUM},
                {88200, RBK_QUALITY_BEST}, {37800, RBK_QUALITY_FAST}, {192000, RBK_QUALITY_FAST}};
    static double alone[2048], together[2048];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        refine_period(rows[i].rate_hz, rows[i].quality, 1, alone);
        for (uint32_t threads = 2; threads <= 4; threads++) {
            refine_period(rows[i].rate_hz, rows[i].quality, threads, together);
            assert_memory_equal(alone, together, sizeof alone);
        }
    }
}

static void output_places_are_between_their_input_frames(void **state)
{
    rbk_filter_bank *bank;
    (void)state;
    assert_int_equal(rbk_filter_bank_make(88200, RBK_QUALITY_FAST, 1, &bank, NULL), RBK_OK);
    assert_int_equal(rbk_filter_bank_frame(bank, 0), 0);
    assert_int_equal(rbk_filter_bank_frame(bank, 1000), 2000);
    assert_int_equal(rbk_filter_bank_frame(bank, INT64_C(400000000000)), INT64_C(800000000000));
    rbk_filter_bank_free(bank);
    assert_int_equal(rbk_filter_bank_make(48000, RBK_QUALITY_FAST, 1, &bank, NULL), RBK_OK);
    assert_int_equal(rbk_filter_bank_frame(bank, 146), 158); /* 158.9 */
    assert_int_equal(rbk_filter_bank_frame(bank, 147), 160);
    rbk_filter_bank_free(bank);
}

static void only_small_ratios_and_streams_of_some_length_suit(void **state)
{
    rbk_filter_bank *bank;
    (void)state;
    assert_true(rbk_filter_bank_suits(96000, RBK_QUALITY_BEST, 96000 * 60));
    assert_false(rbk_filter_bank_suits(96000, RBK_QUALITY_BEST, 96000));
    assert_false(rbk_filter_bank_suits(44100, RBK_QUALITY_BEST, 44100 * 600));
    assert_false(rbk_filter_bank_suits(44056, RBK_QUALITY_BEST, 44056 * 600));
    assert_int_equal(rbk_filter_bank_make(44056, RBK_QUALITY_BEST, 1, &bank, NULL), RBK_UNSUPPORTED);
    rbk_filter_bank_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_audio_is_the_librarys_to_130_db_below_full_scale),
        cmocka_unit_test(every_kernel_gives_the_same_bits_once_resolved_and_nearly_them_before),
        cmocka_unit_test(an_impulse_shows_the_weights_and_resolving_leaves_the_others_alone),
        cmocka_unit_test(there_is_no_error_bound_about_silence_and_less_where_it_is_quiet),
        cmocka_unit_test(any_number_of_threads_reads_the_same_table),
        cmocka_unit_test(output_places_are_between_their_input_frames),
        cmocka_unit_test(only_small_ratios_and_streams_of_some_length_suit),
    };
    return cmocka_run_group_tests_name("audio/filter_bank", tests, NULL, NULL);
}
