/* Checksums of tracks and of the image. */
#include "report/hashing.h"

#include "unit/report/discs.h"
#include "unit/sha256.h"

#define TRACKS        3
#define TRACK_SECTORS 1000
#define SECTORS       (TRACKS * TRACK_SECTORS)

static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
static rbk_hash_report report;

/* Sample i of sector n: left 7 n, right i. */
static void fill(void)
{
    for (uint32_t n = 0; n < SECTORS; n++)
        for (uint32_t i = 0; i < RBK_SECTOR_SAMPLES; i++) {
            uint8_t *at = bytes + ((size_t)n * RBK_SECTOR_SAMPLES + i) * RBK_SAMPLE_BYTES;
            uint32_t left = 7 * n & 0x7FFF;
            at[0] = (uint8_t)left;
            at[1] = (uint8_t)(left >> 8);
            at[2] = (uint8_t)i;
            at[3] = (uint8_t)(i >> 8);
        }
}

static void hash(unsigned wanted, uint32_t jobs)
{
    rbk_image *image = NULL;
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    assert_int_equal(options.wanted, RBK_HASH_ALL);
    options.wanted = wanted;
    options.jobs = jobs;
    memset(&report, 0xAA, sizeof report);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_hash(disc, layout, image, &options, &report, &error), RBK_OK);
    rbk_image_close(image);
}

/* pregap: number of sectors by which tracks from the second on start earlier. */
static void make_disc(int64_t pregap)
{
    fill();
    uint32_t file = add_bin("a.bin", bytes, SECTORS);
    add_track(file, RBK_MODE_AUDIO, 0, TRACK_SECTORS - pregap, 0);
    add_track(file, RBK_MODE_AUDIO, TRACK_SECTORS - pregap, 2 * TRACK_SECTORS - pregap, pregap);
    add_track(file, RBK_MODE_AUDIO, 2 * TRACK_SECTORS - pregap, SECTORS, pregap);
    lay_out();
}

static void check_vector(void)
{
    static const struct {
        uint32_t v1, v2, crc32, nonzero;
    } expected[TRACKS] = {{0x4678D5F4, 0x74A03C09, 0x9222B6F9, 0x0ABBD07B},
                          {0xD446B318, 0x0272B076, 0xF4A0A0BC, 0x8192876B},
                          {0x8765A4F6, 0xB51FF877, 0xFD353BB9, 0x6BCD6C08}};
    char sum[SHA256_HEX_BYTES];
    assert_int_equal(report.track_count, TRACKS);
    for (size_t t = 0; t < TRACKS; t++) {
        const rbk_track_sums *track = &report.tracks[t];
        assert_int_equal(track->number, t + 1);
        assert_int_equal(track->first_lba, t * TRACK_SECTORS);
        assert_int_equal(track->end_lba, (t + 1) * TRACK_SECTORS);
        assert_int_equal(track->accuraterip_v1, expected[t].v1);
        assert_int_equal(track->accuraterip_v2, expected[t].v2);
        assert_int_equal(track->sums.crc32, expected[t].crc32);
        assert_int_equal(track->sums.crc32_nonzero, expected[t].nonzero);
        sha256_hex(bytes + t * sizeof bytes / TRACKS, sizeof bytes / TRACKS, sum);
        assert_string_equal(track->sums.text[RBK_SUM_SHA256], sum);
    }
    sha256_hex(bytes, sizeof bytes, sum);
    assert_string_equal(report.image.text[RBK_SUM_SHA256], sum);
}

static void the_example_of_three_tracks_holds(void **state)
{
    (void)state;
    make_disc(0);
    hash(RBK_HASH_ALL, 0);
    check_vector();
    assert_int_equal(strlen(report.tracks[0].sums.text[RBK_SUM_MD5]), 32);
    assert_int_equal(strlen(report.tracks[0].sums.text[RBK_SUM_SHA1]), 40);
    assert_string_equal(report.ids.freedb, "12002803");
}

static void what_comes_before_an_index_01_belongs_to_the_track_before(void **state)
{
    (void)state;
    make_disc(77);
    hash(RBK_HASH_ALL, 0);
    check_vector();
}

static void sums_are_the_same_with_any_number_of_threads(void **state)
{
    static rbk_hash_report first;
    (void)state;
    make_disc(150);
    hash(RBK_HASH_ALL, 1);
    first = report;
    for (uint32_t jobs = 2; jobs <= 6; jobs++) {
        hash(RBK_HASH_ALL, jobs);
        assert_memory_equal(&first, &report, sizeof report);
    }
}

/* Sectors before track 1 belong to the image, but to no track. */
static void a_hidden_track_is_part_of_the_image_alone(void **state)
{
    char sum[SHA256_HEX_BYTES];
    (void)state;
    fill();
    add_track(add_bin("a.bin", bytes, SECTORS), RBK_MODE_AUDIO, 0, SECTORS, 500);
    lay_out();
    hash(RBK_HASH_ALL, 0);
    sha256_hex(bytes + 500 * RBK_SECTOR_BYTES, sizeof bytes - 500 * RBK_SECTOR_BYTES, sum);
    assert_string_equal(report.tracks[0].sums.text[RBK_SUM_SHA256], sum);
    sha256_hex(bytes, sizeof bytes, sum);
    assert_string_equal(report.image.text[RBK_SUM_SHA256], sum);
}

static void only_what_is_wanted_is_given(void **state)
{
    (void)state;
    make_disc(0);
    hash(1 << RBK_SUM_MD5, 0);
    assert_int_equal(strlen(report.image.text[RBK_SUM_MD5]), 32);
    assert_string_equal(report.image.text[RBK_SUM_SHA256], "");
    assert_string_equal(report.digest.line, "");
    assert_int_equal(report.tracks[0].sums.crc32, 0);
    assert_int_equal(report.tracks[0].accuraterip_v1, 0);
    hash(RBK_HASH_DIGEST, 0);
    assert_string_equal(report.image.text[RBK_SUM_SHA256], "");
    assert_string_equal(report.tracks[2].sums.text[RBK_SUM_SHA256], "");
    assert_int_equal(strlen(report.digest.line), 6 + 64);
}

/* A track so short that no part of it is counted. */
static void a_disc_of_one_short_track_has_sums(void **state)
{
    (void)state;
    fill();
    add_track(add_bin("a.bin", bytes, 8), RBK_MODE_AUDIO, 0, 8, 0);
    lay_out();
    hash(RBK_HASH_ACCURATERIP, 1);
    assert_int_equal(report.tracks[0].accuraterip_v1, 0);
    layout->track_count--;
    assert_int_equal(rbk_hash(disc, layout, (rbk_image *)disc, NULL, &report, &error), RBK_INVALID_ARGUMENT);
    layout->track_count++;
    assert_int_equal(rbk_hash(disc, layout, NULL, NULL, &report, &error), RBK_INVALID_POINTER);
}

#define hash_test(name) cmocka_unit_test_setup_teardown(name, begin_disc, end_disc)

int main(void)
{
    const struct CMUnitTest tests[] = {
        hash_test(the_example_of_three_tracks_holds),
        hash_test(what_comes_before_an_index_01_belongs_to_the_track_before),
        hash_test(sums_are_the_same_with_any_number_of_threads),
        hash_test(a_hidden_track_is_part_of_the_image_alone),
        hash_test(only_what_is_wanted_is_given),
        hash_test(a_disc_of_one_short_track_has_sums),
    };
    return cmocka_run_group_tests_name("report/hashing", tests, NULL, NULL);
}
