/*
 * Feeds a sink: sectors that are stored unchanged are copied by the file system or the kernel, the others are read,
 * inspected, converted and written. If copying fails the rest is read and written from there on, so that errors are the
 * same either way.
 */
#include "image/sink.h"

#include "base/fail.h"
#include "image/reader.h"
#include "image/sectors.h"

#include <inttypes.h>
#include <stdlib.h>

#define TAKEN_SECTORS 4096 /* copied at once; whole units of 64 KiB, so that alignment is kept */

struct rbk_image_sink {
    const rbk_sink_row *row;
    rbk_image_sink_options options;
    rbk_image_writer *writer; /* NULL where there is no file, */
    void *encoder;            /* or the row's encoding writes it; its state */
    rbk_file_sums *sums;      /* NULL unless they are asked for */
    int64_t written_bytes;
    bool refused;     /* sectors could not be copied: the rest is not tried */
    bool ended;       /* no more sectors come */
    uint8_t *sectors; /* NULL before any were read */
    uint8_t *made;    /* what of them goes to the file, where that is something else */
};

const char *rbk_image_sink_kind_name(rbk_image_sink_kind kind)
{
    return (unsigned)kind < RBK_IMAGE_SINK_KINDS ? rbk_sink_rows[kind].name : "unknown";
}

uint32_t rbk_image_sink_head_bytes(rbk_image_sink_kind kind)
{
    return (unsigned)kind < RBK_IMAGE_SINK_KINDS ? rbk_sink_rows[kind].head_bytes : 0;
}

uint32_t rbk_image_sink_sector_bytes(rbk_image_sink_kind kind, bool subchannel)
{
    if ((unsigned)kind >= RBK_IMAGE_SINK_KINDS)
        return 0;
    return rbk_sink_rows[kind].sector_bytes + (subchannel && kind == RBK_IMAGE_SINK_SECTORS ? RBK_SUBCHANNEL_BYTES : 0);
}

void rbk_image_sink_options_init(rbk_image_sink_options *options)
{
    *options = (rbk_image_sink_options){.user = RBK_SECTOR_MODE1};
}

/* ------------------------------------------------------------------ open and close */

static rbk_status write_bytes(rbk_image_sink *sink, const void *bytes, size_t size, rbk_error *error)
{
    rbk_status status = size > 0 && sink->writer
                            ? rbk_image_writer_write(sink->writer, sink->written_bytes, bytes, size, error)
                            : RBK_OK;
    if (status == RBK_OK && sink->sums)
        rbk_file_sums_update(sink->sums, bytes, size);
    sink->written_bytes += (int64_t)size;
    return status;
}

rbk_status rbk_image_sink_put(rbk_image_sink *sink, const void *bytes, size_t size, rbk_error *error)
{
    return write_bytes(sink, bytes, size, error);
}

const rbk_file_sums *rbk_image_sink_sums(const rbk_image_sink *sink)
{
    return sink->sums;
}

/* A file reads as zeros where nothing is written; sums need the bytes. */
static void skip_empty(rbk_image_sink *sink)
{
    static const uint8_t zeros[RBK_SECTOR_BYTES];
    for (uint32_t i = 0; i < sink->options.empty_sectors && sink->sums; i++)
        rbk_file_sums_update(sink->sums, zeros, sink->row->sector_bytes);
    sink->written_bytes += (int64_t)sink->options.empty_sectors * sink->row->sector_bytes;
}

static rbk_status begin_file(rbk_image_sink *sink, rbk_error *error)
{
    const rbk_image_sink_options *options = &sink->options;
    uint8_t head[64] = {0};
    if (sink->row->encoding)
        return sink->row->encoding->open(options, &sink->encoder, error);
    rbk_status status = rbk_image_writer_open(options->path, options->replace, &sink->writer, error);
    if (status != RBK_OK)
        return status;
    if (options->bytes > 0)
        rbk_image_writer_expect(sink->writer, options->bytes);
    if (sink->row->make_head)
        sink->row->make_head(options, head);
    status = write_bytes(sink, head, sink->row->head_bytes, error);
    if (status == RBK_OK)
        status = write_bytes(sink, options->content, options->content_bytes, error);
    if (status == RBK_OK)
        skip_empty(sink);
    return status;
}

