/*
 * Texts, codes, flags and remarks of what is being staged.
 */
#include "base/fail.h"
#include "stage/state.h"

#include <string.h>

/* The track with the number (1 up), or NULL with the error set. */
static rbk_track *find_track(rbk_stage *stage, uint32_t number, rbk_error *error)
{
    if (number >= 1 && number <= stage->disc->track_count)
        return &stage->disc->tracks[number - 1];
    rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a track from 1 to %zu, found %u", stage->disc->track_count,
             (unsigned)number);
    return NULL;
}

rbk_status rbk_stage_set_text(rbk_stage *stage, uint32_t track, rbk_text_field field, const char *utf8,
                              rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    if (track == 0)
        return rbk_text_set(&stage->disc->text, field, utf8, error);
    rbk_track *found = find_track(stage, track, error);
    return found ? rbk_text_set(&found->text, field, utf8, error) : RBK_INVALID_ARGUMENT;
}

rbk_status rbk_stage_add_remark(rbk_stage *stage, uint32_t track, const char *line, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    if (track == 0)
        return rbk_remarks_add(&stage->disc->remarks, line, error);
    rbk_track *found = find_track(stage, track, error);
    return found ? rbk_remarks_add(&found->remarks, line, error) : RBK_INVALID_ARGUMENT;
}

rbk_status rbk_stage_set_isrc(rbk_stage *stage, uint32_t track, const char *isrc, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_track *found = find_track(stage, track, error);
    if (!found)
        return RBK_INVALID_ARGUMENT;
    if (!isrc || !*isrc) {
        found->isrc[0] = '\0';
        return RBK_OK;
    }
    return rbk_isrc_parse(isrc, found->isrc, error);
}

rbk_status rbk_stage_set_flags(rbk_stage *stage, uint32_t track, uint32_t flags, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_track *found = find_track(stage, track, error);
    if (!found)
        return RBK_INVALID_ARGUMENT;
    if (flags & ~(uint32_t)RBK_FLAGS_OF_Q)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected track flags, found 0x%x", (unsigned)flags);
    found->flags = flags;
    return RBK_OK;
}

rbk_status rbk_stage_set_mcn(rbk_stage *stage, const char *mcn, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    if (!mcn || !*mcn) {
        stage->disc->mcn[0] = '\0';
        return RBK_OK;
    }
    return rbk_mcn_parse(mcn, stage->disc->mcn, error);
}

rbk_status rbk_stage_set_cdtext(rbk_stage *stage, const uint8_t *packs, size_t size, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    return status == RBK_OK ? rbk_disc_set_cdtext(stage->disc, packs, size, error) : status;
}
