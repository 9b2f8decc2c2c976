/*
 * cli/completions.h - completion scripts, made from the same tables that parse the command line
 */
#ifndef CLI_COMPLETIONS_H
#define CLI_COMPLETIONS_H

#include "cli/options.h"

typedef enum cli_shell { CLI_BASH, CLI_ZSH, CLI_FISH } cli_shell;

/* A command whose one operand is a shell: its script on stdout. */
int cli_completion_run(const cli_program *program, const cli_command *command, int argc, const char **argv);

void cli_completions_print(const cli_program *program, cli_shell shell, FILE *out);

#endif
