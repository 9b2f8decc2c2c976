/*
 * The kinds of sinks that there are.
 */
#include "image/sink.h"

#include "image/subchannel_packs.h"

#include <redbook/image.h>

#include <string.h>

#define WAV_HEAD_BYTES 44

static void put32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* The plain header: PCM, what every reader of WAV has taken since the first one. */
static void make_wav_head(const rbk_image_sink_options *options, uint8_t *head)
{
    static const uint8_t format[] = {1, 0, RBK_CHANNELS, 0}; /* PCM, channels */
    uint32_t data_bytes = (uint32_t)(options->bytes - WAV_HEAD_BYTES);
    memcpy(head, "RIFF", 4);
    put32(head + 4, data_bytes + WAV_HEAD_BYTES - 8);
    memcpy(head + 8, "WAVEfmt ", 8);
    put32(head + 16, 16);
    memcpy(head + 20, format, sizeof format);
    put32(head + 24, RBK_RATE_HZ);
    put32(head + 28, RBK_RATE_HZ * RBK_SAMPLE_BYTES);
    put32(head + 32, RBK_SAMPLE_BYTES | 16u << 16); /* bytes to the sample, bits to the value */
    memcpy(head + 36, "data", 4);
    put32(head + 40, data_bytes);
}

static rbk_status make_iso(const rbk_image_sink_options *options, const rbk_sink_block *block, rbk_error *error)
{
    uint32_t offset = rbk_sector_user_offset(options->user), size = rbk_sink_rows[RBK_IMAGE_SINK_ISO].sector_bytes;
    (void)error;
    for (size_t i = 0; i < block->count; i++)
        memcpy(block->made + i * size, block->sectors + i * RBK_SECTOR_BYTES + offset, size);
    return RBK_OK;
}

static rbk_status make_sub(const rbk_image_sink_options *options, const rbk_sink_block *block, rbk_error *error)
{
    return rbk_subchannel_render(options->subcode, block->subchannel, block->lba, block->count,
                                 RBK_SUBCHANNEL_CHANNEL_ORDER, block->made, error);
}

static rbk_status make_cdg(const rbk_image_sink_options *options, const rbk_sink_block *block, rbk_error *error)
{
    (void)options;
    if (block->subchannel)
        return rbk_subchannel_read_packs(block->subchannel, block->lba, block->count, block->made, error);
    memset(block->made, 0, (size_t)block->count * RBK_SUBCHANNEL_BYTES);
    return RBK_OK;
}

const rbk_sink_row rbk_sink_rows[RBK_IMAGE_SINK_KINDS] = {
    [RBK_IMAGE_SINK_SECTORS] =
        {.name = "sectors", .sector_bytes = RBK_SECTOR_BYTES, .file = true, .reads = true, .as_they_are = true},
    [RBK_IMAGE_SINK_WAV] = {.name = "wav",
                            .head_bytes = WAV_HEAD_BYTES,
                            .sector_bytes = RBK_SECTOR_BYTES,
                            .file = true,
                            .reads = true,
                            .as_they_are = true,
                            .make_head = make_wav_head},
    [RBK_IMAGE_SINK_ISO] = {.name = "iso", .sector_bytes = 2048, .file = true, .reads = true, .make = make_iso},
    [RBK_IMAGE_SINK_SUB] = {.name = "sub", .sector_bytes = RBK_SUBCHANNEL_BYTES, .file = true, .make = make_sub},
    [RBK_IMAGE_SINK_CDG] = {.name = "cdg", .sector_bytes = RBK_SUBCHANNEL_BYTES, .file = true, .make = make_cdg},
    [RBK_IMAGE_SINK_AUDIO] = {.name = "audio", .file = true, .encoding = &rbk_sink_audio_encoding, .reads = true},
    [RBK_IMAGE_SINK_CHD] = {.name = "chd", .file = true, .encoding = &rbk_sink_chd_encoding, .reads = true},
    [RBK_IMAGE_SINK_CUTS] = {.name = "cuts", .file = true, .encoding = &rbk_sink_cuts_encoding, .reads = true},
    [RBK_IMAGE_SINK_CONTENT] = {.name = "content", .file = true},
    [RBK_IMAGE_SINK_NOTHING] = {.name = "nothing", .reads = true},
};
