/*
 * Track-at-once with the virtual recorder: data and audio become the disc that was planned, and every refusal comes
 * before the first sector. With the obedient drive: single steps, and what a drive replies to them.
 */
#include "unit/burn/job.h"

static void open_drive(const char *setting)
{
    const char *settings[] = {"clock = instant", setting};
    char device[4200];
    rbk_recorder_disc found;
    snprintf(device, sizeof device, "virtual:%s", scratch_path("drive"));
    assert_int_equal(rbk_recorder_make(device, settings, 2, &error), RBK_OK);
    assert_int_equal(rbk_recorder_open(device, &recorder, &error), RBK_OK);
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    options.medium = found.medium;
}

/* Mode 1, mode 2 and audio, one track of each. */
static void prepare(const char *setting)
{
    static uint8_t user[310 * 2048], whole[310 * 2336], audio[320 * RBK_SECTOR_BYTES];
    rbk_disc *tracks = NULL;
    for (size_t i = 0; i < sizeof whole; i++) {
        whole[i] = (uint8_t)(i * 7 + i / 2336);
        user[i % sizeof user] = (uint8_t)(i * 5);
        audio[i % sizeof audio] = (uint8_t)(i * 31 + i / 977);
    }
    findings = rbk_findings_new();
    rbk_burn_write_options_init(&write_options);
    write_options.write_mode = RBK_BURN_WRITE_TAO;
    add_file_track(RBK_MODE_MODE1_2048, "one.iso", user, sizeof user, 0);
    add_file_track(RBK_MODE_MODE2_2336, "two.bin", whole, sizeof whole, 0);
    add_file_track(RBK_MODE_AUDIO, "three.bin", audio, sizeof audio, 0);
    lay_out();
    assert_int_equal(rbk_burn_as_tracks(disc, layout, 0, NULL, &tracks, findings, &error), RBK_OK);
    rbk_disc_free(disc);
    disc = tracks;
    lay_out();
    open_drive(setting);
    assert_int_equal(rbk_burn_plan_new(disc, layout, image, &options, &plan, findings, &error), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

static rbk_status burn(void)
{
    return rbk_recorder_write(recorder, plan, image, &write_options, NULL, &report, findings, &error);
}

static int setup(void **state)
{
    recorder = NULL;
    return begin(state);
}

static int teardown(void **state)
{
    rbk_recorder_close(recorder);
    return end(state);
}

#define tracks_test(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

static void data_and_audio_are_written_track_by_track_and_read_back(void **state)
{
    rbk_verdict verdict;
    (void)state;
    prepare("speed = 52");
    if (burn() != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_int_equal(report.write_mode, RBK_BURN_WRITE_TAO);
    assert_int_equal(report.sectors_written, 310 + 310 + 320);
    assert_int_equal(rbk_recorder_verify(recorder, plan, image, NULL, &verdict, findings, &error), RBK_OK);
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_samples, (152 + 320) * 588); /* its pregap is audio, too */
}

static void a_session_of_tracks_may_stay_open(void **state)
{
    rbk_recorder_disc found;
    (void)state;
    prepare("speed = 52");
    plan->leave_open = true;
    assert_int_equal(burn(), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_APPENDABLE);
    assert_int_equal(rbk_recorder_disc_read(recorder, NULL, &found, &error), RBK_OK);
    assert_int_equal(found.next_lba, layout->sessions[0].lead_out_lba + 11400);
    assert_int_equal(found.next_track, 4);
}

/* The drive takes the last sectors and loses them. */
static void a_last_track_that_is_cut_off_is_an_error(void **state)
{
    static const char fault[] = "lba 1243 drop\n";
    char device[4200];
    (void)state;
    prepare("speed = 52");
    rbk_recorder_close(recorder);
    scratch_write("drive/faults", fault, sizeof fault - 1);
    snprintf(device, sizeof device, "virtual:%s", scratch_path("drive"));
    assert_int_equal(rbk_recorder_open(device, &recorder, &error), RBK_OK);
    assert_int_equal(burn(), RBK_INITIALIZE_ENDWRITE);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_string_equal(error.sentence,
                        "the drive reported success for every sector, but the last track ends at lba 1221, "
                        "expected 1244; 940 of 940 sectors were sent, and the drive reports the disc as "
                        "finished: verify it before use");
}

static void a_test_write_of_tracks_leaves_the_disc_blank(void **state)
{
    (void)state;
    prepare("speed = 52");
    write_options.simulate = true;
    if (burn() != RBK_OK)
        fail_msg("%s", error.sentence);
    assert_int_equal(report.state, RBK_DISC_BLANK);
}

static void a_drive_that_needs_its_time_is_waited_for(void **state)
{
    (void)state;
    prepare("quirks = no-immed slow no-opc");
    assert_int_equal(burn(), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
}

/* ------------------------------------------------------------------ single steps */

static int32_t next_lba; /* as the drive reports it */

static uint32_t report_next(const rbk_command *command)
{
    if (command->cdb[0] != RBK_MMC_READ_TRACK_INFORMATION)
        return 0;
    memset(command->data, 0, command->data_bytes);
    command->data[1] = 34;
    command->data[7] = 1;
    for (int i = 0; i < 4; i++)
        command->data[12 + i] = (uint8_t)((uint32_t)next_lba >> (24 - 8 * i));
    return 1;
}

/* Two tracks of 300 sectors, of which the drive writes the first one. */
static rbk_burn_job begin_first_track(void)
{
    add_track(RBK_MODE_AUDIO, 0, 300);
    plan_disc(NULL);
    rbk_burn_job job = job_of_plan();
    job.mode = RBK_BURN_WRITE_TAO;
    drive.read = report_next;
    next_lba = 0;
    assert_int_equal(rbk_burn_enter_track(&job, 0, &error), RBK_OK);
    assert_int_equal(job.track, 1);
    assert_true(job.track_open);
    drive.logged = 0;
    return job;
}

static void a_drive_that_starts_elsewhere_is_refused_before_the_first_sector(void **state)
{
    (void)state;
    plan_disc(NULL);
    rbk_burn_job job = job_of_plan();
    drive.read = report_next;
    next_lba = 5;
    assert_int_equal(rbk_burn_enter_track(&job, 0, &error), RBK_INITIALIZE_WRITE);
    assert_string_equal(error.sentence, "the drive continues at lba 5, expected 0 for track 1; --force tries it");
    assert_int_equal(job.track, 0);
    write_options.force = true;
    assert_int_equal(rbk_burn_enter_track(&job, 0, &error), RBK_OK);
    assert_found("burn.forced", RBK_WARNING, "the drive continues at lba 5, expected 0 for track 1; it is tried");
    assert_int_equal(job.track, 1);
}

static void a_drive_that_continues_elsewhere_gets_no_further_track(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    report.wrote = true;
    next_lba = 302;
    assert_int_equal(rbk_burn_enter_track(&job, 150, &error), RBK_OK); /* in the middle of one */
    assert_int_equal(drive.logged, 0);
    assert_int_equal(rbk_burn_enter_track(&job, 300, &error), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence, "the drive continues at lba 302, expected 300 for track 2");
    assert_int_equal(job.track, 1);
    next_lba = 300;
    assert_int_equal(rbk_burn_enter_track(&job, 300, &error), RBK_OK);
    assert_int_equal(job.track, 2);
}

static void the_setting_of_a_further_track_may_be_refused(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    report.wrote = true;
    add_fault(RBK_MMC_MODE_SELECT_10, drive.seen[RBK_MMC_MODE_SELECT_10] + 1, 9, RBK_OUTCOME_CHECK, 0x52600);
    next_lba = 300;
    assert_int_equal(rbk_burn_enter_track(&job, 300, &error), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence, "the drive refuses the setting for track 2 (sense 5/26/00)");
    assert_int_equal(job.track, 1);
}

static void a_track_is_closed_before_the_next_one_and_the_session_last(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    next_lba = 300;
    assert_int_equal(rbk_burn_enter_track(&job, 300, &error), RBK_OK);
    assert_string_equal(log_text(), "35 00 5B 00 5A* 55 5A* 52");
    assert_memory_equal(drive.log[2].cdb, "\x5B\x01\x01\x00\x00\x01", 6);
    drive.logged = 0;
    assert_int_equal(rbk_burn_close_tracks(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "35 00 5B 00 5B 00");
    assert_memory_equal(drive.log[2].cdb, "\x5B\x01\x01\x00\x00\x02", 6);
    assert_memory_equal(drive.log[4].cdb, "\x5B\x01\x02\x00\x00\x00", 6);
    assert_false(job.track_open);
}

static void a_drive_that_does_not_close_in_the_background_gets_ten_minutes(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    add_fault(RBK_MMC_CLOSE_TRACK_SESSION, 1, 1, RBK_OUTCOME_CHECK, 0x52400);
    assert_int_equal(rbk_burn_close_tracks(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "35 00 5B* 00 5B 00");
    assert_memory_equal(drive.log[3].cdb, "\x5B\x00\x01\x00\x00\x01", 6);
    assert_int_equal(drive.log[3].timeout_ms, 600000);
}

static void a_track_that_the_drive_has_closed_itself_is_no_error(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    add_fault(RBK_MMC_CLOSE_TRACK_SESSION, 1, 1, RBK_OUTCOME_CHECK, 0x52C00);
    assert_int_equal(rbk_burn_close_tracks(&job, &error), RBK_OK);
    assert_memory_equal(drive.log[drive.logged - 2].cdb, "\x5B\x01\x02", 3);
}

static void an_error_of_the_disc_when_a_track_is_closed_ends_the_burn(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    report.wrote = true;
    add_fault(RBK_MMC_CLOSE_TRACK_SESSION, 1, 1, RBK_OUTCOME_CHECK, 0x30C00);
    next_lba = 300;
    assert_int_equal(rbk_burn_enter_track(&job, 300, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence, "'CLOSE TRACK/SESSION': writing to the disc failed (sense 3/0C/00): use a "
                                        "lower speed or another brand");
    assert_int_equal(job.track, 1);
    assert_true(job.track_open);
}

static void only_a_test_write_may_have_no_session_to_close(void **state)
{
    (void)state;
    rbk_burn_job job = begin_first_track();
    add_fault(RBK_MMC_CLOSE_TRACK_SESSION, 2, 2, RBK_OUTCOME_CHECK, 0x52C00);
    assert_int_equal(rbk_burn_close_tracks(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_non_null(strstr(error.sentence, "(sense 5/2C/00)"));
    write_options.simulate = true;
    assert_int_equal(rbk_burn_close_tracks(&job, &error), RBK_OK);
}

static void a_plan_without_tracks_is_refused_before_the_drive_is_set(void **state)
{
    bool taken = true;
    rbk_error refusal;
    const rbk_mmc_page page = {.bytes = 52};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    plan->entry_count = 0;
    assert_int_equal(rbk_burn_try_tracks(&job, &page, &taken, &refusal, &error), RBK_INVALID_ARGUMENT);
    assert_string_equal(error.sentence, "the plan has no tracks");
    assert_int_equal(drive.logged, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        tracks_test(data_and_audio_are_written_track_by_track_and_read_back),
        tracks_test(a_session_of_tracks_may_stay_open),
        tracks_test(a_last_track_that_is_cut_off_is_an_error),
        tracks_test(a_test_write_of_tracks_leaves_the_disc_blank),
        tracks_test(a_drive_that_needs_its_time_is_waited_for),
        obedient_test(a_plan_without_tracks_is_refused_before_the_drive_is_set),
        obedient_test(a_drive_that_starts_elsewhere_is_refused_before_the_first_sector),
        obedient_test(a_drive_that_continues_elsewhere_gets_no_further_track),
        obedient_test(the_setting_of_a_further_track_may_be_refused),
        obedient_test(a_track_is_closed_before_the_next_one_and_the_session_last),
        obedient_test(a_drive_that_does_not_close_in_the_background_gets_ten_minutes),
        obedient_test(a_track_that_the_drive_has_closed_itself_is_no_error),
        obedient_test(an_error_of_the_disc_when_a_track_is_closed_ends_the_burn),
        obedient_test(only_a_test_write_may_have_no_session_to_close),
    };
    return cmocka_run_group_tests_name("burn/recorder_tracks", tests, NULL, NULL);
}
