/* The TOC's writer: tracks, segments, pregaps and indexes as exact text; what it refuses; and that reading what it
 * wrote gives the same disc. */
#include "unit/format/toc.h"

static void assert_refused(const rbk_disc *disc, rbk_status status, const char *sentence)
{
    rbk_error error;
    rbk_output *output = rbk_output_new_memory();
    size_t size = 1;
    rbk_error_init(&error);
    assert_int_equal(rbk_toc_write(disc, output, NULL, &error), status);
    assert_string_equal(error.sentence, sentence);
    rbk_output_text(output, &size);
    assert_int_equal(size, 0);
    rbk_output_free(output);
}

static rbk_disc *disc_of(const char *path, rbk_file_type type, rbk_track_mode mode, int64_t offset, int64_t length)
{
    rbk_track *track;
    rbk_disc *disc = rbk_disc_new();
    assert_non_null(disc);
    rbk_disc_add_file(disc, path, type, NULL, 0, NULL, NULL);
    rbk_disc_add_track(disc, 1, mode, &track, NULL);
    assert_int_equal(rbk_track_add_file_extent(track, 0, offset, length, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    return disc;
}

static void tracks_are_written_to_the_letter(void **state)
{
    static const char expected[] = "CD_DA\nCATALOG \"4006381333931\"\n"
                                   "\n// Track 1\nTRACK AUDIO\nCOPY\nPRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
                                   "ISRC \"DEABC9900001\"\n"
                                   "SILENCE 00:02:00\nAUDIOFILE \"a.wav\" 0 00:10:00\nSTART 00:02:00\nINDEX 00:05:00\n"
                                   "\n// Track 2\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nFOUR_CHANNEL_AUDIO\n"
                                   "AUDIOFILE \"a.wav\" 00:10:00 1001\nSILENCE 7\nAUDIOFILE \"a.wav\" 99\n"
                                   "\n// Track 3\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
                                   "AUDIOFILE \"a.wav\" 0\nSTART\nAUDIOFILE \"a.wav\" 5\nINDEX 00:00:01\n"
                                   "\n// Track 4\nTRACK AUDIO\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\n"
                                   "AUDIOFILE \"a.wav\" 0\nEND\nSILENCE 00:00:01\n";
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read(expected, NULL);
    char *text = toc_write(disc, findings);
    (void)state;
    assert_string_equal(text, expected);
    assert_int_equal(rbk_findings_count(findings), 0);
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void the_session_type_follows_the_modes(void **state)
{
    static const struct {
        rbk_track_mode mode;
        const char *begin, *track;
    } rows[] = {
        {RBK_MODE_AUDIO, "CD_DA\n", "TRACK AUDIO\n"},
        {RBK_MODE_CDG, "CD_DA\n", "TRACK AUDIO RW_RAW\n"},
        {RBK_MODE_MODE1_2048, "CD_ROM\n", "TRACK MODE1\n"},
        {RBK_MODE_MODE1_2352, "CD_ROM\n", "TRACK MODE1_RAW\n"},
        {RBK_MODE_MODE2_2048, "CD_ROM_XA\n", "TRACK MODE2_FORM1\n"},
        {RBK_MODE_MODE2_2324, "CD_ROM_XA\n", "TRACK MODE2_FORM2\n"},
        {RBK_MODE_MODE2_2336, "CD_ROM_XA\n", "TRACK MODE2\n"},
        {RBK_MODE_MODE2_2352, "CD_ROM_XA\n", "TRACK MODE2_RAW\n"},
        {RBK_MODE_CDI_2336, "CD_I\n", "TRACK MODE2\n"},
        {RBK_MODE_CDI_2352, "CD_I\n", "TRACK MODE2_RAW\n"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = disc_of("d.bin", RBK_FILE_MOTOROLA, rows[i].mode, 0, RBK_TO_END);
        char *text = toc_write(disc, NULL);
        assert_memory_equal(text, rows[i].begin, strlen(rows[i].begin));
        assert_non_null(strstr(text, rows[i].track));
        free(text);
        rbk_disc_free(disc);
    }
}

/* CD-i is a type of the TOC: mode 2 next to it is the same in it. */
static void mode_2_next_to_cd_i_is_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"a\" BINARY\nTRACK 01 CDI/2352\nINDEX 01 00:00:00\nTRACK 02 MODE1/2352\n"
                                "INDEX 01 00:10:00\nTRACK 03 MODE2/2352\nINDEX 01 00:20:00\n",
                                NULL);
    char *text = toc_write(disc, findings);
    (void)state;
    assert_memory_equal(text, "CD_I\n", 5);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(findings, "toc.mode", RBK_WARNING, 0, 3,
                   "the mode MODE2/2352 is written as MODE2_RAW in a TOC of type CD_I");
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

/* What the modes would not make of it; audio alone is the same type of disc under both words. */
static void the_type_that_is_stated_is_written_again(void **state)
{
    static const struct {
        const char *text, *type;
        uint32_t flags;
    } rows[] = {
        {"CD_ROM_XA TRACK MODE1 DATAFILE \"a\" 00:04:00", "CD_ROM_XA\n", RBK_FLAG_TYPE_XA},
        {"CD_ROM_XA TRACK AUDIO FILE \"a.wav\" 0 TRACK MODE1 DATAFILE \"a\" 00:04:00", "CD_ROM_XA\n", RBK_FLAG_TYPE_XA},
        {"CD_ROM TRACK MODE2_RAW DATAFILE \"a\" 00:04:00", "CD_ROM\n", RBK_FLAG_TYPE_CD_ROM},
        {"CD_I TRACK MODE1 DATAFILE \"a\" 00:04:00", "CD_I\n", RBK_FLAG_TYPE_CD_I},
        {"CD_I TRACK MODE2_FORM_MIX DATAFILE \"a\" 00:04:00", "CD_I\n", RBK_FLAG_FORM_MIX},
        {"CD_I TRACK MODE2 DATAFILE \"a\" 00:04:00", "CD_I\n", 0},
        {"CD_ROM_XA TRACK MODE2_FORM1 DATAFILE \"a\" 00:04:00", "CD_ROM_XA\n", 0},
        {"CD_ROM TRACK AUDIO FILE \"a.wav\" 0", "CD_DA\n", 0},
        {"CD_DA TRACK MODE2 DATAFILE \"a\" 00:04:00", "CD_ROM_XA\n", 0},
        {"TRACK MODE1 DATAFILE \"a\" 00:04:00", "CD_ROM\n", 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_disc *disc = toc_read(rows[i].text, NULL);
        char *text = toc_write(disc, NULL);
        assert_int_equal(disc->tracks[0].flags, rows[i].flags);
        assert_memory_equal(text, rows[i].type, strlen(rows[i].type));
        free(text);
        rbk_disc_free(disc);
    }
}

/* Sectors with and without subchannel, and in both forms, in one file: each track states its own. */
static void data_with_subchannel_is_written_as_it_was_read(void **state)
{
    static const char *const lines = "TRACK MODE1_RAW RW_RAW\nNO COPY\nDATAFILE \"d\" 00:00:02\n\n// Track 2\n"
                                     "TRACK MODE1\nNO COPY\nDATAFILE \"d\" #4896 00:00:02\n\n// Track 3\n"
                                     "TRACK MODE2_RAW RW\nNO COPY\nDATAFILE \"d\" #8992 00:00:01\n";
    (void)state;
    rbk_disc *disc = toc_read(lines, NULL);
    assert_int_equal(disc->file_count, 2);
    assert_int_equal(disc->files[0].subchannel, RBK_SUBCHANNEL_RAW);
    assert_int_equal(disc->files[1].subchannel, RBK_SUBCHANNEL_PACKS);
    assert_int_equal(disc->tracks[0].extents[0].placement.subchannel_bytes, 96);
    assert_int_equal(disc->tracks[1].extents[0].placement.subchannel_bytes, 0);
    char *text = toc_write(disc, NULL);
    assert_non_null(strstr(text, lines));
    free(text);
    rbk_disc_free(disc);
}

static void little_endian_audio_is_written_with_swap_and_reported_once(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 AUDIO\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 00 00:10:00\nINDEX 01 00:12:00\n",
                                NULL);
    char *text = toc_write(disc, findings);
    (void)state;
    assert_non_null(strstr(text, "AUDIOFILE \"d.bin\" SWAP 0 00:10:00\n"));
    assert_non_null(strstr(text, "AUDIOFILE \"d.bin\" SWAP 00:10:00\nSTART 00:02:00\n"));
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_finding(
        findings, "toc.byte-order", RBK_WARNING, 0, 1,
        "the audio in 'd.bin' is little-endian, as SWAP states; use --swap with readers that do not support it");
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void a_mixed_bin_is_written_with_offsets_in_bytes(void **state)
{
    rbk_disc *disc = sheet_read("FILE \"d.bin\" BINARY\nTRACK 01 MODE1/2048\nINDEX 01 00:00:00\nTRACK 02 AUDIO\n"
                                "INDEX 01 00:00:10\nTRACK 03 MODE1/2352\nINDEX 01 00:00:20\n",
                                NULL);
    char *text = toc_write(disc, NULL);
    (void)state;
    assert_non_null(strstr(text, "\nDATAFILE \"d.bin\" 00:00:10\n"));
    assert_non_null(strstr(text, "\nAUDIOFILE \"d.bin\" SWAP #20480 0 00:00:10\n"));
    assert_non_null(strstr(text, "\nDATAFILE \"d.bin\" #44000\n"));
    rbk_disc *again = toc_read(text, NULL);
    assert_true(same_disc(disc, again));
    rbk_disc_free(again);
    free(text);
    rbk_disc_free(disc);
}

static void what_cdrdao_reads_in_another_way_is_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = disc_of("d.flac", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    (void)state;
    disc->files[0].rate_hz = 48000;
    free(toc_write(disc, findings));
    assert_finding(findings, "toc.file-type", RBK_WARNING, 0, 0,
                   "cdrdao 1.2.4 treats 'd.flac' as headerless sectors: only names that end in .wav are WAV files");
    assert_finding(findings, "toc.rate", RBK_WARNING, 0, 0, "cdrdao refuses 'd.flac': it has 48000 Hz and not 44100");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void the_first_track_number_is_kept_and_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    (void)state;
    disc->tracks[0].number = 7;
    char *text = toc_write(disc, findings);
    assert_non_null(strstr(text, "CD_DA\nFIRST_TRACK_NO 7\n"));
    assert_finding(findings, "toc.first-track", RBK_WARNING, 0, 0,
                   "the first track is 07: few readers know FIRST_TRACK_NO");
    free(text);
    rbk_disc_free(disc);
    rbk_findings_free(findings);
}

static void names_that_say_another_thing_are_refused(void **state)
{
    rbk_disc *disc = disc_of("a.wav", RBK_FILE_BINARY, RBK_MODE_AUDIO, 0, RBK_TO_END);
    (void)state;
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC treats 'a.wav' as a file with a header, and it has none");
    rbk_disc_free(disc);
    disc = disc_of("a.dat", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC treats 'a.dat' as headerless sectors, and it has a header");
    rbk_disc_free(disc);
    disc = disc_of("-", RBK_FILE_BINARY, RBK_MODE_AUDIO, 0, RBK_TO_END);
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC cannot hold the file name '-'");
    rbk_disc_free(disc);
    disc = disc_of("a\x7F.bin", RBK_FILE_BINARY, RBK_MODE_AUDIO, 0, RBK_TO_END);
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC cannot hold the file name 'a\x7F.bin'");
    rbk_disc_free(disc);
}

static void what_a_toc_cannot_say_is_refused(void **state)
{
    rbk_disc *disc = rbk_disc_new();
    (void)state;
    assert_refused(disc, RBK_BAD_LAYOUT, "there are no tracks");
    rbk_disc_free(disc);
    disc = disc_of("a.iso", RBK_FILE_BINARY, RBK_MODE_MODE1_2048, 0, 100);
    assert_refused(disc, RBK_BAD_LAYOUT, "a data track starts or ends inside a sector");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, 588000);
    rbk_track_add_index(&disc->tracks[0], 2, 0, 100, NULL);
    assert_refused(disc, RBK_BAD_LAYOUT, "an index is inside a sector");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    rbk_track_add_silence(&disc->tracks[0], 1176, NULL);
    rbk_track_add_index(&disc->tracks[0], 2, 1, 588, NULL);
    assert_refused(disc, RBK_BAD_LAYOUT, "an index follows a file of unknown length");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    rbk_track_add_index(&disc->tracks[0], 2, 9, 0, NULL);
    assert_refused(disc, RBK_BAD_LAYOUT, "an index is out of order");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, RBK_TO_END);
    disc->tracks[0].index_count = 0;
    assert_refused(disc, RBK_BAD_LAYOUT, "a track has no index 01");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, 0);
    assert_refused(disc, RBK_BAD_LAYOUT, "a track is empty");
    rbk_disc_free(disc);
    disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 588, 58800);
    disc->tracks[0].indexes[0].offset_samples = 58800;
    assert_refused(disc, RBK_BAD_LAYOUT, "a track ends at or before its index 01");
    rbk_disc_free(disc);
    assert_int_equal(rbk_toc_write(NULL, NULL, NULL, NULL), RBK_INVALID_POINTER);
}

/* ------------------------------------------------------------------ there and back */

static char *read_whole(const char *path, size_t *size)
{
    rbk_bytes bytes;
    assert_int_equal(rbk_bytes_read_file(path, 100000, &bytes, NULL), RBK_OK);
    *size = bytes.size;
    return (char *)bytes.data;
}

static void assert_there_and_back(const char *name, const rbk_disc *disc)
{
    char *text = toc_write(disc, NULL);
    rbk_disc *again = toc_read(text, NULL);
    if (!same_disc(disc, again) || !same_packs(disc, again))
        fail_msg("%s comes back as another disc:\n%s", name, text);
    char *twice = toc_write(again, NULL);
    assert_string_equal(text, twice);
    free(twice);
    free(text);
    rbk_disc_free(again);
}

static void every_toc_of_the_corpus_comes_back_as_the_same_disc(void **state)
{
    size_t count = 0;
    DIR *corpus = opendir("tests/corpus/toc");
    (void)state;
    assert_non_null(corpus);
    for (struct dirent *entry; (entry = readdir(corpus));) {
        char path[512];
        size_t size, length = strlen(entry->d_name);
        rbk_disc *disc = NULL;
        if (strncmp(entry->d_name, "good.", 5) != 0 || strcmp(entry->d_name + length - 4, ".toc") != 0)
            continue;
        snprintf(path, sizeof path, "tests/corpus/toc/%s", entry->d_name);
        char *text = read_whole(path, &size);
        if (rbk_toc_probe((uint8_t *)text, size) > 0) {
            assert_int_equal(rbk_toc_read((uint8_t *)text, size, path, NULL, &disc, NULL, NULL), RBK_OK);
            assert_there_and_back(entry->d_name, disc);
            count++;
        }
        rbk_disc_free(disc);
        free(text);
    }
    closedir(corpus);
    assert_in_range(count, 60, 1000);
}

static void subchannel_keeps_the_word_that_says_its_form(void **state)
{
    static const struct {
        const char *word;
        rbk_subchannel_form form;
    } rows[] = {{"RW", RBK_SUBCHANNEL_PACKS}, {"RW_RAW", RBK_SUBCHANNEL_RAW}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char toc[200], track[60];
        snprintf(toc, sizeof toc, "CD_DA\nTRACK AUDIO %s\nDATAFILE \"d.bin\"\n", rows[i].word);
        snprintf(track, sizeof track, "TRACK AUDIO %s\n", rows[i].word);
        rbk_disc *disc = toc_read(toc, NULL);
        assert_int_equal(disc->tracks[0].mode, RBK_MODE_CDG);
        assert_int_equal(disc->files[0].subchannel, rows[i].form);
        char *text = toc_write(disc, NULL);
        assert_non_null(strstr(text, track));
        free(text);
        rbk_disc_free(disc);
    }
}

/* SWAP is a word of AUDIOFILE, which no track with subchannel has. */
static void audio_with_subchannel_is_big_endian(void **state)
{
    static const rbk_track_mode modes[] = {RBK_MODE_CDG, RBK_MODE_AUDIO};
    static const char lines[] = "TRACK AUDIO RW_RAW\nNO COPY\nNO PRE_EMPHASIS\nTWO_CHANNEL_AUDIO\nZERO 00:02:00\n"
                                "DATAFILE \"d.bin\" 00:01:00\nSTART 00:02:00\n";
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        rbk_disc *disc = toc_read(lines, NULL);
        disc->tracks[0].mode = modes[i];
        char *text = toc_write(disc, NULL);
        assert_non_null(strstr(text, lines));
        free(text);
        disc->files[0].type = RBK_FILE_BINARY;
        assert_refused(disc, RBK_UNSUPPORTED, "a TOC has audio with its subchannel as big-endian sectors only");
        rbk_disc_free(disc);
    }
}

