/*
 * The sectors: one after another, repeated if the drive's buffer is full, never otherwise.
 */
#include "unit/burn/job.h"

static bool again;

static int32_t lba_of(const rbk_command *command)
{
    const uint8_t *cdb = command->cdb;
    return (int32_t)((uint32_t)cdb[2] << 24 | (uint32_t)cdb[3] << 16 | (uint32_t)cdb[4] << 8 | cdb[5]);
}

static void from_the_pregap_to_the_lead_out_without_a_hole(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
    assert_int_equal(lba_of(&drive.log[0]), -150);
    assert_memory_equal(drive.log[0].cdb, "\x2A\x00\xFF\xFF\xFF\x6A\x00\x00\x1B\x00", 10);
    assert_int_equal(drive.log[0].data_bytes, 63504);
    assert_int_equal(drive.next_lba, 300);
    assert_int_equal(drive.sectors, 450);
    assert_int_equal(report.sectors_written, 450);
    assert_int_equal(report.sectors_total, 450);
    assert_int_equal(report.next_lba, 300);
    for (size_t i = 0; i < drive.logged; i++)
        assert_true(drive.log[i].data_bytes <= 63504);
}

static void the_lead_in_comes_first_where_there_is_text(void **state)
{
    (void)state;
    rbk_burn_job job = make_job("A title");
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
    assert_int_equal(lba_of(&drive.log[0]), -12300);
    assert_int_equal(drive.log[0].data_bytes % 96, 0);
    assert_int_equal(drive.sectors, 12300 - 150 + 450);
}

static void the_buffer_is_asked_for_about_every_64_sectors(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_READ_BUFFER_CAPACITY], 5); /* 450 sectors, after each three writes of 27 */
}

static void a_full_drive_gets_the_same_write_again_a_little_later(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_WRITE_10, 3, 16, RBK_OUTCOME_CHECK, 0x20408);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
    assert_int_equal(report.waits, 16);
    assert_int_equal(drive.sectors, 450);
    /* at once, then 2 ms more each time, 25 ms at most */
    const uint32_t delays[] = {2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 25, 25, 25};
    assert_memory_equal(drive.slept, delays, sizeof delays);
}

static void a_drive_that_stays_full_is_given_up_after_200_seconds(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_WRITE_10, 3, 1000000, RBK_OUTCOME_BUSY, 0);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_CANNOT_WRITE_TO_MEDIA);
    assert_string_equal(error.sentence, "'WRITE': the buffer of the drive has been full for 200 seconds");
    assert_in_range(drive.now_ms, 200000, 200100);
}

static void a_write_that_failed_is_never_sent_again(void **state)
{
    static const struct {
        rbk_outcome outcome;
        uint32_t sense;
        rbk_status status;
    } rows[] = {{RBK_OUTCOME_CHECK, 0x30C00, RBK_CANNOT_WRITE_TO_MEDIA},
                {RBK_OUTCOME_CHECK, 0x30C09, RBK_LOSS_OF_STREAMING},
                {RBK_OUTCOME_CHECK, 0x52102, RBK_CANNOT_WRITE_TO_MEDIA},
                {RBK_OUTCOME_CHECK, 0x62800, RBK_CANNOT_WRITE_TO_MEDIA},
                {RBK_OUTCOME_CHECK, 0xB0000, RBK_CANNOT_WRITE_TO_MEDIA},
                {RBK_OUTCOME_CHECK, 0x23A00, RBK_MEDIUM_NOTPRESENT},
                {RBK_OUTCOME_BROKEN, 0, RBK_DEVICE_NOTACCESSIBLE}};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&report, 0, sizeof report);
        memset(drive.seen, 0, sizeof drive.seen);
        drive.fault_count = 0;
        drive.sectors = 0;
        add_fault(RBK_MMC_WRITE_10, 4, 1, rows[i].outcome, rows[i].sense);
        assert_int_equal(rbk_burn_send(&job, &again, &error), rows[i].status);
        assert_int_equal(drive.seen[RBK_MMC_WRITE_10], 4);
        assert_false(again);
        assert_true(report.wrote);
        assert_int_equal(report.sectors_written, 81);
        assert_int_equal(error.place.lba, -69);
    }
}

static void before_the_first_sector_all_can_be_said_again(void **state)
{
    static const uint32_t senses[] = {0x62800, 0x62900, 0x62A01, 0x52C00};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    for (size_t i = 0; i < sizeof senses / sizeof senses[0]; i++) {
        memset(drive.seen, 0, sizeof drive.seen);
        drive.fault_count = 0;
        add_fault(RBK_MMC_WRITE_10, 1, 1, RBK_OUTCOME_CHECK, senses[i]);
        assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_INITIALIZE_WRITE);
        assert_true(again);
        assert_false(report.wrote);
    }
}

static void a_drive_without_the_meter_burns_without_it(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_READ_BUFFER_CAPACITY, 1, 9, RBK_OUTCOME_CHECK, 0x52000);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
    assert_int_equal(drive.seen[RBK_MMC_READ_BUFFER_CAPACITY], 1);
}

static void a_drive_that_answers_nothing_any_more_is_gone(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_READ_BUFFER_CAPACITY, 2, 9, RBK_OUTCOME_GOOD, 0); /* "success", but no data */
    add_fault(RBK_MMC_INQUIRY, 1, 9, RBK_OUTCOME_GOOD, 0);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'INQUIRY': invalid reply from the drive: nothing was returned");
}

