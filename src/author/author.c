/*
 * The author: a probed disc is laid out and checked, all obstacles are reported at once, and only then a stage is
 * opened, laid out the same way, filled and committed.
 */
#include "author/author.h"

#include "audio/open.h"
#include "base/fail.h"
#include "base/path.h"
#include "disc/references.h"
#include "source/source.h"
#include "stage/stage.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

#define JOBS_MAX      64
#define TRUE_PEAK_MIN (-60000) /* thousandths of dBTP */

void rbk_author_options_init(rbk_author_options *options)
{
    *options = (rbk_author_options){.join = RBK_JOIN_AUTO,
                                    .cdtext = RBK_CDTEXT_AUTO,
                                    .capacity_sectors = RBK_CAPACITY_80_MIN,
                                    .short_tracks = RBK_SHORT_REFUSE};
    rbk_conform_options_init(&options->conform);
}

/* ------------------------------------------------------------------ report */

void rbk_author_report_free(rbk_author_report *report)
{
    if (!report)
        return;
    for (size_t i = 0; report->files && i < report->file_count; i++)
        free((char *)report->files[i].info.down_mix);
    free(report->files);
    free(report->cdtext_path);
    rbk_layout_free(report->layout);
    free(report);
}

/* A file of sectors has no audio properties. */
static rbk_status describe_sectors(const rbk_file *file, rbk_author_file_report *report, rbk_error *error)
{
    report->info = (rbk_audio_info){.container = "sectors", .encoding = "data", .bit_exact = true};
    report->info.frames = file->length_frames;
    report->info.down_mix = strdup("");
    return report->info.down_mix ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status describe_file(const rbk_file *file, const rbk_raw_format *given, rbk_author_file_report *report,
                                rbk_error *error)
{
    rbk_raw_format raw;
    rbk_audio *audio;
    rbk_status status = rbk_audio_open_deep(file->location, rbk_source_raw_format(file, given, &raw), RBK_OPEN_TRUST,
                                            &audio, NULL, error);
    if (status != RBK_OK)
        return status;
    status = rbk_audio_check_identity(audio, &file->identity, error);
    if (status != RBK_OK) {
        rbk_audio_close(audio);
        return status;
    }
    report->info = *rbk_audio_information(audio);
    report->info.frames = file->length_frames; /* from the probe */
    report->info.down_mix = strdup(report->info.down_mix);
    report->converted = report->info.rate_hz != RBK_RATE_HZ;
    rbk_audio_close(audio);
    return report->info.down_mix ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status make_sums(const rbk_disc *disc, const rbk_author_report *report, rbk_audio_sum ***sums,
                            rbk_error *error)
{
    rbk_audio_sum **made = calloc(disc->file_count + 1, sizeof(rbk_audio_sum *));
    rbk_status status = made ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        if (strcmp(report->files[i].info.container, "FLAC") == 0)
            status = rbk_audio_sum_new(disc->files[i].location, disc->files[i].length_frames, &disc->files[i].identity,
                                       &made[i], error);
    *sums = made;
    return status;
}

static void free_sums(const rbk_disc *disc, rbk_audio_sum **sums)
{
    for (size_t i = 0; sums && i < disc->file_count; i++)
        rbk_audio_sum_free(sums[i]);
    free(sums);
}

static rbk_status describe_files(const rbk_disc *disc, const rbk_author_options *options, rbk_author_report *report,
                                 rbk_error *error)
{
    report->files = calloc(disc->file_count ? disc->file_count : 1, sizeof *report->files);
    if (!report->files)
        return rbk_fail_memory(error);
    report->file_count = disc->file_count;
    rbk_status status = RBK_OK;
    for (uint32_t i = 0; i < disc->file_count && status == RBK_OK; i++) {
        report->files[i].first_clipped_samples = -1;
        status = rbk_payload_is_sectors(disc, i)
                     ? describe_sectors(&disc->files[i], &report->files[i], error)
                     : describe_file(&disc->files[i], options->raw, &report->files[i], error);
    }
    return status;
}

/* ------------------------------------------------------------------ layout */

/* The end of a track's audio, in samples of the disc: before its padding, after the samples it passes to the next
 * track. */
static int64_t end_of_audio(const rbk_layout *layout, size_t t)
{
    const rbk_layout_track *laid = &layout->tracks[t];
    int64_t handed_on = t + 1 < layout->track_count ? layout->tracks[t + 1].moved_samples : 0;
    return (int64_t)laid->end_lba * RBK_SECTOR_SAMPLES - laid->padded_samples + handed_on;
}

/* The first track from t on that is shorter than 4 s; the number of tracks: none. */
static size_t find_short_track(const rbk_layout *layout, size_t t)
{
    while (t < layout->track_count &&
           layout->tracks[t].end_lba - layout->tracks[t].index01_lba >= RBK_TRACK_SECTORS_MIN)
        t++;
    return t;
}

static rbk_status report_padded(const rbk_track *track, int64_t missing, rbk_findings *findings)
{
    const bool audio = rbk_track_mode_is_audio(track->mode);
    const long long count = (long long)(audio ? missing : missing / RBK_SECTOR_SAMPLES);
    return rbk_findings_add(findings, RBK_WARNING, "track.padded", NULL, track->line, track->number,
                            "track %u is padded with %lld %s%s to 4 s", (unsigned)track->number, count,
                            audio ? "sample" : "empty sector",
                            audio ? RBK_PLURAL(count, " of silence", "s of silence") : RBK_PLURAL(count, "", "s"));
}

/* Pads a track under 4 s with its own silence. */
static rbk_status lengthen(rbk_disc *disc, const rbk_layout *layout, size_t t, rbk_findings *findings, rbk_error *error)
{
    int64_t wanted = ((int64_t)layout->tracks[t].index01_lba + RBK_TRACK_SECTORS_MIN) * RBK_SECTOR_SAMPLES;
    int64_t missing = wanted - end_of_audio(layout, t);
    rbk_status status = rbk_track_add_silence(&disc->tracks[t], missing, error);
    if (status == RBK_OK && report_padded(&disc->tracks[t], missing, findings) != RBK_OK)
        status = rbk_fail_memory(error);
    return status;
}

/*
 * A track that ends in silence passes no samples on, so each padded track moves all after it: one that had 4 s with
 * samples of the track before may be shorter without them. So the disc is laid out again after each one.
 */
static rbk_status lay_out(rbk_disc *disc, const rbk_author_options *options, rbk_layout **layout,
                          rbk_findings *findings, rbk_error *error)
{
    rbk_status status = rbk_layout_compute(disc, options->join, layout, findings, error);
    if (status != RBK_OK || options->short_tracks != RBK_SHORT_PAD)
        return status;
    size_t t = find_short_track(*layout, 0);
    while (t < disc->track_count && status == RBK_OK) {
        status = lengthen(disc, *layout, t, findings, error);
        rbk_layout_free(*layout);
        *layout = NULL;
        if (status == RBK_OK)
            status = rbk_layout_compute(disc, options->join, layout, NULL, error);
        if (status == RBK_OK)
            t = find_short_track(*layout, t + 1);
    }
    return status;
}

/* ------------------------------------------------------------------ refusals */

rbk_track_mode rbk_author_image_mode(rbk_track_mode mode)
{
    if (rbk_track_mode_is_audio(mode))
        return RBK_MODE_AUDIO;
    return mode == RBK_MODE_MODE1_2048 || mode == RBK_MODE_MODE1_2352 ? RBK_MODE_MODE1_2352 : RBK_MODE_MODE2_2352;
}

/*
 * A target must have a name that a set can have, and must not be one of the input files: after a replace the source would be
 * gone.
 */
static rbk_status refuse_own_source(const rbk_disc *disc, const char *sheet_path, const char *target,
                                    rbk_findings *findings, rbk_error *error)
{
    if (!target)
        return rbk_fail_memory(error);
    rbk_status status = rbk_path_check_in_set(target, error);
    return status == RBK_OK ? rbk_source_report_target(disc, sheet_path, target, NULL, findings, error) : status;
}

static rbk_status refuse_own_sources(const rbk_disc *disc, const char *sheet_path, const char *cue_path, bool cdtext,
                                     rbk_findings *findings, rbk_error *error)
{
    rbk_status status = refuse_own_source(disc, sheet_path, cue_path, findings, error);
    for (size_t s = 0; s < rbk_disc_session_count(disc) && status == RBK_OK; s++) {
        char *bin_path = rbk_stage_bin_path(cue_path, s);
        status = refuse_own_source(disc, sheet_path, bin_path, findings, error);
        free(bin_path);
    }
    if (status == RBK_OK && cdtext) {
        char *cdt_path = rbk_stage_cdt_path(cue_path);
        status = refuse_own_source(disc, sheet_path, cdt_path, findings, error);
        free(cdt_path);
    }
    return status;
}

/* ------------------------------------------------------------------ staging */

static rbk_status stage_metadata(rbk_stage *stage, uint32_t number, const rbk_text *text, const rbk_remarks *remarks,
                                 rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (int field = 0; field < RBK_TEXT_FIELDS && status == RBK_OK; field++)
        status = rbk_stage_set_text(stage, number, (rbk_text_field)field, text->field[field], error);
    for (size_t i = 0; i < remarks->count && status == RBK_OK; i++)
        status = rbk_stage_add_remark(stage, number, remarks->lines[i], error);
    return status;
}

static rbk_status stage_track(rbk_stage *stage, uint32_t number, const rbk_track *track, const rbk_layout_track *laid,
                              bool audio_only, rbk_error *error)
{
    rbk_status status = rbk_track_mode_is_audio(track->mode)
                            ? rbk_stage_create_audio_track(stage, 0, error)
                            : rbk_stage_create_data_track(stage, rbk_author_image_mode(track->mode), 0, error);
    if (status == RBK_OK)
        status = stage_metadata(stage, number, &track->text, &track->remarks, error);
    if (status == RBK_OK && !audio_only)
        status = rbk_stage_set_isrc(stage, number, track->isrc, error);
    if (status == RBK_OK)
        status = rbk_stage_set_flags(stage, number, track->flags & RBK_FLAGS_OF_Q, error);
    for (size_t i = 0; i < laid->index_count && status == RBK_OK; i++) {
        int32_t end = i + 1 < laid->index_count ? laid->indexes[i + 1].lba : laid->end_lba;
        status = rbk_stage_begin_index(stage, laid->indexes[i].number, error);
        if (status == RBK_OK)
            status = rbk_stage_reserve_audio_track_blocks(stage, (uint32_t)(end - laid->indexes[i].lba), NULL, error);
    }
    if (status == RBK_OK)
        status = rbk_stage_close_audio_track(stage, error);
    return status;
}

/* audio_only: the stage is only read from, and no descriptor is written; wrong codes are kept. */
static rbk_status stage_disc(rbk_stage *stage, const rbk_disc *disc, const rbk_layout *layout, bool audio_only,
                             rbk_error *error)
{
    rbk_status status = stage_metadata(stage, 0, &disc->text, &disc->remarks, error);
    if (status == RBK_OK && disc->mcn[0] && !audio_only)
        status = rbk_stage_set_mcn(stage, disc->mcn, error);
    for (uint32_t t = 0; t < disc->track_count && status == RBK_OK; t++) {
        status = rbk_author_begin_session(stage, disc, layout, t, error);
        if (status == RBK_OK)
            status = stage_track(stage, t + 1, &disc->tracks[t], &layout->tracks[t], audio_only, error);
    }
    return status;
}

/* What the caller wants: the stage committed (kept NULL), or the filled stage. */
typedef struct authoring {
    const rbk_author_options *options;
    const char *cue_path;
    const rbk_listener *listener;
    rbk_author_report *report;
    rbk_stage **kept;
    rbk_findings *findings;
    rbk_bytes packs;        /* of CD-TEXT, to be written next to the sheet */
    rbk_audio_sum **sums;   /* of the disc's files, during the work */
    size_t errors_before;   /* findings that the caller's list had before the call */
    size_t warnings_before; /* or worse */
} authoring;

static rbk_status open_stage(const authoring *a, rbk_stage **stage, rbk_error *error)
{
    const rbk_author_options *options = a->options;
    rbk_stage_options chosen;
    rbk_stage_options_init(&chosen);
    chosen.capacity_sectors = a->kept ? RBK_PROGRAM_SECTORS_MAX : options->capacity_sectors;
    chosen.gap_sectors = 0; /* pregaps are part of the layout */
    chosen.short_tracks = RBK_SHORT_ALLOW;
    chosen.replace = options->replace;
    chosen.cdtext = a->packs.size > 0 ? RBK_CDTEXT_ALWAYS : RBK_CDTEXT_NEVER;
    rbk_stage *made = NULL;
    rbk_status status = rbk_stage_new(&chosen, &made, error);
    if (status == RBK_OK)
        status = rbk_stage_open(made, a->cue_path, error);
    if (status != RBK_OK) {
        rbk_stage_free(made);
        return status;
    }
    *stage = made;
    return RBK_OK;
}

/* ------------------------------------------------------------------ findings */

/* Short tracks were reported before the work began; the stage's own finding would be a duplicate. A file for each session
 * is what readers agree on. */
static int judge_of_stage(void *user, const rbk_finding *finding)
{
    (void)user;
    if (strcmp(finding->rule, "cue.several-files") == 0)
        return RBK_NOTE;
    return strcmp(finding->rule, RBK_RULE_TRACK_TOO_SHORT) == 0 ? RBK_FINDING_LEFT_OUT : (int)finding->severity;
}

static rbk_status report_audio(const rbk_disc *disc, const rbk_author_report *report, rbk_findings *findings)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < report->file_count && status == RBK_OK; i++) {
        const rbk_author_file_report *file = &report->files[i];
        char time[RBK_TIME_BYTES];
        if (file->moved_sectors > 0)
            status = rbk_findings_add(findings, RBK_NOTE, "data.moved", disc->files[i].location, 0, 0,
                                      "raw data sectors whose header had another address, corrected: %lld",
                                      (long long)file->moved_sectors);
        if (status == RBK_OK && file->info.down_mix[0])
            status = rbk_findings_add(findings, RBK_NOTE, "audio.down-mix", disc->files[i].location, 0, 0, "%s",
                                      file->info.down_mix);
        if (status == RBK_OK && file->clipped_values > 0)
            status = rbk_findings_add(findings, RBK_WARNING, "audio.clipped", disc->files[i].location, 0, 0,
                                      "clipped values: %lld, the first at %s of the disc (sample %lld)",
                                      (long long)file->clipped_values,
                                      rbk_time_format(rbk_sectors_floor(file->first_clipped_samples), time),
                                      (long long)file->first_clipped_samples);
    }
    return status;
}

