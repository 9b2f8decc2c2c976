/*
 * cli/progress.h - one line on a terminal during work: progress, speed, time left
 *
 * It is shown on stderr, only if that is a terminal that supports carriage return, and only for work that takes longer
 * than half a second. It is erased when the work ends.
 */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include <redbook/listener.h>

#include <stdbool.h>
#include <stdint.h>

typedef struct cli_progress {
    bool shown_at_all; /* false: every call does nothing */
    bool on_screen;
    double started_s;
    double drawn_s;
} cli_progress;

/* wanted false: never show. The clock starts here. */
void cli_progress_begin(cli_progress *progress, bool wanted);

/* done of total sectors are finished. Draws at most ten times a second. */
void cli_progress_update(cli_progress *progress, uint64_t done_sectors, uint64_t total_sectors);

void cli_progress_end(cli_progress *progress);

/* For a call of the library: it updates this line, and a signal cancels it. */
rbk_listener cli_progress_listener(cli_progress *progress);

#endif
