/*
 * From an image and a drive to discs: look, plan, ask, blank, burn, read back, change the disc, once more.
 */
#include "cli/cancel.h"
#include "cli/findings_json.h"
#include "cli/fold.h"
#include "cli/output.h"
#include "redbook-burn/commands.h"
#include "redbook-burn/confirm.h"
#include "redbook-burn/plan_output.h"
#include "redbook-burn/verdict.h"
#include "redbook-burn/write.h"

#include <inttypes.h>
#include <string.h>
#include <unistd.h>

enum { CHANGE_LIMIT_S = 600, CHANGE_POLL_S = 2, MIB = 1 << 20 };

/* ------------------------------------------------------------------ looking and planning */

static rbk_status fail(write_session *s, rbk_status status, const char *sentence)
{
    rbk_error_init(&s->error);
    s->error.status = status;
    snprintf(s->error.sentence, sizeof s->error.sentence, "%s", sentence);
    return status;
}

/* A later session is written to a disc that has the ones before it. */
static bool appends(const write_session *s)
{
    return s->values->request.append || s->values->request.session > 1;
}

rbk_status write_session_open(write_session *s)
{
    /* a drive that does not exist yet has no disc to continue */
    rbk_status status = appends(s) ? device_open(s->device, &s->recorder, &s->error)
                                   : device_open_or_make(s->device, &s->recorder, &s->error);
    s->at_drive = status != RBK_OK;
    return status;
}

rbk_status write_session_look(write_session *s)
{
    rbk_status status = rbk_recorder_disc_read(s->recorder, &s->reporter->listener, &s->disc, &s->error);
    return status == RBK_OK ? rbk_recorder_drive_read(s->recorder, &s->drive, &s->error) : status;
}

static rbk_status check_appendable(write_session *s)
{
    char sentence[160];
    snprintf(sentence, sizeof sentence,
             "expected a disc that was left open for another session (--leave-open), found one that is %s",
             rbk_disc_state_name(s->disc.state));
    if (s->disc.state != RBK_DISC_APPENDABLE)
        return fail(s, RBK_MEDIUM_INVALIDTYPE, sentence);
    if (s->disc.next_lba == RBK_NO_LBA)
        return fail(s, RBK_MEDIUM_INVALIDTYPE, "the drive does not report where the next session of the disc starts");
    return RBK_OK;
}

/* Is it a disc that can be written, as it is or after blanking? */
static rbk_status check_disc(write_session *s)
{
    const rbk_recorder_disc *disc = &s->disc;
    if (disc->kind == RBK_DISC_NONE)
        return fail(s, RBK_MEDIUM_NOTPRESENT, "there is no disc in the drive: insert a blank one");
    if (disc->kind == RBK_DISC_NOT_CD)
        return fail(s, RBK_MEDIUM_INVALIDTYPE, "expected a CD-R or CD-RW, found a disc that is not a CD");
    if (disc->kind == RBK_DISC_PRESSED && disc->state == RBK_DISC_BLANK && !s->values->request.force)
        return fail(s, RBK_MEDIUM_INVALIDTYPE,
                    "the drive reports a blank disc as a pressed one, expected a CD-R or CD-RW; --force tries it");
    if (disc->kind == RBK_DISC_PRESSED && disc->state != RBK_DISC_BLANK)
        return fail(s, RBK_MEDIUM_INVALIDTYPE, "expected a CD-R or CD-RW, found a pressed disc");
    if (appends(s))
        return check_appendable(s);
    if (disc->state == RBK_DISC_BLANK || (s->values->blank && disc->can_be_blanked))
        return RBK_OK;
    if (disc->state == RBK_DISC_UNKNOWN && s->values->request.force)
        return RBK_OK;
    if (disc->state == RBK_DISC_UNKNOWN)
        return fail(s, RBK_MEDIUM_INVALIDTYPE,
                    "the drive does not report whether the disc is blank: insert another one; --force tries it");
    if (disc->state == RBK_DISC_APPENDABLE && !disc->can_be_blanked)
        return fail(s, RBK_MEDIUM_INVALIDTYPE,
                    "the disc is not blank: insert another one, or use --append to write the next session of this one");
    if (disc->can_be_blanked)
        return fail(s, RBK_MEDIUM_INVALIDTYPE,
                    "the disc is not blank: use --blank=fast to erase it, or insert another one");
    return fail(s, RBK_MEDIUM_INVALIDTYPE, "the disc is not blank: insert another one");
}

