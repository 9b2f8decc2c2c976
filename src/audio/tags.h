/*
 * audio/tags.h - the readers of tags, by format, and the writer of those that an encoder cannot write
 */
#ifndef RBK_AUDIO_TAGS_H
#define RBK_AUDIO_TAGS_H

#include "audio/comments.h"
#include "base/input.h"

#include <redbook/audio.h>

/* As rbk_audio_tags_read; unclear (nullable) gets the values that say nothing, and what was guessed. */
rbk_status rbk_audio_tags_read_all(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error);

/*
 * Comments and cue sheet of a FLAC file; unclear (nullable) is all zero before. A file whose blocks cannot be read has no
 * tags: RBK_OK. RBK_NO_MEMORY.
 */
rbk_status rbk_flac_tags_read(const char *path, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error);

/* Comments of Vorbis and Opus in Ogg, the first page of which is at begin. As rbk_flac_tags_read. */
rbk_status rbk_ogg_tags_read(rbk_input *input, int64_t begin, rbk_audio_tags *tags, rbk_unclear_tags *unclear,
                             rbk_error *error);

/*
 * Album artist, composer, songwriter, arranger, disc number, ISRC, barcode and pre-emphasis are what the encoder of a
 * FLAC file cannot write. needs: any of them is set. add: copies the FLAC file open as from, with those that are set,
 * into the empty file open as to. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
bool rbk_flac_needs_tags(const rbk_audio_tags *tags);
rbk_status rbk_flac_tags_add(int from, int to, const rbk_audio_tags *tags, rbk_error *error);

#endif
