/*
 * Functions that take a path, through which a program sees the virtual drive. Each has its variants for large files,
 * older C libraries (__xstat) and fortified programs (__readlink_chk), because a program may call any of them and
 * calls inside the C library cannot be intercepted.
 */
#include "drive.h"
#include "real.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "publish.h"

/* stat64 has the layout of stat here, so one function has both names. */
_Static_assert(sizeof(off_t) == 8, "the preload library is for systems with 64-bit offsets");

int drive_stat(const char *path, struct stat *status);
int drive_lstat(const char *path, struct stat *status);
int drive_fstat(int fd, struct stat *status);
int drive_fstatat(int directory, const char *path, struct stat *status, int flags);
int drive_xstat(int version, const char *path, struct stat *status);
int drive_lxstat(int version, const char *path, struct stat *status);
int drive_fxstat(int version, int fd, struct stat *status);
int drive_fxstatat(int version, int directory, const char *path, struct stat *status, int flags);
int drive_access(const char *path, int mode);
int drive_faccessat(int directory, const char *path, int mode, int flags);
ssize_t drive_readlink(const char *path, char *target, size_t size);
ssize_t drive_readlink_chk(const char *path, char *target, size_t size, size_t room);
ssize_t drive_readlinkat(int directory, const char *path, char *target, size_t size);
char *drive_realpath(const char *path, char *resolved);
char *drive_realpath_chk(const char *path, char *resolved, size_t room);
FILE *drive_fopen(const char *path, const char *mode);
DIR *drive_opendir(const char *path);
int drive_glob(const char *pattern, int flags, int (*trouble)(const char *, int), glob_t *found);

static int gone(void)
{
    errno = ENOENT;
    return -1;
}

int drive_fstatat(int directory, const char *path, struct stat *status, int flags)
{
    char instead[PATH_MAX];
    if ((flags & AT_EMPTY_PATH) && path && !*path && descriptor_of(directory).ours)
        return drive_fstat(directory, status);
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
        name_stat(status, false);
        return 0;
    case NAME_LINK:
        name_stat(status, flags & AT_SYMLINK_NOFOLLOW);
        return 0;
    case NAME_GONE:
        return gone();
    case NAME_SYSTEM:
        return real()->fstatat(AT_FDCWD, instead, status, flags);
    default:
        return real()->fstatat(directory, path, status, flags);
    }
}

int drive_stat(const char *path, struct stat *status)
{
    return drive_fstatat(AT_FDCWD, path, status, 0);
}

int drive_lstat(const char *path, struct stat *status)
{
    return drive_fstatat(AT_FDCWD, path, status, AT_SYMLINK_NOFOLLOW);
}

int drive_fstat(int fd, struct stat *status)
{
    if (!descriptor_of(fd).ours)
        return real()->fstat(fd, status);
    name_stat(status, false);
    return 0;
}

int drive_xstat(int version, const char *path, struct stat *status)
{
    (void)version;
    return drive_stat(path, status);
}

int drive_lxstat(int version, const char *path, struct stat *status)
{
    (void)version;
    return drive_lstat(path, status);
}

int drive_fxstat(int version, int fd, struct stat *status)
{
    (void)version;
    return drive_fstat(fd, status);
}

int drive_fxstatat(int version, int directory, const char *path, struct stat *status, int flags)
{
    (void)version;
    return drive_fstatat(directory, path, status, flags);
}

int drive_faccessat(int directory, const char *path, int mode, int flags)
{
    char instead[PATH_MAX];
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
    case NAME_LINK:
        if (!(mode & X_OK))
            return 0;
        errno = EACCES;
        return -1;
    case NAME_GONE:
        return gone();
    case NAME_SYSTEM:
        return real()->faccessat(AT_FDCWD, instead, mode, flags);
    default:
        return real()->faccessat(directory, path, mode, flags);
    }
}

int drive_access(const char *path, int mode)
{
    return drive_faccessat(AT_FDCWD, path, mode, 0);
}

ssize_t drive_readlinkat(int directory, const char *path, char *target, size_t size)
{
    char instead[PATH_MAX];
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
        errno = EINVAL;
        return -1;
    case NAME_LINK:
        return name_readlink(target, size);
    case NAME_GONE:
        return gone();
    case NAME_SYSTEM:
        return real()->readlinkat(AT_FDCWD, instead, target, size);
    default:
        return real()->readlinkat(directory, path, target, size);
    }
}

