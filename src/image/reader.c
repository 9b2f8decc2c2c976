/*
 * Random access to the sectors of an image: a read walks the map of the disc. Sectors that a file holds in another size
 * than 2352 bytes are built. Of files with a header those are read that pass unchanged (image/sound.h); converting is
 * the author's work.
 */
#include "image/reader.h"

#include "base/endian.h"
#include "base/fail.h"
#include "image/sectors.h"
#include "image/sound.h"

#include <redbook/image.h>

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NOT_OPEN      (-1)
#define BATCH_SECTORS 16 /* of more bytes than ours, read at once */
#define SOUND_SAMPLES 4096

typedef struct image_file {
    char *location; /* NULL: it cannot be read */
    bool big_endian;
    atomic_int descriptor;
    rbk_image_sound *sound; /* of a file with a header; NULL where it is not read */
} image_file;

struct rbk_image {
    image_file *files;
    size_t file_count;
    rbk_image_map map;
    int32_t lead_out_lba;
    pthread_mutex_t opening;
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ------------------------------------------------------------------ open and close */

static rbk_status take_files(rbk_image *image, const rbk_disc *disc, rbk_error *error)
{
    image->files = calloc(disc->file_count + 1, sizeof *image->files);
    if (!image->files)
        return rbk_fail_memory(error);
    image->file_count = disc->file_count;
    for (size_t i = 0; i < disc->file_count; i++) {
        const rbk_file *file = &disc->files[i];
        atomic_init(&image->files[i].descriptor, NOT_OPEN);
        image->files[i].big_endian = file->type == RBK_FILE_MOTOROLA;
        image->files[i].location = file->location ? strdup(file->location) : NULL;
        if (file->location && !image->files[i].location)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

rbk_status rbk_image_open_parts(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error)
{
    char end[RBK_TIME_BYTES], most[RBK_TIME_BYTES];
    if (layout->lead_out_lba > RBK_PROGRAM_SECTORS_MAX) /* else a line of a sheet makes hours of silence */
        return rbk_fail(error, RBK_BAD_LAYOUT, "the disc ends at %s, none can be longer than %s",
                        rbk_time_format(layout->lead_out_lba, end), rbk_time_format(RBK_PROGRAM_SECTORS_MAX, most));
    rbk_image *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    pthread_mutex_init(&made->opening, NULL);
    made->lead_out_lba = layout->lead_out_lba;
    rbk_status status = take_files(made, disc, error);
    if (status == RBK_OK)
        status = rbk_image_map_make(disc, layout, &made->map, error);
    if (status != RBK_OK) {
        rbk_image_close(made);
        return status;
    }
    *image = made;
    return RBK_OK;
}

static rbk_status open_sound(rbk_image *image, const rbk_disc *disc, const rbk_track *track, uint32_t number,
                             rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (number >= disc->file_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u uses a file the disc does not have",
                        (unsigned)track->number);
    const rbk_file *file = &disc->files[number];
    image_file *mine = &image->files[number];
    if (!file->location)
        status = rbk_fail(error, RBK_INVALID_ARGUMENT, "has not been located");
    else if (file->type == RBK_FILE_AUDIO && !mine->sound)
        status = rbk_image_sound_open(file->location, file->length_frames, &mine->sound, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, file->location ? file->location : file->path);
        rbk_error_set_track(error, track->number);
    }
    return status;
}

static rbk_status open_sounds(rbk_image *image, const rbk_disc *disc, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t e = 0; e < track->extent_count && status == RBK_OK; e++)
            if (!track->extents[e].silence)
                status = open_sound(image, disc, track, track->extents[e].file, error);
    }
    return status;
}

rbk_status rbk_image_open(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error)
{
    rbk_image *made = NULL;
    if (!disc || !layout || !image)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_image_open_parts(disc, layout, &made, error);
    if (status == RBK_OK)
        status = open_sounds(made, disc, error);
    if (status != RBK_OK) {
        rbk_image_close(made);
        return status;
    }
    *image = made;
    return RBK_OK;
}

const rbk_image_map *rbk_image_map_of(const rbk_image *image)
{
    return &image->map;
}

