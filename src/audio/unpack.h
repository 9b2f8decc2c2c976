/*
 * audio/unpack.h - integers as they are stored in files, to real numbers and back; one channel at a time
 */
#ifndef RBK_AUDIO_UNPACK_H
#define RBK_AUDIO_UNPACK_H

#include <redbook/audio.h>

/* Bytes after the last value that may be read, whatever they are. */
#define RBK_UNPACK_SLACK 16

/* Two channels, each contiguous. */
typedef struct rbk_planes {
    float *left, *right;
} rbk_planes;

static inline rbk_planes rbk_planes_after(rbk_planes planes, size_t frames)
{
    return (rbk_planes){planes.left + frames, planes.right + frames};
}

/* Frames as they are stored: values of 2, 3 or 4 bytes, the lowest byte first or last, RBK_UNPACK_SLACK bytes after them. */
typedef struct rbk_stored {
    const uint8_t *bytes;
    unsigned value_bytes;
    bool big_endian;
    unsigned channels;
} rbk_stored;

/* All values of count frames to numbers whose full scale is 1.0: each is exact. */
void rbk_unpack(const rbk_stored *stored, size_t count, double *values);

/* The same for one or two channels, to the nearest floats: up to 24 bits each is exact. One channel goes to both planes. */
void rbk_unpack_planes(const rbk_stored *stored, size_t count, rbk_planes planes);

/* count frames of one or two channels to the nearest floats. Values of a magnitude above 1e9 are not audio; they are
 * limited to it, so that a float can hold them. */
void rbk_split(const double *values, unsigned channels, size_t count, rbk_planes planes);

/* The reverse of unpacking, the lowest byte first, of numbers that it gives; value_bytes is 1 to 4, of planes 1 to 3. */
void rbk_pack(const double *values, size_t count, unsigned value_bytes, uint8_t *bytes);
void rbk_pack_planes(rbk_planes planes, unsigned channels, size_t count, unsigned value_bytes, uint8_t *bytes);

#endif
