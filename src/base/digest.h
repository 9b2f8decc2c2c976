/*
 * base/digest.h - MD5, SHA-1 and SHA-256 of bytes, for the checksums in file formats and of discs
 */
#ifndef RBK_BASE_DIGEST_H
#define RBK_BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

typedef enum rbk_digest_kind { RBK_DIGEST_MD5, RBK_DIGEST_SHA1, RBK_DIGEST_SHA256 } rbk_digest_kind;

#define RBK_DIGEST_MD5_BYTES    16
#define RBK_DIGEST_SHA1_BYTES   20
#define RBK_DIGEST_SHA256_BYTES 32
#define RBK_DIGEST_BYTES_MAX    32

typedef struct rbk_digest rbk_digest;

/* NULL without memory. Freed with rbk_digest_free (NULL is fine). */
rbk_digest *rbk_digest_new(rbk_digest_kind kind);
void rbk_digest_free(rbk_digest *digest);
void rbk_digest_update(rbk_digest *digest, const void *bytes, size_t size);

/* The digest of all bytes so far, in its kind's length. More may follow. */
void rbk_digest_value(const rbk_digest *digest, uint8_t *bytes);

/* Begins anew with nothing. */
void rbk_digest_restart(rbk_digest *digest);

/* How many bytes a digest of the kind has. */
size_t rbk_digest_bytes(rbk_digest_kind kind);

/* The version of nettle that this was compiled with. Static. */
const char *rbk_nettle_version(void);

#endif
