/*
 * audio/open.h - an open audio file, for the files of src/audio
 */
#ifndef RBK_AUDIO_OPEN_H
#define RBK_AUDIO_OPEN_H

#include "audio/channels.h"
#include "audio/sequence.h"

/* How thorough an open is. */
typedef enum rbk_open_depth {
    RBK_OPEN_PROBE, /* everything that rbk_audio_open promises */
    RBK_OPEN_TRUST, /* the file was probed before: no walk over all of it, frames may be RBK_FRAMES_UNKNOWN */
    RBK_OPEN_TAGS   /* for the texts only: tags before and after the audio are shown to the decoder */
} rbk_open_depth;

rbk_status rbk_audio_open_deep(const char *path, const rbk_raw_format *raw, rbk_open_depth depth, rbk_audio **audio,
                               rbk_findings *findings, rbk_error *error);

/* rbk_audio_open for a file that is open. input is moved or closed. */
rbk_status rbk_audio_open_input(const char *path, rbk_input *input, const rbk_raw_format *raw, rbk_audio **audio,
                                rbk_findings *findings, rbk_error *error);

/*
 * RBK_OPEN_TRUST for a file that was probed to have this many frames: one whose header says the same is not walked.
 * identity: as of rbk_audio_check_identity; NULL: any.
 */
rbk_status rbk_audio_open_again(const char *path, const rbk_raw_format *raw, int64_t frames,
                                const rbk_identity *identity, rbk_audio **audio, rbk_error *error);

/* RBK_CHANGED when the file that is open is not the one that was probed. One that is unknown can be any. */
rbk_status rbk_audio_check_identity(const rbk_audio *audio, const rbk_identity *identity, rbk_error *error);

/* Lent. */
rbk_sequence *rbk_audio_sequence(const rbk_audio *audio);
const rbk_down_mix *rbk_audio_down_mix(const rbk_audio *audio);
rbk_input *rbk_audio_input(rbk_audio *audio);
bool rbk_audio_is_flac(const rbk_audio *audio);
bool rbk_audio_is_ogg(const rbk_audio *audio);   /* Vorbis or Opus in Ogg */
int64_t rbk_audio_begin(const rbk_audio *audio); /* start of the format, after tags before it */

/*
 * True if the file's bytes from *offset_bytes on are the disc's: 44.1 kHz, two channels, 16 bits, little-endian. The
 * descriptor is open for reading until the close; the next read of the source starts at frame 0.
 */
bool rbk_audio_is_plain(rbk_audio *audio, int *descriptor, int64_t *offset_bytes);

#endif
