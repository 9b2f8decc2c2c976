/*
 * device/virtual_drive.h - shared by the parts of the virtual recorder: the drive, a command in progress, sense codes
 *
 * One file has the commands of one theme, one row of virtual_command.c each. They see the host through the task they
 * are given, and the medium through virtual_disc.h.
 */
#ifndef RBK_DEVICE_VIRTUAL_DRIVE_H
#define RBK_DEVICE_VIRTUAL_DRIVE_H

#include "device/virtual.h"
#include "device/virtual_config.h"
#include "device/virtual_disc.h"
#include "device/virtual_fault.h"
#include "device/virtual_sheet.h"
#include "device/virtual_text.h"

#include <pthread.h>
#include <stdio.h>

/* Sense as one number: key, additional code, qualifier. */
#define SENSE(key, code, qualifier) ((uint32_t)(key) << 16 | (uint32_t)(code) << 8 | (uint32_t)(qualifier))

enum {
    SENSE_NONE = SENSE(0, 0x00, 0x00),
    SENSE_BECOMING_READY = SENSE(2, 0x04, 0x01),
    SENSE_OPERATION = SENSE(2, 0x04, 0x07), /* in progress */
    SENSE_LONG_WRITE = SENSE(2, 0x04, 0x08),
    SENSE_NO_MEDIUM_CLOSED = SENSE(2, 0x3A, 0x01),
    SENSE_NO_MEDIUM_OPEN = SENSE(2, 0x3A, 0x02),
    SENSE_WRITE_ERROR = SENSE(3, 0x0C, 0x00),
    SENSE_UNDERRUN = SENSE(3, 0x0C, 0x09),
    SENSE_UNREADABLE = SENSE(3, 0x11, 0x05),
    SENSE_INCOMPLETE_TRACK = SENSE(3, 0x72, 0x03),
    SENSE_INTERNAL = SENSE(4, 0x44, 0x00), /* internal error: the folder or memory failed */
    SENSE_PARAMETER_LENGTH = SENSE(5, 0x1A, 0x00),
    SENSE_OPCODE = SENSE(5, 0x20, 0x00),
    SENSE_RANGE = SENSE(5, 0x21, 0x00),
    SENSE_WRITE_ADDRESS = SENSE(5, 0x21, 0x02),
    SENSE_CDB = SENSE(5, 0x24, 0x00),
    SENSE_PARAMETER = SENSE(5, 0x26, 0x00),
    SENSE_SEQUENCE = SENSE(5, 0x2C, 0x00),
    SENSE_FORMAT = SENSE(5, 0x30, 0x05), /* the medium cannot be written */
    SENSE_SAVING = SENSE(5, 0x39, 0x00),
    SENSE_LOCKED = SENSE(5, 0x53, 0x02),
    SENSE_MODE = SENSE(5, 0x64, 0x00), /* not the mode of this track */
    SENSE_CHANGED = SENSE(6, 0x28, 0x00),
    SENSE_PROTECTED = SENSE(7, 0x27, 0x00)
};

/* A command in progress. */
typedef struct rbk_virtual_task {
    const rbk_command *command;
    const uint8_t *cdb; /* 12 bytes */
    uint8_t *data;
    size_t room; /* bytes that the host sends, or its buffer size */
    rbk_reply *reply;
} rbk_virtual_task;

typedef struct rbk_virtual_raw rbk_virtual_raw; /* virtual_raw.h */

typedef void rbk_virtual_handler(rbk_virtual *drive, rbk_virtual_task *task);

/* The state of a session. CUE: a sheet was accepted, nothing written yet. */
typedef enum rbk_virtual_phase {
    RBK_VIRTUAL_IDLE,
    RBK_VIRTUAL_CUE,
    RBK_VIRTUAL_LEAD_IN,
    RBK_VIRTUAL_PROGRAM,
    RBK_VIRTUAL_SPOILED /* buffer underrun without protection: the session cannot continue */
} rbk_virtual_phase;

/* Mode pages that a host can change; others, such as 2A, are generated on request. */
#define RBK_PAGE_WRITE_BYTES    52
#define RBK_PAGE_RECOVERY_BYTES 12
#define RBK_PAGE_AUDIO_BYTES    16

