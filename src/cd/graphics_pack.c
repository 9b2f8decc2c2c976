/*
 * Parity of packs by division in the field of 64 elements, and their interleaving by one short table. Corrects nothing.
 */
#include "cd/graphics_pack.h"

#include <string.h>

enum {
    FIELD_POLYNOMIAL = 0x43, /* x^6 + x + 1 */
    FIELD_BIT = 0x40,
    Q_DATA = 2, /* symbols 0 and 1 */
    Q_PARITY = 2,
    P_DATA = 20, /* symbols 0 to 19, Q's parity among them */
    P_PARITY = 4,
    PARITY_MAX = 4
};

static uint8_t times_alpha(uint8_t element)
{
    unsigned doubled = (unsigned)element << 1;
    return (uint8_t)(doubled & FIELD_BIT ? doubled ^ FIELD_POLYNOMIAL : doubled);
}

static uint8_t times(uint8_t a, uint8_t b)
{
    uint8_t product = 0;
    for (; b; b >>= 1) {
        if (b & 1)
            product ^= a;
        a = times_alpha(a);
    }
    return product;
}

/* The product of (x + alpha^i) for i from 0 to count - 1, highest power left out; [0] belongs to x^(count - 1). */
static void make_generator(uint8_t generator[PARITY_MAX], int count)
{
    uint8_t root = 1;
    uint8_t product[PARITY_MAX + 1] = {1}; /* [i] belongs to x^i */
    for (int degree = 0; degree < count; degree++) {
        for (int i = degree + 1; i > 0; i--)
            product[i] = (uint8_t)(product[i - 1] ^ times(product[i], root));
        product[0] = times(product[0], root);
        root = times_alpha(root);
    }
    for (int i = 0; i < count; i++)
        generator[i] = product[count - 1 - i];
}

/* The remainder of the data, first symbol highest, by the generator: the parity that follows it. */
static void parity_of(const uint8_t *data, int size, uint8_t *parity, int count)
{
    uint8_t generator[PARITY_MAX], remainder[PARITY_MAX] = {0};
    make_generator(generator, count);
    for (int i = 0; i < size; i++) {
        uint8_t factor = (data[i] & RBK_GRAPHICS_SYMBOL_MASK) ^ remainder[0];
        for (int k = 0; k < count; k++)
            remainder[k] = (uint8_t)((k + 1 < count ? remainder[k + 1] : 0) ^ times(generator[k], factor));
    }
    memcpy(parity, remainder, (size_t)count);
}

void rbk_graphics_pack_protect(uint8_t pack[RBK_GRAPHICS_PACK_BYTES])
{
    for (int i = 0; i < RBK_GRAPHICS_PACK_BYTES; i++)
        pack[i] &= RBK_GRAPHICS_SYMBOL_MASK;
    parity_of(pack, Q_DATA, pack + Q_DATA, Q_PARITY);
    parity_of(pack, P_DATA, pack + P_DATA, P_PARITY);
}

bool rbk_graphics_pack_verify(const uint8_t pack[RBK_GRAPHICS_PACK_BYTES])
{
    uint8_t whole[RBK_GRAPHICS_PACK_BYTES];
    memcpy(whole, pack, sizeof whole);
    rbk_graphics_pack_protect(whole);
    return memcmp(whole, pack, sizeof whole) == 0;
}

/* ------------------------------------------------------------------ interleaving */

/* Position of a symbol on the disc: 1 and 18, 2 and 5, 3 and 23 are swapped, so that parity symbols are apart. */
static const uint8_t places[RBK_GRAPHICS_PACK_BYTES] = {0,  18, 5,  23, 4,  2,  6, 7,  8,  9,  10, 11,
                                                        12, 13, 14, 15, 16, 17, 1, 19, 20, 21, 22, 3};

static int delay_of(int place)
{
    return place % (RBK_GRAPHICS_DELAY_MAX + 1);
}

void rbk_graphics_interleave(const uint8_t *packs, uint8_t raw[RBK_GRAPHICS_PACK_BYTES])
{
    for (int symbol = 0; symbol < RBK_GRAPHICS_PACK_BYTES; symbol++) {
        int place = places[symbol];
        raw[place] = packs[(RBK_GRAPHICS_DELAY_MAX - delay_of(place)) * RBK_GRAPHICS_PACK_BYTES + symbol];
    }
}

void rbk_graphics_deinterleave(const uint8_t *raw, uint8_t pack[RBK_GRAPHICS_PACK_BYTES])
{
    for (int symbol = 0; symbol < RBK_GRAPHICS_PACK_BYTES; symbol++) {
        int place = places[symbol];
        pack[symbol] = raw[delay_of(place) * RBK_GRAPHICS_PACK_BYTES + place];
    }
}
