/*
 * Calls on files.
 */
#include "faults/preload/calls.h"
#include "faults/preload/record.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <linux/fs.h>
#include <linux/magic.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NO_FILE (-1)

/* ------------------------------------------------------------------ names */

static int rename_file(int a, const char *from, int b, const char *to, unsigned flags)
{
    if (call_fails(CALL_RENAME, NO_FILE, from))
        return -1;
    int done = (int)syscall(SYS_renameat2, a, from, b, to, flags);
    if (done == 0)
        record_names(RECORD_RENAME, a, from, b, to);
    return done;
}

int rename(const char *from, const char *to)
{
    return rename_file(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int renameat(int a, const char *from, int b, const char *to)
{
    return rename_file(a, from, b, to, 0);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    return rename_file(a, from, b, to, flags);
}

int linkat(int a, const char *from, int b, const char *to, int flags)
{
    if (call_fails(CALL_LINK, NO_FILE, from))
        return -1;
    int done = (int)syscall(SYS_linkat, a, from, b, to, flags);
    if (done == 0)
        record_names(RECORD_LINK, a, from, b, to);
    return done;
}

int link(const char *from, const char *to)
{
    return linkat(AT_FDCWD, from, AT_FDCWD, to, 0);
}

int unlinkat(int folder, const char *path, int flags)
{
    bool of_folder = flags & AT_REMOVEDIR;
    if (call_fails(of_folder ? CALL_RMDIR : CALL_UNLINK, NO_FILE, path))
        return -1;
    int done = (int)syscall(SYS_unlinkat, folder, path, flags);
    if (done == 0)
        record_names(of_folder ? RECORD_RMDIR : RECORD_UNLINK, folder, path, AT_FDCWD, NULL);
    return done;
}

int unlink(const char *path)
{
    return unlinkat(AT_FDCWD, path, 0);
}

int rmdir(const char *path)
{
    return unlinkat(AT_FDCWD, path, AT_REMOVEDIR);
}

int mkdirat(int folder, const char *path, mode_t mode)
{
    if (call_fails(CALL_MKDIR, NO_FILE, path))
        return -1;
    int done = (int)syscall(SYS_mkdirat, folder, path, mode);
    if (done == 0)
        record_names(RECORD_MKDIR, folder, path, AT_FDCWD, NULL);
    return done;
}

int mkdir(const char *path, mode_t mode)
{
    return mkdirat(AT_FDCWD, path, mode);
}

/* ------------------------------------------------------------------ lengths, flushes, modes */

static int resize(int file, off_t size)
{
    if (call_fails(CALL_FTRUNCATE, file, NULL))
        return -1;
    int done = (int)syscall(SYS_ftruncate, file, size);
    if (done == 0)
        record_resize(file, size);
    return done;
}

int ftruncate(int file, off_t size)
{
    return resize(file, size);
}

int ftruncate64(int file, off64_t size)
{
    return resize(file, size);
}

/* Space reserved past the end of a file: no bytes change. */
static int reserve(int file, int mode, off_t offset, off_t size)
{
    return call_fails(CALL_FALLOCATE, file, NULL) ? -1 : (int)syscall(SYS_fallocate, file, mode, offset, size);
}

int fallocate(int file, int mode, off_t offset, off_t size)
{
    return reserve(file, mode, offset, size);
}

int fallocate64(int file, int mode, off64_t offset, off64_t size)
{
    return reserve(file, mode, offset, size);
}

/* A file system in memory is reported as one on a disk. */
static int about_system(int file, struct statfs *about)
{
    int done = (int)syscall(SYS_fstatfs, file, about);
    if (done == 0 && calls_are_on() && about->f_type == TMPFS_MAGIC)
        about->f_type = EXT4_SUPER_MAGIC;
    return done;
}

int fstatfs(int file, struct statfs *about)
{
    return about_system(file, about);
}

int fstatfs64(int file, struct statfs64 *about)
{
    return about_system(file, (struct statfs *)about);
}

static int flush(int file, long number)
{
    if (call_fails(CALL_FSYNC, file, NULL))
        return -1;
    int done = (int)syscall(number, file);
    if (done == 0 && number == SYS_syncfs)
        record_sync();
    else if (done == 0)
        record_flush(file);
    return done;
}

int fsync(int file)
{
    return flush(file, SYS_fsync);
}

int fdatasync(int file)
{
    return flush(file, SYS_fdatasync);
}

int syncfs(int file)
{
    return flush(file, SYS_syncfs);
}

int fchmod(int file, mode_t mode)
{
    return call_fails(CALL_FCHMOD, file, NULL) ? -1 : (int)syscall(SYS_fchmod, file, mode);
}

int fchown(int file, uid_t user, gid_t group)
{
    return call_fails(CALL_FCHOWN, file, NULL) ? -1 : (int)syscall(SYS_fchown, file, user, group);
}

int flock(int file, int operation)
{
    return call_fails(CALL_FLOCK, file, NULL) ? -1 : (int)syscall(SYS_flock, file, operation);
}

/* ------------------------------------------------------------------ bytes */

/* Output to a terminal or a pipe does not count as a file. */
static bool is_file(int file)
{
    struct stat about;
    return file > STDERR_FILENO && syscall(SYS_fstat, file, &about) == 0 && S_ISREG(about.st_mode);
}

static size_t part_of(size_t size, outcome result)
{
    return result == OUTCOME_END ? 0 : result == OUTCOME_ONE ? size > 0 : size / 2 + size % 2;
}

static ssize_t read_file(int file, void *data, size_t size, off_t offset, bool positioned)
{
    outcome result =
        call_is_counted(CALL_READ) && is_file(file) ? call_count(CALL_READ, file, NULL, false) : OUTCOME_REAL;
    if (result == OUTCOME_FAIL)
        return -1;
    if (result != OUTCOME_REAL)
        size = part_of(size, result);
    return positioned ? syscall(SYS_pread64, file, data, size, offset) : syscall(SYS_read, file, data, size);
}

ssize_t read(int file, void *data, size_t size)
{
    return read_file(file, data, size, 0, false);
}

ssize_t pread(int file, void *data, size_t size, off_t offset)
{
    return read_file(file, data, size, offset, true);
}

ssize_t pread64(int file, void *data, size_t size, off64_t offset)
{
    return read_file(file, data, size, offset, true);
}

static ssize_t write_file(int file, const void *data, size_t size, off_t offset, bool positioned)
{
    if (!calls_are_on() || !is_file(file))
        return positioned ? syscall(SYS_pwrite64, file, data, size, offset) : syscall(SYS_write, file, data, size);
    outcome result = call_count(CALL_WRITE, file, NULL, true);
    if (result == OUTCOME_FAIL)
        return -1;
    if (result == OUTCOME_HALF || result == OUTCOME_ONE)
        size = part_of(size, result);
    if (result == OUTCOME_DIE)
        size /= 2;
    if (!positioned)
        offset = syscall(SYS_lseek, file, 0, SEEK_CUR);
    ssize_t done = positioned ? syscall(SYS_pwrite64, file, data, size, offset) : syscall(SYS_write, file, data, size);
    if (result == OUTCOME_DIE)
        call_die();
    if (done > 0)
        record_write(file, data, (size_t)done, offset);
    return done;
}

ssize_t write(int file, const void *data, size_t size)
{
    return write_file(file, data, size, 0, false);
}

ssize_t pwrite(int file, const void *data, size_t size, off_t offset)
{
    return write_file(file, data, size, offset, true);
}

ssize_t pwrite64(int file, const void *data, size_t size, off64_t offset)
{
    return write_file(file, data, size, offset, true);
}

ssize_t copy_file_range(int from, off64_t *from_offset, int to, off64_t *to_offset, size_t size, unsigned flags)
{
    outcome result = call_count(CALL_COPY, to, NULL, false);
    if (result == OUTCOME_FAIL)
        return -1;
    if (result != OUTCOME_REAL)
        size = part_of(size, result);
    off64_t at = to_offset ? *to_offset : syscall(SYS_lseek, to, 0, SEEK_CUR);
    ssize_t done = syscall(SYS_copy_file_range, from, from_offset, to, to_offset, size, flags);
    if (done > 0)
        record_copied(to, (size_t)done, at);
    return done;
}

/* As on a file system that shares blocks: whole blocks, or the last one of both files. */
static int share_blocks(int file, const struct file_clone_range *range)
{
    const uint64_t block = 4096;
    char bytes[4096];
    if (range->src_offset % block || range->dest_offset % block || range->src_length % block) {
        errno = EINVAL;
        return -1;
    }
    for (uint64_t done = 0; done < range->src_length; done += block) {
        long got = syscall(SYS_pread64, range->src_fd, bytes, sizeof bytes, range->src_offset + done);
        if (got != (long)sizeof bytes) {
            errno = EINVAL;
            return -1;
        }
        if (syscall(SYS_pwrite64, file, bytes, sizeof bytes, range->dest_offset + done) != (long)sizeof bytes)
            return -1;
    }
    return 0;
}

int ioctl(int file, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (request != FICLONERANGE || !calls_are_on())
        return (int)syscall(SYS_ioctl, file, request, argument);
    const struct file_clone_range *range = argument;
    if (call_fails(CALL_CLONE, file, NULL))
        return -1;
    int done = share_blocks(file, range);
    if (done == 0)
        record_copied(file, (size_t)range->src_length, (off_t)range->dest_offset);
    return done;
}

static off_t seek(int file, off_t offset, int from)
{
    return is_file(file) && call_fails(CALL_LSEEK, file, NULL) ? -1 : syscall(SYS_lseek, file, offset, from);
}

off_t lseek(int file, off_t offset, int from)
{
    return seek(file, offset, from);
}

off64_t lseek64(int file, off64_t offset, int from)
{
    return seek(file, offset, from);
}

/* ------------------------------------------------------------------ opening and closing */

static int open_file(int folder, const char *path, int flags, mode_t mode)
{
    bool unnamed = (flags & O_TMPFILE) == O_TMPFILE, creates = unnamed || (flags & (O_CREAT | O_TRUNC)) != 0;
    struct stat about;
    if (call_fails(creates ? CALL_CREATE : CALL_OPEN, NO_FILE, path))
        return -1;
    bool is_new = calls_are_on() && (flags & O_CREAT) && !unnamed &&
                  syscall(SYS_newfstatat, folder, path, &about, AT_SYMLINK_NOFOLLOW) != 0;
    int file = (int)syscall(SYS_openat, folder, path, flags, mode);
    if (file >= 0 && is_new)
        record_create(folder, path, file);
    else if (file >= 0 && (flags & O_TRUNC))
        record_resize(file, 0);
    return file;
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

/* A close that fails has closed the file nevertheless. */
int close(int file)
{
    bool fails = is_file(file) && call_fails(CALL_CLOSE, file, NULL);
    int code = errno, done = (int)syscall(SYS_close, file);
    if (!fails)
        return done;
    errno = code;
    return -1;
}

/* ------------------------------------------------------------------ status of files */

static int stat_name(int folder, const char *path, struct stat *about, int flags)
{
    if (path[0] == '\0' && (flags & AT_EMPTY_PATH))
        return call_fails(CALL_FSTAT, folder, NULL) ? -1 : (int)syscall(SYS_newfstatat, folder, path, about, flags);
    return call_fails(CALL_STAT, NO_FILE, path) ? -1 : (int)syscall(SYS_newfstatat, folder, path, about, flags);
}

static int stat_file(int file, struct stat *about)
{
    return call_fails(CALL_FSTAT, file, NULL) ? -1 : (int)syscall(SYS_fstat, file, about);
}

#define LOOKS(suffix)                                                                                                  \
    int stat##suffix(const char *path, struct stat##suffix *about)                                                     \
    {                                                                                                                  \
        return stat_name(AT_FDCWD, path, (struct stat *)about, 0);                                                     \
    }                                                                                                                  \
    int lstat##suffix(const char *path, struct stat##suffix *about)                                                    \
    {                                                                                                                  \
        return stat_name(AT_FDCWD, path, (struct stat *)about, AT_SYMLINK_NOFOLLOW);                                   \
    }                                                                                                                  \
    int fstatat##suffix(int folder, const char *path, struct stat##suffix *about, int flags)                           \
    {                                                                                                                  \
        return stat_name(folder, path, (struct stat *)about, flags);                                                   \
    }                                                                                                                  \
    int fstat##suffix(int file, struct stat##suffix *about)                                                            \
    {                                                                                                                  \
        return stat_file(file, (struct stat *)about);                                                                  \
    }
LOOKS()
LOOKS(64)

DIR *opendir(const char *path)
{
    return call_fails(CALL_OPENDIR, NO_FILE, path) ? NULL : REAL(opendir)(path);
}

DIR *fdopendir(int file)
{
    return call_fails(CALL_OPENDIR, file, NULL) ? NULL : REAL(fdopendir)(file);
}

struct dirent *readdir(DIR *entries)
{
    return call_fails(CALL_READDIR, dirfd(entries), NULL) ? NULL : REAL(readdir)(entries);
}

struct dirent64 *readdir64(DIR *entries)
{
    return call_fails(CALL_READDIR, dirfd(entries), NULL) ? NULL : REAL(readdir64)(entries);
}

ssize_t readlink(const char *path, char *target, size_t size)
{
    return call_fails(CALL_READLINK, NO_FILE, path) ? -1 : syscall(SYS_readlink, path, target, size);
}

/* ------------------------------------------------------------------ other calls that can fail */

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *), void *argument)
{
    return call_fails(CALL_THREAD, NO_FILE, NULL) ? errno : REAL(pthread_create)(thread, attributes, run, argument);
}

iconv_t iconv_open(const char *to, const char *from)
{
    return call_fails(CALL_ICONV, NO_FILE, from) ? (iconv_t)-1 : REAL(iconv_open)(to, from);
}
