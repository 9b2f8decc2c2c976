/*
 * A conversion from start to end: plan, refusals, the source as an image of sectors, the work.
 *
 * Sources. Files of disc sectors are read directly, and so are audio files that pass unchanged. A disc with any other
 * audio file is staged first, as the author does it; its audio is read from the unfinished image, which is removed at
 * the end.
 */
#include "base/fail.h"
#include "base/folder.h"
#include "base/path.h"
#include "convert/origin.h"
#include "convert/write.h"
#include "disc/references.h"
#include "format/ddp.h"
#include "image/modified_q.h"
#include "source/source.h"

#include <redbook/convert.h>
#include <redbook/image.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name of the stage's image; no file ever gets it. */
#define SOURCE_SUFFIX ".redbook-source.cue"

void rbk_convert_options_init(rbk_convert_options *options)
{
    *options = (rbk_convert_options){.pregaps = RBK_PREGAPS_KEEP};
    rbk_author_options_init(&options->author);
}

/* A conversion in progress. */
typedef struct converting {
    const rbk_disc *disc;
    const rbk_convert_options *options;
    const rbk_target_traits *traits;
    const char *path;
    const rbk_listener *listener;
    rbk_findings *findings;
    size_t errors_before; /* that the caller's list of findings had before the call */
    rbk_layout *layout;
    rbk_conversion *made;
    rbk_stage *stage; /* NULL unless the source was staged */
    rbk_convert_source source;
    bool *graphics;           /* NULL unless the source has a subchannel */
    uint32_t *beyond_packs;   /* NULL unless graphics go into files of their own */
    rbk_findings *q_findings; /* the same */
    rbk_disc *found_q;        /* NULL unless it was looked for in the subchannel */
    bool *silent_pregaps;     /* NULL unless they become commands */
    int64_t *left_over;       /* by the file's position */
    rbk_kept_origin kept;     /* of a container, until a plan has it */
    bool made_folder;         /* that of files with fixed names */
} converting;

/* ------------------------------------------------------------------ the plan */

static uint32_t threads(uint32_t jobs)
{
    long processors = jobs > 0 ? (long)jobs : sysconf(_SC_NPROCESSORS_ONLN);
    return processors > 0 ? (uint32_t)processors : 1;
}

/* Replaces the plan by a new one. */
static rbk_status plan(converting *c, rbk_findings *findings, rbk_error *error)
{
    rbk_conversion_free(c->made);
    c->made = calloc(1, sizeof *c->made);
    if (!c->made)
        return rbk_fail_memory(error);
    const bool as_it_was =
        !c->options->target && c->options->pregaps == RBK_PREGAPS_KEEP && c->options->author.cdtext == RBK_CDTEXT_AUTO;
    const bool restore = as_it_was && rbk_origin_can_be_restored(&c->kept, c->disc, c->layout, c->path);
    rbk_status status = RBK_OK;
    if (as_it_was && !restore && c->traits->format && !c->traits->container)
        status = rbk_origin_report_other(&c->kept, c->disc, c->layout, c->path, c->options->author.sheet_path, findings,
                                         error);
    if (status != RBK_OK)
        return status;
    const rbk_planning planning = {.disc = c->disc,
                                   .layout = c->layout,
                                   .traits = c->traits,
                                   .silent_pregaps = c->silent_pregaps,
                                   .graphics = c->graphics,
                                   .beyond_packs = c->beyond_packs,
                                   .listed = c->found_q                    ? c->found_q
                                             : c->disc->listed_q_count > 0 ? c->disc
                                                                           : NULL,
                                   .q_findings = c->q_findings,
                                   .left_over = c->left_over,
                                   .source = c->options->author.sheet_path,
                                   .cdtext = c->options->author.cdtext,
                                   .compression = (rbk_compression)c->options->compression,
                                   .jobs = threads(c->options->author.jobs),
                                   .text_fallback = c->options->author.text_fallback,
                                   .master_id = c->options->master_id,
                                   .made = c->made,
                                   .findings = findings};
    status = c->options->plan_only < 2 ? rbk_plan_unread(&planning, error) : RBK_OK;
    if (status != RBK_OK)
        return status;
    return restore ? rbk_plan_restore(&planning, c->path, &c->kept, error) : rbk_plan_make(&planning, c->path, error);
}

