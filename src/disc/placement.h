/*
 * disc/placement.h - where in the bytes of their files the extents of a disc are: as stated, or as it follows
 *
 * Whoever probes, reads or writes files of sectors goes by this. What no descriptor states is worked out here alone:
 * the tracks that use a file may have sectors of several sizes, so that all that is before has to be counted.
 */
#ifndef RBK_DISC_PLACEMENT_H
#define RBK_DISC_PLACEMENT_H

#include <redbook/disc.h>

/* The placement of each extent of a disc, none with a stride of 0. */
typedef struct rbk_placements {
    rbk_placement *placements; /* of all tracks, in order */
    size_t *first;             /* by the track's position: that of its first extent */
} rbk_placements;

/*
 * Gives every extent of a file its placement. Where nothing is stated, what is used twice is counted once, with sectors
 * of its first use; a file with a header is samples from its beginning on; silence, and what uses a file the disc does
 * not have, is nowhere (all is 0). RBK_NO_MEMORY. Released in any case.
 */
rbk_status rbk_placements_make(const rbk_disc *disc, rbk_placements *placements, rbk_error *error);
void rbk_placements_release(rbk_placements *placements);

/*
 * Whether all extents are where they would if nothing were stated, so that a descriptor that counts in time can say
 * where they are. RBK_NO_MEMORY.
 */
rbk_status rbk_placements_follow(const rbk_disc *disc, bool *follow, rbk_error *error);

/* Of an extent of a track, both by their positions. Lent. */
const rbk_placement *rbk_placements_at(const rbk_placements *placements, size_t track, size_t extent);

/* The byte at which a sample after the beginning of the extent is. */
int64_t rbk_placement_byte(const rbk_placement *placement, int64_t samples);

/* True for raw sectors that are one after another with nothing between them: audio can be read as one stream. */
bool rbk_placement_is_plain(const rbk_placement *placement);

/*
 * RBK_BAD_LAYOUT of a file that ends (at so many samples) before the disc has done with it: which index is past its
 * end (00 and 01: those beyond only subdivide), with track and line in the error. False, and nothing done, where none
 * is.
 */
bool rbk_disc_fail_past_end(const rbk_disc *disc, uint32_t file, int64_t end_samples, rbk_error *error);

/*
 * True when the file, under this number or another, is read as sectors throughout: a data track uses it, or an extent
 * is stated to be in it otherwise than as a stream of samples.
 */
bool rbk_disc_file_has_sectors(const rbk_disc *disc, uint32_t file);

/* True when another number means the same file of sectors. */
bool rbk_disc_file_is_shared(const rbk_disc *disc, uint32_t file);

#endif
