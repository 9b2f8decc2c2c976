/*
 * Reading filter banks from the library, and applying them. The library converts impulses, one after another on
 * alternating channels, so far apart that the responses do not overlap and that they cover every residue of the input
 * period: each output value is then one weight. With several channels the library computes its own weights once for all
 * of them. Several threads read a part of the table each; it is the same for any number of them.
 */
#include "audio/filter_bank.h"

#include "audio/resample.h"
#include "audio/tiles.h"
#include "base/fail.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PHASES_MAX   1024
#define WEIGHTS_MAX  ((size_t)1 << 19) /* 2 MiB of table */
#define CHANNELS     4                 /* while the weights are read; the library has its fastest code for so many */
#define BLOCK        1024
#define SHARES_MAX   4  /* threads that read a table */
#define IMPULSES_MIN 16 /* for each of them */

struct rbk_filter_bank {
    uint32_t up;   /* outputs in a period: the number of phases */
    uint32_t down; /* inputs in a period */
    size_t reach;  /* weights on each side */
    size_t stride; /* 2 * reach, padded with zeros so that exact sums end at a whole number of lanes */
    float *table;  /* stride weights for each phase; phase p is that of outputs n with n * down mod up = p */
    rbk_tiles tiles;
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
 * Zero crossings of the library's filters on one side (half the table's length by its density, and one), longer by the
 * ratio when the rate is reduced. Everything outside is checked to be zero.
 */
static size_t reach_of(uint32_t up, uint32_t down, rbk_quality quality)
{
    static const size_t crossings[] = {[RBK_QUALITY_BEST] = 144, [RBK_QUALITY_MEDIUM] = 47, [RBK_QUALITY_FAST] = 21};
    size_t base = crossings[quality];
    return down > up ? (base * down + up - 1) / up + 1 : base;
}

static bool shape(uint32_t rate_hz, rbk_quality quality, rbk_filter_bank *bank)
{
    uint32_t divisor = greatest_common_divisor(RBK_RATE_HZ, rate_hz);
    bank->up = RBK_RATE_HZ / divisor;
    bank->down = rate_hz / divisor;
    if ((unsigned)quality > RBK_QUALITY_FAST || bank->up > PHASES_MAX)
        return false;
    bank->reach = reach_of(bank->up, bank->down, quality);
    bank->stride = (2 * bank->reach + RBK_BIT_EXACT_LANES - 1) / RBK_BIT_EXACT_LANES * RBK_BIT_EXACT_LANES;
    return 2 * bank->reach <= WEIGHTS_MAX / bank->up;
}

/* Distance of two impulses: at least this many frames, and a different residue of the period each time. */
static int64_t spacing(const rbk_filter_bank *bank, size_t least)
{
    uint32_t step = (uint32_t)least;
    while (greatest_common_divisor(step, bank->down) != 1)
        step++;
    return step;
}

/* The length of a response, and some more. */
static size_t response_frames(const rbk_filter_bank *bank)
{
    return 2 * bank->reach + 4;
}

/* A stream shorter than twice this goes through the library. The way of a stream shows in its bytes, so the limit
 * is the one from when reading a table took its full length. */
static int64_t paying_frames(const rbk_filter_bank *bank)
{
    return spacing(bank, response_frames(bank)) * ((int64_t)bank->down + 1);
}

bool rbk_filter_bank_suits(uint32_t rate_hz, rbk_quality quality, int64_t frames)
{
    rbk_filter_bank bank;
    return rate_hz != RBK_RATE_HZ && shape(rate_hz, quality, &bank) && frames >= 2 * paying_frames(&bank);
}

/* The weights of an output sample, and the input frame of the first of them. */
static float *weights_of(const rbk_filter_bank *bank, int64_t sample)
{
    return bank->table + (size_t)(sample % bank->up * bank->down % bank->up) * bank->stride;
}

static int64_t weights_begin(const rbk_filter_bank *bank, int64_t sample)
{
    return rbk_filter_bank_frame(bank, sample) - (int64_t)bank->reach + 1;
}

/* ------------------------------------------------------------------ reading the weights */

/*
 * Impulse number 1, 2 ... down is at start + number * step on channel number mod CHANNELS. They may be shared out to
 * several measurements, each of which has its own stream: it begins with a period, as if everything before it were silent.
 */
