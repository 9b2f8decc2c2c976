/*
 * format/mds.h - images of Alcohol 120%: a list in the .mds, the sectors in an .mdf or in several
 *
 * Blocks of sessions, of tracks (those of the lead-in among them), of lengths and of file names point to each other by
 * places in the file. Numbers are little-endian. Versions 1.x; those after it are encrypted. Only read.
 */
#ifndef RBK_FORMAT_MDS_H
#define RBK_FORMAT_MDS_H

#include "format/row.h"

extern const rbk_format_row rbk_mds_format;

#endif
