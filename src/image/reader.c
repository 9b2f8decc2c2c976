/*
 * Random access to the sectors of an image, through the map of the disc. Sectors of another size than 2352 bytes are
 * built. The payload knows the bytes of a file (image/payload.h).
 */
#include "image/reader.h"

#include "base/endian.h"
#include "base/fail.h"
#include "disc/placement.h"
#include "disc/sessions.h"
#include "image/sectors.h"

#include <redbook/image.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define BATCH_SECTORS 16 /* of more bytes than ours, read at once */

typedef struct image_file {
    bool asked; /* whether it is to be read has been determined */
    bool big_endian;
    bool swaps_data;
    rbk_payload_file *payload;  /* NULL: not read */
    rbk_chd_verifier *verifier; /* NULL: none; another file's where both are in one CHD */
} image_file;

struct rbk_image {
    image_file *files;
    size_t file_count;
    rbk_image_map map;
    rbk_layout sessions; /* the sessions of the layout, nothing else */
};

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* ------------------------------------------------------------------ open and close */

static rbk_status open_file(rbk_image *image, const rbk_disc *disc, const rbk_track *track, uint32_t number, bool whole,
                            rbk_error *error)
{
    image_file *file = &image->files[number];
    bool asked = file->asked;
    file->asked = true;
    file->big_endian = disc->files[number].type == RBK_FILE_MOTOROLA;
    file->swaps_data = disc->files[number].swaps_data;
    if (asked || !(whole || rbk_payload_is_sectors(disc, number)))
        return RBK_OK;
    rbk_status status = rbk_payload_open(&disc->files[number], &file->payload, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, disc->files[number].path);
        rbk_error_set_track(error, track->number);
    }
    return status;
}

static rbk_status open_files(rbk_image *image, const rbk_disc *disc, bool whole, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t e = 0; e < track->extent_count && status == RBK_OK; e++)
            if (!track->extents[e].silence)
                status = open_file(image, disc, track, track->extents[e].file, whole, error);
    }
    return status;
}

static rbk_status open_image(const rbk_disc *disc, const rbk_layout *layout, bool whole, rbk_image **image,
                             rbk_error *error)
{
    char end[RBK_TIME_BYTES], most[RBK_TIME_BYTES];
    if (rbk_layout_end(layout) > rbk_disc_end_max(disc)) /* otherwise a line of a sheet makes hours of silence */
        return rbk_fail(error, RBK_BAD_LAYOUT, "the disc ends at %s, expected %s at the latest",
                        rbk_time_format(rbk_layout_end(layout), end), rbk_time_format(rbk_disc_end_max(disc), most));
    rbk_image *made = calloc(1, sizeof *made);
    if (made)
        made->files = calloc(disc->file_count + 1, sizeof *made->files);
    if (!made || !made->files) {
        free(made);
        return rbk_fail_memory(error);
    }
    made->file_count = disc->file_count;
    rbk_status status = rbk_layout_copy_sessions(layout, &made->sessions, error);
    if (status == RBK_OK)
        status = rbk_image_map_make(disc, layout, &made->map, error);
    if (status == RBK_OK)
        status = open_files(made, disc, whole, error);
    if (status != RBK_OK) {
        rbk_image_close(made);
        return status;
    }
    *image = made;
    return RBK_OK;
}

rbk_status rbk_image_open_parts(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error)
{
    return open_image(disc, layout, false, image, error);
}

rbk_status rbk_image_open(const rbk_disc *disc, const rbk_layout *layout, rbk_image **image, rbk_error *error)
{
    if (!disc || !layout || !image)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return open_image(disc, layout, true, image, error);
}

bool rbk_image_reads_file(const rbk_image *image, uint32_t file)
{
    return image->files[file].payload != NULL;
}

const rbk_image_map *rbk_image_map_of(const rbk_image *image)
{
    return &image->map;
}

/* ------------------------------------------------------------------ CHDs that are verified while they are read */

