/*
 * The bytes of a hunk. What is compressed is in two parts, all sectors and all subchannels, and where the map of bits at
 * its head says so the sectors lack sync and parity, which are made again.
 */
#include "base/fail.h"
#include "cd/ecc.h"
#include "chd/codecs.h"
#include "chd/read.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define SYNC_BYTES        12
#define MODE_OFFSET       15
#define SHORT_LENGTH_HUNK 65536 /* in smaller ones the length of the sector part has two bytes */

struct rbk_chd_decoder {
    uint8_t *stored; /* each of a hunk's bytes */
    uint8_t *sectors;
    uint8_t *subchannel;
    rbk_chd_inflate *inflate; /* the codecs that the file names; inflate for most */
    rbk_chd_lzma_decoder *lzma;
    rbk_chd_flac_decoder *flac;
    rbk_chd_zstandard_decoder *zstandard;
};

/* ------------------------------------------------------------------ what a thread needs */

static bool names(const rbk_chd *chd, uint32_t codec)
{
    for (size_t i = 0; i < RBK_CHD_SLOTS; i++)
        if (chd->header.codecs[0] != RBK_CHD_NO_CODEC && chd->header.codecs[i] == codec)
            return true;
    return false;
}

rbk_chd_decoder *rbk_chd_decoder_new(const rbk_chd *chd)
{
    size_t frames = chd->header.hunk_bytes / RBK_CHD_FRAME_BYTES;
    rbk_chd_decoder *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->stored = malloc(chd->header.hunk_bytes);
    made->sectors = malloc(frames * RBK_CHD_SECTOR_BYTES);
    made->subchannel = malloc(frames * RBK_CHD_SUBCHANNEL_BYTES);
    made->inflate = rbk_chd_inflate_new();
    bool good = made->stored && made->sectors && made->subchannel && made->inflate;
    if (good && names(chd, RBK_CHD_LZMA))
        good = (made->lzma = rbk_chd_lzma_decoder_new()) != NULL;
    if (good && names(chd, RBK_CHD_FLAC))
        good = (made->flac = rbk_chd_flac_decoder_new()) != NULL;
    if (good && names(chd, RBK_CHD_ZSTANDARD))
        good = (made->zstandard = rbk_chd_zstandard_decoder_new()) != NULL;
    if (good)
        return made;
    rbk_chd_decoder_free(made);
    return NULL;
}

void rbk_chd_decoder_free(rbk_chd_decoder *decoder)
{
    if (!decoder)
        return;
    rbk_chd_inflate_free(decoder->inflate);
    rbk_chd_lzma_decoder_free(decoder->lzma);
    rbk_chd_flac_decoder_free(decoder->flac);
    rbk_chd_zstandard_decoder_free(decoder->zstandard);
    free(decoder->stored);
    free(decoder->sectors);
    free(decoder->subchannel);
    free(decoder);
}

/* ------------------------------------------------------------------ one hunk */

static void restore_sector(uint8_t *sector)
{
    memset(sector, 0xFF, SYNC_BYTES);
    sector[0] = sector[SYNC_BYTES - 1] = 0;
    rbk_ecc_build(RBK_ECC_AUTO, sector, sector[MODE_OFFSET] != 2);
}

static void interleave(const rbk_chd_decoder *decoder, size_t frames, const uint8_t *without_parity, uint8_t *bytes)
{
    for (size_t f = 0; f < frames; f++, bytes += RBK_CHD_FRAME_BYTES) {
        memcpy(bytes, decoder->sectors + f * RBK_CHD_SECTOR_BYTES, RBK_CHD_SECTOR_BYTES);
        memcpy(bytes + RBK_CHD_SECTOR_BYTES, decoder->subchannel + f * RBK_CHD_SUBCHANNEL_BYTES,
               RBK_CHD_SUBCHANNEL_BYTES);
        if (without_parity && without_parity[f / 8] >> f % 8 & 1)
            restore_sector(bytes);
    }
}

static bool decode_part(const rbk_chd_decoder *decoder, uint32_t codec, const uint8_t *from, size_t length, uint8_t *to,
                        size_t size)
{
    switch (codec) {
    case RBK_CHD_LZMA:
        return rbk_chd_lzma_decode(decoder->lzma, from, length, to, size);
    case RBK_CHD_ZSTANDARD:
        return rbk_chd_zstandard_decode(decoder->zstandard, from, length, to, size);
    default:
        return rbk_chd_inflate_block(decoder->inflate, from, length, to, size);
    }
}

