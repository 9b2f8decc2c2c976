/*
 * Sectors that are not what their descriptor states: of another size, without data, in an audio track, or shifted by a
 * pregap.
 */
#include "unit/authoring.h"

#include <redbook/sector.h>

#define SECTORS 400

/* The content of a file. */
typedef enum content { ISO, RAW_MODE1, RAW_FORM1, PLAIN_MODE2, AUDIO, ZEROS } content;

static size_t write_content(const char *name, content what)
{
    static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
    static const size_t sizes[] = {2048, 2352, 2352, 2336, 2352, 2352};
    memset(bytes, what == AUDIO ? 0x5A : 0, sizeof bytes);
    for (int n = 0; n < SECTORS; n++) {
        uint8_t raw[RBK_SECTOR_BYTES];
        if (what == RAW_MODE1)
            rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, NULL, bytes + (size_t)n * RBK_SECTOR_BYTES);
        else if (what == RAW_FORM1)
            rbk_sector_build(RBK_SECTOR_MODE2_FORM1, n, NULL, NULL, bytes + (size_t)n * RBK_SECTOR_BYTES);
        rbk_sector_build(RBK_SECTOR_MODE2_FORM1, n, NULL, NULL, raw);
        if (what == PLAIN_MODE2)
            memcpy(bytes + (size_t)n * 2336, raw + 16, 2336);
    }
    if (what == ISO)
        memcpy(bytes + 16 * 2048 + 1, "CD001", 5);
    if (what == PLAIN_MODE2)
        memcpy(bytes + 16 * 2336 + 9, "CD001", 5);
    scratch_write(name, bytes, SECTORS * sizes[what]);
    return sizes[what];
}

/* A sheet of one track, with further lines before its index, and what opening it gives. */
static rbk_status open_track(const char *mode, const char *lines)
{
    char sheet[300];
    snprintf(sheet, sizeof sheet, "FILE \"a.bin\" BINARY\n  TRACK 01 %s\n%s    INDEX 01 00:00:00\n", mode, lines);
    make_text("in.cue", sheet);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    rbk_disc_free(disc);
    disc = NULL;
    return rbk_source_open(scratch_path("in.cue"), NULL, &disc, findings, &error);
}

static void sectors_of_another_size_are_taken_as_they_are(void **state)
{
    static const struct {
        content what;
        const char *stated;
        rbk_track_mode read;
    } rows[] = {
        {ISO, "MODE1/2352", RBK_MODE_MODE1_2048},         {ISO, "MODE2/2352", RBK_MODE_MODE2_2048},
        {ISO, "MODE2/2336", RBK_MODE_MODE2_2048},         {RAW_MODE1, "MODE1/2048", RBK_MODE_MODE1_2352},
        {RAW_MODE1, "MODE2/2336", RBK_MODE_MODE1_2352},   {RAW_FORM1, "MODE1/2048", RBK_MODE_MODE2_2352},
        {RAW_FORM1, "CDI/2336", RBK_MODE_CDI_2352},       {PLAIN_MODE2, "MODE1/2048", RBK_MODE_MODE2_2336},
        {PLAIN_MODE2, "MODE2/2352", RBK_MODE_MODE2_2336}, {PLAIN_MODE2, "CDI/2352", RBK_MODE_CDI_2336},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_content("a.bin", rows[i].what);
        assert_int_equal(open_track(rows[i].stated, ""), RBK_OK);
        assert_int_equal(disc->tracks[0].mode, rows[i].read);
        assert_int_equal(disc->files[0].length_frames, SECTORS * 588);
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "data.sector-size");
    }
    write_content("a.bin", ISO);
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "it holds sectors of 2048 bytes, not of 2352: track 1 is "
                                                            "read as MODE1/2048 instead of MODE1/2352");
}

