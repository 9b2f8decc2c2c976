/*
 * One pass over a disc for several visitors. Blocks are read into a ring; each visitor is at its own block, and
 * threads take whatever may be done next: the visitor that is furthest after gets its block, and where none can go on
 * the next block is read. One thread thus reads a block and shows it to everybody while it is in the cache, and several
 * threads run apart by as much as the ring holds.
 */
#include <redbook/scan.h>

#include "base/endian.h"
#include "base/fail.h"
#include "image/sectors.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define RING_BLOCKS  8
#define BLOCK_BYTES  ((size_t)RBK_SCAN_SECTORS_AT_ONCE * RBK_SECTOR_BYTES)
#define JOBS_DEFAULT 16 /* more of them only wait for one another */

/* What a thread may do next: the number of a visitor, or one of these. */
#define TASK_READ         (-1)
#define TASK_NONE         (-2)
#define FAILED_BY_READING 0 /* a failure of the n-th visitor is of n + 1 */

typedef struct slot {
    rbk_scan_block block;
    uint8_t *sectors;
    uint8_t *swapped; /* in the machine's order, where that is not the disc's */
} slot;

typedef struct station {
    uint64_t next; /* number of the block that the visitor gets next */
    bool busy;
    int32_t done_lba; /* the end of the one before */
} station;

typedef struct scan {
    rbk_image *image;
    const rbk_disc *disc;
    const rbk_layout *layout;
    const rbk_scan_visitor *visitors;
    size_t visitor_count;
    const rbk_listener *listener;

    pthread_mutex_t lock; /* guards what follows; blocks in the ring are only read by those who visit */
    pthread_cond_t changed;
    station *stations;
    slot ring[RING_BLOCKS];
    uint64_t read; /* blocks so far */
    bool reading;
    size_t track; /* of the next block */
    int32_t lba;
    bool cancelled;
    bool failed;
    uint64_t failed_block;
    size_t failed_by;
    rbk_status status;
    rbk_error error;
} scan;

void rbk_scan_options_init(rbk_scan_options *options)
{
    if (options)
        *options = (rbk_scan_options){0};
}

/* ------------------------------------------------------------------ which block comes next */

/* Moves to the first track from here on that has sectors left. */
static void find_track(scan *s)
{
    while (s->track < s->layout->track_count && s->lba >= s->layout->tracks[s->track].end_lba)
        if (++s->track < s->layout->track_count)
            s->lba = s->layout->tracks[s->track].start_lba;
}

static bool all_read(const scan *s)
{
    return s->track >= s->layout->track_count;
}

static rbk_scan_block next_block(const scan *s)
{
    const rbk_layout_track *track = &s->layout->tracks[s->track];
    bool pregap = s->lba < track->index01_lba;
    int32_t end = pregap && track->index01_lba < track->end_lba ? track->index01_lba : track->end_lba;
    int32_t left = end - s->lba;
    return (rbk_scan_block){
        .track = s->track,
        .audio = rbk_track_mode_is_audio(s->disc->tracks[s->track].mode),
        .pregap = pregap,
        .lba = s->lba,
        .count = (uint32_t)(left < RBK_SCAN_SECTORS_AT_ONCE ? left : RBK_SCAN_SECTORS_AT_ONCE),
    };
}

/* ------------------------------------------------------------------ tasks; all of this with the lock */

static bool before_failure(const scan *s, uint64_t block, size_t by)
{
    return !s->failed || block < s->failed_block || (block == s->failed_block && by < s->failed_by);
}

/* The number of the block that the visitor furthest after gets next. */
static uint64_t slowest_progress(const scan *s)
{
    uint64_t least = s->read;
    for (size_t i = 0; i < s->visitor_count; i++)
        least = s->stations[i].next < least ? s->stations[i].next : least;
    return least;
}

static int next_task(const scan *s)
{
    int task = TASK_NONE;
    if (s->cancelled)
        return TASK_NONE;
    for (size_t i = 0; i < s->visitor_count; i++) {
        const station *st = &s->stations[i];
        bool ready = !st->busy && st->next < s->read && before_failure(s, st->next, i + 1);
        if (ready && (task == TASK_NONE || st->next < s->stations[task].next))
            task = (int)i;
    }
    if (task != TASK_NONE || s->reading || s->failed || all_read(s))
        return task;
    return s->read - slowest_progress(s) < RING_BLOCKS ? TASK_READ : TASK_NONE;
}

/* Nothing can be done, and nothing that is being done will change that. */
static bool finished(const scan *s)
{
    bool busy = s->reading;
    for (size_t i = 0; i < s->visitor_count && !busy; i++)
        busy = s->stations[i].busy;
    return !busy && next_task(s) == TASK_NONE;
}

static void keep_failure(scan *s, uint64_t block, size_t by, rbk_status status, const rbk_error *error)
{
    if (!before_failure(s, block, by))
        return;
    s->failed = true;
    s->failed_block = block;
    s->failed_by = by;
    s->status = status;
    s->error = *error;
}

/* ------------------------------------------------------------------ doing them; called with the lock, which is
 * released */

static rbk_status fill_slot(const scan *s, slot *to, rbk_error *error)
{
    rbk_scan_block *block = &to->block;
    size_t bytes = (size_t)block->count * RBK_SECTOR_BYTES;
    rbk_status status = rbk_image_read_sectors(s->image, block->lba, block->count, to->sectors, error);
    block->sectors = to->sectors;
    if (status != RBK_OK || !block->audio)
        return status;
    if (!rbk_machine_is_little_endian()) {
        memcpy(to->swapped, to->sectors, bytes);
        rbk_image_swap(to->swapped, bytes);
    }
    block->samples = (const int16_t *)(const void *)to->swapped;
    return RBK_OK;
}

