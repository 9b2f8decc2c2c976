/*
 * The CUE sheet's lexer: bytes into lines, lines into words and strings with their columns. Finds boundaries only, and
 * copies nothing. ASCII only, never the locale; bytes above 127 are part of the surrounding word or string.
 */
#include "base/ascii.h"
#include "format/cue.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* End of the line that starts at lexer->at; sets the number of bytes of its line end. */
static size_t find_line_end(rbk_cue_lexer *lexer, size_t *end_bytes)
{
    size_t at = lexer->at;
    while (at < lexer->size && lexer->text[at] != '\n' && lexer->text[at] != '\r')
        at++;
    *end_bytes = at < lexer->size;
    if (at == lexer->size)
        lexer->unfinished = true;
    else if (lexer->text[at] == '\r' && at + 1 < lexer->size && lexer->text[at + 1] == '\n')
        *end_bytes = 2;
    else if (lexer->text[at] == '\r')
        lexer->lone_cr = true;
    return at;
}

bool rbk_cue_lexer_next(rbk_cue_lexer *lexer, rbk_cue_line *line)
{
    if (lexer->at >= lexer->size)
        return false;
    size_t end_bytes;
    size_t begin = lexer->at;
    size_t end = find_line_end(lexer, &end_bytes);
    size_t first = begin, last = end;
    while (first < last && is_blank(lexer->text[first]))
        first++;
    while (last > first && is_blank(lexer->text[last - 1]))
        last--;
    *line = (rbk_cue_line){.text = lexer->text + first,
                           .size = last - first,
                           .number = ++lexer->line,
                           .column = (uint32_t)(first - begin) + 1};
    lexer->at = end + end_bytes;
    return true;
}

static void skip_blanks(rbk_cue_line *line)
{
    while (line->at < line->size && is_blank(line->text[line->at]))
        line->at++;
}

static rbk_cue_word piece(const rbk_cue_line *line, size_t begin, size_t end)
{
    return (rbk_cue_word){line->text + begin, end - begin, line->column + (uint32_t)begin};
}

rbk_cue_word rbk_cue_line_word(rbk_cue_line *line)
{
    skip_blanks(line);
    size_t begin = line->at;
    while (line->at < line->size && !is_blank(line->text[line->at]))
        line->at++;
    rbk_cue_word word = piece(line, begin, line->at);
    skip_blanks(line);
    return word;
}

rbk_cue_word rbk_cue_line_rest(const rbk_cue_line *line)
{
    return piece(line, line->at, line->size);
}

/* The last quote of the line after the opening one, or 0. */
static size_t closing_quote(const rbk_cue_line *line, size_t opening)
{
    for (size_t at = line->size; at > opening + 1; at--)
        if (line->text[at - 1] == '"')
            return at - 1;
    return 0;
}

static rbk_cue_value quoted_string(rbk_cue_line *line)
{
    rbk_cue_value value = {.present = true, .quoted = true};
    size_t opening = line->at;
    size_t closing = closing_quote(line, opening);
    value.unterminated = closing == 0;
    size_t end = closing ? closing : line->size;
    value.word = piece(line, opening + 1, end);
    value.inner_quotes = memchr(value.word.text, '"', value.word.size) != NULL;
    line->at = closing ? closing + 1 : line->size;
    skip_blanks(line);
    return value;
}

/* '...' up to an apostrophe followed by a space or the end of the line; others are part of words. */
static bool single_quoted_string(rbk_cue_line *line, bool to_end, rbk_cue_value *value)
{
    size_t opening = line->at;
    if (line->text[opening] != '\'')
        return false;
    for (size_t at = line->size; at > opening + 1; at--) {
        if (line->text[at - 1] != '\'' || (at < line->size && (to_end || !is_blank(line->text[at]))))
            continue;
        *value = (rbk_cue_value){.present = true, .quoted = true, .single_quotes = true};
        value->word = piece(line, opening + 1, at - 1);
        line->at = at;
        skip_blanks(line);
        return true;
    }
    return false;
}

static bool has_blank(rbk_cue_word word)
{
    for (size_t i = 0; i < word.size; i++)
        if (is_blank(word.text[i]))
            return true;
    return false;
}

