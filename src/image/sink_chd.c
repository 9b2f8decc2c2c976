/*
 * The sink of CHD files. Sectors become frames: what the mode keeps of a sector from the first byte on, audio with its
 * bytes swapped, the subchannel right after it, then zeros. The header is written last, at the beginning of the file.
 */
#include "image/sink_chd.h"

#include "base/fail.h"
#include "image/sectors.h"
#include "image/sink.h"

#include <stdlib.h>
#include <string.h>

#define RAW_HEAD_BYTES  16 /* sync and header */
#define FORM_HEAD_BYTES 24 /* and the subheader */

typedef struct chd_sink {
    rbk_image_writer *file;
    rbk_chd_writer *writer;
    const rbk_sink_chd *chd;
    const rbk_subcode *subcode; /* NULL: P and Q are those of the source */
    size_t track;               /* whose frames come now */
    uint32_t sectors;           /* that came of it */
} chd_sink;

static rbk_status write_to_file(void *user, int64_t offset, const void *bytes, size_t size, rbk_error *error)
{
    return rbk_image_writer_write(user, offset, bytes, size, error);
}

static void free_chd(void *state)
{
    chd_sink *sink = state;
    if (!sink)
        return;
    rbk_chd_writer_free(sink->writer);
    rbk_image_writer_free(sink->file);
    free(sink);
}

static rbk_status open_chd(const rbk_image_sink_options *options, void **state, rbk_error *error)
{
    chd_sink *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->chd = options->chd;
    made->subcode = options->subcode;
    rbk_status status = rbk_image_writer_open(options->path, options->replace, &made->file, error);
    rbk_chd_write_options how = {.effort = made->chd->effort,
                                 .threads = made->chd->threads,
                                 .entries = made->chd->entries,
                                 .entry_count = made->chd->entry_count,
                                 .write = write_to_file,
                                 .user = made->file};
    for (size_t t = 0; t < made->chd->track_count; t++)
        how.frames += (uint64_t)made->chd->tracks[t].sectors + made->chd->tracks[t].zeros;
    if (status == RBK_OK)
        status = rbk_chd_writer_new(&how, &made->writer, error);
    if (status == RBK_OK)
        *state = made;
    else
        free_chd(made);
    return status;
}

/* ------------------------------------------------------------------ frames */

static void make_frame(rbk_track_mode mode, const uint8_t *raw, const uint8_t *subchannel, uint8_t *frame)
{
    const uint32_t bytes = rbk_track_mode_payload_bytes(mode);
    size_t from = 0;
    if (mode == RBK_MODE_MODE1_2048 || bytes == 2336)
        from = RAW_HEAD_BYTES;
    else if (bytes < RBK_SECTOR_BYTES)
        from = FORM_HEAD_BYTES;
    memset(frame, 0, RBK_CHD_FRAME_BYTES);
    memcpy(frame, raw + from, bytes);
    if (rbk_track_mode_is_audio(mode))
        rbk_image_swap(frame, RBK_SECTOR_BYTES);
    if (subchannel)
        memcpy(frame + bytes, subchannel, RBK_SUBCHANNEL_BYTES);
}

/* What follows the last sector of a track. */
static rbk_status end_track(chd_sink *sink, rbk_error *error)
{
    static const uint8_t zeros[RBK_CHD_FRAME_BYTES];
    const rbk_sink_chd_track *track = &sink->chd->tracks[sink->track];
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < track->zeros && status == RBK_OK; i++)
        status = rbk_chd_writer_add(sink->writer, zeros, rbk_track_mode_is_audio(track->mode), error);
    sink->track++;
    sink->sectors = 0;
    return status;
}

static rbk_status take_sector(chd_sink *sink, const uint8_t *raw, const uint8_t *subchannel, rbk_error *error)
{
    uint8_t frame[RBK_CHD_FRAME_BYTES];
    if (sink->track == sink->chd->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "more sectors come than the tracks of the CHD have");
    const rbk_sink_chd_track *track = &sink->chd->tracks[sink->track];
    make_frame(track->mode, raw, subchannel, frame);
    rbk_status status = rbk_chd_writer_add(sink->writer, frame, rbk_track_mode_is_audio(track->mode), error);
    if (status == RBK_OK && ++sink->sectors == track->sectors)
        status = end_track(sink, error);
    return status;
}

/* With a list of Q all of P and Q is made from the disc, as in a TOC. */
static rbk_status take_chd(void *state, const rbk_sink_block *block, rbk_error *error)
{
    const rbk_subcode *subcode = ((const chd_sink *)state)->subcode;
    const bool wide = block->with_subchannel && (block->subchannel || subcode);
    rbk_status status = RBK_OK;
    if (wide && subcode)
        status = rbk_subchannel_render(subcode, block->subchannel, block->lba, block->count, RBK_SUBCHANNEL_TIME_ORDER,
                                       block->made, error);
    else if (wide)
        status = rbk_subchannel_read(block->subchannel, block->lba, block->count, block->made, error);
    for (size_t i = 0; i < block->count && status == RBK_OK; i++)
        status = take_sector(state, block->sectors + i * RBK_SECTOR_BYTES,
                             wide ? block->made + i * RBK_SUBCHANNEL_BYTES : NULL, error);
    return status;
}

static rbk_status flush_chd(void *state, int64_t *bytes, rbk_error *error)
{
    chd_sink *sink = state;
    rbk_status status = rbk_chd_writer_finish(sink->writer, bytes, error);
    return status == RBK_OK ? rbk_image_writer_flush(sink->file, *bytes, error) : status;
}

static rbk_unfinished *unfinished_chd(void *state)
{
    return rbk_image_writer_unfinished(((chd_sink *)state)->file);
}

const rbk_sink_encoding rbk_sink_chd_encoding = {
    .open = open_chd, .take = take_chd, .flush = flush_chd, .unfinished = unfinished_chd, .free = free_chd};
