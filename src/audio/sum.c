/*
 * The sum of a FLAC file is the MD5 of its samples, interleaved, each in the bytes it needs, lowest first (RFC 9639,
 * clause 8.2). It must be computed from the first sample to the last, while threads read a file in pieces; pieces that
 * come too early wait.
 */
#include "audio/sum.h"

#include "audio/flac_decoder.h"
#include "audio/flac_frames.h"
#include "audio/open.h"
#include "audio/tag_blocks.h"
#include "base/digest.h"
#include "base/endian.h"
#include "base/fail.h"
#include "base/identity.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#define CHECK_FRAMES    8192
#define PACKED_BITS_MAX 24 /* planes of floats hold no more */

/* Samples that wait for those before them. */
typedef struct piece {
    struct piece *next; /* the next one in the file */
    int64_t at;
    size_t frames;
    uint8_t bytes[];
} piece;

struct rbk_audio_sum {
    char *path;
    rbk_flac_head head;
    int64_t frames; /* that the file has */
    unsigned value_bytes;
    size_t frame_bytes;
    pthread_mutex_t lock; /* guards what follows except the state of MD5, which belongs to the thread that is summing */
    int64_t summed;       /* frames */
    bool summing;
    bool given_up;
    piece *waiting; /* by position */
    rbk_digest *md5;
};

/* ------------------------------------------------------------------ creation */

static bool is_stated(const uint8_t *sum)
{
    for (size_t i = 0; i < RBK_FLAC_SUM_BYTES; i++)
        if (sum[i])
            return true;
    return false;
}

/* If the header counts other samples than there are, it may be the first of several. */
static bool is_one(rbk_input *input, int64_t begin)
{
    rbk_flac_walk walk;
    bool one = rbk_flac_walk_frames(input, begin, &walk, NULL) == RBK_OK && walk.count == 1;
    rbk_flac_walk_release(&walk);
    return one;
}

