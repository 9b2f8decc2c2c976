/*
 * Raw writing: what a drive makes itself in session-at-once is made here - lead-in with the table of contents, P and Q,
 * complete and scrambled data sectors, lead-out. For drives whose session-at-once does not work.
 *
 * The layouts are those of MMC: data block type 3 has P to W of each sector as recorded on the disc, type 1 has Q and a
 * bit of P. CD-TEXT is not interleaved: its symbols go to the lead-in in the order of its packs (IEC 60908).
 */
#include "base/fail.h"
#include "burn/plan.h"
#include "cd/crc16.h"
#include "disc/subcode.h"
#include "image/modified_q.h"

#include <redbook/sector.h>

#include <inttypes.h>
#include <string.h>

enum {
    LEAD_OUT_SECTORS = 90 * RBK_SECTORS_PER_SECOND,
    STEP_SECTORS = 27, /* sectors of an image that are read at once */
    Q_OFFSET = 12,     /* in the channels of a sector, in channel order */
    COPY_BIT = 0x20,   /* in the first byte of Q */
    SCMS_SECTORS = 4   /* after so many the copy bit of a protected copy changes: 9.375 Hz */
};

const char *rbk_burn_write_mode_name(rbk_burn_write_mode mode)
{
    static const char *const names[] = {
        [RBK_BURN_WRITE_AUTO] = "auto",    [RBK_BURN_WRITE_SAO] = "sao",      [RBK_BURN_WRITE_RAW] = "raw",
        [RBK_BURN_WRITE_RAW_96] = "raw96", [RBK_BURN_WRITE_RAW_16] = "raw16", [RBK_BURN_WRITE_TAO] = "tao"};
    return (unsigned)mode < sizeof names / sizeof names[0] ? names[mode] : "unknown";
}

bool rbk_burn_mode_is_raw(rbk_burn_write_mode mode)
{
    return mode == RBK_BURN_WRITE_RAW || mode == RBK_BURN_WRITE_RAW_96 || mode == RBK_BURN_WRITE_RAW_16;
}

/* ------------------------------------------------------------------ the range */

rbk_status rbk_burn_raw_range(const rbk_burn_plan *plan, rbk_burn_write_mode mode, rbk_burn_range *range,
                              rbk_error *error)
{
    if (!plan || !range)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int32_t first = plan->medium.lead_in_lba;
    if (mode != RBK_BURN_WRITE_RAW_96 && mode != RBK_BURN_WRITE_RAW_16)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "write mode %d is not a raw one", (int)mode);
    if (plan->base_lba > 0 || plan->leave_open)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "raw writing makes whole discs: a disc of several sessions is written session-at-once");
    if (!plan->medium.known || first == RBK_NO_LBA || !rbk_burn_lead_in_is_plausible(first))
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "raw writing starts with the lead-in, and the drive does not report where that of this disc "
                        "starts");
    if (mode == RBK_BURN_WRITE_RAW_16 && plan->cdtext_packs)
        return rbk_fail(error, RBK_UNSUPPORTED, "raw16 has no R-W for CD-TEXT: use --no-cdtext to burn without it");
    if (mode == RBK_BURN_WRITE_RAW_16 && plan->subchannel)
        return rbk_fail(error, RBK_UNSUPPORTED,
                        "raw16 has no R-W for CD+G graphics: use --cdg=off to burn without them");
    uint32_t bytes =
        RBK_SECTOR_BYTES + (mode == RBK_BURN_WRITE_RAW_96 ? RBK_BURN_SUBCHANNEL_BYTES : (uint32_t)RBK_PQ16_BYTES);
    *range = (rbk_burn_range){.first_lba = first,
                              .sectors = (uint32_t)(plan->lead_out_lba + LEAD_OUT_SECTORS - first),
                              .sector_bytes = bytes,
                              .chunk_sectors = RBK_BURN_CHUNK_BYTES_MAX / bytes};
    return RBK_OK;
}

/* ------------------------------------------------------------------ subchannel */

