/*
 * audio/dither.h - reduction of real numbers to 16 bits
 */
#ifndef RBK_AUDIO_DITHER_H
#define RBK_AUDIO_DITHER_H

#include <redbook/audio.h>

typedef struct rbk_quantiser {
    uint64_t key; /* derived from the seed */
    bool dither;
} rbk_quantiser;

void rbk_quantiser_init(rbk_quantiser *quantiser, rbk_dither dither, uint64_t seed);

/*
 * Reduces count pairs (full scale is 1.0; finite) to out; position_samples is the disc position of the first. Adds to
 * the statistics.
 */
void rbk_quantise(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
                  int16_t *out, rbk_conform_statistics *statistics);

/*
 * The same for count pairs (up to RBK_QUANTISER_SEGMENT) whose values have this error bound (more than 0). values
 * (RBK_QUANTISER_VALUES of them) receives, ascending, those that the error leaves undecided, each as 2 * pair + channel.
 * Returns their number. Their pairs are not counted: refine the values and call rbk_quantise_open, with the same
 * arguments otherwise. The combined result is that of bit-exact pairs.
 */
#define RBK_QUANTISER_SEGMENT 512
#define RBK_QUANTISER_VALUES  (2 * RBK_QUANTISER_SEGMENT)
size_t rbk_quantise_nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                           int64_t position_samples, int16_t *out, uint32_t *values,
                           rbk_conform_statistics *statistics);
void rbk_quantise_open(const rbk_quantiser *quantiser, const double *pairs, const uint32_t *values, size_t open,
                       int64_t position_samples, int16_t *out, rbk_conform_statistics *statistics);

/* The dither of one value, in units of the last bit: triangular between -1 and 1. channel is 0 or 1. */
double rbk_dither_value(const rbk_quantiser *quantiser, int64_t position_samples, unsigned channel);

/* The highest magnitude among samples, 1.0 = full scale; also updates the statistics' peak. */
void rbk_peak_note(const int16_t *samples, size_t values, rbk_conform_statistics *statistics);

#endif
