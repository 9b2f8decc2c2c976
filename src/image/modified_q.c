/*
 * Sectors with modified Q, found in a subchannel, and tracks with something in R to W. A disc without a copy protection has
 * no modified Q, and most audio nothing in R to W.
 */
#include "image/modified_q.h"

#include "base/fail.h"
#include "base/room.h"
#include "disc/q_queue.h"
#include "disc/subcode.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS 256

typedef struct search {
    const rbk_subcode *plain; /* of the disc without codes, so that Q is the position everywhere */
    const rbk_layout *layout;
    bool all_positions;
    bool *r_to_w; /* of the tracks of the layout; NULL: not wanted */
    size_t track; /* of the last sector */
    rbk_q_queue queue;
    rbk_listed_q *found;
    size_t count;
    const rbk_listener *listener;
    uint64_t done, total; /* sectors */
} search;

uint8_t rbk_subchannel_bits(const uint8_t raw[RBK_SUBCHANNEL_BYTES])
{
    uint8_t bits = 0;
    for (size_t i = 0; i < RBK_SUBCHANNEL_BYTES; i++)
        bits |= raw[i];
    return bits;
}

static void note_r_to_w(search *s, int32_t lba)
{
    while (s->track + 1 < s->layout->track_count && lba >= s->layout->tracks[s->track].end_lba)
        s->track++;
    s->r_to_w[s->track] = true;
}

/* Ascending: a position may be decided after Q of later sectors that is not valid. */
static rbk_status list(search *s, int32_t lba, const uint8_t q[RBK_Q_BYTES], rbk_error *error)
{
    size_t at = s->count;
    rbk_listed_q *more = rbk_room_for_one(s->found, s->count, sizeof *more);
    if (!more)
        return rbk_fail_memory(error);
    s->found = more;
    while (at > 0 && s->found[at - 1].lba > lba)
        at--;
    memmove(s->found + at + 1, s->found + at, (s->count++ - at) * sizeof *s->found);
    s->found[at].lba = lba;
    memcpy(s->found[at].q, q, RBK_Q_BYTES);
    return RBK_OK;
}

/* Before each block, and after the last one. */
static rbk_status report_progress(const search *s, rbk_error *error)
{
    const rbk_listener *listener = s->listener;
    if (listener && listener->query_cancel && listener->query_cancel(listener->user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    if (listener && listener->add_progress)
        listener->add_progress(listener->user, s->done, s->total);
    return RBK_OK;
}

/* Where a disc has its codes is its own. */
static rbk_status list_decided(search *s, bool ended, rbk_error *error)
{
    rbk_queued_q next;
    rbk_q_verdict verdict;
    rbk_status status = RBK_OK;
    while (status == RBK_OK && (verdict = rbk_q_queue_take(&s->queue, ended, &next)) != RBK_Q_UNDECIDED) {
        uint8_t wanted[RBK_Q_BYTES];
        if (next.q.kind == RBK_Q_MCN || next.q.kind == RBK_Q_ISRC || (verdict == RBK_Q_REGULAR && !s->all_positions))
            continue;
        rbk_subcode_q(s->plain, next.lba, wanted);
        if (memcmp(next.bytes, wanted, RBK_Q_BYTES) != 0)
            status = list(s, next.lba, next.bytes, error);
    }
    return status;
}

static rbk_status look_at_sector(search *s, int32_t lba, const uint8_t raw[RBK_SUBCHANNEL_BYTES], rbk_error *error)
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    const uint8_t *bytes = channels + RBK_Q_BYTES;
    const uint8_t held = rbk_subchannel_bits(raw);
    rbk_q q;
    if (s->r_to_w && held & RBK_BITS_R_TO_W)
        note_r_to_w(s, lba);
    if (!(held & RBK_BIT_Q)) /* nothing was stored */
        return RBK_OK;
    rbk_subchannel_deinterleave(raw, channels);
    if (!rbk_q_decode(bytes, &q) || !rbk_subcode_is_placed(lba, &q))
        return list(s, lba, bytes, error);
    rbk_q_queue_add(&s->queue, lba, bytes, &q);
    return list_decided(s, false, error);
}

static rbk_status look_at_session(search *s, rbk_subchannel *subchannel, const rbk_layout_session *session,
                                  uint8_t *raw, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int32_t lba = session->start_lba; lba < session->lead_out_lba && status == RBK_OK; lba += BLOCK_SECTORS) {
        int32_t left = session->lead_out_lba - lba;
        uint32_t count = (uint32_t)(left < BLOCK_SECTORS ? left : BLOCK_SECTORS);
        status = report_progress(s, error);
        if (status == RBK_OK)
            status = rbk_subchannel_read(subchannel, lba, count, raw, error);
        for (uint32_t i = 0; i < count && status == RBK_OK; i++)
            status = look_at_sector(s, lba + (int32_t)i, raw + (size_t)i * RBK_SUBCHANNEL_BYTES, error);
        s->done += count;
    }
    return status;
}

