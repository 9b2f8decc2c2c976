/*
 * Subchannels in files, sector by sector along the map of the disc; and the contents of new ones. Payload is not read,
 * so audio files may have one as well as files of sectors.
 */
#include "base/fail.h"
#include "cd/graphics_pack.h"
#include "disc/placement.h"
#include "disc/sessions.h"
#include "image/map.h"
#include "image/payload.h"
#include "image/subchannel_packs.h"

#include <redbook/image.h>

#include <stdlib.h>
#include <string.h>

#define WINDOW_PACKS ((RBK_SUBCHANNEL_REACH_SECTORS + 1) * RBK_GRAPHICS_SECTOR_PACKS)

enum { PACK_CHUNK = 64 }; /* sectors whose packs are made at once */
#define RAW_CHUNK_BYTES ((PACK_CHUNK + RBK_SUBCHANNEL_REACH_SECTORS) * RBK_SUBCHANNEL_BYTES)

#define P_AND_Q 0xC0 /* bits in time order */

typedef struct subchannel_file {
    rbk_subchannel_form form;
    bool apart;                /* in its own file, from its first byte */
    rbk_payload_file *payload; /* NULL: not read */
} subchannel_file;

struct rbk_subchannel {
    subchannel_file *files; /* of the disc */
    size_t file_count;
    rbk_image_map map;
    rbk_layout sessions; /* the sessions of the layout, nothing else */
};

/* ------------------------------------------------------------------ which files */

/* Whether the subchannel is in a file of its own; what is in the sectors counts if that is out of reach. */
static bool is_apart(const rbk_file *file)
{
    return file->subchannel_path && file->subchannel != RBK_SUBCHANNEL_NONE;
}

/* Whether the sectors have a subchannel next to their payload. */
static bool is_in_sectors(const rbk_file *file, const rbk_track *track, const rbk_extent *extent)
{
    if (extent->placement.stride_bytes != 0)
        return extent->placement.subchannel_bytes == RBK_SUBCHANNEL_BYTES;
    return track->mode == RBK_MODE_CDG && file->type != RBK_FILE_AUDIO;
}

/* In sectors it is raw unless stated otherwise. */
static rbk_subchannel_form form_of(const rbk_disc *disc, const rbk_track *track, const rbk_extent *extent)
{
    const rbk_file *file = &disc->files[extent->file];
    if (is_apart(file))
        return file->subchannel_location ? file->subchannel : RBK_SUBCHANNEL_NONE;
    if (!is_in_sectors(file, track, extent))
        return RBK_SUBCHANNEL_NONE;
    return file->subchannel == RBK_SUBCHANNEL_NONE ? RBK_SUBCHANNEL_RAW : file->subchannel;
}

bool rbk_subchannel_track_has(const rbk_disc *disc, const rbk_track *track)
{
    for (size_t e = 0; e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        if (!extent->silence && extent->file < disc->file_count && form_of(disc, track, extent) != RBK_SUBCHANNEL_NONE)
            return true;
    }
    return false;
}

bool rbk_subchannel_disc_has(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++)
        if (rbk_subchannel_track_has(disc, &disc->tracks[t]))
            return true;
    return false;
}

/* ------------------------------------------------------------------ open and close */

/* A file that cannot be opened is reported here, not in the middle of the work. */
static rbk_status open_file(const rbk_file *file, subchannel_file *opened, rbk_error *error)
{
    int64_t unused;
    rbk_file apart = {.path = file->subchannel_path,
                      .location = file->subchannel_location,
                      .type = RBK_FILE_BINARY,
                      .identity = file->subchannel_identity};
    rbk_status status = rbk_payload_open(opened->apart ? &apart : file, &opened->payload, error);
    return status == RBK_OK ? rbk_payload_length(opened->payload, &unused, error) : status;
}

static rbk_status open_files(rbk_subchannel *subchannel, const rbk_disc *disc, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++)
        for (size_t e = 0; e < disc->tracks[t].extent_count && status == RBK_OK; e++) {
            const rbk_track *track = &disc->tracks[t];
            const rbk_extent *extent = &track->extents[e];
            if (extent->silence || subchannel->files[extent->file].payload)
                continue;
            subchannel_file *file = &subchannel->files[extent->file];
            file->form = form_of(disc, track, extent);
            file->apart = is_apart(&disc->files[extent->file]);
            if (file->form != RBK_SUBCHANNEL_NONE)
                status = open_file(&disc->files[extent->file], file, error);
        }
    return status;
}

