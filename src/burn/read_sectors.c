/*
 * All sectors of a disc, in order, and their Q. Audio is moved by the drive's offset, to the sector where data starts or ends;
 * sectors that cannot be read are zeros, and each range of them is a finding.
 */
#include "base/fail.h"
#include "base/zeros.h"
#include "burn/read_disc.h"

#include <redbook/sector.h>

#include <inttypes.h>
#include <string.h>

enum { RUNS_REPORTED = 100 }; /* each; more are counted */

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
    const rbk_unreadable_listener *listener = reading->options->unreadable;
    rbk_status status = RBK_OK;
    if (count && listener && listener->range)
        listener->range(listener->user, run->first_lba, (uint32_t)count);
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
    if (status == RBK_OK && reading->report->unreadable > RBK_UNREADABLE_MAX)
        return rbk_fail(error, RBK_FILESYSTEM, "more than %d sectors cannot be read", RBK_UNREADABLE_MAX);
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

/* How many of the sectors that are left are read at once. */
static uint32_t chunk_of(int32_t left)
{
    return left < RBK_VERIFY_SECTORS ? (uint32_t)left : RBK_VERIFY_SECTORS;
}

/* ------------------------------------------------------------------ modes */

static bool is_audio(const rbk_disc_reading *reading, size_t t)
{
    return !(reading->toc.entries[t].control & RBK_Q_DATA);
}

/* The mode of a data track that has none yet, by a sector of it; AUDIO: that is none of data. CD-I is a type of session. */
static void note_mode(rbk_disc_reading *reading, int32_t lba, const uint8_t *sector)
{
    const size_t last = reading->toc.entry_count - 2;
    size_t t = 0;
    while (t < last && reading->toc.entries[t + 1].lba <= lba)
        t++;
    if (is_audio(reading, t) || lba < reading->toc.entries[t].lba || reading->modes[t] != RBK_MODE_AUDIO)
        return;
    const rbk_sector_kind kind = rbk_sector_kind_of(sector);
    if (kind == RBK_SECTOR_MODE1)
        reading->modes[t] = RBK_MODE_MODE1_2352;
    else if (kind == RBK_SECTOR_MODE2 || kind == RBK_SECTOR_MODE2_FORM1 || kind == RBK_SECTOR_MODE2_FORM2)
        reading->modes[t] = reading->sessions.sessions[rbk_read_session_of(reading, t)].type == RBK_MMC_TYPE_CD_I
                                ? RBK_MODE_CDI_2352
                                : RBK_MODE_MODE2_2352;
}

/* After all sectors: the sheet needs one for each track. */
static rbk_status complete_modes(rbk_disc_reading *reading)
{
    rbk_status status = RBK_OK;
    for (size_t t = 0; t + 1 < reading->toc.entry_count && status == RBK_OK; t++) {
        if (is_audio(reading, t) || reading->modes[t] != RBK_MODE_AUDIO)
            continue;
        reading->modes[t] = RBK_MODE_MODE1_2352;
        status = rbk_findings_add(reading->findings, RBK_WARNING, "read.mode", reading->recorder->device, 0,
                                  reading->toc.entries[t].track,
                                  "no sector of track %u shows its mode: it is MODE1/2352 in the sheet",
                                  (unsigned)reading->toc.entries[t].track);
    }
    return status;
}

/* ------------------------------------------------------------------ copying */

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
        if (!is_lost)
            note_mode(reading, at, sectors + (size_t)i * RBK_SECTOR_BYTES);
    }
    return status;
}

/* Contiguous sectors of one kind. */
typedef struct disc_range {
    int32_t first_lba, end_lba;
    int32_t offset_samples; /* sample n of the disc is read as sample n + offset; of data 0 */
    bool after_pregap;      /* the sectors before it are pregap that is not in the image */
} disc_range;

static rbk_status write_silence(rbk_output *output, int64_t samples, rbk_error *error)
{
    static const uint8_t silence[RBK_SECTOR_BYTES];
    rbk_status status = RBK_OK;
    for (int64_t now; samples > 0 && status == RBK_OK; samples -= now) {
        now = samples < RBK_SECTOR_SAMPLES ? samples : RBK_SECTOR_SAMPLES;
        status = rbk_output_write(output, silence, (size_t)now * RBK_SAMPLE_BYTES, error);
    }
    return status;
}

/* The first samples of a range, read early: from the pregap before it. What the drive does not read there is silence. */
static rbk_status copy_from_pregap(rbk_disc_reading *reading, const disc_range *range, int64_t samples,
                                   rbk_output *output, rbk_error *error)
{
    int32_t before = -range->offset_samples, count = (before + RBK_SECTOR_SAMPLES - 1) / RBK_SECTOR_SAMPLES;
    const uint8_t *from = reading->reader.sectors + (count * RBK_SECTOR_SAMPLES - before) * RBK_SAMPLE_BYTES;
    uint32_t lost = 0;
    rbk_status status =
        rbk_verify_read(&reading->reader, range->first_lba - count, (uint32_t)count, RBK_MMC_SUB_NONE, &lost, error);
    return status == RBK_OK ? rbk_output_write(output, from, (size_t)samples * RBK_SAMPLE_BYTES, error) : status;
}

