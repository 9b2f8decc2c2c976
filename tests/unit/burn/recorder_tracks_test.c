/*
 * Track-at-once with the virtual recorder: data and audio become the disc that was planned, and every refusal comes
 * before
 * the first sector.
 */
#include <redbook/burn.h>

#include "unit/burn/plans.h"

static rbk_recorder *recorder;
static rbk_burn_write_options write_options;
static rbk_burn_report report;

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        tracks_test(data_and_audio_are_written_track_by_track_and_read_back),
        tracks_test(a_session_of_tracks_may_stay_open),
        tracks_test(a_test_write_of_tracks_leaves_the_disc_blank),
        tracks_test(a_drive_that_needs_its_time_is_waited_for),
    };
    return cmocka_run_group_tests_name("burn/recorder_tracks", tests, NULL, NULL);
}
