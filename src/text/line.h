/*
 * text/line.h - a text in a line of a sheet: no quotes inside its quotes, no control characters
 */
#ifndef RBK_TEXT_LINE_H
#define RBK_TEXT_LINE_H

#include <stdbool.h>

/* True if a line in quotes holds the text to the letter. */
bool rbk_line_holds(const char *text);

/* What became another character. */
typedef struct rbk_line_changes {
    bool quotes;
    bool controls;
} rbk_line_changes;

/* Makes a text one that a line holds, in place: a control character becomes a blank, and in quotes a quote an apostrophe. */
rbk_line_changes rbk_line_clean(char *text, bool in_quotes);

/* True if line is what a text becomes in quotes. */
bool rbk_line_is_of(const char *line, const char *text);

/* CDRWIN takes no longer text. */
#define RBK_LINE_CUT_CHARACTERS 80

/* True if line is what a longer text becomes in quotes in a sheet for CDRWIN. */
bool rbk_line_is_cut_of(const char *line, const char *text);

#endif
