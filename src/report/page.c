/*
 * A page is page/page.html with its sections put in. That file, the style and the script are in the program as they are in
 * src/report/page: the Makefile makes strings of them.
 */
#include "report/page.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define JOIN_SAMPLES_MOST (30 * (int64_t)RBK_RATE_HZ)

static const char skeleton[] =
#include "report/page/page.html.inc"
    ;
static const char style[] =
#include "report/page/style.css.inc"
    ;
static const char script[] =
#include "report/page/script.js.inc"
    ;

void rbk_page_options_init(rbk_page_options *options)
{
    if (!options)
        return;
    *options = (rbk_page_options){
        .profile = RBK_PROFILE_CDR, .capacity_sectors = RBK_CAPACITY_80_MIN, .join_samples = RBK_PAGE_JOINS_AUTO};
    rbk_pq_options_init(&options->pq);
}

rbk_status rbk_page_new(const rbk_disc *disc, const rbk_layout *layout, const rbk_page_options *options,
                        rbk_page **page, rbk_error *error)
{
    rbk_page_options defaults;
    if (!disc || !layout || !page)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_page_options_init(&defaults);
    options = options ? options : &defaults;
    if (disc->track_count != layout->track_count || disc->track_count == 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    if (options->join_samples < RBK_PAGE_JOINS_AUTO || options->join_samples > JOIN_SAMPLES_MOST)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a join has 0 to 30 s on either side");
    rbk_page *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->disc = disc;
    made->layout = layout;
    made->options = *options;
    if (rbk_disc_end_max(disc) > RBK_PROGRAM_SECTORS_MAX) /* it is no CD-R: it holds what pressed ones do */
        made->options.capacity_sectors = (uint32_t)rbk_disc_end_max(disc);
    made->envelope = rbk_envelope_new(layout);
    made->views = rbk_join_views_new(disc, layout, options->join_samples);
    if (!made->envelope || !made->views) {
        rbk_page_free(made);
        return rbk_fail_memory(error);
    }
    *page = made;
    return RBK_OK;
}

void rbk_page_free(rbk_page *page)
{
    if (!page)
        return;
    rbk_envelope_free(page->envelope);
    rbk_join_views_free(page->views);
    free(page);
}

void rbk_page_visitors(rbk_page *page, rbk_scan_visitor visitors[RBK_PAGE_VISITORS])
{
    visitors[0] = rbk_envelope_visitor(page->envelope);
    rbk_join_views_visitors(page->views, visitors + 1);
}

/* ------------------------------------------------------------------ what is put in */

static void put_name(rbk_page *page)
{
    const char *title = page->disc->text.field[RBK_TEXT_TITLE];
    rbk_html_text(page->output, title ? title : page->options.name ? page->options.name : "A disc");
}

static void put_style(rbk_page *page)
{
    rbk_html_markup(page->output, style);
}

static void put_script(rbk_page *page)
{
    rbk_html_markup(page->output, script);
}

static void put_hash(rbk_page *page, const char *text)
{
    char hash[RBK_HTML_HASH_BYTES];
    if (rbk_html_hash(text, hash))
        rbk_html_markup(page->output, hash);
    else
        page->failed = true;
}

static void put_style_hash(rbk_page *page)
{
    put_hash(page, style);
}

static void put_script_hash(rbk_page *page)
{
    put_hash(page, script);
}

static const struct {
    const char *name;
    void (*put)(rbk_page *page);
} sections[] = {
    {"name", put_name},
    {"style", put_style},
    {"script", put_script},
    {"style-hash", put_style_hash},
    {"script-hash", put_script_hash},
    {"heading", rbk_page_put_heading},
    {"verdict", rbk_page_put_verdict},
    {"figures", rbk_page_put_figures},
    {"findings", rbk_page_put_findings},
    {"map", rbk_page_put_map},
    {"tracks", rbk_page_put_tracks},
    {"loudness", rbk_page_put_loudness},
    {"signal", rbk_page_put_signal},
    {"joins", rbk_page_put_joins},
    {"recordings", rbk_page_put_recordings},
    {"texts", rbk_page_put_texts},
    {"ids", rbk_page_put_ids},
    {"sums", rbk_page_put_sums},
    {"pq", rbk_page_put_pq},
};

static void put_section(rbk_page *page, const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof sections / sizeof sections[0]; i++)
        if (strlen(sections[i].name) == length && memcmp(sections[i].name, name, length) == 0)
            sections[i].put(page);
}

rbk_status rbk_page_write(rbk_page *page, const rbk_measurement *measurement, const rbk_findings *findings,
                          rbk_output *output, rbk_error *error)
{
    if (!page || !measurement || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    page->measured = measurement;
    page->findings = findings;
    page->output = output;
    page->failed = false;
    const char *at = skeleton;
    for (const char *open; (open = strstr(at, "{{"));) {
        const char *close = strstr(open, "}}");
        rbk_output_write(output, at, (size_t)(open - at), NULL);
        put_section(page, open + 2, (size_t)(close - open) - 2);
        at = close + 2;
    }
    rbk_status status = rbk_output_write(output, at, strlen(at), error);
    return status == RBK_OK && page->failed ? rbk_fail_memory(error) : status;
}
