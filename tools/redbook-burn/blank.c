/*
 * redbook-burn blank: makes a CD-RW blank again.
 */
#include "redbook-burn/commands.h"
#include "redbook-burn/confirm.h"
#include "redbook-burn/device.h"

#include <string.h>

typedef struct blank_values {
    const char *device;
    bool full;
    bool yes;
    bool eject;
    bool json;
    bool quiet;
    bool no_progress;
} blank_values;

#define AT(member) .offset = offsetof(blank_values, member)

const cli_option blank_options[] = {
    DEVICE_ROW(blank_values, device),
    {.kind = CLI_SWITCH, .name = "full", AT(full), .help = "erase the whole disc (slow)"},
    {.kind = CLI_SWITCH, .name = "eject", AT(eject), .help = "open the tray afterwards"},
    {.kind = CLI_SWITCH, .letter = 'y', .name = "yes", AT(yes), .help = "do not ask"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print events as JSON, one per line"},
    {.kind = CLI_SWITCH, .letter = 'q', .name = "quiet", AT(quiet), .help = "print errors only"},
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

static rbk_status eject(rbk_recorder *recorder, rbk_error *error)
{
    rbk_status status = rbk_recorder_eject(recorder, error);
    size_t used = strlen(error->sentence);
    if (status != RBK_OK)
        snprintf(error->sentence + used, sizeof error->sentence - used, "; the disc was blanked");
    return status;
}

static rbk_status work(const blank_values *values, device_reporter *reporter, rbk_recorder *recorder, rbk_error *error)
{
    rbk_recorder_disc disc;
    rbk_status status = rbk_recorder_disc_read(recorder, &reporter->listener, &disc, error);
    if (status != RBK_OK)
        return status;
    if (!values->yes && disc.kind == RBK_DISC_CD_RW &&
        !confirm_yes(&reporter->voice, "blank the %s, which is %s? its content will be lost",
                     rbk_disc_kind_name(disc.kind), rbk_disc_state_name(disc.state)))
        return confirm_refused(error);
    status = rbk_recorder_blank(recorder, values->full, &reporter->listener, error);
    if (status == RBK_OK && values->eject)
        status = eject(recorder, error);
    return status;
}

static int run(const blank_values *values)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, false};
    device_reporter reporter;
    rbk_recorder *recorder = NULL;
    rbk_error error;
    rbk_error_init(&error);
    device_reporter_init(&reporter, &voice, values->json, values->no_progress);
    rbk_status status = device_open(values->device, &recorder, &error);
    int exit_code = status == RBK_OK ? CLI_EXIT_OK : CLI_EXIT_DEVICE;
    if (status == RBK_OK) {
        status = work(values, &reporter, recorder, &error);
        exit_code = device_exit(status);
    }
    rbk_recorder_close(recorder);
    device_reporter_suspend(&reporter);
    cli_recover_error(status, values->device, &error);
    if (status != RBK_OK)
        cli_say_error(&voice, &error);
    device_event_result(&reporter, "done", &error, NULL);
    if (status == RBK_OK && !values->json && !values->quiet)
        fprintf(stdout, "the disc is blank\n");
    return cli_finish_work(&voice, status == RBK_OK ? "the disc was blanked" : NULL, exit_code, !reporter.failed);
}

int blank_run(const cli_command *command, int argc, const char **argv)
{
    blank_values values;
    memset(&values, 0, sizeof values);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    const char *program = redbook_burn_program.name;
    if (!cli_parse(program, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 0)
        exit_code = cli_usage_error(program, command, "expected no operand, found '%s'; the drive is --device",
                                    cli_operands(line)[0]);
    else if (!values.yes && !confirm_possible())
        exit_code = cli_usage_error(program, command, "expected --yes, or a terminal to ask on");
    else
        exit_code = run(&values);
    cli_line_free(line);
    return exit_code;
}
