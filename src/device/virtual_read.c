/*
 * READ CD and READ: parts of the main channel, error flags, subchannels, as requested by the host.
 */
#include "device/virtual_drive.h"

#include <redbook/sector.h>

#include <string.h>

enum {
    ANY = 0,
    CD_DA = 1,
    MODE_1 = 2,
    MODE_2 = 3,
    FORM_1 = 4,
    FORM_2 = 5,
    SYNC = 0x80,
    SUBHEADER = 0x40,
    HEADER = 0x20,
    USER = 0x10,
    EDC_ECC = 0x08,
    MAIN = 0xF8,
    C2_BYTES = 294,
    C2_BLOCK_BYTES = 296,
    SUB_NONE = 0,
    SUB_RAW = 1,
    SUB_Q = 2,
    SUB_R_W = 4,
    SECTOR_BYTES_MAX = RBK_SECTOR_BYTES + C2_BLOCK_BYTES + RBK_SUBCHANNEL_BYTES,
    BLOCK_BYTES = 2048,
    BATCH_SECTORS = 32
};

/* Of an incomplete disc with closed sessions these can be read. */
static const rbk_virtual_disc *session_at(const rbk_virtual *drive, int32_t lba)
{
    const rbk_virtual_disc *session = &drive->disc;
    while (session->before && lba < session->base_lba - RBK_PREGAP_SECTORS)
        session = session->before;
    return session;
}

/* The type of a recorded sector, as in READ CD. */
static int type_of(const rbk_virtual *drive, int32_t lba, const uint8_t raw[RBK_SECTOR_BYTES])
{
    const rbk_virtual_disc *session = drive->disc.before ? session_at(drive, lba) : &drive->disc;
    if (rbk_virtual_form_is_audio(rbk_virtual_sheet_at(session->sheet, lba)->form))
        return CD_DA;
    switch (rbk_sector_kind_of(raw)) {
    case RBK_SECTOR_MODE1:
    case RBK_SECTOR_MODE0:
        return MODE_1;
    case RBK_SECTOR_MODE2_FORM1:
        return FORM_1;
    case RBK_SECTOR_MODE2_FORM2:
        return FORM_2;
    default:
        return MODE_2;
    }
}

/* Can sectors be read there? Refuses otherwise. */
static bool check_place(rbk_virtual *drive, rbk_virtual_task *task, int64_t lba, int64_t count, int32_t least)
{
    const rbk_virtual_disc *session = session_at(drive, (int32_t)lba);
    if (drive->disc.state == RBK_VIRTUAL_BLANK)
        rbk_virtual_check(task, least < 0 ? SENSE_MODE : SENSE_FORMAT);
    else if (session->state == RBK_VIRTUAL_INCOMPLETE)
        rbk_virtual_check(task, SENSE_UNREADABLE);
    else if (lba < least || lba + count > session->sheet->lead_out_lba ||
             (session->before && lba < session->base_lba - RBK_PREGAP_SECTORS))
        rbk_virtual_check(task, SENSE_RANGE);
    else
        return true;
    return false;
}

/* Sectors of the disc, read some at a time. */
typedef struct sector_batch {
    int32_t lba, end_lba;
    uint8_t raw[BATCH_SECTORS * RBK_SECTOR_BYTES];
    uint8_t channels[BATCH_SECTORS * RBK_SUBCHANNEL_BYTES]; /* with sub */
    bool sub;
} sector_batch;

