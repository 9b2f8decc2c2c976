/*
 * All sectors of a disc, in order, and their Q. Audio is read at the drive's offset; sectors that cannot be read are
 * zeros, and each range of them is a finding.
 */
#include "base/fail.h"
#include "base/zeros.h"
#include "burn/read_disc.h"

#include <redbook/sector.h>

#include <inttypes.h>
#include <string.h>

enum {
    CHUNK_SECTORS = RBK_VERIFY_SECTORS - 1, /* with an offset one more is needed */
    RUNS_REPORTED = 100,
    UNREADABLE_MAX = 20000 /* a worse disc is not read to its end */
};

/* Contiguous sectors that cannot be read. */
typedef struct damage {
    int32_t first_lba;
    int32_t end_lba; /* first_lba: none */
    unsigned runs;
} damage;

/* ------------------------------------------------------------------ damaged sectors */

static const char *time_of(int32_t lba, char text[RBK_TIME_BYTES])
{
    return rbk_time_format(lba, text);
}

static rbk_status report_run(rbk_disc_reading *reading, damage *run)
{
    char first[RBK_TIME_BYTES];
    int32_t count = run->end_lba - run->first_lba;
    rbk_status status = RBK_OK;
    if (count && run->runs++ < RUNS_REPORTED)
        status =
            rbk_findings_add(reading->findings, RBK_ERROR, "read.unreadable", reading->recorder->device, 0, 0,
                             "%" PRId32 " sector%s from %s cannot be read (lba %" PRId32 "): the image has zeros there",
                             count, RBK_PLURAL(count, "", "s"), time_of(run->first_lba, first), run->first_lba);
    run->first_lba = run->end_lba;
    return status;
}

static rbk_status note_lost(rbk_disc_reading *reading, damage *run, int32_t lba, rbk_error *error)
{
    rbk_status status = run->end_lba == lba ? RBK_OK : report_run(reading, run);
    if (run->end_lba != lba || run->first_lba == run->end_lba)
        run->first_lba = lba;
    run->end_lba = lba + 1;
    if (reading->report->unreadable++ == 0)
        reading->report->first_unreadable_lba = lba;
    if (status == RBK_OK && reading->report->unreadable > UNREADABLE_MAX)
        return rbk_fail(error, RBK_FILESYSTEM, "more than %d sectors cannot be read", (int)UNREADABLE_MAX);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* ------------------------------------------------------------------ Q */

/* The best form of Q that the drive supports, tried at the start and in the middle of the first session. */
static rbk_status choose_subchannel(rbk_disc_reading *reading, rbk_error *error)
{
    static const rbk_mmc_subchannel ways[] = {RBK_MMC_SUB_Q, RBK_MMC_SUB_RAW};
    int32_t end = reading->sessions.sessions[0].lead_out_lba;
    for (size_t i = 0; i < 4; i++) {
        uint32_t lost = 0;
        rbk_status status = rbk_verify_read(&reading->reader, i < 2 ? 0 : end / 2, 1, ways[i % 2], &lost, error);
        if (status != RBK_OK)
            return status;
        if (!lost) {
            reading->reader.subchannel = ways[i % 2];
            reading->report->has_q = true;
            return RBK_OK;
        }
    }
    reading->reader.subchannel = RBK_MMC_SUB_NONE;
    return rbk_findings_add(reading->findings, RBK_WARNING, "read.unsupported", reading->recorder->device, 0, 0,
                            "the drive does not read Q: pregaps and indexes are not in the image");
}

static void scan_q(rbk_disc_reading *reading, int32_t lba, const uint8_t *sector)
{
    uint8_t bytes[RBK_Q_BYTES];
    rbk_verify_q_bytes(reading->reader.subchannel, sector, bytes);
    rbk_read_q_add(reading, lba, bytes);
}

/* ------------------------------------------------------------------ sectors */

static void report_progress(rbk_disc_reading *reading, int32_t lba, uint32_t count)
{
    int64_t elapsed_ms = rbk_recorder_now_ms(reading->recorder) - reading->started_ms;
    reading->done_sectors += count;
    rbk_burn_event event = {.phase = RBK_BURN_READING,
                            .lba = lba,
                            .done_sectors = reading->done_sectors,
                            .total_sectors = reading->total_sectors,
                            .drive_percent = -1};
    if (elapsed_ms > 0)
        event.speed_tenths = (uint32_t)(reading->done_sectors * 10000 / RBK_SECTORS_PER_SECOND / (uint64_t)elapsed_ms);
    rbk_recorder_report(reading->recorder, &event);
}

/* Reads count sectors; they are then contiguous in the buffer, without their Q, which went to the scan. */
static rbk_status read_chunk(rbk_disc_reading *reading, damage *run, int32_t lba, uint32_t count, rbk_error *error)
{
    uint8_t *sectors = reading->reader.sectors;
    rbk_mmc_subchannel subchannel = reading->reader.subchannel;
    size_t bytes = rbk_mmc_read_cd_bytes(subchannel);
    uint32_t lost = 0;
    rbk_status status = rbk_verify_read(&reading->reader, lba, count, subchannel, &lost, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        bool is_lost = lost & UINT32_C(1) << i;
        int32_t at = lba + (int32_t)i;
        if (is_lost && at >= run->end_lba)
            status = note_lost(reading, run, at, error);
        else if (!is_lost && subchannel != RBK_MMC_SUB_NONE)
            scan_q(reading, at, sectors + i * bytes);
        memmove(sectors + (size_t)i * RBK_SECTOR_BYTES, sectors + i * bytes, RBK_SECTOR_BYTES);
    }
    return status;
}

/* Sectors of one kind, as they are read. */
static rbk_status copy_range(rbk_disc_reading *reading, damage *run, int32_t first, int32_t end, rbk_output *output,
                             rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int32_t lba = first; lba < end && status == RBK_OK;) {
        uint32_t count = end - lba < CHUNK_SECTORS ? (uint32_t)(end - lba) : CHUNK_SECTORS;
        status = read_chunk(reading, run, lba, count, error);
        if (status == RBK_OK)
            status = rbk_output_write(output, reading->reader.sectors, (size_t)count * RBK_SECTOR_BYTES, error);
        lba += (int32_t)count;
        report_progress(reading, lba, count);
    }
    return status;
}

