/*
 * audio/tiles.h - the weights of a filter bank laid out for the fast sums, and the error bound of these
 */
#ifndef RBK_AUDIO_TILES_H
#define RBK_AUDIO_TILES_H

#include "audio/kernels.h"

/*
 * The weights: for each phase, 2 * reach of them (stride floats from one phase to the next). The ratio is up outputs to
 * down input frames; output n has phase n * down mod up, and its weights start at frame floor(n * down / up) - reach +
 * 1.
 */
typedef struct rbk_tiles_source {
    uint32_t up, down;
    size_t reach, stride;
    const float *table;
} rbk_tiles_source;

/* Outputs 0 to period_samples - 1 in tiles; they repeat with each period_frames of the input. */
typedef struct rbk_tiles {
    rbk_tile *tiles;
    size_t count;
    int64_t period_samples, period_frames;
    double error;                   /* error bound of a fast sum, for input of magnitude 1 */
    double error_rounding_products; /* the same for kernels that round each product */
    float *weights;
    double *middles;
} rbk_tiles;

/* RBK_NO_MEMORY; must be released in any case. */
rbk_status rbk_tiles_make(const rbk_tiles_source *source, rbk_tiles *tiles, rbk_error *error);
void rbk_tiles_release(rbk_tiles *tiles);

#endif
