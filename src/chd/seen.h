/*
 * chd/seen.h - which hunks there were already
 */
#ifndef RBK_CHD_SEEN_H
#define RBK_CHD_SEEN_H

#include "chd/chd.h"

typedef struct rbk_chd_seen rbk_chd_seen;

/* For so many hunks; NULL without memory. Freed with rbk_chd_seen_free (NULL is fine). */
rbk_chd_seen *rbk_chd_seen_new(uint32_t count);
void rbk_chd_seen_free(rbk_chd_seen *seen);

/*
 * The first hunk that had the RBK_CHD_HUNK_BYTES (equal in CRC and SHA-1), which is `number` itself, kept from now on,
 * where there was none. Each number is less than the count and comes at most once.
 */
uint32_t rbk_chd_seen_find(rbk_chd_seen *seen, const uint8_t *bytes, uint16_t crc, uint32_t number);

#endif
