/*
 * After the last sector: the drive's buffer, the lead-out and the table of contents, and then the state of the disc. A
 * drive that reports success has not always had it.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>
#include <string.h>

enum {
    POLL_FIRST_MS = 100,
    POLL_MAX_MS = 2000,
    CLOSE_LIMIT_MS = 3600000,
    GIVE_UP_LIMIT_MS = 600000,
    SYNC_TIMEOUT_MS = 600000,
    KNOWN_MS = 300000, /* a drive may be ready this long before it recognises the disc: a lead-out at 1x takes 90 s */
    BLANK_MS = 30000,  /* and for this long report nothing of what it has just written */
    WORDS_MS =
        30000, /* for this long it gets the command to close the disc again: some need the command a second time */
    LAG_POLL_MS = 2000,
    LOSSES = 5, /* commands in a row that a link may lose before it counts as dead */
    PROGRESS_PARTS = 65536
};

/* ------------------------------------------------------------------ polling */

static void report_progress(rbk_recorder *recorder, rbk_burn_phase phase, const rbk_answer *answer)
{
    rbk_burn_event event = {.phase = phase, .lba = RBK_NO_LBA, .total_sectors = PROGRESS_PARTS, .drive_percent = -1};
    if (answer->sense.has_progress)
        event.done_sectors = answer->sense.progress;
    rbk_recorder_report(recorder, &event);
}

/* Is the drive still working? Attentions are not replies; a link that lost a command may work for the next. */
static bool goes_on(const rbk_answer *answer, unsigned *losses)
{
    if (answer->outcome == RBK_OUTCOME_BROKEN || answer->reaction == RBK_SENSE_ABORTED)
        return ++*losses < LOSSES;
    *losses = 0;
    return answer->reaction == RBK_SENSE_BUSY || answer->reaction == RBK_SENSE_STOPPED ||
           answer->reaction == RBK_SENSE_CHANGED || answer->reaction == RBK_SENSE_PARAMETERS;
}

rbk_status rbk_recorder_poll(rbk_recorder *recorder, rbk_burn_phase phase, uint32_t limit_ms, rbk_status failure,
                             rbk_error *error)
{
    rbk_command command;
    int64_t until = rbk_recorder_now_ms(recorder) + limit_ms;
    uint32_t delay_ms = POLL_FIRST_MS;
    unsigned losses = 0;
    rbk_mmc_test_unit_ready(&command);
    for (;;) {
        rbk_answer answer = rbk_recorder_send(recorder, &command);
        /* a refusal says nothing about the work, which is judged by the disc */
        if (answer.reaction == RBK_SENSE_DONE || rbk_answer_is_refusal(&answer))
            return RBK_OK;
        if (!goes_on(&answer, &losses))
            return rbk_recorder_fail(recorder, &answer, &command, failure, error);
        if (rbk_recorder_now_ms(recorder) >= until)
            return rbk_fail(error, failure, "the drive has been busy for %u seconds, expected it to be ready",
                            (unsigned)(limit_ms / 1000));
        rbk_status status = rbk_recorder_cancelled(recorder, error);
        if (status != RBK_OK)
            return status;
        report_progress(recorder, phase, &answer);
        rbk_recorder_sleep_ms(recorder, delay_ms);
        delay_ms = delay_ms * 2 < POLL_MAX_MS ? delay_ms * 2 : POLL_MAX_MS;
    }
}

/* ------------------------------------------------------------------ the cache */

/* With IMMED if the drive supports it, so that no time-out can occur. Without the command the drive needs none. */
rbk_status rbk_recorder_synchronize(rbk_recorder *recorder, uint32_t limit_ms, rbk_error *error)
{
    rbk_command command;
    rbk_mmc_synchronize_cache(&command, true);
    rbk_answer answer = rbk_recorder_ask(recorder, &command, limit_ms);
    if (answer.reaction == RBK_SENSE_UNSUPPORTED) {
        rbk_mmc_synchronize_cache(&command, false);
        command.timeout_ms = SYNC_TIMEOUT_MS;
        answer = rbk_recorder_ask(recorder, &command, limit_ms);
    }
    if (answer.reaction == RBK_SENSE_DONE || answer.reaction == RBK_SENSE_BUSY ||
        rbk_answer_says_unsupported(&answer) ||
        answer.outcome == RBK_OUTCOME_BROKEN) /* whether it arrived shows in what the drive does */
        return rbk_recorder_poll(recorder, RBK_BURN_CLOSING, limit_ms, RBK_INITIALIZE_ENDWRITE, error);
    return rbk_recorder_fail(recorder, &answer, &command, RBK_INITIALIZE_ENDWRITE, error);
}

