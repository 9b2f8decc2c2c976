/*
 * audio/claims.h - what a header states about its file, and the readers that fill it in, one for each family of headers
 */
#ifndef RBK_AUDIO_CLAIMS_H
#define RBK_AUDIO_CLAIMS_H

#include "audio/channels.h"
#include "audio/sniff.h"
#include "base/input.h"

#define RBK_LENGTH_UNSTATED (-1) /* the length field is empty: 0, all ones, or as a pipe leaves it */

/* Filled by the reader of the format's header. */
typedef struct rbk_claims {
    bool examined;             /* the format is one whose header we read */
    rbk_channel_layout layout; /* as stated in the file */
    uint32_t channels;
    uint32_t frame_bytes;   /* of one frame over all channels; 0: not fixed */
    int64_t data_offset;    /* first byte of audio */
    int64_t claimed_bytes;  /* or RBK_LENGTH_UNSTATED */
    int64_t claimed_frames; /* a second length in addition to bytes (AIFF), -1: none */
    int64_t tail_bytes;     /* of chunks at the end of the file, if the length is not stated; 0: none */
    int64_t stray_bytes;    /* after the audio, and not part of any chunk; 0: none */
    bool mpeg;              /* the audio is a chain of MPEG frames */
    const char *unreadable; /* an unsupported encoding, "MPEG layer 3"; static; NULL: none */
    struct {                /* position of the length field, so that an empty one can be corrected */
        int64_t offset;
        uint8_t size; /* 4 or 8; 0: nothing to correct */
        bool big_endian;
        int64_t add; /* what the field counts in addition to the audio */
    } length_field, frames_field;
} rbk_claims;

/*
 * True for the lengths that programs write to a pipe: 0, all ones or just under the largest signed number, unless the
 * file really holds that much (held_bytes).
 */
bool rbk_length_is_unstated(uint64_t length, int64_t held_bytes);

/* Fails because a chunk that describes or holds the audio is there twice, starting at the bytes first and second. */
rbk_status rbk_fail_second_chunk(const char *name, int64_t first, int64_t second, rbk_error *error);

/* The readers, one for each family. They see the file from the first byte of the format on. */
rbk_status rbk_riff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);
rbk_status rbk_aiff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);
rbk_status rbk_caf_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error);

/*
 * Of the other formats only whether the file has the bytes that its header states, where that states any: 8SVX, 16SV, VOC, NIST
 * and AVR. RBK_BAD_AUDIO: it is truncated.
 */
rbk_status rbk_rare_check(rbk_input *input, const rbk_sniff *sniff, rbk_error *error);

/* A malicious file could have a chunk every eight bytes. */
#define RBK_CHUNKS_MAX 10000

#endif