/* What is found of one disc among several prevents it of that one only. */
static rbk_status take_findings(write_session *s, const rbk_findings *found)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(found) && status == RBK_OK; i++) {
        const rbk_finding *f = rbk_findings_at(found, i);
        rbk_severity severity = s->burnt > 0 && f->severity == RBK_ERROR ? RBK_WARNING : f->severity;
        status = rbk_findings_add(s->findings, severity, f->rule, f->path, f->line, f->track, "%s", f->text);
    }
    return status;
}

static void set_options(const write_session *s, rbk_burn_write_options *options)
{
    rbk_burn_write_options_init(options);
    options->simulate = s->values->simulate;
    options->underrun_protection = !s->values->no_protection;
    options->calibrate = !s->values->no_opc;
    options->force = s->values->request.force;
    /* that the disc is erased is what the user agreed to; only the first session finds it written */
    options->blank = s->values->blank && s->session == 0 && s->disc.state != RBK_DISC_BLANK;
    options->blank_full = s->values->blank == WRITE_BLANK_FULL;
    options->speed = s->values->speed;
    options->write_mode = (rbk_burn_write_mode)s->values->write_mode;
    options->buffer_bytes = (size_t)s->values->buffer_mib * MIB;
}

/*
 * Whether the drive can burn the plan, and in which mode. What it notices otherwise, the burn will notice again. One drive alone
 * that has nothing to erase refuses by precaution when it burns.
 */
static rbk_status check_write(write_session *s, rbk_burn_write_mode *mode)
{
    const rbk_burn_listener quiet = {s->reporter, NULL, s->reporter->listener.query_cancel,
                                     s->reporter->listener.query_stop};
    rbk_burn_write_options options;
    s->session = 0;
    set_options(s, &options);
    options.force |= s->values->device_count <= 1 && !options.blank;
    options.accepted_mode = mode;
    return rbk_recorder_check_write(s->recorder, s->made.plans[0], s->made.image, &options, &quiet, NULL, &s->error);
}

static rbk_status plan_for(write_session *s, rbk_burn_write_mode mode, rbk_findings *found)
{
    plan_request request = s->values->request;
    request.write_mode = (int)mode;
    return planned_make(&s->made, &request, s->disc.medium.known ? &s->disc.medium : NULL, &s->drive.abilities, found,
                        &s->error);
}

/* The first one that a request tries: what it loses is what a plan for the request reports. */
static rbk_burn_write_mode first_mode(rbk_burn_write_mode requested)
{
    return requested == RBK_BURN_WRITE_AUTO  ? RBK_BURN_WRITE_SAO
           : requested == RBK_BURN_WRITE_RAW ? RBK_BURN_WRITE_RAW_96
                                             : requested;
}

/* The drive is asked before anything is reported, and before the user is: in another mode other parts of the image are lost. */
static rbk_status plan_with_drive(write_session *s, rbk_findings *found)
{
    const rbk_burn_write_mode requested = (rbk_burn_write_mode)s->values->write_mode;
    rbk_burn_write_mode mode = requested;
    rbk_findings *made = rbk_findings_new();
    rbk_status status = made ? plan_for(s, mode, made) : RBK_NO_MEMORY;
    if (status == RBK_OK && rbk_findings_count_from(found, RBK_ERROR) + rbk_findings_count_from(made, RBK_ERROR) == 0)
        status = check_write(s, &mode);
    if (status == RBK_OK && mode != requested && mode != first_mode(requested)) {
        rbk_findings_free(made);
        made = rbk_findings_new();
        status = made ? plan_for(s, mode, made) : RBK_NO_MEMORY;
    }
    if (!made || rbk_findings_pass_on(made, NULL, NULL, found) != RBK_OK)
        status = RBK_NO_MEMORY;
    rbk_findings_free(made);
    return status;
}

