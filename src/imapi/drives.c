/*
 * Drives, real and virtual, as recorders of the published interface. Part of the burn library: a program that links it
 * offers them by rbk_imapi_options.drives.
 *
 * A recording does what redbook-burn does with the staged image: the same plan, the same commands.
 */
#include "base/fail.h"
#include "imapi/recorder.h"
#include "stage/stage.h"

#include <redbook/burn.h>
#include <redbook/imapi_drives.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAD_OUT_SECTORS 6750 /* 90 s */
#define LEAD_IN_SECTORS  4500 /* 60 s at least */

/* ------------------------------------------------------------------ drive and disc */

/* The one that is held open, or one for this call; *own says which. */
static rbk_status use(const char *self, void *opened, rbk_recorder **recorder, bool *own, rbk_error *error)
{
    *recorder = opened;
    *own = !opened;
    return opened ? RBK_OK : rbk_recorder_open(self, recorder, error);
}

static rbk_status describe(const char *self, bool replace, void *opened, rbk_imapi_description *description,
                           rbk_error *error)
{
    (void)replace;
    rbk_recorder *recorder = NULL;
    rbk_recorder_drive drive;
    bool own;
    rbk_status status = use(self, opened, &recorder, &own, error);
    if (status == RBK_OK)
        status = rbk_recorder_drive_read(recorder, &drive, error);
    if (own)
        rbk_recorder_close(recorder);
    if (status != RBK_OK)
        return status;
    snprintf(description->vendor, sizeof description->vendor, "%s", drive.vendor);
    snprintf(description->product, sizeof description->product, "%s", drive.product);
    snprintf(description->revision, sizeof description->revision, "%s", drive.revision);
    description->rewritable = drive.writes_cd_rw;
    description->has_speeds = true;
    description->speed_max = drive.speed_tenths_max / 10;
    return RBK_OK;
}

static rbk_status open_drive(const char *self, void **opened, rbk_error *error)
{
    rbk_recorder *recorder = NULL;
    rbk_status status = rbk_recorder_open(self, &recorder, error);
    if (status == RBK_OK)
        *opened = recorder;
    return status;
}

static void close_drive(void *opened)
{
    rbk_recorder_close(opened);
}

static rbk_status read_medium(const char *self, bool replace, void *opened, rbk_imapi_medium *medium, rbk_error *error)
{
    (void)self, (void)replace;
    rbk_recorder_disc disc;
    rbk_status status = rbk_recorder_disc_read(opened, NULL, &disc, error);
    if (status != RBK_OK || disc.kind == RBK_DISC_NONE)
        return status;
    bool recordable = disc.kind == RBK_DISC_CD_R || disc.kind == RBK_DISC_CD_RW;
    medium->present = true;
    medium->blank = recordable && disc.state == RBK_DISC_BLANK;
    medium->rewritable = disc.kind == RBK_DISC_CD_RW;
    medium->writable = medium->blank;
    medium->unusable = !recordable;
    medium->sessions = medium->blank ? 0 : disc.sessions;
    medium->last_track = medium->blank ? 0 : disc.tracks;
    if (medium->blank && disc.medium.lead_out_max_lba > 0)
        medium->free_blocks = (uint32_t)disc.medium.lead_out_max_lba;
    return RBK_OK;
}

static rbk_status eject(void *opened, rbk_error *error)
{
    return rbk_recorder_eject(opened, error);
}

static bool is_cancelled(void *user)
{
    return rbk_imapi_events_cancelled(user);
}

static rbk_status erase(const char *self, bool replace, void *opened, bool full, rbk_imapi_events *events,
                        rbk_error *error)
{
    (void)self, (void)replace;
    const rbk_burn_listener listener = {.user = events, .query_cancel = is_cancelled};
    return rbk_recorder_blank(opened, full, &listener, error);
}

/* ------------------------------------------------------------------ a recording */

typedef struct burning {
    rbk_imapi_recording *recording;
    rbk_recorder *recorder;
    rbk_disc *disc; /* what is staged, its file being the stash */
    rbk_layout *layout;
    rbk_image *image;
    rbk_burn_plan *plan;
    rbk_findings *findings;
    uint32_t speed_tenths;
} burning;

static long seconds_for(const burning *b, long sectors)
{
    long per_second = RBK_SECTORS_PER_SECOND * (b->speed_tenths >= 10 ? (long)b->speed_tenths / 10 : 1);
    return (sectors + per_second - 1) / per_second;
}

static void report(void *user, const rbk_burn_event *event)
{
    burning *b = user;
    rbk_imapi_events *events = b->recording->events;
    if (event->phase == RBK_BURN_WRITING && event->lba != RBK_NO_LBA)
        rbk_imapi_events_blocks(events, event->lba, event->done_sectors, event->total_sectors);
    else if (event->phase == RBK_BURN_CLOSING)
        rbk_imapi_events_closing(events, seconds_for(b, LEAD_OUT_SECTORS + LEAD_IN_SECTORS));
}

static bool is_burn_cancelled(void *user)
{
    return rbk_imapi_events_cancelled(((burning *)user)->recording->events);
}

