/*
 * Raw deflate by libdeflate (base/crc32.c has its CRC). It codes whole blocks of memory, which is all that a hunk
 * needs, at several times the speed of libraries that code streams.
 */
#include "chd/codecs.h"

#include <libdeflate.h>

rbk_chd_inflate *rbk_chd_inflate_new(void)
{
    return (rbk_chd_inflate *)(void *)libdeflate_alloc_decompressor();
}

void rbk_chd_inflate_free(rbk_chd_inflate *inflate)
{
    if (inflate)
        libdeflate_free_decompressor((struct libdeflate_decompressor *)(void *)inflate);
}

bool rbk_chd_inflate_block(rbk_chd_inflate *inflate, const uint8_t *bytes, size_t length, uint8_t *out, size_t size)
{
    return libdeflate_deflate_decompress((struct libdeflate_decompressor *)(void *)inflate, bytes, length, out, size,
                                         NULL) == LIBDEFLATE_SUCCESS;
}

rbk_chd_deflate *rbk_chd_deflate_new(int level)
{
    return (rbk_chd_deflate *)(void *)libdeflate_alloc_compressor(level);
}

void rbk_chd_deflate_free(rbk_chd_deflate *deflate)
{
    if (deflate)
        libdeflate_free_compressor((struct libdeflate_compressor *)(void *)deflate);
}

size_t rbk_chd_deflate_block(rbk_chd_deflate *deflate, const uint8_t *bytes, size_t size, uint8_t *out, size_t room)
{
    return libdeflate_deflate_compress((struct libdeflate_compressor *)(void *)deflate, bytes, size, out, room);
}

const char *rbk_libdeflate_version(void)
{
    return LIBDEFLATE_VERSION_STRING;
}
