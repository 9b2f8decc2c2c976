/*
 * audio/decoder.h - decoded frames of one file, and the texts its decoder returns
 */
#ifndef RBK_AUDIO_DECODER_H
#define RBK_AUDIO_DECODER_H

#include "audio/unpack.h"
#include "base/input.h"

#include <redbook/audio.h>

typedef struct rbk_decoder rbk_decoder;

#define RBK_FRAMES_UNKNOWN (-1)

typedef struct rbk_decoder_info {
    const char *encoding; /* static */
    uint32_t rate_hz;
    uint32_t channels;
    int64_t frames;   /* known to the caller or stated by the decoder, else RBK_FRAMES_UNKNOWN */
    int64_t promised; /* stated by the decoder, or RBK_FRAMES_UNKNOWN */
    uint32_t bits;    /* of PCM, else 0 */
    bool int16;       /* every sample is a whole number of 16 bits */
    bool seekable_exactly;
    bool alac;
} rbk_decoder_info;

/*
 * Opens a decoder on the visible segment of the input. The input must outlive it; raw is for headerless samples only.
 * frames is the number of frames if the caller knows better than the decoder, else RBK_FRAMES_UNKNOWN; no more are
 * read. RBK_BAD_AUDIO when the decoder refuses the header, RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_decoder_open(rbk_input *input, const rbk_raw_format *raw, int64_t frames, rbk_decoder **decoder,
                            rbk_error *error);
void rbk_decoder_close(rbk_decoder *decoder); /* NULL is fine */

const rbk_decoder_info *rbk_decoder_information(const rbk_decoder *decoder);

/*
 * Reads count frames, interleaved. *got is less than count only at the end. RBK_BAD_AUDIO: damaged data, or a NaN or
 * infinite sample, with its frame; RBK_FILESYSTEM. int16 is for sources that are whole numbers of 16 bits.
 */
rbk_status rbk_decoder_read_int16(rbk_decoder *decoder, int16_t *samples, size_t count, size_t *got, rbk_error *error);
rbk_status rbk_decoder_read_double(rbk_decoder *decoder, double *samples, size_t count, size_t *got, rbk_error *error);

/* The same for one or two channels, as the nearest floats (audio/unpack.h). */
rbk_status rbk_decoder_read_planes(rbk_decoder *decoder, rbk_planes planes, size_t count, size_t *got,
                                   rbk_error *error);

/* Seeks to a frame. RBK_BAD_AUDIO, RBK_FILESYSTEM. */
rbk_status rbk_decoder_seek(rbk_decoder *decoder, int64_t frame, rbk_error *error);

/*
 * True if the file holds the frames exactly as they are read: 16 bits, little-endian, contiguous, *offset_bytes being
 * the position of the first one. Seeks to frame 0.
 */
bool rbk_decoder_is_plain(rbk_decoder *decoder, int64_t *offset_bytes);

typedef enum rbk_decoder_text {
    RBK_DECODER_TITLE,
    RBK_DECODER_ARTIST,
    RBK_DECODER_ALBUM,
    RBK_DECODER_DATE,
    RBK_DECODER_GENRE,
    RBK_DECODER_TRACK_NUMBER
} rbk_decoder_text;

/* As returned by the decoder: bytes in an unknown character set, NULL: none. Lent until the close. */
const char *rbk_decoder_string(rbk_decoder *decoder, rbk_decoder_text which);

/* The version of libsndfile in use, after its name. Static. */
const char *rbk_decoder_version(void);

/*
 * The file formats that it decodes, by file name extension, and "vorbis" and "opus" if it supports them, in its order; a
 * name can occur twice. At most max; returns their number. Static.
 */
size_t rbk_decoder_formats(const char **names, size_t max);

#endif
