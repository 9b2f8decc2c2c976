/*
 * MPEG audio without decoding: frame headers (ISO 11172-3 and 13818-3, clause 2.4.1.3), their chain, and the contents
 * of Xing and LAME header frames. Free format, whose frames do not state their length, is not recognised.
 */
#include "audio/mpeg.h"

#include "audio/tag_blocks.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define CHAIN_FRAMES 4           /* needed to recognise a stream; fewer when the file ends exactly after them */
#define CHAIN_MIN    2           /* but at least this many */
#define START_SLACK  4096        /* bytes that may precede the first frame */
#define RESYNC_BYTES 65536       /* distance after a gap within which the next frame is searched for */
#define VARIANT_MASK 0xFFFE0C00u /* sync, version, layer and rate are one throughout a stream */
#define VERSION_1    3
#define VERSION_2    2
#define LAYER_I      3
#define LAYER_II     2
#define LAYER_III    1
#define HEADER_BYTES 4
#define MONO         3

/* kbit/s by index 1 to 14 */
static const uint16_t bit_rates[5][15] = {
    {0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}, /* version 1, layer I */
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},    /* version 1, layer II */
    {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},     /* version 1, layer III */
    {0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},    /* version 2, layer I */
    {0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},         /* version 2, layers II and III */
};

typedef struct header {
    uint32_t word;
    uint32_t version;
    uint32_t layer;
    uint32_t length_bytes;
    bool mono;
} header;

static uint32_t frame_length(uint32_t version, uint32_t layer, uint32_t rate_index, uint32_t hz_index, uint32_t padding)
{
    static const uint32_t hz[3] = {44100, 48000, 32000};
    uint32_t shift = version == VERSION_1 ? 0 : version == VERSION_2 ? 1 : 2;
    size_t row = version == VERSION_1 ? 3 - layer : layer == LAYER_I ? 3 : 4;
    uint32_t bits = bit_rates[row][rate_index] * 1000u;
    uint32_t rate = hz[hz_index] >> shift;
    if (layer == LAYER_I)
        return (12 * bits / rate + padding) * 4;
    return (layer == LAYER_III && version != VERSION_1 ? 72 : 144) * bits / rate + padding;
}

static bool parse_header(const uint8_t *bytes, header *out)
{
    uint32_t word = rbk_be32(bytes);
    uint32_t version = word >> 19 & 3, layer = word >> 17 & 3, rate_index = word >> 12 & 15, hz_index = word >> 10 & 3;
    if (word >> 21 != 0x7FF || version == 1 || layer == 0 || rate_index == 0 || rate_index == 15 || hz_index == 3 ||
        (word & 3) == 2)
        return false;
    out->word = word;
    out->version = version;
    out->layer = layer;
    out->mono = (word >> 6 & 3) == MONO;
    out->length_bytes = frame_length(version, layer, rate_index, hz_index, word >> 9 & 1);
    return true;
}

static uint32_t frame_samples(const header *kind)
{
    if (kind->layer == LAYER_I)
        return 384;
    return kind->layer == LAYER_III && kind->version != VERSION_1 ? 576 : 1152;
}

static bool same_stream(const header *a, const header *b)
{
    return ((a->word ^ b->word) & VARIANT_MASK) == 0 && a->mono == b->mono;
}

/* True when the audio may end at offset: the end of the file or a tag. */
static bool is_tail(rbk_window *window, int64_t offset)
{
    return offset == window->input->end || rbk_tag_block_size(window->input, offset) > 0;
}

static int64_t skip_tags(rbk_window *window, int64_t offset)
{
    int64_t size;
    while (offset < window->input->end && (size = rbk_tag_block_size(window->input, offset)) > 0)
        offset += size;
    return offset < window->input->end ? offset : window->input->end;
}

/* How many frames of one stream follow one another from offset on, at most CHAIN_FRAMES. */
static bool is_chain(rbk_window *window, int64_t offset)
{
    header first = {0}, next;
    for (int frames = 0; frames < CHAIN_FRAMES; frames++) {
        const uint8_t *bytes = rbk_window_at(window, offset, HEADER_BYTES);
        if (!bytes || !parse_header(bytes, &next) || (frames > 0 && !same_stream(&first, &next)))
            return frames >= CHAIN_MIN && is_tail(window, offset);
        if (frames == 0)
            first = next;
        offset += next.length_bytes;
        if (offset > window->input->end)
            return frames >= CHAIN_MIN; /* the last one is truncated; the walk will report it */
    }
    return true;
}

