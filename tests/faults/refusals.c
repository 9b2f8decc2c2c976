/*
 * refusals TOOLS LIBRARY PLACE [SHAPE] - refuses every shape of writing, and every query, something, at call after call
 *
 * Each call of each kind is refused once with each error that it can give (refused.c); reads and writes transfer fewer
 * bytes than asked for; and the disk is full, memory or descriptors are used up from one call on.
 *
 * Whoever ends well has written the same bytes as ever, printed the same, and left nothing else. Whoever fails says so,
 * names the file that was refused and the reason of the system, and says that nothing was written when that is true and
 * only then; what was there before is there still, or, if it says that something is unsettled, again or new when the next
 * one has looked. Either way nothing that the program allocated or opened is left at its end, and the next run succeeds.
 *
 * FAULTS=all takes every call with every error; otherwise some of them, chosen by FAULTS_SEED.
 */
#include "faults/refused.h"
#include "faults/work.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTHING_WRITTEN "nothing was written"
#define FOREIGN_CRASH   98 /* of the preload library: nobody's are, as long as nothing is lost */
#define SHARE           30 /* so many faults of a shape are tried */
#define WORDS_BYTES     256

/* From one call on, until the end. */
static const refused lasting[] = {
    {"names", "ENOSPC EROFS"},
    {"opens", "EMFILE"},
    {"memory", "ENOMEM"},
};

typedef struct attempt {
    const char *call;
    char name[32]; /* of the error */
    char what[32]; /* for the library */
    int code;
    long number;
    bool lasts;
} attempt;

typedef struct series {
    work w;
    run_result undisturbed;
    const attempt *now;
    char hit_call[32];
    char hit_path[4096];
    long descriptors;
    long tried;
} series;

static long injected; /* in all */

/* ------------------------------------------------------------------ what must be so */

static bool contains(const series *s, const char *text)
{
    return strstr(s->w.result.output, text) != NULL;
}

/* The system's reason, or our word for it. popt and the decoders have their own words for memory. */
static bool is_reported(const series *s)
{
    if (strcmp(s->hit_call, "fstat") == 0) /* of an open file, which no system refuses: only the rest is looked at */
        return true;
    switch (s->now->code) {
    case 0:
        return true;
    case ENOMEM:
        return s->w.result.output[0];
    case EEXIST:
        return contains(s, "already exists") || contains(s, strerror(EEXIST));
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
    case ENXIO:
    case ENAMETOOLONG:
        return true; /* that a file which is there is not there is true for a moment only, and so is what follows */
    case EWOULDBLOCK:
        return contains(s, "another redbook process") || contains(s, strerror(EWOULDBLOCK));
    default:
        return contains(s, strerror(s->now->code));
    }
}

/* The file that was refused, or the one that it is to become, or its folder. */
static bool is_named(const series *s)
{
    char name[4096];
    const char *slash = strrchr(s->hit_path, '/');
    snprintf(name, sizeof name, "%s", slash ? slash + 1 : s->hit_path);
    char *suffix = strstr(name, ".redbook-");
    if (suffix)
        *suffix = '\0';
    return !name[0] || strcmp(name, ".") == 0 || strchr(name, ' ') || contains(s, name) ||
           (suffix && contains(s, "redbook-journal")) || strcmp(s->hit_call, "fstat") == 0;
}

static void check_rest(series *s)
{
    char ledger[512], descriptors[32];
    run_log_line(&s->w.result, "ledger", ledger, sizeof ledger);
    run_log_line(&s->w.result, "descriptors", descriptors, sizeof descriptors);
    if (contains(s, "virtual memory exhausted")) /* popt ends the program */
        return;
    if (atol(ledger) > 0) {
        char what[600];
        snprintf(what, sizeof what, "memory of the program is not freed: %s", ledger);
        work_fail(&s->w, what);
    } else if (atol(descriptors) > s->descriptors)
        work_fail(&s->w, "it leaves files open");
}

/* What cannot be removed is left. */
static bool may_leave(const series *s)
{
    return strcmp(s->hit_call, "unlink") == 0 || (s->now->lasts && strcmp(s->now->call, "names") == 0);
}

/* A file that is shorter now is read as what it is, and what comes of it is neither the old nor the new. */
static bool is_other_work(const series *s)
{
    return strcmp(s->now->name, "end") == 0 && s->w.result.status == s->undisturbed.status;
}

static void check_success(series *s)
{
    unsigned state = work_look(&s->w);
    if (is_other_work(s)) {
        check_rest(s);
        return;
    }
    if (!(state & WORK_AFTER))
        work_fail(&s->w, "it ends well and the files are not those of an undisturbed run");
    else if (state & WORK_OURS && !may_leave(s))
        work_fail(&s->w, "it ends well and leaves unfinished files");
    else if (s->w.shape->reader == NULL && strcmp(s->w.result.output, s->undisturbed.output) != 0 &&
             !contains(s, "note:") && !contains(s, "warning:"))
        work_fail(&s->w, "it ends well and does not print what an undisturbed run prints");
    check_rest(s);
}

