/*
 * redbook hash: what a disc will be recognised by - ids, checksums, the digest - and manifests of its files, written and
 * checked.
 */
#include "cli/output_folder.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "redbook/commands.h"
#include "redbook/hash_output.h"
#include "redbook/manifest.h"
#include "redbook/subchannel_notes.h"

#include <stdlib.h>
#include <string.h>

typedef struct hash_values {
    bool disc;
    bool files;
    bool check;
    int algorithm; /* rbk_sum_kind, or ALGORITHM_NOT_GIVEN until the options are checked */
    const char *output;
    bool force;
    rbk_source_options open;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} hash_values;

#define ALGORITHM_NOT_GIVEN (-1)

#define AT(member) .offset = offsetof(hash_values, member)

const cli_option hash_options[] = {
    {.kind = CLI_SWITCH, .name = "disc", AT(disc), .help = "print only the digest of the disc"},
    {.kind = CLI_SWITCH, .name = "files", AT(files), .help = "print a manifest, like sha256sum"},
    {.kind = CLI_SWITCH, .letter = 'c', .name = "check", AT(check), .help = "check the files that MANIFEST lists"},
    {.kind = CLI_CHOICE,
     .name = "algorithm",
     AT(algorithm),
     .argument = "md5|sha1|sha256",
     .help = "checksum of files and tracks [sha256]"},
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(output),
     .argument = "FILE",
     .help = "file for the manifest"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace an existing manifest"},
    CLI_ROWS_INPUT(hash_values, open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROWS_VOICE(hash_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct hash_result {
    cli_session session;
    const hash_values *values;
    const char *path;
    disc_input input;
    bool hashed;
    rbk_hash_report report;
    manifest_files files;
    size_t failed; /* of them, that are not what the manifest says */
} hash_result;

/* What is to be computed of a disc. */
static unsigned wanted_of(const hash_values *values)
{
    if (values->disc)
        return RBK_HASH_DIGEST;
    return values->json ? RBK_HASH_ALL
                        : 1u << values->algorithm | RBK_HASH_CRC32 | RBK_HASH_ACCURATERIP | RBK_HASH_DIGEST;
}

/* ------------------------------------------------------------------ for people */

static bool print_files(const hash_result *result, FILE *out)
{
    char *text = manifest_text(&result->files);
    if (text)
        fputs(text, out);
    free(text);
    return text != NULL;
}

/* As sha256sum -c has it. */
static void print_checks(const hash_result *result, FILE *out)
{
    for (size_t i = 0; i < result->files.count; i++) {
        const manifest_file *file = &result->files.files[i];
        bool good = manifest_file_is_good(file);
        if (good && result->values->quiet)
            continue;
        cli_print_clean(out, file->name);
        fprintf(out, ": %s\n", good ? "OK" : file->sum[0] ? "FAILED" : "FAILED open or read");
    }
}

static void say_failures(const hash_result *result)
{
    const cli_voice *voice = &result->session.voice;
    for (size_t i = 0; i < result->files.count; i++)
        if (result->files.files[i].error.status != RBK_OK)
            cli_say_error(voice, &result->files.files[i].error);
    if (result->failed > 0)
        cli_say_failure(voice, "%zu of %zu file%s %s not match the manifest", result->failed, result->files.count,
                        RBK_PLURAL(result->files.count, "", "s"), RBK_PLURAL(result->failed, "does", "do"));
}

static bool print_text(const hash_result *result, FILE *out)
{
    const hash_values *values = result->values;
    if (values->check)
        print_checks(result, out);
    else if (values->files)
        return values->output || values->quiet || print_files(result, out);
    else if (values->disc && !values->quiet)
        fprintf(out, "%s\n", result->report.digest.line);
    else if (!values->quiet)
        return hash_print(&result->report, (rbk_sum_kind)values->algorithm, out);
    return true;
}

/* ------------------------------------------------------------------ for programs */

static void json_files(cli_json *json, const hash_result *result)
{
    cli_json_open_array(json, "files");
    for (size_t i = 0; i < result->files.count; i++) {
        const manifest_file *file = &result->files.files[i];
        cli_json_open_object(json, NULL);
        cli_json_text(json, "name", file->name);
        cli_json_text(json, "algorithm", rbk_sum_kind_name(file->kind));
        cli_json_text(json, "sum", file->sum);
        if (result->values->check) {
            cli_json_text(json, "expected", file->expected);
            cli_json_bool(json, "ok", manifest_file_is_good(file));
            cli_json_error(json, &file->error);
        }
        cli_json_close(json);
    }
    cli_json_close(json);
}

static void json_members(cli_json *json, const void *from)
{
    const hash_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->session.error);
    if (result->values->files || result->values->check)
        json_files(json, result);
    else
        hash_json(json, result->hashed ? &result->report : NULL, wanted_of(result->values));
    cli_json_findings(json, result->session.findings);
}

/* ------------------------------------------------------------------ the work */

static int report(void *user)
{
    const hash_result *result = user;
    int exit_code = cli_session_conclude(&result->session);
    bool reported = true;
    if (result->values->json)
        reported = cli_session_print_json("hash", json_members, result, stdout);
    else if (result->hashed)
        reported = print_text(result, stdout);
    if (result->hashed && result->values->check)
        say_failures(result);
    if (exit_code == CLI_EXIT_OK && result->failed > 0)
        exit_code = CLI_EXIT_FAILED;
    bool written = result->hashed && result->values->output;
    return cli_finish_work(&result->session.voice, written ? "the manifest was written" : NULL, exit_code, reported);
}

static rbk_status hash_disc(hash_result *result)
{
    cli_session *session = &result->session;
    const hash_values *values = result->values;
    rbk_image *image = NULL;
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    options.wanted = wanted_of(values);
    rbk_status status = subchannel_note(&result->input, "in the checksums", session->findings);
    if (status == RBK_OK)
        status = rbk_image_open(result->input.disc, result->input.layout, &image, &session->error);
    if (status != RBK_OK)
        return status;
    options.listener = cli_session_begin_work(session);
    status = rbk_hash(result->input.disc, result->input.layout, image, &options, &result->report, &session->error);
    cli_session_end_work(session);
    rbk_image_close(image);
    return status;
}

static rbk_status write_manifest(hash_result *result)
{
    rbk_error *error = &result->session.error;
    rbk_output *output = NULL;
    char *text = manifest_text(&result->files);
    if (!text)
        return RBK_NO_MEMORY;
    rbk_status status = rbk_output_open_file(result->values->output, result->values->force, &output, error);
    if (status == RBK_OK)
        status = rbk_output_write(output, text, strlen(text), error);
    if (status == RBK_OK)
        status = rbk_output_commit(output, error);
    rbk_output_free(output);
    free(text);
    return status;
}

static rbk_status hash_files(hash_result *result)
{
    cli_session *session = &result->session;
    const hash_values *values = result->values;
    rbk_status status = disc_input_refuse_as_target(&result->input, values->output, session->findings, &session->error);
    if (status != RBK_OK)
        return status;
    const rbk_listener *listener = cli_session_begin_work(session);
    status = manifest_make(&result->input, values->output, (rbk_sum_kind)values->algorithm, listener, &result->files,
                           &session->error);
    cli_session_end_work(session);
    return status == RBK_OK && values->output ? write_manifest(result) : status;
}

static rbk_status check_files(hash_result *result)
{
    cli_session *session = &result->session;
    const rbk_listener *listener = cli_session_begin_work(session);
    rbk_status status = manifest_check(result->path, listener, &result->files, session->findings, &session->error);
    cli_session_end_work(session);
    for (size_t i = 0; i < result->files.count && status == RBK_OK; i++)
        result->failed += !manifest_file_is_good(&result->files.files[i]);
    return status;
}

static rbk_status hash(void *user)
{
    hash_result *result = user;
    rbk_source_options open = result->values->open;
    rbk_status status = RBK_OK;
    open.format.sums = !result->values->files; /* their sums are asked for, right or wrong */
    if (result->values->output)
        status = cli_target_check(result->values->output, result->values->force, result->session.findings,
                                  &result->session.error);
    if (status == RBK_OK && !result->values->check)
        status = disc_input_read(result->path, &open, &result->input, result->session.findings, &result->session.error);
    if (status == RBK_OK)
        status = result->values->check   ? check_files(result)
                 : result->values->files ? hash_files(result)
                                         : hash_disc(result);
    result->hashed = status == RBK_OK;
    return status;
}

static void drop(void *user)
{
    hash_result *result = user;
    disc_input_release(&result->input);
    manifest_files_release(&result->files);
    result->hashed = false;
    result->failed = 0;
}

static int run(const cli_command *command, void *given, const cli_line *line)
{
    const hash_values *values = given;
    (void)command;
    static const cli_work work = {hash, report, drop};
    static hash_result result;
    result = (hash_result){.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                       .fail_on = RBK_ERROR,
                                       .writes = values->output != NULL,
                                       .no_progress = values->no_progress},
                           .values = values,
                           .path = cli_operands(line)[0]};
    return cli_session_run(&result.session, &work, &result, result.path);
}

static int check_values(const cli_command *command, void *given, const cli_line *line)
{
    hash_values *values = given;
    const char *program = redbook_program.name;
    const size_t operands = cli_operand_count(line);
    if (operands != 1)
        return cli_usage_error(program, command, "expected one %s, found %zu",
                               values->check ? "manifest" : "image or sheet", operands);
    if (values->disc + values->files + values->check > 1)
        return cli_usage_error(program, command, "only one of --disc, --files and --check can be given");
    if ((values->output || values->force) && !(values->files && values->output))
        return cli_usage_error(program, command, "--output needs --files, and --force needs --output");
    if (values->algorithm != ALGORITHM_NOT_GIVEN && (values->disc || values->check))
        return cli_usage_error(program, command, "--algorithm cannot be given with %s",
                               values->disc ? "--disc, whose digest is SHA-256"
                                            : "--check: the number of digits in the manifest states it");
    if (values->algorithm == ALGORITHM_NOT_GIVEN)
        values->algorithm = RBK_SUM_SHA256;
    if (values->output && strcmp(values->output, "-") == 0)
        values->output = NULL; /* standard output, where it is written anyway */
    return cli_check_voice(program, command, values->verbose, values->quiet);
}

int hash_run(const cli_command *command, int argc, const char **argv)
{
    hash_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.algorithm = ALGORITHM_NOT_GIVEN;
    return cli_run(redbook_program.name, command, argc, argv, &values, check_values, run);
}
