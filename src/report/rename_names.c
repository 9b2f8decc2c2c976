/*
 * Where names of files are in the text of a CUE sheet or a TOC: the lexer of the format finds them. Where bytes of ASCII may be
 * parts of characters, readers convert the whole text first; a place in that is then one in the same line of the text as it is,
 * after bytes that decode to the same.
 */
#include "report/rename_names.h"

#include "base/ascii.h"
#include "base/fail.h"
#include "base/utf8.h"
#include "format/cue.h"
#include "format/encoding.h"
#include "format/toc.h"

#include <stdlib.h>
#include <string.h>

typedef struct search {
    rbk_descriptor_encoding encoding;
    bool stated;         /* nothing in the text is UTF-8 by itself */
    const char *text;    /* as it was given */
    size_t begin, size;  /* of what follows a byte order mark, and of all */
    rbk_bytes converted; /* the same as UTF-8, if it has to be */
    const char *read;    /* by the lexer: either of the two */
    size_t read_size;
    size_t line, read_line; /* where the same line begins in both; places are in the order of the text */
    rbk_name_places *found;
    size_t capacity;
    rbk_error *error;
} search;

/* ------------------------------------------------------------------ the same place in the text as it is */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* Where the line of a position ends. */
static size_t line_end(const char *text, size_t size, size_t at)
{
    while (at < size && !is_line_end(text[at]))
        at++;
    return at;
}

/* To the line that has the position in what the lexer reads. */
static void follow_lines(search *s, size_t position)
{
    for (;;) {
        const size_t end = line_end(s->read, s->read_size, s->read_line);
        if (end >= position)
            return;
        s->read_line = end + 1;
        s->line = line_end(s->text, s->size, s->line) + 1;
        s->line = s->line < s->size ? s->line : s->size;
    }
}

/* The bytes before a position of the line decode to those before the name. */
static bool decodes_to(const search *s, size_t at, const char *before, size_t size)
{
    char *text = NULL;
    bool departs, bad;
    rbk_descriptor_encoding encoding = s->encoding;
    encoding.by_itself = !s->stated;
    const bool same =
        rbk_encoding_decode(&encoding, s->text + s->line, at - s->line, &text, &departs, &bad, NULL) == RBK_OK &&
        strlen(text) == size && memcmp(text, before, size) == 0;
    free(text);
    return same;
}

/* *at: where the bytes are in the line, after what the lexer read before position. */
static bool find_bytes(const search *s, const char *bytes, size_t position, size_t *at)
{
    const size_t length = strlen(bytes), end = line_end(s->text, s->size, s->line);
    for (*at = s->line; *at + length <= end; ++*at)
        if (memcmp(s->text + *at, bytes, length) == 0 &&
            decodes_to(s, *at, s->read + s->read_line, position - s->read_line))
            return true;
    return false;
}

/* The place has a position in what the lexer read, and gets the one in the text. */
static void locate(search *s, rbk_name_place *place)
{
    const size_t position = place->at;
    follow_lines(s, position);
    char *bytes = rbk_ascii_only(place->name) && !s->stated
                      ? NULL
                      : rbk_encoding_encode(rbk_encoding_name(&s->encoding), place->name);
    const bool is_utf8 = !s->stated && find_bytes(s, place->name, position, &place->at);
    if (is_utf8) {
        place->length = strlen(place->name);
        place->utf8 = !rbk_ascii_only(place->name);
    } else if (bytes && find_bytes(s, bytes, position, &place->at)) {
        place->length = strlen(bytes);
        place->utf8 = false;
    } else {
        free(place->name);
        place->name = NULL;
    }
    free(bytes);
}

/* ------------------------------------------------------------------ places */

/* A name in what the lexer read; bytes: without escapes. */
static rbk_status add(search *s, const char *bytes, size_t size, rbk_name_place place)
{
    bool departs, bad;
    rbk_name_places *found = s->found;
    if (found->count == s->capacity) {
        const size_t capacity = s->capacity ? 2 * s->capacity : 16;
        rbk_name_place *places = realloc(found->places, capacity * sizeof *places);
        if (!places)
            return rbk_fail_memory(s->error);
        found->places = places;
        s->capacity = capacity;
    }
    rbk_status status = rbk_encoding_decode(&s->encoding, bytes, size, &place.name, &departs, &bad, s->error);
    if (status != RBK_OK)
        return status;
    if (s->read == s->text)
        place.utf8 = !s->stated && !rbk_ascii_only(place.name) && rbk_utf8_valid(bytes, size);
    else
        locate(s, &place);
    found->places[found->count++] = place;
    return RBK_OK;
}

