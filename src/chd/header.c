/*
 * What of the container reading and writing share: the CRC, an entry of the map, the overall SHA-1, names of tags.
 */
#include "base/digest.h"
#include "base/fail.h"
#include "cd/crc16.h"
#include "chd/chd.h"

#include <redbook/chd.h>

#include <stdlib.h>
#include <string.h>

#define CRC_START 0xFFFF

/* What the overall SHA-1 takes of a metadata entry. */
#define HASHED_BYTES (4 + RBK_CHD_SHA1_BYTES)

uint16_t rbk_chd_crc16(const uint8_t *bytes, size_t size)
{
    return rbk_crc16(CRC_START, bytes, size);
}

static void put(uint8_t *bytes, int count, uint64_t value)
{
    for (int i = 0; i < count; i++)
        bytes[i] = (uint8_t)(value >> 8 * (count - 1 - i));
}

void rbk_chd_hunk_pack(const rbk_chd_hunk *hunk, uint8_t entry[RBK_CHD_MAP_ENTRY_BYTES])
{
    entry[0] = (uint8_t)hunk->kind;
    put(entry + 1, 3, hunk->length);
    put(entry + 4, 6, hunk->offset);
    put(entry + 10, 2, hunk->crc);
}

static int compare_hashed(const void *a, const void *b)
{
    return memcmp(a, b, HASHED_BYTES);
}

rbk_status rbk_chd_overall_sha1(const uint8_t raw_sha1[RBK_CHD_SHA1_BYTES], const rbk_chd_metadata *entries,
                                size_t count, uint8_t sha1[RBK_CHD_SHA1_BYTES], rbk_error *error)
{
    size_t used = 0;
    uint8_t(*hashed)[HASHED_BYTES] = calloc(count + 1, sizeof *hashed);
    rbk_digest *digest = rbk_digest_new(RBK_DIGEST_SHA1);
    for (size_t i = 0; i < count && hashed && digest; i++) {
        rbk_digest *own = entries[i].flags & RBK_CHD_HASHED ? rbk_digest_new(RBK_DIGEST_SHA1) : NULL;
        if (!own && entries[i].flags & RBK_CHD_HASHED) {
            rbk_digest_free(digest);
            digest = NULL;
        }
        if (!own)
            continue;
        put(hashed[used], 4, entries[i].tag);
        rbk_digest_update(own, entries[i].data, entries[i].size);
        rbk_digest_value(own, hashed[used++] + 4);
        rbk_digest_free(own);
    }
    rbk_status status = hashed && digest ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK) {
        qsort(hashed, used, sizeof *hashed, compare_hashed);
        rbk_digest_update(digest, raw_sha1, RBK_CHD_SHA1_BYTES);
        rbk_digest_update(digest, hashed, used * sizeof *hashed);
        rbk_digest_value(digest, sha1);
    }
    rbk_digest_free(digest);
    free(hashed);
    return status;
}

const char *rbk_chd_tag_name(uint32_t tag, char name[RBK_CHD_TAG_NAME_BYTES])
{
    for (int i = 0; i < 4; i++) {
        uint8_t byte = (uint8_t)(tag >> 8 * (3 - i));
        name[i] = byte >= ' ' && byte < 0x7F ? (char)byte : '?';
    }
    name[4] = 0;
    return name;
}

/* Samples of a BIN may begin with the magic; they do not go on with the length and the version of a header. */
bool rbk_chd_probe(rbk_input *input)
{
    uint8_t head[RBK_CHD_MAGIC_BYTES + 8];
    return rbk_input_read(input, 0, head, sizeof head) == (int64_t)sizeof head &&
           memcmp(head, RBK_CHD_MAGIC, RBK_CHD_MAGIC_BYTES) == 0 &&
           rbk_be32(head + RBK_CHD_MAGIC_BYTES) <= UINT16_MAX && rbk_be32(head + RBK_CHD_MAGIC_BYTES + 4) <= UINT8_MAX;
}

const char *rbk_chd_codec_at(size_t position)
{
    static const char *const names[] = {"cdzl", "cdlz", "cdfl", "cdzs"};
    return position < sizeof names / sizeof names[0] ? names[position] : NULL;
}