/* The last position of the cue sheet that starts at lba or before; the lead-in has none. */
static const rbk_burn_entry *position_at(const rbk_burn_plan *plan, int32_t lba)
{
    const rbk_burn_entry *found = NULL;
    for (size_t i = 0; i < plan->entry_count; i++) {
        const rbk_burn_entry *entry = &plan->entries[i];
        if ((entry->control_adr & 0x0F) == 1 && entry->track && rbk_burn_entry_lba(entry) <= lba)
            found = entry;
    }
    return found;
}

static bool has_protected_copies(const rbk_burn_plan *plan)
{
    for (size_t i = 0; i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == 1 && plan->entries[i].scms)
            return true;
    return false;
}

/* The bit that says "may be copied" is set in every other four sectors of a protected copy; modified Q is written as it is. */
static void alternate_copy_bit(const rbk_burn_plan *plan, int32_t lba, uint8_t channels[RBK_SUBCHANNEL_BYTES])
{
    const rbk_burn_entry *entry = position_at(plan, lba);
    uint8_t *q = channels + Q_OFFSET;
    if (!entry || !entry->scms || (lba + RBK_PREGAP_SECTORS) / SCMS_SECTORS % 2 == 0 ||
        rbk_subcode_is_listed(plan->subcode, lba))
        return;
    q[0] |= COPY_BIT;
    uint16_t crc = rbk_crc16_on_disc(q, RBK_Q_BYTES - 2);
    q[RBK_Q_BYTES - 2] = (uint8_t)(crc >> 8);
    q[RBK_Q_BYTES - 1] = (uint8_t)crc;
}

static void put_pq(const uint8_t channels[RBK_SUBCHANNEL_BYTES], uint8_t bytes[RBK_PQ16_BYTES])
{
    rbk_subchannel_pq16(channels + Q_OFFSET, channels[0] & 0x80, bytes);
}

static rbk_status put_all(const rbk_burn_plan *plan, int32_t lba, const uint8_t channels[RBK_SUBCHANNEL_BYTES],
                          uint8_t bytes[RBK_BURN_SUBCHANNEL_BYTES], rbk_error *error)
{
    uint8_t r_w[RBK_BURN_SUBCHANNEL_BYTES] = {0};
    rbk_status status = RBK_OK;
    if (lba < -RBK_PREGAP_SECTORS && plan->cdtext_packs)
        rbk_burn_lead_in_sector(plan, lba, r_w);
    else if (lba >= -RBK_PREGAP_SECTORS && lba < plan->lead_out_lba && plan->subchannel)
        status = rbk_subchannel_read(plan->subchannel, lba, 1, r_w, error);
    rbk_subchannel_interleave(channels, bytes);
    for (size_t i = 0; i < sizeof r_w; i++)
        bytes[i] |= r_w[i] & RBK_BITS_R_TO_W;
    return status;
}

/* ------------------------------------------------------------------ main channel */

/* A data sector as the drive would make it from nothing; silence for audio. */
static void build_empty(uint8_t form, int32_t lba, uint8_t raw[RBK_SECTOR_BYTES])
{
    static const rbk_subheader none = {0, 0, 0, 0};
    switch (form & 0x30) {
    case RBK_BURN_FORM_MODE1:
        rbk_sector_build(RBK_SECTOR_MODE1, lba, NULL, NULL, raw);
        break;
    case RBK_BURN_FORM_XA:
        rbk_sector_build(RBK_SECTOR_MODE2_FORM1, lba, &none, NULL, raw);
        break;
    case RBK_BURN_FORM_MODE2:
        rbk_sector_build(RBK_SECTOR_MODE2, lba, NULL, NULL, raw);
        break;
    default:
        memset(raw, 0, RBK_SECTOR_BYTES);
        return;
    }
    rbk_sector_scramble(raw);
}

/* The form next to the program: that of the lead-in or of the lead-out. */
static uint8_t form_outside(const rbk_burn_plan *plan, int32_t lba)
{
    uint8_t track = lba < 0 ? 0 : RBK_BURN_LEAD_OUT_TRACK;
    for (size_t i = 0; i < plan->entry_count; i++)
        if ((plan->entries[i].control_adr & 0x0F) == 1 && plan->entries[i].track == track)
            return plan->entries[i].form;
    return RBK_BURN_FORM_AUDIO_SILENT;
}