/* Its fields have 32 bits. */
static bool fits_header(int64_t bytes)
{
    return bytes >= (int64_t)rbk_sink_rows[RBK_IMAGE_SINK_WAV].head_bytes && bytes <= (int64_t)UINT32_MAX;
}

rbk_status rbk_image_sink_open(rbk_image_sink_kind kind, const rbk_image_sink_options *options, rbk_image_sink **sink,
                               rbk_error *error)
{
    if (!options || !sink)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    bool known = (unsigned)kind < RBK_IMAGE_SINK_KINDS;
    if (!known || (rbk_sink_rows[kind].file && !options->path) || (kind == RBK_IMAGE_SINK_SUB && !options->subcode) ||
        (kind == RBK_IMAGE_SINK_WAV && !fits_header(options->bytes)) || (kind == RBK_IMAGE_SINK_CHD && !options->chd) ||
        (kind == RBK_IMAGE_SINK_CUTS && !options->cuts))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        known ? "a sink of %s needs more than it was given" : "expected a kind of sink, found %s",
                        rbk_image_sink_kind_name(kind));
    rbk_image_sink *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->row = &rbk_sink_rows[kind];
    made->options = *options;
    if (options->sums && !(made->sums = rbk_file_sums_new())) {
        free(made);
        return rbk_fail_memory(error);
    }
    rbk_status status = made->row->file ? begin_file(made, error) : RBK_OK;
    if (status != RBK_OK) {
        rbk_image_sink_free(made);
        return status;
    }
    *sink = made;
    return RBK_OK;
}

void rbk_image_sink_end(rbk_image_sink *sink)
{
    sink->ended = true;
    free(sink->sectors);
    free(sink->made);
    sink->sectors = sink->made = NULL;
}

rbk_status rbk_image_sink_flush(rbk_image_sink *sink, rbk_error *error)
{
    if (!sink)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_image_sink_end(sink);
    if (sink->encoder)
        return sink->row->encoding->flush(sink->encoder, &sink->written_bytes, error);
    if (sink->row->make_head && sink->written_bytes != sink->options.bytes)
        return rbk_fail(error, RBK_INVALIDIMAGE, "it has %" PRId64 " bytes, and its header states %" PRId64,
                        sink->written_bytes, sink->options.bytes);
    return sink->writer ? rbk_image_writer_flush(sink->writer, sink->written_bytes, error) : RBK_OK;
}

rbk_unfinished *rbk_image_sink_unfinished(rbk_image_sink *sink)
{
    if (sink->encoder)
        return sink->row->encoding->unfinished(sink->encoder);
    return sink->writer ? rbk_image_writer_unfinished(sink->writer) : NULL;
}

int64_t rbk_image_sink_written_bytes(const rbk_image_sink *sink)
{
    return sink->written_bytes;
}

void rbk_image_sink_free(rbk_image_sink *sink)
{
    if (!sink)
        return;
    rbk_image_sink_end(sink);
    rbk_image_writer_free(sink->writer);
    if (sink->encoder)
        sink->row->encoding->free(sink->encoder);
    rbk_file_sums_free(sink->sums);
    free(sink);
}

/* ------------------------------------------------------------------ sectors */

/*
 * How many sectors of a range, from lba on, were copied to the file without reading them. After a refusal the blocks
 * continue where they would be without it.
 */