ssize_t drive_readlink(const char *path, char *target, size_t size)
{
    return drive_readlinkat(AT_FDCWD, path, target, size);
}

ssize_t drive_readlink_chk(const char *path, char *target, size_t size, size_t room)
{
    if (size > room)
        abort();
    return drive_readlink(path, target, size);
}

char *drive_realpath(const char *path, char *resolved)
{
    char instead[PATH_MAX];
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
    case NAME_LINK:
        return resolved ? strcpy(resolved, name_of_drive()) : strdup(name_of_drive());
    case NAME_GONE:
        gone();
        return NULL;
    case NAME_SYSTEM:
        return real()->realpath(instead, resolved);
    default:
        return real()->realpath(path, resolved);
    }
}

char *drive_realpath_chk(const char *path, char *resolved, size_t room)
{
    if (room < PATH_MAX)
        abort();
    return drive_realpath(path, resolved);
}

/* A stream of the device would read inside the C library, without us: no program of the tests opens one. */
FILE *drive_fopen(const char *path, const char *mode)
{
    char instead[PATH_MAX];
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
    case NAME_LINK:
        errno = EIO;
        return NULL;
    case NAME_GONE:
        gone();
        return NULL;
    case NAME_SYSTEM:
        return real()->fopen(instead, mode);
    default:
        return real()->fopen(path, mode);
    }
}

DIR *drive_opendir(const char *path)
{
    char instead[PATH_MAX];
    switch (name_of(path, instead)) {
    case NAME_GONE:
        gone();
        return NULL;
    case NAME_SYSTEM:
        return real()->opendir(instead);
    default:
        return real()->opendir(path);
    }
}

/* Found below the folder that stands for /, returned as if it were below / itself. */
int drive_glob(const char *pattern, int flags, int (*trouble)(const char *, int), glob_t *found)
{
    char instead[PATH_MAX];
    name_kind kind = name_of(pattern, instead);
    size_t first = flags & GLOB_APPEND ? found->gl_pathc : 0, offset = flags & GLOB_DOOFFS ? found->gl_offs : 0;
    if (kind == NAME_GONE)
        return GLOB_NOMATCH;
    if (kind != NAME_SYSTEM)
        return real()->glob(pattern, flags, trouble, found);
    int result = real()->glob(instead, flags, trouble, found);
    size_t prefix = strlen(instead) - strlen(pattern);
    for (size_t i = first; !result && i < found->gl_pathc; i++) {
        char *path = found->gl_pathv[offset + i];
        memmove(path, path + prefix, strlen(path) - prefix + 1);
    }
    return result;
}

PUBLISH(glob, drive_glob);
PUBLISH(glob64, drive_glob);
PUBLISH(stat, drive_stat);
PUBLISH(stat64, drive_stat);
PUBLISH(lstat, drive_lstat);
PUBLISH(lstat64, drive_lstat);
PUBLISH(fstat, drive_fstat);
PUBLISH(fstat64, drive_fstat);
PUBLISH(fstatat, drive_fstatat);
PUBLISH(fstatat64, drive_fstatat);
PUBLISH(__xstat, drive_xstat);
PUBLISH(__xstat64, drive_xstat);
PUBLISH(__lxstat, drive_lxstat);
PUBLISH(__lxstat64, drive_lxstat);
PUBLISH(__fxstat, drive_fxstat);
PUBLISH(__fxstat64, drive_fxstat);
PUBLISH(__fxstatat, drive_fxstatat);
PUBLISH(__fxstatat64, drive_fxstatat);
PUBLISH(access, drive_access);
PUBLISH(faccessat, drive_faccessat);
PUBLISH(readlink, drive_readlink);
PUBLISH(__readlink_chk, drive_readlink_chk);
PUBLISH(readlinkat, drive_readlinkat);
PUBLISH(realpath, drive_realpath);
PUBLISH(__realpath_chk, drive_realpath_chk);
PUBLISH(fopen, drive_fopen);
PUBLISH(fopen64, drive_fopen);
PUBLISH(opendir, drive_opendir);
