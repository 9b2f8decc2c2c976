/*
 * The sink of files that are made of cuts (disc/origin.h): each range of sectors that comes is written to all the places
 * that have something of it. Bytes of no sector are there from the beginning.
 */
#include "image/sink_cuts.h"

#include "base/fail.h"
#include "image/sectors.h"
#include "image/sink.h"

#include <stdlib.h>
#include <string.h>

typedef struct cuts_sink {
    rbk_image_writer *writer;
    const rbk_origin_file *file;
    const rbk_subcode *subcode; /* NULL: none is made */
} cuts_sink;

static bool has_sectors(const rbk_cut *cut)
{
    return cut->kind == RBK_CUT_SAMPLES || cut->kind == RBK_CUT_SECTORS || cut->kind == RBK_CUT_SUBCHANNEL;
}

/* The sectors that a cut has something of. */
static rbk_sector_range range_of(const rbk_cut *cut)
{
    int64_t first = cut->start, end = cut->start + cut->length_bytes / rbk_cut_stride_bytes(cut);
    if (cut->kind == RBK_CUT_SAMPLES) {
        first = cut->start / RBK_SECTOR_SAMPLES;
        end = (cut->start + cut->length_bytes / RBK_SAMPLE_BYTES + RBK_SECTOR_SAMPLES - 1) / RBK_SECTOR_SAMPLES;
    }
    return (rbk_sector_range){(int32_t)first, (int32_t)end, false};
}

bool rbk_sink_cuts_range(const rbk_origin_file *file, int64_t lba, rbk_sector_range *range)
{
    bool found = false;
    for (size_t c = 0; c < file->cut_count; c++) {
        if (!has_sectors(&file->cuts[c]))
            continue;
        rbk_sector_range of = range_of(&file->cuts[c]);
        of.first_lba = of.first_lba < lba ? (int32_t)lba : of.first_lba;
        if (of.first_lba < of.end_lba && (!found || of.first_lba < range->first_lba)) {
            *range = of;
            found = true;
        }
    }
    return found;
}

/* ------------------------------------------------------------------ the file */

static void free_cuts(void *state)
{
    cuts_sink *sink = state;
    if (!sink)
        return;
    rbk_image_writer_free(sink->writer);
    free(sink);
}

static rbk_status write_bytes(const cuts_sink *sink, rbk_error *error)
{
    rbk_status status = RBK_OK;
    int64_t offset = 0;
    for (size_t c = 0; c < sink->file->cut_count && status == RBK_OK; c++) {
        const rbk_cut *cut = &sink->file->cuts[c];
        if (cut->kind == RBK_CUT_BYTES)
            status = rbk_image_writer_write(sink->writer, offset, cut->bytes, (size_t)cut->length_bytes, error);
        offset += cut->length_bytes;
    }
    return status;
}

static rbk_status open_cuts(const rbk_image_sink_options *options, void **state, rbk_error *error)
{
    cuts_sink *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->file = options->cuts;
    made->subcode = options->subcode;
    rbk_status status = rbk_image_writer_open(options->path, options->replace, &made->writer, error);
    if (status == RBK_OK)
        status = write_bytes(made, error);
    if (status == RBK_OK)
        *state = made;
    else
        free_cuts(made);
    return status;
}

/* ------------------------------------------------------------------ sectors */

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static rbk_status write_samples(const cuts_sink *sink, const rbk_cut *cut, int64_t offset, const rbk_sink_block *block,
                                rbk_error *error)
{
    const int64_t block_start = (int64_t)block->lba * RBK_SECTOR_SAMPLES;
    const int64_t first = larger(cut->start, block_start);
    const int64_t end = smaller(cut->start + cut->length_bytes / RBK_SAMPLE_BYTES,
                                block_start + (int64_t)block->count * RBK_SECTOR_SAMPLES);
    if (first >= end)
        return RBK_OK;
    const size_t size = (size_t)(end - first) * RBK_SAMPLE_BYTES;
    const uint8_t *bytes = block->sectors + (first - block_start) * RBK_SAMPLE_BYTES;
    if (cut->big_endian) {
        memcpy(block->made, bytes, size);
        rbk_image_swap(block->made, size);
        bytes = block->made;
    }
    return rbk_image_writer_write(sink->writer, offset + (first - cut->start) * RBK_SAMPLE_BYTES, bytes, size, error);
}

