/*
 * libFLAC returns whole blocks, each channel by itself; what is not wanted yet of a block is kept. Reading ends at the end
 * of the segment as if it were a failure, so that nothing is made of a frame that is cut off there.
 */
#include "audio/flac_decoder.h"

#include "base/endian.h"
#include "base/fail.h"

#include <FLAC/stream_decoder.h>
#include <stdlib.h>
#include <string.h>

#define AT_ONCE 8

typedef int32_t whole_numbers __attribute__((vector_size(4 * AT_ONCE)));
typedef uint32_t words __attribute__((vector_size(4 * AT_ONCE)));
typedef float floats __attribute__((vector_size(4 * AT_ONCE)));

struct rbk_flac_decoder {
    FLAC__StreamDecoder *library;
    rbk_input *input;
    int64_t position; /* in the segment */
    unsigned channels;
    bool damaged, no_memory;
    rbk_flac_target to; /* of this read: count frames, have of which are there */
    size_t count, have;
    int32_t *kept;        /* the rest of a block, one channel after another */
    size_t kept_capacity; /* in values */
    size_t kept_frames, kept_taken;
    unsigned kept_bits;
};

/* Frames of a block from a position on. */
typedef struct block {
    const int32_t *channels[FLAC__MAX_CHANNELS];
    unsigned bits;
} block;

/* ------------------------------------------------------------------ conversion */

/* Two channels; left is first in memory. */
static size_t join_pairs(const block *from, size_t count, int16_t *samples)
{
    const unsigned up = 16 - from->bits;
    size_t i = 0;
    for (; i + AT_ONCE <= count; i += AT_ONCE) {
        words first, second;
        memcpy(&first, from->channels[rbk_machine_is_little_endian() ? 0 : 1] + i, sizeof first);
        memcpy(&second, from->channels[rbk_machine_is_little_endian() ? 1 : 0] + i, sizeof second);
        words pairs = (first << up & 0xFFFF) | second << (16 + up);
        memcpy(samples + 2 * i, &pairs, sizeof pairs);
    }
    return i;
}

static void to_int16(const block *from, unsigned channels, size_t count, int16_t *samples)
{
    size_t i = channels == 2 && from->bits <= 16 ? join_pairs(from, count, samples) : 0;
    for (; i < count; i++)
        for (unsigned channel = 0; channel < channels; channel++) {
            const int32_t value = from->channels[channel][i];
            samples[i * channels + channel] =
                (int16_t)(from->bits <= 16 ? value * (1 << (16 - from->bits)) : value >> (from->bits - 16));
        }
}

static double scale_of(const block *from)
{
    return 1.0 / (double)(UINT64_C(1) << (from->bits - 1));
}

static void to_reals(const block *from, unsigned channels, size_t count, double *reals)
{
    const double scale = scale_of(from);
    for (size_t i = 0; i < count; i++)
        for (unsigned channel = 0; channel < channels; channel++)
            reals[i * channels + channel] = from->channels[channel][i] * scale;
}

static void to_plane(const int32_t *values, float scale, size_t count, float *plane)
{
    size_t i = 0;
    floats scales;
    /* Where float arithmetic is done in a wider type, a vector times a scalar does not compile. */
    for (size_t lane = 0; lane < AT_ONCE; lane++)
        scales[lane] = scale;
    for (; i + AT_ONCE <= count; i += AT_ONCE) {
        whole_numbers now;
        memcpy(&now, values + i, sizeof now);
        floats scaled = __builtin_convertvector(now, floats) * scales;
        memcpy(plane + i, &scaled, sizeof scaled);
    }
    for (; i < count; i++)
        plane[i] = (float)values[i] * scale;
}

