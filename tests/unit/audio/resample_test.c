/* One continuous stream from any rate. */
#include "audio/resample.h"

#include "unit/audio/audio_files.h"

/* Converts everything, with input in blocks of feed pairs and output in blocks of take. */
static float *convert(uint32_t rate_hz, rbk_quality quality, const float *in, size_t count, size_t feed, size_t take,
                      size_t *made_all)
{
    rbk_resampler *resampler = NULL;
    size_t capacity = count * 44100 / rate_hz + 2 * take + 100;
    float *out = malloc(capacity * 2 * sizeof *out);
    size_t at = 0, made = 1;
    assert_non_null(out);
    assert_int_equal(rbk_resampler_open(rate_hz, quality, RBK_CHANNELS, &resampler, NULL), RBK_OK);
    *made_all = 0;
    while (at < count || made > 0) {
        size_t now = count - at < feed ? count - at : feed, used = 0;
        assert_true(*made_all + take <= capacity);
        assert_int_equal(rbk_resampler_process(resampler, in + 2 * at, now, at + now == count, &used,
                                               out + *made_all * 2, take, &made, NULL),
                         RBK_OK);
        assert_true(used <= now && made <= take);
        at += used;
        *made_all += made;
    }
    rbk_resampler_close(resampler);
    return out;
}

static float *sine(size_t count, double hz, uint32_t rate_hz)
{
    float *in = malloc(count * 2 * sizeof *in);
    assert_non_null(in);
    for (size_t i = 0; i < count; i++) {
        in[2 * i] = (float)(0.5 * sin(2 * TEST_PI * hz * (double)i / rate_hz));
        in[2 * i + 1] = (float)(0.5 * cos(2 * TEST_PI * hz * (double)i / rate_hz));
    }
    return in;
}

static void a_sine_keeps_its_place_and_its_shape(void **state)
{
    const uint32_t rates[] = {8000, 22050, 48000, 88200, 96000, 192000, 384000};
    (void)state;
    for (size_t r = 0; r < sizeof rates / sizeof rates[0]; r++) {
        size_t count = rates[r] / 4, made;
        float *in = sine(count, 997, rates[r]);
        float *out = convert(rates[r], RBK_QUALITY_BEST, in, count, 4096, 4096, &made);
        double worst = 0;
        assert_true(made + 1 >= 11025 && made <= 11026);
        for (size_t i = 2000; i < made - 2000; i++) {
            worst = fmax(worst, fabs(out[2 * i] - 0.5 * sin(2 * TEST_PI * 997 * (double)i / 44100)));
            worst = fmax(worst, fabs(out[2 * i + 1] - 0.5 * cos(2 * TEST_PI * 997 * (double)i / 44100)));
        }
        assert_true(worst < 1e-6);
        free(in);
        free(out);
    }
}

static void the_cut_of_the_work_leaves_no_trace(void **state)
{
    const size_t feeds[] = {1, 17, 1000, 30000}, takes[] = {5, 999, 4096};
    const size_t count = 30000;
    size_t made, other;
    (void)state;
    float *in = sine(count, 3000, 96000);
    float *whole = convert(96000, RBK_QUALITY_FAST, in, count, count, 100000, &made);
    for (size_t f = 0; f < sizeof feeds / sizeof feeds[0]; f++) {
        for (size_t t = 0; t < sizeof takes / sizeof takes[0]; t++) {
            float *parts = convert(96000, RBK_QUALITY_FAST, in, count, feeds[f], takes[t], &other);
            assert_int_equal(made, other);
            assert_memory_equal(whole, parts, made * 2 * sizeof *whole);
            free(parts);
        }
    }
    free(whole);
    free(in);
}

static void silence_stays_exact_zero(void **state)
{
    float *in = calloc(20000, 2 * sizeof *in);
    size_t made;
    (void)state;
    assert_non_null(in);
    float *out = convert(48000, RBK_QUALITY_MEDIUM, in, 20000, 4096, 4096, &made);
    for (size_t i = 0; i < 2 * made; i++)
        assert_true(out[i] == 0);
    free(in);
    free(out);
}

static void a_quality_that_does_not_exist_is_refused(void **state)
{
    rbk_resampler *resampler = NULL;
    (void)state;
    assert_int_equal(rbk_resampler_open(48000, (rbk_quality)3, RBK_CHANNELS, &resampler, NULL), RBK_INVALID_ARGUMENT);
    rbk_resampler_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sine_keeps_its_place_and_its_shape),
        cmocka_unit_test(the_cut_of_the_work_leaves_no_trace),
        cmocka_unit_test(silence_stays_exact_zero),
        cmocka_unit_test(a_quality_that_does_not_exist_is_refused),
    };
    return cmocka_run_group_tests_name("audio/resample", tests, NULL, NULL);
}
