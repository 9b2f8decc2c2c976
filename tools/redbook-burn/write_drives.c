/*
 * Several drives at once: all drives are examined, each in a thread, planned for and checked before the user is asked once; then a
 * thread for each burns and reads back. The image is opened once, and read by all of them.
 */
#include "cli/cancel.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/write.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define SHOW_EVERY_NS 200000000L

typedef struct write_drives write_drives;

typedef struct write_drive {
    write_drives *all;
    write_session session;
    device_reporter reporter;
    pthread_t thread;
    bool started;        /* the thread */
    uint32_t first_copy; /* its own: a drive that is quick must not take that of another one */
    rbk_status status;
} write_drive;

struct write_drives {
    const write_values *values;
    device_shared shared;
    planned made; /* the image; the plans are the drives' own */
    rbk_findings *findings;
    rbk_error error;
    size_t count;
    write_drive drives[WRITE_DEVICES_MAX];
    _Atomic uint32_t copies_left; /* of those after the first in each drive */
    _Atomic size_t running;
};

/* ------------------------------------------------------------------ before the work */

static rbk_status read_image(write_drives *all, const char *path, device_reporter *reporter)
{
    rbk_status status = planned_read(&all->made, path, &all->values->request, all->findings, &all->error);
    if (status == RBK_OK) /* one layout for all drives */
        status = planned_follow(&all->made, &all->values->request, RBK_NO_LBA, all->findings, &all->error);
    cli_recover_error(status, path, &all->error);
    if (!all->values->json)
        cli_say_findings(&reporter->voice, all->findings);
    return status;
}

/* Before any drive is used. */
static rbk_status judge_image(write_drives *all, device_reporter *reporter, bool *unasked)
{
    write_session alone = {.values = all->values,
                           .reporter = reporter,
                           .made = all->made,
                           .findings = all->findings,
                           .said = all->values->json ? 0 : rbk_findings_count(all->findings)};
    rbk_error_init(&alone.error);
    rbk_status status = write_session_judge(&alone);
    all->error = alone.error;
    *unasked = alone.unasked;
    return status;
}

static rbk_status begin_drive(write_drives *all, size_t i)
{
    write_drive *drive = &all->drives[i];
    write_session *s = &drive->session;
    cli_voice voice = {redbook_burn_program.name, all->values->quiet, all->values->verbose};
    drive->all = all;
    device_reporter_init(&drive->reporter, &voice, all->values->json, true);
    device_reporter_share(&drive->reporter, &all->shared, all->values->devices[i]);
    s->values = all->values;
    s->device = all->values->devices[i];
    s->reporter = &drive->reporter;
    s->copies = all->values->copies;
    s->of_image = all->findings;
    s->made.input = all->made.input;
    s->made.image = all->made.image;
    s->together = true;
    rbk_error_init(&s->error);
    s->findings = rbk_findings_new();
    return s->findings ? write_session_open(s) : RBK_NO_MEMORY;
}

/* A drive without a thread works before start returns. */
static void start(write_drives *all, void *(*work)(void *))
{
    for (size_t i = 0; i < all->count; i++) {
        write_drive *drive = &all->drives[i];
        drive->started = drive->status == RBK_OK && pthread_create(&drive->thread, NULL, work, drive) == 0;
    }
    for (size_t i = 0; i < all->count; i++)
        if (!all->drives[i].started && all->drives[i].status == RBK_OK)
            work(&all->drives[i]);
}

static void join(write_drives *all)
{
    for (size_t i = 0; i < all->count; i++)
        if (all->drives[i].started)
            pthread_join(all->drives[i].thread, NULL);
}

static void *look(void *argument)
{
    write_drive *drive = argument;
    drive->status = write_session_look(&drive->session);
    return NULL;
}

/* The data sectors of the image are read once, for the first drive that changes them. */
static rbk_status plan_drive(write_drives *all, write_session *s)
{
    s->made.recomputed = all->made.recomputed;
    const rbk_status status = write_session_plan(s);
    all->made.recomputed = s->made.recomputed;
    return status;
}

/* What holds for all drives is reported once, what only some of them lose of the image for each of these. */
static void say_findings(write_drives *all, device_reporter *reporter)
{
    const write_session *sessions[WRITE_DEVICES_MAX];
    write_session alone = {.reporter = reporter, .findings = all->findings, .said = rbk_findings_count(all->findings)};
    for (size_t i = 0; i < all->count; i++)
        sessions[i] = &all->drives[i].session;
    if (write_findings_share(sessions, all->count, all->findings) == RBK_OK)
        write_say_findings(&alone);
    for (size_t i = 0; i < all->count; i++) {
        write_session *s = &all->drives[i].session;
        s->together = false;
        write_say_findings(s);
        planned_say_hints(&s->reporter->voice, &s->values->request, s->findings);
    }
    planned_say_raw(&reporter->voice, &all->values->request, &all->made);
}

/* Nothing is done unless all of them can: who named a drive wants a disc from it. */
static rbk_status begin_all(write_drives *all, device_reporter *reporter)
{
    rbk_status first = RBK_OK;
    for (size_t i = 0; i < all->values->device_count; i++) {
        all->drives[i].status = begin_drive(all, i);
        all->count++;
        if (all->drives[i].status == RBK_NO_MEMORY)
            break;
    }
    start(all, look); /* a disc takes some seconds to be ready */
    join(all);
    for (size_t i = 0; i < all->count; i++) {
        write_drive *drive = &all->drives[i];
        if (drive->status == RBK_OK)
            drive->status = plan_drive(all, &drive->session);
        first = first == RBK_OK ? drive->status : first;
    }
    say_findings(all, reporter);
    return first;
}

