/* The sheet's writer: its exact text, what it refuses, and that reading gives the same disc again. */
#include "base/utf8.h"
#include "unit/format/mutate.h"
#include "unit/format/sheet.h"

/* State of every test: a disc, its last track, the findings of writing, and the written text. */
static rbk_disc *disc;
static rbk_track *track;
static rbk_findings *findings;
static char *written;

static int setup(void **state)
{
    (void)state;
    disc = NULL;
    track = NULL;
    written = NULL;
    findings = rbk_findings_new();
    return findings ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    free(written);
    return 0;
}

#define write_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void take_disc(rbk_disc *made)
{
    assert_non_null(made);
    rbk_disc_free(disc);
    disc = made;
}

static void read_disc(const char *text)
{
    take_disc(sheet_read(text, NULL));
}

/* A disc of one file and one track without extents and indexes. */
static void make_plain_disc(void)
{
    take_disc(rbk_disc_new());
    assert_int_equal(rbk_disc_add_file(disc, "disc.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL), RBK_OK);
    assert_int_equal(rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
}

/* The same with 1,000 sectors of the file, and index 01 at their beginning. */
static void make_disc(void)
{
    make_plain_disc();
    assert_int_equal(rbk_track_add_file_extent(track, 0, 0, 1000 * 588, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
}

/* Valid until the next call; the findings are new. */
static const char *write_disc(void)
{
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    free(written);
    written = sheet_write(disc, findings);
    return written;
}

static void assert_refused(rbk_status status, const char *sentence)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    size_t size = 1;
    assert_int_equal(rbk_cue_write(disc, output, NULL, &error), status);
    assert_string_equal(error.sentence, sentence);
    rbk_output_text(output, &size);
    assert_int_equal(size, 0);
    rbk_output_free(output);
}

static void the_portable_subset_is_written_to_the_letter(void **state)
{
    static const char expected[] = "REM GENRE \"Baroque\"\n"
                                   "REM DATE 1999\n"
                                   "REM COMPOSER \"C\"\n"
                                   "REM ARRANGER \"A\"\n"
                                   "REM MESSAGE \"M\"\n"
                                   "REM DISC_ID \"XY 1\"\n"
                                   "REM COMMENT \"kept as it is\"\n"
                                   "REM\n"
                                   "CATALOG 4006381333931\n"
                                   "CDTEXTFILE \"disc.cdt\"\n"
                                   "PERFORMER \"P\"\n"
                                   "TITLE \"Café\"\n"
                                   "SONGWRITER \"S\"\n"
                                   "FILE \"disc.bin\" BINARY\n"
                                   "  TRACK 01 AUDIO\n"
                                   "    TITLE \"One\"\n"
                                   "    PERFORMER \"P1\"\n"
                                   "    SONGWRITER \"S1\"\n"
                                   "    REM DATE \"May 1999\"\n"
                                   "    REM COMPOSER \"C1\"\n"
                                   "    REM COMMENT kept\n"
                                   "    ISRC DEABC9900001\n"
                                   "    FLAGS DCP 4CH PRE\n"
                                   "    INDEX 00 00:00:00\n"
                                   "    INDEX 01 00:02:00\n"
                                   "  TRACK 02 AUDIO\n"
                                   "    INDEX 01 00:10:74\n";
    read_disc(
        "title Café\nPerformer P\nSONGWRITER S\nDISC_ID \"XY 1\"\nMESSAGE M\nARRANGER A\nCOMPOSER C\nREM DATE 1999\n"
        "GENRE Baroque\nREM COMMENT \"kept as it is\"\nREM\nCDTEXTFILE disc.cdt\nCATALOG 4-006381-333931\n"
        "FILE disc.bin binary\nTRACK 1 audio\nINDEX 0 0:0:0\nINDEX 1 0:2:0\nISRC DE-ABC-99-00001\nFLAGS PRE 4CH DCP\n"
        "REM COMMENT kept\nREM DATE May 1999\nCOMPOSER C1\nSONGWRITER S1\nPERFORMER P1\nTITLE One\nTRACK 2 AUDIO\n"
        "INDEX 1 0:10:74");
    const char *text = write_disc();
    (void)state;
    assert_string_equal(text, expected);
    assert_int_equal(rbk_findings_count(findings), 0);
}

static void audio_before_index_01_gets_an_index_00_even_without_one_in_the_disc(void **state)
{
    make_plain_disc();
    rbk_track_add_file_extent(track, 0, 0, 1000 * 588, NULL);
    rbk_track_add_index(track, 1, 0, 150 * 588, NULL);
    const char *text = write_disc();
    (void)state;
    assert_string_equal(text, "FILE \"disc.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n"
                              "    INDEX 01 00:02:00\n");
}

static void a_track_over_two_files_is_written_with_file_inside_it(void **state)
{
    static const char sheet[] = "FILE \"1.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n  TRACK 02 AUDIO\n"
                                "    INDEX 00 03:00:00\nFILE \"2.wav\" WAVE\n    INDEX 01 00:00:00\n";
    read_disc(sheet);
    const char *text = write_disc();
    (void)state;
    assert_string_equal(text, sheet);
    assert_non_null(sheet_finding(findings, "cue.track-spans-files"));
    assert_non_null(sheet_finding(findings, "cue.several-files"));
}

static void indexes_above_01_are_kept_with_one_finding_that_names_the_reader(void **state)
{
    static const char sheet[] =
        "FILE \"d.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n    INDEX 02 00:05:00\n"
        "  TRACK 02 AUDIO\n    INDEX 01 00:10:00\n    INDEX 02 00:11:00\n    INDEX 03 00:12:00\n";
    read_disc(sheet);
    const char *text = write_disc();
    (void)state;
    assert_string_equal(text, sheet);
    assert_int_equal(rbk_findings_count(findings), 1);
    const rbk_finding *finding = rbk_findings_at(findings, 0);
    assert_string_equal(finding->rule, "cue.index-above-1");
    assert_int_equal(finding->severity, RBK_WARNING);
    assert_non_null(strstr(finding->text, "cdrdao"));
}

static void texts_are_whole_and_cleaned(void **state)
{
    make_disc();
    char title[401];
    memset(title, 'x', sizeof title - 1);
    title[sizeof title - 1] = '\0';
    rbk_text_set(&disc->text, RBK_TEXT_TITLE, title, NULL);
    rbk_text_set(&disc->text, RBK_TEXT_PERFORMER, "a \"b\"\nREM c\x7F\xC2\x9B", NULL);
    rbk_remarks_add(&disc->remarks, "one\r\nTITLE \"two\"", NULL);
    const char *text = write_disc();
    (void)state;
    char expected[800];
    snprintf(expected, sizeof expected,
             "REM one  TITLE \"two\"\nPERFORMER \"a 'b' REM c  \"\nTITLE \"%s\"\nFILE \"disc.bin\" BINARY\n"
             "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n",
             title);
    assert_string_equal(text, expected);
    assert_null(sheet_finding(findings, "cue.text-too-long"));
    const rbk_finding *quote = sheet_finding(findings, "cue.quote");
    assert_string_equal(quote->text, "quotes in the performer of the disc are replaced by apostrophes");
    assert_int_equal(quote->severity, RBK_WARNING);
    assert_non_null(sheet_finding(findings, "cue.control-character"));
}

static void a_text_that_changes_is_reported_with_its_track(void **state)
{
    make_disc();
    rbk_text_set(&track->text, RBK_TEXT_TITLE, "12\" Mix", NULL);
    rbk_text_set(&track->text, RBK_TEXT_COMPOSER, "a\tb", NULL);
    const char *text = write_disc();
    (void)state;
    assert_non_null(strstr(text, "TITLE \"12' Mix\"\n"));
    assert_string_equal(sheet_finding(findings, "cue.quote")->text,
                        "quotes in the title of track 1 are replaced by apostrophes");
    assert_string_equal(sheet_finding(findings, "cue.control-character")->text,
                        "control characters in the composer of track 1 are replaced by blanks");
}

static void only_what_fits_in_no_line_is_cut(void **state)
{
    make_disc();
    char *title = calloc(1, 40001);
    memset(title, 'x', 40000);
    rbk_text_set(&track->text, RBK_TEXT_TITLE, title, NULL);
    const char *text = write_disc();
    (void)state;
    title[RBK_CUE_LINE_BYTES_MAX / 2] = '\0';
    assert_non_null(strstr(text, title));
    assert_string_equal(sheet_finding(findings, "cue.text-too-long")->text,
                        "the title of track 1 is truncated from 40000 bytes to 32768");
    free(title);
}

static void scms_is_reported_and_not_written(void **state)
{
    make_disc();
    track->flags = RBK_FLAG_SCMS;
    const char *text = write_disc();
    (void)state;
    assert_null(strstr(text, "FLAGS"));
    assert_int_equal(sheet_finding(findings, "cue.scms")->track, 1);
}

static void audio_files_get_a_type_word_that_readers_know(void **state)
{
    const struct {
        const char *word, *written;
        rbk_file_type type;
        bool reported;
    } rows[] = {
        {"wave", "WAVE", RBK_FILE_AUDIO, false}, {"AIFF", "AIFF", RBK_FILE_AUDIO, false},
        {"mp3", "MP3", RBK_FILE_AUDIO, false},   {"FLAC", "WAVE", RBK_FILE_AUDIO, true},
        {"OGG", "WAVE", RBK_FILE_AUDIO, true},   {"APE", "WAVE", RBK_FILE_AUDIO, true},
        {"", "WAVE", RBK_FILE_AUDIO, false},     {"", "BINARY", RBK_FILE_BINARY, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        take_disc(rbk_disc_new());
        char expected[64];
        rbk_disc_add_file(disc, "a", rows[i].type, rows[i].word, 0, NULL, NULL);
        rbk_disc_add_track(disc, 1, RBK_MODE_AUDIO, &track, NULL);
        rbk_track_add_file_extent(track, 0, 0, RBK_TO_END, NULL);
        rbk_track_add_index(track, 1, 0, 0, NULL);
        const char *text = write_disc();
        snprintf(expected, sizeof expected, "FILE \"a\" %s\n", rows[i].written);
        assert_memory_equal(text, expected, strlen(expected));
        assert_int_equal(rbk_findings_count(findings), rows[i].reported);
    }
}

static void minutes_pass_99_with_one_finding(void **state)
{
    static const char sheet[] = "FILE \"d.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "  TRACK 02 AUDIO\n    INDEX 01 100:00:00\n  TRACK 03 AUDIO\n    INDEX 01 101:00:00\n";
    read_disc(sheet);
    const char *text = write_disc();
    (void)state;
    assert_string_equal(text, sheet);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cue.minutes");
}

/* ------------------------------------------------------------------ refusals */

static void what_a_sheet_cannot_say_is_refused_and_nothing_is_written(void **state)
{
    take_disc(rbk_disc_new());
    (void)state;
    assert_refused(RBK_BAD_LAYOUT, "there are no tracks");

    make_plain_disc();
    rbk_track_add_file_extent(track, 0, 0, 588, NULL);
    assert_refused(RBK_BAD_LAYOUT, "track 1 has no index 01");
    rbk_track_add_index(track, 1, 1, 0, NULL);
    assert_refused(RBK_BAD_LAYOUT, "index 01 of track 1 is out of order");

    make_plain_disc();
    rbk_track_add_silence(track, 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_refused(RBK_BAD_LAYOUT, "track 1 holds generated silence, which must be real sectors in a file");

    make_plain_disc();
    rbk_track_add_file_extent(track, 0, 0, 589, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_refused(RBK_BAD_LAYOUT, "track 1 starts or ends inside a sector");

    make_plain_disc();
    rbk_track_add_file_extent(track, 0, 0, 588 * 2, NULL);
    rbk_track_add_index(track, 1, 0, 1, NULL);
    assert_refused(RBK_BAD_LAYOUT, "index 01 of track 1 is inside a sector");

    make_plain_disc();
    rbk_track_add_file_extent(track, 0, 588, 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot skip the start of 'disc.bin'");
}

static void a_pregap_that_no_file_holds_is_a_pregap(void **state)
{
    make_disc();
    (void)state;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    rbk_track_add_silence(track, 150 * 588, NULL);
    rbk_track_add_file_extent(track, 0, 1000 * 588, 500 * 588, NULL);
    rbk_track_add_index(track, 0, 0, 0, NULL);
    rbk_track_add_index(track, 1, 1, 0, NULL);
    rbk_track_add_index(track, 2, 1, 75 * 588, NULL);
    const char *text = write_disc();
    assert_string_equal(text, "FILE \"disc.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                              "  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:13:25\n    INDEX 02 00:14:25\n");
    track->extents[0].length_samples++;
    assert_refused(RBK_BAD_LAYOUT, "the generated pregap of track 2 ends inside a sector");
    track->extents[0].length_samples--;
    track->indexes[1].offset_samples = 588; /* a part of the pregap is in the file */
    assert_refused(RBK_BAD_LAYOUT, "track 2 holds generated silence, which must be real sectors in a file");
}

static void holes_repeats_and_early_ends_of_files_are_refused(void **state)
{
    make_disc();
    (void)state;
    rbk_track_add_file_extent(track, 0, 1001 * 588, 588, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot skip or repeat a part of 'disc.bin'");

    make_disc();
    rbk_track_add_file_extent(track, 0, 999 * 588, 588, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot skip or repeat a part of 'disc.bin'");

    make_disc();
    disc->files[0].rate_hz = 44100;
    disc->files[0].length_frames = 1001 * 588;
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot end before the end of 'disc.bin'");
    disc->files[0].length_frames = 1000 * 588;
    write_disc();
}

static void a_file_may_be_there_several_times_where_its_times_begin_anew(void **state)
{
    make_disc();
    (void)state;
    rbk_disc_add_file(disc, "disc.bin", RBK_FILE_BINARY, "BINARY", 0, NULL, NULL);
    for (uint32_t number = 2; number <= 3; number++) {
        assert_int_equal(rbk_disc_add_track(disc, number, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
        rbk_track_add_file_extent(track, 1, 0, 1000 * 588, NULL);
        rbk_track_add_index(track, 1, 0, (number - 2) * 150 * 588, NULL);
    }
    assert_string_equal(write_disc(), "FILE \"disc.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                      "FILE \"disc.bin\" BINARY\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n"
                                      "FILE \"disc.bin\" BINARY\n  TRACK 03 AUDIO\n    INDEX 00 00:00:00\n"
                                      "    INDEX 01 00:02:00\n");
    track->index_count = 0; /* after the head of the file, which belongs to the track before */
    track->extents[0] = (rbk_extent){.file = 1, .offset_samples = 10 * 588, .length_samples = 990 * 588};
    rbk_track_add_index(track, 1, 0, 0, NULL);
    rbk_track_add_file_extent(&disc->tracks[1], 1, 0, 10 * 588, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot name 'disc.bin' again without an index at its start");
}

static void a_track_cannot_run_on_through_a_file_without_index(void **state)
{
    make_disc();
    (void)state;
    rbk_disc_add_file(disc, "b.bin", RBK_FILE_BINARY, "", 0, NULL, NULL);
    rbk_track_add_file_extent(track, 1, 0, 588, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot continue a track through a file in which no track or index starts");

    /* the next track's beginning would end the first track before the second file */
    make_disc();
    rbk_disc_add_file(disc, "b.bin", RBK_FILE_BINARY, "", 0, NULL, NULL);
    rbk_disc_add_file(disc, "c.bin", RBK_FILE_BINARY, "", 0, NULL, NULL);
    rbk_track_add_file_extent(track, 1, 0, 588, NULL);
    rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &track, NULL);
    rbk_track_add_file_extent(track, 2, 0, 588, NULL);
    rbk_track_add_index(track, 1, 0, 0, NULL);
    assert_refused(RBK_BAD_LAYOUT, "a sheet cannot continue a track through a file in which no track or index starts");
}

static void file_names_that_no_sheet_holds_are_refused(void **state)
{
    const char *names[] = {"a\"b", "a\nb", ""};
    const char *sentences[] = {"a sheet cannot hold the file name 'a\"b'", "a sheet cannot hold the file name 'a\nb'",
                               "a sheet cannot hold the file name ''"};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        make_disc();
        free(disc->files[0].path);
        disc->files[0].path = strdup(names[i]);
        assert_refused(RBK_UNSUPPORTED, sentences[i]);
    }
}

/* ------------------------------------------------------------------ there and back */

/* Silence that PREGAP cannot express: it is not the whole of a pregap. */
static bool has_silence(void)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *each = &disc->tracks[t];
        const rbk_index *one = rbk_track_index(each, 1);
        for (size_t e = 0; e < each->extent_count; e++)
            if (each->extents[e].silence && (e > 0 || one->extent != 1 || one->offset_samples != 0))
                return true;
    }
    return false;
}

/* Findings of the writer about something changed or omitted; the others only concern readers. */
static bool tells_of_change(const rbk_findings *reported)
{
    static const char *const changes[] = {"cue.text-too-long", "cue.quote",       "cue.control-character",
                                          "cue.scms",          "cue.cdtext-file", "cue.no-pause"};
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++)
        if (sheet_finding(reported, changes[i]))
            return true;
    return false;
}

static void assert_there_and_back(const char *name, size_t *unchanged)
{
    rbk_findings *reported = rbk_findings_new();
    char *once = sheet_write(disc, reported);
    rbk_disc *again = sheet_read(once, NULL);
    char *twice = sheet_write(again, NULL);
    bool changed = tells_of_change(reported);
    if (!changed && !same_disc(disc, again))
        fail_msg("%s: another disc came back from\n%s", name, once);
    *unchanged += !changed;
    assert_string_equal(twice, once);
    rbk_disc_free(again);
    rbk_findings_free(reported);
    free(once);
    free(twice);
}

static void assert_name_is_refused(const char *path)
{
    char sentence[256];
    snprintf(sentence, sizeof sentence, "a sheet cannot hold the file name '%s'", path);
    assert_refused(RBK_UNSUPPORTED, sentence);
}

/* Every good sheet of the corpus, except those with silence that is not a PREGAP: writing and reading gives the same
   disc. */
static void every_sheet_of_the_corpus_comes_back_as_the_same_disc(void **state)
{
    size_t sheets = 0, unchanged = 0, with_silence = 0;
    DIR *corpus = opendir("tests/corpus/cue");
    (void)state;
    assert_non_null(corpus);
    for (struct dirent *entry; (entry = readdir(corpus));) {
        char path[512];
        size_t length = strlen(entry->d_name);
        if (strncmp(entry->d_name, "good.", 5) != 0 || strcmp(entry->d_name + length - 4, ".cue") != 0)
            continue;
        snprintf(path, sizeof path, "tests/corpus/cue/%s", entry->d_name);
        rbk_disc_free(disc);
        assert_int_equal(rbk_format_read_file(path, NULL, &disc, NULL, NULL), RBK_OK);
        sheets++;
        with_silence += has_silence();
        if (strchr(disc->files[0].path, '"'))
            assert_name_is_refused(disc->files[0].path);
        else if (!has_silence())
            assert_there_and_back(entry->d_name, &unchanged);
    }
    closedir(corpus);
    assert_true(sheets >= 130);
    assert_true(unchanged + with_silence > sheets - 15);
}

static bool is_nameable(const char *path)
{
    for (; *path; path++)
        if (*path == '"' || rbk_utf8_control(path))
            return false;
    return true;
}

static const char varied_sheet[] =
    "REM GENRE \"Rock\"\nREM DATE 1999\nREM odd\nCATALOG 4006381333931\nTITLE \"T\"\nFILE \"1.wav\" WAVE\n"
    "  TRACK 01 AUDIO\n    TITLE \"One\"\n    ISRC DEABC9900001\n    FLAGS DCP\n    INDEX 00 00:00:00\n"
    "    INDEX 01 00:00:50\n  TRACK 02 AUDIO\n    INDEX 00 03:00:00\nFILE \"2.wav\" WAVE\n    INDEX 01 00:00:00\n"
    "    REM COMPOSER \"C\"\nFILE \"3.bin\" BINARY\n  TRACK 03 MODE1/2352\n    INDEX 01 00:00:20\n"
    "    INDEX 02 00:10:00\n  TRACK 04 AUDIO\n    INDEX 01 00:20:00\n";

static void whatever_is_read_without_silence_comes_back_as_the_same_disc(void **state)
{
    char text[4096];
    uint32_t seed = 1982;
    size_t unchanged = 0;
    (void)state;
    for (int round = 0; round < 20000 / SPARSELY; round++) {
        rbk_disc *read = NULL;
        size_t size = mutated_sheet(varied_sheet, text, sizeof text - 1, &seed);
        text[size] = '\0';
        if (rbk_cue_read((const uint8_t *)text, size, NAME, NULL, &read, NULL, NULL) != RBK_OK)
            continue;
        take_disc(read);
        bool nameable = true;
        for (size_t i = 0; i < disc->file_count; i++)
            nameable = nameable && is_nameable(disc->files[i].path);
        if (nameable && !has_silence())
            assert_there_and_back(text, &unchanged);
    }
    assert_true(unchanged > 1000 / SPARSELY);
}

static void subchannel_that_a_sheet_cannot_name_is_reported(void **state)
{
    static const struct {
        const char *path, *rule;
    } rows[] = {{"d.sub", "cdg.left-out"}, {NULL, "cue.packs"}};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        read_disc("FILE \"d.bin\" BINARY\nTRACK 01 CDG\nINDEX 01 00:00:00\n");
        rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_PACKS, rows[i].path, NULL, NULL);
        write_disc();
        assert_non_null(sheet_finding(findings, rows[i].rule));
        assert_null(sheet_finding(findings, rows[1 - i].rule));
    }
    /* of one that was not read, whoever found it has reported that */
    read_disc("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\n");
    rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_NONE, "d.cdg", NULL, NULL);
    write_disc();
    assert_null(sheet_finding(findings, "cdg.left-out"));
}

static void a_cd_text_file_that_no_sheet_can_name_is_reported(void **state)
{
    (void)state;
    make_disc();
    disc->cdtext_file = strdup("a.cdt");
    assert_non_null(strstr(write_disc(), "CDTEXTFILE \"a.cdt\"\n"));
    assert_int_equal(rbk_findings_count(findings), 0);
    free(disc->cdtext_file);
    disc->cdtext_file = strdup("a \"b\".cdt");
    assert_null(strstr(write_disc(), "CDTEXTFILE"));
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "cue.cdtext-file");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        write_test(the_portable_subset_is_written_to_the_letter),
        write_test(audio_before_index_01_gets_an_index_00_even_without_one_in_the_disc),
        write_test(a_track_over_two_files_is_written_with_file_inside_it),
        write_test(indexes_above_01_are_kept_with_one_finding_that_names_the_reader),
        write_test(texts_are_whole_and_cleaned),
        write_test(a_text_that_changes_is_reported_with_its_track),
        write_test(only_what_fits_in_no_line_is_cut),
        write_test(scms_is_reported_and_not_written),
        write_test(audio_files_get_a_type_word_that_readers_know),
        write_test(minutes_pass_99_with_one_finding),
        write_test(what_a_sheet_cannot_say_is_refused_and_nothing_is_written),
        write_test(a_pregap_that_no_file_holds_is_a_pregap),
        write_test(holes_repeats_and_early_ends_of_files_are_refused),
        write_test(a_file_may_be_there_several_times_where_its_times_begin_anew),
        write_test(a_track_cannot_run_on_through_a_file_without_index),
        write_test(file_names_that_no_sheet_holds_are_refused),
        write_test(every_sheet_of_the_corpus_comes_back_as_the_same_disc),
        write_test(whatever_is_read_without_silence_comes_back_as_the_same_disc),
        write_test(subchannel_that_a_sheet_cannot_name_is_reported),
        write_test(a_cd_text_file_that_no_sheet_can_name_is_reported),
    };
    return cmocka_run_group_tests_name("format/cue_write", tests, NULL, NULL);
}
