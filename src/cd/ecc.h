/*
 * P and Q parity of a data sector (ECMA-130 annex A), for mode 1 and mode 2 form 1.
 */
#ifndef REDBOOK_CD_ECC_H
#define REDBOOK_CD_ECC_H

#include <redbook/address.h>

/* Where the two parities lie in a raw sector. */
#define RBK_ECC_P_OFFSET 2076
#define RBK_ECC_P_BYTES  172
#define RBK_ECC_Q_OFFSET 2248
#define RBK_ECC_Q_BYTES  104

/* Writes P and Q behind what they protect, bytes 12 to 2075. with_header: mode 1; form 1 takes bytes 12 to 15 as zeros.
 */
void rbk_ecc_build(uint8_t raw[RBK_SECTOR_BYTES], bool with_header);

/* Are P and Q what the bytes before them say? Q is judged by the P that is there. */
void rbk_ecc_verify(const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole, bool *q_whole);

#endif
