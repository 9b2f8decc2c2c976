/*
 * redbook extract: tracks of an image as files, audio as WAV or FLAC and data as an ISO or raw sectors. Every file
 * grows as an unfinished one; when all of them are whole they take their names in one step, so that a failure, Ctrl-C
 * or a kill leaves all or none.
 */
#include "cli/cancel.h"
#include "cli/fold.h"
#include "cli/output_folder.h"
#include "cli/output_name.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/table.h"
#include "redbook/commands.h"
#include "redbook/disc_output.h"
#include "redbook/extract_file.h"
#include "redbook/extract_losses.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ISO_SECTOR_BYTES 2048

typedef struct extract_values {
    extract_request request;
    rbk_source_options open;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} extract_values;

/* ------------------------------------------------------------------ the command line */

/* "7" or "3-5"; length bytes of text. */
static bool take_tracks_of(extract_request *request, const char *text, size_t length)
{
    char first[16], last[16], why[CLI_WHY_BYTES];
    uint64_t from = 0, to = 0;
    size_t dash = 0;
    while (dash < length && text[dash] != '-')
        dash++;
    size_t rest = dash < length ? length - dash - 1 : 0;
    if (dash >= sizeof first || rest >= sizeof last)
        return false;
    snprintf(first, sizeof first, "%.*s", (int)dash, text);
    snprintf(last, sizeof last, "%.*s", (int)(dash < length ? rest : dash), dash < length ? text + dash + 1 : text);
    if (!cli_number_parse(first, 1, RBK_TRACKS_MAX, &from, why) ||
        !cli_number_parse(last, from, RBK_TRACKS_MAX, &to, why))
        return false;
    for (uint64_t number = from; number <= to; number++)
        request->tracks[number] = true;
    return true;
}

static bool take_tracks(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    extract_request *request = &((extract_values *)values)->request;
    request->tracks_given = true;
    for (const char *at = text;; at++) {
        size_t length = strcspn(at, ",");
        if (!take_tracks_of(request, at, length)) {
            snprintf(why, CLI_WHY_BYTES, "expected track numbers as '1,3-5', found '%s'", text);
            return false;
        }
        at += length;
        if (!*at)
            return true;
    }
}

static bool take_range(void *values, const char *text, char why[CLI_WHY_BYTES])
{
    extract_request *request = &((extract_values *)values)->request;
    const char *dash = strchr(text, '-');
    char from[64];
    request->has_range = true;
    if (!dash || (size_t)(dash - text) >= sizeof from) {
        snprintf(why, CLI_WHY_BYTES, "expected FROM-TO, as '00:10:00-00:20:00', found '%s'", text);
        return false;
    }
    snprintf(from, sizeof from, "%.*s", (int)(dash - text), text);
    if (!cli_sectors_parse(from, 0, RBK_PROGRAM_SECTORS_MAX - 1, &request->from_lba, why) ||
        !cli_sectors_parse(dash + 1, 0, RBK_PROGRAM_SECTORS_MAX, &request->to_lba, why))
        return false;
    if (request->to_lba > request->from_lba)
        return true;
    snprintf(why, CLI_WHY_BYTES, "expected an end after the start, found '%s'", text);
    return false;
}

static bool read_joins(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    return cli_length_parse(text, 1, RBK_PROGRAM_SECTORS_MAX, place, why);
}

static bool read_session(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint64_t number = 0;
    if (!cli_number_parse(text, 1, RBK_TRACKS_MAX, &number, why))
        return false;
    *(uint32_t *)place = (uint32_t)number;
    return true;
}

#define AT(member) .offset = offsetof(extract_values, member)

