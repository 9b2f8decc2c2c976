/*
 * The folder that several outputs go into.
 */
#include "cli/output_folder.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static rbk_status fail_folder(const char *path, const char *sentence, rbk_error *error)
{
    int code = errno;
    rbk_error_init(error);
    error->status = RBK_FILEACCESS;
    error->system_error = code;
    snprintf(error->place.path, sizeof error->place.path, "%s", path);
    snprintf(error->sentence, sizeof error->sentence, "%s", sentence);
    return RBK_FILEACCESS;
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

rbk_status cli_folder_make(const char *path, bool *made, rbk_error *error)
{
    struct stat status;
    *made = mkdir(path, 0777) == 0;
    if (!*made && errno == EEXIST && stat(path, &status) == 0 && S_ISDIR(status.st_mode))
        return RBK_OK;
    if (!*made)
        return fail_folder(path, "the folder cannot be created", error);
    return flush_folder_above(path) ? RBK_OK : fail_folder(path, "the folder cannot be synced to the disk", error);
}
