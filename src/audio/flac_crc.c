/*
 * Eight bytes per step by tables, or 64 by carry-less multiplication if the machine has it.
 */
#include "audio/flac_crc.h"

#include "base/folding.h"

#include <pthread.h>

#define POLYNOMIAL 0x8005u
#define SLICES     8

static uint16_t tables[SLICES][256]; /* table n is the effect of a byte followed by n more */
static uint64_t powers_512[2], powers_128[2];

/* x^exponent modulo the polynomial, exponent at least 15. */
static uint64_t power(unsigned exponent)
{
    uint32_t value = 0x8000u;
    for (unsigned i = 15; i < exponent; i++)
        value = (value << 1 ^ (value & 0x8000u ? POLYNOMIAL : 0)) & 0xFFFFu;
    return value;
}

static void make_tables(void)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t value = i << 8;
        for (int bit = 0; bit < 8; bit++)
            value = value << 1 ^ (value & 0x8000u ? POLYNOMIAL : 0);
        tables[0][i] = (uint16_t)value;
    }
    for (size_t slice = 1; slice < SLICES; slice++)
        for (size_t i = 0; i < 256; i++) {
            uint16_t before = tables[slice - 1][i];
            tables[slice][i] = (uint16_t)(before << 8 ^ tables[0][before >> 8]);
        }
    for (unsigned half = 0; half < 2; half++) {
        powers_512[half] = power(512 + 64 * half);
        powers_128[half] = power(128 + 64 * half);
    }
}

static void prepare(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_tables);
}

static uint32_t by_table(uint32_t crc, const uint8_t *bytes, size_t size)
{
    for (; size >= SLICES; size -= SLICES, bytes += SLICES) {
        uint32_t first = bytes[0] ^ crc >> 8, second = bytes[1] ^ (crc & 0xFF);
        crc = tables[7][first] ^ tables[6][second] ^ tables[5][bytes[2]] ^ tables[4][bytes[3]] ^ tables[3][bytes[4]] ^
              tables[2][bytes[5]] ^ tables[1][bytes[6]] ^ tables[0][bytes[7]];
    }
    for (; size > 0; size--, bytes++)
        crc = (crc << 8 & 0xFFFF) ^ tables[0][crc >> 8 ^ *bytes];
    return crc;
}

uint32_t rbk_flac_crc16_by_table(uint32_t crc, const uint8_t *bytes, size_t size)
{
    prepare();
    return by_table(crc, bytes, size);
}

#if defined(__x86_64__) && defined(__GNUC__)
#define FOLDING __attribute__((target("pclmul,ssse3")))

/* 16 bytes, the first one highest. */
FOLDING static inline __m128i load(const uint8_t *bytes)
{
    const __m128i reverse = _mm_setr_epi8(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    return _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)bytes), reverse);
}

/* Folds whole steps of 64 bytes into 16, which the table then processes as if they were the message. */
FOLDING static uint32_t by_folding(uint32_t crc, const uint8_t *bytes, size_t size)
{
    const __m128i by_512 = _mm_set_epi64x((int64_t)powers_512[1], (int64_t)powers_512[0]);
    const __m128i by_128 = _mm_set_epi64x((int64_t)powers_128[1], (int64_t)powers_128[0]);
    __m128i sum[4];
    uint8_t rest[16];
    for (int i = 0; i < 4; i++)
        sum[i] = load(bytes + 16 * i);
    sum[0] = _mm_xor_si128(sum[0], _mm_set_epi64x((int64_t)((uint64_t)crc << 48), 0));
    for (bytes += RBK_FOLD_BYTES, size -= RBK_FOLD_BYTES; size >= RBK_FOLD_BYTES;
         bytes += RBK_FOLD_BYTES, size -= RBK_FOLD_BYTES)
        for (int i = 0; i < 4; i++)
            sum[i] = rbk_folded(sum[i], by_512, load(bytes + 16 * i));
    for (int i = 1; i < 4; i++)
        sum[0] = rbk_folded(sum[0], by_128, sum[i]);
    _mm_storeu_si128((__m128i *)(void *)rest, sum[0]);
    _mm_storeu_si128((__m128i *)(void *)rest, load(rest));
    return by_table(by_table(0, rest, sizeof rest), bytes, size);
}

uint32_t rbk_flac_crc16(uint32_t crc, const uint8_t *bytes, size_t size)
{
    prepare();
    if (size >= RBK_FOLD_MINIMUM && __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("ssse3"))
        return by_folding(crc, bytes, size);
    return by_table(crc, bytes, size);
}
#else
uint32_t rbk_flac_crc16(uint32_t crc, const uint8_t *bytes, size_t size)
{
    return rbk_flac_crc16_by_table(crc, bytes, size);
}
#endif