const cli_option extract_options[] = {
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(request.folder),
     .argument = "DIR",
     .help = "folder for the files, created if missing"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(request.force), .help = "replace existing files"},
    {.kind = CLI_CALL,
     .name = "tracks",
     .take = take_tracks,
     .argument = "LIST",
     .repeats = true,
     .help = "only these tracks, such as 1,3-5"},
    {.kind = CLI_VALUE,
     .name = "session",
     AT(request.session),
     .read = read_session,
     .argument = "N",
     .help = "only the tracks of this session"},
    {.kind = CLI_SWITCH, .name = "pad", AT(request.pad), .help = "pad the ISO so that it can be mounted"},
    {.kind = CLI_SWITCH, .name = "hidden", AT(request.hidden), .help = "audio before track 1 too, as 00 Hidden"},
    {.kind = CLI_CALL,
     .name = "range",
     .take = take_range,
     .argument = "FROM-TO",
     .help = "one file: 00:10:00-00:20:00 or 10s-20s"},
    {.kind = CLI_VALUE,
     .name = "joins",
     AT(request.joins_sectors),
     .read = read_joins,
     .argument = "TIME",
     .help = "audio before and after each join: 5s"},
    {.kind = CLI_CHOICE,
     .name = "pregap",
     AT(request.pregap),
     .argument = "before|with-track|drop",
     .help = "file that gets the pregap [before]"},
    {.kind = CLI_CHOICE,
     .name = "pause",
     AT(request.pregap),
     .argument = "before|with-track|drop",
     .help = "",
     .older = true},
    {.kind = CLI_CHOICE,
     .name = "format",
     AT(request.format),
     .argument = "wav|flac",
     .help = "format of audio files [wav]"},
    {.kind = CLI_SWITCH, .name = "raw", AT(request.raw), .help = "data as raw sectors, not as ISO"},
    CLI_ROWS_INPUT(extract_values, open),
    CLI_ROWS_VOICE(extract_values, verbose, quiet, "print notes and a table"),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct extract_result {
    cli_session session;
    const extract_values *values;
    const char *path;
    disc_input input;
    extract_plan plan;
    rbk_image *image;
    extract_file *files; /* as many as the plan has items; zero where not begun */
    int64_t done_sectors;
    bool published;
} extract_result;

/* ------------------------------------------------------------------ the work */

/* A text of the track, else of the disc. */
static char *text_of(const rbk_disc *disc, const rbk_track *track, rbk_text_field field)
{
    return track && track->text.field[field] ? track->text.field[field] : disc->text.field[field];
}

static char *code_of(const char *code)
{
    return code[0] ? (char *)(uintptr_t)code : NULL; /* tags that are only read */
}

static void fill_tags(const rbk_disc *disc, const extract_item *item, rbk_audio_tags *tags)
{
    static const char hidden[] = "Hidden";
    memset(tags, 0, sizeof *tags);
    tags->title = item->track ? item->track->text.field[RBK_TEXT_TITLE] : item->hidden ? code_of(hidden) : NULL;
    tags->artist = text_of(disc, item->track, RBK_TEXT_PERFORMER);
    tags->album = disc->text.field[RBK_TEXT_TITLE];
    tags->album_artist = disc->text.field[RBK_TEXT_PERFORMER];
    tags->composer = text_of(disc, item->track, RBK_TEXT_COMPOSER);
    tags->songwriter = text_of(disc, item->track, RBK_TEXT_SONGWRITER);
    tags->arranger = text_of(disc, item->track, RBK_TEXT_ARRANGER);
    tags->genre = disc->text.field[RBK_TEXT_GENRE];
    tags->date = disc->text.field[RBK_TEXT_DATE];
    tags->isrc = item->track ? code_of(item->track->isrc) : NULL;
    tags->barcode = code_of(disc->mcn);
    tags->track_number = item->track ? item->track->number : 0;
}

/* How many tracks of the audio in an item have pre-emphasis, and how many have not. */
static void count_emphasis(const disc_input *input, const extract_item *item, size_t *with, size_t *without)
{
    *with = *without = 0;
    for (size_t i = 0; i < input->disc->track_count && item->kind == EXTRACT_AUDIO; i++) {
        const rbk_track *track = &input->disc->tracks[i];
        const rbk_layout_track *place = &input->layout->tracks[i];
        bool inside =
            item->track ? track == item->track : place->start_lba < item->end_lba && place->end_lba > item->first_lba;
        *with += inside && (track->flags & RBK_FLAG_PRE_EMPHASIS);
        *without += inside && !(track->flags & RBK_FLAG_PRE_EMPHASIS);
    }
}

/* A FLAC says it as a tag; a WAV has no place for it, and no file one for a part of its audio. */
static rbk_status resolve_emphasis(const extract_result *result, const extract_item *item, rbk_sink_format format,
                                   rbk_audio_tags *tags)
{
    size_t with, without;
    count_emphasis(&result->input, item, &with, &without);
    tags->pre_emphasis = with > 0 && without == 0;
    if (with == 0 || (format == RBK_SINK_FLAC && without == 0))
        return RBK_OK;
    return rbk_findings_add(
        result->session.findings, RBK_WARNING, "extract.pre-emphasis", item->path, 0,
        item->track ? item->track->number : 0,
        "its audio has pre-emphasis%s, which %s cannot state: set the flag PRE when the track is authored again",
        without > 0 ? " in a part of it" : "", format == RBK_SINK_FLAC ? "one tag" : "a WAV file");
}

