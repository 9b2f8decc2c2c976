/*
 * Which codec compresses a hunk. Trying all of them on all hunks costs four times the work and gives, on discs as they
 * are, the same bytes: audio is smallest as FLAC, data as LZMA. What is not as it should be - audio made of repeated
 * values, data that is audio inside, what does not compress at all - is found by cheap trials, and only then another
 * codec is tried in full.
 */
#include "chd/hunk_encode.h"

#include "base/zeros.h"
#include "cd/ecc.h"
#include "chd/codecs.h"

#include <stdlib.h>
#include <string.h>

#define SECTORS_BYTES    (RBK_CHD_HUNK_FRAMES * RBK_CHD_SECTOR_BYTES)
#define SUBCHANNEL_BYTES (RBK_CHD_HUNK_FRAMES * RBK_CHD_SUBCHANNEL_BYTES)
#define HEAD_BYTES       3 /* of a hunk that is not FLAC: a bit a frame, and the length of the sectors */
#define SYNC_BYTES       12

/* Sizes of compressed sectors at which another codec gets a trial. */
#define SMALL_BYTES    1024                      /* deflate may have the shorter beginning */
#define LARGE_BYTES    (SECTORS_BYTES / 2)       /* data may be audio inside */
#define HARDLY_SMALLER (SECTORS_BYTES / 16 * 15) /* stored blocks may be shortest */

enum { SLOT_LZMA, SLOT_DEFLATE, SLOT_FLAC };
const uint32_t rbk_chd_written_codecs[RBK_CHD_SLOTS] = {RBK_CHD_LZMA, RBK_CHD_DEFLATE, RBK_CHD_FLAC, RBK_CHD_NO_CODEC};

struct rbk_chd_encoder {
    rbk_chd_effort effort;
    rbk_chd_lzma_encoder *lzma; /* NULL: the effort does without */
    rbk_chd_deflate *deflate;
    rbk_chd_deflate *trial_deflate;
    rbk_chd_flac_encoder *flac;
    rbk_chd_flac_encoder *trial_flac;
    uint8_t silent_subchannel[64]; /* SUBCHANNEL_BYTES of zeros, deflated */
    size_t silent_bytes;

    /* of the hunk at hand */
    uint8_t sectors[SECTORS_BYTES];
    uint8_t bare[SECTORS_BYTES]; /* without syncs and parities that follow from the rest */
    uint8_t bitmap;              /* the frames of bare without them */
    bool bared;
    uint8_t subchannel[SUBCHANNEL_BYTES + 64]; /* deflated */
    size_t subchannel_bytes;
    uint8_t attempt[RBK_CHD_HUNK_BYTES];
    bool no_memory;
};

/* ------------------------------------------------------------------ making one */

static const struct {
    int lzma, deflate, trial_deflate; /* levels; 0: none */
    int flac, trial_flac;
} efforts[] = {
    [RBK_CHD_EFFORT_NORMAL] = {RBK_CHD_LZMA_NORMAL, 9, 1, 7, 2},
    [RBK_CHD_EFFORT_BEST] = {RBK_CHD_LZMA_BEST, 12, 0, 9, 0},
    [RBK_CHD_EFFORT_FAST] = {0, 6, 0, 3, 0},
    [RBK_CHD_EFFORT_NONE] = {0, 1, 0, 3, 0},
};

static bool make_codecs(rbk_chd_encoder *made)
{
    const int lzma = efforts[made->effort].lzma, trial = efforts[made->effort].trial_deflate;
    const int trial_flac = efforts[made->effort].trial_flac;
    made->lzma = lzma ? rbk_chd_lzma_encoder_new(lzma) : NULL;
    made->deflate = rbk_chd_deflate_new(efforts[made->effort].deflate);
    made->trial_deflate = trial ? rbk_chd_deflate_new(trial) : NULL;
    made->flac = rbk_chd_flac_encoder_new(efforts[made->effort].flac);
    made->trial_flac = trial_flac ? rbk_chd_flac_encoder_new(trial_flac) : NULL;
    return (made->lzma || !lzma) && made->deflate && (made->trial_deflate || !trial) && made->flac &&
           (made->trial_flac || !trial_flac);
}

rbk_chd_encoder *rbk_chd_encoder_new(rbk_chd_effort effort)
{
    rbk_chd_encoder *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->effort = effort;
    if (make_codecs(made)) {
        made->silent_bytes = rbk_chd_deflate_block(made->deflate, made->sectors, SUBCHANNEL_BYTES,
                                                   made->silent_subchannel, sizeof made->silent_subchannel);
        return made;
    }
    rbk_chd_encoder_free(made);
    return NULL;
}

