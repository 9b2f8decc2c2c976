/*
 * Reduction of real numbers to 16 bits with triangular dither (the difference of two uniform numbers, +-1 LSB). The
 * uniform numbers come from a counter, not from a state: the dither of a sample depends on seed, channel and position
 * only, so the work may be divided anywhere. Integers and IEEE doubles in a fixed order: the same bytes on every
 * machine.
 *
 * A pair of exact zeros stays zero, so that digital silence is kept.
 */
#include "audio/dither.h"

#include <string.h>

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

/* ------------------------------------------------------------------ approximate values */

/* Error bound of the arithmetic on the values itself: far more than the real error, far too small to matter. */
#define ARITHMETIC_ERROR_BOUND 1e-9

/* Added to a number of moderate size, this leaves the nearest integer in the low bits. */
#define WHOLE 6755399441055744.0 /* 2^52 + 2^51 */

/* A pair as one vector: both channels are treated alike. */
typedef double both __attribute__((vector_size(16)));
typedef int64_t both_bits __attribute__((vector_size(16)));

static inline both magnitude_of_both(both values)
{
    return (both)((both_bits)values & INT64_MAX);
}

static inline both higher_of_both(both a, both b)
{
    both_bits above = a > b;
    return (both)(((both_bits)a & above) | ((both_bits)b & ~above));
}

static inline both load_both(const double *pair)
{
    both values;
    memcpy(&values, pair, sizeof values);
    return values;
}

/* Pairs from this magnitude on may be the new peak. */
static double peak_uncertain_from(const double *pairs, size_t count, double error_bound, double peak)
{
    both most = {0, 0}, other = {0, 0};
    for (size_t i = 0; i + 1 < count; i += 2) {
        most = higher_of_both(magnitude_of_both(load_both(pairs + 2 * i)), most);
        other = higher_of_both(magnitude_of_both(load_both(pairs + 2 * i + 2)), other);
    }
    if (count % 2 > 0)
        most = higher_of_both(magnitude_of_both(load_both(pairs + 2 * (count - 1))), most);
    most = higher_of_both(most, other);
    double highest = most[0] > most[1] ? most[0] : most[1];
    return highest + error_bound > peak ? highest - 2 * error_bound : highest + 1;
}

/*
 * floor(scaled + dither + 0.5) is the integer nearest to scaled + dither, if none is exactly between two. A pair is
 * decided when each of its values is further from the middle than the error bound, and in range. In units of the last
 * bit.
 */
static inline both_bits reduce_both(both scaled, both dither, double error_bound, int16_t out[2])
{
    both value = scaled + dither;
    both whole = value + WHOLE;
    both_bits bits = (both_bits)whole;
    out[0] = (int16_t)(uint16_t)bits[0];
    out[1] = (int16_t)(uint16_t)bits[1];
    both rest = magnitude_of_both(value - (whole - WHOLE));
    return (rest < 0.5 - error_bound) & (magnitude_of_both(value + 0.5) < FULL_SCALE - error_bound);
}

size_t rbk_quantise_nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                           int64_t position_samples, int16_t *out, uint32_t *indices,
                           rbk_conform_statistics *statistics)
{
    uint64_t counter = (uint64_t)position_samples * 2;
    double loud = peak_uncertain_from(pairs, count, error_bound, statistics->peak);
    double error_bound_bits = error_bound * FULL_SCALE + ARITHMETIC_ERROR_BOUND;
    size_t open = 0;
    for (size_t i = 0; i < count; i++, counter += 2) {
        both values = load_both(pairs + 2 * i), dither = {0, 0};
        if (quantiser->dither)
            dither = (both){triangular(quantiser->key, counter), triangular(quantiser->key, counter + 1)};
        both_bits sure = reduce_both(values * FULL_SCALE, dither, error_bound_bits, out + 2 * i);
        sure &= magnitude_of_both(values) < loud;
        both_bits audio =
            magnitude_of_both(values) > error_bound; /* a pair that may be silent is not dithered when it is */
        indices[open] = (uint32_t)i;
        open += (sure[0] & sure[1] & (audio[0] | audio[1])) == 0;
    }
    statistics->dithered_samples += quantiser->dither ? (int64_t)(count - open) : 0;
    return open;
}

/* ------------------------------------------------------------------ unchanged samples */

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
