/*
 * cd/crc_row.h - a row of the tables by which a CRC is computed several bytes at a step
 *
 * A CRC is linear, so the contribution of a byte is the sum of the contributions of its bits. Row k has the register after
 * each byte and k bytes of zeros; RBK_CRC_ROW makes its 256 numbers of the eight for the bytes 1, 2, 4 ... 128.
 */
#ifndef RBK_CD_CRC_ROW_H
#define RBK_CD_CRC_ROW_H

/* The 2, 4, 8 ... sums of value and any of the contributions that follow it. */
#define RBK_CRC_SUMS_2(value, b0)         (value), (value) ^ (b0)
#define RBK_CRC_SUMS_4(value, b0, b1)     RBK_CRC_SUMS_2(value, b0), RBK_CRC_SUMS_2((value) ^ (b1), b0)
#define RBK_CRC_SUMS_8(value, b0, b1, b2) RBK_CRC_SUMS_4(value, b0, b1), RBK_CRC_SUMS_4((value) ^ (b2), b0, b1)
#define RBK_CRC_SUMS_16(value, b0, b1, b2, b3)                                                                         \
    RBK_CRC_SUMS_8(value, b0, b1, b2), RBK_CRC_SUMS_8((value) ^ (b3), b0, b1, b2)
#define RBK_CRC_SUMS_32(value, b0, b1, b2, b3, b4)                                                                     \
    RBK_CRC_SUMS_16(value, b0, b1, b2, b3), RBK_CRC_SUMS_16((value) ^ (b4), b0, b1, b2, b3)
#define RBK_CRC_SUMS_64(value, b0, b1, b2, b3, b4, b5)                                                                 \
    RBK_CRC_SUMS_32(value, b0, b1, b2, b3, b4), RBK_CRC_SUMS_32((value) ^ (b5), b0, b1, b2, b3, b4)
#define RBK_CRC_SUMS_128(value, b0, b1, b2, b3, b4, b5, b6)                                                            \
    RBK_CRC_SUMS_64(value, b0, b1, b2, b3, b4, b5), RBK_CRC_SUMS_64((value) ^ (b6), b0, b1, b2, b3, b4, b5)
#define RBK_CRC_ROW(b0, b1, b2, b3, b4, b5, b6, b7)                                                                    \
    {                                                                                                                  \
        RBK_CRC_SUMS_128(0u, b0, b1, b2, b3, b4, b5, b6), RBK_CRC_SUMS_128(0u ^ (b7), b0, b1, b2, b3, b4, b5, b6)      \
    }

#endif
