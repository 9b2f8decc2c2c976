/*
 * audio/unpack.h - whole numbers as they are stored in files, to real numbers and back
 */
#ifndef RBK_AUDIO_UNPACK_H
#define RBK_AUDIO_UNPACK_H

#include <redbook/audio.h>

/* Bytes after the last value that may be read, whatever they are. */
#define RBK_UNPACK_SLACK 16

/*
 * count values of 2, 3 or 4 bytes, the lowest byte first or last, to numbers whose full scale is 1.0: each is exact. The
 * bytes are followed by RBK_UNPACK_SLACK more.
 */
void rbk_unpack(const uint8_t *bytes, unsigned value_bytes, bool big_endian, size_t count, double *values);

/* The reverse, the lowest byte first, of numbers that unpacking gives; value_bytes is 1 to 4. */
void rbk_pack(const double *values, size_t count, unsigned value_bytes, uint8_t *bytes);

#endif
