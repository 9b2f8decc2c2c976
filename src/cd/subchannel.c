/*
 * Q between numbers and bytes, and the two orders of the eight channels. Handles single sectors; the Q of a whole disc
 * is handled in src/disc.
 */
#include "cd/crc16.h"

#include <redbook/subchannel.h>

#include <string.h>

enum {
    ADR_POSITION = 1,
    ADR_MCN = 2,
    ADR_ISRC = 3,
    CONTENT_BYTES = RBK_Q_BYTES - 2,
    MCN_DIGITS = RBK_MCN_BYTES - 1,
    ISRC_CHARACTERS = 5, /* of six bits; the seven digits after them are BCD */
    ISRC_DIGITS = 7,
    ISRC_LETTER_A = 0x11, /* letters follow the digits in ASCII order, less 0x30 */
    ISRC_LETTER_Z = 0x2A,
    CHANNELS = 8,
    CHANNEL_BYTES = 12
};

#define SECTORS_PER_MINUTE (60 * RBK_SECTORS_PER_SECOND)

/* ------------------------------------------------------------------ numbers in BCD */

static uint8_t to_bcd(unsigned number)
{
    return (uint8_t)((number / 10 << 4 | number % 10) & 0xFF);
}

static bool from_bcd(uint8_t byte, uint8_t max, uint8_t *number)
{
    *number = (uint8_t)((byte >> 4) * 10 + (byte & 15));
    return byte >> 4 <= 9 && (byte & 15) <= 9 && *number <= max;
}

static void put_time(uint8_t bytes[3], int32_t sectors)
{
    bytes[0] = to_bcd((unsigned)(sectors / SECTORS_PER_MINUTE));
    bytes[1] = to_bcd((unsigned)(sectors / RBK_SECTORS_PER_SECOND % 60));
    bytes[2] = to_bcd((unsigned)(sectors % RBK_SECTORS_PER_SECOND));
}

static bool take_time(const uint8_t bytes[3], int32_t *sectors)
{
    uint8_t minute, second, rest;
    if (!from_bcd(bytes[0], 99, &minute) || !from_bcd(bytes[1], 59, &second) ||
        !from_bcd(bytes[2], RBK_SECTORS_PER_SECOND - 1, &rest))
        return false;
    *sectors = minute * SECTORS_PER_MINUTE + second * RBK_SECTORS_PER_SECOND + rest;
    return true;
}

/* Decimal digits, four bits each, from a bit on that is a multiple of four. */
static void put_digits(uint8_t *bytes, const char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned digit = (unsigned)(digits[i] - '0') & 15u;
        bytes[i / 2] = (uint8_t)(bytes[i / 2] | digit << (i % 2 ? 0 : 4));
    }
}

static bool take_digits(const uint8_t *bytes, char *digits, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        unsigned digit = i % 2 ? bytes[i / 2] & 15u : bytes[i / 2] >> 4;
        if (digit > 9)
            return false;
        digits[i] = (char)('0' + digit);
    }
    return true;
}

/* ------------------------------------------------------------------ what follows control and ADR */

static void put_position(const rbk_q *q, uint8_t *content)
{
    content[0] = q->track == RBK_Q_LEAD_OUT ? RBK_Q_LEAD_OUT : to_bcd(q->track);
    content[1] = to_bcd(q->index);
    put_time(content + 2, q->relative_sectors);
    put_time(content + 6, q->absolute_sectors);
}

static bool take_position(const uint8_t *content, rbk_q *q)
{
    q->kind = RBK_Q_POSITION;
    q->track = RBK_Q_LEAD_OUT;
    return (content[0] == RBK_Q_LEAD_OUT || from_bcd(content[0], RBK_TRACKS_MAX, &q->track)) &&
           from_bcd(content[1], RBK_INDEX_MAX, &q->index) && take_time(content + 2, &q->relative_sectors) &&
           take_time(content + 6, &q->absolute_sectors);
}

