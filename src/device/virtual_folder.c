/*
 * The folder of a virtual drive. All names are resolved in the open folder, and none through a link.
 */
#include "device/virtual_folder.h"

#include "base/entries.h"
#include "base/fail.h"
#include "base/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FRESH   ".new" /* the temporary name of a file being written */
#define SHELF   "disc-"
#define SHELVES 10000

/* ------------------------------------------------------------------ the folder */

static rbk_status open_descriptor(rbk_virtual_folder *folder, const char *path, bool create, rbk_error *error)
{
    if (!*path)
        return rbk_fail(error, RBK_DEVICE_NOTPRESENT, "expected the folder of a virtual drive, found no name");
    if (create && mkdir(path, 0777) != 0 && errno != EEXIST)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "the folder of the virtual drive cannot be created");
    folder->descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder->descriptor >= 0)
        return RBK_OK;
    if (errno == ENOTDIR)
        return rbk_fail(error, RBK_DEVICE_NOTPRESENT, "expected the folder of a virtual drive, found a file");
    if (errno == ENOENT)
        return rbk_fail(error, RBK_DEVICE_NOTPRESENT, "not a virtual drive: the folder does not exist");
    return rbk_fail_system(error, RBK_FILEACCESS, errno, "the folder of the virtual drive cannot be opened");
}

rbk_status rbk_virtual_folder_open(rbk_virtual_folder *folder, const char *path, bool create, rbk_error *error)
{
    *folder = (rbk_virtual_folder){strdup(path), -1};
    rbk_status status = folder->path ? open_descriptor(folder, path, create, error) : rbk_fail_memory(error);
    if (status != RBK_OK)
        rbk_virtual_folder_close(folder);
    return status;
}

void rbk_virtual_folder_close(rbk_virtual_folder *folder)
{
    if (folder->descriptor >= 0)
        close(folder->descriptor);
    free(folder->path);
    *folder = (rbk_virtual_folder){NULL, -1};
}

bool rbk_virtual_folder_has(const rbk_virtual_folder *folder, const char *name)
{
    struct stat status;
    return fstatat(folder->descriptor, name, &status, AT_SYMLINK_NOFOLLOW) == 0 || errno != ENOENT;
}

static bool is_ours(const char *name)
{
    static const char *const ours[] = {".", "..", FRESH, "drive.conf", "faults", "lock", "state", "transcript"};
    for (size_t i = 0; i < sizeof ours / sizeof ours[0]; i++)
        if (strcmp(name, ours[i]) == 0)
            return true;
    return strncmp(name, "disc.", 5) == 0 || strncmp(name, SHELF, strlen(SHELF)) == 0;
}

rbk_status rbk_virtual_folder_find_other(const rbk_virtual_folder *folder, char *found, size_t size, rbk_error *error)
{
    rbk_entries *entries = NULL;
    bool ours = true;
    found[0] = '\0';
    rbk_status status = rbk_entries_open_descriptor(folder->descriptor, folder->path, true, &entries, error);
    for (const char *name; ours && (name = rbk_entries_next(entries));) {
        ours = is_ours(name);
        if (!ours)
            snprintf(found, size, "%s", name);
    }
    const rbk_status ended = rbk_entries_close(entries, status == RBK_OK ? error : NULL);
    return status == RBK_OK ? ended : status;
}

char *rbk_virtual_folder_path(const rbk_virtual_folder *folder, const char *name)
{
    size_t size = strlen(folder->path) + strlen(name) + 2;
    char *path = malloc(size);
    if (path)
        snprintf(path, size, "%s/%s", folder->path, name);
    return path;
}

/* ------------------------------------------------------------------ files */

static rbk_status check_kind(int descriptor, const char *name, rbk_error *error)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be examined", name);
    return S_ISREG(status.st_mode) ? RBK_OK : rbk_fail(error, RBK_FILEACCESS, "'%s' is not a regular file", name);
}

rbk_status rbk_virtual_folder_file(const rbk_virtual_folder *folder, const char *name, int flags, int *descriptor,
                                   rbk_error *error)
{
    const int never = O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK; /* opening a pipe would wait for its other end */
    int opened = openat(folder->descriptor, name, flags | never, 0666);
    if (opened < 0 && (errno == EACCES || errno == EROFS) && flags == O_RDWR)
        opened = openat(folder->descriptor, name, O_RDONLY | never);
    if (opened < 0 && (errno == ELOOP || errno == EMLINK))
        return rbk_fail(error, RBK_FILEACCESS, "'%s' is a symbolic link, which a virtual drive does not follow", name);
    if (opened < 0)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be opened", name);
    rbk_status status = check_kind(opened, name, error);
    if (status != RBK_OK) {
        close(opened);
        return status;
    }
    *descriptor = opened;
    return RBK_OK;
}

rbk_status rbk_virtual_folder_make(const rbk_virtual_folder *folder, const char *name, int *descriptor,
                                   rbk_error *error)
{
    if (unlinkat(folder->descriptor, name, 0) != 0 && errno != ENOENT)
        return rbk_fail_system(error, RBK_FILEACCESS, errno, "'%s' cannot be replaced", name);
    return rbk_virtual_folder_file(folder, name, O_RDWR | O_CREAT | O_EXCL, descriptor, error);
}

