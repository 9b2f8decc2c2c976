/*
 * Tables for people. No colour, no lines, no trailing blanks.
 */
#include "cli/table.h"
#include "cli/messages.h"
#include "cli/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct cli_table {
    const char *headings[CLI_TABLE_COLUMNS_MAX];
    bool right[CLI_TABLE_COLUMNS_MAX];
    size_t column_count;
    char **cells; /* row by row */
    size_t cell_count;
    size_t capacity;
    bool failed;
};

cli_table *cli_table_new(const char *const *headings, size_t count)
{
    cli_table *table = count <= CLI_TABLE_COLUMNS_MAX ? calloc(1, sizeof *table) : NULL;
    if (!table)
        return NULL;
    for (size_t i = 0; i < count; i++) {
        table->right[i] = headings[i][0] == '>';
        table->headings[i] = headings[i] + table->right[i];
    }
    table->column_count = count;
    return table;
}

void cli_table_free(cli_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->cell_count; i++)
        free(table->cells[i]);
    free(table->cells);
    free(table);
}

static bool grow(cli_table *table)
{
    if (table->cell_count < table->capacity)
        return true;
    size_t capacity = table->capacity ? table->capacity * 2 : 256;
    char **cells = realloc(table->cells, capacity * sizeof *cells);
    if (!cells)
        return false;
    table->cells = cells;
    table->capacity = capacity;
    return true;
}

void cli_table_cell(cli_table *table, const char *text)
{
    char *copy = grow(table) ? strdup(text ? text : "-") : NULL;
    if (!copy)
        table->failed = true;
    else
        table->cells[table->cell_count++] = copy;
}

void cli_table_print_cell(cli_table *table, const char *format, ...)
{
    char text[1024];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    cli_table_cell(table, text);
}

/* Columns of the screen a cell takes when control characters are printed as \xNN. */
static size_t width_of(const char *cell)
{
    size_t width = cli_utf8_plain(cell);
    for (const char *at = cell + width; *at;) {
        uint32_t point = 0;
        size_t bytes = cli_utf8_decode(at, &point);
        if (bytes == 0 || cli_utf8_is_control(point)) {
            bytes = bytes ? bytes : 1;
            width += 4 * bytes;
        } else {
            char one[5] = "";
            memcpy(one, at, bytes);
            width += cli_utf8_columns(one);
        }
        at += bytes;
    }
    return width;
}

/* 0 for a column in which no cell says anything: it is left out. */
static size_t column_width(const cli_table *table, size_t column)
{
    size_t widest = strlen(table->headings[column]);
    bool used = false;
    for (size_t i = column; i < table->cell_count; i += table->column_count) {
        size_t width = width_of(table->cells[i]);
        used = used || (table->cells[i][0] && strcmp(table->cells[i], "-") != 0);
        widest = width > widest ? width : widest;
    }
    return used ? widest : 0;
}

static void print_row(const cli_table *table, const char *const *cells, const size_t *widths, FILE *out)
{
    size_t owed = 0; /* blanks before the next cell that shows */
    for (size_t i = 0; i < table->column_count; i++) {
        if (widths[i] == 0)
            continue;
        if (!cells[i][0]) {
            owed += widths[i] + 2;
            continue;
        }
        size_t blanks = widths[i] - width_of(cells[i]);
        fprintf(out, "%*s", (int)(owed + (table->right[i] ? blanks : 0)), "");
        cli_print_clean(out, cells[i]);
        owed = 2 + (table->right[i] ? 0 : blanks);
    }
    fputc('\n', out);
}

bool cli_table_print(const cli_table *table, FILE *out)
{
    size_t widths[CLI_TABLE_COLUMNS_MAX] = {0};
    if (table->failed)
        return false;
    for (size_t i = 0; i < table->column_count; i++)
        widths[i] = column_width(table, i);
    print_row(table, table->headings, widths, out);
    for (size_t i = 0; i + table->column_count <= table->cell_count; i += table->column_count)
        print_row(table, (const char *const *)table->cells + i, widths, out);
    return true;
}
