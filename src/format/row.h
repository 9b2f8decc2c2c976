/*
 * format/row.h - what a format is to the table of formats
 *
 * A new format is two files and a row in rows.c. It reads from an input at whatever places it needs, so that its tables
 * may start at the end or be far from each other, and it may consist of several files: those next to its own are opened
 * for it.
 */
#ifndef RBK_FORMAT_ROW_H
#define RBK_FORMAT_ROW_H

#include "base/input.h"

#include <redbook/format.h>

/* How a format comes to the other files of its descriptor: by the code that knows where that is. */
typedef struct rbk_format_siblings {
    /* Opens the file that the descriptor calls name; closed by the format. RBK_FILEACCESS, RBK_NO_MEMORY. */
    rbk_status (*open)(void *user, const char *name, rbk_input *input, rbk_error *error);
    void *user;
} rbk_format_siblings;

typedef struct rbk_format_row {
    rbk_format about;

    /* How sure it is, 0 to 100, that the input is of this format. */
    int (*probe)(rbk_input *input);

    /* As rbk_format_read; siblings may be NULL. The input stays the caller's. */
    rbk_status (*read)(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error);

    /* As rbk_format_write; NULL: it is only read. */
    rbk_status (*write)(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);
} rbk_format_row;

/* The table; NULL ends it. */
extern const rbk_format_row *const rbk_format_rows[];

/*
 * Opens a file next to the descriptor. RBK_UNSUPPORTED where there is nobody to open it (siblings is NULL), else what
 * the opening gave. Closed with rbk_input_close, also after a failure.
 */
rbk_status rbk_format_sibling_open(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                   rbk_error *error);

/* As rbk_format_read, from an input. RBK_FILESYSTEM when it cannot be read. */
rbk_status rbk_format_read_input(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                                 const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error);

#endif
