/*
 * All that is measured, in one pass: each quantity is a visitor, true peak one for each channel, so that they run side by
 * side.
 */
#include "audio/true_peak.h"
#include "base/endian.h"
#include "base/fail.h"
#include "report/hashing.h"
#include "report/loudness.h"
#include "verify/check.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define OWN_VISITORS  (1 + 1 + RBK_CHANNELS + RBK_HASHING_VISITORS_MAX)
#define BLOCK_SAMPLES ((size_t)RBK_SCAN_SECTORS_AT_ONCE * RBK_SECTOR_SAMPLES)
#define NO_TRACK      SIZE_MAX

/* Samples in one vector: pairs of values, and their values of one channel. */
#define PAIRS 8
typedef uint32_t pairs __attribute__((vector_size(4 * PAIRS)));
typedef uint16_t channel_values __attribute__((vector_size(2 * PAIRS)));

/* Loudness: one stream for the disc, and the track that it is in. */
typedef struct loudness_work {
    const rbk_disc *disc;
    rbk_loudness_meter *meter;
    size_t track; /* NO_TRACK: none */
    rbk_loudness *tracks;
} loudness_work;

/*
 * True peak of one channel. The disc is one stream; a track is a stream of its own, with zeros before and after it, so that its
 * peak does not depend on its neighbours.
 */
typedef struct peak_work {
    size_t channel;
    int32_t all;
    int32_t *current;   /* what the samples before the block belong to; NULL: there are none */
    int32_t unassigned; /* in no track */
    int32_t tracks[RBK_TRACKS_MAX];
    int16_t samples[RBK_TRUE_PEAK_HISTORY + BLOCK_SAMPLES]; /* of the channel, those before the block first */
} peak_work;

typedef struct measuring {
    loudness_work loudness;
    peak_work peaks[RBK_CHANNELS];
    rbk_checker *checker;
    rbk_hashing *hashing;
    rbk_measurement made;
} measuring;

void rbk_measure_options_init(rbk_measure_options *options)
{
    if (!options)
        return;
    *options =
        (rbk_measure_options){.hashes = 1u << RBK_SUM_SHA256 | RBK_HASH_CRC32 | RBK_HASH_ACCURATERIP | RBK_HASH_DIGEST};
    rbk_check_options_init(&options->check);
}

/* ------------------------------------------------------------------ loudness */

/* The track that a block is part of; what comes before index 01 is part of none. */
static size_t track_of(const rbk_scan_block *block)
{
    return block->pregap ? NO_TRACK : block->track;
}

static rbk_status go_to_track(loudness_work *w, size_t track)
{
    rbk_status status = RBK_OK;
    if (track == w->track)
        return RBK_OK;
    if (w->track != NO_TRACK)
        status = rbk_loudness_meter_track(w->meter, &w->tracks[w->track]);
    rbk_loudness_meter_end_track(w->meter);
    if (track != NO_TRACK)
        rbk_loudness_meter_begin_track(w->meter);
    w->track = track;
    return status;
}

