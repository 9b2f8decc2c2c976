/*
 * Folds the lines of a stream.
 */
#include "cli/fold.h"
#include "cli/messages.h"
#include "cli/terminal.h"
#include "cli/utf8.h"

#include <stdlib.h>
#include <string.h>

#define FOLD_INDENT 4  /* more blanks than the line itself begins with, */
#define VALUE_LEAST 8  /* unless these are as many: it continues a value */
#define LABEL_MAX   24 /* a value that starts after this column has no label */
#define WIDTH_LEAST 20 /* for the text of a continued line */

/* ------------------------------------------------------------------ one line */

static size_t character_columns(const char *at, size_t *bytes)
{
    uint32_t point = 0;
    char one[5] = "";
    *bytes = cli_utf8_decode(at, &point);
    if (*bytes == 0) {
        *bytes = 1;
        return 1;
    }
    memcpy(one, at, *bytes);
    return cli_utf8_columns(one);
}

/* Bytes before the value of a line with a label; else the blanks before a continued line. */
static size_t indent_of(const char *line, size_t length, size_t columns)
{
    size_t blanks = strspn(line, " ");
    for (size_t at = blanks; at + 2 < length && at + 2 <= LABEL_MAX; at++)
        if (line[at] == ' ' && line[at + 1] == ' ') {
            size_t value = at + strspn(line + at, " ");
            if (value <= LABEL_MAX && value < length && value + WIDTH_LEAST <= columns)
                return value;
        }
    size_t indent = blanks < VALUE_LEAST ? blanks + FOLD_INDENT : blanks;
    return indent + WIDTH_LEAST <= columns ? indent : 0;
}

/* Bytes that fit into width columns, up to a blank after the first least bytes; at least one word. */
static size_t bytes_that_fit(const char *text, size_t length, size_t least, size_t width)
{
    size_t used = 0, fits = 0, at = 0, bytes;
    for (; at < length; at += bytes) {
        if (at > least && text[at] == ' ' && text[at - 1] != ' ') {
            if (used > width)
                return fits ? fits : at;
            fits = at;
        }
        used += character_columns(text + at, &bytes);
    }
    return used > width && fits ? fits : length;
}

static void print_folded(const char *line, size_t length, size_t columns, FILE *out)
{
    size_t indent = indent_of(line, length, columns);
    size_t bytes = bytes_that_fit(line, length, indent, columns);
    fwrite(line, 1, bytes, out);
    for (;;) {
        while (bytes < length && line[bytes] == ' ')
            bytes++;
        if (bytes == length)
            return;
        line += bytes;
        length -= bytes;
        bytes = bytes_that_fit(line, length, 0, columns - indent);
        fprintf(out, "\n%*s", (int)indent, "");
        fwrite(line, 1, bytes, out);
    }
}

static void print_all(const char *text, size_t size, size_t columns, FILE *out)
{
    while (size) {
        const char *end = memchr(text, '\n', size);
        size_t length = end ? (size_t)(end - text) : size;
        print_folded(text, length, columns, out);
        if (end)
            fputc('\n', out);
        length += end != NULL;
        text += length;
        size -= length;
    }
}

/* ------------------------------------------------------------------ the stream */

static struct fold {
    FILE *text; /* NULL: none is open */
    FILE *out;
    char *data;
    size_t size;
} fold;

FILE *cli_fold_begin(FILE *out)
{
    if (fold.text || cli_terminal_columns(out) == 0)
        return out;
    fold.text = open_memstream(&fold.data, &fold.size);
    if (!fold.text)
        return out;
    fold.out = out;
    cli_terminal_stand_in(fold.text, out);
    return fold.text;
}

bool cli_fold_end(FILE *text)
{
    if (!fold.text || text != fold.text)
        return true;
    cli_terminal_stand_in(NULL, NULL);
    bool kept = !ferror(text);
    kept = fclose(text) == 0 && kept;
    fold.text = NULL;
    if (kept)
        print_all(fold.data, fold.size, cli_terminal_columns(fold.out), fold.out);
    free(fold.data);
    fold.data = NULL;
    return kept;
}

void cli_print_line(const char *text, FILE *out)
{
    FILE *to = cli_fold_begin(out);
    cli_print_clean(to, text);
    fputc('\n', to);
    if (to != out)
        (void)cli_fold_end(to);
}
