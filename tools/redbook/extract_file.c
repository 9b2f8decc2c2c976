/*
 * One file of an extraction, from its first sector to its name. Sound goes to the library's sinks, data to its image
 * writer: an ISO takes the user bytes, a raw file the sectors as they are.
 */
#include "redbook/extract_file.h"

#include <redbook/sector.h>

#include <stdlib.h>
#include <string.h>

#define TOLD_SECTORS 10 /* damaged ones that are named */

rbk_status extract_file_open(extract_file *file, const extract_item *item, const extract_request *request,
                             rbk_image *image, const rbk_audio_tags *tags, rbk_error *error)
{
    *file = (extract_file){.item = item, .image = image};
    file->block = malloc((size_t)EXTRACT_BLOCK_SECTORS * RBK_SECTOR_BYTES);
    if (!file->block)
        return RBK_NO_MEMORY;
    if (item->kind == EXTRACT_AUDIO)
        return rbk_sink_open(item->path, (rbk_sink_format)request->format, tags, request->force, &file->sink, error);
    return rbk_image_writer_open(item->path, request->force, &file->writer, error);
}

/* ------------------------------------------------------------------ data */

static rbk_status tell_damage(const extract_file *file, int32_t lba, unsigned defects, rbk_findings *findings)
{
    char time[RBK_TIME_BYTES];
    const char *what = defects & RBK_SECTOR_BAD_SYNC   ? "it has no sync"
                       : defects & RBK_SECTOR_BAD_MODE ? "it is of another mode"
                       : defects & RBK_SECTOR_BAD_EDC  ? "its EDC is wrong"
                                                       : "the two copies of its subheader differ";
    return rbk_findings_add(findings, RBK_WARNING, "extract.damaged", file->item->path, 0, file->item->track->number,
                            "sector %d (%s) is damaged: %s; it is written as it is", (int)lba,
                            rbk_time_format(lba, time), what);
}

/* What of a sector is in the file has to be whole; its parity is not asked for, since nothing is put right with it. */
static rbk_status verify(extract_file *file, int32_t lba, const uint8_t *raw, rbk_findings *findings)
{
    const unsigned counts = RBK_SECTOR_BAD_SYNC | RBK_SECTOR_BAD_MODE | RBK_SECTOR_BAD_SUBHEADER | RBK_SECTOR_BAD_EDC;
    unsigned defects = rbk_sector_verify(file->item->sectors, lba, raw) & counts;
    if (!defects)
        return RBK_OK;
    return file->damaged++ < TOLD_SECTORS ? tell_damage(file, lba, defects, findings) : RBK_OK;
}

/* True for what rbk_sector_build makes of 2,048 bytes: file 0, channel 0, data. */
static bool is_plain(const uint8_t *raw)
{
    static const uint8_t plain[4] = {0, 0, RBK_SUBMODE_DATA, 0};
    return memcmp(raw + 16, plain, sizeof plain) == 0;
}

/* Moves the user bytes of the block's sectors together; gives how many bytes they are. */
static size_t strip(extract_file *file, int32_t sectors)
{
    uint32_t offset = rbk_sector_user_offset(file->item->sectors);
    size_t size = rbk_sector_user_bytes(file->item->sectors);
    for (int32_t i = 0; i < sectors; i++) {
        const uint8_t *raw = file->block + (size_t)i * RBK_SECTOR_BYTES;
        file->marked += file->item->sectors == RBK_SECTOR_MODE2_FORM1 && !is_plain(raw);
        memmove(file->block + (size_t)i * size, raw + offset, size);
    }
    return (size_t)sectors * size;
}

static rbk_status write_data(extract_file *file, int32_t lba, int32_t sectors, rbk_findings *findings, rbk_error *error)
{
    size_t size = (size_t)sectors * RBK_SECTOR_BYTES;
    rbk_status status = rbk_image_read_sectors(file->image, lba, (uint32_t)sectors, file->block, error);
    for (int32_t i = 0; i < sectors && status == RBK_OK && file->item->track; i++)
        status = verify(file, lba + i, file->block + (size_t)i * RBK_SECTOR_BYTES, findings);
    if (status != RBK_OK)
        return status;
    if (file->item->kind == EXTRACT_ISO)
        size = strip(file, sectors);
    status = rbk_image_writer_write(file->writer, file->bytes, file->block, size, error);
    file->bytes += (int64_t)size;
    return status;
}

static rbk_status tell_rest(const extract_file *file, rbk_findings *findings)
{
    rbk_status status = RBK_OK;
    const extract_item *item = file->item;
    if (file->damaged > TOLD_SECTORS)
        status = rbk_findings_add(findings, RBK_WARNING, "extract.damaged", item->path, 0, item->track->number,
                                  "and %d more sectors: %d of %d are damaged", (int)file->damaged - TOLD_SECTORS,
                                  (int)file->damaged, (int)(item->end_lba - item->first_lba));
    if (status == RBK_OK && file->marked > 0)
        status = rbk_findings_add(
            findings, RBK_NOTE, "extract.subheaders", item->path, 0, item->track->number,
            "its sectors have marks in their subheaders that an ISO does not hold (%d of them); --raw keeps them",
            (int)file->marked);
    return status;
}

/* ------------------------------------------------------------------ both */

static rbk_status write_sound(extract_file *file, int32_t lba, int32_t sectors, rbk_error *error)
{
    int16_t *samples = (int16_t *)(void *)file->block;
    size_t count = (size_t)sectors * RBK_SECTOR_SAMPLES;
    rbk_status status = rbk_image_read_samples(file->image, (int64_t)lba * RBK_SECTOR_SAMPLES, count, samples, error);
    return status == RBK_OK ? rbk_sink_write(file->sink, samples, count, error) : status;
}

rbk_status extract_file_write(extract_file *file, int32_t lba, int32_t sectors, rbk_findings *findings,
                              rbk_error *error)
{
    return file->sink ? write_sound(file, lba, sectors, error) : write_data(file, lba, sectors, findings, error);
}

rbk_status extract_file_flush(extract_file *file, rbk_findings *findings, rbk_error *error)
{
    if (file->sink)
        return rbk_sink_flush(file->sink, error);
    rbk_status status = rbk_image_writer_flush(file->writer, file->bytes, error);
    return status == RBK_OK ? tell_rest(file, findings) : status;
}

rbk_unfinished *extract_file_unfinished(extract_file *file)
{
    return file->sink ? rbk_sink_unfinished(file->sink) : rbk_image_writer_unfinished(file->writer);
}

void extract_file_release(extract_file *file)
{
    rbk_sink_free(file->sink);
    rbk_image_writer_free(file->writer);
    free(file->block);
    *file = (extract_file){0};
}