bool rbk_mpeg_find(rbk_input *input, int64_t offset, int64_t *first)
{
    rbk_window *window = rbk_window_new(input);
    bool found = false;
    for (int64_t at = offset; window && !found && at < offset + START_SLACK; at++) {
        const uint8_t *bytes = rbk_window_at(window, at, HEADER_BYTES);
        if (!bytes)
            break;
        if (bytes[0] == 0xFF && is_chain(window, at)) {
            *first = at;
            found = true;
        }
    }
    free(window);
    return found;
}

/* LAME's part of the header frame, after the fields that the flags announce: 9 bytes of name, then 12 of others. */
static int64_t padding_place(rbk_window *window, int64_t xing_at, uint32_t flags)
{
    static const struct {
        uint32_t flag;
        int64_t bytes;
    } fields[] = {{1, 4}, {2, 4}, {4, 100}, {8, 4}};
    int64_t at = xing_at + 8;
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        at += (flags & fields[i].flag) ? fields[i].bytes : 0;
    const uint8_t *name = rbk_window_at(window, at, 4);
    return name && (memcmp(name, "LAME", 4) == 0 || memcmp(name, "Lav", 3) == 0) ? at + 21 : -1;
}

/* Whether the frame at offset is the header frame of Xing and LAME, or of VBRI; fills in its fields. */
static bool is_header_frame(rbk_window *window, int64_t offset, const header *frame, rbk_mpeg_section *section)
{
    int64_t side = frame->version == VERSION_1 ? (frame->mono ? 17 : 32) : (frame->mono ? 9 : 17);
    int64_t at = offset + HEADER_BYTES + side;
    if (frame->layer != LAYER_III)
        return false;
    const uint8_t *xing = rbk_window_at(window, at, 12);
    if (xing && (memcmp(xing, "Xing", 4) == 0 || memcmp(xing, "Info", 4) == 0)) {
        uint32_t flags = rbk_be32(xing + 4);
        if (flags & 1) {
            section->claim = RBK_MPEG_XING;
            section->claimed_frames = (int64_t)rbk_be32(xing + 8);
            section->claim_at = at + 8;
            section->padding_at = padding_place(window, at, flags);
        }
        if (flags & 2)
            section->size_at = at + (flags & 1 ? 12 : 8);
        return true;
    }
    at = offset + HEADER_BYTES + 32;
    const uint8_t *vbri = rbk_window_at(window, at, 18);
    if (!vbri || memcmp(vbri, "VBRI", 4) != 0)
        return false;
    section->claim = RBK_MPEG_VBRI;
    section->claimed_frames = (int64_t)rbk_be32(vbri + 14);
    section->claim_at = at + 14;
    return true;
}

static bool all_zero(rbk_window *window, int64_t offset)
{
    for (; offset < window->input->end; offset++) {
        const uint8_t *byte = rbk_window_at(window, offset, 1);
        if (!byte || *byte)
            return false;
    }
    return true;
}

/* The chain broke at offset, and tags were skipped: decides what the rest is. */
static void judge_rest(rbk_window *window, int64_t offset, const header *kind, rbk_mpeg_walk *walk)
{
    int64_t size = window->input->end;
    int64_t limit = size - offset > RESYNC_BYTES ? offset + RESYNC_BYTES : size;
    const uint8_t *bytes = rbk_window_at(window, offset, HEADER_BYTES);
    header next;
    if (offset == size)
        return;
    if (bytes && parse_header(bytes, &next) && same_stream(kind, &next)) {
        walk->cut_at = offset; /* its frame reaches beyond the file */
        return;
    }
    for (int64_t at = offset; at < limit; at++) {
        bytes = rbk_window_at(window, at, HEADER_BYTES);
        if (bytes && bytes[0] == 0xFF && is_chain(window, at)) {
            walk->lost_at = offset;
            return;
        }
    }
    if (all_zero(window, offset))
        return;
    if (limit < size)
        walk->lost_at = offset;
    else
        walk->odd_bytes = size - offset;
}

