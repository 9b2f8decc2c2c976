/*
 * What goes into a container of where its disc came from. Each file is taken apart into the ranges that tracks use, whose
 * bytes the container has anyway, and what is between them: headers, ends, bytes of no track. These are kept as they
 * are as long as they are few. A file that is compressed or has to be converted cannot be put together again; then the
 * container keeps the descriptor that a BIN of the disc would have, which says the same of the disc.
 */
#include "convert/origin.h"

#include "base/current.h"
#include "base/fail.h"
#include "base/identity.h"
#include "base/input.h"
#include "base/path.h"
#include "base/room.h"
#include "chd/origin.h"
#include "disc/placement.h"
#include "format/origin.h"
#include "image/map.h"
#include "image/payload.h"

#include <redbook/cdtext.h>
#include <redbook/subchannel.h>

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KEPT_BYTES_MAX (4 * 1024 * 1024) /* of all bytes of no track that are kept as they are */
#define READ_BYTES     65536
#define ZEROS_LEAST    64 /* zeros that become a cut of their own */

/* A cut and its place in the file. */
typedef struct placed_cut {
    int64_t offset;
    rbk_cut cut;
} placed_cut;

typedef struct making {
    const rbk_planning *planning;
    rbk_origin *origin;
    rbk_image_map map;
    placed_cut *cuts; /* of the file at hand */
    size_t cut_count;
    size_t kept_bytes;
    char why[RBK_SENTENCE_BYTES]; /* it cannot be put together again; "" so far it can */
} making;

uint32_t rbk_mode_part_offset(rbk_track_mode mode)
{
    const uint32_t bytes = rbk_track_mode_payload_bytes(mode);
    if (bytes == RBK_SECTOR_BYTES)
        return 0;
    return mode == RBK_MODE_MODE1_2048 || bytes == 2336 ? 16 : 24;
}

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
give_up(making *m, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(m->why, sizeof m->why, format, arguments);
    va_end(arguments);
}

/* ------------------------------------------------------------------ cuts of one file */

static rbk_status place_cut(making *m, int64_t offset, const rbk_cut *cut, rbk_error *error)
{
    placed_cut *cuts = rbk_room_for_one(m->cuts, m->cut_count, sizeof *cuts);
    if (!cuts)
        return rbk_fail_memory(error);
    m->cuts = cuts;
    cuts[m->cut_count++] = (placed_cut){offset, *cut};
    return RBK_OK;
}

/* What a segment of the disc is of the file's bytes; offset is that of the payload's first byte. */
static rbk_status cut_segment(making *m, const rbk_file *file, const rbk_image_segment *s, int64_t offset,
                              rbk_error *error)
{
    const rbk_placement *place = &s->placement;
    const bool audio = rbk_track_mode_is_audio(s->mode);
    const bool swapped = file->type == RBK_FILE_MOTOROLA;
    rbk_cut cut = {.start = s->start_samples, .big_endian = swapped && audio};
    if (file->swaps_data)
        give_up(m, "'%.200s' has sectors of data in the byte order of audio", file->path);
    if (audio && (file->type == RBK_FILE_AUDIO || rbk_placement_is_plain(place))) {
        cut.kind = RBK_CUT_SAMPLES;
        cut.length_bytes = s->length_samples * RBK_SAMPLE_BYTES;
        if (file->type == RBK_FILE_AUDIO)
            return place_cut(m, offset + s->offset_samples * RBK_SAMPLE_BYTES, &cut, error);
        return place_cut(m, offset + place->offset_bytes, &cut, error);
    }
    cut.kind = RBK_CUT_SECTORS;
    cut.part_offset = rbk_mode_part_offset(s->mode);
    cut.part_bytes = place->payload_bytes;
    if (place->subchannel_bytes == RBK_SUBCHANNEL_BYTES && place->subchannel_offset_bytes == place->payload_bytes)
        cut.subchannel = file->subchannel == RBK_SUBCHANNEL_NONE ? RBK_SUBCHANNEL_RAW : file->subchannel;
    if (s->start_samples % RBK_SECTOR_SAMPLES || /* a part of a sector at the end is no sector of the disc */
        place->stride_bytes != rbk_cut_stride_bytes(&cut) || cut.subchannel == RBK_SUBCHANNEL_PACKS) {
        give_up(m, "'%.200s' has sectors in a form that cannot be put together again", file->path);
        return RBK_OK;
    }
    cut.start = s->start_samples / RBK_SECTOR_SAMPLES;
    cut.length_bytes = s->length_samples / RBK_SECTOR_SAMPLES * place->stride_bytes;
    return place_cut(m, offset + place->offset_bytes, &cut, error);
}

