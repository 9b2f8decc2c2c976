/*
 * audio/tag_blocks.h - the length of the tags around the audio of a file, and between files that were joined
 */
#ifndef RBK_AUDIO_TAG_BLOCKS_H
#define RBK_AUDIO_TAG_BLOCKS_H

#include "base/input.h"

/* The total size of an ID3v2 tag at offset, its footer included; 0: none. */
int64_t rbk_id3_size(rbk_input *input, int64_t offset);

/*
 * The total size of the tag at offset - ID3v2, ID3v1 with or without its extension, APE, Lyrics3; 0: none. A truncated
 * tag extends to the end of the file.
 */
int64_t rbk_tag_block_size(rbk_input *input, int64_t offset);

/*
 * Skips the tags that may precede audio (ID3v2 and APE), as many as there are, each with the zeros after it that its
 * size does not count. *id3_at is the start of the last ID3v2 tag, -1: none.
 */
int64_t rbk_tag_blocks_end(rbk_input *input, int64_t offset, int64_t *id3_at);

/*
 * Makes the ID3v2 tag at id3_at extend to end in what decoders see, whatever its size field, its footer included. False
 * without memory.
 */
bool rbk_id3_spans(rbk_input *input, int64_t id3_at, int64_t end);

#endif
