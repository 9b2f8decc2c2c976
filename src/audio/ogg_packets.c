/*
 * How many samples packets of Vorbis and Opus decode to, without decoding them. A packet of Vorbis (specification I,
 * clause 4.3) gives the length of its block by its mode, and decodes to a quarter of it and of the block before; the
 * modes are the last part of the setup header. A packet of Opus (RFC 6716, clause 3.1) states it in its first byte or
 * two.
 */
#include "audio/ogg.h"

#include <stdlib.h>
#include <string.h>

#define VORBIS_HEADERS      3
#define VORBIS_SETUP        2 /* number of the setup header */
#define VORBIS_IDENTITY     30
#define VORBIS_SETUP_MAX    (1u << 22)
#define VORBIS_MODES_MAX    64
#define VORBIS_MODE_BITS    41 /* block flag, window type (16), transform type (16), mapping (8) */
#define OPUS_HEADERS        2
#define OPUS_HEAD_BYTES     19
#define OPUS_PACKET_SAMPLES 5760 /* 120 ms, the longest there is */

uint32_t rbk_ogg_header_packets(rbk_ogg_codec codec)
{
    return codec == RBK_OGG_VORBIS ? VORBIS_HEADERS : codec == RBK_OGG_OPUS ? OPUS_HEADERS : 0;
}

/* ------------------------------------------------------------------ Vorbis */

/* count bits (at most 32) that begin at bit `at`; Vorbis puts the lowest bit first. */
static uint32_t bits_at(const uint8_t *bytes, size_t at, uint32_t count)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < count; i++)
        value |= (uint32_t)(bytes[(at + i) / 8] >> (at + i) % 8 & 1) << i;
    return value;
}

/*
 * The modes are at the end of the setup header, after codebooks that only a decoder can skip; so they are read
 * backwards, from the framing bit on. Each is 41 bits of which 32 are zero, and their number precedes the first. More
 * modes than there are could seem to match; the largest matching number is used, since 33 random bits hardly ever
 * match.
 */
static void find_modes(rbk_ogg_packets *p)
{
    size_t at = p->setup_size * 8;
    uint64_t flags = 0;
    while (at > 0 && !bits_at(p->setup, at - 1, 1))
        at--;
    if (at == 0)
        return;
    at--; /* now at the framing bit, which follows the last mode */
    for (uint32_t count = 1; count <= VORBIS_MODES_MAX && at >= VORBIS_MODE_BITS + 6; count++) {
        at -= VORBIS_MODE_BITS;
        if (bits_at(p->setup, at + 1, 32) != 0 || bits_at(p->setup, at + 33, 8) > 63)
            return;
        flags = flags << 1 | bits_at(p->setup, at, 1);
        if (bits_at(p->setup, at - 6, 6) + 1 == count) {
            p->mode_count = count;
            p->long_modes = flags;
        }
    }
}

static void take_vorbis_header(rbk_ogg_packets *p, const uint8_t *bytes, size_t size)
{
    if (p->number != 0 || size < VORBIS_IDENTITY)
        return;
    p->blocks[0] = 1u << (bytes[28] & 15);
    p->blocks[1] = 1u << (bytes[28] >> 4);
}

/* False without memory. */
static bool keep_setup(rbk_ogg_packets *p, const uint8_t *bytes, size_t size)
{
    if (p->setup_size + size > VORBIS_SETUP_MAX)
        return true; /* no modes will be found */
    uint8_t *more = realloc(p->setup, p->setup_size + size + 1);
    if (!more)
        return false;
    memcpy(more + p->setup_size, bytes, size);
    p->setup = more;
    p->setup_size += size;
    return true;
}

static int32_t vorbis_samples(rbk_ogg_packets *p, const uint8_t *bytes, size_t size)
{
    uint32_t mode_bits = 0;
    if (size == 0 || (bytes[0] & 1))
        return 0; /* not audio: decoders skip it */
    while (1u << mode_bits < p->mode_count)
        mode_bits++;
    uint32_t mode = bytes[0] >> 1 & ((1u << mode_bits) - 1);
    if (mode >= p->mode_count)
        return 0;
    uint32_t block = p->blocks[p->long_modes >> mode & 1];
    uint32_t samples = p->last_block ? (p->last_block + block) / 4 : 0;
    p->last_block = block;
    return (int32_t)samples;
}

/* ------------------------------------------------------------------ Opus */

static int32_t opus_samples(const uint8_t *bytes, size_t size)
{
    static const uint16_t speech[4] = {480, 960, 1920, 2880}, music[4] = {120, 240, 480, 960};
    if (size == 0)
        return 0;
    uint32_t kind = bytes[0] >> 3, count = bytes[0] & 3;
    int32_t frame = kind < 12 ? speech[kind & 3] : kind < 16 ? speech[kind & 1] : music[kind & 3];
    int32_t frames = count == 0 ? 1 : count < 3 ? 2 : size > 1 ? bytes[1] & 63 : 0;
    return frame * frames <= OPUS_PACKET_SAMPLES ? frame * frames : 0;
}

/* ------------------------------------------------------------------ both */

/* False without memory. */
static bool take_header(rbk_ogg_packets *p, const uint8_t *bytes, size_t size, bool begins, bool ends)
{
    if (p->codec == RBK_OGG_OPUS && p->number == 0 && begins && size >= OPUS_HEAD_BYTES)
        p->skip_samples = rbk_le16(bytes + 10);
    if (p->codec != RBK_OGG_VORBIS)
        return true;
    if (begins)
        take_vorbis_header(p, bytes, size);
    if (p->number == VORBIS_SETUP && !keep_setup(p, bytes, size))
        return false;
    if (p->number == VORBIS_SETUP && ends) {
        find_modes(p);
        p->failed = p->mode_count == 0 || p->blocks[0] < 64 || p->blocks[1] > 8192 || p->blocks[0] > p->blocks[1];
    }
    return true;
}

int32_t rbk_ogg_packet_take(rbk_ogg_packets *p, const uint8_t *bytes, size_t size, bool begins, bool ends)
{
    bool header = p->number < rbk_ogg_header_packets(p->codec);
    if (p->codec != RBK_OGG_VORBIS && p->codec != RBK_OGG_OPUS)
        return 0;
    if (header && !take_header(p, bytes, size, begins, ends))
        return -1;
    if (begins && !header && !p->failed)
        p->samples = p->codec == RBK_OGG_OPUS ? opus_samples(bytes, size) : vorbis_samples(p, bytes, size);
    if (!ends)
        return 0;
    p->number++;
    int32_t samples = p->samples;
    p->samples = 0;
    return samples;
}

void rbk_ogg_packets_release(rbk_ogg_packets *packets)
{
    free(packets->setup);
    memset(packets, 0, sizeof *packets);
}
