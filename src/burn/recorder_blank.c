/*
 * Blanking, alone or before a burn: only a disc that was checked, and what became of it.
 */
#include "base/fail.h"
#include "burn/recorder.h"

enum {
    BLANK_LIMIT_MS = 3 * 3600 * 1000, /* a full blank takes as long as the disc, at 1x */
    BLANK_ATTEMPTS = 2,
    TEST_WRITE = 0x10 /* byte 2 of mode page 05h */
};

/* Locked before it is looked at, if the drive does that: what is blanked is the disc that was checked. */
static rbk_status check_rewritable(rbk_recorder *recorder, rbk_error *error)
{
    rbk_mmc_disc state;
    rbk_mmc_atip atip;
    bool has_atip = false;
    rbk_status status = rbk_recorder_ready(recorder, error);
    if (status != RBK_OK)
        return status;
    const bool locked = rbk_recorder_lock(recorder);
    status = rbk_recorder_state(recorder, &state, error);
    if (status == RBK_OK)
        status = rbk_recorder_atip(recorder, &atip, &has_atip, error);
    if (status == RBK_OK)
        status = rbk_burn_check_rewritable(&state, has_atip ? &atip : NULL, error);
    if (status == RBK_OK && !locked)
        rbk_recorder_report_phase(recorder, RBK_BURN_BLANKING, RBK_BURN_NOT_LOCKED);
    return status;
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
    status = rbk_recorder_select(recorder, &page, &answer, error);
    if (status != RBK_OK || answer.reaction == RBK_SENSE_DONE)
        return status;
    return rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                    "the drive is set to a test write and refuses to end it: nothing was erased");
}

/* Nothing is known of a disc that was inserted after the check. */
static rbk_status refuse_changed(rbk_error *error)
{
    return rbk_fail(
        error, RBK_MEDIUM_INVALIDTYPE,
        "the disc may have been changed after it was checked, so it is not blanked: leave the drive alone and "
        "try again");
}

/* A drive without an immediate reply is asked for one after the work. */
static rbk_answer send_blank(rbk_recorder *recorder, bool full, rbk_command *command)
{
    rbk_mmc_blank(command, full, true);
    rbk_answer answer = rbk_recorder_ask(recorder, command, RBK_PATIENCE_MS);
    if (answer.reaction != RBK_SENSE_UNSUPPORTED)
        return answer;
    rbk_mmc_blank(command, full, false);
    command->timeout_ms = BLANK_LIMIT_MS;
    return rbk_recorder_ask(recorder, command, RBK_PATIENCE_MS);
}

/* The drive may have executed a command whose reply was lost, or that it replied to with an attention or an abort. */
static bool leaves_open(const rbk_answer *answer)
{
    return answer->outcome == RBK_OUTCOME_BROKEN || answer->reaction == RBK_SENSE_CHANGED ||
           answer->reaction == RBK_SENSE_ABORTED;
}

/* A command that was refused or not permitted, or for which there was no disc, has started nothing; but a disc may be gone from a
 * drive that replies after the work. */
static bool has_started_nothing(const rbk_command *command, const rbk_answer *answer)
{
    const uint8_t PROTECTED = 7, IMMEDIATE = 0x10;
    return rbk_answer_says_unsupported(answer) || rbk_answer_is_refusal(answer) ||
           (answer->outcome == RBK_OUTCOME_CHECK && answer->sense.key == PROTECTED) ||
           (answer->reaction == RBK_SENSE_NO_DISC && command->cdb[1] & IMMEDIATE);
}

static void note_progress(const rbk_command *command, const rbk_answer *answer, rbk_blanking *blanking)
{
    const rbk_blanking found = has_started_nothing(command, answer) ? RBK_BLANKING_NOT_STARTED
                               : leaves_open(answer)                ? RBK_BLANKING_UNCLEAR
                                                                    : RBK_BLANKING_STARTED;
    *blanking = found > *blanking ? found : *blanking;
}

