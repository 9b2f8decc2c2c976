/*
 * audio/sequence.h - the audio of one file: one stretch of it as a rule, several where files were joined end to end
 */
#ifndef RBK_AUDIO_SEQUENCE_H
#define RBK_AUDIO_SEQUENCE_H

#include "audio/decoder.h"

/* Frames that a decoder gives and that are no part of the audio. */
typedef struct rbk_drop {
    int64_t at; /* frames that the decoder gave before */
    int64_t frames;
} rbk_drop;

/* A stretch of the file that its decoder takes for a whole file. */
typedef struct rbk_part {
    int64_t begin;
    int64_t end;
    int64_t shown_end; /* where the decoder is told that it ends; zeros between */
    int64_t frames;  /* that it gives, or RBK_FRAMES_UNKNOWN: as many as the decoder promises or, if it does not, has */
    int64_t least;   /* that it must give; 0 where nothing is known */
    int64_t dropped; /* frames of all drops */
    rbk_drop *drops; /* in their order; heap, freed with the part */
    size_t drop_count;
    int64_t hidden_at; /* where four bytes are shown as zeros while the decoder opens it, -1 for none */
} rbk_part;

typedef struct rbk_parts {
    size_t count;
    rbk_part *items; /* heap */
} rbk_parts;

/* Appends a stretch of which nothing else is known; NULL without memory, else lent until the next call. */
rbk_part *rbk_parts_add(rbk_parts *parts, int64_t begin, int64_t end);

/* Appends a drop; none of 0 frames. False without memory. */
bool rbk_part_drop(rbk_part *part, int64_t at, int64_t frames);
void rbk_parts_release(rbk_parts *parts);

typedef struct rbk_sequence rbk_sequence;

/*
 * Opens the first part. Input and parts must outlive it; raw is for headerless samples only. As rbk_decoder_open.
 */
rbk_status rbk_sequence_open(rbk_input *input, const rbk_raw_format *raw, const rbk_parts *parts,
                             rbk_sequence **sequence, rbk_error *error);
void rbk_sequence_close(rbk_sequence *sequence); /* NULL is fine */

/* Goes to the first frame of a part; what follows it is read too. As rbk_decoder_open. */
rbk_status rbk_sequence_enter(rbk_sequence *sequence, size_t part, rbk_error *error);

/* Of the part that is open; its frames are those of this part. */
const rbk_decoder_info *rbk_sequence_information(const rbk_sequence *sequence);

/* Of all parts, or RBK_FRAMES_UNKNOWN. */
int64_t rbk_sequence_frames(const rbk_sequence *sequence);

/*
 * As the calls of rbk_decoder, over all parts; RBK_BAD_AUDIO also for a part whose rate or channels are not those of
 * the first. A seek needs parts whose frames are known, or one, and no drops.
 */
rbk_status rbk_sequence_read_int16(rbk_sequence *sequence, int16_t *samples, size_t count, size_t *got,
                                   rbk_error *error);
rbk_status rbk_sequence_read_double(rbk_sequence *sequence, double *samples, size_t count, size_t *got,
                                    rbk_error *error);

/* As read_double, and no further than the end of the part that is open. */
rbk_status rbk_sequence_read_part(rbk_sequence *sequence, double *samples, size_t count, size_t *got, rbk_error *error);
rbk_status rbk_sequence_seek(rbk_sequence *sequence, int64_t frame, rbk_error *error);

/* As rbk_decoder_is_plain; never of several parts. */
bool rbk_sequence_is_plain(rbk_sequence *sequence, int64_t *offset_bytes);

/* As rbk_decoder_string, of the part that is open. */
const char *rbk_sequence_string(const rbk_sequence *sequence, rbk_decoder_text which);

#endif
