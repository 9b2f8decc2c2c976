/*
 * Parses a command line by its table. popt takes the words apart; what the words mean is in the rows.
 * Refuses unknown options, missing and unwanted arguments, and whatever a row's own reader refuses.
 */
#include "cli/options.h"
#include "cli/fold.h"
#include "cli/messages.h"
#include "cli/nearest.h"

#include <redbook/source.h>

#include <errno.h>
#include <fcntl.h>
#include <popt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define HELP_VALUE     10000 /* beyond every row's number */
#define ELSEWHERE_MOST 3     /* commands that are named, because they have an option that another one has not */

/* The commands of the program that runs; NULL if a command is run without one. */
static const cli_command *all_commands;

struct cli_line {
    poptContext context;
    struct poptOption *table;
    char **texts; /* arguments of options; owned */
    size_t text_count;
    const char *const *operands;
    const char **found; /* the operands with sets in the place of their folders; NULL before they are looked for */
    size_t operand_count;
    bool *given; /* for each row of the command's options; an older name counts as the row before */
};

static const char *const no_operands[] = {NULL};

bool cli_option_is_listed(const cli_option *row)
{
    return row->kind != CLI_GROUP && !row->older;
}

int cli_usage_error(const char *program, const cli_command *command, const char *format, ...)
{
    char text[4 * CLI_WHY_BYTES]; /* with names of files */
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fprintf(stderr, "%s%s%s: ", program, command ? " " : "", command ? command->name : "");
    cli_print_clean(stderr, text);
    fprintf(stderr, "\ntry '%s%s%s --help'\n", program, command ? " " : "", command ? command->name : "");
    return CLI_EXIT_USAGE;
}

int cli_check_voice(const char *program, const cli_command *command, bool verbose, bool quiet)
{
    if (verbose && quiet)
        return cli_usage_error(program, command, "--verbose and --quiet cannot be combined");
    return 0;
}

void cli_line_free(cli_line *line)
{
    if (!line)
        return;
    poptFreeContext(line->context);
    for (size_t i = 0; i < line->text_count; i++)
        free(line->texts[i]);
    free(line->texts);
    free(line->found);
    free(line->given);
    free(line->table);
    free(line);
}

int cli_run(const char *program, const cli_command *command, int argc, const char **argv, void *values, cli_step *check,
            cli_step *work)
{
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program, command, argc, argv, values, &line, &exit_code))
        return exit_code;
    exit_code = check(command, values, line);
    if (exit_code == CLI_EXIT_OK)
        exit_code = work(command, values, line);
    cli_line_free(line);
    return exit_code;
}

size_t cli_operand_count(const cli_line *line)
{
    return line->operand_count;
}

const char *const *cli_operands(const cli_line *line)
{
    return line->operands;
}

static size_t row_count(const cli_option *options)
{
    size_t rows = 0;
    while (options[rows].kind != CLI_END)
        rows++;
    return rows;
}

/* popt's table: one row for each of ours, numbered by its position, and --help. */
static struct poptOption *make_table(const cli_option *options)
{
    size_t rows = row_count(options);
    struct poptOption *table = calloc(rows + 2, sizeof *table);
    if (!table)
        return NULL;
    size_t used = 0;
    for (size_t i = 0; i < rows; i++) {
        if (options[i].kind == CLI_GROUP)
            continue;
        struct poptOption *row = &table[used++];
        row->longName = options[i].name;
        row->shortName = options[i].letter;
        row->argInfo = options[i].kind == CLI_SWITCH ? POPT_ARG_NONE : POPT_ARG_STRING;
        row->val = (int)i + 1;
    }
    table[used].longName = "help";
    table[used].shortName = 'h';
    table[used].val = HELP_VALUE;
    return table;
}

static cli_line *line_new(const cli_command *command, int argc, const char **argv)
{
    cli_line *line = calloc(1, sizeof *line);
    if (!line)
        return NULL;
    line->table = make_table(command->options);
    line->given = calloc(row_count(command->options) + 1, sizeof *line->given);
    line->texts = calloc((size_t)argc + 1, sizeof *line->texts); /* no more arguments than words */
    if (line->table && line->texts && line->given)
        line->context = poptGetContext(command->name, argc, argv, line->table, 0);
    if (!line->context) {
        cli_line_free(line);
        return NULL;
    }
    line->operands = no_operands;
    return line;
}

