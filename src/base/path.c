/*
 * Names of files and the one step by which finished work appears under its name.
 */
#include "base/path.h"

#include "base/fail.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

const char *rbk_path_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

char *rbk_path_append(const char *path, const char *suffix)
{
    size_t length = strlen(path);
    size_t more = strlen(suffix);
    char *out = malloc(length + more + 1);
    if (!out)
        return NULL;
    memcpy(out, path, length);
    memcpy(out + length, suffix, more + 1);
    return out;
}

char *rbk_path_beside(const char *path, const char *name)
{
    size_t folder = (size_t)(rbk_path_base(path) - path);
    size_t length = strlen(name);
    char *out = malloc(folder + length + 1);
    if (!out)
        return NULL;
    memcpy(out, path, folder);
    memcpy(out + folder, name, length + 1);
    return out;
}

#define ATTEMPTS 1000

/* mkstemp would make it private. The number keeps writers of one process apart, O_EXCL does the rest. */
static rbk_status create_numbered(const char *path, char **temporary, int *descriptor, rbk_error *error)
{
    int code = EEXIST;
    for (unsigned attempt = 0; attempt < ATTEMPTS && code == EEXIST; attempt++) {
        char suffix[64];
        snprintf(suffix, sizeof suffix, ".redbook-%ld-%u", (long)getpid(), attempt);
        char *name = rbk_path_append(path, suffix);
        if (!name)
            return rbk_fail_memory(error);
        int opened = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (opened >= 0) {
            *temporary = name;
            *descriptor = opened;
            return RBK_OK;
        }
        code = errno;
        free(name);
    }
    return rbk_fail_system(error, RBK_FILEACCESS, code, "cannot be created");
}

/*
 * A device, a pipe, a socket, or a link to one: a rename would put a file in its place, and whoever is root would have
 * no /dev/null any more. The links of /dev/stdout and its like lead into /proc, whatever is open there.
 */
static bool is_no_file(const char *path, const struct stat *itself)
{
    struct stat target;
    char leads[8] = "";
    if (!S_ISLNK(itself->st_mode))
        return !S_ISREG(itself->st_mode);
    if (readlink(path, leads, sizeof leads - 1) > 0 && strncmp(leads, "/proc/", 6) == 0)
        return true;
    return stat(path, &target) == 0 && !S_ISREG(target.st_mode);
}

rbk_status rbk_path_check_target(const char *path, bool replace, rbk_error *error)
{
    struct stat there;
    rbk_status status = RBK_OK;
    bool exists = lstat(path, &there) == 0;
    if (exists && !replace)
        status = rbk_fail(error, RBK_FILEEXISTS, "exists already");
    else if (exists && S_ISDIR(there.st_mode))
        status = rbk_fail(error, RBK_FILEACCESS, "is a folder");
    else if (exists && is_no_file(path, &there))
        status = rbk_fail(error, RBK_FILEACCESS, "is no regular file, and is not replaced by one");
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_path_create_temporary(const char *path, bool replace, char **temporary, int *descriptor,
                                     rbk_error *error)
{
    rbk_status status = rbk_path_check_target(path, replace, error);
    if (status == RBK_OK)
        status = create_numbered(path, temporary, descriptor, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

static rbk_status rename_file(const char *from, const char *to, rbk_error *error)
{
    if (rename(from, to) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot take its name");
    return RBK_OK;
}

static rbk_status link_file(const char *from, const char *to, rbk_error *error)
{
    struct stat status;
    if (link(from, to) == 0) {
        unlink(from);
        return RBK_OK;
    }
    if (errno == EEXIST || lstat(to, &status) == 0)
        return rbk_fail(error, RBK_FILEEXISTS, "exists already");
    return rename_file(from, to, error);
}

rbk_status rbk_path_publish(const char *from, const char *to, bool replace, rbk_error *error)
{
    rbk_status status = replace ? rename_file(from, to, error) : link_file(from, to, error);
    if (status != RBK_OK)
        rbk_error_set_path(error, to);
    return status;
}

void rbk_path_flush_folder(const char *path)
{
    char *folder = rbk_path_beside(path, ".");
    int descriptor = folder ? open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (descriptor >= 0) {
        (void)fsync(descriptor);
        close(descriptor);
    }
    free(folder);
}
