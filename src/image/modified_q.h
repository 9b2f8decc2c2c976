/*
 * image/modified_q.h - what a subchannel has that does not follow from the layout: modified Q, and R to W
 */
#ifndef RBK_IMAGE_MODIFIED_Q_H
#define RBK_IMAGE_MODIFIED_Q_H

#include <redbook/image.h>

/*
 * The sectors of a subchannel with modified Q: that which is not valid or has the time of another sector, and, unless
 * invalid_only, a position that does not follow from the layout. *listed is a disc with nothing but that list, freed by the
 * caller. Errors of rbk_subchannel_read.
 */
rbk_status rbk_subchannel_find_modified_q(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                          bool invalid_only, rbk_disc **listed, rbk_error *error);

/* The same, and in the same pass whether R to W of each track of the layout are not all zero: r_to_w, one for each. */
rbk_status rbk_subchannel_search(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                 bool invalid_only, rbk_disc **listed, bool *r_to_w, rbk_error *error);

#endif