/* ------------------------------------------------------------------ the work */

/* The number of the next copy; 0: there are no more. */
static uint32_t take_copy(write_drives *all)
{
    uint32_t left = atomic_load(&all->copies_left);
    while (left > 0 && !atomic_compare_exchange_weak(&all->copies_left, &left, left - 1))
        ;
    return left > 0 ? all->values->copies - left + 1 : 0;
}

static void *burn_copies(void *argument)
{
    write_drive *drive = argument;
    write_session *s = &drive->session;
    uint32_t copy = drive->first_copy;
    for (bool next = false; copy > 0 && drive->status == RBK_OK; next = true) {
        s->copy = copy;
        drive->status = write_session_copy(s, next);
        copy = drive->status == RBK_OK ? take_copy(drive->all) : 0;
    }
    if (drive->status == RBK_OK && drive->all->values->eject && s->recorder)
        drive->status = write_session_eject(s);
    atomic_store(&drive->reporter.done, atomic_load(&drive->reporter.total));
    atomic_fetch_sub(&drive->all->running, 1);
    return NULL;
}

static void show_progress(write_drives *all)
{
    device_reporter *reporters[WRITE_DEVICES_MAX];
    const struct timespec delay = {0, SHOW_EVERY_NS};
    for (size_t i = 0; i < all->count; i++)
        reporters[i] = &all->drives[i].reporter;
    while (atomic_load(&all->running) > 0) {
        nanosleep(&delay, NULL);
        device_shared_update(&all->shared, reporters, all->count);
    }
}

static void burn_all(write_drives *all)
{
    atomic_store(&all->copies_left, all->values->copies - (uint32_t)all->count);
    atomic_store(&all->running, all->count);
    for (size_t i = 0; i < all->count; i++)
        all->drives[i].first_copy = (uint32_t)i + 1;
    start(all, burn_copies);
    show_progress(all);
    join(all);
}

/* ------------------------------------------------------------------ what came of it */

static int conclude_drive(write_drive *drive)
{
    write_session *s = &drive->session;
    write_say_findings(s);
    cli_recover_error(drive->status, s->device, &s->error);
    if (s->declined)
        cli_say(&drive->reporter.voice, "%s", s->error.sentence);
    else if (drive->status != RBK_OK)
        cli_say_error(&drive->reporter.voice, &s->error);
    device_event_result(&drive->reporter, "done", &s->error, s->findings);
    return write_session_exit(s, drive->status);
}

/* The worst exit code; a cancel is the same for all. */
static int conclude(write_drives *all)
{
    int exit_code = CLI_EXIT_OK;
    for (size_t i = 0; i < all->count; i++) {
        int one = conclude_drive(&all->drives[i]);
        exit_code = one > exit_code ? one : exit_code;
    }
    return exit_code;
}

static rbk_status ask(write_drives *all)
{
    for (size_t i = 0; i < all->count; i++)
        write_session_show(&all->drives[i].session);
    return write_session_ask(&all->drives[0].session);
}

static void release(write_drives *all)
{
    for (size_t i = 0; i < all->count; i++) {
        write_session *s = &all->drives[i].session;
        rbk_recorder_close(s->recorder);
        planned_release_plans(&s->made);
        rbk_findings_free(s->findings);
    }
    planned_release(&all->made);
    rbk_findings_free(all->findings);
}

int write_drives_run(const write_values *values, const char *path)
{
    cli_voice voice = {redbook_burn_program.name, values->quiet, values->verbose};
    write_drives *all = calloc(1, sizeof *all);
    device_reporter reporter;
    int exit_code = CLI_EXIT_OK;
    device_reporter_init(&reporter, &voice, values->json, true);
    if (!all || !(all->findings = rbk_findings_new())) {
        cli_say(&voice, "out of memory");
        free(all);
        return CLI_EXIT_FAILED;
    }
    all->values = values;
    rbk_error_init(&all->error);
    device_shared_init(&all->shared, !values->no_progress && !values->quiet && !values->json);
    bool unasked = false;
    rbk_status status = read_image(all, path, &reporter);
    if (status == RBK_OK)
        status = judge_image(all, &reporter, &unasked);
    if (status != RBK_OK) {
        if (unasked)
            (void)cli_usage_error(voice.program, values->command, "%s", all->error.sentence);
        else
            cli_say_error(&voice, &all->error);
        device_event_result(&reporter, "done", &all->error, all->findings);
        exit_code = unasked ? CLI_EXIT_USAGE : device_exit(status);
    } else {
        status = begin_all(all, &reporter);
        if (status == RBK_OK && ask(all) == RBK_OK)
            burn_all(all);
        else if (status == RBK_OK)
            all->drives[0].status = all->drives[0].session.error.status;
        exit_code = conclude(all);
    }
    device_shared_end(&all->shared);
    bool printed = !reporter.failed;
    for (size_t i = 0; i < all->count; i++)
        printed = printed && !all->drives[i].reporter.failed;
    release(all);
    free(all);
    return cli_finish_work(&voice, exit_code == CLI_EXIT_OK ? "the drives have finished their work" : NULL, exit_code,
                           printed);
}
