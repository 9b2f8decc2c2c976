/*
 * FLAC frames by libFLAC, without the head that a file has. audio/flac.c is the other file that includes libFLAC; it
 * reads and writes tags and no samples.
 */
#include "chd/codecs.h"

#include <redbook/address.h>

#include <FLAC/stream_decoder.h>
#include <FLAC/stream_encoder.h>
#include <stdlib.h>
#include <string.h>

#define BITS 16

struct rbk_chd_flac_decoder {
    FLAC__StreamDecoder *stream;
    bool ready; /* it is between two blocks */
    bool failed;
    bool lacks_memory;
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
    if (frame->header.channels != RBK_CHANNELS || frame->header.bits_per_sample != BITS ||
        count > (decoder->size - decoder->written) / RBK_SAMPLE_BYTES) {
        decoder->failed = true;
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    uint8_t *out = decoder->out + decoder->written;
    for (size_t i = 0; i < count; i++, out += RBK_SAMPLE_BYTES) {
        uint32_t left = (uint32_t)samples[0][i], right = (uint32_t)samples[1][i];
        out[0] = (uint8_t)(left >> 8);
        out[1] = (uint8_t)left;
        out[2] = (uint8_t)(right >> 8);
        out[3] = (uint8_t)right;
    }
    decoder->written += count * RBK_SAMPLE_BYTES;
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
 * after it is begun again.
 */
static bool make_ready(rbk_chd_flac_decoder *decoder)
{
    if (decoder->ready)
        return FLAC__stream_decoder_reset(decoder->stream);
    FLAC__stream_decoder_finish(decoder->stream);
    FLAC__StreamDecoderInitStatus status =
        FLAC__stream_decoder_init_stream(decoder->stream, give, NULL, tell, NULL, NULL, take, NULL, fail, decoder);
    decoder->lacks_memory = status == FLAC__STREAM_DECODER_INIT_STATUS_MEMORY_ALLOCATION_ERROR;
    return status == FLAC__STREAM_DECODER_INIT_STATUS_OK;
}

static bool has_run_out(const rbk_chd_flac_decoder *decoder)
{
    return FLAC__stream_decoder_get_state(decoder->stream) == FLAC__STREAM_DECODER_MEMORY_ALLOCATION_ERROR;
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
    if (!make_ready(decoder)) {
        decoder->lacks_memory = decoder->lacks_memory || has_run_out(decoder);
        decoder->ready = false;
        return false;
    }
    bool good = true;
    while (good && decoder->written < size)
        good = FLAC__stream_decoder_process_single(decoder->stream) && !decoder->failed &&
               FLAC__stream_decoder_get_state(decoder->stream) < FLAC__STREAM_DECODER_END_OF_STREAM;
    good = good && FLAC__stream_decoder_get_decode_position(decoder->stream, &position);
    decoder->ready = good;
    decoder->lacks_memory = !good && has_run_out(decoder);
    *used = (size_t)position;
    return good;
}

bool rbk_chd_flac_lacks_memory(const rbk_chd_flac_decoder *decoder)
{
    return decoder->lacks_memory;
}

/* ------------------------------------------------------------------ compressing */

#define BLOCK_SAMPLES (RBK_CHD_FLAC_BLOCK_BYTES / RBK_SAMPLE_BYTES)
#define LIBRARY_LEVEL 8 /* the highest of the library's own */

struct rbk_chd_flac_encoder {
    FLAC__StreamEncoder *stream;
    int level;
    uint8_t *out;
    size_t room;
    size_t written;
    bool full;
    FLAC__int32 samples[BLOCK_SAMPLES * RBK_CHANNELS];
};

/* What comes without samples is the head of a file, which hunks have not. */
static FLAC__StreamEncoderWriteStatus keep(const FLAC__StreamEncoder *stream, const FLAC__byte bytes[], size_t size,
                                           uint32_t samples, uint32_t frame, void *user)
{
    rbk_chd_flac_encoder *encoder = user;
    (void)stream;
    (void)frame;
    if (samples == 0)
        return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
    if (size > encoder->room - encoder->written) {
        encoder->full = true;
        return FLAC__STREAM_ENCODER_WRITE_STATUS_FATAL_ERROR;
    }
    memcpy(encoder->out + encoder->written, bytes, size);
    encoder->written += size;
    return FLAC__STREAM_ENCODER_WRITE_STATUS_OK;
}

rbk_chd_flac_encoder *rbk_chd_flac_encoder_new(int level)
{
    rbk_chd_flac_encoder *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->level = level;
    made->stream = FLAC__stream_encoder_new();
    if (made->stream)
        return made;
    free(made);
    return NULL;
}

void rbk_chd_flac_encoder_free(rbk_chd_flac_encoder *encoder)
{
    if (!encoder)
        return;
    FLAC__stream_encoder_delete(encoder->stream);
    free(encoder);
}

/* The library gives up a stream that has failed for good. False without memory. */
static bool replace_failed(rbk_chd_flac_encoder *encoder)
{
    if (FLAC__stream_encoder_get_state(encoder->stream) == FLAC__STREAM_ENCODER_UNINITIALIZED)
        return true;
    FLAC__StreamEncoder *made = FLAC__stream_encoder_new();
    if (!made)
        return false;
    FLAC__stream_encoder_delete(encoder->stream);
    encoder->stream = made;
    return true;
}

/* Every block of frames is its own stream: the settings are gone after each. */
static bool begin_stream(rbk_chd_flac_encoder *encoder)
{
    if (!replace_failed(encoder))
        return false;
    FLAC__StreamEncoder *stream = encoder->stream;
    const bool best = encoder->level > LIBRARY_LEVEL;
    return FLAC__stream_encoder_set_streamable_subset(stream, false) && /* no block size of its own is 2,352 */
           FLAC__stream_encoder_set_channels(stream, RBK_CHANNELS) &&
           FLAC__stream_encoder_set_bits_per_sample(stream, BITS) &&
           FLAC__stream_encoder_set_sample_rate(stream, RBK_RATE_HZ) &&
           FLAC__stream_encoder_set_compression_level(stream, (uint32_t)(best ? LIBRARY_LEVEL : encoder->level)) &&
           FLAC__stream_encoder_set_do_exhaustive_model_search(stream, best) &&
           FLAC__stream_encoder_set_blocksize(stream, BLOCK_SAMPLES) &&
           FLAC__stream_encoder_init_stream(stream, keep, NULL, NULL, NULL, encoder) ==
               FLAC__STREAM_ENCODER_INIT_STATUS_OK;
}

size_t rbk_chd_flac_encode(rbk_chd_flac_encoder *encoder, const uint8_t *bytes, size_t size, uint8_t *out, size_t room)
{
    encoder->out = out;
    encoder->room = room;
    encoder->written = 0;
    encoder->full = false;
    bool good = begin_stream(encoder);
    for (size_t at = 0; good && at < size; at += RBK_CHD_FLAC_BLOCK_BYTES) {
        for (size_t i = 0; i < (size_t)BLOCK_SAMPLES * RBK_CHANNELS; i++)
            encoder->samples[i] = (int16_t)(uint16_t)(bytes[at + 2 * i] << 8 | bytes[at + 2 * i + 1]);
        good = FLAC__stream_encoder_process_interleaved(encoder->stream, encoder->samples, BLOCK_SAMPLES);
    }
    good = FLAC__stream_encoder_finish(encoder->stream) && good;
    if (encoder->full)
        return 0;
    return good ? encoder->written : RBK_CHD_NO_MEMORY;
}
