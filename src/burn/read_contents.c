/*
 * What a drive reports of a disc before its sectors are read: table of contents, CD-TEXT, MCN and ISRCs.
 */
#include "base/fail.h"
#include "burn/read_disc.h"

#include <stdlib.h>
#include <string.h>

enum { CODE_LIMIT_MS = 10000, SEQUENCE = 2, BLOCK = 3, BLOCK_BITS = 0x70, TRACK_LIMIT_LBA = 449850 };

static rbk_status read_state(const rbk_disc_reading *reading, rbk_mmc_disc *disc, rbk_error *error)
{
    rbk_status status = rbk_recorder_ready(reading->recorder, error);
    if (status == RBK_OK)
        status = rbk_recorder_state(reading->recorder, disc, error);
    if (status == RBK_OK && reading->recorder->has_features &&
        reading->recorder->features.profile > RBK_MMC_PROFILE_CD_RW)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "expected a CD, found a disc that is not a CD");
    if (status == RBK_OK && disc->status == RBK_MMC_DISC_BLANK)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "the disc is blank: there is nothing to read");
    return status;
}

/* A disc whose only session was not closed has none. */
static rbk_status read_toc(rbk_disc_reading *reading, const rbk_mmc_disc *disc, rbk_error *error)
{
    rbk_status status = rbk_recorder_toc(reading->recorder, &reading->toc, error);
    if (status == RBK_DEVICE_NOTACCESSIBLE && rbk_disc_state_of(disc) == RBK_DISC_INCOMPLETE && disc->sessions <= 1 &&
        rbk_recorder_ready(reading->recorder, NULL) == RBK_OK)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the disc is incomplete: it has no closed session that could be read");
    return status;
}

