/*
 * A file system that ignores letter case, for as long as folding is set: a name means what has it in any letter case. A test
 * that includes this is linked with --wrap for fstatat, fstatat64, linkat, unlinkat, renameat and renameat2.
 */
#ifndef TESTS_UNIT_FOLDING_H
#define TESTS_UNIT_FOLDING_H

#include "unit/scratch.h"

#include <stdbool.h>
#include <strings.h>

static bool folding;
static size_t looks; /* calls of fstatat */

int __real_fstatat(int folder, const char *name, struct stat *about, int flags);
int __wrap_fstatat(int folder, const char *name, struct stat *about, int flags);
struct stat64;
int __real_fstatat64(int folder, const char *name, struct stat64 *about, int flags);
int __wrap_fstatat64(int folder, const char *name, struct stat64 *about, int flags);
int __real_linkat(int a, const char *from, int b, const char *to, int flags);
int __wrap_linkat(int a, const char *from, int b, const char *to, int flags);
int __real_unlinkat(int folder, const char *name, int flags);
int __wrap_unlinkat(int folder, const char *name, int flags);
int __real_renameat(int a, const char *from, int b, const char *to);
int __wrap_renameat(int a, const char *from, int b, const char *to);
int __real_renameat2(int a, const char *from, int b, const char *to, unsigned flags);
int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags);

/* The name that an entry of the scratch folder has; the last two answers stay valid. */
static const char *folded(const char *name)
{
    static char found[2][256];
    static unsigned next;
    char *answer = found[next++ % 2];
    snprintf(answer, sizeof found[0], "%s", name);
    DIR *list = folding ? opendir(scratch_folder) : NULL;
    for (struct dirent *entry; list && (entry = readdir(list));)
        if (strcasecmp(entry->d_name, name) == 0)
            snprintf(answer, sizeof found[0], "%s", entry->d_name);
    if (list)
        closedir(list);
    return answer;
}

int __wrap_fstatat(int folder, const char *name, struct stat *about, int flags)
{
    looks++;
    return __real_fstatat(folder, folded(name), about, flags);
}

/* What the library calls, where offsets are of 64 bits. */
int __wrap_fstatat64(int folder, const char *name, struct stat64 *about, int flags)
{
    looks++;
    return __real_fstatat64(folder, folded(name), about, flags);
}

int __wrap_linkat(int a, const char *from, int b, const char *to, int flags)
{
    return __real_linkat(a, folded(from), b, folded(to), flags);
}

int __wrap_unlinkat(int folder, const char *name, int flags)
{
    return __real_unlinkat(folder, folded(name), flags);
}

int __wrap_renameat(int a, const char *from, int b, const char *to)
{
    return __real_renameat(a, folded(from), b, folded(to));
}

int __wrap_renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    return __real_renameat2(a, folded(from), b, folded(to), flags);
}

#endif
