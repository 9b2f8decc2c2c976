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
typedef struct device_reporter {
    cli_voice voice;
    bool json;
    bool no_progress;
    bool failed; /* stdout could not take it */
    bool begun;
    rbk_burn_phase phase;
    unsigned percent;
    cli_progress progress;
    rbk_burn_listener listener; /* for the calls */
} device_reporter;

/* Signals only leave a mark from now on: the first one cancels, the second one ends the waiting, too. */
void device_reporter_init(device_reporter *reporter, const cli_voice *voice, bool json, bool no_progress);
/* The progress line is taken away; before anything else is said. */
void device_reporter_suspend(device_reporter *reporter);

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
