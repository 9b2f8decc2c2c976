/*
 * The unfinished image: one file next to its target (base/unfinished.h), written at any offset from any thread.
 *
 * Flushing. Written data is passed on to the disk as it comes (sync_file_range if available), so that the flush at the
 * end has little left to do.
 *
 * Sharing. If the file system can share blocks with other files they are shared, and disk space reserved for them would
 * be wasted: so space is reserved only from the first byte on that is written.
 */
#define _GNU_SOURCE /* copy_file_range, fallocate, sync_file_range */

#include "image/writer.h"

#include "base/endian.h"
#include "base/fail.h"
#include "base/unfinished.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#if defined(__linux__)
#include <linux/fs.h>
#include <linux/magic.h>
#include <sys/ioctl.h>
#include <sys/vfs.h>
#endif

#define SWAP_SAMPLES   4096
#define HAND_OVER_MASK (((int64_t)1 << 23) - 1) /* hand over to the disk in segments of 8 MiB */

struct rbk_image_writer {
    rbk_unfinished *file;
    int descriptor;         /* the file's */
    int64_t expected_bytes; /* 0: no more space is to be reserved */
    atomic_bool unshared;   /* blocks cannot be shared here */
};

/* ------------------------------------------------------------------ open */

rbk_status rbk_image_writer_open(const char *target, bool replace, rbk_image_writer **writer, rbk_error *error)
{
    if (!target || !writer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_image_writer *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    rbk_status status = rbk_unfinished_open(target, replace, &made->file, error);
    if (status != RBK_OK) {
        free(made);
        return status;
    }
    made->descriptor = made->file->descriptor;
    atomic_init(&made->unshared, false);
    *writer = made;
    return RBK_OK;
}

/* ------------------------------------------------------------------ writing */

static rbk_status fail_disk(const rbk_image_writer *writer, int code, rbk_error *error)
{
    bool full = rbk_error_is_of_space(code);
    rbk_status status = full ? RBK_NOTENOUGHDISKFORSTASH : RBK_FILESYSTEM;
    rbk_fail_system(error, status, code,
                    full && code != EFBIG ? "not enough disk space for the image" : "the image cannot be written");
    rbk_error_set_path(error, writer->file->target);
    return status;
}

#if defined(__linux__)
#define BLOCK_OF_STAT 512 /* bytes, whatever the file system's are */

/*
 * On a file system in memory space is reserved by filling it with zeros, which takes as long as writing; there it is
 * only checked whether there is enough. errno as of fallocate.
 */
static int allocate(int descriptor, int64_t from, int64_t to)
{
    struct statfs system;
    struct stat file;
    if (fstatfs(descriptor, &system) != 0 || system.f_type != TMPFS_MAGIC || fstat(descriptor, &file) != 0)
        return fallocate(descriptor, FALLOC_FL_KEEP_SIZE, (off_t)from, (off_t)(to - from));
    int64_t missing = to - (int64_t)file.st_blocks * BLOCK_OF_STAT;
    bool limited = system.f_blocks > 0;
    if (!limited || missing <= (int64_t)system.f_bavail * system.f_bsize)
        return 0;
    errno = ENOSPC;
    return -1;
}
#endif

static rbk_status set_room_aside(rbk_image_writer *writer, int64_t from, int64_t to, rbk_error *error)
{
#if defined(__linux__)
    if (to > from && allocate(writer->descriptor, from, to) != 0 && rbk_error_is_of_space(errno))
        return fail_disk(writer, errno, error);
#else
    (void)writer, (void)from, (void)to, (void)error;
#endif
    return RBK_OK;
}

rbk_status rbk_image_writer_reserve(rbk_image_writer *writer, int64_t bytes, rbk_error *error)
{
    if (!writer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return set_room_aside(writer, 0, bytes, error);
}

void rbk_image_writer_expect(rbk_image_writer *writer, int64_t bytes)
{
    writer->expected_bytes = bytes;
}

/* Before the first write of bytes that are not shared. */
static rbk_status need_room(rbk_image_writer *writer, int64_t offset, rbk_error *error)
{
    if (writer->expected_bytes == 0)
        return RBK_OK;
    rbk_status status = set_room_aside(writer, offset, writer->expected_bytes, error);
    if (status == RBK_OK)
        writer->expected_bytes = 0;
    return status;
}

static void hand_over(const rbk_image_writer *writer, int64_t offset, int64_t bytes)
{
#if defined(__linux__)
    int64_t from = offset & ~HAND_OVER_MASK;
    int64_t to = (offset + bytes) & ~HAND_OVER_MASK;
    if (to > from)
        (void)sync_file_range(writer->descriptor, (off_t)from, (off_t)(to - from), SYNC_FILE_RANGE_WRITE);
#else
    (void)writer, (void)offset, (void)bytes;
#endif
}

rbk_status rbk_image_writer_write(rbk_image_writer *writer, int64_t offset_bytes, const void *data, size_t bytes,
                                  rbk_error *error)
{
    if (!writer || (!data && bytes > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const uint8_t *from = data;
    size_t written = 0;
    rbk_status status = need_room(writer, offset_bytes, error);
    if (status != RBK_OK)
        return status;
    while (written < bytes) {
        ssize_t done =
            pwrite(writer->descriptor, from + written, bytes - written, (off_t)(offset_bytes + (int64_t)written));
        if (done < 0 && errno == EINTR)
            continue;
        if (done <= 0)
            return fail_disk(writer, done < 0 ? errno : ENOSPC, error);
        written += (size_t)done;
    }
    hand_over(writer, offset_bytes, (int64_t)bytes);
    return RBK_OK;
}

#if defined(__linux__)

/* All of it or nothing. */
static bool share(const rbk_image_writer *writer, int64_t offset, int source, int64_t source_offset, int64_t bytes)
{
    struct file_clone_range range = {.src_fd = source,
                                     .src_offset = (uint64_t)source_offset,
                                     .src_length = (uint64_t)bytes,
                                     .dest_offset = (uint64_t)offset};
    return bytes > 0 && ioctl(writer->descriptor, FICLONERANGE, &range) == 0;
}

static int64_t copy(const rbk_image_writer *writer, int64_t offset, int source, int64_t source_offset, int64_t bytes)
{
    int64_t copied = 0;
    while (copied < bytes) {
        off_t from = (off_t)(source_offset + copied), to = (off_t)(offset + copied);
        ssize_t now = copy_file_range(source, &from, writer->descriptor, &to, (size_t)(bytes - copied), 0);
        if (now < 0 && errno == EINTR)
            continue;
        if (now <= 0)
            break;
        copied += now;
    }
    return copied;
}

int64_t rbk_image_writer_take(rbk_image_writer *writer, int64_t offset_bytes, int source, int64_t source_offset_bytes,
                              int64_t bytes)
{
    int64_t taken = bytes - bytes % RBK_SHARE_BYTES;
    if (!share(writer, offset_bytes, source, source_offset_bytes, taken))
        taken = 0;
    if (taken < bytes && need_room(writer, offset_bytes + taken, NULL) == RBK_OK)
        taken += copy(writer, offset_bytes + taken, source, source_offset_bytes + taken, bytes - taken);
    hand_over(writer, offset_bytes, taken);
    return taken;
}

int64_t rbk_image_writer_share(rbk_image_writer *writer, int64_t *offset_bytes, int source, int64_t source_offset_bytes,
                               int64_t bytes)
{
    int64_t before = (RBK_SHARE_BYTES - *offset_bytes % RBK_SHARE_BYTES) % RBK_SHARE_BYTES;
    int64_t whole = bytes > before ? (bytes - before) / RBK_SHARE_BYTES * RBK_SHARE_BYTES : 0;
    if (whole == 0 || (source_offset_bytes - *offset_bytes) % RBK_SHARE_BYTES != 0 || atomic_load(&writer->unshared))
        return 0;
    if (!share(writer, *offset_bytes + before, source, source_offset_bytes + before, whole)) {
        atomic_store(&writer->unshared, true);
        return 0;
    }
    *offset_bytes += before;
    return whole;
}

#else

int64_t rbk_image_writer_share(rbk_image_writer *writer, int64_t *offset_bytes, int source, int64_t source_offset_bytes,
                               int64_t bytes)
{
    (void)writer, (void)offset_bytes, (void)source, (void)source_offset_bytes, (void)bytes;
    return 0;
}

int64_t rbk_image_writer_take(rbk_image_writer *writer, int64_t offset_bytes, int source, int64_t source_offset_bytes,
                              int64_t bytes)
{
    (void)writer, (void)offset_bytes, (void)source, (void)source_offset_bytes, (void)bytes;
    return 0;
}

#endif

static rbk_status write_swapped(rbk_image_writer *writer, int64_t offset_bytes, const int16_t *samples, size_t count,
                                rbk_error *error)
{
    uint8_t bytes[SWAP_SAMPLES * RBK_SAMPLE_BYTES];
    while (count > 0) {
        size_t now = count < SWAP_SAMPLES ? count : SWAP_SAMPLES;
        for (size_t i = 0; i < now * RBK_CHANNELS; i++) {
            bytes[2 * i] = (uint8_t)((uint16_t)samples[i] & 0xFF);
            bytes[2 * i + 1] = (uint8_t)((uint16_t)samples[i] >> 8);
        }
        rbk_status status = rbk_image_writer_write(writer, offset_bytes, bytes, now * RBK_SAMPLE_BYTES, error);
        if (status != RBK_OK)
            return status;
        offset_bytes += (int64_t)(now * RBK_SAMPLE_BYTES);
        samples += now * RBK_CHANNELS;
        count -= now;
    }
    return RBK_OK;
}

rbk_status rbk_image_writer_write_samples(rbk_image_writer *writer, int64_t offset_samples, const int16_t *samples,
                                          size_t count, rbk_error *error)
{
    if (!writer || (!samples && count > 0))
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t offset_bytes = offset_samples * RBK_SAMPLE_BYTES;
    if (rbk_machine_is_little_endian())
        return rbk_image_writer_write(writer, offset_bytes, samples, count * RBK_SAMPLE_BYTES, error);
    return write_swapped(writer, offset_bytes, samples, count, error);
}

rbk_status rbk_image_writer_truncate(rbk_image_writer *writer, int64_t bytes, rbk_error *error)
{
    if (!writer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    while (ftruncate(writer->descriptor, (off_t)bytes) != 0)
        if (errno != EINTR)
            return fail_disk(writer, errno, error);
    return RBK_OK;
}

/* ------------------------------------------------------------------ finishing */

rbk_status rbk_image_writer_flush(rbk_image_writer *writer, int64_t bytes, rbk_error *error)
{
    rbk_status status = rbk_image_writer_truncate(writer, bytes, error);
    if (status != RBK_OK)
        return status;
    if (fsync(writer->descriptor) != 0)
        return fail_disk(writer, errno, error);
    return RBK_OK;
}

rbk_status rbk_image_writer_publish(rbk_image_writer *writer, rbk_error *error)
{
    if (!writer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return rbk_publish(&writer->file, 1, NULL, error);
}

rbk_unfinished *rbk_image_writer_unfinished(rbk_image_writer *writer)
{
    return writer->file;
}

const char *rbk_image_writer_target(const rbk_image_writer *writer)
{
    return writer->file->target;
}

const char *rbk_image_writer_stash(const rbk_image_writer *writer)
{
    return writer->file->stash;
}

void rbk_image_writer_free(rbk_image_writer *writer)
{
    if (!writer)
        return;
    rbk_unfinished_free(writer->file);
    free(writer);
}