static void check_failure(series *s)
{
    unsigned state = work_look(&s->w);
    bool claims_nothing = contains(s, NOTHING_WRITTEN), writes = s->w.shape->reader && !s->w.shape->is_mute;
    if (!s->w.result.output[0])
        work_fail(&s->w, "it fails and says nothing");
    else if (claims_nothing && !(state & WORK_BEFORE))
        work_fail(&s->w, "it says that nothing was written, and something was");
    else if (writes && !claims_nothing && s->now->code != ENOMEM && !(state & WORK_AFTER) && !(state & WORK_JOURNAL))
        work_fail(&s->w, "it does not say that nothing was written, and nothing was");
    else if (state & WORK_OURS && !may_leave(s) && !(state & WORK_JOURNAL))
        work_fail(&s->w, "it fails and leaves unfinished files");
    else if (!s->w.shape->is_mute && !is_reported(s))
        work_fail(&s->w, "it fails and does not say why");
    else if (!s->w.shape->is_mute && s->now->code != ENOMEM && !s->now->lasts && !is_named(s)) {
        char what[4400];
        snprintf(what, sizeof what, "it fails and does not name what was refused, '%s'", s->hit_path);
        work_fail(&s->w, what);
    }
    check_rest(s);
}

/* Whatever was left is no business of the user's. */
static void check_next(series *s)
{
    work *w = &s->w;
    bool finished = work_look(w) & WORK_AFTER;
    if (w->shape->reader)
        run_line(w->shape->reader, NULL, &w->result);
    unsigned state = work_look(w);
    if (!(state & (WORK_BEFORE | WORK_AFTER)) || state & WORK_JOURNAL)
        work_fail(w, "after a reader has looked, neither the old files nor the new ones are there");
    finished = finished || state & WORK_AFTER;
    work_run(w, NULL);
    bool declined = w->result.status == 1 && strstr(w->result.output, "already exists") && !w->shape->before;
    state = work_look(w);
    if (w->result.status != s->undisturbed.status && !(finished && declined))
        work_fail(w, "the next run of the same work fails");
    else if (!(state & WORK_AFTER) || state & WORK_OURS)
        work_fail(w, "after the next run, not just the new files are there");
}

/* ------------------------------------------------------------------ one fault */

static void read_hit(series *s)
{
    char line[4400];
    run_log_line(&s->w.result, "hit", line, sizeof line);
    char *blank = strchr(line, ' ');
    snprintf(s->hit_path, sizeof s->hit_path, "%.4000s", blank ? blank + 1 : "");
    if (blank)
        *blank = '\0';
    snprintf(s->hit_call, sizeof s->hit_call, "%.31s", line);
}

static void refuse(series *s, const attempt *now)
{
    const run_fault fault = {now->call, now->number, now->what};
    work *w = &s->w;
    s->now = now;
    s->tried++;
    injected++;
    work_restore(w);
    work_run(w, &fault);
    read_hit(s);
    snprintf(w->where, sizeof w->where, "%s%s at %s %ld (%.60s)", now->name, now->lasts ? " from there on" : "",
             now->call, now->number, s->hit_path);
    if (w->result.signal || w->result.killed)
        work_fail(w, "it crashes");
    else if (w->result.status == FOREIGN_CRASH && !(work_look(w) & (WORK_BEFORE | WORK_AFTER)))
        work_fail(w, "another library crashes, and the files are neither the old nor the new");
    else if (w->result.status == s->undisturbed.status || w->result.status == 0 || w->result.status == 3)
        check_success(s);
    else if (w->result.status != FOREIGN_CRASH)
        check_failure(s);
    unsigned state = work_look(w);
    bool unsettled = state & WORK_OURS || !(state & (WORK_BEFORE | WORK_AFTER));
    if (w->failures == 0 && unsettled && !is_other_work(s))
        check_next(s);
}

/* ------------------------------------------------------------------ all faults of a shape */

static long count_of(const series *s, const char *call)
{
    static const struct {
        const char *group, *call;
    } members[] = {
        {"names", "create"},    {"names", "write"},     {"names", "fsync"},          {"names", "rename"},
        {"names", "link"},      {"names", "unlink"},    {"names", "mkdir"},          {"names", "rmdir"},
        {"names", "ftruncate"}, {"names", "fallocate"}, {"names", "clone"},          {"names", "copy"},
        {"names", "fchmod"},    {"names", "fchown"},    {"opens", "open"},           {"memory", "malloc"},
        {"memory", "calloc"},   {"memory", "realloc"},  {"memory", "aligned_alloc"},
    };
    char word[64], number[32];
    long count = 0;
    snprintf(word, sizeof word, "call %s", call);
    run_log_line(&s->undisturbed, word, number, sizeof number);
    if (number[0])
        return atol(number);
    for (size_t i = 0; i < sizeof members / sizeof members[0]; i++)
        if (strcmp(members[i].group, call) == 0)
            count += count_of(s, members[i].call);
    return count;
}

