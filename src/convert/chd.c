/*
 * The plan of a CHD: which sectors its tracks have, and what its metadata says of them. One file holds all, so that
 * there is no descriptor; the sheet that the disc would have next to a BIN goes along as an entry of the metadata.
 *
 * A pregap or postgap that no file holds is not stored: the metadata counts it, as chdman has it, and the frames are
 * those of chdman's file of the same disc. All others are stored as part of their track ("V").
 */
#include "convert/chd.h"

#include "base/fail.h"
#include "base/path.h"
#include "base/room.h"
#include "chd/origin.h"
#include "convert/origin.h"
#include "convert/plan.h"
#include "disc/sessions.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_BYTES 160 /* the longest text of a track is 139 */

/* What is stored of a track. */
typedef struct stored {
    int32_t first_lba;
    int32_t end_lba;
    int32_t pregap;
    bool pregap_stored;
    int32_t postgap; /* not stored */
    uint32_t pad;    /* of a GD-ROM: frames of zeros up to the next track */
} stored;

static const char *type_of(rbk_track_mode mode)
{
    switch (mode) {
    case RBK_MODE_MODE1_2048:
        return "MODE1";
    case RBK_MODE_MODE1_2352:
        return "MODE1_RAW";
    case RBK_MODE_MODE2_2048:
        return "MODE2_FORM1";
    case RBK_MODE_MODE2_2324:
        return "MODE2_FORM2";
    case RBK_MODE_MODE2_2336:
    case RBK_MODE_CDI_2336:
        return "MODE2";
    case RBK_MODE_MODE2_2352:
    case RBK_MODE_CDI_2352:
        return "MODE2_RAW";
    default:
        return "AUDIO";
    }
}

bool rbk_chd_stores_subchannel(const rbk_planning *planning, size_t t)
{
    const bool q = planning->q_findings && rbk_findings_count(planning->q_findings) > 0;
    return rbk_plan_track_keeps_subchannel(planning, t) ||
           (q && rbk_subchannel_track_has(planning->disc, &planning->disc->tracks[t]));
}

/* ------------------------------------------------------------------ what is stored */

/* Samples of silence that no file holds, after the last extent of a file. */
static int64_t silence_after(const rbk_track *track)
{
    int64_t samples = 0;
    for (size_t e = track->extent_count; e > 0 && track->extents[e - 1].silence; e--)
        samples += track->extents[e - 1].length_samples;
    return samples;
}

/* Neither padded nor carried into the next track. */
static bool ends_with_sector(const rbk_layout *layout, size_t t)
{
    const bool carried = t + 1 < layout->track_count && layout->tracks[t + 1].moved_samples != 0;
    return layout->tracks[t].padded_samples == 0 && !carried;
}

static stored stored_of(const rbk_planning *planning, size_t t)
{
    const rbk_track *track = &planning->disc->tracks[t];
    const rbk_layout_track *laid = &planning->layout->tracks[t];
    stored s = {.first_lba = laid->start_lba,
                .end_lba = laid->end_lba,
                .pregap = laid->index01_lba - laid->start_lba,
                .pregap_stored = true};
    if (s.pregap > 0 && laid->moved_samples == 0 &&
        rbk_plan_silence_before(track) == (int64_t)s.pregap * RBK_SECTOR_SAMPLES) {
        s.pregap_stored = false;
        s.first_lba = laid->index01_lba;
    }
    int64_t after = silence_after(track), sectors = after / RBK_SECTOR_SAMPLES;
    if (after % RBK_SECTOR_SAMPLES == 0 && ends_with_sector(planning->layout, t) &&
        sectors < laid->end_lba - laid->index01_lba) {
        s.postgap = (int32_t)sectors;
        s.end_lba -= s.postgap;
    }
    return s;
}

/* Sectors of a pregap up to the last one that a file holds, before silence that none does. */
static int32_t stored_head(const rbk_planning *planning, size_t t)
{
    const rbk_track *track = &planning->disc->tracks[t];
    const rbk_layout_track *laid = &planning->layout->tracks[t];
    const int32_t pregap = laid->index01_lba - laid->start_lba;
    const int64_t most = (int64_t)pregap * RBK_SECTOR_SAMPLES;
    int64_t at = 0, stored_end = 0;
    for (size_t e = 0; e < track->extent_count && at < most; e++) {
        at += track->extents[e].length_samples;
        if (!track->extents[e].silence)
            stored_end = at;
    }
    const bool part = stored_end % RBK_SECTOR_SAMPLES == 0 && laid->moved_samples == 0 && stored_end < most;
    return part ? (int32_t)(stored_end / RBK_SECTOR_SAMPLES) : pregap;
}

/*
 * On a GD-ROM a track has the frames from its index 01 to that of the next one, whose pregap it stores at its end where
 * a file holds it; what no file holds is its pad.
 */
