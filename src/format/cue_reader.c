/*
 * The CUE sheet's reader: reporting, and the current track - shared by all of its parts.
 */
#include "format/cue_reader.h"

#include <stdarg.h>
#include <stdio.h>

rbk_status rbk_cue_syntax(rbk_cue_reader *reader, uint32_t column, const char *format, ...)
{
    char sentence[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    return rbk_fail_at(reader->error, RBK_SYNTAX, reader->sheet.name, reader->line.number, column, "%s", sentence);
}

rbk_status rbk_cue_report(rbk_cue_reader *reader, rbk_severity severity, const char *rule, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (rbk_findings_add(reader->sheet.findings, severity, rule, reader->sheet.name, reader->line.number,
                         reader->about_track, "%s", text) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

bool rbk_cue_first_time(rbk_cue_reader *reader, unsigned bit)
{
    bool first = !(reader->reported & bit);
    reader->reported |= bit;
    return first;
}

rbk_track *rbk_cue_reader_track(rbk_cue_reader *reader)
{
    rbk_disc *disc = reader->sheet.disc;
    return disc->track_count ? &disc->tracks[disc->track_count - 1] : NULL;
}

rbk_cue_track *rbk_cue_reader_track_marks(rbk_cue_reader *reader)
{
    size_t count = reader->sheet.disc->track_count;
    return count ? &reader->sheet.tracks[count - 1] : NULL;
}
