/*
 * Input sheets to a CD-TEXT. Each sheet is read twice: first the settings (character set, language, tracks), then its
 * texts, so that the order of lines does not matter. A sheet ends at the version line of the next one.
 */
#include "base/ascii.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "text/charset.h"
#include "text/fields.h"
#include "text/names.h"
#include "text/v07t.h"

#include <redbook/rules.h>

#include <stdlib.h>
#include <string.h>

#define NAME_BYTES 64

typedef struct sheet_line {
    uint32_t number;
    char name[NAME_BYTES]; /* runs of blanks are one */
    const uint8_t *value;  /* without blanks at its ends */
    size_t size;
    bool empty; /* or a comment */
    rbk_v07t_name means;
} sheet_line;

typedef struct sheet_reader {
    const uint8_t *bytes;
    size_t size;
    const char *path;
    rbk_cdtext *cdtext;
    rbk_findings *findings;
    rbk_error *error;
    /* of the sheet being read */
    uint32_t number; /* of its block */
    rbk_cdtext_charset set;
    uint8_t language;
    int genre;
    uint8_t copyright;
    uint32_t first_track, last_track, highest_track;
    rbk_charset charset;
    rbk_cdtext_block *block;
    bool reported_utf8;
} sheet_reader;

#define REPORT(work, severity, rule, line, ...)                                                                        \
    (rbk_findings_add((work)->findings, severity, rule, (work)->path, line, 0, __VA_ARGS__) == RBK_OK                  \
         ? RBK_OK                                                                                                      \
         : rbk_fail_memory((work)->error))

/* ------------------------------------------------------------------ lines */

static bool blank(uint8_t byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r';
}

static void trim(const uint8_t **text, size_t *size)
{
    for (; *size > 0 && blank(**text); ++*text)
        --*size;
    while (*size > 0 && blank((*text)[*size - 1]))
        --*size;
}

static void take_name(sheet_line *line, const uint8_t *text, size_t size)
{
    size_t used = 0;
    trim(&text, &size);
    for (size_t i = 0; i < size && used + 1 < NAME_BYTES; i++) {
        uint8_t byte = text[i] == '\t' ? ' ' : text[i];
        if (byte != ' ' || used == 0 || line->name[used - 1] != ' ')
            line->name[used++] = (char)(byte < ' ' || byte > '~' ? '?' : byte);
    }
    line->name[used] = '\0';
}

/* The line that begins at *at, which moves after it. */
static rbk_status next_line(const sheet_reader *work, size_t *at, sheet_line *line)
{
    const uint8_t *text = work->bytes + *at;
    const uint8_t *end = memchr(text, '\n', work->size - *at);
    size_t size = end ? (size_t)(end - text) : work->size - *at;
    *at += size + (end ? 1 : 0);
    *line = (sheet_line){.number = line->number + 1};
    const size_t mark = line->number == 1 ? rbk_utf8_mark(text, size) : 0;
    text += mark;
    size -= mark;
    trim(&text, &size);
    line->empty = size == 0 || text[0] == '#';
    if (line->empty)
        return RBK_OK;
    const uint8_t *equals = memchr(text, '=', size);
    take_name(line, text, equals ? (size_t)(equals - text) : size);
    if (!equals)
        return rbk_fail_at(work->error, RBK_SYNTAX, work->path, line->number, 0, "expected 'NAME = VALUE', found '%s'",
                           line->name);
    line->value = equals + 1;
    line->size = size - (size_t)(line->value - text);
    trim(&line->value, &line->size);
    line->means = rbk_v07t_name_parse(line->name);
    return RBK_OK;
}

/* ------------------------------------------------------------------ what stands above the texts */

#define WORD_BYTES 40

/* The value as a word; anything too long or not ASCII is not one of those we compare it with. */
static const char *word(const sheet_line *line, char text[WORD_BYTES])
{
    size_t size = line->size < WORD_BYTES - 1 ? line->size : WORD_BYTES - 1;
    for (size_t i = 0; i < size; i++)
        text[i] = (char)(line->value[i] < ' ' || line->value[i] > '~' ? '?' : line->value[i]);
    text[size] = '\0';
    return text;
}

static rbk_status expected(const sheet_reader *work, const sheet_line *line, const char *what)
{
    char text[WORD_BYTES];
    return rbk_fail_at(work->error, RBK_SYNTAX, work->path, line->number, 0, "expected %s for '%s', found '%s'", what,
                       line->name, word(line, text));
}

static rbk_status take_track_number(const sheet_reader *work, const sheet_line *line, uint32_t *number)
{
    uint32_t value = 0;
    for (size_t i = 0; i < line->size; i++) {
        if (line->value[i] < '0' || line->value[i] > '9' || value > RBK_TRACKS_MAX)
            return expected(work, line, "a track number 1 to 99");
        value = value * 10 + (uint32_t)(line->value[i] - '0');
    }
    if (value < 1 || value > RBK_TRACKS_MAX)
        return expected(work, line, "a track number 1 to 99");
    *number = value;
    return RBK_OK;
}

