/*
 * verify/read_ahead.h - parts of an image, read by another thread before they are asked for
 *
 * Two images that are compared are read at the same time: one by the caller, the other ahead of it. Parts are read one
 * after another, in the order in which they are returned, since compressed images are slow in any other.
 */
#ifndef RBK_VERIFY_READ_AHEAD_H
#define RBK_VERIFY_READ_AHEAD_H

#include <redbook/image.h>

/* The next part to read, in the thread that reads; false after the last. */
typedef bool rbk_read_ahead_next(void *user, int32_t *lba, uint32_t *sectors);

typedef struct rbk_read_ahead rbk_read_ahead;

/*
 * Starts reading parts of at most most_sectors. Without a thread (there is one processor, or none can be created) each part
 * is read when it is asked for. RBK_NO_MEMORY.
 */
rbk_status rbk_read_ahead_start(rbk_image *image, uint32_t most_sectors, rbk_read_ahead_next *next, void *user,
                                rbk_read_ahead **ahead, rbk_error *error);

/* The next part, which is lent until the next call; next must have one. Errors of rbk_image_read_sectors, when it is the turn
 * of the part that has them, and of all after it. */
rbk_status rbk_read_ahead_take(rbk_read_ahead *ahead, const uint8_t **sectors, rbk_error *error);

/* Ends the thread, after the part that it reads. NULL is fine. */
void rbk_read_ahead_stop(rbk_read_ahead *ahead);

#endif
