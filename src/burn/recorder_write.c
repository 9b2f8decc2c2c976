/*
 * A burn from start to end, successful or not; and blanking.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum {
    BEGINNINGS = 3, /* how often a drive may lose its settings before the first sector */
    BUFFER_BYTES = 16 << 20,
    BUFFER_BYTES_MIN = 1 << 20,
    SPEED_MAX = 999,
    BLANK_LIMIT_MS = 3 * 3600 * 1000, /* a full blank takes as long as the disc, at 1x */
    BLANK_ATTEMPTS = 2,
    TEST_WRITE = 0x10
};

void rbk_burn_write_options_init(rbk_burn_write_options *options)
{
    memset(options, 0, sizeof *options);
    options->underrun_protection = true;
    options->calibrate = true;
    options->buffer_bytes = BUFFER_BYTES;
}

/* ------------------------------------------------------------------ blanking */

/* Locked before it is looked at: what is blanked is the disc that was checked. */
static rbk_status check_rewritable(rbk_recorder *recorder, rbk_error *error)
{
    rbk_mmc_disc state;
    rbk_mmc_atip atip;
    bool has_atip = false;
    rbk_status status = rbk_recorder_ready(recorder, error);
    if (status != RBK_OK)
        return status;
    rbk_recorder_lock(recorder);
    status = rbk_recorder_state(recorder, &state, error);
    if (status == RBK_OK)
        status = rbk_recorder_atip(recorder, &atip, &has_atip, error);
    return status == RBK_OK ? rbk_burn_check_rewritable(&state, has_atip ? &atip : NULL, error) : status;
}

/* A drive that is set to simulate might only pretend. */
static rbk_status end_simulation(rbk_recorder *recorder, rbk_error *error)
{
    rbk_mmc_page page;
    rbk_answer answer;
    rbk_status status = rbk_recorder_page(recorder, RBK_MMC_PAGE_WRITE_PARAMETERS, &page, error);
    if (status != RBK_OK || page.bytes < 3 || !(page.data[2] & TEST_WRITE))
        return status;
    page.data[2] &= (uint8_t)~TEST_WRITE;
    return rbk_recorder_select(recorder, &page, &answer, error);
}

/* Nothing is known of a disc that was inserted after the check. */
static rbk_status refuse_changed(rbk_error *error)
{
    return rbk_fail(
        error, RBK_MEDIUM_INVALIDTYPE,
        "the disc may have been changed after it was checked, so it is not blanked: leave the drive alone and "
        "try again");
}

/* A command that was refused or not permitted has started nothing. */
static rbk_status blank_once(rbk_recorder *recorder, bool full, rbk_blanking *blanking, rbk_disc_state *state,
                             rbk_error *error)
{
    rbk_command command;
    rbk_mmc_disc disc;
    if (recorder->changed)
        return refuse_changed(error);
    rbk_mmc_blank(&command, full, true);
    rbk_answer answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
    if (answer.reaction == RBK_SENSE_UNSUPPORTED) {
        rbk_mmc_blank(&command, full, false);
        command.timeout_ms = BLANK_LIMIT_MS;
        answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
    }
    if (answer.reaction == RBK_SENSE_CHANGED)
        return refuse_changed(error);
    if (!rbk_answer_says_unsupported(&answer))
        *blanking = RBK_BLANKING_STARTED;
    if (answer.reaction != RBK_SENSE_DONE && answer.reaction != RBK_SENSE_BUSY && answer.outcome != RBK_OUTCOME_BROKEN)
        return rbk_recorder_fail(recorder, &answer, &command, RBK_CANNOT_WRITE_TO_MEDIA, error);
    rbk_status status =
        rbk_recorder_poll(recorder, RBK_BURN_BLANKING, BLANK_LIMIT_MS, RBK_CANNOT_WRITE_TO_MEDIA, error);
    if (status == RBK_OK)
        status = rbk_recorder_state(recorder, &disc, error);
    if (status == RBK_OK)
        *state = rbk_disc_state_of(&disc);
    return status;
}

