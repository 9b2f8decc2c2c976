/*
 * The map of a CHD: how each hunk is kept and where. In a compressed file it is a stream of bits: a tree of codes, the
 * symbol of every hunk in runs, and the fields that those symbols ask for.
 */
#include "base/fail.h"
#include "cd/crc16.h"
#include "chd/read.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define TREE_FIELD_BITS  4
#define TREE_ESCAPE      1
#define TREE_RUN_LEAST   3
#define RUN_LEAST        3
#define LONG_RUN_LEAST   19
#define CRC_BITS         16
#define CRC_START        0xFFFF
#define CODES            (1u << RBK_CHD_CODE_BITS_MAX)
#define LENGTH_BITS_MAX  24 /* of the fields in an expanded entry */
#define NUMBER_BITS_MAX  32
#define STREAM_HUNK_BITS (3 * RBK_CHD_CODE_BITS_MAX + NUMBER_BITS_MAX + CRC_BITS) /* the most that a hunk takes */

typedef struct bits {
    const uint8_t *bytes;
    size_t size;
    uint64_t position; /* in bits */
    bool past_end;
} bits;

static uint32_t take(bits *b, unsigned count)
{
    uint64_t value = 0;
    for (unsigned left = count; left > 0;) {
        size_t at = (size_t)(b->position / 8);
        unsigned offset = (unsigned)(b->position % 8), here = 8 - offset < left ? 8 - offset : left;
        if (at >= b->size) {
            b->past_end = true;
            return 0;
        }
        value = value << here | (b->bytes[at] >> (8 - offset - here) & ((1u << here) - 1));
        b->position += here;
        left -= here;
    }
    return (uint32_t)value;
}

/* ------------------------------------------------------------------ codes */

/* By the next eight bits of the stream. */
typedef struct codes {
    uint8_t symbol[CODES];
    uint8_t length[CODES]; /* 0: no code begins so */
} codes;

static rbk_status damaged(rbk_error *error, const char *what)
{
    return rbk_fail(error, RBK_SYNTAX, "its map is damaged: %s", what);
}

static bool read_lengths(bits *b, uint8_t lengths[RBK_CHD_SYMBOLS])
{
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS;) {
        uint32_t value = take(b, TREE_FIELD_BITS);
        uint32_t repeats = 1;
        if (value == TREE_ESCAPE && (value = take(b, TREE_FIELD_BITS)) != TREE_ESCAPE)
            repeats = take(b, TREE_FIELD_BITS) + TREE_RUN_LEAST;
        if (b->past_end || value > RBK_CHD_CODE_BITS_MAX || repeats > RBK_CHD_SYMBOLS - i)
            return false;
        while (repeats-- > 0)
            lengths[i++] = (uint8_t)value;
    }
    return true;
}

/* From the longest codes to the shortest; those of a length follow the symbols. */
static bool assign_codes(const uint8_t lengths[RBK_CHD_SYMBOLS], codes *c)
{
    unsigned start = 0;
    memset(c, 0, sizeof *c);
    for (unsigned length = RBK_CHD_CODE_BITS_MAX; length > 0; length--) {
        unsigned code = start, shift = RBK_CHD_CODE_BITS_MAX - length;
        for (unsigned symbol = 0; symbol < RBK_CHD_SYMBOLS; symbol++) {
            if (lengths[symbol] != length)
                continue;
            if (code >= 1u << length)
                return false;
            memset(c->symbol + (code << shift), (int)symbol, 1u << shift);
            memset(c->length + (code << shift), (int)length, 1u << shift);
            code++;
        }
        if (length > 1 && code % 2 != 0)
            return false;
        start = code / 2;
    }
    return true;
}

