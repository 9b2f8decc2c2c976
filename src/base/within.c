/*
 * The real location of an open file. openat2(2) with RESOLVE_BENEATH would work on one system only and refuse too much:
 * a link with an absolute target that leads back into the folder, a path that leaves it and comes back. The kernel's
 * name of the open descriptor has neither problem, and cannot be changed by moving links.
 */
#include "base/within.h"

#include "base/current.h"
#include "base/path.h"
#include "base/read_at.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX ((size_t)1 << 20)

/* The text of a link, of any length; NULL if it cannot be read. */
static char *target_of(const char *link)
{
    for (size_t size = 512; size <= NAME_BYTES_MAX; size *= 2) {
        char *target = malloc(size);
        ssize_t got = target ? readlink(link, target, size) : -1;
        if (got >= 0 && (size_t)got < size) {
            target[got] = '\0';
            return target;
        }
        free(target);
        if (got < 0)
            return NULL;
    }
    return NULL;
}

/* Without /proc the name is resolved again, and must lead to the very file that is open. 0, or an errno. */
static int find_anew(int descriptor, const char *path, char **name)
{
    struct stat open, found;
    char *here = rbk_current_path(path);
    if (!here)
        return ENOMEM;
    *name = realpath(here, NULL);
    const int code = errno;
    free(here);
    if (!*name)
        return code;
    if (fstat(descriptor, &open) != 0 || stat(*name, &found) != 0)
        return errno;
    return open.st_dev == found.st_dev && open.st_ino == found.st_ino ? 0 : EXDEV; /* another file has the name now */
}

static int find_name(int descriptor, const char *path, char **name)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    *name = target_of(link);
    return *name ? 0 : find_anew(descriptor, path, name);
}

static bool begins_with_folder(const char *name, const char *folder)
{
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/')
        length--;
    return strncmp(name, folder, length) == 0 && name[length] == '/';
}

/* 0 if the open file is in one of the folders, or an errno; *unknown: that of a failure to find out. */
static int judge(int descriptor, const char *path, const char *const *folders, size_t count, bool *unknown)
{
    struct stat about;
    char *name = NULL;
    *unknown = fstat(descriptor, &about) != 0;
    if (*unknown)
        return errno;
    if (!S_ISREG(about.st_mode))
        return EINVAL;
    if (count == 0)
        return 0;
    const int code = find_name(descriptor, path, &name);
    bool within = false;
    for (size_t i = 0; i < count && code == 0 && !within; i++)
        within = folders[i] && begins_with_folder(name, folders[i]);
    free(name);
    *unknown = code != 0 && code != EXDEV;
    return code != 0 ? code : within ? 0 : EXDEV;
}

int rbk_open_within(const char *path, const char *const *folders, size_t count, bool *unknown)
{
    struct stat about;
    *unknown = false;
    /* Opening a device may have side effects, so devices are not opened. */
    if (rbk_current_stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        errno = EINVAL;
        return -1;
    }
    int descriptor = rbk_current_open(path);
    if (descriptor < 0) {
        *unknown = rbk_input_is_shortage(errno);
        return -1;
    }
    int code = judge(descriptor, path, folders, count, unknown);
    if (code == 0)
        return descriptor;
    close(descriptor);
    errno = code;
    return -1;
}

char *rbk_real_folder(const char *path)
{
    char *folder = rbk_path_next_to(path, ".");
    char *real = folder ? realpath(folder, NULL) : NULL;
    free(folder);
    return real;
}