/* Position of word among the words of "a|b|c", or -1. */
static int choice_of(const char *choices, const char *word)
{
    size_t length = strlen(word);
    int position = 0;
    for (const char *at = choices; at; position++) {
        const char *bar = strchr(at, '|');
        size_t size = bar ? (size_t)(bar - at) : strlen(at);
        if (size == length && memcmp(at, word, size) == 0)
            return position;
        at = bar ? bar + 1 : NULL;
    }
    return -1;
}

/* False with the reason in why where row has a value already: of two values, none is more right than the other. */
static bool mark_given(const cli_option *options, const cli_option *row, bool *given, char why[CLI_WHY_BYTES])
{
    while (row->older)
        row--;
    bool twice = given[row - options];
    given[row - options] = true;
    if (!twice || row->repeats || row->kind == CLI_SWITCH)
        return true;
    snprintf(why, CLI_WHY_BYTES, "given twice, expected one value");
    return false;
}

bool cli_option_names_file(const cli_option *row)
{
    static const char *const arguments[] = {"FILE", "OUT", "OUT.cue", "DIR"};
    for (size_t i = 0; i < sizeof arguments / sizeof arguments[0]; i++)
        if (row->argument && strcmp(row->argument, arguments[i]) == 0)
            return true;
    return false;
}

/* Puts one option into values. False with the reason in why. */
static bool apply(const cli_option *row, void *values, const char *text, char why[CLI_WHY_BYTES])
{
    char *place = (char *)values + row->offset;
    /* an empty one is most often a variable that is not set */
    if (row->kind != CLI_SWITCH && !text[0] && cli_option_names_file(row)) {
        snprintf(why, CLI_WHY_BYTES, "expected a name, found ''");
        return false;
    }
    if (row->kind == CLI_SWITCH)
        *(bool *)(void *)place = true;
    else if (row->kind == CLI_TEXT)
        *(const char **)(void *)place = text;
    else if (row->kind == CLI_CALL)
        return row->take(values, text, why);
    else if (row->kind == CLI_VALUE)
        return row->read(place, text, why);
    else {
        int choice = choice_of(row->argument, text);
        if (choice < 0) {
            snprintf(why, CLI_WHY_BYTES, "expected %s, found '%s'", row->argument, text);
            return false;
        }
        *(int *)(void *)place = choice;
    }
    return true;
}

/* The option that was meant with a name after two dashes; NULL where none is near. */
static const char *nearest_option(const cli_command *command, const char *name, size_t length)
{
    char word[CLI_NEAREST_LETTERS + 1];
    const char *nearest = NULL;
    size_t distance = 0, least = SIZE_MAX;
    if (length < 3 || strncmp(name, "--", 2) != 0 || length - 2 >= sizeof word)
        return NULL;
    snprintf(word, sizeof word, "%.*s", (int)length - 2, name + 2);
    for (const cli_option *row = command->options; row->kind != CLI_END; row++)
        if (cli_option_is_listed(row) && cli_is_near(word, row->name, &distance) && distance < least) {
            least = distance;
            nearest = row->name;
        }
    return nearest;
}

/* ": it is an option of 'redbook convert'", the commands that have an option of this name; "" for none, or for many. */
static void say_elsewhere(const char *program, const char *name, size_t length, char *text, size_t size)
{
    size_t count = 0, used = 0;
    text[0] = '\0';
    if (length < 3 || strncmp(name, "--", 2) != 0)
        return;
    for (const cli_command *command = all_commands; command && command->name; command++)
        for (const cli_option *row = command->options; row->kind != CLI_END; row++) {
            if (!cli_option_is_listed(row) || strlen(row->name) != length - 2 ||
                strncmp(row->name, name + 2, length - 2) != 0 || used >= size)
                continue;
            used += (size_t)snprintf(text + used, size - used, "%s'%s %s'", count ? ", " : ": it is an option of ",
                                     program, command->name);
            count++;
        }
    if (count > ELSEWHERE_MOST)
        text[0] = '\0';
}

