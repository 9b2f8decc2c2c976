/*
 * Reduction of real numbers to 16 bits with triangular dither (the difference of two uniform numbers, +-1 LSB). The
 * uniform numbers come from a counter, not from a state: the dither of a sample depends on seed, channel and position
 * only, so the work may be divided anywhere. Integers and IEEE doubles in a fixed order: the same bytes on every
 * machine.
 *
 * A pair of exact zeros stays zero, so that digital silence is kept.
 */
#include "audio/dither.h"

#include "audio/kernels.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

#define FULL_SCALE 32768.0
#define FEW_PAIRS  8  /* for which nothing is prepared */
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

static void quantise_each(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
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

/*
 * Pairs in one vector of so many lanes, left and right by turns: both channels, and several pairs, are treated alike. The
 * bits are those of reduce and triangular, whatever the number of lanes: every step is exact but for one addition.
 *
 * floor(scaled + dither + 0.5) is the integer nearest to scaled + dither, if none is exactly between two. A value is
 * decided when it is further from the middle than the error bound, and in range; a pair when both of its values are and
 * it cannot be silent, which is not dithered.
 */
typedef struct nearness {
    uint64_t key;
    bool dither;
    double error_bound;      /* of the values */
    double error_bound_bits; /* in units of the last bit */
    double loud;             /* values from this magnitude on may be the new peak */
} nearness;

#define INLINE static inline __attribute__((always_inline))

#define DEFINE_VECTORS(name, lanes)                                                                                    \
    typedef double reals_##name __attribute__((vector_size(8 * (lanes))));                                             \
    typedef uint64_t words_##name __attribute__((vector_size(8 * (lanes))));                                           \
    typedef int64_t masks_##name __attribute__((vector_size(8 * (lanes))));                                            \
    typedef int16_t shorts_##name __attribute__((vector_size(2 * (lanes))));

/* all_NAME: whether all lanes of a mask are set. */
#define DEFINE_NEARLY(name, lanes, target_attribute)                                                                   \
    INLINE target_attribute reals_##name magnitude_##name(reals_##name values)                                         \
    {                                                                                                                  \
        return (reals_##name)((masks_##name)values & INT64_MAX);                                                       \
    }                                                                                                                  \
                                                                                                                       \
    /* A number of 32 bits as the low bits of 2^52 and more. */                                                        \
    INLINE target_attribute reals_##name real_of_##name(words_##name low)                                              \
    {                                                                                                                  \
        return (reals_##name)(low | UINT64_C(0x4330000000000000)) - 4503599627370496.0;                                \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute reals_##name triangular_##name(words_##name word)                                          \
    {                                                                                                                  \
        word = (word ^ word >> 30) * UINT64_C(0xBF58476D1CE4E5B9);                                                     \
        word = (word ^ word >> 27) * UINT64_C(0x94D049BB133111EB);                                                     \
        word = word ^ word >> 31;                                                                                      \
        return (real_of_##name(word >> 32) - real_of_##name(word & 0xFFFFFFFFu)) * (1.0 / 4294967296.0);               \
    }                                                                                                                  \
                                                                                                                       \
    /* As many pairs as there are whole vectors of; *done is their number. */                                          \
    target_attribute static size_t nearly_##name(const nearness *by, const double *pairs, size_t count,                \
                                                 uint64_t counter, int16_t *out, uint32_t *indices, size_t *done)      \
    {                                                                                                                  \
        const size_t per = (lanes) / 2;                                                                                \
        size_t open = 0, i = 0;                                                                                        \
        words_##name word;                                                                                             \
        for (size_t lane = 0; lane < (lanes); lane++)                                                                  \
            word[lane] = by->key + (counter + lane) * STEP;                                                            \
        for (; i + per <= count; i += per, word += (lanes)*STEP) {                                                     \
            reals_##name values, dither = {0};                                                                         \
            memcpy(&values, pairs + 2 * i, sizeof values);                                                             \
            if (by->dither)                                                                                            \
                dither = triangular_##name(word);                                                                      \
            reals_##name value = values * FULL_SCALE + dither, whole = value + WHOLE;                                  \
            shorts_##name reduced = __builtin_convertvector((masks_##name)whole, shorts_##name);                       \
            memcpy(out + 2 * i, &reduced, sizeof reduced);                                                             \
            reals_##name rest = magnitude_##name(value - (whole - WHOLE)), size = magnitude_##name(values);            \
            masks_##name sure = (rest < 0.5 - by->error_bound_bits) &                                                  \
                                (magnitude_##name(value + 0.5) < FULL_SCALE - by->error_bound_bits) &                  \
                                (size < by->loud);                                                                     \
            masks_##name audio = size > by->error_bound;                                                               \
            if (all_##name(sure & audio))                                                                              \
                continue;                                                                                              \
            for (size_t pair = 0; pair < per; pair++) {                                                                \
                indices[open] = (uint32_t)(i + pair);                                                                  \
                open += (sure[2 * pair] & sure[2 * pair + 1] & (audio[2 * pair] | audio[2 * pair + 1])) == 0;          \
            }                                                                                                          \
        }                                                                                                              \
        *done = i;                                                                                                     \
        return open;                                                                                                   \
    }                                                                                                                  \
                                                                                                                       \
    /* The highest magnitude among values, as many as there are whole vectors of. */                                   \
    target_attribute static double highest_##name(const double *values, size_t count)                                  \
    {                                                                                                                  \
        reals_##name most[2] = {{0}, {0}};                                                                             \
        double highest = 0;                                                                                            \
        for (size_t i = 0; i + 2 * (lanes) <= count; i += 2 * (lanes))                                                 \
            for (size_t chain = 0; chain < 2; chain++) {                                                               \
                reals_##name now;                                                                                      \
                memcpy(&now, values + i + chain * (lanes), sizeof now);                                                \
                now = magnitude_##name(now);                                                                           \
                masks_##name above = now > most[chain];                                                                \
                most[chain] = (reals_##name)(((masks_##name)now & above) | ((masks_##name)most[chain] & ~above));      \
            }                                                                                                          \
        for (size_t chain = 0; chain < 2; chain++)                                                                     \
            for (size_t lane = 0; lane < (lanes); lane++)                                                              \
                highest = most[chain][lane] > highest ? most[chain][lane] : highest;                                   \
        for (size_t i = count - count % (2 * (lanes)); i < count; i++)                                                 \
            highest = magnitude(values[i]) > highest ? magnitude(values[i]) : highest;                                 \
        return highest;                                                                                                \
    }

DEFINE_VECTORS(plain, 2)

INLINE bool all_plain(masks_plain mask)
{
    return (mask[0] & mask[1]) != 0;
}

DEFINE_NEARLY(plain, 2, )

typedef struct nearly_calls {
    size_t (*nearly)(const nearness *by, const double *pairs, size_t count, uint64_t counter, int16_t *out,
                     uint32_t *indices, size_t *done);
    double (*highest)(const double *values, size_t count);
} nearly_calls;

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512dq")))

DEFINE_VECTORS(avx2, 4)
DEFINE_VECTORS(avx512, 8)

INLINE AVX2 bool all_avx2(masks_avx2 mask)
{
    return _mm256_movemask_pd((__m256d)mask) == 0xF;
}

INLINE AVX512 bool all_avx512(masks_avx512 mask)
{
    return _mm512_movepi64_mask((__m512i)mask) == 0xFF;
}

DEFINE_NEARLY(avx2, 4, AVX2)
DEFINE_NEARLY(avx512, 8, AVX512)

static nearly_calls calls(void)
{
    rbk_kernel kernel = rbk_kernel_used(RBK_KERNEL_AUTO);
    if (kernel == RBK_KERNEL_AVX512 && __builtin_cpu_supports("avx512dq"))
        return (nearly_calls){nearly_avx512, highest_avx512};
    if (kernel == RBK_KERNEL_AVX512 || kernel == RBK_KERNEL_AVX2)
        return (nearly_calls){nearly_avx2, highest_avx2};
    return (nearly_calls){nearly_plain, highest_plain};
}
#else
static nearly_calls calls(void)
{
    return (nearly_calls){nearly_plain, highest_plain};
}
#endif

/* error_bound may be 0: then what is open is silent, clipped, a new peak or all but in the middle. */
static size_t nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                     int64_t position_samples, int16_t *out, uint32_t *indices, rbk_conform_statistics *statistics)
{
    const nearly_calls by = calls();
    const uint64_t counter = (uint64_t)position_samples * 2;
    const double highest = by.highest(pairs, 2 * count);
    const nearness bounds = {quantiser->key, quantiser->dither, error_bound,
                             error_bound * FULL_SCALE + ARITHMETIC_ERROR_BOUND,
                             highest + error_bound > statistics->peak ? highest - 2 * error_bound : highest + 1};
    size_t done = 0, last = 0;
    size_t open = by.nearly(&bounds, pairs, count, counter, out, indices, &done);
    if (done < count) {
        size_t more = nearly_plain(&bounds, pairs + 2 * done, count - done, counter + 2 * done, out + 2 * done,
                                   indices + open, &last);
        for (size_t i = open; i < open + more; i++)
            indices[i] += (uint32_t)done;
        open += more;
    }
    statistics->dithered_samples += quantiser->dither ? (int64_t)(count - open) : 0;
    return open;
}

size_t rbk_quantise_nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                           int64_t position_samples, int16_t *out, uint32_t *indices,
                           rbk_conform_statistics *statistics)
{
    return nearly(quantiser, pairs, count, error_bound, position_samples, out, indices, statistics);
}

/* ------------------------------------------------------------------ bit-exact values */

/* The open pairs, as many at once as follow one another. */
static void quantise_open(const rbk_quantiser *quantiser, const double *pairs, const uint32_t *indices, size_t open,
                          int64_t position_samples, int16_t *out, rbk_conform_statistics *statistics)
{
    for (size_t i = 0, run; i < open; i += run) {
        size_t at = indices[i];
        for (run = 1; i + run < open && indices[i + run] == at + run; run++)
            ;
        quantise_each(quantiser, pairs + 2 * at, run, position_samples + (int64_t)at, out + 2 * at, statistics);
    }
}

void rbk_quantise(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
                  int16_t *out, rbk_conform_statistics *statistics)
{
    uint32_t indices[RBK_QUANTISER_SEGMENT + 1];
    if (count < FEW_PAIRS) {
        quantise_each(quantiser, pairs, count, position_samples, out, statistics);
        return;
    }
    for (size_t now; count > 0; count -= now, pairs += 2 * now, out += 2 * now, position_samples += (int64_t)now) {
        now = count < RBK_QUANTISER_SEGMENT ? count : RBK_QUANTISER_SEGMENT;
        size_t open = nearly(quantiser, pairs, now, 0, position_samples, out, indices, statistics);
        quantise_open(quantiser, pairs, indices, open, position_samples, out, statistics);
    }
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