static rbk_status make_plan(write_session *s)
{
    rbk_findings *found = rbk_findings_new();
    rbk_status status = found ? RBK_OK : RBK_NO_MEMORY;
    if (status == RBK_OK && s->values->request.append)
        status = planned_append(&s->made, s->disc.next_lba, s->disc.next_track, found, &s->error);
    if (status == RBK_OK)
        status = planned_follow(&s->made, &s->values->request, s->disc.next_lba, found, &s->error);
    if (status == RBK_OK)
        status = plan_with_drive(s, found);
    if (!found || take_findings(s, found) != RBK_OK)
        status = RBK_NO_MEMORY;
    write_say_findings(s);
    if (!s->together)
        planned_say_hints(&s->reporter->voice, &s->values->request, found);
    if (status == RBK_OK && rbk_findings_count_from(found, RBK_ERROR))
        status = fail(s, RBK_REFUSED, "the image cannot be burnt for the reasons above");
    if (status == RBK_OK)
        status = write_verify_image(s);
    if (status != RBK_OK && !s->error.place.path[0])
        snprintf(s->error.place.path, sizeof s->error.place.path, "%s",
                 s->reporter->label ? s->reporter->label : s->made.input.path);
    rbk_findings_free(found);
    return status;
}

rbk_status write_session_plan(write_session *s)
{
    const rbk_status status = check_disc(s);
    return status == RBK_OK ? make_plan(s) : status;
}

/* Of any medium: how much the one in the drive holds is not known yet. */
static rbk_status plan_without_drive(write_session *s)
{
    plan_request request = s->values->request;
    rbk_burn_medium medium = request.medium;
    medium.lead_out_max_lba = RBK_PROGRAM_SECTORS_MAX;
    if (!s->values->unasked && request.write_mode == RBK_BURN_WRITE_AUTO)
        request.write_mode = RBK_BURN_WRITE_RAW; /* loses least: what the modes of drives lose is reported with them */
    rbk_status status = planned_make(&s->made, &request, &medium, NULL, s->findings, &s->error);
    planned_release_plans(&s->made);
    return status;
}

rbk_status write_session_judge(write_session *s)
{
    bool several = s->values->device_count > 1; /* what is found of the image is not reported for each of them */
    if (!several && !s->values->unasked && rbk_findings_count_from(s->findings, RBK_ERROR) == 0)
        return RBK_OK;
    rbk_status status = plan_without_drive(s);
    write_say_findings(s);
    planned_say_hints(&s->reporter->voice, &s->values->request, s->findings);
    if (status == RBK_OK && rbk_findings_count_from(s->findings, RBK_ERROR) > 0)
        status = fail(s, RBK_REFUSED, "the image cannot be burnt for the reasons above");
    if (status == RBK_OK && s->values->unasked) {
        s->unasked = true;
        status = fail(s, RBK_REFUSED, "expected --yes, or a terminal to ask on");
    }
    if (status != RBK_OK && !s->error.place.path[0])
        snprintf(s->error.place.path, sizeof s->error.place.path, "%s", s->made.input.path);
    return status;
}

/* ------------------------------------------------------------------ what will be done */

static void show_plan(const write_session *s, FILE *out)
{
    const write_values *values = s->values;
    char speed[24] = "maximum speed";
    if (values->speed)
        snprintf(speed, sizeof speed, "%ux", (unsigned)values->speed);
    for (size_t i = 0; i < s->made.plan_count; i++)
        plan_print_summary(s->made.plans[i], out);
    fputs("drive      ", out);
    if (s->reporter->label) {
        cli_print_clean(out, s->reporter->label);
        fputs(": ", out);
    }
    fprintf(out, "%s %s, %s, underrun protection %s\n", s->drive.vendor, s->drive.product, speed,
            !s->drive.underrun_protection ? "not available"
            : values->no_protection       ? "off"
                                          : "on");
    fprintf(out, "disc       %s, %s%s\n", rbk_disc_kind_name(s->disc.kind), rbk_disc_state_name(s->disc.state),
            s->disc.state == RBK_DISC_BLANK || !values->blank ? "" : ": to be blanked");
    if (values->simulate)
        fprintf(out, "simulation nothing is recorded\n");
}

