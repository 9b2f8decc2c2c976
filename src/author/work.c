/*
 * The work of authoring: the audio of a layout divided into units, each of which any thread can do by itself, since the
 * result of a sample depends only on its stream and its position on the disc. Audio at 44.1 kHz is divided at files,
 * and every minute inside files that can be entered at any sample; a stream of another rate every 20 s if its
 * conversion can be entered too, else it is one unit from its first file to its last.
 *
 * Failures. Units are started in the order of the disc and a failure stops only those after it, so the one that is
 * reported is the first on the disc, whatever the threads do.
 */
#include "author/author.h"
#include "base/fail.h"
#include "image/writer.h"
#include "source/source.h"
#include "stage/stage.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Units and chunks are whole blocks that can be shared; reads ahead of the unit before it may have to wait (sums). */
#define SHARED_SAMPLES  (RBK_SHARE_BYTES / RBK_SAMPLE_BYTES)
#define UNIT_SAMPLES    ((int64_t)54 * SHARED_SAMPLES) /* 20 s */
#define CHUNK_SAMPLES   (2 * SHARED_SAMPLES)
#define JOBS_DEFAULT    8 /* at most, unless asked for more: each holds a few MiB */
#define LISTEN_EVERY_NS 50000000L

typedef struct unit {
    const rbk_image_segment *sectors; /* a unit of sectors, or NULL: one of audio, as follows */
    uint32_t run;
    size_t first_file; /* of the run */
    size_t file_count;
    int64_t from_samples; /* of the run's output */
    int64_t to_samples;
} unit;

typedef struct fill_state {
    const rbk_author_work *work;
    unit *units;
    size_t unit_count;
    rbk_image_segment *segments; /* what units of sectors point into */
    int64_t total_samples;
    atomic_size_t next;
    atomic_size_t failed; /* lowest unit that failed, or unit_count */
    atomic_bool cancelled;
    _Atomic int64_t done_samples;
    pthread_mutex_t lock; /* guards what follows and the report's counters */
    pthread_cond_t changed;
    size_t running;
    rbk_error error; /* of the lowest unit that failed */
    rbk_status status;
} fill_state;

/* ------------------------------------------------------------------ cutting */

static rbk_status add_unit(fill_state *state, const unit *u, rbk_error *error)
{
    if ((state->unit_count & (state->unit_count - 1)) == 0) { /* grows at every power of two */
        size_t capacity = state->unit_count ? state->unit_count * 2 : 1;
        unit *units = realloc(state->units, capacity * sizeof *units);
        if (!units)
            return rbk_fail_memory(error);
        state->units = units;
    }
    state->units[state->unit_count++] = *u;
    return RBK_OK;
}

static rbk_status cut_file(fill_state *state, uint32_t run_number, size_t file, rbk_error *error)
{
    const rbk_layout_run *run = &state->work->layout->runs[run_number];
    int64_t from = run->starts_samples[file];
    int64_t end = run->starts_samples[file + 1];
    if (rbk_image_reads_file(state->work->image, run->files[file]))
        return RBK_OK; /* read as sectors */
    bool divisible = state->work->report->files[run->files[file]].info.seekable_exactly;
    int64_t step = divisible ? UNIT_SAMPLES : end - from;
    rbk_status status = RBK_OK;
    for (; from < end && status == RBK_OK; from += step) {
        unit u = {NULL, run_number, file, 1, from, from + step < end ? from + step : end};
        status = add_unit(state, &u, error);
    }
    return status;
}

/* True when every file of the run can be entered at any sample, and so can its conversion, if any. */
static bool run_is_divisible(const fill_state *state, const rbk_layout_run *run)
{
    int64_t frames = 0;
    for (size_t i = 0; i < run->file_count; i++) {
        frames += state->work->disc->files[run->files[i]].length_frames;
        if (!state->work->report->files[run->files[i]].info.seekable_exactly)
            return false;
    }
    return rbk_conform_divisible(run->rate_hz, frames, &state->work->options->conform);
}

