/*
 * A track: modes by name, extents and indexes in order.
 */
#include "base/fail.h"
#include "base/room.h"

#include <redbook/disc.h>

#include <stdlib.h>

static const struct mode_row {
    const char *name;
    uint32_t sector_bytes;
} mode_rows[RBK_MODES] = {
    [RBK_MODE_AUDIO] = {"AUDIO", 2352},           [RBK_MODE_CDG] = {"CDG", 2448},
    [RBK_MODE_MODE1_2048] = {"MODE1/2048", 2048}, [RBK_MODE_MODE1_2352] = {"MODE1/2352", 2352},
    [RBK_MODE_MODE2_2048] = {"MODE2/2048", 2048}, [RBK_MODE_MODE2_2324] = {"MODE2/2324", 2324},
    [RBK_MODE_MODE2_2336] = {"MODE2/2336", 2336}, [RBK_MODE_MODE2_2352] = {"MODE2/2352", 2352},
    [RBK_MODE_CDI_2336] = {"CDI/2336", 2336},     [RBK_MODE_CDI_2352] = {"CDI/2352", 2352},
};

const char *rbk_track_mode_name(rbk_track_mode mode)
{
    return (unsigned)mode < RBK_MODES ? mode_rows[mode].name : "unknown";
}

uint32_t rbk_track_mode_sector_bytes(rbk_track_mode mode)
{
    return (unsigned)mode < RBK_MODES ? mode_rows[mode].sector_bytes : RBK_SECTOR_BYTES;
}

uint32_t rbk_track_mode_payload_bytes(rbk_track_mode mode)
{
    return mode == RBK_MODE_CDG ? RBK_SECTOR_BYTES : rbk_track_mode_sector_bytes(mode);
}

bool rbk_track_mode_is_audio(rbk_track_mode mode)
{
    return mode == RBK_MODE_AUDIO || mode == RBK_MODE_CDG;
}

static rbk_status add_extent(rbk_track *track, const rbk_extent *extent, rbk_error *error)
{
    rbk_extent *extents = rbk_room_for_one(track->extents, track->extent_count, sizeof *extents);
    if (!extents)
        return rbk_fail_memory(error);
    extents[track->extent_count++] = *extent;
    track->extents = extents;
    return RBK_OK;
}

rbk_status rbk_track_add_file_extent(rbk_track *track, uint32_t file, int64_t offset_samples, int64_t length_samples,
                                     rbk_error *error)
{
    if (!track)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (offset_samples < 0 || (length_samples < 0 && length_samples != RBK_TO_END))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "an extent cannot start or end before its file");
    rbk_extent extent = {.file = file, .offset_samples = offset_samples, .length_samples = length_samples};
    return add_extent(track, &extent, error);
}

rbk_status rbk_track_add_silence(rbk_track *track, int64_t length_samples, rbk_error *error)
{
    if (!track)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (length_samples < 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the length of silence cannot be negative");
    rbk_extent extent = {.silence = true, .length_samples = length_samples};
    return add_extent(track, &extent, error);
}

rbk_status rbk_track_place_extent(rbk_track *track, const rbk_placement *placement, rbk_error *error)
{
    if (!track || !placement)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_extent *extent = track->extent_count ? &track->extents[track->extent_count - 1] : NULL;
    const rbk_placement *p = placement;
    uint32_t end = p->subchannel_bytes ? p->subchannel_offset_bytes + p->subchannel_bytes : p->payload_bytes;
    bool apart = p->subchannel_bytes ? p->subchannel_offset_bytes >= p->payload_bytes : p->subchannel_offset_bytes == 0;
    if (!extent || extent->silence)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no file extent to place");
    if (p->offset_bytes < 0 || p->stride_bytes == 0 || p->stride_bytes > RBK_STRIDE_BYTES_MAX ||
        p->payload_bytes != rbk_track_mode_payload_bytes(track->mode) || p->subchannel_bytes > RBK_STRIDE_BYTES_MAX ||
        p->subchannel_offset_bytes > RBK_STRIDE_BYTES_MAX || !apart || end < p->payload_bytes || end > p->stride_bytes)
        return rbk_fail(
            error, RBK_INVALID_ARGUMENT,
            "sectors of %u bytes of payload and %u of subchannel from byte %u on do not fit into a stride of %u bytes",
            (unsigned)p->payload_bytes, (unsigned)p->subchannel_bytes, (unsigned)p->subchannel_offset_bytes,
            (unsigned)p->stride_bytes);
    extent->placement = *placement;
    return RBK_OK;
}

rbk_status rbk_track_add_index(rbk_track *track, uint32_t number, uint32_t extent, int64_t offset_samples,
                               rbk_error *error)
{
    if (!track)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (number > RBK_INDEX_MAX || offset_samples < 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "expected index 0 to 99 at or after the start of its extent");
    uint32_t expected = track->index_count ? track->indexes[track->index_count - 1].number + 1 : 1;
    if (number != expected && !(track->index_count == 0 && number == 0))
        return rbk_fail(error, RBK_BAD_LAYOUT, "expected index %u, found %u", (unsigned)expected, (unsigned)number);
    rbk_index *indexes = rbk_room_for_one(track->indexes, track->index_count, sizeof *indexes);
    if (!indexes)
        return rbk_fail_memory(error);
    indexes[track->index_count++] = (rbk_index){.number = number, .extent = extent, .offset_samples = offset_samples};
    track->indexes = indexes;
    return RBK_OK;
}

const rbk_index *rbk_track_index(const rbk_track *track, uint32_t number)
{
    for (size_t i = 0; i < track->index_count; i++)
        if (track->indexes[i].number == number)
            return &track->indexes[i];
    return NULL;
}