/* A disc that was checked. blanking is how far it came. */
static rbk_status blank(rbk_recorder *recorder, bool full, rbk_blanking *blanking, rbk_error *error)
{
    rbk_disc_state state = RBK_DISC_UNKNOWN;
    rbk_status status = end_simulation(recorder, error);
    rbk_recorder_report_phase(recorder, RBK_BURN_BLANKING, NULL);
    for (unsigned attempt = 0; attempt < BLANK_ATTEMPTS && status == RBK_OK && state != RBK_DISC_BLANK; attempt++)
        status = blank_once(recorder, full, blanking, &state, error);
    if (status == RBK_OK && state == RBK_DISC_BLANK)
        *blanking = RBK_BLANKING_DONE;
    if (status != RBK_OK || state == RBK_DISC_BLANK)
        return status;
    return rbk_fail(
        error, RBK_CANNOT_WRITE_TO_MEDIA, "the drive reported success, but the disc is %s, expected a blank one%s",
        rbk_disc_state_name(state), full ? ": the disc is worn out" : ": blank all of it, or use another disc");
}

/* What was on the disc may be gone, however far the burn came. */
static const char *blanking_outcome(rbk_blanking blanking)
{
    switch (blanking) {
    case RBK_BLANKING_DONE:
        return "; the disc was blanked";
    case RBK_BLANKING_STARTED:
        return "; blanking was started, and what was on the disc may be lost";
    default:
        return "";
    }
}

static const char *tray_outcome(bool unlocked)
{
    return unlocked ? "" : "; the tray could not be unlocked";
}

rbk_status rbk_recorder_blank(rbk_recorder *recorder, bool full, const rbk_burn_listener *listener, rbk_error *error)
{
    rbk_blanking blanking = RBK_BLANKING_NOT_STARTED;
    recorder->listener = listener;
    rbk_status status = check_rewritable(recorder, error);
    if (status == RBK_OK)
        status = blank(recorder, full, &blanking, error);
    bool unlocked = rbk_recorder_unlock(recorder);
    recorder->listener = NULL;
    if (status != RBK_OK)
        rbk_recorder_append(error, "%s%s", blanking_outcome(blanking), tray_outcome(unlocked));
    return rbk_recorder_set_location(recorder, status, error);
}

/* ------------------------------------------------------------------ result */

/* Appends to the message of a failure how far it came and the state of the disc. */
static void append_outcome(const rbk_burn_job *job, rbk_error *error)
{
    const rbk_burn_report *report = job->report;
    char outcome[192];
    if (!report->wrote) {
        bool kept = job->options->blank && job->blanking == RBK_BLANKING_NOT_STARTED;
        /* the sessions before it may have been written by the same user just now */
        snprintf(outcome, sizeof outcome, "; nothing %swas %swritten",
                 job->plan->base_lba > 0 ? "of this session " : "", kept ? "erased or " : "");
    } else {
        int length =
            snprintf(outcome, sizeof outcome, "; %" PRIu64 " of %" PRIu64 " %s sent, ", report->sectors_written,
                     report->sectors_total, RBK_PLURAL(report->sectors_total, "sector was", "sectors were"));
        const char *end = "and the state of the disc cannot be read";
        bool simulated = job->options->simulate && (job->unchanged || report->state == RBK_DISC_UNKNOWN);
        if (simulated)
            end = job->unchanged ? "in a test write: the disc is unchanged"
                                 : "in a test write, and the state of the disc cannot be read";
        else if (job->options->simulate && report->state == RBK_DISC_APPENDABLE)
            end = "and the disc has changed";
        else if (report->state == RBK_DISC_BLANK)
            end = "and the disc is still blank";
        else if (report->state == RBK_DISC_APPENDABLE)
            end = "and the disc is still open for another session";
        else if (report->state == RBK_DISC_INCOMPLETE && job->plan->base_lba > 0)
            end = "the new session is incomplete; those before it are not changed";
        else if (report->state == RBK_DISC_INCOMPLETE && job->rewritable)
            end = "the disc is incomplete and has to be blanked";
        else if (report->state == RBK_DISC_INCOMPLETE)
            end = "the disc is incomplete and lost";
        else if (report->state == RBK_DISC_FINISHED)
            end = "and the drive reports the disc as finished: verify it before use";
        snprintf(outcome + length, sizeof outcome - (size_t)length, "%s", end);
    }
    rbk_recorder_append(error, "%s%s%s", blanking_outcome(job->blanking), outcome, tray_outcome(report->unlocked));
}

