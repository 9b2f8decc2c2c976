/*
 * audio/sector_sums.h - what the samples of a sector add up to, and how rough they are, for each instruction set
 *
 * All integers, so that every kernel gives the same numbers.
 */
#ifndef RBK_AUDIO_SECTOR_SUMS_H
#define RBK_AUDIO_SECTOR_SUMS_H

#include <redbook/address.h>
#include <redbook/audio.h>

#define RBK_SECTOR_VALUES ((size_t)RBK_SECTOR_SAMPLES * RBK_CHANNELS)

typedef struct rbk_sector_sums {
    int64_t left, right;
    int64_t left_squares, right_squares, products;
    int32_t unequal;    /* samples whose two values differ, */
    int32_t uninverted; /* or are not each other with the opposite sign */
    int32_t peak;       /* the largest absolute value */
} rbk_sector_sums;

/* Sums over all values of a sector but the first two. */
typedef struct rbk_sector_roughness {
    int64_t distance;                        /* between neighbours of one channel, absolute */
    int64_t level;                           /* absolute values */
    int64_t swapped_distance, swapped_level; /* the same with the two bytes of each value swapped */
    int32_t nonzero;                         /* values */
} rbk_sector_roughness;

/* The samples of both calls are RBK_SECTOR_VALUES values, left and right by turns. */
typedef struct rbk_sector_kernel {
    rbk_sector_sums (*sums)(const int16_t *samples);
    rbk_sector_roughness (*roughness)(const int16_t *samples);
} rbk_sector_kernel;

/* Of the fastest kernel for AUTO, of the plain one for one that this machine does not support. Static. */
const rbk_sector_kernel *rbk_sector_kernel_of(rbk_kernel kernel);

#endif
