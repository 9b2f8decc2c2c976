/*
 * Conversions from end to end: to a target and back, refusals before work, sources of audio.
 */
#include "unit/convert/converting.h"

#include <sndfile.h>

static void split_and_merge_give_every_byte_back(void **state)
{
    (void)state;
    make_source();
    assert_int_equal(convert_for(NULL, "portable.cue", NULL), RBK_OK);
    assert_sectors("portable.bin", 0, 0, SOURCE_SECTORS);
    assert_int_equal(convert_for("redump", "split.cue", NULL), RBK_OK);
    read_disc("split.cue");
    assert_int_equal(rename(scratch_path("portable.cue"), scratch_path("first.cue")), 0);
    assert_int_equal(rename(scratch_path("portable.bin"), scratch_path("first.bin")), 0);
    assert_int_equal(convert_for("single", "portable.cue", NULL), RBK_OK);
    assert_same_file("portable.cue", "first.cue");
    assert_same_file("portable.bin", "first.bin");
}

static void a_silent_pregap_becomes_a_command_and_comes_back(void **state)
{
    (void)state;
    make_source();
    options.pregaps = RBK_PREGAPS_COMMANDS;
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_OK);
    assert_int_equal(done->files[0].bytes, 550 * 2352);
    assert_int_equal(done->files[0].segment_count, 2);
    read_disc("b.cue");
    options.pregaps = RBK_PREGAPS_KEEP;
    assert_int_equal(convert_for("portable", "c.cue", NULL), RBK_OK);
    assert_sectors("c.bin", 0, 0, SOURCE_SECTORS);
}

static void a_target_without_commands_refuses_them(void **state)
{
    (void)state;
    make_source();
    options.pregaps = RBK_PREGAPS_COMMANDS;
    assert_int_equal(convert_for("portable", "b.cue", NULL), RBK_UNSUPPORTED);
    assert_string_equal(error.sentence, "the target 'portable' has no commands for pregaps");
    assert_int_equal(scratch_count(), 2);
}

static void endings_of_no_target_are_unsupported(void **state)
{
    (void)state;
    const rbk_target strange = {"strange", "cue", "none of ours"};
    make_source();
    assert_int_equal(convert_for(NULL, "b.mp3", NULL), RBK_UNSUPPORTED);
    options.pregaps = (rbk_pregaps)2;
    assert_int_equal(convert_for("portable", "b.cue", NULL), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "unknown way 2 to write pregaps");
    options.pregaps = RBK_PREGAPS_KEEP;
    options.target = &strange;
    assert_int_equal(rbk_convert(disc, &options, scratch_path("b.cue"), NULL, NULL, findings, &error),
                     RBK_INVALID_ARGUMENT);
    assert_int_equal(rbk_convert(NULL, &options, "b.cue", NULL, NULL, findings, &error), RBK_INVALID_POINTER);
    assert_int_equal(rbk_convert(disc, &options, "b.cue", NULL, NULL, NULL, &error), RBK_INVALID_POINTER);
}

static void every_target_that_exists_is_reported_before_any_work(void **state)
{
    (void)state;
    size_t exist = 0;
    make_source();
    scratch_write("b.cue", "mine", 4);
    scratch_write("b (Track 2).bin", "mine", 4);
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_REFUSED);
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        exist += strcmp(rbk_findings_at(findings, i)->rule, "target.exists") == 0;
    assert_int_equal(exist, 2);
    assert_int_equal(scratch_count(), 4);
    assert_null(done);
}

static void findings_from_before_the_call_refuse_nothing(void **state)
{
    (void)state;
    make_source();
    rbk_findings_add(findings, RBK_ERROR, "my.rule", "x", 0, 0, "an error of another disc");
    const size_t before = rbk_findings_count_from(findings, RBK_ERROR);
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), before);
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_REFUSED);
    assert_true(rbk_findings_count_from(findings, RBK_ERROR) > before);
}

static void a_plan_alone_names_the_files_and_writes_none(void **state)
{
    (void)state;
    make_source();
    options.plan_only = 1;
    assert_int_equal(convert_for("redump", "new.cue", NULL), RBK_OK);
    assert_int_equal(done->file_count, 2);
    assert_int_equal(done->files[1].bytes, 400 * 2352);
    assert_null(scratch_read("new.cue", NULL));
    assert_null(scratch_read("new (Track 1).bin", NULL));
    assert_int_equal(convert_for("ddp", "folder/DDPID", NULL), RBK_OK);
    scratch_write("new (Track 2).bin", "here", 4);
    assert_int_equal(convert_for("redump", "new.cue", NULL), RBK_REFUSED);
    assert_true(has_finding("target.exists"));
    options.plan_only = 0;
}

