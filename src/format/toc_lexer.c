/*
 * The TOC's lexer: bytes into tokens with their positions. Finds boundaries only, and copies nothing. ASCII only, never
 * the locale; bytes above 127 occur in strings and comments.
 */
#include "base/ascii.h"
#include "format/cue.h"
#include "format/toc.h"

#include <stdio.h>
#include <string.h>

#define NUMBER_DIGITS_MAX 12

void rbk_toc_lexer_init(rbk_toc_lexer *lexer, const char *text, size_t size)
{
    *lexer = (rbk_toc_lexer){.text = text, .size = size, .line = 1};
}

static bool begins_word(char c)
{
    return rbk_ascii_is_upper(c) || rbk_ascii_is_lower(c) || c == '_';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* LF, CRLF and CR end a line. */
static void pass_line_end(rbk_toc_lexer *lexer)
{
    bool crlf = lexer->text[lexer->at] == '\r' && lexer->at + 1 < lexer->size && lexer->text[lexer->at + 1] == '\n';
    lexer->at += crlf ? 2 : 1;
    lexer->line++;
    lexer->line_begin = lexer->at;
}

static bool at_comment(const rbk_toc_lexer *lexer)
{
    return lexer->at + 1 < lexer->size && lexer->text[lexer->at] == '/' && lexer->text[lexer->at + 1] == '/';
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\v' || c == '\f';
}

/* A line that begins with REM, as the remarks of CUE sheets, which other programs put into a TOC. */
static bool at_remark(const rbk_toc_lexer *lexer)
{
    static const char word[] = "REM";
    const size_t size = sizeof word - 1, end = lexer->at + size;
    if (end > lexer->size || !rbk_ascii_same_n(lexer->text + lexer->at, word, size) ||
        (end < lexer->size && !is_blank(lexer->text[end]) && !is_line_end(lexer->text[end])))
        return false;
    for (size_t i = lexer->line_begin; i < lexer->at; i++)
        if (!is_blank(lexer->text[i]))
            return false;
    return true;
}

static void note_remark(rbk_toc_lexer *lexer)
{
    lexer->remark_line = lexer->remark_count++ ? lexer->remark_line : lexer->line;
}

static void skip_blanks_and_comments(rbk_toc_lexer *lexer)
{
    while (lexer->at < lexer->size) {
        char c = lexer->text[lexer->at];
        const bool remark = at_remark(lexer);
        if (remark)
            note_remark(lexer);
        if (is_line_end(c)) {
            pass_line_end(lexer);
        } else if (is_blank(c)) {
            lexer->at++;
        } else if (remark || at_comment(lexer)) {
            while (lexer->at < lexer->size && !is_line_end(lexer->text[lexer->at]))
                lexer->at++;
        } else {
            return;
        }
    }
}

/* A back slash includes the byte after it, so that \" does not end the string and \\ does not hide the quote. */
static void finish_string(rbk_toc_lexer *lexer, rbk_toc_token *token)
{
    size_t begin = ++lexer->at;
    token->kind = RBK_TOC_UNFINISHED;
    while (lexer->at < lexer->size && !is_line_end(lexer->text[lexer->at]) && lexer->text[lexer->at] != '"') {
        bool escape = lexer->text[lexer->at] == '\\' && lexer->at + 1 < lexer->size;
        lexer->at += escape && !is_line_end(lexer->text[lexer->at + 1]) ? 2 : 1;
    }
    token->text = lexer->text + begin;
    token->size = lexer->at - begin;
    if (lexer->at < lexer->size && lexer->text[lexer->at] == '"') {
        token->kind = RBK_TOC_STRING;
        lexer->at++;
    }
}

rbk_toc_token rbk_toc_lexer_next(rbk_toc_lexer *lexer)
{
    skip_blanks_and_comments(lexer);
    rbk_toc_token token = {.kind = RBK_TOC_END,
                           .text = lexer->text + lexer->at,
                           .line = lexer->line,
                           .column = (uint32_t)(lexer->at - lexer->line_begin) + 1};
    if (lexer->at >= lexer->size)
        return token;
    char c = *token.text;
    if (c == '"') {
        finish_string(lexer, &token);
        return token;
    }
    size_t begin = lexer->at++;
    token.kind = begins_word(c) ? RBK_TOC_WORD : rbk_ascii_is_digit(c) ? RBK_TOC_NUMBER : RBK_TOC_MARK;
    while (token.kind != RBK_TOC_MARK && lexer->at < lexer->size &&
           (rbk_ascii_is_digit(lexer->text[lexer->at]) ||
            (token.kind == RBK_TOC_WORD && begins_word(lexer->text[lexer->at]))))
        lexer->at++;
    token.size = lexer->at - begin;
    return token;
}

/* ------------------------------------------------------------------ kinds of tokens */

static rbk_cue_word as_word(const rbk_toc_token *token)
{
    return (rbk_cue_word){token->text, token->size, token->column};
}

bool rbk_toc_token_is(const rbk_toc_token *token, const char *upper)
{
    return token->kind == RBK_TOC_WORD && rbk_cue_word_is(as_word(token), upper);
}

bool rbk_toc_token_is_mark(const rbk_toc_token *token, char mark)
{
    return token->kind == RBK_TOC_MARK && token->text[0] == mark;
}

bool rbk_toc_token_number(const rbk_toc_token *token, int64_t *number)
{
    int64_t value = 0;
    if (token->kind != RBK_TOC_NUMBER || token->size > NUMBER_DIGITS_MAX)
        return false;
    for (size_t i = 0; i < token->size; i++)
        value = value * 10 + (token->text[i] - '0');
    *number = value;
    return true;
}

const char *rbk_toc_token_shown(const rbk_toc_token *token, char shown[RBK_TOC_SHOWN_BYTES])
{
    char text[RBK_CUE_SHOWN_BYTES];
    if (token->kind == RBK_TOC_END)
        return "the end of the file";
    if (token->size == 0)
        return "an empty string";
    rbk_cue_word_shown(as_word(token), text);
    snprintf(shown, RBK_TOC_SHOWN_BYTES, "%s%s", token->kind == RBK_TOC_STRING ? "the string " : "", text);
    return shown;
}

/* \ooo of three octal digits, at most \377. */
static bool octal(const char *text, size_t size, char *byte)
{
    if (size < 4 || text[1] < '0' || text[1] > '3' || text[2] < '0' || text[2] > '7' || text[3] < '0' || text[3] > '7')
        return false;
    *byte = (char)((text[1] - '0') * 64 + (text[2] - '0') * 8 + (text[3] - '0'));
    return true;
}

size_t rbk_toc_token_unescape(const rbk_toc_token *token, char *out)
{
    size_t length = 0;
    for (size_t at = 0; at < token->size; length++) {
        const char *text = token->text + at;
        size_t left = token->size - at;
        out[length] = *text;
        if (*text == '\\' && left > 1 && (text[1] == '"' || text[1] == '\\')) {
            out[length] = text[1];
            at += 2;
        } else if (*text == '\\' && octal(text, left, &out[length])) {
            at += 4;
        } else {
            at++;
        }
    }
    return length;
}

/* ------------------------------------------------------------------ names */

bool rbk_toc_name_is_audio(const char *path)
{
    static const char *const endings[] = {"WAV", "WAVE", "BWF",  "RF64", "W64", "AIF",  "AIFF", "AIFC", "CAF",
                                          "AU",  "SND",  "FLAC", "OGG",  "OGA", "OPUS", "MP3",  "MP2"};
    const char *dot = strrchr(path, '.');
    if (!dot)
        return false;
    rbk_cue_word ending = {dot + 1, strlen(dot + 1), 0};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (rbk_cue_word_is(ending, endings[i]))
            return true;
    return false;
}
