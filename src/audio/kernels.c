/*
 * Tiles of a few outputs by both channels: what is loaded of the input serves all rows, what is loaded of the weights
 * both channels, and enough sums are under way at once to hide the time each addition takes.
 */
#include "audio/kernels.h"

#include <string.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

const char *rbk_kernel_name(rbk_kernel kernel)
{
    static const char *const names[RBK_KERNELS] = {"auto", "plain", "avx2", "avx512", "neon"};
    return (unsigned)kernel < RBK_KERNELS ? names[kernel] : "unknown";
}

#define LANES  RBK_KERNEL_LANES
#define INLINE static inline __attribute__((always_inline))

/* Without this the compiler reads a weight from memory for each of its two uses; loads are what there are too many of.
 */
#if defined(__x86_64__) && defined(__GNUC__)
#define IN_REGISTER(value) __asm__("" : "+v"(value))
#else
#define IN_REGISTER(value) ((void)0)
#endif

INLINE size_t up_to(size_t count, size_t most)
{
    return count < most ? count : most;
}

static inline double tree(const double *a)
{
    return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

/*
 * multiply_add(sum, w, x) is sum + w * x in vectors of width doubles. The sums stay in registers: rows is a constant
 * wherever sum_ is inlined, and all loops but the one over the length are unrolled.
 */
#define DEFINE_TILE(name, width, rows_liked, target_attribute, multiply_add)                                           \
    enum { ROWS_##name = (rows_liked) };                                                                               \
    typedef double vector_##name __attribute__((vector_size(8 * (width)), aligned(8), may_alias));                     \
                                                                                                                       \
    INLINE target_attribute void sum_##name(size_t rows, const double *weights, size_t length, const double *left,     \
                                            const double *right, double *pairs)                                        \
    {                                                                                                                  \
        vector_##name sums[(rows_liked)*2][LANES / (width)];                                                           \
        memset(sums, 0, sizeof sums);                                                                                  \
        for (size_t i = 0; i < length; i += LANES) {                                                                   \
            _Pragma("GCC unroll 8") for (size_t v = 0; v < LANES / (width); v++)                                       \
            {                                                                                                          \
                size_t at = i + v * (width);                                                                           \
                vector_##name l = *(const vector_##name *)(const void *)(left + at);                                   \
                vector_##name r = *(const vector_##name *)(const void *)(right + at);                                  \
                _Pragma("GCC unroll 8") for (size_t row = 0; row < rows; row++)                                        \
                {                                                                                                      \
                    vector_##name w = *(const vector_##name *)(const void *)(weights + row * length + at);             \
                    IN_REGISTER(w);                                                                                    \
                    sums[2 * row][v] = multiply_add(sums[2 * row][v], w, l);                                           \
                    sums[2 * row + 1][v] = multiply_add(sums[2 * row + 1][v], w, r);                                   \
                }                                                                                                      \
            }                                                                                                          \
        }                                                                                                              \
        _Pragma("GCC unroll 16") for (size_t i = 0; i < 2 * rows; i++)                                                 \
        {                                                                                                              \
            double lanes[LANES];                                                                                       \
            memcpy(lanes, sums[i], sizeof lanes);                                                                      \
            pairs[i] = tree(lanes);                                                                                    \
        }                                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    INLINE target_attribute void rows_##name(size_t rows, const double *weights, size_t length, const double *left,    \
                                             const double *right, double *pairs)                                       \
    {                                                                                                                  \
        switch (rows) {                                                                                                \
        case 1:                                                                                                        \
            sum_##name(1, weights, length, left, right, pairs);                                                        \
            break;                                                                                                     \
        case 2:                                                                                                        \
            sum_##name(up_to(2, rows_liked), weights, length, left, right, pairs);                                     \
            break;                                                                                                     \
        case 3:                                                                                                        \
            sum_##name(up_to(3, rows_liked), weights, length, left, right, pairs);                                     \
            break;                                                                                                     \
        case 4:                                                                                                        \
            sum_##name(up_to(4, rows_liked), weights, length, left, right, pairs);                                     \
            break;                                                                                                     \
        case 5:                                                                                                        \
            sum_##name(up_to(5, rows_liked), weights, length, left, right, pairs);                                     \
            break;                                                                                                     \
        default:                                                                                                       \
            sum_##name(rows_liked, weights, length, left, right, pairs);                                               \
        }                                                                                                              \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static void tile_##name(const double *weights, size_t rows, size_t length, const double *left,    \
                                             const double *right, double *pairs)                                       \
    {                                                                                                                  \
        for (size_t now; rows > 0; rows -= now, weights += now * length, pairs += 2 * now) {                           \
            now = up_to(rows, ROWS_##name);                                                                            \
            rows_##name(now, weights, length, left, right, pairs);                                                     \
        }                                                                                                              \
    }

#define SEPARATELY(sum, w, x) ((sum) + (w) * (x))
DEFINE_TILE(plain, 2, 1, , SEPARATELY)

#if defined(__x86_64__) && defined(__GNUC__)
#define FUSED_256(sum, w, x) (vector_avx2) _mm256_fmadd_pd((__m256d)(w), (__m256d)(x), (__m256d)(sum))
#define FUSED_512(sum, w, x) (vector_avx512) _mm512_fmadd_pd((__m512d)(w), (__m512d)(x), (__m512d)(sum))
DEFINE_TILE(avx2, 4, 3, __attribute__((target("avx2,fma"))), FUSED_256)
DEFINE_TILE(avx512, 8, 6, __attribute__((target("avx512f"))), FUSED_512)

bool rbk_kernel_available(rbk_kernel kernel)
{
    switch (kernel) {
    case RBK_KERNEL_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case RBK_KERNEL_AVX512:
        return __builtin_cpu_supports("avx512f");
    default:
        return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN;
    }
}

rbk_tile *rbk_kernel_tile(rbk_kernel kernel, size_t *rows)
{
    bool any = kernel == RBK_KERNEL_AUTO;
    if ((any || kernel == RBK_KERNEL_AVX512) && rbk_kernel_available(RBK_KERNEL_AVX512)) {
        *rows = ROWS_avx512;
        return tile_avx512;
    }
    if ((any || kernel == RBK_KERNEL_AVX2) && rbk_kernel_available(RBK_KERNEL_AVX2)) {
        *rows = ROWS_avx2;
        return tile_avx2;
    }
    *rows = ROWS_plain;
    return tile_plain;
}

#elif defined(__aarch64__)
#define FUSED_128(sum, w, x) (vector_neon) vfmaq_f64((float64x2_t)(sum), (float64x2_t)(w), (float64x2_t)(x))
DEFINE_TILE(neon, 2, 2, , FUSED_128)

bool rbk_kernel_available(rbk_kernel kernel)
{
    return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN || kernel == RBK_KERNEL_NEON;
}

rbk_tile *rbk_kernel_tile(rbk_kernel kernel, size_t *rows)
{
    bool fused = kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_NEON;
    *rows = fused ? ROWS_neon : ROWS_plain;
    return fused ? tile_neon : tile_plain;
}

#else
bool rbk_kernel_available(rbk_kernel kernel)
{
    return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN;
}

rbk_tile *rbk_kernel_tile(rbk_kernel kernel, size_t *rows)
{
    (void)kernel;
    *rows = ROWS_plain;
    return tile_plain;
}
#endif
