/*
 * READ DISC INFORMATION, READ TRACK INFORMATION and the capacities: the state of the medium.
 */
#include "device/virtual_drive.h"

#include <string.h>

enum {
    DISC_BYTES = 34,
    TRACK_BYTES = 36,
    INVISIBLE_TRACK = 0xFF,
    BY_LBA = 0,
    BY_TRACK = 1,
    BY_SESSION = 2,
    BLANK = 0x40,
    MODE_UNKNOWN = 0x0F,
    NWA_VALID = 0x01,
    LRA_VALID = 0x02,
    STATE_BYTES = 16,             /* of a reply that ends before the addresses */
    INCOMPLETE_FOR_US = 45000000, /* the last part of the time in which the disc is unknown */
    DAMAGE = 0x20,
    ELSEWHERE_SECTORS = 75,
    BLOCK_BYTES = 2048
};

static bool is_finalized(const rbk_virtual *drive)
{
    return drive->disc.state == RBK_VIRTUAL_FINALIZED;
}

/* All sessions are closed. */
static bool is_closed(const rbk_virtual *drive)
{
    return is_finalized(drive) || drive->disc.state == RBK_VIRTUAL_APPENDABLE;
}

static bool selects_sao(const rbk_virtual *drive)
{
    return (drive->pages.write[2] & 0x0F) == 2;
}

/* ------------------------------------------------------------------ disc */

void rbk_virtual_disc_information(rbk_virtual *drive, rbk_virtual_task *task)
{
    static const uint8_t states[] = {[RBK_VIRTUAL_BLANK] = 0x00,
                                     [RBK_VIRTUAL_INCOMPLETE] = 0x05,
                                     [RBK_VIRTUAL_FINALIZED] = 0x0E,
                                     [RBK_VIRTUAL_APPENDABLE] = 0x01};
    const rbk_virtual_sheet *sheet = drive->disc.sheet;
    uint8_t reply[DISC_BYTES] = {0};
    bool late = drive->config.quirks & RBK_QUIRK_LATE_DISC_INFORMATION && drive->now_us < drive->known_from_us;
    size_t size = drive->config.quirks & RBK_QUIRK_SHORT_DISC_INFORMATION ? STATE_BYTES : DISC_BYTES;
    if (task->cdb[1] & 0x07) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    if (late && drive->now_us < drive->known_from_us - INCOMPLETE_FOR_US) {
        rbk_virtual_check(task, SENSE_LONG_WRITE);
        return;
    }
    rbk_virtual_store16(reply, (uint32_t)size - 2);
    reply[2] = states[late ? RBK_VIRTUAL_INCOMPLETE : drive->disc.state];
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_ROM)
        reply[2] = states[RBK_VIRTUAL_FINALIZED]; /* pressed discs are never blank */
    if (drive->config.medium == RBK_VIRTUAL_MEDIUM_CD_RW)
        reply[2] |= 0x10;
    bool appendable = drive->disc.state == RBK_VIRTUAL_APPENDABLE; /* the empty session counts */
    reply[3] = sheet ? rbk_virtual_disc_session(&drive->disc, 1)->sheet->tracks[0].number : 1;
    reply[4] = (uint8_t)(drive->disc.number + appendable);
    reply[5] = sheet ? sheet->tracks[0].number : 1;
    reply[6] = sheet ? sheet->tracks[sheet->track_count - 1].number : 1;
    if (drive->track_count) {
        reply[5] = rbk_virtual_first_track(drive);
        reply[6] = (uint8_t)(reply[5] + drive->track_count - drive->track_open);
    } else if (appendable) {
        reply[5] = reply[6] = rbk_virtual_disc_next_track(&drive->disc);
    }
    reply[7] = 0x20;
    reply[8] = sheet ? drive->disc.format : 0xFF;
    if (is_finalized(drive) || drive->config.medium == RBK_VIRTUAL_MEDIUM_DVD_R) {
        memset(reply + 17, 0xFF, 3);
        memset(reply + 21, 0xFF, 3);
    } else {
        int32_t lead_in = drive->config.lead_in_lba;
        if (appendable)
            lead_in = rbk_virtual_disc_next_base(&drive->disc) - RBK_PREGAP_SECTORS - RBK_VIRTUAL_LEAD_IN_SECTORS;
        rbk_virtual_store_msf(reply + 17, lead_in);
        rbk_virtual_store_msf(reply + 21, drive->config.lead_out_lba);
    }
    rbk_virtual_answer(task, reply, size, rbk_virtual_load16(task->cdb + 7));
}

