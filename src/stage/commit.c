/*
 * Commit, the offline RecordDisc. Everything that can fail is done under names that mean nothing to anybody - both
 * files written and flushed - before the first rename; should a later one fail, the earlier ones are taken back.
 */
#include "base/fail.h"
#include "image/publish.h"
#include "stage/state.h"

#include <redbook/format.h>
#include <redbook/stream.h>

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

rbk_status rbk_stage_complete_stash(rbk_stage *stage, rbk_error *error)
{
    return rbk_image_writer_truncate(stage->writer, (int64_t)stage->closed_blocks * RBK_SECTOR_BYTES, error);
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
        status = rbk_image_publish_all(&stage->writer, 1, sheet, stage->cue_path, stage->options.replace, error);
    rbk_output_free(sheet);
    if (status != RBK_OK)
        return status;
    stage->phase = RBK_STAGE_SPENT;
    rbk_image_writer_free(stage->writer);
    stage->writer = NULL;
    return RBK_OK;
}