static rbk_status take_copy_protection(sheet_reader *work, const sheet_line *line)
{
    char text[WORD_BYTES];
    int code = rbk_hex_parse(word(line, text), 0xFF);
    if (rbk_ascii_same(text, "ON"))
        code = 0x03;
    else if (rbk_ascii_same(text, "OFF"))
        code = 0x00;
    if (code < 0)
        return expected(work, line, "ON, OFF or 0xNN");
    work->copyright = (uint8_t)code;
    return RBK_OK;
}

static rbk_status take_head(sheet_reader *work, const sheet_line *line)
{
    char text[WORD_BYTES];
    word(line, text);
    switch (line->means.kind) {
    case RBK_V07T_VERSION:
        return strcmp(text, "0.7T") == 0 ? RBK_OK
                                         : REPORT(work, RBK_WARNING, "v07t.version", line->number,
                                                  "sheet version '%s' is read as 0.7T", text);
    case RBK_V07T_TEXT_CODE:
        return rbk_cdtext_charset_parse(text, &work->set) ? RBK_OK : expected(work, line, "8859, ASCII or MS-JIS");
    case RBK_V07T_LANGUAGE:
        return rbk_cdtext_language_parse(text, &work->language) ? RBK_OK : expected(work, line, "a language or 0xNN");
    case RBK_V07T_GENRE_CODE:
        if (line->size == 0)
            return RBK_OK;
        return rbk_cdtext_genre_parse(text, &work->genre) ? RBK_OK : expected(work, line, "a genre or 0xNNNN");
    case RBK_V07T_COPY_PROTECTION:
        return take_copy_protection(work, line);
    case RBK_V07T_FIRST_TRACK:
        return take_track_number(work, line, &work->first_track);
    case RBK_V07T_LAST_TRACK:
        return take_track_number(work, line, &work->last_track);
    case RBK_V07T_TEXT:
        if (line->means.track > RBK_TRACKS_MAX)
            return rbk_fail_at(work->error, RBK_SYNTAX, work->path, line->number, 0,
                               "expected a track number 01 to 99 in '%s'", line->name);
        if (line->size > 0 && line->means.track > work->highest_track)
            work->highest_track = line->means.track;
        return RBK_OK;
    case RBK_V07T_NO_PLACE:
        return line->size == 0
                   ? RBK_OK
                   : REPORT(work, RBK_NOTE, "v07t.no-place", line->number, "'%s' has no place on a disc", line->name);
    case RBK_V07T_UNKNOWN:
        break;
    }
    return REPORT(work, RBK_WARNING, "v07t.name", line->number, "'%s' is not a known name in an input sheet",
                  line->name);
}

/* ------------------------------------------------------------------ texts */

static bool ascii(const sheet_line *line)
{
    for (size_t i = 0; i < line->size; i++)
        if (line->value[i] >= 0x80)
            return false;
    return true;
}

static rbk_status decode_value(sheet_reader *work, const sheet_line *line, char **utf8)
{
    static const rbk_charset latin1 = {.set = RBK_CDTEXT_8859_1};
    size_t bad = 0;
    bool plain = ascii(line);
    if (!plain && rbk_utf8_valid((const char *)line->value, line->size)) {
        *utf8 = strndup((const char *)line->value, line->size);
        if (!*utf8)
            return rbk_fail_memory(work->error);
        bool reported = work->reported_utf8;
        work->reported_utf8 = true;
        return reported
                   ? RBK_OK
                   : REPORT(work, RBK_NOTE, "v07t.utf-8", line->number, "the text is UTF-8 and read as such, not as %s",
                            rbk_cdtext_charset_name((int)work->set));
    }
    /* As on the disc: closed information and codes are in one byte whatever the block's set is. */
    bool own = !rbk_cdtext_field_row_of(line->means.field)->block_charset;
    const rbk_charset *charset = plain || own ? &latin1 : &work->charset;
    rbk_status status = rbk_charset_decode(charset, line->value, line->size, utf8, &bad, work->error);
    if (status == RBK_OK && bad > 0)
        status = REPORT(work, RBK_WARNING, RBK_RULE_CDTEXT_CHARSET, line->number, "%zu %s not valid %s", bad,
                        RBK_PLURAL(bad, "byte is", "bytes are"), rbk_cdtext_charset_name((int)charset->set));
    return status;
}

