/*
 * audio/mpeg.h - the chain of frames that makes a file MPEG audio
 */
#ifndef RBK_AUDIO_MPEG_H
#define RBK_AUDIO_MPEG_H

#include "base/input.h"

/*
 * Looks for the first of several frames of one kind that follow one another without a hole, at offset or shortly behind
 * it. One sync word proves nothing: headerless samples of FF FB or FF FF have it as well.
 */
bool rbk_mpeg_find(rbk_input *input, int64_t offset, int64_t *first);

/* How a first frame that holds no audio says how many follow. */
typedef enum rbk_mpeg_claim { RBK_MPEG_NO_CLAIM, RBK_MPEG_XING, RBK_MPEG_VBRI } rbk_mpeg_claim;

/* Frames of one kind without a hole: a whole file as a rule, and each of those that were joined. */
typedef struct rbk_mpeg_section {
    int64_t begin;          /* its first frame, the one that holds the claim where there is one */
    int64_t audio_begin;    /* the first frame of audio */
    int64_t end;            /* after the last whole frame */
    int64_t frames;         /* whole frames of audio; the one with the claim is none */
    uint32_t frame_samples; /* that one of them decodes to */
    rbk_mpeg_claim claim;   /* NO_CLAIM too for a header frame that states no number */
    int64_t claimed_frames; /* -1 where none */
    int64_t claim_at;       /* the four bytes that state it, big-endian */
    int64_t padding_at;     /* the three bytes of LAME that say what to cut off at both ends, -1 where none */
} rbk_mpeg_section;

/* What a walk over all frames finds. */
typedef struct rbk_mpeg_walk {
    rbk_mpeg_section *sections; /* heap; none where there is not one whole frame */
    size_t count;
    int64_t frames;    /* of all sections */
    int64_t end;       /* after the last whole frame */
    int64_t lost_at;   /* first byte that belongs to no frame although frames follow it, -1 where none */
    int64_t cut_at;    /* first byte of a frame that the file's end cuts, -1 where none */
    int64_t odd_bytes; /* after the last frame and no tag */
} rbk_mpeg_walk;

/*
 * Walks from the first frame to the end of the stretch that the input shows. A new section begins after a tag, at a
 * frame that claims how many follow, and where frames of another kind do. RBK_FILESYSTEM, RBK_NO_MEMORY. The walk is
 * released in any case.
 */
rbk_status rbk_mpeg_walk_frames(rbk_input *input, int64_t first, rbk_mpeg_walk *walk, rbk_error *error);
void rbk_mpeg_walk_release(rbk_mpeg_walk *walk);

#endif
