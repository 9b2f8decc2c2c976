/*
 * Authoring as a whole: files and sheets become images, sample for sample; refusals come before any work and all at
 * once.
 */
#include "unit/authoring.h"

/* ------------------------------------------------------------------ files */

static void files_that_touch_are_joined_without_a_sample_more_or_less(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.flac", "3.wav"};
    int64_t first = 400 * 588 + 333, second = 500 * 588 + 444, third = 350 * 588 + 5;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, first);
    make_ramp("2.flac", SF_FORMAT_FLAC, first, second);
    make_ramp("3.wav", SF_FORMAT_WAV, first + second, third);
    assert_int_equal(from_files(names, 3, 0), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 1252);
    assert_ramp(bin, 0, 0, first + second + third);
    assert_silence(bin, first + second + third, 1252 * 588 - first - second - third);
    free(bin);
    char *cue = scratch_read("a.cue", NULL);
    assert_string_equal(cue, "FILE \"a.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                             "  TRACK 02 AUDIO\n    INDEX 01 00:05:25\n"
                             "  TRACK 03 AUDIO\n    INDEX 01 00:12:01\n");
    free(cue);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
}

static void a_gap_pads_the_file_before_it(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 400 * 588 + 333);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 400 * 588);
    assert_int_equal(from_files(names, 2, 150), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 951);
    assert_ramp(bin, 0, 0, 400 * 588 + 333);
    assert_silence(bin, 400 * 588 + 333, 255 + 150 * 588);
    assert_ramp(bin, 551 * 588, 0, 400 * 588);
    free(bin);
}

static void a_sine_cut_anywhere_into_three_files_equals_the_whole(void **state)
{
    (void)state;
    const int64_t cuts[] = {0, 96000 * 4 + 12345, 96000 * 9 + 54321, 96000 * 14 + 7};
    const char *names[] = {"1.wav", "2.wav", "3.wav"}, *whole[] = {"whole.wav"};
    for (int i = 0; i < 3; i++)
        make_sine(names[i], 96000, cuts[i], cuts[i + 1] - cuts[i], 0.5);
    make_sine("whole.wav", 96000, 0, cuts[3], 0.5);
    options.conform.quality = RBK_QUALITY_FAST; /* the same rule, a shorter test */
    assert_int_equal(from_files(whole, 1, 0), RBK_OK);
    assert_int_equal(author("whole.cue"), RBK_OK);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(from_files(names, 3, 0), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    int64_t sectors = (rbk_rate_scale(cuts[3], 96000) + 587) / 588;
    char *one = read_bin("whole.bin", sectors), *three = read_bin("a.bin", sectors);
    assert_memory_equal(one, three, (size_t)sectors * 2352);
    free(one);
    free(three);
    rbk_disc *read = NULL;
    assert_int_equal(rbk_format_read_file(scratch_path("a.cue"), NULL, &read, NULL, NULL), RBK_OK);
    for (int i = 0; i < 3; i++)
        assert_int_equal(read->tracks[i].extents[0].offset_samples, rbk_rate_scale(cuts[i], 96000) / 588 * 588);
    rbk_disc_free(read);
}

static void clipping_is_reported_with_its_place(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588);
    SNDFILE *file = sf_open(scratch_path("2.wav"), SFM_WRITE, &info);
    float *samples = calloc(400 * 588 * 2, sizeof *samples);
    samples[2 * 75 * 588] = 1.5f;
    samples[2 * 80 * 588 + 1] = -1.5f;
    sf_writef_float(file, samples, 400 * 588);
    free(samples);
    sf_close(file);
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    rbk_author_report *report = NULL;
    assert_int_equal(rbk_author_write(disc, &options, scratch_path("a.cue"), NULL, &report, findings, &error), RBK_OK);
    assert_int_equal(report->files[0].clipped_values, 0);
    assert_int_equal(report->files[1].clipped_values, 2);
    assert_int_equal(report->files[1].first_clipped_samples, 375 * 588);
    assert_true(report->files[1].dithered);
    assert_false(report->files[0].dithered);
    assert_false(report->files[1].converted);
    assert_true(fabs(report->files[1].peak - 1.5) < 1e-6);
    rbk_author_report_free(report);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->text,
                        "clipped values: 2, the first at 00:05:00 of the disc (sample 220500)");
}