static bool same_file(const rbk_disc *disc, uint32_t a, uint32_t b)
{
    return strcmp(disc->files[a].location, disc->files[b].location) == 0;
}

static rbk_status cut_segments(making *m, uint32_t file, int64_t offset, rbk_error *error)
{
    const rbk_disc *disc = m->planning->disc;
    rbk_status status = RBK_OK;
    m->cut_count = 0;
    for (size_t s = 0; s < m->map.count && status == RBK_OK && !m->why[0]; s++)
        if (!m->map.segments[s].silence && same_file(disc, m->map.segments[s].file, file))
            status = cut_segment(m, &disc->files[file], &m->map.segments[s], offset, error);
    return status;
}

static int compare_cuts(const void *a, const void *b)
{
    int64_t first = ((const placed_cut *)a)->offset, second = ((const placed_cut *)b)->offset;
    if (first == second) { /* the longer one has the other in it */
        first = ((const placed_cut *)b)->cut.length_bytes;
        second = ((const placed_cut *)a)->cut.length_bytes;
    }
    return (first > second) - (first < second);
}

/* ------------------------------------------------------------------ bytes of no track */

static rbk_status keep_run(making *m, rbk_origin_file *into, const uint8_t *bytes, size_t size, bool zeros,
                           rbk_error *error)
{
    rbk_cut cut = {.kind = zeros ? RBK_CUT_ZEROS : RBK_CUT_BYTES, .length_bytes = (int64_t)size};
    rbk_cut *last = into->cut_count > 0 ? &into->cuts[into->cut_count - 1] : NULL;
    if (zeros && last && last->kind == RBK_CUT_ZEROS) {
        last->length_bytes += (int64_t)size;
        into->length_bytes += (int64_t)size;
        return RBK_OK;
    }
    if (!zeros && (m->kept_bytes += size) > KEPT_BYTES_MAX) {
        give_up(m, "more than %d bytes of '%.200s' are of no track", KEPT_BYTES_MAX, into->name);
        return RBK_OK;
    }
    if (zeros)
        return rbk_origin_add_cut(into, &cut, error);
    cut.bytes = malloc(size + 1);
    if (!cut.bytes)
        return rbk_fail_memory(error);
    memcpy(cut.bytes, bytes, size);
    rbk_status status = rbk_origin_add_cut(into, &cut, error);
    free(cut.bytes);
    return status;
}

static size_t zeros_at(const uint8_t *bytes, size_t size)
{
    size_t count = 0;
    while (count < size && bytes[count] == 0)
        count++;
    return count;
}

/* A block in runs: of zeros, where they are worth it, and of others. */
static rbk_status keep_block(making *m, rbk_origin_file *into, const uint8_t *bytes, size_t size, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t at = 0; at < size && status == RBK_OK && !m->why[0];) {
        size_t zeros = zeros_at(bytes + at, size - at), end = at;
        if (zeros >= ZEROS_LEAST) {
            status = keep_run(m, into, NULL, zeros, true, error);
            at += zeros;
            continue;
        }
        while (end < size && (zeros = zeros_at(bytes + end, size - end)) < ZEROS_LEAST)
            end += zeros + (end + zeros < size);
        status = keep_run(m, into, bytes + at, end - at, false, error);
        at = end;
    }
    return status;
}

static rbk_status keep_range(making *m, rbk_input *input, int64_t from, int64_t to, rbk_origin_file *into,
                             rbk_error *error)
{
    uint8_t *bytes = malloc(READ_BYTES);
    rbk_status status = bytes ? RBK_OK : rbk_fail_memory(error);
    for (int64_t at = from; at < to && status == RBK_OK && !m->why[0];) {
        size_t size = to - at < READ_BYTES ? (size_t)(to - at) : READ_BYTES;
        if (rbk_read_at(input->descriptor, at, bytes, size) != (int64_t)size)
            status = rbk_fail(error, RBK_FILESYSTEM, "cannot be read at byte %" PRId64, at);
        else
            status = keep_block(m, into, bytes, size, error);
        at += (int64_t)size;
    }
    free(bytes);
    return status;
}

