/*
 * A recorder: opening it; sending commands with retries, and turning results into errors.
 */
#include "burn/recorder.h"
#include "base/fail.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    ATTENTIONS = 3, /* unit attentions that may be queued in a drive */
    BUSY_POLL_MS = 100,
    AFTER_LOSS_MS = 500, /* time for the link to recover */
    CD_DRIVE = 5,
    ILLEGAL_REQUEST = 5, /* sense key */
    UNLOCK_ATTEMPTS = 6
};

/* ------------------------------------------------------------------ commands */

rbk_answer rbk_recorder_send(rbk_recorder *recorder, const rbk_command *command)
{
    rbk_reply reply;
    rbk_answer answer;
    rbk_transport_run(recorder->transport, command, &reply);
    memset(&answer, 0, sizeof answer);
    answer.outcome = reply.outcome;
    answer.data_bytes = reply.data_bytes;
    answer.system_error = reply.system_error;
    answer.sense = rbk_sense_decode(reply.sense);
    switch (reply.outcome) {
    case RBK_OUTCOME_GOOD:
        answer.reaction = RBK_SENSE_DONE; /* a sense with it reports a recovered error */
        break;
    case RBK_OUTCOME_CHECK:
        answer.reaction = rbk_sense_class_of(&answer.sense);
        break;
    case RBK_OUTCOME_BUSY:
        answer.reaction = RBK_SENSE_BUSY;
        break;
    default:
        answer.reaction = RBK_SENSE_FATAL;
        break;
    }
    recorder->changed = recorder->changed || answer.reaction == RBK_SENSE_CHANGED;
    return answer;
}

/* The kind of "not ready yet" of a reply, and how many of that kind are tolerated. */
typedef struct patience {
    int64_t until_ms;
    unsigned attentions;
    unsigned losses;
} patience;

static bool may_repeat(rbk_recorder *recorder, const rbk_command *command, const rbk_answer *answer, patience *left)
{
    if (rbk_recorder_is_cancelled(recorder))
        return false;
    const bool lost = answer->outcome == RBK_OUTCOME_BROKEN || answer->reaction == RBK_SENSE_ABORTED;
    if ((lost || answer->reaction == RBK_SENSE_CHANGED) && command->cdb[0] == RBK_MMC_BLANK)
        return false; /* what is on another disc is not to be erased */
    if (lost) {
        rbk_recorder_sleep_ms(recorder, AFTER_LOSS_MS);
        return left->losses++ == 0;
    }
    if (answer->reaction == RBK_SENSE_CHANGED || answer->reaction == RBK_SENSE_PARAMETERS)
        return left->attentions++ < ATTENTIONS;
    if (answer->reaction != RBK_SENSE_BUSY || rbk_recorder_now_ms(recorder) >= left->until_ms)
        return false;
    rbk_recorder_sleep_ms(recorder, BUSY_POLL_MS);
    return true;
}

rbk_answer rbk_recorder_ask(rbk_recorder *recorder, const rbk_command *command, uint32_t limit_ms)
{
    patience left = {rbk_recorder_now_ms(recorder) + limit_ms, 0, 0};
    rbk_answer answer = rbk_recorder_send(recorder, command);
    while (answer.reaction != RBK_SENSE_DONE && may_repeat(recorder, command, &answer, &left))
        answer = rbk_recorder_send(recorder, command);
    return answer;
}

rbk_answer rbk_recorder_ask_again(rbk_recorder *recorder, const rbk_command *command, uint32_t limit_ms)
{
    rbk_answer answer = rbk_recorder_ask(recorder, command, limit_ms);
    if (rbk_answer_is_of_reading(&answer))
        answer = rbk_recorder_ask(recorder, command, limit_ms);
    return answer;
}

bool rbk_answer_is_of_reading(const rbk_answer *answer)
{
    return answer->outcome == RBK_OUTCOME_CHECK && answer->reaction == RBK_SENSE_FATAL &&
           answer->sense.key != ILLEGAL_REQUEST;
}

bool rbk_answer_says_unsupported(const rbk_answer *answer)
{
    return answer->reaction == RBK_SENSE_UNSUPPORTED || answer->outcome == RBK_OUTCOME_FILTERED;
}

bool rbk_answer_is_refusal(const rbk_answer *answer)
{
    return answer->outcome == RBK_OUTCOME_CHECK && answer->sense.key == ILLEGAL_REQUEST && !rbk_answer_is_final(answer);
}

bool rbk_answer_is_final(const rbk_answer *answer)
{
    const uint8_t POWER = 0x73, PROTECTED = 7;
    if (answer->outcome == RBK_OUTCOME_BROKEN || answer->reaction == RBK_SENSE_NO_DISC ||
        answer->reaction == RBK_SENSE_BUSY)
        return true;
    return answer->outcome == RBK_OUTCOME_CHECK && (answer->sense.asc == POWER || answer->sense.key == PROTECTED);
}

