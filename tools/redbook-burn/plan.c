/*
 * redbook-burn plan: what would be sent to a recorder, and whether an image can be burnt. Reads the image and verifies
 * its data sectors, queries a drive if one is given; changes nothing.
 */
#include "cli/fold.h"
#include "cli/session.h"
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
    {.kind = CLI_TEXT,
     .letter = 'd',
     .name = "device",
     AT(drive),
     .argument = "DEVICE",
     .help = "plan for this drive and the disc in it"},
    {.kind = CLI_TEXT, .name = "drive", AT(drive), .argument = "DEVICE", .help = "", .older = true},
    PLAN_ROWS(plan_values, request),
    PLAN_ROW_SESSION(plan_values, request),
    PLAN_ROW_TRACKS(plan_values, request),
    CLI_ROWS_INPUT(plan_values, request.open),
    {.kind = CLI_SWITCH, .name = "no-verify", AT(no_verify), .help = "do not read the data sectors"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROW_FAIL_ON(plan_values, fail_on),
    CLI_ROWS_VOICE(plan_values, verbose, quiet, "print notes and CD-TEXT packs too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct plan_result {
    cli_session session;
    const plan_values *values;
    const char *path;
    plan_drive drive;
    planned made;
} plan_result;

/* ------------------------------------------------------------------ reporting */

static void json_members(cli_json *json, const void *from)
{
    const plan_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->session.error);
    plan_drive_json(json, &result->drive);
    plan_all_json(json, &result->made);
    cli_json_findings(json, result->session.findings);
}

static bool print_tables(const plan_result *result, bool packs, FILE *out)
{
    size_t refusals = rbk_findings_count_from(result->session.findings, RBK_ERROR);
    plan_drive_print(&result->drive, out);
    for (size_t i = 0; i < result->made.plan_count; i++) {
        if (i > 0)
            fputc('\n', out);
        plan_print_summary(result->made.plans[i], out);
        fputc('\n', out);
        if (!plan_print_tables(result->made.plans[i], packs, out))
            return false;
    }
    if (refusals)
        fprintf(out, "\ncannot be burnt: %zu %s\n", refusals, RBK_PLURAL(refusals, "reason", "reasons"));
    return true;
}

static int conclude(const plan_result *result)
{
    const cli_session *session = &result->session;
    cli_session_say_findings(session);
    planned_say_hints(&session->voice, &result->values->request, session->findings);
    planned_say_raw(&session->voice, &result->values->request, &result->made);
    int exit_code = cli_session_say_end(session);
    return exit_code == CLI_EXIT_FAILED ? device_exit(session->error.status) : exit_code;
}

static int report(void *user)
{
    const plan_result *result = user;
    int exit_code = conclude(result);
    bool reported = true;
    if (result->values->json)
        reported = cli_session_print_json("plan", json_members, result, stdout);
    else if (result->session.error.status == RBK_OK) {
        FILE *out = cli_fold_begin(stdout);
        reported = print_tables(result, result->values->verbose, out);
        reported = cli_fold_end(out) && reported;
    }
    return cli_finish_output(redbook_burn_program.name, exit_code, reported);
}

/* ------------------------------------------------------------------ the work */

static rbk_status verify(plan_result *result)
{
    cli_session *session = &result->session;
    const rbk_listener *listener = cli_session_begin_work(session);
    rbk_status status = planned_verify(&result->made, listener, session->findings, &session->error);
    cli_session_end_work(session);
    return status;
}

static rbk_status make(void *user)
{
    plan_result *result = user;
    const plan_values *values = result->values;
    const plan_request *request = &values->request;
    rbk_status status =
        planned_read_once(&result->made, result->path, request, result->session.findings, &result->session.error);
    if (status == RBK_OK && values->drive)
        status = plan_drive_ask(&result->drive, values->drive, &result->session.error);
    if (status == RBK_OK)
        status = planned_follow(&result->made, request, plan_drive_next(&result->drive), result->session.findings,
                                &result->session.error);
    if (status == RBK_OK && values->drive)
        status =
            plan_drive_judge(&result->drive, values->drive, &result->made, request->session, result->session.findings);
    if (status == RBK_OK)
        status = planned_make(&result->made, request, plan_drive_medium(&result->drive),
                              values->drive ? &result->drive.drive.abilities : NULL, result->session.findings,
                              &result->session.error);
    if (status == RBK_OK && !values->no_verify)
        status = verify(result);
    return status;
}

static void drop(void *user)
{
    plan_result *result = user;
    planned_release(&result->made);
    result->drive = (plan_drive){0};
}

static int run(const plan_values *values, const char *path)
{
    static const cli_work work = {make, report, drop};
    plan_result result = {.session = {.voice = {redbook_burn_program.name, values->quiet, values->verbose},
                                      .fail_on = (rbk_severity)values->fail_on,
                                      .no_progress = values->no_progress},
                          .values = values,
                          .path = path};
    return cli_session_run(&result.session, &work, &result, path);
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
        exit_code = cli_usage_error(program, command, "--verbose and --quiet cannot be combined");
    else
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