static stored stored_of_gd(const rbk_planning *planning, size_t t)
{
    const rbk_layout *layout = planning->layout;
    stored s = stored_of(planning, t);
    s.first_lba = t > 0 ? layout->tracks[t].index01_lba : 0;
    s.pregap = s.postgap = 0;
    s.end_lba = layout->tracks[t].end_lba;
    if (t + 1 == layout->track_count)
        return s;
    const int32_t next = layout->tracks[t + 1].index01_lba;
    const stored of_next = stored_of(planning, t + 1);
    if (of_next.pregap > 0 && of_next.pregap_stored && of_next.first_lba == s.end_lba)
        s.end_lba += stored_head(planning, t + 1);
    s.pad = (uint32_t)(next - s.end_lba);
    return s;
}

/* ------------------------------------------------------------------ metadata */

static rbk_status add_entry(rbk_sink_chd *chd, uint32_t tag, uint8_t flags, const void *data, size_t size,
                            rbk_error *error)
{
    rbk_chd_metadata *entries = rbk_room_for_one(chd->entries, chd->entry_count, sizeof *entries);
    if (!entries)
        return rbk_fail_memory(error);
    chd->entries = entries;
    uint8_t *copy = malloc(size + 1);
    if (!copy)
        return rbk_fail_memory(error);
    memcpy(copy, data, size);
    copy[size] = 0;
    entries[chd->entry_count++] = (rbk_chd_metadata){.tag = tag, .flags = flags, .size = (uint32_t)size, .data = copy};
    return RBK_OK;
}

/* The text and its NUL, in the very form that readers scan. */
static rbk_status add_track_entry(const rbk_planning *planning, size_t t, const stored *s, bool gd, rbk_error *error)
{
    char text[TEXT_BYTES], pad[32] = "";
    const char *type = type_of(planning->disc->tracks[t].mode);
    const char *subtype = rbk_chd_stores_subchannel(planning, t) ? "RW_RAW" : "NONE";
    const bool in_frames = s->pregap > 0 && s->pregap_stored;
    if (gd)
        snprintf(pad, sizeof pad, " PAD:%u", (unsigned)s->pad);
    snprintf(text, sizeof text, "TRACK:%zu TYPE:%s SUBTYPE:%s FRAMES:%d%s PREGAP:%d PGTYPE:%s%s PGSUB:%s POSTGAP:%d",
             t + 1, type, subtype, (int)(s->end_lba - s->first_lba) + (int)s->pad, pad, (int)s->pregap,
             in_frames ? "V" : "", in_frames ? type : "MODE1", in_frames ? subtype : "NONE", (int)s->postgap);
    return add_entry(planning->made->chd, gd ? RBK_CHD_GD_TRACK : RBK_CHD_TRACK, RBK_CHD_HASHED, text, strlen(text) + 1,
                     error);
}

static rbk_status add_session_entry(const rbk_planning *planning, size_t session, rbk_error *error)
{
    char text[32];
    snprintf(text, sizeof text, "SESSION:%zu", session + 1);
    return add_entry(planning->made->chd, RBK_CHD_SESSION, RBK_CHD_HASHED, text, strlen(text) + 1, error);
}

/* After all others, and not hashed: the file is the same to every other reader. */
static rbk_status add_origin_entry(const rbk_planning *planning, const rbk_origin *origin, rbk_error *error)
{
    rbk_bytes bytes = {0};
    rbk_status status = rbk_chd_origin_encode(origin, &bytes, error);
    if (status == RBK_OK)
        status = add_entry(planning->made->chd, RBK_CHD_DESCRIPTOR, 0, bytes.data, bytes.size, error);
    rbk_bytes_release(&bytes);
    return status;
}

/* ------------------------------------------------------------------ tracks */

static rbk_status add_range(rbk_convert_file *file, const stored *s, bool subchannel, rbk_error *error)
{
    rbk_sector_range *ranges = rbk_room_for_one(file->segments, file->segment_count, sizeof *ranges);
    if (!ranges)
        return rbk_fail_memory(error);
    file->segments = ranges;
    ranges[file->segment_count++] = (rbk_sector_range){s->first_lba, s->end_lba, subchannel};
    return RBK_OK;
}

static rbk_status add_track(const rbk_planning *planning, size_t t, bool gd, rbk_error *error)
{
    const stored s = gd ? stored_of_gd(planning, t) : stored_of(planning, t);
    rbk_sink_chd_track *track = &planning->made->chd->tracks[t];
    uint32_t sectors = (uint32_t)(s.end_lba - s.first_lba);
    uint32_t frames = sectors + s.pad;
    *track = (rbk_sink_chd_track){.mode = planning->disc->tracks[t].mode, .sectors = sectors};
    track->zeros = s.pad + (RBK_CHD_TRACK_FRAMES - frames % RBK_CHD_TRACK_FRAMES) % RBK_CHD_TRACK_FRAMES;
    planning->made->chd->track_count = t + 1;
    rbk_status status = add_track_entry(planning, t, &s, gd, error);
    return status == RBK_OK ? add_range(&planning->made->files[0], &s, rbk_chd_stores_subchannel(planning, t), error)
                            : status;
}

