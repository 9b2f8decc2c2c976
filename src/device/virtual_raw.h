/*
 * device/virtual_raw.h - raw writing: the host sends lead-in, program and lead-out with their subchannel
 */
#ifndef RBK_DEVICE_VIRTUAL_RAW_H
#define RBK_DEVICE_VIRTUAL_RAW_H

#include "device/virtual_drive.h"

#include <redbook/subcode.h>

/* A session that is written raw: what its subchannel has said so far. */
struct rbk_virtual_raw {
    uint32_t sub_bytes; /* 96 or 16 after each sector */
    rbk_subcode_scan *scan;
    uint8_t forms[RBK_TRACKS_MAX + 1]; /* by track number, from the first data sector; 0: audio */
    uint8_t control;                   /* of the last valid Q of the program area */
    uint32_t bad_q;
    bool text_seen; /* R to W of the lead-in holds something */
};

#endif
