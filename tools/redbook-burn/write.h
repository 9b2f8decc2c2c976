/*
 * redbook-burn/write.h - the options of write, and its session
 */
#ifndef REDBOOK_BURN_WRITE_H
#define REDBOOK_BURN_WRITE_H

#include "redbook-burn/device.h"
#include "redbook-burn/planning.h"

enum { WRITE_BLANK_NO, WRITE_BLANK_FAST, WRITE_BLANK_FULL };

typedef struct write_values {
    const char *device;
    plan_request request;
    device_offset offset; /* for --verify */
    uint32_t speed;
    uint32_t copies;
    uint32_t buffer_mib;
    int blank;
    int write_mode; /* rbk_burn_write_mode */
    bool append;
    bool simulate;
    bool no_protection;
    bool no_opc;
    bool eject;
    bool wait;
    bool verify;
    bool yes;
    bool json;
    bool verbose;
    bool quiet;
    bool no_progress;
} write_values;

/* One run of the command, all copies of it. */
typedef struct write_session {
    const write_values *values;
    device_reporter *reporter;
    planned made;
    rbk_recorder *recorder;
    rbk_recorder_drive drive;
    rbk_recorder_disc disc;
    rbk_burn_report report;
    rbk_verdict verdict;
    rbk_findings *findings;
    rbk_error error;
    bool at_drive;       /* what failed is the drive */
    bool declined;       /* the answer was no */
    bool differs;        /* a copy was read back and is another one */
    uint32_t burnt;      /* copies */
    size_t session;      /* of the copy, in made.plans */
    size_t said;         /* findings that were reported before the query */
    size_t image_errors; /* findings against the image, whatever disc it goes to */
} write_session;

/* Looks, plans, asks, and burns all copies. */
rbk_status write_session_run(write_session *session, const char *path);

/* The findings since the last time, on stderr. */
void write_say_findings(write_session *session);

#endif
