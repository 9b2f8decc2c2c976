/*
 * A drive for the tests of the recorder's sequence: it executes every command, logs every command, and fails where a
 * test asks for it. It checks no rules (the virtual recorder does); its purpose is to show exactly what is sent.
 */
#ifndef TESTS_UNIT_BURN_OBEDIENT_H
#define TESTS_UNIT_BURN_OBEDIENT_H

#include "burn/recorder.h"

#include "unit/burn/plans.h"

#include <stdio.h>

#define OBEDIENT_LOG    8192
#define OBEDIENT_FAULTS 16

/* The nth command of the opcode (from 1) and count - 1 after it fail, or (good) are ignored with status GOOD. */
typedef struct obedient_fault {
    uint8_t op;
    unsigned nth, count;
    rbk_outcome outcome;
    uint8_t key, asc, ascq;
} obedient_fault;

typedef struct obedient {
    rbk_transport transport;
    int64_t now_ms;
    uint32_t slept[64]; /* the first sleeps */
    size_t sleeps;
    rbk_command log[OBEDIENT_LOG];
    size_t logged;
    unsigned seen[256];
    obedient_fault faults[OBEDIENT_FAULTS];
    size_t fault_count;
    /* what it is */
    uint8_t device_type;
    uint8_t mastering; /* byte 4 of feature 2Eh */
    uint8_t profile;   /* 0: that of its disc */
    bool forgets_write_type, no_configuration, no_atip, no_addresses, keeps_no_test_write, never_closes,
        reads_no_cdtext;
    uint8_t wanted_block_type; /* 0xFF: any */
    int32_t lead_in_lba, lead_out_max_lba;
    /* what state it is in */
    uint8_t disc_status; /* as in READ DISC INFORMATION; 0xFF: no disc */
    bool rewritable, locked;
    uint8_t page[52];
    uint8_t sheet[4096];
    size_t sheet_bytes;
    int32_t next_lba;
    uint64_t sectors;
    /* For a disc that a test has recorded; NULL: nothing to read. Returns 1: read, 0: left to the drive, else the
       sense. */
    uint32_t (*read)(const rbk_command *command);
    unsigned lag; /* number of replies before the disc is reported as finished */
} obedient;

static obedient drive;

static void put_msf(uint8_t *at, int32_t lba)
{
    rbk_burn_time(lba, at);
}

static void answer_disc(uint8_t *data)
{
    data[1] = 32;
    data[2] = (uint8_t)(drive.disc_status |
                        (drive.disc_status == 2   ? 0x0C
                         : drive.disc_status == 1 ? 0x04
                                                  : 0) |
                        (drive.rewritable ? 0x10 : 0));
    if (drive.disc_status == 2 && drive.lag) {
        drive.lag--;
        data[2] = 0x05;
    }
    data[3] = data[4] = data[5] = data[6] = 1;
    put_msf(data + 17, drive.lead_in_lba);
    put_msf(data + 21, drive.lead_out_max_lba);
    if (drive.no_addresses)
        memset(data + 16, 0xFF, 8);
}

static void answer_configuration(uint8_t *data)
{
    static const uint8_t features[] = {0, 0, 3, 8, 0,    0x0A, 0, 0,    0, 9, 1, 0, 0, 0x2E,
                                       5, 4, 0, 0, 0x0C, 0x80, 0, 0x1E, 8, 4, 1, 0, 0, 0};
    data[3] = sizeof features + 4;
    data[7] = drive.profile ? drive.profile : drive.rewritable ? 10 : 9;
    memcpy(data + 8, features, sizeof features);
    data[8 + 16] = drive.mastering;
    data[8 + 24] = !drive.reads_no_cdtext;
}

static void answer_page(const uint8_t *cdb, uint8_t *data)
{
    bool parameters = (cdb[2] & 0x3F) == 5;
    data[1] = 6 + 52;
    if (parameters)
        memcpy(data + 8, drive.page, 52);
    else
        memcpy(data + 8, "\x2A\x32\x07\x07\x90\x02\x01", 7);
    if (!parameters)
        data[8 + 12] = 0x08, data[8 + 18] = 0x21, data[8 + 19] = 0x14, data[8 + 28] = 0x05, data[8 + 29] = 0x84;
}

