/*
 * redbook author: audio files or a sheet become an image. Reads the command line, lets the library work, reports what
 * came of it.
 */
#include "cli/depfile.h"
#include "cli/fold.h"
#include "cli/output_name.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/audio_options.h"
#include "redbook/author_output.h"
#include "redbook/commands.h"
#include "redbook/gaps.h"
#include "redbook/languages.h"
#include "redbook/overrides.h"

#include <redbook/author.h>
#include <redbook/stage.h>

#include <stdlib.h>
#include <string.h>

/* The command line as read. Choices are -1 where nothing was said. */
typedef struct author_values {
    const char *output;
    bool force;
    uint32_t capacity_sectors;
    int short_tracks;
    const char *data;
    bool data_session;
    gap_list gaps;
    uint32_t gaps_of_files[RBK_TRACKS_MAX];
    const char *names;
    int sort;
    audio_options audio;
    const char *depfile;
    bool strict;
    overrides over;
    int cdtext;
    int cdtext_from;
    bool text_fallback;
    language_list languages;
    rbk_source_options open;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} author_values;

#define AT(member) .offset = offsetof(author_values, member)

const cli_option author_options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "OUT.cue",
     .help = "sheet to write; the BIN gets its name"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace existing files"},
    CLI_ROW_CAPACITY(author_values, capacity_sectors),
    {.kind = CLI_CHOICE,
     .name = "short-tracks",
     AT(short_tracks),
     .argument = "refuse|pad|allow",
     .help = "tracks under 4 s [refuse]"},
    {.kind = CLI_GROUP, .help = "Input, order and joins"},
    CLI_ROWS_INPUT(author_values, open),
    {.kind = CLI_TEXT, .name = "data", AT(data), .argument = "FILE", .help = "track 1 from an ISO or raw sectors"},
    {.kind = CLI_SWITCH, .name = "session", AT(data_session), .help = "--data as a second session (CD-Extra)"},
    GAPS_ROWS(author_values, gaps, names),
    AUDIO_OPTIONS_JOIN_ROWS(author_values, audio),
    {.kind = CLI_CHOICE,
     .name = "sort",
     AT(sort),
     .argument = "given|tags",
     .help = "order of files: as given, or by tags [given]"},
    {.kind = CLI_GROUP, .help = "Audio"},
    AUDIO_OPTIONS_ROWS(author_values, audio),
    AUDIO_OPTIONS_GAIN_ROWS(author_values, audio),
    {.kind = CLI_GROUP, .help = "Texts and codes, in place of those in files and sheet"},
    OVERRIDES_ROWS(author_values, over),
    CLI_ROWS_CDTEXT(author_values, cdtext, cdtext_from, text_fallback),
    {.kind = CLI_VALUE,
     .name = "cdtext-language",
     AT(languages),
     .read = languages_read_row,
     .argument = "LANGUAGE=FILE",
     .repeats = true,
     .help = "CD-TEXT in one more language, ja=ja.txt"},
    {.kind = CLI_GROUP, .help = "Messages"},
    CLI_ROW_FAIL_ON(author_values, fail_on),
    {.kind = CLI_SWITCH, .name = "strict", AT(strict), .help = "treat warnings as errors"},
    {.kind = CLI_TEXT,
     .name = "depfile",
     AT(depfile),
     .argument = "FILE",
     .help = "write a make rule with the input files"},
    CLI_ROWS_VOICE(author_values, verbose, quiet, "print notes and tables"),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

/* ------------------------------------------------------------------ the command line as a whole */

