/*
 * The walk through the themes of the rules (disc/rules_table.c). Judges nothing itself: layout, codes and payload have
 * files of their own.
 */
#include "verify/check.h"

#include <string.h>

void rbk_check_options_init(rbk_check_options *options)
{
    if (options)
        *options = (rbk_check_options){.profile = RBK_PROFILE_CDR, .capacity_sectors = RBK_CAPACITY_80_MIN};
}

static rbk_status check_arguments(const rbk_inspection *in, rbk_error *error)
{
    if (!in->disc || !in->layout || !in->options)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (in->disc->track_count != in->layout->track_count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a layout is not of its disc");
    if ((unsigned)in->options->profile >= RBK_PROFILES)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no profile %d", (int)in->options->profile);
    uint32_t capacity = in->options->capacity_sectors;
    if (capacity < 1 || capacity > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a capacity of 1 to %d sectors, found %u",
                        RBK_PROGRAM_SECTORS_MAX, (unsigned)capacity);
    return RBK_OK;
}

rbk_status rbk_check(const rbk_disc *disc, const rbk_layout *layout, rbk_image *image, const rbk_check_options *options,
                     rbk_findings *findings, rbk_check_report *report, rbk_error *error)
{
    rbk_inspection in = {disc, layout, image, options, findings};
    rbk_check_report made;
    memset(&made, 0, sizeof made);
    rbk_status status = check_arguments(&in, error);
    if (status != RBK_OK)
        return status;
    status = rbk_check_layout(&in);
    if (status == RBK_OK)
        status = rbk_check_codes(&in);
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    status = rbk_check_cdtext(&in, error);
    if (status == RBK_OK)
        status = rbk_check_subchannel(&in, error);
    if (status == RBK_OK)
        status = rbk_check_payload(&in, &made, error);
    if (status == RBK_OK && report)
        *report = made;
    return status;
}
