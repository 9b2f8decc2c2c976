/*
 * redbook-burn/device.h - shared by the commands that use a drive: selecting the drive, reporting events, exit codes
 */
#ifndef REDBOOK_BURN_DEVICE_H
#define REDBOOK_BURN_DEVICE_H

#include "cli/json.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/progress.h"

#include <redbook/burn.h>

#include <pthread.h>
#include <stdatomic.h>

/* --device: a const char *, NULL for the only drive there is. */
#define DEVICE_ROW(type, member)                                                                                       \
    {                                                                                                                  \
        .kind = CLI_TEXT, .letter = 'd', .name = "device", .offset = offsetof(type, member), .argument = "DEVICE",     \
        .help = "/dev/sr0 or virtual:FOLDER [the only drive]"                                                          \
    }

/* --drive-offset: a device_offset. */
typedef struct device_offset {
    bool given;
    int32_t samples;
} device_offset;
bool device_offset_read(void *place, const char *text, char why[CLI_WHY_BYTES]);
#define OFFSET_ROW(type, member, otherwise)                                                                            \
    {                                                                                                                  \
        .kind = CLI_VALUE, .name = "drive-offset", .offset = offsetof(type, member), .argument = "N",                  \
        .read = device_offset_read, .help = "samples by which the drive reads late [" otherwise "]"                    \
    }

/* Opens the drive that was named, or the only one of this machine. The second, for what writes, makes a virtual drive
 * that is not there. */
rbk_status device_open(const char *name, rbk_recorder **recorder, rbk_error *error);
rbk_status device_open_or_make(const char *name, rbk_recorder **recorder, rbk_error *error);

/* CLI_EXIT_DEVICE for what drives and media are to blame for, 128 + signal for a cancel, else CLI_EXIT_FAILED. */
int device_exit(rbk_status status);

/* "8x", "4.5x", "" for 0. */
const char *device_speed(uint32_t tenths, char text[16]);

/* ------------------------------------------------------------------ what goes on */

/*
 * Tells a long command's events: on stderr a line for each phase and a progress line, or with json each event as an
 * object in a line of stdout.
 */
/* What the reporters of several drives have in common: one drive at a time prints, below one progress line for all. */
typedef struct device_shared {
    pthread_mutex_t lock;
    cli_progress progress;
    bool progress_wanted;
    bool progress_shown;
} device_shared;

typedef struct device_reporter {
    cli_voice voice;
    bool json;
    bool no_progress;
    bool failed; /* stdout could not take it */
    bool begun;
    rbk_burn_phase phase;
    unsigned percent;
    cli_progress progress;
    device_shared *shared;        /* NULL: the only drive */
    const char *label;            /* of one of several drives */
    _Atomic uint64_t done, total; /* of the phase, for the common progress line */
    rbk_burn_listener listener;   /* for the calls */
} device_reporter;

/* Signals only leave a mark from now on: the first one cancels, the second one ends the waiting, too. */
void device_reporter_init(device_reporter *reporter, const cli_voice *voice, bool json, bool no_progress);
/* The progress line is taken away; before anything else is said. Of several drives the others wait until it is said. */
void device_reporter_suspend(device_reporter *reporter);
void device_reporter_resume(device_reporter *reporter);

/* Makes it the reporter of one of several drives. */
void device_reporter_share(device_reporter *reporter, device_shared *shared, const char *label);
void device_shared_init(device_shared *shared, bool progress_wanted);
/* Shows how far all reporters are, or ends the line. */
void device_shared_update(device_shared *shared, device_reporter *const *reporters, size_t count);
void device_shared_end(device_shared *shared);

/* An event with the member "event" set, open for more; device_event_end prints it. NULL where no JSON is wanted. */
cli_json *device_event(device_reporter *reporter, const char *event);
void device_event_end(device_reporter *reporter, cli_json *json);

/* The last event: status, error and findings. */
void device_event_result(device_reporter *reporter, const char *event, const rbk_error *error,
                         const rbk_findings *findings);

/* Members of the open object. */
void device_json_drive(cli_json *json, const rbk_recorder_drive *drive);
void device_json_disc(cli_json *json, const rbk_recorder_disc *disc);
void device_json_speed(cli_json *json, const char *key, uint32_t tenths); /* null for 0 */

#endif