/* A stream of another rate: every unit knows the whole stream, so that all convert it the same way. */
static rbk_status cut_converted(fill_state *state, uint32_t run_number, rbk_error *error)
{
    const rbk_layout_run *run = &state->work->layout->runs[run_number];
    int64_t end = run->starts_samples[run->file_count];
    int64_t step = run_is_divisible(state, run) ? UNIT_SAMPLES : end;
    rbk_status status = RBK_OK;
    for (int64_t from = 0; from < end && status == RBK_OK; from += step) {
        unit u = {NULL, run_number, 0, run->file_count, from, from + step < end ? from + step : end};
        status = add_unit(state, &u, error);
    }
    return status;
}

static rbk_status cut_run(fill_state *state, uint32_t run_number, rbk_error *error)
{
    const rbk_layout_run *run = &state->work->layout->runs[run_number];
    rbk_status status = RBK_OK;
    if (run->rate_hz != RBK_RATE_HZ)
        return cut_converted(state, run_number, error);
    for (size_t file = 0; file < run->file_count && status == RBK_OK; file++)
        status = cut_file(state, run_number, file, error);
    return status;
}

static rbk_status cut_sectors(fill_state *state, rbk_error *error)
{
    size_t count = 0;
    rbk_status status = rbk_author_cut_sectors(state->work, &state->segments, &count, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        unit u = {.sectors = &state->segments[i]};
        status = add_unit(state, &u, error);
    }
    return status;
}

/* ------------------------------------------------------------------ report of a file */

static void merge(rbk_author_file_report *into, const rbk_conform_statistics *seen)
{
    into->clipped_values += seen->clipped_values;
    into->dithered = into->dithered || seen->dithered_samples > 0;
    if (seen->peak > into->peak)
        into->peak = seen->peak;
    if (seen->first_clipped_samples >= 0 &&
        (into->first_clipped_samples < 0 || seen->first_clipped_samples < into->first_clipped_samples))
        into->first_clipped_samples = seen->first_clipped_samples;
}

static void note_statistics(fill_state *state, rbk_conformer *conformer, uint32_t file)
{
    rbk_conform_statistics seen;
    rbk_conformer_take_statistics(conformer, &seen);
    pthread_mutex_lock(&state->lock);
    merge(&state->work->report->files[file], &seen);
    pthread_mutex_unlock(&state->lock);
}

/* ------------------------------------------------------------------ one unit */

/* The next part of the run that ends after the sample, or NULL. */
static const rbk_layout_part *part_after(const rbk_layout *layout, uint32_t run, int64_t sample)
{
    for (size_t i = 0; i < layout->part_count; i++) {
        const rbk_layout_part *part = &layout->parts[i];
        if (!part->silence && part->run == run && part->run_offset_samples + part->length_samples > sample)
            return part;
    }
    return NULL;
}

static bool must_stop(const fill_state *state, size_t number)
{
    return atomic_load_explicit(&((fill_state *)state)->cancelled, memory_order_relaxed) ||
           number > atomic_load_explicit(&((fill_state *)state)->failed, memory_order_relaxed);
}

static rbk_status open_unit(const fill_state *state, const unit *u, int64_t position, rbk_conformer **conformer,
                            rbk_error *error)
{
    const rbk_author_work *work = state->work;
    const rbk_layout_run *run = &work->layout->runs[u->run];
    rbk_conform_source *sources = calloc(u->file_count, sizeof *sources);
    rbk_raw_format *raws = calloc(u->file_count, sizeof *raws);
    rbk_status status = sources && raws ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < u->file_count && status == RBK_OK; i++) {
        const rbk_file *file = &work->disc->files[run->files[u->first_file + i]];
        sources[i].path = file->location;
        sources[i].raw = rbk_source_raw_format(file, work->options->raw, &raws[i]);
        sources[i].frames = file->length_frames;
        sources[i].identity = &file->identity;
    }
    if (status == RBK_OK)
        status = rbk_conformer_open_sharing(sources, u->file_count, &work->options->conform, work->filters, position,
                                            conformer, error);
    for (size_t i = 0; i < u->file_count && status == RBK_OK; i++)
        rbk_conformer_set_sum(*conformer, i, work->sums[run->files[u->first_file + i]]);
    free(sources);
    free(raws);
    int64_t entry = u->from_samples - run->starts_samples[u->first_file];
    if (status == RBK_OK && entry > 0) {
        status = rbk_conformer_seek(*conformer, entry, error);
        if (status != RBK_OK)
            rbk_conformer_close(*conformer);
    }
    return status;
}

