/*
 * cli/disc_input.h - a disc from the command line: its sheet read, its files measured, laid out
 */
#ifndef CLI_DISC_INPUT_H
#define CLI_DISC_INPUT_H

#include <redbook/disc.h>
#include <redbook/layout.h>

typedef struct disc_input {
    const char *path; /* lent */
    rbk_disc *disc;   /* NULL, and layout too, as long as it could not be read */
    rbk_layout *layout;
} disc_input;

/*
 * Reads the disc at path: a sheet, or an audio file with a sheet in it (what author would make of it). What was noticed
 * goes to findings; released in any case.
 */
rbk_status disc_input_read(const char *path, disc_input *input, rbk_findings *findings, rbk_error *error);
void disc_input_release(disc_input *input);

#endif
