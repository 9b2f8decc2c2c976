/*
 * report/discid.h - the ids that libdiscid computes
 */
#ifndef RBK_REPORT_DISCID_H
#define RBK_REPORT_DISCID_H

#include <redbook/hash.h>

/* A table of contents as libdiscid has it: sectors from the beginning of the first pregap, so lba + 150. */
typedef struct rbk_discid_toc {
    int first; /* track numbers */
    int last;
    int offsets[RBK_TRACKS_MAX + 1]; /* 0: the lead-out; n: index 01 of track n */
} rbk_discid_toc;

/*
 * Any of the texts may be NULL. Each is "" where libdiscid refuses the table: beyond 90 minutes, or without tracks.
 * RBK_NO_MEMORY only. Opens no drive.
 */
rbk_status rbk_discid_compute(const rbk_discid_toc *toc, char musicbrainz[RBK_DISC_ID_BYTES],
                              char musicbrainz_toc[RBK_DISC_TOC_BYTES], char freedb[RBK_DISC_ID_BYTES]);

/* The version of libdiscid in use, after its name. Static. */
const char *rbk_discid_version(void);

#endif