/* Of float samples at 96 kHz, of which the first and the last ones are too high. */
static void make_clipped(const char *name, int at_begin, int at_end)
{
    enum { SAMPLES = 800 * 588 };
    SF_INFO info = {.samplerate = 96000, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_FLOAT};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    float *samples = calloc(SAMPLES * 2, sizeof *samples);
    assert_true(file && samples);
    for (int i = 0; i < at_begin; i++)
        samples[2 * i] = 1.5f;
    for (int i = 0; i < at_end; i++)
        samples[2 * (SAMPLES - 1 - i)] = 2.5f;
    assert_int_equal(sf_writef_float(file, samples, SAMPLES), SAMPLES);
    free(samples);
    sf_close(file);
}

/* Files that are one stream, so that one conformer reads them. */
static void what_a_conversion_does_is_counted_for_the_file_that_it_reads(void **state)
{
    (void)state;
    make_clipped("1.wav", 0, 400);
    make_clipped("2.wav", 400, 0);
    make_text("in.cue", "FILE \"1.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                        "FILE \"2.wav\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    rbk_author_report *report = NULL;
    assert_int_equal(rbk_author_write(disc, &options, scratch_path("a.cue"), NULL, &report, findings, &error), RBK_OK);
    assert_in_range(report->files[0].clipped_values, 100, 300);
    assert_in_range(report->files[1].clipped_values, 100, 300);
    assert_true(report->files[0].peak > 2);
    assert_true(report->files[1].peak > 1.4 && report->files[1].peak < 2.4);
    rbk_author_report_free(report);
}

/* ------------------------------------------------------------------ sheets */

static void a_sheet_with_a_hidden_track_pregaps_and_indexes_is_placed_to_the_sector(void **state)
{
    (void)state;
    make_ramp("all.wav", SF_FORMAT_WAV, 0, 3000 * 588);
    make_text("in.cue", "TITLE \"T\"\nFILE \"all.wav\" WAVE\n"
                        "  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:05:00\n    INDEX 02 00:10:00\n"
                        "  TRACK 02 AUDIO\n    PREGAP 00:02:00\n    INDEX 01 00:20:00\n    POSTGAP 00:01:00\n"
                        "  TRACK 03 AUDIO\n    INDEX 00 00:29:00\n    INDEX 01 00:30:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 3225);
    assert_ramp(bin, 0, 0, 1500 * 588);
    assert_silence(bin, 1500 * 588, 150 * 588);
    assert_ramp(bin, 1650 * 588, 1500 * 588, 675 * 588);
    assert_silence(bin, 2325 * 588, 75 * 588);
    assert_ramp(bin, 2400 * 588, 2175 * 588, 825 * 588);
    free(bin);
    char *cue = scratch_read("a.cue", NULL);
    assert_string_equal(cue, "TITLE \"T\"\nFILE \"a.bin\" BINARY\n"
                             "  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:05:00\n    INDEX 02 00:10:00\n"
                             "  TRACK 02 AUDIO\n    INDEX 00 00:20:00\n    INDEX 01 00:22:00\n"
                             "  TRACK 03 AUDIO\n    INDEX 00 00:32:00\n    INDEX 01 00:33:00\n");
    free(cue);
    assert_true(has_finding("cue.index-above-1"));
}

static void big_endian_sectors_are_swapped_and_little_endian_ones_are_not(void **state)
{
    (void)state;
    const int count = 300 * 588 * 2;
    uint8_t *little = malloc((size_t)count * 2), *big = malloc((size_t)count * 2);
    for (int i = 0; i < count; i++) {
        uint16_t value = (uint16_t)ramp(i / 2, i % 2);
        little[2 * i] = big[2 * i + 1] = (uint8_t)(value & 0xFF);
        little[2 * i + 1] = big[2 * i] = (uint8_t)(value >> 8);
    }
    scratch_write("le.bin", little, (size_t)count * 2);
    scratch_write("be.bin", big, (size_t)count * 2);
    make_text("in.cue", "FILE \"le.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                        "FILE \"be.bin\" MOTOROLA\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 600);
    assert_memory_equal(bin, little, (size_t)count * 2);
    assert_memory_equal(bin + (size_t)count * 2, little, (size_t)count * 2);
    free(bin);
    free(little);
    free(big);
}

/* ------------------------------------------------------------------ refusals */

static void everything_wrong_with_a_sheet_is_reported_at_once_and_nothing_is_written(void **state)
{
    (void)state;
    make_ramp("short.wav", SF_FORMAT_WAV, 0, 299 * 588);
    make_ramp("long.wav", SF_FORMAT_WAV, 0, 600 * 588);
    make_text("in.cue", "CATALOG 4006381333932\n"
                        "FILE \"short.wav\" WAVE\n  TRACK 01 AUDIO\n    ISRC 1EABC9900001\n    INDEX 01 00:00:00\n"
                        "FILE \"long.wav\" WAVE\n  TRACK 02 AUDIO\n    INDEX 01 00:00:00\n");
    assert_int_equal(from_sheet("in.cue"), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0); /* codes are only reported when reading */
    options.capacity_sectors = 800;
    assert_int_equal(author("a.cue"), RBK_REFUSED);
    assert_true(has_finding("mcn.digit") && has_finding("isrc.syntax"));
    assert_true(has_finding("disc.too-long") && has_finding("track.too-short"));
    assert_int_equal(scratch_count(), 3);
}

static void a_target_that_is_a_source_is_refused_even_with_replace(void **state)
{
    (void)state;
    make_text("seed.cue", "FILE \"a.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n");
    char *sectors = calloc(300, 2352);
    sectors[0] = 'x';
    scratch_write("a.bin", sectors, 300 * 2352);
    free(sectors);
    options.replace = true;
    assert_int_equal(from_sheet("seed.cue"), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_REFUSED);
    assert_true(has_finding("target.is-source"));
    options.sheet_path = scratch_path("seed.cue");
    assert_int_equal(author("seed.cue"), RBK_REFUSED);
    size_t size;
    char *bin = scratch_read("a.bin", &size);
    assert_int_equal(size, 300 * 2352);
    assert_int_equal(bin[0], 'x');
    free(bin);
}

static void short_tracks_are_padded_to_four_seconds_where_asked(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav"};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 100 * 588 + 10);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 300 * 588);
    options.short_tracks = RBK_SHORT_PAD;
    assert_int_equal(from_files(names, 2, 0), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 600);
    assert_ramp(bin, 0, 0, 100 * 588 + 10);
    assert_silence(bin, 100 * 588 + 10, 300 * 588 - 100 * 588 - 10);
    assert_ramp(bin, 300 * 588, 0, 300 * 588);
    free(bin);
    assert_true(has_finding("track.padded"));
}

static void a_track_that_was_long_enough_only_with_samples_of_a_lengthened_one_is_lengthened_too(void **state)
{
    (void)state;
    const char *names[] = {"1.wav", "2.wav", "3.wav"};
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 300 * 588 - 1);
    make_ramp("2.wav", SF_FORMAT_WAV, 0, 300 * 588 - 587);
    make_ramp("3.wav", SF_FORMAT_WAV, 0, 300 * 588);
    options.short_tracks = RBK_SHORT_PAD;
    assert_int_equal(from_files(names, 3, 0), RBK_OK);
    assert_int_equal(author("a.cue"), RBK_OK);
    char *bin = read_bin("a.bin", 900);
    assert_ramp(bin, 0, 0, 300 * 588 - 1);
    assert_ramp(bin, 300 * 588, 0, 300 * 588 - 587);
    assert_silence(bin, 600 * 588 - 587, 587);
    assert_ramp(bin, 600 * 588, 0, 300 * 588);
    free(bin);
    assert_string_equal(rbk_findings_at(findings, 0)->text, "track 1 is padded with 1 sample of silence to 4 s");
    assert_string_equal(rbk_findings_at(findings, 1)->text, "track 2 is padded with 587 samples of silence to 4 s");
    assert_int_equal(rbk_findings_count(findings), 2);
}

static void a_filled_stage_can_be_read_and_leaves_nothing(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    rbk_stage *stage = NULL;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 400 * 588 + 333);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    rbk_track_add_silence(&disc->tracks[0], 75 * 588, NULL);
    assert_int_equal(rbk_author_stage(disc, &options, scratch_path("a.cue"), NULL, &stage, findings, &error), RBK_OK);
    assert_string_equal(strrchr(rbk_stage_stash(stage), '/'), "/a.bin.redbook-stash");
    char *bin = read_bin("a.bin.redbook-stash", 476);
    assert_ramp(bin, 0, 0, 400 * 588 + 333);
    assert_silence(bin, 400 * 588 + 333, 75 * 588 + 255);
    free(bin);
    rbk_stage_free(stage);
    assert_int_equal(scratch_count(), 1);
}

/* What is burnt has the codes that its image has; no sheet is written that could not be read. */
static void a_filled_stage_of_a_disc_with_a_wrong_code_can_be_read(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    rbk_stage *stage = NULL;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 400 * 588);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    strcpy(disc->mcn, "4006381333932");
    strcpy(disc->tracks[0].isrc, "1EABC9900001");
    assert_int_equal(rbk_author_stage(disc, &options, scratch_path("a.cue"), NULL, &stage, findings, &error), RBK_OK);
    rbk_stage_free(stage);
    assert_int_equal(scratch_count(), 1);
}

