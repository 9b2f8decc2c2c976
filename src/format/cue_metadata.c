/*
 * The CUE sheet's reader, second half: texts, codes, flags, remarks. Codes are kept as they are; all their errors are
 * reported in one pass.
 */
#include "format/code.h"
#include "format/cue_reader.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ values as text */

rbk_status rbk_cue_report_encoding(rbk_cue_reader *reader, bool departs, bool bad)
{
    rbk_status status = RBK_OK;
    char sentence[RBK_ENCODING_REPORTED_BYTES];
    if (departs && rbk_cue_first_time(reader, RBK_CUE_REPORTED_ENCODING))
        status = rbk_cue_report(reader, RBK_WARNING, "cue.encoding", "%s",
                                rbk_encoding_reported(&reader->encoding, sentence));
    if (status == RBK_OK && bad && rbk_cue_first_time(reader, RBK_CUE_REPORTED_BAD_BYTES))
        status = rbk_cue_report(reader, RBK_WARNING, "cue.encoding", "bytes that are not valid %s are replaced",
                                rbk_encoding_name(&reader->encoding));
    return status;
}

static char *decode(rbk_cue_reader *reader, const char *text, size_t size)
{
    char *decoded = NULL;
    bool departs = false, bad = false;
    rbk_status status = rbk_encoding_decode(&reader->encoding, text, size, &decoded, &departs, &bad, reader->error);
    if (status == RBK_OK && rbk_cue_report_encoding(reader, departs, bad) == RBK_OK)
        return decoded;
    free(decoded);
    return NULL;
}

/* Tabs become spaces; other control characters become '?', so that no word ends there. True if any. */
static bool replace_controls(char *text)
{
    bool found = false;
    for (; *text; text++) {
        if ((unsigned char)*text >= ' ' && *text != 0x7F)
            continue;
        *text = *text == '\t' ? ' ' : '?';
        found = true;
    }
    return found;
}

/* \" inside quotes is a quote. */
static void drop_escapes(char *text)
{
    char *out = text;
    for (const char *in = text; *in; in++)
        if (in[0] != '\\' || in[1] != '"')
            *out++ = *in;
    *out = '\0';
}

static rbk_status report_quoting(rbk_cue_reader *reader, const rbk_cue_value *value)
{
    rbk_status status = RBK_OK;
    if (value->unterminated)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.unterminated", "the closing quote is missing");
    if (status == RBK_OK && value->inner_quotes)
        status =
            rbk_cue_report(reader, RBK_WARNING, "cue.quote", "quotes inside quotes: the text ends at the last one");
    if (status == RBK_OK && value->single_quotes)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.quote", "apostrophes are treated as quotes");
    return status;
}

char *rbk_cue_value_text(rbk_cue_reader *reader, const rbk_cue_value *value)
{
    char *text = decode(reader, value->word.text, value->word.size);
    if (!text)
        return NULL;
    rbk_status status = report_quoting(reader, value);
    if (value->inner_quotes)
        drop_escapes(text);
    if (replace_controls(text) && status == RBK_OK)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.control-character", "control characters are replaced");
    if (status == RBK_OK)
        return text;
    free(text);
    return NULL;
}

static rbk_status report_empty(rbk_cue_reader *reader)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    return rbk_cue_report(reader, RBK_NOTE, "cue.empty", "%s has no value", rbk_cue_word_shown(reader->keyword, shown));
}

static rbk_status report_repeated(rbk_cue_reader *reader, bool same)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    rbk_cue_word_shown(reader->keyword, shown);
    if (same)
        return rbk_cue_report(reader, RBK_NOTE, "cue.repeated", "%s is repeated", shown);
    return rbk_cue_report(reader, RBK_WARNING, "cue.repeated",
                          "%s is repeated with another value: the later one is used", shown);
}

/* Commands after the first specification; reported once. */
static rbk_status report_extension(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    if (!rbk_cue_first_time(reader, RBK_CUE_REPORTED_EXTENSION))
        return RBK_OK;
    return rbk_cue_report(reader, RBK_NOTE, "cue.extension-command", "%s is a command that some readers refuse",
                          command->keyword);
}

/* ------------------------------------------------------------------ texts and remarks */

static rbk_text *text_in_scope(rbk_cue_reader *reader)
{
    rbk_track *track = rbk_cue_reader_track(reader);
    return track ? &track->text : &reader->sheet.disc->text;
}

rbk_status rbk_cue_read_text(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    rbk_text *text = text_in_scope(reader);
    rbk_cue_value value = rbk_cue_line_string(&reader->line);
    if (value.word.size == 0)
        return report_empty(reader);
    char *decoded = rbk_cue_value_text(reader, &value);
    if (!decoded)
        return RBK_NO_MEMORY;
    rbk_status status = RBK_OK;
    const char *before = text->field[command->field];
    if (value.bare_blanks)
        status = rbk_cue_report(reader, RBK_WARNING, "cue.bare-string",
                                "a text with blanks is not in quotes: the rest of the line is used");
    if (status == RBK_OK && before)
        status = report_repeated(reader, strcmp(before, decoded) == 0);
    if (status == RBK_OK)
        status = rbk_text_set(text, command->field, decoded, reader->error);
    free(decoded);
    return status;
}

