/*
 * All sectors of a recorded disc: audio sample by sample at the drive's offset, data byte by byte, and their Q, which
 * says which track and which index each sector belongs to.
 */
#include "base/fail.h"
#include "burn/verify.h"
#include "cd/crc16.h"
#include "disc/subcode.h"
#include "image/modified_q.h"

#include <redbook/subchannel.h>

#include <inttypes.h>
#include <string.h>

enum {
    READ_TIMEOUT_MS = 120000,
    UNREADABLE_MAX = 200, /* sectors; a worse disc is not read to its end */
    Q_WRONG_REPORTS = 2,  /* a single wrong Q is noise */
    XA_FORM2 = 0x20,
    XA_SUBHEADER_BYTES = 8,
    XA_FORM1_BYTES = XA_SUBHEADER_BYTES + 2048,
    XA_FORM2_BYTES = XA_SUBHEADER_BYTES + 2324,
    RAW_USER_OFFSET = 16,
    SUBMODE_OFFSET = 2
};

/* ------------------------------------------------------------------ reading */

static rbk_status read_once(rbk_verification *v, int32_t lba, uint32_t count, rbk_mmc_subchannel subchannel,
                            uint8_t *data, bool *came, bool *unsupported, rbk_error *error)
{
    rbk_command command;
    const char *why;
    rbk_mmc_read_cd(&command, lba, count, subchannel, data);
    command.timeout_ms = READ_TIMEOUT_MS;
    rbk_answer answer = rbk_recorder_ask(v->recorder, &command, RBK_PATIENCE_MS);
    rbk_status status = rbk_recorder_cancelled(v->recorder, error);
    if (status != RBK_OK)
        return status;
    if (answer.outcome == RBK_OUTCOME_BROKEN || answer.reaction == RBK_SENSE_NO_DISC)
        return rbk_recorder_fail(v->recorder, &answer, &command, RBK_DEVICE_NOTACCESSIBLE, error);
    *came =
        answer.reaction == RBK_SENSE_DONE && rbk_mmc_decode_sectors(data, answer.data_bytes, command.data_bytes, &why);
    *unsupported = rbk_answer_says_unsupported(&answer);
    return RBK_OK;
}

rbk_status rbk_verify_read(rbk_verification *v, int32_t lba, uint32_t count, rbk_mmc_subchannel subchannel,
                           uint32_t *lost, rbk_error *error)
{
    size_t bytes = rbk_mmc_read_cd_bytes(subchannel);
    bool came = false, unsupported = false;
    *lost = 0;
    rbk_status status = read_once(v, lba, count, subchannel, v->sectors, &came, &unsupported, error);
    for (uint32_t i = 0; i < count && status == RBK_OK && !came; i++) {
        bool one = false;
        status = read_once(v, lba + (int32_t)i, 1, subchannel, v->sectors + i * bytes, &one, &unsupported, error);
        if (status == RBK_OK && !one) {
            memset(v->sectors + i * bytes, 0, bytes);
            *lost |= UINT32_C(1) << i;
        }
    }
    return status;
}

/* The best form of Q that the drive supports: formatted, raw, or none. */
static rbk_status choose_subchannel(rbk_verification *v, rbk_error *error)
{
    static const rbk_mmc_subchannel ways[] = {RBK_MMC_SUB_RAW, RBK_MMC_SUB_Q, RBK_MMC_SUB_RAW};
    bool pictures = v->plan->graphics == RBK_BURN_GRAPHICS_RAW; /* the raw form has more than Q */
    for (size_t i = pictures ? 0 : 1; i < sizeof ways / sizeof ways[0]; i++) {
        bool came = false, unsupported = false;
        rbk_status status = read_once(v, v->segments[0].first_lba, 1, ways[i], v->sectors, &came, &unsupported, error);
        if (status != RBK_OK)
            return status;
        if (came) {
            v->subchannel = ways[i];
            return RBK_OK;
        }
    }
    v->subchannel = RBK_MMC_SUB_NONE;
    return rbk_verify_notes(v, RBK_WARNING, "verify.unsupported",
                            "the drive does not read Q: indexes are not compared");
}

