/*
 * Sessions after the first one. What they hold is mostly a file system, whose addresses count from the start of the disc:
 * one that was made for another place is unreadable there, and is refused with the command that makes it right.
 */
#include "disc/sessions.h"
#include "author/author.h"
#include "base/fail.h"
#include "image/volume.h"

/* ------------------------------------------------------------------ which sessions there may be */

rbk_status rbk_author_check_sessions(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path, bool kept,
                                     rbk_findings *findings)
{
    size_t count = layout->session_count;
    rbk_status status = RBK_OK;
    if (count > 1 && kept)
        return rbk_findings_add(findings, RBK_ERROR, "author.sessions", sheet_path, disc->sessions[1].line, 0,
                                "the disc has %zu sessions and files that are not sectors: make an image of it with "
                                "'redbook author' first",
                                count);
    for (size_t s = 0; s < disc->session_count && status == RBK_OK; s++)
        if (disc->sessions[s].area != RBK_AREA_CD)
            return rbk_findings_add(findings, RBK_ERROR, "author.sessions", sheet_path, disc->sessions[s].line, 0,
                                    "the disc has the areas of a GD-ROM, expected sessions: 'redbook convert' keeps "
                                    "them if the files are sectors");
    return status;
}

rbk_status rbk_author_begin_session(rbk_stage *stage, const rbk_disc *disc, const rbk_layout *layout, size_t track,
                                    rbk_error *error)
{
    const rbk_layout_session *placed = rbk_layout_session_of(layout, track);
    if (track == 0 || placed->first_track != track)
        return RBK_OK;
    rbk_session_gap gap = rbk_session_gap_before(disc, disc->tracks[track].session);
    const rbk_session session = {.area = RBK_AREA_CD,
                                 .lead_out_sectors = gap.lead_out_sectors,
                                 .lead_in_sectors = gap.lead_in_sectors,
                                 .pregap_sectors = gap.pregap_sectors};
    return rbk_stage_begin_session(stage, &session, (uint32_t)(placed->start_lba - placed[-1].lead_out_lba), error);
}

/* ------------------------------------------------------------------ their file systems */

rbk_status rbk_author_check_volumes(const rbk_author_work *work, rbk_findings *findings, rbk_error *error)
{
    const rbk_layout *layout = work->layout;
    size_t before = rbk_findings_count_from(findings, RBK_ERROR);
    for (size_t s = 1; s < layout->session_count; s++) {
        size_t t = layout->sessions[s].first_track;
        rbk_status status = rbk_volume_check(work->image, work->disc, layout, t, NULL, findings, error);
        if (status != RBK_OK)
            return status;
    }
    if (rbk_findings_count_from(findings, RBK_ERROR) > before)
        return rbk_fail(error, RBK_REFUSED, "the disc cannot be authored");
    return RBK_OK;
}
