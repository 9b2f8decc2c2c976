/*
 * The file system of a data track, held against where the track is. Most of what a later session holds is one, whose
 * addresses count from the start of the disc: made for another place, it is unreadable there.
 */
#include "image/volume.h"

#include "base/fail.h"

#include <redbook/layout.h>

#include <stdio.h>

#define INFO_DISTANCE 75 /* sectors from the start of a CD-Extra's second session to INFO.CDP (Blue Book) */

typedef struct volume_check {
    const rbk_track *track;
    const char *path; /* of the sheet, with the line of the track in it; or of the file with the data, line 0 */
    uint32_t line;
    int32_t start_lba;
    bool later; /* the track starts a session after the first one: systems read the file system there */
    bool extra; /* that of a CD-Extra */
    rbk_findings *findings;
} volume_check;

static rbk_status report(const volume_check *c, rbk_severity severity, const char *rule, const char *text)
{
    return rbk_findings_add(c->findings, severity, rule, c->path, c->line, c->track->number, "%s", text);
}

/* The command makes a volume for a session that follows one which starts at sector 0 and has none of its own. */
static rbk_status report_address(const volume_check *c, const rbk_volume *volume)
{
    char made[32] = "no address of this disc", how[128] = "";
    if (volume->made_for_lba != RBK_NO_LBA)
        snprintf(made, sizeof made, "lba %d", (int)volume->made_for_lba);
    if (c->start_lba > 0)
        snprintf(
            how, sizeof how,
            ": make it with 'xorriso -as mkisofs -C 0,%d -o NEW.iso FOLDER' or 'mkisofs -C 0,%d -o NEW.iso FOLDER'",
            (int)c->start_lba, (int)c->start_lba);
    return rbk_findings_add(c->findings, RBK_ERROR, RBK_RULE_SESSION_ADDRESS, c->path, c->line, c->track->number,
                            "its file system is made for %s, expected lba %d, where track %u starts%s", made,
                            (int)c->start_lba, (unsigned)c->track->number, how);
}

/* What the Blue Book asks for in addition to the file system; drives and systems read the session without it. */
static rbk_status report_information(const volume_check *c, const rbk_volume *volume)
{
    if (volume->info_lba == 0)
        return report(c, RBK_NOTE, RBK_RULE_SESSION_INFO,
                      "it has no CDPLUS/INFO.CDP, which a CD-Extra has by the Blue Book: the disc is an enhanced CD");
    if (!volume->info_is_cd)
        return report(c, RBK_WARNING, RBK_RULE_SESSION_INFO, "CDPLUS/INFO.CDP does not start with 'CD'");
    if (volume->info_lba != (uint32_t)c->start_lba + INFO_DISTANCE)
        return rbk_findings_add(c->findings, RBK_NOTE, RBK_RULE_SESSION_INFO, c->path, c->line, c->track->number,
                                "CDPLUS/INFO.CDP is %lld sectors after the start of the session, expected %d",
                                (long long)volume->info_lba - c->start_lba, INFO_DISTANCE);
    return volume->sub_info
               ? RBK_OK
               : report(c, RBK_NOTE, RBK_RULE_SESSION_INFO, "it has no CDPLUS/SUB_INFO, the texts of a CD-Extra");
}

/* A track inside a session may hold anything: only a file system that is found at another address counts. */
static rbk_status check_volume(const volume_check *c, const rbk_volume *volume)
{
    rbk_track_mode mode = c->track->mode;
    rbk_status status = RBK_OK;
    if (c->extra && (mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352))
        status = report(c, RBK_WARNING, RBK_RULE_SESSION_MODE,
                        "its sectors are of mode 1, expected mode 2 form 1 (CD-ROM XA) in a CD-Extra");
    if (status != RBK_OK || (!c->later && (!volume->found || volume->made_for_lba == RBK_NO_LBA)))
        return status;
    if (!volume->found)
        return report(c, RBK_WARNING, RBK_RULE_SESSION_NO_VOLUME,
                      "it has no file system of ISO 9660: whether it was made for its address cannot be verified");
    if (volume->made_for_lba != c->start_lba)
        return report_address(c, volume);
    return c->extra ? report_information(c, volume) : RBK_OK;
}

/* The file that the first sector of a track after its pregap is in. */
static const char *path_of(const rbk_disc *disc, const rbk_track *track)
{
    const rbk_index *first = rbk_track_index(track, 1);
    const rbk_extent *extent = first && first->extent < track->extent_count ? &track->extents[first->extent] : NULL;
    return extent && !extent->silence ? disc->files[extent->file].location : NULL;
}

/* The session after a first one of audio alone: a CD-Extra has these two. */
static bool is_extra(const rbk_disc *disc, const rbk_layout *layout, const rbk_layout_session *session)
{
    const rbk_layout_session *first = &layout->sessions[0];
    for (size_t t = 0; t < first->track_count; t++)
        if (!rbk_track_mode_is_audio(disc->tracks[t].mode))
            return false;
    return session == first + 1;
}

rbk_status rbk_volume_check(rbk_image *image, const rbk_disc *disc, const rbk_layout *layout, size_t t,
                            const char *sheet_path, rbk_findings *findings, rbk_error *error)
{
    const rbk_track *track = &disc->tracks[t];
    const rbk_layout_session *session = rbk_layout_session_of(layout, t);
    volume_check check = {.track = track,
                          .path = sheet_path ? sheet_path : path_of(disc, track),
                          .line = sheet_path ? track->line : 0,
                          .start_lba = layout->tracks[t].index01_lba,
                          .findings = findings};
    rbk_volume volume;
    if (rbk_track_mode_is_audio(track->mode))
        return RBK_OK;
    bool area = disc->session_count > 0 && disc->sessions[track->session].area != RBK_AREA_CD; /* of a GD-ROM */
    check.later = !area && session->first_track == t && session->pregap_lba >= 0;
    check.extra = check.later && is_extra(disc, layout, session);
    rbk_status status = rbk_volume_read_track(image, disc, layout, t, &volume, error);
    if (status == RBK_OK && check_volume(&check, &volume) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}
