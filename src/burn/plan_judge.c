/*
 * Refusals of a plan, all at once: the rules of a disc, the medium's capacity, the drive's limits.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "image/volume.h"

/* Lead-out, lead-in and pregap of a later session (MMC). */
#define FIRST_DISTANCE (RBK_FIRST_LEAD_OUT_SECTORS + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS)
#define NEXT_DISTANCE  (RBK_LEAD_OUT_SECTORS + RBK_LEAD_IN_SECTORS + RBK_PREGAP_SECTORS)

static rbk_status judge_rules(rbk_planner *planner, rbk_error *error)
{
    const rbk_burn_options *options = planner->options;
    int32_t most = options->overburn ? RBK_PROGRAM_SECTORS_MAX : options->medium.lead_out_max_lba;
    rbk_rules rules = {.capacity_sectors = (uint32_t)(most < RBK_PROGRAM_SECTORS_MAX ? most : RBK_PROGRAM_SECTORS_MAX),
                       .short_tracks = options->short_tracks ? RBK_SHORT_ALLOW : RBK_SHORT_REFUSE,
                       .judge = RBK_JUDGE_BURN};
    return rbk_rules_check(planner->disc, planner->layout, &rules, options->path, planner->found, error);
}

static rbk_status judge_room(rbk_planner *planner)
{
    rbk_burn_plan *plan = planner->plan;
    int32_t over = plan->lead_out_lba - plan->medium.lead_out_max_lba;
    char text[RBK_TIME_BYTES];
    plan->fit = RBK_BURN_FITS;
    if (plan->lead_out_lba > RBK_PROGRAM_SECTORS_MAX)
        plan->fit = RBK_BURN_TOO_LONG;
    else if (over > 0)
        plan->fit = RBK_BURN_OVERBURN;
    if (plan->fit != RBK_BURN_OVERBURN || !planner->options->overburn)
        return RBK_OK; /* reported by the rules */
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.overburn", planner->options->path, 0, 0,
                            "the disc is %s (%d sector%s) longer than the capacity of the medium: the end may be lost",
                            rbk_time_format(over, text), (int)over, RBK_PLURAL(over, "", "s"));
}

static rbk_status judge_numbers(rbk_planner *planner)
{
    const rbk_disc *disc = planner->disc;
    const char *path = planner->options->path;
    for (size_t t = 1; t < disc->track_count; t++)
        if (disc->tracks[t].number != disc->tracks[t - 1].number + 1)
            return rbk_findings_add(planner->found, RBK_ERROR, "burn.track-numbers", path, disc->tracks[t].line,
                                    disc->tracks[t].number, "track %u follows track %u, expected consecutive numbers",
                                    (unsigned)disc->tracks[t].number, (unsigned)disc->tracks[t - 1].number);
    if (disc->tracks[0].number == 1 || planner->plan->base_lba > 0)
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_WARNING, "burn.first-track", path, disc->tracks[0].line,
                            disc->tracks[0].number, "the first track is number %u: many drives accept only 1",
                            (unsigned)disc->tracks[0].number);
}

/* In the other modes a cue sheet is not sent. */
static bool may_be_session_at_once(const rbk_planner *planner)
{
    const rbk_burn_write_mode mode = planner->options->write_mode;
    return mode == RBK_BURN_WRITE_AUTO || mode == RBK_BURN_WRITE_SAO;
}

/* Longer than the drive reports is a precautionary refusal: a drive refuses a sheet that it cannot store. */
static rbk_status judge_cue_sheet(rbk_planner *planner)
{
    const rbk_burn_abilities *drive = &planner->options->drive;
    const char *path = planner->options->path;
    bool force = planner->options->force;
    size_t bytes = planner->plan->entry_count * RBK_BURN_ENTRY_BYTES, most = drive->cue_sheet_bytes_max;
    if (!may_be_session_at_once(planner))
        return RBK_OK;
    if (bytes > RBK_BURN_CHUNK_BYTES_MAX)
        return rbk_findings_add(
            planner->found, RBK_ERROR, "burn.cue-sheet", path, 0, 0,
            "the cue sheet has %zu bytes, one command accepts %d: the disc has too many indexes or ISRCs", bytes,
            RBK_BURN_CHUNK_BYTES_MAX);
    if (!drive->known || !most || bytes <= most)
        return RBK_OK;
    return rbk_findings_add(
        planner->found, force ? RBK_WARNING : RBK_ERROR, "burn.cue-sheet", path, 0, 0,
        "the cue sheet has %zu byte%s, the drive accepts %zu: the disc has too many indexes or ISRCs%s", bytes,
        RBK_PLURAL(bytes, "", "s"), most, force ? "; it is tried" : "; write --force tries it");
}

