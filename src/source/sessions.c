/*
 * Sessions in one file: a sheet whose times count the range between them does not say whether the file has bytes for
 * it. Data sectors have their own address: if the session's first one is at either position, that is it. Without data
 * the file has no such bytes: programs that write such files omit them.
 */
#include "disc/sessions.h"
#include "base/fail.h"
#include "image/payload.h"
#include "source/source.h"

#include <redbook/sector.h>

#include <string.h>

#define HEAD_BYTES 16 /* sync, time in BCD, mode */

static bool is_bcd(uint8_t byte, int64_t value)
{
    return byte == (uint8_t)(value / 10 << 4 | value % 10);
}

/* *names: there is a sector of data at this place of the file, and its header has this address. */
static rbk_status look_at_header(rbk_payload_file *payload, int64_t sector, int64_t lba, bool *names, rbk_error *error)
{
    static const uint8_t sync[12] = {0, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0};
    uint8_t head[HEAD_BYTES];
    int64_t time = lba + RBK_PREGAP_SECTORS;
    size_t got = 0;
    rbk_status status = rbk_payload_read_some(payload, sector * RBK_SECTOR_BYTES, head, sizeof head, &got, error);
    *names = status == RBK_OK && got == sizeof head && memcmp(head, sync, sizeof sync) == 0 &&
             is_bcd(head[12], time / (60 * RBK_SECTORS_PER_SECOND)) &&
             is_bcd(head[13], time / RBK_SECTORS_PER_SECOND % 60) && is_bcd(head[14], time % RBK_SECTORS_PER_SECOND);
    return status;
}

/* The whole disc in one file of raw sectors, so that places in it are addresses but for what is between. */
static bool is_one_file(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        if (rbk_track_mode_sector_bytes(track->mode) != RBK_SECTOR_BYTES || track->extent_count != 1 ||
            track->extents[0].silence || track->extents[0].file != 0 || track->extents[0].placement.stride_bytes != 0)
            return false;
    }
    return disc->file_count == 1 && disc->files[0].type == RBK_FILE_BINARY && disc->files[0].location;
}

static void move_tracks(rbk_disc *disc, size_t first, int64_t sectors)
{
    for (size_t t = first; t < disc->track_count; t++)
        disc->tracks[t].extents[0].offset_samples += sectors * RBK_SECTOR_SAMPLES;
}

/* *between: sectors that are between the sessions so far and are not in the file. */
static rbk_status place_session(rbk_disc *disc, size_t t, rbk_payload_file *payload, int64_t *between,
                                rbk_findings *findings, rbk_error *error)
{
    const rbk_track *track = &disc->tracks[t];
    const rbk_index *one = rbk_track_index(track, 1);
    int64_t distance = rbk_session_distance(disc, t);
    int64_t in_file = rbk_sectors_floor(track->extents[0].offset_samples + one->offset_samples);
    int64_t lba = in_file + *between + distance;
    bool here = false, after = false;
    *between += distance;
    if (rbk_track_mode_is_audio(track->mode))
        return RBK_OK;
    rbk_status status = look_at_header(payload, in_file, lba, &here, error);
    if (status == RBK_OK && !here)
        status = look_at_header(payload, in_file + distance, lba, &after, error);
    if (status != RBK_OK || !after)
        return status;
    move_tracks(disc, t, distance);
    *between -= distance;
    if (rbk_findings_add(findings, RBK_NOTE, "sessions.in-file", disc->files[0].location, 0, track->number,
                         "%lld sector%s between the session of track %u and the one before %s in the file, and ignored",
                         (long long)distance, RBK_PLURAL(distance, "", "s"), (unsigned)track->number,
                         RBK_PLURAL(distance, "is", "are")) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_source_place_sessions(rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_payload_file *payload = NULL;
    rbk_status status = RBK_OK;
    int64_t between = 0;
    if (disc->session_count < 2 || !is_one_file(disc))
        return RBK_OK;
    status = rbk_payload_open(&disc->files[0], &payload, error);
    if (status == RBK_OK)
        for (size_t t = 1; t < disc->track_count && status == RBK_OK; t++) {
            const rbk_track *track = &disc->tracks[t];
            if (track->session != track[-1].session && rbk_track_index(track, 1) &&
                disc->sessions[track->session].lead_out_form == RBK_LEAD_OUT_ADDRESS)
                status = place_session(disc, t, payload, &between, findings, error);
        }
    rbk_payload_close(payload);
    return status;
}
