/*
 * Signal findings.
 *
 * Joins. The third difference of samples is small in audio, which is smooth, and large at a cut. How large it may be depends
 * on the audio, so a join is held against the largest one on either side of it; what is next to silence is an entry or an
 * end, and no cut.
 *
 * Pre-emphasis. A flag cannot be proved by a spectrum alone, since music differs by more than the 7 dB that emphasis adds.
 * Tracks of one disc differ less, so flagged tracks are held against those that are not flagged.
 */
#include "verify/check_signal.h"

#include "verify/hdcd.h"
#include "verify/spectrum.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define WINDOWS_OF_BLOCK 2
#define HDCD_SECTORS     16 /* of each block */
#define HDCD_CODES_MIN   3

#define EDGE_SAMPLES  4096 /* on either side of a join */
#define EDGE_MIN      1000
#define QUIET_SAMPLES 256
#define QUIET_LEVEL   30 /* mean absolute value: -60 dBFS */
#define JUMP_MIN      2000
#define JUMP_RATIO    4
#define JUMP_SURE     10

#define LEVEL_TRACKS_MIN 4
#define LEVEL_DB         15
#define EMPHASIS_DB      2 /* less treble than this over the other tracks contradicts a flag; 7 are expected */

/* What a track is like, for the comparison with others. */
typedef struct track_facts {
    bool audio; /* with an opinion on its level */
    double level_dbfs;
    bool has_treble;
    double treble_db;
} track_facts;

struct rbk_signal_check {
    rbk_inspection in;
    rbk_spectrum_tables tables;
    rbk_spectrum spectrum; /* of the track */
    rbk_hdcd hdcd[RBK_CHANNELS];
    track_facts facts[RBK_TRACKS_MAX];
    int16_t edge[EDGE_SAMPLES * RBK_CHANNELS]; /* the last samples of audio */
    size_t edge_count;
    size_t edge_track;
    int32_t edge_lba; /* of the sector after them; RBK_NO_LBA: none */
};

static void begin_track(rbk_signal_check *check)
{
    memset(&check->spectrum, 0, sizeof check->spectrum);
    for (size_t channel = 0; channel < RBK_CHANNELS; channel++)
        check->hdcd[channel] = (rbk_hdcd){.first_sample = -1};
}

rbk_signal_check *rbk_signal_check_new(const rbk_inspection *in)
{
    rbk_signal_check *check = calloc(1, sizeof *check);
    if (!check)
        return NULL;
    check->in = *in;
    check->edge_lba = RBK_NO_LBA;
    rbk_spectrum_tables_init(&check->tables);
    begin_track(check);
    return check;
}

void rbk_signal_check_free(rbk_signal_check *check)
{
    free(check);
}

/* ------------------------------------------------------------------ joins */

static bool is_quiet(const int16_t *samples, size_t count)
{
    int64_t sum = 0;
    for (size_t i = 0; i < count * RBK_CHANNELS; i++)
        sum += abs(samples[i]);
    return sum < (int64_t)QUIET_LEVEL * (int64_t)(count * RBK_CHANNELS);
}

/* The largest third difference from the fourth sample on. */
static int largest_jump(const int16_t *samples, size_t count)
{
    int largest = 0;
    for (size_t i = 3 * RBK_CHANNELS; i < count * RBK_CHANNELS; i++) {
        int jump = abs(samples[i] - 3 * samples[i - 2] + 3 * samples[i - 4] - samples[i - 6]);
        largest = jump > largest ? jump : largest;
    }
    return largest;
}

static rbk_status look_at_join(const rbk_signal_check *check, const rbk_scan_block *block)
{
    int16_t around[6 * RBK_CHANNELS];
    size_t count = (size_t)block->count * RBK_SECTOR_SAMPLES;
    count = count < EDGE_SAMPLES ? count : EDGE_SAMPLES;
    if (count < EDGE_MIN || check->edge_count < EDGE_MIN ||
        is_quiet(check->edge + (check->edge_count - QUIET_SAMPLES) * RBK_CHANNELS, QUIET_SAMPLES) ||
        is_quiet(block->samples, QUIET_SAMPLES))
        return RBK_OK;
    memcpy(around, check->edge + (check->edge_count - 3) * RBK_CHANNELS, 3 * RBK_SAMPLE_BYTES);
    memcpy(around + 3 * RBK_CHANNELS, block->samples, 3 * RBK_SAMPLE_BYTES);
    int jump = largest_jump(around, 6), before = largest_jump(check->edge, check->edge_count);
    int after = largest_jump(block->samples, count), other = before > after ? before : after;
    if (jump < JUMP_MIN || jump < JUMP_RATIO * other)
        return RBK_OK;
    char time[RBK_TIME_BYTES];
    const rbk_track *track = &check->in.disc->tracks[block->track];
    return rbk_inspection_report(&check->in, RBK_RULE_AUDIO_JOIN, track,
                                 "the audio has a step where tracks %u and %u meet, at %s: a third difference of %d, "
                                 "at most %d in the %d ms before and "
                                 "after (%s)",
                                 (unsigned)check->in.disc->tracks[check->edge_track].number, (unsigned)track->number,
                                 rbk_time_format(block->lba, time), jump, other, EDGE_SAMPLES * 1000 / RBK_RATE_HZ,
                                 jump >= JUMP_SURE * other ? "almost certain" : "likely");
}

