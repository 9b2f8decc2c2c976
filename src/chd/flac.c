/*
 * FLAC frames by libFLAC, without the head that a file has. audio/flac.c is the other file that includes libFLAC; it
 * reads and writes tags and no samples.
 */
#include "chd/codecs.h"

#include <FLAC/stream_decoder.h>
#include <stdlib.h>
#include <string.h>

#define CHANNELS     2
#define BITS         16
#define SAMPLE_BYTES 4 /* of both channels */

struct rbk_chd_flac_decoder {
    FLAC__StreamDecoder *stream;
    bool ready; /* it is between two blocks */
    bool failed;
    const uint8_t *bytes;
    size_t length;
    size_t read;
    uint8_t *out;
    size_t size;
    size_t written;
};

static FLAC__StreamDecoderReadStatus give(const FLAC__StreamDecoder *stream, FLAC__byte buffer[], size_t *bytes,
                                          void *user)
{
    rbk_chd_flac_decoder *decoder = user;
    size_t left = decoder->length - decoder->read;
    (void)stream;
    *bytes = *bytes < left ? *bytes : left;
    if (*bytes == 0)
        return FLAC__STREAM_DECODER_READ_STATUS_END_OF_STREAM;
    memcpy(buffer, decoder->bytes + decoder->read, *bytes);
    decoder->read += *bytes;
    return FLAC__STREAM_DECODER_READ_STATUS_CONTINUE;
}

static FLAC__StreamDecoderTellStatus tell(const FLAC__StreamDecoder *stream, FLAC__uint64 *offset, void *user)
{
    (void)stream;
    *offset = ((const rbk_chd_flac_decoder *)user)->read;
    return FLAC__STREAM_DECODER_TELL_STATUS_OK;
}

static FLAC__StreamDecoderWriteStatus take(const FLAC__StreamDecoder *stream, const FLAC__Frame *frame,
                                           const FLAC__int32 *const samples[], void *user)
{
    rbk_chd_flac_decoder *decoder = user;
    size_t count = frame->header.blocksize;
    (void)stream;
    if (frame->header.channels != CHANNELS || frame->header.bits_per_sample != BITS ||
        count > (decoder->size - decoder->written) / SAMPLE_BYTES) {
        decoder->failed = true;
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    uint8_t *out = decoder->out + decoder->written;
    for (size_t i = 0; i < count; i++, out += SAMPLE_BYTES) {
        uint32_t left = (uint32_t)samples[0][i], right = (uint32_t)samples[1][i];
        out[0] = (uint8_t)(left >> 8);
        out[1] = (uint8_t)left;
        out[2] = (uint8_t)(right >> 8);
        out[3] = (uint8_t)right;
    }
    decoder->written += count * SAMPLE_BYTES;
    return FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

static void fail(const FLAC__StreamDecoder *stream, FLAC__StreamDecoderErrorStatus status, void *user)
{
    (void)stream;
    (void)status;
    ((rbk_chd_flac_decoder *)user)->failed = true;
}

/*
 * libFLAC takes frames that nothing comes before, and learns the size of blocks from the first. A stream with a failure
 * behind it is begun anew.
 */
static bool make_ready(rbk_chd_flac_decoder *decoder)
{
    if (decoder->ready)
        return FLAC__stream_decoder_reset(decoder->stream);
    FLAC__stream_decoder_finish(decoder->stream);
    return FLAC__stream_decoder_init_stream(decoder->stream, give, NULL, tell, NULL, NULL, take, NULL, fail, decoder) ==
           FLAC__STREAM_DECODER_INIT_STATUS_OK;
}

rbk_chd_flac_decoder *rbk_chd_flac_decoder_new(void)
{
    rbk_chd_flac_decoder *made = calloc(1, sizeof *made);
    if (made && (made->stream = FLAC__stream_decoder_new()))
        return made;
    free(made);
    return NULL;
}

void rbk_chd_flac_decoder_free(rbk_chd_flac_decoder *decoder)
{
    if (!decoder)
        return;
    FLAC__stream_decoder_delete(decoder->stream);
    free(decoder);
}

bool rbk_chd_flac_decode(rbk_chd_flac_decoder *decoder, const uint8_t *bytes, size_t length, uint8_t *out, size_t size,
                         size_t *used)
{
    FLAC__uint64 position = 0;
    *decoder = (rbk_chd_flac_decoder){
        .stream = decoder->stream, .ready = decoder->ready, .bytes = bytes, .length = length, .out = out, .size = size};
    if (!make_ready(decoder))
        return false;
    bool good = true;
    while (good && decoder->written < size)
        good = FLAC__stream_decoder_process_single(decoder->stream) && !decoder->failed &&
               FLAC__stream_decoder_get_state(decoder->stream) < FLAC__STREAM_DECODER_END_OF_STREAM;
    good = good && FLAC__stream_decoder_get_decode_position(decoder->stream, &position);
    decoder->ready = good;
    *used = (size_t)position;
    return good;
}
