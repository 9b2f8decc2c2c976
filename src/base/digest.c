/*
 * MD5, SHA-1 and SHA-256 by nettle, which no other file includes.
 */
#include "base/digest.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdlib.h>

struct rbk_digest {
    rbk_digest_kind kind;
    union {
        struct md5_ctx md5;
        struct sha1_ctx sha1;
        struct sha256_ctx sha256;
    } state;
};

size_t rbk_digest_bytes(rbk_digest_kind kind)
{
    static const size_t bytes[] = {RBK_DIGEST_MD5_BYTES, RBK_DIGEST_SHA1_BYTES, RBK_DIGEST_SHA256_BYTES};
    return bytes[kind];
}

rbk_digest *rbk_digest_new(rbk_digest_kind kind)
{
    rbk_digest *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->kind = kind;
    rbk_digest_restart(made);
    return made;
}

void rbk_digest_restart(rbk_digest *digest)
{
    if (digest->kind == RBK_DIGEST_MD5)
        md5_init(&digest->state.md5);
    else if (digest->kind == RBK_DIGEST_SHA1)
        sha1_init(&digest->state.sha1);
    else
        sha256_init(&digest->state.sha256);
}

void rbk_digest_free(rbk_digest *digest)
{
    free(digest);
}

void rbk_digest_update(rbk_digest *digest, const void *bytes, size_t size)
{
    if (digest->kind == RBK_DIGEST_MD5)
        md5_update(&digest->state.md5, size, bytes);
    else if (digest->kind == RBK_DIGEST_SHA1)
        sha1_update(&digest->state.sha1, size, bytes);
    else
        sha256_update(&digest->state.sha256, size, bytes);
}

void rbk_digest_value(const rbk_digest *digest, uint8_t *bytes)
{
    rbk_digest copy = *digest;
    if (digest->kind == RBK_DIGEST_MD5)
        md5_digest(&copy.state.md5, RBK_DIGEST_MD5_BYTES, bytes);
    else if (digest->kind == RBK_DIGEST_SHA1)
        sha1_digest(&copy.state.sha1, RBK_DIGEST_SHA1_BYTES, bytes);
    else
        sha256_digest(&copy.state.sha256, RBK_DIGEST_SHA256_BYTES, bytes);
}

#define TEXT_OF(number)     #number
#define PARTS(major, minor) TEXT_OF(major) "." TEXT_OF(minor)

const char *rbk_nettle_version(void)
{
    return PARTS(NETTLE_VERSION_MAJOR, NETTLE_VERSION_MINOR);
}
