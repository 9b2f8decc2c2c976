/*
 * A vector has one sample, left and right, in each lane of 32 bits. All sums of values and of products come from one
 * operation, dot: the sum of the products of the two halves of each lane, where one operand is a constant or has zeros in
 * one half.
 *
 * A square or product needs 32 bits, so that the upper and lower 16 bits of each are added up separately. All other sums
 * over a sector fit into 32 bits. The last vector may extend past the end of the sector: it is filled with zeros, which
 * change no sum and no extreme.
 */
#include "audio/sector_sums.h"

#include "audio/kernels.h"

#include <string.h>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

#define INLINE static inline __attribute__((always_inline))

#define LOW_HALF  UINT32_C(0x0000FFFF)
#define BOTH_ONES UINT32_C(0x00010001)
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define LEFT_HALF (~LOW_HALF)
#define LEFT_ONE  UINT32_C(0x00010000)
#else
#define LEFT_HALF LOW_HALF
#define LEFT_ONE  UINT32_C(0x00000001)
#endif

/* Vectors of so many samples, as words of 32 bits, as values and as values without sign. */
#define DEFINE_VECTORS(name, samples)                                                                                  \
    typedef uint32_t words_##name __attribute__((vector_size(4 * (samples))));                                         \
    typedef int32_t signed_words_##name __attribute__((vector_size(4 * (samples))));                                   \
    typedef int16_t values_##name __attribute__((vector_size(4 * (samples))));                                         \
    typedef uint16_t sizes_##name __attribute__((vector_size(4 * (samples))));

DEFINE_VECTORS(plain, 4)

