/*
 * Features and performance.
 */
#include "unit/device/recorder_host.h"

/* The descriptor of a feature in the answer to a GET CONFIGURATION of all, or NULL. */
static const uint8_t *feature(unsigned number)
{
    assert_int_equal(host_in("46 00 00 00 00 00 00 01 00 00", 256), 0);
    size_t size = host_reply.data_bytes;
    assert_int_equal((unsigned)host_data[2] << 8 | host_data[3], size - 4);
    for (size_t at = 8; at < size; at += 4U + host_data[at + 3])
        if ((unsigned)(host_data[at] << 8 | host_data[at + 1]) == number)
            return host_data + at;
    return NULL;
}

static unsigned profile(void)
{
    assert_int_equal(host_in("46 00 00 00 00 00 00 00 08 00", 8), 0);
    assert_int_equal(host_reply.data_bytes, 8);
    return (unsigned)host_data[6] << 8 | host_data[7];
}

static void the_profile_is_the_mediums(void **state)
{
    (void)state;
    assert_int_equal(profile(), 0x0009);
    host_set("medium", "cd-rw");
    assert_int_equal(profile(), 0x000A);
    host_set("medium", "cd-rom");
    assert_int_equal(profile(), 0x0008);
    host_set("medium", "none");
    assert_int_equal(profile(), 0);
    host_set("medium", "cd-r");
    host_do("1b 00 00 00 02 00");
    assert_int_equal(profile(), 0);
}

static void a_closed_disc_is_what_it_was_or_a_rom(void **state)
{
    (void)state;
    host_set("quirks", "finalized-is-rom");
    assert_int_equal(profile(), 0x0009);
    host_burn_album();
    assert_int_equal(profile(), 0x0008);
    host_set("quirks", "");
    assert_int_equal(profile(), 0x0009);
}

static void a_dvd_is_no_medium_for_a_cd(void **state)
{
    (void)state;
    host_set("medium", "dvd-r");
    assert_int_equal(profile(), 0x0011);
    assert_int_equal(feature(0x2E)[2] & 1, 0);
    assert_int_equal(host_in("43 00 04 00 00 00 00 00 1c 00", 28), 0x52400);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
    assert_memory_equal(host_data + 17, "\xFF\xFF\xFF", 3);
    assert_int_equal(host_do("54 01 00 00 00 00 00 00 00 00"), 0x72700);
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_plain, sizeof sheet_plain), 0x53005);
    host_set("medium", "cd-r");
    assert_int_equal(profile(), 0x0009);
}

static void mastering_says_what_a_session_may_be(void **state)
{
    (void)state;
    const uint8_t *mastering = feature(0x2E);
    assert_non_null(mastering);
    assert_memory_equal(mastering, "\0\x2E\x01\x04\x6F\0\xF8\0", 8);
    host_set("quirks", "no-r-w small-cue-sheet no-test-write no-underrun-protection");
    assert_memory_equal(feature(0x2E), "\0\x2E\x01\x04\x2A\0\x02\0", 8);
    host_set("quirks", "no-sao");
    assert_null(feature(0x2E));
    assert_non_null(feature(0x2D));
}

static void what_needs_a_blank_is_current_with_one(void **state)
{
    (void)state;
    assert_int_equal(feature(0x2D)[2] & 1, 1);
    host_burn_album();
    assert_int_equal(feature(0x2D)[2] & 1, 0);
    assert_int_equal(feature(0x1E)[2] & 1, 1);
    host_set("medium", "cd-rw");
    assert_int_equal(feature(0x2E)[2] & 1, 1);
    host_set("medium", "none");
    assert_int_equal(feature(0x1E)[2] & 1, 0);
    assert_int_equal(feature(0x01)[2] & 1, 1);
}

static void everything_that_satisfied_hosts_is_there(void **state)
{
    static const uint16_t numbers[] = {0x00, 0x01, 0x02, 0x03,  0x10,  0x1D,  0x1E,
                                       0x2D, 0x2E, 0x37, 0x100, 0x105, 0x107, 0x108};
    (void)state;
    host_set("medium", "cd-rw");
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        assert_non_null(feature(numbers[i]));
    assert_memory_equal(feature(0x00), "\0\0\x03\x0C\0\x0A\x01\0\0\x09\0\0\0\x08\0\0", 16);
    assert_memory_equal(feature(0x108) + 4, "0000000000000001", 16);
    assert_int_equal(feature(0x1E)[4], 0x03);
    assert_int_equal(feature(0x107)[4] & 0x10, 0x10);
    host_set("medium", "cd-r");
    assert_null(feature(0x37));
}

