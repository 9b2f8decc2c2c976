/*
 * Q of a disc that is read, in order. Its own addresses count, since drives return Q some sectors early or late; but modified
 * Q has an address, or a track and index, that is not its own, with a valid CRC too. As in verify, a single sector of it is
 * not believed.
 */
#include "burn/read_disc.h"

#include <string.h>

enum { DISTANCE_CHANGE_MAX = RBK_SECTORS_PER_SECOND };

static bool same_index(const rbk_q_position *a, const rbk_q_position *b)
{
    return a->q.track == b->q.track && a->q.index == b->q.index;
}

static void accept(rbk_disc_reading *reading, const rbk_q_position *position)
{
    if (position->lba <= reading->order.last.lba)
        return;
    reading->order.last = *position;
    rbk_subcode_scan_add(reading->scan, position->lba, position->bytes);
}

/* Whether next continues the disc as it was before the position that is held. */
static bool reverts(const rbk_q_order *order, const rbk_q_position *next)
{
    return next->lba <= order->held.lba || (same_index(next, &order->last) && !same_index(next, &order->held));
}

static void add_position(rbk_disc_reading *reading, const rbk_q_position *next)
{
    rbk_q_order *order = &reading->order;
    const rbk_q_position *held = order->is_held ? &order->held : NULL;
    bool any = order->last.lba != INT32_MIN;
    int64_t change = any ? (int64_t)next->distance - order->last.distance : 0;
    if (next->lba <= order->last.lba || change < -DISTANCE_CHANGE_MAX || change > DISTANCE_CHANGE_MAX)
        return;
    if (held && !reverts(order, next))
        accept(reading, held);
    order->is_held = !any || next->distance != order->last.distance || !same_index(next, &order->last);
    if (order->is_held)
        order->held = *next;
    else
        accept(reading, next);
}

void rbk_read_q_add(rbk_disc_reading *reading, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    rbk_q_order *order = &reading->order;
    rbk_q_position position = {.distance = 0};
    if (lba <= order->read_lba)
        return; /* read twice, for an offset */
    order->read_lba = lba;
    if (rbk_q_decode(bytes, &position.q) && position.q.kind == RBK_Q_POSITION) {
        position.lba = position.q.absolute_sectors - RBK_PREGAP_SECTORS;
        position.distance = position.lba - lba;
        memcpy(position.bytes, bytes, RBK_Q_BYTES);
        add_position(reading, &position);
        return;
    }
    rbk_subcode_scan_add(reading->scan, lba + order->last.distance, bytes);
}

void rbk_read_q_end(rbk_disc_reading *reading)
{
    if (reading->order.is_held)
        accept(reading, &reading->order.held);
    reading->order.is_held = false;
}