/* The samples of a chunk that was read, as far as they are between from and to, as read. */
static rbk_status write_chunk(const rbk_disc_reading *reading, int32_t lba, uint32_t count, int64_t from, int64_t to,
                              rbk_output *output, rbk_error *error)
{
    int64_t read = (int64_t)lba * RBK_SECTOR_SAMPLES, end = read + (int64_t)count * RBK_SECTOR_SAMPLES;
    from = from > read ? from : read;
    to = to < end ? to : end;
    if (from >= to)
        return RBK_OK;
    return rbk_output_write(output, reading->reader.sectors + (from - read) * RBK_SAMPLE_BYTES,
                            (size_t)(to - from) * RBK_SAMPLE_BYTES, error);
}

/* What the offset moves past the ends of the range cannot be read as audio, and is silence. */
static rbk_status copy_range(rbk_disc_reading *reading, damage *run, const disc_range *range, rbk_output *output,
                             rbk_error *error)
{
    int64_t low = (int64_t)range->first_lba * RBK_SECTOR_SAMPLES, high = (int64_t)range->end_lba * RBK_SECTOR_SAMPLES;
    int64_t from = low + range->offset_samples, to = high + range->offset_samples; /* as read */
    int64_t early = (low < to ? low : to) - from, late = to - (high > from ? high : from);
    rbk_status status = early > 0 && range->after_pregap ? copy_from_pregap(reading, range, early, output, error)
                                                         : write_silence(output, early, error);
    for (int32_t lba = range->first_lba; lba < range->end_lba && status == RBK_OK;) {
        uint32_t count = chunk_of(range->end_lba - lba);
        status = read_chunk(reading, run, lba, count, error);
        if (status == RBK_OK)
            status = write_chunk(reading, lba, count, from, to, output, error);
        lba += (int32_t)count;
        report_progress(reading, lba, count);
    }
    return status == RBK_OK ? write_silence(output, late, error) : status;
}

/* ------------------------------------------------------------------ tracks and sessions */

static bool ends_session(const rbk_disc_reading *reading, size_t t)
{
    return reading->toc.entries[t].track == reading->sessions.sessions[rbk_read_session_of(reading, t)].last_track;
}

int32_t rbk_read_track_end(const rbk_disc_reading *reading, size_t t)
{
    return ends_session(reading, t) ? reading->sessions.sessions[rbk_read_session_of(reading, t)].lead_out_lba
                                    : reading->toc.entries[t + 1].lba;
}

/* The first position in Q from lba on that can be read, of a chunk; its kind is another one if there is none. */
static rbk_status find_position(rbk_disc_reading *reading, int32_t lba, int32_t end, rbk_q *q, rbk_error *error)
{
    const rbk_mmc_subchannel subchannel = reading->reader.subchannel;
    const uint32_t count = chunk_of(end - lba);
    uint32_t lost = 0;
    q->kind = RBK_Q_MCN;
    if (subchannel == RBK_MMC_SUB_NONE)
        return RBK_OK;
    rbk_status status = rbk_verify_read(&reading->reader, lba, count, subchannel, &lost, error);
    for (uint32_t i = 0; i < count && status == RBK_OK && q->kind != RBK_Q_POSITION; i++) {
        uint8_t bytes[RBK_Q_BYTES];
        rbk_verify_q_bytes(subchannel, reading->reader.sectors + i * rbk_mmc_read_cd_bytes(subchannel), bytes);
        if ((lost >> i & 1) || !rbk_q_decode(bytes, q))
            q->kind = RBK_Q_MCN;
    }
    return status;
}

/* A later session starts where the usual gap ends, unless Q is not that of its first track there. */
static rbk_status check_start(rbk_disc_reading *reading, size_t s, rbk_error *error)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[s];
    const int32_t index01 = rbk_mmc_track_lba(&reading->toc, session->first_track), first = reading->starts_lba[s];
    rbk_q q;
    if (s == 0 || first == index01)
        return RBK_OK;
    rbk_status status = find_position(reading, first, index01, &q, error);
    if (status != RBK_OK || (q.kind == RBK_Q_POSITION && q.track == session->first_track && q.index == 0))
        return status;
    reading->total_sectors -= (uint64_t)(index01 - first);
    reading->starts_lba[s] = index01;
    if (q.kind == RBK_Q_POSITION || reading->reader.subchannel == RBK_MMC_SUB_NONE)
        return RBK_OK;
    return rbk_findings_add(reading->findings, RBK_WARNING, "read.subchannel", reading->recorder->device, 0,
                            session->first_track,
                            "no Q can be read at lba %" PRId32 ", where session %zu usually starts: the %" PRId32
                            " sectors from there to its index 01 are not in the image",
                            first, s + 1, index01 - first);
}

