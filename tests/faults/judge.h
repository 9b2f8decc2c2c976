/*
 * The files of a work that was interrupted, judged. Each remembers a failure in the work.
 */
#ifndef TESTS_FAULTS_JUDGE_H
#define TESTS_FAULTS_JUDGE_H

#include "faults/work.h"

/* Without redbook: a descriptor that is there names the bytes of the old disc or of the new one, all of them. */
void judge_names(work *w);

/* Somebody reads it: the old disc or the new one is there, whole, or, where there was none before, nothing. */
void judge_reader(work *w);

/* The work is run again: it succeeds, and there is nothing but its files. */
void judge_next_run(work *w);

#endif
