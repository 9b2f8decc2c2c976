/*
 * redbook text: the CD-TEXT of a .cdt file, an input sheet or a disc's sheet: shown, checked, and written as one of
 * the first two.
 */
#include "cli/fold.h"
#include "cli/output.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/disc_output.h"
#include "redbook/languages.h"
#include "redbook/text_output.h"

#include <redbook/source.h>

#include <string.h>

/* The command line as read. Choices are -1 where nothing was said. */
typedef struct text_values {
    const char *output;
    int to;
    bool force;
    uint8_t language;
    bool language_given;
    int charset;
    bool fallback;
    bool no_tab;
    language_list languages;
    rbk_source_options open;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
} text_values;

enum { TO_CDT, TO_V07T };

static bool take_language(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    text_values *own = values;
    own->language_given = true;
    if (rbk_cdtext_language_parse(text, &own->language))
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected a language such as 'German' or 0x08, found '%s'", text);
    return false;
}

#define AT(member) .offset = offsetof(text_values, member)

const cli_option text_options[] = {
    {.kind = CLI_GROUP, .help = "Output"},
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "OUT",
     .help = ".cdt (packs), .txt (input sheet) or - (stdout)"},
    {.kind = CLI_CHOICE, .name = "to", AT(to), .argument = "cdt|v07t", .help = "type of output, whatever its name"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace an existing file"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    {.kind = CLI_GROUP, .help = "Reading a disc's sheet"},
    CLI_ROW_ENCODING(text_values, open),
    CLI_ROW_ANY_PATH(text_values, open),
    {.kind = CLI_GROUP, .help = "Texts"},
    {.kind = CLI_CALL,
     .name = "language",
     .take = take_language,
     .argument = "NAME",
     .help = "language if the sheet has none [English]"},
    {.kind = CLI_CHOICE,
     .name = "charset",
     AT(charset),
     .argument = "8859-1|ascii|ms-jis",
     .help = "character set on the disc [8859-1]"},
    {.kind = CLI_VALUE,
     .name = "add",
     AT(languages),
     .read = languages_read_row,
     .argument = "LANGUAGE=FILE",
     .repeats = true,
     .help = "texts in one more language, ja=ja.txt"},
    {.kind = CLI_SWITCH, .name = "cdtext-fallback", AT(fallback), .help = "replace unencodable characters"},
    {.kind = CLI_SWITCH, .name = "no-tab", AT(no_tab), .help = "write repeated texts in full"},
    {.kind = CLI_GROUP, .help = "Messages"},
    CLI_ROW_FAIL_ON(text_values, fail_on),
    CLI_ROWS_VOICE_OR(text_values, verbose, quiet, "print notes too", "print no warnings"),
    {.kind = CLI_END},
};

typedef struct text_result {
    cli_session session;
    const text_values *values;
    const char *path;
    const char *input; /* "cdt", "v07t", or the name of the descriptor's format */
    rbk_cdtext *cdtext;
    size_t packs[RBK_CDTEXT_BLOCKS];
    bool written;
    rbk_output *shown; /* what goes to stdout instead of a file */
} text_result;

/* ------------------------------------------------------------------ reading */

static rbk_cdtext_charset charset_of(const text_values *values)
{
    static const rbk_cdtext_charset sets[] = {RBK_CDTEXT_8859_1, RBK_CDTEXT_ASCII, RBK_CDTEXT_MS_JIS};
    return values->charset < 0 ? RBK_CDTEXT_8859_1 : sets[values->charset];
}

