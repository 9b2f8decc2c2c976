/*
 * The shapes of fault tests. A shape is a command that writes, with the files before it and a reader of its result.
 */
#ifndef TESTS_FAULTS_SHAPES_H
#define TESTS_FAULTS_SHAPES_H

#include <stdbool.h>
#include <stddef.h>

#define SHAPE_FOLDER "out" /* the output folder of all of them */

typedef struct shape {
    const char *name;
    const char *before;     /* creates what is to be replaced; NULL: nothing exists */
    const char *line;       /* the command itself */
    const char *reader;     /* a command that reads its output; NULL: it writes nothing */
    const char *descriptor; /* name of the file that names the others; NULL: none */
    bool makes_folder;      /* the command creates the folder too */
    bool is_mute;           /* its only message on failure is a number */
} shape;

extern const shape shapes[];
extern const size_t shape_count;

/* Queries: commands that only read. */
extern const shape queries[];
extern const size_t query_count;

/* Creates the sources of all shapes in the folder "in" of place. Ends the program on failure. */
void shapes_prepare(const char *place);

#endif
