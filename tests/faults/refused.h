/*
 * The errors with which each call can fail.
 */
#ifndef TESTS_FAULTS_REFUSED_H
#define TESTS_FAULTS_REFUSED_H

#include "faults/run.h"

#include <stdbool.h>
#include <stdint.h>

/* One call of a run, and its fault. */
typedef struct attempt {
    const char *call; /* for a fault (run.h) */
    char what[32];    /* likewise */
    char name[32];    /* of the error, or of the partial transfer */
    int code;         /* errno; 0: a partial transfer */
    long number;
    bool lasts; /* from this call on, until the end */
} attempt;

typedef void refused_visitor(void *user, const attempt *now);

/*
 * Visits all attempts for a run whose calls were counted with the kind "any" or, with a share, about that many of them,
 * chosen by the seed. Returns their number. Without a visitor they are only counted.
 */
long refused_visit(const run_result *undisturbed, long share, uint64_t seed, refused_visitor *visitor, void *user);

/* Visits all attempts of one call with one error. */
void refused_visit_row(const run_result *undisturbed, const char *call, const char *error, refused_visitor *visitor,
                       void *user);

#endif
