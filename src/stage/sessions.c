/*
 * Sessions of what is staged. Each is a file of its own, so that times in the sheet count from its first block whatever
 * a reader makes of the range between sessions, which has addresses and no blocks.
 */
#include "base/fail.h"
#include "base/path.h"
#include "base/room.h"
#include "stage/stage.h"
#include "stage/state.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CUE_ENDING_LENGTH 4

char *rbk_stage_bin_path(const char *cue_path, size_t session)
{
    size_t length = strlen(cue_path);
    size_t size = length + sizeof " (Session 99)";
    char *path = length > CUE_ENDING_LENGTH ? malloc(size) : NULL;
    if (path && session == 0)
        snprintf(path, size, "%.*s.bin", (int)(length - CUE_ENDING_LENGTH), cue_path);
    else if (path)
        snprintf(path, size, "%.*s (Session %zu).bin", (int)(length - CUE_ENDING_LENGTH), cue_path, session + 1);
    return path;
}

rbk_stage_session *rbk_stage_last_session(const rbk_stage *stage)
{
    return &stage->sessions[stage->session_count - 1];
}

uint32_t rbk_stage_usual_gap(const rbk_stage *stage)
{
    return rbk_stage_last_session(stage)->start_block == stage->closed_blocks ? 0 : stage->options.gap_sectors;
}

uint32_t rbk_stage_session_end(const rbk_stage *stage, size_t session)
{
    return session + 1 < stage->session_count ? stage->sessions[session].end_block : rbk_stage_used(stage);
}

rbk_status rbk_stage_add_session(rbk_stage *stage, uint32_t start_block, rbk_error *error)
{
    rbk_stage_session *sessions = rbk_room_for_one(stage->sessions, stage->session_count, sizeof *sessions);
    char *path = rbk_stage_bin_path(stage->cue_path, stage->session_count);
    if (sessions)
        stage->sessions = sessions;
    rbk_status status = sessions && path ? RBK_OK : rbk_fail_memory(error);
    if (status == RBK_OK) {
        rbk_stage_session *added = &sessions[stage->session_count];
        *added = (rbk_stage_session){.start_block = start_block};
        status = rbk_image_writer_open(path, stage->options.replace, &added->writer, error);
    }
    free(path);
    if (status == RBK_OK)
        stage->session_count++;
    return status;
}

void rbk_stage_drop_sessions(rbk_stage *stage, size_t kept)
{
    while (stage->session_count > kept)
        rbk_image_writer_free(stage->sessions[--stage->session_count].writer);
    if (kept > 0)
        return;
    free(stage->sessions);
    stage->sessions = NULL;
}

static rbk_status add_to_disc(rbk_stage *stage, const rbk_session *like, rbk_error *error)
{
    const char *target = rbk_image_writer_target(rbk_stage_last_session(stage)->writer);
    rbk_session *session;
    uint32_t file;
    rbk_status status =
        rbk_disc_add_file(stage->disc, rbk_path_base(target), RBK_FILE_BINARY, "BINARY", 0, &file, error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(stage->disc, file, target, error);
    if (status == RBK_OK)
        status = rbk_disc_add_session(stage->disc, RBK_AREA_CD, 0, &session, error);
    if (status != RBK_OK)
        return status;
    stage->disc->files[file].rate_hz = RBK_RATE_HZ;
    session->lead_out_sectors = like->lead_out_sectors;
    session->lead_in_sectors = like->lead_in_sectors;
    session->pregap_sectors = like->pregap_sectors;
    return RBK_OK;
}

rbk_status rbk_stage_begin_session(rbk_stage *stage, const rbk_session *session, uint32_t blocks_before,
                                   rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, false, error);
    if (status != RBK_OK)
        return status;
    if (!session)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (stage->disc->track_count == 0 || rbk_stage_last_session(stage)->start_block == stage->closed_blocks)
        return rbk_fail(error, RBK_BAD_LAYOUT, "session %zu has no track yet", stage->session_count);
    if (stage->disc->track_count == RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "a disc holds 99 tracks at most");
    if (blocks_before >= stage->options.capacity_sectors - stage->closed_blocks)
        return rbk_fail(error, RBK_DISCFULL,
                        "the disc is full: the next session starts %u blocks after the end of this one and needs one "
                        "more; %u are left",
                        (unsigned)blocks_before, (unsigned)(stage->options.capacity_sectors - stage->closed_blocks));
    size_t before = stage->session_count;
    uint32_t start_block = stage->closed_blocks + blocks_before;
    status = rbk_stage_add_session(stage, start_block, error);
    if (status == RBK_OK)
        status = add_to_disc(stage, session, error);
    if (status != RBK_OK) {
        rbk_stage_drop_sessions(stage, before);
        return status;
    }
    stage->sessions[before - 1].end_block = stage->closed_blocks;
    stage->closed_blocks = start_block;
    return RBK_OK;
}