/* Audio moved by the offset: sample n of the disc is read as sample n + offset. What that moves past the ends of the
 * range cannot be read and is silence. */
static rbk_status copy_audio(rbk_disc_reading *reading, damage *run, int32_t first, int32_t end, rbk_output *output,
                             rbk_error *error)
{
    static const uint8_t silence[RBK_SECTOR_BYTES];
    int64_t offset = reading->options->offset_samples;
    int64_t low = (int64_t)first * RBK_SECTOR_SAMPLES, high = (int64_t)end * RBK_SECTOR_SAMPLES;
    int64_t from = low + offset, to = high + offset; /* as read */
    rbk_status status = RBK_OK;
    if (!offset)
        return copy_range(reading, run, first, end, output, error);
    for (; from < low && status == RBK_OK; from++)
        status = rbk_output_write(output, silence, RBK_SAMPLE_BYTES, error);
    int64_t stop = to < high ? to : high;
    while (from < stop && status == RBK_OK) {
        int32_t lba = (int32_t)(from / RBK_SECTOR_SAMPLES);
        uint32_t count = end - lba < CHUNK_SECTORS + 1 ? (uint32_t)(end - lba) : CHUNK_SECTORS + 1;
        int64_t read = (int64_t)lba * RBK_SECTOR_SAMPLES, here = read + (int64_t)count * RBK_SECTOR_SAMPLES;
        here = here < stop ? here : stop;
        status = read_chunk(reading, run, lba, count, error);
        if (status == RBK_OK)
            status = rbk_output_write(output, reading->reader.sectors + (from - read) * RBK_SAMPLE_BYTES,
                                      (size_t)(here - from) * RBK_SAMPLE_BYTES, error);
        from = here;
        report_progress(reading, lba + (int32_t)count, count);
    }
    for (int64_t n = stop; n < to && status == RBK_OK; n++)
        status = rbk_output_write(output, silence, RBK_SAMPLE_BYTES, error);
    return status;
}

/* ------------------------------------------------------------------ tracks and sessions */

static bool is_audio(const rbk_disc_reading *reading, size_t t)
{
    return !(reading->toc.entries[t].control & RBK_Q_DATA);
}

static bool ends_session(const rbk_disc_reading *reading, size_t t)
{
    return reading->toc.entries[t].track == reading->sessions.sessions[rbk_read_session_of(reading, t)].last_track;
}

