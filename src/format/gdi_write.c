/*
 * The GDI's writer: a line of numbers for each track. It is for whoever arranges the files to have each track in one of its
 * own, its pregap in none; another disc is refused, and what a GDI has no words for is reported.
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

typedef struct writer {
    const rbk_disc *disc;
    const rbk_track *track; /* NULL: the disc itself */
    rbk_layout *layout;
    rbk_output *text; /* in memory, until everything is valid */
    rbk_findings *findings;
    rbk_error *error;
    bool no_memory;
} writer;

#define REPORT(w, severity, rule, ...)                                                                                 \
    ((w)->no_memory |= rbk_findings_add((w)->findings, severity, rule, NULL, 0, (w)->track ? (w)->track->number : 0,   \
                                        __VA_ARGS__) != RBK_OK)

static rbk_status refuse(const writer *w, rbk_status status, const char *sentence)
{
    rbk_fail(w->error, status, "%s", sentence);
    if (w->track)
        rbk_error_set_track(w->error, w->track->number);
    return status;
}

/* ------------------------------------------------------------------ losses */

static void report_words(writer *w, const rbk_text *text, const rbk_remarks *remarks)
{
    for (int field = 0; field < (int)RBK_TEXT_FIELDS; field++)
        if (text->field[field])
            REPORT(w, RBK_NOTE, "gdi.text", "a GDI has no %s, '%.200s' is not written",
                   rbk_text_field_name((rbk_text_field)field), text->field[field]);
    for (size_t i = 0; i < remarks->count; i++)
        REPORT(w, RBK_NOTE, "gdi.remark", "a GDI has no remarks: '%.200s' is not written", remarks->lines[i]);
}

static void report_losses(writer *w)
{
    const rbk_disc *disc = w->disc;
    report_words(w, &disc->text, &disc->remarks);
    if (disc->mcn[0])
        REPORT(w, RBK_WARNING, "gdi.code", "a GDI has no MCN, '%s' is not written", disc->mcn);
    if (disc->cdtext || disc->cdtext_file)
        REPORT(w, RBK_WARNING, "gdi.cdtext", "a GDI has no CD-TEXT: that of the disc is not written");
    for (size_t t = 0; t < disc->track_count; t++) {
        w->track = &disc->tracks[t];
        report_words(w, &w->track->text, &w->track->remarks);
        if (w->track->isrc[0])
            REPORT(w, RBK_WARNING, "gdi.code", "a GDI has no ISRC, '%s' is not written", w->track->isrc);
        if (w->track->flags & RBK_FLAGS_OF_Q)
            REPORT(w, RBK_WARNING, "gdi.flags", "the flags of the track are not written");
        for (size_t i = 0; i < w->track->index_count; i++)
            if (w->track->indexes[i].number > 1)
                REPORT(w, RBK_WARNING, "gdi.index", "a GDI has no index %02u: it is not written",
                       (unsigned)w->track->indexes[i].number);
    }
    w->track = NULL;
}

/* ------------------------------------------------------------------ tracks */

/* The one extent of a file that the track has, and how many sectors of silence are before it. */
static rbk_status find_file(const writer *w, const rbk_extent **found, int64_t *silence)
{
    *found = NULL;
    *silence = 0;
    for (size_t e = 0; e < w->track->extent_count; e++) {
        const rbk_extent *extent = &w->track->extents[e];
        if (*found)
            return refuse(w, RBK_UNSUPPORTED, "a GDI has one file for each track, and nothing after it");
        if (extent->silence)
            *silence += rbk_sectors_floor(extent->length_samples);
        else
            *found = extent;
    }
    return *found ? RBK_OK : refuse(w, RBK_UNSUPPORTED, "a GDI has a file for each track, and this one has none");
}

static bool is_of_another_track(const writer *w, const rbk_extent *extent)
{
    for (size_t t = 0; t < w->disc->track_count; t++)
        for (size_t e = 0; e < w->disc->tracks[t].extent_count; e++) {
            const rbk_extent *other = &w->disc->tracks[t].extents[e];
            if (&w->disc->tracks[t] != w->track && !other->silence && other->file == extent->file)
                return true;
        }
    return false;
}

