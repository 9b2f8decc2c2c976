/*
 * Random numbers from a seed, the same on every machine.
 */
#ifndef TESTS_FAULTS_DRAW_H
#define TESTS_FAULTS_DRAW_H

#include <stdint.h>

static inline uint64_t draw(uint64_t *random)
{
    *random += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = (*random ^ (*random >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

#endif