static int report_popt(const char *program, const cli_command *command, poptContext context, int result)
{
    const char *option = poptBadOption(context, POPT_BADOPTION_NOALIAS);
    int length = (int)strcspn(option, "=");
    const char *nearest = result == POPT_ERROR_BADOPT ? nearest_option(command, option, (size_t)length) : NULL;
    if (nearest)
        return cli_usage_error(program, command, "unknown option '%.*s': did you mean '--%s'?", length, option,
                               nearest);
    if (result == POPT_ERROR_BADOPT) {
        char elsewhere[CLI_WHY_BYTES];
        say_elsewhere(program, option, (size_t)length, elsewhere, sizeof elsewhere);
        return cli_usage_error(program, command, "unknown option '%.*s'%s", length, option, elsewhere);
    }
    if (result == POPT_ERROR_NOARG)
        return cli_usage_error(program, command, "option '%.*s' needs an argument", length, option);
    if (result == POPT_ERROR_UNWANTEDARG)
        return cli_usage_error(program, command, "option '%.*s' takes no argument", length, option);
    return cli_usage_error(program, command, "option '%s': %s", option, poptStrerror(result));
}

static int fail_memory(const char *program)
{
    fprintf(stderr, "%s: error: out of memory\n", program);
    return CLI_EXIT_FAILED;
}

/*
 * Reads all options; 0, or how to end. *done: help was printed. A word that popt could not copy is missing, and nothing
 * but errno reports of that.
 */
static int read_options(const char *program, const cli_command *command, cli_line *line, void *values, bool *done)
{
    int value;
    errno = 0;
    while ((value = poptGetNextOpt(line->context)) > 0) {
        if (value == HELP_VALUE) {
            cli_help_print(program, command, stdout);
            *done = true;
            return cli_finish_output(program, CLI_EXIT_OK, true);
        }
        const cli_option *row = &command->options[value - 1];
        char *text = row->kind == CLI_SWITCH ? NULL : poptGetOptArg(line->context);
        if (errno == ENOMEM || (!text && row->kind != CLI_SWITCH))
            return fail_memory(program);
        if (text)
            line->texts[line->text_count++] = text;
        char why[CLI_WHY_BYTES] = "";
        bool applied = mark_given(command->options, row, line->given, why) && apply(row, values, text ? text : "", why);
        if (errno == ENOMEM)
            return fail_memory(program);
        if (!applied)
            return cli_usage_error(program, command, "--%s: %s", row->name, why);
    }
    if (errno == ENOMEM)
        return fail_memory(program);
    return value < -1 ? report_popt(program, command, line->context, value) : 0;
}

/* 0, or the exit code of the usage error that was reported: no file has an empty name. */
static int check_names(const char *program, const cli_command *command, const cli_line *line)
{
    for (size_t i = 0; i < line->operand_count; i++)
        if (!line->operands[i][0] && line->operand_count == 1)
            return cli_usage_error(program, command, "expected the name of a file, found ''");
        else if (!line->operands[i][0])
            return cli_usage_error(program, command, "expected the name of a file, found '' as number %zu of %zu",
                                   i + 1, line->operand_count);
    return 0;
}

/*
 * An operand that is the folder of a set of files means the set's descriptor; one that cannot be examined stays as it is, and
 * the command reports it in its own way when it opens it. popt keeps, and may free, its own list of operands, so that they
 * stand in one of ours. 0, or the exit code of a failure that was printed.
 */
static int find_sets(const char *program, cli_line *line)
{
    rbk_error error;
    rbk_error_init(&error);
    if (line->operand_count == 0)
        return 0;
    line->found = malloc((line->operand_count + 1) * sizeof *line->found);
    if (!line->found)
        return fail_memory(program);
    for (size_t i = 0; i < line->operand_count; i++) {
        char *descriptor = NULL;
        if (rbk_source_in_folder(line->operands[i], &descriptor, &error) == RBK_NO_MEMORY)
            return fail_memory(program);
        if (descriptor)
            line->texts[line->text_count++] = descriptor;
        line->found[i] = descriptor ? descriptor : line->operands[i];
    }
    line->found[line->operand_count] = NULL;
    line->operands = line->found;
    return 0;
}

bool cli_parse(const char *program, const cli_command *command, int argc, const char **argv, void *values,
               cli_line **out, int *exit_code)
{
    cli_line *line = line_new(command, argc, argv);
    if (!line) {
        *exit_code = fail_memory(program);
        return false;
    }
    bool done = false;
    *exit_code = read_options(program, command, line, values, &done);
    if (*exit_code != 0 || done) {
        cli_line_free(line);
        return false;
    }
    const char **operands = poptGetArgs(line->context);
    for (; operands && operands[line->operand_count]; line->operand_count++)
        ;
    if (operands)
        line->operands = operands;
    if (command->takes_files)
        *exit_code = check_names(program, command, line);
    if (command->takes_files && *exit_code == 0)
        *exit_code = find_sets(program, line);
    if (*exit_code != 0) {
        cli_line_free(line);
        return false;
    }
    *out = line;
    return true;
}