rbk_cue_value rbk_cue_line_string(rbk_cue_line *line)
{
    rbk_cue_value value = {0};
    skip_blanks(line);
    value.word = rbk_cue_line_rest(line);
    if (value.word.size == 0)
        return value;
    if (line->text[line->at] == '"')
        return quoted_string(line);
    if (single_quoted_string(line, true, &value))
        return value;
    value.present = true;
    value.bare_blanks = has_blank(value.word);
    line->at = line->size;
    return value;
}

/* Start of the last word of the line if it looks like a type word, else the line's size. */
static size_t type_word_begin(const rbk_cue_line *line, size_t from)
{
    size_t begin = line->size;
    while (begin > from && !is_blank(line->text[begin - 1]))
        begin--;
    rbk_cue_word word = piece(line, begin, line->size);
    /* A word with a dot is more likely the end of the name than an unknown type. */
    if (begin == from || (!rbk_cue_file_type(word, NULL) && memchr(word.text, '.', word.size)))
        return line->size;
    return begin;
}

rbk_cue_value rbk_cue_line_file_name(rbk_cue_line *line)
{
    rbk_cue_value value = {0};
    skip_blanks(line);
    size_t begin = line->at;
    if (begin == line->size)
        return rbk_cue_line_string(line);
    if (line->text[begin] == '"' && closing_quote(line, begin))
        return quoted_string(line);
    if (single_quoted_string(line, false, &value))
        return value;
    value.present = true;
    value.unterminated = value.quoted = line->text[begin] == '"';
    line->at = type_word_begin(line, begin);
    size_t end = line->at;
    while (end > begin && is_blank(line->text[end - 1]))
        end--;
    value.word = piece(line, value.quoted ? begin + 1 : begin, end);
    value.bare_blanks = !value.quoted && has_blank(value.word);
    return value;
}

static const struct type_row {
    const char *word;
    rbk_file_type type;
} type_rows[] = {
    {"BINARY", RBK_FILE_BINARY}, {"MOTOROLA", RBK_FILE_MOTOROLA}, {"WAVE", RBK_FILE_AUDIO}, {"AIFF", RBK_FILE_AUDIO},
    {"MP3", RBK_FILE_AUDIO},     {"FLAC", RBK_FILE_AUDIO},        {"OGG", RBK_FILE_AUDIO},
};

bool rbk_cue_file_type(rbk_cue_word word, rbk_file_type *type)
{
    for (size_t i = 0; i < sizeof type_rows / sizeof type_rows[0]; i++) {
        if (!rbk_cue_word_is(word, type_rows[i].word))
            continue;
        if (type)
            *type = type_rows[i].type;
        return true;
    }
    return false;
}

bool rbk_cue_word_is(rbk_cue_word word, const char *upper_word)
{
    if (strlen(upper_word) != word.size)
        return false;
    for (size_t i = 0; i < word.size; i++)
        if (rbk_ascii_upper(word.text[i]) != upper_word[i])
            return false;
    return true;
}

bool rbk_cue_word_has_control(rbk_cue_word word)
{
    for (size_t i = 0; i < word.size; i++)
        if ((unsigned char)word.text[i] < ' ' || word.text[i] == 0x7F)
            return true;
    return false;
}

bool rbk_cue_word_number(rbk_cue_word word, uint32_t *number)
{
    uint32_t value = 0;
    if (word.size == 0 || word.size > 9)
        return false;
    for (size_t i = 0; i < word.size; i++) {
        if (word.text[i] < '0' || word.text[i] > '9')
            return false;
        value = value * 10 + (uint32_t)(word.text[i] - '0');
    }
    *number = value;
    return true;
}

const char *rbk_cue_word_shown(rbk_cue_word word, char shown[RBK_CUE_SHOWN_BYTES])
{
    if (word.size == 0)
        return "the end of the line";
    size_t size = word.size < 40 ? word.size : 40;
    size_t length = 0;
    shown[length++] = '\'';
    for (size_t i = 0; i < size; i++, length++) {
        bool printable = word.text[i] >= ' ' && word.text[i] <= '~';
        memcpy(shown + length, printable ? word.text + i : "?", 1);
    }
    if (size < word.size) {
        memcpy(shown + length, "...", 3);
        length += 3;
    }
    shown[length++] = '\'';
    shown[length] = '\0';
    return shown;
}
