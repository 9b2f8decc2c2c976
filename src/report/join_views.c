/*
 * Views of joins, made while the disc is read: the samples of one are kept until they are complete, then drawn and encoded.
 * Views that follow one another may overlap, since tracks may be short; the next but one never does. So there are two
 * visitors, each with every other view, which also encode side by side.
 */
#include "report/join_views.h"

#include "audio/encoder.h"
#include "base/fail.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define PREGAP_MOST  (5 * (int64_t)RBK_RATE_HZ) /* in one view */
#define PREGAP_SHOWN (2 * (int64_t)RBK_RATE_HZ) /* of a longer one, at either end */
#define STEP_REACH   (RBK_RATE_HZ / 2)
#define PEAK_REACH   (RBK_RATE_HZ / 100)
#define SIDE_UNIT    (RBK_RATE_HZ / 10) /* sides are whole tenths of a second */

typedef struct collector {
    rbk_join_views *views;
    size_t next;      /* position of the view that it collects */
    int16_t *samples; /* of that, NULL before the first of them */
} collector;

struct rbk_join_views {
    const rbk_layout *layout;
    int64_t side;
    bool audible;
    rbk_join_view *views;
    size_t count;
    collector collectors[RBK_JOIN_VIEW_VISITORS];
};

/* ------------------------------------------------------------------ which views there are */

static int64_t in_samples(int32_t lba)
{
    return (int64_t)lba * RBK_SECTOR_SAMPLES;
}

static int64_t side_of(const rbk_join_views *v, size_t track)
{
    const rbk_layout_track *laid = &v->layout->tracks[track];
    int64_t length = in_samples(laid->end_lba - laid->index01_lba);
    return v->side < length ? v->side : length;
}

static rbk_join_view *add_view(rbk_join_views *v, size_t before, size_t after)
{
    rbk_join_view *view = &v->views[v->count++];
    view->before = before;
    view->after = after;
    return view;
}

static void add_boundary(rbk_join_view *view, int64_t sample)
{
    if (view->boundary_count == 0 || view->boundaries[view->boundary_count - 1].sample != sample)
        view->boundaries[view->boundary_count++].sample = sample;
}

static void add_end(rbk_join_views *v, size_t track, int64_t reach)
{
    rbk_join_view *view = add_view(v, track, RBK_JOIN_VIEW_NO_TRACK);
    int64_t end = in_samples(v->layout->tracks[track].end_lba);
    view->from = end - side_of(v, track);
    view->to = end + reach;
    add_boundary(view, end);
}

static void add_start(rbk_join_views *v, size_t track)
{
    rbk_join_view *view = add_view(v, RBK_JOIN_VIEW_NO_TRACK, track);
    const rbk_layout_track *laid = &v->layout->tracks[track];
    int64_t start = in_samples(laid->index01_lba), pregap = start - in_samples(laid->start_lba);
    view->from = start - (pregap < PREGAP_SHOWN ? pregap : PREGAP_SHOWN);
    view->to = start + side_of(v, track);
    add_boundary(view, start);
}

static void add_join(rbk_join_views *v, size_t track)
{
    const rbk_layout_track *laid = &v->layout->tracks[track];
    int64_t end = in_samples(v->layout->tracks[track - 1].end_lba), start = in_samples(laid->index01_lba);
    if (start - end > PREGAP_MOST) {
        add_end(v, track - 1, PREGAP_SHOWN);
        add_start(v, track);
        return;
    }
    rbk_join_view *view = add_view(v, track - 1, track);
    view->from = end - side_of(v, track - 1);
    view->to = start + side_of(v, track);
    add_boundary(view, end);
    add_boundary(view, start);
}

/* Whether the track continues the audio of the one before it. */
static bool follows(const rbk_disc *disc, const rbk_layout *layout, size_t track)
{
    return track > 0 && track < disc->track_count && rbk_track_mode_is_audio(disc->tracks[track].mode) &&
           rbk_track_mode_is_audio(disc->tracks[track - 1].mode) &&
           rbk_layout_session_of(layout, track) == rbk_layout_session_of(layout, track - 1);
}

