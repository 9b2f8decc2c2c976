/*
 * cd/sector.h - a detail of data sectors that only the writing of discs needs
 */
#ifndef RBK_CD_SECTOR_H
#define RBK_CD_SECTOR_H

#include <redbook/sector.h>

/* Whether a sector of form 2 has no EDC, which is optional there: zeros. */
bool rbk_sector_form2_has_no_edc(const uint8_t raw[RBK_SECTOR_BYTES]);

#endif
