/*
 * The measurements of a disc as a table and as JSON; described in redbook-report(1).
 */
#include "redbook/report_output.h"
#include "cli/table.h"
#include "redbook/hash_output.h"

/* ------------------------------------------------------------------ a table */

/* Neither has a value of its own: windows of 3 s give the range, and what is silent has no loudness. */
static double range_of(const rbk_loudness *loudness)
{
    const bool none = loudness->integrated_lufs == RBK_NO_LEVEL || loudness->max_short_term_lufs == RBK_NO_LEVEL;
    return none ? RBK_NO_LEVEL : loudness->range_lu;
}

static double peak_to_loudness_of(const rbk_loudness *loudness)
{
    return loudness->integrated_lufs == RBK_NO_LEVEL ? RBK_NO_LEVEL : loudness->peak_to_loudness_lu;
}

/* 0 has no sign. */
static double round_to(double level, double parts)
{
    return round(level * parts) / parts + 0.0;
}

static void level_cell(cli_table *table, double level)
{
    if (level == RBK_NO_LEVEL)
        cli_table_cell(table, NULL);
    else
        cli_table_print_cell(table, "%.1f", round_to(level, 10));
}

static void loudness_cells(cli_table *table, const rbk_loudness *loudness)
{
    level_cell(table, loudness->integrated_lufs);
    level_cell(table, range_of(loudness));
    level_cell(table, loudness->max_momentary_lufs);
    level_cell(table, loudness->max_short_term_lufs);
    level_cell(table, loudness->true_peak_dbtp);
    level_cell(table, loudness->sample_peak_dbfs);
    level_cell(table, peak_to_loudness_of(loudness));
}

static void track_row(cli_table *table, const rbk_check_track *track, const rbk_loudness *loudness)
{
    cli_table_print_cell(table, "%u", (unsigned)track->number);
    if (!track->audio) {
        for (int i = 0; i < 8; i++)
            cli_table_cell(table, NULL);
        cli_table_cell(table, "data");
        return;
    }
    loudness_cells(table, loudness);
    cli_table_print_cell(table, "%lld", (long long)track->full_scale_runs);
    cli_table_cell(table, rbk_channels_name(track->channels));
}

bool report_print(const report_result *result, FILE *out)
{
    static const char *const headings[] = {">track", ">LUFS", ">LRA", ">max M",   ">max S",
                                           ">dBTP",  ">peak", ">PLR", ">clipped", "channels"};
    const rbk_measurement *measured = &result->measurement;
    int64_t runs = 0;
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t t = 0; t < measured->track_count; t++) {
        track_row(table, &measured->check.tracks[t], &measured->tracks[t]);
        runs += measured->check.tracks[t].full_scale_runs;
    }
    cli_table_cell(table, "disc");
    loudness_cells(table, &measured->disc);
    cli_table_print_cell(table, "%lld", (long long)runs);
    cli_table_cell(table, "");
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* ------------------------------------------------------------------ JSON */

/* Levels to a hundredth, which is more than the filters are good for. */
static void put_level(cli_json *json, const char *key, double level)
{
    if (level == RBK_NO_LEVEL)
        cli_json_null(json, key);
    else
        cli_json_real(json, key, round_to(level, 100));
}

static void put_loudness(cli_json *json, const rbk_loudness *loudness)
{
    put_level(json, "integrated_lufs", loudness->integrated_lufs);
    put_level(json, "range_lu", range_of(loudness));
    put_level(json, "max_momentary_lufs", loudness->max_momentary_lufs);
    put_level(json, "max_short_term_lufs", loudness->max_short_term_lufs);
    put_level(json, "true_peak_dbtp", loudness->true_peak_dbtp);
    put_level(json, "sample_peak_dbfs", loudness->sample_peak_dbfs);
    put_level(json, "peak_to_loudness_lu", peak_to_loudness_of(loudness));
}

static void put_signal(cli_json *json, const rbk_check_track *track)
{
    cli_json_text(json, "channels", rbk_channels_name(track->channels));
    cli_json_real(json, "correlation", round(track->correlation * 10000) / 10000);
    cli_json_real(json, "dc_left", track->dc[0]);
    cli_json_real(json, "dc_right", track->dc[1]);
    cli_json_open_array(json, "full_scale_runs");
    for (int i = 0; i < RBK_RUN_LENGTHS; i++)
        cli_json_number(json, NULL, track->full_scale_runs_by_length[i]);
    cli_json_close(json);
    cli_json_number(json, "longest_full_scale_run", track->longest_full_scale_run);
    cli_json_number(json, "head_silence_samples", track->head_silence_samples);
    cli_json_number(json, "tail_silence_samples", track->tail_silence_samples);
}

static void put_track(cli_json *json, const rbk_check_track *track, const rbk_loudness *loudness)
{
    cli_json_open_object(json, NULL);
    cli_json_number(json, "number", track->number);
    cli_json_text(json, "kind", track->audio ? "audio" : "data");
    if (track->audio) {
        put_loudness(json, loudness);
        put_signal(json, track);
    }
    cli_json_close(json);
}

void report_json(cli_json *json, const report_result *result)
{
    const rbk_measurement *measured = result->measured ? &result->measurement : NULL;
    cli_json_open_array(json, "files");
    for (size_t i = 0; i < result->file_count && result->written; i++)
        cli_json_text(json, NULL, result->files[i]);
    cli_json_close(json);
    hash_json_ids(json, measured ? &measured->hashes.ids : NULL);
    cli_json_text(json, "digest", measured ? measured->hashes.digest.line : NULL);
    cli_json_text(json, "image_sha256", measured ? measured->hashes.image.text[RBK_SUM_SHA256] : NULL);
    if (measured) {
        cli_json_open_object(json, "disc");
        put_loudness(json, &measured->disc);
        cli_json_close(json);
    } else {
        cli_json_null(json, "disc");
    }
    cli_json_open_array(json, "tracks");
    for (size_t t = 0; measured && t < measured->track_count; t++)
        put_track(json, &measured->check.tracks[t], &measured->tracks[t]);
    cli_json_close(json);
}
