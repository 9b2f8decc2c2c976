/*
 * Blanking by a call of its own. That before a burn is in recorder_write_test.c.
 */
#include "unit/burn/obedient.h"

static void a_rewritable_disc_is_blanked_and_looked_at(void **state)
{
    (void)state;
    meet();
    drive.rewritable = true;
    drive.disc_status = 2;
    drive.page[2] = 0x52;
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_OK);
    assert_string_equal(log_text(), "00 1E 51 43 5A* 55 A1 00 51 1E*");
    assert_memory_equal(drive.log[7].cdb, "\xA1\x11", 2);
    assert_int_equal(drive.page[2], 0x42); /* no simulation */
    assert_false(drive.locked);
}

/* Set to a test write, it might only pretend to blank. */
static void a_drive_that_refuses_to_end_a_test_write_does_not_blank(void **state)
{
    (void)state;
    meet();
    drive.rewritable = true;
    drive.disc_status = 2;
    drive.page[2] = 0x52;
    add_fault(RBK_MMC_MODE_SELECT_10, 1, 1, RBK_OUTCOME_CHECK, 0x52400);
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence, "the drive is set to a test write and refuses to end it: nothing was erased");
    assert_null(strstr(log_text(), "A1"));
}

static void a_blank_that_was_lost_is_sent_again_and_one_that_fails_is_reported(void **state)
{
    (void)state;
    meet();
    drive.rewritable = true;
    drive.disc_status = 2;
    add_fault(RBK_MMC_BLANK, 1, 1, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_recorder_blank(recorder, true, NULL, &error), RBK_OK);
    drive.disc_status = 2;
    add_fault(RBK_MMC_BLANK, 3, 9, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence,
                        "the drive reported success, but the disc is finished, expected a blank one: "
                        "blank all of it, or use another disc; blanking was started, and what was on the disc "
                        "may be lost");
    assert_false(drive.locked);
}

/* The reply was lost, or the drive aborted the command: the disc is looked at before another one is sent. */
static void a_blank_without_a_reply_is_sent_again_only_to_the_disc_that_was_checked(void **state)
{
    (void)state;
    meet();
    drive.rewritable = true;
    for (int aborted = 0; aborted < 2; aborted++) {
        const rbk_outcome outcome = aborted ? RBK_OUTCOME_CHECK : RBK_OUTCOME_BROKEN;
        const uint32_t sense = aborted ? 0xB0000 : 0;
        drive.fault_count = drive.logged = 0;
        memset(drive.seen, 0, sizeof drive.seen);
        drive.disc_status = 2;
        add_fault(RBK_MMC_BLANK, 1, 1, outcome, sense);
        assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_OK);
        assert_string_equal(log_text(), "00 1E 51 43 5A* A1 00 51 A1 00 51 1E*");
        drive.fault_count = 0;
        drive.disc_status = 2;
        memset(drive.seen, 0, sizeof drive.seen);
        add_fault(RBK_MMC_BLANK, 1, 1, outcome, sense);
        add_fault(RBK_MMC_TEST_UNIT_READY, 2, 1, RBK_OUTCOME_CHECK, 0x62900); /* after it */
        assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_MEDIUM_INVALIDTYPE);
        assert_string_equal(error.sentence,
                            "the disc may have been changed after it was checked, so it is not blanked: leave the "
                            "drive alone and try again; blanking may have been started, and what was on the disc may "
                            "be lost");
        assert_int_equal(drive.seen[RBK_MMC_BLANK], 1);
        drive.fault_count = 0;
        memset(drive.seen, 0, sizeof drive.seen);
        add_fault(RBK_MMC_BLANK, 1, 9, outcome, sense);
        assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error),
                         aborted ? RBK_CANNOT_WRITE_TO_MEDIA : RBK_DEVICE_NOTACCESSIBLE);
        assert_non_null(strstr(error.sentence, "; blanking may have been started"));
        assert_int_equal(drive.seen[RBK_MMC_BLANK], 2);
    }
}

static void keep_note(void *user, const rbk_burn_event *event)
{
    const char **note = user;
    if (event->note)
        *note = event->note;
}

