/*
 * After the last sector: the cache, the waiting, and the final state of the disc.
 */
#include "unit/burn/job.h"

/* Everything is written, the disc is incomplete until it is closed. */
static rbk_burn_job make_written_job(void)
{
    rbk_burn_job job = make_job(NULL);
    drive.disc_status = 1;
    drive.next_lba = plan->lead_out_lba;
    return job;
}

static void the_cache_is_closed_at_once_and_the_drive_waited_for(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(0, 1, 4, RBK_OUTCOME_CHECK, 0x20408);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "35 00* 51");
    assert_memory_equal(drive.log[0].cdb, "\x35\x02", 2);
    const uint32_t delays[] = {100, 200, 400, 800};
    assert_memory_equal(drive.slept, delays, sizeof delays);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
}

static void a_drive_that_cannot_answer_at_once_gets_ten_minutes(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(RBK_MMC_SYNCHRONIZE_CACHE, 1, 1, RBK_OUTCOME_CHECK, 0x52400);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "35* 00 51");
    assert_memory_equal(drive.log[1].cdb, "\x35\x00", 2);
    assert_int_equal(drive.log[1].timeout_ms, 600000);
}

static void a_success_that_was_none_is_a_failure(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    drive.disc_status = 0;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence,
                        "the drive reported success for every sector, but the disc is blank, expected a finished one");
    assert_int_equal(report.state, RBK_DISC_BLANK);
    assert_in_range(drive.now_ms, 30000, 33000);
}

static void a_drive_that_needs_a_moment_or_a_second_word_gets_them(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(RBK_MMC_SYNCHRONIZE_CACHE, 1, 1, RBK_OUTCOME_GOOD, 0); /* lost */
    drive.lag = 2;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_int_equal(drive.seen[RBK_MMC_SYNCHRONIZE_CACHE], 4);
}

static void a_session_that_cannot_be_closed_is_reported(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(0, 2, 1, RBK_OUTCOME_CHECK, 0x37202);
    add_fault(0, 1, 1, RBK_OUTCOME_CHECK, 0x20407);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence, "the lead-out could not be written, the disc is not finished (sense "
                                        "3/72/02): the disc is lost; use a lower speed or another brand");
}

/* Ready, but without a reply about the disc, or with an invalid one, for the time that a lead-out takes at 1x. */
static void a_drive_that_knows_the_disc_late_is_waited_for(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(RBK_MMC_READ_DISC_INFORMATION, 1, 30, RBK_OUTCOME_CHECK, 0x20408);
    drive.lag = 20;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_in_range(drive.now_ms, 99000, 110000);
    assert_true(drive.seen[RBK_MMC_SYNCHRONIZE_CACHE] < 20); /* and not closed forever */
    job = (rbk_burn_job){.recorder = recorder, .plan = plan, .options = &write_options, .report = &report};
    drive.disc_status = 1, drive.never_closes = true, drive.now_ms = 0;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_in_range(drive.now_ms, 300000, 310000);
    assert_string_equal(
        error.sentence,
        "the drive reported success for every sector, but the disc is incomplete, expected a finished one");
}

static void what_is_no_answer_to_is_it_ready_is_judged_by_the_disc(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(0, 1, 1, RBK_OUTCOME_CHECK, 0x52400);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_int_equal(report.state, RBK_DISC_FINISHED);
}

static void a_simulated_disc_is_looked_at(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    write_options.simulate = true;
    drive.disc_status = 0;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "35 00 51");
    assert_int_equal(report.state, RBK_DISC_BLANK);
}

static void a_simulation_that_burnt_is_reported_as_what_it_is(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    write_options.simulate = true;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence,
                        "the drive was set to a test write and has burnt: the disc is finished, expected a blank one");
    assert_int_equal(report.state, RBK_DISC_FINISHED);
    assert_int_equal(drive.seen[RBK_MMC_START_STOP_UNIT],
                     2); /* it was removed and inserted again before that was reported */
}

static void waiting_ends_after_an_hour_of_the_drives_time(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(0, 1, 100000, RBK_OUTCOME_CHECK, 0x20408);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence, "the drive has been busy for 3600 seconds, expected it to be ready");
    assert_in_range(drive.now_ms, 3600000, 3603000);
}

