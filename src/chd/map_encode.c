/*
 * The map as a stream of bits: a table of code lengths, the kinds of all hunks as Huffman codes with runs, and then the
 * fields that the kinds need. What a hunk's kind is called depends on the self reference before it, so the kinds are
 * first made a row of symbols, then counted, then written.
 */
#include "chd/map_encode.h"

#include "base/fail.h"
#include "cd/crc16.h"

#include <stdlib.h>
#include <string.h>

#define RUN_LEAST      3  /* equal symbols that a short run stands for, */
#define LONG_RUN_LEAST 19 /* and a long one */
#define LONG_RUN_MOST  (LONG_RUN_LEAST + 255)

/* ------------------------------------------------------------------ bits */

typedef struct bit_writer {
    uint8_t *bytes;
    size_t size;
    uint64_t held; /* its lowest `bits` bits are not written yet */
    unsigned bits;
} bit_writer;

/* At most 32 bits; there is room for them. */
static void put_bits(bit_writer *writer, uint32_t value, unsigned bits)
{
    writer->held = writer->held << bits | value;
    writer->bits += bits;
    while (writer->bits >= 8) {
        writer->bits -= 8;
        writer->bytes[writer->size++] = (uint8_t)(writer->held >> writer->bits);
    }
}

static void end_bits(bit_writer *writer)
{
    if (writer->bits > 0)
        put_bits(writer, 0, 8 - writer->bits);
}

static unsigned width_of(uint32_t value)
{
    unsigned width = 0;
    for (; value; value >>= 1)
        width++;
    return width;
}

/* ------------------------------------------------------------------ codes */

typedef struct codes {
    uint32_t counts[RBK_CHD_SYMBOLS];
    uint8_t lengths[RBK_CHD_SYMBOLS];
    uint8_t values[RBK_CHD_SYMBOLS];
} codes;

/* Lengths by Huffman's method: the two lightest nodes become one until one is left. Gives the longest. */
static unsigned lengths_of(const uint32_t weights[RBK_CHD_SYMBOLS], uint8_t lengths[RBK_CHD_SYMBOLS])
{
    uint32_t weight[2 * RBK_CHD_SYMBOLS] = {0};
    unsigned parent[2 * RBK_CHD_SYMBOLS] = {0}, nodes = RBK_CHD_SYMBOLS, longest = 0;
    bool open[2 * RBK_CHD_SYMBOLS] = {false};
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++) {
        weight[i] = weights[i];
        open[i] = weights[i] > 0;
    }
    for (;;) {
        unsigned least[2] = {0, 0}, found = 0;
        for (unsigned i = 0; i < nodes; i++) {
            if (!open[i])
                continue;
            if (found == 0 || weight[i] < weight[least[0]]) {
                least[1] = least[0];
                least[0] = i;
            } else if (found == 1 || weight[i] < weight[least[1]])
                least[1] = i;
            found++;
        }
        if (found < 2)
            break;
        weight[nodes] = weight[least[0]] + weight[least[1]];
        open[least[0]] = open[least[1]] = false;
        open[nodes] = true;
        parent[least[0]] = parent[least[1]] = nodes++;
    }
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++) {
        lengths[i] = 0;
        for (unsigned at = i; weights[i] > 0 && parent[at]; at = parent[at])
            lengths[i]++;
        longest = lengths[i] > longest ? lengths[i] : longest;
    }
    return longest;
}

/* Where a code would be too long, weights are brought nearer to each other until none is. */
static void make_lengths(codes *made)
{
    uint32_t weights[RBK_CHD_SYMBOLS];
    unsigned used = 0, last = 0;
    memcpy(weights, made->counts, sizeof weights);
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++)
        if (weights[i] > 0) {
            used++;
            last = i;
        }
    while (lengths_of(weights, made->lengths) > RBK_CHD_CODE_BITS_MAX)
        for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++)
            weights[i] = weights[i] > 0 ? weights[i] / 2 + 1 : 0;
    if (used == 1)
        made->lengths[last] = 1;
}

/* From the longest codes to the shortest, by symbol inside a length. */
static void make_values(codes *made)
{
    uint32_t start = 0;
    for (unsigned length = RBK_CHD_CODE_BITS_MAX; length > 0; length--) {
        uint32_t next = start;
        for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++)
            if (made->lengths[i] == length)
                made->values[i] = (uint8_t)next++;
        start = next / 2;
    }
}

/* A length of 1 escapes, so it is written twice; three and more equal lengths are a run. */
static void put_lengths(bit_writer *writer, const codes *made)
{
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS;) {
        unsigned length = made->lengths[i], run = 1;
        while (i + run < RBK_CHD_SYMBOLS && made->lengths[i + run] == length)
            run++;
        if (length != 1 && run >= RUN_LEAST) {
            put_bits(writer, 1, 4);
            put_bits(writer, length, 4);
            put_bits(writer, run - RUN_LEAST, 4);
        } else {
            run = 1;
            if (length == 1)
                put_bits(writer, 1, 4);
            put_bits(writer, length, 4);
        }
        i += run;
    }
}

/* ------------------------------------------------------------------ symbols */

typedef struct symbols {
    uint8_t *row;
    size_t count;
    uint32_t length_max; /* the largest values of the fields */
    uint32_t self_max;
} symbols;

