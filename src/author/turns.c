/*
 * Turns.
 */
#include "author/turns.h"
#include "base/fail.h"

#include <stdlib.h>

rbk_status rbk_turns_init(rbk_turns *turns, size_t count, rbk_error *error)
{
    turns->now = 0;
    turns->count = count;
    turns->passed = calloc(count + 1, sizeof *turns->passed);
    if (!turns->passed)
        return rbk_fail_memory(error);
    pthread_mutex_init(&turns->lock, NULL);
    pthread_cond_init(&turns->moved, NULL);
    return RBK_OK;
}

void rbk_turns_release(rbk_turns *turns)
{
    if (!turns->passed)
        return;
    pthread_cond_destroy(&turns->moved);
    pthread_mutex_destroy(&turns->lock);
    free(turns->passed);
    turns->passed = NULL;
}

void rbk_turns_wait(rbk_turns *turns, size_t unit)
{
    pthread_mutex_lock(&turns->lock);
    while (turns->now < unit)
        pthread_cond_wait(&turns->moved, &turns->lock);
    pthread_mutex_unlock(&turns->lock);
}

void rbk_turns_pass(rbk_turns *turns, size_t unit)
{
    if (unit >= turns->count)
        return;
    pthread_mutex_lock(&turns->lock);
    turns->passed[unit] = true;
    while (turns->now < turns->count && turns->passed[turns->now])
        turns->now++;
    pthread_cond_broadcast(&turns->moved);
    pthread_mutex_unlock(&turns->lock);
}
