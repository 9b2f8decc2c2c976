/*
 * A disc read into an image: BIN, packs of CD-TEXT, lists of modified Q, and the sheet, which appear together.
 */
#include "burn/read_disc.h"

#include "base/fail.h"
#include "base/path.h"
#include "base/within.h"
#include "device/virtual.h"
#include "format/q_list.h"
#include "source/source.h"
#include "text/line.h"

#include <redbook/format.h>
#include <redbook/stage.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

void rbk_disc_read_options_init(rbk_disc_read_options *options)
{
    memset(options, 0, sizeof *options);
}

/* The files of an image, and what becomes of them. */
typedef struct image_files {
    const char *path;           /* of the sheet */
    char *bins[RBK_TRACKS_MAX]; /* plain names, one for each session */
    char *cdt, *lists[RBK_Q_LIST_KINDS];
    rbk_output *sectors[RBK_TRACKS_MAX];
    rbk_output *packs, *q[RBK_Q_LIST_KINDS], *sheet;
    char *drive; /* the real name of the folder of a virtual drive that is read; NULL: of another one */
} image_files;

/* ------------------------------------------------------------------ outputs */

/* The real name of the folder of a file; NULL where it has none, which opening the file reports. */
static rbk_status find_folder(const char *path, char **folder, rbk_error *error)
{
    errno = 0;
    *folder = rbk_real_folder(path);
    return *folder || errno != ENOMEM ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status find_drive(const rbk_recorder *recorder, image_files *files, rbk_error *error)
{
    const size_t prefix = strlen(RBK_VIRTUAL_PREFIX);
    if (strncmp(recorder->device, RBK_VIRTUAL_PREFIX, prefix) != 0)
        return RBK_OK;
    char *file = rbk_path_append(recorder->device + prefix, "/disc.cue");
    rbk_status status = file ? find_folder(file, &files->drive, error) : rbk_fail_memory(error);
    free(file);
    return status;
}

/* Not in the folder of the drive and not below it, where its discs are. A link at path itself is replaced, wherever it leads. */
static rbk_status check_outside(const image_files *files, const char *path, rbk_error *error)
{
    char *folder = NULL;
    if (!files->drive)
        return RBK_OK;
    const size_t length = strlen(files->drive);
    rbk_status status = find_folder(path, &folder, error);
    if (folder && strncmp(folder, files->drive, length) == 0 && (folder[length] == '/' || folder[length] == '\0'))
        status = rbk_fail_at(error, RBK_REFUSED, path, 0, 0,
                             "this is in the folder of the virtual drive that is read: choose another folder");
    free(folder);
    return status;
}

static rbk_status open_output(const image_files *files, const char *path, bool replace, rbk_output **output,
                              rbk_error *error)
{
    rbk_status status = check_outside(files, path, error);
    return status == RBK_OK ? rbk_output_open_file(path, replace, output, error) : status;
}

/* The file of a session: "album.bin", "album (Session 2).bin". */
static rbk_status open_sectors(image_files *files, size_t session, bool replace, rbk_error *error)
{
    char *path = rbk_stage_bin_path(files->path, session);
    files->bins[session] = path ? strdup(rbk_path_base(path)) : NULL;
    rbk_status status = files->bins[session] ? open_output(files, path, replace, &files->sectors[session], error)
                                             : rbk_fail_memory(error);
    free(path);
    return status;
}

/* What another disc has left under this name would become part of this one. The lists of an image that is replaced are, too. */
static rbk_status check_others(const image_files *files, bool replace, rbk_findings *findings, rbk_error *error)
{
    const char *const *replaced = (const char *const *)files->lists;
    struct stat about;
    bool there = false;
    size_t before = rbk_findings_count_from(findings, RBK_ERROR);
    rbk_status status = rbk_path_look_at_name(files->path, &there, &about, error);
    if (status == RBK_OK)
        status = rbk_source_report_joining(files->path, replaced, replace && there ? RBK_Q_LIST_KINDS : 0, NULL, NULL,
                                           findings, error);
    if (status == RBK_OK && rbk_findings_count_from(findings, RBK_ERROR) > before)
        status = rbk_fail_at(error, RBK_REFUSED, files->path, 0, 0, "the image cannot be written");
    return status;
}

/* A list is written when all sectors were read, and what cannot be replaced is reported before. */
static rbk_status check_lists(const image_files *files, bool replace, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int kind = 0; kind < RBK_Q_LIST_KINDS && status == RBK_OK; kind++) {
        char *path = rbk_path_next_to(files->path, files->lists[kind]);
        status = path ? check_outside(files, path, error) : rbk_fail_memory(error);
        if (status == RBK_OK)
            status = rbk_path_check_target(path, replace, error);
        free(path);
    }
    return status;
}

