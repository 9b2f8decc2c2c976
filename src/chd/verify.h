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
 * Verifies while others read: every hunk is decoded once, in threads (0: one for each processor), a batch at a time in the
 * order of the file, and reads of the batch decoded last are served from it. The CHD is lent until the free.
 */
typedef struct rbk_chd_verifier rbk_chd_verifier;

/* RBK_NO_MEMORY. */
rbk_status rbk_chd_verifier_new(const rbk_chd *chd, uint32_t threads, rbk_chd_verifier **verifier, rbk_error *error);
void rbk_chd_verifier_free(rbk_chd_verifier *verifier); /* NULL is fine */

/* Lent. */
const rbk_chd *rbk_chd_verifier_chd(const rbk_chd_verifier *verifier);

/*
 * Copies size bytes at skip of a hunk. *given is false, and nothing is copied, for one that is damaged or was decoded
 * before: rbk_chd_read_hunk gives it. Safe from several threads at once. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_chd_verifier_read(rbk_chd_verifier *verifier, uint32_t hunk, size_t skip, size_t size, uint8_t *data,
                                 bool *given, rbk_error *error);

/*
 * Decodes what nobody has read. The listener (nullable) is asked for cancel in the calling thread. RBK_USERABORT,
 * RBK_FILESYSTEM, RBK_NO_MEMORY: also those of an earlier read.
 */
rbk_status rbk_chd_verifier_end(rbk_chd_verifier *verifier, const rbk_listener *listener, rbk_chd_verdict *verdict,
                                rbk_error *error);

#endif
