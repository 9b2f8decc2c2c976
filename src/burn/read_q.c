/*
 * Q of a disc that is read, in order. Its own addresses count, since drives return Q some sectors early or late; but modified
 * Q has an address, or a track and index, that is not its own, with a valid CRC too. As in verify, a single sector of it is
 * not believed. A wrong relative time, control or ADR has no effect on the order: the scan finds them.
 */
#include "base/fail.h"
#include "burn/read_disc.h"
#include "disc/subcode.h"
#include "disc/subcode_scan.h"

#include <string.h>

enum { DISTANCE_CHANGE_MAX = RBK_SECTORS_PER_SECOND, CONFIDENCE_MIN = 5, CONFIDENCE_MAX = RBK_SECTORS_PER_SECOND };

static bool same_index(const rbk_q_position *a, const rbk_q_position *b)
{
    return a->q.track == b->q.track && a->q.index == b->q.index;
}

/* ------------------------------------------------------------------ modified Q */

static void insert(rbk_q_order *order, uint32_t at, const rbk_other_q *other)
{
    for (; at > 0 && order->others_found[at - 1].read_lba > other->read_lba; at--)
        order->others_found[at] = order->others_found[at - 1];
    order->others_found[at] = *other;
}

/* The sector it belongs to is the one it was read with, as far as the drive returns Q early or late. Ascending. */
static void keep(rbk_q_order *order, int32_t read_lba, const uint8_t bytes[RBK_Q_BYTES], bool placed)
{
    rbk_other_q other = {.read_lba = read_lba, .q.lba = read_lba + order->distance, .placed = placed};
    memcpy(other.q.q, bytes, RBK_Q_BYTES);
    if (order->found < RBK_OTHER_Q_MAX)
        insert(order, order->found, &other);
    order->found++;
}

/* What was kept before it was known how early or late the drive returns Q. */
static void place_first(rbk_q_order *order)
{
    for (uint32_t i = 0; !order->is_sure && i < order->found && i < RBK_OTHER_Q_MAX; i++) {
        rbk_other_q other = order->others_found[i];
        if (other.placed)
            other.read_lba = other.q.lba - order->distance;
        else
            other.q.lba = other.read_lba + order->distance;
        insert(order, i, &other);
    }
    order->is_sure = true;
}

static void note_other(rbk_q_order *order, int32_t read_lba, const uint8_t bytes[RBK_Q_BYTES])
{
    keep(order, read_lba, bytes, false);
}

static void note_placed(void *user, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    rbk_q_order *order = user;
    if (order->placed++ == 0 || lba < order->placed_lba)
        order->placed_lba = lba;
    keep(order, lba - order->distance, bytes, true);
}

/* More than any drive returns Q early or late. */
static bool is_far(const rbk_q_position *position)
{
    return position->distance < -DISTANCE_CHANGE_MAX || position->distance > DISTANCE_CHANGE_MAX;
}

/* Q of the distance that was that of another sector, and is the drive's now; where there is too much for a list it is counted. */
static void forget_distance(rbk_q_order *order)
{
    uint32_t kept = order->settled;
    if (order->found > RBK_OTHER_Q_MAX)
        return;
    for (uint32_t i = kept; i < order->found; i++) {
        const rbk_other_q *other = &order->others_found[i];
        rbk_q q;
        if (other->placed || !rbk_q_decode(other->q.q, &q) ||
            q.absolute_sectors - RBK_PREGAP_SECTORS - other->read_lba != order->distance)
            order->others_found[kept++] = *other;
    }
    order->found = kept;
}

static void judge_position(rbk_q_order *order, const rbk_q_position *position)
{
    if (position->distance != order->distance)
        note_other(order, position->lba - position->distance, position->bytes);
}

static void judge_uncertain(rbk_q_order *order)
{
    for (size_t i = 0; i < order->uncertain_count; i++)
        judge_position(order, &order->uncertain[i]);
    order->uncertain_count = 0;
}

