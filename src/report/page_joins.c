/*
 * Joins: what they look like from afar, in decibels so that a tail that is cut off is a cliff; what they look like from
 * near, sample by sample, so that a click is seen; and what they are heard by.
 */
#include "report/page.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#define HALF_HEIGHT  72 /* units, one for each decibel */
#define NEAR_HEIGHT  32 /* of a channel on either side of zero */
#define NEAR_POINTS  (2 * RBK_JOIN_VIEW_NEAR_SAMPLES)
#define NEAR_LEAST   64  /* values; nothing smaller than that is shown larger */
#define STEP_NOTICED 328 /* a hundredth of full scale */
#define NO_TRACK     RBK_JOIN_VIEW_NO_TRACK

/* Units above the middle. */
static int height_of(int value)
{
    double level = HALF_HEIGHT + rbk_page_decibels(value);
    return level > 0 ? (int)lround(level) : 0;
}

static unsigned number_of(const rbk_page *page, size_t track)
{
    return page->disc->tracks[track].number;
}

static bool in_one_session(const rbk_page *page)
{
    return page->layout->session_count == 1;
}

/* "Track 3 to track 4", "Start of track 1". */
static void put_name(rbk_page *page, const rbk_join_view *view)
{
    if (view->before == NO_TRACK)
        rbk_output_print(page->output, "Start of track %u", number_of(page, view->after));
    else if (view->after == NO_TRACK)
        rbk_output_print(page->output, "End of track %u", number_of(page, view->before));
    else
        rbk_output_print(page->output, "Track %u to track %u", number_of(page, view->before),
                         number_of(page, view->after));
}

/* ------------------------------------------------------------------ from afar */

static void put_share(rbk_page *page, int64_t part, int64_t whole)
{
    int64_t share = whole > 0 ? (part * 20000 + whole) / (2 * whole) : 0;
    rbk_output_print(page->output, "%" PRId64 ".%02d%%", share / 100, (int)(share % 100));
}

static void put_wide_shape(rbk_page *page, const rbk_join_view *view, bool rms)
{
    int above[RBK_JOIN_VIEW_COLUMNS], below[RBK_JOIN_VIEW_COLUMNS];
    for (size_t c = 0; c < RBK_JOIN_VIEW_COLUMNS; c++) {
        const uint16_t *values = rms ? view->columns[c].rms : view->columns[c].peak;
        above[c] = HALF_HEIGHT - height_of(values[0]);
        below[c] = HALF_HEIGHT + height_of(values[1]);
    }
    rbk_page_put_shape(page, rms ? "rms" : "peak", above, below, RBK_JOIN_VIEW_COLUMNS);
}

static void put_gap(rbk_page *page, const rbk_join_view *view)
{
    int64_t whole = view->to - view->from;
    if (view->boundary_count < 2)
        return;
    rbk_html_markup(page->output, "<rect class=\"pregap\" height=\"100%\" x=\"");
    put_share(page, view->boundaries[0].sample - view->from, whole);
    rbk_html_markup(page->output, "\" width=\"");
    put_share(page, view->boundaries[1].sample - view->boundaries[0].sample, whole);
    rbk_html_markup(page->output, "\"/>");
}

/* Each whole second before the first boundary and after the last one. */
static void put_seconds_lines(rbk_page *page, const rbk_join_view *view)
{
    int64_t whole = view->to - view->from, first = view->boundaries[0].sample,
            last = view->boundaries[view->boundary_count - 1].sample;
    for (int64_t at = first - (first - view->from) / RBK_RATE_HZ * RBK_RATE_HZ; at < view->to; at += RBK_RATE_HZ) {
        at = at >= first && at <= last ? last + RBK_RATE_HZ : at;
        if (at <= view->from || at >= view->to)
            continue;
        rbk_html_markup(page->output, "<line class=\"grid\" y2=\"100%\" x1=\"");
        put_share(page, at - view->from, whole);
        rbk_html_markup(page->output, "\" x2=\"");
        put_share(page, at - view->from, whole);
        rbk_html_markup(page->output, "\"/>");
    }
}

static void put_boundaries(rbk_page *page, const rbk_join_view *view)
{
    int64_t whole = view->to - view->from;
    for (size_t i = 0; i < view->boundary_count; i++) {
        rbk_html_markup(page->output, "<line class=\"mark\" y2=\"100%\" x1=\"");
        put_share(page, view->boundaries[i].sample - view->from, whole);
        rbk_html_markup(page->output, "\" x2=\"");
        put_share(page, view->boundaries[i].sample - view->from, whole);
        rbk_html_markup(page->output, "\"/>");
    }
}

