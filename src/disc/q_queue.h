/*
 * disc/q_queue.h - Q of one sector after the other, each held until those after it show whether it is modified
 *
 * Q with a valid CRC and the address of its sector can be modified, too. Two positions agree if they have the same track, index
 * and control, and relative times as far apart as their sectors. Modified are up to RBK_MODIFIED_RUN_MAX positions in a row that
 * do not agree with the one before them, if the one after them does: protections change single sectors, or two, and what is
 * changed is not believed.
 *
 * Modified is as well Q of a mode that no program has (an ADR but 1, 2 and 3), however many sectors, if a position of the session
 * comes after it. At the end of a session it may belong to the lead-out, where ADR 5 is legal, and which drives return early.
 *
 * What does not return is how the disc was mastered, and not modified: a pregap that is counted from elsewhere, an index that
 * starts a sector early or late, control that begins late. So nothing is modified in the first or last sector of an index. Codes,
 * Q that is not valid and sectors without Q are no positions: those before and after them are next to each other. The copy bit of
 * control is ignored, since SCMS alternates it.
 */
#ifndef RBK_DISC_Q_QUEUE_H
#define RBK_DISC_Q_QUEUE_H

#include <redbook/subchannel.h>

/* More would be a range that is mastered so. */
#define RBK_MODIFIED_RUN_MAX 4

/* Positions of a run and the one after it; with codes between them. */
#define RBK_Q_QUEUE_MAX 16

typedef struct rbk_queued_q {
    int32_t lba;
    rbk_q q;
    uint8_t bytes[RBK_Q_BYTES]; /* as in the sector */
} rbk_queued_q;

/* All zeros: empty. */
typedef struct rbk_q_queue {
    rbk_queued_q held[RBK_Q_QUEUE_MAX];
    size_t count;
    rbk_queued_q last; /* the last position that is not modified */
    bool any;          /* there was one */
} rbk_q_queue;

typedef enum rbk_q_verdict { RBK_Q_UNDECIDED, RBK_Q_REGULAR, RBK_Q_MODIFIED } rbk_q_verdict;

/* Adds the Q of a sector, which is valid and has its address, if its mode has one. Whatever is decided then must be taken before
 * the next one. */
void rbk_q_queue_add(rbk_q_queue *queue, int32_t lba, const uint8_t bytes[RBK_Q_BYTES], const rbk_q *q);

/* Takes the oldest, if it is decided; at the end of the disc (ended) all are. Codes are regular. */
rbk_q_verdict rbk_q_queue_take(rbk_q_queue *queue, bool ended, rbk_queued_q *taken);

#endif