/* ------------------------------------------------------------------ the whole */

/* All obstacles are found before any work is done. */
static rbk_status judge(const rbk_disc *disc, authoring *a, rbk_error *error)
{
    const rbk_author_options *options = a->options;
    rbk_rules rules = {.capacity_sectors = options->capacity_sectors,
                       .short_tracks = options->short_tracks,
                       .judge = a->kept ? RBK_JUDGE_READ : RBK_JUDGE_AUTHOR};
    rbk_status status = rbk_rules_check(disc, a->report->layout, &rules, options->sheet_path, a->findings, error);
    if (status == RBK_OK &&
        rbk_author_check_sessions(disc, a->report->layout, options->sheet_path, a->kept != NULL, a->findings) != RBK_OK)
        status = rbk_fail_memory(error);
    if (status == RBK_OK && !a->kept)
        status = rbk_author_make_cdtext(disc, options, a->cue_path, &a->packs, a->findings, error);
    if (status != RBK_OK && status != RBK_REFUSED)
        return status;
    rbk_status target =
        refuse_own_sources(disc, options->sheet_path, a->cue_path, a->packs.size > 0, a->findings, error);
    if (target == RBK_OK && !a->kept)
        target = rbk_source_report_joining(a->cue_path, NULL, 0, disc, NULL, a->findings, error);
    if (target != RBK_OK)
        return target;
    if (status == RBK_REFUSED || rbk_findings_count_from(a->findings, RBK_ERROR) > a->errors_before)
        return rbk_fail(error, RBK_REFUSED, "the disc cannot be authored");
    return RBK_OK;
}

