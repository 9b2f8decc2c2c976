/*
 * Pairs of images for the tests of the verify room: written as BIN files into the scratch folder, probed by hand.
 */
#ifndef TESTS_UNIT_VERIFY_IMAGES_H
#define TESTS_UNIT_VERIFY_IMAGES_H

#include <redbook/verify.h>

#include "unit/scratch.h"

typedef struct test_image {
    rbk_disc *disc;
    rbk_layout *layout;
} test_image;

static test_image a, b;
static rbk_comparison comparison;
static rbk_error error;

/* Noise: a function of the position only, so that a copy from elsewhere is recognised. Freed by the caller. */
__attribute__((unused)) static int16_t *make_noise(int64_t from, int64_t count)
{
    int16_t *samples = malloc((size_t)count * RBK_SAMPLE_BYTES);
    assert_non_null(samples);
    for (int64_t i = 0; i < 2 * count; i++) {
        uint64_t bits = (uint64_t)(2 * from + i + 1) * UINT64_C(0x9E3779B97F4A7C15);
        bits = (bits ^ bits >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
        samples[i] = (int16_t)(bits >> 40);
    }
    return samples;
}

/* Adds a file that holds the samples, little-endian as files of sectors are. */
__attribute__((unused)) static uint32_t add_file(test_image *image, const char *name, const int16_t *samples,
                                                 int64_t count)
{
    uint32_t file;
    uint8_t *bytes = malloc((size_t)count * RBK_SAMPLE_BYTES);
    assert_non_null(bytes);
    for (int64_t i = 0; i < 2 * count; i++) {
        bytes[2 * i] = (uint8_t)((uint16_t)samples[i] & 0xFF);
        bytes[2 * i + 1] = (uint8_t)((uint16_t)samples[i] >> 8);
    }
    scratch_write(name, bytes, (size_t)count * RBK_SAMPLE_BYTES);
    free(bytes);
    assert_int_equal(rbk_disc_add_file(image->disc, name, RBK_FILE_BINARY, "BINARY", 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_locate_file(image->disc, file, scratch_path(name), NULL), RBK_OK);
    image->disc->files[file].rate_hz = RBK_RATE_HZ;
    image->disc->files[file].length_frames = count;
    return file;
}

/* A track of sectors from..to of a file, the first pregap of them its pregap. */
__attribute__((unused)) static rbk_track *add_track(test_image *image, uint32_t file, int64_t from, int64_t to,
                                                    int64_t pregap)
{
    rbk_track *track;
    uint32_t number = (uint32_t)image->disc->track_count + 1;
    assert_int_equal(rbk_disc_add_track(image->disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    rbk_track_add_file_extent(track, file, from * 588, (to - from) * 588, NULL);
    if (pregap)
        rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 0, pregap * 588, NULL);
    return track;
}

/* Two tracks of noise, sectors 0..30 and 30..60 of the BIN; the second has a pregap of 5. */
__attribute__((unused)) static void make_album(test_image *image, const char *name, const int16_t *samples)
{
    uint32_t file = add_file(image, name, samples, 60 * 588);
    add_track(image, file, 0, 30, 0);
    add_track(image, file, 30, 60, 5);
}

static void lay_out(test_image *image)
{
    rbk_layout_free(image->layout);
    image->layout = NULL;
    assert_int_equal(rbk_layout_compute(image->disc, RBK_JOIN_AUTO, &image->layout, NULL, &error), RBK_OK);
}

__attribute__((unused)) static rbk_status compare(unsigned ignore)
{
    lay_out(&a);
    lay_out(&b);
    rbk_compared first = {a.disc, a.layout}, second = {b.disc, b.layout};
    return rbk_compare(&first, &second, ignore, NULL, &comparison, &error);
}

static const rbk_difference *difference(rbk_difference_kind kind)
{
    return &comparison.differences[kind];
}

/* How many kinds differ. */
__attribute__((unused)) static size_t kinds(void)
{
    size_t count = 0;
    for (size_t kind = 0; kind < RBK_DIFFERENCE_KINDS; kind++)
        count += difference((rbk_difference_kind)kind)->count > 0;
    return count;
}

static int setup(void **state)
{
    a = (test_image){rbk_disc_new(), NULL};
    b = (test_image){rbk_disc_new(), NULL};
    memset(&comparison, 0xAA, sizeof comparison);
    rbk_error_init(&error);
    return a.disc && b.disc ? scratch_setup(state) : -1;
}

static int teardown(void **state)
{
    rbk_layout_free(a.layout);
    rbk_layout_free(b.layout);
    rbk_disc_free(a.disc);
    rbk_disc_free(b.disc);
    return scratch_teardown(state);
}

/* The same album twice, samples are not compared. */
__attribute__((unused)) static void two_albums(void)
{
    int16_t *noise = make_noise(0, 60 * 588);
    make_album(&a, "a.bin", noise);
    make_album(&b, "b.bin", noise);
    free(noise);
}

__attribute__((unused)) static void assert_values(rbk_difference_kind kind, int64_t count, uint32_t track,
                                                  const char *first, const char *second)
{
    assert_int_equal(difference(kind)->count, count);
    assert_int_equal(difference(kind)->track, track);
    assert_string_equal(difference(kind)->first, first);
    assert_string_equal(difference(kind)->second, second);
    assert_false(comparison.same);
}

#define images_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

#endif