static void a_drive_that_does_not_lock_the_tray_is_reported(void **state)
{
    const char *note = NULL;
    const rbk_burn_listener listener = {.user = &note, .event = keep_note};
    (void)state;
    meet();
    drive.rewritable = true;
    drive.disc_status = 2;
    assert_int_equal(rbk_recorder_blank(recorder, false, &listener, &error), RBK_OK);
    assert_null(note);
    drive.disc_status = 2;
    add_fault(RBK_MMC_PREVENT_ALLOW, 1, 1000, RBK_OUTCOME_CHECK, 0x52000);
    assert_int_equal(rbk_recorder_blank(recorder, false, &listener, &error), RBK_OK);
    assert_string_equal(note, RBK_BURN_NOT_LOCKED);
}

static bool blanking_was_sent(void *user)
{
    (void)user;
    return drive.seen[RBK_MMC_BLANK] > 0;
}

static void blanking_that_fails_or_is_not_waited_for_says_what_may_be_lost(void **state)
{
    const rbk_burn_listener listener = {.query_cancel = blanking_was_sent};
    (void)state;
    meet();
    drive.rewritable = true;
    drive.disc_status = 2;
    add_fault(RBK_MMC_TEST_UNIT_READY, 2, 5, RBK_OUTCOME_CHECK, 0x20407);
    assert_int_equal(rbk_recorder_blank(recorder, false, &listener, &error), RBK_USERABORT);
    assert_string_equal(error.sentence, "cancelled; blanking was started, and what was on the disc may be lost");
    drive.fault_count = 0;
    drive.disc_status = 2;
    add_fault(RBK_MMC_BLANK, 2, 1, RBK_OUTCOME_FILTERED, 0);
    add_fault(RBK_MMC_PREVENT_ALLOW, 4, 1000, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence,
                        "'BLANK': the system does not permit this user to send the command to the drive; "
                        "the tray could not be unlocked");
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, NULL), RBK_OK);
}

static void a_refusal_has_started_nothing(void **state)
{
    static const uint32_t senses[] = {0x52000, 0x52600, 0x52C00, 0x53005, 0x72700, 0x23A00};
    (void)state;
    meet();
    drive.rewritable = true;
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        drive.fault_count = 0;
        memset(drive.seen, 0, sizeof drive.seen);
        drive.disc_status = 2;
        add_fault(RBK_MMC_BLANK, 1, 9, RBK_OUTCOME_CHECK, senses[i]);
        assert_int_not_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_OK);
        if (strstr(error.sentence, "started"))
            fail_msg("%s", error.sentence);
    }
    drive.fault_count = 0;
    memset(drive.seen, 0, sizeof drive.seen);
    add_fault(RBK_MMC_BLANK, 1, 1, RBK_OUTCOME_CHECK, 0x52400); /* the reply comes after the work */
    add_fault(RBK_MMC_BLANK, 2, 1, RBK_OUTCOME_CHECK, 0x23A00);
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_MEDIUM_NOTPRESENT);
    assert_non_null(strstr(error.sentence, "; blanking was started, and what was on the disc may be lost"));
}

static void what_is_no_rewritable_disc_is_not_blanked(void **state)
{
    (void)state;
    meet();
    drive.disc_status = 2;
    assert_int_equal(rbk_recorder_blank(recorder, false, NULL, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence, "expected a CD-RW, found a disc that cannot be blanked");
    assert_int_equal(drive.seen[RBK_MMC_BLANK], 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_rewritable_disc_is_blanked_and_looked_at),
        obedient_test(a_drive_that_refuses_to_end_a_test_write_does_not_blank),
        obedient_test(a_blank_that_was_lost_is_sent_again_and_one_that_fails_is_reported),
        obedient_test(a_blank_without_a_reply_is_sent_again_only_to_the_disc_that_was_checked),
        obedient_test(a_drive_that_does_not_lock_the_tray_is_reported),
        obedient_test(a_refusal_has_started_nothing),
        obedient_test(blanking_that_fails_or_is_not_waited_for_says_what_may_be_lost),
        obedient_test(what_is_no_rewritable_disc_is_not_blanked),
    };
    return cmocka_run_group_tests_name("burn/recorder_blank", tests, NULL, NULL);
}