void rbk_chd_encoder_free(rbk_chd_encoder *encoder)
{
    if (!encoder)
        return;
    rbk_chd_lzma_encoder_free(encoder->lzma);
    rbk_chd_deflate_free(encoder->deflate);
    rbk_chd_deflate_free(encoder->trial_deflate);
    rbk_chd_flac_encoder_free(encoder->flac);
    rbk_chd_flac_encoder_free(encoder->trial_flac);
    free(encoder);
}

/* ------------------------------------------------------------------ the parts of a hunk */

/* Sectors and subchannel apart; the latter compressed at once, since every codec has it the same way. */
static void take_apart(rbk_chd_encoder *encoder, const uint8_t *bytes)
{
    uint8_t subchannel[SUBCHANNEL_BYTES];
    for (size_t f = 0; f < RBK_CHD_HUNK_FRAMES; f++) {
        const uint8_t *frame = bytes + f * RBK_CHD_FRAME_BYTES;
        memcpy(encoder->sectors + f * RBK_CHD_SECTOR_BYTES, frame, RBK_CHD_SECTOR_BYTES);
        memcpy(subchannel + f * RBK_CHD_SUBCHANNEL_BYTES, frame + RBK_CHD_SECTOR_BYTES, RBK_CHD_SUBCHANNEL_BYTES);
    }
    encoder->bared = false;
    if (rbk_all_zero(subchannel, sizeof subchannel)) {
        memcpy(encoder->subchannel, encoder->silent_subchannel, encoder->silent_bytes);
        encoder->subchannel_bytes = encoder->silent_bytes;
    } else
        encoder->subchannel_bytes = rbk_chd_deflate_block(encoder->deflate, subchannel, sizeof subchannel,
                                                          encoder->subchannel, sizeof encoder->subchannel);
}

/* True when sync, P and Q are what a reader makes of the other bytes. */
static bool follows(const uint8_t *sector)
{
    static const uint8_t sync[SYNC_BYTES] = {0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0};
    bool p_whole = false, q_whole = false;
    if (memcmp(sector, sync, sizeof sync) != 0)
        return false;
    rbk_ecc_verify(RBK_ECC_AUTO, sector, sector[15] != 2, &p_whole, &q_whole);
    return p_whole && q_whole;
}

static const uint8_t *bare_sectors(rbk_chd_encoder *encoder)
{
    if (encoder->bared)
        return encoder->bare;
    encoder->bared = true;
    encoder->bitmap = 0;
    memcpy(encoder->bare, encoder->sectors, SECTORS_BYTES);
    for (unsigned f = 0; f < RBK_CHD_HUNK_FRAMES; f++) {
        uint8_t *sector = encoder->bare + (size_t)f * RBK_CHD_SECTOR_BYTES;
        if (!follows(sector))
            continue;
        encoder->bitmap |= (uint8_t)(1u << f);
        memset(sector, 0, SYNC_BYTES);
        memset(sector + RBK_ECC_P_OFFSET, 0, RBK_ECC_P_BYTES + RBK_ECC_Q_BYTES);
    }
    return encoder->bare;
}

/* ------------------------------------------------------------------ attempts */

/* Bytes of the sectors as a codec has them, in the attempt at `at`; 0: it cannot make them smaller. */
static size_t compress(rbk_chd_encoder *encoder, int slot, size_t at)
{
    uint8_t *out = encoder->attempt + at;
    size_t room = sizeof encoder->attempt - at - encoder->subchannel_bytes - 1; /* plain is what is not smaller */
    switch (slot) {
    case SLOT_LZMA:
        return rbk_chd_lzma_encode(encoder->lzma, bare_sectors(encoder), SECTORS_BYTES, out, room);
    case SLOT_DEFLATE:
        return rbk_chd_deflate_block(encoder->deflate, bare_sectors(encoder), SECTORS_BYTES, out, room);
    default:
        return rbk_chd_flac_encode(encoder->flac, encoder->sectors, SECTORS_BYTES, out, room);
    }
}

/* What a codec gave; the hunk is given up where that is no result. */
static size_t checked(rbk_chd_encoder *encoder, size_t size)
{
    encoder->no_memory |= size == RBK_CHD_NO_MEMORY;
    return size == RBK_CHD_NO_MEMORY ? 0 : size;
}

