/*
 * READ TOC/PMA/ATIP and READ SUB-CHANNEL: contents of lead-in and Q.
 */
#include "device/virtual_drive.h"

#include <stdlib.h>
#include <string.h>

enum {
    TOC = 0,
    SESSIONS = 1,
    FULL_TOC = 2,
    PMA = 3,
    ATIP = 4,
    CD_TEXT = 5,
    LEAD_OUT = 0xAA,
    ADR_POSITION = 0x10,
    ADR_NEXT = 0x50,
    ATIP_BYTES = 28,
    FULL_BYTES = 11
};

/* ------------------------------------------------------------------ TOC */

/* The last closed session: one that is being written, or was not finished, is in no TOC. */
static const rbk_virtual_disc *newest(const rbk_virtual *drive)
{
    const rbk_virtual_disc *session = &drive->disc;
    if (session->state == RBK_VIRTUAL_INCOMPLETE)
        session = session->before;
    return session && session->sheet ? session : NULL;
}

static bool has_toc(const rbk_virtual *drive)
{
    return newest(drive) && drive->now_us >= drive->toc_from_us;
}

static const rbk_virtual_track *last_track(const rbk_virtual_sheet *sheet)
{
    return &sheet->tracks[sheet->track_count - 1];
}

static void store_address(uint8_t bytes[4], int32_t lba, bool as_time)
{
    if (as_time) {
        bytes[0] = 0;
        rbk_virtual_store_msf(bytes + 1, lba);
    } else {
        rbk_virtual_store32(bytes, (uint32_t)lba);
    }
}

static size_t put_entry(uint8_t *at, uint8_t control, uint8_t track, int32_t lba, bool as_time)
{
    at[0] = 0;
    at[1] = ADR_POSITION | control;
    at[2] = track;
    at[3] = 0;
    store_address(at + 4, lba, as_time);
    return 8;
}

/* From a track on; 0 is the first, AA the lead-out only. */
static void answer_toc(rbk_virtual *drive, rbk_virtual_task *task, bool as_time)
{
    const rbk_virtual_disc *last = newest(drive);
    const rbk_virtual_sheet *sheet = last->sheet;
    uint8_t reply[4 + 8 * (RBK_TRACKS_MAX + 1)], from = task->cdb[6];
    size_t size = 4;
    if (from != LEAD_OUT && from > last_track(sheet)->number) {
        rbk_virtual_check_cdb(task, 6);
        return;
    }
    reply[2] = rbk_virtual_disc_session(last, 1)->sheet->tracks[0].number;
    reply[3] = last_track(sheet)->number;
    for (unsigned number = 1; number <= last->number; number++) {
        const rbk_virtual_sheet *session = rbk_virtual_disc_session(last, number)->sheet;
        for (size_t i = 0; i < session->track_count; i++)
            if (session->tracks[i].number >= from)
                size += put_entry(reply + size, session->tracks[i].control, session->tracks[i].number,
                                  session->tracks[i].index01_lba, as_time);
    }
    size += put_entry(reply + size, sheet->lead_out_control, LEAD_OUT, sheet->lead_out_lba, as_time);
    rbk_virtual_store16(reply, (uint32_t)size - 2);
    rbk_virtual_answer(task, reply, size, rbk_virtual_load16(task->cdb + 7));
}

static void answer_sessions(rbk_virtual *drive, rbk_virtual_task *task, bool as_time)
{
    const rbk_virtual_disc *last = newest(drive);
    const rbk_virtual_track *first = &last->sheet->tracks[0];
    uint8_t reply[12] = {0, 10, 1, (uint8_t)last->number};
    put_entry(reply + 4, first->control, first->number, first->index01_lba, as_time);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}

static size_t put_point(uint8_t *at, unsigned session, uint8_t control, uint8_t point, const uint8_t value[3])
{
    memset(at, 0, FULL_BYTES);
    at[0] = (uint8_t)session;
    at[1] = ADR_POSITION | control;
    at[3] = point;
    memcpy(at + 8, value, 3);
    return FULL_BYTES;
}