/* The 150 sectors from first on: how many cannot be read, and whether the others have audio. What the offset moves into
 * them is not theirs. */
static rbk_status search_pregap(rbk_disc_reading *reading, int32_t first, uint32_t *unreadable, bool *audio,
                                rbk_error *error)
{
    int64_t offset = reading->options->offset_samples, all = (int64_t)RBK_PREGAP_SECTORS * RBK_SECTOR_SAMPLES;
    int64_t low = offset > 0 ? offset : 0, high = offset < 0 ? all + offset : all; /* samples from first on */
    for (uint32_t done = 0; done < RBK_PREGAP_SECTORS && !*audio;) {
        uint32_t count = chunk_of(RBK_PREGAP_SECTORS - (int32_t)done), lost = 0;
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

/*
 * Where track t ends and the next one, of the other kind, starts with its pregap, by the sectors themselves: data has sync. From
 * index 01 back; what cannot be read between them is of track t.
 */
static rbk_status find_border(rbk_disc_reading *reading, size_t t, int32_t *border, rbk_error *error)
{
    const int32_t least = reading->toc.entries[t].lba + 1;
    uint32_t unreadable = 0;
    bool found = false;
    *border = reading->toc.entries[t + 1].lba;
    for (int32_t lba = *border; lba > least && !found && unreadable < RBK_PREGAP_SECTORS;) {
        uint32_t count = chunk_of(lba - least), lost = 0;
        lba -= (int32_t)count;
        rbk_status status = rbk_verify_read(&reading->reader, lba, count, RBK_MMC_SUB_NONE, &lost, error);
        if (status != RBK_OK)
            return status;
        for (uint32_t i = count; i-- > 0 && !found;) {
            const uint8_t *sector = reading->reader.sectors + (size_t)i * RBK_SECTOR_BYTES;
            bool audio = rbk_sector_kind_of(sector) == RBK_SECTOR_AUDIO;
            if (lost >> i & 1)
                unreadable++;
            else if (audio == is_audio(reading, t + 1))
                *border = lba + (int32_t)i;
            else
                found = true;
        }
    }
    return RBK_OK;
}

/* The end of the sectors of one kind that track t is the last of. Without an offset all kinds are read alike. */
static rbk_status find_end(rbk_disc_reading *reading, size_t t, int32_t *end, rbk_error *error)
{
    *end = rbk_read_track_end(reading, t);
    return ends_session(reading, t) || reading->options->offset_samples == 0 ? RBK_OK
                                                                             : find_border(reading, t, end, error);
}

/* Adjacent tracks of one kind are read as one range; before the first there may be audio, too. */
static rbk_status copy_session(rbk_disc_reading *reading, size_t s, damage *run, rbk_output *output, rbk_error *error)
{
    const rbk_mmc_session *session = &reading->sessions.sessions[s];
    size_t t = session->first_track - reading->toc.first_track;
    disc_range range = {.first_lba = reading->starts_lba[s], .after_pregap = s > 0 && !reading->whole_pregap[s]};
    rbk_status status = RBK_OK;
    while (range.first_lba < session->lead_out_lba && status == RBK_OK) {
        size_t last = t;
        while (!ends_session(reading, last) && is_audio(reading, last + 1) == is_audio(reading, t))
            last++;
        range.offset_samples = is_audio(reading, t) ? reading->options->offset_samples : 0;
        status = find_end(reading, last, &range.end_lba, error);
        if (status == RBK_OK)
            status = copy_range(reading, run, &range, output, error);
        range = (disc_range){.first_lba = range.end_lba};
        t = last + 1;
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
    for (size_t t = 0; t < tracks; t++)
        reading->modes[t] = RBK_MODE_AUDIO;
    for (size_t s = 0; s < reading->sessions.count && status == RBK_OK; s++)
        status = copy_session(reading, s, &run, outputs[s], error);
    rbk_read_q_end(reading);
    reading->report->sectors = reading->total_sectors;
    if (status == RBK_OK && (report_run(reading, &run) != RBK_OK || complete_modes(reading) != RBK_OK))
        status = rbk_fail_memory(error);
    if (status == RBK_OK && run.runs > RUNS_REPORTED &&
        rbk_findings_add(reading->findings, RBK_ERROR, "read.unreadable", reading->recorder->device, 0, 0,
                         "and %u more range%s, which --json lists", run.runs - RUNS_REPORTED,
                         RBK_PLURAL(run.runs - RUNS_REPORTED, "", "s")) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}
