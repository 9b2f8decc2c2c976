/*
 * Reads .dat files by expat. Games are handed over one after the other, so that memory is bounded by the largest one and
 * by the longest tag. No entity is ever expanded: a .dat that declares any is refused.
 */
#include "report/dat_read.h"
#include "base/ascii.h"
#include "base/fail.h"
#include "base/input.h"
#include "base/utf8.h"

#include <redbook/match.h>

#include <expat.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_BYTES      (64 * 1024)
#define PROGRESS_BYTES   2352
#define TAG_BYTES_MAX    (1024 * 1024)
#define DEPTH_MAX        64
#define GAME_FILES_MAX   20000
#define CRC_DIGITS       8
#define ENCODING_BYTES   40
#define BYTES_DIGITS_MAX 18

typedef struct reading {
    XML_Parser parser;
    rbk_dat_visit *visit;
    void *user;
    rbk_dat_game game;
    size_t capacity; /* of its files */
    unsigned depth;
    unsigned game_depth; /* 0: in no game */
    bool in_datafile;
    size_t games;
    char encoding[ENCODING_BYTES]; /* as declared; "": not */
    rbk_status status;
    rbk_error *error;
} reading;

void rbk_dat_game_release(rbk_dat_game *game)
{
    if (!game)
        return;
    for (size_t i = 0; i < game->file_count; i++)
        free(game->files[i].name);
    free(game->files);
    free(game->name);
    *game = (rbk_dat_game){NULL, NULL, 0};
}

/* ------------------------------------------------------------------ failures */

static void stop(reading *r, rbk_status status)
{
    r->status = status;
    (void)XML_StopParser(r->parser, XML_FALSE);
}

/* Version 2.9 of expat counts in 64 bits everywhere, by functions of other names. */
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
static uint64_t current_line(XML_Parser parser)
{
    return XML_GetCurrentLineNumber64(parser);
}

static int64_t current_byte(XML_Parser parser)
{
    return XML_GetCurrentByteIndex64(parser);
}
#else
static uint64_t current_line(XML_Parser parser)
{
    return XML_GetCurrentLineNumber(parser);
}

static int64_t current_byte(XML_Parser parser)
{
    return XML_GetCurrentByteIndex(parser);
}
#endif

