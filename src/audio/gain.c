/*
 * The constants are 10^(2^k / 20000): a gain is the product of those of its bits, in a fixed order, so that it is the same
 * number on every machine, which pow() does not promise.
 */
#include "audio/gain.h"

#define BITS 17

static const double of_bit[BITS] = {
    0x1.00078ba8d9566p+0, 0x1.000f178aa2197p+0,  0x1.001e2ff9089c2p+0, 0x1.003c63815893ap+0, 0x1.0078d5417c762p+0,
    0x1.00f1e38b97f6fp+0, 0x1.01e4aba56702ep+0,  0x1.03ccece44a89ap+0, 0x1.07a84b6055df0p+0, 0x1.0f8b3982f5127p+0,
    0x1.20080f7ac3fecp+0, 0x1.4412231531990p+0,  0x1.9a3dea1699551p+0, 0x1.48b53064e3fb7p+1, 0x1.a610cc400004cp+2,
    0x1.5bedb13e9582ep+5, 0x1.d8de3b3151e94p+10,
};

double rbk_gain_factor(int64_t millidecibels)
{
    double factor = 1;
    uint64_t size = (uint64_t)(millidecibels < 0 ? -millidecibels : millidecibels);
    for (unsigned bit = 0; bit < BITS; bit++)
        if (size >> bit & 1)
            factor *= of_bit[bit];
    return millidecibels < 0 ? 1 / factor : factor;
}

int64_t rbk_gain_below(double factor)
{
    int64_t low = -RBK_GAIN_MAX_MILLIDECIBELS, high = RBK_GAIN_MAX_MILLIDECIBELS;
    while (low < high) {
        int64_t middle = low + (high - low + 1) / 2;
        if (rbk_gain_factor(middle) <= factor)
            low = middle;
        else
            high = middle - 1;
    }
    return low;
}
