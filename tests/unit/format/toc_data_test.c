/* The TOC's reader: files, offsets and lengths become extents. */
#include "unit/format/toc.h"

static void assert_samples(const rbk_extent *extent, uint32_t file, int64_t offset, int64_t length)
{
    assert_false(extent->silence);
    assert_int_equal(extent->file, file);
    assert_int_equal(extent->offset_samples, offset);
    assert_int_equal(extent->length_samples, length);
}

static void starts_and_lengths_are_times_or_samples(void **state)
{
    rbk_disc *disc = toc_read("TRACK AUDIO FILE \"a.wav\" 0:1:2 00:00:03 AUDIOFILE \"a.wav\" 1001 77 FILE \"a.wav\" 5\n"
                              "FILE \"a.wav\" 0 0 SILENCE 0:2:0 SILENCE 13",
                              NULL);
    const rbk_extent *extents = disc->tracks[0].extents;
    (void)state;
    assert_int_equal(disc->file_count, 1);
    assert_int_equal(disc->tracks[0].extent_count, 6);
    assert_samples(&extents[0], 0, 77 * 588, 3 * 588);
    assert_samples(&extents[1], 0, 1001, 77);
    assert_samples(&extents[2], 0, 5, RBK_TO_END);
    assert_samples(&extents[3], 0, 0, RBK_TO_END);
    assert_silence(&disc->tracks[0], 4, 150);
    assert_true(extents[5].silence);
    assert_int_equal(extents[5].length_samples, 13);
    rbk_disc_free(disc);
}

static void the_name_says_how_audio_is_stored_and_swap_turns_it_round(void **state)
{
    rbk_disc *disc =
        toc_read("TRACK AUDIO FILE \"a.wav\" 0 FILE \"a.raw\" 0 FILE \"a.raw\" SWAP 0 FILE \"a.raw\" 9", NULL);
    (void)state;
    assert_int_equal(disc->file_count, 3);
    assert_int_equal(disc->files[0].type, RBK_FILE_AUDIO);
    assert_int_equal(disc->files[1].type, RBK_FILE_MOTOROLA);
    assert_int_equal(disc->files[2].type, RBK_FILE_BINARY);
    assert_samples(&disc->tracks[0].extents[3], 1, 9, RBK_TO_END);
    rbk_disc_free(disc);
}

static void a_byte_offset_of_whole_samples_is_folded_in(void **state)
{
    rbk_disc *disc = toc_read("TRACK AUDIO FILE \"a.raw\" #44 0:0:1 0:0:2 DATAFILE \"a.raw\" #8 12", NULL);
    (void)state;
    assert_samples(&disc->tracks[0].extents[0], 0, 11 + 588, 2 * 588);
    assert_samples(&disc->tracks[0].extents[1], 0, 2, 3);
    rbk_disc_free(disc);
    assert_toc_refused("TRACK AUDIO FILE \"a.raw\" #6 0", RBK_UNSUPPORTED, 1, 26,
                       "expected an offset of whole samples (4 bytes), found 6 bytes");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" #44 0", RBK_UNSUPPORTED, 1, 26,
                       "expected no byte offset into a file with a header, found one into 'a.wav'");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" SWAP 0", RBK_UNSUPPORTED, 1, 13,
                       "expected no SWAP for a file with a header, found it for 'a.wav'");
}

static void data_counts_bytes_by_the_sectors_of_its_mode(void **state)
{
    static const struct {
        const char *mode;
        unsigned bytes;
    } rows[] = {{"MODE1", 2048},       {"MODE1_RAW", 2352},    {"MODE2", 2336},       {"MODE2_RAW", 2352},
                {"MODE2_FORM1", 2048}, {"MODE2_FORM2", 2324},  {"AUDIO RW", 2448},    {"MODE1_RAW RW_RAW", 2448},
                {"MODE1 RW", 2144},    {"MODE2_RAW RW", 2448}, {"MODE2 RW_RAW", 2432}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[200];
        snprintf(text, sizeof text, "TRACK %s DATAFILE \"a\" %u DATAFILE \"a\" #%u ZERO %u", rows[i].mode,
                 rows[i].bytes * 3, rows[i].bytes * 3, rows[i].bytes);
        rbk_disc *disc = toc_read(text, NULL);
        assert_extent(&disc->tracks[0], 0, 0, 0, 3);
        assert_extent(&disc->tracks[0], 1, 0, 3, RBK_TO_END);
        assert_silence(&disc->tracks[0], 2, 1);
        rbk_disc_free(disc);
    }
    assert_toc_refused("TRACK MODE1 DATAFILE \"a\" 2352", RBK_UNSUPPORTED, 1, 26,
                       "expected a length of whole sectors (2048 bytes), found 2352 bytes");
}

