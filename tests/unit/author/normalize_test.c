/* One gain for a whole disc, from its true peak. */
#include "author/author.h"
#include "unit/authoring.h"

static rbk_author_report *report;

/* Authors with a report, which replaces the one before. */
static rbk_status author_again(void)
{
    rbk_author_report_free(report);
    report = NULL;
    options.replace = true;
    return rbk_author_write(disc, &options, scratch_path("a.cue"), NULL, &report, findings, &error);
}

static double peak_of_image(void)
{
    size_t size;
    double peak = 0;
    char *bin = scratch_read("a.bin", &size);
    rbk_level level;
    assert_non_null(bin);
    int16_t *samples = malloc(size);
    for (size_t i = 0; i < size / 2; i++)
        samples[i] = bin_value(bin, (int64_t)i / 2, i % 2);
    assert_int_equal(rbk_level_init(&level, NULL), RBK_OK);
    rbk_level_take(&level, samples, size / 4, 0);
    peak = 20 * log10(rbk_level_true_peak(&level));
    rbk_level_release(&level);
    free(samples);
    free(bin);
    return peak;
}

static void the_true_peak_of_the_disc_comes_to_the_level(void **state)
{
    static const rbk_dither dithers[] = {RBK_DITHER_TPDF, RBK_DITHER_NONE, RBK_DITHER_SHAPED};
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    make_sine("1.wav", 44100, 0, 600 * 588, 0.1);
    make_sine("2.wav", 48000, 0, 500000, 0.4);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    options.normalize = true;
    for (int i = 0; i < 3; i++) {
        options.conform.dither = dithers[i];
        options.true_peak_millidecibels = -1000 * i;
        assert_int_equal(author_again(), RBK_OK);
        assert_true(report->measured);
        double peak = peak_of_image(), wanted = -i;
        assert_true(peak <= wanted && peak > wanted - 0.02);
        assert_false(report->files[0].clipped_values || report->files[1].clipped_values);
    }
    assert_true(has_finding("audio.gain"));
}

static void the_gain_that_was_found_gives_the_same_bytes_when_it_is_stated(void **state)
{
    (void)state;
    size_t size, size_again;
    const char *names[] = {"1.wav"};
    make_sine("1.wav", 44100, 0, 600 * 588, 0.3);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    options.normalize = true;
    options.true_peak_millidecibels = -1500;
    assert_int_equal(author_again(), RBK_OK);
    char *found = scratch_read("a.bin", &size);
    options.normalize = false;
    options.conform.gain_millidecibels = report->gain_millidecibels;
    assert_int_equal(author_again(), RBK_OK);
    assert_false(report->measured);
    char *stated = scratch_read("a.bin", &size_again);
    assert_int_equal(size, size_again);
    assert_memory_equal(found, stated, size);
    free(found);
    free(stated);
}

/* 1.0 = full scale. */
static void make_float_sine(double peak)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(scratch_path("1.wav"), SFM_WRITE, &info);
    assert_non_null(file);
    for (int i = 0; i < 400 * 588; i++) {
        float pair[2] = {(float)(peak * sin(i * 0.05)), 0.25f};
        assert_int_equal(sf_writef_float(file, pair, 1), 1);
    }
    sf_close(file);
}

/* Around one raised cosine, whose true peak is that of its samples, noise that is lower. */
static void make_click(double peak)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(scratch_path("1.wav"), SFM_WRITE, &info);
    const double pi = acos(-1);
    assert_non_null(file);
    for (int i = 0; i < 400 * 588; i++) {
        double value = peak * 0.01 * sin(i * 0.7);
        if (i >= 100000 && i <= 100400)
            value = peak * (0.5 - 0.5 * cos((i - 100000) * pi / 200));
        float pair[2] = {(float)value, 0};
        assert_int_equal(sf_writef_float(file, pair, 1), 1);
    }
    sf_close(file);
}

/* No gain brings it down, and nothing is written. */
static void audio_above_all_gains_is_refused(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    make_float_sine(2e5);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    options.normalize = true;
    assert_int_equal(author_again(), RBK_BAD_AUDIO);
    assert_string_equal(error.sentence, "the audio is more than 100 dB above full scale");
    assert_string_equal(error.place.path, scratch_path("1.wav"));
    assert_null(report);
    assert_int_equal(scratch_count(), 1);
}

static void float_audio_above_full_scale_comes_down_unclipped(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    make_float_sine(50);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    options.normalize = true;
    assert_int_equal(author_again(), RBK_OK);
    assert_int_equal(report->files[0].clipped_values, 0);
    assert_true(fabs(report->true_peak_dbtp - 33.98) < 0.1);
    assert_true(peak_of_image() <= 0 && peak_of_image() > -0.1);
}

/* Its peak cannot be seen in the dithered 16 bits without a gain: below the last of them, and above by less than the dither. */
static void quiet_audio_of_more_bits_comes_to_the_level_unclipped(void **state)
{
    static const double peaks[] = {0.1, 0.003, 5 / 32768.0, 0.5 / 32768};
    const char *names[] = {"1.wav"};
    (void)state;
    options.normalize = true;
    for (int i = 0; i < 4; i++) {
        make_click(peaks[i]);
        rbk_disc_free(disc);
        disc = NULL;
        assert_int_equal(from_files(names, 1, 0), RBK_OK);
        for (options.conform.dither_seed = 1; options.conform.dither_seed <= 6; options.conform.dither_seed++) {
            assert_int_equal(author_again(), RBK_OK);
            assert_int_equal(report->files[0].clipped_values, 0);
            double peak = peak_of_image();
            assert_true(peak <= 0 && peak > -0.003);
            assert_true(fabs(report->true_peak_dbtp - 20 * log10(peaks[i])) < 0.02);
        }
    }
}

static void silence_and_sixteen_bits_at_their_level_stay_bit_exact(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path("1.wav"), SFM_WRITE, &info);
    static int16_t zeros[400 * 588 * 2];
    assert_int_equal(sf_writef_short(file, zeros, 400 * 588), 400 * 588);
    sf_close(file);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    options.normalize = true;
    assert_int_equal(author_again(), RBK_OK);
    assert_false(report->measured);
    assert_int_equal(report->gain_millidecibels, 0);
    assert_true(report->files[0].info.bit_exact);
    assert_false(report->files[0].dithered);
}

static int finish(void **state)
{
    rbk_author_report_free(report);
    report = NULL;
    return end(state);
}

#define test(function) cmocka_unit_test_setup_teardown(function, begin, finish)

int main(void)
{
    const struct CMUnitTest tests[] = {
        test(the_true_peak_of_the_disc_comes_to_the_level),
        test(the_gain_that_was_found_gives_the_same_bytes_when_it_is_stated),
        test(audio_above_all_gains_is_refused),
        test(float_audio_above_full_scale_comes_down_unclipped),
        test(quiet_audio_of_more_bits_comes_to_the_level_unclipped),
        test(silence_and_sixteen_bits_at_their_level_stay_bit_exact),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
