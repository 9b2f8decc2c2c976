/*
 * Track-at-once: the drive writes each track by itself, ends it with two sectors, and makes the pregap of 150 sectors
 * before the next one. That is another disc than the image: the same tracks from index 01 on, further apart. It is made
 * as a disc of its own, so that it is planned, read and verified like any other.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "disc/placement.h"
#include "disc/references.h"

#include <stdio.h>

enum { BETWEEN_SECTORS = RBK_BURN_RUN_OUT_SECTORS + RBK_PREGAP_SECTORS, ADR_POSITION = 1 };

/* The image. */
typedef struct tracks_source {
    const rbk_disc *disc;
    const rbk_layout *layout;
    uint32_t session; /* that is written so; 0: all */
    rbk_placements placements;
    rbk_disc *modified;          /* its modified Q; NULL: none was searched for */
    bool r_to_w[RBK_TRACKS_MAX]; /* of each track: its subchannel has something there */
} tracks_source;

/* What is lost, counted over all tracks. */
typedef struct losses {
    unsigned tracks, pregaps, audio_pregaps, indexes, isrcs, copies, r_to_w;
    bool hidden;
} losses;

/* ------------------------------------------------------------------ the disc */

/* Where each extent of the image is in its file is stated: sectors that are not part of the disc count there, too. */
static rbk_status place(const rbk_disc *disc, const rbk_extent *extent, const rbk_placement *placement, int64_t skipped,
                        rbk_track *track, rbk_error *error)
{
    rbk_placement at = *placement;
    if (at.stride_bytes == 0 || disc->files[extent->file].type == RBK_FILE_AUDIO)
        return RBK_OK;
    at.offset_bytes = rbk_placement_byte(placement, skipped);
    at.subchannel_bytes = at.subchannel_offset_bytes = 0; /* not sent */
    return rbk_track_place_extent(track, &at, error);
}

/* The extents of a track, from an index on if there is one. */
static rbk_status add_extents(const tracks_source *source, size_t t, const rbk_index *first, rbk_track *track,
                              rbk_error *error)
{
    const rbk_track *from = &source->disc->tracks[t];
    rbk_status status = RBK_OK;
    for (size_t e = first ? first->extent : 0; e < from->extent_count && status == RBK_OK; e++) {
        const rbk_extent *extent = &from->extents[e];
        int64_t skipped = first && e == first->extent ? first->offset_samples : 0;
        int64_t length = extent->length_samples == RBK_TO_END ? RBK_TO_END : extent->length_samples - skipped;
        if (first && length == 0)
            continue;
        if (extent->silence) {
            status = rbk_track_add_silence(track, length, error);
            continue;
        }
        status = rbk_track_add_file_extent(track, extent->file, extent->offset_samples + skipped, length, error);
        if (status == RBK_OK)
            status = place(source->disc, extent, rbk_placements_at(&source->placements, t, e), skipped, track, error);
    }
    return status;
}

static bool begins_session(const rbk_disc *disc, size_t t)
{
    return t == 0 || disc->tracks[t].session != disc->tracks[t - 1].session;
}

static rbk_status add_track(const tracks_source *source, size_t t, rbk_disc *made, rbk_error *error)
{
    const rbk_track *from = &source->disc->tracks[t];
    bool gap = !begins_session(source->disc, t);
    rbk_track *track;
    rbk_status status = rbk_disc_add_track(made, from->number, from->mode, &track, error);
    if (status != RBK_OK)
        return status;
    track->flags = from->flags & ~(uint32_t)RBK_FLAG_SCMS;
    track->line = from->line;
    if (gap)
        status = rbk_track_add_silence(track, (int64_t)BETWEEN_SECTORS * RBK_SECTOR_SAMPLES, error);
    if (status == RBK_OK)
        status = add_extents(source, t, rbk_track_index(from, 1), track, error);
    if (status == RBK_OK && gap)
        status = rbk_track_add_index(track, 0, 0, 0, error);
    return status == RBK_OK ? rbk_track_add_index(track, 1, gap ? 1 : 0, 0, error) : status;
}

