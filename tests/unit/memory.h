/*
 * Memory that runs out: an operation is repeated, and each time the next one of its allocations fails, until it needs no more
 * of them. A test that includes this has the line
 *
 * link: -Wl,--wrap=malloc -Wl,--wrap=calloc -Wl,--wrap=realloc -Wl,--wrap=strdup -Wl,--wrap=strndup
 *
 * so that the allocations of the library fail, but not those of other libraries. The address sanitizer reports what an
 * operation does not free after a failure.
 */
#ifndef TESTS_UNIT_MEMORY_H
#define TESTS_UNIT_MEMORY_H

#include "unit/scratch.h"

#include <redbook/error.h>

#include <errno.h>
#include <limits.h>
#include <stdatomic.h>
#if defined(__GLIBC__)
#include <execinfo.h>
#endif

#define MEMORY_UNLIMITED LONG_MIN

static atomic_long memory_left = MEMORY_UNLIMITED; /* allocations before the one that fails */
static bool memory_may_miss;                       /* true: the operation may also succeed without it */
static bool memory_of_drive;       /* true: a virtual drive without memory is a drive that fails, for any reason */
static bool memory_ends;           /* true: all after it fail, too, so that a second attempt does not help */
static atomic_bool memory_refused; /* one has failed */
static void *memory_callers[8];    /* of the call that was refused */
extern char __executable_start[];

void *__real_malloc(size_t size);
void *__wrap_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__real_realloc(void *memory, size_t size);
void *__wrap_realloc(void *memory, size_t size);
char *__real_strdup(const char *text);
char *__wrap_strdup(const char *text);
char *__real_strndup(const char *text, size_t size);
char *__wrap_strndup(const char *text, size_t size);

static bool memory_refuses(void)
{
    if (memory_ends && atomic_load(&memory_refused))
        return atomic_load(&memory_left) != MEMORY_UNLIMITED;
    if (atomic_load(&memory_left) < 0 || atomic_fetch_sub(&memory_left, 1) != 0)
        return false;
    atomic_store(&memory_refused, true);
    memset(memory_callers, 0, sizeof memory_callers);
#if defined(__GLIBC__)
    (void)backtrace(memory_callers, sizeof memory_callers / sizeof memory_callers[0]);
#endif
    errno = ENOMEM;
    return true;
}

void *__wrap_malloc(size_t size)
{
    return memory_refuses() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return memory_refuses() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *memory, size_t size)
{
    return memory_refuses() ? NULL : __real_realloc(memory, size);
}

char *__wrap_strdup(const char *text)
{
    return memory_refuses() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t size)
{
    return memory_refuses() ? NULL : __real_strndup(text, size);
}

typedef rbk_status (*memory_operation)(void *user, rbk_error *error);

/* For the rest of an operation, the checks of a test, no allocation fails. */
__attribute__((unused)) static void memory_is_back(void)
{
    atomic_store(&memory_left, MEMORY_UNLIMITED);
}

/* For a message: the arguments of addr2line -ife PROGRAM. */
__attribute__((unused)) static const char *memory_place(void)
{
    static char text[256];
    size_t used = 0;
    text[0] = 0;
    for (size_t i = 2; i < sizeof memory_callers / sizeof memory_callers[0] && memory_callers[i]; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, " %lx",
                                 (unsigned long)((char *)memory_callers[i] - __executable_start - 1));
    return text;
}

/*
 * The operation succeeds with all of its allocations; without any one of them it returns RBK_NO_MEMORY, or a failed call of
 * the system for that reason. It releases what it makes. Returns the number of allocations.
 */
__attribute__((unused)) static long each_allocation_fails(const char *what, memory_operation operation, void *user)
{
    for (long number = 0;; number++) {
        rbk_error reason;
        rbk_error_init(&reason);
        atomic_store(&memory_refused, false);
        atomic_store(&memory_left, number);
        rbk_status status = operation(user, &reason);
        atomic_store(&memory_left, MEMORY_UNLIMITED);
        bool refused = atomic_load(&memory_refused);
        bool reported = status == RBK_NO_MEMORY || (memory_of_drive && status != RBK_OK) ||
                        (status != RBK_OK && reason.system_error == ENOMEM);
        if (refused ? !reported && !(memory_may_miss && status == RBK_OK) : status != RBK_OK)
            fail_msg("%s, allocation %ld%s%s: status %d, '%s'", what, number, refused ? " fails, at" : "",
                     refused ? memory_place() : "", (int)status, reason.sentence);
        if (!refused)
            return number;
    }
}

#endif
