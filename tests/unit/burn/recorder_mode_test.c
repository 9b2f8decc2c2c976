/*
 * The write modes and their variants that are tried until the drive accepts one, and the reasons if it accepts none.
 */
#include "unit/burn/job.h"

static void a_drive_that_forgets_to_simulate_would_burn(void **state)
{
    (void)state;
    drive.keeps_no_test_write = true;
    rbk_burn_job job = make_job(NULL);
    write_options.simulate = true;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence, "the drive does not keep the setting for a test write and would burn for real");
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 0);
}

static uint32_t forget_multi_session(const rbk_command *command)
{
    (void)command;
    drive.page[3] &= 0x3F;
    return 0;
}

static void a_drive_that_forgets_the_next_session_would_close_the_disc(void **state)
{
    (void)state;
    options.leave_open = true;
    rbk_burn_job job = make_job(NULL);
    drive.read = forget_multi_session;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "the drive does not keep the setting for another session and would close the disc");
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 0);
}

static void a_page_that_was_lost_is_sent_again(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_MODE_SELECT_10, 1, 1, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_string_equal(log_text(), "00 51 43 1E BB 5A* 55 5A* 55 5A* 54 5A* 55 5A* 52 5D");
}

static void protection_that_is_not_wanted_is_off(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    write_options.underrun_protection = false;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.page[2], 0x02);
    assert_null(finding("burn.drive"));
}

static void a_drive_that_wants_another_block_type_gets_it(void **state)
{
    (void)state;
    drive.wanted_block_type = 3;
    rbk_burn_job job = make_job("A title");
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.page[4] & 0x0F, 3);
    assert_int_equal(report.variant, 1);
    assert_memory_equal(drive.sheet, "\x01\x00\x00\x41\x00\x61\x12\x00", 8); /* the ATIP's time with block type 3 */
}

static void all_ways_refused_is_reported_with_the_entry(void **state)
{
    (void)state;
    drive.wanted_block_type = 9;
    rbk_burn_job job = make_job("A title");
    write_options.write_mode = RBK_BURN_WRITE_SAO;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
    size_t ways = 0;
    rbk_burn_variant variant;
    while (rbk_burn_plan_variant(plan, ways, &variant))
        ways++;
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], ways);
    char expected[200];
    snprintf(
        expected, sizeof expected,
        "the drive accepts none of %zu ways to describe this disc (sense 5/26/00); --write-mode=auto also tries raw "
        "writing",
        ways);
    assert_string_equal(error.sentence, expected);
}

static void a_drive_without_session_at_once_says_so_before_the_laser(void **state)
{
    (void)state;
    rbk_burn_job job = make_job("A title");
    add_fault(RBK_MMC_MODE_SELECT_10, 1, 100, RBK_OUTCOME_CHECK, 0x52600);
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_DEVICE_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "the drive does not write session-at-once: it refuses the write type (sense "
                        "5/26/00); the drive does not write raw96: it refuses the write type (sense "
                        "5/26/00); raw16 has no R-W for CD-TEXT: use --no-cdtext to burn without it; use "
                        "another drive");
    assert_int_equal(drive.seen[RBK_MMC_SEND_OPC], 0);
}

static void a_drive_that_refuses_every_cue_sheet_is_written_raw(void **state)
{
    (void)state;
    drive.wanted_block_type = 9;
    rbk_burn_job job = make_job("A title");
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(job.mode, RBK_BURN_WRITE_RAW_96);
    assert_int_equal(report.write_mode, RBK_BURN_WRITE_RAW_96);
    assert_int_equal(drive.page[2] & 0x0F, 3);
    assert_int_equal(drive.page[4] & 0x0F, 3);
    assert_found("burn.write-mode", RBK_WARNING,
                 "the drive accepts none of 4 ways to describe this disc (sense 5/26/00); it is written in mode raw96");
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(rbk_findings_count_from(findings, RBK_WARNING), 1); /* reported once */
}

static void a_refusal_is_one_whatever_its_code(void **state)
{
    static const uint32_t senses[] = {0x52000, 0x52400, 0x52C00, 0x53000};
    (void)state;
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        if (i) {
            close_obedient(state);
            open_obedient(state);
        }
        rbk_burn_job job = make_job("A title");
        write_options.calibrate = false; /* the mode is chosen once */
        add_fault(RBK_MMC_MODE_SELECT_10, 1, 1, RBK_OUTCOME_CHECK, senses[i]);
        if (rbk_burn_begin(&job, &error) != RBK_OK)
            fail_msg("%s", error.sentence);
        assert_int_equal(job.mode, RBK_BURN_WRITE_SAO);
        assert_int_equal(report.variant, 1);
        add_fault(RBK_MMC_SEND_CUE_SHEET, 1, 100, RBK_OUTCOME_CHECK, senses[i]);
        if (rbk_burn_begin(&job, &error) != RBK_OK)
            fail_msg("%s", error.sentence);
        assert_int_equal(job.mode, RBK_BURN_WRITE_RAW_96);
    }
}

