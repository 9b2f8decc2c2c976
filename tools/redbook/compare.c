/*
 * redbook compare: is it the same disc? Reads two images, or one and its digest, lets the library compare them, reports
 * the differences.
 */
#include "cli/fold.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/commands.h"
#include "redbook/disc_output.h"
#include "redbook/subchannel_notes.h"

#include <redbook/hash.h>
#include <redbook/verify.h>

#include <string.h>
#include <strings.h>
#include <unistd.h>

typedef struct compare_values {
    unsigned ignore;
    rbk_source_options open;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
    bool cdg;
} compare_values;

/* In the order of the bits. */
static const struct ignorable {
    const char *name;
    unsigned bit;
} ignorables[] = {{"texts", RBK_IGNORE_TEXTS},
                  {"codes", RBK_IGNORE_CODES},
                  {"indexes", RBK_IGNORE_INDEXES},
                  {"samples", RBK_IGNORE_SAMPLES},
                  {"subchannels", RBK_IGNORE_SUBCHANNELS}};

#define IGNORABLES (sizeof ignorables / sizeof ignorables[0])

static bool take_ignore(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    compare_values *compare = values;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ","), i = 0;
        while (i < IGNORABLES && (strlen(ignorables[i].name) != length || memcmp(ignorables[i].name, at, length) != 0))
            i++;
        if (i == IGNORABLES) {
            snprintf(why, CLI_WHY_BYTES,
                     "expected texts, codes, indexes, samples or subchannels with commas between them, found '%s'",
                     text);
            return false;
        }
        compare->ignore |= ignorables[i].bit;
        at += length;
        if (!*at)
            return true;
    }
}

#define AT(member) .offset = offsetof(compare_values, member)