rbk_status rbk_subchannel_open(const rbk_disc *disc, const rbk_layout *layout, rbk_subchannel **subchannel,
                               rbk_error *error)
{
    if (!disc || !layout || !subchannel)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_subchannel *made = calloc(1, sizeof *made);
    if (made)
        made->files = calloc(disc->file_count + 1, sizeof *made->files);
    if (!made || !made->files) {
        free(made);
        return rbk_fail_memory(error);
    }
    rbk_status status = rbk_layout_copy_sessions(layout, &made->sessions, error);
    if (status == RBK_OK)
        status = rbk_image_map_make(disc, layout, &made->map, error);
    if (status == RBK_OK) {
        made->file_count = disc->file_count;
        status = open_files(made, disc, error);
    }
    if (status != RBK_OK) {
        rbk_subchannel_close(made);
        return status;
    }
    *subchannel = made;
    return RBK_OK;
}

void rbk_subchannel_close(rbk_subchannel *subchannel)
{
    if (!subchannel)
        return;
    for (size_t i = 0; i < subchannel->file_count; i++)
        rbk_payload_close(subchannel->files[i].payload);
    rbk_image_map_release(&subchannel->map);
    free(subchannel->sessions.sessions);
    free(subchannel->files);
    free(subchannel);
}

/* ------------------------------------------------------------------ one sector of a file */

/* The 96 bytes of the sector as its file has them, and their form; NONE and zeros where there are none. */
static rbk_status read_source(const rbk_subchannel *subchannel, int32_t lba, rbk_subchannel_form *form,
                              uint8_t bytes[RBK_SUBCHANNEL_BYTES], rbk_error *error)
{
    *form = RBK_SUBCHANNEL_NONE;
    memset(bytes, 0, RBK_SUBCHANNEL_BYTES);
    if (lba < 0 || !rbk_layout_session_at(&subchannel->sessions, lba) || subchannel->map.count == 0)
        return RBK_OK;
    int64_t sample = (int64_t)lba * RBK_SECTOR_SAMPLES;
    const rbk_image_segment *s = &subchannel->map.segments[rbk_image_map_find(&subchannel->map, sample)];
    const int64_t after = sample - s->start_samples;
    if (s->silence || after < 0 || after >= s->length_samples) /* in no segment: the pregap of a later session */
        return RBK_OK;
    const subchannel_file *file = &subchannel->files[s->file];
    bool in_sectors = s->placement.subchannel_bytes == RBK_SUBCHANNEL_BYTES;
    if (file->form == RBK_SUBCHANNEL_NONE || !(file->apart || in_sectors))
        return RBK_OK;
    *form = file->form;
    int64_t offset = file->apart ? rbk_sectors_floor(s->offset_samples + after) * RBK_SUBCHANNEL_BYTES
                                 : rbk_placement_byte(&s->placement, rbk_sectors_floor(after) * RBK_SECTOR_SAMPLES) +
                                       s->placement.subchannel_offset_bytes;
    size_t got; /* past the end of a short file there is nothing */
    return rbk_payload_read_some(file->payload, offset, bytes, RBK_SUBCHANNEL_BYTES, &got, error);
}

/* ------------------------------------------------------------------ along the disc */

/* The packs of the last sectors, in the order of playing, the newest sector's last. */
typedef struct window {
    uint8_t packs[WINDOW_PACKS * RBK_GRAPHICS_PACK_BYTES];
} window;

/* With their parity made as for recording. */
static void copy_packs(uint8_t to[RBK_SUBCHANNEL_BYTES], const uint8_t from[RBK_SUBCHANNEL_BYTES])
{
    memcpy(to, from, RBK_SUBCHANNEL_BYTES);
    for (int i = 0; i < RBK_GRAPHICS_SECTOR_PACKS; i++)
        rbk_graphics_pack_protect(to + i * RBK_GRAPHICS_PACK_BYTES);
}

static void push(window *w, rbk_subchannel_form form, const uint8_t bytes[RBK_SUBCHANNEL_BYTES])
{
    uint8_t *newest = w->packs + sizeof w->packs - RBK_SUBCHANNEL_BYTES;
    memmove(w->packs, w->packs + RBK_SUBCHANNEL_BYTES, sizeof w->packs - RBK_SUBCHANNEL_BYTES);
    memset(newest, 0, RBK_SUBCHANNEL_BYTES);
    if (form != RBK_SUBCHANNEL_PACKS)
        return;
    copy_packs(newest, bytes);
}

