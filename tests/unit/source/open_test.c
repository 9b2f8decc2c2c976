/*
 * The content of a path: recognised by marks in the file, or stated by the caller; and the disc of one track made from
 * it.
 *
 * link: -Wl,--wrap=rbk_current_open
 */
#include "base/current.h"
#include "unit/authoring.h"

#include <errno.h>

#include <redbook/sector.h>

/* Files are not there for some calls, after others. */
static struct {
    int from; /* calls before; the count of calls goes on */
    int to;
    int calls;
} absence;

int __real_rbk_current_open(const char *path);
int __wrap_rbk_current_open(const char *path);
int __wrap_rbk_current_open(const char *path)
{
    const int call = absence.calls++;
    if (call < absence.from || call >= absence.to)
        return __real_rbk_current_open(path);
    errno = ENOENT;
    return -1;
}

static rbk_source_kind kind_of(const char *path, const rbk_source_options *given)
{
    rbk_source_kind kind = RBK_SOURCE_AUDIO;
    assert_int_equal(rbk_source_kind_of(path, given, &kind, NULL), path ? RBK_OK : RBK_INVALID_POINTER);
    return kind;
}

static char path[700];

static const char *write_file(const char *name, const void *bytes, size_t size)
{
    scratch_write(name, bytes, size);
    snprintf(path, sizeof path, "%s", scratch_path(name));
    return path;
}

/* Zeros with a mark at a place. */
static const char *write_marked(const char *name, size_t size, size_t place, const char *mark)
{
    char *bytes = calloc(1, size);
    memcpy(bytes + place, mark, strlen(mark));
    write_file(name, bytes, size);
    free(bytes);
    return path;
}

/* Raw sectors of a kind, a stride apart. */
static const char *write_raw(const char *name, rbk_sector_kind kind, int sectors, size_t stride)
{
    uint8_t *bytes = calloc((size_t)sectors, stride);
    for (int n = 0; n < sectors; n++)
        rbk_sector_build(kind, n, NULL, NULL, bytes + (size_t)n * stride);
    write_file(name, bytes, (size_t)sectors * stride);
    free(bytes);
    return path;
}

static void expect_track(rbk_source_kind kind, rbk_track_mode mode, rbk_file_type type)
{
    assert_int_equal(kind_of(path, NULL), kind);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(path, NULL, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->track_count, 1);
    assert_int_equal(disc->tracks[0].mode, mode);
    assert_int_equal(disc->files[0].type, type);
    assert_string_equal(disc->files[0].location, path);
}

static void file_systems_are_known_by_their_first_descriptor(void **state)
{
    (void)state;
    write_marked("a.iso", 20 * 2048, 16 * 2048 + 1, "CD001");
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2048, RBK_FILE_BINARY);
    assert_int_equal(disc->files[0].length_frames, 20 * 588);
    write_marked("a.bin", 20 * 2048, 16 * 2048 + 1, "BEA01");
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2048, RBK_FILE_BINARY);
    write_marked("b", 20 * 2048, 16 * 2048 + 9, "CDROM");
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2048, RBK_FILE_BINARY);
    write_marked("c", 20 * 2336, 16 * 2336 + 8 + 1, "CD001");
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE2_2336, RBK_FILE_BINARY);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void an_apple_partition_map_needs_both_signatures(void **state)
{
    char bytes[20 * 2048] = {'E', 'R'};
    (void)state;
    write_file("a.dsk", bytes, sizeof bytes);
    assert_int_equal(kind_of(path, NULL), RBK_SOURCE_AUDIO);
    memcpy(bytes + 512, "PM", 2);
    write_file("a.dsk", bytes, sizeof bytes);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2048, RBK_FILE_BINARY);
}

