/*
 * audio/flac_frames.h - the frames of a FLAC file, checked from the first to the last without decoding them
 */
#ifndef RBK_AUDIO_FLAC_FRAMES_H
#define RBK_AUDIO_FLAC_FRAMES_H

#include "base/input.h"

#include <stdbool.h>

#define RBK_FLAC_SUM_BYTES    16
#define RBK_FLAC_SECTIONS_MAX 1000 /* files joined to one, which bounds the time */

/* Contents of STREAMINFO. */
typedef struct rbk_flac_head {
    int64_t total_at; /* of the five bytes whose lower 36 bits are the number of samples */
    int64_t audio_at; /* the first frame */
    int64_t samples;  /* of each channel; 0: not stated */
    uint32_t rate_hz;
    uint32_t channels;
    uint32_t bits;
    uint32_t block_samples;          /* of every frame but the last, if frames are numbered and not samples */
    uint8_t sum[RBK_FLAC_SUM_BYTES]; /* MD5 of all samples; zeros: not stated */
} rbk_flac_head;

/* Reads the marker fLaC at begin and the metadata blocks after it. False if they are missing or truncated. */
bool rbk_flac_head_read(rbk_input *input, int64_t begin, rbk_flac_head *head);

/*
 * Lets the decoder see padding in the place of seek tables, of which programs that cut or tag files leave wrong ones: it fails
 * where they lead to no frame, and without them it searches. False without memory.
 */
bool rbk_flac_hide_seek_tables(rbk_input *input, int64_t begin);

/* One stream: usually a whole file, or each of several that were joined. */
typedef struct rbk_flac_section {
    int64_t begin; /* of the marker */
    int64_t end;   /* after the last whole frame */
    int64_t samples;
    bool from_zero; /* its frames are numbered from the first on */
    rbk_flac_head head;
} rbk_flac_section;

typedef struct rbk_flac_walk {
    rbk_flac_section *sections; /* heap */
    size_t count;
    int64_t bad_at;     /* a damaged or truncated frame, -1: none */
    bool cut;           /* no valid frame follows it */
    int64_t missing_at; /* a frame before which others are missing, -1: none */
    bool too_many;      /* more than RBK_FLAC_SECTIONS_MAX: the walk ends before the next */
    int64_t odd_bytes;  /* after the last frame and not a tag */
} rbk_flac_walk;

/*
 * Walks over all frames: each ends where its checksum is correct and the next one, another file, a tag or the end of
 * the file follows. RBK_FILESYSTEM, RBK_NO_MEMORY. The walk must be released in any case.
 */
rbk_status rbk_flac_walk_frames(rbk_input *input, int64_t begin, rbk_flac_walk *walk, rbk_error *error);
void rbk_flac_walk_release(rbk_flac_walk *walk);

/*
 * The end of the last frame, searched from the end of the file backwards: its number and its samples add up to the
 * total in the header. -1 if there is no such frame, and without memory.
 */
int64_t rbk_flac_find_end(rbk_input *input, const rbk_flac_head *head);

#endif
