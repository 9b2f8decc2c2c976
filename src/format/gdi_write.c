/*
 * What a GDI has no words for is not written: it is for whoever arranges the files to have each track in one of its own,
 * its pregap in none.
 */
#include "base/fail.h"
#include "format/gdi.h"
#include "format/text_input.h"

#include <redbook/layout.h>
#include <redbook/subchannel.h>

#include <inttypes.h>
#include <string.h>

bool rbk_gdi_divides_pregap(const rbk_disc *disc, const rbk_layout *layout, size_t track)
{
    const rbk_layout_track *laid = &layout->tracks[track];
    return track + 1 == disc->track_count && track >= RBK_GDI_TRACKS_MIN &&
           !rbk_track_mode_is_audio(disc->tracks[track].mode) &&
           rbk_track_mode_is_audio(disc->tracks[track - 1].mode) &&
           laid->index01_lba - laid->start_lba == RBK_GDI_LAST_PREGAP_SECTORS;
}

static rbk_status refuse(const rbk_track *track, rbk_error *error, const char *sentence)
{
    rbk_fail(error, RBK_UNSUPPORTED, "%s", sentence);
    if (track)
        rbk_error_set_track(error, track->number);
    return RBK_UNSUPPORTED;
}

/* The one extent of a file that a track has, and how many sectors of silence are before it. */
static rbk_status find_file(const rbk_track *track, const rbk_extent **found, int64_t *silence, rbk_error *error)
{
    *found = NULL;
    *silence = 0;
    for (size_t e = 0; e < track->extent_count; e++) {
        const rbk_extent *extent = &track->extents[e];
        if (*found)
            return refuse(track, error, "a GDI has one file for each track, and nothing after it");
        if (extent->silence)
            *silence += rbk_sectors_floor(extent->length_samples);
        else
            *found = extent;
    }
    return *found ? RBK_OK : refuse(track, error, "a GDI has a file for each track, and this one has none");
}

static bool name_is_sayable(const char *path)
{
    return !strpbrk(path, "\"\r\n");
}

static rbk_status write_track(const rbk_disc *disc, const rbk_layout *layout, size_t t, rbk_output *output,
                              rbk_error *error)
{
    const rbk_track *track = &disc->tracks[t];
    const rbk_extent *extent;
    int64_t silence;
    rbk_status status = find_file(track, &extent, &silence, error);
    if (status != RBK_OK)
        return status;
    const char *path = disc->files[extent->file].path;
    const rbk_placement *stated = &extent->placement;
    uint32_t sector_bytes = stated->stride_bytes ? stated->stride_bytes : rbk_track_mode_sector_bytes(track->mode);
    int64_t offset =
        stated->stride_bytes ? stated->offset_bytes : rbk_sectors_floor(extent->offset_samples) * sector_bytes;
    if (disc->files[extent->file].type != RBK_FILE_BINARY)
        return refuse(track, error, "the audio of a GDI is little-endian sectors without a header");
    if (!name_is_sayable(path))
        return refuse(track, error, "a GDI cannot name a file with a quote or the end of a line in its name");
    uint32_t control = rbk_track_mode_is_audio(track->mode) ? 0 : RBK_Q_DATA;
    const char *quote = strpbrk(path, " \t\v\f") || !*path ? "\"" : "";
    rbk_output_print(output, "%u %" PRId64 " %u %u %s%s%s %" PRId64 "\n", (unsigned)track->number,
                     layout->tracks[t].start_lba + silence, (unsigned)control, (unsigned)sector_bytes, quote, path,
                     quote, offset);
    return RBK_OK;
}

static rbk_status check_areas(const rbk_disc *disc, rbk_error *error)
{
    if (disc->track_count < RBK_GDI_TRACKS_MIN || disc->session_count != 2 ||
        disc->sessions[1].area != RBK_AREA_HIGH_DENSITY || disc->tracks[1].session != 0 ||
        disc->tracks[2].session != 1 || disc->tracks[0].number != 1)
        return refuse(NULL, error,
                      "a GDI has the two areas of a GD-ROM, tracks 1 and 2 in the first, and this disc has not");
    return RBK_OK;
}

rbk_status rbk_gdi_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    rbk_layout *layout = NULL;
    (void)findings;
    rbk_status status = check_areas(disc, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, error);
    if (status != RBK_OK)
        return status;
    rbk_output_print(output, "%zu\n", disc->track_count);
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = write_track(disc, layout, t, output, error);
    rbk_layout_free(layout);
    return status;
}

static int probe(rbk_input *input)
{
    return rbk_text_input_probe(input, rbk_gdi_probe);
}

const rbk_format_row rbk_gdi_format = {{"gdi", "gdi", "GDI list of a GD-ROM"}, probe, rbk_gdi_read, rbk_gdi_write};