/* The sector at lba; count are still wanted from there. NULL: it cannot be read, see the task. */
static const uint8_t *get(rbk_virtual *drive, rbk_virtual_task *task, sector_batch *batch, int32_t lba, int64_t count)
{
    rbk_error error;
    rbk_status status = RBK_OK;
    rbk_error_init(&error);
    if (lba >= batch->end_lba) {
        size_t now = count < BATCH_SECTORS ? (size_t)count : BATCH_SECTORS;
        status = rbk_virtual_disc_get(&drive->disc, lba, batch->raw, now, &error);
        if (status == RBK_OK && batch->sub &&
            rbk_virtual_disc_get_sub(&drive->disc, lba, batch->channels, now, &error) != RBK_OK) {
            rbk_virtual_note(drive, "%s", error.sentence);
            memset(batch->channels, 0, sizeof batch->channels);
        }
        batch->lba = lba;
        batch->end_lba = lba + (int32_t)now;
    }
    if (status == RBK_OK)
        return batch->raw + (size_t)(lba - batch->lba) * RBK_SECTOR_BYTES;
    rbk_virtual_check_system(drive, task, &error);
    return NULL;
}

static void take_read_time(rbk_virtual *drive, int64_t count)
{
    if (!drive->config.instant)
        rbk_virtual_advance(drive, count * 1000000 / ((int64_t)drive->read_speed * RBK_SECTORS_PER_SECOND));
}

/* ------------------------------------------------------------------ parts of a sector */

/* Ends of a raw sector's parts, by type: sync, header, subheader, user data; the rest is EDC and ECC. */
static const uint16_t part_ends[][4] = {
    [CD_DA] = {0, 0, 0, 2352},     [MODE_1] = {12, 16, 16, 2064}, [MODE_2] = {12, 16, 16, 2352},
    [FORM_1] = {12, 16, 24, 2072}, [FORM_2] = {12, 16, 24, 2352}, /* with its spare EDC */
};

static size_t put_main(uint8_t *out, const uint8_t raw[RBK_SECTOR_BYTES], int type, unsigned wanted)
{
    static const unsigned bits[] = {SYNC, HEADER, SUBHEADER, USER, EDC_ECC};
    size_t size = 0;
    unsigned begin = 0;
    if (type == CD_DA) {
        if (wanted & MAIN)
            memcpy(out, raw, RBK_SECTOR_BYTES);
        return wanted & MAIN ? RBK_SECTOR_BYTES : 0;
    }
    for (size_t i = 0; i < 5; i++) {
        unsigned end = i < 4 ? part_ends[type][i] : RBK_SECTOR_BYTES;
        if (wanted & bits[i]) {
            memcpy(out + size, raw + begin, end - begin);
            size += end - begin;
        }
        begin = end;
    }
    return size;
}

static size_t put_c2(uint8_t *out, unsigned wanted)
{
    size_t size = wanted == 1 ? C2_BYTES : wanted == 2 ? C2_BLOCK_BYTES : 0;
    memset(out, 0, size);
    return size;
}

static size_t put_sub(uint8_t *out, const uint8_t read[RBK_SUBCHANNEL_BYTES], unsigned wanted)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    if (wanted == SUB_NONE)
        return 0;
    memcpy(channels, read, sizeof channels);
    if (wanted == SUB_Q) {
        rbk_subchannel_pq16(channels + RBK_Q_BYTES, channels[0] != 0, out);
        return RBK_PQ16_BYTES;
    }
    if (wanted == SUB_R_W)
        memset(channels, 0, 2 * RBK_Q_BYTES);
    rbk_subchannel_interleave(channels, out);
    return RBK_SUBCHANNEL_BYTES;
}

/* ------------------------------------------------------------------ READ CD */

static bool check_read_cd(rbk_virtual_task *task, unsigned sub)
{
    if ((task->cdb[1] >> 2 & 0x07) > FORM_2)
        rbk_virtual_check_cdb(task, 1);
    else if ((task->cdb[9] >> 1 & 0x03) == 3)
        rbk_virtual_check_cdb(task, 9);
    else if (sub != SUB_NONE && sub != SUB_RAW && sub != SUB_Q && sub != SUB_R_W)
        rbk_virtual_check_cdb(task, 10);
    else
        return true;
    return false;
}

