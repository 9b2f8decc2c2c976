/*
 * Measuring and applying filter banks. The measurement feeds the converter one impulse after the other, spaced so that
 * responses do not meet and that the impulses stand at every residue of the input period: each output sample then is
 * one weight.
 */
#include "audio/bank.h"

#include "audio/resample.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define PHASES_MAX  1024
#define WEIGHTS_MAX ((size_t)1 << 19) /* 4 MiB of table */
#define LANES       16
#define BLOCK       4096

struct rbk_bank {
    uint32_t up;    /* outputs in a period: the number of phases */
    uint32_t down;  /* inputs in a period */
    size_t reach;   /* weights on each side */
    size_t weights; /* of a phase: 2 * reach, completed with zeros to whole lanes */
    double *table;  /* phases one after another; phase p is that of outputs n with n * down mod up = p */
};

/* ------------------------------------------------------------------ shape */

static uint32_t greatest_common_divisor(uint32_t a, uint32_t b)
{
    while (b != 0) {
        uint32_t rest = a % b;
        a = b;
        b = rest;
    }
    return a;
}

/*
 * Zero crossings of the library's filters to one side (half the table's length by its density, and one), stretched by
 * the ratio where the rate goes down. What lies outside is verified to be nothing.
 */
static size_t reach_of(uint32_t up, uint32_t down, rbk_quality quality)
{
    static const size_t crossings[] = {[RBK_QUALITY_BEST] = 144, [RBK_QUALITY_MEDIUM] = 47, [RBK_QUALITY_FAST] = 21};
    size_t base = crossings[quality];
    return down > up ? (base * down + up - 1) / up + 1 : base;
}

static bool shape(uint32_t rate_hz, rbk_quality quality, rbk_bank *bank)
{
    uint32_t divisor = greatest_common_divisor(RBK_RATE_HZ, rate_hz);
    bank->up = RBK_RATE_HZ / divisor;
    bank->down = rate_hz / divisor;
    if ((unsigned)quality > RBK_QUALITY_FAST || bank->up > PHASES_MAX)
        return false;
    bank->reach = reach_of(bank->up, bank->down, quality);
    bank->weights = (2 * bank->reach + LANES - 1) / LANES * LANES;
    return bank->weights <= WEIGHTS_MAX / bank->up;
}

/* From one impulse to the next: responses do not meet, and no residue of the period comes twice. */
static int64_t spacing(const rbk_bank *bank)
{
    uint32_t step = (uint32_t)(2 * bank->reach + 4);
    while (greatest_common_divisor(step, bank->down) != 1)
        step++;
    return step;
}

static int64_t measurement_frames(const rbk_bank *bank)
{
    return spacing(bank) * ((int64_t)bank->down + 1);
}

bool rbk_bank_suits(uint32_t rate_hz, rbk_quality quality, int64_t frames)
{
    rbk_bank bank;
    return rate_hz != RBK_RATE_HZ && shape(rate_hz, quality, &bank) && frames >= 2 * measurement_frames(&bank);
}

/* ------------------------------------------------------------------ measuring */

typedef struct measurement {
    rbk_bank *bank;
    rbk_resampler *resampler;
    int64_t fed;  /* frames */
    int64_t made; /* output samples */
    bool outside; /* something stood where nothing should be */
    float in[2 * BLOCK];
    float out[2 * BLOCK];
} measurement;

/* Impulses stand at spacing, 2 * spacing, ... The one nearest to a frame. */
static int64_t nearest_impulse(const measurement *m, int64_t frame)
{
    int64_t step = spacing(m->bank);
    int64_t number = (frame + step / 2) / step;
    number = number < 1 ? 1 : number > (int64_t)m->bank->down ? (int64_t)m->bank->down : number;
    return number * step;
}