static void a_filled_stage_can_be_committed_later(void **state)
{
    (void)state;
    const char *names[] = {"1.wav"};
    rbk_stage *stage = NULL;
    make_ramp("1.wav", SF_FORMAT_WAV, 0, 400 * 588);
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    assert_int_equal(rbk_author_stage(disc, &options, scratch_path("a.cue"), NULL, &stage, findings, &error), RBK_OK);
    assert_int_equal(rbk_stage_commit(stage, &error), RBK_OK);
    assert_null(rbk_stage_stash(stage));
    rbk_stage_free(stage);
    char *bin = read_bin("a.bin", 400);
    assert_ramp(bin, 0, 0, 400 * 588);
    free(bin);
    assert_int_equal(rbk_author_stage(disc, &options, scratch_path("b.cue"), NULL, NULL, findings, &error),
                     RBK_INVALID_POINTER);
}

static void more_jobs_than_there_may_be_are_refused(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 400 * 588);
    const char *names[] = {"a.wav"};
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    options.jobs = 65;
    assert_int_equal(author("out.cue"), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected 1 to 64 jobs, found 65");
}

static void options_out_of_their_range_are_refused(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 400 * 588);
    const char *names[] = {"a.wav"};
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    const rbk_author_options right = options;
    options.capacity_sectors = 0;
    assert_int_equal(author("out.cue"), RBK_INVALID_ARGUMENT);
    options.capacity_sectors = RBK_PROGRAM_SECTORS_MAX + 1;
    assert_int_equal(author("out.cue"), RBK_INVALID_ARGUMENT);
    options = right;
    options.short_tracks = (rbk_short_tracks)3;
    assert_int_equal(author("out.cue"), RBK_INVALID_ARGUMENT);
    options = right;
    options.cdtext = (rbk_cdtext_use)3;
    assert_int_equal(author("out.cue"), RBK_INVALID_ARGUMENT);
    options = right;
    options.true_peak_millidecibels = 1; /* has no meaning without normalize */
    assert_int_equal(author("out.cue"), RBK_OK);
    options.normalize = 1;
    assert_int_equal(author("louder.cue"), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "expected a true peak of -60 to 0 dBTP, found 1 thousandths of a dB");
    options.true_peak_millidecibels = -60001;
    assert_int_equal(author("softer.cue"), RBK_INVALID_ARGUMENT);
    assert_int_equal(scratch_count(), 3);
    options = right;
}

