/*
 * The facts of a CHD: codecs, hunks, sizes, sums, metadata.
 */
#include "redbook/container_output.h"

#include <inttypes.h>
#include <string.h>

#define SUM_TEXT_BYTES (2 * RBK_CHD_SUM_BYTES + 1)

static const char *hexadecimal(const uint8_t sum[RBK_CHD_SUM_BYTES], char text[SUM_TEXT_BYTES])
{
    for (size_t i = 0; i < RBK_CHD_SUM_BYTES; i++)
        snprintf(text + 2 * i, 3, "%02x", (unsigned)sum[i]);
    return text;
}

/* ------------------------------------------------------------------ people */

static void print_count(FILE *out, bool *any, uint32_t count, const char *what)
{
    if (count == 0)
        return;
    fprintf(out, "%s%" PRIu32 " %s", *any ? ", " : ": ", count, what);
    *any = true;
}

static void print_hunks(const rbk_chd_facts *facts, FILE *out)
{
    bool any = false;
    fprintf(out, "hunks      %" PRIu32 " of %" PRIu32 " bytes", facts->hunks, facts->hunk_bytes);
    for (size_t i = 0; i < RBK_CHD_CODECS; i++)
        print_count(out, &any, facts->hunks_by_codec[i], facts->codecs[i]);
    print_count(out, &any, facts->hunks_plain, "not compressed");
    print_count(out, &any, facts->hunks_repeated, "repeated");
    print_count(out, &any, facts->hunks_zero, "of zeros");
    fputc('\n', out);
}

/* Entries of one tag together: "CHT2 12, RBKD 1 (2345 bytes)". */
static void print_metadata(const rbk_chd_facts *facts, FILE *out)
{
    fputs("metadata  ", out);
    for (size_t i = 0; i < facts->entry_count; i++) {
        size_t count = 1, bytes = facts->entries[i].size_bytes;
        if (i > 0 && strcmp(facts->entries[i].tag, facts->entries[i - 1].tag) == 0)
            continue;
        for (; i + count < facts->entry_count && strcmp(facts->entries[i + count].tag, facts->entries[i].tag) == 0;
             count++)
            bytes += facts->entries[i + count].size_bytes;
        fprintf(out, "%s %zu %s of %zu byte%s", i ? "," : "", count, facts->entries[i].tag, bytes,
                RBK_PLURAL(bytes, "", "s"));
    }
    fputc('\n', out);
}

void container_print(const rbk_chd_facts *facts, FILE *out)
{
    char sum[SUM_TEXT_BYTES];
    fprintf(out, "\ncontainer  CHD version %" PRIu32 ", ", facts->version);
    for (size_t i = 0; i < RBK_CHD_CODECS; i++)
        if (facts->codecs[i][0])
            fprintf(out, "%s%s", i ? " " : "", facts->codecs[i]);
    fprintf(out, "%s: %" PRIu64 " byte%s for %" PRIu64 " (%.1f %%)\n", facts->codecs[0][0] ? "" : "not compressed",
            facts->file_bytes, RBK_PLURAL(facts->file_bytes, "", "s"), facts->logical_bytes,
            100.0 * (double)facts->file_bytes / (double)facts->logical_bytes);
    print_hunks(facts, out);
    if (facts->has_sums) {
        fprintf(out, "SHA-1      %s\n", hexadecimal(facts->sha1, sum));
        fprintf(out, "raw SHA-1  %s\n", hexadecimal(facts->raw_sha1, sum));
    }
    print_metadata(facts, out);
}

/* ------------------------------------------------------------------ programs */

static void json_codecs(cli_json *json, const rbk_chd_facts *facts)
{
    cli_json_open_array(json, "codecs");
    for (size_t i = 0; i < RBK_CHD_CODECS; i++) {
        if (!facts->codecs[i][0])
            continue;
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", facts->codecs[i]);
        cli_json_number(json, "hunks", facts->hunks_by_codec[i]);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_metadata(cli_json *json, const rbk_chd_facts *facts)
{
    cli_json_open_array(json, "metadata");
    for (size_t i = 0; i < facts->entry_count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "tag", facts->entries[i].tag);
        cli_json_number(json, "bytes", facts->entries[i].size_bytes);
        cli_json_bool(json, "in_sha1", facts->entries[i].counts);
        cli_json_close(json);
    }
    cli_json_close(json);
}

void container_json(cli_json *json, const rbk_chd_facts *facts)
{
    char sum[SUM_TEXT_BYTES];
    cli_json_open_object(json, "container");
    cli_json_text(json, "format", "chd");
    cli_json_number(json, "version", facts->version);
    json_codecs(json, facts);
    cli_json_number(json, "file_bytes", (int64_t)facts->file_bytes);
    cli_json_number(json, "logical_bytes", (int64_t)facts->logical_bytes);
    cli_json_number(json, "hunk_bytes", facts->hunk_bytes);
    cli_json_number(json, "hunks", facts->hunks);
    cli_json_number(json, "hunks_plain", facts->hunks_plain);
    cli_json_number(json, "hunks_repeated", facts->hunks_repeated);
    cli_json_number(json, "hunks_zero", facts->hunks_zero);
    cli_json_text(json, "sha1", facts->has_sums ? hexadecimal(facts->sha1, sum) : NULL);
    cli_json_text(json, "raw_sha1", facts->has_sums ? hexadecimal(facts->raw_sha1, sum) : NULL);
    json_metadata(json, facts);
    cli_json_close(json);
}
