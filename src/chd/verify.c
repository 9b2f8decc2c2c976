/*
 * All hunks of a CHD, batch by batch: threads decode the hunks of one, then they are summed up in their order.
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
    uint32_t first; /* hunk */
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
static rbk_status take_results(const batch *b, rbk_chd_decoder *decoder, rbk_chd_verdict *verdict, rbk_error *error)
{
    size_t size = rbk_chd_header_of(b->chd)->hunk_bytes;
    for (uint32_t i = 0; i < b->count; i++) {
        rbk_status status = b->results[i];
        if (status != RBK_OK && status != RBK_SYNTAX)
            status = rbk_chd_read_hunk(b->chd, decoder, b->first + i, b->bytes + i * size, error);
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

static rbk_status verify_hunks(batch *b, worker *workers, uint32_t threads, uint32_t batch_hunks,
                               const rbk_listener *listener, rbk_chd_verdict *verdict, rbk_error *error)
{
    uint32_t hunks = rbk_chd_hunk_count(b->chd);
    rbk_digest *digest = rbk_digest_new(RBK_DIGEST_SHA1);
    rbk_status status = digest ? RBK_OK : rbk_fail_memory(error);
    for (b->first = 0; b->first < hunks && status == RBK_OK; b->first += b->count) {
        b->count = hunks - b->first < batch_hunks ? hunks - b->first : batch_hunks;
        if (listener && listener->query_cancel && listener->query_cancel(listener->user)) {
            status = rbk_fail(error, RBK_USERABORT, "%s", rbk_status_sentence(RBK_USERABORT));
            break;
        }
        decode_batch(b, workers, threads);
        status = take_results(b, workers[0].decoder, verdict, error);
        if (verdict->damaged == 0)
            add_to_digest(b, digest);
    }
    if (status == RBK_OK && verdict->damaged == 0) {
        rbk_digest_value(digest, verdict->raw_sha1);
        verdict->raw_checked = true;
    }
    rbk_digest_free(digest);
    return status;
}

static uint32_t thread_count(uint32_t wanted)
{
    long processors = wanted ? (long)wanted : sysconf(_SC_NPROCESSORS_ONLN);
    return processors < 1 ? 1 : processors > THREADS_MAX ? THREADS_MAX : (uint32_t)processors;
}

rbk_status rbk_chd_verify(const rbk_chd *chd, uint32_t threads, const rbk_listener *listener, rbk_chd_verdict *verdict,
                          rbk_error *error)
{
    static const uint8_t none[RBK_CHD_SHA1_BYTES];
    const rbk_chd_header *header = rbk_chd_header_of(chd);
    worker workers[THREADS_MAX] = {{0}};
    uint32_t count = thread_count(threads), batch_hunks = BATCH_BYTES / header->hunk_bytes;
    batch b = {.chd = chd, .bytes = malloc((size_t)batch_hunks * header->hunk_bytes)};
    rbk_chd_verdict made = {.has_sums = memcmp(header->raw_sha1, none, sizeof none) != 0};
    b.results = calloc(batch_hunks, sizeof *b.results);
    bool good = b.bytes && b.results;
    for (uint32_t i = 0; i < count && good; i++) {
        workers[i].batch = &b;
        good = (workers[i].decoder = rbk_chd_decoder_new(chd)) != NULL;
    }
    rbk_status status = good ? rbk_chd_overall_sha1(header->raw_sha1, rbk_chd_metadata_at(chd, 0),
                                                    rbk_chd_metadata_count(chd), made.sha1, error)
                             : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = verify_hunks(&b, workers, count, batch_hunks, listener, &made, error);
    for (uint32_t i = 0; i < count; i++)
        rbk_chd_decoder_free(workers[i].decoder);
    free(b.results);
    free(b.bytes);
    if (status == RBK_OK)
        *verdict = made;
    return status;
}
