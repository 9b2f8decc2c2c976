/*
 * audio/sequence.h - the audio of one file: usually one segment of it, several where files were joined end to end
 */
#ifndef RBK_AUDIO_SEQUENCE_H
#define RBK_AUDIO_SEQUENCE_H

#include "audio/decoder.h"

/* Frames of a decoder that are not part of the audio. */
typedef struct rbk_drop {
    int64_t at; /* frames that the decoder returned before */
    int64_t frames;
} rbk_drop;

/* A segment of the file that its decoder treats as a whole file. */
typedef struct rbk_part {
    int64_t begin;
    int64_t end;
    int64_t shown_end; /* the end that the decoder sees; zeros between */
    int64_t frames;    /* frames it returns, or RBK_FRAMES_UNKNOWN: stated by the decoder or counted */
    int64_t least;     /* frames required; 0: unknown */
    int64_t dropped;   /* frames of all drops */
    rbk_drop *drops;   /* in their order; heap, freed with the part */
    size_t drop_count;
    int64_t hidden_at; /* position of four bytes that are shown as zeros while the decoder opens it, -1: none */
} rbk_part;

typedef struct rbk_parts {
    size_t count;
    rbk_part *items; /* heap */
} rbk_parts;

/* Appends a segment with nothing else set; NULL without memory, else lent until the next call. */
rbk_part *rbk_parts_add(rbk_parts *parts, int64_t begin, int64_t end);

/* Appends a drop, unless it is of 0 frames. False without memory. */
bool rbk_part_drop(rbk_part *part, int64_t at, int64_t frames);
void rbk_parts_release(rbk_parts *parts);

typedef struct rbk_sequence rbk_sequence;

/*
 * Opens the first part. Input and parts must outlive it; raw is for headerless samples only. As rbk_decoder_open.
 */
rbk_status rbk_sequence_open(rbk_input *input, const rbk_raw_format *raw, const rbk_parts *parts,
                             rbk_sequence **sequence, rbk_error *error);
void rbk_sequence_close(rbk_sequence *sequence); /* NULL is fine */

/* Seeks to the first frame of a part; the following parts are read too. As rbk_decoder_open. */
rbk_status rbk_sequence_enter(rbk_sequence *sequence, size_t part, rbk_error *error);

/* Of the part that is open; its frames are those of this part. */
const rbk_decoder_info *rbk_sequence_information(const rbk_sequence *sequence);

/* Of all parts, or RBK_FRAMES_UNKNOWN. */
int64_t rbk_sequence_frames(const rbk_sequence *sequence);

/*
 * Like the calls of rbk_decoder, over all parts; RBK_BAD_AUDIO also for a part whose rate or channels differ from those
 * of the first. A seek needs parts with known lengths, or one part, and no drops.
 */
rbk_status rbk_sequence_read_int16(rbk_sequence *sequence, int16_t *samples, size_t count, size_t *got,
                                   rbk_error *error);
rbk_status rbk_sequence_read_double(rbk_sequence *sequence, double *samples, size_t count, size_t *got,
                                    rbk_error *error);
rbk_status rbk_sequence_read_planes(rbk_sequence *sequence, rbk_planes planes, size_t count, size_t *got,
                                    rbk_error *error);

/* Like read_double, but not past the end of the open part. */
rbk_status rbk_sequence_read_part(rbk_sequence *sequence, double *samples, size_t count, size_t *got, rbk_error *error);
rbk_status rbk_sequence_seek(rbk_sequence *sequence, int64_t frame, rbk_error *error);

/* As rbk_decoder_is_plain; false for several parts. */
bool rbk_sequence_is_plain(rbk_sequence *sequence, int64_t *offset_bytes);

/* As rbk_decoder_string, of the open part. */
const char *rbk_sequence_string(const rbk_sequence *sequence, rbk_decoder_text which);

#endif
