/*
 * What redbook doctor prints.
 */
#include "cli/findings_json.h"
#include "cli/fold.h"
#include "cli/options.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/doctor.h"

#include <redbook/about.h>
#include <redbook/chd.h>
#include <redbook/format.h>
#include <redbook/version.h>

#include <stdlib.h>
#include <string.h>

#define LIST_BYTES 1024

/* ------------------------------------------------------------------ lists of names */

static const char *format_name(size_t position)
{
    const rbk_format *format = rbk_format_at(position);
    return format ? format->name : NULL;
}

/* The kernels that this machine supports; the first one is in use. */
static const char *kernel_name(size_t position)
{
    rbk_kernel used = rbk_kernel_selected();
    if (position == 0)
        return rbk_kernel_name(used);
    for (int kernel = RBK_KERNEL_PLAIN; kernel < RBK_KERNELS; kernel++)
        if (kernel != (int)used && rbk_kernel_available((rbk_kernel)kernel) && --position == 0)
            return rbk_kernel_name((rbk_kernel)kernel);
    return NULL;
}

/* "aiff, flac, wav" */
static const char *list_of(const char *(*name_at)(size_t), char list[LIST_BYTES])
{
    size_t used = 0;
    const char *name;
    list[0] = '\0';
    for (size_t i = 0; (name = name_at(i)) && used < LIST_BYTES; i++)
        used += (size_t)snprintf(list + used, LIST_BYTES - used, "%s%s", i ? ", " : "", name);
    return list;
}

static void json_list(cli_json *json, const char *key, const char *(*name_at)(size_t))
{
    const char *name;
    cli_json_open_array(json, key);
    for (size_t i = 0; (name = name_at(i)); i++)
        cli_json_text(json, NULL, name);
    cli_json_close(json);
}

/* ------------------------------------------------------------------ for people */

static void add_row(cli_table *table, const char *name, const char *value)
{
    cli_table_cell(table, name);
    cli_table_cell(table, value);
}

static void add_kernels(cli_table *table)
{
    char list[LIST_BYTES];
    list_of(kernel_name, list);
    const char *others = strstr(list, ", ");
    cli_table_cell(table, "kernel");
    if (others)
        cli_table_print_cell(table, "%.*s (also available: %s)", (int)(others - list), list, others + 2);
    else
        cli_table_cell(table, list);
}

static void add_encodings(cli_table *table, const doctor_facts *facts)
{
    char list[LIST_BYTES] = "";
    size_t used = 0;
    for (size_t i = 0; i < facts->encoding_count; i++) {
        const doctor_encoding *encoding = &facts->encodings[i];
        if (!encoding->there)
            used += (size_t)snprintf(list + used, sizeof list - used, "%s%s (%s)", used ? ", " : "", encoding->name,
                                     encoding->use);
    }
    cli_table_cell(table, "encodings");
    if (used)
        cli_table_print_cell(table, "iconv does not know %s", list);
    else
        cli_table_print_cell(table, "all %zu that are looked for", facts->encoding_count);
}

static void add_pdf(cli_table *table, const doctor_facts *facts)
{
    cli_table_cell(table, "PDF");
    if (!facts->pdf_path[0])
        cli_table_cell(table, "redbook-pdf.so was not found: PQ sheets cannot be written as PDF");
    else if (facts->pdf_error.status != RBK_OK)
        cli_table_cell(table, facts->pdf_error.sentence);
    else
        cli_table_print_cell(table, "%s, %s", facts->pdf_versions, facts->pdf_path);
}

static void add_burn(cli_table *table, const doctor_facts *facts)
{
    cli_table_cell(table, "redbook-burn");
    if (!facts->burn_path[0])
        cli_table_cell(table, "was not found: no disc can be written");
    else if (facts->burn_error.status != RBK_OK)
        cli_table_print_cell(table, "%s %s", facts->burn_path, facts->burn_error.sentence);
    else
        cli_table_print_cell(table, "%s, libcdio %s, %s", facts->burn_version, facts->libcdio_version,
                             facts->burn_path);
    if (facts->drives && !facts->drives[0])
        add_row(table, "drives", "none found");
}

static void add_terminal(cli_table *table, const doctor_facts *facts)
{
    cli_table_cell(table, "locale");
    if (!facts->locale[0])
        cli_table_cell(table, "the one that is set is not installed");
    else
        cli_table_print_cell(table, "%s, %s%s", facts->locale, facts->codeset,
                             strcmp(facts->codeset, "UTF-8") == 0 ? "" : " (redbook prints UTF-8)");
    cli_table_cell(table, "terminal");
    if (facts->columns)
        cli_table_print_cell(table, "%zu columns, %s", facts->columns, facts->color ? "colour" : "no colour");
    else
        cli_table_cell(table, "none");
}

