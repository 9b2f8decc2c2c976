/*
 * cli/fold.h - text for people, folded to the width of the terminal
 *
 * Lines are broken between words only: a digest or a path that is wider than the terminal stays whole and can be copied.
 */
#ifndef CLI_FOLD_H
#define CLI_FOLD_H

#include <stdbool.h>
#include <stdio.h>

/*
 * The stream to print to in place of out: if out is a terminal, what is printed is kept until cli_fold_end; otherwise it
 * is out itself. Tables printed to it have the width of the terminal. One at a time: a call inside of another one gives
 * the same stream, and its end does nothing.
 */
FILE *cli_fold_begin(FILE *out);

/*
 * Prints what was kept. Continued lines are indented: below the value where a line has a label and a value, with two or
 * more blanks between them. False without memory.
 */
bool cli_fold_end(FILE *text);

/* A line of text, with its end. */
void cli_print_line(const char *text, FILE *out);

#endif