/* As many frames of a block as there is room for; returns how many. */
static size_t take_frames(rbk_flac_decoder *decoder, const block *from, size_t frames)
{
    const size_t room = decoder->count - decoder->have, count = frames < room ? frames : room;
    const unsigned channels = decoder->channels;
    const rbk_flac_target *to = &decoder->to;
    if (count == 0)
        return 0;
    if (to->int16) {
        to_int16(from, channels, count, to->int16 + decoder->have * channels);
    } else if (to->reals) {
        to_reals(from, channels, count, to->reals + decoder->have * channels);
    } else {
        const rbk_planes planes = rbk_planes_after(to->planes, decoder->have);
        to_plane(from->channels[0], (float)scale_of(from), count, planes.left);
        to_plane(from->channels[channels == 2], (float)scale_of(from), count, planes.right);
    }
    decoder->have += count;
    return count;
}

/* ------------------------------------------------------------------ what is kept */

static bool keep(rbk_flac_decoder *decoder, const block *from, size_t taken, size_t frames)
{
    const size_t rest = frames - taken, values = rest * decoder->channels;
    decoder->kept_frames = rest;
    decoder->kept_taken = 0;
    decoder->kept_bits = from->bits;
    if (values > decoder->kept_capacity) {
        free(decoder->kept);
        decoder->kept = malloc(values * sizeof *decoder->kept);
        decoder->kept_capacity = decoder->kept ? values : 0;
        if (!decoder->kept)
            return false;
    }
    for (unsigned channel = 0; channel < decoder->channels && rest > 0; channel++)
        memcpy(decoder->kept + channel * rest, from->channels[channel] + taken, rest * sizeof *decoder->kept);
    return true;
}

static void take_kept(rbk_flac_decoder *decoder)
{
    block from = {.bits = decoder->kept_bits};
    const size_t left = decoder->kept_frames - decoder->kept_taken;
    if (left == 0)
        return;
    for (unsigned channel = 0; channel < decoder->channels; channel++)
        from.channels[channel] = decoder->kept + channel * decoder->kept_frames + decoder->kept_taken;
    decoder->kept_taken += take_frames(decoder, &from, left);
}

/* ------------------------------------------------------------------ what the library calls */

static int64_t segment_bytes(const rbk_flac_decoder *decoder)
{
    return decoder->input->end - decoder->input->begin;
}

static FLAC__StreamDecoderReadStatus read_bytes(const FLAC__StreamDecoder *library, FLAC__byte bytes[], size_t *size,
                                                void *user)
{
    rbk_flac_decoder *decoder = user;
    (void)library;
    int64_t left = segment_bytes(decoder) - decoder->position, got = 0;
    size_t wanted = left < (int64_t)*size ? (size_t)(left > 0 ? left : 0) : *size;
    if (wanted > 0 && !decoder->damaged)
        got = rbk_input_read(decoder->input, decoder->input->begin + decoder->position, bytes, wanted);
    *size = got > 0 ? (size_t)got : 0;
    decoder->position += (int64_t)*size;
    return *size > 0 ? FLAC__STREAM_DECODER_READ_STATUS_CONTINUE : FLAC__STREAM_DECODER_READ_STATUS_ABORT;
}

static FLAC__StreamDecoderSeekStatus seek_byte(const FLAC__StreamDecoder *library, FLAC__uint64 offset, void *user)
{
    rbk_flac_decoder *decoder = user;
    (void)library;
    if (offset > INT64_MAX)
        return FLAC__STREAM_DECODER_SEEK_STATUS_ERROR;
    decoder->position = (int64_t)offset;
    return FLAC__STREAM_DECODER_SEEK_STATUS_OK;
}

static FLAC__StreamDecoderTellStatus tell_byte(const FLAC__StreamDecoder *library, FLAC__uint64 *offset, void *user)
{
    const rbk_flac_decoder *decoder = user;
    (void)library;
    *offset = (FLAC__uint64)decoder->position;
    return FLAC__STREAM_DECODER_TELL_STATUS_OK;
}

static FLAC__StreamDecoderLengthStatus tell_length(const FLAC__StreamDecoder *library, FLAC__uint64 *length, void *user)
{
    (void)library;
    *length = (FLAC__uint64)segment_bytes(user);
    return FLAC__STREAM_DECODER_LENGTH_STATUS_OK;
}

static FLAC__bool is_at_end(const FLAC__StreamDecoder *library, void *user)
{
    const rbk_flac_decoder *decoder = user;
    (void)library;
    return decoder->position == segment_bytes(decoder);
}

