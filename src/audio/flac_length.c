/*
 * Parses the subframes of a FLAC frame (RFC 9639, clause 9.2) for their length only, without decoding values.
 */
#include "audio/flac_length.h"

#include <stdbool.h>

#define BUFFER_BYTES      4096
#define CHECKSUM_BYTES    2
#define FIRST_FIXED       8
#define LAST_FIXED        12
#define FIRST_LINEAR      32
#define PRECISION_INVALID 16

typedef struct bits {
    rbk_input *input;
    int64_t position; /* in bits, from the beginning of the file */
    int64_t at;       /* of the buffer */
    int64_t have;
    bool bad;
    uint8_t buffer[BUFFER_BYTES];
} bits;

static uint32_t take_bit(bits *b)
{
    int64_t byte = b->position / 8;
    if (byte < b->at || byte >= b->at + b->have) {
        b->have = rbk_input_read(b->input, byte, b->buffer, sizeof b->buffer);
        b->at = byte;
        if (b->have <= 0) {
            b->have = 0;
            b->bad = true;
            return 1; /* including the one that ends the count */
        }
    }
    uint32_t bit = b->buffer[byte - b->at] >> (7 - b->position % 8) & 1;
    b->position++;
    return bit;
}

static uint32_t take_bits(bits *b, uint32_t count)
{
    uint32_t value = 0;
    for (; count > 0; count--)
        value = value << 1 | take_bit(b);
    return value;
}

/* The number of zeros before the next one, which is consumed too. */
static uint32_t take_zeros(bits *b)
{
    uint32_t zeros = 0;
    while (!take_bit(b))
        zeros++;
    return zeros;
}

static void skip_residual(bits *b, uint32_t samples, uint32_t order)
{
    uint32_t method = take_bits(b, 2), partition_order = take_bits(b, 4);
    uint32_t parameter_bits = method == 0 ? 4 : 5, escape = (1u << parameter_bits) - 1;
    uint32_t in_partition = samples >> partition_order;
    b->bad = b->bad || method > 1 || in_partition << partition_order != samples || in_partition < order;
    for (uint32_t p = 0; p < 1u << partition_order && !b->bad; p++) {
        uint32_t parameter = take_bits(b, parameter_bits), count = in_partition - (p == 0 ? order : 0);
        if (parameter == escape) {
            b->position += (int64_t)take_bits(b, 5) * count;
            continue;
        }
        for (uint32_t i = 0; i < count && !b->bad; i++) {
            take_zeros(b);
            b->position += parameter;
        }
    }
}

static void skip_subframe(bits *b, uint32_t samples, uint32_t depth)
{
    uint32_t head = take_bits(b, 8), type = head >> 1 & 0x3F, precision;
    uint32_t wasted = head & 1 ? take_zeros(b) + 1 : 0;
    uint32_t order = type >= FIRST_LINEAR ? type - FIRST_LINEAR + 1 : type - FIRST_FIXED;
    b->bad = b->bad || head & 0x80 || wasted >= depth;
    depth -= wasted;
    if (b->bad)
        return;
    if (type < 2) { /* one value for all, or all of them as they are */
        b->position += (int64_t)depth * (type == 0 ? 1 : samples);
        return;
    }
    if (type < FIRST_FIXED || (type > LAST_FIXED && type < FIRST_LINEAR)) {
        b->bad = true;
        return;
    }
    b->position += (int64_t)order * depth;
    if (type >= FIRST_LINEAR) {
        precision = take_bits(b, 4) + 1;
        b->bad = b->bad || precision == PRECISION_INVALID;
        b->position += 5 + (int64_t)order * precision;
    }
    skip_residual(b, samples, order);
}

int64_t rbk_flac_frame_end(rbk_input *input, int64_t begin, const rbk_flac_shape *shape)
{
    uint32_t channels = shape->channel_code < 8 ? shape->channel_code + 1 : 2;
    bits b = {.input = input, .position = 8 * (begin + shape->head_bytes)};
    for (uint32_t channel = 0; channel < channels && !b.bad; channel++) {
        bool difference = shape->channel_code > 7 && channel == (shape->channel_code == 9 ? 0 : 1);
        skip_subframe(&b, shape->samples, shape->bits + (difference ? 1 : 0));
    }
    int64_t end = (b.position + 7) / 8 + CHECKSUM_BYTES;
    return b.bad || end > input->size ? -1 : end;
}
