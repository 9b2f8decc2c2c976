/*
 * Placements that a descriptor states take precedence over those derived from the order of tracks. The latter is a
 * table of regions of each file: ranges with sectors of one size, in the order in which the tracks use the file.
 */
#include "disc/placement.h"

#include "base/fail.h"
#include "base/room.h"
#include "base/search.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ derived placements */

/* A part of a file with sectors of one size; it reaches to the next region, or to the end. */
typedef struct region {
    int64_t start_samples; /* of the file's time */
    int64_t start_bytes;
    uint32_t sector_bytes;
} region;

typedef struct regions {
    region *regions;
    size_t count;
    int64_t end_samples; /* end of what the tracks use of the file, open-ended extents not counted */
    int64_t end_bytes;
    bool open_ended; /* the last region extends to the end of the file */
} regions;

static int64_t byte_in(const region *in, int64_t sample)
{
    int64_t after = sample - in->start_samples;
    return in->start_bytes + rbk_sectors_floor(after) * in->sector_bytes +
           after % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES;
}

/* Continues at the current end, with sectors of a size; sectors of the same size join the region before. */
static rbk_status begin_region(regions *r, uint32_t sector_bytes, rbk_error *error)
{
    const region *last = r->count ? &r->regions[r->count - 1] : NULL;
    if (last && last->sector_bytes == sector_bytes && (r->end_samples - last->start_samples) % RBK_SECTOR_SAMPLES == 0)
        return RBK_OK;
    region *more = rbk_room_for_one(r->regions, r->count, sizeof *more);
    if (!more)
        return rbk_fail_memory(error);
    r->regions = more;
    more[r->count++] = (region){r->end_samples, r->end_bytes, sector_bytes};
    return RBK_OK;
}

static rbk_status use_extent(regions *r, const rbk_extent *extent, rbk_track_mode mode, rbk_error *error)
{
    bool to_end = extent->length_samples == RBK_TO_END;
    int64_t end = extent->offset_samples + (to_end ? 0 : extent->length_samples);
    if (r->open_ended || (!to_end && end <= r->end_samples))
        return RBK_OK;
    if (to_end && end < r->end_samples)
        end = r->end_samples;
    rbk_status status = begin_region(r, rbk_track_mode_sector_bytes(mode), error);
    if (status != RBK_OK)
        return status;
    r->end_bytes = byte_in(&r->regions[r->count - 1], end);
    r->end_samples = end;
    r->open_ended = to_end;
    return RBK_OK;
}

/* all: also where a placement is stated. */
static bool follows(const rbk_disc *disc, const rbk_extent *extent, bool all)
{
    return !extent->silence && extent->file < disc->file_count && (all || extent->placement.stride_bytes == 0);
}

static rbk_status make_regions(const rbk_disc *disc, uint32_t file, bool all, regions *r, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count && status == RBK_OK; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (extent->file == file && follows(disc, extent, all))
                status = use_extent(r, extent, disc->tracks[t].mode, error);
        }
    return status;
}

static int64_t byte_of(const regions *r, int64_t sample)
{
    return byte_in(&r->regions[rbk_search_last(&r->regions->start_samples, sizeof *r->regions, r->count, sample)],
                   sample);
}

/* ------------------------------------------------------------------ all extents */

static rbk_placement place(const regions *r, const rbk_file *file, const rbk_extent *extent, rbk_track_mode mode)
{
    rbk_placement placement = {.offset_bytes = extent->offset_samples * RBK_SAMPLE_BYTES,
                               .stride_bytes = RBK_SECTOR_BYTES,
                               .payload_bytes = RBK_SECTOR_BYTES};
    if (file->type == RBK_FILE_AUDIO)
        return placement;
    placement.offset_bytes = byte_of(r, extent->offset_samples);
    placement.stride_bytes = rbk_track_mode_sector_bytes(mode);
    placement.payload_bytes = rbk_track_mode_payload_bytes(mode);
    placement.subchannel_bytes = placement.stride_bytes - placement.payload_bytes;
    placement.subchannel_offset_bytes = placement.subchannel_bytes ? placement.payload_bytes : 0;
    return placement;
}

static rbk_status place_file(const rbk_disc *disc, uint32_t file, bool all, rbk_placements *placements,
                             rbk_error *error)
{
    regions r = {0};
    rbk_status status = make_regions(disc, file, all, &r, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (extent->file == file && follows(disc, extent, all) && r.count > 0)
                placements->placements[placements->first[t] + e] =
                    place(&r, &disc->files[file], extent, disc->tracks[t].mode);
        }
    free(r.regions);
    return status;
}

static rbk_status take_stated(const rbk_disc *disc, bool all, rbk_placements *placements, bool *wanted,
                              rbk_error *error)
{
    size_t count = 0;
    placements->first = calloc(disc->track_count + 1, sizeof *placements->first);
    for (size_t t = 0; t < disc->track_count && placements->first; t++) {
        placements->first[t] = count;
        count += disc->tracks[t].extent_count;
    }
    placements->placements = calloc(count + 1, sizeof *placements->placements);
    if (!placements->first || !placements->placements)
        return rbk_fail_memory(error);
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            placements->placements[placements->first[t] + e] = extent->placement;
            if (follows(disc, extent, all))
                wanted[extent->file] = true;
        }
    return RBK_OK;
}

