/*
 * redbook-burn plan: what a recorder would be told, and whether an image can be burnt. Reads the image and verifies its
 * data sectors, asks a drive where one is named; changes nothing.
 */
#include "cli/cancel.h"
#include "cli/findings_json.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"
#include "redbook-burn/plan_drive.h"
#include "redbook-burn/plan_output.h"
#include "redbook-burn/planning.h"

#include <string.h>

typedef struct plan_values {
    plan_request request;
    const char *drive;
    int fail_on;
    bool no_verify;
    bool json;
    bool verbose;
    bool quiet;
    bool no_progress;
} plan_values;

#define AT(member) .offset = offsetof(plan_values, member)

const cli_option plan_options[] = {
    PLAN_ROW_MEDIUM(plan_values, request),
    {.kind = CLI_TEXT, .name = "drive", AT(drive), .argument = "DEVICE", .help = "plan for it and the disc in it"},
    PLAN_ROWS(plan_values, request),
    CLI_ROWS_INPUT(plan_values, request.open),
    {.kind = CLI_SWITCH, .name = "no-verify", AT(no_verify), .help = "do not read the data sectors"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "all of it as JSON"},
    CLI_ROW_FAIL_ON(plan_values, fail_on),
    CLI_ROWS_VOICE(plan_values, verbose, quiet, "notes and CD-TEXT packs too | errors only"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "no progress line"},
    {.kind = CLI_END},
};

typedef struct plan_result {
    const char *path;
    plan_drive drive;
    planned made;
    rbk_findings *findings;
    rbk_error error;
} plan_result;

/* ------------------------------------------------------------------ telling */

static bool print_json(const plan_result *result, FILE *out)
{
    cli_json *json = cli_json_new();
    if (!json)
        return false;
    cli_json_open_object(json, NULL);
    cli_json_number(json, "format", 1);
    cli_json_text(json, "command", "plan");
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->error);
    plan_drive_json(json, &result->drive);
    plan_json(json, result->made.plan);
    cli_json_findings(json, result->findings);
    cli_json_close(json);
    bool printed = cli_json_print(json, out);
    cli_json_free(json);
    return printed;
}

static bool print_tables(const plan_result *result, bool packs, FILE *out)
{
    const rbk_burn_plan *plan = result->made.plan;
    size_t refusals = rbk_findings_count_from(result->findings, RBK_ERROR);
    plan_drive_print(&result->drive, out);
    plan_print_summary(plan, out);
    fputc('\n', out);
    if (!plan_print_tables(plan, packs, out))
        return false;
    if (refusals)
        fprintf(out, "\nnot to be burnt: %zu %s in the way\n", refusals,
                refusals == 1 ? "reason stands" : "reasons stand");
    return true;
}

static int conclude(const cli_voice *voice, const plan_values *values, const plan_result *result)
{
    cli_say_findings(voice, result->findings);
    planned_say_hints(voice, &values->request, result->findings);
    if (result->error.status == RBK_OK)
        return cli_findings_exit(result->findings, (rbk_severity)values->fail_on);
    if (result->error.status == RBK_USERABORT) {
        cli_say(voice, "cancelled");
        return device_exit(RBK_USERABORT);
    }
    if (result->error.status != RBK_REFUSED || !rbk_findings_count_from(result->findings, RBK_ERROR))
        cli_say_error(voice, &result->error);
    return device_exit(result->error.status);
}

static int tell(const plan_values *values, const plan_result *result)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, values->verbose};
    int exit_code = conclude(&voice, values, result);
    bool told = true;
    if (values->json)
        told = print_json(result, stdout);
    else if (result->error.status == RBK_OK)
        told = print_tables(result, values->verbose, stdout);
    return cli_finish_output(redbook_burn_program.name, exit_code, told);
}

/* ------------------------------------------------------------------ the work */

static void on_progress(void *user, uint64_t done_sectors, uint64_t total_sectors)
{
    cli_progress_update(user, done_sectors, total_sectors);
}

static bool on_query(void *user)
{
    (void)user;
    return cli_cancel_signal() != 0;
}

static rbk_status verify(const plan_values *values, plan_result *result)
{
    cli_progress progress;
    rbk_listener listener = {&progress, on_progress, on_query};
    cli_cancel_catch();
    cli_progress_begin(&progress, !values->no_progress && !values->quiet);
    rbk_status status =
        rbk_burn_plan_verify(result->made.plan, result->made.image, &listener, result->findings, &result->error);
    cli_progress_end(&progress);
    return status;
}

static rbk_status make(const plan_values *values, plan_result *result)
{
    const plan_request *request = &values->request;
    rbk_status status = planned_read(&result->made, result->path, request, result->findings, &result->error);
    if (status == RBK_OK && values->drive)
        status = plan_drive_ask(&result->drive, values->drive, result->findings, &result->error);
    if (status == RBK_OK)
        status = planned_make(&result->made, request, plan_drive_medium(&result->drive),
                              values->drive ? &result->drive.drive.abilities : NULL, result->findings, &result->error);
    if (status == RBK_OK && !values->no_verify)
        status = verify(values, result);
    return status;
}

static int run(const plan_values *values, const char *path)
{
    plan_result result;
    memset(&result, 0, sizeof result);
    result.path = path;
    rbk_error_init(&result.error);
    result.findings = rbk_findings_new();
    rbk_status status = result.findings ? make(values, &result) : RBK_NO_MEMORY;
    cli_settle_error(status, path, &result.error);
    int exit_code = tell(values, &result);
    planned_release(&result.made);
    rbk_findings_free(result.findings);
    return exit_code;
}

int plan_run(const cli_command *command, int argc, const char **argv)
{
    const char *program = redbook_burn_program.name;
    plan_values values;
    memset(&values, 0, sizeof values);
    plan_request_init(&values.request);
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 1)
        exit_code = cli_usage_error(program, command, "expected one image, found %zu", cli_operand_count(line));
    else if (values.verbose && values.quiet)
        exit_code = cli_usage_error(program, command, "--verbose and --quiet exclude each other");
    else
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