static void one_feature_or_those_from_a_number_on(void **state)
{
    (void)state;
    assert_int_equal(host_in("46 02 00 2e 00 00 00 00 10 00", 16), 0);
    assert_int_equal(host_reply.data_bytes, 16);
    assert_memory_equal(host_data, "\0\0\0\x0C\0\0\0\x09\0\x2E", 10);
    assert_int_equal(host_in("46 02 00 37 00 00 00 00 10 00", 16), 0);
    assert_int_equal(host_reply.data_bytes, 8);
    assert_memory_equal(host_data, "\0\0\0\x04", 4);
    assert_int_equal(host_in("46 00 01 00 00 00 00 00 10 00", 16), 0);
    assert_memory_equal(host_data + 8, "\x01\0", 2);
    assert_int_equal(host_in("46 01 00 2d 00 00 00 00 10 00", 16), 0);
    assert_memory_equal(host_data + 8, "\0\x2D", 2);
    host_set("medium", "none");
    assert_int_equal(host_in("46 01 00 2d 00 00 00 00 10 00", 16), 0);
    assert_memory_equal(host_data + 8, "\x01\0", 2);
    assert_int_equal(host_in("46 03 00 00 00 00 00 00 10 00", 16), 0x52400);
}

static void an_old_drive_knows_no_features(void **state)
{
    (void)state;
    host_set("quirks", "no-get-configuration");
    assert_int_equal(host_in("46 00 00 00 00 00 00 00 08 00", 8), 0x52000);
}

static void write_speeds_are_listed_as_far_as_is_asked(void **state)
{
    (void)state;
    assert_int_equal(host_in("ac 00 00 00 00 00 00 00 00 00 03 00", 8), 0);
    assert_int_equal(host_reply.data_bytes, 8);
    assert_memory_equal(host_data, "\0\0\0\x84\0\0\0\0", 8); /* 4 + 8 * 16 */
    assert_int_equal(host_in("ac 00 00 00 00 00 00 00 00 01 03 00", 24), 0);
    assert_memory_equal(host_data + 8, "\0\0\0\0\0\x05\x7D\xA8\0\0\x23\xD5\0\0\x23\xD5", 16); /* 359848, 9173 */
    assert_int_equal(host_in("ac 00 00 00 00 00 00 00 00 63 03 00", 1024), 0);
    assert_int_equal(host_reply.data_bytes, 8 + 8 * 16);
    assert_memory_equal(host_data + 8 + 7 * 16 + 12, "\0\0\x02\xC2", 4); /* 706: 4x */
}

static void performance_is_one_line(void **state)
{
    (void)state;
    assert_int_equal(host_in("ac 10 00 00 00 00 00 00 00 00 00 00", 8), 0);
    assert_memory_equal(host_data, "\0\0\0\x14", 4);
    assert_int_equal(host_in("ac 10 00 00 00 00 00 00 00 01 00 00", 24), 0);
    assert_memory_equal(host_data + 8, "\0\0\0\0\0\0\x23\xD5\0\x05\x7D\xA8\0\0\x23\xD5", 16);
    assert_int_equal(host_in("ac 00 00 00 00 00 00 00 00 01 05 00", 24), 0x52400);
    assert_int_equal(host_pointer(), -11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(the_profile_is_the_mediums),
        host_test(a_closed_disc_is_what_it_was_or_a_rom),
        host_test(a_dvd_is_no_medium_for_a_cd),
        host_test(mastering_says_what_a_session_may_be),
        host_test(what_needs_a_blank_is_current_with_one),
        host_test(everything_that_satisfied_hosts_is_there),
        host_test(one_feature_or_those_from_a_number_on),
        host_test(an_old_drive_knows_no_features),
        host_test(write_speeds_are_listed_as_far_as_is_asked),
        host_test(performance_is_one_line),
    };
    return cmocka_run_group_tests_name("device/virtual_feature", tests, NULL, NULL);
}
