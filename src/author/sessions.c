/*
 * Sessions after the first one. What they hold is mostly a file system, whose addresses count from the start of the disc:
 * one that was made for another place is unreadable there, and is refused with the command that makes it right.
 */
#include "disc/sessions.h"
#include "author/author.h"
#include "base/fail.h"

#include <redbook/volume.h>

#include <stdio.h>

#define INFO_DISTANCE 75 /* sectors from the start of a CD-Extra's second session to INFO.CDP (Blue Book) */

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

typedef struct volume_check {
    const rbk_author_work *work;
    const rbk_track *track;
    const char *path; /* of the file with the data */
    int32_t start_lba;
    rbk_findings *findings;
} volume_check;

static rbk_status report(const volume_check *c, rbk_severity severity, const char *rule, const char *text)
{
    return rbk_findings_add(c->findings, severity, rule, c->path, 0, c->track->number, "%s", text);
}

/* The command makes a volume for a session that follows one which starts at sector 0 and has none of its own. */
static rbk_status refuse_address(const volume_check *c, const rbk_volume *volume)
{
    char made[32] = "no address of this disc";
    if (volume->made_for_lba != RBK_NO_LBA)
        snprintf(made, sizeof made, "lba %d", (int)volume->made_for_lba);
    return rbk_findings_add(c->findings, RBK_ERROR, "session.address", c->path, 0, c->track->number,
                            "its file system is made for %s, expected lba %d, where track %u starts: make it with "
                            "'xorriso -as mkisofs -C 0,%d -o NEW.iso FOLDER' or 'mkisofs -C 0,%d -o NEW.iso FOLDER'",
                            made, (int)c->start_lba, (unsigned)c->track->number, (int)c->start_lba, (int)c->start_lba);
}

/* What the Blue Book asks for in addition to the file system; drives and systems read the session without it. */
static rbk_status report_information(const volume_check *c, const rbk_volume *volume)
{
    if (volume->info_lba == 0)
        return report(c, RBK_NOTE, "session.info",
                      "it has no CDPLUS/INFO.CDP, which a CD-Extra has by the Blue Book: the disc is an enhanced CD");
    if (!volume->info_is_cd)
        return report(c, RBK_WARNING, "session.info", "CDPLUS/INFO.CDP does not start with 'CD'");
    if (volume->info_lba != (uint32_t)c->start_lba + INFO_DISTANCE)
        return rbk_findings_add(c->findings, RBK_NOTE, "session.info", c->path, 0, c->track->number,
                                "CDPLUS/INFO.CDP is %lld sectors after the start of the session, expected %d",
                                (long long)volume->info_lba - c->start_lba, INFO_DISTANCE);
    return volume->sub_info ? RBK_OK
                            : report(c, RBK_NOTE, "session.info", "it has no CDPLUS/SUB_INFO, the texts of a CD-Extra");
}

static rbk_status check_volume(const volume_check *c, const rbk_volume *volume)
{
    rbk_track_mode mode = c->track->mode;
    rbk_status status = RBK_OK;
    if (mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352)
        status = report(c, RBK_WARNING, "session.mode",
                        "its sectors are of mode 1, expected mode 2 form 1 (CD-ROM XA) in a CD-Extra");
    if (status != RBK_OK)
        return status;
    if (!volume->found)
        return report(c, RBK_WARNING, "session.no-volume",
                      "it has no file system of ISO 9660: whether it was made for its address cannot be verified");
    if (volume->made_for_lba != c->start_lba)
        return refuse_address(c, volume);
    return report_information(c, volume);
}

/* The file that the first sector of a track after its pregap is in. */
static const char *path_of(const rbk_disc *disc, const rbk_track *track)
{
    const rbk_index *first = rbk_track_index(track, 1);
    const rbk_extent *extent = first && first->extent < track->extent_count ? &track->extents[first->extent] : NULL;
    return extent && !extent->silence ? disc->files[extent->file].location : NULL;
}

rbk_status rbk_author_check_volumes(const rbk_author_work *work, rbk_findings *findings, rbk_error *error)
{
    const rbk_layout *layout = work->layout;
    size_t before = rbk_findings_count_from(findings, RBK_ERROR);
    for (size_t s = 1; s < layout->session_count; s++) {
        size_t t = layout->sessions[s].first_track;
        const rbk_track *track = &work->disc->tracks[t];
        volume_check check = {work, track, path_of(work->disc, track), layout->tracks[t].index01_lba, findings};
        rbk_volume volume;
        if (rbk_track_mode_is_audio(track->mode))
            continue;
        rbk_status status = rbk_volume_read(work->image, check.start_lba, layout->tracks[t].end_lba, &volume, error);
        if (status == RBK_OK && check_volume(&check, &volume) != RBK_OK)
            status = rbk_fail_memory(error);
        if (status != RBK_OK)
            return status;
    }
    if (rbk_findings_count_from(findings, RBK_ERROR) > before)
        return rbk_fail(error, RBK_REFUSED, "the disc cannot be authored");
    return RBK_OK;
}
