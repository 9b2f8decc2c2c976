/*
 * Error feedback. The quantiser's error is at most 1.5 units of the last bit (1 of the dither, 0.5 of rounding), and
 * what is fed back is never more: it is taken before the limit of 16 bits, and bounded where silence is written. So the
 * filter, which has no feedback of its own, cannot run away.
 *
 * The curves are the published ones of Wannamaker (JAES 1992) and of Lipshitz, Vanderkooy and Wannamaker (JAES 1991),
 * for 44.1 kHz. Sums in a fixed order: the same bytes on every machine.
 */
#include "audio/shaper.h"

#include <string.h>

#define ERROR_MAX 1.5

/* Below this what is left of a feedback after silence is dropped. */
#define ERROR_LEAST 1e-9

static const rbk_noise_curve curves[] = {
    [RBK_CURVE_MODIFIED_E] = {"modified-e",
                              9,
                              {1.662, -1.263, 0.4827, -0.2913, 0.1268, -0.1124, 0.03252, -0.01265, -0.03524},
                              7.5},
    [RBK_CURVE_WANNAMAKER] = {"wannamaker", 3, {1.623, -0.982, 0.109}, 5.6},
    [RBK_CURVE_LIPSHITZ] = {"lipshitz", 5, {2.033, -2.165, 1.959, -1.590, 0.6149}, 14.1},
    [RBK_CURVE_F_WEIGHTED] = {"f-weighted",
                              9,
                              {2.412, -3.370, 3.937, -4.174, 3.353, -2.205, 1.281, -0.569, 0.0847},
                              33.6},
    [RBK_CURVE_IMPROVED_E] = {"improved-e",
                              9,
                              {2.847, -4.685, 6.214, -7.184, 6.639, -5.032, 3.263, -1.632, 0.4191},
                              58.4},
};

#define CURVES (sizeof curves / sizeof curves[0])

const rbk_noise_curve *rbk_noise_curve_of(rbk_dither_curve curve)
{
    return (unsigned)curve < CURVES ? &curves[curve] : &curves[0];
}

const char *rbk_dither_curve_name(rbk_dither_curve curve)
{
    return (unsigned)curve < CURVES ? curves[curve].name : "unknown";
}

void rbk_shaper_init(rbk_shaper *shaper, rbk_dither_curve curve, uint64_t seed)
{
    memset(shaper, 0, sizeof *shaper);
    rbk_quantiser_init(&shaper->quantiser, RBK_DITHER_TPDF, seed);
    shaper->curve = rbk_noise_curve_of(curve);
    shaper->next_samples = INT64_MIN;
}

/* ------------------------------------------------------------------ wanted values */

static inline int32_t want(double value)
{
    double scaled = value * 32768.0 * RBK_WANTED_SCALE;
    if (scaled >= (double)INT32_MAX)
        return INT32_MAX;
    if (scaled <= (double)INT32_MIN)
        return INT32_MIN;
    int64_t whole = (int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
    return (int32_t)whole;
}

void rbk_want(const double *pairs, size_t count, int32_t *wanted, rbk_conform_statistics *statistics)
{
    double peak = statistics->peak;
    for (size_t i = 0; i < count * RBK_CHANNELS; i++) {
        double size = pairs[i] < 0 ? -pairs[i] : pairs[i];
        peak = size > peak ? size : peak;
        wanted[i] = want(pairs[i]);
    }
    statistics->peak = peak;
}

/* ------------------------------------------------------------------ feedback */

/* A pair as one vector: both channels are treated alike. */
typedef double both __attribute__((vector_size(16)));

static inline both load(const double *pair)
{
    both values;
    memcpy(&values, pair, sizeof values);
    return values;
}

/* What the errors before add to the wanted values. */
static inline both feedback(const rbk_shaper *shaper, size_t taps)
{
    both sum = {0, 0};
    for (size_t k = 0; k < taps; k++)
        sum += shaper->curve->c[k] * load(shaper->errors[shaper->last + k]);
    return sum;
}

static inline double bounded(double error)
{
    error = error > ERROR_MAX ? ERROR_MAX : error < -ERROR_MAX ? -ERROR_MAX : error;
    return error < ERROR_LEAST && error > -ERROR_LEAST ? 0 : error;
}

static inline void push(rbk_shaper *shaper, both error)
{
    error = (both){bounded(error[0]), bounded(error[1])};
    shaper->last = shaper->last > 0 ? shaper->last - 1 : RBK_SHAPER_TAPS_MAX - 1;
    memcpy(shaper->errors[shaper->last], &error, sizeof error);
    memcpy(shaper->errors[shaper->last + RBK_SHAPER_TAPS_MAX], &error, sizeof error);
}

/* The nearest whole number below; the difference of values around 16 bits. */
static inline int floor_of(double value)
{
    int whole = (int)value;
    return whole - (value < whole);
}

static inline int16_t limited(int whole, unsigned *clipped)
{
    *clipped += whole > INT16_MAX || whole < INT16_MIN;
    return (int16_t)(whole > INT16_MAX ? INT16_MAX : whole < INT16_MIN ? INT16_MIN : whole);
}

/* One pair; the number of its values that are out of range. */
static inline unsigned shape_pair(rbk_shaper *shaper, size_t taps, const int32_t wanted[2], int64_t position,
                                  int16_t out[2])
{
    unsigned clipped = 0;
    both value = (both){wanted[0], wanted[1]} / RBK_WANTED_SCALE - feedback(shaper, taps);
    both dither = {rbk_dither_value(&shaper->quantiser, position, 0),
                   rbk_dither_value(&shaper->quantiser, position, 1)};
    both raised = value + dither + 0.5;
    int left = floor_of(raised[0]), right = floor_of(raised[1]);
    push(shaper, (both){left, right} - value);
    out[0] = limited(left, &clipped);
    out[1] = limited(right, &clipped);
    return clipped;
}

static inline void shape_all(rbk_shaper *shaper, size_t taps, const int32_t *wanted, size_t count, int64_t position,
                             int16_t *out, rbk_conform_statistics *statistics)
{
    int64_t silent = 0;
    for (size_t i = 0; i < count; i++) {
        if (wanted[2 * i] == 0 && wanted[2 * i + 1] == 0) { /* the error of silence is fed back like any other */
            push(shaper, feedback(shaper, taps));
            out[2 * i] = out[2 * i + 1] = 0;
            silent++;
            continue;
        }
        unsigned clipped = shape_pair(shaper, taps, wanted + 2 * i, position + (int64_t)i, out + 2 * i);
        if (clipped > 0 && statistics->clipped_values == 0)
            statistics->first_clipped_samples = position + (int64_t)i;
        statistics->clipped_values += clipped;
    }
    statistics->dithered_samples += (int64_t)count - silent;
}

void rbk_shape(rbk_shaper *shaper, const int32_t *wanted, size_t count, int64_t position_samples, int16_t *out,
               rbk_conform_statistics *statistics)
{
    if (position_samples != shaper->next_samples)
        memset(shaper->errors, 0, sizeof shaper->errors);
    switch (shaper->curve->taps) { /* as constants, so that the sums are unrolled */
    case 3:
        shape_all(shaper, 3, wanted, count, position_samples, out, statistics);
        break;
    case 5:
        shape_all(shaper, 5, wanted, count, position_samples, out, statistics);
        break;
    default:
        shape_all(shaper, RBK_SHAPER_TAPS_MAX, wanted, count, position_samples, out, statistics);
        break;
    }
    shaper->next_samples = position_samples + (int64_t)count;
}