/* Sends it once, waits, and looks at the disc, which is never sent a second one unseen. */
static rbk_status blank_once(rbk_recorder *recorder, bool full, bool last, rbk_blanking *blanking,
                             rbk_disc_state *state, rbk_error *error)
{
    rbk_command command;
    rbk_mmc_disc disc;
    if (recorder->changed)
        return refuse_changed(error);
    const rbk_answer answer = send_blank(recorder, full, &command);
    note_progress(&command, &answer, blanking);
    const bool open = leaves_open(&answer);
    if (answer.reaction == RBK_SENSE_CHANGED ||
        (answer.reaction != RBK_SENSE_DONE && answer.reaction != RBK_SENSE_BUSY && !open))
        return rbk_recorder_fail(recorder, &answer, &command, open ? RBK_MEDIUM_INVALIDTYPE : RBK_CANNOT_WRITE_TO_MEDIA,
                                 error);
    rbk_status status =
        rbk_recorder_poll(recorder, RBK_BURN_BLANKING, BLANK_LIMIT_MS, RBK_CANNOT_WRITE_TO_MEDIA, error);
    if (status == RBK_OK)
        status = rbk_recorder_look(recorder, &disc, error);
    if (status == RBK_OK)
        *state = rbk_disc_state_of(&disc);
    if (status == RBK_OK && last && open && *state != RBK_DISC_BLANK)
        status = rbk_recorder_fail(recorder, &answer, &command, RBK_CANNOT_WRITE_TO_MEDIA, error);
    return status;
}

rbk_status rbk_recorder_erase(rbk_recorder *recorder, bool full, rbk_blanking *blanking, rbk_error *error)
{
    rbk_disc_state state = RBK_DISC_UNKNOWN;
    rbk_status status = end_simulation(recorder, error);
    rbk_recorder_report_phase(recorder, RBK_BURN_BLANKING, NULL);
    for (unsigned attempt = 1; attempt <= BLANK_ATTEMPTS && status == RBK_OK && state != RBK_DISC_BLANK; attempt++)
        status = blank_once(recorder, full, attempt == BLANK_ATTEMPTS, blanking, &state, error);
    if (status == RBK_OK && state == RBK_DISC_BLANK)
        *blanking = RBK_BLANKING_DONE;
    if (status != RBK_OK || state == RBK_DISC_BLANK)
        return status;
    return rbk_fail(
        error, RBK_CANNOT_WRITE_TO_MEDIA, "the drive reported success, but the disc is %s, expected a blank one%s",
        rbk_disc_state_name(state), full ? ": the disc is worn out" : ": blank all of it, or use another disc");
}

const char *rbk_blanking_outcome(rbk_blanking blanking)
{
    switch (blanking) {
    case RBK_BLANKING_DONE:
        return "; the disc was blanked";
    case RBK_BLANKING_UNCLEAR:
        return "; blanking may have been started, and what was on the disc may be lost";
    case RBK_BLANKING_STARTED:
        return "; blanking was started, and what was on the disc may be lost";
    default:
        return "";
    }
}

const char *rbk_tray_outcome(bool unlocked)
{
    return unlocked ? "" : "; the tray could not be unlocked";
}

rbk_status rbk_recorder_blank(rbk_recorder *recorder, bool full, const rbk_burn_listener *listener, rbk_error *error)
{
    if (!recorder)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_blanking blanking = RBK_BLANKING_NOT_STARTED;
    recorder->listener = listener;
    rbk_status status = check_rewritable(recorder, error);
    if (status == RBK_OK)
        status = rbk_recorder_erase(recorder, full, &blanking, error);
    bool unlocked = rbk_recorder_unlock(recorder);
    recorder->listener = NULL;
    if (status != RBK_OK)
        rbk_recorder_append(error, "%s%s", rbk_blanking_outcome(blanking), rbk_tray_outcome(unlocked));
    return rbk_recorder_set_location(recorder, status, error);
}
