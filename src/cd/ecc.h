/*
 * P and Q parity of a data sector (ECMA-130 annex A), for mode 1 and mode 2 form 1.
 */
#ifndef REDBOOK_CD_ECC_H
#define REDBOOK_CD_ECC_H

#include <redbook/address.h>

/* Offsets of the two parities in a raw sector. */
#define RBK_ECC_P_OFFSET 2076
#define RBK_ECC_P_BYTES  172
#define RBK_ECC_Q_OFFSET 2248
#define RBK_ECC_Q_BYTES  104

/*
 * The instructions to use. All give the same bytes; the choice is for tests. AUTO is the fastest available, one that
 * the machine does not support is PLAIN (which is NEON's, too, if that is the baseline).
 */
typedef enum rbk_ecc_path { RBK_ECC_AUTO, RBK_ECC_PLAIN, RBK_ECC_AVX2, RBK_ECC_AVX512, RBK_ECC_PATHS } rbk_ecc_path;

/* Writes P and Q after what they protect, bytes 12 to 2075. with_header: mode 1; form 1 uses zeros for bytes 12 to
 * 15. */
void rbk_ecc_build(rbk_ecc_path path, uint8_t raw[RBK_SECTOR_BYTES], bool with_header);

/* Do P and Q match the bytes before them? Q is verified against the P that is there. */
void rbk_ecc_verify(rbk_ecc_path path, const uint8_t raw[RBK_SECTOR_BYTES], bool with_header, bool *p_whole,
                    bool *q_whole);

#endif
