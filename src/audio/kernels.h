/*
 * audio/kernels.h - the sums at the core of rate conversion, for each instruction set
 *
 * An output is the sum of products of weights and input frames, both of them floats. There are two ways to compute it:
 *
 * - The bit-exact sum defines the value, the same bits from every kernel: products are formed in double, where they are
 *   exact (24 + 24 of 53 bits), so that a fused multiply-add rounds like a multiplication and an addition; the
 *   product of frame f goes to partial sum f mod 8, in ascending order of f; the eight sums are added in a fixed tree.
 * - The fast sum is within a known error bound of it (audio/tiles.h), at half the cost or less: single precision far
 *   from the middle of the filter, where weights are small, double precision in the middle. Its bits differ by kernel.
 */
#ifndef RBK_AUDIO_KERNELS_H
#define RBK_AUDIO_KERNELS_H

#include <redbook/audio.h>

#define RBK_BIT_EXACT_LANES 8  /* partial sums of the bit-exact sum; its length is a multiple of it */
#define RBK_QUICK_LANES     16 /* of the fast sum, in single precision; lengths and borders are multiples of it */
#define RBK_QUICK_ALIGNMENT (RBK_QUICK_LANES * sizeof(float)) /* in bytes: memory with this alignment is read fastest */
#define RBK_TILE_ROWS       6                                 /* adjacent outputs in a tile */

/*
 * Weights of a few outputs over one range of the input: rows of length floats, contiguous, zeros where an output has no
 * weight. From the ends to the middle the sums are in single precision, from middle_begin to middle_end in double.
 */
typedef struct rbk_tile {
    const float *weights;
    const double *middle; /* those from middle_begin to middle_end once more, rows contiguous */
    size_t rows;          /* 1 to RBK_TILE_ROWS */
    size_t length, middle_begin, middle_end;
    int64_t offset_frames; /* of the range, from the first frame of the tile's period */
} rbk_tile;

/* One output of a bit-exact sum: length weights over as many frames of left and right, to pair[0] and pair[1]. */
typedef struct rbk_bit_exact_sum {
    const float *weights, *left, *right;
    unsigned first_lane; /* the partial sum of the first frame: its number on the stream's time line mod 8 */
    double *pair;
} rbk_bit_exact_sum;

typedef struct rbk_kernel_sums {
    /* The first rows outputs of a tile: pairs[2 * r] over left, pairs[2 * r + 1] over right. */
    void (*quick)(const rbk_tile *tile, size_t rows, const float *left, const float *right, double *pairs);
    /* count outputs; fastest for several at once. */
    void (*bit_exact)(const rbk_bit_exact_sum *sums, size_t count, size_t length);
    /* The same for one channel, whose values are in left: to pair[0]. */
    void (*bit_exact_one)(const rbk_bit_exact_sum *sums, size_t count, size_t length);
    /* The highest magnitude among values that are numbers; 0 if there are none. */
    float (*loudest)(const float *values, size_t count);
    bool rounds_products; /* of quick: a product is rounded before it is added */
} rbk_kernel_sums;

/* The kernel that is used where this one is asked for: one named in the environment or the fastest for AUTO, PLAIN for one
 * that this machine does not support. */
rbk_kernel rbk_kernel_used(rbk_kernel kernel);

/* The sums of a kernel: of the fastest for AUTO, plain ones for one that this machine does not support. Static. */
const rbk_kernel_sums *rbk_kernel_sums_of(rbk_kernel kernel);

#endif
