/* Discs against the games of a .dat, and reasons for a difference, on bytes in a BIN of the scratch folder. */
#include <redbook/match.h>

#include "unit/report/discs.h"

#define SECTORS 3000

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
static rbk_hash_report report;

static void make_disc(void)
{
    uint32_t random = 1;
    for (size_t i = 0; i < sizeof bytes; i++) {
        random = random * 1664525 + 1013904223;
        bytes[i] = (uint8_t)(random >> 24);
    }
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    add_track(file, RBK_MODE_AUDIO, 0, 1000, 0);
    add_track(file, RBK_MODE_AUDIO, 1000, 1800, 150);
    add_track(file, RBK_MODE_AUDIO, 1800, SECTORS, 0);
    lay_out();
}

static rbk_image *open_image(void)
{
    rbk_image *image = NULL;
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    return image;
}

static void hash(void)
{
    rbk_image *image = open_image();
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    options.track_files = 1;
    assert_int_equal(rbk_hash(disc, layout, image, &options, &report, &error), RBK_OK);
    rbk_image_close(image);
}

/* The file that holds the bytes from..to, as a .dat states it. */
static rbk_dat_file file_of(const uint8_t *from, size_t size)
{
    rbk_dat_game game = {NULL, NULL, 0};
    assert_int_equal(rbk_dat_game_add_bytes(&game, "x.bin", from, size, &error), RBK_OK);
    rbk_dat_file file = game.files[0];
    rbk_dat_game_release(&game);
    file.name = NULL;
    return file;
}

static void tracks_are_files_with_their_pregaps(void **state)
{
    static const size_t ends[] = {0, 1000, 1800, SECTORS};
    (void)state;
    make_disc();
    hash();
    for (size_t t = 0; t < 3; t++) {
        const size_t from = ends[t] * RBK_SECTOR_BYTES, size = (ends[t + 1] - ends[t]) * RBK_SECTOR_BYTES;
        const rbk_dat_file file = file_of(bytes + from, size);
        assert_int_equal(report.tracks[t].sums.crc32, file.crc32);
        assert_string_equal(report.tracks[t].sums.text[RBK_SUM_SHA1], file.sha1);
        assert_string_equal(report.tracks[t].sums.text[RBK_SUM_MD5], file.md5);
    }
}

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
        const rbk_dat_file file = file_of(bytes + at, 800 * RBK_SECTOR_BYTES);
        check(1, &file, RBK_TRACK_SHIFTED, shifts[i], false);
    }
    const rbk_dat_file beyond =
        file_of(bytes + 1000 * RBK_SECTOR_BYTES + 264601 * RBK_SAMPLE_BYTES, 800 * RBK_SECTOR_BYTES);
    check(1, &beyond, RBK_TRACK_UNEXPLAINED, 0, false);
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

static void the_best_game_comes_first(void **state)
{
    rbk_output *output = rbk_output_new_memory();
    rbk_dat_game game;
    size_t size;
    (void)state;
    make_disc();
    hash();
    rbk_output_write(output, "<datafile>\n", 11, NULL);
    for (int n = 0; n < 12; n++) { /* tracks 1 and 2 are other ones in most of them */
        char name[32];
        snprintf(name, sizeof name, "Game %d", n);
        assert_int_equal(rbk_dat_game_of_disc(name, &report, &game, &error), RBK_OK);
        game.files[0].crc32 ^= n != 10;
        game.files[1].crc32 ^= n < 10;
        assert_int_equal(rbk_dat_write_game(&game, output, &error), RBK_OK);
        rbk_dat_game_release(&game);
    }
    rbk_output_write(output, "</datafile>\n", 12, NULL);
    const char *text = rbk_output_text(output, &size);
    scratch_write("a.dat", text, size);
    rbk_matcher *matcher = rbk_matcher_new();
    assert_int_equal(rbk_matcher_add(matcher, &report, &error), RBK_OK);
    assert_int_equal(rbk_matcher_read(matcher, scratch_path("a.dat"), NULL, &error), RBK_OK);
    const rbk_match *best = rbk_matcher_match(matcher, 0, 0), *second = rbk_matcher_match(matcher, 0, 1);
    assert_string_equal(best->game.name, "Game 10");
    assert_true(best->whole);
    assert_string_equal(second->game.name, "Game 11");
    assert_int_equal(second->same_count, 2);
    assert_false(second->same[0]);
    assert_string_equal(rbk_matcher_match(matcher, 0, 7)->game.name, "Game 5");
    assert_null(rbk_matcher_match(matcher, 0, RBK_MATCHES_MAX));
    rbk_matcher_free(matcher);
    rbk_output_free(output);
}

#define disc_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end_disc)

int main(void)
{
    const struct CMUnitTest tests[] = {
        disc_test(tracks_are_files_with_their_pregaps),
        disc_test(a_shift_of_any_number_of_samples_within_reach_is_found),
        disc_test(a_file_of_another_length_and_one_with_swapped_bytes_are_found),
        disc_test(zeros_that_the_track_does_not_have_are_found),
        disc_test(the_best_game_comes_first),
    };
    return cmocka_run_group_tests_name("report/match", tests, NULL, NULL);
}
