/*
 * Writes the record. System calls are made directly, so that they are not recorded.
 */
#include "faults/preload/record.h"

#include <fcntl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define PATH_BYTES 4096
#define PART_BYTES 65536

static int record = -1;
static char keep[PATH_BYTES];
static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;

void record_begin(const char *path)
{
    const char *slash = strrchr(path, '/');
    snprintf(keep, sizeof keep, "%.*s/keep", slash ? (int)(slash - path) : 1, slash ? path : ".");
    record = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

void record_end(void)
{
    if (record >= 0)
        (void)syscall(SYS_close, record);
    record = -1;
}

/* The absolute path. */
static void resolve(int folder, const char *path, char whole[PATH_BYTES])
{
    char link[64] = "/proc/self/cwd", base[PATH_BYTES];
    if (path[0] == '/') {
        snprintf(whole, PATH_BYTES, "%s", path);
        return;
    }
    if (folder != AT_FDCWD)
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    ssize_t got = syscall(SYS_readlink, link, base, sizeof base - 1);
    base[got > 0 ? got : 0] = '\0';
    if (snprintf(whole, PATH_BYTES, "%s/%s", base, path) >= PATH_BYTES)
        whole[0] = '\0';
}

static uint64_t inode_of(int file)
{
    struct stat about;
    return syscall(SYS_fstat, file, &about) == 0 ? (uint64_t)about.st_ino : 0;
}

static void put_all(const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        long done = syscall(SYS_write, record, at, size);
        if (done <= 0)
            return;
        at += done;
        size -= (size_t)done;
    }
}

static void put(record_entry entry, const char *path, const char *second, const void *bytes)
{
    entry.path_bytes = (uint32_t)strlen(path);
    entry.second_bytes = (uint32_t)strlen(second);
    pthread_mutex_lock(&one_at_a_time);
    put_all(&entry, sizeof entry);
    put_all(path, entry.path_bytes);
    put_all(second, entry.second_bytes);
    if (bytes)
        put_all(bytes, (size_t)entry.bytes);
    pthread_mutex_unlock(&one_at_a_time);
}

void record_create(int folder, const char *path, int file)
{
    char whole[PATH_BYTES], other[PATH_BYTES + 32], link[64];
    if (record < 0)
        return;
    resolve(folder, path, whole);
    uint64_t inode = inode_of(file);
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    snprintf(other, sizeof other, "%s/%ju", keep, (uintmax_t)inode);
    (void)syscall(SYS_linkat, AT_FDCWD, link, AT_FDCWD, other, AT_SYMLINK_FOLLOW);
    put((record_entry){.kind = RECORD_CREATE, .inode = inode}, whole, "", NULL);
}

void record_write(int file, const void *bytes, size_t size, off_t offset)
{
    if (record >= 0)
        put(
            (record_entry){
                .kind = RECORD_WRITE, .inode = inode_of(file), .offset = (uint64_t)offset, .bytes = (uint64_t)size},
            "", "", bytes);
}

void record_copied(int file, size_t size, off_t offset)
{
    static char part[PART_BYTES];
    while (record >= 0 && size > 0) {
        long got = syscall(SYS_pread64, file, part, size < sizeof part ? size : sizeof part, offset);
        if (got <= 0)
            return;
        record_write(file, part, (size_t)got, offset);
        offset += got;
        size -= (size_t)got;
    }
}

void record_resize(int file, off_t size)
{
    if (record >= 0)
        put((record_entry){.kind = RECORD_RESIZE, .inode = inode_of(file), .offset = (uint64_t)size}, "", "", NULL);
}

void record_flush(int file)
{
    if (record >= 0)
        put((record_entry){.kind = RECORD_FLUSH, .inode = inode_of(file)}, "", "", NULL);
}

void record_sync(void)
{
    if (record >= 0)
        put((record_entry){.kind = RECORD_SYNC}, "", "", NULL);
}

void record_names(record_kind kind, int folder, const char *path, int second_folder, const char *second)
{
    char whole[PATH_BYTES], whole_second[PATH_BYTES] = "";
    if (record < 0)
        return;
    resolve(folder, path, whole);
    if (second)
        resolve(second_folder, second, whole_second);
    put((record_entry){.kind = (uint32_t)kind}, whole, whole_second, NULL);
}