/* 0, or the exit code of the usage error that was reported. */
static int check_values(const cli_command *command, author_values *values, const cli_line *line)
{
    const char *program = redbook_program.name;
    if (cli_operand_count(line) == 0 && !values->data)
        return cli_usage_error(program, command, "no input: expected a sheet or audio files");
    if (!values->output)
        return cli_usage_error(program, command, "no output: expected -o OUT.cue");
    int wrong = cli_output_check_cue(program, command, values->output, CLI_OUTPUT_FROM_FILES);
    if (wrong)
        return wrong;
    if (values->languages.count > 0 && values->cdtext == RBK_CDTEXT_NEVER)
        return cli_usage_error(program, command, "--cdtext-language needs packs: it cannot go with --cdtext=never");
    if (values->data_session && !values->data)
        return cli_usage_error(program, command,
                               "--session: expected --data FILE too, which becomes the second session");
    if (values->data_session && cli_operand_count(line) == 0)
        return cli_usage_error(program, command, "--session: expected audio files for the first session");
    wrong = audio_options_check(&values->audio, program, command);
    if (wrong)
        return wrong;
    return cli_check_voice(program, command, values->verbose, values->quiet);
}

/* Options for audio files, with a disc of something else. 0, or an exit code. */
static int check_without_files(const cli_command *command, const author_values *values, rbk_source_kind kind,
                               const char *const *paths, size_t count)
{
    const char *program = redbook_program.name;
    const char *option = gaps_option_of_files(&values->gaps, &values->over, values->names, values->sort);
    char why[CLI_WHY_BYTES];
    if (kind == RBK_SOURCE_DESCRIPTOR && values->data)
        return cli_usage_error(program, command, "--data is for audio files: a sheet names its own data");
    if (kind == RBK_SOURCE_SECTORS && !option && values->audio.raw_given)
        option = "raw";
    if (kind == RBK_SOURCE_DESCRIPTOR && option)
        return cli_usage_error(program, command, "--%s is for audio files: a sheet has its own gaps, titles and order",
                               option);
    if (kind == RBK_SOURCE_SECTORS && option)
        return cli_usage_error(program, command, "--%s is for audio files: '%s' holds the sectors of one track%s",
                               option, paths[0], values->open.bare ? " (--mode)" : "");
    if (count == 0 && option)
        return cli_usage_error(program, command, "--%s is for audio files: the disc has none", option);
    bool only = kind == RBK_SOURCE_AUDIO && count == 1 && (!values->data || values->data_session);
    return only && !gaps_check_only_file(option, paths[0], why) ? cli_usage_error(program, command, "%s", why) : 0;
}

/* Of the sources, before the work: what they are, and what was noticed or went wrong, to be reported with that of the work. */
typedef struct first_look {
    rbk_source_kind kind;
    rbk_error trouble;
    rbk_findings *findings; /* NULL without memory */
} first_look;

/*
 * A sheet comes alone, and so does a file of sectors that is not named with --data. 0, or an exit code. What cannot be
 * looked at is in trouble, to be reported like other failures of the work.
 */
static int check_sources(const cli_command *command, author_values *values, const cli_line *line, first_look *look)
{
    const char *program = redbook_program.name;
    size_t count = cli_operand_count(line);
    rbk_source_kind *kind = &look->kind;
    if (values->open.bare && values->data && rbk_track_mode_is_audio(values->open.mode))
        return cli_usage_error(program, command, "--mode: expected a data mode for --data, found %s",
                               rbk_track_mode_name(values->open.mode));
    if (values->open.bare && !values->data && count != 1)
        return cli_usage_error(program, command, "--mode applies to one file, found %zu", count);
    for (size_t i = 0; i < count && *kind == RBK_SOURCE_AUDIO; i++) {
        const char *path = cli_operands(line)[i];
        if (rbk_recover_reporting(path, RBK_RECOVER_TO_READ, look->findings, &look->trouble) != RBK_OK ||
            rbk_source_kind_of(path, values->data ? NULL : &values->open, kind, &look->trouble) != RBK_OK)
            return 0;
        if (*kind == RBK_SOURCE_DESCRIPTOR && count > 1)
            return cli_usage_error(program, command, "'%s' is a sheet: expected it alone, found %zu inputs", path,
                                   count);
        if (*kind == RBK_SOURCE_SECTORS && (count > 1 || values->data))
            return cli_usage_error(program, command, "'%s' holds data sectors: expected it alone, or as --data", path);
    }
    int wrong = check_without_files(command, values, *kind, cli_operands(line), count);
    if (wrong)
        return wrong;
    char why[CLI_WHY_BYTES];
    if (*kind == RBK_SOURCE_AUDIO &&
        !gaps_of_files(&values->gaps, &values->over, count, values->data && !values->data_session ? 2 : 1,
                       values->gaps_of_files, why))
        return cli_usage_error(program, command, "%s", why);
    return 0;
}

