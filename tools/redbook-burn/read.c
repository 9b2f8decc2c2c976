/*
 * redbook-burn read: reads a disc into an image.
 */
#include "cli/fold.h"
#include "cli/output_name.h"
#include "cli/rows.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/device.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

typedef struct read_values {
    const char *device;
    const char *output;
    device_offset offset;
    bool force;
    bool json;
    bool verbose;
    bool quiet;
    bool no_progress;
} read_values;

#define AT(member) .offset = offsetof(read_values, member)

const cli_option read_options[] = {
    DEVICE_ROW(read_values, device),
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "OUT.cue",
     .help = "sheet to write; BIN, CD-TEXT and SBI get its name"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace existing files"},
    OFFSET_ROW(read_values, offset, "0"),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print events as JSON, one per line"},
    CLI_ROWS_VOICE(read_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

/* Sectors that cannot be read. */
typedef struct unreadable_range {
    int32_t first_lba;
    uint32_t sectors;
} unreadable_range;

typedef struct read_result {
    bool at_drive;                /* the drive is to blame */
    unreadable_range *unreadable; /* RBK_UNREADABLE_MAX */
    size_t unreadable_count;
    rbk_disc_read_report report;
    rbk_findings *findings;
    rbk_error error;
} read_result;

static void add_unreadable(void *user, int32_t first_lba, uint32_t sectors)
{
    read_result *result = user;
    if (result->unreadable_count < RBK_UNREADABLE_MAX)
        result->unreadable[result->unreadable_count++] = (unreadable_range){first_lba, sectors};
}

static rbk_status read_disc(const read_values *values, device_reporter *reporter, read_result *result)
{
    rbk_recorder *recorder = NULL;
    const rbk_unreadable_listener unreadable = {result, add_unreadable};
    rbk_disc_read_options options;
    rbk_disc_read_options_init(&options);
    options.unreadable = &unreadable;
    options.replace = values->force;
    options.offset_samples = values->offset.samples;
    rbk_status status = device_open(values->device, &recorder, &result->error);
    result->at_drive = status != RBK_OK;
    if (status == RBK_OK)
        status = rbk_recorder_read(recorder, values->output, &options, &reporter->listener, &result->report,
                                   result->findings, &result->error);
    rbk_recorder_close(recorder);
    return status;
}

static void put_unreadable(cli_json *json, const read_result *result)
{
    char time[RBK_TIME_BYTES];
    cli_json_open_array(json, "unreadable");
    for (size_t i = 0; i < result->unreadable_count; i++) {
        const unreadable_range *range = &result->unreadable[i];
        cli_json_open_object(json, NULL);
        cli_json_number(json, "lba", range->first_lba);
        cli_json_text(json, "time", rbk_time_format(range->first_lba, time));
        cli_json_number(json, "length_sectors", range->sectors);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void print_result(const read_values *values, device_reporter *reporter, const read_result *result)
{
    const rbk_disc_read_report *report = &result->report;
    char time[RBK_TIME_BYTES];
    cli_json *json = device_event(reporter, "read");
    if (json) {
        cli_json_text(json, "output", values->output);
        cli_json_number(json, "sectors", (int64_t)report->sectors);
        cli_json_number(json, "sessions", (int64_t)report->sessions);
        cli_json_number(json, "unreadable_sectors", (int64_t)report->unreadable);
        put_unreadable(json, result);
        cli_json_bool(json, "q", report->has_q);
        cli_json_number(json, "packs", (int64_t)report->cdtext_packs);
        device_event_end(reporter, json);
    } else if (!values->quiet) {
        char sessions[40] = "";
        if (report->sessions > 1)
            snprintf(sessions, sizeof sessions, " in %zu sessions", report->sessions);
        FILE *out = cli_fold_begin(stdout);
        fprintf(out, "read       %s, %" PRIu64 " sector%s%s, %" PRIu64 " unreadable\n",
                rbk_time_format((int32_t)report->sectors, time), report->sectors, RBK_PLURAL(report->sectors, "", "s"),
                sessions, report->unreadable);
        fprintf(out, "image      %s\n", values->output);
        (void)cli_fold_end(out);
    }
}

static int report(const read_values *values, device_reporter *reporter, rbk_status status, const read_result *result)
{
    device_reporter_suspend(reporter);
    cli_say_findings(&reporter->voice, result->findings);
    if (status == RBK_OK)
        print_result(values, reporter, result);
    else
        cli_say_error(&reporter->voice, &result->error);
    device_event_result(reporter, "done", &result->error, result->findings);
    if (status == RBK_OK)
        return rbk_findings_count_from(result->findings, RBK_ERROR) ? CLI_EXIT_FAILED : CLI_EXIT_OK;
    return result->at_drive && status != RBK_USERABORT ? CLI_EXIT_DEVICE : device_exit(status);
}

static int run(const read_values *values)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, values->verbose};
    device_reporter reporter;
    read_result result;
    memset(&result, 0, sizeof result);
    rbk_error_init(&result.error);
    result.findings = rbk_findings_new();
    result.unreadable = calloc(RBK_UNREADABLE_MAX, sizeof *result.unreadable);
    device_reporter_init(&reporter, &voice, values->json, values->no_progress);
    rbk_status status = result.findings && result.unreadable ? read_disc(values, &reporter, &result) : RBK_NO_MEMORY;
    cli_recover_error(status, values->device, &result.error);
    int exit_code = report(values, &reporter, status, &result);
    rbk_findings_free(result.findings);
    free(result.unreadable);
    return cli_finish_work(&voice, status == RBK_OK ? "the image was written" : NULL, exit_code, !reporter.failed);
}

int read_run(const cli_command *command, int argc, const char **argv)
{
    const char *program = redbook_burn_program.name;
    read_values values;
    memset(&values, 0, sizeof values);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(program, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    if (cli_operand_count(line) != 0)
        exit_code = cli_usage_error(program, command, "expected no operand, found %zu", cli_operand_count(line));
    else if (!values.output)
        exit_code = cli_usage_error(program, command, "no output: expected -o OUT.cue");
    else {
        exit_code = cli_output_check_cue(program, command, values.output, CLI_OUTPUT_FROM_DISC);
        if (!exit_code)
            exit_code = cli_check_voice(program, command, values.verbose, values.quiet);
        if (!exit_code)
            exit_code = run(&values);
    }
    cli_line_free(line);
    return exit_code;
}
