/*
 * redbook compare: is it the same disc? Reads two images, lets the library compare them, tells the differences.
 */
#include "cli/cancel.h"
#include "cli/messages.h"
#include "cli/progress.h"
#include "cli/rows.h"
#include "cli/table.h"
#include "redbook/commands.h"
#include "redbook/disc_output.h"

#include <redbook/verify.h>

#include <string.h>

typedef struct compare_values {
    unsigned ignore;
    rbk_source_options open;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} compare_values;

/* In the order of the bits. */
static const struct ignorable {
    const char *name;
    unsigned bit;
} ignorables[] = {{"texts", RBK_IGNORE_TEXTS},
                  {"codes", RBK_IGNORE_CODES},
                  {"indexes", RBK_IGNORE_INDEXES},
                  {"samples", RBK_IGNORE_SAMPLES}};

#define IGNORABLES (sizeof ignorables / sizeof ignorables[0])

static bool take_ignore(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    compare_values *compare = values;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ","), i = 0;
        while (i < IGNORABLES && (strlen(ignorables[i].name) != length || memcmp(ignorables[i].name, at, length) != 0))
            i++;
        if (i == IGNORABLES) {
            snprintf(why, CLI_WHY_BYTES,
                     "expected texts, codes, indexes or samples with commas between them, found '%s'", text);
            return false;
        }
        compare->ignore |= ignorables[i].bit;
        at += length;
        if (!*at)
            return true;
    }
}

#define AT(member) .offset = offsetof(compare_values, member)

const cli_option compare_options[] = {
    {.kind = CLI_CALL,
     .name = "ignore",
     .take = take_ignore,
     .argument = "texts|codes|indexes|samples",
     .repeats = true,
     .help = "do not look at these (several: with commas)"},
    CLI_ROWS_INPUT(compare_values, open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "all of it as JSON"},
    CLI_ROWS_VOICE(compare_values, verbose, quiet, "notes too | errors only, nothing on stdout"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "no progress line"},
    {.kind = CLI_END},
};

typedef struct compare_result {
    disc_input first;
    disc_input second;
    unsigned ignore;
    rbk_comparison comparison;
    rbk_findings *findings;
    rbk_error error;
} compare_result;

/* ------------------------------------------------------------------ telling people */

/* "text (title)", "index 02", else the kind. */
static void name_cell(cli_table *table, rbk_difference_kind kind, const rbk_difference *difference)
{
    if (kind == RBK_DIFFERENCE_INDEX)
        cli_table_print_cell(table, "index %02u", (unsigned)difference->index);
    else if (kind == RBK_DIFFERENCE_TEXT)
        cli_table_print_cell(table, "%s (%s)", rbk_difference_name(kind), difference->field);
    else
        cli_table_cell(table, rbk_difference_name(kind));
}

static void difference_row(cli_table *table, rbk_difference_kind kind, const rbk_difference *difference)
{
    char time[RBK_TIME_BYTES];
    name_cell(table, kind, difference);
    cli_table_print_cell(table, "%lld", (long long)difference->count);
    if (difference->track)
        cli_table_print_cell(table, "%u", (unsigned)difference->track);
    else
        cli_table_cell(table, NULL);
    cli_table_cell(table, difference->lba == RBK_NO_LBA ? NULL : rbk_time_format(difference->lba, time));
    if (kind == RBK_DIFFERENCE_SAMPLES)
        cli_table_print_cell(table, "%lld", (long long)difference->sample);
    else
        cli_table_cell(table, NULL);
    cli_table_cell(table, difference->first[0] ? difference->first : "(none)");
    cli_table_cell(table, difference->second[0] ? difference->second : "(none)");
}

