/*
 * A disc read into an image: BIN, packs of CD-TEXT, and the sheet that names them, which appear together.
 */
#include "burn/read_disc.h"

#include "base/fail.h"
#include "base/path.h"

#include <redbook/format.h>

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define READ_FILES 2 /* without the sheet: sectors, CD-TEXT */

void rbk_disc_read_options_init(rbk_disc_read_options *options)
{
    memset(options, 0, sizeof *options);
}

/* The files of an image, and what becomes of them. */
typedef struct image_files {
    char *bin, *cdt; /* their plain names */
    char *bin_path, *cdt_path;
    rbk_output *sectors, *packs, *sheet;
} image_files;

static rbk_status name_files(image_files *files, const char *path, rbk_error *error)
{
    size_t stem = rbk_path_stem(path);
    if (strcasecmp(path + stem, ".cue") != 0)
        return rbk_fail_at(error, RBK_INVALID_ARGUMENT, path, 0, 0,
                           "expected the name of a CUE sheet, whose BIN gets the same name");
    files->bin = rbk_path_name_with(path, ".bin");
    files->cdt = rbk_path_name_with(path, ".cdt");
    files->bin_path = files->bin ? rbk_path_next_to(path, files->bin) : NULL;
    files->cdt_path = files->cdt ? rbk_path_next_to(path, files->cdt) : NULL;
    return files->bin_path && files->cdt_path ? RBK_OK : rbk_fail_memory(error);
}

static void release_files(image_files *files)
{
    rbk_output_free(files->sheet);
    rbk_output_free(files->packs);
    rbk_output_free(files->sectors);
    free(files->cdt_path);
    free(files->bin_path);
    free(files->cdt);
    free(files->bin);
}

static rbk_status write_packs(const rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    if (!reading->pack_count)
        return RBK_OK;
    rbk_status status = rbk_output_open_file(files->cdt_path, reading->options->replace, &files->packs, error);
    if (status == RBK_OK)
        status = rbk_output_write(files->packs, reading->packs, reading->pack_count * RBK_CDTEXT_PACK_BYTES, error);
    return status == RBK_OK ? rbk_output_flush(files->packs, error) : status;
}

static rbk_status write_sheet(rbk_disc_reading *reading, image_files *files, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_status status = rbk_read_model(reading, files->bin, files->cdt, &disc, error);
    if (status == RBK_OK)
        status = rbk_format_write(rbk_format_find("cue"), disc, files->sheet, reading->findings, error);
    rbk_disc_free(disc);
    return status == RBK_OK ? rbk_output_flush(files->sheet, error) : status;
}

static rbk_status publish(const image_files *files, rbk_error *error)
{
    rbk_unfinished *set[READ_FILES];
    size_t count = 0;
    set[count++] = rbk_output_unfinished(files->sectors);
    if (files->packs)
        set[count++] = rbk_output_unfinished(files->packs);
    return rbk_publish(set, count, rbk_output_unfinished(files->sheet), error);
}

static rbk_status read_image(rbk_disc_reading *reading, image_files *files, const char *path, rbk_error *error)
{
    rbk_status status = rbk_output_open_file(path, reading->options->replace, &files->sheet, error);
    if (status == RBK_OK)
        status = rbk_output_open_file(files->bin_path, reading->options->replace, &files->sectors, error);
    if (status != RBK_OK)
        return status;
    rbk_recorder_report_phase(reading->recorder, RBK_BURN_READING, NULL);
    status = rbk_read_contents(reading, error);
    if (status == RBK_OK)
        status = rbk_read_sectors(reading, files->sectors, error);
    if (status == RBK_OK)
        status = rbk_output_flush(files->sectors, error);
    if (status == RBK_OK)
        status = write_packs(reading, files, error);
    if (status == RBK_OK)
        status = write_sheet(reading, files, error);
    return status == RBK_OK ? publish(files, error) : status;
}

rbk_status rbk_recorder_read(rbk_recorder *recorder, const char *path, const rbk_disc_read_options *options,
                             const rbk_burn_listener *listener, rbk_disc_read_report *report, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_disc_read_options defaults;
    rbk_disc_read_report own;
    image_files files = {0};
    rbk_disc_read_options_init(&defaults);
    options = options ? options : &defaults;
    report = report ? report : &own;
    memset(report, 0, sizeof *report);
    report->first_unreadable_lba = RBK_NO_LBA;
    if (options->offset_samples < -RBK_VERIFY_OFFSET_MAX || options->offset_samples > RBK_VERIFY_OFFSET_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected an offset of %d to %d samples, found %d",
                        -RBK_VERIFY_OFFSET_MAX, RBK_VERIFY_OFFSET_MAX, (int)options->offset_samples);
    rbk_disc_reading reading = {
        .recorder = recorder, .options = options, .report = report, .findings = findings, .scanned_lba = INT32_MIN};
    reading.reader.recorder = recorder;
    reading.reader.sectors = malloc(RBK_TRANSFER_BYTES_MAX);
    reading.scan = rbk_subcode_scan_new();
    recorder->listener = listener;
    reading.started_ms = rbk_recorder_now_ms(recorder);
    rbk_status status =
        reading.reader.sectors && reading.scan ? name_files(&files, path, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = read_image(&reading, &files, path, error);
    recorder->listener = NULL;
    report->cdtext_packs = reading.pack_count;
    release_files(&files);
    rbk_subcode_scan_free(reading.scan);
    free(reading.reader.sectors);
    free(reading.packs);
    return rbk_recorder_set_location(recorder, status, error);
}
