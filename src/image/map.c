/*
 * The parts of a layout, cut where a file or a track ends, with the place of each in its file. Opens no file.
 */
#include "image/map.h"

#include "base/fail.h"
#include "disc/regions.h"

#include <inttypes.h>
#include <stdlib.h>

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* What the walk along the time line knows. */
typedef struct walk {
    const rbk_disc *disc;
    const rbk_layout *layout;
    rbk_file_regions *regions; /* of each file */
    size_t track;
    rbk_image_map *map;
} walk;

static rbk_status add_stretch(rbk_image_map *map, const rbk_image_stretch *stretch, rbk_error *error)
{
    if ((map->count & (map->count - 1)) == 0) { /* grows at every power of two */
        size_t capacity = map->count ? map->count * 2 : 1;
        rbk_image_stretch *stretches = realloc(map->stretches, capacity * sizeof *stretches);
        if (!stretches)
            return rbk_fail_memory(error);
        map->stretches = stretches;
    }
    map->stretches[map->count++] = *stretch;
    return RBK_OK;
}

/* Where the track at a position begins; the last one's end is out of reach. */
static int64_t track_start(const walk *w, size_t t)
{
    return t < w->layout->track_count ? (int64_t)w->layout->tracks[t].start_lba * RBK_SECTOR_SAMPLES : INT64_MAX;
}

static void find_file(const walk *w, const rbk_layout_part *part, int64_t done, rbk_image_stretch *s)
{
    const rbk_layout_run *run = &w->layout->runs[part->run];
    int64_t offset = part->run_offset_samples + done;
    size_t f = 0;
    while (f + 1 < run->file_count && offset >= run->starts_samples[f + 1])
        f++;
    s->file = run->files[f];
    s->offset_samples = offset - run->starts_samples[f];
    s->length_samples = least(s->length_samples, run->starts_samples[f + 1] - offset);
    bool header = w->disc->files[s->file].type == RBK_FILE_AUDIO;
    s->offset_bytes =
        header ? s->offset_samples * RBK_SAMPLE_BYTES : rbk_file_regions_byte(&w->regions[s->file], s->offset_samples);
}

/* The longest beginning of the rest of a part that is of one track and one file. */
static rbk_image_stretch cut(walk *w, const rbk_layout_part *part, int64_t done)
{
    rbk_image_stretch s = {.start_samples = part->start_samples + done, .silence = part->silence};
    while (s.start_samples >= track_start(w, w->track + 1))
        w->track++;
    s.mode = w->disc->tracks[w->track].mode;
    s.length_samples = least(part->length_samples - done, track_start(w, w->track + 1) - s.start_samples);
    if (!s.silence)
        find_file(w, part, done, &s);
    return s;
}

/* Data lies on whole sectors of the disc; what is taken from a file in other sizes, on whole ones of the file. */
static rbk_status check_borders(const rbk_image_stretch *s, rbk_error *error)
{
    bool audio = rbk_track_mode_is_audio(s->mode);
    bool whole_on_disc = audio || s->start_samples % RBK_SECTOR_SAMPLES == 0;
    bool whole_in_file = s->silence || rbk_track_mode_sector_bytes(s->mode) == RBK_SECTOR_BYTES ||
                         s->offset_samples % RBK_SECTOR_SAMPLES == 0;
    if (s->length_samples <= 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has a part of no length");
    if (!whole_on_disc || !whole_in_file)
        return rbk_fail(error, RBK_BAD_LAYOUT,
                        "a sector of data begins at sample %" PRId64 ", inside a sector of the %s", s->start_samples,
                        whole_on_disc ? "file" : "disc");
    return RBK_OK;
}

static rbk_status walk_parts(walk *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < w->layout->part_count && status == RBK_OK; i++) {
        const rbk_layout_part *part = &w->layout->parts[i];
        for (int64_t done = 0; done < part->length_samples && status == RBK_OK;) {
            rbk_image_stretch s = cut(w, part, done);
            status = check_borders(&s, error);
            if (status == RBK_OK)
                status = add_stretch(w->map, &s, error);
            done += s.length_samples;
        }
    }
    return status;
}

rbk_status rbk_image_map_make(const rbk_disc *disc, const rbk_layout *layout, rbk_image_map *map, rbk_error *error)
{
    *map = (rbk_image_map){0};
    if (layout->track_count != disc->track_count || layout->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has %zu tracks, the disc %zu", layout->track_count,
                        disc->track_count);
    walk w = {disc, layout, calloc(disc->file_count + 1, sizeof *w.regions), 0, map};
    rbk_status status = w.regions ? RBK_OK : rbk_fail_memory(error);
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        status = rbk_file_regions_make(disc, i, &w.regions[i], error);
    if (status == RBK_OK)
        status = walk_parts(&w, error);
    for (size_t i = 0; w.regions && i < disc->file_count; i++)
        rbk_file_regions_release(&w.regions[i]);
    free(w.regions);
    return status;
}

void rbk_image_map_release(rbk_image_map *map)
{
    free(map->stretches);
    *map = (rbk_image_map){0};
}

size_t rbk_image_map_find(const rbk_image_map *map, int64_t sample)
{
    size_t low = 0, high = map->count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (map->stretches[middle].start_samples <= sample)
            low = middle;
        else
            high = middle;
    }
    return low;
}