/* False without memory. */
static bool begin_section(rbk_window *window, int64_t offset, const header *kind, rbk_mpeg_walk *walk)
{
    if ((walk->count & (walk->count - 1)) == 0) { /* grows at every power of two */
        rbk_mpeg_section *more = realloc(walk->sections, (walk->count ? 2 * walk->count : 1) * sizeof *more);
        if (!more)
            return false;
        walk->sections = more;
    }
    rbk_mpeg_section *section = &walk->sections[walk->count++];
    *section = (rbk_mpeg_section){.begin = offset, .claimed_frames = -1, .size_at = -1, .padding_at = -1};
    section->frame_samples = frame_samples(kind);
    bool has_header = is_header_frame(window, offset, kind, section);
    section->audio_begin = offset + (has_header ? kind->length_bytes : 0);
    return true;
}

/* Whether a whole frame starts at offset. */
static bool frame_at(rbk_window *window, int64_t offset, header *frame)
{
    const uint8_t *bytes = rbk_window_at(window, offset, HEADER_BYTES);
    return bytes && parse_header(bytes, frame) && offset + frame->length_bytes <= window->input->end;
}

/* Joined files have tags, and zeros after them, between their frames. */
static int64_t step_over_tags(rbk_window *window, int64_t offset)
{
    int64_t at = offset, begin;
    do {
        begin = at;
        at = skip_tags(window, at);
        const uint8_t *byte;
        while (at > begin && (byte = rbk_window_at(window, at, 1)) && *byte == 0)
            at++;
    } while (at > begin && at < window->input->end && !is_chain(window, at));
    return at;
}

/* True if the frame at offset belongs to another file than the one before it. */
static bool begins_anew(rbk_window *window, int64_t offset, const header *kind, const header *next)
{
    rbk_mpeg_section unused;
    return same_stream(kind, next) ? is_header_frame(window, offset, next, &unused) : is_chain(window, offset);
}

/* Walks from frame to frame; returns where that is no longer possible, -1 without memory. */
static int64_t walk_frames(rbk_window *window, int64_t offset, header *kind, rbk_mpeg_walk *walk)
{
    header next;
    bool anew = true;
    for (;;) {
        bool good = frame_at(window, offset, &next);
        if (good && !anew)
            anew = begins_anew(window, offset, kind, &next);
        if (!good || (!anew && !same_stream(kind, &next))) {
            int64_t after = step_over_tags(window, offset);
            if (after == offset || after >= window->input->end || !is_chain(window, after))
                return offset;
            offset = after;
            anew = true;
            continue;
        }
        walk->too_many = anew && walk->count == RBK_MPEG_SECTIONS_MAX;
        if (walk->too_many)
            return offset;
        if (anew && !begin_section(window, offset, &next, walk))
            return -1;
        if (anew)
            *kind = next;
        anew = false;
        rbk_mpeg_section *section = &walk->sections[walk->count - 1];
        section->frames += offset >= section->audio_begin ? 1 : 0;
        offset += next.length_bytes;
        section->end = offset;
    }
}

rbk_status rbk_mpeg_walk_frames(rbk_input *input, int64_t first, rbk_mpeg_walk *walk, rbk_error *error)
{
    header kind = {0};
    memset(walk, 0, sizeof *walk);
    walk->lost_at = -1;
    walk->cut_at = -1;
    rbk_window *window = rbk_window_new(input);
    if (!window)
        return rbk_fail_memory(error);
    int64_t offset = walk_frames(window, first, &kind, walk);
    walk->end = offset < input->end ? offset : input->end;
    if (offset >= 0 && !walk->too_many)
        judge_rest(window, skip_tags(window, walk->end), &kind, walk);
    free(window);
    for (size_t i = 0; i < walk->count; i++)
        walk->frames += walk->sections[i].frames;
    if (offset < 0)
        return rbk_fail_memory(error);
    return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
}

void rbk_mpeg_walk_release(rbk_mpeg_walk *walk)
{
    free(walk->sections);
    walk->sections = NULL;
    walk->count = 0;
}
