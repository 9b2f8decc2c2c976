/*
 * The subchannel: what a SUB holds; what is sent with audio, P to W as recorded on the disc, or R to W in packs, for a
 * drive that interleaves them itself.
 */
#include "burn/plan.h"
#include "cd/graphics_pack.h"
#include "image/modified_q.h"

#include <string.h>

/* A recorded pack is made from those at its own position and seven before it: two sectors more. */
#define SECTORS_AFTER ((RBK_GRAPHICS_DELAY_MAX + RBK_GRAPHICS_SECTOR_PACKS - 1) / RBK_GRAPHICS_SECTOR_PACKS)

/* In a file of its own as on the disc: that of a CCD. A .cdg has graphics and nothing else. */
static bool has_sub(const rbk_disc *disc)
{
    for (size_t i = 0; i < disc->file_count; i++)
        if (disc->files[i].subchannel_location && disc->files[i].subchannel != RBK_SUBCHANNEL_PACKS)
            return true;
    return false;
}

rbk_status rbk_plan_search(rbk_planner *planner, rbk_error *error)
{
    rbk_subchannel *subchannel = NULL;
    if (!planner->image || !has_sub(planner->disc))
        return RBK_OK;
    rbk_status status = rbk_subchannel_open(planner->disc, planner->layout, &subchannel, error);
    if (status == RBK_OK)
        status = rbk_subchannel_search(subchannel, planner->disc, planner->layout, true, &planner->modified,
                                       planner->r_to_w, error);
    rbk_subchannel_close(subchannel);
    return status;
}

rbk_status rbk_plan_graphics(rbk_planner *planner, rbk_error *error)
{
    rbk_burn_plan *plan = planner->plan;
    rbk_status status = rbk_subcode_new(planner->disc, planner->layout, &plan->subcode, error);
    if (status == RBK_OK && plan->graphics != RBK_BURN_GRAPHICS_OFF)
        status = rbk_subchannel_open(planner->disc, planner->layout, &plan->subchannel, error);
    return status;
}

/* One sector as recorded; past the end of the disc it is empty. */
static rbk_status read_raw(const rbk_burn_plan *plan, int32_t lba, uint8_t raw[RBK_BURN_SUBCHANNEL_BYTES],
                           rbk_error *error)
{
    memset(raw, 0, RBK_BURN_SUBCHANNEL_BYTES);
    if (lba >= plan->lead_out_lba)
        return RBK_OK;
    return rbk_subchannel_read(plan->subchannel, lba, 1, raw, error);
}

static rbk_status read_packed(const rbk_burn_plan *plan, int32_t lba, uint8_t bytes[RBK_BURN_SUBCHANNEL_BYTES],
                              rbk_error *error)
{
    uint8_t raw[(1 + SECTORS_AFTER) * RBK_BURN_SUBCHANNEL_BYTES];
    rbk_status status = RBK_OK;
    for (int32_t i = 0; i <= SECTORS_AFTER && status == RBK_OK; i++)
        status = read_raw(plan, lba + i, raw + i * RBK_BURN_SUBCHANNEL_BYTES, error);
    for (size_t i = 0; i < sizeof raw; i++)
        raw[i] &= RBK_GRAPHICS_SYMBOL_MASK;
    for (size_t pack = 0; pack < RBK_GRAPHICS_SECTOR_PACKS && status == RBK_OK; pack++)
        rbk_graphics_deinterleave(raw + pack * RBK_GRAPHICS_PACK_BYTES, bytes + pack * RBK_GRAPHICS_PACK_BYTES);
    return status;
}

rbk_status rbk_burn_graphics_read(const rbk_burn_plan *plan, int32_t first_lba, uint32_t count, uint8_t *bytes,
                                  rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (plan->graphics == RBK_BURN_GRAPHICS_RAW)
        return rbk_subchannel_render(plan->subcode, plan->subchannel, first_lba, count, RBK_SUBCHANNEL_TIME_ORDER,
                                     bytes, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++)
        status = read_packed(plan, first_lba + (int32_t)i, bytes + (size_t)i * RBK_BURN_SUBCHANNEL_BYTES, error);
    return status;
}