void rbk_image_close(rbk_image *image)
{
    if (!image)
        return;
    for (size_t i = 0; i < image->file_count; i++) {
        int descriptor = atomic_load(&image->files[i].descriptor);
        if (descriptor != NOT_OPEN)
            close(descriptor);
        rbk_image_sound_close(image->files[i].sound);
        free(image->files[i].location);
    }
    pthread_mutex_destroy(&image->opening);
    free(image->files);
    rbk_image_map_release(&image->map);
    free(image);
}

int32_t rbk_image_lead_out(const rbk_image *image)
{
    return image->lead_out_lba;
}

/* ------------------------------------------------------------------ reading */

/* Opens the file, which may be anything by now. The descriptor stays until the close. */
static rbk_status open_file(image_file *file, rbk_error *error)
{
    struct stat status;
    int descriptor = open(file->location, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        close(descriptor);
        return rbk_fail(error, RBK_FILEACCESS, "is not a regular file");
    }
    atomic_store(&file->descriptor, descriptor);
    return RBK_OK;
}

static rbk_status need_file(rbk_image *image, image_file *file, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (atomic_load(&file->descriptor) != NOT_OPEN)
        return RBK_OK;
    pthread_mutex_lock(&image->opening);
    if (atomic_load(&file->descriptor) == NOT_OPEN)
        status = open_file(file, error);
    pthread_mutex_unlock(&image->opening);
    return status;
}

static rbk_status read_fully(int descriptor, int64_t offset, uint8_t *bytes, size_t size, rbk_error *error)
{
    size_t have = 0;
    while (have < size) {
        int64_t at = offset + (int64_t)have;
        ssize_t got = pread(descriptor, bytes + have, size - have, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read at byte %" PRId64, at);
        if (got == 0)
            return rbk_fail(error, RBK_BAD_LAYOUT, "ends at or before byte %" PRId64 ", byte %" PRId64 " is needed", at,
                            offset + (int64_t)size - 1);
        have += (size_t)got;
    }
    return RBK_OK;
}

/*
 * Sectors from the number on, counted from the beginning of the stretch, read from a file. Shorter ones are read to the
 * end of where they are built, so that each is moved before it is overwritten. Longer ones have subchannel behind each.
 */
static rbk_status build_read(const rbk_image_stretch *s, int descriptor, int64_t number, size_t count, uint8_t *raw,
                             rbk_error *error)
{
    uint8_t wide[BATCH_SECTORS * RBK_IMAGE_SECTOR_BYTES_MAX];
    size_t size = rbk_track_mode_sector_bytes(s->mode);
    bool shorter = size < RBK_SECTOR_BYTES;
    int32_t lba = (int32_t)(rbk_sectors_floor(s->start_samples) + number);
    rbk_status status = RBK_OK;
    for (size_t done = 0, now; done < count && status == RBK_OK; done += now, raw += now * RBK_SECTOR_BYTES) {
        now = shorter || count - done < BATCH_SECTORS ? count - done : BATCH_SECTORS;
        uint8_t *from = shorter ? raw + now * (RBK_SECTOR_BYTES - size) : wide;
        status =
            read_fully(descriptor, s->offset_bytes + (number + (int64_t)done) * (int64_t)size, from, now * size, error);
        for (size_t i = 0; i < now && status == RBK_OK; i++)
            rbk_image_sector_build(s->mode, lba + (int32_t)(done + i), from + i * size, raw + i * RBK_SECTOR_BYTES);
    }
    return status;
}

static rbk_status build_whole(const rbk_image_stretch *s, int descriptor, int64_t number, size_t count, uint8_t *raw,
                              rbk_error *error)
{
    int32_t lba = (int32_t)(rbk_sectors_floor(s->start_samples) + number);
    if (!s->silence)
        return build_read(s, descriptor, number, count, raw, error);
    for (size_t i = 0; i < count; i++)
        rbk_image_sector_build_empty(s->mode, lba + (int32_t)i, raw + i * RBK_SECTOR_BYTES);
    return RBK_OK;
}

/* A part of one sector. */
static rbk_status build_part(const rbk_image_stretch *s, int descriptor, int64_t skip, size_t samples, uint8_t *bytes,
                             rbk_error *error)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_status status = build_whole(s, descriptor, skip / RBK_SECTOR_SAMPLES, 1, raw, error);
    if (status == RBK_OK)
        memcpy(bytes, raw + skip % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES, samples * RBK_SAMPLE_BYTES);
    return status;
}

