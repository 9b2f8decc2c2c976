/*
 * Both channels go through the two filters of BS.1770 side by side; their squares are summed by steps of 10 ms, and all
 * loudnesses follow from the list of these sums: a window is a number of steps. Values stay in the scale of 16-bit samples
 * until the end.
 *
 * Momentary loudness has windows of 40 steps, short-term loudness of 300, both moved by one step. Integrated loudness gates
 * windows of 40 steps that move by 10. The range takes windows of 300 steps that move by 100, the least overlap that EBU
 * Tech 3342 allows and that of libebur128.
 */
#include "report/loudness.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_MOMENTARY   40
#define STEPS_SHORT_TERM  300
#define STEPS_GATING      10  /* from one block of the gate to the next */
#define STEPS_RANGE       100 /* from one short-term block of the range to the next */
#define ABSOLUTE_GATE     (-70.0)
#define RELATIVE_GATE     0.1  /* -10 LU */
#define RANGE_GATE        0.01 /* -20 LU */
#define OFFSET            (-0.691)
#define FULL_SCALE_SQUARE (32768.0 * 32768.0)
#define APART_SAMPLES     44100 /* after a second, what was before has faded to less than the last bit of a double */
#define SILENT            1e-9  /* of 16-bit samples; less than that would soon be too small for quick arithmetic */

/* ITU-R BS.1770-4, annex 1: the analogue filters from which its tables come at 48 kHz, for 44.1 kHz. */
const double rbk_loudness_filter[2][5] = {
    {1.5308412300503478, -2.6509799951547297, 1.169079079921587, -1.6636551132560204, 0.7125954280732254},
    {1.0, -2.0, 1.0, -1.989169673629796, 0.9891990357870393},
};

/* Left and right. */
typedef double pair __attribute__((vector_size(16)));

/* Of both channels, for each filter. */
typedef pair filters[2][2];

/* Sums of squares by steps. */
typedef struct steps {
    double *sums;
    size_t count, capacity;
    double begun; /* of the step that is not full yet, */
    int filled;   /* and how many samples it has */
} steps;

struct rbk_loudness_meter {
    filters all_filters;
    filters track_filters; /* begin at rest with a track */
    int64_t apart_samples; /* so many more, both differ by what the track before has left in those of all */
    steps all;
    steps track;
    bool in_track;
};

rbk_loudness_meter *rbk_loudness_meter_new(void)
{
    return calloc(1, sizeof(rbk_loudness_meter));
}

void rbk_loudness_meter_free(rbk_loudness_meter *meter)
{
    if (!meter)
        return;
    free(meter->all.sums);
    free(meter->track.sums);
    free(meter);
}

void rbk_loudness_meter_begin_track(rbk_loudness_meter *meter)
{
    meter->in_track = true;
    meter->apart_samples = APART_SAMPLES;
    memset(meter->track_filters, 0, sizeof meter->track_filters);
    meter->track.count = 0;
    meter->track.begun = 0;
    meter->track.filled = 0;
}

void rbk_loudness_meter_end_track(rbk_loudness_meter *meter)
{
    meter->in_track = false;
}

/* ------------------------------------------------------------------ taking samples */

/* The sum of the squares of count filtered samples. A filter is in the transposed second form: two states, few waits. */
static double filter_samples(filters state, const int16_t *samples, size_t count)
{
    const double *shelf = rbk_loudness_filter[0], *pass = rbk_loudness_filter[1];
    pair s1 = state[0][0], s2 = state[0][1], p1 = state[1][0], p2 = state[1][1];
    pair sum = {0, 0};
    for (size_t i = 0; i < count; i++) {
        pair x = {samples[2 * i], samples[2 * i + 1]};
        pair y = shelf[0] * x + s1;
        s1 = shelf[1] * x - shelf[3] * y + s2;
        s2 = shelf[2] * x - shelf[4] * y;
        pair z = y + p1;
        p1 = pass[1] * y - pass[3] * z + p2;
        p2 = y - pass[4] * z;
        sum += z * z;
    }
    state[0][0] = s1, state[0][1] = s2, state[1][0] = p1, state[1][1] = p2;
    return sum[0] + sum[1];
}

/* What rings on in silence would end in numbers that processors are slow with. */
static void end_ringing(filters state)
{
    for (int channel = 0; channel < RBK_CHANNELS; channel++) {
        double most = 0;
        for (int i = 0; i < 4; i++)
            most = fmax(most, fabs(state[i / 2][i % 2][channel]));
        for (int i = 0; i < 4 && most < SILENT; i++)
            state[i / 2][i % 2][channel] = 0;
    }
}

static rbk_status add_sum(steps *s, double sum, int samples)
{
    s->begun += sum;
    s->filled += samples;
    if (s->filled < RBK_LOUDNESS_STEP_SAMPLES)
        return RBK_OK;
    if (s->count == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 4096;
        double *sums = realloc(s->sums, capacity * sizeof *sums);
        if (!sums)
            return RBK_NO_MEMORY;
        s->sums = sums;
        s->capacity = capacity;
    }
    s->sums[s->count++] = s->begun;
    s->begun = 0;
    s->filled = 0;
    return RBK_OK;
}

static size_t room(const steps *s)
{
    return (size_t)(RBK_LOUDNESS_STEP_SAMPLES - s->filled);
}

