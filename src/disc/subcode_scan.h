/*
 * disc/subcode_scan.h - shared by the scan of Q and its comparison
 */
#ifndef RBK_DISC_SUBCODE_SCAN_H
#define RBK_DISC_SUBCODE_SCAN_H

#include "disc/q_queue.h"

#include <redbook/subcode.h>

/* Where an index may start: after the last sector read before it, up to where it was first read. */
typedef struct rbk_scan_window {
    int32_t from, to;
} rbk_scan_window;

/* The last Q that is not valid or has not the address of its sector: how far back the start of an index is searched for. */
#define RBK_UNPLACED_Q_MAX 64
typedef struct rbk_unplaced_q {
    bool any;
    int32_t lba;
    uint8_t bytes[RBK_Q_BYTES];
} rbk_unplaced_q;

/* Notified of each sector of modified Q of q_queue.h, some sectors after it was added. */
typedef void rbk_on_modified_q(void *user, int32_t lba, const uint8_t q[RBK_Q_BYTES]);

struct rbk_subcode_scan {
    rbk_scanned_disc disc;
    rbk_scanned_track tracks[RBK_TRACKS_MAX];
    rbk_scan_window windows[RBK_TRACKS_MAX][RBK_INDEX_MAX + 1]; /* of tracks[].indexes[] */
    rbk_scan_window lead_out_window;
    int64_t readable[RBK_TRACKS_MAX]; /* sectors of the track that were read, codes included */
    int64_t readable_program;         /* sectors from -150 on that were read */
    bool control_final[RBK_TRACKS_MAX];
    rbk_scanned_track *current;        /* the track of the last position; NULL before the first and in the lead-out */
    bool anywhere;                     /* a position was read: the two below are valid */
    int32_t first_lba, last_lba;       /* of positions */
    char pending_isrc[RBK_ISRC_BYTES]; /* read after the last position; "": none */
    rbk_unplaced_q unplaced[RBK_UNPLACED_Q_MAX]; /* that of lba is at lba modulo the number of them */
    rbk_q_queue queue;                           /* valid Q that was added and is not in any of the above yet */
    int64_t modified_sectors;       /* with another track, index, relative time, control or ADR: not used */
    int32_t modified_lba;           /* the first of them */
    rbk_on_modified_q *on_modified; /* NULL: none */
    void *user;
};

#endif
