/*
 * redbook report: measures a disc before delivery - loudness, peaks, checksums, the findings of a check - and writes the
 * papers that go with it into a folder: a page of all that, and the PQ sheet.
 */
#include "cli/output_folder.h"
#include "cli/output_name.h"
#include "cli/rows.h"
#include "cli/session.h"
#include "cli/utf8.h"
#include "redbook/commands.h"
#include "redbook/disc_parts.h"
#include "redbook/pdf_module.h"
#include "redbook/report_output.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define DATE_BYTES        64
#define JOIN_SECTORS_MOST (30 * RBK_SECTORS_PER_SECOND)

typedef struct report_values {
    const char *folder;
    bool force;
    int profile;
    uint32_t capacity_sectors;
    rbk_pq_options pq;
    const char *date;
    int64_t join_samples;
    bool no_pdf;
    uint32_t jobs;
    rbk_source_options open;
    int fail_on;
    bool verbose;
    bool quiet;
    bool json;
    bool no_progress;
} report_values;

static bool read_joins(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint32_t sectors;
    if (!cli_length_parse(text, 0, JOIN_SECTORS_MOST, &sectors, why))
        return false;
    *(int64_t *)place = (int64_t)sectors * RBK_SECTOR_SAMPLES;
    return true;
}

/* An entry of the header, which page and sheets show as it is. */
static bool read_entry(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    uint32_t point = 0;
    for (size_t at = 0, size; text[at]; at += size) {
        size = cli_utf8_decode(text + at, &point);
        if (size == 0 || cli_utf8_is_control(point)) {
            snprintf(why, CLI_WHY_BYTES, "expected text in UTF-8 without control characters, found %s at byte %zu",
                     size == 0 ? "another byte" : "one of them", at);
            return false;
        }
    }
    *(const char **)place = text;
    return true;
}

#define AT(member)    .offset = offsetof(report_values, member)
#define ENTRY(member) .kind = CLI_VALUE, .read = read_entry, AT(member)

const cli_option report_options[] = {
    {.kind = CLI_TEXT,
     .letter = 'o',
     .name = "output",
     AT(folder),
     .argument = "DIR",
     .help = "folder for the files: report.html, pq.pdf, pq.txt, pq.csv"},
    {.kind = CLI_SWITCH, .letter = 'f', .name = "force", AT(force), .help = "replace existing files"},
    {ENTRY(pq.client), .name = "client", .argument = "NAME"},
    {ENTRY(pq.label), .name = "label", .argument = "NAME"},
    {ENTRY(pq.master_id), .name = "master-id", .argument = "ID"},
    {ENTRY(pq.engineer), .name = "engineer", .argument = "NAME"},
    {.kind = CLI_VALUE,
     .name = "date",
     AT(date),
     .read = cli_date_read,
     .argument = "DATE",
     .help = "entries in the header of page and sheet"},
    {.kind = CLI_VALUE,
     .name = "joins",
     AT(join_samples),
     .argument = "LENGTH",
     .help = "audio to play before and after each join, up to 30s; 0: none [5s, 120s in all]",
     .read = read_joins},
    {.kind = CLI_SWITCH, .name = "no-pdf", AT(no_pdf), .help = "do not write pq.pdf"},
    {.kind = CLI_CHOICE,
     .name = "profile",
     AT(profile),
     .argument = "cdr|plant|emulator",
     .help = "purpose of the disc [cdr]"},
    CLI_ROW_CAPACITY(report_values, capacity_sectors),
    {.kind = CLI_VALUE,
     .letter = 'j',
     .name = "jobs",
     AT(jobs),
     .argument = "N",
     .help = "threads; the output stays the same [all]",
     .read = cli_jobs_read},
    CLI_ROWS_INPUT(report_values, open),
    {.kind = CLI_SWITCH, .name = "json", AT(json), .help = "print one JSON document"},
    CLI_ROW_FAIL_ON(report_values, fail_on),
    CLI_ROWS_VOICE(report_values, verbose, quiet, "print notes too"),
    {.kind = CLI_SWITCH, .name = "no-progress", AT(no_progress), .help = "show no progress line"},
    {.kind = CLI_END},
};

typedef struct report_work {
    cli_session session;
    const report_values *values;
    rbk_pq_options pq; /* with the date and the checksums */
    char date[DATE_BYTES];
    rbk_page *page; /* NULL where no files are wanted */
    report_result result;
    char *folder_name; /* of a fileset */
} report_work;

/* ------------------------------------------------------------------ the files */

typedef enum report_file { REPORT_PAGE, REPORT_TEXT, REPORT_CSV, REPORT_PDF } report_file;