static rbk_status read_staged(burning *b, rbk_error *error)
{
    rbk_stage *stage = b->recording->stage;
    rbk_status status = rbk_stage_complete_stash(stage, error);
    if (status == RBK_OK && !(b->disc = rbk_disc_copy(rbk_stage_disc(stage))))
        status = rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_disc_locate_file(b->disc, 0, rbk_stage_stash(stage), error);
    if (status == RBK_OK)
        status = rbk_layout_compute(b->disc, RBK_JOIN_AUTO, &b->layout, b->findings, error);
    if (status == RBK_OK)
        status = rbk_image_open(b->disc, b->layout, &b->image, error);
    return status;
}

static rbk_status check_disc(const rbk_recorder_disc *disc, rbk_error *error)
{
    if (disc->kind == RBK_DISC_NONE)
        return rbk_fail(error, RBK_MEDIUM_NOTPRESENT, "there is no disc in the drive");
    if ((disc->kind != RBK_DISC_CD_R && disc->kind != RBK_DISC_CD_RW) || disc->state != RBK_DISC_BLANK)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "expected a blank CD-R or CD-RW, found %s, %s",
                        rbk_disc_kind_name(disc->kind), rbk_disc_state_name(disc->state));
    return RBK_OK;
}

static rbk_status make_plan(burning *b, const rbk_burn_listener *listener, rbk_error *error)
{
    rbk_recorder_disc disc;
    rbk_recorder_drive drive;
    rbk_burn_options options;
    rbk_burn_options_init(&options);
    rbk_status status = rbk_recorder_disc_read(b->recorder, listener, &disc, error);
    if (status == RBK_OK)
        status = check_disc(&disc, error);
    if (status == RBK_OK)
        status = rbk_recorder_drive_read(b->recorder, &drive, error);
    if (status != RBK_OK)
        return status;
    if (disc.medium.known)
        options.medium = disc.medium;
    options.drive = drive.abilities;
    b->speed_tenths = b->recording->speed ? b->recording->speed * 10 : drive.speed_tenths_max;
    status = rbk_burn_plan_new(b->disc, b->layout, b->image, &options, &b->plan, b->findings, error);
    if (status == RBK_OK && b->plan->fit != RBK_BURN_FITS)
        return rbk_fail(error, RBK_MEDIUM_INVALIDTYPE, "the disc in the drive is too short");
    if (status == RBK_OK && b->plan->refusals > 0)
        return rbk_fail(error, RBK_REFUSED, "the staged image cannot be burnt");
    return status;
}

static rbk_status burn(burning *b, rbk_error *error)
{
    const rbk_burn_listener listener = {.user = b, .event = report, .query_cancel = is_burn_cancelled};
    rbk_burn_write_options options;
    rbk_burn_report outcome;
    rbk_burn_write_options_init(&options);
    options.simulate = b->recording->simulate;
    options.speed = b->recording->speed;
    rbk_status status = make_plan(b, &listener, error);
    if (status != RBK_OK)
        return status;
    rbk_imapi_events_preparing(b->recording->events, seconds_for(b, LEAD_IN_SECTORS));
    status = rbk_recorder_write(b->recorder, b->plan, b->image, &options, &listener, &outcome, b->findings, error);
    if (status == RBK_OK && b->recording->eject)
        (void)rbk_recorder_eject(b->recorder, NULL); /* the disc is good whatever the tray does */
    return status;
}

static rbk_status record(const char *self, rbk_imapi_recording *recording, rbk_error *error)
{
    burning b = {.recording = recording, .findings = rbk_findings_new()};
    rbk_status status = b.findings ? read_staged(&b, error) : rbk_fail_memory(error);
    if (status == RBK_OK)
        status = rbk_recorder_open(self, &b.recorder, error);
    if (status == RBK_OK)
        status = burn(&b, error);
    recording->spent = status == RBK_OK && !recording->simulate;
    rbk_recorder_close(b.recorder);
    rbk_burn_plan_free(b.plan);
    rbk_image_close(b.image);
    rbk_layout_free(b.layout);
    rbk_disc_free(b.disc);
    rbk_findings_free(b.findings);
    return status;
}

/* ------------------------------------------------------------------ the table */

static rbk_status find(char ***names, size_t *count, rbk_error *error)
{
    rbk_recorder_names found;
    rbk_status status = rbk_recorder_find(NULL, &found, error);
    if (status != RBK_OK)
        return status;
    *names = found.names;
    *count = found.count;
    return RBK_OK;
}

static void release_names(char **names, size_t count)
{
    rbk_recorder_names found = {names, count};
    rbk_recorder_names_release(&found);
}

static const rbk_imapi_kind drive_kind = {
    .describe = describe,
    .open = open_drive,
    .close = close_drive,
    .medium = read_medium,
    .eject = eject,
    .erase = erase,
    .record = record,
};

const rbk_imapi_drives *rbk_imapi_drives_of_burn(void)
{
    static const rbk_imapi_drives drives = {&drive_kind, find, release_names};
    return &drives;
}
