/*
 * A recorded disc compared with its plan: table of contents, codes and texts.
 */
#include "unit/burn/recorded.h"

static void a_disc_as_it_was_planned_is_the_same(void **state)
{
    (void)state;
    record_album();
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 0);
    assert_int_equal(verdict.compared_samples, 700 * 588);
    assert_int_equal(verdict.differing_samples, 0);
    assert_true(verdict.has_offset);
    assert_int_equal(verdict.offset_samples, 0);
    assert_int_equal(verdict.compared_indexes, 5);
    assert_int_equal(verdict.compared_codes, 3);
    assert_int_equal(verdict.compared_packs, plan->cdtext_packs);
}

static void flags_of_the_table_of_contents_count(void **state)
{
    (void)state;
    record_album();
    recorded.wrong_track_control = 2;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.flags", RBK_ERROR, "track 2: control bits are 2, expected 3");
    assert_int_equal(finding("verify.flags")->track, 2);
    assert_int_equal(rbk_findings_count(findings), 1); /* Q has the same in every sector: one finding is enough */
}

static void codes_count(void **state)
{
    (void)state;
    record_album();
    recorded.mcn = "9999999999999";
    recorded.isrc = "";
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.mcn", RBK_ERROR, "the catalogue number is '9999999999999', expected '1234567890128'");
    assert_found("verify.isrc", RBK_ERROR, "track 1: the ISRC is '', expected 'USABC1234567'");
}

static void a_drive_that_does_not_read_codes_is_no_difference(void **state)
{
    (void)state;
    record_album();
    recorded.no_codes = true;
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_codes, 0);
    assert_found("verify.unsupported", RBK_WARNING, "the drive does not read catalogue number and ISRCs");
}

static void packs_may_begin_anywhere(void **state)
{
    (void)state;
    record_album();
    recorded.turned_packs = 2;
    verify_disc();
    assert_true(verdict.same);
}

static void packs_that_differ_or_are_missing_are_reported(void **state)
{
    (void)state;
    record_album();
    recorded.wrong_pack = true;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.cdtext", RBK_ERROR, "CD-TEXT pack 2 differs from the expected one");
    recorded.no_cdtext = true;
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    verify_disc();
    assert_found("verify.cdtext", RBK_ERROR, "the disc has no CD-TEXT, expected 7 packs");
    rbk_findings_free(findings);
    findings = rbk_findings_new();
    drive.reads_no_cdtext = true;
    verify_disc();
    assert_true(verdict.same);
    assert_found("verify.unsupported", RBK_WARNING, "the drive does not read CD-TEXT");
}

/* READ TOC for the fourth time: two are for the addresses, and one for the length of the packs. */
static void packs_that_cannot_be_read_are_not_said_to_be_missing(void **state)
{
    (void)state;
    record_album();
    add_fault(RBK_MMC_READ_TOC, 4, 1, RBK_OUTCOME_CHECK, 0x31105);
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_packs, plan->cdtext_packs);
    drive.seen[RBK_MMC_READ_TOC] = 0;
    drive.faults[0].count = 99;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.unreadable", RBK_ERROR,
                 "CD-TEXT cannot be read, expected 7 packs: 'READ TOC': the disc cannot be read at this address (sense "
                 "3/11/05): clean the disc, or use another one");
    assert_null(finding("verify.cdtext"));
}

/* As the catalogue number and the ISRC of the first track, each at the first attempt. */
static void codes_that_cannot_be_read_once_are_read(void **state)
{
    (void)state;
    record_album();
    add_fault(RBK_MMC_READ_SUBCHANNEL, 1, 1, RBK_OUTCOME_CHECK, 0x31105);
    add_fault(RBK_MMC_READ_SUBCHANNEL, 3, 1, RBK_OUTCOME_CHECK, 0x31105);
    verify_disc();
    assert_true(verdict.same);
    assert_int_equal(verdict.compared_codes, 3);
    assert_null(finding("verify.unsupported"));
}

static void fewer_packs_are_reported_with_both_numbers(void **state)
{
    char text[100];
    (void)state;
    record_album();
    recorded.missing_packs = 1;
    verify_disc();
    assert_false(verdict.same);
    snprintf(text, sizeof text, "the disc has %zu CD-TEXT packs, expected %zu", plan->cdtext_packs - 1,
             plan->cdtext_packs);
    assert_found("verify.cdtext", RBK_ERROR, text);
}

static void a_disc_that_is_not_finished_is_not_read(void **state)
{
    (void)state;
    record_album();
    drive.disc_status = 1;
    verify_disc();
    assert_false(verdict.same);
    assert_found("verify.state", RBK_ERROR, "the disc is incomplete, expected a finished one");
    assert_int_equal(drive.seen[RBK_MMC_READ_CD], 0);
}

