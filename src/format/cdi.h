/*
 * format/cdi.h - images of DiscJuggler: sectors first, then a list of sessions and tracks, whose place the end tells
 *
 * Versions 2, 3 and 3.5 (which 4 writes, too). A list has no places of sectors: tracks are contiguous from the first
 * byte on, so that the lengths alone say where each is. The payload is the file itself. Numbers are little-endian. Only
 * read.
 */
#ifndef RBK_FORMAT_CDI_H
#define RBK_FORMAT_CDI_H

#include "format/row.h"

extern const rbk_format_row rbk_cdi_format;

#endif
