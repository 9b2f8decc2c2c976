/*
 * redbook/extract_plan.h - which sectors of a disc become which files
 */
#ifndef REDBOOK_EXTRACT_PLAN_H
#define REDBOOK_EXTRACT_PLAN_H

#include "cli/disc_input.h"

#include <redbook/audio.h>
#include <redbook/image.h>
#include <redbook/sector.h>

/* Where the pregap of a track (index 00) goes. In the order of the option's words. */
typedef enum extract_pregap {
    PREGAP_BEFORE,     /* to the end of the track before, as players play it and rippers write it */
    PREGAP_WITH_TRACK, /* to the its own beginning */
    PREGAP_DROP        /* nowhere */
} extract_pregap;

typedef struct extract_request {
    const char *folder;
    bool tracks[RBK_TRACKS_MAX + 1]; /* by number */
    bool tracks_given;               /* else all */
    uint32_t session;                /* only tracks of this one, from 1 on; 0: of all */
    bool pad;                        /* ISOs start as the disc does, so that their addresses hold */
    bool hidden;                     /* what is before index 01 of track 1, too */
    bool has_range;                  /* instead of tracks: these sectors */
    uint32_t from_lba;
    uint32_t to_lba;        /* one after the last */
    uint32_t joins_sectors; /* instead: the joins of audio tracks, so much of each track; 0: not asked for */
    int pregap;             /* an extract_pregap */
    int format;             /* an rbk_sink_format */
    bool raw;               /* data as raw sectors, and a range that has any */
    bool force;
} extract_request;

typedef enum extract_kind {
    EXTRACT_AUDIO, /* samples, WAV or FLAC */
    EXTRACT_ISO,   /* 2,048 bytes of each sector */
    EXTRACT_RAW    /* sectors as they are */
} extract_kind;

typedef struct extract_item {
    char *path;
    extract_kind kind;
    rbk_sector_kind sectors; /* what those of a data track are verified as */
    const rbk_track *track;  /* lent by the disc; NULL: no track's own, hidden or a range */
    bool hidden;
    int32_t first_lba;
    int32_t end_lba; /* one after the last */
    uint8_t *head;   /* ISO: bytes before the first sector, and sectors of zeros after these bytes */
    size_t head_bytes;
    uint32_t empty_sectors;
} extract_item;

typedef struct extract_plan {
    extract_item *items;
    size_t count;
    int64_t sectors; /* of all of them */
} extract_plan;

/*
 * Makes the plan; released in any case. Tracks of mode 2 are read once, to see whether all of their sectors are of form
 * 1: else they become raw files ("extract.raw", note). All that is in its way are findings of severity error:
 * "extract.no-such-track", "extract.no-such-session", "extract.nothing-to-pad", "extract.no-joins", "extract.data-range",
 * "extract.no-hidden", "extract.range", "extract.exists". RBK_NO_MEMORY,
 * and what rbk_image_read_sectors refuses.
 */
rbk_status extract_plan_make(const disc_input *input, rbk_image *image, const extract_request *request,
                             extract_plan *plan, rbk_findings *findings, rbk_error *error);
void extract_plan_release(extract_plan *plan);

#endif
