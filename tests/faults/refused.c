/*
 * The errors of a call are those of its manual page that a file, a folder or the system can cause; what only a mistake of
 * the program causes (EBADF, EFAULT) is not among them, and what would be a lie about a file that is there is among them
 * where another process could have made it true a moment before.
 */
#include "faults/refused.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const refused refused_calls[] = {
    {"open", "ENOENT EACCES EMFILE ENFILE ELOOP EIO ENOMEM EINTR ENXIO EPERM ENOTDIR ENAMETOOLONG EOVERFLOW ESTALE"},
    {"create", "EACCES EROFS ENOSPC EDQUOT EMFILE ENFILE EIO ENOMEM EINTR EEXIST ENOTDIR EPERM ENAMETOOLONG"},
    {"read", "EIO EINTR ESTALE half one end"},
    {"write", "ENOSPC EIO EDQUOT EFBIG EINTR EPERM ESTALE half one"},
    {"close", "EIO EINTR ENOSPC EDQUOT"},
    {"fsync", "EIO ENOSPC EDQUOT EINTR EROFS EINVAL"},
    {"rename", "EXDEV EACCES EPERM ENOSPC EDQUOT EIO EROFS EBUSY EMLINK ENOMEM EINVAL ENOSYS ENOENT EEXIST"},
    {"link", "EXDEV EACCES EPERM ENOSPC EDQUOT EIO EROFS EMLINK ENOMEM EOPNOTSUPP ENOENT EEXIST"},
    {"unlink", "EACCES EPERM EBUSY EIO EROFS ENOMEM"},
    {"mkdir", "EACCES ENOSPC EDQUOT EROFS EMLINK EIO ENOMEM EEXIST ENOENT"},
    {"rmdir", "EACCES EPERM EBUSY EIO EROFS ENOTEMPTY ENOENT"},
    {"ftruncate", "EIO ENOSPC EDQUOT EFBIG EINTR EPERM"},
    {"fallocate", "EOPNOTSUPP ENOSPC EDQUOT EIO EINTR EFBIG ENOSYS"},
    {"clone", "EOPNOTSUPP EXDEV EINVAL EIO ENOSPC EDQUOT EPERM ENOTTY"},
    {"copy", "EXDEV EIO ENOSPC EINVAL EOPNOTSUPP ENOSYS EFBIG ENOMEM half one end"},
    {"fchmod", "EPERM EROFS EIO EOPNOTSUPP ENOSYS"},
    {"fchown", "EPERM EROFS EIO EDQUOT"},
    {"flock", "ENOLCK EINTR EWOULDBLOCK EOPNOTSUPP EIO"},
    {"lseek", "EIO"},
    {"stat", "EACCES ENOMEM EIO EOVERFLOW ESTALE"},
    {"fstat", "EIO ENOMEM EOVERFLOW ESTALE"},
    {"opendir", "EACCES EMFILE ENFILE ENOMEM EIO ENOENT"},
    {"readdir", "EIO ENOENT"},
    {"realpath", "EACCES EIO ENOMEM"},
    {"readlink", "EACCES EIO ENOMEM"},
    {"pthread_create", "EAGAIN"},
    {"iconv_open", "EMFILE ENFILE ENOMEM EINVAL"},
    {"malloc", "ENOMEM"},
    {"calloc", "ENOMEM"},
    {"realloc", "ENOMEM"},
    {"aligned_alloc", "ENOMEM"},
};
const size_t refused_count = sizeof refused_calls / sizeof refused_calls[0];

#define CODE(name)                                                                                                     \
    {                                                                                                                  \
#name, name                                                                                                    \
    }

static const struct code {
    const char *name;
    int code;
} codes[] = {
    CODE(ENOENT),    CODE(EACCES), CODE(EMFILE), CODE(ENFILE),      CODE(ELOOP),   CODE(EIO),
    CODE(ENOMEM),    CODE(EINTR),  CODE(ENXIO),  CODE(EPERM),       CODE(ENOTDIR), CODE(ENAMETOOLONG),
    CODE(EROFS),     CODE(ENOSPC), CODE(EDQUOT), CODE(EEXIST),      CODE(EISDIR),  CODE(EFBIG),
    CODE(EINVAL),    CODE(EXDEV),  CODE(EBUSY),  CODE(EMLINK),      CODE(ENOSYS),  CODE(EOPNOTSUPP),
    CODE(ENOTEMPTY), CODE(ENOTTY), CODE(ENOLCK), CODE(EWOULDBLOCK), CODE(EAGAIN),  CODE(EOVERFLOW),
    CODE(ESTALE),    {"half", 0},  {"one", 0},   {"end", 0},
};

int refused_code(const char *name)
{
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (strcmp(codes[i].name, name) == 0)
            return codes[i].code;
    fprintf(stderr, "faults: no errno '%s'\n", name);
    exit(2);
}