typedef struct rbk_virtual_pages {
    uint8_t write[RBK_PAGE_WRITE_BYTES];       /* 05 */
    uint8_t recovery[RBK_PAGE_RECOVERY_BYTES]; /* 01 */
    uint8_t audio[RBK_PAGE_AUDIO_BYTES];       /* 0E */
} rbk_virtual_pages;

/* Sectors waiting in the drive to be written, and since when the laser is on. */
typedef struct rbk_virtual_buffer {
    uint32_t lead_in_sectors, sectors;
    /* Time that has passed without writing a whole sector, in millionths of a sector; negative: the rest of the drive's
     * own lead-in. */
    int64_t credit;
    bool burning; /* the laser runs */
} rbk_virtual_buffer;

/* A track of a session that is written track by track. */
typedef struct rbk_virtual_open_track {
    uint8_t form, pregap_form, control;
    int32_t lba, end_lba; /* end_lba: set when it is closed */
} rbk_virtual_open_track;

#define RBK_VIRTUAL_ATTENTIONS_MAX 8

struct rbk_virtual {
    rbk_virtual_folder folder;
    int lock;
    pthread_mutex_t mutex;
    rbk_virtual_config config;

    int64_t now_us;
    int64_t busy_from_us, busy_until_us;
    uint32_t busy_sense;
    uint32_t busy_polls;    /* injected: this many commands find the drive busy */
    int64_t toc_from_us;    /* before this time there is no TOC yet (quirk late-toc) */
    int64_t known_from_us;  /* before it the disc is not reported to be finished (quirk late-disc-information) */
    int64_t medium_from_us; /* before this time there is no medium yet (quirk late-medium) */

    uint32_t attentions[RBK_VIRTUAL_ATTENTIONS_MAX]; /* sense, oldest first */
    size_t attention_count;
    uint8_t sense[RBK_SENSE_BYTES];  /* of the last command, for REQUEST SENSE */
    bool tray_open, locked, changed; /* changed: the state file must be written */
    uint8_t event;                   /* media event that GET EVENT STATUS has not reported yet */

    rbk_virtual_pages pages;
    uint32_t read_speed, write_speed; /* in 1x */
    bool asked_track_information;     /* since the medium was inserted */

    rbk_virtual_disc disc;
    rbk_virtual_phase phase;
    rbk_virtual_sheet *sheet; /* of the session being written; NULL before a sheet was accepted */
    rbk_virtual_text *text;
    rbk_virtual_open_track tracks[RBK_TRACKS_MAX]; /* of a session that is written track by track */
    size_t track_count;
    bool track_open;                      /* the last one of them is open */
    rbk_virtual_raw *raw;                 /* of a session that is written raw; NULL: it is another */
    bool test_write, underrun_protection; /* of the session */
    int32_t base_lba;                     /* of the session: index 01 of its first track can be there */
    int32_t nwa;
    rbk_virtual_buffer buffer;
    uint8_t *sectors; /* buffer for the sectors of one command, made raw */
    size_t sectors_bytes;

    rbk_virtual_faults *faults;
    FILE *transcript;
    rbk_virtual_view view; /* its counts */
};

/* ------------------------------------------------------------------ replies: virtual_reply.c */

/* Sends the host bytes of the reply, limited by its allocation length and buffer. */
void rbk_virtual_answer(rbk_virtual_task *task, const void *bytes, size_t size, size_t allocation);

/* CHECK CONDITION. at: points at a byte of the CDB or of the parameters; progress: in 65536ths. */
void rbk_virtual_check(rbk_virtual_task *task, uint32_t sense);
void rbk_virtual_check_cdb(rbk_virtual_task *task, size_t byte);
void rbk_virtual_check_parameter(rbk_virtual_task *task, uint32_t sense, size_t byte);
void rbk_virtual_check_progress(rbk_virtual_task *task, uint32_t sense, uint32_t progress);

/* An internal error, with the system's as a reason: of the folder, which is noted, too, or of memory. */
void rbk_virtual_check_system(rbk_virtual *drive, rbk_virtual_task *task, const rbk_error *error);
void rbk_virtual_check_memory(rbk_virtual_task *task);

/* Fixed format sense data. */
void rbk_virtual_sense_fill(uint8_t bytes[RBK_SENSE_BYTES], uint32_t sense);