/* Where the next session can start, and the end of the medium; of the first session also the start of its lead-in. */
static size_t put_next(const rbk_virtual *drive, const rbk_virtual_disc *session, uint8_t *at)
{
    uint8_t time[3];
    size_t size = 0;
    if (!session->next)
        return 0;
    rbk_virtual_store_msf(time, drive->config.lead_out_lba);
    size += put_point(at, session->number, 0, 0xB0, time);
    at[1] = ADR_NEXT;
    rbk_virtual_store_msf(at + 4, rbk_virtual_disc_next_base(session));
    at[7] = session->number == 1 ? 2 : 1; /* how many points of this kind the lead-in has */
    if (session->number > 1)
        return size;
    rbk_virtual_store_msf(time, drive->config.lead_in_lba);
    size += put_point(at + size, session->number, 0, 0xC0, time);
    at[FULL_BYTES + 1] = ADR_NEXT;
    return size;
}

static size_t put_session(const rbk_virtual *drive, const rbk_virtual_disc *session, uint8_t *at)
{
    const rbk_virtual_sheet *sheet = session->sheet;
    const rbk_virtual_track *first = &sheet->tracks[0], *last = last_track(sheet);
    uint8_t time[3];
    size_t size =
        put_point(at, session->number, first->control, 0xA0, (const uint8_t[]){first->number, session->format, 0});
    size += put_point(at + size, session->number, last->control, 0xA1, (const uint8_t[]){last->number, 0, 0});
    rbk_virtual_store_msf(time, sheet->lead_out_lba);
    size += put_point(at + size, session->number, sheet->lead_out_control, 0xA2, time);
    for (size_t i = 0; i < sheet->track_count; i++) {
        rbk_virtual_store_msf(time, sheet->tracks[i].index01_lba);
        size += put_point(at + size, session->number, sheet->tracks[i].control, sheet->tracks[i].number, time);
    }
    return size + put_next(drive, session, at + size);
}

static void answer_full_toc(rbk_virtual *drive, rbk_virtual_task *task)
{
    const rbk_virtual_disc *last = newest(drive);
    uint8_t reply[4 + FULL_BYTES * (RBK_TRACKS_MAX + 5 * RBK_TRACKS_MAX)];
    size_t size = 4;
    unsigned from = task->cdb[6];
    if (from > last->number) {
        rbk_virtual_check_cdb(task, 6);
        return;
    }
    reply[2] = 1;
    reply[3] = (uint8_t)last->number;
    for (unsigned number = from ? from : 1; number <= last->number; number++)
        size += put_session(drive, rbk_virtual_disc_session(last, number), reply + size);
    rbk_virtual_store16(reply, (uint32_t)size - 2);
    rbk_virtual_answer(task, reply, size, rbk_virtual_load16(task->cdb + 7));
}

/* The ATIP of a blank: power, kind, lead-in, last lead-out, and of CD-RW the speeds (A1). */
static void answer_atip(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[ATIP_BYTES] = {0, ATIP_BYTES - 2};
    bool rewritable = drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_RW;
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_ROM || drive->config.medium == RBK_VIRTUAL_MEDIUM_DVD_R ||
        drive->config.quirks & RBK_QUIRK_NO_ATIP) {
        rbk_virtual_check_cdb(task, 2);
        return;
    }
    reply[4] = rewritable ? 0xD2 : 0xD0;
    reply[6] = rewritable ? 0xCC : 0x80;
    rbk_virtual_store_msf(reply + 8, drive->config.lead_in_lba);
    rbk_virtual_store_msf(reply + 12, drive->config.lead_out_lba);
    if (rewritable)
        memcpy(reply + 16, "\x24\x1A\xD8", 3);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}

static void answer_text(rbk_virtual *drive, rbk_virtual_task *task)
{
    const rbk_virtual_disc *first = rbk_virtual_disc_session(&drive->disc, 1);
    size_t size = first->pack_count * 18;
    if (!size || drive->config.quirks & RBK_QUIRK_NO_CD_TEXT_READ) {
        rbk_virtual_check_cdb(task, 2);
        return;
    }
    uint8_t *reply = calloc(1, 4 + size);
    if (!reply) {
        rbk_virtual_check_memory(task);
        return;
    }
    rbk_virtual_store16(reply, (uint32_t)size + 2);
    memcpy(reply + 4, first->packs, size);
    rbk_virtual_answer(task, reply, 4 + size, rbk_virtual_load16(task->cdb + 7));
    free(reply);
}

