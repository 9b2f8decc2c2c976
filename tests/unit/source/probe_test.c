/*
 * Probing a disc's files: their lengths, their rates, and all errors at once.
 * link: -Wl,--wrap=open -Wl,--wrap=open64
 */
#include "source/source.h"

#include "unit/authoring.h"
#include "unit/openings.h"

/* Of the disc that was probed: bytes of its first file that no track has. */
static int64_t left_over(void)
{
    int64_t bytes = -1;
    assert_int_equal(rbk_source_count_left_over(disc, 0, &bytes, &error), RBK_OK);
    return bytes;
}

/* ------------------------------------------------------------------ probing */

static void files_that_cannot_be_used_are_all_reported(void **state)
{
    (void)state;
    make_ramp("good.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_text("text.wav", "this is no sound at all, it is a text\n");
    make_text("empty.wav", "");
    const char *names[] = {"text.wav", "good.wav", "none.wav", "empty.wav"};
    assert_int_equal(from_files(names, 4, 0), RBK_REFUSED);
    assert_string_equal(error.sentence, "3 of 4 files cannot be used");
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 3);
}

static void headerless_files_need_to_be_distinguished(void **state)
{
    (void)state;
    rbk_raw_format raw = {.encoding = RBK_RAW_S16_LE, .rate_hz = 48000, .channels = 1};
    char *bytes = calloc(48000 * 5, 2);
    for (int i = 0; i < 48000 * 5; i++)
        bytes[2 * i] = (char)(i % 200 + 1);
    scratch_write("a.raw", bytes, 48000 * 5 * 2);
    free(bytes);
    const char *names[] = {"a.raw"};
    assert_int_equal(from_files(names, 1, 0), RBK_REFUSED);
    rbk_disc_free(disc);
    disc = NULL;
    options.raw = &raw;
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    assert_int_equal(disc->files[0].rate_hz, 48000);
    assert_int_equal(disc->files[0].length_frames, 48000 * 5);
}

static void one_file_with_sectors_of_two_sizes_is_measured_by_its_tracks(void **state)
{
    (void)state;
    char *bytes = calloc(1, 600 * 2048 + 850 * 2352 + 7);
    scratch_write("mix.bin", bytes, 600 * 2048 + 850 * 2352 + 7);
    free(bytes);
    make_text("in.cue", "FILE \"mix.bin\" BINARY\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n"
                        "  TRACK 02 AUDIO\n    INDEX 00 00:08:00\n    INDEX 01 00:10:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(disc->files[0].length_frames, (600 + 850) * 588);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "7 bytes after the last whole sector are ignored");
    assert_int_equal(left_over(), 7);
}

static void whole_sectors_that_no_track_uses_are_reported_with_both_sizes(void **state)
{
    (void)state;
    char *bytes = calloc(700, 2048);
    scratch_write("game.iso", bytes, 700 * 2048);
    free(bytes);
    make_text("in.toc", "CD_ROM\nTRACK MODE1\nDATAFILE \"game.iso\" 00:08:00\n");
    assert_int_equal(from_sheet("in.toc"), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.odd-bytes");
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "the sheet uses 1228800 bytes of it, it has 1433600: the rest is ignored");
    assert_int_equal(left_over(), 1433600 - 1228800);
}

static void the_img_of_a_ccd_is_the_disc(void **state)
{
    (void)state;
    char *bytes = calloc(701, 2352);
    scratch_write("in.img", bytes, (size_t)700 * 2352 + 5);
    free(bytes);
    make_text("in.ccd",
              "[CloneCD]\nVersion=3\n[Entry 0]\nPoint=0xa2\nPLBA=600\n[Entry 1]\nPoint=1\nPLBA=0\nControl=0\n");
    assert_int_equal(from_sheet("in.ccd"), RBK_OK);
    assert_true(has_finding("file.odd-bytes"));
    assert_false(has_finding("file.unfinished-sector"));
    disc->descriptor_path = strdup(scratch_path("in.ccd"));
    assert_int_equal(left_over(), 100 * 2352 + 5);
}

static void a_file_of_data_that_ends_too_early_is_refused_with_the_index_past_its_end(void **state)
{
    (void)state;
    char *bytes = calloc(500, 2352);
    scratch_write("game.bin", bytes, 500 * 2352);
    free(bytes);
    make_text("in.cue", "FILE \"game.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                        "  TRACK 02 AUDIO\n    INDEX 01 00:08:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_REFUSED);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "index 01 of track 2 starts at 00:08:00 of 'game.bin', which ends at 00:06:50");
    assert_non_null(strstr(rbk_findings_at(findings, 0)->path, "in.cue"));
    assert_int_equal(rbk_findings_at(findings, 0)->line, 5);
    assert_int_equal(rbk_findings_at(findings, 0)->track, 2);
    make_text("in.toc", "CD_ROM\nTRACK MODE1_RAW\nDATAFILE \"game.bin\" 00:07:00\n");
    assert_int_equal(from_sheet("in.toc"), RBK_REFUSED);
    assert_string_equal(rbk_findings_at(findings, rbk_findings_count(findings) - 1)->text,
                        "expected at least 1234800 bytes, found 1176000");
}

