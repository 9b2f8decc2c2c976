/*
 * text/flow.h - the packs of one type as texts again
 */
#ifndef RBK_TEXT_FLOW_H
#define RBK_TEXT_FLOW_H

#include "cd/cdtext_pack.h"

#include <redbook/cdtext.h>

typedef struct rbk_flow {
    /* what is to be read */
    const rbk_pack *const *packs; /* of one type, in order */
    size_t count;
    size_t skip; /* bytes before the first text */
    size_t unit; /* bytes of a character */
    uint32_t block;
    rbk_cdtext_field field;
    uint32_t first_track, last_track;
    const char *name; /* in findings */
    rbk_findings *findings;
    /* what comes of it: bytes without terminators, data NULL where there is no text */
    rbk_bytes text[RBK_TRACKS_MAX + 1];
} rbk_flow;

/* Cuts packs into texts; TABs are expanded. RBK_NO_MEMORY. */
rbk_status rbk_flow_read(rbk_flow *flow, rbk_error *error);
void rbk_flow_release(rbk_flow *flow);

#endif
