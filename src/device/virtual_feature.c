/*
 * GET CONFIGURATION and GET PERFORMANCE: the drive's features, and which of them are current with the loaded medium.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    PROFILE_CD_ROM = 0x08,
    PROFILE_CD_R = 0x09,
    PROFILE_CD_RW = 0x0A,
    PROFILE_DVD_R = 0x11,
    FEATURES_BYTES_MAX = 256,
    PERSISTENT = 0x02,
    CURRENT = 0x01,
    ONLY_CURRENT = 1,
    ONLY_ONE = 2
};

static unsigned current_profile(const rbk_virtual *drive)
{
    if (!rbk_virtual_has_disc(drive))
        return 0;
    switch (drive->config.medium) {
    case RBK_VIRTUAL_MEDIUM_CD_R:
        return drive->config.quirks & RBK_QUIRK_FINALIZED_IS_ROM && drive->disc.state == RBK_VIRTUAL_FINALIZED
                   ? PROFILE_CD_ROM
                   : PROFILE_CD_R;
    case RBK_VIRTUAL_MEDIUM_CD_RW:
        return PROFILE_CD_RW;
    case RBK_VIRTUAL_MEDIUM_DVD_R:
        return PROFILE_DVD_R;
    default:
        return PROFILE_CD_ROM;
    }
}

size_t rbk_virtual_sheet_bytes_max(const rbk_virtual *drive)
{
    return drive->config.quirks & RBK_QUIRK_SMALL_CUE_SHEET ? 64 * RBK_SHEET_ENTRY_BYTES : 0xF800;
}

/* ------------------------------------------------------------------ features */

typedef struct feature_list {
    uint8_t bytes[FEATURES_BYTES_MAX];
    size_t size;
    unsigned from, selection;
} feature_list;

/* data has size bytes; flags: PERSISTENT, CURRENT. */
static void add(feature_list *list, unsigned number, unsigned version, unsigned flags, const uint8_t *data, size_t size)
{
    uint8_t *at = list->bytes + list->size;
    if (number < list->from || (list->selection == ONLY_ONE && number != list->from) ||
        (list->selection == ONLY_CURRENT && !(flags & CURRENT)))
        return;
    rbk_virtual_store16(at, number);
    at[2] = (uint8_t)(version << 2 | flags);
    at[3] = (uint8_t)size;
    if (size)
        memcpy(at + 4, data, size);
    list->size += 4 + size;
}

static void add_profiles(const rbk_virtual *drive, feature_list *list)
{
    static const uint8_t profiles[] = {PROFILE_DVD_R, PROFILE_CD_RW, PROFILE_CD_R, PROFILE_CD_ROM};
    uint8_t data[4 * sizeof profiles] = {0};
    unsigned current = current_profile(drive);
    size_t size = 0;
    for (size_t i = 0; i < sizeof profiles; i++) {
        if (profiles[i] == PROFILE_DVD_R && current != PROFILE_DVD_R) /* a drive for CDs until a DVD is in it */
            continue;
        data[size + 1] = profiles[i];
        data[size + 2] = profiles[i] == current;
        size += 4;
    }
    add(list, 0x0000, 0, PERSISTENT | CURRENT, data, size);
}

static void add_writing(const rbk_virtual *drive, feature_list *list)
{
    uint64_t quirks = drive->config.quirks;
    bool writable = rbk_virtual_has_disc(drive) && drive->config.medium != RBK_VIRTUAL_MEDIUM_CD_ROM &&
                    drive->config.medium != RBK_VIRTUAL_MEDIUM_DVD_R &&
                    (drive->disc.state == RBK_VIRTUAL_BLANK || drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_RW);
    unsigned current = writable ? CURRENT : 0;
    unsigned protection = quirks & RBK_QUIRK_NO_UNDERRUN_PROTECTION ? 0 : 0x40;
    unsigned test = quirks & RBK_QUIRK_NO_TEST_WRITE ? 0 : 0x04;
    uint8_t tao[4] = {(uint8_t)(protection | test | 0x02), 0, 0x3F, 0x0F};
    uint8_t mastering[4] = {(uint8_t)(protection | test | 0x02)};
    if (!(quirks & RBK_QUIRK_NO_R_W))
        mastering[0] |= 0x01;
    mastering[0] |= 0x20;
    if (drive->config.raw_bytes)
        mastering[0] |= 0x08;
    rbk_virtual_store24(mastering + 1, (uint32_t)rbk_virtual_sheet_bytes_max(drive));
    add(list, 0x002D, 2, current, tao, sizeof tao);
    if (!(quirks & RBK_QUIRK_NO_SAO))
        add(list, 0x002E, 0, current, mastering, sizeof mastering);
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_RW)
        add(list, 0x0037, 0, current, (const uint8_t[]){0x00, 0xFF, 0x00, 0x00}, 4);
}

