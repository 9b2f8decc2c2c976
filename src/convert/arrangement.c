/*
 * The sectors of each file, and the descriptor's tracks. A track is its pregap and the rest; each of the two goes to a
 * file or becomes a command. Files grow in the order of the disc, so that a file's sectors are in the disc's order too.
 */
#include "base/fail.h"
#include "base/path.h"
#include "convert/plan.h"
#include "disc/rules.h"

#include <redbook/rules.h>
#include <redbook/subchannel.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NO_FILE SIZE_MAX
/* Longest name of a track's file after the base: " (Track 99).wav". */
#define ENDING_BYTES 32

typedef struct arranging {
    const rbk_planning *planning;
    const char *base;
    size_t track_files[RBK_TRACKS_MAX]; /* by the track's position */
} arranging;

/* ------------------------------------------------------------------ files */

static int digits(uint32_t number)
{
    return number > 9 ? 2 : 1;
}

/* The name of a track's file, or of the disc's: its number as wide as the last one's, without a number if there is
 * one track. */
static char *file_name(const arranging *a, size_t t, const char *extension)
{
    const rbk_disc *disc = a->planning->made->disc;
    size_t size = strlen(a->base) + ENDING_BYTES;
    char *name = malloc(size);
    bool numbered = a->planning->traits->arrangement != RBK_ONE_FILE && disc->track_count > 1;
    if (name && a->planning->traits->bare_names)
        snprintf(name, size, "track%02u.%s", (unsigned)disc->tracks[t].number, extension);
    else if (name && numbered)
        snprintf(name, size, "%s (Track %0*u).%s", a->base, digits(disc->tracks[disc->track_count - 1].number),
                 (unsigned)disc->tracks[t].number, extension);
    else if (name)
        snprintf(name, size, "%s.%s", a->base, extension);
    return name;
}

static rbk_file_type file_type(bool wav, bool swapped)
{
    if (wav)
        return RBK_FILE_AUDIO;
    return swapped ? RBK_FILE_MOTOROLA : RBK_FILE_BINARY;
}

