/*
 * Mode page 05h, the write parameters, and the encodings in which drives accept R to W in session-at-once.
 *
 * Drives differ in what a lead-in with CD-TEXT needs: by the standard data block type 3 (or 2) and the ATIP's lead-in
 * time seem right, many drives refuse both and accept 0 and 00:00:00. All variants are tried, since nothing is written
 * to a medium before the first WRITE.
 */
#include "burn/plan.h"

#include <string.h>

enum {
    PAGE_CODE_MASK = 0x3F, /* without PS, which is reserved in MODE SELECT */
    WRITE_TYPE_TRACK_AT_ONCE = 0x01,
    WRITE_TYPE_SESSION_AT_ONCE = 0x02,
    WRITE_TYPE_RAW = 0x03,
    TEST_WRITE = 0x10,
    BUFE = 0x40,
    NEXT_SESSION = 0xC0,
    MCVAL = 0x80,
    MCN_OFFSET = 17
};

enum { BLOCK_RAW = 0, BLOCK_RAW_P_Q = 1, BLOCK_PACKED = 2, BLOCK_RAW_P_TO_W = 3, BLOCK_MODE1 = 8, BLOCK_MODE2 = 9 };

static bool has_isrc(const rbk_burn_plan *plan)
{
    for (size_t i = 0; i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == 3)
            return true;
    return false;
}

bool rbk_burn_plan_variant(const rbk_burn_plan *plan, size_t position, rbk_burn_variant *variant)
{
    static const rbk_burn_variant plain[] = {{BLOCK_RAW, false, true}, {BLOCK_RAW, true, true}};
    static const rbk_burn_variant text[] = {{BLOCK_RAW, false, true},
                                            {BLOCK_RAW_P_TO_W, true, true},
                                            {BLOCK_RAW_P_TO_W, false, true},
                                            {BLOCK_RAW, true, true}};
    static const rbk_burn_variant packed[] = {
        {BLOCK_PACKED, false, true}, {BLOCK_PACKED, true, true}, {BLOCK_RAW, false, true}, {BLOCK_RAW, true, true}};
    static const rbk_burn_variant raw[] = {{BLOCK_RAW_P_TO_W, false, true},
                                           {BLOCK_RAW_P_TO_W, true, true},
                                           {BLOCK_RAW, false, true},
                                           {BLOCK_RAW, true, true}};
    const rbk_burn_variant *list = plan->cdtext ? text : plain;
    size_t count = plan->cdtext ? sizeof text / sizeof *text : sizeof plain / sizeof *plain;
    if (plan->graphics != RBK_BURN_GRAPHICS_OFF) {
        list = plan->graphics == RBK_BURN_GRAPHICS_PACKED ? packed : raw;
        count = sizeof packed / sizeof *packed;
    }
    size_t rounds = has_isrc(plan) ? 2 : 1;
    for (size_t i = 0; i < count * rounds; i++) {
        rbk_burn_variant found = list[i % count];
        found.isrc_control = i < count;
        if (found.lead_in_time && plan->medium.lead_in_lba == RBK_NO_LBA)
            continue;
        if (position-- == 0) {
            *variant = found;
            return true;
        }
    }
    return false;
}

/* The bytes of the page that both ways of writing need; all others are zero. */
static void fill(const rbk_burn_plan *plan, uint8_t write_type, uint8_t data_block_type,
                 uint8_t page[RBK_BURN_PAGE_BYTES])
{
    page[2] = write_type;
    page[3] = plan->leave_open ? NEXT_SESSION : 0;
    page[4] = data_block_type;
    page[8] = plan->session_format;
    page[14] = RBK_PREGAP_SECTORS >> 8;
    page[15] = RBK_PREGAP_SECTORS & 0xFF;
}

static uint8_t switches(bool simulate, bool underrun_protection)
{
    return (uint8_t)((simulate ? TEST_WRITE : 0) | (underrun_protection ? BUFE : 0));
}

/* As much of the wanted page as the drive's has room for. */
static void put(const uint8_t wanted[RBK_BURN_PAGE_BYTES], uint8_t *page, size_t page_bytes)
{
    page[0] &= PAGE_CODE_MASK;
    size_t bytes = page_bytes < RBK_BURN_PAGE_BYTES ? page_bytes : RBK_BURN_PAGE_BYTES;
    memcpy(page + 2, wanted + 2, bytes - 2);
}

void rbk_burn_write_parameters(const rbk_burn_plan *plan, const rbk_burn_variant *variant, bool simulate,
                               bool underrun_protection, uint8_t *page, size_t page_bytes)
{
    uint8_t wanted[RBK_BURN_PAGE_BYTES] = {0};
    fill(plan, WRITE_TYPE_SESSION_AT_ONCE | switches(simulate, underrun_protection), variant->data_block_type, wanted);
    if (plan->mcn[0]) {
        wanted[16] = MCVAL;
        memcpy(wanted + MCN_OFFSET, plan->mcn, RBK_MCN_BYTES - 1);
    }
    put(wanted, page, page_bytes);
}

/* Codes are in Q, which is sent. */
void rbk_burn_raw_parameters(const rbk_burn_plan *plan, rbk_burn_write_mode mode, bool simulate,
                             bool underrun_protection, uint8_t *page, size_t page_bytes)
{
    uint8_t wanted[RBK_BURN_PAGE_BYTES] = {0};
    fill(plan, WRITE_TYPE_RAW | switches(simulate, underrun_protection),
         mode == RBK_BURN_WRITE_RAW_96 ? BLOCK_RAW_P_TO_W : BLOCK_RAW_P_Q, wanted);
    put(wanted, page, page_bytes);
}

/* The control nibble of a track is that of its index 01. Sectors of mode 2 are sent whole, with their EDC and parity. */
void rbk_burn_track_parameters(const rbk_burn_plan *plan, const rbk_burn_range *range, bool simulate,
                               bool underrun_protection, uint8_t *page, size_t page_bytes)
{
    uint8_t wanted[RBK_BURN_PAGE_BYTES] = {0};
    uint8_t empty = rbk_burn_form_empty(range->form);
    uint8_t block = empty == RBK_BURN_FORM_AUDIO_SILENT  ? BLOCK_RAW
                    : empty == RBK_BURN_FORM_MODE1_EMPTY ? BLOCK_MODE1
                                                         : BLOCK_MODE2;
    fill(plan, WRITE_TYPE_TRACK_AT_ONCE | switches(simulate, underrun_protection), block, wanted);
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *entry = &plan->entries[i];
        if ((entry->control_adr & 0x0F) == 1 && entry->track == range->track && entry->index == 1)
            wanted[3] |= entry->control_adr >> 4;
    }
    put(wanted, page, page_bytes);
}