/* The files of the first session: what is there is reported before the drive moves. */
static rbk_status open_files(image_files *files, bool replace, rbk_findings *findings, rbk_error *error)
{
    size_t stem = rbk_path_stem(files->path);
    if (strcasecmp(files->path + stem, ".cue") != 0)
        return rbk_fail_at(error, RBK_INVALID_ARGUMENT, files->path, 0, 0,
                           "expected the name of a CUE sheet, whose BIN gets the same name");
    if (!rbk_line_holds(rbk_path_base(files->path)))
        return rbk_fail_at(error, RBK_INVALID_ARGUMENT, files->path, 0, 0,
                           "a name with double quotes or control characters cannot be written in a sheet");
    files->cdt = rbk_path_name_with(files->path, ".cdt");
    files->lists[RBK_Q_LIST_SBI] = rbk_path_name_with(files->path, ".sbi");
    files->lists[RBK_Q_LIST_LSD] = rbk_path_name_with(files->path, ".lsd");
    rbk_status status = files->cdt && files->lists[RBK_Q_LIST_SBI] && files->lists[RBK_Q_LIST_LSD]
                            ? check_others(files, replace, findings, error)
                            : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = check_lists(files, replace, error);
    if (status == RBK_OK)
        status = rbk_output_open_file(files->path, replace, &files->sheet, error);
    return status == RBK_OK ? open_sectors(files, 0, replace, error) : status;
}

static void release_files(image_files *files)
{
    rbk_output_free(files->sheet);
    rbk_output_free(files->packs);
    for (size_t s = 0; s < RBK_TRACKS_MAX; s++) {
        rbk_output_free(files->sectors[s]);
        free(files->bins[s]);
    }
    free(files->drive);
    free(files->cdt);
    for (int kind = 0; kind < RBK_Q_LIST_KINDS; kind++) {
        rbk_output_free(files->q[kind]);
        free(files->lists[kind]);
    }
}

static rbk_status open_next_to(const rbk_disc_reading *reading, const image_files *files, const char *name,
                               rbk_output **output, rbk_error *error)
{
    char *path = rbk_path_next_to(files->path, name);
    rbk_status status =
        path ? open_output(files, path, reading->options->replace, output, error) : rbk_fail_memory(error);
    free(path);
    return status;
}

static rbk_status write_packs(const rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    if (!reading->pack_count)
        return RBK_OK;
    rbk_status status = open_next_to(reading, files, files->cdt, &files->packs, error);
    if (status == RBK_OK)
        status = rbk_output_write(files->packs, reading->packs, reading->pack_count * RBK_CDTEXT_PACK_BYTES, error);
    return status == RBK_OK ? rbk_output_flush(files->packs, error) : status;
}

/* ------------------------------------------------------------------ modified Q */

static rbk_status is_there(const image_files *files, rbk_q_list_kind kind, bool *there, rbk_error *error)
{
    struct stat about;
    char *path = rbk_path_next_to(files->path, files->lists[kind]);
    rbk_status status = path ? rbk_path_look_at_name(path, there, &about, error) : rbk_fail_memory(error);
    free(path);
    return status;
}

static rbk_status write_list(const rbk_disc_reading *reading, image_files *files, rbk_q_list_kind kind,
                             const rbk_disc *disc, rbk_error *error)
{
    rbk_bytes bytes = {NULL, 0};
    rbk_status status = open_next_to(reading, files, files->lists[kind], &files->q[kind], error);
    if (status == RBK_OK)
        status = rbk_q_list_write(kind, disc, &bytes, error);
    if (status == RBK_OK)
        status = rbk_output_write(files->q[kind], bytes.data, bytes.size, error);
    rbk_bytes_release(&bytes);
    return status == RBK_OK ? rbk_output_flush(files->q[kind], error) : status;
}

