/*
 * Splits lines of an INI file into names, numbers and values. Checks nothing: a line that is neither a section nor a
 * pair gets its own kind.
 */
#include "base/ascii.h"
#include "base/utf8.h"
#include "format/ccd.h"

#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

void rbk_ccd_lexer_init(rbk_ccd_lexer *lexer, const uint8_t *bytes, size_t size)
{
    *lexer = (rbk_ccd_lexer){.text = (const char *)bytes, .size = size, .at = rbk_utf8_mark(bytes, size), .line = 0};
}

static void trim(const char **text, size_t *size)
{
    while (*size > 0 && is_blank(**text)) {
        (*text)++;
        (*size)--;
    }
    while (*size > 0 && is_blank((*text)[*size - 1]))
        (*size)--;
}

/* Removes up to nine digits from the end of the name, and the spaces before them. */
static void split_number(rbk_ccd_line *line)
{
    size_t digits = 0;
    while (digits < line->name_size && rbk_ascii_is_digit(line->name[line->name_size - 1 - digits]))
        digits++;
    if (digits == 0 || digits > 9 || digits == line->name_size)
        return;
    for (size_t i = line->name_size - digits; i < line->name_size; i++)
        line->number = line->number * 10 + (uint32_t)(line->name[i] - '0');
    line->numbered = true;
    line->name_size -= digits;
    trim(&line->name, &line->name_size);
}

static void split_line(const char *text, size_t size, rbk_ccd_line *line)
{
    const char *whole = text;
    trim(&text, &size);
    line->column = (uint32_t)(text - whole) + 1;
    line->name = text;
    line->name_size = size;
    if (size == 0 || *text == ';' || *text == '#')
        return;
    const char *equals = memchr(text, '=', size);
    if (*text == '[' && text[size - 1] == ']') {
        line->kind = RBK_CCD_SECTION;
        line->name++;
        line->name_size -= 2;
    } else if (equals && equals > text) {
        line->kind = RBK_CCD_PAIR;
        line->name_size = (size_t)(equals - text);
        line->value = equals + 1;
        line->value_size = size - line->name_size - 1;
        trim(&line->value, &line->value_size);
        line->column = (uint32_t)(line->value - whole) + 1;
    } else {
        line->kind = RBK_CCD_OTHER;
        return;
    }
    trim(&line->name, &line->name_size);
    split_number(line);
}

bool rbk_ccd_lexer_next(rbk_ccd_lexer *lexer, rbk_ccd_line *line)
{
    size_t begin = lexer->at, end = begin;
    if (begin >= lexer->size)
        return false;
    while (end < lexer->size && lexer->text[end] != '\n' && lexer->text[end] != '\r')
        end++;
    lexer->at = end + 1;
    if (end + 1 < lexer->size && lexer->text[end] == '\r' && lexer->text[end + 1] == '\n')
        lexer->at++;
    lexer->line++;
    *line = (rbk_ccd_line){.kind = RBK_CCD_BLANK, .line = lexer->line, .value = ""};
    split_line(lexer->text + begin, end - begin, line);
    return true;
}

bool rbk_ccd_line_is(const rbk_ccd_line *line, const char *name)
{
    size_t i = 0;
    while (i < line->name_size && name[i] && rbk_ascii_lower(line->name[i]) == rbk_ascii_lower(name[i]))
        i++;
    return i == line->name_size && name[i] == '\0';
}

bool rbk_ccd_line_value(const rbk_ccd_line *line, int32_t *value)
{
    const char *text = line->value;
    size_t size = line->value_size;
    bool negative = size > 0 && *text == '-';
    text += negative;
    size -= negative;
    bool hexadecimal = size > 2 && text[0] == '0' && rbk_ascii_lower(text[1]) == 'x';
    text += hexadecimal ? 2 : 0;
    size -= hexadecimal ? 2 : 0;
    int64_t number = 0;
    if (size == 0 || size > (hexadecimal ? 7 : 9))
        return false;
    for (size_t i = 0; i < size; i++) {
        int digit = rbk_ascii_hex_value(text[i]);
        if (digit < 0 || digit >= (hexadecimal ? 16 : 10))
            return false;
        number = number * (hexadecimal ? 16 : 10) + digit;
    }
    *value = (int32_t)(negative ? -number : number);
    return true;
}

const char *rbk_ccd_line_shown(const rbk_ccd_line *line, char shown[RBK_CCD_SHOWN_BYTES])
{
    const char *text = line->kind == RBK_CCD_PAIR ? line->value : line->name;
    size_t size = line->kind == RBK_CCD_PAIR ? line->value_size : line->name_size;
    size_t kept = size < 40 ? size : 40;
    for (size_t i = 0; i < kept; i++)
        shown[i] = (char)(text[i] >= ' ' && text[i] < 0x7F ? text[i] : '?');
    shown[kept] = '\0';
    return shown;
}
