/*
 * Two channels of whole numbers with the lowest byte first are most of what is converted, and 24 bits most of what is
 * reduced: they have forms of their own.
 */
#include "audio/unpack.h"

#include "audio/kernels.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#endif

#define TOP_SCALE (1.0 / 2147483648.0) /* of a value in the highest bits of 32 */
#define LOUDEST   1e9

#define INLINE static inline __attribute__((always_inline))

INLINE int32_t top_of(const uint8_t *at, unsigned value_bytes, bool big_endian)
{
    uint32_t value = 0;
    for (unsigned i = 0; i < value_bytes; i++)
        value |= (uint32_t)at[big_endian ? value_bytes - 1 - i : i] << (8 * (4 - value_bytes + i));
    return (int32_t)value;
}

INLINE void unpack(const uint8_t *bytes, unsigned value_bytes, bool big_endian, size_t count, double *values)
{
    for (size_t i = 0; i < count; i++)
        values[i] = top_of(bytes + i * value_bytes, value_bytes, big_endian) * TOP_SCALE;
}

INLINE void unpack_planes(const rbk_stored *stored, unsigned value_bytes, bool big_endian, size_t begin, size_t end,
                          rbk_planes planes)
{
    const size_t frame_bytes = (size_t)stored->channels * value_bytes;
    const uint8_t *left = stored->bytes, *right = left + (stored->channels == 2 ? value_bytes : 0);
    for (size_t i = begin; i < end; i++) {
        planes.left[i] = (float)top_of(left + i * frame_bytes, value_bytes, big_endian) * (float)TOP_SCALE;
        planes.right[i] = (float)top_of(right + i * frame_bytes, value_bytes, big_endian) * (float)TOP_SCALE;
    }
}

static void pack_value(double value, unsigned value_bytes, uint8_t *bytes)
{
    uint32_t whole = (uint32_t)(int32_t)(value * (double)(UINT32_C(1) << (8 * value_bytes - 1)));
    for (unsigned byte = 0; byte < value_bytes; byte++)
        bytes[byte] = (uint8_t)(whole >> 8 * byte);
}

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2 __attribute__((target("avx2")))

static bool has_fast(void)
{
    return rbk_kernel_used(RBK_KERNEL_AUTO) != RBK_KERNEL_PLAIN;
}

/* Four values of 3 bytes at a time, each moved to the top of 4 bytes; returns how many were unpacked. */
AVX2 static size_t unpack_24(const uint8_t *bytes, size_t count, double *values)
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

/* Eight values of so many bytes, each moved to the top of 4 bytes. */
INLINE AVX2 __m256i tops_of(const uint8_t *bytes, unsigned value_bytes)
{
    const __m256i to_top =
        _mm256_broadcastsi128_si256(_mm_setr_epi8(-1, 0, 1, 2, -1, 3, 4, 5, -1, 6, 7, 8, -1, 9, 10, 11));
    if (value_bytes == 2)
        return _mm256_slli_epi32(_mm256_cvtepi16_epi32(_mm_loadu_si128((const __m128i *)(const void *)bytes)), 16);
    if (value_bytes == 4)
        return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
    __m128i low = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i high = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 12));
    return _mm256_shuffle_epi8(_mm256_set_m128i(high, low), to_top);
}

/* Eight frames at a time; returns how many were unpacked. */
INLINE AVX2 size_t unpack_pairs(const uint8_t *bytes, unsigned value_bytes, size_t count, rbk_planes planes)
{
    const __m256 scale = _mm256_set1_ps((float)TOP_SCALE);
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        __m256 a = _mm256_cvtepi32_ps(tops_of(bytes + 2 * i * value_bytes, value_bytes));
        __m256 b = _mm256_cvtepi32_ps(tops_of(bytes + (2 * i + 8) * value_bytes, value_bytes));
        /* quarters in the order 0 2 1 3 */
        __m256d left = _mm256_castps_pd(_mm256_shuffle_ps(a, b, _MM_SHUFFLE(2, 0, 2, 0)));
        __m256d right = _mm256_castps_pd(_mm256_shuffle_ps(a, b, _MM_SHUFFLE(3, 1, 3, 1)));
        left = _mm256_permute4x64_pd(left, _MM_SHUFFLE(3, 1, 2, 0));
        right = _mm256_permute4x64_pd(right, _MM_SHUFFLE(3, 1, 2, 0));
        _mm256_storeu_ps(planes.left + i, _mm256_mul_ps(_mm256_castpd_ps(left), scale));
        _mm256_storeu_ps(planes.right + i, _mm256_mul_ps(_mm256_castpd_ps(right), scale));
    }
    return i;
}

AVX2 static size_t unpack_pairs_fast(const rbk_stored *stored, size_t count, rbk_planes planes)
{
    if (stored->value_bytes == 2)
        return unpack_pairs(stored->bytes, 2, count, planes);
    return stored->value_bytes == 3 ? unpack_pairs(stored->bytes, 3, count, planes)
                                    : unpack_pairs(stored->bytes, 4, count, planes);
}

