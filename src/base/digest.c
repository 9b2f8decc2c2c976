/*
 * MD5 and SHA-1 by nettle, which no other file includes.
 */
#include "base/digest.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <stdlib.h>

struct rbk_digest {
    rbk_digest_kind kind;
    union {
        struct md5_ctx md5;
        struct sha1_ctx sha1;
    } state;
};

rbk_digest *rbk_digest_new(rbk_digest_kind kind)
{
    rbk_digest *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->kind = kind;
    if (kind == RBK_DIGEST_MD5)
        md5_init(&made->state.md5);
    else
        sha1_init(&made->state.sha1);
    return made;
}

void rbk_digest_free(rbk_digest *digest)
{
    free(digest);
}

void rbk_digest_update(rbk_digest *digest, const void *bytes, size_t size)
{
    if (digest->kind == RBK_DIGEST_MD5)
        md5_update(&digest->state.md5, size, bytes);
    else
        sha1_update(&digest->state.sha1, size, bytes);
}

void rbk_digest_value(const rbk_digest *digest, uint8_t *bytes)
{
    rbk_digest copy = *digest;
    if (digest->kind == RBK_DIGEST_MD5)
        md5_digest(&copy.state.md5, RBK_DIGEST_MD5_BYTES, bytes);
    else
        sha1_digest(&copy.state.sha1, RBK_DIGEST_SHA1_BYTES, bytes);
}
