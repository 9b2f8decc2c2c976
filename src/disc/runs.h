/*
 * disc/runs.h - building the time line of a layout: parts, and the runs that feed them
 */
#ifndef RBK_DISC_RUNS_H
#define RBK_DISC_RUNS_H

#include <redbook/layout.h>

typedef struct rbk_timeline {
    const rbk_disc *disc;
    rbk_layout *layout; /* being filled */
    int64_t position;   /* samples so far */
    bool joinable;      /* there is audio at the current end, and an adjacent file may continue its run */
} rbk_timeline;

/* Appends silence. RBK_NO_MEMORY. */
rbk_status rbk_timeline_add_silence(rbk_timeline *timeline, int64_t length_samples, rbk_error *error);

/*
 * Appends a segment of a file (length may be RBK_TO_END) and returns its length. RBK_BAD_LAYOUT when it exceeds the
 * file, RBK_NO_MEMORY.
 */
rbk_status rbk_timeline_add_file(rbk_timeline *timeline, const rbk_extent *extent, int64_t *length_samples,
                                 rbk_error *error);

/* Completes the incomplete sector, and ends the run. Returns the number of samples added, 0 to 587. */
rbk_status rbk_timeline_pad(rbk_timeline *timeline, int64_t *padded_samples, rbk_error *error);

#endif
