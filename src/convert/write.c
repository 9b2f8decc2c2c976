/*
 * Executes a plan. Every file grows next to its target, locked and under a temporary name; when all of them are on disk
 * they get their names, payload before descriptor.
 */
#include "convert/write.h"

#include "base/fail.h"
#include "base/zeros.h"
#include "convert/origin.h"
#include "image/sectors.h"
#include "image/sink.h"

#include <redbook/sink.h>
#include <redbook/subcode.h>

#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS 256 /* read at once */

typedef struct writing {
    rbk_conversion *conversion;
    const rbk_convert_source *source;
    const rbk_convert_options *options;
    rbk_convert_progress *progress;
    rbk_image_sink **sinks; /* one for each file */
    rbk_subcode *subcode;   /* NULL: no file of it */
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

static rbk_status pregap_is_silent(rbk_image *image, const rbk_layout_track *laid, uint8_t *sectors, bool *silent,
                                   rbk_error *error)
{
    rbk_status status = RBK_OK;
    *silent = laid->index01_lba > laid->start_lba;
    for (int32_t lba = laid->start_lba; lba < laid->index01_lba && *silent && status == RBK_OK; lba += BLOCK_SECTORS) {
        int32_t left = laid->index01_lba - lba;
        uint32_t count = (uint32_t)(left < BLOCK_SECTORS ? left : BLOCK_SECTORS);
        status = rbk_image_read_sectors(image, lba, count, sectors, error);
        *silent = status == RBK_OK && rbk_all_zero(sectors, (size_t)count * RBK_SECTOR_BYTES);
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
            status = pregap_is_silent(image, &layout->tracks[t], sectors, &silent[t], error);
    }
    free(sectors);
    return status;
}

/* Of data, those that come before index 01 and are as if they were built. */
static rbk_status pregap_is_built(rbk_image *image, rbk_track_mode mode, const rbk_layout_track *laid, bool *built,
                                  rbk_error *error)
{
    uint8_t found[RBK_SECTOR_BYTES], wanted[RBK_SECTOR_BYTES];
    int32_t first = laid->index01_lba - RBK_PREGAP_SECTORS;
    rbk_status status = RBK_OK;
    *built = true;
    for (int32_t lba = first > laid->start_lba ? first : laid->start_lba;
         lba < laid->index01_lba && *built && status == RBK_OK; lba++) {
        status = rbk_image_read_sectors(image, lba, 1, found, error);
        rbk_image_sector_build_empty(mode, lba, wanted);
        *built = status == RBK_OK && memcmp(found, wanted, sizeof found) == 0;
    }
    return status;
}

rbk_status rbk_convert_find_empty(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, bool *empty,
                                  rbk_error *error)
{
    rbk_status status = rbk_convert_find_silence(image, disc, layout, empty, error);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        if (!rbk_track_mode_is_audio(disc->tracks[t].mode))
            status = pregap_is_built(image, disc->tracks[t].mode, &layout->tracks[t], &empty[t], error);
    return status;
}

/* ------------------------------------------------------------------ one file */

static bool fileset_of(const writing *w)
{
    return rbk_target_traits_of(w->conversion->target)->arrangement == RBK_FILESET;
}

/* Of the track that a file belongs to; the first one's of a file of the whole disc. */
static rbk_track_mode mode_of(const rbk_disc *disc, uint32_t number)
{
    size_t t = 0;
    while (t + 1 < disc->track_count && number > 0 && disc->tracks[t].number != number)
        t++;
    return disc->tracks[t].mode;
}

/* The files of an origin that are made of cuts come in its order. */
static const rbk_origin_file *cuts_of(const rbk_conversion *conversion, size_t f)
{
    const rbk_origin *origin = conversion->origin;
    for (size_t i = 0; i < origin->file_count; i++)
        if (origin->files[i].cut_count > 0 && f-- == 0)
            return &origin->files[i];
    return NULL;
}

static rbk_status open_sink(writing *w, size_t f, rbk_error *error)
{
    const rbk_convert_file *file = &w->conversion->files[f];
    const rbk_disc *disc = w->conversion->disc;
    rbk_image_sink_options options;
    rbk_image_sink_options_init(&options);
    options.path = file->path;
    options.replace = w->options->author.replace;
    options.bytes = file->bytes;
    options.subcode = w->subcode;
    options.content = file->content.data;
    options.content_bytes = file->content.size;
    options.empty_sectors = file->empty_sectors;
    options.sums = fileset_of(w);
    options.chd = w->conversion->chd;
    if (file->sink == RBK_IMAGE_SINK_CUTS)
        options.cuts = cuts_of(w->conversion, f);
    if (file->sink == RBK_IMAGE_SINK_SECTORS)
        options.big_endian = disc->files[f].type == RBK_FILE_MOTOROLA;
    if (file->sink == RBK_IMAGE_SINK_ISO) {
        options.user = w->iso.kind = rbk_iso_kind_of(mode_of(disc, file->track));
        options.inspect = rbk_iso_look;
        options.inspect_user = &w->iso;
    }
    return rbk_image_sink_open(file->sink, &options, &w->sinks[f], error);
}

static rbk_status write_segment(writing *w, size_t f, const rbk_sector_range *range, rbk_error *error)
{
    const bool counts =
        w->conversion->files[f].sink != RBK_IMAGE_SINK_SUB && w->conversion->files[f].sink != RBK_IMAGE_SINK_CDG;
    rbk_status status = RBK_OK;
    for (int32_t lba = range->first_lba, before = lba; lba < range->end_lba && status == RBK_OK; before = lba) {
        status = rbk_image_sink_take(w->sinks[f], w->source->image, w->source->subchannel, range, &lba, error);
        if (status == RBK_OK)
            status = rbk_convert_advance(w->progress, counts ? (uint64_t)(lba - before) : 0, error);
    }
    return status;
}

static rbk_status write_file(writing *w, size_t f, rbk_error *error)
{
    const rbk_convert_file *file = &w->conversion->files[f];
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < file->segment_count && status == RBK_OK; i++)
        status = write_segment(w, f, &file->segments[i], error);
    rbk_image_sink_end(w->sinks[f]);
    return status;
}

