/*
 * Zstandard frames by libzstd, which no other file includes.
 */
#include "chd/codecs.h"

#include <stdlib.h>
#include <zstd.h>

struct rbk_chd_zstandard_decoder {
    ZSTD_DCtx *context;
};

rbk_chd_zstandard_decoder *rbk_chd_zstandard_decoder_new(void)
{
    rbk_chd_zstandard_decoder *made = malloc(sizeof *made);
    if (made && (made->context = ZSTD_createDCtx()))
        return made;
    free(made);
    return NULL;
}

void rbk_chd_zstandard_decoder_free(rbk_chd_zstandard_decoder *decoder)
{
    if (!decoder)
        return;
    ZSTD_freeDCtx(decoder->context);
    free(decoder);
}

bool rbk_chd_zstandard_decode(rbk_chd_zstandard_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out,
                              size_t size)
{
    return ZSTD_decompressDCtx(decoder->context, out, size, bytes, length) == size;
}

const char *rbk_libzstd_version(void)
{
    return ZSTD_versionString();
}
