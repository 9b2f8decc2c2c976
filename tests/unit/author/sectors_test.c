/*
 * Tracks of data: from an ISO, from raw sectors, from one file with sectors of two sizes; every sector states its
 * address.
 */
#include "unit/authoring.h"

#include <redbook/sector.h>

/* User byte i of sector n. */
static uint8_t user_byte(int64_t sector, int i)
{
    return (uint8_t)(sector * 31 + i * 7 + i / 256);
}

/* An ISO-like file of 2048-byte sectors. */
static void make_iso(const char *name, int sectors)
{
    uint8_t *bytes = malloc((size_t)sectors * 2048);
    for (int n = 0; n < sectors; n++)
        for (int i = 0; i < 2048; i++)
            bytes[n * 2048 + i] = user_byte(n, i);
    scratch_write(name, bytes, (size_t)sectors * 2048);
    free(bytes);
}

static rbk_status from_data(const char *data, const char *audio)
{
    char data_path[600], audio_path[600];
    snprintf(data_path, sizeof data_path, "%s", scratch_path(data));
    snprintf(audio_path, sizeof audio_path, "%s", audio ? scratch_path(audio) : "");
    const char *paths[] = {audio_path};
    rbk_source_input input = {.paths = paths, .count = audio ? 1 : 0, .data_path = data_path};
    rbk_status status = rbk_source_from_files(&input, &disc, findings, &error);
    return status == RBK_OK ? rbk_source_probe(disc, NULL, NULL, findings, &error) : status;
}

static void assert_mode1(const char *bin, int lba, int64_t iso_sector)
{
    const uint8_t *raw = (const uint8_t *)bin + (int64_t)lba * 2352;
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, lba, raw), 0);
    for (int i = 0; i < 2048; i++)
        assert_int_equal(raw[16 + i], user_byte(iso_sector, i));
}

static void assert_empty_mode1(const char *bin, int lba)
{
    static const uint8_t zeros[2048];
    const uint8_t *raw = (const uint8_t *)bin + (int64_t)lba * 2352;
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, lba, raw), 0);
    assert_memory_equal(raw + 16, zeros, sizeof zeros);
}

