/* Lists of sectors with modified Q: SBI and LSD. */
#include "format/q_list.h"
#include "unit/format/container.h"

#include <redbook/subchannel.h>

static rbk_disc *disc;
static rbk_error error;
static container file;

static int setup(void **state)
{
    (void)state;
    disc = rbk_disc_new();
    rbk_error_init(&error);
    return disc ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    rbk_disc_free(disc);
    container_free(&file);
    return 0;
}

static rbk_status read_hex(rbk_q_list_kind kind, const char *hex)
{
    container_free(&file);
    container_zeros(&file, 0);
    container_hex(&file, hex);
    return rbk_q_list_read(kind, file.bytes, file.size, disc, &error);
}

static void an_sbi_has_no_crc_and_gets_one_that_is_not_valid(void **state)
{
    (void)state;
    assert_int_equal(read_hex(RBK_Q_LIST_SBI, "53424900 030805 01 41010107060500230805 030810 01 41010107061000030810"),
                     RBK_OK);
    assert_int_equal(disc->listed_q_count, 2);
    assert_int_equal(disc->listed_q[0].lba, (3 * 60 + 8) * 75 + 5 - 150);
    assert_int_equal(disc->listed_q[1].lba, (3 * 60 + 8) * 75 + 10 - 150);
    assert_memory_equal(disc->listed_q[0].q, "\x41\x01\x01\x07\x06\x05\x00\x23\x08\x05", 10);
    assert_false(rbk_q_verify(disc->listed_q[0].q));
    uint8_t q[RBK_Q_BYTES];
    memcpy(q, disc->listed_q[0].q, sizeof q);
    q[10] ^= 0xFF;
    q[11] ^= 0xFF;
    assert_true(rbk_q_verify(q));
}

static void an_lsd_has_all_of_q(void **state)
{
    (void)state;
    assert_int_equal(read_hex(RBK_Q_LIST_LSD, "000200 410101000000000002001234 000000 41010000000000000000abcd"),
                     RBK_OK);
    assert_int_equal(disc->listed_q_count, 2);
    assert_int_equal(disc->listed_q[0].lba, -150);
    assert_int_equal(disc->listed_q[1].lba, 0);
    assert_int_equal(disc->listed_q[1].q[11], 0x34);
}

static void what_was_read_is_written_again(void **state)
{
    static const struct {
        rbk_q_list_kind kind;
        const char *hex;
    } rows[] = {{RBK_Q_LIST_SBI, "53424900 030805 01 41010107060500230805 995974 01 41010107061000030810"},
                {RBK_Q_LIST_LSD, "000200 410101000000000002001234"},
                {RBK_Q_LIST_SBI, "53424900"},
                {RBK_Q_LIST_LSD, ""}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        rbk_bytes bytes;
        assert_int_equal(read_hex(rows[i].kind, rows[i].hex), RBK_OK);
        assert_int_equal(rbk_q_list_write(rows[i].kind, disc, &bytes, &error), RBK_OK);
        assert_int_equal(bytes.size, file.size);
        assert_memory_equal(bytes.data, file.bytes, file.size);
        rbk_bytes_release(&bytes);
    }
}

