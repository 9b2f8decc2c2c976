/*
 * A job for the obedient drive, for tests of single steps of a burn.
 */
#ifndef TESTS_UNIT_BURN_JOB_H
#define TESTS_UNIT_BURN_JOB_H

#include "unit/burn/obedient.h"

static rbk_burn_write_options write_options;
static rbk_burn_report report;

/* Of the plan that was made. The drive is identified, and nothing is logged yet. */
static rbk_burn_job job_of_plan(void)
{
    rbk_recorder_drive found;
    rbk_burn_write_options_init(&write_options);
    memset(&report, 0, sizeof report);
    meet();
    assert_int_equal(rbk_recorder_drive_read(recorder, &found, &error), RBK_OK);
    drive.logged = 0;
    memset(drive.seen, 0, sizeof drive.seen);
    return (rbk_burn_job){.recorder = recorder,
                          .plan = plan,
                          .image = image,
                          .options = &write_options,
                          .report = &report,
                          .findings = findings};
}

__attribute__((unused)) static rbk_burn_job make_job(const char *title)
{
    plan_disc(title);
    return job_of_plan();
}

#endif
