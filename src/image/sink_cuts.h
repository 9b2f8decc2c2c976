/*
 * image/sink_cuts.h - what the sink of cuts is given
 */
#ifndef RBK_IMAGE_SINK_CUTS_H
#define RBK_IMAGE_SINK_CUTS_H

#include "disc/origin.h"

#include <redbook/sink.h>

/*
 * The first range of sectors from lba on that the file's cuts need, as far as it goes; false where they need no more.
 * with_subchannel follows from the cuts.
 */
bool rbk_sink_cuts_range(const rbk_origin_file *file, int64_t lba, rbk_sector_range *range);

#endif
