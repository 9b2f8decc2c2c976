/*
 * CHD files in memory for tests of readers of metadata: not compressed, all frames zero, so that header, map and chain
 * of metadata are all there is.
 */
#ifndef TESTS_UNIT_CHD_MAKING_H
#define TESTS_UNIT_CHD_MAKING_H

#include "chd/chd.h"

#include <stdlib.h>
#include <string.h>

typedef struct made_entry {
    uint32_t tag;
    const void *data;
    size_t size; /* 0: a text, with its NUL */
} made_entry;

static inline void put_number(uint8_t *at, int bytes, uint64_t value)
{
    for (int i = 0; i < bytes; i++)
        at[i] = (uint8_t)(value >> 8 * (bytes - 1 - i));
}

/* So many frames, padding included; *size of the bytes, which the caller frees. */
static inline uint8_t *make_chd(uint64_t frames, const made_entry *entries, size_t count, size_t *size)
{
    size_t hunks = (size_t)((frames + 7) / 8), metadata = RBK_CHD_HEADER_BYTES + 4 * hunks, end = metadata;
    for (size_t i = 0; i < count; i++)
        end += RBK_CHD_METADATA_HEAD + (entries[i].size ? entries[i].size : strlen(entries[i].data) + 1);
    uint8_t *file = calloc(1, end);
    memcpy(file, RBK_CHD_MAGIC, RBK_CHD_MAGIC_BYTES);
    put_number(file + 8, 4, RBK_CHD_HEADER_BYTES);
    put_number(file + 12, 4, RBK_CHD_VERSION);
    put_number(file + 32, 8, frames * RBK_CHD_FRAME_BYTES);
    put_number(file + 40, 8, RBK_CHD_HEADER_BYTES);
    put_number(file + 48, 8, count > 0 ? metadata : 0);
    put_number(file + 56, 4, RBK_CHD_HUNK_BYTES);
    put_number(file + 60, 4, RBK_CHD_FRAME_BYTES);
    for (size_t i = 0; i < count; i++) {
        size_t bytes = entries[i].size ? entries[i].size : strlen(entries[i].data) + 1;
        uint8_t *at = file + metadata;
        metadata += RBK_CHD_METADATA_HEAD + bytes;
        put_number(at, 4, entries[i].tag);
        at[4] = RBK_CHD_HASHED;
        put_number(at + 5, 3, bytes);
        put_number(at + 8, 8, i + 1 < count ? metadata : 0);
        memcpy(at + RBK_CHD_METADATA_HEAD, entries[i].data, bytes);
    }
    *size = end;
    return file;
}

#endif
