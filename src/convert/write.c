/*
 * Carries a plan out. Every file grows beside its target, locked and under a name that means nothing; when all of them
 * are on the disk they take their names, payload before descriptor.
 *
 * Sectors that lie in a source as they will lie in the file are taken over without being read: by the file system or
 * the kernel. Where these will not, they are read and written like the others, from where it stopped, so that a
 * failure is told in the same words.
 */
#include "convert/write.h"

#include "base/fail.h"
#include "image/reader.h"
#include "image/writer.h"

#include <redbook/subcode.h>

#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS 256  /* read and written at once */
#define TAKEN_SECTORS 4096 /* taken over at once; whole units of 64 KiB, so that what begins one goes on with one */

typedef struct writing {
    rbk_conversion *conversion;
    const rbk_convert_source *source;
    const rbk_convert_options *options;
    rbk_convert_progress *progress;
    rbk_image_writer **writers; /* one for each file */
    uint8_t *sectors;           /* BLOCK_SECTORS */
    uint8_t *user;              /* what goes to the file where that is less than sectors */
    rbk_subcode *subcode;       /* NULL unless there is a file of it */
    uint8_t *wide;              /* BLOCK_SECTORS with their subchannel */
    bool refused;               /* sectors of this file could not be taken over: the rest is not tried */
    rbk_iso_state iso;
} writing;

