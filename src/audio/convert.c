/*
 * The two ways of rate conversion with one interface, and the tables that conformers share.
 */
#include "audio/convert.h"

#include "audio/filter_bank.h"
#include "audio/filters.h"
#include "audio/resample.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define BLOCK_FRAMES 4096
#define LINE_BYTES   64

struct rbk_converter {
    rbk_pull *pull;
    void *user;
    bool exhausted; /* the source is exhausted */

    /* conversion by the library */
    rbk_resampler *resampler;
    rbk_planes pulled; /* BLOCK_FRAMES, contiguous */
    float *feed;       /* BLOCK_FRAMES pairs for it */
    float *fed_back;   /* BLOCK_FRAMES pairs from it */
    size_t feed_at, feed_count;
    size_t back_at, back_count;
    bool drained;

    /* conversion by a filter bank: a window of the input, one array per channel */
    const rbk_filter_bank *bank;
    rbk_filter_bank *own_bank; /* its own tables, if none are shared */
    int64_t next_sample;
    int64_t last_sample; /* the first sample of the last read */
    rbk_filter_bank_input window;
    size_t window_count;
    size_t window_capacity;
};

/* ------------------------------------------------------------------ opening */

static rbk_status find_bank(rbk_converter *c, uint32_t rate_hz, rbk_quality quality, rbk_filters *filters,
                            rbk_error *error)
{
    rbk_status status;
    if (filters) {
        status = rbk_filters_bank(filters, rate_hz, quality, &c->bank, error);
    } else {
        status = rbk_filter_bank_make(rate_hz, quality, 1, &c->own_bank, error);
        c->bank = c->own_bank;
    }
    return status;
}

/* Zeros aligned to a cache line. */
static float *new_values(size_t count)
{
    size_t bytes = (count * sizeof(float) + LINE_BYTES - 1) / LINE_BYTES * LINE_BYTES;
    float *values = aligned_alloc(LINE_BYTES, bytes);
    if (values)
        memset(values, 0, bytes);
    return values;
}

