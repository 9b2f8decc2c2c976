/*
 * READ TOC/PMA/ATIP in all its formats, and the codes in Q.
 */
#include "unit/device/recorder_host.h"

static void the_atip_of_a_blank(void **state)
{
    static const uint8_t cd_r[28] = {0, 26, 0, 0, 0xD0, 0, 0x80, 0, 0x61, 0x12, 0x00, 0, 0x4F, 0x3B, 0x4A};
    (void)state;
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 1c 00", 28), 0);
    assert_memory_equal(host_data, cd_r, 28);
    assert_int_equal(host_in("43 02 04 00 00 00 00 00 1c 00", 28), 0);
    assert_memory_equal(host_data, cd_r, 28);
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 04 00", 4), 0);
    assert_memory_equal(host_data, "\0\x1A", 2);
    host_set("medium", "cd-rw");
    host_in("43 00 04 00 00 00 00 00 1c 00", 28);
    assert_int_equal(host_data[6] & 0x40, 0x40);
    host_burn_album();
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 1c 00", 28), 0);
    host_set("medium", "cd-rom");
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 1c 00", 28), 0x52400);
    host_set("medium", "cd-r");
    host_set("quirks", "no-atip");
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 1c 00", 28), 0x52400);
}

static void a_blank_disc_has_no_toc(void **state)
{
    (void)state;
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 04 00", 4), 0x52400);
    assert_int_equal(host_in("43 00 01 00 00 00 00 00 0c 00", 12), 0x52400);
    assert_int_equal(host_in("43 00 02 00 00 00 01 00 04 00", 4), 0x52400);
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0x52400);
    assert_int_equal(host_in("43 00 03 00 00 00 00 00 04 00", 4), 0);
    assert_memory_equal(host_data, "\0\x02\0\0", 4);
    assert_int_equal(host_in("43 00 06 00 00 00 00 00 04 00", 4), 0x52400);
}

static void the_toc_from_any_track_on(void **state)
{
    static const uint8_t all[28] = {0, 26, 1, 2, 0,    0x10, 1, 0,    0,    0, 0, 0, 0,    0x13,
                                    2, 0,  0, 0, 0x03, 0x52, 0, 0x13, 0xAA, 0, 0, 0, 0x05, 0xDC};
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 1c 00", 28), 0);
    assert_memory_equal(host_data, all, 28);
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 04 00", 4), 0);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_int_equal(host_in("43 02 00 00 00 00 02 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x12\x01\x02\0\x13\x02\0\0\0\x0D\x19", 12);
    assert_int_equal(host_in("43 02 00 00 00 00 aa 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x0A\x01\x02\0\x13\xAA\0\0\0\x16\0", 12);
    assert_int_equal(host_in("43 00 00 00 00 00 03 00 0c 00", 12), 0x52400);
    assert_int_equal(host_pointer(), -7);
}

static void sessions(void **state)
{
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("43 00 01 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\x0A\x01\x01\0\x10\x01\0\0\0\0\0", 12);
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 0c 40", 12), 0); /* the form of the command before MMC */
    assert_memory_equal(host_data, "\0\x0A\x01\x01\0\x10\x01\0\0\0\0\0", 12);
}

static void the_full_toc_begins_with_a0(void **state)
{
    static const uint8_t full[59] = {
        0, 57,   1, 1,    1, 0x10, 0, 0xA0, 0, 0, 0, 0, 1,    0, 0, /* first track, CD-DA */
        1, 0x13, 0, 0xA1, 0, 0,    0, 0,    2, 0, 0, 1, 0x13, 0, 0xA2, 0, 0, 0, 0, 0, 0x16, 0,
        1, 0x10, 0, 1,    0, 0,    0, 0,    0, 2, 0, 1, 0x13, 0, 2,    0, 0, 0, 0, 0, 0x0D, 0x19};
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("43 02 02 00 00 00 00 00 3b 00", 59), 0);
    assert_int_equal(host_reply.data_bytes, 59);
    assert_memory_equal(host_data, full, 59);
    assert_int_equal(host_in("43 00 02 00 00 00 01 00 3b 00", 59), 0);
    assert_memory_equal(host_data, full, 59);
    assert_int_equal(host_in("43 00 02 00 00 00 02 00 3b 00", 59), 0x52400);
}