/* A run of equal symbols, the first of which a reader knows from before where `known`. */
static void add_run(symbols *made, uint8_t symbol, uint32_t run, bool known)
{
    if (!known) {
        made->row[made->count++] = symbol;
        run--;
    }
    while (run >= RUN_LEAST) {
        if (run < LONG_RUN_LEAST) {
            made->row[made->count++] = RBK_CHD_SYMBOL_RUN;
            made->row[made->count++] = (uint8_t)(run - RUN_LEAST);
            return;
        }
        uint32_t now = run > LONG_RUN_MOST ? LONG_RUN_MOST : run;
        made->row[made->count++] = RBK_CHD_SYMBOL_LONG_RUN;
        made->row[made->count++] = (uint8_t)((now - LONG_RUN_LEAST) >> 4);
        made->row[made->count++] = (uint8_t)((now - LONG_RUN_LEAST) & 15);
        run -= now;
    }
    while (run-- > 0)
        made->row[made->count++] = symbol;
}

/* What the stream calls a hunk; *last is the target of the self reference before. */
static uint8_t symbol_of(const rbk_chd_hunk *hunk, uint64_t *last)
{
    if (hunk->kind != RBK_CHD_SELF)
        return (uint8_t)hunk->kind;
    uint64_t before = *last;
    *last = hunk->offset;
    if (hunk->offset == before)
        return RBK_CHD_SYMBOL_SELF_AGAIN;
    return hunk->offset == before + 1 ? RBK_CHD_SYMBOL_SELF_NEXT : RBK_CHD_SELF;
}

/* of: room for one symbol a hunk, which the fields are made by. row: room for twice as many. */
static void make_symbols(const rbk_chd_hunk *hunks, uint32_t count, uint8_t *of, symbols *made)
{
    uint64_t last = 0;
    uint8_t before = 0;
    for (uint32_t i = 0; i < count; i++) {
        of[i] = symbol_of(&hunks[i], &last);
        if (hunks[i].kind != RBK_CHD_SELF && hunks[i].length > made->length_max)
            made->length_max = hunks[i].length;
        if (of[i] == RBK_CHD_SELF && (uint32_t)hunks[i].offset > made->self_max)
            made->self_max = (uint32_t)hunks[i].offset;
    }
    for (uint32_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && of[i + run] == of[i];)
            run++;
        add_run(made, of[i], run, of[i] == before);
        before = of[i];
    }
}

/* ------------------------------------------------------------------ the whole */

static void put_fields(bit_writer *writer, const rbk_chd_hunk *hunks, uint32_t count, const uint8_t *of,
                       const symbols *made)
{
    for (uint32_t i = 0; i < count; i++) {
        if (of[i] <= RBK_CHD_SLOT_3)
            put_bits(writer, hunks[i].length, width_of(made->length_max));
        if (of[i] <= RBK_CHD_PLAIN)
            put_bits(writer, hunks[i].crc, 16);
        if (of[i] == RBK_CHD_SELF)
            put_bits(writer, (uint32_t)hunks[i].offset, width_of(made->self_max));
    }
}

static uint64_t first_position(const rbk_chd_hunk *hunks, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (hunks[i].kind != RBK_CHD_SELF)
            return hunks[i].offset;
    return 0;
}

static uint16_t map_crc(const rbk_chd_hunk *hunks, uint32_t count)
{
    uint8_t entry[RBK_CHD_MAP_ENTRY_BYTES];
    uint16_t crc = 0xFFFF;
    for (uint32_t i = 0; i < count; i++) {
        rbk_chd_hunk_pack(&hunks[i], entry);
        crc = rbk_crc16(crc, entry, sizeof entry);
    }
    return crc;
}

static void put(uint8_t *bytes, int count, uint64_t value)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (uint8_t)(value >> 8 * (count - 1 - i));
}

static void put_head(uint8_t head[RBK_CHD_MAP_HEAD_BYTES], const rbk_chd_hunk *hunks, uint32_t count,
                     const symbols *made, size_t stream_bytes)
{
    uint64_t first = first_position(hunks, count);
    put(head, 4, stream_bytes);
    put(head + 4, 6, first);
    put(head + 10, 2, map_crc(hunks, count));
    head[12] = (uint8_t)width_of(made->length_max);
    head[13] = (uint8_t)width_of(made->self_max);
    head[14] = head[15] = 0;
}

rbk_status rbk_chd_map_encode(const rbk_chd_hunk *hunks, uint32_t count, uint8_t **bytes, size_t *size,
                              rbk_error *error)
{
    /* at most 8 bits for a symbol, two of which a hunk may have, and 41 for its fields */
    size_t room = RBK_CHD_MAP_HEAD_BYTES + 32 + (size_t)count * 8;
    symbols made = {.row = malloc((size_t)count * 2 + 1)};
    uint8_t *of = malloc((size_t)count + 1), *out = malloc(room);
    if (!made.row || !of || !out) {
        free(made.row);
        free(of);
        free(out);
        return rbk_fail_memory(error);
    }
    codes tree = {{0}, {0}, {0}};
    bit_writer writer = {.bytes = out + RBK_CHD_MAP_HEAD_BYTES};
    make_symbols(hunks, count, of, &made);
    for (size_t i = 0; i < made.count; i++)
        tree.counts[made.row[i]]++;
    make_lengths(&tree);
    make_values(&tree);
    put_lengths(&writer, &tree);
    for (size_t i = 0; i < made.count; i++)
        put_bits(&writer, tree.values[made.row[i]], tree.lengths[made.row[i]]);
    put_fields(&writer, hunks, count, of, &made);
    end_bits(&writer);
    put_head(out, hunks, count, &made, writer.size);
    free(made.row);
    free(of);
    *bytes = out;
    *size = RBK_CHD_MAP_HEAD_BYTES + writer.size;
    return RBK_OK;
}