/* The place with what is around the name. */
static void take_quotes(rbk_name_place *place, bool unterminated)
{
    if (!place->name)
        return;
    place->at--;
    place->length += unterminated ? 1 : 2;
}

static rbk_status find_in_cue(search *s)
{
    rbk_status status = RBK_OK;
    rbk_cue_lexer lexer = {.text = s->read + (s->read == s->text ? s->begin : 0)};
    lexer.size = s->read_size - (size_t)(lexer.text - s->read);
    for (rbk_cue_line line; status == RBK_OK && rbk_cue_lexer_next(&lexer, &line);) {
        const rbk_cue_word keyword = rbk_cue_line_word(&line);
        const bool texts = rbk_cue_word_is(keyword, "CDTEXTFILE");
        if (!texts && !rbk_cue_word_is(keyword, "FILE"))
            continue;
        const rbk_cue_value value = texts ? rbk_cue_line_string(&line) : rbk_cue_line_file_name(&line);
        if (value.word.size == 0)
            continue;
        const bool unusual = value.single_quotes || value.unterminated;
        const rbk_name_place place = {.at = (size_t)(value.word.text - s->read),
                                      .length = value.word.size,
                                      .texts = texts,
                                      .bare = !value.quoted,
                                      .unusual = unusual};
        status = add(s, value.word.text, value.word.size, place);
        if (status == RBK_OK && unusual)
            take_quotes(&s->found->places[s->found->count - 1], value.unterminated);
    }
    return status;
}

static bool names_a_file(const rbk_toc_token *token)
{
    return rbk_toc_token_is(token, "FILE") || rbk_toc_token_is(token, "AUDIOFILE") ||
           rbk_toc_token_is(token, "DATAFILE");
}

static rbk_status find_in_toc(search *s)
{
    rbk_status status = RBK_OK;
    rbk_toc_lexer lexer;
    const size_t begin = s->read == s->text ? s->begin : 0;
    rbk_toc_lexer_init(&lexer, s->read + begin, s->read_size - begin);
    rbk_toc_token before = rbk_toc_lexer_next(&lexer);
    while (before.kind != RBK_TOC_END && status == RBK_OK) {
        const rbk_toc_token token = rbk_toc_lexer_next(&lexer);
        if (token.kind == RBK_TOC_STRING && names_a_file(&before)) {
            const rbk_name_place place = {.at = (size_t)(token.text - s->read), .length = token.size};
            char *bytes = malloc(token.size + 1);
            status = bytes ? add(s, bytes, rbk_toc_token_unescape(&token, bytes), place) : rbk_fail_memory(s->error);
            free(bytes);
        }
        before = token;
    }
    return status;
}

/* ------------------------------------------------------------------ all of them */

/* As readers do before they search for anything. */
static rbk_status convert(search *s)
{
    uint32_t departs_line, bad_line;
    if (!rbk_encoding_hides_marks(&s->encoding))
        return RBK_OK;
    rbk_status status = rbk_encoding_convert(&s->encoding, (const uint8_t *)s->text + s->begin, s->size - s->begin,
                                             &s->converted, &departs_line, &bad_line, s->error);
    if (status == RBK_OK) {
        s->read = (const char *)s->converted.data;
        s->read_size = s->converted.size;
    }
    return status;
}

rbk_status rbk_rename_find_names(const rbk_bytes *text, bool toc, const rbk_format_options *options,
                                 rbk_name_places *found, rbk_error *error)
{
    search s = {.text = (const char *)text->data, .size = text->size, .found = found, .error = error};
    s.begin = s.line = rbk_utf8_mark(s.text, s.size);
    s.read = s.text;
    s.read_size = s.size;
    rbk_status status = rbk_encoding_init(text->data, text->size, options, &s.encoding, error);
    s.stated = status == RBK_OK && !s.encoding.by_itself;
    if (status == RBK_OK)
        status = convert(&s);
    if (status == RBK_OK)
        status = toc ? find_in_toc(&s) : find_in_cue(&s);
    rbk_encoding_release(&s.encoding);
    rbk_bytes_release(&s.converted);
    return status;
}

void rbk_rename_release_names(rbk_name_places *found)
{
    for (size_t i = 0; i < found->count; i++)
        free(found->places[i].name);
    free(found->places);
    *found = (rbk_name_places){NULL, 0};
}