/* A track of a session that is written another way. */
static rbk_status keep_track(const tracks_source *source, size_t t, rbk_disc *made, rbk_error *error)
{
    const rbk_track *from = &source->disc->tracks[t];
    rbk_track *track;
    rbk_status status = rbk_disc_add_track(made, from->number, from->mode, &track, error);
    if (status == RBK_OK)
        status = add_extents(source, t, NULL, track, error);
    for (size_t i = 0; i < from->index_count && status == RBK_OK; i++)
        status = rbk_track_add_index(track, from->indexes[i].number, from->indexes[i].extent,
                                     from->indexes[i].offset_samples, error);
    if (status == RBK_OK)
        track->flags = from->flags;
    return status;
}

static rbk_status add_tracks(const tracks_source *source, rbk_disc *made, rbk_error *error)
{
    const rbk_disc *disc = source->disc;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        if (t > 0 && begins_session(disc, t))
            status = rbk_disc_add_session(made, RBK_AREA_CD, disc->sessions[disc->tracks[t].session].line, NULL, error);
        if (status == RBK_OK)
            status = (source->session == 0 || disc->tracks[t].session + 1 == source->session ? add_track : keep_track)(
                source, t, made, error);
    }
    return status;
}

/*
 * An empty disc with the files of another one, without their subchannel: none of it is sent, and its Q, at other addresses,
 * would be modified Q everywhere.
 */
static rbk_status copy_files(const rbk_disc *disc, rbk_disc *made, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &disc->files[i];
        status = rbk_disc_add_file(made, file->path, file->type, file->type_word, file->line, NULL, error);
        if (status == RBK_OK && file->location)
            status = rbk_disc_locate_file(made, i, file->location, error);
        if (status != RBK_OK)
            break;
        made->files[i].rate_hz = file->rate_hz;
        made->files[i].length_frames = file->length_frames;
        made->files[i].identity = file->identity;
        made->files[i].swaps_data = file->swaps_data;
    }
    return status;
}

/* ------------------------------------------------------------------ what is lost */

static void count_losses(const tracks_source *source, losses *lost)
{
    for (size_t t = 0; t < source->disc->track_count; t++) {
        const rbk_track *track = &source->disc->tracks[t];
        const rbk_layout_track *laid = &source->layout->tracks[t];
        bool pregap = laid->start_lba < laid->index01_lba;
        bool silent = track->extent_count == 0 || track->extents[0].silence;
        if (source->session && track->session + 1 != source->session)
            continue;
        lost->tracks++;
        lost->hidden |= t == 0 && pregap;
        lost->pregaps += t > 0 && pregap;
        lost->audio_pregaps += t > 0 && pregap && !silent;
        for (size_t i = 0; i < laid->index_count; i++)
            lost->indexes += laid->indexes[i].number > 1;
        lost->isrcs += track->isrc[0] != '\0';
        lost->copies += (track->flags & RBK_FLAG_SCMS) != 0;
        lost->r_to_w += source->r_to_w[t] || rbk_burn_has_pictures(source->disc, track);
    }
}

static rbk_status report(rbk_findings *findings, const char *path, const char *what)
{
    return rbk_findings_add(findings, RBK_WARNING, "burn.track-at-once", path, 0, 0, "track-at-once: %s", what);
}

static rbk_status report_count(rbk_findings *findings, const char *path, unsigned count, const char *what)
{
    char text[160];
    if (count == 0)
        return RBK_OK;
    snprintf(text, sizeof text, "%s: %u", what, count);
    return report(findings, path, text);
}

static bool has_texts(const rbk_disc *disc)
{
    bool texts = disc->cdtext != NULL;
    for (int field = 0; field < RBK_TEXT_FIELDS; field++) {
        texts = texts || (field != RBK_TEXT_DATE && disc->text.field[field]);
        for (size_t t = 0; t < disc->track_count; t++)
            texts = texts || (field != RBK_TEXT_DATE && disc->tracks[t].text.field[field]);
    }
    return texts;
}

