/*
 * Random access to the sectors of an image: the layout's parts, cut where a file or a track ends, become a table of
 * stretches in order of the time line, each with a file and a byte or with nothing (silence). A read walks the table.
 * Sectors that a file holds in another size than 2352 bytes are built one by one.
 *
 * Refuses files with a header: decoding is the conformer's work.
 */
#include "base/fail.h"
#include "image/sectors.h"

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

#define NOT_OPEN (-1)

typedef struct image_file {
    char *location;
    atomic_int descriptor;
} image_file;

typedef struct stretch {
    int64_t start_samples; /* on the time line */
    int64_t length_samples;
    bool silence;
    bool swap;  /* big-endian samples */
    bool build; /* sector by sector: they have another size in the file, or are a pause of data */
    rbk_track_mode mode;
    uint32_t file;
    int64_t offset_samples; /* in the file */
    int64_t offset_bytes;   /* in the file */
} stretch;

struct rbk_image {
    image_file *files;
    size_t file_count;
    stretch *stretches;
    size_t stretch_count;
    int32_t lead_out_lba;
    pthread_mutex_t opening;
};

/* ------------------------------------------------------------------ the table */

static rbk_status add_stretch(rbk_image *image, const stretch *s, rbk_error *error)
{
    if ((image->stretch_count & (image->stretch_count - 1)) == 0) { /* grows at every power of two */
        size_t capacity = image->stretch_count ? image->stretch_count * 2 : 1;
        stretch *stretches = realloc(image->stretches, capacity * sizeof *stretches);
        if (!stretches)
            return rbk_fail_memory(error);
        image->stretches = stretches;
    }
    image->stretches[image->stretch_count++] = *s;
    return RBK_OK;
}

/* The track that a sample belongs to; a position, track_count - 1 at most. */
static size_t track_of(const rbk_layout *layout, int64_t sample)
{
    size_t t = 0;
    while (t + 1 < layout->track_count && sample >= (int64_t)layout->tracks[t + 1].start_lba * RBK_SECTOR_SAMPLES)
        t++;
    return t;
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* What the walk over a file's extents has come to. */
typedef struct byte_count {
    int64_t samples;
    int64_t bytes;
} byte_count;

/* The byte of the extent's sample; what no track uses before it has sectors of the extent's size. */
static int64_t byte_in(const byte_count *before, const rbk_track *track, int64_t sample)
{
    int64_t sectors = rbk_sectors_floor(sample - before->samples);
    int64_t rest = (sample - before->samples) % RBK_SECTOR_SAMPLES;
    return before->bytes + sectors * rbk_track_mode_sector_bytes(track->mode) + rest * RBK_SAMPLE_BYTES;
}

/*
 * Where a sample of a file lies in it. Tracks of one file may have sectors of several sizes, so that all that lies
 * before has to be counted; where it is 2352 throughout, it is four bytes to the sample.
 */
static int64_t byte_of(const rbk_disc *disc, size_t t, uint32_t file, int64_t sample)
{
    byte_count before = {0, 0};
    for (size_t i = 0; i < t; i++)
        for (size_t e = 0; e < disc->tracks[i].extent_count; e++) {
            const rbk_extent *extent = &disc->tracks[i].extents[e];
            int64_t end = extent->offset_samples + (extent->length_samples > 0 ? extent->length_samples : 0);
            if (extent->silence || extent->file != file || end > sample || end < before.samples)
                continue;
            before.bytes = byte_in(&before, &disc->tracks[i], end);
            before.samples = end;
        }
    return byte_in(&before, &disc->tracks[t], sample);
}

/* The longest beginning of the rest of a part that is of one track and one file. */
static stretch cut(const rbk_disc *disc, const rbk_layout *layout, const rbk_layout_part *part, int64_t done)
{
    stretch s = {.start_samples = part->start_samples + done, .silence = part->silence};
    size_t t = track_of(layout, s.start_samples);
    s.mode = disc->tracks[t].mode;
    s.length_samples = part->length_samples - done;
    if (t + 1 < layout->track_count)
        s.length_samples =
            least(s.length_samples, (int64_t)layout->tracks[t + 1].start_lba * RBK_SECTOR_SAMPLES - s.start_samples);
    s.build = rbk_image_pause_is_data(s.mode);
    if (s.silence)
        return s;
    const rbk_layout_run *run = &layout->runs[part->run];
    int64_t offset = part->run_offset_samples + done;
    size_t f = 0;
    while (f + 1 < run->file_count && offset >= run->starts_samples[f + 1])
        f++;
    s.file = run->files[f];
    s.offset_samples = offset - run->starts_samples[f];
    s.length_samples = least(s.length_samples, run->starts_samples[f + 1] - offset);
    s.offset_bytes = byte_of(disc, t, s.file, s.offset_samples);
    s.build = rbk_track_mode_sector_bytes(s.mode) != RBK_SECTOR_BYTES;
    s.swap = disc->files[s.file].type == RBK_FILE_MOTOROLA && rbk_track_mode_is_audio(s.mode);
    return s;
}

static rbk_status make_table(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < layout->part_count && status == RBK_OK; i++) {
        const rbk_layout_part *part = &layout->parts[i];
        for (int64_t done = 0; done < part->length_samples && status == RBK_OK;) {
            stretch s = cut(disc, layout, part, done);
            if (s.length_samples <= 0)
                return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has a part of no length");
            if (s.build && (s.start_samples % RBK_SECTOR_SAMPLES || s.offset_samples % RBK_SECTOR_SAMPLES))
                return rbk_fail(error, RBK_BAD_LAYOUT,
                                "a sector of data begins at sample %" PRId64 ", inside a sector of the disc",
                                s.start_samples);
            status = add_stretch(image, &s, error);
            done += s.length_samples;
        }
    }
    return status;
}

