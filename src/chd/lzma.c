/*
 * Raw LZMA1 by liblzma, which no other file includes.
 */
#include "chd/codecs.h"

#include <lzma.h>
#include <stdlib.h>

/* What CHD files are made with (properties byte 93). */
#define LITERAL_CONTEXT_BITS  3
#define LITERAL_POSITION_BITS 0
#define POSITION_BITS         2

struct rbk_chd_lzma_decoder {
    lzma_stream stream;
};

rbk_chd_lzma_decoder *rbk_chd_lzma_decoder_new(void)
{
    const lzma_stream empty = LZMA_STREAM_INIT;
    rbk_chd_lzma_decoder *made = malloc(sizeof *made);
    if (made)
        made->stream = empty;
    return made;
}

void rbk_chd_lzma_decoder_free(rbk_chd_lzma_decoder *decoder)
{
    if (!decoder)
        return;
    lzma_end(&decoder->stream);
    free(decoder);
}

/* No distance reaches out of the block. */
bool rbk_chd_lzma_decode(rbk_chd_lzma_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size)
{
    lzma_options_lzma options = {.dict_size = size > LZMA_DICT_SIZE_MIN ? (uint32_t)size : LZMA_DICT_SIZE_MIN,
                                 .lc = LITERAL_CONTEXT_BITS,
                                 .lp = LITERAL_POSITION_BITS,
                                 .pb = POSITION_BITS};
    const lzma_filter filters[] = {{.id = LZMA_FILTER_LZMA1, .options = &options}, {.id = LZMA_VLI_UNKNOWN}};
    lzma_stream *stream = &decoder->stream;
    if (lzma_raw_decoder(stream, filters) != LZMA_OK)
        return false;
    stream->next_in = bytes;
    stream->avail_in = length;
    stream->next_out = out;
    stream->avail_out = size;
    lzma_ret result = LZMA_OK;
    while (result == LZMA_OK && stream->avail_out > 0)
        result = lzma_code(stream, LZMA_RUN);
    return stream->avail_out == 0;
}
