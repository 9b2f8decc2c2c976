/*
 * cli/table.h - columns of text on stdout, as wide as their widest cell, aligned by what a terminal shows
 */
#ifndef CLI_TABLE_H
#define CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#define CLI_TABLE_COLUMNS_MAX 16

typedef struct cli_table cli_table;

/* Headings of count columns; one that begins with '>' is aligned to the right. NULL without memory. */
cli_table *cli_table_new(const char *const *headings, size_t count);
void cli_table_free(cli_table *table); /* NULL is fine */

/* The next cell, copied; rows fill themselves from left to right. NULL shows as "-", "" as nothing. */
void cli_table_cell(cli_table *table, const char *text);
#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
void cli_table_print_cell(cli_table *table, const char *format, ...);

/*
 * Prints headings and rows; empty columns are omitted. If out is a terminal, lines are folded to its width where words
 * allow it. False without memory.
 */
bool cli_table_print(const cli_table *table, FILE *out);

/* The same for a screen with this many columns; 0: lines are not folded. */
bool cli_table_print_within(const cli_table *table, size_t columns, FILE *out);

#endif
