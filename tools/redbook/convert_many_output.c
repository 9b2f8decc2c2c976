/*
 * What became of many discs, reported on stdout.
 */
#include "redbook/convert_many.h"
#include "redbook/convert_output.h"

#include "cli/table.h"

#include <inttypes.h>

static bool is_written(const convert_item *item)
{
    return item->task.conversion && item->error.status == RBK_OK;
}

/* ------------------------------------------------------------------ for people */

static const char *result_of(const convert_item *item)
{
    if (item->error.status == RBK_USERABORT)
        return "cancelled";
    return is_written(item) ? "written" : "failed";
}

static void item_row(cli_table *table, const convert_item *item, int64_t *before, int64_t *after)
{
    const bool written = is_written(item);
    const int64_t source = convert_bytes_before(&item->task);
    cli_table_cell(table, item->path);
    cli_table_cell(table, result_of(item));
    if (source > 0)
        cli_table_print_cell(table, "%" PRId64, source);
    else
        cli_table_cell(table, "-");
    if (!written) {
        for (int i = 0; i < 4; i++)
            cli_table_cell(table, "-");
        return;
    }
    const int64_t target = convert_bytes_after(item->task.conversion);
    *before += source;
    *after += target;
    cli_table_print_cell(table, "%" PRId64, target);
    cli_table_print_cell(table, "%.1f %%", source > 0 ? 100.0 * (double)target / (double)source : 0);
    cli_table_print_cell(table, "%zu", convert_count_losses(item->findings));
    cli_table_cell(table, item->output);
}

bool convert_many_print_table(const disc_batch *batch, FILE *out)
{
    static const char *const headings[] = {"disc", "result", ">bytes before", ">after", ">ratio", ">losses", "output"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    int64_t before = 0, after = 0;
    if (!table)
        return false;
    for (size_t i = 0; i < batch->count; i++)
        item_row(table, &batch->items[i], &before, &after);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    fprintf(out, "\n%zu of %zu discs written", batch->written, batch->count);
    if (batch->written > 0)
        fprintf(out, ": %" PRId64 " bytes from %" PRId64 " (%.1f %%)", after, before,
                before > 0 ? 100.0 * (double)after / (double)before : 0);
    fputc('\n', out);
    disc_parts_print(batch->parts, batch->part_count, "discs", out);
    for (size_t i = 0; i < batch->playlists.count; i++)
        if (batch->playlists.lists[i].written)
            fprintf(out, "%s: %zu discs\n", batch->playlists.lists[i].path, batch->playlists.lists[i].count);
    return printed;
}

/* ------------------------------------------------------------------ for programs */

static bool json_item(cli_json *json, const disc_batch *batch, const convert_item *item)
{
    const bool written = is_written(item);
    const convert_result result = {
        item->path,     item->output, convert_many_target(batch->values), written ? item->task.conversion : NULL,
        item->findings, &item->error};
    cli_json_open_object(json, NULL);
    bool made = convert_json_disc(json, &result);
    cli_json_number(json, "bytes_before", convert_bytes_before(&item->task));
    if (written)
        cli_json_number(json, "bytes_after", convert_bytes_after(item->task.conversion));
    else
        cli_json_null(json, "bytes_after");
    cli_json_close(json);
    return made;
}

static void json_playlists(cli_json *json, const disc_batch *batch)
{
    cli_json_open_array(json, "playlists");
    for (size_t i = 0; i < batch->playlists.count; i++) {
        const playlist *list = &batch->playlists.lists[i];
        cli_json_open_object(json, NULL);
        cli_json_text(json, "path", list->path);
        cli_json_bool(json, "written", list->written);
        cli_json_number(json, "discs", (int64_t)list->count);
        cli_json_close(json);
    }
    cli_json_close(json);
}

typedef struct batch_document {
    const disc_batch *batch;
    bool *made;
} batch_document;

static void json_members(cli_json *json, const void *from)
{
    const batch_document *document = from;
    const disc_batch *batch = document->batch;
    cli_json_text(json, "folder", batch->values->output);
    cli_json_text(json, "target", convert_many_target(batch->values)->name);
    cli_json_number(json, "written", (int64_t)batch->written);
    cli_json_error(json, &batch->session.error);
    cli_json_open_array(json, "discs");
    for (size_t i = 0; batch->items && i < batch->count; i++)
        *document->made = json_item(json, batch, &batch->items[i]) && *document->made;
    cli_json_close(json);
    disc_parts_json(json, batch->parts, batch->part_count);
    json_playlists(json, batch);
    cli_json_findings(json, batch->session.findings);
}

bool convert_many_print_json(const disc_batch *batch, FILE *out)
{
    bool made = true;
    const batch_document document = {batch, &made};
    return cli_session_print_json("convert", json_members, &document, out) && made;
}
