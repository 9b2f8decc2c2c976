/*
 * Which Q is modified: positions that differ from the one before them, if the disc then goes on as before, and Q of a mode that
 * no program has.
 */
#include "disc/q_queue.h"

#include <redbook/disc.h>

#include <string.h>

/* The sector where the relative time is zero: it descends in a pregap, and ascends from index 01 on. */
static int64_t origin_of(const rbk_queued_q *position)
{
    const int64_t lba = position->lba;
    return position->q.index == 0 ? lba + position->q.relative_sectors : lba - position->q.relative_sectors;
}

static bool agree(const rbk_queued_q *a, const rbk_queued_q *b)
{
    return a->q.track == b->q.track && a->q.index == b->q.index && origin_of(a) == origin_of(b) &&
           ((a->q.control ^ b->q.control) & ~(unsigned)RBK_FLAG_COPY_PERMITTED) == 0;
}

/* More of it in a row than the queue holds is modified wherever it is. */
static rbk_q_verdict judge_other_mode(const rbk_q_queue *queue, bool ended)
{
    for (size_t i = 1; i < queue->count; i++) {
        const rbk_queued_q *next = &queue->held[i];
        if (next->q.kind == RBK_Q_POSITION)
            return next->q.track == RBK_Q_LEAD_OUT || (int64_t)next->lba - queue->held[0].lba >= RBK_LEAD_IN_SECTORS
                       ? RBK_Q_REGULAR
                       : RBK_Q_MODIFIED;
    }
    if (ended)
        return RBK_Q_REGULAR;
    return queue->count == RBK_Q_QUEUE_MAX ? RBK_Q_MODIFIED : RBK_Q_UNDECIDED;
}

static rbk_q_verdict judge_oldest(const rbk_q_queue *queue, bool ended)
{
    const rbk_queued_q *oldest = &queue->held[0];
    size_t run = 1;
    if (oldest->q.kind == RBK_Q_OTHER)
        return judge_other_mode(queue, ended);
    if (oldest->q.kind != RBK_Q_POSITION || !queue->any || agree(&queue->last, oldest))
        return RBK_Q_REGULAR;
    for (size_t i = 1; i < queue->count && run <= RBK_MODIFIED_RUN_MAX; i++) {
        if (queue->held[i].q.kind != RBK_Q_POSITION)
            continue;
        if (agree(&queue->last, &queue->held[i]))
            return RBK_Q_MODIFIED;
        run++;
    }
    return ended || run > RBK_MODIFIED_RUN_MAX || queue->count == RBK_Q_QUEUE_MAX ? RBK_Q_REGULAR : RBK_Q_UNDECIDED;
}

void rbk_q_queue_add(rbk_q_queue *queue, int32_t lba, const uint8_t bytes[RBK_Q_BYTES], const rbk_q *q)
{
    rbk_queued_q *added = &queue->held[queue->count++];
    added->lba = lba;
    added->q = *q;
    memcpy(added->bytes, bytes, RBK_Q_BYTES);
}

rbk_q_verdict rbk_q_queue_take(rbk_q_queue *queue, bool ended, rbk_queued_q *taken)
{
    const rbk_q_verdict verdict = queue->count > 0 ? judge_oldest(queue, ended) : RBK_Q_UNDECIDED;
    if (verdict == RBK_Q_UNDECIDED)
        return verdict;
    *taken = queue->held[0];
    memmove(queue->held, queue->held + 1, --queue->count * sizeof *queue->held);
    if (verdict == RBK_Q_REGULAR && taken->q.kind == RBK_Q_POSITION) {
        queue->last = *taken;
        queue->any = true;
    }
    return verdict;
}