static bool read_symbol(bits *b, const codes *c, unsigned *symbol)
{
    bits ahead = *b;
    unsigned next = 0;
    size_t left = (size_t)(8 * (uint64_t)b->size - b->position);
    unsigned have = left < RBK_CHD_CODE_BITS_MAX ? (unsigned)left : RBK_CHD_CODE_BITS_MAX;
    next = take(&ahead, have) << (RBK_CHD_CODE_BITS_MAX - have);
    if (c->length[next] == 0 || c->length[next] > have)
        return false;
    b->position += c->length[next];
    *symbol = c->symbol[next];
    return true;
}

/* ------------------------------------------------------------------ the stream */

typedef struct stream {
    rbk_chd *chd;
    bits bits;
    codes codes;
    uint64_t position; /* of the next stored hunk in the file */
    uint32_t self;     /* the last hunk that was referred to */
    unsigned length_bits;
    unsigned self_bits;
    uint16_t crc; /* of the expanded map so far */
} stream;

/* How many more hunks have the symbol before, which a run symbol says with the symbols after it. */
static bool read_run(stream *s, unsigned symbol, uint32_t *more)
{
    unsigned high = 0, low = 0;
    if (symbol == RBK_CHD_SYMBOL_RUN) {
        *more = RUN_LEAST - 1;
    } else {
        *more = LONG_RUN_LEAST - 1;
        if (!read_symbol(&s->bits, &s->codes, &high))
            return false;
    }
    if (!read_symbol(&s->bits, &s->codes, &low))
        return false;
    *more += 16 * high + low;
    return true;
}

static rbk_status read_symbols(stream *s, uint8_t *symbols, rbk_error *error)
{
    unsigned symbol = 0, read;
    uint32_t more = 0;
    for (uint32_t hunk = 0; hunk<s->chd->hunk_count; hunk++, more -= more> 0) {
        if (more == 0) {
            if (!read_symbol(&s->bits, &s->codes, &read))
                return damaged(error, "a symbol has no code");
            bool run = read == RBK_CHD_SYMBOL_RUN || read == RBK_CHD_SYMBOL_LONG_RUN;
            if (run && !read_run(s, read, &more))
                return damaged(error, "a run has no length");
            more += run; /* this hunk is one of them */
            if (!run)
                symbol = read;
        }
        symbols[hunk] = (uint8_t)symbol;
    }
    return RBK_OK;
}

static rbk_status ends_early(rbk_error *error)
{
    return damaged(error, "it ends before the last hunk");
}

static rbk_status read_stored(stream *s, uint32_t number, unsigned symbol, rbk_error *error)
{
    rbk_chd *chd = s->chd;
    bool plain = symbol == RBK_CHD_PLAIN;
    rbk_chd_hunk *hunk = &chd->hunks[number];
    *hunk = (rbk_chd_hunk){.kind = (rbk_chd_kind)symbol, .offset = s->position};
    hunk->length = plain ? chd->header.hunk_bytes : take(&s->bits, s->length_bits);
    hunk->crc = (uint16_t)take(&s->bits, CRC_BITS);
    if (s->bits.past_end)
        return ends_early(error);
    if (!plain && chd->header.codecs[symbol] == RBK_CHD_NO_CODEC)
        return rbk_fail(error, RBK_SYNTAX,
                        "its map is damaged: hunk %" PRIu32 " has the codec of slot %u, which is empty", number,
                        symbol);
    if (hunk->length == 0 || hunk->length > chd->header.hunk_bytes)
        return rbk_fail(error, RBK_SYNTAX,
                        "its map is damaged: expected 1 to %" PRIu32 " bytes for hunk %" PRIu32 ", found %" PRIu32,
                        chd->header.hunk_bytes, number, hunk->length);
    s->position += hunk->length;
    if (s->position > (uint64_t)chd->input->size)
        return rbk_fail(error, RBK_SYNTAX,
                        "is truncated, or its map is damaged: hunk %" PRIu32 " ends at byte %" PRIu64
                        ", the file has %" PRId64,
                        number, s->position, chd->input->size);
    return RBK_OK;
}