static void fill_options(const author_values *values, const char *sheet_path, rbk_author_options *options)
{
    rbk_author_options_init(options);
    options->sheet_path = sheet_path;
    options->replace = values->force;
    options->strict = values->strict;
    options->capacity_sectors = values->capacity_sectors;
    if (values->short_tracks >= 0)
        options->short_tracks = (rbk_short_tracks)values->short_tracks;
    options->cdtext = (rbk_cdtext_use)values->cdtext;
    options->text_fallback = values->text_fallback;
    audio_options_apply(&values->audio, options);
}

/* ------------------------------------------------------------------ the work */

typedef struct author_job {
    cli_session session;
    const author_values *values;
    const cli_line *line;
    rbk_source_kind kind;
    rbk_error trouble; /* of the first look at the sources */
    rbk_disc *disc;
    rbk_author_report *report;
} author_job;

/* NULL: audio files, which no sheet names. */
static const char *sheet_of(const author_job *job)
{
    return job->kind == RBK_SOURCE_DESCRIPTOR ? cli_operands(job->line)[0] : NULL;
}

static rbk_status write_image(author_job *job, const rbk_author_options *options)
{
    cli_session *session = &job->session;
    const rbk_listener *listener = cli_session_begin_work(session);
    rbk_status status = rbk_author_write(job->disc, options, job->values->output, listener, &job->report,
                                         session->findings, &session->error);
    cli_session_end_work(session);
    return status;
}

/*
 * Something was refused already: looks at the rest of the reasons as well, so that all come at once.
 */
static rbk_status refuse(const rbk_disc *disc, const rbk_author_options *options, bool measured, rbk_findings *findings,
                         rbk_error *error)
{
    rbk_layout *layout = NULL;
    rbk_rules rules = {.capacity_sectors = options->capacity_sectors,
                       .short_tracks = options->short_tracks,
                       .judge = RBK_JUDGE_AUTHOR};
    if (measured && rbk_layout_compute(disc, options->join, &layout, findings, error) == RBK_OK)
        rbk_rules_check(disc, layout, &rules, options->sheet_path, findings, error);
    rbk_layout_free(layout);
    return RBK_REFUSED;
}

static rbk_status read_disc(const author_values *values, const cli_line *line, rbk_source_kind kind, rbk_disc **disc,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_source_input input = {.paths = cli_operands(line),
                              .count = cli_operand_count(line),
                              .sort = values->sort >= 0 ? (rbk_source_sort)values->sort : RBK_SORT_GIVEN,
                              .gaps = values->gaps_of_files,
                              .names = values->names,
                              .data_path = values->data,
                              .data_options = &values->open,
                              .data_session = values->data_session};
    if (kind == RBK_SOURCE_AUDIO)
        return rbk_source_from_files(&input, disc, findings, error);
    return rbk_source_read(input.paths[0], &values->open, disc, findings, error);
}

/* Findings above the severity come down to it. */
static int judge_at_most(void *user, const rbk_finding *finding)
{
    rbk_severity highest = *(const rbk_severity *)user;
    return (int)(finding->severity > highest ? highest : finding->severity);
}

/*
 * Texts from the command line go over those in the disc's own packs, too. Where nobody has asked for packs, new texts
 * that do not fit into them are no reason to refuse: the old packs stay after.
 */