const cli_option compare_options[] = {
    {.kind = CLI_CALL,
     .name = "ignore",
     .take = take_ignore,
     .argument = "texts|codes|indexes|samples|subchannels",
     .repeats = true,
     .help = "do not compare these (comma-separated)"},
    CLI_ROWS_INPUT(compare_values, open),
    {.kind = CLI_SWITCH, .name = "cdg", AT(cdg), .help = "read .cdg files next to audio files"},
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROWS_VOICE(compare_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct compare_result {
    cli_session session;
    const compare_values *values;
    const char *const *paths; /* two */
    disc_input first;
    disc_input second;
    rbk_comparison comparison; /* same: with the subchannels */
    rbk_subchannel_comparison subchannels;
    bool with_digest;       /* the second operand is one */
    rbk_disc_digest digest; /* of the first */
} compare_result;

/* ------------------------------------------------------------------ reporting people */

/* All kinds, in the order in which they are reported: those of the comparison, then those of the subchannels. */
typedef enum reported_kind { KIND_Q = RBK_DIFFERENCE_KINDS, KIND_R_TO_W, REPORTED_KINDS } reported_kind;

static const rbk_difference *difference_of(const compare_result *result, int kind)
{
    return kind == (int)KIND_Q        ? &result->subchannels.q
           : kind == (int)KIND_R_TO_W ? &result->subchannels.r_to_w
                                      : &result->comparison.differences[kind];
}

static const char *kind_name(int kind)
{
    return kind == (int)KIND_Q        ? "q"
           : kind == (int)KIND_R_TO_W ? "r-w"
                                      : rbk_difference_name((rbk_difference_kind)kind);
}

/* The language of a text that is not in the discs' own; NULL: it is. */
static const char *language_of(int kind, const rbk_difference *difference)
{
    if (kind != RBK_DIFFERENCE_TEXT || difference->index == 0)
        return NULL;
    const char *name = rbk_cdtext_language_name((uint8_t)difference->index);
    return name ? name : "unknown";
}

/* "text (title)", "text (title, German)", "index 02", else the kind. */
static void name_cell(cli_table *table, int kind, const rbk_difference *difference)
{
    if (kind == RBK_DIFFERENCE_INDEX)
        cli_table_print_cell(table, "index %02u", (unsigned)difference->index);
    else if (language_of(kind, difference))
        cli_table_print_cell(table, "%s (%s, %s)", kind_name(kind), difference->field, language_of(kind, difference));
    else if (kind == RBK_DIFFERENCE_TEXT)
        cli_table_print_cell(table, "%s (%s)", kind_name(kind), difference->field);
    else
        cli_table_cell(table, kind_name(kind));
}

static void difference_row(cli_table *table, int kind, const rbk_difference *difference)
{
    char time[RBK_TIME_BYTES];
    name_cell(table, kind, difference);
    cli_table_print_cell(table, "%lld", (long long)difference->count);
    if (difference->track)
        cli_table_print_cell(table, "%u", (unsigned)difference->track);
    else
        cli_table_cell(table, NULL);
    cli_table_cell(table, difference->lba == RBK_NO_LBA ? NULL : rbk_time_format(difference->lba, time));
    if (kind == RBK_DIFFERENCE_SAMPLES)
        cli_table_print_cell(table, "%lld", (long long)difference->sample);
    else
        cli_table_cell(table, NULL);
    cli_table_cell(table, difference->first[0] ? difference->first : "(none)");
    cli_table_cell(table, difference->second[0] ? difference->second : "(none)");
}

static bool print_differences(const compare_result *result, FILE *out)
{
    static const char *const headings[] = {"what", ">count", ">track", ">first at", ">sample", "in A", "in B"};
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (int kind = 0; kind < (int)REPORTED_KINDS; kind++)
        if (difference_of(result, kind)->count)
            difference_row(table, kind, difference_of(result, kind));
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

/* What all the samples that differ have in common, where there is such a thing. */
static void print_reason(const rbk_comparison *comparison, FILE *out)
{
    long long offset = comparison->offset_samples;
    int64_t swapped = comparison->swapped_samples;
    if (swapped > 0 && swapped == comparison->differences[RBK_DIFFERENCE_SAMPLES].count)
        fprintf(out, "\nall of these samples are the same with their bytes swapped\n");
    else if (comparison->has_offset)
        fprintf(out, "\nthe audio of B is %lld sample%s %s than that of A: aligned, %lld of %lld %s\n",
                offset < 0 ? -offset : offset, RBK_PLURAL(offset < 0 ? -offset : offset, "", "s"),
                offset < 0 ? "earlier" : "later", (long long)comparison->offset_differences,
                (long long)comparison->offset_compared_samples,
                RBK_PLURAL(comparison->offset_compared_samples, "sample differs", "samples differ"));
}

static void print_digest(const compare_result *result, FILE *out)
{
    if (result->comparison.same)
        fprintf(out, "same disc: %s\n", result->digest.line);
    else
        fprintf(out, "not the same disc\nexpected  %s\nfound     %s\n", result->paths[1], result->digest.line);
}

static bool print_text(const compare_result *result, FILE *out)
{
    if (result->with_digest) {
        print_digest(result, out);
        return true;
    }
    if (!result->comparison.same) {
        bool printed = print_differences(result, out);
        print_reason(&result->comparison, out);
        return printed;
    }
    char total[RBK_TIME_BYTES];
    const rbk_layout *layout = result->first.layout;
    fprintf(out, "same disc: %zu track%s, %s (%lld sector%s)", layout->track_count,
            RBK_PLURAL(layout->track_count, "", "s"), rbk_time_format(rbk_layout_end(layout), total),
            (long long)rbk_layout_end(layout), RBK_PLURAL(rbk_layout_end(layout), "", "s"));
    const char *before = "; not compared: ";
    const rbk_subchannel_comparison *subchannels = &result->subchannels;
    const bool unread = !subchannels->q_compared || !subchannels->r_to_w_compared; /* files of samples hold them, too */
    const unsigned ignored = result->values->ignore | (unread ? RBK_IGNORE_SUBCHANNELS : 0u);
    for (size_t i = 0; i < IGNORABLES; i++)
        if (ignored & ignorables[i].bit) {
            fprintf(out, "%s%s", before, ignorables[i].name);
            before = ", ";
        }
    fputc('\n', out);
    return true;
}

/* ------------------------------------------------------------------ reporting programs */

static void json_difference(cli_json *json, int kind, const rbk_difference *difference)
{
    char time[RBK_TIME_BYTES];
    bool placed = difference->lba != RBK_NO_LBA;
    cli_json_open_object(json, NULL);
    cli_json_text(json, "what", kind_name(kind));
    cli_json_number(json, "count", difference->count);
    if (difference->track)
        cli_json_number(json, "track", difference->track);
    else
        cli_json_null(json, "track");
    if (kind == RBK_DIFFERENCE_INDEX)
        cli_json_number(json, "index", difference->index);
    else
        cli_json_null(json, "index");
    cli_json_text(json, "field", difference->field);
    cli_json_text(json, "language", language_of(kind, difference));
    if (placed)
        cli_json_number(json, "lba", difference->lba);
    else
        cli_json_null(json, "lba");
    cli_json_text(json, "time", placed ? rbk_time_format(difference->lba, time) : NULL);
    if (difference->sample >= 0)
        cli_json_number(json, kind == RBK_DIFFERENCE_DATA ? "byte" : "sample", difference->sample);
    cli_json_text(json, "first", difference->first);
    cli_json_text(json, "second", difference->second);
    cli_json_close(json);
}

static void json_offset(cli_json *json, const rbk_comparison *comparison)
{
    if (!comparison->has_offset) {
        cli_json_null(json, "offset");
        return;
    }
    cli_json_open_object(json, "offset");
    cli_json_number(json, "samples", comparison->offset_samples);
    cli_json_number(json, "compared_samples", comparison->offset_compared_samples);
    cli_json_number(json, "differing_samples", comparison->offset_differences);
    cli_json_close(json);
}

static void json_comparison(cli_json *json, const compare_result *result)
{
    const rbk_comparison *comparison = &result->comparison;
    bool compared = result->session.error.status == RBK_OK;
    if (compared)
        cli_json_bool(json, "same", comparison->same);
    else
        cli_json_null(json, "same");
    cli_json_open_array(json, "ignored");
    for (size_t i = 0; i < IGNORABLES; i++)
        if (result->values->ignore & ignorables[i].bit)
            cli_json_text(json, NULL, ignorables[i].name);
    cli_json_close(json);
    cli_json_number(json, "compared_samples", comparison->compared_samples);
    cli_json_number(json, "byte_swapped_samples", comparison->swapped_samples);
    cli_json_open_array(json, "differences");
    for (int kind = 0; compared && kind < (int)REPORTED_KINDS; kind++)
        if (difference_of(result, kind)->count)
            json_difference(json, kind, difference_of(result, kind));
    cli_json_close(json);
    json_offset(json, comparison);
}

static void json_members(cli_json *json, const void *from)
{
    const compare_result *result = from;
    cli_json_text(json, "first", result->paths[0]);
    cli_json_text(json, "second", result->paths[1]);
    cli_json_error(json, &result->session.error);
    json_comparison(json, result);
    cli_json_text(json, "digest", result->digest.line);
    cli_json_findings(json, result->session.findings);
}

/* ------------------------------------------------------------------ the work */

/* As cmp and diff have it: 1 says that the two differ, and what went wrong is no difference. */
#define EXIT_DIFFERENT CLI_EXIT_FAILED
#define EXIT_TROUBLE   CLI_EXIT_USAGE

static int conclude(const compare_result *result)
{
    int exit_code = cli_session_conclude(&result->session);
    if (result->session.error.status == RBK_OK)
        return result->comparison.same ? CLI_EXIT_OK : EXIT_DIFFERENT;
    return exit_code == CLI_EXIT_FAILED ? EXIT_TROUBLE : exit_code;
}

static int report(void *user)
{
    const compare_result *result = user;
    const compare_values *values = result->values;
    int exit_code = conclude(result);
    bool reported = true;
    if (values->json)
        reported = cli_session_print_json("compare", json_members, result, stdout);
    else if (result->session.error.status == RBK_OK && !values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        reported = print_text(result, out);
        reported = cli_fold_end(out) && reported;
    }
    /* Not asked with the exit code itself: that of a difference is that of a failure. */
    return cli_finish_output(redbook_program.name, CLI_EXIT_OK, reported) == CLI_EXIT_OK ? exit_code : EXIT_TROUBLE;
}

/* The digest of the first disc, and whether it is the second operand. */
static rbk_status compare_digest(compare_result *result)
{
    static rbk_hash_report report;
    cli_session *session = &result->session;
    rbk_image *image = NULL;
    rbk_hash_options options;
    rbk_hash_options_init(&options);
    options.wanted = RBK_HASH_DIGEST;
    rbk_status status = rbk_image_open(result->first.disc, result->first.layout, &image, &session->error);
    if (status != RBK_OK)
        return status;
    options.listener = cli_session_begin_work(session);
    status = rbk_hash(result->first.disc, result->first.layout, image, &options, &report, &session->error);
    cli_session_end_work(session);
    rbk_image_close(image);
    if (status != RBK_OK)
        return status;
    result->digest = report.digest;
    result->comparison.same = strcmp(report.digest.line, result->paths[1]) == 0;
    return RBK_OK;
}

/* What is not compared although the discs have it. */
static rbk_status note_subchannels(compare_result *result, rbk_findings *findings)
{
    if (result->values->ignore & RBK_IGNORE_SUBCHANNELS)
        return RBK_OK;
    rbk_status status = subchannel_note_compared(&result->first, &result->subchannels, findings);
    if (status == RBK_OK)
        status = subchannel_note_compared(&result->second, &result->subchannels, findings);
    if (status == RBK_OK)
        status = subchannel_leave_out(&result->first, &result->second, &result->subchannels, findings);
    return status;
}

/* Audio with R to W and plain audio are one mode if R to W are compared. */
static rbk_status compare_discs(compare_result *result, rbk_error *error)
{
    cli_session *session = &result->session;
    const rbk_compared first = {result->first.disc, result->first.layout};
    const rbk_compared second = {result->second.disc, result->second.layout};
    const rbk_subchannel_comparison *subchannels = &result->subchannels;
    unsigned ignore = result->values->ignore;
    const rbk_listener *listener = cli_session_begin_work(session);
    rbk_status status = rbk_compare_subchannels(&first, &second, ignore, listener, &result->subchannels, error);
    cli_session_end_work(session);
    if (status == RBK_OK && subchannels->r_to_w_compared)
        ignore |= RBK_IGNORE_SUBCHANNELS;
    if (status == RBK_OK) {
        listener = cli_session_begin_work(session);
        status = rbk_compare(&first, &second, ignore, listener, &result->comparison, error);
        cli_session_end_work(session);
    }
    if (status == RBK_OK)
        status = note_subchannels(result, session->findings);
    result->comparison.same = result->comparison.same && subchannels->q.count == 0 && subchannels->r_to_w.count == 0;
    return status;
}

static rbk_status read_disc(const compare_result *result, const char *path, disc_input *input, rbk_findings *findings,
                            rbk_error *error)
{
    rbk_status status = disc_input_read(path, &result->values->open, input, findings, error);
    if (status == RBK_OK && result->values->cdg)
        status = rbk_source_find_graphics(input->disc, findings, error);
    return status;
}

static rbk_status compare(void *user)
{
    compare_result *result = user;
    cli_session *session = &result->session;
    rbk_status status = read_disc(result, result->paths[0], &result->first, session->findings, &session->error);
    if (status == RBK_OK && result->with_digest)
        status = subchannel_note(&result->first, "compared", session->findings);
    if (status == RBK_OK && result->with_digest)
        return compare_digest(result);
    if (status == RBK_OK)
        status = read_disc(result, result->paths[1], &result->second, session->findings, &session->error);
    if (status != RBK_OK)
        return status;
    return compare_discs(result, &session->error);
}

static void drop(void *user)
{
    compare_result *result = user;
    disc_input_release(&result->first);
    disc_input_release(&result->second);
    result->comparison = (rbk_comparison){0};
    result->subchannels = (rbk_subchannel_comparison){0};
    result->digest = (rbk_disc_digest){.line = ""};
}

static int run(const compare_values *values, const char *const *paths)
{
    static const cli_work work = {compare, report, drop};
    compare_result result = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                         .fail_on = RBK_ERROR,
                                         .no_progress = values->no_progress},
                             .values = values,
                             .paths = paths,
                             .with_digest = rbk_disc_digest_is(paths[1], NULL)};
    return cli_session_run(&result.session, &work, &result, NULL);
}

/* Begins like a digest, and no file has that name. */
static bool is_meant_as_digest(const char *text)
{
    size_t digits = strncasecmp(text, "disc", 4) == 0 ? strspn(text + 4, "0123456789") : 0;
    return digits > 0 && text[4 + digits] == ':' && access(text, F_OK) != 0;
}

/* A digest is the second operand, in full and of this version. 0, or the exit code of the usage error. */
static int check_digests(const cli_command *command, const compare_values *values, const char *const *paths)
{
    const char *program = redbook_program.name;
    uint32_t version;
    if (is_meant_as_digest(paths[0]))
        return cli_usage_error(program, command, "'%s' is a digest: expected an image first, and the digest after it",
                               paths[0]);
    if (!rbk_disc_digest_is(paths[1], &version) && is_meant_as_digest(paths[1]))
        return cli_usage_error(program, command,
                               "'%s' is not a valid digest: expected 64 hexadecimal digits in lower case after the "
                               "colon",
                               paths[1]);
    if (!rbk_disc_digest_is(paths[1], &version))
        return 0;
    if (version != RBK_DISC_DIGEST_VERSION)
        return cli_usage_error(program, command, "expected a digest of version %d, found version %u",
                               RBK_DISC_DIGEST_VERSION, (unsigned)version);
    if (values->ignore)
        return cli_usage_error(program, command, "--ignore needs two images: a digest covers all parts of a disc");
    return 0;
}

/* 0, or the exit code of the usage error. */
static int check_values(const cli_command *command, const compare_values *values, const cli_line *line)
{
    size_t operands = cli_operand_count(line);
    if (operands != 2)
        return cli_usage_error(redbook_program.name, command,
                               "expected two images, or an image and a digest, found %zu", operands);
    int wrong = check_digests(command, values, cli_operands(line));
    if (wrong)
        return wrong;
    return cli_check_voice(redbook_program.name, command, values->verbose, values->quiet);
}

int compare_run(const cli_command *command, int argc, const char **argv)
{
    compare_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    cli_line *line = NULL;
    int exit_code = CLI_EXIT_OK;
    if (!cli_parse(redbook_program.name, command, argc, argv, &values, &line, &exit_code))
        return exit_code == CLI_EXIT_OK ? CLI_EXIT_OK : EXIT_TROUBLE;
    values.open.format.sums = !(values.ignore & RBK_IGNORE_SAMPLES);
    exit_code = check_values(command, &values, line);
    if (!exit_code)
        exit_code = run(&values, cli_operands(line));
    cli_line_free(line);
    return exit_code;
}