/* What is sent of a sector of the image. A pregap of data whose first part belongs to audio is silence there. */
static void put_sector(const rbk_burn_plan *plan, int32_t lba, const uint8_t *raw, uint8_t *out)
{
    const rbk_burn_range *range = rbk_burn_plan_range(plan, lba);
    bool data = rbk_burn_form_is_data(range->form);
    if (!raw) {
        build_empty(range->form, lba, out);
    } else if (!data && rbk_burn_becomes_silence(plan, range, raw)) {
        memset(out, 0, RBK_SECTOR_BYTES);
    } else {
        memcpy(out, raw, RBK_SECTOR_BYTES);
        if (data)
            rbk_sector_scramble(out);
    }
}

/* ------------------------------------------------------------------ reading */

/* Sectors of the image among the count from lba, and where they start. */
static uint32_t inside(const rbk_burn_plan *plan, int32_t lba, uint32_t count, uint32_t *before)
{
    *before = lba < 0 ? (uint32_t)-lba : 0;
    if (*before > count)
        *before = count;
    int64_t left = (int64_t)plan->lead_out_lba - lba - *before;
    int64_t most = (int64_t)count - *before;
    if (left < 0)
        left = 0;
    return (uint32_t)(left < most ? left : most);
}

static rbk_status read_step(const rbk_burn_plan *plan, rbk_image *image, const rbk_burn_range *all, int32_t lba,
                            uint32_t count, uint8_t *buffer, rbk_error *error)
{
    uint8_t raw[STEP_SECTORS * RBK_SECTOR_BYTES], channels[RBK_SUBCHANNEL_BYTES];
    uint32_t before, held = inside(plan, lba, count, &before);
    bool protected_copies = has_protected_copies(plan);
    rbk_status status = RBK_OK;
    if (held)
        status = rbk_image_read_sectors(image, lba + (int32_t)before, held, raw, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++, buffer += all->sector_bytes) {
        int32_t at = lba + (int32_t)i;
        if (at < -RBK_PREGAP_SECTORS || at >= plan->lead_out_lba)
            build_empty(form_outside(plan, at), at, buffer);
        else
            put_sector(plan, at, at < 0 ? NULL : raw + (size_t)(i - before) * RBK_SECTOR_BYTES, buffer);
        rbk_subcode_channels(plan->subcode, at, channels);
        if (protected_copies && at >= -RBK_PREGAP_SECTORS)
            alternate_copy_bit(plan, at, channels);
        if (all->sector_bytes == RBK_SECTOR_BYTES + RBK_PQ16_BYTES)
            put_pq(channels, buffer + RBK_SECTOR_BYTES);
        else
            status = put_all(plan, at, channels, buffer + RBK_SECTOR_BYTES, error);
    }
    return status;
}

rbk_status rbk_burn_raw_read(const rbk_burn_plan *plan, rbk_image *image, rbk_burn_write_mode mode, int32_t first_lba,
                             uint32_t count, uint8_t *buffer, rbk_error *error)
{
    if (!plan || !image || !buffer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_burn_range all;
    rbk_status status = rbk_burn_raw_range(plan, mode, &all, error);
    if (status != RBK_OK)
        return status;
    if (first_lba < all.first_lba || (int64_t)first_lba - all.first_lba + count > all.sectors)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "%" PRIu32 " sector%s from lba %" PRId32 " %s not in the range",
                        count, RBK_PLURAL(count, "", "s"), first_lba, RBK_PLURAL(count, "is", "are"));
    for (uint32_t now; count > 0 && status == RBK_OK; count -= now, first_lba += (int32_t)now) {
        now = count < STEP_SECTORS ? count : STEP_SECTORS;
        status = read_step(plan, image, &all, first_lba, now, buffer, error);
        buffer += (size_t)now * all.sector_bytes;
    }
    return status;
}
