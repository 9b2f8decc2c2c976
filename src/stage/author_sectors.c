/*
 * Tracks of data, and files that hold sectors of them: which bytes of a file are which sectors of the disc, and how
 * they become raw sectors with sync, header, EDC and parity. A file that serves a data track is read as sectors
 * throughout, its audio tracks too; it never meets the conformer.
 *
 * Raw sectors come as they are, damage included - it may be a protection - but their header must name their real place
 * on this disc; sectors that were somewhere else are given the new place, and counted.
 */
#include "base/fail.h"
#include "image/sectors.h"
#include "stage/author.h"

#include <redbook/sector.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STRETCH_SECTORS 4500 /* one minute: a unit of work */
#define BATCH_SECTORS   64   /* read and written at once */

bool rbk_author_file_has_data(const rbk_disc *disc, uint32_t file)
{
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count; e++)
            if (disc->tracks[t].mode != RBK_MODE_AUDIO && !disc->tracks[t].extents[e].silence &&
                disc->tracks[t].extents[e].file == file)
                return true;
    return false;
}

/* ------------------------------------------------------------------ which bytes are which sectors */

/* How far a file has been read. */
typedef struct reading {
    int64_t samples; /* of its time */
    int64_t bytes;
} reading;

typedef struct cutting {
    const rbk_author_work *work;
    rbk_sector_stretch *stretches;
    size_t count;
    reading *readings; /* of each file */
} cutting;

/*
 * Where an extent's bytes begin. Sectors before it that were not used count with its own size; whoever goes back in a
 * file has one with sectors of one size.
 */
static int64_t begin_reading(reading *r, const rbk_extent *extent, uint32_t sector_bytes)
{
    int64_t skipped = extent->offset_samples - r->samples;
    if (skipped < 0)
        r->bytes = rbk_sectors_floor(extent->offset_samples) * sector_bytes;
    else
        r->bytes += rbk_sectors_floor(skipped) * sector_bytes;
    r->samples = extent->offset_samples;
    return r->bytes;
}

static rbk_status add_stretch(cutting *c, rbk_sector_stretch stretch, rbk_error *error)
{
    int64_t step_bytes = (int64_t)STRETCH_SECTORS * rbk_track_mode_sector_bytes(stretch.mode);
    for (int32_t left = stretch.sectors; left > 0; left -= STRETCH_SECTORS) {
        rbk_sector_stretch *stretches = realloc(c->stretches, (c->count + 1) * sizeof *stretches);
        if (!stretches)
            return rbk_fail_memory(error);
        c->stretches = stretches;
        stretch.sectors = left < STRETCH_SECTORS ? left : STRETCH_SECTORS;
        stretches[c->count++] = stretch;
        stretch.lba += stretch.sectors;
        stretch.offset_bytes += step_bytes;
    }
    return RBK_OK;
}

/* Sectors that an extent has; what it has behind the last whole one is the layout's padding. */
static int32_t extent_sectors(const rbk_disc *disc, const rbk_extent *extent)
{
    int64_t length = extent->length_samples;
    if (length == RBK_TO_END)
        length = disc->files[extent->file].length_frames - extent->offset_samples;
    return (int32_t)rbk_sectors_floor(length);
}

static rbk_status cut_track(cutting *c, size_t t, rbk_error *error)
{
    const rbk_disc *disc = c->work->disc;
    const rbk_track *track = &disc->tracks[t];
    int32_t lba = c->work->layout->tracks[t].start_lba;
    rbk_status status = RBK_OK;
    for (size_t e = 0; e < track->extent_count && status == RBK_OK; e++) {
        const rbk_extent *extent = &track->extents[e];
        rbk_sector_stretch stretch = {
            .mode = track->mode, .silence = extent->silence, .file = extent->file, .lba = lba};
        stretch.sectors = extent_sectors(disc, extent);
        lba += stretch.sectors;
        if (!extent->silence && rbk_author_file_has_data(disc, extent->file)) {
            reading *r = &c->readings[extent->file];
            uint32_t sector_bytes = rbk_track_mode_sector_bytes(track->mode);
            stretch.offset_bytes = begin_reading(r, extent, sector_bytes);
            r->bytes += (int64_t)stretch.sectors * sector_bytes;
            r->samples += (int64_t)stretch.sectors * RBK_SECTOR_SAMPLES;
            status = add_stretch(c, stretch, error);
        } else if (extent->silence && !rbk_track_mode_is_audio(track->mode)) {
            status = add_stretch(c, stretch, error);
        }
    }
    return status;
}

