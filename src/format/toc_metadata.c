/*
 * The TOC's reader: catalogue number, ISRC, CD-TEXT. Codes are kept as they are; all their errors are reported in one
 * pass. The disc's own texts are in one language; all languages, and binary items, are collected for its CD-TEXT.
 */
#include "base/utf8.h"
#include "cd/cdtext_pack.h"
#include "format/code.h"
#include "format/toc_languages.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

#define LANGUAGE_EN 0x09

/* ------------------------------------------------------------------ strings */

/* Texts in a double-byte set that are not UTF-8 are bytes of that set: cdrdao before 1.2.5 writes them so. */
static rbk_status take_item_string(rbk_toc_reader *reader, uint32_t language, char **text)
{
    char *bytes = NULL, *decoded = NULL;
    size_t size = 0;
    rbk_status status = rbk_toc_take_bytes(reader, "a string in quotes or bytes in braces", &bytes, &size);
    if (status == RBK_OK && reader->charsets[language] == RBK_CDTEXT_MS_JIS && !rbk_utf8_valid(bytes, size))
        status = rbk_toc_text_of_bytes(reader, language, RBK_CDTEXT_TITLE, (const uint8_t *)bytes, size, &decoded);
    else if (status == RBK_OK)
        status = rbk_toc_decode(reader, bytes, size, &decoded);
    free(bytes);
    if (status == RBK_OK)
        *text = decoded;
    else
        free(decoded);
    return status;
}

/* ------------------------------------------------------------------ codes */

/* Written by some programs if a disc has no code. */
static bool is_all_zero(const char *code)
{
    size_t zeros = 0;
    for (; *code == '0' || *code == '-' || *code == ' '; code++)
        zeros += *code == '0';
    return zeros >= 12 && *code == '\0';
}

/* A code in quotes, stored if valid; what was read is reported. */
static rbk_status read_code(rbk_toc_reader *reader, const char *keyword, const char *what,
                            void (*read)(const char *, size_t, rbk_code_reading *), char *kept, size_t bytes)
{
    char *text = NULL;
    rbk_code_reading reading;
    rbk_status status = rbk_toc_take_string(reader, what, &text);
    if (status != RBK_OK)
        return status;
    bool empty = !text || !text[0];
    if (!empty)
        read(text, strlen(text), &reading);
    free(text);
    if (empty)
        return rbk_toc_report(reader, RBK_NOTE, "toc.empty", "%s has no value", keyword);
    if (reading.rule)
        status = rbk_toc_report(reader, reading.severity, reading.rule, "%s", reading.sentence);
    if (!reading.code[0])
        return status;
    if (status == RBK_OK && kept[0])
        status = rbk_toc_report(reader, RBK_WARNING, "toc.repeated", "%s is repeated: the later one is used", keyword);
    memcpy(kept, reading.code, bytes);
    return status;
}

rbk_status rbk_toc_read_catalog(rbk_toc_reader *reader)
{
    return read_code(reader, "CATALOG", "a catalogue number in quotes", rbk_code_read_mcn, reader->disc->mcn,
                     sizeof reader->disc->mcn);
}

rbk_status rbk_toc_read_isrc(rbk_toc_reader *reader)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    return read_code(reader, "ISRC", "an ISRC in quotes", rbk_code_read_isrc, track->isrc, sizeof track->isrc);
}

/* The code among the texts is used if the subchannel has none. */
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
        return rbk_toc_report(reader, RBK_WARNING, "toc.text-code",
                              "the CD-TEXT holds '%.40s', which is not a valid %s", code, what);
    if (!kept[0]) {
        memcpy(kept, parsed, bytes);
        return rbk_toc_report(reader, RBK_NOTE, "toc.text-code", "the %s %s is taken from the CD-TEXT", what, kept);
    }
    if (strcmp(kept, parsed) == 0)
        return RBK_OK;
    return rbk_toc_report(reader, RBK_WARNING, "toc.text-code", "the %s in the CD-TEXT is %s: %s is kept", what, parsed,
                          kept);
}

/* ------------------------------------------------------------------ CD-TEXT items */

enum { NO_FIELD = -1 };

