/*
 * redbook/subcode.h - the subchannel of a whole disc: rendered from its layout, and read back into one
 *
 * A subcode gives P and Q of any sector of a laid out disc, lead-in and lead-out included; a scan reads Q sector by
 * sector and says what disc it describes, so that one can be held against the other: TOC, indexes, MCN, ISRCs, flags.
 *
 * The rules: Q says the position in at least nine of ten successive sectors. The MCN, where there is one, stands in
 * one of any 100 successive sectors but those of the lead-in; a track's ISRC in one of any 100 inside its track, pause
 * included; neither in a sector where a track or an index begins, so that only indexes that crowd a sector apart push
 * them further. A data track has no ISRC. P is one in pauses, in the 150 sectors before the index 01 of each track
 * even when its pause is shorter, and in the sector of index 01 itself; else zero, and in the lead-out one and zero in
 * turn at 2 Hz. The SCMS flag is not rendered: its tracks are without permission to copy.
 * Source: IEC 60908, ECMA-130 clause 22.
 */
#ifndef REDBOOK_SUBCODE_H
#define REDBOOK_SUBCODE_H

#include <redbook/layout.h>
#include <redbook/subchannel.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_subcode rbk_subcode;

/* Keeps what it needs of both, which may be freed. RBK_INVALID_ARGUMENT (the layout is not this disc's),
 * RBK_NO_MEMORY. Freed with rbk_subcode_free (NULL is fine). A subcode is only read by the calls below: any number of
 * threads may use one. */
rbk_status rbk_subcode_new(const rbk_disc *disc, const rbk_layout *layout, rbk_subcode **subcode, rbk_error *error);
void rbk_subcode_free(rbk_subcode *subcode);

/*
 * Q and P at an lba: -150 is the beginning of the first pause; from the lead-out on, the lead-out's. Below -150 it is
 * the lead-in: the TOC, each entry three times in a row, over and over, ending at -151, whose running time is
 * 99:59:74. Between two sessions the lead-out of the first is followed by lead-in and pause of the second in the same
 * way; pointers of ADR 5, which say where a session may begin, are not rendered. Any lba is safe; absolute times wrap at
 * 100 minutes.
 */
void rbk_subcode_q(const rbk_subcode *subcode, int32_t lba, uint8_t q[RBK_Q_BYTES]);
bool rbk_subcode_p(const rbk_subcode *subcode, int32_t lba);

/* P, Q and zeros for R to W, in channel order. */
void rbk_subcode_channels(const rbk_subcode *subcode, int32_t lba, uint8_t channels[RBK_SUBCHANNEL_BYTES]);

/*
 * The entries of the TOC as the lead-in of a session (counted from 0) holds them: its tracks ascending, then A0, A1, A2;
 * at most RBK_TOC_ENTRIES_MAX. Gives their number, 0 where there is no such session. The disc type of A0 follows from the modes: 0x10 where there is a CD-I track, else 0x20 where
 * there is one of mode 2, else 0.
 */
#define RBK_TOC_ENTRIES_MAX 102
size_t rbk_subcode_toc(const rbk_subcode *subcode, size_t session, rbk_q entries[RBK_TOC_ENTRIES_MAX]);

/* ------------------------------------------------------------------ reading back */

typedef struct rbk_subcode_scan rbk_subcode_scan;

/* What the Q of a track says. */
typedef struct rbk_scanned_track {
    uint32_t number;
    uint8_t control;           /* as from index 01 on; a copy bit that changes inside the track is RBK_FLAG_SCMS here */
    char isrc[RBK_ISRC_BYTES]; /* "" where none was seen */
    rbk_layout_index indexes[RBK_INDEX_MAX + 1];
    size_t index_count; /* those that were seen, ascending; a pause is index 0 */
} rbk_scanned_track;

/* What the Q of a disc says; lent by the scan. */
typedef struct rbk_scanned_disc {
    char mcn[RBK_MCN_BYTES];   /* "" where none was seen */
    rbk_scanned_track *tracks; /* in the order in which they came */
    size_t track_count;
    int32_t lead_out_lba;           /* RBK_NO_LBA where none was seen */
    rbk_q toc[RBK_TOC_ENTRIES_MAX]; /* of the lead-in, each point once, in the order in which they came */
    size_t toc_count;
    int64_t sectors;           /* given */
    int64_t bad_sectors;       /* of them, with a wrong CRC or digits that are none: counted, not used */
    int64_t misplaced_sectors; /* of them, with an absolute time that is not the sector's: counted, not used */
} rbk_scanned_disc;

/* NULL without memory. Freed with rbk_subcode_scan_free (NULL is fine). */
rbk_subcode_scan *rbk_subcode_scan_new(void);
void rbk_subcode_scan_free(rbk_subcode_scan *scan);

/*
 * Takes Q of the sector at lba (below -150: of the lead-in). Sectors come in ascending order, gaps are fine: an index
 * 01 that begins in one, or in damaged sectors, is taken to begin where its relative time says, every other index where
 * it was first seen.
 */
void rbk_subcode_scan_add(rbk_subcode_scan *scan, int32_t lba, const uint8_t q[RBK_Q_BYTES]);

/* What was seen so far; lent until the next call with the scan. */
const rbk_scanned_disc *rbk_subcode_scan_result(rbk_subcode_scan *scan);

/*
 * Holds what was seen against a disc and its layout, as far as the sectors that were given reach. Each difference is a
 * finding of severity warning: "q.crc" and "q.address" (how many sectors), "q.toc", "q.track", "q.index", "q.flags",
 * "q.isrc", "q.mcn", "q.lead-out". A pause that Q has and the disc has not, or the other way round, is a
 * difference too; where sectors before an index could not be read, it may lie anywhere among them. path names the place
 * of the findings. RBK_INVALID_ARGUMENT (the layout is not this disc's), RBK_NO_MEMORY.
 */
rbk_status rbk_subcode_scan_compare(rbk_subcode_scan *scan, const rbk_disc *disc, const rbk_layout *layout,
                                    const char *path, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
