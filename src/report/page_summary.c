/*
 * What is read first: which disc it is, whether it may go out, and why not.
 */
#include "report/page.h"
#include "report/pq_terms.h"

#include <inttypes.h>
#include <math.h>
#include <string.h>

#define FINDINGS_MOST 500 /* rows; a page is not a log */
#define REASONS_MOST  5   /* next to the verdict */

void rbk_page_put_heading(rbk_page *page)
{
    const rbk_text *text = &page->disc->text;
    rbk_html_markup(page->output, "<h1>");
    rbk_page_put_isolated(page, text->field[RBK_TEXT_TITLE] ? text->field[RBK_TEXT_TITLE]
                                : page->options.name        ? page->options.name
                                                            : "Disc without a title");
    rbk_html_markup(page->output, "</h1>\n");
    if (text->field[RBK_TEXT_PERFORMER]) {
        rbk_html_markup(page->output, "<p class=\"performer\">");
        rbk_page_put_isolated(page, text->field[RBK_TEXT_PERFORMER]);
        rbk_html_markup(page->output, "</p>\n");
    }
    rbk_html_markup(page->output, "<dl class=\"about\">\n");
    rbk_pq_options entries = page->options.pq;
    entries.hashes = NULL; /* they have a part of the page of their own */
    rbk_pq_term terms[RBK_PQ_TERMS_MAX];
    const size_t count = rbk_pq_terms(page->disc, &entries, terms);
    for (size_t i = 0; i < count; i++)
        rbk_page_put_term(page, terms[i].name, terms[i].value);
    rbk_page_put_term(page, "Image", page->options.name);
    rbk_html_markup(page->output, "</dl>");
}

/* ------------------------------------------------------------------ verdict */

static const struct {
    const char *sign; /* not by colour alone */
    const char *word;
    const char *many;
} severities[] = {
    [RBK_NOTE] = {"i", "note", "notes"},
    [RBK_WARNING] = {"!", "warning", "warnings"},
    [RBK_ERROR] = {"\xE2\x9C\x95", "error", "errors"},
};

static size_t count_of(const rbk_page *page, rbk_severity severity)
{
    size_t from = page->findings ? rbk_findings_count_from(page->findings, severity) : 0;
    size_t above = page->findings && severity < RBK_ERROR ? rbk_findings_count_from(page->findings, severity + 1) : 0;
    return from - above;
}

static void put_count(rbk_page *page, size_t count, rbk_severity severity)
{
    if (count == 0)
        rbk_output_print(page->output, "no %s", severities[severity].many);
    else
        rbk_output_print(page->output, "%zu\xC2\xA0%s", count,
                         count == 1 ? severities[severity].word : severities[severity].many);
}

static const char *purpose_of(rbk_profile profile)
{
    return profile == RBK_PROFILE_PLANT      ? "a pressing plant"
           : profile == RBK_PROFILE_EMULATOR ? "programs that read images"
                                             : "a recordable disc";
}

static void put_finding_text(rbk_page *page, const rbk_finding *finding)
{
    if (finding->track > 0)
        rbk_output_print(page->output, "<a href=\"#track-%u\">Track\xC2\xA0%u</a>: ", (unsigned)finding->track,
                         (unsigned)finding->track);
    rbk_html_text(page->output, finding->text);
}

/* The first few of a severity. */
static void put_reasons(rbk_page *page, rbk_severity severity)
{
    size_t shown = 0, count = count_of(page, severity);
    rbk_output_print(page->output, "<ul class=\"reasons %s\">\n", severities[severity].word);
    for (size_t i = 0; i < rbk_findings_count(page->findings) && shown < REASONS_MOST; i++) {
        const rbk_finding *finding = rbk_findings_at(page->findings, i);
        if (finding->severity != severity)
            continue;
        rbk_html_markup(page->output, "<li>");
        put_finding_text(page, finding);
        rbk_html_markup(page->output, "</li>\n");
        shown++;
    }
    if (count > shown)
        rbk_output_print(page->output, "<li><a href=\"#findings\">and %zu more</a></li>\n", count - shown);
    rbk_html_markup(page->output, "</ul>\n");
}

void rbk_page_put_verdict(rbk_page *page)
{
    size_t errors = count_of(page, RBK_ERROR), warnings = count_of(page, RBK_WARNING);
    const char *kind = errors ? "error" : warnings ? "warning" : "good";
    const char *sign = errors ? severities[RBK_ERROR].sign : warnings ? severities[RBK_WARNING].sign : "\xE2\x9C\x93";
    const char *sentence = errors     ? "This disc should not go out"
                           : warnings ? "This disc may go out once its warnings are understood"
                                      : "This disc may go out";
    rbk_output_print(page->output,
                     "<div class=\"verdict %s\">\n<p class=\"sentence\"><span class=\"sign\" aria-hidden=\"true\">"
                     "%s</span><span>%s</span></p>\n<p class=\"counts\">",
                     kind, sign, sentence);
    put_count(page, errors, RBK_ERROR);
    rbk_html_markup(page->output, ", ");
    put_count(page, warnings, RBK_WARNING);
    rbk_html_markup(page->output, ", ");
    put_count(page, count_of(page, RBK_NOTE), RBK_NOTE);
    rbk_output_print(page->output, "; checked for %s</p>\n", purpose_of(page->options.profile));
    if (errors)
        put_reasons(page, RBK_ERROR);
    if (warnings)
        put_reasons(page, RBK_WARNING);
    rbk_html_markup(page->output, "</div>");
}

/* ------------------------------------------------------------------ figures */

static void begin_figure(rbk_page *page, const char *name)
{
    rbk_output_print(page->output, "<div><dt>%s</dt><dd>", name);
}