static void an_iso_and_a_song_become_mixed_mode_with_post_gap_and_pregap_between(void **state)
{
    (void)state;
    make_iso("game.iso", 600);
    make_ramp("song.wav", SF_FORMAT_WAV, 0, 1000 * 588);
    assert_int_equal(from_data("game.iso", "song.wav"), RBK_OK);
    assert_int_equal(author("game.cue"), RBK_OK);
    char *bin = read_bin("game.bin", 1900);
    for (int n = 0; n < 600; n++)
        assert_mode1(bin, n, n);
    for (int n = 600; n < 750; n++)
        assert_empty_mode1(bin, n);
    assert_silence(bin, 750 * 588, 150 * 588);
    assert_ramp(bin, 900 * 588, 0, 1000 * 588);
    assert_true(has_finding("data.post-gap"));
    free(bin);
    char *cue = scratch_read("game.cue", NULL);
    assert_string_equal(cue, "FILE \"game.bin\" BINARY\n"
                             "  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                             "  TRACK 02 AUDIO\n    INDEX 00 00:10:00\n    INDEX 01 00:12:00\n");
    free(cue);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
}

/* As programs pad an ISO: an existing postgap is not added again. */
static void empty_sectors_at_the_end_of_the_data_are_its_post_gap(void **state)
{
    (void)state;
    make_ramp("song.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_iso("head", 400);
    char *iso = calloc(550, 2048), *head = scratch_read("head", NULL);
    memcpy(iso, head, 400 * 2048);
    free(head);
    scratch_write("padded.iso", iso, 550 * 2048);
    scratch_write("short.iso", iso, 500 * 2048);
    free(iso);
    assert_int_equal(from_data("padded.iso", "song.wav"), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 1);
    rbk_disc_free(disc);
    disc = NULL;
    assert_false(has_finding("data.post-gap"));
    assert_int_equal(from_data("short.iso", "song.wav"), RBK_OK);
    assert_int_equal(disc->tracks[0].extent_count, 2);
    assert_int_equal(disc->tracks[0].extents[1].length_samples, 50 * 588);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 1000);
    assert_mode1(bin, 399, 399);
    for (int n = 400; n < 550; n++)
        assert_empty_mode1(bin, n);
    assert_silence(bin, 550 * 588, 150 * 588);
    free(bin);
}

static void data_alone_is_a_disc_too(void **state)
{
    (void)state;
    make_iso("game.iso", 5000); /* more than one unit of work */
    options.jobs = 3;
    assert_int_equal(from_data("game.iso", NULL), RBK_OK);
    assert_int_equal(author("game.cue"), RBK_OK);
    char *bin = read_bin("game.bin", 5000);
    const int looks[] = {0, 1, 63, 64, 4499, 4500, 4999};
    for (size_t i = 0; i < sizeof looks / sizeof looks[0]; i++)
        assert_mode1(bin, looks[i], looks[i]);
    free(bin);
}

static void one_file_with_sectors_of_two_sizes_is_taken_apart(void **state)
{
    (void)state;
    size_t data_bytes = 600 * 2048, audio_bytes = 850 * 2352;
    make_iso("head", 600);
    char *head = scratch_read("head", NULL);
    char *all = malloc(data_bytes + audio_bytes);
    memcpy(all, head, data_bytes);
    for (int64_t i = 0; i < 850 * 588 * 2; i++) {
        uint16_t value = (uint16_t)ramp(i / 2, (int)(i % 2));
        all[data_bytes + (size_t)i * 2] = (char)(value & 0xFF);
        all[data_bytes + (size_t)i * 2 + 1] = (char)(value >> 8);
    }
    scratch_write("mix.bin", all, data_bytes + audio_bytes);
    free(all);
    free(head);
    make_text("in.cue", "FILE \"mix.bin\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n"
                        "  TRACK 02 AUDIO\n    INDEX 00 00:08:00\n    INDEX 01 00:10:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 1450);
    assert_mode1(bin, 0, 0);
    assert_mode1(bin, 599, 599);
    assert_ramp(bin, 600 * 588, 0, 850 * 588);
    free(bin);
}

static void raw_sectors_are_given_their_real_place_and_damage_is_kept(void **state)
{
    (void)state;
    uint8_t *raw = malloc(400 * 2352), user[2048];
    for (int n = 0; n < 400; n++) {
        for (int i = 0; i < 2048; i++)
            user[i] = user_byte(n, i);
        rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, user,
                         raw + (size_t)n * 2352); /* as on a disc where it came first */
    }
    scratch_write("data.bin", raw, 400 * 2352);
    make_ramp("song.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_text("in.cue",
              "FILE \"song.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
              "FILE \"data.bin\" BINARY\n  TRACK 02 MODE1/2352\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 850);
    for (int n = 300; n < 450; n++) /* the pregap of a data track is data */
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, n, (const uint8_t *)bin + n * 2352), 0);
    assert_mode1(bin, 450, 0);
    assert_mode1(bin, 849, 399);
    free(bin);
    assert_true(has_finding("data.moved"));

    raw[100 * 2352 + 1000] ^= 1; /* at its right address: nothing is changed */
    scratch_write("data.bin", raw, 400 * 2352);
    free(raw);
    make_text("in2.cue", "FILE \"data.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n");
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(from_sheet("in2.cue"), RBK_OK);
    assert_int_equal(author("b.cue"), RBK_OK);
    size_t size, source_size;
    char *image = scratch_read("b.bin", &size), *source = scratch_read("data.bin", &source_size);
    assert_int_equal(size, source_size);
    assert_memory_equal(image, source, size);
    free(image);
    free(source);
}