static void a_table_of_contents_that_comes_late_is_waited_for(void **state)
{
    (void)state;
    record_album();
    add_fault(RBK_MMC_READ_TOC, 1, 5, RBK_OUTCOME_CHECK, 0x35700); /* two for each attempt */
    verify_disc();
    assert_true(verdict.same);
    assert_true(drive.now_ms >= 4000);
}

/* Another disc is reported first and once, and nothing more of it is read. */
static void another_disc_is_reported_before_anything_else(void **state)
{
    (void)state;
    record_album();
    recorded.moved_track = 2;
    verify_disc();
    assert_false(verdict.same);
    assert_true(verdict.other_disc);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("verify.disc", RBK_ERROR,
                 "not the same disc: 1 of 2 tracks start elsewhere, track 2 at 00:04:61, expected 00:04:60");
    assert_int_equal(drive.seen[RBK_MMC_READ_CD], 0);
}

static void other_audio_in_the_same_places_is_another_disc(void **state)
{
    (void)state;
    record_album();
    recorded.other_audio = true;
    verify_disc();
    assert_true(verdict.other_disc);
    assert_int_equal(rbk_findings_count(findings), 1);
    assert_found("verify.disc", RBK_ERROR,
                 "not the same disc: its tracks start where expected, but its audio matches the image at none "
                 "of 16 positions");
}

static bool always(void *user)
{
    (void)user;
    return true;
}

static void reading_can_be_cancelled(void **state)
{
    rbk_burn_listener listener = {NULL, NULL, always, NULL};
    (void)state;
    record_album();
    verdict.compared_codes = 77;
    assert_int_equal(rbk_recorder_verify(recorder, plan, image, &listener, &verdict, findings, &error), RBK_USERABORT);
    assert_int_equal(verdict.compared_codes, 77);
}

/* It is no drive without the command: what the disc has stays unknown. */
static void a_drive_that_is_gone_ends_the_comparison(void **state)
{
    (void)state;
    record_album();
    verdict.compared_codes = 77;
    add_fault(RBK_MMC_READ_SUBCHANNEL, 1, 99, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_recorder_verify(recorder, plan, image, NULL, &verdict, findings, &error),
                     RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence,
                        "'READ SUB-CHANNEL': the connection to the drive failed; check cable and power");
    assert_string_equal(error.place.path, "the-drive");
    assert_int_equal(verdict.compared_codes, 77);
}

/* The album is the first of two sessions. */
static uint32_t read_two_sessions(const rbk_command *command)
{
    if (command->cdb[0] == RBK_MMC_READ_DISC_INFORMATION) {
        memset(command->data, 0, command->data_bytes);
        memcpy(command->data, "\x00\x20\x0E\x01\x02\x01\x02", 7);
        return 1;
    }
    return read_recorded(command);
}

static void a_drive_that_fails_at_the_sessions_ends_the_comparison(void **state)
{
    (void)state;
    record_album();
    plan->partial = true;
    drive.read = read_two_sessions;
    add_fault(RBK_MMC_READ_TOC, 3, 99, RBK_OUTCOME_BROKEN, 0); /* after the addresses of the tracks */
    assert_int_equal(rbk_recorder_verify(recorder, plan, image, NULL, &verdict, findings, &error),
                     RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'READ TOC': the connection to the drive failed; check cable and power");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_disc_as_it_was_planned_is_the_same),
        obedient_test(flags_of_the_table_of_contents_count),
        obedient_test(codes_count),
        obedient_test(a_drive_that_does_not_read_codes_is_no_difference),
        obedient_test(packs_may_begin_anywhere),
        obedient_test(packs_that_differ_or_are_missing_are_reported),
        obedient_test(packs_that_cannot_be_read_are_not_said_to_be_missing),
        obedient_test(codes_that_cannot_be_read_once_are_read),
        obedient_test(fewer_packs_are_reported_with_both_numbers),
        obedient_test(a_disc_that_is_not_finished_is_not_read),
        obedient_test(a_table_of_contents_that_comes_late_is_waited_for),
        obedient_test(reading_can_be_cancelled),
        obedient_test(another_disc_is_reported_before_anything_else),
        obedient_test(a_drive_that_is_gone_ends_the_comparison),
        obedient_test(a_drive_that_fails_at_the_sessions_ends_the_comparison),
        obedient_test(other_audio_in_the_same_places_is_another_disc),
    };
    return cmocka_run_group_tests_name("burn/verify", tests, NULL, NULL);
}
