/*
 * The conversion of one disc by the command line: its source is opened, what the command line states is put over it, the
 * library does the rest.
 */
#include "redbook/convert_disc.h"
#include "cli/depfile.h"
#include "cli/messages.h"

#include <redbook/cdtext.h>
#include <redbook/check.h>
#include <redbook/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const rbk_target *convert_target_of(const convert_values *values, const char *path)
{
    return values->target >= 0 ? rbk_target_at((size_t)values->target) : rbk_target_of_path(path);
}

/* ------------------------------------------------------------------ the source */

/* The packs of a disc that has its own get the MCN that was given. */
static rbk_status renew_packs(rbk_disc *disc, const convert_values *values, rbk_findings *findings, rbk_error *error)
{
    rbk_cdtext_options options;
    rbk_cdtext_options_init(&options);
    options.fallback = values->text_fallback;
    return rbk_cdtext_renew(disc, &options, findings, error);
}

/* A delivery has no subchannel, so that its check does not report that of the source. */
static int of_subchannel(void *user, const rbk_finding *finding)
{
    (void)user;
    return strcmp(finding->rule, RBK_RULE_SUB_LENGTH) == 0 ? (int)finding->severity : RBK_FINDING_LEFT_OUT;
}

/* Of a damaged ECM, whose EDC and parity are computed, or FLAC nothing in the target shows that its bytes are wrong. */
static int with_strict(void *user, const rbk_finding *finding)
{
    (void)user;
    const bool sum =
        strcmp(finding->rule, RBK_RULE_FILE_CHECKSUM) == 0 || strcmp(finding->rule, RBK_RULE_AUDIO_CHECKSUM) == 0;
    return sum ? RBK_ERROR : (int)finding->severity;
}

/* What the reader finds of a disc that is to be pressed has the severity that plants give it. */
static rbk_status take_findings(const convert_values *values, const convert_task *task, const rbk_findings *found,
                                rbk_findings *findings)
{
    rbk_error why;
    if (strcmp(task->target->name, "ddp") != 0 || values->force_delivery)
        return rbk_findings_pass_on(found, values->strict ? with_strict : NULL, NULL, findings);
    const rbk_status status = rbk_check_take_findings(found, RBK_PROFILE_PLANT, findings, &why);
    return status == RBK_OK ? rbk_findings_pass_on(found, of_subchannel, NULL, findings) : status;
}

static rbk_status open_source(const convert_values *values, const convert_task *task, rbk_disc **disc,
                              rbk_findings *findings, rbk_error *error)
{
    rbk_source_options open = values->open;
    if (values->audio.raw_given)
        open.raw = &values->audio.raw;
    open.cdtext = values->cdtext_from > 0 ? RBK_CDTEXT_FROM_SHEET : RBK_CDTEXT_FROM_PACKS;
    open.sums = true; /* damage would get checksums of its own */
    rbk_findings *read = rbk_findings_new(), *found = rbk_findings_new();
    rbk_status status = read && found ? rbk_source_open(task->path, &open, disc, read, error) : RBK_NO_MEMORY;
    if (read && found &&
        (overrides_pass_on(&values->over, read, found) != RBK_OK ||
         take_findings(values, task, found, findings) != RBK_OK))
        status = RBK_NO_MEMORY;
    rbk_findings_free(read);
    rbk_findings_free(found);
    return status;
}

static rbk_status open_disc(const convert_values *values, const convert_task *task, rbk_disc **disc,
                            rbk_findings *findings, rbk_error *error)
{
    rbk_status status = open_source(values, task, disc, findings, error);
    if (status == RBK_OK)
        status = overrides_apply(&values->over, *disc, findings, error);
    if (status == RBK_OK && values->over.mcn)
        status = renew_packs(*disc, values, findings, error);
    if (status == RBK_OK)
        status = values->cdg ? rbk_source_find_graphics(*disc, findings, error)
                             : rbk_source_leave_graphics(*disc, findings, error);
    return status;
}

/* ------------------------------------------------------------------ its files */

int64_t convert_bytes_before(const convert_task *task)
{
    int64_t bytes = 0;
    for (size_t i = 0; i < task->sources.count && task->sectors > 0; i++)
        bytes += task->sources.files[i].bytes;
    return bytes;
}

int64_t convert_bytes_after(const rbk_conversion *conversion)
{
    int64_t bytes = (int64_t)conversion->descriptor.size;
    for (size_t i = 0; i < conversion->file_count; i++)
        bytes += conversion->files[i].bytes;
    return bytes;
}

static rbk_status count_sectors(convert_task *task, const rbk_disc *disc, rbk_join join, rbk_error *error)
{
    rbk_layout *layout = NULL;
    rbk_status status = rbk_layout_compute(disc, join, &layout, NULL, error);
    if (status == RBK_OK)
        task->sectors = rbk_layout_sectors(layout);
    rbk_layout_free(layout);
    return status;
}

/* ------------------------------------------------------------------ the rule of make */

/* check_only: whether it can be written at all, NULL to write it; conversion: what is written or will be. */
static rbk_status write_rule(const convert_task *task, const rbk_disc *disc, const rbk_conversion *conversion,
                             rbk_findings *check_only, rbk_error *error)
{
    const char **targets = calloc(conversion->file_count + 1, sizeof *targets);
    if (!targets)
        return RBK_NO_MEMORY;
    size_t count = 0;
    if (conversion->descriptor.size > 0)
        targets[count++] = conversion->path;
    for (size_t i = 0; i < conversion->file_count; i++)
        targets[count++] = conversion->files[i].path;
    const cli_depfile file = {.targets = targets, .target_count = count, .sheet = task->path, .disc = disc};
    rbk_status status = cli_depfile_write(task->depfile, &file, check_only, error);
    free(targets);
    return status;
}

