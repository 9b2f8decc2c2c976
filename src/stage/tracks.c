/*
 * The operations: a track is created, its blocks are added or reserved and filled, its indexes started, and it is
 * closed. A call that fails changes nothing; only DISCFULL keeps what fits.
 */
#include "base/fail.h"
#include "image/writer.h"
#include "stage/state.h"

#include <redbook/rules.h>

#include <string.h>

#define UNIT_BLOCKS 256 /* written between two calls of the listener: about 600 kB */

static uint32_t room(const rbk_stage *stage)
{
    return stage->options.capacity_sectors - rbk_stage_used(stage);
}

/* Bytes of the last session's file with so many blocks more. */
static int64_t file_end(const rbk_stage *stage, uint32_t more)
{
    uint32_t blocks = rbk_stage_used(stage) - rbk_stage_last_session(stage)->start_block;
    return ((int64_t)blocks + more) * RBK_SECTOR_BYTES;
}

static uint32_t number_of_open_track(const rbk_stage *stage)
{
    return (uint32_t)stage->disc->track_count;
}

/* ------------------------------------------------------------------ create */

static rbk_status create_track(rbk_stage *stage, rbk_track_mode mode, uint32_t blocks, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, false, error);
    if (status != RBK_OK)
        return status;
    if (stage->disc->track_count == RBK_TRACKS_MAX)
        return rbk_fail(error, RBK_TRACKLIMIT, "a disc holds 99 tracks at most");
    uint32_t gap = rbk_stage_usual_gap(stage);
    if (room(stage) <= gap)
        return rbk_fail(error, RBK_DISCFULL, "the disc is full: %u %s left, a track needs its gap of %u and one block",
                        (unsigned)room(stage), RBK_PLURAL(room(stage), "block is", "blocks are"), (unsigned)gap);
    rbk_track *track;
    status = rbk_disc_add_track(stage->disc, (uint32_t)stage->disc->track_count + 1, mode, &track, error);
    if (status != RBK_OK)
        return status;
    stage->track = (rbk_open_track){.start_block = stage->closed_blocks,
                                    .gap_blocks = gap,
                                    .length_blocks = gap,
                                    .advised_blocks = blocks,
                                    .pending_index = RBK_STAGE_NO_INDEX,
                                    .newest_index = RBK_STAGE_NO_INDEX};
    stage->track_is_open = true;
    /* Disk space that cannot be reserved is not an error: the track may be shorter than the hint. */
    uint32_t advised = blocks < room(stage) ? blocks : room(stage);
    (void)rbk_image_writer_reserve(rbk_stage_last_session(stage)->writer, file_end(stage, advised), NULL);
    return RBK_OK;
}

rbk_status rbk_stage_create_audio_track(rbk_stage *stage, uint32_t blocks, rbk_error *error)
{
    return create_track(stage, RBK_MODE_AUDIO, blocks, error);
}

rbk_status rbk_stage_create_data_track(rbk_stage *stage, rbk_track_mode mode, uint32_t blocks, rbk_error *error)
{
    if (!stage)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    if (mode != RBK_MODE_MODE1_2352 && mode != RBK_MODE_MODE2_2352)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected MODE1/2352 or MODE2/2352, found %s",
                        rbk_track_mode_name(mode));
    return create_track(stage, mode, blocks, error);
}

rbk_status rbk_stage_set_gap(rbk_stage *stage, uint32_t sectors, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, true, error);
    if (status != RBK_OK)
        return status;
    rbk_open_track *track = &stage->track;
    if (track->length_blocks != track->gap_blocks)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "track %u already has blocks, its gap cannot change",
                        (unsigned)number_of_open_track(stage));
    if (sectors >= stage->options.capacity_sectors - track->start_block)
        return rbk_fail(error, RBK_DISCFULL, "the disc is full: a gap of %u leaves no room for a block",
                        (unsigned)sectors);
    track->gap_blocks = sectors;
    track->length_blocks = sectors;
    return RBK_OK;
}

/* ------------------------------------------------------------------ indexes */

rbk_status rbk_stage_begin_index(rbk_stage *stage, uint32_t number, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, true, error);
    if (status != RBK_OK)
        return status;
    rbk_open_track *track = &stage->track;
    bool empty = track->length_blocks == track->gap_blocks;
    if (track->pending_index != RBK_STAGE_NO_INDEX && track->pending_index != number &&
        !(track->pending_index == 0 && number == 1))
        return rbk_fail(error, RBK_BAD_LAYOUT, "index %02u has no block yet", (unsigned)track->pending_index);
    uint32_t expected = track->newest_index == RBK_STAGE_NO_INDEX ? 1 : track->newest_index + 1;
    if (number > RBK_INDEX_MAX || (number != expected && !(number == 0 && empty)))
        return rbk_fail(error, RBK_BAD_LAYOUT, "expected index %02u, found %u", (unsigned)expected, (unsigned)number);
    track->pending_index = number;
    return RBK_OK;
}

