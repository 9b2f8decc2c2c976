/*
 * The TOC's reader: what is written on the disc - catalogue number, ISRC, CD-TEXT. Bad codes are error findings and are
 * dropped, so that all of them are seen in one reading. The model holds one language; the others, and items of bytes,
 * are told and left out.
 */
#include "format/toc_reader.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ strings */

/* Told once: what is taken for what. */
rbk_status rbk_toc_tell_encoding(rbk_toc_reader *reader, bool departs, bool bad)
{
    rbk_status status = RBK_OK;
    const char *name = rbk_encoding_name(&reader->encoding);
    if (departs && rbk_toc_first_time(reader, RBK_TOC_TOLD_ENCODING))
        status = rbk_toc_tell(reader, RBK_WARNING, "toc.encoding", "text that is not UTF-8 is read as %s", name);
    if (status == RBK_OK && bad && rbk_toc_first_time(reader, RBK_TOC_TOLD_BAD_BYTES))
        status =
            rbk_toc_tell(reader, RBK_WARNING, "toc.encoding", "bytes that are no character of %s are replaced", name);
    return status;
}

static rbk_status decode(rbk_toc_reader *reader, const char *bytes, size_t size, char **text)
{
    bool departs = false, bad = false;
    rbk_status status = rbk_encoding_decode(&reader->encoding, bytes, size, text, &departs, &bad, reader->error);
    return status == RBK_OK ? rbk_toc_tell_encoding(reader, departs, bad) : status;
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

rbk_status rbk_toc_take_string(rbk_toc_reader *reader, const char *what, char **text)
{
    rbk_toc_token token = reader->token;
    rbk_status status = RBK_OK;
    if (token.kind == RBK_TOC_UNFINISHED)
        return rbk_toc_syntax(reader, &token, "expected the closing quote in the same line, found its end");
    if (token.kind != RBK_TOC_STRING)
        return rbk_toc_expected(reader, what);
    if (token.size > RBK_TOC_STRING_BYTES_MAX)
        return rbk_toc_syntax(reader, &token, "expected a string of at most %zu bytes, found one of %zu",
                              RBK_TOC_STRING_BYTES_MAX, token.size);
    char *bytes = malloc(token.size + 1);
    if (!bytes)
        return rbk_fail_memory(reader->error);
    reader->about_line = token.line;
    size_t size = rbk_toc_token_unescape(&token, bytes);
    if (replace_controls(bytes, size))
        status = rbk_toc_tell(reader, RBK_WARNING, "toc.control-character", "control characters are replaced");
    char *decoded = NULL;
    if (status == RBK_OK)
        status = decode(reader, bytes, size, &decoded);
    free(bytes);
    if (status == RBK_OK) {
        *text = decoded;
        rbk_toc_advance(reader);
    } else {
        free(decoded);
    }
    return status;
}

/* ------------------------------------------------------------------ codes */

/* What some programs write where a disc has no code. */
static bool is_all_zero(const char *code)
{
    size_t zeros = 0;
    for (; *code == '0' || *code == '-' || *code == ' '; code++)
        zeros += *code == '0';
    return zeros >= 12 && *code == '\0';
}

static rbk_status tell_taken(rbk_toc_reader *reader, const char *rule, const char *code, const char *parsed)
{
    if (strcmp(code, parsed) == 0)
        return RBK_OK;
    return rbk_toc_tell(reader, RBK_NOTE, rule, "'%.40s' is taken as %s", code, parsed);
}

rbk_status rbk_toc_read_catalog(rbk_toc_reader *reader)
{
    char *code = NULL, mcn[RBK_MCN_BYTES];
    rbk_error reason;
    rbk_status status = rbk_toc_take_string(reader, "a catalogue number in quotes", &code);
    if (status != RBK_OK)
        return status;
    if (!code || !code[0])
        status = rbk_toc_tell(reader, RBK_NOTE, "toc.empty", "CATALOG has no value");
    else if (is_all_zero(code))
        status = rbk_toc_tell(reader, RBK_NOTE, "mcn.zero", "a catalogue number of zeros is none");
    else if (rbk_mcn_parse(code, mcn, &reason) != RBK_OK)
        status = rbk_toc_tell(reader, RBK_ERROR, "mcn.bad", "%s", reason.sentence);
    else {
        status = tell_taken(reader, "mcn.written", code, mcn);
        if (status == RBK_OK && reader->disc->mcn[0])
            status =
                rbk_toc_tell(reader, RBK_WARNING, "toc.repeated", "CATALOG is given again: the later one is taken");
        memcpy(reader->disc->mcn, mcn, sizeof mcn);
    }
    free(code);
    return status;
}

rbk_status rbk_toc_read_isrc(rbk_toc_reader *reader)
{
    char *code = NULL, isrc[RBK_ISRC_BYTES];
    rbk_error reason;
    rbk_track *track = rbk_toc_reader_track(reader);
    rbk_status status = rbk_toc_take_string(reader, "an ISRC in quotes", &code);
    if (status != RBK_OK)
        return status;
    if (!code || !code[0])
        status = rbk_toc_tell(reader, RBK_NOTE, "toc.empty", "ISRC has no value");
    else if (is_all_zero(code))
        status = rbk_toc_tell(reader, RBK_NOTE, "isrc.zero", "an ISRC of zeros is none");
    else if (rbk_isrc_parse(code, isrc, &reason) != RBK_OK)
        status = rbk_toc_tell(reader, RBK_ERROR, "isrc.bad", "%s", reason.sentence);
    else {
        status = tell_taken(reader, "isrc.written", code, isrc);
        if (status == RBK_OK && track->isrc[0])
            status = rbk_toc_tell(reader, RBK_WARNING, "toc.repeated", "ISRC is given again: the later one is taken");
        memcpy(track->isrc, isrc, sizeof isrc);
    }
    free(code);
    return status;
}

/* The code among the texts stands in where the subchannel's own is absent. */
static rbk_status take_text_code(rbk_toc_reader *reader, const char *code)
{
    char parsed[RBK_MCN_BYTES];
    rbk_track *track = rbk_toc_reader_track(reader);
    char *kept = track ? track->isrc : reader->disc->mcn;
    size_t bytes = track ? sizeof track->isrc : sizeof reader->disc->mcn;
    const char *what = track ? "ISRC" : "catalogue number";
    if (!code[0] || is_all_zero(code))
        return RBK_OK;
    rbk_status status = track ? rbk_isrc_parse(code, parsed, NULL) : rbk_mcn_parse(code, parsed, NULL);
    if (status != RBK_OK)
        return rbk_toc_tell(reader, RBK_WARNING, "toc.text-code", "the CD-TEXT holds '%.40s', which is no %s", code,
                            what);
    if (!kept[0]) {
        memcpy(kept, parsed, bytes);
        return rbk_toc_tell(reader, RBK_NOTE, "toc.text-code", "the %s %s is taken from the CD-TEXT", what, kept);
    }
    if (strcmp(kept, parsed) == 0)
        return RBK_OK;
    return rbk_toc_tell(reader, RBK_WARNING, "toc.text-code", "the %s in the CD-TEXT is %s: %s is kept", what, parsed,
                        kept);
}

/* ------------------------------------------------------------------ CD-TEXT items */

enum { ITEM_CODE = RBK_TEXT_FIELDS, ITEM_BYTES, ITEM_COMPUTED };

static const struct item_row {
    const char *keyword;
    int what; /* an rbk_text_field, or one of the above */
    bool whole_disc;
} item_rows[] = {
    {"TITLE", RBK_TEXT_TITLE, false},
    {"PERFORMER", RBK_TEXT_PERFORMER, false},
    {"SONGWRITER", RBK_TEXT_SONGWRITER, false},
    {"COMPOSER", RBK_TEXT_COMPOSER, false},
    {"ARRANGER", RBK_TEXT_ARRANGER, false},
    {"MESSAGE", RBK_TEXT_MESSAGE, false},
    {"DISC_ID", RBK_TEXT_DISC_ID, true},
    {"GENRE", RBK_TEXT_GENRE, true},
    {"UPC_EAN", ITEM_CODE, false},
    {"ISRC", ITEM_CODE, false},
    {"TOC_INFO1", ITEM_COMPUTED, true},
    {"TOC_INFO2", ITEM_COMPUTED, true},
    {"SIZE_INFO", ITEM_COMPUTED, false},
    {"RESERVED1", ITEM_BYTES, false},
    {"RESERVED2", ITEM_BYTES, false},
    {"RESERVED3", ITEM_BYTES, false},
    {"RESERVED4", ITEM_BYTES, false},
};

/* { byte, byte, ... } */
static rbk_status skip_bytes(rbk_toc_reader *reader)
{
    int64_t byte;
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    for (bool more = reader->token.kind == RBK_TOC_NUMBER; more && status == RBK_OK;) {
        if (!rbk_toc_token_number(&reader->token, &byte) || byte > 255)
            return rbk_toc_expected(reader, "a byte 0 to 255");
        rbk_toc_advance(reader);
        more = rbk_toc_take_mark(reader, ',');
    }
    return status == RBK_OK ? rbk_toc_take_expected_mark(reader, '}') : status;
}

static rbk_status keep_text(rbk_toc_reader *reader, rbk_text_field field, const char *value)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    rbk_text *text = track ? &track->text : &reader->disc->text;
    if (text->field[field] && strcmp(text->field[field], value) != 0) {
        rbk_status status = rbk_toc_tell(reader, RBK_WARNING, "toc.repeated",
                                         "the %s is given again with another value: the later one is taken",
                                         rbk_text_field_name(field));
        if (status != RBK_OK)
            return status;
    }
    return rbk_text_set(text, field, value, reader->error);
}