/* The file from its first byte to its last: the cuts that were placed, and what is between them. */
static rbk_status join_cuts(making *m, rbk_input *input, rbk_origin_file *into, rbk_error *error)
{
    int64_t at = 0;
    rbk_status status = RBK_OK;
    if (m->cut_count > 0)
        qsort(m->cuts, m->cut_count, sizeof *m->cuts, compare_cuts);
    for (size_t c = 0; c < m->cut_count && status == RBK_OK && !m->why[0]; c++) {
        const placed_cut *next = &m->cuts[c];
        int64_t end = next->offset + next->cut.length_bytes;
        if (end <= at) /* used twice */
            continue;
        if (next->offset < at || end > input->size) {
            give_up(m, "tracks share a part of '%.200s'", into->name);
            break;
        }
        status = keep_range(m, input, at, next->offset, into, error);
        if (status == RBK_OK)
            status = rbk_origin_add_cut(into, &next->cut, error);
        at = end;
    }
    return status == RBK_OK ? keep_range(m, input, at, input->size, into, error) : status;
}

/* ------------------------------------------------------------------ files */

/* Absence is an answer; whatever else keeps a file from being looked at is a failure, since the entry depends on it. */
static rbk_status look_next_to(const char *source, const char *location, bool *there, rbk_error *error)
{
    struct stat found, meant;
    rbk_status status = RBK_OK;
    char *path = rbk_path_next_to(source, rbk_path_base(location));
    *there = false;
    if (!path)
        return rbk_fail_memory(error);
    if (rbk_current_stat(location, &meant) != 0)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    else if (rbk_current_stat(path, &found) == 0)
        *there = found.st_dev == meant.st_dev && found.st_ino == meant.st_ino &&
                 rbk_origin_name_is_plain(rbk_path_base(location));
    else if (!rbk_input_is_absence(errno))
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    free(path);
    return status;
}

static bool has_name(const rbk_origin *origin, const char *name)
{
    for (size_t f = 0; f < origin->file_count; f++)
        if (strcmp(origin->files[f].name, name) == 0)
            return true;
    return strcmp(origin->name, name) == 0;
}

/* Opens a file of the source, which has to be the one that was probed; NULL, and no failure, where it cannot be kept. */
static rbk_status begin_file(making *m, const char *location, const rbk_identity *identity, rbk_input *input,
                             rbk_origin_file **into, rbk_error *error)
{
    bool there;
    *into = NULL;
    rbk_status status = look_next_to(m->planning->source, location, &there, error);
    if (status != RBK_OK)
        return status;
    if (!there)
        give_up(m, "'%.200s' is not in the folder of the sheet", location);
    else if (has_name(m->origin, rbk_path_base(location)))
        give_up(m, "two files are called '%.200s'", rbk_path_base(location));
    if (m->why[0])
        return RBK_OK;
    status = rbk_input_open(input, location, error);
    if (status == RBK_OK && identity && rbk_identity_is_known(identity))
        status = rbk_identity_check_open(input->descriptor, identity, error);
    if (status == RBK_OK)
        status = rbk_origin_add_file(m->origin, rbk_path_base(location), into, error);
    return status;
}

/* Where the samples of a file with a header are, as far as they are there as they are. */
static rbk_status find_samples(making *m, const rbk_file *file, int64_t *offset, rbk_error *error)
{
    rbk_payload_file *payload = NULL;
    rbk_image_place place;
    rbk_status status = rbk_payload_open(file, &payload, error);
    if (status == RBK_UNSUPPORTED) { /* it becomes sectors by conversion */
        rbk_error_init(error);
        give_up(m, "'%.200s' does not hold its samples as a disc does", file->path);
        return RBK_OK;
    }
    if (status != RBK_OK)
        return status;
    if (rbk_payload_contiguous(payload, 0, &place) && place.bytes >= file->length_frames * RBK_SAMPLE_BYTES)
        *offset = place.offset_bytes;
    else
        give_up(m, "'%.200s' does not hold its samples as a disc does", file->path);
    rbk_payload_close(payload);
    return RBK_OK;
}

