/*
 * A whole small file in memory. Payload does not come this way.
 */
#include "base/fail.h"

#include <redbook/stream.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Reads until size bytes are there or the file ends; gives what came, -1 with errno. */
static ssize_t read_fully(int descriptor, uint8_t *data, size_t size)
{
    size_t have = 0;
    while (have < size) {
        ssize_t got = read(descriptor, data + have, size - have);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (ssize_t)have;
}

static rbk_status read_open_file(int descriptor, size_t limit, rbk_bytes *bytes, rbk_error *error)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be examined");
    if (!S_ISREG(status.st_mode))
        return rbk_fail(error, RBK_FILEACCESS, "is not a regular file");
    if ((uintmax_t)status.st_size > limit)
        return rbk_fail(error, RBK_UNSUPPORTED, "is too large for a descriptor: %jd bytes, at most %zu are read",
                        (intmax_t)status.st_size, limit);
    size_t size = (size_t)status.st_size;
    uint8_t *data = malloc(size + 1);
    if (!data)
        return rbk_fail_memory(error);
    ssize_t got = read_fully(descriptor, data, size);
    if (got < 0) {
        free(data);
        return rbk_fail_system(error, RBK_FILESYSTEM, errno, "cannot be read");
    }
    data[got] = 0;
    bytes->data = data;
    bytes->size = (size_t)got;
    return RBK_OK;
}

rbk_status rbk_bytes_read_file(const char *path, size_t limit, rbk_bytes *bytes, rbk_error *error)
{
    if (!path || !bytes)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    rbk_status status;
    if (descriptor < 0) {
        status = rbk_fail_system(error, RBK_FILEACCESS, errno, "cannot be opened");
    } else {
        status = read_open_file(descriptor, limit, bytes, error);
        close(descriptor);
    }
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

void rbk_bytes_release(rbk_bytes *bytes)
{
    if (!bytes)
        return;
    free(bytes->data);
    bytes->data = NULL;
    bytes->size = 0;
}
