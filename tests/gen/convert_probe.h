/*
 * convert_probe.h - runs a probe of response.h through redbook's own rate conversion
 *
 * The result is taken where the samples are still doubles, before dither and the reduction to 16 bits: what remains of
 * the stop band is 50 dB below the last bit and would become exactly zero. After that point there is only rounding.
 */
#ifndef GEN_CONVERT_PROBE_H
#define GEN_CONVERT_PROBE_H

#include "audio/convert.h"
#include "response.h"

#include <stdlib.h>

typedef enum convert_path { BY_TABLE, BY_LIBRARY } convert_path;

/* The segments of a probe from sine number sine on, as a stream. */
typedef struct probe_stream {
    const response_probe *probe;
    size_t sine;
    int64_t frame;  /* of the segment */
    int64_t frames; /* of each segment */
    size_t end;     /* after the last sine */
} probe_stream;

static inline rbk_status give_probe(void *user, rbk_planes planes, size_t capacity, size_t *got, rbk_error *error)
{
    probe_stream *s = user;
    (void)error;
    for (*got = 0; *got < capacity && s->sine < s->end; ++*got) {
        planes.left[*got] = response_value(s->probe, s->sine, s->frame, s->frames);
        planes.right[*got] = response_value(s->probe, s->sine + 1, s->frame, s->frames);
        if (++s->frame == s->frames) {
            s->frame = 0;
            s->sine += 2;
        }
    }
    return RBK_OK;
}

/* The longest segment, at most frames, that is still converted by the library; 0 if none is. */
static inline int64_t library_frames(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options)
{
    int64_t short_enough = 0, too_long = frames + 1;
    while (too_long - short_enough > 1) {
        int64_t middle = short_enough + (too_long - short_enough) / 2;
        if (rbk_conform_divisible(rate_hz, middle, options))
            too_long = middle;
        else
            short_enough = middle;
    }
    return short_enough;
}

/* Reads so many samples, or all there are, exactly. */
static inline rbk_status read_exactly(rbk_converter *converter, double *pairs, size_t samples, size_t *made)
{
    uint32_t values[2 * RBK_CONVERTER_SPAN];
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < 2 * RBK_CONVERTER_SPAN; i++)
        values[i] = i;
    *made = 0;
    for (size_t now = 1; *made < samples && now > 0 && status == RBK_OK; *made += now) {
        now = 0;
        status = rbk_converter_read(converter, pairs + 2 * *made, samples - *made, &now, NULL);
        if (status == RBK_OK && rbk_converter_error_bound(converter, 0, now) > 0)
            rbk_converter_refine(converter, values, 2 * now, pairs + 2 * *made);
    }
    return status;
}

/* Adds the segments of the probe from s->sine to s->end, one stream of so many frames, to the response. */
static inline rbk_status convert_segments(probe_stream *s, int64_t frames, const rbk_conform_options *options,
                                          response *r)
{
    rbk_converter *converter = NULL;
    const response_probe *probe = s->probe;
    const size_t first = s->sine, end = s->end;
    const size_t samples = (size_t)rbk_rate_scale(s->frames, probe->rate_hz);
    double *pairs = calloc(samples, 2 * sizeof *pairs);
    rbk_status status = rbk_converter_open(probe->rate_hz, frames, options, NULL, give_probe, s, &converter, NULL);
    for (size_t sine = first; sine < end && status == RBK_OK && pairs; sine += 2) {
        size_t made = 0;
        status = read_exactly(converter, pairs, samples, &made);
        response_take(r, probe, sine, pairs, samples);
    }
    rbk_converter_close(converter);
    free(pairs);
    return pairs ? status : RBK_NO_MEMORY;
}

/* All segments as one stream, lengthened by silence until the table is used. */
static inline rbk_status convert_by_table(const response_probe *probe, const rbk_conform_options *options, response *r)
{
    probe_stream stream = {probe, 0, 0, response_frames(probe), probe->count};
    int64_t frames = stream.frames * (int64_t)probe->count / 2;
    while (!rbk_conform_divisible(probe->rate_hz, frames, options) && frames < 600 * (int64_t)probe->rate_hz)
        frames *= 2;
    return rbk_conform_divisible(probe->rate_hz, frames, options) ? convert_segments(&stream, frames, options, r)
                                                                  : RBK_UNSUPPORTED;
}

/* Each segment as its own stream, as long as the library still converts it; under 25 ms nothing is measured.
 */
static inline rbk_status convert_by_library(const response_probe *probe, const rbk_conform_options *options,
                                            response *r)
{
    int64_t frames = library_frames(probe->rate_hz, response_frames(probe), options);
    rbk_status status = frames < (int64_t)probe->rate_hz / 40 ? RBK_UNSUPPORTED : RBK_OK;
    for (size_t sine = 0; sine < probe->count && status == RBK_OK; sine += 2) {
        probe_stream stream = {probe, sine, 0, frames, sine + 2};
        status = convert_segments(&stream, frames, options, r);
    }
    return status;
}

/* Runs the probe through redbook on the given path. RBK_UNSUPPORTED if no length leads to it. */
static inline rbk_status convert_probe(const response_probe *probe, convert_path path, rbk_quality quality, response *r)
{
    rbk_conform_options options;
    rbk_conform_options_init(&options);
    options.quality = quality;
    options.dither = RBK_DITHER_NONE;
    response_begin(r);
    return path == BY_TABLE ? convert_by_table(probe, &options, r) : convert_by_library(probe, &options, r);
}

#endif