/* One segment of a unit: the intersection of a chunk, a part (or none: not used on the disc) and a file. */
typedef struct segment {
    const rbk_layout_part *part;
    int64_t at_samples;
    int64_t length_samples;
    size_t file;
} segment;

/* On the disc. */
static int64_t position_in(const rbk_layout_part *part, int64_t run_samples)
{
    return part->start_samples + (run_samples - part->run_offset_samples);
}

static segment next_segment(const fill_state *state, const unit *u, int64_t at, size_t file)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    const rbk_layout_part *part = part_after(state->work->layout, u->run, at);
    while (at >= run->starts_samples[file + 1])
        file++;
    bool used = part && part->run_offset_samples <= at;
    int64_t end = at + CHUNK_SAMPLES - (used ? position_in(part, at) % SHARED_SAMPLES : 0);
    end = end < u->to_samples ? end : u->to_samples;
    end = end < run->starts_samples[file + 1] ? end : run->starts_samples[file + 1];
    if (part) {
        int64_t border = part->run_offset_samples + (used ? part->length_samples : 0);
        end = end < border ? end : border;
    }
    return (segment){used ? part : NULL, at, end - at, file};
}

/* What the unit has of the segment's part, from the segment on. */
static rbk_author_shared share_part(const fill_state *state, const unit *u, const rbk_conformer *conformer,
                                    const segment *s)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    rbk_image_place place = {0};
    if (!s->part || !rbk_conformer_is_plain(conformer, &place.descriptor, &place.offset_bytes))
        return (rbk_author_shared){0, 0};
    int64_t end = s->part->run_offset_samples + s->part->length_samples;
    end = end < u->to_samples ? end : u->to_samples;
    end = end < run->starts_samples[s->file + 1] ? end : run->starts_samples[s->file + 1];
    place.bytes = (end - s->at_samples) * RBK_SAMPLE_BYTES;
    return rbk_author_share(state->work, position_in(s->part, s->at_samples), end - s->at_samples, &place);
}

static rbk_status do_segment(fill_state *state, rbk_conformer *conformer, const segment *s,
                             const rbk_author_shared *shared, int16_t *samples, rbk_error *error)
{
    int64_t position = s->part ? position_in(s->part, s->at_samples) : 0;
    size_t count = 0;
    rbk_conformer_set_position(conformer, position);
    rbk_status status = rbk_conformer_read(conformer, samples, (size_t)s->length_samples, &count, error);
    if (status == RBK_OK && (int64_t)count != s->length_samples)
        status = rbk_fail(error, RBK_BAD_AUDIO, "the audio ends early");
    if (status == RBK_OK && s->part)
        status = rbk_author_is_shared(shared, position, s->length_samples)
                     ? rbk_stage_fill_shared(state->work->stage, position, s->length_samples, error)
                     : rbk_stage_fill(state->work->stage, position, samples, count, error);
    if (status == RBK_OK && s->part)
        atomic_fetch_add_explicit(&state->done_samples, (int64_t)count, memory_order_relaxed);
    return status;
}

