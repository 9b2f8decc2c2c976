/*
 * Files of sectors: their kind, and tracks made from them.
 */
#include "source/source.h"

#include "unit/authoring.h"

#include <redbook/sector.h>

static uint8_t bytes[20 * RBK_SECTOR_BYTES];

static rbk_track_mode mode_of(const char *name, size_t size, bool *subchannel)
{
    rbk_input input;
    scratch_write(name, bytes, size);
    assert_int_equal(rbk_input_open(&input, scratch_path(name), NULL), RBK_OK);
    rbk_track_mode mode = rbk_source_mode_by_content(&input, subchannel);
    rbk_input_close(&input);
    return mode;
}

static void sectors_are_known_by_their_marks_alone(void **state)
{
    bool subchannel;
    (void)state;
    memset(bytes, 0, sizeof bytes);
    assert_int_equal(mode_of("zeros", 17 * 2048, &subchannel), RBK_MODES);
    memcpy(bytes + 16 * 2048 + 1, "CD001", 5);
    assert_int_equal(mode_of("iso", 17 * 2048, &subchannel), RBK_MODE_MODE1_2048);
    memset(bytes, 0, sizeof bytes);
    rbk_sector_build(RBK_SECTOR_MODE1, 0, NULL, NULL, bytes);
    assert_int_equal(mode_of("raw", RBK_SECTOR_BYTES, &subchannel), RBK_MODE_MODE1_2352);
    assert_false(subchannel);
    rbk_sector_build(RBK_SECTOR_MODE1, 1, NULL, NULL, bytes + 2448);
    assert_int_equal(mode_of("sub", (size_t)2 * 2448, &subchannel), RBK_MODE_MODE1_2352);
    assert_true(subchannel);
}

