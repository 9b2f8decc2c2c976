/*
 * The bytes that are sent to the drive, for any range of addresses; and whether the parts of data sectors that the
 * drive recomputes equal those of the image.
 */
#include "base/fail.h"
#include "base/zeros.h"
#include "burn/plan.h"
#include "cd/sector.h"
#include "image/reader.h"

#include <inttypes.h>
#include <string.h>

#define HEADER_BYTES 16 /* sync and header of a data sector */
#define STEP_SECTORS 32

/* Next to the bits of rbk_sector_verify. */
#define EMPTY_EDC (1u << 16) /* no defect, but the drive computes one */
#define NOT_SENT  (1u << 17) /* user data in the part of a pregap that is sent as audio */

static rbk_status read_lead_in(const rbk_burn_plan *plan, int32_t first_lba, uint32_t count, uint8_t *buffer)
{
    for (uint32_t i = 0; i < count; i++)
        rbk_burn_lead_in_sector(plan, first_lba + (int32_t)i, buffer + (size_t)i * RBK_BURN_LEAD_IN_SECTOR_BYTES);
    return RBK_OK;
}

/* Whether a track goes on in the next range: the first part of a pregap of data is sent as audio. */
static bool goes_on(const rbk_burn_plan *plan, const rbk_burn_range *range)
{
    const rbk_burn_range *next = range + 1;
    return next < plan->ranges + plan->range_count && next->track == range->track;
}

bool rbk_burn_becomes_silence(const rbk_burn_plan *plan, const rbk_burn_range *range, const uint8_t *raw)
{
    return goes_on(plan, range) && rbk_sector_kind_of(raw) != RBK_SECTOR_AUDIO;
}

/* The part of a raw sector that is sent. A pregap of data that is sent as audio is silence; data that is in a track
 * of audio (CD-i Ready) is sent as it is. */
static void put_sector(const rbk_burn_plan *plan, const rbk_burn_range *range, const uint8_t *raw, uint8_t *out)
{
    if (!raw)
        memset(out, 0, range->sector_bytes);
    else if (rbk_burn_form_is_data(range->form))
        memcpy(out, raw + HEADER_BYTES, range->sector_bytes);
    else if (rbk_burn_becomes_silence(plan, range, raw))
        memset(out, 0, RBK_SECTOR_BYTES);
    else
        memcpy(out, raw, RBK_SECTOR_BYTES);
}

static rbk_status read_step(const rbk_burn_plan *plan, rbk_image *image, const rbk_burn_range *range, int32_t lba,
                            uint32_t count, uint8_t *buffer, rbk_error *error)
{
    uint8_t raw[STEP_SECTORS * RBK_SECTOR_BYTES], channels[STEP_SECTORS * RBK_BURN_SUBCHANNEL_BYTES];
    bool pictures = rbk_burn_form_has_subchannel(range->form);
    int64_t missing = (int64_t)plan->start_lba - lba; /* sectors of the pregap that are in no image */
    uint32_t before = missing <= 0 ? 0 : missing < count ? (uint32_t)missing : count;
    rbk_status status = RBK_OK;
    if (before < count)
        status = rbk_image_read_sectors(image, lba + (int32_t)before, count - before, raw, error);
    if (status == RBK_OK && pictures)
        status = rbk_burn_graphics_read(plan, lba, count, channels, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        uint8_t *sector = buffer + (size_t)i * range->sector_bytes;
        put_sector(plan, range, i < before ? NULL : raw + (size_t)(i - before) * RBK_SECTOR_BYTES, sector);
        if (pictures)
            memcpy(sector + RBK_SECTOR_BYTES, channels + (size_t)i * RBK_BURN_SUBCHANNEL_BYTES,
                   RBK_BURN_SUBCHANNEL_BYTES);
    }
    return status;
}

rbk_status rbk_burn_check_session(const rbk_burn_plan *plan, const rbk_image *image, rbk_error *error)
{
    if (rbk_image_has_session(image, plan->start_lba, plan->lead_out_lba))
        return RBK_OK;
    return rbk_fail(error, RBK_INVALID_ARGUMENT,
                    "the image is of another disc: it has no session from lba %" PRId32 " to %" PRId32
                    ", which the plan has",
                    plan->start_lba, plan->lead_out_lba);
}

/* As in the image. */
static bool is_plain_audio(const rbk_burn_plan *plan, const rbk_burn_range *range)
{
    return range->form == RBK_BURN_FORM_AUDIO && !goes_on(plan, range);
}

rbk_status rbk_burn_plan_read_audio(const rbk_burn_plan *plan, rbk_image *image, int32_t first_lba, uint32_t count,
                                    uint8_t *buffer, rbk_error *error)
{
    rbk_status status = rbk_image_read_sectors(image, first_lba, count, buffer, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++, buffer += RBK_SECTOR_BYTES)
        if (rbk_burn_becomes_silence(plan, rbk_burn_plan_range(plan, first_lba + (int32_t)i), buffer))
            memset(buffer, 0, RBK_SECTOR_BYTES);
    return status;
}

