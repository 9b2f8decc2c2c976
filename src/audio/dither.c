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

#include <math.h>
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
 * decided when it is further from the middle than the error bound, and in range, and its pair cannot be silent, which is
 * not dithered.
 */
typedef struct nearness {
    uint64_t key;
    bool dither;
    double error_bound;      /* of the values */
    double error_bound_bits; /* in units of the last bit */
    double loud;             /* values from this magnitude on may be the new peak */
} nearness;

/* Values that are not decided, 2 * pair + channel, ascending. */
typedef struct open_values {
    uint32_t *values;
    size_t count;
    double highest; /* magnitude of all values */
} open_values;

#define INLINE static inline __attribute__((always_inline))

#define DEFINE_VECTORS(name, lanes)                                                                                    \
    typedef double reals_##name __attribute__((vector_size(8 * (lanes))));                                             \
    typedef uint64_t words_##name __attribute__((vector_size(8 * (lanes))));                                           \
    typedef int64_t masks_##name __attribute__((vector_size(8 * (lanes))));

/* below_NAME: a bit for each lane in which a is less than b. higher_NAME: the greater of both, lane by lane. store_NAME: the
 * lowest 16 bits of each lane. */
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
    /* As many pairs as there are whole vectors of; returns their number. */                                           \
    target_attribute static size_t nearly_##name(const nearness *bounds, const double *pairs, size_t count,            \
                                                 uint64_t counter, int16_t *out, open_values *open)                    \
    {                                                                                                                  \
        const nearness by = *bounds;                                                                                   \
        const size_t per = (lanes) / 2;                                                                                \
        const unsigned all = (1u << (lanes)) - 1;                                                                      \
        const reals_##name half = (reals_##name){0} + (0.5 - by.error_bound_bits);                                     \
        const reals_##name range = (reals_##name){0} + (FULL_SCALE - by.error_bound_bits);                             \
        const reals_##name loud = (reals_##name){0} + by.loud, quiet = (reals_##name){0} + by.error_bound;             \
        reals_##name highest = {0};                                                                                    \
        uint32_t *next = open->values + open->count;                                                                   \
        size_t i = 0;                                                                                                  \
        words_##name word;                                                                                             \
        for (size_t lane = 0; lane < (lanes); lane++)                                                                  \
            word[lane] = by.key + (counter + lane) * STEP;                                                             \
        for (; i + per <= count; i += per, word += (lanes)*STEP) {                                                     \
            reals_##name values, dither = {0};                                                                         \
            memcpy(&values, pairs + 2 * i, sizeof values);                                                             \
            if (by.dither)                                                                                             \
                dither = triangular_##name(word);                                                                      \
            reals_##name value = values * FULL_SCALE + dither, whole = value + WHOLE;                                  \
            store_##name((masks_##name)whole, out + 2 * i);                                                            \
            reals_##name rest = magnitude_##name(value - (whole - WHOLE)), size = magnitude_##name(values);            \
            highest = higher_##name(highest, size);                                                                    \
            unsigned sure = below_##name(rest, half) & below_##name(magnitude_##name(value + 0.5), range) &            \
                            below_##name(size, loud);                                                                  \
            unsigned audio = below_##name(quiet, size);                                                                \
            if ((sure & audio) == all)                                                                                 \
                continue;                                                                                              \
            audio |= (audio & 0x55) << 1 | (audio & 0xAA) >> 1; /* of the pair */                                      \
            for (unsigned undecided = all & ~(sure & audio); undecided; undecided &= undecided - 1)                    \
                *next++ = (uint32_t)(2 * i) + (uint32_t)__builtin_ctz(undecided);                                      \
        }                                                                                                              \
        open->count = (size_t)(next - open->values);                                                                   \
        for (size_t lane = 0; lane < (lanes); lane++)                                                                  \
            open->highest = highest[lane] > open->highest ? highest[lane] : open->highest;                             \
        return i;                                                                                                      \
    }

typedef size_t nearly_call(const nearness *bounds, const double *pairs, size_t count, uint64_t counter, int16_t *out,
                           open_values *open);

DEFINE_VECTORS(plain, 2)

INLINE unsigned below_plain(reals_plain a, reals_plain b)
{
    return (unsigned)(a[0] < b[0]) | (unsigned)(a[1] < b[1]) << 1;
}

INLINE reals_plain higher_plain(reals_plain a, reals_plain b)
{
    masks_plain above = a > b;
    return (reals_plain)(((masks_plain)a & above) | ((masks_plain)b & ~above));
}

INLINE void store_plain(masks_plain whole, int16_t *to)
{
    to[0] = (int16_t)whole[0];
    to[1] = (int16_t)whole[1];
}

DEFINE_NEARLY(plain, 2, )

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512dq")))

DEFINE_VECTORS(avx2, 4)
DEFINE_VECTORS(avx512, 8)

INLINE AVX2 unsigned below_avx2(reals_avx2 a, reals_avx2 b)
{
    return (unsigned)_mm256_movemask_pd(_mm256_cmp_pd((__m256d)a, (__m256d)b, _CMP_LT_OQ));
}

