/*
 * File systems that state more sectors than there are: which of them are reported, and which ways of counting are not.
 */
#include "unit/authoring.h"

#include "gen/volume.h"

#include <redbook/sector.h>

#define SECTORS 400 /* of the volume */
#define AT_16   (16 * VOLUME_SECTOR_BYTES)

static uint8_t volume[SECTORS * VOLUME_SECTOR_BYTES];

static void build(uint32_t lba)
{
    volume_build(volume, SECTORS, lba, false);
}

static void state_size(uint32_t sectors)
{
    volume_put_both(volume + AT_16 + 80, sectors, 4);
}

/* The first sectors of the volume in a file of 2,048 bytes each, or as they are in raw sectors from a byte on. */
static void write_part(const char *name, uint32_t sectors, rbk_sector_kind kind, size_t from)
{
    uint8_t *bytes = malloc((size_t)sectors * RBK_SECTOR_BYTES), raw[RBK_SECTOR_BYTES];
    const size_t size = RBK_SECTOR_BYTES - from;
    assert_non_null(bytes);
    for (uint32_t n = 0; n < sectors; n++) {
        rbk_sector_build(kind, (int32_t)n, NULL, volume + (size_t)n * VOLUME_SECTOR_BYTES, raw);
        memcpy(bytes + n * size, raw + from, size);
    }
    scratch_write(name, bytes, sectors * size);
    free(bytes);
}

static void write_iso(uint32_t sectors)
{
    scratch_write("a.iso", volume, (size_t)sectors * VOLUME_SECTOR_BYTES);
}

static void forget(void)
{
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    rbk_disc_free(disc);
    disc = NULL;
}

/* The number of findings of opening it. */
static size_t count_of(const char *name)
{
    forget();
    assert_int_equal(rbk_source_open(scratch_path(name), NULL, &disc, findings, &error), RBK_OK);
    return rbk_findings_count(findings);
}

static const char *reported(void)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "data.truncated") == 0)
            return rbk_findings_at(findings, i)->text;
    return "";
}

static size_t count_of_sheet(const char *text)
{
    make_text("in.cue", text);
    return count_of("in.cue");
}

/* A disc of the ISO and so many sectors of audio. */
static const char *of_files(bool session, int64_t audio_sectors)
{
    char data[600], audio[600];
    const char *const paths[] = {audio};
    make_ramp("b.wav", SF_FORMAT_WAV, 0, audio_sectors * RBK_SECTOR_SAMPLES);
    snprintf(data, sizeof data, "%s", scratch_path("a.iso"));
    snprintf(audio, sizeof audio, "%s", scratch_path("b.wav"));
    const rbk_source_input input = {.paths = paths, .count = 1, .data_path = data, .data_session = session};
    forget();
    assert_int_equal(rbk_source_from_files(&input, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, NULL, NULL, findings, &error), RBK_OK);
    return reported();
}

static void a_volume_that_goes_past_the_end_of_its_file_is_reported(void **state)
{
    (void)state;
    build(0);
    write_iso(249);
    assert_int_equal(count_of("a.iso"), 1);
    const rbk_finding *finding = rbk_findings_at(findings, 0);
    assert_string_equal(finding->rule, "data.truncated");
    assert_int_equal(finding->severity, RBK_WARNING);
    assert_string_equal(finding->path, scratch_path("a.iso"));
    assert_int_equal(finding->track, 1);
    assert_string_equal(finding->text, "its file system states 400 sectors, found 249: the file may be truncated");
    write_iso(250); /* 150 fewer: the post-gap may be somewhere else */
    assert_int_equal(count_of("a.iso"), 0);
    write_iso(SECTORS);
    assert_int_equal(count_of("a.iso"), 0);
    state_size(1); /* and a longer file has something else after it */
    write_iso(SECTORS);
    assert_int_equal(count_of("a.iso"), 0);
}

static void volumes_in_sectors_of_every_mode_are_read(void **state)
{
    (void)state;
    build(0);
    write_part("a.bin", 249, RBK_SECTOR_MODE1, 0);
    assert_int_equal(count_of("a.bin"), 1);
    assert_string_not_equal(reported(), "");
    write_part("a.bin", 249, RBK_SECTOR_MODE2_FORM1, 0);
    assert_int_equal(count_of("a.bin"), 1);
    assert_string_not_equal(reported(), "");
    write_part("a.bin", 249, RBK_SECTOR_MODE2_FORM1, 16);
    assert_int_equal(count_of("a.bin"), 1);
    assert_string_not_equal(reported(), "");
}

static void a_size_that_means_nothing_is_ignored(void **state)
{
    (void)state;
    build(0);
    state_size(0);
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 0);
    state_size(RBK_PROGRAM_SECTORS_MAX + 1); /* more than a disc can have */
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 0);
    state_size(RBK_PROGRAM_SECTORS_MAX);
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 1);
    build(0);
    volume[AT_16 + 87] ^= 1; /* the two halves differ */
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 0);
    build(0);
    volume_put_both(volume + AT_16 + 128, 512, 2); /* it counts in other blocks */
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 0);
}

/* A later session, alone in a file: what its size counts from is not there. */
static void a_volume_that_was_made_for_another_address_is_ignored(void **state)
{
    (void)state;
    build(11700);
    state_size(12100);
    write_iso(SECTORS);
    assert_int_equal(count_of("a.iso"), 0);
    build(0);
    memset(volume + 20 * VOLUME_SECTOR_BYTES, 0, VOLUME_SECTOR_BYTES); /* its root directory is gone */
    write_iso(100);
    assert_int_equal(count_of("a.iso"), 0);
}