static rbk_status take_text(sheet_reader *work, const sheet_line *line)
{
    char *utf8 = NULL;
    if (line->means.kind != RBK_V07T_TEXT || line->size == 0)
        return RBK_OK;
    rbk_status status = decode_value(work, line, &utf8);
    if (status == RBK_OK && work->block->text[line->means.field][line->means.track])
        status =
            REPORT(work, RBK_WARNING, "v07t.twice", line->number, "'%s' is repeated, the last one is used", line->name);
    if (status == RBK_OK)
        status = rbk_cdtext_set(work->block, line->means.field, line->means.track, utf8, work->error);
    free(utf8);
    return status;
}

/* ------------------------------------------------------------------ sheets */

/* One pass over the lines from *at to the end of the sheet, which is where *at and *before go. */
static rbk_status pass(sheet_reader *work, size_t *at, uint32_t *before,
                       rbk_status (*take)(sheet_reader *, const sheet_line *))
{
    sheet_line line = {.number = *before};
    bool any = false;
    rbk_status status = RBK_OK;
    while (*at < work->size && status == RBK_OK) {
        size_t next = *at;
        status = next_line(work, &next, &line);
        if (status == RBK_OK && !line.empty) {
            if (any && line.means.kind == RBK_V07T_VERSION)
                return RBK_OK;
            any = true;
            status = take(work, &line);
        }
        *at = next;
        *before = line.number;
    }
    return status;
}

static rbk_status open_block(sheet_reader *work)
{
    uint32_t last = work->last_track ? work->last_track : work->highest_track;
    if (last < work->first_track) {
        if (work->last_track)
            return rbk_fail_at(work->error, RBK_SYNTAX, work->path, 0, 0,
                               "expected a last track after the first, found %u to %u", (unsigned)work->first_track,
                               (unsigned)last);
        last = work->first_track;
    }
    rbk_status status = rbk_charset_open(work->set, &work->charset, work->error);
    if (status == RBK_OK)
        status = rbk_cdtext_add_block(work->cdtext, work->number, work->language, work->set, work->first_track, last,
                                      &work->block, work->error);
    if (status == RBK_OK) {
        work->block->genre = work->genre;
        work->block->copyright = work->copyright;
    }
    return status;
}

static rbk_status read_sheet(sheet_reader *work, size_t *at, uint32_t *before)
{
    size_t start = *at;
    uint32_t lines = *before;
    work->set = RBK_CDTEXT_8859_1;
    work->language = 0x09;
    work->genre = RBK_CDTEXT_NO_GENRE;
    work->copyright = 0;
    work->first_track = 1;
    work->last_track = work->highest_track = 0;
    work->reported_utf8 = false;
    rbk_status status = pass(work, at, before, take_head);
    if (status == RBK_OK)
        status = open_block(work);
    if (status == RBK_OK)
        status = pass(work, &start, &lines, take_text);
    rbk_charset_close(&work->charset);
    return status;
}

/* Nothing but blank lines and comments. */
static bool at_end(const sheet_reader *work, size_t at)
{
    sheet_line line = {.number = 1};
    sheet_reader quiet = *work;
    quiet.error = NULL;
    while (at < work->size)
        if (next_line(&quiet, &at, &line) != RBK_OK || !line.empty)
            return false;
    return true;
}

rbk_status rbk_v07t_read(const uint8_t *bytes, size_t size, const char *name, rbk_cdtext **cdtext,
                         rbk_findings *findings, rbk_error *error)
{
    if (!bytes || !cdtext)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    sheet_reader work = {.bytes = bytes, .size = size, .path = name ? name : "", .findings = findings, .error = error};
    size_t at = 0;
    uint32_t lines = 0;
    rbk_status status = RBK_OK;
    work.cdtext = rbk_cdtext_new();
    if (!work.cdtext)
        return rbk_fail_memory(error);
    if (at_end(&work, 0))
        status = rbk_fail_at(error, RBK_SYNTAX, work.path, 0, 0, "expected an input sheet, found an empty file");
    while (status == RBK_OK && !at_end(&work, at)) {
        if (work.number == RBK_CDTEXT_BLOCKS)
            status = rbk_fail_at(error, RBK_SYNTAX, work.path, lines + 1, 0, "expected 8 sheets at most");
        else
            status = read_sheet(&work, &at, &lines);
        work.number++;
    }
    if (status == RBK_OK)
        *cdtext = work.cdtext;
    else
        rbk_cdtext_free(work.cdtext);
    return status;
}

/* Sure with a version line; two names of a sheet among its first lines are good enough. */
int rbk_v07t_probe(const uint8_t *bytes, size_t size)
{
    sheet_reader work = {.bytes = bytes, .size = size, .path = ""};
    sheet_line line = {.number = 0};
    int known = 0;
    for (size_t at = 0; at < size && line.number < 100;) {
        if (next_line(&work, &at, &line) != RBK_OK)
            return 0;
        if (line.empty)
            continue;
        if (line.means.kind == RBK_V07T_VERSION)
            return 100;
        if (line.means.kind != RBK_V07T_UNKNOWN)
            known++;
    }
    return known >= 2 ? 60 : 0;
}
