/*
 * The layout: tracks in order along the time line, every join carried or padded, indexes converted to sectors. Opens no
 * files and reads no audio; lengths were probed before.
 */
#include "base/fail.h"
#include "disc/references.h"
#include "disc/runs.h"
#include "disc/sessions.h"

#include <redbook/rules.h>

#include <stdlib.h>

void rbk_layout_free(rbk_layout *layout)
{
    if (!layout)
        return;
    for (size_t i = 0; i < layout->track_count; i++)
        free(layout->tracks[i].indexes);
    for (size_t i = 0; i < layout->run_count; i++) {
        free(layout->runs[i].files);
        free(layout->runs[i].starts_samples);
    }
    free(layout->tracks);
    free(layout->parts);
    free(layout->runs);
    free(layout->sessions);
    free(layout);
}

/* ------------------------------------------------------------------ preconditions */

static rbk_status check_probed(const rbk_disc *disc, rbk_error *error)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t e = 0; e < track->extent_count; e++) {
            const rbk_extent *extent = &track->extents[e];
            if (extent->silence)
                continue;
            const rbk_file *file = &disc->files[extent->file];
            if (file->rate_hz == 0 || file->length_frames <= 0)
                return rbk_fail(error, RBK_INVALID_ARGUMENT, "'%s' has not been probed", file->path);
        }
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ joins */

static bool ends_silent(const rbk_track *track)
{
    return track->extent_count > 0 && track->extents[track->extent_count - 1].silence;
}

static bool begins_silent(const rbk_track *track)
{
    return track->extent_count > 0 && track->extents[0].silence;
}

/* Whether the join after a track is padded; data always is on whole sectors. */
static bool join_is_padded(const rbk_track *track, const rbk_track *next, rbk_join join)
{
    if (join == RBK_JOIN_PAD || !rbk_track_mode_is_audio(track->mode) || !rbk_track_mode_is_audio(next->mode))
        return true;
    return join == RBK_JOIN_AUTO && (ends_silent(track) || begins_silent(next));
}

/* ------------------------------------------------------------------ indexes */

/* Starts of the current track's extents on the time line; one more for its end. */
typedef struct walk {
    rbk_timeline timeline;
    int64_t *extent_starts;
    rbk_findings *findings;
} walk;

/* As the user knows it. */
static unsigned number_of(const rbk_index *index)
{
    return (unsigned)(index->written ? index->written : index->number);
}

/* The position of the index in its file, and the end of what it points into. */
static rbk_status index_past_end(const walk *w, const rbk_track *track, const rbk_index *index, rbk_error *error)
{
    char at[RBK_TIME_BYTES], end[RBK_TIME_BYTES];
    const rbk_extent *extent = index->extent < track->extent_count ? &track->extents[index->extent] : NULL;
    if (!extent || extent->silence)
        return rbk_fail(error, RBK_BAD_LAYOUT, "index %02u of track %u is past the end of %s", number_of(index),
                        (unsigned)track->number, extent ? "the silence it points into" : "the track");
    int64_t length = w->extent_starts[index->extent + 1] - w->extent_starts[index->extent];
    rbk_time_format(rbk_sectors_floor(extent->offset_samples + index->offset_samples), at);
    rbk_time_format(rbk_sectors_floor(extent->offset_samples + length), end);
    return rbk_fail(error, RBK_BAD_LAYOUT, "index %02u of track %u is at %s of '%s', %s %s", number_of(index),
                    (unsigned)track->number, at, w->timeline.disc->files[extent->file].path,
                    extent->length_samples == RBK_TO_END ? "which ends at" : "of which the track ends at", end);
}

static rbk_status index_position(const walk *w, const rbk_track *track, const rbk_index *index, int64_t *position,
                                 rbk_error *error)
{
    bool inside = index->extent < track->extent_count;
    if (inside) {
        *position = w->extent_starts[index->extent] + index->offset_samples;
        inside = *position < w->extent_starts[track->extent_count] ||
                 (*position == w->extent_starts[track->extent_count] && index->number <= 1);
        inside = inside && *position <= w->extent_starts[index->extent + 1];
    }
    return inside ? RBK_OK : index_past_end(w, track, index, error);
}