static rbk_status add_listed(making *m, uint32_t f, rbk_error *error)
{
    const rbk_disc *disc = m->planning->disc;
    const rbk_file *file = &disc->files[f];
    rbk_origin_file *into = NULL;
    rbk_input input;
    int64_t offset = 0;
    rbk_input_open_bytes(&input, NULL, 0);
    rbk_status status = file->type == RBK_FILE_AUDIO ? find_samples(m, file, &offset, error) : RBK_OK;
    bool again = false;
    for (uint32_t before = 0; before < f; before++)
        again |= same_file(disc, before, f);
    if (status == RBK_OK && again)
        status = rbk_origin_add_file(m->origin, rbk_path_base(file->location), &into, error);
    else if (status == RBK_OK && !m->why[0])
        status = begin_file(m, file->location, &file->identity, &input, &into, error);
    if (into) {
        into->listed = true;
        into->length_frames = file->length_frames;
    }
    if (status == RBK_OK && into && !again)
        status = cut_segments(m, f, offset, error);
    if (status == RBK_OK && into && !again && !m->why[0])
        status = join_cuts(m, &input, into, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, file->location);
    return status;
}

/* The file of the subchannel next to one of sectors. */
static rbk_status add_subchannel(making *m, uint32_t f, rbk_error *error)
{
    const rbk_file *file = &m->planning->disc->files[f];
    rbk_origin_file *into = NULL;
    rbk_input input;
    rbk_input_open_bytes(&input, NULL, 0);
    if (file->subchannel != RBK_SUBCHANNEL_RAW && file->subchannel != RBK_SUBCHANNEL_CHANNELS)
        give_up(m, "the subchannel in '%.200s' is in another form on a disc", file->subchannel_location);
    rbk_status status = begin_file(m, file->subchannel_location, &file->subchannel_identity, &input, &into, error);
    m->cut_count = 0;
    for (size_t s = 0; into && s < m->map.count && status == RBK_OK && !m->why[0]; s++) {
        const rbk_image_segment *segment = &m->map.segments[s];
        rbk_cut cut = {.kind = RBK_CUT_SUBCHANNEL,
                       .start = segment->start_samples / RBK_SECTOR_SAMPLES,
                       .length_bytes = segment->length_samples / RBK_SECTOR_SAMPLES * RBK_SUBCHANNEL_BYTES,
                       .subchannel = file->subchannel};
        if (segment->silence || segment->file != f)
            continue;
        if (segment->start_samples % RBK_SECTOR_SAMPLES || segment->length_samples % RBK_SECTOR_SAMPLES)
            give_up(m, "the subchannel in '%.200s' is not of whole sectors", into->name);
        status = place_cut(m, segment->offset_samples / RBK_SECTOR_SAMPLES * RBK_SUBCHANNEL_BYTES, &cut, error);
    }
    if (status == RBK_OK && into && !m->why[0])
        status = join_cuts(m, &input, into, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, file->subchannel_location);
    return status;
}

static rbk_status add_cdtext_file(making *m, rbk_error *error)
{
    const rbk_disc *disc = m->planning->disc;
    rbk_origin_file *into = NULL;
    rbk_input input;
    if (!disc->cdtext_location || !disc->cdtext_file)
        return RBK_OK;
    rbk_input_open_bytes(&input, NULL, 0);
    rbk_status status = begin_file(m, disc->cdtext_location, NULL, &input, &into, error);
    m->cut_count = 0;
    if (status == RBK_OK && into)
        status = join_cuts(m, &input, into, error);
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, disc->cdtext_location);
    return status;
}

static rbk_status add_files(making *m, rbk_error *error)
{
    const rbk_disc *disc = m->planning->disc;
    rbk_status status = RBK_OK;
    for (uint32_t f = 0; f < disc->file_count && status == RBK_OK && !m->why[0]; f++)
        status = add_listed(m, f, error);
    for (uint32_t f = 0; f < disc->file_count && status == RBK_OK && !m->why[0]; f++)
        if (disc->files[f].subchannel_location && disc->files[f].subchannel != RBK_SUBCHANNEL_NONE)
            status = add_subchannel(m, f, error);
    return status == RBK_OK && !m->why[0] ? add_cdtext_file(m, error) : status;
}