rbk_status rbk_convert_advance(rbk_convert_progress *progress, uint64_t sectors, rbk_error *error)
{
    const rbk_listener *listener = progress->listener;
    progress->done_sectors += sectors;
    if (listener && listener->add_progress)
        listener->add_progress(listener->user, progress->done_sectors, progress->total_sectors);
    if (listener && listener->query_cancel && listener->query_cancel(listener->user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    return RBK_OK;
}

/* ------------------------------------------------------------------ silence */

static bool all_zero(const uint8_t *bytes, size_t size)
{
    return size == 0 || (bytes[0] == 0 && memcmp(bytes, bytes + 1, size - 1) == 0);
}

static rbk_status pause_is_silent(rbk_image *image, const rbk_layout_track *laid, uint8_t *sectors, bool *silent,
                                  rbk_error *error)
{
    rbk_status status = RBK_OK;
    *silent = laid->index01_lba > laid->start_lba;
    for (int32_t lba = laid->start_lba; lba < laid->index01_lba && *silent && status == RBK_OK; lba += BLOCK_SECTORS) {
        int32_t left = laid->index01_lba - lba;
        uint32_t count = (uint32_t)(left < BLOCK_SECTORS ? left : BLOCK_SECTORS);
        status = rbk_image_read_sectors(image, lba, count, sectors, error);
        *silent = status == RBK_OK && all_zero(sectors, (size_t)count * RBK_SECTOR_BYTES);
    }
    return status;
}

rbk_status rbk_convert_find_silence(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, bool *silent,
                                    rbk_error *error)
{
    uint8_t *sectors = malloc((size_t)BLOCK_SECTORS * RBK_SECTOR_BYTES);
    rbk_status status = sectors ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        silent[t] = false;
        if (rbk_track_mode_is_audio(disc->tracks[t].mode))
            status = pause_is_silent(image, &layout->tracks[t], sectors, &silent[t], error);
    }
    free(sectors);
    return status;
}

/* ------------------------------------------------------------------ one file */

static void put32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

/* The plain header: PCM, what every reader of WAV has taken since the first one. */
static void make_wav_header(uint32_t data_bytes, uint8_t header[RBK_CONVERT_WAV_HEADER_BYTES])
{
    static const uint8_t format[] = {1, 0, RBK_CHANNELS, 0}; /* PCM, channels */
    memcpy(header, "RIFF", 4);
    put32(header + 4, data_bytes + RBK_CONVERT_WAV_HEADER_BYTES - 8);
    memcpy(header + 8, "WAVEfmt ", 8);
    put32(header + 16, 16);
    memcpy(header + 20, format, sizeof format);
    put32(header + 24, RBK_RATE_HZ);
    put32(header + 28, RBK_RATE_HZ * RBK_SAMPLE_BYTES);
    put32(header + 32, RBK_SAMPLE_BYTES | 16u << 16); /* bytes to the sample, bits to the value */
    memcpy(header + 36, "data", 4);
    put32(header + 40, data_bytes);
}

static rbk_status begin_file(writing *w, size_t f, int64_t *offset, rbk_error *error)
{
    const rbk_convert_file *file = &w->conversion->files[f];
    uint8_t header[RBK_CONVERT_WAV_HEADER_BYTES];
    *offset = 0;
    w->refused = false;
    rbk_image_writer_expect(w->writers[f], file->bytes);
    if (file->payload != RBK_PAYLOAD_WAV)
        return RBK_OK;
    make_wav_header((uint32_t)(file->bytes - RBK_CONVERT_WAV_HEADER_BYTES), header);
    *offset = RBK_CONVERT_WAV_HEADER_BYTES;
    return rbk_image_writer_write(w->writers[f], 0, header, sizeof header, error);
}

/* The bytes of sectors as the file has them; *size of all. */
static rbk_status make_block(writing *w, size_t f, const rbk_convert_stretch *block, const uint8_t **bytes,
                             size_t *size, rbk_error *error)
{
    const rbk_payload payload = w->conversion->files[f].payload;
    int32_t lba = block->first_lba;
    uint32_t count = (uint32_t)(block->end_lba - lba);
    *bytes = w->user;
    if (payload == RBK_PAYLOAD_SUB) {
        *size = (size_t)count * RBK_CONVERT_SUB_SECTOR_BYTES;
        return rbk_subchannel_render(w->subcode, w->source->subchannel, lba, count, RBK_SUBCHANNEL_CHANNEL_ORDER,
                                     w->user, error);
    }
    rbk_status status = rbk_image_read_sectors(w->source->image, lba, count, w->sectors, error);
    if (payload == RBK_PAYLOAD_ISO) {
        *size = (size_t)count * RBK_CONVERT_ISO_SECTOR_BYTES;
        return status == RBK_OK
                   ? rbk_iso_take(&w->iso, w->conversion->disc->tracks[0].mode, lba, count, w->sectors, w->user, error)
                   : status;
    }
    *bytes = block->subchannel ? w->wide : w->sectors;
    *size = (size_t)count * (block->subchannel ? RBK_CONVERT_WIDE_SECTOR_BYTES : RBK_SECTOR_BYTES);
    if (status != RBK_OK || !block->subchannel)
        return status;
    return rbk_convert_add_graphics(w->source->subchannel, lba, count,
                                    w->conversion->disc->files[f].type == RBK_FILE_MOTOROLA, w->sectors, w->wide,
                                    error);
}

static rbk_status write_block(writing *w, size_t f, const rbk_convert_stretch *block, int64_t *offset, rbk_error *error)
{
    const uint8_t *bytes = NULL;
    size_t size = 0;
    rbk_status status = make_block(w, f, block, &bytes, &size, error);
    if (status == RBK_OK)
        status = rbk_image_writer_write(w->writers[f], *offset, bytes, size, error);
    *offset += (int64_t)size;
    return status;
}

/*
 * How many sectors of a stretch, from lba on, are in the file now without having been read. After a refusal the blocks
 * go on where they would be without it.
 */
static int32_t take_over(writing *w, size_t f, const rbk_convert_stretch *stretch, int32_t lba, int64_t offset)
{
    const rbk_payload payload = w->conversion->files[f].payload;
    int32_t left = stretch->end_lba - lba;
    rbk_image_place place;
    if (w->refused || stretch->subchannel || (payload != RBK_PAYLOAD_SECTORS && payload != RBK_PAYLOAD_WAV))
        return 0;
    uint32_t count =
        rbk_image_as_they_lie(w->source->image, lba, (uint32_t)(left < TAKEN_SECTORS ? left : TAKEN_SECTORS), &place);
    if (count == 0)
        return 0;
    int64_t taken = rbk_image_writer_take(w->writers[f], offset, place.descriptor, place.offset_bytes,
                                          (int64_t)count * RBK_SECTOR_BYTES);
    int32_t whole = (int32_t)(taken / RBK_SECTOR_BYTES);
    w->refused = whole < (int32_t)count;
    if (w->refused)
        whole -= (lba + whole - stretch->first_lba) % BLOCK_SECTORS;
    return whole > 0 ? whole : 0;
}

/* The next sectors of a stretch, from lba on, at a place of the file; *count of them. */
static rbk_status write_next(writing *w, size_t f, const rbk_convert_stretch *stretch, int32_t lba, int64_t *offset,
                             int32_t *count, rbk_error *error)
{
    *count = take_over(w, f, stretch, lba, *offset);
    if (*count > 0) {
        *offset += (int64_t)*count * RBK_SECTOR_BYTES;
        return RBK_OK;
    }
    rbk_convert_stretch block = {lba, lba + BLOCK_SECTORS - (lba - stretch->first_lba) % BLOCK_SECTORS,
                                 stretch->subchannel};
    if (block.end_lba > stretch->end_lba)
        block.end_lba = stretch->end_lba;
    *count = block.end_lba - lba;
    return write_block(w, f, &block, offset, error);
}

static rbk_status write_stretch(writing *w, size_t f, const rbk_convert_stretch *stretch, int64_t *offset,
                                rbk_error *error)
{
    const bool counts = w->conversion->files[f].payload != RBK_PAYLOAD_SUB;
    rbk_status status = RBK_OK;
    int32_t count;
    for (int32_t lba = stretch->first_lba; lba < stretch->end_lba && status == RBK_OK; lba += count) {
        status = write_next(w, f, stretch, lba, offset, &count, error);
        if (status == RBK_OK)
            status = rbk_convert_advance(w->progress, counts ? (uint64_t)count : 0, error);
    }
    return status;
}

static rbk_status write_file(writing *w, size_t f, rbk_error *error)
{
    const rbk_convert_file *file = &w->conversion->files[f];
    int64_t offset;
    rbk_status status = begin_file(w, f, &offset, error);
    if (status == RBK_OK && file->payload == RBK_PAYLOAD_CDTEXT)
        status = rbk_image_writer_write(w->writers[f], 0, w->conversion->disc->cdtext,
                                        w->conversion->disc->cdtext_bytes, error);
    for (size_t i = 0; i < file->stretch_count && status == RBK_OK; i++)
        status = write_stretch(w, f, &file->stretches[i], &offset, error);
    return status;
}

/* ------------------------------------------------------------------ all of them */

static rbk_status open_writers(writing *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++)
        status = rbk_image_writer_open(w->conversion->files[f].path, w->options->author.replace, &w->writers[f], error);
    return status;
}