static void data_before_audio_gets_the_empty_sectors_it_lacks(void **state)
{
    (void)state;
    memset(bytes, 0, sizeof bytes);
    bytes[0] = 1;
    scratch_write("data", bytes, (size_t)11 * 2048);
    disc = rbk_disc_new();
    assert_int_equal(rbk_source_add_data_track(disc, scratch_path("data"), NULL, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2048);
    assert_int_equal(rbk_source_add_post_gap(disc, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_int_equal(disc->tracks[0].extents[1].length_samples, (150 - 10) * RBK_SECTOR_SAMPLES);
}

/* In raw sectors the user data is after a header, of a length that depends on the mode; EDC and parity are not empty.
   */
static void empty_sectors_are_seen_in_every_raw_mode(void **state)
{
    const struct {
        rbk_track_mode mode;
        rbk_sector_kind kind;
        uint32_t sector_bytes, from; /* of what is stored of a raw sector */
    } rows[] = {{RBK_MODE_MODE1_2352, RBK_SECTOR_MODE1, 2352, 0},
                {RBK_MODE_MODE2_2352, RBK_SECTOR_MODE2_FORM1, 2352, 0},
                {RBK_MODE_CDI_2352, RBK_SECTOR_MODE2_FORM1, 2352, 0},
                {RBK_MODE_MODE2_2336, RBK_SECTOR_MODE2_FORM1, 2336, 16}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        for (int32_t empty = 0; empty <= 3; empty++) {
            rbk_track *track;
            uint32_t file;
            for (int32_t s = 0; s < 5; s++) {
                uint8_t raw[RBK_SECTOR_BYTES], user[2048] = {0};
                user[s < 5 - empty ? 2047 : 0] = s < 5 - empty; /* the last byte counts, too */
                rbk_sector_build(rows[i].kind, s, NULL, user, raw);
                memcpy(bytes + (uint32_t)s * rows[i].sector_bytes, raw + rows[i].from, rows[i].sector_bytes);
            }
            scratch_write("raw", bytes, (size_t)5 * rows[i].sector_bytes);
            rbk_disc_free(disc);
            disc = rbk_disc_new();
            assert_int_equal(rbk_disc_add_file(disc, scratch_path("raw"), RBK_FILE_BINARY, NULL, 0, &file, NULL),
                             RBK_OK);
            assert_int_equal(rbk_disc_add_track(disc, 1, rows[i].mode, &track, NULL), RBK_OK);
            assert_int_equal(rbk_track_add_file_extent(track, file, 0, RBK_TO_END, NULL), RBK_OK);
            assert_int_equal(rbk_source_add_post_gap(disc, findings, &error), RBK_OK);
            assert_int_equal(disc->tracks[0].extents[1].length_samples, (150 - empty) * RBK_SECTOR_SAMPLES);
        }
}

/* As for a file given alone: its content decides, and the probe reports bytes after the last sector. */
static void marks_of_data_count_whatever_follows_the_last_sector(void **state)
{
    (void)state;
    memset(bytes, 0, sizeof bytes);
    memcpy(bytes + 16 * 2048 + 1, "CD001", 5);
    scratch_write("odd.iso", bytes, 17 * 2048 + 100);
    disc = rbk_disc_new();
    assert_int_equal(rbk_source_add_data_track(disc, scratch_path("odd.iso"), NULL, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2048);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void data_with_subchannel_is_placed(void **state)
{
    (void)state;
    memset(bytes, 0, sizeof bytes);
    for (int32_t n = 0; n < 3; n++)
        rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, NULL, bytes + (size_t)n * 2448);
    scratch_write("g.bin", bytes, (size_t)3 * 2448);
    disc = rbk_disc_new();
    assert_int_equal(rbk_source_add_data_track(disc, scratch_path("g.bin"), NULL, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[0].extents[0].placement.stride_bytes, 2448);
    assert_int_equal(rbk_source_add_post_gap(disc, findings, &error), RBK_OK); /* its three sectors are empty */
    assert_int_equal(disc->tracks[0].extents[1].length_samples, (150 - 3) * RBK_SECTOR_SAMPLES);
}

/* Without marks the size decides, since the caller has said that it is data. */
static void whole_sectors_of_2048_or_2336_bytes_are_data(void **state)
{
    static const struct {
        size_t size;
        rbk_track_mode mode;
    } rows[] = {{2048, RBK_MODE_MODE1_2048},
                {3 * 2048, RBK_MODE_MODE1_2048},
                {2336, RBK_MODE_MODE2_2336},
                {3 * 2336, RBK_MODE_MODE2_2336}};
    (void)state;
    memset(bytes, 0x5A, sizeof bytes);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        scratch_write("data", bytes, rows[i].size);
        rbk_disc_free(disc);
        disc = rbk_disc_new();
        assert_int_equal(rbk_source_add_data_track(disc, scratch_path("data"), NULL, findings, &error), RBK_OK);
        assert_int_equal(disc->tracks[0].mode, rows[i].mode);
    }
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void audio_is_no_mode_of_a_data_track(void **state)
{
    rbk_source_options how;
    (void)state;
    rbk_source_options_init(&how);
    how.bare = true;
    how.mode = RBK_MODE_AUDIO;
    disc = rbk_disc_new();
    scratch_write("data", bytes, 2352);
    assert_int_equal(rbk_source_add_data_track(disc, scratch_path("data"), &how, findings, &error),
                     RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a data mode, found AUDIO");
    assert_int_equal(disc->track_count, 0);
}

static void what_is_no_whole_sectors_is_no_data(void **state)
{
    static const struct {
        size_t size;
        const char *found;
    } rows[] = {{1000, "1000 bytes"},
                {0, "0 bytes"},
                {1, "1 byte"},
                {2337, "2337 bytes"},
                {2 * 2352, "4704 bytes without a sync"}};
    (void)state;
    memset(bytes, 0x5A, sizeof bytes);
    disc = rbk_disc_new();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char text[300];
        scratch_write("odd", bytes, rows[i].size);
        assert_int_equal(rbk_source_add_data_track(disc, scratch_path("odd"), NULL, findings, &error), RBK_REFUSED);
        assert_int_equal(disc->track_count, 0);
        assert_string_equal(error.sentence, "this file cannot become a data track");
        snprintf(
            text, sizeof text,
            "expected an ISO (sectors of 2048 bytes), sectors of 2336 bytes, or sectors of 2352 bytes that begin with "
            "a sync, found %s",
            rows[i].found);
        assert_int_equal(rbk_findings_count(findings), i + 1);
        assert_string_equal(rbk_findings_at(findings, i)->rule, "data.unknown");
        assert_string_equal(rbk_findings_at(findings, i)->text, text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(sectors_are_known_by_their_marks_alone),
        author_test(data_before_audio_gets_the_empty_sectors_it_lacks),
        author_test(empty_sectors_are_seen_in_every_raw_mode),
        author_test(marks_of_data_count_whatever_follows_the_last_sector),
        author_test(data_with_subchannel_is_placed),
        author_test(whole_sectors_of_2048_or_2336_bytes_are_data),
        author_test(audio_is_no_mode_of_a_data_track),
        author_test(what_is_no_whole_sectors_is_no_data),
    };
    return cmocka_run_group_tests_name("source/data", tests, NULL, NULL);
}
