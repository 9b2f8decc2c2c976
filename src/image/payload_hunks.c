/*
 * Payload in the hunks of a CHD: frames of 2,448 bytes, audio big-endian. The file is compressed hunk by hunk, so a few
 * decoded ones are kept: reads in any order decode a hunk once for as long as they stay near, and threads that ask for the
 * same one wait for the first.
 */
#include "base/fail.h"
#include "chd/verify.h"
#include "image/payload.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CACHE_BYTES   (640 * 1024) /* more than any number of threads reads at once in hunks of the usual size */
#define CACHE_LEAST   4
#define CACHE_MOST    64
#define DECODERS_MOST 16

typedef enum slot_state { EMPTY, DECODING, DECODED } slot_state;

typedef struct slot {
    slot_state state;
    uint32_t hunk;
    unsigned readers; /* that copy out of it */
    uint64_t used;    /* when it was last asked for */
    uint8_t *bytes;
} slot;

typedef struct hunks {
    rbk_input input;
    rbk_chd *chd;
    rbk_chd_verifier *verifier; /* lent; NULL: none */
    size_t hunk_bytes;
    pthread_mutex_t lock; /* guards what follows */
    pthread_cond_t changed;
    uint64_t clock;
    slot slots[CACHE_MOST];
    size_t slot_count;
    rbk_chd_decoder *idle[DECODERS_MOST]; /* decoders that nobody uses */
    size_t idle_count;
} hunks;

static bool probe_hunks(const rbk_file *file, rbk_input *input)
{
    return file->type != RBK_FILE_AUDIO && input && rbk_chd_probe(input);
}

static void close_hunks(rbk_payload_state *state)
{
    hunks *h = (hunks *)state;
    for (size_t i = 0; i < h->slot_count; i++)
        free(h->slots[i].bytes);
    for (size_t i = 0; i < h->idle_count; i++)
        rbk_chd_decoder_free(h->idle[i]);
    pthread_cond_destroy(&h->changed);
    pthread_mutex_destroy(&h->lock);
    rbk_chd_close(h->chd);
    rbk_input_close(&h->input);
    free(h);
}