static rbk_status report_losses(const tracks_source *source, const char *path, rbk_findings *findings)
{
    losses lost = {0};
    count_losses(source, &lost);
    const unsigned modified_q =
        (unsigned)rbk_burn_count_modified_q(source->disc, source->modified, source->layout, source->session);
    const struct {
        unsigned count;
        const char *what;
    } counted[] = {{lost.pregaps, "pregaps that become those of the drive"},
                   {lost.audio_pregaps, "pregaps whose sectors are in the image and are not written"},
                   {lost.indexes, "indexes after 01 that are not written"},
                   {lost.isrcs, "ISRCs that are not written"},
                   {lost.copies, "SCMS flags that are not written"},
                   {lost.r_to_w, "tracks whose R-W (CD+G graphics) is not written"},
                   {modified_q, "sectors whose modified Q is not written"}};
    rbk_status status = RBK_OK;
    if (lost.tracks > 1)
        status = report(findings, path, "the drive puts 2 s of silence between all tracks");
    if (status == RBK_OK && lost.hidden)
        status = report(findings, path, "what is before index 01 of the first track is not written");
    for (size_t i = 0; i < sizeof counted / sizeof counted[0] && status == RBK_OK; i++)
        status = report_count(findings, path, counted[i].count, counted[i].what);
    if (status == RBK_OK && source->disc->mcn[0] && source->session <= 1)
        status = report(findings, path, "the catalogue number is not written");
    return status == RBK_OK && source->session <= 1 && has_texts(source->disc)
               ? report(findings, path, "CD-TEXT is not written")
               : status;
}

rbk_status rbk_burn_as_tracks(const rbk_disc *disc, const rbk_layout *layout, uint32_t session, const char *path,
                              rbk_disc **tracks, rbk_findings *findings, rbk_error *error)
{
    if (!disc || !layout || !tracks)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    tracks_source source = {.disc = disc, .layout = layout, .session = session};
    rbk_disc *made = rbk_disc_new();
    rbk_status status = made ? rbk_disc_check_layout(disc, layout, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_disc_check(disc, error);
    if (status == RBK_OK)
        status = rbk_burn_check_areas(disc, error);
    if (status == RBK_OK)
        status = rbk_burn_search_sub(disc, layout, &source.modified, source.r_to_w, error);
    if (status == RBK_OK)
        status = rbk_placements_make(disc, &source.placements, error);
    if (status == RBK_OK)
        status = copy_files(disc, made, error);
    if (status == RBK_OK)
        status = add_tracks(&source, made, error);
    if (status == RBK_OK && report_losses(&source, path, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_placements_release(&source.placements);
    rbk_disc_free(source.modified);
    if (status == RBK_OK)
        *tracks = made;
    else
        rbk_disc_free(made);
    return status;
}

/* ------------------------------------------------------------------ the plan */

bool rbk_burn_track_range(const rbk_burn_plan *plan, size_t position, rbk_burn_range *range)
{
    const rbk_burn_entry *first = NULL;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *entry = &plan->entries[i];
        if ((entry->control_adr & 0x0F) != ADR_POSITION || entry->track == 0)
            continue;
        if (first && (entry->track != first->track)) {
            *range = (rbk_burn_range){.first_lba = rbk_burn_entry_lba(first),
                                      .sectors = (uint32_t)(rbk_burn_entry_lba(entry) - rbk_burn_entry_lba(first)),
                                      .sector_bytes = rbk_burn_form_bytes(first->form),
                                      .form = first->form,
                                      .track = first->track};
            range->chunk_sectors = RBK_BURN_CHUNK_BYTES_MAX / range->sector_bytes;
            return true;
        }
        if (!first && entry->index == 1 && position-- == 0)
            first = entry;
    }
    return false;
}

bool rbk_burn_track_is_session(const rbk_burn_plan *plan)
{
    if (plan->first_track != plan->last_track || plan->graphics != RBK_BURN_GRAPHICS_OFF)
        return false;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *entry = &plan->entries[i];
        bool position = (entry->control_adr & 0x0F) == ADR_POSITION;
        if (!position || entry->scms || (entry->track != 0 && entry->index > 1))
            return false;
        if (entry->track == plan->first_track && entry->index == 1 && rbk_burn_entry_lba(entry) != plan->base_lba)
            return false;
    }
    return true;
}
