/*
 * The way back: descriptor and files that a container keeps the origin of.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/path.h"
#include "base/room.h"
#include "chd/origin.h"
#include "convert/origin.h"
#include "format/origin.h"
#include "image/sink_cuts.h"

#include <redbook/image.h>

#include <stdlib.h>
#include <string.h>

rbk_status rbk_kept_origin_open(const rbk_disc *disc, rbk_kept_origin *kept, rbk_error *error)
{
    *kept = (rbk_kept_origin){NULL, NULL, NULL};
    if (!disc->origin)
        return RBK_OK;
    rbk_status status = rbk_chd_origin_decode(disc->origin, disc->origin_bytes, &kept->origin, NULL);
    if (status == RBK_OK)
        status = rbk_origin_read_again(kept->origin, &kept->disc, &kept->layout, NULL);
    return status == RBK_NO_MEMORY ? rbk_fail_memory(error) : RBK_OK;
}

void rbk_kept_origin_release(rbk_kept_origin *kept)
{
    rbk_origin_free(kept->origin);
    rbk_disc_free(kept->disc);
    rbk_layout_free(kept->layout);
    *kept = (rbk_kept_origin){NULL, NULL, NULL};
}

/* NULL: there is nothing to write again. */
static const rbk_format *format_of(const rbk_kept_origin *kept)
{
    return kept->origin && kept->origin->whole ? rbk_format_find(kept->origin->format) : NULL;
}

bool rbk_origin_is_of(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout)
{
    const bool same_tracks = kept->disc && rbk_origin_same_layout(kept->layout, layout);
    return kept->origin &&
           (!same_tracks || (strcmp(kept->disc->mcn, disc->mcn) == 0 && rbk_origin_same_texts(kept->disc, disc) &&
                             rbk_origin_same_marks(kept->disc, kept->layout, disc, layout)));
}

bool rbk_origin_can_be_restored(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout,
                                const char *path)
{
    const rbk_format *format = format_of(kept);
    return format && rbk_path_has_extension(path, format->extension) && kept->disc &&
           rbk_origin_same_layout(kept->layout, layout) && rbk_origin_is_of(kept, disc, layout);
}