static bool answer(const rbk_command *command, uint8_t *data)
{
    const uint8_t *cdb = command->cdb;
    switch (cdb[0]) {
    case RBK_MMC_INQUIRY:
        data[0] = drive.device_type, data[4] = 31;
        memcpy(data + 8, "ACME    CD-R OBEDIENT   1.00", 28);
        return true;
    case RBK_MMC_GET_CONFIGURATION:
        if (!drive.no_configuration)
            answer_configuration(data);
        return !drive.no_configuration;
    case RBK_MMC_MODE_SENSE_10:
        answer_page(cdb, data);
        return true;
    case RBK_MMC_READ_DISC_INFORMATION:
        answer_disc(data);
        return true;
    case RBK_MMC_READ_TOC:
        if (cdb[2] == 0 && drive.disc_status == 2) {
            memcpy(data, "\x00\x12\x01\x01\x00\x11\x01\x00\x00\x00\x00\x00\x00\x10\xAA\x00\x00\x00\x10\x00", 20);
            return true;
        }
        data[1] = 26;
        put_msf(data + 8, drive.lead_in_lba);
        put_msf(data + 12, drive.lead_out_max_lba);
        data[6] = drive.rewritable ? 0xC8 : 0x80;
        return cdb[2] == 4 && !drive.no_atip;
    case RBK_MMC_READ_TRACK_INFORMATION:
        data[1] = 34, data[17] = 5, data[18] = 0x7D, data[19] = 0xA8;
        return true;
    case RBK_MMC_READ_BUFFER_CAPACITY:
        memcpy(data, "\x00\x0A\x00\x00\x00\x20\x00\x00\x00\x08\x00\x00", 12);
        return true;
    default:
        return true;
    }
}

static bool obey(const rbk_command *command)
{
    const uint8_t *cdb = command->cdb;
    switch (cdb[0]) {
    case RBK_MMC_PREVENT_ALLOW:
        drive.locked = cdb[4] & 1;
        return true;
    case RBK_MMC_MODE_SELECT_10:
        memcpy(drive.page, command->data + 8, 52);
        if (drive.keeps_no_test_write)
            drive.page[2] &= (uint8_t)~0x10;
        if (drive.forgets_write_type)
            drive.page[2] = (uint8_t)((drive.page[2] & 0xF0) | 1);
        return true;
    case RBK_MMC_SEND_CUE_SHEET:
        assert_true(command->data_bytes <= sizeof drive.sheet);
        memcpy(drive.sheet, command->data, command->data_bytes);
        drive.sheet_bytes = command->data_bytes;
        return drive.wanted_block_type == 0xFF || (drive.page[4] & 0x0F) == drive.wanted_block_type;
    case RBK_MMC_WRITE_10:
        if (drive.sectors)
            assert_int_equal((int32_t)((uint32_t)cdb[2] << 24 | cdb[3] << 16 | cdb[4] << 8 | cdb[5]), drive.next_lba);
        drive.next_lba =
            (int32_t)((uint32_t)cdb[2] << 24 | cdb[3] << 16 | cdb[4] << 8 | cdb[5]) + (cdb[7] << 8 | cdb[8]);
        drive.sectors += (unsigned)(cdb[7] << 8 | cdb[8]);
        if (!(drive.page[2] & 0x10))
            drive.disc_status = 1;
        return true;
    case RBK_MMC_SYNCHRONIZE_CACHE:
        if (drive.disc_status == 1 && !drive.never_closes && plan && drive.next_lba == plan->lead_out_lba)
            drive.disc_status = 2;
        return true;
    case RBK_MMC_BLANK:
        drive.disc_status = 0;
        return true;
    default:
        return true;
    }
}

static const obedient_fault *fault_of(uint8_t op)
{
    for (size_t i = 0; i < drive.fault_count; i++) {
        const obedient_fault *fault = &drive.faults[i];
        if (fault->op == op && drive.seen[op] >= fault->nth && drive.seen[op] < fault->nth + fault->count)
            return fault;
    }
    return NULL;
}

static void put_sense(rbk_reply *reply, uint8_t key, uint8_t asc, uint8_t ascq)
{
    reply->outcome = RBK_OUTCOME_CHECK;
    reply->sense[0] = 0x70, reply->sense[2] = key, reply->sense[7] = 10, reply->sense[12] = asc;
    reply->sense[13] = ascq;
}

static bool needs_disc(uint8_t op)
{
    return op == RBK_MMC_TEST_UNIT_READY || op == RBK_MMC_READ_DISC_INFORMATION || op == RBK_MMC_READ_TOC;
}

