/*
 * redbook convert: the same disc under another descriptor, in other files. Reads the command line, lets the library
 * work, reports what came of it and what was lost on the way.
 */
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/audio_options.h"
#include "redbook/commands.h"
#include "redbook/convert_output.h"
#include "redbook/overrides.h"

#include <redbook/cdtext.h>
#include <redbook/check.h>

#include <stdlib.h>
#include <string.h>

/* The command line as read. */
typedef struct convert_values {
    audio_options audio;
    rbk_source_options open;
    const char *output;
    char *path; /* of what is written there */
    const char *master_id;
    bool force_delivery;
    overrides over;
    int target;      /* position of rbk_target_at, -1: by the ending */
    int pregaps;     /* an rbk_pregaps */
    int compression; /* an rbk_compression, -1: not given */
    bool cdg;
    bool strict;
    bool force;
    int cdtext;      /* an rbk_cdtext_use */
    int cdtext_from; /* an rbk_cdtext_from */
    bool text_fallback;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} convert_values;

#define AT(member) .offset = offsetof(convert_values, member)

const cli_option convert_options[] = {
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "OUT",
     .help = "file to write: .cue, .toc, .ccd, .gdi, .sbi, .lsd, .chd or .iso"},
    {.kind = CLI_CHOICE,
     .name = "target",
     AT(target),
     .argument = "portable|redump|single|eac|cdrwin|wav|toc|ccd|gdi|sbi|lsd|chd|iso|ddp",
     .help = "type of image [by OUT's ending; .cue: portable]"},
    {.kind = CLI_CHOICE,
     .name = "pregaps",
     AT(pregaps),
     .argument = "keep|commands",
     .help = "silent pregaps: in files or commands [keep]"},
    {.kind = CLI_TEXT,
     .name = "mcn",
     AT(over.mcn),
     .argument = "CODE",
     .help = "13 digits (UPC/EAN) in place of the disc's, '' for none"},
    {.kind = CLI_TEXT,
     .name = "master-id",
     AT(master_id),
     .argument = "TEXT",
     .help = "of a DDP, as the plant knows it"},
    {.kind = CLI_SWITCH,
     .name = "force-delivery",
     AT(force_delivery),
     .help = "write a DDP that plants refuse (check --profile plant)"},
    {.kind = CLI_CHOICE,
     .name = "compression",
     AT(compression),
     .argument = "normal|best|fast|none",
     .help = "effort for a smaller CHD [normal]"},
    {.kind = CLI_SWITCH, .name = "cdg", AT(cdg), .help = "read .cdg files next to audio files"},
    {.kind = CLI_SWITCH, .name = "strict", AT(strict), .help = "fail if anything would be lost"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace existing files"},
    CLI_ROWS_CDTEXT(convert_values, cdtext, cdtext_from, text_fallback),
    CLI_ROWS_INPUT(convert_values, open),
    AUDIO_OPTIONS_JOIN_ROWS(convert_values, audio),
    AUDIO_OPTIONS_ROWS(convert_values, audio),
    CLI_ROW_FAIL_ON(convert_values, fail_on),
    CLI_ROWS_VOICE(convert_values, verbose, quiet, "print notes and a table"),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

/* ------------------------------------------------------------------ the command line as a whole */

static const rbk_target *target_of(const convert_values *values)
{
    return values->target >= 0 ? rbk_target_at((size_t)values->target) : rbk_target_of_path(values->output);
}

/* 0, or the exit code of the usage error that was reported. */
static int check_values(const cli_command *command, convert_values *values, const cli_line *line)
{
    const char *program = redbook_program.name;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(program, command, "expected one disc, found %zu", cli_operand_count(line));
    if (!values->output)
        return cli_usage_error(program, command, "no output: expected -o OUT");
    const rbk_target *target = target_of(values);
    if (!target)
        return cli_usage_error(
            program, command,
            "--output: expected a name that ends in '.cue', '.toc', '.ccd', '.gdi', '.sbi', '.lsd', '.chd' or '.iso', "
            "or a folder with --target=ddp, found '%s'",
            values->output);
    values->path = rbk_target_path(target, values->output);
    if (!values->path)
        return cli_usage_error(program, command, "out of memory");
    if (!rbk_target_takes(target, values->path))
        return cli_usage_error(program, command, "--target=%s: expected a name that ends in '.%s', found '%s'",
                               target->name, target->extension, values->output);
    if (strcmp(target->name, "ddp") != 0 && (values->master_id || values->force_delivery))
        return cli_usage_error(program, command, "--%s goes with --target=ddp",
                               values->master_id ? "master-id" : "force-delivery");
    if (values->compression >= 0 && strcmp(target->extension, "chd") != 0)
        return cli_usage_error(program, command, "--compression: expected a name that ends in '.chd', found '%s'",
                               values->output);
    int wrong = audio_options_check(&values->audio, program, command);
    return wrong ? wrong : cli_check_voice(program, command, values->verbose, values->quiet);
}

/* ------------------------------------------------------------------ the work */

typedef struct convert_job {
    cli_session session;
    const convert_values *values;
    const char *path;
    rbk_conversion *conversion;
} convert_job;

/* The packs of a disc that has its own get the MCN that was given. */
static rbk_status renew_packs(rbk_disc *disc, const convert_values *values, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext_options options;
    rbk_cdtext_options_init(&options);
    options.fallback = values->text_fallback;
    return rbk_cdtext_renew(disc, &options, findings, error);
}

/* What the reader finds of a disc that is to be pressed has the severity that plants give it. */
static rbk_status open_source(convert_job *job, const rbk_source_options *open, rbk_disc **disc)
{
    rbk_findings *findings = job->session.findings;
    rbk_error *error = &job->session.error;
    if (strcmp(target_of(job->values)->name, "ddp") != 0 || job->values->force_delivery)
        return rbk_source_open(job->path, open, disc, findings, error);
    rbk_findings *found = rbk_findings_new();
    if (!found)
        return RBK_NO_MEMORY;
    rbk_error why;
    rbk_status status = rbk_source_open(job->path, open, disc, found, error);
    if (rbk_check_take_findings(found, RBK_PROFILE_PLANT, findings, &why) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(found);
    return status;
}

static rbk_status convert(void *user)
{
    convert_job *job = user;
    const convert_values *values = job->values;
    rbk_findings *findings = job->session.findings;
    rbk_error *error = &job->session.error;
    rbk_disc *disc = NULL;
    rbk_source_options open = values->open;
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.target = values->target >= 0 ? target_of(values) : NULL;
    options.pregaps = (rbk_pregaps)values->pregaps;
    if (values->compression >= 0)
        options.compression = (uint64_t)values->compression;
    options.strict = values->strict;
    options.author.replace = values->force;
    options.author.cdtext = (rbk_cdtext_use)values->cdtext;
    options.author.text_fallback = values->text_fallback;
    options.author.sheet_path = job->path;
    options.master_id = values->master_id;
    options.force_delivery = values->force_delivery;
    audio_options_apply(&values->audio, &options.author);
    open.raw = options.author.raw;
    open.cdtext = values->cdtext_from > 0 ? RBK_CDTEXT_FROM_SHEET : RBK_CDTEXT_FROM_PACKS;
    rbk_status status = open_source(job, &open, &disc);
    if (status == RBK_OK)
        status = overrides_apply(&values->over, disc, findings, error);
    if (status == RBK_OK && values->over.mcn)
        status = renew_packs(disc, values, findings, error);
    if (status == RBK_OK)
        status = values->cdg ? rbk_source_find_graphics(disc, findings, error)
                             : rbk_source_leave_graphics(disc, findings, error);
    if (status == RBK_OK) {
        const rbk_listener *listener = cli_session_begin_work(&job->session);
        status = rbk_convert(disc, &options, values->path, listener, &job->conversion, findings, error);
        cli_session_end_work(&job->session);
    }
    rbk_disc_free(disc);
    return status;
}

static void drop(void *user)
{
    convert_job *job = user;
    rbk_conversion_free(job->conversion);
    job->conversion = NULL;
}

/* Packs that cannot be made are no matter of the plant. */
static bool is_about_packs(const rbk_finding *finding)
{
    return strcmp(finding->rule, RBK_RULE_CDTEXT_CHARSET) == 0 || strcmp(finding->rule, RBK_RULE_CDTEXT_TOO_LONG) == 0;
}

/* Errors that are not about the command line or about files in the way. */
static bool is_refused_by_plant(const convert_job *job)
{
    const rbk_findings *findings = job->session.findings;
    bool refused = false;
    if (job->session.error.status != RBK_REFUSED || strcmp(target_of(job->values)->name, "ddp") != 0)
        return false;
    for (size_t i = 0; i < rbk_findings_count(findings) && !refused; i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        refused = finding->severity == RBK_ERROR && rbk_rule_find(finding->rule) && !is_about_packs(finding);
    }
    return refused;
}

static int report(void *user)
{
    const convert_job *job = user;
    const convert_values *values = job->values;
    const cli_session *session = &job->session;
    convert_result result = {job->path,       values->path,      target_of(values),
                             job->conversion, session->findings, &session->error};
    int exit_code = cli_session_conclude(session);
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset", CLI_HINT_CDTEXT);
    if (is_refused_by_plant(job) && !values->quiet)
        cli_say(&session->voice, "--force-delivery writes what a plant would refuse");
    if (values->cdtext_from < 0)
        cli_say_hint(&session->voice, session->findings, RBK_WARNING, "cdtext.text-differs", CLI_HINT_CDTEXT_FROM);
    bool reported = true;
    if (values->json)
        reported = convert_print_json(&result, stdout);
    else if (values->verbose && job->conversion)
        reported = convert_print_table(&result, stdout);
    return cli_finish_output(session->voice.program, exit_code, reported);
}

static int run(const convert_values *values, const char *path)
{
    static const cli_work work = {convert, report, drop};
    convert_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                   .fail_on = (rbk_severity)values->fail_on,
                                   .writes = true,
                                   .no_progress = values->no_progress},
                       .values = values,
                       .path = path};
    return cli_session_run(&job.session, &work, &job, path);
}

int convert_run(const cli_command *command, int argc, const char **argv)
{
    convert_values values;
    memset(&values, 0, sizeof values);
    audio_options_init(&values.audio);
    rbk_source_options_init(&values.open);
    values.target = values.cdtext_from = values.compression = -1;
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    exit_code = check_values(command, &values, line);
    if (!exit_code)
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    free(values.path);
    return exit_code;
}
