/*
 * The headers of WAV, RF64, BW64 and W64: chunks with a name and a length. W64 names them by 16 bytes and includes the
 * chunk header in the length; RF64 has its 64-bit lengths in "ds64" (EBU Tech 3306).
 */
#include "audio/claims.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RIFF_HEAD_BYTES  12
#define RIFF_CHUNK_BYTES 8  /* name, length */
#define W64_HEAD_BYTES   40 /* riff GUID, length, wave GUID */
#define W64_CHUNK_BYTES  24
#define FMT_BYTES_MIN    16
#define FMT_BYTES_MAX    40
#define DS64_BYTES       28
#define TAIL_BYTES_MAX   (1 << 20) /* size of the range at the end of a file that is searched for chunks */
#define TAG_PCM          0x0001
#define TAG_FLOAT        0x0003
#define TAG_A_LAW        0x0006
#define TAG_U_LAW        0x0007
#define TAG_MPEG         0x0050
#define TAG_MPEG_LAYER_3 0x0055
#define TAG_EXTENSIBLE   0xFFFE

typedef struct riff {
    rbk_input *input;
    rbk_claims *claims;
    bool big_endian;
    bool w64;
    int64_t format_at; /* the chunk's first byte, 0: none */
    uint64_t ds64_data_bytes;
    int64_t ds64_at; /* of the chunk's body, 0: none */
} riff;

typedef struct chunk {
    char name[5];
    int64_t at; /* its first byte */
    int64_t body;
    uint64_t size; /* of the body */
    int64_t next;
} chunk;

static const struct encoding_name {
    uint32_t tag;
    const char *name;
} unread_encodings[] = {
    {0x0009, "DTS"},
    {0x0050, "MPEG layer 1 or 2"},
    {0x0055, "MPEG layer 3"},
    {0x0092, "AC-3"},
    {0x00FF, "AAC"},
    {0x0160, "Windows Media"},
    {0x0161, "Windows Media"},
    {0x0162, "Windows Media"},
    {0x0163, "Windows Media lossless"},
    {0x0270, "ATRAC3"},
    {0x1600, "AAC"},
    {0x1610, "AAC"},
    {0x2000, "AC-3"},
    {0x2001, "DTS"},
    {0x5756, "WavPack"},
    {0x674F, "Vorbis"},
    {0x6750, "Vorbis"},
    {0x6751, "Vorbis"},
    {0xF1AC, "FLAC"},
};

static bool printable(const uint8_t *name)
{
    for (int i = 0; i < 4; i++)
        if (name[i] < 0x20 || name[i] > 0x7E)
            return false;
    return true;
}

static uint32_t number16(const riff *r, const uint8_t *bytes)
{
    return r->big_endian ? rbk_be16(bytes) : rbk_le16(bytes);
}

static uint32_t number32(const riff *r, const uint8_t *bytes)
{
    return r->big_endian ? rbk_be32(bytes) : rbk_le32(bytes);
}

static bool take_w64_chunk(riff *r, int64_t offset, chunk *out)
{
    static const uint8_t tail[12] = {0xF3, 0xAC, 0xD3, 0x11, 0x8C, 0xD1, 0x00, 0xC0, 0x4F, 0x8E, 0xDB, 0x8A};
    uint8_t head[W64_CHUNK_BYTES];
    if (rbk_input_read(r->input, offset, head, sizeof head) != (int64_t)sizeof head)
        return false;
    if (memcmp(head + 4, tail, sizeof tail) == 0)
        memcpy(out->name, head, 4);
    uint64_t size = rbk_le64(head + 16);
    out->at = offset;
    out->body = offset + W64_CHUNK_BYTES;
    /* A W64 length smaller than the chunk header: the data chunk of a file written to a pipe. */
    out->size = size >= W64_CHUNK_BYTES ? size - W64_CHUNK_BYTES : 0;
    uint64_t whole = size >= W64_CHUNK_BYTES ? (size + 7) & ~UINT64_C(7) : W64_CHUNK_BYTES;
    out->next = whole > (uint64_t)(r->input->size - offset) ? r->input->size : offset + (int64_t)whole;
    return true;
}

static bool take_riff_chunk(riff *r, int64_t offset, chunk *out)
{
    uint8_t head[9];
    int64_t got = rbk_input_read(r->input, offset, head, sizeof head);
    if (got < 8)
        return false;
    /* Some writers omit the padding byte of odd chunks. */
    if (got == 9 && !printable(head) && printable(head + 1) && head[0] == 0)
        return take_riff_chunk(r, offset + 1, out);
    memcpy(out->name, head, 4);
    out->size = number32(r, head + 4);
    out->at = offset;
    out->body = offset + 8;
    uint64_t whole = 8 + out->size + (out->size & 1);
    out->next = whole > (uint64_t)(r->input->size - offset) ? r->input->size : offset + (int64_t)whole;
    return true;
}