static rbk_status write_pdf(report_work *work, rbk_output *output)
{
    char module[RBK_PATH_BYTES];
    const disc_input *input = &work->result.input;
    if (!pdf_module_find(module)) {
        rbk_error_init(&work->session.error);
        return RBK_UNSUPPORTED;
    }
    return rbk_pq_write_pdf(input->disc, input->layout, &work->pq, module, output, work->session.findings,
                            &work->session.error);
}

/* The page is about the disc. What an earlier run left to complete, or what a PDF needs, would give one disc two pages. */
static int judge_of_page(void *user, const rbk_finding *finding)
{
    (void)user;
    bool of_files = strncmp(finding->rule, "change.", 7) == 0 || strncmp(finding->rule, "target.", 7) == 0 ||
                    strncmp(finding->rule, "pdf.", 4) == 0;
    return of_files ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

/* What it has is large, and not needed any more. */
static rbk_status write_page(report_work *work, rbk_output *output)
{
    rbk_findings *found = rbk_findings_new();
    rbk_status status =
        found ? rbk_findings_pass_on(work->session.findings, judge_of_page, NULL, found) : RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = rbk_page_write(work->page, &work->result.measurement, found, output, &work->session.error);
    else
        rbk_error_init(&work->session.error);
    rbk_findings_free(found);
    rbk_page_free(work->page);
    work->page = NULL;
    return status;
}

static rbk_status write_content(report_work *work, report_file file, rbk_output *output)
{
    const disc_input *input = &work->result.input;
    rbk_error *error = &work->session.error;
    switch (file) {
    case REPORT_PAGE:
        return write_page(work, output);
    case REPORT_TEXT:
        return rbk_pq_write_text(input->disc, input->layout, &work->pq, output, error);
    case REPORT_CSV:
        return rbk_pq_write_csv(input->disc, input->layout, output, error);
    default:
        return write_pdf(work, output);
    }
}

/* One file of the folder, written but without its name. */
static rbk_status write_file(report_work *work, size_t number, rbk_output **output)
{
    rbk_error *error = &work->session.error;
    rbk_status status = rbk_output_open_file(work->result.files[number], work->values->force, output, error);
    if (status == RBK_OK)
        status = write_content(work, (report_file)number, *output);
    return status == RBK_OK ? rbk_output_flush(*output, error) : status;
}

/* The PDF needs what not every machine has; the other files do not wait for it. */
static rbk_status leave_pdf_out(report_work *work)
{
    rbk_error *error = &work->session.error;
    bool missing = error->status == RBK_OK;
    rbk_status status =
        missing ? rbk_findings_add(work->session.findings, RBK_WARNING, "pdf.module", NULL, 0, 0,
                                   "pq.pdf is not written: redbook was built without Pango and cairo, or its module "
                                   "'redbook-pdf.so' is not installed")
                : rbk_findings_add(work->session.findings, RBK_WARNING, "pdf.module", error->place.path, 0, 0,
                                   "pq.pdf is not written: %s", error->sentence);
    rbk_error_init(error);
    work->result.file_count = REPORT_PDF;
    return status;
}

static size_t files_wanted(const report_values *values)
{
    return values->no_pdf ? REPORT_PDF : REPORT_FILES;
}

/* That of an earlier run would be delivered with the files of this one. */
static rbk_status report_old_pdf(report_work *work)
{
    const char *path = work->result.files[REPORT_PDF];
    if (work->result.file_count > REPORT_PDF || access(path, F_OK) != 0)
        return RBK_OK;
    return rbk_findings_add(work->session.findings, RBK_WARNING, "pdf.other", path, 0, 0,
                            "it is of an earlier run, and is kept: remove it, or write it again");
}

/* All of them, which take their names in one step. */
static rbk_status write_files(report_work *work)
{
    rbk_output *outputs[REPORT_FILES] = {NULL};
    rbk_unfinished *unfinished[REPORT_FILES];
    rbk_status status = RBK_OK;
    work->result.file_count = files_wanted(work->values);
    for (size_t i = 0; i < work->result.file_count && status == RBK_OK; i++) {
        status = write_file(work, i, &outputs[i]);
        if (status == RBK_OK)
            unfinished[i] = rbk_output_unfinished(outputs[i]);
        else if (i == REPORT_PDF && status == RBK_UNSUPPORTED)
            status = leave_pdf_out(work);
    }
    if (status == RBK_OK)
        status = rbk_publish(unfinished, work->result.file_count, NULL, &work->session.error);
    for (size_t i = 0; i < REPORT_FILES; i++)
        rbk_output_free(outputs[i]);
    return status;
}

static bool name_files(report_work *work)
{
    static const char *const names[REPORT_FILES] = {"report.html", "pq.txt", "pq.csv", "pq.pdf"};
    const char *folder = work->values->folder;
    size_t length = strlen(folder);
    bool all = true;
    for (size_t i = 0; i < REPORT_FILES; i++) {
        char *path = malloc(length + strlen(names[i]) + 2);
        if (path)
            sprintf(path, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", names[i]);
        work->result.files[i] = path;
        all = all && path;
    }
    return all;
}

/* Before the work: whatever would refuse the files at its end. */
static rbk_status check_folder(report_work *work)
{
    rbk_error *error = &work->session.error;
    if (!name_files(work))
        return RBK_NO_MEMORY;
    rbk_status status = cli_folder_check(work->values->folder, error);
    for (size_t i = 0; i < files_wanted(work->values) && status == RBK_OK; i++)
        status = cli_target_check(work->result.files[i], work->values->force, work->session.findings, error);
    return status;
}

/* Nor may any of them replace what the disc was read from. */
static rbk_status check_sources(report_work *work)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < files_wanted(work->values) && status == RBK_OK; i++)
        status = disc_input_refuse_as_target(&work->result.input, work->result.files[i], work->session.findings,
                                             &work->session.error);
    return status;
}