/* A rule of make in place of a source or of a file that is written would destroy it. */
static rbk_status check_rule_path(const convert_task *task, const rbk_disc *disc, const rbk_conversion *conversion,
                                  rbk_findings *findings, rbk_error *error)
{
    const char *source = NULL;
    bool image = false;
    rbk_status status = rbk_source_at(disc, task->path, task->depfile, &source, error);
    if (status == RBK_OK)
        status = cli_depfile_same_place(task->depfile, conversion->path, &image, error);
    for (size_t i = 0; i < conversion->file_count && !image && status == RBK_OK; i++)
        status = cli_depfile_same_place(task->depfile, conversion->files[i].path, &image, error);
    if (status != RBK_OK || (!source && !image))
        return status;
    return rbk_findings_add(findings, RBK_ERROR, "target.is-source", task->depfile, 0, 0,
                            "it is %s and would be overwritten by the make rule",
                            source ? "a source of the disc" : "a part of the image");
}

static rbk_status check_rule(const convert_task *task, const rbk_disc *disc, const rbk_convert_options *options,
                             rbk_findings *findings, rbk_error *error)
{
    rbk_convert_options planning = *options;
    rbk_conversion *conversion = NULL;
    rbk_findings *ignored = rbk_findings_new();
    planning.plan_only = 1;
    rbk_status status =
        ignored ? rbk_convert(disc, &planning, task->output, NULL, &conversion, ignored, error) : RBK_NO_MEMORY;
    if (status != RBK_OK && status != RBK_NO_MEMORY) /* reported by the conversion itself */
        status = RBK_OK;
    if (status == RBK_OK && conversion)
        status = check_rule_path(task, disc, conversion, findings, error);
    if (status == RBK_OK && conversion && !rbk_findings_count_from(findings, RBK_ERROR))
        status = write_rule(task, disc, conversion, findings, error);
    rbk_conversion_free(conversion);
    rbk_findings_free(ignored);
    return status;
}

/* ------------------------------------------------------------------ the work */

static rbk_convert_options options_of(const convert_values *values, const convert_task *task)
{
    rbk_convert_options options;
    rbk_convert_options_init(&options);
    options.target = values->target >= 0 ? task->target : NULL; /* NULL: by the name, or as the source keeps it */
    options.pregaps = (rbk_pregaps)values->pregaps;
    if (values->compression >= 0)
        options.compression = (uint64_t)values->compression;
    options.strict = values->strict;
    options.plan_only = task->plan_only;
    options.master_id = values->master_id;
    options.force_delivery = values->force_delivery;
    audio_options_apply(&values->audio, &options.author);
    options.author.replace = values->force;
    options.author.cdtext = (rbk_cdtext_use)values->cdtext;
    options.author.text_fallback = values->text_fallback;
    options.author.sheet_path = task->path;
    options.author.jobs = task->jobs;
    return options;
}

static bool is_gd_rom(const rbk_disc *disc)
{
    bool is = false;
    for (size_t i = 0; i < disc->session_count && !is; i++)
        is = disc->sessions[i].area != RBK_AREA_CD;
    return is;
}

/* What was reported before the conversion refuses it: it is only a plan. */
static rbk_status refuse(convert_task *task, rbk_error *error)
{
    rbk_conversion_free(task->conversion);
    task->conversion = NULL;
    error->status = RBK_REFUSED;
    snprintf(error->sentence, sizeof error->sentence, "the disc cannot be converted");
    return RBK_REFUSED;
}

static rbk_status convert_open(convert_task *task, const rbk_disc *disc, const rbk_convert_options *options,
                               rbk_findings *findings, rbk_error *error)
{
    rbk_status status = count_sectors(task, disc, options->author.join, error);
    task->is_gd_rom = is_gd_rom(disc);
    if (status == RBK_OK && task->depfile)
        status = check_rule(task, disc, options, findings, error);
    if (status != RBK_OK)
        return status;
    rbk_convert_options asked = *options;
    const bool refused = rbk_findings_count_from(findings, RBK_ERROR) > 0;
    if (refused && !asked.plan_only)
        asked.plan_only = 1; /* for the rest of the reasons, so that all come at once */
    const rbk_listener *listener = task->begin ? task->begin(task->user) : NULL;
    status = rbk_convert(disc, &asked, task->output, listener, &task->conversion, findings, error);
    if (status == RBK_OK && refused)
        status = refuse(task, error);
    if (task->end)
        task->end(task->user);
    if (status == RBK_OK && task->depfile && !task->plan_only)
        cli_recover_error(write_rule(task, disc, task->conversion, NULL, &task->rule_error), task->depfile,
                          &task->rule_error);
    return status;
}

rbk_status convert_disc(const convert_values *values, convert_task *task, rbk_findings *findings, rbk_error *error)
{
    rbk_disc *disc = NULL;
    rbk_error_init(&task->rule_error);
    const rbk_convert_options options = options_of(values, task);
    rbk_status status = open_disc(values, task, &disc, findings, error);
    if (disc && disc_sources_list(disc, task->path, &task->sources) != RBK_OK)
        status = RBK_NO_MEMORY;
    if (status == RBK_OK)
        status = convert_open(task, disc, &options, findings, error);
    rbk_disc_free(disc);
    return status;
}

void convert_task_release(convert_task *task)
{
    rbk_conversion_free(task->conversion);
    disc_sources_release(&task->sources);
    task->conversion = NULL;
    task->sectors = 0;
}