static rbk_status build_sectors(const rbk_image_stretch *s, int descriptor, int64_t skip, size_t samples,
                                uint8_t *bytes, rbk_error *error)
{
    rbk_status status = RBK_OK;
    while (samples > 0 && status == RBK_OK) {
        int64_t inside = skip % RBK_SECTOR_SAMPLES;
        size_t whole = inside == 0 ? samples / RBK_SECTOR_SAMPLES : 0;
        size_t sectors = whole;
        size_t now =
            sectors ? sectors * RBK_SECTOR_SAMPLES : (size_t)least(RBK_SECTOR_SAMPLES - inside, (int64_t)samples);
        status = sectors ? build_whole(s, descriptor, skip / RBK_SECTOR_SAMPLES, sectors, bytes, error)
                         : build_part(s, descriptor, skip, now, bytes, error);
        bytes += now * RBK_SAMPLE_BYTES;
        skip += (int64_t)now;
        samples -= now;
    }
    return status;
}

static rbk_status read_sound(rbk_image_sound *sound, const rbk_image_stretch *s, int64_t skip, size_t samples,
                             uint8_t *bytes, rbk_error *error)
{
    int16_t values[SOUND_SAMPLES * RBK_CHANNELS];
    rbk_status status = RBK_OK;
    for (size_t now; samples > 0 && status == RBK_OK; samples -= now, skip += (int64_t)now) {
        now = samples < SOUND_SAMPLES ? samples : SOUND_SAMPLES;
        status = rbk_image_sound_read(sound, s->offset_samples + skip, now, values, error);
        for (size_t i = 0; i < now * RBK_CHANNELS && status == RBK_OK; i++, bytes += 2) {
            bytes[0] = (uint8_t)((uint16_t)values[i] & 0xFF);
            bytes[1] = (uint8_t)((uint16_t)values[i] >> 8);
        }
    }
    return status;
}

/* What is in a file. */
static rbk_status read_file(rbk_image *image, const rbk_image_stretch *s, int64_t skip, size_t samples, uint8_t *bytes,
                            rbk_error *error)
{
    size_t size = samples * RBK_SAMPLE_BYTES;
    image_file *file = &image->files[s->file];
    if (file->sound)
        return read_sound(file->sound, s, skip, samples, bytes, error);
    rbk_status status = need_file(image, file, error);
    if (status != RBK_OK)
        return status;
    int descriptor = atomic_load(&file->descriptor);
    if (rbk_track_mode_sector_bytes(s->mode) != RBK_SECTOR_BYTES)
        status = build_sectors(s, descriptor, skip, samples, bytes, error);
    else
        status = read_fully(descriptor, s->offset_bytes + skip * RBK_SAMPLE_BYTES, bytes, size, error);
    if (status == RBK_OK && file->big_endian && rbk_track_mode_is_audio(s->mode))
        rbk_image_swap(bytes, size);
    return status;
}

static rbk_status read_stretch(rbk_image *image, const rbk_image_stretch *s, int64_t skip, size_t samples,
                               uint8_t *bytes, rbk_error *error)
{
    if (s->silence && rbk_image_pause_is_data(s->mode))
        return build_sectors(s, NOT_OPEN, skip, samples, bytes, error);
    if (s->silence) {
        memset(bytes, 0, samples * RBK_SAMPLE_BYTES);
        return RBK_OK;
    }
    rbk_status status = read_file(image, s, skip, samples, bytes, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, image->files[s->file].location);
        if (error)
            error->place.lba = (int32_t)rbk_sectors_floor(s->start_samples + skip);
    }
    return status;
}