/* The index that the next block begins, if any, has begun. */
static void resolve_index(rbk_open_track *track)
{
    uint32_t number = track->pending_index;
    if (number == RBK_STAGE_NO_INDEX && track->newest_index == RBK_STAGE_NO_INDEX)
        number = 1;
    if (number == RBK_STAGE_NO_INDEX)
        return;
    track->index_block[number] = number == 0 ? 0 : track->length_blocks;
    track->newest_index = number;
    track->pending_index = RBK_STAGE_NO_INDEX;
}

static void append_blocks(rbk_stage *stage, uint32_t blocks)
{
    if (blocks == 0)
        return;
    resolve_index(&stage->track);
    stage->track.length_blocks += blocks;
}

/* ------------------------------------------------------------------ add */

static rbk_status report_full(const rbk_stage *stage, uint32_t kept, uint64_t offered, rbk_error *error)
{
    return rbk_fail(error, RBK_DISCFULL, "the disc of %u blocks is full: %u of %llu %s kept",
                    (unsigned)stage->options.capacity_sectors, (unsigned)kept, (unsigned long long)offered,
                    RBK_PLURAL(offered, "block was", "blocks were"));
}

static bool cancelled(const rbk_stage *stage)
{
    return stage->has_listener && stage->listener.query_cancel && stage->listener.query_cancel(stage->listener.user);
}

/* Of this add; where the track was created with advice, of the whole track. */
static void report_progress(const rbk_stage *stage, uint64_t completed, uint64_t total)
{
    if (!stage->has_listener || !stage->listener.add_progress)
        return;
    uint64_t before = stage->track.advised_blocks ? stage->track.length_blocks - stage->track.gap_blocks : 0;
    uint64_t advised = stage->track.advised_blocks;
    uint64_t whole = before + total > advised ? before + total : advised;
    stage->listener.add_progress(stage->listener.user, before + completed, whole);
}

static rbk_status write_blocks(rbk_stage *stage, const uint8_t *data, uint32_t blocks, rbk_error *error)
{
    rbk_image_writer *writer = rbk_stage_last_session(stage)->writer;
    int64_t offset = file_end(stage, 0);
    report_progress(stage, 0, blocks);
    for (uint32_t done = 0; done < blocks;) {
        if (cancelled(stage))
            return rbk_fail(error, RBK_USERABORT, "cancelled");
        uint32_t now = blocks - done < UNIT_BLOCKS ? blocks - done : UNIT_BLOCKS;
        rbk_status status =
            rbk_image_writer_write(writer, offset + (int64_t)done * RBK_SECTOR_BYTES,
                                   data + (size_t)done * RBK_SECTOR_BYTES, (size_t)now * RBK_SECTOR_BYTES, error);
        if (status != RBK_OK)
            return status;
        done += now;
        report_progress(stage, done, blocks);
    }
    return RBK_OK;
}

rbk_status rbk_stage_add_audio_track_blocks(rbk_stage *stage, const void *data, size_t bytes, uint32_t *accepted_blocks,
                                            rbk_error *error)
{
    if (accepted_blocks)
        *accepted_blocks = 0;
    if (!data)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = rbk_stage_require_track(stage, true, error);
    if (status != RBK_OK)
        return status;
    if (bytes % RBK_SECTOR_BYTES != 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a multiple of %d bytes, found %zu", RBK_SECTOR_BYTES,
                        bytes);
    uint64_t offered = bytes / RBK_SECTOR_BYTES;
    uint32_t kept = offered < room(stage) ? (uint32_t)offered : room(stage);
    status = write_blocks(stage, data, kept, error);
    if (status != RBK_OK) {
        /* A partial write must not appear in a later gap of silence. */
        (void)rbk_image_writer_truncate(rbk_stage_last_session(stage)->writer, file_end(stage, 0), NULL);
        return status;
    }
    append_blocks(stage, kept);
    if (accepted_blocks)
        *accepted_blocks = kept;
    return kept == offered ? RBK_OK : report_full(stage, kept, offered, error);
}

/* ------------------------------------------------------------------ reserve and fill */

