/*
 * Extremes and power of each sector. A picture has fewer columns than its track has sectors, so that all of them can be
 * drawn from this list, whatever their widths.
 */
#include "report/envelope.h"

#ifdef __SSE2__
#include <immintrin.h>
#endif

#include <stdlib.h>
#include <string.h>

#define VALUES        ((size_t)RBK_SECTOR_SAMPLES * RBK_CHANNELS)
#define SQUARE_SHIFT  6 /* so that the sum of a sector's squares, by quarters, has 32 bits */
#define QUARTER_SHIFT 2
#define POWER_SCALE   ((double)(1 << (SQUARE_SHIFT + QUARTER_SHIFT)))

struct rbk_envelope {
    rbk_envelope_values *sectors;
    int32_t count;
};

rbk_envelope *rbk_envelope_new(const rbk_layout *layout)
{
    rbk_envelope *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->count = rbk_layout_end(layout);
    made->sectors = calloc((size_t)made->count + 1, sizeof *made->sectors);
    if (made->sectors)
        return made;
    free(made);
    return NULL;
}

void rbk_envelope_free(rbk_envelope *envelope)
{
    if (!envelope)
        return;
    free(envelope->sectors);
    free(envelope);
}

/* ------------------------------------------------------------------ one sector */

void rbk_envelope_sector_plainly(const int16_t *samples, rbk_envelope_values *values)
{
    for (int channel = 0; channel < RBK_CHANNELS; channel++) {
        int16_t least = samples[channel], most = least;
        uint64_t power = 0;
        for (size_t i = (size_t)channel; i < VALUES; i += RBK_CHANNELS) {
            least = samples[i] < least ? samples[i] : least;
            most = samples[i] > most ? samples[i] : most;
            power += (uint32_t)(samples[i] * samples[i]) >> SQUARE_SHIFT;
        }
        values->least[channel] = least;
        values->most[channel] = most;
        values->power[channel] = (uint32_t)(power >> QUARTER_SHIFT);
    }
}

#ifdef __SSE2__
/* Of the lanes of a vector with left and right in turn. */
static void fold(__m128i least, __m128i most, rbk_envelope_values *values)
{
    int16_t low[8], high[8];
    _mm_storeu_si128((__m128i *)(void *)low, least);
    _mm_storeu_si128((__m128i *)(void *)high, most);
    for (int lane = 0; lane < RBK_CHANNELS; lane++) {
        values->least[lane] = low[lane];
        values->most[lane] = high[lane];
    }
    for (int lane = RBK_CHANNELS; lane < 8; lane++) {
        int channel = lane % RBK_CHANNELS;
        values->least[channel] = low[lane] < values->least[channel] ? low[lane] : values->least[channel];
        values->most[channel] = high[lane] > values->most[channel] ? high[lane] : values->most[channel];
    }
}

static uint32_t sum_of(__m128i lanes)
{
    uint32_t sums[4];
    _mm_storeu_si128((__m128i *)(void *)sums, lanes);
    return (uint32_t)(((uint64_t)sums[0] + sums[1] + sums[2] + sums[3]) >> QUARTER_SHIFT);
}

/* A square is the sum of a product of one channel and a product of nothing. */
void rbk_envelope_sector(const int16_t *samples, rbk_envelope_values *values)
{
    const __m128i left = _mm_set1_epi32(0xFFFF), zero = _mm_setzero_si128();
    __m128i least = _mm_loadu_si128((const __m128i *)(const void *)samples), most = least;
    __m128i power_left = zero, power_right = zero;
    for (size_t i = 0; i < VALUES; i += 8) {
        __m128i now = _mm_loadu_si128((const __m128i *)(const void *)(samples + i));
        least = _mm_min_epi16(least, now);
        most = _mm_max_epi16(most, now);
        __m128i square_left = _mm_madd_epi16(_mm_and_si128(now, left), now);
        __m128i square_right = _mm_madd_epi16(_mm_andnot_si128(left, now), now);
        power_left = _mm_add_epi32(power_left, _mm_srli_epi32(square_left, SQUARE_SHIFT));
        power_right = _mm_add_epi32(power_right, _mm_srli_epi32(square_right, SQUARE_SHIFT));
    }
    fold(least, most, values);
    values->power[0] = sum_of(power_left);
    values->power[1] = sum_of(power_right);
}
#else
void rbk_envelope_sector(const int16_t *samples, rbk_envelope_values *values)
{
    rbk_envelope_sector_plainly(samples, values);
}
#endif

/* ------------------------------------------------------------------ the pass */

static rbk_status visit(void *user, const rbk_scan_block *block, rbk_error *error)
{
    rbk_envelope *envelope = user;
    (void)error;
    for (uint32_t i = 0; block->audio && i < block->count; i++)
        rbk_envelope_sector(block->samples + i * VALUES, &envelope->sectors[block->lba + (int32_t)i]);
    return RBK_OK;
}

rbk_scan_visitor rbk_envelope_visitor(rbk_envelope *envelope)
{
    return (rbk_scan_visitor){.user = envelope, .visit = visit};
}

rbk_envelope_column rbk_envelope_column_of(const rbk_envelope *envelope, int32_t from, int32_t to, int channel)
{
    rbk_envelope_column column = {0, 0, 0};
    double power = 0;
    from = from > 0 ? from : 0;
    to = to < envelope->count ? to : envelope->count;
    if (from >= to)
        return column;
    column.least = envelope->sectors[from].least[channel];
    column.most = envelope->sectors[from].most[channel];
    for (int32_t lba = from; lba < to; lba++) {
        const rbk_envelope_values *values = &envelope->sectors[lba];
        column.least = values->least[channel] < column.least ? values->least[channel] : column.least;
        column.most = values->most[channel] > column.most ? values->most[channel] : column.most;
        power += values->power[channel];
    }
    column.power = power * POWER_SCALE / RBK_SECTOR_SAMPLES / (to - from);
    return column;
}