static rbk_status search_all(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                             bool all_positions, rbk_disc **listed, bool *r_to_w, const rbk_listener *listener,
                             rbk_error *error)
{
    rbk_disc *plain = rbk_disc_copy(disc), *made = rbk_disc_new();
    uint8_t *raw = malloc((size_t)BLOCK_SECTORS * RBK_SUBCHANNEL_BYTES);
    rbk_subcode *subcode = NULL;
    search s = {.layout = layout, .all_positions = all_positions, .r_to_w = r_to_w, .listener = listener};
    rbk_status status = plain && made && raw ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; r_to_w && t < layout->track_count; t++)
        r_to_w[t] = false;
    if (status == RBK_OK) {
        plain->mcn[0] = 0;
        for (size_t t = 0; t < plain->track_count; t++)
            plain->tracks[t].isrc[0] = 0;
        status = rbk_disc_set_listed_q(plain, NULL, 0, error);
    }
    if (status == RBK_OK)
        status = rbk_subcode_new(plain, layout, &subcode, error);
    s.plain = subcode;
    for (size_t n = 0; n < layout->session_count; n++)
        s.total += (uint64_t)(layout->sessions[n].lead_out_lba - layout->sessions[n].start_lba);
    for (size_t n = 0; n < layout->session_count && status == RBK_OK; n++)
        status = look_at_session(&s, subchannel, &layout->sessions[n], raw, error);
    if (status == RBK_OK)
        status = report_progress(&s, error);
    if (status == RBK_OK)
        status = list_decided(&s, true, error);
    if (status == RBK_OK)
        status = rbk_disc_set_listed_q(made, s.found, s.count, error);
    free(s.found);
    free(raw);
    rbk_subcode_free(subcode);
    rbk_disc_free(plain);
    if (status == RBK_OK)
        *listed = made;
    else
        rbk_disc_free(made);
    return status;
}

rbk_status rbk_subchannel_find_modified_q(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                          bool all_positions, rbk_disc **listed, rbk_error *error)
{
    return search_all(subchannel, disc, layout, all_positions, listed, NULL, NULL, error);
}

rbk_status rbk_subchannel_search(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                 rbk_disc **listed, bool *r_to_w, const rbk_listener *listener, rbk_error *error)
{
    return search_all(subchannel, disc, layout, false, listed, r_to_w, listener, error);
}

rbk_status rbk_subchannel_search_disc(const rbk_disc *disc, const rbk_layout *layout, rbk_disc **listed, bool *r_to_w,
                                      rbk_error *error)
{
    rbk_subchannel *subchannel = NULL;
    rbk_status status = rbk_subchannel_open(disc, layout, &subchannel, error);
    if (status == RBK_OK)
        status = rbk_subchannel_search(subchannel, disc, layout, listed, r_to_w, NULL, error);
    rbk_subchannel_close(subchannel);
    return status;
}
