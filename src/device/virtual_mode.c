/*
 * Mode pages: write parameters (05) and the few others of a recorder. Fields that hosts may not change are masked
 * rather than refused, since hosts send back what they sensed.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    CURRENT = 0,
    CHANGEABLE = 1,
    DEFAULT = 2,
    SAVED = 3,
    ALL_PAGES = 0x3F,
    PAGE_RECOVERY = 0x01,
    PAGE_WRITE = 0x05,
    PAGE_TIMES = 0x0D,
    PAGE_AUDIO = 0x0E,
    PAGE_POWER = 0x1A,
    PAGE_CAPABILITIES = 0x2A,
    PAGES_BYTES_MAX = 256,
    BUFE = 0x40,
    TEST_WRITE = 0x10,
    WRITE_TYPE = 0x0F,
    TYPE_TAO = 1,
    TYPE_SAO = 2,
    TYPE_RAW = 3,
    BLOCK_PQ = 1,
    BLOCK_P_TO_W = 3
};

/* ------------------------------------------------------------------ the pages */

static const uint8_t default_recovery[RBK_PAGE_RECOVERY_BYTES] = {PAGE_RECOVERY, 0x0A, 0x00, 0x80};
static const uint8_t default_audio[RBK_PAGE_AUDIO_BYTES] = {PAGE_AUDIO, 0x0E, 0x04, 0,    0,    0,
                                                            0,          75,   0x01, 0xFF, 0x02, 0xFF};
/* Track-at-once, mode 1 of 2048 bytes, a pregap of 150 sectors. */
static const uint8_t default_write[RBK_PAGE_WRITE_BYTES] = {PAGE_WRITE, 0x32, BUFE | TYPE_TAO, 0x04, 0x08, [15] = 0x96};
static const uint8_t times[8] = {PAGE_TIMES, 0x06, 0, 0x0D, 0, 60, 0, 75};
static const uint8_t power[12] = {PAGE_POWER, 0x0A};

static bool has_underrun_protection(const rbk_virtual *drive)
{
    return !(drive->config.quirks & RBK_QUIRK_NO_UNDERRUN_PROTECTION);
}

static bool has_test_write(const rbk_virtual *drive)
{
    return !(drive->config.quirks & RBK_QUIRK_NO_TEST_WRITE);
}

static void make_default_write(const rbk_virtual *drive, uint8_t page[RBK_PAGE_WRITE_BYTES])
{
    memcpy(page, default_write, RBK_PAGE_WRITE_BYTES);
    if (!has_underrun_protection(drive))
        page[2] &= (uint8_t)~BUFE;
    if (drive->config.quirks & RBK_QUIRK_STALE_TEST_WRITE)
        page[2] |= TEST_WRITE;
}

void rbk_virtual_pages_init(rbk_virtual *drive)
{
    make_default_write(drive, drive->pages.write);
    memcpy(drive->pages.recovery, default_recovery, sizeof default_recovery);
    memcpy(drive->pages.audio, default_audio, sizeof default_audio);
}

size_t rbk_virtual_capabilities(const rbk_virtual *drive, uint8_t page[64])
{
    uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX];
    size_t count = rbk_virtual_speeds(drive, speeds), size = 32 + 4 * count;
    memset(page, 0, 64);
    page[0] = PAGE_CAPABILITIES;
    page[1] = (uint8_t)(size - 2);
    page[2] = 0x03;                                                 /* reads CD-R, CD-RW */
    page[3] = (uint8_t)(0x03 | (has_test_write(drive) ? 0x04 : 0)); /* writes them */
    page[4] = (uint8_t)(0x71 | (has_underrun_protection(drive) ? 0x80 : 0));
    page[5] = 0x77; /* CD-DA, accurate stream, R-W, C2, ISRC, UPC; no de-interleaving of R-W */
    page[6] = (uint8_t)(0x29 | (drive->locked ? 0x02 : 0));
    rbk_virtual_store16(page + 8, rbk_virtual_kilobytes(speeds[0]));
    rbk_virtual_store16(page + 10, 256);
    rbk_virtual_store16(page + 12, drive->config.buffer_kib);
    rbk_virtual_store16(page + 14, rbk_virtual_kilobytes(drive->read_speed));
    rbk_virtual_store16(page + 18, rbk_virtual_kilobytes(speeds[0]));
    rbk_virtual_store16(page + 20, rbk_virtual_kilobytes(drive->write_speed));
    page[23] = 1;
    rbk_virtual_store16(page + 28, rbk_virtual_kilobytes(drive->write_speed));
    rbk_virtual_store16(page + 30, (uint32_t)count);
    for (size_t i = 0; i < count; i++)
        rbk_virtual_store16(page + 34 + 4 * i, rbk_virtual_kilobytes(speeds[i]));
    return size;
}

