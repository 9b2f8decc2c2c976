/*
 * The subchannel: what a SUB holds; what is sent with audio, P to W as recorded on the disc, or R to W in packs, for a
 * drive that interleaves them itself.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "disc/subcode.h"
#include "image/modified_q.h"
#include "image/subchannel_packs.h"

#include <string.h>

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

/* ------------------------------------------------------------------ modified Q that a write mode does not write */

typedef enum q_loss { LOSES_NONE, LOSES_CRC, LOSES_ALL } q_loss;

/* Only such a disc can be written raw. */
static bool is_whole(const rbk_burn_plan *plan)
{
    return plan->base_lba == 0 && !plan->leave_open;
}

/* The drive makes P and Q, unless they are sent to it; in raw16 it makes the CRC. */
static q_loss loss_in(const rbk_burn_plan *plan, rbk_burn_write_mode mode)
{
    if (!rbk_burn_mode_is_raw(mode) || !is_whole(plan))
        return LOSES_ALL;
    return mode == RBK_BURN_WRITE_RAW_16 ? LOSES_CRC : LOSES_NONE;
}

static rbk_status report_loss(const rbk_burn_plan *plan, rbk_burn_write_mode mode, size_t count, size_t invalid,
                              rbk_findings *found)
{
    const q_loss loss = loss_in(plan, mode);
    if (loss == LOSES_CRC && invalid > 0)
        return rbk_findings_add(found, RBK_WARNING, "burn.subchannel", plan->path, 0, 0,
                                "raw16 writes the modified Q of %zu sector%s with a valid CRC, and a copy protection "
                                "may need an invalid one: --write-mode=raw96 writes it unchanged",
                                invalid, RBK_PLURAL(invalid, "", "s"));
    if (loss != LOSES_ALL || count == 0)
        return RBK_OK;
    return rbk_findings_add(found, RBK_WARNING, "burn.subchannel", plan->path, 0, 0,
                            "the modified Q of %zu sector%s is not written %s-at-once, which a copy protection may "
                            "need%s",
                            count, RBK_PLURAL(count, "", "s"), mode == RBK_BURN_WRITE_TAO ? "track" : "session",
                            is_whole(plan) ? ": --write-mode=raw96 writes it" : "");
}

/* Of its own session: the image may have others. */
static size_t count_planned_q(const rbk_burn_plan *plan, size_t *invalid)
{
    return rbk_subcode_count_listed(plan->subcode, plan->base_lba - RBK_PREGAP_SECTORS, plan->lead_out_lba, invalid);
}

rbk_status rbk_burn_report_q(const rbk_burn_plan *plan, rbk_burn_write_mode mode, rbk_findings *findings)
{
    size_t invalid, count = count_planned_q(plan, &invalid);
    return loss_in(plan, mode) == loss_in(plan, plan->write_mode) ? RBK_OK
                                                                  : report_loss(plan, mode, count, invalid, findings);
}

/* At other addresses than in the image, its modified Q is that of other sectors. */
static bool is_moved(const rbk_planner *planner)
{
    return planner->options->session == 0 && planner->plan->base_lba > 0;
}

/* Of a disc that is appended, at its own addresses. */
static rbk_status search(rbk_planner *planner, rbk_error *error)
{
    rbk_layout *own = NULL;
    rbk_status status = RBK_OK;
    if (is_moved(planner))
        status = rbk_layout_compute(planner->disc, RBK_JOIN_AUTO, &own, NULL, error);
    if (status == RBK_OK)
        status =
            rbk_burn_search_sub(planner->disc, own ? own : planner->layout, &planner->modified, planner->r_to_w, error);
    rbk_layout_free(own);
    return status;
}

rbk_status rbk_plan_search(rbk_planner *planner, rbk_error *error)
{
    return planner->image ? search(planner, error) : RBK_OK;
}

static rbk_status report_modified_q(const rbk_planner *planner, rbk_error *error)
{
    size_t invalid = 0;
    size_t count = is_moved(planner) ? rbk_burn_count_modified_q(planner->disc, planner->modified, planner->layout, 0)
                                     : count_planned_q(planner->plan, &invalid);
    return report_loss(planner->plan, planner->options->write_mode, count, invalid, planner->found) == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* Noise, or packs with errors of reading: the drive makes other parity. */
static rbk_status report_beyond_packs(const rbk_planner *planner, size_t t, uint32_t sectors)
{
    const rbk_track *track = &planner->disc->tracks[t];
    return rbk_findings_add(
        planner->found, RBK_WARNING, "burn.graphics", planner->options->path, track->line, track->number,
        "R to W of %u sector%s of track %u change: the drive writes only valid packs, which these are "
        "not; --cdg=raw keeps them",
        (unsigned)sectors, RBK_PLURAL(sectors, "", "s"), (unsigned)track->number);
}

static rbk_status report_packs(const rbk_planner *planner, rbk_error *error)
{
    bool in_packs[RBK_TRACKS_MAX];
    uint32_t sectors[RBK_TRACKS_MAX];
    for (size_t t = 0; t < planner->disc->track_count; t++)
        in_packs[t] = planner->forms[t] == RBK_BURN_FORM_SUBCHANNEL_PACKED;
    rbk_status status =
        rbk_subchannel_count_beyond_packs(planner->plan->subchannel, planner->layout, in_packs, sectors, error);
    for (size_t t = 0; t < planner->disc->track_count && status == RBK_OK; t++)
        if (sectors[t] > 0 && report_beyond_packs(planner, t, sectors[t]) != RBK_OK)
            status = rbk_fail_memory(error);
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
    if (status == RBK_OK)
        status = report_modified_q(planner, error);
    if (status == RBK_OK && plan->graphics != RBK_BURN_GRAPHICS_OFF)
        status = rbk_subchannel_open(planner->disc, planner->layout, &plan->subchannel, error);
    if (status == RBK_OK && plan->graphics == RBK_BURN_GRAPHICS_PACKED && !rbk_burn_mode_is_raw(plan->write_mode))
        status = report_packs(planner, error);
    return status;
}

rbk_status rbk_burn_graphics_read(const rbk_burn_plan *plan, int32_t first_lba, uint32_t count, uint8_t *bytes,
                                  rbk_error *error)
{
    if (plan->graphics == RBK_BURN_GRAPHICS_RAW)
        return rbk_subchannel_render(plan->subcode, plan->subchannel, first_lba, count, RBK_SUBCHANNEL_TIME_ORDER,
                                     bytes, error);
    return rbk_subchannel_read_packs(plan->subchannel, first_lba, count, bytes, error);
}