rbk_status rbk_origin_report_other(const rbk_kept_origin *kept, const rbk_disc *disc, const rbk_layout *layout,
                                   const char *path, const char *source, rbk_findings *findings, rbk_error *error)
{
    const rbk_format *format = format_of(kept);
    rbk_status status = RBK_OK;
    if (!format || !format->extension[0])
        return RBK_OK;
    if (!rbk_path_has_extension(path, format->extension))
        status = rbk_findings_add(findings, RBK_NOTE, "origin.not-restored", source, 0, 0,
                                  "expected a name that ends in '.%s' to restore its sheet '%.200s' and files, "
                                  "found '%.200s'",
                                  format->extension, kept->origin->name, rbk_path_base(path));
    else if (!rbk_origin_is_of(kept, disc, layout))
        status =
            rbk_findings_add(findings, RBK_NOTE, "origin.not-restored", source, 0, 0,
                             "its sheet '%.200s' and files are not restored: as it is read now, the disc has other "
                             "texts, codes, flags or indexes than that by itself",
                             kept->origin->name);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

bool rbk_origin_had_list(const rbk_kept_origin *kept)
{
    return kept->disc && !rbk_origin_has_subchannel(kept->origin) && !rbk_subchannel_disc_has(kept->disc);
}

/* ------------------------------------------------------------------ the plan */

static rbk_status refuse_name(const rbk_planning *planning, const char *name, rbk_error *error)
{
    if (rbk_findings_add(planning->findings, RBK_ERROR, "convert.refused", planning->source, 0, 0,
                         "a file of the sheet is called '%s', as the sheet would be", name) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "the sheet would have the name of one of its files, '%s'", name);
}

/* Where the container has the subchannel of sectors, they are read with it. *end: where that changes. */
static bool has_subchannel(const rbk_planning *planning, int32_t lba, int32_t *end)
{
    const rbk_disc *disc = planning->disc;
    size_t t = rbk_origin_track_at(planning->layout, lba);
    const bool has = rbk_subchannel_track_has(disc, &disc->tracks[t]);
    while (t + 1 < disc->track_count && rbk_subchannel_track_has(disc, &disc->tracks[t + 1]) == has)
        t++;
    *end = t + 1 < disc->track_count ? planning->layout->tracks[t].end_lba : INT32_MAX;
    return has;
}

static rbk_status add_range(rbk_convert_file *into, const rbk_sector_range *range, rbk_error *error)
{
    rbk_sector_range *ranges = rbk_room_for_one(into->segments, into->segment_count, sizeof *ranges);
    if (!ranges)
        return rbk_fail_memory(error);
    into->segments = ranges;
    ranges[into->segment_count++] = *range;
    return RBK_OK;
}

static rbk_status add_ranges(const rbk_planning *planning, rbk_convert_file *into, const rbk_origin_file *file,
                             rbk_error *error)
{
    rbk_sector_range range;
    rbk_status status = RBK_OK;
    for (int64_t lba = 0; status == RBK_OK && rbk_sink_cuts_range(file, lba, &range); lba = range.end_lba) {
        int32_t end;
        range.subchannel = has_subchannel(planning, range.first_lba, &end);
        range.end_lba = end < range.end_lba ? end : range.end_lba;
        status = add_range(into, &range, error);
    }
    return status;
}

/* The origin's files that are made of cuts, in its order; the conversion has them in the same. */
static rbk_status add_files(const rbk_planning *planning, rbk_error *error)
{
    rbk_conversion *made = planning->made;
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < made->origin->file_count && status == RBK_OK; f++) {
        const rbk_origin_file *file = &made->origin->files[f];
        size_t position;
        if (file->cut_count == 0)
            continue;
        if (rbk_ascii_same(file->name, rbk_path_base(made->path)))
            return refuse_name(planning, file->name, error);
        status = rbk_plan_add_file(planning, file->name, RBK_IMAGE_SINK_CUTS, 0, &position, error);
        if (status != RBK_OK)
            break;
        made->files[position].bytes = file->length_bytes;
        status = add_ranges(planning, &made->files[position], file, error);
    }
    return status;
}

/* The files of the descriptor as they will be there. */
static rbk_status locate_files(rbk_conversion *made, rbk_error *error)
{
    rbk_status status = RBK_OK;
    uint32_t listed = 0;
    for (size_t f = 0; f < made->origin->file_count && status == RBK_OK; f++) {
        if (!made->origin->files[f].listed || listed >= made->disc->file_count)
            continue;
        char *location = rbk_path_next_to(made->path, made->origin->files[f].name);
        status = location ? rbk_disc_locate_file(made->disc, listed++, location, error) : rbk_fail_memory(error);
        free(location);
    }
    return status;
}

rbk_status rbk_plan_restore(const rbk_planning *planning, const char *path, rbk_kept_origin *kept, rbk_error *error)
{
    rbk_conversion *made = planning->made;
    const rbk_origin *origin = made->origin = kept->origin;
    made->disc = kept->disc;
    kept->origin = NULL;
    kept->disc = NULL;
    made->target = &planning->traits->target;
    made->lead_out_lba = rbk_layout_end(planning->layout);
    made->path = strdup(path);
    made->descriptor.data = malloc(origin->text_bytes + 1);
    if (!made->path || !made->descriptor.data)
        return rbk_fail_memory(error);
    memcpy(made->descriptor.data, origin->text, origin->text_bytes + 1);
    made->descriptor.size = origin->text_bytes;
    rbk_status status = locate_files(made, error);
    if (status == RBK_OK)
        status = add_files(planning, error);
    return status == RBK_OK ? rbk_plan_q_file(planning, error) : status;
}
