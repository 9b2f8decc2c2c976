/*
 * Prints a command's help from its table: usage, one line of summary, then the options by group, wrapped at 80 columns.
 */
#include "cli/options.h"

#include <string.h>

#define HELP_COLUMN  36 /* where the explanations begin */
#define HELP_COLUMNS 80

/* "-o, --output OUT.cue"; letter and argument where there are. Appends to text. */
static void name_option(const cli_option *row, bool first, char *text, size_t size)
{
    size_t used = strlen(text);
    char letter[8] = "";
    if (row->letter)
        snprintf(letter, sizeof letter, "-%c, ", row->letter);
    else if (first)
        snprintf(letter, sizeof letter, "    ");
    snprintf(text + used, size - used, "%s%s--%s%s%s", first ? "" : ", ", letter, row->name, row->argument ? " " : "",
             row->argument ? row->argument : "");
}

/* Prints words between two columns; column is where the line stands now. Returns where it stands then. */
static size_t print_wrapped(const char *words, size_t indent, size_t column, FILE *out)
{
    const char *at = words;
    while (*at) {
        size_t length = strcspn(at, " ");
        if (column > indent && column + 1 + length > HELP_COLUMNS) {
            fputc('\n', out);
            column = 0;
        }
        if (column < indent) {
            fprintf(out, "%*s", (int)(indent - column), "");
            column = indent;
        } else if (column > indent) {
            fputc(' ', out);
            column++;
        }
        fprintf(out, "%.*s", (int)length, at);
        column += length;
        at += length + strspn(at + length, " ");
    }
    return column;
}

/* Options that share a help line are in one row of names, wrapped when they are many. */
static const cli_option *print_row(const cli_option *row, FILE *out)
{
    char names[512] = "";
    bool first = true;
    for (;; row++, first = false) {
        name_option(row, first, names, sizeof names);
        if (row->help || row[1].kind == CLI_END)
            break;
    }
    const char *help = row->help ? row->help : "";
    size_t leading = strspn(names, " ");
    size_t column = print_wrapped(names + leading, 2 + leading, 0, out);
    if (column + 2 > HELP_COLUMN && column + 2 + strlen(help) > HELP_COLUMNS) {
        fputc('\n', out);
        column = 0;
    }
    print_wrapped(help, column + 2 > HELP_COLUMN ? column + 2 : HELP_COLUMN, column, out);
    fputc('\n', out);
    return row + 1;
}

void cli_help_print(const char *program, const cli_command *command, FILE *out)
{
    fprintf(out, "usage: %s %s [OPTION]...%s%s\n", program, command->name, command->operands[0] ? " " : "",
            command->operands);
    fprintf(out, "%s\n", command->summary);
    const cli_option *row = command->options;
    while (row->kind != CLI_END) {
        if (row->kind == CLI_GROUP)
            fprintf(out, "%s\n", (row++)->help);
        else if (row->older)
            row++;
        else
            row = print_row(row, out);
    }
    fprintf(out, "%s%-*s%s\n", "  -h, --help", HELP_COLUMN - 12, "", "print this help");
}
