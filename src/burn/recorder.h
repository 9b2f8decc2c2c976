/*
 * burn/recorder.h - a recorder at work: commands with patience, the steps of a burn
 *
 * Between the files of the recorder. Every step talks to the drive through rbk_recorder_ask, which knows what may be
 * repeated; only the writes themselves, where a repetition would spoil the disc, use rbk_recorder_send.
 */
#ifndef RBK_BURN_RECORDER_H
#define RBK_BURN_RECORDER_H

#include "burn/mmc.h"
#include "burn/sense.h"
#include "device/transport.h"

#include <redbook/burn.h>

struct rbk_recorder {
    rbk_transport *transport;
    char *device;
    const rbk_burn_listener *listener; /* of the call that is made; NULL: none */
    bool ending;                       /* query_stop is asked in place of query_cancel */
    bool locked;
    bool loaded; /* the tray was closed by us, at loaded_ms */
    int64_t loaded_ms;
    rbk_mmc_identity identity;
    rbk_mmc_features features;
    bool has_features;
};

/* Takes the transport, also when it fails: asks who is there. name (copied) stands in errors. */
rbk_status rbk_recorder_new(rbk_transport *transport, const char *name, rbk_recorder **recorder, rbk_error *error);

/* ------------------------------------------------------------------ commands */

/* What a command came to. A command that never reached the drive, or may have, has no sense; reaction is FATAL then. */
typedef struct rbk_answer {
    rbk_outcome outcome;
    rbk_sense sense;
    rbk_sense_class reaction; /* DONE when it is good */
    size_t data_bytes;
    int system_error;
} rbk_answer;

/* Once. */
rbk_answer rbk_recorder_send(rbk_recorder *recorder, const rbk_command *command);

/*
 * Until there is an answer that stands: a busy drive is asked again for limit_ms of its time, unit attentions are
 * taken note of up to three times, a command that was broken off or lost is sent once more. Gives up early on cancel
 * (or, while ending, on stop); the last answer then is BUSY.
 */
rbk_answer rbk_recorder_ask(rbk_recorder *recorder, const rbk_command *command, uint32_t limit_ms);

/* Usual patience with a drive that is busy with something short. */
#define RBK_PATIENCE_MS 60000

/* The drive does not have the command, or the system does not let us send it: go without. */
bool rbk_answer_says_unsupported(const rbk_answer *answer);

/*
 * Fails with what a command came to: "'SEND CUE SHEET': sentence". status is kept unless the answer knows better (no
 * disc, underrun, link lost).
 */
rbk_status rbk_recorder_fail(const rbk_recorder *recorder, const rbk_answer *answer, const rbk_command *command,
                             rbk_status status, rbk_error *error);
/* The same for an answer that is none. */
rbk_status rbk_recorder_fail_answer(const rbk_recorder *recorder, const rbk_command *command, const char *why,
                                    rbk_error *error);
/* Gives the error the device's name as its place, where it has none. */
rbk_status rbk_recorder_settle(const rbk_recorder *recorder, rbk_status status, rbk_error *error);

/* ------------------------------------------------------------------ time and people */

int64_t rbk_recorder_now_ms(rbk_recorder *recorder);
void rbk_recorder_sleep_ms(rbk_recorder *recorder, uint32_t ms);
/* Cancel, or stop while ending. */
bool rbk_recorder_is_cancelled(const rbk_recorder *recorder);
rbk_status rbk_recorder_cancelled(const rbk_recorder *recorder, rbk_error *error);

void rbk_recorder_report(const rbk_recorder *recorder, const rbk_burn_event *event);
/* An event without numbers. */
void rbk_recorder_report_phase(const rbk_recorder *recorder, rbk_burn_phase phase, const char *note);

void rbk_recorder_lock(rbk_recorder *recorder);
/* Tries several times; true when the drive has agreed. */
bool rbk_recorder_unlock(rbk_recorder *recorder);

/* ------------------------------------------------------------------ steps */

/* Ready for commands about the disc. RBK_MEDIUM_NOTPRESENT without a disc; an open tray is closed once. */
rbk_status rbk_recorder_ready(rbk_recorder *recorder, rbk_error *error);

/* Polls until the drive has done something long, telling progress; limit_ms of its time. */
rbk_status rbk_recorder_poll(rbk_recorder *recorder, rbk_burn_phase phase, uint32_t limit_ms, rbk_status failure,
                             rbk_error *error);

rbk_status rbk_recorder_state(rbk_recorder *recorder, rbk_mmc_disc *disc, rbk_error *error);
rbk_status rbk_recorder_atip(rbk_recorder *recorder, rbk_mmc_atip *atip, bool *there, rbk_error *error);
rbk_status rbk_recorder_toc(rbk_recorder *recorder, rbk_mmc_toc *toc, rbk_error *error);
/* Bytes of the answer to READ TOC in a format, room where the drive does not tell. */
size_t rbk_recorder_toc_length(rbk_recorder *recorder, rbk_mmc_toc_format format, size_t room);
rbk_status rbk_recorder_page(rbk_recorder *recorder, uint8_t code, rbk_mmc_page *page, rbk_error *error);
rbk_status rbk_recorder_select(rbk_recorder *recorder, const rbk_mmc_page *page, rbk_answer *answer, rbk_error *error);
bool rbk_recorder_capabilities(rbk_recorder *recorder, rbk_mmc_capabilities *capabilities);

/* The state of a disc as people are told it. */
rbk_disc_state rbk_disc_state_of(const rbk_mmc_disc *disc);

/* ------------------------------------------------------------------ a burn */

typedef struct rbk_burn_job {
    rbk_recorder *recorder;
    const rbk_burn_plan *plan;
    rbk_image *image;
    const rbk_burn_write_options *options;
    rbk_burn_report *report;
    rbk_findings *findings;
    bool calibrated; /* the laser's power is set: once is enough */
    bool rewritable; /* of a disc that was spoiled: it can be blanked */
    bool page_taken; /* the drive took write parameters for session-at-once */
} rbk_burn_job;

/* Looks at the disc, tells the drive what is coming: lock, speed, mode page, power, cue sheet. Nothing is written. */
rbk_status rbk_burn_begin(rbk_burn_job *job, rbk_error *error);

/*
 * Sends all sectors. *again: the drive forgot what it was told (an attention, a lost cue sheet) before the first one:
 * begin anew, nothing is lost.
 */
rbk_status rbk_burn_send(rbk_burn_job *job, bool *again, rbk_error *error);

/* Everything is sent: the drive's buffer, the lead-out, then the disc's state. */
rbk_status rbk_burn_finish(rbk_burn_job *job, rbk_error *error);

/* Something went wrong after the first sector, or somebody cancelled: as much in order as can be. */
void rbk_burn_give_up(rbk_burn_job *job);

#endif
