/*
 * READ CD and READ: parts of sectors, sub-channels, and addresses where there is nothing to read.
 */
#include "unit/device/recorder_host.h"

#include <redbook/sector.h>
#include <redbook/subchannel.h>

static void burn_mixed(void)
{
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_mixed, sizeof sheet_mixed), 0);
    assert_int_equal(host_write_range(-150, 600, 2048, 25), 0);
    assert_int_equal(host_write_range(600, 1450, 2352, 25), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
}

static void audio_is_whole_whatever_part_is_asked_for(void **state)
{
    static const char *const cdbs[] = {"be 04 00 00 00 19 00 00 01 78 00 00", "be 04 00 00 00 19 00 00 01 f8 00 00",
                                       "be 00 00 00 00 19 00 00 01 10 00 00", "be 00 00 00 00 19 00 00 01 08 00 00"};
    uint8_t expected[2352];
    (void)state;
    host_burn_album();
    host_fill(25, expected, sizeof expected);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(host_in(cdbs[i], 2352), 0);
        assert_int_equal(host_reply.data_bytes, 2352);
        assert_memory_equal(host_data, expected, 2352);
    }
    assert_int_equal(host_in("be 00 00 00 00 19 00 00 01 00 00 00", 2352), 0);
    assert_int_equal(host_reply.data_bytes, 0);
}

static void twenty_five_sectors_at_once(void **state)
{
    uint8_t expected[2352];
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("be 04 ff ff ff fb 00 00 19 78 00 00", 58800), 0);
    assert_int_equal(host_reply.data_bytes, 58800);
    for (int32_t i = 0; i < 25; i++) {
        host_fill(-5 + i, expected, sizeof expected);
        assert_memory_equal(host_data + i * 2352, expected, 2352);
    }
}

static void data_in_parts(void **state)
{
    static const struct {
        unsigned selection;
        size_t size;
    } cases[] = {{0xF8, 2352}, {0x10, 2048}, {0x20, 4}, {0x80, 12}, {0xA0, 16},
                 {0x08, 288},  {0x18, 2336}, {0x60, 4}, {0x40, 0}};
    uint8_t raw[2352], user[2048];
    (void)state;
    burn_mixed();
    assert_int_equal(host_in("be 08 00 00 00 64 00 00 01 f8 00 00", 2352), 0);
    memcpy(raw, host_data, sizeof raw);
    assert_int_equal(rbk_sector_verify(RBK_SECTOR_MODE1, 100, raw), 0);
    host_fill(100, user, sizeof user);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char cdb[64];
        snprintf(cdb, sizeof cdb, "be 00 00 00 00 64 00 00 01 %02x 00 00", cases[i].selection);
        assert_int_equal(host_in(cdb, 2352), 0);
        assert_int_equal(host_reply.data_bytes, cases[i].size);
    }
    assert_int_equal(host_in("be 00 00 00 00 64 00 00 01 30 00 00", 2352), 0);
    assert_memory_equal(host_data, raw + 12, 4);
    assert_memory_equal(host_data + 4, user, 2048);
}

