/*
 * burn/read_disc.h - a disc that is read into an image: what its parts share
 */
#ifndef RBK_BURN_READ_DISC_H
#define RBK_BURN_READ_DISC_H

#include "burn/verify.h"

#include <redbook/subcode.h>

/* What was found on the disc. */
typedef struct rbk_disc_reading {
    rbk_recorder *recorder;
    const rbk_disc_read_options *options;
    rbk_disc_read_report *report;
    rbk_findings *findings;
    rbk_verification reader; /* its buffer, its subchannel */
    rbk_mmc_toc toc;         /* tracks ascending, the lead-out last */
    rbk_track_mode modes[RBK_TRACKS_MAX];
    rbk_subcode_scan *scan;
    int32_t scanned_lba; /* the last one of which Q was added */
    uint8_t *packs;      /* of CD-TEXT, starting with the first one; NULL: none */
    size_t pack_count;
    char mcn[RBK_MCN_BYTES]; /* of the disc, by command */
    char isrcs[RBK_TRACKS_MAX][RBK_ISRC_BYTES];
    int64_t started_ms;
} rbk_disc_reading;

/* Table of contents, CD-TEXT, and codes as the drive reports them. */
rbk_status rbk_read_contents(rbk_disc_reading *reading, rbk_error *error);

/* All sectors into output, from lba 0 to the lead-out, 2352 bytes each; fills in the scan. */
rbk_status rbk_read_sectors(rbk_disc_reading *reading, rbk_output *output, rbk_error *error);

/* The disc that was read, whose sectors are in file bin and whose packs are in file cdt. */
rbk_status rbk_read_model(rbk_disc_reading *reading, const char *bin, const char *cdt, rbk_disc **disc,
                          rbk_error *error);

#endif
