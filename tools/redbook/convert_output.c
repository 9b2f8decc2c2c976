/*
 * What convert did, reported on stdout.
 */
#include "redbook/convert_output.h"
#include "cli/session.h"
#include "cli/table.h"

/* ------------------------------------------------------------------ for people */

static int32_t sectors_of(const rbk_convert_file *file)
{
    int32_t sectors = 0;
    for (size_t i = 0; i < file->segment_count; i++)
        sectors += file->segments[i].end_lba - file->segments[i].first_lba;
    return sectors;
}

static void file_row(cli_table *table, const rbk_convert_file *file)
{
    char length[RBK_TIME_BYTES];
    bool sectors = file->segment_count > 0;
    if (file->track)
        cli_table_print_cell(table, "%u", (unsigned)file->track);
    else
        cli_table_cell(table, "-");
    cli_table_cell(table, file->payload);
    cli_table_cell(table, sectors ? rbk_time_format(sectors_of(file), length) : "-");
    cli_table_print_cell(table, "%lld", (long long)file->bytes);
    cli_table_cell(table, file->path);
}

bool convert_print_table(const convert_result *result, FILE *out)
{
    static const char *const headings[] = {">track", "payload", ">length", ">bytes", "file"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < result->conversion->file_count; i++)
        file_row(table, &result->conversion->files[i]);
    if (result->conversion->descriptor.size > 0) {
        cli_table_cell(table, "-");
        cli_table_cell(table, result->target->extension[0] ? result->target->extension : "table");
        cli_table_cell(table, "-");
        cli_table_print_cell(table, "%zu", result->conversion->descriptor.size);
        cli_table_cell(table, result->conversion->path);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* ------------------------------------------------------------------ for programs */

static void json_file(cli_json *json, const rbk_convert_file *file)
{
    cli_json_open_object(json, NULL);
    cli_json_text(json, "path", file->path);
    cli_json_text(json, "payload", file->payload);
    if (file->track)
        cli_json_number(json, "track", file->track);
    else
        cli_json_null(json, "track");
    cli_json_number(json, "bytes", file->bytes);
    cli_json_open_array(json, "ranges");
    for (size_t i = 0; i < file->segment_count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_number(json, "lba", file->segments[i].first_lba);
        cli_json_number(json, "length_sectors", file->segments[i].end_lba - file->segments[i].first_lba);
        cli_json_close(json);
    }
    cli_json_close(json);
    cli_json_close(json);
}

static int judge_loss(void *user, const rbk_finding *finding)
{
    bool losses = *(const bool *)user;
    return rbk_finding_is_loss(finding) == losses ? (int)finding->severity : RBK_FINDING_LEFT_OUT;
}

/* The findings of the loss list, or all the others. */
static rbk_findings *some_findings(const rbk_findings *all, bool losses)
{
    rbk_findings *some = rbk_findings_new();
    if (some && rbk_findings_pass_on(all, judge_loss, &losses, some) == RBK_OK)
        return some;
    rbk_findings_free(some);
    return NULL;
}

typedef struct sorted_findings {
    const convert_result *result;
    rbk_findings *losses;
    rbk_findings *others;
} sorted_findings;

static void json_members(cli_json *json, const void *from)
{
    const sorted_findings *sorted = from;
    const convert_result *result = sorted->result;
    const rbk_conversion *conversion = result->conversion;
    cli_json_bool(json, "written", conversion != NULL);
    cli_json_text(json, "path", result->path);
    cli_json_text(json, "output", result->output);
    cli_json_text(json, "target", result->target ? result->target->name : NULL);
    cli_json_error(json, result->error);
    cli_json_open_array(json, "files");
    for (size_t i = 0; conversion && i < conversion->file_count; i++)
        json_file(json, &conversion->files[i]);
    cli_json_close(json);
    cli_json_finding_list(json, "losses", sorted->losses);
    cli_json_finding_list(json, "findings", sorted->others);
    cli_json_findings_omitted(json, result->findings);
}

static bool sort_findings(const convert_result *result, sorted_findings *sorted)
{
    *sorted = (sorted_findings){result, some_findings(result->findings, true), some_findings(result->findings, false)};
    return sorted->losses && sorted->others;
}

static void release_sorted(sorted_findings *sorted)
{
    rbk_findings_free(sorted->losses);
    rbk_findings_free(sorted->others);
}

bool convert_print_json(const convert_result *result, FILE *out)
{
    sorted_findings sorted;
    bool printed = sort_findings(result, &sorted) && cli_session_print_json("convert", json_members, &sorted, out);
    release_sorted(&sorted);
    return printed;
}

bool convert_json_disc(cli_json *json, const convert_result *result)
{
    sorted_findings sorted;
    bool made = sort_findings(result, &sorted);
    if (made)
        json_members(json, &sorted);
    release_sorted(&sorted);
    return made;
}

size_t convert_count_losses(const rbk_findings *findings)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += rbk_finding_is_loss(rbk_findings_at(findings, i));
    return count;
}
