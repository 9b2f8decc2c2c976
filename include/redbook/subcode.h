/*
 * redbook/subcode.h - the subchannel of a whole disc: generated from its layout, and read back into one
 *
 * A subcode gives P and Q of any sector of a laid out disc, lead-in and lead-out included; a scan reads Q sector by
 * sector and collects the disc that it describes, so that the two can be compared: TOC, indexes, MCN, ISRCs, flags.
 *
 * The rules: Q holds the position in at least nine of ten successive sectors. The MCN, if there is one, is in one of
 * any 100 successive sectors except in the lead-in; a track's ISRC in one of any 100 inside its track, pregap included;
 * neither in a sector where a track or an index starts, so that only indexes less than a sector apart delay them. A
 * data track has no ISRC. P is one in pregaps, in the 150 sectors before the index 01 of each track even when its
 * pregap is shorter, and in the sector of index 01 itself; else zero, and in the lead-out alternately one and zero at 2
 * Hz. The SCMS flag is not generated: its tracks are without permission to copy. Source: IEC 60908, ECMA-130 clause 22.
 */
#ifndef REDBOOK_SUBCODE_H
#define REDBOOK_SUBCODE_H

#include <redbook/layout.h>
#include <redbook/subchannel.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct rbk_subcode rbk_subcode;

/* Copies what it needs of both, which may be freed. RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY.
 * Freed with rbk_subcode_free (NULL is fine). The calls below only read a subcode: any number of threads may use
 * one. */
rbk_status rbk_subcode_new(const rbk_disc *disc, const rbk_layout *layout, rbk_subcode **subcode, rbk_error *error);
void rbk_subcode_free(rbk_subcode *subcode);

/*
 * Q and P at an lba: -150 is the start of the first pregap; from the lead-out on, the lead-out's. Below -150 it is the
 * lead-in: the TOC, each entry three times in a row, repeated, ending at -151, whose running time is 99:59:74. Between
 * two sessions the lead-out of the first is followed by lead-in and pregap of the second in the same way; pointers of
 * ADR 5, which give the start of the next session, are not generated. Any lba is safe; absolute times wrap at 100
 * minutes.
 */
void rbk_subcode_q(const rbk_subcode *subcode, int32_t lba, uint8_t q[RBK_Q_BYTES]);
bool rbk_subcode_p(const rbk_subcode *subcode, int32_t lba);

/* P, Q and zeros for R to W, in channel order. */
void rbk_subcode_channels(const rbk_subcode *subcode, int32_t lba, uint8_t channels[RBK_SUBCHANNEL_BYTES]);

/*
 * The entries of the TOC in the lead-in of a session (counted from 0): its tracks ascending, then A0, A1, A2; at most
 * RBK_TOC_ENTRIES_MAX. Returns their number, 0 if there is no such session. The disc type of A0 follows from the modes:
 * 0x10 if there is a CD-I track, else 0x20 if there is one of mode 2, else 0.
 */
#define RBK_TOC_ENTRIES_MAX 102
size_t rbk_subcode_toc(const rbk_subcode *subcode, size_t session, rbk_q entries[RBK_TOC_ENTRIES_MAX]);

/* ------------------------------------------------------------------ reading back */

typedef struct rbk_subcode_scan rbk_subcode_scan;

/* A track as described by Q. */
typedef struct rbk_scanned_track {
    uint32_t number;
    uint8_t control;           /* from index 01 on; a copy bit that alternates inside the track is RBK_FLAG_SCMS here */
    char isrc[RBK_ISRC_BYTES]; /* "": none was read */
    rbk_layout_index indexes[RBK_INDEX_MAX + 1];
    size_t index_count; /* those that were read, ascending; a pregap is index 0 */
} rbk_scanned_track;

/* A disc as described by Q; borrowed from the scan. */
typedef struct rbk_scanned_disc {
    char mcn[RBK_MCN_BYTES];   /* "": none was read */
    rbk_scanned_track *tracks; /* in the order of reading */
    size_t track_count;
    int32_t lead_out_lba;           /* RBK_NO_LBA: none was read */
    rbk_q toc[RBK_TOC_ENTRIES_MAX]; /* of the lead-in, each point once, in the order of reading */
    size_t toc_count;
    int64_t sectors;           /* number of sectors added */
    int64_t bad_sectors;       /* of them, with a wrong CRC or invalid digits: counted, not used */
    int64_t misplaced_sectors; /* of them, with an absolute time that is not the sector's: counted, not used */
} rbk_scanned_disc;

/* NULL without memory. Freed with rbk_subcode_scan_free (NULL is fine). */
rbk_subcode_scan *rbk_subcode_scan_new(void);
void rbk_subcode_scan_free(rbk_subcode_scan *scan);

/*
 * Adds Q of the sector at lba (below -150: of the lead-in). Sectors must be added in ascending order, gaps are fine, and
 * so is Q of all zeros, which is no Q: an index 01 that starts in one, or in damaged sectors, is assumed to start where
 * its relative time says, every other index where it was first read, in a sector with its track and index and an invalid
 * CRC or another time, too, if the sectors from there on are such. Modified positions, as protections have them, are
 * counted and not used: up to four in a row with another track, index, relative time or control (copy bit aside) than the
 * position before them, if the one after them is as that one, and Q of an ADR but 1 to 3, if a position of the session
 * follows.
 */
void rbk_subcode_scan_add(rbk_subcode_scan *scan, int32_t lba, const uint8_t q[RBK_Q_BYTES]);

/* The result so far; borrowed until the next call with the scan. Positions of the last sectors are used as they are. */
const rbk_scanned_disc *rbk_subcode_scan_result(rbk_subcode_scan *scan);

/*
 * Compares the result with a disc and its layout, as far as the added sectors reach. Each difference is a finding of
 * severity warning: "q.crc" and "q.address" (number of sectors), "q.position" (modified ones), "q.toc", "q.track",
 * "q.index", "q.flags", "q.isrc", "q.mcn", "q.lead-out". A pregap that Q has and the disc has not, or the reverse, is a
 * difference too; if sectors before an index could not be read, it may start at any of them. path is the path in
 * findings. RBK_INVALID_ARGUMENT (a layout of another disc), RBK_NO_MEMORY.
 */
rbk_status rbk_subcode_scan_compare(rbk_subcode_scan *scan, const rbk_disc *disc, const rbk_layout *layout,
                                    const char *path, rbk_findings *findings, rbk_error *error);

#ifdef __cplusplus
}
#endif
#endif