/* Tries a codec, keeps the result in out where it is smaller than what is there, and gives the bytes of the sectors. */
static size_t try_codec(rbk_chd_encoder *encoder, int slot, uint8_t *out, rbk_chd_hunk *hunk)
{
    const size_t head = slot == SLOT_FLAC ? 0 : HEAD_BYTES;
    size_t size = encoder->subchannel_bytes > 0 ? checked(encoder, compress(encoder, slot, head)) : 0;
    size_t whole = head + size + encoder->subchannel_bytes;
    if (size == 0)
        return SECTORS_BYTES;
    if (whole > hunk->length || (whole == hunk->length && slot > (int)hunk->kind))
        return size;
    if (head > 0) {
        encoder->attempt[0] = encoder->bitmap;
        encoder->attempt[1] = (uint8_t)(size >> 8);
        encoder->attempt[2] = (uint8_t)size;
    }
    memcpy(encoder->attempt + head + size, encoder->subchannel, encoder->subchannel_bytes);
    memcpy(out, encoder->attempt, whole);
    hunk->kind = (rbk_chd_kind)slot;
    hunk->length = (uint32_t)whole;
    return size;
}

/* What the cheap forms of codecs make of the sectors; nothing of it is kept. */
static size_t trial_of_deflate(rbk_chd_encoder *encoder)
{
    size_t size = rbk_chd_deflate_block(encoder->trial_deflate, bare_sectors(encoder), SECTORS_BYTES, encoder->attempt,
                                        sizeof encoder->attempt);
    return size > 0 ? size : SECTORS_BYTES;
}

static size_t trial_of_flac(rbk_chd_encoder *encoder)
{
    size_t size = checked(encoder, rbk_chd_flac_encode(encoder->trial_flac, encoder->sectors, SECTORS_BYTES,
                                                       encoder->attempt, sizeof encoder->attempt));
    return size > 0 ? size : SECTORS_BYTES;
}

/* ------------------------------------------------------------------ the choice */

static void encode_normally(rbk_chd_encoder *encoder, bool audio, uint8_t *out, rbk_chd_hunk *hunk)
{
    size_t size;
    if (audio) {
        size = try_codec(encoder, SLOT_FLAC, out, hunk);
        if (trial_of_deflate(encoder) < size + size / 8)
            try_codec(encoder, SLOT_LZMA, out, hunk);
    } else {
        size = try_codec(encoder, SLOT_LZMA, out, hunk);
        if (size > LARGE_BYTES && trial_of_flac(encoder) < size + size / 16)
            try_codec(encoder, SLOT_FLAC, out, hunk);
    }
    if (hunk->length < SMALL_BYTES || hunk->length > HARDLY_SMALLER)
        try_codec(encoder, SLOT_DEFLATE, out, hunk);
}

static void encode_fast(rbk_chd_encoder *encoder, bool audio, uint8_t *out, rbk_chd_hunk *hunk)
{
    size_t size = try_codec(encoder, audio ? SLOT_FLAC : SLOT_DEFLATE, out, hunk);
    if (size > HARDLY_SMALLER)
        try_codec(encoder, audio ? SLOT_DEFLATE : SLOT_FLAC, out, hunk);
}

bool rbk_chd_hunk_encode(rbk_chd_encoder *encoder, const uint8_t *bytes, unsigned audio_frames, uint8_t *out,
                         rbk_chd_hunk *hunk)
{
    const bool audio = audio_frames * 2 >= RBK_CHD_HUNK_FRAMES;
    encoder->no_memory = false;
    hunk->kind = RBK_CHD_PLAIN;
    hunk->length = RBK_CHD_HUNK_BYTES;
    if (encoder->effort != RBK_CHD_EFFORT_NONE)
        take_apart(encoder, bytes);
    switch (encoder->effort) {
    case RBK_CHD_EFFORT_NORMAL:
        encode_normally(encoder, audio, out, hunk);
        break;
    case RBK_CHD_EFFORT_FAST:
        encode_fast(encoder, audio, out, hunk);
        break;
    case RBK_CHD_EFFORT_BEST:
        for (int slot = SLOT_LZMA; slot <= SLOT_FLAC; slot++)
            try_codec(encoder, slot, out, hunk);
        break;
    case RBK_CHD_EFFORT_NONE:
        break;
    }
    if (hunk->kind == RBK_CHD_PLAIN)
        memcpy(out, bytes, RBK_CHD_HUNK_BYTES);
    return !encoder->no_memory;
}
