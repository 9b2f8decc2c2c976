/*
 * Checks of the files of an interrupted command. Each stores a failure in the work.
 */
#ifndef TESTS_FAULTS_JUDGE_H
#define TESTS_FAULTS_JUDGE_H

#include "faults/work.h"

/* Without redbook: if there is a descriptor, all files that it names are those of the old disc or all of the new one. */
void judge_names(work *w);

/* After a reader: the complete old disc or the complete new one or, if there was none before, no disc. */
void judge_reader(work *w);

/* Runs the command again: it succeeds, and there are no files but its own. */
void judge_next_run(work *w);

#endif