static int32_t take_over(rbk_image_sink *sink, const rbk_image *image, const rbk_sector_range *range, int32_t lba)
{
    int32_t left = range->end_lba - lba;
    rbk_image_place place;
    if (sink->refused || !sink->row->as_they_are || range->subchannel || sink->options.inspect || sink->sums)
        return 0;
    uint32_t count = rbk_image_contiguous(image, lba, (uint32_t)(left < TAKEN_SECTORS ? left : TAKEN_SECTORS), &place);
    if (count == 0)
        return 0;
    int64_t taken = rbk_image_writer_take(sink->writer, sink->written_bytes, place.descriptor, place.offset_bytes,
                                          (int64_t)count * RBK_SECTOR_BYTES);
    int32_t whole = (int32_t)(taken / RBK_SECTOR_BYTES);
    sink->refused = whole < (int32_t)count;
    if (sink->refused)
        whole -= (lba + whole - range->first_lba) % RBK_IMAGE_SINK_SECTORS_AT_ONCE;
    if (whole <= 0)
        return 0;
    sink->written_bytes += (int64_t)whole * RBK_SECTOR_BYTES;
    return whole;
}

static rbk_status need_buffers(rbk_image_sink *sink, rbk_error *error)
{
    if (sink->sectors && sink->made)
        return RBK_OK;
    if (!sink->sectors)
        sink->sectors = malloc((size_t)RBK_IMAGE_SINK_SECTORS_AT_ONCE * RBK_SECTOR_BYTES);
    if (!sink->made)
        sink->made = malloc((size_t)RBK_IMAGE_SINK_SECTORS_AT_ONCE * RBK_IMAGE_WIDE_BYTES);
    return sink->sectors && sink->made ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status read_block(rbk_image_sink *sink, rbk_image *image, const rbk_sink_block *block, rbk_error *error)
{
    if (!sink->row->reads)
        return RBK_OK;
    rbk_status status = rbk_image_read_sectors(image, block->lba, block->count, block->sectors, error);
    if (status == RBK_OK && sink->options.inspect)
        status = sink->options.inspect(sink->options.inspect_user, block->lba, block->count, block->sectors, error);
    return status;
}

static rbk_status write_block(rbk_image_sink *sink, const rbk_sink_block *block, bool wide, rbk_error *error)
{
    if (sink->encoder)
        return sink->row->encoding->take(sink->encoder, block, error);
    const rbk_sink_row *row = sink->row;
    const uint8_t *bytes = row->make || wide ? block->made : block->sectors;
    size_t size = (wide ? RBK_IMAGE_WIDE_BYTES : row->sector_bytes) * (size_t)block->count;
    rbk_status status = RBK_OK;
    if (wide)
        status = rbk_image_widen(sink->options.subcode, block->subchannel, block->lba, block->count,
                                 sink->options.big_endian, block->sectors, block->made, error);
    else if (row->make)
        status = row->make(&sink->options, block, error);
    return status == RBK_OK ? write_bytes(sink, bytes, size, error) : status;
}

rbk_status rbk_image_sink_take(rbk_image_sink *sink, rbk_image *image, rbk_subchannel *subchannel,
                               const rbk_sector_range *range, int32_t *lba, rbk_error *error)
{
    if (!sink || !image || !range || !lba)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (sink->ended)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the sink is already finished");
    if (*lba < range->first_lba || *lba >= range->end_lba)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a sector of %d to %d, found %d", (int)range->first_lba,
                        (int)range->end_lba - 1, (int)*lba);
    int32_t taken = take_over(sink, image, range, *lba);
    if (taken > 0) {
        *lba += taken;
        return RBK_OK;
    }
    rbk_status status = need_buffers(sink, error);
    int32_t left = range->end_lba - *lba;
    int32_t most = RBK_IMAGE_SINK_SECTORS_AT_ONCE - (*lba - range->first_lba) % RBK_IMAGE_SINK_SECTORS_AT_ONCE;
    rbk_sink_block block = {
        *lba, (uint32_t)(left < most ? left : most), sink->sectors, subchannel, sink->made, range->subchannel};
    if (status == RBK_OK)
        status = read_block(sink, image, &block, error);
    if (status == RBK_OK)
        status =
            write_block(sink, &block, range->subchannel && sink->row == &rbk_sink_rows[RBK_IMAGE_SINK_SECTORS], error);
    if (status == RBK_OK)
        *lba += (int32_t)block.count;
    return status;
}