static void put_wide(rbk_page *page, const rbk_join_view *view)
{
    rbk_html_markup(page->output, "<svg class=\"wide\" role=\"img\" width=\"100%\" aria-label=\"Levels: ");
    put_name(page, view);
    rbk_html_markup(page->output, "\">");
    put_gap(page, view);
    put_seconds_lines(page, view);
    rbk_output_print(page->output,
                     "<svg width=\"100%%\" height=\"100%%\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
                     RBK_JOIN_VIEW_COLUMNS - 1, 2 * HALF_HEIGHT);
    rbk_output_print(page->output, "<path class=\"grid\" d=\"M0 20h%dM0 40h%dM0 104h%dM0 124h%d\"/>",
                     RBK_JOIN_VIEW_COLUMNS, RBK_JOIN_VIEW_COLUMNS, RBK_JOIN_VIEW_COLUMNS, RBK_JOIN_VIEW_COLUMNS);
    put_wide_shape(page, view, false);
    put_wide_shape(page, view, true);
    rbk_output_print(page->output, "<path class=\"zero\" d=\"M0 %dh%d\"/></svg>", HALF_HEIGHT, RBK_JOIN_VIEW_COLUMNS);
    put_boundaries(page, view);
    rbk_html_markup(page->output, "<line class=\"playhead\" x1=\"0\" x2=\"0\" y2=\"100%\"/></svg>\n");
}

/* ------------------------------------------------------------------ from near */

static int scale_of(const rbk_join_boundary *boundary)
{
    int scale = NEAR_LEAST;
    for (size_t i = 0; i < (size_t)NEAR_POINTS * RBK_CHANNELS; i++) {
        int value = abs(boundary->near[i]);
        scale = value > scale ? value : scale;
    }
    return scale;
}

static void put_near_line(rbk_page *page, const rbk_join_boundary *boundary, int channel, int scale)
{
    int ordinates[NEAR_POINTS];
    int middle = NEAR_HEIGHT * (1 + 2 * channel);
    for (int i = 0; i < NEAR_POINTS; i++)
        ordinates[i] = middle - (int)lround(boundary->near[RBK_CHANNELS * i + channel] * (NEAR_HEIGHT - 2.0) / scale);
    rbk_page_put_line(page, "near", ordinates, NEAR_POINTS);
}

static void put_near(rbk_page *page, const rbk_join_view *view, size_t position)
{
    const rbk_join_boundary *boundary = &view->boundaries[position];
    bool end = view->boundary_count > 1 ? position == 0 : view->after == NO_TRACK;
    bool start = view->boundary_count > 1 ? position == 1 : view->before == NO_TRACK;
    const char *what = end ? "end" : start ? "start" : "join";
    int scale = scale_of(boundary);
    rbk_output_print(
        page->output,
        "<figure class=\"closeup\"><svg role=\"img\" aria-label=\"5 ms on either side of the %s\" width=\"100%%\">"
        "<svg width=\"100%%\" height=\"100%%\" viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\">",
        what, NEAR_POINTS - 1, 4 * NEAR_HEIGHT);
    rbk_output_print(page->output, "<path class=\"grid\" d=\"M0 %dh%dM0 %dh%d\"/><path class=\"mark\" d=\"M%d 0v%d\"/>",
                     NEAR_HEIGHT, NEAR_POINTS, 3 * NEAR_HEIGHT, NEAR_POINTS, RBK_JOIN_VIEW_NEAR_SAMPLES,
                     4 * NEAR_HEIGHT);
    for (int channel = 0; channel < RBK_CHANNELS; channel++)
        put_near_line(page, boundary, channel, scale);
    rbk_output_print(page->output,
                     "</svg></svg>\n<figcaption>%s \xC2\xB1"
                     "5\xC2\xA0ms, height ",
                     what);
    rbk_html_decimal(page->output, rbk_page_decibels(scale), 0);
    rbk_html_markup(page->output, "\xC2\xA0"
                                  "dBFS</figcaption></figure>\n");
}

/* ------------------------------------------------------------------ in figures */

static void put_level(rbk_page *page, const char *name, int value)
{
    rbk_output_print(page->output, "<div><dt>%s</dt><dd>", name);
    if (value == 0)
        rbk_html_markup(page->output, "silence");
    else {
        rbk_html_decimal(page->output, rbk_page_decibels(value), 1);
        rbk_html_markup(page->output, " <span class=\"unit\">dBFS</span>");
    }
    rbk_html_markup(page->output, "</dd></div>");
}

/* A step in the samples at a boundary means something next to those that the music has there. */
static void put_step(rbk_page *page, const char *name, const rbk_join_boundary *boundary)
{
    bool noticed = boundary->step > boundary->largest_step && boundary->step >= STEP_NOTICED;
    rbk_output_print(page->output, "<div><dt>%s</dt><dd%s>", name, noticed ? " class=\"noticed\"" : "");
    rbk_html_integer(page->output, boundary->step);
    rbk_html_markup(page->output, " <span class=\"unit\">LSB; up to ");
    rbk_html_integer(page->output, boundary->largest_step);
    rbk_html_markup(page->output, " within half a second</span></dd></div>");
}

