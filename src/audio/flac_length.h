/*
 * audio/flac_length.h - the length of a FLAC frame by its contents: it is not stated in it, and its checksum can be
 * correct at other positions by chance
 */
#ifndef RBK_AUDIO_FLAC_LENGTH_H
#define RBK_AUDIO_FLAC_LENGTH_H

#include "base/input.h"

/* From the frame header. */
typedef struct rbk_flac_shape {
    uint32_t head_bytes;
    uint32_t samples;
    uint32_t channel_code; /* 8 to 10: two channels, of which one is a difference */
    uint32_t bits;
} rbk_flac_shape;

/* The end of the frame at begin, checksum included; -1 if its contents are invalid, or the file ends before. */
int64_t rbk_flac_frame_end(rbk_input *input, int64_t begin, const rbk_flac_shape *shape);

#endif
