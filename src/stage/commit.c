/*
 * Commit, the offline RecordDisc. Everything that can fail is done under names that mean nothing to anybody - both
 * files written and flushed - before the first rename; should a later one fail, the earlier ones are taken back.
 */
#include "base/fail.h"
#include "base/path.h"
#include "stage/state.h"

#include <redbook/format.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static rbk_status check_ready(const rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, false, error);
    if (status != RBK_OK)
        return status;
    if (stage->disc->track_count == 0)
        return rbk_fail(error, RBK_INVALIDIMAGE, "no track is staged");
    int64_t missing = stage->promised_samples - atomic_load(&stage->delivered_samples);
    if (missing != 0)
        return rbk_fail(error, RBK_INVALIDIMAGE, "%lld promised samples have not come", (long long)missing);
    if (stage->has_listener && stage->listener.query_cancel && stage->listener.query_cancel(stage->listener.user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    return RBK_OK;
}

static rbk_status prepare_sheet(rbk_stage *stage, rbk_output **sheet, rbk_error *error)
{
    rbk_status status = rbk_output_open_file(stage->cue_path, stage->options.replace, sheet, error);
    if (status == RBK_OK)
        status = rbk_format_find("cue")->write(stage->disc, *sheet, stage->findings, error);
    if (status == RBK_OK)
        status = rbk_output_flush(*sheet, error);
    return status;
}

/*
 * An old sheet steps aside before the new BIN appears: whatever stops us in between, even a kill, no sheet stands
 * beside bytes that are not its own. *aside is its name meanwhile, NULL where there was none.
 */
static rbk_status set_aside_old_sheet(const rbk_stage *stage, char **aside, rbk_error *error)
{
    struct stat there;
    *aside = NULL;
    if (!stage->options.replace || lstat(stage->cue_path, &there) != 0)
        return RBK_OK;
    char *name = rbk_path_append(stage->cue_path, RBK_REPLACED_SUFFIX);
    if (!name)
        return rbk_fail_memory(error);
    rbk_status status = rbk_path_publish(stage->cue_path, name, true, error);
    if (status != RBK_OK) {
        free(name);
        return status;
    }
    *aside = name;
    return RBK_OK;
}

static rbk_status publish_both(rbk_stage *stage, rbk_output *sheet, rbk_error *error)
{
    rbk_status status = rbk_image_writer_publish(stage->writer, error);
    if (status != RBK_OK)
        return status;
    status = rbk_output_commit(sheet, error);
    if (status == RBK_OK)
        rbk_image_writer_settle(stage->writer);
    else
        rbk_image_writer_rollback(stage->writer);
    return status;
}

static rbk_status publish(rbk_stage *stage, rbk_output *sheet, rbk_error *error)
{
    char *aside;
    rbk_status status = set_aside_old_sheet(stage, &aside, error);
    if (status != RBK_OK)
        return status;
    status = publish_both(stage, sheet, error);
    if (aside && status == RBK_OK)
        (void)unlink(aside);
    else if (aside)
        (void)rbk_path_publish(aside, stage->cue_path, true, NULL);
    free(aside);
    return status;
}

rbk_status rbk_stage_commit(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = check_ready(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_output *sheet = NULL;
    status = prepare_sheet(stage, &sheet, error);
    if (status == RBK_OK)
        status = rbk_image_writer_flush(stage->writer, (int64_t)stage->closed_blocks * RBK_SECTOR_BYTES, error);
    if (status == RBK_OK)
        status = publish(stage, sheet, error);
    rbk_output_free(sheet);
    if (status != RBK_OK)
        return status;
    stage->phase = RBK_STAGE_SPENT;
    rbk_image_writer_free(stage->writer);
    stage->writer = NULL;
    return RBK_OK;
}
