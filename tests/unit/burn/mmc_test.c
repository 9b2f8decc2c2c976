/*
 * Commands byte by byte, as burners that work send them; speeds.
 */
#include "burn/mmc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static uint8_t data[RBK_TRANSFER_BYTES_MAX];

static void expect(const rbk_command *command, const char *cdb, size_t cdb_bytes, rbk_direction direction, size_t bytes)
{
    assert_int_equal(command->cdb_bytes, cdb_bytes);
    assert_memory_equal(command->cdb, cdb, cdb_bytes);
    assert_int_equal(command->direction, direction);
    assert_int_equal(command->data_bytes, bytes);
    assert_true((command->data != NULL) == (direction != RBK_NO_DATA));
    for (size_t i = cdb_bytes; i < RBK_CDB_BYTES; i++)
        assert_int_equal(command->cdb[i], 0);
}

#define EXPECT(call, cdb, direction, bytes)                                                                            \
    do {                                                                                                               \
        rbk_command c;                                                                                                 \
        memset(&c, 0xEE, sizeof c);                                                                                    \
        call;                                                                                                          \
        expect(&c, cdb, sizeof(cdb) - 1, direction, bytes);                                                            \
    } while (0)

static void commands_about_the_drive_are_those_of_the_standard(void **state)
{
    (void)state;
    EXPECT(rbk_mmc_test_unit_ready(&c), "\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_inquiry(&c, data), "\x12\x00\x00\x00\x24\x00", RBK_DATA_IN, 36);
    EXPECT(rbk_mmc_start_stop(&c, RBK_MMC_LOAD, false), "\x1B\x00\x00\x00\x03\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_start_stop(&c, RBK_MMC_START, true), "\x1B\x01\x00\x00\x01\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_start_stop(&c, RBK_MMC_STOP, true), "\x1B\x01\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_start_stop(&c, RBK_MMC_EJECT, false), "\x1B\x00\x00\x00\x02\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_prevent_removal(&c, true), "\x1E\x00\x00\x00\x01\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_prevent_removal(&c, false), "\x1E\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_get_configuration(&c, data, 500), "\x46\x00\x00\x00\x00\x00\x00\x01\xF4\x00", RBK_DATA_IN, 500);
    EXPECT(rbk_mmc_mode_sense(&c, 5, data, 60), "\x5A\x00\x05\x00\x00\x00\x00\x00\x3C\x00", RBK_DATA_IN, 60);
    EXPECT(rbk_mmc_mode_select(&c, data, 60), "\x55\x10\x00\x00\x00\x00\x00\x00\x3C\x00", RBK_DATA_OUT, 60);
    EXPECT(rbk_mmc_set_speed(&c, 0x2113, 0x2113), "\xBB\x00\x21\x13\x21\x13\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_read_buffer_capacity(&c, data), "\x5C\x00\x00\x00\x00\x00\x00\x00\x0C\x00", RBK_DATA_IN, 12);
}

static void commands_about_the_disc_are_those_of_the_standard(void **state)
{
    (void)state;
    EXPECT(rbk_mmc_read_disc_information(&c, data), "\x51\x00\x00\x00\x00\x00\x00\x00\x22\x00", RBK_DATA_IN, 34);
    EXPECT(rbk_mmc_read_track_information(&c, 0xFF, data), "\x52\x01\x00\x00\x00\xFF\x00\x00\x24\x00", RBK_DATA_IN, 36);
    EXPECT(rbk_mmc_read_toc(&c, RBK_MMC_TOC_ATIP, data, 28), "\x43\x00\x04\x00\x00\x00\x00\x00\x1C\x00", RBK_DATA_IN,
           28);
    EXPECT(rbk_mmc_read_toc(&c, RBK_MMC_TOC_FULL, data, 2048), "\x43\x00\x02\x00\x00\x00\x01\x08\x00\x00", RBK_DATA_IN,
           2048);
    EXPECT(rbk_mmc_read_toc(&c, RBK_MMC_TOC_CDTEXT, data, 36868), "\x43\x00\x05\x00\x00\x00\x00\x90\x04\x00",
           RBK_DATA_IN, 36868);
    EXPECT(rbk_mmc_read_mcn(&c, data), "\x42\x00\x40\x02\x00\x00\x00\x00\x18\x00", RBK_DATA_IN, 24);
    EXPECT(rbk_mmc_read_isrc(&c, 99, data), "\x42\x00\x40\x03\x00\x00\x63\x00\x18\x00", RBK_DATA_IN, 24);
    EXPECT(rbk_mmc_read_cd(&c, 1000, 26, RBK_MMC_SUB_NONE, data), "\xBE\x00\x00\x00\x03\xE8\x00\x00\x1A\xF8\x00\x00",
           RBK_DATA_IN, 61152);
    EXPECT(rbk_mmc_read_cd(&c, -150, 2, RBK_MMC_SUB_Q, data), "\xBE\x00\xFF\xFF\xFF\x6A\x00\x00\x02\xF8\x02\x00",
           RBK_DATA_IN, 4736);
    EXPECT(rbk_mmc_read_cd(&c, 0, 1, RBK_MMC_SUB_RAW, data), "\xBE\x00\x00\x00\x00\x00\x00\x00\x01\xF8\x01\x00",
           RBK_DATA_IN, 2448);
}

static void commands_of_a_burn_are_those_of_other_burners(void **state)
{
    (void)state;
    EXPECT(rbk_mmc_send_opc(&c), "\x54\x01\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_send_cue_sheet(&c, data, 104), "\x5D\x00\x00\x00\x00\x00\x00\x00\x68\x00", RBK_DATA_OUT, 104);
    EXPECT(rbk_mmc_send_cue_sheet(&c, data, 3200), "\x5D\x00\x00\x00\x00\x00\x00\x0C\x80\x00", RBK_DATA_OUT, 3200);
    EXPECT(rbk_mmc_write(&c, -12300, 670, data, 64320), "\x2A\x00\xFF\xFF\xCF\xF4\x00\x02\x9E\x00", RBK_DATA_OUT,
           64320);
    EXPECT(rbk_mmc_write(&c, -150, 27, data, 63504), "\x2A\x00\xFF\xFF\xFF\x6A\x00\x00\x1B\x00", RBK_DATA_OUT, 63504);
    EXPECT(rbk_mmc_write(&c, 1458, 27, data, 63504), "\x2A\x00\x00\x00\x05\xB2\x00\x00\x1B\x00", RBK_DATA_OUT, 63504);
    EXPECT(rbk_mmc_synchronize_cache(&c, true), "\x35\x02\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_synchronize_cache(&c, false), "\x35\x00\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_blank(&c, false, true), "\xA1\x11\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_blank(&c, false, false), "\xA1\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
    EXPECT(rbk_mmc_blank(&c, true, true), "\xA1\x10\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00", RBK_NO_DATA, 0);
}

static void commands_have_the_names_of_the_standard(void **state)
{
    (void)state;
    assert_string_equal(rbk_mmc_name(0x5D), "SEND CUE SHEET");
    assert_string_equal(rbk_mmc_name(0x2A), "WRITE");
    assert_string_equal(rbk_mmc_name(0xE7), "command");
}

static void speeds_are_rounded_up_and_reported_in_tenths(void **state)
{
    (void)state;
    assert_int_equal(rbk_mmc_kbs_of_speed(1), 177);
    assert_int_equal(rbk_mmc_kbs_of_speed(4), 706);
    assert_int_equal(rbk_mmc_kbs_of_speed(8), 1412);
    assert_int_equal(rbk_mmc_kbs_of_speed(16), 2823);
    assert_int_equal(rbk_mmc_kbs_of_speed(24), 4234);
    assert_int_equal(rbk_mmc_kbs_of_speed(32), 5645);
    assert_int_equal(rbk_mmc_kbs_of_speed(40), 7056);
    assert_int_equal(rbk_mmc_kbs_of_speed(48), 8468);
    assert_int_equal(rbk_mmc_kbs_of_speed(1000), 0xFFFF);
    assert_int_equal(rbk_mmc_tenths_of_kbs(1412), 80);
    assert_int_equal(rbk_mmc_tenths_of_kbs(8467), 479);
    assert_int_equal(rbk_mmc_tenths_of_kbs(8468), 480);
    assert_int_equal(rbk_mmc_tenths_of_kbs(0), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commands_about_the_drive_are_those_of_the_standard),
        cmocka_unit_test(commands_about_the_disc_are_those_of_the_standard),
        cmocka_unit_test(commands_of_a_burn_are_those_of_other_burners),
        cmocka_unit_test(commands_have_the_names_of_the_standard),
        cmocka_unit_test(speeds_are_rounded_up_and_reported_in_tenths),
    };
    return cmocka_run_group_tests_name("burn/mmc", tests, NULL, NULL);
}