int32_t rbk_read_track_end(const rbk_disc_reading *reading, size_t t)
{
    return ends_session(reading, t) ? reading->sessions.sessions[rbk_read_session_of(reading, t)].lead_out_lba
                                    : reading->toc.entries[t + 1].lba;
}

/* A later session starts where the usual gap ends, unless Q is not that of its first track there. */
static rbk_status check_start(rbk_disc_reading *reading, size_t s, rbk_error *error)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[s];
    int32_t index01 = rbk_mmc_track_lba(&reading->toc, session->first_track);
    uint32_t lost = 0;
    uint8_t bytes[RBK_Q_BYTES];
    rbk_q q = {.kind = RBK_Q_MCN};
    if (s == 0 || reading->starts_lba[s] == index01)
        return RBK_OK;
    for (int32_t lba = reading->starts_lba[s]; q.kind != RBK_Q_POSITION && lba < reading->starts_lba[s] + 3; lba++) {
        rbk_status status = rbk_verify_read(&reading->reader, lba, 1, reading->reader.subchannel, &lost, error);
        if (status != RBK_OK)
            return status;
        rbk_verify_q_bytes(reading->reader.subchannel, reading->reader.sectors, bytes);
        if (lost || reading->reader.subchannel == RBK_MMC_SUB_NONE || !rbk_q_decode(bytes, &q))
            q.kind = RBK_Q_MCN;
    }
    if (q.kind == RBK_Q_POSITION && q.track == session->first_track && q.index == 0)
        return RBK_OK;
    reading->total_sectors -= (uint64_t)(index01 - reading->starts_lba[s]);
    reading->starts_lba[s] = index01;
    return RBK_OK;
}

/* The 150 sectors from first on: how many cannot be read, and whether the others have audio. What the offset moves into
 * them is not theirs. */
static rbk_status search_pregap(rbk_disc_reading *reading, int32_t first, uint32_t *unreadable, bool *audio,
                                rbk_error *error)
{
    int64_t offset = reading->options->offset_samples, all = (int64_t)RBK_PREGAP_SECTORS * RBK_SECTOR_SAMPLES;
    int64_t low = offset > 0 ? offset : 0, high = offset < 0 ? all + offset : all; /* samples from first on */
    for (uint32_t done = 0; done < RBK_PREGAP_SECTORS && !*audio;) {
        uint32_t left = RBK_PREGAP_SECTORS - done, count = left < CHUNK_SECTORS ? left : CHUNK_SECTORS, lost = 0;
        int64_t read = (int64_t)done * RBK_SECTOR_SAMPLES, from = read > low ? read : low;
        int64_t to =
            read + (int64_t)count * RBK_SECTOR_SAMPLES < high ? read + (int64_t)count * RBK_SECTOR_SAMPLES : high;
        rbk_status status =
            rbk_verify_read(&reading->reader, first + (int32_t)done, count, RBK_MMC_SUB_NONE, &lost, error);
        if (status != RBK_OK)
            return status;
        *audio = from < to && !rbk_all_zero(reading->reader.sectors + (from - read) * RBK_SAMPLE_BYTES,
                                            (size_t)(to - from) * RBK_SAMPLE_BYTES);
        for (uint32_t i = 0; i < count; i++)
            *unreadable += lost >> i & 1;
        done += count;
    }
    return RBK_OK;
}

/* A drive that reads neither the middle nor the end of a pregap is not asked for each of its sectors. */
static rbk_status reads_pregap(rbk_disc_reading *reading, int32_t first, bool *reads, rbk_error *error)
{
    static const int32_t places[] = {RBK_PREGAP_SECTORS / 2, RBK_PREGAP_SECTORS - 1};
    rbk_status status = RBK_OK;
    *reads = false;
    for (size_t i = 0; i < 2 && status == RBK_OK && !*reads; i++) {
        uint32_t lost = 0;
        status = rbk_verify_read(&reading->reader, first + places[i], 1, RBK_MMC_SUB_NONE, &lost, error);
        *reads = !lost;
    }
    return status;
}

/*
 * The 150 sectors of pregap before a later session's usual start are in the image if they have audio. Those of data are
 * the drive's own: track by track it writes a description of the track there.
 */