static void what_is_wrong_is_refused_with_its_byte(void **state)
{
    static const struct {
        rbk_q_list_kind kind;
        const char *hex;
        rbk_status status;
        const char *sentence;
    } rows[] = {
        {RBK_Q_LIST_SBI, "", RBK_SYNTAX, "the file is empty, expected 'SBI' and a zero at its start"},
        {RBK_Q_LIST_SBI, "53", RBK_SYNTAX, "byte 0: expected 'SBI' and a zero, found a file of 1 byte"},
        {RBK_Q_LIST_SBI, "534249", RBK_SYNTAX, "byte 0: expected 'SBI' and a zero, found a file of 3 bytes"},
        {RBK_Q_LIST_SBI, "53424901", RBK_SYNTAX, "byte 0: expected 'SBI' and a zero, found other bytes"},
        {RBK_Q_LIST_SBI, "53424900 03", RBK_SYNTAX, "byte 4: expected a record of 14 bytes, found 1"},
        {RBK_Q_LIST_SBI, "53424900 030805 04 41010107060500230805", RBK_SYNTAX,
         "byte 7: expected a record of type 1, found type 4"},
        {RBK_Q_LIST_SBI, "53424900 030805 00", RBK_SYNTAX, "byte 7: expected a record of type 1, found type 0"},
        {RBK_Q_LIST_SBI, "53424900 030805 02 070605", RBK_UNSUPPORTED,
         "byte 7: records of type 2 (the relative time alone) are not supported, expected type 1 (all of Q)"},
        {RBK_Q_LIST_SBI, "53424900 030805 01 41010107060500230805 030810 03 230810", RBK_UNSUPPORTED,
         "byte 21: records of type 3 (the absolute time alone) are not supported, expected type 1 (all of Q)"},
        {RBK_Q_LIST_SBI, "53424900 030805 02 070605 030810 01 41010107061000030810", RBK_UNSUPPORTED,
         "byte 7: records of type 2 (the relative time alone) are not supported, expected type 1 (all of Q)"},
        {RBK_Q_LIST_SBI, "53424900 030805 01 41010107060500230805 030810 01 4101", RBK_SYNTAX,
         "byte 18: expected a record of 14 bytes, found 6"},
        {RBK_Q_LIST_SBI, "53424900 03080a 01 41010107060500230805", RBK_SYNTAX,
         "byte 4: expected a time in BCD, found 03 08 0A"},
        {RBK_Q_LIST_LSD, "007500 410101000000000002001234", RBK_SYNTAX,
         "byte 0: expected a time in BCD, found 00 75 00"},
        {RBK_Q_LIST_LSD, "0002", RBK_SYNTAX, "byte 0: expected a record of 15 bytes, found 2"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        assert_int_equal(read_hex(rows[i].kind, rows[i].hex), rows[i].status);
        assert_string_equal(error.sentence, rows[i].sentence);
        assert_int_equal(disc->listed_q_count, 0);
    }
}

static void a_list_is_put_in_order_each_sector_once(void **state)
{
    const rbk_listed_q list[] = {{20, {2}}, {10, {1}}, {20, {3}}};
    (void)state;
    assert_int_equal(rbk_disc_set_listed_q(disc, list, 3, &error), RBK_OK);
    assert_int_equal(disc->listed_q_count, 2);
    assert_int_equal(disc->listed_q[0].lba, 10);
    assert_int_equal(disc->listed_q[1].lba, 20);
    rbk_disc *copy = rbk_disc_copy(disc);
    assert_int_equal(copy->listed_q_count, 2);
    assert_int_equal(copy->listed_q[0].q[0], 1);
    rbk_disc_free(copy);
    assert_int_equal(rbk_disc_set_listed_q(disc, NULL, 0, &error), RBK_OK);
    assert_null(disc->listed_q);
    assert_int_equal(rbk_disc_set_listed_q(disc, &(rbk_listed_q){.lba = -151}, 1, &error), RBK_INVALID_ARGUMENT);
}

static void an_sbi_changes_the_crc_of_records_that_have_another(void **state)
{
    static const uint8_t record[] = {0, 3, 0x25, 0x41, 1, 1, 0, 1, 0x27, 0, 0, 3, 0x25, 0, 0};
    uint8_t sbi[] = {'S', 'B', 'I', 0, 0, 3, 0x25, 1, 0x41, 1, 1, 0, 1, 0x27, 0, 0, 3, 0x25};
    (void)state;
    assert_int_equal(rbk_q_list_read(RBK_Q_LIST_SBI, sbi, sizeof sbi, disc, NULL), RBK_OK);
    assert_int_equal(rbk_q_list_count(RBK_Q_LIST_SBI, sizeof sbi), 1);
    assert_int_equal(rbk_q_list_count_changed(RBK_Q_LIST_SBI, disc), 0);
    assert_int_equal(rbk_q_list_read(RBK_Q_LIST_LSD, record, sizeof record, disc, NULL), RBK_OK);
    assert_int_equal(rbk_q_list_count_changed(RBK_Q_LIST_SBI, disc), 1);
    assert_int_equal(rbk_q_list_count_changed(RBK_Q_LIST_LSD, disc), 0);
    assert_int_equal(rbk_q_list_kind_of("a.SBI"), RBK_Q_LIST_SBI);
    assert_int_equal(rbk_q_list_kind_of("a.lsd"), RBK_Q_LIST_LSD);
    assert_int_equal(rbk_q_list_kind_of("a.toc"), RBK_Q_LIST_KINDS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_sbi_changes_the_crc_of_records_that_have_another, setup, teardown),
        cmocka_unit_test_setup_teardown(an_sbi_has_no_crc_and_gets_one_that_is_not_valid, setup, teardown),
        cmocka_unit_test_setup_teardown(an_lsd_has_all_of_q, setup, teardown),
        cmocka_unit_test_setup_teardown(what_was_read_is_written_again, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_refused_with_its_byte, setup, teardown),
        cmocka_unit_test_setup_teardown(a_list_is_put_in_order_each_sector_once, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
