/*
 * A recorder: identity, time-outs of commands, and messages of failures.
 */
#include "unit/burn/obedient.h"

#include <errno.h>

static rbk_answer test_unit_ready(uint32_t limit_ms)
{
    rbk_command command;
    rbk_mmc_test_unit_ready(&command);
    return rbk_recorder_ask(recorder, &command, limit_ms);
}

static void what_is_no_cd_drive_is_refused(void **state)
{
    (void)state;
    drive.device_type = 0;
    assert_int_equal(rbk_recorder_new(&drive.transport, "the-drive", &recorder, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a CD drive, found a device of type 0");
    assert_string_equal(error.place.path, "the-drive");
}

static void an_unanswered_query_is_asked_once_more(void **state)
{
    (void)state;
    add_fault(RBK_MMC_INQUIRY, 1, 1, RBK_OUTCOME_GOOD, 0);
    meet();
    assert_string_equal(recorder->identity.vendor, "ACME");
}

static void a_drive_that_never_answers_is_none(void **state)
{
    (void)state;
    add_fault(RBK_MMC_INQUIRY, 1, 9, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_recorder_new(&drive.transport, "the-drive", &recorder, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'INQUIRY': invalid reply from the drive: nothing was returned");
}

static void a_busy_drive_is_asked_again_until_its_time_is_up(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 1000, RBK_OUTCOME_CHECK, 0x20408);
    rbk_answer answer = test_unit_ready(1000);
    assert_int_equal(answer.reaction, RBK_SENSE_BUSY);
    assert_int_equal(drive.now_ms, 1000);
    assert_int_equal(drive.seen[0], 11);
}

static void attentions_are_taken_note_of(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 3, RBK_OUTCOME_CHECK, 0x62800);
    assert_int_equal(test_unit_ready(0).reaction, RBK_SENSE_DONE);
    assert_int_equal(drive.seen[0], 4);
    add_fault(0, 5, 9, RBK_OUTCOME_CHECK, 0x62900);
    assert_int_equal(test_unit_ready(0).reaction, RBK_SENSE_CHANGED);
    assert_int_equal(drive.seen[0], 8);
}

static void what_was_lost_or_broken_off_is_sent_once_more(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 1, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(test_unit_ready(0).reaction, RBK_SENSE_DONE);
    add_fault(0, 3, 1, RBK_OUTCOME_CHECK, 0xB0000);
    assert_int_equal(test_unit_ready(0).reaction, RBK_SENSE_DONE);
    add_fault(0, 5, 2, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(test_unit_ready(0).outcome, RBK_OUTCOME_BROKEN);
}

static void what_the_system_keeps_back_is_as_if_the_drive_had_it_not(void **state)
{
    (void)state;
    meet();
    add_fault(0, 1, 1, RBK_OUTCOME_FILTERED, 0);
    rbk_answer answer = test_unit_ready(0);
    assert_true(rbk_answer_says_unsupported(&answer));
    assert_int_equal(drive.seen[0], 1);
}

static void failures_name_the_command_and_what_to_do(void **state)
{
    rbk_command command;
    (void)state;
    meet();
    rbk_mmc_send_opc(&command);
    rbk_answer no_disc = {.outcome = RBK_OUTCOME_CHECK, .sense = {2, 0x3A, 2}, .reaction = RBK_SENSE_NO_DISC};
    assert_int_equal(rbk_recorder_fail(recorder, &no_disc, &command, RBK_INITIALIZE_WRITE, &error),
                     RBK_MEDIUM_NOTPRESENT);
    assert_string_equal(error.sentence,
                        "'SEND OPC INFORMATION': the tray is open (sense 2/3A/02): insert a disc and close the tray");
    rbk_answer broken = {.outcome = RBK_OUTCOME_BROKEN, .reaction = RBK_SENSE_FATAL, .system_error = 5};
    assert_int_equal(rbk_recorder_fail(recorder, &broken, &command, RBK_INITIALIZE_WRITE, &error),
                     RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence,
                        "'SEND OPC INFORMATION': the connection to the drive failed; check cable and power");
    rbk_answer late = {.outcome = RBK_OUTCOME_CHECK, .sense = {3, 0x0C, 9}, .reaction = RBK_SENSE_UNDERRUN};
    assert_int_equal(rbk_recorder_fail(recorder, &late, &command, RBK_CANNOT_WRITE_TO_MEDIA, &error),
                     RBK_LOSS_OF_STREAMING);
}

static void what_failed_a_virtual_drive_is_named(void **state)
{
    rbk_command command;
    (void)state;
    meet();
    rbk_mmc_send_opc(&command);
    rbk_answer full = {
        .outcome = RBK_OUTCOME_CHECK, .sense = {4, 0x44, 0}, .reaction = RBK_SENSE_FATAL, .system_error = ENOSPC};
    assert_int_equal(rbk_recorder_fail(recorder, &full, &command, RBK_CANNOT_WRITE_TO_MEDIA, &error),
                     RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence, "'SEND OPC INFORMATION': there is no room for the disc: make room where the "
                                        "virtual drive's folder is");
    full.system_error = EFBIG;
    assert_int_equal(rbk_recorder_fail(recorder, &full, &command, RBK_CANNOT_WRITE_TO_MEDIA, &error),
                     RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence, "'SEND OPC INFORMATION': the files of the virtual drive are too large for the "
                                        "limit of file sizes (ulimit -f), or for the file system: raise the limit, or "
                                        "use a folder of another file system");
    full.system_error = EIO;
    assert_int_equal(rbk_recorder_fail(recorder, &full, &command, RBK_CANNOT_WRITE_TO_MEDIA, &error),
                     RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence,
                        "'SEND OPC INFORMATION': the system failed the virtual drive, see the transcript "
                        "in its folder");
    assert_int_equal(error.system_error, EIO);
}

/* Those of enumerations, and what a caller may hold in their place. */
static void values_have_names(void **state)
{
    (void)state;
    assert_string_equal(rbk_burn_phase_name((rbk_burn_phase)99), "unknown");
    assert_string_equal(rbk_disc_kind_name((rbk_disc_kind)99), "unknown");
    assert_string_equal(rbk_disc_state_name((rbk_disc_state)99), "unknown");
    assert_string_equal(rbk_burn_write_mode_name((rbk_burn_write_mode)99), "unknown");
    assert_string_equal(rbk_disc_state_name(RBK_DISC_APPENDABLE), "appendable");
    assert_string_equal(rbk_burn_write_mode_name(RBK_BURN_WRITE_TAO), "tao");
    assert_string_equal(rbk_burn_phase_name(RBK_BURN_PREPARING), "preparing");
    assert_string_equal(rbk_burn_phase_name(RBK_BURN_READING), "reading");
}

static void a_tray_is_unlocked_however_often_it_takes(void **state)
{
    (void)state;
    meet();
    rbk_recorder_lock(recorder);
    add_fault(RBK_MMC_PREVENT_ALLOW, 2, 4, RBK_OUTCOME_CHECK, 0x44400);
    assert_true(rbk_recorder_unlock(recorder));
    assert_false(drive.locked || recorder->locked);
    add_fault(RBK_MMC_PREVENT_ALLOW, 8, 100, RBK_OUTCOME_CHECK, 0x44400);
    assert_false(rbk_recorder_unlock(recorder));
}

static void closing_unlocks(void **state)
{
    (void)state;
    meet();
    rbk_recorder_lock(recorder);
    assert_true(drive.locked);
    rbk_recorder_close(recorder);
    recorder = NULL;
    assert_false(drive.locked);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(what_is_no_cd_drive_is_refused),
        obedient_test(an_unanswered_query_is_asked_once_more),
        obedient_test(a_drive_that_never_answers_is_none),
        obedient_test(a_busy_drive_is_asked_again_until_its_time_is_up),
        obedient_test(attentions_are_taken_note_of),
        obedient_test(what_was_lost_or_broken_off_is_sent_once_more),
        obedient_test(what_the_system_keeps_back_is_as_if_the_drive_had_it_not),
        obedient_test(failures_name_the_command_and_what_to_do),
        obedient_test(what_failed_a_virtual_drive_is_named),
        obedient_test(values_have_names),
        obedient_test(a_tray_is_unlocked_however_often_it_takes),
        obedient_test(closing_unlocks),
    };
    return cmocka_run_group_tests_name("burn/recorder", tests, NULL, NULL);
}
