/*
 * Small files with much audio or many parts, as an attacker sends to exhaust memory or time.
 *
 * usage: bomb flac SECONDS FILE     silence in frames of one value, 16 bytes for 1.5 s
 *        bomb opus SECONDS FILE     silence in packets of 2 bytes for 0.12 s
 *        bomb pages COUNT FILE      pages of Ogg without a packet after the start of an Opus stream
 *        bomb unknown COUNT FILE    the same of an unknown codec
 *        bomb links COUNT FILE      as many streams one after another
 *        bomb mpeg COUNT FILE       as many MPEG files joined to one, each of one frame of 72 bytes
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FLAC_BLOCK     65535
#define PAGE_SEGMENTS  255
#define PACKET_SAMPLES 5760 /* at 48 kHz */
#define SERIAL         7

enum { CONTINUED = 1, FIRST = 2, LAST = 4 };

static FILE *out;

static void put(const void *bytes, size_t size)
{
    if (fwrite(bytes, 1, size, out) != size)
        exit(2);
}

/* ------------------------------------------------------------------ FLAC */

static unsigned crc(const uint8_t *bytes, size_t size, unsigned polynomial, unsigned bits)
{
    unsigned sum = 0, top = 1u << (bits - 1);
    for (size_t i = 0; i < size; i++) {
        sum ^= (unsigned)bytes[i] << (bits - 8);
        for (int k = 0; k < 8; k++)
            sum = sum & top ? sum << 1 ^ polynomial : sum << 1;
    }
    return sum & ((top << 1) - 1);
}

static size_t put_utf8(uint8_t *to, uint32_t number)
{
    if (number < 0x80) {
        to[0] = (uint8_t)number;
        return 1;
    }
    size_t more = number < 0x800 ? 1 : number < 0x10000 ? 2 : 3;
    to[0] = (uint8_t)(0xFFu << (6 - more) | number >> 6 * more);
    to[0] = (uint8_t)(to[0] & ~(1u << (6 - more)));
    for (size_t i = 1; i <= more; i++)
        to[i] = (uint8_t)(0x80 | (number >> 6 * (more - i) & 0x3F));
    return more + 1;
}

static void write_flac(uint64_t seconds)
{
    uint64_t frames = (seconds * 44100 + FLAC_BLOCK - 1) / FLAC_BLOCK, samples = frames * FLAC_BLOCK;
    uint8_t head[42] = {'f', 'L', 'a', 'C', 0x80, 0, 0, 34, 0xFF, 0xFF, 0xFF, 0xFF};
    const uint64_t rate = (uint64_t)44100 << 44 | (uint64_t)1 << 41 | (uint64_t)15 << 36 | samples;
    for (int i = 0; i < 8; i++)
        head[18 + i] = (uint8_t)(rate >> (56 - 8 * i));
    put(head, sizeof head);
    for (uint32_t i = 0; i < frames; i++) {
        uint8_t frame[24] = {0xFF, 0xF8, 0x79, 0x18};
        size_t size = 4 + put_utf8(frame + 4, i);
        frame[size++] = (FLAC_BLOCK - 1) >> 8;
        frame[size++] = (FLAC_BLOCK - 1) & 0xFF;
        frame[size] = (uint8_t)crc(frame, size, 0x07, 8);
        size += 1 + 6; /* two subframes of one value, 0 */
        unsigned sum = crc(frame, size, 0x8005, 16);
        frame[size++] = (uint8_t)(sum >> 8);
        frame[size++] = (uint8_t)sum;
        put(frame, size);
    }
}

/* ------------------------------------------------------------------ Ogg */

static uint32_t ogg_table[256];

static void put_page(unsigned flags, uint64_t position, uint32_t serial, uint32_t sequence, const uint8_t *segments,
                     unsigned count, const uint8_t *bytes, size_t size)
{
    static uint8_t page[27 + PAGE_SEGMENTS + PAGE_SEGMENTS * 255];
    uint32_t sum = 0;
    memset(page, 0, 27);
    memcpy(page, "OggS", 4);
    page[5] = (uint8_t)flags;
    for (int i = 0; i < 8; i++)
        page[6 + i] = (uint8_t)(position >> 8 * i);
    for (int i = 0; i < 4; i++) {
        page[14 + i] = (uint8_t)(serial >> 8 * i);
        page[18 + i] = (uint8_t)(sequence >> 8 * i);
    }
    page[26] = (uint8_t)count;
    if (count > 0)
        memcpy(page + 27, segments, count);
    if (size > 0)
        memcpy(page + 27 + count, bytes, size);
    size += 27 + count;
    for (size_t i = 0; i < size; i++)
        sum = sum << 8 ^ ogg_table[(sum >> 24 ^ page[i]) & 0xFF];
    for (int i = 0; i < 4; i++)
        page[22 + i] = (uint8_t)(sum >> 8 * i);
    put(page, size);
}

