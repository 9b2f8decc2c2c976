/*
 * format/toc_reader.h - shared by the parts of the TOC reader: the state of one call
 *
 * toc_reader.c reports and reads tokens, for all of them; toc_read.c loops over header and tracks; toc_data.c reads a
 * track's time line; toc_metadata.c texts and codes; toc_resolve.c makes the indexes of a finished track.
 */
#ifndef RBK_FORMAT_TOC_READER_H
#define RBK_FORMAT_TOC_READER_H

#include "base/fail.h"
#include "format/encoding.h"
#include "format/toc.h"

/* Departures reported once for a TOC, at the first place. */
enum {
    RBK_TOC_REPORTED_CASE = 1,
    RBK_TOC_REPORTED_ENCODING = 2,
    RBK_TOC_REPORTED_SESSION = 4,
    RBK_TOC_REPORTED_BAD_BYTES = 8
};

#define RBK_TOC_LANGUAGES 8

/* A point of the track: a number of sectors from its start, or the start of an extent. */
typedef struct rbk_toc_point {
    rbk_toc_token token; /* the word START, END, PREGAP; size 0 where there was none */
    bool given;          /* in sectors */
    int64_t sectors;
    uint32_t extent;
} rbk_toc_point;

typedef struct rbk_toc_increment {
    rbk_toc_token token; /* the time's first number */
    int64_t sectors;     /* from index 01 */
} rbk_toc_increment;

/* The part of the current track that is not in the disc yet. */
typedef struct rbk_toc_marks {
    rbk_toc_point start; /* the end of the pregap */
    rbk_toc_point end;   /* the beginning of the gap after */
    rbk_toc_increment increments[RBK_INDEX_MAX];
    size_t increment_count;
} rbk_toc_marks;

/* How a file was used so far. */
typedef struct rbk_toc_use {
    bool used;             /* there was a segment */
    bool sectors;          /* it holds sectors of data */
    bool in_sequence;      /* no segment went back, and all have a known length */
    uint32_t sector_bytes; /* of all segments; 0 where they differ, and before the first */
    int64_t bytes;         /* where the last segment ended */
    int64_t samples;       /* the same in disc time */
} rbk_toc_use;

/* A type of TOC, and the disc type that it means. */
typedef struct rbk_toc_type {
    const char *keyword;
    uint8_t disc_type;
    bool states; /* the type, whatever the modes of the tracks are */
} rbk_toc_type;

typedef struct rbk_toc_reader {
    const char *name; /* for messages */
    rbk_disc *disc;
    rbk_findings *findings;
    rbk_error *error;
    rbk_descriptor_encoding encoding;
    rbk_bytes converted; /* the whole text as UTF-8, where its bytes could be treated as marks and escapes */
    rbk_toc_lexer lexer;
    rbk_toc_token token;  /* the next one */
    uint32_t about_line;  /* where findings are */
    uint32_t about_track; /* what they are about, 0: the disc */
    unsigned reported;
    int64_t language;   /* whose texts are taken, -1 where there are none */
    rbk_cdtext *cdtext; /* what was read of each language; NULL before there was any */
    rbk_cdtext_charset charsets[RBK_TOC_LANGUAGES];
    unsigned charset_said;            /* a bit for each language whose character set the TOC says */
    unsigned tracks_said;             /* the same for its tracks */
    int languages[RBK_TOC_LANGUAGES]; /* codes by the language map, -1 where it is silent */
    size_t extent_count;              /* of all tracks */
    const rbk_toc_type *type;         /* that the header states, NULL where it states none */
    rbk_subchannel_form subchannel;   /* of the track: PACKS with RW, RAW with RW_RAW */
    rbk_toc_marks marks;
    rbk_toc_use uses[RBK_TOC_FILES_MAX]; /* of the disc's files */
} rbk_toc_reader;

/* RBK_SYNTAX at a token. */
rbk_status rbk_toc_syntax(rbk_toc_reader *reader, const rbk_toc_token *token, const char *format, ...) RBK_PRINTF(3, 4);
/* RBK_SYNTAX at the next token: "expected ..., found ...". */
rbk_status rbk_toc_expected(rbk_toc_reader *reader, const char *what);
/* RBK_UNSUPPORTED at a token. */
rbk_status rbk_toc_unsupported(rbk_toc_reader *reader, const rbk_toc_token *token, const char *format, ...)
    RBK_PRINTF(3, 4);

/* A finding at about_line; fails only without memory. */
rbk_status rbk_toc_report(rbk_toc_reader *reader, rbk_severity severity, const char *rule, const char *format, ...)
    RBK_PRINTF(4, 5);
bool rbk_toc_first_time(rbk_toc_reader *reader, unsigned bit);

/* Goes to the token after the next one, which it gives. */
rbk_toc_token rbk_toc_advance(rbk_toc_reader *reader);

/* True, and past it, when the next token is the keyword; *status is set where reporting about it failed. */
bool rbk_toc_take_keyword(rbk_toc_reader *reader, const char *keyword, rbk_status *status);
bool rbk_toc_take_mark(rbk_toc_reader *reader, char mark);
/* Past the mark, or RBK_SYNTAX. */
rbk_status rbk_toc_take_expected_mark(rbk_toc_reader *reader, char mark);
/* MM:SS:FF in sectors. */
rbk_status rbk_toc_take_time(rbk_toc_reader *reader, int64_t *sectors);
/* Either of the two: *is_time reports which. */
rbk_status rbk_toc_take_length(rbk_toc_reader *reader, int64_t *value, bool *is_time);

/* What the encoding is treated as, and that bytes were none of its characters; each reported once. */
rbk_status rbk_toc_report_encoding(rbk_toc_reader *reader, bool departs, bool bad);

/* The bytes of the string that comes next, escapes undone, its control characters replaced; freed by the caller. */
rbk_status rbk_toc_take_bytes(rbk_toc_reader *reader, const char *what, char **bytes, size_t *size);
/* Bytes in the TOC's encoding as UTF-8; freed by the caller. */
rbk_status rbk_toc_decode(rbk_toc_reader *reader, const char *bytes, size_t size, char **text);

/* The string that comes next, as UTF-8 without control characters; freed by the caller. */
rbk_status rbk_toc_take_string(rbk_toc_reader *reader, const char *what, char **text);

/* The track being read. */
rbk_track *rbk_toc_reader_track(rbk_toc_reader *reader);

/* Texts and codes; the keyword has been taken. */
rbk_status rbk_toc_read_catalog(rbk_toc_reader *reader);
rbk_status rbk_toc_read_isrc(rbk_toc_reader *reader);
rbk_status rbk_toc_read_cd_text(rbk_toc_reader *reader);
/* Which language's texts a TOC gives: 0, or else the first. */
int64_t rbk_toc_choose_language(rbk_toc_lexer lexer);

/*
 * One statement that adds to the track's time line, START or END; *taken is false, and nothing is done, when the next
 * token begins none.
 */
rbk_status rbk_toc_read_data(rbk_toc_reader *reader, bool *taken);
rbk_status rbk_toc_read_pregap(rbk_toc_reader *reader);

/* Gives the track its indexes from the marks. */
rbk_status rbk_toc_resolve(rbk_toc_reader *reader);

#endif
