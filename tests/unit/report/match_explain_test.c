/* Reasons why a track differs from the file of a .dat. */
#include "unit/report/files.h"

static void check(size_t track, const rbk_dat_file *file, rbk_track_difference difference, int64_t samples,
                  bool swapped)
{
    rbk_explanation found;
    rbk_image *image = open_image();
    assert_int_equal(rbk_match_explain(disc, layout, image, track, file, &found, &error), RBK_OK);
    rbk_image_close(image);
    assert_int_equal(found.difference, difference);
    assert_int_equal(found.shift_samples, samples);
    assert_int_equal(found.swapped, swapped);
}

static void a_shift_of_any_number_of_samples_within_reach_is_found(void **state)
{
    static const int64_t shifts[] = {1, -1, 588, -97, 264600, -264600};
    (void)state;
    make_disc();
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        const int64_t at = 1000 * (int64_t)RBK_SECTOR_BYTES + shifts[i] * RBK_SAMPLE_BYTES;
        rbk_dat_file file = file_of(bytes + at, 800 * RBK_SECTOR_BYTES);
        check(1, &file, RBK_TRACK_SHIFTED, shifts[i], false);
        file.sha1[0] = file.md5[0] = '\0'; /* the CRC alone */
        check(1, &file, RBK_TRACK_SHIFTED, shifts[i], false);
    }
    const rbk_dat_file beyond =
        file_of(bytes + 1000 * RBK_SECTOR_BYTES + 264601 * RBK_SAMPLE_BYTES, 800 * RBK_SECTOR_BYTES);
    check(1, &beyond, RBK_TRACK_UNEXPLAINED, 0, false);
}

/* Of a signal that repeats every 441 samples. */
static void of_several_shifts_the_nearest_is_found(void **state)
{
    enum { PERIOD = 441 * RBK_SAMPLE_BYTES };
    static const int64_t shifts[] = {100, -100, 220, -220, 441 - 100};
    static const int64_t nearest[] = {100, -100, 220, -220, -100};
    (void)state;
    make_disc();
    for (size_t i = PERIOD; i < sizeof bytes; i++)
        bytes[i] = bytes[i - PERIOD];
    scratch_write("a.bin", bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof shifts / sizeof shifts[0]; i++) {
        const int64_t at = 1000 * (int64_t)RBK_SECTOR_BYTES + shifts[i] * RBK_SAMPLE_BYTES;
        const rbk_dat_file file = file_of(bytes + at, 800 * RBK_SECTOR_BYTES);
        check(1, &file, RBK_TRACK_SHIFTED, nearest[i], false);
    }
}

static void a_file_of_another_length_and_one_with_swapped_bytes_are_found(void **state)
{
    static uint8_t swapped[800 * RBK_SECTOR_BYTES];
    (void)state;
    make_disc();
    const rbk_dat_file longer = file_of(bytes + 850 * RBK_SECTOR_BYTES, 950 * RBK_SECTOR_BYTES);
    check(1, &longer, RBK_TRACK_SHIFTED, -150 * 588, false);
    for (size_t i = 0; i < sizeof swapped; i++)
        swapped[i] = bytes[1000 * RBK_SECTOR_BYTES + (i ^ 1)];
    const rbk_dat_file other = file_of(swapped, sizeof swapped);
    check(1, &other, RBK_TRACK_SHIFTED, 0, true);
}

static void zeros_that_the_track_does_not_have_are_found(void **state)
{
    static uint8_t padded[900 * RBK_SECTOR_BYTES];
    (void)state;
    make_disc();
    memcpy(padded + 100 * RBK_SECTOR_BYTES, bytes + 1000 * RBK_SECTOR_BYTES, 800 * RBK_SECTOR_BYTES);
    const rbk_dat_file before = file_of(padded, sizeof padded);
    check(1, &before, RBK_TRACK_NO_PREGAP, 100 * 588, false);
    memcpy(padded, bytes + 1000 * RBK_SECTOR_BYTES, 800 * RBK_SECTOR_BYTES);
    memset(padded + 800 * RBK_SECTOR_BYTES, 0, 100 * RBK_SECTOR_BYTES);
    const rbk_dat_file after = file_of(padded, sizeof padded);
    check(1, &after, RBK_TRACK_CUT, 100 * 588, false);
}

static void a_track_that_the_disc_or_its_layout_does_not_have_is_refused(void **state)
{
    rbk_explanation found = {.difference = RBK_TRACK_CUT};
    (void)state;
    make_disc();
    const rbk_dat_file file = file_of(bytes, RBK_SECTOR_BYTES);
    rbk_image *image = open_image();
    assert_int_equal(rbk_match_explain(disc, layout, image, disc->track_count, &file, &found, &error),
                     RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a track of the disc with its own layout");
    layout->track_count--;
    assert_int_equal(rbk_match_explain(disc, layout, image, 0, &file, &found, &error), RBK_INVALID_ARGUMENT);
    layout->track_count++;
    assert_int_equal(found.difference, RBK_TRACK_CUT); /* unchanged */
    rbk_image_close(image);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        disc_test(a_shift_of_any_number_of_samples_within_reach_is_found),
        disc_test(of_several_shifts_the_nearest_is_found),
        disc_test(a_file_of_another_length_and_one_with_swapped_bytes_are_found),
        disc_test(zeros_that_the_track_does_not_have_are_found),
        disc_test(a_track_that_the_disc_or_its_layout_does_not_have_is_refused),
    };
    return cmocka_run_group_tests_name("report/match_explain", tests, NULL, NULL);
}
