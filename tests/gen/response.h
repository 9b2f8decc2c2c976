/*
 * response.h - the response of a rate conversion to 44.1 kHz: what it passes, and what it adds
 *
 * A probe is a sequence of segments of equal length; each holds one sine in the left channel and another in the right,
 * faded in and out. Only the middle of each converted segment is used, without the fades. The sine that
 * belongs there is fitted by least squares (its frequency is known), which gives its gain; the residual - images,
 * aliases, distortion, noise - is measured by its power, so that nothing is missed between the lines of a spectrum. Of
 * a sine in the stop band everything that remains is residual.
 *
 * Levels are relative to the input sine. The values of a probe are floats: their own rounding noise is at -151 dB,
 * spread up to half the source's rate.
 */
#ifndef GEN_RESPONSE_H
#define GEN_RESPONSE_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define RESPONSE_RATE_HZ 44100
#define RESPONSE_LEVEL   0.9
#define RESPONSE_SAMPLES                                                                                               \
    8820 /* of a converted segment: a fifth of a second, which is a whole number of frames at most rates */
#define RESPONSE_SINES 2048 /* at most */

/* Ends of passbands, as fractions of half the lower one of the two rates: 20 and 20.5 kHz when that is 44.1 kHz. */
#define RESPONSE_PASS (20000.0 / 22050)
#define RESPONSE_EDGE (20500.0 / 22050)

/* The transition band of a filter may extend this far above half the lower rate. */
#define RESPONSE_STOP_HZ 22100.0

typedef struct response_probe {
    uint32_t rate_hz;
    double edge_hz; /* end of the passband of a filter */
    size_t count;   /* an even number of sines, rising */
    double hz[RESPONSE_SINES];
} response_probe;

/* Everything in dB except half_power_hz. */
typedef struct response {
    double pass, edge;    /* the gain that is furthest from 0, up to RESPONSE_PASS and up to the probe's edge */
    double next_to;       /* the largest residual next to a sine up to the edge: images, aliases, distortion, noise */
    double stop;          /* the most that remains of a sine in the stop band; -INFINITY if the source has none */
    double half_power_hz; /* where the gain is -3 dB; 0 if nowhere */
    double last_hz, last_gain;
} response;

static inline double response_decibel(double ratio)
{
    return 20 * log10(ratio);
}

static inline double response_nyquist(uint32_t rate_hz)
{
    return (rate_hz < RESPONSE_RATE_HZ ? rate_hz : RESPONSE_RATE_HZ) / 2.0;
}

static inline void response_add(response_probe *probe, double from_hz, double to_hz, size_t count)
{
    for (size_t i = 0; i < count && probe->count < RESPONSE_SINES; i++)
        probe->hz[probe->count++] = from_hz + (to_hz - from_hz) * (double)i / (double)(count - 1);
}

/*
 * The sines for a rate: 2 * density up to the edge (a share of half the lower rate), half of them in the last 5 %,
 * where a filter begins to roll off; as many after it, and as many in the stop band if the source has one, a quarter of
 * them in its first 1.5 kHz. Frequencies are odd: no sine's period divides the segment, so that rounding errors are
 * noise.
 */
static inline void response_sines(response_probe *probe, uint32_t rate_hz, double edge, size_t density)
{
    double nyquist = response_nyquist(rate_hz), end = rate_hz / 2.0 - 20.3;
    double near = RESPONSE_STOP_HZ + 1500 < end ? RESPONSE_STOP_HZ + 1500 : end;
    *probe = (response_probe){.rate_hz = rate_hz, .edge_hz = edge * nyquist};
    response_add(probe, 20.3, 0.95 * edge * nyquist, density);
    response_add(probe, 0.951 * edge * nyquist, edge * nyquist, density);
    response_add(probe, edge * nyquist + 13.7, 0.9993 * nyquist, 2 * density);
    if (end > RESPONSE_STOP_HZ) {
        response_add(probe, RESPONSE_STOP_HZ, near, density / 2);
        response_add(probe, near + 7.7 < end ? near + 7.7 : near, end, 2 * density - density / 2);
    }
}

