/*
 * What a descriptor has and an authored image cannot have: subchannel, a list of Q, a first number but 1, CD-i.
 */
#include "author/author.h"
#include "base/fail.h"
#include "disc/placement.h"
#include "image/modified_q.h"
#include "source/source.h"

/* An image that is authored has P and Q that follow from its sheet. */
static rbk_status report_listed_q(const rbk_disc *disc, const char *sheet_path, rbk_findings *findings)
{
    if (disc->listed_q_count == 0)
        return RBK_OK;
    return rbk_findings_add(
        findings, RBK_WARNING, "author.q-list", sheet_path, 0, 0,
        "the list of %zu sector%s with modified Q is not written, which a copy protection may need: "
        "'redbook convert' keeps it",
        disc->listed_q_count, RBK_PLURAL(disc->listed_q_count, "", "s"));
}

static bool loses_subchannel(const rbk_track *track)
{
    return rbk_track_has_wide_sectors(track) || track->mode == RBK_MODE_CDG;
}

/* What is in a SUB alone: *modified sectors with modified Q, and tracks with something in R to W. */
static rbk_status search_subchannel(const rbk_disc *disc, const rbk_layout *layout, size_t *modified, bool *r_to_w,
                                    rbk_error *error)
{
    rbk_disc *found = NULL;
    if (!rbk_subchannel_disc_has(disc))
        return RBK_OK;
    for (size_t t = 0; t < disc->track_count; t++)
        if (loses_subchannel(&disc->tracks[t]))
            return RBK_OK;
    rbk_status status = rbk_subchannel_search_disc(disc, layout, &found, r_to_w, error);
    *modified = found && disc->listed_q_count == 0 ? found->listed_q_count : 0;
    rbk_disc_free(found);
    return status;
}

static rbk_status report_modified_q(size_t count, const char *sheet_path, rbk_findings *findings)
{
    if (count == 0)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "author.q-list", sheet_path, 0, 0,
                            "the modified Q of %zu sector%s in its subchannel is not written, which a copy protection "
                            "may need: 'redbook convert' keeps it",
                            count, RBK_PLURAL(count, "", "s"));
}

static rbk_status report_tracks(const rbk_disc *disc, const bool *r_to_w, const char *sheet_path,
                                rbk_findings *findings)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &disc->tracks[t];
        const bool graphics = track->mode == RBK_MODE_CDG || (r_to_w[t] && rbk_track_mode_is_audio(track->mode));
        if (loses_subchannel(track) || r_to_w[t])
            status = rbk_findings_add(findings, RBK_WARNING, "author.subchannel", sheet_path, track->line,
                                      track->number, "the subchannel%s of track %u is not written",
                                      graphics ? " (CD+G)" : "", (unsigned)track->number);
        if (status == RBK_OK && (track->mode == RBK_MODE_CDI_2336 || track->mode == RBK_MODE_CDI_2352))
            status = rbk_findings_add(findings, RBK_WARNING, "author.cdi", sheet_path, track->line, track->number,
                                      "track %u is CD-i and is written as MODE2/2352", (unsigned)track->number);
    }
    return status;
}

rbk_status rbk_author_report_losses(const rbk_disc *disc, const rbk_layout *layout, const char *sheet_path,
                                    rbk_findings *findings, rbk_error *error)
{
    bool r_to_w[RBK_TRACKS_MAX] = {false};
    size_t modified = 0;
    rbk_status status = rbk_source_leave_graphics(disc, findings, error);
    if (status == RBK_OK)
        status = search_subchannel(disc, layout, &modified, r_to_w, error);
    if (status != RBK_OK)
        return status;
    status = report_modified_q(modified, sheet_path, findings);
    if (status == RBK_OK)
        status = report_listed_q(disc, sheet_path, findings);
    if (status == RBK_OK && disc->tracks[0].number != 1)
        status = rbk_findings_add(findings, RBK_WARNING, "author.renumbered", sheet_path, 0, 0,
                                  "tracks are numbered from 1, not from %u: many readers accept no other first track",
                                  (unsigned)disc->tracks[0].number);
    if (status == RBK_OK)
        status = report_tracks(disc, r_to_w, sheet_path, findings);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
