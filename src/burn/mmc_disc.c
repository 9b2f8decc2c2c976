/*
 * What a drive reports about the loaded disc: state, ATIP, tracks, table of contents, CD-TEXT, codes.
 */
#include "burn/mmc.h"
#include "burn/mmc_answer.h"

#include <redbook/burn_plan.h>

#include <string.h>

enum { DISC_STATE_BYTES = 3, DISC_TYPE_UNKNOWN = 0xFF, LEAD_OUT_END = 24 };

/* A minute, a second and a sector that may be an address; FF FF FF is not. */
static bool is_time(const uint8_t *msf)
{
    return msf[0] < 100 && msf[1] < 60 && msf[2] < RBK_SECTORS_PER_SECOND;
}

bool rbk_mmc_decode_disc(const uint8_t *data, size_t bytes, rbk_mmc_disc *disc, const char **why)
{
    uint8_t whole[RBK_MMC_DISC_BYTES] = {[8] = DISC_TYPE_UNKNOWN};
    if (!rbk_answer_came(data, bytes, DISC_STATE_BYTES, why))
        return false;
    size_t length = (size_t)rbk_answer_16(data) + 2;
    if (length < DISC_STATE_BYTES)
        return rbk_answer_refused(why, "it is too short to hold the state of the disc");
    /* some drives end early: the fields they omit are unknown */
    length = length < bytes ? length : bytes;
    memcpy(whole, data, length < sizeof whole ? length : sizeof whole);
    data = whole;
    memset(disc, 0, sizeof *disc);
    disc->status = (rbk_mmc_disc_status)(data[2] & 0x03);
    disc->session_state = data[2] >> 2 & 0x03;
    disc->rewritable = data[2] & 0x10;
    disc->first_track = data[3];
    disc->sessions = (uint32_t)data[9] << 8 | data[4];
    disc->first_in_last = (uint32_t)data[10] << 8 | data[5];
    disc->last_track = (uint32_t)data[11] << 8 | data[6];
    disc->type = data[8];
    disc->has_lead_in = is_time(data + 17) && data[17] >= 90;
    if (disc->has_lead_in)
        disc->lead_in_lba = rbk_burn_lead_in_lba(data[17], data[18], data[19]);
    disc->has_lead_out = length >= LEAD_OUT_END && is_time(data + 21);
    if (disc->has_lead_out)
        disc->lead_out_lba = rbk_burn_program_lba(data[21], data[22], data[23]);
    return true;
}

bool rbk_mmc_decode_atip(const uint8_t *data, size_t bytes, rbk_mmc_atip *atip, const char **why)
{
    /* 28 bytes; some drives omit what is after the lead-out */
    if (!rbk_answer_came(data, bytes, 16, why))
        return false;
    if (rbk_answer_16(data) < 14)
        return rbk_answer_refused(why, "it is too short to hold addresses");
    if (!is_time(data + 8) || data[8] < 90)
        return rbk_answer_refused(why, "its start of the lead-in is out of range");
    if (!is_time(data + 12))
        return rbk_answer_refused(why, "its start of the lead-out is out of range");
    memset(atip, 0, sizeof *atip);
    atip->rewritable = data[6] & 0x40;
    atip->subtype = data[6] >> 3 & 0x07;
    atip->power = data[4] >> 4 & 0x07;
    atip->speed_code = data[4] & 0x07;
    memcpy(atip->lead_in, data + 8, 3);
    atip->lead_in_lba = rbk_burn_lead_in_lba(data[8], data[9], data[10]);
    atip->lead_out_lba = rbk_burn_program_lba(data[12], data[13], data[14]);
    return true;
}

bool rbk_mmc_decode_track(const uint8_t *data, size_t bytes, rbk_mmc_track *track, const char **why)
{
    if (!rbk_answer_came(data, bytes, 28, why))
        return false;
    if (rbk_answer_16(data) < 26)
        return rbk_answer_refused(why, "it is too short to hold addresses");
    memset(track, 0, sizeof *track);
    track->number = data[2];
    track->session = data[3];
    track->damaged = data[5] & 0x20;
    track->mode = data[5] & 0x0F;
    track->blank = data[6] & 0x40;
    track->data_mode = data[6] & 0x0F;
    track->has_next = data[7] & 0x01;
    track->start_lba = (int32_t)rbk_answer_32(data + 8);
    track->next_lba = (int32_t)rbk_answer_32(data + 12);
    track->free_sectors = rbk_answer_32(data + 16);
    track->sectors = rbk_answer_32(data + 24);
    return true;
}

