/* All measurements of a disc in one pass. */
#include "audio/true_peak.h"
#include "report/loudness.h"

#include "unit/report/discs.h"

#define PI      3.14159265358979323846
#define SECTORS 2000

static int16_t samples[SECTORS * RBK_SECTOR_SAMPLES * 2];
static rbk_measurement found;
static rbk_findings *findings;

/* A tone of 1 kHz with a peak of level dBFS. */
static void tone(int32_t from, int32_t to, double level)
{
    for (int64_t i = (int64_t)from * RBK_SECTOR_SAMPLES; i < (int64_t)to * RBK_SECTOR_SAMPLES; i++)
        samples[2 * i] = samples[2 * i + 1] =
            (int16_t)lround(32768 * pow(10, level / 20) * sin(2 * PI * 1000 * (double)i / RBK_RATE_HZ));
}

static void write_bin(const char *name)
{
    static uint8_t bytes[sizeof samples];
    for (size_t i = 0; i < sizeof samples / 2; i++) {
        bytes[2 * i] = (uint8_t)samples[i];
        bytes[2 * i + 1] = (uint8_t)((uint16_t)samples[i] >> 8);
    }
    scratch_write(name, bytes, sizeof bytes);
}

/* Tracks of 600, 800 (of which 100 before index 01) and 600 sectors. */
static void make_disc(rbk_track_mode middle)
{
    uint32_t file = add_bin("a.bin", NULL, SECTORS);
    write_bin("a.bin");
    add_track(file, RBK_MODE_AUDIO, 0, 600, 0);
    add_track(file, middle, 600, 1400, 100);
    add_track(file, RBK_MODE_AUDIO, 1400, SECTORS, 0);
    lay_out();
}

static void measure(const rbk_measure_options *options)
{
    rbk_image *image = NULL;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    memset(&found, 0xAA, sizeof found);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_measure(disc, layout, image, options, findings, &found, &error), RBK_OK);
    rbk_image_close(image);
}

static void expect_near(double value, double expected, double tolerance)
{
    if (!(fabs(value - expected) <= tolerance))
        fail_msg("expected %.3f, found %.3f", expected, value);
}

static void each_track_and_the_disc_have_their_levels(void **state)
{
    (void)state;
    tone(0, 600, -23);
    tone(600, 700, -6);
    tone(700, 1400, -33);
    tone(1400, SECTORS, -20);
    make_disc(RBK_MODE_AUDIO);
    measure(NULL);
    assert_int_equal(found.track_count, 3);
    expect_near(found.tracks[0].integrated_lufs, -23, 0.1);
    expect_near(found.tracks[1].integrated_lufs, -33, 0.1);
    expect_near(found.tracks[2].integrated_lufs, -20, 0.1);
    expect_near(found.tracks[0].true_peak_dbtp, -23, 0.05);
    expect_near(found.tracks[2].peak_to_loudness_lu, 0, 0.2);
    expect_near(found.disc.true_peak_dbtp, -5.7, 0.4); /* steps between tones overshoot */
    expect_near(found.disc.sample_peak_dbfs, -6, 0.1);
    assert_true(found.tracks[1].sample_peak_dbfs < -30);
    assert_true(found.disc.true_peak_dbtp >= found.disc.sample_peak_dbfs);
    assert_true(found.check.payload_read);
    assert_int_equal(found.check.tracks[1].channels, RBK_CHANNELS_IDENTICAL);
    assert_int_equal(strlen(found.hashes.digest.line), 70);
    assert_int_equal(strlen(found.hashes.ids.musicbrainz), 28);
}

static void results_are_the_same_with_any_number_of_threads(void **state)
{
    static rbk_measurement first;
    rbk_measure_options options;
    (void)state;
    tone(0, SECTORS, -3);
    make_disc(RBK_MODE_AUDIO);
    rbk_measure_options_init(&options);
    rbk_measure_options_init(NULL);
    options.jobs = 1;
    measure(&options);
    first = found;
    for (options.jobs = 2; options.jobs <= 9; options.jobs++) {
        measure(&options);
        assert_memory_equal(&first, &found, sizeof found);
    }
}

/* The true peak of a track may be between its last samples and the next track's first. */
static void a_peak_at_a_join_belongs_to_the_track_that_it_is_in(void **state)
{
    (void)state;
    memset(samples, 0, sizeof samples);
    int64_t join = 600 * RBK_SECTOR_SAMPLES;
    for (int i = 1; i <= 2; i++) /* two full samples are more than full scale between them */
        samples[2 * (join - i)] = 32767;
    make_disc(RBK_MODE_AUDIO);
    measure(NULL);
    assert_true(found.tracks[0].true_peak_dbtp > 1.5);
    assert_true(found.tracks[0].sample_peak_dbfs > -0.01 && found.tracks[0].sample_peak_dbfs < 0);
    assert_true(found.tracks[2].true_peak_dbtp == RBK_NO_LEVEL);
    memset(samples, 0, sizeof samples);
    join = 1400 * RBK_SECTOR_SAMPLES;
    samples[2 * join + 1] = -32768;
    write_bin("a.bin");
    measure(NULL);
    assert_true(found.tracks[2].true_peak_dbtp == 0);
    assert_true(found.tracks[1].true_peak_dbtp < -0.5);
    assert_true(found.tracks[0].true_peak_dbtp == RBK_NO_LEVEL);
    memset(samples, 0, sizeof samples);
    for (int i = 1; i <= 2; i++)
        samples[2 * (SECTORS * RBK_SECTOR_SAMPLES - i)] = 32767;
    write_bin("a.bin");
    measure(NULL);
    assert_true(found.tracks[2].true_peak_dbtp > 1.5);
    assert_true(found.disc.true_peak_dbtp == found.tracks[2].true_peak_dbtp);
}