#if defined(__GNUC__)
__attribute__((format(printf, 2, 3)))
#endif
static void
refuse(reading *r, const char *format, ...)
{
    char sentence[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(sentence, sizeof sentence, format, arguments);
    va_end(arguments);
    stop(r, rbk_fail(r->error, RBK_SYNTAX, "%s", sentence));
    if (r->error)
        r->error->place.line = (uint32_t)current_line(r->parser);
}

/* ------------------------------------------------------------------ attributes */

static const char *attribute(const char **attributes, const char *name)
{
    for (size_t i = 0; attributes[i]; i += 2)
        if (strcmp(attributes[i], name) == 0)
            return attributes[i + 1];
    return NULL;
}

/* Copies that many hexadecimal digits in lower case. False: the attribute is missing or empty. Anything else is refused. */
static bool take_digits(reading *r, const char **attributes, const char *name, size_t digits, char *to)
{
    const char *text = attribute(attributes, name);
    to[0] = '\0';
    if (!text || !text[0] || r->status != RBK_OK)
        return false;
    if (strlen(text) != digits || strspn(text, "0123456789abcdefABCDEF") != digits) {
        refuse(r, "expected %s of %zu hexadecimal digits, found '%.60s'", name, digits, text);
        return false;
    }
    for (size_t i = 0; i <= digits; i++)
        to[i] = text[i] >= 'A' && text[i] <= 'F' ? (char)(text[i] - 'A' + 'a') : text[i];
    return true;
}

/* -1: the attribute is missing or empty. */
static int64_t take_size(reading *r, const char **attributes)
{
    const char *size = attribute(attributes, "size");
    if (!size || !size[0])
        return -1;
    const size_t digits = strlen(size);
    if (digits <= BYTES_DIGITS_MAX && strspn(size, "0123456789") == digits)
        return strtoll(size, NULL, 10);
    refuse(r, "expected size in bytes of at most %d digits, found '%.60s'", BYTES_DIGITS_MAX, size);
    return -1;
}

static void add_file(reading *r, const char **attributes)
{
    const char *name = attribute(attributes, "name");
    char crc[CRC_DIGITS + 1];
    if (r->game.file_count == GAME_FILES_MAX) {
        refuse(r, "expected at most %d files in a game, found more", GAME_FILES_MAX);
        return;
    }
    if (r->game.file_count == r->capacity) {
        size_t capacity = r->capacity ? 2 * r->capacity : 16;
        rbk_dat_file *files = realloc(r->game.files, capacity * sizeof *files);
        if (!files) {
            stop(r, rbk_fail_memory(r->error));
            return;
        }
        r->game.files = files;
        r->capacity = capacity;
    }
    rbk_dat_file *file = &r->game.files[r->game.file_count];
    *file = (rbk_dat_file){.name = strdup(name ? name : ""), .bytes = -1};
    if (!file->name) {
        stop(r, rbk_fail_memory(r->error));
        return;
    }
    r->game.file_count++;
    file->bytes = take_size(r, attributes);
    file->has_crc32 = take_digits(r, attributes, "crc", CRC_DIGITS, crc);
    file->crc32 = file->has_crc32 ? (uint32_t)strtoul(crc, NULL, 16) : 0;
    (void)take_digits(r, attributes, "md5", RBK_DAT_MD5_BYTES - 1, file->md5);
    (void)take_digits(r, attributes, "sha1", RBK_DAT_SHA1_BYTES - 1, file->sha1);
}

/* ------------------------------------------------------------------ elements */

static void XMLCALL on_begin(void *user, const char *name, const char **attributes)
{
    reading *r = user;
    if (r->status != RBK_OK)
        return;
    if (++r->depth > DEPTH_MAX) {
        refuse(r, "expected elements at most %d deep, found more", DEPTH_MAX);
    } else if (r->depth == 1) {
        r->in_datafile = strcmp(name, "datafile") == 0;
        if (!r->in_datafile)
            refuse(r, "expected a .dat, whose first element is 'datafile', found '%.60s'", name);
    } else if (!r->game_depth && (strcmp(name, "game") == 0 || strcmp(name, "machine") == 0)) {
        const char *title = attribute(attributes, "name");
        r->game_depth = r->depth;
        r->game.name = strdup(title ? title : "");
        if (!r->game.name)
            stop(r, rbk_fail_memory(r->error));
    } else if (r->game_depth && (strcmp(name, "rom") == 0 || strcmp(name, "disk") == 0)) {
        add_file(r, attributes);
    }
}

static void XMLCALL on_end(void *user, const char *name)
{
    reading *r = user;
    (void)name;
    if (r->status != RBK_OK)
        return;
    if (r->game_depth && r->depth == r->game_depth) {
        rbk_status status = r->visit(r->user, &r->game, r->error);
        r->game_depth = 0;
        r->games++;
        r->capacity = 0;
        rbk_dat_game_release(&r->game);
        if (status != RBK_OK)
            stop(r, status);
    }
    r->depth--;
}

/* The parser asks for a table of the encoding next, and fails without one. */
static void XMLCALL on_declaration(void *user, const char *version, const char *encoding, int standalone)
{
    reading *r = user;
    (void)version, (void)standalone;
    if (encoding)
        snprintf(r->encoding, sizeof r->encoding, "%s", encoding);
}

static void XMLCALL on_entity(void *user, const char *name, int is_parameter, const char *value, int length,
                              const char *base, const char *system_id, const char *public_id, const char *notation)
{
    reading *r = user;
    (void)is_parameter, (void)value, (void)length, (void)base, (void)system_id, (void)public_id, (void)notation;
    if (r->status == RBK_OK)
        refuse(r, "an entity is declared ('%.60s'): expected a .dat without any", name);
}

/* ------------------------------------------------------------------ the file */

static rbk_status report_parser(const reading *r)
{
    const enum XML_Error code = XML_GetErrorCode(r->parser);
    if (code == XML_ERROR_NO_MEMORY)
        return rbk_fail_memory(r->error);
    rbk_status status =
        code == XML_ERROR_UNKNOWN_ENCODING
            ? rbk_fail(r->error, RBK_SYNTAX,
                       "the encoding '%s' is not supported: expected UTF-8, UTF-16, ISO-8859-1 or US-ASCII",
                       r->encoding)
            : rbk_fail(r->error, RBK_SYNTAX, "it is not a valid .dat (Logiqx XML): %s", XML_ErrorString(code));
    if (r->error)
        r->error->place.line = (uint32_t)current_line(r->parser);
    return status;
}

static rbk_status advance(const rbk_listener *listener, uint64_t bytes, uint64_t total, rbk_error *error)
{
    if (listener && listener->add_progress)
        listener->add_progress(listener->user, bytes / PROGRESS_BYTES, total / PROGRESS_BYTES);
    if (listener && listener->query_cancel && listener->query_cancel(listener->user))
        return rbk_fail(error, RBK_USERABORT, "cancelled");
    return RBK_OK;
}

/* What the parser holds back is a tag that has not ended. */
static bool holds_too_much(const reading *r, uint64_t given)
{
    const int64_t at = current_byte(r->parser);
    return at >= 0 && given > (uint64_t)at && given - (uint64_t)at > TAG_BYTES_MAX + BLOCK_BYTES;
}

/* The other form in which such lists were published, which is not XML. */
static bool is_clrmamepro(const char *block, size_t size)
{
    static const char head[] = "clrmamepro";
    size_t at = rbk_utf8_mark(block, size);
    while (at < size && strchr(" \t\r\n", block[at]) && block[at])
        at++;
    return size - at >= sizeof head - 1 && rbk_ascii_same_n(block + at, head, sizeof head - 1);
}

static rbk_status parse(reading *r, rbk_input *input, const rbk_listener *listener)
{
    uint64_t given = 0;
    bool last = false;
    while (!last && r->status == RBK_OK) {
        void *block = XML_GetBuffer(r->parser, BLOCK_BYTES);
        if (!block)
            return rbk_fail_memory(r->error);
        const int64_t got = rbk_input_read(input, (int64_t)given, block, BLOCK_BYTES);
        if (got < 0)
            return rbk_input_fail(input, r->error);
        const size_t size = (size_t)got;
        last = size < BLOCK_BYTES;
        if (given == 0 && is_clrmamepro(block, size))
            return rbk_fail(r->error, RBK_SYNTAX,
                            "the text format of clrmamepro is not supported: expected a .dat in XML (Logiqx)");
        given += size;
        if (XML_ParseBuffer(r->parser, (int)size, last) != XML_STATUS_OK && r->status == RBK_OK)
            return report_parser(r);
        if (r->status == RBK_OK && !last && holds_too_much(r, given))
            refuse(r, "expected tags of at most %d bytes, found a longer one", TAG_BYTES_MAX);
        if (r->status == RBK_OK)
            r->status = advance(listener, given, (uint64_t)input->size, r->error);
    }
    if (r->status == RBK_OK && r->games == 0)
        return rbk_fail(r->error, RBK_SYNTAX, "there is no game in this .dat");
    return r->status;
}

rbk_status rbk_dat_read(const char *path, rbk_dat_visit *visit, void *user, const rbk_listener *listener,
                        rbk_error *error)
{
    if (!path || !visit)
        return rbk_fail(error, RBK_INVALID_POINTER, "a pointer is missing");
    rbk_input input;
    rbk_status status = rbk_input_open(&input, path, error);
    if (status != RBK_OK) {
        rbk_input_close(&input);
        rbk_error_set_path(error, path);
        return status;
    }
    reading r = {.parser = XML_ParserCreate(NULL), .visit = visit, .user = user, .error = error};
    if (r.parser) {
        XML_SetUserData(r.parser, &r);
        XML_SetElementHandler(r.parser, on_begin, on_end);
        XML_SetXmlDeclHandler(r.parser, on_declaration);
        XML_SetEntityDeclHandler(r.parser, on_entity);
        status = parse(&r, &input, listener);
        XML_ParserFree(r.parser);
    } else {
        status = rbk_fail_memory(error);
    }
    rbk_dat_game_release(&r.game);
    rbk_input_close(&input);
    if (status == RBK_SYNTAX || status == RBK_FILESYSTEM)
        rbk_error_set_path(error, path);
    return status;
}

const char *rbk_expat_version(void)
{
    return XML_ExpatVersion();
}