static rbk_status take_text(rbk_toc_reader *reader, const struct item_row *row, const char *value)
{
    if (row->whole_disc && rbk_toc_reader_track(reader))
        return rbk_toc_tell(reader, RBK_WARNING, "toc.scope", "%s belongs to the disc and is skipped in a track",
                            row->keyword);
    if (row->what == ITEM_CODE)
        return take_text_code(reader, value);
    if (row->what < RBK_TEXT_FIELDS)
        return keep_text(reader, (rbk_text_field)row->what, value);
    return rbk_toc_tell(reader, RBK_WARNING, "toc.binary-item", "%s is not carried yet", row->keyword);
}

static rbk_status read_item(rbk_toc_reader *reader, const struct item_row *row, bool wanted)
{
    rbk_status status = RBK_OK;
    reader->about_line = reader->token.line;
    if (rbk_toc_token_is_mark(&reader->token, '{')) {
        if (wanted)
            status = rbk_toc_tell(reader, row->what == ITEM_COMPUTED ? RBK_NOTE : RBK_WARNING, "toc.binary-item",
                                  "the bytes of %s are not carried yet", row->keyword);
        return status == RBK_OK ? skip_bytes(reader) : status;
    }
    char *value = NULL;
    status = rbk_toc_take_string(reader, "a string in quotes or bytes in braces", &value);
    if (status == RBK_OK && wanted)
        status = take_text(reader, row, value);
    free(value);
    return status;
}

