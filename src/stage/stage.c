/*
 * The staging engine: new, open, close, clear, the contract's queries, the listener. tracks.c fills tracks, commit.c
 * writes the files.
 */
#include "stage/stage.h"
#include "base/fail.h"
#include "base/path.h"
#include "stage/state.h"
#include "text/line.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

void rbk_stage_options_init(rbk_stage_options *options)
{
    *options = (rbk_stage_options){.capacity_sectors = RBK_CAPACITY_80_MIN,
                                   .gap_sectors = RBK_PREGAP_SECTORS,
                                   .short_tracks = RBK_SHORT_REFUSE,
                                   .replace = false,
                                   .cdtext = RBK_CDTEXT_NEVER};
}

static rbk_status check_options(const rbk_stage_options *options, rbk_error *error)
{
    if (options->capacity_sectors < 1 || options->capacity_sectors > RBK_PROGRAM_SECTORS_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a capacity of 1 to %d sectors, found %u",
                        RBK_PROGRAM_SECTORS_MAX, (unsigned)options->capacity_sectors);
    if (options->gap_sectors > options->capacity_sectors)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a gap no longer than the disc, found %u sector%s",
                        (unsigned)options->gap_sectors, RBK_PLURAL(options->gap_sectors, "", "s"));
    if ((unsigned)options->short_tracks > RBK_SHORT_ALLOW)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "not a valid policy for short tracks");
    if ((unsigned)options->cdtext > RBK_CDTEXT_NEVER)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "not a valid policy for CD-TEXT");
    return RBK_OK;
}

rbk_status rbk_stage_new(const rbk_stage_options *options, rbk_stage **stage, rbk_error *error)
{
    if (!stage)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_stage_options chosen;
    rbk_stage_options_init(&chosen);
    if (options)
        chosen = *options;
    rbk_status status = check_options(&chosen, error);
    if (status != RBK_OK)
        return status;
    rbk_stage *made = calloc(1, sizeof *made);
    if (!made)
        return rbk_fail_memory(error);
    made->options = chosen;
    rbk_reserved_init(&made->reserved);
    *stage = made;
    return RBK_OK;
}

/* Resets to a stage that is not open; the stash, if there is one, is removed. */
static void drop(rbk_stage *stage)
{
    rbk_stage_unprepare(stage);
    rbk_stage_drop_sessions(stage, 0);
    rbk_disc_free(stage->disc);
    rbk_findings_free(stage->findings);
    free(stage->cue_path);
    stage->disc = NULL;
    stage->findings = NULL;
    stage->cue_path = NULL;
    stage->phase = RBK_STAGE_CLOSED;
    stage->closed_blocks = 0;
    stage->track_is_open = false;
    rbk_reserved_clear(&stage->reserved);
    stage->silence_samples = 0;
}

void rbk_stage_free(rbk_stage *stage)
{
    if (!stage)
        return;
    drop(stage);
    rbk_reserved_release(&stage->reserved);
    free(stage);
}

/* ------------------------------------------------------------------ open and close */

static rbk_status check_target(const rbk_stage *stage, const char *cue_path, rbk_error *error)
{
    struct stat status;
    const char *name = rbk_path_base(cue_path);
    rbk_status result = RBK_OK;
    if (!rbk_path_has_extension(name, "cue"))
        result = rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a name, followed by '.cue'");
    else if (!rbk_line_holds(name))
        result = rbk_fail(error, RBK_INVALID_ARGUMENT,
                          "a name with double quotes or control characters cannot be written in a sheet");
    else
        result = rbk_recover(cue_path, stage->options.replace ? RBK_RECOVER_TO_REPLACE : RBK_RECOVER_TO_MAKE, error);
    if (result == RBK_OK && lstat(cue_path, &status) == 0 && (!stage->options.replace || S_ISDIR(status.st_mode)))
        result = rbk_path_fail_exists(&status, error);
    if (result != RBK_OK)
        rbk_error_set_path(error, cue_path);
    return result;
}

rbk_status rbk_stage_renew_disc(rbk_stage *stage, rbk_error *error)
{
    rbk_disc *disc = rbk_disc_new();
    const char *target = rbk_image_writer_target(stage->sessions[0].writer);
    rbk_status status = disc ? rbk_disc_add_file(disc, rbk_path_base(target), RBK_FILE_BINARY, "BINARY", 0, NULL, error)
                             : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(disc, 0, target, error);
    if (status != RBK_OK) {
        rbk_disc_free(disc);
        return status;
    }
    disc->files[0].rate_hz = RBK_RATE_HZ;
    rbk_disc_free(stage->disc);
    stage->disc = disc;
    return RBK_OK;
}