static void add_all(const rbk_virtual *drive, feature_list *list)
{
    unsigned disc = rbk_virtual_has_disc(drive) ? CURRENT : 0;
    uint8_t serial[16];
    size_t length = strlen(drive->config.serial);
    memset(serial, ' ', sizeof serial);
    memcpy(serial, drive->config.serial, length < sizeof serial ? length : sizeof serial);
    add_profiles(drive, list);
    add(list, 0x0001, 2, PERSISTENT | CURRENT, (const uint8_t[]){0, 0, 0, 7, 0, 0, 0, 0}, 8); /* serial ATA */
    add(list, 0x0002, 0, PERSISTENT | CURRENT, (const uint8_t[]){0, 0, 0, 0}, 4);
    add(list, 0x0003, 0, PERSISTENT | CURRENT, (const uint8_t[]){0x29, 0, 0, 0}, 4); /* tray, eject, lock */
    add(list, 0x0010, 0, disc, (const uint8_t[]){0, 0, 0x08, 0, 0, 1, 0, 0}, 8);
    add(list, 0x001D, 0, disc, NULL, 0);
    add(list, 0x001E, 2, disc,
        (const uint8_t[]){drive->config.quirks & RBK_QUIRK_NO_CD_TEXT_READ ? 0x02 : 0x03, 0, 0, 0}, 4);
    add_writing(drive, list);
    add(list, 0x0100, 0, PERSISTENT | CURRENT, NULL, 0);
    add(list, 0x0105, 0, PERSISTENT | CURRENT, (const uint8_t[]){0, 0, 0, 0}, 4);
    add(list, 0x0107, 0, disc, (const uint8_t[]){0x13, 0, 0, 0}, 4);
    add(list, 0x0108, 0, PERSISTENT | CURRENT, serial, sizeof serial);
}

void rbk_virtual_get_configuration(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[8 + FEATURES_BYTES_MAX] = {0};
    feature_list list = {.from = rbk_virtual_load16(task->cdb + 2), .selection = task->cdb[1] & 0x03};
    if (list.selection == 3) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    add_all(drive, &list);
    memcpy(reply + 8, list.bytes, list.size);
    rbk_virtual_store32(reply, (uint32_t)list.size + 4);
    rbk_virtual_store16(reply + 6, current_profile(drive));
    rbk_virtual_answer(task, reply, 8 + list.size, rbk_virtual_load16(task->cdb + 7));
}

/* ------------------------------------------------------------------ performance */

enum { PERFORMANCE = 0x00, WRITE_SPEEDS = 0x03 };

void rbk_virtual_get_performance(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[8 + 16 * RBK_VIRTUAL_SPEEDS_MAX] = {0};
    uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX], room = rbk_virtual_load16(task->cdb + 8);
    size_t count = rbk_virtual_speeds(drive, speeds);
    uint32_t end = (uint32_t)(drive->disc.sheet ? drive->disc.sheet->lead_out_lba : drive->config.lead_out_lba) - 1;
    if (task->cdb[10] != PERFORMANCE && task->cdb[10] != WRITE_SPEEDS) {
        rbk_virtual_check_cdb(task, 10);
        return;
    }
    if (task->cdb[10] == PERFORMANCE)
        count = 1;
    for (size_t i = 0; i < count; i++) {
        uint8_t *at = reply + 8 + 16 * i;
        if (task->cdb[10] == PERFORMANCE)
            rbk_virtual_store32(at + 4, rbk_virtual_kilobytes(drive->read_speed));
        else
            rbk_virtual_store32(at + 4, end);
        rbk_virtual_store32(at + 8, task->cdb[10] == PERFORMANCE ? end : rbk_virtual_kilobytes(speeds[0]));
        rbk_virtual_store32(at + 12,
                            rbk_virtual_kilobytes(task->cdb[10] == PERFORMANCE ? drive->read_speed : speeds[i]));
    }
    rbk_virtual_store32(reply, (uint32_t)(4 + 16 * count));
    rbk_virtual_answer(task, reply, 8 + 16 * (count < room ? count : room), SIZE_MAX);
}