/* ------------------------------------------------------------------ MODE SENSE */

static size_t put(uint8_t *out, const uint8_t *current, const uint8_t *defaults, size_t size, bool changeable,
                  int control)
{
    memcpy(out, control == DEFAULT ? defaults : current, size);
    if (control == CHANGEABLE)
        memset(out + 2, changeable ? 0xFF : 0x00, size - 2);
    return size;
}

/* Appends a page to out; 0 bytes: no such page. */
static size_t put_page(const rbk_virtual *drive, int page, int control, uint8_t *out)
{
    const rbk_virtual_pages *pages = &drive->pages;
    uint8_t made[64];
    size_t size;
    switch (page) {
    case PAGE_RECOVERY:
        return put(out, pages->recovery, default_recovery, sizeof default_recovery, true, control);
    case PAGE_WRITE:
        make_default_write(drive, made);
        size = put(out, pages->write, made, RBK_PAGE_WRITE_BYTES, true, control);
        if (control == CHANGEABLE)
            out[2] = (uint8_t)((has_underrun_protection(drive) ? BUFE : 0) | (has_test_write(drive) ? TEST_WRITE : 0) |
                               0x20 | WRITE_TYPE);
        return size;
    case PAGE_TIMES:
        return put(out, times, times, sizeof times, false, control);
    case PAGE_AUDIO:
        return put(out, pages->audio, default_audio, sizeof default_audio, true, control);
    case PAGE_POWER:
        return put(out, power, power, sizeof power, false, control);
    case PAGE_CAPABILITIES:
        size = rbk_virtual_capabilities(drive, made);
        return put(out, made, made, size, false, control);
    default:
        return 0;
    }
}

static size_t put_pages(const rbk_virtual *drive, int page, int control, uint8_t *out)
{
    static const uint8_t all[] = {PAGE_RECOVERY, PAGE_WRITE, PAGE_TIMES, PAGE_AUDIO, PAGE_POWER, PAGE_CAPABILITIES};
    size_t size = 0;
    if (page != ALL_PAGES)
        return put_page(drive, page, control, out);
    for (size_t i = 0; i < sizeof all; i++)
        size += put_page(drive, all[i], control, out + size);
    return size;
}

static void mode_sense(rbk_virtual *drive, rbk_virtual_task *task, size_t header, size_t allocation)
{
    uint8_t reply[8 + PAGES_BYTES_MAX] = {0};
    int control = task->cdb[2] >> 6;
    if (control == SAVED) {
        rbk_virtual_check(task, SENSE_SAVING);
        return;
    }
    size_t pages = task->cdb[3] ? 0 : put_pages(drive, task->cdb[2] & 0x3F, control, reply + header);
    if (!pages) {
        rbk_virtual_check_cdb(task, task->cdb[3] ? 3 : 2);
        return;
    }
    size_t size = header + pages;
    if (header == 4)
        reply[0] = (uint8_t)(size - 1);
    else
        rbk_virtual_store16(reply, (uint32_t)size - 2);
    rbk_virtual_answer(task, reply, size, allocation);
}

void rbk_virtual_mode_sense_6(rbk_virtual *drive, rbk_virtual_task *task)
{
    mode_sense(drive, task, 4, task->cdb[4]);
}

void rbk_virtual_mode_sense_10(rbk_virtual *drive, rbk_virtual_task *task)
{
    mode_sense(drive, task, 8, rbk_virtual_load16(task->cdb + 7));
}

/* ------------------------------------------------------------------ MODE SELECT */

/* The offset of the first invalid byte of a page 05, or 0. */
static size_t wrong_write_byte(const rbk_virtual *drive, const uint8_t *page)
{
    static const uint16_t data_block_types = 0x3F0F; /* 0 to 3, 8 to 13 */
    uint64_t quirks = drive->config.quirks;
    unsigned type = page[2] & WRITE_TYPE, block = page[4] & 0x0F;
    if ((type != TYPE_TAO && type != TYPE_SAO && type != TYPE_RAW) || (type == TYPE_SAO && quirks & RBK_QUIRK_NO_SAO) ||
        (type == TYPE_RAW && !drive->config.raw_bytes))
        return 2;
    if (type == TYPE_RAW && block != BLOCK_PQ && (block != BLOCK_P_TO_W || drive->config.raw_bytes < 96))
        return 4;
    if ((page[2] & BUFE && !has_underrun_protection(drive)) || (page[2] & TEST_WRITE && !has_test_write(drive)))
        return 2;
    if (page[3] >> 6 == 2 || (page[3] >> 6 == 3 && (quirks & RBK_QUIRK_NO_MULTI_SESSION || type == TYPE_RAW)))
        return 3;
    if (!(data_block_types >> block & 1) ||
        (quirks & RBK_QUIRK_NO_R_W && block >= (type == TYPE_RAW ? 2 : 1) && block <= 3))
        return 4;
    if (page[8] != 0x00 && page[8] != 0x10 && page[8] != 0x20)
        return 8;
    return 0;
}

