/*
 * audio/tag_blocks.h - the tags that stand around the audio of a file, and between files that were joined: how long
 * each one is
 */
#ifndef RBK_AUDIO_TAG_BLOCKS_H
#define RBK_AUDIO_TAG_BLOCKS_H

#include "base/input.h"

/* The whole size of an ID3v2 tag that begins at offset, its footer included; 0 where there is none. */
int64_t rbk_id3_size(rbk_input *input, int64_t offset);

/*
 * The whole size of the tag that begins at offset - ID3v2, ID3v1 with or without its extension, APE, Lyrics3 - and 0
 * where none does. What the file's end cuts reaches to that end.
 */
int64_t rbk_tag_block_size(rbk_input *input, int64_t offset);

/*
 * Steps over the tags that can stand in front of audio (ID3v2 and APE), as many as there are, each with the zeros after
 * it that its size does not count. *id3_at is where the last of ID3v2 begins, -1 for none.
 */
int64_t rbk_tag_blocks_end(rbk_input *input, int64_t offset, int64_t *id3_at);

/*
 * Makes the ID3v2 tag at id3_at reach to end in what decoders see, whatever its size says, and its footer a part of it.
 * False without memory.
 */
bool rbk_id3_spans(rbk_input *input, int64_t id3_at, int64_t end);

#endif