/* Those of the files from first on, before end. */
static rbk_status make(const rbk_disc *disc, uint32_t first, size_t end, bool all, rbk_placements *placements,
                       rbk_error *error)
{
    *placements = (rbk_placements){0};
    bool *wanted = calloc(disc->file_count + 1, sizeof *wanted);
    rbk_status status = wanted ? take_stated(disc, all, placements, wanted, error) : rbk_fail_memory(error);
    for (uint32_t i = first; i < end && status == RBK_OK; i++)
        if (wanted[i])
            status = place_file(disc, i, all, placements, error);
    free(wanted);
    return status;
}

rbk_status rbk_placements_make(const rbk_disc *disc, rbk_placements *placements, rbk_error *error)
{
    return make(disc, 0, disc->file_count, false, placements, error);
}

rbk_status rbk_placements_make_file(const rbk_disc *disc, uint32_t file, rbk_placements *placements, rbk_error *error)
{
    return make(disc, file, (size_t)file + 1, false, placements, error);
}

rbk_status rbk_placements_follow(const rbk_disc *disc, bool *follow, rbk_error *error)
{
    rbk_placements placements;
    rbk_status status = make(disc, 0, disc->file_count, true, &placements, error);
    *follow = status == RBK_OK;
    for (size_t t = 0; t < disc->track_count && *follow; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_placement *stated = &disc->tracks[t].extents[e].placement;
            const rbk_placement *would = rbk_placements_at(&placements, t, e);
            *follow = *follow && (stated->stride_bytes == 0 || (stated->offset_bytes == would->offset_bytes &&
                                                                stated->stride_bytes == would->stride_bytes));
        }
    rbk_placements_release(&placements);
    return status;
}

void rbk_placements_release(rbk_placements *placements)
{
    free(placements->placements);
    free(placements->first);
    *placements = (rbk_placements){0};
}

const rbk_placement *rbk_placements_at(const rbk_placements *placements, size_t track, size_t extent)
{
    return &placements->placements[placements->first[track] + extent];
}

/* ------------------------------------------------------------------ one extent */

int64_t rbk_placement_byte(const rbk_placement *placement, int64_t samples)
{
    return placement->offset_bytes + rbk_sectors_floor(samples) * placement->stride_bytes +
           samples % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES;
}

bool rbk_track_has_wide_sectors(const rbk_track *track)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && track->extents[e].placement.subchannel_bytes > 0)
            return true;
    return false;
}

bool rbk_placement_is_plain(const rbk_placement *placement)
{
    return placement->stride_bytes == RBK_SECTOR_BYTES && placement->payload_bytes == RBK_SECTOR_BYTES;
}

/* ------------------------------------------------------------------ files that are too short */

/* The first start or pregap of a track, in the disc's order, at or past a position of the file's time; NULL: none. */
static const rbk_index *start_past(const rbk_disc *disc, uint32_t file, int64_t samples, const rbk_track **track)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t i = 0; i < disc->tracks[t].index_count; i++) {
            const rbk_index *index = &disc->tracks[t].indexes[i];
            const rbk_extent *extent =
                index->extent < disc->tracks[t].extent_count ? &disc->tracks[t].extents[index->extent] : NULL;
            if (!extent || extent->silence || extent->file != file || index->number > 1 ||
                extent->offset_samples + index->offset_samples < samples)
                continue;
            *track = &disc->tracks[t];
            return index;
        }
    return NULL;
}

bool rbk_disc_fail_past_end(const rbk_disc *disc, uint32_t file, int64_t end_samples, rbk_error *error)
{
    char at[RBK_TIME_BYTES], end[RBK_TIME_BYTES];
    const rbk_track *track = NULL;
    const rbk_index *index = start_past(disc, file, end_samples, &track);
    if (!index)
        return false;
    int64_t start = track->extents[index->extent].offset_samples + index->offset_samples;
    rbk_fail(error, RBK_BAD_LAYOUT, "index %02u of track %u starts at %s of '%.200s', which ends at %s",
             (unsigned)index->number, (unsigned)track->number, rbk_time_format(rbk_sectors_floor(start), at),
             disc->files[file].path, rbk_time_format(rbk_sectors_floor(end_samples), end));
    rbk_error_set_track(error, track->number);
    if (error)
        error->place.line = index->line ? index->line : track->line;
    return true;
}

/* ------------------------------------------------------------------ use of a file */

/* A descriptor may name one file of sectors twice, for its data and, in the other byte order, for its audio. */
static bool is_same_file(const rbk_disc *disc, uint32_t a, uint32_t b)
{
    return a == b || (disc->files[a].type != RBK_FILE_AUDIO && disc->files[b].type != RBK_FILE_AUDIO &&
                      strcmp(disc->files[a].path, disc->files[b].path) == 0);
}

/* A stated placement that is not that of a stream of samples. */
static bool is_no_stream(const rbk_extent *extent)
{
    const rbk_placement *stated = &extent->placement;
    return stated->stride_bytes != 0 &&
           (!rbk_placement_is_plain(stated) || stated->offset_bytes != extent->offset_samples * RBK_SAMPLE_BYTES);
}

bool rbk_disc_file_has_sectors(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (!extent->silence && is_same_file(disc, extent->file, file) &&
                (disc->tracks[t].mode != RBK_MODE_AUDIO || is_no_stream(extent)))
                return true;
        }
    return false;
}

bool rbk_disc_file_is_shared(const rbk_disc *disc, uint32_t file)
{
    for (uint32_t i = 0; i < disc->file_count; i++)
        if (i != file && is_same_file(disc, i, file))
            return true;
    return false;
}
