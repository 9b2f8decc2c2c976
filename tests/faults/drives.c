/*
 * drives TOOLS LIBRARY PLACE [WORK] - makes single calls of redbook-burn fail while it writes and blanks discs
 *
 * The disc is in the virtual recorder, and calls on its files fail as well: to the tool that is a failure of the drive.
 * What has been burnt cannot be undone. If the tool succeeds, verify finds that the disc is equal to the image; if it fails,
 * it prints an error. In both cases it frees and closes everything that it allocated or opened, and after the disc is
 * blanked the image can be written and verified, without manual cleanup. Where it blanks, alone or before it writes, and
 * fails, the disc is as it was before, or the error says that it was blanked.
 *
 * FAULTS=all tries every call with every error; otherwise a selection by FAULTS_SEED.
 */
#include "faults/refused.h"
#include "faults/work.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SHARE         30
#define FOREIGN_CRASH 98 /* exit code of the preload library */

#define DEVICE "--device virtual:out "
#define WRITE  "redbook-burn write -q --yes " DEVICE
#define BLANK  "redbook-burn blank -q --yes " DEVICE
#define VERIFY "redbook-burn verify -q " DEVICE
#define MAKE   "redbook-burn virtual -q out medium=cd-rw"

static const struct drive_work {
    const char *name;
    const char *before[3]; /* makes the disc */
    const char *line;
    const char *check; /* succeeds afterwards */
} works[] = {
    {"write", {MAKE}, WRITE "in/long.cue", VERIFY "in/long.cue"},
    {"write and verify", {MAKE}, WRITE "--verify in/long.cue", VERIFY "in/long.cue"},
    {"write raw", {MAKE}, WRITE "--write-mode raw96 in/long.cue", VERIFY "in/long.cue"},
    {"write track-at-once", {MAKE}, WRITE "--write-mode tao in/long.cue", VERIFY "in/long.cue"},
    {"append a session",
     {MAKE, WRITE "--leave-open in/long.cue"},
     WRITE "--append in/longer.cue",
     "redbook-burn info " DEVICE},
    {"blank", {MAKE, WRITE "in/long.cue"}, BLANK, WRITE "in/longer.cue"},
    {"blank and write", {MAKE, WRITE "in/long.cue"}, WRITE "--blank fast in/longer.cue", VERIFY "in/longer.cue"},
};

typedef struct series {
    work w; /* of its shape only the name is used */
    const struct drive_work *of;
    run_result undisturbed;
    long descriptors;
    long tried;
} series;

static void check_rest(series *s)
{
    char ledger[600], descriptors[32];
    run_log_line(&s->w.result, "ledger", ledger, sizeof ledger - 64);
    run_log_line(&s->w.result, "descriptors", descriptors, sizeof descriptors);
    if (atol(ledger) > 0)
        snprintf(ledger + strlen(ledger), 64, ": so many blocks of the program are not freed");
    if (atol(ledger) > 0 && !strstr(s->w.result.output, "virtual memory exhausted"))
        work_fail(&s->w, ledger);
    else if (atol(descriptors) > s->descriptors)
        work_fail(&s->w, "it leaves files open");
}

/* That the disc is blank already is not a failure. */
static void write_again(series *s)
{
    run_line(BLANK, NULL, &s->w.result);
    run_line(WRITE "in/long.cue", NULL, &s->w.result);
    if (s->w.result.status != 0)
        work_fail(&s->w, "it cannot be written again");
    run_line(VERIFY "in/long.cue", NULL, &s->w.result);
    if (s->w.result.status != 0)
        work_fail(&s->w, "what is written again is not the image");
}

static bool disc_is_kept(const series *s)
{
    static tree now;
    bool same = true;
    tree_take(&now, s->w.folder);
    for (size_t i = 0; i < s->w.before.count; i++) {
        const tree_file *file = &s->w.before.files[i];
        same = same && (strncmp(file->name, "disc.", 5) != 0 || tree_file_is(&now, file));
    }
    tree_release(&now);
    return same;
}

