/*
 * powerloss TOOLS LIBRARY PLACE [SHAPE] - simulates a loss of power at every call of every command that writes
 *
 * The operations of each command on its files are recorded once. From the record, all states are derived that the disk may
 * have after a loss of power at any moment (disk.h has the model), and each is written to the disk with the original inodes
 * and times. Then the files are checked without redbook: if there is a descriptor, all files that it names are those of the
 * old disc or all are those of the new one. Then a reader leaves the complete old disc or the complete new one or, if there
 * was none before, no disc. Then the same command is run again: it succeeds, all files are those of an undisturbed run, and
 * there are no others.
 *
 * FAULTS=all checks every state; otherwise a selection by FAULTS_SEED.
 */
#include "faults/disk.h"
#include "faults/judge.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SHARE 8 /* states of each command without FAULTS=all */

typedef struct series {
    work w;
    disk *d;
    bool counts_only;
    long states;
    long step; /* one in this many states is checked */
    long next;
    long judged;
    long ordered;
} series;

static long judged_in_all, ordered_in_all;

/* ------------------------------------------------------------------ states */

static void describe(const disk_state *state, char *text, size_t size)
{
    static const char *const kinds[] = {"", " without what was not flushed", " with zeros", " of half of the writes",
                                        " with a hole"};
    int used = snprintf(text, size, "power lost after operation %zu%s:%s", state->operations,
                        state->ordered ? "" : ", names in no order", state->folder ? "" : " no folder");
    for (size_t i = 0; i < state->count && used < (int)size - 1; i++)
        used += snprintf(text + used, size - (size_t)used, " %s%s", state->names[i].name,
                         kinds[state->bytes[state->names[i].inode]]);
}

static bool judge(void *user, const disk_state *state)
{
    series *s = user;
    long number = s->states++;
    if (s->counts_only || number < s->next)
        return true;
    s->next += s->step;
    s->judged++;
    s->ordered += state->ordered;
    describe(state, s->w.where, sizeof s->w.where);
    disk_restore(s->d, state);
    judge_names(&s->w);
    judge_reader(&s->w);
    if (s->w.failures == 0 && s->judged % 2) { /* the next run, without the reader before it */
        disk_restore(s->d, state);
        judge_next_run(&s->w);
    } else {
        judge_next_run(&s->w);
    }
    return s->w.failures == 0;
}

/* ------------------------------------------------------------------ all shapes */

static void empty_keep(const char *keep)
{
    char path[8192];
    DIR *entries = opendir(keep);
    for (struct dirent *entry; entries && (entry = readdir(entries));) {
        snprintf(path, sizeof path, "%s/%s", keep, entry->d_name);
        (void)unlink(path);
    }
    if (entries)
        closedir(entries);
    (void)mkdir(keep, 0777);
}

static void record(series *s, const char *place)
{
    char keep[4096], path[4096];
    snprintf(keep, sizeof keep, "%.4000s/keep", place);
    snprintf(path, sizeof path, "%.4000s/record", place);
    empty_keep(keep);
    work_restore(&s->w);
    s->d = disk_begin(s->w.folder, keep);
    run_recording(path);
    work_run(&s->w, NULL);
    run_recording(NULL);
    if (s->w.result.status != 0 || !(work_look(&s->w) & WORK_AFTER))
        work_fail(&s->w, "it fails when it is recorded");
    disk_load(s->d, path);
}

static void try_shape(const shape *tried, const char *place, uint64_t seed)
{
    static series s;
    char what[128];
    memset(&s, 0, sizeof s);
    (void)work_begin(&s.w, tried, place, "names");
    record(&s, place);
    s.step = 1;
    if (!work_is_thorough()) {
        s.counts_only = true;
        disk_visit(s.d, seed, judge, &s);
        s.step = s.states / SHARE + 1;
        s.next = (long)(seed % (uint64_t)s.step);
        s.states = 0;
        s.counts_only = false;
        disk_forget(s.d);
    }
    if (s.w.failures == 0)
        disk_visit(s.d, seed, judge, &s);
    snprintf(what, sizeof what, "power lost, %ld of %ld states, %ld of them ordered", s.judged, s.states, s.ordered);
    if (s.judged == 0 && s.w.failures == 0)
        work_fail(&s.w, "nothing was tried");
    work_report(&s.w, what);
    judged_in_all += s.judged;
    ordered_in_all += s.ordered;
    disk_free(s.d);
    work_end(&s.w);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: powerloss TOOLS LIBRARY PLACE [SHAPE]\n");
        return 2;
    }
    const char *seed = getenv("FAULTS_SEED");
    run_begin(argv[1], argv[2], argv[3]);
    run_with_servers();
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < shape_count; i++)
        if (argc == 4 || strcmp(argv[4], shapes[i].name) == 0)
            try_shape(&shapes[i], argv[3], (seed ? strtoull(seed, NULL, 10) : 1) + i);
    printf("# %ld states were looked at, %ld of them of the ordered model\n", judged_in_all, ordered_in_all);
    return run_done();
}
