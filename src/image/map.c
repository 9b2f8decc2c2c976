/*
 * The extents of the tracks along the time line of their layout, each with its position in its file. Opens no file.
 */
#include "image/map.h"

#include "base/fail.h"
#include "base/search.h"
#include "disc/placement.h"
#include "disc/references.h"

#include <inttypes.h>
#include <stdlib.h>

/* State of the walk along the tracks. */
typedef struct walk {
    const rbk_disc *disc;
    const rbk_layout *layout;
    rbk_placements placements;
    int64_t position; /* on the time line */
    size_t part;      /* of the layout: the current one, or the next */
    rbk_image_map *map;
} walk;

static rbk_status add_segment(rbk_image_map *map, const rbk_image_segment *segment, rbk_error *error)
{
    if ((map->count & (map->count - 1)) == 0) { /* grows at every power of two */
        size_t capacity = map->count ? map->count * 2 : 1;
        rbk_image_segment *segments = realloc(map->segments, capacity * sizeof *segments);
        if (!segments)
            return rbk_fail_memory(error);
        map->segments = segments;
    }
    map->segments[map->count++] = *segment;
    return RBK_OK;
}

/* The rest of the extent's file in the run at the position; 0: it starts at the end of its file, and another one is there. */
static int64_t rest_of_file(walk *w, const rbk_extent *extent)
{
    const rbk_layout *layout = w->layout;
    while (w->part < layout->part_count &&
           layout->parts[w->part].start_samples + layout->parts[w->part].length_samples <= w->position)
        w->part++;
    const rbk_layout_part *part = w->part < layout->part_count ? &layout->parts[w->part] : NULL;
    if (!part || part->silence)
        return 0;
    const rbk_layout_run *run = &layout->runs[part->run];
    int64_t offset = part->run_offset_samples + w->position - part->start_samples;
    size_t f = 0;
    while (f + 1 < run->file_count && offset >= run->starts_samples[f + 1])
        f++;
    const bool is_there = run->files[f] == extent->file && offset == run->starts_samples[f] + extent->offset_samples;
    return is_there ? run->starts_samples[f + 1] - offset : 0;
}

/* Data starts on whole sectors of the disc; what is read from a file in other sizes, on whole ones of the file. */
static rbk_status check_borders(const rbk_image_segment *s, bool stated, rbk_error *error)
{
    bool audio = rbk_track_mode_is_audio(s->mode);
    bool whole_on_disc = audio || s->start_samples % RBK_SECTOR_SAMPLES == 0;
    bool whole_in_file =
        s->silence || stated || rbk_placement_is_plain(&s->placement) || s->offset_samples % RBK_SECTOR_SAMPLES == 0;
    if (!whole_on_disc || !whole_in_file)
        return rbk_fail(error, RBK_BAD_LAYOUT,
                        "a sector of data starts at sample %" PRId64 ", inside a sector of the %s", s->start_samples,
                        whole_on_disc ? "file" : "disc");
    return RBK_OK;
}

/* The next samples, which are all of one kind. */
static rbk_status advance(walk *w, rbk_image_segment *segment, bool stated, rbk_error *error)
{
    segment->start_samples = w->position;
    w->position += segment->length_samples;
    if (segment->length_samples == 0)
        return RBK_OK;
    if (segment->length_samples < 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has a part of no length");
    rbk_status status = check_borders(segment, stated, error);
    return status == RBK_OK ? add_segment(w->map, segment, error) : status;
}

static rbk_status walk_extent(walk *w, size_t t, size_t e, rbk_error *error)
{
    const rbk_extent *extent = &w->disc->tracks[t].extents[e];
    rbk_image_segment s = {.mode = w->disc->tracks[t].mode,
                           .silence = extent->silence,
                           .file = extent->file,
                           .length_samples = extent->length_samples,
                           .offset_samples = extent->offset_samples,
                           .placement = *rbk_placements_at(&w->placements, t, e)};
    if (!extent->silence && extent->length_samples == RBK_TO_END)
        s.length_samples = rest_of_file(w, extent);
    return advance(w, &s, extent->placement.stride_bytes != 0, error);
}

/* A session ends where its tracks do: each of its sectors is found in a segment. */
static rbk_status check_end(const walk *w, const rbk_layout_session *session, rbk_error *error)
{
    if (w->position == (int64_t)session->lead_out_lba * RBK_SECTOR_SAMPLES)
        return RBK_OK;
    return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout does not belong to these tracks");
}

static rbk_status walk_tracks(walk *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < w->disc->track_count && status == RBK_OK; t++) {
        const rbk_layout_session *session = rbk_layout_session_of(w->layout, t);
        if (session->first_track == t)
            w->position = (int64_t)session->start_lba * RBK_SECTOR_SAMPLES;
        for (size_t e = 0; e < w->disc->tracks[t].extent_count && status == RBK_OK; e++)
            status = walk_extent(w, t, e, error);
        rbk_image_segment padding = {
            .mode = w->disc->tracks[t].mode, .silence = true, .length_samples = w->layout->tracks[t].padded_samples};
        if (status == RBK_OK)
            status = advance(w, &padding, false, error);
        if (status == RBK_OK && t + 1 == session->first_track + session->track_count)
            status = check_end(w, session, error);
    }
    return status;
}

rbk_status rbk_image_map_make(const rbk_disc *disc, const rbk_layout *layout, rbk_image_map *map, rbk_error *error)
{
    *map = (rbk_image_map){0};
    walk w = {.disc = disc, .layout = layout, .map = map};
    rbk_status status = rbk_disc_check_layout(disc, layout, error);
    if (status == RBK_OK)
        status = rbk_disc_check(disc, error);
    if (status == RBK_OK)
        status = rbk_placements_make(disc, &w.placements, error);
    if (status == RBK_OK)
        status = walk_tracks(&w, error);
    rbk_placements_release(&w.placements);
    return status;
}

void rbk_image_map_release(rbk_image_map *map)
{
    free(map->segments);
    *map = (rbk_image_map){0};
}

size_t rbk_image_map_find(const rbk_image_map *map, int64_t sample)
{
    return rbk_search_last(&map->segments->start_samples, sizeof *map->segments, map->count, sample);
}
