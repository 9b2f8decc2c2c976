/*
 * redbook info: what is where on a disc. Reads a sheet, measures the files it names, lays them out; changes nothing.
 */
#include "cli/fold.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/container_output.h"
#include "redbook/disc_output.h"
#include "redbook/hash_output.h"

#include <redbook/report.h>

#include <string.h>

typedef struct info_values {
    uint32_t capacity_sectors;
    rbk_source_options open;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
} info_values;

#define AT(member) .offset = offsetof(info_values, member)

const cli_option info_options[] = {
    CLI_ROW_CAPACITY(info_values, capacity_sectors),
    CLI_ROWS_INPUT(info_values, open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROW_FAIL_ON(info_values, fail_on),
    CLI_ROWS_VOICE_OR(info_values, verbose, quiet, "print notes too", "print no warnings"),
    {.kind = CLI_END},
};

typedef struct info_result {
    cli_session session;
    const info_values *values;
    const char *path;
    disc_input input;
    bool is_chd;
    rbk_chd_facts facts; /* where it is one */
} info_result;

/* ------------------------------------------------------------------ reporting */

static const char *file_type_name(rbk_file_type type)
{
    switch (type) {
    case RBK_FILE_BINARY:
        return "BINARY";
    case RBK_FILE_MOTOROLA:
        return "MOTOROLA";
    case RBK_FILE_AUDIO:
        return "AUDIO";
    }
    return NULL;
}

static void json_files(cli_json *json, const rbk_disc *disc)
{
    cli_json_open_array(json, "files");
    for (size_t i = 0; disc && i < disc->file_count; i++) {
        const rbk_file *file = &disc->files[i];
        cli_json_open_object(json, NULL);
        cli_json_text(json, "path", file->path);
        cli_json_text(json, "location", file->location);
        cli_json_text(json, "type", file_type_name(file->type));
        cli_json_text(json, "type_word", file->type_word);
        cli_json_number(json, "rate_hz", file->rate_hz);
        cli_json_number(json, "length_frames", file->length_frames);
        cli_json_close(json);
    }
    cli_json_close(json);
}

/* They follow from the table of contents: no file is read for them. */
static void json_ids(cli_json *json, const disc_input *input)
{
    rbk_disc_ids ids;
    bool computed = input->layout && rbk_disc_ids_compute(input->disc, input->layout, &ids, NULL) == RBK_OK;
    hash_json_ids(json, computed ? &ids : NULL);
}

/* A GD-ROM is no CD-R: it holds what pressed ones do. */
static uint32_t capacity_of(const info_result *result)
{
    return disc_capacity(result->input.disc, result->values->capacity_sectors);
}

/* Sectors with modified Q, as copy protections have them. */
static void print_listed_q(const rbk_disc *disc, FILE *out)
{
    char first[RBK_TIME_BYTES], last[RBK_TIME_BYTES];
    size_t count = disc->listed_q_count;
    if (count > 0)
        fprintf(out, "q     %zu sector%s with modified Q, from %s to %s\n\n", count, RBK_PLURAL(count, "", "s"),
                rbk_relative_time_format(disc->listed_q[0].lba, first),
                rbk_relative_time_format(disc->listed_q[count - 1].lba, last));
}

static void json_listed_q(cli_json *json, const rbk_disc *disc)
{
    cli_json_open_array(json, "listed_q");
    for (size_t i = 0; disc && i < disc->listed_q_count; i++) {
        char q[2 * RBK_Q_BYTES + 1];
        for (size_t b = 0; b < RBK_Q_BYTES; b++)
            snprintf(q + 2 * b, 3, "%02x", disc->listed_q[i].q[b]);
        cli_json_open_object(json, NULL);
        cli_json_number(json, "lba", disc->listed_q[i].lba);
        cli_json_text(json, "q", q);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_members(cli_json *json, const void *from)
{
    const info_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->session.error);
    disc_json_capacity(json, result->input.layout, capacity_of(result));
    disc_json(json, result->input.disc);
    disc_json_sessions(json, result->input.disc, result->input.layout);
    disc_json_tracks(json, result->input.disc, result->input.layout);
    json_listed_q(json, result->input.disc);
    json_ids(json, &result->input);
    json_files(json, result->input.disc);
    if (result->is_chd)
        container_json(json, &result->facts);
    cli_json_findings(json, result->session.findings);
}

static bool print_tables(const info_result *result, FILE *out)
{
    disc_print_texts(result->input.disc, out);
    if (!disc_print_tracks(result->input.disc, result->input.layout, false, out))
        return false;
    fputc('\n', out);
    disc_print_sessions(result->input.disc, result->input.layout, out);
    print_listed_q(result->input.disc, out);
    disc_print_total(result->input.layout, capacity_of(result), out);
    if (result->is_chd)
        container_print(&result->facts, out);
    return true;
}

static int report(void *user)
{
    const info_result *result = user;
    int exit_code = cli_session_conclude(&result->session);
    bool reported = true;
    if (result->values->json)
        reported = cli_session_print_json("info", json_members, result, stdout);
    else if (result->input.layout) {
        FILE *out = cli_fold_begin(stdout);
        reported = print_tables(result, out);
        reported = cli_fold_end(out) && reported;
    }
    return cli_finish_output(redbook_program.name, exit_code, reported);
}

/* ------------------------------------------------------------------ looking */

static int judge_refused(void *user, const rbk_finding *finding)
{
    (void)user;
    return finding->severity == RBK_ERROR ? (int)RBK_ERROR : RBK_FINDING_LEFT_OUT;
}

/* What no reader of a disc accepts is reported here, too; everything else is for check. */
static rbk_status judge(info_result *result)
{
    const rbk_rules rules = {
        .capacity_sectors = result->values->capacity_sectors, .short_tracks = RBK_SHORT_ALLOW, .judge = RBK_JUDGE_READ};
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? rbk_rules_check(result->input.disc, result->input.layout, &rules, result->path, found,
                                                &result->session.error)
                              : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_findings_pass_on(found, judge_refused, NULL, result->session.findings);
    rbk_findings_free(found);
    return status;
}

static rbk_status look(void *user)
{
    info_result *result = user;
    rbk_error *error = &result->session.error;
    rbk_status status =
        disc_input_read(result->path, &result->values->open, &result->input, result->session.findings, error);
    if (status == RBK_OK)
        status = judge(result);
    return status == RBK_OK ? rbk_chd_facts_read(result->path, &result->is_chd, &result->facts, error) : status;
}

static void drop(void *user)
{
    info_result *result = user;
    disc_input_release(&result->input);
    rbk_chd_facts_release(&result->facts);
    result->is_chd = false;
}

static int run(const cli_command *command, void *given, const cli_line *line)
{
    const info_values *values = given;
    (void)command;
    static const cli_work work = {look, report, drop};
    info_result result = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                      .fail_on = (rbk_severity)values->fail_on},
                          .values = values,
                          .path = cli_operands(line)[0]};
    return cli_session_run(&result.session, &work, &result, result.path);
}

static int check_values(const cli_command *command, void *given, const cli_line *line)
{
    const info_values *values = given;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(redbook_program.name, command, "expected one image or sheet, found %zu",
                               cli_operand_count(line));
    return cli_check_voice(redbook_program.name, command, values->verbose, values->quiet);
}

int info_run(const cli_command *command, int argc, const char **argv)
{
    info_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.open.sums = true;
    values.open.format.folder = true;
    values.capacity_sectors = RBK_CAPACITY_80_MIN;
    values.fail_on = RBK_ERROR;
    return cli_run(redbook_program.name, command, argc, argv, &values, check_values, run);
}
