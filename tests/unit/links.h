/*
 * The call that reads a symbolic link fails. A test that includes this is linked with --wrap for readlink and
 * __readlink_chk, and so are the calls of the library.
 */
#ifndef TESTS_UNIT_LINKS_H
#define TESTS_UNIT_LINKS_H

#include <errno.h>
#include <sys/types.h>
#include <unistd.h>

static int links_code; /* errno of each call; 0: none fails */

ssize_t __real_readlink(const char *path, char *text, size_t size);
ssize_t __wrap_readlink(const char *path, char *text, size_t size);
ssize_t __wrap___readlink_chk(const char *path, char *text, size_t size, size_t room);

ssize_t __wrap_readlink(const char *path, char *text, size_t size)
{
    if (links_code == 0)
        return __real_readlink(path, text, size);
    errno = links_code;
    return -1;
}

ssize_t __wrap___readlink_chk(const char *path, char *text, size_t size, size_t room)
{
    (void)room;
    return __wrap_readlink(path, text, size);
}

#endif
