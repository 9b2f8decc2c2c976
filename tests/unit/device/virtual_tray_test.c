/*
 * Readiness, identity, tray, lock, events, speed.
 */
#include "unit/device/recorder_host.h"

static void inquiry_says_who_it_is(void **state)
{
    (void)state;
    assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    assert_int_equal(host_reply.data_bytes, 36);
    assert_memory_equal(host_data, "\x05\x80\x05\x32\x5B\0\0\0REDBOOK VIRTUAL CD-RW   1.00", 36);
    assert_int_equal(host_in("12 00 00 00 2c 00", 44), 0);
    assert_int_equal(host_reply.data_bytes, 44);
    assert_int_equal(host_in("12 00 00 00 60 00", 96), 0);
    assert_int_equal(host_reply.data_bytes, 96);
    assert_int_equal(host_in("12 01 80 00 24 00", 36), 0x52400);
    assert_int_equal(host_pointer(), -2);
    host_set("vendor", "A");
    assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 8, "A       ", 8);
}

static void the_tray_opens_unless_it_is_locked(void **state)
{
    (void)state;
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0);
    assert_int_equal(host_do("1b 00 00 00 02 00"), 0x55302);
    assert_int_equal(host_do("1e 00 00 00 00 00"), 0);
    assert_int_equal(host_do("1b 00 00 00 02 00"), 0);
    assert_true(host_look().tray_open);
    assert_int_equal(host_do("1b 00 00 00 01 00"), 0x23A02);
    assert_int_equal(host_do("1b 00 00 00 03 00"), 0);
    assert_false(host_look().tray_open);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x62800);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void loading_a_disc_that_is_in_changes_nothing(void **state)
{
    (void)state;
    assert_int_equal(host_do("1b 00 00 00 03 00"), 0);
    assert_int_equal(host_do("1b 01 00 00 01 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void without_a_disc_there_is_none(void **state)
{
    (void)state;
    host_set("medium", "none");
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x23A01);
    assert_int_equal(host_do("1b 00 00 00 01 00"), 0x23A01);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_int_equal(host_data[5], 0);
}

static void stopping_ends_a_session(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_write_range(-150, 0, 2352, 27);
    assert_true(host_look().writing);
    assert_int_equal(host_do("1b 01 00 00 00 00"), 0);
    assert_false(host_look().writing);
    assert_int_equal(host_look().disc, RBK_VIRTUAL_INCOMPLETE);
}

static void a_unit_attention_is_reported_once_and_to_the_right_commands(void **state)
{
    (void)state;
    host_fault("at 1 attention 29/00");
    assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    assert_int_equal(host_in("46 00 00 00 00 00 00 00 08 00", 8), 0);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0x62900);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    host_fault("op 03 attention 28/00");
    assert_int_equal(host_in("03 00 00 00 12 00", 18), 0);
    assert_int_equal(host_data[2], 6);
    assert_int_equal(host_data[12], 0x28);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void request_sense_repeats_the_last_sense(void **state)
{
    (void)state;
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 04 00", 4), 0x52400);
    assert_int_equal(host_in("03 00 00 00 12 00", 18), 0);
    assert_int_equal(host_data[2], 5);
    assert_int_equal(host_data[12], 0x24);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("03 00 00 00 08 00", 18), 0);
    assert_int_equal(host_reply.data_bytes, 8);
    assert_memory_equal(host_data, "\x70\0\0\0\0\0\0\x0a", 8);
}

static void events_are_reported_once(void **state)
{
    (void)state;
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_memory_equal(host_data, "\0\x06\x04\x5E\0\x02\0\0", 8);
    rbk_virtual_press_eject(host_drive);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_memory_equal(host_data, "\0\x06\x04\x5E\x03\x01\0\0", 8);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_memory_equal(host_data, "\0\x06\x04\x5E\0\x01\0\0", 8);
    assert_int_equal(host_in("4a 01 00 00 02 00 00 00 08 00", 8), 0);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_memory_equal(host_data, "\0\x02\x80\x5E", 4);
    assert_int_equal(host_in("4a 00 00 00 10 00 00 00 08 00", 8), 0x52400);
}

static uint32_t write_kilobytes(void)
{
    assert_int_equal(host_in("5a 00 2a 00 00 00 00 00 3c 00", 60), 0);
    return (uint32_t)host_data[8 + 28] << 8 | host_data[8 + 29];
}

static void a_speed_is_one_the_drive_has(void **state)
{
    static const struct {
        const char *cdb;
        uint32_t kilobytes;
    } cases[] = {
        {"bb 00 ff ff ff ff 00 00 00 00 00 00", 9173}, /* 52x */
        {"bb 00 21 13 21 13 00 00 00 00 00 00", 8468}, /* 48x, as cdrskin asks */
        {"bb 00 21 13 21 30 00 00 00 00 00 00", 8468}, /* and as wodim */
        {"bb 00 ff ff 05 82 00 00 00 00 00 00", 1412}, /* 8x rounded down */
        {"bb 00 ff ff 06 00 00 00 00 00 00 00", 1412}, {"bb 00 ff ff 00 01 00 00 00 00 00 00", 706}, /* its slowest */
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(host_do(cases[i].cdb), 0);
        assert_int_equal(write_kilobytes(), cases[i].kilobytes);
    }
    assert_int_equal(host_out("bb 00 06 e4 ff ff 00 00 00 00 00 00", "12345678901234", 14), 0);
    assert_int_equal(host_look().violations, 0);
    host_set("quirks", "slow");
    assert_int_equal(write_kilobytes(), 706);
}

static void streaming_sets_the_speed_too(void **state)
{
    uint8_t parameters[28] = {[18] = 0x0B, [19] = 0x07, [14] = 0x0B, [15] = 0x07, [22] = 0x0B, [23] = 0x07};
    (void)state;
    assert_int_equal(host_out("b6 00 00 00 00 00 00 00 00 00 1c 00", parameters, 28), 0);
    assert_int_equal(write_kilobytes(), 2823);
    assert_int_equal(host_out("b6 00 00 00 00 00 00 00 00 00 1c 00", parameters, 20), 0x51A00);
}

static void a_disc_may_be_seen_some_seconds_late(void **state)
{
    (void)state;
    host_set("quirks", "late-medium");
    host_set("clock", "virtual");
    assert_int_equal(host_do("1b 00 00 00 02 00"), 0);
    assert_int_equal(host_do("1b 00 00 00 03 00"), 0x23A01);
    rbk_virtual_pass_ms(host_drive, 13000);
    for (unsigned attentions = 0; attentions < 2 && host_do("00 00 00 00 00 00") != 0; attentions++)
        ;
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
}

static void a_drive_without_immed_refuses_it_for_the_tray_too(void **state)
{
    (void)state;
    host_set("quirks", "no-immed");
    assert_int_equal(host_do("1b 01 00 00 02 00"), 0x52400);
    assert_int_equal(host_pointer(), -2);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("1b 00 00 00 02 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x23A02);
}

static void the_button_opens_the_tray_unless_it_is_locked(void **state)
{
    (void)state;
    assert_int_equal(host_do("1e 00 00 00 01 00"), 0);
    host_fault("op 00 1 press-eject");
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("4a 01 00 00 10 00 00 00 08 00", 8), 0);
    assert_memory_equal(host_data + 4, "\1\2", 2); /* asked for, and a disc is in */
    assert_int_equal(host_do("1e 00 00 00 00 00"), 0);
    host_fault("op 00 2 press-eject");
    assert_int_equal(host_do("00 00 00 00 00 00"), 0x23A02);
}

/* INQUIRY reports none and adds one each time; the oldest ones are kept. */
static void more_attentions_than_the_drive_keeps_are_dropped(void **state)
{
    unsigned reported = 0;
    (void)state;
    host_fault("op 12 every 1 attention 29/00");
    for (unsigned i = 0; i < 20; i++)
        assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    while (host_do("00 00 00 00 00 00") == 0x62900 && reported < 20)
        reported++;
    assert_int_equal(reported, 8);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(inquiry_says_who_it_is),
        host_test(the_tray_opens_unless_it_is_locked),
        host_test(loading_a_disc_that_is_in_changes_nothing),
        host_test(without_a_disc_there_is_none),
        host_test(stopping_ends_a_session),
        host_test(a_unit_attention_is_reported_once_and_to_the_right_commands),
        host_test(request_sense_repeats_the_last_sense),
        host_test(events_are_reported_once),
        host_test(a_speed_is_one_the_drive_has),
        host_test(streaming_sets_the_speed_too),
        host_test(a_disc_may_be_seen_some_seconds_late),
        host_test(a_drive_without_immed_refuses_it_for_the_tray_too),
        host_test(the_button_opens_the_tray_unless_it_is_locked),
        host_test(more_attentions_than_the_drive_keeps_are_dropped),
    };
    return cmocka_run_group_tests_name("device/virtual_tray", tests, NULL, NULL);
}