/* An item on the disc, and in the model. */
static const struct item_row {
    const char *keyword;
    uint8_t type; /* of its packs */
    int field;    /* an rbk_cdtext_field, NO_FIELD: bytes only */
    int text;     /* an rbk_text_field, NO_FIELD: no text of the disc */
    bool whole_disc;
} item_rows[] = {
    {"TITLE", 0x80, RBK_CDTEXT_TITLE, RBK_TEXT_TITLE, false},
    {"PERFORMER", 0x81, RBK_CDTEXT_PERFORMER, RBK_TEXT_PERFORMER, false},
    {"SONGWRITER", 0x82, RBK_CDTEXT_SONGWRITER, RBK_TEXT_SONGWRITER, false},
    {"COMPOSER", 0x83, RBK_CDTEXT_COMPOSER, RBK_TEXT_COMPOSER, false},
    {"ARRANGER", 0x84, RBK_CDTEXT_ARRANGER, RBK_TEXT_ARRANGER, false},
    {"MESSAGE", 0x85, RBK_CDTEXT_MESSAGE, RBK_TEXT_MESSAGE, false},
    {"DISC_ID", 0x86, RBK_CDTEXT_DISC_ID, RBK_TEXT_DISC_ID, true},
    {"GENRE", RBK_PACK_GENRE, RBK_CDTEXT_GENRE, RBK_TEXT_GENRE, true},
    {"TOC_INFO1", RBK_PACK_TOC, NO_FIELD, NO_FIELD, true},
    {"TOC_INFO2", RBK_PACK_TOC_2, NO_FIELD, NO_FIELD, true},
    {"RESERVED1", 0x8A, NO_FIELD, NO_FIELD, true},
    {"RESERVED2", 0x8B, NO_FIELD, NO_FIELD, true},
    {"RESERVED3", 0x8C, NO_FIELD, NO_FIELD, true},
    {"RESERVED4", RBK_PACK_CLOSED, RBK_CDTEXT_CLOSED, NO_FIELD, true},
    {"CLOSED", RBK_PACK_CLOSED, RBK_CDTEXT_CLOSED, NO_FIELD, true}, /* what cdrdao calls it when it writes */
    {"UPC_EAN", RBK_PACK_CODE, RBK_CDTEXT_CODE, NO_FIELD, false},
    {"ISRC", RBK_PACK_CODE, RBK_CDTEXT_CODE, NO_FIELD, false},
    {"SIZE_INFO", RBK_PACK_SIZE, NO_FIELD, NO_FIELD, true},
};

typedef struct item {
    const struct item_row *row;
    uint32_t language;
    bool wanted; /* its language is that of the disc's texts */
} item;

static rbk_status keep_disc_text(rbk_toc_reader *reader, rbk_text_field field, const char *value)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    rbk_text *text = track ? &track->text : &reader->disc->text;
    if (text->field[field] && strcmp(text->field[field], value) != 0) {
        rbk_status status =
            rbk_toc_report(reader, RBK_WARNING, "toc.repeated",
                           "the %s is repeated with another value: the later one is used", rbk_text_field_name(field));
        if (status != RBK_OK)
            return status;
    }
    return rbk_text_set(text, field, value, reader->error);
}

/* A text goes to its language's block, and to the disc where it is in the disc's language. */
static rbk_status take_text(rbk_toc_reader *reader, const item *it, const char *value)
{
    rbk_track *track = rbk_toc_reader_track(reader);
    rbk_status status = RBK_OK;
    if (it->row->field == RBK_CDTEXT_GENRE)
        status = rbk_toc_keep_genre(reader, it->language, RBK_CDTEXT_NO_GENRE, value);
    else
        status =
            rbk_toc_keep_text(reader, it->language, (rbk_cdtext_field)it->row->field, track ? track->number : 0, value);
    if (status != RBK_OK || !it->wanted)
        return status;
    if (it->row->field == RBK_CDTEXT_CODE)
        return take_text_code(reader, value);
    return it->row->text == NO_FIELD ? RBK_OK : keep_disc_text(reader, (rbk_text_field)it->row->text, value);
}

/* Two bytes of code, then words in ASCII. */
static rbk_status take_genre_bytes(rbk_toc_reader *reader, const item *it, const uint8_t *bytes, size_t size)
{
    char *words = NULL;
    if (size < 2)
        return rbk_toc_report(reader, RBK_WARNING, "toc.binary-item", "a GENRE of %zu byte%s has no code", size,
                              RBK_PLURAL(size, "", "s"));
    int code = bytes[0] << 8 | bytes[1];
    rbk_status status = rbk_toc_text_of_bytes(reader, it->language, RBK_CDTEXT_GENRE, bytes + 2, size - 2, &words);
    if (status == RBK_OK)
        status = rbk_toc_keep_genre(reader, it->language, code, words);
    const char *shown = words && words[0] ? words : code > 1 ? rbk_cdtext_genre_name(code) : NULL;
    if (status == RBK_OK && it->wanted && shown)
        status = keep_disc_text(reader, RBK_TEXT_GENRE, shown);
    free(words);
    return status;
}

