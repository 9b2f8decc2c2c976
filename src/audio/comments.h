/*
 * audio/comments.h - comments of the form NAME=value, as FLAC, Vorbis and Opus have them
 */
#ifndef RBK_AUDIO_COMMENTS_H
#define RBK_AUDIO_COMMENTS_H

#include <redbook/audio.h>

/* One comment; not terminated. */
typedef struct rbk_comment {
    const char *text;
    size_t size;
} rbk_comment;

/* Values that say nothing, as written, whose end may be missing, and what was guessed or is not as on a disc. */
typedef struct rbk_unclear_tags {
    char emphasis[40];       /* of a comment on pre-emphasis that neither states nor denies it; "": none */
    bool encoding;           /* text that is not UTF-8, read as Windows-1252 */
    uint32_t moved_indexes;  /* of a cue sheet block that is used: not at a sector, moved to the nearest one */
    uint64_t after_lead_out; /* samples after the lead-out of that block */
} rbk_unclear_tags;

/* Stores the comments that tags have a field for. unclear may be NULL; else it is all zero before. False without memory. */
bool rbk_comments_take(const rbk_comment *comments, size_t count, rbk_audio_tags *tags, rbk_unclear_tags *unclear);

#endif
