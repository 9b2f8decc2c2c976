/*
 * What a disc will be recognised by, as tables and as JSON; described in redbook-hash(1).
 */
#include "redbook/hash_output.h"
#include "cli/table.h"

/* ------------------------------------------------------------------ tables */

static void print_id(const char *name, const char *id, FILE *out)
{
    if (id[0])
        fprintf(out, "%-11s  %s\n", name, id);
}

static void sum_cell(cli_table *table, uint32_t sum)
{
    cli_table_print_cell(table, "%08x", (unsigned)sum);
}

static void track_row(cli_table *table, const rbk_track_sums *track, rbk_sum_kind kind)
{
    cli_table_print_cell(table, "%u", (unsigned)track->number);
    cli_table_cell(table, track->audio ? "audio" : "data");
    cli_table_print_cell(table, "%d", (int)track->first_lba);
    cli_table_print_cell(table, "%d", (int)(track->end_lba - track->first_lba));
    sum_cell(table, track->sums.crc32);
    if (track->audio) {
        sum_cell(table, track->sums.crc32_nonzero);
        sum_cell(table, track->accuraterip_v1);
        sum_cell(table, track->accuraterip_v2);
    } else {
        for (int i = 0; i < 3; i++)
            cli_table_cell(table, NULL);
    }
    cli_table_cell(table, track->sums.text[kind]);
}

/* Data has no samples, and so none that are not zero. */
static bool is_audio(const rbk_hash_report *report)
{
    for (size_t t = 0; t < report->track_count; t++)
        if (!report->tracks[t].audio)
            return false;
    return true;
}

static void image_row(cli_table *table, const rbk_hash_report *report, rbk_sum_kind kind)
{
    cli_table_cell(table, "all");
    for (int i = 0; i < 3; i++)
        cli_table_cell(table, "");
    sum_cell(table, report->image.crc32);
    if (is_audio(report))
        sum_cell(table, report->image.crc32_nonzero);
    else
        cli_table_cell(table, NULL);
    for (int i = 0; i < 2; i++)
        cli_table_cell(table, "");
    cli_table_cell(table, report->image.text[kind]);
}

bool hash_print(const rbk_hash_report *report, rbk_sum_kind kind, FILE *out)
{
    const char *const headings[] = {
        ">track", "kind", ">lba", ">sectors", "crc32", "nonzero", "ar v1", "ar v2", rbk_sum_kind_name(kind)};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    print_id("musicbrainz", report->ids.musicbrainz, out);
    print_id("freedb", report->ids.freedb, out);
    print_id("accuraterip", report->ids.accuraterip, out);
    print_id("ctdb", report->ids.ctdb, out);
    print_id("digest", report->digest.line, out);
    fputc('\n', out);
    for (size_t t = 0; t < report->track_count; t++)
        track_row(table, &report->tracks[t], kind);
    image_row(table, report, kind);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* ------------------------------------------------------------------ JSON */

void hash_json_ids(cli_json *json, const rbk_disc_ids *ids)
{
    if (!ids) {
        cli_json_null(json, "ids");
        return;
    }
    cli_json_open_object(json, "ids");
    cli_json_text(json, "musicbrainz", ids->musicbrainz);
    cli_json_text(json, "musicbrainz_toc", ids->musicbrainz_toc);
    cli_json_text(json, "freedb", ids->freedb);
    cli_json_text(json, "accuraterip", ids->accuraterip);
    cli_json_text(json, "ctdb", ids->ctdb);
    cli_json_close(json);
}

static void put_crc(cli_json *json, const char *key, bool computed, uint32_t crc)
{
    char text[16];
    snprintf(text, sizeof text, "%08x", (unsigned)crc);
    cli_json_text(json, key, computed ? text : NULL);
}

static void put_sums(cli_json *json, const rbk_sums *sums, bool audio, unsigned wanted)
{
    put_crc(json, "crc32", wanted & RBK_HASH_CRC32, sums->crc32);
    put_crc(json, "crc32_nonzero", audio && wanted & RBK_HASH_CRC32, sums->crc32_nonzero);
    for (int kind = 0; kind < (int)RBK_SUM_KINDS; kind++)
        cli_json_text(json, rbk_sum_kind_name((rbk_sum_kind)kind), sums->text[kind]);
}

static void put_track(cli_json *json, const rbk_track_sums *track, unsigned wanted)
{
    bool accuraterip = track->audio && wanted & RBK_HASH_ACCURATERIP;
    cli_json_open_object(json, NULL);
    cli_json_number(json, "number", track->number);
    cli_json_text(json, "kind", track->audio ? "audio" : "data");
    cli_json_number(json, "lba", track->first_lba);
    cli_json_number(json, "sectors", (int64_t)track->end_lba - track->first_lba);
    put_sums(json, &track->sums, track->audio, wanted);
    put_crc(json, "accuraterip_v1", accuraterip, track->accuraterip_v1);
    put_crc(json, "accuraterip_v2", accuraterip, track->accuraterip_v2);
    cli_json_close(json);
}

static void put_digest(cli_json *json, const rbk_disc_digest *digest)
{
    cli_json_open_object(json, "digest");
    cli_json_text(json, "line", digest->line);
    cli_json_text(json, "layout", digest->layout);
    cli_json_text(json, "codes", digest->codes);
    cli_json_text(json, "texts", digest->texts);
    cli_json_text(json, "payload", digest->payload);
    cli_json_close(json);
}

void hash_json(cli_json *json, const rbk_hash_report *report, unsigned wanted)
{
    hash_json_ids(json, report ? &report->ids : NULL);
    if (report) {
        put_digest(json, &report->digest);
        cli_json_open_object(json, "image");
        put_sums(json, &report->image, is_audio(report), wanted);
        cli_json_close(json);
    } else {
        cli_json_null(json, "digest");
        cli_json_null(json, "image");
    }
    cli_json_open_array(json, "tracks");
    for (size_t t = 0; report && t < report->track_count; t++)
        put_track(json, &report->tracks[t], wanted);
    cli_json_close(json);
}
