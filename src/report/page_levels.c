/*
 * Tables of what was measured.
 */
#include "report/page.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

static void put_cell(rbk_page *page, double value, int digits)
{
    rbk_html_markup(page->output, "<td>");
    rbk_html_decimal(page->output, value, digits);
    rbk_html_markup(page->output, "</td>");
}

static void put_count_cell(rbk_page *page, int64_t value)
{
    rbk_html_markup(page->output, value == 0 ? "<td class=\"nothing\">" : "<td>");
    rbk_html_integer(page->output, value);
    rbk_html_markup(page->output, "</td>");
}

static const char channels_heading[] = "Channels"; /* has words below it */

static void begin_table(rbk_page *page, const char *label, const char *const *headings, size_t count)
{
    rbk_output_print(
        page->output,
        "<div class=\"scroll\" role=\"region\" aria-label=\"%s\" tabindex=\"0\">\n<table class=\"numbers levels\">\n"
        "<thead><tr><th scope=\"col\">Track</th><th scope=\"col\" class=\"title\">Title</th>",
        label);
    for (size_t i = 0; i < count; i++)
        rbk_output_print(page->output, "<th scope=\"col\"%s>%s</th>",
                         strcmp(headings[i], channels_heading) ? "" : " class=\"word\"", headings[i]);
    rbk_html_markup(page->output, "</tr></thead>\n<tbody>\n");
}

static void begin_row(rbk_page *page, size_t t)
{
    rbk_output_print(page->output, "<tr><th scope=\"row\">%u</th><td class=\"title\">",
                     (unsigned)page->disc->tracks[t].number);
    rbk_page_put_title(page, t);
    rbk_html_markup(page->output, "</td>");
}

static void end_table(rbk_page *page)
{
    rbk_html_markup(page->output, "</table>\n</div>");
}

/* What is there instead of a table without rows; false: the disc has audio. */
static bool put_no_audio(rbk_page *page)
{
    for (size_t t = 0; t < page->disc->track_count; t++)
        if (rbk_track_mode_is_audio(page->disc->tracks[t].mode))
            return false;
    rbk_html_markup(page->output, "<p>The disc has no audio.</p>");
    return true;
}

/* ------------------------------------------------------------------ loudness */

static const char *const loudness_headings[] = {
    "Integrated<br>LUFS", "Range<br>LU",         "Max M<br>LUFS", "Max S<br>LUFS",
    "True peak<br>dBTP",  "Sample peak<br>dBFS", "PLR<br>LU",
};
#define LOUDNESS_COLUMNS (sizeof loudness_headings / sizeof loudness_headings[0])

static void put_loudness_cells(rbk_page *page, const rbk_loudness *loudness)
{
    const bool has_any = isfinite(loudness->integrated_lufs);
    const bool has_window = has_any && isfinite(loudness->max_short_term_lufs); /* of 3 s */
    put_cell(page, loudness->integrated_lufs, 1);
    put_cell(page, has_window ? loudness->range_lu : RBK_NO_LEVEL, 1);
    put_cell(page, loudness->max_momentary_lufs, 1);
    put_cell(page, loudness->max_short_term_lufs, 1);
    put_cell(page, loudness->true_peak_dbtp, 1);
    put_cell(page, loudness->sample_peak_dbfs, 1);
    put_cell(page, has_any ? loudness->peak_to_loudness_lu : RBK_NO_LEVEL, 1);
}

void rbk_page_put_loudness(rbk_page *page)
{
    if (put_no_audio(page))
        return;
    begin_table(page, "Loudness", loudness_headings, LOUDNESS_COLUMNS);
    for (size_t t = 0; t < page->disc->track_count; t++) {
        if (!rbk_track_mode_is_audio(page->disc->tracks[t].mode))
            continue;
        begin_row(page, t);
        put_loudness_cells(page, &page->measured->tracks[t]);
        rbk_html_markup(page->output, "</tr>\n");
    }
    rbk_html_markup(page->output,
                    "</tbody>\n<tfoot><tr><th scope=\"row\">Disc</th><td class=\"title\">as one stream</td>");
    put_loudness_cells(page, &page->measured->disc);
    rbk_html_markup(page->output, "</tr></tfoot>\n");
    end_table(page);
}

/* ------------------------------------------------------------------ signal */

static const char *const signal_headings[] = {
    "Clipped<br>3",     "Clipped<br>4 to 9", "Clipped<br>10+", "Longest<br>run", "DC left<br>dBFS",
    "DC right<br>dBFS", "Corre-<br>lation",  "Channels",       "Head<br>s",      "Tail<br>s",
};
#define SIGNAL_COLUMNS (sizeof signal_headings / sizeof signal_headings[0])

static void put_signal_cells(rbk_page *page, const rbk_check_track *track)
{
    for (int i = 0; i < RBK_RUN_LENGTHS; i++)
        put_count_cell(page, track->full_scale_runs_by_length[i]);
    put_count_cell(page, track->longest_full_scale_run);
    for (int channel = 0; channel < RBK_CHANNELS; channel++)
        put_cell(page, rbk_page_decibels(fabs(track->dc[channel])), 0);
    put_cell(page, track->correlation, 2);
    rbk_output_print(page->output, "<td class=\"word%s\">%s</td>",
                     track->channels == RBK_CHANNELS_STEREO ? "" : " noticed", rbk_channels_name(track->channels));
    put_cell(page, (double)track->head_silence_samples / RBK_RATE_HZ, 2);
    put_cell(page, (double)track->tail_silence_samples / RBK_RATE_HZ, 2);
}

void rbk_page_put_signal(rbk_page *page)
{
    if (put_no_audio(page))
        return;
    begin_table(page, "Signal", signal_headings, SIGNAL_COLUMNS);
    for (size_t t = 0; t < page->measured->check.track_count; t++) {
        const rbk_check_track *track = &page->measured->check.tracks[t];
        if (!track->audio)
            continue;
        begin_row(page, t);
        put_signal_cells(page, track);
        rbk_html_markup(page->output, "</tr>\n");
    }
    rbk_html_markup(page->output, "</tbody>\n");
    end_table(page);
}
