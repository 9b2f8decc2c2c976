/*
 * report/page.h - the sections of a report page
 *
 * page/page.html has the order of sections and what is the same on every page; a name in double braces there is a section,
 * written by the function of that name here.
 */
#ifndef RBK_REPORT_PAGE_H
#define RBK_REPORT_PAGE_H

#include "report/envelope.h"
#include "report/html.h"
#include "report/join_views.h"

#include <redbook/report.h>

struct rbk_page {
    const rbk_disc *disc;
    const rbk_layout *layout;
    rbk_page_options options;
    rbk_envelope *envelope;
    rbk_join_views *views;
    /* during rbk_page_write */
    const rbk_measurement *measured;
    const rbk_findings *findings; /* NULL: none */
    rbk_output *output;
    bool failed; /* no memory */
};

/* page_summary.c */
void rbk_page_put_heading(rbk_page *page); /* title and performer, and what else the head says */
void rbk_page_put_verdict(rbk_page *page);
void rbk_page_put_figures(rbk_page *page);
void rbk_page_put_findings(rbk_page *page);

/* page_tracks.c */
void rbk_page_put_map(rbk_page *page);
void rbk_page_put_tracks(rbk_page *page);

/* page_levels.c */
void rbk_page_put_loudness(rbk_page *page);
void rbk_page_put_signal(rbk_page *page);

/* page_joins.c */
void rbk_page_put_joins(rbk_page *page);
void rbk_page_put_recordings(rbk_page *page); /* what is listened to */

/* page_papers.c */
void rbk_page_put_texts(rbk_page *page);
void rbk_page_put_ids(rbk_page *page);
void rbk_page_put_sums(rbk_page *page);
void rbk_page_put_pq(rbk_page *page);

/* ------------------------------------------------------------------ for the sections; page_parts.c */

/* "-" of a track without a title is "Track 3". */
void rbk_page_put_title(rbk_page *page, size_t track);
/* A text that may run from right to left, in an element of its own. */
void rbk_page_put_isolated(rbk_page *page, const char *text);
/* "3:54", "1:02:03"; of samples with tenths: "3:54.1". */
void rbk_page_put_clock(rbk_page *page, int64_t sectors);
/* Seconds of samples: "2.00 s". */
void rbk_page_put_seconds(rbk_page *page, int64_t samples, int digits);
/* A row of a list of terms; nothing where there is no value. */
void rbk_page_put_term(rbk_page *page, const char *name, const char *value);
/* The level of a 16-bit value in dB below full scale, -HUGE_VAL of 0. */
double rbk_page_decibels(double value);

/*
 * A shape between two lines of count points, one unit apart: above from left to right, below back. Ordinates grow
 * downwards, in whole units.
 */
void rbk_page_put_shape(rbk_page *page, const char *style, const int *above, const int *below, size_t count);
/* A line. */
void rbk_page_put_line(rbk_page *page, const char *style, const int *ordinates, size_t count);

#endif
