/*
 * The meter. The filter reaches over the ends of what is taken, so the last samples are kept, and silence follows the last
 * ones of a range.
 */
#include "author/level.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define CHUNK_SAMPLES 8192

rbk_status rbk_level_init(rbk_level *level, rbk_error *error)
{
    memset(level, 0, sizeof *level);
    level->next_samples = INT64_MIN;
    level->channel = malloc((RBK_TRUE_PEAK_HISTORY + CHUNK_SAMPLES) * sizeof *level->channel);
    return level->channel ? RBK_OK : rbk_fail_memory(error);
}

void rbk_level_release(rbk_level *level)
{
    free(level->channel);
    level->channel = NULL;
}

/* samples NULL: silence. At most CHUNK_SAMPLES. */
static void take_channel(rbk_level *level, size_t channel, const int16_t *samples, size_t count)
{
    int16_t *at = level->channel + RBK_TRUE_PEAK_HISTORY;
    memcpy(level->channel, level->history[channel], sizeof level->history[channel]);
    for (size_t i = 0; i < count; i++)
        at[i] = samples ? samples[i * RBK_CHANNELS + channel] : 0;
    level->peak = rbk_true_peak_find(at, count, level->peak);
    memcpy(level->history[channel], at + count - RBK_TRUE_PEAK_HISTORY, sizeof level->history[channel]);
}

static void take(rbk_level *level, const int16_t *samples, size_t count)
{
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        take_channel(level, channel, samples, count);
}

void rbk_level_take(rbk_level *level, const int16_t *samples, size_t count, int64_t position_samples)
{
    if (position_samples != level->next_samples)
        take(level, NULL, RBK_TRUE_PEAK_TAPS);
    for (size_t at = 0, now; at < count; at += now) {
        now = count - at < CHUNK_SAMPLES ? count - at : CHUNK_SAMPLES;
        take(level, samples + at * RBK_CHANNELS, now);
    }
    level->next_samples = position_samples + (int64_t)count;
}

double rbk_level_true_peak(rbk_level *level)
{
    take(level, NULL, RBK_TRUE_PEAK_TAPS);
    return level->peak / RBK_TRUE_PEAK_SCALE;
}