/* An error of the disc, or of the drive, has nothing to do with how a session is described. */
static void an_error_is_no_refusal(void **state)
{
    static const uint32_t senses[] = {0x30C00, 0x44700, 0x57303, 0x72700};
    (void)state;
    rbk_burn_job job = make_job("A title");
    for (size_t i = 0; i < sizeof senses / sizeof *senses; i++) {
        drive.fault_count = 0;
        drive.seen[RBK_MMC_SEND_CUE_SHEET] = 0;
        add_fault(RBK_MMC_SEND_CUE_SHEET, 1, 100, RBK_OUTCOME_CHECK, senses[i]);
        assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
        assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 1);
    }
}

/* Raw writing has no cue sheet: the drive would notice at the end of the medium. */
static void a_disc_longer_than_the_medium_is_written_in_no_other_mode(void **state)
{
    (void)state;
    drive.wanted_block_type = 9;
    rbk_burn_job job = make_job(NULL);
    plan->fit = RBK_BURN_OVERBURN;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
    if (!strstr(error.sentence, "(sense 5/26/00); the disc is longer than the medium, which the drive notices too "
                                "late in other modes: use a longer medium, or --write-mode=raw"))
        fail_msg("%s", error.sentence);
    plan->leave_open = true; /* which is not written raw */
    assert_int_not_equal(rbk_burn_begin(&job, &error), RBK_OK);
    if (!strstr(error.sentence, "too late in other modes: use a longer medium") ||
        strstr(error.sentence, "--write-mode"))
        fail_msg("%s", error.sentence);
    plan->leave_open = false;
    write_options.write_mode = RBK_BURN_WRITE_RAW;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(job.mode, RBK_BURN_WRITE_RAW_96);
}

static void raw_writing_is_not_tried_where_it_is_not_wanted_or_the_lead_in_is_another(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    write_options.write_mode = RBK_BURN_WRITE_RAW_16;
    drive.seen[RBK_MMC_SEND_CUE_SHEET] = 0;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_SEND_CUE_SHEET], 0);
    assert_int_equal(drive.page[4] & 0x0F, 1);
    assert_null(finding("burn.write-mode")); /* it was asked for */
    drive.lead_in_lba = -11000;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
    assert_string_equal(error.sentence,
                        "raw writing starts with the lead-in, at lba -12300 of the disc that was planned for; the "
                        "drive does not report that one for this disc");
    drive.lead_in_lba = -12300;
    drive.no_atip = true; /* it is in the other reply about the disc, too */
    if (rbk_burn_begin(&job, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    drive.no_addresses = true;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_MEDIUM_INVALIDTYPE);
}

static void what_the_drive_reports_about_itself_is_part_of_the_reason(void **state)
{
    (void)state;
    drive.mastering = 0x47; /* no session-at-once */
    drive.wanted_block_type = 9;
    rbk_burn_job job = make_job("A title");
    write_options.write_mode = RBK_BURN_WRITE_SAO;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
    if (!strstr(error.sentence, ": it cannot write session-at-once"))
        fail_msg("%s", error.sentence);
}

static void a_drive_that_reports_nothing_about_itself_gives_no_reason(void **state)
{
    (void)state;
    drive.no_configuration = true;
    drive.wanted_block_type = 9;
    rbk_burn_job job = make_job("A title");
    write_options.write_mode = RBK_BURN_WRITE_SAO;
    assert_int_equal(rbk_burn_begin(&job, &error), RBK_INITIALIZE_WRITE);
    if (strstr(error.sentence, "it cannot write"))
        fail_msg("%s", error.sentence);
}

#define OF_SAO                                                                                                         \
    "the modified Q of 2 sectors is not written session-at-once, which a copy protection may need: "                   \
    "--write-mode=raw96 writes it"
#define OF_RAW16                                                                                                       \
    "raw16 writes the modified Q of 1 sector with a valid CRC, and a copy protection may need an invalid one: "        \
    "--write-mode=raw96 writes it unchanged"