static bool decode_flac(const rbk_chd_decoder *decoder, size_t length, size_t frames, uint8_t *bytes)
{
    size_t used;
    if (!rbk_chd_flac_decode(decoder->flac, decoder->stored, length, decoder->sectors, frames * RBK_CHD_SECTOR_BYTES,
                             &used) ||
        !rbk_chd_inflate_block(decoder->inflate, decoder->stored + used, length - used, decoder->subchannel,
                               frames * RBK_CHD_SUBCHANNEL_BYTES))
        return false;
    interleave(decoder, frames, NULL, bytes);
    return true;
}

static bool decode_two_parts(const rbk_chd_decoder *decoder, uint32_t codec, size_t length, size_t frames,
                             uint8_t *bytes)
{
    bool is_short = frames * RBK_CHD_FRAME_BYTES < SHORT_LENGTH_HUNK;
    size_t map = (frames + 7) / 8, head = map + (is_short ? 2 : 3);
    const uint8_t *stored = decoder->stored;
    if (length < head)
        return false;
    size_t first = (is_short ? 0 : (size_t)stored[map] << 16) + rbk_be16(stored + head - 2);
    if (first > length - head)
        return false;
    if (!decode_part(decoder, codec, stored + head, first, decoder->sectors, frames * RBK_CHD_SECTOR_BYTES) ||
        !decode_part(decoder, codec == RBK_CHD_LZMA ? RBK_CHD_DEFLATE : codec, stored + head + first,
                     length - head - first, decoder->subchannel, frames * RBK_CHD_SUBCHANNEL_BYTES))
        return false;
    interleave(decoder, frames, stored, bytes);
    return true;
}

/* False for the codecs whose libraries allocate nothing for a block. */
static bool lacks_memory(const rbk_chd_decoder *decoder, uint32_t codec)
{
    return codec == RBK_CHD_LZMA   ? rbk_chd_lzma_lacks_memory(decoder->lzma)
           : codec == RBK_CHD_FLAC ? rbk_chd_flac_lacks_memory(decoder->flac)
                                   : false;
}

static rbk_status decode(const rbk_chd *chd, const rbk_chd_decoder *decoder, const rbk_chd_hunk *hunk, uint32_t number,
                         uint8_t *bytes, rbk_error *error)
{
    char name[RBK_CHD_TAG_NAME_BYTES];
    size_t frames = chd->header.hunk_bytes / RBK_CHD_FRAME_BYTES;
    bool plain = hunk->kind == RBK_CHD_PLAIN;
    if (!rbk_chd_read_at(chd, hunk->offset, plain ? bytes : decoder->stored, hunk->length))
        return rbk_fail_system(error, RBK_FILESYSTEM, errno,
                               "hunk %" PRIu32 " cannot be read: %" PRIu32 " byte%s at byte %" PRIu64, number,
                               hunk->length, RBK_PLURAL(hunk->length, "", "s"), hunk->offset);
    if (plain)
        return RBK_OK;
    uint32_t codec = chd->header.codecs[hunk->kind];
    bool good = codec == RBK_CHD_FLAC ? decode_flac(decoder, hunk->length, frames, bytes)
                                      : decode_two_parts(decoder, codec, hunk->length, frames, bytes);
    if (!good && lacks_memory(decoder, codec))
        return rbk_fail_memory(error);
    if (!good)
        return rbk_fail(error, RBK_SYNTAX,
                        "hunk %" PRIu32 " is damaged: its %" PRIu32 " byte%s at byte %" PRIu64 " %s not a hunk of %s",
                        number, hunk->length, RBK_PLURAL(hunk->length, "", "s"), hunk->offset,
                        RBK_PLURAL(hunk->length, "is", "are"), rbk_chd_tag_name(codec, name));
    return RBK_OK;
}

rbk_status rbk_chd_read_hunk(const rbk_chd *chd, rbk_chd_decoder *decoder, uint32_t number, uint8_t *bytes,
                             rbk_error *error)
{
    const rbk_chd_hunk *hunk = &chd->hunks[number];
    if (hunk->kind == RBK_CHD_SELF)
        hunk = &chd->hunks[hunk->offset];
    if (hunk->kind == RBK_CHD_ZEROS) {
        memset(bytes, 0, chd->header.hunk_bytes);
        return RBK_OK;
    }
    rbk_status status = decode(chd, decoder, hunk, number, bytes, error);
    if (status != RBK_OK || chd->header.codecs[0] == RBK_CHD_NO_CODEC)
        return status;
    uint16_t crc = rbk_chd_crc16(bytes, chd->header.hunk_bytes);
    if (crc != hunk->crc)
        return rbk_fail(error, RBK_SYNTAX, "hunk %" PRIu32 " is damaged: expected the CRC %04x, found %04x", number,
                        (unsigned)hunk->crc, (unsigned)crc);
    return RBK_OK;
}
