/*
 * Sizes of tags. ID3v2 (id3.org, 2.4.0, clause 3): a size of four times seven bits that counts neither head nor footer.
 * ID3v1: 128 bytes, its extension TAG+ 227 before them. APE: a head and a footer of 32 bytes, the size counts the
 * footer. Lyrics3: text between two words.
 */
#include "audio/tag_blocks.h"

#include <stdlib.h>
#include <string.h>

#define ID3_HEAD_BYTES    10
#define ID3_HAS_FOOTER    0x10
#define ID3V1_BYTES       128
#define ID3V1_MORE_BYTES  227
#define APE_HEAD_BYTES    32
#define APE_IS_HEADER     0x20000000u
#define APE_BYTES_MAX     (1u << 28)
#define LYRICS_BYTES_MAX  (1 << 20)
#define PADDING_BYTES_MAX (1 << 24) /* limit of the zeros skipped after a tag */

int64_t rbk_id3_size(rbk_input *input, int64_t offset)
{
    uint8_t head[ID3_HEAD_BYTES];
    if (rbk_input_read(input, offset, head, sizeof head) != (int64_t)sizeof head || memcmp(head, "ID3", 3) != 0)
        return 0;
    if (head[3] == 0xFF || head[4] == 0xFF || ((head[6] | head[7] | head[8] | head[9]) & 0x80))
        return 0;
    int64_t size = (int64_t)head[6] << 21 | (int64_t)head[7] << 14 | (int64_t)head[8] << 7 | (int64_t)head[9];
    return size + ID3_HEAD_BYTES + ((head[5] & ID3_HAS_FOOTER) ? ID3_HEAD_BYTES : 0);
}

/* The size of a tag with a header counts from the end of the header; one without has only a footer. */
static int64_t ape_size(const uint8_t *head)
{
    uint32_t size = rbk_le32(head + 12), flags = rbk_le32(head + 20);
    if (size > APE_BYTES_MAX)
        return 0;
    return (flags & APE_IS_HEADER) ? APE_HEAD_BYTES + (int64_t)size : APE_HEAD_BYTES;
}

static int64_t lyrics_size(rbk_input *input, int64_t offset)
{
    static const char *const ends[] = {"LYRICSEND", "LYRICS200"};
    rbk_window *window = rbk_window_new(input);
    int64_t size = 0;
    for (int64_t at = 11; window && size == 0 && at < LYRICS_BYTES_MAX; at++) {
        const uint8_t *bytes = rbk_window_at(window, offset + at, 9);
        if (!bytes)
            break;
        for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
            if (memcmp(bytes, ends[i], 9) == 0)
                size = at + 9;
    }
    free(window);
    return size;
}

int64_t rbk_tag_block_size(rbk_input *input, int64_t offset)
{
    uint8_t head[APE_HEAD_BYTES] = {0};
    int64_t got = rbk_input_read(input, offset, head, sizeof head), left = input->size - offset, size = 0;
    if (got < 4)
        return 0;
    if (memcmp(head, "ID3", 3) == 0)
        size = rbk_id3_size(input, offset);
    else if (memcmp(head, "TAG+", 4) == 0 && left >= ID3V1_MORE_BYTES + ID3V1_BYTES)
        size = ID3V1_MORE_BYTES;
    else if (memcmp(head, "TAG", 3) == 0)
        size = ID3V1_BYTES;
    else if (memcmp(head, "APETAGEX", 8) == 0)
        size = got == (int64_t)sizeof head ? ape_size(head) : left;
    else if (memcmp(head, "LYRICSBEGIN", 11) == 0)
        size = lyrics_size(input, offset);
    else if (memcmp(head, "3DI", 3) == 0) /* the footer of an ID3v2 tag without a header */
        size = ID3_HEAD_BYTES;
    return size < left ? size : left;
}

/* The number of zeros at offset; 0 too if there are too many. */
static int64_t zeros_at(rbk_input *input, int64_t offset)
{
    rbk_window *window = rbk_window_new(input);
    int64_t count = 0;
    const uint8_t *byte = NULL;
    while (window && count < PADDING_BYTES_MAX && (byte = rbk_window_at(window, offset + count, 1)) && *byte == 0)
        count++;
    free(window);
    return count < PADDING_BYTES_MAX ? count : 0;
}

int64_t rbk_tag_blocks_end(rbk_input *input, int64_t offset, int64_t *id3_at)
{
    *id3_at = -1;
    for (;;) {
        uint8_t head[8];
        if (rbk_input_read(input, offset, head, sizeof head) != (int64_t)sizeof head ||
            (memcmp(head, "ID3", 3) != 0 && memcmp(head, "APETAGEX", 8) != 0))
            return offset;
        int64_t size = rbk_tag_block_size(input, offset);
        if (size == 0)
            return offset;
        if (head[0] == 'I')
            *id3_at = offset;
        offset += size + zeros_at(input, offset + size);
    }
}

bool rbk_id3_spans(rbk_input *input, int64_t id3_at, int64_t end)
{
    uint8_t fields[5]; /* flags, size */
    int64_t size = end - id3_at - ID3_HEAD_BYTES;
    if (size < 0 || size >= 1 << 28 || rbk_input_read(input, id3_at + 5, fields, 1) != 1)
        return true;
    fields[0] &= (uint8_t)~ID3_HAS_FOOTER;
    for (int i = 0; i < 4; i++)
        fields[1 + i] = (uint8_t)(size >> 7 * (3 - i) & 0x7F);
    return rbk_input_patch_add(input, id3_at + 5, fields, sizeof fields);
}
