/*
 * audio/flac_length.h - how long a frame of FLAC is, by what is in it: nothing in it says so, and its checksum comes out
 * by chance at other places, too
 */
#ifndef RBK_AUDIO_FLAC_LENGTH_H
#define RBK_AUDIO_FLAC_LENGTH_H

#include "base/input.h"

/* What the head of the frame says. */
typedef struct rbk_flac_shape {
    uint32_t head_bytes;
    uint32_t samples;
    uint32_t channel_code; /* 8 to 10: two channels, of which one is a difference */
    uint32_t bits;
} rbk_flac_shape;

/* Where the frame at begin ends, checksum included; -1 where what is in it is not coded so, or the file ends before. */
int64_t rbk_flac_frame_end(rbk_input *input, int64_t begin, const rbk_flac_shape *shape);

#endif