/* Its tracks ascend, and there is one at least: another reply is invalid. */
static rbk_status check_toc(const rbk_mmc_toc *toc, rbk_error *error)
{
    for (size_t i = 0; i < toc->entry_count; i++) {
        int32_t lba = toc->entries[i].lba;
        if (lba < 0 || lba > TRACK_LIMIT_LBA)
            return rbk_fail(error, RBK_BAD_LAYOUT,
                            "the disc's table of contents is not valid: entry %zu starts at lba %d", i + 1, (int)lba);
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ sessions */

size_t rbk_read_session_of(const rbk_disc_reading *reading, size_t track)
{
    size_t session = 0;
    while (session + 1 < reading->sessions.count &&
           reading->toc.entries[track].track > reading->sessions.sessions[session].last_track)
        session++;
    return session;
}

static void find_starts(rbk_disc_reading *reading)
{
    for (size_t s = 0; s < reading->sessions.count; s++)
        reading->starts_lba[s] = rbk_session_start(&reading->sessions, s, &reading->toc);
    for (size_t s = 0; s < reading->sessions.count; s++)
        reading->total_sectors += (uint64_t)(reading->sessions.sessions[s].lead_out_lba - reading->starts_lba[s]);
    reading->report->sessions = reading->sessions.count;
}

/* ------------------------------------------------------------------ CD-TEXT */

/* Drives start with any pack: the first one is number 0 of block 0. */
static size_t first_pack(const uint8_t *packs, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (packs[i * RBK_CDTEXT_PACK_BYTES + SEQUENCE] == 0 &&
            !(packs[i * RBK_CDTEXT_PACK_BYTES + BLOCK] & BLOCK_BITS))
            return i;
    return 0;
}

static rbk_status keep_packs(rbk_disc_reading *reading, const rbk_cdtext_reply *reply, rbk_error *error)
{
    const uint8_t *packs = reply->packs;
    size_t bytes = reply->pack_count * RBK_CDTEXT_PACK_BYTES;
    size_t head = first_pack(packs, reply->pack_count) * RBK_CDTEXT_PACK_BYTES;
    reading->packs = malloc(bytes);
    if (!reading->packs)
        return rbk_fail_memory(error);
    memcpy(reading->packs, packs + head, bytes - head);
    memcpy(reading->packs + bytes - head, packs, head);
    reading->pack_count = reply->pack_count;
    return RBK_OK;
}

/* Packs that are on the disc are missing in the image as sectors are that cannot be read. */
static rbk_status report_no_packs(rbk_disc_reading *reading, const rbk_cdtext_reply *reply, rbk_error *error)
{
    const char *device = reading->recorder->device;
    rbk_status status = RBK_OK;
    if (reply->result == RBK_CDTEXT_UNSUPPORTED && !reading->recorder->has_features)
        status = rbk_findings_add(reading->findings, RBK_NOTE, "read.unsupported", device, 0, 0,
                                  "the drive returns no CD-TEXT, and does not report whether it can read it");
    else if (reply->result == RBK_CDTEXT_UNSUPPORTED)
        status = rbk_findings_add(reading->findings, RBK_WARNING, "read.unsupported", device, 0, 0,
                                  "the drive does not read CD-TEXT: if the disc has it, it is not in the image");
    else if (reply->result == RBK_CDTEXT_UNREADABLE && reply->pack_count == 0)
        status = rbk_findings_add(reading->findings, RBK_WARNING, "read.unreadable", device, 0, 0,
                                  "CD-TEXT cannot be read: if the disc has it, it is not in the image: %s",
                                  reply->reason.sentence);
    else if (reply->result == RBK_CDTEXT_UNREADABLE)
        status = rbk_findings_add(reading->findings, RBK_ERROR, "read.unreadable", device, 0, 0,
                                  "CD-TEXT cannot be read, %zu pack%s: the image has none: %s", reply->pack_count,
                                  RBK_PLURAL(reply->pack_count, "", "s"), reply->reason.sentence);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status read_packs(rbk_disc_reading *reading, rbk_error *error)
{
    rbk_cdtext_reply reply;
    uint8_t *data = malloc(RBK_MMC_CDTEXT_BYTES);
    if (!data)
        return rbk_fail_memory(error);
    rbk_status status = rbk_recorder_cdtext(reading->recorder, data, &reply, error);
    if (status == RBK_OK)
        status = (reply.result == RBK_CDTEXT_READ ? keep_packs : report_no_packs)(reading, &reply, error);
    free(data);
    return status;
}

/* ------------------------------------------------------------------ codes */

/* A drive that does not read them leaves them to Q, and one that refuses to read an ISRC is not asked for the others. */
static rbk_status read_codes(rbk_disc_reading *reading, rbk_error *error)
{
    uint8_t data[RBK_MMC_CODE_BYTES];
    rbk_command command;
    const char *why;
    bool refused = false;
    rbk_mmc_read_mcn(&command, data);
    rbk_answer answer = rbk_recorder_ask_again(reading->recorder, &command, CODE_LIMIT_MS);
    rbk_status status = rbk_recorder_cancelled(reading->recorder, error);
    reading->lacks_mcn =
        answer.reaction != RBK_SENSE_DONE || !rbk_mmc_decode_mcn(data, answer.data_bytes, reading->mcn, &why);
    for (size_t i = 0; i + 1 < reading->toc.entry_count && status == RBK_OK && !refused; i++) {
        if (reading->toc.entries[i].control & RBK_Q_DATA)
            continue;
        rbk_mmc_read_isrc(&command, reading->toc.entries[i].track, data);
        answer = rbk_recorder_ask_again(reading->recorder, &command, CODE_LIMIT_MS);
        status = rbk_recorder_cancelled(reading->recorder, error);
        refused = answer.reaction != RBK_SENSE_DONE && !rbk_answer_is_of_reading(&answer);
        reading->lacks_isrcs |=
            answer.reaction != RBK_SENSE_DONE || !rbk_mmc_decode_isrc(data, answer.data_bytes, reading->isrcs[i], &why);
    }
    return status;
}

rbk_status rbk_read_contents(rbk_disc_reading *reading, rbk_error *error)
{
    rbk_mmc_disc disc;
    rbk_status status = rbk_recorder_read_features(reading->recorder, error);
    if (status == RBK_OK)
        status = read_state(reading, &disc, error);
    if (status == RBK_OK)
        status = read_toc(reading, &disc, error);
    if (status == RBK_OK)
        status = check_toc(&reading->toc, error);
    if (status == RBK_OK)
        status = rbk_recorder_sessions(reading->recorder, &disc, &reading->toc, &reading->sessions, error);
    if (status == RBK_OK)
        find_starts(reading);
    if (status == RBK_OK)
        status = read_packs(reading, error);
    return status == RBK_OK ? read_codes(reading, error) : status;
}
