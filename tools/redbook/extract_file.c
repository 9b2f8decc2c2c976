/*
 * One file of an extraction, from its first sector to its name: a sink of the library, and a look at the sectors of data
 * that go into it.
 */
#include "redbook/extract_file.h"

#include <redbook/sector.h>

#include <string.h>

#define REPORTED_SECTORS 10 /* damaged ones that are named */

/* ------------------------------------------------------------------ data */

static rbk_status report_damage(const extract_file *file, int32_t lba, unsigned defects)
{
    char time[RBK_TIME_BYTES];
    const char *what = defects & RBK_SECTOR_BAD_SYNC   ? "it has no sync"
                       : defects & RBK_SECTOR_BAD_MODE ? "it is of another mode"
                       : defects & RBK_SECTOR_BAD_EDC  ? "its EDC is wrong"
                                                       : "its subheader copies differ";
    return rbk_findings_add(file->findings, RBK_WARNING, "extract.damaged", file->item->path, 0,
                            file->item->track->number, "sector %d (%s) is damaged: %s; it is written unchanged",
                            (int)lba, rbk_time_format(lba, time), what);
}

/* What of a sector is in the file has to be whole; its parity is not asked for, since nothing is put right with it. */
static rbk_status verify(extract_file *file, int32_t lba, const uint8_t *raw)
{
    const unsigned counts = RBK_SECTOR_BAD_SYNC | RBK_SECTOR_BAD_MODE | RBK_SECTOR_BAD_SUBHEADER | RBK_SECTOR_BAD_EDC;
    unsigned defects = rbk_sector_verify(file->item->sectors, lba, raw) & counts;
    if (!defects)
        return RBK_OK;
    return file->damaged++ < REPORTED_SECTORS ? report_damage(file, lba, defects) : RBK_OK;
}

/* True for what rbk_sector_build makes of 2,048 bytes: file 0, channel 0, data. */
static bool is_plain(const uint8_t *raw)
{
    static const uint8_t plain[4] = {0, 0, RBK_SUBMODE_DATA, 0};
    return memcmp(raw + 16, plain, sizeof plain) == 0;
}

static rbk_status look(void *user, int32_t lba, uint32_t count, const uint8_t *sectors, rbk_error *error)
{
    extract_file *file = user;
    rbk_status status = RBK_OK;
    (void)error;
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        const uint8_t *raw = sectors + (size_t)i * RBK_SECTOR_BYTES;
        file->marked +=
            file->item->kind == EXTRACT_ISO && file->item->sectors == RBK_SECTOR_MODE2_FORM1 && !is_plain(raw);
        status = verify(file, lba + (int32_t)i, raw);
    }
    return status;
}

static rbk_status report_rest(const extract_file *file)
{
    rbk_status status = RBK_OK;
    const extract_item *item = file->item;
    if (file->damaged > REPORTED_SECTORS)
        status = rbk_findings_add(file->findings, RBK_WARNING, "extract.damaged", item->path, 0, item->track->number,
                                  "and %d more sector%s: %d of %d are damaged", (int)file->damaged - REPORTED_SECTORS,
                                  RBK_PLURAL(file->damaged - REPORTED_SECTORS, "", "s"), (int)file->damaged,
                                  (int)(item->end_lba - item->first_lba));
    if (status == RBK_OK && file->marked > 0)
        status =
            rbk_findings_add(file->findings, RBK_NOTE, "extract.subheaders", item->path, 0, item->track->number,
                             "subheaders hold marks that an ISO does not keep, in %d sector%s: use --raw to keep them",
                             (int)file->marked, RBK_PLURAL(file->marked, "", "s"));
    return status;
}

/* ------------------------------------------------------------------ both */

rbk_status extract_file_open(extract_file *file, const extract_item *item, const extract_request *request,
                             const rbk_audio_tags *tags, rbk_findings *findings, rbk_error *error)
{
    static const rbk_image_sink_kind kinds[] = {[EXTRACT_AUDIO] = RBK_IMAGE_SINK_AUDIO,
                                                [EXTRACT_ISO] = RBK_IMAGE_SINK_ISO,
                                                [EXTRACT_RAW] = RBK_IMAGE_SINK_SECTORS};
    rbk_image_sink_options options;
    *file = (extract_file){.item = item, .findings = findings};
    rbk_image_sink_options_init(&options);
    options.path = item->path;
    options.replace = request->force;
    options.format = (rbk_sink_format)request->format;
    options.tags = tags;
    options.user = item->sectors;
    options.content = item->head;
    options.content_bytes = item->head_bytes;
    options.empty_sectors = item->empty_sectors;
    options.inspect = item->kind != EXTRACT_AUDIO && item->track ? look : NULL;
    options.inspect_user = file;
    return rbk_image_sink_open(kinds[item->kind], &options, &file->sink, error);
}

rbk_status extract_file_write(extract_file *file, rbk_image *image, int32_t *lba, rbk_error *error)
{
    const rbk_sector_range range = {file->item->first_lba, file->item->end_lba, false};
    return rbk_image_sink_take(file->sink, image, NULL, &range, lba, error);
}

rbk_status extract_file_flush(extract_file *file, rbk_error *error)
{
    rbk_status status = rbk_image_sink_flush(file->sink, error);
    return status == RBK_OK ? report_rest(file) : status;
}

rbk_unfinished *extract_file_unfinished(extract_file *file)
{
    return rbk_image_sink_unfinished(file->sink);
}

void extract_file_release(extract_file *file)
{
    rbk_image_sink_free(file->sink);
    *file = (extract_file){0};
}