typedef struct measurement {
    rbk_filter_bank *bank;
    rbk_resampler *resampler;
    int64_t start;      /* the impulses follow this frame, so that no response starts before the stream */
    int64_t step;       /* from one impulse to the next, which is on the next channel */
    int64_t first, end; /* numbers of the impulses */
    int64_t total;      /* end of the input; frames and samples count from the beginning of the first stream */
    int64_t fed;        /* frames */
    int64_t made;       /* output samples */
    bool outside;       /* a value that should be zero was not */
    float in[CHANNELS * BLOCK];
    float out[CHANNELS * BLOCK];
} measurement;

/* The impulse nearest to a frame on its channel. */
static int64_t nearest_impulse(const measurement *m, int64_t channel, int64_t frame)
{
    int64_t first = m->first + (channel - m->first % CHANNELS + CHANNELS) % CHANNELS, round = m->step * CHANNELS;
    int64_t rounds = (frame - m->start - first * m->step + round / 2) / round;
    int64_t most = (m->end - 1 - first) / CHANNELS;
    rounds = rounds < 0 ? 0 : rounds > most ? most : rounds;
    return m->start + (first + rounds * CHANNELS) * m->step;
}

static void take_weight(measurement *m, int64_t channel, float value)
{
    rbk_filter_bank *bank = m->bank;
    int64_t place = nearest_impulse(m, channel, rbk_filter_bank_frame(bank, m->made)) - weights_begin(bank, m->made);
    if (place >= 0 && place < 2 * (int64_t)bank->reach)
        weights_of(bank, m->made)[place] = value;
    else
        m->outside = true;
}

static void take_weights(measurement *m, size_t made)
{
    for (size_t i = 0; i < made; i++, m->made++)
        for (int64_t channel = 0; channel < CHANNELS; channel++)
            if (m->out[(int64_t)i * CHANNELS + channel] != 0)
                take_weight(m, channel, m->out[(int64_t)i * CHANNELS + channel]);
}

static void fill_input(measurement *m, size_t count)
{
    memset(m->in, 0, sizeof m->in);
    for (size_t i = 0; i < count; i++) {
        int64_t frame = m->fed + (int64_t)i - m->start, number = frame / m->step;
        if (frame > 0 && frame % m->step == 0 && number >= m->first && number < m->end)
            m->in[i * CHANNELS + (size_t)(number % CHANNELS)] = 1.0F;
    }
}

static rbk_status measure(measurement *m, rbk_error *error)
{
    size_t have = 0, used = 0, made = 1;
    rbk_status status = RBK_OK;
    while (status == RBK_OK && (m->fed + (int64_t)have < m->total || have > 0 || made > 0)) {
        if (have == 0 && m->fed < m->total) {
            have = m->total - m->fed < BLOCK ? (size_t)(m->total - m->fed) : BLOCK;
            fill_input(m, have);
            m->fed += (int64_t)have;
            used = 0;
        }
        size_t taken = 0;
        status = rbk_resampler_process(m->resampler, m->in + CHANNELS * used, have, m->fed == m->total, &taken, m->out,
                                       BLOCK, &made, error);
        used += taken;
        have -= taken;
        if (status == RBK_OK)
            take_weights(m, made);
        if (m->fed < m->total)
            made = 1;
    }
    return status;
}

/* What one thread measures. */
typedef struct share {
    measurement m;
    uint32_t rate_hz;
    rbk_quality quality;
    pthread_t thread;
    bool started;
    rbk_status status;
    rbk_error error;
} share;

static void prepare_share(share *s, rbk_filter_bank *bank, size_t number, size_t count)
{
    measurement *m = &s->m;
    m->bank = bank;
    m->start = (int64_t)response_frames(bank);
    m->step = spacing(bank, response_frames(bank) / CHANNELS + 1);
    m->first = 1 + (int64_t)(bank->down * number / count);
    m->end = 1 + (int64_t)(bank->down * (number + 1) / count);
    m->total = m->start + m->step * (m->end - 1) + m->start;
    int64_t periods =
        m->first * m->step / bank->down; /* before the first impulse, which is start after that at least */
    m->fed = number == 0 ? 0 : periods * bank->down;
    m->made = number == 0 ? 0 : periods * bank->up;
}

