/*
 * burn/recorder.h - a recorder at work: commands with retries, the steps of a burn
 *
 * For the files of the recorder. Every step uses rbk_recorder_ask, which knows what may be repeated; only the writes
 * themselves, where a repetition would ruin the disc, use rbk_recorder_send.
 */
#ifndef RBK_BURN_RECORDER_H
#define RBK_BURN_RECORDER_H

#include "base/fail.h"
#include "burn/mmc.h"
#include "burn/plan.h"
#include "burn/sense.h"
#include "device/transport.h"

#include <redbook/burn.h>

struct rbk_recorder {
    rbk_transport *transport;
    char *device;
    const rbk_burn_listener *listener; /* of the current call; NULL: none */
    bool ending;                       /* query_stop is called instead of query_cancel */
    bool locked;
    bool loaded; /* we closed the tray, at loaded_ms */
    int64_t loaded_ms;
    rbk_mmc_identity identity;
    rbk_mmc_features features;
    bool has_features;
    bool changed;    /* since the disc was checked, a unit attention: another disc may be in the drive */
    bool has_offset; /* the read offset was set */
    int32_t offset_samples;
};

/* Takes the transport, also when it fails, and identifies the drive. name (copied) is used in errors. */
rbk_status rbk_recorder_new(rbk_transport *transport, const char *name, rbk_recorder **recorder, rbk_error *error);

/* ------------------------------------------------------------------ commands */

/* The result of a command. A command that did not reach the drive, or may not have, has no sense; reaction is FATAL
 * then. */
typedef struct rbk_answer {
    rbk_outcome outcome;
    rbk_sense sense;
    rbk_sense_class reaction; /* DONE when successful */
    size_t data_bytes;
    int system_error;
} rbk_answer;

/* Without retries. */
rbk_answer rbk_recorder_send(rbk_recorder *recorder, const rbk_command *command);

/*
 * Retries until there is a final reply: a busy drive is asked again for limit_ms of its time, unit attentions are noted
 * up to three times, a command that was aborted or lost is sent once more; BLANK never without looking at the disc.
 * Gives up early on cancel (or, while ending, on stop); the last result is then BUSY.
 */
rbk_answer rbk_recorder_ask(rbk_recorder *recorder, const rbk_command *command, uint32_t limit_ms);

/*
 * The same for a command that reads, which is sent once more after an error that may not happen again: of the disc or the drive,
 * and no refusal.
 */
rbk_answer rbk_recorder_ask_again(rbk_recorder *recorder, const rbk_command *command, uint32_t limit_ms);

/* The usual retries for a drive that is busy with something short. */
#define RBK_PATIENCE_MS 60000

/* The command, which reads, has failed for the disc or the drive, and was not refused: it may succeed when it is sent again. */
bool rbk_answer_is_of_reading(const rbk_answer *answer);
/* The drive does not support the command, or the system does not permit it: go on without. */
bool rbk_answer_says_unsupported(const rbk_answer *answer);
/* The drive refuses the command or what is sent with it, for a reason that may not apply to another one: see the next. */
bool rbk_answer_is_refusal(const rbk_answer *answer);
/* An error of the disc or of the link. After any other the burn may go on without the command: drives differ. */
bool rbk_answer_is_final(const rbk_answer *answer);

/*
 * Fails with the result of a command: "'SEND CUE SHEET': sentence". status is used unless the reply gives a better one
 * (no disc, underrun, link lost).
 */
rbk_status rbk_recorder_fail(const rbk_recorder *recorder, const rbk_answer *answer, const rbk_command *command,
                             rbk_status status, rbk_error *error);
/* The same for an invalid reply. */
rbk_status rbk_recorder_fail_answer(const rbk_recorder *recorder, const rbk_command *command, const char *why,
                                    rbk_error *error);
/* Adds to the sentence of an error (nullable): further reasons, or how far it came. */
void rbk_recorder_append(rbk_error *error, const char *format, ...) RBK_PRINTF(2, 3);
/* Sets the error's location to the device, if it has none. */
rbk_status rbk_recorder_set_location(const rbk_recorder *recorder, rbk_status status, rbk_error *error);

/* ------------------------------------------------------------------ time and cancellation */

