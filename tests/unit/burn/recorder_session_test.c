/*
 * Discs of several sessions, burnt on the virtual recorder: both sessions of an image, the second at the drive's next
 * address, and every refusal comes before anything of a session is written.
 */
#include <redbook/burn.h>

#include "unit/burn/plans.h"

static rbk_recorder *recorder;
static rbk_burn_write_options write_options;
static rbk_burn_report report;
static rbk_burn_plan *plans[2];
static const char *timing; /* of the next drive */

/* Sectors of audio, and 350 of data in a second session. */
static void make_sessions(int32_t sectors, int32_t lead_out)
{
    static uint8_t user[350 * 2048], audio[320 * RBK_SECTOR_BYTES];
    rbk_session *session;
    for (size_t i = 0; i < sizeof user; i++)
        user[i] = (uint8_t)(i * 7 + i / 2048);
    for (size_t i = 0; i < sizeof audio; i++)
        audio[i] = (uint8_t)(i * 31 + i / 977);
    add_file_track(RBK_MODE_AUDIO, "one.bin", audio, (size_t)sectors * RBK_SECTOR_BYTES, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_OK);
    session->lead_out_sectors = lead_out;
    add_file_track(RBK_MODE_MODE2_2048, "two.iso", user, sizeof user, 0);
    lay_out();
}

static void make_extra(int32_t lead_out)
{
    make_sessions(320, lead_out);
}

static void plan_session(uint32_t session, bool leave_open)
{
    options.session = session;
    options.leave_open = leave_open;
    if (rbk_burn_plan_new(disc, layout, image, &options, &plans[session - 1], findings, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

static void open_drive(const char *setting)
{
    const char *settings[] = {timing, setting};
    char device[4200];
    rbk_recorder_disc found;
    snprintf(device, sizeof device, "virtual:%s", scratch_path("drive"));
    assert_int_equal(rbk_recorder_make(device, settings, 2, &error), RBK_OK);
    assert_int_equal(rbk_recorder_open(device, &recorder, &error), RBK_OK);
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    options.medium = found.medium;
}

static rbk_status burn(size_t session)
{
    return rbk_recorder_write(recorder, plans[session], image, &write_options, NULL, &report, findings, &error);
}

static void prepare(const char *setting)
{
    findings = rbk_findings_new();
    rbk_burn_write_options_init(&write_options);
    make_extra(RBK_USUAL);
    open_drive(setting);
    plan_session(1, true);
    plan_session(2, false);
    assert_int_equal(rbk_findings_count_from(findings, RBK_ERROR), 0);
}

static rbk_recorder_disc look(void)
{
    rbk_recorder_disc found;
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    return found;
}

static int setup(void **state)
{
    memset(plans, 0, sizeof plans);
    recorder = NULL;
    timing = "clock = instant";
    return begin(state);
}

static int teardown(void **state)
{
    rbk_recorder_close(recorder);
    rbk_burn_plan_free(plans[0]);
    rbk_burn_plan_free(plans[1]);
    return end(state);
}

#define session_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void both_sessions_of_an_image_are_burnt_and_read_back(void **state)
{
    rbk_verdict verdict;
    (void)state;
    prepare("speed = 52");
    assert_int_equal(plans[1]->base_lba, 11720);
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_APPENDABLE);
    rbk_recorder_disc found = look();
    assert_int_equal(found.state, RBK_DISC_APPENDABLE);
    assert_int_equal(found.sessions, 1);
    assert_int_equal(found.next_lba, 11720);
    assert_int_equal(found.next_track, 2);
    if (burn(1) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(rbk_recorder_verify(recorder, plans[i], image, NULL, &verdict, findings, &error), RBK_OK);
        assert_true(verdict.same);
    }
    assert_int_equal(verdict.compared_sectors, 350);
    assert_int_equal(look().lead_out_lba, 12070);
}

static void a_session_has_the_tracks_that_the_disc_has_next(void **state)
{
    rbk_verdict verdict;
    (void)state;
    prepare("speed = 52");
    assert_int_equal(burn(0), RBK_OK);
    plans[1]->first_track = 3;
    assert_int_equal(burn(1), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "the next track of the disc is number 2, expected 3; nothing of this session was written");
    assert_int_equal(look().sessions, 1); /* nothing was written */
    plans[1]->first_track = 2;
    assert_int_equal(burn(1), RBK_OK);
    plans[0]->last_track = 2; /* as of an image whose first session has both */
    assert_int_equal(rbk_recorder_verify(recorder, plans[0], image, NULL, &verdict, findings, &error), RBK_OK);
    assert_false(verdict.same);
    assert_true(verdict.other_disc);
    const rbk_finding *found = NULL;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "verify.disc") == 0)
            found = rbk_findings_at(findings, i);
    assert_non_null(found);
    assert_string_equal(found->text, "not the same disc: tracks 1 to 1 are a session, expected tracks 1 to 2");
}

