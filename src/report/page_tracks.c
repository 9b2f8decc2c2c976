/*
 * The disc on one line, and the waveform of each track.
 */
#include "report/page.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#define MAP_COLUMNS       1200
#define COLUMNS_IN_ALL    24000 /* of all tracks, between the least and the most for each */
#define COLUMNS_LEAST     240
#define COLUMNS_MOST      720
#define HALF_HEIGHT       64 /* units of a channel on either side of zero */
#define TICK_SECONDS_MOST 600

/* Two lines of each kind. */
typedef struct shape {
    int above[MAP_COLUMNS];
    int below[MAP_COLUMNS];
} shape;

typedef struct waveform {
    shape peak, rms;
    size_t count;
    size_t full[MAP_COLUMNS]; /* columns with samples at full scale */
    size_t full_count;
} waveform;

static int ordinate(double value)
{
    return (int)lround(HALF_HEIGHT - value * HALF_HEIGHT / 32768);
}

/* Columns of sectors from..to - 1; channel RBK_CHANNELS: the larger of both. */
static void draw(const rbk_page *page, int32_t from, int32_t to, int channel, size_t columns, waveform *w)
{
    int64_t length = to - from;
    w->count = length < (int64_t)columns ? (size_t)length : columns;
    w->full_count = 0;
    for (size_t c = 0; c < w->count; c++) {
        int32_t first = from + (int32_t)((int64_t)c * length / (int64_t)w->count);
        int32_t end = from + (int32_t)((int64_t)(c + 1) * length / (int64_t)w->count);
        rbk_envelope_column column = rbk_envelope_column_of(page->envelope, first, end, channel % RBK_CHANNELS);
        if (channel == RBK_CHANNELS) {
            rbk_envelope_column right = rbk_envelope_column_of(page->envelope, first, end, 1);
            column.least = right.least < column.least ? right.least : column.least;
            column.most = right.most > column.most ? right.most : column.most;
            column.power = (column.power + right.power) / 2;
        }
        w->peak.above[c] = ordinate(column.most);
        w->peak.below[c] = ordinate(column.least);
        w->rms.above[c] = ordinate(sqrt(column.power));
        w->rms.below[c] = 2 * HALF_HEIGHT - w->rms.above[c];
        if (column.most == INT16_MAX || column.least <= -INT16_MAX)
            w->full[w->full_count++] = c;
    }
}

/* A waveform in a picture of its own. place: where it is in the one around it. */
static void put_waveform(rbk_page *page, const waveform *w, const char *place, bool full)
{
    rbk_output_print(page->output, "<svg %s viewBox=\"0 0 %zu %d\" preserveAspectRatio=\"none\">", place,
                     w->count > 1 ? w->count - 1 : 1, 2 * HALF_HEIGHT);
    rbk_page_put_shape(page, "peak", w->peak.above, w->peak.below, w->count);
    rbk_page_put_shape(page, "rms", w->rms.above, w->rms.below, w->count);
    if (full && w->full_count > 0) {
        rbk_html_markup(page->output, "<path class=\"full\" d=\"");
        for (size_t i = 0; i < w->full_count; i++)
            rbk_output_print(page->output, "M%zu 0v9", w->full[i]);
        rbk_html_markup(page->output, "\"/>");
    }
    rbk_html_markup(page->output, "</svg>");
}

#define SHARE_BYTES 32

/* A part of a whole in percent, to a hundredth. Gives text. */
static const char *share_of(int64_t part, int64_t whole, char text[SHARE_BYTES])
{
    int64_t share = whole > 0 ? (part * 20000 + whole) / (2 * whole) : 0;
    snprintf(text, SHARE_BYTES, "%" PRId64 ".%02d%%", share / 100, (int)(share % 100));
    return text;
}

static void put_share(rbk_page *page, int64_t part, int64_t whole)
{
    char text[SHARE_BYTES];
    rbk_html_markup(page->output, share_of(part, whole, text));
}

/* ------------------------------------------------------------------ map */

static void put_band(rbk_page *page, const char *style, int64_t from, int64_t to, int64_t whole)
{
    rbk_output_print(page->output, "<rect class=\"%s\" y=\"0\" height=\"84\" x=\"", style);
    put_share(page, from, whole);
    rbk_html_markup(page->output, "\" width=\"");
    put_share(page, to - from, whole);
    rbk_html_markup(page->output, "\"/>");
}

static void put_text(rbk_page *page, const char *style, int y, int64_t at, int64_t whole)
{
    rbk_output_print(page->output, "<text class=\"%s\" y=\"%d\" x=\"", style, y);
    put_share(page, at, whole);
    rbk_html_markup(page->output, "\">");
}

static void put_bands(rbk_page *page, int64_t whole)
{
    for (size_t t = 0; t < page->layout->track_count; t++) {
        const rbk_layout_track *laid = &page->layout->tracks[t];
        bool audio = rbk_track_mode_is_audio(page->disc->tracks[t].mode);
        const char *style = !audio ? "band data" : t % 2 ? "band odd" : "band even";
        put_band(page, style, laid->index01_lba, laid->end_lba, whole);
    }
}