/* Sectors with subchannel and without in one track, or with bytes between them, have no words; nor have parts of one. */
static void segments_that_no_toc_has_are_refused(void **state)
{
    rbk_disc *disc = disc_of("d.bin", RBK_FILE_BINARY, RBK_MODE_MODE1_2352, 0, 58800);
    rbk_track *track;
    (void)state;
    assert_int_equal(rbk_track_add_file_extent(&disc->tracks[0], 0, 58800, 58800, NULL), RBK_OK);
    disc->tracks[0].extents[0].placement =
        (rbk_placement){.offset_bytes = 0, .stride_bytes = 2448, .subchannel_bytes = 96};
    disc->tracks[0].extents[1].placement = (rbk_placement){.offset_bytes = 244800, .stride_bytes = 2352};
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC cannot give a subchannel to a part of a track");
    disc->tracks[0].extents[0].placement = (rbk_placement){.offset_bytes = 0, .stride_bytes = 2448};
    assert_refused(disc, RBK_UNSUPPORTED, "a TOC cannot skip bytes between the sectors of a file");
    disc->tracks[0].extents[0].placement = disc->tracks[0].extents[1].placement = (rbk_placement){0};
    disc->tracks[0].extents[1].offset_samples -= 100;
    assert_refused(disc, RBK_BAD_LAYOUT, "a segment of a file with data starts inside a sector");
    disc->tracks[0].extents[1].offset_samples += 100;
    assert_int_equal(rbk_track_add_silence(&disc->tracks[0], 587, NULL), RBK_OK);
    assert_refused(disc, RBK_BAD_LAYOUT, "a data track starts or ends inside a sector");
    disc->tracks[0].extents[2].length_samples = 588;
    assert_int_equal(rbk_disc_add_track(disc, 2, RBK_MODE_AUDIO, &track, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_silence(track, 58800, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(track, 1, 0, 0, NULL), RBK_OK);
    char *text = toc_write(disc, NULL);
    assert_non_null(strstr(text, "DATAFILE \"d.bin\" 00:01:25\nDATAFILE \"d.bin\" #235200 00:01:25\nZERO 00:00:01\n"));
    free(text);
    track->number = 3;
    assert_refused(disc, RBK_BAD_LAYOUT, "a TOC cannot skip a track number");
    rbk_disc_free(disc);
    disc = disc_of("d.wav", RBK_FILE_AUDIO, RBK_MODE_MODE1_2352, 0, 58800);
    assert_refused(disc, RBK_UNSUPPORTED, "a data track is in an audio file");
    rbk_disc_free(disc);
}

static void an_index_before_index_01_is_refused(void **state)
{
    rbk_disc *disc = disc_of("a.wav", RBK_FILE_AUDIO, RBK_MODE_AUDIO, 0, 58800);
    (void)state;
    assert_int_equal(rbk_track_add_file_extent(&disc->tracks[0], 0, 58800, 58800, NULL), RBK_OK);
    assert_int_equal(rbk_track_add_index(&disc->tracks[0], 2, 1, 588, NULL), RBK_OK);
    disc->tracks[0].indexes[0] = (rbk_index){.number = 1, .extent = 1};
    disc->tracks[0].indexes[1] = (rbk_index){.number = 2, .extent = 0, .offset_samples = 588};
    assert_refused(disc, RBK_BAD_LAYOUT, "an index is out of order");
    disc->tracks[0].indexes[1].extent = 1;
    char *text = toc_write(disc, NULL);
    assert_non_null(strstr(text, "START 00:01:25\nINDEX 00:00:01\n"));
    free(text);
    rbk_disc_free(disc);
}

/* CD+G of silence alone has no file that could say so. */
static void graphics_of_silence_alone_keep_their_mode(void **state)
{
    rbk_disc *disc = toc_read("TRACK AUDIO RW_RAW ZERO 00:04:00 TRACK AUDIO SILENCE 00:04:00", NULL);
    (void)state;
    assert_int_equal(disc->tracks[0].mode, RBK_MODE_CDG);
    char *text = toc_write(disc, NULL);
    assert_non_null(strstr(text, "// Track 1\nTRACK AUDIO RW_RAW\n"));
    assert_non_null(strstr(text, "// Track 2\nTRACK AUDIO\n"));
    rbk_disc *again = toc_read(text, NULL);
    assert_true(same_disc(disc, again));
    rbk_disc_free(again);
    free(text);
    rbk_disc_free(disc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tracks_are_written_to_the_letter),
        cmocka_unit_test(the_session_type_follows_the_modes),
        cmocka_unit_test(subchannel_keeps_the_word_that_says_its_form),
        cmocka_unit_test(mode_2_next_to_cd_i_is_reported),
        cmocka_unit_test(the_type_that_is_stated_is_written_again),
        cmocka_unit_test(data_with_subchannel_is_written_as_it_was_read),
        cmocka_unit_test(little_endian_audio_is_written_with_swap_and_reported_once),
        cmocka_unit_test(a_mixed_bin_is_written_with_offsets_in_bytes),
        cmocka_unit_test(what_cdrdao_reads_in_another_way_is_reported),
        cmocka_unit_test(the_first_track_number_is_kept_and_reported),
        cmocka_unit_test(names_that_say_another_thing_are_refused),
        cmocka_unit_test(what_a_toc_cannot_say_is_refused),
        cmocka_unit_test(every_toc_of_the_corpus_comes_back_as_the_same_disc),
        cmocka_unit_test(audio_with_subchannel_is_big_endian),
        cmocka_unit_test(segments_that_no_toc_has_are_refused),
        cmocka_unit_test(an_index_before_index_01_is_refused),
        cmocka_unit_test(graphics_of_silence_alone_keep_their_mode),
    };
    return cmocka_run_group_tests_name("format/toc_write", tests, NULL, NULL);
}