rbk_status rbk_burn_plan_read(const rbk_burn_plan *plan, rbk_image *image, int32_t first_lba, uint32_t count,
                              uint8_t *buffer, rbk_error *error)
{
    if (!plan || !image || !buffer)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    const rbk_burn_range *range = rbk_burn_plan_range(plan, first_lba);
    if (!range || count > range->sectors - (uint32_t)(first_lba - range->first_lba))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "no range holds the %" PRIu32 " sector%s from lba %" PRId32 " on",
                        count, RBK_PLURAL(count, "", "s"), first_lba);
    if (range->track == 0)
        return read_lead_in(plan, first_lba, count, buffer);
    if (first_lba >= plan->start_lba && is_plain_audio(plan, range))
        return rbk_image_read_sectors(image, first_lba, count, buffer, error);
    rbk_status status = RBK_OK;
    while (count > 0 && status == RBK_OK) {
        uint32_t now = count < STEP_SECTORS ? count : STEP_SECTORS;
        status = read_step(plan, image, range, first_lba, now, buffer, error);
        buffer += (size_t)now * range->sector_bytes;
        first_lba += (int32_t)now;
        count -= now;
    }
    return status;
}

/* ------------------------------------------------------------------ parts that a drive recomputes */

typedef struct defect {
    unsigned bits; /* of rbk_sector_verify, or one of the above */
    const char *rule;
    const char *what;
} defect;

/* A subheader is sent unchanged. */
static const defect defects[] = {
    {RBK_SECTOR_BAD_SYNC, "burn.sync", "no sync, or a wrong one,"},
    {RBK_SECTOR_BAD_ADDRESS, "burn.address", "another address in the header"},
    {RBK_SECTOR_BAD_MODE, "burn.mode", "another mode in the header"},
    {RBK_SECTOR_BAD_EDC | RBK_SECTOR_BAD_P | RBK_SECTOR_BAD_Q, "burn.edc", "a wrong EDC or parity"},
    {EMPTY_EDC, "burn.edc", "an EDC of zero, which form 2 allows,"},
    {RBK_SECTOR_BAD_ZERO, "burn.zero", "nonzero bytes where zeros belong"},
    {NOT_SENT, "burn.pregap", "data"},
};

enum { DEFECTS = sizeof defects / sizeof defects[0] };

/* Findings of one range. */
typedef struct tally {
    uint32_t sectors[DEFECTS];
    int32_t first_lba[DEFECTS];
} tally;

static rbk_sector_kind kind_of(uint8_t form)
{
    if (rbk_burn_form_empty(form) == RBK_BURN_FORM_MODE1_EMPTY)
        return RBK_SECTOR_MODE1;
    return rbk_burn_form_empty(form) == RBK_BURN_FORM_XA_EMPTY ? RBK_SECTOR_MODE2_FORM1 : RBK_SECTOR_MODE2;
}

static bool has_empty_edc(rbk_sector_kind kind, const uint8_t *raw)
{
    return kind == RBK_SECTOR_MODE2_FORM1 && rbk_sector_kind_of(raw) == RBK_SECTOR_MODE2_FORM2 &&
           rbk_sector_form2_has_no_edc(raw);
}

/*
 * What does not come back from the disc as it is in a sector of a form. The drive makes it; track-at-once mode 2 is sent with its
 * EDC, parity and zeros. Raw writing changes nothing, but what is recorded without a sync is not read as data.
 */
static unsigned changed_by_drive(const rbk_burn_plan *plan, uint8_t form)
{
    const unsigned header = RBK_SECTOR_BAD_SYNC | RBK_SECTOR_BAD_ADDRESS | RBK_SECTOR_BAD_MODE;
    if (rbk_burn_mode_is_raw(plan->write_mode))
        return RBK_SECTOR_BAD_SYNC;
    return plan->write_mode == RBK_BURN_WRITE_TAO && kind_of(form) != RBK_SECTOR_MODE1 ? header : ~0u;
}

/* Without a sync the rest is no sector. */
static void count_defects(tally *found, unsigned bits, int32_t lba)
{
    bits = bits & RBK_SECTOR_BAD_SYNC ? RBK_SECTOR_BAD_SYNC : bits;
    for (size_t d = 0; d < DEFECTS; d++)
        if ((bits & defects[d].bits) && found->sectors[d]++ == 0)
            found->first_lba[d] = lba;
}

static rbk_status report_defects(const rbk_burn_plan *plan, const rbk_burn_range *range, const tally *found,
                                 rbk_findings *findings)
{
    const char *regenerated = rbk_burn_mode_is_raw(plan->write_mode) ? "a drive does not read such a sector as data"
                                                                     : "the drive regenerates it";
    rbk_status status = RBK_OK;
    for (size_t d = 0; d < DEFECTS && status == RBK_OK; d++) {
        const char *result = defects[d].bits == NOT_SENT
                                 ? "the pregap between audio and data starts with audio, which is silent there"
                                 : regenerated;
        if (found->sectors[d])
            status = rbk_findings_add(findings, RBK_WARNING, defects[d].rule, plan->path, 0, range->track,
                                      "track %u has %s in %" PRIu32 " of its sectors, the first at lba %" PRId32 "; %s",
                                      (unsigned)range->track, defects[d].what, found->sectors[d], found->first_lba[d],
                                      result);
    }
    return status;
}

