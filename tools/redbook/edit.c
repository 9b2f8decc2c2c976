/*
 * redbook edit: other texts, codes, flags and index marks for a finished image. Reads the command line, lets the library
 * write, shows what changed.
 */
#include "cli/fold.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/commands.h"
#include "redbook/overrides.h"

#include <stdlib.h>
#include <string.h>

typedef struct edit_values {
    overrides over;
    bool dry_run;
    int cdtext_from;
    bool text_fallback;
    rbk_source_options open;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
} edit_values;

#define AT(member) .offset = offsetof(edit_values, member)

const cli_option edit_options[] = {
    {.kind = CLI_GROUP, .help = "New values (an empty value removes the old one)"},
    OVERRIDES_ROWS_OF_DISC(edit_values, over),
    {.kind = CLI_VALUE,
     .name = "track",
     AT(over),
     .read = overrides_read_edit_row,
     .argument = "N:FIELD=VALUE",
     .repeats = true,
     .help = "text, ISRC, flags or index of track N"},
    {.kind = CLI_GROUP, .help = "Output"},
    {.kind = CLI_SWITCH, .letter = 'n', .name = "dry-run", AT(dry_run), .help = "show the changes, write nothing"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    {.kind = CLI_GROUP, .help = "Texts"},
    {.kind = CLI_CHOICE,
     .name = "cdtext-from",
     AT(cdtext_from),
     .argument = "packs|sheet",
     .help = "which texts to use if they differ"},
    {.kind = CLI_SWITCH, .name = "cdtext-fallback", AT(text_fallback), .help = "replace unencodable characters"},
    {.kind = CLI_GROUP, .help = "Reading the sheet"},
    CLI_ROW_ENCODING(edit_values, open),
    CLI_ROW_ANY_PATH(edit_values, open),
    {.kind = CLI_GROUP, .help = "Messages"},
    CLI_ROW_FAIL_ON(edit_values, fail_on),
    CLI_ROWS_VOICE(edit_values, verbose, quiet, "print notes too"),
    {.kind = CLI_END},
};

typedef struct edit_job {
    cli_session session;
    const edit_values *values;
    const char *path;
    rbk_edit_result *result;
} edit_job;

/* ------------------------------------------------------------------ the work */

static rbk_status move_indexes(const overrides *over, const disc_input *input, rbk_disc *disc, cli_session *session)
{
    size_t count = 0;
    rbk_index_edit *edits = calloc(over->track_count + 1, sizeof *edits);
    if (!edits)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < over->track_count; i++)
        if (over->tracks[i].field == TRACK_INDEX)
            edits[count++] = over->tracks[i].mark;
    rbk_status status = rbk_edit_indexes(disc, input->layout, edits, count, session->findings, &session->error);
    free(edits);
    return status;
}

/* All refusals of a line are found before it ends. */
static rbk_status change(edit_job *job, const disc_input *input, rbk_disc *disc)
{
    cli_session *session = &job->session;
    rbk_edit_options options;
    rbk_edit_options_init(&options);
    options.dry_run = job->values->dry_run;
    options.text_fallback = job->values->text_fallback;
    options.cdtext_chosen = job->values->cdtext_from >= 0;
    options.encoding = job->values->open.format.encoding;
    size_t errors = rbk_findings_count_from(session->findings, RBK_ERROR);
    rbk_status status = overrides_apply(&job->values->over, disc, session->findings, &session->error);
    if (status == RBK_OK)
        status = move_indexes(&job->values->over, input, disc, session);
    if (status == RBK_OK && rbk_findings_count_from(session->findings, RBK_ERROR) > errors) {
        session->error.status = status = RBK_REFUSED;
        snprintf(session->error.sentence, sizeof session->error.sentence, "the image cannot be edited so");
    }
    return status == RBK_OK
               ? rbk_edit_write(input->disc, disc, &options, &job->result, session->findings, &session->error)
               : status;
}

