/* The sheet's reader as a whole: commands, refusals with their location, and random bytes. */
#include "unit/format/mutate.h"
#include "unit/format/sheet.h"

static const char minimal[] = "FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n";

static void a_sheet_becomes_files_tracks_and_lines(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"a b.wav\" WAVE\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n"
                                "FILE \"c.cdr\" MOTOROLA\n\n  TRACK 02 CDG\n    INDEX 01 00:00:00\n",
                                findings);
    (void)state;
    assert_int_equal(rbk_findings_count(findings), 0);
    assert_int_equal(disc->file_count, 2);
    assert_string_equal(disc->files[0].path, "a b.wav");
    assert_string_equal(disc->files[0].type_word, "WAVE");
    assert_int_equal(disc->files[0].type, RBK_FILE_AUDIO);
    assert_int_equal(disc->files[0].line, 1);
    assert_int_equal(disc->files[1].type, RBK_FILE_MOTOROLA);
    assert_int_equal(disc->files[1].line, 4);
    assert_int_equal(disc->track_count, 2);
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_MODE1_2352);
    assert_int_equal(disc->tracks[1].mode, RBK_MODE_CDG);
    assert_int_equal(disc->tracks[1].number, 2);
    assert_int_equal(disc->tracks[1].line, 6);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void every_refusal_has_its_line_and_column(void **state)
{
    const struct {
        const char *text;
        uint32_t line, column;
        const char *sentence;
    } rows[] = {
        {"", 1, 1, "expected at least one TRACK, found none"},
        {"REM a\n\nREM b\n", 3, 1, "expected at least one TRACK, found none"},
        {" INDEX 01 00:00:00\n", 1, 2, "expected TRACK before the first INDEX, found none"},
        {"TRACK 01 AUDIO\n", 1, 1, "expected FILE before the first TRACK, found none"},
        {"FILE a WAVE\nTRACK 01 AUDIO\n", 2, 1, "expected an INDEX 01 in track 01, found none"},
        {"FILE a WAVE\nTRACK 01 AUDIO\n INDEX 01 00:00\n", 3, 11, "expected a time MM:SS:FF, found '00:00'"},
        {"FILE a WAVE\nTRACK 01 AUDIO\n INDEX 01 00:00:75\n", 3, 11, "expected sectors 00 to 74 in '00:00:75'"},
        {"FILE a WAVE\nTRACK 01 AUDIO\n INDEX 01 0:0:\xE9\n", 3, 11, "expected a time MM:SS:FF, found '0:0:?'"},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 03 AUDIO\n", 4, 7, "expected track 02, found '03'"},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nINDEX 03 00:01:00\n", 4, 7, "expected INDEX 02, found '03'"},
        {"FILE a WAVE\nTRACK 01 AUDIO\nINDEX 01 00:01:00\nTRACK 02 AUDIO\nINDEX 01 00:00:74\n", 5, 10,
         "expected a time of 00:01:00 or later in this file, found '00:00:74'"},
        {"\xEF\xBB\xBF INDEX 01 00:00:00\n", 1, 2, "expected TRACK before the first INDEX, found none"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_error error;
        rbk_disc *untouched = (rbk_disc *)&error, *disc = untouched;
        assert_int_equal(
            rbk_cue_read((const uint8_t *)rows[i].text, strlen(rows[i].text), NAME, NULL, &disc, NULL, &error),
            RBK_SYNTAX);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(error.place.line, rows[i].line);
        assert_int_equal(error.place.column, rows[i].column);
        assert_string_equal(error.place.path, NAME);
        assert_ptr_equal(disc, untouched);
    }
}

static void a_zero_byte_is_reported_with_its_place(void **state)
{
    rbk_error error;
    rbk_disc *disc = NULL;
    (void)state;
    assert_int_equal(rbk_cue_read((const uint8_t *)"REM a\r\nREM\0b\n", 13, NAME, NULL, &disc, NULL, &error),
                     RBK_SYNTAX);
    assert_int_equal(error.place.line, 2);
    assert_int_equal(error.place.column, 4);
    assert_int_equal(rbk_cue_read((const uint8_t *)"\xFF\xFER\0E\0M\0", 8, NAME, NULL, &disc, NULL, &error),
                     RBK_SYNTAX);
    assert_string_equal(error.sentence, "expected UTF-8, ISO 8859-1 or Shift-JIS, found UTF-16");
}