/* That of an earlier file in the same CHD; NULL: there is none. */
static rbk_chd_verifier *shared_verifier(const rbk_image *image, const rbk_disc *disc, size_t file)
{
    for (size_t i = 0; i < file; i++)
        if (image->files[i].verifier && strcmp(disc->files[i].location, disc->files[file].location) == 0)
            return image->files[i].verifier;
    return NULL;
}

rbk_status rbk_image_verify_begin(rbk_image *image, const rbk_disc *disc, uint32_t threads, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < image->file_count && status == RBK_OK; i++) {
        image_file *file = &image->files[i];
        const rbk_chd *chd = file->payload ? rbk_payload_chd(file->payload) : NULL;
        if (!chd)
            continue;
        file->verifier = shared_verifier(image, disc, i);
        if (!file->verifier)
            status = rbk_chd_verifier_new(chd, threads, &file->verifier, error);
        rbk_payload_read_through(file->payload, file->verifier);
    }
    return status;
}

void rbk_image_verify_end(rbk_image *image)
{
    for (size_t i = 0; i < image->file_count; i++) {
        image_file *file = &image->files[i];
        rbk_chd_verifier *verifier = file->verifier;
        for (size_t j = i; verifier && j < image->file_count; j++)
            if (image->files[j].verifier == verifier) {
                rbk_payload_read_through(image->files[j].payload, NULL);
                image->files[j].verifier = NULL;
            }
        rbk_chd_verifier_free(verifier);
    }
}

rbk_chd_verifier *rbk_image_verifier(const rbk_image *image, uint32_t file)
{
    return file < image->file_count ? image->files[file].verifier : NULL;
}

void rbk_image_close(rbk_image *image)
{
    if (!image)
        return;
    for (size_t i = 0; image->files && i < image->file_count; i++)
        rbk_payload_close(image->files[i].payload);
    free(image->files);
    free(image->sessions.sessions);
    rbk_image_map_release(&image->map);
    free(image);
}

int32_t rbk_image_lead_out(const rbk_image *image)
{
    return rbk_layout_end(&image->sessions);
}

bool rbk_image_has_session(const rbk_image *image, int32_t start_lba, int32_t lead_out_lba)
{
    const rbk_layout_session *session = rbk_layout_session_at(&image->sessions, start_lba);
    return session && session->start_lba == start_lba && session->lead_out_lba == lead_out_lba;
}

/* ------------------------------------------------------------------ reading */

/*
 * Sectors from the number on, counted from the start of the segment, read from a file. Shorter ones are read to the end
 * of the buffer in which they are built, so that each is moved before it is overwritten. Others have bytes between
 * them.
 */
static rbk_status build_read(const rbk_image_segment *s, rbk_payload_file *payload, int64_t number, size_t count,
                             uint8_t *raw, rbk_error *error)
{
    uint8_t wide[BATCH_SECTORS * RBK_STRIDE_BYTES_MAX];
    size_t size = s->placement.stride_bytes;
    bool shorter = size < RBK_SECTOR_BYTES;
    int32_t lba = (int32_t)(rbk_sectors_floor(s->start_samples) + number);
    rbk_status status = RBK_OK;
    for (size_t done = 0, now; done < count && status == RBK_OK; done += now, raw += now * RBK_SECTOR_BYTES) {
        now = shorter || count - done < BATCH_SECTORS ? count - done : BATCH_SECTORS;
        uint8_t *from = shorter ? raw + now * (RBK_SECTOR_BYTES - size) : wide;
        int64_t at = rbk_placement_byte(&s->placement, (number + (int64_t)done) * RBK_SECTOR_SAMPLES);
        status = rbk_payload_read(payload, at, from, (now - 1) * size + s->placement.payload_bytes, error);
        for (size_t i = 0; i < now && status == RBK_OK; i++)
            rbk_image_sector_build(s->mode, lba + (int32_t)(done + i), from + i * size, raw + i * RBK_SECTOR_BYTES);
    }
    return status;
}

