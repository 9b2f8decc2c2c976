/*
 * The conformer: files -> two channels -> 44.1 kHz -> 16 bits, as one stream. Files of a stream have one rate and are
 * opened one at a time. The converter's input is divided into blocks by count, never by file, so that file boundaries
 * have no effect on the output.
 */
#include "audio/conform.h"
#include "audio/convert.h"
#include "audio/dither.h"
#include "audio/filter_bank.h"
#include "audio/gain.h"
#include "audio/open.h"
#include "audio/shaper.h"
#include "audio/sum.h"
#include "base/fail.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FRAMES 4096
#define FRAMES_MAX   (INT64_C(1) << 47) /* what rbk_rate_scale takes */

/* "redbook" and a number; arbitrary, but it must never change. */
#define DEFAULT_SEED UINT64_C(0x726564626F6F6B01)

typedef struct source {
    char *path;
    rbk_raw_format raw;
    bool has_raw;
    int64_t frames;
    rbk_identity identity; /* unknown: any file */
    rbk_audio_sum *sum;    /* lent; NULL: none */
} source;

struct rbk_conformer {
    source *sources;
    size_t source_count;
    size_t current;      /* the source being read */
    rbk_audio *audio;    /* NULL between two sources */
    int64_t frames_read; /* of the current source */
    bool plain;          /* whose bytes are the disc's, from here on */
    int plain_descriptor;
    int64_t plain_offset_bytes;
    uint32_t rate_hz;
    int64_t total_samples; /* of the whole stream */
    int64_t given_samples;
    int64_t position_samples; /* on the disc, of the next sample */
    rbk_converter *converter; /* NULL at 44.1 kHz */
    double gain;              /* factor; 1: none */
    bool shaped;
    rbk_shaper shaper; /* where shaped */
    rbk_quantiser quantiser;
    rbk_conform_statistics statistics;
    rbk_status failed;
    double *frames; /* BLOCK_FRAMES of up to RBK_AUDIO_CHANNELS_MAX */
    double *pairs;  /* BLOCK_FRAMES, or RBK_CONVERTER_SPAN */
    double *mixed;  /* BLOCK_FRAMES pairs; NULL at 44.1 kHz */
};

/* Where reduced samples go, or wanted values instead; one of the two is NULL. */
typedef struct target {
    int16_t *samples;
    int32_t *wanted;
} target;

void rbk_conform_options_init(rbk_conform_options *options)
{
    if (!options)
        return;
    *options =
        (rbk_conform_options){.quality = RBK_QUALITY_BEST, .dither = RBK_DITHER_TPDF, .dither_seed = DEFAULT_SEED};
}

/* ------------------------------------------------------------------ files, one after another */

static rbk_status open_current(rbk_conformer *c, rbk_error *error)
{
    const source *s = &c->sources[c->current];
    rbk_status status =
        rbk_audio_open_again(s->path, s->has_raw ? &s->raw : NULL, s->frames, &s->identity, &c->audio, error);
    if (status != RBK_OK)
        return status;
    const rbk_audio_info *info = rbk_audio_information(c->audio);
    c->frames_read = 0;
    c->plain = rbk_audio_is_plain(c->audio, &c->plain_descriptor, &c->plain_offset_bytes);
    if (c->rate_hz == 0)
        c->rate_hz = info->rate_hz;
    if (info->rate_hz != c->rate_hz)
        return rbk_fail_at(error, RBK_INVALID_ARGUMENT, s->path, 0, 0,
                           "expected %u Hz as in the files before it, found %u Hz", c->rate_hz, info->rate_hz);
    if (info->frames != RBK_FRAMES_UNKNOWN && info->frames != s->frames)
        return rbk_fail_at(error, RBK_BAD_AUDIO, s->path, 0, 0,
                           "the file has changed: it had %" PRId64 " sample%s when it was probed, now it has %" PRId64,
                           s->frames, RBK_PLURAL(s->frames, "", "s"), info->frames);
    return RBK_OK;
}

