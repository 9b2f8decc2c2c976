/*
 * Reading from open files.
 */
#include "base/read_at.h"

#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

int64_t rbk_read_at(int file, int64_t offset, void *data, size_t size)
{
    size_t have = 0;
    while (have < size) {
        ssize_t got = pread(file, (uint8_t *)data + have, size - have, (off_t)(offset + (int64_t)have));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return -1;
        if (got == 0)
            break;
        have += (size_t)got;
    }
    return (int64_t)have;
}

bool rbk_input_is_absence(int code)
{
    return code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG || code == ENXIO ||
           code == ENODEV;
}

bool rbk_input_is_shortage(int code)
{
    return code == EMFILE || code == ENFILE || code == ENOMEM || code == EIO;
}