/* ------------------------------------------------------------------ READ TOC */

enum { TOC_HEADER = 4, TOC_ENTRY = 8, PACK_BYTES = 18, LEAD_OUT = 0xAA };

bool rbk_mmc_decode_toc_length(const uint8_t *data, size_t bytes, size_t *length, const char **why)
{
    if (!rbk_answer_came(data, bytes, TOC_HEADER, why))
        return false;
    *length = (size_t)rbk_answer_16(data) + 2;
    return *length >= TOC_HEADER || rbk_answer_refused(why, "its length is invalid");
}

/* Bytes of a reply to READ TOC, header included, as far as they were received. */
static bool toc_length(const uint8_t *data, size_t bytes, size_t *length, const char **why)
{
    if (!rbk_mmc_decode_toc_length(data, bytes, length, why))
        return false;
    return *length <= bytes || rbk_answer_refused(why, "it is longer than any table of contents");
}

/* Tracks ascending in number and address, then the lead-out: anything else is invalid. */
static bool entry_follows(const rbk_mmc_toc *toc, const rbk_mmc_toc_entry *entry)
{
    const rbk_mmc_toc_entry *last = toc->entry_count ? &toc->entries[toc->entry_count - 1] : NULL;
    if (!last)
        return entry->track == toc->first_track && entry->lba >= -RBK_PREGAP_SECTORS;
    if (last->track == LEAD_OUT || entry->lba <= last->lba)
        return false;
    return last->track == toc->last_track ? entry->track == LEAD_OUT : entry->track == last->track + 1;
}

bool rbk_mmc_decode_toc(const uint8_t *data, size_t bytes, rbk_mmc_toc *toc, const char **why)
{
    size_t length;
    rbk_mmc_toc found;
    memset(&found, 0, sizeof found);
    if (!toc_length(data, bytes, &length, why))
        return false;
    found.first_track = data[2];
    found.last_track = data[3];
    if (found.first_track < 1 || found.last_track > RBK_TRACKS_MAX || found.first_track > found.last_track)
        return rbk_answer_refused(why, "it has invalid track numbers");
    for (size_t at = TOC_HEADER; at + TOC_ENTRY <= length; at += TOC_ENTRY) {
        rbk_mmc_toc_entry entry = {data[at + 2], data[at + 1] & 0x0F, (int32_t)rbk_answer_32(data + at + 4)};
        if (found.entry_count > RBK_TRACKS_MAX || !entry_follows(&found, &entry))
            return rbk_answer_refused(why, "its tracks are not in order");
        found.entries[found.entry_count++] = entry;
    }
    if (!found.entry_count || found.entries[found.entry_count - 1].track != LEAD_OUT)
        return rbk_answer_refused(why, "it has no lead-out");
    *toc = found;
    return true;
}

/* ------------------------------------------------------------------ sessions */

enum { FULL_ENTRY = 11, POSITION = 1, FIRST_TRACK = 0xA0, LAST_TRACK = 0xA1, START_OF_LEAD_OUT = 0xA2 };

/* 0xFF for digits that are not decimal, which no number of the table is. */
static uint8_t number_of(uint8_t byte, bool bcd)
{
    if (!bcd)
        return byte;
    return (byte >> 4) > 9 || (byte & 15) > 9 ? 0xFF : (uint8_t)((byte >> 4) * 10 + (byte & 15));
}

/* One point of the lead-in; false: invalid. Points of other kinds are ignored. */
static bool take_point(rbk_mmc_sessions *sessions, const uint8_t *entry, bool bcd)
{
    uint8_t time[3];
    if (entry[0] < 1 || entry[0] > RBK_TRACKS_MAX || entry[0] > sessions->count + 1)
        return false;
    if (entry[1] >> 4 != POSITION)
        return true;
    if (entry[0] > sessions->count)
        sessions->sessions[sessions->count++] = (rbk_mmc_session){0};
    rbk_mmc_session *session = &sessions->sessions[entry[0] - 1];
    for (size_t i = 0; i < sizeof time; i++)
        time[i] = number_of(entry[8 + i], bcd);
    if (entry[3] == FIRST_TRACK) {
        session->first_track = time[0];
        session->type = entry[9];
    } else if (entry[3] == LAST_TRACK)
        session->last_track = time[0];
    else if (entry[3] == START_OF_LEAD_OUT && is_time(time))
        session->lead_out_lba = rbk_burn_program_lba(time[0], time[1], time[2]);
    return true;
}