static bool print_facts(const doctor_facts *facts, FILE *out)
{
    static const char *const headings[] = {"redbook", RBK_VERSION};
    char list[LIST_BYTES];
    cli_table *table = cli_table_new(headings, 2);
    if (!table)
        return false;
    cli_table_cell(table, "system");
    cli_table_print_cell(table, "%s%s%s, %ld processor%s", facts->system, facts->c_library[0] ? ", " : "",
                         facts->c_library, facts->processors, facts->processors == 1 ? "" : "s");
    add_kernels(table);
    add_row(table, "formats", list_of(format_name, list));
    add_row(table, "audio files", list_of(rbk_audio_format_at, list));
    add_row(table, "CHD codecs", list_of(rbk_chd_codec_at, list));
    add_encodings(table, facts);
    add_pdf(table, facts);
    add_burn(table, facts);
    add_terminal(table, facts);
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static bool print_libraries(FILE *out)
{
    static const char *const headings[] = {"library", "version", "for"};
    cli_table *table = cli_table_new(headings, 3);
    rbk_library library;
    if (!table)
        return false;
    for (size_t i = 0; rbk_library_at(i, &library); i++) {
        add_row(table, library.name, library.version);
        cli_table_cell(table, library.use);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

bool doctor_print(const doctor_facts *facts, FILE *out)
{
    bool printed = print_facts(facts, out);
    fputc('\n', out);
    printed = print_libraries(out) && printed;
    if (facts->drives && facts->drives[0]) {
        fputc('\n', out);
        for (const char *line = facts->drives; *line; line += *line == '\n') {
            char text[1024];
            size_t length = strcspn(line, "\n");
            snprintf(text, sizeof text, "%.*s", (int)length, line);
            cli_print_clean(out, text);
            fputc('\n', out);
            line += length;
        }
    }
    fputc('\n', out);
    cli_print_line(cli_report_fault, out);
    cli_print_line("Send the command, what it printed with -v, and the sheet, but no audio.", out);
    return printed;
}

/* ------------------------------------------------------------------ for programs */

static void json_libraries(cli_json *json)
{
    rbk_library library;
    cli_json_open_array(json, "libraries");
    for (size_t i = 0; rbk_library_at(i, &library); i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", library.name);
        cli_json_text(json, "version", library.version);
        cli_json_text(json, "use", library.use);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_encodings(cli_json *json, const doctor_facts *facts)
{
    cli_json_open_array(json, "encodings");
    for (size_t i = 0; i < facts->encoding_count; i++) {
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", facts->encodings[i].name);
        cli_json_text(json, "use", facts->encodings[i].use);
        cli_json_bool(json, "available", facts->encodings[i].there);
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_burn(cli_json *json, const doctor_facts *facts)
{
    cli_json_open_object(json, "burn");
    cli_json_text(json, "path", facts->burn_path);
    cli_json_text(json, "version", facts->burn_version);
    cli_json_text(json, "libcdio", facts->libcdio_version);
    cli_json_error(json, &facts->burn_error);
    (void)cli_json_member_of(json, "drives", facts->drives ? facts->drives : "", "drives");
    cli_json_close(json);
}

static void members(cli_json *json, const void *from)
{
    const doctor_facts *facts = from;
    cli_json_text(json, "version", RBK_VERSION);
    cli_json_text(json, "system", facts->system);
    cli_json_text(json, "c_library", facts->c_library);
    cli_json_number(json, "processors", facts->processors);
    json_list(json, "kernels", kernel_name);
    json_libraries(json);
    json_list(json, "formats", format_name);
    json_list(json, "audio_formats", rbk_audio_format_at);
    json_list(json, "chd_codecs", rbk_chd_codec_at);
    json_encodings(json, facts);
    cli_json_open_object(json, "pdf");
    cli_json_text(json, "path", facts->pdf_path);
    cli_json_text(json, "versions", facts->pdf_versions);
    cli_json_error(json, &facts->pdf_error);
    cli_json_close(json);
    json_burn(json, facts);
    cli_json_open_object(json, "terminal");
    cli_json_text(json, "locale", facts->locale);
    cli_json_text(json, "codeset", facts->codeset);
    cli_json_number(json, "columns", (int64_t)facts->columns);
    cli_json_bool(json, "color", facts->color);
    cli_json_close(json);
}

bool doctor_print_json(const doctor_facts *facts, FILE *out)
{
    return cli_session_print_json("doctor", members, facts, out);
}
