/*
 * Reading Q: positions become tracks and indexes, codes go to the disc and the track around them. Damaged Q, Q with another
 * sector's address and modified Q are counted and not used.
 */
#include "disc/subcode_scan.h"
#include "base/fail.h"
#include "base/zeros.h"
#include "disc/subcode.h"

#include <stdlib.h>
#include <string.h>

enum { NUMBERS_BYTES = 3 }; /* control, mode, track and index: the first bytes of a position */

rbk_subcode_scan *rbk_subcode_scan_new(void)
{
    rbk_subcode_scan *scan = calloc(1, sizeof *scan);
    if (!scan)
        return NULL;
    scan->disc.tracks = scan->tracks;
    scan->disc.lead_out_lba = RBK_NO_LBA;
    return scan;
}

void rbk_subcode_scan_free(rbk_subcode_scan *scan)
{
    free(scan);
}

/* After the last position; anywhere where there was none. */
static rbk_scan_window window_to(const rbk_subcode_scan *scan, int32_t lba)
{
    return (rbk_scan_window){scan->anywhere ? scan->last_lba + 1 : INT32_MIN, lba};
}

/* Start of index 01 or the lead-out by their relative time, if it is in a range that was not read. */
static int32_t beginning(rbk_scan_window window, const rbk_q *q)
{
    int64_t lba = (int64_t)window.to - q->relative_sectors;
    return lba >= window.from ? (int32_t)lba : window.to;
}

/* ------------------------------------------------------------------ Q that is not a position of its sector */

static rbk_unplaced_q *unplaced_at(rbk_subcode_scan *scan, int32_t lba)
{
    return &scan->unplaced[(uint32_t)lba % RBK_UNPLACED_Q_MAX];
}

static void note_unplaced(rbk_subcode_scan *scan, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    rbk_unplaced_q *unplaced = unplaced_at(scan, lba);
    unplaced->any = true;
    unplaced->lba = lba;
    memcpy(unplaced->bytes, bytes, RBK_Q_BYTES);
}

/* Start of an index whose relative time does not have it: modified Q before it that has its numbers is part of it. */
static int32_t earliest(rbk_subcode_scan *scan, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    while (scan->anywhere && lba - 1 > scan->last_lba) {
        const rbk_unplaced_q *before = unplaced_at(scan, lba - 1);
        if (!before->any || before->lba != lba - 1 || memcmp(before->bytes, bytes, NUMBERS_BYTES) != 0)
            break;
        lba--;
    }
    return lba;
}

/* ------------------------------------------------------------------ tracks and indexes */

static rbk_scanned_track *track_numbered(rbk_subcode_scan *scan, uint32_t number)
{
    for (size_t t = 0; t < scan->disc.track_count; t++)
        if (scan->tracks[t].number == number)
            return &scan->tracks[t];
    if (scan->disc.track_count == RBK_TRACKS_MAX)
        return NULL;
    rbk_scanned_track *track = &scan->tracks[scan->disc.track_count++];
    track->number = number;
    return track;
}

/* A number that does not ascend was read before, or is invalid. */
static void note_index(rbk_subcode_scan *scan, rbk_scanned_track *track, const rbk_queued_q *position)
{
    const rbk_q *q = &position->q;
    if (track->index_count > 0 && track->indexes[track->index_count - 1].number >= q->index)
        return;
    rbk_scan_window window = window_to(scan, position->lba);
    int32_t lba = q->index == 1 ? beginning(window, q) : earliest(scan, position->lba, position->bytes);
    scan->windows[track - scan->tracks][track->index_count] = window;
    track->indexes[track->index_count++] = (rbk_layout_index){q->index, lba};
}

/* In a pregap some bits may belong to the other track; from index 01 on they are the track's. */
static void note_control(rbk_subcode_scan *scan, rbk_scanned_track *track, const rbk_q *q)
{
    bool *final = &scan->control_final[track - scan->tracks];
    if (*final && q->index > 0 && ((track->control ^ q->control) & 15) == RBK_FLAG_COPY_PERMITTED)
        track->control |= RBK_FLAG_SCMS;
    if (*final)
        return;
    track->control = q->control;
    *final = q->index > 0;
}

/* A code does not name its track: it is that of the positions before it and after it. */
static void assign_isrc(rbk_subcode_scan *scan, const rbk_scanned_track *after)
{
    if (scan->pending_isrc[0] && scan->current && scan->current == after && !scan->current->isrc[0])
        memcpy(scan->current->isrc, scan->pending_isrc, sizeof scan->current->isrc);
    scan->pending_isrc[0] = '\0';
}

