/*
 * format/toc_writer.h - what the parts of the TOC writer share: the state of one call
 *
 * toc_write.c writes tracks and their time line; toc_write_metadata.c writes what is on it, and
 * toc_write_languages.c the CD-TEXT of a disc that has its own.
 */
#ifndef RBK_FORMAT_TOC_WRITER_H
#define RBK_FORMAT_TOC_WRITER_H

#include "base/fail.h"
#include "disc/placement.h"
#include "format/toc.h"

#include <redbook/cdtext.h>

typedef struct rbk_toc_writer {
    const rbk_disc *disc;
    const rbk_track *track; /* NULL: the disc itself */
    rbk_output *text;       /* in memory, until all is well */
    rbk_findings *findings;
    rbk_error *error;
    rbk_placements placements; /* of the disc */
    rbk_bytes packs;           /* the disc's own CD-TEXT, size 0 where its texts are all */
    rbk_cdtext *cdtext;        /* to be written; NULL: none */
    size_t bytes_written;      /* of the item being written */
    bool reported_swap;
    bool no_memory;
} rbk_toc_writer;

#define RBK_TOC_REPORT(w, severity, rule, ...)                                                                         \
    ((w)->no_memory |= rbk_findings_add((w)->findings, severity, rule, NULL, 0, (w)->track ? (w)->track->number : 0,   \
                                        __VA_ARGS__) != RBK_OK)

/* In quotes, escaped. */
void rbk_toc_write_string(rbk_toc_writer *w, const char *text);

/* CATALOG and the disc's CD-TEXT, each at its place; what of the disc's words is left out is reported. */
void rbk_toc_write_catalog(rbk_toc_writer *w);
void rbk_toc_write_disc_text(rbk_toc_writer *w);

/* The flags, ISRC and CD-TEXT of the track. */
void rbk_toc_write_track_head(rbk_toc_writer *w);

/* The CD-TEXT is made up before anything is written, in each of the places then what belongs there. */
rbk_status rbk_toc_collect_languages(rbk_toc_writer *w);
void rbk_toc_write_disc_languages(rbk_toc_writer *w);
void rbk_toc_write_track_languages(rbk_toc_writer *w);

#endif