static rbk_status write_folder(report_work *work)
{
    bool made = false;
    rbk_status status = cli_folder_make(work->values->folder, &made, &work->session.error);
    if (status == RBK_OK)
        status = write_files(work);
    work->result.written = status == RBK_OK;
    if (status == RBK_OK)
        status = report_old_pdf(work);
    if (status != RBK_OK && made)
        (void)rmdir(work->values->folder);
    return status;
}

/* ------------------------------------------------------------------ the work */

/* The page, which takes part in the pass. */
static rbk_status begin_page(report_work *work, rbk_scan_visitor visitors[RBK_PAGE_VISITORS])
{
    const report_values *values = work->values;
    const disc_input *input = &work->result.input;
    const char *slash = strrchr(work->result.path, '/');
    rbk_page_options options;
    if (!disc_folder_name(work->result.path, &work->folder_name))
        return RBK_NO_MEMORY;
    rbk_page_options_init(&options);
    options.pq = work->pq;
    options.name = work->folder_name ? work->folder_name : slash ? slash + 1 : work->result.path;
    options.profile = (rbk_profile)values->profile;
    options.capacity_sectors = values->capacity_sectors;
    options.join_samples = values->join_samples;
    rbk_status status = rbk_page_new(input->disc, input->layout, &options, &work->page, &work->session.error);
    if (status == RBK_OK)
        rbk_page_visitors(work->page, visitors);
    return status;
}

static rbk_status measure(report_work *work)
{
    const report_values *values = work->values;
    report_result *result = &work->result;
    cli_session *session = &work->session;
    rbk_image *image = NULL;
    rbk_scan_visitor visitors[RBK_PAGE_VISITORS];
    rbk_measure_options options;
    rbk_measure_options_init(&options);
    options.check.profile = (rbk_profile)values->profile;
    options.check.capacity_sectors = values->capacity_sectors;
    options.check.path = result->path;
    options.jobs = values->jobs;
    options.visitors = visitors;
    options.visitor_count = values->folder ? RBK_PAGE_VISITORS : 0;
    rbk_status status = values->folder ? begin_page(work, visitors) : RBK_OK;
    if (status == RBK_OK)
        status = rbk_image_open(result->input.disc, result->input.layout, &image, &session->error);
    if (status != RBK_OK)
        return status;
    options.listener = cli_session_begin_work(session);
    status = rbk_measure(result->input.disc, result->input.layout, image, &options, session->findings,
                         &result->measurement, &session->error);
    cli_session_end_work(session);
    rbk_image_close(image);
    result->measured = status == RBK_OK;
    return status;
}

