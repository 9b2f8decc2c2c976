/*
 * All hunks of a CHD, batch by batch: threads decode the hunks of one, then they are summed up in their order. Readers
 * that go through the file in its order, as a scan of its disc does, find nearly all of their hunks in the batch.
 */
#include "chd/verify.h"

#include "base/digest.h"
#include "base/fail.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BATCH_BYTES (4 * 1024 * 1024)
#define THREADS_MAX 16

typedef struct batch {
    const rbk_chd *chd;
    uint32_t first; /* hunk; with the count the first one that was not decoded */
    uint32_t count;
    uint8_t *bytes;
    rbk_status *results; /* of each hunk */
    atomic_uint next;    /* hunk of the batch that no thread has taken */
} batch;

typedef struct worker {
    batch *batch;
    rbk_chd_decoder *decoder;
    pthread_t thread;
    bool runs;
} worker;

struct rbk_chd_verifier {
    pthread_mutex_t lock; /* guards what follows */
    batch batch;
    uint32_t batch_hunks; /* of each but the last one */
    worker workers[THREADS_MAX];
    uint32_t thread_count;
    rbk_digest *digest;
    rbk_chd_verdict verdict;
    rbk_status status; /* not RBK_OK: of the batch that could not be read */
    rbk_error error;
};

static void *decode_some(void *user)
{
    const worker *self = user;
    batch *b = self->batch;
    size_t size = rbk_chd_header_of(b->chd)->hunk_bytes;
    for (uint32_t i; (i = atomic_fetch_add(&b->next, 1)) < b->count;)
        b->results[i] = rbk_chd_read_hunk(b->chd, self->decoder, b->first + i, b->bytes + i * size, NULL);
    return NULL;
}

/* The calling thread is the first worker; one that cannot be had is done without. */
static void decode_batch(batch *b, worker *workers, uint32_t count)
{
    atomic_store(&b->next, 0);
    for (uint32_t i = 1; i < count; i++)
        workers[i].runs = pthread_create(&workers[i].thread, NULL, decode_some, &workers[i]) == 0;
    decode_some(&workers[0]);
    for (uint32_t i = 1; i < count; i++)
        if (workers[i].runs)
            pthread_join(workers[i].thread, NULL);
}

/*
 * Only damage is a verdict; an error of the system is not a defect of the file: such a hunk is read once more, which also
 * gives the reason.
 */
static rbk_status take_results(batch *b, rbk_chd_decoder *decoder, rbk_chd_verdict *verdict, rbk_error *error)
{
    size_t size = rbk_chd_header_of(b->chd)->hunk_bytes;
    for (uint32_t i = 0; i < b->count; i++) {
        rbk_status status = b->results[i];
        if (status != RBK_OK && status != RBK_SYNTAX)
            status = rbk_chd_read_hunk(b->chd, decoder, b->first + i, b->bytes + i * size, error);
        b->results[i] = status;
        if (status == RBK_OK)
            continue;
        if (status != RBK_SYNTAX)
            return status;
        if (verdict->damaged < RBK_CHD_DAMAGED_NAMED)
            verdict->first_damaged[verdict->damaged] = b->first + i;
        verdict->damaged++;
    }
    return RBK_OK;
}

static void add_to_digest(const batch *b, rbk_digest *digest)
{
    const rbk_chd_header *header = rbk_chd_header_of(b->chd);
    uint64_t begin = (uint64_t)b->first * header->hunk_bytes, size = (uint64_t)b->count * header->hunk_bytes;
    if (size > header->logical_bytes - begin) /* what fills the last hunk up is not summed */
        size = header->logical_bytes - begin;
    rbk_digest_update(digest, b->bytes, (size_t)size);
}

static bool is_complete(const rbk_chd_verifier *v)
{
    return v->batch.first + v->batch.count >= rbk_chd_hunk_count(v->batch.chd);
}

/* Called with the lock. A batch that could not be read is not summed up, so that none can follow. */
static rbk_status decode_next(rbk_chd_verifier *v)
{
    batch *b = &v->batch;
    if (v->status != RBK_OK)
        return v->status;
    b->first += b->count;
    const uint32_t left = rbk_chd_hunk_count(b->chd) - b->first;
    b->count = left < v->batch_hunks ? left : v->batch_hunks;
    decode_batch(b, v->workers, v->thread_count);
    v->status = take_results(b, v->workers[0].decoder, &v->verdict, &v->error);
    if (v->status == RBK_OK && v->verdict.damaged == 0)
        add_to_digest(b, v->digest);
    return v->status;
}

