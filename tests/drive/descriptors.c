/*
 * Descriptors of the drive: each is a real descriptor of a lock file in the recorder's folder, so that poll, fcntl,
 * close-on-exec and inheritance work; its position is the device's position, and its lock stands for the kernel's
 * exclusive lock of the device (held until the last copy of the descriptor is closed, in any process).
 */
#include "drive.h"
#include "real.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/cdrom.h>
#include <scsi/sg.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "publish.h"

enum { DESCRIPTORS = 4096, OURS = 1, WRITABLE = 2, SECTOR_BYTES = 2048, SECTORS_AT_ONCE = 16 };

int drive_open(const char *path, int flags, ...);
int drive_open_2(const char *path, int flags);
int drive_openat(int directory, const char *path, int flags, ...);
int drive_openat_2(int directory, const char *path, int flags);
int drive_close(int fd);
int drive_dup(int fd);
int drive_dup2(int fd, int copy);
int drive_dup3(int fd, int copy, int flags);
int drive_fcntl(int fd, int request, ...);
int drive_ioctl(int fd, unsigned long request, ...);
ssize_t drive_read(int fd, void *data, size_t bytes);
ssize_t drive_read_chk(int fd, void *data, size_t bytes, size_t room);
ssize_t drive_pread(int fd, void *data, size_t bytes, off_t offset);
ssize_t drive_pread_chk(int fd, void *data, size_t bytes, off_t offset, size_t room);
ssize_t drive_write(int fd, const void *data, size_t bytes);
ssize_t drive_pwrite(int fd, const void *data, size_t bytes, off_t offset);
off_t drive_lseek(int fd, off_t offset, int whence);

/* Every call of the program reads it, so it takes no lock. */
static atomic_uchar states[DESCRIPTORS];

descriptor descriptor_of(int fd)
{
    unsigned state = fd >= 0 && fd < DESCRIPTORS ? atomic_load_explicit(&states[fd], memory_order_relaxed) : 0;
    return (descriptor){.ours = state & OURS, .writable = state & WRITABLE};
}

static int fail(int number)
{
    errno = number;
    return -1;
}

static int keep(int fd, unsigned state)
{
    if (fd < 0)
        return fd;
    if (fd >= DESCRIPTORS) {
        real()->close(fd);
        if (state)
            drive_give_back();
        return fail(EMFILE);
    }
    atomic_store(&states[fd], (unsigned char)state);
    return fd;
}

/* One more descriptor with this state. */
static int keep_copy(int fd, unsigned state)
{
    if (fd >= 0 && state)
        drive_take();
    return keep(fd, state);
}

/* ---------------------------------------------------------------- opening and closing */

/* The result of an open that waits for the medium (without O_NONBLOCK): 0, or errno. */
static int medium_trouble(bool writable)
{
    static const uint8_t test_unit_ready[6] = {0};
    int trouble = drive_command(test_unit_ready, 6, RBK_NO_DATA, NULL, 0);
    if (trouble == EAGAIN) /* the unit attention after a medium change; the kernel retries too */
        trouble = drive_command(test_unit_ready, 6, RBK_NO_DATA, NULL, 0);
    if (trouble)
        return trouble == EIO ? ENOMEDIUM : trouble;
    return writable ? EROFS : 0;
}

static int open_drive(int flags)
{
    char lock[PATH_MAX];
    bool writable = (flags & O_ACCMODE) != O_RDONLY;
    if (flags & O_DIRECTORY)
        return fail(ENOTDIR);
    if (snprintf(lock, sizeof lock, "%s/claim", getenv("REDBOOK_DRIVE_FOLDER")) >= PATH_MAX)
        return fail(ENAMETOOLONG);
    int trouble = drive_take();
    if (trouble)
        return fail(trouble);
    if (!(flags & O_NONBLOCK))
        trouble = medium_trouble(writable);
    int fd = trouble ? -1 : real()->open(lock, (flags & (O_ACCMODE | O_NONBLOCK | O_CLOEXEC)) | O_CREAT, 0666);
    if (!trouble && fd < 0)
        trouble = errno;
    if (!trouble && (flags & O_EXCL) && flock(fd, LOCK_EX | LOCK_NB))
        trouble = EBUSY;
    if (!trouble)
        return keep(fd, OURS | (writable ? WRITABLE : 0));
    if (fd >= 0)
        real()->close(fd);
    drive_give_back();
    return fail(trouble);
}