static void sectors_of_the_size_that_is_stated_are_not_touched(void **state)
{
    static const struct {
        content what;
        const char *stated;
    } rows[] = {{ISO, "MODE1/2048"},         {ISO, "MODE2/2048"}, {RAW_MODE1, "MODE1/2352"}, {RAW_FORM1, "MODE2/2352"},
                {PLAIN_MODE2, "MODE2/2336"}, {AUDIO, "AUDIO"},    {ZEROS, "MODE1/2352"},     {ZEROS, "AUDIO"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_content("a.bin", rows[i].what);
        assert_int_equal(open_track(rows[i].stated, ""), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 0);
        assert_string_equal(rbk_track_mode_name(disc->tracks[0].mode), rows[i].stated);
    }
}

static void a_mode_that_is_given_is_held_against_the_sectors_too(void **state)
{
    rbk_source_options given;
    (void)state;
    rbk_source_options_init(&given);
    given.bare = true;
    given.mode = RBK_MODE_MODE2_2352;
    write_content("a.iso", ISO);
    assert_int_equal(rbk_source_open(scratch_path("a.iso"), &given, &disc, findings, &error), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE2_2048);
    assert_true(has_finding("data.sector-size"));
}

static void audio_under_data_and_data_under_audio_are_reported(void **state)
{
    (void)state;
    write_content("a.bin", AUDIO);
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 1 is MODE1/2352, but no probed sector begins with a sync");
    write_content("a.bin", RAW_MODE1);
    assert_int_equal(open_track("AUDIO", ""), RBK_OK);
    assert_true(has_finding("data.as-audio"));
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_AUDIO);
}

static void tracks_of_one_file_change_together(void **state)
{
    (void)state;
    write_content("a.bin", RAW_MODE1);
    make_text("in.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n"
                        "  TRACK 02 MODE1/2048\n    INDEX 01 00:02:00\n  TRACK 03 AUDIO\n    INDEX 01 00:04:50\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[2].mode, RBK_MODE_AUDIO);
    assert_int_equal(disc->files[0].length_frames, SECTORS * 588);
}

static void a_pregap_that_the_headers_do_not_count_is_reported(void **state)
{
    (void)state;
    write_content("a.bin", RAW_MODE1);
    assert_int_equal(open_track("MODE1/2352", "    PREGAP 00:02:00\n"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "data.shifted");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "the sectors of track 1 say that they start at lba 0, PREGAP makes that lba 150: the pregap "
                        "before lba 0 is not written in a sheet");
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void an_image_of_plain_sectors_under_audio_is_reported(void **state)
{
    (void)state;
    write_content("a.bin", ISO);
    assert_int_equal(open_track("AUDIO", ""), RBK_OK);
    assert_true(has_finding("data.volume-as-audio"));
    write_content("a.bin", PLAIN_MODE2);
    assert_int_equal(open_track("AUDIO", ""), RBK_OK);
    assert_true(has_finding("data.volume-as-audio"));
}

static void sectors_of_the_other_mode_are_reported(void **state)
{
    static const struct {
        content what;
        const char *stated;
    } rows[] = {{RAW_MODE1, "MODE2/2352"}, {RAW_MODE1, "CDI/2352"}, {RAW_FORM1, "MODE1/2352"}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        write_content("a.bin", rows[i].what);
        assert_int_equal(open_track(rows[i].stated, ""), RBK_OK);
        assert_int_equal(rbk_findings_count(findings), 1);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "data.other-mode");
        assert_string_equal(rbk_track_mode_name(disc->tracks[0].mode), rows[i].stated);
    }
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 1 is MODE1/2352: expected sectors of mode 1, found sectors whose header says mode 2");
}

static void sectors_with_subchannel_are_refused(void **state)
{
    static uint8_t bytes[SECTORS * 2448];
    static const char *const stated[] = {"MODE1/2352", "MODE1/2048", "MODE2/2352", "MODE2/2336"};
    (void)state;
    for (int n = 0; n < SECTORS; n++)
        rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, NULL, bytes + (size_t)n * 2448);
    scratch_write("a.bin", bytes, sizeof bytes);
    for (size_t i = 0; i < sizeof stated / sizeof stated[0]; i++) {
        assert_int_equal(open_track(stated[i], ""), RBK_REFUSED);
        assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.unusable");
        assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "found sectors of 2448 bytes, with subchannel"));
    }
}