rbk_status rbk_stage_reserve_audio_track_blocks(rbk_stage *stage, uint32_t blocks, uint32_t *accepted_blocks,
                                                rbk_error *error)
{
    if (accepted_blocks)
        *accepted_blocks = 0;
    rbk_status status = rbk_stage_require_track(stage, true, error);
    if (status != RBK_OK)
        return status;
    uint32_t kept = blocks < room(stage) ? blocks : room(stage);
    status = rbk_image_writer_reserve(rbk_stage_last_session(stage)->writer, file_end(stage, kept), error);
    if (status == RBK_OK)
        status = rbk_reserved_add(&stage->reserved, (int64_t)rbk_stage_used(stage) * RBK_SECTOR_SAMPLES,
                                  (int64_t)kept * RBK_SECTOR_SAMPLES, error);
    if (status != RBK_OK)
        return status;
    append_blocks(stage, kept);
    if (accepted_blocks)
        *accepted_blocks = kept;
    return kept == blocks ? RBK_OK : report_full(stage, kept, blocks, error);
}

static rbk_status check_fill(rbk_stage *stage, int64_t first_sample, int64_t count, rbk_error *error)
{
    rbk_status status = rbk_stage_require_open(stage, error);
    if (status != RBK_OK)
        return status;
    int64_t end = (int64_t)rbk_stage_used(stage) * RBK_SECTOR_SAMPLES;
    if (first_sample < 0 || count < 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "samples were delivered for a position before lba 0");
    if (count > end || first_sample > end - count)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "samples were delivered for a position past what is staged");
    return rbk_reserved_check(&stage->reserved, first_sample, count, error);
}

/* The session that has all these samples. NULL with the error set: they are of two sessions without a block between them. */
static const rbk_stage_session *session_of(const rbk_stage *stage, int64_t first_sample, int64_t count,
                                           rbk_error *error)
{
    size_t s = stage->session_count - 1;
    while (s > 0 && (int64_t)stage->sessions[s].start_block * RBK_SECTOR_SAMPLES > first_sample)
        s--;
    if (first_sample + count <= (int64_t)rbk_stage_session_end(stage, s) * RBK_SECTOR_SAMPLES)
        return &stage->sessions[s];
    rbk_fail(error, RBK_INVALID_ARGUMENT, "samples of two sessions were delivered at once");
    return NULL;
}

rbk_status rbk_stage_fill(rbk_stage *stage, int64_t first_sample, const int16_t *samples, size_t count,
                          rbk_error *error)
{
    if (!samples)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = check_fill(stage, first_sample, (int64_t)count, error);
    if (status != RBK_OK)
        return status;
    const rbk_stage_session *session = session_of(stage, first_sample, (int64_t)count, error);
    if (!session)
        return RBK_INVALID_ARGUMENT;
    int64_t before = (int64_t)session->start_block * RBK_SECTOR_SAMPLES;
    status = rbk_image_writer_write_samples(session->writer, first_sample - before, samples, count, error);
    return status == RBK_OK ? rbk_reserved_take(&stage->reserved, first_sample, (int64_t)count, error) : status;
}

rbk_status rbk_stage_fill_sectors(rbk_stage *stage, int32_t first_lba, const uint8_t *sectors, uint32_t count,
                                  rbk_error *error)
{
    if (!sectors)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    int64_t first_sample = (int64_t)first_lba * RBK_SECTOR_SAMPLES;
    int64_t samples = (int64_t)count * RBK_SECTOR_SAMPLES;
    rbk_status status = check_fill(stage, first_sample, samples, error);
    if (status != RBK_OK)
        return status;
    const rbk_stage_session *session = session_of(stage, first_sample, samples, error);
    if (!session)
        return RBK_INVALID_ARGUMENT;
    status = rbk_image_writer_write(session->writer, ((int64_t)first_lba - session->start_block) * RBK_SECTOR_BYTES,
                                    sectors, (size_t)count * RBK_SECTOR_BYTES, error);
    return status == RBK_OK ? rbk_reserved_take(&stage->reserved, first_sample, samples, error) : status;
}

rbk_status rbk_stage_fill_silence(rbk_stage *stage, int64_t first_sample, int64_t count, rbk_error *error)
{
    rbk_status status = check_fill(stage, first_sample, count, error);
    return status == RBK_OK ? rbk_reserved_take(&stage->reserved, first_sample, count, error) : status;
}

void rbk_stage_count_silence(rbk_stage *stage, int64_t samples)
{
    stage->silence_samples += samples;
}

int64_t rbk_stage_share(rbk_stage *stage, int64_t *first_sample, int64_t count, const rbk_image_place *place)
{
    if (check_fill(stage, *first_sample, count, NULL) != RBK_OK)
        return 0;
    const rbk_stage_session *session = session_of(stage, *first_sample, count, NULL);
    if (!session)
        return 0;
    int64_t before = (int64_t)session->start_block * RBK_SECTOR_SAMPLES;
    int64_t offset_bytes = (*first_sample - before) * RBK_SAMPLE_BYTES, bytes = count * RBK_SAMPLE_BYTES;
    int64_t shared = rbk_image_writer_share(session->writer, &offset_bytes, place->descriptor, place->offset_bytes,
                                            bytes < place->bytes ? bytes : place->bytes);
    *first_sample = before + offset_bytes / RBK_SAMPLE_BYTES;
    return shared / RBK_SAMPLE_BYTES;
}