int64_t rbk_recorder_now_ms(rbk_recorder *recorder);
void rbk_recorder_sleep_ms(rbk_recorder *recorder, uint32_t ms);
/* Cancel, or stop while ending. */
bool rbk_recorder_is_cancelled(const rbk_recorder *recorder);
rbk_status rbk_recorder_cancelled(const rbk_recorder *recorder, rbk_error *error);

void rbk_recorder_report(const rbk_recorder *recorder, const rbk_burn_event *event);
/* An event without numbers. */
void rbk_recorder_report_phase(const rbk_recorder *recorder, rbk_burn_phase phase, const char *note);

/* False: the drive does not lock the tray, which is unlocked all the same. */
bool rbk_recorder_lock(rbk_recorder *recorder);
/* Tries several times; true when the drive accepts. */
bool rbk_recorder_unlock(rbk_recorder *recorder);

/* ------------------------------------------------------------------ steps */

/* Ready for commands about the disc. RBK_MEDIUM_NOTPRESENT without a disc; an open tray is closed once. */
rbk_status rbk_recorder_ready(rbk_recorder *recorder, rbk_error *error);

/* Polls until the drive has finished a long operation, reporting progress; limit_ms of its time. */
rbk_status rbk_recorder_poll(rbk_recorder *recorder, rbk_burn_phase phase, uint32_t limit_ms, rbk_status failure,
                             rbk_error *error);

/* Sets features. Old drives do not support GET CONFIGURATION: has_features is false, and mode page 2A is used. */
rbk_status rbk_recorder_read_features(rbk_recorder *recorder, rbk_error *error);

/* The disc is the one that is checked from now on; look: without that, an attention before stays noted. */
rbk_status rbk_recorder_state(rbk_recorder *recorder, rbk_mmc_disc *disc, rbk_error *error);
rbk_status rbk_recorder_look(rbk_recorder *recorder, rbk_mmc_disc *disc, rbk_error *error);
rbk_status rbk_recorder_atip(rbk_recorder *recorder, rbk_mmc_atip *atip, bool *there, rbk_error *error);
rbk_status rbk_recorder_toc(rbk_recorder *recorder, rbk_mmc_toc *toc, rbk_error *error);

/*
 * The table of contents of a disc that may just have been burnt: waits up to RBK_TOC_LAG_MS for one that has the tracks up to
 * last_track and ends at end_lba or later (0 and RBK_NO_LBA: for any), and then takes the one that there is.
 */
rbk_status rbk_recorder_late_toc(rbk_recorder *recorder, uint8_t last_track, int32_t end_lba, rbk_mmc_toc *toc,
                                 rbk_error *error);
/* Bytes of the reply to READ TOC in a format; room: used if the drive does not report it. */
size_t rbk_recorder_toc_length(rbk_recorder *recorder, rbk_mmc_toc_format format, size_t room);
/* What a drive returns of the packs in the lead-in. */
typedef enum rbk_cdtext_result {
    RBK_CDTEXT_READ,        /* at least one */
    RBK_CDTEXT_NONE,        /* on the disc */
    RBK_CDTEXT_UNSUPPORTED, /* by the drive, which does not say that it reads them */
    RBK_CDTEXT_UNREADABLE
} rbk_cdtext_result;

typedef struct rbk_cdtext_reply {
    rbk_cdtext_result result;
    const uint8_t *packs; /* in the data of the call */
    size_t pack_count;    /* READ: of packs; UNREADABLE: as the drive says, 0: there may be none */
    rbk_error reason;     /* UNREADABLE */
} rbk_cdtext_reply;

/*
 * Reads them into the RBK_MMC_CDTEXT_BYTES at data; the drive's features have been read. RBK_DEVICE_NOTACCESSIBLE when the
 * connection to the drive failed; what rbk_recorder_cancelled gives.
 */
rbk_status rbk_recorder_cdtext(rbk_recorder *recorder, uint8_t *data, rbk_cdtext_reply *reply, rbk_error *error);
rbk_status rbk_recorder_page(rbk_recorder *recorder, uint8_t code, rbk_mmc_page *page, rbk_error *error);
rbk_status rbk_recorder_select(rbk_recorder *recorder, const rbk_mmc_page *page, rbk_answer *answer, rbk_error *error);
bool rbk_recorder_capabilities(rbk_recorder *recorder, rbk_mmc_capabilities *capabilities);

/*
 * The closed sessions of a disc whose tracks are in toc. By the full table of contents; if the drive does not read it,
 * a disc of two follows from where the second one starts. RBK_UNSUPPORTED: neither is reported.
 */