/* ------------------------------------------------------------------ descriptors */

static rbk_status set_text(rbk_origin *origin, const char *format, const char *name, const void *text, size_t size,
                           rbk_error *error)
{
    origin->format = strdup(format);
    origin->name = strdup(name);
    origin->text = malloc(size + 1);
    if (!origin->format || !origin->name || !origin->text)
        return rbk_fail_memory(error);
    memcpy(origin->text, text, size);
    origin->text[size] = 0;
    origin->text_bytes = size;
    return RBK_OK;
}

static rbk_status set_packs(rbk_origin *origin, const rbk_disc *disc, rbk_error *error)
{
    if (!disc->cdtext_file || disc->cdtext_bytes == 0)
        return RBK_OK;
    origin->packs = malloc(disc->cdtext_bytes);
    if (!origin->packs)
        return rbk_fail_memory(error);
    memcpy(origin->packs, disc->cdtext, disc->cdtext_bytes);
    origin->packs_bytes = disc->cdtext_bytes;
    return RBK_OK;
}

/* A container is descriptor and payload in one. */
static bool is_payload(const making *m)
{
    const rbk_disc *disc = m->planning->disc;
    for (size_t f = 0; f < disc->file_count; f++)
        if (memcmp(&disc->files[f].identity, &disc->identity, sizeof disc->identity) == 0)
            return true;
    return false;
}

static rbk_status read_descriptor(making *m, rbk_error *error)
{
    rbk_bytes bytes = {0};
    const char *path = m->planning->source;
    rbk_status status = rbk_bytes_read_file(path, RBK_DESCRIPTOR_BYTES_MAX, &bytes, error);
    if (status == RBK_UNSUPPORTED) { /* a DDPID or MDS is read by its beginning, whatever follows */
        rbk_error_init(error);
        give_up(m, "'%.200s' is too large to be kept", path);
        return RBK_OK;
    }
    if (status == RBK_OK)
        status = rbk_identity_check(path, &m->planning->disc->identity, error);
    const rbk_format *format = status == RBK_OK ? rbk_format_probe(bytes.data, bytes.size, NULL) : NULL;
    if (status == RBK_OK && !format)
        give_up(m, "'%.200s' is no descriptor by itself", path);
    if (format && !rbk_origin_name_is_plain(rbk_path_base(path)))
        give_up(m, "'%.200s' is no name that can be kept", rbk_path_base(path));
    if (format && !m->why[0])
        status = set_text(m->origin, format->name, rbk_path_base(path), bytes.data, bytes.size, error);
    rbk_bytes_release(&bytes);
    return status;
}

rbk_status rbk_origin_read_again(const rbk_origin *origin, rbk_disc **disc, rbk_layout **layout, rbk_error *error)
{
    rbk_status status = rbk_origin_read(origin, NULL, disc, layout, NULL);
    if (status == RBK_OK && (*disc)->cdtext_file && origin->packs_bytes > 0)
        status = rbk_cdt_to_disc(origin->packs, origin->packs_bytes, NULL, *disc, NULL, NULL);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : status;
}

/* disc NULL: it cannot be read. */
static rbk_status compare_again(making *m, const rbk_disc *disc, const rbk_layout *layout, rbk_error *error)
{
    bool same = true;
    if (!disc)
        give_up(m, "'%.200s' by itself does not describe the whole disc", m->planning->source);
    else if (!rbk_origin_same_layout(layout, m->planning->layout))
        give_up(m, "'%.200s' by itself describes another layout", m->planning->source);
    else if (strcmp(disc->mcn, m->planning->disc->mcn) != 0)
        give_up(m, "the disc has another MCN than '%.200s'", m->planning->source);
    else if (!rbk_origin_same_texts(disc, m->planning->disc))
        give_up(m, "'%.200s' by itself has other texts", m->planning->source);
    else if (!rbk_origin_same_marks(disc, layout, m->planning->disc, m->planning->layout))
        give_up(m, "'%.200s' by itself has other flags or indexes", m->planning->source);
    rbk_status status =
        m->why[0] ? RBK_OK : rbk_origin_compare_subchannel(m->planning, m->origin, disc, layout, &same, error);
    if (status == RBK_OK && !same)
        give_up(m, "its subchannel is not stored, and has other bytes than P and Q of the disc");
    return status;
}

