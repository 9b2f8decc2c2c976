/*
 * image/volume.h - sectors of a volume, without an image that they are in
 */
#ifndef RBK_IMAGE_VOLUME_H
#define RBK_IMAGE_VOLUME_H

#include <redbook/volume.h>

#define RBK_VOLUME_DESCRIPTOR 16 /* the first one, in sectors from the start of the track */

/*
 * The volume space size that a primary volume descriptor states (ECMA-119, 8.4.8), and the address of its root directory. 0: the
 * raw sector is none, or has a number whose two halves differ, or counts in blocks that are no sectors.
 */
uint32_t rbk_volume_size(const uint8_t raw[RBK_SECTOR_BYTES], uint32_t *root_lba);

/* The raw sector is the first of the directory with this address. */
bool rbk_volume_is_directory(const uint8_t raw[RBK_SECTOR_BYTES], uint32_t lba);

/*
 * As rbk_volume_read, of a track of the disc, which may have its root directory in an earlier track, at its address: then it is
 * made for the address of the track.
 */
rbk_status rbk_volume_read_track(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, size_t track,
                                 rbk_volume *volume, rbk_error *error);

/*
 * Verifies the file system of the track at a position: "session.address" (error) where it is made for another address.
 * Of a track that starts a session after the first one also "session.no-volume" (warning), and in a CD-Extra
 * "session.mode" (warning) and "session.info" (note, or warning where it is damaged). Nothing for an audio track. They name
 * the sheet; sheet_path NULL: the file with the data. Errors of rbk_volume_read.
 */
rbk_status rbk_volume_check(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, size_t track,
                            const char *sheet_path, rbk_findings *findings, rbk_error *error);

#endif
