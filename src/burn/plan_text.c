/*
 * CD-TEXT in the lead-in: packs, repeated from its first sector to its last, four to the sector, in six-bit symbols
 * (MMC; the drive adds P and Q, which hold the TOC).
 *
 * Refuses packs with a wrong CRC, since drives do not check it, and a medium with an implausible lead-in: better no
 * text than writing at a guessed address.
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "cd/crc16.h"

#include <stdlib.h>
#include <string.h>

#define PACKS_MAX           (RBK_CDTEXT_BLOCKS * RBK_CDTEXT_BLOCK_PACKS_MAX)
#define PACK_SYMBOLS        24
#define CRC_OFFSET          16
#define LEAD_IN_SECTORS_MIN 4350     /* 58 s: shorter ones are not a first session's */
#define LEAD_IN_FIRST_LBA   (-45150) /* 90:00:00 */

static void six_bits(const uint8_t pack[RBK_CDTEXT_PACK_BYTES], uint8_t symbols[PACK_SYMBOLS])
{
    for (size_t i = 0; i < RBK_CDTEXT_PACK_BYTES / 3; i++, pack += 3, symbols += 4) {
        symbols[0] = pack[0] >> 2;
        symbols[1] = (uint8_t)((pack[0] & 0x03) << 4 | pack[1] >> 4);
        symbols[2] = (uint8_t)((pack[1] & 0x0F) << 2 | pack[2] >> 6);
        symbols[3] = pack[2] & 0x3F;
    }
}

void rbk_burn_lead_in_sector(const rbk_burn_plan *plan, int32_t lba, uint8_t bytes[RBK_BURN_LEAD_IN_SECTOR_BYTES])
{
    uint64_t first = (uint64_t)(lba - plan->medium.lead_in_lba) * RBK_BURN_LEAD_IN_PACKS;
    for (uint64_t i = 0; i < RBK_BURN_LEAD_IN_PACKS; i++, bytes += PACK_SYMBOLS)
        six_bits(plan->cdtext + (first + i) % plan->cdtext_packs * RBK_CDTEXT_PACK_BYTES, bytes);
}

static rbk_status judge_packs(rbk_planner *planner, const rbk_bytes *packs)
{
    size_t count = packs->size / RBK_CDTEXT_PACK_BYTES;
    const char *path = planner->options->path;
    if (packs->size % RBK_CDTEXT_PACK_BYTES || count > PACKS_MAX)
        return rbk_findings_add(planner->found, RBK_ERROR, "burn.cdtext", path, 0, 0,
                                "CD-TEXT of %zu byte%s, expected whole packs of 18 bytes, at most 2048 of them",
                                packs->size, RBK_PLURAL(packs->size, "", "s"));
    for (size_t i = 0; i < count; i++) {
        const uint8_t *pack = packs->data + i * RBK_CDTEXT_PACK_BYTES;
        unsigned found = (unsigned)pack[CRC_OFFSET] << 8 | pack[CRC_OFFSET + 1];
        unsigned expected = rbk_crc16_on_disc(pack, CRC_OFFSET);
        if (found != expected)
            return rbk_findings_add(planner->found, RBK_ERROR, "burn.cdtext", path, 0, 0,
                                    "CD-TEXT pack %zu has the CRC %04x, expected %04x", i, found, expected);
    }
    return RBK_OK;
}

bool rbk_burn_lead_in_is_plausible(int32_t lba)
{
    return lba >= LEAD_IN_FIRST_LBA && lba < -RBK_PREGAP_SECTORS - LEAD_IN_SECTORS_MIN;
}

static rbk_status judge_lead_in(rbk_planner *planner)
{
    const rbk_burn_medium *medium = &planner->plan->medium;
    int32_t first = medium->lead_in_lba;
    uint8_t msf[3];
    if (first == RBK_NO_LBA)
        return rbk_findings_add(planner->found, RBK_ERROR, "burn.lead-in", planner->options->path, 0, 0,
                                "CD-TEXT cannot be written: the medium does not report where its lead-in starts; the "
                                "disc can be burnt without CD-TEXT");
    if (rbk_burn_lead_in_is_plausible(first))
        return RBK_OK;
    rbk_burn_time(first, msf);
    return rbk_findings_add(planner->found, RBK_ERROR, "burn.lead-in", planner->options->path, 0, 0,
                            "CD-TEXT cannot be written: the medium reports that its lead-in starts at %02u:%02u:%02u "
                            "(lba %d), expected 90:00:00 to 99:01:74; the disc can be burnt without CD-TEXT",
                            (unsigned)msf[0], (unsigned)msf[1], (unsigned)msf[2], (int)first);
}

/* Unencodable texts are reported separately; unreadable packs are reported here. */
static rbk_status get_packs(rbk_planner *planner, rbk_bytes *packs, rbk_error *error)
{
    rbk_cdtext_options options;
    rbk_error reason;
    rbk_cdtext_options_init(&options);
    options.fallback = planner->options->cdtext_fallback;
    options.name = planner->options->path;
    rbk_error_init(&reason);
    rbk_status status = rbk_cdtext_of_disc(planner->disc, &options, packs, planner->found, &reason);
    if (status == RBK_NO_MEMORY)
        return rbk_fail_memory(error);
    if (status == RBK_OK || (status == RBK_REFUSED && rbk_findings_count_from(planner->found, RBK_ERROR)))
        return RBK_OK;
    return rbk_findings_add(planner->found, RBK_ERROR, "burn.cdtext", planner->options->path, 0, 0,
                            "CD-TEXT cannot be encoded: %.300s", reason.sentence);
}

rbk_status rbk_plan_text(rbk_planner *planner, rbk_error *error)
{
    rbk_burn_plan *plan = planner->plan;
    rbk_bytes packs = {NULL, 0};
    rbk_status status = rbk_plan_unwritten(planner, error);
    if (status != RBK_OK || !planner->options->cdtext || plan->base_lba > 0) /* only the first lead-in has any */
        return status;
    status = get_packs(planner, &packs, error);
    if (status == RBK_OK && packs.size > 0) {
        status = judge_packs(planner, &packs);
        if (status == RBK_OK)
            status = judge_lead_in(planner);
        plan->cdtext = packs.data; /* both are from malloc */
        plan->cdtext_packs = packs.size / RBK_CDTEXT_PACK_BYTES;
    }
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}
