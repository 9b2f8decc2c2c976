/*
 * redbook/layout.h - where everything of a disc lies: absolute addresses, and which sample comes from where
 *
 * A layout is computed from a disc whose files have been measured. It fixes the time line in samples
 * from lba 0, then the sectors at which tracks and indexes begin.
 *
 * Joins. Sources end where they end, sectors every 588 samples. Where two tracks touch, the join is either
 * carried - the unfinished sector goes to the next track, whose start thereby lies up to 587 samples early, and
 * nothing is inserted - or padded: the unfinished sector is completed with silence. RBK_JOIN_AUTO carries
 * where sound meets sound and pads where generated silence stands between. Only carried joins keep a gapless
 * programme as it is. The end of the disc is always padded to a whole sector.
 *
 * Runs. Files that touch without anything inserted and share a rate form a run: one stream, to be converted in
 * one go. Positions inside a run come from the cumulative count of its source frames (rbk_rate_scale),
 * so 99 tracks drift by nothing.
 *
 * Sessions. Each ends at its lead-out; from there to the first sector of the next one addresses go on without sectors,
 * and the time line has a hole. Most discs have one session, which begins at lba 0; then rbk_layout_end is all there is
 * to know.
 *
 * Pure; safe from any thread.
 */
#ifndef REDBOOK_LAYOUT_H
#define REDBOOK_LAYOUT_H

#include <redbook/disc.h>
#include <redbook/rules.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum rbk_join { RBK_JOIN_AUTO, RBK_JOIN_CARRY, RBK_JOIN_PAD } rbk_join;

typedef struct rbk_layout_index {
    uint32_t number;
    int32_t lba;
} rbk_layout_index;

typedef struct rbk_layout_track {
    int32_t start_lba;         /* first sector that is the track's own: its pause (index 00) or index 01 */
    int32_t index01_lba;       /* what the TOC says */
    int32_t end_lba;           /* one past the last sector */
    int64_t moved_samples;     /* 0-587: samples of the track before that lie in this track's first sector */
    int64_t padded_samples;    /* 0-587: silence added to complete this track's last sector */
    rbk_layout_index *indexes; /* as in the disc, with addresses */
    size_t index_count;
} rbk_layout_track;

/* A session, or area of a GD-ROM. */
typedef struct rbk_layout_session {
    size_t first_track; /* position in rbk_layout.tracks */
    size_t track_count;
    int32_t lead_in_lba;  /* where its lead-in begins; RBK_NO_LBA of the first one */
    int32_t pregap_lba;   /* index 00 of its first track: -150 in the first one */
    int32_t start_lba;    /* its first sector with bytes: 0 in the first one. From pregap_lba to here there are none */
    int32_t lead_out_lba; /* where its lead-out begins: one past its last sector */
} rbk_layout_session;

/* A stretch of the time line: silence, or samples of a run. In order, from 0 to the end; without holes but those between
 * sessions. */
typedef struct rbk_layout_part {
    bool silence;
    uint32_t run;          /* position in rbk_layout.runs */
    int64_t start_samples; /* on the disc's time line */
    int64_t length_samples;
    int64_t run_offset_samples; /* where in the run's output it begins */
} rbk_layout_part;

/* Files converted as one stream; the n-th begins at output sample starts_samples[n], and starts_samples[file_count] is
 * the end. */
typedef struct rbk_layout_run {
    uint32_t rate_hz;
    uint32_t *files;         /* positions in rbk_disc.files */
    int64_t *starts_samples; /* file_count + 1 */
    size_t file_count;
} rbk_layout_run;

typedef struct rbk_layout {
    rbk_layout_track *tracks; /* as many as the disc has, in its order */
    size_t track_count;
    rbk_layout_part *parts;
    size_t part_count;
    rbk_layout_run *runs;
    size_t run_count;
    rbk_layout_session *sessions; /* at least one, each with at least one track */
    size_t session_count;
} rbk_layout;

