/*
 * Writes completion scripts for bash, zsh and fish. What completes an option's argument follows from the name of the
 * argument: words with bars between them, or files, or nothing.
 */
#include "cli/completions.h"
#include "cli/messages.h"

#include <string.h>

typedef enum completes_to { TO_NOTHING, TO_WORDS, TO_FILES } completes_to;

/* A word in capitals is a description, not a choice. */
static bool is_choice(const char *word)
{
    return (word[0] >= 'a' && word[0] <= 'z') || (word[0] >= '0' && word[0] <= '9');
}

static completes_to completion_of(const cli_option *row)
{
    if (!row->argument)
        return TO_NOTHING;
    for (const char *bar = strchr(row->argument, '|'); bar; bar = strchr(bar + 1, '|'))
        if (is_choice(row->argument) || is_choice(bar + 1))
            return TO_WORDS;
    if (row->word)
        return TO_WORDS;
    return cli_option_names_file(row) || strcmp(row->argument, "DEVICE") == 0 ? TO_FILES : TO_NOTHING;
}

/* The choices of "a|b|c[:D]" as "a b c". What is to be printed before another one: a blank, if there were any. */
static const char *print_words(const char *words, FILE *out)
{
    const char *blank = "";
    for (const char *at = words; *at;) {
        size_t length = strcspn(at, "|");
        if (is_choice(at)) {
            fprintf(out, "%s%.*s", blank, (int)strcspn(at, "|["), at);
            blank = " ";
        }
        at += length + (at[length] == '|');
    }
    return blank;
}

static void print_choices(const cli_option *row, FILE *out)
{
    char word[CLI_WHY_BYTES];
    const char *blank = print_words(row->argument, out);
    for (size_t i = 0; row->word && row->word(i, word); i++, blank = " ")
        fprintf(out, "%s%s", blank, word);
}

/* text inside single quotes: a quote is written '\'' ; each character of special gets a back slash. */
static void print_quoted(const char *text, size_t length, const char *special, FILE *out)
{
    for (const char *end = text + length; text < end; text++) {
        if (*text == '\'')
            fputs("'\\''", out);
        else if (strchr(special, *text))
            fprintf(out, "\\%c", *text);
        else
            fputc(*text, out);
    }
}

/*
 * Rows without help share that of the row after them: "fill up | carry on" has a part for each, without bars all of it
 * is for all. The row's part, *length bytes.
 */
static const char *help_of(const cli_option *options, const cli_option *row, size_t *length)
{
    const cli_option *first = row, *last = row;
    while (first > options && first[-1].kind != CLI_GROUP && !first[-1].help)
        first--;
    while (!last->help)
        last++;
    const char *part = last->help;
    const char *bar = strstr(part, " | ");
    for (const cli_option *at = first; bar && at < row; at++) {
        part = bar + 3;
        bar = strstr(part, " | ");
    }
    *length = bar ? (size_t)(bar - part) : strlen(part);
    return part;
}

/* ------------------------------------------------------------------ bash */

static void print_bash_values(const cli_command *command, FILE *out)
{
    for (const cli_option *row = command->options; row->kind != CLI_END; row++) {
        if (!cli_option_is_listed(row) || row->kind == CLI_SWITCH)
            continue;
        fprintf(out, "    %s:--%s", command->name, row->name);
        if (row->letter)
            fprintf(out, "|%s:-%c", command->name, row->letter);
        fputs(") ", out);
        if (completion_of(row) == TO_WORDS) {
            fputs("words='", out);
            print_choices(row, out);
            fputs("' ;;\n", out);
        } else {
            fprintf(out, "%s ;;\n", completion_of(row) == TO_FILES ? "files=1" : "return");
        }
    }
}

static void print_bash_options(const cli_command *command, FILE *out)
{
    fprintf(out, "    %s:*) options='", command->name);
    for (const cli_option *row = command->options; row->kind != CLI_END; row++) {
        if (!cli_option_is_listed(row))
            continue;
        fprintf(out, "--%s ", row->name);
        if (row->letter)
            fprintf(out, "-%c ", row->letter);
    }
    fputs("--help -h' ", out);
    if (command->takes_files) {
        fputs("files=1 ;;\n", out);
        return;
    }
    fputs("words='", out);
    print_words(command->operands, out);
    fputs("' ;;\n", out);
}

