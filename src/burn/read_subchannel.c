/*
 * What of the subchannel an image of sectors and a sheet does not have: modified Q, which is listed for a file next to them, and
 * R-W. A sector of Q with an invalid CRC is modified if it is the same when it is read again, and a reading error if not; one
 * that is valid and changes is reported.
 */
#include "base/fail.h"
#include "burn/read_disc.h"
#include "image/modified_q.h"

#include <inttypes.h>
#include <string.h>

enum {
    R_TO_W_BYTES_MIN = 8, /* in a sector; fewer may be errors of reading */
    PROBED_SECTORS = 16,
    BAD_FOR_EACH_GOOD = 64, /* sectors of Q, at most, of a drive that returns it with its CRC */
    SAMPLES = 8             /* of Q that is read again where there is too much for a list */
};

/* ------------------------------------------------------------------ Q */

/* Modified Q that is not in the image. */
typedef struct unlisted {
    uint32_t sectors;
    int32_t first_lba;
} unlisted;

static void add_unlisted(unlisted *rest, uint32_t sectors, int32_t first_lba)
{
    if (rest->sectors == 0 || first_lba < rest->first_lba)
        rest->first_lba = first_lba;
    rest->sectors += sectors;
}

/* Not an error of reading, and more than drives return Q early or late at one time and not at another. */
static bool is_modified(const rbk_other_q *other)
{
    rbk_q q;
    if (other->placed || !rbk_q_decode(other->q.q, &q))
        return other->placed;
    int32_t distance = q.absolute_sectors - RBK_PREGAP_SECTORS - other->q.lba;
    return distance < -RBK_Q_JITTER_MAX || distance > RBK_Q_JITTER_MAX;
}

/* *same: it is the same again; other parts of the disc were read meanwhile, so it is not the drive's memory. */
static rbk_status read_again(rbk_disc_reading *reading, const rbk_other_q *other, bool *same, rbk_error *error)
{
    uint8_t bytes[RBK_Q_BYTES];
    uint32_t lost = 0;
    rbk_status status = rbk_verify_read(&reading->reader, other->read_lba, 1, reading->reader.subchannel, &lost, error);
    if (status != RBK_OK)
        return status;
    rbk_verify_q_bytes(reading->reader.subchannel, reading->reader.sectors, bytes);
    *same = !lost && memcmp(bytes, other->q.q, RBK_Q_BYTES) == 0;
    return RBK_OK;
}

static rbk_status list(rbk_disc_reading *reading, unlisted *rest, rbk_error *error)
{
    for (uint32_t i = 0; i < reading->order.found; i++) {
        const rbk_other_q *other = &reading->order.others_found[i];
        bool same = false;
        rbk_status status = read_again(reading, other, &same, error);
        if (status != RBK_OK)
            return status;
        if (same)
            reading->listed[reading->listed_count++] = other->q;
        else if (is_modified(other))
            add_unlisted(rest, 1, other->q.lba);
    }
    return RBK_OK;
}

/* Of too much for a list: whether some of what may be errors of reading are none. Those placed are none. */
static rbk_status sample(rbk_disc_reading *reading, unlisted *rest, rbk_error *error)
{
    const rbk_q_order *order = &reading->order;
    uint32_t tried = 0, alike = 0;
    if (order->placed > 0)
        add_unlisted(rest, order->placed, order->placed_lba);
    for (uint32_t i = 0; i < RBK_OTHER_Q_MAX && tried < SAMPLES; i++) {
        const rbk_other_q *other = &order->others_found[i];
        bool same = false;
        if (other->placed)
            continue;
        rbk_status status = read_again(reading, other, &same, error);
        if (status != RBK_OK)
            return status;
        tried++;
        alike += same;
        if (same)
            add_unlisted(rest, 1, other->q.lba);
    }
    if (tried > 0 && alike == tried)
        rest->sectors = order->found;
    return RBK_OK;
}

/* A drive may return no CRC, or no Q at all: then hardly any is valid, which all of it being modified looks like, too. */
static bool has_valid_q(const rbk_q_order *order, uint64_t total_sectors)
{
    const uint32_t invalid = order->bad + order->missing;
    return invalid <= total_sectors / 2 || order->good > invalid / BAD_FOR_EACH_GOOD;
}

