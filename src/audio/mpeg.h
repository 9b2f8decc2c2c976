/*
 * audio/mpeg.h - the chain of frames of an MPEG audio file
 */
#ifndef RBK_AUDIO_MPEG_H
#define RBK_AUDIO_MPEG_H

#include "base/input.h"

#define RBK_MPEG_SECTIONS_MAX 1000 /* of a file */

/*
 * Looks for the first of several contiguous frames of one kind, at offset or shortly after it. One sync word is not
 * enough: headerless samples of FF FB or FF FF have it as well.
 */
bool rbk_mpeg_find(rbk_input *input, int64_t offset, int64_t *first);

/* How a first frame without audio states the number of frames after it. */
typedef enum rbk_mpeg_claim { RBK_MPEG_NO_CLAIM, RBK_MPEG_XING, RBK_MPEG_VBRI } rbk_mpeg_claim;

/* Contiguous frames of one kind: usually a whole file, or each of several that were joined. */
typedef struct rbk_mpeg_section {
    int64_t begin;          /* its first frame, the header frame if there is one */
    int64_t audio_begin;    /* the first frame of audio */
    int64_t end;            /* after the last whole sample */
    int64_t frames;         /* whole frames of audio; the header frame does not count */
    uint32_t frame_samples; /* samples per decoded frame */
    rbk_mpeg_claim claim;   /* NO_CLAIM too for a header frame without a number */
    int64_t claimed_frames; /* -1: none */
    int64_t claim_at;       /* the four bytes that state it, big-endian */
    int64_t size_at;        /* the four bytes with the size of the stream in the header frame of Xing, -1: none */
    int64_t padding_at;     /* the three bytes of LAME with the samples to cut off at both ends, -1: none */
} rbk_mpeg_section;

/* Result of a walk over all frames. */
typedef struct rbk_mpeg_walk {
    rbk_mpeg_section *sections; /* heap; none if there is not one whole frame */
    size_t count;
    int64_t frames;    /* of all sections */
    int64_t end;       /* after the last whole sample */
    bool too_many;     /* there are more than RBK_MPEG_SECTIONS_MAX sections; what follows is not read */
    int64_t lost_at;   /* first byte that belongs to no frame although frames follow it, -1: none */
    int64_t cut_at;    /* first byte of a frame that is truncated by the end of the file, -1: none */
    int64_t odd_bytes; /* after the last frame and not a tag */
} rbk_mpeg_walk;

/*
 * Walks from the first frame to the end of the visible segment of the input. A new section starts after a tag, at a
 * header frame, and where frames of another kind start. RBK_FILESYSTEM, RBK_NO_MEMORY. The walk must be released in any
 * case.
 */
rbk_status rbk_mpeg_walk_frames(rbk_input *input, int64_t first, rbk_mpeg_walk *walk, rbk_error *error);
void rbk_mpeg_walk_release(rbk_mpeg_walk *walk);

#endif
