/*
 * image/sink_chd.h - what the sink of CHD files is given
 */
#ifndef RBK_IMAGE_SINK_CHD_H
#define RBK_IMAGE_SINK_CHD_H

#include "chd/write.h"

#include <redbook/disc.h>

/* The frames of a track, in the order of the file. */
typedef struct rbk_sink_chd_track {
    rbk_track_mode mode; /* whose payload a frame has of a sector; audio is big-endian */
    uint32_t sectors;    /* that come, */
    uint32_t zeros;      /* and frames of zeros after them, those that make the track a multiple of four included */
} rbk_sink_chd_track;

typedef struct rbk_sink_chd {
    rbk_sink_chd_track *tracks;
    size_t track_count;
    rbk_chd_metadata *entries; /* of the file, in order */
    size_t entry_count;
    rbk_chd_effort effort;
    unsigned threads;
} rbk_sink_chd;

#endif