static rbk_status do_sectors(fill_state *state, const rbk_image_segment *sectors, rbk_error *error)
{
    int64_t moved = 0;
    rbk_status status = rbk_author_do_sectors(state->work, sectors, &state->done_samples, &moved, error);
    pthread_mutex_lock(&state->lock);
    if (!sectors->silence)
        state->work->report->files[sectors->file].moved_sectors += moved;
    pthread_mutex_unlock(&state->lock);
    return status;
}

/* The file with the unit's first sample. */
static size_t first_file_of(const fill_state *state, const unit *u)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    size_t file = u->first_file;
    while (u->from_samples >= run->starts_samples[file + 1])
        file++;
    return file;
}

static rbk_status do_audio(fill_state *state, size_t number, int16_t *samples, rbk_error *error)
{
    const unit *u = &state->units[number];
    const uint32_t *files = state->work->layout->runs[u->run].files;
    rbk_conformer *conformer;
    size_t file = first_file_of(state, u);
    const rbk_layout_part *part = NULL;
    rbk_author_shared shared = {0, 0};
    rbk_status status = open_unit(state, u, 0, &conformer, error);
    if (status != RBK_OK)
        return status;
    for (int64_t at = u->from_samples; at < u->to_samples && status == RBK_OK && !must_stop(state, number);) {
        segment s = next_segment(state, u, at, file);
        if (s.file != file)
            note_statistics(state, conformer, files[file]);
        if (s.file != file || s.part != part)
            shared = share_part(state, u, conformer, &s);
        file = s.file;
        part = s.part;
        status = do_segment(state, conformer, &s, &shared, samples, error);
        at += s.length_samples;
    }
    note_statistics(state, conformer, files[file]);
    rbk_conformer_close(conformer);
    return status;
}

/* ------------------------------------------------------------------ the threads */

static void report_failure(fill_state *state, size_t number, rbk_status status, const rbk_error *error)
{
    pthread_mutex_lock(&state->lock);
    if (number < atomic_load(&state->failed)) {
        atomic_store(&state->failed, number);
        state->status = status;
        state->error = *error;
    }
    pthread_mutex_unlock(&state->lock);
}

static void work_through(fill_state *state)
{
    int16_t *samples = malloc((size_t)CHUNK_SAMPLES * RBK_SAMPLE_BYTES);
    rbk_error error;
    rbk_error_init(&error);
    if (!samples) {
        rbk_fail_memory(&error);
        report_failure(state, 0, RBK_NO_MEMORY, &error);
        return;
    }
    for (;;) {
        size_t number = atomic_fetch_add(&state->next, 1);
        if (number >= state->unit_count || must_stop(state, number))
            break;
        const rbk_image_segment *sectors = state->units[number].sectors;
        rbk_status status = sectors ? do_sectors(state, sectors, &error) : do_audio(state, number, samples, &error);
        if (status != RBK_OK)
            report_failure(state, number, status, &error);
    }
    free(samples);
}

static void *worker(void *argument)
{
    fill_state *state = argument;
    work_through(state);
    pthread_mutex_lock(&state->lock);
    state->running--;
    pthread_cond_signal(&state->changed);
    pthread_mutex_unlock(&state->lock);
    return NULL;
}

static void listen(fill_state *state)
{
    const rbk_listener *listener = state->work->listener;
    if (!listener)
        return;
    if (listener->query_cancel && listener->query_cancel(listener->user))
        atomic_store(&state->cancelled, true);
    if (listener->add_progress)
        listener->add_progress(listener->user, (uint64_t)(atomic_load(&state->done_samples) / RBK_SECTOR_SAMPLES),
                               (uint64_t)(state->total_samples / RBK_SECTOR_SAMPLES));
}

/* The calling thread serves the listener while the others work. */
static void wait_for_workers(fill_state *state)
{
    pthread_mutex_lock(&state->lock);
    while (state->running > 0) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_nsec += LISTEN_EVERY_NS;
        if (until.tv_nsec >= 1000000000L) {
            until.tv_nsec -= 1000000000L;
            until.tv_sec++;
        }
        if (pthread_cond_timedwait(&state->changed, &state->lock, &until) != ETIMEDOUT)
            continue;
        pthread_mutex_unlock(&state->lock);
        listen(state);
        pthread_mutex_lock(&state->lock);
    }
    pthread_mutex_unlock(&state->lock);
}

