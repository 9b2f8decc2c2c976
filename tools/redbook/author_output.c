/*
 * Output of author on stdout.
 */
#include "redbook/author_output.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/disc_output.h"

#include <redbook/stage.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *location_of(const rbk_file *file)
{
    return file->location ? file->location : file->path;
}

/* ------------------------------------------------------------------ for people */

/* "unchanged", or what was done. */
static const char *treatment(const rbk_author_file_report *file)
{
    if (file->converted)
        return file->dithered ? "converted, dithered" : "converted";
    if (file->dithered)
        return "dithered";
    return file->info.bit_exact ? "unchanged" : "reduced";
}

/* A file of data sectors has nothing of what audio has. */
static void sectors_row(cli_table *table, const rbk_author_file_report *file)
{
    cli_table_cell(table, file->info.encoding);
    cli_table_cell(table, "-");
    cli_table_cell(table, "-");
    cli_table_cell(table, file->moved_sectors ? "moved" : "-");
    cli_table_cell(table, "-");
    cli_table_cell(table, "-");
}

static void file_row(cli_table *table, const rbk_file *named, const rbk_author_file_report *file)
{
    cli_table_cell(table, location_of(named));
    if (file->info.channels == 0) {
        sectors_row(table, file);
        return;
    }
    cli_table_print_cell(table, "%s, %s", file->info.container, file->info.encoding);
    cli_table_print_cell(table, "%u", (unsigned)file->info.rate_hz);
    cli_table_print_cell(table, "%u", (unsigned)file->info.channels);
    cli_table_cell(table, treatment(file));
    cli_table_print_cell(table, "%lld", (long long)file->clipped_values);
    if (file->peak > 0)
        cli_table_print_cell(table, "%.2f", 20 * log10(file->peak));
    else
        cli_table_cell(table, "silent");
}

static bool print_files(const author_result *result, FILE *out)
{
    static const char *const headings[] = {"file", "format", ">rate", ">channels", "audio", ">clipped", ">peak dB"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < result->report->file_count; i++)
        file_row(table, &result->disc->files[i], &result->report->files[i]);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

bool author_print_tables(const author_result *result, FILE *out)
{
    if (!disc_print_tracks(result->disc, result->report->layout, true, out))
        return false;
    fputc('\n', out);
    disc_print_sessions(result->disc, result->report->layout, out);
    if (!print_files(result, out))
        return false;
    fputc('\n', out);
    disc_print_total(result->report->layout, result->capacity_sectors, out);
    return true;
}

/* ------------------------------------------------------------------ for programs */

static void json_file(cli_json *json, const rbk_file *named, const rbk_author_file_report *file)
{
    cli_json_open_object(json, NULL);
    cli_json_text(json, "path", named->path);
    cli_json_text(json, "location", named->location);
    cli_json_text(json, "container", file->info.container);
    cli_json_text(json, "encoding", file->info.encoding);
    cli_json_number(json, "rate_hz", file->info.rate_hz);
    cli_json_number(json, "channels", file->info.channels);
    cli_json_number(json, "bits", file->info.bits);
    cli_json_number(json, "length_frames", file->info.frames);
    cli_json_bool(json, "bit_exact", file->info.bit_exact);
    cli_json_bool(json, "converted", file->converted);
    cli_json_bool(json, "dithered", file->dithered);
    cli_json_text(json, "down_mix", file->info.down_mix);
    cli_json_number(json, "clipped_values", file->clipped_values);
    if (file->first_clipped_samples >= 0)
        cli_json_number(json, "first_clipped_samples", file->first_clipped_samples);
    else
        cli_json_null(json, "first_clipped_samples");
    cli_json_real(json, "peak", file->peak);
    cli_json_number(json, "moved_sectors", file->moved_sectors);
    cli_json_close(json);
}

static void json_outputs(cli_json *json, const author_result *result)
{
    const rbk_layout *layout = result->report ? result->report->layout : NULL;
    char *bin_path = layout ? rbk_stage_bin_path(result->cue_path, 0) : NULL;
    if (bin_path) {
        cli_json_open_object(json, "outputs");
        cli_json_text(json, "cue", result->cue_path);
        cli_json_text(json, "bin", bin_path);
        cli_json_open_array(json, "session_bins");
        for (size_t s = 1; s < layout->session_count; s++) {
            char *path = rbk_stage_bin_path(result->cue_path, s);
            cli_json_text(json, NULL, path);
            free(path);
        }
        cli_json_close(json);
        cli_json_number(json, "bin_bytes", (int64_t)layout->sessions[0].lead_out_lba * RBK_SECTOR_BYTES);
        cli_json_text(json, "cdt", result->report->cdtext_path);
        cli_json_close(json);
    } else {
        cli_json_null(json, "outputs");
    }
    free(bin_path);
}

static void json_members(cli_json *json, const void *from)
{
    const author_result *result = from;
    const rbk_author_report *report = result->report;
    cli_json_bool(json, "written", report != NULL);
    cli_json_error(json, result->error);
    json_outputs(json, result);
    disc_json_capacity(json, report ? report->layout : NULL, result->capacity_sectors);
    disc_json(json, result->disc);
    disc_json_tracks(json, result->disc, report ? report->layout : NULL);
    cli_json_real(json, "gain_db", report ? (double)report->gain_millidecibels / 1000 : 0);
    if (report && report->measured)
        cli_json_real(json, "true_peak_dbtp", report->true_peak_dbtp);
    else
        cli_json_null(json, "true_peak_dbtp");
    cli_json_open_array(json, "files");
    for (size_t i = 0; report && i < report->file_count; i++)
        json_file(json, &result->disc->files[i], &report->files[i]);
    cli_json_close(json);
    cli_json_findings(json, result->findings);
}

bool author_print_json(const author_result *result, FILE *out)
{
    return cli_session_print_json("author", json_members, result, out);
}
