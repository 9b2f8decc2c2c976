/*
 * Preparing a drive before the first sector: check that it is the planned disc, then lock, speed, power calibration and
 * the write mode.
 */
#include "base/fail.h"
#include "burn/recorder.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPC_TIMEOUT_MS = 300000 };

/* ------------------------------------------------------------------ precautions */

/* A second begin, after a lost setting, finds the same. */
static bool is_reported(const rbk_burn_job *job, const char *sentence)
{
    for (size_t i = 0; i < rbk_findings_count(job->findings); i++)
        if (strcmp(rbk_findings_at(job->findings, i)->text, sentence) == 0)
            return true;
    return false;
}

rbk_status rbk_burn_caution(rbk_burn_job *job, rbk_status status, rbk_error *error, const char *format, ...)
{
    char reason[RBK_SENTENCE_BYTES - 64], sentence[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    if (!job->options->force)
        return rbk_fail(error, status, "%s; --force tries it", reason);
    snprintf(sentence, sizeof sentence, "%s; it is tried", reason);
    if (job->findings && is_reported(job, sentence))
        return RBK_OK;
    return rbk_findings_add(job->findings, RBK_WARNING, "burn.forced", job->recorder->device, 0, 0, "%s", sentence);
}

/* ------------------------------------------------------------------ the disc */

static rbk_status refuse_state(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error)
{
    bool finished = state->status == RBK_MMC_DISC_FINISHED;
    if (state->status == RBK_MMC_DISC_OTHER)
        return rbk_burn_caution(job, RBK_MEDIUM_INVALIDTYPE, error,
                                "the drive does not report whether the disc is blank");
    if (state->rewritable)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the disc is not blank (%s, %u track%s): blank it first, or use another one",
                        rbk_disc_state_name(rbk_disc_state_of(state)), (unsigned)state->last_track,
                        RBK_PLURAL(state->last_track, "", "s"));
    return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "expected a blank disc, found one that is %s: use another disc",
                    finished                                          ? "finished"
                    : rbk_disc_state_of(state) == RBK_DISC_APPENDABLE ? "open for another session (--append writes one)"
                                                                      : "incomplete and cannot be appended to");
}

/* A drive without an ATIP may still know the kind of its disc. A blank disc is not a pressed one. */
static rbk_status check_kind(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error)
{
    const rbk_recorder *recorder = job->recorder;
    if (!recorder->has_features || recorder->features.profile == RBK_MMC_PROFILE_NONE ||
        recorder->features.profile == RBK_MMC_PROFILE_CD_R || recorder->features.profile == RBK_MMC_PROFILE_CD_RW)
        return RBK_OK;
    if (recorder->features.profile == RBK_MMC_PROFILE_CD_ROM && state->status == RBK_MMC_DISC_BLANK)
        return rbk_burn_caution(job, RBK_MEDIUM_INVALIDTYPE, error,
                                "the drive reports a blank disc as a pressed one, expected a CD-R or CD-RW");
    return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "expected a CD-R or CD-RW, found %s: use another disc",
                    recorder->features.profile == RBK_MMC_PROFILE_CD_ROM ? "a pressed disc"
                                                                         : "a disc that is not a CD");
}

/* The plan was made for a disc; this may be another. */
static rbk_status check_plan(const rbk_burn_plan *plan, const rbk_burn_medium *medium, rbk_error *error)
{
    if (plan->fit == RBK_BURN_FITS && plan->lead_out_lba > medium->lead_out_max_lba)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the disc holds %" PRId32 " sector%s, expected %" PRId32
                        ": it is not the disc that was planned for",
                        medium->lead_out_max_lba, RBK_PLURAL(medium->lead_out_max_lba, "", "s"), plan->lead_out_lba);
    if (plan->cdtext_packs && medium->lead_in_lba != RBK_NO_LBA && plan->ranges[0].first_lba != medium->lead_in_lba)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE,
                        "the disc's lead-in starts at lba %" PRId32 ", expected %" PRId32
                        ": it is not the disc that was planned for",
                        medium->lead_in_lba, plan->ranges[0].first_lba);
    return RBK_OK;
}

rbk_status rbk_burn_check_rewritable(const rbk_mmc_disc *state, const rbk_mmc_atip *atip, rbk_error *error)
{
    if (state->rewritable || (atip && atip->rewritable))
        return RBK_OK;
    return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "expected a CD-RW, found a disc that cannot be blanked");
}

