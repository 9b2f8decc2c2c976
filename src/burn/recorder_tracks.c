/*
 * Track-at-once at the drive: each track has its own write parameters and is closed before the next one, and the session
 * is closed after the last.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>

enum { CLOSE_LIMIT_MS = 3600000, CLOSE_TIMEOUT_MS = 600000 };

static rbk_mmc_page page_of(const rbk_burn_job *job, const rbk_mmc_page *sensed, const rbk_burn_range *range)
{
    rbk_mmc_page page = *sensed;
    rbk_burn_track_parameters(job->plan, range, job->options->simulate, rbk_burn_wants_protection(job), page.data,
                              page.bytes);
    return page;
}

rbk_status rbk_burn_try_tracks(rbk_burn_job *job, const rbk_mmc_page *sensed, bool *taken, rbk_error *refusal,
                               rbk_error *error)
{
    rbk_burn_range range;
    rbk_answer answer;
    if (!rbk_burn_track_range(job->plan, 0, &range))
        return rbk_fail(error, RBK_INVALID_ARGUMENT, "the plan has no tracks");
    rbk_mmc_page page = page_of(job, sensed, &range);
    rbk_status status = rbk_burn_set_page(job, &page, taken, &answer, error);
    if (status == RBK_OK && !*taken)
        (void)rbk_fail(refusal, RBK_DEVICE_INVALIDTYPE,
                       "the drive does not write track-at-once: it refuses the setting (sense %X/%02X/%02X)",
                       (unsigned)answer.sense.key, (unsigned)answer.sense.asc, (unsigned)answer.sense.ascq);
    return status;
}

/* With IMMED if the drive supports it. A test write may have nothing to close. */
static rbk_status close_part(rbk_burn_job *job, bool session, uint8_t track, rbk_error *error)
{
    rbk_recorder *recorder = job->recorder;
    rbk_command command;
    rbk_mmc_close(&command, session, track, true);
    rbk_answer answer = rbk_recorder_ask(recorder, &command, CLOSE_LIMIT_MS);
    if (answer.reaction == RBK_SENSE_UNSUPPORTED) {
        rbk_mmc_close(&command, session, track, false);
        command.timeout_ms = CLOSE_TIMEOUT_MS;
        answer = rbk_recorder_ask(recorder, &command, CLOSE_LIMIT_MS);
    }
    bool accepted = answer.reaction == RBK_SENSE_DONE || answer.reaction == RBK_SENSE_BUSY ||
                    answer.outcome == RBK_OUTCOME_BROKEN; /* whether it arrived shows in what the drive does */
    /* a track that the flush has closed already is closed, which a drive refuses; an error of the disc is none of that */
    bool harmless = rbk_answer_is_refusal(&answer) && (!session || job->options->simulate);
    if (!accepted && !harmless)
        return rbk_recorder_fail(recorder, &answer, &command, RBK_INITIALIZE_ENDWRITE, error);
    return rbk_recorder_poll(recorder, RBK_BURN_CLOSING, CLOSE_LIMIT_MS, RBK_INITIALIZE_ENDWRITE, error);
}

static rbk_status close_track(rbk_burn_job *job, rbk_error *error)
{
    rbk_burn_range range;
    if (!job->track_open || !rbk_burn_track_range(job->plan, job->track - 1, &range))
        return RBK_OK;
    rbk_status status = rbk_recorder_synchronize(job->recorder, CLOSE_LIMIT_MS, error);
    if (status == RBK_OK)
        status = close_part(job, false, range.track, error);
    job->track_open = status != RBK_OK;
    return status;
}

/* A drive that continues elsewhere would write another disc than the planned one. */
static rbk_status check_address(rbk_burn_job *job, const rbk_burn_range *range, rbk_error *error)
{
    rbk_mmc_track track;
    bool there;
    rbk_status status = rbk_recorder_next_track(job->recorder, &track, &there, error);
    if (status != RBK_OK || !there || !track.has_next || track.next_lba == range->first_lba)
        return status;
    if (job->report->wrote && !job->options->force) /* too late for advice */
        return rbk_fail(error, RBK_CANNOT_WRITE_TO_MEDIA,
                        "the drive continues at lba %" PRId32 ", expected %" PRId32 " for track %u", track.next_lba,
                        range->first_lba, (unsigned)range->track);
    return rbk_burn_caution(job, RBK_INITIALIZE_WRITE, error,
                            "the drive continues at lba %" PRId32 ", expected %" PRId32 " for track %u", track.next_lba,
                            range->first_lba, (unsigned)range->track);
}

rbk_status rbk_burn_enter_track(rbk_burn_job *job, int32_t lba, rbk_error *error)
{
    rbk_burn_range range;
    rbk_mmc_page sensed;
    rbk_answer answer;
    bool taken = false;
    if (!rbk_burn_track_range(job->plan, job->track, &range) || range.first_lba != lba)
        return RBK_OK;
    rbk_status status = close_track(job, error);
    if (status == RBK_OK)
        status = rbk_recorder_page(job->recorder, RBK_MMC_PAGE_WRITE_PARAMETERS, &sensed, error);
    if (status != RBK_OK)
        return status;
    rbk_mmc_page page = page_of(job, &sensed, &range);
    status = rbk_burn_set_page(job, &page, &taken, &answer, error);
    if (status == RBK_OK && !taken)
        status = rbk_fail(error, job->report->wrote ? RBK_CANNOT_WRITE_TO_MEDIA : RBK_INITIALIZE_WRITE,
                          "the drive refuses the setting for track %u (sense %X/%02X/%02X)", (unsigned)range.track,
                          (unsigned)answer.sense.key, (unsigned)answer.sense.asc, (unsigned)answer.sense.ascq);
    if (status == RBK_OK)
        status = check_address(job, &range, error);
    if (status != RBK_OK)
        return status;
    job->track++;
    job->track_open = true;
    return RBK_OK;
}

rbk_status rbk_burn_close_tracks(rbk_burn_job *job, rbk_error *error)
{
    rbk_status status = close_track(job, error);
    return status == RBK_OK ? close_part(job, true, 0, error) : status;
}

/*
 * The drive has no cue sheet with the length of the last track: sectors that it acknowledged and lost show in nothing but the
 * end of the disc. Some drives count the sectors of its run-out, so that it ends later.
 */
rbk_status rbk_burn_check_tracks_end(rbk_burn_job *job, rbk_error *error)
{
    const rbk_burn_plan *plan = job->plan;
    rbk_mmc_toc toc;
    rbk_status status = rbk_recorder_late_toc(job->recorder, plan->last_track, plan->lead_out_lba, &toc, NULL);
    if (status != RBK_OK || toc.last_track < plan->last_track)
        return rbk_findings_add(job->findings, RBK_WARNING, "burn.drive", job->recorder->device, 0, 0,
                                "the drive does not report where the new tracks end: whether the last one is whole was "
                                "not checked") == RBK_OK
                   ? RBK_OK
                   : rbk_fail_memory(error);
    const int32_t end = toc.entries[toc.entry_count - 1].lba;
    if (end >= plan->lead_out_lba)
        return RBK_OK;
    return rbk_fail(error, RBK_INITIALIZE_ENDWRITE,
                    "the drive reported success for every sector, but the last track ends at lba %" PRId32
                    ", expected %" PRId32,
                    end, plan->lead_out_lba);
}
