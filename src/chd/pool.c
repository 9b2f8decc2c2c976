/*
 * A ring of slots. `given`, `begun` and `taken` count hunks from the first on: taken <= begun <= given, and given is at
 * most the slots ahead of taken. A slot belongs to the caller until it is given, to a thread from begun until it is
 * finished, and then to the caller again.
 */
#include "chd/pool.h"

#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS_PER_THREAD 4
#define THREADS_MAX      64

typedef struct slot {
    uint8_t bytes[RBK_CHD_HUNK_BYTES];
    uint8_t out[RBK_CHD_HUNK_BYTES];
    rbk_chd_hunk hunk;
    unsigned audio_frames;
    bool no_memory;
    bool finished;
} slot;

typedef struct worker {
    rbk_chd_pool *pool;
    rbk_chd_encoder *encoder;
    pthread_t thread;
} worker;

struct rbk_chd_pool {
    slot *slots;
    size_t slot_count;
    uint64_t given;
    uint64_t begun;
    uint64_t taken;
    worker *workers; /* the first one's encoder is the caller's where there are no threads */
    unsigned worker_count;
    unsigned threads; /* that run */
    bool stop;
    pthread_mutex_t lock; /* guards given, begun, stop and every slot's finished */
    pthread_cond_t work;
    pthread_cond_t result;
};

static slot *slot_of(const rbk_chd_pool *pool, uint64_t number)
{
    return &pool->slots[number % pool->slot_count];
}

static void encode(worker *by, slot *s)
{
    s->no_memory =
        s->hunk.kind != RBK_CHD_SELF && !rbk_chd_hunk_encode(by->encoder, s->bytes, s->audio_frames, s->out, &s->hunk);
}

static void *run(void *user)
{
    worker *self = user;
    rbk_chd_pool *pool = self->pool;
    pthread_mutex_lock(&pool->lock);
    while (!pool->stop) {
        if (pool->begun == pool->given) {
            pthread_cond_wait(&pool->work, &pool->lock);
            continue;
        }
        slot *mine = slot_of(pool, pool->begun++);
        pthread_mutex_unlock(&pool->lock);
        encode(self, mine);
        pthread_mutex_lock(&pool->lock);
        mine->finished = true;
        pthread_cond_signal(&pool->result);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

/* ------------------------------------------------------------------ begin and end */

static bool make_workers(rbk_chd_pool *pool, rbk_chd_effort effort)
{
    pool->workers = calloc(pool->worker_count, sizeof *pool->workers);
    pool->slots = calloc(pool->slot_count, sizeof *pool->slots);
    for (unsigned i = 0; pool->workers && pool->slots && i < pool->worker_count; i++) {
        pool->workers[i].pool = pool;
        pool->workers[i].encoder = rbk_chd_encoder_new(effort);
        if (!pool->workers[i].encoder)
            return false;
    }
    return pool->workers && pool->slots;
}

rbk_status rbk_chd_pool_new(rbk_chd_effort effort, unsigned threads, rbk_chd_pool **pool, rbk_error *error)
{
    rbk_chd_pool *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->worker_count = threads < 1 ? 1 : threads > THREADS_MAX ? THREADS_MAX : threads;
    made->slot_count = made->worker_count > 1 ? (size_t)made->worker_count * SLOTS_PER_THREAD : 1;
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->work, NULL);
    pthread_cond_init(&made->result, NULL);
    if (!make_workers(made, effort)) {
        rbk_chd_pool_free(made);
        return rbk_fail_memory(error);
    }
    for (unsigned i = 0; made->worker_count > 1 && i < made->worker_count; i++, made->threads++)
        if (pthread_create(&made->workers[i].thread, NULL, run, &made->workers[i]) != 0)
            break;
    *pool = made;
    return RBK_OK;
}

void rbk_chd_pool_free(rbk_chd_pool *pool)
{
    if (!pool)
        return;
    pthread_mutex_lock(&pool->lock);
    pool->stop = true;
    pthread_cond_broadcast(&pool->work);
    pthread_mutex_unlock(&pool->lock);
    for (unsigned i = 0; i < pool->threads; i++)
        pthread_join(pool->workers[i].thread, NULL);
    for (unsigned i = 0; pool->workers && i < pool->worker_count; i++)
        rbk_chd_encoder_free(pool->workers[i].encoder);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->result);
    pthread_mutex_destroy(&pool->lock);
    free(pool->workers);
    free(pool->slots);
    free(pool);
}

/* ------------------------------------------------------------------ hunks */

bool rbk_chd_pool_is_full(const rbk_chd_pool *pool)
{
    return pool->given - pool->taken == pool->slot_count;
}

uint8_t *rbk_chd_pool_room(rbk_chd_pool *pool)
{
    return slot_of(pool, pool->given)->bytes;
}

void rbk_chd_pool_give(rbk_chd_pool *pool, const rbk_chd_hunk *hunk, unsigned audio_frames)
{
    slot *s = slot_of(pool, pool->given);
    s->hunk = *hunk;
    s->audio_frames = audio_frames;
    s->finished = pool->threads == 0;
    if (pool->threads == 0) {
        encode(&pool->workers[0], s);
        pool->given++;
        return;
    }
    pthread_mutex_lock(&pool->lock);
    if (hunk->kind == RBK_CHD_SELF && pool->begun == pool->given) { /* nothing to encode, and no turn of a thread */
        s->finished = true;
        pool->begun++;
    } else
        pthread_cond_signal(&pool->work);
    pool->given++;
    pthread_mutex_unlock(&pool->lock);
}

const uint8_t *rbk_chd_pool_take(rbk_chd_pool *pool, rbk_chd_hunk *hunk)
{
    slot *s = slot_of(pool, pool->taken++);
    pthread_mutex_lock(&pool->lock);
    while (!s->finished)
        pthread_cond_wait(&pool->result, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
    *hunk = s->hunk;
    return s->no_memory ? NULL : s->out;
}
