/*
 * ID3v2 (id3.org: 2.2.0, 2.3.0, and 2.4.0 in structure and frames). The frames of text become comments as FLAC has them, so that
 * there is one place for what their values mean.
 */
#include "audio/id3.h"

#include "audio/comments.h"
#include "audio/id3_genre.h"
#include "audio/id3_text.h"
#include "audio/tag_blocks.h"
#include "base/ascii.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define HEAD_BYTES      10
#define TAG_BYTES_MAX   (1 << 24) /* of a tag with pictures; what is after them is not read */
#define FRAME_BYTES_MAX (1 << 16) /* of a text */
#define COMMENTS_MAX    256
#define NAMED_MAX       128 /* of them those of TXXX frames */
#define CHUNKS_MAX      1024

/* Of the tag's head. */
#define TAG_UNSYNCHRONISED 0x80
#define TAG_EXTENDED       0x40
#define TAG_COMPRESSED     0x40 /* in version 2 */

/* A tag in memory, from its extended header or first frame on. */
typedef struct id3 {
    uint8_t *bytes;
    size_t size, at;
    unsigned version; /* 2, 3, 4 */
    uint8_t flags;
    rbk_comment comments[COMMENTS_MAX];
    size_t count;
} id3;

/* One frame; flags and sizes are decoded. */
typedef struct frame {
    const uint8_t *bytes;
    size_t size;
    char id[5];
    bool opaque; /* compressed or encrypted */
    bool unsynchronised;
} frame;

static size_t big_endian(const uint8_t *bytes, size_t count, unsigned bits)
{
    size_t number = 0;
    for (size_t i = 0; i < count; i++)
        number = number << bits | bytes[i];
    return number;
}

/* Removes the zero after each FF. Gives the new size. */
static size_t synchronise(uint8_t *bytes, size_t size)
{
    size_t kept = 0;
    for (size_t i = 0; i < size; i++) {
        bytes[kept++] = bytes[i];
        if (bytes[i] == 0xFF && i + 1 < size && bytes[i + 1] == 0)
            i++;
    }
    return kept;
}

/* ------------------------------------------------------------------ frames */

static bool is_id(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!rbk_ascii_is_upper((char)bytes[i]) && !rbk_ascii_is_digit((char)bytes[i]))
            return false;
    return true;
}

/* True where a frame, padding or the end follows the content of a frame of this size. */
static bool ends_well(const id3 *tag, size_t size)
{
    const size_t left = tag->size - tag->at - HEAD_BYTES;
    if (size > left)
        return false;
    const uint8_t *next = tag->bytes + tag->at + HEAD_BYTES + size;
    return size == left || *next == 0 || (left - size >= 4 && is_id(next, 4));
}

/* Four times seven bits in version 4, of which some programs make eight. */
static size_t size_of_frame(const id3 *tag, const uint8_t *head)
{
    if (tag->version == 2)
        return big_endian(head + 3, 3, 8);
    const size_t plain = big_endian(head + 4, 4, 8);
    if (tag->version == 3)
        return plain;
    const bool seven = !((head[4] | head[5] | head[6] | head[7]) & 0x80);
    const size_t size = seven ? big_endian(head + 4, 4, 7) : plain;
    return !ends_well(tag, size) && ends_well(tag, plain) ? plain : size;
}

/* What the two flags of a frame put before its content. */
static void take_flags(const id3 *tag, uint8_t flags, frame *f)
{
    const unsigned version = tag->version;
    const bool grouped = flags & (version == 3 ? 0x20 : 0x40), with_length = version == 4 && (flags & 0x01);
    const size_t before = (grouped ? 1U : 0U) + (with_length ? 4U : 0U);
    f->opaque = (flags & (version == 3 ? 0xC0 : 0x0C)) || before > f->size;
    f->unsynchronised =
        version == 4 && ((flags & 0x02) || (tag->flags & TAG_UNSYNCHRONISED)); /* that is of all frames */
    if (!f->opaque) {
        f->bytes += before;
        f->size -= before;
    }
}

