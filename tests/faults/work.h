/*
 * One shape under test: the files before the command, after an undisturbed run, and at present.
 */
#ifndef TESTS_FAULTS_WORK_H
#define TESTS_FAULTS_WORK_H

#include "faults/run.h"
#include "faults/shapes.h"
#include "faults/tree.h"

typedef struct work {
    const shape *shape;
    char folder[4096];
    tree before, after;
    run_result result; /* of the last run */
    char where[256];   /* the present attempt, for the first failure */
    char why[8192];    /* of the first failure */
    long failures;
} work;

/* Runs the command without faults. kind: of preload/calls.h; returns the number of calls of that kind. */
long work_begin(work *w, const shape *tried, const char *place, const char *kind);
void work_end(work *w);

/* Prints a TAP line with the shape's name and what. */
void work_report(const work *w, const char *what);

/* Restores the files before the run and removes all others. */
void work_restore(const work *w);

/* Runs the shape's command, with a fault if given. */
void work_run(work *w, const run_fault *fault);

typedef enum work_state {
    WORK_BEFORE = 1,
    WORK_AFTER = 2,
    WORK_OURS = 4,   /* there are unfinished files as well */
    WORK_JOURNAL = 8 /* one of them is a journal */
} work_state;

/* The present state; both if before and after are the same. */
unsigned work_look(const work *w);

/* Stores an error, with the present files and the output of the last run. */
void work_fail(work *w, const char *what);

/* True when FAULTS=all. */
bool work_is_thorough(void);

#endif
