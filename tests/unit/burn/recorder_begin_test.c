/*
 * What is sent to a drive before the first sector, command by command, and what of drive and disc ends it.
 */
#include "unit/burn/job.h"

static void everything_is_said_in_order(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    write_options.speed = 8;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    /* ready, disc, ATIP, lock, speed and what became of it, page, page back, power, page, page back, track, cue sheet
       */
    assert_string_equal(log_text(), "00 51 43 1E BB 5A* 55 5A* 54 5A* 55 5A* 52 5D");
    assert_memory_equal(drive.log[4].cdb, "\xBB\x00\xFF\xFF\x05\x84", 6);
    assert_memory_equal(drive.page, "\x05\x32\x42\x00\x00", 5);
    assert_int_equal(drive.sheet_bytes, 32);
    assert_memory_equal(drive.sheet, "\x01\x00\x00\x01\x00\x00\x00\x00", 8);
    assert_true(report.underrun_protection && drive.locked);
    assert_int_equal(report.speed_tenths, 80);
    assert_int_equal(report.variant, 0);
}

static void a_simulation_takes_nothing_from_the_disc(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    write_options.simulate = true;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_SEND_OPC], 0);
    assert_int_equal(drive.page[2], 0x52);
}

static void a_drive_that_cannot_simulate_says_so_before_anything(void **state)
{
    (void)state;
    drive.mastering = 0x63;
    rbk_burn_job job = make_job(NULL);
    write_options.simulate = true;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_DEVICE_INVALIDTYPE);
    assert_int_equal(drive.logged, 0);
}

static void protection_that_is_not_there_is_reported(void **state)
{
    (void)state;
    drive.mastering = 0x27;
    rbk_burn_job job = make_job(NULL);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.page[2], 0x02);
    assert_false(report.underrun_protection);
    assert_found("burn.drive", RBK_WARNING,
                 "the drive has no underrun protection: do not use this machine for other work while it burns");
}

/* A drive may report wrong properties of itself and its disc: --force tries, and the drive refuses what it cannot do. */
static const struct caution {
    const char *sentence;
    uint8_t profile, disc_status;
    bool no_atip, forgets_write_type;
    uint32_t opc;
    rbk_status status;
} cautions[] = {
    {"the drive reports a blank disc as a pressed one, expected a CD-R or CD-RW", 8, 0, true, false, 0,
     RBK_MEDIUM_INVALIDTYPE},
    {"the drive does not report whether the disc is blank", 0, 3, false, false, 0, RBK_MEDIUM_INVALIDTYPE},
    {"the drive accepts the setting for write mode sao and does not report it back", 0, 0, false, true, 0,
     RBK_DEVICE_INVALIDTYPE},
    {"'SEND OPC INFORMATION': the drive could not calibrate its laser power for this disc (sense 3/73/03): ", 0, 0,
     false, false, 0x37303, RBK_INITIALIZE_WRITE},
    {"'SEND OPC INFORMATION': the disc's power calibration area is full (sense 3/73/02): ", 0, 0, false, false, 0x37302,
     RBK_INITIALIZE_WRITE},
};

static void caution_refuses_and_force_passes_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cautions / sizeof cautions[0]; i++)
        for (int force = 0; force < 2; force++) {
            const struct caution *c = &cautions[i];
            if (i || force) {
                close_obedient(state);
                open_obedient(state);
            }
            drive.profile = c->profile;
            drive.disc_status = c->disc_status;
            drive.no_atip = c->no_atip;
            drive.forgets_write_type = c->forgets_write_type;
            rbk_burn_job job = make_job(NULL);
            if (c->opc)
                add_fault(RBK_MMC_SEND_OPC, 1, 1, RBK_OUTCOME_CHECK, c->opc);
            write_options.force = force;
            assert_int_equal(rbk_burn_begin(&job, &error), force ? RBK_OK : c->status);
            const char *sentence = force ? finding("burn.forced")->text : error.sentence;
            if (strncmp(sentence, c->sentence, strlen(c->sentence)) != 0)
                fail_msg("%s", sentence);
            assert_non_null(strstr(sentence, force ? "; it is tried" : "; --force tries it"));
            assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], force);
            /* once, however often it is found */
            assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), force);
        }
}