static void findings_from_before_the_call_refuse_nothing(void **state)
{
    (void)state;
    make_ramp("a.wav", SF_FORMAT_WAV, 0, 400 * 588);
    const char *names[] = {"a.wav"};
    rbk_stage *stage = NULL;
    assert_int_equal(from_files(names, 1, 0), RBK_OK);
    rbk_findings_add(findings, RBK_ERROR, "my.rule", "x", 0, 0, "an error of another disc");
    options.strict = true;
    assert_int_equal(author("out.cue"), RBK_OK);
    assert_int_equal(rbk_author_stage(disc, &options, scratch_path("staged.cue"), NULL, &stage, findings, &error),
                     RBK_OK);
    rbk_stage_free(stage);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 1);
    options.capacity_sectors = 399; /* one of its own refuses it */
    assert_int_equal(author("long.cue"), RBK_REFUSED);
    assert_true(rbk_findings_count_from(findings, RBK_ERROR) > 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        author_test(files_that_touch_are_joined_without_a_sample_more_or_less),
        author_test(a_gap_pads_the_file_before_it),
        author_test(a_sine_cut_anywhere_into_three_files_equals_the_whole),
        author_test(clipping_is_reported_with_its_place),
        author_test(what_a_conversion_does_is_counted_for_the_file_that_it_reads),
        author_test(a_sheet_with_a_hidden_track_pregaps_and_indexes_is_placed_to_the_sector),
        author_test(big_endian_sectors_are_swapped_and_little_endian_ones_are_not),
        author_test(everything_wrong_with_a_sheet_is_reported_at_once_and_nothing_is_written),
        author_test(a_target_that_is_a_source_is_refused_even_with_replace),
        author_test(short_tracks_are_padded_to_four_seconds_where_asked),
        author_test(a_track_that_was_long_enough_only_with_samples_of_a_lengthened_one_is_lengthened_too),
        author_test(a_filled_stage_can_be_read_and_leaves_nothing),
        author_test(a_filled_stage_of_a_disc_with_a_wrong_code_can_be_read),
        author_test(a_filled_stage_can_be_committed_later),
        author_test(more_jobs_than_there_may_be_are_refused),
        author_test(options_out_of_their_range_are_refused),
        author_test(findings_from_before_the_call_refuse_nothing),
    };
    return cmocka_run_group_tests_name("author/author", tests, NULL, NULL);
}
