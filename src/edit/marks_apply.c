/*
 * Marks become a disc again: the sectors of each session are one list of extents, which is cut where tracks start.
 * Tracks that begin and end where they did keep their extents.
 */
#include "base/fail.h"
#include "disc/placement.h"
#include "edit/marks.h"

#include <stdlib.h>
#include <string.h>

/* An extent with its position on the disc, in samples. */
typedef struct placed {
    rbk_extent extent; /* its length resolved */
    bool to_end;       /* it was RBK_TO_END */
    int64_t start_samples;
} placed;

typedef struct placed_list {
    placed *items;
    size_t count;
} placed_list;

int64_t rbk_edit_extent_length(const rbk_disc *disc, const rbk_extent *extent)
{
    if (extent->silence || extent->length_samples != RBK_TO_END)
        return extent->length_samples;
    const rbk_file *file = &disc->files[extent->file];
    return rbk_rate_scale(file->length_frames, file->rate_hz) - extent->offset_samples;
}

rbk_placement rbk_edit_placement_from(const rbk_extent *extent, int64_t samples)
{
    rbk_placement placement = extent->placement;
    if (placement.stride_bytes != 0)
        placement.offset_bytes = rbk_placement_byte(&extent->placement, samples);
    return placement;
}

/* All extents of the disc. */
static rbk_status place_extents(const rbk_marking *marking, placed_list *list, rbk_error *error)
{
    size_t total = 0;
    for (size_t t = 0; t < marking->disc->track_count; t++)
        total += marking->disc->tracks[t].extent_count;
    list->items = calloc(total + 1, sizeof *list->items);
    if (!list->items)
        return rbk_fail_memory(error);
    for (size_t t = 0; t < marking->disc->track_count; t++) {
        const rbk_track *track = &marking->disc->tracks[t];
        int64_t at = (int64_t)marking->layout->tracks[t].start_lba * RBK_SECTOR_SAMPLES;
        for (size_t e = 0; e < track->extent_count; e++) {
            placed *item = &list->items[list->count++];
            item->extent = track->extents[e];
            item->to_end = item->extent.length_samples == RBK_TO_END;
            item->extent.length_samples = rbk_edit_extent_length(marking->disc, &track->extents[e]);
            item->start_samples = at;
            at += item->extent.length_samples;
        }
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ a track's new extents */

/* True when a piece continues the last extent of the track. */
static bool continues(const rbk_track *track, const rbk_extent *piece)
{
    const rbk_extent *last = track->extent_count > 0 ? &track->extents[track->extent_count - 1] : NULL;
    if (!last || last->silence != piece->silence || last->length_samples == RBK_TO_END)
        return false;
    const rbk_placement next = rbk_edit_placement_from(last, last->length_samples);
    return piece->silence ||
           (last->file == piece->file && last->offset_samples + last->length_samples == piece->offset_samples &&
            memcmp(&next, &piece->placement, sizeof next) == 0);
}

static rbk_status add_piece(rbk_track *track, const rbk_extent *piece, bool to_end, rbk_error *error)
{
    if (continues(track, piece)) {
        rbk_extent *last = &track->extents[track->extent_count - 1];
        last->length_samples = to_end ? RBK_TO_END : last->length_samples + piece->length_samples;
        return RBK_OK;
    }
    if (piece->silence)
        return rbk_track_add_silence(track, piece->length_samples, error);
    rbk_status status = rbk_track_add_file_extent(track, piece->file, piece->offset_samples,
                                                  to_end ? RBK_TO_END : piece->length_samples, error);
    if (status == RBK_OK && piece->placement.stride_bytes != 0)
        status = rbk_track_place_extent(track, &piece->placement, error);
    return status;
}

/* What of an extent is from start to end. */
static rbk_status add_part(rbk_track *track, const placed *item, int64_t start, int64_t end, rbk_error *error)
{
    int64_t item_end = item->start_samples + item->extent.length_samples;
    int64_t from = start > item->start_samples ? start : item->start_samples;
    int64_t to = end < item_end ? end : item_end;
    rbk_extent piece = item->extent;
    if (from >= to)
        return RBK_OK;
    const int64_t skipped = from - item->start_samples;
    if (piece.placement.stride_bytes != 0 && skipped % RBK_SECTOR_SAMPLES != 0 &&
        !rbk_placement_is_plain(&piece.placement))
        return rbk_fail(error, RBK_UNSUPPORTED, "the start of a track cannot be moved into a sector of a file");
    piece.placement = rbk_edit_placement_from(&item->extent, skipped);
    piece.offset_samples += skipped;
    piece.length_samples = to - from;
    return add_piece(track, &piece, item->to_end && to == item_end, error);
}

static rbk_status cut(const placed_list *list, int64_t start, int64_t end, rbk_track *track, rbk_error *error)
{
    rbk_status status = RBK_OK;
    track->extent_count = 0;
    for (size_t i = 0; i < list->count && status == RBK_OK; i++)
        status = add_part(track, &list->items[i], start, end, error);
    return status;
}

/* ------------------------------------------------------------------ indexes */

/* The extent of a track that has a sample, counted from the start of the track; *samples is from there on that extent's. */
static uint32_t extent_at(const rbk_disc *disc, const rbk_track *track, int64_t *samples)
{
    uint32_t e = 0;
    for (; e + 1 < track->extent_count; e++) {
        int64_t length = rbk_edit_extent_length(disc, &track->extents[e]);
        if (*samples < length)
            break;
        *samples -= length;
    }
    return e;
}

static rbk_status mark(const rbk_marking *marking, size_t t, rbk_error *error)
{
    rbk_track *track = &marking->disc->tracks[t];
    const rbk_marks *marks = &marking->marks[t];
    int32_t start = rbk_marks_start(marks);
    rbk_status status = RBK_OK;
    track->index_count = 0;
    for (uint32_t number = 0; number <= RBK_INDEX_MAX && status == RBK_OK; number++) {
        if (marks->lba[number] == RBK_NO_LBA)
            continue;
        int64_t samples = ((int64_t)marks->lba[number] - start) * RBK_SECTOR_SAMPLES;
        uint32_t extent = extent_at(marking->disc, track, &samples);
        status = rbk_track_add_index(track, number, extent, samples, error);
    }
    return status;
}

/* ------------------------------------------------------------------ the disc */

static rbk_status apply(const rbk_marking *marking, const placed_list *list, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < marking->disc->track_count && status == RBK_OK; t++) {
        const rbk_layout_session *session = rbk_layout_session_of(marking->layout, t);
        const rbk_layout_track *laid = &marking->layout->tracks[t];
        bool last = t + 1 == session->first_track + session->track_count;
        int32_t start = rbk_marks_start(&marking->marks[t]);
        int32_t end = last ? session->lead_out_lba : rbk_marks_start(&marking->marks[t + 1]);
        if (start != laid->start_lba || end != laid->end_lba)
            status = cut(list, (int64_t)start * RBK_SECTOR_SAMPLES, (int64_t)end * RBK_SECTOR_SAMPLES,
                         &marking->disc->tracks[t], error);
        if (status == RBK_OK)
            status = mark(marking, t, error);
    }
    return status;
}

/* On a copy, so that a failure changes nothing. */
rbk_status rbk_marks_apply(const rbk_marking *marking, rbk_error *error)
{
    placed_list list = {NULL, 0};
    rbk_disc *copy = rbk_disc_copy(marking->disc);
    rbk_marking on_copy = *marking;
    on_copy.disc = copy;
    rbk_status status = copy ? place_extents(marking, &list, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = apply(&on_copy, &list, error);
    if (status == RBK_OK) {
        rbk_track *tracks = marking->disc->tracks;
        marking->disc->tracks = copy->tracks;
        copy->tracks = tracks;
    }
    free(list.items);
    rbk_disc_free(copy);
    return status;
}