/* ------------------------------------------------------------------ a completed burn */

/* Asks once; an invalid reply decides nothing, and the reason is in error. */
static rbk_status look(rbk_burn_job *job, rbk_mmc_disc *state, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_DISC_BYTES];
    const char *why;
    rbk_recorder *recorder = job->recorder;
    rbk_mmc_read_disc_information(&command, data);
    rbk_answer answer = rbk_recorder_ask(recorder, &command, 0);
    if (answer.reaction != RBK_SENSE_DONE)
        return rbk_recorder_fail(recorder, &answer, &command, RBK_INITIALIZE_ENDWRITE, error);
    if (!rbk_mmc_decode_disc(data, answer.data_bytes, state, &why))
        return rbk_recorder_fail_answer(recorder, &command, why, error);
    job->report->state = rbk_disc_state_of(state);
    job->rewritable = state->rewritable;
    return RBK_OK;
}

/* An appended session shows in the number of sessions, the last track or where the next session starts. */
static bool is_as_before(const rbk_burn_job *job, const rbk_mmc_disc *state)
{
    rbk_next_session next;
    const rbk_mmc_disc *before = &job->before;
    if (job->plan->base_lba == 0)
        return rbk_disc_state_of(state) == RBK_DISC_BLANK;
    if (rbk_disc_state_of(state) != rbk_disc_state_of(before) || state->sessions != before->sessions ||
        state->last_track != before->last_track)
        return false;
    return rbk_recorder_next(job->recorder, state, &next, NULL) != RBK_OK || next.lba == job->before_next_lba;
}

/*
 * A disc to which a session is appended is open for another one before, too: a drive that reports it as it was has not written the
 * session, or reports late.
 */
static rbk_status judge(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error)
{
    job->report->state = rbk_disc_state_of(state);
    const bool open = job->plan->leave_open;
    const bool expected = job->report->state == (open ? RBK_DISC_APPENDABLE : RBK_DISC_FINISHED);
    job->unchanged = open && is_as_before(job, state);
    if (expected && !job->unchanged)
        return RBK_OK;
    if (expected)
        return rbk_fail(error, RBK_INITIALIZE_ENDWRITE,
                        "the drive reported success for every sector, but the new session is not on the disc");
    return rbk_fail(error, RBK_INITIALIZE_ENDWRITE,
                    "the drive reported success for every sector, but the disc is %s, expected %s",
                    rbk_disc_state_name(job->report->state), open ? "one open for another session" : "a finished one");
}

/* The drive had its time, is gone, or was cancelled. */
static bool is_enough(const rbk_burn_job *job, rbk_status status, int64_t waited_ms, unsigned *losses)
{
    int64_t limit_ms = job->report->state == RBK_DISC_BLANK || job->unchanged ? BLANK_MS : KNOWN_MS;
    *losses = status == RBK_DEVICE_NOTACCESSIBLE ? *losses + 1 : 0;
    return status == RBK_MEDIUM_NOTPRESENT || waited_ms >= limit_ms || *losses >= LOSSES ||
           rbk_recorder_is_cancelled(job->recorder);
}

/* Some drives are ready long before they recognise the disc, and some need the command to close it a second time. */
static rbk_status read_state(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder *recorder = job->recorder;
    int64_t begun = rbk_recorder_now_ms(recorder);
    unsigned losses = 0;
    rbk_recorder_report_phase(recorder, RBK_BURN_CHECKING, NULL);
    for (;;) {
        rbk_mmc_disc state = {0};
        rbk_status status = look(job, &state, error);
        int64_t waited = rbk_recorder_now_ms(recorder) - begun;
        rbk_burn_event event = {.phase = RBK_BURN_CHECKING,
                                .lba = RBK_NO_LBA,
                                .done_sectors = (uint64_t)waited,
                                .total_sectors = KNOWN_MS,
                                .drive_percent = -1};
        if (status == RBK_OK)
            status = judge(job, &state, error);
        if (status == RBK_OK || is_enough(job, status, waited, &losses))
            return status;
        rbk_recorder_report(recorder, &event);
        rbk_recorder_sleep_ms(recorder, LAG_POLL_MS);
        if (waited < WORDS_MS)
            (void)rbk_recorder_synchronize(recorder, CLOSE_LIMIT_MS, NULL);
    }
}