static rbk_status read_image(edit_job *job, const rbk_source_options *open, disc_input *input)
{
    rbk_findings *read = rbk_findings_new();
    rbk_status status = read ? disc_input_read(job->path, open, input, read, &job->session.error) : RBK_NO_MEMORY;
    if (read && overrides_pass_on(&job->values->over, read, job->session.findings) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(read);
    return status;
}

static rbk_status edit(void *user)
{
    edit_job *job = user;
    disc_input input = {NULL, NULL, NULL};
    rbk_disc *disc = NULL;
    rbk_source_options open = job->values->open;
    open.cdtext = job->values->cdtext_from > 0 ? RBK_CDTEXT_FROM_SHEET : RBK_CDTEXT_FROM_PACKS;
    rbk_status status = read_image(job, &open, &input);
    if (status == RBK_OK)
        status = (disc = rbk_disc_copy(input.disc)) ? change(job, &input, disc) : RBK_NO_MEMORY;
    rbk_disc_free(disc);
    disc_input_release(&input);
    return status;
}

/* ------------------------------------------------------------------ what came of it */

static void change_row(cli_table *table, const rbk_edit_change *change)
{
    if (change->track)
        cli_table_print_cell(table, "%u", (unsigned)change->track);
    else
        cli_table_cell(table, NULL);
    if (strcmp(change->what, "index") == 0)
        cli_table_print_cell(table, "index %02u", (unsigned)change->index);
    else
        cli_table_cell(table, change->what);
    cli_table_cell(table, change->before[0] ? change->before : "(none)");
    cli_table_cell(table, change->after[0] ? change->after : "(none)");
}

static bool print_changes(const rbk_edit_result *result, FILE *out)
{
    static const char *const headings[] = {">track", "what", "before", "after"};
    if (result->change_count == 0)
        return fputs("no changes: the image has these values already\n", out) >= 0;
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < result->change_count; i++)
        change_row(table, &result->changes[i]);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static void json_change(cli_json *json, const rbk_edit_change *change)
{
    cli_json_open_object(json, NULL);
    if (change->track)
        cli_json_number(json, "track", change->track);
    else
        cli_json_null(json, "track");
    cli_json_text(json, "what", change->what);
    if (strcmp(change->what, "index") == 0)
        cli_json_number(json, "index", change->index);
    else
        cli_json_null(json, "index");
    cli_json_text(json, "before", change->before);
    cli_json_text(json, "after", change->after);
    cli_json_close(json);
}

static void json_members(cli_json *json, const void *from)
{
    const edit_job *job = from;
    const rbk_edit_result *result = job->result;
    cli_json_text(json, "path", job->path);
    cli_json_bool(json, "written", result && result->written);
    cli_json_text(json, "descriptor", result ? result->descriptor_path : NULL);
    cli_json_text(json, "cdtext", result ? result->cdtext_path : NULL);
    cli_json_error(json, &job->session.error);
    cli_json_open_array(json, "changes");
    for (size_t i = 0; result && i < result->change_count; i++)
        json_change(json, &result->changes[i]);
    cli_json_close(json);
    cli_json_findings(json, job->session.findings);
}

static int report(void *user)
{
    const edit_job *job = user;
    const edit_values *values = job->values;
    const cli_session *session = &job->session;
    int exit_code = cli_session_conclude(session);
    bool reported = true;
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset",
                 "use --cdtext-fallback to replace unencodable characters");
    if (values->cdtext_from < 0)
        cli_say_hint(&session->voice, session->findings, RBK_ERROR, "edit.cdtext", CLI_HINT_CDTEXT_FROM);
    if (values->json)
        reported = cli_session_print_json("edit", json_members, job, stdout);
    else if (job->result && !values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        reported = print_changes(job->result, out);
        reported = cli_fold_end(out) && reported;
    }
    const bool changed = job->result && job->result->change_count > 0;
    if (changed && values->dry_run && !values->quiet)
        cli_say(&session->voice, "nothing was written: --dry-run");
    return cli_finish_work(&session->voice, changed && !values->dry_run ? "the changes were written" : NULL, exit_code,
                           reported);
}

static void drop(void *user)
{
    edit_job *job = user;
    rbk_edit_result_free(job->result);
    job->result = NULL;
}

static int run(const edit_values *values, const char *path)
{
    static const cli_work work = {edit, report, drop};
    edit_job job = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                .fail_on = (rbk_severity)values->fail_on,
                                .writes = true,
                                .no_progress = true},
                    .values = values,
                    .path = path};
    return cli_session_run(&job.session, &work, &job, path);
}

/* 0, or the exit code of the usage error that was reported. */
static int check_values(const cli_command *command, const edit_values *values, const cli_line *line)
{
    const char *program = redbook_program.name;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(program, command, "expected one image, found %zu", cli_operand_count(line));
    if (!overrides_given(&values->over))
        return cli_usage_error(program, command, "nothing to change: expected --title, --track or another new value");
    return cli_check_voice(program, command, values->verbose, values->quiet);
}

int edit_run(const cli_command *command, int argc, const char **argv)
{
    edit_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.cdtext_from = -1;
    values.fail_on = RBK_ERROR;
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code)) {
        exit_code = check_values(command, &values, line);
        if (!exit_code)
            exit_code = run(&values, cli_operands(line)[0]);
    }
    overrides_release(&values.over);
    cli_line_free(line);
    return exit_code;
}
