/*
 * All sectors of a recorded disc: audio, data, and Q next to them.
 */
#include "unit/burn/recorded.h"

static void an_index_at_another_place_is_reported(void **state)
{
    (void)state;
    record_album();
    recorded.index_late = 5;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.index", RBK_ERROR,
                 "track 2: at 00:06:70 the disc has track 2, index 1, expected track 2, index 2");
}

static void q_without_its_sum_is_believed_and_a_drive_without_q_is_no_difference(void **state)
{
    (void)state;
    record_album();
    recorded.q_without_crc = true;
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_indexes, 5);
    recorded.no_q = true;
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_indexes, 0);
    assert_found("verify.unsupported", RBK_WARNING, "the drive does not read Q: indexes are not compared");
}

static void a_drive_without_valid_q_is_no_difference(void **state)
{
    (void)state;
    record_album();
    for (int i = 0; i < 2; i++) {
        recorded.invalid_q = i == 0;
        recorded.zero_q = i == 1;
        verify_disc();
        assert_true(verdict.same);
        assert_int_equal(verdict.compared_indexes, 0);
        assert_found("verify.unsupported", RBK_WARNING, "the drive returns no valid Q: indexes are not compared");
    }
}

static void data_are_compared_byte_by_byte_and_audio_next_to_them_by_its_offset(void **state)
{
    (void)state;
    record_mixed();
    recorded.offset_samples = 12;
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_sectors, 350);
    assert_int_equal(verdict.hidden_last, 12);
    recorded.wrong_data_lba = 300;
    verify_disc();
    assert_false(verdict.same);
    assert_int_equal(verdict.differing_sectors, 1);
    assert_found("verify.data", RBK_ERROR, "track 1: data differ from 00:04:00 on (lba 300)");
}

static void sectors_that_cannot_be_read_are_reported_and_the_rest_is_compared(void **state)
{
    (void)state;
    record_album();
    recorded.unreadable_lba = 100;
    recorded.unreadable_count = 3;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.unreadable", RBK_ERROR, "track 1: sectors cannot be read, the first at 00:01:25 (lba 100)");
    assert_in_range(verdict.differing_samples, 3 * 588 - 3, 3 * 588); /* zeros in the noise are the same */
    assert_int_equal(verdict.compared_samples, 700 * 588);
}

static void a_disc_that_is_worse_is_not_read_to_its_end(void **state)
{
    (void)state;
    record_album();
    recorded.unreadable_lba = 100;
    recorded.unreadable_count = 500;
    verify_disc();
    assert_false(verdict.same);
    assert_true(verdict.compared_samples < 400 * 588);
    assert_true(rbk_findings_count_from(findings, RBK_ERROR) >= 2);
}

static void a_drive_or_a_disc_that_is_gone_is_no_disc_that_differs(void **state)
{
    static const struct {
        rbk_outcome outcome;
        uint32_t sense;
        rbk_status status;
        const char *sentence;
    } rows[] = {{RBK_OUTCOME_BROKEN, 0, RBK_DEVICE_NOTACCESSIBLE,
                 "'READ CD': the connection to the drive failed; check cable and power"},
                {RBK_OUTCOME_CHECK, 0x23A00, RBK_MEDIUM_NOTPRESENT,
                 "'READ CD': there is no disc in the drive (sense 2/3A/00): insert one"}};
    (void)state;
    record_album();
    for (size_t i = 0; i < 2; i++) {
        verdict.compared_samples = 77;
        drive.fault_count = 0;
        drive.seen[RBK_MMC_READ_CD] = 0;
        add_fault(RBK_MMC_READ_CD, 5, 999, rows[i].outcome, rows[i].sense);
        assert_int_equal(rbk_recorder_verify(recorder, plan, image, NULL, &verdict, findings, &error), rows[i].status);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(verdict.compared_samples, 77);
        assert_null(finding("verify.audio"));
    }
}

/* That of a protected copy changes in Q every four sectors; of any other track it does not. */
static void a_copy_bit_that_alternates_is_no_difference_where_it_is_planned(void **state)
{
    (void)state;
    record_album();
    recorded.scms_track = 1;
    for (size_t i = 0; i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == 1 && plan->entries[i].track == 1)
            plan->entries[i].scms = 0x80;
    verify_disc();
    assert_true(verdict.same);
    assert_null(finding("verify.flags"));
    recorded.scms_track = 2;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.flags", RBK_ERROR, "track 2: at 00:04:20 control bits are 1, expected 3");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_copy_bit_that_alternates_is_no_difference_where_it_is_planned),
        obedient_test(an_index_at_another_place_is_reported),
        obedient_test(q_without_its_sum_is_believed_and_a_drive_without_q_is_no_difference),
        obedient_test(a_drive_without_valid_q_is_no_difference),
        obedient_test(data_are_compared_byte_by_byte_and_audio_next_to_them_by_its_offset),
        obedient_test(sectors_that_cannot_be_read_are_reported_and_the_rest_is_compared),
        obedient_test(a_drive_or_a_disc_that_is_gone_is_no_disc_that_differs),
        obedient_test(a_disc_that_is_worse_is_not_read_to_its_end),
    };
    return cmocka_run_group_tests_name("burn/verify_sectors", tests, NULL, NULL);
}