#define DEFINE_COMMON(name, samples, target_attribute)                                                                 \
    /* From the sample with this number on; zeros from end on. */                                                      \
    INLINE target_attribute words_##name load_##name(const int16_t *sector, size_t number, size_t end)                 \
    {                                                                                                                  \
        words_##name loaded = {0};                                                                                     \
        if (number + (samples) <= end)                                                                                 \
            memcpy(&loaded, sector + RBK_CHANNELS * number, sizeof loaded);                                            \
        else                                                                                                           \
            memcpy(&loaded, sector + RBK_CHANNELS * number, (end - number) * RBK_SAMPLE_BYTES);                        \
        return loaded;                                                                                                 \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute uint32_t total_##name(words_##name lanes)                                                  \
    {                                                                                                                  \
        words_plain sum = {0}, part;                                                                                   \
        for (size_t at = 0; at < (samples); at += 4) {                                                                 \
            memcpy(&part, (const uint8_t *)&lanes + RBK_SAMPLE_BYTES * at, sizeof part);                               \
            sum += part;                                                                                               \
        }                                                                                                              \
        return sum[0] + sum[1] + sum[2] + sum[3];                                                                      \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute int64_t signed_total_##name(words_##name lanes)                                            \
    {                                                                                                                  \
        return (int32_t)total_##name(lanes);                                                                           \
    }                                                                                                                  \
                                                                                                                       \
    /* Of values that were added up in two halves. */                                                                  \
    INLINE target_attribute int64_t joined_##name(const words_##name halves[2])                                        \
    {                                                                                                                  \
        return signed_total_##name(halves[0]) * 65536 + total_##name(halves[1]);                                       \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute void add_halves_##name(words_##name halves[2], words_##name values)                        \
    {                                                                                                                  \
        halves[0] += (words_##name)((signed_words_##name)values >> 16);                                                \
        halves[1] += values & LOW_HALF;                                                                                \
    }                                                                                                                  \
                                                                                                                       \
    /* The largest absolute value, from the extremes of each lane, of which one is 0 at least. */                      \
    INLINE target_attribute int32_t peak_##name(values_##name least, values_##name most)                               \
    {                                                                                                                  \
        values_plain low = {0}, high = {0}, part;                                                                      \
        int32_t peak = 0;                                                                                              \
        for (size_t at = 0; at < (samples); at += 4) {                                                                 \
            memcpy(&part, (const uint8_t *)&least + RBK_SAMPLE_BYTES * at, sizeof part);                               \
            low = lower_plain(low, part);                                                                              \
            memcpy(&part, (const uint8_t *)&most + RBK_SAMPLE_BYTES * at, sizeof part);                                \
            high = higher_plain(high, part);                                                                           \
        }                                                                                                              \
        for (size_t lane = 0; lane < 8; lane++) {                                                                      \
            peak = high[lane] > peak ? high[lane] : peak;                                                              \
            peak = -low[lane] > peak ? -low[lane] : peak;                                                              \
        }                                                                                                              \
        return peak;                                                                                                   \
    }

#define DEFINE_SUMS(name, samples, target_attribute)                                                                   \
    target_attribute static rbk_sector_sums sums_##name(const int16_t *sector)                                         \
    {                                                                                                                  \
        const words_##name zero = {0}, ones = zero + BOTH_ONES, one_left = zero + LEFT_ONE;                            \
        words_##name left = zero, both = zero, equal = zero, inverted = zero;                                          \
        words_##name left_squares[2] = {{0}, {0}}, right_squares[2] = {{0}, {0}}, products[2] = {{0}, {0}};            \
        values_##name least = {0}, most = {0};                                                                         \
        int32_t taken = 0;                                                                                             \
        for (size_t at = 0; at < RBK_SECTOR_SAMPLES; at += (samples), taken += (samples)) {                            \
            words_##name now = load_##name(sector, at, RBK_SECTOR_SAMPLES);                                            \
            words_##name turned = now << 16 | now >> 16, of_left = now & LEFT_HALF, sum = dot_##name(now, ones);       \
            left += dot_##name(now, one_left);                                                                         \
            both += sum;                                                                                               \
            equal -= (words_##name)(now == turned);                                                                    \
            inverted -= (words_##name)(sum == 0);                                                                      \
            least = lower_##name(least, (values_##name)now);                                                           \
            most = higher_##name(most, (values_##name)now);                                                            \
            add_halves_##name(left_squares, dot_##name(of_left, now));                                                 \
            add_halves_##name(right_squares, dot_##name(now ^ of_left, now));                                          \
            add_halves_##name(products, dot_##name(of_left, turned));                                                  \
        }                                                                                                              \
        return (rbk_sector_sums){                                                                                      \
            .left = signed_total_##name(left),                                                                         \
            .right = signed_total_##name(both - left),                                                                 \
            .left_squares = joined_##name(left_squares),                                                               \
            .right_squares = joined_##name(right_squares),                                                             \
            .products = joined_##name(products),                                                                       \
            .unequal = taken - (int32_t)total_##name(equal),                                                           \
            .uninverted = taken - (int32_t)total_##name(inverted),                                                     \
            .peak = peak_##name(least, most),                                                                          \
        };                                                                                                             \
    }

#define DEFINE_ROUGHNESS(name, samples, target_attribute)                                                              \
    /* The sum of both halves of each lane. */                                                                         \
    INLINE target_attribute words_##name widened_##name(sizes_##name sizes)                                            \
    {                                                                                                                  \
        return ((words_##name)sizes & LOW_HALF) + ((words_##name)sizes >> 16);                                         \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute sizes_##name distance_##name(sizes_##name one, sizes_##name other)                         \
    {                                                                                                                  \
        values_##name a = (values_##name)one, b = (values_##name)other;                                                \
        return (sizes_##name)higher_##name(a, b) - (sizes_##name)lower_##name(a, b);                                   \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute sizes_##name swapped_##name(sizes_##name values)                                           \
    {                                                                                                                  \
        return values << 8 | values >> 8;                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static rbk_sector_roughness roughness_##name(const int16_t *sector)                               \
    {                                                                                                                  \
        const sizes_##name zero = {0};                                                                                 \
        words_##name distance = {0}, level = {0}, swapped_distance = {0}, swapped_level = {0}, nonzero = {0};          \
        for (size_t at = 1; at < RBK_SECTOR_SAMPLES; at += (samples)) {                                                \
            sizes_##name now = (sizes_##name)load_##name(sector, at, RBK_SECTOR_SAMPLES);                              \
            sizes_##name before = (sizes_##name)load_##name(sector, at - 1, RBK_SECTOR_SAMPLES - 1);                   \
            distance += widened_##name(distance_##name(now, before));                                                  \
            level += widened_##name(distance_##name(now, zero));                                                       \
            nonzero += widened_##name((sizes_##name)(now != 0) & 1);                                                   \
            now = swapped_##name(now), before = swapped_##name(before);                                                \
            swapped_distance += widened_##name(distance_##name(now, before));                                          \
            swapped_level += widened_##name(distance_##name(now, zero));                                               \
        }                                                                                                              \
        return (rbk_sector_roughness){                                                                                 \
            .distance = total_##name(distance),                                                                        \
            .level = total_##name(level),                                                                              \
            .swapped_distance = total_##name(swapped_distance),                                                        \
            .swapped_level = total_##name(swapped_level),                                                              \
            .nonzero = (int32_t)total_##name(nonzero),                                                                 \
        };                                                                                                             \
    }

#define DEFINE_KERNEL(name, samples, target_attribute)                                                                 \
    DEFINE_COMMON(name, samples, target_attribute)                                                                     \
    DEFINE_SUMS(name, samples, target_attribute)                                                                       \
    DEFINE_ROUGHNESS(name, samples, target_attribute)                                                                  \
    static const rbk_sector_kernel kernel_##name = {sums_##name, roughness_##name};

#if defined(__SSE2__)
INLINE words_plain dot_plain(words_plain a, words_plain b)
{
    return (words_plain)_mm_madd_epi16((__m128i)a, (__m128i)b);
}

INLINE values_plain lower_plain(values_plain a, values_plain b)
{
    return (values_plain)_mm_min_epi16((__m128i)a, (__m128i)b);
}

INLINE values_plain higher_plain(values_plain a, values_plain b)
{
    return (values_plain)_mm_max_epi16((__m128i)a, (__m128i)b);
}
#else
/* The half that is in the low bits, and the other one. */
INLINE words_plain low_of(words_plain value)
{
    return (words_plain)((signed_words_plain)(value << 16) >> 16);
}

INLINE words_plain high_of(words_plain value)
{
    return (words_plain)((signed_words_plain)value >> 16);
}

INLINE words_plain dot_plain(words_plain a, words_plain b)
{
    return low_of(a) * low_of(b) + high_of(a) * high_of(b);
}

INLINE values_plain lower_plain(values_plain a, values_plain b)
{
    values_plain is_lower = a < b;
    return (a & is_lower) | (b & ~is_lower);
}

INLINE values_plain higher_plain(values_plain a, values_plain b)
{
    values_plain is_higher = a > b;
    return (a & is_higher) | (b & ~is_higher);
}
#endif

DEFINE_KERNEL(plain, 4, )

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2   __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512bw")))

DEFINE_VECTORS(avx2, 8)
DEFINE_VECTORS(avx512, 16)

INLINE AVX2 words_avx2 dot_avx2(words_avx2 a, words_avx2 b)
{
    return (words_avx2)_mm256_madd_epi16((__m256i)a, (__m256i)b);
}

INLINE AVX2 values_avx2 lower_avx2(values_avx2 a, values_avx2 b)
{
    return (values_avx2)_mm256_min_epi16((__m256i)a, (__m256i)b);
}

INLINE AVX2 values_avx2 higher_avx2(values_avx2 a, values_avx2 b)
{
    return (values_avx2)_mm256_max_epi16((__m256i)a, (__m256i)b);
}

INLINE AVX512 words_avx512 dot_avx512(words_avx512 a, words_avx512 b)
{
    return (words_avx512)_mm512_madd_epi16((__m512i)a, (__m512i)b);
}

INLINE AVX512 values_avx512 lower_avx512(values_avx512 a, values_avx512 b)
{
    return (values_avx512)_mm512_min_epi16((__m512i)a, (__m512i)b);
}

INLINE AVX512 values_avx512 higher_avx512(values_avx512 a, values_avx512 b)
{
    return (values_avx512)_mm512_max_epi16((__m512i)a, (__m512i)b);
}

DEFINE_KERNEL(avx2, 8, AVX2)
DEFINE_KERNEL(avx512, 16, AVX512)

const rbk_sector_kernel *rbk_sector_kernel_of(rbk_kernel kernel)
{
    kernel = rbk_kernel_used(kernel);
    if (kernel == RBK_KERNEL_AVX512 && __builtin_cpu_supports("avx512bw"))
        return &kernel_avx512;
    return kernel == RBK_KERNEL_AVX512 || kernel == RBK_KERNEL_AVX2 ? &kernel_avx2 : &kernel_plain;
}
#else
/* The plain kernel has vectors as wide as those of NEON. */
const rbk_sector_kernel *rbk_sector_kernel_of(rbk_kernel kernel)
{
    (void)kernel;
    return &kernel_plain;
}
#endif