void rbk_sink_cuts_make_subchannel(const rbk_cut *cut, const rbk_subcode *subcode, int32_t lba,
                                   uint8_t raw[RBK_SUBCHANNEL_BYTES])
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES] = {0};
    if (cut->kind == RBK_CUT_SUBCHANNEL && subcode)
        rbk_subcode_channels(subcode, lba, channels);
    rbk_subchannel_interleave(channels, raw);
}

/* Makes what the cut has of one sector; gives its end. */
static uint8_t *make_sector(const rbk_cut *cut, const uint8_t *raw, const uint8_t *subchannel, uint8_t *to)
{
    if (cut->kind == RBK_CUT_SECTORS) {
        memcpy(to, raw + cut->part_offset, cut->part_bytes);
        if (cut->big_endian)
            rbk_image_swap(to, cut->part_bytes);
        to += cut->part_bytes;
    }
    if (cut->subchannel == RBK_SUBCHANNEL_NONE)
        return to;
    if (cut->subchannel == RBK_SUBCHANNEL_CHANNELS)
        rbk_subchannel_deinterleave(subchannel, to);
    else
        memcpy(to, subchannel, RBK_SUBCHANNEL_BYTES);
    return to + RBK_SUBCHANNEL_BYTES;
}

static rbk_status write_sectors(const cuts_sink *sink, const rbk_cut *cut, int64_t offset, const rbk_sink_block *block,
                                rbk_error *error)
{
    uint8_t subchannel[RBK_SUBCHANNEL_BYTES] = {0}, *end = block->made;
    const uint32_t stride = rbk_cut_stride_bytes(cut);
    const int64_t first = larger(cut->start, block->lba);
    const int64_t last = smaller(cut->start + cut->length_bytes / stride, (int64_t)block->lba + block->count);
    rbk_status status = RBK_OK;
    if (first >= last)
        return RBK_OK;
    for (int64_t lba = first; lba < last && status == RBK_OK; lba++) {
        if (cut->subchannel != RBK_SUBCHANNEL_NONE && block->with_subchannel && block->subchannel)
            status = rbk_subchannel_read(block->subchannel, (int32_t)lba, 1, subchannel, error);
        else if (cut->subchannel != RBK_SUBCHANNEL_NONE)
            rbk_sink_cuts_make_subchannel(cut, sink->subcode, (int32_t)lba, subchannel);
        end = make_sector(cut, block->sectors + (lba - block->lba) * RBK_SECTOR_BYTES, subchannel, end);
    }
    if (status != RBK_OK)
        return status;
    return rbk_image_writer_write(sink->writer, offset + (first - cut->start) * stride, block->made,
                                  (size_t)(end - block->made), error);
}

static rbk_status take_cuts(void *state, const rbk_sink_block *block, rbk_error *error)
{
    const cuts_sink *sink = state;
    rbk_status status = RBK_OK;
    int64_t offset = 0;
    for (size_t c = 0; c < sink->file->cut_count && status == RBK_OK; c++) {
        const rbk_cut *cut = &sink->file->cuts[c];
        if (cut->kind == RBK_CUT_SAMPLES)
            status = write_samples(sink, cut, offset, block, error);
        else if (has_sectors(cut))
            status = write_sectors(sink, cut, offset, block, error);
        offset += cut->length_bytes;
    }
    return status;
}

static rbk_status flush_cuts(void *state, int64_t *bytes, rbk_error *error)
{
    const cuts_sink *sink = state;
    *bytes = sink->file->length_bytes;
    return rbk_image_writer_flush(sink->writer, sink->file->length_bytes, error);
}

static rbk_unfinished *unfinished_cuts(void *state)
{
    return rbk_image_writer_unfinished(((const cuts_sink *)state)->writer);
}

const rbk_sink_encoding rbk_sink_cuts_encoding = {
    .open = open_cuts, .take = take_cuts, .flush = flush_cuts, .unfinished = unfinished_cuts, .free = free_cuts};