static void what_is_certain_to_fail_is_not_forced(void **state)
{
    static const struct certain {
        uint8_t profile, disc_status;
        bool no_atip;
        uint32_t opc;
        uint8_t mastering;
        bool simulate, keeps_no_test_write;
    } certain[] = {
        {8, 2, true, 0, 0x67, false, false},        {0x11, 0, true, 0, 0x67, false, false},
        {0, 1, false, 0, 0x67, false, false},       {0, 2, false, 0, 0x67, false, false},
        {0, 0, false, 0x37304, 0x67, false, false}, {0, 0, false, 0x72700, 0x67, false, false},
        {0, 0, false, 0, 0x63, true, false},        {0, 0, false, 0, 0x67, true, true},
    };
    (void)state;
    for (size_t i = 0; i < sizeof certain / sizeof certain[0]; i++) {
        const struct certain *c = &certain[i];
        if (i) {
            close_obedient(state);
            open_obedient(state);
        }
        drive.profile = c->profile;
        drive.disc_status = c->disc_status;
        drive.no_atip = c->no_atip;
        drive.mastering = c->mastering;
        drive.keeps_no_test_write = c->keeps_no_test_write;
        rbk_burn_job job = make_job(NULL);
        if (c->opc)
            add_fault(RBK_MMC_SEND_OPC, 1, 1, RBK_OUTCOME_CHECK, c->opc);
        write_options.force = true;
        write_options.simulate = c->simulate;
        assert_int_not_equal(rbk_burn_begin(&job, &error), RBK_OK);
        assert_null(strstr(error.sentence, "--force"));
        assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 0);
    }
}

static void a_disc_that_is_not_blank_is_refused(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    drive.disc_status = 2;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a blank disc, found one that is finished: use another disc");
    drive.rewritable = true;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "the disc is not blank (finished, 1 track): blank it first, or use another one");
    assert_false(drive.locked);
}

static void another_disc_than_was_planned_for_is_seen(void **state)
{
    (void)state;
    rbk_burn_job job = make_job("A title");
    drive.lead_in_lba = -11000;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(
        error.sentence,
        "the disc's lead-in starts at lba -11000, expected -12300: it is not the disc that was planned for");
    drive.lead_in_lba = -12300;
    drive.lead_out_max_lba = 200;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
}

static void power_that_cannot_be_set_ends_it_and_a_drive_without_the_command_goes_on(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_SEND_OPC, 1, 1, RBK_OUTCOME_CHECK, 0x37303);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
    assert_string_equal(error.sentence,
                        "'SEND OPC INFORMATION': the drive could not calibrate its laser power for this disc (sense "
                        "3/73/03): the disc is worn out or bad; use another disc or brand; --force tries it");
    add_fault(RBK_MMC_SEND_OPC, 2, 1, RBK_OUTCOME_CHECK, 0x52000);
    job.calibrated = false;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    add_fault(RBK_MMC_SEND_OPC, 3, 1, RBK_OUTCOME_FILTERED, 0);
    job.calibrated = false;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_null(finding("burn.calibration"));
}

/* A failure that does not concern the disc does not prevent burning. */
static void a_drive_that_fails_at_its_power_otherwise_burns_as_it_is(void **state)
{
    static const uint32_t senses[] = {0x52C00, 0x53005, 0x44400, 0x52600, 0x31100, 0xB0000};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    for (unsigned i = 0; i < sizeof senses / sizeof senses[0]; i++) {
        drive.fault_count = 0;
        drive.seen[RBK_MMC_SEND_OPC] = 0;
        add_fault(RBK_MMC_SEND_OPC, 1, 2, RBK_OUTCOME_CHECK, senses[i]);
        job.calibrated = false;
        assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    }
    assert_found("burn.calibration", RBK_WARNING,
                 "the drive could not calibrate its laser power for this disc (sense 5/2C/00) and burns without; "
                 "--no-opc skips the calibration");
    write_options.calibrate = false;
    drive.seen[RBK_MMC_SEND_OPC] = 0;
    job.calibrated = false;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_SEND_OPC], 0);
}

