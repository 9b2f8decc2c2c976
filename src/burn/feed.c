/*
 * The ring buffer between the image's files and the drive: one thread fills it, the burning thread empties it.
 */
#include "burn/feed.h"
#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>

struct rbk_feed {
    const rbk_burn_plan *plan;
    rbk_image *image;
    rbk_burn_write_mode mode;
    const rbk_burn_range *ranges; /* the plan's, or raw */
    size_t range_count;
    rbk_burn_range raw;
    rbk_burn_range *tracks; /* of track-at-once */
    rbk_feed_chunk *slots;
    uint8_t *room; /* of all slots */
    size_t slot_count;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* under the lock */
    size_t first; /* slot of the oldest chunk */
    size_t held;
    bool stop;
    bool ended; /* no more chunks follow: everything was read, or reading failed */
    rbk_status status;
    rbk_error error;
    uint64_t starved;
};

uint64_t rbk_feed_total(const rbk_feed *feed)
{
    uint64_t total = 0;
    for (size_t i = 0; i < feed->range_count; i++)
        total += feed->ranges[i].sectors;
    return total;
}

/* ------------------------------------------------------------------ the reading thread */

/* A slot to read into; NULL when the feed is ending. */
static rbk_feed_chunk *free_slot(rbk_feed *feed)
{
    rbk_feed_chunk *slot = NULL;
    pthread_mutex_lock(&feed->lock);
    while (feed->held == feed->slot_count && !feed->stop)
        pthread_cond_wait(&feed->changed, &feed->lock);
    if (!feed->stop)
        slot = &feed->slots[(feed->first + feed->held) % feed->slot_count];
    pthread_mutex_unlock(&feed->lock);
    return slot;
}

static void hand_over(rbk_feed *feed, rbk_status status, const rbk_error *error)
{
    pthread_mutex_lock(&feed->lock);
    if (status == RBK_OK) {
        feed->held++;
    } else {
        feed->status = status;
        feed->error = *error;
    }
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
}

static bool is_raw(const rbk_feed *feed)
{
    return feed->mode == RBK_BURN_WRITE_RAW_96 || feed->mode == RBK_BURN_WRITE_RAW_16;
}

static rbk_status read_chunk(const rbk_feed *feed, const rbk_feed_chunk *slot, rbk_error *error)
{
    if (!is_raw(feed))
        return rbk_burn_plan_read(feed->plan, feed->image, slot->lba, slot->sectors, slot->data, error);
    return rbk_burn_raw_read(feed->plan, feed->image, feed->mode, slot->lba, slot->sectors, slot->data, error);
}

static bool read_range(rbk_feed *feed, const rbk_burn_range *range)
{
    rbk_status status = RBK_OK;
    rbk_error error;
    for (uint32_t done = 0; done < range->sectors && status == RBK_OK;) {
        rbk_feed_chunk *slot = free_slot(feed);
        if (!slot)
            return false;
        uint32_t left = range->sectors - done;
        slot->lba = range->first_lba + (int32_t)done;
        slot->sectors = left < range->chunk_sectors ? left : range->chunk_sectors;
        slot->bytes = (size_t)slot->sectors * range->sector_bytes;
        rbk_error_init(&error);
        status = read_chunk(feed, slot, &error);
        done += slot->sectors;
        hand_over(feed, status, &error);
    }
    return status == RBK_OK;
}

static void *read_all(void *argument)
{
    rbk_feed *feed = argument;
    size_t range = 0;
    while (range < feed->range_count && read_range(feed, &feed->ranges[range]))
        range++;
    pthread_mutex_lock(&feed->lock);
    feed->ended = true;
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
    return NULL;
}

/* ------------------------------------------------------------------ the burning thread */

void rbk_feed_fill(rbk_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    while (feed->held < feed->slot_count && !feed->ended)
        pthread_cond_wait(&feed->changed, &feed->lock);
    pthread_mutex_unlock(&feed->lock);
}

