/*
 * An independent implementation of expanding the map of a CHD: bit by bit, a code is found by comparing it with all.
 */
#ifndef TESTS_UNIT_CHD_MAP_EXPAND_H
#define TESTS_UNIT_CHD_MAP_EXPAND_H

#include "chd/chd.h"
#include "unit/scratch.h"

typedef struct bit_reader {
    const uint8_t *bytes;
    size_t size;
    size_t at; /* bits */
} bit_reader;

static uint32_t take_bits(bit_reader *reader, unsigned bits)
{
    uint32_t value = 0;
    for (; bits > 0; bits--, reader->at++) {
        assert_true(reader->at < reader->size * 8);
        value = value << 1 | ((unsigned)reader->bytes[reader->at / 8] >> (7 - reader->at % 8) & 1u);
    }
    return value;
}

static void take_lengths(bit_reader *reader, unsigned lengths[RBK_CHD_SYMBOLS])
{
    for (unsigned i = 0; i < RBK_CHD_SYMBOLS;) {
        unsigned value = take_bits(reader, 4), times = 1;
        if (value == 1 && (value = take_bits(reader, 4)) != 1)
            times = take_bits(reader, 4) + 3;
        for (; times > 0; times--) {
            assert_true(i < RBK_CHD_SYMBOLS);
            lengths[i++] = value;
        }
    }
}

static unsigned take_symbol(bit_reader *reader, const unsigned lengths[RBK_CHD_SYMBOLS],
                            const uint32_t codes[RBK_CHD_SYMBOLS])
{
    uint32_t code = 0;
    for (unsigned length = 1; length <= RBK_CHD_CODE_BITS_MAX; length++) {
        code = code << 1 | take_bits(reader, 1);
        for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++)
            if (lengths[i] == length && codes[i] == code)
                return i;
    }
    fail_msg("no symbol has the code 0x%X", (unsigned)code);
    return 0;
}

static void take_symbols(bit_reader *reader, unsigned *symbols, uint32_t count)
{
    unsigned lengths[RBK_CHD_SYMBOLS] = {0}, last = 0;
    uint32_t codes[RBK_CHD_SYMBOLS] = {0}, start = 0;
    take_lengths(reader, lengths);
    for (unsigned length = RBK_CHD_CODE_BITS_MAX; length > 0; length--) {
        for (unsigned i = 0; i < RBK_CHD_SYMBOLS; i++)
            if (lengths[i] == length)
                codes[i] = start++;
        start /= 2;
    }
    for (uint32_t i = 0; i < count;) {
        uint32_t times = 1;
        unsigned symbol = take_symbol(reader, lengths, codes);
        if (symbol == RBK_CHD_SYMBOL_RUN)
            times = 3 + take_symbol(reader, lengths, codes);
        else if (symbol == RBK_CHD_SYMBOL_LONG_RUN) {
            times = 19 + 16 * take_symbol(reader, lengths, codes);
            times += take_symbol(reader, lengths, codes);
        } else
            last = symbol;
        for (; times > 0; times--) {
            assert_true(i < count);
            symbols[i++] = last;
        }
    }
}

static uint64_t big_endian(const uint8_t *bytes, int count)
{
    uint64_t value = 0;
    for (int i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* map: header and stream, all of its size. Its CRC, its widths and its length are checked. */
static void map_expand(const uint8_t *map, size_t size, uint32_t hunk_bytes, rbk_chd_hunk *hunks, uint32_t count)
{
    assert_true(size >= RBK_CHD_MAP_HEAD_BYTES);
    assert_int_equal(big_endian(map, 4), size - RBK_CHD_MAP_HEAD_BYTES);
    bit_reader reader = {map + RBK_CHD_MAP_HEAD_BYTES, size - RBK_CHD_MAP_HEAD_BYTES, 0};
    unsigned *symbols = calloc(count + 1, sizeof *symbols);
    uint8_t *entries = calloc(count + 1, RBK_CHD_MAP_ENTRY_BYTES);
    uint64_t position = big_endian(map + 4, 6), self = 0;
    assert_non_null(symbols);
    assert_non_null(entries);
    take_symbols(&reader, symbols, count);
    for (uint32_t i = 0; i < count; i++) {
        rbk_chd_hunk *hunk = &hunks[i];
        *hunk = (rbk_chd_hunk){.kind = symbols[i] > RBK_CHD_PLAIN ? RBK_CHD_SELF : (rbk_chd_kind)symbols[i]};
        if (symbols[i] <= RBK_CHD_PLAIN) {
            hunk->length = symbols[i] == RBK_CHD_PLAIN ? hunk_bytes : take_bits(&reader, map[12]);
            hunk->crc = (uint16_t)take_bits(&reader, 16);
            hunk->offset = position;
            position += hunk->length;
        } else {
            assert_true(symbols[i] == RBK_CHD_SELF || symbols[i] == RBK_CHD_SYMBOL_SELF_AGAIN ||
                        symbols[i] == RBK_CHD_SYMBOL_SELF_NEXT);
            self = symbols[i] == RBK_CHD_SELF ? take_bits(&reader, map[13])
                                              : self + (symbols[i] == RBK_CHD_SYMBOL_SELF_NEXT);
            hunk->offset = self;
        }
        rbk_chd_hunk_pack(hunk, entries + (size_t)i * RBK_CHD_MAP_ENTRY_BYTES);
    }
    assert_true(reader.at > reader.size * 8 - 8);
    assert_int_equal(rbk_chd_crc16(entries, (size_t)count * RBK_CHD_MAP_ENTRY_BYTES), big_endian(map + 10, 2));
    free(symbols);
    free(entries);
}

#endif
