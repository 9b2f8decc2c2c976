/*
 * What the tests of the author share: inputs in which every sample states its position, the author's steps, and checks
 * of the image.
 */
#ifndef TESTS_UNIT_AUTHORING_H
#define TESTS_UNIT_AUTHORING_H

#include <redbook/author.h>
#include <redbook/format.h>

#include "unit/scratch.h"

#include <math.h>
#include <sndfile.h>

static rbk_findings *findings;
static rbk_author_options options;
static rbk_error error;
static rbk_disc *disc;

__attribute__((unused)) static int begin(void **state)
{
    findings = rbk_findings_new();
    disc = NULL;
    rbk_author_options_init(&options);
    rbk_error_init(&error);
    return scratch_setup(state);
}

__attribute__((unused)) static int end(void **state)
{
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    return scratch_teardown(state);
}

/* ------------------------------------------------------------------ inputs */

/* A value that states its position: different for every sample of a few minutes. */
__attribute__((unused)) static int16_t ramp(int64_t sample, int channel)
{
    return (int16_t)((sample * 7 + channel * 12345) % 65521 - 32760);
}

/* 16-bit stereo at 44.1 kHz, samples from..from+count of the ramp. */
__attribute__((unused)) static void make_ramp(const char *name, int format, int64_t from, int64_t count)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = format | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    int16_t *samples = malloc((size_t)count * 4);
    for (int64_t i = 0; i < count; i++)
        for (int channel = 0; channel < 2; channel++)
            samples[2 * i + channel] = ramp(from + i, channel);
    assert_int_equal(sf_writef_short(file, samples, count), count);
    free(samples);
    sf_close(file);
}

/* A 24-bit sine, frames from..from+count of an endless one. */
__attribute__((unused)) static void make_sine(const char *name, int rate_hz, int64_t from, int64_t count, double level)
{
    SF_INFO info = {.samplerate = rate_hz, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_24};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    double *samples = malloc((size_t)count * 2 * sizeof *samples);
    for (int64_t i = 0; i < count; i++) {
        samples[2 * i] = level * sin(2 * 3.14159265358979 * 997.0 * (double)(from + i) / rate_hz);
        samples[2 * i + 1] = -samples[2 * i];
    }
    assert_int_equal(sf_writef_double(file, samples, count), count);
    free(samples);
    sf_close(file);
}

__attribute__((unused)) static void make_text(const char *name, const char *text)
{
    scratch_write(name, text, strlen(text));
}

/* ------------------------------------------------------------------ steps */

__attribute__((unused)) static rbk_status from_files(const char *const *names, size_t count, uint32_t gap_sectors)
{
    char paths[128][600];
    const char *pointers[128];
    for (size_t i = 0; i < count; i++) {
        snprintf(paths[i], sizeof paths[i], "%s", scratch_path(names[i]));
        pointers[i] = paths[i];
    }
    rbk_source_input input = {.paths = pointers, .count = count, .gap_sectors = gap_sectors};
    rbk_status status = rbk_source_from_files(&input, &disc, findings, &error);
    return status == RBK_OK ? rbk_source_probe(disc, NULL, &(rbk_source_options){.raw = options.raw}, findings, &error)
                            : status;
}

__attribute__((unused)) static rbk_status from_sheet(const char *name)
{
    rbk_disc_free(disc); /* of a sheet before */
    disc = NULL;
    rbk_status status = rbk_format_read_file(scratch_path(name), NULL, &disc, findings, &error);
    return status == RBK_OK
               ? rbk_source_probe(disc, scratch_path(name), &(rbk_source_options){.raw = options.raw}, findings, &error)
               : status;
}

__attribute__((unused)) static rbk_status author(const char *target)
{
    return rbk_author_write(disc, &options, scratch_path(target), NULL, NULL, findings, &error);
}

__attribute__((unused)) static bool has_finding(const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return true;
    return false;
}

__attribute__((unused)) static int16_t bin_value(const char *bin, int64_t sample, int channel)
{
    const uint8_t *at = (const uint8_t *)bin + sample * 4 + channel * 2;
    return (int16_t)(uint16_t)(at[0] | at[1] << 8);
}

/* count samples from bin_from on are the ramp from ramp_from on. */
__attribute__((unused)) static void assert_ramp(const char *bin, int64_t bin_from, int64_t ramp_from, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        for (int channel = 0; channel < 2; channel++)
            if (bin_value(bin, bin_from + i, channel) != ramp(ramp_from + i, channel))
                fail_msg("sample %lld of the image is not sample %lld of the source", (long long)(bin_from + i),
                         (long long)(ramp_from + i));
}

__attribute__((unused)) static void assert_silence(const char *bin, int64_t from, int64_t count)
{
    for (int64_t i = from; i < from + count; i++)
        assert_true(bin_value(bin, i, 0) == 0 && bin_value(bin, i, 1) == 0);
}

__attribute__((unused)) static char *read_bin(const char *name, int64_t expected_sectors)
{
    size_t size;
    char *bin = scratch_read(name, &size);
    assert_non_null(bin);
    assert_int_equal(size, expected_sectors * 2352);
    return bin;
}

#define author_test(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
