/*
 * cli/terminal.h - whether a stream is a terminal, how wide it is, and whether it may have colour
 *
 * Output to a file or a pipe has neither folded lines nor colour: it is the same wherever the program runs.
 */
#ifndef CLI_TERMINAL_H
#define CLI_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* Columns of the terminal to which out is connected; 80 if they are unknown, 0 if out is not a terminal. */
size_t cli_terminal_columns(FILE *out);

/* Whether out is a terminal that supports control sequences: TERM is set, and not to "dumb". */
bool cli_terminal_has_controls(FILE *out);

/* The same, and the user has not turned colour off: NO_COLOR is unset or empty. */
bool cli_terminal_has_color(FILE *out);

/* From now on text, which is kept to be printed to out, is treated as out. One at a time; NULL: none is. */
void cli_terminal_stand_in(const FILE *text, const FILE *out);

#endif
