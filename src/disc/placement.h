/*
 * disc/placement.h - where the extents of a disc are in the bytes of their files: stated or derived
 *
 * Used by everything that probes, reads or writes files of sectors. What a descriptor does not state is derived here
 * only: the tracks that use a file may have sectors of several sizes, so that everything before must be counted.
 */
#ifndef RBK_DISC_PLACEMENT_H
#define RBK_DISC_PLACEMENT_H

#include <redbook/disc.h>

/* The placement of each extent of a disc; a stride of 0: none. */
typedef struct rbk_placements {
    rbk_placement *placements; /* of all tracks, in order */
    size_t *first;             /* by the track's position: that of its first extent */
} rbk_placements;

/*
 * Computes the placement of every extent of a file. If nothing is stated, sectors that are used twice are counted once,
 * with the size of their first use; a file with a header is samples from its start on; silence, and extents of a file
 * the disc does not have, have none (all is 0). RBK_NO_MEMORY. Must be released in any case.
 */
rbk_status rbk_placements_make(const rbk_disc *disc, rbk_placements *placements, rbk_error *error);
void rbk_placements_release(rbk_placements *placements);

/* The same for the extents of one file; those of other files have what is stated for them, or none. */
rbk_status rbk_placements_make_file(const rbk_disc *disc, uint32_t file, rbk_placements *placements, rbk_error *error);

/*
 * Whether all placements equal the derived ones, so that a descriptor that counts in time can express them.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_placements_follow(const rbk_disc *disc, bool *follow, rbk_error *error);

/* Of an extent of a track, by their positions. Lent. */
const rbk_placement *rbk_placements_at(const rbk_placements *placements, size_t track, size_t extent);

/* The byte offset of a sample, counted from the start of the extent. */
int64_t rbk_placement_byte(const rbk_placement *placement, int64_t samples);

/* Whether sectors of the track have a subchannel after their payload; one in a separate file, as a CCD has, is not meant. */
bool rbk_track_has_wide_sectors(const rbk_track *track);

/* True for contiguous raw sectors: audio can be read as one stream. */
bool rbk_placement_is_plain(const rbk_placement *placement);

/*
 * RBK_BAD_LAYOUT for a file that ends (at this many samples) too early: the index past its end (00 and 01: others only
 * subdivide), with track and line in the error. False, without any change, if none is.
 */
bool rbk_disc_fail_past_end(const rbk_disc *disc, uint32_t file, int64_t end_samples, rbk_error *error);

/*
 * True when the file, under this number or another, is read as sectors throughout: a data track uses it, or the
 * placement of an extent is not that of a stream of samples.
 */
bool rbk_disc_file_has_sectors(const rbk_disc *disc, uint32_t file);

/* True when both numbers mean the same file of sectors. */
bool rbk_disc_file_is_shared(const rbk_disc *disc, uint32_t file);

#endif