static void a_source_is_never_replaced(void **state)
{
    (void)state;
    make_source();
    options.author.replace = true;
    options.author.sheet_path = scratch_path("a.cue");
    assert_int_equal(convert_for("single", "a.cue", NULL), RBK_REFUSED);
    assert_true(has_finding("target.is-source"));
    assert_sectors("a.bin", 0, 0, SOURCE_SECTORS);
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    assert_int_equal(symlink("a.bin", scratch_path("b.bin")), 0);
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_REFUSED);
    assert_true(has_finding("target.is-source"));
}

static void strict_refuses_what_would_be_lost(void **state)
{
    (void)state;
    make_source();
    rbk_text_set(&disc->text, RBK_TEXT_DATE, "1999", NULL);
    rbk_remarks_add(&disc->remarks, "COMMENT x", NULL);
    options.strict = true;
    assert_int_equal(convert_for("toc", "b.toc", NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the target 'toc' loses 2 items of the disc");
    assert_int_equal(scratch_count(), 2);
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

/* Whatever the target, but one that keeps the files themselves. */
static void bytes_that_no_track_has_are_lost(void **state)
{
    char sheet[600];
    (void)state;
    make_source();
    snprintf(sheet, sizeof sheet, "%s", scratch_path("a.cue"));
    scratch_write("a.bin", payload, (size_t)(SOURCE_SECTORS - 1) * 2352 + 2);
    rbk_disc_free(disc);
    disc = NULL;
    assert_int_equal(rbk_source_open(sheet, NULL, &disc, findings, &error), RBK_OK);
    options.strict = true;
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_REFUSED);
    assert_string_equal(error.sentence, "the target 'redump' loses 1 item of the disc");
    assert_true(has_finding("lost.bytes"));
    options.author.sheet_path = sheet;
    assert_int_equal(convert_for("chd", "b.chd", NULL), RBK_OK);
    assert_int_equal(done->loss_count, 0);
}

/* A file of audio with the first 400 sectors of the payload, whose samples are little-endian. */
/* Of R to W in the sectors 400 to 700, in a .sub of its own. */
static void make_sub(size_t sectors)
{
    static uint8_t sub[SOURCE_SECTORS * RBK_SUBCHANNEL_BYTES];
    for (size_t i = 0; i < sizeof sub; i++)
        sub[i] = i % 96 >= 24 && i / 96 >= 400 ? (uint8_t)(i * 37 >> 2) : 0;
    scratch_write("a.sub", sub, sectors * RBK_SUBCHANNEL_BYTES);
    assert_int_equal(rbk_disc_set_subchannel(disc, 0, RBK_SUBCHANNEL_CHANNELS, "a.sub", scratch_path("a.sub"), &error),
                     RBK_OK);
}

static void the_plan_depends_on_what_is_in_the_subchannel(void **state)
{
    (void)state;
    make_source();
    make_sub(SOURCE_SECTORS);
    options.plan_only = 2;
    assert_int_equal(convert_for("portable", "out.cue", NULL), RBK_OK);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_string_equal(rbk_findings_at(findings, 0)->rule, "lost.subchannel");
    assert_int_equal(rbk_findings_at(findings, 0)->track, 2);
}

/* It is read before anything is written. */
static void a_subchannel_that_cannot_be_read_is_a_failure(void **state)
{
    static const char *const targets[] = {"portable", "redump", "ccd", "sbi"};
    (void)state;
    make_source();
    make_sub(SOURCE_SECTORS);
    assert_int_equal(unlink(scratch_path("a.sub")), 0);
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        rbk_findings_free(findings);
        findings = rbk_findings_new();
        rbk_status status = convert_for(targets[i], i == 2 ? "out.ccd" : i == 3 ? "out.sbi" : "out.cue", NULL);
        if (status == RBK_OK || status == RBK_REFUSED)
            fail_msg("%s: status %d", targets[i], (int)status);
        assert_string_equal(error.place.path, scratch_path("a.sub"));
        assert_null(scratch_read("out.bin", NULL));
    }
}

static void write_audio(const char *name, int container)
{
    SF_INFO info = {.samplerate = 44100, .channels = 2, .format = container | SF_FORMAT_PCM_16};
    SNDFILE *file = sf_open(scratch_path(name), SFM_WRITE, &info);
    assert_non_null(file);
    for (size_t sector = 0; sector < 400; sector++) {
        const uint8_t *bytes = payload + sector * RBK_SECTOR_BYTES;
        short samples[2 * RBK_SECTOR_SAMPLES];
        for (size_t i = 0; i < 2 * RBK_SECTOR_SAMPLES; i++)
            samples[i] = (short)(bytes[2 * i] | bytes[2 * i + 1] << 8);
        assert_int_equal(sf_writef_short(file, samples, RBK_SECTOR_SAMPLES), RBK_SECTOR_SAMPLES);
    }
    sf_close(file);
}

/* Audio of a sheet, and data next to it whose headers state other addresses: neither is changed. */
static void audio_is_staged_and_data_comes_as_it_is(void **state)
{
    (void)state;
    static const char sheet[] = "FILE \"a.flac\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                "FILE \"d.bin\" BINARY\n  TRACK 02 MODE1/2352\n    INDEX 01 00:00:00\n";
    make_payload(0, 0);
    scratch_write("d.bin", payload + 400 * 2352, 300 * 2352);
    write_audio("a.flac", SF_FORMAT_FLAC);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    read_disc("a.cue");
    assert_int_equal(convert_for("single", "b.cue", NULL), RBK_OK);
    assert_sectors("b.bin", 0, 0, SOURCE_SECTORS);
    assert_int_equal(scratch_count(), 6);
}

static void silence_at_the_end_of_staged_audio_is_there(void **state)
{
    (void)state;
    static const char sheet[] = "FILE \"a.wav\" WAVE\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n    POSTGAP 00:01:00\n";
    make_payload(400, 475);
    write_audio("a.wav", SF_FORMAT_WAV);
    scratch_write("a.cue", sheet, sizeof sheet - 1);
    read_disc("a.cue");
    assert_int_equal(convert_for("redump", "b.cue", NULL), RBK_OK);
    assert_sectors("b.bin", 0, 0, 475);
}

static void what_the_target_says_is_read_as_the_same_disc(void **state)
{
    (void)state;
    static const char *const targets[] = {"portable", "redump", "single", "eac", "cdrwin", "wav", "toc", "ccd"};
    make_source();
    for (size_t i = 0; i < sizeof targets / sizeof targets[0]; i++) {
        char name[16];
        snprintf(name, sizeof name, "b.%s", rbk_target_find(targets[i])->extension);
        options.author.replace = true;
        read_disc("a.cue");
        assert_int_equal(convert_for(targets[i], name, NULL), RBK_OK);
        read_disc(name);
        assert_int_equal(disc->track_count, 2);
        assert_int_equal(convert_for("portable", "again.cue", NULL), RBK_OK);
        assert_sectors("again.bin", 0, 0, SOURCE_SECTORS);
        char *sheet = scratch_read("again.cue", NULL);
        assert_string_equal(sheet, "TITLE \"Album\"\nFILE \"again.bin\" BINARY\n"
                                   "  TRACK 01 AUDIO\n    INDEX 00 00:00:00\n    INDEX 01 00:01:25\n"
                                   "  TRACK 02 AUDIO\n    INDEX 00 00:04:00\n    INDEX 01 00:06:00\n");
        free(sheet);
    }
}

static void damaged_data_of_an_iso_is_written_unless_strict(void **state)
{
    (void)state;
    static const char sheet[] = "FILE \"d.bin\" BINARY\n  TRACK 01 MODE1/2352\n    INDEX 01 00:00:00\n";
    for (int32_t lba = 0; lba < 300; lba++)
        memcpy(payload + lba * 2352, "\0\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\0\0\2\0\1", 16);
    scratch_write("d.bin", payload, 300 * 2352);
    scratch_write("d.cue", sheet, sizeof sheet - 1);
    read_disc("d.cue");
    options.strict = true;
    assert_int_equal(convert_for("iso", "b.iso", NULL), RBK_REFUSED);
    assert_int_equal(scratch_count(), 2);
    options.strict = false;
    assert_int_equal(convert_for("iso", "b.iso", NULL), RBK_OK);
    assert_true(has_finding("data.damaged"));
    assert_int_equal(done->files[0].bytes, 300 * 2048);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        convert_test(split_and_merge_give_every_byte_back),
        convert_test(a_silent_pregap_becomes_a_command_and_comes_back),
        convert_test(a_target_without_commands_refuses_them),
        convert_test(endings_of_no_target_are_unsupported),
        convert_test(every_target_that_exists_is_reported_before_any_work),
        convert_test(a_plan_alone_names_the_files_and_writes_none),
        convert_test(a_source_is_never_replaced),
        convert_test(findings_from_before_the_call_refuse_nothing),
        convert_test(strict_refuses_what_would_be_lost),
        convert_test(bytes_that_no_track_has_are_lost),
        convert_test(the_plan_depends_on_what_is_in_the_subchannel),
        convert_test(a_subchannel_that_cannot_be_read_is_a_failure),
        convert_test(audio_is_staged_and_data_comes_as_it_is),
        convert_test(silence_at_the_end_of_staged_audio_is_there),
        convert_test(what_the_target_says_is_read_as_the_same_disc),
        convert_test(damaged_data_of_an_iso_is_written_unless_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