static void an_unfinished_sector_at_the_end_of_a_bin_is_reported(void **state)
{
    (void)state;
    char *bytes = calloc(1, 300 * 2352 + 400);
    scratch_write("a.bin", bytes, 300 * 2352 + 400);
    free(bytes);
    make_text("in.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_true(has_finding("file.unfinished-sector"));
}

static void a_file_found_elsewhere_is_reported(void **state)
{
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    make_text("in.cue", "FILE \"C:\\Music\\1.WAV\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_string_equal(disc->files[0].location, scratch_path("1.wav"));
    assert_true(has_finding("file.elsewhere"));
}

static void outside_the_folder_of_the_sheet_is_an_error_or_a_warning(void **state)
{
    (void)state;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    assert_int_equal(mkdir(scratch_path("sheets"), 0777), 0);
    make_text("sheets/in.cue", "FILE \"../1.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("sheets/in.cue"), RBK_REFUSED);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.outside");
    assert_int_equal(rbk_findings_at(findings, 0)->severity, RBK_ERROR);
    assert_null(disc->files[0].location);
    rbk_source_options open = {.any_path = true};
    assert_int_equal(rbk_source_probe(disc, scratch_path("sheets/in.cue"), &open, findings, &error), RBK_OK);
    assert_string_equal(rbk_findings_at(findings, 1)->rule, "file.outside");
    assert_int_equal(rbk_findings_at(findings, 1)->severity, RBK_WARNING);
    assert_int_equal(disc->files[0].length_frames, 300 * 588);
}

static void sectors_that_are_called_wave_are_read_as_sectors(void **state)
{
    (void)state;
    char *bytes = calloc(400, 2352);
    for (int i = 0; i < 400 * 2352; i++)
        bytes[i] = (char)(i % 100 + 1);
    scratch_write("a.bin", bytes, 400 * 2352);
    scratch_write("b.BIN", bytes, 400 * 2352 - 4);
    scratch_write("c.wav", bytes, 400 * 2352);
    free(bytes);
    make_text("in.cue", "FILE \"a.bin\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                        "FILE \"b.BIN\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"
                        "FILE \"c.wav\" WAVE\n  TRACK 03 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_REFUSED);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 2);
    assert_true(has_finding("file.type-word"));
    assert_int_equal(disc->files[0].type, RBK_FILE_BINARY);
    assert_int_equal(disc->files[0].length_frames, 400 * 588);
    assert_int_equal(disc->files[1].type, RBK_FILE_AUDIO);
}

static void a_track_of_data_makes_its_file_one_of_sectors(void **state)
{
    (void)state;
    char *bytes = calloc(400, 2048);
    scratch_write("a.iso", bytes, 400 * 2048);
    free(bytes);
    make_text("in.cue", "FILE \"a.iso\" WAVE\n  TRACK 01 MODE1/2048\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_true(has_finding("file.type-word"));
    assert_int_equal(disc->files[0].type, RBK_FILE_BINARY);
}

/* After the last whole sample of a BIN; in a file with a header it is not the disc's. */
static void bytes_after_the_last_sample_are_left_over(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 300 * 588 + 1);
    make_text("in.cue", "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(left_over(), 0);
    make_text("in.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    for (int64_t rest = 0; rest < 8; rest++) {
        char *bytes = calloc(300, 2352 + 8);
        scratch_write("a.bin", bytes, (size_t)(300 * 2352 + rest));
        free(bytes);
        assert_int_equal(from_sheet("in.cue"), RBK_OK);
        assert_int_equal(left_over(), rest % 4);
    }
}

/* Once to check that it is in the sheet's folder, and once for reading it. */
static void a_file_of_sectors_is_opened_twice(void **state)
{
    static const struct {
        const char *name, *track;
        size_t sector_bytes;
    } rows[] = {{"a.bin", "BINARY\n  TRACK 01 AUDIO", 2352},
                {"a.iso", "BINARY\n  TRACK 01 MODE1/2048", 2048},
                {"a.wav", "WAVE\n  TRACK 01 AUDIO", 0}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char sheet[200];
        char *bytes = calloc(400, 2352);
        snprintf(sheet, sizeof sheet, "FILE \"%s\" %s\n    INDEX 01 00:00:00\n", rows[i].name, rows[i].track);
        make_text("in.cue", sheet);
        if (rows[i].sector_bytes > 0)
            scratch_write(rows[i].name, bytes, 400 * rows[i].sector_bytes);
        else
            make_ramp(rows[i].name, SF_FORMAT_WAV, 0, 400 * 588);
        free(bytes);
        openings.ending = strrchr(rows[i].name, '.');
        openings.count = 0;
        assert_int_equal(from_sheet("in.cue"), RBK_OK);
        openings.ending = NULL;
        assert_int_equal(openings.count, 2);
        rbk_disc_free(disc);
        disc = NULL;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(files_that_cannot_be_used_are_all_reported),
        author_test(headerless_files_need_to_be_distinguished),
        author_test(one_file_with_sectors_of_two_sizes_is_measured_by_its_tracks),
        author_test(whole_sectors_that_no_track_uses_are_reported_with_both_sizes),
        author_test(the_img_of_a_ccd_is_the_disc),
        author_test(a_file_of_data_that_ends_too_early_is_refused_with_the_index_past_its_end),
        author_test(an_unfinished_sector_at_the_end_of_a_bin_is_reported),
        author_test(bytes_after_the_last_sample_are_left_over),
        author_test(a_file_found_elsewhere_is_reported),
        author_test(outside_the_folder_of_the_sheet_is_an_error_or_a_warning),
        author_test(sectors_that_are_called_wave_are_read_as_sectors),
        author_test(a_track_of_data_makes_its_file_one_of_sectors),
        author_test(a_file_of_sectors_is_opened_twice),
    };
    return cmocka_run_group_tests_name("source/probe", tests, NULL, NULL);
}
