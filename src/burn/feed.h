/*
 * burn/feed.h - data for the burn, read ahead of the drive by a separate thread
 *
 * A drive that burns must never wait for a file. The feed reads a plan's chunks in their order into a ring buffer of
 * fixed size, and returns them one at a time.
 */
#ifndef RBK_BURN_FEED_H
#define RBK_BURN_FEED_H

#include <redbook/burn_plan.h>

typedef struct rbk_feed rbk_feed;

/* Sectors of one WRITE. */
typedef struct rbk_feed_chunk {
    int32_t lba;
    uint32_t sectors;
    uint8_t *data;
    size_t bytes;
} rbk_feed_chunk;

/* Starts reading what is sent in a mode, SAO, TAO or one of the raw ones. buffer_bytes is rounded to whole chunks, two at
 * least. RBK_NO_MEMORY, also without a thread; errors of rbk_burn_raw_range. */
rbk_status rbk_feed_new(const rbk_burn_plan *plan, rbk_image *image, rbk_burn_write_mode mode, size_t buffer_bytes,
                        rbk_feed **feed, rbk_error *error);
/* Ends the thread, after the read in progress. NULL is fine. */
void rbk_feed_free(rbk_feed *feed);

/* Waits until the ring is full, or everything was read. */
void rbk_feed_fill(rbk_feed *feed);

/*
 * The next chunk, valid until rbk_feed_done; waits for it. *chunk is NULL after the last one. Errors of the image's
 * files are returned when the chunk's turn comes.
 */
rbk_status rbk_feed_next(rbk_feed *feed, const rbk_feed_chunk **chunk, rbk_error *error);
/* The chunk was sent; its slot is free. */
void rbk_feed_done(rbk_feed *feed);

unsigned rbk_feed_percent(rbk_feed *feed); /* fill level of the ring; 100 when everything was read */
uint64_t rbk_feed_starved(rbk_feed *feed); /* how often rbk_feed_next had to wait */

uint64_t rbk_feed_total(const rbk_feed *feed); /* sectors of all chunks */

#endif