static void segments_of_a_data_file_are_read_from_their_place(void **state)
{
    (void)state;
    uint32_t file;
    rbk_track *track;
    make_iso("game.iso", 1000);
    disc = rbk_disc_new();
    assert_int_equal(rbk_disc_add_file(disc, scratch_path("game.iso"), RBK_FILE_BINARY, NULL, 0, &file, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_MODE1_2048, &track, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 600 * 588, 300 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 100 * 588, 50 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_file_extent(track, file, 980 * 588, RBK_TO_END, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, NULL, NULL, findings, &error), RBK_OK);
    assert_int_equal(disc->files[0].length_frames, 1000 * 588);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 370);
    assert_mode1(bin, 0, 600);
    assert_mode1(bin, 299, 899);
    assert_mode1(bin, 300, 100);
    assert_mode1(bin, 349, 149);
    assert_mode1(bin, 350, 980);
    assert_mode1(bin, 369, 999);
    free(bin);
}

/* The join is carried: the audio of the second file begins in the middle of a sector, the data after it does not. */
static void audio_in_a_file_with_data_goes_on_inside_a_sector(void **state)
{
    (void)state;
    uint8_t *bytes = calloc(500, 2352);
    for (int64_t i = 0; i < 400 * 588 * 2; i++) {
        uint16_t value = (uint16_t)ramp(300 * 588 + 100 + i / 2, (int)(i % 2));
        bytes[i * 2] = (uint8_t)(value >> 8); /* MOTOROLA */
        bytes[i * 2 + 1] = (uint8_t)value;
    }
    for (int n = 0; n < 100; n++)
        rbk_sector_build(RBK_SECTOR_MODE1, 0, NULL, NULL, bytes + (400 + n) * 2352);
    scratch_write("mix.bin", bytes, 500 * 2352);
    free(bytes);
    make_ramp("song.wav", SF_FORMAT_WAV, 0, 300 * 588 + 100);
    make_text("in.cue", "FILE \"song.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                        "FILE \"mix.bin\" MOTOROLA\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"
                        "  TRACK 03 MODE1/2352\n    INDEX 01 00:05:25\n");
    options.short_tracks = RBK_SHORT_ALLOW;
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 801);
    assert_ramp(bin, 0, 0, 700 * 588 + 100);
    assert_silence(bin, 700 * 588 + 100, 488);
    for (int n = 701; n < 801; n++)
        assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, n, (const uint8_t *)bin + n * 2352), 0);
    free(bin);
}

static void a_change_without_a_pregap_is_reported(void **state)
{
    (void)state;
    make_iso("game.iso", 300);
    make_ramp("song.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_text("in.cue", "FILE \"game.iso\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n"
                        "FILE \"song.wav\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    assert_true(has_finding("track.short-pause"));
    free(read_bin("a.bin", 600));
}

static void a_file_of_no_whole_sectors_is_no_data(void **state)
{
    (void)state;
    make_text("x.iso", "hello");
    assert_int_equal(from_data("x.iso", NULL), RBK_REFUSED);
    assert_true(has_finding("data.unknown"));
    assert_int_equal(from_data("none.iso", NULL), RBK_FILEACCESS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(an_iso_and_a_song_become_mixed_mode_with_post_gap_and_pregap_between),
        author_test(empty_sectors_at_the_end_of_the_data_are_its_post_gap),
        author_test(data_alone_is_a_disc_too),
        author_test(one_file_with_sectors_of_two_sizes_is_taken_apart),
        author_test(raw_sectors_are_given_their_real_place_and_damage_is_kept),
        author_test(segments_of_a_data_file_are_read_from_their_place),
        author_test(audio_in_a_file_with_data_goes_on_inside_a_sector),
        author_test(a_change_without_a_pregap_is_reported),
        author_test(a_file_of_no_whole_sectors_is_no_data),
    };
    return cmocka_run_group_tests_name("author/sectors", tests, NULL, NULL);
}
