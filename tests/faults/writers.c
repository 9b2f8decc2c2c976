/*
 * writers TOOLS LIBRARY PLACE [PAIR] - two processes repeatedly write one disc at the same moment
 *
 * At least one succeeds. One that fails reports that another process is writing, or that the disc exists, if it may not
 * replace it. Then there is one complete disc, of a process that succeeded, and no other file.
 *
 * FAULTS=all runs 2,000 rounds.
 */
#include "faults/run.h"
#include "faults/shapes.h"
#include "faults/tree.h"
#include "faults/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS          500
#define ROUNDS_IN_SHORT 8

static const struct pair {
    const char *name;
    const char *before; /* creates the disc that is replaced; NULL: there is none */
    const char *lines[2];
} pairs[] = {
    {"two authors of a new disc",
     NULL,
     {"redbook author -q --jobs 1 --short-tracks allow in/a.cue -o out/x.cue",
      "redbook author -q --jobs 1 --short-tracks allow in/b.cue -o out/x.cue"}},
    {"two authors replace a disc",
     "redbook author -q --jobs 1 --short-tracks allow in/pb.cue -o out/x.cue",
     {"redbook author -f -q --jobs 1 --short-tracks allow in/a.cue -o out/x.cue",
      "redbook author -f -q --jobs 1 --short-tracks allow in/b.cue -o out/x.cue"}},
    {"author and split",
     "redbook author -q --jobs 1 --short-tracks allow in/pb.cue -o out/x.cue",
     {"redbook author -f -q --jobs 1 --short-tracks allow in/a.cue -o out/x.cue",
      "redbook convert -f -q --jobs 1 in/b.cue --target redump -o out/x.cue"}},
    {"two CHDs",
     "redbook convert -q --jobs 1 in/data.cue -o out/x.chd",
     {"redbook convert -f -q --jobs 1 in/a.cue -o out/x.chd", "redbook convert -f -q --jobs 1 in/b.cue -o out/x.chd"}},
};

typedef struct outcome {
    int status; /* negative: a signal */
    char output[4096];
} outcome;

static char out[4096];

static void take(const run_result *result, outcome *of)
{
    of->status = result->signal ? -result->signal : result->status;
    snprintf(of->output, sizeof of->output, "%.4000s", result->output);
}

static void run_here(const char *line, outcome *of)
{
    static run_result result;
    run_line(line, NULL, &result);
    take(&result, of);
}

/* The second one is run by a child process, which returns the outcome through a pipe. */
static void run_both(const struct pair *p, const char *place, outcome of[2])
{
    int ends[2], status;
    char apart[4096];
    fflush(NULL);
    if (pipe(ends) != 0)
        exit(2);
    pid_t child = fork();
    if (child == 0) {
        snprintf(apart, sizeof apart, "%.4000s/apart", place);
        (void)mkdir(apart, 0777);
        run_apart(apart);
        run_here(p->lines[1], &of[1]);
        _exit(write(ends[1], &of[1], sizeof of[1]) == (ssize_t)sizeof of[1] ? 0 : 2);
    }
    run_here(p->lines[0], &of[0]);
    bool handed = child > 0 && read(ends[0], &of[1], sizeof of[1]) == (ssize_t)sizeof of[1];
    close(ends[0]);
    close(ends[1]);
    if (waitpid(child, &status, 0) != child || !handed)
        exit(2);
}

static bool says_why(const struct pair *p, const outcome *of)
{
    return strstr(of->output, "another redbook process") || (!p->before && strstr(of->output, "already exists"));
}

/* Whether all files that one process writes are present; files with other names are not checked. */
static bool holds_disc(const tree *found, const tree *wanted, const tree *before)
{
    for (size_t i = 0; i < wanted->count; i++)
        if (!tree_file_is(before, &wanted->files[i]) && !tree_file_is(found, &wanted->files[i]))
            return false;
    return true;
}

/* NULL, or a description of the error. */
static const char *judge(const struct pair *p, const outcome of[2], const tree wanted[2], const tree *before)
{
    tree found;
    bool is_one = false, is_clean = true;
    for (int i = 0; i < 2; i++)
        if (of[i].status != 0 && !says_why(p, &of[i]))
            return "one fails and does not say that another is at work";
    if (of[0].status != 0 && of[1].status != 0)
        return "neither succeeds";
    tree_take(&found, out);
    for (int i = 0; i < 2; i++)
        is_one = is_one || (of[i].status == 0 && holds_disc(&found, &wanted[i], before));
    for (size_t i = 0; i < found.count; i++)
        is_clean = is_clean && !tree_is_ours(found.files[i].name);
    tree_release(&found);
    if (!is_one)
        return "what is there is not the disc of one that succeeded";
    return is_clean ? NULL : "unfinished files are left";
}

static void put_before(const struct pair *p)
{
    const tree nothing = {.count = 0};
    outcome of;
    tree_put(&nothing, out, true);
    if (!p->before)
        return;
    run_here(p->before, &of);
    if (of.status != 0)
        exit(2);
}

static void try_pair(const struct pair *p, const char *place)
{
    static outcome of[2];
    tree wanted[2], before;
    put_before(p);
    tree_take(&before, out);
    char name[256], why[9000] = "";
    int rounds = work_is_thorough() ? ROUNDS : ROUNDS_IN_SHORT, won[3] = {0, 0, 0};
    for (int i = 0; i < 2; i++) {
        put_before(p);
        run_here(p->lines[i], &of[i]);
        tree_take(&wanted[i], out);
        put_before(p);
        run_here(p->lines[i], &of[i]); /* starts the server, which the child process of each round uses too */
    }
    for (int round = 0; round < rounds && !why[0]; round++) {
        put_before(p);
        run_both(p, place, of);
        const char *wrong = judge(p, of, wanted, &before);
        won[of[0].status == 0 ? (of[1].status == 0 ? 2 : 0) : 1]++;
        if (wrong)
            snprintf(why, sizeof why, "%s; they ended with %d: %s\nand %d: %s", wrong, of[0].status, of[0].output,
                     of[1].status, of[1].output);
    }
    snprintf(name, sizeof name, "%s: %d times the first one only, %d the second, %d both", p->name, won[0], won[1],
             won[2]);
    run_ok(!why[0], name, "%s", why);
    tree_release(&wanted[0]);
    tree_release(&wanted[1]);
    tree_release(&before);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: writers TOOLS LIBRARY PLACE [PAIR]\n");
        return 2;
    }
    run_begin(argv[1], argv[2], argv[3]);
    run_with_servers();
    shapes_prepare(argv[3]);
    snprintf(out, sizeof out, "%.4000s/" SHAPE_FOLDER, argv[3]);
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (argc == 4 || strcmp(argv[4], pairs[i].name) == 0)
            try_pair(&pairs[i], argv[3]);
    return run_done();
}
