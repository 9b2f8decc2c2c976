/*
 * Time and buffer: how long operations take, when a write has to wait, the effect of an empty buffer.
 */
#include "unit/device/recorder_host.h"

#include <errno.h>

static int clock_setup(void **state)
{
    if (host_setup(state) != 0)
        return -1;
    host_set("clock", "virtual");
    host_set("speed", "4"); /* 300 sectors a second */
    return 0;
}

#define clock_test(function) cmocka_unit_test_setup_teardown(function, clock_setup, host_teardown)

static void begin(uint8_t write_type)
{
    assert_int_equal(host_select(write_type, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0);
}

/* Repeats a write until it is accepted; returns how often it had to wait. */
static unsigned write_patiently(int32_t lba, uint32_t count)
{
    static uint8_t sectors[27 * 2352];
    unsigned waits = 0;
    for (uint32_t sense; (sense = host_write(lba, count, sectors, count * 2352)) != 0; waits++) {
        assert_int_equal(sense, 0x20408);
        assert_true(waits < 10000);
        rbk_virtual_pass_ms(host_drive, 10);
    }
    return waits;
}

static void a_command_takes_a_moment(void **state)
{
    int64_t before = rbk_virtual_now_ms(host_drive);
    (void)state;
    for (unsigned i = 0; i < 100; i++)
        host_do("00 00 00 00 00 00");
    assert_int_equal(rbk_virtual_now_ms(host_drive) - before, 20);
}

static void a_full_buffer_makes_the_host_wait(void **state)
{
    unsigned waits = 0;
    (void)state;
    begin(0x42);
    for (int32_t lba = -150; lba < 1500; lba += 25)
        waits += write_patiently(lba, 25);
    assert_true(waits > 100);
    /* The drive's own lead-in of 12150 sectors, then 1650 less the 891 that the buffer holds, at 300 a second. */
    assert_in_range(rbk_virtual_now_ms(host_drive), 43000, 43100);
    assert_int_equal(host_in("5c 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x0a\0\0\0\x20\0\0", 8);
    assert_int_equal(host_look().links, 0);
}

static void closing_takes_what_is_left_and_the_lead_out(void **state)
{
    (void)state;
    begin(0x42);
    for (int32_t lba = -150; lba < 1500; lba += 25)
        write_patiently(lba, 25);
    int64_t before = rbk_virtual_now_ms(host_drive);
    assert_int_equal(host_do("35 02 00 00 00 00 00 00 00 00"), 0);
    uint32_t last = 0;
    unsigned polls = 0;
    for (; host_do("00 00 00 00 00 00") == 0x20408; polls++) {
        uint32_t progress = (uint32_t)host_pointer();
        assert_true(progress >= last);
        last = progress;
        rbk_virtual_pass_ms(host_drive, 500);
    }
    assert_in_range(rbk_virtual_now_ms(host_drive) - before, 22500, 27000); /* 6750 sectors are 22.5 s */
    assert_true(polls > 40);
    assert_true(last > 60000);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

static void a_busy_drive_answers_what_needs_no_disc_and_nothing_else(void **state)
{
    (void)state;
    host_set("medium", "cd-rw");
    assert_int_equal(host_do("a1 11 00 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x20407);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0x20407);
    assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    assert_int_equal(host_in("46 00 00 00 00 00 00 00 08 00", 8), 0);
    assert_int_equal(host_in("03 00 00 00 12 00", 18), 0);
    rbk_virtual_pass_ms(host_drive, 60000);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void without_immed_the_command_itself_takes_the_time(void **state)
{
    rbk_command command = {.cdb = {0x54, 0x01}, .cdb_bytes = 10, .timeout_ms = 1000};
    rbk_reply reply;
    int64_t before = rbk_virtual_now_ms(host_drive);
    (void)state;
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(rbk_virtual_now_ms(host_drive) - before, 2000);
    before = rbk_virtual_now_ms(host_drive);
    rbk_virtual_run(host_drive, &command, &reply);
    assert_int_equal(reply.outcome, RBK_OUTCOME_BROKEN);
    assert_int_equal(reply.system_error, ETIMEDOUT);
    assert_in_range(rbk_virtual_now_ms(host_drive) - before, 1000, 1001);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x20407);
}

static void protection_links_and_goes_on(void **state)
{
    (void)state;
    begin(0x42);
    for (int32_t lba = -150; lba < 600; lba += 25)
        write_patiently(lba, 25);
    rbk_virtual_pass_ms(host_drive, 60000);
    assert_int_equal(host_look().links, 1);
    for (int32_t lba = 600; lba < 1500; lba += 25)
        write_patiently(lba, 25);
    rbk_virtual_pass_ms(host_drive, 60000); /* no missing data: no link before the lead-out */
    assert_int_equal(host_look().links, 1);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_FINALIZED);
}

static void without_protection_an_empty_buffer_spoils_the_disc(void **state)
{
    (void)state;
    begin(0x02);
    for (int32_t lba = -150; lba < 600; lba += 25)
        write_patiently(lba, 25);
    rbk_virtual_pass_ms(host_drive, 60000);
    assert_int_equal(host_write(600, 1, host_data, 2352), 0x30C09);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_write(600, 1, host_data, 2352), 0x30C09);
    assert_int_equal(host_do("1b 00 00 00 00 00"), 0);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void an_instant_drive_is_never_busy(void **state)
{
    (void)state;
    host_set("clock", "instant");
    host_burn_album();
    assert_true(rbk_virtual_now_ms(host_drive) < 1000);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void a_disc_that_comes_in_takes_a_while(void **state)
{
    (void)state;
    rbk_virtual_press_eject(host_drive);
    rbk_virtual_push_tray(host_drive);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x20401);
    rbk_virtual_pass_ms(host_drive, 5000);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        clock_test(a_command_takes_a_moment),
        clock_test(a_full_buffer_makes_the_host_wait),
        clock_test(closing_takes_what_is_left_and_the_lead_out),
        clock_test(a_busy_drive_answers_what_needs_no_disc_and_nothing_else),
        clock_test(without_immed_the_command_itself_takes_the_time),
        clock_test(protection_links_and_goes_on),
        clock_test(without_protection_an_empty_buffer_spoils_the_disc),
        clock_test(an_instant_drive_is_never_busy),
        clock_test(a_disc_that_comes_in_takes_a_while),
    };
    return cmocka_run_group_tests_name("device/virtual_clock", tests, NULL, NULL);
}
