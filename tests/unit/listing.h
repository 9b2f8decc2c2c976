/*
 * The calls that list a folder: after some names the next call fails. A test that includes this is linked with --wrap for
 * readdir and readdir64, and so are the calls of the library.
 */
#ifndef TESTS_UNIT_LISTING_H
#define TESTS_UNIT_LISTING_H

#include "unit/scratch.h"

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>

static struct {
    int code; /* errno of the call that fails; 0: none does */
    int left; /* names before it, "." and ".." among them */
} listing;

struct dirent *__real_readdir(DIR *list);
struct dirent *__wrap_readdir(DIR *list);
struct dirent *__real_readdir64(DIR *list);
struct dirent *__wrap_readdir64(DIR *list);

static void listing_fails_after(int names, int code)
{
    listing.left = names;
    listing.code = code;
}

static void listing_is_real(void)
{
    listing.code = 0;
}

/* True if the call is to fail, with errno. */
static bool listing_is_over(void)
{
    if (listing.code == 0 || listing.left-- > 0)
        return false;
    errno = listing.code;
    return true;
}

struct dirent *__wrap_readdir(DIR *list)
{
    return listing_is_over() ? NULL : __real_readdir(list);
}

struct dirent *__wrap_readdir64(DIR *list)
{
    return listing_is_over() ? NULL : __real_readdir64(list);
}

#endif
