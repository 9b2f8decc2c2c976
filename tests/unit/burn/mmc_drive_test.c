/*
 * What drives report about themselves, decoded byte by byte; and invalid replies.
 */
#include "burn/mmc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char *why;

static void a_drive_is_known_by_its_name(void **state)
{
    uint8_t data[36] = {0x05, 0x80, 0x05, 0x32, 0x1F};
    rbk_mmc_identity identity;
    (void)state;
    memcpy(data + 8, "ACME    CD-RW \x01 9000    1.0a", 28);
    assert_true(rbk_mmc_decode_inquiry(data, sizeof data, &identity, &why));
    assert_int_equal(identity.device_type, 5);
    assert_string_equal(identity.vendor, "ACME");
    assert_string_equal(identity.product, "CD-RW ? 9000");
    assert_string_equal(identity.revision, "1.0a");
    data[4] = 20;
    assert_false(rbk_mmc_decode_inquiry(data, sizeof data, &identity, &why));
    assert_string_equal(why, "it is too short to hold the name of the drive");
}

static size_t configuration(uint8_t *data)
{
    static const uint8_t features[] = {
        0x00, 0x00, 0x03, 12, 0x00, 0x0A, 0x00, 0,    0x00, 0x09, 0x01, 0,   /* profiles: RW, R */
        0x00, 0x08, 0x00, 0,  0x00, 0x1E, 0x09, 4,    0x03, 0,    0,    0,   /* reads, CD-TEXT too */
        0x00, 0x2E, 0x05, 4,  0x67, 0x00, 0x0C, 0x80,                        /* mastering */
        0x01, 0x08, 0x03, 8,  'S',  'N',  '1',  '2',  '3',  ' ',  ' ',  ' ', /* serial */
    };
    memset(data, 0, 8);
    data[3] = sizeof features + 4;
    data[7] = 0x09;
    memcpy(data + 8, features, sizeof features);
    return 8 + sizeof features;
}

static void features_say_what_a_drive_can_do(void **state)
{
    uint8_t data[128];
    size_t bytes = configuration(data), length = 0;
    rbk_mmc_features features;
    (void)state;
    assert_true(rbk_mmc_decode_configuration_length(data, 8, &length, &why));
    assert_int_equal(length, bytes);
    assert_true(rbk_mmc_decode_configuration(data, bytes, &features, &why));
    assert_int_equal(features.profile, RBK_MMC_PROFILE_CD_R);
    assert_true(features.cd_r && features.cd_rw && features.has_mastering && features.underrun_protection);
    assert_true(features.session_at_once && features.test_write && features.rw_subchannel && features.reads_cdtext);
    assert_int_equal(features.cue_sheet_bytes_max, 3200);
    assert_string_equal(features.serial, "SN123");
}

static void a_list_of_features_that_is_cut_off_is_read_as_far_as_it_goes(void **state)
{
    uint8_t data[128];
    size_t whole = configuration(data);
    rbk_mmc_features features;
    (void)state;
    for (size_t bytes = 8; bytes <= whole; bytes++) {
        uint8_t *bit_exact = malloc(bytes);
        assert_non_null(bit_exact);
        memcpy(bit_exact, data, bytes);
        assert_true(rbk_mmc_decode_configuration(bit_exact, bytes, &features, &why));
        assert_int_equal(features.has_mastering, bytes >= 40);
        free(bit_exact);
    }
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_mmc_decode_configuration(data, sizeof data, &features, &why));
    memset(data, 0, sizeof data);
    assert_false(rbk_mmc_decode_configuration(data, sizeof data, &features, &why));
    assert_string_equal(why, "its length is invalid");
}

