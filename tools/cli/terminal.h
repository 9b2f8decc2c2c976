/*
 * cli/terminal.h - whether a stream is a terminal, how wide it is, and whether it may have colour
 *
 * What is not a terminal gets neither lines broken to a width nor colour: output in a file or a pipe is the same wherever
 * the program runs.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Columns of the terminal that out is; 80 if it does not state them, 0 if out is not a terminal. */
size_t cli_terminal_columns(FILE *out);

/* Whether the terminal that out is moves its cursor at a control sequence: TERM is set, and not to "dumb". */
bool cli_terminal_has_controls(FILE *out);

/* The same, and the user has not turned colour off: NO_COLOR is unset or empty. */
bool cli_terminal_has_color(FILE *out);

#endif