static void read_block(scan *s)
{
    rbk_error error;
    slot *to = &s->ring[s->read % RING_BLOCKS];
    to->block = next_block(s);
    s->reading = true;
    pthread_mutex_unlock(&s->lock);
    rbk_error_init(&error);
    rbk_status status = fill_slot(s, to, &error);
    pthread_mutex_lock(&s->lock);
    s->reading = false;
    if (status != RBK_OK) {
        keep_failure(s, s->read, FAILED_BY_READING, status, &error);
        return;
    }
    s->read++;
    s->lba += (int32_t)to->block.count;
    find_track(s);
}

static void show_block(scan *s, size_t number)
{
    rbk_error error;
    station *st = &s->stations[number];
    const rbk_scan_visitor *visitor = &s->visitors[number];
    const rbk_scan_block *block = &s->ring[st->next % RING_BLOCKS].block;
    st->busy = true;
    pthread_mutex_unlock(&s->lock);
    rbk_error_init(&error);
    rbk_status status = visitor->visit(visitor->user, block, &error);
    pthread_mutex_lock(&s->lock);
    st->busy = false;
    if (status != RBK_OK) {
        keep_failure(s, st->next, number + 1, status, &error);
        return;
    }
    st->next++;
    st->done_lba = block->lba + (int32_t)block->count;
}

/* The listener is called without the lock. */
static void listen(scan *s)
{
    if (!s->listener)
        return;
    int32_t done_lba = s->lba;
    for (size_t i = 0; i < s->visitor_count; i++)
        done_lba = s->stations[i].done_lba < done_lba ? s->stations[i].done_lba : done_lba;
    pthread_mutex_unlock(&s->lock);
    bool cancel = s->listener->query_cancel && s->listener->query_cancel(s->listener->user);
    if (!cancel && s->listener->add_progress)
        s->listener->add_progress(s->listener->user, (uint64_t)done_lba, (uint64_t)rbk_layout_end(s->layout));
    pthread_mutex_lock(&s->lock);
    s->cancelled = s->cancelled || cancel;
}

/* All threads are here until the end; the calling one keeps the listener informed, too. */
static void work(scan *s, bool calling)
{
    pthread_mutex_lock(&s->lock);
    while (!finished(s)) {
        int task = next_task(s);
        if (task == TASK_NONE)
            pthread_cond_wait(&s->changed, &s->lock);
        else if (task == TASK_READ)
            read_block(s);
        else
            show_block(s, (size_t)task);
        if (task != TASK_NONE)
            pthread_cond_broadcast(&s->changed);
        if (calling)
            listen(s);
    }
    pthread_cond_broadcast(&s->changed);
    pthread_mutex_unlock(&s->lock);
}

static void *worker(void *user)
{
    work(user, false);
    return NULL;
}

/* ------------------------------------------------------------------ all of it */

static size_t thread_count(const scan *s, uint32_t jobs)
{
    size_t wanted = jobs, useful = s->visitor_count + 1;
    if (wanted == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        wanted = processors > 0 ? (size_t)processors : 1;
        wanted = wanted < JOBS_DEFAULT ? wanted : JOBS_DEFAULT;
    }
    return wanted < useful ? wanted : useful;
}

/* A thread that cannot be had makes it slower, nothing else. Whoever cancels at once has nothing begun. */
static void run(scan *s, uint32_t jobs)
{
    pthread_mutex_lock(&s->lock);
    listen(s);
    pthread_mutex_unlock(&s->lock);
    if (s->cancelled)
        return;
    size_t others = thread_count(s, jobs) - 1, started = 0;
    pthread_t *threads = calloc(others + 1, sizeof *threads);
    while (threads && started < others && pthread_create(&threads[started], NULL, worker, s) == 0)
        started++;
    work(s, true);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
    pthread_mutex_lock(&s->lock);
    if (!s->cancelled)
        listen(s); /* the last block may have been another thread's */
    pthread_mutex_unlock(&s->lock);
}

static void release(scan *s)
{
    for (size_t i = 0; i < RING_BLOCKS; i++) {
        if (s->ring[i].swapped != s->ring[i].sectors)
            free(s->ring[i].swapped);
        free(s->ring[i].sectors);
    }
    free(s->stations);
}

static bool allocate(scan *s)
{
    s->stations = calloc(s->visitor_count + 1, sizeof *s->stations);
    bool all = s->stations != NULL;
    for (size_t i = 0; i < RING_BLOCKS && all; i++) {
        slot *to = &s->ring[i];
        to->sectors = malloc(BLOCK_BYTES);
        to->swapped = rbk_machine_is_little_endian() ? to->sectors : malloc(BLOCK_BYTES);
        all = to->sectors && to->swapped;
    }
    return all;
}

rbk_status rbk_image_scan(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout,
                          const rbk_scan_visitor *visitors, size_t count, const rbk_scan_options *options,
                          rbk_error *error)
{
    if (!image || !disc || !layout || (count > 0 && !visitors))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (disc->track_count != layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    scan s = {.image = image,
              .disc = disc,
              .layout = layout,
              .visitors = visitors,
              .visitor_count = count,
              .listener = options ? options->listener : NULL};
    if (!allocate(&s)) {
        release(&s);
        return rbk_fail_memory(error);
    }
    s.lba = layout->track_count > 0 ? layout->tracks[0].start_lba : 0;
    find_track(&s);
    pthread_mutex_init(&s.lock, NULL);
    pthread_cond_init(&s.changed, NULL);
    run(&s, options ? options->jobs : 0);
    pthread_cond_destroy(&s.changed);
    pthread_mutex_destroy(&s.lock);
    release(&s);
    if (s.cancelled)
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    if (s.failed && error)
        *error = s.error;
    return s.failed ? s.status : RBK_OK;
}