/* A file of the plan and of the disc. */
static rbk_status add_file(arranging *a, size_t t, size_t *position, rbk_error *error)
{
    const rbk_planning *planning = a->planning;
    rbk_disc *disc = planning->made->disc;
    bool one = planning->traits->arrangement == RBK_ONE_FILE;
    bool graphics = rbk_plan_track_becomes_graphics(planning, t);
    bool wav = planning->traits->audio == RBK_IMAGE_SINK_WAV && rbk_plan_track_is_audio(planning, t) && !graphics;
    bool swapped = graphics && planning->traits->graphics_big_endian;
    bool apart = planning->traits->audio_extension && rbk_plan_track_is_audio(planning, t);
    char *name = file_name(a, t,
                           wav     ? "wav"
                           : apart ? planning->traits->audio_extension
                                   : planning->traits->sectors_extension);
    uint32_t number = 0;
    rbk_status status = name ? rbk_plan_add_file(planning, name, wav ? RBK_IMAGE_SINK_WAV : RBK_IMAGE_SINK_SECTORS,
                                                 one ? 0 : disc->tracks[t].number, position, error)
                             : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_disc_add_file(disc, name, file_type(wav, swapped),
                                   wav       ? "WAVE"
                                   : swapped ? "MOTOROLA"
                                             : "BINARY",
                                   0, &number, error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(disc, number, planning->made->files[*position].path, error);
    if (status == RBK_OK)
        disc->files[number].rate_hz = RBK_RATE_HZ;
    free(name);
    return status;
}

static rbk_status add_files(arranging *a, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool one = a->planning->traits->arrangement == RBK_ONE_FILE;
    for (size_t t = 0; t < a->planning->disc->track_count && status == RBK_OK; t++) {
        if (one && t > 0)
            a->track_files[t] = a->track_files[0];
        else
            status = add_file(a, t, &a->track_files[t], error);
    }
    return status;
}

/* ------------------------------------------------------------------ sectors */

static int32_t sectors_of(const rbk_convert_file *file)
{
    int32_t sectors = 0;
    for (size_t i = 0; i < file->segment_count; i++)
        sectors += file->segments[i].end_lba - file->segments[i].first_lba;
    return sectors;
}

/* States for the track's last extent that its sectors, from a byte of the file on, are followed by their subchannel. */
static rbk_status place_wide(rbk_track *track, int64_t offset_bytes, rbk_error *error)
{
    const rbk_placement placement = {offset_bytes, RBK_SECTOR_BYTES + RBK_SUBCHANNEL_BYTES, RBK_SECTOR_BYTES,
                                     RBK_SUBCHANNEL_BYTES, RBK_SECTOR_BYTES};
    return rbk_track_place_extent(track, &placement, error);
}

/* Appends sectors to the track at a position: in a file, or silence (NO_FILE). */
static rbk_status append(arranging *a, size_t t, size_t file, int32_t first_lba, int32_t end_lba, rbk_error *error)
{
    rbk_track *track = &a->planning->made->disc->tracks[t];
    bool wide = rbk_plan_track_keeps_subchannel(a->planning, t);
    int64_t length = (int64_t)(end_lba - first_lba) * RBK_SECTOR_SAMPLES;
    if (length == 0)
        return RBK_OK;
    if (file == NO_FILE)
        return rbk_track_add_silence(track, length, error);
    rbk_convert_file *into = &a->planning->made->files[file];
    int64_t offset = (int64_t)sectors_of(into) * RBK_SECTOR_SAMPLES, offset_bytes = rbk_plan_file_bytes(into);
    rbk_extent *last = track->extent_count > 0 ? &track->extents[track->extent_count - 1] : NULL;
    rbk_status status = rbk_plan_add_segment(into, first_lba, end_lba, wide, error);
    if (status != RBK_OK)
        return status;
    a->planning->made->disc->files[file].length_frames = offset + length;
    if (last && !last->silence && last->file == file) { // NOLINT: a track with an extent count has extents
        last->length_samples += length;
        return RBK_OK;
    }
    status = rbk_track_add_file_extent(track, (uint32_t)file, offset, length, error);
    /* the sheet in a container describes no files of their own */
    const bool stated = wide && track->mode != RBK_MODE_CDG && !a->planning->traits->container;
    return status == RBK_OK && stated ? place_wide(track, offset_bytes, error) : status;
}

/* An index at a number of sectors from the track's start. */
static bool pregap_is_command(const arranging *a, size_t t)
{
    return a->planning->silent_pregaps && a->planning->silent_pregaps[t];
}

static size_t file_of_pregap(const arranging *a, size_t t)
{
    const rbk_planning *planning = a->planning;
    if (pregap_is_command(a, t) || planning->traits->drops_pregaps)
        return NO_FILE;
    bool begins_session = rbk_layout_session_of(planning->layout, t)->first_track == t;
    if (planning->traits->arrangement == RBK_PREGAP_BEFORE && !begins_session &&
        rbk_plan_track_is_audio(planning, t - 1) && rbk_plan_track_is_audio(planning, t))
        return a->track_files[t - 1];
    return a->track_files[t];
}

static rbk_status arrange_track(arranging *a, size_t t, rbk_error *error)
{
    const rbk_layout_track *laid = &a->planning->layout->tracks[t];
    rbk_track *track = &a->planning->made->disc->tracks[t];
    int32_t start = rbk_plan_track_start(a->planning, t);
    rbk_status status = RBK_OK;
    if (a->planning->traits->drops_pregaps && start > laid->start_lba)
        status = append(a, t - 1, a->track_files[t - 1], laid->start_lba, start, error);
    if (status == RBK_OK)
        status = append(a, t, file_of_pregap(a, t), start, laid->index01_lba, error);
    if (status == RBK_OK)
        status = append(a, t, a->track_files[t], laid->index01_lba, laid->end_lba, error);
    for (size_t i = 0; i < laid->index_count && status == RBK_OK; i++)
        if (laid->indexes[i].lba >= start)
            status = rbk_plan_add_index(track, laid->indexes[i].number, laid->indexes[i].lba - start, error);
    return status;
}

/* The subchannel of the whole disc. */
static rbk_status add_subchannel(arranging *a, rbk_error *error)
{
    size_t file;
    char *name = file_name(a, 0, "sub");
    rbk_status status =
        name ? rbk_plan_add_file(a->planning, name, RBK_IMAGE_SINK_SUB, 0, &file, error) : rbk_fail_memory(error);
    for (size_t s = 0; status == RBK_OK && s < a->planning->layout->session_count; s++) {
        const rbk_layout_session *session = &a->planning->layout->sessions[s];
        status = rbk_plan_add_segment(&a->planning->made->files[file],
                                      rbk_plan_track_start(a->planning, session->first_track), session->lead_out_lba,
                                      false, error);
    }
    free(name);
    return status;
}

/* The packs of a file of audio, sector by sector. */
static rbk_status add_graphics_file(arranging *a, size_t t, rbk_error *error)
{
    size_t file = 0;
    char *name = file_name(a, t, "cdg");
    rbk_status status = name ? rbk_plan_add_file(a->planning, name, RBK_IMAGE_SINK_CDG,
                                                 a->planning->made->disc->tracks[t].number, &file, error)
                             : rbk_fail_memory(error);
    free(name);
    for (size_t i = 0; status == RBK_OK && i < a->planning->made->files[a->track_files[t]].segment_count; i++) {
        const rbk_sector_range range = a->planning->made->files[a->track_files[t]].segments[i];
        status = rbk_plan_add_segment(&a->planning->made->files[file], range.first_lba, range.end_lba, false, error);
    }
    return status;
}

static rbk_status add_graphics_files(arranging *a, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < a->planning->disc->track_count && status == RBK_OK; t++)
        if (rbk_plan_track_is_audio(a->planning, t) && a->planning->graphics && a->planning->graphics[t])
            status = add_graphics_file(a, t, error);
    return status;
}

/* ------------------------------------------------------------------ refusals */

