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
    bool lacks_memory;
};

rbk_chd_lzma_decoder *rbk_chd_lzma_decoder_new(void)
{
    const lzma_stream empty = LZMA_STREAM_INIT;
    rbk_chd_lzma_decoder *made = malloc(sizeof *made);
    if (made)
        *made = (rbk_chd_lzma_decoder){.stream = empty};
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
    lzma_ret result = lzma_raw_decoder(stream, filters);
    decoder->lacks_memory = result == LZMA_MEM_ERROR;
    if (result != LZMA_OK)
        return false;
    stream->next_in = bytes;
    stream->avail_in = length;
    stream->next_out = out;
    stream->avail_out = size;
    while (result == LZMA_OK && stream->avail_out > 0)
        result = lzma_code(stream, LZMA_RUN);
    decoder->lacks_memory = result == LZMA_MEM_ERROR;
    return stream->avail_out == 0;
}

bool rbk_chd_lzma_lacks_memory(const rbk_chd_lzma_decoder *decoder)
{
    return decoder->lacks_memory;
}

/* ------------------------------------------------------------------ compressing */

struct rbk_chd_lzma_encoder {
    lzma_stream stream;
    lzma_options_lzma options;
};

rbk_chd_lzma_encoder *rbk_chd_lzma_encoder_new(int level)
{
    static const struct {
        uint32_t nice_bytes, depth;
    } levels[] = {[RBK_CHD_LZMA_NORMAL] = {64, 16}, [RBK_CHD_LZMA_BEST] = {273, 512}};
    const lzma_stream empty = LZMA_STREAM_INIT;
    rbk_chd_lzma_encoder *made = malloc(sizeof *made);
    if (!made)
        return NULL;
    made->stream = empty;
    made->options = (lzma_options_lzma){.lc = LITERAL_CONTEXT_BITS,
                                        .lp = LITERAL_POSITION_BITS,
                                        .pb = POSITION_BITS,
                                        .mode = LZMA_MODE_NORMAL,
                                        .mf = LZMA_MF_BT4,
                                        .nice_len = levels[level].nice_bytes,
                                        .depth = levels[level].depth};
    return made;
}

void rbk_chd_lzma_encoder_free(rbk_chd_lzma_encoder *encoder)
{
    if (!encoder)
        return;
    lzma_end(&encoder->stream);
    free(encoder);
}

/* An older library ends the block with a marker of five bytes, which readers take. */
static lzma_vli filter_for(lzma_options_lzma *options, size_t size)
{
#ifdef LZMA_FILTER_LZMA1EXT
    options->ext_flags = 0;
    options->ext_size_low = (uint32_t)size;
    options->ext_size_high = 0;
    if (lzma_filter_encoder_is_supported(LZMA_FILTER_LZMA1EXT))
        return LZMA_FILTER_LZMA1EXT;
#endif
    (void)size;
    (void)options;
    return LZMA_FILTER_LZMA1;
}

size_t rbk_chd_lzma_encode(rbk_chd_lzma_encoder *encoder, const uint8_t *bytes, size_t size, uint8_t *out, size_t room)
{
    lzma_stream *stream = &encoder->stream;
    encoder->options.dict_size = size > LZMA_DICT_SIZE_MIN ? (uint32_t)size : LZMA_DICT_SIZE_MIN;
    const lzma_filter filters[] = {{.id = filter_for(&encoder->options, size), .options = &encoder->options},
                                   {.id = LZMA_VLI_UNKNOWN}};
    if (lzma_raw_encoder(stream, filters) != LZMA_OK)
        return RBK_CHD_NO_MEMORY;
    stream->next_in = bytes;
    stream->avail_in = size;
    stream->next_out = out;
    stream->avail_out = room;
    lzma_ret result = LZMA_OK;
    while (result == LZMA_OK && stream->avail_out > 0)
        result = lzma_code(stream, LZMA_FINISH);
    if (result == LZMA_MEM_ERROR)
        return RBK_CHD_NO_MEMORY;
    return result == LZMA_STREAM_END ? room - stream->avail_out : 0;
}

const char *rbk_liblzma_version(void)
{
    return lzma_version_string();
}
