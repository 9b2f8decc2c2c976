/*
 * base/fail.h - setting an rbk_error, once, where the reason is known
 *
 * Each call fills the error (nullable) and returns the status, so that a failure is one statement:
 *     return rbk_fail(error, RBK_TRACKOPEN, "track %u is open", number);
 * Callers pass an error on; they may add the location they know, never another message.
 */
#ifndef RBK_BASE_FAIL_H
#define RBK_BASE_FAIL_H

#include <redbook/error.h>

#include <errno.h>
#include <stdbool.h>

#if defined(__GNUC__)
#define RBK_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define RBK_PRINTF(text, first)
#endif

rbk_status rbk_fail(rbk_error *error, rbk_status status, const char *format, ...) RBK_PRINTF(3, 4);

/* The same with the system error: code is an errno value. */
rbk_status rbk_fail_system(rbk_error *error, rbk_status status, int code, const char *format, ...) RBK_PRINTF(4, 5);

/* The same at a line and column of a file (0: none). path may be NULL. */
rbk_status rbk_fail_at(rbk_error *error, rbk_status status, const char *path, uint32_t line, uint32_t column,
                       const char *format, ...) RBK_PRINTF(6, 7);

/* "out of memory". */
rbk_status rbk_fail_memory(rbk_error *error);

/* For static analysers, which see one file at a time: a failure returns the status it was given, never RBK_OK. */
#if defined(__clang_analyzer__) && !defined(RBK_FAIL_DEFINITIONS)
#define rbk_fail(error, status, ...)        (rbk_fail(error, status, __VA_ARGS__), (status))
#define rbk_fail_system(error, status, ...) (rbk_fail_system(error, status, __VA_ARGS__), (status))
#define rbk_fail_at(error, status, ...)     (rbk_fail_at(error, status, __VA_ARGS__), (status))
#define rbk_fail_memory(error)              (rbk_fail_memory(error), RBK_NO_MEMORY)
#endif

/* The system could not say, for want of memory or by an error of its own: what the error is about is not known. */
static inline bool rbk_error_is_of_system(const rbk_error *error)
{
    return error->status == RBK_NO_MEMORY || error->system_error != 0;
}

/* An errno value: the disk or a quota is full, or a file as long as it may be. */
static inline bool rbk_error_is_of_space(int code)
{
    return code == ENOSPC || code == EDQUOT || code == EFBIG;
}

/* What EFBIG is about, after "too large": the reason that follows an error, and what the burn engine says of a virtual drive. */
#define RBK_LIMIT_OF_SIZE "for the limit of file sizes (ulimit -f), or for the file system"

/* Adds the location to an error that has none. NULL error is fine. */
void rbk_error_set_path(rbk_error *error, const char *path);
void rbk_error_set_track(rbk_error *error, uint32_t track);

#endif