/* ------------------------------------------------------------------ tracks */

/* Address of the next sector: on a blank disc by the write type, in a session the next one. */
static int32_t next_writable(const rbk_virtual *drive)
{
    if (rbk_virtual_is_between_tracks(drive))
        return rbk_virtual_next_track(drive);
    if (drive->phase != RBK_VIRTUAL_IDLE)
        return drive->nwa;
    if (rbk_virtual_writes_raw(drive))
        return drive->config.lead_in_lba;
    int32_t base = rbk_virtual_disc_next_base(&drive->disc);
    if (base && drive->config.quirks & RBK_QUIRK_SESSION_ELSEWHERE)
        base += ELSEWHERE_SECTORS;
    if (!selects_sao(drive) || drive->config.quirks & RBK_QUIRK_WRONG_NWA)
        return base;
    return base - RBK_PREGAP_SECTORS;
}

/* Of the track that is open, or else the next one. */
static uint8_t next_number(const rbk_virtual *drive)
{
    return (uint8_t)(rbk_virtual_first_track(drive) + drive->track_count - drive->track_open);
}

static void answer_blank(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[TRACK_BYTES] = {0};
    int32_t nwa = next_writable(drive);
    rbk_virtual_store16(reply, TRACK_BYTES - 2);
    reply[2] = next_number(drive);
    reply[3] = (uint8_t)(drive->disc.number + (drive->disc.state == RBK_VIRTUAL_APPENDABLE));
    reply[5] = drive->pages.write[3] & 0x0F;
    reply[6] = BLANK;
    reply[7] = NWA_VALID;
    rbk_virtual_store32(reply + 8, (uint32_t)nwa);
    rbk_virtual_store32(reply + 12, (uint32_t)nwa);
    rbk_virtual_store32(reply + 16, (uint32_t)(drive->config.lead_out_lba - nwa));
    rbk_virtual_store32(reply + 24, (uint32_t)(drive->config.lead_out_lba - nwa));
    drive->asked_track_information = true;
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}

static uint8_t data_mode(const rbk_virtual_track *track)
{
    switch (track->form & 0x30) {
    case 0x10:
        return 1;
    case 0x20:
    case 0x30:
        return 2;
    default:
        return MODE_UNKNOWN;
    }
}

/* The end of a track as drives see it: at the next one's index 1, since a TOC has nothing else. */
static int32_t toc_end(const rbk_virtual_sheet *sheet, const rbk_virtual_track *track)
{
    const rbk_virtual_track *next = track + 1;
    return next < sheet->tracks + sheet->track_count ? next->index01_lba : sheet->lead_out_lba;
}

static void answer_track(rbk_virtual *drive, rbk_virtual_task *task, const rbk_virtual_disc *session,
                         const rbk_virtual_track *track)
{
    uint8_t reply[TRACK_BYTES] = {0};
    int32_t end = toc_end(session->sheet, track);
    bool whole = is_closed(drive) || session != &drive->disc;
    rbk_virtual_store16(reply, TRACK_BYTES - 2);
    reply[2] = track->number;
    reply[3] = (uint8_t)session->number;
    reply[5] = (uint8_t)(track->control | (whole ? 0 : DAMAGE));
    reply[6] = data_mode(track);
    reply[7] = whole ? LRA_VALID : 0;
    rbk_virtual_store32(reply + 8, (uint32_t)track->index01_lba);
    rbk_virtual_store32(reply + 24, (uint32_t)(end - track->index01_lba));
    if (whole)
        rbk_virtual_store32(reply + 28, (uint32_t)end - 1);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}

