/*
 * Which drive, what goes on there, and how the program ends.
 */
#include "redbook-burn/device.h"
#include "cli/cancel.h"
#include "cli/findings_json.h"
#include "cli/options.h"
#include "redbook-burn/commands.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ which drive */

static rbk_status refuse(rbk_error *error, rbk_status status, const char *sentence)
{
    rbk_error_init(error);
    error->status = status;
    snprintf(error->sentence, sizeof error->sentence, "%s", sentence);
    return status;
}

static rbk_status open_only(rbk_recorder **recorder, rbk_error *error)
{
    rbk_recorder_names names;
    char sentence[RBK_SENTENCE_BYTES];
    rbk_status status = rbk_recorder_find(NULL, &names, error);
    if (status != RBK_OK)
        return status;
    if (names.count == 1) {
        status = rbk_recorder_open(names.names[0], recorder, error);
    } else if (names.count == 0) {
        status = refuse(error, RBK_DEVICE_NOTPRESENT, "no CD drive found: name one with --device");
    } else {
        snprintf(sentence, sizeof sentence, "found %zu drives, the first is '%s': choose one with --device",
                 names.count, names.names[0]);
        status = refuse(error, RBK_DEVICE_NOTPRESENT, sentence);
    }
    rbk_recorder_names_release(&names);
    return status;
}

/* Samples, with a sign or without. */
bool device_offset_read(void *place, const char *text, char why[CLI_WHY_BYTES])
{
    char *end = NULL;
    long number = strtol(text, &end, 10);
    bool digits = text[strspn(text, "+-")] >= '0' && text[strspn(text, "+-")] <= '9';
    if (!digits || *end || number < -RBK_VERIFY_OFFSET_MAX || number > RBK_VERIFY_OFFSET_MAX) {
        snprintf(why, CLI_WHY_BYTES, "expected %d to %d samples, found '%.40s'", -RBK_VERIFY_OFFSET_MAX,
                 RBK_VERIFY_OFFSET_MAX, text);
        return false;
    }
    *(device_offset *)place = (device_offset){true, (int32_t)number};
    return true;
}

rbk_status device_open(const char *name, rbk_recorder **recorder, rbk_error *error)
{
    return name ? rbk_recorder_open(name, recorder, error) : open_only(recorder, error);
}

rbk_status device_open_or_make(const char *name, rbk_recorder **recorder, rbk_error *error)
{
    return name ? rbk_recorder_open_or_make(name, recorder, error) : open_only(recorder, error);
}

int device_exit(rbk_status status)
{
    if (status == RBK_OK)
        return CLI_EXIT_OK;
    if (status == RBK_USERABORT)
        return CLI_EXIT_SIGNAL + cli_cancel_signal();
    if (status >= RBK_MEDIUM_NOTPRESENT && status <= RBK_CANNOT_WRITE_TO_MEDIA)
        return CLI_EXIT_DEVICE;
    return CLI_EXIT_FAILED;
}

const char *device_speed(uint32_t tenths, char text[16])
{
    if (!tenths)
        text[0] = '\0';
    else if (tenths % 10)
        snprintf(text, 16, "%u.%ux", (unsigned)(tenths / 10), (unsigned)(tenths % 10));
    else
        snprintf(text, 16, "%ux", (unsigned)(tenths / 10));
    return text;
}

/* ------------------------------------------------------------------ JSON */

void device_json_speed(cli_json *json, const char *key, uint32_t tenths)
{
    if (tenths)
        cli_json_real(json, key, tenths / 10.0);
    else
        cli_json_null(json, key);
}

void device_json_drive(cli_json *json, const rbk_recorder_drive *drive)
{
    cli_json_text(json, "vendor", drive->vendor);
    cli_json_text(json, "product", drive->product);
    cli_json_text(json, "revision", drive->revision);
    cli_json_text(json, "serial", drive->serial);
    cli_json_bool(json, "writes_cd_r", drive->writes_cd_r);
    cli_json_bool(json, "writes_cd_rw", drive->writes_cd_rw);
    cli_json_bool(json, "simulates", drive->simulates);
    cli_json_bool(json, "underrun_protection", drive->underrun_protection);
    cli_json_bool(json, "reads_cdtext", drive->reads_cdtext);
    if (drive->abilities.known) {
        cli_json_bool(json, "session_at_once", drive->abilities.session_at_once);
        cli_json_bool(json, "writes_subchannel", drive->abilities.subchannel);
        cli_json_number(json, "cue_sheet_bytes_max", drive->abilities.cue_sheet_bytes_max);
    } else {
        cli_json_null(json, "session_at_once");
        cli_json_null(json, "writes_subchannel");
        cli_json_null(json, "cue_sheet_bytes_max");
    }
    if (drive->buffer_kib)
        cli_json_number(json, "buffer_kib", drive->buffer_kib);
    else
        cli_json_null(json, "buffer_kib");
    device_json_speed(json, "speed_max", drive->speed_tenths_max);
    cli_json_open_array(json, "speeds");
    for (size_t i = 0; i < drive->speed_count; i++)
        device_json_speed(json, NULL, drive->speeds_tenths[i]);
    cli_json_close(json);
    if (drive->speed_kbs_max)
        cli_json_number(json, "speed_max_kbs", drive->speed_kbs_max);
    else
        cli_json_null(json, "speed_max_kbs");
    cli_json_open_array(json, "speeds_kbs");
    for (size_t i = 0; i < drive->speed_count; i++)
        cli_json_number(json, NULL, drive->speeds_kbs[i]);
    cli_json_close(json);
}