static bool print_differences(const rbk_comparison *comparison, FILE *out)
{
    static const char *const headings[] = {"what", ">count", ">track", ">first at", ">sample", "in A", "in B"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (int kind = 0; kind < (int)RBK_DIFFERENCE_KINDS; kind++)
        if (comparison->differences[kind].count)
            difference_row(table, (rbk_difference_kind)kind, &comparison->differences[kind]);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* What all the samples that differ have in common, where there is such a thing. */
static void print_reason(const rbk_comparison *comparison, FILE *out)
{
    long long offset = comparison->offset_samples;
    int64_t swapped = comparison->swapped_samples;
    if (swapped > 0 && swapped == comparison->differences[RBK_DIFFERENCE_SAMPLES].count)
        fprintf(out, "\nall of these samples are the same with their bytes in the other order\n");
    else if (comparison->has_offset)
        fprintf(out, "\nB has the sound of A %lld samples %s: then %lld of %lld samples differ\n",
                offset < 0 ? -offset : offset, offset < 0 ? "earlier" : "later",
                (long long)comparison->offset_differences, (long long)comparison->offset_compared_samples);
}

static bool print_text(const compare_result *result, FILE *out)
{
    if (!result->comparison.same) {
        bool printed = print_differences(&result->comparison, out);
        print_reason(&result->comparison, out);
        return printed;
    }
    char total[RBK_TIME_BYTES];
    const rbk_layout *layout = result->first.layout;
    fprintf(out, "same disc: %zu track%s, %s (%lld sectors)", layout->track_count, layout->track_count == 1 ? "" : "s",
            rbk_time_format(rbk_layout_end(layout), total), (long long)rbk_layout_end(layout));
    const char *before = "; not compared: ";
    for (size_t i = 0; i < IGNORABLES; i++)
        if (result->ignore & ignorables[i].bit) {
            fprintf(out, "%s%s", before, ignorables[i].name);
            before = ", ";
        }
    fputc('\n', out);
    return true;
}

/* ------------------------------------------------------------------ telling programs */

static void json_difference(cli_json *json, rbk_difference_kind kind, const rbk_difference *difference)
{
    char time[RBK_TIME_BYTES];
    bool placed = difference->lba != RBK_NO_LBA;
    cli_json_open_object(json, NULL);
    cli_json_text(json, "what", rbk_difference_name(kind));
    cli_json_number(json, "count", difference->count);
    if (difference->track)
        cli_json_number(json, "track", difference->track);
    else
        cli_json_null(json, "track");
    if (kind == RBK_DIFFERENCE_INDEX)
        cli_json_number(json, "index", difference->index);
    else
        cli_json_null(json, "index");
    cli_json_text(json, "field", difference->field);
    if (placed)
        cli_json_number(json, "lba", difference->lba);
    else
        cli_json_null(json, "lba");
    cli_json_text(json, "time", placed ? rbk_time_format(difference->lba, time) : NULL);
    if (difference->sample >= 0)
        cli_json_number(json, kind == RBK_DIFFERENCE_DATA ? "byte" : "sample", difference->sample);
    cli_json_text(json, "first", difference->first);
    cli_json_text(json, "second", difference->second);
    cli_json_close(json);
}

static void json_offset(cli_json *json, const rbk_comparison *comparison)
{
    if (!comparison->has_offset) {
        cli_json_null(json, "offset");
        return;
    }
    cli_json_open_object(json, "offset");
    cli_json_number(json, "samples", comparison->offset_samples);
    cli_json_number(json, "compared_samples", comparison->offset_compared_samples);
    cli_json_number(json, "differing_samples", comparison->offset_differences);
    cli_json_close(json);
}

static void json_comparison(cli_json *json, const compare_result *result)
{
    const rbk_comparison *comparison = &result->comparison;
    bool compared = result->error.status == RBK_OK;
    if (compared)
        cli_json_bool(json, "same", comparison->same);
    else
        cli_json_null(json, "same");
    cli_json_open_array(json, "ignored");
    for (size_t i = 0; i < IGNORABLES; i++)
        if (result->ignore & ignorables[i].bit)
            cli_json_text(json, NULL, ignorables[i].name);
    cli_json_close(json);
    cli_json_number(json, "compared_samples", comparison->compared_samples);
    cli_json_number(json, "byte_swapped_samples", comparison->swapped_samples);
    cli_json_open_array(json, "differences");
    for (int kind = 0; compared && kind < (int)RBK_DIFFERENCE_KINDS; kind++)
        if (comparison->differences[kind].count)
            json_difference(json, (rbk_difference_kind)kind, &comparison->differences[kind]);
    cli_json_close(json);
    json_offset(json, comparison);
}

static bool print_json(const compare_result *result, FILE *out)
{
    cli_json *json = cli_json_new();
    if (!json)
        return false;
    cli_json_open_object(json, NULL);
    cli_json_number(json, "format", 1);
    cli_json_text(json, "command", "compare");
    cli_json_text(json, "first", result->first.path);
    cli_json_text(json, "second", result->second.path);
    cli_json_error(json, &result->error);
    json_comparison(json, result);
    cli_json_findings(json, result->findings);
    cli_json_close(json);
    bool printed = cli_json_print(json, out);
    cli_json_free(json);
    return printed;
}

/* ------------------------------------------------------------------ the work */

/* As cmp and diff have it: 1 says that the two differ, and what went wrong is no difference. */
#define EXIT_DIFFERENT CLI_EXIT_FAILED
#define EXIT_TROUBLE   CLI_EXIT_USAGE

static int conclude(const cli_voice *voice, const compare_result *result)
{
    cli_say_findings(voice, result->findings);
    if (result->error.status == RBK_OK)
        return result->comparison.same ? CLI_EXIT_OK : EXIT_DIFFERENT;
    if (result->error.status == RBK_USERABORT) {
        cli_say(voice, "cancelled");
        return CLI_EXIT_SIGNAL + cli_cancel_signal();
    }
    if (result->error.status != RBK_REFUSED || !rbk_findings_count_from(result->findings, RBK_ERROR))
        cli_say_error(voice, &result->error);
    return EXIT_TROUBLE;
}

static int tell(const compare_values *values, const compare_result *result)
{
    const char *program = redbook_program.name;
    cli_voice voice = {program, values->quiet, values->verbose};
    int exit_code = conclude(&voice, result);
    bool told = true;
    if (values->json)
        told = print_json(result, stdout);
    else if (result->error.status == RBK_OK && !values->quiet)
        told = print_text(result, stdout);
    int finished = cli_finish_output(program, exit_code, told);
    return finished == exit_code ? exit_code : EXIT_TROUBLE;
}

static void on_progress(void *user, uint64_t done_sectors, uint64_t total_sectors)
{
    cli_progress_update(user, done_sectors, total_sectors);
}

static bool on_query(void *user)
{
    (void)user;
    return cli_cancel_signal() != 0;
}

static rbk_status compare(const compare_values *values, compare_result *result)
{
    cli_progress progress;
    rbk_listener listener = {&progress, on_progress, on_query};
    rbk_status status =
        disc_input_read(result->first.path, &values->open, &result->first, result->findings, &result->error);
    if (status == RBK_OK)
        status = disc_input_read(result->second.path, &values->open, &result->second, result->findings, &result->error);
    if (status != RBK_OK)
        return status;
    rbk_compared first = {result->first.disc, result->first.layout};
    rbk_compared second = {result->second.disc, result->second.layout};
    cli_cancel_catch();
    cli_progress_begin(&progress, !values->no_progress && !values->quiet);
    status = rbk_compare(&first, &second, result->ignore, &listener, &result->comparison, &result->error);
    cli_progress_end(&progress);
    return status;
}

static void release(compare_result *result)
{
    disc_input_release(&result->first);
    disc_input_release(&result->second);
    rbk_findings_free(result->findings);
    memset(result, 0, sizeof *result);
    rbk_error_init(&result->error);
}

static int run(const compare_values *values, const char *const *paths)
{
    compare_result result;
    rbk_status status;
    unsigned attempts = 0;
    memset(&result, 0, sizeof result);
    do {
        release(&result);
        result.first.path = paths[0];
        result.second.path = paths[1];
        result.ignore = values->ignore;
        result.findings = rbk_findings_new();
        status = result.findings ? compare(values, &result) : RBK_NO_MEMORY;
    } while (disc_input_again(status, &attempts));
    cli_settle_error(status, NULL, &result.error);
    int exit_code = tell(values, &result);
    release(&result);
    return exit_code;
}

int compare_run(const cli_command *command, int argc, const char **argv)
{
    compare_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code == CLI_EXIT_OK ? CLI_EXIT_OK : EXIT_TROUBLE;
    if (cli_operand_count(line) != 2)
        exit_code =
            cli_usage_error(redbook_program.name, command, "expected two images, found %zu", cli_operand_count(line));
    else
        exit_code = cli_check_voice(redbook_program.name, command, values.verbose, values.quiet);
    if (!exit_code)
        exit_code = run(&values, cli_operands(line));
    cli_line_free(line);
    return exit_code;
}