static rbk_status build_whole(const rbk_image_segment *s, rbk_payload_file *payload, int64_t number, size_t count,
                              uint8_t *raw, rbk_error *error)
{
    int32_t lba = (int32_t)(rbk_sectors_floor(s->start_samples) + number);
    if (!s->silence)
        return build_read(s, payload, number, count, raw, error);
    for (size_t i = 0; i < count; i++)
        rbk_image_sector_build_empty(s->mode, lba + (int32_t)i, raw + i * RBK_SECTOR_BYTES);
    return RBK_OK;
}

/* A part of one sector. */
static rbk_status build_part(const rbk_image_segment *s, rbk_payload_file *payload, int64_t skip, size_t samples,
                             uint8_t *bytes, rbk_error *error)
{
    uint8_t raw[RBK_SECTOR_BYTES];
    rbk_status status = build_whole(s, payload, skip / RBK_SECTOR_SAMPLES, 1, raw, error);
    if (status == RBK_OK)
        memcpy(bytes, raw + skip % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES, samples * RBK_SAMPLE_BYTES);
    return status;
}

static rbk_status build_sectors(const rbk_image_segment *s, rbk_payload_file *payload, int64_t skip, size_t samples,
                                uint8_t *bytes, rbk_error *error)
{
    rbk_status status = RBK_OK;
    while (samples > 0 && status == RBK_OK) {
        int64_t inside = skip % RBK_SECTOR_SAMPLES;
        size_t whole = inside == 0 ? samples / RBK_SECTOR_SAMPLES : 0;
        size_t sectors = whole;
        size_t now =
            sectors ? sectors * RBK_SECTOR_SAMPLES : (size_t)least(RBK_SECTOR_SAMPLES - inside, (int64_t)samples);
        status = sectors ? build_whole(s, payload, skip / RBK_SECTOR_SAMPLES, sectors, bytes, error)
                         : build_part(s, payload, skip, now, bytes, error);
        bytes += now * RBK_SAMPLE_BYTES;
        skip += (int64_t)now;
        samples -= now;
    }
    return status;
}

static bool is_swapped(const image_file *file, const rbk_image_segment *s)
{
    return file->big_endian && (file->swaps_data || rbk_track_mode_is_audio(s->mode));
}

/* What is in a file. */
static rbk_status read_file(const image_file *file, const rbk_image_segment *s, int64_t skip, size_t samples,
                            uint8_t *bytes, rbk_error *error)
{
    size_t size = samples * RBK_SAMPLE_BYTES;
    rbk_status status =
        rbk_placement_is_plain(&s->placement)
            ? rbk_payload_read(file->payload, rbk_placement_byte(&s->placement, skip), bytes, size, error)
            : build_sectors(s, file->payload, skip, samples, bytes, error);
    if (status == RBK_OK && is_swapped(file, s))
        rbk_image_swap(bytes, size);
    return status;
}

static rbk_status read_segment(rbk_image *image, const rbk_image_segment *s, int64_t skip, size_t samples,
                               uint8_t *bytes, rbk_error *error)
{
    if (s->silence && rbk_image_pregap_is_data(s->mode))
        return build_sectors(s, NULL, skip, samples, bytes, error);
    if (s->silence) {
        memset(bytes, 0, samples * RBK_SAMPLE_BYTES);
        return RBK_OK;
    }
    if (!image->files[s->file].payload)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the sectors of this file were not opened");
    rbk_status status = read_file(&image->files[s->file], s, skip, samples, bytes, error);
    if (status != RBK_OK && error)
        error->place.lba = (int32_t)rbk_sectors_floor(s->start_samples + skip);
    return status;
}

/* Samples as bytes, little-endian. */
static rbk_status read_range(rbk_image *image, int64_t first, size_t count, uint8_t *bytes, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (first < 0) { /* the pregap before lba 0 */
        size_t zeros = (size_t)least(-first, (int64_t)count);
        memset(bytes, 0, zeros * RBK_SAMPLE_BYTES);
        bytes += zeros * RBK_SAMPLE_BYTES;
        first += (int64_t)zeros;
        count -= zeros;
    }
    for (size_t i = count ? rbk_image_map_find(&image->map, first) : 0; count > 0 && status == RBK_OK; i++) {
        const rbk_image_segment *s = &image->map.segments[i];
        int64_t skip = first - s->start_samples;
        size_t now = (size_t)least(s->length_samples - skip, (int64_t)count);
        status = read_segment(image, s, skip, now, bytes, error);
        bytes += now * RBK_SAMPLE_BYTES;
        first += (int64_t)now;
        count -= now;
    }
    return status;
}

