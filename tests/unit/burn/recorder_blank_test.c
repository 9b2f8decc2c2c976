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
        obedient_test(a_blank_that_was_lost_is_sent_again_and_one_that_fails_is_reported),
        obedient_test(blanking_that_fails_or_is_not_waited_for_says_what_may_be_lost),
        obedient_test(what_is_no_rewritable_disc_is_not_blanked),
    };
    return cmocka_run_group_tests_name("burn/recorder_blank", tests, NULL, NULL);
}
