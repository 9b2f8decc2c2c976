/*
 * audio/kernels.h - the sum at the heart of rate conversion, for each set of instructions, with the same bits from all
 *
 * An output is the sum of products of weights and input frames. It is defined once: the product of input frame f goes
 * to partial sum f mod 8, in ascending order of f; the eight sums are added in a fixed tree. Weights and input
 * are float values held in doubles, so that a product of two is exact (24 + 24 of 53 bits) and a fused multiply-add
 * rounds where a multiplication and an addition would: kernels that fuse and kernels that cannot agree bit for bit.
 */
#ifndef RBK_AUDIO_KERNELS_H
#define RBK_AUDIO_KERNELS_H

#include <redbook/audio.h>

#define RBK_KERNEL_LANES    8 /* partial sums; lengths and places are multiples of it */
#define RBK_KERNEL_ROWS_MAX 6

/*
 * Sums rows outputs over the same length frames: pairs[2 * r] over left, pairs[2 * r + 1] over right. weights: rows
 * of length values, one behind the other. length is a multiple of RBK_KERNEL_LANES and the first frame, too, is one on
 * the stream's time line; rows is 1 to RBK_KERNEL_ROWS_MAX.
 */
typedef void rbk_tile(const double *weights, size_t rows, size_t length, const double *left, const double *right,
                      double *pairs);

/* The tile of a kernel (of the best there is for AUTO, and for one that this machine does not have), and how many rows
 * it likes to have. */
rbk_tile *rbk_kernel_tile(rbk_kernel kernel, size_t *rows);

#endif
