/*
 * kills TOOLS LIBRARY PLACE [SHAPE] - kills every command that writes at every call that changes a name, a length or bytes
 *
 * After each kill, the files are checked without redbook: if there is a descriptor, all files that it names are those of the
 * old disc or all are those of the new one; and no file that both discs have, except the descriptor, is missing. Then a
 * reader without write permission finds the old disc or the new one. Then a reader with write permission leaves the
 * complete old disc or the complete new one or, if there was none before, no disc. Independently, the same command is run
 * again, after the reader and without it: without manual cleanup, all files are those of an undisturbed run, and there are
 * no others.
 *
 * Then the run after the kill, or the reader that would complete the change, is killed at its own calls, and the result is
 * checked in the same ways: up to three runs in sequence. Kills that leave the same files, byte for byte, have the same
 * consequences, so each result is checked once. Results that differ only in the bytes of unfinished files that no journal
 * names are the start of further kills once. FAULTS=all tries every call; otherwise some are omitted.
 */
#include "faults/judge.h"

#include <stdio.h>
#include <string.h>

#define ALL_OF        60 /* calls: most of those beyond only write bytes */
#define LAST_OF       48 /* the calls that change names are among these */
#define STEP_OF_MANY  8
#define STEP_OF_WORK  13    /* one in this many calls of a second run is chosen */
#define STEP_OF_READS 11    /* of a reader */
#define NO_RIGHTS     "30+" /* EROFS, at each of its calls that change something */
#define OLD_DISC      "old" /* folders with complete discs */
#define NEW_DISC      "new"
#define KILLS_MAX     2 /* in sequence */
#define STATES_MAX    4096

typedef struct kill_step {
    bool reader; /* of the reader, else of the command */
    long at;
} kill_step;

/* The files after kills, and the fewest kills that lead to them. */
typedef struct kill_state {
    uint64_t number;
    uint64_t kind; /* digest that ignores the bytes of files that no journal names */
    kill_step path[KILLS_MAX];
    size_t kills;
} kill_state;

typedef struct series {
    work w;
    bool thorough;
    long calls; /* of the command */
    long kills; /* tried */
    kill_state states[STATES_MAX];
    size_t count;
} series;

/* ------------------------------------------------------------------ conditions */

/* As other programs see the files: in addition to what holds after any interruption, no name that both discs have is missing. */
static void check_names(series *s)
{
    tree found;
    const char *descriptor = s->w.shape->descriptor;
    judge_names(&s->w);
    tree_take(&found, s->w.folder);
    for (size_t i = 0; i < s->w.before.count; i++) {
        const char *name = s->w.before.files[i].name;
        bool kept = tree_find(&s->w.after, name) && !(descriptor && strcmp(name, descriptor) == 0);
        if (kept && !tree_find(&found, name))
            work_fail(&s->w, "a name that both have is missing");
    }
    tree_release(&found);
}

/* ------------------------------------------------------------------ readers */

/* Whether a reader without write permission finds the same disc as in the folder with the complete one. */
static bool finds_disc_of(series *s, const char *folder)
{
    const run_fault no_rights = {"names", 1, NO_RIGHTS};
    char line[256];
    snprintf(line, sizeof line, "redbook compare -q %s/%s " SHAPE_FOLDER "/%s", folder, s->w.shape->descriptor,
             s->w.shape->descriptor);
    run_line(line, &no_rights, &s->w.result);
    return s->w.result.status == 0;
}

/* A reader that must not change names uses the journal to find the files. */
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

/* ------------------------------------------------------------------ kills */

static void say_where(series *s, const kill_state *at)
{
    size_t used = 0;
    for (size_t i = 0; i < at->kills && used < sizeof s->w.where; i++)
        used += (size_t)snprintf(s->w.where + used, sizeof s->w.where - used, "%s%s at call %ld",
                                 i == 0 ? "killed" : ", then", at->path[i].reader ? " the reader" : "", at->path[i].at);
}

/* False: the program ended before that call. */
static bool kill_at(series *s, kill_step step)
{
    const run_fault fault = {"names", step.at, "kill"};
    if (step.reader)
        run_line(s->w.shape->reader, &fault, &s->w.result);
    else
        work_run(&s->w, &fault);
    return s->w.result.killed;
}

/* Recreates the files after its kills; false if the last one does not happen. */
static bool go_to(series *s, const kill_state *there)
{
    bool killed = true;
    say_where(s, there);
    work_restore(&s->w);
    for (size_t i = 0; i < there->kills && killed; i++)
        killed = kill_at(s, there->path[i]);
    return killed;
}

/* Both continuations: the reader, and the command again. */
static void judge(series *s, const kill_state *left)
{
    check_names(s);
    read_without_rights(s);
    judge_reader(&s->w);
    judge_next_run(&s->w);
    (void)go_to(s, left);
    judge_next_run(&s->w);
}

/* Checks and stores a result that is new. */
static void look_at(series *s, kill_state *left)
{
    tree found;
    tree_take(&found, s->w.folder);
    left->number = tree_state(&found, true);
    left->kind = tree_state(&found, tree_find(&found, TREE_JOURNAL) != NULL);
    tree_release(&found);
    for (size_t i = 0; i < s->count; i++)
        if (s->states[i].number == left->number)
            return;
    if (s->count == STATES_MAX)
        work_fail(&s->w, "there are more states than this program can remember");
    else
        s->states[s->count++] = *left;
    judge(s, left);
}

/* One more kill; false if there is no such call. */
static bool kill_one(series *s, const kill_state *from, kill_step step)
{
    kill_state left = *from;
    left.path[left.kills++] = step;
    if (!go_to(s, &left))
        return false;
    s->kills++;
    look_at(s, &left);
    return true;
}

static bool is_first_of_kind(const series *s, size_t index)
{
    for (size_t i = 0; i < index; i++)
        if (s->states[i].kind == s->states[index].kind)
            return false;
    return true;
}

/* Kills the next run, and the reader. */
static void kill_on(series *s, const kill_state *from)
{
    const long steps[] = {s->thorough ? 1 : STEP_OF_WORK, s->thorough ? 1 : STEP_OF_READS};
    for (size_t reader = 0; reader < 2; reader++)
        for (long at = 1 + from->path[from->kills - 1].at % steps[reader]; s->w.failures == 0; at += steps[reader])
            if (!kill_one(s, from, (kill_step){reader == 1, at}))
                break;
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
    const kill_state undisturbed = {.kills = 0};
    char what[160];
    memset(&s, 0, sizeof s);
    s.thorough = work_is_thorough();
    s.calls = work_begin(&s.w, tried, place, "names");
    put_disc(&s.w.before, place, OLD_DISC);
    put_disc(&s.w.after, place, NEW_DISC);
    for (long call = 1; call <= s.calls && s.w.failures == 0; call++)
        if (is_chosen(&s, call) && !kill_one(&s, &undisturbed, (kill_step){false, call}))
            work_fail(&s.w, "it comes to its end before that");
    for (size_t i = 0; i < s.count && s.w.failures == 0 && s.states[i].kills < KILLS_MAX; i++)
        if (is_first_of_kind(&s, i))
            kill_on(&s, &s.states[i]);
    snprintf(what, sizeof what,
             "killed %ld times at its %ld calls and at those of the runs after that, %zu states left", s.kills, s.calls,
             s.count);
    if (s.kills == 0)
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
    run_with_servers();
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < shape_count; i++)
        if (argc == 4 || strcmp(argv[4], shapes[i].name) == 0)
            try_shape(&shapes[i], argv[3]);
    return run_done();
}
