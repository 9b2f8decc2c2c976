/*
 * audio/flac_decoder.h - the samples of a FLAC stream, by libFLAC itself
 */
#ifndef RBK_AUDIO_FLAC_DECODER_H
#define RBK_AUDIO_FLAC_DECODER_H

#include "audio/unpack.h"
#include "base/input.h"

#include <redbook/audio.h>

typedef struct rbk_flac_decoder rbk_flac_decoder;

/* Where frames go to; only one of the three is used. */
typedef struct rbk_flac_target {
    int16_t *int16;    /* interleaved, those of fewer bits in the high ones */
    double *reals;     /* interleaved, full scale 1.0 */
    rbk_planes planes; /* the same as floats, of one or two channels (rbk_unpack_planes) */
} rbk_flac_target;

/* Whether samples of so many bits are decoded: 8, 12, 16, 20, 24, and 32 by newer versions of the library. */
bool rbk_flac_decoder_takes(unsigned bits);

/* Reads the metadata of the visible segment of the input, which must outlive the decoder. RBK_NO_MEMORY. */
rbk_status rbk_flac_decoder_new(rbk_input *input, unsigned channels, rbk_flac_decoder **decoder, rbk_error *error);
void rbk_flac_decoder_free(rbk_flac_decoder *decoder); /* NULL is fine */

/*
 * Decodes count frames. *got is less at the end and after a system error, which the input has. *damaged: the library
 * found damage on the way. RBK_NO_MEMORY.
 */
rbk_status rbk_flac_decoder_read(rbk_flac_decoder *decoder, const rbk_flac_target *to, size_t count, size_t *got,
                                 bool *damaged, rbk_error *error);

/* False if the frame is not found. */
bool rbk_flac_decoder_seek(rbk_flac_decoder *decoder, int64_t frame);

#endif
