/*
 * audio/tags.h - filling an rbk_audio_tags
 */
#ifndef RBK_AUDIO_TAGS_H
#define RBK_AUDIO_TAGS_H

#include "base/input.h"

#include <redbook/audio.h>

/*
 * Sets *slot to a copy of size bytes as UTF-8, blanks at both ends dropped; text that is not UTF-8 is taken as
 * ISO 8859-1. What is empty is ignored. A second value is appended behind "; " where append is said, else the first
 * stands. False without memory.
 */
bool rbk_tag_set(char **slot, const char *text, size_t size, bool append);

/* The number in front of "3/9", 0 where there is none or it is too large for a disc. */
uint32_t rbk_tag_number(const char *text, size_t size);

/* Comments and cue sheet of a FLAC file. A file whose blocks cannot be read has no tags: RBK_OK. RBK_NO_MEMORY. */
rbk_status rbk_flac_tags_read(const char *path, rbk_audio_tags *tags, rbk_error *error);

/* Comments of Vorbis and Opus in Ogg, the first page of which stands at begin. As rbk_flac_tags_read. */
rbk_status rbk_ogg_tags_read(rbk_input *input, int64_t begin, rbk_audio_tags *tags, rbk_error *error);

/*
 * Album artist, composer, songwriter, arranger, disc number, ISRC, barcode and pre-emphasis are what the encoder of a
 * FLAC file cannot write. needs: any of them is set. add: writes the FLAC file that is open as from once more, with those that are set,
 * into the empty one that is open as to. RBK_FILESYSTEM, RBK_NO_MEMORY.
 */
bool rbk_flac_needs_tags(const rbk_audio_tags *tags);
rbk_status rbk_flac_tags_add(int from, int to, const rbk_audio_tags *tags, rbk_error *error);

#endif