/* What the reader finds has the severity that the profile gives it. */
static rbk_status read_input(report_work *work)
{
    cli_session *session = &work->session;
    rbk_error why;
    rbk_findings *found = rbk_findings_new();
    if (!found)
        return RBK_NO_MEMORY;
    rbk_status status =
        disc_input_read(work->result.path, &work->values->open, &work->result.input, found, &session->error);
    if (rbk_check_take_findings(found, (rbk_profile)work->values->profile, session->findings, &why) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(found);
    return status;
}

static rbk_status attempt(void *user)
{
    report_work *work = user;
    rbk_status status = work->values->folder ? check_folder(work) : RBK_OK;
    if (status == RBK_OK)
        status = read_input(work);
    if (status == RBK_OK && work->values->folder)
        status = check_sources(work);
    if (status == RBK_OK)
        status = measure(work);
    work->pq.hashes = &work->result.measurement.hashes;
    return status == RBK_OK && work->values->folder ? write_folder(work) : status;
}

static void json_members(cli_json *json, const void *from)
{
    const report_work *work = from;
    cli_json_text(json, "path", work->result.path);
    cli_json_error(json, &work->session.error);
    cli_json_text(json, "profile", rbk_profile_name((rbk_profile)work->values->profile));
    report_json(json, &work->result);
    cli_json_findings(json, work->session.findings);
}

static int report(void *user)
{
    const report_work *work = user;
    int exit_code = cli_session_conclude(&work->session);
    bool reported = true;
    if (work->values->json)
        reported = cli_session_print_json("report", json_members, work, stdout);
    else if (work->session.error.status == RBK_OK && !work->values->quiet)
        reported = report_print(&work->result, stdout);
    return cli_finish_work(&work->session.voice, work->result.written ? "the files were written" : NULL, exit_code,
                           reported);
}

static void drop(void *user)
{
    report_work *work = user;
    rbk_page_free(work->page);
    work->page = NULL;
    disc_input_release(&work->result.input);
    free(work->folder_name);
    work->folder_name = NULL;
    for (size_t i = 0; i < REPORT_FILES; i++) {
        free(work->result.files[i]);
        work->result.files[i] = NULL;
    }
    work->result.measured = work->result.written = false;
}

/* That of the option, or that of the environment as a day in UTC; none else. */
static bool find_date(report_work *work, char why[CLI_WHY_BYTES])
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    uint64_t seconds;
    struct tm day;
    work->pq.date = work->values->date;
    if (work->values->date || !epoch || !epoch[0])
        return true;
    if (!cli_number_parse(epoch, 0, 253402300799, &seconds, why))
        return false;
    time_t moment = (time_t)seconds;
    if (!gmtime_r(&moment, &day) || strftime(work->date, sizeof work->date, "%Y-%m-%d", &day) == 0) {
        snprintf(why, CLI_WHY_BYTES, "expected seconds since 1970, found '%s'", epoch);
        return false;
    }
    work->pq.date = work->date;
    return true;
}

static int run(const cli_command *command, void *given, const cli_line *line)
{
    const report_values *values = given;
    static const cli_work steps = {attempt, report, drop};
    static report_work work;
    char why[CLI_WHY_BYTES];
    work = (report_work){.session = {.voice = {redbook_program.name, values->quiet, values->verbose},
                                     .fail_on = (rbk_severity)values->fail_on,
                                     .writes = values->folder != NULL,
                                     .no_progress = values->no_progress},
                         .values = values,
                         .pq = values->pq,
                         .result = {.path = cli_operands(line)[0]}};
    if (!find_date(&work, why))
        return cli_usage_error(redbook_program.name, command, "SOURCE_DATE_EPOCH: %s", why);
    return cli_session_run(&work.session, &steps, &work, work.result.path);
}

/* An option that says what is in files, which are written only with --output. NULL: none was given. */
static const char *needs_output(const report_values *values)
{
    const rbk_pq_options *pq = &values->pq;
    return values->force                                 ? "--force"
           : pq->client                                  ? "--client"
           : pq->label                                   ? "--label"
           : pq->master_id                               ? "--master-id"
           : pq->engineer                                ? "--engineer"
           : values->date                                ? "--date"
           : values->join_samples != RBK_PAGE_JOINS_AUTO ? "--joins"
           : values->no_pdf                              ? "--no-pdf"
                                                         : NULL;
}

static int check_values(const cli_command *command, void *given, const cli_line *line)
{
    const report_values *values = given;
    if (cli_operand_count(line) != 1)
        return cli_usage_error(redbook_program.name, command, "expected one image or sheet, found %zu",
                               cli_operand_count(line));
    const char *alone = values->folder ? NULL : needs_output(values);
    if (alone)
        return cli_usage_error(redbook_program.name, command, "%s needs --output", alone);
    int wrong = values->folder ? cli_output_check_folder(redbook_program.name, command, values->folder) : CLI_EXIT_OK;
    return wrong ? wrong : cli_check_voice(redbook_program.name, command, values->verbose, values->quiet);
}

int report_run(const cli_command *command, int argc, const char **argv)
{
    report_values values;
    memset(&values, 0, sizeof values);
    rbk_source_options_init(&values.open);
    rbk_pq_options_init(&values.pq);
    values.open.sums = true;
    values.open.format.folder = true;
    values.capacity_sectors = RBK_CAPACITY_80_MIN;
    values.fail_on = RBK_ERROR;
    values.join_samples = RBK_PAGE_JOINS_AUTO;
    return cli_run(redbook_program.name, command, argc, argv, &values, check_values, run);
}