static void *measure_share(void *user)
{
    share *s = user;
    rbk_error_init(&s->error);
    s->status = rbk_resampler_open(s->rate_hz, s->quality, CHANNELS, &s->m.resampler, &s->error);
    if (s->status != RBK_OK)
        return NULL;
    s->status = measure(&s->m, &s->error);
    rbk_resampler_close(s->m.resampler);
    if (s->status == RBK_OK && s->m.outside)
        s->status = rbk_fail(&s->error, RBK_UNSUPPORTED, "the filter of the rate converter is longer than its table");
    return NULL;
}

static size_t share_count(const rbk_filter_bank *bank, uint32_t threads)
{
    size_t most = bank->down / IMPULSES_MIN, wanted = threads;
    if (threads == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        wanted = processors > 0 ? (size_t)processors : 1;
    }
    most = most < SHARES_MAX ? most : SHARES_MAX;
    wanted = wanted < most ? wanted : most;
    return wanted > 0 ? wanted : 1;
}

/* A thread that cannot be created makes it slower, nothing else. */
static rbk_status measure_table(rbk_filter_bank *bank, uint32_t rate_hz, rbk_quality quality, uint32_t threads,
                                rbk_error *error)
{
    const size_t count = share_count(bank, threads);
    share *shares = calloc(count, sizeof *shares);
    rbk_status status = RBK_OK;
    if (!shares)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        shares[i].rate_hz = rate_hz;
        shares[i].quality = quality;
        prepare_share(&shares[i], bank, i, count);
        shares[i].started = i > 0 && pthread_create(&shares[i].thread, NULL, measure_share, &shares[i]) == 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (shares[i].started)
            pthread_join(shares[i].thread, NULL);
        else
            measure_share(&shares[i]);
        if (status == RBK_OK && shares[i].status != RBK_OK) {
            status = shares[i].status;
            if (error)
                *error = shares[i].error;
        }
    }
    free(shares);
    return status;
}

rbk_status rbk_filter_bank_make(uint32_t rate_hz, rbk_quality quality, uint32_t threads, rbk_filter_bank **out,
                                rbk_error *error)
{
    rbk_filter_bank *bank = calloc(1, sizeof *bank);
    if (!bank)
        return rbk_fail_memory(error);
    rbk_status status = RBK_OK;
    if (!shape(rate_hz, quality, bank))
        status = rbk_fail(error, RBK_UNSUPPORTED, "%u Hz has no small ratio to 44100 Hz", (unsigned)rate_hz);
    if (status == RBK_OK) {
        bank->table = calloc((size_t)bank->up * bank->stride, sizeof *bank->table);
        status = bank->table ? measure_table(bank, rate_hz, quality, threads, error) : rbk_fail_memory(error);
    }
    if (status == RBK_OK) {
        rbk_tiles_source source = {bank->up, bank->down, bank->reach, bank->stride, bank->table};
        status = rbk_tiles_make(&source, &bank->tiles, error);
    }
    if (status != RBK_OK) {
        rbk_filter_bank_free(bank);
        return status;
    }
    *out = bank;
    return RBK_OK;
}

void rbk_filter_bank_free(rbk_filter_bank *bank)
{
    if (!bank)
        return;
    rbk_tiles_release(&bank->tiles);
    free(bank->table);
    free(bank);
}

size_t rbk_filter_bank_after(const rbk_filter_bank *bank)
{
    return bank->reach;
}

int64_t rbk_filter_bank_frame(const rbk_filter_bank *bank, int64_t sample)
{
    int64_t periods = sample / bank->up; /* so that no product leaves 64 bits */
    return periods * bank->down + sample % bank->up * bank->down / bank->up;
}

int64_t rbk_filter_bank_begin(const rbk_filter_bank *bank, int64_t sample)
{
    const rbk_tiles *tiles = &bank->tiles;
    const rbk_tile *tile = &tiles->tiles[sample % tiles->period_samples / RBK_TILE_ROWS];
    int64_t begin = sample / tiles->period_samples * tiles->period_frames + tile->offset_frames;
    return begin & -(int64_t)RBK_FILTER_BANK_BORDER;
}

/* ------------------------------------------------------------------ applying */

/* The outputs of one tile in one period, those between first and end. */
static void apply_tile(const rbk_tile *tile, const rbk_kernel_sums *sums, int64_t sample, int64_t first, int64_t end,
                       const float *left, const float *right, double *pairs)
{
    double whole[2 * RBK_TILE_ROWS];
    size_t rows = (int64_t)tile->rows < end - sample ? tile->rows : (size_t)(end - sample);
    if (sample >= first) {
        sums->quick(tile, rows, left, right, pairs + 2 * (sample - first));
        return;
    }
    size_t before = (size_t)(first - sample);
    if (before >= rows)
        return;
    sums->quick(tile, rows, left, right, whole);
    memcpy(pairs, whole + 2 * before, 2 * (rows - before) * sizeof *pairs);
}