rbk_status rbk_stage_fill_shared(rbk_stage *stage, int64_t first_sample, int64_t count, rbk_error *error)
{
    return rbk_stage_fill_silence(stage, first_sample, count, error);
}

/* ------------------------------------------------------------------ close */

/* Blocks from index 01 on. */
static uint32_t programme_blocks(const rbk_open_track *track)
{
    bool begun = track->newest_index != RBK_STAGE_NO_INDEX && track->newest_index >= 1;
    return begun ? track->length_blocks - track->index_block[1] : 0;
}

static rbk_status pad_track(rbk_stage *stage, rbk_error *error)
{
    rbk_open_track *track = &stage->track;
    uint32_t missing = RBK_TRACK_SECTORS_MIN - programme_blocks(track);
    if (room(stage) < missing)
        return rbk_fail(error, RBK_DISCFULL, "the disc is full: %u %s left, track %u needs %u to be 4 s long",
                        (unsigned)room(stage), RBK_PLURAL(room(stage), "block is", "blocks are"),
                        (unsigned)number_of_open_track(stage), (unsigned)missing);
    if (programme_blocks(track) == 0)
        track->pending_index = 1;
    append_blocks(stage, missing);
    return RBK_OK;
}

static rbk_status judge_length(rbk_stage *stage, rbk_error *error)
{
    uint32_t number = number_of_open_track(stage);
    uint32_t length = programme_blocks(&stage->track);
    if (length >= RBK_TRACK_SECTORS_MIN)
        return RBK_OK;
    if (stage->options.short_tracks == RBK_SHORT_PAD)
        return pad_track(stage, error);
    if (stage->options.short_tracks == RBK_SHORT_REFUSE || length == 0)
        return rbk_fail(error, RBK_TRACK_NOT_BIG_ENOUGH, "track %u has %u block%s, expected 300 (4 s) or more",
                        (unsigned)number, (unsigned)length, RBK_PLURAL(length, "", "s"));
    rbk_status status = rbk_findings_add(stage->findings, RBK_WARNING, RBK_RULE_TRACK_TOO_SHORT, stage->cue_path, 0,
                                         number, "track %u is %u sector%s long, the standard requires 300 (4 s)",
                                         (unsigned)number, (unsigned)length, RBK_PLURAL(length, "", "s"));
    return status == RBK_OK ? RBK_OK : rbk_fail_memory(error);
}

static rbk_status record_indexes(rbk_stage *stage, rbk_track *track, rbk_error *error)
{
    const rbk_open_track *open = &stage->track;
    rbk_status status = RBK_OK;
    if (open->index_block[1] > 0)
        status = rbk_track_add_index(track, 0, 0, 0, error);
    for (uint32_t number = 1; number <= open->newest_index && status == RBK_OK; number++)
        status = rbk_track_add_index(track, number, 0, (int64_t)open->index_block[number] * RBK_SECTOR_SAMPLES, error);
    return status;
}

rbk_status rbk_stage_close_audio_track(rbk_stage *stage, rbk_error *error)
{
    rbk_status status = rbk_stage_require_track(stage, true, error);
    if (status != RBK_OK)
        return status;
    rbk_open_track *open = &stage->track;
    if (open->pending_index != RBK_STAGE_NO_INDEX && open->pending_index > 1)
        return rbk_fail(error, RBK_BAD_LAYOUT, "index %02u has no block yet", (unsigned)open->pending_index);
    status = judge_length(stage, error);
    if (status != RBK_OK)
        return status;
    rbk_track *track = &stage->disc->tracks[stage->disc->track_count - 1];
    uint32_t file = (uint32_t)stage->session_count - 1, before = stage->sessions[file].start_block;
    status = rbk_track_add_file_extent(track, file, (int64_t)(open->start_block - before) * RBK_SECTOR_SAMPLES,
                                       (int64_t)open->length_blocks * RBK_SECTOR_SAMPLES, error);
    if (status == RBK_OK)
        status = record_indexes(stage, track, error);
    if (status != RBK_OK)
        return status;
    stage->closed_blocks += open->length_blocks;
    stage->disc->files[file].length_frames = (int64_t)(stage->closed_blocks - before) * RBK_SECTOR_SAMPLES;
    stage->track_is_open = false;
    return RBK_OK;
}
