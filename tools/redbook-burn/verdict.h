/*
 * redbook-burn/verdict.h - what came of reading a disc back, for people and as a JSON event
 */
#ifndef REDBOOK_BURN_VERDICT_H
#define REDBOOK_BURN_VERDICT_H

#include "redbook-burn/device.h"
#include "redbook-burn/planning.h"

/* "same disc: ..." or "not the same disc". session (nullable): of one of several; label (nullable): of one of several
 * drives. */
void verdict_print(const rbk_verdict *verdict, const rbk_burn_plan *session, const char *label, FILE *out);
/* An event "verified". */
void verdict_event(device_reporter *reporter, const rbk_verdict *verdict, const rbk_burn_plan *session);

/*
 * Plans the image for the disc that is in the drive, so that it can be held against it: what stands against burning it
 * is no concern here. What was noticed goes to findings that are not reported.
 */
rbk_status verdict_plan(planned *made, const plan_request *request, const rbk_recorder_disc *disc, rbk_error *error);

#endif