static void a_pressed_disc_is_refused_before_the_laser(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    drive.no_atip = true;
    recorder->features.profile = RBK_MMC_PROFILE_CD_ROM;
    drive.disc_status = 2;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a blank disc, found one that is finished: use another disc");
    drive.disc_status = 0;
    recorder->features.profile = 0x10;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a CD-R or CD-RW, found a disc that is not a CD: use another disc");
    assert_int_equal(drive.seen[RBK_MMC_SEND_OPC], 0);
    recorder->features.profile = RBK_MMC_PROFILE_CD_R;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
}

static void a_speed_that_the_drive_does_not_take_is_reported(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    write_options.speed = 16;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_found("burn.speed", RBK_NOTE, "asked for 16x, the drive burns at 8.0x");
    add_fault(RBK_MMC_SET_SPEED, 2, 9, RBK_OUTCOME_CHECK, 0x52000);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 1);
}

/* A drive that is gone, or a disc that is, is no drive that cannot calibrate. */
static void a_calibration_without_drive_or_disc_ends_the_burn(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_SEND_OPC, 1, 9, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_DEVICE_NOTACCESSIBLE);
    job.calibrated = false;
    drive.fault_count = 0;
    memset(drive.seen, 0, sizeof drive.seen);
    add_fault(RBK_MMC_SEND_OPC, 1, 9, RBK_OUTCOME_CHECK, 0x23A00);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_NOTPRESENT);
    assert_null(finding("burn.calibration"));
}

static const struct other_image {
    int64_t sectors, of_session_2;
} other_images[] = {{299, 0}, {301, 0}, {150, 20000}};

static void an_image_of_another_disc_costs_no_disc(void **state)
{
    static const char refusal[] =
        "the image is of another disc: it has no session from lba 0 to 300, which the plan has";
    (void)state;
    plan_disc(NULL);
    meet();
    for (size_t i = 0; i < sizeof other_images / sizeof other_images[0]; i++) {
        const struct other_image *row = &other_images[i];
        rbk_image *other = image_of_another(row->sectors, row->of_session_2);
        rbk_burn_report outcome;
        rbk_verdict verdict;
        assert_int_equal(rbk_recorder_check_write(recorder, plan, other, NULL, NULL, findings, &error),
                         RBK_INVALID_ARGUMENT);
        assert_int_equal(rbk_recorder_write(recorder, plan, other, NULL, NULL, &outcome, findings, &error),
                         RBK_INVALID_ARGUMENT);
        assert_memory_equal(error.sentence, refusal, strlen(refusal));
        assert_non_null(strstr(error.sentence, "; nothing was written"));
        assert_false(outcome.wrote);
        assert_string_equal(log_text(), "1E*"); /* the tray is unlocked, and nothing else is sent */
        drive.logged = 0;
        assert_int_equal(rbk_recorder_verify(recorder, plan, other, NULL, &verdict, findings, &error),
                         RBK_INVALID_ARGUMENT);
        assert_memory_equal(error.sentence, refusal, strlen(refusal));
        assert_int_equal(drive.logged, 0);
        rbk_image_close(other);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(everything_is_said_in_order),
        obedient_test(a_simulation_takes_nothing_from_the_disc),
        obedient_test(a_drive_that_cannot_simulate_says_so_before_anything),
        obedient_test(protection_that_is_not_there_is_reported),
        obedient_test(caution_refuses_and_force_passes_it),
        obedient_test(what_is_certain_to_fail_is_not_forced),
        obedient_test(a_disc_that_is_not_blank_is_refused),
        obedient_test(another_disc_than_was_planned_for_is_seen),
        obedient_test(power_that_cannot_be_set_ends_it_and_a_drive_without_the_command_goes_on),
        obedient_test(a_drive_that_fails_at_its_power_otherwise_burns_as_it_is),
        obedient_test(a_pressed_disc_is_refused_before_the_laser),
        obedient_test(a_speed_that_the_drive_does_not_take_is_reported),
        obedient_test(a_calibration_without_drive_or_disc_ends_the_burn),
        obedient_test(an_image_of_another_disc_costs_no_disc),
    };
    return cmocka_run_group_tests_name("burn/recorder_begin", tests, NULL, NULL);
}