/* Is it in a state in which it can be written? */
static rbk_status check_state(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error)
{
    if (job->plan->base_lba > 0)
        return rbk_burn_check_next(job, state, error);
    return state->status == RBK_MMC_DISC_BLANK ? RBK_OK : refuse_state(job, state, error);
}

/* One that will be blanked is going to be blank, with the ATIP that it has now. */
static rbk_status check_disc(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder *recorder = job->recorder;
    rbk_mmc_disc state = {0};
    rbk_mmc_atip atip;
    bool has_atip = false;
    bool may_blank = job->checking && job->options->blank, locked = true;
    rbk_status status = rbk_recorder_ready(recorder, error);
    if (status == RBK_OK && may_blank)
        locked = rbk_recorder_lock(recorder); /* what is blanked is the disc that was checked */
    if (status == RBK_OK)
        status = rbk_recorder_state(recorder, &state, error);
    job->to_be_blanked = status == RBK_OK && may_blank && state.status != RBK_MMC_DISC_BLANK;
    if (status == RBK_OK && !job->to_be_blanked)
        status = check_state(job, &state, error);
    if (status == RBK_OK)
        status = rbk_recorder_atip(recorder, &atip, &has_atip, error);
    if (status == RBK_OK && job->to_be_blanked)
        status = rbk_burn_check_rewritable(&state, has_atip ? &atip : NULL, error);
    else if (status == RBK_OK && !has_atip)
        status = check_kind(job, &state, error);
    if (status != RBK_OK)
        return status;
    const rbk_burn_medium medium = rbk_disc_medium(&state, has_atip ? &atip : NULL);
    job->lead_in_lba = medium.known ? medium.lead_in_lba : RBK_NO_LBA;
    if (medium.known)
        status = check_plan(job->plan, &medium, error);
    if (status == RBK_OK && job->to_be_blanked && !locked)
        status =
            rbk_findings_add(job->findings, RBK_WARNING, "burn.drive", recorder->device, 0, 0, RBK_BURN_NOT_LOCKED);
    return status;
}

/* ------------------------------------------------------------------ speed and power */

static rbk_status set_speed(rbk_burn_job *job)
{
    rbk_command command;
    rbk_mmc_capabilities capabilities;
    uint32_t speed = job->options->speed;
    rbk_mmc_set_speed(&command, 0xFFFF, speed ? rbk_mmc_kbs_of_speed(speed) : 0xFFFF);
    rbk_answer answer = rbk_recorder_ask(job->recorder, &command, RBK_PATIENCE_MS);
    job->report->speed_tenths = 0;
    if (rbk_recorder_capabilities(job->recorder, &capabilities))
        job->report->speed_tenths = rbk_mmc_tenths_of_kbs(capabilities.write_kbs);
    uint32_t got = job->report->speed_tenths;
    if (answer.reaction != RBK_SENSE_DONE)
        return rbk_findings_add(job->findings, RBK_WARNING, "burn.speed", job->recorder->device, 0, 0,
                                "the drive does not accept a speed and burns at its own");
    if (speed && got && (got + 5) / 10 != speed)
        return rbk_findings_add(job->findings, RBK_NOTE, "burn.speed", job->recorder->device, 0, 0,
                                "asked for %ux, the drive burns at %u.%ux", (unsigned)speed, (unsigned)(got / 10),
                                (unsigned)(got % 10));
    return RBK_OK;
}

/* No calibration for this disc, or no room for one more: drives burn at their present power setting. */
static bool is_of_calibration(const rbk_answer *answer)
{
    const uint8_t POWER = 0x73, AREA_FULL = 2, FAILED = 3;
    return answer->outcome == RBK_OUTCOME_CHECK && answer->sense.asc == POWER &&
           (answer->sense.ascq == AREA_FULL || answer->sense.ascq == FAILED);
}

