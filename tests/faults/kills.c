/*
 * kills TOOLS LIBRARY PLACE - kills every shape of writing at every call that changes a name, a length or bytes
 *
 * After each kill, looked at without redbook: a descriptor that stands there names the bytes of the old disc or of the
 * new one, all of them. Then, one way, somebody reads it: the old disc or the new one is there, whole, or, where there
 * was none before, nothing. And the other way, the same work is run again, to its end or killed a second time and then
 * run to its end: nothing has to be cleaned by hand, all files are those of a work that was never stopped, and nothing
 * else is left.
 *
 * FAULTS=all does both ways for every call, and kills the second run at every one of its own; otherwise the first way is
 * gone for every call that changes a name and for some of those that write, the second for some, with one second kill.
 */
#include "faults/run.h"
#include "faults/shapes.h"
#include "faults/tree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ALL_OF       60 /* calls: more of them are mostly bytes that are written */
#define LAST_OF      48 /* among these are all that change names */
#define STEP_OF_MANY 8
#define TWICE_EVERY  4 /* kills */

typedef struct series {
    const shape *shape;
    char folder[4096];
    tree before, after;
    bool thorough;
    long calls;                   /* of the work */
    long first_kill, second_kill; /* where we are */
    long failures;
    char why[4096]; /* of the first failure */
    run_result result;
} series;

static void fail(series *s, const char *what)
{
    tree found;
    if (s->failures++ > 0)
        return;
    int used = snprintf(s->why, sizeof s->why, "killed at call %ld, then at %ld: %s; last exit status %d, said: %.600s",
                        s->first_kill, s->second_kill, what, s->result.status, s->result.output);
    tree_take(&found, s->folder);
    for (size_t i = 0; i < found.count && used < (int)sizeof s->why - 300; i++)
        used +=
            snprintf(s->why + used, sizeof s->why - (size_t)used, "\n  there: %s, %zu bytes%s%s", found.files[i].name,
                     found.files[i].size, tree_file_is(&s->before, &found.files[i]) ? ", of the old" : "",
                     tree_file_is(&s->after, &found.files[i]) ? ", of the new" : "");
    tree_release(&found);
}

/* ------------------------------------------------------------------ what must be so */

static bool holds_all(const tree *found, const tree *wanted)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!tree_file_is(found, &wanted->files[i]))
            return false;
    return true;
}

static void check_names(series *s)
{
    tree found;
    tree_take(&found, s->folder);
    if (s->shape->descriptor && tree_find(&found, s->shape->descriptor) && !holds_all(&found, &s->before) &&
        !holds_all(&found, &s->after))
        fail(s, "a descriptor names bytes that are not its own");
    else if (s->shape->descriptor && tree_find(&found, s->shape->descriptor) && s->before.count == 0 &&
             !holds_all(&found, &s->after))
        fail(s, "a descriptor stands before all that it names");
    tree_release(&found);
}

/* The old or the new, whole. */
static bool is_one_of_both(series *s)
{
    tree found;
    tree_take(&found, s->folder);
    bool is = tree_equal(&found, &s->before, false) || tree_equal(&found, &s->after, false);
    is = is && !tree_find(&found, ".redbook-journal");
    tree_release(&found);
    return is;
}

static bool is_after(series *s, bool with_ours)
{
    tree found;
    tree_take(&found, s->folder);
    bool is = tree_equal(&found, &s->after, with_ours);
    tree_release(&found);
    return is;
}

/* ------------------------------------------------------------------ steps */

static void restore(series *s)
{
    tree_put(&s->before, s->folder, !s->shape->makes_folder);
}

/* False where the program came to its end before that call. */
static bool kill_at(series *s, long at)
{
    const run_fault fault = {"names", at, "kill"};
    run_line(s->shape->line, &fault, &s->result);
    if (s->result.killed)
        check_names(s);
    return s->result.killed;
}

