/*
 * A library that is loaded before all others and stops a program, or refuses it something, at its own call choice. What
 * counts is decided by FAULT_KIND, which call by FAULT_AT (from 1; 0 or nothing: none), what happens by FAULT_WHAT:
 *
 *   names   every call that changes a name, a length or bytes of a file
 *   opens   every file that is opened to be read
 *   memory  every piece of memory that is asked for
 *
 *   kill    the process dies there; of bytes to be written, half has been
 *   an errno in digits: the call fails with it, this once
 *   the same with + after it: and all that follow
 *
 * A crash inside another library - decoders are not all prepared to get no memory - ends the program with 98, so that
 * it can be distinguished from one of ours. At the end the number of calls that counted is written to FAULT_LOG. Only
 * the kind chosen is counted, and nothing is known about who calls: decoders and encoders are hit as well.
 */
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { NOTHING, NAMES, OPENS, MEMORY };

static enum kind counted;
static long chosen, refusal;
static bool goes_on;
static atomic_long calls;

#define FOREIGN_CRASH 98

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

/* Whose call it was: what is between us and libc counts, and where that is the program, it dies of the signal as ever. */
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

/* The first look at the stack loads what it needs. */
static void watch_crashes(void)
{
    void *frame[1];
    (void)backtrace(frame, 1);
    signal(SIGSEGV, report_whose);
}

__attribute__((constructor)) static void begin(void)
{
    const char *kind = getenv("FAULT_KIND"), *at = getenv("FAULT_AT"), *what = getenv("FAULT_WHAT");
    chosen = at ? atol(at) : 0;
    refusal = what && strcmp(what, "kill") != 0 ? atol(what) : 0;
    goes_on = what && *what && what[strlen(what) - 1] == '+';
    if (chosen > 0 && refusal > 0)
        watch_crashes();
    if (kind)
        counted = kind[0] == 'n' ? NAMES : kind[0] == 'o' ? OPENS : MEMORY;
}

__attribute__((destructor)) static void end(void)
{
    char text[24];
    const char *log = getenv("FAULT_LOG");
    size_t length = sizeof text;
    long number = atomic_load(&calls);
    counted = NOTHING;
    if (!log)
        return;
    do
        text[--length] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    int file = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    (void)!syscall(SYS_write, file, text + length, sizeof text - length);
    (void)syscall(SYS_close, file);
}

/* True when this call is the one. */
static bool is_hit(enum kind kind)
{
    if (kind != counted)
        return false;
    long number = atomic_fetch_add(&calls, 1) + 1;
    return chosen > 0 && (number == chosen || (goes_on && number > chosen));
}

static void die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        syscall(SYS_pause);
}

/* True when the call is to fail, with errno set. */
static bool fails(enum kind kind)
{
    if (!is_hit(kind))
        return false;
    if (refusal == 0)
        die();
    errno = (int)refusal;
    return true;
}

/* ------------------------------------------------------------------ names and lengths */

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* Calls with plain arguments: type, name, parameters, arguments. */
#define CHANGES(name, parameters, arguments)                                                                           \
    int name parameters                                                                                                \
    {                                                                                                                  \
        return fails(NAMES) ? -1 : REAL(name) arguments;                                                               \
    }

CHANGES(rename, (const char *from, const char *to), (from, to))
CHANGES(renameat, (int a, const char *from, int b, const char *to), (a, from, b, to))
CHANGES(renameat2, (int a, const char *from, int b, const char *to, unsigned flags), (a, from, b, to, flags))
CHANGES(link, (const char *from, const char *to), (from, to))
CHANGES(linkat, (int a, const char *from, int b, const char *to, int flags), (a, from, b, to, flags))
CHANGES(unlink, (const char *path), (path))
CHANGES(unlinkat, (int folder, const char *path, int flags), (folder, path, flags))
CHANGES(ftruncate, (int file, off_t size), (file, size))
CHANGES(ftruncate64, (int file, off64_t size), (file, size))
CHANGES(fsync, (int file), (file))
CHANGES(fdatasync, (int file), (file))
CHANGES(syncfs, (int file), (file))
CHANGES(fallocate, (int file, int mode, off_t offset, off_t size), (file, mode, offset, size))
CHANGES(fallocate64, (int file, int mode, off64_t offset, off64_t size), (file, mode, offset, size))
CHANGES(fchmod, (int file, mode_t mode), (file, mode))
CHANGES(fchown, (int file, uid_t user, gid_t group), (file, user, group))
CHANGES(mkdir, (const char *path, mode_t mode), (path, mode))
CHANGES(rmdir, (const char *path), (path))

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t size, unsigned flags)
{
    return fails(NAMES) ? -1 : REAL(copy_file_range)(from, from_offset, to, to_offset, size, flags);
}

int ioctl(int file, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (request == FICLONERANGE && fails(NAMES))
        return -1;
    return REAL(ioctl)(file, request, argument);
}

/* What goes to a terminal or a pipe is no file. */
static bool is_file(int file)
{
    struct stat about;
    return file > STDERR_FILENO && fstat(file, &about) == 0 && S_ISREG(about.st_mode);
}

ssize_t write(int file, const void *data, size_t size)
{
    if (counted != NAMES || !is_file(file) || !is_hit(NAMES))
        return syscall(SYS_write, file, data, size);
    if (refusal == 0) {
        (void)!syscall(SYS_write, file, data, size / 2);
        die();
    }
    errno = (int)refusal;
    return -1;
}

static ssize_t write_at(int file, const void *data, size_t size, off64_t offset)
{
    if (counted != NAMES || !is_file(file) || !is_hit(NAMES))
        return syscall(SYS_pwrite64, file, data, size, offset);
    if (refusal == 0) {
        (void)!syscall(SYS_pwrite64, file, data, size / 2, offset);
        die();
    }
    errno = (int)refusal;
    return -1;
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
    return write_at(file, data, size, offset);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    return write_at(file, data, size, offset);
}

/* ------------------------------------------------------------------ opening */

static int open_file(int folder, const char *path, int flags, mode_t mode)
{
    bool changes = (flags & (O_CREAT | O_TRUNC)) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
    bool reads = (flags & (O_ACCMODE | O_DIRECTORY)) == O_RDONLY;
    if ((changes && fails(NAMES)) || (!changes && reads && fails(OPENS)))
        return -1;
    return (int)syscall(SYS_openat, folder, path, flags, mode);
}

#define OPENS_FILE(name, folder_parameter, folder)                                                                     \
    int name(folder_parameter const char *path, int flags, ...)                                                        \
    {                                                                                                                  \
        va_list arguments;                                                                                             \
        va_start(arguments, flags);                                                                                    \
        mode_t mode = flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY)) ? va_arg(arguments, mode_t) : 0;                  \
        va_end(arguments);                                                                                             \
        return open_file(folder, path, flags, mode);                                                                   \
    }
#define COMMA     ,
#define IN_FOLDER int at COMMA

OPENS_FILE(open, , AT_FDCWD)
OPENS_FILE(open64, , AT_FDCWD)
OPENS_FILE(openat, IN_FOLDER, at)
OPENS_FILE(openat64, IN_FOLDER, at)

/* ------------------------------------------------------------------ memory */

void *malloc(size_t size)
{
    return counted == MEMORY && fails(MEMORY) ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    return counted == MEMORY && fails(MEMORY) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    return counted == MEMORY && fails(MEMORY) ? NULL : __libc_realloc(old, size);
}
