/*
 * redbook completion: a completion script on stdout.
 */
#include "cli/completions.h"
#include "cli/messages.h"
#include "redbook/commands.h"

#include <string.h>

const cli_option completion_options[] = {
    {.kind = CLI_END},
};

int completion_run(const cli_command *command, int argc, const char **argv)
{
    static const char *const shells[] = {"bash", "zsh", "fish"};
    const char *program = redbook_program.name;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program, command, argc, argv, NULL, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 1) {
        exit_code = cli_usage_error(program, command, "expected one of bash, zsh, fish");
    } else {
        const char *word = cli_operands(line)[0];
        int shell = CLI_BASH;
        while (shell <= CLI_FISH && strcmp(shells[shell], word) != 0)
            shell++;
        if (shell > CLI_FISH)
            exit_code = cli_usage_error(program, command, "expected one of bash, zsh, fish, found '%s'", word);
        else
            cli_completions_print(&redbook_program, (cli_shell)shell, stdout);
    }
    cli_line_free(line);
    return exit_code ? exit_code : cli_finish_output(program, CLI_EXIT_OK, true);
}