/* Four whole numbers of 3 bytes; 16 bytes are written for 12. */
INLINE AVX2 void store_24(__m128i four, uint8_t *bytes)
{
    const __m128i to_bytes = _mm_setr_epi8(0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, -1, -1, -1, -1);
    _mm_storeu_si128((__m128i *)(void *)bytes, _mm_shuffle_epi8(four, to_bytes));
}

AVX2 static size_t pack_24(const double *values, size_t count, uint8_t *bytes)
{
    const __m256d scale = _mm256_set1_pd(8388608.0);
    size_t i = 0;
    for (; i + 6 <= count; i += 4)
        store_24(_mm256_cvttpd_epi32(_mm256_mul_pd(_mm256_loadu_pd(values + i), scale)), bytes + 3 * i);
    return i;
}

AVX2 static size_t pack_pairs_24(rbk_planes planes, size_t count, uint8_t *bytes)
{
    const __m128 scale = _mm_set1_ps(8388608.0F);
    size_t i = 0;
    for (; i + 5 <= count; i += 4) {
        __m128i left = _mm_cvttps_epi32(_mm_mul_ps(_mm_loadu_ps(planes.left + i), scale));
        __m128i right = _mm_cvttps_epi32(_mm_mul_ps(_mm_loadu_ps(planes.right + i), scale));
        store_24(_mm_unpacklo_epi32(left, right), bytes + 6 * i);
        store_24(_mm_unpackhi_epi32(left, right), bytes + 6 * i + 12);
    }
    return i;
}
#else
static bool has_fast(void)
{
    return false;
}

static size_t unpack_24(const uint8_t *bytes, size_t count, double *values)
{
    (void)bytes, (void)count, (void)values;
    return 0;
}

static size_t unpack_pairs_fast(const rbk_stored *stored, size_t count, rbk_planes planes)
{
    (void)stored, (void)count, (void)planes;
    return 0;
}

static size_t pack_24(const double *values, size_t count, uint8_t *bytes)
{
    (void)values, (void)count, (void)bytes;
    return 0;
}

static size_t pack_pairs_24(rbk_planes planes, size_t count, uint8_t *bytes)
{
    (void)planes, (void)count, (void)bytes;
    return 0;
}
#endif

void rbk_unpack(const rbk_stored *stored, size_t count, double *values)
{
    const unsigned value_bytes = stored->value_bytes;
    const bool big_endian = stored->big_endian;
    count *= stored->channels;
    size_t done = value_bytes == 3 && !big_endian && has_fast() ? unpack_24(stored->bytes, count, values) : 0;
    const uint8_t *bytes = stored->bytes + done * value_bytes;
    values += done;
    count -= done;
    if (value_bytes == 2)
        big_endian ? unpack(bytes, 2, true, count, values) : unpack(bytes, 2, false, count, values);
    else if (value_bytes == 3)
        big_endian ? unpack(bytes, 3, true, count, values) : unpack(bytes, 3, false, count, values);
    else
        big_endian ? unpack(bytes, 4, true, count, values) : unpack(bytes, 4, false, count, values);
}

void rbk_unpack_planes(const rbk_stored *stored, size_t count, rbk_planes planes)
{
    const unsigned value_bytes = stored->value_bytes;
    const bool fast = stored->channels == 2 && !stored->big_endian && has_fast();
    const size_t done = fast ? unpack_pairs_fast(stored, count, planes) : 0;
    if (value_bytes == 2)
        unpack_planes(stored, 2, stored->big_endian, done, count, planes);
    else if (value_bytes == 3)
        unpack_planes(stored, 3, stored->big_endian, done, count, planes);
    else
        unpack_planes(stored, 4, stored->big_endian, done, count, planes);
}

static float as_float(double value)
{
    return (float)(value > LOUDEST ? LOUDEST : value < -LOUDEST ? -LOUDEST : value);
}

void rbk_split(const double *values, unsigned channels, size_t count, rbk_planes planes)
{
    const double *right = values + (channels == 2);
    for (size_t i = 0; i < count; i++) {
        planes.left[i] = as_float(values[i * channels]);
        planes.right[i] = as_float(right[i * channels]);
    }
}

void rbk_pack(const double *values, size_t count, unsigned value_bytes, uint8_t *bytes)
{
    for (size_t i = value_bytes == 3 && has_fast() ? pack_24(values, count, bytes) : 0; i < count; i++)
        pack_value(values[i], value_bytes, bytes + i * value_bytes);
}

void rbk_pack_planes(rbk_planes planes, unsigned channels, size_t count, unsigned value_bytes, uint8_t *bytes)
{
    const bool fast = channels == 2 && value_bytes == 3 && has_fast();
    for (size_t i = fast ? pack_pairs_24(planes, count, bytes) : 0; i < count; i++) {
        uint8_t *frame = bytes + i * channels * value_bytes;
        pack_value((double)planes.left[i], value_bytes, frame);
        if (channels == 2)
            pack_value((double)planes.right[i], value_bytes, frame + value_bytes);
    }
}
