/*
 * The folder that several outputs go into.
 */
#include "cli/output_folder.h"

#include <redbook/source.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rbk_status fail(const char *path, rbk_status status, int code, const char *sentence, rbk_error *error)
{
    rbk_error_init(error);
    error->status = status;
    error->system_error = code;
    snprintf(error->place.path, sizeof error->place.path, "%s", path);
    snprintf(error->sentence, sizeof error->sentence, "%s", sentence);
    return status;
}

static rbk_status fail_folder(const char *path, const char *sentence, rbk_error *error)
{
    return fail(path, RBK_FILEACCESS, errno, sentence, error);
}

static rbk_status fail_file(const char *path, rbk_error *error)
{
    return fail(path, RBK_FILEACCESS, 0, "is a file, expected a folder or a new name", error);
}

/* False with errno. Where a folder cannot be forced to the disk at all, or not be read, there is nothing to be
 * reported. */
static bool flush_folder_above(const char *path)
{
    char above[RBK_PATH_BYTES];
    size_t length = strlen(path);
    while (length > 0 && path[length - 1] == '/')
        length--;
    while (length > 0 && path[length - 1] != '/')
        length--;
    if ((size_t)snprintf(above, sizeof above, "%.*s.", (int)length, path) >= sizeof above)
        return true;
    int folder = open(above, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return true;
    bool flushed = fsync(folder) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP;
    int code = errno;
    close(folder);
    errno = code;
    return flushed;
}

/* Its name is too long, or the whole path is. */
static rbk_status fail_length(const char *path, rbk_error *error)
{
    char above[RBK_PATH_BYTES], sentence[RBK_SENTENCE_BYTES];
    size_t end = strlen(path), begin;
    while (end > 0 && path[end - 1] == '/')
        end--;
    for (begin = end; begin > 0 && path[begin - 1] != '/';)
        begin--;
    const bool fits = (size_t)snprintf(above, sizeof above, "%.*s.", (int)begin, path) < sizeof above;
    const long most = fits ? pathconf(above, _PC_NAME_MAX) : -1;
    if (most <= 0 || end - begin <= (size_t)most)
        return fail(path, RBK_FILEACCESS, ENAMETOOLONG, "the folder cannot be created", error);
    snprintf(sentence, sizeof sentence,
             "its name has %zu bytes, expected at most %ld on this file system: use a shorter name", end - begin, most);
    return fail(path, RBK_FILEACCESS, 0, sentence, error);
}

rbk_status cli_folder_make(const char *path, bool *made, rbk_error *error)
{
    struct stat status;
    *made = mkdir(path, 0777) == 0;
    if (!*made && errno == EEXIST) {
        if (stat(path, &status) != 0)
            return fail_folder(path, "already exists, and cannot be examined", error);
        return S_ISDIR(status.st_mode) ? RBK_OK : fail_file(path, error);
    }
    if (!*made && errno == ENAMETOOLONG)
        return fail_length(path, error);
    if (!*made)
        return fail_folder(path, "the folder cannot be created", error);
    return flush_folder_above(path) ? RBK_OK
                                    : fail_folder(path, "the folder that it is in cannot be synced to the disk", error);
}

rbk_status cli_folder_check(const char *path, rbk_error *error)
{
    struct stat there;
    return stat(path, &there) == 0 && !S_ISDIR(there.st_mode) ? fail_file(path, error) : RBK_OK;
}

rbk_status cli_target_check(const char *path, bool replace, rbk_findings *findings, rbk_error *error)
{
    struct stat there;
    rbk_status status =
        rbk_recover_reporting(path, replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE, findings, error);
    bool exists = status == RBK_OK && lstat(path, &there) == 0;
    if (exists && S_ISDIR(there.st_mode))
        return fail(path, RBK_FILEACCESS, 0, "is a folder, expected the name of a file", error);
    return exists && !replace ? fail(path, RBK_FILEEXISTS, 0, "already exists", error) : status;
}