static void report_plan(write_session *s)
{
    cli_json *json = device_event(s->reporter, "plan");
    if (json) {
        plan_all_json(json, &s->made);
        cli_json_open_object(json, "drive");
        device_json_drive(json, &s->drive);
        cli_json_close(json);
        cli_json_open_object(json, "disc");
        device_json_disc(json, &s->disc);
        cli_json_close(json);
        device_event_end(s->reporter, json);
    } else if (!s->values->quiet) {
        FILE *out = cli_fold_begin(stdout);
        show_plan(s, out);
        (void)cli_fold_end(out);
        (void)cli_flush_output(stdout);
    }
}

static rbk_status ask(write_session *s)
{
    const write_values *values = s->values;
    if (values->yes)
        return RBK_OK;
    if (confirm_yes(&s->reporter->voice, "%s %u cop%s%s?", values->simulate ? "simulate" : "burn",
                    (unsigned)values->copies, RBK_PLURAL(s->copies, "y", "ies"),
                    values->blank && s->disc.state != RBK_DISC_BLANK ? ", erasing what is on the disc" : ""))
        return RBK_OK;
    s->declined = true;
    return confirm_refused(&s->error);
}

/* ------------------------------------------------------------------ one disc */

static rbk_status burn(write_session *s)
{
    rbk_burn_write_options options;
    set_options(s, &options);
    rbk_status status = rbk_recorder_write(s->recorder, s->made.plan, s->made.image, &options, &s->reporter->listener,
                                           &s->report, s->findings, &s->error);
    if (s->session == 0)
        s->blanked = s->report.blanked;
    return status;
}

static void print_session(const write_session *s)
{
    FILE *out = cli_fold_begin(stdout);
    const rbk_burn_report *report = &s->report;
    char speed[16], time[RBK_TIME_BYTES];
    fprintf(out, "%-10s %u of %u: ", s->values->simulate ? "simulated" : "burnt", (unsigned)s->copy,
            (unsigned)s->copies);
    if (s->reporter->label) {
        cli_print_clean(out, s->reporter->label);
        fputs(": ", out);
    }
    if (s->made.plan_count > 1)
        fprintf(out, "session %zu of %zu, ", s->session + 1, s->made.plan_count);
    fprintf(out, "%s, %" PRIu64 " sectors%s%s%s%s, underrun protection %s\n",
            rbk_time_format(s->made.plan->lead_out_lba, time), report->sectors_written,
            report->speed_tenths ? " at " : "", device_speed(report->speed_tenths, speed),
            report->write_mode == RBK_BURN_WRITE_SAO ? "" : " in mode ",
            report->write_mode == RBK_BURN_WRITE_SAO ? "" : rbk_burn_write_mode_name(report->write_mode),
            report->underrun_protection ? "on" : "off");
    (void)cli_fold_end(out);
    (void)cli_flush_output(stdout);
}

static void print_report(write_session *s)
{
    const rbk_burn_report *report = &s->report;
    cli_json *json = device_event(s->reporter, s->values->simulate ? "simulated" : "burnt");
    if (json) {
        cli_json_number(json, "copy", s->copy);
        cli_json_number(json, "first_track", s->made.plan->first_track);
        cli_json_number(json, "last_track", s->made.plan->last_track);
        cli_json_number(json, "sectors", (int64_t)report->sectors_written);
        device_json_speed(json, "speed", report->speed_tenths);
        cli_json_bool(json, "underrun_protection", report->underrun_protection);
        cli_json_number(json, "variant", (int64_t)report->variant);
        cli_json_text(json, "write_mode", rbk_burn_write_mode_name(report->write_mode));
        cli_json_text(json, "state", rbk_disc_state_name(report->state));
        device_event_end(s->reporter, json);
        return;
    }
    if (s->values->quiet)
        return;
    device_reporter_suspend(s->reporter);
    print_session(s);
    device_reporter_resume(s->reporter);
}

static rbk_status read_session_back(write_session *s)
{
    rbk_status status = rbk_recorder_verify(s->recorder, s->made.plan, s->made.image, &s->reporter->listener,
                                            &s->verdict, s->findings, &s->error);
    device_reporter_suspend(s->reporter);
    write_say_findings(s);
    if (status == RBK_OK) {
        s->differs |= !s->verdict.same;
        if (s->values->json)
            verdict_event(s->reporter, &s->verdict, s->made.plan);
        else if (!s->values->quiet)
            verdict_print(&s->verdict, s->made.plan_count > 1 ? s->made.plan : NULL, s->reporter->label, stdout);
    }
    device_reporter_resume(s->reporter);
    return status;
}