static rbk_status give_status(const rbk_chd_verifier *v, rbk_error *error)
{
    if (v->status != RBK_OK && error)
        *error = v->error;
    return v->status;
}

static uint32_t thread_count(uint32_t wanted)
{
    long processors = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (uint32_t)processors;
}

static bool allocate(rbk_chd_verifier *v)
{
    batch *b = &v->batch;
    b->bytes = malloc((size_t)v->batch_hunks * rbk_chd_header_of(b->chd)->hunk_bytes);
    b->results = calloc(v->batch_hunks, sizeof *b->results);
    v->digest = rbk_digest_new(RBK_DIGEST_SHA1);
    bool good = b->bytes && b->results && v->digest;
    for (uint32_t i = 0; i < v->thread_count && good; i++) {
        v->workers[i].batch = b;
        good = (v->workers[i].decoder = rbk_chd_decoder_new(b->chd)) != NULL;
    }
    return good;
}

rbk_status rbk_chd_verifier_new(const rbk_chd *chd, uint32_t threads, rbk_chd_verifier **verifier, rbk_error *error)
{
    static const uint8_t none[RBK_CHD_SHA1_BYTES];
    const rbk_chd_header *header = rbk_chd_header_of(chd);
    rbk_chd_verifier *made = calloc(1, sizeof *made);
    if (!made || pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        return rbk_fail_memory(error);
    }
    made->batch.chd = chd;
    made->batch_hunks = BATCH_BYTES / header->hunk_bytes;
    made->thread_count = thread_count(threads);
    made->verdict.has_sums = memcmp(header->raw_sha1, none, sizeof none) != 0;
    rbk_error_init(&made->error);
    rbk_status status = allocate(made) ? rbk_chd_overall_sha1(header->raw_sha1, rbk_chd_metadata_at(chd, 0),
                                                              rbk_chd_metadata_count(chd), made->verdict.sha1, error)
                                       : rbk_fail_memory(error);
    if (status != RBK_OK) {
        rbk_chd_verifier_free(made);
        return status;
    }
    *verifier = made;
    return RBK_OK;
}

void rbk_chd_verifier_free(rbk_chd_verifier *verifier)
{
    if (!verifier)
        return;
    for (uint32_t i = 0; i < verifier->thread_count; i++)
        rbk_chd_decoder_free(verifier->workers[i].decoder);
    rbk_digest_free(verifier->digest);
    free(verifier->batch.results);
    free(verifier->batch.bytes);
    pthread_mutex_destroy(&verifier->lock);
    free(verifier);
}

const rbk_chd *rbk_chd_verifier_chd(const rbk_chd_verifier *verifier)
{
    return verifier->batch.chd;
}

rbk_status rbk_chd_verifier_read(rbk_chd_verifier *verifier, uint32_t hunk, size_t skip, size_t size, uint8_t *data,
                                 bool *given, rbk_error *error)
{
    const batch *b = &verifier->batch;
    const size_t hunk_bytes = rbk_chd_header_of(b->chd)->hunk_bytes;
    rbk_status status = RBK_OK;
    *given = false;
    pthread_mutex_lock(&verifier->lock);
    while (status == RBK_OK && hunk >= b->first + b->count && !is_complete(verifier))
        status = decode_next(verifier);
    if (status != RBK_OK)
        give_status(verifier, error);
    else if (hunk >= b->first && hunk - b->first < b->count && b->results[hunk - b->first] == RBK_OK) {
        memcpy(data, b->bytes + (hunk - b->first) * hunk_bytes + skip, size);
        *given = true;
    }
    pthread_mutex_unlock(&verifier->lock);
    return status;
}

rbk_status rbk_chd_verifier_end(rbk_chd_verifier *verifier, const rbk_listener *listener, rbk_chd_verdict *verdict,
                                rbk_error *error)
{
    bool cancelled = false;
    pthread_mutex_lock(&verifier->lock);
    while (verifier->status == RBK_OK && !is_complete(verifier) && !cancelled) {
        cancelled = listener && listener->query_cancel && listener->query_cancel(listener->user);
        if (!cancelled)
            (void)decode_next(verifier);
    }
    rbk_status status = cancelled ? rbk_fail(error, RBK_USERABORT, "%s", rbk_status_sentence(RBK_USERABORT))
                                  : give_status(verifier, error);
    rbk_chd_verdict *made = &verifier->verdict;
    if (status == RBK_OK && made->damaged == 0 && !made->raw_checked) {
        rbk_digest_value(verifier->digest, made->raw_sha1);
        made->raw_checked = true;
    }
    if (status == RBK_OK)
        *verdict = *made;
    pthread_mutex_unlock(&verifier->lock);
    return status;
}