void rbk_virtual_read_toc(rbk_virtual *drive, rbk_virtual_task *task)
{
    bool as_time = task->cdb[1] & 0x02;
    unsigned format = task->cdb[2] & 0x0F;
    if (format == 0)
        format = task->cdb[9] >> 6; /* the location in drives before MMC */
    if (format > CD_TEXT) {
        rbk_virtual_check_cdb(task, 2);
        return;
    }
    if (format == ATIP) {
        answer_atip(drive, task);
    } else if (format == PMA) {
        rbk_virtual_answer(task, (const uint8_t[]){0, 2, 0, 0}, 4, rbk_virtual_load16(task->cdb + 7));
    } else if (!has_toc(drive)) {
        rbk_virtual_check_cdb(task, 2);
    } else if (format == TOC) {
        answer_toc(drive, task, as_time);
    } else if (format == SESSIONS) {
        answer_sessions(drive, task, as_time);
    } else if (format == FULL_TOC && !(drive->config.quirks & RBK_QUIRK_NO_FULL_TOC)) {
        answer_full_toc(drive, task);
    } else if (format == FULL_TOC) {
        rbk_virtual_check_cdb(task, 2);
    } else {
        answer_text(drive, task);
    }
}

/* ------------------------------------------------------------------ Q */

enum { POSITION = 1, MCN = 2, ISRC = 3, NO_STATUS = 0x15, VALID = 0x80 };

/* Each returns the bytes after the header of four, or 0 after a refusal. */
static size_t put_position(const rbk_virtual *drive, bool as_time, uint8_t *at)
{
    const rbk_virtual_track *track =
        has_toc(drive) ? &rbk_virtual_disc_session(&drive->disc, 1)->sheet->tracks[0] : NULL;
    at[0] = POSITION;
    at[1] = (uint8_t)(ADR_POSITION | (track ? track->control : 0));
    at[2] = track ? track->number : 0;
    at[3] = track ? 1 : 0;
    store_address(at + 4, track ? track->index01_lba : 0, as_time);
    store_address(at + 8, as_time ? -RBK_PREGAP_SECTORS : 0, as_time);
    return 12;
}

static size_t put_mcn(const rbk_virtual *drive, uint8_t *at)
{
    const char *mcn = has_toc(drive) ? rbk_virtual_disc_session(&drive->disc, 1)->sheet->mcn : "";
    at[0] = MCN;
    if (*mcn) {
        at[4] = VALID;
        memcpy(at + 5, mcn, 13);
    }
    return 20;
}

static size_t put_isrc(const rbk_virtual *drive, rbk_virtual_task *task, uint8_t *at)
{
    const rbk_virtual_track *track = NULL;
    for (const rbk_virtual_disc *session = has_toc(drive) ? newest(drive) : NULL; session && !track;
         session = session->before)
        track = rbk_virtual_sheet_track(session->sheet, task->cdb[6]);
    if (!track) {
        rbk_virtual_check_cdb(task, 6);
        return 0;
    }
    at[0] = ISRC;
    at[1] = (uint8_t)(ADR_POSITION | track->control);
    at[2] = track->number;
    if (*track->isrc) {
        at[4] = VALID;
        memcpy(at + 5, track->isrc, 12);
    }
    return 20;
}

void rbk_virtual_read_sub_channel(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[24] = {0, NO_STATUS};
    size_t size = 0;
    if (task->cdb[2] & 0x40) {
        if (task->cdb[3] == POSITION)
            size = put_position(drive, task->cdb[1] & 0x02, reply + 4);
        else if (task->cdb[3] == MCN)
            size = put_mcn(drive, reply + 4);
        else if (task->cdb[3] == ISRC)
            size = put_isrc(drive, task, reply + 4);
        else
            rbk_virtual_check_cdb(task, 3);
        if (!size)
            return;
    }
    rbk_virtual_store16(reply + 2, (uint32_t)size);
    rbk_virtual_answer(task, reply, 4 + size, rbk_virtual_load16(task->cdb + 7));
}
