/*
 * The work of authoring: the audio of a layout divided into units, each of which any thread can do by itself, since the
 * result of a sample depends only on its stream and its position on the disc. Audio at 44.1 kHz is divided at files,
 * and every minute inside files that can be entered at any sample; a stream of another rate every 20 s if its
 * conversion can be entered too, else it is one unit from its first file to its last.
 *
 * Noise-shaped dither, and a level, need the samples in the order of the disc. Then a unit is converted by any thread into
 * memory, and reduced or measured when it is its turn; one too long for that waits first.
 *
 * Failures. Units are started in the order of the disc and a failure stops only those after it, so the one that is
 * reported is the first on the disc, whatever the threads do.
 */
#include "audio/shaper.h"
#include "author/author.h"
#include "author/turns.h"
#include "author/units.h"
#include "base/fail.h"
#include "source/source.h"
#include "stage/stage.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Chunks are whole blocks that can be shared, as units are. */
#define CHUNK_SAMPLES   (2 * RBK_SHARED_SAMPLES)
#define JOBS_DEFAULT    8 /* at most, unless asked for more: each holds a few MiB */
#define LISTEN_EVERY_NS 50000000L

typedef struct fill_state {
    const rbk_author_work *work;
    rbk_author_units units;
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
    rbk_turns turns;
    rbk_shaper shaper; /* of whose turn it is */
} fill_state;

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

static rbk_status open_unit(const fill_state *state, const rbk_author_unit *u, int64_t position,
                            rbk_conformer **conformer, rbk_error *error)
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

static segment next_segment(const fill_state *state, const rbk_author_unit *u, int64_t at, size_t file)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    const rbk_layout_part *part = part_after(state->work->layout, u->run, at);
    while (at >= run->starts_samples[file + 1])
        file++;
    bool used = part && part->run_offset_samples <= at;
    int64_t end = at + CHUNK_SAMPLES - (used ? position_in(part, at) % RBK_SHARED_SAMPLES : 0);
    end = end < u->to_samples ? end : u->to_samples;
    end = end < run->starts_samples[file + 1] ? end : run->starts_samples[file + 1];
    if (part) {
        int64_t border = part->run_offset_samples + (used ? part->length_samples : 0);
        end = end < border ? end : border;
    }
    return (segment){used ? part : NULL, at, end - at, file};
}

/* What the unit has of the segment's part, from the segment on. */
static rbk_author_shared share_part(const fill_state *state, const rbk_author_unit *u, const rbk_conformer *conformer,
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
static size_t first_file_of(const fill_state *state, const rbk_author_unit *u)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    size_t file = u->first_file;
    while (u->from_samples >= run->starts_samples[file + 1])
        file++;
    return file;
}