static int open_any(int directory, const char *path, int flags, mode_t mode)
{
    char instead[PATH_MAX];
    int fd;
    switch (name_of(path, instead)) {
    case NAME_DRIVE:
    case NAME_LINK:
        fd = open_drive(flags);
        drive_trace("open %s flags=%#x = %d", path, (unsigned)flags, fd);
        return fd;
    case NAME_GONE:
        return fail(ENOENT);
    case NAME_SYSTEM:
        return real()->openat(AT_FDCWD, instead, flags, mode);
    default:
        return real()->openat(directory, path, flags, mode);
    }
}

static bool takes_mode(int flags)
{
    return (flags & O_CREAT) || (flags & O_TMPFILE) == O_TMPFILE;
}

int drive_openat(int directory, const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (takes_mode(flags)) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return open_any(directory, path, flags, mode);
}

int drive_open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    if (takes_mode(flags)) {
        va_list arguments;
        va_start(arguments, flags);
        mode = va_arg(arguments, mode_t);
        va_end(arguments);
    }
    return open_any(AT_FDCWD, path, flags, mode);
}

int drive_open_2(const char *path, int flags)
{
    return open_any(AT_FDCWD, path, flags, 0);
}

int drive_openat_2(int directory, const char *path, int flags)
{
    return open_any(directory, path, flags, 0);
}

/* The state is removed first: once the number is free, another thread may get it. */
int drive_close(int fd)
{
    bool ours = descriptor_of(fd).ours;
    if (ours)
        atomic_store(&states[fd], 0);
    int result = real()->close(fd);
    if (ours) {
        drive_trace("close %d", fd);
        drive_give_back();
    }
    return result;
}

static unsigned state_of(int fd)
{
    descriptor one = descriptor_of(fd);
    return (one.ours ? OURS : 0u) | (one.writable ? WRITABLE : 0u);
}

int drive_dup(int fd)
{
    unsigned state = state_of(fd);
    int copy = real()->dup(fd);
    return state ? keep_copy(copy, state) : copy;
}

/* If copy was open, it is closed silently. */
static int replaced(int made, unsigned state)
{
    bool ours = descriptor_of(made).ours;
    if (made < 0 || (!state && !ours))
        return made;
    made = keep_copy(made, state);
    if (ours)
        drive_give_back();
    return made;
}

int drive_dup3(int fd, int copy, int flags)
{
    return replaced(real()->dup3(fd, copy, flags), state_of(fd));
}

int drive_dup2(int fd, int copy)
{
    return fd == copy ? real()->dup2(fd, copy) : replaced(real()->dup2(fd, copy), state_of(fd));
}

int drive_fcntl(int fd, int request, ...)
{
    unsigned state = state_of(fd);
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *); /* an int is passed in the same way */
    va_end(arguments);
    int result = real()->fcntl(fd, request, argument);
    return state && (request == F_DUPFD || request == F_DUPFD_CLOEXEC) ? keep_copy(result, state) : result;
}

static int request_of_drive(unsigned request, void *argument, bool writable)
{
    int result;
    if (request == SG_IO)
        return packet_sg_io(argument, writable);
    if (request == CDROM_SEND_PACKET)
        return packet_cdrom(argument, writable);
    result = cdrom_request(request, argument);
    if (result < 0 && errno == ENOTTY)
        result = setting_request(request, argument);
    drive_trace("ioctl %#x = %d%s%s", request, result, result < 0 ? " " : "", result < 0 ? strerror(errno) : "");
    return result;
}

int drive_ioctl(int fd, unsigned long request, ...)
{
    va_list arguments;
    va_start(arguments, request);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    if (!descriptor_of(fd).ours)
        return real()->ioctl(fd, request, argument);
    return request_of_drive((unsigned)request, argument, descriptor_of(fd).writable);
}

/* ---------------------------------------------------------------- data sectors, as the block layer reads them */

/* Reads at most SECTORS_AT_ONCE sectors, from any byte of a sector. Returns the bytes read, 0 at the end, -1 with
   errno. */
