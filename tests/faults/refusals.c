/*
 * refusals TOOLS LIBRARY PLACE [SHAPE] - makes single calls of every command that writes, and of every query, fail
 *
 * Each call of each kind fails once with each error that it can have (refused.c); reads and writes transfer fewer bytes
 * than requested; and from one call on the disk is full, or memory or descriptors are exhausted.
 *
 * A command that succeeds has written the same bytes as without the fault, printed the same, and left no other files. A
 * command that fails prints an error with the name of the file and the reason of the system, and "nothing was written" if
 * and only if that is true. The previous files are unchanged or, if there is a journal, the old or the new files are
 * complete after the next reader. In both cases the program frees and closes everything that it allocated or opened, and
 * the next run succeeds.
 *
 * FAULTS=all tries every call with every error; otherwise a selection by FAULTS_SEED, and what failed once.
 */
#include "faults/refused.h"
#include "faults/work.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTHING_WRITTEN "nothing was written"
#define FOREIGN_CRASH                                                                                                  \
    98           /* exit code of the preload library for a crash in another library, accepted if no data is lost */
#define SHARE 30 /* faults that are tried for each command */

/* Rows in which a defect was found: all their calls are tried in the selection too. */
static const struct found {
    const char *shape, *call, *error;
} found[] = {
    {"CHD, new", "fstat", "EIO"},
    {"author of songs, replaced", "open", "ENOENT"},
    {"author of songs, replaced", "readdir", "EIO"},
    {"check of a CHD", "malloc", "ENOMEM"},
    {"check of a CHD", "read", "EIO"},
    {"check of a CHD", "realloc", "ENOMEM"},
    {"compare of subchannels", "stat", "EACCES"},
    {"edit of sheet and packs", "memory", "ENOMEM"},
    {"edit of sheet and packs", "readdir", "EIO"},
    {"extract with tags, new", "read", "EINTR"},
    {"extract, new", "fsync", "EIO"},
    {"extract, new", "mkdir", "EEXIST"},
    {"info of a drive", "stat", "EACCES"},
    {"manifest, new", "realpath", "EACCES"},
    {"match", "malloc", "ENOMEM"},
    {"match, renamed", "fsync", "EIO"},
    {"match, renamed", "open", "EACCES"},
    {"match, renamed", "stat", "EIO"},
    {"match, renamed", "opendir", "EMFILE"},
    {"match, renamed", "opens", "EMFILE"},
    {"the sheet in a CHD, new", "read", "EIO"},
};

typedef struct series {
    work w;
    run_result undisturbed;
    const attempt *now;
    char hit_call[32];
    char hit_path[4096];
    long descriptors;
    long tried;
    long all;
    const char *row; /* the call that failed last */
    bool row_lasts;
} series;

static long injected; /* in total */

/* ------------------------------------------------------------------ conditions */

static bool contains(const series *s, const char *text)
{
    return strstr(s->w.result.output, text) != NULL;
}

/* The reason of the system, or redbook's message for it. popt and the decoders have other messages for lack of memory. */
static bool is_reported(const series *s)
{
    if (strcmp(s->hit_call, "fstat") == 0) /* fails for no open file in practice: the message is not checked */
        return true;
    if (strcmp(s->hit_call, "stat") == 0 && strncmp(s->hit_path, "disc.", 5) == 0)
        return true; /* of the virtual recorder, which then looks for other files */
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
        return true; /* the file exists and is missing for this call only: the message may be about a consequence */
    case EWOULDBLOCK:
        return contains(s, "another redbook process") || contains(s, "the virtual drive is in use") ||
               contains(s, strerror(EWOULDBLOCK));
    default:
        return contains(s, strerror(s->now->code));
    }
}

/* A file of the virtual recorder that appears shorter is a disc with zeros, and a valid one. */
static bool is_shorter_disc(const series *s)
{
    return strcmp(s->now->name, "end") == 0 && strstr(s->hit_path, "/drive/disc.");
}

/* The folder in which all commands run: they have no name for it. */
static bool is_working_folder(const series *s)
{
    size_t length = strlen(s->hit_path);
    return strncmp(s->w.folder, s->hit_path, length) == 0 && strcmp(s->w.folder + length, "/" SHAPE_FOLDER) == 0;
}

