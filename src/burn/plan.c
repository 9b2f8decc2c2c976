/*
 * A plan: its parts put together, and their findings. No drive is involved.
 */
#include "burn/plan.h"
#include "base/fail.h"
#include "disc/references.h"

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
    rbk_status status = rbk_disc_check_layout(disc, layout, error);
    if (status != RBK_OK)
        return status;
    int32_t most = options->medium.lead_out_max_lba;
    if (most < 1 || most > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a medium of %d sectors, expected 1 to %d", (int)most,
                        RBK_PROGRAM_SECTORS_MAX);
    if ((unsigned)options->graphics > RBK_BURN_GRAPHICS_RAW)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown way %d to write CD+G", (int)options->graphics);
    if ((unsigned)options->write_mode > RBK_BURN_WRITE_TAO)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no write mode %d", (int)options->write_mode);
    return rbk_disc_check(disc, error);
}

static rbk_status make(rbk_planner *planner, rbk_error *error)
{
    static rbk_status (*const parts[])(rbk_planner *, rbk_error *) = {
        rbk_plan_search,  rbk_plan_forms,  rbk_plan_graphics, rbk_plan_text,
        rbk_plan_entries, rbk_plan_ranges, rbk_plan_judge};
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
    plan->base_lba = planner->layout->sessions[0].pregap_lba + RBK_PREGAP_SECTORS;
    plan->start_lba = planner->layout->sessions[0].start_lba;
    plan->leave_open = planner->options->leave_open;
    plan->write_mode = (uint8_t)planner->options->write_mode;
    plan->partial = planner->options->session > 0 || plan->leave_open || plan->base_lba > 0;
    if (plan->base_lba > 0)
        plan->medium.lead_in_lba = RBK_NO_LBA; /* the lead-in of the disc is that of its first session */
    plan->first_track = (uint8_t)disc->tracks[0].number;
    plan->last_track = (uint8_t)disc->tracks[disc->track_count - 1].number;
    if (plan->base_lba == 0 && strspn(disc->mcn, "0") != RBK_MCN_BYTES - 1) /* zeros are the same as none */
        memcpy(plan->mcn, disc->mcn, sizeof plan->mcn);
    if (planner->options->path && !(plan->path = strdup(planner->options->path)))
        return rbk_fail_memory(error);
    return planner->image ? rbk_burn_check_session(plan, planner->image, error) : RBK_OK;
}

/* One session of a disc, as a disc of its own at the same addresses; what its tracks and the layout have is lent. */
typedef struct session_view {
    rbk_disc disc;
    rbk_track tracks[RBK_TRACKS_MAX];
    rbk_layout layout;
    rbk_layout_session session;
} session_view;

static void view_session(const rbk_disc *disc, const rbk_layout *layout, size_t session, session_view *view)
{
    const rbk_layout_session *placed = &layout->sessions[session];
    view->disc = *disc;
    view->disc.tracks = view->tracks;
    view->disc.track_count = placed->track_count;
    for (size_t t = 0; t < placed->track_count; t++) {
        view->tracks[t] = disc->tracks[placed->first_track + t];
        view->tracks[t].session = 0;
    }
    view->disc.sessions = NULL;
    view->disc.session_count = 0;
    view->session = *placed;
    view->session.first_track = 0;
    view->layout = *layout;
    view->layout.tracks += placed->first_track;
    view->layout.track_count = placed->track_count;
    view->layout.sessions = &view->session;
    view->layout.session_count = 1;
}

rbk_status rbk_burn_check_areas(const rbk_disc *disc, rbk_error *error)
{
    for (size_t i = 0; i < disc->session_count; i++)
        if (disc->sessions[i].area != RBK_AREA_CD)
            return rbk_fail(error, RBK_UNSUPPORTED, "the disc has the areas of a GD-ROM, which no recorder writes");
    return RBK_OK;
}

static rbk_status choose_session(const rbk_disc *disc, const rbk_layout *layout, const rbk_burn_options *options,
                                 session_view *view, rbk_error *error)
{
    rbk_status status = rbk_burn_check_areas(disc, error);
    if (status != RBK_OK)
        return status;
    if (layout->session_count > 1 && options->session == 0)
        return rbk_fail(error, RBK_UNSUPPORTED, "the disc has %zu sessions: each is planned by itself",
                        layout->session_count);
    if (options->session > layout->session_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no session %u: the disc has %zu",
                        (unsigned)options->session, layout->session_count);
    view_session(disc, layout, options->session ? options->session - 1 : 0, view);
    return RBK_OK;
}

rbk_status rbk_burn_plan_new(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image,
                             const rbk_burn_options *options, rbk_burn_plan **plan, rbk_findings *findings,
                             rbk_error *error)
{
    rbk_burn_options defaults;
    session_view view;
    if (!disc || !layout || !plan)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_burn_options_init(&defaults);
    rbk_planner planner = {.image = image, .options = options ? options : &defaults};
    rbk_status status = check_arguments(disc, layout, planner.options, error);
    if (status == RBK_OK)
        status = choose_session(disc, layout, planner.options, &view, error);
    if (status != RBK_OK)
        return status;
    planner.disc = &view.disc;
    planner.whole = disc;
    planner.whole_layout = layout;
    planner.first_track = layout->sessions[planner.options->session ? planner.options->session - 1 : 0].first_track;
    if (planner.options->session > 1)
        planner.distance =
            view.layout.tracks[0].index01_lba - layout->sessions[planner.options->session - 2].lead_out_lba;
    planner.layout = &view.layout;
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
    rbk_disc_free(planner.modified);
    rbk_findings_free(planner.found);
    return status;
}

/* ------------------------------------------------------------------ appending */

static void move_track(rbk_layout_track *track, int32_t by)
{
    track->start_lba += by;
    track->index01_lba += by;
    track->end_lba += by;
    for (size_t i = 0; i < track->index_count; i++)
        track->indexes[i].lba += by;
}

rbk_status rbk_burn_append(rbk_disc *disc, rbk_layout *layout, int32_t base_lba, uint32_t first_track, rbk_error *error)
{
    if (!disc || !layout)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_disc_check_layout(disc, layout, error);
    if (status != RBK_OK)
        return status;
    if (layout->session_count != 1)
        return rbk_fail(error, RBK_UNSUPPORTED, "the image has %zu sessions, expected one to append",
                        layout->session_count);
    if (first_track < 1)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a track number 1 to 99, found 0");
    if (first_track > RBK_TRACKS_MAX || first_track + disc->track_count - 1 > RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "the disc has %u tracks and the image %zu, a disc holds 99 at most",
                        (unsigned)first_track - 1, disc->track_count);
    if (base_lba < 0 || rbk_layout_end(layout) > RBK_PROGRAM_SECTORS_MAX - base_lba)
        return rbk_fail(error, RBK_BAD_LAYOUT, "from lba %d on there are no addresses for the %d sectors of the image",
                        (int)base_lba, (int)rbk_layout_end(layout));
    for (uint32_t t = 0; t < disc->track_count; t++) {
        disc->tracks[t].number = first_track + t;
        move_track(&layout->tracks[t], base_lba);
    }
    for (size_t i = 0; i < layout->part_count; i++)
        layout->parts[i].start_samples += (int64_t)base_lba * RBK_SECTOR_SAMPLES;
    layout->sessions[0].pregap_lba += base_lba;
    layout->sessions[0].start_lba += base_lba;
    layout->sessions[0].lead_out_lba += base_lba;
    return RBK_OK;
}