/* ------------------------------------------------------------------ refusals */

static rbk_status check_target(const converting *c, const char *path, rbk_error *error)
{
    struct stat about;
    rbk_error reason;
    bool there = false;
    rbk_status status = rbk_path_check_in_set(path, error);
    if (status == RBK_OK && !c->options->author.replace)
        status = rbk_path_look_at_name(path, &there, &about, error);
    if (status == RBK_OK && !there)
        status = rbk_source_report_target(c->disc, c->options->author.sheet_path, path, NULL, c->findings, error);
    if (status != RBK_OK || !there)
        return status;
    (void)rbk_path_fail_exists(&about, &reason);
    status = rbk_findings_add(c->findings, RBK_ERROR, "target.exists", path, 0, 0, "%s", reason.sentence);
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

/* What is in the subchannel is looked for only where there is a file that may have the same. */
static rbk_status report_joining(const converting *c, const char *const *paths, rbk_error *error)
{
    const char *path = c->made->path;
    const size_t count = c->made->file_count;
    const rbk_disc *listed = c->found_q ? c->found_q : c->disc;
    rbk_disc *found = NULL;
    if (c->traits->arrangement == RBK_Q_ALONE || c->traits->arrangement == RBK_DATA_ALONE)
        return RBK_OK;
    rbk_findings *noticed = rbk_findings_new();
    rbk_status status = noticed ? rbk_source_report_joining(path, paths, count, c->disc, listed, noticed, error)
                                : rbk_fail_memory(error);
    if (status == RBK_OK && c->disc->listed_q_count == 0 && c->source.subchannel && rbk_findings_count(noticed) > 0)
        status = rbk_subchannel_find_modified_q(c->source.subchannel, c->disc, c->layout, true, &found, error);
    rbk_findings_free(noticed);
    if (status == RBK_OK)
        status = rbk_source_report_joining(path, paths, count, c->disc, found ? found : listed, c->findings, error);
    rbk_disc_free(found);
    return status;
}

static bool is_refused(const converting *c)
{
    return rbk_findings_count_from(c->findings, RBK_ERROR) > c->errors_before;
}

/*
 * Of the image that is replaced, and of files that are: names that do not follow from the target's are those of a stored
 * sheet, the tracks of a GDI, and a fileset, whose files all belong to the one that is replaced, if there is one.
 */
static rbk_status report_old(const converting *c, const char *const *paths, rbk_error *error)
{
    struct stat about;
    bool there = false;
    rbk_status status = RBK_OK;
    if (c->traits->arrangement == RBK_FILESET)
        status = rbk_path_look_at_name(c->made->path, &there, &about, error);
    const unsigned what = (is_refused(c) ? /* then nothing is replaced */ 0u : RBK_SOURCE_SHARED) |
                          (there ? 0u : RBK_SOURCE_REPLACED) | (c->made->descriptor.size > 0 ? RBK_SOURCE_KEPT : 0u);
    return status == RBK_OK ? rbk_source_report_old(c->made->path, paths, c->made->file_count, what, c->findings, error)
                            : status;
}

/*
 * Other files in the place of the image: of the one that is replaced, or such as would join this one. *replaced: the number of
 * warnings about the former.
 */
static rbk_status report_others(const converting *c, size_t *replaced, rbk_error *error)
{
    const char **paths = calloc(c->made->file_count + 1, sizeof *paths);
    if (!paths)
        return rbk_fail_memory(error);
    for (size_t i = 0; i < c->made->file_count; i++)
        paths[i] = c->made->files[i].path;
    rbk_status status = report_joining(c, paths, error);
    if (status == RBK_OK && c->made->disc)
        status =
            rbk_source_report_graphics(c->made->path, paths, c->made->file_count, c->made->disc, c->findings, error);
    const size_t before = rbk_findings_count_from(c->findings, RBK_WARNING);
    if (status == RBK_OK && c->options->author.replace)
        status = report_old(c, paths, error);
    *replaced = rbk_findings_count_from(c->findings, RBK_WARNING) - before;
    free(paths);
    return status;
}

static rbk_status check_targets(const converting *c, rbk_error *error)
{
    rbk_status status = rbk_recover_reporting(
        c->path, c->options->author.replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE, c->findings, error);
    if (status != RBK_OK)
        return status;
    status = c->made->descriptor.size > 0 ? check_target(c, c->made->path, error) : RBK_OK;
    for (size_t i = 0; i < c->made->file_count && status == RBK_OK; i++)
        status = check_target(c, c->made->files[i].path, error);
    if (status == RBK_OK && c->traits->arrangement == RBK_FILESET)
        status = rbk_fileset_check_folder(c->made, c->findings, error);
    size_t replaced = 0;
    if (status == RBK_OK)
        status = report_others(c, &replaced, error);
    if (status != RBK_OK)
        return status;
    if (is_refused(c))
        return rbk_fail(error, RBK_REFUSED, "the disc cannot be converted");
    if (c->options->strict && c->made->loss_count > 0)
        return rbk_fail(error, RBK_REFUSED, "the target '%s' loses %zu %s of the disc", c->traits->target.name,
                        c->made->loss_count, RBK_PLURAL(c->made->loss_count, "item", "items"));
    if (c->options->strict && replaced > 0)
        return rbk_fail(error, RBK_REFUSED, "files of another image would be replaced, refused by --strict");
    return RBK_OK;
}

/* ------------------------------------------------------------------ the source */

/* Gives an audio track its sectors of the stage. */
static rbk_status take_staged(const converting *c, rbk_disc *disc, size_t t, uint32_t file, rbk_error *error)
{
    rbk_track *track = &disc->tracks[t];
    const rbk_layout_track *laid = &c->layout->tracks[t];
    track->mode = RBK_MODE_AUDIO;
    track->extent_count = track->index_count = 0;
    rbk_status status =
        rbk_track_add_file_extent(track, file, (int64_t)laid->start_lba * RBK_SECTOR_SAMPLES,
                                  (int64_t)(laid->end_lba - laid->start_lba) * RBK_SECTOR_SAMPLES, error);
    return status == RBK_OK ? rbk_track_add_index(track, 1, 0, 0, error) : status;
}

static rbk_status add_stash(const converting *c, rbk_disc *disc, uint32_t *file, rbk_error *error)
{
    rbk_status status = rbk_disc_add_file(disc, "", RBK_FILE_BINARY, NULL, 0, file, error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(disc, *file, rbk_stage_stash(c->stage), error);
    if (status == RBK_OK) {
        disc->files[*file].rate_hz = RBK_RATE_HZ;
        disc->files[*file].length_frames = rbk_layout_sectors(c->layout) * RBK_SECTOR_SAMPLES;
    }
    return status;
}

/* The disc with its audio in the unfinished image of the stage, and its data in the source files. */
static rbk_status open_staged(converting *c, rbk_error *error)
{
    rbk_disc *disc = rbk_disc_copy(c->disc);
    rbk_layout *layout = NULL;
    uint32_t file = 0;
    rbk_status status = disc ? add_stash(c, disc, &file, error) : rbk_fail_memory(error);
    for (size_t t = 0; status == RBK_OK && t < disc->track_count; t++)
        if (rbk_track_mode_is_audio(disc->tracks[t].mode))
            status = take_staged(c, disc, t, file, error);
    if (status == RBK_OK)
        status = rbk_layout_compute(disc, RBK_JOIN_AUTO, &layout, NULL, error);
    if (status == RBK_OK)
        status = rbk_image_open(disc, layout, &c->source.image, error);
    rbk_layout_free(layout);
    rbk_disc_free(disc);
    return status;
}

/* The first half of the work, reported as such. */
static void staging_progress(void *user, uint64_t completed, uint64_t total)
{
    const rbk_convert_progress *progress = user;
    (void)total;
    if (progress->listener && progress->listener->add_progress)
        progress->listener->add_progress(progress->listener->user, completed, progress->total_sectors);
}

static bool staging_cancel(void *user)
{
    const rbk_convert_progress *progress = user;
    return progress->listener && progress->listener->query_cancel &&
           progress->listener->query_cancel(progress->listener->user);
}

static rbk_status stage_source(converting *c, rbk_convert_progress *progress, rbk_error *error)
{
    rbk_author_options options = c->options->author;
    rbk_listener listener = {progress, staging_progress, staging_cancel};
    char *name = rbk_path_temporary(c->path, SOURCE_SUFFIX);
    if (!name)
        return rbk_fail_memory(error);
    options.capacity_sectors = RBK_PROGRAM_SECTORS_MAX;
    options.short_tracks = RBK_SHORT_ALLOW;
    options.replace = true;
    progress->total_sectors += (uint64_t)rbk_layout_sectors(c->layout);
    rbk_status status = rbk_author_stage(c->disc, &options, name, &listener, &c->stage, c->findings, error);
    progress->done_sectors = (uint64_t)rbk_layout_sectors(c->layout);
    free(name);
    return status == RBK_OK ? open_staged(c, error) : status;
}

static rbk_status open_source(converting *c, rbk_convert_progress *progress, rbk_error *error)
{
    *progress =
        (rbk_convert_progress){.listener = c->listener, .total_sectors = (uint64_t)rbk_layout_sectors(c->layout)};
    if (c->traits->arrangement == RBK_FILESET)
        progress->total_sectors += RBK_PREGAP_SECTORS;
    if (c->traits->plant)
        progress->total_sectors += (uint64_t)rbk_layout_sectors(c->layout);
    size_t before = rbk_findings_count_from(c->findings, RBK_WARNING);
    rbk_status status = rbk_image_open(c->disc, c->layout, &c->source.image, error);
    if (status == RBK_UNSUPPORTED)
        status = stage_source(c, progress, error);
    size_t count = rbk_findings_count_from(c->findings, RBK_WARNING) - before;
    if (status == RBK_OK && c->options->strict && count > 0) /* clipping is a loss, too */
        status = rbk_fail(error, RBK_REFUSED, "%zu warning%s while the audio was converted, refused by --strict", count,
                          RBK_PLURAL(count, "", "s"));
    return status;
}

/* What differs is the list, which is kept or reported as such. */
static rbk_status drop_all_of_q(converting *c, rbk_error *error)
{
    rbk_findings_free(c->q_findings);
    c->q_findings = rbk_findings_new();
    return c->q_findings ? RBK_OK : rbk_fail_memory(error);
}

/*
 * Modified Q in a subchannel becomes a list, as if one had been next to the descriptor; the survey has found the same sectors.
 * All other positions that do not follow from the layout are in it, too, where the target is a list, or the subchannel was made
 * from one. A subchannel that was read from a disc has many such where the descriptor differs, which are reported one by one.
 */
static rbk_status look_for_list(converting *c, rbk_error *error)
{
    rbk_disc *found = NULL;
    const bool had_list = rbk_origin_had_list(&c->kept);
    const bool listed = c->disc->listed_q_count > 0, modified = rbk_convert_has_modified_q(c->q_findings);
    rbk_status status = RBK_OK;
    const bool all = !listed && (c->traits->arrangement == RBK_Q_ALONE || had_list);
    if (all || modified)
        status = rbk_subchannel_find_modified_q(c->source.subchannel, c->disc, c->layout, all, &found, error);
    const bool explained = found && (!listed || rbk_convert_list_has(c->disc, found));
    if (status == RBK_OK && had_list)
        status = drop_all_of_q(c, error);
    else if (status == RBK_OK && explained && (listed || !c->traits->container)) /* a container stores it by them */
        status = rbk_convert_drop_modified_q(&c->q_findings, error);
    if (listed)
        rbk_disc_free(found);
    else
        c->found_q = found;
    return status;
}

static rbk_status look_at_subchannel(converting *c, rbk_error *error)
{
    if (!rbk_subchannel_disc_has(c->disc))
        return RBK_OK;
    c->graphics = calloc(c->disc->track_count, sizeof *c->graphics);
    c->q_findings = rbk_findings_new();
    if (c->traits->graphics_files)
        c->beyond_packs = calloc(c->disc->track_count, sizeof *c->beyond_packs);
    rbk_status status = c->graphics && c->q_findings && (c->beyond_packs || !c->traits->graphics_files)
                            ? rbk_subchannel_open(c->disc, c->layout, &c->source.subchannel, error)
                            : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_convert_survey(c->source.subchannel, c->disc, c->layout, c->graphics, c->beyond_packs,
                                    c->q_findings, error);
    return status == RBK_OK ? look_for_list(c, error) : status;
}

/* ------------------------------------------------------------------ the whole */

static rbk_status replan_with_commands(converting *c, rbk_error *error)
{
    c->silent_pregaps = calloc(c->disc->track_count, sizeof *c->silent_pregaps);
    rbk_status status = c->silent_pregaps
                            ? rbk_convert_find_silence(c->source.image, c->disc, c->layout, c->silent_pregaps, error)
                            : rbk_fail_memory(error);
    for (size_t t = 0; status == RBK_OK && c->graphics && t < c->disc->track_count; t++)
        c->silent_pregaps[t] &= !c->graphics[t];
    size_t losses = c->made->loss_count;
    if (status == RBK_OK)
        status = plan(c, NULL, error);
    if (status == RBK_OK)
        c->made->loss_count = losses;
    return status;
}

/* What pregaps hold that no file is to have, where it can be read before the work. */
static rbk_status look_at_pregaps(converting *c, rbk_error *error)
{
    rbk_image *image = NULL;
    if (!c->traits->drops_pregaps)
        return RBK_OK;
    c->silent_pregaps = calloc(c->disc->track_count + 1, sizeof *c->silent_pregaps);
    if (!c->silent_pregaps)
        return rbk_fail_memory(error);
    rbk_status status = rbk_image_open(c->disc, c->layout, &image, error);
    if (status == RBK_OK)
        status = rbk_convert_find_empty(image, c->disc, c->layout, c->silent_pregaps, error);
    rbk_image_close(image);
    return status == RBK_UNSUPPORTED ? RBK_OK : status;
}

static rbk_status look_at_files(converting *c, rbk_error *error)
{
    rbk_status status = RBK_OK;
    c->left_over = calloc(c->disc->file_count + 1, sizeof *c->left_over);
    if (!c->left_over)
        return rbk_fail_memory(error);
    for (uint32_t i = 0; i < c->disc->file_count && status == RBK_OK; i++)
        status = rbk_source_count_left_over(c->disc, i, &c->left_over[i], error);
    return status;
}

static rbk_status check_delivery(converting *c, rbk_convert_progress *progress, rbk_error *error)
{
    const rbk_delivery delivery = {c->made, c->layout, c->source.image, c->options->author.sheet_path,
                                   c->options->force_delivery};
    return rbk_convert_check_delivery(&delivery, progress, c->findings, error);
}

static rbk_status convert(converting *c, rbk_error *error)
{
    rbk_convert_progress progress;
    rbk_status status = rbk_layout_compute(c->disc, c->options->author.join, &c->layout, NULL, error);
    if (status == RBK_OK && rbk_layout_end(c->layout) > rbk_disc_end_max(c->disc))
        status = rbk_fail(error, RBK_BAD_LAYOUT, "the disc has %d sector%s, expected at most %d",
                          (int)rbk_layout_end(c->layout), RBK_PLURAL(rbk_layout_end(c->layout), "", "s"),
                          (int)rbk_disc_end_max(c->disc));
    if (status == RBK_OK)
        status = rbk_kept_origin_open(c->disc, &c->kept, error);
    if (status == RBK_OK)
        status = look_at_files(c, error);
    if (status == RBK_OK)
        status = look_at_pregaps(c, error);
    if (status == RBK_OK)
        status = look_at_subchannel(c, error);
    if (status == RBK_OK)
        status = plan(c, c->findings, error);
    if (status == RBK_OK && c->options->plan_only < 2)
        status = check_targets(c, error);
    if (status != RBK_OK || c->options->plan_only)
        return status;
    if (c->traits->file_name || c->traits->bare_names)
        status = rbk_folder_make(c->path, &c->made_folder, error);
    if (status == RBK_OK)
        status = open_source(c, &progress, error);
    if (status == RBK_OK && c->traits->plant)
        status = check_delivery(c, &progress, error);
    if (status == RBK_OK && c->options->pregaps == RBK_PREGAPS_COMMANDS)
        status = replan_with_commands(c, error);
    if (status == RBK_OK)
        status = rbk_convert_write(c->made, &c->source, c->options, &progress, c->findings, error);
    return status;
}

rbk_status rbk_convert_check_master_id(const char *master_id, rbk_error *error)
{
    if (!master_id)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return rbk_ddp_check_master_id(master_id, error);
}

/* Refusals that need only the arguments. */
static rbk_status check_call(const rbk_convert_options *options, const char *path, const rbk_target_traits **traits,
                             rbk_error *error)
{
    const rbk_target *target = options->target ? options->target : rbk_target_of_path(path);
    *traits = target ? rbk_target_traits_of(target) : NULL;
    rbk_status status = RBK_OK;
    if (!target)
        status = rbk_fail(error, RBK_UNSUPPORTED, "no target has this file name ending");
    else if (!*traits)
        status = rbk_fail(error, RBK_INVALID_ARGUMENT, "the target is not one of rbk_target_at");
    else if (options->compression > RBK_COMPRESSION_NONE)
        status = rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a compression, found %llu",
                          (unsigned long long)options->compression);
    else if ((unsigned)options->pregaps > RBK_PREGAPS_COMMANDS)
        status = rbk_fail(error, RBK_INVALID_ARGUMENT, "unknown way %d to write pregaps", (int)options->pregaps);
    else if (options->master_id && (status = rbk_ddp_check_master_id(options->master_id, error)) != RBK_OK)
        return status;
    else if (options->pregaps == RBK_PREGAPS_COMMANDS && !(*traits)->commands)
        status = rbk_fail(error, RBK_UNSUPPORTED, "the target '%s' has no commands for pregaps", target->name);
    if (status != RBK_OK)
        rbk_error_set_path(error, path);
    return status;
}

rbk_status rbk_convert(const rbk_disc *disc, const rbk_convert_options *options, const char *path,
                       const rbk_listener *listener, rbk_conversion **conversion, rbk_findings *findings,
                       rbk_error *error)
{
    if (!disc || !options || !path || !findings)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    converting c = {.disc = disc,
                    .options = options,
                    .path = path,
                    .listener = listener,
                    .findings = findings,
                    .errors_before = rbk_findings_count_from(findings, RBK_ERROR)};
    rbk_status status = check_call(options, path, &c.traits, error);
    if (status == RBK_OK)
        status = rbk_disc_check_to_write(disc, error);
    if (status == RBK_OK)
        status = convert(&c, error);
    rbk_image_close(c.source.image);
    rbk_subchannel_close(c.source.subchannel);
    free(c.graphics);
    free(c.beyond_packs);
    free(c.left_over);
    rbk_findings_free(c.q_findings);
    rbk_disc_free(c.found_q);
    rbk_kept_origin_release(&c.kept);
    rbk_stage_free(c.stage);
    rbk_layout_free(c.layout);
    free(c.silent_pregaps);
    if (status != RBK_OK && c.made_folder)
        rbk_folder_unmake(path);
    if (status == RBK_OK && conversion)
        *conversion = c.made;
    else
        rbk_conversion_free(c.made);
    return status;
}