static void read_cd(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, int64_t count)
{
    int expected = task->cdb[1] >> 2 & 0x07;
    unsigned main = task->cdb[9] & MAIN, c2 = task->cdb[9] >> 1 & 0x03, sub = task->cdb[10] & 0x07;
    size_t done = 0;
    if (!check_read_cd(task, sub))
        return;
    if (count == 0 || !check_place(drive, task, lba, count, -RBK_PREGAP_SECTORS))
        return;
    sector_batch batch = {.lba = lba, .end_lba = lba, .sub = sub != SUB_NONE};
    for (int64_t i = 0; i < count && (main || c2 || sub); i++) {
        uint8_t sector[SECTOR_BYTES_MAX];
        int32_t at = lba + (int32_t)i;
        const uint8_t *raw = get(drive, task, &batch, at, count - i);
        if (!raw)
            return;
        int type = type_of(drive, at, raw);
        if (expected != ANY && expected != type) {
            rbk_virtual_check(task, SENSE_MODE);
            return;
        }
        size_t size = put_main(sector, raw, type, main);
        size += put_c2(sector + size, c2);
        size += put_sub(sector + size, batch.channels + (size_t)(at - batch.lba) * RBK_SUBCHANNEL_BYTES, sub);
        if (size > task->room - done) {
            rbk_virtual_violation(drive, "room for %zu byte%s, the reply has %u sector%s of %zu", task->room,
                                  RBK_PLURAL(task->room, "", "s"), (unsigned)count, RBK_PLURAL(count, "", "s"), size);
            size = task->room - done;
            i = count;
        }
        if (size)
            memcpy(task->data + done, sector, size);
        done += size;
    }
    task->reply->data_bytes = done;
    take_read_time(drive, count);
}

void rbk_virtual_read_cd(rbk_virtual *drive, rbk_virtual_task *task)
{
    read_cd(drive, task, (int32_t)rbk_virtual_load32(task->cdb + 2), rbk_virtual_load24(task->cdb + 6));
}

static int32_t msf_lba(const uint8_t msf[3])
{
    return (msf[0] * 60 + msf[1]) * RBK_SECTORS_PER_SECOND + msf[2] - RBK_PREGAP_SECTORS;
}

void rbk_virtual_read_cd_msf(rbk_virtual *drive, rbk_virtual_task *task)
{
    int32_t first = msf_lba(task->cdb + 3), end = msf_lba(task->cdb + 6);
    if (end < first)
        rbk_virtual_check_cdb(task, 6);
    else
        read_cd(drive, task, first, end - first);
}

/* ------------------------------------------------------------------ READ */

static void read_blocks(rbk_virtual *drive, rbk_virtual_task *task, uint32_t count)
{
    int32_t lba = (int32_t)rbk_virtual_load32(task->cdb + 2);
    size_t done = 0;
    sector_batch batch = {.lba = lba, .end_lba = lba};
    if (!check_place(drive, task, lba, count, 0))
        return;
    for (uint32_t i = 0; i < count; i++) {
        int32_t at = lba + (int32_t)i;
        const uint8_t *raw = get(drive, task, &batch, at, count - i);
        if (!raw)
            return;
        int type = type_of(drive, at, raw);
        if (type != MODE_1 && type != FORM_1) {
            rbk_virtual_check(task, SENSE_MODE);
            return;
        }
        size_t size = task->room - done < BLOCK_BYTES ? task->room - done : BLOCK_BYTES;
        if (size)
            memcpy(task->data + done, raw + (type == MODE_1 ? 16 : 24), size);
        done += size;
    }
    task->reply->data_bytes = done;
    take_read_time(drive, count);
}

void rbk_virtual_read_10(rbk_virtual *drive, rbk_virtual_task *task)
{
    read_blocks(drive, task, rbk_virtual_load16(task->cdb + 7));
}

void rbk_virtual_read_12(rbk_virtual *drive, rbk_virtual_task *task)
{
    read_blocks(drive, task, rbk_virtual_load32(task->cdb + 6));
}
