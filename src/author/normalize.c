/*
 * One gain for the whole disc, so that the levels of tracks stay as they were mastered. The true peak is that of the disc
 * without a gain, found with all its audio converted; where that clips, or is hidden by dither, it is measured again at another
 * level.
 */
#include "author/author.h"

#include "audio/gain.h"
#include "audio/shaper.h"
#include "base/fail.h"
#include "base/path.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LAST_BIT      (1 / 32768.0)
#define DITHER_PEAK   (1.5 * LAST_BIT) /* of the dither of a measurement, with rounding */
#define EXACT_PEAK    0.4              /* from here on dither changes a peak by less than 0.001 dB */
#define MEASURED_PEAK 0.9              /* that quiet audio is brought to, below what could clip */

/* Decimal numbers without the locale: "+1.25", "-0.004". */
typedef struct shown_decibels {
    char text[24];
} shown_decibels;

static shown_decibels shown(int64_t millidecibels)
{
    shown_decibels s;
    long long size = millidecibels < 0 ? -millidecibels : millidecibels;
    int used =
        snprintf(s.text, sizeof s.text, "%c%lld.%03lld", millidecibels < 0 ? '-' : '+', size / 1000, size % 1000);
    while (used > 3 && s.text[used - 1] == '0' && s.text[used - 3] != '.')
        s.text[--used] = '\0';
    return s;
}

/* ------------------------------------------------------------------ what has no gain */

static bool is_read_as_sectors(const rbk_author_work *work, const rbk_track *track, uint32_t *file)
{
    for (size_t e = 0; e < track->extent_count; e++)
        if (!track->extents[e].silence && rbk_image_reads_file(work->image, track->extents[e].file)) {
            *file = track->extents[e].file;
            return true;
        }
    return false;
}

rbk_status rbk_author_check_gain(const rbk_author_work *work, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = RBK_OK;
    size_t refused = 0;
    uint32_t file = 0;
    for (size_t t = 0; t < work->disc->track_count && status == RBK_OK; t++) {
        const rbk_track *track = &work->disc->tracks[t];
        if (!rbk_track_mode_is_audio(track->mode) || !is_read_as_sectors(work, track, &file))
            continue;
        refused++;
        const char *location = work->disc->files[file].location, *sheet = work->options->sheet_path;
        status = rbk_findings_add(findings, RBK_ERROR, "audio.gain-of-sectors", sheet ? sheet : location, track->line,
                                  track->number,
                                  "track %u is in '%s', a file of sectors, and gets no gain: expected a file of audio",
                                  (unsigned)track->number, rbk_path_base(location));
    }
    if (status != RBK_OK)
        return rbk_fail_memory(error);
    return refused > 0 ? rbk_fail(error, RBK_REFUSED, "the disc cannot be given a gain") : RBK_OK;
}

/* ------------------------------------------------------------------ the level */

/* The first file with clipped values, whose reports are only for this; the number of files: none. */
static size_t clipping_file(const rbk_author_report *report)
{
    size_t file = 0;
    while (file < report->file_count && report->files[file].clipped_values == 0)
        file++;
    return file;
}

/* The true peak with a gain, as it is measured. */
typedef struct measurement {
    double peak;     /* 1.0 = full scale */
    bool dithered;   /* in part: peak may be off by DITHER_PEAK either way */
    size_t clipping; /* a file in which it is more than that, or the number of files */
} measurement;

static bool is_dithered(const rbk_author_report *report)
{
    bool dithered = false;
    for (size_t f = 0; f < report->file_count; f++)
        dithered |= report->files[f].dithered;
    return dithered;
}

static rbk_status measure(const rbk_author_work *work, int64_t gain, measurement *measured, rbk_error *error)
{
    rbk_level level;
    rbk_author_work measuring = *work;
    rbk_author_options options = *work->options;
    rbk_author_report report = *work->report;
    rbk_audio_sum **no_sums = calloc(work->disc->file_count + 1, sizeof(rbk_audio_sum *));
    options.conform.gain_millidecibels = gain;
    options.conform.dither = RBK_DITHER_TPDF;
    measuring.options = &options;
    measuring.report = &report;
    measuring.level = &level;
    measuring.sums = no_sums;
    report.files = calloc(report.file_count + 1, sizeof *report.files);
    rbk_status status = rbk_level_init(&level, error);
    if (status == RBK_OK && (!report.files || !no_sums))
        status = rbk_fail_memory(error);
    if (status == RBK_OK) {
        memcpy(report.files, work->report->files, report.file_count * sizeof *report.files);
        status = rbk_author_fill(&measuring, error);
    }
    if (status == RBK_OK)
        *measured = (measurement){rbk_level_true_peak(&level), is_dithered(&report), clipping_file(&report)};
    rbk_level_release(&level);
    free(report.files);
    free(no_sums);
    return status;
}

/* At a lower level, where it clips without a gain. */
static rbk_status measure_unclipped(const rbk_author_work *work, int64_t *gain, measurement *measured, rbk_error *error)
{
    static const int64_t gains[] = {0, -18000, -60000, -RBK_GAIN_MAX_MILLIDECIBELS};
    const size_t files = work->report->file_count;
    rbk_status status = RBK_OK;
    measured->clipping = files;
    for (size_t i = 0; i < sizeof gains / sizeof gains[0] && (i == 0 || measured->clipping < files) && status == RBK_OK;
         i++)
        status = measure(work, *gain = gains[i], measured, error);
    if (status == RBK_OK && measured->clipping < files) {
        status = rbk_fail(error, RBK_BAD_AUDIO, "the audio is more than 100 dB above full scale");
        rbk_error_set_path(error, work->disc->files[measured->clipping].location);
    }
    return status;
}