/* Points from A0 on are not decimal numbers; neither is the disc type of A0. */
static void put_toc(const rbk_q *q, uint8_t *content)
{
    content[1] = q->point >= RBK_POINT_FIRST_TRACK ? q->point : to_bcd(q->point);
    put_time(content + 2, q->relative_sectors);
    content[6] = to_bcd(q->point_minute);
    content[7] = q->point == RBK_POINT_FIRST_TRACK ? q->point_second : to_bcd(q->point_second);
    content[8] = to_bcd(q->point_frame);
}

static bool take_toc(const uint8_t *content, rbk_q *q)
{
    q->kind = RBK_Q_TOC;
    q->point = content[1];
    q->point_second = content[7];
    return (content[1] >= RBK_POINT_FIRST_TRACK || (from_bcd(content[1], RBK_TRACKS_MAX, &q->point) && q->point > 0)) &&
           take_time(content + 2, &q->relative_sectors) && from_bcd(content[6], 99, &q->point_minute) &&
           (content[1] == RBK_POINT_FIRST_TRACK || from_bcd(content[7], 59, &q->point_second)) &&
           from_bcd(content[8], RBK_SECTORS_PER_SECOND - 1, &q->point_frame);
}

static void put_mcn(const rbk_q *q, uint8_t *content)
{
    put_digits(content, q->mcn, MCN_DIGITS);
    content[8] = to_bcd(q->absolute_frame);
}

static bool take_mcn(const uint8_t *content, rbk_q *q)
{
    q->kind = RBK_Q_MCN;
    return take_digits(content, q->mcn, MCN_DIGITS) &&
           from_bcd(content[8], RBK_SECTORS_PER_SECOND - 1, &q->absolute_frame);
}

static void put_isrc(const rbk_q *q, uint8_t *content)
{
    uint32_t characters = 0;
    for (int i = 0; i < ISRC_CHARACTERS; i++)
        characters = characters << 6 | ((uint32_t)(q->isrc[i] - '0') & 63u);
    characters <<= 2; /* two zero bits complete the fourth byte */
    for (int i = 0; i < 4; i++)
        content[i] = (uint8_t)(characters >> (24 - 8 * i));
    put_digits(content + 4, q->isrc + ISRC_CHARACTERS, ISRC_DIGITS);
    content[8] = to_bcd(q->absolute_frame);
}

static bool take_isrc(const uint8_t *content, rbk_q *q)
{
    uint32_t characters = 0;
    q->kind = RBK_Q_ISRC;
    for (int i = 0; i < 4; i++)
        characters = characters << 8 | content[i];
    for (int i = 0; i < ISRC_CHARACTERS; i++) {
        uint32_t character = characters >> (26 - 6 * i) & 63u;
        if (character > 9 && (character < ISRC_LETTER_A || character > ISRC_LETTER_Z))
            return false;
        q->isrc[i] = (char)('0' + character);
    }
    return take_digits(content + 4, q->isrc + ISRC_CHARACTERS, ISRC_DIGITS) &&
           from_bcd(content[8], RBK_SECTORS_PER_SECOND - 1, &q->absolute_frame);
}

/* ------------------------------------------------------------------ Q */

static uint8_t adr_of(const rbk_q *q)
{
    switch (q->kind) {
    case RBK_Q_MCN:
        return ADR_MCN;
    case RBK_Q_ISRC:
        return ADR_ISRC;
    case RBK_Q_OTHER:
        return q->adr & 15;
    default:
        return ADR_POSITION;
    }
}

void rbk_q_encode(const rbk_q *q, uint8_t bytes[RBK_Q_BYTES])
{
    memset(bytes, 0, RBK_Q_BYTES);
    bytes[0] = (uint8_t)(q->control << 4 | adr_of(q));
    switch (q->kind) {
    case RBK_Q_POSITION:
        put_position(q, bytes + 1);
        break;
    case RBK_Q_TOC:
        put_toc(q, bytes + 1);
        break;
    case RBK_Q_MCN:
        put_mcn(q, bytes + 1);
        break;
    case RBK_Q_ISRC:
        put_isrc(q, bytes + 1);
        break;
    case RBK_Q_OTHER:
        memcpy(bytes + 1, q->raw, sizeof q->raw);
        break;
    }
    uint16_t crc = rbk_crc16_on_disc(bytes, CONTENT_BYTES);
    bytes[CONTENT_BYTES] = (uint8_t)(crc >> 8);
    bytes[CONTENT_BYTES + 1] = (uint8_t)crc;
}

