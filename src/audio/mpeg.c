/*
 * MPEG audio seen from outside: frame headers (ISO 11172-3 and 13818-3, clause 2.4.1.3), their chain, and what the
 * header frame of Xing and LAME claims. Decodes nothing. Free format, whose frames do not state their length, is not
 * recognised.
 */
#include "audio/mpeg.h"

#include "audio/sniff.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define CHAIN_FRAMES 4           /* that prove a stream; fewer when the file ends exactly behind them */
#define CHAIN_MIN    2           /* but never fewer */
#define START_SLACK  4096        /* bytes that may precede the first frame */
#define RESYNC_BYTES 65536       /* how far behind a hole the next frame is looked for */
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

/* True when what lies at offset ends the sound by rights: the file's end or a tag. */
static bool is_tail(rbk_window *window, int64_t offset)
{
    static const char *const tails[] = {"TAG", "APETAGEX", "LYRICSBEGIN", "3DI"};
    if (offset == window->input->end)
        return true;
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++) {
        const uint8_t *bytes = rbk_window_at(window, offset, strlen(tails[i]));
        if (bytes && memcmp(bytes, tails[i], strlen(tails[i])) == 0)
            return true;
    }
    return false;
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
            return frames >= CHAIN_MIN; /* the last one is cut; the walk will say so */
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

/* The frame count in the header frame of Xing and LAME, or of VBRI; -1: none; *is_header says whether it is one. */
static int64_t claimed_frames(rbk_window *window, int64_t offset, const header *frame, bool *is_header)
{
    int64_t side = frame->version == VERSION_1 ? (frame->mono ? 17 : 32) : (frame->mono ? 9 : 17);
    *is_header = false;
    if (frame->layer != LAYER_III)
        return -1;
    const uint8_t *xing = rbk_window_at(window, offset + HEADER_BYTES + side, 12);
    if (xing && (memcmp(xing, "Xing", 4) == 0 || memcmp(xing, "Info", 4) == 0)) {
        *is_header = true;
        return (xing[7] & 1) ? (int64_t)rbk_be32(xing + 8) : -1;
    }
    const uint8_t *vbri = rbk_window_at(window, offset + HEADER_BYTES + 32, 18);
    if (vbri && memcmp(vbri, "VBRI", 4) == 0) {
        *is_header = true;
        return (int64_t)rbk_be32(vbri + 14);
    }
    return -1;
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

/* The chain broke at offset: decide what the rest is. */
static void judge_rest(rbk_window *window, int64_t offset, const header *kind, rbk_mpeg_walk *walk)
{
    int64_t size = window->input->end;
    int64_t limit = size - offset > RESYNC_BYTES ? offset + RESYNC_BYTES : size;
    const uint8_t *bytes = rbk_window_at(window, offset, HEADER_BYTES);
    header next;
    walk->end = offset;
    if (is_tail(window, offset))
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

static void walk_frames(rbk_window *window, int64_t offset, rbk_mpeg_walk *walk)
{
    header kind = {0}, next;
    bool first = true;
    for (;;) {
        const uint8_t *bytes = rbk_window_at(window, offset, HEADER_BYTES);
        bool good = bytes && parse_header(bytes, &next) && (first || same_stream(&kind, &next)) &&
                    offset + next.length_bytes <= window->input->end;
        if (!good) {
            int64_t tag = rbk_id3_size(window->input, offset);
            if (tag == 0 || first)
                break;
            offset += tag; /* files joined end to end carry tags in between */
            continue;
        }
        bool is_header = false;
        if (first) {
            kind = next;
            walk->frame_samples = frame_samples(&kind);
            walk->claimed_frames = claimed_frames(window, offset, &kind, &is_header);
            first = false;
        }
        walk->frames += is_header ? 0 : 1;
        offset += next.length_bytes;
    }
    judge_rest(window, offset < window->input->end ? offset : window->input->end, &kind, walk);
}

rbk_status rbk_mpeg_walk_frames(rbk_input *input, int64_t first, rbk_mpeg_walk *walk, rbk_error *error)
{
    rbk_window *window = rbk_window_new(input);
    if (!window)
        return rbk_fail_memory(error);
    memset(walk, 0, sizeof *walk);
    walk->claimed_frames = -1;
    walk->lost_at = -1;
    walk->cut_at = -1;
    walk_frames(window, first, walk);
    free(window);
    return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
}
