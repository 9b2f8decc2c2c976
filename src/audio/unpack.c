/*
 * Whole numbers of 24 bits are most of what is converted: they have a form of their own.
 */
#include "audio/unpack.h"

#include "audio/kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

#define TOP_SCALE (1.0 / 2147483648.0) /* of a value in the highest bits of 32 */

static inline int32_t top_of(const uint8_t *at, unsigned value_bytes, bool big_endian)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < value_bytes; i++)
        value |= (uint32_t)at[big_endian ? value_bytes - 1 - i : i] << (8 * (4 - value_bytes + i));
    return (int32_t)value;
}

static inline __attribute__((always_inline)) void unpack(const uint8_t *bytes, unsigned value_bytes, bool big_endian,
                                                         size_t count, double *values)
{
    for (size_t i = 0; i < count; i++)
        values[i] = top_of(bytes + i * value_bytes, value_bytes, big_endian) * TOP_SCALE;
}

#if defined(__x86_64__) && defined(__GNUC__)
/* Four values of 3 bytes at a time, each moved to the top of 4 bytes; returns how many were unpacked. */
__attribute__((target("avx2"))) static size_t unpack_24(const uint8_t *bytes, size_t count, double *values)
{
    const __m128i to_top = _mm_setr_epi8(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11);
    const __m256d scale = _mm256_set1_pd(TOP_SCALE);
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        __m128i stored = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 3 * i));
        __m256d four = _mm256_cvtepi32_pd(_mm_shuffle_epi8(stored, to_top));
        _mm256_storeu_pd(values + i, _mm256_mul_pd(four, scale));
    }
    return i;
}

/* The last values are left, since 16 bytes are written for 12. */
__attribute__((target("avx2"))) static size_t pack_24(const double *values, size_t count, uint8_t *bytes)
{
    const __m128i to_bytes = _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    const __m256d scale = _mm256_set1_pd(8388608.0);
    size_t i = 0;
    for (; i + 6 <= count; i += 4) {
        __m128i four = _mm256_cvttpd_epi32(_mm256_mul_pd(_mm256_loadu_pd(values + i), scale));
        _mm_storeu_si128((__m128i *)(void *)(bytes + 3 * i), _mm_shuffle_epi8(four, to_bytes));
    }
    return i;
}

static bool has_fast(void)
{
    return rbk_kernel_used(RBK_KERNEL_AUTO) != RBK_KERNEL_PLAIN;
}

static size_t unpack_fast(const uint8_t *bytes, size_t count, double *values)
{
    return has_fast() ? unpack_24(bytes, count, values) : 0;
}

static size_t pack_fast(const double *values, size_t count, uint8_t *bytes)
{
    return has_fast() ? pack_24(values, count, bytes) : 0;
}
#else
static size_t pack_fast(const double *values, size_t count, uint8_t *bytes)
{
    (void)values, (void)count, (void)bytes;
    return 0;
}

static size_t unpack_fast(const uint8_t *bytes, size_t count, double *values)
{
    (void)bytes, (void)count, (void)values;
    return 0;
}
#endif

void rbk_unpack(const uint8_t *bytes, unsigned value_bytes, bool big_endian, size_t count, double *values)
{
    size_t done = value_bytes == 3 && !big_endian ? unpack_fast(bytes, count, values) : 0;
    bytes += done * value_bytes;
    values += done;
    count -= done;
    if (value_bytes == 2)
        big_endian ? unpack(bytes, 2, true, count, values) : unpack(bytes, 2, false, count, values);
    else if (value_bytes == 3)
        big_endian ? unpack(bytes, 3, true, count, values) : unpack(bytes, 3, false, count, values);
    else
        big_endian ? unpack(bytes, 4, true, count, values) : unpack(bytes, 4, false, count, values);
}

void rbk_pack(const double *values, size_t count, unsigned value_bytes, uint8_t *bytes)
{
    const double scale = (double)(UINT32_C(1) << (8 * value_bytes - 1));
    for (size_t i = value_bytes == 3 ? pack_fast(values, count, bytes) : 0; i < count; i++) {
        uint32_t value = (uint32_t)(int32_t)(values[i] * scale);
        for (unsigned byte = 0; byte < value_bytes; byte++)
            bytes[i * value_bytes + byte] = (uint8_t)(value >> 8 * byte);
    }
}