static rbk_status write_files(writing *w, rbk_error *error)
{
    rbk_status status = open_writers(w, error);
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++)
        status = write_file(w, f, error);
    if (status == RBK_OK && rbk_iso_finish(&w->iso, &w->conversion->loss_count) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/* P and Q follow from the layout; R to W come from the source. */
static rbk_status make_subcode(writing *w, rbk_error *error)
{
    rbk_layout *layout = NULL;
    if (!rbk_target_traits_of(w->conversion->target)->subchannel)
        return RBK_OK;
    rbk_status status = rbk_layout_compute(w->conversion->disc, RBK_JOIN_AUTO, &layout, NULL, error);
    if (status == RBK_OK)
        status = rbk_subcode_new(w->conversion->disc, layout, &w->subcode, error);
    rbk_layout_free(layout);
    return status;
}

static rbk_status open_descriptor(const writing *w, rbk_output **output, rbk_error *error)
{
    const rbk_bytes *descriptor = &w->conversion->descriptor;
    *output = NULL;
    if (descriptor->size == 0)
        return RBK_OK;
    rbk_status status = rbk_output_open_file(w->conversion->path, w->options->author.replace, output, error);
    return status == RBK_OK ? rbk_output_write(*output, descriptor->data, descriptor->size, error) : status;
}

static rbk_status publish(const writing *w, rbk_output *descriptor, rbk_error *error)
{
    size_t count = w->conversion->file_count;
    rbk_unfinished **files = calloc(count + 1, sizeof(rbk_unfinished *));
    if (!files)
        return rbk_fail_memory(error);
    for (size_t f = 0; f < count; f++)
        files[f] = rbk_image_writer_unfinished(w->writers[f]);
    rbk_status status = rbk_publish(files, count, descriptor ? rbk_output_unfinished(descriptor) : NULL, error);
    free(files);
    return status;
}

static rbk_status finish(const writing *w, rbk_output *descriptor, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++) {
        status = rbk_image_writer_flush(w->writers[f], w->conversion->files[f].bytes, error);
        if (status == RBK_OK)
            status = rbk_convert_advance(w->progress, 0, error);
    }
    if (status == RBK_OK && descriptor)
        status = rbk_output_flush(descriptor, error);
    return status == RBK_OK ? publish(w, descriptor, error) : status;
}

rbk_status rbk_convert_write(rbk_conversion *conversion, const rbk_convert_source *source,
                             const rbk_convert_options *options, rbk_convert_progress *progress, rbk_findings *findings,
                             rbk_error *error)
{
    writing w = {.conversion = conversion,
                 .source = source,
                 .options = options,
                 .progress = progress,
                 .iso = {.source = options->author.sheet_path, .findings = findings}};
    rbk_output *descriptor = NULL;
    size_t told = rbk_findings_count_from(findings, RBK_WARNING);
    w.writers = calloc(conversion->file_count + 1, sizeof(rbk_image_writer *));
    w.sectors = malloc((size_t)BLOCK_SECTORS * RBK_SECTOR_BYTES);
    w.user = malloc((size_t)BLOCK_SECTORS * RBK_CONVERT_ISO_SECTOR_BYTES);
    w.wide = malloc((size_t)BLOCK_SECTORS * RBK_CONVERT_WIDE_SECTOR_BYTES);
    rbk_status status = w.writers && w.sectors && w.user && w.wide ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = make_subcode(&w, error);
    if (status == RBK_OK)
        status = open_descriptor(&w, &descriptor, error);
    if (status == RBK_OK)
        status = write_files(&w, error);
    if (status == RBK_OK && options->strict && rbk_findings_count_from(findings, RBK_WARNING) > told)
        status = rbk_fail(error, RBK_REFUSED, "sectors of the data track are damaged or hold more than user data");
    if (status == RBK_OK)
        status = finish(&w, descriptor, error);
    rbk_output_free(descriptor);
    for (size_t f = 0; w.writers && f < conversion->file_count; f++)
        rbk_image_writer_free(w.writers[f]);
    free(w.writers);
    free(w.sectors);
    free(w.user);
    free(w.wide);
    rbk_subcode_free(w.subcode);
    return status;
}
