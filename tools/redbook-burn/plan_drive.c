/*
 * A drive and the disc in it, as far as a plan is held against them.
 */
#include "redbook-burn/plan_drive.h"
#include "redbook-burn/device.h"

#include <string.h>

static rbk_status judge_drive(const plan_drive *asked, const char *device, rbk_findings *findings)
{
    bool rewritable = asked->disc.kind == RBK_DISC_CD_RW, recordable = asked->disc.kind == RBK_DISC_CD_R;
    bool none = !asked->drive.writes_cd_r && !asked->drive.writes_cd_rw;
    if (!none && !(recordable && !asked->drive.writes_cd_r) && !(rewritable && !asked->drive.writes_cd_rw))
        return RBK_OK;
    return rbk_findings_add(findings, RBK_ERROR, "burn.drive", device, 0, 0, "the drive does not write %s",
                            none ? "CDs" : rbk_disc_kind_name(asked->disc.kind));
}

/* A later session is written to the disc that has those before it. */
static rbk_status judge_next(const plan_drive *asked, const char *device, const planned *made, uint32_t session,
                             rbk_findings *findings)
{
    const rbk_recorder_disc *disc = &asked->disc;
    const int32_t lba = planned_session_lba(made, session);
    const unsigned track = planned_session_track(made, session);
    if (disc->state != RBK_DISC_APPENDABLE)
        return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0,
                                "expected a disc that was left open for another session (--leave-open), found one that "
                                "is %s",
                                rbk_disc_state_name(disc->state));
    if (disc->next_lba == RBK_NO_LBA)
        return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0,
                                "the drive does not report where the next session of the disc starts");
    if (disc->next_lba != lba)
        return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0,
                                "the next session of the disc starts at lba %d, expected %d, where the session is in "
                                "the image",
                                (int)disc->next_lba, (int)lba);
    if (disc->next_track != track)
        return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0,
                                "the next track of the disc is number %u, expected %u", (unsigned)disc->next_track,
                                track);
    return RBK_OK;
}

static rbk_status judge_disc(const plan_drive *asked, const char *device, const planned *made, uint32_t session,
                             rbk_findings *findings)
{
    const rbk_recorder_disc *disc = &asked->disc;
    const char *state = rbk_disc_state_name(disc->state);
    if (disc->kind == RBK_DISC_NONE)
        return rbk_findings_add(findings, RBK_NOTE, "burn.disc", device, 0, 0,
                                "there is no disc in the drive: the plan is for the medium of --medium");
    if (disc->kind != RBK_DISC_CD_R && disc->kind != RBK_DISC_CD_RW)
        return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0,
                                "expected a CD-R or CD-RW in the drive, found another disc");
    if (session > 1)
        return judge_next(asked, device, made, session, findings);
    if (disc->state == RBK_DISC_BLANK)
        return RBK_OK;
    if (disc->can_be_blanked)
        return rbk_findings_add(findings, RBK_WARNING, "burn.disc", device, 0, 0,
                                "the disc in the drive is %s, not blank: it must be blanked first", state);
    return rbk_findings_add(findings, RBK_ERROR, "burn.disc", device, 0, 0, "the disc in the drive is %s, not blank",
                            state);
}

rbk_status plan_drive_ask(plan_drive *asked, const char *device, rbk_error *error)
{
    rbk_recorder *recorder = NULL;
    memset(asked, 0, sizeof *asked);
    rbk_status status = device_open(device, &recorder, error);
    if (status == RBK_OK)
        status = rbk_recorder_disc_read(recorder, NULL, &asked->disc, error);
    if (status == RBK_OK)
        status = rbk_recorder_drive_read(recorder, &asked->drive, error);
    rbk_recorder_close(recorder);
    if (status != RBK_OK) {
        cli_recover_error(status, device, error);
        return status;
    }
    asked->asked = true;
    return RBK_OK;
}

rbk_status plan_drive_judge(const plan_drive *asked, const char *device, const planned *made, uint32_t session,
                            rbk_findings *findings)
{
    const rbk_status status = judge_drive(asked, device, findings);
    return status == RBK_OK ? judge_disc(asked, device, made, session, findings) : status;
}

const rbk_burn_medium *plan_drive_medium(const plan_drive *asked)
{
    return asked->asked && asked->disc.medium.known ? &asked->disc.medium : NULL;
}

int32_t plan_drive_next(const plan_drive *asked)
{
    return asked->asked ? asked->disc.next_lba : RBK_NO_LBA;
}

void plan_drive_print(const plan_drive *asked, FILE *out)
{
    const rbk_recorder_disc *disc = &asked->disc;
    if (!asked->asked)
        return;
    fputs("drive      ", out);
    cli_print_clean(out, asked->drive.vendor);
    fputc(' ', out);
    cli_print_clean(out, asked->drive.product);
    if (disc->kind == RBK_DISC_NONE)
        fputs(", no disc\n", out);
    else
        fprintf(out, ", %s, %s\n", rbk_disc_kind_name(disc->kind), rbk_disc_state_name(disc->state));
}

void plan_drive_json(cli_json *json, const plan_drive *asked)
{
    if (!asked->asked) {
        cli_json_null(json, "drive");
        cli_json_null(json, "disc");
        return;
    }
    cli_json_open_object(json, "drive");
    device_json_drive(json, &asked->drive);
    cli_json_close(json);
    cli_json_open_object(json, "disc");
    device_json_disc(json, &asked->disc);
    cli_json_close(json);
}
