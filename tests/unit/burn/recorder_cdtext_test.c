/*
 * The CD-TEXT of a disc: read in spite of an error, or the reason why there is none.
 */
#include "unit/burn/recorded.h"

static uint8_t data[RBK_MMC_CDTEXT_BYTES];

static void an_error_that_does_not_happen_again_loses_nothing_and_any_other_is_reported(void **state)
{
    static const struct {
        unsigned nth, count; /* commands that fail: the first one asks for the length */
        uint32_t sense;
        bool unknown; /* the drive does not say that it reads CD-TEXT */
        rbk_cdtext_result result;
        bool stated;
        unsigned asked;
    } rows[] = {
        {1, 0, 0, false, RBK_CDTEXT_READ, true, 2},
        {2, 1, 0x31105, false, RBK_CDTEXT_READ, true, 3},
        {2, 1, 0x44400, false, RBK_CDTEXT_READ, true, 3},
        {2, 1, 0x52400, false, RBK_CDTEXT_READ, true, 3},
        {1, 2, 0x31105, false, RBK_CDTEXT_READ, true, 3},
        {2, 99, 0x31105, false, RBK_CDTEXT_UNREADABLE, true, 5},
        {2, 99, 0x52400, true, RBK_CDTEXT_UNREADABLE, true, 3},
        {1, 99, 0x31105, true, RBK_CDTEXT_UNREADABLE, false, 3},
        {1, 99, 0x52400, false, RBK_CDTEXT_NONE, false, 2},
        {1, 99, 0x53002, false, RBK_CDTEXT_NONE, false, 2},
        {1, 99, 0x52400, true, RBK_CDTEXT_UNSUPPORTED, false, 2},
    };
    (void)state;
    record_album();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_cdtext_reply reply;
        drive.reads_no_cdtext = rows[i].unknown;
        assert_int_equal(rbk_recorder_read_features(recorder, &error), RBK_OK);
        drive.seen[RBK_MMC_READ_TOC] = 0;
        drive.fault_count = 0;
        add_fault(RBK_MMC_READ_TOC, rows[i].nth, rows[i].count, RBK_OUTCOME_CHECK, rows[i].sense);
        assert_int_equal(rbk_recorder_cdtext(recorder, data, &reply, &error), RBK_OK);
        assert_int_equal(reply.result, rows[i].result);
        assert_int_equal(reply.pack_count, rows[i].stated ? plan->cdtext_packs : 0);
        assert_int_equal(drive.seen[RBK_MMC_READ_TOC], rows[i].asked);
        if (reply.result == RBK_CDTEXT_READ)
            assert_memory_equal(reply.packs, plan->cdtext, plan->cdtext_packs * RBK_CDTEXT_PACK_BYTES);
        else
            assert_null(reply.packs);
        assert_int_equal(reply.reason.status != RBK_OK, reply.result == RBK_CDTEXT_UNREADABLE);
    }
}

static void a_reply_that_is_none_is_asked_for_twice_if_there_are_packs(void **state)
{
    rbk_cdtext_reply reply;
    (void)state;
    record_album();
    add_fault(RBK_MMC_READ_TOC, 2, 99, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_recorder_cdtext(recorder, data, &reply, &error), RBK_OK);
    assert_int_equal(reply.result, RBK_CDTEXT_UNREADABLE);
    assert_string_equal(reply.reason.sentence, "'READ TOC': invalid reply from the drive: nothing was returned");
    assert_int_equal(drive.seen[RBK_MMC_READ_TOC], 3);
}

static void a_system_that_does_not_permit_it_is_as_a_drive_that_does_not_read_it(void **state)
{
    rbk_cdtext_reply reply;
    (void)state;
    record_album();
    assert_int_equal(rbk_recorder_read_features(recorder, &error), RBK_OK);
    add_fault(RBK_MMC_READ_TOC, 1, 99, RBK_OUTCOME_FILTERED, 0);
    assert_int_equal(rbk_recorder_cdtext(recorder, data, &reply, &error), RBK_OK);
    assert_int_equal(reply.result, RBK_CDTEXT_UNSUPPORTED);
}

static void a_drive_that_is_gone_is_not_a_disc_without_cd_text(void **state)
{
    rbk_cdtext_reply reply;
    (void)state;
    meet();
    assert_int_equal(rbk_recorder_cdtext(recorder, data, &reply, &error), RBK_OK);
    assert_int_equal(reply.result, RBK_CDTEXT_UNSUPPORTED);
    add_fault(RBK_MMC_READ_TOC, 1, 99, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_recorder_cdtext(recorder, data, &reply, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_null(reply.packs);
    assert_string_equal(error.sentence, "'READ TOC': the connection to the drive failed; check cable and power");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(an_error_that_does_not_happen_again_loses_nothing_and_any_other_is_reported),
        obedient_test(a_reply_that_is_none_is_asked_for_twice_if_there_are_packs),
        obedient_test(a_system_that_does_not_permit_it_is_as_a_drive_that_does_not_read_it),
        obedient_test(a_drive_that_is_gone_is_not_a_disc_without_cd_text),
    };
    return cmocka_run_group_tests_name("burn/recorder_cdtext", tests, NULL, NULL);
}