static void text_is_what_the_lead_in_repeats(void **state)
{
    uint8_t pack[18];
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0);
    assert_memory_equal(host_data, "\0\xB6\0\0", 4);
    assert_int_equal(host_in("43 02 05 00 00 00 00 00 bc 00", 188), 0);
    assert_int_equal(host_reply.data_bytes, 184);
    for (size_t i = 0; i < 10; i++) {
        test_pack(i, pack);
        assert_memory_equal(host_data + 4 + 18 * i, pack, 18);
    }
    host_set("quirks", "no-cd-text-read");
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0x52400);
}

static void a_toc_may_come_late(void **state)
{
    (void)state;
    host_set("clock", "virtual");
    host_set("quirks", "late-toc");
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    for (int32_t lba = -150; lba < 1500; lba += 25)
        while (host_write_range(lba, lba + 25, 2352, 25) == 0x20408)
            rbk_virtual_pass_ms(host_drive, 10);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_do("00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 04 00", 4), 0x52400);
    rbk_virtual_pass_ms(host_drive, 10000);
    assert_int_equal(host_in("43 00 00 00 00 00 00 00 04 00", 4), 0);
}

static void q_reports_the_codes(void **state)
{
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("42 00 40 02 00 00 00 00 18 00", 24), 0);
    assert_memory_equal(host_data,
                        "\0\x15\0\x14\x02\0\0\0\x80"
                        "1234567890123\0\0",
                        24);
    assert_int_equal(host_in("42 00 40 03 00 00 02 00 18 00", 24), 0);
    assert_memory_equal(host_data, "\0\x15\0\x14\x03\x13\x02\0\x80USABC1234568\0\0\0", 24);
    assert_int_equal(host_in("42 00 40 03 00 00 01 00 04 00", 4), 0);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_int_equal(host_in("42 00 40 03 00 00 03 00 18 00", 24), 0x52400);
    assert_int_equal(host_in("42 02 40 01 00 00 00 00 10 00", 16), 0);
    assert_memory_equal(host_data, "\0\x15\0\x0C\x01\x10\x01\x01\0\0\x02\0\0\0\0\0", 16);
    assert_int_equal(host_in("42 00 00 01 00 00 00 00 10 00", 16), 0);
    assert_memory_equal(host_data, "\0\x15\0\0", 4);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_int_equal(host_in("42 00 40 05 00 00 00 00 10 00", 16), 0x52400);
}

static void codes_that_were_not_sent_are_not_valid(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_write_range(-150, 1500, 2352, 27);
    host_do("35 00 00 00 00 00 00 00 00 00");
    assert_int_equal(host_in("42 00 40 02 00 00 00 00 18 00", 24), 0);
    assert_int_equal(host_data[8], 0);
    assert_int_equal(host_in("42 00 40 03 00 00 01 00 18 00", 24), 0);
    assert_int_equal(host_data[8], 0);
    assert_int_equal(host_in("43 00 05 00 00 00 00 00 04 00", 4), 0x52400);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(the_atip_of_a_blank),
        host_test(a_blank_disc_has_no_toc),
        host_test(the_toc_from_any_track_on),
        host_test(sessions),
        host_test(the_full_toc_begins_with_a0),
        host_test(text_is_what_the_lead_in_repeats),
        host_test(a_toc_may_come_late),
        host_test(q_reports_the_codes),
        host_test(codes_that_were_not_sent_are_not_valid),
    };
    return cmocka_run_group_tests_name("device/virtual_toc", tests, NULL, NULL);
}
