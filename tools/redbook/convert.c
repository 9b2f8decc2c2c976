/*
 * redbook convert: the same disc under another descriptor, in other files. Reads the command line, lets the library
 * work, reports what came of it and what was lost on the way.
 */
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/audio_options.h"
#include "redbook/commands.h"
#include "redbook/convert_output.h"

#include <string.h>

/* The command line as read. */
typedef struct convert_values {
    audio_options audio;
    rbk_source_options open;
    const char *output;
    int target;  /* position of rbk_target_at, -1: by the ending */
    int pregaps; /* an rbk_pregaps */
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
     .help = "what to write: .cue, .toc, .ccd, .gdi, .iso; payload beside it"},
    {.kind = CLI_CHOICE,
     .name = "target",
     AT(target),
     .argument = "portable|redump|single|eac|cdrwin|wav|toc|ccd|gdi|iso",
     .help = "for whom [by OUT's ending; .cue: portable]"},
    {.kind = CLI_CHOICE,
     .name = "pregaps",
     AT(pregaps),
     .argument = "keep|commands",
     .help = "silent pauses: in the files, or as commands [keep]"},
    {.kind = CLI_SWITCH, .name = "cdg", AT(cdg)},
    {.kind = CLI_SWITCH, .name = "strict", AT(strict), .help = "take .cdg beside sound | refuse losses"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace targets that exist"},
    CLI_ROWS_CDTEXT(convert_values, cdtext, cdtext_from, text_fallback),
    CLI_ROWS_INPUT(convert_values, open),
    AUDIO_OPTIONS_JOIN_ROWS(convert_values, audio),
    AUDIO_OPTIONS_ROWS(convert_values, audio),
    CLI_ROW_FAIL_ON(convert_values, fail_on),
    CLI_ROWS_VOICE(convert_values, verbose, quiet, "notes and a table | errors only"),
    {.kind = CLI_SWITCH, .name = "json", AT(json)},
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "all of it on stdout | no progress line"},
    {.kind = CLI_END},
};

/* ------------------------------------------------------------------ the command line as a whole */

static const rbk_target *target_of(const convert_values *values)
{
    return values->target >= 0 ? rbk_target_at((size_t)values->target) : rbk_target_of_path(values->output);
}

static bool ends_in(const char *path, const char *extension)
{
    const rbk_target *target = rbk_target_of_path(path);
    return target && strcmp(target->extension, extension) == 0;
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
        return cli_usage_error(program, command,
                               "--output: expected a name that ends in '.cue', '.toc', '.ccd', '.gdi' or '.iso', "
                               "found '%s'",
                               values->output);
    if (!ends_in(values->output, target->extension))
        return cli_usage_error(program, command, "--target=%s: expected a name that ends in '.%s', found '%s'",
                               target->name, target->extension, values->output);
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
    options.target = target_of(values);
    options.pregaps = (rbk_pregaps)values->pregaps;
    options.strict = values->strict;
    options.author.replace = values->force;
    options.author.cdtext = (rbk_cdtext_use)values->cdtext;
    options.author.text_fallback = values->text_fallback;
    options.author.sheet_path = job->path;
    audio_options_apply(&values->audio, &options.author);
    open.raw = options.author.raw;
    open.cdtext = values->cdtext_from > 0 ? RBK_CDTEXT_FROM_SHEET : RBK_CDTEXT_FROM_PACKS;
    rbk_status status = rbk_source_open(job->path, &open, &disc, findings, error);
    if (status == RBK_OK)
        status = values->cdg ? rbk_source_find_graphics(disc, findings, error)
                             : rbk_source_leave_graphics(disc, findings, error);
    if (status == RBK_OK) {
        const rbk_listener *listener = cli_session_begin_work(&job->session);
        status = rbk_convert(disc, &options, values->output, listener, &job->conversion, findings, error);
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

static int report(void *user)
{
    const convert_job *job = user;
    const convert_values *values = job->values;
    const cli_session *session = &job->session;
    convert_result result = {job->path,       values->output,    target_of(values),
                             job->conversion, session->findings, &session->error};
    int exit_code = cli_session_conclude(session);
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset", CLI_HINT_CDTEXT);
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
    values.target = values.cdtext_from = -1;
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code;
    exit_code = check_values(command, &values, line);
    if (!exit_code)
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    return exit_code;
}
