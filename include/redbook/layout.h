/*
 * redbook/layout.h - the positions of everything on a disc: absolute addresses, and the source of each sample
 *
 * A layout is computed from a disc whose files have been probed. It fixes the time line in samples from lba 0, then the
 * sectors at which tracks and indexes start.
 *
 * Joins. Sources end at any sample, sectors every 588 samples. Where two tracks meet, the join is either carried - the
 * incomplete sector goes to the next track, which thereby starts up to 587 samples early, and nothing is inserted - or
 * padded: the incomplete sector is completed with silence. RBK_JOIN_AUTO carries between audio and audio and pads
 * before generated silence. Only carried joins keep a gapless program unchanged. The end of the disc is always padded
 * to a whole sector.
 *
 * Runs. Files of one rate that meet without anything inserted form a run: one stream, to be converted as one. Positions
 * in a run come from the cumulative count of its source frames (rbk_rate_scale), so that 99 tracks do not drift.
 *
 * Sessions. Each ends at its lead-out; from there to the first sector of the next one there are addresses without
 * sectors, and the time line has a hole. Most discs have one session, which starts at lba 0; then rbk_layout_end is all
 * there is to know.
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
    int32_t start_lba;         /* first sector of the track: its pregap (index 00) or index 01 */
    int32_t index01_lba;       /* the address in the TOC */
    int32_t end_lba;           /* one past the last sector */
    int64_t moved_samples;     /* 0-587: samples of the track before that are in this track's first sector */
    int64_t padded_samples;    /* 0-587: silence added to complete this track's last sector */
    rbk_layout_index *indexes; /* as in the disc, with addresses */
    size_t index_count;
} rbk_layout_track;

/* A session, or area of a GD-ROM. */
typedef struct rbk_layout_session {
    size_t first_track; /* position in rbk_layout.tracks */
    size_t track_count;
    int32_t lead_in_lba;  /* start of its lead-in; RBK_NO_LBA of the first one */
    int32_t pregap_lba;   /* index 00 of its first track: -150 in the first one */
    int32_t start_lba;    /* its first sector with bytes: 0 in the first one. There are none from pregap_lba to here */
    int32_t lead_out_lba; /* start of its lead-out: one past its last sector */
} rbk_layout_session;

/* A range of the time line: silence, or samples of a run. In order, from 0 to the end; without holes except between
 * sessions. */
typedef struct rbk_layout_part {
    bool silence;
    uint32_t run;          /* position in rbk_layout.runs */
    int64_t start_samples; /* on the disc's time line */
    int64_t length_samples;
    int64_t run_offset_samples; /* start in the run's output */
} rbk_layout_part;

/* Files converted as one stream; the n-th starts at output sample starts_samples[n], and starts_samples[file_count]
 * is the end. */
typedef struct rbk_layout_run {
    uint32_t rate_hz;
    uint32_t *files;         /* positions in rbk_disc.files */
    int64_t *starts_samples; /* file_count + 1 */
    size_t file_count;
} rbk_layout_run;

typedef struct rbk_layout {
    rbk_layout_track *tracks; /* one per track of the disc, in its order */
    size_t track_count;
    rbk_layout_part *parts;
    size_t part_count;
    rbk_layout_run *runs;
    size_t run_count;
    rbk_layout_session *sessions; /* at least one, each with at least one track */
    size_t session_count;
} rbk_layout;

/*
 * Computes the layout. The pregap of 150 sectors before lba 0 is not part of it: a track 1 that has audio or silence
 * before its index 01 has it from lba 0 on. What a track holds before its index 01 is its pregap, with an index 0 even
 * if the disc has none. An index 0 in the same sector as index 1 is omitted ("index.no-pause", note), and so is an
 * index above 01 without a sector of its own inside the track ("index.dropped", warning); those after it are
 * renumbered.
 *
 * A later session starts at the usual distance, or at that stated by the disc (rbk_session): lead-out, lead-in and
 * pregap are between the lead-out of the one before and its first index 01. Its file may hold a part of the pregap. The
 * lead-out of a third session and later ones is 2250 sectors long even where a sheet says 6750, which is a constant of
 * one ripper. A high-density area starts at RBK_HIGH_DENSITY_LBA.
 *
 * RBK_INVALID_ARGUMENT (a file that was not probed, or that the disc does not have, an unknown join); RBK_BAD_LAYOUT with the
 * track and the reason: no tracks, no index 01, or one outside its extent, an extent past the end of its file; RBK_NO_MEMORY.
 */
rbk_status rbk_layout_compute(const rbk_disc *disc, rbk_join join, rbk_layout **layout, rbk_findings *findings,
                              rbk_error *error);

/* NULL is fine. */
void rbk_layout_free(rbk_layout *layout);

/* The end of the disc: the lead-out of its last session, which is the number of sectors from lba 0. */
int32_t rbk_layout_end(const rbk_layout *layout);

/* The largest possible end: RBK_PROGRAM_SECTORS_MAX, the limit of absolute times; more for a GD-ROM. */
int32_t rbk_disc_end_max(const rbk_disc *disc);

/* The number of sectors with bytes: those of all sessions, without the ranges between them. */
int64_t rbk_layout_sectors(const rbk_layout *layout);

/* The session of the track at a position; the last track ends at its lead-out in the table of contents. Borrowed. */
const rbk_layout_session *rbk_layout_session_of(const rbk_layout *layout, size_t track);

/* The session that contains a sector with bytes, the 150 before lba 0 being in the first one; NULL between sessions
 * and outside the disc. Borrowed. */
const rbk_layout_session *rbk_layout_session_at(const rbk_layout *layout, int64_t lba);

/*
 * RBK_OK when all of count sectors from first_lba on are in one session. RBK_BETWEEN_SESSIONS with the first one that
 * is between two; RBK_INVALID_ARGUMENT when some are outside the disc.
 */
rbk_status rbk_layout_check_range(const rbk_layout *layout, int64_t first_lba, uint32_t count, rbk_error *error);

/* ------------------------------------------------------------------ rules */

typedef enum rbk_short_tracks { RBK_SHORT_REFUSE, RBK_SHORT_PAD, RBK_SHORT_ALLOW } rbk_short_tracks;

typedef struct rbk_rules {
    uint32_t capacity_sectors;     /* from lba 0, 1 to RBK_PROGRAM_SECTORS_MAX */
    rbk_short_tracks short_tracks; /* PAD is checked like ALLOW: padding is up to the caller */
    rbk_judge judge;               /* selects the severities: AUTHOR */
    uint64_t reserved[2];          /* 0 */
} rbk_rules;

/* RBK_CAPACITY_80_MIN, REFUSE, AUTHOR. */
void rbk_rules_init(rbk_rules *rules);

/*
 * Checks a laid out disc against those rules of the table (<redbook/rules.h>) that need only the layout, and adds a
 * finding for each violation: "disc.too-long" (by how much, and which tracks do not fit), "track.too-short",
 * "track.empty", "track.short-pause", "isrc.repeated", "isrc.syntax", "flags.scms", "mcn.zero", "mcn.digit". Severity
 * error is an obstacle. path is the path in findings. RBK_INVALID_ARGUMENT (a layout of another disc, no such judge),
 * RBK_NO_MEMORY.
 */
rbk_status rbk_rules_check(const rbk_disc *disc, const rbk_layout *layout, const rbk_rules *rules, const char *path,
                           rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
