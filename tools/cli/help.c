/*
 * Prints a command's help from its table: usage, one line of summary, then the options by group, wrapped at 80 columns or
 * at the width of a narrower terminal.
 */
#include "cli/options.h"
#include "cli/terminal.h"

#include <string.h>

#define HELP_COLUMN         36 /* where the explanations begin */
#define HELP_COLUMN_NARROW  8
#define HELP_COLUMNS        80
#define HELP_COLUMNS_LEAST  72 /* below it explanations begin on lines of their own */
#define HELP_COLUMN_COMMAND 15
#define USAGE_COLUMN        7

/* Set by the Makefile: where users of this build report bugs. */
#ifdef REDBOOK_BUGS
#define REPORT_WHERE "at " REDBOOK_BUGS
#else
#define REPORT_WHERE "where you got redbook"
#endif

const char *const cli_report_fault = "Report faults " REPORT_WHERE ", with the output of 'redbook doctor'.";

/* The width of what is printed, and where explanations begin. */
typedef struct help_page {
    FILE *out;
    size_t columns;
    size_t column;
} help_page;

static help_page page_of(FILE *out)
{
    size_t columns = cli_terminal_columns(out);
    columns = columns == 0 || columns > HELP_COLUMNS ? HELP_COLUMNS : columns;
    return (help_page){out, columns, columns < HELP_COLUMNS_LEAST ? HELP_COLUMN_NARROW : HELP_COLUMN};
}

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

/* Bytes of the first word of text that fit on the line: "a|b|c" is broken after a bar if there is no room. */
static size_t word_bytes(const char *text, size_t room)
{
    size_t length = strcspn(text, " "), bar = 0;
    if (length <= room)
        return length;
    for (size_t i = 0; i < room; i++)
        if (text[i] == '|')
            bar = i + 1;
    return bar ? bar : length;
}

/* Prints words between two columns; column is where the line stands now. Returns where it stands then. */
static size_t print_wrapped(const help_page *page, const char *words, size_t indent, size_t column)
{
    FILE *out = page->out;
    const char *at = words;
    while (*at) {
        size_t length = word_bytes(at, page->columns - indent);
        if (column > indent && column + 1 + length > page->columns) {
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
static const cli_option *print_row(const help_page *page, const cli_option *row)
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
    size_t column = print_wrapped(page, names + leading, 2 + leading, 0);
    if (column + 2 > page->column && column + 2 + strlen(help) > page->columns) {
        fputc('\n', page->out);
        column = 0;
    }
    print_wrapped(page, help, column + 2 > page->column ? column + 2 : page->column, column);
    fputc('\n', page->out);
    return row + 1;
}

void cli_help_print(const char *program, const cli_command *command, FILE *out)
{
    static const cli_option help[] = {{.kind = CLI_SWITCH, .letter = 'h', .name = "help", .help = "print this help"},
                                      {.kind = CLI_END}};
    help_page page = page_of(out);
    char usage[512];
    snprintf(usage, sizeof usage, "%s %s [OPTION]...%s%s", program, command->name, command->operands[0] ? " " : "",
             command->operands);
    fputs("usage:", out);
    print_wrapped(&page, usage, USAGE_COLUMN, USAGE_COLUMN - 1);
    fputc('\n', out);
    print_wrapped(&page, command->summary, 0, 0);
    fputc('\n', out);
    const cli_option *row = command->options;
    while (row->kind != CLI_END) {
        if (row->kind == CLI_GROUP)
            fprintf(out, "%s\n", (row++)->help);
        else if (row->older)
            row++;
        else
            row = print_row(&page, row);
    }
    print_row(&page, help);
}

static void print_command(const help_page *page, const char *name, const char *summary)
{
    fprintf(page->out, "  %s", name);
    print_wrapped(page, summary, HELP_COLUMN_COMMAND, 2 + strlen(name));
    fputc('\n', page->out);
}

void cli_help_print_program(const cli_program *program, FILE *out)
{
    help_page page = page_of(out);
    fprintf(out, "usage: %s COMMAND [OPTION]...\n", program->name);
    print_wrapped(&page, program->summary, 0, 0);
    fputs("\n\nCommands:\n", out);
    for (const cli_command *command = program->commands; command->name; command++)
        print_command(&page, command->name, command->summary);
    print_command(&page, "help", "Show the help of a command.");
    fprintf(out, "\n'%s COMMAND --help' lists the options of a command.\n'%s --version' prints the version.\n",
            program->name, program->name);
    print_wrapped(&page, cli_report_fault, 0, 0);
    fputc('\n', out);
}
