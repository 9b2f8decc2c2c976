/*
 * report/pdf_module.h - what the library and the module that draws PDFs say to each other
 *
 * Pango and cairo bring so many libraries that every start of a program would take longer with them. So they are linked to a
 * module of their own, which is loaded when a PDF is drawn. It sees nothing of the library: a sheet is texts, and the bytes go to
 * a callback.
 */
#ifndef RBK_REPORT_PDF_MODULE_H
#define RBK_REPORT_PDF_MODULE_H

#include <stdbool.h>
#include <stddef.h>

/* Changes with anything below; a module of another version is not used. */
#define RBK_PDF_MODULE_VERSION 2

typedef struct rbk_pdf_term {
    const char *name;
    const char *value;
} rbk_pdf_term;

enum {
    RBK_PDF_TRACK,
    RBK_PDF_INDEX,
    RBK_PDF_ABSOLUTE,
    RBK_PDF_RELATIVE,
    RBK_PDF_LENGTH,
    RBK_PDF_PREGAP,
    RBK_PDF_ISRC,
    RBK_PDF_FLAGS,
    RBK_PDF_COLUMNS
};

#define RBK_PDF_CELL_BYTES 64

/* An index. The title is below its cells, over the width of the sheet; "": none. */
typedef struct rbk_pdf_row {
    size_t group; /* rows of one group stay on one page */
    bool main;    /* index 01 of a track */
    char cells[RBK_PDF_COLUMNS][RBK_PDF_CELL_BYTES];
    const char *title;
    const char *performer;
} rbk_pdf_row;

/* All UTF-8. */
typedef struct rbk_pdf_sheet {
    const char *kind; /* "PQ sheet" */
    const char *title;
    const char *performer;
    const rbk_pdf_term *terms;
    size_t term_count;
    const char *explanation;
    const char *const *headings; /* RBK_PDF_COLUMNS */
    const rbk_pdf_row *rows;
    size_t row_count;
    const rbk_pdf_term *totals;
    size_t total_count;
} rbk_pdf_sheet;

typedef enum rbk_pdf_result { RBK_PDF_DRAWN, RBK_PDF_NO_MEMORY, RBK_PDF_FAILED } rbk_pdf_result;

/* Takes bytes of the file, in order; false: the drawing ends. */
typedef bool rbk_pdf_write(void *user, const unsigned char *bytes, size_t size);

/*
 * What the module exports. *unknown: characters for which no font here has a glyph. The same sheet, fonts and versions of the
 * libraries give the same bytes. pango and cairo: the versions in use, static.
 */
typedef struct rbk_pdf_module {
    int version;
    rbk_pdf_result (*draw)(const rbk_pdf_sheet *sheet, rbk_pdf_write *write, void *user, size_t *unknown);
    const char *(*pango_version)(void);
    const char *(*cairo_version)(void);
} rbk_pdf_module;

#define RBK_PDF_MODULE_SYMBOL "rbk_pdf_module_entry"
extern const rbk_pdf_module rbk_pdf_module_entry;

#endif