bool rbk_q_verify(const uint8_t bytes[RBK_Q_BYTES])
{
    return rbk_crc16_on_disc(bytes, CONTENT_BYTES) == (bytes[CONTENT_BYTES] << 8 | bytes[CONTENT_BYTES + 1]);
}

static bool take_content(uint8_t adr, const uint8_t *content, rbk_q *q)
{
    switch (adr) {
    case ADR_POSITION:
        return content[0] == 0 ? take_toc(content, q) : take_position(content, q);
    case ADR_MCN:
        return take_mcn(content, q);
    case ADR_ISRC:
        return take_isrc(content, q);
    default:
        q->kind = RBK_Q_OTHER;
        q->adr = adr;
        memcpy(q->raw, content, sizeof q->raw);
        return true;
    }
}

bool rbk_q_decode(const uint8_t bytes[RBK_Q_BYTES], rbk_q *q)
{
    rbk_q read = {.control = bytes[0] >> 4};
    if (!rbk_q_verify(bytes) || !take_content(bytes[0] & 15, bytes + 1, &read))
        return false;
    *q = read;
    return true;
}

/* ------------------------------------------------------------------ the orders of the channels */

/*
 * Transposes eight rows of eight bits: bit 7 - r of byte c goes to bit 7 - c of byte r. Squares of bits are swapped
 * across the diagonal, first of four by four, then of two by two, then of one.
 */
static void transpose(uint8_t rows[CHANNELS])
{
    static const struct {
        int distance;
        uint64_t mask;
    } steps[] = {{28, 0x00000000F0F0F0F0u}, {14, 0x0000CCCC0000CCCCu}, {7, 0x00AA00AA00AA00AAu}};
    uint64_t bits = 0;
    for (int row = 0; row < CHANNELS; row++)
        bits = bits << 8 | rows[row];
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        uint64_t moved = (bits ^ bits >> steps[i].distance) & steps[i].mask;
        bits ^= moved | moved << steps[i].distance;
    }
    for (int row = CHANNELS; row > 0; row--, bits >>= 8)
        rows[row - 1] = (uint8_t)bits;
}

void rbk_subchannel_interleave(const uint8_t channels[RBK_SUBCHANNEL_BYTES], uint8_t raw[RBK_SUBCHANNEL_BYTES])
{
    for (int group = 0; group < CHANNEL_BYTES; group++) {
        uint8_t rows[CHANNELS];
        for (int channel = 0; channel < CHANNELS; channel++)
            rows[channel] = channels[channel * CHANNEL_BYTES + group];
        transpose(rows);
        memcpy(raw + (size_t)group * CHANNELS, rows, CHANNELS);
    }
}

void rbk_subchannel_deinterleave(const uint8_t raw[RBK_SUBCHANNEL_BYTES], uint8_t channels[RBK_SUBCHANNEL_BYTES])
{
    for (int group = 0; group < CHANNEL_BYTES; group++) {
        uint8_t rows[CHANNELS];
        memcpy(rows, raw + (size_t)group * CHANNELS, CHANNELS);
        transpose(rows);
        for (int channel = 0; channel < CHANNELS; channel++)
            channels[channel * CHANNEL_BYTES + group] = rows[channel];
    }
}

void rbk_subchannel_pq16(const uint8_t q[RBK_Q_BYTES], bool p, uint8_t bytes[RBK_PQ16_BYTES])
{
    memset(bytes, 0, RBK_PQ16_BYTES);
    memcpy(bytes, q, RBK_Q_BYTES);
    bytes[RBK_PQ16_BYTES - 1] = p ? 0x80 : 0;
}
