/*
 * redbook-burn virtual: makes a drive in software. Its manual page is that of the drive.
 */
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"

#include <string.h>

typedef struct virtual_values {
    bool quiet;
} virtual_values;

const cli_option virtual_options[] = {
    {.kind = CLI_SWITCH,
     .letter = 'q',
     .name = "quiet",
     .offset = offsetof(virtual_values, quiet),
     .help = "print errors only"},
    {.kind = CLI_END},
};

static int run(const virtual_values *values, const char *folder, const char *const *settings, size_t count)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, false};
    rbk_error error;
    rbk_error_init(&error);
    rbk_status status = rbk_recorder_make(folder, settings, count, &error);
    cli_recover_error(status, folder, &error);
    if (status != RBK_OK) {
        cli_say_error(&voice, &error);
        return status == RBK_FILEACCESS || status == RBK_FILESYSTEM ? CLI_EXIT_DEVICE : device_exit(status);
    }
    if (!values->quiet) {
        fputs("the drive is ready: --device=virtual:", stdout);
        cli_print_clean(stdout, folder);
        fputc('\n', stdout);
    }
    return cli_finish_work(&voice, "the drive was created", CLI_EXIT_OK, true);
}

int virtual_run(const cli_command *command, int argc, const char **argv)
{
    static const char prefix[] = "virtual:";
    virtual_values values;
    memset(&values, 0, sizeof values);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    const char *program = redbook_burn_program.name;
    if (!cli_parse(program, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    size_t count = cli_operand_count(line);
    const char *const *operands = cli_operands(line);
    if (count == 0) {
        exit_code = cli_usage_error(program, command, "expected a folder for the drive, found none");
    } else {
        const char *folder = operands[0];
        if (strncmp(folder, prefix, sizeof prefix - 1) == 0)
            folder += sizeof prefix - 1;
        exit_code = run(&values, folder, operands + 1, count - 1);
    }
    cli_line_free(line);
    return exit_code;
}
