/*
 * audio/claims.h - what a header claims of its file, and the readers that fill it in, one for each family of headers
 */
#ifndef RBK_AUDIO_CLAIMS_H
#define RBK_AUDIO_CLAIMS_H

#include "audio/channels.h"
#include "audio/sniff.h"
#include "base/input.h"

#define RBK_LENGTH_UNSTATED (-1) /* the length field is empty: 0, all ones, or as a pipe leaves it */

/* Filled by the one who reads a format's header. */
typedef struct rbk_claims {
    bool examined;             /* the format is one whose header we read */
    rbk_channel_layout layout; /* as the file states it */
    uint32_t channels;
    uint32_t frame_bytes;   /* of one frame over all channels; 0 where it has no fixed size */
    int64_t data_offset;    /* first byte of sound */
    int64_t claimed_bytes;  /* or RBK_LENGTH_UNSTATED */
    int64_t claimed_frames; /* a second claim beside the bytes (AIFF), -1 where none */
    int64_t tail_bytes;     /* of chunks at the file's end, where the length is not stated; 0 where none */
    int64_t stray_bytes;    /* behind the sound, and part of nothing that the header knows; 0 where none */
    bool mpeg;              /* the sound is a chain of MPEG frames */
    const char *unreadable; /* an encoding that is not read, "MPEG layer 3"; static; NULL where none */
    struct {                /* where the length stands, for an empty one to be put right */
        int64_t offset;
        uint8_t size; /* 4 or 8; 0: nothing to put right */
        bool big_endian;
        int64_t add; /* what the field counts beside the sound */
    } length_field, frames_field;
} rbk_claims;

/*
 * True for a length that pipes leave behind: nothing, all ones or just under the largest signed number, unless the
 * file really holds as much (held_bytes).
 */
bool rbk_length_is_unstated(uint64_t length, int64_t held_bytes);

/* The readers, one for each family. They see the file from its first byte of format on. */
rbk_status rbk_riff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);
rbk_status rbk_aiff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);
rbk_status rbk_caf_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);

/* Hostile files could have a chunk every eight bytes. */
#define RBK_CHUNKS_MAX 10000

#endif
