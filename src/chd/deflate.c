/*
 * Raw deflate by zlib, which no other file includes.
 */
#include "chd/codecs.h"

#include <stdlib.h>
#include <zlib.h>

#define RAW_WINDOW (-15) /* of 32 KiB, without the head and sum of zlib's own format */

struct rbk_chd_inflate {
    z_stream stream;
};

rbk_chd_inflate *rbk_chd_inflate_new(void)
{
    rbk_chd_inflate *made = calloc(1, sizeof *made);
    if (made && inflateInit2(&made->stream, RAW_WINDOW) == Z_OK)
        return made;
    free(made);
    return NULL;
}

void rbk_chd_inflate_free(rbk_chd_inflate *decoder)
{
    if (!decoder)
        return;
    inflateEnd(&decoder->stream);
    free(decoder);
}

bool rbk_chd_inflate_block(rbk_chd_inflate *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size)
{
    z_stream *stream = &decoder->stream;
    if (inflateReset(stream) != Z_OK)
        return false;
    stream->next_in = (z_const Bytef *)bytes;
    stream->avail_in = (uInt)length;
    stream->next_out = out;
    stream->avail_out = (uInt)size;
    int result = inflate(stream, Z_FINISH);
    return (result == Z_STREAM_END || result == Z_OK || result == Z_BUF_ERROR) && stream->avail_out == 0;
}
