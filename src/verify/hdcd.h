/*
 * verify/hdcd.h - control codes of HDCD in the last bits of samples
 */
#ifndef RBK_VERIFY_HDCD_H
#define RBK_VERIFY_HDCD_H

#include <redbook/address.h>

/*
 * One channel. A code is a prefix of 32 bits and 8 or 16 bits that are valid by themselves; random bits have one in a
 * hundred discs. All zero at first.
 */
typedef struct rbk_hdcd {
    uint64_t bits;  /* the last ones, the newest lowest */
    unsigned ahead; /* bits to come of a code after a prefix; 0: none */
    unsigned form;  /* of that code: 8 or 16 bits */
    int64_t codes;
    int64_t first_sample; /* of the first code, as the caller counts; -1: none, set by the caller at first */
} rbk_hdcd;

/* Takes count samples of a channel (0 or 1) of pairs; first_sample is the number of the first one. */
void rbk_hdcd_take(rbk_hdcd *hdcd, const int16_t *pairs, size_t count, unsigned channel, int64_t first_sample);

#endif
