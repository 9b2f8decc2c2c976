/*
 * limits - what this processor can do, for the limits that the bench shows next to its figures
 *
 *   limits kernel     the kernel that redbook uses here
 *   limits multiply   multiply-adds in single precision per second, on one processor: as many independent sums as
 *                     hide their latency, in registers, by the instructions of that kernel
 */
#include "audio/kernels.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#elif defined(__aarch64__)
#include <arm_neon.h>
#endif

#define SUMS   12
#define ROUNDS 100000
#define TRIES  40

/* Rounds of SUMS sums in vectors of width floats; returns something that depends on all of them. */
#define DEFINE_ROUNDS(name, width, target_attribute, vector, all_of, add)                                              \
    target_attribute static float rounds_##name(void)                                                                  \
    {                                                                                                                  \
        vector sums[SUMS], weight = all_of(0.999F), value = all_of(0.001F);                                            \
        float lanes[SUMS * (width)], result = 0;                                                                       \
        for (int i = 0; i < SUMS; i++)                                                                                 \
            sums[i] = all_of((float)i);                                                                                \
        for (int round = 0; round < ROUNDS; round++)                                                                   \
            _Pragma("GCC unroll 12") for (int i = 0; i < SUMS; i++) sums[i] = add(sums[i], weight, value);             \
        memcpy(lanes, sums, sizeof lanes);                                                                             \
        for (int i = 0; i < SUMS * (width); i++)                                                                       \
            result += lanes[i];                                                                                        \
        return result;                                                                                                 \
    }

#define SAME(value)               (value)
#define SEPARATELY(sum, w, value) ((sum) * (w) + (value))
DEFINE_ROUNDS(plain, 1, , float, SAME, SEPARATELY)

#if defined(__x86_64__) && defined(__GNUC__)
#define AVX2   __attribute__((target("avx2,fma")))
#define AVX512 __attribute__((target("avx512f")))
DEFINE_ROUNDS(avx2, 8, AVX2, __m256, _mm256_set1_ps, _mm256_fmadd_ps)
DEFINE_ROUNDS(avx512, 16, AVX512, __m512, _mm512_set1_ps, _mm512_fmadd_ps)
#elif defined(__aarch64__)
#define NEON_ADD(sum, w, value) vfmaq_f32(value, sum, w)
DEFINE_ROUNDS(neon, 4, , float32x4_t, vdupq_n_f32, NEON_ADD)
#endif

typedef struct kernel_row {
    float (*rounds)(void);
    int width;
} kernel_row;

static kernel_row row_of(rbk_kernel kernel)
{
    switch (kernel) {
#if defined(__x86_64__) && defined(__GNUC__)
    case RBK_KERNEL_AVX2:
        return (kernel_row){rounds_avx2, 8};
    case RBK_KERNEL_AVX512:
        return (kernel_row){rounds_avx512, 16};
#elif defined(__aarch64__)
    case RBK_KERNEL_NEON:
        return (kernel_row){rounds_neon, 4};
#endif
    default:
        return (kernel_row){rounds_plain, 1};
    }
}

static double seconds_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
    const rbk_kernel kernel = rbk_kernel_used(RBK_KERNEL_AUTO);
    const kernel_row row = row_of(kernel);
    volatile float kept = 0;
    double best = 1e9;
    if (argc == 2 && strcmp(argv[1], "kernel") == 0)
        return printf("%s\n", rbk_kernel_name(kernel)) < 0;
    if (argc != 2 || strcmp(argv[1], "multiply") != 0) {
        fprintf(stderr, "usage: limits kernel|multiply\n");
        return 2;
    }
    for (int i = 0; i < TRIES; i++) {
        const double begin = seconds_now();
        kept += row.rounds();
        const double took = seconds_now() - begin;
        best = took < best ? took : best;
    }
    return printf("%.0f\n", (double)SUMS * ROUNDS * row.width / best) < 0;
}
