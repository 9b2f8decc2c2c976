/*
 * beginnings - files of samples that begin like another format
 *
 *   beginnings SECTORS
 *
 * Writes begins-NN.bin, of SECTORS sectors of noise each, one for every signature that our probing knows, and some for
 * longer structures: a whole WAV, a chain of MPEG frames, an empty ID3 tag, an end like that of a Nero image.
 */
#include "audio/sniff.h"

#include <redbook/address.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SECTORS_MAX 1000

static void fill_noise(uint8_t *bytes, size_t size, uint32_t seed)
{
    for (size_t i = 0; i < size; i++) {
        seed = seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(seed >> 24);
    }
}

static bool write_file(size_t number, const uint8_t *bytes, size_t size)
{
    char name[32];
    snprintf(name, sizeof name, "begins-%02zu.bin", number);
    FILE *file = fopen(name, "wb");
    bool written = file && fwrite(bytes, 1, size, file) == size;
    if (file && fclose(file) != 0)
        written = false;
    if (!written)
        fprintf(stderr, "beginnings: cannot write '%s'\n", name);
    return written;
}

/* A header of 16-bit stereo with the 2,000 bytes of audio that it states. */
static void put_wav(uint8_t *bytes, size_t size)
{
    (void)size;
    memcpy(bytes, "RIFF\xF4\x07\0\0WAVEfmt \x10\0\0\0\1\0\2\0\x44\xAC\0\0\x10\xB1\2\0\4\0\x10\0data\xD0\7\0", 43);
    bytes[43] = 0;
}

/* Layer 3, 128 kbit/s at 44.1 kHz without padding: frames of 417 bytes. */
static void put_mpeg(uint8_t *bytes, size_t size)
{
    for (size_t at = 0; at + 417 <= size; at += 417)
        memcpy(bytes + at, "\xFF\xFB\x90\x64", 4);
}

static void put_id3(uint8_t *bytes, size_t size)
{
    (void)size;
    memcpy(bytes, "ID3\3\0\0\0\0\0\0", 10);
    memset(bytes + 10, 0, 4000);
}

static void put_nero_end(uint8_t *bytes, size_t size)
{
    memcpy(bytes + size - 12, "NER5\0\0\0\0\0\0\0\x10", 12);
}

/* Not a header at all: zeros to the end. */
static void put_silence(uint8_t *bytes, size_t size)
{
    memset(bytes, 0, size);
}

static void put_text(uint8_t *bytes, size_t size)
{
    memset(bytes, 'a', size);
}

int main(int argc, char **argv)
{
    static void (*const puts[])(uint8_t * bytes, size_t size) = {put_wav,      put_mpeg,    put_id3,
                                                                 put_nero_end, put_silence, put_text};
    long sectors = argc == 2 ? strtol(argv[1], NULL, 10) : 0;
    if (sectors < 4 || sectors > SECTORS_MAX) {
        fprintf(stderr, "usage: beginnings SECTORS\n");
        return 2;
    }
    size_t size = (size_t)sectors * RBK_SECTOR_BYTES, number = 0;
    uint8_t *bytes = malloc(size);
    bool good = bytes != NULL;
    for (bool known = good; known && good; number += known) {
        fill_noise(bytes, size, (uint32_t)number);
        known = rbk_sniff_beginning(number, bytes, size);
        good = !known || write_file(number, bytes, size);
    }
    for (size_t i = 0; i < sizeof puts / sizeof puts[0] && good; i++, number++) {
        fill_noise(bytes, size, (uint32_t)number);
        puts[i](bytes, size);
        good = write_file(number, bytes, size);
    }
    free(bytes);
    return good ? 0 : 1;
}