static void raw_sectors_are_known_by_their_sync_and_mode(void **state)
{
    (void)state;
    write_raw("1.bin", RBK_SECTOR_MODE1, 3, 2352);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2352, RBK_FILE_BINARY);
    write_raw("2.bin", RBK_SECTOR_MODE2_FORM1, 3, 2352);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE2_2352, RBK_FILE_BINARY);
    write_raw("3.bin", RBK_SECTOR_MODE1, 1, 2352);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2352, RBK_FILE_BINARY);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void raw_sectors_with_subchannel_are_read(void **state)
{
    (void)state;
    write_raw("a.bin", RBK_SECTOR_MODE1, 3, 2448);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2352, RBK_FILE_BINARY);
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(disc->files[0].subchannel, RBK_SUBCHANNEL_RAW);
    assert_int_equal(disc->files[0].length_frames, 3 * RBK_SECTOR_SAMPLES);
    assert_int_equal(disc->tracks[0].extents[0].placement.stride_bytes, 2448);
}

static void data_that_ends_as_something_else_is_reported(void **state)
{
    uint8_t bytes[4 * 2352] = {0};
    (void)state;
    rbk_sector_build(RBK_SECTOR_MODE1, 0, NULL, NULL, bytes);
    rbk_sector_build(RBK_SECTOR_MODE1, 1, NULL, NULL, bytes + 2352);
    write_file("mix.bin", bytes, sizeof bytes);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2352, RBK_FILE_BINARY);
    assert_true(has_finding("source.not-all-data"));
}

static void an_image_that_says_at_its_end_that_it_is_another_kind_is_refused_by_name(void **state)
{
    uint8_t bytes[2 * 2352 + 12] = {0};
    rbk_source_options open;
    (void)state;
    rbk_sector_build(RBK_SECTOR_MODE1, 0, NULL, NULL, bytes);
    rbk_sector_build(RBK_SECTOR_MODE1, 1, NULL, NULL, bytes + 2352);
    memcpy(bytes + (size_t)2 * 2352, "NER5\0\0\0\0\0\0\x12\x50", 12);
    write_file("a.nrg", bytes, sizeof bytes);
    assert_int_equal(kind_of(path, NULL), RBK_SOURCE_AUDIO);
    assert_int_equal(rbk_source_open(path, NULL, &disc, findings, &error), RBK_REFUSED);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "audio format not recognised: the file ends like a Nero disc image (NRG)");
    rbk_disc_free(disc);
    disc = NULL;
    rbk_source_options_init(&open);
    open.bare = true;
    open.mode = RBK_MODE_AUDIO;
    assert_int_equal(rbk_source_open(path, &open, &disc, findings, &error), RBK_OK);
}

static void a_sheet_of_the_same_name_is_reported(void **state)
{
    (void)state;
    make_text("a.cue", "x");
    write_raw("a.bin", RBK_SECTOR_MODE1, 3, 2352);
    expect_track(RBK_SOURCE_SECTORS, RBK_MODE_MODE1_2352, RBK_FILE_BINARY);
    assert_true(has_finding("source.sheet-beside"));
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "it is read as one track; 'a.cue' next to it may describe more");
}

