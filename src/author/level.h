/*
 * author/level.h - the true peak of a whole disc as it is authored, and the gain that brings it to a level
 */
#ifndef RBK_AUTHOR_LEVEL_H
#define RBK_AUTHOR_LEVEL_H

#include "audio/true_peak.h"

#include <redbook/address.h>
#include <redbook/error.h>

/* Takes the samples of a disc in their order; what comes from elsewhere than after the last one begins after silence. */
typedef struct rbk_level {
    int32_t peak; /* in RBK_TRUE_PEAK_SCALE */
    int16_t history[RBK_CHANNELS][RBK_TRUE_PEAK_HISTORY];
    int64_t next_samples;
    int16_t *channel; /* scratch */
} rbk_level;

/* RBK_NO_MEMORY. */
rbk_status rbk_level_init(rbk_level *level, rbk_error *error);
void rbk_level_release(rbk_level *level);

void rbk_level_take(rbk_level *level, const int16_t *samples, size_t count, int64_t position_samples);

/* After the last sample: the true peak, 1.0 = full scale. */
double rbk_level_true_peak(rbk_level *level);

#endif