static void give_raw(const window *w, rbk_subchannel_form form, const uint8_t bytes[RBK_SUBCHANNEL_BYTES], uint8_t *raw)
{
    if (form == RBK_SUBCHANNEL_RAW) {
        memcpy(raw, bytes, RBK_SUBCHANNEL_BYTES);
    } else if (form == RBK_SUBCHANNEL_CHANNELS) {
        rbk_subchannel_interleave(bytes, raw);
    } else {
        for (int i = 0; i < RBK_GRAPHICS_SECTOR_PACKS; i++) {
            int at = WINDOW_PACKS - RBK_GRAPHICS_SECTOR_PACKS + i - RBK_GRAPHICS_DELAY_MAX;
            rbk_graphics_interleave(w->packs + at * RBK_GRAPHICS_PACK_BYTES, raw + i * RBK_GRAPHICS_PACK_BYTES);
        }
    }
}

rbk_status rbk_subchannel_read(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count, uint8_t *raw,
                               rbk_error *error)
{
    window w = {{0}};
    uint8_t bytes[RBK_SUBCHANNEL_BYTES];
    rbk_subchannel_form form;
    if (!subchannel || !raw)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_layout_check_range(&subchannel->sessions, first_lba, count, error);
    for (int64_t lba = (int64_t)first_lba - RBK_SUBCHANNEL_REACH_SECTORS;
         lba < (int64_t)first_lba + count && status == RBK_OK; lba++) {
        status = read_source(subchannel, (int32_t)lba, &form, bytes, error);
        if (status != RBK_OK)
            break;
        push(&w, form, bytes);
        if (lba >= first_lba)
            give_raw(&w, form, bytes, raw + (lba - first_lba) * RBK_SUBCHANNEL_BYTES);
    }
    return status;
}

/* ------------------------------------------------------------------ packs in playing order */

/* R to W of sectors as recorded; past the end of their session they are empty. */
static rbk_status read_recorded(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count, uint8_t *raw,
                                rbk_error *error)
{
    const rbk_layout_session *session = rbk_layout_session_at(&subchannel->sessions, first_lba);
    uint32_t there = count;
    if (session && session->lead_out_lba - first_lba < (int64_t)count)
        there = (uint32_t)(session->lead_out_lba - first_lba);
    memset(raw, 0, (size_t)count * RBK_SUBCHANNEL_BYTES);
    rbk_status status = rbk_subchannel_read(subchannel, first_lba, there, raw, error);
    for (size_t i = 0; i < (size_t)count * RBK_SUBCHANNEL_BYTES; i++)
        raw[i] &= RBK_GRAPHICS_SYMBOL_MASK;
    return status;
}

/* The packs of a file of packs, in place of those that are recorded, whose ends the lead-out cuts off. */
static rbk_status take_packs(const rbk_subchannel *subchannel, int32_t lba, uint8_t packs[RBK_SUBCHANNEL_BYTES],
                             rbk_error *error)
{
    uint8_t bytes[RBK_SUBCHANNEL_BYTES];
    rbk_subchannel_form form;
    rbk_status status = read_source(subchannel, lba, &form, bytes, error);
    if (status == RBK_OK && form == RBK_SUBCHANNEL_PACKS)
        copy_packs(packs, bytes);
    return status;
}

static bool has_packs(const rbk_subchannel *subchannel)
{
    for (size_t i = 0; i < subchannel->file_count; i++)
        if (subchannel->files[i].form == RBK_SUBCHANNEL_PACKS)
            return true;
    return false;
}

/* At most PACK_CHUNK sectors: their packs, made of raw, which gets R to W of these sectors and of those that they reach. */
static rbk_status read_chunk(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count, uint8_t *raw,
                             uint8_t *packs, rbk_error *error)
{
    rbk_status status = read_recorded(subchannel, first_lba, count + RBK_SUBCHANNEL_REACH_SECTORS, raw, error);
    for (size_t i = 0; i < (size_t)count * RBK_GRAPHICS_SECTOR_PACKS && status == RBK_OK; i++)
        rbk_graphics_deinterleave(raw + i * RBK_GRAPHICS_PACK_BYTES, packs + i * RBK_GRAPHICS_PACK_BYTES);
    for (uint32_t i = 0; has_packs(subchannel) && i < count && status == RBK_OK; i++)
        status = take_packs(subchannel, first_lba + (int32_t)i, packs + (size_t)i * RBK_SUBCHANNEL_BYTES, error);
    return status;
}