static bool take_chunk(riff *r, int64_t offset, chunk *out)
{
    memset(out, 0, sizeof *out);
    return r->w64 ? take_w64_chunk(r, offset, out) : take_riff_chunk(r, offset, out);
}

static rbk_status read_format(riff *r, const chunk *c, rbk_error *error)
{
    uint8_t fmt[FMT_BYTES_MAX] = {0};
    if (r->format_at)
        return rbk_fail_second_chunk("fmt ", r->format_at, c->at, error);
    size_t size = c->size < FMT_BYTES_MAX ? (size_t)c->size : FMT_BYTES_MAX;
    if (size < FMT_BYTES_MIN || rbk_input_read(r->input, c->body, fmt, size) != (int64_t)size)
        return rbk_fail(error, RBK_BAD_AUDIO, "the fmt chunk is truncated");
    rbk_claims *claims = r->claims;
    uint32_t tag = number16(r, fmt);
    uint32_t align = number16(r, fmt + 12);
    claims->channels = number16(r, fmt + 2);
    if (claims->channels == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the fmt chunk states 0 channels");
    if (tag == TAG_EXTENSIBLE && size == FMT_BYTES_MAX) {
        rbk_channel_layout_from_mask(number32(r, fmt + 20), claims->channels, &claims->layout);
        tag = number16(r, fmt + 24);
    }
    if (tag == TAG_PCM || tag == TAG_FLOAT || tag == TAG_A_LAW || tag == TAG_U_LAW)
        claims->frame_bytes = align;
    claims->mpeg = tag == TAG_MPEG || tag == TAG_MPEG_LAYER_3;
    for (size_t i = 0; i < sizeof unread_encodings / sizeof unread_encodings[0]; i++)
        if (unread_encodings[i].tag == tag)
            claims->unreadable = unread_encodings[i].name;
    r->format_at = c->at;
    return RBK_OK;
}

static void read_ds64(riff *r, const chunk *c)
{
    uint8_t body[DS64_BYTES];
    if (rbk_input_read(r->input, c->body, body, sizeof body) != (int64_t)sizeof body)
        return;
    r->ds64_data_bytes = rbk_le64(body + 8);
    r->ds64_at = c->body;
}

/* Where the chunks that start at offset end; with the file, or before bytes that are none. *most: how many are looked at. */
static int64_t end_of_chunks(riff *r, int64_t offset, int *most)
{
    chunk c;
    while (offset < r->input->size && (*most)-- > 0) {
        if (!take_chunk(r, offset, &c) || !printable((const uint8_t *)c.name) ||
            c.size > (uint64_t)(r->input->size - c.body))
            break;
        offset = c.next;
    }
    return offset;
}

/* True when the bytes at offset are chunks up to the end of the file: then a data length of 0 is correct. */
static bool chunks_follow(riff *r, int64_t offset)
{
    int most = RBK_CHUNKS_MAX;
    return end_of_chunks(r, offset, &most) >= r->input->size;
}

/* Bytes after the audio, or after the chunks there, that are not a chunk may be audio that the length does not count. */
static void note_stray_bytes(riff *r, int64_t body, int64_t length)
{
    int most = RBK_CHUNKS_MAX;
    int64_t end = body + length, next = end + (length & 1), chunks_end = end_of_chunks(r, next, &most);
    if (r->input->size - chunks_end >= RIFF_CHUNK_BYTES)
        r->claims->stray_bytes = r->input->size - (chunks_end > next ? chunks_end : end);
}

/* What usually follows the audio. */
static bool is_known_tail(const uint8_t *name)
{
    static const char *const names[] = {"LIST", "id3 ", "ID3 ", "bext", "cue ", "smpl", "inst", "DISP", "iXML",
                                        "_PMX", "afsp", "PAD ", "JUNK", "junk", "FLLR", "fact", "PEAK", "plst"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (memcmp(name, names[i], 4) == 0)
            return true;
    return false;
}

/*
 * If the length of the audio is not stated, chunks after it would be played. They are searched for near the end of the
 * file: a known name from which chunk follows chunk to the very end.
 */
static int64_t tail_bytes(riff *r, int64_t body)
{
    rbk_window *window = rbk_window_new(r->input);
    int most = RBK_CHUNKS_MAX; /* of all attempts together, which may start anywhere in the same chunks */
    int64_t size = r->input->size, at = size - body > TAIL_BYTES_MAX ? size - TAIL_BYTES_MAX : body, tail = 0;
    at += (at - body) % 2; /* chunks start at even offsets */
    for (; window && tail == 0 && most > 0 && at + RIFF_CHUNK_BYTES <= size; at += 2) {
        const uint8_t *name = rbk_window_at(window, at, 4);
        if (name && is_known_tail(name) && end_of_chunks(r, at, &most) >= size)
            tail = size - at;
    }
    free(window);
    return tail;
}

static void take_data(riff *r, const chunk *c)
{
    rbk_claims *claims = r->claims;
    uint64_t length = c->size;
    claims->data_offset = c->body;
    claims->length_field.offset = c->body - (r->w64 ? 8 : 4);
    claims->length_field.size = r->w64 ? 8 : 4;
    claims->length_field.big_endian = r->big_endian;
    claims->length_field.add = r->w64 ? W64_CHUNK_BYTES : 0;
    if (r->ds64_at && (length == UINT32_MAX || length == 0)) {
        length = r->ds64_data_bytes;
        claims->length_field.offset = r->ds64_at + 8;
        claims->length_field.size = 8;
        claims->length_field.add = 0;
        claims->frames_field.offset = r->ds64_at + 16;
        claims->frames_field.size = 8;
    }
    int64_t held = r->input->size - c->body;
    bool unstated = rbk_length_is_unstated(length, held);
    if (length == 0 && (held == 0 || chunks_follow(r, c->body)))
        unstated = false;
    claims->claimed_bytes = unstated ? RBK_LENGTH_UNSTATED : (int64_t)length;
    if (unstated && !r->w64)
        claims->tail_bytes = tail_bytes(r, c->body);
    if (!r->w64 && !unstated && length <= (uint64_t)held) /* in W64 every length has 64 bits */
        note_stray_bytes(r, c->body, (int64_t)length);
}

/* Whether the audio, where its length is stated, is followed by chunks without audio. */
static rbk_status check_only_data(riff *r, const chunk *data, rbk_error *error)
{
    int64_t length = r->claims->claimed_bytes, next = data->next;
    if (length == RBK_LENGTH_UNSTATED)
        return RBK_OK;
    if (!r->w64) /* of RF64 the chunk itself does not have the length */
        next = length < r->input->size - data->body ? data->body + length + (length & 1) : r->input->size;
    chunk c;
    for (int i = 0; i < RBK_CHUNKS_MAX && take_chunk(r, next, &c) && printable((const uint8_t *)c.name); i++) {
        if (memcmp(c.name, "data", 4) == 0)
            return rbk_fail_second_chunk("data", data->at, c.at, error);
        next = c.next;
    }
    return RBK_OK;
}

static rbk_status overlong_chunk(const riff *r, const chunk *c, rbk_error *error)
{
    char name[5] = "?";
    if (printable((const uint8_t *)c->name))
        memcpy(name, c->name, sizeof name);
    return rbk_fail(error, RBK_BAD_AUDIO,
                    "the chunk '%s' at byte %" PRId64 " claims %" PRIu64 " byte%s, the file ends after %" PRId64, name,
                    c->body, c->size, RBK_PLURAL(c->size, "", "s"), r->input->size - c->body);
}

static rbk_status walk(riff *r, int64_t offset, rbk_error *error)
{
    chunk c;
    for (int i = 0; i < RBK_CHUNKS_MAX && take_chunk(r, offset, &c); i++) {
        if (memcmp(c.name, "data", 4) == 0) {
            if (!r->format_at)
                return rbk_fail(error, RBK_BAD_AUDIO, "no fmt chunk before the data chunk");
            take_data(r, &c);
            return check_only_data(r, &c, error);
        }
        if (c.size > (uint64_t)(r->input->size - c.body))
            return overlong_chunk(r, &c, error);
        if (memcmp(c.name, "fmt ", 4) == 0) {
            rbk_status status = read_format(r, &c, error);
            if (status != RBK_OK)
                return status;
        } else if (memcmp(c.name, "ds64", 4) == 0) {
            read_ds64(r, &c);
        }
        offset = c.next;
    }
    return rbk_fail(error, RBK_BAD_AUDIO, "no data chunk found");
}

rbk_status rbk_riff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error)
{
    riff r = {0};
    uint8_t head[4];
    r.input = input;
    r.claims = claims;
    r.w64 = sniff->kind == RBK_KIND_W64;
    if (rbk_input_read(input, sniff->begin, head, sizeof head) != (int64_t)sizeof head)
        return rbk_fail(error, RBK_BAD_AUDIO, "the header is truncated");
    r.big_endian = memcmp(head, "RIFX", 4) == 0;
    claims->examined = true;
    /* ITU-R BS.2088; its audio is as in RF64, which decoders know */
    if (sniff->kind == RBK_KIND_BW64 && !rbk_input_patch_add(input, sniff->begin, (const uint8_t *)"RF64", 4))
        return rbk_fail_memory(error);
    return walk(&r, sniff->begin + (r.w64 ? W64_HEAD_BYTES : RIFF_HEAD_BYTES), error);
}
