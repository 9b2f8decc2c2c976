/*
 * Checks which calls are valid in the present state of a stage.
 */
#include "stage/state.h"

#include "base/fail.h"

rbk_status rbk_stage_require_open(const rbk_stage *stage, rbk_error *error)
{
    if (!stage)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (stage->phase == RBK_STAGE_CLOSED)
        return rbk_fail(error, RBK_NOTOPENED, "the stage is not open");
    if (stage->phase == RBK_STAGE_SPENT)
        return rbk_fail(error, RBK_INVALIDIMAGE, "the staged image has been committed and must be staged again");
    return RBK_OK;
}

rbk_status rbk_stage_require_track(const rbk_stage *stage, bool want, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    if (want && !stage->track_is_open)
        return rbk_fail(error, RBK_TRACKNOTOPEN, "no track is open");
    if (!want && stage->track_is_open)
        return rbk_fail(error, RBK_TRACKOPEN, "track %zu is open", stage->disc->track_count);
    return RBK_OK;
}
