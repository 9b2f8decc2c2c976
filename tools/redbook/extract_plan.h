/*
 * redbook/extract_plan.h - which sectors of a disc become which files
 */
#ifndef REDBOOK_EXTRACT_PLAN_H
#define REDBOOK_EXTRACT_PLAN_H

#include "cli/disc_input.h"

#include <redbook/audio.h>

/* Where the pause of a track (index 00) goes. In the order of the option's words. */
typedef enum extract_pause {
    PAUSE_BEFORE,     /* to the end of the track before, as players play it and rippers write it */
    PAUSE_WITH_TRACK, /* to the beginning of its own */
    PAUSE_DROP        /* nowhere */
} extract_pause;

typedef struct extract_request {
    const char *folder;
    bool tracks[RBK_TRACKS_MAX + 1]; /* by number */
    bool tracks_given;               /* else all */
    bool hidden;                     /* what lies before index 01 of track 1, too */
    bool has_range;                  /* instead of tracks: these sectors */
    uint32_t from_lba;
    uint32_t to_lba; /* one behind the last */
    int pause;       /* an extract_pause */
    int format;      /* an rbk_sink_format */
    bool force;
} extract_request;

typedef struct extract_item {
    char *path;
    const rbk_track *track; /* lent by the disc; NULL: no track's own, hidden or a range */
    bool hidden;
    int32_t first_lba;
    int32_t end_lba; /* one behind the last */
} extract_item;

typedef struct extract_plan {
    extract_item *items;
    size_t count;
    int64_t sectors; /* of all of them */
} extract_plan;

/*
 * Makes the plan; released in any case. All that stands in its way are findings of severity error:
 * "extract.no-such-track", "extract.data-track", "extract.no-hidden", "extract.range", "extract.exists". RBK_NO_MEMORY
 * is the only failure.
 */
rbk_status extract_plan_make(const disc_input *input, const extract_request *request, extract_plan *plan,
                             rbk_findings *findings);
void extract_plan_release(extract_plan *plan);

#endif