static rbk_status note_lost(rbk_verification *v, int32_t lba, uint32_t count, uint32_t lost)
{
    char time[RBK_TIME_BYTES];
    for (uint32_t i = 0; i < count; i++) {
        if (!(lost & UINT32_C(1) << i))
            continue;
        if (v->unreadable++ == 0) {
            rbk_status status = rbk_verify_differs(v, "verify.unreadable", rbk_verify_mark(v, lba + (int32_t)i)->track,
                                                   "sectors cannot be read, the first at %s (lba %" PRId32 ")",
                                                   rbk_time_format(lba + (int32_t)i, time), lba + (int32_t)i);
            if (status != RBK_OK)
                return status;
        }
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ Q */

/* Some drives leave its CRC at zero in the formatted form: they have checked it themselves. */
void rbk_verify_q_bytes(rbk_mmc_subchannel subchannel, const uint8_t *sector, uint8_t bytes[RBK_Q_BYTES])
{
    uint8_t channels[RBK_SUBCHANNEL_BYTES];
    if (subchannel == RBK_MMC_SUB_RAW) {
        rbk_subchannel_deinterleave(sector + RBK_SECTOR_BYTES, channels);
        memcpy(bytes, channels + RBK_Q_BYTES, RBK_Q_BYTES);
        return;
    }
    memcpy(bytes, sector + RBK_SECTOR_BYTES, RBK_Q_BYTES);
    if (!bytes[10] && !bytes[11] && !rbk_q_is_missing(bytes)) {
        uint16_t crc = rbk_crc16_on_disc(bytes, 10);
        bytes[10] = (uint8_t)(crc >> 8);
        bytes[11] = (uint8_t)crc;
    }
}

/* The very Q of the image, which a raw mode writes also where it is modified. */
static bool is_as_planned(const rbk_verification *v, int32_t lba, const uint8_t bytes[RBK_Q_BYTES])
{
    uint8_t planned[RBK_Q_BYTES];
    if (!v->plan->subcode)
        return false;
    rbk_subcode_q(v->plan->subcode, lba, planned);
    return memcmp(planned, bytes, sizeof planned) == 0;
}

/* One more sector of a run, or its end; true when the run is long enough to report. */
static bool run_reports(rbk_wrong_run *run, const rbk_mark *mark, int32_t lba, bool wrong)
{
    if (!wrong || run->mark != mark)
        run->sectors = 0;
    if (wrong && run->sectors == 0) {
        run->mark = mark;
        run->first_lba = lba;
    }
    run->sectors += wrong;
    return run->sectors >= Q_WRONG_REPORTS;
}

/* Q has its own address: drives may return it some sectors early or late. */
static rbk_status compare_q(rbk_verification *v, const uint8_t *sector)
{
    rbk_q q;
    uint8_t bytes[RBK_Q_BYTES];
    char time[RBK_TIME_BYTES];
    rbk_status status = RBK_OK;
    rbk_verify_q_bytes(v->subchannel, sector, bytes);
    if (!rbk_q_decode(bytes, &q) || q.kind != RBK_Q_POSITION)
        return RBK_OK;
    int32_t lba = q.absolute_sectors - RBK_PREGAP_SECTORS;
    if (lba < v->plan->start_lba || lba >= v->plan->lead_out_lba)
        return RBK_OK;
    v->q_read++;
    rbk_mark *mark = rbk_verify_mark(v, lba);
    const uint8_t alternating = mark->scms ? RBK_FLAG_COPY_PERMITTED : 0;
    const bool wrong_control = (q.control & ~alternating) != (mark->control & ~alternating);
    const bool wrong_index = q.track != mark->track || q.index != mark->index;
    const bool planned = (wrong_control || wrong_index) && is_as_planned(v, lba, bytes);
    if (run_reports(&v->wrong_control, mark, lba, wrong_control && !planned))
        status = rbk_verify_control(v, mark, q.control, v->wrong_control.first_lba);
    if (status != RBK_OK || mark->reported || !run_reports(&v->wrong_index, mark, lba, wrong_index && !planned))
        return status;
    mark->reported = true;
    return rbk_verify_differs(v, "verify.index", mark->track,
                              "at %s the disc has track %u, index %u, expected track %u, index %u",
                              rbk_time_format(v->wrong_index.first_lba, time), (unsigned)q.track, (unsigned)q.index,
                              (unsigned)mark->track, (unsigned)mark->index);
}

static rbk_status compare_all_q(rbk_verification *v, uint32_t count, uint32_t lost)
{
    size_t bytes = rbk_mmc_read_cd_bytes(v->subchannel);
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < count && status == RBK_OK && v->subchannel != RBK_MMC_SUB_NONE; i++)
        if (!(lost & UINT32_C(1) << i))
            status = compare_q(v, v->sectors + i * bytes);
    return status;
}

/* ------------------------------------------------------------------ R to W */

/* Drives that return the subchannel in packs, or not at all, cannot show graphics as recorded. */
static rbk_status note_pictures(rbk_verification *v)
{
    if (v->plan->graphics == RBK_BURN_GRAPHICS_OFF ||
        (v->plan->graphics == RBK_BURN_GRAPHICS_RAW && v->subchannel == RBK_MMC_SUB_RAW))
        return RBK_OK;
    return rbk_verify_notes(v, RBK_WARNING, "verify.unsupported", "CD+G graphics are not compared: %s",
                            v->plan->graphics == RBK_BURN_GRAPHICS_RAW ? "the drive does not read R-W"
                                                                       : "the drive returns them packed");
}

/* The drive has generated P and Q itself. */
static bool same_pictures(const uint8_t *a, const uint8_t *b)
{
    for (size_t i = 0; i < RBK_SUBCHANNEL_BYTES; i++)
        if ((a[i] ^ b[i]) & RBK_BITS_R_TO_W)
            return false;
    return true;
}

static rbk_status compare_picture(rbk_verification *v, int32_t lba, const uint8_t *subchannel, rbk_error *error)
{
    char time[RBK_TIME_BYTES];
    const rbk_burn_range *range = rbk_burn_plan_range(v->plan, lba);
    if (!range || (range->form & 0xC0) != RBK_BURN_FORM_SUBCHANNEL_RAW)
        return RBK_OK;
    rbk_status status = rbk_burn_plan_read(v->plan, v->image, lba, 1, v->expected, error);
    if (status != RBK_OK)
        return status;
    v->verdict->compared_pictures++;
    if (same_pictures(subchannel, v->expected + RBK_SECTOR_BYTES) || v->verdict->differing_pictures++ != 0)
        return RBK_OK;
    return rbk_verify_differs(v, "verify.pictures", range->track, "R-W differs from %s on (lba %" PRId32 ")",
                              rbk_time_format(lba, time), lba);
}

static rbk_status compare_pictures(rbk_verification *v, int32_t lba, uint32_t count, rbk_error *error)
{
    size_t bytes = rbk_mmc_read_cd_bytes(v->subchannel);
    rbk_status status = RBK_OK;
    bool there = v->plan->graphics == RBK_BURN_GRAPHICS_RAW && v->subchannel == RBK_MMC_SUB_RAW;
    for (uint32_t i = 0; i < count && status == RBK_OK && there; i++)
        status = compare_picture(v, lba + (int32_t)i, v->sectors + i * bytes + RBK_SECTOR_BYTES, error);
    return status;
}

/* ------------------------------------------------------------------ audio */

static uint64_t count_differing(const uint8_t *a, const uint8_t *b, size_t samples, size_t *first)
{
    uint64_t differing = 0;
    if (memcmp(a, b, samples * RBK_SAMPLE_BYTES) == 0)
        return 0;
    for (size_t i = 0; i < samples; i++) {
        if (memcmp(a + i * RBK_SAMPLE_BYTES, b + i * RBK_SAMPLE_BYTES, RBK_SAMPLE_BYTES) == 0)
            continue;
        if (differing++ == 0)
            *first = i;
    }
    return differing;
}

/* Removes the subchannel between the payloads of sectors, in place. */
static void strip_subchannel(rbk_verification *v, uint32_t count, rbk_mmc_subchannel subchannel)
{
    size_t bytes = rbk_mmc_read_cd_bytes(subchannel);
    for (uint32_t i = 1; i < count && bytes > RBK_SECTOR_BYTES; i++)
        memmove(v->sectors + (size_t)i * RBK_SECTOR_BYTES, v->sectors + i * bytes, RBK_SECTOR_BYTES);
}

static rbk_status note_samples(rbk_verification *v, int64_t sample, uint64_t differing)
{
    char time[RBK_TIME_BYTES];
    bool first = v->verdict->differing_samples == 0;
    int32_t lba = (int32_t)(sample / RBK_SECTOR_SAMPLES);
    v->verdict->differing_samples += differing;
    if (!differing || !first)
        return RBK_OK;
    return rbk_verify_differs(v, "verify.samples", rbk_verify_mark(v, lba)->track,
                              "samples differ from %s on (sample %" PRId64 " of the disc)", rbk_time_format(lba, time),
                              sample);
}

/* Compares what was read from lba on with the corresponding samples that were sent. */
static rbk_status compare_audio_chunk(rbk_verification *v, const rbk_segment *segment, int32_t lba, uint32_t count,
                                      rbk_error *error)
{
    int64_t offset = v->verdict->offset_samples;
    int64_t low = (int64_t)segment->first_lba * RBK_SECTOR_SAMPLES,
            high = (int64_t)segment->end_lba * RBK_SECTOR_SAMPLES;
    int64_t read = (int64_t)lba * RBK_SECTOR_SAMPLES;
    int64_t from = read - offset, to = from + (int64_t)count * RBK_SECTOR_SAMPLES;
    size_t first = 0;
    from = from > low ? from : low;
    to = to < high ? to : high;
    if (from >= to)
        return RBK_OK;
    size_t samples = (size_t)(to - from);
    int32_t sector = (int32_t)(from / RBK_SECTOR_SAMPLES);
    uint32_t sectors = (uint32_t)((to + RBK_SECTOR_SAMPLES - 1) / RBK_SECTOR_SAMPLES - sector);
    rbk_status status = rbk_burn_plan_read_audio(v->plan, v->image, sector, sectors, v->expected, error);
    if (status != RBK_OK)
        return status;
    uint64_t differing = count_differing(v->sectors + (from + offset - read) * RBK_SAMPLE_BYTES,
                                         v->expected + from % RBK_SECTOR_SAMPLES * RBK_SAMPLE_BYTES, samples, &first);
    v->verdict->compared_samples += samples;
    return note_samples(v, from + (int64_t)first, differing);
}

/* Samples that the offset moves past the ends of a range of audio are not read there. */
static rbk_status note_hidden(rbk_verification *v, const rbk_segment *segment)
{
    int32_t offset = v->verdict->offset_samples;
    char time[RBK_TIME_BYTES];
    uint32_t hidden = (uint32_t)(offset < 0 ? -offset : offset);
    if (!offset)
        return RBK_OK;
    if (offset < 0)
        v->verdict->hidden_first += hidden;
    else
        v->verdict->hidden_last += hidden;
    return rbk_verify_notes(v, RBK_NOTE, "verify.hidden",
                            "the %s %u sample%s of the audio that %s at %s cannot be read because of the drive's read "
                            "offset of %+d samples",
                            offset < 0 ? "first" : "last", (unsigned)hidden, RBK_PLURAL(hidden, "", "s"),
                            offset < 0 ? "starts" : "ends",
                            rbk_time_format(offset < 0 ? segment->first_lba : segment->end_lba, time), (int)offset);
}

/* ------------------------------------------------------------------ data */

/* How many of the bytes sent are on the disc unchanged: the drive recomputes EDC and parity of XA. */
static size_t kept_bytes(const rbk_burn_range *range, const uint8_t *sent)
{
    if ((range->form & 0x3F) != RBK_BURN_FORM_XA)
        return range->sector_bytes < 2336 ? range->sector_bytes : 2336;
    return sent[SUBMODE_OFFSET] & XA_FORM2 ? XA_FORM2_BYTES : XA_FORM1_BYTES;
}

static rbk_status compare_data_chunk(rbk_verification *v, const rbk_segment *segment, int32_t lba, uint32_t count,
                                     rbk_error *error)
{
    char time[RBK_TIME_BYTES];
    rbk_status status = rbk_burn_plan_read(v->plan, v->image, lba, count, v->expected, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        const uint8_t *sent = v->expected + (size_t)i * segment->range->sector_bytes;
        const uint8_t *found = v->sectors + (size_t)i * RBK_SECTOR_BYTES + RAW_USER_OFFSET;
        int32_t place = lba + (int32_t)i;
        v->verdict->compared_sectors++;
        if (memcmp(sent, found, kept_bytes(segment->range, sent)) == 0 || v->verdict->differing_sectors++ != 0)
            continue;
        status = rbk_verify_differs(v, "verify.data", segment->range->track, "data differ from %s on (lba %" PRId32 ")",
                                    rbk_time_format(place, time), place);
    }
    return status;
}

/* ------------------------------------------------------------------ all of it */

static void report_progress(rbk_verification *v, int32_t lba)
{
    int64_t elapsed_ms = rbk_recorder_now_ms(v->recorder) - v->started_ms;
    rbk_burn_event event = {.phase = RBK_BURN_READING,
                            .lba = lba,
                            .done_sectors = (uint64_t)(lba - v->plan->start_lba),
                            .total_sectors = (uint64_t)(v->plan->lead_out_lba - v->plan->start_lba),
                            .drive_percent = -1};
    if (elapsed_ms > 0)
        event.speed_tenths = (uint32_t)(event.done_sectors * 10000 / RBK_SECTORS_PER_SECOND / (uint64_t)elapsed_ms);
    rbk_recorder_report(v->recorder, &event);
}

static rbk_status compare_chunk(rbk_verification *v, const rbk_segment *segment, int32_t lba, uint32_t count,
                                rbk_error *error)
{
    uint32_t lost = 0;
    rbk_status status = rbk_verify_read(v, lba, count, v->subchannel, &lost, error);
    if (status == RBK_OK)
        status = note_lost(v, lba, count, lost);
    if (status == RBK_OK)
        status = compare_all_q(v, count, lost);
    if (status == RBK_OK)
        status = compare_pictures(v, lba, count, error);
    if (status != RBK_OK)
        return status;
    strip_subchannel(v, count, v->subchannel);
    report_progress(v, lba + (int32_t)count);
    return segment->audio ? compare_audio_chunk(v, segment, lba, count, error)
                          : compare_data_chunk(v, segment, lba, count, error);
}

static rbk_status compare_segment(rbk_verification *v, const rbk_segment *segment, rbk_error *error)
{
    rbk_status status = segment->audio ? note_hidden(v, segment) : RBK_OK;
    for (int32_t lba = segment->first_lba; lba < segment->end_lba && status == RBK_OK;) {
        int32_t left = segment->end_lba - lba;
        uint32_t count = left < RBK_VERIFY_SECTORS ? (uint32_t)left : RBK_VERIFY_SECTORS;
        if (v->unreadable > UNREADABLE_MAX)
            return rbk_verify_differs(v, "verify.unreadable", 0,
                                      "more than %d sectors cannot be read: the rest is not compared",
                                      (int)UNREADABLE_MAX);
        status = compare_chunk(v, segment, lba, count, error);
        lba += (int32_t)count;
    }
    return status;
}

rbk_status rbk_verify_sectors(rbk_verification *v, rbk_error *error)
{
    rbk_status status = v->segment_count ? choose_subchannel(v, error) : RBK_OK;
    if (status == RBK_OK)
        status = note_pictures(v);
    for (size_t i = 0; i < v->segment_count && status == RBK_OK && v->unreadable <= UNREADABLE_MAX; i++)
        status = compare_segment(v, &v->segments[i], error);
    if (status == RBK_OK && v->q_read)
        v->verdict->compared_indexes = v->mark_count ? v->mark_count - 1 : 0; /* the lead-out has none */
    else if (status == RBK_OK && v->segment_count && v->subchannel != RBK_MMC_SUB_NONE)
        status = rbk_verify_notes(v, RBK_WARNING, "verify.unsupported",
                                  "the drive returns no valid Q: indexes are not compared");
    return status;
}
