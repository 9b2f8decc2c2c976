/*
 * audio/flac_crc.h - the CRC-16 of FLAC frames (RFC 9639, clause 9.3)
 */
#ifndef RBK_AUDIO_FLAC_CRC_H
#define RBK_AUDIO_FLAC_CRC_H

#include <stddef.h>
#include <stdint.h>

/*
 * The remainder by x^16 + x^15 + x^2 + 1, most significant bit first, going on from crc (0 at the beginning). That of a
 * whole frame, with its checksum, is 0. "123456789": 0xFEE8.
 */
uint32_t rbk_flac_crc16(uint32_t crc, const uint8_t *bytes, size_t size);

/* The same without the processor's instructions for it. */
uint32_t rbk_flac_crc16_by_table(uint32_t crc, const uint8_t *bytes, size_t size);

#endif
