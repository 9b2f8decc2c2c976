/*
 * CRC-16 of Q, CD-TEXT and the hunks of CHD files, eight bytes at a step by tables; table[k] is a row as cd/crc_row.h
 * describes it.
 */
#include "cd/crc16.h"

#include "cd/crc_row.h"

#define SLICES 8

static const uint16_t table[SLICES][256] = {
    RBK_CRC_ROW(0x1021, 0x2042, 0x4084, 0x8108, 0x1231, 0x2462, 0x48C4, 0x9188),
    RBK_CRC_ROW(0x3331, 0x6662, 0xCCC4, 0x89A9, 0x0373, 0x06E6, 0x0DCC, 0x1B98),
    RBK_CRC_ROW(0x3730, 0x6E60, 0xDCC0, 0xA9A1, 0x4363, 0x86C6, 0x1DAD, 0x3B5A),
    RBK_CRC_ROW(0x76B4, 0xED68, 0xCAF1, 0x85C3, 0x1BA7, 0x374E, 0x6E9C, 0xDD38),
    RBK_CRC_ROW(0xAA51, 0x4483, 0x8906, 0x022D, 0x045A, 0x08B4, 0x1168, 0x22D0),
    RBK_CRC_ROW(0x45A0, 0x8B40, 0x06A1, 0x0D42, 0x1A84, 0x3508, 0x6A10, 0xD420),
    RBK_CRC_ROW(0xB861, 0x60E3, 0xC1C6, 0x93AD, 0x377B, 0x6EF6, 0xDDEC, 0xABF9),
    RBK_CRC_ROW(0x47D3, 0x8FA6, 0x0F6D, 0x1EDA, 0x3DB4, 0x7B68, 0xF6D0, 0xFD81),
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