/* What the command line says of language and character set goes over what a file says, where it is clear of which. */
static rbk_status override_blocks(const text_values *values, text_result *result)
{
    rbk_cdtext_block *only = NULL;
    size_t count = 0;
    for (int number = 0; number < RBK_CDTEXT_BLOCKS; number++)
        if (result->cdtext->blocks[number]) {
            only = result->cdtext->blocks[number];
            count++;
        }
    if (count == 1) {
        only->language = values->language_given ? values->language : only->language;
        only->charset = values->charset >= 0 ? charset_of(values) : only->charset;
    } else if (values->language_given || values->charset >= 0) {
        return rbk_findings_add(
            result->session.findings, RBK_WARNING, "text.several-blocks", result->path, 0, 0,
            "the file has %zu block%s: --language and --charset apply to a single block and are ignored", count,
            RBK_PLURAL(count, "", "s"));
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ writing */

static bool ends_with(const char *path, const char *ending)
{
    size_t length = strlen(path), size = strlen(ending);
    return length > size && strcmp(path + length - size, ending) == 0;
}

/* By word, else by name; -1 when neither says. */
static int target_of(const text_values *values)
{
    if (values->to >= 0)
        return values->to;
    if (ends_with(values->output, ".cdt"))
        return TO_CDT;
    bool sheet =
        ends_with(values->output, ".txt") || ends_with(values->output, ".v07t") || strcmp(values->output, "-") == 0;
    return sheet ? TO_V07T : -1;
}

static rbk_status put(const text_values *values, const rbk_cdtext_options *options, const rbk_bytes *packs,
                      rbk_output *output, text_result *result)
{
    if (target_of(values) == TO_CDT)
        return rbk_output_write(output, packs->data, packs->size, &result->session.error);
    rbk_findings *own = rbk_findings_new(); /* what the packs did not say already */
    rbk_status status = rbk_v07t_write(result->cdtext, options, output, own, &result->session.error);
    for (size_t i = 0; i < rbk_findings_count(own) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(own, i);
        if (strncmp(finding->rule, "v07t.", 5) == 0)
            status = rbk_findings_add(result->session.findings, finding->severity, finding->rule, result->path, 0, 0,
                                      "%s", finding->text);
    }
    rbk_findings_free(own);
    return status;
}

/* The file at path, or one that it names, must not be the output. Files that are missing do not matter. */
static rbk_status check_source(const text_values *values, const char *path, rbk_findings *findings, rbk_error *error)
{
    disc_input input;
    rbk_error why;
    rbk_findings *own = rbk_findings_new(); /* of reading again */
    rbk_status status = own ? disc_input_read(path, &values->open, &input, own, &why) : RBK_NO_MEMORY;
    if (!own)
        return status;
    if (status != RBK_NO_MEMORY && !input.disc) /* no sheet */
        status = (input.disc = rbk_disc_new()) ? RBK_OK : RBK_NO_MEMORY;
    if (status != RBK_NO_MEMORY)
        status = disc_input_refuse_as_target(&input, values->output, findings, error);
    rbk_findings_free(own);
    disc_input_release(&input);
    return status;
}

/* A CD-TEXT file may take the place of the one that was read, but neither a sheet, nor its files, nor what is added. */
static rbk_status check_sources(const text_values *values, text_result *result)
{
    const bool is_text = strcmp(result->input, "cdt") == 0 || strcmp(result->input, "v07t") == 0;
    rbk_findings *findings = result->session.findings;
    rbk_error *error = &result->session.error;
    rbk_status status = is_text ? RBK_OK : check_source(values, result->path, findings, error);
    for (size_t i = 0; i < values->languages.count && status == RBK_OK; i++)
        status = check_source(values, values->languages.files[i].path, findings, error);
    return status;
}

static rbk_status write_output(const text_values *values, const rbk_cdtext_options *options, const rbk_bytes *packs,
                               text_result *result)
{
    rbk_output *output = NULL;
    rbk_status status = RBK_OK;
    if (strcmp(values->output, "-") == 0) {
        result->shown = rbk_output_new_memory();
        return result->shown ? put(values, options, packs, result->shown, result) : RBK_NO_MEMORY;
    }
    if (values->force)
        status = check_sources(values, result);
    if (status == RBK_OK)
        status = rbk_output_open_file(values->output, values->force, &output, &result->session.error);
    if (status == RBK_OK)
        status = put(values, options, packs, output, result);
    if (status == RBK_OK)
        status = rbk_output_commit(output, &result->session.error);
    rbk_output_free(output);
    result->written = status == RBK_OK;
    return status;
}

/* Everything is encoded, shown or written: what does not fit is to be known in any case. */
static rbk_status encode(const text_values *values, text_result *result)
{
    rbk_cdtext_options options = {.tab = !values->no_tab, .fallback = values->fallback, .name = result->path};
    rbk_bytes packs = {NULL, 0};
    rbk_status status = languages_encode(&values->languages, result->cdtext, &options, &packs, result->session.findings,
                                         &result->session.error);
    for (size_t at = 0; at < packs.size; at += RBK_CDTEXT_PACK_BYTES)
        result->packs[packs.data[at + 3] >> 4 & 7]++;
    if (status == RBK_OK && values->output)
        status = write_output(values, &options, &packs, result);
    rbk_bytes_release(&packs);
    if (status == RBK_REFUSED && !values->output)
        return RBK_OK; /* the findings say it, and what was read can be shown */
    return status;
}

static rbk_status work(const text_values *values, text_result *result)
{
    const rbk_source_texts how = {
        .options = &values->open, .language = values->language, .charset = charset_of(values)};
    rbk_status status = rbk_source_read_texts(result->path, &how, &result->cdtext, &result->input,
                                              result->session.findings, &result->session.error);
    if (status == RBK_OK)
        status = override_blocks(values, result);
    if (status == RBK_OK)
        status = languages_add(&values->languages, &values->open, NULL, result->cdtext, result->session.findings,
                               &result->session.error);
    if (status == RBK_OK)
        status = encode(values, result);
    return status;
}

/* What says no place is of the output where only that can have failed. */
static rbk_status attempt(void *user)
{
    text_result *result = user;
    rbk_status status = work(result->values, result);
    if (status == RBK_FILEEXISTS || status == RBK_FILESYSTEM)
        cli_recover_error(status, result->values->output, &result->session.error);
    return status;
}

static void drop(void *user)
{
    text_result *result = user;
    rbk_output_free(result->shown);
    rbk_cdtext_free(result->cdtext);
    *result = (text_result){.session = result->session, .values = result->values, .path = result->path};
}

/* ------------------------------------------------------------------ reporting */

static void json_members(cli_json *json, const void *from)
{
    const text_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_text(json, "input", result->input);
    cli_json_text(json, "written", result->written ? result->values->output : NULL);
    cli_json_error(json, &result->session.error);
    text_json_blocks(json, result->cdtext, result->packs);
    cli_json_findings(json, result->session.findings);
}

static bool print_result(const text_result *result)
{
    size_t size = 0;
    if (result->values->json)
        return cli_session_print_json("text", json_members, result, stdout);
    if (result->session.error.status != RBK_OK)
        return true;
    if (result->shown) {
        const char *text = rbk_output_text(result->shown, &size);
        (void)cli_write_output(stdout, text, size);
        return true;
    }
    if (result->written)
        return true;
    FILE *out = cli_fold_begin(stdout);
    bool printed = text_print_blocks(result->cdtext, result->packs, out);
    return cli_fold_end(out) && printed;
}

static int report(void *user)
{
    const text_result *result = user;
    const cli_session *session = &result->session;
    cli_session_say_findings(session);
    cli_say_hint(&session->voice, session->findings, RBK_ERROR, "cdtext.charset",
                 "use --cdtext-fallback to replace unencodable characters, or --charset ms-jis for Japanese");
    int exit_code = cli_session_say_end(session);
    bool reported = print_result(result);
    return cli_finish_work(&session->voice, result->written ? "the file was written" : NULL, exit_code, reported);
}

static int run(const cli_command *command, void *given, const cli_line *line)
{
    const text_values *values = given;
    (void)command;
    static const cli_work session_work = {attempt, report, drop};
    text_result result = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                      .fail_on = (rbk_severity)values->fail_on,
                                      .writes = values->output != NULL},
                          .values = values,
                          .path = cli_operands(line)[0]};
    return cli_session_run(&result.session, &session_work, &result, result.path);
}

static int check_values(const cli_command *command, void *given, const cli_line *line)
{
    const text_values *values = given;
    const char *program = redbook_program.name;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(program, command, "expected one file, found %zu", cli_operand_count(line));
    if (cli_check_voice(program, command, values->verbose, values->quiet))
        return CLI_EXIT_USAGE;
    if (!values->output && (values->to >= 0 || values->force))
        return cli_usage_error(program, command, "--to and --force need --output");
    if (values->output && target_of(values) < 0)
        return cli_usage_error(program, command, "expected --to, or an output that ends in .cdt or .txt, found '%s'",
                               values->output);
    if (values->json && values->output && strcmp(values->output, "-") == 0)
        return cli_usage_error(program, command, "--json and --output - cannot be combined");
    return CLI_EXIT_OK;
}

int text_run(const cli_command *command, int argc, const char **argv)
{
    text_values values;
    memset(&values, 0, sizeof values);
    values.to = values.charset = -1;
    values.language = 0x09;
    rbk_source_options_init(&values.open);
    values.fail_on = RBK_ERROR;
    return cli_run(redbook_program.name, command, argc, argv, &values, check_values, run);
}
