/*
 * base/search.h - finding a place in a sorted array of records
 */
#ifndef RBK_BASE_SEARCH_H
#define RBK_BASE_SEARCH_H

#include <stddef.h>
#include <stdint.h>

static inline size_t rbk_search_records(const void *keys, size_t key_bytes, size_t record_bytes, size_t count,
                                        int64_t key)
{
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        const void *at = (const char *)keys + middle * record_bytes;
        int64_t here = key_bytes == sizeof(int32_t) ? *(const int32_t *)at : *(const int64_t *)at;
        if (here <= key)
            low = middle;
        else
            high = middle;
    }
    return low;
}

/*
 * The position of the last of count records, ascending by a key, whose key is not above the given one; 0 where all are.
 * keys is the key of the first record; those of the others follow it at a distance of record_bytes. The second is for
 * keys of 32 bits.
 */
static inline size_t rbk_search_last(const int64_t *keys, size_t record_bytes, size_t count, int64_t key)
{
    return rbk_search_records(keys, sizeof *keys, record_bytes, count, key);
}

static inline size_t rbk_search_last_lba(const int32_t *keys, size_t record_bytes, size_t count, int64_t key)
{
    return rbk_search_records(keys, sizeof *keys, record_bytes, count, key);
}

#endif