/* Keeps the last samples. */
static void keep_edge(rbk_signal_check *check, const rbk_scan_block *block)
{
    size_t count = (size_t)block->count * RBK_SECTOR_SAMPLES;
    if (check->edge_lba != block->lba)
        check->edge_count = 0;
    if (count >= EDGE_SAMPLES) {
        memcpy(check->edge, block->samples + (count - EDGE_SAMPLES) * RBK_CHANNELS, sizeof check->edge);
        check->edge_count = EDGE_SAMPLES;
    } else {
        size_t kept = check->edge_count < EDGE_SAMPLES - count ? check->edge_count : EDGE_SAMPLES - count;
        memmove(check->edge, check->edge + (check->edge_count - kept) * RBK_CHANNELS, kept * RBK_SAMPLE_BYTES);
        memcpy(check->edge + kept * RBK_CHANNELS, block->samples, count * RBK_SAMPLE_BYTES);
        check->edge_count = kept + count;
    }
    check->edge_track = block->track;
    check->edge_lba = block->lba + (int32_t)block->count;
}

/* ------------------------------------------------------------------ blocks */

static void take_windows(rbk_signal_check *check, const rbk_scan_block *block)
{
    size_t count = (size_t)block->count * RBK_SECTOR_SAMPLES;
    for (size_t i = 0; i < WINDOWS_OF_BLOCK; i++) {
        size_t at = count / WINDOWS_OF_BLOCK * i;
        if (at + RBK_SPECTRUM_SAMPLES <= count)
            rbk_spectrum_take(&check->spectrum, &check->tables, block->samples + at * RBK_CHANNELS);
    }
}

static void take_codes(rbk_signal_check *check, const rbk_scan_block *block)
{
    size_t sectors = block->count < HDCD_SECTORS ? block->count : HDCD_SECTORS;
    for (unsigned channel = 0; channel < RBK_CHANNELS; channel++) {
        check->hdcd[channel].bits = 0;
        check->hdcd[channel].ahead = 0;
        rbk_hdcd_take(&check->hdcd[channel], block->samples, sectors * RBK_SECTOR_SAMPLES, channel,
                      (int64_t)block->lba * RBK_SECTOR_SAMPLES);
    }
}

rbk_status rbk_signal_check_take(rbk_signal_check *check, const rbk_scan_block *block)
{
    rbk_status status = RBK_OK;
    if (!block->audio) {
        check->edge_lba = RBK_NO_LBA;
        return RBK_OK;
    }
    if (check->edge_lba == block->lba && check->edge_track != block->track)
        status = look_at_join(check, block);
    keep_edge(check, block);
    take_windows(check, block);
    take_codes(check, block);
    return status;
}

/* ------------------------------------------------------------------ a track */

static rbk_status report_channels(const rbk_signal_check *check, const rbk_track *track, const rbk_check_track *report)
{
    if (report->channels == RBK_CHANNELS_IDENTICAL)
        return rbk_inspection_report(&check->in, RBK_RULE_AUDIO_MONO, track,
                                     "left and right of track %u are identical in all samples: it is mono (certain)",
                                     (unsigned)track->number);
    if (report->channels == RBK_CHANNELS_INVERTED)
        return rbk_inspection_report(
            &check->in, RBK_RULE_AUDIO_INVERTED, track,
            "right of track %u is left with the other sign in all samples: one channel is inverted (certain)",
            (unsigned)track->number);
    return RBK_OK;
}

static rbk_status report_wall(const rbk_signal_check *check, const rbk_track *track)
{
    rbk_spectral_wall wall;
    if (!rbk_spectrum_wall(&check->spectrum, &wall))
        return RBK_OK;
    return rbk_inspection_report(&check->in, RBK_RULE_AUDIO_BAND_LIMIT, track,
                                 "the spectrum of track %u ends abruptly at %ld.%ld kHz, %ld dB above a floor of %ld "
                                 "dBFS: it comes from a lossy "
                                 "file or a source of a lower sampling rate (%s)",
                                 (unsigned)track->number, lround(wall.hz / 100) / 10, lround(wall.hz / 100) % 10,
                                 lround(wall.drop_db), lround(wall.floor_dbfs),
                                 wall.drop_db >= 35 ? "very likely" : "likely");
}