static void lines_of_64_kib_are_read_and_longer_ones_refused(void **state)
{
    size_t size = RBK_CUE_LINE_BYTES_MAX;
    char *text = malloc(size + sizeof minimal + 16);
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    memset(text, 'x', size);
    memcpy(text, "REM ", 4);
    sprintf(text + size, "\n%s", minimal);
    assert_int_equal(rbk_cue_read((const uint8_t *)text, strlen(text), NAME, NULL, &disc, NULL, &error), RBK_OK);
    assert_int_equal(strlen(disc->remarks.lines[0]), size - 4);
    rbk_disc_free(disc);
    sprintf(text + size, "x\n%s", minimal);
    assert_int_equal(rbk_cue_read((const uint8_t *)text, strlen(text), NAME, NULL, &disc, NULL, &error), RBK_SYNTAX);
    assert_int_equal(error.place.line, 1);
    free(text);
}

static void pointers_that_must_not_be_null_are_asked_for(void **state)
{
    rbk_disc *disc = NULL;
    rbk_error error;
    (void)state;
    assert_int_equal(rbk_cue_read(NULL, 1, NAME, NULL, &disc, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_cue_read((const uint8_t *)"a", 1, NAME, NULL, NULL, NULL, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_cue_read(NULL, 0, NULL, NULL, &disc, NULL, NULL), RBK_SYNTAX);
}

static void the_probe_is_sure_only_of_numbered_tracks_and_indexes(void **state)
{
    const struct {
        const char *text;
        int score;
    } rows[] = {
        {minimal, 100},
        {"\xEF\xBB\xBFtrack 1 audio", 100},
        {"REM GENRE Rock\n", 40},
        {"TITLE", 0},
        {"CD_DA\nTRACK AUDIO\n", 0},
        {"// a comment\nCD_ROM_XA\nCATALOG \"1\"\n", 0},
        {"TRACK AUDIO\n", 40},
        {"PQ SHEET\n\nTitle           A\nPREGAP   is from index 00 to index 01.\n", 0},
        {"Dear Sir,\n", 0},
        {"", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(rbk_cue_probe((const uint8_t *)rows[i].text, strlen(rows[i].text)), rows[i].score);
    assert_int_equal(rbk_cue_probe((const uint8_t *)"RIFF\0\0\0\0WAVE\nTRACK 01", 21), 0);
}

/* ------------------------------------------------------------------ garbage */

static const char seed_sheet[] =
    "REM GENRE \"Rock\"\nCATALOG 4006381333931\nPERFORMER \"P\"\nTITLE \"T\"\n"
    "FILE \"1.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"One\"\n    ISRC DEABC9900001\n"
    "    FLAGS DCP\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n    PREGAP 00:02:00\n"
    "    INDEX 00 03:00:00\nFILE \"2.wav\" WAVE\n    INDEX 01 00:00:00\n    POSTGAP 00:01:00\n"
    "FILE \"3.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 01 00:00:20\n    INDEX 02 00:10:00\n";

/* Properties of every disc that was read from any sheet. */
static void assert_audio(const rbk_disc *disc)
{
    assert_in_range(disc->track_count, 1, 99);
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        assert_int_equal(track->number, disc->tracks[0].number + t);
        assert_non_null(rbk_track_index(track, 1));
        for (size_t e = 0; e < track->extent_count; e++)
            assert_true(track->extents[e].silence || track->extents[e].file < disc->file_count);
        for (size_t i = 0; i < track->index_count; i++) {
            assert_in_range(track->indexes[i].extent, 0, track->extent_count - 1);
            const rbk_extent *extent = &track->extents[track->indexes[i].extent];
            assert_true(track->indexes[i].offset_samples >= 0);
            assert_true(extent->length_samples == RBK_TO_END ||
                        track->indexes[i].offset_samples <= extent->length_samples);
        }
    }
    if (rbk_track_index(&disc->tracks[0], 0))
        assert_int_equal(rbk_track_index(&disc->tracks[0], 0)->offset_samples, 0);
}

static void mutated_sheets_are_read_or_refused_and_nothing_else(void **state)
{
    enum { ROOM = 4096 };
    char *text = malloc(ROOM);
    uint32_t seed = 20240229;
    int read = 0, refused = 0;
    (void)state;
    for (int round = 0; round < 6000; round++) {
        size_t size = mutated_sheet(seed_sheet, text, ROOM, &seed);
        /* exactly as large as the sheet, so that a read past the end is detected */
        char *bit_exact = malloc(size ? size : 1);
        memcpy(bit_exact, text, size);
        rbk_disc *disc = NULL;
        rbk_findings *findings = rbk_findings_new();
        rbk_error error;
        rbk_status status = rbk_cue_read((const uint8_t *)bit_exact, size, NAME, NULL, &disc, findings, &error);
        if (status == RBK_OK) {
            assert_audio(disc);
            read++;
        } else {
            assert_int_equal(status, RBK_SYNTAX);
            assert_null(disc);
            assert_true(error.place.line > 0 && error.place.column > 0);
            refused++;
        }
        rbk_cue_probe((const uint8_t *)bit_exact, size);
        rbk_disc_free(disc);
        rbk_findings_free(findings);
        free(bit_exact);
    }
    free(text);
    assert_true(read > 500 && refused > 500);
}

static void random_bytes_are_refused(void **state)
{
    uint32_t seed = 7;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        size_t size = next_random(&seed) % 600;
        uint8_t *bytes = malloc(size ? size : 1);
        rbk_disc *disc = NULL;
        for (size_t i = 0; i < size; i++)
            bytes[i] = (uint8_t)(1 + next_random(&seed) % 255);
        assert_int_equal(rbk_cue_read(bytes, size, NAME, NULL, &disc, NULL, NULL), RBK_SYNTAX);
        free(bytes);
    }
}

/* ------------------------------------------------------------------ size */

static rbk_status read_repeated(const char *line, size_t size)
{
    size_t length = strlen(line);
    char *text = malloc(size + 1);
    memcpy(text, minimal, sizeof minimal - 1);
    size_t at = sizeof minimal - 1;
    for (; at + length <= size; at += length)
        memcpy(text + at, line, length);
    rbk_disc *disc = NULL;
    rbk_findings *findings = rbk_findings_new();
    rbk_status status = rbk_cue_read((const uint8_t *)text, at, NAME, NULL, &disc, findings, NULL);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    free(text);
    return status;
}

/* Quadratic work would not finish in time. */
static void sixteen_mib_of_one_line_are_read_to_the_end(void **state)
{
    char long_remark[1024] = "REM ";
    memset(long_remark + 4, 'x', 1018);
    long_remark[1022] = '\n';
    const struct {
        const char *line;
        rbk_status status;
    } rows[] = {
        {"\n", RBK_OK},
        {"REM\n", RBK_SYNTAX},
        {long_remark, RBK_SYNTAX},
        {"X\n", RBK_OK},
        {"TITLE \"a\"\n", RBK_OK},
        {"TITLE \"b\xE9\n", RBK_OK},
        {"REM GENRE \"a\"\n", RBK_OK},
        {"FILE \"d.bin\" BINARY\n", RBK_OK},
        {"ISRC BAD\n", RBK_OK},
        {"FLAGS DCP PRE DATA\n", RBK_OK},
        {"PREGAP 00:02:00\n", RBK_OK},
        {"\"", RBK_SYNTAX},
        {"INDEX 02 00:00:00\n", RBK_SYNTAX},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        assert_int_equal(read_repeated(rows[i].line, RBK_DESCRIPTOR_BYTES_MAX), rows[i].status);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sheet_becomes_files_tracks_and_lines),
        cmocka_unit_test(every_refusal_has_its_line_and_column),
        cmocka_unit_test(a_zero_byte_is_reported_with_its_place),
        cmocka_unit_test(lines_of_64_kib_are_read_and_longer_ones_refused),
        cmocka_unit_test(pointers_that_must_not_be_null_are_asked_for),
        cmocka_unit_test(the_probe_is_sure_only_of_numbered_tracks_and_indexes),
        cmocka_unit_test(mutated_sheets_are_read_or_refused_and_nothing_else),
        cmocka_unit_test(random_bytes_are_refused),
        cmocka_unit_test(sixteen_mib_of_one_line_are_read_to_the_end),
    };
    return cmocka_run_group_tests_name("format/cue_read", tests, NULL, NULL);
}