static void json_time(cli_json *json, const char *key, const uint8_t msf[3])
{
    char text[RBK_TIME_BYTES];
    snprintf(text, sizeof text, "%02u:%02u:%02u", (unsigned)msf[0], (unsigned)msf[1], (unsigned)msf[2]);
    cli_json_text(json, key, text);
}

static void json_atip(cli_json *json, const rbk_recorder_disc *disc)
{
    uint8_t end[3];
    if (!disc->has_atip) {
        cli_json_null(json, "atip");
        return;
    }
    rbk_burn_time(disc->medium.lead_out_max_lba, end);
    cli_json_open_object(json, "atip");
    json_time(json, "lead_in", disc->maker);
    json_time(json, "lead_out_max", end);
    cli_json_number(json, "subtype", disc->subtype);
    cli_json_number(json, "power_code", disc->power_code);
    cli_json_number(json, "speed_code", disc->speed_code);
    cli_json_close(json);
}

void device_json_disc(cli_json *json, const rbk_recorder_disc *disc)
{
    cli_json_text(json, "kind", disc->kind == RBK_DISC_NONE ? NULL : rbk_disc_kind_name(disc->kind));
    cli_json_text(json, "state", disc->kind == RBK_DISC_NONE ? NULL : rbk_disc_state_name(disc->state));
    cli_json_bool(json, "can_be_blanked", disc->can_be_blanked);
    if (disc->medium.known)
        cli_json_number(json, "capacity_sectors", disc->medium.lead_out_max_lba);
    else
        cli_json_null(json, "capacity_sectors");
    cli_json_number(json, "sessions", disc->sessions);
    json_atip(json, disc);
    cli_json_open_array(json, "tracks");
    for (unsigned i = 0; disc->first_track && i <= (unsigned)(disc->last_track - disc->first_track); i++) {
        cli_json_open_object(json, NULL);
        cli_json_number(json, "number", disc->first_track + (int)i);
        cli_json_text(json, "kind", disc->track_control[i] & 4 ? "data" : "audio");
        cli_json_number(json, "lba", disc->track_lba[i]);
        cli_json_close(json);
    }
    cli_json_close(json);
    if (disc->first_track)
        cli_json_number(json, "lead_out_lba", disc->lead_out_lba);
    else
        cli_json_null(json, "lead_out_lba");
    if (disc->next_lba != RBK_NO_LBA) {
        cli_json_number(json, "next_lba", disc->next_lba);
        cli_json_number(json, "next_track", disc->next_track);
    } else {
        cli_json_null(json, "next_lba");
        cli_json_null(json, "next_track");
    }
}

/* ------------------------------------------------------------------ events */

cli_json *device_event(device_reporter *reporter, const char *event)
{
    cli_json *json = reporter->json ? cli_json_new() : NULL;
    if (!json) {
        reporter->failed |= reporter->json;
        return NULL;
    }
    cli_json_open_object(json, NULL);
    cli_json_text(json, "event", event);
    if (reporter->label)
        cli_json_text(json, "device", reporter->label);
    return json;
}

void device_event_end(device_reporter *reporter, cli_json *json)
{
    if (!json)
        return;
    cli_json_close(json);
    device_reporter_suspend(reporter);
    reporter->failed |= !cli_json_print_line(json, stdout);
    device_reporter_resume(reporter);
    cli_json_free(json);
}

void device_event_result(device_reporter *reporter, const char *event, const rbk_error *error,
                         const rbk_findings *findings)
{
    cli_json *json = device_event(reporter, event);
    if (!json)
        return;
    cli_json_error(json, error);
    cli_json_findings(json, findings);
    device_event_end(reporter, json);
}

static void report_json(device_reporter *reporter, const rbk_burn_event *event, const char *name)
{
    cli_json *json = device_event(reporter, name);
    if (!json)
        return;
    cli_json_text(json, "phase", rbk_burn_phase_name(event->phase));
    if (event->lba != RBK_NO_LBA)
        cli_json_number(json, "lba", event->lba);
    if (event->total_sectors) {
        cli_json_number(json, "done", (int64_t)event->done_sectors);
        cli_json_number(json, "total", (int64_t)event->total_sectors);
    }
    if (event->phase == RBK_BURN_LEAD_IN || event->phase == RBK_BURN_WRITING)
        cli_json_number(json, "ahead_percent", event->ahead_percent);
    if (event->drive_percent >= 0)
        cli_json_number(json, "drive_percent", event->drive_percent);
    if (event->speed_tenths)
        device_json_speed(json, "speed", event->speed_tenths);
    device_event_end(reporter, json);
}

