/*
 * Running the tools from a test of faults: one program at a time, with the library of calls before it or without.
 */
#ifndef TESTS_FAULTS_RUN_H
#define TESTS_FAULTS_RUN_H

#include <stdbool.h>

typedef struct run_fault {
    const char *kind; /* of calls.c; NULL: no fault, nothing is counted */
    long at;          /* 0: none, but they are counted */
    const char *what; /* "kill", an errno; NULL: "kill" */
} run_fault;

#define RUN_OUTPUT_BYTES 65536

typedef struct run_result {
    bool killed; /* by SIGKILL */
    int signal;  /* another one, 0 */
    int status;
    long calls;                    /* that counted; 0 after a kill */
    char output[RUN_OUTPUT_BYTES]; /* of stdout and stderr together, as far as it fits */
} run_result;

/* The folder of the tools and the path of the library; the folder in which all is run. Once, first. */
void run_begin(const char *tools, const char *library, const char *place);

/* From now on what is said and counted goes to another folder: for a second process that runs programs meanwhile. */
void run_apart(const char *folder);

/* Runs a line of words with single blanks between them. Ends the program where that is not possible. */
void run_line(const char *line, const run_fault *fault, run_result *result);

/* TAP. */
void run_ok(bool fine, const char *name, const char *format, ...) __attribute__((format(printf, 3, 4)));
int run_done(void);

#endif