static rbk_status renew_cdtext(const author_values *values, rbk_disc *disc, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext_options options;
    bool asked_for = values->cdtext == RBK_CDTEXT_ALWAYS;
    if (values->cdtext == RBK_CDTEXT_NEVER || !overrides_given(&values->over))
        return RBK_OK;
    rbk_findings *noticed = rbk_findings_new();
    if (!noticed)
        return RBK_NO_MEMORY;
    rbk_cdtext_options_init(&options);
    options.fallback = values->text_fallback;
    rbk_status status = rbk_cdtext_renew(disc, &options, noticed, error);
    rbk_severity highest = asked_for ? RBK_ERROR : RBK_WARNING;
    if (rbk_findings_pass_on(noticed, judge_at_most, &highest, findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(noticed);
    if (status != RBK_REFUSED || asked_for)
        return status;
    status = rbk_findings_add(findings, RBK_WARNING, "cdtext.not-written", NULL, 0, 0,
                              "the disc's own CD-TEXT is not written, because the new texts do not fit into it");
    return status == RBK_OK ? rbk_disc_set_cdtext(disc, NULL, 0, error) : status;
}

/* --strict: what would only be reported prevents it. */
static rbk_status refuse_warnings(const rbk_findings *findings, rbk_error *error)
{
    size_t count = rbk_findings_count_from(findings, RBK_WARNING);
    error->status = RBK_REFUSED;
    snprintf(error->sentence, sizeof error->sentence, "%zu warning%s, refused by --strict", count,
             RBK_PLURAL(count, "", "s"));
    return RBK_REFUSED;
}

/* *image: the path is that of a file of the image. */
static rbk_status look_for_path(const author_values *values, size_t sessions, const char *path, bool *image,
                                rbk_error *error)
{
    static const char *const endings[] = {".cue", ".cdt"};
    char *part = strdup(values->output);
    rbk_status status = part ? cli_depfile_same_place(path, part, image, error) : RBK_NO_MEMORY;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && !*image && status == RBK_OK; i++) {
        memcpy(part + strlen(part) - 4, endings[i], 4);
        status = cli_depfile_same_place(path, part, image, error);
    }
    free(part);
    for (size_t s = 0; s < sessions && !*image && status == RBK_OK; s++) {
        char *bin = rbk_stage_bin_path(values->output, s);
        status = bin ? cli_depfile_same_place(path, bin, image, error) : RBK_NO_MEMORY;
        free(bin);
    }
    return status;
}

/* A rule of make in the place of a source, or of the image, would be the end of it. */
static rbk_status check_depfile(const author_values *values, const rbk_disc *disc, const char *sheet,
                                rbk_findings *findings, rbk_error *error)
{
    const char *path = values->depfile, *source = NULL;
    bool image = false;
    if (!path)
        return RBK_OK;
    rbk_status status = rbk_source_at(disc, sheet, path, &source, error);
    if (status == RBK_OK)
        status = look_for_path(values, rbk_disc_session_count(disc), path, &image, error);
    if (status != RBK_OK || (!source && !image))
        return status;
    return rbk_findings_add(findings, RBK_ERROR, "target.is-source", path, 0, 0,
                            "it is %s and would be overwritten by the make rule",
                            source ? "a source of the disc" : "a part of the image");
}

/* Without a report the image is not there yet, and it is only tried whether the rule can be written, with findings. */
static rbk_status put_depfile(const author_job *job, rbk_error *error)
{
    const author_values *values = job->values;
    const char *packs = job->report ? job->report->cdtext_path : NULL;
    size_t sessions = rbk_disc_session_count(job->disc), count = 1;
    char **bins = calloc(sessions + 1, sizeof(char *));
    const char *targets[RBK_TRACKS_MAX + 2] = {values->output};
    rbk_status status = bins ? RBK_OK : RBK_NO_MEMORY;
    for (size_t s = 0; s < sessions && status == RBK_OK; s++, count++)
        status = (targets[count] = bins[s] = rbk_stage_bin_path(values->output, s)) ? RBK_OK : RBK_NO_MEMORY;
    targets[count] = packs;
    const cli_depfile file = {targets, count + (packs ? 1 : 0), sheet_of(job), job->disc};
    if (status == RBK_OK)
        status = cli_depfile_write(values->depfile, &file, job->report ? NULL : job->session.findings, error);
    for (size_t s = 0; bins && s < sessions; s++)
        free(bins[s]);
    free(bins);
    cli_recover_error(status, values->depfile, error);
    return status;
}

/*
 * What was read, as one sees it who makes an image of it. Nobody has agreed to a code that was left out; one that is
 * given here replaces whatever was read; what is wrong with one that was kept is recognised by the rules.
 */
static int judge_read(void *user, const rbk_finding *finding)
{
    const author_values *values = *(const author_values **)user;
    static const char *const codes[] = {RBK_RULE_MCN_DIGIT, RBK_RULE_ISRC_SYNTAX, RBK_RULE_MCN_LEFT_OUT,
                                        RBK_RULE_ISRC_LEFT_OUT};
    size_t code = 0;
    while (code < 4 && strcmp(finding->rule, codes[code]) != 0)
        code++;
    if (code < 2 || overrides_replace_code(&values->over, finding))
        return RBK_FINDING_LEFT_OUT;
    return code < 4 ? rbk_rule_find(codes[code])->judgements[RBK_JUDGE_AUTHOR] : (int)finding->severity;
}

static rbk_status read_and_override(const author_values *values, const cli_line *line, rbk_source_kind kind,
                                    rbk_disc **disc, rbk_findings *findings, rbk_error *error)
{
    rbk_findings *read = rbk_findings_new();
    rbk_status status = read ? read_disc(values, line, kind, disc, read, error) : RBK_NO_MEMORY;
    if (read && rbk_findings_pass_on(read, judge_read, &values, findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(read);
    return status == RBK_OK ? overrides_apply(&values->over, *disc, findings, error) : status;
}

static rbk_status author(void *user)
{
    author_job *job = user;
    const author_values *values = job->values;
    rbk_findings *findings = job->session.findings;
    rbk_error *error = &job->session.error;
    rbk_author_options options;
    rbk_source_options open = values->open;
    if (job->trouble.status != RBK_OK) {
        *error = job->trouble;
        return error->status;
    }
    fill_options(values, sheet_of(job), &options);
    open.raw = options.raw;
    rbk_status status = read_and_override(values, job->line, job->kind, &job->disc, findings, error);
    if (status == RBK_OK)
        status = renew_cdtext(values, job->disc, findings, error);
    if (status == RBK_OK)
        status =
            languages_add_to_disc(&values->languages, &values->open, values->text_fallback, job->disc, findings, error);
    if (status != RBK_OK)
        return status;
    status = rbk_source_probe(job->disc, options.sheet_path, &open, findings, error);
    if (status != RBK_OK && status != RBK_REFUSED)
        return status;
    const rbk_status target = check_depfile(values, job->disc, options.sheet_path, findings, error);
    if (target != RBK_OK)
        return target;
    if (rbk_findings_count_from(findings, RBK_ERROR))
        return refuse(job->disc, &options, status == RBK_OK, findings, error);
    if (values->strict && rbk_findings_count_from(findings, RBK_WARNING))
        return refuse_warnings(findings, error);
    status = values->depfile ? put_depfile(job, error) : RBK_OK;
    return status == RBK_OK ? write_image(job, &options) : status;
}

/* The image stands when this is done: a failure is reported and takes nothing back. The exit code. */
static int write_depfile(const author_job *job)
{
    rbk_error error;
    rbk_error_init(&error);
    if (put_depfile(job, &error) == RBK_OK)
        return CLI_EXIT_OK;
    cli_say_error(&job->session.voice, &error);
    cli_say(&job->session.voice, "the image was written, its make rule was not");
    return CLI_EXIT_FAILED;
}

/* What is said of the disc is what was written. Without memory for it, the name of the packs is missing. */
static void describe_image(const author_job *job)
{
    const char *packs = job->report->cdtext_path, *slash = packs ? strrchr(packs, '/') : NULL;
    for (size_t t = 0; t < job->disc->track_count; t++) {
        job->disc->tracks[t].mode = rbk_author_image_mode(job->disc->tracks[t].mode);
        job->disc->tracks[t].number = (uint32_t)t + 1;
    }
    free(job->disc->cdtext_file);
    job->disc->cdtext_file = packs ? strdup(slash ? slash + 1 : packs) : NULL;
}

static int report(void *user)
{
    author_job *job = user;
    const author_values *values = job->values;
    const cli_session *session = &job->session;
    bool written = session->error.status == RBK_OK;
    if (written)
        describe_image(job);
    author_result result = {values->output, values->capacity_sectors, job->disc,
                            job->report,    session->findings,        &session->error};
    int exit_code = cli_session_conclude(session);
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset",
                 values->languages.count > 0 ? CLI_HINT_CDTEXT_FALLBACK : CLI_HINT_CDTEXT);
    if (values->cdtext_from < 0)
        cli_say_hint(&session->voice, session->findings, RBK_WARNING, "cdtext.text-differs", CLI_HINT_CDTEXT_FROM);
    bool reported = true;
    if (values->json)
        reported = author_print_json(&result, stdout);
    else if (values->verbose && result.report) {
        FILE *out = cli_fold_begin(stdout);
        reported = author_print_tables(&result, out);
        reported = cli_fold_end(out) && reported;
    }
    exit_code = cli_finish_work(&session->voice, written ? "the image was written" : NULL, exit_code, reported);
    if (written && values->depfile && write_depfile(job) != CLI_EXIT_OK)
        exit_code = CLI_EXIT_FAILED;
    return exit_code;
}

static void drop(void *user)
{
    author_job *job = user;
    rbk_author_report_free(job->report);
    rbk_disc_free(job->disc);
    job->report = NULL;
    job->disc = NULL;
}

static int run(const author_values *values, const cli_line *line, const first_look *look)
{
    static const cli_work work = {author, report, drop};
    author_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                  .fail_on = (rbk_severity)values->fail_on,
                                  .writes = true,
                                  .no_progress = values->no_progress,
                                  .before = look->findings},
                      .values = values,
                      .line = line,
                      .kind = look->kind,
                      .trouble = look->trouble};
    return cli_session_run(&job.session, &work, &job, look->kind == RBK_SOURCE_AUDIO ? NULL : cli_operands(line)[0]);
}

int author_run(const cli_command *command, int argc, const char **argv)
{
    author_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.open.format.sums = true;
    values.capacity_sectors = RBK_CAPACITY_80_MIN;
    audio_options_init(&values.audio);
    values.short_tracks = values.sort = values.cdtext_from = -1;
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    first_look look = {.kind = RBK_SOURCE_AUDIO, .findings = rbk_findings_new()};
    int exit_code = CLI_EXIT_OK;
    rbk_error_init(&look.trouble);
    if (cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code)) {
        values.open.cdtext = values.cdtext_from > 0 ? RBK_CDTEXT_FROM_SHEET : RBK_CDTEXT_FROM_PACKS;
        exit_code = check_values(command, &values, line);
        if (!exit_code)
            exit_code = check_sources(command, &values, line, &look);
        if (!exit_code)
            exit_code = run(&values, line, &look);
    }
    overrides_release(&values.over);
    rbk_findings_free(look.findings);
    cli_line_free(line);
    return exit_code;
}
