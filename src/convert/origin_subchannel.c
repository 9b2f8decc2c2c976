/*
 * A CHD stores the subchannel of a track only if something in it does not follow from the disc. The files that are made again
 * have it all the same: a file of the subchannel alone gets P and Q of the disc, sectors with subchannel get zeros. Here the
 * source is compared with that, so that no other bytes are written later as if they were the source's.
 */
#include "convert/origin.h"

#include "base/fail.h"
#include "convert/chd.h"
#include "image/sink_cuts.h"

#include <redbook/image.h>

#include <stdlib.h>
#include <string.h>

#define BLOCK_SECTORS 256

typedef struct comparing {
    const rbk_planning *planning;
    rbk_subchannel *source;
    rbk_subcode *subcode; /* of the disc as it will be read again */
    uint8_t *raw;         /* BLOCK_SECTORS */
} comparing;

size_t rbk_origin_track_at(const rbk_layout *layout, int64_t lba)
{
    size_t t = 0;
    while (t + 1 < layout->track_count && lba >= layout->tracks[t].end_lba)
        t++;
    return t;
}

bool rbk_origin_has_subchannel(const rbk_origin *origin)
{
    for (size_t f = 0; f < origin->file_count; f++)
        for (size_t c = 0; c < origin->files[f].cut_count; c++)
            if (origin->files[f].cuts[c].subchannel != RBK_SUBCHANNEL_NONE)
                return true;
    return false;
}

static rbk_status compare_block(const comparing *c, const rbk_cut *cut, int32_t lba, uint32_t count, bool *same,
                                rbk_error *error)
{
    rbk_status status = rbk_subchannel_read(c->source, lba, count, c->raw, error);
    for (uint32_t i = 0; i < count && *same && status == RBK_OK; i++) {
        uint8_t made[RBK_SUBCHANNEL_BYTES];
        rbk_sink_cuts_make_subchannel(cut, c->subcode, lba + (int32_t)i, made);
        *same = memcmp(made, c->raw + (size_t)i * RBK_SUBCHANNEL_BYTES, sizeof made) == 0;
    }
    return status;
}

static rbk_status compare_cut(const comparing *c, const rbk_cut *cut, bool *same, rbk_error *error)
{
    const rbk_layout *layout = c->planning->layout;
    const int64_t end = cut->start + cut->length_bytes / rbk_cut_stride_bytes(cut);
    rbk_status status = RBK_OK;
    for (int64_t lba = cut->start, next; lba < end && *same && status == RBK_OK; lba = next) {
        const size_t t = rbk_origin_track_at(layout, lba);
        const bool last = t + 1 == layout->track_count;
        const bool stored = rbk_chd_stores_subchannel(c->planning, t);
        next = last || layout->tracks[t].end_lba > end ? end : layout->tracks[t].end_lba;
        if (!stored && next - lba > BLOCK_SECTORS)
            next = lba + BLOCK_SECTORS;
        if (!stored)
            status = compare_block(c, cut, (int32_t)lba, (uint32_t)(next - lba), same, error);
    }
    return status;
}

static rbk_status compare(const comparing *c, const rbk_origin *origin, bool *same, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t f = 0; f < origin->file_count; f++)
        for (size_t i = 0; i < origin->files[f].cut_count && *same && status == RBK_OK; i++)
            if (origin->files[f].cuts[i].subchannel != RBK_SUBCHANNEL_NONE)
                status = compare_cut(c, &origin->files[f].cuts[i], same, error);
    return status;
}

rbk_status rbk_origin_compare_subchannel(const rbk_planning *planning, const rbk_origin *origin, const rbk_disc *again,
                                         const rbk_layout *layout, bool *same, rbk_error *error)
{
    comparing c = {.planning = planning};
    *same = true;
    if (!rbk_origin_has_subchannel(origin))
        return RBK_OK;
    if (planning->disc->listed_q_count > 0) { /* what is stored has the Q of the list, not that of the files */
        *same = false;
        return RBK_OK;
    }
    c.raw = malloc((size_t)BLOCK_SECTORS * RBK_SUBCHANNEL_BYTES);
    rbk_status status =
        c.raw ? rbk_subchannel_open(planning->disc, planning->layout, &c.source, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_subcode_new(again, layout, &c.subcode, error);
    if (status == RBK_OK)
        status = compare(&c, origin, same, error);
    rbk_subcode_free(c.subcode);
    rbk_subchannel_close(c.source);
    free(c.raw);
    return status;
}
