/*
 * Unfinished files: creation, locking, replacement of old ones.
 */
#define _GNU_SOURCE /* O_TMPFILE */

#include "base/unfinished.h"

#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "base/permissions.h"
#include "base/read_at.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define ATTEMPTS       64
#define SCRATCH_SUFFIX ".redbook-scratch" /* fallback if a file cannot be created without a name */
#define PRIVATE_MODE   0600

/* ------------------------------------------------------------------ making */

static rbk_status fail_examined(const char *name, rbk_error *error)
{
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be examined", rbk_path_base(name));
}

static rbk_status fail_lock(rbk_error *error)
{
    if (errno == EWOULDBLOCK)
        return rbk_fail(error, RBK_STASHINUSE,
                        "it is already being written, by another redbook process or by this one");
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "its unfinished file cannot be locked");
}

/* Network file systems lock only files open for writing; files that cannot be written are locked elsewhere. */
static int open_to_lock(const char *path)
{
    int descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (descriptor < 0 && errno == EACCES)
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    return descriptor;
}

/* Removes the file of a killed process. RBK_OK too if it was removed or changed meanwhile. */
static rbk_status clear_left(const char *stash, rbk_error *error)
{
    struct stat there;
    rbk_status status = RBK_OK;
    if (lstat(stash, &there) != 0)
        return errno == ENOENT ? RBK_OK : fail_examined(stash, error);
    if (!S_ISREG(there.st_mode))
        return rbk_fail(error, RBK_FILEACCESS, "'%s' is in the way and is not a regular file", rbk_path_base(stash));
    if (there.st_uid != geteuid() && geteuid() != 0)
        return rbk_fail(error, RBK_FILEACCESS, "'%s' is in the way and belongs to another user", rbk_path_base(stash));
    int descriptor = open_to_lock(stash);
    if (descriptor < 0)
        return errno == ENOENT
                   ? RBK_OK
                   : rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be opened", rbk_path_base(stash));
    int means = 0;
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        status = fail_lock(error);
    else if ((means = rbk_folder_means(AT_FDCWD, stash, descriptor)) < 0)
        status = fail_examined(stash, error);
    else if (means && unlink(stash) != 0 && errno != ENOENT)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be removed", rbk_path_base(stash));
    close(descriptor);
    return status;
}

/* *made is false if the name was taken meanwhile. */
static rbk_status make_once(rbk_unfinished *file, mode_t mode, bool *made, rbk_error *error)
{
    *made = false;
    int descriptor = open(file->stash, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
    if (descriptor < 0 && errno == ENAMETOOLONG)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "its unfinished file, '%s', cannot be created",
                               rbk_path_base(file->stash));
    if (descriptor < 0)
        return errno == EEXIST ? clear_left(file->stash, error)
                               : rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be created");
    *made = flock(descriptor, LOCK_EX | LOCK_NB) == 0;
    rbk_status status = *made || errno == EWOULDBLOCK ? RBK_OK : fail_lock(error);
    int means = *made ? rbk_folder_means(AT_FDCWD, file->stash, descriptor) : 0;
    if (means < 0)
        status = fail_examined(file->stash, error);
    *made = means > 0;
    if (*made)
        file->descriptor = descriptor;
    else
        close(descriptor);
    if (status != RBK_OK)
        (void)unlink(file->stash);
    return status;
}

static rbk_status make(rbk_unfinished *file, rbk_error *error)
{
    struct stat old;
    bool made = false, exists = file->replace && stat(file->target, &old) == 0;
    bool replaces = exists && S_ISREG(old.st_mode);
    rbk_status status = RBK_OK;
    if (file->replace && !exists && !rbk_input_is_absence(errno))
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be examined");
    for (int attempt = 0; attempt < ATTEMPTS && !made && status == RBK_OK; attempt++)
        status = make_once(file, replaces ? PRIVATE_MODE : 0666, &made, error);
    if (status == RBK_OK && !made)
        status =
            rbk_fail(error, RBK_STASHINUSE, "it is already being written, by another redbook process or by this one");
    if (status == RBK_OK && replaces && rbk_permissions_keep(file->descriptor, file->target, &old) != 0)
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "the permissions of the old file cannot be kept");
    return status;
}

rbk_status rbk_unfinished_open(const char *target, bool replace, rbk_unfinished **file, rbk_error *error)
{
    rbk_unfinished *opened = calloc(1, sizeof *opened);
    if (!opened)
        return rbk_fail_memory(error);
    opened->descriptor = -1;
    opened->replace = replace;
    opened->target = strdup(target);
    opened->stash = rbk_path_temporary(target, RBK_STASH_SUFFIX);
    rbk_status status = opened->target && opened->stash ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_recover(target, replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE, error);
    if (status == RBK_OK)
        status = rbk_path_check_target(target, replace, error);
    if (status == RBK_OK)
        status = make(opened, error);
    if (status != RBK_OK) {
        rbk_error_set_path(error, target);
        rbk_unfinished_free(opened);
        return status;
    }
    *file = opened;
    return RBK_OK;
}

rbk_status rbk_unfinished_flush(const rbk_unfinished *file, rbk_error *error)
{
    if (fsync(file->descriptor) == 0)
        return RBK_OK;
    rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be written");
    rbk_error_set_path(error, file->target);
    return RBK_FILESYSTEM;
}

/* ------------------------------------------------------------------ without a name */

/* A temporary name. A killed process may have left a file there, which is never reused. */
static int open_and_unlink(const char *target)
{
    char *path = rbk_path_temporary(target, SCRATCH_SUFFIX);
    if (!path)
        return -1;
    (void)unlink(path);
    int descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, PRIVATE_MODE);
    int code = errno;
    if (descriptor >= 0)
        (void)unlink(path);
    free(path);
    errno = code;
    return descriptor;
}

rbk_status rbk_unfinished_scratch(const rbk_unfinished *file, int *descriptor, rbk_error *error)
{
    int opened = -1;
#if defined(O_TMPFILE)
    char *folder = rbk_path_next_to(file->target, ".");
    if (!folder)
        return rbk_fail_memory(error);
    opened = open(folder, O_RDWR | O_TMPFILE | O_CLOEXEC, PRIVATE_MODE);
    free(folder);
#endif
    if (opened < 0)
        opened = open_and_unlink(file->target);
    if (opened < 0) {
        rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be created");
        rbk_error_set_path(error, file->target);
        return RBK_FILEACCESS;
    }
    *descriptor = opened;
    return RBK_OK;
}

/* ------------------------------------------------------------------ end */

const char *rbk_unfinished_target(const rbk_unfinished *file)
{
    return file->target;
}

void rbk_unfinished_free(rbk_unfinished *file)
{
    if (!file)
        return;
    if (file->descriptor >= 0) {
        if (!file->published && rbk_folder_means(AT_FDCWD, file->stash, file->descriptor) != 0)
            (void)unlink(file->stash);
        close(file->descriptor); /* releases the lock too */
    }
    free(file->target);
    free(file->stash);
    free(file);
}