static void print_commands(const cli_program *program, FILE *out)
{
    for (const cli_command *command = program->commands; command->name; command++)
        fprintf(out, "%s ", command->name);
    fputs("help", out);
}

static void print_bash(const cli_program *program, FILE *out)
{
    fprintf(
        out,
        "# %s(1): completion for bash, made by '%s completion bash'\n"
        "_%s()\n{\n"
        "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} words= options= files=\n"
        "  COMPREPLY=()\n"
        "  if [ \"$word\" = = ]; then word=; elif [ \"$before\" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi\n"
        "  case \"$COMP_CWORD:${COMP_WORDS[1]}:$before\" in\n"
        "    1:*) words='",
        program->name, program->name, program->name);
    print_commands(program, out);
    fputs("' options='--help --version' ;;\n    *:help:*) words='", out);
    print_commands(program, out);
    fputs("' ;;\n  *)\n  case \"${COMP_WORDS[1]}:$before\" in\n", out);
    for (const cli_command *command = program->commands; command->name; command++)
        print_bash_values(command, out);
    for (const cli_command *command = program->commands; command->name; command++)
        print_bash_options(command, out);
    fprintf(out,
            "  esac ;;\n  esac\n"
            "  case \"$word\" in -*) words=$options files= ;; esac\n"
            "  if [ -n \"$files\" ]; then\n"
            "    compopt -o filenames\n"
            "    mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
            "  else\n"
            "    mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
            "  fi\n"
            "}\n"
            "complete -F _%s %s\n",
            program->name, program->name);
}

/* ------------------------------------------------------------------ zsh */

#define ZSH_SPECIAL "[]:\\"

static void print_zsh_option(const cli_command *command, const cli_option *row, FILE *out)
{
    size_t length = 0;
    const char *help = help_of(command->options, row, &length);
    const char *equals = row->kind == CLI_SWITCH ? "" : "=";
    if (row->letter && !row->repeats)
        fprintf(out, "      '(-%c --%s)'{-%c%s,--%s%s}'[", row->letter, row->name, row->letter, *equals ? "+" : "",
                row->name, equals);
    else
        fprintf(out, "      '%s--%s%s[", row->repeats ? "*" : "", row->name, equals);
    print_quoted(help, length, ZSH_SPECIAL, out);
    fputc(']', out);
    if (row->kind != CLI_SWITCH) {
        fputc(':', out);
        print_quoted(row->argument, strlen(row->argument), ZSH_SPECIAL, out);
        if (completion_of(row) == TO_WORDS) {
            fputs(":(", out);
            print_choices(row, out);
            fputc(')', out);
        } else {
            fputs(completion_of(row) == TO_FILES ? ":_files" : ": ", out);
        }
    }
    fputs("' \\\n", out);
}

static void print_zsh_command(const cli_command *command, FILE *out)
{
    fprintf(out, "    %s) _arguments -s \\\n", command->name);
    for (const cli_option *row = command->options; row->kind != CLI_END; row++)
        if (cli_option_is_listed(row))
            print_zsh_option(command, row, out);
    fputs("      '(-h --help)'{-h,--help}'[print help]' \\\n", out);
    if (command->takes_files) {
        fputs("      '*:file:_files' ;;\n", out);
        return;
    }
    fputs("      '1:word:(", out);
    print_words(command->operands, out);
    fputs(")' ;;\n", out);
}

static void print_zsh(const cli_program *program, FILE *out)
{
    fprintf(out,
            "#compdef %s\n# %s(1): completion for zsh, made by '%s completion zsh'\n_%s() {\n"
            "  local -a commands\n  commands=(\n",
            program->name, program->name, program->name, program->name);
    for (const cli_command *command = program->commands; command->name; command++) {
        fprintf(out, "    '%s:", command->name);
        print_quoted(command->summary, strlen(command->summary), ":\\", out);
        fputs("'\n", out);
    }
    fputs("    'help:show the help of a command'\n  )\n"
          "  if (( CURRENT == 2 )); then\n"
          "    _describe -t commands command commands\n"
          "    _arguments '--help[print help]' '--version[print the version]'\n    return\n  fi\n"
          "  local command=$words[2]\n"
          "  shift words\n  (( CURRENT-- ))\n"
          "  case $command in\n",
          out);
    for (const cli_command *command = program->commands; command->name; command++)
        print_zsh_command(command, out);
    fprintf(out,
            "    help) _describe -t commands command commands ;;\n  esac\n}\n"
            "if [ \"$funcstack[1]\" = _%s ]; then\n  _%s \"$@\"\nelse\n  compdef _%s %s\nfi\n",
            program->name, program->name, program->name, program->name);
}