/* If the command has done its work before it failed, nothing has to be said. */
static void check_erasure(series *s)
{
    const char *output = s->w.result.output;
    bool says_kept = strstr(output, "nothing was erased");
    bool says_lost = strstr(output, "the disc was blanked") || strstr(output, "blanking was started");
    if (disc_is_kept(s) || says_lost)
        return;
    if (says_kept)
        work_fail(&s->w, "it has erased the disc and says that it has not");
    static run_result checked; /* the output of the failed run is reported */
    run_line(s->of->check, NULL, &checked);
    if (checked.status != 0)
        work_fail(&s->w, "it has erased the disc and does not say so");
}

static void refuse(void *user, const attempt *now)
{
    series *s = user;
    const run_fault fault = {now->call, now->number, now->what};
    char hit[512];
    s->tried++;
    work_restore(&s->w);
    run_line(s->of->line, &fault, &s->w.result);
    run_log_line(&s->w.result, "hit", hit, sizeof hit);
    snprintf(s->w.where, sizeof s->w.where, "%s%s at %s %ld (%.100s)", now->name, now->lasts ? " from there on" : "",
             now->call, now->number, hit);
    int status = s->w.result.status;
    if (s->w.result.signal || s->w.result.killed)
        work_fail(&s->w, "it crashes");
    else if (status != 0 && status != FOREIGN_CRASH && !s->w.result.output[0])
        work_fail(&s->w, "it fails and says nothing");
    if (status != FOREIGN_CRASH)
        check_rest(s);
    if (status == 0) {
        run_line(s->of->check, NULL, &s->w.result);
        if (s->w.result.status != 0)
            work_fail(&s->w, "it ends well, and the disc is not what it should be");
    } else {
        if (strstr(s->of->line, "blank ") && status != FOREIGN_CRASH)
            check_erasure(s);
        write_again(s);
    }
}

static void try_work(const struct drive_work *of, const char *place, uint64_t seed)
{
    static series s;
    const run_fault count = {"any", 0, NULL};
    const shape named = {.name = of->name};
    const tree nothing = {.count = 0};
    char what[128], descriptors[32];
    memset(&s, 0, sizeof s);
    s.of = of;
    s.w.shape = &named;
    snprintf(s.w.folder, sizeof s.w.folder, "%.4000s/" SHAPE_FOLDER, place);
    tree_put(&nothing, s.w.folder, true);
    for (size_t i = 0; i < sizeof of->before / sizeof of->before[0] && of->before[i]; i++) {
        run_line(of->before[i], NULL, &s.w.result);
        if (s.w.result.status != 0)
            work_fail(&s.w, "the disc cannot be made");
    }
    tree_take(&s.w.before, s.w.folder);
    run_line(of->line, &count, &s.undisturbed);
    s.w.result = s.undisturbed;
    if (s.undisturbed.status != 0)
        work_fail(&s.w, "it fails undisturbed");
    run_log_line(&s.undisturbed, "descriptors", descriptors, sizeof descriptors);
    s.descriptors = atol(descriptors);
    long all = refused_visit(&s.undisturbed, work_is_thorough() ? 0 : SHARE, seed, refuse, &s);
    snprintf(what, sizeof what, "%ld faults of %ld", s.tried, all);
    work_report(&s.w, what);
    printf("# %ld faults were injected\n", s.tried);
    work_end(&s.w);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: drives TOOLS LIBRARY PLACE [WORK]\n");
        return 2;
    }
    const char *seed = getenv("FAULTS_SEED");
    run_begin(argv[1], argv[2], argv[3]);
    run_with_servers();
    run_with_ledger();
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < sizeof works / sizeof works[0]; i++)
        if (argc == 4 || strcmp(argv[4], works[i].name) == 0)
            try_work(&works[i], argv[3], (seed ? strtoull(seed, NULL, 10) : 1) + i);
    return run_done();
}