/* Since cdrdao 1.2.5; texts are UTF-8 in the file whatever they are on the disc. */
static bool is_encoding(const rbk_toc_token *token)
{
    return token->kind == RBK_TOC_WORD && token->size > 9 && memcmp(token->text, "ENCODING_", 9) == 0;
}

static rbk_status read_items(rbk_toc_reader *reader, bool wanted)
{
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    while (status == RBK_OK && !rbk_toc_take_mark(reader, '}')) {
        const struct item_row *row = NULL;
        for (size_t i = 0; i < sizeof item_rows / sizeof item_rows[0] && !row && status == RBK_OK; i++)
            if (rbk_toc_take_keyword(reader, item_rows[i].keyword, &status))
                row = &item_rows[i];
        if (status != RBK_OK)
            return status;
        if (row)
            status = read_item(reader, row, wanted);
        else if (is_encoding(&reader->token))
            rbk_toc_advance(reader);
        else
            return rbk_toc_expected(reader, "a CD-TEXT item or '}'");
    }
    return status;
}

/* ------------------------------------------------------------------ languages */

static rbk_status take_language_number(rbk_toc_reader *reader, int64_t *number)
{
    if (!rbk_toc_token_number(&reader->token, number) || *number >= RBK_TOC_LANGUAGES)
        return rbk_toc_expected(reader, "a language number 0 to 7");
    rbk_toc_advance(reader);
    return RBK_OK;
}

/* { 0 : EN 1 : 15 ... }; which language a number stands for is not kept. */
static rbk_status read_language_map(rbk_toc_reader *reader)
{
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    while (status == RBK_OK && !rbk_toc_take_mark(reader, '}')) {
        int64_t number, code;
        status = take_language_number(reader, &number);
        if (status == RBK_OK)
            status = rbk_toc_take_expected_mark(reader, ':');
        if (status != RBK_OK)
            return status;
        bool known =
            rbk_toc_token_is(&reader->token, "EN") || (rbk_toc_token_number(&reader->token, &code) && code <= 255);
        if (!known)
            return rbk_toc_expected(reader, "a language code 0 to 255 or EN");
        rbk_toc_advance(reader);
    }
    return status;
}

static rbk_status read_language(rbk_toc_reader *reader)
{
    int64_t number = 0;
    reader->about_line = reader->token.line;
    rbk_status status = take_language_number(reader, &number);
    if (status != RBK_OK)
        return status;
    bool wanted = number == reader->language;
    if (!wanted && !(reader->languages_told & 1u << number)) {
        reader->languages_told |= 1u << number;
        status = rbk_toc_tell(reader, RBK_WARNING, "toc.language",
                              "the texts of language %u are not carried yet, those of language %u are",
                              (unsigned)number, (unsigned)reader->language);
    }
    return status == RBK_OK ? read_items(reader, wanted) : status;
}

rbk_status rbk_toc_read_cd_text(rbk_toc_reader *reader)
{
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    while (status == RBK_OK && !rbk_toc_take_mark(reader, '}')) {
        if (rbk_toc_take_keyword(reader, "LANGUAGE_MAP", &status))
            status = status == RBK_OK ? read_language_map(reader) : status;
        else if (rbk_toc_take_keyword(reader, "LANGUAGE", &status))
            status = status == RBK_OK ? read_language(reader) : status;
        else
            return rbk_toc_expected(reader, "LANGUAGE_MAP, LANGUAGE or '}'");
    }
    return status;
}

int64_t rbk_toc_choose_language(rbk_toc_lexer lexer)
{
    int64_t chosen = -1, number;
    for (rbk_toc_token token = rbk_toc_lexer_next(&lexer); token.kind != RBK_TOC_END && chosen != 0;) {
        bool language = rbk_toc_token_is(&token, "LANGUAGE");
        token = rbk_toc_lexer_next(&lexer);
        if (language && rbk_toc_token_number(&token, &number) && (chosen < 0 || number == 0))
            chosen = number;
    }
    return chosen;
}
