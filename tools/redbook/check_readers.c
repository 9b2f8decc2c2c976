/*
 * Readers: their list, their rules, and the conversion that an image needs for one.
 */
#include "redbook/check_readers.h"
#include "cli/disc_input.h"
#include "cli/messages.h"
#include "cli/table.h"

#include <redbook/convert.h>

#include <stdlib.h>
#include <string.h>

#define LINE_BYTES (2 * RBK_PATH_BYTES)

/* ------------------------------------------------------------------ lists */

bool check_reader_word(size_t position, char text[CLI_WHY_BYTES])
{
    const rbk_reader *reader = rbk_reader_at(position);
    if (reader)
        snprintf(text, CLI_WHY_BYTES, "%s", reader->name);
    return reader != NULL;
}

bool check_readers_print(FILE *out)
{
    static const char *const headings[] = {"name", "reader", "reads", "best", "source"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    const rbk_reader *reader;
    if (!table)
        return false;
    for (size_t i = 0; (reader = rbk_reader_at(i)) != NULL; i++) {
        cli_table_cell(table, reader->name);
        cli_table_cell(table, reader->title);
        cli_table_cell(table, reader->formats);
        if (reader->gd_target && reader->target && strcmp(reader->target, reader->gd_target) != 0)
            cli_table_print_cell(table, "%s, of a GD-ROM %s", reader->target, reader->gd_target);
        else
            cli_table_cell(table, reader->target ? reader->target : reader->gd_target);
        cli_table_cell(table, reader->source);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

bool check_reader_rules_print(const rbk_reader *reader, FILE *out)
{
    static const char *const headings[] = {"rule", "severity", "what it does", "source"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    const rbk_reader_rule *rule;
    if (!table)
        return false;
    cli_table_cell(table, "reader.format");
    cli_table_cell(table, rbk_severity_name(reader->format_severity));
    cli_table_print_cell(table, "reads %s", reader->formats);
    cli_table_cell(table, reader->source);
    for (size_t i = 0; (rule = rbk_reader_rule_at(i)) != NULL; i++) {
        if (!rbk_reader_rule_is_of(rule, reader))
            continue;
        cli_table_cell(table, rule->id);
        cli_table_cell(table, rbk_severity_name(rule->severity));
        cli_table_cell(table, rule->sentence);
        cli_table_cell(table, rule->source);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static void json_rules_of(cli_json *json, const rbk_reader *reader)
{
    const rbk_reader_rule *rule;
    cli_json_open_array(json, "rules");
    for (size_t i = 0; (rule = rbk_reader_rule_at(i)) != NULL; i++) {
        if (!rbk_reader_rule_is_of(rule, reader))
            continue;
        cli_json_open_object(json, NULL);
        cli_json_text(json, "rule", rule->id);
        cli_json_text(json, "severity", rbk_severity_name(rule->severity));
        cli_json_text(json, "sentence", rule->sentence);
        cli_json_text(json, "source", rule->source);
        cli_json_close(json);
    }
    cli_json_close(json);
}

void check_readers_json(cli_json *json, const void *only)
{
    const rbk_reader *reader;
    cli_json_open_array(json, "readers");
    for (size_t i = 0; (reader = rbk_reader_at(i)) != NULL; i++) {
        if (only && reader != only)
            continue;
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", reader->name);
        cli_json_text(json, "title", reader->title);
        cli_json_text(json, "formats", reader->formats);
        cli_json_text(json, "source", reader->source);
        cli_json_text(json, "target", reader->target);
        cli_json_text(json, "gd_target", reader->gd_target);
        json_rules_of(json, reader);
        cli_json_close(json);
    }
    cli_json_close(json);
}

/* ------------------------------------------------------------------ the conversion */

static void add(char line[LINE_BYTES], const char *text)
{
    const size_t used = strlen(line);
    snprintf(line + used, LINE_BYTES - used, "%s", text);
}

/* A word as a shell reads it. */
static void add_word(char line[LINE_BYTES], const char *word)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/+,";
    if (word[0] && strspn(word, plain) == strlen(word)) {
        add(line, word);
        return;
    }
    add(line, "'");
    for (; *word; word++) {
        const char one[2] = {*word, '\0'};
        add(line, *word == '\'' ? "'\\''" : one);
    }
    add(line, "'");
}

/* What the check was given, so that the conversion reads the same disc. */
static void add_options(char line[LINE_BYTES], const rbk_source_options *open)
{
    char mode[CLI_WHY_BYTES];
    if (open->format.encoding) {
        add(line, " --encoding ");
        add_word(line, open->format.encoding);
    }
    if (open->bare && disc_input_mode_word((size_t)open->mode, mode)) {
        add(line, " --mode ");
        add(line, mode);
    }
    if (open->big_endian)
        add(line, " --byte-order big");
    if (open->any_path)
        add(line, " --any-path");
}

/* Into another folder, under the same name: nothing of the image is replaced. */
static void make_line(const rbk_reader *reader, const check_reader_image *image, char line[LINE_BYTES])
{
    char folder[64], path[RBK_PATH_BYTES + 2];
    const char *target = image->target;
    line[0] = '\0';
    snprintf(path, sizeof path, "%s%s", image->path[0] == '-' ? "./" : "", image->path);
    add(line, "redbook convert ");
    add_word(line, path);
    add_options(line, image->open);
    add(line, " --target ");
    add(line, target);
    const bool named = reader->gd_name && reader->gd_target && strcmp(target, reader->gd_target) == 0;
    snprintf(folder, sizeof folder, " -o for-%s/%s", reader->name, named ? reader->gd_name : "");
    add(line, folder);
}

/* Of a rule, or of all whose names begin so. */
static size_t count_of(const rbk_findings *findings, const char *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        count += strncmp(rbk_findings_at(findings, i)->rule, rule, strlen(rule)) == 0;
    return count;
}

void check_reader_print(const rbk_reader *reader, const check_reader_image *image, const rbk_findings *findings,
                        FILE *out)
{
    char line[LINE_BYTES];
    const size_t count = count_of(findings, "reader.");
    const bool elsewhere = count_of(findings, "file.elsewhere") > 0; /* what that reader does is not known */
    fprintf(out, "%s: ", reader->title);
    if (count == 0)
        fprintf(out, "no known problem with this image%s\n",
                elsewhere ? ", if it finds files that are not where the sheet says" : "");
    else
        fprintf(out, "%zu finding%s\n", count, count == 1 ? "" : "s");
    if (!image->target)
        return;
    make_line(reader, image, line);
    fputs("use ", out);
    cli_print_clean(out, line);
    fputc('\n', out);
}

void check_reader_json(cli_json *json, const rbk_reader *reader, const check_reader_image *image)
{
    char line[LINE_BYTES];
    if (!reader) {
        cli_json_null(json, "reader");
        return;
    }
    cli_json_open_object(json, "reader");
    cli_json_text(json, "name", reader->name);
    cli_json_text(json, "title", reader->title);
    cli_json_text(json, "target", image->target);
    if (image->target)
        make_line(reader, image, line);
    cli_json_text(json, "command", image->target ? line : NULL);
    cli_json_close(json);
}
