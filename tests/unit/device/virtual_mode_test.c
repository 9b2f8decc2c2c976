/*
 * Mode pages: MODE SENSE, MODE SELECT, and the byte at which the drive refuses.
 */
#include "unit/device/recorder_host.h"

static const uint8_t sensed_write[60] = {0,    0x3A, 0, 0, 0, 0, 0, 0, 0x05, 0x32, 0x41, 0x04,
                                         0x08, 0,    0, 0, 0, 0, 0, 0, 0,    0,    0,    0x96};

static void page_05_is_track_at_once_at_first(void **state)
{
    (void)state;
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 3c 00", 60), 0);
    assert_memory_equal(host_data, sensed_write, 60);
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 a4 00", 164), 0);
    assert_int_equal(host_reply.data_bytes, 60);
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 02 00", 2), 0);
    assert_memory_equal(host_data, "\0\x3A", 2);
    assert_int_equal(host_in("1a 00 05 00 ff 00", 255), 0);
    assert_int_equal(host_reply.data_bytes, 56);
    assert_memory_equal(host_data, "\x37\0\0\0\x05\x32\x41", 7);
}

static void the_capabilities_are_those_of_a_recorder(void **state)
{
    static const uint8_t page[] = {0x2A, 0x3E, 0x03, 0x07, 0xF1, 0x77, 0x29, 0, 0x23, 0xD5, 1, 0, 0x08, 0};
    (void)state;
    assert_int_equal(host_in("5a 00 2a 00 00 00 00 00 8c 00", 140), 0);
    assert_int_equal(host_reply.data_bytes, 72);
    assert_memory_equal(host_data + 8, page, sizeof page);
    assert_memory_equal(host_data + 8 + 30, "\0\x08\0\0\x23\xD5\0\0\x21\x14", 10); /* eight speeds: 52x, 48x, ... */
    host_do("1e 00 00 00 01 00");
    host_in("5a 00 2a 00 00 00 00 00 8c 00", 140);
    assert_int_equal(host_data[8 + 6], 0x2B);
    host_set("quirks", "no-test-write no-underrun-protection");
    host_in("5a 00 2a 00 00 00 00 00 8c 00", 140);
    assert_int_equal(host_data[8 + 3], 0x03);
    assert_int_equal(host_data[8 + 4], 0x71);
}

static void all_pages_follow_one_another(void **state)
{
    static const uint8_t expected[] = {0x01, 0x05, 0x0D, 0x0E, 0x1A, 0x2A};
    size_t at = 8;
    (void)state;
    assert_int_equal(host_in("5a 00 3f 00 00 00 00 01 00 00", 256), 0);
    size_t size = host_reply.data_bytes;
    assert_int_equal(host_data[0] << 8 | host_data[1], size - 2);
    for (size_t i = 0; i < sizeof expected; i++) {
        assert_int_equal(host_data[at], expected[i]);
        at += 2U + host_data[at + 1];
    }
    assert_int_equal(at, size);
}

static void page_control_chooses_values(void **state)
{
    (void)state;
    host_select(0x52, 3, 0x20);
    assert_int_equal(host_in("5a 00 85 00 00 00 00 00 3c 00", 60), 0);
    assert_memory_equal(host_data, sensed_write, 60);
    assert_int_equal(host_in("5a 00 45 00 00 00 00 00 3c 00", 60), 0);
    assert_int_equal(host_data[10], 0x7F);
    assert_int_equal(host_in("5a 00 c5 00 00 00 00 00 3c 00", 60), 0x53900);
    assert_int_equal(host_in("5a 00 30 00 00 00 00 00 08 00", 8), 0x52400);
    assert_int_equal(host_in("5a 00 05 01 00 00 00 00 3c 00", 60), 0x52400);
    assert_int_equal(host_pointer(), -4);
}

