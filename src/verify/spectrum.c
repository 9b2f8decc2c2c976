/*
 * Windows of Hann, transformed with the left channel as the real part and the right one as the imaginary: the power at a
 * frequency and at its mirror together is that of both channels.
 */
#include "verify/spectrum.h"

#include <math.h>
#include <stdlib.h>

#define PI 3.14159265358979323846

#define WINDOWS_MIN 8   /* for any opinion: about 15 s of audio */
#define QUIET       100 /* mean absolute value below which a window says nothing: -50 dBFS */

/* Bands of equal width in which a wall is searched for. */
#define BAND_BINS  12 /* 258 Hz */
#define BANDS      (RBK_SPECTRUM_BINS / BAND_BINS)
#define WALL_FIRST 37    /* 9.5 kHz */
#define WALL_LAST  73    /* 18.9 kHz */
#define WALL_DROP  300.0 /* 25 dB within four bands */
#define FLOOR_MAX  1.0   /* LSB^2 for each bin: triangular dither has 0.25, rounding 0.08 */
#define MUSIC_MIN  30.0  /* the same just below the wall */
#define FULL_SCALE 32768.0

void rbk_spectrum_tables_init(rbk_spectrum_tables *tables)
{
    for (size_t i = 0; i < RBK_SPECTRUM_SAMPLES / 2; i++) {
        tables->cosines[i] = (float)cos(2 * PI * (double)i / RBK_SPECTRUM_SAMPLES);
        tables->sines[i] = (float)-sin(2 * PI * (double)i / RBK_SPECTRUM_SAMPLES);
    }
    for (size_t i = 0; i < RBK_SPECTRUM_SAMPLES; i++)
        tables->window[i] = (float)(0.5 - 0.5 * cos(2 * PI * ((double)i + 0.5) / RBK_SPECTRUM_SAMPLES));
}

/* ------------------------------------------------------------------ one window */

typedef struct complex_window {
    float re[RBK_SPECTRUM_SAMPLES];
    float im[RBK_SPECTRUM_SAMPLES];
} complex_window;

static void reverse_bits(complex_window *w)
{
    for (size_t i = 1, j = 0; i < RBK_SPECTRUM_SAMPLES; i++) {
        size_t bit = RBK_SPECTRUM_SAMPLES >> 1;
        for (; j & bit; bit >>= 1)
            j ^= bit;
        j ^= bit;
        if (i < j) {
            float re = w->re[i], im = w->im[i];
            w->re[i] = w->re[j];
            w->im[i] = w->im[j];
            w->re[j] = re;
            w->im[j] = im;
        }
    }
}

static void transform(complex_window *w, const rbk_spectrum_tables *tables)
{
    reverse_bits(w);
    for (size_t length = 2; length <= RBK_SPECTRUM_SAMPLES; length <<= 1) {
        size_t half = length / 2, step = RBK_SPECTRUM_SAMPLES / length;
        for (size_t from = 0; from < RBK_SPECTRUM_SAMPLES; from += length)
            for (size_t k = 0; k < half; k++) {
                size_t a = from + k, b = a + half;
                float c = tables->cosines[k * step], s = tables->sines[k * step];
                float re = w->re[b] * c - w->im[b] * s, im = w->re[b] * s + w->im[b] * c;
                w->re[b] = w->re[a] - re;
                w->im[b] = w->im[a] - im;
                w->re[a] += re;
                w->im[a] += im;
            }
    }
}

void rbk_spectrum_take(rbk_spectrum *spectrum, const rbk_spectrum_tables *tables, const int16_t *samples)
{
    complex_window w;
    int64_t level = 0;
    for (size_t i = 0; i < RBK_SPECTRUM_SAMPLES; i++) {
        level += abs(samples[2 * i]) + abs(samples[2 * i + 1]);
        w.re[i] = (float)samples[2 * i] * tables->window[i];
        w.im[i] = (float)samples[2 * i + 1] * tables->window[i];
    }
    if (level < (int64_t)QUIET * 2 * RBK_SPECTRUM_SAMPLES)
        return;
    transform(&w, tables);
    for (size_t k = 1; k < RBK_SPECTRUM_BINS; k++) {
        size_t mirror = RBK_SPECTRUM_SAMPLES - k;
        double sum = (double)w.re[k] * w.re[k] + (double)w.im[k] * w.im[k] + (double)w.re[mirror] * w.re[mirror] +
                     (double)w.im[mirror] * w.im[mirror];
        spectrum->power[k] += sum / (4 * 0.375 * RBK_SPECTRUM_SAMPLES); /* 0.375: the mean square of the window */
    }
    spectrum->windows++;
}

/* ------------------------------------------------------------------ a wall */

/* Mean power of a bin, in LSB^2. */
static double mean(const rbk_spectrum *spectrum, size_t from, size_t to)
{
    double sum = 0;
    for (size_t k = from; k < to; k++)
        sum += spectrum->power[k];
    return sum / (double)(to - from) / spectrum->windows;
}

static double band(const rbk_spectrum *spectrum, size_t number)
{
    return mean(spectrum, number * BAND_BINS, (number + 1) * BAND_BINS);
}

static double hz_of(size_t bin)
{
    return (double)bin * RBK_RATE_HZ / RBK_SPECTRUM_SAMPLES;
}

/* From this band on there is only the floor; BANDS: nowhere. */
static size_t floor_begin(const rbk_spectrum *spectrum)
{
    size_t number = BANDS;
    while (number > 0 && band(spectrum, number - 1) < FLOOR_MAX)
        number--;
    return number;
}

bool rbk_spectrum_wall(const rbk_spectrum *spectrum, rbk_spectral_wall *wall)
{
    if (spectrum->windows < WINDOWS_MIN)
        return false;
    size_t first = floor_begin(spectrum);
    if (first < WALL_FIRST || first > WALL_LAST)
        return false;
    double below = (band(spectrum, first - 3) + band(spectrum, first - 4) + band(spectrum, first - 5)) / 3;
    double floor = mean(spectrum, (first + 1) * BAND_BINS, (BANDS - 2) * BAND_BINS);
    if (below < MUSIC_MIN || floor <= 0 || below / band(spectrum, first) < WALL_DROP)
        return false;
    wall->hz = hz_of(first * BAND_BINS);
    wall->drop_db = 10 * log10(below / floor);
    wall->floor_dbfs = 10 * log10(floor / (FULL_SCALE * FULL_SCALE) * 2);
    return true;
}

/* ------------------------------------------------------------------ treble */

static size_t bin_of(double hz)
{
    return (size_t)(hz * RBK_SPECTRUM_SAMPLES / RBK_RATE_HZ);
}

bool rbk_spectrum_treble(const rbk_spectrum *spectrum, double *decibels)
{
    if (spectrum->windows < WINDOWS_MIN)
        return false;
    double treble = mean(spectrum, bin_of(8000), bin_of(14000)), middle = mean(spectrum, bin_of(700), bin_of(2000));
    if (treble < FLOOR_MAX || middle < MUSIC_MIN)
        return false;
    *decibels = 10 * log10(treble / middle);
    return true;
}