typedef void attempt_visitor(series *s, const attempt *now);

/* Every attempt there is, in order. first and step: which of them are visited. */
static long visit(series *s, const refused *row, bool lasts, long first, long step, attempt_visitor *visitor)
{
    char words[WORDS_BYTES];
    long number = 0, calls = count_of(s, row->call);
    snprintf(words, sizeof words, "%s", row->what);
    for (char *word = strtok(words, " "); word; word = strtok(NULL, " ")) {
        attempt now = {.call = row->call, .code = refused_code(word), .lasts = lasts};
        snprintf(now.name, sizeof now.name, "%s", word);
        if (now.code)
            snprintf(now.what, sizeof now.what, "%d%s", now.code, lasts ? "+" : "");
        else
            snprintf(now.what, sizeof now.what, "%s", word);
        for (now.number = 1; now.number <= calls; now.number++, number++)
            if (visitor && number >= first && (number - first) % step == 0)
                visitor(s, &now);
    }
    return number;
}

static void report(series *s, const char *what, long all)
{
    char text[128];
    snprintf(text, sizeof text, "%s: %ld of %ld faults", what, s->tried, all);
    work_report(&s->w, text);
    s->w.failures = 0;
    s->w.why[0] = '\0';
    s->tried = 0;
}

static void visit_thoroughly(series *s)
{
    const size_t lasting_count = sizeof lasting / sizeof lasting[0];
    for (size_t i = 0; i < refused_count + lasting_count; i++) {
        bool lasts = i >= refused_count;
        const refused *row = lasts ? &lasting[i - refused_count] : &refused_calls[i];
        char name[64];
        snprintf(name, sizeof name, "%s refused%s", row->call, lasts ? " from there on" : "");
        long all = visit(s, row, lasts, 0, 1, refuse);
        if (all > 0)
            report(s, name, all);
    }
}

static void visit_some(series *s, uint64_t seed)
{
    const size_t lasting_count = sizeof lasting / sizeof lasting[0];
    long all = 0, before = 0;
    for (size_t i = 0; i < refused_count + lasting_count; i++)
        all += i < refused_count ? visit(s, &refused_calls[i], false, 0, 1, NULL)
                                 : visit(s, &lasting[i - refused_count], true, 0, 1, NULL);
    long step = all / SHARE + 1, next = (long)(seed % (uint64_t)step);
    for (size_t i = 0; i < refused_count + lasting_count; i++) {
        const refused *row = i < refused_count ? &refused_calls[i] : &lasting[i - refused_count];
        long here = visit(s, row, i >= refused_count, 0, 1, NULL);
        if (next < before + here)
            (void)visit(s, row, i >= refused_count, next - before, step, refuse);
        while (next < before + here)
            next += step;
        before += here;
    }
    report(s, "refused", all);
}

static void try_shape(const shape *tried, const char *place, uint64_t seed)
{
    static series s;
    char descriptors[32];
    memset(&s, 0, sizeof s);
    (void)work_begin(&s.w, tried, place, "any");
    s.undisturbed = s.w.result;
    run_log_line(&s.undisturbed, "descriptors", descriptors, sizeof descriptors);
    s.descriptors = atol(descriptors);
    if (s.w.failures > 0)
        report(&s, "undisturbed", 0);
    else if (work_is_thorough())
        visit_thoroughly(&s);
    else
        visit_some(&s, seed * UINT64_C(0x9E3779B97F4A7C15) >> 7);
    work_end(&s.w);
}

int main(int argc, char **argv)
{
    if (argc < 4) {
        fprintf(stderr, "usage: refusals TOOLS LIBRARY PLACE [SHAPE]\n");
        return 2;
    }
    const char *seed = getenv("FAULTS_SEED");
    run_begin(argv[1], argv[2], argv[3]);
    run_with_ledger();
    shapes_prepare(argv[3]);
    for (size_t i = 0; i < shape_count + query_count; i++) {
        const shape *tried = i < shape_count ? &shapes[i] : &queries[i - shape_count];
        if (argc == 4 || strcmp(argv[4], tried->name) == 0)
            try_shape(tried, argv[3], (seed ? strtoull(seed, NULL, 10) : 1) + i);
    }
    printf("# %ld faults were injected\n", injected);
    return run_done();
}