static rbk_status burn(rbk_burn_job *job, rbk_error *error)
{
    rbk_status status = RBK_OK;
    bool again = true;
    for (unsigned beginning = 0; again && beginning < BEGINNINGS; beginning++) {
        again = false;
        status = rbk_burn_begin(job, error);
        if (status == RBK_OK)
            status = rbk_burn_send(job, &again, error);
    }
    return status == RBK_OK ? rbk_burn_finish(job, error) : status;
}

/*
 * Plan, refuse, blank, write: what can be refused is refused while the disc still holds what it held. A disc that is blank
 * already stays as it is.
 */
static rbk_status blank_then_burn(rbk_burn_job *job, rbk_error *error)
{
    rbk_status status = job->options->blank ? rbk_burn_check(job, error) : RBK_OK;
    if (status == RBK_OK && job->to_be_blanked)
        status = blank(job->recorder, job->options->blank_full, &job->blanking, error);
    job->report->blanked = job->blanking == RBK_BLANKING_DONE;
    return status == RBK_OK ? burn(job, error) : status;
}

static rbk_status check_arguments(const rbk_burn_plan *plan, const rbk_burn_write_options *options, rbk_error *error)
{
    if (plan->refusals)
        return rbk_fail(error, RBK_REFUSED, "the plan cannot be burnt: it has findings of severity error: %zu",
                        plan->refusals);
    if (options->speed > SPEED_MAX)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a speed of 0 to 999, found %u",
                        (unsigned)options->speed);
    if (options->blank && options->simulate)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "a test write does not blank the disc: blanking is real");
    if (options->blank && plan->base_lba > 0)
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "a later session needs the sessions before it: blanking erases all of them");
    if ((unsigned)options->write_mode > RBK_BURN_WRITE_TAO)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "there is no write mode %d", (int)options->write_mode);
    if (options->buffer_bytes < BUFFER_BYTES_MIN)
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "expected a buffer of 1 MiB or more, found %zu bytes",
                        options->buffer_bytes);
    return RBK_OK;
}

static rbk_status conclude(rbk_burn_job *job, rbk_status status, rbk_error *error)
{
    rbk_recorder *recorder = job->recorder;
    bool judged = status == RBK_INITIALIZE_ENDWRITE && job->report->state != RBK_DISC_UNKNOWN;
    if (status != RBK_OK && job->report->wrote && !judged)
        rbk_burn_give_up(job);
    else
        job->report->unlocked = rbk_recorder_unlock(recorder);
    recorder->ending = false;
    recorder->listener = NULL;
    if (status != RBK_OK)
        append_outcome(job, error);
    return rbk_recorder_set_location(recorder, status, error);
}

/* Does the work of a job. Its options and report may be NULL, as the caller's. */
static rbk_status run(rbk_burn_job job, rbk_status (*work)(rbk_burn_job *job, rbk_error *error),
                      const rbk_burn_listener *listener, rbk_error *error)
{
    rbk_burn_write_options defaults;
    rbk_burn_report own_report;
    rbk_error own_error;
    rbk_burn_write_options_init(&defaults);
    job.options = job.options ? job.options : &defaults;
    job.report = job.report ? job.report : &own_report;
    error = error ? error : &own_error;
    rbk_status status = check_arguments(job.plan, job.options, error);
    if (status != RBK_OK)
        return status;
    memset(job.report, 0, sizeof *job.report);
    job.report->next_lba = RBK_NO_LBA;
    job.recorder->listener = listener;
    status = rbk_recorder_read_features(job.recorder, error);
    if (status == RBK_OK)
        status = work(&job, error);
    return conclude(&job, status, error);
}

rbk_status rbk_recorder_check_write(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                                    const rbk_burn_write_options *options, const rbk_burn_listener *listener,
                                    rbk_findings *findings, rbk_error *error)
{
    const rbk_burn_job job = {
        .recorder = recorder, .plan = plan, .image = image, .options = options, .findings = findings};
    return run(job, rbk_burn_check, listener, error);
}

rbk_status rbk_recorder_write(rbk_recorder *recorder, const rbk_burn_plan *plan, rbk_image *image,
                              const rbk_burn_write_options *options, const rbk_burn_listener *listener,
                              rbk_burn_report *report, rbk_findings *findings, rbk_error *error)
{
    const rbk_burn_job job = {
        .recorder = recorder, .plan = plan, .image = image, .options = options, .report = report, .findings = findings};
    return run(job, blank_then_burn, listener, error);
}
