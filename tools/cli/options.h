/*
 * cli/options.h - the command line: one table per command
 *
 * A table of cli_option rows is the single source of truth: what is parsed (by popt), what --help prints and what the
 * completion scripts offer all come from it. Whatever is wrong with a command line is a usage error: it is reported on
 * stderr and the program ends with CLI_EXIT_USAGE.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* How a program ends; 128 + signal when it was cancelled by one. */
enum {
    CLI_EXIT_OK = 0,
    CLI_EXIT_FAILED = 1,
    CLI_EXIT_USAGE = 2,
    CLI_EXIT_FINDINGS = 3,
    CLI_EXIT_DEVICE = 4,
    CLI_EXIT_SIGNAL = 128
};

#define CLI_WHY_BYTES 512

typedef enum cli_kind {
    CLI_END,    /* the row after the last */
    CLI_GROUP,  /* no option: help is the heading of the rows that follow */
    CLI_SWITCH, /* bool at offset becomes true */
    CLI_TEXT,   /* const char * at offset, lent by the command line */
    CLI_CHOICE, /* int at offset: position among the words of argument, "best|medium|fast" */
    CLI_CALL,   /* take() reads it into the values */
    CLI_VALUE   /* read() reads it into what is at offset */
} cli_kind;

/*
 * One row. argument says what follows the option in the help, and by that what completes it: words with bars
 * between them complete to these words without what is in brackets, with those of word() after them, FILE, OUT, OUT.cue, DIR
 * and DEVICE to files. A row without help shares the help line of the row after it.
 */
typedef struct cli_option {
    cli_kind kind;
    char letter; /* 0: none */
    const char *name;
    size_t offset; /* in the command's structure of values */
    const char *argument;
    const char *help;
    /* False with the reason in why: a usage error. value is the option's argument, values what cli_parse was given. */
    bool (*take)(void *values, const char *value, char why[CLI_WHY_BYTES]);
    /* The same for one value alone, so that the rows of several commands can share it. */
    bool (*read)(void *place, const char *value, char why[CLI_WHY_BYTES]);
    /* NULL; words that are too many for the argument, or that the library has; false beyond the last. */
    bool (*word)(size_t position, char text[CLI_WHY_BYTES]);
    bool repeats; /* may be given more than once; else a second value is a usage error */
    bool older; /* an older name of the row before, with the same meaning: accepted, but in no help and no completion */
} cli_option;

typedef struct cli_command {
    const char *name;
    const char *operands; /* "SHEET|FILE... -o OUT.cue" */
    const char *summary;  /* one line */
    bool takes_files;     /* operands complete to files; else to the words of operands, "bash|zsh|fish" */
    const cli_option *options;
    int (*run)(const struct cli_command *command, int argc, const char **argv);
} cli_command;

/* A word that people say where they mean another command, or another program; the last one's word NULL. */
typedef struct cli_instead {
    const char *word;
    const char *say; /* "redbook-burn write" */
} cli_instead;

/* A program: its name, a line about it, and its commands, the last one's name NULL. */
typedef struct cli_program {
    const char *name;
    const char *summary;
    const char *version;
    const cli_command *commands;
    const cli_instead *instead;
    const char *look;                   /* the command for who gives a file alone, "info" */
    void (*print_libraries)(FILE *out); /* NULL: no lines after the version */
} cli_program;

/* A parsed command line: operands in order, the descriptor in the place of a folder that is a set of files. Texts handed
 * out are lent until cli_line_free. */
typedef struct cli_line cli_line;

/*
 * Parses argv (argv[0] is the command) into values. False: nothing is to be done, because help was printed or the
 * command line is wrong; *exit_code says how to end. --help is understood by every command without a row.
 */
bool cli_parse(const char *program, const cli_command *command, int argc, const char **argv, void *values,
               cli_line **line, int *exit_code);
void cli_line_free(cli_line *line); /* NULL is fine */
size_t cli_operand_count(const cli_line *line);
const char *const *cli_operands(const cli_line *line);

/*
 * What nearly every command does with its line: parses it into values, checks these and the operands, and works. Both
 * steps give an exit code; the second only follows the first's CLI_EXIT_OK. Returns that of the command.
 */
typedef int cli_step(const cli_command *command, void *values, const cli_line *line);
int cli_run(const char *program, const cli_command *command, int argc, const char **argv, void *values, cli_step *check,
            cli_step *work);

/* Finds the command named in argv[1] and runs it; --version, --help and help COMMAND are done here. */
int cli_main(const cli_program *program, int argc, const char **argv);

/* Tells a usage error, "redbook author: ..." and where help is found. Returns CLI_EXIT_USAGE. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 4)))
#endif
int cli_usage_error(const char *program, const cli_command *command, const char *format, ...);

/* 0, or the exit code of the usage error that was reported: verbose and quiet exclude each other. */
int cli_check_voice(const char *program, const cli_command *command, bool verbose, bool quiet);

void cli_help_print(const char *program, const cli_command *command, FILE *out);
void cli_help_print_program(const cli_program *program, FILE *out);

/* Where a fault is reported and with what; a sentence. */
extern const char *const cli_report_fault;

/* True for the rows that help and completions list: no group, no older name. */
bool cli_option_is_listed(const cli_option *row);

/* Its argument is the name of a file or folder. */
bool cli_option_names_file(const cli_option *row);

#endif
