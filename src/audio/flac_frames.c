/*
 * FLAC frames (RFC 9639) without decoding. Decoders believe the number of samples in the header and stop there, and do
 * not look for a second file after the first. A frame does not state its length, but it ends in a checksum of the whole
 * frame; so its end is where the checksum is correct and something follows that can follow a frame.
 */
#include "audio/flac_frames.h"

#include "audio/flac_crc.h"
#include "audio/flac_length.h"
#include "audio/tag_blocks.h"
#include "base/fail.h"
#include "base/room.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define BUFFER_BYTES      (1 << 18)
#define HEAD_BYTES_MAX    16 /* of a frame */
#define FRAME_BYTES_MIN   10
#define STREAMINFO_BYTES  34
#define BLOCK_PADDING     1 /* RFC 9639, 8.1 */
#define BLOCK_SEEK_TABLE  3
#define SEEK_TABLES_MAX   8   /* that are hidden; the format has one, and each takes memory */
#define TRIES_MAX         100 /* positions tried after damage */
#define BLOCKS_MAX        10000
#define CRC8_POLYNOMIAL   0x07u
#define SIZE_MARGIN_BYTES 4096
#define CHUNK_BYTES       (1 << 16) /* read at once when searching backwards from the end */

typedef struct frame {
    uint32_t head_bytes;
    uint32_t samples;
    uint32_t rate_hz; /* 0: as STREAMINFO says */
    uint32_t channels;
    uint32_t channel_code;
    uint32_t bits; /* 0: as STREAMINFO says */
    bool variable; /* its number counts samples, not frames */
    uint64_t number;
} frame;

typedef struct walker {
    rbk_input *input;
    const rbk_flac_head *head;
    int64_t at; /* of the buffer */
    size_t have;
    uint8_t buffer[BUFFER_BYTES];
} walker;

/* ------------------------------------------------------------------ checksums */

static uint8_t crc8_table[256];

static void make_table(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++)
            value = value << 1 ^ (value & 0x80u ? CRC8_POLYNOMIAL : 0);
        crc8_table[i] = (uint8_t)value;
    }
}

static uint8_t crc8_over(const uint8_t *bytes, size_t size)
{
    uint8_t crc = 0;
    for (size_t i = 0; i < size; i++)
        crc = crc8_table[crc ^ bytes[i]];
    return crc;
}

/* ------------------------------------------------------------------ frame headers */

bool rbk_flac_head_read(rbk_input *input, int64_t begin, rbk_flac_head *head)
{
    uint8_t block[4], info[STREAMINFO_BYTES];
    int64_t at = begin + 4;
    bool found = false, last = false;
    memset(head, 0, sizeof *head);
    if (rbk_input_read(input, begin, block, 4) != 4 || memcmp(block, "fLaC", 4) != 0)
        return false;
    for (int i = 0; i < BLOCKS_MAX && !last; i++) {
        if (rbk_input_read(input, at, block, 4) != 4)
            return false;
        uint32_t size = rbk_be32(block) & 0xFFFFFF;
        last = block[0] & 0x80;
        if ((block[0] & 0x7F) == 0 && !found && size >= STREAMINFO_BYTES) {
            if (rbk_input_read(input, at + 4, info, sizeof info) != (int64_t)sizeof info)
                return false;
            found = true;
            head->total_at = at + 4 + 13;
            head->block_samples = rbk_be16(info);
            head->rate_hz = rbk_be32(info + 10) >> 12;
            head->channels = (info[12] >> 1 & 7u) + 1;
            head->bits = ((info[12] & 1u) << 4 | info[13] >> 4) + 1;
            head->samples = (int64_t)(info[13] & 15) << 32 | (int64_t)rbk_be32(info + 14);
            memcpy(head->sum, info + 18, sizeof head->sum);
        }
        at += 4 + (int64_t)size;
    }
    head->audio_at = at;
    return found && last && at <= input->size;
}

bool rbk_flac_hide_seek_tables(rbk_input *input, int64_t begin)
{
    uint8_t block[4] = {0};
    int64_t at = begin + 4;
    bool hidden = true;
    int tables = 0;
    for (int i = 0; i < BLOCKS_MAX && !(block[0] & 0x80) && hidden && rbk_input_read(input, at, block, 4) == 4; i++) {
        const uint8_t padding = (uint8_t)((block[0] & 0x80) | BLOCK_PADDING);
        if ((block[0] & 0x7F) == BLOCK_SEEK_TABLE && tables++ < SEEK_TABLES_MAX)
            hidden = rbk_input_patch_add(input, at, &padding, 1);
        at += 4 + (int64_t)(rbk_be32(block) & 0xFFFFFF);
    }
    return hidden;
}

