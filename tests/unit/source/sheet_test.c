/* The sheet of files: how it names them, and that it gives the same disc. */
#include <redbook/source.h>

#include "unit/scratch.h"

#include <sndfile.h>

static rbk_disc *disc;
static rbk_findings *findings;
static rbk_error error;

static void write_audio(const char *name, int64_t frames)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = SF_FORMAT_WAV | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    short *samples = calloc((size_t)frames * 2, sizeof *samples);
    assert_true(file && samples);
    assert_int_equal(sf_writef_short(file, samples, frames), frames);
    free(samples);
    sf_close(file);
}

static int setup(void **state)
{
    rbk_error_init(&error);
    findings = rbk_findings_new();
    if (!findings || scratch_setup(state) != 0)
        return -1;
    mkdir(scratch_path("in"), 0777);
    write_audio("in/1.wav", 1000);
    write_audio("2.wav", 2000);
    return 0;
}

static int teardown(void **state)
{
    rbk_disc_free(disc);
    rbk_findings_free(findings);
    disc = NULL;
    return scratch_teardown(state);
}

static void make_disc(void)
{
    static const uint32_t gaps[] = {75, 300};
    char first[600], second[600];
    const char *paths[] = {first, second};
    snprintf(first, sizeof first, "%s", scratch_path("in/1.wav"));
    snprintf(second, sizeof second, "%s", scratch_path("2.wav"));
    const rbk_source_input input = {.paths = paths, .count = 2, .gaps = gaps, .names = "%t"};
    assert_int_equal(rbk_source_from_files(&input, &disc, findings, &error), RBK_OK);
    assert_int_equal(rbk_source_probe(disc, NULL, NULL, findings, &error), RBK_OK);
}

static void a_sheet_names_files_from_its_folder_on(void **state)
{
    size_t size;
    (void)state;
    make_disc();
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("a.cue"), false, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 0);
    char *text = scratch_read("a.cue", &size);
    assert_string_equal(text, "FILE \"in/1.wav\" WAVE\n  TRACK 01 AUDIO\n    TITLE \"1\"\n    PREGAP 00:01:00\n"
                              "    INDEX 01 00:00:00\nFILE \"2.wav\" WAVE\n  TRACK 02 AUDIO\n    TITLE \"2\"\n"
                              "    PREGAP 00:04:00\n    INDEX 01 00:00:00\n");
    free(text);
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("a.cue"), false, findings, &error), RBK_FILEEXISTS);
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("a.cue"), true, findings, &error), RBK_OK);
}

static void files_outside_are_named_whole_and_reported(void **state)
{
    size_t size;
    char *real = NULL, expected[1200];
    (void)state;
    make_disc();
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("in/a.cue"), false, findings, &error), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "file.outside");
    real = realpath(scratch_path("2.wav"), NULL);
    snprintf(expected, sizeof expected, "FILE \"%s\" WAVE\n", real);
    char *text = scratch_read("in/a.cue", &size);
    assert_non_null(strstr(text, "FILE \"1.wav\" WAVE\n"));
    assert_non_null(strstr(text, expected));
    free(text);
    free(real);
}

static void a_link_keeps_its_own_name(void **state)
{
    size_t size;
    char target[600];
    (void)state;
    snprintf(target, sizeof target, "%s", scratch_path("in/1.wav"));
    unlink(scratch_path("2.wav"));
    assert_int_equal(symlink(target, scratch_path("2.wav")), 0);
    make_disc();
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("a.cue"), false, findings, &error), RBK_OK);
    char *text = scratch_read("a.cue", &size);
    assert_non_null(strstr(text, "FILE \"2.wav\" WAVE\n"));
    free(text);
}

static void a_source_is_not_replaced(void **state)
{
    (void)state;
    make_disc();
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("2.wav"), true, findings, &error), RBK_REFUSED);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "target.is-source");
    assert_non_null(strstr(rbk_findings_at(findings, 0)->text, "and would be overwritten: use another name"));
    assert_int_equal(rbk_source_write_sheet(disc, scratch_path("no/a.cue"), true, findings, &error), RBK_FILEACCESS);
}

#define sheet_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        sheet_test(a_sheet_names_files_from_its_folder_on),
        sheet_test(files_outside_are_named_whole_and_reported),
        sheet_test(a_link_keeps_its_own_name),
        sheet_test(a_source_is_not_replaced),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
