/*
 * signal.h - test signals in integer arithmetic
 *
 * The same numbers on every machine and with every compiler: golden hashes rest on them. No floating point and no libm.
 * Levels are 32-bit, full scale 2^31 - 1; a phase of 2^32 is one full turn.
 */
#ifndef GEN_SIGNAL_H
#define GEN_SIGNAL_H

#include <stdint.h>

/* sin of a phase, in units of 2^-30: the series in fixed point over one quarter, the rest by symmetry. Error < 2^-26.
 */
static inline int32_t signal_sine(uint32_t phase)
{
    uint32_t quarter = phase >> 30;
    int64_t x = phase & 0x3FFFFFFF;
    if (quarter & 1)
        x = 0x40000000 - x;
    x = x * INT64_C(1686629713) >> 30; /* times pi/2 in units of 2^-30 */
    int64_t square = x * x >> 30;
    int64_t one = INT64_C(1) << 30;
    int64_t sum = one - square / 156;
    sum = one - (square * sum >> 30) / 110;
    sum = one - (square * sum >> 30) / 72;
    sum = one - (square * sum >> 30) / 42;
    sum = one - (square * sum >> 30) / 20;
    sum = one - (square * sum >> 30) / 6;
    int64_t sine = x * sum >> 30;
    if (sine > one)
        sine = one;
    return (int32_t)(quarter & 2 ? -sine : sine);
}

/* Phase increment per frame; hz is in 1/1000 Hz. */
static inline uint32_t signal_step(uint64_t millihertz, uint32_t rate_hz)
{
    return (uint32_t)((millihertz << 32) / ((uint64_t)rate_hz * 1000));
}

/* Pseudo-random 32 bits as a function of seed and position only (a mixed counter), so that any segment can be made
   independently. */
static inline uint32_t signal_noise(uint64_t seed, uint64_t place)
{
    uint64_t z =
        seed * UINT64_C(0xD1342543DE82EF95) + place * UINT64_C(0x9E3779B97F4A7C15) + UINT64_C(0x632BE59BD9B4E019);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ (z >> 31)) >> 32);
}

#endif