/* A number of up to 36 bits, coded like UTF-8. 0 bytes: invalid. */
static uint32_t coded_number(const uint8_t *bytes, uint64_t *number)
{
    uint32_t more = 0;
    if (bytes[0] < 0x80) {
        *number = bytes[0];
        return 1;
    }
    while (more < 7 && (bytes[0] & 0x40 >> more))
        more++;
    if (more == 0 || more > 6)
        return 0;
    *number = bytes[0] & (0x3Fu >> more);
    for (uint32_t i = 1; i <= more; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return 0;
        *number = *number << 6 | (bytes[i] & 0x3F);
    }
    return more + 1;
}

/* The fields after the coded number: a number of samples or a rate without a code. Returns the bytes used. */
static uint32_t take_sizes(const uint8_t *bytes, uint32_t size_code, uint32_t rate_code, frame *f)
{
    static const uint32_t rates[12] = {0, 88200, 176400, 192000, 8000, 16000, 22050, 24000, 32000, 44100, 48000, 96000};
    uint32_t taken = 0;
    if (size_code == 6) {
        f->samples = bytes[0] + 1u;
        taken = 1;
    } else if (size_code == 7) {
        f->samples = rbk_be16(bytes) + 1;
        taken = 2;
    } else {
        f->samples = size_code == 1 ? 192 : size_code < 6 ? 576u << (size_code - 2) : 256u << (size_code - 8);
    }
    if (rate_code < 12) {
        f->rate_hz = rates[rate_code];
    } else if (rate_code == 12) {
        f->rate_hz = bytes[taken] * 1000u;
        taken += 1;
    } else {
        f->rate_hz = rbk_be16(bytes + taken) * (rate_code == 14 ? 10u : 1u);
        taken += 2;
    }
    return taken;
}

/* Whether bytes (HEAD_BYTES_MAX of them) start a frame of this stream. */
static bool parse_frame(const rbk_flac_head *head, const uint8_t *bytes, frame *f)
{
    uint32_t size_code = bytes[2] >> 4, rate_code = bytes[2] & 15, channel_code = bytes[3] >> 4;
    if (bytes[0] != 0xFF || (bytes[1] & 0xFE) != 0xF8 || size_code == 0 || rate_code == 15 || channel_code > 10 ||
        (bytes[3] & 1) || (bytes[3] >> 1 & 7) == 3)
        return false;
    static const uint32_t depths[8] = {0, 8, 12, 0, 16, 20, 24, 32};
    f->variable = bytes[1] & 1;
    f->channel_code = channel_code;
    f->bits = depths[bytes[3] >> 1 & 7];
    f->channels = channel_code < 8 ? channel_code + 1 : 2;
    uint32_t size = coded_number(bytes + 4, &f->number);
    if (size == 0)
        return false;
    size += 4;
    size += take_sizes(bytes + size, size_code, rate_code, f);
    f->head_bytes = size + 1;
    return crc8_over(bytes, size) == bytes[size] && f->channels == head->channels &&
           (f->rate_hz == 0 || f->rate_hz == head->rate_hz);
}

/* ------------------------------------------------------------------ the end of a frame */

/* size bytes at an offset, which becomes the buffer's start; fewer at the end of the file. */
static const uint8_t *bytes_at(walker *w, int64_t at, size_t size, size_t *have)
{
    bool inside = at >= w->at && at + (int64_t)size <= w->at + (int64_t)w->have;
    if (!inside) {
        int64_t got = rbk_input_read(w->input, at, w->buffer, sizeof w->buffer);
        w->at = at;
        w->have = got > 0 ? (size_t)got : 0;
    }
    *have = (size_t)(w->at + (int64_t)w->have - at);
    return w->buffer + (at - w->at);
}

static bool frame_at(walker *w, int64_t at, frame *f)
{
    uint8_t bytes[HEAD_BYTES_MAX] = {0};
    size_t have;
    const uint8_t *from = bytes_at(w, at, HEAD_BYTES_MAX, &have);
    memcpy(bytes, from, have < sizeof bytes ? have : sizeof bytes);
    return parse_frame(w->head, bytes, f) && at + f->head_bytes <= w->input->size;
}

/* Upper limit of the size of a frame: all samples verbatim, twice, and the fields around them. */
static int64_t most_bytes(const walker *w, const frame *f)
{
    return (int64_t)f->samples * w->head->channels * (w->head->bits + 1) / 4 + SIZE_MARGIN_BYTES;
}

