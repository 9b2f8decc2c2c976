/*
 * Audio files for the tests of the audio room: written with libsndfile into the scratch folder and read back through a
 * conformer.
 */
#ifndef TESTS_UNIT_AUDIO_FILES_H
#define TESTS_UNIT_AUDIO_FILES_H

#include "unit/scratch.h"

#include <redbook/audio.h>

#include <math.h>
#include <sndfile.h>

#define TEST_PI 3.14159265358979323846

/* A small generator of its own, so that inputs are the same everywhere. */
__attribute__((unused)) static uint32_t audio_files_random(uint64_t *seed)
{
    *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*seed >> 33);
}

/* Noise that contains every 16-bit value. Freed by the caller. */
__attribute__((unused)) static int16_t *audio_files_noise(size_t values)
{
    uint64_t seed = 20;
    int16_t *noise = malloc(values * sizeof *noise);
    assert_non_null(noise);
    for (size_t i = 0; i < values; i++)
        noise[i] = (int16_t)(audio_files_random(&seed) & 0xFFFF);
    noise[0] = INT16_MIN;
    noise[1] = INT16_MAX;
    return noise;
}

/* A sine on every channel, each a little quieter than the one before. Freed by the caller. */
__attribute__((unused)) static double *audio_files_sine(size_t frames, int channels, double hz, int rate_hz,
                                                        double level)
{
    double *sine = malloc(frames * (size_t)channels * sizeof *sine);
    assert_non_null(sine);
    for (size_t i = 0; i < frames; i++)
        for (int c = 0; c < channels; c++)
            sine[i * (size_t)channels + (size_t)c] =
                level * (1.0 - 0.05 * c) * sin(2 * TEST_PI * hz * (double)i / rate_hz + 0.3 * c);
    return sine;
}

static SNDFILE *audio_files_create(const char *name, int format, int rate_hz, int channels, const int *map)
{
    SF_INFO info;
    memset(&info, 0, sizeof info);
    info.format = format;
    info.samplerate = rate_hz;
    info.channels = channels;
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    if (map) {
        int copy[8];
        memcpy(copy, map, (size_t)channels * sizeof *copy);
        assert_int_equal(sf_command(file, SFC_SET_CHANNEL_MAP_INFO, copy, channels * (int)sizeof *copy), SF_TRUE);
    }
    return file;
}

__attribute__((unused)) static void audio_files_write_int16(const char *name, int format, int rate_hz, int channels,
                                                            const int16_t *samples, size_t frames)
{
    SNDFILE *file = audio_files_create(name, format, rate_hz, channels, NULL);
    assert_int_equal(sf_writef_short(file, samples, (sf_count_t)frames), frames);
    assert_int_equal(sf_close(file), 0);
}

/* Encoders get small blocks: that of Vorbis keeps a whole block on the stack. */
__attribute__((unused)) static void audio_files_write_double(const char *name, int format, int rate_hz, int channels,
                                                             const int *map, const double *samples, size_t frames)
{
    SNDFILE *file = audio_files_create(name, format, rate_hz, channels, map);
    for (size_t at = 0; at < frames; at += 4096) {
        size_t now = frames - at < 4096 ? frames - at : 4096;
        assert_int_equal(sf_writef_double(file, samples + at * (size_t)channels, (sf_count_t)now), now);
    }
    assert_int_equal(sf_close(file), 0);
}

__attribute__((unused)) static void audio_files_write_sine(const char *name, int format, int rate_hz, int channels,
                                                           size_t frames)
{
    double *sine = audio_files_sine(frames, channels, 440, rate_hz, 0.5);
    audio_files_write_double(name, format, rate_hz, channels, NULL, sine, frames);
    free(sine);
}

__attribute__((unused)) static const char *audio_files_message(const rbk_error *error)
{
    static char text[2048];
    return rbk_error_format(error, text, sizeof text);
}

/* The text of the finding with the rule, NULL when there is none. */
__attribute__((unused)) static const char *audio_files_finding(const rbk_findings *findings, const char *rule)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0)
            return rbk_findings_at(findings, i)->text;
    return NULL;
}

/* Opens the file, which must succeed. */
__attribute__((unused)) static rbk_audio *audio_files_open(const char *name, rbk_findings *findings)
{
    rbk_audio *audio = NULL;
    rbk_error error;
    rbk_error_init(&error);
    if (rbk_audio_open(scratch_path(name), NULL, &audio, findings, &error) != RBK_OK)
        fail_msg("%s", audio_files_message(&error));
    return audio;
}

__attribute__((unused)) static int64_t audio_files_frames(const char *name)
{
    rbk_audio *audio = audio_files_open(name, NULL);
    int64_t frames = rbk_audio_information(audio)->frames;
    rbk_audio_close(audio);
    return frames;
}

