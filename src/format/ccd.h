/*
 * format/ccd.h - the CloneCD control file: lines, their contents, and how they become a disc
 *
 * A CCD is an INI file: sections in brackets, "key=value" below. Reading takes three steps, as with the other
 * descriptors: lines are split into names, numbers and values; the reader stores them in an rbk_ccd; resolving makes
 * tracks of it. It does not name the payload: that is next to it, with the same name and the extension .img, and the
 * subchannel likewise, with .sub.
 */
#ifndef RBK_FORMAT_CCD_H
#define RBK_FORMAT_CCD_H

#include "base/fail.h"
#include "format/row.h"

extern const rbk_format_row rbk_ccd_format;

int rbk_ccd_probe(const uint8_t *bytes, size_t size);
rbk_status rbk_ccd_read(const uint8_t *bytes, size_t size, const char *name, const rbk_format_options *options,
                        rbk_disc **disc, rbk_findings *findings, rbk_error *error);
rbk_status rbk_ccd_write(const rbk_disc *disc, rbk_output *output, rbk_findings *findings, rbk_error *error);

/* ------------------------------------------------------------------ lines */

typedef enum rbk_ccd_line_kind {
    RBK_CCD_BLANK,   /* nothing, or a remark after ; or # */
    RBK_CCD_SECTION, /* [name number] */
    RBK_CCD_PAIR,    /* name number = value */
    RBK_CCD_OTHER
} rbk_ccd_line_kind;

/* Nothing is copied; name and value are trimmed. */
typedef struct rbk_ccd_line {
    rbk_ccd_line_kind kind;
    const char *name;
    size_t name_size;
    bool numbered;   /* digits end the name: "Entry 12", "INDEX 1" */
    uint32_t number; /* at most 9 digits */
    const char *value;
    size_t value_size;
    uint32_t line;   /* from 1 */
    uint32_t column; /* of the value, of the name if there is none */
} rbk_ccd_line;

typedef struct rbk_ccd_lexer {
    const char *text;
    size_t size;
    size_t at;
    uint32_t line;
} rbk_ccd_lexer;

/* After a byte order mark, if there is one. */
void rbk_ccd_lexer_init(rbk_ccd_lexer *lexer, const uint8_t *bytes, size_t size);

/* The next line in *line, false at the end. LF, CRLF and CR end a line. */
bool rbk_ccd_lexer_next(rbk_ccd_lexer *lexer, rbk_ccd_line *line);

/* The name, in any letter case. */
bool rbk_ccd_line_is(const rbk_ccd_line *line, const char *name);

/* The value as a whole number: decimal, or hexadecimal after 0x; at most 9 digits. */
bool rbk_ccd_line_value(const rbk_ccd_line *line, int32_t *value);

/* The value for messages: at most 40 bytes, anything but printable ASCII as '?'. */
#define RBK_CCD_SHOWN_BYTES 48
const char *rbk_ccd_line_shown(const rbk_ccd_line *line, char shown[RBK_CCD_SHOWN_BYTES]);

/* ------------------------------------------------------------------ contents */

/* Keys of an [Entry], in the order in which they are written. */
typedef enum rbk_ccd_key {
    RBK_CCD_SESSION,
    RBK_CCD_POINT,
    RBK_CCD_ADR,
    RBK_CCD_CONTROL,
    RBK_CCD_TRACK_NO,
    RBK_CCD_A_MIN,
    RBK_CCD_A_SEC,
    RBK_CCD_A_FRAME,
    RBK_CCD_A_LBA,
    RBK_CCD_ZERO,
    RBK_CCD_P_MIN,
    RBK_CCD_P_SEC,
    RBK_CCD_P_FRAME,
    RBK_CCD_P_LBA,
    RBK_CCD_KEYS
} rbk_ccd_key;

/* "Session", "Point", ... Static. */
const char *rbk_ccd_key_name(rbk_ccd_key key);

typedef struct rbk_ccd_entry {
    int32_t value[RBK_CCD_KEYS];
    uint32_t given; /* a bit for each key */
    uint32_t line;  /* of its section; 0: there is none */
} rbk_ccd_entry;

typedef struct rbk_ccd_track {
    uint32_t line; /* of its section; 0: there is none */
    bool has_mode;
    int32_t mode; /* 0 audio, 1, 2 */
    bool has_flags;
    uint32_t flags;
    char isrc[RBK_ISRC_BYTES];
    bool has_index[RBK_INDEX_MAX + 1];
    int32_t index_lba[RBK_INDEX_MAX + 1];
    uint32_t index_line[RBK_INDEX_MAX + 1];
} rbk_ccd_track;

#define RBK_CCD_SESSIONS_MAX 99
/* Eight blocks of CD-TEXT. */
#define RBK_CCD_PACKS_MAX 2048
/* The bytes of a pack in the file: all but the CRC. */
#define RBK_CCD_PACK_BYTES 16

typedef struct rbk_ccd {
    const char *name; /* for messages */
    rbk_disc *disc;
    rbk_findings *findings;
    rbk_error *error;
    uint32_t about_line;
    uint32_t about_track;
    int32_t scrambled_line;                           /* line of DataTracksScrambled=1, 0: none */
    rbk_ccd_entry tracks_toc[RBK_TRACKS_MAX + 1];     /* by number, of ADR 1 */
    rbk_ccd_entry first[RBK_CCD_SESSIONS_MAX + 1];    /* A0 by session */
    rbk_ccd_entry lead_out[RBK_CCD_SESSIONS_MAX + 1]; /* A2 by session */
    rbk_ccd_track tracks[RBK_TRACKS_MAX + 1];         /* by number */
    uint8_t packs[RBK_CCD_PACKS_MAX][RBK_CCD_PACK_BYTES];
    bool has_pack[RBK_CCD_PACKS_MAX];
    size_t pack_end; /* line after the last one */
} rbk_ccd;

/* A finding at about_line and about_track; fails only without memory. */
rbk_status rbk_ccd_report(rbk_ccd *ccd, rbk_severity severity, const char *rule, const char *format, ...)
    RBK_PRINTF(4, 5);

/* Sets the disc's file, tracks and CD-TEXT. RBK_SYNTAX with line, RBK_UNSUPPORTED, RBK_NO_MEMORY. */
rbk_status rbk_ccd_resolve(rbk_ccd *ccd);

#endif