/* ------------------------------------------------------------------ all of them */

static rbk_status write_files(writing *w, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++)
        status = open_sink(w, f, error);
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++)
        status = write_file(w, f, error);
    if (status == RBK_OK && rbk_iso_finish(&w->iso, &w->conversion->loss_count) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/* The lists come last: they have the sums of what was written. */
static rbk_status write_sums(writing *w, rbk_error *error)
{
    rbk_file_sums *descriptor = fileset_of(w) ? rbk_file_sums_new() : NULL;
    const rbk_fileset_sums from = {w->conversion, w->sinks, descriptor};
    rbk_status status = RBK_OK;
    if (!fileset_of(w))
        return RBK_OK;
    if (!descriptor)
        return rbk_fail_memory(error);
    rbk_file_sums_update(descriptor, w->conversion->descriptor.data, w->conversion->descriptor.size);
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++)
        if (w->conversion->files[f].sums != RBK_CONVERT_NO_SUMS)
            status = rbk_fileset_write_sums(&from, f, error);
    rbk_file_sums_free(descriptor);
    return status;
}

/* P and Q are generated from the layout; R to W come from the source. */
static rbk_status make_subcode(writing *w, rbk_error *error)
{
    rbk_layout *layout = NULL;
    const rbk_target_traits *traits = rbk_target_traits_of(w->conversion->target);
    const rbk_origin *origin = w->conversion->origin;
    bool in_sectors = traits->listed_q == RBK_Q_IN_SECTORS && w->conversion->disc->listed_q_count > 0;
    if (!traits->subchannel && !in_sectors && !(origin && rbk_origin_has_subchannel(origin)))
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
        files[f] = rbk_image_sink_unfinished(w->sinks[f]);
    rbk_status status = rbk_publish(files, count, descriptor ? rbk_output_unfinished(descriptor) : NULL, error);
    free(files);
    return status;
}

static rbk_status finish(const writing *w, rbk_output *descriptor, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < w->conversion->file_count && status == RBK_OK; f++) {
        status = rbk_image_sink_flush(w->sinks[f], error);
        if (status == RBK_OK && w->conversion->files[f].bytes == 0) /* a length that is known only now */
            w->conversion->files[f].bytes = rbk_image_sink_written_bytes(w->sinks[f]);
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
    size_t reported = rbk_findings_count_from(findings, RBK_WARNING);
    w.sinks = calloc(conversion->file_count + 1, sizeof(rbk_image_sink *));
    rbk_status status = w.sinks ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = make_subcode(&w, error);
    if (status == RBK_OK)
        status = open_descriptor(&w, &descriptor, error);
    if (status == RBK_OK)
        status = write_files(&w, error);
    if (status == RBK_OK && options->strict && rbk_findings_count_from(findings, RBK_WARNING) > reported)
        status = rbk_fail(error, RBK_REFUSED, "sectors of the data track are damaged or hold more than user data");
    if (status == RBK_OK)
        status = write_sums(&w, error);
    if (status == RBK_OK)
        status = finish(&w, descriptor, error);
    rbk_output_free(descriptor);
    for (size_t f = 0; w.sinks && f < conversion->file_count; f++)
        rbk_image_sink_free(w.sinks[f]);
    free(w.sinks);
    rbk_subcode_free(w.subcode);
    return status;
}