static void read_it(series *s)
{
    run_line(s->shape->reader, NULL, &s->result);
    if (s->result.signal || (s->before.count > 0 && s->result.status != 0))
        fail(s, "the next reader does not find the disc");
    else if (!is_one_of_both(s))
        fail(s, "after a reader has looked, neither the old files nor the new ones are there");
    else if (s->result.status == 0 && s->before.count == 0 && !is_after(s, false))
        fail(s, "a reader found a disc of which not all is there");
}

/* Runs the work to its end; gives how many calls it made. */
static long run_again(series *s)
{
    const run_fault count = {"names", 0, NULL};
    bool finished = is_after(s, false); /* then a work that replaces nothing has nothing to do */
    run_line(s->shape->line, &count, &s->result);
    bool refused = s->result.status == 1 && strstr(s->result.output, "exists already") && !s->shape->before;
    if (s->result.status != 0 && !(finished && refused))
        fail(s, "the next run of the same work fails");
    else if (!is_after(s, true))
        fail(s, "after the next run, not just the new files are there");
    return s->result.calls;
}

static void kill_twice_at(series *s, long second)
{
    s->second_kill = second;
    restore(s);
    (void)kill_at(s, s->first_kill);
    if (kill_at(s, second)) {
        if ((s->first_kill + second) % 2)
            read_it(s);
        (void)run_again(s);
    }
    s->second_kill = 0;
}

/* The second way. */
static void kill_twice(series *s)
{
    restore(s);
    (void)kill_at(s, s->first_kill);
    long calls = run_again(s);
    if (calls == 0)
        return;
    for (long second = 1; second <= calls && s->thorough; second++)
        kill_twice_at(s, second);
    if (!s->thorough)
        kill_twice_at(s, 1 + s->first_kill * 7 % calls);
}

static void kill_once(series *s, long first_kill)
{
    s->first_kill = first_kill;
    restore(s);
    if (!kill_at(s, first_kill)) {
        fail(s, "it comes to its end before the call at which it was to be killed");
        return;
    }
    read_it(s);
    (void)run_again(s);
    if (s->thorough || first_kill % TWICE_EVERY == 0)
        kill_twice(s);
}

static bool is_chosen(const series *s, long call)
{
    return s->thorough || s->calls <= ALL_OF || call > s->calls - LAST_OF || call % STEP_OF_MANY == 0;
}

/* ------------------------------------------------------------------ all shapes */

static void make_references(series *s)
{
    const run_fault count = {"names", 0, NULL};
    tree nothing = {.count = 0};
    tree_put(&nothing, s->folder, !s->shape->makes_folder);
    if (s->shape->before) {
        run_line(s->shape->before, NULL, &s->result);
        if (s->result.status != 0)
            fail(s, "what is to be replaced cannot be made");
    }
    tree_take(&s->before, s->folder);
    run_line(s->shape->line, &count, &s->result);
    if (s->result.status != 0)
        fail(s, "the work fails without any kill");
    s->calls = s->result.calls;
    tree_take(&s->after, s->folder);
}

static void try_shape(const shape *tried, const char *place)
{
    static series s;
    char name[256];
    const char *faults = getenv("FAULTS");
    long kills = 0;
    memset(&s, 0, sizeof s);
    s.shape = tried;
    s.thorough = faults && strcmp(faults, "all") == 0;
    snprintf(s.folder, sizeof s.folder, "%s/" SHAPE_FOLDER, place);
    make_references(&s);
    for (long call = 1; call <= s.calls && s.failures == 0; call++)
        if (is_chosen(&s, call)) {
            kill_once(&s, call);
            kills++;
        }
    snprintf(name, sizeof name, "%s: killed at %ld of %ld calls", tried->name, kills, s.calls);
    run_ok(s.failures == 0 && kills > 0, name, "%s", s.why);
    tree_release(&s.before);
    tree_release(&s.after);
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