/* The levels of each range of audio; of data, and between the areas of a GD-ROM, there are none. */
static void put_map_levels(rbk_page *page, int64_t whole, waveform *w)
{
    const rbk_layout_track *tracks = page->layout->tracks;
    char x[SHARE_BYTES], width[SHARE_BYTES], place[3 * SHARE_BYTES];
    for (size_t t = 0, next; t < page->layout->track_count; t = next) {
        next = t + 1;
        if (!rbk_track_mode_is_audio(page->disc->tracks[t].mode))
            continue;
        while (next < page->layout->track_count && rbk_track_mode_is_audio(page->disc->tracks[next].mode) &&
               tracks[next].start_lba == tracks[next - 1].end_lba)
            next++;
        const int32_t from = tracks[t].start_lba, to = tracks[next - 1].end_lba;
        const int64_t columns = MAP_COLUMNS * (int64_t)(to - from) / whole;
        draw(page, from, to, RBK_CHANNELS, columns > 2 ? (size_t)columns : 2, w);
        snprintf(place, sizeof place, "x=\"%s\" width=\"%s\" y=\"20\" height=\"64\"", share_of(from, whole, x),
                 share_of(to - from, whole, width));
        put_waveform(page, w, place, false);
    }
}

/* As many as there is room for; on a narrow screen there is less. */
static void put_numbers(rbk_page *page, int64_t whole)
{
    int64_t last = -whole, last_narrow = -whole;
    for (size_t t = 0; t < page->layout->track_count; t++) {
        int64_t at = page->layout->tracks[t].index01_lba;
        if (at - last < whole / 40)
            continue;
        bool narrow = at - last_narrow >= whole / 12;
        bool at_edge = at > whole - whole / 25; /* it ends there, where it would be cut off */
        put_text(page,
                 narrow    ? at_edge ? "number end" : "number"
                 : at_edge ? "number wide-only end"
                           : "number wide-only",
                 14, at_edge ? whole : at, whole);
        rbk_output_print(page->output, "<tspan%s>%u</tspan></text>", at_edge ? "" : " dx=\"4\"",
                         (unsigned)page->disc->tracks[t].number);
        last = at;
        last_narrow = narrow ? at : last_narrow;
    }
}

/* Seconds from one tick to the next, so that there are about ten of them. */
static int64_t tick_seconds(int64_t whole)
{
    static const int steps[] = {10, 60, 120, 300};
    int64_t seconds = whole / RBK_SECTORS_PER_SECOND;
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++)
        if (seconds / steps[i] < 12)
            return steps[i];
    return TICK_SECONDS_MOST;
}

static void put_ticks(rbk_page *page, int64_t whole)
{
    int64_t step = tick_seconds(whole) * RBK_SECTORS_PER_SECOND;
    for (int64_t at = 0; at + step / 3 < whole; at += step) {
        put_text(page, "tick", 100, at, whole);
        rbk_page_put_clock(page, at);
        rbk_html_markup(page->output, "</text>");
    }
}

/* The disc as far as it goes, and the capacity where that is not much farther. */
void rbk_page_put_map(rbk_page *page)
{
    int64_t end = rbk_layout_end(page->layout), capacity = page->options.capacity_sectors;
    int64_t whole = end > 0 ? end : 1;
    waveform *w = malloc(sizeof *w);
    page->failed = page->failed || !w;
    if (!w)
        return;
    rbk_output_print(page->output,
                     "<svg class=\"map\" role=\"img\" aria-label=\"Disc map: %zu track%s on one time line\" "
                     "width=\"100%%\" height=\"104\">\n",
                     page->layout->track_count, RBK_PLURAL(page->layout->track_count, "", "s"));
    put_bands(page, whole);
    put_numbers(page, whole);
    put_map_levels(page, whole, w);
    put_ticks(page, whole);
    rbk_html_markup(page->output,
                    "</svg>\n<div class=\"capacity\"><svg width=\"100%\" height=\"6\" aria-hidden=\"true\">"
                    "<rect class=\"room\" width=\"100%\" height=\"6\"/><rect class=\"");
    rbk_html_markup(page->output, end > capacity ? "used over" : "used");
    rbk_html_markup(page->output, "\" height=\"6\" width=\"");
    put_share(page, end < capacity ? end : capacity, capacity);
    rbk_html_markup(page->output, "\"/></svg><p>");
    rbk_html_integer(page->output, end);
    rbk_html_markup(page->output, " of ");
    rbk_html_integer(page->output, capacity);
    rbk_html_markup(page->output, " sectors</p></div>");
    free(w);
}

/* ------------------------------------------------------------------ tracks */

static size_t columns_for(const rbk_page *page)
{
    size_t columns = COLUMNS_IN_ALL / page->layout->track_count;
    return columns < COLUMNS_LEAST ? COLUMNS_LEAST : columns > COLUMNS_MOST ? COLUMNS_MOST : columns;
}