static rbk_status write_block(extract_result *result, extract_file *file, int32_t *lba)
{
    int32_t before = *lba;
    if (cli_cancel_signal())
        return RBK_USERABORT;
    rbk_status status = extract_file_write(file, result->image, lba, &result->session.error);
    result->done_sectors += *lba - before;
    cli_progress_update(&result->session.progress, (uint64_t)result->done_sectors, (uint64_t)result->plan.sectors);
    return status;
}

/* One file, whole and on the disk, but not yet under its name. */
static rbk_status write_item(extract_result *result, size_t i)
{
    const extract_request *request = &result->values->request;
    const extract_item *item = &result->plan.items[i];
    rbk_audio_tags tags;
    fill_tags(result->input.disc, item, &tags);
    rbk_status status = resolve_emphasis(result, item, (rbk_sink_format)request->format, &tags);
    if (status != RBK_OK)
        return status;
    status =
        extract_file_open(&result->files[i], item, request, &tags, result->session.findings, &result->session.error);
    for (int32_t lba = item->first_lba; lba < item->end_lba && status == RBK_OK;)
        status = write_block(result, &result->files[i], &lba);
    return status == RBK_OK ? extract_file_flush(&result->files[i], &result->session.error) : status;
}

static rbk_status publish(extract_result *result)
{
    rbk_unfinished **files = calloc(result->plan.count + 1, sizeof(rbk_unfinished *));
    if (!files)
        return RBK_NO_MEMORY;
    for (size_t i = 0; i < result->plan.count; i++)
        files[i] = extract_file_unfinished(&result->files[i]);
    rbk_status status = rbk_publish(files, result->plan.count, NULL, &result->session.error);
    result->published = status == RBK_OK;
    free(files);
    return status;
}

static rbk_status write_items(extract_result *result)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < result->plan.count && status == RBK_OK; i++)
        status = write_item(result, i);
    if (status == RBK_OK && cli_cancel_signal())
        status = RBK_USERABORT;
    return status == RBK_OK ? publish(result) : status;
}

static rbk_status write_files(extract_result *result)
{
    const char *folder = result->values->request.folder;
    bool made = false;
    result->files = calloc(result->plan.count + 1, sizeof *result->files);
    rbk_status status = result->files ? cli_folder_make(folder, &made, &result->session.error) : RBK_NO_MEMORY;
    if (status == RBK_OK) {
        cli_session_begin_work(&result->session);
        status = write_items(result);
        cli_session_end_work(&result->session);
    }
    for (size_t i = 0; result->files && i < result->plan.count; i++)
        extract_file_release(&result->files[i]);
    if (made && !result->published) /* which leaves it where there is anything in it */
        (void)rmdir(folder);
    free(result->files);
    return status;
}

static rbk_status extract(void *user)
{
    extract_result *result = user;
    const extract_values *values = result->values;
    rbk_status status =
        disc_input_read(result->path, &values->open, &result->input, result->session.findings, &result->session.error);
    if (status == RBK_OK)
        status = rbk_image_open(result->input.disc, result->input.layout, &result->image, &result->session.error);
    cli_cancel_catch();
    if (status == RBK_OK)
        status = extract_plan_make(&result->input, result->image, &values->request, &result->plan,
                                   result->session.findings, &result->session.error);
    if (status == RBK_OK && rbk_findings_count_from(result->session.findings, RBK_ERROR))
        status = RBK_REFUSED;
    if (status == RBK_OK)
        status = extract_report_losses(&result->input, &result->plan, result->session.findings, &result->session.error);
    return status == RBK_OK ? write_files(result) : status;
}

/* ------------------------------------------------------------------ reporting */

static void json_file(cli_json *json, const extract_item *item)
{
    static const char *const kinds[] = {"audio", "iso", "raw"};
    char text[RBK_TIME_BYTES];
    cli_json_open_object(json, NULL);
    cli_json_text(json, "path", item->path);
    cli_json_text(json, "kind", kinds[item->kind]);
    if (item->track || item->hidden)
        cli_json_number(json, "track", item->track ? item->track->number : 0);
    else
        cli_json_null(json, "track");
    cli_json_number(json, "lba", item->first_lba);
    cli_json_text(json, "time", rbk_time_format(item->first_lba, text));
    cli_json_number(json, "length_sectors", item->end_lba - item->first_lba);
    cli_json_text(json, "length_time", rbk_time_format(item->end_lba - item->first_lba, text));
    cli_json_number(json, "padding_bytes", (int64_t)item->head_bytes + (int64_t)item->empty_sectors * ISO_SECTOR_BYTES);
    cli_json_close(json);
}