static inline int64_t response_frames(const response_probe *probe)
{
    return (int64_t)probe->rate_hz * RESPONSE_SAMPLES / RESPONSE_RATE_HZ;
}

/* Frame number frame of a segment of that many frames, for sine number sine. */
static inline float response_value(const response_probe *probe, size_t sine, int64_t frame, int64_t frames)
{
    const double turn = 6.283185307179586;
    int64_t fade = frames / 8, border = frame < frames - frame ? frame : frames - frame;
    double loudness = border < fade ? 0.5 - 0.5 * cos(turn / 2 * (double)border / (double)fade) : 1;
    return (float)(RESPONSE_LEVEL * loudness * sin(turn * fmod(probe->hz[sine] / probe->rate_hz * (double)frame, 1)));
}

static inline void response_begin(response *r)
{
    *r = (response){.next_to = -INFINITY, .stop = -INFINITY};
}

/*
 * Fits the sine to one channel of the middle half of a converted segment. Gives its gain and the residual, both
 * relative to the input sine. Frequencies above 22.05 kHz are not fitted: everything is residual.
 */
static inline void response_fit(const double *pairs, size_t samples, double hz, double *gain, double *rest)
{
    const double step = 6.283185307179586 * hz / RESPONSE_RATE_HZ;
    double cc = 0, cs = 0, ss = 0, cy = 0, sy = 0, power = 0, a = 0, b = 0;
    for (size_t i = samples / 4; i < samples - samples / 4; i++) {
        double c = cos(step * (double)i), s = sin(step * (double)i), y = pairs[2 * i];
        cc += c * c, cs += c * s, ss += s * s, cy += c * y, sy += s * y;
    }
    if (hz < RESPONSE_RATE_HZ / 2.0) {
        double determinant = cc * ss - cs * cs;
        a = (cy * ss - sy * cs) / determinant;
        b = (sy * cc - cy * cs) / determinant;
    }
    for (size_t i = samples / 4; i < samples - samples / 4; i++) {
        double y = pairs[2 * i] - a * cos(step * (double)i) - b * sin(step * (double)i);
        power += y * y;
    }
    *gain = sqrt(a * a + b * b) / RESPONSE_LEVEL;
    *rest = sqrt(2 * power / (double)(samples - samples / 4 * 2)) / RESPONSE_LEVEL;
}

static inline double response_further(double one, double other)
{
    return fabs(one) > fabs(other) ? one : other;
}

/* Adds a converted segment of that many samples, of sine number sine and the one after it. Segments are added in order.
   */
static inline void response_take(response *r, const response_probe *probe, size_t sine, const double *pairs,
                                 size_t samples)
{
    double nyquist = response_nyquist(probe->rate_hz), floor = 1e-15; /* no ratio is 0 */
    for (size_t channel = 0; channel < 2; channel++) {
        double hz = probe->hz[sine + channel], gain, rest;
        response_fit(pairs + channel, samples, hz, &gain, &rest);
        gain = response_decibel(gain + floor), rest = response_decibel(rest + floor);
        if (hz >= nyquist) {
            r->stop = fmax(r->stop, rest);
            continue;
        }
        if (hz <= RESPONSE_PASS * nyquist)
            r->pass = response_further(gain, r->pass);
        if (hz <= probe->edge_hz) {
            r->edge = response_further(gain, r->edge);
            r->next_to = fmax(r->next_to, rest);
        }
        const double half = response_decibel(sqrt(0.5));
        if (r->half_power_hz == 0 && gain < half)
            r->half_power_hz = r->last_hz + (hz - r->last_hz) * (r->last_gain - half) / (r->last_gain - gain);
        r->last_hz = hz, r->last_gain = gain;
    }
}

#endif