/* The current source has given all its frames; it must not have more. */
static rbk_status finish_current(rbk_conformer *c, rbk_error *error)
{
    size_t more = 0;
    rbk_status status = rbk_sequence_read_double(rbk_audio_sequence(c->audio), c->frames, 1, &more, error);
    if (status == RBK_OK && more > 0)
        status =
            rbk_fail(error, RBK_BAD_AUDIO,
                     "the file has changed: it has more than the %" PRId64 " sample%s that it had when it was probed",
                     c->sources[c->current].frames, RBK_PLURAL(c->sources[c->current].frames, "", "s"));
    if (status != RBK_OK) {
        rbk_error_set_path(error, c->sources[c->current].path);
        return status;
    }
    rbk_audio_close(c->audio);
    c->audio = NULL;
    c->current++;
    return RBK_OK;
}

/* Makes current a source that has frames left; *left is 0 after the last. */
static rbk_status ready(rbk_conformer *c, int64_t *left, rbk_error *error)
{
    *left = 0;
    while (c->current < c->source_count) {
        rbk_status status = c->audio ? RBK_OK : open_current(c, error);
        if (status != RBK_OK)
            return status;
        *left = c->sources[c->current].frames - c->frames_read;
        if (*left > 0)
            return RBK_OK;
        status = finish_current(c, error);
        if (status != RBK_OK)
            return status;
    }
    return RBK_OK;
}

/* Compares the frames read with those expected. */
static rbk_status account(rbk_conformer *c, rbk_status status, size_t wanted, size_t got, rbk_error *error)
{
    const source *s = &c->sources[c->current];
    if (status == RBK_OK) {
        c->frames_read += (int64_t)got;
        if (got == wanted)
            return RBK_OK;
        status = rbk_fail(error, RBK_BAD_AUDIO, "expected %" PRId64 " sample%s, decoded %" PRId64, s->frames,
                          RBK_PLURAL(s->frames, "", "s"), c->frames_read);
    }
    rbk_error_set_path(error, s->path);
    return status;
}

/* Reads wanted frames (at most BLOCK_FRAMES) of the current source as pairs. */
static rbk_status read_pairs(rbk_conformer *c, size_t wanted, double *pairs, rbk_error *error)
{
    rbk_sequence *from = rbk_audio_sequence(c->audio);
    const rbk_down_mix *mix = rbk_audio_down_mix(c->audio);
    size_t got = 0;
    bool pairs_already = mix->channels == RBK_CHANNELS;
    rbk_status status = rbk_sequence_read_double(from, pairs_already ? pairs : c->frames, wanted, &got, error);
    if (status == RBK_OK && c->sources[c->current].sum)
        rbk_audio_sum_take_double(c->sources[c->current].sum, c->frames_read, pairs_already ? pairs : c->frames, got);
    status = account(c, status, wanted, got, error);
    if (status != RBK_OK)
        return status;
    if (mix->channels == 1)
        for (size_t i = 0; i < wanted; i++)
            pairs[2 * i] = pairs[2 * i + 1] = c->frames[i];
    else if (!pairs_already)
        rbk_down_mix_apply(mix, c->frames, wanted, pairs);
    for (size_t i = 0; i < wanted * RBK_CHANNELS && c->gain != 1; i++)
        pairs[i] *= c->gain;
    return RBK_OK;
}

/* ------------------------------------------------------------------ 16 bits */

static target after(target to, size_t count)
{
    return (target){to.samples ? to.samples + count * RBK_CHANNELS : NULL,
                    to.wanted ? to.wanted + count * RBK_CHANNELS : NULL};
}

static void shape(rbk_conformer *c, const double *pairs, size_t count, int16_t *samples)
{
    int32_t wanted[RBK_QUANTISER_SEGMENT * RBK_CHANNELS];
    for (size_t at = 0, now; at < count; at += now) {
        now = count - at < RBK_QUANTISER_SEGMENT ? count - at : RBK_QUANTISER_SEGMENT;
        rbk_want(pairs + at * RBK_CHANNELS, now, wanted, &c->statistics);
        rbk_shape(&c->shaper, wanted, now, c->position_samples + (int64_t)at, samples + at * RBK_CHANNELS,
                  &c->statistics);
    }
}

