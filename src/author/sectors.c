/*
 * Data tracks, and files with their sectors. A file of a data track is read as sectors throughout, its audio tracks
 * too; it is never converted. The image reader knows which bytes are which sectors.
 *
 * Raw sectors are kept as they are, damage included - it may be a copy protection - but their header must have their
 * real address on this disc; sectors that were elsewhere get the new address, and are counted.
 */
#include "author/author.h"
#include "base/fail.h"
#include "base/room.h"
#include "stage/stage.h"

#include <redbook/sector.h>

#include <stdlib.h>
#include <string.h>

#define UNIT_SECTORS  4096 /* almost a minute: a unit of work, of whole blocks that can be shared */
#define BATCH_SECTORS 128  /* read and written at once */

/* ------------------------------------------------------------------ units of work */

static rbk_status add_units(const rbk_image_segment *whole, rbk_image_segment **segments, size_t *count,
                            rbk_error *error)
{
    const int64_t step = (int64_t)UNIT_SECTORS * RBK_SECTOR_SAMPLES;
    for (int64_t done = 0; done < whole->length_samples; done += step) {
        rbk_image_segment *more = rbk_room_for_one(*segments, *count, sizeof *more);
        if (!more)
            return rbk_fail_memory(error);
        *segments = more;
        rbk_image_segment *unit = &more[(*count)++];
        *unit = *whole;
        unit->start_samples += done;
        unit->length_samples = whole->length_samples - done < step ? whole->length_samples - done : step;
    }
    return RBK_OK;
}

rbk_status rbk_author_cut_sectors(const rbk_author_work *work, rbk_image_segment **segments, size_t *count,
                                  rbk_error *error)
{
    const rbk_image_map *map = rbk_image_map_of(work->image);
    rbk_status status = RBK_OK;
    *segments = NULL;
    *count = 0;
    for (size_t i = 0; i < map->count && status == RBK_OK; i++) {
        const rbk_image_segment *s = &map->segments[i];
        if (s->silence ? !rbk_track_mode_is_audio(s->mode) : rbk_image_reads_file(work->image, s->file))
            status = add_units(s, segments, count, error);
    }
    if (status != RBK_OK) {
        free(*segments);
        *segments = NULL;
    }
    return status;
}

/* ------------------------------------------------------------------ the work */

/* Buffer of a batch. */
typedef union batch {
    uint8_t sectors[BATCH_SECTORS * RBK_SECTOR_BYTES];
    int16_t samples[BATCH_SECTORS * RBK_SECTOR_SAMPLES * RBK_CHANNELS];
} batch;

/* Of a unit that starts with a whole sector: some of its sectors may be bytes of a file as they are. */
static rbk_author_shared share(const rbk_author_work *work, const rbk_image_segment *s)
{
    rbk_image_place place;
    int32_t lba = (int32_t)rbk_sectors_floor(s->start_samples);
    uint32_t count =
        s->silence || s->start_samples % RBK_SECTOR_SAMPLES != 0
            ? 0
            : rbk_image_contiguous(work->image, lba, (uint32_t)rbk_sectors_floor(s->length_samples), &place);
    if (count == 0)
        return (rbk_author_shared){0, 0};
    return rbk_author_share(work, s->start_samples, (int64_t)count * RBK_SECTOR_SAMPLES, &place);
}

/* Sectors that get another address are written where they were shared, too. */
static rbk_status do_data(const rbk_author_work *work, int64_t at_samples, int64_t samples,
                          const rbk_author_shared *shared, batch *b, int64_t *moved, rbk_error *error)
{
    int32_t lba = (int32_t)rbk_sectors_floor(at_samples);
    uint32_t count = (uint32_t)rbk_sectors_floor(samples);
    int64_t before = *moved;
    rbk_status status = rbk_image_read_sectors(work->image, lba, count, b->sectors, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t *raw = b->sectors + (size_t)i * RBK_SECTOR_BYTES;
        if (rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO && rbk_sector_relocate(raw, lba + (int32_t)i))
            (*moved)++;
    }
    if (status != RBK_OK)
        return status;
    return *moved == before && rbk_author_is_shared(shared, at_samples, samples)
               ? rbk_stage_fill_shared(work->stage, at_samples, samples, error)
               : rbk_stage_fill_sectors(work->stage, lba, b->sectors, count, error);
}

/* Audio may start at any sample: the track before it can have an incomplete last sector. */
static rbk_status do_audio(const rbk_author_work *work, int64_t at_samples, int64_t samples,
                           const rbk_author_shared *shared, batch *b, rbk_error *error)
{
    if (rbk_author_is_shared(shared, at_samples, samples))
        return rbk_stage_fill_shared(work->stage, at_samples, samples, error);
    rbk_status status = rbk_image_read_samples(work->image, at_samples, (size_t)samples, b->samples, error);
    return status == RBK_OK ? rbk_stage_fill(work->stage, at_samples, b->samples, (size_t)samples, error) : status;
}

rbk_status rbk_author_do_sectors(const rbk_author_work *work, const rbk_image_segment *s, _Atomic int64_t *done_samples,
                                 int64_t *moved_sectors, rbk_error *error)
{
    const int64_t step = (int64_t)BATCH_SECTORS * RBK_SECTOR_SAMPLES;
    bool data = !rbk_track_mode_is_audio(s->mode);
    batch *b = malloc(sizeof *b);
    rbk_status status = b ? RBK_OK : rbk_fail_memory(error);
    const rbk_author_shared shared = b ? share(work, s) : (rbk_author_shared){0, 0};
    for (int64_t done = 0; done < s->length_samples && status == RBK_OK; done += step) {
        int64_t now = s->length_samples - done < step ? s->length_samples - done : step;
        status = data ? do_data(work, s->start_samples + done, now, &shared, b, moved_sectors, error)
                      : do_audio(work, s->start_samples + done, now, &shared, b, error);
        atomic_fetch_add_explicit(done_samples, now, memory_order_relaxed);
    }
    free(b);
    return status;
}