static rbk_status make_slots(hunks *h, rbk_error *error)
{
    size_t count = CACHE_BYTES / h->hunk_bytes;
    count = count < CACHE_LEAST ? CACHE_LEAST : count > CACHE_MOST ? CACHE_MOST : count;
    for (; h->slot_count < count; h->slot_count++)
        if (!(h->slots[h->slot_count].bytes = malloc(h->hunk_bytes)))
            return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status open_hunks(const rbk_file *file, rbk_input *input, rbk_payload_state **state, rbk_error *error)
{
    hunks *made = calloc(1, sizeof *made);
    if (!made || pthread_mutex_init(&made->lock, NULL) != 0) {
        free(made);
        return rbk_fail_memory(error);
    }
    if (pthread_cond_init(&made->changed, NULL) != 0) {
        pthread_mutex_destroy(&made->lock);
        free(made);
        return rbk_fail_memory(error);
    }
    (void)file;
    rbk_input_move(input, &made->input);
    rbk_status status = rbk_chd_open(&made->input, &made->chd, error);
    if (status == RBK_OK) {
        made->hunk_bytes = rbk_chd_header_of(made->chd)->hunk_bytes;
        status = make_slots(made, error);
    }
    if (status == RBK_OK)
        *state = (rbk_payload_state *)made;
    else
        close_hunks((rbk_payload_state *)made);
    return status;
}

static rbk_status length_of_hunks(rbk_payload_state *state, int64_t *bytes, rbk_error *error)
{
    (void)error;
    *bytes = (int64_t)rbk_chd_header_of(((const hunks *)state)->chd)->logical_bytes;
    return RBK_OK;
}

static const rbk_chd *chd_of_hunks(rbk_payload_state *state)
{
    return ((const hunks *)state)->chd;
}

static void read_hunks_through(rbk_payload_state *state, rbk_chd_verifier *verifier)
{
    ((hunks *)state)->verifier = verifier;
}

/* ------------------------------------------------------------------ decoded hunks */

/* The slot of a hunk, or the one to decode it into: the longest unused of those that nobody reads; NULL: none is. */
static slot *find_slot(hunks *h, uint32_t hunk)
{
    slot *oldest = NULL;
    for (size_t i = 0; i < h->slot_count; i++) {
        slot *s = &h->slots[i];
        if (s->state != EMPTY && s->hunk == hunk)
            return s;
        if (s->state != DECODING && s->readers == 0 && (!oldest || s->used < oldest->used))
            oldest = s;
    }
    return oldest;
}

static rbk_chd_decoder *take_decoder(hunks *h)
{
    return h->idle_count > 0 ? h->idle[--h->idle_count] : NULL;
}

static void give_back_decoder(hunks *h, rbk_chd_decoder *decoder)
{
    if (h->idle_count < DECODERS_MOST)
        h->idle[h->idle_count++] = decoder;
    else
        rbk_chd_decoder_free(decoder);
}

/* Called with the lock, which it gives up while it decodes. */
static rbk_status decode_into(hunks *h, slot *s, uint32_t hunk, rbk_error *error)
{
    s->state = DECODING;
    s->hunk = hunk;
    rbk_chd_decoder *decoder = take_decoder(h);
    pthread_mutex_unlock(&h->lock);
    if (!decoder)
        decoder = rbk_chd_decoder_new(h->chd);
    rbk_status status = decoder ? rbk_chd_read_hunk(h->chd, decoder, hunk, s->bytes, error) : rbk_fail_memory(error);
    pthread_mutex_lock(&h->lock);
    if (decoder)
        give_back_decoder(h, decoder);
    s->state = status == RBK_OK ? DECODED : EMPTY;
    s->used = status == RBK_OK ? s->used : 0;
    pthread_cond_broadcast(&h->changed);
    return status;
}

static rbk_status copy_hunk(hunks *h, uint32_t hunk, size_t skip, size_t size, uint8_t *data, rbk_error *error)
{
    bool given = false;
    rbk_status status =
        h->verifier ? rbk_chd_verifier_read(h->verifier, hunk, skip, size, data, &given, error) : RBK_OK;
    if (given || status != RBK_OK)
        return status;
    pthread_mutex_lock(&h->lock);
    slot *s = find_slot(h, hunk);
    while (!s || s->state == DECODING) {
        pthread_cond_wait(&h->changed, &h->lock);
        s = find_slot(h, hunk);
    }
    s->used = ++h->clock;
    if (s->state == EMPTY || s->hunk != hunk)
        status = decode_into(h, s, hunk, error);
    if (status == RBK_OK) {
        s->readers++;
        pthread_mutex_unlock(&h->lock);
        memcpy(data, s->bytes + skip, size);
        pthread_mutex_lock(&h->lock);
        if (--s->readers == 0)
            pthread_cond_broadcast(&h->changed);
    }
    pthread_mutex_unlock(&h->lock);
    return status;
}

static rbk_status read_hunks(rbk_payload_state *state, int64_t offset_bytes, void *data, size_t size, size_t *got,
                             rbk_error *error)
{
    hunks *h = (hunks *)state;
    int64_t left = (int64_t)rbk_chd_header_of(h->chd)->logical_bytes - offset_bytes;
    size_t wanted = left <= 0 ? 0 : (int64_t)size < left ? size : (size_t)left;
    rbk_status status = RBK_OK;
    *got = 0;
    while (*got < wanted && status == RBK_OK) {
        uint64_t at = (uint64_t)offset_bytes + *got;
        size_t skip = (size_t)(at % h->hunk_bytes), now = h->hunk_bytes - skip;
        now = now < wanted - *got ? now : wanted - *got;
        status = copy_hunk(h, (uint32_t)(at / h->hunk_bytes), skip, now, (uint8_t *)data + *got, error);
        *got += status == RBK_OK ? now : 0;
    }
    return status;
}

const rbk_payload_backend rbk_payload_hunks = {.name = "hunks",
                                               .probe = probe_hunks,
                                               .open = open_hunks,
                                               .close = close_hunks,
                                               .length = length_of_hunks,
                                               .read_at = read_hunks,
                                               .chd = chd_of_hunks,
                                               .read_through = read_hunks_through,
                                               .self_described = true};