static rbk_status read_reference(stream *s, uint32_t number, unsigned symbol, rbk_error *error)
{
    if (symbol == RBK_CHD_SELF)
        s->self = take(&s->bits, s->self_bits);
    else if (symbol == RBK_CHD_SYMBOL_SELF_NEXT)
        s->self++;
    if (s->bits.past_end)
        return ends_early(error);
    s->chd->hunks[number] = (rbk_chd_hunk){.kind = RBK_CHD_SELF, .offset = s->self};
    if (s->self >= number)
        return rbk_fail(error, RBK_SYNTAX,
                        "its map is damaged: hunk %" PRIu32 " refers to hunk %" PRIu32 ", expected an earlier one",
                        number, s->self);
    return RBK_OK;
}

static rbk_status read_fields(stream *s, uint32_t number, unsigned symbol, rbk_error *error)
{
    bool stored = symbol <= RBK_CHD_PLAIN;
    bool self = symbol == RBK_CHD_SELF || symbol == RBK_CHD_SYMBOL_SELF_AGAIN || symbol == RBK_CHD_SYMBOL_SELF_NEXT;
    uint8_t entry[RBK_CHD_MAP_ENTRY_BYTES];
    if (!stored && !self)
        return rbk_fail(error, RBK_SYNTAX,
                        symbol <= RBK_CHD_SYMBOL_PARENT_LAST
                            ? "its map is damaged: hunk %" PRIu32 " is that of a parent, and the header names none"
                            : "its map is damaged: hunk %" PRIu32 " is of a kind that there is not",
                        number);
    rbk_status status = stored ? read_stored(s, number, symbol, error) : read_reference(s, number, symbol, error);
    if (status != RBK_OK)
        return status;
    rbk_chd_hunk_pack(&s->chd->hunks[number], entry);
    s->crc = rbk_crc16(s->crc, entry, sizeof entry);
    return RBK_OK;
}

static rbk_status read_stream(stream *s, uint16_t crc, rbk_error *error)
{
    uint8_t lengths[RBK_CHD_SYMBOLS];
    uint32_t count = s->chd->hunk_count;
    if (!read_lengths(&s->bits, lengths) || !assign_codes(lengths, &s->codes))
        return damaged(error, "its codes contradict each other");
    uint8_t *symbols = calloc(count, 1);
    rbk_status status = symbols ? read_symbols(s, symbols, error) : rbk_fail_memory(error);
    for (uint32_t hunk = 0; hunk < count && status == RBK_OK; hunk++)
        status = read_fields(s, hunk, symbols[hunk], error);
    free(symbols);
    if (status == RBK_OK && s->crc != crc)
        status = rbk_fail(error, RBK_SYNTAX, "its map is damaged: expected the CRC %04x, found %04x", (unsigned)crc,
                          (unsigned)s->crc);
    return status;
}

static rbk_status read_compressed(rbk_chd *chd, rbk_error *error)
{
    uint8_t head[RBK_CHD_MAP_HEAD_BYTES];
    uint64_t offset = chd->header.map_offset, most = (uint64_t)chd->hunk_count * STREAM_HUNK_BITS / 8 + 64;
    if (!rbk_chd_read_at(chd, offset, head, sizeof head))
        return errno ? rbk_chd_fail_read(offset, error)
                     : rbk_fail(error, RBK_SYNTAX,
                                "is truncated: its map starts at byte %" PRIu64 ", the file has %" PRId64, offset,
                                chd->input->size);
    uint32_t length = rbk_be32(head);
    stream s = {.chd = chd,
                .position = rbk_be64(head + 2) & 0xFFFFFFFFFFFF,
                .length_bits = head[12],
                .self_bits = head[13],
                .crc = CRC_START};
    if (s.length_bits > LENGTH_BITS_MAX || s.self_bits > NUMBER_BITS_MAX || head[14] > NUMBER_BITS_MAX)
        return damaged(error, "its fields are wider than there can be");
    if (length > most)
        return rbk_fail(error, RBK_SYNTAX,
                        "its map is damaged: expected at most %" PRIu64 " bytes of it, found %" PRIu32, most, length);
    uint8_t *bytes = malloc((size_t)length + 1);
    if (!bytes)
        return rbk_fail_memory(error);
    rbk_status status = RBK_OK;
    if (!rbk_chd_read_at(chd, offset + sizeof head, bytes, length))
        status =
            errno ? rbk_chd_fail_read(offset + sizeof head, error)
                  : rbk_fail(error, RBK_SYNTAX,
                             "is truncated, or its map is damaged: it ends at byte %" PRIu64 ", the file has %" PRId64,
                             offset + sizeof head + length, chd->input->size);
    s.bits = (bits){.bytes = bytes, .size = length};
    if (status == RBK_OK)
        status = read_stream(&s, (uint16_t)rbk_be16(head + 10), error);
    free(bytes);
    return status;
}