/* The filters' ringing after a loud track does not count for the following silence. */
static void a_track_of_silence_has_no_level_whatever_comes_before_it(void **state)
{
    (void)state;
    memset(samples, 0, sizeof samples);
    tone(0, 599, -1);
    samples[2 * (600 * RBK_SECTOR_SAMPLES - 1)] = 32767;
    make_disc(RBK_MODE_AUDIO);
    measure(NULL);
    assert_true(found.tracks[1].integrated_lufs == RBK_NO_LEVEL && found.tracks[1].true_peak_dbtp == RBK_NO_LEVEL);
    assert_true(found.tracks[1].max_momentary_lufs == RBK_NO_LEVEL && found.tracks[1].range_lu == 0);
    expect_near(found.tracks[0].integrated_lufs, -1, 0.2);
}

/* A quiet track between loud ones: the filters of loudness and of true peak ring across both joins. */
static void a_track_has_the_levels_that_it_has_alone(void **state)
{
    (void)state;
    memset(samples, 0, sizeof samples);
    tone(700, 1400, -80);
    make_disc(RBK_MODE_AUDIO);
    measure(NULL);
    const rbk_loudness alone = found.tracks[1];
    tone(0, 700, -1);
    tone(1400, SECTORS, -1);
    write_bin("a.bin");
    measure(NULL);
    assert_true(found.tracks[1].true_peak_dbtp == alone.true_peak_dbtp);
    expect_near(alone.true_peak_dbtp, -80, 1.5);
    assert_true(found.tracks[1].integrated_lufs == RBK_NO_LEVEL && alone.integrated_lufs == RBK_NO_LEVEL);
    expect_near(found.tracks[1].max_momentary_lufs, alone.max_momentary_lufs, 1e-9);
    expect_near(found.tracks[1].max_short_term_lufs, alone.max_short_term_lufs, 1e-9);
    assert_true(found.disc.true_peak_dbtp >= found.tracks[2].sample_peak_dbfs);
}

static void data_has_no_level(void **state)
{
    (void)state;
    tone(0, SECTORS, -20);
    make_disc(RBK_MODE_MODE1_2352);
    measure(NULL);
    assert_true(found.tracks[1].integrated_lufs == RBK_NO_LEVEL);
    assert_true(found.tracks[1].true_peak_dbtp == RBK_NO_LEVEL);
    assert_true(found.tracks[1].range_lu == 0 && found.tracks[1].peak_to_loudness_lu == 0);
    expect_near(found.disc.integrated_lufs, -20, 0.1);
}

static rbk_status count_sectors(void *user, const rbk_scan_block *block, rbk_error *why)
{
    (void)why;
    *(uint32_t *)user += block->count;
    return RBK_OK;
}

static void others_get_the_blocks_of_the_same_pass(void **state)
{
    uint32_t count = 0;
    rbk_scan_visitor visitor = {.user = &count, .visit = count_sectors};
    rbk_measure_options options;
    (void)state;
    make_disc(RBK_MODE_AUDIO);
    rbk_measure_options_init(&options);
    options.visitors = &visitor;
    options.visitor_count = 1;
    measure(&options);
    assert_int_equal(count, SECTORS);
    options.visitors = NULL;
    assert_int_equal(rbk_measure(disc, layout, (rbk_image *)disc, &options, NULL, &found, &error), RBK_INVALID_POINTER);
    layout->track_count--;
    assert_int_equal(rbk_measure(disc, layout, (rbk_image *)disc, NULL, NULL, &found, &error), RBK_INVALID_ARGUMENT);
    layout->track_count++;
}

static int end(void **state)
{
    rbk_findings_free(findings);
    findings = NULL;
    return end_disc(state);
}

#define measure_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        measure_test(each_track_and_the_disc_have_their_levels),
        measure_test(results_are_the_same_with_any_number_of_threads),
        measure_test(a_peak_at_a_join_belongs_to_the_track_that_it_is_in),
        measure_test(a_track_of_silence_has_no_level_whatever_comes_before_it),
        measure_test(a_track_has_the_levels_that_it_has_alone),
        measure_test(data_has_no_level),
        measure_test(others_get_the_blocks_of_the_same_pass),
    };
    return cmocka_run_group_tests_name("report/measure", tests, NULL, NULL);
}
