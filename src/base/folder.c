/*
 * Names in a folder: queried, moved, forced to disk.
 */
#define _GNU_SOURCE /* renameat2, O_PATH, syncfs */

#include "base/folder.h"

#include "base/ascii.h"
#include "base/entries.h"
#include "base/fail.h"
#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int rbk_folder_open(const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t length = slash ? (size_t)(slash - path) + 1 : 0;
    char *folder = malloc(length + 2);
    if (!folder)
        return -1;
    memcpy(folder, path, length);
    memcpy(folder + length, length ? "" : ".", length ? 1 : 2);
    int opened = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
#if defined(O_PATH)
    if (opened < 0 && errno == EACCES)
        opened = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
#endif
    int code = errno;
    free(folder);
    errno = code;
    return opened;
}

/* The new name is to be on the disk before the files in the folder are. */
static void flush_parent(const char *folder)
{
    int parent = rbk_folder_open(folder);
    if (parent < 0)
        return;
    (void)rbk_folder_flush(parent, -1);
    close(parent);
}

rbk_status rbk_folder_make(const char *path, bool *made, rbk_error *error)
{
    struct stat about;
    char *folder = rbk_path_folder(path);
    const bool is_working_folder = folder && strcmp(folder, ".") == 0; /* there is nothing to make */
    rbk_status status = RBK_OK;
    if (made)
        *made = false;
    if (!folder)
        return rbk_fail_memory(error);
    if (!is_working_folder && mkdir(folder, 0777) == 0) {
        flush_parent(folder);
        if (made)
            *made = true;
    } else if (!is_working_folder) {
        if (errno != EEXIST)
            status = rbk_fail_system(error, RBK_FILEACCESS, errno, "the folder cannot be created");
        else if (stat(folder, &about) != 0)
            status = rbk_fail_system(error, RBK_FILEACCESS, errno, "already exists, and cannot be examined");
        else if (!S_ISDIR(about.st_mode))
            status = rbk_fail(error, RBK_FILEACCESS, "is a file, expected a folder or a new name");
        if (status != RBK_OK)
            rbk_error_set_path(error, folder);
    }
    free(folder);
    return status;
}

void rbk_folder_unmake(const char *path)
{
    char folder[PATH_MAX]; /* not allocated: memory may be what ran out */
    size_t length = (size_t)(rbk_path_base(path) - path);
    while (length > 1 && path[length - 1] == '/')
        length--;
    if (length == 0 || length >= sizeof folder)
        return;
    memcpy(folder, path, length);
    folder[length] = 0;
    (void)rmdir(folder);
}

int rbk_folder_look(int folder, const char *name, struct stat *about)
{
    return fstatat(folder, name, about, AT_SYMLINK_NOFOLLOW);
}

int rbk_folder_means(int folder, const char *name, int file)
{
    struct stat opened, named;
    if (fstat(file, &opened) != 0)
        return -1;
    if (rbk_folder_look(folder, name, &named) != 0)
        return errno == ENOENT ? 0 : -1;
    return opened.st_ino == named.st_ino && opened.st_dev == named.st_dev;
}

/* Two names of one file: left by a move by links that was interrupted between its steps. */
static bool are_one_file(int folder, const char *from, const char *to)
{
    struct stat a, b;
    return rbk_folder_look(folder, from, &a) == 0 && rbk_folder_look(folder, to, &b) == 0 && a.st_ino == b.st_ino &&
           a.st_dev == b.st_dev;
}

bool rbk_folder_cannot_link(int code)
{
    return code != EEXIST && code != ENOENT && code != ENOSPC && code != EDQUOT && code != EIO && code != EROFS;
}

/* For systems and file systems without an atomic call. */
static int move_by_link(int folder, const char *from, const char *to)
{
    struct stat about;
    if (linkat(folder, from, folder, to, 0) == 0)
        return unlinkat(folder, from, 0);
    if (!rbk_folder_cannot_link(errno))
        return -1;
    if (rbk_folder_look(folder, to, &about) == 0) /* no links here: check first */
        errno = EEXIST;
    if (errno != ENOENT)
        return -1;
    return renameat(folder, from, folder, to);
}

/* Both names are in the list as they are. *listed: it is whole, or was needed no further. */
static bool are_both_listed(int folder, const char *name, const char *other, bool *listed)
{
    bool first = false, second = false;
    rbk_entries *list = NULL;
    *listed = rbk_entries_open_descriptor(folder, ".", false, &list, NULL) == RBK_OK && list;
    for (const char *entry; *listed && !(first && second) && (entry = rbk_entries_next(list));) {
        first = first || strcmp(entry, name) == 0;
        second = second || strcmp(entry, other) == 0;
    }
    *listed = rbk_entries_close(list, NULL) == RBK_OK && *listed;
    return first && second;
}

/* Of the file with the name, as many as two; two if the folder cannot be listed. */
static size_t count_entries(int folder, const char *name)
{
    struct stat file, about;
    size_t entries = 0;
    rbk_entries *list = NULL;
    bool listed = rbk_folder_look(folder, name, &file) == 0 &&
                  rbk_entries_open_descriptor(folder, ".", false, &list, NULL) == RBK_OK && list;
    for (const char *entry; listed && entries < 2 && (entry = rbk_entries_next(list));)
        entries +=
            rbk_folder_look(folder, entry, &about) == 0 && about.st_ino == file.st_ino && about.st_dev == file.st_dev;
    listed = rbk_entries_close(list, NULL) == RBK_OK && listed;
    return listed ? entries : 2;
}

/* Entries are examined only if the list does not decide: a folder may have many. */
bool rbk_folder_is_one_entry(int folder, const char *name, const char *other)
{
    bool listed;
    if (strcmp(name, other) == 0 || !are_one_file(folder, name, other))
        return strcmp(name, other) == 0;
    if (are_both_listed(folder, name, other, &listed))
        return false;
    return rbk_ascii_same(name, other) || (listed && count_entries(folder, name) < 2);
}

/* again: what an interrupted move left may be there also where a move is one step. */
static int move(int folder, const char *from, const char *to, bool again)
{
    bool one_step = false;
    int moved = -1;
#if defined(RENAME_NOREPLACE)
    moved = renameat2(folder, from, folder, to, RENAME_NOREPLACE);
    one_step = moved == 0 || (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP);
#endif
    if (!one_step)
        moved = move_by_link(folder, from, to);
    if (moved == 0 || errno != EEXIST)
        return moved;
    if ((again || !one_step) && are_one_file(folder, from, to) && !rbk_folder_is_one_entry(folder, from, to))
        return unlinkat(folder, from, 0);
    errno = EEXIST;
    return -1;
}

int rbk_folder_move(int folder, const char *from, const char *to)
{
    return move(folder, from, to, true);
}

int rbk_folder_rename(int folder, const char *from, const char *to)
{
    return move(folder, from, to, false);
}

int rbk_folder_flush(int folder, int file)
{
    if (fsync(folder) == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
        return 0;
#if defined(__linux__)
    if (errno == EBADF && file >= 0) /* a folder without read permission cannot be opened for this */
        return syncfs(file);
#else
    (void)file;
#endif
    return -1;
}
