/*
 * The sink of audio files: samples, which an encoder turns into WAV with tags or FLAC.
 */
#include "image/sink.h"

#include "base/endian.h"
#include "image/sectors.h"

static rbk_status open_audio(const rbk_image_sink_options *options, void **state, rbk_error *error)
{
    rbk_sink *encoder = NULL;
    rbk_status status = rbk_sink_open(options->path, options->format, options->tags, options->replace, &encoder, error);
    *state = encoder;
    return status;
}

/* Raw sectors are samples in the disc's byte order. */
static rbk_status take_audio(void *state, const rbk_sink_block *block, rbk_error *error)
{
    if (!rbk_machine_is_little_endian())
        rbk_image_swap(block->sectors, (size_t)block->count * RBK_SECTOR_BYTES);
    return rbk_sink_write(state, (const int16_t *)(const void *)block->sectors,
                          (size_t)block->count * RBK_SECTOR_SAMPLES, error);
}

static rbk_status flush_audio(void *state, int64_t *bytes, rbk_error *error)
{
    (void)bytes;
    return rbk_sink_flush(state, error);
}

static rbk_unfinished *unfinished_audio(void *state)
{
    return rbk_sink_unfinished(state);
}

static void free_audio(void *state)
{
    rbk_sink_free(state);
}

const rbk_sink_encoding rbk_sink_audio_encoding = {
    .open = open_audio, .take = take_audio, .flush = flush_audio, .unfinished = unfinished_audio, .free = free_audio};
