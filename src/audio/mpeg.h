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

/* What a walk over all frames finds. */
typedef struct rbk_mpeg_walk {
    int64_t frames;         /* whole frames of sound; the header frame of Xing and LAME is none */
    uint32_t frame_samples; /* that one of them decodes to */
    int64_t end;            /* behind the last whole frame */
    int64_t claimed_frames; /* that the header frame states, -1 where none */
    int64_t lost_at;        /* first byte that belongs to no frame although frames follow it, -1 where none */
    int64_t cut_at;         /* first byte of a frame that the file's end cuts, -1 where none */
    int64_t odd_bytes;      /* behind the last frame and no tag */
} rbk_mpeg_walk;

/* Walks from the first frame to the end of the stretch that the input shows.  RBK_FILESYSTEM, RBK_NO_MEMORY. */
rbk_status rbk_mpeg_walk_frames(rbk_input *input, int64_t first, rbk_mpeg_walk *walk, rbk_error *error);

#endif
