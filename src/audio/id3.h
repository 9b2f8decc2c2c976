/*
 * audio/id3.h - the texts of ID3v2 tags: before MPEG audio, and in a chunk of AIFF and WAV files
 */
#ifndef RBK_AUDIO_ID3_H
#define RBK_AUDIO_ID3_H

#include "audio/comments.h"
#include "base/input.h"

/*
 * Reads the tag of a file into tags, which are all zero before: title, artist, album, album artist, composer, lyricist, genre,
 * date, ISRC, the numbers of track and disc, and comments of TXXX frames, as BARCODE, by their names, but for cue sheets. Frames
 * that are compressed, encrypted or damaged are left out, and those after 16 MiB. unclear: nullable, as of rbk_comments_take. A
 * file without a tag: RBK_OK. RBK_NO_MEMORY.
 */
rbk_status rbk_id3_tags_read(rbk_input *input, rbk_audio_tags *tags, rbk_unclear_tags *unclear, rbk_error *error);

#endif
