/*
 * format/row.h - a row of the table of formats
 *
 * A new format is two files and a row in rows.c. It reads from an input at any offset, so that its tables may be at the
 * end or far from each other, and it may consist of several files: those next to its own are opened for it.
 */
#ifndef RBK_FORMAT_ROW_H
#define RBK_FORMAT_ROW_H

#include "base/input.h"

#include <redbook/format.h>

/* Access to the other files of a descriptor, from code that knows where they are. */
typedef struct rbk_format_siblings {
    /* Opens the file with the descriptor's name for it; closed by the format. RBK_FILEACCESS, RBK_NO_MEMORY. */
    rbk_status (*open)(void *user, const char *name, rbk_input *input, rbk_error *error);
    /*
     * The same without a finding, for files that need not be there or are reported by others: where there is none,
     * rbk_input_is_there says so, and that is no failure.
     */
    rbk_status (*open_if_there)(void *user, const char *name, rbk_input *input, rbk_error *error);
    /*
     * The same for files that no other one names, which are parts of the disc if they are there: one that is there and not
     * opened (it leads out of the folder, is no regular file, or several could be meant) is a finding ("file.outside",
     * "file.unusable", warnings).
     */
    rbk_status (*open_part)(void *user, const char *name, rbk_input *input, rbk_error *error);
    /*
     * Calls each with the name of every regular file of the descriptor's folder, by the order of the names; the
     * library's own unfinished files are left out. Ends with the first result that is not RBK_OK. NULL: nobody knows them.
     */
    rbk_status (*list)(void *user, rbk_status (*each)(void *context, const char *name), void *context,
                       rbk_error *error);
    void *user;
} rbk_format_siblings;

typedef struct rbk_format_row {
    rbk_format about;

    /* The probability, 0 to 100, that the input is of this format. */
    int (*probe)(rbk_input *input);

    /* As rbk_format_read; siblings may be NULL. The input stays the caller's. */
    rbk_status (*read)(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                       const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings, rbk_error *error);

    /* As rbk_format_write; NULL: read only. */
    rbk_status (*write)(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);
} rbk_format_row;

/*
 * The end of a writer that makes its whole text in memory, so that a refused disc leaves none: the text goes to the output.
 * no_memory: a finding was lost. RBK_NO_MEMORY, errors of rbk_output_write.
 */
rbk_status rbk_format_pass_on(rbk_output *text, bool no_memory, rbk_output *output, rbk_error *error);

/* The table; NULL ends it. */
extern const rbk_format_row *const rbk_format_rows[];

/*
 * Opens a file next to the descriptor. RBK_UNSUPPORTED if siblings is NULL, else the result of the open. Close with
 * rbk_input_close, also after a failure.
 */
rbk_status rbk_format_sibling_open(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                   rbk_error *error);

/* The same for open_if_there and open_part; without siblings nothing is there. */
rbk_status rbk_format_sibling_open_if_there(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                            rbk_error *error);
rbk_status rbk_format_sibling_open_part(const rbk_format_siblings *siblings, const char *name, rbk_input *input,
                                        rbk_error *error);

/*
 * As rbk_format_probe. A text that is of none by itself, in an encoding of 16 or 32 bits a unit that the caller knows (NULL: does
 * not), is probed in that.
 */
const rbk_format *rbk_format_probe_in(const uint8_t *bytes, size_t size, const char *encoding, int *score);

/* The same of a file of any size. The input has system_error where it cannot be read. */
const rbk_format *rbk_format_probe_input(rbk_input *input, const char *encoding, int *score);

/* As rbk_format_read, from an input. RBK_FILESYSTEM when it cannot be read. */
rbk_status rbk_format_read_input(rbk_input *input, const rbk_format_siblings *siblings, const char *name,
                                 const rbk_format_options *options, rbk_disc **disc, rbk_findings *findings,
                                 rbk_error *error);

#endif
