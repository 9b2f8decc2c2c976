/* Samples and data of two images compared, and offsets found. */
#include "unit/verify/images.h"

#include <math.h>

#define TOTAL (3000 * 588) /* several blocks */

/* A disc of two tracks and TOTAL samples: the first half and the second. */
static void make_disc(test_image *image, const char *name, const int16_t *samples)
{
    uint32_t file = add_file(image, name, samples, TOTAL);
    add_track(image, file, 0, 1500, 0);
    add_track(image, file, 1500, 3000, 0);
}

static void the_first_sample_that_differs_is_reported_and_all_are_counted(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    const int64_t first = 1600 * 588 + 17;
    make_disc(&a, "a.bin", noise);
    noise[2 * first] = 100;
    noise[2 * first + 1] = -200;
    noise[2 * (first + 1) + 1] ^= 1;
    noise[2 * (TOTAL - 1)] ^= 1;
    make_disc(&b, "b.bin", noise);
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    const rbk_difference *found = difference(RBK_DIFFERENCE_SAMPLES);
    int16_t *before = make_noise(first, 1);
    char text[64];
    snprintf(text, sizeof text, "%d %d", before[0], before[1]);
    free(before);
    assert_int_equal(found->count, 3);
    assert_int_equal(found->track, 2);
    assert_int_equal(found->lba, 1600);
    assert_int_equal(found->sample, first);
    assert_string_equal(found->first, text);
    assert_string_equal(found->second, "100 -200");
    assert_int_equal(kinds(), 1);
    assert_int_equal(comparison.compared_samples, TOTAL);
    assert_false(comparison.has_offset);
}

static void no_sector_is_skipped(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    for (int64_t sector = 0; sector < TOTAL / 588; sector++)
        noise[2 * (sector * 588 + sector % 588)] ^= 1;
    make_disc(&b, "b.bin", noise);
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(difference(RBK_DIFFERENCE_SAMPLES)->count, TOTAL / 588);
    assert_int_equal(difference(RBK_DIFFERENCE_SAMPLES)->sample, 0);
}

static void assert_offset(int64_t offset)
{
    int16_t *noise = make_noise(100000, TOTAL);
    int16_t *moved = make_noise(100000 - offset, TOTAL);
    make_disc(&a, "a.bin", noise);
    make_disc(&b, "b.bin", moved);
    free(noise);
    free(moved);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.has_offset);
    assert_int_equal(comparison.offset_samples, offset);
    assert_int_equal(comparison.offset_differences, 0);
    assert_int_equal(comparison.offset_compared_samples, TOTAL - llabs(offset));
    assert_true(difference(RBK_DIFFERENCE_SAMPLES)->count > TOTAL - 1000);
}

static void an_offset_of_a_drive_is_found(void **state)
{
    (void)state;
    assert_offset(667);
}

static void an_offset_of_one_sample_backwards_is_found(void **state)
{
    (void)state;
    assert_offset(-1);
}

static void the_largest_offsets_are_found(void **state)
{
    (void)state;
    assert_offset(RBK_COMPARE_OFFSET_MAX);
}

static void the_largest_offset_backwards_is_found(void **state)
{
    (void)state;
    assert_offset(-RBK_COMPARE_OFFSET_MAX);
}

/* The first third is moved by 30 samples, the rest by 100. */
static void the_offset_of_most_places_is_found(void **state)
{
    const int64_t sectors = 9000, total = sectors * 588, part = total / 3;
    (void)state;
    int16_t *noise = make_noise(100000, total);
    int16_t *moved = make_noise(100000 - 100, total), *start = make_noise(100000 - 30, part);
    memcpy(moved, start, (size_t)part * RBK_SAMPLE_BYTES);
    add_track(&a, add_file(&a, "a.bin", noise, total), 0, sectors, 0);
    add_track(&b, add_file(&b, "b.bin", moved, total), 0, sectors, 0);
    free(noise);
    free(moved);
    free(start);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.has_offset);
    assert_int_equal(comparison.offset_samples, 100);
    assert_true(comparison.offset_differences > part - 1000 && comparison.offset_differences <= part);
}