/* Numbers in CDBs and replies, big-endian. */
uint32_t rbk_virtual_load16(const uint8_t *bytes);
uint32_t rbk_virtual_load24(const uint8_t *bytes);
uint32_t rbk_virtual_load32(const uint8_t *bytes);
void rbk_virtual_store16(uint8_t *bytes, uint32_t value);
void rbk_virtual_store24(uint8_t *bytes, uint32_t value);
void rbk_virtual_store32(uint8_t *bytes, uint32_t value);

/* An lba as minutes, seconds, sectors of absolute time, binary: below -150 those of the lead-in, from 90 minutes on. */
void rbk_virtual_store_msf(uint8_t bytes[3], int32_t lba);

/* ------------------------------------------------------------------ transcript: virtual_transcript.c */

/* A line about the drive ("#") or a violation by the host ("!", counted). */
#if defined(__GNUC__)
#define RBK_VIRTUAL_PRINTF __attribute__((format(printf, 2, 3)))
#else
#define RBK_VIRTUAL_PRINTF
#endif
void rbk_virtual_note(rbk_virtual *drive, const char *format, ...) RBK_VIRTUAL_PRINTF;
void rbk_virtual_violation(rbk_virtual *drive, const char *format, ...) RBK_VIRTUAL_PRINTF;
void rbk_virtual_log(rbk_virtual *drive, const rbk_command *command, const rbk_reply *reply);

/* ------------------------------------------------------------------ time: virtual_clock.c */

/* The time of a command and its data on the bus. */
void rbk_virtual_take_time(rbk_virtual *drive, size_t bytes);

/* Lets time pass; meanwhile the buffer is written to the disc. */
void rbk_virtual_advance(rbk_virtual *drive, int64_t us);

/* Makes the drive busy for that long from now on; no effect with the clock "instant". */
void rbk_virtual_begin_busy(rbk_virtual *drive, int64_t us, uint32_t sense);
bool rbk_virtual_is_busy(const rbk_virtual *drive);
uint32_t rbk_virtual_progress(const rbk_virtual *drive); /* 0-65535 */

/* Waits until the drive is no longer busy, as a command without IMMED does. False, with a broken reply, if the
 * host's time-out ends first. */
bool rbk_virtual_wait(rbk_virtual *drive, rbk_virtual_task *task);

/* Does the buffer have room for more sectors? Adds them. */
bool rbk_virtual_buffer_has_room(const rbk_virtual *drive, uint32_t count, bool lead_in);
void rbk_virtual_buffer_add(rbk_virtual *drive, uint32_t count, bool lead_in);
uint32_t rbk_virtual_buffer_free(const rbk_virtual *drive);              /* bytes */
int64_t rbk_virtual_buffer_left_us(const rbk_virtual *drive);            /* until it is empty */
int64_t rbk_virtual_sectors_us(const rbk_virtual *drive, int64_t count); /* time to write that many */

/* ------------------------------------------------------------------ state: virtual_state.c */

rbk_status rbk_virtual_state_load(rbk_virtual *drive, rbk_error *error);
void rbk_virtual_state_save(rbk_virtual *drive); /* if something has changed; failure is a note */
void rbk_virtual_attention(rbk_virtual *drive, uint32_t sense);

/* ------------------------------------------------------------------ session: virtual_session.c */

/* Ends what is being written: stored sectors make the disc incomplete. */
void rbk_virtual_end_session(rbk_virtual *drive);

/* The same silently, after it is complete. */
void rbk_virtual_forget_session(rbk_virtual *drive);

/* ------------------------------------------------------------------ session: virtual_write.c */

/* All sectors have come: writes lead-in and lead-out, which finalizes the disc. False: the disc failed, see the
 * task. */
bool rbk_virtual_finish_session(rbk_virtual *drive, rbk_virtual_task *task);

/*
 * Sectors that the host does not send are generated when their turn comes. False as above. Writing and tracks call each
 * other: a WRITE may start a track, and a track that starts makes the sectors before its first one.
 */
bool rbk_virtual_make_generated(rbk_virtual *drive, rbk_virtual_task *task);

/* Errors of CD-TEXT in the lead-in, as bits, become violations. */
void rbk_virtual_report_text(rbk_virtual *drive, unsigned wrong);

/* ------------------------------------------------------------------ raw writing: virtual_raw.c */

