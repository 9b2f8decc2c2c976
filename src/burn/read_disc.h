/*
 * burn/read_disc.h - a disc that is read into an image: what its parts share
 */
#ifndef RBK_BURN_READ_DISC_H
#define RBK_BURN_READ_DISC_H

#include "burn/verify.h"

#include <redbook/subcode.h>

#define RBK_Q_JITTER_MAX 3 /* sectors; by which a drive returns Q earlier or later than the rest of it */

/* A position in Q, and where it was read. */
typedef struct rbk_q_position {
    int32_t lba;      /* its own */
    int32_t distance; /* of that from the sector it was read with: drives return Q some sectors early or late */
    rbk_q q;
    uint8_t bytes[RBK_Q_BYTES];
} rbk_q_position;

/* Q that is modified, if it is the same when it is read again. */
#define RBK_OTHER_Q_MAX 1000 /* that are kept; more are counted */
typedef struct rbk_other_q {
    int32_t read_lba; /* the sector it was read with */
    rbk_listed_q q;   /* of the sector that it belongs to */
    bool placed;      /* it is valid, and not of another sector: no error of reading, and no Q that is early or late */
} rbk_other_q;

#define RBK_UNCERTAIN_Q_MAX 64 /* positions; more are those of a drive without any order */

/*
 * The order of Q. What differs from the position before it is kept back until the next one shows whether it stays so. Q of
 * another distance than that of most positions is that of another sector, as far as it is the same when it is read again.
 */
typedef struct rbk_q_order {
    rbk_q_position last; /* the last one in the scan; lba INT32_MIN, track 0: none */
    rbk_q_position held;
    bool is_held;
    int32_t read_lba;                              /* the last sector that was read; INT32_MIN: none */
    int32_t distance;                              /* of most positions */
    int confidence;                                /* in that */
    bool is_sure;                                  /* it has been great enough */
    rbk_q_position uncertain[RBK_UNCERTAIN_Q_MAX]; /* with little confidence: judged when there is more */
    size_t uncertain_count;
    uint32_t good, bad; /* sectors with a valid CRC; without one: modified Q or a reading error */
    uint32_t missing;   /* sectors without Q */
    uint32_t found;     /* those that are bad, sectors with the time of another one, and those placed */
    uint32_t placed;    /* with a valid CRC and their own time */
    int32_t placed_lba; /* the first of them */
    uint32_t settled;   /* the number of found when the distance was last certain */
    rbk_other_q others_found[RBK_OTHER_Q_MAX]; /* the first ones */
} rbk_q_order;

/* What was found on the disc. */
typedef struct rbk_disc_reading {
    rbk_recorder *recorder;
    const rbk_disc_read_options *options;
    rbk_disc_read_report *report;
    rbk_findings *findings;
    rbk_verification reader; /* its buffer, its subchannel */
    rbk_mmc_toc toc;         /* tracks ascending, the lead-out last */
    rbk_mmc_sessions sessions;
    int32_t starts_lba[RBK_TRACKS_MAX]; /* of each session the first sector in the image */
    bool whole_pregap[RBK_TRACKS_MAX];  /* it is that of the pregap; false: after 150 sectors of it */
    uint64_t done_sectors, total_sectors;
    rbk_track_mode modes[RBK_TRACKS_MAX];
    rbk_subcode_scan *scan;
    rbk_q_order order;
    rbk_listed_q listed[RBK_OTHER_Q_MAX]; /* modified Q that the image has in a file of its own */
    size_t listed_count;
    uint8_t *packs; /* of CD-TEXT, starting with the first one; NULL: none */
    size_t pack_count;
    char mcn[RBK_MCN_BYTES]; /* of the disc, by command */
    char isrcs[RBK_TRACKS_MAX][RBK_ISRC_BYTES];
    bool lacks_mcn, lacks_isrcs; /* the drive did not report it, or not all of them */
    int64_t started_ms;
} rbk_disc_reading;

/* Table of contents, CD-TEXT, and codes as the drive reports them. */
rbk_status rbk_read_contents(rbk_disc_reading *reading, rbk_error *error);

/* The session, counted from 0, of a track of the table of contents. */
size_t rbk_read_session_of(const rbk_disc_reading *reading, size_t track);

/* All sectors, those of each session into its output, from its start to its lead-out, 2352 bytes each; fills in the
 * scan. */
rbk_status rbk_read_sectors(rbk_disc_reading *reading, rbk_output *const *outputs, rbk_error *error);

/* The end of a track in the TOC: index 01 of the next one of its session, or the lead-out. */
int32_t rbk_read_track_end(const rbk_disc_reading *reading, size_t track);

/* The scan, and an order without Q. RBK_NO_MEMORY. */
rbk_status rbk_read_q_begin(rbk_disc_reading *reading, rbk_error *error);

/* Q of the sector at lba, in the order of reading, and its end. A single sector with a valid CRC and a time, track or index
 * that is not its own (modified Q) changes nothing in the scan. */
void rbk_read_q_add(rbk_disc_reading *reading, int32_t lba, const uint8_t bytes[RBK_Q_BYTES]);
void rbk_read_q_end(rbk_disc_reading *reading);

/*
 * After all sectors: lists modified Q that is the same when it is read again. Reports what of the subchannel is not in the image,
 * as a warning "read.subchannel": modified Q that is not listed, that hardly any Q is valid, and what R-W of the audio tracks have,
 * of which a few sectors are read. Without Q also the codes that the drive does not report: "read.unsupported".
 */
rbk_status rbk_read_subchannel(rbk_disc_reading *reading, rbk_error *error);

/* The disc that was read, the sectors of whose sessions are in files bins and whose packs are in file cdt. */
rbk_status rbk_read_model(rbk_disc_reading *reading, char *const *bins, const char *cdt, rbk_disc **disc,
                          rbk_error *error);

#endif
