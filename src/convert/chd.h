/*
 * convert/chd.h - a disc as a CHD
 */
#ifndef RBK_CONVERT_CHD_H
#define RBK_CONVERT_CHD_H

#include "convert/plan.h"
#include "image/sink_chd.h"

/*
 * Makes one file of sink CHD of a plan that is complete for a sheet with a BIN, in the place of those two.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_plan_chd(const rbk_planning *planning, rbk_error *error);

/* Whether the subchannel of a track, by its position, is stored: anything in it does not follow from the disc. */
bool rbk_chd_stores_subchannel(const rbk_planning *planning, size_t track);

void rbk_sink_chd_free(rbk_sink_chd *chd); /* NULL is fine */

#endif
