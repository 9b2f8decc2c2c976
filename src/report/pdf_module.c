/*
 * Draws a PQ sheet as PDF by Pango and cairo, which have shaping, any script and the fonts of the machine. Pages are drawn twice:
 * the first time to nowhere, to know how many there are.
 */
#include "report/pdf_module.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>
#include <string.h>

/* A4, in points. */
#define PAGE_WIDTH    595.276
#define PAGE_HEIGHT   841.89
#define MARGIN        45.0
#define BOTTOM        (PAGE_HEIGHT - 58.0)
#define WIDTH         (PAGE_WIDTH - 2 * MARGIN)
#define TERM_WIDTH    78.0
#define LINE_HEIGHT   12.5
#define SIGN_HEIGHT   118.0
#define DATE_POSITION 330.0

#define INK   0.11
#define SOFT  0.38
#define RULE  0.78
#define SMALL "Sans 7.5"
#define PLAIN "Sans 8.5"
#define LARGE "Sans Bold 19"
#define NAMES "Sans 11"

typedef struct drawing {
    const rbk_pdf_sheet *sheet;
    cairo_surface_t *surface;
    cairo_t *cairo;
    PangoLayout *layout;
    double y;   /* of what comes next */
    double top; /* y of what is first on a page after the first one */
    int page;
    int pages;  /* 0: not known yet */
    bool table; /* the headings of the columns are repeated on a new page */
    size_t unknown;
} drawing;

static const struct {
    double x, width;
    bool right;
} columns[RBK_PDF_COLUMNS] = {
    [RBK_PDF_TRACK] = {0, 24, true},     [RBK_PDF_INDEX] = {28, 26, true},
    [RBK_PDF_ABSOLUTE] = {58, 50, true}, [RBK_PDF_RELATIVE] = {114, 52, true},
    [RBK_PDF_LENGTH] = {172, 50, true},  [RBK_PDF_PREGAP] = {228, 50, true},
    [RBK_PDF_ISRC] = {294, 84, false},   [RBK_PDF_FLAGS] = {384, WIDTH - 384, false},
};
#define TITLE_X 60.0

/* ------------------------------------------------------------------ text and rules */

static void set_ink(drawing *d, double grey)
{
    cairo_set_source_rgb(d->cairo, grey, grey, grey);
}

/*
 * What is copied from the sheet is its text: digests and ids have no character for two letters (ff), and a broken line ends without
 * a hyphen. The first bytes are bold.
 */
static void set_attributes(drawing *d, size_t bold)
{
    PangoAttrList *attributes = pango_attr_list_new();
    PangoAttribute *weight = pango_attr_weight_new(PANGO_WEIGHT_BOLD);
    weight->end_index = (guint)bold;
    pango_attr_list_insert(attributes, weight);
    pango_attr_list_insert(attributes, pango_attr_font_features_new("liga=0, clig=0"));
    pango_attr_list_insert(attributes, pango_attr_insert_hyphens_new(FALSE));
    pango_layout_set_attributes(d->layout, attributes);
    pango_attr_list_unref(attributes);
}