/* Each session goes on with the number after the last one, and ends between its last track and the next session. */
static bool agrees(const rbk_mmc_sessions *sessions, const rbk_mmc_toc *toc)
{
    uint8_t next = toc->first_track;
    for (size_t s = 0; s < sessions->count; s++) {
        const rbk_mmc_session *session = &sessions->sessions[s];
        bool last = s + 1 == sessions->count;
        if (session->first_track != next || session->last_track < next || session->last_track > toc->last_track ||
            (last != (session->last_track == toc->last_track)))
            return false;
        next = (uint8_t)(session->last_track + 1);
        int32_t end = last ? toc->entries[toc->entry_count - 1].lba : rbk_mmc_track_lba(toc, next);
        if (session->lead_out_lba <= rbk_mmc_track_lba(toc, session->last_track) ||
            (last ? session->lead_out_lba != end : session->lead_out_lba >= end))
            return false;
    }
    return sessions->count > 0;
}

bool rbk_mmc_decode_sessions(const uint8_t *data, size_t bytes, const rbk_mmc_toc *toc, rbk_mmc_sessions *sessions,
                             const char **why)
{
    size_t length;
    if (!toc_length(data, bytes, &length, why))
        return false;
    for (unsigned bcd = 0; bcd < 2; bcd++) {
        rbk_mmc_sessions found = {.count = 0};
        bool valid = true;
        for (size_t at = TOC_HEADER; at + FULL_ENTRY <= length && valid; at += FULL_ENTRY)
            valid = take_point(&found, data + at, bcd);
        if (!valid || !agrees(&found, toc))
            continue;
        *sessions = found;
        return true;
    }
    return rbk_answer_refused(why, "its sessions do not agree with its tracks");
}

bool rbk_mmc_decode_last_session(const uint8_t *data, size_t bytes, uint32_t *first_track, const char **why)
{
    size_t length;
    if (!toc_length(data, bytes, &length, why))
        return false;
    if (length < RBK_MMC_TOC_SESSIONS_BYTES)
        return rbk_answer_refused(why, "it is too short to hold a session");
    if (data[6] < 1 || data[6] > RBK_TRACKS_MAX)
        return rbk_answer_refused(why, "it has invalid track numbers");
    *first_track = data[6];
    return true;
}

bool rbk_mmc_decode_cdtext(const uint8_t *data, size_t bytes, const uint8_t **packs, size_t *pack_bytes,
                           const char **why)
{
    size_t length;
    if (!toc_length(data, bytes, &length, why))
        return false;
    *packs = data + TOC_HEADER;
    *pack_bytes = (length - TOC_HEADER) / PACK_BYTES * PACK_BYTES; /* some drives count a zero after them */
    return true;
}

/* ------------------------------------------------------------------ READ SUB-CHANNEL */

/* A code of count characters at byte 9, there when bit 7 of byte 8 is set. */
static bool decode_code(const uint8_t *data, size_t bytes, uint8_t format, char *code, size_t count, const char **why)
{
    if (!rbk_answer_came(data, bytes, RBK_MMC_CODE_BYTES, why))
        return false;
    if (rbk_answer_16(data + 2) < 9 + count - TOC_HEADER || data[4] != format)
        return rbk_answer_refused(why, "it does not hold the requested data");
    bool there = data[8] & 0x80;
    for (size_t i = 0; there && i < count; i++) {
        uint8_t character = data[9 + i];
        if (!((character >= '0' && character <= '9') || (format == 3 && character >= 'A' && character <= 'Z')))
            return rbk_answer_refused(why, "a code in it has an invalid character");
        code[i] = (char)character;
    }
    code[there ? count : 0] = '\0';
    return true;
}

bool rbk_mmc_decode_mcn(const uint8_t *data, size_t bytes, char mcn[RBK_MCN_BYTES], const char **why)
{
    char code[RBK_MCN_BYTES];
    if (!decode_code(data, bytes, 2, code, RBK_MCN_BYTES - 1, why))
        return false;
    memcpy(mcn, code, sizeof code);
    return true;
}

bool rbk_mmc_decode_isrc(const uint8_t *data, size_t bytes, char isrc[RBK_ISRC_BYTES], const char **why)
{
    char code[RBK_ISRC_BYTES];
    if (!decode_code(data, bytes, 3, code, RBK_ISRC_BYTES - 1, why))
        return false;
    memcpy(isrc, code, sizeof code);
    return true;
}

bool rbk_mmc_decode_sectors(const uint8_t *data, size_t bytes, size_t wanted, const char **why)
{
    return rbk_answer_came(data, bytes, wanted, why);
}
