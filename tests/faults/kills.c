/*
 * kills TOOLS LIBRARY PLACE [SHAPE] - kills every shape of writing at every call that changes a name, a length or bytes
 *
 * After each kill, looked at without redbook: a descriptor that is there names the bytes of the old disc or of the new
 * one, all of them; and no file that both discs have, but for the descriptor, is missing. Then somebody reads it who may
 * not change anything, and finds the old disc or the new one. Then, one way, somebody reads it: the old disc or the new one is there, whole, or, where there was
 * none before, nothing. And the other way, the same work is run again: to its end, or killed a second time and then run
 * to its end; or the reader that would complete it is killed. Nothing has to be cleaned by hand, all files are those of
 * a work that was never stopped, and nothing else is left.
 *
 * FAULTS=all does both ways for every call, and kills the second run at every one of its own; otherwise the first way
 * is gone for every call that changes a name and for some of those that write, the second for some, with one second
 * kill.
 */
#include "faults/work.h"

#include <stdio.h>
#include <string.h>

#define ALL_OF       60 /* calls: more of them are mostly bytes that are written */
#define LAST_OF      48 /* among these are all that change names */
#define STEP_OF_MANY 8
#define TWICE_EVERY  6     /* kills */
#define READER_CALLS 7     /* among so many of its calls one is chosen */
#define NO_RIGHTS    "30+" /* EROFS, at each of its calls that change something */
#define OLD_DISC     "old" /* folders where the discs stand whole */
#define NEW_DISC     "new"
#define FIRST_CALLS  5 /* of the second run: the same */

typedef struct series {
    work w;
    bool thorough;
    long calls; /* of the work */
    long first_kill;
} series;

/* ------------------------------------------------------------------ what must be so */

static bool holds_all(const tree *found, const tree *wanted)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!tree_file_is(found, &wanted->files[i]))
            return false;
    return true;
}

/* As any program sees it. */
static void check_names(series *s)
{
    tree found;
    const char *descriptor = s->w.shape->descriptor;
    tree_take(&found, s->w.folder);
    bool stands = descriptor && tree_find(&found, descriptor);
    bool old = s->w.before.count > 0 && holds_all(&found, &s->w.before);
    if (stands && !old && !holds_all(&found, &s->w.after))
        work_fail(&s->w, "a descriptor names bytes that are not its own");
    for (size_t i = 0; i < s->w.before.count; i++) {
        const char *name = s->w.before.files[i].name;
        bool kept = tree_find(&s->w.after, name) && !(descriptor && strcmp(name, descriptor) == 0);
        if (kept && !tree_find(&found, name))
            work_fail(&s->w, "a name that both have is missing");
    }
    tree_release(&found);
}

/* ------------------------------------------------------------------ steps */

/* False where the program came to its end before that call. */
static bool kill_at(series *s, long at)
{
    const run_fault fault = {"names", at, "kill"};
    work_run(&s->w, &fault);
    if (s->w.result.killed)
        check_names(s);
    return s->w.result.killed;
}

/* Whether what a reader without rights finds is the disc that was put in a folder whole. */
static bool finds_disc_of(series *s, const char *folder)
{
    const run_fault no_rights = {"names", 1, NO_RIGHTS};
    char line[256];
    snprintf(line, sizeof line, "redbook compare -q %s/%s " SHAPE_FOLDER "/%s", folder, s->w.shape->descriptor,
             s->w.shape->descriptor);
    run_line(line, &no_rights, &s->w.result);
    return s->w.result.status == 0;
}

/* Who may not change names reads through the journal. */
static void read_without_rights(series *s)
{
    const run_fault no_rights = {"names", 1, NO_RIGHTS};
    tree found, now;
    if (!(work_look(&s->w) & WORK_JOURNAL) || s->w.before.count == 0)
        return;
    tree_take(&found, s->w.folder);
    run_line(s->w.shape->reader, &no_rights, &s->w.result);
    if (s->w.result.status != 0)
        work_fail(&s->w, "a reader that may change nothing does not find the disc");
    else if (s->w.shape->descriptor && !finds_disc_of(s, NEW_DISC) && !finds_disc_of(s, OLD_DISC))
        work_fail(&s->w, "a reader that may change nothing finds neither the old disc nor the new one");
    tree_take(&now, s->w.folder);
    if (!tree_equal(&found, &now, true))
        work_fail(&s->w, "a reader that may change nothing has changed something");
    tree_release(&found);
    tree_release(&now);
}

static void read_it(series *s)
{
    bool fresh = s->w.before.count == 0;
    read_without_rights(s);
    run_line(s->w.shape->reader, NULL, &s->w.result);
    unsigned state = work_look(&s->w);
    if (s->w.result.signal || (!fresh && s->w.result.status != 0))
        work_fail(&s->w, "the next reader does not find the disc");
    else if (!(state & (WORK_BEFORE | WORK_AFTER)) || state & WORK_JOURNAL)
        work_fail(&s->w, "after a reader has looked, neither the old files nor the new ones are there");
    else if (fresh && s->w.result.status == 0 && !(state & WORK_AFTER))
        work_fail(&s->w, "a reader found a disc of which not all is there");
}