/* Of a tone that is quieter, a few samples are the same at any offset of a period. */
static void a_tone_that_is_quieter_has_no_offset(void **state)
{
    (void)state;
    int16_t *tone = make_noise(0, TOTAL), *quieter = make_noise(0, TOTAL);
    for (size_t i = 0; i < TOTAL; i++) {
        const int16_t value = (int16_t)(10000 * sin(2 * 3.14159265358979 * (double)(i % 100) / 100));
        const int16_t less = (int16_t)(value * 0.89 + (double)(i * 7919 % 13) / 4 - 1.5); /* as dithered */
        tone[2 * i] = tone[2 * i + 1] = value;
        quieter[2 * i] = quieter[2 * i + 1] = less;
    }
    make_disc(&a, "a.bin", tone);
    make_disc(&b, "b.bin", quieter);
    free(quieter);
    free(tone);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(difference(RBK_DIFFERENCE_SAMPLES)->count > TOTAL / 2);
    assert_false(comparison.has_offset);
}

static void an_offset_beyond_that_is_not_made_up(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    int16_t *moved = make_noise(RBK_COMPARE_OFFSET_MAX + 1, TOTAL);
    make_disc(&a, "a.bin", noise);
    make_disc(&b, "b.bin", moved);
    free(noise);
    free(moved);
    assert_int_equal(compare(0), RBK_OK);
    assert_false(comparison.same);
    assert_false(comparison.has_offset);
}

/* An offset that begins in the middle (samples were lost there), and some errors after it. */
static void an_offset_of_a_part_says_how_much_still_differs(void **state)
{
    (void)state;
    const int64_t lost = 1000 * 588 + 5;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    memmove(noise + 2 * lost, noise + 2 * (lost + 100), (size_t)(TOTAL - lost - 100) * RBK_SAMPLE_BYTES);
    for (int64_t i = 0; i < 10; i++)
        noise[2 * (1500000 + 1000 * i)] ^= 0x40;
    make_disc(&b, "b.bin", noise);
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.has_offset);
    assert_int_equal(comparison.offset_samples, -100);
    /* what was before the loss differs now, except the 100 samples without a counterpart, and the errors */
    assert_in_range(comparison.offset_differences, lost - 100 - 100 + 10, lost + 10);
}

static void bytes_in_the_other_order_are_seen(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    memset(noise, 0, 588 * RBK_SAMPLE_BYTES);
    uint8_t *bytes = (uint8_t *)noise;
    for (size_t i = 0; i < (size_t)TOTAL * RBK_SAMPLE_BYTES; i += 2) {
        uint8_t first = bytes[i];
        bytes[i] = bytes[i + 1];
        bytes[i + 1] = first;
    }
    make_disc(&b, "b.bin", noise);
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(comparison.swapped_samples, difference(RBK_DIFFERENCE_SAMPLES)->count - 588);
    b.disc->files[0].type = RBK_FILE_MOTOROLA;
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(comparison.swapped_samples, 0);
    assert_int_equal(difference(RBK_DIFFERENCE_SAMPLES)->count, 588);
}

static void silence_has_no_offset(void **state)
{
    (void)state;
    int16_t *silence = calloc(TOTAL, RBK_SAMPLE_BYTES);
    assert_non_null(silence);
    make_disc(&a, "a.bin", silence);
    for (size_t i = 0; i < 100; i++)
        silence[20000 + i] = 1;
    make_disc(&b, "b.bin", silence);
    free(silence);
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(difference(RBK_DIFFERENCE_SAMPLES)->count, 50);
    assert_false(comparison.has_offset);
}

/* Of a disc of minutes only some of the blocks that differ are looked at, evenly over all of it. */
static void an_offset_of_a_long_disc_is_found(void **state)
{
    enum { LONG = 29500 };
    (void)state;
    int16_t *noise = make_noise(0, (int64_t)LONG * 588 + 30);
    uint32_t first = add_file(&a, "a.bin", noise, (int64_t)LONG * 588);
    add_track(&a, first, 0, LONG, 0);
    uint32_t second = add_file(&b, "b.bin", noise + 2 * 30, (int64_t)LONG * 588);
    add_track(&b, second, 0, LONG, 0);
    free(noise);
    assert_int_equal(compare(0), RBK_OK);
    assert_true(comparison.has_offset);
    assert_int_equal(comparison.offset_samples, -30);
    assert_int_equal(comparison.offset_differences, 0);
    assert_int_equal(comparison.offset_compared_samples, (int64_t)LONG * 588 - 30);
    assert_true(difference(RBK_DIFFERENCE_SAMPLES)->count > (int64_t)LONG * 588 - 1000);
}