static rbk_status check_pregap(rbk_disc_reading *reading, size_t s, rbk_error *error)
{
    size_t t = reading->sessions.sessions[s].first_track - reading->toc.first_track;
    int32_t first = reading->starts_lba[s] - RBK_PREGAP_SECTORS;
    uint32_t unreadable = 0;
    bool reads = false, audio = false;
    if (s == 0 || !is_audio(reading, t) || first < reading->sessions.sessions[s - 1].lead_out_lba)
        return RBK_OK;
    rbk_status status = reads_pregap(reading, first, &reads, error);
    if (status == RBK_OK && reads)
        status = search_pregap(reading, first, &unreadable, &audio, error);
    if (status != RBK_OK)
        return status;
    if (audio) {
        reading->starts_lba[s] = first;
        reading->whole_pregap[s] = true;
        reading->total_sectors += RBK_PREGAP_SECTORS;
    } else if (!reads) {
        return rbk_findings_add(reading->findings, RBK_WARNING, "read.unsupported", reading->recorder->device, 0, 0,
                                "the drive does not read the pregap of session %zu, 150 sectors from lba %" PRId32
                                " on: audio in it is not in the image",
                                s + 1, first);
    } else if (unreadable) {
        return rbk_findings_add(reading->findings, RBK_WARNING, "read.unsupported", reading->recorder->device, 0, 0,
                                "of the pregap of session %zu, 150 sectors from lba %" PRId32
                                " on, %u cannot be read and the others are silent: it is not in the image",
                                s + 1, first, (unsigned)unreadable);
    }
    return RBK_OK;
}

/* The mode of a data track, by its first sectors that can be read. */
static rbk_status find_mode(rbk_disc_reading *reading, size_t t, rbk_error *error)
{
    const rbk_mmc_toc_entry *entry = &reading->toc.entries[t];
    uint32_t lost = 0;
    reading->modes[t] = RBK_MODE_AUDIO;
    if (!(entry->control & RBK_Q_DATA))
        return RBK_OK;
    reading->modes[t] = RBK_MODE_MODE1_2352;
    int32_t left = rbk_read_track_end(reading, t) - entry->lba;
    uint32_t count = left < CHUNK_SECTORS ? (uint32_t)left : CHUNK_SECTORS;
    rbk_status status = rbk_verify_read(&reading->reader, entry->lba, count, RBK_MMC_SUB_NONE, &lost, error);
    for (uint32_t i = 0; i < count && status == RBK_OK; i++) {
        if (lost & UINT32_C(1) << i)
            continue;
        rbk_sector_kind kind = rbk_sector_kind_of(reading->reader.sectors + (size_t)i * RBK_SECTOR_BYTES);
        if (kind == RBK_SECTOR_MODE2 || kind == RBK_SECTOR_MODE2_FORM1 || kind == RBK_SECTOR_MODE2_FORM2)
            reading->modes[t] = RBK_MODE_MODE2_2352;
        break;
    }
    return status;
}

/* Adjacent tracks of one kind are read as one range; before the first there may be audio, too. */
static rbk_status copy_session(rbk_disc_reading *reading, size_t s, damage *run, rbk_output *output, rbk_error *error)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[s];
    size_t t = session->first_track - reading->toc.first_track;
    int32_t first = reading->starts_lba[s];
    rbk_status status = RBK_OK;
    while (first < session->lead_out_lba && status == RBK_OK) {
        size_t next = t;
        while (!ends_session(reading, next) && is_audio(reading, next + 1) == is_audio(reading, t))
            next++;
        int32_t end = rbk_read_track_end(reading, next);
        status = (is_audio(reading, t) ? copy_audio : copy_range)(reading, run, first, end, output, error);
        first = end;
        t = next + 1;
    }
    return status;
}

rbk_status rbk_read_sectors(rbk_disc_reading *reading, rbk_output *const *outputs, rbk_error *error)
{
    size_t tracks = reading->toc.entry_count - 1;
    damage run = {0, 0, 0};
    rbk_status status = choose_subchannel(reading, error);
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = check_start(reading, s, error);
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = check_pregap(reading, s, error);
    for (size_t t = 0; t < tracks && status == RBK_OK; t++)
        status = find_mode(reading, t, error);
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = copy_session(reading, s, &run, outputs[s], error);
    rbk_read_q_end(reading);
    reading->report->sectors = reading->total_sectors;
    if (status == RBK_OK && report_run(reading, &run) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && run.runs > RUNS_REPORTED &&
        rbk_findings_add(reading->findings, RBK_ERROR, "read.unreadable", reading->recorder->device, 0, 0,
                         "and %u more range%s", run.runs - RUNS_REPORTED,
                         RBK_PLURAL(run.runs - RUNS_REPORTED, "", "s")) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}