/* ------------------------------------------------------------------ open and close */

static rbk_status check_file(const rbk_disc *disc, const rbk_track *track, uint32_t number, rbk_error *error)
{
    const rbk_file *file = &disc->files[number];
    rbk_status status = RBK_OK;
    if (file->type == RBK_FILE_AUDIO)
        status = rbk_fail(error, RBK_UNSUPPORTED,
                          "is an audio file, no file of disc sectors: make an image of its sheet first, with 'redbook "
                          "author'");
    else if (!file->location)
        status = rbk_fail(error, RBK_INVALID_ARGUMENT, "has not been located");
    if (status != RBK_OK) {
        rbk_error_set_path(error, file->location ? file->location : file->path);
        rbk_error_set_track(error, track->number);
    }
    return status;
}

static rbk_status check_track(const rbk_disc *disc, const rbk_track *track, rbk_error *error)
{
    for (size_t e = 0; e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        if (extent->silence)
            continue;
        if (extent->file >= disc->file_count)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u uses a file the disc does not have",
                            (unsigned)track->number);
        rbk_status status = check_file(disc, track, extent->file, error);
        if (status != RBK_OK)
            return status;
    }
    return RBK_OK;
}

static rbk_status take_files(rbk_image *image, const rbk_disc *disc, rbk_error *error)
{
    image->files = calloc(disc->file_count + 1, sizeof *image->files);
    if (!image->files)
        return rbk_fail_memory(error);
    image->file_count = disc->file_count;
    for (size_t i = 0; i < disc->file_count; i++) {
        const char *location = disc->files[i].location;
        atomic_init(&image->files[i].descriptor, NOT_OPEN);
        image->files[i].location = location ? strdup(location) : NULL;
        if (location && !image->files[i].location)
            return rbk_fail_memory(error);
    }
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = check_track(disc, &disc->tracks[t], error);
    return status;
}

rbk_status rbk_image_open(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error)
{
    char end[RBK_TIME_BYTES], most[RBK_TIME_BYTES];
    if (!disc || !layout || !image)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (layout->track_count != disc->track_count || layout->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has %zu tracks, the disc %zu", layout->track_count,
                        disc->track_count);
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
        status = make_table(made, disc, layout, error);
    if (status != RBK_OK) {
        rbk_image_close(made);
        return status;
    }
    *image = made;
    return RBK_OK;
}

