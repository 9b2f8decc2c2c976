/*
 * redbook-burn verify: reads a disc back and holds it against the image it was burnt from.
 */
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"
#include "redbook-burn/verdict.h"

#include <string.h>

typedef struct verify_values {
    const char *device;
    plan_request request;
    device_offset offset;
    bool json;
    bool verbose;
    bool quiet;
    bool no_progress;
} verify_values;

#define AT(member) .offset = offsetof(verify_values, member)

const cli_option verify_options[] = {
    DEVICE_ROW(verify_values, device),
    {.kind = CLI_SWITCH, .name = "no-cdtext", AT(request.no_cdtext), .help = "the disc was burnt without CD-TEXT"},
    {.kind = CLI_SWITCH,
     .name = "cdtext-fallback",
     AT(request.cdtext_fallback),
     .help = "the disc was burnt with this option"},
    {.kind = CLI_CHOICE,
     .name = "cdg",
     AT(request.graphics),
     .argument = "off|packed|raw",
     .help = "form of the burnt CD+G graphics [off]"},
    PLAN_ROW_SESSION(verify_values, request),
    {.kind = CLI_SWITCH, .name = "append", AT(request.append), .help = "the image is the last session of the disc"},
    PLAN_ROW_TRACKS(verify_values, request),
    OFFSET_ROW(verify_values, offset, "detected"),
    CLI_ROWS_INPUT(verify_values, request.open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print events as JSON, one per line"},
    CLI_ROWS_VOICE(verify_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct verify_result {
    planned made;
    bool at_drive;                        /* the drive is to blame */
    rbk_verdict verdicts[RBK_TRACKS_MAX]; /* one for each session */
    size_t verdict_count;
    bool same;
    rbk_findings *findings;
    rbk_error error;
} verify_result;

/* An image that was written with --append is where the last session of the disc starts. */
static rbk_status move_to_last_session(verify_result *result, const rbk_recorder_disc *disc, rbk_error *error)
{
    if (disc->sessions < 2 || disc->session_lba == RBK_NO_LBA) {
        error->status = RBK_MEDIUM_INVALIDTYPE;
        snprintf(error->sentence, sizeof error->sentence,
                 "expected a disc whose last session was written with --append, found one of %u session%s",
                 (unsigned)disc->sessions, RBK_PLURAL(disc->sessions, "", "s"));
        return RBK_MEDIUM_INVALIDTYPE;
    }
    rbk_findings *unreported = rbk_findings_new(); /* reasons not to write it, which are not reported */
    rbk_status status = unreported
                            ? planned_append(&result->made, disc->session_lba, disc->session_track, unreported, error)
                            : RBK_NO_MEMORY;
    rbk_findings_free(unreported);
    return status;
}

/* Where a session of the image starts on the disc; RBK_NO_LBA: it does not have its tracks. */
static int32_t start_of(const planned *made, uint32_t session, const rbk_recorder_disc *disc)
{
    const unsigned track = session ? planned_session_track(made, session) : 0;
    const bool there = track && track >= disc->first_track && track <= disc->last_track;
    return there ? disc->track_lba[track - disc->first_track] : RBK_NO_LBA;
}

static rbk_status read_back(const verify_values *values, device_reporter *reporter, verify_result *result)
{
    rbk_recorder *recorder = NULL;
    rbk_recorder_disc disc;
    rbk_error *error = &result->error;
    rbk_status status = device_open(values->device, &recorder, error);
    result->at_drive = status != RBK_OK;
    if (status == RBK_OK)
        status = rbk_recorder_disc_read(recorder, &reporter->listener, &disc, error);
    if (status == RBK_OK && values->offset.given)
        status = rbk_recorder_set_read_offset(recorder, values->offset.samples, error);
    if (status == RBK_OK && values->request.append)
        status = move_to_last_session(result, &disc, error);
    if (status == RBK_OK)
        status = planned_follow(&result->made, &values->request,
                                start_of(&result->made, values->request.session, &disc), NULL, error);
    if (status == RBK_OK)
        status = verdict_plan(&result->made, &values->request, &disc, error);
    result->same = true;
    for (size_t i = 0; i < result->made.plan_count && status == RBK_OK; i++) {
        rbk_verdict *verdict = &result->verdicts[i];
        status = rbk_recorder_verify(recorder, result->made.plans[i], result->made.image, &reporter->listener, verdict,
                                     result->findings, error);
        result->verdict_count += status == RBK_OK;
        result->same = result->same && status == RBK_OK && verdict->same;
    }
    rbk_recorder_close(recorder);
    return status;
}

static int report(const verify_values *values, device_reporter *reporter, rbk_status status,
                  const verify_result *result)
{
    device_reporter_suspend(reporter);
    cli_say_findings(&reporter->voice, result->findings);
    if (status != RBK_OK) {
        if (status != RBK_REFUSED || !rbk_findings_count_from(result->findings, RBK_ERROR))
            cli_say_error(&reporter->voice, &result->error);
    }
    for (size_t i = 0; i < result->verdict_count && status == RBK_OK; i++) {
        if (values->json)
            verdict_event(reporter, &result->verdicts[i], result->made.plans[i]);
        else if (!values->quiet)
            verdict_print(&result->verdicts[i], result->made.plan_count > 1 ? result->made.plans[i] : NULL, NULL,
                          stdout);
    }
    device_event_result(reporter, "done", &result->error, result->findings);
    if (status == RBK_OK)
        return result->same ? CLI_EXIT_OK : CLI_EXIT_FAILED;
    return result->at_drive && status != RBK_USERABORT ? CLI_EXIT_DEVICE : device_exit(status);
}

static int run(const verify_values *values, const char *path)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, values->verbose};
    device_reporter reporter;
    verify_result result;
    memset(&result, 0, sizeof result);
    rbk_error_init(&result.error);
    result.findings = rbk_findings_new();
    device_reporter_init(&reporter, &voice, values->json, values->no_progress);
    rbk_status status = RBK_NO_MEMORY;
    if (result.findings)
        status = planned_read(&result.made, path, &values->request, result.findings, &result.error);
    if (status != RBK_OK) {
        cli_recover_error(status, path, &result.error);
    } else {
        status = read_back(values, &reporter, &result);
        cli_recover_error(status, values->device, &result.error);
    }
    int exit_code = report(values, &reporter, status, &result);
    planned_release(&result.made);
    rbk_findings_free(result.findings);
    return cli_finish_output(voice.program, exit_code, !reporter.failed);
}

int verify_run(const cli_command *command, int argc, const char **argv)
{
    const char *program = redbook_burn_program.name;
    verify_values values;
    memset(&values, 0, sizeof values);
    plan_request_init(&values.request);
    values.request.append_use = "compare it with the last session of the disc";
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 1)
        exit_code = cli_usage_error(program, command, "expected one image, found %zu", cli_operand_count(line));
    else if (values.request.append && values.request.session)
        exit_code =
            cli_usage_error(program, command, "--append is for an image of one session, --session for one of several");
    else if (values.verbose && values.quiet)
        exit_code = cli_usage_error(program, command, "--verbose and --quiet cannot be combined");
    else
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
