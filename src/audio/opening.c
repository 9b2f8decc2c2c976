/*
 * Findings about a file that is being opened.
 */
#include "audio/opening.h"

#include "base/fail.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>

rbk_status rbk_audio_report(const rbk_audio *audio, rbk_findings *findings, rbk_severity severity, const char *rule,
                            rbk_error *error, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list values;
    va_start(values, format);
    vsnprintf(text, sizeof text, format, values);
    va_end(values);
    return rbk_findings_add(findings, severity, rule, audio->path, 0, 0, "%s", text) == RBK_OK ? RBK_OK
                                                                                               : rbk_fail_memory(error);
}

rbk_status rbk_audio_report_joined(const rbk_audio *audio, rbk_findings *findings, rbk_error *error)
{
    if (audio->parts.count < 2)
        return RBK_OK;
    return rbk_audio_report(audio, findings, RBK_NOTE, "audio.joined", error,
                            "the file is %zu file%s joined end to end, the second starts at byte %" PRId64
                            ": the audio of all is used",
                            audio->parts.count, RBK_PLURAL(audio->parts.count, "", "s"), audio->parts.items[1].begin);
}
