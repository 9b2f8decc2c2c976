/*
 * format/nrg.h - images of Nero: sectors first, then a list in chunks whose place the end of the file reports
 *
 * Two versions: "NERO" with 32 bits for places in the file, "NER5" with 64. A session is a list of addresses (CUES,
 * CUEX) next to one of places in the file (DAOI, DAOX), or one that has both (ETNF, ETN2, of discs written track at
 * once). The payload is the file itself. Numbers are big-endian. Only read.
 */
#ifndef RBK_FORMAT_NRG_H
#define RBK_FORMAT_NRG_H

#include "format/row.h"

extern const rbk_format_row rbk_nrg_format;

#endif
