/*
 * cd/crc16.h - the CRC of Q, of CD-TEXT packs and of the hunks of CHD files
 */
#ifndef RBK_CD_CRC16_H
#define RBK_CD_CRC16_H

#include <stddef.h>
#include <stdint.h>

/*
 * The remainder by x^16 + x^12 + x^5 + 1, most significant bit first, going on from crc (0 at the beginning), not
 * inverted (IEC 60908, Q; the register's content before it goes to the disc). "123456789": 0x31C3.
 */
uint16_t rbk_crc16(uint16_t crc, const uint8_t *bytes, size_t size);

/* What is on the disc after the bytes, big-endian: the remainder inverted. "123456789": 0xCE3C. */
uint16_t rbk_crc16_on_disc(const uint8_t *bytes, size_t size);

#endif
