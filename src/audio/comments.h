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

/* Stores the comment if tags have a field for it. False without memory. */
bool rbk_comments_take(const rbk_comment *comments, size_t count, rbk_audio_tags *tags);

#endif
