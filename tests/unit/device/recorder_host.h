/*
 * A host for the virtual recorder: a drive in the scratch folder, commands as text, burns of an album.
 */
#ifndef TESTS_UNIT_DEVICE_RECORDER_HOST_H
#define TESTS_UNIT_DEVICE_RECORDER_HOST_H

#include "device/virtual.h"

#include "unit/device/packs.h"
#include "unit/device/sheets.h"
#include "unit/scratch.h"

#define HOST_BYTES 131072

static rbk_virtual *host_drive;
static uint8_t host_data[HOST_BYTES]; /* what came in with the last command */
static rbk_reply host_reply;

/* "name = value; name = value" of drive.conf, for the drives that are opened from now on. */
__attribute__((unused)) static void host_set(const char *name, const char *value)
{
    rbk_error error;
    if (rbk_virtual_set(host_drive, name, value, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

__attribute__((unused)) static void host_fault(const char *line)
{
    rbk_error error;
    if (rbk_virtual_add_fault(host_drive, line, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
}

__attribute__((unused)) static void host_open(void)
{
    rbk_error error;
    if (rbk_virtual_open(scratch_folder, true, &host_drive, &error) != RBK_OK)
        fail_msg("%s", error.sentence);
    host_set("clock", "instant");
}

__attribute__((unused)) static void host_close(void)
{
    rbk_virtual_close(host_drive);
    host_drive = NULL;
}

__attribute__((unused)) static int host_setup(void **state)
{
    if (scratch_setup(state) != 0)
        return -1;
    host_open();
    return 0;
}

__attribute__((unused)) static int host_teardown(void **state)
{
    host_close();
    return scratch_teardown(state);
}

#define host_test(function) cmocka_unit_test_setup_teardown(function, host_setup, host_teardown)

static uint32_t host_run(const char *cdb, rbk_direction direction, const void *out, size_t size)
{
    rbk_command command = {.direction = direction, .data = host_data, .data_bytes = size};
    unsigned byte;
    int used;
    for (; sscanf(cdb, "%2x%n", &byte, &used) == 1; cdb += used)
        command.cdb[command.cdb_bytes++] = (uint8_t)byte;
    if (size == 0)
        command.data = NULL;
    if (direction == RBK_DATA_IN)
        memset(host_data, 0xA5, size);
    else if (out && size)
        memmove(host_data, out, size); /* tests fill host_data in place, too */
    rbk_virtual_run(host_drive, &command, &host_reply);
    if (host_reply.outcome == RBK_OUTCOME_CHECK)
        return (uint32_t)host_reply.sense[2] << 16 | (uint32_t)host_reply.sense[12] << 8 | host_reply.sense[13];
    return host_reply.outcome == RBK_OUTCOME_GOOD ? 0 : 0xF00000U | host_reply.outcome;
}

/* Each returns the sense as 0xKCCQQ, 0 for GOOD, 0xF00000 plus the outcome for anything else. */
__attribute__((unused)) static uint32_t host_do(const char *cdb)
{
    return host_run(cdb, RBK_NO_DATA, NULL, 0);
}

__attribute__((unused)) static uint32_t host_in(const char *cdb, size_t size)
{
    return host_run(cdb, RBK_DATA_IN, NULL, size);
}

__attribute__((unused)) static uint32_t host_out(const char *cdb, const void *data, size_t size)
{
    return host_run(cdb, RBK_DATA_OUT, data, size);
}

/* The byte that the last sense points at: of the parameters, or of the CDB (then -1 - byte). */
__attribute__((unused)) static int host_pointer(void)
{
    int at = host_reply.sense[16] << 8 | host_reply.sense[17];
    assert_true(host_reply.sense[15] & 0x80);
    return host_reply.sense[15] & 0x40 ? -at - 1 : at;
}

/* Mode page 05 with the given three bytes. */
__attribute__((unused)) static uint32_t host_select(uint8_t write_type, uint8_t data_block_type, uint8_t format)
{
    uint8_t parameters[60] = {[8] = 0x05, [9] = 0x32, [23] = 0x96};
    parameters[10] = write_type;
    parameters[12] = data_block_type;
    parameters[16] = format;
    return host_out("55 10 00 00 00 00 00 00 3c 00", parameters, sizeof parameters);
}

__attribute__((unused)) static uint32_t host_send_sheet(const uint8_t *sheet, size_t size)
{
    char cdb[64];
    snprintf(cdb, sizeof cdb, "5d 00 00 00 00 00 %02x %02x %02x 00", (unsigned)(size >> 16 & 0xFF),
             (unsigned)(size >> 8 & 0xFF), (unsigned)(size & 0xFF));
    return host_out(cdb, sheet, size);
}

__attribute__((unused)) static uint32_t host_write(int32_t lba, uint32_t count, const void *data, size_t size)
{
    char cdb[64];
    uint32_t at = (uint32_t)lba;
    snprintf(cdb, sizeof cdb, "2a 00 %02x %02x %02x %02x 00 %02x %02x 00", at >> 24, at >> 16 & 0xFF, at >> 8 & 0xFF,
             at & 0xFF, count >> 8 & 0xFF, count & 0xFF);
    return host_out(cdb, data, size);
}

/* What the host sends for a sector of so many bytes. */
__attribute__((unused)) static void host_fill(int32_t lba, uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)((size_t)(lba + 151) * 31 + i * 7 + i / 256);
}

/* Writes sectors of one size from first up to end, in several commands; stops at the first sense that is not GOOD. */
__attribute__((unused)) static uint32_t host_write_range(int32_t first, int32_t end, size_t bytes, uint32_t piece)
{
    static uint8_t sectors[27 * 2448];
    for (int32_t lba = first; lba < end; lba += (int32_t)piece) {
        uint32_t count = end - lba < (int32_t)piece ? (uint32_t)(end - lba) : piece;
        for (uint32_t i = 0; i < count; i++)
            host_fill(lba + (int32_t)i, sectors + i * bytes, bytes);
        uint32_t sense = host_write(lba, count, sectors, count * bytes);
        if (sense)
            return sense;
    }
    return 0;
}

/* The lead-in with the given number of packs, over and over. */
__attribute__((unused)) static uint32_t host_write_text(size_t packs, uint32_t piece)
{
    static uint8_t sectors[670 * 96];
    for (int32_t lba = -12300; lba < -150; lba += (int32_t)piece) {
        uint32_t count = -150 - lba < (int32_t)piece ? (uint32_t)(-150 - lba) : piece;
        test_lead_in(packs, (size_t)(lba + 12300), count, sectors);
        uint32_t sense = host_write(lba, count, sectors, count * 96);
        if (sense)
            return sense;
    }
    return 0;
}

/* The album of sheet_cdrskin with 10 packs of text, from the blank disc to the closed one. */
__attribute__((unused)) static void host_burn_album(void)
{
    assert_int_equal(host_select(0x42, 0, 0), 0);
    assert_int_equal(host_send_sheet(sheet_cdrskin, sizeof sheet_cdrskin), 0);
    assert_int_equal(host_write_text(10, 670), 0);
    assert_int_equal(host_write_range(-150, 1500, 2352, 27), 0);
    assert_int_equal(host_do("35 00 00 00 00 00 00 00 00 00"), 0);
}

__attribute__((unused)) static rbk_virtual_view host_look(void)
{
    rbk_virtual_view view;
    rbk_virtual_look(host_drive, &view);
    return view;
}

#endif