static rbk_status better_status(const rbk_answer *answer, rbk_status status)
{
    if (answer->outcome == RBK_OUTCOME_BROKEN || answer->outcome == RBK_OUTCOME_FILTERED)
        return RBK_DEVICE_NOTACCESSIBLE;
    if (answer->reaction == RBK_SENSE_NO_DISC)
        return RBK_MEDIUM_NOTPRESENT;
    return answer->reaction == RBK_SENSE_UNDERRUN ? RBK_LOSS_OF_STREAMING : status;
}

rbk_status rbk_recorder_fail(const rbk_recorder *recorder, const rbk_answer *answer, const rbk_command *command,
                             rbk_status status, rbk_error *error)
{
    char text[RBK_SENSE_TEXT_BYTES], name[48] = "";
    /* the request matters only for TEST UNIT READY, whose reply is about the drive */
    if (command->cdb[0] != RBK_MMC_TEST_UNIT_READY)
        snprintf(name, sizeof name, "'%s': ", rbk_mmc_name(command->cdb[0]));
    status = better_status(answer, status);
    if (answer->outcome == RBK_OUTCOME_BROKEN)
        status = rbk_fail(error, status, "%sthe connection to the drive failed; check cable and power", name);
    else if (answer->outcome == RBK_OUTCOME_FILTERED)
        status =
            rbk_fail(error, status, "%sthe system does not permit this user to send the command to the drive", name);
    else if (answer->outcome == RBK_OUTCOME_BUSY)
        status = rbk_fail(error, status, "%sthe drive does not accept commands", name);
    else if (answer->system_error == EFBIG)
        status = rbk_fail(error, status,
                          "%sthe files of the virtual drive are too large " RBK_LIMIT_OF_SIZE
                          ": raise the limit, or use a folder of another file system",
                          name);
    else if (rbk_error_is_of_space(answer->system_error))
        status = rbk_fail(error, status,
                          "%sthere is no room for the disc: make room where the virtual drive's folder is", name);
    else if (answer->system_error)
        status = rbk_fail_system(error, status, answer->system_error,
                                 "%sthe system failed the virtual drive, see the transcript in its folder", name);
    else if (answer->reaction == RBK_SENSE_NO_DISC && !name[0]) /* which needs no code to be understood */
        status = rbk_fail(error, status, "%s: %s", rbk_sense_fault(&answer->sense), rbk_sense_advice(&answer->sense));
    else
        status = rbk_fail(error, status, "%s%s", name, rbk_sense_describe(&answer->sense, text));
    return rbk_recorder_set_location(recorder, status, error);
}

rbk_status rbk_recorder_fail_answer(const rbk_recorder *recorder, const rbk_command *command, const char *why,
                                    rbk_error *error)
{
    rbk_status status = rbk_fail(error, RBK_DEVICE_NOTACCESSIBLE, "'%s': invalid reply from the drive: %s",
                                 rbk_mmc_name(command->cdb[0]), why);
    return rbk_recorder_set_location(recorder, status, error);
}

void rbk_recorder_append(rbk_error *error, const char *format, ...)
{
    va_list arguments;
    if (!error)
        return;
    size_t used = strlen(error->sentence);
    va_start(arguments, format);
    vsnprintf(error->sentence + used, sizeof error->sentence - used, format, arguments);
    va_end(arguments);
}

rbk_status rbk_recorder_set_location(const rbk_recorder *recorder, rbk_status status, rbk_error *error)
{
    if (status != RBK_OK)
        rbk_error_set_path(error, recorder->device);
    return status;
}

/* ------------------------------------------------------------------ time and cancellation */

int64_t rbk_recorder_now_ms(rbk_recorder *recorder)
{
    return rbk_transport_now_ms(recorder->transport);
}

void rbk_recorder_sleep_ms(rbk_recorder *recorder, uint32_t ms)
{
    if (ms)
        rbk_transport_sleep_ms(recorder->transport, ms);
}

bool rbk_recorder_is_cancelled(const rbk_recorder *recorder)
{
    const rbk_burn_listener *listener = recorder->listener;
    if (!listener)
        return false;
    if (recorder->ending)
        return listener->query_stop && listener->query_stop(listener->user);
    return listener->query_cancel && listener->query_cancel(listener->user);
}

rbk_status rbk_recorder_cancelled(const rbk_recorder *recorder, rbk_error *error)
{
    if (!rbk_recorder_is_cancelled(recorder))
        return RBK_OK;
    return rbk_fail(error, RBK_USERABORT, "cancelled");
}