rbk_status rbk_stage_open(rbk_stage *stage, const char *cue_path, rbk_error *error)
{
    if (!stage || !cue_path)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (stage->phase != RBK_STAGE_CLOSED)
        return rbk_fail(error, RBK_ALREADYOPEN, "the stage is already open");
    rbk_status status = check_target(stage, cue_path, error);
    if (status != RBK_OK)
        return status;
    stage->cue_path = strdup(cue_path);
    stage->findings = rbk_findings_new();
    if (!stage->cue_path || !stage->findings)
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_stage_add_session(stage, 0, error);
    if (status == RBK_OK)
        status = rbk_stage_renew_disc(stage, error);
    if (status == RBK_OK)
        stage->phase = RBK_STAGE_OPEN;
    else
        drop(stage);
    return status;
}

rbk_status rbk_stage_close(rbk_stage *stage, rbk_error *error)
{
    if (!stage)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (stage->phase == RBK_STAGE_CLOSED)
        return rbk_fail(error, RBK_NOTOPENED, "the stage is not open");
    drop(stage);
    return RBK_OK;
}

rbk_status rbk_stage_clear(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status == RBK_OK)
        status = rbk_image_writer_truncate(stage->sessions[0].writer, 0, error);
    if (status == RBK_OK)
        status = rbk_stage_renew_disc(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_stage_drop_sessions(stage, 1);
    stage->closed_blocks = 0;
    stage->track_is_open = false;
    rbk_reserved_clear(&stage->reserved);
    stage->silence_samples = 0;
    return RBK_OK;
}

/* ------------------------------------------------------------------ listener */

rbk_status rbk_stage_progress_advise(rbk_stage *stage, const rbk_listener *listener, rbk_error *error)
{
    if (!stage || !listener)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (stage->has_listener)
        return rbk_fail(error, RBK_ALREADYOPEN, "a listener is already registered");
    stage->listener = *listener;
    stage->has_listener = true;
    return RBK_OK;
}

void rbk_stage_progress_unadvise(rbk_stage *stage)
{
    if (!stage)
        return;
    stage->listener = (rbk_listener){0};
    stage->has_listener = false;
}

/* ------------------------------------------------------------------ queries */

uint32_t rbk_stage_used(const rbk_stage *stage)
{
    return stage->closed_blocks + (stage->track_is_open ? stage->track.length_blocks : 0);
}

static rbk_status answer(const rbk_stage *stage, uint32_t *out, rbk_error *error)
{
    if (!out)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    return rbk_stage_require_open(stage, error);
}

rbk_status rbk_stage_total_audio_tracks(const rbk_stage *stage, uint32_t *tracks, rbk_error *error)
{
    rbk_status status = answer(stage, tracks, error);
    if (status == RBK_OK)
        *tracks = (uint32_t)stage->disc->track_count;
    return status;
}

rbk_status rbk_stage_total_audio_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error)
{
    rbk_status status = answer(stage, blocks, error);
    if (status == RBK_OK)
        *blocks = stage->options.capacity_sectors;
    return status;
}

rbk_status rbk_stage_used_audio_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error)
{
    rbk_status status = answer(stage, blocks, error);
    if (status == RBK_OK)
        *blocks = rbk_stage_used(stage);
    return status;
}

rbk_status rbk_stage_available_audio_track_blocks(const rbk_stage *stage, uint32_t *blocks, rbk_error *error)
{
    rbk_status status = answer(stage, blocks, error);
    if (status != RBK_OK)
        return status;
    uint32_t taken = rbk_stage_used(stage);
    if (!stage->track_is_open)
        taken += rbk_stage_usual_gap(stage);
    bool possible = stage->track_is_open || stage->disc->track_count < RBK_TRACKS_MAX;
    *blocks = possible && taken < stage->options.capacity_sectors ? stage->options.capacity_sectors - taken : 0;
    return RBK_OK;
}

rbk_status rbk_stage_audio_block_size(const rbk_stage *stage, uint32_t *bytes, rbk_error *error)
{
    rbk_status status = answer(stage, bytes, error);
    if (status == RBK_OK)
        *bytes = RBK_SECTOR_BYTES;
    return status;
}

const rbk_disc *rbk_stage_disc(const rbk_stage *stage)
{
    return stage ? stage->disc : NULL;
}

const char *rbk_stage_stash(const rbk_stage *stage)
{
    return stage && stage->sessions ? rbk_image_writer_stash(stage->sessions[0].writer) : NULL;
}

const rbk_findings *rbk_stage_findings(const rbk_stage *stage)
{
    return stage ? stage->findings : NULL;
}
