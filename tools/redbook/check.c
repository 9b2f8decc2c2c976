/*
 * redbook check: is a disc as it should be? Reads an image or a sheet, lets the library judge it by the rules of a
 * profile, reports what it found. Changes nothing.
 */
#include "cli/fold.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/check_readers.h"
#include "redbook/commands.h"
#include "redbook/disc_output.h"

#include <redbook/check.h>

#include <string.h>

typedef struct check_values {
    int profile; /* -1: not given */
    const char *reader_name;
    const rbk_reader *reader; /* NULL: none */
    uint32_t capacity_sectors;
    rbk_source_options open;
    int fail_on;
    bool rules;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} check_values;

#define AT(member) .offset = offsetof(check_values, member)

const cli_option check_options[] = {
    {.kind = CLI_CHOICE,
     .name = "profile",
     AT(profile),
     .argument = "cdr|plant|emulator",
     .help = "purpose of the disc [cdr; with --for: emulator]"},
    {.kind = CLI_TEXT,
     .name = "for",
     AT(reader_name),
     .argument = "NAME|list",
     .word = check_reader_word,
     .help = "also report problems with this reader"},
    CLI_ROW_CAPACITY(check_values, capacity_sectors),
    CLI_ROWS_INPUT(check_values, open),
    {.kind = CLI_SWITCH, .name = "rules", AT(rules), .help = "list the rules and exit"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROW_FAIL_ON(check_values, fail_on),
    CLI_ROWS_VOICE(check_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct check_result {
    cli_session session;
    const check_values *values;
    const char *path;
    disc_input input;
    bool checked;
    rbk_check_report report;
    const char *target; /* of a conversion for the reader; NULL: none */
} check_result;

/* ------------------------------------------------------------------ reporting people */

static const char *severity_name(int severity)
{
    return severity == RBK_RULE_OFF ? "off" : rbk_severity_name((rbk_severity)severity);
}

static bool print_rules(FILE *out)
{
    static const char *const headings[] = {"rule", "cdr", "plant", "emulator", "source", "requirement"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    const rbk_rule *rule;
    if (!table)
        return false;
    for (size_t i = 0; (rule = rbk_rule_at(i)) != NULL; i++) {
        cli_table_cell(table, rule->id);
        for (int profile = 0; profile < (int)RBK_PROFILES; profile++)
            cli_table_cell(table, severity_name(rule->severities[profile]));
        cli_table_cell(table, rule->source);
        cli_table_cell(table, rule->sentence);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static void print_count(FILE *out, const char *before, size_t count, const char *what)
{
    fprintf(out, "%s%zu %s%s", before, count, what, RBK_PLURAL(count, "", "s"));
}

static rbk_profile profile_of(const check_values *values)
{
    return values->profile >= 0 ? (rbk_profile)values->profile
                                : (values->reader ? RBK_PROFILE_EMULATOR : RBK_PROFILE_CDR);
}

static void print_verdict(const check_result *result, FILE *out)
{
    char total[RBK_TIME_BYTES];
    const rbk_layout *layout = result->input.layout;
    size_t errors = rbk_findings_count_from(result->session.findings, RBK_ERROR);
    size_t warnings = rbk_findings_count_from(result->session.findings, RBK_WARNING);
    fprintf(out, "%zu track%s, %s (%lld sector%s), profile %s: ", layout->track_count,
            RBK_PLURAL(layout->track_count, "", "s"), rbk_time_format(rbk_layout_end(layout), total),
            (long long)rbk_layout_end(layout), RBK_PLURAL(rbk_layout_end(layout), "", "s"),
            rbk_profile_name(profile_of(result->values)));
    print_count(out, "", errors, "error");
    print_count(out, ", ", warnings - errors, "warning");
    print_count(out, ", ", rbk_findings_count_from(result->session.findings, RBK_NOTE) - warnings, "note");
    fputs(result->report.payload_read ? "\n" : "; files not checked\n", out);
    if (result->values->reader)
        check_reader_print(result->values->reader,
                           &(check_reader_image){result->path, &result->values->open, result->target},
                           result->session.findings, out);
}

/* ------------------------------------------------------------------ reporting programs */

static void json_audio(cli_json *json, const rbk_check_track *track)
{
    cli_json_number(json, "peak", track->peak);
    cli_json_real(json, "dc_left", track->dc[0]);
    cli_json_real(json, "dc_right", track->dc[1]);
    cli_json_number(json, "full_scale_runs", track->full_scale_runs);
    if (track->first_full_scale_sample >= 0)
        cli_json_number(json, "first_full_scale_sample", track->first_full_scale_sample);
    else
        cli_json_null(json, "first_full_scale_sample");
    cli_json_number(json, "head_silence_samples", track->head_silence_samples);
    cli_json_number(json, "tail_silence_samples", track->tail_silence_samples);
    cli_json_number(json, "sectors_with_sync", track->sectors_with_sync);
    cli_json_bool(json, "byte_swapped", track->byte_swapped);
}

static void json_data(cli_json *json, const rbk_check_track *track)
{
    cli_json_number(json, "damaged_sectors", track->damaged_sectors);
    cli_json_number(json, "empty_tail_sectors", track->empty_tail_sectors);
    cli_json_open_object(json, "defects");
    for (int defect = 0; defect < (int)RBK_DATA_DEFECTS; defect++) {
        const char *rule = rbk_data_defect_rule((rbk_data_defect)defect);
        if (track->defects[defect] == RBK_NOT_VERIFIED)
            cli_json_null(json, rule);
        else
            cli_json_number(json, rule, track->defects[defect]);
    }
    cli_json_close(json);
}

static void json_payload(cli_json *json, const check_result *result)
{
    cli_json_bool(json, "payload_read", result->report.payload_read);
    cli_json_open_array(json, "payload");
    for (size_t t = 0; t < result->report.track_count; t++) {
        const rbk_check_track *track = &result->report.tracks[t];
        cli_json_open_object(json, NULL);
        cli_json_number(json, "track", track->number);
        cli_json_text(json, "kind", track->audio ? "audio" : "data");
        cli_json_number(json, "sectors", track->sectors_read);
        if (track->audio)
            json_audio(json, track);
        else
            json_data(json, track);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_members(cli_json *json, const void *from)
{
    const check_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->session.error);
    cli_json_text(json, "profile", rbk_profile_name(profile_of(result->values)));
    disc_json_capacity(json, result->input.layout, disc_capacity(result->input.disc, result->values->capacity_sectors));
    check_reader_json(json, result->values->reader,
                      &(check_reader_image){result->path, &result->values->open, result->target});
    json_payload(json, result);
    cli_json_findings(json, result->session.findings);
}

/* No image is read for it, and there is no result. */
static void json_rules(cli_json *json, const void *none)
{
    const rbk_rule *rule;
    (void)none;
    cli_json_open_array(json, "rules");
    for (size_t i = 0; (rule = rbk_rule_at(i)) != NULL; i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "rule", rule->id);
        cli_json_open_object(json, "severities");
        for (int profile = 0; profile < (int)RBK_PROFILES; profile++)
            cli_json_text(json, rbk_profile_name((rbk_profile)profile), severity_name(rule->severities[profile]));
        cli_json_close(json);
        cli_json_text(json, "source", rule->source);
        cli_json_text(json, "sentence", rule->sentence);
        cli_json_close(json);
    }
    cli_json_close(json);
}

/* ------------------------------------------------------------------ the work */

static int finish(int exit_code, bool reported)
{
    return cli_finish_output(redbook_program.name, exit_code, reported);
}

static int report(void *user)
{
    const check_result *result = user;
    const check_values *values = result->values;
    const cli_session *session = &result->session;
    cli_session_say_findings(session);
    cli_say_hint(
        &session->voice, session->findings, RBK_WARNING, "cdtext.charset",
        "use --cdtext-fallback of 'redbook author' or 'redbook-burn write' to replace unencodable characters, or "
        "--no-cdtext to burn without CD-TEXT");
    int exit_code = cli_session_say_end(session);
    bool reported = true;
    if (values->json)
        reported = cli_session_print_json("check", json_members, result, stdout);
    else if (result->checked && !values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        print_verdict(result, out);
        reported = cli_fold_end(out);
    }
    return finish(exit_code, reported);
}

/* Files that are no sectors, and a disc that is too long to be one: the rest of it is checked all the same. */
static rbk_status open_image(const disc_input *input, rbk_image **image, rbk_error *error)
{
    rbk_status status = rbk_image_open(input->disc, input->layout, image, error);
    bool too_long = status == RBK_BAD_LAYOUT && rbk_layout_end(input->layout) > RBK_PROGRAM_SECTORS_MAX;
    if (status != RBK_UNSUPPORTED && !too_long)
        return status;
    rbk_error_init(error);
    return RBK_OK;
}

/* What the reader finds has the severity that the profile gives it. */
static rbk_status read_input(check_result *result)
{
    const check_values *values = result->values;
    cli_session *session = &result->session;
    rbk_findings *found = rbk_findings_new();
    if (!found)
        return RBK_NO_MEMORY;
    rbk_status status = disc_input_read(result->path, &values->open, &result->input, found, &session->error);
    rbk_error why;
    if (rbk_check_take_findings(found, profile_of(values), session->findings, &why) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(found);
    return status;
}

static rbk_status check(void *user)
{
    check_result *result = user;
    const check_values *values = result->values;
    cli_session *session = &result->session;
    rbk_image *image = NULL;
    rbk_check_options options;
    rbk_check_options_init(&options);
    options.profile = profile_of(values);
    options.capacity_sectors = values->capacity_sectors;
    options.path = result->path;
    rbk_status status = read_input(result);
    if (status == RBK_OK)
        status = open_image(&result->input, &image, &session->error);
    if (status != RBK_OK)
        return status;
    options.listener = cli_session_begin_work(session);
    status = rbk_check(result->input.disc, result->input.layout, image, &options, session->findings, &result->report,
                       &session->error);
    cli_session_end_work(session);
    rbk_image_close(image);
    if (status == RBK_OK && values->reader)
        status = rbk_reader_check(values->reader, result->input.disc, result->input.layout, result->path,
                                  session->findings, &result->target, &session->error);
    result->checked = status == RBK_OK;
    return status;
}

static void drop(void *user)
{
    check_result *result = user;
    disc_input_release(&result->input);
    result->report = (rbk_check_report){0};
    result->target = NULL;
}

static int run(const check_values *values, const char *path)
{
    static const cli_work work = {check, report, drop};
    check_result result = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                       .fail_on = (rbk_severity)values->fail_on,
                                       .no_progress = values->no_progress},
                           .values = values,
                           .path = path};
    return cli_session_run(&result.session, &work, &result, path);
}

/* The lists, which need no image. *listed: one was asked for. */
static int list(const cli_command *command, const check_values *values, size_t operands, bool *listed)
{
    const bool readers = values->reader_name && strcmp(values->reader_name, "list") == 0;
    *listed = values->rules || readers;
    if (!*listed)
        return CLI_EXIT_OK;
    if (operands != 0)
        return cli_usage_error(redbook_program.name, command, "expected no image with --%s, found %zu",
                               values->rules ? "rules" : "for=list", operands);
    if (values->json && (readers || values->reader))
        return finish(CLI_EXIT_OK, cli_session_print_json("check", check_readers_json, values->reader, stdout));
    if (readers)
        return finish(CLI_EXIT_OK, check_readers_print(stdout));
    if (values->reader)
        return finish(CLI_EXIT_OK, check_reader_rules_print(values->reader, stdout));
    return finish(CLI_EXIT_OK,
                  values->json ? cli_session_print_json("check", json_rules, NULL, stdout) : print_rules(stdout));
}

/* 0, or the exit code of the usage error. */
static int check_reader_name(const cli_command *command, check_values *values)
{
    values->reader = rbk_reader_find(values->reader_name);
    if (!values->reader_name || values->reader || strcmp(values->reader_name, "list") == 0)
        return 0;
    return cli_usage_error(redbook_program.name, command, "--for: expected one of the names in --for=list, found '%s'",
                           values->reader_name);
}

int check_run(const cli_command *command, int argc, const char **argv)
{
    check_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.open.sums = true;
    values.open.format.folder = true;
    values.capacity_sectors = RBK_CAPACITY_80_MIN;
    values.fail_on = RBK_ERROR;
    values.profile = -1;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    bool listed = false;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    size_t operands = cli_operand_count(line);
    exit_code = check_reader_name(command, &values);
    if (!exit_code)
        exit_code = list(command, &values, operands, &listed);
    if (!exit_code && !listed && operands != 1)
        exit_code = cli_usage_error(redbook_program.name, command, "expected one image or sheet, found %zu", operands);
    if (!exit_code && !listed)
        exit_code = cli_check_voice(redbook_program.name, command, values.verbose, values.quiet);
    if (!exit_code && !listed)
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
