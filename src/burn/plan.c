/*
 * A plan: its parts put together, and their findings. No drive is involved.
 */
#include "burn/plan.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

void rbk_burn_options_init(rbk_burn_options *options)
{
    memset(options, 0, sizeof *options);
    rbk_burn_medium_init(&options->medium);
    options->cdtext = true;
}

void rbk_burn_plan_free(rbk_burn_plan *plan)
{
    if (!plan)
        return;
    free(plan->path);
    free(plan->entries);
    free(plan->ranges);
    free(plan->cdtext);
    rbk_subchannel_close(plan->subchannel);
    rbk_subcode_free(plan->subcode);
    free(plan);
}

static rbk_status check_arguments(const rbk_disc *disc, const rbk_layout *layout, const rbk_burn_options *options,
                                  rbk_error *error)
{
    if (disc->track_count == 0)
        return rbk_fail(error, RBK_BAD_LAYOUT, "the disc has no tracks");
    if (layout->track_count != disc->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the layout has %zu tracks, the disc %zu", layout->track_count,
                        disc->track_count);
    int32_t most = options->medium.lead_out_max_lba;
    if (most < 1 || most > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a medium of %d sectors, expected 1 to %d", (int)most,
                        RBK_PROGRAM_SECTORS_MAX);
    if ((unsigned)options->graphics > RBK_BURN_GRAPHICS_RAW)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown way %d to write CD+G", (int)options->graphics);
    return RBK_OK;
}

static rbk_status make(rbk_planner *planner, rbk_error *error)
{
    static rbk_status (*const parts[])(rbk_planner *, rbk_error *) = {
        rbk_plan_forms, rbk_plan_graphics, rbk_plan_text, rbk_plan_entries, rbk_plan_ranges, rbk_plan_judge};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && status == RBK_OK; i++)
        status = parts[i](planner, error);
    return status;
}

/* Passes the findings on, and counts refusals. */
static rbk_status report(const rbk_planner *planner, rbk_findings *findings, rbk_error *error)
{
    planner->plan->refusals = rbk_findings_count_from(planner->found, RBK_ERROR);
    return rbk_findings_pass_on(planner->found, NULL, NULL, findings) == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status begin(rbk_planner *planner, rbk_error *error)
{
    const rbk_disc *disc = planner->disc;
    rbk_burn_plan *plan = planner->plan;
    plan->medium = planner->options->medium;
    plan->lead_out_lba = rbk_layout_end(planner->layout);
    plan->first_track = (uint8_t)disc->tracks[0].number;
    plan->last_track = (uint8_t)disc->tracks[disc->track_count - 1].number;
    if (strspn(disc->mcn, "0") != RBK_MCN_BYTES - 1) /* zeros are the same as none */
        memcpy(plan->mcn, disc->mcn, sizeof plan->mcn);
    if (planner->options->path && !(plan->path = strdup(planner->options->path)))
        return rbk_fail_memory(error);
    return RBK_OK;
}

rbk_status rbk_burn_plan_new(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                             const rbk_burn_options *options, rbk_burn_plan **plan, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_burn_options defaults;
    if (!disc || !layout || !plan)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_burn_options_init(&defaults);
    rbk_planner planner = {.disc = disc, .layout = layout, .image = image, .options = options ? options : &defaults};
    rbk_status status = check_arguments(disc, layout, planner.options, error);
    if (status != RBK_OK)
        return status;
    if (layout->session_count > 1)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "the disc has %zu sessions, expected one: discs of several sessions cannot be burnt",
                        layout->session_count);
    planner.plan = calloc(1, sizeof *planner.plan);
    planner.found = rbk_findings_new();
    status = planner.plan && planner.found ? begin(&planner, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = make(&planner, error);
    if (status == RBK_OK)
        status = report(&planner, findings, error);
    if (status == RBK_OK)
        *plan = planner.plan;
    else
        rbk_burn_plan_free(planner.plan);
    rbk_findings_free(planner.found);
    return status;
}