/* ------------------------------------------------------------------ the program */

static const cli_command *command_named(const cli_program *program, const char *name)
{
    for (const cli_command *command = program->commands; command->name; command++)
        if (strcmp(command->name, name) == 0)
            return command;
    return NULL;
}

/* The command that was meant; NULL where none is near. */
static const char *nearest_command(const cli_program *program, const char *word)
{
    const char *nearest = NULL;
    size_t distance = 0, least = SIZE_MAX;
    for (const cli_command *command = program->commands; command->name; command++)
        if (cli_is_near(word, command->name, &distance) && distance < least) {
            least = distance;
            nearest = command->name;
        }
    return nearest;
}

/* It may be another program's, a file without a command, or a slip. */
static int report_no_command(const cli_program *program, const char *word)
{
    struct stat there;
    const char *nearest = nearest_command(program, word);
    for (const cli_instead *row = program->instead; row->word; row++)
        if (strcmp(row->word, word) == 0)
            return cli_usage_error(program->name, NULL, "unknown command '%s': use '%s'", word, row->say);
    if (stat(word, &there) == 0 || strpbrk(word, "./"))
        return cli_usage_error(program->name, NULL, "unknown command '%s': use '%s %s %s' to look at a file", word,
                               program->name, program->look, word);
    if (nearest)
        return cli_usage_error(program->name, NULL, "unknown command '%s': did you mean '%s'?", word, nearest);
    return cli_usage_error(program->name, NULL, "unknown command '%s'", word);
}

static int help(const cli_program *program, const char *name)
{
    const cli_command *command = name ? command_named(program, name) : NULL;
    if (name && !command)
        return report_no_command(program, name);
    FILE *out = cli_fold_begin(stdout);
    if (command)
        cli_help_print(program->name, command, out);
    else
        cli_help_print_program(program, out);
    return cli_finish_output(program->name, CLI_EXIT_OK, cli_fold_end(out));
}

static void print_version(const cli_program *program, FILE *terminal)
{
    FILE *out = cli_fold_begin(terminal);
    fprintf(out, "%s %s\n", program->name, program->version);
    if (program->print_libraries)
        program->print_libraries(out);
    cli_print_line(cli_report_fault, out);
    (void)cli_fold_end(out);
}

/*
 * A file that is opened gets the lowest free number. Where the caller has closed a standard stream that would be the stream's,
 * and messages would go into an image. Reading the input and writing the output still fail, as they do when closed.
 */
static bool occupy_standard_streams(void)
{
    static const int modes[] = {O_WRONLY, O_RDONLY, O_WRONLY};
    bool occupied = true;
    for (int stream = 0; stream <= STDERR_FILENO && occupied; stream++)
        occupied = fcntl(stream, F_GETFD) >= 0 || open("/dev/null", modes[stream]) == stream;
    return occupied;
}

int cli_main(const cli_program *program, int argc, const char **argv)
{
    if (!occupy_standard_streams())
        return CLI_EXIT_FAILED;
    signal(SIGXFSZ,
           SIG_IGN); /* so that a write past the limit of a file's size fails, and what was written is removed */
    if (argc < 2) {
        cli_help_print_program(program, stderr);
        return CLI_EXIT_USAGE;
    }
    const char *word = argv[1];
    all_commands = program->commands;
    if (strcmp(word, "--version") == 0 || strcmp(word, "-V") == 0) {
        print_version(program, stdout);
        return cli_finish_output(program->name, CLI_EXIT_OK, true);
    }
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
        return help(program, NULL);
    if (strcmp(word, "help") == 0) {
        if (argc > 3)
            return cli_usage_error(program->name, NULL, "expected one command, found %d words", argc - 2);
        bool itself = argc == 3 && (strcmp(argv[2], "--help") == 0 || strcmp(argv[2], "-h") == 0);
        return help(program, argc == 3 && !itself ? argv[2] : NULL);
    }
    const cli_command *command = command_named(program, word);
    if (command)
        return command->run(command, argc - 1, argv + 1);
    if (word[0] == '-')
        return cli_usage_error(program->name, NULL, "unknown option '%s'", word);
    return report_no_command(program, word);
}
