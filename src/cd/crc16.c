/*
 * CRC-16 of Q and CD-TEXT, bit by bit: ten bytes a sector and at most 2,048 packs a disc need no table.
 */
#include "cd/crc16.h"

#define POLYNOMIAL 0x1021u

uint16_t rbk_crc16(uint16_t crc, const uint8_t *bytes, size_t size)
{
    unsigned remainder = crc;
    for (size_t i = 0; i < size; i++) {
        remainder ^= (unsigned)bytes[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            remainder = (remainder & 0x8000u ? remainder << 1 ^ POLYNOMIAL : remainder << 1) & 0xFFFFu;
    }
    return (uint16_t)remainder;
}

uint16_t rbk_crc16_on_disc(const uint8_t *bytes, size_t size)
{
    return (uint16_t)~rbk_crc16(0, bytes, size);
}
