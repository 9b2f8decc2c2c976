/*
 * Eight outputs at a time: sixteen-bit products are added in pairs, which SSE2 does in one step. What cannot be larger than
 * what was found already is not computed: no output is larger than the largest sample of those that it comes from times the
 * sum of the filter's absolute values.
 */
#include "audio/true_peak.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include <stdlib.h>

#define CHUNK_SAMPLES 128
#define GAIN_SUM      61083 /* of absolute values in the middle phase, the largest: 1.864 */

const int16_t rbk_true_peak_filter[RBK_TRUE_PEAK_PHASES][RBK_TRUE_PEAK_TAPS] = {
    {-5, 160, -607, 1516, -3390, 9460, 29375, -5291, 2266, -987, 339, -53},
    {-32, 339, -1104, 2626, -5935, 20505, 20505, -5935, 2626, -1104, 339, -32},
    {-53, 339, -987, 2266, -5291, 29375, 9460, -3390, 1516, -607, 160, -5},
};

/* The largest absolute value of samples, in the scale of outputs. */
static int32_t largest_sample(const int16_t *samples, size_t count)
{
    int least = 0, most = 0;
    size_t i = 0;
#ifdef __SSE2__
    int16_t low[8], high[8];
    __m128i lows = _mm_setzero_si128(), highs = lows;
    for (; i + 8 <= count; i += 8) {
        __m128i now = _mm_loadu_si128((const __m128i *)(const void *)(samples + i));
        lows = _mm_min_epi16(lows, now);
        highs = _mm_max_epi16(highs, now);
    }
    _mm_storeu_si128((__m128i *)(void *)low, lows);
    _mm_storeu_si128((__m128i *)(void *)high, highs);
    for (size_t lane = 0; lane < 8; lane++) {
        least = low[lane] < least ? low[lane] : least;
        most = high[lane] > most ? high[lane] : most;
    }
#endif
    for (; i < count; i++) {
        least = samples[i] < least ? samples[i] : least;
        most = samples[i] > most ? samples[i] : most;
    }
    int largest = most > -least ? most : -least;
    return largest * 32768; /* 2^30 at most */
}

static int32_t find_one(const int16_t *at, int32_t peak)
{
    for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++) {
        int32_t sum = 0;
        for (int tap = 0; tap < RBK_TRUE_PEAK_TAPS; tap++)
            sum += rbk_true_peak_filter[phase][tap] * at[-tap];
        sum = sum < 0 ? -sum : sum;
        peak = sum > peak ? sum : peak;
    }
    return peak;
}

int32_t rbk_true_peak_find_plainly(const int16_t *samples, size_t count, int32_t peak)
{
    int32_t largest = largest_sample(samples - RBK_TRUE_PEAK_DELAY, count);
    peak = largest > peak ? largest : peak;
    for (size_t i = 0; i < count; i++)
        peak = find_one(samples + i, peak);
    return peak;
}

/* ------------------------------------------------------------------ eight at a time */

#ifdef __SSE2__
static __m128i larger(__m128i a, __m128i b)
{
    __m128i greater = _mm_cmpgt_epi32(a, b);
    return _mm_or_si128(_mm_and_si128(greater, a), _mm_andnot_si128(greater, b));
}

static __m128i absolute(__m128i value)
{
    __m128i sign = _mm_srai_epi32(value, 31);
    return _mm_sub_epi32(_mm_xor_si128(value, sign), sign);
}

/* Two taps of a phase, as a factor of pairs of samples. */
static __m128i pair_of(int phase, int tap)
{
    uint32_t low = (uint16_t)rbk_true_peak_filter[phase][tap], high = (uint16_t)rbk_true_peak_filter[phase][tap + 1];
    return _mm_set1_epi32((int32_t)(low | high << 16));
}

static int32_t find_eights(const int16_t *samples, size_t eights, int32_t peak)
{
    __m128i factors[RBK_TRUE_PEAK_PHASES][RBK_TRUE_PEAK_TAPS / 2], most = _mm_set1_epi32(peak);
    int32_t lanes[4];
    for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++)
        for (int tap = 0; tap < RBK_TRUE_PEAK_TAPS; tap += 2)
            factors[phase][tap / 2] = pair_of(phase, tap);
    for (; eights > 0; eights--, samples += 8) {
        __m128i low[RBK_TRUE_PEAK_PHASES], high[RBK_TRUE_PEAK_PHASES];
        for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++)
            low[phase] = high[phase] = _mm_setzero_si128();
#pragma GCC unroll 6
        for (int pair = 0; pair < RBK_TRUE_PEAK_TAPS / 2; pair++) {
            __m128i now = _mm_loadu_si128((const __m128i *)(const void *)(samples - 2 * pair));
            __m128i before = _mm_loadu_si128((const __m128i *)(const void *)(samples - 2 * pair - 1));
            __m128i first = _mm_unpacklo_epi16(now, before), second = _mm_unpackhi_epi16(now, before);
#pragma GCC unroll 3
            for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++) {
                low[phase] = _mm_add_epi32(low[phase], _mm_madd_epi16(first, factors[phase][pair]));
                high[phase] = _mm_add_epi32(high[phase], _mm_madd_epi16(second, factors[phase][pair]));
            }
        }
#pragma GCC unroll 3
        for (int phase = 0; phase < RBK_TRUE_PEAK_PHASES; phase++)
            most = larger(most, larger(absolute(low[phase]), absolute(high[phase])));
    }
    _mm_storeu_si128((__m128i *)(void *)lanes, most);
    for (int lane = 0; lane < 4; lane++)
        peak = lanes[lane] > peak ? lanes[lane] : peak;
    return peak;
}
#else
static int32_t find_eights(const int16_t *samples, size_t eights, int32_t peak)
{
    for (size_t i = 0; i < 8 * eights; i++)
        peak = find_one(samples + i, peak);
    return peak;
}
#endif

int32_t rbk_true_peak_find(const int16_t *samples, size_t count, int32_t peak)
{
    for (size_t at = 0, now; at < count; at += now) {
        const int16_t *chunk = samples + at;
        now = count - at < CHUNK_SAMPLES ? count - at : CHUNK_SAMPLES;
        int32_t reach = largest_sample(chunk - RBK_TRUE_PEAK_HISTORY, now + RBK_TRUE_PEAK_HISTORY);
        if ((int64_t)(reach / 32768) * GAIN_SUM <= peak)
            continue;
        int32_t largest = largest_sample(chunk - RBK_TRUE_PEAK_DELAY, now);
        peak = find_eights(chunk, now / 8, largest > peak ? largest : peak);
        for (size_t i = now / 8 * 8; i < now; i++)
            peak = find_one(chunk + i, peak);
    }
    return peak;
}
