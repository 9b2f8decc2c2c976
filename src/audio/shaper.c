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

/* What the errors before add to the wanted value. */
static inline double feedback(const double *errors, const rbk_noise_curve *curve)
{
    double sum = 0;
    for (size_t k = 0; k < curve->taps; k++)
        sum += curve->c[k] * errors[k];
    return sum;
}

static inline void push(double *errors, double error)
{
    error = error > ERROR_MAX ? ERROR_MAX : error < -ERROR_MAX ? -ERROR_MAX : error;
    if (error < ERROR_LEAST && error > -ERROR_LEAST)
        error = 0;
    memmove(errors + 1, errors, (RBK_SHAPER_TAPS_MAX - 1) * sizeof *errors);
    errors[0] = error;
}

/* One value; *clipped grows if it is out of range. */
static inline int16_t shape_one(rbk_shaper *shaper, int32_t wanted, double dither, unsigned channel, unsigned *clipped)
{
    double *errors = shaper->errors[channel];
    double value = (double)wanted / RBK_WANTED_SCALE - feedback(errors, shaper->curve);
    double raised = value + dither + 0.5;
    int whole = (int)raised;
    whole -= raised < whole;
    push(errors, (double)whole - value);
    *clipped += whole > INT16_MAX || whole < INT16_MIN;
    return (int16_t)(whole > INT16_MAX ? INT16_MAX : whole < INT16_MIN ? INT16_MIN : whole);
}

/* Silence is written as such; the error of that is fed back like any other. */
static inline void shape_silence(rbk_shaper *shaper)
{
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        push(shaper->errors[channel], feedback(shaper->errors[channel], shaper->curve));
}

void rbk_shape(rbk_shaper *shaper, const int32_t *wanted, size_t count, int64_t position_samples, int16_t *out,
               rbk_conform_statistics *statistics)
{
    if (position_samples != shaper->next_samples)
        memset(shaper->errors, 0, sizeof shaper->errors);
    for (size_t i = 0; i < count; i++) {
        unsigned clipped = 0;
        int64_t position = position_samples + (int64_t)i;
        if (wanted[2 * i] == 0 && wanted[2 * i + 1] == 0) {
            shape_silence(shaper);
            out[2 * i] = out[2 * i + 1] = 0;
            continue;
        }
        for (unsigned channel = 0; channel < RBK_CHANNELS; channel++)
            out[2 * i + channel] =
                shape_one(shaper, wanted[2 * i + channel], rbk_dither_value(&shaper->quantiser, position, channel),
                          channel, &clipped);
        statistics->dithered_samples++;
        if (clipped > 0 && statistics->clipped_values == 0)
            statistics->first_clipped_samples = position;
        statistics->clipped_values += clipped;
    }
    shaper->next_samples = position_samples + (int64_t)count;
}
