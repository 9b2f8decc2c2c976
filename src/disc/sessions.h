/*
 * disc/sessions.h - starts and ends of sessions on the time line
 */
#ifndef RBK_DISC_SESSIONS_H
#define RBK_DISC_SESSIONS_H

#include "disc/runs.h"

/*
 * Starts the session of the track at a position; its number is the layout's session count. The time line continues at
 * the session's first sector. RBK_BAD_LAYOUT: the one before reaches beyond it, or the addresses are exhausted.
 */
rbk_status rbk_session_begin(rbk_timeline *timeline, size_t track, rbk_error *error);

/* Ends it with the track at a position. */
void rbk_session_end(rbk_timeline *timeline, size_t track);

/* The type of a disc in the lead-in of a session: the seconds of point A0 (MMC, "disc type"). */
enum { RBK_DISC_TYPE_CD_ROM = 0x00, RBK_DISC_TYPE_CD_I = 0x10, RBK_DISC_TYPE_XA = 0x20 };

/* Flags that state a type; in none of them: the modes of the tracks decide. */
#define RBK_FLAGS_OF_TYPE (RBK_FLAG_TYPE_CD_ROM | RBK_FLAG_TYPE_CD_I | RBK_FLAG_TYPE_XA)

/* That of the session with these tracks; CD_ROM includes audio alone. */
uint8_t rbk_session_type(const rbk_disc *disc, size_t first_track, size_t track_count);

/* States the type in the first of these tracks, if their modes mean another one. */
void rbk_session_state_type(rbk_disc *disc, size_t first_track, size_t track_count, uint8_t type);

/* Copies only the sessions of another layout, for queries about them. RBK_NO_MEMORY. */
rbk_status rbk_layout_copy_sessions(const rbk_layout *layout, rbk_layout *sessions, rbk_error *error);

/* Whether it is a GD-ROM: one of its sessions is a high-density area. */
bool rbk_disc_has_high_density(const rbk_disc *disc);

/* The gap between a session and the one before, stated by the disc or as recorders write it. */
typedef struct rbk_session_gap {
    int32_t lead_out_sectors;
    int32_t lead_in_sectors;
    int32_t pregap_sectors;
} rbk_session_gap;

/* Of the session at a position, from 1 on. */
rbk_session_gap rbk_session_gap_before(const rbk_disc *disc, size_t session);

/* The same of a session that states no lengths. */
rbk_session_gap rbk_session_usual_gap(size_t session);

/* Sectors between a session and the first sector with bytes of the next one, whose first track this is. */
int64_t rbk_session_distance(const rbk_disc *disc, size_t track);

/*
 * The same if its session stated no lengths. It depends on the pregap that is stored: lengths that add up to the usual
 * ones may be another distance.
 */
int64_t rbk_session_usual_distance(const rbk_disc *disc, size_t track);

/*
 * Lengths of a session by the sectors from the end of the one before to its index 01, and those of its pregap that are
 * in a file: the pregap is at least those, and the lead-out is what pregap and lead-in leave.
 */
void rbk_session_address(rbk_session *session, int64_t distance_sectors, int64_t stored_sectors);

/*
 * Copies the sessions of another disc with the same tracks, for other files: positions in a file become lengths.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_disc_take_sessions(rbk_disc *disc, const rbk_disc *from, rbk_error *error);

/* A copy with the tracks of one session, of those that are stated, as a disc of one session. NULL without memory. */
rbk_disc *rbk_disc_copy_session(const rbk_disc *disc, size_t session);

/*
 * Adds the tracks of another disc of one session as a new session, and its files. Numbers of tracks that do not continue
 * those of the disc become the next ones. RBK_TRACKLIMIT, RBK_NO_MEMORY.
 */
rbk_status rbk_disc_append_session(rbk_disc *disc, const rbk_disc *other, rbk_error *error);

#endif
