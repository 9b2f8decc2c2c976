/*
 * A ring of parts: the thread fills it, the caller empties it. Without a thread the caller does both.
 */
#include "verify/read_ahead.h"

#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define RING_PARTS 4

struct rbk_read_ahead {
    rbk_image *image;
    size_t part_bytes;
    rbk_read_ahead_next *next;
    void *user;
    uint8_t *ring; /* RING_PARTS */
    bool threaded;
    bool lent; /* the oldest part is with the caller */
    pthread_t thread;
    pthread_mutex_t lock; /* guards what follows; parts in the ring are written by the thread and read by the caller */
    pthread_cond_t changed;
    size_t oldest;
    size_t held;
    bool stop;
    bool ended; /* no more parts follow: all were read, or one could not be */
    rbk_status status;
    rbk_error error;
};

static uint8_t *part_at(const rbk_read_ahead *ahead, size_t number)
{
    return ahead->ring + number % RING_PARTS * ahead->part_bytes;
}

/* Reads the next part; false after the last. */
static bool read_next(const rbk_read_ahead *ahead, uint8_t *to, rbk_status *status, rbk_error *error)
{
    int32_t lba;
    uint32_t sectors;
    if (!ahead->next(ahead->user, &lba, &sectors))
        return false;
    *status = rbk_image_read_sectors(ahead->image, lba, sectors, to, error);
    return *status == RBK_OK;
}

static void *read_all(void *user)
{
    rbk_read_ahead *ahead = user;
    rbk_error error;
    rbk_status status = RBK_OK;
    bool more = true;
    rbk_error_init(&error);
    pthread_mutex_lock(&ahead->lock);
    while (more) {
        while (ahead->held == RING_PARTS && !ahead->stop)
            pthread_cond_wait(&ahead->changed, &ahead->lock);
        if (ahead->stop)
            break;
        uint8_t *to = part_at(ahead, ahead->oldest + ahead->held);
        pthread_mutex_unlock(&ahead->lock);
        more = read_next(ahead, to, &status, &error);
        pthread_mutex_lock(&ahead->lock);
        ahead->held += more;
        pthread_cond_signal(&ahead->changed);
    }
    ahead->ended = true;
    ahead->status = status;
    ahead->error = error;
    pthread_cond_signal(&ahead->changed);
    pthread_mutex_unlock(&ahead->lock);
    return NULL;
}

rbk_status rbk_read_ahead_start(rbk_image *image, uint32_t most_sectors, rbk_read_ahead_next *next, void *user,
                                rbk_read_ahead **ahead, rbk_error *error)
{
    rbk_read_ahead *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->image = image;
    made->part_bytes = (size_t)most_sectors * RBK_SECTOR_BYTES;
    made->next = next;
    made->user = user;
    made->ring = malloc(RING_PARTS * made->part_bytes);
    if (!made->ring) {
        free(made);
        return rbk_fail_memory(error);
    }
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->changed, NULL);
    made->threaded = sysconf(_SC_NPROCESSORS_ONLN) > 1 && pthread_create(&made->thread, NULL, read_all, made) == 0;
    *ahead = made;
    return RBK_OK;
}

/* The caller is done with the part that it has. */
static void give_back(rbk_read_ahead *ahead)
{
    if (ahead->lent) {
        ahead->oldest++;
        ahead->held--;
        pthread_cond_signal(&ahead->changed);
    }
    ahead->lent = false;
}

static rbk_status take_from_thread(rbk_read_ahead *ahead, rbk_error *error)
{
    rbk_status status = RBK_OK;
    pthread_mutex_lock(&ahead->lock);
    give_back(ahead);
    while (ahead->held == 0 && !ahead->ended)
        pthread_cond_wait(&ahead->changed, &ahead->lock);
    ahead->lent = ahead->held > 0;
    if (!ahead->lent) {
        status = ahead->status;
        if (error)
            *error = ahead->error;
    }
    pthread_mutex_unlock(&ahead->lock);
    return status;
}

rbk_status rbk_read_ahead_take(rbk_read_ahead *ahead, const uint8_t **sectors, rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (ahead->threaded)
        status = take_from_thread(ahead, error);
    else
        (void)read_next(ahead, ahead->ring, &status, error);
    *sectors = part_at(ahead, ahead->oldest);
    return status;
}

void rbk_read_ahead_stop(rbk_read_ahead *ahead)
{
    if (!ahead)
        return;
    if (ahead->threaded) {
        pthread_mutex_lock(&ahead->lock);
        ahead->stop = true;
        pthread_cond_signal(&ahead->changed);
        pthread_mutex_unlock(&ahead->lock);
        pthread_join(ahead->thread, NULL);
    }
    pthread_cond_destroy(&ahead->changed);
    pthread_mutex_destroy(&ahead->lock);
    free(ahead->ring);
    free(ahead);
}