/* The number of bytes to the next that may start a frame, by its first two; have if there is none. */
static size_t until_next_start(const uint8_t *bytes, size_t have)
{
    for (size_t at = 1; at < have; at++) {
        const uint8_t *mark = memchr(bytes + at, 0xFF, have - at);
        if (!mark)
            break;
        at = (size_t)(mark - bytes);
        if (at + 1 == have || (mark[1] & 0xFE) == 0xF8)
            return at;
    }
    return have;
}

/* The end of the frame at begin if another one of the stream follows; -1: none does. */
static int64_t end_before_frame(walker *w, int64_t begin, const frame *f)
{
    int64_t limit = begin + most_bytes(w, f), at = begin;
    uint32_t crc = 0;
    frame next;
    while (at <= limit) {
        size_t have;
        const uint8_t *bytes = bytes_at(w, at, HEAD_BYTES_MAX, &have);
        if (have == 0)
            return -1;
        if (bytes[0] == 0xFF && crc == 0 && at - begin >= FRAME_BYTES_MIN && frame_at(w, at, &next) &&
            next.variable == f->variable)
            return at;
        bytes = bytes_at(w, at, HEAD_BYTES_MAX, &have);
        size_t step = until_next_start(bytes, limit - at < (int64_t)have ? (size_t)(limit - at) + 1 : have);
        crc = rbk_flac_crc16(crc, bytes, step);
        at += (int64_t)step;
    }
    return -1;
}

/* True for what can follow the last frame: the end, a tag, another file. */
static bool can_follow(const walker *w, int64_t at)
{
    uint8_t marker[4];
    return at == w->input->size || rbk_tag_block_size(w->input, at) > 0 ||
           (rbk_input_read(w->input, at, marker, 4) == 4 && memcmp(marker, "fLaC", 4) == 0);
}

/* The same for the last frame of a stream, which anything may follow: by decoding its structure. */
static int64_t end_before_anything(walker *w, int64_t begin, const frame *f)
{
    rbk_flac_shape shape = {f->head_bytes, f->samples, f->channel_code, f->bits ? f->bits : w->head->bits};
    int64_t end = rbk_flac_frame_end(w->input, begin, &shape);
    uint32_t crc = 0;
    for (int64_t at = begin; at < end;) {
        size_t have;
        const uint8_t *bytes = bytes_at(w, at, 1, &have);
        size_t step = end - at < (int64_t)have ? (size_t)(end - at) : have;
        if (step == 0)
            return -1;
        crc = rbk_flac_crc16(crc, bytes, step);
        at += (int64_t)step;
    }
    return crc == 0 ? end : -1;
}

/* Whether there is a valid frame within reach after begin. */
static bool frames_follow(walker *w, int64_t begin, const frame *f)
{
    int64_t limit = begin + 2 * most_bytes(w, f);
    frame next;
    int tries = 0;
    for (int64_t at = begin + 1; at <= limit && tries < TRIES_MAX; at++) {
        size_t have;
        const uint8_t *bytes = bytes_at(w, at, HEAD_BYTES_MAX, &have);
        if (have == 0)
            break;
        if (bytes[0] != 0xFF || !frame_at(w, at, &next) || next.variable != f->variable)
            continue;
        tries++;
        if (end_before_frame(w, at, &next) >= 0 || end_before_anything(w, at, &next) >= 0)
            return true;
    }
    return false;
}

/* ------------------------------------------------------------------ a stream */

/*
 * The end of a frame that no other follows directly. If nothing valid is there, it may be damage in the middle of the
 * stream: later frames, or a larger number of samples in the header, show that.
 */
static bool find_last_end(walker *w, const rbk_flac_section *section, int64_t at, const frame *f, int64_t *end)
{
    *end = end_before_anything(w, at, f);
    if (*end < 0 || can_follow(w, *end))
        return *end >= 0;
    return section->head.samples <= section->samples + (int64_t)f->samples && !frames_follow(w, at, f);
}

/* Reads the frames of one stream; returns where it stopped. */
static int64_t walk_section(walker *w, rbk_flac_section *section, rbk_flac_walk *walk)
{
    int64_t at = section->head.audio_at;
    uint64_t expected = 0;
    bool first = true;
    frame f;
    section->end = at;
    section->from_zero = true;
    while (frame_at(w, at, &f)) {
        if (first)
            section->from_zero = f.number == 0;
        else if (f.number != expected && walk->missing_at < 0)
            walk->missing_at = at;
        first = false;
        expected = f.number + (f.variable ? f.samples : 1);
        int64_t end = end_before_frame(w, at, &f);
        if (end < 0 && !find_last_end(w, section, at, &f, &end)) {
            walk->bad_at = at;
            walk->cut = !frames_follow(w, at, &f);
            return at;
        }
        section->samples += f.samples;
        section->end = at = end;
    }
    return at;
}