static void enter_phase(device_reporter *reporter, const rbk_burn_event *event)
{
    reporter->begun = true;
    reporter->phase = event->phase;
    reporter->percent = 0;
    if (reporter->json) {
        cli_progress_end(&reporter->progress);
        report_json(reporter, event, "phase");
    } else if (!reporter->voice.quiet) {
        device_reporter_suspend(reporter);
        cli_say(&reporter->voice, "%s%s%s", reporter->label ? reporter->label : "", reporter->label ? ": " : "",
                rbk_burn_phase_name(event->phase));
        device_reporter_resume(reporter);
    }
    cli_progress_begin(&reporter->progress, !reporter->no_progress && !reporter->voice.quiet && !reporter->json);
}

/* What an operation without a list of findings notices of the drive. */
static void say_note(device_reporter *reporter, const char *note)
{
    rbk_findings *noticed = rbk_findings_new();
    device_reporter_suspend(reporter);
    if (noticed && rbk_findings_add(noticed, RBK_WARNING, "burn.drive", NULL, 0, 0, "%s", note) == RBK_OK)
        cli_say_findings(&reporter->voice, noticed);
    device_reporter_resume(reporter);
    rbk_findings_free(noticed);
}

static void on_event(void *user, const rbk_burn_event *event)
{
    device_reporter *reporter = user;
    if (event->note)
        say_note(reporter, event->note);
    if (!reporter->begun || reporter->phase != event->phase)
        enter_phase(reporter, event);
    if (!event->total_sectors)
        return;
    atomic_store(&reporter->done, event->done_sectors);
    atomic_store(&reporter->total, event->total_sectors);
    unsigned percent = (unsigned)(event->done_sectors * 100 / event->total_sectors);
    if (percent != reporter->percent)
        report_json(reporter, event, "progress");
    reporter->percent = percent;
    cli_progress_update(&reporter->progress, event->done_sectors, event->total_sectors);
}

static bool on_cancel(void *user)
{
    (void)user;
    return cli_cancel_signal() != 0;
}

static bool on_stop(void *user)
{
    (void)user;
    return cli_cancel_insisted();
}

void device_reporter_init(device_reporter *reporter, const cli_voice *voice, bool json, bool no_progress)
{
    memset(reporter, 0, sizeof *reporter);
    reporter->voice = *voice;
    reporter->json = json;
    reporter->no_progress = no_progress;
    reporter->listener = (rbk_burn_listener){reporter, on_event, on_cancel, on_stop};
    cli_cancel_catch();
    signal(SIGPIPE, SIG_IGN); /* a reader that goes away must not leave a disc half burnt */
    signal(SIGTSTP, SIG_IGN);
}

void device_reporter_suspend(device_reporter *reporter)
{
    device_shared *shared = reporter->shared;
    cli_progress_end(&reporter->progress);
    if (!shared)
        return;
    pthread_mutex_lock(&shared->lock);
    if (shared->progress_shown)
        cli_progress_end(&shared->progress);
    shared->progress_shown = false;
}

void device_reporter_resume(device_reporter *reporter)
{
    if (reporter->shared)
        pthread_mutex_unlock(&reporter->shared->lock);
}

/* ------------------------------------------------------------------ several drives */

void device_reporter_share(device_reporter *reporter, device_shared *shared, const char *label)
{
    reporter->shared = shared;
    reporter->label = label;
    reporter->no_progress = true;
}

void device_shared_init(device_shared *shared, bool progress_wanted)
{
    pthread_mutexattr_t attributes;
    memset(shared, 0, sizeof *shared);
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&shared->lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
    shared->progress_wanted = progress_wanted;
}

void device_shared_update(device_shared *shared, device_reporter *const *reporters, size_t count)
{
    uint64_t done = 0, total = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t whole = atomic_load(&reporters[i]->total), part = atomic_load(&reporters[i]->done);
        total += whole;
        done += part < whole ? part : whole;
    }
    pthread_mutex_lock(&shared->lock);
    if (!shared->progress_shown)
        cli_progress_begin(&shared->progress, shared->progress_wanted);
    shared->progress_shown = true;
    if (total)
        cli_progress_update(&shared->progress, done, total);
    pthread_mutex_unlock(&shared->lock);
}

void device_shared_end(device_shared *shared)
{
    if (shared->progress_shown)
        cli_progress_end(&shared->progress);
    pthread_mutex_destroy(&shared->lock);
}
