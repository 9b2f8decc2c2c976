/*
 * Checksums of whole files.
 */
#include "base/file_sums.h"

#include "base/ascii.h"
#include "base/crc32.h"
#include "base/digest.h"

#include <stdio.h>
#include <stdlib.h>

struct rbk_file_sums {
    rbk_digest *md5;
    uint32_t crc;
};

rbk_file_sums *rbk_file_sums_new(void)
{
    rbk_file_sums *sums = calloc(1, sizeof *sums);
    if (!sums || !(sums->md5 = rbk_digest_new(RBK_DIGEST_MD5))) {
        free(sums);
        return NULL;
    }
    return sums;
}

void rbk_file_sums_free(rbk_file_sums *sums)
{
    if (sums)
        rbk_digest_free(sums->md5);
    free(sums);
}

void rbk_file_sums_update(rbk_file_sums *sums, const void *bytes, size_t size)
{
    if (size == 0)
        return;
    rbk_digest_update(sums->md5, bytes, size);
    sums->crc = rbk_crc32(sums->crc, bytes, size);
}

char *rbk_file_sums_md5(const rbk_file_sums *sums, char text[RBK_MD5_TEXT_BYTES])
{
    uint8_t md5[RBK_DIGEST_MD5_BYTES];
    rbk_digest_value(sums->md5, md5);
    return rbk_ascii_hex(md5, sizeof md5, text);
}

uint32_t rbk_file_sums_crc32(const rbk_file_sums *sums)
{
    return sums->crc;
}