static rbk_status report_codes(const rbk_signal_check *check, const rbk_track *track)
{
    const rbk_hdcd *left = &check->hdcd[0], *right = &check->hdcd[1];
    const rbk_hdcd *first =
        left->codes > 0 && (right->codes == 0 || left->first_sample < right->first_sample) ? left : right;
    char time[RBK_TIME_BYTES];
    if (left->codes < HDCD_CODES_MIN && right->codes < HDCD_CODES_MIN)
        return RBK_OK;
    return rbk_inspection_report(&check->in, RBK_RULE_AUDIO_HDCD, track,
                                 "track %u has codes of HDCD in the last bits: %" PRId64 " left and %" PRId64
                                 " right in a sixteenth of it, the first at %s (almost certain)",
                                 (unsigned)track->number, left->codes, right->codes,
                                 rbk_time_format(rbk_sectors_floor(first->first_sample), time));
}

/* Mean square of all windows that were not silent, 0: a sine of full scale. */
static double level_of(const rbk_spectrum *spectrum)
{
    double sum = 0;
    for (size_t k = 1; k < RBK_SPECTRUM_BINS; k++)
        sum += spectrum->power[k];
    return 10 * log10(2 * sum / RBK_SPECTRUM_BINS / spectrum->windows / (32768.0 * 32768.0));
}

rbk_status rbk_signal_check_end_track(rbk_signal_check *check, size_t track, const rbk_check_track *report)
{
    const rbk_track *of = &check->in.disc->tracks[track];
    track_facts *facts = &check->facts[track];
    rbk_status status = report_channels(check, of, report);
    if (status == RBK_OK)
        status = report_wall(check, of);
    if (status == RBK_OK)
        status = report_codes(check, of);
    facts->has_treble = rbk_spectrum_treble(&check->spectrum, &facts->treble_db);
    facts->audio = check->spectrum.windows > 0;
    if (facts->audio)
        facts->level_dbfs = level_of(&check->spectrum);
    begin_track(check);
    return status;
}

/* ------------------------------------------------------------------ the disc */

static int compare_doubles(const void *a, const void *b)
{
    double first = *(const double *)a, second = *(const double *)b;
    return (first > second) - (first < second);
}

/* Of count values, which are sorted. */
static double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, compare_doubles);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
}

static rbk_status report_levels(const rbk_signal_check *check)
{
    double levels[RBK_TRACKS_MAX];
    size_t count = 0;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < check->in.disc->track_count; t++)
        if (check->facts[t].audio)
            levels[count++] = check->facts[t].level_dbfs;
    if (count < LEVEL_TRACKS_MIN)
        return RBK_OK;
    double middle = median(levels, count);
    for (size_t t = 0; t < check->in.disc->track_count && status == RBK_OK; t++) {
        double off = check->facts[t].level_dbfs - middle;
        if (!check->facts[t].audio || fabs(off) < LEVEL_DB)
            continue;
        status = rbk_inspection_report(
            &check->in, RBK_RULE_AUDIO_LEVEL, &check->in.disc->tracks[t],
            "track %u has a mean level of %ld dBFS, %ld dB %s the middle of the disc's tracks (possibly as intended)",
            (unsigned)check->in.disc->tracks[t].number, lround(check->facts[t].level_dbfs), lround(fabs(off)),
            off > 0 ? "above" : "below");
    }
    return status;
}

/* Flagged tracks against the others, if there are both. */
static rbk_status report_emphasis(const rbk_signal_check *check)
{
    double plain[RBK_TRACKS_MAX];
    size_t count = 0;
    rbk_status status = RBK_OK;
    for (size_t t = 0; t < check->in.disc->track_count; t++)
        if (check->facts[t].has_treble && !(check->in.disc->tracks[t].flags & RBK_FLAG_PRE_EMPHASIS))
            plain[count++] = check->facts[t].treble_db;
    double middle = count > 0 ? median(plain, count) : 0;
    for (size_t t = 0; t < check->in.disc->track_count && status == RBK_OK && count > 0; t++) {
        const rbk_track *track = &check->in.disc->tracks[t];
        double more = check->facts[t].treble_db - middle;
        if (!check->facts[t].has_treble || !(track->flags & RBK_FLAG_PRE_EMPHASIS) || more >= EMPHASIS_DB)
            continue;
        status = rbk_inspection_report(&check->in, RBK_RULE_AUDIO_EMPHASIS, track,
                                       "track %u is flagged as pre-emphasised, and has %ld dB %s treble than the "
                                       "tracks without the flag, expected "
                                       "about 7 dB more (possible)",
                                       (unsigned)track->number, lround(fabs(more)), more >= 0 ? "more" : "less");
    }
    return status;
}

rbk_status rbk_signal_check_end(rbk_signal_check *check)
{
    rbk_status status = report_levels(check);
    return status == RBK_OK ? report_emphasis(check) : status;
}
