/*
 * A PQ sheet as PDF: its texts, put together for the module that draws them.
 */
#include <redbook/report.h>

#include "base/fail.h"
#include "base/utf8.h"
#include "report/pdf_module.h"
#include "report/pq_terms.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOTALS 3

/* A text of the disc or of the caller: one line, and in no direction but that of its letters. */
typedef struct clean_text {
    struct clean_text *next;
    char bytes[];
} clean_text;

typedef struct pdf_sheet {
    rbk_pdf_sheet sheet;
    rbk_pdf_term terms[RBK_PQ_TERMS_MAX];
    rbk_pdf_term totals[TOTALS];
    char times[TOTALS][RBK_TIME_BYTES];
    rbk_pdf_row *rows;
    clean_text *texts;
    bool failed; /* no memory */
} pdf_sheet;

static const char *const headings[RBK_PDF_COLUMNS] = {"Track",  "Index",  "Absolute", "Relative",
                                                      "Length", "Pregap", "ISRC",     "Flags"};

static const char explanation[] = "Times are MM:SS:FF: minutes, seconds and sectors (frames) of 1/75 s. Absolute "
                                  "counts from the beginning of the first pregap, "
                                  "2 s before lba 0; relative from index 01 of the first track. Length is from index "
                                  "01 to the end of the track, that is "
                                  "the next index 00; pregap from index 00 to index 01.";

/* ------------------------------------------------------------------ the texts */

/* Belongs to the sheet. "" for NULL. */
static const char *clean(pdf_sheet *s, const char *text)
{
    if (!text || !text[0])
        return "";
    clean_text *made = malloc(sizeof *made + strlen(text) + 1);
    s->failed = s->failed || !made;
    if (!made)
        return "";
    made->next = s->texts;
    s->texts = made;
    char *to = made->bytes;
    while (*text) {
        const size_t control = rbk_utf8_control(text);
        *to++ = control ? ' ' : *text;
        text += control ? control : 1;
    }
    *to = '\0';
    return made->bytes;
}

static void release_sheet(pdf_sheet *s)
{
    for (clean_text *text = s->texts, *next; text; text = next) {
        next = text->next;
        free(text);
    }
    free(s->rows);
    free(s);
}

static void add_terms(pdf_sheet *s, const rbk_disc *disc, const rbk_pq_options *options)
{
    rbk_pq_term terms[RBK_PQ_TERMS_MAX];
    s->sheet.term_count = rbk_pq_terms(disc, options, terms);
    for (size_t i = 0; i < s->sheet.term_count; i++)
        s->terms[i] = (rbk_pdf_term){terms[i].name, clean(s, terms[i].value)};
}

static void put_length(char cell[RBK_PDF_CELL_BYTES], int64_t sectors)
{
    char time[RBK_TIME_BYTES];
    snprintf(cell, RBK_PDF_CELL_BYTES, "%s", sectors >= 0 ? rbk_time_format(sectors, time) : "");
}

static void put_row(pdf_sheet *s, rbk_pdf_row *to, const rbk_pq_row *row, const rbk_disc *disc)
{
    char time[RBK_TIME_BYTES], words[RBK_FLAG_WORDS_BYTES];
    const rbk_track *track = &disc->tracks[row->track];
    to->group = 2 * row->track + row->lead_out;
    to->main = row->index == 1 && !row->lead_out;
    to->title = to->performer = "";
    if (row->lead_out)
        strcpy(to->cells[RBK_PDF_TRACK], "AA");
    else
        snprintf(to->cells[RBK_PDF_TRACK], RBK_PDF_CELL_BYTES, "%02u", (unsigned)track->number);
    snprintf(to->cells[RBK_PDF_INDEX], RBK_PDF_CELL_BYTES, "%02u", (unsigned)row->index);
    snprintf(to->cells[RBK_PDF_ABSOLUTE], RBK_PDF_CELL_BYTES, "%s", rbk_absolute_time_format(row->lba, time));
    snprintf(to->cells[RBK_PDF_RELATIVE], RBK_PDF_CELL_BYTES, "%s",
             rbk_relative_time_format(row->relative_sectors, time));
    put_length(to->cells[RBK_PDF_LENGTH], row->length_sectors);
    put_length(to->cells[RBK_PDF_PREGAP], row->pregap_sectors);
    if (row->lead_out)
        strcpy(to->cells[RBK_PDF_FLAGS], "lead-out");
    if (!to->main)
        return;
    snprintf(to->cells[RBK_PDF_ISRC], RBK_PDF_CELL_BYTES, "%s", track->isrc);
    snprintf(to->cells[RBK_PDF_FLAGS], RBK_PDF_CELL_BYTES, "%s", rbk_flag_words(track, words));
    to->performer = clean(s, track->text.field[RBK_TEXT_PERFORMER]);
    to->title = clean(s, track->text.field[RBK_TEXT_TITLE]);
    if (!track->text.field[RBK_TEXT_TITLE])
        to->title = to->performer[0] ? "(no title)" : "";
}

