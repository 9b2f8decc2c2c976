/*
 * chd/hunk_encode.h - hunks of frames, compressed by the codec that suits what is in them
 */
#ifndef RBK_CHD_HUNK_ENCODE_H
#define RBK_CHD_HUNK_ENCODE_H

#include "chd/chd.h"

#define RBK_CHD_HUNK_FRAMES (RBK_CHD_HUNK_BYTES / RBK_CHD_FRAME_BYTES)

/* How much work is done for fewer bytes. */
typedef enum rbk_chd_effort {
    RBK_CHD_EFFORT_NORMAL, /* the codec of the hunk's kind, others where they may do better */
    RBK_CHD_EFFORT_BEST,   /* all codecs at their best, the smallest result */
    RBK_CHD_EFFORT_FAST,   /* no LZMA */
    RBK_CHD_EFFORT_NONE    /* nothing is compressed */
} rbk_chd_effort;

/* The codecs of the slots, in the order that chdman has by default, which every reader takes. */
extern const uint32_t rbk_chd_written_codecs[RBK_CHD_SLOTS];

/* What one thread compresses with. NULL without memory. Freed with rbk_chd_encoder_free (NULL is fine). */
typedef struct rbk_chd_encoder rbk_chd_encoder;
rbk_chd_encoder *rbk_chd_encoder_new(rbk_chd_effort effort);
void rbk_chd_encoder_free(rbk_chd_encoder *encoder);

/*
 * Compresses the RBK_CHD_HUNK_BYTES of a hunk, audio_frames of whose frames are audio, into out, which has room for as
 * many. Gives kind and length, a slot or PLAIN; the result follows from the arguments and the effort alone. False without
 * memory.
 */
bool rbk_chd_hunk_encode(rbk_chd_encoder *encoder, const uint8_t *bytes, unsigned audio_frames, uint8_t *out,
                         rbk_chd_hunk *hunk);

#endif
