/*
 * Reports a violation, or the findings of another room, with the profile's severity for the rule.
 */
#include "verify/check.h"

#include <stdarg.h>
#include <stdio.h>

rbk_status rbk_inspection_report(const rbk_inspection *in, const char *id, const rbk_track *track, const char *format,
                                 ...)
{
    char text[RBK_SENTENCE_BYTES];
    const rbk_rule *rule = rbk_rule_find(id);
    int severity = rule ? rule->severities[in->options->profile] : RBK_RULE_OFF;
    if (severity == RBK_RULE_OFF)
        return RBK_OK;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return rbk_findings_add(in->findings, (rbk_severity)severity, rule->id, in->options->path, track ? track->line : 0,
                            track ? track->number : 0, "%s", text);
}

rbk_status rbk_inspection_take(const rbk_inspection *in, const rbk_findings *found)
{
    rbk_status status = RBK_OK;
    for (size_t i = 0; i < rbk_findings_count(found) && status == RBK_OK; i++) {
        const rbk_finding *finding = rbk_findings_at(found, i);
        const rbk_rule *rule = rbk_rule_find(finding->rule);
        int severity = rule ? rule->severities[in->options->profile] : (int)finding->severity;
        if (severity != RBK_RULE_OFF)
            status = rbk_findings_add(in->findings, (rbk_severity)severity, finding->rule, finding->path, finding->line,
                                      finding->track, "%s", finding->text);
    }
    return status;
}
