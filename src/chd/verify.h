/*
 * chd/verify.h - all of a CHD held against the sums that it states
 */
#ifndef RBK_CHD_VERIFY_H
#define RBK_CHD_VERIFY_H

#include "chd/chd.h"

#include <redbook/listener.h>

#define RBK_CHD_DAMAGED_NAMED 6

typedef struct rbk_chd_verdict {
    uint32_t damaged; /* hunks that cannot be decoded, or are not what their CRC says */
    uint32_t first_damaged[RBK_CHD_DAMAGED_NAMED];
    bool has_sums;                        /* a file that is not compressed has none */
    bool raw_checked;                     /* where no hunk is damaged */
    uint8_t raw_sha1[RBK_CHD_SHA1_BYTES]; /* as it is */
    uint8_t sha1[RBK_CHD_SHA1_BYTES];     /* as it is by the raw one that the header states and the metadata */
} rbk_chd_verdict;

/*
 * Decodes every hunk once, in threads (0: one for each processor). The listener (nullable) is asked for cancel in the
 * calling thread. RBK_USERABORT, RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_chd_verify(const rbk_chd *chd, uint32_t threads, const rbk_listener *listener, rbk_chd_verdict *verdict,
                          rbk_error *error);

#endif
