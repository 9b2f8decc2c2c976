/*
 * What each call can be refused with.
 */
#ifndef TESTS_FAULTS_REFUSED_H
#define TESTS_FAULTS_REFUSED_H

#include <stddef.h>

typedef struct refused {
    const char *call; /* of preload/calls.h */
    const char *what; /* errno values by name, or parts of bytes, with single blanks between them */
} refused;

extern const refused refused_calls[];
extern const size_t refused_count;

/* The errno of a name; 0 for a part of bytes. Ends the program for any other name. */
int refused_code(const char *name);

#endif
