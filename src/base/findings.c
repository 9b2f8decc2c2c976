/*
 * The list of findings: bounded, in the order of adding; when it is full the lowest severities are dropped first. Tools
 * print it.
 */
#include "base/findings.h"

#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct rbk_findings {
    rbk_finding *items;
    size_t count;
    size_t capacity;
    size_t seen[3]; /* by severity, those beyond the bound included */
    size_t held[3]; /* by severity, those in items */
};

const char *rbk_severity_name(rbk_severity severity)
{
    switch (severity) {
    case RBK_NOTE:
        return "note";
    case RBK_WARNING:
        return "warning";
    case RBK_ERROR:
        return "error";
    }
    return "unknown";
}

rbk_findings *rbk_findings_new(void)
{
    return calloc(1, sizeof(rbk_findings));
}

static void release(rbk_finding *finding)
{
    free((char *)finding->path);
    free((char *)finding->text);
}

void rbk_findings_free(rbk_findings *findings)
{
    if (!findings)
        return;
    for (size_t i = 0; i < findings->count; i++)
        release(&findings->items[i]);
    free(findings->items);
    free(findings);
}

static char *format_text(const char *format, va_list arguments)
{
    char buffer[1024];
    vsnprintf(buffer, sizeof buffer, format, arguments);
    return strdup(buffer);
}

static bool grow(rbk_findings *findings)
{
    if (findings->count < findings->capacity)
        return true;
    size_t capacity = findings->capacity ? findings->capacity * 2 : 16;
    rbk_finding *items = realloc(findings->items, capacity * sizeof *items);
    if (!items)
        return false;
    findings->items = items;
    findings->capacity = capacity;
    return true;
}

/*
 * Makes room in a full list for a finding of higher severity: a reason to refuse must not be lost after thousands of
 * notes. The last one of the lowest severity is dropped.
 */
static bool displace(rbk_findings *findings, rbk_severity severity)
{
    int least = RBK_NOTE;
    while (least < (int)severity && findings->held[least] == 0)
        least++;
    if (least == (int)severity)
        return false;
    size_t at = findings->count - 1;
    while ((int)findings->items[at].severity != least)
        at--;
    release(&findings->items[at]);
    findings->count--;
    findings->held[least]--;
    memmove(&findings->items[at], &findings->items[at + 1], (findings->count - at) * sizeof *findings->items);
    return true;
}

rbk_status rbk_findings_add(rbk_findings *findings, rbk_severity severity, const char *rule, const char *path,
                            uint32_t line, uint32_t track, const char *format, ...)
{
    if (!findings)
        return RBK_OK;
    findings->seen[severity]++;
    if (findings->count == RBK_FINDINGS_MAX && !displace(findings, severity))
        return RBK_OK;
    if (!grow(findings))
        return RBK_NO_MEMORY;
    va_list arguments;
    va_start(arguments, format);
    rbk_finding finding = {severity, rule, strdup(path ? path : ""), line, track, format_text(format, arguments)};
    va_end(arguments);
    if (!finding.path || !finding.text) {
        release(&finding);
        return RBK_NO_MEMORY;
    }
    findings->items[findings->count++] = finding;
    findings->held[severity]++;
    return RBK_OK;
}

size_t rbk_findings_count(const rbk_findings *findings)
{
    return findings ? findings->count : 0;
}

size_t rbk_findings_count_from(const rbk_findings *findings, rbk_severity at_least)
{
    size_t count = 0;
    for (int severity = (int)at_least; findings && severity <= (int)RBK_ERROR; severity++)
        count += findings->seen[severity];
    return count;
}

const rbk_finding *rbk_findings_at(const rbk_findings *findings, size_t position)
{
    return findings && position < findings->count ? &findings->items[position] : NULL;
}

const rbk_finding *rbk_findings_first_of(const rbk_findings *findings, const char *const *rules, size_t count)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        for (size_t k = 0; k < count; k++)
            if (strcmp(rbk_findings_at(findings, i)->rule, rules[k]) == 0)
                return rbk_findings_at(findings, i);
    return NULL;
}

bool rbk_findings_has(const rbk_findings *findings, const char *rule, const char *path)
{
    for (size_t i = 0; i < rbk_findings_count(findings); i++)
        if (strcmp(rbk_findings_at(findings, i)->rule, rule) == 0 &&
            strcmp(rbk_findings_at(findings, i)->path, path) == 0)
            return true;
    return false;
}

/* An interrupted change is noticed at each file of its set, and reported once. */
static bool is_again(const rbk_findings *findings, const rbk_finding *f)
{
    static const char rules[] = "change.";
    return strncmp(f->rule, rules, sizeof rules - 1) == 0 && rbk_findings_has(findings, f->rule, f->path);
}

rbk_status rbk_findings_pass_on(const rbk_findings *from, rbk_findings_judge *judge, void *user, rbk_findings *findings)
{
    rbk_status status = RBK_OK;
    if (!findings || !from)
        return RBK_OK;
    for (size_t i = 0; i < from->count && status == RBK_OK; i++) {
        const rbk_finding *f = &from->items[i];
        int severity = judge ? judge(user, f) : (int)f->severity;
        if (severity != RBK_FINDING_LEFT_OUT && !is_again(findings, f))
            status =
                rbk_findings_add(findings, (rbk_severity)severity, f->rule, f->path, f->line, f->track, "%s", f->text);
    }
    for (int severity = RBK_NOTE; severity <= (int)RBK_ERROR; severity++)
        findings->seen[severity] += from->seen[severity] - from->held[severity];
    return status;
}