static void obedient_run(rbk_transport *transport, const rbk_command *command, rbk_reply *reply)
{
    uint8_t op = command->cdb[0], data[8192] = {0};
    (void)transport;
    assert_true(drive.logged < OBEDIENT_LOG);
    drive.log[drive.logged++] = *command;
    drive.seen[op]++;
    const obedient_fault *fault = fault_of(op);
    if (fault) {
        reply->outcome = fault->outcome;
        reply->system_error = fault->outcome == RBK_OUTCOME_BROKEN ? 5 : 0;
        reply->data_bytes = fault->outcome == RBK_OUTCOME_GOOD ? command->data_bytes : 0;
        if (fault->outcome == RBK_OUTCOME_CHECK)
            put_sense(reply, fault->key, fault->asc, fault->ascq);
        return;
    }
    if (needs_disc(op) && drive.disc_status == 0xFF) {
        put_sense(reply, 2, 0x3A, 1);
        return;
    }
    uint32_t sense = drive.read ? drive.read(command) : 0;
    if (sense == 1)
        reply->data_bytes = command->data_bytes;
    else if (sense)
        put_sense(reply, (uint8_t)(sense >> 16), (uint8_t)(sense >> 8), (uint8_t)sense);
    if (sense)
        return;
    if (!(command->direction == RBK_DATA_IN ? answer(command, data) : obey(command))) {
        put_sense(reply, 5, command->direction == RBK_DATA_IN ? 0x24 : 0x26, 0);
        return;
    }
    if (command->direction == RBK_DATA_IN)
        memcpy(command->data, data, command->data_bytes < sizeof data ? command->data_bytes : sizeof data);
    reply->data_bytes = command->data_bytes;
}

static int64_t obedient_now(rbk_transport *transport)
{
    (void)transport;
    return drive.now_ms;
}

static void obedient_sleep(rbk_transport *transport, uint32_t ms)
{
    (void)transport;
    if (drive.sleeps < sizeof drive.slept / sizeof drive.slept[0])
        drive.slept[drive.sleeps] = ms;
    drive.sleeps++;
    drive.now_ms += ms;
}

static void obedient_close(rbk_transport *transport)
{
    (void)transport;
}

static const rbk_transport_backend obedient_backend = {"obedient", obedient_run, obedient_now, obedient_sleep,
                                                       obedient_close};

static rbk_recorder *recorder;

static int open_obedient(void **state)
{
    memset(&drive, 0, sizeof drive);
    drive.transport.backend = &obedient_backend;
    drive.device_type = 5;
    drive.mastering = 0x67;
    drive.wanted_block_type = 0xFF;
    drive.lead_in_lba = -12300;
    drive.lead_out_max_lba = 359849;
    memcpy(drive.page, "\x05\x32\x41\x04\x08", 5);
    recorder = NULL;
    return begin(state);
}

static int close_obedient(void **state)
{
    rbk_recorder_close(recorder);
    return end(state);
}

__attribute__((unused)) static void meet(void)
{
    if (rbk_recorder_new(&drive.transport, "the-drive", &recorder, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    drive.logged = 0;
    memset(drive.seen, 0, sizeof drive.seen);
}

__attribute__((unused)) static void add_fault(uint8_t op, unsigned nth, unsigned count, rbk_outcome outcome,
                                              uint32_t sense)
{
    assert_true(drive.fault_count < OBEDIENT_FAULTS);
    drive.faults[drive.fault_count++] =
        (obedient_fault){op, nth, count, outcome, (uint8_t)(sense >> 16), (uint8_t)(sense >> 8), (uint8_t)sense};
}

/* A disc of one track of 300 sectors, with CD-TEXT where it has a title. */
__attribute__((unused)) static void plan_disc(const char *title)
{
    add_track(RBK_MODE_AUDIO, 0, 300);
    if (title)
        set_title(title);
    options.medium = (rbk_burn_medium){true, drive.lead_in_lba, drive.lead_out_max_lba};
    assert_int_equal(make_plan(), RBK_OK);
    assert_int_equal(plan->refusals, 0);
}

/* Opcodes of the log in order, "12 00 51", those that repeat at once with a star. */
__attribute__((unused)) static const char *log_text(void)
{
    static char text[1024];
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < drive.logged && used + 8 < sizeof text; i++) {
        bool repeats = i > 0 && drive.log[i].cdb[0] == drive.log[i - 1].cdb[0];
        bool starred = used > 0 && text[used - 1] == '*';
        if (repeats && starred)
            continue;
        used += repeats ? (size_t)snprintf(text + used, sizeof text - used, "*")
                        : (size_t)snprintf(text + used, sizeof text - used, "%s%02X", used ? " " : "",
                                           (unsigned)drive.log[i].cdb[0]);
    }
    return text;
}

#define obedient_test(function) cmocka_unit_test_setup_teardown(function, open_obedient, close_obedient)

#endif
