/*
 * Bytes without a pattern, the same ones every time.
 */
#ifndef TESTS_UNIT_CD_NOISE_H
#define TESTS_UNIT_CD_NOISE_H

#include <stddef.h>
#include <stdint.h>

static uint32_t noise_next(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void noise_fill(uint8_t *bytes, size_t size, uint32_t *seed)
{
    for (size_t i = 0; i < size; i++)
        bytes[i] = (uint8_t)(noise_next(seed) >> 8);
}

#endif
