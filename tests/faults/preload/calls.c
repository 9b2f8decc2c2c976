/*
 * Counts calls, selects the one that gets the fault, and writes the log.
 */
#include "faults/preload/calls.h"

#include "faults/preload/record.h"
#include "faults/preload/server.h"

#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FOREIGN_CRASH    98
#define DESCRIPTORS_SEEN 256
#define BIT(which)       (UINT64_C(1) << (which))

static const char *const names[CALL_COUNT] = {
    "open",     "create",         "read",       "write",     "close",     "fsync",   "rename",        "link",
    "unlink",   "mkdir",          "rmdir",      "ftruncate", "fallocate", "clone",   "copy",          "fchmod",
    "fchown",   "flock",          "lseek",      "stat",      "fstat",     "opendir", "readdir",       "realpath",
    "readlink", "pthread_create", "iconv_open", "malloc",    "calloc",    "realloc", "aligned_alloc",
};

#define MEMORY_CALLS (BIT(CALL_MALLOC) | BIT(CALL_CALLOC) | BIT(CALL_REALLOC) | BIT(CALL_ALIGNED))
#define NAME_CALLS                                                                                                     \
    (BIT(CALL_CREATE) | BIT(CALL_WRITE) | BIT(CALL_FSYNC) | BIT(CALL_RENAME) | BIT(CALL_LINK) | BIT(CALL_UNLINK) |     \
     BIT(CALL_MKDIR) | BIT(CALL_RMDIR) | BIT(CALL_FTRUNCATE) | BIT(CALL_FALLOCATE) | BIT(CALL_CLONE) |                 \
     BIT(CALL_COPY) | BIT(CALL_FCHMOD) | BIT(CALL_FCHOWN))

static const struct group {
    const char *name;
    uint64_t calls;
} groups[] = {
    {"names", NAME_CALLS},
    {"opens", BIT(CALL_OPEN)},
    {"memory", MEMORY_CALLS},
    {"any", ~UINT64_C(0)},
};

static uint64_t counted;
static bool on, with_ledger;
static long chosen, refusal;
static outcome happens = OUTCOME_DIE;
static bool goes_on;
static atomic_long calls;
static atomic_long calls_of[CALL_COUNT];
static char hit[4400]; /* the first call that got a fault */
static atomic_flag hit_is_known = ATOMIC_FLAG_INIT;

void *call_real(const char *name)
{
    return dlsym(RTLD_NEXT, name);
}

/* ------------------------------------------------------------------ crashes */

/* Whose call it was: the frames between this library and libc count; if they are those of the program, it dies of the
   signal as usual. */
static void report_whose(int number)
{
    Dl_info place;
    void *frames[32];
    int count = backtrace(frames, 32);
    for (int i = 0; i < count; i++) {
        const char *name = dladdr(frames[i], &place) ? place.dli_fname : NULL;
        if (!name || strstr(name, "calls.so") || strstr(name, "libc.so"))
            continue;
        if (strstr(name, ".so"))
            _exit(FOREIGN_CRASH);
        break;
    }
    signal(number, SIG_DFL);
    raise(number);
}

/* The first backtrace loads the libraries it needs. */
static void watch_crashes(void)
{
    void *frame[1];
    (void)backtrace(frame, 1);
    signal(SIGSEGV, report_whose);
}

/* ------------------------------------------------------------------ settings */

static uint64_t calls_named(const char *kind)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(groups[i].name, kind) == 0)
            return groups[i].calls;
    for (size_t i = 0; i < CALL_COUNT; i++)
        if (strcmp(names[i], kind) == 0)
            return BIT(i);
    return 0;
}

static void set_what(const char *what)
{
    static const struct {
        const char *name;
        outcome happens;
    } words[] = {{"kill", OUTCOME_DIE}, {"half", OUTCOME_HALF}, {"one", OUTCOME_ONE}, {"end", OUTCOME_END}};
    happens = OUTCOME_FAIL;
    refusal = atol(what);
    goes_on = what[0] && what[strlen(what) - 1] == '+';
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strcmp(words[i].name, what) == 0)
            happens = words[i].happens;
}

__attribute__((constructor)) static void begin(void)
{
    server_begin();
    const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"), *what = getenv("FAULT_WHAT");
    const char *ledger = getenv("FAULT_LEDGER"), *trace = getenv("FAULT_TRACE");
    if (what)
        set_what(what);
    chosen = at ? atol(at) : 0;
    if (chosen > 0 && happens == OUTCOME_FAIL)
        watch_crashes();
    on = kind || trace;
    if (trace)
        record_begin(trace);
    with_ledger = ledger && *ledger;
    if (with_ledger)
        ledger_begin();
    if (kind)
        counted = calls_named(kind);
}

/* ------------------------------------------------------------------ the log */

static int open_descriptors(void)
{
    int found = 0;
    for (int i = STDERR_FILENO + 1; i < DESCRIPTORS_SEEN; i++)
        found += syscall(SYS_fcntl, i, F_GETFD) >= 0;
    return found;
}

/* Lines: the number of calls of the kind; "hit CALL PATH"; "ledger ..."; "descriptors N"; "call NAME NUMBER" each. */
__attribute__((destructor)) static void end(void)
{
    static char text[16384];
    const char *log = getenv("FAULT_LOG");
    size_t used = 0;
    on = false;
    counted = 0;
    record_end();
    if (!log)
        return;
    used += (size_t)snprintf(text, sizeof text, "%ld\n%s", atomic_load(&calls), hit);
    if (with_ledger) {
        used += ledger_report(text + used, sizeof text / 2 - used);
        used += (size_t)snprintf(text + used, sizeof text - used, "descriptors %d\n", open_descriptors());
    }
    for (size_t i = 0; i < CALL_COUNT; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "call %s %ld\n", names[i], atomic_load(&calls_of[i]));
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    (void)!syscall(SYS_write, file, text, used);
    (void)syscall(SYS_close, file);
}

/* ------------------------------------------------------------------ counting */

static void note_hit(call which, int file, const char *path)
{
    char link[64], name[4096] = "";
    if (atomic_flag_test_and_set(&hit_is_known))
        return;
    if (!path && file >= 0) {
        snprintf(link, sizeof link, "/proc/self/fd/%d", file);
        ssize_t got = syscall(SYS_readlink, link, name, sizeof name - 1);
        name[got > 0 ? got : 0] = '\0';
    }
    snprintf(hit, sizeof hit, "hit %s %s\n", names[which], path ? path : name);
}

void call_die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        syscall(SYS_pause);
}

bool calls_are_on(void)
{
    return on;
}

bool call_is_counted(call which)
{
    return (counted & BIT(which)) != 0;
}

outcome call_count(call which, int file, const char *path, bool parts)
{
    if (!call_is_counted(which))
        return OUTCOME_REAL;
    long number = atomic_fetch_add(&calls, 1) + 1;
    atomic_fetch_add(&calls_of[which], 1);
    if (chosen <= 0 || (number != chosen && !(goes_on && number > chosen)))
        return OUTCOME_REAL;
    if (happens == OUTCOME_DIE && !parts)
        call_die();
    note_hit(which, file, path);
    errno = (int)refusal;
    return happens;
}

bool call_fails(call which, int file, const char *path)
{
    return call_count(which, file, path, false) == OUTCOME_FAIL;
}