rbk_status rbk_subchannel_read_packs(rbk_subchannel *subchannel, int32_t first_lba, uint32_t count, uint8_t *packs,
                                     rbk_error *error)
{
    uint8_t raw[RAW_CHUNK_BYTES];
    rbk_status status = RBK_OK;
    for (uint32_t done = 0, now; done < count && status == RBK_OK; done += now) {
        now = count - done < PACK_CHUNK ? count - done : PACK_CHUNK;
        status = read_chunk(subchannel, first_lba + (int32_t)done, now, raw,
                            packs + (size_t)done * RBK_SUBCHANNEL_BYTES, error);
    }
    return status;
}

/* How many of these sectors are not as their packs, which follow those in the window, make them. */
static uint32_t count_others(window *w, const uint8_t *packs, const uint8_t *recorded, uint32_t count)
{
    uint8_t made[RBK_SUBCHANNEL_BYTES];
    uint32_t others = 0;
    for (size_t i = 0; i < count; i++) {
        push(w, RBK_SUBCHANNEL_PACKS, packs + i * RBK_SUBCHANNEL_BYTES);
        give_raw(w, RBK_SUBCHANNEL_PACKS, packs, made);
        others += memcmp(recorded + i * RBK_SUBCHANNEL_BYTES, made, sizeof made) != 0;
    }
    return others;
}

static rbk_status count_in_track(rbk_subchannel *subchannel, const rbk_layout_track *track, window *w,
                                 uint32_t *sectors, rbk_error *error)
{
    uint8_t packs[PACK_CHUNK * RBK_SUBCHANNEL_BYTES], raw[RAW_CHUNK_BYTES];
    rbk_status status = RBK_OK;
    for (int32_t lba = track->start_lba; lba < track->end_lba && status == RBK_OK; lba += PACK_CHUNK) {
        uint32_t count = track->end_lba - lba < PACK_CHUNK ? (uint32_t)(track->end_lba - lba) : PACK_CHUNK;
        status = read_chunk(subchannel, lba, count, raw, packs, error);
        if (status == RBK_OK)
            *sectors += count_others(w, packs, raw, count);
    }
    return status;
}

rbk_status rbk_subchannel_count_beyond_packs(rbk_subchannel *subchannel, const rbk_layout *layout, const bool *in_packs,
                                             uint32_t *sectors, rbk_error *error)
{
    window w = {{0}};
    int32_t end_lba = RBK_NO_LBA; /* of what is in the window */
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < layout->track_count && status == RBK_OK; t++) {
        const rbk_layout_track *track = &layout->tracks[t];
        sectors[t] = 0;
        if (!in_packs[t])
            continue;
        if (track->start_lba != end_lba)
            w = (window){{0}};
        end_lba = track->end_lba;
        status = count_in_track(subchannel, track, &w, &sectors[t], error);
    }
    return status;
}

/* ------------------------------------------------------------------ new files */

static void put_p_and_q(const rbk_subcode *subcode, int32_t lba, uint8_t raw[RBK_SUBCHANNEL_BYTES])
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES], own[RBK_SUBCHANNEL_BYTES];
    rbk_subcode_channels(subcode, lba, channels);
    rbk_subchannel_interleave(channels, own);
    for (int i = 0; i < RBK_SUBCHANNEL_BYTES; i++)
        raw[i] = (uint8_t)((raw[i] & RBK_GRAPHICS_SYMBOL_MASK) | (own[i] & P_AND_Q));
}

rbk_status rbk_subchannel_render(const rbk_subcode *subcode, rbk_subchannel *subchannel, int32_t first_lba,
                                 uint32_t count, rbk_subchannel_order order, uint8_t *bytes, rbk_error *error)
{
    if (!subcode || !bytes)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = RBK_OK;
    if (subchannel)
        status = rbk_subchannel_read(subchannel, first_lba, count, bytes, error);
    else
        memset(bytes, 0, (size_t)count * RBK_SUBCHANNEL_BYTES);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t *sector = bytes + (size_t)i * RBK_SUBCHANNEL_BYTES;
        uint8_t raw[RBK_SUBCHANNEL_BYTES];
        put_p_and_q(subcode, first_lba + (int32_t)i, sector);
        if (order == RBK_SUBCHANNEL_TIME_ORDER)
            continue;
        memcpy(raw, sector, sizeof raw);
        rbk_subchannel_deinterleave(raw, sector);
    }
    return status;
}
