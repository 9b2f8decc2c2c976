/*
 * A burn from start to end, successful or not.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>
#include <string.h>

enum {
    BEGINNINGS = 3, /* how often a drive may lose its settings before the first sector */
    BUFFER_BYTES = 16 << 20,
    BUFFER_BYTES_MIN = 1 << 20,
    SPEED_MAX = 999
};

void rbk_burn_write_options_init(rbk_burn_write_options *options)
{
    memset(options, 0, sizeof *options);
    options->underrun_protection = true;
    options->calibrate = true;
    options->buffer_bytes = BUFFER_BYTES;
}

/* ------------------------------------------------------------------ result */

/* What a burn that failed on the way leaves. */
static const char *disc_outcome(const rbk_burn_job *job)
{
    const rbk_burn_report *report = job->report;
    if (job->options->simulate && job->unchanged)
        return "in a test write: the disc is unchanged";
    if (job->options->simulate && report->state == RBK_DISC_UNKNOWN)
        return "in a test write, and the state of the disc cannot be read";
    if (job->options->simulate && report->state == RBK_DISC_APPENDABLE)
        return "and the disc has changed";
    switch (report->state) {
    case RBK_DISC_BLANK:
        return "and the disc is still blank";
    case RBK_DISC_APPENDABLE:
        return "and the disc is still open for another session";
    case RBK_DISC_INCOMPLETE:
        if (job->plan->base_lba > 0)
            return "the new session is incomplete; those before it are not changed";
        return job->rewritable ? "the disc is incomplete and has to be blanked" : "the disc is incomplete and lost";
    case RBK_DISC_FINISHED:
        return "and the drive reports the disc as finished: verify it before use";
    default:
        return "and the state of the disc cannot be read";
    }
}

/* Appends to the message of a failure how far it came and the state of the disc. */
static void append_outcome(const rbk_burn_job *job, rbk_error *error)
{
    const rbk_burn_report *report = job->report;
    bool kept = job->options->blank && job->blanking == RBK_BLANKING_NOT_STARTED;
    rbk_recorder_append(error, "%s", rbk_blanking_outcome(job->blanking));
    if (report->wrote)
        rbk_recorder_append(error, "; %" PRIu64 " of %" PRIu64 " %s sent, %s", report->sectors_written,
                            report->sectors_total, RBK_PLURAL(report->sectors_total, "sector was", "sectors were"),
                            disc_outcome(job));
    else /* the sessions before it may have been written by the same user just now */
        rbk_recorder_append(error, "; nothing %swas %swritten", job->plan->base_lba > 0 ? "of this session " : "",
                            kept ? "erased or " : "");
    rbk_recorder_append(error, "%s", rbk_tray_outcome(report->unlocked));
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
        status = rbk_recorder_erase(job->recorder, job->options->blank_full, &job->blanking, error);
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
    if (options->write_mode == RBK_BURN_WRITE_TAO && plan->graphics != RBK_BURN_GRAPHICS_OFF)
        return rbk_fail(error, RBK_INVALID_ARGUMENT,
                        "the plan has CD+G graphics, which track-at-once does not write: expected a plan without them");
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
    if (!job.recorder || !job.plan || !job.image)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_status status = check_arguments(job.plan, job.options, error);
    if (status != RBK_OK)
        return status;
    memset(job.report, 0, sizeof *job.report);
    job.report->next_lba = RBK_NO_LBA;
    job.recorder->listener = listener;
    status = rbk_burn_check_image(job.plan, job.image, error); /* what only the burn would notice costs a disc */
    if (status == RBK_OK)
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
