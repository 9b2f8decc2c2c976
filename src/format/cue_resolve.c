/*
 * From a sheet's marks to a disc's extents. A sheet is a time line of contiguous FILEs; a track extends from its first
 * mark to the next track's first mark, and is one extent for each FILE in that range. Generated gaps (PREGAP, POSTGAP)
 * are silence at the track's ends. Needs no lengths of files: to the end of a file is RBK_TO_END.
 */
#include "base/fail.h"
#include "format/cue.h"

#include <stdio.h>
#include <stdlib.h>

/* A point of the time line. */
typedef struct point {
    uint32_t file;   /* position in the sheet */
    int64_t sectors; /* or RBK_TO_END: the end of the file */
} point;

typedef struct resolver {
    const rbk_cue_sheet *sheet;
    uint32_t *positions; /* of the sheet's files in the disc; UNUSED for those left out */
    rbk_error *error;
} resolver;

#define UNUSED UINT32_MAX

static rbk_status report(const resolver *r, rbk_severity severity, const char *rule, uint32_t line, uint32_t track,
                         const char *text)
{
    if (rbk_findings_add(r->sheet->findings, severity, rule, r->sheet->name, line, track, "%s", text) != RBK_OK)
        return rbk_fail_memory(r->error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ files that are used */

/*
 * Whether a track starts the disc, or a session in another file than the one before: what its file has before the first
 * mark is its pregap, since no track reaches across a lead-out.
 */
static bool starts_apart(const rbk_cue_sheet *sheet, size_t t)
{
    const size_t first = sheet->tracks[t].first_mark;
    return t == 0 || (sheet->disc->tracks[t].session != sheet->disc->tracks[t - 1].session &&
                      sheet->marks[first].file != sheet->marks[first - 1].file);
}

/*
 * A file without any mark is part of the time line only when what follows requires it: the next mark is of the current
 * track, or is not at the start of its own file. previous is the position of the last mark before the file, plus one.
 */
static bool track_runs_into(const rbk_cue_sheet *sheet, size_t track_count, size_t previous)
{
    if (previous == 0 || previous == sheet->mark_count)
        return false;
    const rbk_cue_mark *next = &sheet->marks[previous];
    for (size_t t = 0; t < track_count; t++)
        if (sheet->tracks[t].first_mark == previous)
            return next->sectors > 0 && !starts_apart(sheet, t);
    return true;
}

static rbk_status use_file(resolver *r, size_t position, bool used)
{
    char text[RBK_SENTENCE_BYTES];
    const rbk_cue_file *file = &r->sheet->files[position];
    r->positions[position] = UNUSED;
    if (used)
        return rbk_disc_add_file(r->sheet->disc, file->path, file->type, file->type_word, file->line,
                                 &r->positions[position], r->error);
    snprintf(text, sizeof text, "no track is in '%.200s': the file is ignored", file->path);
    return report(r, RBK_WARNING, "cue.file-unused", file->line, 0, text);
}

static rbk_status use_files(resolver *r)
{
    const rbk_cue_sheet *sheet = r->sheet;
    size_t marks = 0;
    rbk_status status = RBK_OK;
    r->positions = calloc(sheet->file_count, sizeof *r->positions);
    if (!r->positions)
        return rbk_fail_memory(r->error);
    for (size_t i = 0; i < sheet->file_count && status == RBK_OK; i++) {
        bool used = sheet->files[i].mark_count > 0 || track_runs_into(sheet, sheet->disc->track_count, marks);
        marks += sheet->files[i].mark_count;
        status = use_file(r, i, used);
    }
    return status;
}

/* ------------------------------------------------------------------ extents */

static bool has_mark_in(const rbk_cue_sheet *sheet, const rbk_cue_track *marks, uint32_t file)
{
    for (size_t i = 0; i < marks->mark_count; i++)
        if (sheet->marks[marks->first_mark + i].file == file)
            return true;
    return false;
}

/* One extent for each used file from begin to end; a file of unknown length only if a mark needs it. */
static rbk_status add_segment(const resolver *r, size_t t, point begin, point end)
{
    rbk_track *track = &r->sheet->disc->tracks[t];
    rbk_status status = RBK_OK;
    for (uint32_t file = begin.file; file <= end.file && status == RBK_OK; file++) {
        int64_t from = file == begin.file ? begin.sectors : 0;
        bool to_end = file != end.file || end.sectors == RBK_TO_END;
        int64_t length = to_end ? RBK_TO_END : (end.sectors - from) * RBK_SECTOR_SAMPLES;
        if (r->positions[file] == UNUSED || (length == 0 && !has_mark_in(r->sheet, &r->sheet->tracks[t], file)))
            continue;
        status = rbk_track_add_file_extent(track, r->positions[file], from * RBK_SECTOR_SAMPLES, length, r->error);
    }
    return status;
}

/* begins_early: there is audio before the first mark, and the pregap starts with it. */
static rbk_status add_indexes(const resolver *r, size_t t, bool begins_early)
{
    const rbk_cue_track *marks = &r->sheet->tracks[t];
    rbk_track *track = &r->sheet->disc->tracks[t];
    rbk_status status = RBK_OK;
    if (begins_early)
        status = rbk_track_add_index(track, 0, 0, 0, r->error);
    for (size_t i = 0; i < marks->mark_count && status == RBK_OK; i++) {
        const rbk_cue_mark *mark = &r->sheet->marks[marks->first_mark + i];
        uint32_t extent = 0;
        if (mark->number == 0 && begins_early)
            continue;
        while (track->extents[extent].silence || track->extents[extent].file != r->positions[mark->file])
            extent++;
        status =
            rbk_track_add_index(track, mark->number, extent,
                                mark->sectors * RBK_SECTOR_SAMPLES - track->extents[extent].offset_samples, r->error);
        if (status == RBK_OK) {
            track->indexes[track->index_count - 1].line = mark->line;
            track->indexes[track->index_count - 1].written = mark->written;
        }
    }
    return status;
}

/* ------------------------------------------------------------------ tracks */

static point mark_point(const rbk_cue_sheet *sheet, size_t mark)
{
    return (point){sheet->marks[mark].file, sheet->marks[mark].sectors};
}

/* End of track t: the start of the next one; before one that starts apart, and of the last one, the end of its file. */
static point track_end(const rbk_cue_sheet *sheet, size_t t)
{
    const bool last = t + 1 == sheet->disc->track_count;
    const size_t next = last ? sheet->mark_count : sheet->tracks[t + 1].first_mark;
    if (last || starts_apart(sheet, t + 1))
        return (point){sheet->marks[next - 1].file, RBK_TO_END};
    return mark_point(sheet, next);
}

static rbk_status report_shape(const resolver *r, size_t t, point end, bool leading)
{
    char text[RBK_SENTENCE_BYTES], time[RBK_TIME_BYTES];
    const rbk_cue_sheet *sheet = r->sheet;
    const rbk_cue_track *marks = &sheet->tracks[t];
    const rbk_track *track = &sheet->disc->tracks[t];
    rbk_status status = RBK_OK;
    if (leading) {
        snprintf(text, sizeof text, "the %s of %s before the first INDEX is kept as the pregap of track %02u",
                 rbk_track_mode_is_audio(track->mode) ? "audio" : "data",
                 rbk_time_format(sheet->marks[marks->first_mark].sectors, time), (unsigned)track->number);
        status = report(r, RBK_WARNING, "cue.leading-audio", track->line, track->number, text);
    }
    if (status == RBK_OK && marks->pregap_sectors > 0 && sheet->marks[marks->first_mark].number == 0)
        status = report(r, RBK_WARNING, "cue.pregap-and-index-00", marks->pregap_line, track->number,
                        "PREGAP and INDEX 00 in one track: the silence goes before the audio of the pregap");
    if (status == RBK_OK && end.sectors > 0 && !has_mark_in(sheet, marks, end.file)) {
        snprintf(text, sizeof text, "'%.200s' starts with %s that belong to track %02u", sheet->files[end.file].path,
                 rbk_time_format(end.sectors, time), (unsigned)track->number);
        status = report(r, RBK_WARNING, "cue.file-head", sheet->files[end.file].line, track->number, text);
    }
    return status;
}

static rbk_status resolve_track(const resolver *r, size_t t)
{
    const rbk_cue_sheet *sheet = r->sheet;
    const rbk_cue_track *marks = &sheet->tracks[t];
    rbk_track *track = &sheet->disc->tracks[t];
    point begin = mark_point(sheet, marks->first_mark);
    point end = track_end(sheet, t);
    bool leading = starts_apart(sheet, t) && begin.sectors > 0;
    rbk_status status = report_shape(r, t, end, leading);
    if (leading)
        begin.sectors = 0;
    if (status == RBK_OK && marks->pregap_sectors > 0)
        status = rbk_track_add_silence(track, marks->pregap_sectors * RBK_SECTOR_SAMPLES, r->error);
    if (status == RBK_OK)
        status = add_segment(r, t, begin, end);
    if (status == RBK_OK && marks->postgap_sectors > 0)
        status = rbk_track_add_silence(track, marks->postgap_sectors * RBK_SECTOR_SAMPLES, r->error);
    if (status == RBK_OK)
        status = add_indexes(r, t, leading || marks->pregap_sectors > 0);
    return status;
}

rbk_status rbk_cue_resolve(const rbk_cue_sheet *sheet, rbk_error *error)
{
    resolver r = {.sheet = sheet, .error = error};
    rbk_status status = use_files(&r);
    for (size_t t = 0; t < sheet->disc->track_count && status == RBK_OK; t++)
        status = resolve_track(&r, t);
    free(r.positions);
    return status;
}
