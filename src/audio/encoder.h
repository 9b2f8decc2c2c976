/*
 * audio/encoder.h - disc samples encoded as an audio file, through libsndfile
 */
#ifndef RBK_AUDIO_ENCODER_H
#define RBK_AUDIO_ENCODER_H

#include <redbook/audio.h>
#include <redbook/stream.h>

typedef struct rbk_encoder rbk_encoder;

/*
 * Encodes 44.1 kHz, two channels, 16 bits into an empty file that is open for reading and writing; the caller keeps the
 * descriptor. tags (nullable): those that libsndfile can write. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
rbk_status rbk_encoder_open(int descriptor, rbk_sink_format format, const rbk_audio_tags *tags, rbk_encoder **encoder,
                            rbk_error *error);

/* Appends samples. RBK_FILESYSTEM. */
rbk_status rbk_encoder_write(rbk_encoder *encoder, const int16_t *samples, size_t count, rbk_error *error);

/* Completes the file and frees the encoder in any case. RBK_FILESYSTEM. NULL is fine. */
rbk_status rbk_encoder_close(rbk_encoder *encoder, rbk_error *error);

/*
 * A whole FLAC file in memory, quickly and with the same bytes on every machine with the same libFLAC. Released with
 * rbk_bytes_release; untouched on failure. RBK_FILESYSTEM (the encoder failed), RBK_NO_MEMORY.
 */
rbk_status rbk_encode_flac(const int16_t *samples, size_t count, rbk_bytes *file, rbk_error *error);

/* The version of libFLAC in use. Static. */
const char *rbk_flac_version(void);

#endif
