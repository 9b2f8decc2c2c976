/*
 * The sizes of a file's sectors, in the order in which the tracks use it.
 */
#include "disc/regions.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

static int64_t byte_in(const rbk_file_region *region, int64_t sample)
{
    int64_t behind = sample - region->start_samples;
    return region->start_bytes + rbk_sectors_floor(behind) * region->sector_bytes +
           behind % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES;
}

/* Goes on at the end so far, with sectors of a size; where they have the size of those before there is no border. */
static rbk_status begin_region(rbk_file_regions *r, uint32_t sector_bytes, rbk_error *error)
{
    const rbk_file_region *last = r->count ? &r->regions[r->count - 1] : NULL;
    if (last && last->sector_bytes == sector_bytes && (r->end_samples - last->start_samples) % RBK_SECTOR_SAMPLES == 0)
        return RBK_OK;
    rbk_file_region *regions = realloc(r->regions, (r->count + 1) * sizeof *regions);
    if (!regions)
        return rbk_fail_memory(error);
    r->regions = regions;
    regions[r->count++] = (rbk_file_region){r->end_samples, r->end_bytes, sector_bytes};
    return RBK_OK;
}

static rbk_status use_extent(rbk_file_regions *r, const rbk_extent *extent, rbk_track_mode mode, rbk_error *error)
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

rbk_status rbk_file_regions_make(const rbk_disc *disc, uint32_t file, rbk_file_regions *regions, rbk_error *error)
{
    rbk_status status = RBK_OK;
    *regions = (rbk_file_regions){0};
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count && status == RBK_OK; e++) {
            const rbk_extent *extent = &disc->tracks[t].extents[e];
            if (!extent->silence && extent->file == file)
                status = use_extent(regions, extent, disc->tracks[t].mode, error);
        }
    return status;
}

void rbk_file_regions_release(rbk_file_regions *regions)
{
    free(regions->regions);
    *regions = (rbk_file_regions){0};
}

int64_t rbk_file_regions_byte(const rbk_file_regions *regions, int64_t sample)
{
    size_t low = 0, high = regions->count;
    if (high == 0)
        return sample * RBK_SAMPLE_BYTES;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (regions->regions[middle].start_samples <= sample)
            low = middle;
        else
            high = middle;
    }
    return byte_in(&regions->regions[low], sample);
}

int64_t rbk_file_regions_samples(const rbk_file_regions *regions, int64_t bytes)
{
    size_t last = regions->count;
    if (last == 0)
        return bytes / RBK_SAMPLE_BYTES;
    while (last > 1 && regions->regions[last - 1].start_bytes > bytes)
        last--;
    const rbk_file_region *region = &regions->regions[last - 1];
    return region->start_samples + (bytes - region->start_bytes) / region->sector_bytes * RBK_SECTOR_SAMPLES;
}

/* ------------------------------------------------------------------ where a file is too short */

/* The first beginning or pause of a track, in the disc's order, at or past a place of the file's time; NULL: none. */
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

/* ------------------------------------------------------------------ who uses a file */

/* A descriptor may name one file of sectors twice, for its data and, in the other byte order, for its sound. */
static bool is_same_file(const rbk_disc *disc, uint32_t a, uint32_t b)
{
    return a == b || (disc->files[a].type != RBK_FILE_AUDIO && disc->files[b].type != RBK_FILE_AUDIO &&
                      strcmp(disc->files[a].path, disc->files[b].path) == 0);
}

bool rbk_disc_file_has_data(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (disc->tracks[t].mode != RBK_MODE_AUDIO && !disc->tracks[t].extents[e].silence &&
                is_same_file(disc, disc->tracks[t].extents[e].file, file))
                return true;
    return false;
}

bool rbk_disc_file_is_shared(const rbk_disc *disc, uint32_t file)
{
    for (uint32_t i = 0; i < disc->file_count; i++)
        if (i != file && is_same_file(disc, i, file))
            return true;
    return false;
}