static rbk_status visit_loudness(void *user, const rbk_scan_block *block, rbk_error *error)
{
    loudness_work *w = user;
    rbk_status status = go_to_track(w, block->audio ? track_of(block) : NO_TRACK);
    if (status == RBK_OK && block->audio)
        status = rbk_loudness_meter_take(w->meter, block->samples, (size_t)block->count * RBK_SECTOR_SAMPLES);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ true peak */

static void raise_peak(int32_t *peak, const int16_t *samples, size_t count)
{
    *peak = rbk_true_peak_find(samples, count, *peak);
}

/* Both at once: what is below the smaller one changes neither. */
static void raise_peaks(int32_t *one, int32_t *other, const int16_t *samples, size_t count)
{
    int32_t found = rbk_true_peak_find(samples, count, *one < *other ? *one : *other);
    *one = found > *one ? found : *one;
    *other = found > *other ? found : *other;
}

/* After the last sample of a stream, history: the outputs that are due, and those that ring on. */
static void find_last_peaks(const int16_t history[RBK_TRUE_PEAK_HISTORY], int32_t *peak)
{
    int16_t last[RBK_TRUE_PEAK_HISTORY + RBK_TRUE_PEAK_TAPS] = {0};
    memcpy(last, history, RBK_TRUE_PEAK_HISTORY * sizeof *last);
    raise_peak(peak, last + RBK_TRUE_PEAK_HISTORY, RBK_TRUE_PEAK_TAPS);
}

/* The first samples of a stream, with zeros before them. */
static void find_first_peaks(const int16_t *samples, int32_t *peak)
{
    int16_t first[RBK_TRUE_PEAK_HISTORY + RBK_TRUE_PEAK_HISTORY] = {0};
    memcpy(first + RBK_TRUE_PEAK_HISTORY, samples, RBK_TRUE_PEAK_HISTORY * sizeof *first);
    raise_peak(peak, first + RBK_TRUE_PEAK_HISTORY, RBK_TRUE_PEAK_HISTORY);
}

/* Whole sectors follow the history; they belong to now. */
static void find_peaks(peak_work *w, size_t count, int32_t *now)
{
    const int16_t *samples = w->samples + RBK_TRUE_PEAK_HISTORY;
    size_t own = 0; /* where the outputs of the disc and of now become the same */
    if (now != w->current) {
        own = RBK_TRUE_PEAK_HISTORY;
        if (w->current)
            find_last_peaks(w->samples, w->current);
        find_first_peaks(samples, now);
        raise_peak(&w->all, samples, own);
    }
    raise_peaks(&w->all, now, samples + own, count - own);
    w->current = now;
    memmove(w->samples, w->samples + count, RBK_TRUE_PEAK_HISTORY * sizeof *w->samples);
}

static void end_stream(peak_work *w)
{
    if (w->current) {
        find_last_peaks(w->samples, w->current);
        find_last_peaks(w->samples, &w->all);
    }
    w->current = NULL;
    memset(w->samples, 0, RBK_TRUE_PEAK_HISTORY * sizeof *w->samples);
}

/* The values of one channel. */
static void take_channel(const int16_t *samples, size_t count, size_t channel, int16_t *values)
{
    size_t i = 0;
    for (; i + PAIRS <= count; i += PAIRS) {
        pairs now;
        memcpy(&now, samples + RBK_CHANNELS * i, sizeof now);
        channel_values taken =
            __builtin_convertvector((channel == 1) == rbk_machine_is_little_endian() ? now >> 16 : now, channel_values);
        memcpy(values + i, &taken, sizeof taken);
    }
    for (; i < count; i++)
        values[i] = samples[RBK_CHANNELS * i + channel];
}

static rbk_status visit_peak(void *user, const rbk_scan_block *block, rbk_error *error)
{
    peak_work *w = user;
    size_t count = (size_t)block->count * RBK_SECTOR_SAMPLES;
    (void)error;
    if (!block->audio) {
        end_stream(w);
        return RBK_OK;
    }
    take_channel(block->samples, count, w->channel, w->samples + RBK_TRUE_PEAK_HISTORY);
    const size_t track = track_of(block);
    find_peaks(w, count, track == NO_TRACK ? &w->unassigned : &w->tracks[track]);
    return RBK_OK;
}

/* ------------------------------------------------------------------ all of them */

static const rbk_loudness none = {.integrated_lufs = RBK_NO_LEVEL,
                                  .max_momentary_lufs = RBK_NO_LEVEL,
                                  .max_short_term_lufs = RBK_NO_LEVEL,
                                  .true_peak_dbtp = RBK_NO_LEVEL,
                                  .sample_peak_dbfs = RBK_NO_LEVEL};

static double decibels(double ratio)
{
    return ratio > 0 ? 20 * log10(ratio) : RBK_NO_LEVEL;
}

static void conclude(rbk_loudness *loudness, int32_t true_peak, int32_t sample_peak)
{
    loudness->true_peak_dbtp = decibels(true_peak / RBK_TRUE_PEAK_SCALE);
    loudness->sample_peak_dbfs = decibels(sample_peak / 32768.0);
    bool levels = loudness->true_peak_dbtp > RBK_NO_LEVEL && loudness->integrated_lufs > RBK_NO_LEVEL;
    loudness->peak_to_loudness_lu = levels ? loudness->true_peak_dbtp - loudness->integrated_lufs : 0;
}

static void conclude_levels(measuring *m)
{
    rbk_measurement *made = &m->made;
    int32_t largest = 0;
    for (size_t t = 0; t < made->track_count; t++) {
        int32_t left = m->peaks[0].tracks[t], right = m->peaks[1].tracks[t];
        const rbk_check_track *track = &made->check.tracks[t];
        if (track->program_peak > 0)
            conclude(&made->tracks[t], left > right ? left : right, track->program_peak);
        else
            made->tracks[t] = none; /* digital silence */
        largest = track->peak > largest ? track->peak : largest;
    }
    int32_t left = m->peaks[0].all, right = m->peaks[1].all;
    conclude(&made->disc, left > right ? left : right, largest);
}

static rbk_status begin(measuring *m, const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                        const rbk_measure_options *options, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_hashing_new(disc, layout, options->hashes, &m->hashing, error);
    if (status == RBK_OK)
        status = rbk_checker_new_for(disc, layout, image, &options->check, findings, &m->checker, error);
    if (status != RBK_OK)
        return status;
    m->made.track_count = disc->track_count;
    for (size_t t = 0; t < disc->track_count; t++)
        m->made.tracks[t] = none;
    m->loudness = (loudness_work){disc, rbk_loudness_meter_new(), NO_TRACK, m->made.tracks};
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        m->peaks[channel].channel = channel;
    return m->loudness.meter ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status scan(measuring *m, const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                       const rbk_measure_options *options, rbk_error *error)
{
    rbk_scan_options scan_options;
    rbk_scan_visitor *visitors = calloc(OWN_VISITORS + options->visitor_count, sizeof *visitors);
    size_t count = 0;
    if (!visitors)
        return rbk_fail_memory(error);
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        visitors[count++] = (rbk_scan_visitor){.user = &m->peaks[channel], .visit = visit_peak};
    visitors[count++] = (rbk_scan_visitor){.user = &m->loudness, .visit = visit_loudness};
    count += rbk_checker_visitor(m->checker, &visitors[count]);
    count += rbk_hashing_visitors(m->hashing, visitors + count);
    for (size_t i = 0; i < options->visitor_count; i++)
        visitors[count++] = options->visitors[i];
    rbk_scan_options_init(&scan_options);
    scan_options.jobs = options->jobs;
    scan_options.listener = options->listener;
    rbk_status status = rbk_image_scan(image, disc, layout, visitors, count, &scan_options, error);
    free(visitors);
    if (status != RBK_OK)
        (void)rbk_checker_explain(m->checker, status); /* for its findings: the others have not read the disc either */
    return status;
}

static rbk_status end(measuring *m, rbk_error *error)
{
    rbk_status status = rbk_checker_end(m->checker, &m->made.check, error);
    if (status == RBK_OK)
        status = rbk_hashing_end(m->hashing, &m->made.hashes, error);
    if (status != RBK_OK)
        return status;
    status = go_to_track(&m->loudness, NO_TRACK);
    if (status == RBK_OK)
        status = rbk_loudness_meter_all(m->loudness.meter, &m->made.disc);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        end_stream(&m->peaks[channel]);
    conclude_levels(m);
    return RBK_OK;
}

rbk_status rbk_measure(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                       const rbk_measure_options *options, rbk_findings *findings, rbk_measurement *measurement,
                       rbk_error *error)
{
    rbk_measure_options defaults;
    if (!disc || !layout || !image || !measurement || (options && options->visitor_count > 0 && !options->visitors))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_measure_options_init(&defaults);
    options = options ? options : &defaults;
    measuring *m = calloc(1, sizeof *m);
    if (!m)
        return rbk_fail_memory(error);
    rbk_status status = begin(m, disc, layout, image, options, findings, error);
    if (status == RBK_OK)
        status = scan(m, disc, layout, image, options, error);
    if (status == RBK_OK)
        status = end(m, error);
    if (status == RBK_OK)
        *measurement = m->made;
    rbk_loudness_meter_free(m->loudness.meter);
    rbk_checker_free(m->checker);
    rbk_hashing_free(m->hashing);
    free(m);
    return status;
}