rbk_status rbk_recorder_sessions(rbk_recorder *recorder, const rbk_mmc_disc *state, const rbk_mmc_toc *toc,
                                 rbk_mmc_sessions *sessions, rbk_error *error);

/*
 * The first sector of a session, counted from 0, after 150 of its pregap: a later one is as far after the one before as
 * drives write it (MMC), which is before its first index 01 if its pregap is longer.
 */
int32_t rbk_session_start(const rbk_mmc_sessions *sessions, size_t session, const rbk_mmc_toc *toc);

/*
 * Sends a command and decodes its reply, which may have to be asked for twice. missing (nullable): a drive without this
 * reply, or without a sensible one, is not an error, and this is set; an error of reading is one if it happens twice.
 */
typedef bool (*rbk_reply_decoder)(const uint8_t *data, size_t bytes, void *result, const char **why);
rbk_status rbk_recorder_ask_and_decode(rbk_recorder *recorder, const rbk_command *command, rbk_reply_decoder decode,
                                       void *result, bool *missing, rbk_error *error);

/* READ TRACK INFORMATION of the track that would be written next. *there false: not supported. */
rbk_status rbk_recorder_next_track(rbk_recorder *recorder, rbk_mmc_track *track, bool *there, rbk_error *error);

/* A drive that has just burnt may need so long until it reads its own table of contents, which is asked for so often. */
enum { RBK_TOC_LAG_MS = 30000, RBK_TOC_POLL_MS = 2000 };

/* Where the next session of an appendable disc starts. */
typedef struct rbk_next_session {
    int32_t lba; /* of index 01 of its first track */
    uint32_t track;
} rbk_next_session;

/* RBK_MEDIUM_INVALIDTYPE: it is not reported. */
rbk_status rbk_recorder_next(rbk_recorder *recorder, const rbk_mmc_disc *state, rbk_next_session *next,
                             rbk_error *error);

/* Sessions that are closed: the empty one of an appendable disc, which drives count, is not. 0: not reported. */
uint32_t rbk_disc_closed_sessions(const rbk_mmc_disc *disc);

/* The state of a disc, for users. */
rbk_disc_state rbk_disc_state_of(const rbk_mmc_disc *disc);

/* Of the ATIP, or without one (NULL) of what the drive reports of the disc; not known: of neither. */
rbk_burn_medium rbk_disc_medium(const rbk_mmc_disc *disc, const rbk_mmc_atip *atip);

/* ------------------------------------------------------------------ a burn */

typedef enum rbk_blanking {
    RBK_BLANKING_NOT_STARTED,
    RBK_BLANKING_UNCLEAR, /* what the drive replied, if anything, leaves it open */
    RBK_BLANKING_STARTED,
    RBK_BLANKING_DONE
} rbk_blanking;

/* For the user, where a disc is to be blanked and the drive does not lock the tray. */
#define RBK_BURN_NOT_LOCKED "the drive does not lock the tray: do not open it, since what is blanked is the disc in it"

/*
 * Blanks the disc whose state was read, with the tray locked if the drive does that; *blanking: how far it came.
 * RBK_MEDIUM_INVALIDTYPE: it may have been changed since.
 */
rbk_status rbk_recorder_erase(rbk_recorder *recorder, bool full, rbk_blanking *blanking, rbk_error *error);

/* For the message of a failure, with a semicolon: what was on the disc may be gone; "" if there is nothing to say. */
const char *rbk_blanking_outcome(rbk_blanking blanking);
const char *rbk_tray_outcome(bool unlocked);

typedef struct rbk_burn_job {
    rbk_recorder *recorder;
    const rbk_burn_plan *plan;
    rbk_image *image;
    const rbk_burn_write_options *options;
    rbk_burn_report *report;
    rbk_findings *findings;
    bool calibrated;                   /* power calibration was done: once is enough */
    bool rewritable;                   /* of a ruined disc: it can be blanked */
    bool page_taken;                   /* the drive accepted write parameters for session-at-once */
    rbk_burn_write_mode mode;          /* SAO or a raw one: that being tried, then that the drive accepted */
    rbk_burn_write_mode reported_mode; /* the one whose differences from the request and the plan were reported */
    bool to_be_blanked;                /* of the disc that is checked: there is something on it */
    bool checking;           /* before anything is erased or written; the mode is chosen once more for the burn */
    int32_t lead_in_lba;     /* of the disc; RBK_NO_LBA: not reported */
    rbk_mmc_disc before;     /* the disc to which a session is appended, before anything is sent */
    int32_t before_next_lba; /* where its next session starts */
    bool unchanged;          /* after a test write, or of a session after which the disc stays open: it is as before */
    rbk_blanking blanking;   /* of the disc, before the burn */
    size_t track;            /* of track-at-once: how many were started */
    bool track_open;
} rbk_burn_job;