static void add_total(pdf_sheet *s, const char *name, int64_t sectors)
{
    size_t i = s->sheet.total_count++;
    s->totals[i] = (rbk_pdf_term){name, rbk_time_format(sectors, s->times[i])};
}

static void add_totals(pdf_sheet *s, const rbk_layout *layout)
{
    int64_t end = rbk_layout_end(layout), program = 0;
    for (size_t t = 0; t < layout->track_count; t++)
        program += layout->tracks[t].end_lba - layout->tracks[t].index01_lba;
    add_total(s, "Total with the first 2 s", end + RBK_PREGAP_SECTORS);
    add_total(s, "Total without the first 2 s", end);
    add_total(s, "Sum of the lengths", program);
}

static rbk_status make_sheet(const rbk_disc *disc, const rbk_layout *layout, const rbk_pq_options *options,
                             pdf_sheet *s, rbk_error *error)
{
    rbk_pq pq = {NULL, 0};
    rbk_status status = rbk_pq_make(disc, layout, &pq, error);
    if (status != RBK_OK)
        return status;
    const char *title = disc->text.field[RBK_TEXT_TITLE];
    s->rows = calloc(pq.count, sizeof *s->rows);
    for (size_t i = 0; s->rows && i < pq.count; i++)
        put_row(s, &s->rows[i], &pq.rows[i], disc);
    s->sheet.kind = "PQ SHEET";
    s->sheet.title = title ? clean(s, title) : "Disc without a title";
    s->sheet.performer = clean(s, disc->text.field[RBK_TEXT_PERFORMER]);
    s->sheet.terms = s->terms;
    s->sheet.explanation = explanation;
    s->sheet.headings = headings;
    s->sheet.rows = s->rows;
    s->sheet.row_count = pq.count;
    s->sheet.totals = s->totals;
    add_terms(s, disc, options);
    add_totals(s, layout);
    rbk_pq_release(&pq);
    return s->rows && !s->failed ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ the module */

/* Stays loaded until the program ends: the libraries below it are not made to be unloaded. */
static rbk_status load(const char *path, const rbk_pdf_module **module, rbk_error *error)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!library)
        return rbk_fail_at(error, RBK_UNSUPPORTED, path, 0, 0, "the module for PDF cannot be loaded: %s", dlerror());
    const rbk_pdf_module *found = dlsym(library, RBK_PDF_MODULE_SYMBOL);
    if (!found || found->version != RBK_PDF_MODULE_VERSION) {
        dlclose(library);
        return rbk_fail_at(error, RBK_UNSUPPORTED, path, 0, 0, "the module for PDF is of another version");
    }
    *module = found;
    return RBK_OK;
}

static bool take(void *user, const unsigned char *bytes, size_t size)
{
    return rbk_output_write(user, bytes, size, NULL) == RBK_OK;
}

static rbk_status draw(const rbk_pdf_module *module, const rbk_pdf_sheet *sheet, rbk_output *output,
                       rbk_findings *findings, rbk_error *error)
{
    size_t unknown = 0;
    rbk_pdf_result result = module->draw(sheet, take, output, &unknown);
    rbk_status status = rbk_output_write(output, "", 0, error); /* gives the first failure */
    if (status != RBK_OK)
        return status;
    if (result == RBK_PDF_NO_MEMORY)
        return rbk_fail_memory(error);
    if (result != RBK_PDF_DRAWN)
        return rbk_fail(error, RBK_FILESYSTEM, "the PDF could not be drawn");
    if (unknown > 0 &&
        rbk_findings_add(
            findings, RBK_WARNING, "pdf.glyphs", NULL, 0, 0,
            "%zu characters of the PQ sheet as PDF have no glyph in any installed font; install one with their "
            "script, such as Noto",
            unknown) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_pq_write_pdf(const rbk_disc *disc, const rbk_layout *layout, const rbk_pq_options *options,
                            const char *module_path, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    rbk_pq_options defaults;
    const rbk_pdf_module *module = NULL;
    rbk_pq_options_init(&defaults);
    if (!module_path || !output)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    pdf_sheet *s = calloc(1, sizeof *s);
    if (!s)
        return rbk_fail_memory(error);
    rbk_status status = make_sheet(disc, layout, options ? options : &defaults, s, error);
    if (status == RBK_OK)
        status = load(module_path, &module, error);
    if (status == RBK_OK)
        status = draw(module, &s->sheet, output, findings, error);
    release_sheet(s);
    return status;
}

rbk_status rbk_pdf_versions(const char *module_path, char text[RBK_PDF_VERSIONS_BYTES], rbk_error *error)
{
    const rbk_pdf_module *module = NULL;
    if (!module_path || !text)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = load(module_path, &module, error);
    if (status == RBK_OK)
        snprintf(text, RBK_PDF_VERSIONS_BYTES, "pango %s, cairo %s", module->pango_version(), module->cairo_version());
    return status;
}