/* As convert does: an SBI, and an LSD if that cannot hold all. One that is there is replaced, since it would be used. */
static rbk_status write_lists(const rbk_disc_reading *reading, image_files *files, rbk_disc *disc, rbk_error *error)
{
    bool lsd = false;
    rbk_status status = rbk_disc_set_listed_q(disc, reading->listed, reading->listed_count, error);
    if (status == RBK_OK)
        status = write_list(reading, files, RBK_Q_LIST_SBI, disc, error);
    if (status == RBK_OK)
        status = is_there(files, RBK_Q_LIST_LSD, &lsd, error);
    lsd = lsd || rbk_q_list_count_changed(RBK_Q_LIST_SBI, disc) > 0;
    if (status == RBK_OK && lsd)
        status = write_list(reading, files, RBK_Q_LIST_LSD, disc, error);
    if (status == RBK_OK &&
        rbk_findings_add(reading->findings, RBK_NOTE, "read.q-list", files->path, 0, 0,
                         "'%.90s'%s%.90s%s the modified Q of %zu sector%s, the first at lba %d",
                         files->lists[RBK_Q_LIST_SBI], lsd ? " and '" : "", lsd ? files->lists[RBK_Q_LIST_LSD] : "",
                         lsd ? "' have" : " has", disc->listed_q_count, RBK_PLURAL(disc->listed_q_count, "", "s"),
                         (int)disc->listed_q[0].lba) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/* They may have what this drive does not read. */
static rbk_status report_old_lists(const rbk_disc_reading *reading, const image_files *files, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int kind = 0; kind < RBK_Q_LIST_KINDS && status == RBK_OK; kind++) {
        bool there = false;
        status = is_there(files, (rbk_q_list_kind)kind, &there, error);
        if (status == RBK_OK && there &&
            rbk_findings_add(reading->findings, RBK_WARNING, "read.q-list", files->path, 0, 0,
                             "'%.200s' is kept, but no modified Q was read: remove it if it is of another disc",
                             files->lists[kind]) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}

/* What a sheet cannot have is found without its name. */
static rbk_status print_sheet(const rbk_disc_reading *reading, const image_files *files, const rbk_disc *disc,
                              rbk_error *error)
{
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status =
        noticed ? rbk_format_write(rbk_format_find("cue"), disc, files->sheet, noticed, error) : rbk_fail_memory(error);
    for (size_t i = 0; i < rbk_findings_count(noticed) && status == RBK_OK; i++) {
        const rbk_finding *found = rbk_findings_at(noticed, i);
        if (rbk_findings_add(reading->findings, found->severity, found->rule, files->path, found->line, found->track,
                             "%s", found->text) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    rbk_findings_free(noticed);
    return status;
}

static rbk_status write_sheet(rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_status status = rbk_read_model(reading, files->bins, files->cdt, &disc, error);
    if (status == RBK_OK)
        status = reading->listed_count > 0 ? write_lists(reading, files, disc, error)
                                           : report_old_lists(reading, files, error);
    if (status == RBK_OK)
        status = print_sheet(reading, files, disc, error);
    rbk_disc_free(disc);
    if (status == RBK_OK)
        status = rbk_output_flush(files->sheet, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, files->path);
    return status;
}

static rbk_status publish(const rbk_disc_reading *reading, const image_files *files, rbk_error *error)
{
    rbk_unfinished *set[RBK_TRACKS_MAX + 1 + RBK_Q_LIST_KINDS];
    size_t count = 0;
    for (size_t s = 0; s < reading->sessions.count; s++)
        set[count++] = rbk_output_unfinished(files->sectors[s]);
    if (files->packs)
        set[count++] = rbk_output_unfinished(files->packs);
    for (int kind = 0; kind < RBK_Q_LIST_KINDS; kind++)
        if (files->q[kind])
            set[count++] = rbk_output_unfinished(files->q[kind]);
    return rbk_publish(set, count, rbk_output_unfinished(files->sheet), error);
}

/* The sectors of all sessions. */
static rbk_status copy_sectors(rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t s = 1; s < reading->sessions.count && status == RBK_OK; s++)
        status = open_sectors(files, s, reading->options->replace, error);
    if (status == RBK_OK)
        status = rbk_read_sectors(reading, files->sectors, error);
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = rbk_output_flush(files->sectors[s], error);
    return status;
}

static rbk_status read_image(rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    rbk_status status = find_drive(reading->recorder, files, error);
    if (status == RBK_OK)
        status = check_outside(files, files->path, error);
    if (status == RBK_OK)
        status = open_files(files, reading->options->replace, reading->findings, error);
    if (status != RBK_OK)
        return status;
    rbk_recorder_report_phase(reading->recorder, RBK_BURN_READING, NULL);
    status = rbk_read_contents(reading, error);
    if (status == RBK_OK)
        status = write_packs(reading, files, error); /* a file of that name is reported before all sectors are read */
    if (status == RBK_OK)
        status = copy_sectors(reading, files, error);
    if (status == RBK_OK)
        status = rbk_read_subchannel(reading, error);
    if (status == RBK_OK)
        status = write_sheet(reading, files, error);
    return status == RBK_OK ? publish(reading, files, error) : status;
}

rbk_status rbk_recorder_read(rbk_recorder *recorder, const char *path, const rbk_disc_read_options *options,
                             const rbk_burn_listener *listener, rbk_disc_read_report *report, rbk_findings *findings,
                             rbk_error *error)
{
    if (!recorder || !path)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_disc_read_options defaults;
    rbk_disc_read_report own;
    image_files files = {.path = path};
    rbk_disc_read_options_init(&defaults);
    options = options ? options : &defaults;
    report = report ? report : &own;
    memset(report, 0, sizeof *report);
    report->first_unreadable_lba = RBK_NO_LBA;
    if (options->offset_samples < -RBK_VERIFY_OFFSET_MAX || options->offset_samples > RBK_VERIFY_OFFSET_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected an offset of %d to %d samples, found %d",
                        -RBK_VERIFY_OFFSET_MAX, RBK_VERIFY_OFFSET_MAX, (int)options->offset_samples);
    rbk_disc_reading reading = {.recorder = recorder, .options = options, .report = report, .findings = findings};
    reading.reader.recorder = recorder;
    reading.reader.sectors = malloc(RBK_TRANSFER_BYTES_MAX);
    recorder->listener = listener;
    reading.started_ms = rbk_recorder_now_ms(recorder);
    rbk_status status = reading.reader.sectors ? rbk_read_q_begin(&reading, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_image(&reading, &files, error);
    recorder->listener = NULL;
    report->cdtext_packs = reading.pack_count;
    release_files(&files);
    rbk_subcode_scan_free(reading.scan);
    free(reading.reader.sectors);
    free(reading.packs);
    return rbk_recorder_set_location(recorder, status, error);
}
