/*
 * The sectors, one WRITE after another, in the order of the plan and contiguous.
 *
 * A write for which the drive has no room is sent again, unchanged, a little later. Nothing else is ever repeated: a
 * command that may have reached the disc must not reach it twice. Between the writes the drive's buffer is queried; the
 * reply is shown as the fill level, and if the transport loses errors its absence shows that the drive is gone.
 */
#include "base/fail.h"
#include "burn/feed.h"
#include "burn/mmc_answer.h"
#include "burn/recorder.h"

#include <string.h>

enum {
    HEARTBEAT_SECTORS = 64,
    BACK_OFF_STEP_MS = 2,
    BACK_OFF_MAX_MS = 25,
    BACK_OFF_LIMIT_MS = 200000,
    WRITE_TIMEOUT_MS = 200000,
    CUE_SHEET_LOST = 0x2C, /* additional sense code: command sequence error */
    PULSE_ATTEMPTS = 2
};

typedef struct sending {
    rbk_burn_job *job;
    rbk_feed *feed;
    rbk_burn_phase phase;
    int64_t phase_ms;       /* start time */
    uint64_t phase_sectors; /* sectors done at that time */
    uint64_t since_heartbeat;
    bool silent; /* the drive's buffer is no longer queried */
    int drive_percent;
} sending;

/* ------------------------------------------------------------------ reporting */

static void report(sending *s, int32_t lba)
{
    const rbk_burn_report *report = s->job->report;
    int64_t elapsed_ms = rbk_recorder_now_ms(s->job->recorder) - s->phase_ms;
    uint64_t sectors = report->sectors_written - s->phase_sectors;
    rbk_burn_event event = {.phase = s->phase,
                            .lba = lba,
                            .done_sectors = report->sectors_written,
                            .total_sectors = report->sectors_total,
                            .ahead_percent = rbk_feed_percent(s->feed),
                            .drive_percent = s->drive_percent};
    if (elapsed_ms > 0 && s->phase == RBK_BURN_WRITING) /* sectors of the lead-in are not counted as program */
        event.speed_tenths = (uint32_t)(sectors * 10000 / RBK_SECTORS_PER_SECOND / (uint64_t)elapsed_ms);
    rbk_recorder_report(s->job->recorder, &event);
}

static void enter_phase(sending *s, rbk_burn_phase phase, int32_t lba)
{
    s->phase = phase;
    s->phase_ms = rbk_recorder_now_ms(s->job->recorder);
    s->phase_sectors = s->job->report->sectors_written;
    report(s, lba);
}

/* ------------------------------------------------------------------ heartbeat */

/*
 * If the transport loses errors, a drive that is gone "succeeds" in everything, and returns nothing. Every drive
 * replies to INQUIRY at any time: as long as it does, it is there.
 */
static rbk_status check_alive(sending *s, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_INQUIRY_BYTES];
    rbk_answer answer;
    const char *why = NULL;
    rbk_recorder *recorder = s->job->recorder;
    rbk_mmc_inquiry(&command, data);
    for (unsigned attempt = 0; attempt < PULSE_ATTEMPTS; attempt++) {
        answer = rbk_recorder_send(recorder, &command);
        if (answer.outcome != RBK_OUTCOME_BROKEN &&
            (answer.reaction != RBK_SENSE_DONE || rbk_answer_came(data, answer.data_bytes, sizeof data, &why)))
            return RBK_OK;
    }
    if (answer.outcome == RBK_OUTCOME_BROKEN)
        return rbk_recorder_fail(recorder, &answer, &command, RBK_CANNOT_WRITE_TO_MEDIA, error);
    return rbk_recorder_fail_answer(recorder, &command, why, error);
}

/*
 * A query must not ruin a disc: whatever its result, writing goes on, and errors are found by the next write. A drive
 * that does not support the command is not asked again; a missing reply leads to a check whether the drive is there at
 * all. A reply that makes no sense leaves the fill level unknown.
 */
static rbk_status heartbeat(sending *s, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_BUFFER_BYTES];
    rbk_mmc_buffer buffer;
    const char *why = NULL;
    if (s->silent)
        return RBK_OK;
    s->drive_percent = -1;
    rbk_mmc_read_buffer_capacity(&command, data);
    rbk_answer answer = rbk_recorder_send(s->job->recorder, &command);
    bool broken = answer.outcome == RBK_OUTCOME_BROKEN;
    if (broken || (answer.reaction == RBK_SENSE_DONE && !rbk_answer_came(data, sizeof data, sizeof data, &why))) {
        s->silent = true;
        return check_alive(s, error);
    }
    if (answer.reaction != RBK_SENSE_DONE) {
        s->silent = answer.reaction != RBK_SENSE_BUSY && answer.reaction != RBK_SENSE_CHANGED &&
                    answer.reaction != RBK_SENSE_PARAMETERS;
    } else if (rbk_mmc_decode_buffer(data, answer.data_bytes, &buffer, &why) && buffer.total_bytes) {
        uint64_t full = buffer.total_bytes - buffer.free_bytes;
        s->drive_percent = (int)(full * 100 / buffer.total_bytes);
    }
    return RBK_OK;
}

/* ------------------------------------------------------------------ one write */