/* A distance that many positions have instead is that of the drive from there on: none of them is of another sector. */
static void follow_distance(rbk_q_order *order, const rbk_q_position *position)
{
    if (is_far(position)) {
        note_other(order, position->lba - position->distance, position->bytes);
        return;
    }
    if (position->distance == order->distance) {
        order->confidence += order->confidence < CONFIDENCE_MAX;
    } else if (--order->confidence <= 0) {
        order->distance = position->distance;
        order->confidence = 1;
        forget_distance(order);
    }
    if (order->confidence == CONFIDENCE_MAX)
        order->settled = order->found;
    if (order->confidence >= CONFIDENCE_MIN) {
        place_first(order);
        judge_uncertain(order);
        judge_position(order, position);
    } else if (order->uncertain_count < RBK_UNCERTAIN_Q_MAX) {
        order->uncertain[order->uncertain_count++] = *position;
    }
}

/* ------------------------------------------------------------------ order */

static void accept(rbk_disc_reading *reading, const rbk_q_position *position)
{
    reading->order.last = *position;
    rbk_subcode_scan_add(reading->scan, position->lba, position->bytes);
}

/* What is not believed is modified Q of the sector it was read with, unless the drive returned it early or late. */
static void discard(rbk_disc_reading *reading, const rbk_q_position *position)
{
    const int32_t distance = reading->order.distance, change = position->distance - distance;
    if (change < -RBK_Q_JITTER_MAX || change > RBK_Q_JITTER_MAX)
        rbk_subcode_scan_add(reading->scan, position->lba - change, position->bytes);
}

/* Whether next continues the disc as it was before the position that is held. */
static bool reverts(const rbk_q_order *order, const rbk_q_position *next)
{
    const int32_t distance = order->last.distance;
    const bool any = order->last.lba != INT32_MIN;
    return next->lba <= order->held.lba || (any && next->distance == distance && order->held.distance != distance) ||
           (same_index(next, &order->last) && !same_index(next, &order->held));
}

static void add_position(rbk_disc_reading *reading, const rbk_q_position *next)
{
    rbk_q_order *order = &reading->order;
    const rbk_q_position *held = order->is_held ? &order->held : NULL;
    bool any = order->last.lba != INT32_MIN;
    if (is_far(next) || next->lba <= order->last.lba) {
        discard(reading, next);
        return;
    }
    if (held && !reverts(order, next))
        accept(reading, held);
    else if (held && held->distance == order->distance && !same_index(next, held))
        note_placed(order, held->lba, held->bytes);
    else if (held)
        discard(reading, held);
    order->is_held = !any || next->distance != order->last.distance || !same_index(next, &order->last);
    if (order->is_held)
        order->held = *next;
    else
        accept(reading, next);
}

rbk_status rbk_read_q_begin(rbk_disc_reading *reading, rbk_error *error)
{
    reading->order = (rbk_q_order){.last = {.lba = INT32_MIN}, .read_lba = INT32_MIN};
    reading->scan = rbk_subcode_scan_new();
    if (!reading->scan)
        return rbk_fail_memory(error);
    reading->scan->on_modified = note_placed;
    reading->scan->user = &reading->order;
    return RBK_OK;
}

void rbk_read_q_add(rbk_disc_reading *reading, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    rbk_q_order *order = &reading->order;
    rbk_q_position position = {.distance = 0};
    if (lba <= order->read_lba)
        return; /* read twice, for an offset */
    order->read_lba = lba;
    if (rbk_q_is_missing(bytes)) {
        order->missing++;
        return;
    }
    bool valid = rbk_q_decode(bytes, &position.q);
    if (!valid) {
        note_other(order, lba, bytes);
        order->bad++;
    }
    order->good += valid;
    if (valid && position.q.kind == RBK_Q_POSITION) {
        position.lba = position.q.absolute_sectors - RBK_PREGAP_SECTORS;
        position.distance = position.lba - lba;
        memcpy(position.bytes, bytes, RBK_Q_BYTES);
        follow_distance(order, &position);
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
    place_first(&reading->order);
    judge_uncertain(&reading->order);
    (void)rbk_subcode_scan_result(reading->scan); /* decides what it has not yet */
}
