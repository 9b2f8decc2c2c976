/*
 * redbook-burn completion: a completion script on stdout.
 */
#include "cli/completions.h"
#include "redbook-burn/commands.h"

const cli_option completion_options[] = {
    {.kind = CLI_END},
};

int completion_run(const cli_command *command, int argc, const char **argv)
{
    return cli_completion_run(&redbook_burn_program, command, argc, argv);
}
