/*
 * The subchannel: what a SUB holds; what is sent with audio, P to W as recorded on the disc, or R to W in packs, for a
 * drive that interleaves them itself.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "cd/graphics_pack.h"
#include "image/modified_q.h"

#include <string.h>

/* A recorded pack is made from those at its own position and seven before it: two sectors more. */
#define SECTORS_AFTER ((RBK_GRAPHICS_DELAY_MAX + RBK_GRAPHICS_SECTOR_PACKS - 1) / RBK_GRAPHICS_SECTOR_PACKS)

/* As on the disc: in a file of its own, as that of a CCD, or in the sectors. Packs, as in a .cdg, have graphics only. */
static bool has_whole_subchannel(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++) {
        const rbk_track *track = &disc->tracks[t];
        for (size_t e = 0; e < track->extent_count && rbk_subchannel_track_has(disc, track); e++)
            if (!track->extents[e].silence && disc->files[track->extents[e].file].subchannel != RBK_SUBCHANNEL_PACKS)
                return true;
    }
    return false;
}

rbk_status rbk_burn_search_sub(const rbk_disc *disc, const rbk_layout *layout, rbk_disc **modified, bool *r_to_w,
                               rbk_error *error)
{
    *modified = NULL;
    return has_whole_subchannel(disc) ? rbk_subchannel_search_disc(disc, layout, modified, r_to_w, error) : RBK_OK;
}

static const rbk_disc *listed_of(const rbk_disc *disc, const rbk_disc *modified)
{
    return disc->listed_q_count || !modified ? disc : modified;
}

size_t rbk_burn_count_modified_q(const rbk_disc *disc, const rbk_disc *modified, const rbk_layout *layout,
                                 uint32_t session)
{
    const rbk_layout_session *only = session ? &layout->sessions[session - 1] : NULL;
    const rbk_disc *listed = listed_of(disc, modified);
    size_t count = 0;
    for (size_t i = 0; i < listed->listed_q_count; i++)
        count += !only || (listed->listed_q[i].lba >= only->start_lba && listed->listed_q[i].lba < only->lead_out_lba);
    return count;
}

/* In raw16 the drive makes the CRC: of these it makes another one. */
static rbk_status report_invalid_q(const rbk_planner *planner)
{
    const rbk_disc *listed = listed_of(planner->disc, planner->modified);
    size_t count = 0;
    for (size_t i = 0; i < listed->listed_q_count; i++)
        count += !rbk_q_verify(listed->listed_q[i].q);
    if (count == 0)
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.subchannel", planner->options->path, 0, 0,
                            "raw16 writes the modified Q of %zu sector%s with a valid CRC, and a copy protection may "
                            "need an invalid one: --write-mode=raw96 writes it unchanged",
                            count, RBK_PLURAL(count, "", "s"));
}

/* The drive makes P and Q, unless they are sent to it. */
static rbk_status report_modified_q(const rbk_planner *planner)
{
    const rbk_burn_plan *plan = planner->plan;
    const rbk_burn_write_mode mode = planner->options->write_mode;
    const bool whole = plan->base_lba == 0 && !plan->leave_open; /* only such a disc can be written raw */
    size_t count =
        rbk_burn_count_modified_q(planner->disc, planner->modified, planner->layout, planner->options->session ? 1 : 0);
    if (count == 0 || (whole && (mode == RBK_BURN_WRITE_RAW || mode == RBK_BURN_WRITE_RAW_96)))
        return RBK_OK;
    if (whole && mode == RBK_BURN_WRITE_RAW_16)
        return report_invalid_q(planner);
    return rbk_findings_add(
        planner->found, RBK_WARNING, "burn.subchannel", planner->options->path, 0, 0,
        "the modified Q of %zu sector%s is not written session-at-once, which a copy protection may "
        "need%s",
        count, RBK_PLURAL(count, "", "s"), whole ? ": --write-mode=raw96 writes it" : "");
}

/* At other addresses than in the image, its modified Q is that of other sectors. */
static bool is_moved(const rbk_planner *planner)
{
    return planner->options->write_mode == RBK_BURN_WRITE_TAO ||
           (planner->options->session == 0 && planner->plan->base_lba > 0);
}

static void drop_modified_q(rbk_planner *planner)
{
    rbk_disc_free(planner->modified);
    planner->modified = NULL;
}

/* Of a disc that is appended, at its own addresses. */
static rbk_status search(rbk_planner *planner, rbk_error *error)
{
    rbk_layout *own = NULL;
    rbk_status status = RBK_OK;
    if (is_moved(planner) && planner->options->write_mode != RBK_BURN_WRITE_TAO)
        status = rbk_layout_compute(planner->disc, RBK_JOIN_AUTO, &own, NULL, error);
    if (status == RBK_OK)
        status =
            rbk_burn_search_sub(planner->disc, own ? own : planner->layout, &planner->modified, planner->r_to_w, error);
    rbk_layout_free(own);
    return status;
}

rbk_status rbk_plan_search(rbk_planner *planner, rbk_error *error)
{
    rbk_status status = planner->image ? search(planner, error) : RBK_OK;
    if (planner->options->write_mode == RBK_BURN_WRITE_TAO)
        drop_modified_q(planner); /* reported by rbk_burn_as_tracks */
    if (status == RBK_OK && report_modified_q(planner) != RBK_OK)
        status = rbk_fail_memory(error);
    if (is_moved(planner))
        drop_modified_q(planner);
    return status;
}

rbk_status rbk_plan_graphics(rbk_planner *planner, rbk_error *error)
{
    rbk_burn_plan *plan = planner->plan;
    rbk_disc disc = *planner->disc; /* lent, with the Q of its SUB */
    if (planner->modified && disc.listed_q_count == 0) {
        disc.listed_q = planner->modified->listed_q;
        disc.listed_q_count = planner->modified->listed_q_count;
    }
    if (is_moved(planner))
        disc.listed_q_count = 0;
    rbk_status status = rbk_subcode_new(&disc, planner->layout, &plan->subcode, error);
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
