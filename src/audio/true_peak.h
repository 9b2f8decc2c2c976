/*
 * audio/true_peak.h - true peak of one channel by ITU-R BS.1770-4: the largest value between samples, four times as many
 */
#ifndef RBK_AUDIO_TRUE_PEAK_H
#define RBK_AUDIO_TRUE_PEAK_H

#include <stddef.h>
#include <stdint.h>

/*
 * A sine under a window of Hann, 49 long, by four: every fourth output is a sample itself, the three between two samples
 * come from six of them on either side. All in integers of 15 bits, so that the sums are exact and the same on every
 * machine; a gain of the filter is off by 0.002 dB at most.
 */
#define RBK_TRUE_PEAK_TAPS    12
#define RBK_TRUE_PEAK_PHASES  3
#define RBK_TRUE_PEAK_HISTORY (RBK_TRUE_PEAK_TAPS - 1)
#define RBK_TRUE_PEAK_DELAY   (RBK_TRUE_PEAK_TAPS / 2) /* what is found with a sample is so many samples before it */
#define RBK_TRUE_PEAK_SCALE   1073741824.0             /* 2^30: full scale */

extern const int16_t rbk_true_peak_filter[RBK_TRUE_PEAK_PHASES][RBK_TRUE_PEAK_TAPS];

/*
 * The larger one of peak and of the largest absolute value of the outputs that count samples of a channel give: at the
 * samples RBK_TRUE_PEAK_DELAY before them, and after each of those up to the next. samples points at the first of the
 * count; RBK_TRUE_PEAK_HISTORY before it belong to the array.
 */
int32_t rbk_true_peak_find(const int16_t *samples, size_t count, int32_t peak);

/* The same without vectors and without leaving out what cannot be larger. */
int32_t rbk_true_peak_find_plainly(const int16_t *samples, size_t count, int32_t peak);

#endif
