/*
 * redbook-burn/write.h - the options of write, and its session
 */
#ifndef REDBOOK_BURN_WRITE_H
#define REDBOOK_BURN_WRITE_H

#include "redbook-burn/device.h"
#include "redbook-burn/planning.h"

enum { WRITE_BLANK_NO, WRITE_BLANK_FAST, WRITE_BLANK_FULL };

#define WRITE_DEVICES_MAX 16

typedef struct write_values {
    const cli_command *command;             /* for usage errors */
    const char *devices[WRITE_DEVICES_MAX]; /* the first NULL: the only drive */
    size_t device_count;
    plan_request request;
    device_offset offset; /* for --verify */
    uint32_t speed;
    uint32_t copies;
    uint32_t buffer_mib;
    int blank;
    int write_mode; /* rbk_burn_write_mode */
    bool simulate;
    bool no_protection;
    bool no_opc;
    bool eject;
    bool wait;
    bool verify;
    bool yes;
    bool unasked; /* --yes is missing, and there is nobody to ask */
    bool json;
    bool verbose;
    bool quiet;
    bool no_progress;
} write_values;

/* One run of the command, all copies of it. */
typedef struct write_session {
    const write_values *values;
    const char *device;
    device_reporter *reporter;
    planned made;
    rbk_recorder *recorder;
    rbk_recorder_drive drive;
    rbk_recorder_disc disc;
    rbk_burn_report report;
    rbk_verdict verdict;
    rbk_findings *findings;
    const rbk_findings *of_image; /* reported before those of a drive; NULL: none */
    rbk_error error;
    bool together;  /* with other drives: what is found of the image is reported when all are planned for */
    bool verified;  /* what the drive recomputes of the image is among the findings */
    bool at_drive;  /* what failed is the drive */
    bool declined;  /* the answer was no */
    bool unasked;   /* the image is fine, but nobody agreed to burn it */
    bool blanked;   /* the disc was, before its first session */
    bool differs;   /* a copy was read back and is another one */
    uint32_t burnt; /* copies, in this drive */
    uint32_t copy;  /* the number of the one at work, over all drives */
    uint32_t copies;
    size_t session; /* of the copy, in made.plans */
    size_t said;    /* findings that were reported before the query */
} write_session;

/* Looks, plans, asks, and burns all copies. */
rbk_status write_session_run(write_session *session, const char *path);

/*
 * The same for several drives, and every message; the exit code. Each drive has a thread, its own plan and its own
 * verdict; the image is opened once. Copies are taken by whichever drive is ready.
 */
int write_drives_run(const write_values *values, const char *path);

/*
 * The parts of it. The image is read already. The first judges it without a drive, for several always, and refuses one
 * with errors; without an answer to the query that comes later it refuses any. Looking waits until the drive is ready, and
 * reports nothing: several drives can do so at once. Planning includes the check of the burn as far as it is known before anything
 * is erased or written. next: after a change of the disc.
 */
rbk_status write_session_judge(write_session *session);
rbk_status write_session_open(write_session *session);
rbk_status write_session_look(write_session *session);
rbk_status write_session_plan(write_session *session);
void write_session_show(write_session *session);
rbk_status write_session_ask(write_session *session);
rbk_status write_session_copy(write_session *session, bool next);
rbk_status write_session_eject(write_session *session);
int write_session_exit(const write_session *session, rbk_status status);

/* The findings since the last time, on stderr; of a drive that is planned for together with others not yet. */
void write_say_findings(write_session *session);

/* What is found of the image for every one of several drives is added to findings: it is reported once. */
rbk_status write_findings_share(const write_session *const sessions[], size_t count, rbk_findings *findings);

/* Reads the data sectors of the planned image once and reports what the drive will change in them, as plan does; not if it was
 * planned for a raw mode, which changes nothing. */
rbk_status write_verify_image(write_session *session);

#endif
