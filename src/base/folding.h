/*
 * base/folding.h - a step of a CRC by carry-less multiplication
 *
 * Bits that are n bits before a position have x^n times the weight: 16 bytes of a message can be removed if their
 * product with x^n, modulo the polynomial, is added n bits further on. Each half of them has its own power.
 */
#ifndef RBK_BASE_FOLDING_H
#define RBK_BASE_FOLDING_H

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>

#define RBK_FOLD_BYTES   64  /* a step: four vectors */
#define RBK_FOLD_MINIMUM 128 /* shorter messages take less time by table */

__attribute__((target("pclmul,sse2"))) static inline __m128i rbk_folded(__m128i bytes, __m128i powers, __m128i next)
{
    __m128i low = _mm_clmulepi64_si128(bytes, powers, 0x00), high = _mm_clmulepi64_si128(bytes, powers, 0x11);
    return _mm_xor_si128(_mm_xor_si128(low, high), next);
}
#endif

#endif