static rbk_status read_back(write_session *s)
{
    /* what the drive has in its memory of the burn is not what is on the disc */
    rbk_status status = rbk_recorder_reload(s->recorder, &s->error);
    if (status == RBK_OK && s->values->offset.given)
        status = rbk_recorder_set_read_offset(s->recorder, s->values->offset.samples, &s->error);
    for (size_t i = 0; i < s->made.plan_count && status == RBK_OK; i++) {
        s->made.plan = s->made.plans[i];
        status = read_session_back(s);
    }
    return status;
}

/* The library knows of one session only; that of a later one does not blank. */
static void add_blanked(write_session *s)
{
    size_t used = strlen(s->error.sentence);
    if (s->session > 0 && s->blanked)
        snprintf(s->error.sentence + used, sizeof s->error.sentence - used,
                 "; the disc was blanked before its first session");
}

/* The disc that has the sessions so far can be used, and completed with the same image. */
static void say_open_disc(write_session *s)
{
    if (s->session == 0 || s->values->simulate || s->report.wrote)
        return;
    device_reporter_suspend(s->reporter);
    cli_say(&s->reporter->voice,
            "session %zu of %zu was not started: the disc has the sessions before it and is open; use --session %zu%s "
            "to write the rest",
            s->session + 1, s->made.plan_count, s->session + 1,
            s->values->request.tracks ? " with --write-mode=tao" : "");
    device_reporter_resume(s->reporter);
}

/* One session after the other; the drive is asked for its next address before each. */
static rbk_status burn_sessions(write_session *s)
{
    rbk_status status = RBK_OK;
    size_t count = s->values->simulate ? 1 : s->made.plan_count; /* nothing is there to continue after a test write */
    for (s->session = 0; s->session < count && status == RBK_OK; s->session++) {
        s->made.plan = s->made.plans[s->session];
        status = burn(s);
        write_say_findings(s);
        if (status != RBK_OK) {
            add_blanked(s);
            say_open_disc(s);
            return status;
        }
        s->burnt += s->session == 0;
        print_report(s);
    }
    return status;
}

/* Whatever happens while it is read back, the disc is not lost. */
static void add_burnt(write_session *s)
{
    size_t used = strlen(s->error.sentence);
    snprintf(s->error.sentence + used, sizeof s->error.sentence - used,
             "; the disc was burnt, and was not compared to its end");
}

static rbk_status one_disc(write_session *s)
{
    rbk_status status = burn_sessions(s);
    if (status != RBK_OK || !s->values->verify)
        return status;
    status = read_back(s);
    if (status != RBK_OK)
        add_burnt(s);
    return status;
}

/* ------------------------------------------------------------------ the next disc */

static void ask_for_disc(write_session *s)
{
    cli_json *json = device_event(s->reporter, "insert");
    uint32_t copy = s->reporter->label ? s->copy : s->burnt + 1;
    cli_recover_error(s->error.status, s->device, &s->error);
    if (json) {
        cli_json_number(json, "copy", copy);
        cli_json_number(json, "copies", s->copies);
        cli_json_error(json, &s->error); /* what is wrong with the disc that was in, if any was */
        device_event_end(s->reporter, json);
        return;
    }
    device_reporter_suspend(s->reporter);
    if (s->error.status != RBK_OK)
        cli_say_error(&s->reporter->voice, &s->error);
    cli_say(&s->reporter->voice, "%s%sinsert disc %u of %u%s", s->reporter->label ? s->reporter->label : "",
            s->reporter->label ? ": " : "", (unsigned)copy, (unsigned)s->copies,
            s->values->wait ? "" : " and press the return key");
    device_reporter_resume(s->reporter);
}