static rbk_status add_tracks(const rbk_planning *planning, rbk_error *error)
{
    const rbk_layout *layout = planning->layout;
    const bool gd = rbk_disc_has_high_density(planning->disc);
    rbk_status status = RBK_OK;
    for (size_t t = 0, session = 0; t < layout->track_count && status == RBK_OK; t++) {
        if (!gd && layout->session_count > 1 && session < layout->session_count &&
            layout->sessions[session].first_track == t)
            status = add_session_entry(planning, session++, error);
        if (status == RBK_OK)
            status = add_track(planning, t, gd, error);
    }
    return status;
}

/*
 * Whether the stored sheet gives a track on a GD-ROM its pregap back, whose frames are at the end of the track before
 * (source/origin.c): raw sectors, without subchannel.
 */
static bool pregap_returns(const rbk_planning *planning, size_t t)
{
    const rbk_track *tracks = planning->disc->tracks;
    return rbk_track_mode_payload_bytes(tracks[t - 1].mode) == RBK_SECTOR_BYTES &&
           rbk_track_mode_payload_bytes(tracks[t].mode) == RBK_SECTOR_BYTES &&
           !rbk_chd_stores_subchannel(planning, t - 1);
}

/* Of the pregaps on a GD-ROM those that do not return; silence is padding, and read as a pregap. */
static rbk_status report_pregaps(const rbk_planning *planning, rbk_error *error)
{
    for (size_t t = 1; rbk_disc_has_high_density(planning->disc) && t < planning->layout->track_count; t++) {
        const rbk_track *track = &planning->disc->tracks[t];
        const stored s = stored_of(planning, t);
        const int32_t sectors = s.pregap > 0 && s.pregap_stored ? stored_head(planning, t) : 0;
        if (sectors > 0 && !pregap_returns(planning, t) &&
            rbk_plan_report(planning, "lost.pause", track,
                            "the pregap of track %u becomes the end of the track before: %d sector%s",
                            (unsigned)track->number, (int)sectors, RBK_PLURAL(sectors, "", "s")) != RBK_OK)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ the whole */

void rbk_sink_chd_free(rbk_sink_chd *chd)
{
    if (!chd)
        return;
    for (size_t i = 0; i < chd->entry_count; i++)
        free(chd->entries[i].data);
    free(chd->entries);
    free(chd->tracks);
    free(chd);
}

static rbk_chd_effort effort_of(rbk_compression compression)
{
    switch (compression) {
    case RBK_COMPRESSION_BEST:
        return RBK_CHD_EFFORT_BEST;
    case RBK_COMPRESSION_FAST:
        return RBK_CHD_EFFORT_FAST;
    case RBK_COMPRESSION_NONE:
        return RBK_CHD_EFFORT_NONE;
    default:
        return RBK_CHD_EFFORT_NORMAL;
    }
}

/* The files that the plan has so far are those next to a sheet; here one holds everything. */
static void drop_files(rbk_conversion *made)
{
    for (size_t i = 0; i < made->file_count; i++) {
        free(made->files[i].path);
        free(made->files[i].segments);
        rbk_bytes_release(&made->files[i].content);
    }
    made->file_count = 0;
}

rbk_status rbk_plan_chd(const rbk_planning *planning, rbk_error *error)
{
    rbk_conversion *made = planning->made;
    size_t file;
    rbk_origin *own = NULL;
    rbk_status status = planning->origin ? RBK_OK : rbk_plan_made_origin(planning, &own, error);
    if (status != RBK_OK)
        return status;
    const rbk_origin *origin = own ? own : planning->origin;
    rbk_bytes_release(&made->descriptor);
    drop_files(made);
    rbk_sink_chd *chd = made->chd = calloc(1, sizeof *chd);
    if (!chd || !(chd->tracks = calloc(planning->layout->track_count, sizeof *chd->tracks)))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_plan_add_file(planning, rbk_path_base(made->path), RBK_IMAGE_SINK_CHD, 0, &file, error);
    if (status == RBK_OK) {
        chd->effort = effort_of(planning->compression);
        chd->threads = planning->jobs;
        status = add_tracks(planning, error);
    }
    if (status == RBK_OK)
        status = add_origin_entry(planning, origin, error);
    if (status == RBK_OK && !origin->whole)
        status = report_pregaps(planning, error);
    if (status == RBK_OK && !origin->whole)
        status = rbk_plan_left_over(planning, error);
    rbk_origin_free(own);
    return status;
}
