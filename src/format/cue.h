/*
 * format/cue.h - the CUE sheet: lines and values, their contents, and how they become a disc
 *
 * Reading takes three steps. The lexer splits bytes into lines and lines into values with their columns. The reader
 * turns commands into an rbk_cue_sheet: texts and codes go directly into the disc, marks (indexes and gaps) are kept
 * relative to their FILE as in the sheet. Resolving turns marks into extents and indexes.
 */
#ifndef RBK_FORMAT_CUE_H
#define RBK_FORMAT_CUE_H

#include "format/row.h"

/* A longer line is no line of a sheet. */
#define RBK_CUE_LINE_BYTES_MAX ((size_t)64 * 1024)
/* More FILE lines than this are refused: 99 tracks of 100 marks each need no more. */
#define RBK_CUE_FILES_MAX 10000

extern const rbk_format_row rbk_cue_format;

int rbk_cue_probe(const uint8_t *bytes, size_t size);
rbk_status rbk_cue_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error);
rbk_status rbk_cue_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ lines and values */

/* A part of a line; nothing is copied. column is that of text[0], from 1. */
typedef struct rbk_cue_word {
    const char *text;
    size_t size;
    uint32_t column;
} rbk_cue_word;

/* A string argument without its quotes, and how its quoting deviated from the rule. */
typedef struct rbk_cue_value {
    rbk_cue_word word;
    bool present;       /* there was an argument at all */
    bool quoted;        /* in quotes of either kind */
    bool bare_blanks;   /* no quotes, and blanks inside */
    bool unterminated;  /* the closing quote is missing */
    bool inner_quotes;  /* quotes inside quotes */
    bool single_quotes; /* '...' in place of "..." */
} rbk_cue_value;

/* One line without its end, trimmed; at is the position of the next word. */
typedef struct rbk_cue_line {
    const char *text;
    size_t size;
    size_t at;
    uint32_t number;
    uint32_t column; /* of text[0] */
} rbk_cue_line;

typedef struct rbk_cue_lexer {
    const char *text;
    size_t size;
    size_t at;
    uint32_t line;
    bool lone_cr;    /* a line ended with CR alone */
    bool unfinished; /* the last line had no end */
} rbk_cue_lexer;

/* The next line in *line, false at the end. LF, CRLF and CR end a line. */
bool rbk_cue_lexer_next(rbk_cue_lexer *lexer, rbk_cue_line *line);

/* The next word, ended by a space; size 0 at the end of the line. */
rbk_cue_word rbk_cue_line_word(rbk_cue_line *line);

/* What is left of the line. */
rbk_cue_word rbk_cue_line_rest(const rbk_cue_line *line);

/* A string that is the line's last argument: quotes extend to the last quote of the line, bare text to its end. */
rbk_cue_value rbk_cue_line_string(rbk_cue_line *line);

/* A file's name with more after it: as above, but bare text does not include a type word. */
rbk_cue_value rbk_cue_line_file_name(rbk_cue_line *line);

/* Whether a word is a type of the FILE command; *type (nullable) is set if so. */
bool rbk_cue_file_type(rbk_cue_word word, rbk_file_type *type);

bool rbk_cue_word_is(rbk_cue_word word, const char *upper); /* in any letter case */

/* Control characters are in it. */
bool rbk_cue_word_has_control(rbk_cue_word word);

/* Digits only, at most 9 of them. */
bool rbk_cue_word_number(rbk_cue_word word, uint32_t *number);

/*
 * A word for messages: at most 40 bytes, anything but printable ASCII as '?', in quotes; "the end of the line" for an
 * empty one.
 */
#define RBK_CUE_SHOWN_BYTES 48
const char *rbk_cue_word_shown(rbk_cue_word word, char shown[RBK_CUE_SHOWN_BYTES]);

/* ------------------------------------------------------------------ contents of a sheet */

typedef struct rbk_cue_file {
    char *path;
    char *type_word;
    rbk_file_type type;
    uint32_t line;
    size_t mark_count; /* INDEX lines in it */
} rbk_cue_file;

typedef struct rbk_cue_mark {
    uint32_t number;
    uint32_t written; /* number in the sheet */
    uint32_t file;    /* position in rbk_cue_sheet.files */
    int64_t sectors;
    uint32_t line;
} rbk_cue_mark;

/* The part of a track that is not in the disc yet. Its marks are a range of rbk_cue_sheet.marks. */
typedef struct rbk_cue_track {
    size_t first_mark;
    size_t mark_count;
    uint32_t numbers;     /* INDEX lines so far, omitted ones included; */
    uint32_t next_number; /* the number required of the next one */
    int64_t pregap_sectors;
    int64_t postgap_sectors;
    uint32_t pregap_line; /* of the PREGAP command, 0 where none */
    uint32_t postgap_line;
    uint32_t flags_line;
    uint32_t column; /* of the TRACK command */
} rbk_cue_track;

typedef struct rbk_cue_sheet {
    const char *name; /* for messages */
    rbk_disc *disc;   /* its tracks are those of tracks[], without extents and indexes at first */
    rbk_findings *findings;
    rbk_cue_file *files;
    size_t file_count;
    size_t file_capacity;
    rbk_cue_mark *marks;
    size_t mark_count;
    size_t mark_capacity;
    rbk_cue_track tracks[RBK_TRACKS_MAX];
} rbk_cue_sheet;

/*
 * Sets the disc's files, extents and indexes. Every track has an INDEX 01 and marks never go backwards inside a file.
 * RBK_NO_MEMORY.
 */
rbk_status rbk_cue_resolve(const rbk_cue_sheet *sheet, rbk_error *error);

#endif
