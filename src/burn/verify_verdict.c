/*
 * The contents of the verdict on a recorded disc, and the index of the plan that a sector belongs to.
 */
#include "base/fail.h"
#include "base/search.h"
#include "burn/verify.h"

#include <stdarg.h>
#include <stdio.h>

enum { RULE_TEXT_BYTES = 384 };

rbk_status rbk_verify_differs(rbk_verification *v, const char *rule, uint32_t track, const char *format, ...)
{
    char text[RULE_TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    v->verdict->same = false;
    if (track)
        return rbk_findings_add(v->findings, RBK_ERROR, rule, v->recorder->device, 0, track, "track %u: %s",
                                (unsigned)track, text);
    return rbk_findings_add(v->findings, RBK_ERROR, rule, v->recorder->device, 0, 0, "%s", text);
}

rbk_status rbk_verify_notes(rbk_verification *v, rbk_severity severity, const char *rule, const char *format, ...)
{
    char text[RULE_TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    return rbk_findings_add(v->findings, severity, rule, v->recorder->device, 0, 0, "%s", text);
}

rbk_mark *rbk_verify_mark(const rbk_verification *v, int32_t lba)
{
    return &v->marks[rbk_search_last_lba(&v->marks->lba, sizeof *v->marks, v->mark_count, lba)];
}

rbk_status rbk_verify_control(rbk_verification *v, rbk_mark *mark, uint8_t control, int32_t lba)
{
    char time[RBK_TIME_BYTES];
    if (mark->control_reported)
        return RBK_OK;
    for (size_t i = 0; i < v->mark_count; i++)
        v->marks[i].control_reported |= v->marks[i].track == mark->track;
    if (lba == RBK_NO_LBA)
        return rbk_verify_differs(v, "verify.flags", mark->track, "control bits are %X, expected %X", (unsigned)control,
                                  (unsigned)mark->control);
    return rbk_verify_differs(v, "verify.flags", mark->track, "at %s control bits are %X, expected %X",
                              rbk_time_format(lba, time), (unsigned)control, (unsigned)mark->control);
}
