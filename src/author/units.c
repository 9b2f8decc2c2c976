/*
 * The work cut into units. Audio at 44.1 kHz is divided at files, and inside files that can be entered at any sample; a
 * stream of another rate is divided if its conversion can be entered too, else it is one unit from its first file to its
 * last.
 */
#include "author/units.h"
#include "base/fail.h"

#include <stdlib.h>

typedef struct cutting {
    const rbk_author_work *work;
    rbk_author_units *units;
} cutting;

static rbk_status add_unit(cutting *c, const rbk_author_unit *u, rbk_error *error)
{
    if ((c->units->count & (c->units->count - 1)) == 0) { /* grows at every power of two */
        size_t capacity = c->units->count ? c->units->count * 2 : 1;
        rbk_author_unit *units = realloc(c->units->items, capacity * sizeof *units);
        if (!units)
            return rbk_fail_memory(error);
        c->units->items = units;
    }
    c->units->items[c->units->count++] = *u;
    return RBK_OK;
}

static rbk_status cut_file(cutting *c, uint32_t run_number, size_t file, rbk_error *error)
{
    const rbk_layout_run *run = &c->work->layout->runs[run_number];
    int64_t from = run->starts_samples[file];
    int64_t end = run->starts_samples[file + 1];
    if (rbk_image_reads_file(c->work->image, run->files[file]))
        return RBK_OK; /* read as sectors */
    bool divisible = c->work->report->files[run->files[file]].info.seekable_exactly;
    int64_t step = divisible ? RBK_UNIT_SAMPLES : end - from;
    rbk_status status = RBK_OK;
    for (; from < end && status == RBK_OK; from += step) {
        rbk_author_unit u = {NULL, run_number, file, 1, from, from + step < end ? from + step : end};
        status = add_unit(c, &u, error);
    }
    return status;
}

/* True when every file of the run can be entered at any sample, and so can its conversion, if any. */
static bool run_is_divisible(const cutting *c, const rbk_layout_run *run)
{
    int64_t frames = 0;
    for (size_t i = 0; i < run->file_count; i++) {
        frames += c->work->disc->files[run->files[i]].length_frames;
        if (!c->work->report->files[run->files[i]].info.seekable_exactly)
            return false;
    }
    return rbk_conform_divisible(run->rate_hz, frames, &c->work->options->conform);
}

/* A stream of another rate: every unit knows the whole stream, so that all convert it the same way. */
static rbk_status cut_converted(cutting *c, uint32_t run_number, rbk_error *error)
{
    const rbk_layout_run *run = &c->work->layout->runs[run_number];
    int64_t end = run->starts_samples[run->file_count];
    int64_t step = run_is_divisible(c, run) ? RBK_UNIT_SAMPLES : end;
    rbk_status status = RBK_OK;
    for (int64_t from = 0; from < end && status == RBK_OK; from += step) {
        rbk_author_unit u = {NULL, run_number, 0, run->file_count, from, from + step < end ? from + step : end};
        status = add_unit(c, &u, error);
    }
    return status;
}

static rbk_status cut_run(cutting *c, uint32_t run_number, rbk_error *error)
{
    const rbk_layout_run *run = &c->work->layout->runs[run_number];
    rbk_status status = RBK_OK;
    if (run->rate_hz != RBK_RATE_HZ)
        return cut_converted(c, run_number, error);
    for (size_t file = 0; file < run->file_count && status == RBK_OK; file++)
        status = cut_file(c, run_number, file, error);
    return status;
}

static rbk_status cut_sectors(cutting *c, rbk_error *error)
{
    size_t count = 0;
    rbk_status status = rbk_author_cut_sectors(c->work, &c->units->segments, &count, error);
    for (size_t i = 0; i < count && status == RBK_OK; i++) {
        rbk_author_unit u = {.sectors = &c->units->segments[i]};
        status = add_unit(c, &u, error);
    }
    return status;
}

rbk_status rbk_author_cut_units(const rbk_author_work *work, rbk_author_units *units, rbk_error *error)
{
    cutting c = {work, units};
    rbk_status status = cut_sectors(&c, error);
    for (uint32_t run = 0; run < work->layout->run_count && status == RBK_OK; run++)
        status = cut_run(&c, run, error);
    return status;
}

void rbk_author_units_release(rbk_author_units *units)
{
    free(units->segments);
    free(units->items);
    *units = (rbk_author_units){NULL, 0, NULL};
}