/* Whether what would be read again is the disc that it is. */
static rbk_status check_again(making *m, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_layout *layout = NULL;
    rbk_status status = rbk_origin_read_again(m->origin, &disc, &layout, error);
    if (status != RBK_NO_MEMORY)
        status = compare_again(m, status == RBK_OK ? disc : NULL, layout, error);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return status;
}

/* Everything as it was, or the reason why not in m->why. */
static rbk_status make_whole(making *m, rbk_error *error)
{
    const rbk_disc *disc = m->planning->disc;
    if (!m->planning->source || !rbk_identity_is_known(&disc->identity) || is_payload(m)) {
        give_up(m, "there was none");
        return RBK_OK;
    }
    rbk_status status = read_descriptor(m, error);
    if (status == RBK_OK && !m->why[0])
        status = rbk_image_map_make(disc, m->planning->layout, &m->map, error);
    if (status == RBK_OK && !m->why[0])
        status = set_packs(m->origin, disc, error);
    if (status == RBK_OK && !m->why[0])
        status = add_files(m, error);
    if (status == RBK_OK && !m->why[0])
        status = check_again(m, error);
    m->origin->whole = status == RBK_OK && !m->why[0];
    rbk_image_map_release(&m->map);
    free(m->cuts);
    return status;
}

/* *origin: that of the container which the disc was read from; NULL: none, or one that is damaged or of other texts. */
static rbk_status take_kept(const rbk_planning *planning, rbk_origin **origin, rbk_error *error)
{
    rbk_kept_origin kept;
    *origin = NULL;
    rbk_status status = rbk_kept_origin_open(planning->disc, &kept, error);
    if (status == RBK_OK && rbk_origin_is_of(&kept, planning->disc, planning->layout)) {
        *origin = kept.origin;
        kept.origin = NULL;
    }
    rbk_kept_origin_release(&kept);
    return status;
}

rbk_status rbk_plan_kept_origin(const rbk_planning *planning, rbk_origin **origin, rbk_error *error)
{
    making m = {.planning = planning, .origin = NULL};
    const rbk_status kept = take_kept(planning, origin, error);
    if (kept != RBK_OK || *origin)
        return kept;
    m.origin = rbk_origin_new();
    rbk_status status = m.origin ? make_whole(&m, error) : rbk_fail_memory(error);
    if (status == RBK_OK && m.origin->whole) {
        *origin = m.origin;
        return RBK_OK;
    }
    rbk_origin_free(m.origin);
    if (status == RBK_OK && planning->source && rbk_identity_is_known(&planning->disc->identity) && !is_payload(&m) &&
        rbk_findings_add(planning->findings, RBK_NOTE, "origin.made", planning->source, 0, 0,
                         "the CHD keeps a sheet of its own instead of this one: %s", m.why) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

static rbk_status list_files(const rbk_disc *disc, rbk_origin *origin, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < disc->file_count && status == RBK_OK; f++) {
        rbk_origin_file *file = NULL;
        status = rbk_origin_add_file(origin, disc->files[f].path, &file, error);
        if (status != RBK_OK)
            break;
        file->listed = true;
        file->length_frames = disc->files[f].length_frames;
    }
    return status;
}

rbk_status rbk_plan_made_origin(const rbk_planning *planning, rbk_origin **origin, rbk_error *error)
{
    const rbk_conversion *made = planning->made;
    const rbk_bytes *text = &made->descriptor;
    rbk_origin *o = rbk_origin_new();
    char *name = rbk_path_name_with(made->path, ".cue");
    rbk_status status =
        o && name ? set_text(o, planning->traits->format, name, text->data, text->size, error) : rbk_fail_memory(error);
    free(name);
    if (status == RBK_OK)
        status = set_packs(o, made->disc, error);
    if (status == RBK_OK)
        status = list_files(made->disc, o, error);
    if (status == RBK_OK)
        *origin = o;
    else
        rbk_origin_free(o);
    return status;
}