/* It uses up the disc's calibration area, which is enough for about a hundred: never for a test write. */
static rbk_status calibrate(rbk_burn_job *job, rbk_error *error)
{
    rbk_command command;
    char text[RBK_SENSE_TEXT_BYTES];
    rbk_recorder_report_phase(job->recorder, RBK_BURN_CALIBRATING, NULL);
    rbk_mmc_send_opc(&command);
    command.timeout_ms = OPC_TIMEOUT_MS;
    rbk_answer answer = rbk_recorder_ask(job->recorder, &command, OPC_TIMEOUT_MS);
    job->calibrated = true;
    rbk_status status = rbk_recorder_cancelled(job->recorder, error);
    if (status != RBK_OK || answer.reaction == RBK_SENSE_DONE || rbk_answer_says_unsupported(&answer))
        return status;
    if (is_of_calibration(&answer))
        return rbk_burn_caution(job, RBK_INITIALIZE_WRITE, error, "'%s': %s", rbk_mmc_name(command.cdb[0]),
                                rbk_sense_describe(&answer.sense, text));
    if (rbk_answer_is_final(&answer))
        return rbk_recorder_fail(job->recorder, &answer, &command, RBK_INITIALIZE_WRITE, error);
    return rbk_findings_add(job->findings, RBK_WARNING, "burn.calibration", job->recorder->device, 0, 0,
                            "the drive could not calibrate its laser power for this disc (sense %X/%02X/%02X) and "
                            "burns without; --no-opc skips the calibration",
                            (unsigned)answer.sense.key, (unsigned)answer.sense.asc, (unsigned)answer.sense.ascq);
}

/* ------------------------------------------------------------------ all steps */

static rbk_status check_drive(const rbk_burn_job *job, rbk_error *error)
{
    const rbk_recorder *recorder = job->recorder;
    bool known = recorder->has_features && recorder->features.has_mastering;
    if (job->options->simulate && known && !recorder->features.test_write)
        return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                        "the drive cannot do a test write: burn without simulation, or use another drive");
    return RBK_OK;
}

static rbk_status report_protection(const rbk_burn_job *job)
{
    if (!job->options->underrun_protection || job->report->underrun_protection)
        return RBK_OK;
    return rbk_findings_add(
        job->findings, RBK_WARNING, "burn.drive", job->recorder->device, 0, 0,
        "the drive has no underrun protection: do not use this machine for other work while it burns");
}

rbk_status rbk_burn_check_image(const rbk_burn_plan *plan, rbk_image *image, rbk_error *error)
{
    rbk_status status = rbk_burn_check_session(plan, image, error);
    if (status != RBK_OK)
        return status;
    uint8_t *buffer = malloc(RBK_BURN_CHUNK_BYTES_MAX);
    status = buffer ? RBK_OK : rbk_fail_memory(error);
    for (size_t i = 0; i < plan->range_count && status == RBK_OK; i++) {
        const rbk_burn_range *range = &plan->ranges[i];
        status = rbk_burn_plan_read(plan, image, range->first_lba, 1, buffer, error);
        if (status == RBK_OK && range->sectors > 1)
            status = rbk_burn_plan_read(plan, image, range->first_lba + (int32_t)range->sectors - 1, 1, buffer, error);
    }
    free(buffer);
    return status;
}

/* The drive is asked for the write mode only: a cue sheet or a calibration needs the blank disc. */
rbk_status rbk_burn_check(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder_report_phase(job->recorder, RBK_BURN_PREPARING, NULL);
    job->checking = true;
    rbk_status status = check_drive(job, error);
    if (status == RBK_OK)
        status = check_disc(job, error);
    if (status == RBK_OK)
        status = rbk_burn_choose_mode(job, false, error);
    job->checking = false;
    return status == RBK_OK ? rbk_recorder_cancelled(job->recorder, error) : status;
}

rbk_status rbk_burn_begin(rbk_burn_job *job, rbk_error *error)
{
    rbk_recorder_report_phase(job->recorder, RBK_BURN_PREPARING, NULL);
    rbk_status status = check_drive(job, error);
    if (status == RBK_OK)
        status = check_disc(job, error);
    if (status != RBK_OK)
        return status;
    (void)rbk_recorder_lock(job->recorder);
    status = set_speed(job);
    /* the page before calibration: a drive that was left in simulation would calibrate for that, and one that
     * cannot do it at all reports so */
    if (status == RBK_OK && job->options->calibrate && !job->options->simulate && !job->calibrated) {
        status = rbk_burn_choose_mode(job, false, error);
        if (status == RBK_OK)
            status = calibrate(job, error);
    }
    if (status == RBK_OK)
        status = rbk_burn_choose_mode(job, true, error);
    return status == RBK_OK ? report_protection(job) : status;
}
