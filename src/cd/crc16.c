/*
 * CRC-16 of Q, CD-TEXT and the hunks of CHD files, eight bytes at a step by tables.
 *
 * A CRC is linear, so what a byte contributes is the sum of what its bits contribute. table[k][byte] is the register
 * after that byte and k bytes of zeros; the eight numbers of a row below are those of the bytes 1, 2, 4 ... 128.
 */
#include "cd/crc16.h"

#define SLICES 8

/* The 2, 4, 8 ... sums of value and any of the contributions that follow it. */
#define SUMS_2(value, b0)                  (value), (value) ^ (b0)
#define SUMS_4(value, b0, b1)              SUMS_2(value, b0), SUMS_2((value) ^ (b1), b0)
#define SUMS_8(value, b0, b1, b2)          SUMS_4(value, b0, b1), SUMS_4((value) ^ (b2), b0, b1)
#define SUMS_16(value, b0, b1, b2, b3)     SUMS_8(value, b0, b1, b2), SUMS_8((value) ^ (b3), b0, b1, b2)
#define SUMS_32(value, b0, b1, b2, b3, b4) SUMS_16(value, b0, b1, b2, b3), SUMS_16((value) ^ (b4), b0, b1, b2, b3)
#define SUMS_64(value, b0, b1, b2, b3, b4, b5)                                                                         \
    SUMS_32(value, b0, b1, b2, b3, b4), SUMS_32((value) ^ (b5), b0, b1, b2, b3, b4)
#define SUMS_128(value, b0, b1, b2, b3, b4, b5, b6)                                                                    \
    SUMS_64(value, b0, b1, b2, b3, b4, b5), SUMS_64((value) ^ (b6), b0, b1, b2, b3, b4, b5)
#define SLICE(b0, b1, b2, b3, b4, b5, b6, b7)                                                                          \
    {                                                                                                                  \
        SUMS_128(0u, b0, b1, b2, b3, b4, b5, b6), SUMS_128(0u ^ (b7), b0, b1, b2, b3, b4, b5, b6)                      \
    }

static const uint16_t table[SLICES][256] = {
    SLICE(0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4, 0x9188),
    SLICE(0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC, 0x1B98),
    SLICE(0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3B5A),
    SLICE(0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C, 0xDD38),
    SLICE(0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x22D0),
    SLICE(0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10, 0xD420),
    SLICE(0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0xABF9),
    SLICE(0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0, 0xFD81),
};

uint16_t rbk_crc16(uint16_t crc, const uint8_t *bytes, size_t size)
{
    unsigned remainder = crc;
    for (; size >= SLICES; size -= SLICES, bytes += SLICES)
        remainder = table[7][(bytes[0] ^ remainder >> 8) & 0xFF] ^ table[6][(bytes[1] ^ remainder) & 0xFF] ^
                    table[5][bytes[2]] ^ table[4][bytes[3]] ^ table[3][bytes[4]] ^ table[2][bytes[5]] ^
                    table[1][bytes[6]] ^ table[0][bytes[7]];
    for (; size > 0; size--, bytes++)
        remainder = (remainder << 8 & 0xFFFFu) ^ table[0][(bytes[0] ^ remainder >> 8) & 0xFF];
    return (uint16_t)remainder;
}

uint16_t rbk_crc16_on_disc(const uint8_t *bytes, size_t size)
{
    return (uint16_t)~rbk_crc16(0, bytes, size);
}