static void assert_byte(const rbk_track *track, size_t extent, int64_t byte, uint32_t stride)
{
    const rbk_placement *placement = &track->extents[extent].placement;
    assert_int_equal(placement->offset_bytes, byte);
    assert_int_equal(placement->stride_bytes, stride);
    assert_int_equal(placement->payload_bytes, stride == 2448 ? 2352 : stride);
    assert_int_equal(placement->subchannel_bytes, stride == 2448 ? 96 : 0);
}

static void data_and_audio_that_follow_one_another_are_one_file(void **state)
{
    rbk_disc *disc = toc_read("TRACK MODE1 DATAFILE \"d\" 0:0:2 TRACK AUDIO FILE \"d\" SWAP #4096 0 0:0:3\n"
                              "TRACK MODE1_RAW DATAFILE \"d\" #11152 TRACK MODE1 DATAFILE \"d\" 0:0:1",
                              NULL);
    (void)state;
    assert_int_equal(disc->file_count, 2);
    assert_extent(&disc->tracks[1], 0, 0, 2, 3);
    assert_byte(&disc->tracks[1], 0, 4096, 2352);
    assert_extent(&disc->tracks[2], 0, 0, 5, RBK_TO_END);
    assert_byte(&disc->tracks[2], 0, 11152, 2352);
    assert_extent(&disc->tracks[3], 0, 1, 0, 1);
    assert_byte(&disc->tracks[3], 0, 0, 2048);
    rbk_disc_free(disc);
}

static void audio_elsewhere_in_a_file_of_data_is_reached_as_a_file_of_its_own(void **state)
{
    rbk_disc *disc = toc_read("TRACK MODE1 DATAFILE \"d\" 0:0:2 TRACK AUDIO FILE \"d\" SWAP #4000 1 0:0:3", NULL);
    (void)state;
    assert_int_equal(disc->file_count, 2);
    assert_samples(&disc->tracks[1].extents[0], 1, 1001, 3 * 588);
    assert_byte(&disc->tracks[1], 0, 4004, 2352);
    rbk_disc_free(disc);
}

static void data_begins_at_any_byte_of_a_file(void **state)
{
    rbk_disc *disc =
        toc_read("TRACK MODE1 DATAFILE \"d\" #4096 0:0:3 DATAFILE \"d\" #2048 0:0:1 DATAFILE \"d\" #20480\n"
                 "TRACK MODE1 DATAFILE \"d\" #30720 0:0:1",
                 NULL);
    (void)state;
    assert_int_equal(disc->file_count, 1);
    assert_extent(&disc->tracks[0], 0, 0, 2, 3);
    assert_extent(&disc->tracks[0], 1, 0, 1, 1);
    assert_extent(&disc->tracks[0], 2, 0, 10, RBK_TO_END);
    assert_extent(&disc->tracks[1], 0, 0, 15, 1);
    assert_byte(&disc->tracks[0], 1, 2048, 2048);
    rbk_disc_free(disc);
    disc = toc_read("TRACK MODE1\nDATAFILE \"d\" #2000 TRACK AUDIO RW DATAFILE \"d\" #100001 0:0:2", NULL);
    assert_byte(&disc->tracks[0], 0, 2000, 2048);
    assert_byte(&disc->tracks[1], 0, 100001, 2448);
    rbk_disc_free(disc);
}

/* A skipped range has the sector size of what follows; if the sizes do not determine it, the file starts again. */
static void sectors_of_another_size_begin_after_a_gap_of_their_own(void **state)
{
    rbk_disc *disc = toc_read("TRACK MODE1 DATAFILE \"d\" 0:0:2 TRACK MODE1_RAW DATAFILE \"d\" #8800 0:0:3\n"
                              "TRACK MODE1 DATAFILE \"d\" #2048 0:0:1 TRACK MODE1_RAW DATAFILE \"d\" #2352 0:0:1",
                              NULL);
    (void)state;
    assert_int_equal(disc->file_count, 3);
    assert_extent(&disc->tracks[0], 0, 0, 0, 2);
    assert_extent(&disc->tracks[1], 0, 0, 4, 3); /* 4096 bytes, two sectors skipped */
    assert_extent(&disc->tracks[2], 0, 1, 1, 1);
    assert_byte(&disc->tracks[2], 0, 2048, 2048);
    assert_extent(&disc->tracks[3], 0, 2, 1, 1);
    assert_byte(&disc->tracks[3], 0, 2352, 2352);
    rbk_disc_free(disc);
}

static void what_is_no_file_that_can_be_read_twice_is_refused(void **state)
{
    (void)state;
    assert_toc_refused("TRACK AUDIO FILE \"-\" 0", RBK_UNSUPPORTED, 1, 18,
                       "expected a file name, found '-' for standard input");
    assert_toc_refused("TRACK AUDIO FIFO \"x\" 10", RBK_UNSUPPORTED, 1, 13,
                       "expected a file that can be read again, found FIFO");
    assert_toc_refused("TRACK AUDIO FILE \"\" 0", RBK_SYNTAX, 1, 18,
                       "expected a file name in quotes, found an empty string");
}

