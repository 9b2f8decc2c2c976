/*
 * Measuring and applying filter banks. The measurement feeds the converter one impulse after the other, spaced so that
 * responses do not meet and that the impulses stand at every residue of the input period: each output sample then is
 * one weight.
 */
#include "audio/bank.h"

#include "audio/kernels.h"
#include "audio/resample.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define PHASES_MAX  1024
#define WEIGHTS_MAX ((size_t)1 << 19) /* 2 MiB of table */
#define LANES       RBK_KERNEL_LANES
#define BLOCK       4096

struct rbk_bank {
    uint32_t up;   /* outputs in a period: the number of phases */
    uint32_t down; /* inputs in a period */
    size_t reach;  /* weights on each side */
    float *table;  /* 2 * reach weights for each phase; phase p is that of outputs n with n * down mod up = p */
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
    return 2 * bank->reach <= WEIGHTS_MAX / bank->up;
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
        bank->table[(size_t)(m->made * bank->down % bank->up) * 2 * bank->reach + (size_t)place] = value;
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
        bank->table = calloc((size_t)bank->up * 2 * bank->reach, sizeof *bank->table);
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

int64_t rbk_bank_begin(const rbk_bank *bank, int64_t sample)
{
    int64_t frame = rbk_bank_frame(bank, sample) - (int64_t)bank->reach + 1;
    return frame & -(int64_t)LANES;
}

/* ------------------------------------------------------------------ applying */

/* Weights of one tile: they must stay near while a span of input passes. */
#define TILE_BYTES 40960

typedef struct tiling {
    rbk_tile *tile;
    size_t rows;         /* of a tile */
    int64_t period;      /* outputs after which the same weights stand at the same lanes again */
    int64_t down;        /* input frames of a period */
    size_t length;       /* of the rows of the tile at hand */
    int64_t first_frame; /* its first one, a multiple of LANES */
} tiling;

static tiling tiling_of(const rbk_bank *bank, rbk_kernel kernel)
{
    tiling t = {0};
    t.tile = rbk_kernel_tile(kernel, &t.rows);
    uint32_t times = LANES / greatest_common_divisor(bank->down, LANES);
    t.period = (int64_t)bank->up * times;
    t.down = (int64_t)bank->down * times;
    size_t fitting = TILE_BYTES / (2 * bank->reach * sizeof(double));
    t.rows = t.rows < fitting ? t.rows : fitting > 0 ? fitting : 1;
    return t;
}

/* Puts the weights of rows outputs from sample on where their input stands, zeros around them. */
static void lay_weights(const rbk_bank *bank, tiling *t, int64_t sample, size_t rows, double *weights)
{
    t->first_frame = rbk_bank_begin(bank, sample);
    int64_t end = rbk_bank_begin(bank, sample + (int64_t)rows - 1) + LANES + 2 * (int64_t)bank->reach;
    t->length = ((size_t)(end - t->first_frame) + LANES - 1) / LANES * LANES;
    memset(weights, 0, rows * t->length * sizeof *weights);
    for (size_t row = 0; row < rows; row++) {
        int64_t n = sample + (int64_t)row;
        const float *from = bank->table + (size_t)(n % bank->up * bank->down % bank->up) * 2 * bank->reach;
        double *to = weights + row * t->length + (rbk_bank_frame(bank, n) - (int64_t)bank->reach + 1 - t->first_frame);
        for (size_t i = 0; i < 2 * bank->reach; i++)
            to[i] = (double)from[i];
    }
}

void rbk_bank_apply(const rbk_bank *bank, rbk_kernel kernel, int64_t first, size_t count, const rbk_bank_input *window,
                    double *pairs)
{
    tiling t = tiling_of(bank, kernel);
    int64_t end = first + (int64_t)count;
    for (int64_t row = first, rows; row < end && row < first + t.period; row += rows) {
        rows = (int64_t)t.rows < first + t.period - row ? (int64_t)t.rows : first + t.period - row;
        rows = rows < end - row ? rows : end - row;
        lay_weights(bank, &t, row, (size_t)rows, window->weights);
        size_t at = (size_t)(t.first_frame - window->first_frame);
        for (int64_t sample = row; sample < end; sample += t.period, at += (size_t)t.down) {
            int64_t now = rows < end - sample ? rows : end - sample;
            t.tile(window->weights, (size_t)now, t.length, window->left + at, window->right + at,
                   pairs + 2 * (sample - first));
        }
    }
}

size_t rbk_bank_weights_max(const rbk_bank *bank)
{
    size_t span = 2 * bank->reach + 2 * LANES + (size_t)RBK_KERNEL_ROWS_MAX * (bank->down / bank->up + 1);
    return RBK_KERNEL_ROWS_MAX * ((span + LANES - 1) / LANES * LANES);
}