static void drop_sheet(rbk_virtual *drive)
{
    if (drive->phase != RBK_VIRTUAL_CUE)
        return;
    rbk_virtual_sheet_free(drive->sheet);
    drive->sheet = NULL;
    drive->phase = RBK_VIRTUAL_IDLE;
}

/* Applies one page at byte of the parameters. False: refused. */
static bool select_page(rbk_virtual *drive, rbk_virtual_task *task, size_t byte)
{
    uint8_t *page = task->data + byte;
    static const uint8_t lengths[] = {
        [PAGE_RECOVERY] = 0x0A, [PAGE_WRITE] = 0x32, [PAGE_TIMES] = 0x06, [PAGE_AUDIO] = 0x0E};
    unsigned code = page[0] & 0x3F;
    size_t wrong = 0;
    if (code >= sizeof lengths || !lengths[code] || page[1] != lengths[code]) {
        rbk_virtual_check_parameter(task, SENSE_PARAMETER, byte + (code < sizeof lengths && lengths[code]));
        return false;
    }
    if (page[0] & 0x80)
        rbk_virtual_violation(drive, "PS is set in a page sent to the drive");
    if (code == PAGE_RECOVERY) {
        memcpy(drive->pages.recovery, page, sizeof drive->pages.recovery);
        drive->pages.recovery[0] &= 0x3F;
    } else if (code == PAGE_AUDIO) {
        memcpy(drive->pages.audio, page, sizeof drive->pages.audio);
        drive->pages.audio[0] &= 0x3F;
    } else if (code == PAGE_WRITE) {
        if (drive->phase >= RBK_VIRTUAL_LEAD_IN && !rbk_virtual_is_between_tracks(drive)) {
            rbk_virtual_check(task, SENSE_SEQUENCE);
            return false;
        }
        wrong = wrong_write_byte(drive, page);
        if (wrong) {
            rbk_virtual_check_parameter(task, SENSE_PARAMETER, byte + wrong);
            return false;
        }
        memcpy(drive->pages.write, page, sizeof drive->pages.write);
        drive->pages.write[0] &= 0x3F;
        if (drive->config.quirks & RBK_QUIRK_IGNORES_TEST_WRITE)
            drive->pages.write[2] &= (uint8_t)~TEST_WRITE;
        drop_sheet(drive);
    }
    drive->changed = true;
    return true;
}

static void mode_select(rbk_virtual *drive, rbk_virtual_task *task, size_t header, size_t length)
{
    if (!(task->cdb[1] & 0x10) || task->cdb[1] & 0x01) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (length == 0)
        return;
    if (length != task->room || length < header) {
        rbk_virtual_check(task, SENSE_PARAMETER_LENGTH);
        return;
    }
    size_t descriptor = header == 4 ? task->data[3] : rbk_virtual_load16(task->data + 6);
    size_t byte = header + descriptor;
    if (descriptor % 8 || byte > length) {
        rbk_virtual_check_parameter(task, descriptor % 8 ? SENSE_PARAMETER : SENSE_PARAMETER_LENGTH,
                                    header == 4 ? 3 : 6);
        return;
    }
    while (byte < length) {
        if (length - byte < 2 || length - byte < 2U + task->data[byte + 1]) {
            rbk_virtual_check(task, SENSE_PARAMETER_LENGTH);
            return;
        }
        size_t size = 2U + task->data[byte + 1];
        if (!select_page(drive, task, byte))
            return;
        byte += size;
    }
}

void rbk_virtual_mode_select_6(rbk_virtual *drive, rbk_virtual_task *task)
{
    mode_select(drive, task, 4, task->cdb[4]);
}

void rbk_virtual_mode_select_10(rbk_virtual *drive, rbk_virtual_task *task)
{
    mode_select(drive, task, 8, rbk_virtual_load16(task->cdb + 7));
}