static void add_views(rbk_join_views *v, const rbk_disc *disc)
{
    v->count = 0;
    for (size_t t = 0; t < disc->track_count; t++) {
        if (!rbk_track_mode_is_audio(disc->tracks[t].mode))
            continue;
        if (follows(disc, v->layout, t))
            add_join(v, t);
        else
            add_start(v, t);
        if (!follows(disc, v->layout, t + 1))
            add_end(v, t, 0);
    }
}

static int64_t side_for(const rbk_disc *disc)
{
    int64_t sides = 0;
    for (size_t t = 0; t < disc->track_count; t++)
        sides += rbk_track_mode_is_audio(disc->tracks[t].mode) ? 2 : 0;
    int64_t side = (int64_t)RBK_JOIN_VIEWS_SECONDS * RBK_RATE_HZ / (sides > 0 ? sides : 1) / SIDE_UNIT * SIDE_UNIT;
    const int64_t least = (int64_t)RBK_JOIN_VIEW_SECONDS_LEAST * RBK_RATE_HZ,
                  most = (int64_t)RBK_JOIN_VIEW_SECONDS_MOST * RBK_RATE_HZ;
    return side < least ? least : side > most ? most : side;
}

rbk_join_views *rbk_join_views_new(const rbk_disc *disc, const rbk_layout *layout, int64_t side_samples)
{
    rbk_join_views *made = calloc(1, sizeof *made);
    if (!made)
        return NULL;
    made->layout = layout;
    made->audible = side_samples != 0;
    made->side = side_samples > 0 ? side_samples : side_for(disc);
    made->views = calloc(2 * disc->track_count + 1, sizeof *made->views);
    if (!made->views) {
        free(made);
        return NULL;
    }
    add_views(made, disc);
    for (size_t i = 0; i < RBK_JOIN_VIEW_VISITORS; i++)
        made->collectors[i] = (collector){.views = made, .next = i};
    return made;
}

void rbk_join_views_free(rbk_join_views *views)
{
    if (!views)
        return;
    for (size_t i = 0; i < views->count; i++)
        rbk_bytes_release(&views->views[i].flac);
    for (size_t i = 0; i < RBK_JOIN_VIEW_VISITORS; i++)
        free(views->collectors[i].samples);
    free(views->views);
    free(views);
}

size_t rbk_join_views_count(const rbk_join_views *views)
{
    return views->count;
}

int64_t rbk_join_views_side_samples(const rbk_join_views *views)
{
    return views->side;
}

const rbk_join_view *rbk_join_views_at(const rbk_join_views *views, size_t position)
{
    return &views->views[position];
}

/* ------------------------------------------------------------------ a view that is complete */

static int absolute(int value)
{
    return value < 0 ? -value : value;
}

static void draw_columns(rbk_join_view *view, const int16_t *samples)
{
    int64_t length = view->to - view->from;
    for (int64_t c = 0; c < RBK_JOIN_VIEW_COLUMNS; c++) {
        int64_t from = c * length / RBK_JOIN_VIEW_COLUMNS, to = (c + 1) * length / RBK_JOIN_VIEW_COLUMNS;
        for (int channel = 0; channel < RBK_CHANNELS; channel++) {
            int peak = 0;
            int64_t power = 0;
            for (int64_t i = from; i < to; i++) {
                int value = samples[RBK_CHANNELS * i + channel];
                peak = absolute(value) > peak ? absolute(value) : peak;
                power += (int64_t)value * value;
            }
            view->columns[c].peak[channel] = (uint16_t)peak;
            view->columns[c].rms[channel] = to > from ? (uint16_t)sqrt((double)power / (double)(to - from)) : 0;
        }
    }
}

/* The value at a sample of the view, 0 beyond it. */
static int value_at(const int16_t *samples, int64_t length, int64_t i, int channel)
{
    return i >= 0 && i < length ? samples[RBK_CHANNELS * i + channel] : 0;
}

