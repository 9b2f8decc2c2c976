/*
 * Disc and track information in each of the medium's states.
 */
#include "unit/device/recorder_host.h"

static void make_incomplete(void)
{
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_cdrskin, sizeof sheet_cdrskin);
    host_write_text(10, 670);
    host_write_range(-150, 300, 2352, 27);
    host_do("1b 00 00 00 00 00");
}

static void a_blank_disc(void **state)
{
    static const uint8_t cd_r[34] = {0,    0x20,        0x00, 1,    1, 1,    1,    0x20,
                                     0xFF, [17] = 0x61, 0x12, 0x00, 0, 0x4F, 0x3B, 0x4A};
    (void)state;
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_memory_equal(host_data, cd_r, 34);
    host_set("medium", "cd-rw");
    host_in("51 00 00 00 00 00 00 00 22 00", 34);
    assert_int_equal(host_data[2], 0x10);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 04 00", 4), 0);
    assert_int_equal(host_reply.data_bytes, 4);
    assert_int_equal(host_data[1], 0x20);
    assert_int_equal(host_in("51 01 00 00 00 00 00 00 22 00", 34), 0x52400);
}

static void a_closed_disc(void **state)
{
    static const uint8_t closed[34] = {0,    0x20,        0x0E, 1,    1, 1,    2,    0x20,
                                       0x00, [17] = 0xFF, 0xFF, 0xFF, 0, 0xFF, 0xFF, 0xFF};
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_memory_equal(host_data, closed, 34);
    host_set("medium", "cd-rw");
    host_in("51 00 00 00 00 00 00 00 22 00", 34);
    assert_int_equal(host_data[2], 0x1E);
}

static void a_disc_that_was_cut_off(void **state)
{
    (void)state;
    make_incomplete();
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x05);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0x52400);
    assert_int_equal(host_in("52 01 00 00 00 01 00 00 24 00", 36), 0);
    assert_int_equal(host_data[5], 0x20); /* damaged */
    assert_int_equal(host_data[7], 0);
    assert_int_equal(host_in("25 00 00 00 00 00 00 00 00 00", 8), 0x53005);
}

static void the_invisible_track_begins_where_the_write_type_says(void **state)
{
    static const uint8_t sao[36] = {0,    0x22, 1, 1,    0,    0,    0x40, 0x01, 0xFF, 0xFF, 0xFF, 0x6A, 0xFF, 0xFF,
                                    0xFF, 0x6A, 0, 0x05, 0x7E, 0x3F, 0,    0,    0,    0,    0,    0x05, 0x7E, 0x3F};
    (void)state;
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 8, "\0\0\0\0\0\0\0\0\0\x05\x7D\xA9", 12);
    host_select(0x42, 0, 0);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data, sao, 36);
    assert_int_equal(host_in("52 01 00 00 00 01 00 00 24 00", 36), 0);
    assert_memory_equal(host_data, sao, 36);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 10 00", 16), 0);
    assert_int_equal(host_reply.data_bytes, 16);
    assert_int_equal(host_in("52 01 00 00 00 02 00 00 24 00", 36), 0x52400);
    host_set("quirks", "wrong-nwa");
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 12, "\0\0\0\0", 4);
}

static void it_moves_while_a_session_is_written(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_cdrskin, sizeof sheet_cdrskin);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 12, "\xFF\xFF\xCF\xF4", 4);
    host_write_text(10, 670);
    host_write_range(-150, 300, 2352, 27);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0);
    assert_memory_equal(host_data + 12, "\0\0\x01\x2C", 4);
}

static void tracks_of_a_closed_disc(void **state)
{
    static const uint8_t second[36] = {0, 0x22, 2,    1,           0,    3, 0x0F, 0x02, 0,
                                       0, 0x03, 0x52, [26] = 0x02, 0x8A, 0, 0,    0x05, 0xDB};
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("52 01 00 00 00 02 00 00 24 00", 36), 0);
    assert_memory_equal(host_data, second, 36); /* lba 850, 650 sectors, last 1499 */
    assert_int_equal(host_in("52 01 00 00 00 01 00 00 22 00", 34), 0);
    assert_memory_equal(host_data + 24, "\0\0\x03\x52", 4);
    assert_int_equal(host_in("52 00 00 00 03 51 00 00 24 00", 36),
                     0); /* lba 849: the pregap belongs to track 1's segment */
    assert_int_equal(host_data[2], 1);
    assert_int_equal(host_in("52 00 00 00 03 52 00 00 24 00", 36), 0);
    assert_int_equal(host_data[2], 2);
    assert_int_equal(host_in("52 02 00 00 00 01 00 00 24 00", 36), 0);
    assert_int_equal(host_data[2], 1);
    assert_int_equal(host_in("52 01 00 00 00 ff 00 00 24 00", 36), 0x52400);
    assert_int_equal(host_in("52 01 00 00 00 03 00 00 24 00", 36), 0x52400);
    assert_int_equal(host_in("52 00 00 00 05 dc 00 00 24 00", 36), 0x52100);
    assert_int_equal(host_in("52 03 00 00 00 01 00 00 24 00", 36), 0x52400);
}

static void data_tracks_report_their_mode(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_mixed, sizeof sheet_mixed);
    assert_int_equal(host_write_range(-150, 600, 2048, 25), 0);
    assert_int_equal(host_write_range(600, 1450, 2352, 25), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
    assert_int_equal(host_in("52 01 00 00 00 01 00 00 24 00", 36), 0);
    assert_int_equal(host_data[5], 4);
    assert_int_equal(host_data[6], 1);
}

static void capacities(void **state)
{
    (void)state;
    assert_int_equal(host_in("25 00 00 00 00 00 00 00 00 00", 8), 0x53005);
    assert_int_equal(host_in("23 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\0\0\x08\0\x05\x7D\xA9\x01\0\x08\0", 12);
    host_burn_album();
    assert_int_equal(host_in("25 00 00 00 00 00 00 00 00 00", 8), 0);
    assert_memory_equal(host_data, "\0\0\x05\xDB\0\0\x08\0", 8);
    assert_int_equal(host_in("23 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_memory_equal(host_data, "\0\0\0\x08\0\0\x05\xDC\x02\0\x08\0", 12);
    host_set("medium", "none");
    assert_int_equal(host_in("25 00 00 00 00 00 00 00 00 00", 8), 0x23A01);
    assert_int_equal(host_in("23 00 00 00 00 00 00 00 0c 00", 12), 0);
    assert_int_equal(host_data[8], 0x03);
}

static void an_answer_about_the_disc_may_end_early(void **state)
{
    (void)state;
    host_set("quirks", "short-disc-information");
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_reply.data_bytes, 16);
    assert_memory_equal(host_data, "\x00\x0e\x00\x01", 4);
}

static void a_pressed_disc_is_finished_whatever_is_on_it(void **state)
{
    (void)state;
    host_set("medium", "cd-rom");
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_int_equal(host_data[2], 0x0E);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(a_blank_disc),
        host_test(a_closed_disc),
        host_test(a_disc_that_was_cut_off),
        host_test(the_invisible_track_begins_where_the_write_type_says),
        host_test(it_moves_while_a_session_is_written),
        host_test(tracks_of_a_closed_disc),
        host_test(data_tracks_report_their_mode),
        host_test(capacities),
        host_test(an_answer_about_the_disc_may_end_early),
        host_test(a_pressed_disc_is_finished_whatever_is_on_it),
    };
    return cmocka_run_group_tests_name("device/virtual_status", tests, NULL, NULL);
}