/* Is the session, or would the next one be, written raw? */
bool rbk_virtual_writes_raw(const rbk_virtual *drive);
void rbk_virtual_raw_free(rbk_virtual_raw *raw); /* NULL is fine */

/* A WRITE of count sectors, each with its subchannel; the first one starts at the lead-in. */
void rbk_virtual_raw_write(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, uint32_t count);

/* Has the lead-out come? Then the end gives the disc the sheet that its Q makes. False: the disc failed, see the task. */
bool rbk_virtual_raw_is_complete(const rbk_virtual *drive);
bool rbk_virtual_raw_end(rbk_virtual *drive, rbk_virtual_task *task);

/* ------------------------------------------------------------------ track-at-once: virtual_tracks.c */

/* The track number and the lba that a session which started now would start with. */
uint8_t rbk_virtual_first_track(const rbk_virtual *drive);

/* Is the session, or would the next one be, written track by track? Are all its tracks closed? */
bool rbk_virtual_writes_tracks(const rbk_virtual *drive);
bool rbk_virtual_is_between_tracks(const rbk_virtual *drive);

/* Start of the next track. */
int32_t rbk_virtual_next_track(const rbk_virtual *drive);

/* The first WRITE of a track; later ones continue the open one. False: impossible, see the task. */
bool rbk_virtual_begin_track(rbk_virtual *drive, rbk_virtual_task *task, int32_t lba, uint32_t count);
void rbk_virtual_close_track(rbk_virtual *drive);

/* Closes the last track and gives the disc the resulting sheet. False as above. */
bool rbk_virtual_close_tracks(rbk_virtual *drive, rbk_virtual_task *task);

/* ------------------------------------------------------------------ commands: virtual_command.c */

/* Executes a command; faults and transcript are added around it (virtual.c). */
void rbk_virtual_execute(rbk_virtual *drive, rbk_virtual_task *task);

rbk_virtual_handler rbk_virtual_test_unit_ready, rbk_virtual_request_sense, rbk_virtual_inquiry, rbk_virtual_start_stop,
    rbk_virtual_prevent, rbk_virtual_event_status, rbk_virtual_set_speed, rbk_virtual_set_streaming,
    rbk_virtual_mechanism_status;
rbk_virtual_handler rbk_virtual_mode_sense_6, rbk_virtual_mode_sense_10, rbk_virtual_mode_select_6,
    rbk_virtual_mode_select_10;
rbk_virtual_handler rbk_virtual_get_configuration, rbk_virtual_get_performance;
rbk_virtual_handler rbk_virtual_read_capacity, rbk_virtual_format_capacities, rbk_virtual_disc_information,
    rbk_virtual_track_information;
rbk_virtual_handler rbk_virtual_read_toc, rbk_virtual_read_sub_channel;
rbk_virtual_handler rbk_virtual_read_10, rbk_virtual_read_12, rbk_virtual_read_cd, rbk_virtual_read_cd_msf;
rbk_virtual_handler rbk_virtual_send_cue_sheet, rbk_virtual_write_10, rbk_virtual_write_12,
    rbk_virtual_synchronize_cache, rbk_virtual_buffer_capacity;
rbk_virtual_handler rbk_virtual_send_opc, rbk_virtual_blank, rbk_virtual_close_session;

/* The speeds the drive has, fastest first, in 1x; and one of them in 1000 bytes a second, rounded up. virtual_tray.c */
#define RBK_VIRTUAL_SPEEDS_MAX 8
size_t rbk_virtual_speeds(const rbk_virtual *drive, uint32_t speeds[RBK_VIRTUAL_SPEEDS_MAX]);
uint32_t rbk_virtual_kilobytes(uint32_t speed);

/* The longest cue sheet that is accepted. virtual_feature.c */
size_t rbk_virtual_sheet_bytes_max(const rbk_virtual *drive);

/* The current page 2A; returns its length. virtual_mode.c */
size_t rbk_virtual_capabilities(const rbk_virtual *drive, uint8_t page[64]);
void rbk_virtual_pages_init(rbk_virtual *drive);

/* Moves the tray and what is in it: virtual_tray.c */
bool rbk_virtual_open_tray(rbk_virtual *drive); /* false: it is locked */
void rbk_virtual_close_tray(rbk_virtual *drive);
bool rbk_virtual_has_disc(const rbk_virtual *drive); /* in a closed tray */

#endif