/* A text that runs from right to left is shaped so, and stands at the left all the same. */
static void set_text(drawing *d, const char *text, const char *font, double width, bool right)
{
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_layout_set_font_description(d->layout, description);
    pango_font_description_free(description);
    pango_layout_set_width(d->layout, (int)(width * PANGO_SCALE));
    pango_layout_set_single_paragraph_mode(d->layout, TRUE);
    pango_layout_set_wrap(d->layout, PANGO_WRAP_WORD_CHAR);
    pango_layout_set_text(d->layout, text, -1);
    bool turned = pango_layout_get_direction(d->layout, 0) == PANGO_DIRECTION_RTL;
    pango_layout_set_alignment(d->layout, right != turned ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

static double text_height(drawing *d)
{
    int height = 0;
    pango_layout_get_size(d->layout, NULL, &height);
    return (double)height / PANGO_SCALE;
}

/* The pages that count are those of the second time. */
static void count_unknown(drawing *d, PangoLayout *layout)
{
    if (d->pages > 0)
        d->unknown += (size_t)pango_layout_get_unknown_glyphs_count(layout);
}

static void draw_line(drawing *d, double x, double y, PangoLayoutLine *line)
{
    cairo_move_to(d->cairo, MARGIN + x, y);
    pango_cairo_show_layout_line(d->cairo, line);
}

/* Draws what was set with its first line's base at y. */
static void draw_text(drawing *d, double x, double y, double grey)
{
    double base = (double)pango_layout_get_baseline(d->layout) / PANGO_SCALE;
    count_unknown(d, d->layout);
    set_ink(d, grey);
    cairo_move_to(d->cairo, MARGIN + x, y - base);
    pango_cairo_show_layout(d->cairo, d->layout);
}

static void put(drawing *d, double x, double y, double width, const char *text, const char *font, double grey,
                bool right)
{
    set_text(d, text, font, width, right);
    draw_text(d, x, y, grey);
}

static void put_rule(drawing *d, double x, double y, double width, double grey)
{
    set_ink(d, grey);
    cairo_set_line_width(d->cairo, 0.5);
    cairo_move_to(d->cairo, MARGIN + x, y);
    cairo_line_to(d->cairo, MARGIN + x + width, y);
    cairo_stroke(d->cairo);
}

/* ------------------------------------------------------------------ pages */

static void put_headings(drawing *d)
{
    d->y += 10;
    for (int c = 0; c < RBK_PDF_COLUMNS; c++)
        put(d, columns[c].x, d->y, columns[c].width, d->sheet->headings[c], SMALL, SOFT, columns[c].right);
    d->y += 5;
    put_rule(d, 0, d->y, WIDTH, SOFT);
    d->y += 4;
}

/* The first line of the title, whose characters are counted in the head. */
static void end_page(drawing *d)
{
    char text[64];
    double y = PAGE_HEIGHT - 34;
    set_text(d, d->sheet->title, SMALL, WIDTH - 90, false);
    set_ink(d, SOFT);
    draw_line(d, 0, y, pango_layout_get_line_readonly(d->layout, 0));
    g_snprintf(text, sizeof text, "page %d of %d", d->page, d->pages);
    put(d, WIDTH - 80, y, 80, text, SMALL, SOFT, true);
    cairo_show_page(d->cairo);
}

/* Begins a new page where so much does not fit any more, unless nothing is on this one. */
static void need(drawing *d, double height)
{
    if (d->y + height <= BOTTOM || d->y == d->top)
        return;
    end_page(d);
    d->page++;
    d->y = MARGIN;
    put(d, 0, d->y + 4, WIDTH, d->sheet->kind, SMALL, SOFT, false);
    d->y += 10;
    if (d->table)
        put_headings(d);
    d->top = d->y;
}

/* A new page where there is no room for another line. */
static void need_line(drawing *d)
{
    const int page = d->page;
    need(d, LINE_HEIGHT / 2);
    if (d->page > page)
        d->y += LINE_HEIGHT;
}

/* Draws what was set, the first line's base at y, on as many pages as it takes. */
static void draw_lines(drawing *d, double x, double grey)
{
    PangoLayout *layout = pango_layout_copy(d->layout);
    PangoLayoutIter *line = pango_layout_get_iter(layout);
    set_attributes(d, 0);
    count_unknown(d, layout);
    for (bool more = true; more;) {
        PangoRectangle extents;
        const int base = pango_layout_iter_get_baseline(line);
        need_line(d);
        pango_layout_iter_get_line_extents(line, NULL, &extents);
        set_ink(d, grey);
        draw_line(d, x + (double)extents.x / PANGO_SCALE, d->y, pango_layout_iter_get_line_readonly(line));
        more = pango_layout_iter_next_line(line);
        d->y += (double)(more ? pango_layout_iter_get_baseline(line) - base : extents.height) / PANGO_SCALE;
    }
    pango_layout_iter_free(line);
    g_object_unref(layout);
}

/* ------------------------------------------------------------------ what is on them */

static void put_head(drawing *d)
{
    put(d, 0, d->y + 4, WIDTH, d->sheet->kind, SMALL, SOFT, false);
    d->y += 30;
    set_text(d, d->sheet->title, LARGE, WIDTH, false);
    draw_lines(d, 0, INK);
    d->y -= 3;
    if (d->sheet->performer[0]) {
        set_text(d, d->sheet->performer, NAMES, WIDTH, false);
        draw_lines(d, 0, SOFT);
    }
    d->y += 10;
    for (size_t i = 0; i < d->sheet->term_count; i++) {
        need_line(d);
        put(d, 0, d->y, TERM_WIDTH, d->sheet->terms[i].name, PLAIN, SOFT, false);
        set_text(d, d->sheet->terms[i].value, PLAIN, WIDTH - TERM_WIDTH - 6, false);
        draw_lines(d, TERM_WIDTH + 6, INK);
        d->y += 1.5;
    }
    d->y += 6;
    set_text(d, d->sheet->explanation, SMALL, WIDTH, false);
    draw_lines(d, 0, SOFT);
    d->y += 4;
}

/* The height of the lines of a row's cells below the first one. */
static double more_lines(drawing *d, const rbk_pdf_row *row)
{
    double more = 0;
    for (int c = 0; c < RBK_PDF_COLUMNS; c++) {
        set_text(d, row->cells[c], PLAIN, columns[c].width, columns[c].right);
        const int lines = pango_layout_get_line_count(d->layout);
        const double height = text_height(d) * (lines - 1) / lines;
        more = height > more ? height : more;
    }
    return more;
}

/* Neither of two texts changes the direction of the other. */
#define ISOLATE     "\xE2\x81\xA8"
#define END_ISOLATE "\xE2\x81\xA9"

/* The height of a row's title and performer, which become the layout's text. */
static double set_title(drawing *d, const rbk_pdf_row *row)
{
    if (!row->title[0])
        return 0;
    char *text = row->performer[0] ? g_strconcat(ISOLATE, row->title, END_ISOLATE "  \xE2\x80\x94  " ISOLATE,
                                                 row->performer, END_ISOLATE, NULL)
                                   : g_strdup(row->title);
    set_attributes(d, strlen(row->title) + (row->performer[0] ? strlen(ISOLATE) : 0));
    set_text(d, text, PLAIN, WIDTH - TITLE_X, false);
    g_free(text);
    return text_height(d) + 1.5;
}

static double group_height(drawing *d, size_t first, size_t count)
{
    double height = 4;
    for (size_t i = first; i < first + count; i++) {
        height += LINE_HEIGHT + more_lines(d, &d->sheet->rows[i]) + set_title(d, &d->sheet->rows[i]);
        set_attributes(d, 0);
    }
    return height;
}

static void put_row(drawing *d, const rbk_pdf_row *row)
{
    double grey = row->main ? INK : SOFT;
    d->y += LINE_HEIGHT;
    for (int c = 0; c < RBK_PDF_COLUMNS; c++)
        if (row->cells[c][0])
            put(d, columns[c].x, d->y - 3, columns[c].width, row->cells[c], PLAIN, grey, columns[c].right);
    d->y += more_lines(d, row);
    if (set_title(d, row) <= 0)
        return;
    d->y += LINE_HEIGHT - 3;
    draw_lines(d, TITLE_X, INK);
    d->y += 4.5 - LINE_HEIGHT;
}

/* Groups of up to so many rows are not cut. */
#define ROWS_TOGETHER 20

static void put_rows(drawing *d)
{
    const rbk_pdf_sheet *sheet = d->sheet;
    need(d, 80);
    put_headings(d);
    d->table = true;
    for (size_t i = 0, count; i < sheet->row_count; i += count) {
        for (count = 1; i + count < sheet->row_count && sheet->rows[i + count].group == sheet->rows[i].group;)
            count++;
        if (count <= ROWS_TOGETHER)
            need(d, group_height(d, i, count));
        for (size_t k = 0; k < count; k++) {
            need(d, group_height(d, i + k, 1));
            put_row(d, &sheet->rows[i + k]);
        }
        d->y += 2;
        put_rule(d, 0, d->y, WIDTH, RULE);
        d->y += 2;
    }
    d->table = false;
}

static void put_end(drawing *d)
{
    static const char *const lines[] = {"Prepared by", "Approved by"};
    need(d, LINE_HEIGHT * (double)d->sheet->total_count + SIGN_HEIGHT);
    d->y += 8;
    for (size_t i = 0; i < d->sheet->total_count; i++) {
        d->y += LINE_HEIGHT;
        put(d, 0, d->y, 150, d->sheet->totals[i].name, PLAIN, SOFT, false);
        put(d, 150, d->y, 72, d->sheet->totals[i].value, PLAIN, INK, true);
    }
    for (int i = 0; i < 2; i++) {
        d->y += 44;
        put_rule(d, 0, d->y, DATE_POSITION - 20, SOFT);
        put_rule(d, DATE_POSITION, d->y, WIDTH - DATE_POSITION, SOFT);
        put(d, 0, d->y + 10, 200, lines[i], SMALL, SOFT, false);
        put(d, DATE_POSITION, d->y + 10, 100, "Date", SMALL, SOFT, false);
    }
}

/* ------------------------------------------------------------------ the file */

typedef struct sink {
    rbk_pdf_write *write;
    void *user;
} sink;

static cairo_status_t take(void *user, const unsigned char *bytes, unsigned size)
{
    const sink *to = user;
    return to->write(to->user, bytes, size) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/*
 * Sizes are points of the page, and glyphs are as wide as their outlines. Pango and Fontconfig choose fonts by language
 * too, and add those of the environment unless it is "und".
 */
static PangoLayout *make_layout(cairo_t *cairo)
{
    PangoLayout *layout = pango_cairo_create_layout(cairo);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango_layout_get_context(layout), options);
    pango_cairo_context_set_resolution(pango_layout_get_context(layout), 72);
    pango_context_set_language(pango_layout_get_context(layout), pango_language_from_string("und"));
    cairo_font_options_destroy(options);
    pango_layout_context_changed(layout);
    return layout;
}

/* Once through the sheet; to NULL: to count its pages. No date: a file is the same whenever it is drawn. */
static rbk_pdf_result draw_once(const rbk_pdf_sheet *sheet, sink *to, int *pages, size_t *unknown)
{
    drawing d = {.sheet = sheet, .y = MARGIN, .page = 1, .pages = *pages};
    d.surface = cairo_pdf_surface_create_for_stream(to ? take : NULL, to, PAGE_WIDTH, PAGE_HEIGHT);
    cairo_pdf_surface_restrict_to_version(d.surface, CAIRO_PDF_VERSION_1_4); /* the default changes with cairo */
    cairo_pdf_surface_set_metadata(d.surface, CAIRO_PDF_METADATA_CREATE_DATE, "");
    cairo_pdf_surface_set_metadata(d.surface, CAIRO_PDF_METADATA_TITLE, sheet->title);
    d.cairo = cairo_create(d.surface);
    d.layout = make_layout(d.cairo);
    set_attributes(&d, 0);
    put_head(&d);
    put_rows(&d);
    put_end(&d);
    end_page(&d);
    cairo_status_t status = cairo_status(d.cairo);
    g_object_unref(d.layout);
    cairo_destroy(d.cairo);
    cairo_surface_finish(d.surface);
    status = status == CAIRO_STATUS_SUCCESS ? cairo_surface_status(d.surface) : status;
    cairo_surface_destroy(d.surface);
    *pages = d.page;
    *unknown = d.unknown;
    return status == CAIRO_STATUS_SUCCESS     ? RBK_PDF_DRAWN
           : status == CAIRO_STATUS_NO_MEMORY ? RBK_PDF_NO_MEMORY
                                              : RBK_PDF_FAILED;
}

static rbk_pdf_result draw(const rbk_pdf_sheet *sheet, rbk_pdf_write *write, void *user, size_t *unknown)
{
    int pages = 0;
    sink to = {write, user};
    rbk_pdf_result result = draw_once(sheet, NULL, &pages, unknown);
    if (result == RBK_PDF_DRAWN)
        result = draw_once(sheet, &to, &pages, unknown);
    pango_cairo_font_map_set_default(NULL);
    return result;
}

__attribute__((visibility("default")))
const rbk_pdf_module rbk_pdf_module_entry = {RBK_PDF_MODULE_VERSION, draw, pango_version_string, cairo_version_string};