/* Byte AT of the parameters that set 42h becomes VALUE. */
static void what_a_page_cannot_say_is_pointed_at(void **state)
{
    static const struct {
        const char *quirks;
        size_t at;
        uint8_t value;
        uint32_t sense;
        int points;
    } cases[] = {
        {"", 10, 0x40, 0x52600, 10}, /* packets */
        {"", 10, 0x43, 0x52600, 12}, /* raw, which needs a subchannel */
        {"", 10, 0x41, 0, 0},        /* track-at-once can be set: hosts probe for it */
        {"", 11, 0x80, 0x52600, 11}, /* another session */
        {"", 11, 0x44, 0, 0},        /* no next session, track mode 4 */
        {"", 12, 0x04, 0x52600, 12}, /* no such data block type */
        {"", 12, 0x0E, 0x52600, 12},
        {"", 12, 0x0D, 0, 0},
        {"", 16, 0x30, 0x52600, 16}, /* no such session format */
        {"", 9, 0x2E, 0x52600, 9},   /* not the page's length */
        {"", 8, 0x2A, 0x52600, 8},   /* not to be set */
        {"", 8, 0x1D, 0x52600, 8},   /* no such page */
        {"no-sao", 10, 0x42, 0x52600, 10},
        {"no-underrun-protection", 10, 0x42, 0x52600, 10},
        {"no-underrun-protection", 10, 0x02, 0, 0},
        {"no-test-write", 10, 0x52, 0x52600, 10},
        {"no-r-w", 12, 0x03, 0x52600, 12},
        {"no-r-w", 12, 0x00, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t parameters[60] = {[8] = 0x05, [9] = 0x32, [10] = 0x42, [23] = 0x96};
        parameters[cases[i].at] = cases[i].value;
        host_set("quirks", cases[i].quirks);
        assert_int_equal(host_out("55 10 00 00 00 00 00 00 3c 00", parameters, 60), cases[i].sense);
        if (cases[i].sense == 0x52600)
            assert_int_equal(host_pointer(), cases[i].points);
    }
}

static void lengths_must_agree(void **state)
{
    uint8_t parameters[60] = {[8] = 0x05, [9] = 0x32, [10] = 0x42};
    (void)state;
    assert_int_equal(host_out("55 00 00 00 00 00 00 00 3c 00", parameters, 60), 0x52400);
    assert_int_equal(host_out("55 11 00 00 00 00 00 00 3c 00", parameters, 60), 0x52400);
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 3c 00", parameters, 58), 0x51A00);
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 3a 00", parameters, 58), 0x51A00);
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 04 00", parameters, 4), 0x51A00);
    assert_int_equal(host_do("55 10 00 00 00 00 00 00 00 00"), 0);
    parameters[7] = 4;
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 3c 00", parameters, 60), 0x52600);
    parameters[6] = 1;
    parameters[7] = 0;
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 3c 00", parameters, 60), 0x51A00);
}

/* As sent by wodim at its end: a block descriptor without a page, in the middle of a session as well. */
static void a_block_descriptor_alone_is_taken_at_any_time(void **state)
{
    uint8_t parameters[16] = {[7] = 8, [14] = 8};
    (void)state;
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 10 00", parameters, 16), 0);
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_write_range(-150, 0, 2352, 27);
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 10 00", parameters, 16), 0);
    assert_int_equal(host_select(0x42, 0, 0), 0x52C00);
    assert_int_equal(host_write_range(0, 1500, 2352, 27), 0);
}

static void the_short_form_sets_the_same(void **state)
{
    uint8_t parameters[56] = {[4] = 0x05, [5] = 0x32, [6] = 0x52};
    (void)state;
    assert_int_equal(host_out("15 10 00 00 38 00", parameters, 56), 0);
    host_in("5a 00 05 00 00 00 00 00 3c 00", 60);
    assert_int_equal(host_data[10], 0x52);
}

static void several_pages_are_set_at_once(void **state)
{
    uint8_t parameters[8 + 12 + 16 + 8] = {
        [8] = 0x01, [9] = 0x0A, [11] = 0x05, [20] = 0x0E, [21] = 0x0E, [22] = 0x02, [36] = 0x0D, [37] = 0x06};
    (void)state;
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 2c 00", parameters, sizeof parameters), 0);
    host_in("5a 00 01 00 00 00 00 00 14 00", 20);
    assert_int_equal(host_data[11], 0x05);
    host_in("5a 00 0e 00 00 00 00 00 18 00", 24);
    assert_int_equal(host_data[10], 0x02);
}

static void a_forgetful_drive_drops_the_test_write_bit(void **state)
{
    (void)state;
    host_set("quirks", "ignores-test-write");
    assert_int_equal(host_select(0x52, 0, 0), 0);
    host_in("5a 00 05 00 00 00 00 00 3c 00", 60);
    assert_int_equal(host_data[10], 0x42);
}

static void ps_on_the_way_in_is_noticed(void **state)
{
    uint8_t parameters[60] = {[8] = 0x85, [9] = 0x32, [10] = 0x42};
    (void)state;
    assert_int_equal(host_out("55 10 00 00 00 00 00 00 3c 00", parameters, 60), 0);
    assert_int_equal(host_look().violations, 1);
    host_in("5a 00 05 00 00 00 00 00 3c 00", 60);
    assert_int_equal(host_data[8], 0x05);
}

static void new_parameters_forget_the_cue_sheet(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0);
    host_select(0x42, 0, 0);
    assert_int_equal(host_write_range(-150, 0, 2352, 27), 0x52C00);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(page_05_is_track_at_once_at_first),
        host_test(the_capabilities_are_those_of_a_recorder),
        host_test(all_pages_follow_one_another),
        host_test(page_control_chooses_values),
        host_test(what_a_page_cannot_say_is_pointed_at),
        host_test(lengths_must_agree),
        host_test(a_block_descriptor_alone_is_taken_at_any_time),
        host_test(the_short_form_sets_the_same),
        host_test(several_pages_are_set_at_once),
        host_test(a_forgetful_drive_drops_the_test_write_bit),
        host_test(ps_on_the_way_in_is_noticed),
        host_test(new_parameters_forget_the_cue_sheet),
    };
    return cmocka_run_group_tests_name("device/virtual_mode", tests, NULL, NULL);
}