rbk_status rbk_cue_read_extension_text(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    rbk_status status = report_extension(reader, command);
    return status == RBK_OK ? rbk_cue_read_text(reader, command) : status;
}

/* The field named by a remark's first word, RBK_TEXT_FIELDS: none. */
static rbk_text_field remark_field(rbk_cue_word word)
{
    static const struct {
        const char *word;
        rbk_text_field field;
    } rows[] = {
        {"GENRE", RBK_TEXT_GENRE},       {"DATE", RBK_TEXT_DATE},       {"COMPOSER", RBK_TEXT_COMPOSER},
        {"ARRANGER", RBK_TEXT_ARRANGER}, {"MESSAGE", RBK_TEXT_MESSAGE}, {"DISC_ID", RBK_TEXT_DISC_ID},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        if (rbk_cue_word_is(word, rows[i].word))
            return rows[i].field;
    return RBK_TEXT_FIELDS;
}

static rbk_status too_many_remarks(rbk_cue_reader *reader)
{
    return rbk_cue_syntax(reader, reader->keyword.column, "expected at most %d REM lines in one place, found more",
                          RBK_REMARKS_MAX);
}

static rbk_status keep_remark(rbk_cue_reader *reader)
{
    rbk_cue_value rest = {.word = rbk_cue_line_rest(&reader->line)};
    reader->line.at = reader->line.size;
    char *line = rbk_cue_value_text(reader, &rest);
    if (!line)
        return RBK_NO_MEMORY;
    rbk_status status = rbk_remarks_add(rbk_cue_remarks_in_scope(reader), line, reader->error);
    free(line);
    return status == RBK_UNSUPPORTED ? too_many_remarks(reader) : status;
}

rbk_status rbk_cue_resolve_remarks(rbk_cue_reader *reader, bool leading)
{
    rbk_track *track = rbk_cue_reader_track(reader);
    rbk_remarks between = reader->between;
    rbk_status status = RBK_OK;
    reader->between = (rbk_remarks){0};
    rbk_cue_move_session_remarks(reader, track->remarks.count);
    for (size_t i = 0; i < between.count; i++) {
        if (status == RBK_OK)
            status = rbk_remarks_add(&track->remarks, between.lines[i], reader->error);
        free(between.lines[i]);
    }
    free(between.lines);
    track->remarks.leading += leading && status == RBK_OK ? between.count : 0;
    return status == RBK_UNSUPPORTED ? too_many_remarks(reader) : status;
}

/* Stores a remark that is a text by another name; false: it is kept as a remark. */
static rbk_status take_remark_text(rbk_cue_reader *reader, rbk_text_field field, const rbk_cue_value *value,
                                   bool *taken)
{
    rbk_text *text = text_in_scope(reader);
    char *decoded = rbk_cue_value_text(reader, value);
    if (!decoded)
        return RBK_NO_MEMORY;
    rbk_status status = RBK_OK;
    const char *before = text->field[field];
    *taken = !before || strcmp(before, decoded) == 0;
    if (!before)
        status = rbk_text_set(text, field, decoded, reader->error);
    else
        status =
            rbk_cue_report(reader, *taken ? RBK_NOTE : RBK_WARNING, "cue.repeated", "the %s is repeated%s",
                           rbk_text_field_name(field), *taken ? "" : " with another value: it is kept as a remark");
    free(decoded);
    return status;
}

rbk_status rbk_cue_read_remark(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    rbk_status status = RBK_OK;
    const rbk_cue_line whole = reader->line;
    rbk_cue_line ahead = whole;
    rbk_cue_word word = rbk_cue_line_word(&ahead);
    rbk_text_field field = remark_field(word);
    if (field != RBK_TEXT_FIELDS) {
        bool taken = false;
        rbk_cue_value value = rbk_cue_line_string(&ahead);
        if (value.word.size > 0 && ahead.at == ahead.size)
            status = take_remark_text(reader, field, &value, &taken);
        else if (value.word.size == 0 && value.quoted)
            taken = true; /* an empty string is no text */
        if (taken)
            reader->line.at = reader->line.size;
        if (taken || status != RBK_OK)
            return status;
    }
    if (status == RBK_OK)
        status = keep_remark(reader);
    if (status == RBK_OK)
        rbk_cue_note_session(reader, whole);
    return status;
}

rbk_status rbk_cue_read_cdtext_file(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    rbk_disc *disc = reader->sheet.disc;
    rbk_cue_value value = rbk_cue_line_string(&reader->line);
    if (value.word.size == 0)
        return report_empty(reader);
    char *path = rbk_cue_value_text(reader, &value);
    if (!path)
        return RBK_NO_MEMORY;
    rbk_status status = RBK_OK;
    if (disc->cdtext_file)
        status = report_repeated(reader, strcmp(disc->cdtext_file, path) == 0);
    free(disc->cdtext_file);
    disc->cdtext_file = path;
    return status;
}

/* ------------------------------------------------------------------ codes */

/* Reports what was read, and a second code; a later code replaces an earlier one, an empty one does not. */
static rbk_status keep_code(rbk_cue_reader *reader, const rbk_code_reading *reading, char *kept, size_t bytes)
{
    rbk_status status = RBK_OK;
    if (reading->rule)
        status = rbk_cue_report(reader, reading->severity, reading->rule, "%s", reading->sentence);
    if (!reading->code[0])
        return status;
    if (status == RBK_OK && kept[0])
        status = report_repeated(reader, strcmp(kept, reading->code) == 0);
    memcpy(kept, reading->code, bytes);
    return status;
}

rbk_status rbk_cue_read_catalog(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    rbk_code_reading reading;
    rbk_status status = RBK_OK;
    rbk_cue_value value = rbk_cue_line_string(&reader->line);
    if (value.word.size == 0)
        return report_empty(reader);
    if (rbk_cue_reader_track(reader))
        status = rbk_cue_report(reader, RBK_WARNING, "cue.order", "%s after the first TRACK", command->keyword);
    if (status == RBK_OK && strcmp(command->keyword, "UPC_EAN") == 0)
        status = report_extension(reader, command);
    if (status != RBK_OK)
        return status;
    rbk_code_read_mcn(value.word.text, value.word.size, &reading);
    return keep_code(reader, &reading, reader->sheet.disc->mcn, sizeof reader->sheet.disc->mcn);
}

/* Before any track these lines are meaningless. */
static rbk_status skip_outside_track(rbk_cue_reader *reader)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    reader->line.at = reader->line.size;
    return rbk_cue_report(reader, RBK_WARNING, "cue.scope", "%s before the first TRACK is ignored",
                          rbk_cue_word_shown(reader->keyword, shown));
}

