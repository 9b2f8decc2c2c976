/*
 * base/crc32.h - the CRC of 32 bits of Ethernet, ZIP and the programs that read audio discs
 */
#ifndef RBK_BASE_CRC32_H
#define RBK_BASE_CRC32_H

#include <stddef.h>
#include <stdint.h>

/*
 * The CRC of what crc is the CRC of, followed by these bytes; that of nothing is 0 (polynomial 04C11DB7, reflected,
 * complemented: "123456789" gives CBF43926).
 */
uint32_t rbk_crc32(uint32_t crc, const void *bytes, size_t size);

#endif
