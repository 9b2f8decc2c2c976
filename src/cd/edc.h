/*
 * cd/edc.h - EDC without special instructions, for tests
 */
#ifndef RBK_CD_EDC_H
#define RBK_CD_EDC_H

#include <redbook/sector.h>

/* rbk_edc by tables only, as on machines without a carry-less multiplication. */
uint32_t rbk_edc_by_table(uint32_t edc, const uint8_t *bytes, size_t size);

#endif
