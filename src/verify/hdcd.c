/*
 * The bits are scrambled by themselves: each is the sum of the one meant, the one 5 before and the one 23 before.
 */
#include "verify/hdcd.h"

#define PREFIX_8  UINT32_C(0x7E0FA005)
#define PREFIX_16 UINT32_C(0x7E0FA006)

/* The 32 bits that are meant, the newest lowest. */
static inline uint32_t meant(uint64_t bits)
{
    return (uint32_t)(bits ^ bits >> 5 ^ bits >> 23);
}

/* The prefix and 8 bits of which five are zero; or 8 bits and their complement. */
static bool is_code(uint32_t word, unsigned form)
{
    if (form == 8)
        return (word & UINT32_C(0xFFFFFFC8)) == UINT32_C(0x0FA00500);
    return ((word ^ (~word >> 8 & 0xFF)) & UINT32_C(0xFFFF00FF)) == UINT32_C(0xA0060000);
}

void rbk_hdcd_take(rbk_hdcd *hdcd, const int16_t *pairs, size_t count, unsigned channel, int64_t first_sample)
{
    uint64_t bits = hdcd->bits;
    for (size_t i = 0; i < count; i++) {
        bits = bits << 1 | (uint64_t)(pairs[2 * i + channel] & 1);
        uint32_t word = meant(bits);
        if (hdcd->ahead > 0 && --hdcd->ahead == 0 && is_code(word, hdcd->form) && hdcd->codes++ == 0)
            hdcd->first_sample = first_sample + (int64_t)i;
        if (word == PREFIX_8 || word == PREFIX_16)
            hdcd->ahead = hdcd->form = word == PREFIX_8 ? 8 : 16;
    }
    hdcd->bits = bits;
}
