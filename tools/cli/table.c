/*
 * Tables for people. No colour, no lines, no trailing blanks.
 *
 * On a terminal that is too narrow a row is folded: columns that have no room continue on further lines, and the heading does
 * the same, so that each cell is still below its heading.
 */
#include "cli/table.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#define BETWEEN     2  /* blanks between columns */
#define FOLD_INDENT 4  /* blanks before the columns of a further line */
#define WRAP_LEAST  24 /* a last column with less room than this gets a line of its own */

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

/* Columns of the screen that the character at a place takes, control characters printed as \xNN; *bytes is its length. */
static size_t width_at(const char *at, size_t *bytes)
{
    uint32_t point = 0;
    *bytes = cli_utf8_decode(at, &point);
    if (*bytes == 0 || cli_utf8_is_control(point)) {
        *bytes = *bytes ? *bytes : 1;
        return 4 * *bytes;
    }
    char one[5] = "";
    memcpy(one, at, *bytes);
    return cli_utf8_columns(one);
}

static size_t width_of(const char *cell)
{
    size_t width = cli_utf8_plain(cell), bytes;
    for (const char *at = cell + width; *at; at += bytes)
        width += width_at(at, &bytes);
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

/* ------------------------------------------------------------------ where columns are */

typedef struct table_shape {
    size_t width[CLI_TABLE_COLUMNS_MAX]; /* 0: not shown */
    size_t begin[CLI_TABLE_COLUMNS_MAX]; /* the column of the screen */
    size_t line[CLI_TABLE_COLUMNS_MAX];  /* of a row, from 0 */
    size_t lines;
} table_shape;

static bool is_last_shown(const cli_table *table, const table_shape *shape, size_t column)
{
    for (size_t i = column + 1; i < table->column_count; i++)
        if (shape->width[i])
            return false;
    return true;
}

/* Positions each column on a screen with this many columns; 0: as wide as needed. */
static void make_shape(const cli_table *table, size_t columns, table_shape *shape)
{
    size_t at = 0, line = 0;
    memset(shape, 0, sizeof *shape);
    for (size_t i = 0; i < table->column_count; i++)
        shape->width[i] = column_width(table, i);
    for (size_t i = 0; i < table->column_count; i++) {
        size_t *width = &shape->width[i];
        bool wraps = !table->right[i] && is_last_shown(table, shape, i);
        if (*width == 0)
            continue;
        if (columns && at && at + *width > columns && !(wraps && at + WRAP_LEAST <= columns)) {
            line++;
            at = FOLD_INDENT;
        }
        if (columns > at && !table->right[i] && *width > columns - at)
            *width = columns - at;
        shape->begin[i] = at;
        shape->line[i] = line;
        at += *width + BETWEEN;
    }
    shape->lines = line + 1;
}

/* ------------------------------------------------------------------ printing */

static bool word_fits(const char *word, size_t width)
{
    size_t used = 0, bytes;
    for (; *word && *word != ' ' && used <= width; word += bytes)
        used += width_at(word, &bytes);
    return used <= width;
}

/*
 * Bytes of text that fit into width columns: up to a blank, so that words stay whole; in a word that is too long for any
 * line up to and with the '/' of a path, else as many characters as fit.
 */
static size_t bytes_that_fit(const char *text, size_t width)
{
    size_t used = 0, blank = 0, slash = 0, at = 0, bytes;
    for (; text[at]; at += bytes) {
        used += width_at(text + at, &bytes);
        if (text[at] == ' ')
            blank = at;
        if (used > width && at > 0 && text[at] == ' ')
            return at;
        if (used > width && at > 0 && slash > blank && !word_fits(text + blank + (blank > 0), width))
            return slash;
        if (used > width && at > 0)
            return blank ? blank : at;
        if (text[at] == '/' && at > 0)
            slash = at + 1;
    }
    return at;
}

static void print_bytes(const char *text, size_t bytes, FILE *out)
{
    char part[512];
    while (bytes) {
        size_t count = bytes < sizeof part ? bytes : sizeof part - 1;
        while (count < bytes && count > 1 && ((unsigned char)text[count] & 0xC0) == 0x80)
            count--; /* characters are not split */
        memcpy(part, text, count);
        part[count] = '\0';
        cli_print_clean(out, part);
        text += count;
        bytes -= count;
    }
}

/* Text in lines of width, from a column of the screen on. */
static void print_wrapped(const char *text, size_t begin, size_t width, FILE *out)
{
    for (;;) {
        size_t bytes = bytes_that_fit(text, width);
        print_bytes(text, bytes, out);
        text += bytes;
        text += strspn(text, " ");
        if (!*text)
            return;
        fprintf(out, "\n%*s", (int)begin, "");
    }
}

static bool says_something(const char *cell)
{
    return cell[0] && strcmp(cell, "-") != 0;
}

/* Whether a line of a row is printed: always the first one, others if a cell is not empty. */
static bool is_line_shown(const cli_table *table, const table_shape *shape, const char *const *cells, size_t line)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (shape->width[i] && shape->line[i] == line && says_something(cells[i]))
            return true;
    return line == 0;
}

static void print_line(const cli_table *table, const table_shape *shape, const char *const *cells, size_t line,
                       FILE *out)
{
    size_t at = 0; /* the column of the screen */
    for (size_t i = 0; i < table->column_count; i++) {
        size_t width = shape->width[i];
        if (width == 0 || shape->line[i] != line || !cells[i][0])
            continue;
        size_t own = width_of(cells[i]);
        size_t begin = shape->begin[i] + (table->right[i] && own < width ? width - own : 0);
        fprintf(out, "%*s", (int)(begin - at), "");
        if (own > width)
            print_wrapped(cells[i], begin, width, out);
        else
            cli_print_clean(out, cells[i]);
        at = begin + (own < width || table->right[i] ? own : width);
    }
    fputc('\n', out);
}

static void print_row(const cli_table *table, const table_shape *shape, const char *const *cells, FILE *out)
{
    for (size_t line = 0; line < shape->lines; line++)
        if (is_line_shown(table, shape, cells, line))
            print_line(table, shape, cells, line, out);
}

bool cli_table_print_within(const cli_table *table, size_t columns, FILE *out)
{
    table_shape shape;
    if (table->failed)
        return false;
    make_shape(table, columns, &shape);
    print_row(table, &shape, table->headings, out);
    for (size_t i = 0; i + table->column_count <= table->cell_count; i += table->column_count)
        print_row(table, &shape, (const char *const *)table->cells + i, out);
    return true;
}

bool cli_table_print(const cli_table *table, FILE *out)
{
    return cli_table_print_within(table, cli_terminal_columns(out), out);
}
