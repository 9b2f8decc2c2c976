/*
 * audio/shaper.h - reduction to 16 bits with noise-shaped dither: the error of earlier samples is fed back
 *
 * A sample depends on those before it, so the work cannot be divided; what can be done by several threads is all that
 * comes before, the wanted values.
 */
#ifndef RBK_AUDIO_SHAPER_H
#define RBK_AUDIO_SHAPER_H

#include "audio/dither.h"

#define RBK_SHAPER_TAPS_MAX 9

/* A wanted value: fixed point, this many to a unit of the last of 16 bits. Full scale is 2^31. */
#define RBK_WANTED_SCALE 65536.0

/*
 * The noise transfer function is 1 - sum of c[k] z^-(k + 1); its error is output minus wanted value. peak: how far the
 * output can be from the wanted value, in units of the last bit.
 */
typedef struct rbk_noise_curve {
    const char *name;
    size_t taps;
    double c[RBK_SHAPER_TAPS_MAX];
    double worst;
} rbk_noise_curve;

/* Static; the first one for an unknown curve. */
const rbk_noise_curve *rbk_noise_curve_of(rbk_dither_curve curve);

typedef struct rbk_shaper {
    rbk_quantiser quantiser;
    const rbk_noise_curve *curve;
    double errors[2 * RBK_SHAPER_TAPS_MAX][RBK_CHANNELS]; /* twice the same, so that a range of them is contiguous */
    size_t last;                                          /* position of the last error, those before it follow */
    int64_t next_samples;                                 /* disc position of the sample after the last one */
} rbk_shaper;

void rbk_shaper_init(rbk_shaper *shaper, rbk_dither_curve curve, uint64_t seed);

/* Wanted values of count pairs (full scale is 1.0; finite), limited to full scale. Updates the statistics' peak. */
void rbk_want(const double *pairs, size_t count, int32_t *wanted, rbk_conform_statistics *statistics);

/*
 * Reduces count pairs to out; position_samples is the disc position of the first. Where that is not the one after the
 * last pair, shaping begins anew. Counts clipped and dithered values in the statistics. A pair of zeros stays zero.
 */
void rbk_shape(rbk_shaper *shaper, const int32_t *wanted, size_t count, int64_t position_samples, int16_t *out,
               rbk_conform_statistics *statistics);

#endif