/* By the mode of the plan, that of the burn, and how many pages the drive refuses: what is found when it is planned, and then. */
static const struct mode_case {
    rbk_burn_write_mode planned, requested;
    unsigned refused;
    rbk_burn_write_mode chosen;
    const char *of_plan, *of_burn;
} mode_cases[] = {
    {RBK_BURN_WRITE_AUTO, RBK_BURN_WRITE_AUTO, 0, RBK_BURN_WRITE_SAO, OF_SAO, NULL},
    {RBK_BURN_WRITE_AUTO, RBK_BURN_WRITE_AUTO, 2, RBK_BURN_WRITE_RAW_96, OF_SAO, NULL},
    {RBK_BURN_WRITE_AUTO, RBK_BURN_WRITE_AUTO, 3, RBK_BURN_WRITE_RAW_16, OF_SAO, OF_RAW16},
    {RBK_BURN_WRITE_SAO, RBK_BURN_WRITE_SAO, 0, RBK_BURN_WRITE_SAO, OF_SAO, NULL},
    {RBK_BURN_WRITE_RAW, RBK_BURN_WRITE_RAW, 0, RBK_BURN_WRITE_RAW_96, NULL, NULL},
    {RBK_BURN_WRITE_RAW, RBK_BURN_WRITE_RAW, 1, RBK_BURN_WRITE_RAW_16, NULL, OF_RAW16},
    {RBK_BURN_WRITE_RAW_16, RBK_BURN_WRITE_RAW, 1, RBK_BURN_WRITE_RAW_16, OF_RAW16, NULL},
    {RBK_BURN_WRITE_RAW_16, RBK_BURN_WRITE_RAW_16, 0, RBK_BURN_WRITE_RAW_16, OF_RAW16, NULL},
    {RBK_BURN_WRITE_RAW_96, RBK_BURN_WRITE_RAW_96, 0, RBK_BURN_WRITE_RAW_96, NULL, NULL},
    {RBK_BURN_WRITE_RAW_96, RBK_BURN_WRITE_SAO, 0, RBK_BURN_WRITE_SAO, NULL, OF_SAO},
};

/* A disc with Q whose CRC is valid in one sector, and not in another. */
static void list_q(void)
{
    rbk_listed_q listed[] = {{.lba = 100}, {.lba = 200}};
    rbk_q_encode(&(rbk_q){.kind = RBK_Q_POSITION, .track = 1, .index = 1, .relative_sectors = 7}, listed[0].q);
    assert_int_equal(rbk_disc_set_listed_q(disc, listed, 2, &error), RBK_OK);
}

static void assert_q_findings(size_t first, const char *text)
{
    size_t count = 0;
    for (size_t i = first; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, "burn.subchannel") == 0) {
            assert_non_null(text);
            assert_string_equal(rbk_findings_at(findings, i)->text, text);
            count++;
        }
    assert_int_equal(count, text ? 1 : 0);
}

static void what_the_chosen_mode_loses_of_modified_q_is_reported_once(void **state)
{
    for (size_t i = 0; i < sizeof mode_cases / sizeof mode_cases[0]; i++) {
        const struct mode_case *row = &mode_cases[i];
        rbk_burn_write_mode accepted = RBK_BURN_WRITE_AUTO;
        list_q();
        options.write_mode = row->planned;
        rbk_burn_job job = make_job(NULL);
        write_options.write_mode = row->requested;
        write_options.calibrate = false;
        write_options.accepted_mode = &accepted;
        assert_q_findings(0, row->of_plan);
        size_t before = rbk_findings_count(findings);
        if (row->refused)
            add_fault(RBK_MMC_MODE_SELECT_10, 1, row->refused, RBK_OUTCOME_CHECK, 0x52600);
        assert_int_equal(rbk_burn_check(&job, &error), RBK_OK);
        assert_int_equal(accepted, row->chosen);
        assert_int_equal(rbk_findings_count(findings), before); /* the burn reports it */
        drive.seen[RBK_MMC_MODE_SELECT_10] = 0;
        accepted = RBK_BURN_WRITE_AUTO;
        assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK);
        assert_int_equal(report.write_mode, row->chosen);
        assert_int_equal(accepted, row->chosen);
        assert_q_findings(before, row->of_burn);
        drive.seen[RBK_MMC_MODE_SELECT_10] = 0;
        assert_int_equal(rbk_burn_begin(&job, &error), RBK_OK); /* once more, after a setting was lost */
        assert_q_findings(before, row->of_burn);
        (void)close_obedient(state);
        assert_int_equal(open_obedient(state), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(a_drive_that_forgets_to_simulate_would_burn),
        obedient_test(a_drive_that_forgets_the_next_session_would_close_the_disc),
        obedient_test(a_page_that_was_lost_is_sent_again),
        obedient_test(protection_that_is_not_wanted_is_off),
        obedient_test(a_drive_that_wants_another_block_type_gets_it),
        obedient_test(all_ways_refused_is_reported_with_the_entry),
        obedient_test(a_drive_without_session_at_once_says_so_before_the_laser),
        obedient_test(a_drive_that_refuses_every_cue_sheet_is_written_raw),
        obedient_test(a_refusal_is_one_whatever_its_code),
        obedient_test(an_error_is_no_refusal),
        obedient_test(a_disc_longer_than_the_medium_is_written_in_no_other_mode),
        obedient_test(raw_writing_is_not_tried_where_it_is_not_wanted_or_the_lead_in_is_another),
        obedient_test(what_the_drive_reports_about_itself_is_part_of_the_reason),
        obedient_test(a_drive_that_reports_nothing_about_itself_gives_no_reason),
        obedient_test(what_the_chosen_mode_loses_of_modified_q_is_reported_once),
    };
    return cmocka_run_group_tests_name("burn/recorder_mode", tests, NULL, NULL);
}