/* Fills a stage and leaves it open. */
static rbk_status fill_stage(const rbk_author_work *work, const authoring *a, rbk_stage **stage, rbk_error *error)
{
    rbk_author_work inside = *work;
    rbk_status status = open_stage(a, &inside.stage, error);
    if (status != RBK_OK)
        return status;
    status = stage_disc(inside.stage, work->disc, work->layout, a->kept != NULL, error);
    if (status == RBK_OK)
        status = rbk_stage_set_cdtext(inside.stage, a->packs.data, a->packs.size, error);
    if (status == RBK_OK)
        status = rbk_author_fill(&inside, error);
    if (status == RBK_OK && work->listener)
        status = rbk_stage_progress_advise(inside.stage, work->listener, error);
    if (status != RBK_OK) {
        rbk_stage_free(inside.stage);
        return status;
    }
    *stage = inside.stage;
    return RBK_OK;
}

/* With strict a warning refuses: all of them are known now, and no file has its name yet. */
static rbk_status refuse_warnings(const authoring *a, rbk_error *error)
{
    size_t count = a->options->strict ? rbk_findings_count_from(a->findings, RBK_WARNING) - a->warnings_before : 0;
    if (count == 0)
        return RBK_OK;
    return rbk_fail(error, RBK_REFUSED, "%zu warning%s, refused by --strict", count, RBK_PLURAL(count, "", "s"));
}