/* A reader treats the first sector as index 01, and the track as long as the file. */
static rbk_status check_extent(const writer *w, const rbk_extent *extent, const rbk_layout_track *laid, int64_t silence)
{
    if (is_of_another_track(w, extent))
        return refuse(w, RBK_UNSUPPORTED, "a GDI has each track in a file of its own");
    if (laid->index01_lba != laid->start_lba + silence)
        return refuse(w, RBK_BAD_LAYOUT, "a GDI has no pregap in a file: index 01 is its first sector");
    return RBK_OK;
}

static bool name_is_sayable(const char *path)
{
    return !strpbrk(path, "\"\r\n");
}

static rbk_status write_track(writer *w, const rbk_layout_track *laid)
{
    const rbk_track *track = w->track;
    const rbk_extent *extent;
    int64_t silence;
    rbk_status status = find_file(w, &extent, &silence);
    if (status == RBK_OK)
        status = check_extent(w, extent, laid, silence);
    if (status != RBK_OK)
        return status;
    const rbk_file *file = &w->disc->files[extent->file];
    const char *path = file->path;
    const rbk_placement *stated = &extent->placement;
    uint32_t sector_bytes = stated->stride_bytes ? stated->stride_bytes : rbk_track_mode_sector_bytes(track->mode);
    int64_t offset =
        stated->stride_bytes ? stated->offset_bytes : rbk_sectors_floor(extent->offset_samples) * sector_bytes;
    if (file->type != RBK_FILE_BINARY)
        return refuse(w, RBK_UNSUPPORTED, "the audio of a GDI is little-endian sectors without a header");
    if (!name_is_sayable(path))
        return refuse(w, RBK_UNSUPPORTED, "a GDI cannot name a file with a quote or the end of a line in its name");
    uint32_t control = rbk_track_mode_is_audio(track->mode) ? 0 : RBK_Q_DATA;
    const char *quote = strpbrk(path, " \t\v\f") || !*path ? "\"" : "";
    rbk_output_print(w->text, "%u %" PRId64 " %u %u %s%s%s %" PRId64 "\n", (unsigned)track->number,
                     laid->start_lba + silence, (unsigned)control, (unsigned)sector_bytes, quote, path, quote, offset);
    return RBK_OK;
}

static rbk_status check_areas(const writer *w)
{
    const rbk_disc *disc = w->disc;
    if (disc->track_count < RBK_GDI_TRACKS_MIN || disc->session_count != 2 ||
        disc->sessions[1].area != RBK_AREA_HIGH_DENSITY || disc->tracks[1].session != 0 ||
        disc->tracks[2].session != 1 || disc->tracks[0].number != 1)
        return refuse(w, RBK_UNSUPPORTED,
                      "a GDI has the two areas of a GD-ROM, tracks 1 and 2 in the first, and this disc has not");
    return RBK_OK;
}

static rbk_status write_gdi(writer *w)
{
    rbk_status status = check_areas(w);
    if (status == RBK_OK)
        status = rbk_layout_compute(w->disc, RBK_JOIN_AUTO, &w->layout, NULL, w->error);
    if (status != RBK_OK)
        return status;
    rbk_output_print(w->text, "%zu\n", w->disc->track_count);
    for (size_t t = 0; t < w->disc->track_count && status == RBK_OK; t++) {
        w->track = &w->disc->tracks[t];
        status = write_track(w, &w->layout->tracks[t]);
    }
    w->track = NULL;
    if (status == RBK_OK)
        report_losses(w);
    return status;
}

rbk_status rbk_gdi_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error)
{
    writer w = {.disc = disc, .text = rbk_output_new_memory(), .findings = findings, .error = error};
    rbk_status status = w.text ? write_gdi(&w) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_format_pass_on(w.text, w.no_memory, output, error);
    rbk_layout_free(w.layout);
    rbk_output_free(w.text);
    return status;
}

static int probe(rbk_input *input)
{
    return rbk_text_input_probe(input, rbk_gdi_probe);
}

const rbk_format_row rbk_gdi_format = {{"gdi", "gdi", "GDI list of a GD-ROM"}, probe, rbk_gdi_read, rbk_gdi_write};
