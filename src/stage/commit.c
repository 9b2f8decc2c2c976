/*
 * Commit, the offline RecordDisc, in two halves. Everything that can fail is done under temporary names - all files
 * written and flushed, all findings made - before the files get their names, and after that nothing is left that could
 * fail.
 */
#include "base/fail.h"
#include "base/path.h"
#include "stage/stage.h"
#include "stage/state.h"
#include "text/disc_text.h"

#include <redbook/format.h>
#include <redbook/stream.h>

#include <stdlib.h>
#include <string.h>

static rbk_status check_ready(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, false, error);
    if (status != RBK_OK)
        return status;
    if (stage->disc->track_count == 0)
        return rbk_fail(error, RBK_INVALIDIMAGE, "no track is staged");
    if (rbk_stage_last_session(stage)->start_block == stage->closed_blocks)
        return rbk_fail(error, RBK_INVALIDIMAGE, "session %zu has no track yet", stage->session_count);
    int64_t missing = rbk_reserved_left(&stage->reserved) - stage->silence_samples;
    if (missing != 0)
        return rbk_fail(error, RBK_INVALIDIMAGE, "%lld reserved samples are missing", (long long)missing);
    if (stage->has_listener && stage->listener.query_cancel && stage->listener.query_cancel(stage->listener.user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    return RBK_OK;
}

static rbk_status write_packs(const rbk_stage *stage, const rbk_bytes *packs, rbk_image_writer **cdt, rbk_error *error)
{
    char *path = rbk_stage_cdt_path(stage->cue_path);
    rbk_image_writer *made = NULL;
    rbk_status status =
        path ? rbk_image_writer_open(path, stage->options.replace, &made, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_image_writer_write(made, 0, packs->data, packs->size, error);
    if (status == RBK_OK)
        status = rbk_image_writer_flush(made, (int64_t)packs->size, error);
    if (status == RBK_OK && !(stage->disc->cdtext_file = strdup(rbk_path_base(path))))
        status = rbk_fail_memory(error);
    free(path);
    if (status == RBK_OK)
        *cdt = made;
    else
        rbk_image_writer_free(made);
    return status;
}

/* Packs of the disc's own that are not written, or whose texts are read in place of others of the disc. */
static rbk_status report_packs(const rbk_stage *stage, const rbk_bytes *packs, rbk_error *error)
{
    bool beyond = false;
    if (packs->size > 0)
        return rbk_cdtext_report_differing(stage->disc, packs, stage->findings, error);
    rbk_status status = rbk_cdtext_beyond_sheet(stage->disc, &beyond, error);
    if (status != RBK_OK || !beyond || stage->options.cdtext != RBK_CDTEXT_NEVER)
        return status;
    return rbk_findings_add(stage->findings, RBK_WARNING, "cdtext.not-written", NULL, 0, 0,
                            "the CD-TEXT packs of the disc are not written") == RBK_OK
               ? RBK_OK
               : rbk_fail_memory(error);
}

/* *cdt stays NULL where no packs are to be written. */
static rbk_status prepare_cdtext(const rbk_stage *stage, rbk_image_writer **cdt, rbk_error *error)
{
    rbk_bytes packs = {NULL, 0};
    rbk_cdtext_options options;
    rbk_cdtext_options_init(&options);
    options.fallback = stage->options.text_fallback;
    rbk_status status =
        rbk_cdtext_for_sheet(stage->disc, stage->options.cdtext, &options, &packs, stage->findings, error);
    if (status == RBK_OK && stage->disc->cdtext_bytes > 0)
        status = report_packs(stage, &packs, error);
    if (status == RBK_OK && packs.size > 0)
        status = write_packs(stage, &packs, cdt, error);
    rbk_bytes_release(&packs);
    return status;
}

char *rbk_stage_cdt_path(const char *cue_path)
{
    size_t length = strlen(cue_path);
    char *path = length > 4 ? strdup(cue_path) : NULL;
    if (path)
        memcpy(path + length - 4, ".cdt", 4);
    return path;
}

static rbk_status prepare_sheet(rbk_stage *stage, rbk_output **sheet, rbk_error *error)
{
    rbk_status status = rbk_output_open_file(stage->cue_path, stage->options.replace, sheet, error);
    if (status == RBK_OK)
        status = rbk_format_write(rbk_format_find("cue"), stage->disc, *sheet, stage->findings, error);
    if (status == RBK_OK)
        status = rbk_output_flush(*sheet, error);
    return status;
}

static int64_t session_bytes(const rbk_stage *stage, size_t session)
{
    uint32_t blocks = rbk_stage_session_end(stage, session) - stage->sessions[session].start_block;
    return (int64_t)blocks * RBK_SECTOR_BYTES;
}

rbk_status rbk_stage_complete_stash(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = RBK_OK;
    for (size_t s = 0; s < stage->session_count && status == RBK_OK; s++)
        status = rbk_image_writer_truncate(stage->sessions[s].writer, session_bytes(stage, s), error);
    return status;
}

/* ------------------------------------------------------------------ the two halves */

static void drop_prepared(rbk_stage *stage)
{
    rbk_output_free(stage->sheet);
    rbk_image_writer_free(stage->cdt);
    stage->sheet = NULL;
    stage->cdt = NULL;
}

void rbk_stage_unprepare(rbk_stage *stage)
{
    drop_prepared(stage);
    if (stage->disc) {
        free(stage->disc->cdtext_file);
        stage->disc->cdtext_file = NULL;
    }
}

rbk_status rbk_stage_prepare(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = check_ready(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_stage_unprepare(stage);
    status = prepare_cdtext(stage, &stage->cdt, error);
    if (status == RBK_OK)
        status = prepare_sheet(stage, &stage->sheet, error);
    for (size_t s = 0; s < stage->session_count && status == RBK_OK; s++)
        status = rbk_image_writer_flush(stage->sessions[s].writer, session_bytes(stage, s), error);
    if (status != RBK_OK)
        rbk_stage_unprepare(stage);
    return status;
}

rbk_status rbk_stage_publish(rbk_stage *stage, rbk_error *error)
{
    size_t count = stage->session_count;
    rbk_unfinished **files = calloc(count + 1, sizeof(rbk_unfinished *));
    if (!files)
        return rbk_fail_memory(error);
    for (size_t s = 0; s < count; s++)
        files[s] = rbk_image_writer_unfinished(stage->sessions[s].writer);
    if (stage->cdt)
        files[count++] = rbk_image_writer_unfinished(stage->cdt);
    rbk_status status = rbk_publish(files, count, rbk_output_unfinished(stage->sheet), error);
    free(files);
    if (status != RBK_OK) {
        rbk_stage_unprepare(stage);
        return status;
    }
    drop_prepared(stage);
    rbk_stage_drop_sessions(stage, 0);
    stage->phase = RBK_STAGE_SPENT;
    return RBK_OK;
}

rbk_status rbk_stage_commit(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_stage_prepare(stage, error);
    return status == RBK_OK ? rbk_stage_publish(stage, error) : status;
}