/* A TOC says where the bytes of a track are, and is followed unless syncs say otherwise. */
static void sectors_with_subchannel_are_refused_where_a_descriptor_counts_in_bytes(void **state)
{
    static uint8_t bytes[SECTORS * 2448];
    static const struct {
        const char *mode, *refused;
        int offset;
    } rows[] = {
        {"MODE1_RAW", "expected sectors of 2352 bytes", 0},
        {"MODE2_RAW", "expected sectors of 2352 bytes", 0},
        {"MODE1", "expected sectors of 2048 bytes", 0},
        {"MODE2", "expected sectors of 2336 bytes", 0},
        {"MODE1 RW_RAW", "expected sectors of 2144 bytes", 0},
        {"MODE1_RAW", "expected sectors of 2352 bytes", 7},
        {"MODE1 RW", "expected sectors of 2144 bytes", 0},
        {"MODE1_RAW RW_RAW", NULL, 0},
        {"MODE1_RAW RW", NULL, 7},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char sheet[200];
        memset(bytes, 0, sizeof bytes);
        for (int n = 0; n < SECTORS - 1; n++)
            rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, NULL, bytes + rows[i].offset + (size_t)n * 2448);
        scratch_write("a.bin", bytes, (size_t)rows[i].offset + (SECTORS - 1) * 2448);
        snprintf(sheet, sizeof sheet, "CD_ROM\nTRACK %s\nDATAFILE \"a.bin\" #%d\n", rows[i].mode, rows[i].offset);
        make_text("in.toc", sheet);
        assert_int_equal(from_sheet("in.toc"), rows[i].refused ? RBK_REFUSED : RBK_OK);
        assert_true(!rows[i].refused || has_finding("file.unusable"));
        assert_true(!rows[i].refused || strstr(rbk_findings_at(findings, 0)->text, rows[i].refused));
        assert_true(!rows[i].refused || strstr(rbk_findings_at(findings, 0)->text,
                                               "found sectors of 2448 bytes, with subchannel: copy 2352 "
                                               "bytes of each into a new file, or use a TOC file with "
                                               "MODE1_RAW RW_RAW"));
        rbk_disc_free(disc);
        disc = NULL;
        rbk_findings_free(findings);
        findings = rbk_findings_new();
    }
}

/* One sector with something in it is enough to know that it is no data; zeros are no evidence. */
static void a_single_sector_without_a_sync_is_reported(void **state)
{
    static uint8_t bytes[SECTORS * RBK_SECTOR_BYTES];
    (void)state;
    memset(bytes, 0, sizeof bytes);
    memset(bytes + 2 * RBK_SECTOR_BYTES, 0x5A, RBK_SECTOR_BYTES);
    scratch_write("a.bin", bytes, 3 * RBK_SECTOR_BYTES);
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "track 1 is MODE1/2352, but no probed sector begins with a sync");
    rbk_sector_build(RBK_SECTOR_MODE1, 1, NULL, NULL, bytes + RBK_SECTOR_BYTES); /* next to it, a sync */
    scratch_write("a.bin", bytes, 3 * RBK_SECTOR_BYTES);
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    memset(bytes, 0, sizeof bytes);
    for (int n = 20; n < SECTORS; n++) /* the first ones, which are looked at for their mode, are empty */
        rbk_sector_build(RBK_SECTOR_MODE1, n, NULL, NULL, bytes + (size_t)n * RBK_SECTOR_BYTES);
    scratch_write("a.bin", bytes, sizeof bytes);
    assert_int_equal(open_track("MODE1/2352", ""), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(sectors_of_another_size_are_taken_as_they_are),
        author_test(sectors_of_the_size_that_is_stated_are_not_touched),
        author_test(a_mode_that_is_given_is_held_against_the_sectors_too),
        author_test(audio_under_data_and_data_under_audio_are_reported),
        author_test(a_single_sector_without_a_sync_is_reported),
        author_test(an_image_of_plain_sectors_under_audio_is_reported),
        author_test(sectors_of_the_other_mode_are_reported),
        author_test(sectors_with_subchannel_are_refused),
        author_test(sectors_with_subchannel_are_refused_where_a_descriptor_counts_in_bytes),
        author_test(tracks_of_one_file_change_together),
        author_test(a_pregap_that_the_headers_do_not_count_is_reported),
    };
    return cmocka_run_group_tests_name("source/sectors", tests, NULL, NULL);
}
