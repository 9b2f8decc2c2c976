/*
 * The cue sheet of SEND CUE SHEET: eight bytes for each position, code and index of the disc (MMC).
 *
 * Order: MCN, lead-in, then for each track its ISRC and its indexes, lead-out. The first track always has an index 00
 * at 00:00:00: the 150 sectors before lba 0 are sent by the host. A data track after audio whose pregap is long enough
 * (3 s) gets the two parts of the pregap that ECMA-130 requires: one in the form of the track before, then 2 s in its
 * own.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "disc/subcode.h"

#include <stdlib.h>
#include <string.h>

_Static_assert(sizeof(rbk_burn_entry) == RBK_BURN_ENTRY_BYTES, "an entry is its eight bytes");

#define CONTROL_DATA 4
#define SCMS_COPY    0x80

enum { ADR_POSITION = 1, ADR_MCN = 2, ADR_ISRC = 3 };

/* Lead-in, lead-out, two of the MCN; of each track two of the ISRC, all indexes, one more for a pregap in two parts. */
#define ENTRIES_MAX(tracks) (4 + (tracks) * (2 + RBK_INDEX_MAX + 1 + 1))

static rbk_burn_entry *add(rbk_planner *planner, uint8_t control, uint8_t adr, uint8_t track)
{
    rbk_burn_entry *entry = &planner->plan->entries[planner->plan->entry_count++];
    *entry = (rbk_burn_entry){.control_adr = (uint8_t)(control << 4 | adr), .track = track};
    return entry;
}

static uint8_t control_of(const rbk_track *track)
{
    if (!rbk_track_mode_is_audio(track->mode))
        return (uint8_t)(CONTROL_DATA | (track->flags & RBK_FLAG_COPY_PERMITTED));
    return (uint8_t)(track->flags & (RBK_FLAG_PRE_EMPHASIS | RBK_FLAG_COPY_PERMITTED | RBK_FLAG_FOUR_CHANNEL));
}

static void add_position(rbk_planner *planner, size_t t, uint8_t index, int32_t lba)
{
    const rbk_track *track = &planner->disc->tracks[t];
    uint8_t msf[3];
    rbk_burn_time(lba, msf);
    rbk_burn_entry *entry = add(planner, control_of(track), ADR_POSITION, (uint8_t)track->number);
    entry->index = index;
    entry->form = planner->forms[t];
    if ((track->flags & RBK_FLAG_SCMS) && !(track->flags & RBK_FLAG_COPY_PERMITTED))
        entry->scms = SCMS_COPY;
    entry->minute = msf[0];
    entry->second = msf[1];
    entry->sector = msf[2];
}

/* The characters of a code in two entries: 7 and 6 of an MCN, 6 and 6 of an ISRC; the rest is zero. */
static void add_code(rbk_planner *planner, uint8_t control, uint8_t adr, uint8_t track, const char *code)
{
    size_t first = adr == ADR_MCN ? 1 : 2;
    size_t room = RBK_BURN_ENTRY_BYTES - first;
    size_t left = strlen(code);
    for (int half = 0; half < 2; half++) {
        uint8_t bytes[RBK_BURN_ENTRY_BYTES] = {0};
        rbk_burn_entry *entry = add(planner, control, adr, track);
        size_t now = left < room ? left : room;
        bytes[0] = entry->control_adr;
        bytes[1] = track;
        memcpy(bytes + first, code, now);
        memcpy(entry, bytes, sizeof bytes);
        code += now;
        left -= now;
    }
}

static void add_lead_in(rbk_planner *planner)
{
    uint8_t control = rbk_burn_form_is_data(planner->forms[0]) ? CONTROL_DATA : 0;
    rbk_burn_entry *entry = add(planner, control, ADR_POSITION, 0);
    entry->form = rbk_burn_form_empty(planner->forms[0]);
    if (planner->plan->cdtext)
        entry->form |= RBK_BURN_FORM_SUBCHANNEL_RAW;
}

