/*
 * image/sink_cuts.h - what the sink of cuts is given
 */
#ifndef RBK_IMAGE_SINK_CUTS_H
#define RBK_IMAGE_SINK_CUTS_H

#include "disc/origin.h"

#include <redbook/sink.h>

/*
 * The first range of sectors from lba on that the file's cuts need, as far as it goes; false where they need no more. Its
 * subchannel is false: the caller knows of which sectors it can be read.
 */
bool rbk_sink_cuts_range(const rbk_origin_file *file, int64_t lba, rbk_sector_range *range);

/*
 * What a cut has of the subchannel of a sector, in time order, if it cannot be read: in a file of the subchannel alone P and
 * Q of subcode (NULL: none), after sectors zeros.
 */
void rbk_sink_cuts_make_subchannel(const rbk_cut *cut, const rbk_subcode *subcode, int32_t lba,
                                   uint8_t raw[RBK_SUBCHANNEL_BYTES]);

#endif
