/*
 * audio/kernels.h - the sums at the heart of rate conversion, for each set of instructions
 *
 * An output is the sum of products of weights and input frames, both of them float values. There are two ways to it:
 *
 * - The exact sum defines the value, the same bits from every kernel: products are formed in double, where they are
 *   exact (24 + 24 of 53 bits) and a fused multiply-add rounds where a multiplication and an addition would; the
 *   product of frame f goes to partial sum f mod 8, in ascending order of f; the eight sums are added in a fixed tree.
 * - The quick sum is within a known distance of it (audio/tiles.h), at half the cost or less: single precision far from
 *   the middle of the filter, where weights are small, double precision in the middle. Its bits are each kernel's own.
 */
#ifndef RBK_AUDIO_KERNELS_H
#define RBK_AUDIO_KERNELS_H

#include <redbook/audio.h>

#define RBK_BIT_EXACT_LANES 8  /* partial sums of the exact sum; its length is a multiple of it */
#define RBK_QUICK_LANES     16 /* of the quick sum, in single precision; lengths and borders are multiples of it */
#define RBK_QUICK_ALIGNMENT (RBK_QUICK_LANES * sizeof(float)) /* in bytes: memory that begins so is read fastest */
#define RBK_TILE_ROWS       6                                 /* outputs that lie side by side in a tile */

/*
 * Weights of a few outputs over one stretch of the input: rows of length floats, one behind the other, zeros where an
 * output has no weight. From the stretch's ends to the middle sums run in single precision, from middle_begin to
 * middle_end in double.
 */
typedef struct rbk_tile {
    const float *weights;
    size_t rows; /* 1 to RBK_TILE_ROWS */
    size_t length, middle_begin, middle_end;
    int64_t offset_frames; /* of the stretch, from the first frame of the tile's period */
} rbk_tile;

/* One output to be summed exactly: length weights over as many frames of left and right, to pair[0] and pair[1]. */
typedef struct rbk_bit_exact_sum {
    const float *weights, *left, *right;
    unsigned first_lane; /* the partial sum of the first frame: its number on the stream's time line mod 8 */
    double *pair;
} rbk_bit_exact_sum;

typedef struct rbk_kernel_sums {
    /* The first rows outputs of a tile: pairs[2 * r] over left, pairs[2 * r + 1] over right. */
    void (*quick)(const rbk_tile *tile, size_t rows, const float *left, const float *right, double *pairs);
    /* count outputs; fastest where there are several at once. */
    void (*bit_exact)(const rbk_bit_exact_sum *sums, size_t count, size_t length);
} rbk_kernel_sums;

/* The sums of a kernel: of the best there is for AUTO, plain ones for one that this machine does not have. Static. */
const rbk_kernel_sums *rbk_kernel_sums_of(rbk_kernel kernel);

#endif