static rbk_status report_invalid(const rbk_disc_reading *reading, rbk_error *error)
{
    const rbk_q_order *order = &reading->order;
    reading->report->has_q = false;
    const rbk_status status =
        rbk_findings_add(reading->findings, RBK_WARNING, "read.subchannel", reading->recorder->device, 0, 0,
                         "Q of %" PRIu32 " of %" PRIu64
                         " sectors is valid, so pregaps, indexes and modified Q are not in the image: the "
                         "drive does not return %s, or all of it is modified",
                         order->good, reading->total_sectors, order->missing > order->bad ? "it" : "its CRC");
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status check_q(rbk_disc_reading *reading, rbk_error *error)
{
    unlisted rest = {0, 0};
    if (!has_valid_q(&reading->order, reading->total_sectors))
        return report_invalid(reading, error);
    rbk_status status = (reading->order.found > RBK_OTHER_Q_MAX ? sample : list)(reading, &rest, error);
    if (status != RBK_OK || rest.sectors == 0)
        return status;
    status = rbk_findings_add(reading->findings, RBK_WARNING, "read.subchannel", reading->recorder->device, 0, 0,
                              "modified Q of %" PRIu32 " sector%s, the first at lba %" PRId32
                              ", is not in the image: a copy protection may need it",
                              rest.sectors, RBK_PLURAL(rest.sectors, "", "s"), rest.first_lba);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ R to W */

static bool has_r_to_w(const uint8_t *subchannel)
{
    unsigned bytes = 0;
    for (size_t i = 0; i < RBK_SUBCHANNEL_BYTES; i++)
        bytes += (subchannel[i] & RBK_BITS_R_TO_W) != 0;
    return bytes >= R_TO_W_BYTES_MIN;
}

/* A few sectors from the middle of a track on; a drive that does not read R-W is asked for one of them only. */
static rbk_status probe(rbk_disc_reading *reading, int32_t first, int32_t end, bool *found, rbk_error *error)
{
    int32_t lba = first + (end - first) / 2;
    uint32_t count = 1, lost = 0;
    rbk_status status = RBK_OK;
    for (int step = 0; step < 2 && status == RBK_OK && !*found && lba < end; step++) {
        status = rbk_verify_read(&reading->reader, lba, count, RBK_MMC_SUB_RAW, &lost, error);
        if (status != RBK_OK || (step == 0 && lost))
            return status;
        for (uint32_t i = 0; i < count && !*found; i++)
            *found =
                has_r_to_w(reading->reader.sectors + i * rbk_mmc_read_cd_bytes(RBK_MMC_SUB_RAW) + RBK_SECTOR_BYTES);
        lba += (int32_t)count;
        count = end - lba < PROBED_SECTORS ? (uint32_t)(end - lba) : PROBED_SECTORS;
    }
    return status;
}

static rbk_status check_r_to_w(rbk_disc_reading *reading, rbk_error *error)
{
    unsigned tracks = 0, first = 0;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t + 1 < reading->toc.entry_count && status == RBK_OK; t++) {
        const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
        bool found = false;
        if (!(entry->control & RBK_Q_DATA))
            status = probe(reading, entry->lba, rbk_read_track_end(reading, t), &found, error);
        if (found && tracks++ == 0)
            first = entry->track;
    }
    if (status != RBK_OK || tracks == 0)
        return status;
    status =
        rbk_findings_add(reading->findings, RBK_WARNING, "read.subchannel", reading->recorder->device, 0, first,
                         "R-W of %u track%s, the first is track %u, %s not empty: CD+G graphics are not in the image",
                         tracks, RBK_PLURAL(tracks, "", "s"), first, RBK_PLURAL(tracks, "is", "are"));
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ codes */

/* Without Q they are those that the drive reports. */
static rbk_status check_codes(const rbk_disc_reading *reading, rbk_error *error)
{
    if (reading->report->has_q || (!reading->lacks_mcn && !reading->lacks_isrcs))
        return RBK_OK;
    const char *what = !reading->lacks_isrcs ? "the catalogue number: what the disc has of it"
                       : reading->lacks_mcn  ? "catalogue number and ISRCs: what the disc has of them"
                                             : "all ISRCs: what the disc has of them";
    rbk_status status = rbk_findings_add(reading->findings, RBK_WARNING, "read.unsupported", reading->recorder->device,
                                         0, 0, "the drive does not read %s is not in the image", what);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

rbk_status rbk_read_subchannel(rbk_disc_reading *reading, rbk_error *error)
{
    rbk_status status = check_r_to_w(reading, error);
    if (status == RBK_OK)
        status = check_q(reading, error);
    return status == RBK_OK ? check_codes(reading, error) : status;
}
