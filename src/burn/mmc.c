/*
 * Commands as bytes. Libraries have calls for some of them, with errors in their CDBs; these are our own.
 */
#include "burn/mmc.h"

#include <string.h>

static const struct name_row {
    uint8_t code;
    uint8_t cdb_bytes;
    const char *name;
} name_rows[] = {
    {RBK_MMC_TEST_UNIT_READY, 6, "TEST UNIT READY"},
    {RBK_MMC_INQUIRY, 6, "INQUIRY"},
    {RBK_MMC_START_STOP_UNIT, 6, "START STOP UNIT"},
    {RBK_MMC_PREVENT_ALLOW, 6, "PREVENT ALLOW MEDIUM REMOVAL"},
    {RBK_MMC_WRITE_10, 10, "WRITE"},
    {RBK_MMC_SYNCHRONIZE_CACHE, 10, "SYNCHRONIZE CACHE"},
    {RBK_MMC_READ_SUBCHANNEL, 10, "READ SUB-CHANNEL"},
    {RBK_MMC_READ_TOC, 10, "READ TOC"},
    {RBK_MMC_GET_CONFIGURATION, 10, "GET CONFIGURATION"},
    {RBK_MMC_READ_DISC_INFORMATION, 10, "READ DISC INFORMATION"},
    {RBK_MMC_READ_TRACK_INFORMATION, 10, "READ TRACK INFORMATION"},
    {RBK_MMC_SEND_OPC, 10, "SEND OPC INFORMATION"},
    {RBK_MMC_MODE_SELECT_10, 10, "MODE SELECT"},
    {RBK_MMC_MODE_SENSE_10, 10, "MODE SENSE"},
    {RBK_MMC_READ_BUFFER_CAPACITY, 10, "READ BUFFER CAPACITY"},
    {RBK_MMC_CLOSE_TRACK_SESSION, 10, "CLOSE TRACK/SESSION"},
    {RBK_MMC_SEND_CUE_SHEET, 10, "SEND CUE SHEET"},
    {RBK_MMC_BLANK, 12, "BLANK"},
    {RBK_MMC_SET_SPEED, 12, "SET CD SPEED"},
    {RBK_MMC_READ_CD, 12, "READ CD"},
};

static const struct name_row *row_of(uint8_t code)
{
    for (size_t i = 0; i < sizeof name_rows / sizeof name_rows[0]; i++)
        if (name_rows[i].code == code)
            return &name_rows[i];
    return NULL;
}

const char *rbk_mmc_name(uint8_t code)
{
    const struct name_row *row = row_of(code);
    return row ? row->name : "command";
}

static uint8_t *begin(rbk_command *command, uint8_t code, rbk_direction direction, uint8_t *data, size_t bytes)
{
    memset(command, 0, sizeof *command);
    command->cdb[0] = code;
    command->cdb_bytes = row_of(code)->cdb_bytes;
    command->direction = direction;
    command->data = data;
    command->data_bytes = bytes;
    return command->cdb;
}

static void put_16(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 8);
    at[1] = (uint8_t)value;
}

static void put_24(uint8_t *at, uint32_t value)
{
    at[0] = (uint8_t)(value >> 16);
    put_16(at + 1, value);
}

static void put_32(uint8_t *at, uint32_t value)
{
    put_16(at, value >> 16);
    put_16(at + 2, value);
}

void rbk_mmc_test_unit_ready(rbk_command *command)
{
    begin(command, RBK_MMC_TEST_UNIT_READY, RBK_NO_DATA, NULL, 0);
}

void rbk_mmc_inquiry(rbk_command *command, uint8_t data[RBK_MMC_INQUIRY_BYTES])
{
    uint8_t *cdb = begin(command, RBK_MMC_INQUIRY, RBK_DATA_IN, data, RBK_MMC_INQUIRY_BYTES);
    cdb[4] = RBK_MMC_INQUIRY_BYTES;
}

void rbk_mmc_start_stop(rbk_command *command, rbk_mmc_motion motion, bool at_once)
{
    uint8_t *cdb = begin(command, RBK_MMC_START_STOP_UNIT, RBK_NO_DATA, NULL, 0);
    cdb[1] = at_once;
    cdb[4] = (uint8_t)motion;
}

void rbk_mmc_prevent_removal(rbk_command *command, bool prevent)
{
    uint8_t *cdb = begin(command, RBK_MMC_PREVENT_ALLOW, RBK_NO_DATA, NULL, 0);
    cdb[4] = prevent;
}

void rbk_mmc_get_configuration(rbk_command *command, uint8_t *data, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_GET_CONFIGURATION, RBK_DATA_IN, data, bytes);
    put_16(cdb + 7, (uint32_t)bytes);
}

void rbk_mmc_mode_sense(rbk_command *command, uint8_t page, uint8_t *data, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_MODE_SENSE_10, RBK_DATA_IN, data, bytes);
    cdb[2] = page;
    put_16(cdb + 7, (uint32_t)bytes);
}

void rbk_mmc_mode_select(rbk_command *command, uint8_t *data, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_MODE_SELECT_10, RBK_DATA_OUT, data, bytes);
    cdb[1] = 0x10; /* PF: pages as in the standard */
    put_16(cdb + 7, (uint32_t)bytes);
}

void rbk_mmc_read_disc_information(rbk_command *command, uint8_t data[RBK_MMC_DISC_BYTES])
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_DISC_INFORMATION, RBK_DATA_IN, data, RBK_MMC_DISC_BYTES);
    put_16(cdb + 7, RBK_MMC_DISC_BYTES);
}

