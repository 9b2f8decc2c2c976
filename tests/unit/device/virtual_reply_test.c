/*
 * Replies: truncated to the allocation length, sense in fixed format, numbers and times.
 */
#include "device/virtual_drive.h"

#include "unit/scratch.h"

#include <errno.h>

static void an_answer_is_cut_to_what_is_allowed_and_to_the_room(void **state)
{
    static const struct {
        size_t allocation, room, moved;
    } cases[] = {{8, 8, 8}, {4, 8, 4}, {8, 4, 4}, {0, 8, 0}, {8, 0, 0}, {100, 100, 8}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t data[10];
        rbk_reply reply = {.outcome = RBK_OUTCOME_GOOD};
        rbk_virtual_task task = {.data = data, .room = cases[i].room, .reply = &reply};
        memset(data, 0xA5, sizeof data);
        rbk_virtual_answer(&task, "12345678", 8, cases[i].allocation);
        assert_int_equal(reply.data_bytes, cases[i].moved);
        assert_memory_equal(data, "12345678", cases[i].moved);
        assert_int_equal(data[cases[i].moved], 0xA5);
    }
}

static void sense_is_in_fixed_format(void **state)
{
    static const uint8_t plain[18] = {0x70, 0, 3, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x0C, 0x09};
    static const uint8_t cdb[18] = {0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x24, 0, 0, 0xC0, 0, 8};
    static const uint8_t parameter[18] = {0x70, 0, 5, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0x26, 0, 0, 0x80, 1, 2};
    static const uint8_t progress[18] = {0x70, 0, 2, 0, 0, 0, 0, 10, 0, 0, 0, 0, 4, 8, 0, 0x80, 0x80, 0};
    rbk_reply reply = {.data_bytes = 7};
    rbk_virtual_task task = {.reply = &reply};
    (void)state;
    rbk_virtual_check(&task, SENSE_UNDERRUN);
    assert_memory_equal(reply.sense, plain, 18);
    assert_int_equal(reply.outcome, RBK_OUTCOME_CHECK);
    assert_int_equal(reply.data_bytes, 0);
    rbk_virtual_check_cdb(&task, 8);
    assert_memory_equal(reply.sense, cdb, 18);
    rbk_virtual_check_parameter(&task, SENSE_PARAMETER, 0x102);
    assert_memory_equal(reply.sense, parameter, 18);
    rbk_virtual_check_progress(&task, SENSE_LONG_WRITE, 0x8000);
    assert_memory_equal(reply.sense, progress, 18);
}

static void an_internal_error_has_the_systems_reason(void **state)
{
    rbk_reply reply = {.outcome = RBK_OUTCOME_GOOD};
    rbk_virtual_task task = {.reply = &reply};
    (void)state;
    rbk_virtual_check_memory(&task);
    assert_int_equal(reply.outcome, RBK_OUTCOME_CHECK);
    assert_memory_equal(reply.sense + 12, "\x44", 2);
    assert_int_equal(reply.system_error, ENOMEM);
}

static void numbers_are_big_endian(void **state)
{
    uint8_t bytes[4];
    (void)state;
    rbk_virtual_store32(bytes, 0xFFFFCFF4);
    assert_memory_equal(bytes, "\xFF\xFF\xCF\xF4", 4);
    assert_int_equal((int32_t)rbk_virtual_load32(bytes), -12300);
    assert_int_equal(rbk_virtual_load24(bytes + 1), 0xFFCFF4);
    assert_int_equal(rbk_virtual_load16(bytes + 2), 0xCFF4);
    rbk_virtual_store24(bytes, 0x010203);
    rbk_virtual_store16(bytes + 2, 0x0405);
    assert_memory_equal(bytes, "\x01\x02\x04\x05", 4);
}

static void times_of_the_lead_in_stand_above_90_minutes(void **state)
{
    static const struct {
        int32_t lba;
        uint8_t msf[3];
    } cases[] = {
        {0, {0, 2, 0}}, {-150, {0, 0, 0}}, {-151, {99, 59, 74}}, {-12300, {97, 18, 0}}, {359849, {79, 59, 74}}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        uint8_t msf[3];
        rbk_virtual_store_msf(msf, cases[i].lba);
        assert_memory_equal(msf, cases[i].msf, 3);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_cut_to_what_is_allowed_and_to_the_room),
        cmocka_unit_test(sense_is_in_fixed_format),
        cmocka_unit_test(an_internal_error_has_the_systems_reason),
        cmocka_unit_test(numbers_are_big_endian),
        cmocka_unit_test(times_of_the_lead_in_stand_above_90_minutes),
    };
    return cmocka_run_group_tests_name("device/virtual_reply", tests, NULL, NULL);
}
