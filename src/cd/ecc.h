/*
 * P and Q parity of a data sector (ECMA-130 annex A), for mode 1 and mode 2 form 1.
 */
#ifndef REDBOOK_CD_ECC_H
#define REDBOOK_CD_ECC_H

#include <redbook/address.h>

/* Where the two parities are in a raw sector. */
#define RBK_ECC_P_OFFSET 2076
#define RBK_ECC_P_BYTES  172
#define RBK_ECC_Q_OFFSET 2248
#define RBK_ECC_Q_BYTES  104

/*
 * Which instructions do the work. All give the same bytes; the choice is for tests. AUTO is the best there is, a path
 * that the machine lacks is PLAIN (which is NEON's, too, where that is the base).
 */
typedef enum rbk_ecc_path { RBK_ECC_AUTO, RBK_ECC_PLAIN, RBK_ECC_AVX2, RBK_ECC_AVX512, RBK_ECC_PATHS } rbk_ecc_path;

/* Writes P and Q after what they protect, bytes 12 to 2075. with_header: mode 1; form 1 takes bytes 12 to 15 as zeros.
 */
void rbk_ecc_build(rbk_ecc_path path, uint8_t raw[RBK_SECTOR_BYTES], bool with_header);

/* Are P and Q what the bytes before them say? Q is judged by the P that is there. */
void rbk_ecc_verify(rbk_ecc_path path, const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole,
                    bool *q_whole);

#endif