/*
 * A precautionary refusal of a step: fails with status and the sentence, to which "--force tries it" is added; with force
 * it adds a warning "burn.forced" instead and returns RBK_OK.
 */
rbk_status rbk_burn_caution(rbk_burn_job *job, rbk_status status, rbk_error *error, const char *format, ...)
    RBK_PRINTF(4, 5);

/* The disc continues where the plan starts. RBK_MEDIUM_INVALIDTYPE. */
rbk_status rbk_burn_check_next(rbk_burn_job *job, const rbk_mmc_disc *state, rbk_error *error);

/* atip is NULL if there is none. RBK_MEDIUM_INVALIDTYPE: a disc that cannot be blanked. */
rbk_status rbk_burn_check_rewritable(const rbk_mmc_disc *state, const rbk_mmc_atip *atip, rbk_error *error);

/*
 * Checks all that can be known of the burn before anything is erased or written. With the option to blank the tray is
 * locked, and to_be_blanked is set if there is something on the disc.
 */
rbk_status rbk_burn_check(rbk_burn_job *job, rbk_error *error);

/*
 * Whether the image is the one of the plan and its files can be read: the first and the last sector of each range. Damage between
 * them shows when it is read. RBK_INVALID_ARGUMENT: it is of another disc. The errors of rbk_burn_plan_read.
 */
rbk_status rbk_burn_check_image(const rbk_burn_plan *plan, rbk_image *image, rbk_error *error);

/* Checks the disc and prepares the drive: lock, speed, mode page, power, cue sheet. Nothing is written. */
rbk_status rbk_burn_begin(rbk_burn_job *job, rbk_error *error);

/*
 * Tries the write modes that were asked for until the drive accepts one, which is then job->mode; whole: with its cue
 * sheet. The reasons of all of them, if it accepts none.
 */
rbk_status rbk_burn_choose_mode(rbk_burn_job *job, bool whole, rbk_error *error);

/* Sets the page and reads it back. *taken false: the drive refuses it, see the answer. */
rbk_status rbk_burn_set_page(rbk_burn_job *job, const rbk_mmc_page *page, bool *taken, rbk_answer *answer,
                             rbk_error *error);
/* Underrun protection is requested only if the drive reports it. */
bool rbk_burn_wants_protection(const rbk_burn_job *job);
/* Flushes the drive's buffer and waits for it. */
rbk_status rbk_recorder_synchronize(rbk_recorder *recorder, uint32_t limit_ms, rbk_error *error);

/*
 * Track-at-once: the write parameters of the first track, before anything is written; of a track before its first sector,
 * which ends the one before; the end of the last track and of the session; whether the last track is whole on the disc.
 */
rbk_status rbk_burn_try_tracks(rbk_burn_job *job, const rbk_mmc_page *sensed, bool *taken, rbk_error *refusal,
                               rbk_error *error);
rbk_status rbk_burn_enter_track(rbk_burn_job *job, int32_t lba, rbk_error *error);
rbk_status rbk_burn_close_tracks(rbk_burn_job *job, rbk_error *error);
rbk_status rbk_burn_check_tracks_end(rbk_burn_job *job, rbk_error *error);

/*
 * Sends all sectors. *again: the drive lost its settings (an attention, a lost cue sheet) before the first one: start
 * again, nothing is lost.
 */
rbk_status rbk_burn_send(rbk_burn_job *job, bool *again, rbk_error *error);

/* All sectors were sent: flushes the drive's buffer, waits for the lead-out, then reads the disc's state. */
rbk_status rbk_burn_finish(rbk_burn_job *job, rbk_error *error);

/* After a failure past the first sector, or a cancel: leaves drive and disc in order as far as possible. */
void rbk_burn_give_up(rbk_burn_job *job);

#endif