static size_t published_count(const extract_result *result)
{
    return result->published ? result->plan.count : 0;
}

static void json_members(cli_json *json, const void *from)
{
    const extract_result *result = from;
    cli_json_text(json, "path", result->path);
    cli_json_error(json, &result->session.error);
    cli_json_open_array(json, "files");
    for (size_t i = 0; i < published_count(result); i++)
        json_file(json, &result->plan.items[i]);
    cli_json_close(json);
    cli_json_findings(json, result->session.findings);
}

static bool print_table(const extract_result *result, FILE *out)
{
    static const char *const headings[] = {">start", ">lba", ">length", ">sectors", "file"};
    char text[RBK_TIME_BYTES];
    cli_table *table = cli_table_new(headings, sizeof headings / sizeof headings[0]);
    if (!table)
        return false;
    for (size_t i = 0; i < published_count(result); i++) {
        const extract_item *item = &result->plan.items[i];
        int32_t length = item->end_lba - item->first_lba;
        cli_table_cell(table, rbk_time_format(item->first_lba, text));
        cli_table_print_cell(table, "%d", (int)item->first_lba);
        cli_table_cell(table, rbk_time_format(length, text));
        cli_table_print_cell(table, "%d", (int)length);
        cli_table_cell(table, item->path);
    }
    bool printed = cli_table_print(table, out);
    cli_table_free(table);
    return printed;
}

static int report(void *user)
{
    const extract_result *result = user;
    const extract_values *values = result->values;
    int exit_code = cli_session_conclude(&result->session);
    bool reported = true;
    if (values->json)
        reported = cli_session_print_json("extract", json_members, result, stdout);
    else if (values->verbose && result->published) {
        FILE *out = cli_fold_begin(stdout);
        reported = print_table(result, out);
        reported = cli_fold_end(out) && reported;
    }
    return cli_finish_work(&result->session.voice, result->published ? "the files were written" : NULL, exit_code,
                           reported);
}

static void drop(void *user)
{
    extract_result *result = user;
    extract_plan_release(&result->plan);
    rbk_image_close(result->image);
    disc_input_release(&result->input);
    *result = (extract_result){.session = result->session, .values = result->values, .path = result->path};
}

static int run(const cli_command *command, void *given, const cli_line *line)
{
    const extract_values *values = given;
    (void)command;
    static const cli_work work = {extract, report, drop};
    extract_result result = {.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                         .fail_on = RBK_ERROR,
                                         .writes = true,
                                         .no_progress = values->no_progress},
                             .values = values,
                             .path = cli_operands(line)[0]};
    return cli_session_run(&result.session, &work, &result, result.path);
}

/* 0, or the exit code of the usage error that was reported. */
static int check_values(const cli_command *command, void *given, const cli_line *line)
{
    const extract_values *values = given;
    const char *program = redbook_program.name;
    const extract_request *request = &values->request;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(program, command, "expected one image, found %zu", cli_operand_count(line));
    if (!request->folder)
        return cli_usage_error(program, command, "no output: expected -o DIR");
    if (request->has_range && (request->tracks_given || request->hidden))
        return cli_usage_error(program, command, "--range cannot be combined with --tracks or --hidden");
    if (request->joins_sectors > 0 &&
        (request->has_range || request->hidden || request->raw || request->pregap || request->pad))
        return cli_usage_error(program, command,
                               "--joins cannot be combined with --range, --hidden, --raw, --pregap or --pad");
    if (request->has_range && (request->session || request->pad || request->pregap))
        return cli_usage_error(program, command, "--range cannot be combined with --session, --pad or --pregap");
    if (request->hidden && request->session > 1)
        return cli_usage_error(program, command, "--hidden is audio of session 1, which --session %u omits",
                               (unsigned)request->session);
    if (request->pad && request->raw)
        return cli_usage_error(program, command, "--pad is for an ISO, and --raw writes none");
    if (request->hidden && request->pregap == PREGAP_WITH_TRACK)
        return cli_usage_error(program, command, "--hidden: with --pregap with-track it is already in track 1");
    int wrong = cli_output_check_folder(program, command, request->folder);
    return wrong ? wrong : cli_check_voice(program, command, values->verbose, values->quiet);
}

int extract_run(const cli_command *command, int argc, const char **argv)
{
    extract_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    values.open.sums = true;
    return cli_run(redbook_program.name, command, argc, argv, &values, check_values, run);
}