static void put_packet(unsigned flags, uint32_t serial, uint32_t sequence, const char *bytes, uint8_t size)
{
    put_page(flags, 0, serial, sequence, &size, 1, (const uint8_t *)bytes, size);
}

#define OPUS_HEAD "OpusHead\1\2\0\0\x80\xBB\0\0\0\0"
#define OPUS_TAGS "OpusTags\0\0\0\0\0\0\0\0"

static void put_opus_heads(uint32_t serial)
{
    put_packet(FIRST, serial, 0, OPUS_HEAD, 19);
    put_packet(0, serial, 1, OPUS_TAGS, 16);
}

/* Packets of six empty frames of 20 ms: lost frames, which decode to silence. */
static void write_opus(uint64_t seconds)
{
    uint8_t segments[PAGE_SEGMENTS], bytes[2 * PAGE_SEGMENTS];
    uint64_t packets = (seconds * 48000 + PACKET_SAMPLES - 1) / PACKET_SAMPLES, done = 0;
    memset(segments, 2, sizeof segments);
    for (size_t i = 0; i < PAGE_SEGMENTS; i++) {
        bytes[2 * i] = 0xFF;
        bytes[2 * i + 1] = 6;
    }
    put_opus_heads(SERIAL);
    for (uint32_t page = 2; done < packets; page++) {
        uint64_t count = packets - done < PAGE_SEGMENTS ? packets - done : PAGE_SEGMENTS;
        done += count;
        put_page(done == packets ? LAST : 0, done * PACKET_SAMPLES, SERIAL, page, segments, (unsigned)count, bytes,
                 (size_t)count * 2);
    }
}

static void write_pages(uint64_t count, bool known)
{
    const uint8_t two = 2, packet[] = {0xFF, 6};
    if (known)
        put_opus_heads(SERIAL);
    else
        put_packet(FIRST, SERIAL, 0, "unknown codec", 13);
    uint32_t page = known ? 2 : 1;
    for (uint64_t i = 0; i < count; i++)
        put_page(0, UINT64_MAX, SERIAL, page++, NULL, 0, NULL, 0);
    put_page(LAST, PACKET_SAMPLES, SERIAL, page, &two, 1, packet, sizeof packet);
}

static void write_links(uint64_t count)
{
    const uint8_t two = 2, packet[] = {0xFF, 6};
    for (uint32_t i = 0; i < count; i++) {
        put_opus_heads(i);
        put_page(LAST, PACKET_SAMPLES, i, 2, &two, 1, packet, sizeof packet);
    }
}

/* ------------------------------------------------------------------ MPEG */

/* Version 2.5, layer III, 8 kbit/s, 8,000 Hz, mono: a header frame that states one frame, and that frame. */
static void write_mpeg(uint64_t count)
{
    uint8_t frames[2][72] = {{0xFF, 0xE3, 0x18, 0xC0}, {0xFF, 0xE3, 0x18, 0xC0}};
    memcpy(frames[0] + 13, "Xing\0\0\0\1\0\0\0\1", 12);
    for (uint64_t i = 0; i < count; i++)
        put(frames, sizeof frames);
}

int main(int count, char **words)
{
    uint64_t number = count == 4 ? strtoull(words[2], NULL, 10) : 0;
    if (number == 0 || !(out = fopen(words[3], "wb")))
        return 2;
    for (uint32_t i = 0; i < 256; i++) {
        ogg_table[i] = i << 24;
        for (int k = 0; k < 8; k++)
            ogg_table[i] = ogg_table[i] & 0x80000000u ? ogg_table[i] << 1 ^ 0x04C11DB7u : ogg_table[i] << 1;
    }
    if (strcmp(words[1], "flac") == 0)
        write_flac(number);
    else if (strcmp(words[1], "opus") == 0)
        write_opus(number);
    else if (strcmp(words[1], "links") == 0)
        write_links(number);
    else if (strcmp(words[1], "mpeg") == 0)
        write_mpeg(number);
    else if (strcmp(words[1], "pages") == 0 || strcmp(words[1], "unknown") == 0)
        write_pages(number, words[1][0] == 'p');
    else
        return 2;
    return fclose(out) == 0 ? 0 : 2;
}