static rbk_status refuse_empty_track(const rbk_planning *planning, size_t t, rbk_error *error)
{
    char sentence[RBK_SENTENCE_BYTES];
    rbk_track_empty_sentence(planning->disc, planning->layout, t, sentence, sizeof sentence);
    return rbk_plan_fail(planning, RBK_RULE_TRACK_EMPTY, &planning->disc->tracks[t], sentence, error);
}

/* The two areas, and what is where in them. */
static bool is_high_density(const rbk_disc *disc)
{
    return disc->session_count == 2 && disc->sessions[1].area == RBK_AREA_HIGH_DENSITY && disc->track_count >= 3 &&
           disc->tracks[0].number == 1 && disc->tracks[1].session == 0 && disc->tracks[2].session == 1;
}

/* Neither a GDI nor a CHD has a pregap before the second area; NULL: there is none. */
static const rbk_track *track_after_pregap(const rbk_planning *planning)
{
    const rbk_disc *disc = planning->disc;
    for (size_t s = 0; s < disc->session_count; s++) {
        const size_t first = planning->layout->sessions[s].first_track;
        if (disc->sessions[s].area == RBK_AREA_HIGH_DENSITY &&
            planning->layout->tracks[first].index01_lba != RBK_HIGH_DENSITY_LBA)
            return &disc->tracks[first];
    }
    return NULL;
}

rbk_status rbk_plan_refuse(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    bool data_alone = planning->traits->arrangement == RBK_DATA_ALONE;
    if (planning->traits->arrangement == RBK_FILESET) {
        rbk_status status = rbk_plan_fileset_refuse(planning, error);
        if (status != RBK_OK)
            return status;
    }
    if (data_alone && disc->track_count != 1)
        return rbk_plan_fail(planning, "convert.refused", NULL,
                             "an ISO holds a single data track, the disc has several tracks", error);
    if (data_alone && rbk_plan_track_is_audio(planning, 0))
        return rbk_plan_fail(planning, "convert.refused", &disc->tracks[0],
                             "an ISO holds a data track, the disc has an audio track", error);
    if (planning->traits->arrangement == RBK_Q_ALONE && !planning->listed)
        return rbk_plan_fail(planning, "convert.refused", NULL,
                             "the disc has neither a subchannel nor a list of sectors with modified Q", error);
    if (planning->traits->high_density && !is_high_density(disc))
        return rbk_plan_fail(planning, "convert.refused", NULL,
                             "a GDI holds a GD-ROM, with tracks 1 and 2 in its first area; this disc is not a GD-ROM",
                             error);
    const rbk_track *late =
        planning->traits->high_density || planning->traits->container ? track_after_pregap(planning) : NULL;
    if (late)
        return rbk_plan_fail(
            planning, "convert.refused", late,
            "the high-density area of a GD-ROM begins with index 01 of its first track, at lba 45000; here it "
            "begins with a pregap",
            error);
    for (size_t t = 0; t < disc->track_count; t++)
        if (planning->layout->tracks[t].end_lba <= planning->layout->tracks[t].index01_lba)
            return refuse_empty_track(planning, t, error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ all of it */

static rbk_status arrange_data(const rbk_planning *planning, rbk_error *error)
{
    const rbk_layout_track *laid = &planning->layout->tracks[0];
    size_t file;
    rbk_status status =
        rbk_plan_add_file(planning, rbk_path_base(planning->made->path), RBK_IMAGE_SINK_ISO, 0, &file, error);
    if (status == RBK_OK)
        status = rbk_plan_add_segment(&planning->made->files[file], laid->index01_lba, laid->end_lba, false, error);
    if (status == RBK_OK)
        rbk_plan_count_bytes(planning);
    return status;
}

rbk_status rbk_plan_arrangement(const rbk_planning *planning, rbk_error *error)
{
    if (planning->traits->arrangement == RBK_DATA_ALONE)
        return arrange_data(planning, error);
    if (planning->traits->arrangement == RBK_FILESET)
        return rbk_plan_fileset_streams(planning, error);
    char *base = rbk_plan_base_name(planning);
    arranging a = {.planning = planning, .base = base};
    rbk_status status = base ? add_files(&a, error) : rbk_fail_memory(error);
    for (size_t t = 0; t < planning->disc->track_count && status == RBK_OK; t++)
        status = arrange_track(&a, t, error);
    if (status == RBK_OK && planning->traits->subchannel)
        status = add_subchannel(&a, error);
    if (status == RBK_OK && planning->traits->graphics_files)
        status = add_graphics_files(&a, error);
    if (status == RBK_OK)
        rbk_plan_count_bytes(planning);
    free(base);
    return status;
}

rbk_status rbk_plan_left_over(const rbk_planning *planning, rbk_error *error)
{
    const rbk_disc *disc = planning->disc;
    for (size_t i = 0; planning->left_over && i < disc->file_count; i++) {
        const long long bytes = (long long)planning->left_over[i];
        if (bytes > 0 && rbk_plan_report(planning, "lost.bytes", NULL, "%lld byte%s of '%.200s' %s in no track", bytes,
                                         RBK_PLURAL(bytes, "", "s"), rbk_path_base(disc->files[i].location),
                                         RBK_PLURAL(bytes, "is", "are")) != RBK_OK)
            return rbk_fail_memory(error);
    }
    return RBK_OK;
}
