/*
 * What rate conversion does to audio: sines of the passband keep their level without distortion, and sines above 22.05
 * kHz are suppressed. Measured through the conversion itself on both of its paths
 * (gen/convert_probe.h).
 */
#include "gen/convert_probe.h"

#include "unit/audio/audio_files.h"

/*
 * Bounds are the measured values (in parentheses) with a small margin. half_power is the bandwidth that libsamplerate
 * documents (96, 90 and 80 %); its signal to noise ratios (144, 121 and 97 dB) are those of single tones, while stop
 * includes everything that remains of a sine just above 22.05 kHz.
 */
typedef struct bounds {
    double edge;       /* fraction of half the lower rate; 20.5, 18 and 14 kHz */
    double flat;       /* dB, either way */
    double half_power; /* fraction of half the lower rate, at least */
    double next_to;    /* dB */
    double stop;       /* dB */
} bounds;

static const bounds best = {RESPONSE_EDGE, 1e-5, 0.96, -138.5, -139.5}; /* (2e-6, 0.9608, -139.1, -140.1) */
static const bounds medium = {18.0 / 22.05, 1e-4, 0.9, -111.0, -100.0}; /* (4e-5, 0.9056, -112.6, -101.6) */
static const bounds fast = {14.0 / 22.05, 1e-3, 0.8, -96.5, -99.0};     /* (2.5e-4, 0.8014, -98.0, -100.0) */

static const uint32_t faster[] = {48000, 88200, 96000, 176400, 192000};
static const uint32_t slower[] = {32000, 22050};

static response measure(uint32_t rate_hz, convert_path path, rbk_quality quality, double edge)
{
    response_probe *probe = malloc(sizeof *probe);
    response r;
    assert_non_null(probe);
    response_sines(probe, rate_hz, edge, 12);
    rbk_status status = convert_probe(probe, path, quality, &r);
    free(probe);
    if (status != RBK_OK)
        fail_msg("%u Hz: %s", (unsigned)rate_hz, rbk_status_name(status));
    return r;
}

static bool holds(const response *r, uint32_t rate_hz, const bounds *b)
{
    return fabs(r->edge) <= b->flat && r->half_power_hz >= b->half_power * response_nyquist(rate_hz) &&
           r->next_to <= b->next_to && r->stop <= b->stop;
}

static void check(const uint32_t *rates_hz, size_t count, convert_path path, rbk_quality quality, const bounds *b)
{
    for (size_t i = 0; i < count; i++) {
        response r = measure(rates_hz[i], path, quality, b->edge);
        if (!holds(&r, rates_hz[i], b))
            fail_msg("%u Hz: pass band within %.7f dB, -3 dB at %.1f Hz, %.2f dB beside it, %.2f dB of the stop band",
                     (unsigned)rates_hz[i], r.edge, r.half_power_hz, r.next_to, r.stop);
    }
}

static void a_table_keeps_all_up_to_20_5_khz_and_folds_nothing_back(void **state)
{
    (void)state;
    check(faster, sizeof faster / sizeof *faster, BY_TABLE, RBK_QUALITY_BEST, &best);
}

static void the_library_keeps_all_up_to_20_5_khz_and_folds_nothing_back(void **state)
{
    (void)state;
    check(faster, sizeof faster / sizeof *faster, BY_LIBRARY, RBK_QUALITY_BEST, &best);
}

static void slower_sources_get_no_images(void **state)
{
    (void)state;
    check(slower, sizeof slower / sizeof *slower, BY_TABLE, RBK_QUALITY_BEST, &best);
    check(slower, sizeof slower / sizeof *slower, BY_LIBRARY, RBK_QUALITY_BEST, &best);
}