static void a_mode_that_is_said_is_taken_whatever_the_file_looks_like(void **state)
{
    rbk_source_options open;
    char zeros[600 * 4] = {0};
    (void)state;
    rbk_source_options_init(&open);
    open.bare = true;
    open.mode = RBK_MODE_MODE2_2048;
    write_marked("a.iso", 20 * 2048, 16 * 2048 + 1, "CD001");
    assert_int_equal(kind_of(path, &open), RBK_SOURCE_SECTORS);
    assert_int_equal(rbk_source_open(path, &open, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE2_2048);
    rbk_disc_free(disc);
    disc = NULL;
    open.mode = RBK_MODE_AUDIO;
    open.big_endian = true;
    write_file("sound", zeros, sizeof zeros);
    assert_int_equal(kind_of(path, NULL), RBK_SOURCE_AUDIO);
    assert_int_equal(rbk_source_open(path, &open, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_AUDIO);
    assert_int_equal(disc->files[0].type, RBK_FILE_MOTOROLA);
    assert_int_equal(disc->files[0].length_frames, 600);
    open.mode = RBK_MODES;
    assert_int_equal(rbk_source_read(path, &open, &disc, findings, &error), RBK_INVALID_ARGUMENT);
}

static void a_mode_is_not_for_a_descriptor(void **state)
{
    rbk_source_options open;
    (void)state;
    rbk_source_options_init(&open);
    open.bare = true;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 600);
    make_text("a.cue", "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    snprintf(path, sizeof path, "%s", scratch_path("a.cue"));
    assert_int_equal(kind_of(path, &open), RBK_SOURCE_DESCRIPTOR);
    assert_int_equal(rbk_source_open(path, &open, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->files[0].type, RBK_FILE_AUDIO);
    assert_true(has_finding("source.mode-unused"));
}

static void a_audio_file_is_a_disc_of_one_track(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 600);
    snprintf(path, sizeof path, "%s", scratch_path("a.wav"));
    expect_track(RBK_SOURCE_AUDIO, RBK_MODE_AUDIO, RBK_FILE_AUDIO);
}

static void a_disc_without_its_files_is_given_with_the_refusal(void **state)
{
    (void)state;
    make_text("a.cue", "FILE \"none.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    snprintf(path, sizeof path, "%s", scratch_path("a.cue"));
    assert_int_equal(rbk_source_open(path, NULL, &disc, findings, &error), RBK_REFUSED);
    assert_non_null(disc);
    assert_int_equal(disc->track_count, 1);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(scratch_path("none.cue"), NULL, &disc, findings, &error), RBK_REFUSED);
    assert_null(disc);
    make_text("a.txt", "some text");
    assert_int_equal(rbk_source_open(scratch_path("a.txt"), NULL, &disc, findings, &error), RBK_REFUSED);
    assert_null(disc);
}

static void what_is_no_regular_file_is_nothing_to_look_into(void **state)
{
    (void)state;
    snprintf(path, sizeof path, "%s", scratch_path("pipe"));
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(kind_of(path, NULL), RBK_SOURCE_AUDIO);
    assert_int_equal(kind_of("/dev/zero", NULL), RBK_SOURCE_AUDIO);
    assert_int_equal(kind_of(NULL, NULL), RBK_SOURCE_AUDIO);
    write_marked("short", 16 * 2048 + 4, 0, "");
    assert_int_equal(kind_of(path, NULL), RBK_SOURCE_AUDIO);
}

/* Another process renames it between two calls of the reader, which finds no journal any more. */
static void a_descriptor_that_is_missing_for_one_call_is_found(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_text("a.cue", "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    snprintf(path, sizeof path, "%s", scratch_path("a.cue"));
    memset(&absence, 0, sizeof absence);
    assert_int_equal(rbk_source_open(path, NULL, &disc, findings, &error), RBK_OK);
    const int calls = absence.calls;
    assert_true(calls > 2);
    for (int call = 0; call < calls; call++) {
        rbk_disc_free(disc);
        disc = NULL;
        absence.calls = 0;
        absence.from = call;
        absence.to = call + 1;
        const rbk_status status = rbk_source_open(path, NULL, &disc, findings, &error);
        assert_true(status == RBK_OK ||
                    (status == RBK_REFUSED && disc)); /* refused where it is the WAV that is missing */
        assert_int_equal(disc->track_count, 1);
    }
    absence.from = absence.to = 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(a_descriptor_that_is_missing_for_one_call_is_found),
        author_test(file_systems_are_known_by_their_first_descriptor),
        author_test(an_apple_partition_map_needs_both_signatures),
        author_test(raw_sectors_are_known_by_their_sync_and_mode),
        author_test(raw_sectors_with_subchannel_are_read),
        author_test(data_that_ends_as_something_else_is_reported),
        author_test(an_image_that_says_at_its_end_that_it_is_another_kind_is_refused_by_name),
        author_test(a_sheet_of_the_same_name_is_reported),
        author_test(a_mode_that_is_said_is_taken_whatever_the_file_looks_like),
        author_test(a_mode_is_not_for_a_descriptor),
        author_test(a_audio_file_is_a_disc_of_one_track),
        author_test(a_disc_without_its_files_is_given_with_the_refusal),
        author_test(what_is_no_regular_file_is_nothing_to_look_into),
    };
    return cmocka_run_group_tests_name("source/open", tests, NULL, NULL);
}
