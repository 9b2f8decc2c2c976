/*
 * The shapes of writing that tests of faults go through: what is there before, what is run, who reads it.
 */
#ifndef TESTS_FAULTS_SHAPES_H
#define TESTS_FAULTS_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

#define SHAPE_FOLDER "out" /* where all of them write */

typedef struct shape {
    const char *name;
    const char *before;     /* makes what is to be replaced; NULL: nothing is there */
    const char *line;       /* the work itself */
    const char *reader;     /* opens a name of what it writes; NULL: it writes nothing */
    const char *descriptor; /* name of the file that names the others; NULL: none */
    bool makes_folder;      /* the work makes the folder, too */
    bool is_mute;           /* it says nothing but a number when it fails */
} shape;

extern const shape shapes[];
extern const size_t shape_count;

/* What only reads; nothing is there before. */
extern const shape queries[];
extern const size_t query_count;

/* Makes the sources of all shapes in the folder "in" of the place. Ends the program on a failure. */
void shapes_prepare(const char *place);

#endif