static void softer_qualities_keep_their_smaller_bands(void **state)
{
    (void)state;
    check(faster, sizeof faster / sizeof *faster, BY_TABLE, RBK_QUALITY_MEDIUM, &medium);
    check(faster, sizeof faster / sizeof *faster, BY_TABLE, RBK_QUALITY_FAST, &fast);
    check(slower, sizeof slower / sizeof *slower, BY_TABLE, RBK_QUALITY_MEDIUM, &medium);
    check(slower, sizeof slower / sizeof *slower, BY_TABLE, RBK_QUALITY_FAST, &fast);
    check(faster, 1, BY_LIBRARY, RBK_QUALITY_MEDIUM, &medium);
    check(faster, 1, BY_LIBRARY, RBK_QUALITY_FAST, &fast);
}

/* The measurement distinguishes filters: the medium one fails each bound of the best. */
static void a_softer_filter_is_noticed(void **state)
{
    (void)state;
    response r = measure(96000, BY_TABLE, RBK_QUALITY_MEDIUM, best.edge);
    assert_true(fabs(r.edge) > 9);
    assert_true(r.half_power_hz < best.half_power * RBK_RATE_HZ / 2);
    assert_true(r.next_to > best.next_to);
    assert_true(r.stop > best.stop);
}

/* The measured values reach the disc: a file through a conformer gives the same, rounded. */
static void a_conformer_gives_what_was_measured_rounded(void **state)
{
    const int64_t lengths[] = {9600, 144000}; /* by the library, by a table */
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        response_probe probe = {48000, 20500, 2, {997, 20499}};
        probe_stream stream = {&probe, 0, 0, lengths[i], 2};
        const size_t samples = (size_t)rbk_rate_scale(lengths[i], 48000) - 1; /* the library may give one fewer */
        double *file = malloc((size_t)lengths[i] * 2 * sizeof *file), *pairs = malloc(samples * 2 * sizeof *pairs);
        int16_t *given = malloc(samples * 2 * sizeof *given);
        for (int64_t frame = 0; frame < lengths[i]; frame++)
            for (size_t side = 0; side < 2; side++)
                file[2 * (size_t)frame + side] = (double)response_value(&probe, side, frame, lengths[i]);
        audio_files_write_double("probe.wav", SF_FORMAT_WAV | SF_FORMAT_FLOAT, 48000, 2, NULL, file,
                                 (size_t)lengths[i]);

        rbk_conform_options options;
        rbk_conform_options_init(&options);
        options.dither = RBK_DITHER_NONE;
        assert_int_equal(rbk_conform_divisible(48000, lengths[i], &options), i == 1);
        rbk_converter *converter;
        rbk_conformer *conformer;
        size_t made, count;
        assert_int_equal(rbk_converter_open(48000, lengths[i], &options, NULL, give_probe, &stream, &converter, NULL),
                         RBK_OK);
        assert_int_equal(read_exactly(converter, pairs, samples, &made), RBK_OK);
        rbk_converter_close(converter);
        rbk_conform_source source = {.path = scratch_path("probe.wav"), .frames = lengths[i]};
        assert_int_equal(rbk_conformer_open(&source, 1, &options, 0, &conformer, NULL), RBK_OK);
        assert_int_equal(rbk_conformer_read(conformer, given, samples, &count, NULL), RBK_OK);
        rbk_conformer_close(conformer);
        assert_int_equal(made, samples);
        assert_int_equal(count, samples);
        for (size_t value = 0; value < 2 * samples; value++)
            assert_int_equal(given[value], (int16_t)floor(pairs[value] * 32768 + 0.5));
        free(file);
        free(pairs);
        free(given);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_table_keeps_all_up_to_20_5_khz_and_folds_nothing_back),
        cmocka_unit_test(the_library_keeps_all_up_to_20_5_khz_and_folds_nothing_back),
        cmocka_unit_test(slower_sources_get_no_images),
        cmocka_unit_test(softer_qualities_keep_their_smaller_bands),
        cmocka_unit_test(a_softer_filter_is_noticed),
        cmocka_unit_test(a_conformer_gives_what_was_measured_rounded),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
