/*
 * cli/disc_input.h - a disc from the command line: read from its path, probed, and laid out
 */
#ifndef CLI_DISC_INPUT_H
#define CLI_DISC_INPUT_H

#include "cli/options.h"

#include <redbook/author.h>

typedef struct disc_input {
    const char *path; /* lent */
    rbk_disc *disc;   /* NULL, and layout too, as long as it could not be read */
    rbk_layout *layout;
} disc_input;

/*
 * Reads the disc at path: a sheet, a file of sectors, or an audio file (what author would make of it). options are
 * those of the command's rows (CLI_ROWS_INPUT). What was noticed goes to findings; released in any case.
 */
rbk_status disc_input_read(const char *path, const rbk_source_options *options, disc_input *input,
                           rbk_findings *findings, rbk_error *error);

/*
 * Refuses path (nullable) as the name of a file to write if the disc was read from the file there, under whatever name:
 * RBK_REFUSED, with a finding "target.is-source". Errors of rbk_source_at.
 */
rbk_status disc_input_refuse_as_target(const disc_input *input, const char *path, rbk_findings *findings,
                                       rbk_error *error);

void disc_input_release(disc_input *input);

/*
 * True when a work failed because its source was replaced meanwhile (RBK_CHANGED), and may begin again: nothing has
 * been written or said yet, and it is not so forever. *attempts begins with 0.
 */
bool disc_input_again(rbk_status status, unsigned *attempts);

/* For rows: place is an rbk_source_options. */
bool disc_input_mode(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool disc_input_mode_word(size_t position, char text[CLI_WHY_BYTES]);
bool disc_input_encoding(void *place, const char *text, char why[CLI_WHY_BYTES]);
bool disc_input_byte_order(void *place, const char *text, char why[CLI_WHY_BYTES]);

#endif