static rbk_status do_audio(fill_state *state, size_t number, int16_t *samples, rbk_error *error)
{
    const rbk_author_unit *u = &state->units.items[number];
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

/* ------------------------------------------------------------------ units in order */

/* What a thread works with. */
typedef struct buffers {
    int16_t *samples; /* CHUNK_SAMPLES */
    int32_t *ordered; /* RBK_UNIT_SAMPLES: wanted values, or samples to be measured; NULL: nothing goes in order */
} buffers;

static bool is_bit_exact(const fill_state *state, const rbk_author_unit *u)
{
    const rbk_layout_run *run = &state->work->layout->runs[u->run];
    return run->rate_hz == RBK_RATE_HZ && state->work->options->conform.gain_millidecibels == 0 &&
           state->work->report->files[run->files[u->first_file]].info.bit_exact;
}

static bool goes_in_order(const fill_state *state)
{
    return state->work->level || state->work->options->conform.dither == RBK_DITHER_SHAPED;
}

/* Converts the samples of a range into the buffer; what the disc does not use too. */
static rbk_status convert_range(fill_state *state, rbk_conformer *conformer, const segment *s, int32_t *to,
                                rbk_error *error)
{
    size_t count = 0;
    rbk_conformer_set_position(conformer,
                               s->part ? s->part->start_samples + (s->at_samples - s->part->run_offset_samples) : 0);
    rbk_status status =
        state->work->level
            ? rbk_conformer_read(conformer, (int16_t *)(void *)to, (size_t)s->length_samples, &count, error)
            : rbk_conformer_read_wanted(conformer, to, (size_t)s->length_samples, &count, error);
    if (status == RBK_OK && (int64_t)count != s->length_samples)
        status = rbk_fail(error, RBK_BAD_AUDIO, "the audio ends early");
    return status;
}

/* Reduces or measures a range. */
static rbk_status finish_range(fill_state *state, const segment *s, const int32_t *from, int16_t *samples,
                               uint32_t file, rbk_error *error)
{
    rbk_conform_statistics seen = {.first_clipped_samples = -1};
    rbk_status status = RBK_OK;
    if (!s->part)
        return RBK_OK;
    int64_t position = s->part->start_samples + (s->at_samples - s->part->run_offset_samples);
    if (state->work->level) {
        rbk_level_take(state->work->level, (const int16_t *)(const void *)from, (size_t)s->length_samples, position);
    } else {
        rbk_shape(&state->shaper, from, (size_t)s->length_samples, position, samples, &seen);
        status = rbk_stage_fill(state->work->stage, position, samples, (size_t)s->length_samples, error);
        pthread_mutex_lock(&state->lock);
        merge(&state->work->report->files[file], &seen);
        pthread_mutex_unlock(&state->lock);
    }
    atomic_fetch_add_explicit(&state->done_samples, s->length_samples, memory_order_relaxed);
    return status;
}

/* A part of a unit that fits into memory, in two passes of which the second is in order. */
static rbk_status do_batch(fill_state *state, size_t number, rbk_conformer *conformer, int64_t from, int64_t to,
                           const buffers *with, rbk_error *error)
{
    rbk_author_unit u = state->units.items[number];
    const uint32_t *files = state->work->layout->runs[u.run].files;
    rbk_status status = RBK_OK;
    size_t file = u.first_file;
    u.to_samples = to;
    for (int64_t at = from; at < to && status == RBK_OK && !must_stop(state, number);) {
        segment s = next_segment(state, &u, at, file);
        status = convert_range(state, conformer, &s, with->ordered + (at - from) * RBK_CHANNELS, error);
        note_statistics(state, conformer, files[s.file]);
        file = s.file;
        at += s.length_samples;
    }
    rbk_turns_wait(&state->turns, number);
    file = u.first_file;
    for (int64_t at = from; at < to && status == RBK_OK && !must_stop(state, number);) {
        segment s = next_segment(state, &u, at, file);
        status =
            finish_range(state, &s, with->ordered + (at - from) * RBK_CHANNELS, with->samples, files[s.file], error);
        file = s.file;
        at += s.length_samples;
    }
    return status;
}

static rbk_status do_in_order(fill_state *state, size_t number, const buffers *with, rbk_error *error)
{
    const rbk_author_unit *u = &state->units.items[number];
    rbk_conformer *conformer;
    rbk_status status = open_unit(state, u, 0, &conformer, error);
    if (status != RBK_OK)
        return status;
    for (int64_t at = u->from_samples, end; at < u->to_samples && status == RBK_OK && !must_stop(state, number);
         at = end) {
        end = at + RBK_UNIT_SAMPLES < u->to_samples ? at + RBK_UNIT_SAMPLES : u->to_samples;
        status = do_batch(state, number, conformer, at, end, with, error);
    }
    rbk_conformer_close(conformer);
    return status;
}

/* ------------------------------------------------------------------ the threads */

static rbk_status do_unit(fill_state *state, size_t number, const buffers *with, rbk_error *error)
{
    const rbk_author_unit *u = &state->units.items[number];
    if (u->sectors)
        return state->work->level ? RBK_OK : do_sectors(state, u->sectors, error);
    if (with->ordered && (state->work->level || !is_bit_exact(state, u)))
        return do_in_order(state, number, with, error);
    return do_audio(state, number, with->samples, error);
}

static bool make_buffers(const fill_state *state, buffers *with)
{
    bool ordered = goes_in_order(state);
    with->samples = malloc((size_t)CHUNK_SAMPLES * RBK_SAMPLE_BYTES);
    with->ordered = ordered ? malloc((size_t)RBK_UNIT_SAMPLES * RBK_CHANNELS * sizeof *with->ordered) : NULL;
    return with->samples && (with->ordered || !ordered);
}

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
    buffers with;
    rbk_error error;
    rbk_error_init(&error);
    if (!make_buffers(state, &with)) {
        rbk_fail_memory(&error);
        report_failure(state, 0, RBK_NO_MEMORY, &error);
    }
    for (;;) {
        size_t number = atomic_fetch_add(&state->next, 1);
        bool stop = number >= state->units.count || must_stop(state, number) || !with.samples ||
                    (!with.ordered && goes_in_order(state));
        rbk_status status = stop ? RBK_OK : do_unit(state, number, &with, &error);
        if (status != RBK_OK)
            report_failure(state, number, status, &error);
        rbk_turns_pass(&state->turns, number);
        if (stop)
            break;
    }
    free(with.samples);
    free(with.ordered);
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
    return wanted < state->units.count ? wanted : state->units.count;
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
static void count_silence(fill_state *state)
{
    const rbk_layout *layout = state->work->layout;
    for (size_t i = 0; i < layout->part_count; i++)
        if (!layout->parts[i].silence)
            state->total_samples += conformed_samples(state, &layout->parts[i]);
    for (size_t i = 0; i < state->units.count; i++)
        if (state->units.items[i].sectors)
            state->total_samples += state->units.items[i].sectors->length_samples;
    int64_t disc = rbk_layout_sectors(layout) * RBK_SECTOR_SAMPLES;
    if (!state->work->level)
        rbk_stage_count_silence(state->work->stage, disc - state->total_samples);
}

rbk_status rbk_author_fill(const rbk_author_work *work, rbk_error *error)
{
    fill_state state = {.work = work, .status = RBK_OK};
    rbk_status status = rbk_author_cut_units(work, &state.units, error);
    if (status == RBK_OK)
        count_silence(&state);
    rbk_shaper_init(&state.shaper, (rbk_dither_curve)work->options->conform.curve, work->options->conform.dither_seed);
    if (status == RBK_OK)
        status = rbk_turns_init(&state.turns, state.units.count, error);
    if (status != RBK_OK) {
        rbk_author_units_release(&state.units);
        return status;
    }
    atomic_init(&state.failed, state.units.count);
    pthread_mutex_init(&state.lock, NULL);
    pthread_cond_init(&state.changed, NULL);
    listen(&state);
    if (!atomic_load(&state.cancelled))
        run_threads(&state);
    listen(&state);
    pthread_cond_destroy(&state.changed);
    pthread_mutex_destroy(&state.lock);
    rbk_turns_release(&state.turns);
    rbk_author_units_release(&state.units);
    if (state.status != RBK_OK) {
        if (error)
            *error = state.error;
        return state.status;
    }
    return atomic_load(&state.cancelled) ? rbk_fail(error, RBK_USERABORT, "cancelled") : RBK_OK;
}