/* The peak without the gain, at most. */
static double upper_bound(const measurement *measured, int64_t gain)
{
    return (measured->peak + (measured->dithered ? DITHER_PEAK : 0)) / rbk_gain_factor(gain);
}

/*
 * The true peak without a gain: an upper bound, as close as gains are to each other. Dither hides that of quiet audio, which is
 * measured again near full scale, more than once where it is below the dither.
 */
static rbk_status find_peak(const rbk_author_work *work, double *peak, rbk_error *error)
{
    int64_t gain = 0;
    measurement measured = {0};
    rbk_status status = measure_unclipped(work, &gain, &measured, error);
    *peak = upper_bound(&measured, gain);
    while (status == RBK_OK && measured.dithered && measured.peak < EXACT_PEAK && gain < RBK_GAIN_MAX_MILLIDECIBELS) {
        gain = rbk_gain_below(MEASURED_PEAK / *peak);
        status = measure(work, gain, &measured, error);
        *peak = upper_bound(&measured, gain);
    }
    return status;
}

/* What dither adds at most. */
static double dither_peak(const rbk_conform_options *options)
{
    if (options->dither == RBK_DITHER_SHAPED)
        return rbk_noise_curve_of((rbk_dither_curve)options->curve)->worst * LAST_BIT;
    return (options->dither == RBK_DITHER_TPDF ? 1.5 : 0.5) * LAST_BIT;
}

static int64_t millidecibels_above(double peak)
{
    return (int64_t)ceil(20000 * log10(peak));
}

/* A level that dither has without audio, or with no more of it than the last bit, is no level of the audio. */
static rbk_status check_level(const rbk_author_options *options, rbk_findings *findings, rbk_error *error)
{
    const double dither = dither_peak(&options->conform), least = dither + LAST_BIT;
    if (rbk_gain_factor(options->true_peak_millidecibels) >= least)
        return RBK_OK;
    if (rbk_findings_add(
            findings, RBK_ERROR, "audio.true-peak", options->sheet_path, 0, 0,
            "dither with the curve %s has peaks of %s dB without any audio: expected a true peak of %s dB or "
            "above, found %s",
            rbk_noise_curve_of((rbk_dither_curve)options->conform.curve)->name, shown(millidecibels_above(dither)).text,
            shown(millidecibels_above(least)).text, shown(options->true_peak_millidecibels).text) != RBK_OK)
        return rbk_fail_memory(error);
    return rbk_fail(error, RBK_REFUSED, "the disc cannot be given a gain");
}

/* The most that a gain can be may be too little. */
static rbk_status report_limit(const rbk_author_options *options, double peak, double level, rbk_findings *findings)
{
    const int64_t gain = options->conform.gain_millidecibels;
    const double reached = peak * rbk_gain_factor(gain);
    if (gain < RBK_GAIN_MAX_MILLIDECIBELS || reached * rbk_gain_factor(1) >= level)
        return RBK_OK;
    return rbk_findings_add(findings, RBK_WARNING, "audio.gain-limited", options->sheet_path, 0, 0,
                            "no gain is above %d dB: the true peak becomes %s dBTP, not %s",
                            RBK_GAIN_MAX_MILLIDECIBELS / 1000, shown(millidecibels_above(reached)).text,
                            shown(options->true_peak_millidecibels).text);
}

rbk_status rbk_author_normalize(const rbk_author_work *work, rbk_author_options *options, rbk_findings *findings,
                                rbk_error *error)
{
    double peak = 0;
    double level = rbk_gain_factor(options->true_peak_millidecibels) - dither_peak(&options->conform);
    rbk_status status = rbk_author_check_gain(work, findings, error);
    if (status == RBK_OK)
        status = check_level(options, findings, error);
    if (status == RBK_OK)
        status = find_peak(work, &peak, error);
    if (status != RBK_OK || peak <= 0)
        return status;
    options->conform.gain_millidecibels = rbk_gain_below(level / peak);
    work->report->measured = true;
    work->report->true_peak_dbtp = 20 * log10(peak);
    return report_limit(options, peak, level, findings) == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

bool rbk_author_has_audio(const rbk_disc *disc)
{
    for (size_t t = 0; t < disc->track_count; t++)
        if (rbk_track_mode_is_audio(disc->tracks[t].mode))
            return true;
    return false;
}

rbk_status rbk_author_report_gain(const rbk_author_options *options, const rbk_author_report *report,
                                  rbk_findings *findings)
{
    shown_decibels gain = shown(report->gain_millidecibels);
    if (report->measured)
        return rbk_findings_add(findings, RBK_NOTE, "audio.gain", options->sheet_path, 0, 0,
                                "all audio gets a gain of %s dB: its true peak was %s dBTP", gain.text,
                                shown((int64_t)floor(report->true_peak_dbtp * 100 + 0.5) * 10).text);
    if (options->normalize)
        return rbk_findings_add(findings, RBK_NOTE, "audio.gain", options->sheet_path, 0, 0,
                                "all audio is silent and gets no gain");
    if (report->gain_millidecibels != 0)
        return rbk_findings_add(findings, RBK_NOTE, "audio.gain", options->sheet_path, 0, 0,
                                "all audio gets a gain of %s dB", gain.text);
    return RBK_OK;
}