/* Opens the file, which must be refused; the returned message is valid until the next call. */
__attribute__((unused)) static const char *audio_files_refusal(const char *name, rbk_status expected)
{
    static rbk_error error;
    rbk_audio *audio = NULL;
    rbk_error_init(&error);
    rbk_status status = rbk_audio_open(scratch_path(name), NULL, &audio, NULL, &error);
    if (status != expected)
        print_error("%s: %s\n", name, status == RBK_OK ? "accepted" : audio_files_message(&error));
    assert_int_equal(status, expected);
    assert_null(audio);
    assert_int_equal(error.status, expected);
    assert_string_equal(error.place.path, scratch_path(name));
    return error.sentence;
}

/* Reads a whole stream of files in pieces of chunk samples; *count is set. Freed by the caller. */
__attribute__((unused)) static int16_t *audio_files_conform(const char *const *names, size_t files,
                                                            const rbk_conform_options *options, int64_t position,
                                                            size_t chunk, size_t *count,
                                                            rbk_conform_statistics *statistics)
{
    rbk_conform_source sources[8];
    rbk_conformer *conformer = NULL;
    rbk_error error;
    size_t capacity = chunk, got = 0;
    int16_t *samples = malloc(capacity * 4);
    rbk_error_init(&error);
    for (size_t i = 0; i < files; i++)
        sources[i] = (rbk_conform_source){.path = scratch_path(names[i]), .frames = audio_files_frames(names[i])};
    if (rbk_conformer_open(sources, files, options, position, &conformer, &error) != RBK_OK)
        fail_msg("%s", audio_files_message(&error));
    *count = 0;
    do {
        if (*count + chunk > capacity) {
            capacity = 2 * capacity + chunk;
            samples = realloc(samples, capacity * 4);
        }
        assert_non_null(samples);
        if (rbk_conformer_read(conformer, samples + *count * 2, chunk, &got, &error) != RBK_OK)
            fail_msg("%s", audio_files_message(&error));
        *count += got;
    } while (got > 0);
    if (statistics)
        rbk_conformer_take_statistics(conformer, statistics);
    rbk_conformer_close(conformer);
    return samples;
}

/* Reads to the end, which must fail; the returned message is valid until the next call. frames 0: what an open finds.
   */
__attribute__((unused)) static const char *audio_files_read_refusal(const char *name, int64_t frames,
                                                                    rbk_status expected)
{
    static rbk_error error;
    static int16_t samples[2 * 1000];
    rbk_conform_source source = {.path = scratch_path(name), .frames = frames ? frames : audio_files_frames(name)};
    rbk_conformer *conformer = NULL;
    size_t got = 1;
    rbk_error_init(&error);
    rbk_status status = rbk_conformer_open(&source, 1, NULL, 0, &conformer, &error);
    while (status == RBK_OK && got > 0)
        status = rbk_conformer_read(conformer, samples, 1000, &got, &error);
    assert_int_equal(status, expected);
    assert_string_equal(error.place.path, scratch_path(name));
    if (conformer) /* a stream that has failed stays failed */
        assert_int_equal(rbk_conformer_read(conformer, samples, 1, &got, NULL), expected);
    rbk_conformer_close(conformer);
    return error.sentence;
}

/* A copy of a file truncated to size bytes. */
__attribute__((unused)) static void audio_files_cut(const char *from, const char *to, size_t size)
{
    size_t whole = 0;
    char *bytes = scratch_read(from, &whole);
    assert_non_null(bytes);
    assert_true(size <= whole);
    scratch_write(to, bytes, size);
    free(bytes);
}

/* The offset after the name of a chunk, which must be in the file. */
__attribute__((unused)) static size_t audio_files_after(const char *name, const char *chunk)
{
    size_t size = 0;
    char *bytes = scratch_read(name, &size);
    for (size_t at = 0; at + 4 <= size; at++) {
        if (memcmp(bytes + at, chunk, 4) == 0) {
            free(bytes);
            return at + 4;
        }
    }
    fail_msg("no %s in %s", chunk, name);
    return 0;
}

/* A copy of a file with the bytes at an offset replaced. */
__attribute__((unused)) static void audio_files_patch(const char *from, const char *to, size_t at, const void *with,
                                                      size_t size)
{
    size_t whole = 0;
    char *bytes = scratch_read(from, &whole);
    assert_non_null(bytes);
    assert_true(at + size <= whole);
    memcpy(bytes + at, with, size);
    scratch_write(to, bytes, whole);
    free(bytes);
}

/* A copy of a file with bytes before and after it. */
__attribute__((unused)) static void audio_files_wrap(const char *from, const char *to, const void *front,
                                                     size_t front_size, const void *after, size_t after_size)
{
    size_t whole = 0;
    char *bytes = scratch_read(from, &whole);
    char *all = malloc(front_size + whole + after_size);
    assert_non_null(bytes);
    assert_non_null(all);
    if (front_size > 0)
        memcpy(all, front, front_size);
    memcpy(all + front_size, bytes, whole);
    if (after_size > 0)
        memcpy(all + front_size + whole, after, after_size);
    scratch_write(to, all, front_size + whole + after_size);
    free(bytes);
    free(all);
}

__attribute__((unused)) static size_t audio_files_size(const char *name)
{
    struct stat status;
    assert_int_equal(stat(scratch_path(name), &status), 0);
    return (size_t)status.st_size;
}

#endif