/* Samples as bytes, little-endian. */
static rbk_status read_range(rbk_image *image, int64_t first, size_t count, uint8_t *bytes, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (first < 0) { /* the pause before lba 0 */
        size_t zeros = (size_t)least(-first, (int64_t)count);
        memset(bytes, 0, zeros * RBK_SAMPLE_BYTES);
        bytes += zeros * RBK_SAMPLE_BYTES;
        first += (int64_t)zeros;
        count -= zeros;
    }
    for (size_t i = count ? rbk_image_map_find(&image->map, first) : 0; count > 0 && status == RBK_OK; i++) {
        if (i >= image->map.count)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout ends before its lead-out");
        const rbk_image_stretch *s = &image->map.stretches[i];
        int64_t skip = first - s->start_samples;
        size_t now = (size_t)least(s->length_samples - skip, (int64_t)count);
        status = read_stretch(image, s, skip, now, bytes, error);
        bytes += now * RBK_SAMPLE_BYTES;
        first += (int64_t)now;
        count -= now;
    }
    return status;
}

/* Where the rest of a stretch lies in its file, if the disc's bytes are those of the file. */
static bool lies(rbk_image *image, const rbk_image_stretch *s, int64_t skip, rbk_image_place *place)
{
    if (s->silence)
        return false;
    image_file *file = &image->files[s->file];
    if (file->sound)
        return rbk_image_sound_lies_plain(file->sound, s->offset_samples + skip, &place->descriptor,
                                          &place->offset_bytes);
    if (rbk_track_mode_sector_bytes(s->mode) != RBK_SECTOR_BYTES ||
        (file->big_endian && rbk_track_mode_is_audio(s->mode)) || need_file(image, file, NULL) != RBK_OK)
        return false;
    *place = (rbk_image_place){atomic_load(&file->descriptor), s->offset_bytes + skip * RBK_SAMPLE_BYTES};
    return true;
}

uint32_t rbk_image_as_they_lie(rbk_image *image, int32_t first_lba, uint32_t count, rbk_image_place *place)
{
    const rbk_image_map *map = &image->map;
    int64_t first = (int64_t)first_lba * RBK_SECTOR_SAMPLES, wanted = (int64_t)count * RBK_SECTOR_SAMPLES, have = 0;
    if (first < 0)
        return 0;
    for (size_t i = rbk_image_map_find(map, first); i < map->count && have < wanted; i++) {
        const rbk_image_stretch *s = &map->stretches[i];
        int64_t skip = first + have - s->start_samples;
        rbk_image_place here;
        if (!lies(image, s, skip, &here))
            break;
        if (have == 0)
            *place = here;
        else if (here.descriptor != place->descriptor ||
                 here.offset_bytes != place->offset_bytes + have * RBK_SAMPLE_BYTES)
            break;
        have += s->length_samples - skip;
    }
    return (uint32_t)rbk_sectors_floor(least(have, wanted));
}

rbk_status rbk_image_read_sectors(rbk_image *image, int32_t first_lba, uint32_t count, uint8_t *buffer,
                                  rbk_error *error)
{
    if (!image || !buffer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (first_lba < -RBK_PAUSE_SECTORS || (int64_t)first_lba + count > image->lead_out_lba)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "sectors %d to %lld are not on the disc, which has -150 to %d",
                        (int)first_lba, (long long)first_lba + count - 1, (int)image->lead_out_lba - 1);
    return read_range(image, (int64_t)first_lba * RBK_SECTOR_SAMPLES, (size_t)count * RBK_SECTOR_SAMPLES, buffer,
                      error);
}

rbk_status rbk_image_read_samples(rbk_image *image, int64_t first_sample, size_t count, int16_t *samples,
                                  rbk_error *error)
{
    if (!image || !samples)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t end = (int64_t)image->lead_out_lba * RBK_SECTOR_SAMPLES;
    if (first_sample < -RBK_PAUSE_SECTORS * RBK_SECTOR_SAMPLES || first_sample > end ||
        count > (uint64_t)(end - first_sample))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "%zu samples from %" PRId64 " on are not on the disc, which ends at %" PRId64, count,
                        first_sample, end);
    uint8_t *bytes = (uint8_t *)samples;
    rbk_status status = read_range(image, first_sample, count, bytes, error);
    if (status == RBK_OK && !rbk_machine_is_little_endian())
        rbk_image_swap(bytes, count * RBK_SAMPLE_BYTES);
    return status;
}
