/*
 * redbook-burn/plan_drive.h - a drive and the disc in it, as far as a plan is held against them
 */
#ifndef REDBOOK_BURN_PLAN_DRIVE_H
#define REDBOOK_BURN_PLAN_DRIVE_H

#include "cli/json.h"
#include "redbook-burn/planning.h"

#include <stdio.h>

typedef struct plan_drive {
    bool asked;
    rbk_recorder_drive drive;
    rbk_recorder_disc disc;
} plan_drive;

/* Asks the drive; nothing is written and the tray stays as it is. Failures are the drive's, with it as their place. */
rbk_status plan_drive_ask(plan_drive *asked, const char *device, rbk_error *error);

/*
 * What prevents a burn of one session of the image, or (0) of all of them, is a finding: "burn.drive" (it writes no discs of
 * the kind that is in it: error) or "burn.disc" (no CD-R or CD-RW, or one that is not blank: error; one that can be blanked:
 * warning; none: note; for a later session one that does not continue where it starts: error).
 */
rbk_status plan_drive_judge(const plan_drive *asked, const char *device, const planned *made, uint32_t session,
                            rbk_findings *findings);

/* The disc's medium, or NULL where there is none that can be known. Lent. */
const rbk_burn_medium *plan_drive_medium(const plan_drive *asked);

/* Where the disc continues; RBK_NO_LBA: none was asked, or it does not. */
int32_t plan_drive_next(const plan_drive *asked);

/* One line for people; members "drive" and "disc" of the open object, null where none was asked. */
void plan_drive_print(const plan_drive *asked, FILE *out);
void plan_drive_json(cli_json *json, const plan_drive *asked);

#endif
