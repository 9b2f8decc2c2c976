/*
 * Counts the files that are opened under names with an ending, fails to open them, or changes them after that. A test that
 * includes this is linked with --wrap for open and open64, and so are the calls of the library.
 */
#ifndef TESTS_UNIT_OPENINGS_H
#define TESTS_UNIT_OPENINGS_H

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

static struct {
    const char *ending; /* of the names that count; NULL: none */
    int count;
    int failure;         /* errno of those; 0: they are opened */
    void (*after)(void); /* what another process does after the first of them was opened; NULL: nothing */
} openings;

int __real_open(const char *path, int flags, ...);
int __wrap_open(const char *path, int flags, ...);
int __wrap_open64(const char *path, int flags, ...);

int __wrap_open(const char *path, int flags, ...)
{
    va_list rest;
    va_start(rest, flags);
    mode_t mode = flags & O_CREAT ? va_arg(rest, mode_t) : 0;
    va_end(rest);
    size_t length = strlen(path), size = openings.ending ? strlen(openings.ending) : 0;
    const bool counts = size > 0 && length >= size && strcmp(path + length - size, openings.ending) == 0;
    openings.count += counts;
    if (counts && openings.failure) {
        errno = openings.failure;
        return -1;
    }
    const int opened = __real_open(path, flags, mode);
    if (counts && openings.after) {
        void (*act)(void) = openings.after;
        openings.after = NULL;
        act();
    }
    return opened;
}

int __wrap_open64(const char *path, int flags, ...)
{
    return __wrap_open(path, flags);
}

#endif