static void note_position(rbk_subcode_scan *scan, const rbk_queued_q *position)
{
    const int32_t lba = position->lba;
    const rbk_q *q = &position->q;
    rbk_scanned_track *track = q->track == RBK_Q_LEAD_OUT ? NULL : track_numbered(scan, q->track);
    assign_isrc(scan, track);
    if (track) {
        note_index(scan, track, position);
        note_control(scan, track, q);
        scan->readable[track - scan->tracks]++;
    } else if (q->track == RBK_Q_LEAD_OUT && scan->disc.lead_out_lba == RBK_NO_LBA) {
        scan->lead_out_window = window_to(scan, lba);
        scan->disc.lead_out_lba = beginning(scan->lead_out_window, q);
    }
    scan->current = track;
    if (!scan->anywhere)
        scan->first_lba = lba;
    scan->anywhere = true;
    scan->last_lba = lba;
}

/* ------------------------------------------------------------------ codes and the TOC */

static bool is_zeros(const char *code)
{
    return code[strspn(code, "0")] == '\0';
}

static void note_code(rbk_subcode_scan *scan, const rbk_q *q)
{
    if (scan->current)
        scan->readable[scan->current - scan->tracks]++;
    if (q->kind == RBK_Q_MCN && !scan->disc.mcn[0] && !is_zeros(q->mcn))
        memcpy(scan->disc.mcn, q->mcn, sizeof scan->disc.mcn);
    if (q->kind == RBK_Q_ISRC && !is_zeros(q->isrc))
        memcpy(scan->pending_isrc, q->isrc, sizeof scan->pending_isrc);
}

static void note_toc(rbk_subcode_scan *scan, const rbk_q *q)
{
    rbk_scanned_disc *disc = &scan->disc;
    for (size_t i = 0; i < disc->toc_count; i++)
        if (disc->toc[i].point == q->point)
            return;
    if (disc->toc_count < RBK_TOC_ENTRIES_MAX)
        disc->toc[disc->toc_count++] = *q;
}

static void note_modified(rbk_subcode_scan *scan, const rbk_queued_q *modified)
{
    if (scan->modified_sectors++ == 0)
        scan->modified_lba = modified->lba;
    if (scan->on_modified)
        scan->on_modified(scan->user, modified->lba, modified->bytes);
}

/* Uses what is decided, in the order of the sectors. */
static void note_decided(rbk_subcode_scan *scan, bool ended)
{
    rbk_queued_q next;
    rbk_q_verdict verdict;
    while ((verdict = rbk_q_queue_take(&scan->queue, ended, &next)) != RBK_Q_UNDECIDED) {
        if (verdict == RBK_Q_REGULAR && next.q.kind == RBK_Q_POSITION)
            note_position(scan, &next);
        else if (verdict == RBK_Q_REGULAR)
            note_code(scan, &next.q);
        else
            note_modified(scan, &next);
    }
}

bool rbk_subcode_is_placed(int32_t lba, const rbk_q *q)
{
    int64_t absolute = (int64_t)lba + RBK_PREGAP_SECTORS;
    switch (q->kind) {
    case RBK_Q_POSITION:
        return q->absolute_sectors == absolute;
    case RBK_Q_MCN:
    case RBK_Q_ISRC:
        return q->absolute_frame == absolute % RBK_SECTORS_PER_SECOND;
    case RBK_Q_TOC:
        return false;
    default:
        return true;
    }
}

bool rbk_q_is_missing(const uint8_t q[RBK_Q_BYTES])
{
    return rbk_all_zero(q, RBK_Q_BYTES);
}

void rbk_subcode_scan_add(rbk_subcode_scan *scan, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    rbk_q q;
    scan->disc.sectors++;
    if (rbk_q_is_missing(bytes))
        return;
    if (!rbk_q_decode(bytes, &q)) {
        scan->disc.bad_sectors++;
        note_unplaced(scan, lba, bytes);
    } else if (lba < -RBK_PREGAP_SECTORS) {
        if (q.kind == RBK_Q_TOC)
            note_toc(scan, &q);
    } else if (!rbk_subcode_is_placed(lba, &q)) {
        scan->disc.misplaced_sectors++;
        note_unplaced(scan, lba, bytes);
    } else {
        scan->readable_program++;
        rbk_q_queue_add(&scan->queue, lba, bytes, &q);
        note_decided(scan, false);
    }
}

const rbk_scanned_disc *rbk_subcode_scan_result(rbk_subcode_scan *scan)
{
    note_decided(scan, true);
    return &scan->disc;
}
