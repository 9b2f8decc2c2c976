/*
 * cli/nearest.h - which word was meant
 */
#ifndef CLI_NEAREST_H
#define CLI_NEAREST_H

#include <stdbool.h>
#include <stddef.h>

/*
 * How many letters have to be put in, left out, changed or swapped with their neighbour to make one word of the other
 * (optimal string alignment). Words of more than CLI_NEAREST_LETTERS letters are as far apart as can be.
 */
#define CLI_NEAREST_LETTERS 31
size_t cli_distance(const char *a, const char *b);

/* True when word may be candidate with a slip: a third of its letters at most, or only its beginning. */
bool cli_is_near(const char *word, const char *candidate, size_t *distance);

#endif