/* Runs the work to its end; gives how many calls it made. */
static long run_again(series *s)
{
    const run_fault count = {"names", 0, NULL};
    bool finished = work_look(&s->w) & WORK_AFTER; /* then a work that replaces nothing has nothing to do */
    work_run(&s->w, &count);
    bool refused = s->w.result.status == 1 && strstr(s->w.result.output, "already exists") && !s->w.shape->before;
    unsigned state = work_look(&s->w);
    if (s->w.result.status != 0 && !(finished && refused))
        work_fail(&s->w, "the next run of the same work fails");
    else if (!(state & WORK_AFTER) || state & WORK_OURS)
        work_fail(&s->w, "after the next run, not just the new files are there");
    return s->w.result.calls;
}

static void kill_twice_at(series *s, long second)
{
    snprintf(s->w.where, sizeof s->w.where, "killed at call %ld, then at %ld", s->first_kill, second);
    work_restore(&s->w);
    (void)kill_at(s, s->first_kill);
    if (kill_at(s, second)) {
        if ((s->first_kill + second) % 2)
            read_it(s);
        (void)run_again(s);
    }
}

/* The second way. */
static void kill_twice(series *s)
{
    work_restore(&s->w);
    (void)kill_at(s, s->first_kill);
    long calls = run_again(s);
    if (calls == 0)
        return;
    for (long second = 1; second <= calls && s->thorough; second++)
        kill_twice_at(s, second);
    if (!s->thorough)
        kill_twice_at(s, 1 + s->first_kill * 7 % calls);
}

/* Whoever reads may have to complete what was begun, and be killed while doing that. False where it is done before. */
static bool kill_reader_at(series *s, long second)
{
    const run_fault fault = {"names", second, "kill"};
    snprintf(s->w.where, sizeof s->w.where, "killed at call %ld, then the reader at %ld", s->first_kill, second);
    work_restore(&s->w);
    (void)kill_at(s, s->first_kill);
    run_line(s->w.shape->reader, &fault, &s->w.result);
    if (!s->w.result.killed)
        return false;
    check_names(s);
    read_it(s);
    (void)run_again(s);
    return true;
}

static void kill_reader(series *s)
{
    if (!s->thorough) {
        (void)kill_reader_at(s, 1 + s->first_kill % READER_CALLS);
        return;
    }
    for (long second = 1; kill_reader_at(s, second); second++)
        ;
}

static void kill_once(series *s, long first_kill)
{
    s->first_kill = first_kill;
    snprintf(s->w.where, sizeof s->w.where, "killed at call %ld", first_kill);
    work_restore(&s->w);
    if (!kill_at(s, first_kill)) {
        work_fail(&s->w, "it comes to its end before that");
        return;
    }
    read_it(s);
    (void)run_again(s);
    if (s->thorough || first_kill % TWICE_EVERY == 0)
        kill_twice(s);
    if (s->thorough || first_kill > s->calls - LAST_OF / 2)
        kill_reader(s);
    if (!s->thorough && first_kill > s->calls - LAST_OF / 2) /* while it goes on with what the first one left */
        kill_twice_at(s, 1 + first_kill % FIRST_CALLS);
}

/* ------------------------------------------------------------------ all shapes */

static bool is_chosen(const series *s, long call)
{
    return s->thorough || s->calls <= ALL_OF || call > s->calls - LAST_OF || call % STEP_OF_MANY == 0;
}

static void put_disc(const tree *disc, const char *place, const char *name)
{
    char folder[4096];
    snprintf(folder, sizeof folder, "%s/%s", place, name);
    tree_put(disc, folder, true);
}

static void try_shape(const shape *tried, const char *place)
{
    static series s;
    char what[128];
    long kills = 0;
    s.thorough = work_is_thorough();
    s.calls = work_begin(&s.w, tried, place, "names");
    put_disc(&s.w.before, place, OLD_DISC);
    put_disc(&s.w.after, place, NEW_DISC);
    for (long call = 1; call <= s.calls && s.w.failures == 0; call++)
        if (is_chosen(&s, call)) {
            kill_once(&s, call);
            kills++;
        }
    snprintf(what, sizeof what, "killed at %ld of %ld calls", kills, s.calls);
    if (kills == 0)
        work_fail(&s.w, "nothing was tried");
    work_report(&s.w, what);
    work_end(&s.w);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: kills TOOLS LIBRARY PLACE [SHAPE]\n");
        return 2;
    }
    run_begin(argv[1], argv[2], argv[3]);
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < shape_count; i++)
        if (argc == 4 || strcmp(argv[4], shapes[i].name) == 0)
            try_shape(&shapes[i], argv[3]);
    return run_done();
}