/* ------------------------------------------------------------------ a test write */

static void look_for_changes(rbk_burn_job *job)
{
    rbk_mmc_disc state = {0};
    job->unchanged = look(job, &state, NULL) == RBK_OK && is_as_before(job, &state);
}

/*
 * The state of the disc after a test write. Drives may report it as written until it was ejected and loaded again, and
 * some drives keep the setting and burn: one query is not enough for either.
 */
static void look_at_simulated(rbk_burn_job *job)
{
    rbk_recorder *recorder = job->recorder;
    look_for_changes(job);
    for (int64_t begun = rbk_recorder_now_ms(recorder);
         !job->unchanged && rbk_recorder_now_ms(recorder) - begun < BLANK_MS && !rbk_recorder_is_cancelled(recorder);) {
        rbk_recorder_sleep_ms(recorder, LAG_POLL_MS);
        look_for_changes(job);
    }
    if (job->unchanged)
        return;
    job->report->state = RBK_DISC_UNKNOWN;
    if (rbk_recorder_reload(recorder, NULL) == RBK_OK)
        look_for_changes(job);
}

static rbk_status check_simulated(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder_report_phase(job->recorder, RBK_BURN_CHECKING, NULL);
    look_at_simulated(job);
    if (job->unchanged)
        return RBK_OK;
    if (job->report->state == RBK_DISC_UNKNOWN)
        return rbk_findings_add(job->findings, RBK_WARNING, "burn.simulated", job->recorder->device, 0, 0,
                                "the state of the disc after the test write cannot be read");
    const char *found = rbk_disc_state_name(job->report->state);
    if (job->plan->base_lba == 0)
        return rbk_fail(error, RBK_INITIALIZE_ENDWRITE,
                        "the drive was set to a test write and has burnt: the disc is %s, expected a blank one", found);
    return rbk_fail(error, RBK_INITIALIZE_ENDWRITE,
                    "the drive was set to a test write and has burnt: the disc is %s, expected it as before, with %u "
                    "track%s and the next session at lba %" PRId32,
                    found, (unsigned)job->plan->first_track - 1, RBK_PLURAL(job->plan->first_track - 1, "", "s"),
                    job->before_next_lba);
}

rbk_status rbk_burn_finish(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder *recorder = job->recorder;
    recorder->ending = true; /* everything is written: a cancel now would only ruin it */
    rbk_recorder_report_phase(recorder, RBK_BURN_CLOSING, NULL);
    rbk_status status = job->mode == RBK_BURN_WRITE_TAO ? rbk_burn_close_tracks(job, error)
                                                        : rbk_recorder_synchronize(recorder, CLOSE_LIMIT_MS, error);
    if (status == RBK_OK)
        status = job->options->simulate ? check_simulated(job, error) : read_state(job, error);
    if (status == RBK_OK && job->mode == RBK_BURN_WRITE_TAO && !job->options->simulate)
        status = rbk_burn_check_tracks_end(job, error);
    return status;
}

/* ------------------------------------------------------------------ an incomplete burn */

void rbk_burn_give_up(rbk_burn_job *job)
{
    rbk_recorder *recorder = job->recorder;
    rbk_command command;
    rbk_mmc_disc state;
    recorder->ending = true;
    rbk_recorder_report_phase(recorder, RBK_BURN_CLOSING, NULL);
    (void)rbk_recorder_synchronize(recorder, GIVE_UP_LIMIT_MS, NULL);
    rbk_recorder_report_phase(recorder, RBK_BURN_CHECKING, NULL);
    job->report->state = RBK_DISC_UNKNOWN;
    if (job->options->simulate) {
        look_at_simulated(job);
    } else if (rbk_recorder_state(recorder, &state, NULL) == RBK_OK) {
        job->report->state = rbk_disc_state_of(&state);
        job->rewritable = state.rewritable;
    }
    job->report->unlocked = rbk_recorder_unlock(recorder);
    rbk_mmc_start_stop(&command, RBK_MMC_STOP, true);
    (void)rbk_recorder_send(recorder, &command);
}
