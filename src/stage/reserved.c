/*
 * Reserved samples that have not been filled, as ranges: what is filled is cut out of them. Threads fill from a few places
 * onwards, so that there are only about as many ranges as tracks and threads.
 */
#include "stage/reserved.h"

#include "base/fail.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

void rbk_reserved_init(rbk_reserved *reserved)
{
    *reserved = (rbk_reserved){.ranges = NULL};
    pthread_mutex_init(&reserved->lock, NULL);
}

void rbk_reserved_clear(rbk_reserved *reserved)
{
    free(reserved->ranges);
    reserved->ranges = NULL;
    reserved->count = reserved->room = 0;
}

void rbk_reserved_release(rbk_reserved *reserved)
{
    rbk_reserved_clear(reserved);
    pthread_mutex_destroy(&reserved->lock);
}

static rbk_status insert(rbk_reserved *reserved, size_t at, int64_t first_sample, int64_t end_sample, rbk_error *error)
{
    if (reserved->count == reserved->room) {
        const size_t room = reserved->room ? 2 * reserved->room : 16;
        rbk_sample_range *grown = realloc(reserved->ranges, room * sizeof *grown);
        if (!grown)
            return rbk_fail_memory(error);
        reserved->ranges = grown;
        reserved->room = room;
    }
    rbk_sample_range *range = &reserved->ranges[at];
    memmove(range + 1, range, (reserved->count - at) * sizeof *range);
    *range = (rbk_sample_range){first_sample, end_sample};
    reserved->count++;
    return RBK_OK;
}

rbk_status rbk_reserved_add(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error)
{
    rbk_status status = RBK_OK;
    pthread_mutex_lock(&reserved->lock);
    rbk_sample_range *last = reserved->count ? &reserved->ranges[reserved->count - 1] : NULL;
    if (last && last->end_sample == first_sample)
        last->end_sample += count;
    else if (count > 0)
        status = insert(reserved, reserved->count, first_sample, first_sample + count, error);
    pthread_mutex_unlock(&reserved->lock);
    return status;
}

/* The range that has them all; NULL with the error set: none. The lock is held. */
static rbk_sample_range *find(const rbk_reserved *reserved, int64_t first_sample, int64_t end_sample, rbk_error *error)
{
    size_t from = 0, to = reserved->count; /* the first range that ends after first_sample is among these, or at to */
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (reserved->ranges[middle].end_sample <= first_sample)
            from = middle + 1;
        else
            to = middle;
    }
    rbk_sample_range *range = from < reserved->count ? &reserved->ranges[from] : NULL;
    if (range && range->first_sample <= first_sample && end_sample <= range->end_sample)
        return range;
    rbk_fail(error, RBK_INVALID_ARGUMENT, "these samples are not reserved, or were filled before");
    return NULL;
}

rbk_status rbk_reserved_check(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error)
{
    pthread_mutex_lock(&reserved->lock);
    const bool has = count == 0 || find(reserved, first_sample, first_sample + count, error);
    pthread_mutex_unlock(&reserved->lock);
    return has ? RBK_OK : RBK_INVALID_ARGUMENT;
}

/* The lock is held. */
static rbk_status cut(rbk_reserved *reserved, int64_t first_sample, int64_t end_sample, rbk_error *error)
{
    rbk_sample_range *range = find(reserved, first_sample, end_sample, error);
    if (!range)
        return RBK_INVALID_ARGUMENT;
    const size_t at = (size_t)(range - reserved->ranges);
    if (range->first_sample < first_sample && end_sample < range->end_sample) {
        rbk_status status = insert(reserved, at + 1, end_sample, range->end_sample, error);
        if (status == RBK_OK)
            reserved->ranges[at].end_sample = first_sample;
        return status;
    }
    if (range->first_sample < first_sample) {
        range->end_sample = first_sample;
    } else if (end_sample < range->end_sample) {
        range->first_sample = end_sample;
    } else {
        reserved->count--;
        memmove(range, range + 1, (reserved->count - at) * sizeof *range);
    }
    return RBK_OK;
}

rbk_status rbk_reserved_take(rbk_reserved *reserved, int64_t first_sample, int64_t count, rbk_error *error)
{
    pthread_mutex_lock(&reserved->lock);
    rbk_status status = count == 0 ? RBK_OK : cut(reserved, first_sample, first_sample + count, error);
    pthread_mutex_unlock(&reserved->lock);
    return status;
}

int64_t rbk_reserved_left(rbk_reserved *reserved)
{
    int64_t left = 0;
    pthread_mutex_lock(&reserved->lock);
    for (size_t i = 0; i < reserved->count; i++)
        left += reserved->ranges[i].end_sample - reserved->ranges[i].first_sample;
    pthread_mutex_unlock(&reserved->lock);
    return left;
}