static int peak_between(const int16_t *samples, int64_t length, int64_t from, int64_t to)
{
    int peak = 0;
    for (int64_t i = from; i < to; i++)
        for (int channel = 0; channel < RBK_CHANNELS; channel++) {
            int value = absolute(value_at(samples, length, i, channel));
            peak = value > peak ? value : peak;
        }
    return peak;
}

static int step_at(const int16_t *samples, int64_t length, int64_t i)
{
    int left = absolute(value_at(samples, length, i, 0) - value_at(samples, length, i - 1, 0));
    int right = absolute(value_at(samples, length, i, 1) - value_at(samples, length, i - 1, 1));
    return left > right ? left : right;
}

static void examine(rbk_join_boundary *boundary, const int16_t *samples, int64_t length, int64_t at)
{
    boundary->step = step_at(samples, length, at);
    for (int64_t i = at - STEP_REACH; i < at + STEP_REACH; i++) {
        int step = i == at || i <= 0 || i >= length ? 0 : step_at(samples, length, i);
        boundary->largest_step = step > boundary->largest_step ? step : boundary->largest_step;
    }
    boundary->peak_before = peak_between(samples, length, at - PEAK_REACH, at);
    boundary->peak_after = peak_between(samples, length, at, at + PEAK_REACH);
    for (int64_t i = 0; i < 2 * RBK_JOIN_VIEW_NEAR_SAMPLES; i++)
        for (int channel = 0; channel < RBK_CHANNELS; channel++)
            boundary->near[RBK_CHANNELS * i + channel] =
                (int16_t)value_at(samples, length, at - RBK_JOIN_VIEW_NEAR_SAMPLES + i, channel);
}

static rbk_status complete(rbk_join_views *v, rbk_join_view *view, const int16_t *samples, rbk_error *error)
{
    int64_t length = view->to - view->from;
    draw_columns(view, samples);
    for (size_t i = 0; i < view->boundary_count; i++)
        examine(&view->boundaries[i], samples, length, view->boundaries[i].sample - view->from);
    return v->audible && length > 0 ? rbk_encode_flac(samples, (size_t)length, &view->flac, error) : RBK_OK;
}

/* ------------------------------------------------------------------ the pass */

/* Takes of a block what belongs to the view. */
static rbk_status take(collector *c, const rbk_join_view *view, const rbk_scan_block *block, rbk_error *error)
{
    int64_t start = in_samples(block->lba), end = in_samples(block->lba + (int32_t)block->count);
    int64_t from = view->from > start ? view->from : start, to = view->to < end ? view->to : end;
    if (from >= to || !block->audio)
        return RBK_OK;
    if (!c->samples)
        c->samples = calloc((size_t)(view->to - view->from) * RBK_CHANNELS, sizeof *c->samples);
    if (!c->samples)
        return rbk_fail_memory(error);
    memcpy(c->samples + (from - view->from) * RBK_CHANNELS, block->samples + (from - start) * RBK_CHANNELS,
           (size_t)(to - from) * RBK_SAMPLE_BYTES);
    return RBK_OK;
}

static rbk_status visit(void *user, const rbk_scan_block *block, rbk_error *error)
{
    collector *c = user;
    rbk_status status = RBK_OK;
    while (status == RBK_OK && c->next < c->views->count) {
        rbk_join_view *view = &c->views->views[c->next];
        status = take(c, view, block, error);
        if (status != RBK_OK || in_samples(block->lba + (int32_t)block->count) < view->to)
            break;
        if (c->samples)
            status = complete(c->views, view, c->samples, error);
        free(c->samples);
        c->samples = NULL;
        c->next += RBK_JOIN_VIEW_VISITORS;
    }
    return status;
}

void rbk_join_views_visitors(rbk_join_views *views, rbk_scan_visitor visitors[RBK_JOIN_VIEW_VISITORS])
{
    for (size_t i = 0; i < RBK_JOIN_VIEW_VISITORS; i++)
        visitors[i] = (rbk_scan_visitor){.user = &views->collectors[i], .visit = visit};
}