/*
 * Lays the disc out. The pause of 150 sectors before lba 0 is not part of it: a track 1 that has audio or silence
 * before its index 01 has it from lba 0 on. What a track holds before its index 01 is its pause, with an index 0 even
 * where the disc gives none. An index 0 in the same sector as index 1 is left out ("index.no-pause", note); an index
 * beyond 01 that has no sector of its own inside the track too ("index.dropped", warning), and those after it close up.
 *
 * A later session begins at the usual distance, or at that which the disc says (rbk_session): the sum of lead-out,
 * lead-in and pause lies between the lead-out and its first index 01. Of the pause its file may hold a part. The lead-out
 * of a third session and later ones is 2250 sectors long even where a sheet says 6750, which is the constant of one
 * ripper. A high-density area begins at RBK_HIGH_DENSITY_LBA.
 *
 * RBK_INVALID_ARGUMENT (a file not measured); RBK_BAD_LAYOUT with the track and the reason: no tracks, no index 01, or
 * one outside its extent, an extent past the end of its file; RBK_NO_MEMORY.
 */
rbk_status rbk_layout_compute(const rbk_disc *disc, rbk_join join, rbk_layout **layout, rbk_findings *findings,
                              rbk_error *error);

/* NULL is fine. */
void rbk_layout_free(rbk_layout *layout);

/* Where the disc ends: the lead-out of its last session, which is how many sectors from lba 0 on it takes. */
int32_t rbk_layout_end(const rbk_layout *layout);

/* What that can be at most: RBK_PROGRAM_SECTORS_MAX, which is what absolute times can say; of a GD-ROM more. */
int32_t rbk_disc_end_max(const rbk_disc *disc);

/* How many of them have bytes: those of all sessions, without what lies between. */
int64_t rbk_layout_sectors(const rbk_layout *layout);

/* The session of the track at a position; its lead-out is where the table of contents lets its last track end. Lent. */
const rbk_layout_session *rbk_layout_session_of(const rbk_layout *layout, size_t track);

/* The session in which a sector with bytes lies, the 150 before lba 0 being the first one's; NULL between sessions and
 * outside the disc. Lent. */
const rbk_layout_session *rbk_layout_session_at(const rbk_layout *layout, int64_t lba);

/*
 * RBK_OK when all of count sectors from first_lba on lie in one session. RBK_BETWEEN_SESSIONS with the first that lies
 * between two; RBK_INVALID_ARGUMENT when some lie outside the disc.
 */
rbk_status rbk_layout_check_range(const rbk_layout *layout, int64_t first_lba, uint32_t count, rbk_error *error);

/* ------------------------------------------------------------------ rules */

typedef enum rbk_short_tracks { RBK_SHORT_REFUSE, RBK_SHORT_PAD, RBK_SHORT_ALLOW } rbk_short_tracks;

typedef struct rbk_rules {
    uint32_t capacity_sectors;     /* from lba 0, 1 to RBK_PROGRAM_SECTORS_MAX */
    rbk_short_tracks short_tracks; /* PAD is judged like ALLOW: the padding is the layout's caller's work */
    rbk_judge judge;               /* whose severities the findings have: AUTHOR */
} rbk_rules;

/*
 * Looks at a laid out disc by those rules of the table (<redbook/rules.h>) that need no more than it, and adds a finding
 * for each breach, all of them: "disc.too-long" (by how much, and which tracks do not fit), "track.too-short",
 * "track.empty", "track.short-pause", "isrc.repeated", "isrc.syntax", "flags.scms", "mcn.zero", "mcn.digit". Severity
 * error stands in the way. path names the findings' place. RBK_INVALID_ARGUMENT (no such judge), RBK_NO_MEMORY.
 */
rbk_status rbk_rules_check(const rbk_disc *disc, const rbk_layout *layout, const rbk_rules *rules, const char *path,
                           rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