/* Pairs without an error bound. */
static void reduce(rbk_conformer *c, const double *pairs, size_t count, target to)
{
    if (to.wanted)
        rbk_want(pairs, count, to.wanted, &c->statistics);
    else if (c->shaped)
        shape(c, pairs, count, to.samples);
    else
        rbk_quantise(&c->quantiser, pairs, count, c->position_samples, to.samples, &c->statistics);
}

/* ------------------------------------------------------------------ 44.1 kHz */

/* Directly into the caller's samples; one channel is expanded from the end so that nothing is overwritten unread. */
static rbk_status read_bit_exact(rbk_conformer *c, size_t wanted, int16_t *samples, rbk_error *error)
{
    size_t got = 0;
    rbk_status status = rbk_sequence_read_int16(rbk_audio_sequence(c->audio), samples, wanted, &got, error);
    if (status == RBK_OK && c->sources[c->current].sum)
        rbk_audio_sum_take_int16(c->sources[c->current].sum, c->frames_read, samples, got);
    status = account(c, status, wanted, got, error);
    if (status != RBK_OK)
        return status;
    if (rbk_audio_information(c->audio)->channels == 1)
        for (size_t i = wanted; i-- > 0;)
            samples[2 * i] = samples[2 * i + 1] = samples[i];
    rbk_peak_note(samples, wanted * RBK_CHANNELS, &c->statistics);
    return RBK_OK;
}

static bool is_bit_exact(const rbk_conformer *c)
{
    return rbk_audio_information(c->audio)->bit_exact && c->gain == 1;
}

