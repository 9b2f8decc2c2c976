/*
 * audio/dither.h - from real numbers to 16 bits
 */
#ifndef RBK_AUDIO_DITHER_H
#define RBK_AUDIO_DITHER_H

#include <redbook/audio.h>

typedef struct rbk_quantiser {
    uint64_t key; /* of the seed */
    bool dither;
} rbk_quantiser;

void rbk_quantiser_init(rbk_quantiser *quantiser, rbk_dither dither, uint64_t seed);

/*
 * Reduces count pairs (full scale is 1.0; finite) to out; position_samples is where the first lies on the disc. Adds to
 * the statistics.
 */
void rbk_quantise(const rbk_quantiser *quantiser, const double *pairs, size_t count, int64_t position_samples,
                  int16_t *out, rbk_conform_statistics *statistics);

/*
 * The same for count pairs (up to RBK_QUANTISER_SEGMENT) whose values may each be wrong by doubt (more than 0), as far
 * as that does not matter. places gets those for which it may, in ascending order, and has room for one more than
 * count: nothing is counted for them, they are to be made exact and go to rbk_quantise. Their number. What comes of
 * both is what exact pairs give.
 */
#define RBK_QUANTISER_SEGMENT 512
size_t rbk_quantise_nearly(const rbk_quantiser *quantiser, const double *pairs, size_t count, double error_bound,
                           int64_t position_samples, int16_t *out, uint32_t *indices,
                           rbk_conform_statistics *statistics);

/* The dither of one value, in units of the last bit: triangular between -1 and 1. channel is 0 or 1. */
double rbk_dither_value(const rbk_quantiser *quantiser, int64_t position_samples, unsigned channel);

/* The highest magnitude among samples, 1.0 = full scale; adds it to the statistics' peak. */
void rbk_peak_note(const int16_t *samples, size_t values, rbk_conform_statistics *statistics);

#endif
