/*
 * cli/utf8.h - UTF-8 as a terminal sees it, whatever the locale says
 */
#ifndef CLI_UTF8_H
#define CLI_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bytes of the well-formed character that text begins with, its code point in *point; 0 when there is none. */
size_t cli_utf8_decode(const char *text, uint32_t *point);

/* C0, DEL and C1, and what turns or marks the direction of a line: nothing that a name may do to a terminal. */
bool cli_utf8_is_control(uint32_t point);

/* The number of printable ASCII characters at the start of text: each takes one column. */
size_t cli_utf8_plain(const char *text);

/* Columns that text takes: 2 for East Asian wide characters, 0 for combining ones (Unicode 15, UAX 11). */
size_t cli_utf8_columns(const char *text);

#endif