static void take_weight(measurement *m, float value)
{
    rbk_bank *bank = m->bank;
    int64_t frame = rbk_bank_frame(bank, m->made);
    int64_t place = nearest_impulse(m, frame) - frame + (int64_t)bank->reach - 1;
    if (place >= 0 && place < 2 * (int64_t)bank->reach)
        bank->table[(size_t)(m->made * bank->down % bank->up) * bank->weights + (size_t)place] = value;
    else if (value != 0)
        m->outside = true;
    m->made++;
}

static void fill_input(measurement *m, size_t count)
{
    int64_t step = spacing(m->bank);
    memset(m->in, 0, sizeof m->in);
    for (size_t i = 0; i < count; i++) {
        int64_t frame = m->fed + (int64_t)i;
        if (frame > 0 && frame % step == 0 && frame / step <= (int64_t)m->bank->down)
            m->in[2 * i] = 1.0F;
    }
}

static rbk_status measure(measurement *m, rbk_error *error)
{
    int64_t total = measurement_frames(m->bank);
    size_t have = 0, used = 0, made = 1;
    rbk_status status = RBK_OK;
    while (status == RBK_OK && (m->fed + (int64_t)have < total || have > 0 || made > 0)) {
        if (have == 0 && m->fed < total) {
            have = total - m->fed < BLOCK ? (size_t)(total - m->fed) : BLOCK;
            fill_input(m, have);
            m->fed += (int64_t)have;
            used = 0;
        }
        size_t taken = 0;
        status = rbk_resampler_process(m->resampler, m->in + 2 * used, have, m->fed == total, &taken, m->out, BLOCK,
                                       &made, error);
        used += taken;
        have -= taken;
        for (size_t i = 0; status == RBK_OK && i < made; i++)
            take_weight(m, m->out[2 * i]);
        if (m->fed < total)
            made = 1;
    }
    return status;
}

rbk_status rbk_bank_make(uint32_t rate_hz, rbk_quality quality, rbk_bank **out, rbk_error *error)
{
    rbk_bank *bank = calloc(1, sizeof *bank);
    measurement *m = calloc(1, sizeof *m);
    rbk_status status = bank && m ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK && !shape(rate_hz, quality, bank))
        status = rbk_fail(error, RBK_UNSUPPORTED, "%u Hz has no small ratio to 44100 Hz", (unsigned)rate_hz);
    if (status == RBK_OK) {
        bank->table = calloc((size_t)bank->up * bank->weights, sizeof *bank->table);
        status = bank->table ? rbk_resampler_open(rate_hz, quality, &m->resampler, error) : rbk_fail_memory(error);
    }
    if (status == RBK_OK) {
        m->bank = bank;
        status = measure(m, error);
        rbk_resampler_close(m->resampler);
    }
    if (status == RBK_OK && m->outside)
        status = rbk_fail(error, RBK_UNSUPPORTED, "the converter reaches further than its table");
    free(m);
    if (status != RBK_OK) {
        rbk_bank_free(bank);
        return status;
    }
    *out = bank;
    return RBK_OK;
}

void rbk_bank_free(rbk_bank *bank)
{
    if (!bank)
        return;
    free(bank->table);
    free(bank);
}

size_t rbk_bank_before(const rbk_bank *bank)
{
    return bank->reach - 1;
}

size_t rbk_bank_behind(const rbk_bank *bank)
{
    return bank->reach;
}

int64_t rbk_bank_frame(const rbk_bank *bank, int64_t sample)
{
    int64_t periods = sample / bank->up; /* so that no product leaves 64 bits */
    return periods * bank->down + sample % bank->up * bank->down / bank->up;
}

/* ------------------------------------------------------------------ applying */

static inline double tree(const double *a)
{
    double b[8];
    for (int i = 0; i < 8; i++)
        b[i] = a[i] + a[i + 8];
    return ((b[0] + b[4]) + (b[2] + b[6])) + ((b[1] + b[5]) + (b[3] + b[7]));
}

#define INLINE static inline __attribute__((always_inline))