/* False at the end, at padding, and at what is no frame. */
static bool next_frame(id3 *tag, frame *f)
{
    const size_t id_bytes = tag->version == 2 ? 3 : 4, head_bytes = tag->version == 2 ? 6 : HEAD_BYTES;
    const uint8_t *head = tag->bytes + tag->at;
    if (tag->size - tag->at < head_bytes || !is_id(head, id_bytes))
        return false;
    *f = (frame){.bytes = head + head_bytes, .size = size_of_frame(tag, head)};
    memcpy(f->id, head, id_bytes);
    tag->at += head_bytes;
    if (f->size > tag->size - tag->at)
        return false;
    tag->at += f->size;
    if (tag->version > 2)
        take_flags(tag, head[9], f);
    return true;
}

/* ------------------------------------------------------------------ comments */

static const char *name_of(const char *id)
{
    static const char *const rows[][3] = {
        {"TIT2", "TT2", "TITLE"},       {"TPE1", "TP1", "ARTIST"},      {"TALB", "TAL", "ALBUM"},
        {"TPE2", "TP2", "ALBUMARTIST"}, {"TCOM", "TCM", "COMPOSER"},    {"TEXT", "TXT", "LYRICIST"},
        {"TCON", "TCO", "GENRE"},       {"TDRC", "TYE", "DATE"},        {"TYER", "TYE", "YEAR"},
        {"TSRC", "TRC", "ISRC"},        {"TRCK", "TRK", "TRACKNUMBER"}, {"TPOS", "TPA", "DISCNUMBER"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (strcmp(rows[i][0], id) == 0 || strcmp(rows[i][1], id) == 0)
            return rows[i][2];
    return NULL;
}

/* NAME=value, both of which are given; value may be part of a longer text. False without memory. */
static bool add_comment(id3 *tag, const char *name, const char *value, size_t size)
{
    const size_t name_bytes = strlen(name), bytes = name_bytes + 1 + size;
    if (size == 0 || tag->count == COMMENTS_MAX || strcmp(name, "CUESHEET") == 0)
        return true;
    char *text = malloc(bytes + 1);
    if (!text)
        return false;
    memcpy(text, name, name_bytes);
    text[name_bytes] = '=';
    memcpy(text + name_bytes + 1, value, size);
    tag->comments[tag->count++] = (rbk_comment){text, bytes};
    return true;
}

/* The values of a frame are between zeros, in version 4; those after the first of an older one say nothing. */
static bool add_values(id3 *tag, const char *name, const char *values, size_t size)
{
    bool fine = true;
    for (size_t at = 0, length; at < size && fine; at += length + 1) {
        length = strnlen(values + at, size - at);
        size_t value_size = length;
        const char *value = strcmp(name, "GENRE") == 0 ? rbk_id3_genre(values + at, &value_size) : values + at;
        fine = add_comment(tag, name, value, value_size);
        if (tag->version < 4)
            break;
    }
    return fine;
}

/* False without memory. */
static bool take_frame(id3 *tag, const frame *f)
{
    const bool named = strcmp(f->id, "TXXX") == 0 || strcmp(f->id, "TXX") == 0;
    const char *name = name_of(f->id);
    if ((!name && !(named && tag->count < NAMED_MAX)) || f->opaque || f->size < 2 || f->size > FRAME_BYTES_MAX)
        return true;
    uint8_t *bytes = malloc(f->size);
    if (!bytes)
        return false;
    memcpy(bytes, f->bytes, f->size);
    const size_t bytes_size = f->unsynchronised ? synchronise(bytes, f->size) : f->size;
    size_t size = 0;
    char *text = rbk_id3_text(bytes, bytes_size, &size);
    free(bytes);
    if (!text)
        return false;
    const size_t described = named ? strlen(text) + 1 : 0; /* its name and a zero */
    bool fine = described > size || add_values(tag, named ? text : name, text + described, size - described);
    free(text);
    return fine;
}

/* ------------------------------------------------------------------ the tag */

/* Skips the extended header. False where it is damaged. */
static bool skip_extended(id3 *tag)
{
    if (tag->size < 4)
        return false;
    const size_t size =
        tag->version == 3 ? big_endian(tag->bytes, 4, 8) + 4 : big_endian(tag->bytes, 4, 7); /* counts itself in 4 */
    tag->at = size;
    return size >= 4 && size <= tag->size;
}

static bool read_frames(id3 *tag)
{
    bool fine = true;
    frame f;
    while (fine && next_frame(tag, &f))
        fine = take_frame(tag, &f);
    return fine;
}

static rbk_status read_tag(rbk_input *input, int64_t offset, rbk_audio_tags *tags, rbk_unclear_tags *unclear,
                           rbk_error *error)
{
    uint8_t head[HEAD_BYTES] = {0};
    int64_t size = rbk_id3_size(input, offset) - HEAD_BYTES;
    if (size <= 0 || rbk_input_read(input, offset, head, sizeof head) != (int64_t)sizeof head || head[3] < 2 ||
        head[3] > 4)
        return RBK_OK;
    if (size > input->size - offset - HEAD_BYTES)
        size = input->size - offset - HEAD_BYTES;
    if (size > TAG_BYTES_MAX)
        size = TAG_BYTES_MAX;
    id3 *tag = calloc(1, sizeof *tag);
    if (!tag || !(tag->bytes = malloc((size_t)size + 1))) {
        free(tag);
        return rbk_fail_memory(error);
    }
    const int64_t got = rbk_input_read(input, offset + HEAD_BYTES, tag->bytes, (size_t)size);
    tag->version = head[3];
    tag->flags = head[5];
    tag->size = got > 0 ? (size_t)got : 0;
    if (tag->version < 4 && (tag->flags & TAG_UNSYNCHRONISED))
        tag->size = synchronise(tag->bytes, tag->size);
    bool fine = (tag->version > 2 && (tag->flags & TAG_EXTENDED) && !skip_extended(tag)) ||
                (read_frames(tag) && rbk_comments_take(tag->comments, tag->count, tags, unclear));
    for (size_t i = 0; i < tag->count; i++)
        free((char *)tag->comments[i].text);
    free(tag->bytes);
    free(tag);
    return fine ? RBK_OK : rbk_fail_memory(error);
}

/* Of AIFF and WAV: the body of a chunk that is called "ID3 " or "id3 "; -1: none. */
static int64_t find_chunk(rbk_input *input, int64_t begin)
{
    uint8_t head[12];
    if (rbk_input_read(input, begin, head, sizeof head) != (int64_t)sizeof head)
        return -1;
    const bool aiff = memcmp(head, "FORM", 4) == 0 && memcmp(head + 8, "AIF", 3) == 0;
    if (!aiff && (memcmp(head, "RIFF", 4) != 0 || memcmp(head + 8, "WAVE", 4) != 0))
        return -1;
    int64_t at = begin + 12;
    for (int i = 0; i < CHUNKS_MAX && rbk_input_read(input, at, head, 8) == 8; i++) {
        if (memcmp(head, "ID3 ", 4) == 0 || memcmp(head, "id3 ", 4) == 0)
            return at + 8;
        const int64_t size = aiff ? rbk_be32(head + 4) : rbk_le32(head + 4);
        at += 8 + size + (size & 1);
    }
    return -1;
}

rbk_status rbk_id3_tags_read(rbk_input *input, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error)
{
    int64_t at;
    const int64_t begin = rbk_tag_blocks_end(input, 0, &at);
    if (at < 0)
        at = find_chunk(input, begin);
    return at < 0 ? RBK_OK : read_tag(input, at, tags, unclear, error);
}
