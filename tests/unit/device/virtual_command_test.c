/*
 * The command table: each command in each state of drive and disc, and the system's filter.
 */
#include "unit/device/recorder_host.h"

enum { BLANK_DISC, CLOSED_DISC, NO_DISC, OPEN_TRAY, BUSY, ATTENTION, STATES };

static const char *const state_names[] = {"a blank disc", "a closed disc", "no disc",
                                          "an open tray", "a busy drive",  "a unit attention"};

#define GOOD   0x00000
#define CDB    0x52400
#define OPCODE 0x52000
#define FORMAT 0x53005
#define ORDER  0x52C00
#define NONE   0x23A01
#define OPENED 0x23A02
#define WORK   0x20407
#define RESET  0x62900

/* The replies of the drive with a CD-RW, track-at-once set, in each state. */
static const struct row {
    const char *cdb;
    rbk_direction direction;
    size_t size;
    uint32_t sense[STATES];
} rows[] = {
    {"00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"01 00 00 00 00 00", RBK_NO_DATA, 0, {OPCODE, OPCODE, OPCODE, OPCODE, OPCODE, OPCODE}},
    {"03 00 00 00 12 00", RBK_DATA_IN, 18, {GOOD, GOOD, GOOD, GOOD, GOOD, GOOD}},
    {"12 00 00 00 24 00", RBK_DATA_IN, 36, {GOOD, GOOD, GOOD, GOOD, GOOD, GOOD}},
    {"15 10 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"1a 00 05 00 ff 00", RBK_DATA_IN, 255, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"1b 00 00 00 01 00", RBK_NO_DATA, 0, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"1b 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"1e 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"23 00 00 00 00 00 00 00 0c 00", RBK_DATA_IN, 12, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"25 00 00 00 00 00 00 00 00 00", RBK_DATA_IN, 8, {FORMAT, GOOD, NONE, OPENED, WORK, RESET}},
    {"28 00 00 00 00 00 00 00 01 00", RBK_DATA_IN, 2048, {FORMAT, 0x56400, NONE, OPENED, WORK, RESET}},
    {"2a 00 ff ff ff 6a 00 00 01 00", RBK_DATA_OUT, 2352, {0x52102, FORMAT, NONE, OPENED, WORK, RESET}},
    {"35 00 00 00 00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"3c 00 00 00 00 00 00 00 04 00", RBK_DATA_IN, 4, {OPCODE, OPCODE, OPCODE, OPCODE, OPCODE, OPCODE}},
    {"42 00 40 02 00 00 00 00 18 00", RBK_DATA_IN, 24, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"43 00 00 00 00 00 00 00 04 00", RBK_DATA_IN, 4, {CDB, GOOD, NONE, OPENED, WORK, RESET}},
    {"43 00 04 00 00 00 00 00 1c 00", RBK_DATA_IN, 28, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"44 00 00 00 00 00 00 00 08 00", RBK_DATA_IN, 8, {OPCODE, OPCODE, OPCODE, OPCODE, OPCODE, OPCODE}},
    {"46 00 00 00 00 00 00 00 08 00", RBK_DATA_IN, 8, {GOOD, GOOD, GOOD, GOOD, GOOD, GOOD}},
    {"4a 01 00 00 10 00 00 00 08 00", RBK_DATA_IN, 8, {GOOD, GOOD, GOOD, GOOD, GOOD, GOOD}},
    {"51 00 00 00 00 00 00 00 22 00", RBK_DATA_IN, 34, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"52 01 00 00 00 ff 00 00 24 00", RBK_DATA_IN, 36, {GOOD, CDB, NONE, OPENED, WORK, RESET}},
    {"52 01 00 00 00 01 00 00 24 00", RBK_DATA_IN, 36, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"54 01 00 00 00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
    {"55 10 00 00 00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"5a 00 3f 00 00 00 00 00 10 00", RBK_DATA_IN, 16, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"5b 00 02 00 00 00 00 00 00 00", RBK_NO_DATA, 0, {ORDER, ORDER, NONE, OPENED, WORK, RESET}},
    {"5c 00 00 00 00 00 00 00 0c 00", RBK_DATA_IN, 12, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"5d 00 00 00 00 00 00 00 20 00", RBK_DATA_OUT, 32, {ORDER, ORDER, NONE, OPENED, WORK, RESET}},
    {"a8 00 00 00 00 00 00 00 00 01 00 00", RBK_DATA_IN, 2048, {FORMAT, 0x56400, NONE, OPENED, WORK, RESET}},
    {"aa 00 ff ff ff 6a 00 00 00 01 00 00", RBK_DATA_OUT, 2352, {0x52102, FORMAT, NONE, OPENED, WORK, RESET}},
    {"ac 00 00 00 00 00 00 00 00 01 03 00", RBK_DATA_IN, 24, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"b9 00 00 00 02 00 00 02 01 f8 00 00", RBK_DATA_IN, 2352, {0x56400, GOOD, NONE, OPENED, WORK, RESET}},
    {"bb 00 ff ff ff ff 00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, GOOD, GOOD, WORK, RESET}},
    {"bd 00 00 00 00 00 00 00 00 08 00 00", RBK_DATA_IN, 8, {GOOD, GOOD, GOOD, GOOD, GOOD, RESET}},
    {"be 00 00 00 00 00 00 00 01 f8 00 00", RBK_DATA_IN, 2352, {0x56400, GOOD, NONE, OPENED, WORK, RESET}},
    {"e5 00 00 00 00 01 00 00 0e 00", RBK_DATA_IN, 14, {OPCODE, OPCODE, OPCODE, OPCODE, OPCODE, OPCODE}},
    {"a1 01 00 00 00 00 00 00 00 00 00 00", RBK_NO_DATA, 0, {GOOD, GOOD, NONE, OPENED, WORK, RESET}},
};

static void enter(int state)
{
    host_set("medium", state == NO_DISC ? "none" : "cd-rw");
    if (state == CLOSED_DISC)
        host_burn_album();
    assert_int_equal(host_select(0x41, 8, 0), 0);
    if (state == OPEN_TRAY)
        host_do("1b 00 00 00 02 00");
}

/* Before each command, since the previous one may have changed it. */
static void enter_again(int state)
{
    if (state == BUSY) {
        host_set("clock", "virtual");
        rbk_virtual_pass_ms(host_drive, 120000);
        assert_int_equal(host_do("a1 11 00 00 00 00 00 00 00 00 00 00"), 0);
    } else if (state == ATTENTION) {
        while (host_do("00 00 00 00 00 00") >= 0x60000) {
        }
        host_fault("op 12 attention 29/00");
        assert_int_equal(host_in("12 00 00 00 24 00", 36), 0);
    }
}

static void each_command_in_each_state(void **state)
{
    (void)state;
    for (int at = 0; at < STATES; at++) {
        host_teardown(NULL);
        host_setup(NULL);
        enter(at);
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            const struct row *row = &rows[i];
            enter_again(at);
            uint32_t sense = row->direction == RBK_DATA_IN    ? host_in(row->cdb, row->size)
                             : row->direction == RBK_DATA_OUT ? host_out(row->cdb, NULL, row->size)
                                                              : host_do(row->cdb);
            if (sense != row->sense[at])
                fail_msg("'%s' with %s: %05x instead of %05x", row->cdb, state_names[at], sense, row->sense[at]);
        }
    }
}

/* 2, 4 or 8 bytes are common: the header still reports the full length. */
static void small_allocations_never_fail(void **state)
{
    static const char *const cdbs[] = {"12 00 00 00 %02x 00",
                                       "1a 00 3f 00 %02x 00",
                                       "43 00 00 00 00 00 00 00 %02x 00",
                                       "43 00 02 00 00 00 00 00 %02x 00",
                                       "43 00 05 00 00 00 00 00 %02x 00",
                                       "46 00 00 00 00 00 00 00 %02x 00",
                                       "51 00 00 00 00 00 00 00 %02x 00",
                                       "52 01 00 00 00 01 00 00 %02x 00",
                                       "5a 00 3f 00 00 00 00 00 %02x 00",
                                       "42 00 40 02 00 00 00 00 %02x 00",
                                       "4a 01 00 00 10 00 00 00 %02x 00",
                                       "5c 00 00 00 00 00 00 00 %02x 00",
                                       "03 00 00 00 %02x 00"};
    (void)state;
    host_burn_album();
    for (size_t i = 0; i < sizeof cdbs / sizeof *cdbs; i++) {
        uint8_t whole[4];
        for (unsigned size = 8; size > 0; size /= 2) {
            char cdb[64];
            snprintf(cdb, sizeof cdb, cdbs[i], size);
            assert_int_equal(host_in(cdb, 8), 0);
            assert_int_equal(host_reply.data_bytes, size);
            assert_int_equal(host_data[size], size == 8 ? host_data[8] : 0xA5);
            if (size == 8)
                memcpy(whole, host_data, 4);
            else
                assert_memory_equal(host_data, whole, size < 4 ? size : 4);
        }
    }
}

static void data_the_wrong_way_would_hang_a_bus(void **state)
{
    (void)state;
    assert_int_equal(host_out("51 00 00 00 00 00 00 00 22 00", NULL, 34), CDB);
    assert_int_equal(host_in("55 10 00 00 00 00 00 00 3c 00", 60), CDB);
    assert_int_equal(host_out("00 00 00 00 00 00", NULL, 4), CDB);
    assert_int_equal(host_look().violations, 3);
    assert_int_equal(host_do("51 00 00 00 00 00 00 00 22 00"), 0); /* an allocation length of 0 is allowed */
    assert_int_equal(host_reply.data_bytes, 0);
    assert_int_equal(host_look().violations, 3);
}

static void every_opcode_gets_an_answer(void **state)
{
    (void)state;
    for (unsigned opcode = 0; opcode < 256; opcode++) {
        char cdb[64];
        snprintf(cdb, sizeof cdb, "%02x ff ff ff ff ff ff ff ff ff ff ff", opcode);
        host_in(cdb, 4096);
        host_out(cdb, NULL, 4096);
        host_do(cdb);
        assert_true(host_reply.data_bytes <= 4096);
    }
}

/* Any command in any order: the drive never reports a longer transfer than there was room for, and keeps working. */
static void noise_is_answered(void **state)
{
    uint32_t seed = 1;
    (void)state;
    host_set("medium", "cd-rw");
    host_burn_album();
    for (unsigned round = 0; round < 30000; round++) {
        rbk_command command = {.cdb_bytes = 12, .data = host_data};
        for (size_t i = 0; i < 12; i++) {
            seed = seed * 1664525 + 1013904223;
            command.cdb[i] = seed >> 29 ? (uint8_t)0 : (uint8_t)(seed >> 16);
        }
        seed = seed * 1664525 + 1013904223;
        const struct row *row = &rows[(seed >> 8) % (sizeof rows / sizeof *rows - 1)]; /* all but BLANK */
        unsigned opcode;
        sscanf(row->cdb, "%2x", &opcode);
        command.cdb[0] = (uint8_t)opcode;
        command.direction = row->direction;
        command.data_bytes = (seed >> 24) * 20;
        if (command.direction == RBK_NO_DATA)
            command.data_bytes = 0;
        rbk_virtual_run(host_drive, &command, &host_reply);
        assert_true(host_reply.data_bytes <= command.data_bytes);
    }
}

static void linux_lets_through_what_a_burn_needs(void **state)
{
    static const uint8_t burn[] = {0x00, 0x12, 0x1B, 0x1E, 0x2A, 0x35, 0x42, 0x43, 0x46, 0x4A, 0x51,
                                   0x52, 0x54, 0x55, 0x5A, 0x5B, 0x5C, 0x5D, 0xA1, 0xAC, 0xBB, 0xBE};
    unsigned reading = 0, writing = 0;
    (void)state;
    for (size_t i = 0; i < sizeof burn; i++)
        assert_true(rbk_virtual_kernel_permits(burn[i], true));
    for (unsigned opcode = 0; opcode < 256; opcode++) {
        reading += rbk_virtual_kernel_permits((uint8_t)opcode, false);
        writing += rbk_virtual_kernel_permits((uint8_t)opcode, true);
    }
    assert_int_equal(reading, 37);
    assert_int_equal(writing, 37 + 25);
    assert_false(rbk_virtual_kernel_permits(0x2A, false));
    assert_false(rbk_virtual_kernel_permits(0x1E, false));
    assert_true(rbk_virtual_kernel_permits(0x1B, false));
    assert_false(rbk_virtual_kernel_permits(0x01, true));
    assert_false(rbk_virtual_kernel_permits(0xBD, true));
    assert_false(rbk_virtual_kernel_permits(0xE5, true));
}

static void a_drive_may_refuse_to_be_asked_for_more_than_there_is(void **state)
{
    (void)state;
    host_set("quirks", "exact-lengths");
    assert_int_equal(host_in("5a 00 05 00 00 00 00 01 10 00", 272), 0x52400);
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 0a 00", 10), 0);
    assert_int_equal(host_in("5a 00 05 00 00 00 00 00 3c 00", 60), 0);
    assert_int_equal(host_in("46 00 00 00 00 00 00 10 00 00", 4096), 0x52400);
    assert_int_equal(host_in("51 00 00 00 00 00 00 00 22 00", 34), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        host_test(each_command_in_each_state),
        host_test(small_allocations_never_fail),
        host_test(data_the_wrong_way_would_hang_a_bus),
        host_test(every_opcode_gets_an_answer),
        host_test(noise_is_answered),
        host_test(linux_lets_through_what_a_burn_needs),
        host_test(a_drive_may_refuse_to_be_asked_for_more_than_there_is),
    };
    return cmocka_run_group_tests_name("device/virtual_command", tests, NULL, NULL);
}