static rbk_status open_window(rbk_converter *c, rbk_error *error)
{
    c->window.first_frame = rbk_filter_bank_begin(c->bank, 0);
    c->window_count = (size_t)-c->window.first_frame; /* silence before the stream */
    c->window_capacity =
        2 * (size_t)rbk_filter_bank_frame(c->bank, RBK_CONVERTER_SPAN) + 2 * rbk_filter_bank_after(c->bank);
    c->window.left = new_values(c->window_capacity + RBK_FILTER_BANK_SLACK);
    c->window.right = new_values(c->window_capacity + RBK_FILTER_BANK_SLACK);
    return c->window.left && c->window.right ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status open_library(rbk_converter *c, uint32_t rate_hz, rbk_quality quality, rbk_error *error)
{
    c->bank = NULL;
    c->pulled.left = malloc(BLOCK_FRAMES * RBK_CHANNELS * sizeof *c->pulled.left);
    c->feed = malloc(BLOCK_FRAMES * RBK_CHANNELS * sizeof *c->feed);
    c->fed_back = malloc(BLOCK_FRAMES * RBK_CHANNELS * sizeof *c->fed_back);
    if (!c->pulled.left || !c->feed || !c->fed_back)
        return rbk_fail_memory(error);
    c->pulled.right = c->pulled.left + BLOCK_FRAMES;
    return rbk_resampler_open(rate_hz, quality, RBK_CHANNELS, &c->resampler, error);
}

rbk_status rbk_converter_open(uint32_t rate_hz, int64_t frames, const rbk_conform_options *options,
                              rbk_filters *filters, rbk_pull *pull, void *user, rbk_converter **converter,
                              rbk_error *error)
{
    rbk_converter *c = calloc(1, sizeof *c);
    if (!c)
        return rbk_fail_memory(error);
    c->pull = pull;
    c->user = user;
    rbk_status status = RBK_UNSUPPORTED;
    if (rbk_filter_bank_suits(rate_hz, options->quality, frames)) {
        status = find_bank(c, rate_hz, options->quality, filters, error);
        if (status == RBK_OK)
            status = open_window(c, error);
    }
    if (status == RBK_UNSUPPORTED) /* no table: use the library itself */
        status = open_library(c, rate_hz, options->quality, error);
    if (status != RBK_OK) {
        rbk_converter_close(c);
        return status;
    }
    *converter = c;
    return RBK_OK;
}

void rbk_converter_close(rbk_converter *c)
{
    if (!c)
        return;
    rbk_resampler_close(c->resampler);
    rbk_filter_bank_free(c->own_bank);
    free(c->pulled.left);
    free(c->feed);
    free(c->fed_back);
    free(c->window.left);
    free(c->window.right);
    free(c);
}

static rbk_status pull(rbk_converter *c, rbk_planes to, size_t wanted, size_t *got, rbk_error *error)
{
    *got = 0;
    if (c->exhausted)
        return RBK_OK;
    rbk_status status = c->pull(c->user, to, wanted, got, error);
    c->exhausted = status == RBK_OK && *got < wanted;
    return status;
}

/* ------------------------------------------------------------------ by a filter bank */

bool rbk_converter_enter(rbk_converter *c, int64_t sample, int64_t *frame)
{
    if (!c->bank || c->next_sample != 0 || sample < 0)
        return false;
    c->next_sample = sample;
    c->window.first_frame = rbk_filter_bank_begin(c->bank, sample);
    c->window_count = c->window.first_frame < 0 ? (size_t)-c->window.first_frame : 0;
    *frame = c->window.first_frame < 0 ? 0 : c->window.first_frame;
    return true;
}

/* Drops the frames before this one. */
static void advance_window(rbk_converter *c, int64_t frame)
{
    size_t after = (size_t)(frame - c->window.first_frame);
    c->window_count -= after;
    memmove(c->window.left, c->window.left + after, c->window_count * sizeof *c->window.left);
    memmove(c->window.right, c->window.right + after, c->window_count * sizeof *c->window.right);
    c->window.first_frame = frame;
}

/* Up to count frames; silence after the stream. */
static rbk_status fill_window(rbk_converter *c, size_t count, rbk_error *error)
{
    size_t wanted = count > c->window_count ? count - c->window_count : 0, got = 0;
    rbk_planes to = rbk_planes_after((rbk_planes){c->window.left, c->window.right}, c->window_count);
    rbk_status status = wanted > 0 ? pull(c, to, wanted, &got, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    memset(to.left + got, 0, (wanted - got) * sizeof *to.left);
    memset(to.right + got, 0, (wanted - got) * sizeof *to.right);
    c->window_count += wanted;
    return RBK_OK;
}

static rbk_status read_bank(rbk_converter *c, double *pairs, size_t wanted, rbk_error *error)
{
    int64_t last = c->next_sample + (int64_t)wanted - 1;
    int64_t end = rbk_filter_bank_frame(c->bank, last) + (int64_t)rbk_filter_bank_after(c->bank) + 1;
    if (wanted == 0)
        return RBK_OK;
    if ((size_t)(end - c->window.first_frame) > c->window_capacity)
        advance_window(c, rbk_filter_bank_begin(c->bank, c->next_sample));
    rbk_status status = fill_window(c, (size_t)(end - c->window.first_frame), error);
    if (status != RBK_OK)
        return status;
    rbk_filter_bank_apply(c->bank, RBK_KERNEL_AUTO, c->next_sample, wanted, &c->window, pairs);
    c->last_sample = c->next_sample;
    c->next_sample += (int64_t)wanted;
    return RBK_OK;
}

double rbk_converter_error_bound(const rbk_converter *c, size_t from, size_t count)
{
    return c->bank && count > 0 ? rbk_filter_bank_error_bound(c->bank, RBK_KERNEL_AUTO, c->last_sample + (int64_t)from,
                                                              count, &c->window)
                                : 0;
}

void rbk_converter_refine(const rbk_converter *c, const uint32_t *values, size_t count, double *pairs)
{
    if (c->bank)
        rbk_filter_bank_refine(c->bank, RBK_KERNEL_AUTO, c->last_sample, values, count, &c->window, pairs);
}

/* ------------------------------------------------------------------ by the library */

/* The library's input is divided into blocks by count, never by file, so that file boundaries have no effect on the
 * output. */
static rbk_status fill_feed(rbk_converter *c, rbk_error *error)
{
    size_t got;
    rbk_status status = pull(c, c->pulled, BLOCK_FRAMES, &got, error);
    if (status != RBK_OK)
        return status;
    for (size_t i = 0; i < got; i++) {
        c->feed[2 * i] = c->pulled.left[i];
        c->feed[2 * i + 1] = c->pulled.right[i];
    }
    c->feed_at = 0;
    c->feed_count = got;
    return RBK_OK;
}

/* Gets the library's next block; sets drained when nothing follows. */
static rbk_status convert(rbk_converter *c, rbk_error *error)
{
    c->back_at = 0;
    c->back_count = 0;
    while (c->back_count == 0 && !c->drained) {
        rbk_status status = RBK_OK;
        size_t used = 0;
        if (c->feed_at == c->feed_count && !c->exhausted)
            status = fill_feed(c, error);
        if (status == RBK_OK)
            status =
                rbk_resampler_process(c->resampler, c->feed + c->feed_at * RBK_CHANNELS, c->feed_count - c->feed_at,
                                      c->exhausted, &used, c->fed_back, BLOCK_FRAMES, &c->back_count, error);
        if (status != RBK_OK)
            return status;
        c->feed_at += used;
        c->drained = c->exhausted && c->feed_at == c->feed_count && c->back_count == 0;
    }
    return RBK_OK;
}

static rbk_status read_library(rbk_converter *c, double *pairs, size_t wanted, size_t *made, rbk_error *error)
{
    *made = 0;
    while (*made < wanted) {
        if (c->back_at == c->back_count) {
            rbk_status status = convert(c, error);
            if (status != RBK_OK)
                return status;
            if (c->back_count == 0)
                return RBK_OK;
        }
        size_t now = c->back_count - c->back_at;
        now = now < wanted - *made ? now : wanted - *made;
        for (size_t i = 0; i < now * RBK_CHANNELS; i++)
            pairs[*made * RBK_CHANNELS + i] = c->fed_back[c->back_at * RBK_CHANNELS + i];
        c->back_at += now;
        *made += now;
    }
    return RBK_OK;
}

rbk_status rbk_converter_read(rbk_converter *c, double *pairs, size_t wanted, size_t *made, rbk_error *error)
{
    if (!c->bank)
        return read_library(c, pairs, wanted, made, error);
    *made = wanted < RBK_CONVERTER_SPAN ? wanted : RBK_CONVERTER_SPAN;
    return read_bank(c, pairs, *made, error);
}