/* The file whose call failed, or its final name, or its folder. */
static bool is_named(const series *s)
{
    char name[4096];
    if (is_working_folder(s) || is_shorter_disc(s))
        return true;
    if (strcmp(s->hit_call, "flock") == 0 &&
        contains(s, "the virtual drive is in use")) /* of the drive, not of its lock */
        return true;
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

/* Files that cannot be removed remain, and a record that cannot be read, which the message names. */
static bool may_leave(const series *s)
{
    return strcmp(s->hit_call, "unlink") == 0 || (s->now->lasts && strcmp(s->now->call, "names") == 0) ||
           (s->now->lasts && contains(s, ".redbook-renamed"));
}

/*
 * A file that appears shorter is read as a valid one, and an image may be made without its file of texts, with a warning:
 * the result is neither the old disc nor the new one.
 */
static bool is_other_work(const series *s)
{
    bool warned = contains(s, "warning:") && !strstr(s->undisturbed.output, "warning:");
    return (strcmp(s->now->name, "end") == 0 || warned) && s->w.result.status == s->undisturbed.status;
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

/*
 * An operand that cannot be examined, or listed if it is a folder, ends the command as a wrong command line does, before
 * any work. The message names it, or a file in it.
 */
static bool is_of_command_line(const series *s)
{
    char path[4096];
    const char *reason = strstr(s->w.result.output, ": cannot be examined");
    if (!reason)
        reason = strstr(s->w.result.output, ": the folder cannot be listed");
    const char *from = strstr(s->w.result.output, "error: ");
    if (!reason || !from || from > reason)
        return false;
    from += strlen("error: ");
    snprintf(path, sizeof path, "%.*s", (int)(reason - from), from);
    if (strstr(s->w.shape->line, path))
        return true;
    char *name = strrchr(path, '/');
    if (name)
        *name = '\0';
    return name && strstr(s->w.shape->line, path);
}

static void check_failure(series *s)
{
    unsigned state = work_look(&s->w);
    bool claims_nothing = contains(s, NOTHING_WRITTEN);
    bool writes = s->w.shape->reader && !s->w.shape->is_mute && strncmp(s->w.shape->line, "redbook ", 8) == 0;
    if (!s->w.result.output[0])
        work_fail(&s->w, "it fails and says nothing");
    else if (claims_nothing && !(state & WORK_BEFORE))
        work_fail(&s->w, "it says that nothing was written, and something was");
    else if (writes && !claims_nothing && !is_of_command_line(s) && s->now->code != ENOMEM && !(state & WORK_AFTER) &&
             !(state & WORK_JOURNAL))
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

/* The next run needs no manual cleanup. */
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

static void report(series *s, const char *what)
{
    char text[128];
    snprintf(text, sizeof text, "%s: %ld faults of %ld", what, s->tried, s->all);
    work_report(&s->w, text);
    s->w.failures = 0;
    s->w.why[0] = '\0';
    s->tried = 0;
}

/* With FAULTS=all, each call has its own result. */
static void refuse_next(void *user, const attempt *now)
{
    series *s = user;
    bool other = s->tried > 0 && (strcmp(s->row, now->call) != 0 || s->row_lasts != now->lasts);
    if (work_is_thorough() && other)
        report(s, s->row);
    s->row = now->call;
    s->row_lasts = now->lasts;
    refuse(s, now);
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
    s.all = refused_visit(&s.undisturbed, 0, 0, NULL, NULL);
    if (s.w.failures == 0)
        (void)refused_visit(&s.undisturbed, work_is_thorough() ? 0 : SHARE, seed, refuse_next, &s);
    for (size_t i = 0; i < sizeof found / sizeof found[0] && !work_is_thorough(); i++)
        if (s.w.failures == 0 && strcmp(found[i].shape, tried->name) == 0)
            refused_visit_row(&s.undisturbed, found[i].call, found[i].error, refuse_next, &s);
    report(&s, work_is_thorough() && s.row ? s.row : "refused");
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
    run_with_servers();
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