static void the_type_must_be_the_tracks(void **state)
{
    (void)state;
    burn_mixed();
    assert_int_equal(host_in("be 04 00 00 00 64 00 00 01 f8 00 00", 2352), 0x56400);
    assert_int_equal(host_in("be 08 00 00 00 64 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("be 10 00 00 00 64 00 00 01 f8 00 00", 2352), 0x56400);
    assert_int_equal(host_in("be 04 00 00 03 20 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("be 04 00 00 02 57 00 00 02 f8 00 00", 4704), 0x56400); /* 599 is data, 600 is not */
    assert_int_equal(host_in("be 18 00 00 00 64 00 00 01 f8 00 00", 2352), 0x52400);
}

static void blocks_are_user_data(void **state)
{
    uint8_t user[2048];
    (void)state;
    burn_mixed();
    host_fill(101, user, sizeof user);
    assert_int_equal(host_in("28 00 00 00 00 64 00 00 02 00", 4096), 0);
    assert_int_equal(host_reply.data_bytes, 4096);
    assert_memory_equal(host_data + 2048, user, 2048);
    assert_int_equal(host_in("a8 00 00 00 00 65 00 00 00 01 00 00", 2048), 0);
    assert_memory_equal(host_data, user, 2048);
    assert_int_equal(host_in("28 00 00 00 03 20 00 00 01 00", 2048), 0x56400);
    assert_int_equal(host_in("28 00 00 00 05 aa 00 00 01 00", 2048), 0x52100);
    assert_int_equal(host_in("28 00 ff ff ff ff 00 00 01 00", 2048), 0x52100);
    assert_int_equal(host_in("28 00 00 00 00 64 00 00 00 00", 0), 0);
}

static void nothing_is_read_where_nothing_is(void **state)
{
    (void)state;
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 01 f8 00 00", 2352), 0x56400);
    assert_int_equal(host_in("28 00 00 00 00 00 00 00 01 00", 2048), 0x53005);
    host_burn_album();
    assert_int_equal(host_in("be 00 00 00 05 dc 00 00 01 f8 00 00", 2352), 0x52100);
    assert_int_equal(host_in("be 00 00 00 05 db 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("be 00 00 00 05 db 00 00 02 f8 00 00", 4704), 0x52100);
    assert_int_equal(host_in("be 00 ff ff ff 6a 00 00 01 f8 00 00", 2352), 0);
    assert_int_equal(host_in("be 00 ff ff ff 69 00 00 01 f8 00 00", 2352), 0x52100);
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 00 f8 00 00", 0), 0);
}

static void an_incomplete_disc_cannot_be_read(void **state)
{
    (void)state;
    host_select(0x42, 0, 0);
    host_send_sheet(sheet_plain, sizeof sheet_plain);
    host_write_range(-150, 300, 2352, 27);
    host_do("1b 00 00 00 00 00");
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 01 f8 00 00", 2352), 0x31105);
    assert_int_equal(host_in("28 00 00 00 00 00 00 00 01 00", 2048), 0x31105);
}

static void formatted_q_is_after_the_sector(void **state)
{
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 01 f8 02 00", 2368), 0);
    assert_int_equal(host_reply.data_bytes, 2368);
    assert_memory_equal(host_data + 2352, "\x01\x01\x01\0\0\0\0\0\x02\0\x5A\x28\0\0\0\x80",
                        16); /* the sheet's worked bytes */
    assert_int_equal(host_in("be 00 00 00 00 01 00 00 01 00 02 00", 16), 0);
    assert_int_equal(host_reply.data_bytes, 16);
    assert_int_equal(host_data[15], 0);
    assert_memory_equal(host_data, "\x01\x01\x01\0\0\x01\0\0\x02\x01", 10);
    assert_int_equal(host_in("be 00 00 00 02 bc 00 00 01 00 02 00", 16), 0); /* lba 700: the pregap of track 2 */
    assert_memory_equal(host_data, "\x31\x02\0\0\x02\0\0\0\x11\x25", 10);
    assert_int_equal(host_data[15], 0x80);
}

static void raw_sub_channels_hold_p_and_q_in_their_bits(void **state)
{
    uint8_t channels[96];
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 01 f8 01 00", 2448), 0);
    rbk_subchannel_deinterleave(host_data + 2352, channels);
    assert_memory_equal(channels + 12, "\x01\x01\x01\0\0\0\0\0\x02\0\x5A\x28", 12);
    assert_int_equal(channels[0], 0xFF);
    assert_int_equal(host_in("be 00 00 00 00 00 00 00 01 00 04 00", 96), 0);
    memset(channels, 0, sizeof channels);
    assert_memory_equal(host_data, channels, 96);
}

/* MCN and ISRC come at least once in 100 sectors, and the position in nine of ten. */
static void codes_come_often_enough(void **state)
{
    unsigned kinds[16] = {0};
    (void)state;
    host_burn_album();
    for (uint32_t lba = 0; lba < 700; lba++) {
        char cdb[64];
        rbk_q q;
        snprintf(cdb, sizeof cdb, "be 00 00 00 %02x %02x 00 00 01 00 02 00", lba >> 8, lba & 0xFF);
        assert_int_equal(host_in(cdb, 16), 0);
        assert_true(rbk_q_decode(host_data, &q));
        kinds[host_data[0] & 0x0F]++;
        if ((host_data[0] & 0x0F) == 2)
            assert_string_equal(q.mcn, "1234567890123");
        if ((host_data[0] & 0x0F) == 3)
            assert_string_equal(q.isrc, "USABC1234567");
    }
    assert_true(kinds[2] >= 7);
    assert_true(kinds[3] >= 7);
    assert_true(kinds[1] >= 630);
    assert_int_equal(kinds[1] + kinds[2] + kinds[3], 700);
}

static void error_flags_are_clear(void **state)
{
    static const struct {
        const char *cdb;
        size_t size;
    } cases[] = {{"be 04 00 00 00 00 00 00 01 fa 02 00", 2352 + 294 + 16},
                 {"be 04 00 00 00 00 00 00 01 fc 02 00", 2352 + 296 + 16}};
    uint8_t zeros[296] = {0};
    (void)state;
    host_burn_album();
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(host_in(cases[i].cdb, 4096), 0);
        assert_int_equal(host_reply.data_bytes, cases[i].size);
        assert_memory_equal(host_data + 2352, zeros, 294 + 2 * i);
        assert_int_equal(host_data[cases[i].size - 16], 0x01);
    }
    assert_int_equal(host_in("be 04 00 00 00 00 00 00 01 fe 00 00", 4096), 0x52400);
    assert_int_equal(host_in("be 04 00 00 00 00 00 00 01 f8 03 00", 4096), 0x52400);
}

static void by_time_it_is_the_same(void **state)
{
    uint8_t expected[2352];
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("b9 04 00 00 02 0a 00 02 0c f8 00 00", 2 * 2352), 0);
    assert_int_equal(host_reply.data_bytes, 2 * 2352);
    host_fill(11, expected, sizeof expected);
    assert_memory_equal(host_data + 2352, expected, sizeof expected);
    assert_int_equal(host_in("b9 04 00 00 02 0c 00 02 0a f8 00 00", 2 * 2352), 0x52400);
}

static void too_little_room_is_the_hosts_fault(void **state)
{
    (void)state;
    host_burn_album();
    assert_int_equal(host_in("be 04 00 00 00 00 00 00 02 f8 00 00", 3000), 0);
    assert_int_equal(host_reply.data_bytes, 3000);
    assert_int_equal(host_look().violations, 1);
}

/* As in a folder whose disc was made by hand. */
static void a_pregap_that_was_not_kept_is_silence(void **state)
{
    static const uint8_t zeros[2352];
    (void)state;
    host_burn_album();
    host_close();
    assert_int_equal(unlink(scratch_path("disc.pregap")), 0);
    host_open();
    assert_int_equal(host_in("be 00 ff ff ff ff 00 00 02 f8 00 00", 4704), 0);
    assert_memory_equal(host_data, zeros, 2352);
    host_fill(0, host_data, 2352);
    assert_memory_equal(host_data + 2352, host_data, 2352);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(audio_is_whole_whatever_part_is_asked_for),
        host_test(twenty_five_sectors_at_once),
        host_test(data_in_parts),
        host_test(the_type_must_be_the_tracks),
        host_test(blocks_are_user_data),
        host_test(nothing_is_read_where_nothing_is),
        host_test(an_incomplete_disc_cannot_be_read),
        host_test(formatted_q_is_after_the_sector),
        host_test(raw_sub_channels_hold_p_and_q_in_their_bits),
        host_test(codes_come_often_enough),
        host_test(error_flags_are_clear),
        host_test(by_time_it_is_the_same),
        host_test(too_little_room_is_the_hosts_fault),
        host_test(a_pregap_that_was_not_kept_is_silence),
    };
    return cmocka_run_group_tests_name("device/virtual_read", tests, NULL, NULL);
}
