/*
 * The system calls that copy bytes between files, with results chosen by the test. A test that includes this
 * is linked with --wrap for copy_file_range, ioctl, fallocate, fallocate64, fstatfs and fstatfs64.
 */
#ifndef TESTS_UNIT_MOVING_H
#define TESTS_UNIT_MOVING_H

#include "unit/scratch.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <sys/vfs.h>

static struct {
    bool on;            /* false: the real calls */
    const int *answers; /* of copies: at most so many bytes, or -errno; the last one repeats, without any everything is
        * copied */
    int answer_count;
    int share_answer; /* 0: blocks are shared, or -errno */
    bool no_room;
    void (*before_copy)(void); /* NULL, or called then */

    int copies; /* what was requested, from here on */
    int shares;
    int rooms;
    int64_t room_offset; /* of the last */
    int64_t room_bytes;
} moving;

ssize_t __real_copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t size, unsigned flags);
ssize_t __wrap_copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t size, unsigned flags);
int __real_ioctl(int descriptor, unsigned long request, ...);
int __wrap_ioctl(int descriptor, unsigned long request, ...);
int __real_fallocate(int descriptor, int mode, off_t offset, off_t size);
int __wrap_fallocate(int descriptor, int mode, off_t offset, off_t size);
int __wrap_fallocate64(int descriptor, int mode, off_t offset, off_t size);
int __real_fstatfs(int descriptor, struct statfs *about);
int __wrap_fstatfs(int descriptor, struct statfs *about);
int __wrap_fstatfs64(int descriptor, struct statfs *about);

static void moving_begin(const int *answers, int count, int share_answer)
{
    memset(&moving, 0, sizeof moving);
    moving.on = true;
    moving.answers = answers;
    moving.answer_count = count;
    moving.share_answer = share_answer;
}

__attribute__((unused)) static void moving_end(void)
{
    moving.on = false;
}

/* What every system can do. */
static ssize_t move_plainly(int from, off_t from_offset, int to, off_t to_offset, size_t size)
{
    uint8_t bytes[4096];
    size_t moved = 0;
    while (moved < size) {
        size_t now = size - moved < sizeof bytes ? size - moved : sizeof bytes;
        ssize_t got = pread(from, bytes, now, from_offset + (off_t)moved);
        if (got <= 0)
            break;
        assert_int_equal(pwrite(to, bytes, (size_t)got, to_offset + (off_t)moved), got);
        moved += (size_t)got;
    }
    return (ssize_t)moved;
}

ssize_t __wrap_copy_file_range(int from, off_t *from_offset, int to, off_t *to_offset, size_t size, unsigned flags)
{
    if (!moving.on)
        return __real_copy_file_range(from, from_offset, to, to_offset, size, flags);
    if (moving.before_copy)
        moving.before_copy();
    int last = moving.answer_count - 1, number = moving.copies++;
    int answer = last < 0 ? INT32_MAX : moving.answers[number < last ? number : last];
    if (answer < 0) {
        errno = -answer;
        return -1;
    }
    return move_plainly(from, *from_offset, to, *to_offset, size < (size_t)answer ? size : (size_t)answer);
}

int __wrap_ioctl(int descriptor, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    const struct file_clone_range *range = va_arg(arguments, void *);
    va_end(arguments);
    if (!moving.on || request != FICLONERANGE)
        return __real_ioctl(descriptor, request, range);
    moving.shares++;
    if (moving.share_answer < 0) {
        errno = -moving.share_answer;
        return -1;
    }
    assert_int_not_equal(range->src_length, 0); /* it would mean everything that follows */
    assert_int_equal(move_plainly((int)range->src_fd, (off_t)range->src_offset, descriptor, (off_t)range->dest_offset,
                                  (size_t)range->src_length),
                     range->src_length);
    return 0;
}

int __wrap_fallocate(int descriptor, int mode, off_t offset, off_t size)
{
    if (!moving.on)
        return __real_fallocate(descriptor, mode, offset, size);
    moving.rooms++;
    moving.room_offset = offset;
    moving.room_bytes = size;
    if (!moving.no_room)
        return 0;
    errno = ENOSPC;
    return -1;
}

int __wrap_fallocate64(int descriptor, int mode, off_t offset, off_t size)
{
    return __wrap_fallocate(descriptor, mode, offset, size);
}

/* Disk space is allocated differently on a file system in memory; the tests must not depend on theirs. */
int __wrap_fstatfs(int descriptor, struct statfs *about)
{
    int result = __real_fstatfs(descriptor, about);
    if (moving.on && result == 0)
        about->f_type = 0xEF53; /* ext4 */
    return result;
}

int __wrap_fstatfs64(int descriptor, struct statfs *about)
{
    return __wrap_fstatfs(descriptor, about);
}

#endif