rbk_status rbk_author_cut_sectors(const rbk_author_work *work, rbk_sector_stretch **stretches, size_t *count,
                                  rbk_error *error)
{
    cutting c = {.work = work, .readings = calloc(work->disc->file_count + 1, sizeof *c.readings)};
    rbk_status status = c.readings ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; t < work->disc->track_count && status == RBK_OK; t++)
        status = cut_track(&c, t, error);
    free(c.readings);
    if (status != RBK_OK) {
        free(c.stretches);
        return status;
    }
    *stretches = c.stretches;
    *count = c.count;
    return RBK_OK;
}

/* ------------------------------------------------------------------ raw sectors */

/* One sector as the file has it becomes one as the disc has it. Tells whether it named another place. */
static bool make_raw(rbk_track_mode mode, bool swapped, int32_t lba, const uint8_t *from, uint8_t raw[RBK_SECTOR_BYTES])
{
    rbk_image_sector_build(mode, lba, from, raw);
    if (rbk_track_mode_is_audio(mode)) {
        if (swapped)
            rbk_image_swap(raw, RBK_SECTOR_BYTES);
        return false;
    }
    return rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO && rbk_sector_relocate(raw, lba);
}

/* ------------------------------------------------------------------ the work */

static rbk_status read_bytes(int descriptor, uint8_t *data, size_t size, int64_t offset, rbk_error *error)
{
    while (size > 0) {
        ssize_t got = pread(descriptor, data, size, (off_t)offset);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read");
        if (got == 0)
            return rbk_fail(error, RBK_BAD_LAYOUT, "the file ends before its sectors do");
        data += got;
        offset += got;
        size -= (size_t)got;
    }
    return RBK_OK;
}

typedef struct batch {
    uint8_t from[BATCH_SECTORS * RBK_IMAGE_SECTOR_BYTES_MAX];
    uint8_t raw[BATCH_SECTORS * RBK_SECTOR_BYTES];
} batch;

static rbk_status do_batch(const rbk_author_work *work, const rbk_sector_stretch *s, int descriptor, int32_t done,
                           int32_t count, batch *b, int64_t *moved, rbk_error *error)
{
    uint32_t sector_bytes = rbk_track_mode_sector_bytes(s->mode);
    bool swapped = !s->silence && work->disc->files[s->file].type == RBK_FILE_MOTOROLA;
    rbk_status status = RBK_OK;
    if (!s->silence)
        status = read_bytes(descriptor, b->from, (size_t)count * sector_bytes,
                            s->offset_bytes + (int64_t)done * sector_bytes, error);
    for (int32_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t *raw = b->raw + (size_t)i * RBK_SECTOR_BYTES;
        if (s->silence)
            rbk_image_sector_build_empty(s->mode, s->lba + done + i, raw);
        else if (make_raw(s->mode, swapped, s->lba + done + i, b->from + (size_t)i * sector_bytes, raw))
            (*moved)++;
    }
    if (status == RBK_OK)
        status = rbk_stage_fill_sectors(work->stage, s->lba + done, b->raw, (uint32_t)count, error);
    return status;
}

rbk_status rbk_author_do_sectors(const rbk_author_work *work, const rbk_sector_stretch *s,
                                 _Atomic int64_t *done_samples, int64_t *moved_sectors, rbk_error *error)
{
    const char *path = s->silence ? NULL : work->disc->files[s->file].location;
    int descriptor = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (path && descriptor < 0) {
        rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
        rbk_error_set_path(error, path);
        return RBK_FILEACCESS;
    }
    batch *b = malloc(sizeof *b);
    rbk_status status = b ? RBK_OK : rbk_fail_memory(error);
    for (int32_t done = 0; done < s->sectors && status == RBK_OK; done += BATCH_SECTORS) {
        int32_t count = s->sectors - done < BATCH_SECTORS ? s->sectors - done : BATCH_SECTORS;
        status = do_batch(work, s, descriptor, done, count, b, moved_sectors, error);
        atomic_fetch_add_explicit(done_samples, (int64_t)count * RBK_SECTOR_SAMPLES, memory_order_relaxed);
    }
    free(b);
    if (descriptor >= 0)
        close(descriptor);
    if (status != RBK_OK && path)
        rbk_error_set_path(error, path);
    return status;
}
