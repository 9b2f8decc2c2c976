/*
 * refusals TOOLS LIBRARY PLACE [SHAPE] - refuses every shape of writing something, at call after call
 *
 * What is refused: a change of a name, a length or bytes (once, with EIO; or from there on, with ENOSPC), a file that
 * is opened to be read (once, with EMFILE or EACCES), memory (once; or from there on). Whoever ends well has written
 * the same bytes as ever and left nothing else. Whoever fails says so, and that nothing was written when that is true
 * and only then; what was there before is there still, or, if it says that something is unsettled, again or new when
 * the next one has looked. A refusal that the system has a reason for is reported with that reason.
 *
 * FAULTS=all takes every call; otherwise some of them.
 */
#include "faults/work.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define NOTHING_WRITTEN "nothing was written"
#define FOREIGN_CRASH   98 /* of calls.c: nobody's are, as long as nothing is lost */

static const struct refusal {
    const char *name;
    const char *kind;
    const char *what; /* of calls.c */
    int code;         /* what has to be reported; 0: "out of memory" */
    long share;       /* about so many calls are tried */
} refusals[] = {
    {"a change fails", "names", "5", EIO, 30},
    {"the disk is full from there on", "names", "28+", ENOSPC, 6},
    {"there are too many files", "opens", "24", EMFILE, 12},
    {"a file may not be read", "opens", "13", EACCES, 12},
    {"there is no memory once", "memory", "12", 0, 14},
    {"there is no memory from there on", "memory", "12+", 0, 6},
};

/* Whether the failure was reported with its reason. popt and the decoders have their own words for memory. */
static bool is_reported(const struct refusal *r, const char *output)
{
    if (r->code == 0)
        return output[0];
    return strstr(output, strerror(r->code)) || (r->code == ENOSPC && strstr(output, "no room"));
}

static void check_success(work *w, const struct refusal *r)
{
    unsigned state = work_look(w);
    if (!(state & WORK_AFTER))
        work_fail(w, "it ends well and the files are not those of an undisturbed run");
    else if (state & WORK_OURS && strcmp(r->kind, "names") != 0)
        work_fail(w, "it ends well and leaves unfinished files");
}

static void check_failure(work *w, const struct refusal *r)
{
    unsigned state = work_look(w);
    bool claims_nothing = strstr(w->result.output, NOTHING_WRITTEN);
    if (!w->result.output[0])
        work_fail(w, "it fails and says nothing");
    else if (claims_nothing && !(state & WORK_BEFORE))
        work_fail(w, "it says that nothing was written, and something was");
    else if (!claims_nothing && r->code && !(state & WORK_AFTER) && !(state & WORK_JOURNAL))
        work_fail(w, "it does not say that nothing was written, and nothing was");
    else if (state & WORK_OURS && strcmp(r->kind, "names") != 0)
        work_fail(w, "it fails and leaves unfinished files");
    else if (!is_reported(r, w->result.output))
        work_fail(w, "it fails and does not say why");
}

/* Whatever was left is no business of the user's. */
static void check_next(work *w)
{
    bool finished = work_look(w) & WORK_AFTER;
    run_line(w->shape->reader, NULL, &w->result);
    unsigned state = work_look(w);
    if (!(state & (WORK_BEFORE | WORK_AFTER)) || state & WORK_JOURNAL)
        work_fail(w, "after a reader has looked, neither the old files nor the new ones are there");
    finished = finished || state & WORK_AFTER;
    work_run(w, NULL);
    bool refused = w->result.status == 1 && strstr(w->result.output, "already exists") && !w->shape->before;
    state = work_look(w);
    if (w->result.status != 0 && !(finished && refused))
        work_fail(w, "the next run of the same work fails");
    else if (!(state & WORK_AFTER) || state & WORK_OURS)
        work_fail(w, "after the next run, not just the new files are there");
}

static void refuse_at(work *w, const struct refusal *r, long call)
{
    const run_fault fault = {r->kind, call, r->what};
    snprintf(w->where, sizeof w->where, "%s, at call %ld", r->name, call);
    work_restore(w);
    work_run(w, &fault);
    if (w->result.signal || w->result.killed)
        work_fail(w, "it crashes");
    else if (w->result.status == FOREIGN_CRASH && !(work_look(w) & (WORK_BEFORE | WORK_AFTER)))
        work_fail(w, "another library crashes, and the files are neither the old nor the new");
    else if (w->result.status == 0 || w->result.status == 3)
        check_success(w, r);
    else if (w->result.status != FOREIGN_CRASH)
        check_failure(w, r);
    unsigned state = work_look(w);
    if (w->failures == 0 && (state & WORK_OURS || !(state & (WORK_BEFORE | WORK_AFTER))))
        check_next(w);
}

static void try_shape(const shape *tried, const struct refusal *r, const char *place)
{
    static work w;
    char what[128];
    long tries = 0, calls = work_begin(&w, tried, place, r->kind);
    long step = work_is_thorough() || calls <= r->share ? 1 : (calls + r->share - 1) / r->share;
    for (long call = 1; call <= calls && w.failures == 0; call += step) {
        refuse_at(&w, r, call);
        tries++;
    }
    snprintf(what, sizeof what, "%s, at %ld of %ld calls", r->name, tries, calls);
    work_report(&w, what);
    work_end(&w);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: refusals TOOLS LIBRARY PLACE [SHAPE]\n");
        return 2;
    }
    run_begin(argv[1], argv[2], argv[3]);
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < shape_count; i++)
        for (size_t k = 0; k < sizeof refusals / sizeof refusals[0]; k++)
            if (argc == 4 || strcmp(argv[4], shapes[i].name) == 0)
                try_shape(&shapes[i], &refusals[k], argv[3]);
    return run_done();
}