/* What is left of the disc is part of the message. */
static void a_later_session_that_fails_leaves_those_before_it(void **state)
{
    static const char fault[] = "lba 11800 sense 3/0C/00\n";
    char device[4200];
    (void)state;
    prepare("speed = 52");
    assert_int_equal(burn(0), RBK_OK);
    rbk_recorder_close(recorder);
    scratch_write("drive/faults", fault, sizeof fault - 1);
    snprintf(device, sizeof device, "virtual:%s", scratch_path("drive"));
    assert_int_equal(rbk_recorder_open(device, &recorder, &error), RBK_OK);
    assert_int_not_equal(burn(1), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_INCOMPLETE);
    if (!strstr(error.sentence, "the new session is incomplete; those before it are not changed"))
        fail_msg("%s", error.sentence);
}

/* Its answer for the next session is the start of the pregap, which only the table of contents shows. */
static void a_drive_whose_toc_comes_late_is_waited_for(void **state)
{
    (void)state;
    timing = "clock = virtual";
    prepare("quirks = late-toc");
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(look().next_lba, 11720);
    if (burn(1) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
}

/* On a drive that reports the sessions, and on one that reports only where the last one starts. */
static void both_sessions_come_back_as_an_image(void **state)
{
    static const char *const settings[] = {"speed = 52", "quirks = no-full-toc"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        size_t size;
        rbk_disc_read_report read;
        if (i) {
            teardown(state);
            setup(state);
        }
        prepare(settings[i]);
        assert_int_equal(burn(0), RBK_OK);
        assert_int_equal(rbk_recorder_read(recorder, scratch_path("open.cue"), NULL, NULL, &read, findings, &error),
                         RBK_OK);
        assert_int_equal(read.sessions, 1);
        assert_int_equal(read.sectors, 320);
        assert_int_equal(burn(1), RBK_OK);
        assert_int_equal(rbk_recorder_read(recorder, scratch_path("copy.cue"), NULL, NULL, &read, findings, &error),
                         RBK_OK);
        assert_int_equal(read.sessions, 2);
        assert_int_equal(read.sectors, 670);
        char *sheet = scratch_read("copy.cue", NULL);
        assert_string_equal(sheet, "REM SESSION 01\nFILE \"copy.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                                   "REM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:00\nREM PREGAP 00:02:00\n"
                                   "FILE \"copy (Session 2).bin\" BINARY\n  TRACK 02 MODE2/2352\n"
                                   "    INDEX 01 00:00:00\n");
        free(sheet);
        free(scratch_read("copy (Session 2).bin", &size));
        assert_int_equal(size, 350 * RBK_SECTOR_BYTES);
        rbk_recorder_disc found = look();
        assert_int_equal(found.session_lba, 11720);
        assert_int_equal(found.session_track, 2);
    }
}

static uint8_t hidden_audio[500 * RBK_SECTOR_BYTES];

/* Two sessions of audio, the second with a stored pregap of 150 sectors. */
static void record_pregap(bool silent)
{
    rbk_session *session;
    findings = rbk_findings_new();
    rbk_burn_write_options_init(&write_options);
    for (size_t i = 0; i < sizeof hidden_audio; i++)
        hidden_audio[i] = silent && i < 150 * RBK_SECTOR_BYTES ? 0 : (uint8_t)(i * 31 + i / 977 + 1);
    add_file_track(RBK_MODE_AUDIO, "one.bin", hidden_audio, sizeof hidden_audio, 0);
    assert_int_equal(rbk_disc_add_session(disc, RBK_AREA_CD, 0, &session, NULL), RBK_OK);
    add_file_track(RBK_MODE_AUDIO, "two.bin", hidden_audio, sizeof hidden_audio, 150);
    lay_out();
    open_drive("speed = 52");
    plan_session(1, true);
    plan_session(2, false);
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(burn(1), RBK_OK);
}

static void audio_in_the_pregap_of_a_later_session_comes_back(void **state)
{
    size_t size;
    rbk_disc_read_report read;
    (void)state;
    record_pregap(false);
    assert_int_equal(rbk_recorder_read(recorder, scratch_path("copy.cue"), NULL, NULL, &read, findings, &error),
                     RBK_OK);
    assert_int_equal(read.sectors, 1000);
    char *sheet = scratch_read("copy.cue", NULL);
    assert_string_equal(sheet, "REM SESSION 01\nFILE \"copy.bin\" BINARY\n  TRACK 01 AUDIO\n    INDEX 01 00:00:00\n"
                               "REM LEAD-OUT 01:30:00\nREM SESSION 02\nREM LEAD-IN 01:00:00\nREM PREGAP 00:02:00\n"
                               "FILE \"copy (Session 2).bin\" BINARY\n  TRACK 02 AUDIO\n"
                               "    INDEX 00 00:00:00\n    INDEX 01 00:02:00\n");
    free(sheet);
    char *bin = scratch_read("copy (Session 2).bin", &size);
    assert_int_equal(size, sizeof hidden_audio);
    assert_memory_equal(bin, hidden_audio, size);
    free(bin);
}

/* What an offset moves into it is the audio of its track. */
static void a_silent_pregap_of_a_later_session_stays_outside(void **state)
{
    static const int32_t offsets[] = {0, -30, 667};
    (void)state;
    record_pregap(true);
    for (size_t i = 0; i < 3; i++) {
        rbk_disc_read_options reading;
        rbk_disc_read_report read;
        rbk_disc_read_options_init(&reading);
        reading.replace = true;
        reading.offset_samples = offsets[i];
        assert_int_equal(rbk_recorder_read(recorder, scratch_path("copy.cue"), &reading, NULL, &read, findings, &error),
                         RBK_OK);
        assert_int_equal(read.sectors, 850);
    }
}

static void after_a_test_write_a_disc_is_as_it_was_before(void **state)
{
    (void)state;
    prepare("speed = 52");
    assert_int_equal(burn(0), RBK_OK);
    write_options.simulate = true;
    for (int i = 0; i < 2; i++) {
        if (burn(1) != RBK_OK)
            fail_msg("%s", error.sentence);
        assert_int_equal(report.state, RBK_DISC_APPENDABLE);
        assert_int_equal(look().next_lba, 11720);
        write_options.write_mode = RBK_BURN_WRITE_TAO;
    }
    write_options = (rbk_burn_write_options){.underrun_protection = true, .buffer_bytes = write_options.buffer_bytes};
    assert_int_equal(burn(1), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
}

static void a_test_write_that_appended_a_session_is_a_failure(void **state)
{
    static const char *const ends[] = {"finished", "appendable"};
    (void)state;
    for (int i = 0; i < 2; i++) {
        char sentence[300];
        if (i) {
            teardown(state);
            setup(state);
        }
        prepare("quirks = burns-test-write");
        rbk_burn_plan_free(plans[1]);
        plan_session(2, i == 1);
        assert_int_equal(burn(0), RBK_OK);
        write_options.simulate = true;
        assert_int_equal(burn(1), RBK_INITIALIZE_ENDWRITE);
        snprintf(sentence, sizeof sentence,
                 "the drive was set to a test write and has burnt: the disc is %s, expected it as before, with 1 track "
                 "and the next session at lba 11720",
                 ends[i]);
        if (!strstr(error.sentence, sentence))
            fail_msg("%s", error.sentence);
        assert_null(strstr(error.sentence, "unchanged"));
    }
}

/* The first session is a sector shorter, and the second one at the same place. */
static void a_first_session_that_ends_elsewhere_differs(void **state)
{
    rbk_verdict verdict;
    (void)state;
    prepare("speed = 52");
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(burn(1), RBK_OK);
    rbk_recorder *burnt = recorder;
    recorder = NULL;
    teardown(state);
    setup(state);
    findings = rbk_findings_new();
    recorder = burnt;
    make_sessions(319, RBK_FIRST_LEAD_OUT_SECTORS + 1);
    plan_session(1, true);
    assert_int_equal(rbk_recorder_verify(recorder, plans[0], image, NULL, &verdict, findings, &error), RBK_OK);
    assert_false(verdict.same);
    assert_false(verdict.other_disc);
    assert_found("verify.toc", RBK_ERROR, "the lead-out of the session starts at 00:04:20, expected 00:04:19");
}

static void a_session_that_is_not_where_the_disc_continues_is_not_started(void **state)
{
    (void)state;
    prepare("quirks = session-elsewhere");
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(burn(1), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "the next session of the disc starts at lba 11645, expected 11720, where the "
                                        "session is in the image; --force tries it; nothing of this session was "
                                        "written");
    assert_int_equal(look().state, RBK_DISC_APPENDABLE);
}

static void the_reported_address_is_only_caution(void **state)
{
    rbk_verdict verdict;
    (void)state;
    prepare("quirks = session-elsewhere");
    write_options.force = true;
    assert_int_equal(burn(0), RBK_OK);
    if (burn(1) != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_found("burn.forced", RBK_WARNING,
                 "the next session of the disc starts at lba 11645, expected 11720, where the session is in the image; "
                 "it is tried");
    assert_int_equal(rbk_recorder_verify(recorder, plans[1], image, NULL, &verdict, findings, &error), RBK_OK);
    assert_true(verdict.same);
}

static void the_start_of_the_pregap_is_as_good_as_that_of_the_track(void **state)
{
    (void)state;
    prepare("quirks = wrong-nwa");
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(burn(1), RBK_OK);
}

static void a_drive_that_leaves_no_disc_open_refuses_before_the_first_sector(void **state)
{
    (void)state;
    prepare("quirks = no-multi-session");
    assert_int_equal(burn(0), RBK_DEVICE_INVALIDTYPE);
    assert_non_null(strstr(error.sentence, "the drive does not leave a disc open after session-at-once"));
    assert_non_null(strstr(error.sentence, "nothing was written"));
    assert_int_equal(look().state, RBK_DISC_BLANK);
}

static void a_second_session_needs_a_disc_with_the_first(void **state)
{
    (void)state;
    prepare("speed = 52");
    assert_int_equal(burn(1), RBK_MEDIUM_INVALIDTYPE);
    assert_int_equal(look().state, RBK_DISC_BLANK);
    assert_int_equal(burn(0), RBK_OK);
    assert_int_equal(burn(0), RBK_MEDIUM_INVALIDTYPE);
    assert_non_null(strstr(error.sentence, "open for another session"));
}

static void sessions_at_another_distance_than_drives_write_are_refused(void **state)
{
    (void)state;
    findings = rbk_findings_new();
    make_extra(6000);
    plan_session(2, false);
    assert_int_equal(plans[1]->refusals, 1);
    assert_found("burn.session-gap", RBK_ERROR,
                 "session 2 starts 10650 sectors after the end of the one before; drives write it after 11400");
    options.force = true; /* drives have no other distance */
    rbk_burn_plan_free(plans[1]);
    plan_session(2, false);
    assert_int_equal(plans[1]->refusals, 1);
}

static void an_image_of_one_session_is_moved_to_where_a_disc_continues(void **state)
{
    uint8_t sector[RBK_SECTOR_BYTES];
    static uint8_t user[300 * 2048] = {7};
    (void)state;
    findings = rbk_findings_new();
    add_file_track(RBK_MODE_MODE1_2048, "a.iso", user, sizeof user, 0);
    lay_out();
    rbk_image_close(image);
    image = NULL;
    assert_int_equal(rbk_burn_append(disc, layout, 12000, 5, &error), RBK_OK);
    assert_int_equal(rbk_image_open(disc, layout, &image, &error), RBK_OK);
    assert_int_equal(rbk_image_read_sectors(image, 12000, 1, sector, &error), RBK_OK);
    assert_memory_equal(sector + 12, "\2\102\0\1\7", 5); /* 02:42:00 */
    options.session = 0;
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error), RBK_OK);
    assert_int_equal(plan->base_lba, 12000);
    assert_int_equal(plan->first_track, 5);
    assert_range(0, 11850, 450, RBK_BURN_FORM_MODE1, 2048, 31, 5);
    assert_true(plan->partial);
    assert_int_equal(rbk_burn_append(disc, layout, 440000, 5, &error), RBK_BAD_LAYOUT);
    assert_int_equal(rbk_burn_append(disc, layout, 0, 100, &error), RBK_TRACKLIMIT);
    assert_int_equal(rbk_burn_append(disc, layout, 0, UINT32_MAX, &error), RBK_TRACKLIMIT);
    assert_int_equal(rbk_burn_append(disc, layout, 0, 0, &error), RBK_INVALID_ARGUMENT);
    assert_int_equal(disc->tracks[0].number, 5);
}

static void a_disc_of_several_sessions_is_planned_one_by_one(void **state)
{
    rbk_burn_plan *all = NULL;
    (void)state;
    findings = rbk_findings_new();
    make_extra(RBK_USUAL);
    options.session = 0;
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &all, findings, &error), RBK_UNSUPPORTED);
    options.session = 3;
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &all, findings, &error), RBK_INVALID_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        session_test(both_sessions_of_an_image_are_burnt_and_read_back),
        session_test(a_session_has_the_tracks_that_the_disc_has_next),
        session_test(a_later_session_that_fails_leaves_those_before_it),
        session_test(a_drive_whose_toc_comes_late_is_waited_for),
        session_test(both_sessions_come_back_as_an_image),
        session_test(audio_in_the_pregap_of_a_later_session_comes_back),
        session_test(a_silent_pregap_of_a_later_session_stays_outside),
        session_test(after_a_test_write_a_disc_is_as_it_was_before),
        session_test(a_test_write_that_appended_a_session_is_a_failure),
        session_test(a_first_session_that_ends_elsewhere_differs),
        session_test(a_session_that_is_not_where_the_disc_continues_is_not_started),
        session_test(the_reported_address_is_only_caution),
        session_test(the_start_of_the_pregap_is_as_good_as_that_of_the_track),
        session_test(a_drive_that_leaves_no_disc_open_refuses_before_the_first_sector),
        session_test(a_second_session_needs_a_disc_with_the_first),
        session_test(sessions_at_another_distance_than_drives_write_are_refused),
        session_test(an_image_of_one_session_is_moved_to_where_a_disc_continues),
        session_test(a_disc_of_several_sessions_is_planned_one_by_one),
    };
    return cmocka_run_group_tests_name("burn/recorder_session", tests, NULL, NULL);
}