void rbk_mmc_read_track_information(rbk_command *command, uint8_t track, uint8_t data[RBK_MMC_TRACK_BYTES])
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_TRACK_INFORMATION, RBK_DATA_IN, data, RBK_MMC_TRACK_BYTES);
    cdb[1] = 1; /* the number is a track's */
    cdb[5] = track;
    put_16(cdb + 7, RBK_MMC_TRACK_BYTES);
}

void rbk_mmc_close(rbk_command *command, bool session, uint16_t track, bool at_once)
{
    uint8_t *cdb = begin(command, RBK_MMC_CLOSE_TRACK_SESSION, RBK_NO_DATA, NULL, 0);
    cdb[1] = at_once;
    cdb[2] = session ? 2 : 1;
    put_16(cdb + 4, session ? 0 : track);
}

void rbk_mmc_read_toc(rbk_command *command, rbk_mmc_toc_format format, uint8_t *data, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_TOC, RBK_DATA_IN, data, bytes);
    cdb[2] = (uint8_t)format;
    cdb[6] = format == RBK_MMC_TOC_FULL; /* from session 1; else from the first track on, or reserved */
    put_16(cdb + 7, (uint32_t)bytes);
}

void rbk_mmc_set_speed(rbk_command *command, uint16_t read_kbs, uint16_t write_kbs)
{
    uint8_t *cdb = begin(command, RBK_MMC_SET_SPEED, RBK_NO_DATA, NULL, 0);
    put_16(cdb + 2, read_kbs);
    put_16(cdb + 4, write_kbs);
}

void rbk_mmc_send_opc(rbk_command *command)
{
    uint8_t *cdb = begin(command, RBK_MMC_SEND_OPC, RBK_NO_DATA, NULL, 0);
    cdb[1] = 1; /* DoOPC */
}

void rbk_mmc_send_cue_sheet(rbk_command *command, uint8_t *sheet, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_SEND_CUE_SHEET, RBK_DATA_OUT, sheet, bytes);
    put_24(cdb + 6, (uint32_t)bytes);
}

void rbk_mmc_write(rbk_command *command, int32_t lba, uint16_t sectors, uint8_t *data, size_t bytes)
{
    uint8_t *cdb = begin(command, RBK_MMC_WRITE_10, RBK_DATA_OUT, data, bytes);
    put_32(cdb + 2, (uint32_t)lba);
    put_16(cdb + 7, sectors);
}

void rbk_mmc_read_buffer_capacity(rbk_command *command, uint8_t data[RBK_MMC_BUFFER_BYTES])
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_BUFFER_CAPACITY, RBK_DATA_IN, data, RBK_MMC_BUFFER_BYTES);
    put_16(cdb + 7, RBK_MMC_BUFFER_BYTES);
}

void rbk_mmc_synchronize_cache(rbk_command *command, bool at_once)
{
    uint8_t *cdb = begin(command, RBK_MMC_SYNCHRONIZE_CACHE, RBK_NO_DATA, NULL, 0);
    cdb[1] = at_once ? 2 : 0;
}

void rbk_mmc_blank(rbk_command *command, bool full, bool at_once)
{
    uint8_t *cdb = begin(command, RBK_MMC_BLANK, RBK_NO_DATA, NULL, 0);
    cdb[1] = (uint8_t)((at_once ? 0x10 : 0) | (full ? 0 : 1));
}

static uint8_t *read_code(rbk_command *command, uint8_t format, uint8_t *data)
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_SUBCHANNEL, RBK_DATA_IN, data, RBK_MMC_CODE_BYTES);
    cdb[2] = 0x40; /* with the subchannel's data, not the header alone */
    cdb[3] = format;
    put_16(cdb + 7, RBK_MMC_CODE_BYTES);
    return cdb;
}

void rbk_mmc_read_mcn(rbk_command *command, uint8_t data[RBK_MMC_CODE_BYTES])
{
    read_code(command, 2, data);
}

void rbk_mmc_read_isrc(rbk_command *command, uint8_t track, uint8_t data[RBK_MMC_CODE_BYTES])
{
    read_code(command, 3, data)[6] = track;
}

uint32_t rbk_mmc_read_cd_bytes(rbk_mmc_subchannel subchannel)
{
    if (subchannel == RBK_MMC_SUB_RAW)
        return RBK_SECTOR_BYTES + 96;
    return subchannel == RBK_MMC_SUB_Q ? RBK_SECTOR_BYTES + RBK_MMC_SUB_Q_BYTES : RBK_SECTOR_BYTES;
}

void rbk_mmc_read_cd(rbk_command *command, int32_t lba, uint32_t sectors, rbk_mmc_subchannel subchannel, uint8_t *data)
{
    uint8_t *cdb = begin(command, RBK_MMC_READ_CD, RBK_DATA_IN, data, sectors * rbk_mmc_read_cd_bytes(subchannel));
    put_32(cdb + 2, (uint32_t)lba);
    put_24(cdb + 6, sectors);
    cdb[9] = 0xF8; /* sync, headers, user data, EDC and ECC: all 2352 bytes, of audio as of data */
    cdb[10] = (uint8_t)subchannel;
}

/* ------------------------------------------------------------------ speeds */

enum { CD_BYTES_PER_SECOND = RBK_SECTOR_BYTES * RBK_SECTORS_PER_SECOND };

uint16_t rbk_mmc_kbs_of_speed(uint32_t speed)
{
    uint32_t kbs = (speed * CD_BYTES_PER_SECOND + 999) / 1000;
    return kbs > 0xFFFF ? 0xFFFF : (uint16_t)kbs;
}

uint32_t rbk_mmc_tenths_of_kbs(uint32_t kbs)
{
    return (uint32_t)((uint64_t)kbs * 10000 / CD_BYTES_PER_SECOND);
}