static const rbk_virtual_track *track_at(const rbk_virtual_disc *session, int32_t lba)
{
    const rbk_virtual_sheet *sheet = session->sheet;
    const rbk_virtual_track *found = NULL;
    if (lba < session->base_lba - RBK_PREGAP_SECTORS || lba >= sheet->lead_out_lba)
        return NULL;
    for (size_t i = 0; i < sheet->track_count; i++)
        if (i == 0 || lba >= sheet->tracks[i].index01_lba)
            found = &sheet->tracks[i];
    return found;
}

/* The recorded track that is asked for, and its session. */
static const rbk_virtual_track *find_track(const rbk_virtual *drive, unsigned kind, uint32_t address,
                                           const rbk_virtual_disc **session)
{
    const rbk_virtual_track *track = NULL;
    for (*session = &drive->disc; *session && !track; *session = track ? *session : (*session)->before) {
        if (kind == BY_LBA)
            track = track_at(*session, (int32_t)address);
        else if (kind == BY_TRACK && address <= RBK_TRACKS_MAX)
            track = rbk_virtual_sheet_track((*session)->sheet, address);
        else if (kind == BY_SESSION && address == (*session)->number)
            track = &(*session)->sheet->tracks[0];
    }
    return track;
}

void rbk_virtual_track_information(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint32_t address = rbk_virtual_load32(task->cdb + 2);
    unsigned kind = task->cdb[1] & 0x03;
    const rbk_virtual_disc *session;
    bool appendable = drive->disc.state == RBK_VIRTUAL_APPENDABLE;
    if (kind > BY_SESSION) {
        rbk_virtual_check_cdb(task, 1);
        return;
    }
    bool writing = drive->disc.state == RBK_VIRTUAL_BLANK || drive->phase >= RBK_VIRTUAL_LEAD_IN;
    bool next = kind == BY_TRACK && (address == next_number(drive) || address == INVISIBLE_TRACK);
    if (writing && drive->disc.number == 1) {
        if (kind == BY_LBA || address == next_number(drive) || next)
            answer_blank(drive, task);
        else
            rbk_virtual_check_cdb(task, 2);
        return;
    }
    if ((writing || appendable) && next) {
        answer_blank(drive, task);
        return;
    }
    const rbk_virtual_track *track = find_track(drive, kind, address, &session);
    if (track)
        answer_track(drive, task, session, track);
    else if (kind == BY_LBA && !appendable)
        rbk_virtual_check(task, SENSE_RANGE);
    else if (kind == BY_LBA || (appendable && kind == BY_SESSION && address == drive->disc.number + 1))
        answer_blank(drive, task);
    else
        rbk_virtual_check_cdb(task, 2);
}

/* ------------------------------------------------------------------ capacities */

void rbk_virtual_read_capacity(rbk_virtual *drive, rbk_virtual_task *task)
{
    uint8_t reply[8];
    if (!is_closed(drive)) {
        rbk_virtual_check(task, SENSE_FORMAT);
        return;
    }
    rbk_virtual_store32(reply, (uint32_t)drive->disc.sheet->lead_out_lba - 1);
    rbk_virtual_store32(reply + 4, BLOCK_BYTES);
    rbk_virtual_answer(task, reply, sizeof reply, SIZE_MAX);
}

void rbk_virtual_format_capacities(rbk_virtual *drive, rbk_virtual_task *task)
{
    enum { UNFORMATTED = 1, FORMATTED = 2, NO_MEDIUM = 3 };
    uint8_t reply[12] = {0, 0, 0, 8};
    bool disc = rbk_virtual_has_disc(drive);
    const rbk_virtual_sheet *sheet = drive->disc.sheet;
    rbk_virtual_store32(reply + 4, (uint32_t)(sheet ? sheet->lead_out_lba : drive->config.lead_out_lba));
    reply[8] = !disc ? NO_MEDIUM : is_closed(drive) ? FORMATTED : UNFORMATTED;
    rbk_virtual_store24(reply + 9, BLOCK_BYTES);
    rbk_virtual_answer(task, reply, sizeof reply, rbk_virtual_load16(task->cdb + 7));
}