static void add_lead_out(rbk_planner *planner)
{
    size_t last = planner->disc->track_count - 1;
    add_position(planner, last, 1, planner->plan->lead_out_lba);
    rbk_burn_entry *entry = &planner->plan->entries[planner->plan->entry_count - 1];
    entry->track = RBK_BURN_LEAD_OUT_TRACK;
    entry->form = rbk_burn_form_empty(planner->forms[last]);
    entry->scms = 0;
}

/* The pregap before index 01. */
static void add_pregap(rbk_planner *planner, size_t t)
{
    const rbk_layout_track *place = &planner->layout->tracks[t];
    if (t == 0) {
        add_position(planner, t, 0, planner->plan->base_lba - RBK_PREGAP_SECTORS);
        return;
    }
    if (place->start_lba >= place->index01_lba)
        return;
    const int32_t second = rbk_pregap_second_part(planner->disc, planner->layout, t);
    add_position(planner, t, 0, place->start_lba);
    if (second == place->start_lba)
        return;
    rbk_burn_entry *entry = &planner->plan->entries[planner->plan->entry_count - 1];
    entry->control_adr = (uint8_t)(control_of(&planner->disc->tracks[t - 1]) << 4 | ADR_POSITION);
    entry->form = RBK_BURN_FORM_AUDIO;
    add_position(planner, t, 0, second);
}

static rbk_status add_track(rbk_planner *planner, size_t t)
{
    const rbk_track *track = &planner->disc->tracks[t];
    const rbk_layout_track *place = &planner->layout->tracks[t];
    rbk_status status = RBK_OK;
    if (track->isrc[0] && rbk_track_mode_is_audio(track->mode))
        add_code(planner, control_of(track), ADR_ISRC, (uint8_t)track->number, track->isrc);
    else if (track->isrc[0])
        status = rbk_findings_add(planner->found, RBK_WARNING, "burn.isrc", planner->options->path, track->line,
                                  track->number, "track %u is data and is written without its ISRC",
                                  (unsigned)track->number);
    add_pregap(planner, t);
    for (size_t i = 0; i < place->index_count; i++)
        if (place->indexes[i].number >= 1 && place->indexes[i].number <= RBK_INDEX_MAX)
            add_position(planner, t, (uint8_t)place->indexes[i].number, place->indexes[i].lba);
    return status;
}

rbk_status rbk_plan_entries(rbk_planner *planner, rbk_error *error)
{
    rbk_burn_plan *plan = planner->plan;
    plan->entries = calloc(ENTRIES_MAX(planner->disc->track_count), sizeof *plan->entries);
    if (!plan->entries)
        return rbk_fail_memory(error);
    if (plan->mcn[0])
        add_code(planner, 0, ADR_MCN, 0, plan->mcn);
    add_lead_in(planner);
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < planner->disc->track_count && status == RBK_OK; t++)
        status = add_track(planner, t);
    add_lead_out(planner);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

int32_t rbk_burn_entry_lba(const rbk_burn_entry *entry)
{
    return rbk_burn_program_lba(entry->minute, entry->second, entry->sector);
}

void rbk_burn_cue_sheet_encode(const rbk_burn_plan *plan, const rbk_burn_variant *variant, uint8_t *bytes)
{
    for (size_t i = 0; i < plan->entry_count; i++, bytes += RBK_BURN_ENTRY_BYTES) {
        const rbk_burn_entry *entry = &plan->entries[i];
        uint8_t adr = entry->control_adr & 0x0F;
        memcpy(bytes, entry, RBK_BURN_ENTRY_BYTES);
        if (adr == ADR_ISRC && !variant->isrc_control)
            bytes[0] = adr;
        if (adr == ADR_POSITION && entry->track == 0 && variant->lead_in_time)
            rbk_burn_time(plan->medium.lead_in_lba, bytes + 5);
    }
}