static rbk_status read_head(const char *path, int64_t frames, const rbk_identity *identity, rbk_flac_head *head,
                            bool *stated, rbk_error *error)
{
    rbk_input input;
    int64_t id3_at;
    bool good = rbk_input_open(&input, path, NULL) == RBK_OK;
    rbk_status status = good && identity ? rbk_identity_check_open(input.descriptor, identity, error) : RBK_OK;
    int64_t begin = good ? rbk_tag_blocks_end(&input, 0, &id3_at) : 0;
    *stated = good && rbk_flac_head_read(&input, begin, head) && is_stated(head->sum) &&
              rbk_flac_decoder_takes(head->bits) && head->bits <= PACKED_BITS_MAX &&
              (head->samples == frames || is_one(&input, begin));
    rbk_input_close(&input);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_audio_sum_new(const char *path, int64_t frames, const rbk_identity *identity, rbk_audio_sum **sum,
                             rbk_error *error)
{
    rbk_flac_head head;
    if (!path || !sum)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    *sum = NULL;
    bool stated;
    rbk_status status = read_head(path, frames, identity, &head, &stated, error);
    if (status != RBK_OK || !stated)
        return status;
    rbk_audio_sum *made = calloc(1, sizeof *made);
    if (!made || !(made->path = strdup(path)) || !(made->md5 = rbk_digest_new(RBK_DIGEST_MD5)) ||
        pthread_mutex_init(&made->lock, NULL) != 0) {
        if (made) {
            rbk_digest_free(made->md5);
            free(made->path);
        }
        free(made);
        return rbk_fail_memory(error);
    }
    made->head = head;
    made->frames = frames;
    made->value_bytes = (head.bits + 7) / 8;
    made->frame_bytes = (size_t)head.channels * made->value_bytes;
    *sum = made;
    return RBK_OK;
}

void rbk_audio_sum_free(rbk_audio_sum *sum)
{
    if (!sum)
        return;
    for (piece *p = sum->waiting, *next; p; p = next) {
        next = p->next;
        free(p);
    }
    pthread_mutex_destroy(&sum->lock);
    rbk_digest_free(sum->md5);
    free(sum->path);
    free(sum);
}

/* ------------------------------------------------------------------ summing */

/* Inserts it in order among the waiting pieces. */
static void insert(rbk_audio_sum *sum, piece *p)
{
    piece **link = &sum->waiting;
    while (*link && (*link)->at < p->at)
        link = &(*link)->next;
    p->next = *link;
    *link = p;
}

/* The first waiting piece, if it is its turn; with the lock. */
static piece *take_next(rbk_audio_sum *sum)
{
    piece *p = sum->waiting;
    if (!p || p->at > sum->summed)
        return NULL;
    sum->waiting = p->next;
    return p;
}

/* One thread at a time sums, without the lock; the others queue their pieces and go on. */
static void hand_in(rbk_audio_sum *sum, piece *p)
{
    pthread_mutex_lock(&sum->lock);
    insert(sum, p);
    if (!sum->summing) {
        sum->summing = true;
        while ((p = take_next(sum))) {
            int64_t known = sum->summed - p->at;
            size_t fresh = known < (int64_t)p->frames ? p->frames - (size_t)known : 0;
            pthread_mutex_unlock(&sum->lock);
            rbk_digest_update(sum->md5, p->bytes + (p->frames - fresh) * sum->frame_bytes, fresh * sum->frame_bytes);
            free(p);
            pthread_mutex_lock(&sum->lock);
            sum->summed += (int64_t)fresh;
        }
        sum->summing = false;
    }
    pthread_mutex_unlock(&sum->lock);
}

static piece *new_piece(rbk_audio_sum *sum, int64_t at, size_t count)
{
    piece *p = malloc(sizeof *p + count * sum->frame_bytes);
    if (!p) {
        pthread_mutex_lock(&sum->lock);
        sum->given_up = true;
        pthread_mutex_unlock(&sum->lock);
        return NULL;
    }
    p->at = at;
    p->frames = count;
    return p;
}

static void put_value(const rbk_audio_sum *sum, piece *p, size_t number, int32_t value)
{
    for (unsigned i = 0; i < sum->value_bytes; i++)
        p->bytes[number * sum->value_bytes + i] = (uint8_t)((uint32_t)value >> 8 * i);
}

/* Values that do not fill their bytes were packed as if they did. */
static void move_down(const rbk_audio_sum *sum, piece *p, size_t values)
{
    const unsigned down = 8 * sum->value_bytes - sum->head.bits, up = 32 - 8 * sum->value_bytes;
    for (size_t i = 0; i < values && down > 0; i++) {
        uint32_t value = 0;
        for (unsigned k = 0; k < sum->value_bytes; k++)
            value |= (uint32_t)p->bytes[i * sum->value_bytes + k] << (up + 8 * k);
        put_value(sum, p, i, (int32_t)value >> (up + down));
    }
}

void rbk_audio_sum_take_int16(rbk_audio_sum *sum, int64_t at, const int16_t *samples, size_t count)
{
    size_t values = count * sum->head.channels;
    piece *p = count > 0 ? new_piece(sum, at, count) : NULL;
    if (!p)
        return;
    if (sum->head.bits == 16 && rbk_machine_is_little_endian())
        memcpy(p->bytes, samples, values * sizeof *samples);
    else
        for (size_t i = 0; i < values; i++) /* the decoder has moved them up */
            put_value(sum, p, i, samples[i] >> (16 - sum->head.bits));
    hand_in(sum, p);
}

void rbk_audio_sum_take_double(rbk_audio_sum *sum, int64_t at, const double *samples, size_t count)
{
    piece *p = count > 0 ? new_piece(sum, at, count) : NULL;
    if (!p)
        return;
    rbk_pack(samples, count * sum->head.channels, sum->value_bytes, p->bytes);
    move_down(sum, p, count * sum->head.channels);
    hand_in(sum, p);
}

void rbk_audio_sum_take_planes(rbk_audio_sum *sum, int64_t at, rbk_planes planes, size_t count)
{
    piece *p = count > 0 ? new_piece(sum, at, count) : NULL;
    if (!p)
        return;
    rbk_pack_planes(planes, sum->head.channels, count, sum->value_bytes, p->bytes);
    move_down(sum, p, count * sum->head.channels);
    hand_in(sum, p);
}

/* ------------------------------------------------------------------ result */

rbk_status rbk_audio_sum_report(rbk_audio_sum *sum, rbk_findings *findings, rbk_error *error)
{
    uint8_t found[RBK_DIGEST_MD5_BYTES];
    if (!sum || sum->given_up || sum->waiting || sum->summed != sum->frames)
        return RBK_OK;
    rbk_digest_value(sum->md5, found);
    if (memcmp(found, sum->head.sum, sizeof found) == 0)
        return RBK_OK;
    if (rbk_findings_add(findings, RBK_WARNING, "audio.checksum", sum->path, 0, 0,
                         "the MD5 of its audio is not the one in its header: expected %02x%02x%02x%02x..., found "
                         "%02x%02x%02x%02x...",
                         sum->head.sum[0], sum->head.sum[1], sum->head.sum[2], sum->head.sum[3], found[0], found[1],
                         found[2], found[3]) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status sum_all(rbk_audio_sum *sum, rbk_audio *audio, rbk_error *error)
{
    double *block = malloc(CHECK_FRAMES * (size_t)sum->head.channels * sizeof *block);
    rbk_status status = block ? RBK_OK : rbk_fail_memory(error);
    size_t got = 1;
    for (int64_t at = 0; status == RBK_OK && got > 0; at += (int64_t)got) {
        status = rbk_sequence_read_double(rbk_audio_sequence(audio), block, CHECK_FRAMES, &got, error);
        if (status == RBK_OK)
            rbk_audio_sum_take_double(sum, at, block, got);
    }
    free(block);
    return status;
}

rbk_status rbk_audio_check_sum(const char *path, int64_t frames, const rbk_identity *identity, rbk_findings *findings,
                               rbk_error *error)
{
    rbk_audio_sum *sum;
    rbk_audio *audio = NULL;
    rbk_status status = rbk_audio_sum_new(path, frames, identity, &sum, error);
    if (status != RBK_OK || !sum)
        return status;
    status = rbk_audio_open_again(path, NULL, frames, identity, &audio, error);
    if (status == RBK_OK)
        status = sum_all(sum, audio, error);
    rbk_audio_close(audio);
    if (status == RBK_OK)
        status = rbk_audio_sum_report(sum, findings, error);
    rbk_audio_sum_free(sum);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}
