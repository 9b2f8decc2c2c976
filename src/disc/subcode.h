/*
 * disc/subcode.h - shared by the generator and the comparison of a scan
 */
#ifndef RBK_DISC_SUBCODE_H
#define RBK_DISC_SUBCODE_H

#include <redbook/subcode.h>

/* The control nibble of a track in Q: its flags, RBK_Q_DATA for data, which has only the copy flag. */
uint8_t rbk_control_of(const rbk_track *track);

/* Whether the time in Q, complete or its last part, is the address of the sector at lba. */
bool rbk_subcode_is_placed(int32_t lba, const rbk_q *q);

/* Where an index may start: after the last sector read before it, up to where it was first read. */
typedef struct rbk_scan_window {
    int32_t from, to;
} rbk_scan_window;

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
};

#endif
