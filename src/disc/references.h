/*
 * disc/references.h - whether the parts of a disc refer to others that it has
 */
#ifndef RBK_DISC_REFERENCES_H
#define RBK_DISC_REFERENCES_H

#include <redbook/layout.h>

/*
 * For the calls that follow the positions in a disc, which a caller may have set: RBK_INVALID_ARGUMENT for a track with an
 * unknown mode, with an extent of a file or in a session that the disc does not have, before the session of the track before it,
 * or with an index that has no number of 0 to 99 above that of the one before. Whether an index is inside of its track is for the
 * layout.
 */
rbk_status rbk_disc_check(const rbk_disc *disc, rbk_error *error);

/*
 * rbk_disc_check for calls that write the disc: RBK_INVALID_ARGUMENT also for what no reader would take, a track with a
 * number that is not one of 1 to 99 above that of the track before, and a session without a track.
 */
rbk_status rbk_disc_check_to_write(const rbk_disc *disc, rbk_error *error);

/* RBK_INVALID_ARGUMENT: the layout is of another disc, since it has more tracks or fewer, or of none. */
rbk_status rbk_disc_check_layout(const rbk_disc *disc, const rbk_layout *layout, rbk_error *error);

#endif