static void put_figures(rbk_page *page, const rbk_join_view *view)
{
    const rbk_join_boundary *first = &view->boundaries[0], *last = &view->boundaries[view->boundary_count - 1];
    rbk_html_markup(page->output, "<dl class=\"facts\">");
    if (view->before != NO_TRACK)
        put_level(page, "Last 10 ms", first->peak_before);
    if (view->after != NO_TRACK)
        put_level(page, "First 10 ms", last->peak_after);
    if (view->before != NO_TRACK && view->after != NO_TRACK && view->boundary_count == 1) {
        put_step(page, "Step between samples", first);
    } else {
        if (view->before != NO_TRACK)
            put_step(page, "Step at the end", first);
        if (view->after != NO_TRACK)
            put_step(page, "Step at the start", last);
    }
    rbk_html_markup(page->output, "</dl>\n");
}

/* ------------------------------------------------------------------ all of it */

static void put_kind(rbk_page *page, const rbk_join_view *view)
{
    rbk_html_markup(page->output, " <span class=\"by\">");
    if (view->before == NO_TRACK)
        rbk_html_markup(page->output, in_one_session(page) && view->after == 0 ? "start of the disc" : "");
    else if (view->after == NO_TRACK)
        rbk_html_markup(page->output,
                        in_one_session(page) && view->before + 1 == page->disc->track_count ? "end of the disc" : "");
    else if (view->boundary_count == 1)
        rbk_html_markup(page->output, "gapless");
    else {
        rbk_html_markup(page->output, "gap of ");
        rbk_page_put_seconds(page, view->boundaries[1].sample - view->boundaries[0].sample, 2);
    }
    rbk_html_markup(page->output, "</span>");
}

/* "First title to second title". */
static void put_titles(rbk_page *page, const rbk_join_view *view)
{
    rbk_html_markup(page->output, "<p class=\"names\">");
    if (view->before != NO_TRACK)
        rbk_page_put_title(page, view->before);
    if (view->before != NO_TRACK && view->after != NO_TRACK)
        rbk_html_markup(page->output, " <span aria-label=\"to\">\xE2\x86\x92</span> ");
    if (view->after != NO_TRACK)
        rbk_page_put_title(page, view->after);
    rbk_html_markup(page->output, "</p>\n");
}

static void put_view(rbk_page *page, size_t position)
{
    const rbk_join_view *view = rbk_join_views_at(page->views, position);
    rbk_output_print(page->output, "<article class=\"join\" id=\"join-%zu\">\n<div class=\"bar\"><div><h3>", position);
    put_name(page, view);
    put_kind(page, view);
    rbk_html_markup(page->output, "</h3>\n");
    put_titles(page, view);
    rbk_html_markup(page->output, "</div>\n");
    if (view->flac.size > 0) {
        rbk_output_print(
            page->output,
            "<button type=\"button\" class=\"listen\" data-recording=\"recording-%zu\" aria-pressed=\"false\" hidden>"
            "<span class=\"do\">Listen</span><span class=\"hear\">: ",
            position);
        put_name(page, view);
        rbk_html_markup(page->output, "</span></button>");
    }
    rbk_html_markup(page->output, "</div>\n");
    put_wide(page, view);
    rbk_output_print(page->output, "<div class=\"under\"><div class=\"closeups\">\n");
    for (size_t i = 0; i < view->boundary_count; i++)
        put_near(page, view, i);
    rbk_html_markup(page->output, "</div>\n");
    put_figures(page, view);
    rbk_html_markup(page->output, "</div>\n</article>\n");
}

static void put_introduction(rbk_page *page)
{
    rbk_html_markup(page->output,
                    "<p class=\"legend\">Levels in decibels: left above the line, right below it, from \xE2\x88\x92"
                    "72 to 0\xC2\xA0"
                    "dBFS "
                    "with lines at \xE2\x88\x92"
                    "20 and \xE2\x88\x92"
                    "40"
                    "\xC2\xA0"
                    "dBFS. ");
    if (page->options.join_samples == 0) {
        rbk_html_markup(page->output, "</p>\n");
        return;
    }
    rbk_html_markup(page->output, "To listen to: up to ");
    rbk_page_put_seconds(page, rbk_join_views_side_samples(page->views), 1);
    rbk_html_markup(page->output,
                    " on either side, bit for bit.</p>\n"
                    "<p class=\"player\"><button type=\"button\" id=\"listen-all\" hidden>Listen to all</button> "
                    "<span id=\"player\" role=\"status\"></span></p>\n<noscript><p>Listening needs "
                    "scripts; everything else is here.</p></noscript>\n");
}

void rbk_page_put_joins(rbk_page *page)
{
    size_t count = rbk_join_views_count(page->views);
    if (count == 0) {
        rbk_html_markup(page->output, "<p>The disc has no audio.</p>");
        return;
    }
    put_introduction(page);
    for (size_t i = 0; i < count; i++)
        put_view(page, i);
}

/* In scripts that are none, so that nothing decodes them before a button asks for it. */
void rbk_page_put_recordings(rbk_page *page)
{
    for (size_t i = 0; i < rbk_join_views_count(page->views); i++) {
        const rbk_bytes *flac = &rbk_join_views_at(page->views, i)->flac;
        if (flac->size == 0)
            continue;
        rbk_output_print(page->output, "<script type=\"text/plain\" id=\"recording-%zu\">", i);
        rbk_html_base64(page->output, flac->data, flac->size);
        rbk_html_markup(page->output, "</script>\n");
    }
}
