/*
 * Parts and runs. A file that starts exactly where the last one ended, at the same rate, continues that run; a segment
 * that starts where the last segment of the same file ended continues that file's run, whatever was inserted between
 * the two. All positions in a run come from cumulative source frames, so nothing drifts.
 */
#include "disc/runs.h"

#include "base/fail.h"
#include "base/room.h"
#include "disc/placement.h"

#include <stdlib.h>

static rbk_status add_part(rbk_timeline *timeline, const rbk_layout_part *part, rbk_error *error)
{
    rbk_layout *layout = timeline->layout;
    rbk_layout_part *last = layout->part_count ? &layout->parts[layout->part_count - 1] : NULL;
    timeline->position += part->length_samples;
    if (part->length_samples == 0)
        return RBK_OK;
    bool touches = last && last->start_samples + last->length_samples == part->start_samples;
    if (touches && last->silence == part->silence &&
        (part->silence ||
         (last->run == part->run && last->run_offset_samples + last->length_samples == part->run_offset_samples))) {
        last->length_samples += part->length_samples;
        return RBK_OK;
    }
    rbk_layout_part *parts = rbk_room_for_one(layout->parts, layout->part_count, sizeof *parts);
    if (!parts)
        return rbk_fail_memory(error);
    parts[layout->part_count++] = *part;
    layout->parts = parts;
    return RBK_OK;
}

rbk_status rbk_timeline_add_silence(rbk_timeline *timeline, int64_t length_samples, rbk_error *error)
{
    rbk_layout_part part = {.silence = true, .start_samples = timeline->position, .length_samples = length_samples};
    if (length_samples > 0)
        timeline->joinable = false;
    return add_part(timeline, &part, error);
}

rbk_status rbk_timeline_pad(rbk_timeline *timeline, int64_t *padded_samples, rbk_error *error)
{
    int64_t whole = rbk_sectors_ceil(timeline->position) * RBK_SECTOR_SAMPLES;
    *padded_samples = whole - timeline->position;
    rbk_status status = rbk_timeline_add_silence(timeline, *padded_samples, error);
    timeline->joinable = false;
    return status;
}

/* ------------------------------------------------------------------ runs */

static int64_t run_end(const rbk_layout_run *run)
{
    return run->starts_samples[run->file_count];
}

static rbk_status add_run(rbk_layout *layout, uint32_t rate_hz, rbk_error *error)
{
    rbk_layout_run *runs = rbk_room_for_one(layout->runs, layout->run_count, sizeof *runs);
    if (!runs)
        return rbk_fail_memory(error);
    layout->runs = runs;
    rbk_layout_run *run = &runs[layout->run_count];
    *run =
        (rbk_layout_run){.rate_hz = rate_hz, .starts_samples = rbk_room_for_one(NULL, 0, sizeof *run->starts_samples)};
    if (!run->starts_samples)
        return rbk_fail_memory(error);
    run->starts_samples[0] = 0;
    layout->run_count++;
    return RBK_OK;
}

static int64_t frames_of_run(const rbk_disc *disc, const rbk_layout_run *run)
{
    int64_t frames = 0;
    for (size_t i = 0; i < run->file_count; i++)
        frames += disc->files[run->files[i]].length_frames;
    return frames;
}

static rbk_status append_file(const rbk_disc *disc, rbk_layout_run *run, uint32_t file, rbk_error *error)
{
    uint32_t *files = rbk_room_for_one(run->files, run->file_count, sizeof *files);
    if (!files)
        return rbk_fail_memory(error);
    run->files = files;
    int64_t *starts = rbk_room_for_one(run->starts_samples, run->file_count + 1, sizeof *starts);
    if (!starts)
        return rbk_fail_memory(error);
    run->starts_samples = starts;
    files[run->file_count++] = file;
    starts[run->file_count] = rbk_rate_scale(frames_of_run(disc, run), run->rate_hz);
    return RBK_OK;
}

/* The last segment of audio so far, silence ignored; NULL where there is none. */
static const rbk_layout_part *last_audio(const rbk_layout *layout)
{
    for (size_t i = layout->part_count; i > 0; i--)
        if (!layout->parts[i - 1].silence)
            return &layout->parts[i - 1];
    return NULL;
}

/* The extent begins in the newest run, where its last segment of audio ended, in the same file. */
static bool continues_file(const rbk_layout *layout, const rbk_extent *extent)
{
    const rbk_layout_part *audio = last_audio(layout);
    if (!audio || audio->run + 1 != layout->run_count)
        return false;
    const rbk_layout_run *run = &layout->runs[audio->run];
    size_t last = run->file_count - 1;
    return run->files[last] == extent->file &&
           audio->run_offset_samples + audio->length_samples == run->starts_samples[last] + extent->offset_samples;
}

/* The extent begins a file exactly after the audio of the newest run, which was used to its end. */
static bool continues_run(const rbk_timeline *timeline, const rbk_extent *extent)
{
    const rbk_layout *layout = timeline->layout;
    const rbk_layout_part *audio = timeline->joinable ? last_audio(layout) : NULL;
    if (!audio || audio->run + 1 != layout->run_count || extent->offset_samples != 0)
        return false;
    const rbk_layout_run *run = &layout->runs[audio->run];
    return run->rate_hz == timeline->disc->files[extent->file].rate_hz &&
           audio->run_offset_samples + audio->length_samples == run_end(run);
}

static rbk_status choose_run(rbk_timeline *timeline, const rbk_extent *extent, rbk_error *error)
{
    rbk_layout *layout = timeline->layout;
    rbk_status status = RBK_OK;
    if (continues_file(layout, extent))
        return RBK_OK;
    if (!continues_run(timeline, extent))
        status = add_run(layout, timeline->disc->files[extent->file].rate_hz, error);
    if (status != RBK_OK)
        return status;
    return append_file(timeline->disc, &layout->runs[layout->run_count - 1], extent->file, error);
}

rbk_status rbk_timeline_add_file(rbk_timeline *timeline, const rbk_extent *extent, int64_t *length_samples,
                                 rbk_error *error)
{
    rbk_status status = choose_run(timeline, extent, error);
    if (status != RBK_OK)
        return status;
    const rbk_layout_run *run = &timeline->layout->runs[timeline->layout->run_count - 1];
    size_t last = run->file_count - 1;
    int64_t offset = run->starts_samples[last] + extent->offset_samples;
    int64_t room = run_end(run) - offset;
    int64_t length = extent->length_samples == RBK_TO_END ? room : extent->length_samples;
    if ((room < 0 || length > room) &&
        rbk_disc_fail_past_end(timeline->disc, extent->file, run_end(run) - run->starts_samples[last], error))
        return RBK_BAD_LAYOUT;
    if (room < 0 || length > room) {
        char wanted[RBK_TIME_BYTES], held[RBK_TIME_BYTES];
        int64_t most = INT64_MAX - extent->offset_samples;
        int64_t end = extent->offset_samples + (length > most ? most : length > 0 ? length : 0);
        return rbk_fail(error, RBK_BAD_LAYOUT, "the sheet uses '%s' up to %s, the file ends at %s",
                        timeline->disc->files[extent->file].path, rbk_time_format(rbk_sectors_ceil(end), wanted),
                        rbk_time_format(rbk_sectors_floor(run_end(run) - run->starts_samples[last]), held));
    }
    rbk_layout_part part = {.run = (uint32_t)(timeline->layout->run_count - 1),
                            .start_samples = timeline->position,
                            .length_samples = length,
                            .run_offset_samples = offset};
    *length_samples = length;
    timeline->joinable = true;
    return add_part(timeline, &part, error);
}