/* Until a disc was loaded. The drive is released between two checks. */
static rbk_status wait_for_disc(write_session *s)
{
    for (unsigned waited_s = 0; waited_s < CHANGE_LIMIT_S && !cli_cancel_signal(); waited_s += CHANGE_POLL_S) {
        sleep(CHANGE_POLL_S);
        rbk_status status = device_open(s->device, &s->recorder, &s->error);
        bool there = status == RBK_OK && rbk_recorder_has_disc(s->recorder);
        rbk_recorder_close(s->recorder);
        s->recorder = NULL;
        if (there)
            return RBK_OK;
    }
    if (cli_cancel_signal())
        return fail(s, RBK_USERABORT, "cancelled while waiting for the next disc");
    return fail(s, RBK_MEDIUM_NOTPRESENT, "no disc was inserted within ten minutes");
}

static rbk_status wait_for_key(write_session *s)
{
    if (confirm_return())
        return RBK_OK;
    if (cli_cancel_signal())
        return fail(s, RBK_USERABORT, "cancelled while waiting for the next disc");
    return fail(
        s, RBK_MEDIUM_NOTPRESENT,
        "standard input has ended, so the next disc cannot be confirmed: use --wait to wait for it in the drive");
}

/* A tray that stays closed is no failure of the discs before. */
rbk_status write_session_eject(write_session *s)
{
    rbk_status status = rbk_recorder_eject(s->recorder, &s->error);
    size_t used = strlen(s->error.sentence);
    if (status != RBK_OK && s->burnt)
        snprintf(s->error.sentence + used, sizeof s->error.sentence - used, "; %u disc%s %s", (unsigned)s->burnt,
                 RBK_PLURAL(s->burnt, " was", "s were"), s->values->simulate ? "simulated" : "burnt");
    return status;
}

static rbk_status change_disc(write_session *s)
{
    rbk_error reason = s->error;
    rbk_status status = write_session_eject(s);
    if (status != RBK_OK)
        return status;
    rbk_recorder_close(s->recorder); /* who changes the disc may need the drive */
    s->recorder = NULL;
    s->error = reason;
    ask_for_disc(s);
    rbk_error_init(&s->error);
    status = s->values->wait ? wait_for_disc(s) : wait_for_key(s);
    if (status == RBK_OK)
        status = write_session_open(s);
    if (status == RBK_OK)
        status = write_session_look(s);                       /* closes the tray, too */
    return status == RBK_OK ? write_session_plan(s) : status; /* its lead-in may begin elsewhere */
}

/* Is it the disc that is to blame, so that another one may do? */
static bool may_be_another(const write_session *s, rbk_status status)
{
    return s->copies > 1 && s->recorder &&
           (status == RBK_MEDIUM_NOTPRESENT || status == RBK_MEDIUM_INVALIDTYPE ||
            (status == RBK_REFUSED && s->burnt > 0)); /* an image that no disc has taken yet may suit none */
}

/* Asks for discs until one can be written. */
static rbk_status insist(write_session *s, rbk_status status)
{
    while (may_be_another(s, status))
        status = change_disc(s);
    return status;
}

/* ------------------------------------------------------------------ all of it */

void write_session_show(write_session *s)
{
    report_plan(s);
}

rbk_status write_session_ask(write_session *s)
{
    return ask(s);
}

rbk_status write_session_copy(write_session *s, bool next)
{
    rbk_status status = next ? insist(s, change_disc(s)) : RBK_OK;
    return status == RBK_OK ? one_disc(s) : status;
}

rbk_status write_session_run(write_session *s, const char *path)
{
    s->device = s->values->devices[0];
    s->copies = s->values->copies;
    rbk_status status = planned_read(&s->made, path, &s->values->request, s->findings, &s->error);
    cli_recover_error(status, path, &s->error);
    if (status == RBK_OK)
        status = write_session_judge(s);
    if (status == RBK_OK)
        status = write_session_open(s);
    if (status == RBK_OK)
        status = write_session_look(s);
    if (status == RBK_OK)
        status = write_session_plan(s);
    status = insist(s, status);
    if (status != RBK_OK)
        return status;
    report_plan(s);
    status = ask(s);
    for (uint32_t copy = 0; copy < s->copies && status == RBK_OK; copy++) {
        s->copy = copy + 1;
        status = write_session_copy(s, copy > 0);
    }
    if (status == RBK_OK && s->values->eject)
        status = write_session_eject(s);
    return status;
}