static size_t thread_count(const fill_state *state)
{
    size_t wanted = state->work->options->jobs;
    if (wanted == 0) {
        long processors = sysconf(_SC_NPROCESSORS_ONLN);
        wanted = processors > 0 ? (size_t)processors : 1;
        wanted = wanted < JOBS_DEFAULT ? wanted : JOBS_DEFAULT;
    }
    return wanted < state->unit_count ? wanted : state->unit_count;
}

static void run_threads(fill_state *state)
{
    size_t wanted = thread_count(state), started = 0;
    pthread_t *threads = calloc(wanted ? wanted : 1, sizeof *threads);
    state->running = wanted;
    while (threads && started < wanted && pthread_create(&threads[started], NULL, worker, state) == 0)
        started++;
    pthread_mutex_lock(&state->lock);
    state->running -= wanted - started;
    pthread_mutex_unlock(&state->lock);
    if (started == 0)
        work_through(state); /* no more threads available: slower, but correct */
    wait_for_workers(state);
    for (size_t i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    free(threads);
}

/* ------------------------------------------------------------------ all of it */

/* Samples of a part that the conformer produces: those of files that are not read as sectors. */
static int64_t conformed_samples(const fill_state *state, const rbk_layout_part *part)
{
    const rbk_layout_run *run = &state->work->layout->runs[part->run];
    int64_t from = part->run_offset_samples, to = from + part->length_samples, samples = 0;
    for (size_t i = 0; i < run->file_count; i++) {
        int64_t begin = run->starts_samples[i] > from ? run->starts_samples[i] : from;
        int64_t end = run->starts_samples[i + 1] < to ? run->starts_samples[i + 1] : to;
        if (end > begin && !rbk_image_reads_file(state->work->image, run->files[i]))
            samples += end - begin;
    }
    return samples;
}

/* Everything that no unit produces is silence: pregaps of audio tracks, and padding. */
static rbk_status fill_silence(fill_state *state, rbk_error *error)
{
    const rbk_layout *layout = state->work->layout;
    for (size_t i = 0; i < layout->part_count; i++)
        if (!layout->parts[i].silence)
            state->total_samples += conformed_samples(state, &layout->parts[i]);
    for (size_t i = 0; i < state->unit_count; i++)
        if (state->units[i].sectors)
            state->total_samples += state->units[i].sectors->length_samples;
    int64_t disc = rbk_layout_sectors(layout) * RBK_SECTOR_SAMPLES;
    return rbk_stage_fill_silence(state->work->stage, 0, disc - state->total_samples, error);
}

rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error)
{
    fill_state state = {.work = work, .status = RBK_OK};
    rbk_status status = cut_sectors(&state, error);
    for (uint32_t run = 0; run < work->layout->run_count && status == RBK_OK; run++)
        status = cut_run(&state, run, error);
    if (status == RBK_OK)
        status = fill_silence(&state, error);
    if (status != RBK_OK) {
        free(state.segments);
        free(state.units);
        return status;
    }
    atomic_init(&state.failed, state.unit_count);
    pthread_mutex_init(&state.lock, NULL);
    pthread_cond_init(&state.changed, NULL);
    listen(&state);
    if (!atomic_load(&state.cancelled))
        run_threads(&state);
    listen(&state);
    pthread_cond_destroy(&state.changed);
    pthread_mutex_destroy(&state.lock);
    free(state.segments);
    free(state.units);
    if (state.status != RBK_OK) {
        if (error)
            *error = state.error;
        return state.status;
    }
    return atomic_load(&state.cancelled) ? rbk_fail(error, RBK_USERABORT, "cancelled") : RBK_OK;
}
