/*
 * What each call can be refused with.
 */
#ifndef TESTS_FAULTS_REFUSED_H
#define TESTS_FAULTS_REFUSED_H

#include "faults/run.h"

#include <stdbool.h>
#include <stdint.h>

/* One call of a run, and what happens to it. */
typedef struct attempt {
    const char *call; /* for a fault (run.h) */
    char what[32];    /* likewise */
    char name[32];    /* of the error, or of the part of the bytes that is transferred */
    int code;         /* errno; 0 where a part is transferred */
    long number;
    bool lasts; /* from there on, until the end */
} attempt;

typedef void refused_visitor(void *user, const attempt *now);

/*
 * Visits all attempts at a run that was counted with the kind "any", or, with a share, about so many of them, chosen by the
 * seed. Gives how many there are. Without a visitor they are counted only.
 */
long refused_visit(const run_result *undisturbed, long share, uint64_t seed, refused_visitor *visitor, void *user);

#endif
