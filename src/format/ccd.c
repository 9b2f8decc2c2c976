/*
 * Findings about a CloneCD control file, while it is parsed and while a disc is made of it.
 */
#include "format/ccd.h"

#include <stdarg.h>
#include <stdio.h>

rbk_status rbk_ccd_report(rbk_ccd *ccd, rbk_severity severity, const char *rule, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (rbk_findings_add(ccd->findings, severity, rule, ccd->name, ccd->about_line, ccd->about_track, "%s", text) !=
        RBK_OK)
        return rbk_fail_memory(ccd->error);
    return RBK_OK;
}
