/*
 * The headers of AIFF and AIFF-C (form, chunks, all big-endian) and of CAF.
 */
#include "audio/claims.h"
#include "base/fail.h"

#include <inttypes.h>
#include <string.h>

#define FORM_HEAD_BYTES      12
#define IFF_CHUNK_BYTES      8 /* name, length */
#define COMM_BYTES           18
#define SSND_BYTES           8 /* offset and block size before the audio */
#define CAF_HEAD_BYTES       8
#define CAF_CHUNK_BYTES      12
#define DESC_BYTES           32
#define EDIT_COUNT_BYTES     4
#define CHAN_BYTES_MAX       (12 + 20 * RBK_AUDIO_CHANNELS_MAX)
#define SAMPLE_BYTES_DIVIDER 8

typedef struct aiff {
    rbk_input *input;
    rbk_claims *claims;
    int64_t common_at; /* the first byte of the COMM chunk, 0: none */
    int64_t audio_at;  /* of the SSND chunk */
    uint32_t frames;
    uint32_t audio_size;
    uint8_t chan[CHAN_BYTES_MAX];
    size_t chan_size;
} aiff;

/* Bytes of one sample by AIFF-C's compression; 0: not fixed. */
static uint32_t sample_bytes(const uint8_t *compression, uint32_t bits)
{
    static const char *const plain[] = {"NONE", "sowt", "twos", "raw ", "in24", "in32",
                                        "fl32", "FL32", "fl64", "FL64", "42ni", "23ni"};
    static const char *const companded[] = {"ulaw", "ULAW", "alaw", "ALAW"};
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (memcmp(compression, plain[i], 4) == 0)
            return (bits + SAMPLE_BYTES_DIVIDER - 1) / SAMPLE_BYTES_DIVIDER;
    for (size_t i = 0; i < sizeof companded / sizeof companded[0]; i++)
        if (memcmp(compression, companded[i], 4) == 0)
            return 1;
    return 0;
}

static rbk_status read_common(aiff *a, int64_t at, uint64_t size, bool compressed, rbk_error *error)
{
    uint8_t comm[COMM_BYTES + 4] = {0};
    if (a->common_at)
        return rbk_fail_second_chunk("COMM", a->common_at, at, error);
    size_t want = compressed ? sizeof comm : COMM_BYTES;
    if (size < want || rbk_input_read(a->input, at + IFF_CHUNK_BYTES, comm, want) != (int64_t)want)
        return rbk_fail(error, RBK_BAD_AUDIO, "the COMM chunk is truncated");
    a->claims->channels = rbk_be16(comm);
    a->frames = rbk_be32(comm + 2);
    a->common_at = at;
    if (a->claims->channels == 0)
        return rbk_fail(error, RBK_BAD_AUDIO, "the COMM chunk states 0 channels");
    const uint8_t *compression = compressed ? comm + COMM_BYTES : (const uint8_t *)"NONE";
    a->claims->frame_bytes = a->claims->channels * sample_bytes(compression, rbk_be16(comm + 6));
    return RBK_OK;
}

static rbk_status take_aiff_chunk(aiff *a, const uint8_t *name, int64_t at, uint64_t size, bool compressed,
                                  rbk_error *error)
{
    if (memcmp(name, "COMM", 4) == 0)
        return read_common(a, at, size, compressed, error);
    if (memcmp(name, "CHAN", 4) == 0 && !(a->common_at && a->audio_at)) {
        size_t want = size < sizeof a->chan ? (size_t)size : sizeof a->chan;
        int64_t got = rbk_input_read(a->input, at + IFF_CHUNK_BYTES, a->chan, want);
        a->chan_size = got > 0 ? (size_t)got : 0;
    } else if (memcmp(name, "SSND", 4) == 0) {
        if (a->audio_at)
            return rbk_fail_second_chunk("SSND", a->audio_at, at, error);
        a->audio_at = at;
        a->audio_size = (uint32_t)size;
    }
    return RBK_OK;
}

static void claim_audio(aiff *a)
{
    rbk_claims *claims = a->claims;
    uint8_t head[SSND_BYTES] = {0};
    int64_t body = a->audio_at + IFF_CHUNK_BYTES;
    (void)rbk_input_read(a->input, body, head, sizeof head);
    uint32_t skip = rbk_be32(head);
    int64_t held;
    claims->data_offset = body + SSND_BYTES + skip;
    held = a->input->size - claims->data_offset;
    claims->length_field.offset = body - 4;
    claims->length_field.size = 4;
    claims->length_field.big_endian = true;
    claims->length_field.add = SSND_BYTES + (int64_t)skip;
    claims->frames_field.offset = a->common_at + IFF_CHUNK_BYTES + 2;
    claims->frames_field.size = 4;
    claims->frames_field.big_endian = true;
    int64_t length = (int64_t)a->audio_size - SSND_BYTES - skip;
    bool unstated =
        length <= 0 ? a->frames == 0 && held > 0 : rbk_length_is_unstated(a->audio_size, held + SSND_BYTES + skip);
    claims->claimed_bytes = unstated ? RBK_LENGTH_UNSTATED : length > 0 ? length : 0;
    claims->claimed_frames = claims->frame_bytes ? (int64_t)a->frames : -1;
    if (claims->claimed_frames == 0 && length > 0) /* COMM was written first and never updated */
        claims->claimed_frames = -1;
    rbk_channel_layout_from_core_audio(a->chan, a->chan_size, claims->channels, &claims->layout);
}

