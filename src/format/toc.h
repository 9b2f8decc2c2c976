/*
 * format/toc.h - the cdrdao TOC: tokens, and which file names are audio
 *
 * A TOC is free-form text: words, numbers, strings, a few punctuation marks, comments from // to the end of the line.
 * Reading takes three steps, as with CUE sheets: the lexer splits bytes into tokens with their positions, the reader
 * turns statements into tracks and extents, and resolving turns START, END and INDEX into indexes.
 */
#ifndef RBK_FORMAT_TOC_H
#define RBK_FORMAT_TOC_H

#include "format/row.h"

/* A longer string, without the escapes of its characters, is not a text or a name. */
#define RBK_TOC_STRING_BYTES_MAX ((size_t)64 * 1024)
/* Files and segments in one TOC; more are refused. */
#define RBK_TOC_FILES_MAX   10000
#define RBK_TOC_EXTENTS_MAX 20000

extern const rbk_format_row rbk_toc_format;

int rbk_toc_probe(const uint8_t *bytes, size_t size);
rbk_status rbk_toc_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error);
rbk_status rbk_toc_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);

/*
 * A TOC does not state the type of an audio file: the extension of its name decides. True for one with a header (.wav,
 * .flac, ...), false for headerless sectors.
 */
bool rbk_toc_name_is_audio(const char *path);

/* ------------------------------------------------------------------ tokens */

typedef enum rbk_toc_kind {
    RBK_TOC_END,        /* of the bytes */
    RBK_TOC_WORD,       /* a letter or _, then letters, digits, _ */
    RBK_TOC_NUMBER,     /* digits */
    RBK_TOC_STRING,     /* the bytes between the quotes, escapes included */
    RBK_TOC_UNFINISHED, /* a string without its closing quote in the same line */
    RBK_TOC_MARK        /* any other byte: : { } , # or an invalid one */
} rbk_toc_kind;

/* Nothing is copied. line and column, from 1, are those of its first byte, of a string those of the quote. */
typedef struct rbk_toc_token {
    rbk_toc_kind kind;
    const char *text;
    size_t size;
    uint32_t line;
    uint32_t column;
} rbk_toc_token;

typedef struct rbk_toc_lexer {
    const char *text;
    size_t size;
    size_t at;
    size_t line_begin;
    uint32_t line;         /* from 1 */
    uint32_t remark_count; /* lines that begin with REM, which are skipped as comments are */
    uint32_t remark_line;  /* the first of them */
} rbk_toc_lexer;

void rbk_toc_lexer_init(rbk_toc_lexer *lexer, const char *text, size_t size);

/* The next token; after the last one always of kind RBK_TOC_END. */
rbk_toc_token rbk_toc_lexer_next(rbk_toc_lexer *lexer);

/* A word, in any letter case; a punctuation mark. */
bool rbk_toc_token_is(const rbk_toc_token *token, const char *upper);
bool rbk_toc_token_is_mark(const rbk_toc_token *token, char mark);

/* A number of at most 12 digits. */
bool rbk_toc_token_number(const rbk_toc_token *token, int64_t *number);

/* A token for messages. */
#define RBK_TOC_SHOWN_BYTES 64
const char *rbk_toc_token_shown(const rbk_toc_token *token, char shown[RBK_TOC_SHOWN_BYTES]);

/* A string's bytes, its escapes \" \\ \ooo (octal) decoded; out has room for token->size bytes. Returns their
 * number. */
size_t rbk_toc_token_unescape(const rbk_toc_token *token, char *out);

#endif
