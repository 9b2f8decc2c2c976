/*
 * graphics SECTORS SEED BIN SUB - writes audio and graphics of noise
 *
 * BIN gets sectors of 2448 bytes: 2352 of audio, then P to W as they are read from a disc, 96 bytes with P in bit 7; P
 * and Q are empty. SUB gets the same P to W, each channel in 12 bytes, as in CloneCD's .sub. Ends with 2 when it was
 * called
 * wrongly or could not write.
 */
#include <redbook/address.h>
#include <redbook/subchannel.h>

#include <stdio.h>
#include <stdlib.h>

enum { CHANNEL_BYTES = RBK_SUBCHANNEL_BYTES / 8 };

static void fill(uint32_t *seed, uint8_t *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        bytes[i] = (uint8_t)(*seed >> 16);
    }
}

static int write_all(long sectors, uint32_t seed, FILE *bin, FILE *sub)
{
    for (long i = 0; i < sectors; i++) {
        uint8_t audio[RBK_SECTOR_BYTES], channels[RBK_SUBCHANNEL_BYTES] = {0}, raw[RBK_SUBCHANNEL_BYTES];
        fill(&seed, audio, sizeof audio);
        fill(&seed, channels + 2 * CHANNEL_BYTES, sizeof channels - 2 * CHANNEL_BYTES);
        rbk_subchannel_interleave(channels, raw);
        if (fwrite(audio, 1, sizeof audio, bin) != sizeof audio || fwrite(raw, 1, sizeof raw, bin) != sizeof raw ||
            fwrite(channels, 1, sizeof channels, sub) != sizeof channels)
            return 2;
    }
    return 0;
}

int main(int argc, char **argv)
{
    FILE *bin = argc == 5 ? fopen(argv[3], "wb") : NULL, *sub = argc == 5 ? fopen(argv[4], "wb") : NULL;
    int result = 2;
    if (bin && sub)
        result = write_all(atol(argv[1]), (uint32_t)strtoul(argv[2], NULL, 10), bin, sub);
    else
        fprintf(stderr, "usage: graphics SECTORS SEED BIN SUB\n");
    if ((bin && fclose(bin)) || (sub && fclose(sub)))
        result = 2;
    return result;
}