/* Index 01 where something comes before it, and those after it. */
static void put_marks(rbk_page *page, const rbk_layout_track *laid)
{
    int64_t whole = laid->end_lba - laid->start_lba;
    if (laid->index01_lba > laid->start_lba) {
        rbk_html_markup(page->output, "<rect class=\"pregap\" height=\"100%\" width=\"");
        put_share(page, laid->index01_lba - laid->start_lba, whole);
        rbk_html_markup(page->output, "\"/>");
    }
    for (size_t i = 0; i < laid->index_count; i++) {
        const rbk_layout_index *index = &laid->indexes[i];
        if (index->lba <= laid->start_lba || index->number == 0)
            continue;
        rbk_html_markup(page->output, "<line class=\"mark\" y2=\"100%\" x1=\"");
        put_share(page, index->lba - laid->start_lba, whole);
        rbk_html_markup(page->output, "\" x2=\"");
        put_share(page, index->lba - laid->start_lba, whole);
        rbk_output_print(page->output, "\"><title>index %02u</title></line>", (unsigned)index->number);
    }
}

static void put_picture(rbk_page *page, size_t t, waveform *w)
{
    const rbk_layout_track *laid = &page->layout->tracks[t];
    static const char *const places[] = {"y=\"0\" height=\"49%\" width=\"100%\"",
                                         "y=\"51%\" height=\"49%\" width=\"100%\""};
    rbk_output_print(page->output,
                     "<svg class=\"wave\" role=\"img\" aria-label=\"Waveform of track %u\" width=\"100%%\">",
                     (unsigned)page->disc->tracks[t].number);
    put_marks(page, laid);
    for (int channel = 0; channel < RBK_CHANNELS; channel++) {
        draw(page, laid->start_lba, laid->end_lba, channel, columns_for(page), w);
        put_waveform(page, w, places[channel], true);
    }
    rbk_html_markup(page->output, "</svg>\n");
}

static void put_fact(rbk_page *page, const char *name, double value, const char *unit)
{
    rbk_output_print(page->output, "<div><dt>%s</dt><dd>", name);
    rbk_html_decimal(page->output, value, 1);
    rbk_output_print(page->output, " <span class=\"unit\">%s</span></dd></div>", unit);
}

static void put_facts(rbk_page *page, size_t t)
{
    char time[RBK_TIME_BYTES];
    const rbk_layout_track *laid = &page->layout->tracks[t];
    const rbk_layout_session *session = rbk_layout_session_of(page->layout, t);
    const int32_t start_lba =
        t == session->first_track ? session->pregap_lba : laid->start_lba; /* as in the PQ sheet */
    const rbk_track *track = &page->disc->tracks[t];
    rbk_output_print(page->output, "<dl class=\"facts\"><div><dt>Start</dt><dd>%s</dd></div>",
                     rbk_absolute_time_format(laid->index01_lba, time));
    rbk_output_print(page->output, "<div><dt>Length</dt><dd>%s</dd></div>",
                     rbk_time_format(laid->end_lba - laid->index01_lba, time));
    if (laid->index01_lba > start_lba)
        rbk_output_print(page->output, "<div><dt>Pregap</dt><dd>%s</dd></div>",
                         rbk_time_format(laid->index01_lba - start_lba, time));
    if (rbk_track_mode_is_audio(track->mode)) {
        put_fact(page, "Loudness", page->measured->tracks[t].integrated_lufs, "LUFS");
        put_fact(page, "True peak", page->measured->tracks[t].true_peak_dbtp, "dBTP");
    }
    if (track->isrc[0])
        rbk_output_print(page->output, "<div><dt>ISRC</dt><dd>%s</dd></div>", track->isrc);
    rbk_html_markup(page->output, "</dl>\n");
}

static void put_track(rbk_page *page, size_t t, waveform *w)
{
    const rbk_track *track = &page->disc->tracks[t];
    const char *performer = track->text.field[RBK_TEXT_PERFORMER];
    rbk_output_print(page->output, "<article class=\"track\" id=\"track-%u\">\n<h3><span class=\"number\">%u</span> ",
                     (unsigned)track->number, (unsigned)track->number);
    rbk_page_put_title(page, t);
    if (performer) {
        rbk_html_markup(page->output, " <span class=\"by\">");
        rbk_page_put_isolated(page, performer);
        rbk_html_markup(page->output, "</span>");
    }
    rbk_html_markup(page->output, "</h3>\n");
    put_facts(page, t);
    if (rbk_track_mode_is_audio(track->mode))
        put_picture(page, t, w);
    else
        rbk_output_print(page->output, "<p class=\"data\">Data, %s</p>\n", rbk_track_mode_name(track->mode));
    rbk_html_markup(page->output, "</article>\n");
}

void rbk_page_put_tracks(rbk_page *page)
{
    waveform *w = malloc(sizeof *w);
    page->failed = page->failed || !w;
    for (size_t t = 0; w && t < page->disc->track_count; t++)
        put_track(page, t, w);
    free(w);
}