static void a_volume_of_a_sheet_may_go_to_the_end_of_the_disc(void **state)
{
    static const char sheet[] = "FILE \"a.iso\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n"
                                "FILE \"b.wav\" WAVE\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:00:00\n";
    (void)state;
    make_ramp("b.wav", SF_FORMAT_WAV, 0, 300 * RBK_SECTOR_SAMPLES);
    build(0);
    write_iso(100);
    assert_int_equal(count_of_sheet(sheet), 0); /* inside the audio */
    state_size(100 + 150 + 300);
    write_iso(100);
    assert_int_equal(count_of_sheet(sheet), 0);
    state_size(100 + 150 + 300 + 150);
    write_iso(100);
    assert_int_equal(count_of_sheet(sheet), 0);
    state_size(100 + 150 + 300 + 151);
    write_iso(100);
    assert_int_equal(count_of_sheet(sheet), 1);
    assert_string_equal(reported(), "its file system states 701 sectors, found 550: the file may be truncated");
}

/* Its size counts from the session on, or from lba 0; which one, nothing says. */
static void a_volume_of_a_later_session_is_judged_by_its_absolute_size(void **state)
{
    static const char sheet[] = "REM SESSION 01\nFILE \"b.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "REM SESSION 02\nFILE \"a.iso\" BINARY\n  TRACK 02 MODE2/2048\n    INDEX 01 00:00:00\n";
    static const struct {
        uint32_t stated;
        size_t findings;
    } rows[] = {{100, 0}, {SECTORS, 0}, {11700 + 100, 0}, {11700 + 250, 0}, {11700 + 251, 1}};
    (void)state;
    make_ramp("b.wav", SF_FORMAT_WAV, 0, 300 * RBK_SECTOR_SAMPLES);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        build(11700);
        state_size(rows[i].stated);
        write_iso(100);
        assert_int_equal(count_of_sheet(sheet), rows[i].findings);
        assert_int_equal(reported()[0] != '\0', rows[i].findings);
    }
}

/* The areas of a GD-ROM: the volume of the second counts from lba 0, and goes on in the last track. */
static void a_volume_of_an_area_goes_on_in_later_tracks(void **state)
{
    static const struct {
        uint32_t stated;
        bool reported;
    } rows[] = {{100 + 450, false}, {45000 + 550, false}, {45000 + 550 + 150, false}, {45000 + 550 + 151, true}};
    (void)state;
    build(0);
    write_part("t1.bin", SECTORS, RBK_SECTOR_MODE1, 0);
    write_part("t2.bin", SECTORS, RBK_SECTOR_MODE1, 0);
    make_text("in.gdi",
              "4\n1 0 4 2352 t1.bin 0\n2 450 0 2352 t2.bin 0\n3 45000 4 2048 a.iso 0\n4 45250 4 2048 rest.iso 0\n");
    scratch_write("rest.iso", volume, (size_t)300 * VOLUME_SECTOR_BYTES);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        build(45000);
        state_size(rows[i].stated);
        write_iso(250);
        count_of("in.gdi");
        assert_int_equal(reported()[0] != '\0', rows[i].reported);
    }
}

/* Nothing says what is to follow, so that the file has to hold it. */
static void a_volume_that_becomes_a_disc_with_audio_ends_with_its_file(void **state)
{
    (void)state;
    build(0);
    write_iso(249);
    assert_string_equal(of_files(false, 2000),
                        "its file system states 400 sectors, found 249: the file may be truncated");
    write_iso(250);
    assert_string_equal(of_files(false, 2000), "");
    for (int32_t apart = -150; apart <= 150; apart += 150) { /* that of the disc from which the file is */
        state_size((uint32_t)(100 + 150 + 150 + 2000 + apart));
        write_iso(100);
        assert_string_equal(of_files(false, 2000), "");
    }
}

static void a_volume_that_becomes_a_session_ends_with_its_file(void **state)
{
    (void)state;
    build(11700);
    write_iso(249);
    assert_string_equal(of_files(true, 300),
                        "its file system states 400 sectors, found 249: the file may be truncated");
    write_iso(250);
    assert_string_equal(of_files(true, 300), "");
    state_size(11700 + 250);
    write_iso(100);
    assert_string_equal(of_files(true, 300), "");
    state_size(11700 + 251);
    write_iso(100);
    assert_string_not_equal(of_files(true, 300), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_volume_that_goes_past_the_end_of_its_file_is_reported, begin, end),
        cmocka_unit_test_setup_teardown(volumes_in_sectors_of_every_mode_are_read, begin, end),
        cmocka_unit_test_setup_teardown(a_size_that_means_nothing_is_ignored, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_that_was_made_for_another_address_is_ignored, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_of_a_sheet_may_go_to_the_end_of_the_disc, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_of_a_later_session_is_judged_by_its_absolute_size, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_of_an_area_goes_on_in_later_tracks, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_that_becomes_a_disc_with_audio_ends_with_its_file, begin, end),
        cmocka_unit_test_setup_teardown(a_volume_that_becomes_a_session_ends_with_its_file, begin, end),
    };
    return cmocka_run_group_tests_name("source/volumes", tests, NULL, NULL);
}
