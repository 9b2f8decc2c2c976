/*
 * Eight bytes at a step: the n-th table has the CRC of a byte with n zeros after it, and what eight bytes come to is the
 * sum of eight of them. The tables are made for each call, which takes as long as a sector or two.
 */
#include "base/crc32.h"

#define POLYNOMIAL 0xEDB88320u /* 04C11DB7 with its bits in the other order */
#define STEP       8

static void make_tables(uint32_t tables[STEP][256])
{
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t crc = byte;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? POLYNOMIAL : 0);
        tables[0][byte] = crc;
    }
    for (int n = 1; n < STEP; n++)
        for (int byte = 0; byte < 256; byte++)
            tables[n][byte] = tables[n - 1][byte] >> 8 ^ tables[0][tables[n - 1][byte] & 0xFF];
}

static uint32_t word_at(const uint8_t *at)
{
    return at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 | (uint32_t)at[3] << 24;
}

uint32_t rbk_crc32(uint32_t crc, const void *bytes, size_t size)
{
    uint32_t tables[STEP][256];
    const uint8_t *at = bytes;
    if (size == 0)
        return crc;
    make_tables(tables);
    crc = ~crc;
    for (; size >= STEP; size -= STEP, at += STEP) {
        uint32_t first = crc ^ word_at(at), second = word_at(at + 4);
        crc = tables[7][first & 0xFF] ^ tables[6][first >> 8 & 0xFF] ^ tables[5][first >> 16 & 0xFF] ^
              tables[4][first >> 24] ^ tables[3][second & 0xFF] ^ tables[2][second >> 8 & 0xFF] ^
              tables[1][second >> 16 & 0xFF] ^ tables[0][second >> 24];
    }
    for (; size > 0; size--, at++)
        crc = crc >> 8 ^ tables[0][(crc ^ *at) & 0xFF];
    return ~crc;
}