static rbk_status judge_drive(rbk_planner *planner)
{
    const rbk_burn_abilities *drive = &planner->options->drive;
    const rbk_burn_plan *plan = planner->plan;
    rbk_status status = RBK_OK;
    if (drive->known && !drive->session_at_once && may_be_session_at_once(planner))
        status = rbk_findings_add(planner->found, RBK_WARNING, "burn.drive", planner->options->path, 0, 0,
                                  "the drive does not report that it can write session-at-once");
    if (status == RBK_OK && drive->known && !drive->subchannel && (plan->cdtext || plan->graphics))
        status = rbk_findings_add(planner->found, RBK_WARNING, "burn.drive", planner->options->path, 0, 0,
                                  "the drive does not report that it can write R-W, which %s needs",
                                  plan->cdtext ? "CD-TEXT" : "CD+G");
    return status;
}

/* A drive leaves its own distance between two sessions, and the image has to have the same one. */
static rbk_status judge_distance(rbk_planner *planner)
{
    const rbk_layout_session *session = &planner->layout->sessions[0];
    int32_t expected = planner->options->session == 2 ? FIRST_DISTANCE : NEXT_DISTANCE;
    int32_t pregap = planner->layout->tracks[0].index01_lba - session->pregap_lba - RBK_PREGAP_SECTORS;
    if (!planner->distance || planner->distance - pregap == expected)
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_ERROR, "burn.session-gap", planner->options->path, 0,
                            planner->disc->tracks[0].number,
                            "session %u starts %d sectors after the end of the one before; drives write it after %d",
                            (unsigned)planner->options->session, (int)(planner->distance - pregap), (int)expected);
}

static int judge_of_burn(void *user, const rbk_finding *finding)
{
    int severity = rbk_rule_find(finding->rule)->judgements[RBK_JUDGE_BURN];
    (void)user;
    return severity == RBK_RULE_OFF ? RBK_FINDING_LEFT_OUT : severity;
}

/*
 * File systems at the addresses of the image, where one may be that of a session before. Where the burn chose the addresses, who
 * has chosen them verifies that.
 */
static rbk_status judge_volumes(rbk_planner *planner, rbk_error *error)
{
    bool moved = planner->options->write_mode == RBK_BURN_WRITE_TAO ||
                 (planner->plan->base_lba > 0 && planner->options->session == 0);
    if (!planner->image || moved)
        return RBK_OK;
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? RBK_OK : rbk_fail_memory(error);
    for (size_t t = 0; t < planner->disc->track_count && status == RBK_OK; t++)
        status = rbk_volume_check(planner->image, planner->whole, planner->whole_layout, planner->first_track + t,
                                  planner->options->path, found, error);
    if (status == RBK_OK && rbk_findings_pass_on(found, judge_of_burn, NULL, planner->found) != RBK_OK)
        status = rbk_fail_memory(error);
    rbk_findings_free(found);
    return status;
}

rbk_status rbk_plan_judge(rbk_planner *planner, rbk_error *error)
{
    rbk_status status = judge_rules(planner, error);
    if (status == RBK_OK)
        status = judge_volumes(planner, error);
    if (status != RBK_OK)
        return status;
    status = judge_room(planner);
    if (status == RBK_OK)
        status = judge_numbers(planner);
    if (status == RBK_OK)
        status = judge_cue_sheet(planner);
    if (status == RBK_OK)
        status = judge_drive(planner);
    if (status == RBK_OK)
        status = judge_distance(planner);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