INLINE AVX2 reals_avx2 higher_avx2(reals_avx2 a, reals_avx2 b)
{
    return (reals_avx2)_mm256_max_pd((__m256d)a, (__m256d)b);
}

INLINE AVX2 void store_avx2(masks_avx2 whole, int16_t *to)
{
    const __m256i lowest =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 8, 9, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1));
    __m256i halves = _mm256_shuffle_epi8((__m256i)whole, lowest);
    _mm_storel_epi64((__m128i *)(void *)to,
                     _mm_unpacklo_epi32(_mm256_castsi256_si128(halves), _mm256_extracti128_si256(halves, 1)));
}

INLINE AVX512 unsigned below_avx512(reals_avx512 a, reals_avx512 b)
{
    return _mm512_cmp_pd_mask((__m512d)a, (__m512d)b, _CMP_LT_OQ);
}

INLINE AVX512 reals_avx512 higher_avx512(reals_avx512 a, reals_avx512 b)
{
    return (reals_avx512)_mm512_max_pd((__m512d)a, (__m512d)b);
}

INLINE AVX512 void store_avx512(masks_avx512 whole, int16_t *to)
{
    _mm_storeu_si128((__m128i *)(void *)to, _mm512_cvtepi64_epi16((__m512i)whole));
}

DEFINE_NEARLY(avx2, 4, AVX2)
DEFINE_NEARLY(avx512, 8, AVX512)

static nearly_call *nearly_of_kernel(void)
{
    rbk_kernel kernel = rbk_kernel_used(RBK_KERNEL_AUTO);
    if (kernel == RBK_KERNEL_AVX512 && __builtin_cpu_supports("avx512dq"))
        return nearly_avx512;
    return kernel == RBK_KERNEL_AVX512 || kernel == RBK_KERNEL_AVX2 ? nearly_avx2 : nearly_plain;
}
#else
static nearly_call *nearly_of_kernel(void)
{
    return nearly_plain;
}
#endif

/* All pairs: those after the last whole vector are few. */
static void nearly_all(const nearness *bounds, const double *pairs, size_t count, uint64_t counter, int16_t *out,
                       open_values *open)
{
    open->count = 0;
    size_t done = nearly_of_kernel()(bounds, pairs, count, counter, out, open), before = open->count;
    if (done == count)
        return;
    nearly_plain(bounds, pairs + 2 * done, count - done, counter + 2 * done, out + 2 * done, open);
    for (size_t i = before; i < open->count; i++)
        open->values[i] += (uint32_t)(2 * done);
}

/* error_bound may be 0: then what is open is silent, clipped, a new peak or all but in the middle. */
static size_t nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                     int64_t position_samples, int16_t *out, uint32_t *values, rbk_conform_statistics *statistics)
{
    const uint64_t counter = (uint64_t)position_samples * 2;
    nearness bounds = {quantiser->key, quantiser->dither, error_bound,
                       error_bound * FULL_SCALE + ARITHMETIC_ERROR_BOUND, INFINITY};
    open_values open = {.values = values};
    nearly_all(&bounds, pairs, count, counter, out, &open);
    if (open.highest + error_bound > statistics->peak) { /* a new peak: it has to be exact */
        bounds.loud = open.highest - 2 * error_bound;
        nearly_all(&bounds, pairs, count, counter, out, &open);
    }
    int64_t decided = (int64_t)count;
    for (size_t i = 0; i < open.count; i++)
        decided -= i == 0 || values[i] / 2 != values[i - 1] / 2;
    statistics->dithered_samples += quantiser->dither ? decided : 0;
    return open.count;
}

size_t rbk_quantise_nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                           int64_t position_samples, int16_t *out, uint32_t *values, rbk_conform_statistics *statistics)
{
    return nearly(quantiser, pairs, count, error_bound, position_samples, out, values, statistics);
}

/* ------------------------------------------------------------------ bit-exact values */

/* As many pairs at once as follow one another. */
void rbk_quantise_open(const rbk_quantiser *quantiser, const double *pairs, const uint32_t *values, size_t open,
                       int64_t position_samples, int16_t *out, rbk_conform_statistics *statistics)
{
    for (size_t i = 0; i < open;) {
        size_t at = values[i] / 2, end = at;
        for (; i < open && values[i] / 2 <= end; i++)
            end = values[i] / 2 + 1;
        quantise_each(quantiser, pairs + 2 * at, end - at, position_samples + (int64_t)at, out + 2 * at, statistics);
    }
}

void rbk_quantise(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
                  int16_t *out, rbk_conform_statistics *statistics)
{
    uint32_t values[RBK_QUANTISER_VALUES];
    if (count < FEW_PAIRS) {
        quantise_each(quantiser, pairs, count, position_samples, out, statistics);
        return;
    }
    for (size_t now; count > 0; count -= now, pairs += 2 * now, out += 2 * now, position_samples += (int64_t)now) {
        now = count < RBK_QUANTISER_SEGMENT ? count : RBK_QUANTISER_SEGMENT;
        size_t open = nearly(quantiser, pairs, now, 0, position_samples, out, values, statistics);
        rbk_quantise_open(quantiser, pairs, values, open, position_samples, out, statistics);
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