static rbk_status report_dropped(const walk *w, const rbk_track *track, const rbk_index *index, const char *reason,
                                 rbk_error *error)
{
    if (rbk_findings_add(w->findings, RBK_WARNING, RBK_RULE_INDEX_DROPPED, w->timeline.disc->descriptor_path,
                         index->line ? index->line : track->line, track->number, "%s: it is ignored", reason) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

/*
 * An index above 01 only subdivides: one without a sector of its own inside the track is omitted, and those after it
 * are renumbered. Index 01 has been found inside.
 */
static rbk_status place_index(const walk *w, const rbk_track *track, rbk_layout_track *laid, const rbk_index *index,
                              rbk_error *error)
{
    rbk_error reason;
    int64_t position = 0;
    rbk_error_init(&reason);
    rbk_status status = index_position(w, track, index, &position, &reason);
    if (status != RBK_OK)
        return report_dropped(w, track, index, reason.sentence, error);
    int32_t lba = (int32_t)rbk_sectors_floor(position);
    const rbk_layout_index *before = laid->index_count ? &laid->indexes[laid->index_count - 1] : NULL;
    if (index->number > 1 && before && lba <= before->lba) {
        rbk_fail(&reason, RBK_BAD_LAYOUT, "index %02u of track %u is less than one sector after the index before it",
                 number_of(index), (unsigned)track->number);
        return report_dropped(w, track, index, reason.sentence, error);
    }
    laid->indexes[laid->index_count] = (rbk_layout_index){before ? before->number + 1 : index->number, lba};
    laid->index_count++;
    return RBK_OK;
}

static rbk_status place_pregap(const walk *w, const rbk_track *track, rbk_layout_track *laid, rbk_error *error)
{
    if (laid->index01_lba > laid->start_lba)
        laid->indexes[laid->index_count++] = (rbk_layout_index){0, laid->start_lba};
    else if (rbk_track_index(track, 0) &&
             rbk_findings_add(w->findings, RBK_NOTE, RBK_RULE_INDEX_NO_PAUSE, w->timeline.disc->descriptor_path,
                              track->line, track->number,
                              "index 00 and 01 of track %u are at the same place: it has no pregap",
                              (unsigned)track->number) != RBK_OK)
        return rbk_fail_memory(error);
    return RBK_OK;
}

static rbk_status place_indexes(walk *w, const rbk_track *track, rbk_layout_track *laid, rbk_error *error)
{
    const rbk_index *first = rbk_track_index(track, 1);
    int64_t position = 0;
    if (!first)
        return rbk_fail(error, RBK_BAD_LAYOUT, "track %u has no index 01", (unsigned)track->number);
    rbk_status status = index_position(w, track, first, &position, error);
    if (status != RBK_OK) {
        if (error)
            error->place.line = first->line;
        return status;
    }
    laid->index01_lba = (int32_t)rbk_sectors_floor(position);
    laid->indexes = calloc(track->index_count + 1, sizeof *laid->indexes);
    if (!laid->indexes)
        return rbk_fail_memory(error);
    status = place_pregap(w, track, laid, error);
    for (size_t i = 0; i < track->index_count && status == RBK_OK; i++)
        if (track->indexes[i].number > 0)
            status = place_index(w, track, laid, &track->indexes[i], error);
    return status;
}

/* ------------------------------------------------------------------ the walk */

static rbk_status walk_extents(walk *w, const rbk_track *track, rbk_error *error)
{
    int64_t *starts = realloc(w->extent_starts, (track->extent_count + 1) * sizeof *starts);
    rbk_status status = starts ? RBK_OK : rbk_fail_memory(error);
    if (starts)
        w->extent_starts = starts;
    for (size_t e = 0; e < track->extent_count && status == RBK_OK; e++) {
        int64_t length;
        starts[e] = w->timeline.position;
        status = track->extents[e].silence
                     ? rbk_timeline_add_silence(&w->timeline, track->extents[e].length_samples, error)
                     : rbk_timeline_add_file(&w->timeline, &track->extents[e], &length, error);
        if (w->timeline.position > (int64_t)INT32_MAX * RBK_SECTOR_SAMPLES)
            status = rbk_fail(error, RBK_BAD_LAYOUT, "the tracks are longer than any disc");
    }
    if (status == RBK_OK)
        starts[track->extent_count] = w->timeline.position;
    return status;
}

/* The last track of its session ends on a whole sector, and no run continues after it. */
static bool ends_session(const rbk_disc *disc, size_t t)
{
    return t + 1 == disc->track_count || disc->tracks[t + 1].session != disc->tracks[t].session;
}

static rbk_status walk_track(walk *w, size_t t, rbk_join join, rbk_error *error)
{
    const rbk_disc *disc = w->timeline.disc;
    rbk_layout *layout = w->timeline.layout;
    const rbk_track *track = &disc->tracks[t];
    rbk_layout_track *laid = &layout->tracks[t];
    bool last = ends_session(disc, t);
    rbk_status status = t == 0 || ends_session(disc, t - 1) ? rbk_session_begin(&w->timeline, t, error) : RBK_OK;
    laid->start_lba = (int32_t)rbk_sectors_floor(w->timeline.position);
    laid->moved_samples = w->timeline.position % RBK_SECTOR_SAMPLES;
    if (status == RBK_OK)
        status = walk_extents(w, track, error);
    if (status == RBK_OK)
        status = place_indexes(w, track, laid, error);
    if (status == RBK_OK && (last || join_is_padded(track, &disc->tracks[t + 1], join)))
        status = rbk_timeline_pad(&w->timeline, &laid->padded_samples, error);
    laid->end_lba = (int32_t)rbk_sectors_floor(w->timeline.position);
    if (status == RBK_OK && last)
        rbk_session_end(&w->timeline, t);
    if (status != RBK_OK) {
        rbk_error_set_track(error, track->number);
        if (error && !error->place.line)
            error->place.line = track->line;
    }
    return status;
}

rbk_status rbk_layout_compute(const rbk_disc *disc, rbk_join join, rbk_layout **layout, rbk_findings *findings,
                              rbk_error *error)
{
    if (!disc || !layout)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if ((unsigned)join > RBK_JOIN_PAD)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown join %d", (int)join);
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "there are no tracks");
    rbk_status status = rbk_disc_check(disc, error);
    if (status == RBK_OK)
        status = check_probed(disc, error);
    if (status != RBK_OK)
        return status;
    walk w = {.findings = findings};
    rbk_layout *made = calloc(1, sizeof *made);
    if (made) {
        made->tracks = calloc(disc->track_count, sizeof *made->tracks);
        made->sessions = calloc(disc->track_count, sizeof *made->sessions);
    }
    if (!made || !made->tracks || !made->sessions) {
        rbk_layout_free(made);
        return rbk_fail_memory(error);
    }
    made->track_count = disc->track_count;
    w.timeline = (rbk_timeline){.disc = disc, .layout = made};
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++)
        status = walk_track(&w, t, join, error);
    free(w.extent_starts);
    if (status != RBK_OK) {
        rbk_layout_free(made);
        return status;
    }
    *layout = made;
    return RBK_OK;
}