rbk_status rbk_loudness_meter_take(rbk_loudness_meter *meter, const int16_t *samples, size_t count)
{
    rbk_status status = RBK_OK;
    while (count > 0 && status == RBK_OK) {
        size_t now = room(&meter->all) < count ? room(&meter->all) : count;
        if (meter->in_track && room(&meter->track) < now)
            now = room(&meter->track);
        double sum = filter_samples(meter->all_filters, samples, now);
        status = add_sum(&meter->all, sum, (int)now);
        if (meter->in_track && meter->apart_samples > 0) {
            sum = filter_samples(meter->track_filters, samples, now);
            end_ringing(meter->track_filters);
            meter->apart_samples -= (int64_t)now;
        }
        if (status == RBK_OK && meter->in_track)
            status = add_sum(&meter->track, sum, (int)now);
        samples += RBK_CHANNELS * now;
        count -= now;
        end_ringing(meter->all_filters);
    }
    return status;
}

/* ------------------------------------------------------------------ what follows from the steps */

/* Mean square of full scale from the sum of so many steps, and its loudness. */
static double power_of(double sum, int count)
{
    return sum / ((double)count * RBK_LOUDNESS_STEP_SAMPLES * FULL_SCALE_SQUARE);
}

static double loudness_of(double power)
{
    return power > 0 ? OFFSET + 10 * log10(power) : RBK_NO_LEVEL;
}

static double sum_of(const double *sums, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += sums[i];
    return sum;
}

/*
 * The largest window of so many steps, a multiple of ten. Sums of ten steps are made once for each place; a window that
 * begins there is the sum of every tenth of them.
 */
static rbk_status find_largest(const steps *s, int window, double *loudness)
{
    size_t tens = s->count < 10 ? 0 : s->count - 9;
    double largest = 0, *ten = malloc((tens + 1) * sizeof *ten);
    *loudness = RBK_NO_LEVEL;
    if (!ten)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < tens; i++)
        ten[i] = sum_of(s->sums + i, 10);
    for (size_t i = 0; i + (size_t)window <= s->count; i++) {
        double sum = 0;
        for (size_t k = 0; k < (size_t)window; k += 10)
            sum += ten[i + k];
        largest = sum > largest ? sum : largest;
    }
    free(ten);
    *loudness = loudness_of(power_of(largest, window));
    return RBK_OK;
}

/* Powers of the windows that are not below the absolute gate, for the caller to free; RBK_NO_MEMORY. */
static rbk_status gate(const steps *s, size_t window, size_t advance, double **powers, size_t *count)
{
    double least = pow(10, (ABSOLUTE_GATE - OFFSET) / 10);
    *count = 0;
    *powers = malloc((s->count / advance + 1) * sizeof **powers);
    if (!*powers)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i + window <= s->count; i += advance) {
        double power = power_of(sum_of(s->sums + i, (int)window), (int)window);
        if (power >= least)
            (*powers)[(*count)++] = power;
    }
    return RBK_OK;
}

/* Mean of those powers that are not below least; 0 where there are none. */
static double mean_from(const double *powers, size_t count, double least)
{
    double sum = 0;
    size_t taken = 0;
    for (size_t i = 0; i < count; i++)
        if (powers[i] >= least) {
            sum += powers[i];
            taken++;
        }
    return taken > 0 ? sum / (double)taken : 0;
}

static rbk_status find_integrated(const steps *s, double *loudness)
{
    double *powers;
    size_t count;
    rbk_status status = gate(s, STEPS_MOMENTARY, STEPS_GATING, &powers, &count);
    if (status != RBK_OK)
        return status;
    double mean = mean_from(powers, count, 0);
    *loudness = loudness_of(mean_from(powers, count, RELATIVE_GATE * mean));
    free(powers);
    return RBK_OK;
}

static int compare_powers(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* From the 10th to the 95th percentile of short-term loudness. */
static rbk_status find_range(const steps *s, double *range)
{
    double *powers;
    size_t count;
    rbk_status status = gate(s, STEPS_SHORT_TERM, STEPS_RANGE, &powers, &count);
    if (status != RBK_OK)
        return status;
    double least = RANGE_GATE * mean_from(powers, count, 0);
    qsort(powers, count, sizeof *powers, compare_powers);
    size_t first = 0;
    while (first < count && powers[first] < least)
        first++;
    size_t last = count - first;
    *range = 0;
    if (last > 0) {
        const double *from = powers + first;
        double low = from[(size_t)((double)(last - 1) * 0.10 + 0.5)];
        double high = from[(size_t)((double)(last - 1) * 0.95 + 0.5)];
        *range = loudness_of(high) - loudness_of(low);
    }
    free(powers);
    return RBK_OK;
}

static rbk_status conclude(const steps *s, rbk_loudness *loudness)
{
    rbk_status status = find_integrated(s, &loudness->integrated_lufs);
    if (status == RBK_OK)
        status = find_range(s, &loudness->range_lu);
    if (status == RBK_OK)
        status = find_largest(s, STEPS_MOMENTARY, &loudness->max_momentary_lufs);
    if (status == RBK_OK)
        status = find_largest(s, STEPS_SHORT_TERM, &loudness->max_short_term_lufs);
    return status;
}

rbk_status rbk_loudness_meter_track(const rbk_loudness_meter *meter, rbk_loudness *loudness)
{
    return conclude(&meter->track, loudness);
}

rbk_status rbk_loudness_meter_all(const rbk_loudness_meter *meter, rbk_loudness *loudness)
{
    return conclude(&meter->all, loudness);
}
