/*
 * The fast sums compute a few outputs of both channels at once: a loaded input value is used for all rows, a loaded
 * weight for both channels, and enough sums are in progress to hide the latency of additions. The bit-exact sums, few
 * and scattered, achieve that by computing several independent outputs.
 */
#include "audio/kernels.h"

#include <stdlib.h>
#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

/* The kernel that AUTO selects: one named in the environment, or AUTO again. */
static rbk_kernel chosen(rbk_kernel kernel)
{
    const char *name = kernel == RBK_KERNEL_AUTO ? getenv("REDBOOK_KERNEL") : NULL;
    for (int k = 0; name && k < RBK_KERNELS; k++)
        if (strcmp(name, rbk_kernel_name((rbk_kernel)k)) == 0)
            return (rbk_kernel)k;
    return kernel;
}

const char *rbk_kernel_name(rbk_kernel kernel)
{
    static const char *const names[RBK_KERNELS] = {"auto", "plain", "avx2", "avx512", "neon"};
    return (unsigned)kernel < RBK_KERNELS ? names[kernel] : "unknown";
}

#define QUICK  RBK_QUICK_LANES
#define EXACT  RBK_BIT_EXACT_LANES
#define INLINE static inline __attribute__((always_inline))

/* Without this the compiler loads a weight from memory for each of its two uses; loads are the bottleneck. */
#if defined(__x86_64__) && defined(__GNUC__)
#define IN_REGISTER(value) __asm__("" : "+v"(value))
#else
#define IN_REGISTER(value) ((void)0)
#endif

/* The number of rows computed at once, for the remainder. */
#define HALF(rows) ((rows) > 1 ? (rows) / 2 : 1)

/* Vectors of width floats, or as many integers, and of half as many floats and doubles. */
#define DEFINE_VECTORS(name, width)                                                                                    \
    typedef float single_##name __attribute__((vector_size(4 * (width)), aligned(4), may_alias));                      \
    typedef float half_##name __attribute__((vector_size(2 * (width)), aligned(4), may_alias));                        \
    typedef double wide_##name __attribute__((vector_size(4 * (width)), may_alias));                                   \
    typedef int32_t bits_##name __attribute__((vector_size(4 * (width)), aligned(4), may_alias));

/*
 * What a kernel needs in addition: widen_, half a vector of floats as doubles; fold_, both halves of a vector added, as
 * doubles; finish_, the lanes of two sums added, to pair[0] and pair[1].
 */
