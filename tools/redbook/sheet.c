/*
 * redbook sheet: the sheet of audio files, as author would take them, for editing. Reads the command line, lets the
 * library read the tags and write, reports what it found.
 */
#include "cli/output_name.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/gaps.h"

#include <redbook/source.h>

#include <string.h>

typedef struct sheet_values {
    const char *output;
    bool force;
    int sort;
    gap_list gaps;
    uint32_t gaps_of_files[RBK_TRACKS_MAX];
    const char *names;
    overrides over;
    int fail_on;
    bool verbose;
    bool quiet;
} sheet_values;

#define AT(member) .offset = offsetof(sheet_values, member)

const cli_option sheet_options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {.kind = CLI_TEXT, .letter = 'o', .name = "output", AT(output), .argument = "OUT.cue", .help = "sheet to write"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace an existing sheet"},
    {.kind = CLI_GROUP, .help = "Order and joins"},
    GAPS_ROWS(sheet_values, gaps, names),
    {.kind = CLI_CHOICE,
     .name = "sort",
     AT(sort),
     .argument = "given|tags",
     .help = "order of files: as given, or by tags [given]"},
    {.kind = CLI_GROUP, .help = "Texts and codes, in place of those in files"},
    OVERRIDES_ROWS(sheet_values, over),
    {.kind = CLI_GROUP, .help = "Messages"},
    CLI_ROW_FAIL_ON(sheet_values, fail_on),
    CLI_ROWS_VOICE(sheet_values, verbose, quiet, "print notes too"),
    {.kind = CLI_END},
};

typedef struct sheet_job {
    cli_session session;
    const sheet_values *values;
    const cli_line *line;
    rbk_disc *disc;
} sheet_job;

/* A sheet, or sectors, cannot be what a sheet is made of. 0, or an exit code. */
static int check_files(const cli_command *command, const cli_line *line)
{
    for (size_t i = 0; i < cli_operand_count(line); i++) {
        rbk_source_kind kind = RBK_SOURCE_AUDIO;
        const char *path = cli_operands(line)[i];
        rbk_error error;
        if (rbk_source_kind_of(path, NULL, &kind, &error) == RBK_OK && kind != RBK_SOURCE_AUDIO)
            return cli_usage_error(redbook_program.name, command, "expected audio files, '%s' %s", path,
                                   kind == RBK_SOURCE_DESCRIPTOR ? "is a sheet" : "holds sectors of data");
    }
    return 0;
}

/* 0, or the exit code of the usage error that was reported. */
static int check_values(const cli_command *command, sheet_values *values, const cli_line *line)
{
    const char *program = redbook_program.name;
    char why[CLI_WHY_BYTES];
    size_t files = cli_operand_count(line);
    if (files == 0)
        return cli_usage_error(program, command, "no input: expected audio files");
    if (!values->output)
        return cli_usage_error(program, command, "no output: expected -o OUT.cue");
    int wrong = cli_output_check_cue(program, command, values->output, CLI_OUTPUT_FROM_FILES);
    if (wrong)
        return wrong;
    if (files == 1 &&
        !gaps_check_only_file(gaps_option_of_files(&values->gaps, &values->over, values->names, values->sort),
                              cli_operands(line)[0], why))
        return cli_usage_error(program, command, "%s", why);
    if (!gaps_of_files(&values->gaps, &values->over, files, 1, values->gaps_of_files, why))
        return cli_usage_error(program, command, "%s", why);
    wrong = check_files(command, line);
    return wrong ? wrong : cli_check_voice(program, command, values->verbose, values->quiet);
}

static rbk_status write_sheet(void *user)
{
    sheet_job *job = user;
    const sheet_values *values = job->values;
    rbk_findings *findings = job->session.findings;
    rbk_error *error = &job->session.error;
    const rbk_source_input input = {.paths = cli_operands(job->line),
                                    .count = cli_operand_count(job->line),
                                    .sort = values->sort > 0 ? RBK_SORT_TAGS : RBK_SORT_GIVEN,
                                    .gaps = values->gaps_of_files,
                                    .names = values->names};
    rbk_findings *read = rbk_findings_new();
    rbk_status status = read ? rbk_source_from_files(&input, &job->disc, read, error) : RBK_NO_MEMORY;
    if (read && overrides_pass_on(&values->over, read, findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(read);
    if (status == RBK_OK)
        status = overrides_apply(&values->over, job->disc, findings, error);
    if (status == RBK_OK)
        status = rbk_source_probe(job->disc, NULL, NULL, findings, error);
    if (status == RBK_OK && rbk_findings_count_from(findings, RBK_ERROR) > 0) {
        error->status = RBK_REFUSED;
        snprintf(error->sentence, sizeof error->sentence, "the sheet cannot be written");
        return RBK_REFUSED;
    }
    return status == RBK_OK ? rbk_source_write_sheet(job->disc, values->output, values->force, findings, error)
                            : status;
}

static int report(void *user)
{
    const sheet_job *job = user;
    return cli_finish_output(redbook_program.name, cli_session_conclude(&job->session), true);
}

static void drop(void *user)
{
    sheet_job *job = user;
    rbk_disc_free(job->disc);
    job->disc = NULL;
}

static int run(const sheet_values *values, const cli_line *line)
{
    static const cli_work work = {write_sheet, report, drop};
    sheet_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                 .fail_on = (rbk_severity)values->fail_on,
                                 .writes = true,
                                 .no_progress = true},
                     .values = values,
                     .line = line};
    return cli_session_run(&job.session, &work, &job, NULL);
}

int sheet_run(const cli_command *command, int argc, const char **argv)
{
    sheet_values values;
    memset(&values, 0, sizeof values);
    values.sort = -1;
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code)) {
        exit_code = check_values(command, &values, line);
        if (!exit_code)
            exit_code = run(&values, line);
    }
    overrides_release(&values.over);
    cli_line_free(line);
    return exit_code;
}
