/*
 * The TOC's reader: reporting, and taking tokens - what all of its parts do.
 */
#include "format/toc_reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTES_MAX 9999

/* ------------------------------------------------------------------ reporting */

rbk_status rbk_toc_syntax(rbk_toc_reader *reader, const rbk_toc_token *token, const char *format, ...)
{
    char sentence[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    return rbk_fail_at(reader->error, RBK_SYNTAX, reader->name, token->line, token->column, "%s", sentence);
}

rbk_status rbk_toc_unsupported(rbk_toc_reader *reader, const rbk_toc_token *token, const char *format, ...)
{
    char sentence[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    return rbk_fail_at(reader->error, RBK_UNSUPPORTED, reader->name, token->line, token->column, "%s", sentence);
}

rbk_status rbk_toc_expected(rbk_toc_reader *reader, const char *what)
{
    char shown[RBK_TOC_SHOWN_BYTES];
    return rbk_toc_syntax(reader, &reader->token, "expected %s, found %s", what,
                          rbk_toc_token_shown(&reader->token, shown));
}

rbk_status rbk_toc_report(rbk_toc_reader *reader, rbk_severity severity, const char *rule, const char *format, ...)
{
    char text[RBK_SENTENCE_BYTES];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (rbk_findings_add(reader->findings, severity, rule, reader->name, reader->about_line, reader->about_track, "%s",
                         text) != RBK_OK)
        return rbk_fail_memory(reader->error);
    return RBK_OK;
}

bool rbk_toc_first_time(rbk_toc_reader *reader, unsigned bit)
{
    bool first = !(reader->reported & bit);
    reader->reported |= bit;
    return first;
}

rbk_track *rbk_toc_reader_track(rbk_toc_reader *reader)
{
    rbk_disc *disc = reader->disc;
    return disc->track_count ? &disc->tracks[disc->track_count - 1] : NULL;
}

/* ------------------------------------------------------------------ taking tokens */

rbk_toc_token rbk_toc_advance(rbk_toc_reader *reader)
{
    reader->token = rbk_toc_lexer_next(&reader->lexer);
    return reader->token;
}

bool rbk_toc_take_keyword(rbk_toc_reader *reader, const char *keyword, rbk_status *status)
{
    char shown[RBK_TOC_SHOWN_BYTES];
    rbk_toc_token token = reader->token;
    if (!rbk_toc_token_is(&token, keyword))
        return false;
    if (memcmp(token.text, keyword, token.size) != 0 && rbk_toc_first_time(reader, RBK_TOC_REPORTED_CASE)) {
        reader->about_line = token.line;
        *status = rbk_toc_report(reader, RBK_WARNING, "toc.case", "keyword %s is not in upper case: cdrdao refuses it",
                                 rbk_toc_token_shown(&token, shown));
    }
    rbk_toc_advance(reader);
    return true;
}

bool rbk_toc_take_mark(rbk_toc_reader *reader, char mark)
{
    if (!rbk_toc_token_is_mark(&reader->token, mark))
        return false;
    rbk_toc_advance(reader);
    return true;
}

rbk_status rbk_toc_take_expected_mark(rbk_toc_reader *reader, char mark)
{
    char what[] = {'\'', mark, '\'', '\0'};
    return rbk_toc_take_mark(reader, mark) ? RBK_OK : rbk_toc_expected(reader, what);
}

static rbk_status take_part(rbk_toc_reader *reader, const char *what, int64_t highest, int64_t *part)
{
    if (!rbk_toc_token_number(&reader->token, part) || *part > highest)
        return rbk_toc_expected(reader, what);
    rbk_toc_advance(reader);
    return RBK_OK;
}

/* What follows the minutes. */
static rbk_status take_rest_of_time(rbk_toc_reader *reader, int64_t minutes, int64_t *sectors)
{
    int64_t seconds = 0, rest = 0;
    rbk_status status = rbk_toc_take_expected_mark(reader, ':');
    if (status == RBK_OK)
        status = take_part(reader, "seconds 00 to 59", 59, &seconds);
    if (status == RBK_OK)
        status = rbk_toc_take_expected_mark(reader, ':');
    if (status == RBK_OK)
        status = take_part(reader, "sectors 00 to 74", RBK_SECTORS_PER_SECOND - 1, &rest);
    if (status == RBK_OK)
        *sectors = (minutes * 60 + seconds) * RBK_SECTORS_PER_SECOND + rest;
    return status;
}

rbk_status rbk_toc_take_time(rbk_toc_reader *reader, int64_t *sectors)
{
    int64_t minutes = 0;
    rbk_status status = take_part(reader, "a time MM:SS:FF", MINUTES_MAX, &minutes);
    return status == RBK_OK ? take_rest_of_time(reader, minutes, sectors) : status;
}

rbk_status rbk_toc_take_length(rbk_toc_reader *reader, int64_t *value, bool *is_time)
{
    rbk_toc_token token = reader->token;
    int64_t number;
    if (!rbk_toc_token_number(&token, &number))
        return rbk_toc_expected(reader, "a time MM:SS:FF or a number of at most 12 digits");
    rbk_toc_advance(reader);
    *is_time = rbk_toc_token_is_mark(&reader->token, ':');
    if (*is_time && number > MINUTES_MAX)
        return rbk_toc_syntax(reader, &token, "expected at most %d minutes, found %lld", MINUTES_MAX,
                              (long long)number);
    if (*is_time)
        return take_rest_of_time(reader, number, value);
    *value = number;
    return RBK_OK;
}

/* ------------------------------------------------------------------ taking strings */

/* Reported once: which encoding is assumed. */
rbk_status rbk_toc_report_encoding(rbk_toc_reader *reader, bool departs, bool bad)
{
    rbk_status status = RBK_OK;
    char sentence[RBK_ENCODING_REPORTED_BYTES];
    if (departs && rbk_toc_first_time(reader, RBK_TOC_REPORTED_ENCODING))
        status = rbk_toc_report(reader, RBK_WARNING, "toc.encoding", "%s",
                                rbk_encoding_reported(&reader->encoding, sentence));
    if (status == RBK_OK && bad && rbk_toc_first_time(reader, RBK_TOC_REPORTED_BAD_BYTES))
        status = rbk_toc_report(reader, RBK_WARNING, "toc.encoding", "bytes that are not valid %s are replaced",
                                rbk_encoding_name(&reader->encoding));
    return status;
}

rbk_status rbk_toc_decode(rbk_toc_reader *reader, const char *bytes, size_t size, char **text)
{
    bool departs = false, bad = false;
    rbk_status status = rbk_encoding_decode(&reader->encoding, bytes, size, text, &departs, &bad, reader->error);
    return status == RBK_OK ? rbk_toc_report_encoding(reader, departs, bad) : status;
}

/* Blanks of every kind become a blank; other control characters become '?'. True if any. */
static bool replace_controls(char *bytes, size_t size)
{
    bool found = false;
    for (size_t i = 0; i < size; i++) {
        if ((unsigned char)bytes[i] >= ' ' && bytes[i] != 0x7F)
            continue;
        bytes[i] = bytes[i] == '\t' || bytes[i] == '\n' || bytes[i] == '\r' ? ' ' : '?';
        found = true;
    }
    return found;
}

rbk_status rbk_toc_take_bytes(rbk_toc_reader *reader, const char *what, char **bytes, size_t *size)
{
    rbk_toc_token token = reader->token;
    if (token.kind == RBK_TOC_UNFINISHED)
        return rbk_toc_syntax(reader, &token, "expected the closing quote in the same line, found its end");
    if (token.kind != RBK_TOC_STRING)
        return rbk_toc_expected(reader, what);
    char *made = malloc(token.size + 1);
    if (!made)
        return rbk_fail_memory(reader->error);
    reader->about_line = token.line;
    *size = rbk_toc_token_unescape(&token, made);
    if (*size > RBK_TOC_STRING_BYTES_MAX) {
        free(made);
        return rbk_toc_syntax(reader, &token, "expected a string of at most %zu bytes, found one of %zu",
                              RBK_TOC_STRING_BYTES_MAX, *size);
    }
    if (replace_controls(made, *size)) {
        rbk_status status =
            rbk_toc_report(reader, RBK_WARNING, "toc.control-character", "control characters are replaced");
        if (status != RBK_OK) {
            free(made);
            return status;
        }
    }
    *bytes = made;
    rbk_toc_advance(reader);
    return RBK_OK;
}

rbk_status rbk_toc_take_string(rbk_toc_reader *reader, const char *what, char **text)
{
    char *bytes = NULL, *decoded = NULL;
    size_t size = 0;
    rbk_status status = rbk_toc_take_bytes(reader, what, &bytes, &size);
    if (status == RBK_OK)
        status = rbk_toc_decode(reader, bytes, size, &decoded);
    free(bytes);
    if (status == RBK_OK)
        *text = decoded;
    else
        free(decoded);
    return status;
}