static rbk_status read_same_rate(rbk_conformer *c, target to, size_t wanted, rbk_error *error)
{
    while (wanted > 0) {
        int64_t left;
        rbk_status status = ready(c, &left, error);
        if (status != RBK_OK)
            return status;
        bool bit_exact = is_bit_exact(c) && to.samples;
        size_t now = (int64_t)wanted < left ? wanted : (size_t)left;
        if (!bit_exact && now > BLOCK_FRAMES)
            now = BLOCK_FRAMES;
        status = bit_exact ? read_bit_exact(c, now, to.samples, error) : read_pairs(c, now, c->pairs, error);
        if (status != RBK_OK)
            return status;
        if (!bit_exact)
            reduce(c, c->pairs, now, to);
        to = after(to, now);
        wanted -= now;
        c->position_samples += (int64_t)now;
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ another rate */

/* Frames that have to be computed, which is done in double. */
static bool is_computed(const rbk_conformer *c)
{
    return c->gain != 1 || rbk_audio_down_mix(c->audio)->channels > RBK_CHANNELS;
}

/* Reads wanted frames (at most BLOCK_FRAMES that are computed) of the current source as the nearest floats. */
static rbk_status read_planes(rbk_conformer *c, size_t wanted, rbk_planes planes, rbk_error *error)
{
    size_t got = 0;
    rbk_status status;
    if (is_computed(c)) {
        status = read_pairs(c, wanted, c->mixed, error);
        if (status == RBK_OK)
            rbk_split(c->mixed, RBK_CHANNELS, wanted, planes);
        return status;
    }
    status = rbk_sequence_read_planes(rbk_audio_sequence(c->audio), planes, wanted, &got, error);
    if (status == RBK_OK && c->sources[c->current].sum)
        rbk_audio_sum_take_planes(c->sources[c->current].sum, c->frames_read, planes, got);
    return account(c, status, wanted, got, error);
}

/* The stream's next frames, from as many sources as needed. */
static rbk_status pull_planes(void *user, rbk_planes planes, size_t capacity, size_t *got, rbk_error *error)
{
    rbk_conformer *c = user;
    *got = 0;
    while (*got < capacity) {
        int64_t left;
        rbk_status status = ready(c, &left, error);
        if (status != RBK_OK || left == 0)
            return status;
        size_t now = (int64_t)(capacity - *got) < left ? capacity - *got : (size_t)left;
        now = now > BLOCK_FRAMES && is_computed(c) ? BLOCK_FRAMES : now;
        status = read_planes(c, now, rbk_planes_after(planes, *got), error);
        if (status != RBK_OK)
            return status;
        *got += now;
    }
    return RBK_OK;
}

/* Quantises count pairs from position `at` of the converter's last output; values that the error bound leaves
 * undecided are refined first. */
static void quantise_segment(rbk_conformer *c, size_t at, size_t count, target to)
{
    uint32_t values[RBK_QUANTISER_VALUES];
    const uint32_t first = (uint32_t)(at * RBK_CHANNELS);
    double *pairs = c->pairs + first;
    double error_bound = rbk_converter_error_bound(c->converter, at, count);
    bool every_bit = to.wanted || c->shaped; /* errors are fed back: each value counts to its last bit */
    size_t open = 0;
    if (error_bound != 0 && every_bit)
        for (; open < count * RBK_CHANNELS; open++)
            values[open] = (uint32_t)open;
    else if (error_bound != 0)
        open = rbk_quantise_nearly(&c->quantiser, pairs, count, error_bound, c->position_samples, to.samples, values,
                                   &c->statistics);
    for (size_t i = 0; i < open; i++)
        values[i] += first;
    rbk_converter_refine(c->converter, values, open, c->pairs);
    if (error_bound == 0 || every_bit) {
        reduce(c, pairs, count, to);
        return;
    }
    for (size_t i = 0; i < open; i++)
        values[i] -= first;
    rbk_quantise_open(&c->quantiser, pairs, values, open, c->position_samples, to.samples, &c->statistics);
}

static rbk_status read_converted(rbk_conformer *c, target to, size_t wanted, rbk_error *error)
{
    while (wanted > 0) {
        size_t now = wanted < RBK_CONVERTER_SPAN ? wanted : RBK_CONVERTER_SPAN;
        size_t made = 0;
        rbk_status status = rbk_converter_read(c->converter, c->pairs, now, &made, error);
        if (status != RBK_OK)
            return status;
        for (size_t at = 0, count; at < made; at += count) {
            count = made - at < RBK_QUANTISER_SEGMENT ? made - at : RBK_QUANTISER_SEGMENT;
            quantise_segment(c, at, count, after(to, at));
            c->position_samples += (int64_t)count;
        }
        /* the converter may give one frame fewer than the rounded length */
        if (to.samples)
            memset(to.samples + made * RBK_CHANNELS, 0, (now - made) * RBK_SAMPLE_BYTES);
        else
            memset(to.wanted + made * RBK_CHANNELS, 0, (now - made) * RBK_CHANNELS * sizeof *to.wanted);
        c->position_samples += (int64_t)(now - made);
        to = after(to, now);
        wanted -= now;
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ opening and reading */

static rbk_status copy_sources(rbk_conformer *c, const rbk_conform_source *sources, size_t count, int64_t *frames,
                               rbk_error *error)
{
    *frames = 0;
    c->sources = calloc(count, sizeof *c->sources);
    if (!c->sources)
        return rbk_fail_memory(error);
    c->source_count = count;
    for (size_t i = 0; i < count; i++) {
        if (!sources[i].path)
            return rbk_fail(error, RBK_INVALID_POINTER, "a path is missing");
        if (sources[i].frames <= 0 || sources[i].frames >= FRAMES_MAX - *frames)
            return rbk_fail_at(error, RBK_INVALID_ARGUMENT, sources[i].path, 0, 0,
                               "expected a number of samples, found %" PRId64, sources[i].frames);
        *frames += sources[i].frames;
        c->sources[i].frames = sources[i].frames;
        if (sources[i].identity)
            c->sources[i].identity = *sources[i].identity;
        c->sources[i].has_raw = sources[i].raw != NULL;
        if (sources[i].raw)
            c->sources[i].raw = *sources[i].raw;
        c->sources[i].path = strdup(sources[i].path);
        if (!c->sources[i].path)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}

static rbk_status make_buffers(rbk_conformer *c, int64_t frames, const rbk_conform_options *options,
                               rbk_filters *filters, rbk_error *error)
{
    c->frames = malloc(BLOCK_FRAMES * RBK_AUDIO_CHANNELS_MAX * sizeof *c->frames);
    size_t pairs = c->rate_hz == RBK_RATE_HZ ? BLOCK_FRAMES : RBK_CONVERTER_SPAN;
    c->pairs = malloc(pairs * RBK_CHANNELS * sizeof *c->pairs);
    if (!c->frames || !c->pairs)
        return rbk_fail_memory(error);
    if (c->rate_hz == RBK_RATE_HZ)
        return RBK_OK;
    c->mixed = malloc(BLOCK_FRAMES * RBK_CHANNELS * sizeof *c->mixed);
    if (!c->mixed)
        return rbk_fail_memory(error);
    return rbk_converter_open(c->rate_hz, frames, options, filters, pull_planes, c, &c->converter, error);
}

static rbk_status check_options(const rbk_conform_options *options, rbk_error *error)
{
    if ((unsigned)options->quality > RBK_QUALITY_FAST)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown quality %d", (int)options->quality);
    if ((unsigned)options->dither > RBK_DITHER_SHAPED)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown dither %d", (int)options->dither);
    if (options->curve >= RBK_CURVES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown curve %llu of a dither",
                        (unsigned long long)options->curve);
    if (options->gain_millidecibels > RBK_GAIN_MAX_MILLIDECIBELS ||
        options->gain_millidecibels < -RBK_GAIN_MAX_MILLIDECIBELS)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a gain from -100 to 100 dB");
    return RBK_OK;
}

rbk_status rbk_conformer_open(const rbk_conform_source *sources, size_t count, const rbk_conform_options *options,
                              int64_t position_samples, rbk_conformer **conformer, rbk_error *error)
{
    return rbk_conformer_open_sharing(sources, count, options, NULL, position_samples, conformer, error);
}

rbk_status rbk_conformer_open_sharing(const rbk_conform_source *sources, size_t count,
                                      const rbk_conform_options *options, rbk_filters *filters,
                                      int64_t position_samples, rbk_conformer **conformer, rbk_error *error)
{
    rbk_conform_options defaults;
    int64_t frames = 0;
    if (!sources || !conformer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected at least one file");
    if (!options) {
        rbk_conform_options_init(&defaults);
        options = &defaults;
    }
    rbk_status status = check_options(options, error);
    if (status != RBK_OK)
        return status;
    rbk_conformer *c = calloc(1, sizeof *c);
    if (!c)
        return rbk_fail_memory(error);
    c->position_samples = position_samples;
    c->statistics.first_clipped_samples = -1;
    c->gain = rbk_gain_factor(options->gain_millidecibels);
    c->shaped = options->dither == RBK_DITHER_SHAPED;
    rbk_quantiser_init(&c->quantiser, options->dither, options->dither_seed);
    rbk_shaper_init(&c->shaper, (rbk_dither_curve)options->curve, options->dither_seed);
    status = copy_sources(c, sources, count, &frames, error);
    if (status == RBK_OK)
        status = open_current(c, error);
    if (status == RBK_OK)
        status = make_buffers(c, frames, options, filters, error);
    if (status != RBK_OK) {
        rbk_conformer_close(c);
        return status;
    }
    c->total_samples = rbk_rate_scale(frames, c->rate_hz);
    *conformer = c;
    return RBK_OK;
}

/* Makes current the source that has this frame of the stream, at that frame. */
static rbk_status enter_source(rbk_conformer *c, int64_t frame, rbk_error *error)
{
    size_t number = 0;
    while (number + 1 < c->source_count && frame >= c->sources[number].frames)
        frame -= c->sources[number++].frames;
    if (number != c->current) {
        rbk_audio_close(c->audio);
        c->audio = NULL;
        c->current = number;
        rbk_status status = open_current(c, error);
        if (status != RBK_OK)
            return status;
    }
    if (frame == 0)
        return RBK_OK;
    const source *s = &c->sources[number];
    if (!rbk_audio_information(c->audio)->seekable_exactly)
        return rbk_fail_at(error, RBK_INVALID_ARGUMENT, s->path, 0, 0, "cannot be read from an exact sample");
    rbk_status status = frame < s->frames ? rbk_sequence_seek(rbk_audio_sequence(c->audio), frame, error) : RBK_OK;
    if (status != RBK_OK) {
        rbk_error_set_path(error, s->path);
        return status;
    }
    c->frames_read = frame;
    if (frame == s->frames) { /* after the last: nothing follows */
        rbk_audio_close(c->audio);
        c->audio = NULL;
        c->current++;
    }
    return RBK_OK;
}

rbk_status rbk_conformer_seek(rbk_conformer *c, int64_t sample, rbk_error *error)
{
    if (!c)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (c->given_samples > 0 || c->current > 0 || c->frames_read > 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the position of a stream can be set only before its first read");
    if (sample < 0 || sample > c->total_samples)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a sample from 0 to %" PRId64 ", found %" PRId64,
                        c->total_samples, sample);
    if (sample == 0)
        return RBK_OK;
    int64_t frame = sample;
    if (c->converter && !rbk_converter_enter(c->converter, sample, &frame))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a stream of this rate or length can be read from its start only");
    rbk_status status = enter_source(c, frame, error);
    if (status == RBK_OK)
        c->total_samples -= sample;
    return status;
}

bool rbk_conform_divisible(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options)
{
    return rate_hz == RBK_RATE_HZ || rbk_filter_bank_suits(rate_hz, options->quality, frames);
}

void rbk_conformer_set_position(rbk_conformer *conformer, int64_t position_samples)
{
    conformer->position_samples = position_samples;
}

static bool all_sources_read(const rbk_conformer *c)
{
    return c->current == c->source_count ||
           (c->current + 1 == c->source_count && c->audio && c->frames_read == c->sources[c->current].frames);
}

/* The stream is complete: the last file must not have more either. */
static rbk_status finish_stream(rbk_conformer *c, rbk_error *error)
{
    int64_t left = 0;
    return all_sources_read(c) ? ready(c, &left, error) : RBK_OK;
}

static rbk_status read_into(rbk_conformer *c, target to, size_t capacity, size_t *count, rbk_error *error)
{
    if (c->failed != RBK_OK)
        return rbk_fail(error, c->failed, "reading the stream failed earlier");
    int64_t left = c->total_samples - c->given_samples;
    size_t wanted = (int64_t)capacity < left ? capacity : (size_t)left;
    rbk_status status = c->converter ? read_converted(c, to, wanted, error) : read_same_rate(c, to, wanted, error);
    if (status == RBK_OK && (int64_t)wanted == left)
        status = finish_stream(c, error);
    if (status != RBK_OK) {
        c->failed = status;
        return status;
    }
    c->given_samples += (int64_t)wanted;
    *count = wanted;
    return RBK_OK;
}

bool rbk_conformer_is_plain(const rbk_conformer *c, int *descriptor, int64_t *offset_bytes)
{
    if (!c->audio || !c->plain || c->gain != 1)
        return false;
    *descriptor = c->plain_descriptor;
    *offset_bytes = c->plain_offset_bytes + c->frames_read * RBK_SAMPLE_BYTES;
    return true;
}

rbk_status rbk_conformer_read(rbk_conformer *c, int16_t *samples, size_t capacity, size_t *count, rbk_error *error)
{
    if (!c || !count || !samples)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return read_into(c, (target){samples, NULL}, capacity, count, error);
}

rbk_status rbk_conformer_read_wanted(rbk_conformer *c, int32_t *wanted, size_t capacity, size_t *count,
                                     rbk_error *error)
{
    return read_into(c, (target){NULL, wanted}, capacity, count, error);
}

void rbk_conformer_set_sum(rbk_conformer *conformer, size_t file, rbk_audio_sum *sum)
{
    if (conformer && file < conformer->source_count)
        conformer->sources[file].sum = sum;
}

void rbk_conformer_take_statistics(rbk_conformer *conformer, rbk_conform_statistics *statistics)
{
    *statistics = conformer->statistics;
    memset(&conformer->statistics, 0, sizeof conformer->statistics);
    conformer->statistics.first_clipped_samples = -1;
}

void rbk_conformer_close(rbk_conformer *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->source_count; i++)
        free(c->sources[i].path);
    free(c->sources);
    rbk_audio_close(c->audio);
    rbk_converter_close(c->converter);
    free(c->frames);
    free(c->pairs);
    free(c->mixed);
    free(c);
}