void rbk_recorder_report(const rbk_recorder *recorder, const rbk_burn_event *event)
{
    if (recorder->listener && recorder->listener->event)
        recorder->listener->event(recorder->listener->user, event);
}

void rbk_recorder_report_phase(const rbk_recorder *recorder, rbk_burn_phase phase, const char *note)
{
    rbk_burn_event event = {.phase = phase, .lba = RBK_NO_LBA, .drive_percent = -1, .note = note};
    rbk_recorder_report(recorder, &event);
}

const char *rbk_burn_phase_name(rbk_burn_phase phase)
{
    static const char *const names[] = {
        [RBK_BURN_PREPARING] = "preparing", [RBK_BURN_CALIBRATING] = "calibrating", [RBK_BURN_LEAD_IN] = "lead-in",
        [RBK_BURN_WRITING] = "writing",     [RBK_BURN_CLOSING] = "closing",         [RBK_BURN_BLANKING] = "blanking",
        [RBK_BURN_CHECKING] = "checking",   [RBK_BURN_READING] = "reading"};
    return (unsigned)phase < sizeof names / sizeof names[0] ? names[phase] : "unknown";
}

/* ------------------------------------------------------------------ identification */

static rbk_status identify(rbk_recorder *recorder, rbk_error *error)
{
    rbk_command command;
    uint8_t data[RBK_MMC_INQUIRY_BYTES];
    const char *why;
    rbk_mmc_inquiry(&command, data);
    for (unsigned attempt = 0;; attempt++) {
        rbk_answer answer = rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS);
        /* ENOSYS: the reply of an emulated system that does not know the request. */
        if (answer.outcome == RBK_OUTCOME_BROKEN && (answer.system_error == ENOTTY || answer.system_error == ENOSYS))
            return rbk_recorder_set_location(
                recorder,
                rbk_fail(error, RBK_DEVICE_INVALIDTYPE,
                         "expected a CD drive, found a device that does not accept commands for drives"),
                error);
        if (answer.reaction != RBK_SENSE_DONE)
            return rbk_recorder_fail(recorder, &answer, &command, RBK_DEVICE_INVALIDTYPE, error);
        if (rbk_mmc_decode_inquiry(data, answer.data_bytes, &recorder->identity, &why))
            break;
        if (attempt)
            return rbk_recorder_fail_answer(recorder, &command, why, error);
    }
    if (recorder->identity.device_type == CD_DRIVE)
        return RBK_OK;
    rbk_status status = rbk_fail(error, RBK_DEVICE_INVALIDTYPE, "expected a CD drive, found a device of type %u",
                                 (unsigned)recorder->identity.device_type);
    return rbk_recorder_set_location(recorder, status, error);
}

rbk_status rbk_recorder_new(rbk_transport *transport, const char *name, rbk_recorder **recorder, rbk_error *error)
{
    rbk_recorder *made = calloc(1, sizeof *made);
    if (!made) {
        rbk_transport_close(transport);
        return rbk_fail_memory(error);
    }
    made->transport = transport;
    made->device = strdup(name);
    rbk_status status = made->device ? identify(made, error) : rbk_fail_memory(error);
    if (status != RBK_OK) {
        rbk_recorder_close(made);
        return status;
    }
    *recorder = made;
    return RBK_OK;
}

static bool prevent(rbk_recorder *recorder, bool wanted)
{
    rbk_command command;
    rbk_mmc_prevent_removal(&command, wanted);
    return rbk_recorder_ask(recorder, &command, RBK_PATIENCE_MS).reaction == RBK_SENSE_DONE;
}

/* A drive that cannot lock can burn. It must be unlocked in any case: the lock may have succeeded anyway. */
bool rbk_recorder_lock(rbk_recorder *recorder)
{
    recorder->locked = true;
    return prevent(recorder, true);
}

bool rbk_recorder_unlock(rbk_recorder *recorder)
{
    const rbk_burn_listener *listener = recorder->listener;
    bool done = false;
    recorder->listener = NULL; /* a cancel must never leave a tray locked */
    for (unsigned attempt = 0; attempt < UNLOCK_ATTEMPTS && !done; attempt++)
        done = prevent(recorder, false);
    if (done)
        (void)prevent(recorder, false); /* a transport that loses commands may have lost that one */
    recorder->listener = listener;
    recorder->locked = !done;
    return done;
}

void rbk_recorder_close(rbk_recorder *recorder)
{
    if (!recorder)
        return;
    if (recorder->locked)
        rbk_recorder_unlock(recorder);
    rbk_transport_close(recorder->transport);
    free(recorder->device);
    free(recorder);
}