static rbk_status report_sums(const rbk_disc *disc, const authoring *a, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < disc->file_count && status == RBK_OK; i++)
        status = rbk_audio_sum_report(a->sums[i], a->findings, error);
    return status;
}

/* Of the image that is replaced. */
static rbk_status report_kept(const rbk_disc *disc, const authoring *a, rbk_error *error)
{
    size_t count = rbk_disc_session_count(disc);
    char **paths = calloc(count + 1, sizeof(char *));
    rbk_status status = paths ? RBK_OK : rbk_fail_memory(error);
    for (size_t s = 0; s < count && status == RBK_OK; s++)
        if (!(paths[s] = rbk_stage_bin_path(a->cue_path, s)))
            status = rbk_fail_memory(error);
    if (status == RBK_OK && a->packs.size > 0 && !(paths[count] = rbk_stage_cdt_path(a->cue_path)))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_source_report_old(a->cue_path, (const char *const *)paths, count + 1,
                                       RBK_SOURCE_KEPT | RBK_SOURCE_SHARED, a->findings, error);
    for (size_t i = 0; paths && i <= count; i++)
        free(paths[i]);
    free(paths);
    return status;
}

/* All findings are made before the files get their names: after that nothing may fail. */
static rbk_status commit(const rbk_disc *disc, const authoring *a, rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_source_check_unchanged(disc, a->options->sheet_path, error);
    if (status == RBK_OK)
        status = rbk_stage_prepare(stage, error);
    if (status == RBK_OK && a->packs.size > 0 && !(a->report->cdtext_path = rbk_stage_cdt_path(a->cue_path)))
        status = rbk_fail_memory(error);
    if (status == RBK_OK &&
        (rbk_findings_pass_on(rbk_stage_findings(stage), judge_of_stage, NULL, a->findings) != RBK_OK ||
         report_audio(disc, a->report, a->findings) != RBK_OK))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = report_sums(disc, a, error);
    if (status == RBK_OK && a->options->replace)
        status = report_kept(disc, a, error);
    if (status == RBK_OK)
        status = refuse_warnings(a, error);
    return status == RBK_OK ? rbk_stage_publish(stage, error) : status;
}