/* ------------------------------------------------------------------ fish */

static void print_fish_option(const char *program, const cli_command *command, const cli_option *row, FILE *out)
{
    fprintf(out, "complete -c %s -n '__fish_seen_subcommand_from %s' -l %s", program, command->name, row->name);
    if (row->letter)
        fprintf(out, " -s %c", row->letter);
    if (row->kind != CLI_SWITCH)
        fputs(completion_of(row) == TO_FILES ? " -r -F" : " -x", out);
    if (completion_of(row) == TO_WORDS) {
        fputs(" -a '", out);
        print_choices(row, out);
        fputc('\'', out);
    }
    fputs(" -d '", out);
    size_t length = 0;
    const char *help = help_of(command->options, row, &length);
    for (size_t i = 0; i < length; i++)
        fprintf(out, "%s%c", help[i] == '\'' || help[i] == '\\' ? "\\" : "", help[i]);
    fputs("'\n", out);
}

static void print_fish_command(const cli_program *program, const cli_command *command, FILE *out)
{
    fprintf(out, "complete -c %s -n __fish_use_subcommand -f -a %s -d '%s'\n", program->name, command->name,
            command->summary);
    for (const cli_option *row = command->options; row->kind != CLI_END; row++)
        if (cli_option_is_listed(row))
            print_fish_option(program->name, command, row, out);
    fprintf(out, "complete -c %s -n '__fish_seen_subcommand_from %s' -l help -s h -d 'print help'\n", program->name,
            command->name);
    if (command->takes_files)
        return;
    fprintf(out, "complete -c %s -n '__fish_seen_subcommand_from %s' -f -a '", program->name, command->name);
    print_words(command->operands, out);
    fputs("'\n", out);
}

static void print_fish(const cli_program *program, FILE *out)
{
    fprintf(out, "# %s(1): completion for fish, made by '%s completion fish'\n", program->name, program->name);
    for (const cli_command *command = program->commands; command->name; command++)
        print_fish_command(program, command, out);
    fprintf(out,
            "complete -c %s -n __fish_use_subcommand -f -a help -d 'show the help of a command'\n"
            "complete -c %s -n __fish_use_subcommand -l help -s h -d 'print help'\n"
            "complete -c %s -n __fish_use_subcommand -l version -s V -d 'print the version'\n"
            "complete -c %s -n '__fish_seen_subcommand_from help' -f -a '",
            program->name, program->name, program->name, program->name);
    print_commands(program, out);
    fputs("'\n", out);
}

void cli_completions_print(const cli_program *program, cli_shell shell, FILE *out)
{
    if (shell == CLI_BASH)
        print_bash(program, out);
    else if (shell == CLI_ZSH)
        print_zsh(program, out);
    else
        print_fish(program, out);
}

int cli_completion_run(const cli_program *program, const cli_command *command, int argc, const char **argv)
{
    static const char *const shells[] = {"bash", "zsh", "fish"};
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program->name, command, argc, argv, NULL, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 1) {
        exit_code = cli_usage_error(program->name, command, "expected one of bash, zsh, fish");
    } else {
        const char *word = cli_operands(line)[0];
        int shell = CLI_BASH;
        while (shell <= CLI_FISH && strcmp(shells[shell], word) != 0)
            shell++;
        if (shell > CLI_FISH)
            exit_code = cli_usage_error(program->name, command, "expected one of bash, zsh, fish, found '%s'", word);
        else
            cli_completions_print(program, (cli_shell)shell, stdout);
    }
    cli_line_free(line);
    return exit_code ? exit_code : cli_finish_output(program->name, CLI_EXIT_OK, true);
}