static void statements_of_the_other_kind_are_refused_or_reported(void **state)
{
    rbk_findings *findings = rbk_findings_new();
    rbk_disc *disc = toc_read("TRACK MODE1 FILE \"d\" 0 0:0:9 FILE \"d\" 0:0:9", findings);
    (void)state;
    assert_extent(&disc->tracks[0], 1, 0, 9, RBK_TO_END);
    assert_finding(findings, "toc.file-for-data", RBK_WARNING, 1, 1,
                   "expected DATAFILE in a data track: cdrdao refuses FILE and AUDIOFILE");
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    assert_toc_refused("TRACK MODE1 SILENCE 0:1:0", RBK_SYNTAX, 1, 13,
                       "expected ZERO in a data track or with subchannel, found SILENCE");
    assert_toc_refused("TRACK AUDIO RW FILE \"d\" 0", RBK_SYNTAX, 1, 16,
                       "expected DATAFILE in a track with subchannel, found AUDIOFILE");
}

static void samples_are_no_length_of_data_and_points_are_stated_once(void **state)
{
    (void)state;
    assert_toc_refused("TRACK MODE1_RAW FILE \"a\" 0 1000", RBK_UNSUPPORTED, 1, 26,
                       "expected whole sectors in a data track, found samples");
    assert_toc_refused("TRACK MODE1_RAW FILE \"a\" 100", RBK_UNSUPPORTED, 1, 26,
                       "expected whole sectors in a data track, found samples");
    assert_toc_refused("TRACK AUDIO FILE \"a.wav\" 0 0:9:0\nSTART 0:1:0\nSTART 0:2:0\n", RBK_SYNTAX, 3, 1,
                       "expected START or PREGAP once in a track, found another than that of line 2");
}

/* The end of the program is one more index, that of the postgap. */
static void more_index_increments_than_indexes_are_refused(void **state)
{
    char toc[4000] = "TRACK AUDIO FILE \"a.wav\" 0 0:9:0\nEND 0:8:0\n";
    (void)state;
    for (int i = 1; i <= 98; i++)
        snprintf(toc + strlen(toc), sizeof toc - strlen(toc), "INDEX 0:%d:%d\n", i / 75, i % 75);
    assert_toc_refused(toc, RBK_SYNTAX, 2, 1, "expected at most 98 increments of the index in a track, found more");
    strcat(toc, "INDEX 0:7:0\n");
    assert_toc_refused(toc, RBK_SYNTAX, 101, 7, "expected at most 98 INDEX statements in a track, found more");
}

static void too_many_segments_are_refused(void **state)
{
    static const char statement[] = " SILENCE 1";
    size_t size = strlen("TRACK AUDIO") + (RBK_TOC_EXTENTS_MAX + 1) * strlen(statement);
    char *text = malloc(size + 1);
    (void)state;
    assert_non_null(text);
    strcpy(text, "TRACK AUDIO");
    for (size_t at = strlen(text); at < size; at += strlen(statement))
        memcpy(text + at, statement, sizeof statement);
    assert_toc_refused(text, RBK_SYNTAX, 1, (uint32_t)(size - strlen(statement) + 2),
                       "expected at most 20000 segments, found more");
    free(text);
}

static void more_files_than_a_disc_may_have_are_refused(void **state)
{
    const size_t count = 10001;
    char *text = malloc(40 + 30 * count);
    size_t at = (size_t)sprintf(text, "TRACK AUDIO\n");
    (void)state;
    for (size_t i = 0; i < count; i++)
        at += (size_t)sprintf(text + at, "FILE \"%zu.wav\" 0 588\n", i);
    assert_toc_refused(text, RBK_SYNTAX, 2 + 10000, 6, "expected at most 10000 files, found more");
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(starts_and_lengths_are_times_or_samples),
        cmocka_unit_test(the_name_says_how_audio_is_stored_and_swap_turns_it_round),
        cmocka_unit_test(a_byte_offset_of_whole_samples_is_folded_in),
        cmocka_unit_test(data_counts_bytes_by_the_sectors_of_its_mode),
        cmocka_unit_test(data_and_audio_that_follow_one_another_are_one_file),
        cmocka_unit_test(audio_elsewhere_in_a_file_of_data_is_reached_as_a_file_of_its_own),
        cmocka_unit_test(data_begins_at_any_byte_of_a_file),
        cmocka_unit_test(sectors_of_another_size_begin_after_a_gap_of_their_own),
        cmocka_unit_test(what_is_no_file_that_can_be_read_twice_is_refused),
        cmocka_unit_test(statements_of_the_other_kind_are_refused_or_reported),
        cmocka_unit_test(samples_are_no_length_of_data_and_points_are_stated_once),
        cmocka_unit_test(more_index_increments_than_indexes_are_refused),
        cmocka_unit_test(too_many_segments_are_refused),
        cmocka_unit_test(more_files_than_a_disc_may_have_are_refused),
    };
    return cmocka_run_group_tests_name("format/toc_data", tests, NULL, NULL);
}