/* Passes the filled stage to the caller that asked for it. */
static rbk_status keep(const rbk_disc *disc, const authoring *a, rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_source_check_unchanged(disc, a->options->sheet_path, error);
    if (status == RBK_OK)
        status = report_audio(disc, a->report, a->findings) == RBK_OK ? rbk_stage_complete_stash(stage, error)
                                                                      : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = report_sums(disc, a, error);
    if (status == RBK_OK)
        *a->kept = stage;
    return status;
}

/* With a gain, what was bit-exact no longer is. */
static rbk_status choose_gain(const rbk_author_work *work, rbk_author_options *options, const authoring *a,
                              rbk_error *error)
{
    rbk_status status = RBK_OK;
    if (options->normalize)
        options->conform.gain_millidecibels = 0;
    if ((options->normalize || options->conform.gain_millidecibels != 0) && !rbk_author_has_audio(work->disc)) {
        options->conform.gain_millidecibels = 0;
        status = rbk_findings_add(a->findings, RBK_NOTE, "audio.gain", options->sheet_path, 0, 0,
                                  "the gain has no effect: the disc has no audio");
        return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
    }
    if (options->normalize)
        status = rbk_author_normalize(work, options, a->findings, error);
    else if (options->conform.gain_millidecibels != 0)
        status = rbk_author_check_gain(work, a->findings, error);
    if (status != RBK_OK)
        return status;
    a->report->gain_millidecibels = options->conform.gain_millidecibels;
    for (size_t i = 0; i < a->report->file_count && a->report->gain_millidecibels != 0; i++)
        a->report->files[i].info.bit_exact &= a->report->files[i].info.rate_hz == 0; /* sectors stay what they are */
    return rbk_author_report_gain(options, a->report, a->findings) == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status author_disc(rbk_disc *disc, authoring *a, rbk_error *error)
{
    rbk_stage *stage = NULL;
    rbk_status status = lay_out(disc, a->options, &a->report->layout, a->findings, error);
    if (status == RBK_OK)
        status = judge(disc, a, error);
    if (status == RBK_OK)
        status = describe_files(disc, a->options, a->report, error);
    if (status == RBK_OK && !a->kept)
        status = rbk_author_report_losses(disc, a->report->layout, a->options->sheet_path, a->findings, error);
    if (status != RBK_OK)
        return status;
    rbk_author_options options = *a->options;
    rbk_author_work work = {.disc = disc,
                            .layout = a->report->layout,
                            .options = &options,
                            .report = a->report,
                            .listener = a->listener,
                            .filters = rbk_filters_new(options.jobs)}; /* without memory each conformer makes its own */
    status = make_sums(disc, a->report, &a->sums, error);
    work.sums = a->sums;
    if (status == RBK_OK)
        status = rbk_image_open_parts(disc, a->report->layout, &work.image, error);
    if (status == RBK_OK)
        status = rbk_author_check_volumes(&work, a->findings, error);
    if (status == RBK_OK)
        status = choose_gain(&work, &options, a, error);
    if (status == RBK_OK)
        status = fill_stage(&work, a, &stage, error);
    rbk_image_close(work.image);
    rbk_filters_free(work.filters);
    if (status == RBK_OK)
        status = a->kept ? keep(disc, a, stage, error) : commit(disc, a, stage, error);
    if (status != RBK_OK || !a->kept)
        rbk_stage_free(stage);
    free_sums(disc, a->sums);
    return status;
}

static rbk_status check_call(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                             const rbk_findings *findings, rbk_error *error)
{
    if (!disc || !options || !cue_path || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (options->jobs > JOBS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected 1 to %d jobs, found %u", JOBS_MAX,
                        (unsigned)options->jobs);
    if (options->capacity_sectors < 1 || options->capacity_sectors > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a capacity of 1 to %d sectors, found %u",
                        RBK_PROGRAM_SECTORS_MAX, (unsigned)options->capacity_sectors);
    if ((unsigned)options->short_tracks > RBK_SHORT_ALLOW)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown way %d to treat short tracks",
                        (int)options->short_tracks);
    if ((unsigned)options->cdtext > RBK_CDTEXT_NEVER)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown use %d of CD-TEXT", (int)options->cdtext);
    if (options->normalize &&
        (options->true_peak_millidecibels < TRUE_PEAK_MIN || options->true_peak_millidecibels > 0))
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "expected a true peak of -60 to 0 dBTP, found %lld thousandths of a dB",
                        (long long)options->true_peak_millidecibels);
    return rbk_disc_check_to_write(disc, error);
}

