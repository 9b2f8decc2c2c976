/*
 * Distinct CD-TEXT packs, and the lead-in that repeats them.
 */
#ifndef TESTS_UNIT_DEVICE_PACKS_H
#define TESTS_UNIT_DEVICE_PACKS_H

#include "cd/crc16.h"

#include <stddef.h>
#include <stdint.h>
#include <string.h>

__attribute__((unused)) static void test_pack(size_t number, uint8_t pack[18])
{
    uint16_t crc;
    memset(pack, 0, 18);
    pack[0] = 0x80;
    pack[1] = (uint8_t)(number >> 8); /* distinguishes the packs of two blocks, as their block number would */
    pack[2] = (uint8_t)number;
    pack[3] = (uint8_t)(number >> 8 << 4);
    for (size_t i = 4; i < 16; i++)
        pack[i] = (uint8_t)('A' + (number + i) % 26);
    crc = rbk_crc16_on_disc(pack, 16);
    pack[16] = (uint8_t)(crc >> 8);
    pack[17] = (uint8_t)crc;
}

__attribute__((unused)) static void test_symbols(const uint8_t pack[18], uint8_t group[24])
{
    for (size_t i = 0; i < 24; i++) {
        size_t bit = i * 6;
        unsigned pair = (unsigned)pack[bit / 8] << 8 | (bit / 8 + 1 < 18 ? pack[bit / 8 + 1] : 0U);
        group[i] = (uint8_t)(pair >> (10 - bit % 8) & 0x3F);
    }
}

/* count sectors of the lead-in from its first_sector on, which repeats the given number of packs. */
__attribute__((unused)) static void test_lead_in(size_t packs, size_t first_sector, size_t count, uint8_t *sectors)
{
    for (size_t i = 0; i < 4 * count; i++) {
        uint8_t pack[18];
        test_pack((4 * first_sector + i) % packs, pack);
        test_symbols(pack, sectors + 24 * i);
    }
}

#endif
