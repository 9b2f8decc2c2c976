/*
 * report/join_views.h - what is to be seen and heard of each join: the seconds on both sides of it
 */
#ifndef RBK_REPORT_JOIN_VIEWS_H
#define RBK_REPORT_JOIN_VIEWS_H

#include <redbook/layout.h>
#include <redbook/scan.h>
#include <redbook/stream.h>

/*
 * Seconds on either side, unless asked for: as many as let all of them together last RBK_JOIN_VIEWS_SECONDS, between the
 * least and the most.
 */
#define RBK_JOIN_VIEWS_SECONDS      120
#define RBK_JOIN_VIEW_SECONDS_LEAST 1
#define RBK_JOIN_VIEW_SECONDS_MOST  5

#define RBK_JOIN_VIEW_COLUMNS      600
#define RBK_JOIN_VIEW_NEAR_SAMPLES 220 /* on either side of a boundary: 5 ms */
#define RBK_JOIN_VIEW_BOUNDARIES   2   /* the end of a track and index 01 of the next one */
#define RBK_JOIN_VIEW_NO_TRACK     SIZE_MAX

/* Where a track ends or starts. Values are 16-bit, of the channel that has the larger one. */
typedef struct rbk_join_boundary {
    int64_t sample;                                              /* on the disc */
    int step;                                                    /* from the sample before it to this one */
    int largest_step;                                            /* the largest other one within half a second */
    int peak_before;                                             /* in the 10 ms before it */
    int peak_after;                                              /* in the 10 ms from it on */
    int16_t near[2 * RBK_JOIN_VIEW_NEAR_SAMPLES * RBK_CHANNELS]; /* around it; zeros where the view ends */
} rbk_join_boundary;

typedef struct rbk_join_column {
    uint16_t peak[RBK_CHANNELS];
    uint16_t rms[RBK_CHANNELS];
} rbk_join_column;

/* Also of the beginning and the end of audio, which have one track only. */
typedef struct rbk_join_view {
    size_t before; /* positions of the tracks; RBK_JOIN_VIEW_NO_TRACK: none */
    size_t after;
    int64_t from, to; /* samples on the disc */
    rbk_join_boundary boundaries[RBK_JOIN_VIEW_BOUNDARIES];
    size_t boundary_count;
    rbk_join_column columns[RBK_JOIN_VIEW_COLUMNS];
    rbk_bytes flac; /* the same samples as a file; empty where none were asked for */
} rbk_join_view;

typedef struct rbk_join_views rbk_join_views;

#define RBK_JOIN_VIEWS_AUTO    (-1)
#define RBK_JOIN_VIEW_VISITORS 2

/*
 * side_samples: of each side, or RBK_JOIN_VIEWS_AUTO; 0: the pictures of AUTO, and nothing to listen to. A side is not
 * longer than its track. A pregap of up to five seconds between two tracks is part of the view, a longer one makes two views.
 * NULL without memory.
 */
rbk_join_views *rbk_join_views_new(const rbk_disc *disc, const rbk_layout *layout, int64_t side_samples);
void rbk_join_views_free(rbk_join_views *views); /* NULL is fine */

/* Valid until the free. */
void rbk_join_views_visitors(rbk_join_views *views, rbk_scan_visitor visitors[RBK_JOIN_VIEW_VISITORS]);

size_t rbk_join_views_count(const rbk_join_views *views);
int64_t rbk_join_views_side_samples(const rbk_join_views *views);
const rbk_join_view *rbk_join_views_at(const rbk_join_views *views,
                                       size_t position); /* in the order of the disc; lent */

#endif
