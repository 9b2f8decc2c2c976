/*
 * The files of an extraction hold the main channel alone.
 */
#include "redbook/extract_losses.h"

#include <redbook/image.h>

#define READ_SECTORS 75
#define R_TO_W       0x3F /* of a byte, which has one bit of each of the subchannels P to W */

static bool is_empty(const uint8_t *raw, size_t bytes)
{
    uint8_t any = 0;
    for (size_t i = 0; i < bytes; i++)
        any |= raw[i];
    return (any & R_TO_W) == 0;
}

/* *there: from the first sector on that has something in R to W, the rest is not read. */
static rbk_status search(rbk_subchannel *subchannel, const extract_item *item, bool *there, rbk_error *error)
{
    uint8_t raw[READ_SECTORS * RBK_SUBCHANNEL_BYTES];
    rbk_status status = RBK_OK;
    *there = false;
    for (int32_t lba = item->first_lba; lba < item->end_lba && status == RBK_OK && !*there; lba += READ_SECTORS) {
        const int32_t left = item->end_lba - lba;
        const uint32_t count = left < READ_SECTORS ? (uint32_t)left : READ_SECTORS;
        status = rbk_subchannel_read(subchannel, lba, count, raw, error);
        *there = status == RBK_OK && !is_empty(raw, (size_t)count * RBK_SUBCHANNEL_BYTES);
    }
    return status;
}

static rbk_status report_subchannel(const disc_input *input, const extract_plan *plan, rbk_subchannel *subchannel,
                                    rbk_findings *findings, rbk_error *error)
{
    const extract_item *first = NULL;
    size_t files = 0;
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < plan->count && status == RBK_OK; i++) {
        bool there = false;
        status = search(subchannel, &plan->items[i], &there, error);
        files += there;
        first = there && !first ? &plan->items[i] : first;
    }
    if (status != RBK_OK || !first)
        return status;
    return rbk_findings_add(findings, RBK_WARNING, "extract.subchannel", input->path, 0,
                            files == 1 && first->track ? first->track->number : 0,
                            "the subchannel (%s) of %zu of %zu file%s is not written: 'redbook convert%s' keeps it",
                            first->kind == EXTRACT_AUDIO ? "CD+G" : "R to W", files, plan->count,
                            RBK_PLURAL(plan->count, "", "s"),
                            first->kind == EXTRACT_AUDIO ? " --target wav" : " --target ccd");
}

rbk_status extract_report_losses(const disc_input *input, const extract_plan *plan, rbk_findings *findings,
                                 rbk_error *error)
{
    rbk_subchannel *subchannel = NULL;
    rbk_status status = rbk_source_leave_graphics(input->disc, findings, error);
    if (status != RBK_OK || !rbk_subchannel_disc_has(input->disc))
        return status;
    status = rbk_subchannel_open(input->disc, input->layout, &subchannel, error);
    if (status == RBK_OK)
        status = report_subchannel(input, plan, subchannel, findings, error);
    rbk_subchannel_close(subchannel);
    return status;
}
