/*
 * redbook convert: the same disc under another descriptor, in other files. Reads the command line, lets the library
 * work, reports what came of it and what was lost on the way. Many discs at once: convert_many.c.
 */
#include "cli/fold.h"
#include "cli/output_name.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/convert_disc.h"
#include "redbook/convert_many.h"
#include "redbook/convert_output.h"

#include <redbook/check.h>

#include <stdlib.h>
#include <string.h>

#define AT(member) .offset = offsetof(convert_values, member)

const cli_option convert_options[] = {
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "OUT",
     .help = "file: .cue, .toc, .ccd, .gdi, .sbi, .lsd, .chd or .iso; or a folder, FOLDER/"},
    {.kind = CLI_CHOICE,
     .name = "target",
     AT(target),
     .argument = "portable|redump|single|eac|cdrwin|wav|toc|ccd|gdi|sbi|lsd|chd|iso|ddp",
     .help = "type of image [by OUT's suffix; .cue: portable]"},
    {.kind = CLI_CHOICE,
     .name = "pregaps",
     AT(pregaps),
     .argument = "keep|commands",
     .help = "silent pregaps in files or as PREGAP [keep]"},
    {.kind = CLI_TEXT,
     .name = "mcn",
     AT(over.mcn),
     .argument = "CODE",
     .help = "13 digits (UPC/EAN) in place of the disc's, '' for none"},
    {.kind = CLI_TEXT, .name = "master-id", AT(master_id), .argument = "TEXT", .help = "the plant's id for a DDP"},
    {.kind = CLI_SWITCH,
     .name = "force-delivery",
     AT(force_delivery),
     .help = "write a DDP even if check --profile plant reports errors"},
    {.kind = CLI_CHOICE,
     .name = "compression",
     AT(compression),
     .argument = "normal|best|fast|none",
     .help = "compression of a CHD [normal]"},
    {.kind = CLI_SWITCH, .name = "cdg", AT(cdg), .help = "read .cdg files next to audio files"},
    {.kind = CLI_SWITCH, .name = "strict", AT(strict), .help = "fail if anything would be lost"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace existing files"},
    {.kind = CLI_SWITCH, .name = "m3u", AT(m3u), .help = "in FOLDER/: a playlist for each set of discs, \"(Disc 1)\""},
    {.kind = CLI_TEXT,
     .name = "depfile",
     AT(depfile),
     .argument = "FILE",
     .help = "write a make rule with the input files; a folder if there are several images"},
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

/* Whether OUT is a folder for any number of discs. A fileset is a folder itself. */
static bool is_many(const convert_values *values, const cli_line *line)
{
    const size_t length = values->output ? strlen(values->output) : 0;
    if (cli_operand_count(line) > 1)
        return true;
    return length > 0 && values->output[length - 1] == '/' &&
           !(values->target >= 0 && !rbk_target_at((size_t)values->target)->extension[0]);
}

/* How to write into a folder that is there; "" of anything else. */
static const char *folder_hint(const char *output, char text[CLI_OUTPUT_HINT_BYTES])
{
    text[0] = '\0';
    if (cli_output_is_folder(output))
        snprintf(text, CLI_OUTPUT_HINT_BYTES, "; for a file in this folder use '%s/'", output);
    return text;
}

/* 0, or the exit code of the usage error that was reported. */
static int check_target(const cli_command *command, convert_values *values)
{
    const char *program = redbook_program.name;
    const rbk_target *target = convert_target_of(values, values->output);
    char hint[CLI_OUTPUT_HINT_BYTES], folder[CLI_OUTPUT_HINT_BYTES];
    if (!target)
        return cli_usage_error(
            program, command,
            "--output: expected a name that ends in '.cue', '.toc', '.ccd', '.gdi', '.sbi', '.lsd', '.chd' or '.iso', "
            "or a folder with --target=ddp, found '%s'%s%s",
            values->output, cli_output_hint(values->output, CLI_OUTPUT_FROM_IMAGE, hint),
            folder_hint(values->output, folder));
    values->path = rbk_target_path(target, values->output);
    if (!values->path)
        return cli_usage_error(program, command, "out of memory");
    if (!rbk_target_takes(target, values->path))
        return cli_usage_error(program, command, "--target=%s: expected a name that ends in '.%s', found '%s'%s",
                               target->name, target->extension, values->output, folder_hint(values->output, folder));
    if (values->m3u)
        return cli_usage_error(program, command, "--m3u: expected a folder for the discs, '%s/', found '%s'",
                               values->output, values->output);
    return 0;
}

/* What the target of one disc, or of all, has an option for. */
static int check_target_options(const cli_command *command, const convert_values *values, const rbk_target *target)
{
    const char *program = redbook_program.name;
    if (strcmp(target->name, "ddp") != 0 && (values->master_id || values->force_delivery))
        return cli_usage_error(program, command, "--%s applies only to a DDP: expected --target=ddp, found target '%s'",
                               values->master_id ? "master-id" : "force-delivery", target->name);
    rbk_error error;
    if (values->master_id && rbk_convert_check_master_id(values->master_id, &error) != RBK_OK)
        return cli_usage_error(program, command, "--master-id: %s", error.sentence);
    if (values->compression >= 0 && strcmp(target->extension, "chd") != 0)
        return cli_usage_error(program, command,
                               "--compression applies only to a CHD: expected a name that ends in "
                               "'.chd', found '%s'",
                               values->output);
    return 0;
}

/* Several files that are neither descriptors nor sectors. Such may be folders, damaged, or not there at all. */
static bool may_be_audio(const cli_line *line)
{
    rbk_source_kind kind = RBK_SOURCE_AUDIO;
    rbk_error error;
    for (size_t i = 0; i < cli_operand_count(line) && kind == RBK_SOURCE_AUDIO; i++)
        if (rbk_source_kind_of(cli_operands(line)[i], NULL, &kind, &error) != RBK_OK)
            return false;
    return cli_operand_count(line) > 1 && kind == RBK_SOURCE_AUDIO;
}

/* Several files of audio are most often one disc, which author makes of them. */
static bool all_are_audio(const convert_values *values, const cli_line *line)
{
    rbk_error error;
    bool all = may_be_audio(line);
    for (size_t i = 0; i < cli_operand_count(line) && all; i++) {
        rbk_audio *audio = NULL;
        all = rbk_audio_open(cli_operands(line)[i], values->audio.raw_given ? &values->audio.raw : NULL, &audio, NULL,
                             &error) == RBK_OK;
        rbk_audio_close(audio);
    }
    return all;
}

/* The command for the target of one disc, after its sheet was authored; "" if that is all. Returns text. */
static const char *convert_next(const convert_values *values, char text[CLI_OUTPUT_HINT_BYTES])
{
    const char *output = values->output;
    const rbk_target *target = values->target >= 0 ? rbk_target_at((size_t)values->target) : NULL;
    const int stem = cli_output_stem(output);
    if (!target)
        return cli_output_next(output, text);
    snprintf(text, CLI_OUTPUT_HINT_BYTES, "redbook convert %.*s.cue --target %s -o %.*s%s%s", stem, output,
             target->name, stem, output, target->extension[0] ? "." : "", target->extension);
    return text;
}

/* A target that no disc of audio can be written in: 0, or the exit code of the usage error that was reported. */
static int check_audio_target(const cli_command *command, const convert_values *values, size_t count)
{
    char name[64], some[CLI_OUTPUT_HINT_BYTES];
    const rbk_target *target = values->target >= 0 ? rbk_target_at((size_t)values->target) : NULL;
    snprintf(name, sizeof name, "x.%s", target ? target->extension : "");
    if (!cli_output_of_some(target ? name : values->output, some))
        return 0;
    return cli_usage_error(redbook_program.name, command,
                           "--output: expected images for '%s', found %zu audio files: %s", values->output, count,
                           some);
}

/*
 * A name of a file, or files of audio, where a folder of several discs is to be written: 0, or the exit code of the usage
 * error that was reported. A folder that exists, or a name with '/' at its end, is one in any case.
 */
static int check_folder(const cli_command *command, const convert_values *values, const cli_line *line)
{
    const char *program = redbook_program.name, *output = values->output;
    const size_t count = cli_operand_count(line);
    char next[CLI_OUTPUT_HINT_BYTES];
    if (cli_output_is_folder(output))
        return 0;
    if (!all_are_audio(values, line))
        return cli_output_has_format(output)
                   ? cli_usage_error(program, command, "--output: expected a folder for %zu discs, found '%s'", count,
                                     output)
                   : 0;
    int wrong = check_audio_target(command, values, count);
    if (wrong)
        return wrong;
    convert_next(values, next);
    return cli_usage_error(program, command,
                           "--output: expected a folder, '%s/', for a disc of each of %zu audio files, found '%s'; for "
                           "one disc of them use 'redbook author FILE... -o %.*s.cue'%s%s%s",
                           output, count, output, cli_output_stem(output), output, next[0] ? ", then '" : "", next,
                           next[0] ? "'" : "");
}

/* After the work: a folder was named, and yet one disc may have been meant. */
static void say_one_disc(const convert_values *values, const cli_line *line, bool all_read)
{
    const cli_voice voice = {redbook_program.name, values->quiet, values->verbose};
    if (!values->quiet && (all_read ? may_be_audio(line) : all_are_audio(values, line)))
        cli_say(&voice,
                "each audio file is a disc of its own; 'redbook author FILE... -o OUT.cue' makes one disc of them");
}

static int check_values(const cli_command *command, convert_values *values, const cli_line *line)
{
    const char *program = redbook_program.name;
    const bool many = is_many(values, line);
    if (cli_operand_count(line) == 0)
        return cli_usage_error(program, command, "expected one disc, found 0");
    if (!values->output)
        return cli_usage_error(program, command, "no output: expected -o OUT");
    if (cli_operand_count(line) > 1 && (values->over.mcn || values->master_id))
        return cli_usage_error(program, command, "--%s is of one disc, found %zu discs",
                               values->over.mcn ? "mcn" : "master-id", cli_operand_count(line));
    int wrong = many ? check_folder(command, values, line) : check_target(command, values);
    if (!wrong)
        wrong = check_target_options(command, values,
                                     many ? convert_many_target(values) : convert_target_of(values, values->path));
    if (!wrong)
        wrong = audio_options_check(&values->audio, program, command);
    return wrong ? wrong : cli_check_voice(program, command, values->verbose, values->quiet);
}

/* ------------------------------------------------------------------ the work */

typedef struct convert_job {
    cli_session session;
    const convert_values *values;
    convert_task task;
} convert_job;

static const rbk_listener *begin(void *user)
{
    return cli_session_begin_work(&((convert_job *)user)->session);
}

static void end(void *user)
{
    cli_session_end_work(&((convert_job *)user)->session);
}

static rbk_status convert(void *user)
{
    convert_job *job = user;
    return convert_disc(job->values, &job->task, job->session.findings, &job->session.error);
}

static void drop(void *user)
{
    convert_task_release(&((convert_job *)user)->task);
}

/* Packs that cannot be made, and a track without sectors, are no matter of the plant. */
static bool is_refused_by_all(const rbk_finding *finding)
{
    static const char *const rules[] = {RBK_RULE_CDTEXT_CHARSET, RBK_RULE_CDTEXT_TOO_LONG, RBK_RULE_TRACK_EMPTY};
    bool found = false;
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++)
        found = found || strcmp(finding->rule, rules[i]) == 0;
    return found;
}

