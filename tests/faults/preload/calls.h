/*
 * faults/preload/calls.h - the calls that the preload library counts, makes fail and records
 *
 * Settings are environment variables:
 *
 *   FAULT_KIND    which calls are counted: the name of one (calls_names), or of a group:
 *                   names   every call that changes a name, a length or bytes of a file
 *                   opens   every file that is opened for reading
 *                   memory  every allocation
 *                   any     all calls
 *   FAULT_AT      the number of the call that gets the fault, from 1; 0: none
 *   FAULT_WHAT    the fault:
 *                   kill    the process is killed; a write has written half of its bytes
 *                   an errno in digits: the call fails with it; with + after it, so do all later calls of the kind
 *                   half, one, end: half of the bytes, one byte or none are read or written
 *   FAULT_LOG     file for the counts (run.h)
 *   FAULT_LEDGER  not empty: what is allocated or open at the end is counted too
 *   FAULT_TRACE   file for the record of all changes (record.h)
 *
 * A file system that shares blocks is simulated, and one in memory is reported as one on a disk, so that the calls for both
 * are made. A crash inside another library - not all decoders can handle a failed allocation - ends the program with exit
 * code 98, so that it can be distinguished from a crash of redbook. Calls are counted whoever makes them: those of decoders
 * and encoders too. Calls inside the C library, such as those of stdio, are not seen.
 */
#ifndef TESTS_FAULTS_PRELOAD_CALLS_H
#define TESTS_FAULTS_PRELOAD_CALLS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum call {
    CALL_OPEN,
    CALL_CREATE,
    CALL_READ,
    CALL_WRITE,
    CALL_CLOSE,
    CALL_FSYNC,
    CALL_RENAME,
    CALL_LINK,
    CALL_UNLINK,
    CALL_MKDIR,
    CALL_RMDIR,
    CALL_FTRUNCATE,
    CALL_FALLOCATE,
    CALL_CLONE, /* FICLONERANGE */
    CALL_COPY,  /* copy_file_range */
    CALL_FCHMOD,
    CALL_FCHOWN,
    CALL_FLOCK,
    CALL_LSEEK,
    CALL_STAT, /* of a name */
    CALL_FSTAT,
    CALL_OPENDIR,
    CALL_READDIR,
    CALL_REALPATH,
    CALL_READLINK,
    CALL_THREAD, /* pthread_create */
    CALL_ICONV,  /* iconv_open */
    CALL_MALLOC,
    CALL_CALLOC,
    CALL_REALLOC,
    CALL_ALIGNED, /* aligned_alloc, posix_memalign */
    CALL_COUNT
} call;

typedef enum outcome {
    OUTCOME_REAL, /* the call is made */
    OUTCOME_FAIL, /* it fails, errno is set */
    OUTCOME_HALF, /* with fewer bytes than requested */
    OUTCOME_ONE,
    OUTCOME_END,
    OUTCOME_DIE /* for calls that do a part of their work first: call_die() */
} outcome;

/* Counts a call. file: -1 if it has none; path: NULL likewise. Kills the process itself unless parts is true. */
outcome call_count(call which, int file, const char *path, bool parts);
void call_die(void) __attribute__((noreturn));

/* True if the call has to fail, with errno set. */
bool call_fails(call which, int file, const char *path);

/* True if such calls are counted at all: they are frequent. */
bool call_is_counted(call which);

/* Whether anything is counted or recorded: then the file system is simulated. */
bool calls_are_on(void);

/* Memory that the program itself allocated and did not free, with its innermost callers, as text. */
size_t ledger_report(char *text, size_t size);
void ledger_begin(void);

/* The next function of that name. */
void *call_real(const char *name);
#define REAL(name) ((__typeof__(&name))call_real(#name))

#endif