/* Position of the rest of a segment in its file, if the disc's bytes are those of the file. */
static bool is(const rbk_image *image, const rbk_image_segment *s, int64_t skip, rbk_image_place *place)
{
    if (s->silence)
        return false;
    const image_file *file = &image->files[s->file];
    if (!file->payload || !rbk_placement_is_plain(&s->placement) || is_swapped(file, s))
        return false;
    return rbk_payload_contiguous(file->payload, rbk_placement_byte(&s->placement, skip), place);
}

uint32_t rbk_image_contiguous(const rbk_image *image, int32_t first_lba, uint32_t count, rbk_image_place *place)
{
    const rbk_image_map *map = &image->map;
    int64_t first = (int64_t)first_lba * RBK_SECTOR_SAMPLES, wanted = (int64_t)count * RBK_SECTOR_BYTES;
    if (first < 0)
        return 0;
    place->bytes = 0;
    for (size_t i = rbk_image_map_find(map, first); i < map->count && place->bytes < wanted; i++) {
        const rbk_image_segment *s = &map->segments[i];
        int64_t skip = first + place->bytes / RBK_SAMPLE_BYTES - s->start_samples;
        rbk_image_place here;
        if (!is(image, s, skip, &here))
            break;
        if (place->bytes == 0)
            *place = (rbk_image_place){here.descriptor, here.offset_bytes, 0};
        else if (here.descriptor != place->descriptor || here.offset_bytes != place->offset_bytes + place->bytes)
            break;
        int64_t rest = (s->length_samples - skip) * RBK_SAMPLE_BYTES;
        place->bytes += least(here.bytes, rest);
        if (here.bytes < rest)
            break;
    }
    place->bytes = least(place->bytes, wanted) / RBK_SECTOR_BYTES * RBK_SECTOR_BYTES;
    return (uint32_t)(place->bytes / RBK_SECTOR_BYTES);
}

rbk_status rbk_image_read_sectors(rbk_image *image, int32_t first_lba, uint32_t count, uint8_t *buffer,
                                  rbk_error *error)
{
    if (!image || !buffer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_layout_check_range(&image->sessions, first_lba, count, error);
    if (status != RBK_OK)
        return status;
    return read_range(image, (int64_t)first_lba * RBK_SECTOR_SAMPLES, (size_t)count * RBK_SECTOR_SAMPLES, buffer,
                      error);
}

rbk_status rbk_image_read_samples(rbk_image *image, int64_t first_sample, size_t count, int16_t *samples,
                                  rbk_error *error)
{
    if (!image || !samples)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t end = (int64_t)rbk_layout_end(&image->sessions) * RBK_SECTOR_SAMPLES;
    if (first_sample < -RBK_PREGAP_SECTORS * RBK_SECTOR_SAMPLES || first_sample > end ||
        count > (uint64_t)(end - first_sample))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "%zu sample%s from %" PRId64 " on %s not on the disc, which ends at %" PRId64, count,
                        RBK_PLURAL(count, "", "s"), first_sample, RBK_PLURAL(count, "is", "are"), end);
    uint8_t *bytes = (uint8_t *)samples;
    int64_t first_lba = rbk_sectors_floor(first_sample);
    rbk_status status = rbk_layout_check_range(
        &image->sessions, first_lba, (uint32_t)(rbk_sectors_ceil(first_sample + (int64_t)count) - first_lba), error);
    if (status == RBK_OK)
        status = read_range(image, first_sample, count, bytes, error);
    if (status == RBK_OK && !rbk_machine_is_little_endian())
        rbk_image_swap(bytes, count * RBK_SAMPLE_BYTES);
    return status;
}