#define DEFINE_WIDENING(name, width)                                                                                   \
    INLINE wide_##name widen_##name(const float *from)                                                                 \
    {                                                                                                                  \
        return __builtin_convertvector(*(const half_##name *)(const void *)from, wide_##name);                         \
    }                                                                                                                  \
    INLINE wide_##name fold_##name(single_##name run)                                                                  \
    {                                                                                                                  \
        half_##name halves[2];                                                                                         \
        memcpy(halves, &run, sizeof halves);                                                                           \
        return __builtin_convertvector(halves[0] + halves[1], wide_##name);                                            \
    }                                                                                                                  \
    INLINE void finish_##name(wide_##name left, wide_##name right, double *pair)                                       \
    {                                                                                                                  \
        pair[0] = left[0] + left[1];                                                                                   \
        pair[1] = right[0] + right[1];                                                                                 \
    }

/*
 * steps times QUICK frames from `from` on, forward or backward, in single precision. rows is a constant wherever this
 * is inlined, all loops but the one over the steps are unrolled, so the sums stay in registers. add_single(sum, w, x)
 * and add_wide(sum, w, x) are sum + w * x.
 */
#define DEFINE_RUN(name, width, target_attribute, add_single)                                                          \
    INLINE target_attribute void run_##name(size_t rows, const rbk_tile *tile, const float *weights, size_t from,      \
                                            size_t steps, ptrdiff_t direction, const float *left, const float *right,  \
                                            single_##name(*run)[QUICK / (width)])                                      \
    {                                                                                                                  \
        _Pragma("GCC unroll 16") for (size_t i = 0; i < 2 * rows; i++)                                                 \
            _Pragma("GCC unroll 8") for (size_t v = 0; v < QUICK / (width); v++) run[i][v] = (single_##name){0};       \
        left += from, right += from, weights += from;                                                                  \
        for (; steps > 0; steps--, left += direction, right += direction, weights += direction) {                      \
            _Pragma("GCC unroll 8") for (size_t v = 0; v < QUICK / (width); v++)                                       \
            {                                                                                                          \
                single_##name l = *(const single_##name *)(const void *)(left + v * (width));                          \
                single_##name r = *(const single_##name *)(const void *)(right + v * (width));                         \
                _Pragma("GCC unroll 8") for (size_t row = 0; row < rows; row++)                                        \
                {                                                                                                      \
                    single_##name w =                                                                                  \
                        *(const single_##name *)(const void *)(weights + row * tile->length + v * (width));            \
                    IN_REGISTER(w);                                                                                    \
                    run[2 * row][v] = add_single(run[2 * row][v], w, l);                                               \
                    run[2 * row + 1][v] = add_single(run[2 * row + 1][v], w, r);                                       \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
    }

#define DEFINE_MIDDLE(name, width, target_attribute, add_wide)                                                         \
    INLINE target_attribute void middle_##name(size_t rows, const rbk_tile *tile, size_t first, const float *left,     \
                                               const float *right, wide_##name *sums)                                  \
    {                                                                                                                  \
        const size_t length = tile->middle_end - tile->middle_begin;                                                   \
        const double *weights = tile->middle + first * length;                                                         \
        left += tile->middle_begin, right += tile->middle_begin;                                                       \
        for (size_t at = 0; at < length; at += (width) / 2) {                                                          \
            wide_##name l = widen_##name(left + at), r = widen_##name(right + at);                                     \
            _Pragma("GCC unroll 8") for (size_t row = 0; row < rows; row++)                                            \
            {                                                                                                          \
                wide_##name w = *(const wide_##name *)(const void *)(weights + row * length + at);                     \
                IN_REGISTER(w);                                                                                        \
                sums[2 * row] = add_wide(sums[2 * row], w, l);                                                         \
                sums[2 * row + 1] = add_wide(sums[2 * row + 1], w, r);                                                 \
            }                                                                                                          \
        }                                                                                                              \
    }

#define DEFINE_QUICK(name, width, rows_liked, target_attribute, add_single, add_wide)                                  \
    DEFINE_RUN(name, width, target_attribute, add_single)                                                              \
    DEFINE_MIDDLE(name, width, target_attribute, add_wide)                                                             \
                                                                                                                       \
    INLINE target_attribute void rows_##name(size_t rows, const rbk_tile *tile, size_t first, const float *left,       \
                                             const float *right, double *pairs)                                        \
    {                                                                                                                  \
        single_##name ahead[2 * (rows_liked)][QUICK / (width)], after[2 * (rows_liked)][QUICK / (width)];              \
        const float *weights = tile->weights + first * tile->length;                                                   \
        wide_##name sums[2 * (rows_liked)];                                                                            \
        size_t steps_after = (tile->length - tile->middle_end) / QUICK;                                                \
        run_##name(rows, tile, weights, 0, tile->middle_begin / QUICK, QUICK, left, right, ahead);                     \
        run_##name(rows, tile, weights, tile->length - QUICK, steps_after, -QUICK, left, right, after);                \
        _Pragma("GCC unroll 16") for (size_t i = 0; i < 2 * rows; i++)                                                 \
        {                                                                                                              \
            sums[i] = fold_##name(ahead[i][0] + after[i][0]);                                                          \
            _Pragma("GCC unroll 8") for (size_t v = 1; v < QUICK / (width); v++) sums[i] +=                            \
                fold_##name(ahead[i][v] + after[i][v]);                                                                \
        }                                                                                                              \
        middle_##name(rows, tile, first, left, right, sums);                                                           \
        _Pragma("GCC unroll 8") for (size_t row = 0; row < rows; row++)                                                \
            finish_##name(sums[2 * row], sums[2 * row + 1], pairs + 2 * row);                                          \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static void quick_##name(const rbk_tile *tile, size_t rows, const float *left,                    \
                                              const float *right, double *pairs)                                       \
    {                                                                                                                  \
        size_t row = 0;                                                                                                \
        for (; rows - row >= (rows_liked); row += (rows_liked))                                                        \
            rows_##name(rows_liked, tile, row, left, right, pairs + 2 * row);                                          \
        for (; rows - row >= HALF(rows_liked); row += HALF(rows_liked))                                                \
            rows_##name(HALF(rows_liked), tile, row, left, right, pairs + 2 * row);                                    \
        for (; row < rows; row++)                                                                                      \
            rows_##name(1, tile, row, left, right, pairs + 2 * row);                                                   \
    }

/* The first lane's frame is first_lane mod EXACT, so the partial sums are rotated by it. */
static void add_lanes(const double *lanes, unsigned first_lane, double *sum)
{
    double a[EXACT];
    for (unsigned i = 0; i < EXACT; i++)
        a[(i + first_lane) % EXACT] = lanes[i];
    *sum = ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/* Both channels of each output, or one, whose values are in left. */
#define DEFINE_EXACT(name, width, at_once, target_attribute, add_wide)                                                 \
    INLINE target_attribute void several_##name(size_t count, size_t channels, const rbk_bit_exact_sum *of,            \
                                                size_t length)                                                         \
    {                                                                                                                  \
        wide_##name sums[2 * (at_once)][2 * EXACT / (width)];                                                          \
        memset(sums, 0, sizeof sums);                                                                                  \
        for (size_t i = 0; i < length; i += EXACT) {                                                                   \
            _Pragma("GCC unroll 8") for (size_t n = 0; n < count; n++)                                                 \
            {                                                                                                          \
                _Pragma("GCC unroll 8") for (size_t v = 0; v < 2 * EXACT / (width); v++)                               \
                {                                                                                                      \
                    size_t at = i + v * (width) / 2;                                                                   \
                    wide_##name w = widen_##name(of[n].weights + at), *sum = sums[channels * n] + v;                   \
                    *sum = add_wide(*sum, w, widen_##name(of[n].left + at));                                           \
                    sum += 2 * EXACT / (width);                                                                        \
                    if (channels == 2)                                                                                 \
                        *sum = add_wide(*sum, w, widen_##name(of[n].right + at));                                      \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
        for (size_t n = 0; n < channels * count; n++) {                                                                \
            double lanes[EXACT];                                                                                       \
            memcpy(lanes, sums[n], sizeof lanes);                                                                      \
            add_lanes(lanes, of[n / channels].first_lane, of[n / channels].pair + n % channels);                       \
        }                                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static void exact_##name(const rbk_bit_exact_sum *of, size_t count, size_t length)                \
    {                                                                                                                  \
        for (; count >= (at_once); count -= (at_once), of += (at_once))                                                \
            several_##name(at_once, 2, of, length);                                                                    \
        for (; count > 0; count--, of++)                                                                               \
            several_##name(1, 2, of, length);                                                                          \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static void one_##name(const rbk_bit_exact_sum *of, size_t count, size_t length)                  \
    {                                                                                                                  \
        for (; count >= 2 * (at_once); count -= 2 * (at_once), of += 2 * (at_once))                                    \
            several_##name(2 * (at_once), 1, of, length);                                                              \
        for (; count > 0; count--, of++)                                                                               \
            several_##name(1, 1, of, length);                                                                          \
    }

/* Magnitudes of floats compare as their bits do, as integers. */
#define DEFINE_LOUDEST(name, width, target_attribute)                                                                  \
    INLINE target_attribute bits_##name higher_##name(bits_##name most, const float *values)                           \
    {                                                                                                                  \
        bits_##name now = *(const bits_##name *)(const void *)values & INT32_MAX, above = now > most;                  \
        return (now & above) | (most & ~above);                                                                        \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static float loudest_##name(const float *values, size_t count)                                    \
    {                                                                                                                  \
        bits_##name most[4] = {{0}, {0}, {0}, {0}}; /* none waits for another */                                       \
        int32_t bits, highest = 0;                                                                                     \
        float loudest;                                                                                                 \
        size_t i = 0;                                                                                                  \
        for (; i + 4 * (width) <= count; i += 4 * (width))                                                             \
            _Pragma("GCC unroll 4") for (size_t chain = 0; chain < 4; chain++) most[chain] =                           \
                higher_##name(most[chain], values + i + chain * (width));                                              \
        for (size_t chain = 1; chain < 4; chain++)                                                                     \
            most[0] = higher_##name(most[0], (const float *)(const void *)&most[chain]);                               \
        for (size_t lane = 0; lane < (width); lane++)                                                                  \
            highest = most[0][lane] > highest ? most[0][lane] : highest;                                               \
        for (; i < count; i++) {                                                                                       \
            memcpy(&bits, values + i, sizeof bits);                                                                    \
            highest = (bits & INT32_MAX) > highest ? bits & INT32_MAX : highest;                                       \
        }                                                                                                              \
        memcpy(&loudest, &highest, sizeof loudest);                                                                    \
        return loudest;                                                                                                \
    }

#define DEFINE_KERNEL(name, width, rows_liked, at_once, target_attribute, add_single, add_wide, rounds_products)       \
    DEFINE_QUICK(name, width, rows_liked, target_attribute, add_single, add_wide)                                      \
    DEFINE_EXACT(name, width, at_once, target_attribute, add_wide)                                                     \
    DEFINE_LOUDEST(name, width, target_attribute)                                                                      \
    static const rbk_kernel_sums sums_of_##name = {quick_##name, exact_##name, one_##name, loudest_##name,             \
                                                   rounds_products};

#define SEPARATELY(sum, w, x) ((sum) + (w) * (x))
DEFINE_VECTORS(plain, 4)
DEFINE_WIDENING(plain, 4)
DEFINE_KERNEL(plain, 4, 1, 1, , SEPARATELY, SEPARATELY, true)

#if defined(__x86_64__) && defined(__GNUC__)

#define AVX2   __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f")))

DEFINE_VECTORS(avx2, 8)
DEFINE_VECTORS(avx512, 16)

INLINE AVX2 wide_avx2 widen_avx2(const float *from)
{
    return (wide_avx2)_mm256_cvtps_pd(_mm_loadu_ps(from));
}

INLINE AVX2 wide_avx2 fold_avx2(single_avx2 run)
{
    __m128 low = _mm256_castps256_ps128((__m256)run), high = _mm256_extractf128_ps((__m256)run, 1);
    return (wide_avx2)_mm256_cvtps_pd(_mm_add_ps(low, high));
}

INLINE AVX2 void finish_avx2(wide_avx2 left, wide_avx2 right, double *pair)
{
    __m256d both = _mm256_hadd_pd((__m256d)left, (__m256d)right);
    _mm_storeu_pd(pair, _mm256_castpd256_pd128(both) + _mm256_extractf128_pd(both, 1));
}

INLINE AVX512 wide_avx512 widen_avx512(const float *from)
{
    return (wide_avx512)_mm512_cvtps_pd(_mm256_loadu_ps(from));
}

INLINE AVX512 wide_avx512 fold_avx512(single_avx512 run)
{
    __m256 low = _mm512_castps512_ps256((__m512)run);
    __m256 high = _mm256_castpd_ps(_mm512_extractf64x4_pd(_mm512_castps_pd((__m512)run), 1));
    return (wide_avx512)_mm512_cvtps_pd(_mm256_add_ps(low, high));
}

INLINE AVX512 void finish_avx512(wide_avx512 left, wide_avx512 right, double *pair)
{
    __m256d l = _mm512_castpd512_pd256((__m512d)left) + _mm512_extractf64x4_pd((__m512d)left, 1);
    __m256d r = _mm512_castpd512_pd256((__m512d)right) + _mm512_extractf64x4_pd((__m512d)right, 1);
    __m256d both = _mm256_hadd_pd(l, r);
    _mm_storeu_pd(pair, _mm256_castpd256_pd128(both) + _mm256_extractf128_pd(both, 1));
}

#define SINGLE_256(sum, w, x) (single_avx2) _mm256_fmadd_ps((__m256)(w), (__m256)(x), (__m256)(sum))
#define WIDE_256(sum, w, x)   (wide_avx2) _mm256_fmadd_pd((__m256d)(w), (__m256d)(x), (__m256d)(sum))
#define SINGLE_512(sum, w, x) (single_avx512) _mm512_fmadd_ps((__m512)(w), (__m512)(x), (__m512)(sum))
#define WIDE_512(sum, w, x)   (wide_avx512) _mm512_fmadd_pd((__m512d)(w), (__m512d)(x), (__m512d)(sum))
DEFINE_KERNEL(avx2, 8, 3, 2, AVX2, SINGLE_256, WIDE_256, false)
DEFINE_QUICK(avx512, 16, 6, AVX512, SINGLE_512, WIDE_512)

/* Conversions of 16 bytes to double take less time on some processors than those of 32, and none more in all. */
static const rbk_kernel_sums sums_of_avx512 = {quick_avx512, exact_avx2, one_avx2, loudest_avx2, false};

bool rbk_kernel_available(rbk_kernel kernel)
{
    switch (kernel) {
    case RBK_KERNEL_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case RBK_KERNEL_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    default:
        return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN;
    }
}

static const rbk_kernel_sums *const sums_of[RBK_KERNELS] = {
    [RBK_KERNEL_PLAIN] = &sums_of_plain, [RBK_KERNEL_AVX2] = &sums_of_avx2, [RBK_KERNEL_AVX512] = &sums_of_avx512};

#elif defined(__aarch64__)
#define SINGLE_128(sum, w, x) (single_neon) vfmaq_f32((float32x4_t)(sum), (float32x4_t)(w), (float32x4_t)(x))
#define WIDE_128(sum, w, x)   (wide_neon) vfmaq_f64((float64x2_t)(sum), (float64x2_t)(w), (float64x2_t)(x))
DEFINE_VECTORS(neon, 4)
DEFINE_WIDENING(neon, 4)
DEFINE_KERNEL(neon, 4, 2, 2, , SINGLE_128, WIDE_128, false)

bool rbk_kernel_available(rbk_kernel kernel)
{
    return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN || kernel == RBK_KERNEL_NEON;
}

static const rbk_kernel_sums *const sums_of[RBK_KERNELS] = {
    [RBK_KERNEL_PLAIN] = &sums_of_plain, [RBK_KERNEL_NEON] = &sums_of_neon};

#else
bool rbk_kernel_available(rbk_kernel kernel)
{
    return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN;
}

static const rbk_kernel_sums *const sums_of[RBK_KERNELS] = {[RBK_KERNEL_PLAIN] = &sums_of_plain};
#endif

rbk_kernel rbk_kernel_used(rbk_kernel kernel)
{
    static const rbk_kernel fastest_first[] = {RBK_KERNEL_AVX512, RBK_KERNEL_AVX2, RBK_KERNEL_NEON};
    kernel = chosen(kernel);
    for (size_t i = 0; i < sizeof fastest_first / sizeof fastest_first[0]; i++)
        if ((kernel == RBK_KERNEL_AUTO || kernel == fastest_first[i]) && rbk_kernel_available(fastest_first[i]))
            return fastest_first[i];
    return RBK_KERNEL_PLAIN;
}

const rbk_kernel_sums *rbk_kernel_sums_of(rbk_kernel kernel)
{
    return sums_of[rbk_kernel_used(kernel)];
}