/* By the rule codes and flags come before the first INDEX; readers do not require it. */
static rbk_status report_after_index(rbk_cue_reader *reader)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    if (rbk_cue_reader_track_marks(reader)->mark_count == 0 || !rbk_cue_first_time(reader, RBK_CUE_REPORTED_ORDER))
        return RBK_OK;
    return rbk_cue_report(reader, RBK_NOTE, "cue.order", "%s after an INDEX",
                          rbk_cue_word_shown(reader->keyword, shown));
}

rbk_status rbk_cue_read_isrc(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    rbk_code_reading reading;
    rbk_track *track = rbk_cue_reader_track(reader);
    if (!track)
        return skip_outside_track(reader);
    rbk_cue_value value = rbk_cue_line_string(&reader->line);
    if (value.word.size == 0)
        return report_empty(reader);
    rbk_status status = report_after_index(reader);
    if (status != RBK_OK)
        return status;
    rbk_code_read_isrc(value.word.text, value.word.size, &reading);
    return keep_code(reader, &reading, track->isrc, sizeof track->isrc);
}

/* ------------------------------------------------------------------ flags */

static rbk_status take_flag(rbk_cue_reader *reader, rbk_cue_word word, uint32_t *flags)
{
    char shown[RBK_CUE_SHOWN_BYTES];
    if (rbk_cue_word_is(word, "DCP")) {
        *flags |= RBK_FLAG_COPY_PERMITTED;
    } else if (rbk_cue_word_is(word, "4CH")) {
        *flags |= RBK_FLAG_FOUR_CHANNEL;
    } else if (rbk_cue_word_is(word, "PRE")) {
        *flags |= RBK_FLAG_PRE_EMPHASIS;
    } else if (rbk_cue_word_is(word, "SCMS")) {
        *flags |= RBK_FLAG_SCMS;
        return rbk_cue_report(reader, RBK_WARNING, "cue.scms", "few recorders can write the flag SCMS");
    } else if (rbk_cue_word_is(word, "DATA")) {
        return rbk_cue_report(reader, RBK_WARNING, "cue.flag-data",
                              "the flag DATA is ignored: the mode of the track decides");
    } else {
        return rbk_cue_report(reader, RBK_WARNING, "cue.flag-unknown",
                              "unknown flag %s ignored, expected DCP, 4CH, PRE or SCMS",
                              rbk_cue_word_shown(word, shown));
    }
    return RBK_OK;
}

rbk_status rbk_cue_read_flags(rbk_cue_reader *reader, const rbk_cue_command *command)
{
    (void)command;
    uint32_t flags = 0;
    rbk_track *track = rbk_cue_reader_track(reader);
    if (!track)
        return skip_outside_track(reader);
    rbk_cue_track *next_to = rbk_cue_reader_track_marks(reader);
    rbk_cue_word word = rbk_cue_line_word(&reader->line);
    if (word.size == 0)
        return report_empty(reader);
    rbk_status status = report_after_index(reader);
    for (; word.size > 0 && status == RBK_OK; word = rbk_cue_line_word(&reader->line))
        status = take_flag(reader, word, &flags);
    if (status == RBK_OK && next_to->flags_line)
        status = rbk_cue_report(reader, flags == track->flags ? RBK_NOTE : RBK_WARNING, "cue.repeated",
                                "FLAGS is repeated%s", flags == track->flags ? "" : ": the flags of both are used");
    next_to->flags_line = reader->line.number;
    track->flags |= flags;
    return status;
}
