/*
 * A CD-TEXT as tables and as JSON; the JSON is described in redbook-text(1).
 */
#include "redbook/text_output.h"
#include "cli/messages.h"
#include "cli/table.h"

#define NAME_BYTES 32

/* The fields that tracks have, in the order of columns. */
static const rbk_cdtext_field track_fields[] = {
    RBK_CDTEXT_TITLE,    RBK_CDTEXT_PERFORMER, RBK_CDTEXT_SONGWRITER, RBK_CDTEXT_COMPOSER,
    RBK_CDTEXT_ARRANGER, RBK_CDTEXT_MESSAGE,   RBK_CDTEXT_CODE,
};

#define TRACK_FIELDS (sizeof track_fields / sizeof track_fields[0])

/* The name of a code, or the code where it has none. */
static const char *language_text(uint8_t code, char text[NAME_BYTES])
{
    const char *name = rbk_cdtext_language_name(code);
    if (name)
        snprintf(text, NAME_BYTES, "%s", name);
    else
        snprintf(text, NAME_BYTES, "language 0x%02X", (unsigned)code);
    return text;
}

static const char *charset_text(rbk_cdtext_charset charset)
{
    const char *name = rbk_cdtext_charset_name((int)charset);
    return name ? name : "unknown character set";
}

/* ------------------------------------------------------------------ for people */

static void text_line(const char *name, const char *value, FILE *out)
{
    if (!value)
        return;
    fprintf(out, "%-11s ", name);
    cli_print_clean(out, value);
    fputc('\n', out);
}

static void print_head(unsigned number, const rbk_cdtext_block *block, size_t packs, FILE *out)
{
    char language[NAME_BYTES];
    fprintf(out, "block %u: %s, %s, tracks %u to %u, ", number, language_text(block->language, language),
            charset_text(block->charset), (unsigned)block->first_track, (unsigned)block->last_track);
    if (packs > 0)
        fprintf(out, "%zu of %d packs\n", packs, RBK_CDTEXT_BLOCK_PACKS_MAX);
    else
        fputs("does not fit unchanged\n", out);
}

static void print_album(const rbk_cdtext_block *block, FILE *out)
{
    char number[NAME_BYTES];
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++) {
        const char *genre = rbk_cdtext_genre_name(block->genre);
        if (field == (int)RBK_CDTEXT_GENRE && block->genre != RBK_CDTEXT_NO_GENRE) {
            snprintf(number, sizeof number, "0x%04X", (unsigned)block->genre);
            text_line("genre code", genre ? genre : number, out);
        }
        text_line(rbk_cdtext_field_name((rbk_cdtext_field)field, 0), block->text[field][0], out);
    }
    if (block->copyright) {
        snprintf(number, sizeof number, "0x%02X", (unsigned)block->copyright);
        text_line("copyright", block->copyright == 0x03 ? "yes" : number, out);
    }
    if (block->raw_count > 0) {
        snprintf(number, sizeof number, "%zu pack%s", block->raw_count, RBK_PLURAL(block->raw_count, "", "s"));
        text_line("times", number, out);
    }
}

static bool track_used(const rbk_cdtext_block *block, uint32_t track)
{
    for (size_t i = 0; i < TRACK_FIELDS; i++)
        if (block->text[track_fields[i]][track])
            return true;
    return false;
}

static bool print_tracks(const rbk_cdtext_block *block, FILE *out)
{
    static const char *const headings[] = {">track",   "title",    "performer", "songwriter",
                                           "composer", "arranger", "message",   "isrc"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    bool any = false;
    if (!table)
        return false;
    for (uint32_t track = block->first_track; track <= block->last_track; track++) {
        any = any || track_used(block, track);
        cli_table_print_cell(table, "%u", (unsigned)track);
        for (size_t i = 0; i < TRACK_FIELDS; i++)
            cli_table_cell(table, block->text[track_fields[i]][track]);
    }
    bool printed = true;
    if (any) {
        fputc('\n', out);
        printed = cli_table_print(table, out);
    }
    cli_table_free(table);
    return printed;
}

bool text_print_blocks(const rbk_cdtext *cdtext, const size_t packs[RBK_CDTEXT_BLOCKS], FILE *out)
{
    bool first = true;
    for (unsigned number = 0; number < RBK_CDTEXT_BLOCKS; number++) {
        const rbk_cdtext_block *block = cdtext->blocks[number];
        if (!block)
            continue;
        if (!first)
            fputc('\n', out);
        first = false;
        print_head(number, block, packs[number], out);
        print_album(block, out);
        if (!print_tracks(block, out))
            return false;
    }
    return true;
}

/* ------------------------------------------------------------------ for programs */

static void json_number_or_null(cli_json *json, const char *key, bool known, int64_t number)
{
    if (known)
        cli_json_number(json, key, number);
    else
        cli_json_null(json, key);
}

static void json_tracks(cli_json *json, const rbk_cdtext_block *block)
{
    cli_json_open_array(json, "tracks");
    for (uint32_t track = block->first_track; track <= block->last_track; track++) {
        cli_json_open_object(json, NULL);
        cli_json_number(json, "number", track);
        for (size_t i = 0; i < TRACK_FIELDS; i++)
            cli_json_text(json, rbk_cdtext_field_name(track_fields[i], track), block->text[track_fields[i]][track]);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_raw_packs(cli_json *json, const rbk_cdtext_block *block)
{
    cli_json_open_array(json, "raw_packs");
    for (size_t i = 0; i < block->raw_count; i++) {
        char hex[2 * sizeof block->raw[i].payload + 1];
        for (size_t k = 0; k < sizeof block->raw[i].payload; k++)
            snprintf(hex + 2 * k, 3, "%02x", (unsigned)block->raw[i].payload[k]);
        cli_json_open_object(json, NULL);
        cli_json_number(json, "type", block->raw[i].type);
        cli_json_number(json, "track", block->raw[i].track);
        cli_json_text(json, "payload", hex);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_block(cli_json *json, unsigned number, const rbk_cdtext_block *block, size_t packs)
{
    cli_json_open_object(json, NULL);
    cli_json_number(json, "number", number);
    cli_json_number(json, "language_code", block->language);
    cli_json_text(json, "language", rbk_cdtext_language_name(block->language));
    cli_json_text(json, "charset", charset_text(block->charset));
    cli_json_number(json, "copyright", block->copyright);
    cli_json_number(json, "first_track", block->first_track);
    cli_json_number(json, "last_track", block->last_track);
    json_number_or_null(json, "packs", packs > 0, (int64_t)packs);
    json_number_or_null(json, "genre_code", block->genre != RBK_CDTEXT_NO_GENRE, block->genre);
    cli_json_text(json, "genre_name", rbk_cdtext_genre_name(block->genre));
    for (int field = 0; field < (int)RBK_CDTEXT_FIELDS; field++)
        cli_json_text(json, rbk_cdtext_field_name((rbk_cdtext_field)field, 0), block->text[field][0]);
    json_tracks(json, block);
    json_raw_packs(json, block);
    cli_json_close(json);
}

void text_json_blocks(cli_json *json, const rbk_cdtext *cdtext, const size_t packs[RBK_CDTEXT_BLOCKS])
{
    cli_json_open_array(json, "blocks");
    for (unsigned number = 0; cdtext && number < RBK_CDTEXT_BLOCKS; number++)
        if (cdtext->blocks[number])
            json_block(json, number, cdtext->blocks[number], packs[number]);
    cli_json_close(json);
}
