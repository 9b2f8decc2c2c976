/*
 * image/modified_q.h - what a subchannel has that does not follow from the layout: modified Q, and R to W
 *
 * Modified Q, wherever a subchannel is searched for it: Q whose CRC is not valid, whose digits are not, or that has the time of
 * another sector; Q of a mode that no program has (an ADR but 1 to 3); and a position that is not that of the layout, of a sector
 * that differs from those before and after it (disc/q_queue.h for both). All zeros are no Q (rbk_q_is_missing). Where a
 * subchannel differs from the layout in whole ranges, the sheet or the mastering is to blame; these are reported as differences
 * (rbk_subcode_scan_compare), and are not modified.
 */
#ifndef RBK_IMAGE_MODIFIED_Q_H
#define RBK_IMAGE_MODIFIED_Q_H

#include "cd/graphics_pack.h"

#include <redbook/image.h>
#include <redbook/listener.h>
#include <redbook/subchannel.h>

/* Bits of the channels in each byte of the time order. */
#define RBK_BIT_Q       0x40
#define RBK_BITS_R_TO_W RBK_GRAPHICS_SYMBOL_MASK

/* The bits that are set in any byte of a sector, in the time order: the channels that hold something. */
uint8_t rbk_subchannel_bits(const uint8_t raw[RBK_SUBCHANNEL_BYTES]);

/*
 * The sectors of a subchannel with modified Q, and, with all_positions, every position that does not follow from the layout: a
 * subchannel that was made from a list has what the list had, at the edges of an index, too. *listed is a disc with nothing but
 * that list, freed by the caller. Errors of rbk_subchannel_read.
 */
rbk_status rbk_subchannel_find_modified_q(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                          bool all_positions, rbk_disc **listed, rbk_error *error);

/*
 * Modified Q, and in the same pass whether R to W of each track of the layout are not all zero: r_to_w, one for each. listener
 * (nullable) is notified of the sectors of all sessions, and asked for cancel: RBK_USERABORT.
 */
rbk_status rbk_subchannel_search(rbk_subchannel *subchannel, const rbk_disc *disc, const rbk_layout *layout,
                                 rbk_disc **listed, bool *r_to_w, const rbk_listener *listener, rbk_error *error);

/* Such a search in the subchannel of a disc that has one. Errors of rbk_subchannel_open and _read. */
rbk_status rbk_subchannel_search_disc(const rbk_disc *disc, const rbk_layout *layout, rbk_disc **listed, bool *r_to_w,
                                      rbk_error *error);

#endif