static void a_drive_that_is_not_reached_any_more_is_gone(void **state)
{
    (void)state;
    rbk_burn_job job = make_job(NULL);
    add_fault(RBK_MMC_READ_BUFFER_CAPACITY, 2, 9, RBK_OUTCOME_BROKEN, 0);
    add_fault(RBK_MMC_INQUIRY, 1, 9, RBK_OUTCOME_BROKEN, 0);
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_DEVICE_NOTACCESSIBLE);
    assert_string_equal(error.sentence, "'INQUIRY': the connection to the drive failed; check cable and power");
    assert_true(report.wrote);
    assert_false(again);
}

/* Whatever the result of the query, the disc is written as long as the drive replies at all. */
static void no_query_spoils_a_disc(void **state)
{
    static const struct {
        rbk_outcome outcome;
        uint32_t sense;
        unsigned asked, inquiries;
    } rows[] = {{RBK_OUTCOME_GOOD, 0, 1, 1},        {RBK_OUTCOME_BROKEN, 0, 1, 1},
                {RBK_OUTCOME_FILTERED, 0, 1, 0},    {RBK_OUTCOME_CHECK, 0x52000, 1, 0},
                {RBK_OUTCOME_CHECK, 0x44400, 1, 0}, {RBK_OUTCOME_CHECK, 0x20408, 5, 0},
                {RBK_OUTCOME_CHECK, 0xB0000, 1, 0}, {RBK_OUTCOME_CHECK, 0x62A01, 5, 0}};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        memset(&report, 0, sizeof report);
        memset(drive.seen, 0, sizeof drive.seen);
        drive.fault_count = 0;
        drive.sectors = 0;
        add_fault(RBK_MMC_READ_BUFFER_CAPACITY, 1, 99, rows[i].outcome, rows[i].sense);
        assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
        assert_int_equal(report.sectors_written, 450);
        assert_int_equal(drive.seen[RBK_MMC_READ_BUFFER_CAPACITY], rows[i].asked);
        assert_int_equal(drive.seen[RBK_MMC_INQUIRY], rows[i].inquiries);
    }
}

static const char *buffer_answer;

static uint32_t answer_buffer(const rbk_command *command)
{
    if (command->cdb[0] != RBK_MMC_READ_BUFFER_CAPACITY)
        return 0;
    memcpy(command->data, buffer_answer, 12);
    return 1;
}

/* More free than the size, a wrong length, no data, all of the drive's memory: the level is not shown. */
static void an_odd_answer_leaves_the_meter_empty(void **state)
{
    static const char *const answers[] = {"\0\012\0\0\0\020\0\0\0\040\0\0", "\0\020\0\0\0\040\0\0\0\010\0\0",
                                          "\0\0\0\0\0\0\0\0\0\0\0\0",
                                          "\377\377\377\377\377\377\377\377\377\377\377\377"};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    drive.read = answer_buffer;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        buffer_answer = answers[i];
        memset(&report, 0, sizeof report);
        drive.sectors = 0;
        assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_OK);
        assert_int_equal(report.sectors_written, 450);
    }
}

static bool cancel_after(void *user)
{
    unsigned *left = user;
    return (*left)-- == 0;
}

static void cancel_is_asked_between_two_writes(void **state)
{
    unsigned left = 5;
    rbk_burn_listener listener = {&left, NULL, cancel_after, NULL};
    (void)state;
    rbk_burn_job job = make_job(NULL);
    recorder->listener = &listener;
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_USERABORT);
    assert_int_equal(drive.seen[RBK_MMC_WRITE_10], report.sectors_written / 27);
    assert_true(report.sectors_written < 450);
    recorder->listener = NULL;
}

static void an_image_that_ends_early_ends_the_burn_where_it_ends(void **state)
{
    static uint8_t audio[400 * RBK_SECTOR_BYTES];
    (void)state;
    rbk_burn_write_options_init(&write_options);
    memset(&report, 0, sizeof report);
    add_file_track(RBK_MODE_AUDIO, "sound.bin", audio, sizeof audio, 0);
    options.medium = (rbk_burn_medium){true, drive.lead_in_lba, drive.lead_out_max_lba};
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(truncate(scratch_path("sound.bin"), 200 * RBK_SECTOR_BYTES), 0);
    rbk_burn_job job = job_of_plan();
    assert_int_equal(rbk_burn_send(&job, &again, &error), RBK_BAD_LAYOUT);
    assert_in_range(report.next_lba, 174, 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        obedient_test(from_the_pregap_to_the_lead_out_without_a_hole),
        obedient_test(the_lead_in_comes_first_where_there_is_text),
        obedient_test(the_buffer_is_asked_for_about_every_64_sectors),
        obedient_test(a_full_drive_gets_the_same_write_again_a_little_later),
        obedient_test(a_drive_that_stays_full_is_given_up_after_200_seconds),
        obedient_test(a_write_that_failed_is_never_sent_again),
        obedient_test(before_the_first_sector_all_can_be_said_again),
        obedient_test(a_drive_without_the_meter_burns_without_it),
        obedient_test(a_drive_that_is_not_reached_any_more_is_gone),
        obedient_test(no_query_spoils_a_disc),
        obedient_test(an_odd_answer_leaves_the_meter_empty),
        obedient_test(a_drive_that_answers_nothing_any_more_is_gone),
        obedient_test(cancel_is_asked_between_two_writes),
        obedient_test(an_image_that_ends_early_ends_the_burn_where_it_ends),
    };
    return cmocka_run_group_tests_name("burn/recorder_send", tests, NULL, NULL);
}