/* Errors that are not about the command line or about files in the way. */
static bool is_refused_by_plant(const convert_job *job)
{
    const rbk_findings *findings = job->session.findings;
    bool refused = false;
    if (job->session.error.status != RBK_REFUSED || strcmp(job->task.target->name, "ddp") != 0 ||
        job->values->force_delivery)
        return false;
    for (size_t i = 0; i < rbk_findings_count(findings) && !refused; i++) {
        const rbk_finding *finding = rbk_findings_at(findings, i);
        refused = finding->severity == RBK_ERROR && rbk_rule_find(finding->rule) && !is_refused_by_all(finding);
    }
    return refused;
}

static int report(void *user)
{
    const convert_job *job = user;
    const convert_values *values = job->values;
    const cli_session *session = &job->session;
    convert_result result = {job->task.path,       values->path,      convert_target_of(values, values->path),
                             job->task.conversion, session->findings, &session->error};
    int exit_code = cli_session_conclude(session);
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset", CLI_HINT_CDTEXT);
    if (is_refused_by_plant(job) && !values->quiet)
        cli_say(&session->voice, "--force-delivery writes what a plant would refuse");
    if (values->cdtext_from < 0)
        cli_say_hint(&session->voice, session->findings, RBK_WARNING, "cdtext.text-differs", CLI_HINT_CDTEXT_FROM);
    bool reported = true;
    if (values->json)
        reported = convert_print_json(&result, stdout);
    else if (values->verbose && job->task.conversion) {
        FILE *out = cli_fold_begin(stdout);
        reported = convert_print_table(&result, out);
        reported = cli_fold_end(out) && reported;
    }
    if (job->task.rule_error.status != RBK_OK) {
        cli_say_error(&session->voice, &job->task.rule_error);
        cli_say(&session->voice, "the image was written, its make rule was not");
        exit_code = CLI_EXIT_FAILED;
    }
    bool written = session->error.status == RBK_OK;
    return cli_finish_work(&session->voice, written ? "the image was written" : NULL, exit_code, reported);
}

static int run(const convert_values *values, const char *path)
{
    static const cli_work work = {convert, report, drop};
    convert_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                   .fail_on = (rbk_severity)values->fail_on,
                                   .writes = true,
                                   .no_progress = values->no_progress},
                       .values = values,
                       .task = {.path = path,
                                .output = values->path,
                                .target = convert_target_of(values, values->path),
                                .depfile = values->depfile,
                                .jobs = values->audio.jobs,
                                .begin = begin,
                                .end = end}};
    job.task.user = &job;
    rbk_error_init(&job.task.rule_error);
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
    if (!exit_code && is_many(&values, line)) {
        exit_code = convert_many(&values, cli_operands(line), cli_operand_count(line));
        say_one_disc(&values, line, exit_code == CLI_EXIT_OK);
    } else if (!exit_code)
        exit_code = run(&values, cli_operands(line)[0]);
    cli_line_free(line);
    free(values.path);
    return exit_code;
}
