/*
 * disc/sessions.h - where sessions begin and end on the time line
 */
#ifndef RBK_DISC_SESSIONS_H
#define RBK_DISC_SESSIONS_H

#include "disc/runs.h"

/*
 * Begins the session of the track at a position, whose number of sessions so far is the layout's: the time line goes on
 * where the session's first sector is. RBK_BAD_LAYOUT: the one before reaches beyond that place, or no address is left.
 */
rbk_status rbk_session_begin(rbk_timeline *timeline, size_t track, rbk_error *error);

/* Ends it with the track at a position. */
void rbk_session_end(rbk_timeline *timeline, size_t track);

/* Fills a layout that has nothing but the sessions of another; for those who only ask where they are. RBK_NO_MEMORY. */
rbk_status rbk_layout_copy_sessions(const rbk_layout *layout, rbk_layout *sessions, rbk_error *error);

/* What is between a session and the one before, as the disc says it or as recorders do it. */
typedef struct rbk_session_gap {
    int32_t lead_out_sectors;
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
} rbk_session_gap;

/* Of the session at a position, from 1 on. */
rbk_session_gap rbk_session_gap_before(const rbk_disc *disc, size_t session);

/* How many sectors are between a session and the first sector with bytes of the next one, whose first track this is. */
int64_t rbk_session_distance(const rbk_disc *disc, size_t track);

/*
 * Gives a disc the sessions of another one that has the same tracks, for files of its own: what a descriptor said by
 * places in its file becomes lengths. RBK_NO_MEMORY.
 */
rbk_status rbk_disc_take_sessions(rbk_disc *disc, const rbk_disc *from, rbk_error *error);

#endif