/* Copies the report to *report if wanted. */
static rbk_status author_copy(const rbk_disc *disc, const authoring *wanted, rbk_author_report **report,
                              rbk_error *error)
{
    rbk_author_options options = *wanted->options;
    rbk_disc *own = rbk_disc_copy(disc); /* short tracks may have to be padded */
    authoring a = *wanted;
    a.options = &options;
    a.errors_before = rbk_findings_count_from(a.findings, RBK_ERROR);
    a.warnings_before = rbk_findings_count_from(a.findings, RBK_WARNING);
    a.report = calloc(1, sizeof *a.report);
    rbk_status status = own && a.report ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_recover_reporting(a.cue_path, options.replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE,
                                       a.findings, error);
    if (status == RBK_OK)
        status = author_disc(own, &a, error);
    rbk_disc_free(own);
    rbk_bytes_release(&a.packs);
    if (status == RBK_OK && report)
        *report = a.report;
    else
        rbk_author_report_free(a.report);
    return status;
}

rbk_status rbk_author_write(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                            const rbk_listener *listener, rbk_author_report **report, rbk_findings *findings,
                            rbk_error *error)
{
    rbk_status status = check_call(disc, options, cue_path, findings, error);
    if (status != RBK_OK)
        return status;
    authoring wanted = {options, cue_path, listener, NULL, NULL, findings, {NULL, 0}, NULL, 0, 0};
    return author_copy(disc, &wanted, report, error);
}

rbk_status rbk_author_stage(const rbk_disc *disc, const rbk_author_options *options, const char *cue_path,
                            const rbk_listener *listener, rbk_stage **stage, rbk_findings *findings, rbk_error *error)
{
    rbk_status status = check_call(disc, options, cue_path, findings, error);
    if (status == RBK_OK && !stage)
        status = rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (status != RBK_OK)
        return status;
    authoring wanted = {options, cue_path, listener, NULL, stage, findings, {NULL, 0}, NULL, 0, 0};
    return author_copy(disc, &wanted, NULL, error);
}