static ssize_t read_piece(uint8_t *data, size_t bytes, uint64_t offset, uint64_t end)
{
    uint8_t sectors[SECTORS_AT_ONCE * SECTOR_BYTES], cdb[10] = {0x28};
    if (offset >= end)
        return 0;
    if (bytes > end - offset)
        bytes = (size_t)(end - offset);
    size_t skip = (size_t)(offset % SECTOR_BYTES);
    if (bytes > sizeof sectors - skip)
        bytes = sizeof sectors - skip;
    uint32_t lba = (uint32_t)(offset / SECTOR_BYTES);
    unsigned count = (unsigned)((skip + bytes + SECTOR_BYTES - 1) / SECTOR_BYTES);
    for (unsigned i = 0; i < 4; i++)
        cdb[2 + i] = (uint8_t)(lba >> (24 - 8 * i));
    cdb[8] = (uint8_t)count;
    if (drive_command(cdb, 10, RBK_DATA_IN, sectors, (size_t)count * SECTOR_BYTES))
        return fail(EIO);
    memcpy(data, sectors + skip, bytes);
    return (ssize_t)bytes;
}

static ssize_t read_sectors(void *data, size_t bytes, off_t offset)
{
    uint64_t end = (uint64_t)cdrom_sectors() * SECTOR_BYTES;
    size_t done = 0;
    if (offset < 0)
        return fail(EINVAL);
    while (done < bytes) {
        ssize_t piece = read_piece((uint8_t *)data + done, bytes - done, (uint64_t)offset + done, end);
        if (piece < 0 && !done)
            return -1;
        if (piece <= 0)
            break;
        done += (size_t)piece;
    }
    return (ssize_t)done;
}

ssize_t drive_pread(int fd, void *data, size_t bytes, off_t offset)
{
    if (!descriptor_of(fd).ours)
        return real()->pread(fd, data, bytes, offset);
    ssize_t done = read_sectors(data, bytes, offset);
    drive_trace("pread %d, %zu bytes at %lld = %zd", fd, bytes, (long long)offset, done);
    return done;
}

ssize_t drive_read(int fd, void *data, size_t bytes)
{
    if (!descriptor_of(fd).ours)
        return real()->read(fd, data, bytes);
    off_t offset = real()->lseek(fd, 0, SEEK_CUR);
    ssize_t done = drive_pread(fd, data, bytes, offset);
    if (done > 0)
        real()->lseek(fd, offset + done, SEEK_SET);
    return done;
}

ssize_t drive_read_chk(int fd, void *data, size_t bytes, size_t room)
{
    if (bytes > room)
        abort();
    return drive_read(fd, data, bytes);
}

ssize_t drive_pread_chk(int fd, void *data, size_t bytes, off_t offset, size_t room)
{
    if (bytes > room)
        abort();
    return drive_pread(fd, data, bytes, offset);
}

/* A recorder cannot be written like a file. */
ssize_t drive_write(int fd, const void *data, size_t bytes)
{
    return descriptor_of(fd).ours ? fail(EIO) : real()->write(fd, data, bytes);
}

ssize_t drive_pwrite(int fd, const void *data, size_t bytes, off_t offset)
{
    return descriptor_of(fd).ours ? fail(EIO) : real()->pwrite(fd, data, bytes, offset);
}

off_t drive_lseek(int fd, off_t offset, int whence)
{
    if (!descriptor_of(fd).ours || whence != SEEK_END)
        return real()->lseek(fd, offset, whence);
    return real()->lseek(fd, (off_t)cdrom_sectors() * SECTOR_BYTES + offset, SEEK_SET);
}

PUBLISH(open, drive_open);
PUBLISH(open64, drive_open);
PUBLISH(__open_2, drive_open_2);
PUBLISH(__open64_2, drive_open_2);
PUBLISH(openat, drive_openat);
PUBLISH(openat64, drive_openat);
PUBLISH(__openat_2, drive_openat_2);
PUBLISH(__openat64_2, drive_openat_2);
PUBLISH(close, drive_close);
PUBLISH(dup, drive_dup);
PUBLISH(dup2, drive_dup2);
PUBLISH(dup3, drive_dup3);
PUBLISH(fcntl, drive_fcntl);
PUBLISH(fcntl64, drive_fcntl);
PUBLISH(ioctl, drive_ioctl);
PUBLISH(read, drive_read);
PUBLISH(__read_chk, drive_read_chk);
PUBLISH(pread, drive_pread);
PUBLISH(pread64, drive_pread);
PUBLISH(__pread_chk, drive_pread_chk);
PUBLISH(__pread64_chk, drive_pread_chk);
PUBLISH(write, drive_write);
PUBLISH(pwrite, drive_pwrite);
PUBLISH(pwrite64, drive_pwrite);
PUBLISH(lseek, drive_lseek);
PUBLISH(lseek64, drive_lseek);
