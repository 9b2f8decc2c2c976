/*
 * From real numbers to 16 bits with triangular dither (two uniform numbers' difference, +-1 LSB). The uniform numbers
 * come from a counter, not from a state: what is added to a sample depends on seed, channel and position alone, so the
 * work may be cut anywhere. Integers and IEEE doubles in a fixed order: the same bytes on every machine.
 *
 * A pair of exact zeros stays zero: pauses remain digital silence.
 */
#include "audio/dither.h"

#define FULL_SCALE 32768.0
#define LANES      16 /* compilers keep this many running extremes in vector registers */

/* A 64-bit mixer with good avalanche (the finaliser of the "splitmix64" generator); its counter steps by the odd
 * number nearest 2^64 / golden ratio. */
#define STEP UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t mix(uint64_t value)
{
    value = (value ^ value >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    value = (value ^ value >> 27) * UINT64_C(0x94D049BB133111EB);
    return value ^ value >> 31;
}

/* Two uniform 32-bit numbers in one word; their difference is exact in a double. */
static inline double triangular(uint64_t key, uint64_t counter)
{
    uint64_t word = mix(key + counter * STEP);
    int64_t difference = (int64_t)(word >> 32) - (int64_t)(word & 0xFFFFFFFFu);
    return (double)difference * (1.0 / 4294967296.0);
}

void rbk_quantiser_init(rbk_quantiser *quantiser, rbk_dither dither, uint64_t seed)
{
    quantiser->dither = dither == RBK_DITHER_TPDF;
    quantiser->key = mix(seed + STEP);
}

double rbk_dither_value(const rbk_quantiser *quantiser, int64_t position_samples, unsigned channel)
{
    return quantiser->dither ? triangular(quantiser->key, (uint64_t)position_samples * 2 + channel) : 0;
}

/* floor(scaled + dither + 0.5), limited. */
static inline int16_t reduce(double scaled, double dither, unsigned *clipped)
{
    double value = scaled + dither + 0.5;
    if (value >= FULL_SCALE) {
        (*clipped)++;
        return INT16_MAX;
    }
    if (value < -FULL_SCALE) {
        (*clipped)++;
        return INT16_MIN;
    }
    int whole = (int)value;
    return (int16_t)(whole - (value < whole));
}

static inline double magnitude(double value)
{
    return value < 0 ? -value : value;
}

void rbk_quantise(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
                  int16_t *out, rbk_conform_statistics *statistics)
{
    double peak = statistics->peak;
    uint64_t counter = (uint64_t)position_samples * 2;
    int64_t silent = 0;
    for (size_t i = 0; i < count; i++, counter += 2) {
        double left = pairs[2 * i], right = pairs[2 * i + 1];
        if (left == 0 && right == 0) {
            out[2 * i] = 0;
            out[2 * i + 1] = 0;
            silent++;
            continue;
        }
        double left_dither = 0, right_dither = 0;
        unsigned clipped = 0;
        if (quantiser->dither) {
            left_dither = triangular(quantiser->key, counter);
            right_dither = triangular(quantiser->key, counter + 1);
        }
        out[2 * i] = reduce(left * FULL_SCALE, left_dither, &clipped);
        out[2 * i + 1] = reduce(right * FULL_SCALE, right_dither, &clipped);
        left = magnitude(left);
        right = magnitude(right);
        peak = left > peak ? left : peak;
        peak = right > peak ? right : peak;
        if (clipped > 0) {
            if (statistics->clipped_values == 0)
                statistics->first_clipped_samples = position_samples + (int64_t)i;
            statistics->clipped_values += clipped;
        }
    }
    statistics->peak = peak;
    statistics->dithered_samples += quantiser->dither ? (int64_t)count - silent : 0;
}

static inline int16_t lower(int16_t a, int16_t b)
{
    if (a < b)
        return a;
    return b;
}

static inline int16_t higher(int16_t a, int16_t b)
{
    if (a > b)
        return a;
    return b;
}

void rbk_peak_note(const int16_t *samples, size_t values, rbk_conform_statistics *statistics)
{
    int16_t low[LANES] = {0}, high[LANES] = {0};
    int lowest = 0, highest = 0;
    size_t i = 0;
    for (; i + LANES <= values; i += LANES) {
        for (size_t lane = 0; lane < LANES; lane++) {
            int16_t value = samples[i + lane];
            low[lane] = lower(value, low[lane]);
            high[lane] = higher(value, high[lane]);
        }
    }
    for (; i < values; i++) {
        low[0] = lower(samples[i], low[0]);
        high[0] = higher(samples[i], high[0]);
    }
    for (size_t lane = 0; lane < LANES; lane++) {
        lowest = low[lane] < lowest ? low[lane] : lowest;
        highest = high[lane] > highest ? high[lane] : highest;
    }
    double peak = (double)(-lowest > highest ? -lowest : highest) / FULL_SCALE;
    if (peak > statistics->peak)
        statistics->peak = peak;
}