static void a_link_that_stays_dead_is_given_up(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    add_fault(0, 1, 100000, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_int_equal(drive.seen[0], 5);
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void cancel_comes_too_late_to_spoil_a_disc_and_stop_ends_the_waiting(void **state)
{
    rbk_burn_listener cancel = {NULL, NULL, always, NULL}, stop = {NULL, NULL, always, always};
    (void)state;
    rbk_burn_job job = make_written_job();
    recorder->listener = &cancel;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    add_fault(0, 2, 100, RBK_OUTCOME_CHECK, 0x20408);
    recorder->listener = &stop;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_USERABORT);
    recorder->listener = NULL;
    recorder->ending = false;
}

static void giving_up_closes_unlocks_and_stops(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    drive.next_lba = 100;
    rbk_recorder_lock(recorder);
    drive.logged = 0;
    rbk_burn_give_up(&job);
    assert_string_equal(log_text(), "35 00 51 1E* 1B");
    assert_int_equal(report.state, RBK_DISC_INCOMPLETE);
    assert_true(report.unlocked);
    assert_false(drive.locked);
}

static void a_test_write_after_which_the_disc_cannot_be_read_is_a_warning(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    write_options.simulate = true;
    add_fault(RBK_MMC_READ_DISC_INFORMATION, 1, 1000, RBK_OUTCOME_GOOD, 0); /* an invalid reply */
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_found("burn.simulated", RBK_WARNING, "the state of the disc after the test write cannot be read");
    assert_int_equal(report.state, RBK_DISC_UNKNOWN);
    assert_false(job.unchanged);
}

static unsigned late; /* replies before the disc is reported with its second session */

/* An open disc of one session, then of two. */
static uint32_t read_appended(const rbk_command *command)
{
    static const uint8_t toc[] = {0, 18, 1, 1, 0, 0x10, 1, 0, 0, 0, 0, 0, 0, 0x10, 0xAA, 0, 0, 0, 0x27, 0x10};
    uint8_t *data = command->data;
    const uint8_t op = command->cdb[0];
    if (op != RBK_MMC_READ_DISC_INFORMATION && op != RBK_MMC_READ_TOC)
        return 0;
    memset(data, 0, command->data_bytes);
    if (op == RBK_MMC_READ_TOC) {
        memcpy(data, toc, command->data_bytes < sizeof toc ? command->data_bytes : sizeof toc);
        return 1;
    }
    const uint8_t sessions = late > 0 ? 1 : 2;
    late -= late > 0;
    data[1] = 32, data[2] = 0x01, data[3] = 1, data[4] = data[5] = data[6] = sessions;
    return 1;
}

/* Its disc is open for another session before, too. */
static void a_session_after_others_is_looked_for_where_the_disc_stays_open(void **state)
{
    (void)state;
    rbk_burn_job job = make_written_job();
    plan->base_lba = 10000 + 11400;
    plan->leave_open = true;
    drive.read = read_appended;
    job.before = (rbk_mmc_disc){.status = RBK_MMC_DISC_INCOMPLETE, .sessions = 1, .last_track = 1};
    job.before_next_lba = plan->base_lba;
    late = 5;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_OK);
    assert_int_equal(late, 0);
    late = 100000;
    drive.now_ms = 0;
    assert_int_equal(rbk_burn_finish(&job, &error), RBK_INITIALIZE_ENDWRITE);
    assert_string_equal(error.sentence,
                        "the drive reported success for every sector, but the new session is not on the disc");
    assert_int_equal(report.state, RBK_DISC_APPENDABLE);
    assert_in_range(drive.now_ms, 30000, 33000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(the_cache_is_closed_at_once_and_the_drive_waited_for),
        obedient_test(a_drive_that_cannot_answer_at_once_gets_ten_minutes),
        obedient_test(a_success_that_was_none_is_a_failure),
        obedient_test(a_drive_that_needs_a_moment_or_a_second_word_gets_them),
        obedient_test(a_session_that_cannot_be_closed_is_reported),
        obedient_test(a_drive_that_knows_the_disc_late_is_waited_for),
        obedient_test(what_is_no_answer_to_is_it_ready_is_judged_by_the_disc),
        obedient_test(a_simulated_disc_is_looked_at),
        obedient_test(a_simulation_that_burnt_is_reported_as_what_it_is),
        obedient_test(waiting_ends_after_an_hour_of_the_drives_time),
        obedient_test(a_link_that_stays_dead_is_given_up),
        obedient_test(cancel_comes_too_late_to_spoil_a_disc_and_stop_ends_the_waiting),
        obedient_test(giving_up_closes_unlocks_and_stops),
        obedient_test(a_test_write_after_which_the_disc_cannot_be_read_is_a_warning),
        obedient_test(a_session_after_others_is_looked_for_where_the_disc_stays_open),
    };
    return cmocka_run_group_tests_name("burn/recorder_finish", tests, NULL, NULL);
}
