/*
 * chd/pool.h - threads that compress hunks; they come back in the order in which they were given
 */
#ifndef RBK_CHD_POOL_H
#define RBK_CHD_POOL_H

#include "chd/hunk_encode.h"

typedef struct rbk_chd_pool rbk_chd_pool;

/* threads 0 or 1, or none to be had: the caller's own. RBK_NO_MEMORY. */
rbk_status rbk_chd_pool_new(rbk_chd_effort effort, unsigned threads, rbk_chd_pool **pool, rbk_error *error);
void rbk_chd_pool_free(rbk_chd_pool *pool); /* NULL is fine */

/* A hunk has to be taken before the next one can be given. */
bool rbk_chd_pool_is_full(const rbk_chd_pool *pool);

/* Room for the RBK_CHD_HUNK_BYTES of the next hunk. */
uint8_t *rbk_chd_pool_room(rbk_chd_pool *pool);

/* The room is filled. hunk: its CRC; or SELF, and nothing of it is compressed. */
void rbk_chd_pool_give(rbk_chd_pool *pool, const rbk_chd_hunk *hunk, unsigned audio_frames);

/*
 * Takes the first hunk that was given and not taken yet: what it became, and its bytes, lent until the next call. NULL:
 * there was no memory for it.
 */
const uint8_t *rbk_chd_pool_take(rbk_chd_pool *pool, rbk_chd_hunk *hunk);

#endif