static void a_page_is_found_after_header_and_descriptors(void **state)
{
    uint8_t data[128] = {0};
    rbk_mmc_page page;
    (void)state;
    data[1] = 6 + 8 + 14 + 52;
    data[7] = 8; /* a block descriptor */
    data[16] = 0x8E, data[17] = 12;
    data[30] = 0x85, data[31] = 0x32, data[32] = 0x42;
    assert_true(rbk_mmc_decode_page(data, sizeof data, 5, &page, &why));
    assert_int_equal(page.bytes, 52);
    assert_memory_equal(page.data, "\x05\x32\x42", 3);
    assert_false(rbk_mmc_decode_page(data, sizeof data, 0x2A, &page, &why));
    assert_string_equal(why, "the mode page is missing");
    assert_false(rbk_mmc_decode_page(data, 60, 5, &page, &why));
    assert_string_equal(why, "the mode page is truncated");
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_mmc_decode_page(data, sizeof data, 5, &page, &why));
}

static void capabilities_and_speeds_are_read_from_long_and_short_pages(void **state)
{
    rbk_mmc_page page = {.bytes = 40};
    rbk_mmc_capabilities capabilities;
    uint8_t *p = page.data;
    (void)state;
    p[0] = 0x2A, p[1] = 38, p[3] = 0x07, p[4] = 0x80, p[5] = 0x02, p[6] = 0x01;
    p[12] = 0x08;
    p[18] = 0x21, p[19] = 0x13, p[20] = 0x0B, p[21] = 0x07;
    assert_true(rbk_mmc_decode_capabilities(&page, &capabilities, &why));
    assert_true(capabilities.writes_cd_r && capabilities.writes_cd_rw && capabilities.test_write);
    assert_true(capabilities.underrun_protection && capabilities.accurate_stream && capabilities.locks);
    assert_int_equal(capabilities.buffer_kib, 2048);
    assert_int_equal(capabilities.write_kbs, 2823);
    assert_int_equal(capabilities.write_kbs_max, 8467);
    assert_int_equal(capabilities.speed_count, 0);
    p[28] = 0x05, p[29] = 0x84, p[31] = 9; /* nine are reported, there is room for two */
    p[34] = 0x21, p[35] = 0x14, p[38] = 0x05, p[39] = 0x84;
    assert_true(rbk_mmc_decode_capabilities(&page, &capabilities, &why));
    assert_int_equal(capabilities.write_kbs, 1412);
    assert_int_equal(capabilities.speed_count, 2);
    assert_int_equal(capabilities.speeds_kbs[0], 8468);
    assert_int_equal(capabilities.speeds_kbs[1], 1412);
    assert_int_equal(capabilities.write_kbs_max, 8468);
    page.bytes = 20;
    assert_true(rbk_mmc_decode_capabilities(&page, &capabilities, &why));
    assert_int_equal(capabilities.write_kbs_max, 0);
    page.bytes = 12;
    assert_false(rbk_mmc_decode_capabilities(&page, &capabilities, &why));
}

static void the_buffer_is_believed_only_when_it_is_plausible(void **state)
{
    uint8_t data[12] = {0, 10, 0, 0, 0, 0x20, 0, 0, 0, 0x08, 0, 0};
    rbk_mmc_buffer buffer;
    (void)state;
    assert_true(rbk_mmc_decode_buffer(data, sizeof data, &buffer, &why));
    assert_int_equal(buffer.total_bytes, 2097152);
    assert_int_equal(buffer.free_bytes, 524288);
    data[8] = 1;
    assert_false(rbk_mmc_decode_buffer(data, sizeof data, &buffer, &why));
    assert_string_equal(why, "more of the buffer is free than it has");
    data[1] = 12;
    assert_false(rbk_mmc_decode_buffer(data, sizeof data, &buffer, &why));
    memset(data, 0xA5, sizeof data);
    assert_false(rbk_mmc_decode_buffer(data, sizeof data, &buffer, &why));
    assert_string_equal(why, "nothing was returned");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_drive_is_known_by_its_name),
        cmocka_unit_test(features_say_what_a_drive_can_do),
        cmocka_unit_test(a_list_of_features_that_is_cut_off_is_read_as_far_as_it_goes),
        cmocka_unit_test(a_page_is_found_after_header_and_descriptors),
        cmocka_unit_test(capabilities_and_speeds_are_read_from_long_and_short_pages),
        cmocka_unit_test(the_buffer_is_believed_only_when_it_is_plausible),
    };
    return cmocka_run_group_tests_name("burn/mmc_drive", tests, NULL, NULL);
}
