/*
 * The ranges of addresses to write: from the cue sheet's entries to ranges of sectors of one form.
 *
 * A new range starts with each track, too, even if only the track changes: the programs that drives were tested with
 * never let a WRITE cross from one track into another.
 */
#include "base/fail.h"
#include "burn/plan.h"

#include <stdlib.h>

#define ADR_POSITION 1

/* 62.8 KiB, the known size of lead-in writes of other programs; 672 sectors would fit. */
#define LEAD_IN_CHUNK_SECTORS 670

static void add_lead_in(rbk_burn_plan *plan)
{
    int32_t first = plan->medium.lead_in_lba;
    if (!plan->cdtext || first == RBK_NO_LBA || first >= -RBK_PREGAP_SECTORS)
        return;
    rbk_burn_range *range = &plan->ranges[plan->range_count++];
    range->first_lba = first;
    range->sectors = (uint32_t)(-RBK_PREGAP_SECTORS - first);
    range->sector_bytes = RBK_BURN_LEAD_IN_SECTOR_BYTES;
    range->chunk_sectors = LEAD_IN_CHUNK_SECTORS;
    for (size_t i = 0; i < plan->entry_count; i++)
        if (plan->entries[i].track == 0 && (plan->entries[i].control_adr & 0x0F) == ADR_POSITION)
            range->form = plan->entries[i].form;
}

static void add_segment(rbk_burn_plan *plan, const rbk_burn_entry *entry, int32_t first_lba, int32_t end_lba)
{
    rbk_burn_range *last = plan->range_count ? &plan->ranges[plan->range_count - 1] : NULL;
    if (end_lba <= first_lba || !plan->ranges)
        return;
    if (last && last->track == entry->track && last->form == entry->form) {
        last->sectors += (uint32_t)(end_lba - first_lba);
        return;
    }
    rbk_burn_range *range = &plan->ranges[plan->range_count++];
    range->first_lba = first_lba;
    range->sectors = (uint32_t)(end_lba - first_lba);
    range->sector_bytes = rbk_burn_form_bytes(entry->form);
    range->chunk_sectors = RBK_BURN_CHUNK_BYTES_MAX / range->sector_bytes;
    range->form = entry->form;
    range->track = entry->track;
}

/* The position entry after i, or NULL after the lead-out. */
static const rbk_burn_entry *next_position(const rbk_burn_plan *plan, size_t i)
{
    for (i++; i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == ADR_POSITION)
            return &plan->entries[i];
    return NULL;
}

rbk_status rbk_plan_ranges(rbk_planner *planner, rbk_error *error)
{
    rbk_burn_plan *plan = planner->plan;
    plan->ranges = calloc(plan->entry_count + 1, sizeof *plan->ranges);
    if (!plan->ranges)
        return rbk_fail_memory(error);
    add_lead_in(plan);
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *entry = &plan->entries[i], *next = next_position(plan, i);
        if ((entry->control_adr & 0x0F) != ADR_POSITION || entry->track == 0 || !next)
            continue;
        int32_t end = next->track == RBK_BURN_LEAD_OUT_TRACK ? plan->lead_out_lba : rbk_burn_entry_lba(next);
        add_segment(plan, entry, rbk_burn_entry_lba(entry), end);
    }
    return RBK_OK;
}

const rbk_burn_range *rbk_burn_plan_range(const rbk_burn_plan *plan, int32_t lba)
{
    for (size_t i = 0; i < plan->range_count; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        if (lba >= range->first_lba && lba - range->first_lba < (int64_t)range->sectors)
            return range;
    }
    return NULL;
}
