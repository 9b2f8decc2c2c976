/*
 * Polynomials over the field of two elements, modulo that of the CRC, their bits reflected: the highest bit is x to the
 * power of 0.
 */
#include "base/crc32_window.h"

#define POLYNOMIAL 0xEDB88320u
#define ONE        0x80000000u /* x to the power of 0 */
#define BYTE_BITS  8

static uint32_t times_x(uint32_t a)
{
    return a >> 1 ^ (a & 1 ? POLYNOMIAL : 0);
}

static uint32_t multiply(uint32_t a, uint32_t b)
{
    uint32_t product = 0;
    for (uint32_t bit = ONE; bit; bit >>= 1, b = times_x(b))
        if (a & bit)
            product ^= b;
    return product;
}

/* x to the power of 8 * bytes: what a number of zeros after it does to a CRC. */
static uint32_t shift_of(uint64_t bytes)
{
    uint32_t power = ONE, square = ONE;
    for (int i = 0; i < BYTE_BITS; i++)
        square = times_x(square);
    for (; bytes > 0; bytes >>= 1) {
        if (bytes & 1)
            power = multiply(power, square);
        square = multiply(square, square);
    }
    return power;
}

void rbk_crc32_window_init(rbk_crc32_window *window, uint64_t length_bytes, uint32_t crc)
{
    const uint32_t shift = shift_of(length_bytes);
    for (uint32_t byte = 0; byte < 256; byte++) {
        uint32_t value = byte;
        for (int place = RBK_CRC32_STEP_BYTES - 1; place >= 0; place--) {
            for (int bit = 0; bit < BYTE_BITS; bit++)
                value = times_x(value);
            window->enter[place][byte] = value;
            window->leave[place][byte] = multiply(shift, value);
        }
    }
    window->zeros = ~multiply(shift, ~(uint32_t)0);
    window->state = crc ^ window->zeros;
}

void rbk_crc32_window_move(rbk_crc32_window *window, const uint8_t *leaving, const uint8_t *entering)
{
    uint32_t state = window->state, next = 0;
    for (int i = 0; i < RBK_CRC32_STEP_BYTES; i++)
        next ^= window->enter[i][(state >> BYTE_BITS * i & 0xFF) ^ entering[i]] ^ window->leave[i][leaving[i]];
    window->state = next;
}

uint32_t rbk_crc32_window_value(const rbk_crc32_window *window)
{
    return window->state ^ window->zeros;
}
