/*
 * stage/state.h - the members of a stage; for the files of this room only
 */
#ifndef RBK_STAGE_STATE_H
#define RBK_STAGE_STATE_H

#include "stage/reserved.h"
#include "stage/stage.h"

#include <redbook/image.h>
#include <redbook/stage.h>

#define RBK_STAGE_NO_INDEX UINT32_MAX

typedef enum rbk_stage_phase { RBK_STAGE_CLOSED, RBK_STAGE_OPEN, RBK_STAGE_SPENT } rbk_stage_phase;

/* The open track. Positions are blocks from the track's first one, its gap of silence included. */
typedef struct rbk_open_track {
    uint32_t start_block;   /* on the disc */
    uint32_t gap_blocks;    /* silence at the beginning */
    uint32_t length_blocks; /* gap and everything added */
    uint32_t advised_blocks;
    uint32_t pending_index;                  /* begins with the next block; RBK_STAGE_NO_INDEX: none */
    uint32_t newest_index;                   /* that has begun; RBK_STAGE_NO_INDEX: none */
    uint32_t index_block[RBK_INDEX_MAX + 1]; /* where each index begins */
} rbk_open_track;

/* A session of what is staged: a file of its own, with the blocks of the disc from start_block on. */
typedef struct rbk_stage_session {
    uint32_t start_block;
    uint32_t end_block; /* of one that another has followed; the last one ends where the staged blocks do */
    rbk_image_writer *writer;
} rbk_stage_session;

struct rbk_stage {
    rbk_stage_options options;
    rbk_stage_phase phase;
    rbk_listener listener;
    bool has_listener;
    char *cue_path;
    rbk_stage_session *sessions; /* NULL unless open; at least one */
    size_t session_count;
    rbk_image_writer *cdt; /* NULL unless prepared, with packs; flushed */
    rbk_output *sheet;     /* NULL unless prepared; flushed */
    rbk_disc *disc; /* a file for each session; closed tracks in full, the open one without extents and indexes */
    rbk_findings *findings;
    uint32_t closed_blocks; /* that closed tracks and their gaps take, and what is between sessions */
    bool track_is_open;
    rbk_open_track track;
    rbk_reserved reserved;   /* samples that are to be filled */
    int64_t silence_samples; /* of these, silence that has no place (rbk_stage_count_silence) */
};

/* RBK_OK when the stage is open and not spent; else NOTOPENED or INVALIDIMAGE. */
rbk_status rbk_stage_require_open(const rbk_stage *stage, rbk_error *error);

/* The same, and a track open (or, for want false, none open): TRACKNOTOPEN, TRACKOPEN. */
rbk_status rbk_stage_require_track(const rbk_stage *stage, bool want, rbk_error *error);

/* Blocks in use. */
uint32_t rbk_stage_used(const rbk_stage *stage);

/* The session that is last so far. */
rbk_stage_session *rbk_stage_last_session(const rbk_stage *stage);

/* The gap that a track gets that is created now: the first of a session has none. */
uint32_t rbk_stage_usual_gap(const rbk_stage *stage);

/* One past the last block of a session. */
uint32_t rbk_stage_session_end(const rbk_stage *stage, size_t session);

/* Opens the file of the next session. RBK_FILEEXISTS and others of rbk_image_writer_open; RBK_NO_MEMORY. */
rbk_status rbk_stage_add_session(rbk_stage *stage, uint32_t start_block, rbk_error *error);

/* Frees sessions from the given number on; their unfinished files are removed. */
void rbk_stage_drop_sessions(rbk_stage *stage, size_t kept);

/* An empty disc whose one file is the BIN, in place of the present one. RBK_NO_MEMORY. */
rbk_status rbk_stage_renew_disc(rbk_stage *stage, rbk_error *error);

#endif