/* Before the first sector a drive may have lost its settings: then all of them are sent again. */
static bool must_begin_again(const sending *s, const rbk_answer *answer)
{
    if (s->job->report->wrote)
        return false;
    return answer->reaction == RBK_SENSE_CHANGED || answer->reaction == RBK_SENSE_PARAMETERS ||
           (answer->outcome == RBK_OUTCOME_CHECK && answer->sense.key == 5 && answer->sense.asc == CUE_SHEET_LOST);
}

static bool is_long_write(const sending *s, const rbk_answer *answer)
{
    if (answer->reaction == RBK_SENSE_BUSY || answer->reaction == RBK_SENSE_STOPPED)
        return true;
    /* the drive has not checked the command; its parameters are in force until the session ends */
    return s->job->report->wrote && answer->reaction == RBK_SENSE_PARAMETERS;
}

/* The same command until the drive has room for it. */
static rbk_status send_until_taken(sending *s, const rbk_command *command, rbk_answer *answer, rbk_error *error)
{
    rbk_recorder *recorder = s->job->recorder;
    int64_t until = rbk_recorder_now_ms(recorder) + BACK_OFF_LIMIT_MS;
    uint32_t delay_ms = 0;
    for (;;) {
        *answer = rbk_recorder_send(recorder, command);
        if (!is_long_write(s, answer))
            return RBK_OK;
        rbk_status status = rbk_recorder_cancelled(recorder, error);
        if (status != RBK_OK)
            return status;
        if (rbk_recorder_now_ms(recorder) >= until)
            return rbk_fail(error, RBK_CANNOT_WRITE_TO_MEDIA,
                            "'WRITE': the buffer of the drive has been full for %d seconds",
                            (int)(BACK_OFF_LIMIT_MS / 1000));
        s->job->report->waits++;
        rbk_recorder_sleep_ms(recorder, delay_ms);
        if (delay_ms < BACK_OFF_MAX_MS)
            delay_ms += BACK_OFF_STEP_MS;
        if (delay_ms > BACK_OFF_MAX_MS)
            delay_ms = BACK_OFF_MAX_MS;
    }
}

static rbk_status write_chunk(sending *s, const rbk_feed_chunk *chunk, bool *again, rbk_error *error)
{
    rbk_command command;
    rbk_answer answer;
    rbk_burn_report *report = s->job->report;
    rbk_mmc_write(&command, chunk->lba, (uint16_t)chunk->sectors, chunk->data, chunk->bytes);
    command.timeout_ms = WRITE_TIMEOUT_MS;
    rbk_status status = send_until_taken(s, &command, &answer, error);
    if (status != RBK_OK)
        return status;
    *again = must_begin_again(s, &answer);
    if (*again)
        return rbk_recorder_fail(s->job->recorder, &answer, &command, RBK_INITIALIZE_WRITE, error);
    report->wrote = true; /* also after a failure: some of it may be on the disc */
    if (answer.reaction == RBK_SENSE_DONE) {
        report->sectors_written += chunk->sectors;
        report->next_lba = chunk->lba + (int32_t)chunk->sectors;
        s->since_heartbeat += chunk->sectors;
        return RBK_OK;
    }
    status = rbk_recorder_fail(s->job->recorder, &answer, &command, RBK_CANNOT_WRITE_TO_MEDIA, error);
    if (error)
        error->place.lba = chunk->lba;
    return status;
}

/* ------------------------------------------------------------------ all of them */

static rbk_status send_chunk(sending *s, const rbk_feed_chunk *chunk, bool *again, rbk_error *error)
{
    rbk_burn_phase phase = chunk->lba < -RBK_PREGAP_SECTORS ? RBK_BURN_LEAD_IN : RBK_BURN_WRITING;
    if (phase != s->phase)
        enter_phase(s, phase, chunk->lba);
    rbk_status status = rbk_recorder_cancelled(s->job->recorder, error);
    if (status == RBK_OK && s->job->mode == RBK_BURN_WRITE_TAO)
        status = rbk_burn_enter_track(s->job, chunk->lba, error);
    if (status == RBK_OK)
        status = write_chunk(s, chunk, again, error);
    if (status != RBK_OK || s->since_heartbeat < HEARTBEAT_SECTORS)
        return status;
    s->since_heartbeat = 0;
    status = heartbeat(s, error);
    report(s, s->job->report->next_lba);
    return status;
}

static rbk_status send_all(sending *s, bool *again, rbk_error *error)
{
    const rbk_feed_chunk *chunk = NULL;
    rbk_status status = rbk_feed_next(s->feed, &chunk, error);
    while (status == RBK_OK && chunk) {
        status = send_chunk(s, chunk, again, error);
        rbk_feed_done(s->feed);
        if (status == RBK_OK)
            status = rbk_feed_next(s->feed, &chunk, error);
    }
    return status;
}

rbk_status rbk_burn_send(rbk_burn_job *job, bool *again, rbk_error *error)
{
    sending s = {.job = job, .phase = RBK_BURN_PREPARING, .drive_percent = -1};
    *again = false;
    job->track = 0;
    rbk_status status = rbk_feed_new(job->plan, job->image, job->mode, job->options->buffer_bytes, &s.feed, error);
    if (status != RBK_OK)
        return status;
    job->report->sectors_total = rbk_feed_total(s.feed);
    rbk_feed_fill(s.feed); /* a drive that has started must not find an empty buffer */
    status = send_all(&s, again, error);
    if (status == RBK_OK)
        report(&s, job->report->next_lba);
    job->report->starved += rbk_feed_starved(s.feed);
    rbk_feed_free(s.feed);
    return status;
}
