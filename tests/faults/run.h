/*
 * Runs the tools for fault tests: one program at a time, with the preload library or without.
 */
#ifndef TESTS_FAULTS_RUN_H
#define TESTS_FAULTS_RUN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct run_fault {
    const char *kind; /* of preload/calls.h; NULL: no fault, nothing is counted */
    long at;          /* 0: none, the calls are only counted */
    const char *what; /* of preload/calls.h; NULL: "kill" */
} run_fault;

#define RUN_OUTPUT_BYTES 65536
#define RUN_LOG_BYTES    16384

typedef struct run_result {
    bool killed; /* by SIGKILL */
    int signal;  /* any other, 0: none */
    int status;
    long calls;                    /* of the kind; 0 after a kill */
    char output[RUN_OUTPUT_BYTES]; /* of stdout and stderr together, as far as it fits */
    char log[RUN_LOG_BYTES];       /* of the preload library; empty after a kill */
} run_result;

/* The folder of the tools, the path of the library, and the folder in which everything is run. Called once, first. */
void run_begin(const char *tools, const char *library, const char *place);

/* From now on output and counts go to another folder: for a second process that runs programs at the same time. */
void run_apart(const char *folder);

/* From now on the log of a counted run lists what is allocated and open at its end. */
void run_with_ledger(void);

/* From now on a line that runs repeatedly has its libraries loaded once. Two processes must not run the same line at the
   same time, unless the second one, forked from the first, has called run_with_own_servers. */
void run_with_servers(void);
void run_with_own_servers(void);

/* The next commands are recorded into this file; NULL: stop. */
void run_recording(const char *record);

/* The next commands are killed after this many microseconds; 0: stop. */
void run_limited(long microseconds);

/* The rest of the log line that begins with a word; "" if there is none. */
void run_log_line(const run_result *result, const char *word, char *rest, size_t size);

/* Runs a command line of words separated by single blanks. Ends the program if that is not possible. */
void run_line(const char *line, const run_fault *fault, run_result *result);

/* TAP. */
void run_ok(bool fine, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
int run_done(void);

#endif