static void end_figure(rbk_page *page, const char *unit)
{
    rbk_output_print(page->output, "%s%s%s</dd>", unit[0] ? " <span class=\"unit\">" : "", unit,
                     unit[0] ? "</span>" : "");
}

static void put_level_figure(rbk_page *page, const char *name, double level, const char *unit, const char *more)
{
    begin_figure(page, name);
    rbk_html_decimal(page->output, level, 1);
    end_figure(page, unit);
    rbk_output_print(page->output, "<dd class=\"more\">%s</dd></div>\n", more);
}

static void put_length_figure(rbk_page *page)
{
    int64_t end = rbk_layout_end(page->layout), free = (int64_t)page->options.capacity_sectors - end;
    begin_figure(page, "Length");
    rbk_page_put_clock(page, end);
    end_figure(page, "");
    rbk_html_markup(page->output, "<dd class=\"more\">");
    rbk_page_put_clock(page, free < 0 ? -free : free);
    rbk_html_markup(page->output, free < 0 ? " over the capacity of " : " free of ");
    rbk_page_put_clock(page, page->options.capacity_sectors);
    rbk_html_markup(page->output, "</dd></div>\n");
}

static void put_tracks_figure(rbk_page *page)
{
    size_t audio = 0, data;
    for (size_t t = 0; t < page->disc->track_count; t++)
        audio += rbk_track_mode_is_audio(page->disc->tracks[t].mode);
    data = page->disc->track_count - audio;
    begin_figure(page, "Tracks");
    rbk_output_print(page->output, "%zu", page->disc->track_count);
    end_figure(page, "");
    rbk_html_markup(page->output, "<dd class=\"more\">");
    if (data == 0)
        rbk_html_markup(page->output, "all audio");
    else
        rbk_output_print(page->output, "%zu audio, %zu data", audio, data);
    if (page->layout->session_count > 1)
        rbk_output_print(page->output, ", %zu %s", page->layout->session_count,
                         rbk_disc_end_max(page->disc) > RBK_PROGRAM_SECTORS_MAX ? "areas" : "sessions");
    rbk_html_markup(page->output, "</dd></div>\n");
}

static void put_clipped_figure(rbk_page *page)
{
    int64_t runs = 0;
    size_t tracks = 0;
    for (size_t t = 0; t < page->measured->track_count; t++) {
        runs += page->measured->check.tracks[t].full_scale_runs;
        tracks += page->measured->check.tracks[t].full_scale_runs > 0;
    }
    begin_figure(page, "Clipped runs");
    rbk_html_integer(page->output, runs);
    end_figure(page, "");
    rbk_html_markup(page->output, "<dd class=\"more\">");
    if (runs == 0)
        rbk_html_markup(page->output, "of 3 samples or more");
    else
        rbk_output_print(page->output, "in %zu track%s", tracks, tracks == 1 ? "" : "s");
    rbk_html_markup(page->output, "</dd></div>\n");
}

void rbk_page_put_figures(rbk_page *page)
{
    const rbk_loudness *disc = &page->measured->disc;
    rbk_html_markup(page->output, "<dl class=\"figures\">\n");
    put_length_figure(page);
    put_tracks_figure(page);
    put_level_figure(page, "Loudness", disc->integrated_lufs, "LUFS", "integrated, whole disc");
    put_level_figure(page, "True peak", disc->true_peak_dbtp, "dBTP", "largest of the disc");
    put_clipped_figure(page);
    rbk_html_markup(page->output, "</dl>");
}

/* ------------------------------------------------------------------ findings */

static void put_finding(rbk_page *page, const rbk_finding *finding)
{
    const rbk_rule *rule = rbk_rule_find(finding->rule);
    rbk_output_print(page->output,
                     "<tr class=\"%s\"><td class=\"severity\"><span class=\"sign\" aria-hidden=\"true\">%s</span> "
                     "%s</td><td>",
                     severities[finding->severity].word, severities[finding->severity].sign,
                     severities[finding->severity].word);
    put_finding_text(page, finding);
    rbk_html_markup(page->output, "<div class=\"rule\"><code>");
    rbk_html_text(page->output, finding->rule);
    rbk_html_markup(page->output, "</code>");
    if (rule) {
        rbk_html_markup(page->output, " ");
        rbk_html_text(page->output, rule->sentence);
    }
    rbk_html_markup(page->output, "</div></td></tr>\n");
}

void rbk_page_put_findings(rbk_page *page)
{
    size_t count = page->findings ? rbk_findings_count(page->findings) : 0, shown = 0;
    size_t all = page->findings ? rbk_findings_count_from(page->findings, RBK_NOTE) : 0;
    if (count == 0) {
        rbk_html_markup(page->output, "<p>The check found nothing to report.</p>");
        return;
    }
    rbk_html_markup(page->output, "<table class=\"findings\">\n<thead><tr><th scope=\"col\">Severity</th>"
                                  "<th scope=\"col\">Finding</th></tr></thead>\n<tbody>\n");
    for (int severity = RBK_ERROR; severity >= RBK_NOTE; severity--)
        for (size_t i = 0; i < count && shown < FINDINGS_MOST; i++) {
            const rbk_finding *finding = rbk_findings_at(page->findings, i);
            if ((int)finding->severity != severity)
                continue;
            put_finding(page, finding);
            shown++;
        }
    rbk_html_markup(page->output, "</tbody>\n</table>");
    if (all > shown)
        rbk_output_print(page->output, "\n<p>%zu more are not listed here; <code>redbook check</code> lists them.</p>",
                         all - shown);
}