static void the_end_of_the_longer_disc_is_a_matter_of_length(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    uint32_t file = add_file(&b, "b.bin", noise, 2999 * 588);
    free(noise);
    add_track(&b, file, 0, 1500, 0);
    add_track(&b, file, 1500, 2999, 0);
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(difference(RBK_DIFFERENCE_LENGTH)->count, 1);
    assert_int_equal(kinds(), 1);
    assert_int_equal(comparison.compared_samples, 2999 * 588);
}

static void data_is_counted_by_sectors_and_has_no_offset(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    int16_t *value = &noise[(10 * RBK_SECTOR_BYTES + 2000) / 2]; /* little-endian in the file */
    *value = (int16_t)((*value & ~0xFF) ^ 0x1AB);
    noise[700 * RBK_SECTOR_BYTES / 2] ^= 1;
    make_disc(&b, "b.bin", noise);
    free(noise);
    a.disc->tracks[0].mode = b.disc->tracks[0].mode = RBK_MODE_MODE1_2352;
    assert_int_equal(compare(0), RBK_OK);
    assert_int_equal(difference(RBK_DIFFERENCE_DATA)->count, 2);
    assert_int_equal(difference(RBK_DIFFERENCE_DATA)->track, 1);
    assert_int_equal(difference(RBK_DIFFERENCE_DATA)->lba, 10);
    assert_int_equal(difference(RBK_DIFFERENCE_DATA)->sample, 2000);
    assert_string_equal(difference(RBK_DIFFERENCE_DATA)->second, "ab");
    assert_int_equal(kinds(), 1);
    assert_int_equal(comparison.compared_samples, 1500 * 588);
    assert_false(comparison.has_offset);
}

/* ------------------------------------------------------------------ the listener */

typedef struct notified {
    uint64_t done, total;
    int cancel_after;
} notified;

static void notify(void *user, uint64_t done, uint64_t total)
{
    notified *h = user;
    assert_true(done >= h->done);
    assert_true(done <= total);
    h->done = done;
    h->total = total;
}

static bool query(void *user)
{
    return ((notified *)user)->cancel_after-- <= 0;
}

static void a_listener_is_notified_of_all_sectors_and_can_cancel(void **state)
{
    (void)state;
    notified h = {0, 0, 1000};
    rbk_listener listener = {&h, notify, query};
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    make_disc(&b, "b.bin", noise);
    free(noise);
    lay_out(&a);
    lay_out(&b);
    rbk_compared first = {a.disc, a.layout}, second = {b.disc, b.layout};
    assert_int_equal(rbk_compare(&first, &second, 0, &listener, &comparison, &error), RBK_OK);
    assert_int_equal(h.done, 3000);
    assert_int_equal(h.total, 3000);
    h = (notified){0, 0, 3};
    assert_int_equal(rbk_compare(&first, &second, 0, &listener, &comparison, &error), RBK_USERABORT);
    assert_true(h.done < 3000);
}

static void a_bin_that_was_cut_is_reported(void **state)
{
    (void)state;
    int16_t *noise = make_noise(0, TOTAL);
    make_disc(&a, "a.bin", noise);
    make_disc(&b, "b.bin", noise);
    free(noise);
    assert_int_equal(truncate(scratch_path("b.bin"), 2000 * RBK_SECTOR_BYTES), 0);
    assert_int_equal(compare(0), RBK_BAD_LAYOUT);
    assert_string_equal(error.place.path, scratch_path("b.bin"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        images_test(the_first_sample_that_differs_is_reported_and_all_are_counted),
        images_test(no_sector_is_skipped),
        images_test(an_offset_of_a_long_disc_is_found),
        images_test(an_offset_of_a_drive_is_found),
        images_test(an_offset_of_one_sample_backwards_is_found),
        images_test(the_largest_offsets_are_found),
        images_test(the_largest_offset_backwards_is_found),
        images_test(the_offset_of_most_places_is_found),
        images_test(a_tone_that_is_quieter_has_no_offset),
        images_test(an_offset_beyond_that_is_not_made_up),
        images_test(an_offset_of_a_part_says_how_much_still_differs),
        images_test(bytes_in_the_other_order_are_seen),
        images_test(silence_has_no_offset),
        images_test(the_end_of_the_longer_disc_is_a_matter_of_length),
        images_test(data_is_counted_by_sectors_and_has_no_offset),
        images_test(a_listener_is_notified_of_all_sectors_and_can_cancel),
        images_test(a_bin_that_was_cut_is_reported),
    };
    return cmocka_run_group_tests_name("verify/compare_samples", tests, NULL, NULL);
}
