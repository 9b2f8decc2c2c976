/*
 * What write reports of an image: each finding once, and what the drive will change in data sectors before anything is
 * done.
 */
#include "redbook-burn/commands.h"
#include "redbook-burn/write.h"

#include <string.h>

static bool is_among(const rbk_finding *finding, const rbk_findings *findings, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const rbk_finding *before = rbk_findings_at(findings, i);
        if (strcmp(before->rule, finding->rule) == 0 && before->track == finding->track &&
            strcmp(before->text, finding->text) == 0)
            return true;
    }
    return false;
}

/* Planning for a second disc, or for another drive, finds what the first plan found: each is reported once. */
static bool was_said(const write_session *s, size_t position)
{
    const rbk_finding *finding = rbk_findings_at(s->findings, position);
    return is_among(finding, s->findings, position) ||
           (s->of_image && is_among(finding, s->of_image, rbk_findings_count(s->of_image)));
}

/* One of several drives is named, unless it is the location already. */
static void add_finding(const write_session *s, const rbk_finding *f, rbk_findings *fresh)
{
    const char *label = s->reporter->label;
    bool named = label && strcmp(f->path, label) != 0;
    rbk_findings_add(fresh, f->severity, f->rule, f->path, f->line, f->track, "%s%s%s", named ? label : "",
                     named ? ": " : "", f->text);
}

void write_say_findings(write_session *s)
{
    if (s->together)
        return;
    rbk_findings *fresh = rbk_findings_new();
    size_t count = rbk_findings_count(s->findings);
    for (size_t i = s->said; fresh && i < count; i++)
        if (!was_said(s, i))
            add_finding(s, rbk_findings_at(s->findings, i), fresh);
    s->said = count;
    device_reporter_suspend(s->reporter);
    if (fresh)
        cli_say_findings(&s->reporter->voice, fresh);
    device_reporter_resume(s->reporter);
    rbk_findings_free(fresh);
}

rbk_status write_findings_share(const write_session *const sessions[], size_t count, rbk_findings *findings)
{
    rbk_status status = RBK_OK;
    const write_session *first = sessions[0];
    for (size_t i = 0; i < rbk_findings_count(first->findings) && status == RBK_OK; i++) {
        const rbk_finding *f = rbk_findings_at(first->findings, i);
        bool shared =
            strcmp(f->path, first->reporter->label) != 0 && !is_among(f, findings, rbk_findings_count(findings));
        for (size_t d = 1; d < count && shared; d++)
            shared = is_among(f, sessions[d]->findings, rbk_findings_count(sessions[d]->findings));
        if (shared)
            status = rbk_findings_add(findings, f->severity, f->rule, f->path, f->line, f->track, "%s", f->text);
    }
    return status;
}

/* ------------------------------------------------------------------ data sectors */

rbk_status write_verify_image(write_session *s)
{
    device_reporter *reporter = s->reporter;
    const rbk_listener listener = cli_progress_listener(&reporter->progress);
    bool known = s->made.recomputed; /* for another drive, which reported it */
    if (s->verified)
        return RBK_OK;
    s->verified = true;
    cli_progress_begin(&reporter->progress, !reporter->no_progress && !reporter->voice.quiet && !reporter->json);
    rbk_status status = planned_verify(&s->made, &listener, s->findings, &s->error);
    cli_progress_end(&reporter->progress);
    write_say_findings(s);
    if (!known && !s->together)
        planned_say_raw(&reporter->voice, &s->values->request, &s->made);
    return status;
}