/* ------------------------------------------------------------------ a file that is not compressed */

static rbk_status place_hunks(rbk_chd *chd, const uint8_t *entries, rbk_error *error)
{
    uint64_t size = (uint64_t)chd->input->size;
    for (uint32_t hunk = 0; hunk < chd->hunk_count; hunk++) {
        uint64_t offset = (uint64_t)rbk_be32(entries + 4 * (size_t)hunk) * chd->header.hunk_bytes;
        chd->hunks[hunk] =
            offset == 0 ? (rbk_chd_hunk){.kind = RBK_CHD_ZEROS}
                        : (rbk_chd_hunk){.kind = RBK_CHD_PLAIN, .length = chd->header.hunk_bytes, .offset = offset};
        if (offset > size || chd->hunks[hunk].length > size - offset)
            return rbk_fail(error, RBK_SYNTAX,
                            "is truncated, or its map is damaged: hunk %" PRIu32 " starts at byte %" PRIu64
                            ", the file has %" PRIu64,
                            hunk, offset, size);
    }
    return RBK_OK;
}

static rbk_status read_uncompressed(rbk_chd *chd, rbk_error *error)
{
    size_t bytes = 4 * (size_t)chd->hunk_count;
    uint8_t *entries = malloc(bytes);
    if (!entries)
        return rbk_fail_memory(error);
    rbk_status status = RBK_OK;
    if (!rbk_chd_read_at(chd, chd->header.map_offset, entries, bytes))
        status = errno ? rbk_chd_fail_read(chd->header.map_offset, error)
                       : rbk_fail(error, RBK_SYNTAX,
                                  "is truncated: its map has %" PRIu32 " entr%s from byte %" PRIu64
                                  " on, the file has %" PRId64 " byte%s",
                                  chd->hunk_count, RBK_PLURAL(chd->hunk_count, "y", "ies"), chd->header.map_offset,
                                  chd->input->size, RBK_PLURAL(chd->input->size, "", "s"));
    if (status == RBK_OK)
        status = place_hunks(chd, entries, error);
    free(entries);
    return status;
}

/* ------------------------------------------------------------------ either */

/* A hunk that is the same as one that is the same as another is that of the last one. */
static void resolve_references(rbk_chd *chd)
{
    for (uint32_t hunk = 0; hunk < chd->hunk_count; hunk++) {
        rbk_chd_hunk *self = &chd->hunks[hunk];
        if (self->kind == RBK_CHD_SELF && chd->hunks[self->offset].kind == RBK_CHD_SELF)
            self->offset = chd->hunks[self->offset].offset;
    }
}

rbk_status rbk_chd_read_map(rbk_chd *chd, rbk_error *error)
{
    rbk_status status =
        chd->header.codecs[0] == RBK_CHD_NO_CODEC ? read_uncompressed(chd, error) : read_compressed(chd, error);
    if (status == RBK_OK)
        resolve_references(chd);
    return status;
}