static rbk_status take_bytes(rbk_toc_reader *reader, const item *it, const uint8_t *bytes, size_t size)
{
    char *text = NULL;
    if (it->row->type == RBK_PACK_GENRE)
        return take_genre_bytes(reader, it, bytes, size);
    if (it->row->type == RBK_PACK_SIZE)
        return rbk_toc_keep_size_info(reader, it->language, bytes, size);
    if (it->row->field == NO_FIELD)
        return rbk_toc_keep_packs(reader, it->language, it->row->type, bytes, size);
    rbk_status status =
        rbk_toc_text_of_bytes(reader, it->language, (rbk_cdtext_field)it->row->field, bytes, size, &text);
    if (status == RBK_OK)
        status = take_text(reader, it, text);
    free(text);
    return status;
}

/* { byte, byte, ... } */
static rbk_status read_bytes(rbk_toc_reader *reader, uint8_t bytes[RBK_TOC_ITEM_BYTES_MAX], size_t *size)
{
    int64_t byte;
    *size = 0;
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    for (bool more = reader->token.kind == RBK_TOC_NUMBER; more && status == RBK_OK;) {
        if (!rbk_toc_token_number(&reader->token, &byte) || byte > 255)
            return rbk_toc_expected(reader, "a byte 0 to 255");
        if (*size == RBK_TOC_ITEM_BYTES_MAX)
            return rbk_toc_syntax(reader, &reader->token, "expected at most %d bytes in an item, found more",
                                  RBK_TOC_ITEM_BYTES_MAX);
        bytes[(*size)++] = (uint8_t)byte;
        rbk_toc_advance(reader);
        more = rbk_toc_take_mark(reader, ',');
    }
    return status == RBK_OK ? rbk_toc_take_expected_mark(reader, '}') : status;
}

static rbk_status report_scope(rbk_toc_reader *reader, const item *it)
{
    return rbk_toc_report(reader, RBK_WARNING, "toc.scope", "%s belongs to the disc and is ignored in a track",
                          it->row->keyword);
}

static rbk_status read_item(rbk_toc_reader *reader, const item *it)
{
    uint8_t bytes[RBK_TOC_ITEM_BYTES_MAX];
    size_t size = 0;
    char *value = NULL;
    bool misplaced = it->row->whole_disc && rbk_toc_reader_track(reader);
    rbk_status status;
    reader->about_line = reader->token.line;
    if (rbk_toc_token_is_mark(&reader->token, '{')) {
        status = read_bytes(reader, bytes, &size);
        if (status == RBK_OK)
            status = misplaced ? report_scope(reader, it) : take_bytes(reader, it, bytes, size);
        return status;
    }
    status = take_item_string(reader, it->language, &value);
    if (status == RBK_OK && misplaced)
        status = report_scope(reader, it);
    else if (status == RBK_OK && it->row->field == NO_FIELD)
        status = value[0] == '\0' ? RBK_OK
                                  : rbk_toc_report(reader, RBK_WARNING, "toc.binary-item",
                                                   "%s is given as bytes: its text is ignored", it->row->keyword);
    else if (status == RBK_OK)
        status = take_text(reader, it, value);
    free(value);
    return status;
}

static rbk_status read_items(rbk_toc_reader *reader, uint32_t language)
{
    rbk_cdtext_charset charset;
    item it = {NULL, language, language == reader->language};
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    while (status == RBK_OK && !rbk_toc_take_mark(reader, '}')) {
        it.row = NULL;
        for (size_t i = 0; i < sizeof item_rows / sizeof item_rows[0] && !it.row && status == RBK_OK; i++)
            if (rbk_toc_take_keyword(reader, item_rows[i].keyword, &status))
                it.row = &item_rows[i];
        if (status != RBK_OK)
            return status;
        if (it.row)
            status = read_item(reader, &it);
        else if (rbk_toc_encoding_word(&reader->token, &charset))
            rbk_toc_advance(reader); /* it was looked for before */
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

/* { 0 : EN 1 : 15 ... } */
static rbk_status read_language_map(rbk_toc_reader *reader)
{
    rbk_status status = rbk_toc_take_expected_mark(reader, '{');
    while (status == RBK_OK && !rbk_toc_take_mark(reader, '}')) {
        int64_t number = 0, code = LANGUAGE_EN;
        status = take_language_number(reader, &number);
        if (status == RBK_OK)
            status = rbk_toc_take_expected_mark(reader, ':');
        if (status != RBK_OK)
            return status;
        bool known =
            rbk_toc_token_is(&reader->token, "EN") || (rbk_toc_token_number(&reader->token, &code) && code <= 255);
        if (!known)
            return rbk_toc_expected(reader, "a language code 0 to 255 or EN");
        reader->languages[number] = (int)code;
        rbk_toc_advance(reader);
    }
    return status;
}

static rbk_status read_language(rbk_toc_reader *reader)
{
    int64_t number = 0;
    reader->about_line = reader->token.line;
    rbk_status status = take_language_number(reader, &number);
    return status == RBK_OK ? read_items(reader, (uint32_t)number) : status;
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