/* False without memory. */
static bool add_section(rbk_flac_walk *walk, int64_t begin, const rbk_flac_head *head)
{
    rbk_flac_section *more = rbk_room_for_one(walk->sections, walk->count, sizeof *more);
    if (!more)
        return false;
    walk->sections = more;
    walk->sections[walk->count++] = (rbk_flac_section){.begin = begin, .head = *head};
    return true;
}

/* Skips tags, to what may be another file. */
static int64_t skip_tags(rbk_input *input, int64_t at)
{
    int64_t size, id3_at;
    while (at < input->size && (size = rbk_tag_block_size(input, at)) > 0)
        at += size;
    return at < input->size ? rbk_tag_blocks_end(input, at, &id3_at) : input->size;
}

/* False without memory. */
static bool walk_sections(walker *w, int64_t begin, rbk_flac_walk *walk)
{
    rbk_flac_head head;
    int64_t at = begin;
    while (rbk_flac_head_read(w->input, at, &head)) {
        walk->too_many = walk->count == RBK_FLAC_SECTIONS_MAX;
        if (walk->too_many)
            return true;
        if (!add_section(walk, at, &head))
            return false;
        rbk_flac_section *section = &walk->sections[walk->count - 1];
        w->head = &section->head;
        at = walk_section(w, section, walk);
        if (walk->bad_at >= 0)
            return true;
        at = skip_tags(w->input, at);
    }
    walk->odd_bytes = w->input->size - at;
    return true;
}

static void prepare(walker *w, rbk_input *input)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_table);
    w->input = input;
    w->at = 0;
    w->have = 0;
}

rbk_status rbk_flac_walk_frames(rbk_input *input, int64_t begin, rbk_flac_walk *walk, rbk_error *error)
{
    memset(walk, 0, sizeof *walk);
    walk->bad_at = -1;
    walk->missing_at = -1;
    walker *w = malloc(sizeof *w);
    if (!w)
        return rbk_fail_memory(error);
    prepare(w, input);
    bool fine = walk_sections(w, begin, walk);
    free(w);
    if (!fine)
        return rbk_fail_memory(error);
    return input->system_error ? rbk_input_fail(input, error) : RBK_OK;
}

void rbk_flac_walk_release(rbk_flac_walk *walk)
{
    free(walk->sections);
    walk->sections = NULL;
    walk->count = 0;
}

/* ------------------------------------------------------------------ the last frame only */

static bool completes_total(const rbk_flac_head *head, const frame *f)
{
    uint64_t before = f->variable ? f->number : f->number * head->block_samples; /* 36 bits, at most */
    return before + f->samples == (uint64_t)head->samples;
}

/* The last frame of the stream among those that start in a chunk; returns its end, -1: none. */
static int64_t end_in_chunk(walker *w, int64_t from, const uint8_t *chunk, size_t size)
{
    frame f;
    for (size_t i = size; i-- > 0;)
        if (chunk[i] == 0xFF && (chunk[i + 1] & 0xFE) == 0xF8 && frame_at(w, from + (int64_t)i, &f) &&
            completes_total(w->head, &f)) {
            int64_t end = end_before_anything(w, from + (int64_t)i, &f);
            if (end >= 0)
                return end;
        }
    return -1;
}

int64_t rbk_flac_find_end(rbk_input *input, const rbk_flac_head *head)
{
    walker *w = malloc(sizeof *w);
    uint8_t *chunk = malloc(CHUNK_BYTES + 1); /* and the byte after it: a sync code has two */
    int64_t end = -1, from;
    if (w)
        prepare(w, input);
    for (int64_t to = input->size; w && chunk && end < 0 && to > head->audio_at; to = from) {
        from = to - head->audio_at > CHUNK_BYTES ? to - CHUNK_BYTES : head->audio_at;
        size_t size = (size_t)(to - from);
        chunk[size] = 0;
        if (rbk_input_read(input, from, chunk, size + 1) < (int64_t)size)
            break;
        w->head = head;
        end = end_in_chunk(w, from, chunk, size);
    }
    free(chunk);
    free(w);
    return end;
}
