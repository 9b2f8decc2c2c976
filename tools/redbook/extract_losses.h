/*
 * redbook/extract_losses.h - what of a disc its extracted files cannot hold
 */
#ifndef REDBOOK_EXTRACT_LOSSES_H
#define REDBOOK_EXTRACT_LOSSES_H

#include "redbook/extract_plan.h"

/*
 * Reports something in the subchannels R to W of the plan's sectors ("extract.subchannel", warning), and graphics files next to
 * the disc's ("cdg.left-out"). Results of rbk_subchannel_read and rbk_source_leave_graphics.
 */
rbk_status extract_report_losses(const disc_input *input, const extract_plan *plan, rbk_findings *findings,
                                 rbk_error *error);

#endif
