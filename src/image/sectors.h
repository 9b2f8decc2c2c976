/*
 * image/sectors.h - sectors in files to sectors on the disc
 */
#ifndef RBK_IMAGE_SECTORS_H
#define RBK_IMAGE_SECTORS_H

#include <redbook/disc.h>

/* True when silence in a track of the mode is not zeros, but empty sectors of data. */
bool rbk_image_pregap_is_data(rbk_track_mode mode);

/*
 * Makes the raw sector for address lba from one of rbk_track_mode_payload_bytes(mode) bytes. A raw one is copied. A
 * shorter one may be at the end of raw.
 */
void rbk_image_sector_build(rbk_track_mode mode, int32_t lba, const uint8_t *from, uint8_t raw[RBK_SECTOR_BYTES]);

/* The same for a sector of a pregap: empty data, or silence. */
void rbk_image_sector_build_empty(rbk_track_mode mode, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES]);

/* Swaps the bytes of every 16-bit value, in place. bytes is even. */
void rbk_image_swap(uint8_t *data, size_t bytes);

#endif