void rbk_image_close(rbk_image *image)
{
    if (!image)
        return;
    for (size_t i = 0; i < image->file_count; i++) {
        int descriptor = atomic_load(&image->files[i].descriptor);
        if (descriptor != NOT_OPEN)
            close(descriptor);
        free(image->files[i].location);
    }
    pthread_mutex_destroy(&image->opening);
    free(image->files);
    free(image->stretches);
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

/* The raw sector with the number, counted from the beginning of the stretch. */
static rbk_status build_sector(const stretch *s, int descriptor, int64_t number, uint8_t raw[RBK_SECTOR_BYTES],
                               rbk_error *error)
{
    uint8_t from[RBK_IMAGE_SECTOR_BYTES_MAX];
    uint32_t size = rbk_track_mode_sector_bytes(s->mode);
    int32_t lba = (int32_t)(rbk_sectors_floor(s->start_samples) + number);
    if (s->silence) {
        rbk_image_sector_build_empty(s->mode, lba, raw);
        return RBK_OK;
    }
    rbk_status status = read_fully(descriptor, s->offset_bytes + number * size, from, size, error);
    if (status == RBK_OK)
        rbk_image_sector_build(s->mode, lba, from, raw);
    return status;
}

static rbk_status build_sectors(const stretch *s, int descriptor, int64_t skip, size_t samples, uint8_t *bytes,
                                rbk_error *error)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_status status = RBK_OK;
    while (samples > 0 && status == RBK_OK) {
        int64_t inside = skip % RBK_SECTOR_SAMPLES;
        size_t now = (size_t)least(RBK_SECTOR_SAMPLES - inside, (int64_t)samples);
        status = build_sector(s, descriptor, skip / RBK_SECTOR_SAMPLES, raw, error);
        if (status == RBK_OK)
            memcpy(bytes, raw + inside * RBK_SAMPLE_BYTES, now * RBK_SAMPLE_BYTES);
        bytes += now * RBK_SAMPLE_BYTES;
        skip += (int64_t)now;
        samples -= now;
    }
    return status;
}

static rbk_status read_stretch(rbk_image *image, const stretch *s, int64_t skip, size_t samples, uint8_t *bytes,
                               rbk_error *error)
{
    size_t size = samples * RBK_SAMPLE_BYTES;
    if (s->silence && s->build)
        return build_sectors(s, NOT_OPEN, skip, samples, bytes, error);
    if (s->silence) {
        memset(bytes, 0, size);
        return RBK_OK;
    }
    image_file *file = &image->files[s->file];
    rbk_status status = need_file(image, file, error);
    if (status == RBK_OK && s->build)
        status = build_sectors(s, atomic_load(&file->descriptor), skip, samples, bytes, error);
    else if (status == RBK_OK)
        status =
            read_fully(atomic_load(&file->descriptor), s->offset_bytes + skip * RBK_SAMPLE_BYTES, bytes, size, error);
    if (status == RBK_OK && s->swap)
        rbk_image_swap(bytes, size);
    if (status != RBK_OK) {
        rbk_error_set_path(error, file->location);
        if (error)
            error->place.lba = (int32_t)rbk_sectors_floor(s->start_samples + skip);
    }
    return status;
}

/* The stretch that a sample lies in; the table covers the time line without holes. */
static size_t find_stretch(const rbk_image *image, int64_t sample)
{
    size_t low = 0, high = image->stretch_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (image->stretches[middle].start_samples <= sample)
            low = middle;
        else
            high = middle;
    }
    return low;
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
    for (size_t i = count ? find_stretch(image, first) : 0; count > 0 && status == RBK_OK; i++) {
        if (i >= image->stretch_count)
            return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout ends before its lead-out");
        const stretch *s = &image->stretches[i];
        int64_t skip = first - s->start_samples;
        size_t now = (size_t)least(s->length_samples - skip, (int64_t)count);
        status = read_stretch(image, s, skip, now, bytes, error);
        bytes += now * RBK_SAMPLE_BYTES;
        first += (int64_t)now;
        count -= now;
    }
    return status;
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

static bool machine_is_little_endian(void)
{
    const uint16_t one = 1;
    uint8_t first;
    memcpy(&first, &one, 1);
    return first == 1;
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
    if (status == RBK_OK && !machine_is_little_endian())
        rbk_image_swap(bytes, count * RBK_SAMPLE_BYTES);
    return status;
}