rbk_status rbk_aiff_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error)
{
    aiff a = {0};
    uint8_t head[FORM_HEAD_BYTES];
    a.input = input;
    a.claims = claims;
    claims->examined = true;
    if (rbk_input_read(input, sniff->begin, head, sizeof head) != (int64_t)sizeof head)
        return rbk_fail(error, RBK_BAD_AUDIO, "the AIFF header is truncated");
    bool compressed = head[11] == 'C';
    int64_t offset = sniff->begin + FORM_HEAD_BYTES;
    for (int i = 0; i < RBK_CHUNKS_MAX; i++) {
        uint8_t chunk[IFF_CHUNK_BYTES];
        if (rbk_input_read(input, offset, chunk, sizeof chunk) != (int64_t)sizeof chunk)
            break;
        uint64_t size = rbk_be32(chunk + 4);
        rbk_status status = take_aiff_chunk(&a, chunk, offset, size, compressed, error);
        if (status != RBK_OK)
            return status;
        offset += IFF_CHUNK_BYTES + (int64_t)(size + (size & 1));
    }
    if (!a.common_at)
        return rbk_fail(error, RBK_BAD_AUDIO, "no COMM chunk found");
    if (!a.audio_at)
        return rbk_fail(error, RBK_BAD_AUDIO, "%s", a.frames ? "no SSND chunk found" : "the file holds no samples");
    claim_audio(&a);
    return RBK_OK;
}

/* ------------------------------------------------------------------ CAF */

typedef struct caf {
    rbk_input *input;
    rbk_claims *claims;
    int64_t description_at; /* the first byte of the desc chunk, 0: none */
    int64_t data_at;        /* of the data chunk */
    uint8_t chan[CHAN_BYTES_MAX];
    size_t chan_size;
} caf;

static rbk_status read_description(caf *c, int64_t at, rbk_error *error)
{
    uint8_t desc[DESC_BYTES];
    if (c->description_at)
        return rbk_fail_second_chunk("desc", c->description_at, at, error);
    if (rbk_input_read(c->input, at + CAF_CHUNK_BYTES, desc, sizeof desc) != (int64_t)sizeof desc)
        return rbk_fail(error, RBK_BAD_AUDIO, "the desc chunk is truncated");
    c->description_at = at;
    c->claims->channels = rbk_be32(desc + 24);
    if (memcmp(desc + 8, "lpcm", 4) == 0 || memcmp(desc + 8, "alaw", 4) == 0 || memcmp(desc + 8, "ulaw", 4) == 0)
        c->claims->frame_bytes = rbk_be32(desc + 16);
    if (memcmp(desc + 8, "aac ", 4) == 0)
        c->claims->unreadable = "AAC";
    if (memcmp(desc + 8, "alac", 4) == 0) /* partly supported; reported only when the decoder refuses */
        c->claims->unreadable = "an unsupported variant of ALAC";
    return RBK_OK;
}

static rbk_status take_caf_data(caf *c, int64_t at, int64_t size, rbk_error *error)
{
    rbk_claims *claims = c->claims;
    int64_t body = at + CAF_CHUNK_BYTES, held = c->input->size - body;
    if (!c->description_at)
        return rbk_fail(error, RBK_BAD_AUDIO, "no desc chunk before the data chunk");
    if (c->data_at)
        return rbk_fail_second_chunk("data", c->data_at, at, error);
    c->data_at = at;
    claims->data_offset = body + EDIT_COUNT_BYTES;
    bool unstated = size <= 0 || rbk_length_is_unstated((uint64_t)size, held);
    claims->claimed_bytes = unstated ? RBK_LENGTH_UNSTATED : size - EDIT_COUNT_BYTES;
    if (!unstated && claims->claimed_bytes < 0)
        claims->claimed_bytes = 0;
    claims->length_field.offset = body - 8;
    claims->length_field.size = 8;
    claims->length_field.big_endian = true;
    claims->length_field.add = EDIT_COUNT_BYTES;
    return RBK_OK;
}

static rbk_status take_caf_chunk(caf *c, const uint8_t *name, int64_t at, int64_t size, rbk_error *error)
{
    if (memcmp(name, "desc", 4) == 0)
        return read_description(c, at, error);
    if (memcmp(name, "data", 4) == 0)
        return take_caf_data(c, at, size, error);
    if (memcmp(name, "chan", 4) == 0 && size > 0) {
        size_t want = size < (int64_t)sizeof c->chan ? (size_t)size : sizeof c->chan;
        int64_t got = rbk_input_read(c->input, at + CAF_CHUNK_BYTES, c->chan, want);
        c->chan_size = got > 0 ? (size_t)got : 0;
    }
    return RBK_OK;
}

rbk_status rbk_caf_read(rbk_input *input, const rbk_sniff *sniff, rbk_claims *claims, rbk_error *error)
{
    caf c = {0};
    int64_t offset = sniff->begin + CAF_HEAD_BYTES;
    c.input = input;
    c.claims = claims;
    claims->examined = true;
    for (int i = 0; i < RBK_CHUNKS_MAX && offset < input->size; i++) {
        uint8_t chunk[CAF_CHUNK_BYTES];
        if (rbk_input_read(input, offset, chunk, sizeof chunk) != (int64_t)sizeof chunk)
            break;
        int64_t size = (int64_t)rbk_be64(chunk + 4);
        int64_t body = offset + CAF_CHUNK_BYTES;
        rbk_status status = take_caf_chunk(&c, chunk, offset, size, error);
        if (status != RBK_OK)
            return status;
        if (size < 0 || size > input->size - body)
            break;
        offset = body + size;
    }
    if (!c.description_at)
        return rbk_fail(error, RBK_BAD_AUDIO, "no desc chunk found");
    if (!c.data_at)
        return rbk_fail(error, RBK_BAD_AUDIO, "no data chunk found");
    rbk_channel_layout_from_core_audio(c.chan, c.chan_size, claims->channels, &claims->layout);
    return RBK_OK;
}