static FLAC__StreamDecoderWriteStatus take_block(const FLAC__StreamDecoder *library, const FLAC__Frame *frame,
                                                 const FLAC__int32 *const channels[], void *user)
{
    rbk_flac_decoder *decoder = user;
    block from = {.bits = frame->header.bits_per_sample};
    (void)library;
    if (frame->header.channels != decoder->channels) {
        decoder->damaged = true;
        return FLAC__STREAM_DECODER_WRITE_STATUS_ABORT;
    }
    for (unsigned channel = 0; channel < decoder->channels; channel++)
        from.channels[channel] = channels[channel];
    const size_t taken = take_frames(decoder, &from, frame->header.blocksize);
    decoder->no_memory = !keep(decoder, &from, taken, frame->header.blocksize);
    return decoder->no_memory ? FLAC__STREAM_DECODER_WRITE_STATUS_ABORT : FLAC__STREAM_DECODER_WRITE_STATUS_CONTINUE;
}

static void note_damage(const FLAC__StreamDecoder *library, FLAC__StreamDecoderErrorStatus status, void *user)
{
    rbk_flac_decoder *decoder = user;
    (void)library;
    (void)status;
    decoder->damaged = true;
}

/* ------------------------------------------------------------------ the calls */

bool rbk_flac_decoder_takes(unsigned bits)
{
    return bits >= 8 && bits % 4 == 0 && bits != 28 && bits <= FLAC__REFERENCE_CODEC_MAX_BITS_PER_SAMPLE;
}

rbk_status rbk_flac_decoder_new(rbk_input *input, unsigned channels, rbk_flac_decoder **out, rbk_error *error)
{
    rbk_flac_decoder *decoder = calloc(1, sizeof *decoder);
    if (!decoder)
        return rbk_fail_memory(error);
    decoder->input = input;
    decoder->channels = channels;
    decoder->library = FLAC__stream_decoder_new();
    if (!decoder->library || FLAC__stream_decoder_init_stream(decoder->library, read_bytes, seek_byte, tell_byte,
                                                              tell_length, is_at_end, take_block, NULL, note_damage,
                                                              decoder) != FLAC__STREAM_DECODER_INIT_STATUS_OK) {
        rbk_flac_decoder_free(decoder);
        return rbk_fail_memory(error);
    }
    FLAC__stream_decoder_process_until_end_of_metadata(decoder->library);
    *out = decoder;
    return RBK_OK;
}

void rbk_flac_decoder_free(rbk_flac_decoder *decoder)
{
    if (!decoder)
        return;
    if (decoder->library)
        FLAC__stream_decoder_delete(decoder->library);
    free(decoder->kept);
    free(decoder);
}

rbk_status rbk_flac_decoder_read(rbk_flac_decoder *decoder, const rbk_flac_target *to, size_t count, size_t *got,
                                 bool *damaged, rbk_error *error)
{
    decoder->to = *to;
    decoder->count = count;
    decoder->have = 0;
    decoder->damaged = decoder->no_memory = false;
    take_kept(decoder);
    while (decoder->have < count && FLAC__stream_decoder_process_single(decoder->library) &&
           FLAC__stream_decoder_get_state(decoder->library) < FLAC__STREAM_DECODER_END_OF_STREAM)
        ;
    *got = decoder->have;
    *damaged = decoder->damaged;
    decoder->count = decoder->have = 0;
    bool no_memory = decoder->no_memory ||
                     FLAC__stream_decoder_get_state(decoder->library) == FLAC__STREAM_DECODER_MEMORY_ALLOCATION_ERROR;
    return no_memory ? rbk_fail_memory(error) : RBK_OK;
}

bool rbk_flac_decoder_seek(rbk_flac_decoder *decoder, int64_t frame)
{
    decoder->damaged = false;
    decoder->kept_frames = decoder->kept_taken = 0;
    return frame >= 0 && FLAC__stream_decoder_seek_absolute(decoder->library, (FLAC__uint64)frame);
}