static rbk_status read_open(int descriptor, size_t limit, rbk_bytes *bytes, rbk_error *error)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be examined");
    if ((uintmax_t)status.st_size > limit)
        return rbk_fail(error, RBK_UNSUPPORTED, "is too large: %jd byte%s, expected at most %zu",
                        (intmax_t)status.st_size, RBK_PLURAL((intmax_t)status.st_size, "", "s"), limit);
    size_t size = (size_t)status.st_size;
    uint8_t *data = malloc(size + 1);
    if (!data)
        return rbk_fail_memory(error);
    data[size] = 0;
    rbk_status result = rbk_virtual_read_at(descriptor, data, size, 0, error);
    if (result != RBK_OK) {
        free(data);
        return result;
    }
    *bytes = (rbk_bytes){data, size};
    return RBK_OK;
}

static rbk_status read_file(const rbk_virtual_folder *folder, const char *name, size_t limit, bool if_there,
                            rbk_bytes *bytes, rbk_error *error)
{
    int descriptor = -1;
    rbk_error why;
    rbk_error_init(&why);
    rbk_status status = rbk_virtual_folder_file(folder, name, O_RDONLY, &descriptor, &why);
    if (if_there && status != RBK_OK && why.system_error == ENOENT) {
        *bytes = (rbk_bytes){NULL, 0};
        return RBK_OK;
    }
    if (status == RBK_OK)
        status = read_open(descriptor, limit, bytes, &why);
    if (descriptor >= 0)
        close(descriptor);
    if (status != RBK_OK) {
        char *path = rbk_virtual_folder_path(folder, name);
        if (path)
            rbk_error_set_path(&why, path);
        free(path);
        if (error)
            *error = why;
    }
    return status;
}

rbk_status rbk_virtual_folder_read(const rbk_virtual_folder *folder, const char *name, size_t limit, rbk_bytes *bytes,
                                   rbk_error *error)
{
    return read_file(folder, name, limit, false, bytes, error);
}

rbk_status rbk_virtual_folder_read_if_there(const rbk_virtual_folder *folder, const char *name, size_t limit,
                                            rbk_bytes *bytes, rbk_error *error)
{
    return read_file(folder, name, limit, true, bytes, error);
}

rbk_status rbk_virtual_folder_write(const rbk_virtual_folder *folder, const char *name, const void *bytes, size_t size,
                                    rbk_error *error)
{
    int descriptor = -1;
    rbk_status status = rbk_virtual_folder_make(folder, FRESH, &descriptor, error);
    if (status != RBK_OK)
        return status;
    status = rbk_virtual_write_at(descriptor, bytes, size, 0, error);
    if (close(descriptor) != 0 && status == RBK_OK)
        status = rbk_fail_system(error, RBK_FILESYSTEM, errno, "'%s' cannot be written", name);
    if (status == RBK_OK && renameat(folder->descriptor, FRESH, folder->descriptor, name) != 0)
        status = rbk_fail_system(error, RBK_FILESYSTEM, errno, "'%s' cannot be written", name);
    if (status != RBK_OK)
        unlinkat(folder->descriptor, FRESH, 0);
    return status;
}

rbk_status rbk_virtual_folder_remove(const rbk_virtual_folder *folder, const char *name,
                                     const rbk_virtual_folder *shelf, rbk_error *error)
{
    int done =
        shelf ? renameat(folder->descriptor, name, shelf->descriptor, name) : unlinkat(folder->descriptor, name, 0);
    if (done == 0 || errno == ENOENT)
        return RBK_OK;
    return rbk_fail_system(error, RBK_FILESYSTEM, errno, "'%s' cannot be moved aside", name);
}

static rbk_status open_shelf(const rbk_virtual_folder *folder, const char *name, rbk_virtual_folder *shelf,
                             rbk_error *error)
{
    *shelf = (rbk_virtual_folder){rbk_virtual_folder_path(folder, name), -1};
    if (!shelf->path)
        return rbk_fail_memory(error);
    shelf->descriptor = openat(folder->descriptor, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (shelf->descriptor >= 0)
        return RBK_OK;
    rbk_status status = rbk_fail_system(error, RBK_FILESYSTEM, errno, "'%s' cannot be opened", name);
    rbk_virtual_folder_close(shelf);
    return status;
}

rbk_status rbk_virtual_folder_shelf(const rbk_virtual_folder *folder, rbk_virtual_folder *shelf, rbk_error *error)
{
    for (unsigned number = 1; number < SHELVES; number++) {
        char name[32];
        snprintf(name, sizeof name, SHELF "%u", number);
        if (mkdirat(folder->descriptor, name, 0777) == 0)
            return open_shelf(folder, name, shelf, error);
        if (errno != EEXIST)
            return rbk_fail_system(error, RBK_FILESYSTEM, errno, "'%s' cannot be created", name);
    }
    return rbk_fail(error, RBK_FILEEXISTS, "there are folders " SHELF "1 to " SHELF "%d already", SHELVES - 1);
}

/* ------------------------------------------------------------------ bytes of an open file */

rbk_status rbk_virtual_write_at(int descriptor, const void *bytes, size_t size, int64_t offset, rbk_error *error)
{
    const uint8_t *at = bytes;
    while (size) {
        ssize_t done = pwrite(descriptor, at, size, (off_t)offset);
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return rbk_fail_system(
                error, RBK_FILESYSTEM, errno, "the virtual disc cannot be written%s",
                errno == ENOSPC || errno == EDQUOT ? ", make room where the folder of the virtual drive is" : "");
        at += done;
        size -= (size_t)done;
        offset += done;
    }
    return RBK_OK;
}

rbk_status rbk_virtual_read_at(int descriptor, void *bytes, size_t size, int64_t offset, rbk_error *error)
{
    int64_t got = rbk_read_at(descriptor, offset, bytes, size);
    if (got < 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "the virtual disc cannot be read");
    memset((uint8_t *)bytes + got, 0, size - (size_t)got);
    return RBK_OK;
}