/* The weights of one tile stay in the cache while the whole input passes. */
void rbk_filter_bank_apply(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, size_t count,
                           const rbk_filter_bank_input *window, double *pairs)
{
    const rbk_kernel_sums *sums = rbk_kernel_sums_of(kernel);
    const rbk_tiles *tiles = &bank->tiles;
    int64_t end = first + (int64_t)count, period = first / tiles->period_samples;
    for (size_t i = 0; i < tiles->count; i++) {
        const rbk_tile *tile = &tiles->tiles[i];
        int64_t sample = period * tiles->period_samples + (int64_t)(i * RBK_TILE_ROWS);
        int64_t at = period * tiles->period_frames + tile->offset_frames - window->first_frame;
        for (; sample < end; sample += tiles->period_samples, at += tiles->period_frames)
            if (sample + (int64_t)tile->rows > first)
                apply_tile(tile, sums, sample, first, end, window->left + at, window->right + at, pairs);
    }
}

/* More than underflow of float products can lose. */
#define UNDERFLOW_ERROR_BOUND 1e-30

double rbk_filter_bank_error_bound(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, size_t count,
                                   const rbk_filter_bank_input *window)
{
    const rbk_kernel_sums *sums = rbk_kernel_sums_of(kernel);
    int64_t begin = weights_begin(bank, first);
    int64_t end = weights_begin(bank, first + (int64_t)count - 1) + 2 * (int64_t)bank->reach;
    float left = sums->loudest(window->left + (begin - window->first_frame), (size_t)(end - begin));
    float right = sums->loudest(window->right + (begin - window->first_frame), (size_t)(end - begin));
    double most = left > right ? left : right;
    double error = sums->rounds_products ? bank->tiles.error_rounding_products : bank->tiles.error;
    return most > 0 ? most * error + UNDERFLOW_ERROR_BOUND : 0;
}

/* Bit-exact sums that wait until there are enough for a kernel. */
#define SUMS_AT_ONCE 32
typedef struct waiting_sums {
    rbk_bit_exact_sum sums[SUMS_AT_ONCE];
    size_t count;
    void (*compute)(const rbk_bit_exact_sum *sums, size_t count, size_t length);
} waiting_sums;

static void compute_waiting(const rbk_filter_bank *bank, waiting_sums *waiting)
{
    waiting->compute(waiting->sums, waiting->count, bank->stride);
    waiting->count = 0;
}

/* channel: of the only one, or the first of both. */
static void add_sum(const rbk_filter_bank *bank, waiting_sums *waiting, int64_t sample, uint32_t channel,
                    const rbk_filter_bank_input *window, double *to)
{
    rbk_bit_exact_sum *sum = &waiting->sums[waiting->count++];
    int64_t begin = weights_begin(bank, sample), at = begin - window->first_frame;
    sum->weights = weights_of(bank, sample);
    sum->left = (channel == 0 ? window->left : window->right) + at;
    sum->right = window->right + at;
    sum->first_lane = (unsigned)(begin & (RBK_BIT_EXACT_LANES - 1));
    sum->pair = to;
    if (waiting->count == SUMS_AT_ONCE)
        compute_waiting(bank, waiting);
}

void rbk_filter_bank_refine(const rbk_filter_bank *bank, rbk_kernel kernel, int64_t first, const uint32_t *values,
                            size_t count, const rbk_filter_bank_input *window, double *pairs)
{
    const rbk_kernel_sums *by = rbk_kernel_sums_of(kernel);
    waiting_sums both = {.count = 0, .compute = by->bit_exact}, one = {.count = 0, .compute = by->bit_exact_one};
    for (size_t i = 0, now; i < count; i += now) {
        const uint32_t channel = values[i] % 2;
        now = channel == 0 && i + 1 < count && values[i + 1] == values[i] + 1 ? 2 : 1;
        add_sum(bank, now == 2 ? &both : &one, first + values[i] / 2, channel, window, pairs + values[i]);
    }
    compute_waiting(bank, &both);
    compute_waiting(bank, &one);
}