typedef struct verification {
    const rbk_burn_plan *plan;
    rbk_image *image;
    const rbk_listener *listener;
    uint64_t done, total;
    int32_t start_lba;
    int32_t base_lba;   /* of the session */
    int32_t counted_by; /* the addresses in the last headers count from there: 0 or base_lba */
} verification;

/*
 * In a later session addresses that count from its start are no defect: they are those of an image of its own, as one that is
 * appended to a disc, and change with its sectors'.
 */
static unsigned defects_of(verification *work, rbk_sector_kind kind, int32_t lba, const uint8_t *raw)
{
    unsigned bits = rbk_sector_verify(kind, lba - work->counted_by, raw);
    if (bits & RBK_SECTOR_BAD_ADDRESS && work->base_lba > 0) {
        const int32_t other = work->base_lba - work->counted_by;
        const unsigned again = rbk_sector_verify(kind, lba - other, raw);
        work->counted_by = again & RBK_SECTOR_BAD_ADDRESS ? work->counted_by : other;
        bits = again & RBK_SECTOR_BAD_ADDRESS ? bits : again;
    }
    return bits | (has_empty_edc(kind, raw) ? EMPTY_EDC : 0);
}

/* Of a sector in the part of a pregap that is sent as audio; empty ones lose nothing. */
static unsigned lost_in_silence(const rbk_burn_plan *plan, const rbk_burn_range *range, const uint8_t *raw)
{
    const rbk_sector_kind kind = rbk_sector_kind_of(raw);
    const uint8_t *user = raw + rbk_sector_user_offset(kind);
    const bool lost = rbk_burn_becomes_silence(plan, range, raw) && !rbk_all_zero(user, rbk_sector_user_bytes(kind));
    return lost ? NOT_SENT : 0;
}

static rbk_status verify_range(verification *work, const rbk_burn_range *range, tally *found, rbk_error *error)
{
    int32_t start = range->first_lba < work->start_lba ? work->start_lba : range->first_lba;
    uint8_t raw[STEP_SECTORS * RBK_SECTOR_BYTES];
    int32_t end = range->first_lba + (int32_t)range->sectors;
    rbk_sector_kind kind = kind_of(range->form);
    const bool data = rbk_burn_form_is_data(range->form);
    const unsigned changed = changed_by_drive(work->plan, range->form);
    for (int32_t lba = start; lba < end;) {
        uint32_t now = end - lba < STEP_SECTORS ? (uint32_t)(end - lba) : STEP_SECTORS;
        if (work->listener && work->listener->query_cancel && work->listener->query_cancel(work->listener->user))
            return rbk_fail(error, RBK_USERABORT, "cancelled");
        rbk_status status = rbk_image_read_sectors(work->image, lba, now, raw, error);
        if (status != RBK_OK)
            return status;
        for (uint32_t i = 0; i < now; i++, lba++) {
            const uint8_t *sector = raw + (size_t)i * RBK_SECTOR_BYTES;
            count_defects(
                found,
                data ? changed & defects_of(work, kind, lba, sector) : lost_in_silence(work->plan, range, sector), lba);
        }
        work->done += now;
        if (work->listener && work->listener->add_progress)
            work->listener->add_progress(work->listener->user, work->done, work->total);
    }
    return RBK_OK;
}

static bool is_verified(const rbk_burn_plan *plan, const rbk_burn_range *range)
{
    return range->track != 0 && (rbk_burn_form_is_data(range->form) || goes_on(plan, range));
}

rbk_status rbk_burn_plan_verify(const rbk_burn_plan *plan, rbk_image *image, const rbk_listener *listener,
                                rbk_findings *findings, rbk_error *error)
{
    if (!plan || !image)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    verification work = {
        .plan = plan, .image = image, .listener = listener, .start_lba = plan->start_lba, .base_lba = plan->base_lba};
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < plan->range_count; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        if (is_verified(plan, range))
            work.total += range->first_lba < plan->start_lba
                              ? range->sectors - (uint32_t)(plan->start_lba - range->first_lba)
                              : range->sectors;
    }
    for (size_t i = 0; i < plan->range_count && status == RBK_OK; i++) {
        tally found = {{0}, {0}};
        if (!is_verified(plan, &plan->ranges[i]))
            continue;
        status = verify_range(&work, &plan->ranges[i], &found, error);
        if (status == RBK_OK && report_defects(plan, &plan->ranges[i], &found, findings) != RBK_OK)
            status = rbk_fail_memory(error);
    }
    return status;
}