/*
 * Sixteen partial sums, held in vectors of a kernel's width; which sum a product goes to and in which order does not
 * depend on the width, so the bits do not either.
 */
#define DEFINE_KERNEL(name, width, target_attribute)                                                                   \
    typedef double vector_##name __attribute__((vector_size(8 * (width)), aligned(8), may_alias));                     \
                                                                                                                       \
    INLINE target_attribute double weigh_##name(const double *weights, size_t count, const double *input)              \
    {                                                                                                                  \
        vector_##name sums[LANES / (width)];                                                                           \
        memset(sums, 0, sizeof sums);                                                                                  \
        for (size_t i = 0; i < count; i += LANES) {                                                                    \
            const vector_##name *w = (const vector_##name *)(const void *)(weights + i);                               \
            const vector_##name *x = (const vector_##name *)(const void *)(input + i);                                 \
            _Pragma("GCC unroll 16") for (int v = 0; v < LANES / (width); v++) sums[v] += w[v] * x[v];                 \
        }                                                                                                              \
        double lanes[LANES];                                                                                           \
        memcpy(lanes, sums, sizeof lanes);                                                                             \
        return tree(lanes);                                                                                            \
    }                                                                                                                  \
                                                                                                                       \
    target_attribute static void apply_##name(const rbk_bank *bank, int64_t first, size_t count, const double *left,   \
                                              const double *right, int64_t window_frame, double *pairs)                \
    {                                                                                                                  \
        for (size_t i = 0; i < count; i++) {                                                                           \
            int64_t sample = first + (int64_t)i;                                                                       \
            const double *weights = weights_of(bank, sample);                                                          \
            size_t at = (size_t)(rbk_bank_frame(bank, sample) - (int64_t)rbk_bank_before(bank) - window_frame);        \
            pairs[2 * i] = weigh_##name(weights, bank->weights, left + at);                                            \
            pairs[2 * i + 1] = weigh_##name(weights, bank->weights, right + at);                                       \
        }                                                                                                              \
    }

static inline const double *weights_of(const rbk_bank *bank, int64_t sample)
{
    return bank->table + (size_t)(sample % bank->up * bank->down % bank->up) * bank->weights;
}

DEFINE_KERNEL(plain, 2, )

typedef void applier(const rbk_bank *bank, int64_t first, size_t count, const double *left, const double *right,
                     int64_t window_frame, double *pairs);

#if defined(__x86_64__) && defined(__GNUC__)
DEFINE_KERNEL(avx2, 4, __attribute__((target("avx2"))))
DEFINE_KERNEL(avx512, 8, __attribute__((target("avx512f"))))

bool rbk_kernel_available(rbk_kernel kernel)
{
    switch (kernel) {
    case RBK_KERNEL_AVX2:
        return __builtin_cpu_supports("avx2");
    case RBK_KERNEL_AVX512:
        return __builtin_cpu_supports("avx512f");
    default:
        return true;
    }
}

static applier *choose(rbk_kernel kernel)
{
    bool any = kernel == RBK_KERNEL_AUTO;
    if ((any || kernel == RBK_KERNEL_AVX512) && rbk_kernel_available(RBK_KERNEL_AVX512))
        return apply_avx512;
    if ((any || kernel == RBK_KERNEL_AVX2) && rbk_kernel_available(RBK_KERNEL_AVX2))
        return apply_avx2;
    return apply_plain;
}
#else
bool rbk_kernel_available(rbk_kernel kernel)
{
    return kernel == RBK_KERNEL_AUTO || kernel == RBK_KERNEL_PLAIN;
}

static applier *choose(rbk_kernel kernel)
{
    (void)kernel;
    return apply_plain;
}
#endif

void rbk_bank_apply(const rbk_bank *bank, rbk_kernel kernel, int64_t first, size_t count, const double *left,
                    const double *right, int64_t window_frame, double *pairs)
{
    choose(kernel)(bank, first, count, left, right, window_frame, pairs);
}