rbk_status rbk_feed_next(rbk_feed *feed, const rbk_feed_chunk **chunk, rbk_error *error)
{
    rbk_status status = RBK_OK;
    pthread_mutex_lock(&feed->lock);
    feed->starved += !feed->held && !feed->ended;
    while (!feed->held && !feed->ended)
        pthread_cond_wait(&feed->changed, &feed->lock);
    if (feed->held) {
        *chunk = &feed->slots[feed->first];
    } else if (feed->status == RBK_OK) {
        *chunk = NULL;
    } else {
        status = feed->status;
        if (error)
            *error = feed->error;
    }
    pthread_mutex_unlock(&feed->lock);
    return status;
}

void rbk_feed_done(rbk_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    feed->first = (feed->first + 1) % feed->slot_count;
    feed->held--;
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
}

unsigned rbk_feed_percent(rbk_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    unsigned percent = feed->ended ? 100 : (unsigned)(feed->held * 100 / feed->slot_count);
    pthread_mutex_unlock(&feed->lock);
    return percent;
}

uint64_t rbk_feed_starved(rbk_feed *feed)
{
    pthread_mutex_lock(&feed->lock);
    uint64_t starved = feed->starved;
    pthread_mutex_unlock(&feed->lock);
    return starved;
}

/* ------------------------------------------------------------------ begin and end */

static bool make_room(rbk_feed *feed, size_t buffer_bytes)
{
    feed->slot_count = buffer_bytes / RBK_BURN_CHUNK_BYTES_MAX;
    if (feed->slot_count < 2)
        feed->slot_count = 2;
    feed->slots = calloc(feed->slot_count, sizeof *feed->slots);
    feed->room = malloc(feed->slot_count * RBK_BURN_CHUNK_BYTES_MAX);
    if (!feed->slots || !feed->room)
        return false;
    for (size_t i = 0; i < feed->slot_count; i++)
        feed->slots[i].data = feed->room + i * RBK_BURN_CHUNK_BYTES_MAX;
    return true;
}

static void release(rbk_feed *feed)
{
    pthread_cond_destroy(&feed->changed);
    pthread_mutex_destroy(&feed->lock);
    free(feed->slots);
    free(feed->room);
    free(feed->tracks);
    free(feed);
}

static rbk_status choose_tracks(rbk_feed *feed, rbk_error *error)
{
    feed->tracks = calloc(RBK_TRACKS_MAX, sizeof *feed->tracks);
    if (!feed->tracks)
        return rbk_fail_memory(error);
    feed->range_count = 0;
    while (feed->range_count < RBK_TRACKS_MAX &&
           rbk_burn_track_range(feed->plan, feed->range_count, &feed->tracks[feed->range_count]))
        feed->range_count++;
    feed->ranges = feed->tracks;
    return RBK_OK;
}

/* What is read, in order. */
static rbk_status choose_ranges(rbk_feed *feed, rbk_error *error)
{
    feed->ranges = feed->plan->ranges;
    feed->range_count = feed->plan->range_count;
    if (feed->mode == RBK_BURN_WRITE_TAO)
        return choose_tracks(feed, error);
    if (!is_raw(feed))
        return RBK_OK;
    feed->ranges = &feed->raw;
    feed->range_count = 1;
    return rbk_burn_raw_range(feed->plan, feed->mode, &feed->raw, error);
}

rbk_status rbk_feed_new(const rbk_burn_plan *plan, rbk_image *image, rbk_burn_write_mode mode, size_t buffer_bytes,
                        rbk_feed **feed, rbk_error *error)
{
    rbk_feed *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->plan = plan;
    made->image = image;
    made->mode = mode;
    rbk_status status = choose_ranges(made, error);
    if (status != RBK_OK) {
        free(made->tracks);
        free(made);
        return status;
    }
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->changed, NULL);
    if (!make_room(made, buffer_bytes) || pthread_create(&made->thread, NULL, read_all, made) != 0) {
        release(made);
        return rbk_fail_memory(error);
    }
    *feed = made;
    return RBK_OK;
}

void rbk_feed_free(rbk_feed *feed)
{
    if (!feed)
        return;
    pthread_mutex_lock(&feed->lock);
    feed->stop = true;
    pthread_cond_broadcast(&feed->changed);
    pthread_mutex_unlock(&feed->lock);
    pthread_join(feed->thread, NULL);
    release(feed);
}
